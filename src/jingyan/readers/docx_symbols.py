"""Characters of the symbol fonts (Symbol, Wingdings 1-3, Webdings) as the Unicode characters of the same shape."""

from jingyan.readers.docx_package import Element, W

MISSING = "〓"  # what Chinese printers set for a character they do not have
_GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL = {
    **{0x61 + i: c for i, c in enumerate(_GREEK)},
    **{0x41 + i: c for i, c in enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")},
    **{0x30 + i: str(i) for i in range(10)},
    **{ord(c): c for c in "!#%&()+,./:;<=>?[]_{|}"},
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼",
    **{0xA1 + i: c for i, c in enumerate("ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√·¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑")},
    0xE6: "⎛", 0xE8: "⎝", 0xF1: "〉", 0xF2: "∫", 0xF6: "⎞", 0xF8: "⎠",
}  # fmt: skip
_WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x23: "✁", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x36: "⌛", 0x37: "⌨", 0x3E: "✇", 0x3F: "✍", 0x41: "✌", 0x45: "☜", 0x46: "☞", 0x47: "☝", 0x48: "☟",
    0x49: "✋", 0x4A: "☺", 0x4C: "☹", 0x4E: "☠", 0x4F: "⚐", 0x51: "✈", 0x52: "☼", 0x54: "❄", 0x56: "✞", 0x58: "✠", 0x59: "✡", 0x5A: "☪", 0x5B: "☯", 0x5D: "☸",
    **{0x5E + i: c for i, c in enumerate("♈♉♊♋♌♍♎♏♐♑♒♓")},
    0x6A: "&", 0x6B: "&", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x78: "☒", 0x79: "☑", 0x7A: "⌘",
    **{0x80 + i: c for i, c in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
    0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA2: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "□", 0xAA: "✦", 0xAB: "★", 0xAC: "✶", 0xAD: "✴", 0xAE: "✹", 0xAF: "✵", 0xB2: "✧",
    0xD5: "⌫", 0xD6: "⌦", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE3: "↖", 0xE4: "↗", 0xE5: "↙", 0xE6: "↘", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x96: "•", 0x97: "●", 0x98: "●", 0x9E: "■", 0x9F: "■", 0xA1: "■", 0xA2: "■", 0xA3: "□", 0xA4: "□", 0xAE: "◆", 0xAF: "◇",
    **{0x69 + i: c for i, c in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
_WINGDINGS3 = {
    0x21: "→",
    0x70: "▲",
    0x71: "▼",
    0x72: "△",
    0x73: "▽",
    0x74: "◀",
    0x75: "▶",
    0x7D: "▶",
    0x7C: "◀",
    0xC6: "▶",
}
_WEBDINGS = {0x31: "▼", 0x33: "◀", 0x34: "▶", 0x35: "▲", 0x36: "▼", 0x61: "✓", 0x67: "■", 0x6E: "●", 0x72: "✗", 0x63: "□", 0x3D: "■"}  # fmt: skip
FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS2,
    "wingdings 3": _WINGDINGS3,
    "webdings": _WEBDINGS,
}
_FIRST, _LAST = 0xF000, 0xF100  # where Word puts the characters of a symbol font


def symbol(el: Element) -> str:
    """The character of a w:sym: of a known symbol font the shape's, `MISSING` where its shape has no character, else its own code point; "" where the number is none."""
    try:
        code = int(el.get(W + "char") or "", 16)
    except ValueError:
        return ""
    known = FONTS.get((el.get(W + "font") or "").lower())
    small = code - _FIRST if _FIRST <= code < _LAST else code
    if known is not None:
        return known.get(small, MISSING) if small > 0x20 else " "
    if 0xE000 <= code < 0xF900:
        return MISSING
    return chr(code) if 0x20 <= code < 0xD800 or 0xF900 <= code < 0xFFFE else ""


def symbol_font(rpr: Element) -> str:
    """The symbol font that the Latin characters of a run are set in, "" for every other font."""
    fonts = rpr.find(W + "rFonts")
    if fonts is None:
        return ""
    name = (fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "").lower()
    return name if name in FONTS else ""


def in_symbol_font(text: str, font: str) -> str:
    """`text` as the symbol font shows it, character for character: R in Wingdings 2 is ☑; Chinese characters are of another font."""
    known = FONTS[font]
    shown = []
    for c in text:
        code = ord(c)
        small = code - _FIRST if _FIRST <= code < _LAST else code
        shown.append(
            c if small > 0xFF or small <= 0x20 or (small == 0xA0 and code == small) else known.get(small, MISSING)
        )
    return "".join(shown)
