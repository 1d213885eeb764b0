# make            reproduce the study (environment, pipeline, report)
# make test       the tests
# make verify     rebuild in a scratch folder and compare every byte with the committed checksums
# Another study: make STUDY=path/to/folder, a folder with a config.yaml of its own.

PYTHON ?= python3
STUDY ?= .
CORES ?= 2
RUN = $(PYTHON) bootstrap.py workflow/run.py --study "$(STUDY)" --cores $(CORES)

.DEFAULT_GOAL := all
.PHONY: all check figures report verify checksums environment test lint lock clean

all check figures report verify checksums:
	@$(RUN) $@

environment:
	@$(PYTHON) bootstrap.py

test:
	@$(PYTHON) bootstrap.py --dev -m pytest

lint:
	@$(PYTHON) bootstrap.py --dev workflow/lint.py

# For maintainers: resolve the dependencies of pyproject.toml anew into the two lock files.
lock:
	@$(PYTHON) bootstrap.py --lock

# What a run made; the raw data in data/ stay.
clean:
	rm -rf "$(STUDY)/results" "$(STUDY)/reports" "$(STUDY)/logs" "$(STUDY)/.snakemake"
