# What one needs to know is `make help`; each command is a script of the same name.
.DEFAULT_GOAL := help
.PHONY: help start test check fix bench audit i18n requirements

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

start: ## install what is missing, load the demonstration, serve on 127.0.0.1:$PORT (8000)
	@scripts/setup.sh run && exec .venv/bin/cordee start

test: ## every test on SQLite, what a database may change on PostgreSQL too; in Debian's Chromium
	@exec scripts/test.sh

check: ## formatting, lint, types, imports, templates, migrations, deployment, translations
	@exec scripts/check.sh

fix: ## mend by machine what can be: formatting and the simple lint
	@exec scripts/fix.sh

bench: ## the benchmarks, on generated data, with their table
	@scripts/setup.sh dev && exec .venv/bin/python -m tests.bench

audit: ## the Nu HTML checker and Lighthouse on the pages of the demonstration (Java, Node)
	@scripts/setup.sh dev && exec .venv/bin/python -m scripts.audit

i18n: ## gather the strings into locale/; then translate what is empty in the French catalogue
	@exec scripts/i18n.sh

requirements: ## pin again, with checksums (UPGRADE=1: at the newest versions)
	@exec scripts/requirements.sh
