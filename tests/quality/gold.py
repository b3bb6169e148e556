"""The hand-made answers of `corpus/gold`: loading them and finding their places in the texts as read; no scoring."""

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jingyan.model.span import Span

Row = dict[str, Any]  # one line of gold or one exported row; fields described in corpus/README.md and docs/contract.md

CORPUS = Path(__file__).parents[2] / "corpus"
FLOORS = CORPUS / "gold" / "floors.json"


def gold(name: str) -> list[Row]:
    """The rows of `corpus/gold/<name>.jsonl` in file order."""
    lines = (CORPUS / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@cache
def in_set(name: str) -> frozenset[str]:
    """The files of one later set; those have scores of their own, so that no floor had to fall."""
    with (CORPUS / "manifest.toml").open("rb") as file:
        return frozenset(row["path"] for row in tomllib.load(file)["file"] if row.get("set") == name)


def harder() -> frozenset[str]:
    """The files of hard layout added after the first ones were solved."""
    return in_set("harder")


def figured() -> frozenset[str]:
    """The files dense with figures and measures, annotated from end to end (`set = "figures"`)."""
    return in_set("figures")


def in_corpus(path: str) -> str:
    """`path` as the gold writes it: from 来稿/ on, with forward slashes."""
    path = path.replace("\\", "/")
    return path[path.index("来稿/") :]


@dataclass(frozen=True, slots=True)
class Page:
    """A text with its white space squeezed out; `origin[i]` is where squeezed[i] stands in the text."""

    squeezed: str
    origin: tuple[int, ...]

    def places(self, words: str) -> list[Span]:
        """Every place of `words` (white space aside) in the text, in order."""
        words = squeeze(words)
        found, at = [], self.squeezed.find(words)
        while words and at >= 0:
            found.append(self.span(at, at + len(words)))
            at = self.squeezed.find(words, at + 1)
        return found

    def span(self, start: int, end: int) -> Span:
        """The place in the text of squeezed[start:end] (not empty)."""
        return Span(self.origin[start], self.origin[end - 1] + 1)

    def inside(self, context: str, at: int, words: str) -> Span:
        """The place of `words` that stand `at` characters into the one place of `context`.

        Raises LookupError when the context is not there exactly once or the words do not stand at that place.
        """
        if self.squeezed.count(squeeze(context)) != 1:
            raise LookupError(f"{context!r} stands {self.squeezed.count(squeeze(context))} times in the text")
        start = self.squeezed.index(squeeze(context)) + len(squeeze(context[:at]))
        end = start + len(squeeze(words))
        if self.squeezed[start:end] != squeeze(words):
            raise LookupError(f"{words!r} does not stand {at} characters into {context!r}")
        return self.span(start, end)


def squeeze(text: str) -> str:
    """`text` without white space and without characters that cannot be seen."""
    return "".join(c for c in text if _seen(c))


def page(text: str) -> Page:
    """The Page of `text`."""
    origin = tuple(i for i, c in enumerate(text) if _seen(c))
    return Page("".join(text[i] for i in origin), origin)


def _seen(c: str) -> bool:
    return not (c.isspace() or "\u200b" <= c <= "\u200f" or "\ue000" <= c <= "\uf8ff" or c in "\ufeff\u00ad")
