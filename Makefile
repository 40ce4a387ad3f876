# The verbs of this project; README, hooks and CI call these and nothing else. `make help` lists them.
# Works with GNU make from 3.81 (macOS) on, and a POSIX sh.

.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help run test install lint evaluate benchmark lock clean
SHELL := /bin/sh

ARGS ?=
DATA ?= $(wildcard ../shared/data)
VENV := .venv
PY := $(VENV)/bin/python
KNOWN := python3.14 python3.13 python3.12 python3.11 python3

# What was installed is remembered by the content of the lists, so that neither a clone nor a cache installs twice.
RUNTIME := $(VENV)/.runtime-$(shell cat requirements.txt | cksum | cut -d ' ' -f 1)
WORKSHOP := $(VENV)/.workshop-$(shell cat requirements.txt requirements-dev.txt | cksum | cut -d ' ' -f 1)

# Linting looks at the code as it would be deployed and needs no server: nothing answers at these addresses.
DEPLOYED := DATABASE_URL=postgresql://lint@127.0.0.1:9/lint BROKER_URL=redis://127.0.0.1:9/0 HTTPS=1 DEBUG=0 \
	ALLOWED_HOSTS=desk.example SECRET_KEY=only-for-linting-and-no-secret-4Zr8wKq2TnV7xYb5HdJm9PcL

help: ## list the verbs
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r verb does; do \
		printf '%-18s %s\n' "$$verb" "$$does"; done

run: $(RUNTIME) ## install, start everything, load the demo newsroom once, serve the desk until Ctrl-C
	@exec $(PY) manage.py up $(ARGS)

test: $(WORKSHOP) ## the whole suite on the embedded services; ARGS="-k name" chooses, COV=1 measures coverage
	@$(PY) -m tests.browser --ensure
	@began=$$(date +%s); status=0; \
	$(PY) -m pytest $(if $(COV),--cov --cov-report=term-missing:skip-covered --cov-report=html) $(ARGS) || status=$$?; \
	echo "The suite took $$(($$(date +%s) - began)) s"; exit $$status

install: $(WORKSHOP) ## only the environment: .venv with everything that the other verbs need

lint: $(WORKSHOP) ## ruff, format, types, import contracts, missing migrations, deployment checks
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	@echo 'mypy claims factcheck'; $(DEPLOYED) $(PY) -m mypy claims factcheck
	@echo 'lint-imports'; $(DEPLOYED) $(PY) $(VENV)/bin/lint-imports
	@echo 'makemigrations --check'; \
	$(DEPLOYED) $(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	@echo 'check --deploy'; $(DEPLOYED) $(PY) manage.py check --deploy --fail-level WARNING

evaluate: $(RUNTIME) ## every figure of quality, from the shipped gold and from DATA=dir (laid out as in CONTRIBUTING)
	@for plan in extraction:'quotes/*-dev*.jsonl*' nli:'nli/dev/*.jsonl*' paraphrase:'paraphrase/*-dev*.jsonl*' \
		retrieval:'retrieval/*/' pairs:'pairs/*.jsonl*' swaps:'swaps/*.jsonl*' \
		swaps:'articles/*.jsonl*' swaps:'statements/*valid*.jsonl*'; do \
		for path in $(foreach root,$(GOLD) $(DATA),$(root)/$${plan#*:}); do \
			if [ -e "$$path" ]; then \
				echo "== $${plan%%:*} $$path"; \
				$(PY) manage.py evaluate "$${plan%%:*}" "$$path" $(ARGS) || exit $$?; \
			fi; \
		done; \
	done
	@for articles in $(dir $(foreach root,$(DATA),$(wildcard $(root)/articles/wikinews-2019.jsonl.gz))); do \
		for path in $(wildcard $(GOLD)/wikinews-speakers*.jsonl); do \
			echo "== extraction $$path"; \
			$(PY) manage.py evaluate extraction "$$path" --articles "$$articles" $(ARGS) || exit $$?; \
		done; \
	done
	@for path in $(foreach root,$(DATA),$(wildcard $(root)/articles/wikinews-2019.jsonl.gz)); do \
		echo "== flags $$path"; var=$$(mktemp -d) && chmod 755 "$$var" && status=0; \
		FACTCHECK_VAR=$$var $(PY) manage.py evaluate flags "$$path" --judged $(GOLD)/flags/wikinews-2019.jsonl || \
			status=$$?; rm -rf "$$var"; [ "$$status" = 0 ] || exit "$$status"; \
	done
	@echo "== demo newsroom"; var=$$(mktemp -d) && chmod 755 "$$var" && status=0; \
	FACTCHECK_VAR=$$var $(PY) manage.py evaluate demo || status=$$?; rm -rf "$$var"; exit $$status
GOLD := tests/gold

benchmark: $(WORKSHOP) ## every figure of speed and scale, side by side with the peers
	@for script in benchmarks/[a-z]*.py; do \
		if [ -e "$$script" ]; then echo "== $$script"; $(PY) "$$script" $(ARGS) || exit $$?; fi; \
	done

lock: $(WORKSHOP) ## compile requirements*.in into the pinned requirements*.txt
	@test -x $(VENV)/bin/uv || $(PY) -m pip install --quiet uv
	$(VENV)/bin/uv pip compile $(LOCK) requirements.in -o requirements.txt $(ARGS)
	$(VENV)/bin/uv pip compile $(LOCK) requirements-dev.in -o requirements-dev.txt $(ARGS)
LOCK := --quiet --universal --python-version 3.11 --no-header --no-emit-index-url

clean: ## remove the environment and caches; var/ (your data) stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage htmlcov test-results
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

# The environment ------------------------------------------------------------------------------------------------------

PROBE := import sys, importlib.util as u; sys.exit( \
	"older than 3.11" if sys.version_info < (3, 11) \
	else None if u.find_spec("venv") and u.find_spec("ensurepip") \
	else "without venv or ensurepip (Debian, Ubuntu: apt install python3-venv)")

$(PY):
	@for name in $(if $(PYTHON),$(PYTHON),$(KNOWN)); do \
		if said=$$($$name -c '$(PROBE)' 2>&1); then found=$$name; break; fi; \
		case $$said in *"not found"*) said="not here";; esac; \
		tried="$$tried  $$name: $$said\n"; \
	done; \
	if [ -z "$$found" ]; then \
		printf 'Factcheck needs Python 3.11 or newer with venv. Looked for:\n%b' "$$tried" >&2; \
		echo "Install one, or name it: make PYTHON=/path/to/python3.12 ..." >&2; exit 1; \
	fi; \
	echo "Making $(VENV) with $$($$found --version) ..."; \
	$$found -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUNTIME): | $(PY)
	@rm -f $(VENV)/.runtime-* $(VENV)/.workshop-*
	@$(call fetch,requirements.txt,115 MB)

$(WORKSHOP): | $(RUNTIME)
	@rm -f $(VENV)/.workshop-*
	@$(call fetch,requirements-dev.txt,95 MB)

# $(call fetch,LIST,SIZE): install the list and say how long it took; the stamp is set only when all of it is there.
define fetch
began=$$(date +%s); \
echo "Installing $(1) into $(VENV) (about $(2) to fetch on a fresh machine) ..."; \
$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip --upgrade >/dev/null; \
$(PY) -m pip install --disable-pip-version-check --no-input -r $(1) && touch $@ && \
echo "Installed in $$(($$(date +%s) - began)) s"
endef
