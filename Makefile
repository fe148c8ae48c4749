# The interface of the project. `make help` lists it.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
# Every version and hash is pinned in the constraints; --no-deps keeps pip from looking any further.
INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes --no-deps

.DEFAULT_GOAL := help
.PHONY: help demo test check golden gate bench docs lock clean

help: ## list what make can do
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.run: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) -r requirements/run.txt
	$(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(INSTALL) -r requirements/dev.txt
	@touch $@

demo: $(VENV)/.run ## set up, read a sample report and print its claims
	@$(BIN)/sayso read examples/abqaiq-2019.html

test: $(VENV)/.dev ## run the tests
	$(BIN)/python -W error -c "import sayso"
	$(BIN)/python -m pytest -q

check: $(VENV)/.dev ## format, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q

golden: $(VENV)/.dev ## rewrite the golden files; read the diff before you commit it
	$(BIN)/python tests/golden.py

gate: $(VENV)/.dev ## score against the gold data in $(SHARED), and hold the floors
	$(BIN)/python gates/gate.py --shared $(SHARED)

bench: $(VENV)/.dev ## reports a second, peak memory, cold start, each stage's share
	$(BIN)/python bench/bench.py

docs: $(VENV)/.dev ## check that the documents are true: examples run, settings and commands are listed
	$(BIN)/python -m pytest -q tests/test_docs.py --doctest-glob='*.md' docs README.md

lock: ## pin every version and hash anew, without registry addresses
	$(BIN)/python -m pip --disable-pip-version-check install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra build pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev -c requirements/run.txt -o requirements/dev.txt

clean: ## remove what make made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
