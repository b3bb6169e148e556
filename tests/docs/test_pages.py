"""The generated pages and the links between pages are right."""

import re
from pathlib import Path

import pytest

from tests.docs.problems import OTHERS, page

ROOT = Path(__file__).parents[2]
CODE = re.compile(
    r"""["']((?:read|segment|contents|plan|volume|body|compare|reuse|extract|script|clean|name|collect|table|template|matter|units|answers)\.[a-z_]+)["']"""
)
FILES = re.compile(r"\.(docx|toml|js|j2|css|html)$")


def test_problem_page_is_up_to_date() -> None:
    assert (ROOT / "docs/problems.md").read_text(encoding="utf-8") == page(), "run `make docs`"


def test_every_code_in_the_program_is_on_the_page_and_no_other() -> None:
    used = {
        code
        for file in (ROOT / "src").rglob("*.py")
        if file.name != "template_tags.py"  # tags of templates such as "volume.title" look like codes
        for code in CODE.findall(file.read_text(encoding="utf-8"))
        if not FILES.search(code)
    }
    listed = set(re.findall(r"`([a-z]+\.[a-z_]+)`", page()))
    assert used - listed == set()
    assert set(OTHERS) - used == set()


PAGES = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    *ROOT.glob("templates/*/*.md"),
    *ROOT.glob("corpus/*.md"),
]


@pytest.mark.parametrize("file", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(file: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", file.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (file.parent / target).exists(), (file.name, target)
