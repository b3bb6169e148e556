"""Cutting text into words behind one small Protocol: where a broken line tears a word, and where a long title may be broken. The home of jieba and rjieba."""

import logging
import os
import sys
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any, Protocol


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


class _Rjieba:
    """rjieba (the optional extra `fast`) with an instance and the domain words of our own.

    The same dictionary in Rust, about twenty times as fast and without jieba's half second of loading; it differs in keeping ranges of numbers
    (48-56) whole, which no caller asks about.
    """

    def __init__(self) -> None:
        self._tokenizer = _rjieba_class()()
        for word in domain_words():
            self._tokenizer.add_word(word, None, None)

    def cut(self, text: str) -> Iterable[str]:
        words: list[str] = self._tokenizer.cut(text, hmm=False)
        return words


def _rjieba_class() -> Any:
    """The class Jieba of rjieba, from its extension module where that can be found without running the package: `import rjieba` loads the whole
    dictionary for an instance of its own, which takes as long again (0.08 s). A later `import rjieba` finds the same module.
    """
    name = "rjieba.rjieba"
    if name not in sys.modules and "rjieba" not in sys.modules:
        package = find_spec("rjieba")
        spec = PathFinder.find_spec(name, package.submodule_search_locations) if package else None
        if spec and spec.loader:
            module = module_from_spec(spec)
            spec.loader.exec_module(module)
            sys.modules[name] = module
    if name in sys.modules:
        return sys.modules[name].Jieba
    import rjieba

    return rjieba.Jieba


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
    """The process's Segmenter: rjieba where it is installed, else jieba, which takes about half a second to load at the first call."""
    return _Rjieba() if find_spec("rjieba") else _Jieba()


def crosses_word(before: str, after: str, cutter: Segmenter) -> bool:
    """True if a word of the text before + after lies across the border between them (高|中阶段: 高中)."""
    edge, at = len(before), 0
    for word in cutter.cut(before + after):
        end = at + len(word)
        if at < edge < end:
            return True
        at = end
    return False
