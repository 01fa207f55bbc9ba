# What a person does with this repository. Needs git, make and Python 3.11 or newer; the targets set up the rest.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# 3.11 first: the locked versions are resolved for it.
PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
PYTEST_FLAGS ?=
UV_FLAGS ?=
SOAK_FLAGS ?=

venv := .venv
python := $(venv)/bin/python
ready := $(venv)/.ready
demo_ready := $(venv)/.demo-ready
pybabel := $(venv)/bin/pybabel --quiet
# With the extras, since pip looks past a pin of coverage for the newest coverage[toml], and then misses its hash.
uv_compile := .venv-lock/bin/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --no-strip-extras $(UV_FLAGS)

# Databases that last for one test need no disk: each of their commits would wait for it.
scratch := $(shell [ "$$(df --output=avail /dev/shm 2>/dev/null | tail -n 1)" -gt 2000000 ] 2>/dev/null \
	&& echo /dev/shm || echo $${TMPDIR:-/tmp})
covered := "bot/*/rules.py,bot/*/forms.py,bot/*/forms/*,bot/agreement/topics.py,bot/circles.py,bot/outbox/dispatcher.py,bot/outbox/ahead.py,bot/outbox/settlement.py,bot/outbox/examination.py"

.PHONY: help setup demo story test worlds lint bench soak mutants screenshots translations browser migrate lock

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

setup: $(ready) ## make .venv with everything in it (again when the locked versions change)

demo: $(if $(wildcard $(ready)),$(ready),$(demo_ready)) ## run the bot in a stand-in Slack workspace
	$(python) -m sandbox.demo

story: setup ## play a whole programme and print what each person sees
	@TMPDIR=$(scratch) $(python) -m sandbox.story

# Where no Chromium is found, pytest's summary says that tests/browser was left out; CI refuses to run without one.
test: lint ## lint, then all tests with coverage (PYTEST_FLAGS="-k name" for some)
	TMPDIR=$(scratch) $(python) -m pytest -n 2 --cov $(PYTEST_FLAGS)
	@$(if $(PYTEST_FLAGS),:,$(venv)/bin/coverage report --include=$(covered) --fail-under=100 >/dev/null || \
		{ echo "Rules, forms and outbox are to be covered whole:"; $(venv)/bin/coverage report --include=$(covered); exit 1; })

worlds: setup ## compare 500 random programmes in two worlds each, which differ only in private answers
	TMPDIR=$(scratch) $(python) -m pytest -n 2 -q tests/worlds/test_non_interference.py --programmes 250

lint: setup ## ruff, mypy, the direction of imports, the Dockerfile
	$(venv)/bin/ruff check
	$(venv)/bin/ruff format --check --quiet
	$(venv)/bin/mypy --strict bot sandbox
	$(venv)/bin/lint-imports
	$(venv)/bin/hadolint Dockerfile

bench: setup ## measure; writes benchmarks/results.json
	TMPDIR=$(scratch) $(python) -m benchmarks

# One line for each thing that is tried for longer than `make test` may take; docs/testing.md says what runs where.
soak: setup ## kill and freeze senders over 10,000 letters (SOAK_FLAGS="--letters 500 --kills 20 --database sqlite")
	$(python) -m tests.simulation --seeds 100000
	TMPDIR=$(scratch) $(python) -m tests.year --pairs 100 --workspaces 2 --seeds 10
	TMPDIR=$(scratch) $(python) -m benchmarks.soak $(SOAK_FLAGS)

# From nothing, since mutmut tries a mutant again only where the code has changed, not where a test has.
mutants: setup ## change the sender and the rules of time, one thing at a time: do the tests see it?
	rm -rf mutants && TMPDIR=$(scratch) $(venv)/bin/mutmut run
	@$(venv)/bin/mutmut results --all true | $(python) -m benchmarks.mutants

screenshots: setup ## make the pictures in docs/images, in a real browser
	$(python) -m sandbox.browser

browser: ## install Chromium where there is none, for tests and pictures (Debian, as root)
	@command -v $${CHROMIUM:-chromium} >/dev/null || { apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-inter; }

translations: setup ## bring every catalogue up to date with the sentences in the code (docs/translating.md)
	$(pybabel) extract --keywords _ --keywords n_:1,2 --add-comments Translators: --add-location file \
		--sort-by-file --width 110 --project "Reverse mentoring bot" --output-file $(scratch)/bot.pot bot
	@for folder in bot/locale/*; do $(pybabel) update --no-fuzzy-matching --ignore-obsolete --width 110 \
		--input-file $(scratch)/bot.pot --output-file $$folder/LC_MESSAGES/bot.po --locale $${folder##*/}; \
		sed -i '/EMAIL@ADDRESS\|YEAR-MO-DA\|LL@li.org/d' $$folder/LC_MESSAGES/bot.po; done

migrate: setup ## bring the database at DATABASE_URL up to date
	$(python) -m bot migrate

lock: .venv-lock/bin/uv ## resolve the dependencies again (UV_FLAGS=--upgrade for newer versions)
	$(uv_compile) --output-file requirements.txt pyproject.toml
	$(uv_compile) --extra demo --constraint requirements.txt --output-file requirements-demo.txt pyproject.toml
	$(uv_compile) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

# What the demo needs is a third of all that the checks need: whoever only wants to look waits less.
$(demo_ready): requirements-demo.txt
	$(if $(PYTHON),,$(error Python 3.11 or newer is needed: install it, or name it with PYTHON=/path/to/python))
	$(PYTHON) -m venv $(venv)
	$(python) -m pip install --quiet --require-hashes --requirement requirements-demo.txt
	touch $@

$(ready): requirements-dev.txt
	$(if $(PYTHON),,$(error Python 3.11 or newer is needed: install it, or name it with PYTHON=/path/to/python))
	$(PYTHON) -m venv $(venv)
	$(python) -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	touch $@

.venv-lock/bin/uv:
	$(if $(PYTHON),,$(error Python 3.11 or newer is needed: install it, or name it with PYTHON=/path/to/python))
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv==0.13.9
	touch $@
