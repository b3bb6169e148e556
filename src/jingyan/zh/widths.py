"""The width of marks: half-width punctuation of Chinese text made full-width, straight quotes curled; and which characters are blanks."""

import re

BLANKS = " \t\u00a0\u2000-\u200a\u202f\u205f\u3000"
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHINESE = re.compile(f"[{HAN}、。，；：？！…—～％（）《》〈〉【】〔〕「」『』“”‘’]")
_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_MARK = re.compile("[,;:?!]")
_NEVER_OPENS = re.compile(r"[\d.]$|[=\\<]$|[A-Za-z_]\($")  # 24" (inches), class="…", print("…")
_CLOSING = "%‰)]\"'"  # ends something Chinese as often as not: 增长5%,共有


def widen(text: str) -> tuple[str, int]:
    """`text` with half-width , ; : ? ! ( ) made full-width and straight double quotes curled in Chinese surroundings, and how many were changed; the length stays the same.

    A mark is changed when a Chinese character or mark stands directly before or after it, or when it follows a closing mark in a text with Chinese;
    a pair of brackets when any of its four neighbours is Chinese. So 1:1, 1,000, http:// and f(x) stay.
    A pair of quotes is curled when each of both has a Chinese neighbour; inch marks (24") and quotes in code stay, and all of them where one has no partner.
    """
    if not _CHINESE.search(text):
        return text, 0
    changed = [
        m.start() for m in _MARK.finditer(text) if _in_chinese(text, m.start()) or _after_closing(text, m.start())
    ]
    changed += [i for pair in _bracket_pairs(text) if any(_in_chinese(text, i) for i in pair) for i in pair]
    characters = list(text)
    for i in changed:
        characters[i] = characters[i].translate(_WIDE)
    quotes = _quote_pairs("".join(characters))  # after the marks beside them are full-width
    for opening, closing in quotes:
        characters[opening], characters[closing] = "“", "”"
    return "".join(characters), len(changed) + 2 * len(quotes)


def _in_chinese(text: str, i: int) -> bool:
    return bool((i and _CHINESE.match(text[i - 1])) or _CHINESE.match(text, i + 1))


def _after_closing(text: str, i: int) -> bool:
    return i > 0 and text[i - 1] in _CLOSING


def _bracket_pairs(text: str) -> list[tuple[int, int]]:
    """Offsets of matching half-width brackets, innermost first."""
    pairs, open_at = [], []
    for m in re.finditer("[()]", text):
        if m.group() == "(":
            open_at.append(m.start())
        elif open_at:
            pairs.append((open_at.pop(), m.start()))
    return pairs


def _quote_pairs(text: str) -> list[tuple[int, int]]:
    """Offsets of straight double quotes to curl, opening and closing; none where one has no partner, for then it is unsure which belong together."""
    pairs, opening = [], -1
    for m in re.finditer('"', text):
        at = m.start()
        if opening >= 0:
            pairs.append((opening, at))
            opening = -1
        elif not _NEVER_OPENS.search(text[max(0, at - 2) : at]):
            opening = at
    if opening >= 0:
        return []
    return [(a, b) for a, b in pairs if _in_chinese(text, a) and _in_chinese(text, b) and not text[a + 1].isspace()]
