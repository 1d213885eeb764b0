# make            reproduce the study (environment, pipeline, report)
#                 VERBOSE=1 shows all that Snakemake says, which is in its log in any case
# make test       the tests, some minutes; SAMPLE=10 adds ten out of a hundred of the slow ones
# make test-all   every test: all ways of running, of failing and of being killed; an hour or more
# make coding-sheets
#                 what people need to code: a page, a workbook and a REFI-QDA project for each coder
# make summary-sheets
#                 where to write what each case says of each theme, its passages beside it
# make coded-copies
#                 the texts with people's codings in them: Word documents with comments, PDFs with highlights
# make bundle     one file to archive: codings as web annotations, tables, figures, documents, and how they came about
# make verify     rebuild in a scratch folder and compare every byte with the committed checksums;
#                 BASE=<git ref or folder> writes reports/verify/index.html: what changed since, and what caused it
# make cluster    install what hands jobs to Slurm (docs/cluster.md)
# make fonts      install Noto for scripts that figures and PDFs cannot show else (docs/figures.md)
# make unlock     remove the lock that a run on another machine left in the folder, once it has ended
# make new STUDY=path/to/folder
#                 write a config.yaml by what lies in a folder of transcripts; REPORT_LANGUAGE=id or en for the language of the report
# On a cluster: make PROFILE=workflow/profiles/slurm (docs/cluster.md)
# Another study: make STUDY=path/to/folder, a folder with a config.yaml of its own.

PYTHON ?= python3
STUDY ?= .
CORES ?= 2
# Handed over by the environment, so that no shell reads the signs of a path.
export BENANG_PYTHON := $(value PYTHON)
export BENANG_STUDY := $(value STUDY)
export BENANG_BASE := $(value BASE)
export BENANG_PROFILE := $(value PROFILE)
BOOTSTRAP = "$$BENANG_PYTHON" bootstrap.py
RUN = $(BOOTSTRAP) workflow/run.py --study "$$BENANG_STUDY" --cores $(CORES) $(if $(BASE),--base "$$BENANG_BASE") $(if $(PROFILE),--profile "$$BENANG_PROFILE") $(if $(VERBOSE),--verbose)

.DEFAULT_GOAL := all
.PHONY: new all ask-model check coding-sheets summary-sheets coded-copies figures report bundle verify checksums clean unlock environment fonts cluster test test-all lint lock

# clean removes what a run made; the study's own files stay.
all check coding-sheets summary-sheets coded-copies figures report bundle verify checksums clean unlock:
	@$(RUN) $@

new:
	@$(BOOTSTRAP) workflow/run.py --study "$$BENANG_STUDY" $(if $(REPORT_LANGUAGE),--language $(REPORT_LANGUAGE)) new

# Asks a language model what a study has no answers to yet; YES=1 sends the text, without it only says how much.
ask-model:
	@$(BOOTSTRAP) workflow/ask_model.py --study "$$BENANG_STUDY" --cores $(CORES) $(if $(YES),--yes)

environment:
	@$(BOOTSTRAP)

fonts cluster:
	@$(BOOTSTRAP) --$@

TESTS = $(BOOTSTRAP) --dev -m pytest -n $(CORES)

test:
	@$(TESTS) $(if $(SAMPLE),--sample $(SAMPLE))

test-all:
	@$(TESTS) --all

lint:
	@$(BOOTSTRAP) --dev -m ruff check .
	@$(BOOTSTRAP) --dev -m ruff format --check .
	@$(BOOTSTRAP) --dev -m mypy
	@$(BOOTSTRAP) --dev -c "import sys; sys.path.insert(0, 'workflow'); from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"
	@$(BOOTSTRAP) --dev -m snakefmt --check --compact-diff Snakefile workflow/Snakefile workflow/rules
	@$(BOOTSTRAP) --dev -m snakemake --lint

# For maintainers: resolve the dependencies of pyproject.toml anew into the two lock files.
lock:
	@$(BOOTSTRAP) --lock
