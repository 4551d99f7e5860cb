# The two commands of a newcomer: `make demo` and `make test`. Each sets up .venv when it is missing.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
# Tests often wait for a terminal or a timer, so one more than there are processors.
JOBS ?= $(shell $(PYTHON) -c 'import os; print(1 + (os.cpu_count() or 1))')

# Without byte-code each worker compiles every assertion of the tests again: that doubles the time of a short run.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test long stress check lint types layers format wheel bench docs screenshots clean help

help:            ## this list
	@grep -E '^[a-z]+: .*##|^[a-z]+:  *##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

demo: $(STAMP)   ## open the terminal UI on a throw-away copy of the sample building
	@$(BIN)/bltui demo

test: $(STAMP)   ## all tests but the long stress runs
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

stress: $(STAMP) ## stress runs of a few minutes: kill -9, torture, power cuts
	@$(BIN)/python -m pytest -m 'long and not soak'

long: $(STAMP)   ## every stress run, about an hour: random keys, bursts and drafts too
	@$(BIN)/python -m pytest -m long -n $(JOBS) --dist worksteal

check: format lint types layers test  ## what must hold before a commit

format: $(STAMP) ## is everything formatted?
	@$(BIN)/ruff format --check .

lint: $(STAMP)   ## style and common mistakes
	@$(BIN)/ruff check .

types: $(STAMP)  ## strict types
	@$(BIN)/mypy

layers: $(STAMP) ## imports run downhill
	@$(BIN)/lint-imports

wheel: $(STAMP)  ## build, list, install in a fresh environment, run
	@$(BIN)/python -m pytest -m wheel tests/house

bench: $(STAMP)  ## speed, memory and bytes as ratios in one run
	@$(BIN)/python -m benchmarks

docs: $(STAMP) .venv/.docs  ## regenerate the pages, the man page, and the pictures; build the website in site/
	@PYTHONPATH=. $(BIN)/python tests/cli/commands_page.py
	@$(BIN)/python docs/records_page.py
	@$(BIN)/python docs/rules_page.py
	@PYTHONPATH=. $(BIN)/python docs/drawing.py
	@$(BIN)/python -m bltui.ui.keytable > docs/keys.md
	@$(BIN)/python docs/pictures.py
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@echo "The website is in site/index.html"

.venv/.docs: pyproject.toml constraints.txt $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[docs]'
	@touch .venv/.docs

clean:           ## remove what was built (never a building)
	rm -rf .venv build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# constraints.txt pins what was tested; byte-code is compiled now because the first start without it is several times slower.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("bltui needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Say which one: make PYTHON=python3.12 demo") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up .venv (once, about a minute) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@$(BIN)/python -m compileall -q bltui
	@touch $(STAMP)
