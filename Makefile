# Everything a developer types. `make` alone says what there is.
PORT ?= 8501
CLIENTS ?= 2000 13000 100000
PEOPLE ?= 50 200
VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCKED := --requirement requirements.txt --requirement tests/requirements.txt
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" $(UPGRADE)
# some at a time, a file each, for the browser waits a good deal; the walk along the screens comes first, on data that no test has changed
TESTS := $(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run demo test check format words bench lock audit clean

help:  ## what there is
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/\t/'

# made anew when the pinned parts change; a half-made one is not taken for ready
$(READY): requirements.txt tests/requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: $(LOCKED)
	touch $(READY)

run: $(READY)  ## serve the desk on 127.0.0.1 (PORT=8501), with invented data if there is no store yet
	$(BIN)/python -m data_layer demo --for-try-out
	$(BIN)/streamlit run app.py --server.port $(PORT)

demo: $(READY)  ## fill an empty store with invented data
	$(BIN)/python -m data_layer demo

test: $(READY)  ## run all tests
	$(TESTS)

check: $(READY)  ## format, lint, types, then all tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(TESTS)

format: $(READY)  ## lay out the code and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

words: $(READY)  ## collect the texts of the code into the Dutch catalogue; then translate the empty ones
	mkdir -p var
	$(BIN)/pybabel -q extract --no-wrap --no-location --sort-output -k say -k say_n:1,2 -k _n:1,2 -o var/desk.pot app.py pages data_layer
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete -w 110 -l nl -i var/desk.pot -o data_layer/locale/nl.po

bench: $(READY)  ## print how long every screen takes with CLIENTS="2000 13000 100000" clients, and a click with PEOPLE="50 200" people
	$(BIN)/python -m tests.bench $(CLIENTS)
	$(BIN)/python -m tests.load $(PEOPLE)

lock: $(READY)  ## pin what pyproject.toml names, and all that comes with it, by version and hash (UPGRADE=--upgrade: what comes with it newer)
	$(LOCK) --output-file requirements.txt pyproject.toml >/dev/null
	$(LOCK) --output-file tests/requirements.txt --constraints requirements.txt --group test >/dev/null

audit: $(READY)  ## ask the package index for known vulnerabilities of what is pinned; fails where it gives no answer
	$(BIN)/pip-audit --strict --require-hashes --disable-pip $(LOCKED)

clean:  ## remove what was made here, also the try-out store
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .hypothesis
