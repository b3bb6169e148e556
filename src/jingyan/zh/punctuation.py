"""Punctuation and digits in one shape, character for character; nothing is dropped."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x2500, 0xFE63), ord("-"))
_TILDES = dict.fromkeys((0x301C, 0x223C, 0x02DC), ord("~"))
_BLANKS = dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x09), ord(" "))
_MARKS = {0x2236: ":", 0xFE30: ":", 0xFE6A: "%", 0x066A: "%", 0x2715: "×", 0x2716: "×"}
_BRACKETS = dict.fromkeys("[【﹝", "〔") | dict.fromkeys("]】﹞", "〕")
_QUOTES = dict.fromkeys("「『〝", "“") | dict.fromkeys("」』〞〟", "”")

_ONE_SHAPE = (
    _FULL_WIDTH
    | _DASHES
    | _TILDES
    | _BLANKS
    | {code: ord(char) for code, char in _MARKS.items()}
    | {ord(a): ord(b) for a, b in (_BRACKETS | _QUOTES).items()}
    | {0xFF3B: ord("〔"), 0xFF3D: ord("〕")}
)


def one_shape(text: str) -> str:
    """`text` with full-width letters, digits and marks made half-width, all dashes "-", document brackets 〔〕, quotes “” and one kind of line break; same length, same offsets."""
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    return text.translate(_ONE_SHAPE)
