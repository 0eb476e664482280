# `make run` and `make test` do all set-up themselves; `make help` lists the rest.
# the first Python of 3.11 or newer that really starts (a version manager's shim may be on the PATH and start nothing)
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && exit; done; echo python3)
SETUP = $(PYTHON) tools/setup.py
APP = .venv/bin/python
PORT ?= 8000
export PORT

.PHONY: help run test check fast evaluate bench lock pack clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 14

run: ## all set-up, then the service on http://127.0.0.1:$(PORT)
	@$(SETUP) app model index
	@exec $(APP) -m api

test: ## all set-up, then all tests (the stack and a real browser included)
	@$(SETUP) test model index browser database
	$(MAKE) --no-print-directory check
	$(APP) -m pytest

fast: ## the tests that need no running stack, no browser and no database server
	@$(SETUP) test
	$(APP) -m pytest -m "not stack and not browser and not database"

check: ## lint, types, content and dialogue data, in under a minute
	@$(SETUP) test bot
	.venv/bin/ruff check .
	.venv/bin/ruff format --check --quiet .
	.venv/bin/mypy
	$(APP) -m knowledge check
	$(APP) -m knowledge.pack check
	bot/.venv/bin/python -m bot.validate

evaluate: ## measure understanding, safety, search and dialogue; results in evaluation/report
	@$(SETUP) test model index
	$(APP) -m evaluation

bench: ## measure speed and memory, side by side in one run
	@$(SETUP) test model index
	$(APP) -m evaluation.benchmark

lock: ## write the lock files anew from what is installed
	$(APP) tools/lock.py

pack: ## scaffold an organisation: make pack NAME=my-hospital
	@$(SETUP) app
	$(APP) -m knowledge.pack new "$(NAME)"

clean: ## remove everything that was built; the next run starts from nothing
	rm -rf .venv bot/.venv build
