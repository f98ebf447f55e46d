# make run: the app, with models of the samples.  make test: everything that is checked.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test requirements

run: $(VENV)/app
	$(BIN)/python train.py
	$(BIN)/streamlit run app.py

test: $(VENV)/test
	@command -v chromium >/dev/null || $(MAKE) --no-print-directory chromium
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest

$(VENV)/app: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --requirement requirements.txt
	touch $@

$(VENV)/test: $(VENV)/app requirements-test.txt
	$(BIN)/pip install --quiet --requirement requirements-test.txt
	touch $@

.PHONY: chromium
chromium:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
	else \
		echo "There is no Chromium here, so the browser tests are skipped. On Debian: sudo apt-get install chromium"; \
	fi

# After a change of the dependencies in pyproject.toml.
requirements: $(VENV)/test
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra test --constraint requirements.txt --output-file requirements-test.txt pyproject.toml
