# make run    everything a newcomer needs: installs, builds the demo archive, serves it
# make test   installs what the tests need, then runs all of them, the browser's too
# make check  format, lint and types only;  make fix mends what can be mended
# make gate DATA=... SCORER=...   measures on corpora and fails under bench/floors.json
# make train DATA=...             trains the reading model anew (hours; goes on where it was stopped) and exports it
# make speed DATA=...             reports per second, memory, size and query times on a corpus
# make record-speed DATA=...      the record at size: adds 100,000 made-up reports of known truth and asks (hours; REPORTS=2000: minutes)
# make heideltime DATA=... SCORER=...   times beside HeidelTime, in turn on the same documents (needs Java)

PYTHON ?= python3.11
BIN := .venv/bin
DATA ?= ../shared/data
SCORER ?= ../shared/bench/score.py
WORK ?= .training
REPORTS ?= 100000

.PHONY: run test install test-install check fix gate train speed record-speed heideltime docs clean

run: install
	$(BIN)/dateline demo

install: .venv/installed

.venv/bin/python:
	$(PYTHON) -m venv .venv || python3 -m venv .venv

# installed anew when what is installed changes; the code itself is linked, not copied
.venv/installed: .venv/bin/python pyproject.toml hatch_build.py $(wildcard gazetteer/*.py) $(wildcard frontend/*.json frontend/*.js frontend/*.py frontend/src/* dateline/web/static/*.css)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/test-installed: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

# the pages are tested in a real browser: Debian's Chromium, installed where we may
test-install: .venv/test-installed
	@command -v chromium >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
	  echo "make: no chromium on this machine; the tests in the browser will say that they are skipped (on Debian: apt-get install chromium)"

test: test-install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

check: .venv/test-installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

fix: .venv/test-installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

gate: .venv/installed
	$(BIN)/python -m bench.gate --data $(DATA) --scorer $(SCORER)

speed: .venv/installed
	$(BIN)/python -m bench.archive_speed --data $(DATA)

record-speed: .venv/installed
	$(BIN)/python -m bench.record_bench --data $(DATA) --reports $(REPORTS)

train: .venv/train-installed
	$(BIN)/python -m training.train --data $(DATA) --work $(WORK)
	$(BIN)/python -m training.export --checkpoint $(WORK)/last.pt --out dateline/data/model
	$(BIN)/python -m training.attacks --data $(DATA) --model dateline/data/model

.venv/train-installed: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	@touch $@

# HeidelTime lives in an environment of its own and is no dependency of Dateline
heideltime: .venv/installed .bench-venv/installed
	$(BIN)/python -m bench.heideltime --data $(DATA) --scorer $(SCORER) --env .bench-venv --part odd

.bench-venv/installed: bench/requirements-heideltime.txt
	@command -v java >/dev/null || { echo "make: HeidelTime needs Java (on Debian: apt-get install default-jre-headless)"; exit 1; }
	$(PYTHON) -m venv .bench-venv
	.bench-venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

docs: .venv/installed
	$(BIN)/python docs/generate.py

clean:
	rm -rf .venv .bench-venv dist build frontend/node_modules dateline/data/gazetteer dateline/data/basemap
