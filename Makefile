# Doors of Glokal; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
UV := .tools/uv/bin/uv
PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
# compiled modules are kept: a process that finds them starts in two seconds instead of eight
unexport PYTHONDONTWRITEBYTECODE
FIRST_PYTHON := $(shell command -v python3 || command -v python)

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(UV): requirements-uv.txt
	@mkdir -p .tools
	@$(FIRST_PYTHON) -m pip --version >/dev/null 2>&1 || { echo "Install pip for Python 3 first (Debian: apt install python3-pip)."; exit 1; }
	$(FIRST_PYTHON) -m pip install --quiet --disable-pip-version-check --no-warn-script-location --root-user-action=ignore --upgrade --target .tools/uv --require-hashes -r requirements-uv.txt
	@touch $@

.venv/ready: $(UV) requirements-dev.txt .python-version
	@[ -x $(PYTHON) ] || $(UV) venv --quiet
	$(UV) pip sync --quiet --require-hashes requirements-dev.txt
	@touch $@

.env:
	@printf 'SECRET_KEY=%s\nGLOKAL_DEMO=1\n' "$$($(FIRST_PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))')" > $@

setup: .venv/ready .env ## environment with pinned packages, and the demo's settings in .env

demo: setup ## run everything on http://localhost:8000 (PORT=… for another one)
	@$(MANAGE) demo

test: setup ## all tests, against real PostgreSQL and Chromium
	@$(PYTHON) -m pytest $(ARGS)

check: setup ## format, lint, types, staircase, translations, migrations, templates, deployment
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports --no-logo 2>/dev/null || .venv/bin/lint-imports
	git ls-files -co --exclude-standard 'templates/*.html' | xargs -r .venv/bin/djade --check
	.venv/bin/djlint --quiet --lint templates
	$(MANAGE) makemigrations --check --dry-run
	$(PYTHON) -m tests.project.messages
	$(MANAGE) check --database default
	SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))') GLOKAL_DEMO=0 DEBUG=0 \
		SITE_URL=https://glokal.example ALLOWED_HOSTS=glokal.example MAIL_URL=smtp://localhost \
		DEFAULT_FROM_EMAIL=glokal@glokal.example $(MANAGE) check --deploy --fail-level WARNING

format: setup ## format code and templates
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .
	git ls-files -co --exclude-standard 'templates/*.html' | xargs -r .venv/bin/djade

messages: setup ## extract and compile translations (needs Debian's gettext)
	$(MANAGE) makemessages --no-obsolete --no-wrap --no-location -l de -l cs -i .venv -i .tools -i var -i tests
	$(MANAGE) compilemessages -l de -l cs -i .venv -i .tools

bench: setup ## measure, as a table and in var/bench.jsonl
	$(PYTHON) -m bench

lock: $(UV) ## pin the versions of pyproject.toml with hashes
	$(UV) pip compile pyproject.toml --extra dev --generate-hashes --no-annotate --no-header --no-emit-index-url -q -o requirements-dev.txt
	$(UV) pip compile pyproject.toml -c requirements-dev.txt --generate-hashes --no-annotate --no-header --no-emit-index-url -q -o requirements.txt

stop: setup ## stop the embedded PostgreSQL
	@$(PYTHON) -m glokal.embedded stop

reset: ## delete all data in var/ (FORCE=1 does not ask)
	@[ -n "$(FORCE)" ] || { read -p "Delete all data in var/? [y/N] " answer && [ "$$answer" = y ]; }
	@[ ! -x $(PYTHON) ] || $(PYTHON) -m glokal.embedded stop
	@rm -rf var

.PHONY: help setup demo test check format messages bench lock stop reset
