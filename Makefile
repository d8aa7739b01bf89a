# Vela: two commands. `make run` starts it, `make test` tests it; both set up first what is missing.
#
#   make run ARGS="--panel.port=8000"         flags go to `python app.py run`
#   make test TESTS=tests/drivers             only these tests
#   make setup PYTHON=/opt/python3.11         another interpreter
#   make setup PIP_FLAGS="--extra-index-url https://download.pytorch.org/whl/cpu"
#                                             PyTorch's own index has CPU builds, several GB smaller on Linux without an NVIDIA GPU

VENV      ?= .venv
PYTHON    ?=
PIP_FLAGS ?=
ARGS      ?=
TESTS     ?= tests

export VENV PYTHON PIP_FLAGS

.PHONY: run test setup doctor clean

run:
	@bash setup.sh
	@exec $(VENV)/bin/python app.py run $(ARGS)

test:
	@bash setup.sh test
	@$(VENV)/bin/python -m pytest -q $(TESTS)

setup:
	@bash setup.sh test

doctor:
	@bash setup.sh
	@$(VENV)/bin/python app.py doctor

clean:
	rm -rf $(VENV) .pytest_cache runs
