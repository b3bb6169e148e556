"""Where a heading ends on the line it shares with its paragraph: its first sentence, a colon or blank before prose, words said again, or a paragraph's opening words."""

import re
from functools import cache

from jingyan.segment.lines import table

# A run-in head longer than this ends at its first comma or colon already; headings set on a line of their own were at most 62 characters long.
LONGEST_TITLE = 80
# A head without number, or before a colon, blank or paragraph on its line, is no longer than this.
LONGEST_HEAD = 32
# After a colon or blank this much text is a paragraph, no second half of the head.
PARAGRAPH = 30

_TITLE_END = re.compile(r"[。;；!！?？]|(?<=[㐀-鿿”）)])[.．](?![\d.．])")
_SHORT_END = re.compile(r"[,，:：]")
_TRAILING = re.compile(r"[\s:：,，、.]+$")
_CLAUSE = re.compile(r"[,，、 \u3000]+")
_BEFORE_PARAGRAPH = re.compile(r"[:：][ \u3000]*(?=\S)|[ \u3000\t]+(?=\S)")


def is_parallel(text: str) -> bool:
    """True for two or three clauses of the same length (完善机制,夯实基础)."""
    clauses = [clause for clause in _CLAUSE.split(text) if clause]
    return 2 <= len(clauses) <= 3 and len({len(clause) for clause in clauses}) == 1 and 4 <= len(clauses[0]) <= 14


def is_generic(text: str) -> bool:
    """True for heads that any report may have (存在的主要问题, 下一步打算)."""
    return bool(_generic().fullmatch(text))


@cache
def _generic() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("headings")["generic"]))


def title_of(rest: str) -> str:
    """The heading in `rest` (the line after its marker): all of it, its first sentence, or the part before its paragraph."""
    rest = _TRAILING.sub("", rest)
    end = _TITLE_END.search(rest)
    if end and end.end() == len(rest) and end.group() in "?？!！":
        end = None  # a question or a call on a line of its own keeps its mark
    title = rest[: end.start()] if end else rest
    if end or len(title) > LONGEST_HEAD:
        cut = _said_again(title) or _before_paragraph(title, rest) or _before_opening(title)
        if cut:
            return _TRAILING.sub("", title[:cut])
    if len(title) > LONGEST_TITLE and (short := _SHORT_END.search(title, 4)):
        title = title[: short.start()]
    return _TRAILING.sub("", title)


def _said_again(title: str) -> int:
    """Where the heading's first words (four or more, up to its first comma) stand again without any mark before them; 0 if nowhere."""
    comma = _SHORT_END.search(title)
    words = title[: comma.start()] if comma else title[:8]
    if len(words) < 4:
        return 0
    at = title.find(words, len(words))
    return at if at > 0 and title[at - 1] not in ",，、:：“《(（;；" else 0


def _before_paragraph(title: str, rest: str) -> int:
    """Where a short head ends at a colon or blank with a paragraph after it; 0 if nowhere. A second half as short as the head belongs to it."""
    for match in _BEFORE_PARAGRAPH.finditer(title, 0, LONGEST_HEAD + 2):
        head, sentence = title[: match.start()], title[match.end() :]
        if len(head.strip()) < 2 or head[-1] in ",，、":
            continue
        if match.group()[0] in ":：" and (len(rest) - match.end() > PARAGRAPH or len(rest) > len(title)):
            return match.start()
        if _is_prose(sentence) and len(sentence) > 1.5 * len(head):
            return match.start()
        if is_generic(head.strip()) and len(sentence) > len(head):
            return match.start()
    return 0


def _is_prose(sentence: str) -> bool:
    return len(sentence) > PARAGRAPH or (len(sentence) > PARAGRAPH // 2 and bool(_SHORT_END.search(sentence)))


@cache
def _openings() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("headings")["opening"]))


def _before_opening(title: str) -> int:
    """Where a paragraph's opening words (近年来, / 我县坚持) begin right after a short head without any mark between them; 0 if nowhere."""
    match = _openings().search(title, 4, LONGEST_HEAD + 12)
    if (
        not match
        or len(title) <= LONGEST_HEAD
        or match.start() > LONGEST_HEAD
        or title[match.start() - 1] in ",，、:：“《(（;；"
    ):
        return 0
    return match.start()
