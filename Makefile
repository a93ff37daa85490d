# make run    start the system on this machine          make test   run every check and test
# make check  the checks alone                          make walk   drive the whole story against a running system
# make bench  measure speed                             make diagrams, make guides, make lock: redraw and lock after a change

VAR ?= var
PORTS ?= 8400
PY := .venv/bin/python
PYTHON ?= python3

.PHONY: run test check walk bench diagrams guides lock prepare prepare-test packages clean-var
.DEFAULT_GOAL := run

run: prepare
	@exec $(PY) -m workpermit.cli up --var "$(VAR)" --ports "$(PORTS)" --cases

prepare:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or 3.12 is missing. On Debian or Ubuntu: sudo apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) deploy/prepare.py run

prepare-test: packages
	@$(PYTHON) deploy/prepare.py test

packages:
	@sh deploy/test-packages.sh

# One worker more than the two cores that are asked for: journeys wait for pages half of their time.
test: prepare-test check-only
	$(PY) -m pytest -n 3 --dist loadgroup

check: prepare-test check-only

check-only:
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy workpermit config demo
	.venv/bin/lint-imports
	@$(PY) -m workpermit.cli check-migrations
	@$(PY) -m workpermit.cli diagrams --check

walk:
	@exec $(PY) -m workpermit.cli walk --var "$(VAR)"

bench: prepare-test
	$(PY) -m bench

diagrams: prepare
	@$(PY) -m workpermit.cli diagrams

# The pictures of docs/guides, taken in a real browser.
guides: prepare-test
	@EWP_CONFIG=tests/config.json $(PY) -m tests.journeys.guides

# uv lives in its own environment: it is a tool for whoever changes a dependency, not a part of the product.
lock:
	@test -x var/uv/bin/uv || { $(PYTHON) -m venv var/uv && var/uv/bin/pip install --quiet uv; }
	@for set in run test; do var/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header requirements/$$set.in -o requirements/$$set.txt; done
	@npm install --package-lock-only --ignore-scripts
