"""Foreign text (file names, submitted texts) made safe to print; escaping for HTML is jinja2's work, not done here."""

from itertools import chain

# C0 and C1 controls except tab and line feed, bidirectional controls (they can turn a file name around), lone surrogates
# (undecodable file names), and the two characters that no XML file may hold. Each is replaced one for one, so offsets stay.
_UNPRINTABLE = (
    range(0x09),
    range(0x0B, 0x20),
    range(0x7F, 0xA0),
    range(0x200E, 0x2010),
    range(0x202A, 0x202F),
    range(0x2066, 0x206A),
    range(0xD800, 0xE000),
    range(0xFFFE, 0x10000),
)
_TABLE = dict.fromkeys(chain.from_iterable(_UNPRINTABLE), "\N{REPLACEMENT CHARACTER}")
_TABLE[0x0D] = "\n"
_TABLE[0x0B] = _TABLE[0x0C] = "\n"


def printable(text: str) -> str:
    """`text` with every character that cannot or should not be shown replaced by U+FFFD, other line ends by a line feed; same length."""
    return text.translate(_TABLE)


def one_line(text: str, limit: int = 80) -> str:
    """`text` on one line, cut after `limit` characters with an ellipsis."""
    line = " ".join(printable(text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
