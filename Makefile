# `make run` and `make test` are all a fresh machine needs: Debian, Python 3.11 and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NEWER := .duckdb2
WAREHOUSE ?= nightdesk-data/sample
COMPOSE ?= docker compose

.PHONY: help install run test test-slow test-duckdb2 drills up down logs check format lock clean
.DEFAULT_GOAL := help

help:  ## show this
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/' | expand -t 12

install: $(READY)  ## what the project needs, into .venv, as the lock file says

$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo 'Nightdesk needs Python 3.11 or newer with its venv module (Debian: apt-get install python3-venv).'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

run: $(READY)  ## three nights of the bundled sample newsroom: no network, no account
	$(BIN)/nightdesk nightly --sample --night 1 --night 2 --night 3 --warehouse $(WAREHOUSE)

check: $(READY)  ## lint, types, and which room may import which
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check  ## the tests: under six minutes on two cores
	$(BIN)/pytest -m "not slow" --numprocesses auto --dist loadfile

test-slow: $(READY)  ## what takes longer and guards a promise
	$(BIN)/pytest -m slow --numprocesses auto --dist loadfile

test-duckdb2: $(READY)  ## the warehouse's tests on the next major version of DuckDB, beside the pinned one
	test -d $(NEWER) || $(BIN)/python -m pip install --quiet --no-deps --target $(NEWER) 'duckdb>=2,<3'
	PYTHONPATH=$(NEWER) $(BIN)/python -c 'import duckdb; print("DuckDB", duckdb.__version__)'
	PYTHONPATH=$(NEWER) $(BIN)/pytest tests/warehouse -m "not slow" --numprocesses auto --dist loadfile

drills: $(READY)  ## what can go wrong with a night, done on purpose: half an hour, prints what happened
	$(BIN)/python -m tests.drills.drills $(DRILL)

up:  ## the production shape: server, PostgreSQL, worker, watch (docs/production.md)
	$(COMPOSE) up -d --build

down:  ## end it; volumes stay
	$(COMPOSE) down

logs:  ## what it says
	$(COMPOSE) logs -f --tail 100

format: $(READY)  ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Older versions are kept where they still fit: delete a line from the lock to let a package move.
lock:  ## write the lock files anew after a change to pyproject.toml
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet uv
	$(VENV)-lock/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet -o requirements-dev.lock
	$(VENV)-lock/bin/uv pip compile pyproject.toml --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet -c requirements-dev.lock -o requirements.lock
	rm -rf $(VENV)-lock

clean:  ## remove the environment and the sample warehouse
	rm -rf $(VENV) $(NEWER) $(WAREHOUSE)
