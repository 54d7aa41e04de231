# Each does its own set-up on a fresh machine with Python 3.11 or later, make and a C compiler:
#   make demo          the main job on real-looking input
#   make serve         the answers over HTTP, at http://127.0.0.1:8000
#   make test          every test but nightly's      make quick   the inner loop, under 40 seconds
#   make test-nightly  a thousand examples a property, the long soaks, the widest trees
#   make check         tests, lint, types, and the checks of the rules themselves
#   make coverage      the tests again, and what of the source they run
#   make dist          the wheel and the source distribution, into dist/; `make dist-check` installs and uses
#                      them in clean environments of each Python that is there, with each extra
#   make site          the documentation with its API pages, into site/
#   make bench         measures, and compares with the results kept in benchmarks/results/
#   make pictures      takes the pictures of pages in docs/images/ anew, in a real browser
#   make golden        records today's answers anew, on purpose
#   make format        lint's own repairs, and the layout

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
# The documents' full texts are not part of the project; tests that need them skip without.
export LIUSHOU_SOURCES ?= $(wildcard ../shared/sources)

.PHONY: help prebuilt demo serve test quick test-spark test-nightly check lint rules dist dist-check coverage site bench pictures golden format clean
.DEFAULT_GOAL := help

help:
	@sed -n '1,14s/^# //p' Makefile

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[ledger,report]'
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt requirements-dev.txt | $(BIN)/python
	$(PIP) -e '.[all]' -r requirements-dev.txt
	@touch $@ $(VENV)/.demo $(VENV)/.serve

$(VENV)/.serve: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[web,ledger,report,prove]'
	@touch $@ $(VENV)/.demo

$(VENV)/.site: pyproject.toml constraints.txt requirements-docs.txt | $(BIN)/python
	$(PIP) -e . -r requirements-docs.txt
	@touch $@

# The rules as data: passed over where a file has changed since.
prebuilt: | $(VENV)/.demo
	@$(BIN)/python tools/make_prebuilt.py >/dev/null

demo: $(VENV)/.demo prebuilt
	@echo '== 丰都县：三份文件同时适用 =='
	@$(BIN)/liushou match examples/women/fengdu.yaml --place 500230 --on 2025-06-30
	@echo '== 重庆市万州区：丈夫在本区务工 =='
	@$(BIN)/liushou match examples/women/chongqing.yaml --place 500101 --on 2025-06-30
	@echo '== 吉林省榆树市：县里的事实和标准另给 =='
	@$(BIN)/liushou match examples/women/jilin.yaml --place 220182 --on 2025-06-30 --places examples/places.yaml
	@echo '== 云南省文山市：还有许多没有问 =='
	@$(BIN)/liushou match examples/women/yunnan.yaml --place 532601 --on 2025-06-30
	@echo '== 丰都县：两千行的台账（样例，非真实人员） =='
	@mkdir -p out
	@$(BIN)/liushou ledger sample --rows 2000 --seed 20250630 --place 500230 --on 2025-06-30 --messy --out out/ledger.xlsx
	@$(BIN)/liushou ledger run out/ledger.xlsx --place 500230 --on 2025-06-30 --out out/results.xlsx \
	  --assume sex=female --assume lives_in_village=yes

serve: $(VENV)/.serve prebuilt
	@$(BIN)/liushou serve

# Two processes; who has nothing left takes from the other.
PYTEST := $(BIN)/python -m pytest -n 2 --dist worksteal

test: $(VENV)/.test prebuilt
	$(PYTEST) --durations=10

quick: $(VENV)/.test prebuilt
	$(PYTEST) -m "not slow and not spark and not nightly"

test-spark: $(VENV)/.test
	$(BIN)/python -m pytest -m spark tests/frames/test_spark.py tests/docs/test_spark_example.py tests/rules/readings/test_documents_agree.py

test-nightly: $(VENV)/.test
	HYPOTHESIS_PROFILE=nightly $(PYTEST) -m "nightly or not nightly" --durations=25

coverage: $(VENV)/.test
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 2 --dist worksteal
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

pictures: $(VENV)/.test prebuilt
	LIUSHOU_SCREENSHOTS=1 $(BIN)/python -m pytest -m "nightly or not nightly" tests/browser

golden: $(VENV)/.test
	$(BIN)/python -m tests.golden.record

bench: $(VENV)/.test prebuilt
	$(BIN)/python -m benchmarks.bench

site: $(VENV)/.site
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict

check: test lint rules

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

rules: $(VENV)/.test
	$(BIN)/liushou check policies/*.yaml
	$(BIN)/liushou lint --on 2025-06-30
	$(BIN)/liushou laws --on 2025-06-30
	@if [ -d "$(LIUSHOU_SOURCES)" ]; then \
	  $(BIN)/liushou verify --sources "$(LIUSHOU_SOURCES)" && \
	  $(BIN)/liushou coverage --strict --sources "$(LIUSHOU_SOURCES)" >/dev/null && echo "coverage: whole"; \
	else echo "verify and coverage skipped: set LIUSHOU_SOURCES to the documents' full texts"; fi

dist: $(VENV)/.test prebuilt
	rm -rf dist
	$(BIN)/python -m build --outdir dist

dist-check: dist
	$(BIN)/python tools/check_wheel.py dist/*.whl

format: $(VENV)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis out site .coverage .coverage.*
