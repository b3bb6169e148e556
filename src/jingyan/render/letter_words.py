"""The words of letters: what a unit is told about a problem of its file and how a finding is put to it; nothing of the layout."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jingyan.model.finding import Finding
from jingyan.model.letter import Fault
from jingyan.zh.widths import widen

_TO_EDITOR = re.compile(r"请[向与]报送单位")


@dataclass(frozen=True, slots=True)
class Other:
    """A piece of another unit as messages name it: `called` (with its title or as its file), never to be told unless that is wanted."""

    called: str
    reference: bool = False


@cache
def _tables() -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    data = tomllib.loads(files("jingyan.render").joinpath("letter_words.toml").read_text(encoding="utf-8"))
    return {r["code"]: (r["what"], r["send"]) for r in data["fault"]}, {
        r["code"]: (r["said"], r["send"]) for r in data["ask"]
    }


def told_codes() -> frozenset[str]:
    """The problem codes that units are told about."""
    return frozenset(_tables()[0])


def fault(code: str, message: str = "", *, count: int = 1, details: str = "") -> Fault:
    """The Fault of a known code; `message` is the Problem's own sentence, `details` stand after the table's words."""
    what, send = _tables()[0][code]
    words = (what or message).replace("{count}", str(count)) + details
    return Fault(_sentence(words), send)


def asked(finding: Finding, others: Iterable[Other], *, across: bool = False) -> str:
    """What the unit is asked: the finding's message and hint, full-width, without the names of `others`; `across` when it quotes the words of another unit, which are not told."""
    said, send = _tables()[1].get(finding.code, ("", ""))
    message = finding.message
    if across:
        message = said or f"{re.split('[:：]', message, maxsplit=1)[0].rstrip('。')}。"
    for other in sorted(others, key=lambda o: -len(o.called)):
        if len(other.called) > 1:
            message = message.replace(other.called, "以往编印的一份材料" if other.reference else "另一份材料")
    hint = send or _TO_EDITOR.sub("请", finding.hint)
    return _sentence(widen(" ".join(message.split()))[0]) + _sentence(widen(hint)[0])


def _sentence(words: str) -> str:
    words = words.strip()
    return words if not words or words[-1] in "。！？!?：" else f"{words}。"
