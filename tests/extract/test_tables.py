"""Every row of the language tables holds its own examples."""

import re

import pytest

from jingyan.extract.figures import scan
from jingyan.extract.flow import make_flow
from jingyan.extract.genres import GenreRow, genre_rows
from jingyan.extract.names import NameRow, name_rows, named_zones
from jingyan.extract.sections import SectionRow, section_rows
from jingyan.extract.units import Unit, units


@pytest.mark.parametrize("unit", units().values(), ids=lambda u: u.text)
def test_units(unit: Unit) -> None:
    for example in unit.matches:
        founds = list(scan(make_flow(example, ()).text, named_zones(example)))
        assert any((f.unit == unit.unit and f.kind == unit.kind) or f.of == unit.kind for f in founds), (
            example,
            founds,
        )
    for example in unit.rejects:
        assert not list(scan(example, named_zones(example))), example


@pytest.mark.parametrize("row", name_rows(), ids=lambda r: r.why)
def test_names(row: NameRow) -> None:
    for example in row.matches:
        assert re.search(row.pattern, example), example
    for example in row.rejects:
        assert not re.search(row.pattern, example), example


@pytest.mark.parametrize("row", section_rows(), ids=lambda r: f"{r.where} {r.kind}")
def test_sections(row: SectionRow) -> None:
    for example in row.matches:
        assert row.fits(example), example
    for example in row.rejects:
        assert not row.fits(example), example


@pytest.mark.parametrize("row", genre_rows(), ids=lambda r: f"{r.where} {r.name}")
def test_genres(row: GenreRow) -> None:
    for example in row.matches:
        assert row.fits(example), example
    for example in row.rejects:
        assert not row.fits(example), example
