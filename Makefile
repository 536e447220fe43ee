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
setup: .venv/.ready ## Make .venv

.tools/uv/bin/uv:
	$(PYTHON) -m venv .tools/uv
	.tools/uv/bin/pip install --quiet 'uv>=$(UV_WANTED)'

.venv/.ready: pyproject.toml uv.lock | $(filter .tools/%,$(UV))
	$(UV) sync --locked --quiet
	@touch $@
