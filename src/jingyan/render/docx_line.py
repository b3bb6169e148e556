"""One paragraph's characters as runs: heads, bold, marks, readings, equations, and what stands between the characters (notes, small pictures)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from jingyan.model.source import Formula, Mark, MarkKind, Ruby
from jingyan.model.span import Span
from jingyan.model.volume import BodyBlock
from jingyan.render.docx_math import equation
from jingyan.render.docx_text import run
from jingyan.zh.printable import UNPRINTABLE

# rPr elements in schema order; a size stands between the second and the third
_MARKED: tuple[tuple[MarkKind, str], ...] = (
    ("italic", "<w:i/>"),
    ("strike", "<w:strike/>"),
    ("underline", '<w:u w:val="single"/>'),
    ("superscript", '<w:vertAlign w:val="superscript"/>'),
    ("subscript", '<w:vertAlign w:val="subscript"/>'),
    ("dotted", '<w:em w:val="dot"/>'),
)
_BEFORE_SIZE = 2
_FIRST_CHINESE = "\u2e80"


@dataclass(frozen=True, slots=True)
class Spot:
    """A run that stands at an offset of the text: the call of a note, a small picture."""

    at: int
    xml: str


@dataclass(frozen=True, slots=True)
class LineSetting:
    """Character style of a run-in head ("" for none), half points of a body character (readings are half of it), rPr elements for small type."""

    head: str
    size: int
    sized: str = ""


def is_dressed(block: BodyBlock) -> bool:
    """Whether anything inside the text is set apart."""
    return bool(block.bold or block.marks or block.rubies or block.formulas)


def tall(block: BodyBlock) -> bool:
    """Whether something in the paragraph may be higher than a line."""
    return bool(block.formulas or block.inline or block.rubies)


def line_xml(block: BodyBlock, setting: LineSetting, spots: Sequence[Spot]) -> str:
    """The runs of the paragraph, `spots` (in the order of their offsets) between them."""
    atoms = _atoms(block)
    waiting = sorted(spots, key=lambda s: s.at)
    shown = _due(waiting, 0)
    for a, b in pairwise(_cuts(block, atoms, spots)):
        atom = atoms.get(a)
        if isinstance(atom, Formula):
            shown += equation(atom.xml) or _plain(block, a, b, setting)
        elif isinstance(atom, Ruby):
            shown += _ruby(_plain(block, a, b, setting), atom.text, setting.size)
        else:
            shown += _plain(block, a, b, setting)
        shown += _due(waiting, b)
    return shown + _due(waiting, None)


def _atoms(block: BodyBlock) -> dict[int, Formula | Ruby]:
    """Equations and readings by their first offset; where two overlap the first holds."""
    found: dict[int, Formula | Ruby] = {}
    end = 0
    atoms: list[Formula | Ruby] = [*block.formulas, *block.rubies]
    for atom in sorted(atoms, key=lambda x: x.span):
        if atom.span.start >= end and atom.span.end <= len(block.text):
            found[atom.span.start] = atom
            end = atom.span.end
    return found


def _cuts(block: BodyBlock, atoms: dict[int, Formula | Ruby], spots: Sequence[Spot]) -> list[int]:
    """Where runs begin and end; never inside an equation or under a reading."""
    length = len(block.text)
    spans: list[Span] = [*block.bold, *(m.span for m in block.marks)]
    edges = {0, length, min(block.run_in, length), *(min(s.at, length) for s in spots)}
    edges.update(min(e, length) for s in spans for e in (s.start, s.end))
    for atom in atoms.values():
        edges -= set(range(atom.span.start + 1, atom.span.end))
        edges |= {atom.span.start, atom.span.end}
    return sorted(edges)


def _due(waiting: list[Spot], at: int | None) -> str:
    """Take what stands before or at this offset (None: all that is left)."""
    shown = ""
    while waiting and (at is None or waiting[0].at <= at):
        shown += waiting.pop(0).xml
    return shown


def _plain(block: BodyBlock, a: int, b: int, setting: LineSetting) -> str:
    text = block.text[a:b]
    if not text:
        return ""
    inside_head = b <= block.run_in
    bold = not inside_head and any(s.start <= a and b <= s.end for s in block.bold)
    kinds = {m.kind for m in block.marks if _covers(m, a, b)}
    if "italic" in kinds and any(c >= _FIRST_CHINESE for c in text):
        kinds.discard("italic")  # Chinese type is not slanted
    marks = [xml if kind in kinds else "" for kind, xml in _MARKED]
    more = "".join(marks[:_BEFORE_SIZE]) + setting.sized + "".join(marks[_BEFORE_SIZE:])
    return run(text, style=(setting.head or None) if inside_head else None, bold=bold, more=more)


def _covers(mark: Mark, a: int, b: int) -> bool:
    return mark.span.start <= a and b <= mark.span.end


def _ruby(base: str, above: str, size: int) -> str:
    half = max(size // 2, 10)
    words = run(UNPRINTABLE.sub("", above), more=f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>')
    look = (
        f'<w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="{half}"/><w:hpsRaise w:val="{size - 4}"/>'
        f'<w:hpsBaseText w:val="{size}"/><w:lid w:val="zh-CN"/></w:rubyPr>'
    )
    return f"<w:r><w:ruby>{look}<w:rt>{words}</w:rt><w:rubyBase>{base}</w:rubyBase></w:ruby></w:r>"
