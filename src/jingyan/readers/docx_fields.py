"""Fields of a docx that show something without a stored result: EQ equations (also 带圈字符 and 拼音指南) and check boxes of forms."""

import re
from itertools import pairwise

from jingyan.readers.docx_formats import format_number
from jingyan.readers.docx_package import Element, W
from jingyan.readers.docx_styles import value

_EQUATION = re.compile(r"\s*eq\b", re.IGNORECASE)
_SWITCH = re.compile(r"\\([a-zA-Z]+|[,();\\])")
_FORMAT = re.compile(r'\\\*\s*(?:"[^"]*"|\S+)')  # \* jc2 \* "Font:宋体" \* hps10: of the phonetic guide
_LONGEST = 400  # characters of a field code; a longer one is no equation
_RAISED, _LOWERED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"), str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_OTHER_SIDE = {"{": "}", "[": "]", "<": ">", "(": ")"}
_RINGS = frozenset("○〇◯")


def shown_by_code(code: str) -> str:
    """The characters that an EQ field shows, on one line; "" for every other field."""
    if not _EQUATION.match(code) or len(code) > _LONGEST:
        return ""
    body = _FORMAT.sub("", _EQUATION.sub("", code, count=1))
    return _Reader(body).all().strip()


def check_box(field_char: Element) -> str:
    """☑ or ☐ for a check box of a form that begins here, else ""."""
    box = field_char.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    state = box.find(W + "checked")
    if state is None:
        state = box.find(W + "default")
    return "☑" if state is not None and (value(state) or "1") not in ("0", "false", "off") else "☐"


class _Reader:
    r"""Reads an EQ code from left to right: \f(a,b) \r(n,a) \o(a,b) \s\up6(a) \b\lc\{(a) \x(a) \i(a,b,c) \a(a,b) \l(a,b) \d()."""

    def __init__(self, code: str) -> None:
        self._code, self._at = code, 0

    def all(self) -> str:
        out = ""
        while self._at < len(self._code):
            out += self._piece() if self._code[self._at] not in "()" else self._take()
        return out

    def _take(self) -> str:
        self._at += 1
        return self._code[self._at - 1]

    def _piece(self) -> str:
        """Plain characters, or one switch with its options and arguments."""
        if self._code[self._at] != "\\":
            return self._take()
        found = _SWITCH.match(self._code, self._at)
        if found is None:
            self._at += 1
            return ""
        self._at = found.end()
        name = found[1].lower()
        if not name.isalpha():
            return name
        options = [name]
        while self._code[self._at : self._at + 1] and self._code[self._at] not in "(\\":
            if not (self._code[self._at].isalnum() or self._code[self._at] == " "):
                return ""
            options[-1] += self._take()
        while self._code[self._at : self._at + 1] == "\\":
            nested = re.compile(r"\\([a-z]+ ?\d*|.)", re.IGNORECASE).match(self._code, self._at)
            if nested is None:
                break
            options.append(nested[1])
            self._at = nested.end()
            while self._code[self._at : self._at + 1] == " ":
                self._at += 1
        return _written(options[0].strip(), options[1:], self._arguments())

    def _arguments(self) -> list[str]:
        if self._code[self._at : self._at + 1] != "(":
            return []
        self._at += 1
        found = [""]
        depth = 0
        while self._at < len(self._code):
            c = self._code[self._at]
            if c == ")" and not depth:
                self._at += 1
                break
            if c in ",;" and not depth:
                found.append("")
                self._at += 1
                continue
            depth += (c == "(") - (c == ")")
            found[-1] += self._piece() if c == "\\" else self._take()
        return [f.strip() for f in found]


def _written(name: str, options: list[str], arguments: list[str]) -> str:
    name = re.sub(r"[\d ].*", "", name)
    if name == "f" and len(arguments) == 2:
        return f"{_grouped(arguments[0])}/{_grouped(arguments[1])}"
    if name == "r" and arguments:
        return f"{arguments[0] if len(arguments) > 1 else ''}√{_grouped(arguments[-1])}"
    if name == "o":
        return _over(arguments)
    if name == "s" and any(o.startswith(("up", "do")) for o in options):
        text = "".join(arguments)
        table = _RAISED if any(o.startswith("up") for o in options) else _LOWERED
        return text.translate(table) if text.isdecimal() and text.isascii() else text
    if name == "b" and arguments:
        return _bracketed(arguments[0], options)
    if name == "i" and len(arguments) == 3:
        return f"∫_{arguments[0]}^{arguments[1]} {arguments[2]}"
    return "; ".join(a for a in arguments if a) if name == "a" else "".join(arguments)


def _bracketed(inside: str, options: list[str]) -> str:
    r"""The words of \b with \lc\{ (left), \rc\} (right) or \bc\[ (both sides)."""
    left = right = ""
    for which, sign in pairwise(options):
        if which == "lc":
            left = sign
        elif which == "rc":
            right = sign
        elif which == "bc":
            left, right = sign, _OTHER_SIDE.get(sign, sign)
    return f"{left}{inside}{right}" if left or right else f"({inside})"


def _over(arguments: list[str]) -> str:
    """Characters over one another: a ring and a number is ①, a reading over a word is the word."""
    rings = [a for a in arguments if a in _RINGS]
    others = [a for a in arguments if a and a not in _RINGS]
    if rings and others:
        number = others[0]
        circled = format_number(int(number), "decimalEnclosedCircle") if number.isdecimal() else ""
        return circled if circled and not circled.isascii() else f"({number})"
    return others[-1] if others else ""


def _grouped(text: str) -> str:
    return text if text.replace(".", "").isalnum() or len(text) < 2 else f"({text})"
