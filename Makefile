# make run: the app, with models of the samples.  make test: everything that is checked.
# make check: what can be checked within minutes, and needs no other program.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check requirements

run: $(VENV)/app
	$(BIN)/python train.py
	$(BIN)/streamlit run app.py

test: $(VENV)/test
	@{ command -v chromium && command -v java && ls /usr/lib/postgresql/*/bin/initdb; } >/dev/null 2>&1 \
		|| $(MAKE) --no-print-directory programs
	$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest

check: $(VENV)/test lint
	$(BIN)/python -m pytest -m "not slow"

.PHONY: lint
lint: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

$(VENV)/app: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --requirement requirements.txt
	touch $@

$(VENV)/test: $(VENV)/app requirements-test.txt
	$(BIN)/pip install --quiet --requirement requirements-test.txt
	touch $@

# What the tests drive and pip cannot install. PostgreSQL's server is not on the PATH in Debian.
PROGRAMS := chromium postgresql default-jre-headless
.PHONY: programs
programs:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && apt-get install -y -qq $(PROGRAMS) >/dev/null; \
	else \
		echo "Without Chromium, a PostgreSQL server and Java some tests are skipped. On Debian: sudo apt-get install $(PROGRAMS)"; \
	fi

# After a change of the dependencies in pyproject.toml.
requirements: $(VENV)/test
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --no-strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet --no-strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra test --constraint requirements.txt --output-file requirements-test.txt pyproject.toml
	$(BIN)/pip-compile --quiet --no-strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra spark --constraint requirements.txt --output-file requirements-spark.txt pyproject.toml
