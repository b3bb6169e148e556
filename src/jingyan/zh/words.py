"""Cutting text into words behind one small Protocol: where a broken line tears a word, and where a long title may be broken. The home of jieba."""

import logging
import os
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Protocol


class Segmenter(Protocol):
    """Cuts text into words."""

    def cut(self, text: str) -> Iterable[str]:
        """The words of `text` in order; together they are `text`."""
        ...


def domain_words() -> list[str]:
    """Words of the domain that jieba cuts wrongly (县管校聘, 控辍保学)."""
    words: list[str] = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))["words"]
    return words


class _Jieba:
    """jieba with a tokenizer of our own and our domain words; its cache goes to a private folder instead of the shared temp folder."""

    def __init__(self) -> None:
        import jieba

        jieba.setLogLevel(logging.WARNING)
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.tmp_dir = _cache_folder()
        self._tokenizer.initialize()
        for word in domain_words():
            self._tokenizer.add_word(word)

    def cut(self, text: str) -> Iterable[str]:
        words: list[str] = self._tokenizer.lcut(text, HMM=False)
        return words


def _cache_folder() -> str | None:
    """A folder that only this user can write to, or None where there is none."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    folder = Path(base) / "jingyan"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return str(folder)


@cache
def segmenter() -> Segmenter:
    """The process's Segmenter; loading takes about half a second at the first call."""
    return _Jieba()


def crosses_word(before: str, after: str, cutter: Segmenter) -> bool:
    """True if a word of the text before + after lies across the border between them (高|中阶段: 高中)."""
    edge, at = len(before), 0
    for word in cutter.cut(before + after):
        end = at + len(word)
        if at < edge < end:
            return True
        at = end
    return False
