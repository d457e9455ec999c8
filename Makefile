# Kreislauf: `make run` and `make test` are all that a fresh machine with Python 3.11 and make needs.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
PYTEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test check format bench soak spark lieferkette chromium clean

help: ## diese Übersicht
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Kreislauf braucht Python 3.11 oder neuer (gefunden: $$($(PYTHON) --version))."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "Eine virtuelle Umgebung lässt sich nicht anlegen. Unter Debian/Ubuntu fehlt dann meist: apt install python3-venv"; exit 1; }

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Abhängigkeiten werden eingerichtet …"
	@$(PIP) -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Werkzeuge für Prüfungen werden eingerichtet …"
	@$(PIP) -r requirements/dev.txt
	@touch $@

run: $(VENV)/.run ## einrichten, starten, Adresse und Anmeldungen zeigen
	@exec $(BIN)/kreislauf start --demo

chromium: $(VENV)/.dev
	@$(BIN)/python scripts/chromium.py

test: $(VENV)/.dev chromium ## alles einrichten und alle Prüfungen laufen lassen
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m pytest -n 2 --max-worker-restart 0 --dist loadfile --no-loadscope-reorder -m "not browser" $(PYTEST_ARGS)
	@$(BIN)/python -m pytest -n 2 --max-worker-restart 0 --dist loadgroup -m browser $(PYTEST_ARGS)

check: $(VENV)/.dev ## Form, Regeln, Typen, Importverträge, fehlende Migrationen
	@$(BIN)/ruff format --check --quiet src tests bench soak scripts conftest.py
	@$(BIN)/ruff check --quiet src tests bench soak scripts conftest.py
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m kreislauf pruefmigration

format: $(VENV)/.dev ## Form richten
	@$(BIN)/ruff check --fix --quiet src tests bench soak scripts conftest.py; $(BIN)/ruff format --quiet src tests bench soak scripts conftest.py

VENV_BENCH := .venv-bench
$(VENV_BENCH)/.fertig: requirements/bench.txt
	@echo "Vergleichssysteme werden eingerichtet …"
	@$(PYTHON) -m venv $(VENV_BENCH)
	@$(VENV_BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

bench: $(VENV)/.dev $(VENV_BENCH)/.fertig ## Messungen, auch gegen andere Systeme (docs/benchmarks.md)
	@$(BIN)/python -m bench

VENV_SPARK := .venv-spark
$(VENV_SPARK)/.fertig: requirements/spark.txt $(VENV)/.dev
	@echo "PySpark wird eingerichtet (450 MB) …"
	@$(PIP) --target $(VENV_SPARK) -r requirements/spark.txt
	@touch $@

spark: $(VENV_SPARK)/.fertig ## dieselben Regeln auf PySpark (braucht Java 17)
	@PYTHONPATH=$(VENV_SPARK) $(BIN)/python -m pytest -q src/kreislauf/recht/bildung_und_teilhabe/tests/test_gleichheit.py -k pyspark

soak: $(VENV)/.dev spark ## lange Läufe: Abbrüche, Fälschungen, feindliche Eingaben
	@$(BIN)/python -m soak

lieferkette: ## Stückliste (SBOM), zwei gleiche Bauten, Funde von bandit
	@test -x .venv-lieferkette/bin/bandit || { $(PYTHON) -m venv .venv-lieferkette && .venv-lieferkette/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lieferkette.txt; }
	@.venv-lieferkette/bin/python scripts/lieferkette.py

clean: ## Umgebung und Daten der Vorführung entfernen
	@rm -rf $(VENV) $(VENV_BENCH) $(VENV_SPARK) .venv-lieferkette var
