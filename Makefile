# The usual doings. `make run` and `make test` set everything up by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: setup run test check format prove bench pictures audit lock clean

setup: $(READY)

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Nutgraf needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q bot adapters
	@touch $@

run: setup
	@$(BIN)/nutgraf run --once

test: setup
	@$(BIN)/python -m pytest -n 2 --dist worksteal

check: setup
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: setup
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --quiet --fix .

# The long proofs: a thousand kills, thousands of long lives of the outbox, a hundred simulated weeks. Some hours.
prove: setup
	@$(BIN)/python -m pytest -m prove --prove -n 2 --dist worksteal

bench: setup
	@$(BIN)/python -m benchmarks

# Draw the README's pictures anew from seeds/ (needs Chromium).
pictures: setup
	@$(BIN)/python docs/images/draw.py

# Compare the pinned dependencies with the public list of known weaknesses; needs a network, says so where there is none.
audit: setup
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit \
		|| { echo "audit: pip-audit cannot be installed here, so nothing was compared."; exit 0; }; \
		$(BIN)/python .ci/audit.py

# Pin every dependency anew, with hashes and without addresses.
lock: setup
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--upgrade --extra postgres pyproject.toml -o requirements/run.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--upgrade --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--upgrade requirements/build.in -o requirements/build.txt

clean:
	@rm -rf $(VENV) data .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
