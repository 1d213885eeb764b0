# make            reproduce the study (environment, pipeline, report)
# make test       the tests
# make coding-sheets
#                 what people need to code: a page, a workbook and a REFI-QDA project for each coder
# make verify     rebuild in a scratch folder and compare every byte with the committed checksums
# Another study: make STUDY=path/to/folder, a folder with a config.yaml of its own.

PYTHON ?= python3
STUDY ?= .
CORES ?= 2
RUN = $(PYTHON) bootstrap.py workflow/run.py --study "$(STUDY)" --cores $(CORES)

.DEFAULT_GOAL := all
.PHONY: all ask-model check coding-sheets figures report verify checksums clean environment test lint lock

# clean removes what a run made; the study's own files stay.
all check coding-sheets figures report verify checksums clean:
	@$(RUN) $@

# Asks a language model what a study has no answers to yet; YES=1 sends the text, without it only says how much.
ask-model:
	@$(PYTHON) bootstrap.py workflow/ask_model.py --study "$(STUDY)" --cores $(CORES) $(if $(YES),--yes)

environment:
	@$(PYTHON) bootstrap.py

test:
	@$(PYTHON) bootstrap.py --dev -m pytest

lint:
	@$(PYTHON) bootstrap.py --dev -m ruff check .
	@$(PYTHON) bootstrap.py --dev -m ruff format --check .
	@$(PYTHON) bootstrap.py --dev -m mypy
	@$(PYTHON) bootstrap.py --dev -c "import sys; sys.path.insert(0, 'workflow'); from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"
	@$(PYTHON) bootstrap.py --dev -m snakefmt --check --compact-diff Snakefile workflow/rules
	@$(PYTHON) bootstrap.py --dev -m snakemake --lint

# For maintainers: resolve the dependencies of pyproject.toml anew into the two lock files.
lock:
	@$(PYTHON) bootstrap.py --lock
