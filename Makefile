# Galley: `make demo` shows it, `make test` proves it.

PYTHON ?= python3
NPM ?= npm
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
READY := $(VENV)/.ready
COMPILED := $(VENV)/.compiled
SOURCES := $(shell find converter service -name '*.py' -o -name '*.toml')
COMPILING := env -u PYTHONDONTWRITEBYTECODE
DTDS := schemas/node_modules/.package-lock.json
COMPILE := $(UV) pip compile --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format lint types pytest schemas readme lock bench wheel clean

help: ## these lines
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do printf '  make %-8s %s\n' "$$name" "$$what"; done

setup: $(READY) $(DTDS) $(COMPILED) ## .venv with the locked requirements, and the JATS DTDs

$(UV): requirements-uv.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-uv.txt
	@touch $@

$(READY): $(UV) requirements-dev.txt pyproject.toml
	$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(DTDS): schemas/package-lock.json schemas/package.json
	cd schemas && $(NPM) ci --silent
	@touch $@

$(COMPILED): $(READY) $(DTDS) $(SOURCES)
	-@$(COMPILING) $(BIN)/python -m compileall -q converter service
	-@$(COMPILING) $(BIN)/galley convert --out-dir $(VENV)/compiled seeds/*.txt 2>/dev/null; test $$? -le 1
	@touch $@

demo: setup ## both seeds into build/, with the report
	@mkdir -p build
	$(BIN)/galley convert --out-dir build --report build/report.json seeds/*.txt; test $$? -le 1
	@ls -l build

test: setup ## everything that must hold: format, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

check: test ## the same

format: setup ## rewrite the layout of the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schemas: setup ## renew the generated schemas in schemas/
	$(BIN)/pytest -q tests/test_records.py --accept

readme: setup ## renew the tables of README.md
	$(BIN)/pytest -q tests/test_readme.py --accept

lock: $(UV) ## renew requirements*.txt and schemas/package-lock.json
	echo uv | $(COMPILE) --upgrade --no-annotate -o requirements-uv.txt -
	$(COMPILE) --upgrade -o requirements.txt pyproject.toml
	$(COMPILE) --upgrade -c requirements.txt --extra dev -o requirements-dev.txt pyproject.toml
	cd schemas && $(NPM) update --silent --package-lock-only

bench: setup ## speed and memory beside others; PART="convert formats validate references unseen service" for some of it
	$(BIN)/python tests/bench.py $(PART)

wheel: setup ## dist/galley-*.whl with the DTDs inside
	$(UV) build --quiet --wheel --no-build-isolation --python $(BIN)/python --out-dir dist

clean: ## remove what the other targets made
	rm -rf build dist $(VENV) schemas/node_modules
