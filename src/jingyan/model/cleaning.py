"""Cleaning (清理): every automatic change to a text as an Edit, and the pure functions that make and take back the changes."""

from array import array
from collections.abc import Collection
from dataclasses import dataclass

from jingyan.model.span import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """One change. `span` (never empty) lies in the Source's own text, `before` are its characters there, `after` what takes their place ("" removes them); `rule` the code of the rule."""

    rule: str
    span: Span
    before: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Cleaning:
    """All edits to the text of the Source with the path `source`: in order of position, not overlapping."""

    source: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class CleanedText:
    """A cleaned text. `origin` is an array("I") as long as `text`: the code point of the source that each character stands for (non-decreasing)."""

    text: str
    origin: "array[int]"


def apply(cleaning: Cleaning, text: str) -> CleanedText:
    """The cleaned form of `text`. Raises ValueError when an edit does not fit: this is not the text that was cleaned."""
    parts: list[str] = []
    origin = array("I")
    done = 0
    for edit in cleaning.edits:
        start, end = edit.span.start, edit.span.end
        if start < done or end <= start or edit.span.of(text) != edit.before:
            raise ValueError(f"edit {edit} does not fit the text")
        parts += (text[done:start], edit.after)
        origin.extend(range(done, start))
        origin.extend(min(start + i, end - 1) for i in range(len(edit.after)))
        done = end
    parts.append(text[done:])
    origin.extend(range(done, len(text)))
    return CleanedText("".join(parts), origin)


def undo(cleaning: Cleaning, cleaned: str) -> str:
    """The source's own text again, from its cleaned form. Raises ValueError when `cleaned` is not the result of these edits."""
    parts: list[str] = []
    at = done = 0  # places in the cleaned text and in the source
    for edit in cleaning.edits:
        kept = edit.span.start - done
        parts += (cleaned[at : at + kept], edit.before)
        at += kept
        if cleaned[at : at + len(edit.after)] != edit.after:
            raise ValueError(f"edit {edit} was not made in this text")
        at += len(edit.after)
        done = edit.span.end
    return "".join((*parts, cleaned[at:]))


def without(cleaning: Cleaning, rules: Collection[str]) -> Cleaning:
    """The same cleaning with the edits of `rules` left out: what those rules changed stays as it was submitted."""
    return Cleaning(cleaning.source, tuple(e for e in cleaning.edits if e.rule not in rules))
