"""A panel of phrases for the conversion to simplified script: at least 95 % right, and every failure known."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from jingyan.script.convert import convert

LEAST = 0.95
SECTIONS = (
    "keep",
    "repair",
    "variant",
    "same",
    "fresh_keep",
    "fresh_repair",
    "second_keep",
    "second_repair",
    "sentence",
)


@cache
def panel() -> dict[str, Any]:
    """The tables of script_panel.toml."""
    with Path(__file__).with_name("script_panel.toml").open("rb") as file:
        return tomllib.load(file)


def pairs(section: str) -> list[tuple[str, str]]:
    """Inputs with the wanted text; simplified ones are wanted as they are."""
    return [(row, row) if isinstance(row, str) else (row[0], row[1]) for row in panel()[section]]


@cache
def failures(section: str) -> dict[str, str]:
    """Inputs that come out wrong, with what came out."""
    found = {given: (convert(given).text, wanted) for given, wanted in pairs(section)}
    return {given: got for given, (got, wanted) in found.items() if got != wanted}


def test_the_panel_is_large_and_says_nothing_twice() -> None:
    given = [g for s in SECTIONS for g, _ in pairs(s)]
    assert len(given) == len(set(given))
    assert len(given) - len(pairs("same")) >= 150
    assert len(pairs("keep")) >= 75
    assert len(pairs("repair")) >= 75
    assert len(pairs("same")) >= 60


def test_nearly_all_comes_out_right() -> None:
    wrong = sum(len(failures(s)) for s in SECTIONS)
    assert wrong <= (1 - LEAST) * sum(len(pairs(s)) for s in SECTIONS)


def test_every_failure_is_known_and_every_known_one_still_fails(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {given: got for section in SECTIONS for given, got in failures(section).items()}
    with capsys.disabled():
        for given, got in wrong.items():
            print(f"\nscript panel: {given} → {got}", end="")
    assert sorted(wrong) == sorted(panel()["known_failures"])
