"""Short ways to texts for comparison; folding here is the plain rule (letters and digits), the real one is tested in script."""

from array import array
from collections.abc import Callable
from typing import Any

import pytest

from jingyan.model.reuse import ReuseText
from jingyan.model.script import FoldedText
from jingyan.model.source import Script

Make = Callable[..., ReuseText]


def folded(text: str, start: int = 0) -> FoldedText:
    kept = [(i, c) for i, c in enumerate(text, start) if c.isalnum()]
    return FoldedText("".join(c for _, c in kept), array("I", [i for i, _ in kept]))


@pytest.fixture
def make() -> Make:
    def one(name: str, text: str, script: Script = "simplified", *, complete: bool = True, **more: Any) -> ReuseText:
        return ReuseText(f"{name}#1", name, "1", folded(text), script, complete, **more)

    return one
