# Every target sets itself up: nothing but Python 3.11 or newer and make is needed.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
DEV    := $(VENV)/.ready-dev
JOBS   ?= 4
TORTURE_SECONDS ?= 60
TORTURE_SEED    ?= 1
FUZZ_ENTRIES ?= 100000
FUZZ_SEED    ?= 1
GROCERY_SEEDS ?= 1 2 3

.DEFAULT_GOAL := help
.PHONY: help run demo test test-engines test-servers check static format torture fuzz grocery picture clean

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[paper]'
	touch $@

$(DEV): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

run: $(READY) ## open your own shop
	@$(BIN)/shopstock

demo: $(READY) ## open a demo shop (make demo TRADE=grocery)
	@$(BIN)/shopstock demo $(TRADE)

test: $(DEV) ## run the tests
	$(BIN)/python -m pytest -n $(JOBS)

check: static test ## everything that must be green: format, lint, types, floors, tests

static: $(DEV) ## format, lint, strict types, import contracts, unused dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry shopstock screens

format: $(DEV) ## put the code into its one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

test-engines: $(DEV) ## the floors that meet SQLite, on the library of the extra `engine`
	SHOPSTOCK_ENGINE=cysqlite $(BIN)/python -m pytest tests/store tests/jobs tests/desk -n $(JOBS)

test-servers: $(DEV) ## all tests of store, jobs and desk on a server, too
	SHOPSTOCK_EVERY_ENGINE=1 $(BIN)/python -m pytest tests/store tests/jobs tests/desk -n $(JOBS)

torture: $(DEV) ## the long forms: the ledger's state machine, and tills that are killed (TORTURE_SECONDS=60)
	SHOPSTOCK_LONG=1 $(BIN)/python -m pytest tests/store -k machine -n $(JOBS) --timeout 3600
	$(BIN)/python -m tests.store.torture --seconds $(TORTURE_SECONDS) --seed $(TORTURE_SEED)
	$(BIN)/python -m tests.store.torture --seconds $(TORTURE_SECONDS) --seed $(TORTURE_SEED) --engine postgres

fuzz: $(DEV) ## random entries into the desk over a small shop (FUZZ_ENTRIES=100000 FUZZ_SEED=1)
	$(BIN)/python -m tests.desk.fuzz --entries $(FUZZ_ENTRIES) --seed $(FUZZ_SEED)

grocery: $(DEV) ## two years of a simulated grocery, with and without suggested prices (GROCERY_SEEDS="1 2 3")
	$(BIN)/python -m tests.simulation.grocery --years 2 --seeds $(GROCERY_SEEDS) --jobs $(JOBS)

picture: $(DEV) ## draw docs/counter.png from the real program (needs chromium)
	$(BIN)/python -m tests.screens.picture docs/counter.png

clean: ## remove what the targets made
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
