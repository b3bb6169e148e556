"""Bytes to text without a declared encoding: BOM, strict UTF-8, then the best score; no formats, no newlines."""

import codecs
from collections import Counter
from functools import cache
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its BOM begins with the UTF-16 one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 1 << 16
_CLEAR = 0.85
_SURE = 0.55  # right readings of Chinese texts from 20 characters on score 0.8-1.0, wrong ones below 0.5 (tests/readers/test_encoding.py)


class Decoded(NamedTuple):
    """`text` without BOM, the codec's name, how many places could not be decoded (each is U+FFFD in `text`), and whether the codec is certain."""

    text: str
    encoding: str
    lost: int
    sure: bool


# Chinese in ASCII bytes, as old mail programs send it: only by declaration
_SEVEN_BIT = {"utf-7": "utf-7", "unicode-1-1-utf-7": "utf-7", "hz-gb-2312": "hz", "hz": "hz"}


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Decode `data`; a BOM wins, then strict UTF-8, then `declared` where it fits without loss, then the best score. Never fails.

    One bad byte does not change the codec: candidates are decoded with replacement and each U+FFFD only costs some score.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _decoded(data[len(bom) :], codec, sure=True)
    if declared and data.isascii() and (seven := _SEVEN_BIT.get(declared.strip().lower())):
        try:
            return Decoded(data.decode(seven), seven, 0, True)
        except UnicodeDecodeError:
            pass
    if b"\0" not in data and not _maybe_two_byte_words(data):
        try:
            return Decoded(data.decode("utf-8"), "utf-8", 0, True)
        except UnicodeDecodeError:
            pass
    if declared and (known := _known(declared)):
        try:
            return Decoded(data.decode(known), known, 0, True)
        except UnicodeDecodeError:
            pass
    codec, score = best_codec(data)
    return _decoded(data, codec, sure=score >= _SURE)


def best_codec(data: bytes) -> tuple[str, float]:
    """The candidate codec that makes the best Chinese of `data` and its score (at most 1; share of expected characters less penalties)."""
    sample = _sample(data)
    first = sample[:4096]  # the usual other case, answered early: clean GBK (a cut last character costs one U+FFFD)
    if b"\0" not in first and (score := _score(first.decode("gb18030", "replace"))) >= _CLEAR:
        return "gb18030", score
    scores = [(_score(sample.decode(codec, "replace")), -rank, codec) for rank, codec in enumerate(_CANDIDATES)]
    score, _, codec = max(scores)
    return codec, score


def _decoded(data: bytes, codec: str, *, sure: bool) -> Decoded:
    text = data.decode(codec, "replace")
    return Decoded(text, codec, text.count("\ufffd"), sure)


def _known(declared: str) -> str | None:
    """The codec to use for a declared charset: the wider one of its family, so that rare characters decode too."""
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    if name in {"gb2312", "gbk", "gb18030", "hz"}:
        return "gb18030"
    if name in {"big5", "cp950", "big5hkscs"}:
        return "big5hkscs"
    # bytes.decode refuses the codecs that are not text (base64 …); a page that declares UTF-16 but is read as bytes with tags is not UTF-16
    return name if name in {"utf-8", "shift_jis", "euc_jp", "euc_kr", "iso8859-1", "cp1252"} else None


def _maybe_two_byte_words(data: bytes) -> bool:
    """Whether valid-looking UTF-8 may be a few GBK words (联通): short, and mostly two-byte sequences."""
    if len(data) > 64 or data.isascii():
        return False
    return sum(0xC2 <= b <= 0xDF for b in data) * 4 > len(data)


def _sample(data: bytes) -> bytes:
    """The first 64 KB; when they are plain ASCII, 64 KB from the first other byte on (a character starts there in every candidate but UTF-16)."""
    head = data[:_SAMPLE]
    if len(data) <= _SAMPLE or not head.isascii() or b"\0" in head:
        return head
    rest = data[_SAMPLE:]
    for at in range(0, len(rest), _SAMPLE):
        block = rest[at : at + _SAMPLE]
        if not block.isascii():
            first = next(i for i, b in enumerate(block) if b >= 0x80)
            return rest[at + first : at + first + _SAMPLE]
    return head


def _score(text: str) -> float:
    if not text:
        return 0.0
    weights = _weights()
    total = 0.0
    for char, count in Counter(text).items():
        total += count * _weight(char, weights)
    return total / len(text)


def _weight(char: str, weights: dict[str, float]) -> float:
    known = weights.get(char)
    if known is not None:
        return known
    code = ord(char)
    if code == 0xFFFD:
        return -3.0
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xF900:  # controls, lone surrogates, private use
        return -1.0
    if 0x4E00 <= code < 0xA000:
        return 0.1
    return 0.0


@cache
def _weights() -> dict[str, float]:
    """Weight of the expected characters: level 1 of GB 2312 and of Big5 (the common characters by both standards), CJK punctuation, ASCII.

    ASCII letters weigh less, because the bytes of UTF-16 Han often look like them.
    """
    weights: dict[str, float] = {}
    for lead in range(0xB0, 0xD8):
        _put(weights, lead, range(0xA1, 0xFF), "gb2312")
    for lead in range(0xA4, 0xC7):
        _put(weights, lead, (*range(0x40, 0x7F), *range(0xA1, 0xFF)), "big5")
    weights.update(
        dict.fromkeys("，。、；：？！“”‘’（）《》〈〉【】〔〕—…·「」『』％～　０１２３４５６７８９①②③④⑤㎡", 1.0)
    )
    weights.update(dict.fromkeys((chr(c) for c in range(0x20, 0x7F)), 0.8))
    weights.update(dict.fromkeys((chr(c) for c in (*range(0x41, 0x5B), *range(0x61, 0x7B))), 0.6))
    weights.update(dict.fromkeys("\n\r\t", 1.0))
    weights["\x0c"] = weights["\x0b"] = weights["\x1a"] = 0.0
    return weights


def _put(weights: dict[str, float], lead: int, trails: range | tuple[int, ...], codec: str) -> None:
    for trail in trails:
        char = bytes((lead, trail)).decode(codec, "ignore")
        if len(char) == 1 and char >= "\u4e00":
            weights[char] = 1.0
