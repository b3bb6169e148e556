"""Text whose bytes a website shifted: it turned "full-width" bytes of GBK into others without regard to where a character begins (學校??h委 for 學校。縣委)."""

import re
from collections.abc import Iterator

from jingyan.clean.draft import HAN, Draft
from jingyan.model.cleaning import Edit
from jingyan.model.span import Span

# The lost character's second byte is always A3, which is also the lead of the full-width letters; the pair it made with the next byte shows as one of these.
# After the ? everything is shifted by one byte up to the first character whose own second byte is ASCII: that byte is left over as a letter.
_SHIFTED = re.compile(f"[?？](?P<run>[!-~！-～。][{HAN}\u0080-\u2fff\u3000-\u33ff\uff01-\uffe6]{{0,14}}?[@-~])")
_PINYIN = re.compile(r"[(（][a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ]{1,7} ?[)）]")
_MARKS = "。，、；：？！”’）》…—“‘（《"
# Characters with the second byte A3 that end a common word, by the characters before them that ask for them ...
_SURE = {"校": "我本全各", "常": "非", "保": "確", "福": "幸"}
# ... and by those that can end a sentence too: there the rest of the text must have the word so many times for each full stop. Anything else was the full stop.
_LIKELY = {"校": "學", "常": "經正日", "保": "環", "模": "規"}
OFTEN = 3
# A shifted text is a copy in traditional characters: so much of it differs from its simplified reading.
TRADITIONAL = 0.1
# Blanks of the first line's indent that became question marks, in pairs.
_INDENT = re.compile(f"(?m)^(?P<lost>[?？]{{4}})(?=[{HAN}\\d“《（(])")
# A bracket at the beginning of a line whose second byte was taken for a full stop's: 。1)校舍 for (1)校舍.
_BRACKET = re.compile(r"(?m)^[ \t\u3000]*(?P<lost>。)(?=\d{1,2}(?P<close>[)）]))")


def misread(draft: Draft) -> Iterator[Edit]:
    """The shifted places whose bytes say what stood there."""
    text = draft.source.text
    for match in _INDENT.finditer(text):
        yield draft.edit("misread", match.start("lost"), match.end("lost"))
    for match in _BRACKET.finditer(text):
        yield draft.edit("misread", match.start("lost"), match.end("lost"), "(" if match["close"] == ")" else "（")
    for span, right in _shifted(draft):
        if right:
            yield draft.edit("misread", span.start, span.end, right)


def unclear(draft: Draft) -> Iterator[Span]:
    """The shifted places of which the bytes do not say which of two characters was lost."""
    return (span for span, right in _shifted(draft) if right is None)


def _shifted(draft: Draft) -> Iterator[tuple[Span, str | None]]:
    """Every shifted place, with what stood there where that is certain."""
    text = draft.source.text
    if not _is_traditional(draft):
        return
    known = frozenset(_SHIFTED.sub("", text)) | frozenset(_MARKS)
    for match in _SHIFTED.finditer(text):
        lost = _lost(text, match.start())
        right = _restored(match["run"], lost or "。")
        if right and all(_common(char) or char in known for char in right):
            note = _PINYIN.match(text, match.end())  # the injected reading of the last character
            yield Span(match.start(), note.end() if note else match.end()), right if lost else None


def _is_traditional(draft: Draft) -> bool:
    text = draft.source.text
    other = sum(a != b for a, b in zip(text, draft.reading, strict=True))
    return other >= TRADITIONAL * max(1, sum(c > "\u3400" for c in text))


def _common(char: str) -> bool:
    """In the first level of GB 2312 (3,755 characters) or of Big5 (5,401): what chance decodes to hardly ever is."""
    simplified, traditional = char.encode("gb2312", "ignore")[:1], char.encode("big5", "ignore")[:1]
    return b"\xb0" <= simplified <= b"\xd7" or b"\xa4" <= traditional <= b"\xc6"


def _lost(text: str, at: int) -> str | None:
    """The character whose first byte became the ? at `at`; None when it may be either of two."""
    last, two = text[at - 1 : at], text[max(0, at - 2) : at]
    for char, before in _SURE.items():
        if last and last in before:
            return char
    for char, before in _LIKELY.items():
        if last and last in before:
            word, stop = text.count(last + char), text.count(last + "。")
            if text.count(two) > 1:  # 同學, which stands elsewhere and is never followed by 校
                return (
                    char if two + char in text and two + "。" not in text else "。" if two + char not in text else None
                )
            return char if word >= OFTEN * (1 + stop) else None if word else "。"
    return "。"


def _restored(run: str, lost: str) -> str | None:
    """`lost` and what `run` was; None when the bytes are no text, or say nothing but a mark."""
    # The first pair of bytes was shown as a full-width letter, which pages narrow to ASCII.
    first = chr(ord(run[0]) + 0xFEE0) if "!" <= run[0] <= "~" else run[0]
    try:
        data = (first + run[1:]).encode("gbk")
        right = (lost.encode("gbk")[:1] + data).decode("gbk")
    except UnicodeError:
        return None
    body = right[1:]
    if right[0] != lost or not body or not all(c in _MARKS or re.match(f"[{HAN}]", c) for c in body):
        return None
    return right if re.search(f"[{HAN}]", body) else None
