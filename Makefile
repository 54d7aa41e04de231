# Two commands do all the set-up on a fresh machine with Python 3.11, make and a C compiler:
#   make demo   the main job on real-looking input      make test   every test
# make check adds lint, types and the checks of the rules themselves.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
# The documents' full texts are not part of the project; tests that need them skip without.
export LIUSHOU_SOURCES ?= $(wildcard ../shared/sources)

.PHONY: demo test check format bench clean
.DEFAULT_GOAL := help

help:
	@sed -n '1,4s/^# //p' Makefile

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[ledger,report]'
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt requirements-dev.txt | $(BIN)/python
	$(PIP) -e '.[all]' -r requirements-dev.txt
	@touch $@ $(VENV)/.demo

demo: $(VENV)/.demo
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

test: $(VENV)/.test
	$(BIN)/python -m pytest -n 2

check: test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/liushou check policies/*.yaml
	$(BIN)/liushou lint --on 2025-06-30
	$(BIN)/liushou laws --on 2025-06-30
	@if [ -d "$(LIUSHOU_SOURCES)" ]; then \
	  $(BIN)/liushou verify --sources "$(LIUSHOU_SOURCES)" && \
	  $(BIN)/liushou coverage --strict --sources "$(LIUSHOU_SOURCES)" >/dev/null && echo "coverage: whole"; \
	else echo "verify and coverage skipped: set LIUSHOU_SOURCES to the documents' full texts"; fi

format: $(VENV)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis out
