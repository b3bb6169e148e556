"""Texts with their headings and broken lines marked by hand: ‹level marker|title›, ‹level* marker|title› for an item of a list, ⏎ for a line break inside a sentence (all other breaks are good)."""

import re
from dataclasses import dataclass
from pathlib import Path

_MARKUP = re.compile(r"‹(?P<level>\d)(?P<item>\*?) (?P<marker>[^|]*)\||›|⏎|[^‹›⏎]+")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its markup; `headings` and `items` as (start, level, marker, title) and `breaks` as places of newlines."""

    name: str
    text: str
    headings: tuple[tuple[int, int, str, str], ...]
    breaks: tuple[int, ...]
    items: tuple[tuple[int, int, str, str], ...] = ()


def marked_texts(file: str) -> tuple[Marked, ...]:
    """The texts of a file beside this one, each under a line `### name`."""
    parts = Path(__file__).with_name(file).read_text("utf-8").split("### ")[1:]
    return tuple(_read(*part.split("\n", 1)) for part in parts)


def _read(name: str, raw: str) -> Marked:
    text = ""
    headings: list[tuple[int, int, str, str]] = []
    items: list[tuple[int, int, str, str]] = []
    kind = headings
    breaks: list[int] = []
    level, start, body = 0, 0, 0
    for match in _MARKUP.finditer(raw):
        mark = match.group()
        if mark == "⏎":
            breaks.append(len(text))
            text += "\n"
        elif mark == "›":
            kind.append((start, level, text[start:body].strip(), text[body:].replace("\n", "")))
        elif match["level"]:
            level, start = int(match["level"]), len(text)
            kind = items if match["item"] else headings
            for piece in re.split("(⏎)", match["marker"]):
                if piece == "⏎":
                    breaks.append(len(text))
                text += "\n" if piece == "⏎" else piece
            body = len(text)
        else:
            text += mark
    return Marked(name, text, tuple(headings), tuple(breaks), tuple(items))
