"""Texts made comparable or converted, each with the way back to the Source's own characters."""

from array import array
from dataclasses import dataclass
from typing import Literal

from jingyan.model.span import Span


@dataclass(frozen=True, slots=True)
class FoldedText:
    """Text made comparable: simplified, one width, lower case, punctuation and space dropped.

    `origin` is an array("I") as long as `text`: origin[i] is the code point in the Source's text that text[i] came from, strictly ascending.
    """

    text: str
    origin: "array[int]"


@dataclass(frozen=True, slots=True)
class Repair:
    """One change made by conversion. `span` lies in the text that was converted, `before`/`after` are both wordings.

    `rule` is "character" (a variant), "quote" or "word" (國小→小学); `margin` says how sure a word repair is (log ratio; below 2 wants a look), None for sure ones.
    """

    span: Span
    before: str
    after: str
    rule: Literal["character", "quote", "word"]
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class Conversion:
    """A converted text and its recorded word repairs (plain character conversion is not listed one by one).

    `origin` is an array("I") as long as `text`: the code point of the input that each output character stands for (non-decreasing).
    """

    text: str
    origin: "array[int]"
    repairs: tuple[Repair, ...] = ()
    changed: int = 0
