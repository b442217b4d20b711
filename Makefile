.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
CLUSTERS := $(VENV)/.ready-clusters
BENCH := $(VENV)/bench
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export DO_NOT_TRACK := 1

.PHONY: help run test check format lock cookbook bench clean

help: ## say what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

# Installed once: the stamp is older than neither the lock nor the project file, so a second call does nothing.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "tollbook needs Python 3.11 or newer; set PYTHON=")'
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

# Dask and Ray for the tests of the runners: what requirements.lock has they leave as it is, and `make run` needs none.
$(CLUSTERS): $(READY) requirements-cluster.lock
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-cluster.lock
	@touch $(CLUSTERS)

run: $(READY) ## read seeds/articles and build warehouse/tollbook.duckdb
	@$(VENV)/bin/tollbook run

test: $(READY) check $(CLUSTERS) ## everything that must hold: lint, types, tests
	@$(VENV)/bin/python -m pytest -n auto --dist loadfile

check: $(READY) ## ruff, strict types, SQL lint
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy
	@if ls sql/*/*.sql >/dev/null 2>&1; then $(VENV)/bin/sqlfluff lint --dialect duckdb sql; fi

format: $(READY) ## put code into the house's shape
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/sqlfluff fix --dialect duckdb sql

# dbt runs without its second parser, whose package is none: installing it fetches a program from elsewhere.
lock: $(READY) ## resolve the dependencies anew
	$(VENV)/bin/uv pip compile pyproject.toml --extra report --group dev --universal --python-version 3.11 --upgrade \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet -o requirements.lock
	$(VENV)/bin/uv pip compile pyproject.toml --extra report --extra dask --extra ray --group dev --universal --python-version 3.11 \
	  --upgrade -c requirements.lock $$(sed -nE 's/^([a-z0-9._-]+)==.*/--no-emit-package \1/p' requirements.lock | sort -u) \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet -o requirements-cluster.lock
	$(VENV)/bin/uv pip compile --group bench --universal --python-version 3.11 --upgrade \
	  --no-emit-package dbt-core-experimental-parser --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet -o requirements-bench.lock

cookbook: $(READY) ## ask the questions of sql/COOKBOOK.md again and write the answers
	@$(VENV)/bin/python -m tests.cookbook

bench: $(READY) ## measure everything beside other programs; PARTS="start model_build" for some
	@$(MAKE) --silent $(BENCH)/.ready || echo "Without the programs to compare with, some figures are left out."
	@$(VENV)/bin/python -m tests.benchmarks $(PARTS)

# What the benchmarks compare with has an environment of its own.
$(BENCH)/.ready: requirements-bench.lock
	$(VENV)/bin/python -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-bench.lock
	@touch $(BENCH)/.ready

clean: ## remove what make can build again
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
