"""Character and phrase tables of both scripts, built once a process from OpenCC's dictionary files and `variants.toml`; decides nothing about a text."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZE = 0x110000
TRADITIONAL = 1
SIMPLIFIED = 2


def _dictionary(name: str) -> dict[str, list[str]]:
    """One dictionary of opencc-python-reimplemented (Apache-2.0) as key → values, read without importing the package."""
    spec = find_spec("opencc")
    if spec is None or not spec.submodule_search_locations:  # pragma: no cover
        raise ImportError("opencc-python-reimplemented")
    path = Path(spec.submodule_search_locations[0]) / "dictionary" / name
    rows = (line.rstrip("\r\n").split("\t") for line in path.read_text("utf-8").splitlines() if "\t" in line)
    return {row[0]: row[1].split(" ") for row in rows}


def _big5_frequent(char: str) -> bool:
    """True for the 5,401 frequent characters of Big5 (rows A4-C6): good traditional writing although OpenCC lists some (群 床 峰 秘) as simplified."""
    raw = char.encode("big5", "ignore")
    return bool(raw) and raw[0] < 0xC7


@cache
def variants() -> dict[str, Any]:
    """`variants.toml` as read."""
    return tomllib.loads(resources.files(__package__).joinpath("variants.toml").read_text("utf-8"))


@cache
def characters() -> dict[str, str]:
    """Traditional character → simplified one, for text known to be traditional; compatibility ideographs included."""
    table = {key: values[0] for key, values in _dictionary("TSCharacters.txt").items()}
    table |= {row["before"]: row["after"] for row in variants()["character"]}
    return {key: value for key, value in table.items() if key != value} | _compatibility()


def _compatibility() -> dict[str, str]:
    """CJK compatibility ideographs → the character they stand for (NFC), simplified no further."""
    codes = (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20))
    pairs = ((chr(code), unicodedata.normalize("NFC", chr(code))) for code in codes)
    return {key: value for key, value in pairs if key != value and len(value) == 1}


@cache
def traditional_only() -> frozenset[str]:
    """Characters that only traditional text holds: OpenCC's keys that are no value of their own, without those of GB 2312 (吒 摺 in simplified names)."""
    table = _dictionary("TSCharacters.txt")
    both = _both()
    return frozenset(
        key
        for key, values in table.items()
        if key not in values and key not in both and (key == "後" or not key.encode("gb2312", "ignore"))
    )


@cache
def simplified_only() -> frozenset[str]:
    """Characters that only simplified text holds."""
    table = _dictionary("STCharacters.txt")
    both = _both()
    return frozenset(
        key for key, values in table.items() if key not in values and key not in both and not _big5_frequent(key)
    )


@cache
def _both() -> frozenset[str]:
    """The five characters that OpenCC lists as a source in both directions."""
    there, back = _dictionary("TSCharacters.txt"), _dictionary("STCharacters.txt")
    return frozenset(key for key, values in there.items() if key not in values and key in back and key not in back[key])


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases whose conversion is not that of their characters (all keep their length), with one pattern that finds the longest at a place."""

    pattern: re.Pattern[str]
    table: dict[str, str]


@cache
def phrases() -> Phrases:
    """OpenCC's phrases (乾隆 stays) and our own rows of `variants.toml` (覆查→复查, 著名 stays)."""
    table = {key: values[0] for key, values in _dictionary("TSPhrases.txt").items()}
    for row in variants()["phrase"]:
        table |= dict(zip(row["before"], row["after"], strict=True))
    for row in variants()["character"]:
        table |= {word: _by_character(word, row["before"]) for word in row["keep"]}
    table = {key: value for key, value in table.items() if len(key) == len(value) and value != _by_character(key)}
    longest_first = sorted(table, key=lambda key: (-len(key), key))
    return Phrases(re.compile("|".join(map(re.escape, longest_first))), table)


@cache
def certain_words() -> Phrases:
    """Words of characters of both scripts that only traditional text writes so (乾旱; 乾隆 stays), after the certain characters."""
    table: dict[str, str] = {}
    for row in variants()["certain"]:
        table |= dict(zip(row["before"], row["after"], strict=True))
    return Phrases(re.compile("|".join(map(re.escape, table))), table)


def _by_character(word: str, kept: str = "") -> str:
    """`word` converted character by character except `kept`."""
    table = characters()
    return "".join(c if c == kept else table.get(c, c) for c in word)


@cache
def script_flags() -> "NDArray[np.uint8]":
    """Per code point: 0, TRADITIONAL or SIMPLIFIED; array of 0x110000."""
    import numpy as np

    flags = np.zeros(SIZE, np.uint8)
    flags[[ord(c) for c in traditional_only()]] = TRADITIONAL
    flags[[ord(c) for c in simplified_only()]] = SIMPLIFIED
    return flags


@cache
def simplify_table() -> "NDArray[np.uint32]":
    """Per code point the simplified one, for text known to be traditional; array of 0x110000."""
    return _table(characters())


@cache
def certain_table() -> "NDArray[np.uint32]":
    """As `simplify_table`, but only characters that no simplified text holds: safe on any text."""
    certain = traditional_only()
    compatibility = _compatibility()
    return _table({key: value for key, value in characters().items() if key in certain or key in compatibility})


def _table(pairs: dict[str, str]) -> "NDArray[np.uint32]":
    import numpy as np

    table = np.arange(SIZE, dtype=np.uint32)
    table[[ord(c) for c in pairs]] = [ord(c) for c in pairs.values()]
    return table


@cache
def fold_table() -> "NDArray[np.uint32]":
    """Per code point its folded one, 0 where it is dropped (everything but letters and digits); array of 0x110000.

    NFKC where it gives one character (full width, ①, compatibility ideographs), lower case, simplified, then `fold` rows of `variants.toml`.
    """
    import numpy as np

    table = np.zeros(SIZE, np.uint32)
    plain = (
        (0x3400, 0x4DC0),
        (0x4E00, 0xA000),
        (0xAC00, 0xD7A4),
        (0x20000, 0x2A6E0),
        (0x2A700, 0x2EBE1),
        (0x30000, 0x323B0),
    )
    for start, end in plain:
        table[start:end] = np.arange(start, end)
    rest = (
        *range(0x3400),
        *range(0x4DC0, 0x4E00),
        *range(0xA000, 0xAC00),
        *range(0xF900, 0x10000),
        *range(0x2F800, 0x2FA20),
    )
    for code in rest:
        table[code] = _fold_one(chr(code))
    simple = dict(_dictionary("TSCharacters.txt").items())
    final = {row["before"]: row["after"] for row in variants()["fold"]}
    for key, values in simple.items():
        table[ord(key)] = ord(final.get(values[0], values[0]))
    for before, after in final.items():
        table[ord(before)] = ord(after)
    for key, value in _compatibility().items():
        table[ord(key)] = table[ord(value)]
    return table


def _fold_one(char: str) -> int:
    normal = unicodedata.normalize("NFKC", char)
    char = normal if len(normal) == 1 else char
    lower = char.lower()
    char = lower if len(lower) == 1 else char
    keep = unicodedata.category(char)[0] in "LN" or char in "㎡㎞㎏℃‰"
    return ord(char) if keep else 0
