# The three commands of the project. Each sets up what it needs: a virtual environment in .venv and, as root on
# Debian, the system packages (LibreOffice, a Chinese font, poppler, chromium); elsewhere one sentence says what is missing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= 输出/样例汇编

.PHONY: demo test check lint types architecture setup system system-tests clean docs
demo: setup            ## build the volume of the sample collection
	@$(BIN)/jingyan build corpus/来稿 -o "$(OUT)" --title 澜川省义务教育优质均衡发展经验交流材料汇编 \
	  --organizer 澜川省教育厅 --date 二〇二四年十一月 --place 望澜 || test $$? -eq 3
	@echo "样例汇编在:$(OUT)"

test: system-tests setup   ## all tests
	$(BIN)/python -m pytest

check: setup lint types architecture test   ## what CI runs

lint:
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/deptry src

types:
	$(BIN)/mypy

architecture:
	$(BIN)/lint-imports

docs: setup            ## write the generated pages anew
	$(BIN)/python -m tests.cli.reference > docs/cli.md
	$(BIN)/python -m tests.docs.problems > docs/problems.md

setup: system $(VENV)/.ready

system:
	@sh scripts/system-packages.sh

system-tests:
	@sh scripts/system-packages.sh --tests

$(VENV)/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新的版本,可以这样指定:make demo PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@echo "正在安装 Python 部件,第一次要几分钟"
	@$(BIN)/python -m pip install -qq --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install -qq --editable ".[fast]" --group dev
	@touch $@

clean:
	rm -rf $(VENV) 输出 .mypy_cache .ruff_cache .pytest_cache .hypothesis
