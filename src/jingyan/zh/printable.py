"""Characters that may stand in a printed text and in XML; nothing about their look."""

import re

# Not printable or not allowed in XML 1.0: controls (not tab, line feed, carriage return), surrogates, non-characters, private use;
# invisible: soft hyphen, zero-width space, joiners, direction marks, word joiner, byte order mark, interlinear marks.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\ue000-\uf8ff\U000f0000-\U0010ffff"
    "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+"
)
"""One or more characters that are dropped before printing."""
