"""Characters of the symbol fonts that w:sym names by number; the shapes that Chinese reports use."""

from jingyan.readers.docx_package import Element, W

_SYMBOL = {0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0xD7: "·", 0xDE: "⇒", 0xAE: "→", 0x61: "α", 0x62: "β", 0x6D: "μ", 0x70: "π", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω"}  # fmt: skip
_WINGDINGS = {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0xD8: "➢", 0xE0: "→", 0x46: "☞", 0xAB: "★"}  # fmt: skip
_WINGDINGS2 = {0x50: "✓", 0x52: "☑", 0x54: "☒", 0xA3: "□", 0x98: "●"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS2}


def symbol(el: Element) -> str:
    """The character of a w:sym; its own code point where the font is no known symbol font, "" where the number is none."""
    try:
        code = int(el.get(W + "char") or "", 16)
    except ValueError:
        return ""
    known = _FONTS.get((el.get(W + "font") or "").lower())
    if known is not None:
        small = code - 0xF000 if 0xF000 <= code < 0xF100 else code
        if small in known:
            return known[small]
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else ""
