# `make` alone lists what there is. Python and a shell are enough; everything else is installed into .venv.

.DEFAULT_GOAL := help
.PHONY: help run test check format lint types architecture tests tests-alone bench lock clean
MAKEFLAGS += --no-print-directory

export PYTHON ?= python3
PY := .venv/bin/python
# What kills and measures processes is tried by itself, all else two files at a time.
ALONE := tests/fault tests/unit/bench

help: ## show this list
	@echo "make <target>, where <target> is one of:"
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r target text; do \
		printf '  %-8s %s\n' "$$target" "$$text"; done

run: ## set up what is missing and serve on http://127.0.0.1:5000 (HOST, PORT, DATA_DIR; SAMPLE=off starts empty)
	@deploy/install.sh main
	@$(PY) -m deploy.check_port
	@$(PY) -m flask --app wsgi db upgrade
	@[ "$$SAMPLE" = off ] || $(PY) -m flask --app wsgi demo
	@exec $(PY) -m deploy.supervisor

test: ## install what the tests need, then run every check and every test (CI=true: a skipped test is a failure)
	@deploy/install.sh test
	@deploy/install_chromium.sh
	@deploy/install_postgresql.sh
	@$(MAKE) --keep-going format lint types tests tests-alone

check: ## format, lint, types, floors and migrations
	@deploy/install.sh test
	@$(MAKE) --keep-going format lint types architecture

format:
	$(PY) -m ruff format --check
lint:
	$(PY) -m ruff check
types:
	$(PY) -m mypy
architecture:
	$(PY) -m pytest -q tests/architecture
tests:
	$(PY) -m pytest -p tests.plugins.skips -n 2 --dist loadfile tests $(addprefix --ignore=,$(ALONE))
tests-alone:
	$(PY) -m pytest -p tests.plugins.skips $(ALONE)

bench: ## the benchmarks, as ratios on this machine
	@deploy/install.sh test
	$(PY) -m bench

lock: ## write requirements/*.txt again from requirements/*.in (UPGRADE=1: with the newest versions)
	@deploy/lock.sh $(if $(UPGRADE),--upgrade)

clean: ## remove .venv and what the tools left; your data stay
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
