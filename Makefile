# Every target makes its own environment: all it needs is Python 3.11 or later (and uv where it is found, which is quicker).
# A stamp beside each environment's extras makes the second run quick; it is redone when the dependencies change.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
export DJANGO_SETTINGS_MODULE = tallystick_web.config.settings
DEMO = TALLYSTICK_DEBUG=1 TALLYSTICK_HOME=var/demo

.PHONY: help demo run test test-fast check fix docs benchmark clean
.DEFAULT_GOAL := help

help:  ## say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tallystick needs Python 3.11 or later: make PYTHON=python3.12 …")'
ifdef UV
	@uv venv --quiet --allow-existing --python $(PYTHON) $(VENV)
else
	@$(PYTHON) -m venv $(VENV)
endif

$(VENV)/web.stamp: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Tallystick into $(VENV) (once) …"
ifdef UV
	@uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[web]'
else
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[web]'
endif
	@touch $@

$(VENV)/dev.stamp: pyproject.toml constraints.txt | $(VENV)/web.stamp
	@echo "Installing what tests and checks need into $(VENV) (once) …"
ifdef UV
	@uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[web,dev]'
else
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[web,dev]'
endif
	@touch $@

demo: $(VENV)/web.stamp  ## two councils with data, served on this machine
	@$(DEMO) $(BIN)/tallystick demo

run: $(VENV)/web.stamp  ## your own installation, for developing: reloads when code changes
	@TALLYSTICK_DEBUG=1 $(BIN)/tallystick manage migrate --verbosity 0
	@TALLYSTICK_DEBUG=1 $(BIN)/tallystick manage runserver

test: $(VENV)/dev.stamp  ## all tests: SQLite, PostgreSQL where one answers, a real browser where there is one
	@$(BIN)/python tests/run.py

test-fast: $(VENV)/dev.stamp  ## all but the browser and the crowd, on SQLite
	@$(BIN)/python -m pytest -n auto -q --dist worksteal --ignore tests/browser --ignore tests/concurrency

check: $(VENV)/dev.stamp  ## format, lint, types, architecture, migrations
	@$(BIN)/ruff format --check --quiet . || (echo "Some files are not formatted: make fix"; exit 1)
	@$(BIN)/ruff check --quiet .
	@TALLYSTICK_DEBUG=1 $(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@TALLYSTICK_DEBUG=1 $(BIN)/python -W ignore -m django makemigrations --check --dry-run --verbosity 0 || (echo "A model has changed without a migration"; exit 1)

fix: $(VENV)/dev.stamp  ## format, and mend what can be mended by machine
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --fix --quiet .

docs: $(VENV)/dev.stamp  ## check the documentation's links and examples, and print the workflows' diagrams into it
	@TALLYSTICK_PRINT=1 $(BIN)/python -m pytest -q tests/test_docs.py

benchmark: $(VENV)/dev.stamp  ## what the README claims about speed
	@for one in benchmarks/[a-z]*.py; do $(BIN)/python $$one || exit 1; done

clean:  ## remove the environment and everything made here (the demonstration's data too)
	@rm -rf $(VENV) var .mypy_cache .pytest_cache .ruff_cache
