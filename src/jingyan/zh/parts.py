"""The part of speech of a word by itself: our own table first, then jieba's dictionary file; knows nothing of sentences."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, cast

Part = Literal["noun", "nominal", "verb", "adverb", "preposition", "conjunction", "pronoun", "time", "particle"]

# jieba's tags that tell a word is no noun (its pronouns are too many: 本科, 各地); whatever has another tag (n, ns, vn, j, b, a …) or stands in no dictionary can be part of a noun phrase.
_TAGS: dict[str, Part] = {"v": "verb", "d": "adverb", "p": "preposition", "c": "conjunction"}
_ROW = re.compile(r"(?m)^(\S{1,4}) \d+ ([vdpc])$")


def part(word: str) -> Part:
    """What `word` is: "nominal" is a verb that also stands inside names of quantities (改造资金), "noun" everything that is nothing else."""
    return _table().get(word, "noun")


@cache
def _table() -> dict[str, Part]:
    table: dict[str, Part] = {word: _TAGS[tag] for word, tag in _ROW.findall(_dictionary())}
    own = tomllib.loads(files(__package__).joinpath("parts.toml").read_text("utf-8"))
    for name, words in own.items():
        table |= dict.fromkeys(words.split(), cast("Part", name))
    return table


def _dictionary() -> str:
    """Jieba's dictionary (word, frequency, tag), read as data: neither loads nor changes its tokenizers."""
    spec = find_spec("jieba")
    folder = spec.submodule_search_locations if spec else None
    return (Path(folder[0]) / "dict.txt").read_text("utf-8") if folder else ""
