# The two commands of the README are `make demo` and `make test`; each works alone on a fresh machine.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: demo install test check lint types pages native bench sweep variants fuzz docs viewer clean

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/core: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) -e .
	touch $@

# All of it at once: each install compiles the extension.
.venv/all: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) -e ".[scan,cluster,test,check]"
	touch .venv/core $@

demo: .venv/core
	$(BIN)/orthogen build scans/right_normal.stl --profile overpronation --out output

install: .venv/all

test: .venv/all
	$(BIN)/python -m pytest --numprocesses=2 --dist=worksteal

# Two at a time: the sanitizer build takes as long as all the others together.
check: .venv/all
	$(MAKE) --jobs=2 --output-sync=target native pages types lint FUZZ=300

lint: .venv/all
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: .venv/all
	$(BIN)/mypy

pages: .venv/all
	$(BIN)/python -m docs.make --check

# The compiled half again, with all warnings as errors and under the sanitizers, and random input through it.
FUZZ ?= 10000
SANITIZED := build/sanitized
native: .venv/all
	$(PIP) "nanobind>=2.9" "cmake>=3.18" ninja
	PATH=$(CURDIR)/$(BIN):$$PATH cmake -S . -B $(SANITIZED) -G Ninja -DCMAKE_BUILD_TYPE=Debug \
	    -DPython_EXECUTABLE=$(CURDIR)/$(BIN)/python -DORTHOGEN_STRICT=ON -DORTHOGEN_SANITIZE=ON >/dev/null
	MAKEFLAGS= PATH=$(CURDIR)/$(BIN):$$PATH cmake --build $(SANITIZED)
	LD_PRELOAD="$$($(CXX) -print-file-name=libasan.so) $$($(CXX) -print-file-name=libstdc++.so)" \
	    ASAN_OPTIONS=detect_leaks=0 $(BIN)/python -m tests.fuzz.kernel $(FUZZ) $(SANITIZED)/_native.*.so

variants: .venv/all
	$(BIN)/python -m tests.variants

docs: .venv/all
	$(BIN)/python -m docs.make

# The 3D viewer of the report from its sources in viewer/ (needs node and npm; users and tests never do).
viewer:
	cd viewer && npm install --no-package-lock --no-audit --no-fund --silent && npm run --silent build

.venv/bench: .venv/all
	$(PIP) -e ".[bench]"
	touch $@

# Into benchmarks/results; `make docs` then turns them into docs/performance.md.
bench: .venv/bench
	$(BIN)/python -m benchmarks.rolling
	$(BIN)/python -m benchmarks.stages
	$(BIN)/python -m benchmarks.prediction
	$(BIN)/python -m benchmarks.offset
	$(BIN)/python -m benchmarks.pressure
	$(BIN)/python -m benchmarks.batch
	$(BIN)/python -m benchmarks.store

sweep: .venv/all
	$(BIN)/python -m pytest -m sweep

# Ten thousand damaged files of every scan format, under limits of memory and time, and as many meshes for the kernel.
fuzz: native
	$(BIN)/python -m tests.fuzz 10000
	$(BIN)/python -m tests.fuzz.pressure 10000
	$(BIN)/python -m tests.fuzz.gait 10000

clean:
	rm -rf .venv build dist orthogen/kernel/_native.*.so CMakeCache.txt CMakeFiles .cmake .ninja_deps .ninja_log build.ninja
