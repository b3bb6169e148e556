"""Figures class by class: the sentences of figures.toml and what each holds."""

import tomllib
from pathlib import Path

import pytest

from jingyan.extract.extracting import extract
from jingyan.model.extracts import Figure
from jingyan.model.source import Source
from jingyan.model.structure import Outline
from jingyan.script.fold import reading

CLASSES = tomllib.loads((Path(__file__).parent / "figures.toml").read_text("utf-8"))["class"]
CASES = [(c["name"], case[0], tuple(case[1:])) for c in CLASSES for case in c["cases"]]


def shown(text: str, figure: Figure) -> str:
    """A figure as figures.toml writes it; floats with six digits."""
    values = figure.value if isinstance(figure.value, tuple) else (figure.value,)
    value = "~".join(format(v, ".6g") if isinstance(v, float) else str(v) for v in values)
    kind = f"{figure.kind}/{figure.of}" if figure.of else figure.kind
    return "|".join((figure.span.of(text), kind, value, figure.unit or "", figure.approximate))


def held(text: str) -> tuple[str, ...]:
    source = Source("来稿.txt", text, "text", "0" * 64)
    return tuple(shown(text, f) for f in extract(source, reading(text), Outline("来稿.txt"))[0].figures)


@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[f"{n}: {t[:16]!r}" for n, t, _ in CASES])
def test_figures_of_a_sentence(name: str, text: str, expected: tuple[str, ...]) -> None:
    assert held(text) == expected, name
