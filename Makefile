# make graph         build the example graph into output/
# make jupyter       open the notebooks in JupyterLab
# make test          run the tests
# make check         lint, format and types
# make screenshots   take the pictures of the page in docs/images (needs Chromium)
# make docs          build the documentation as pages into site/ (docs/python.md, docs/api.md and the rest)
# make requirements  pin the newest versions that fit pyproject.toml
# make clean         remove what make made (not output/, which is committed)
#
# PYTHON chooses the interpreter (3.11 or newer): make graph PYTHON=python3.12

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
UV := uv==0.13.9
# Hosts are left to the user's own configuration: none is written into the files.
# One version of each package for every Python (fewest), so that every Python builds the same output.
COMPILE := $(BIN)/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command "make requirements" pyproject.toml

.DELETE_ON_ERROR:
.PHONY: graph jupyter test check screenshots docs requirements clean

graph: $(VENV)/installed
	$(BIN)/kg build seeds -o output

jupyter: $(VENV)/installed-jupyter
	$(BIN)/jupyter lab notebooks/explore.ipynb

test: $(VENV)/installed-dev
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
		echo "No Chromium here: the browser tests will be skipped (Debian: apt-get install chromium)."
	$(BIN)/python -m pytest

check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict kg

screenshots: $(VENV)/installed-dev
	$(BIN)/python tools/make_screenshots.py

docs: $(VENV)/installed-docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "Now open site/index.html"

requirements: $(VENV)/python
	$(PIP) install --quiet "$(UV)"
	$(COMPILE) --upgrade -o requirements.txt
	$(COMPILE) --extra dev -c requirements.txt -o requirements-dev.txt
	$(COMPILE) --extra jupyter -c requirements-dev.txt -o requirements-jupyter.txt
	$(COMPILE) --extra docs -c requirements-dev.txt -o requirements-docs.txt

clean:
	rm -rf $(VENV) site build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find kg tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Empty files that say a step is done, so that a second call is quick.
$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "diplokg needs Python 3.11 or newer; choose one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "No virtual environment could be made (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@touch $@

# setuptools, the build's one tool, is among the pinned requirements: nothing else is fetched for the build.
$(VENV)/installed: $(VENV)/python requirements.txt pyproject.toml
	$(PIP) install --quiet --require-hashes -r requirements.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/installed-jupyter: $(VENV)/installed requirements-jupyter.txt
	$(PIP) install --quiet --require-hashes -r requirements-jupyter.txt
	@touch $@

$(VENV)/installed-docs: $(VENV)/installed requirements-docs.txt
	$(PIP) install --quiet --require-hashes -r requirements-docs.txt
	@touch $@
