# The two commands of the README are `make demo` and `make test`; each works alone on a fresh machine.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: demo install test check bench sweep fuzz docs clean

.venv/core: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(PIP) -e .
	touch $@

.venv/all: .venv/core
	$(PIP) -e ".[scan,test,check]"
	touch $@

demo: .venv/core
	$(BIN)/orthogen build scans/right_normal.stl --profile overpronation --out output

install: .venv/all

test: .venv/all
	$(BIN)/python -m pytest

check: .venv/all
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docs.make --check

variants: .venv/all
	$(BIN)/python -m tests.variants

docs: .venv/all
	$(BIN)/python -m docs.make

bench: .venv/all
	$(BIN)/python -m benchmarks.stages

sweep: .venv/all
	$(BIN)/python -m pytest -m sweep

# Ten thousand damaged files of every scan format, under limits of memory and time.
fuzz: .venv/all
	$(BIN)/python -m tests.fuzz 10000

clean:
	rm -rf .venv build dist
