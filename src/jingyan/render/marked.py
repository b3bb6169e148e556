"""A Source's text as HTML paragraphs with coloured marks and numbered flags; knows nothing of what the marks mean."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from markupsafe import Markup, escape

from jingyan.model.span import Span
from jingyan.render.foreign import printable

_T = TypeVar("_T")

_OPEN = Markup('<mark class="{}"{}{}{}>')
_KEY, _NOTE, _ABOUT = Markup(' data-s="{}"'), Markup(' title="{}"'), Markup(' aria-describedby="{}"')
_FLAG = Markup('<a class="n" id="{}" href="#{}" data-k="{}">{}</a>')
_POST = Markup('<i class="a{}" data-k="{}"></i>')
_GAP = Markup('<p class="gap">…… 此处略去 {} 字 ……</p>')


@dataclass(frozen=True, slots=True)
class Mark:
    """Colour for `span`: CSS classes `look`, `key` shared with the counterpart of the other text, `note` shown when pointed at, `about` the id of the words on the page that say what the colour means. An empty span shows a sign for "nothing here"."""

    span: Span
    look: str
    key: str = ""
    note: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """A numbered link before the character at `at`: its own `id`, the id it leads `to`, the `label` shown."""

    at: int
    id: str
    to: str
    label: str


@dataclass(frozen=True, slots=True)
class Post:
    """An unseen place before the character at `at` that stands against the one with the same `key` in the other text; `changed` when something differs from there on."""

    at: int
    key: str
    changed: bool


def paint(
    text: str,
    shown: Sequence[Span],
    marks: Sequence[Mark] = (),
    flags: Sequence[Flag] = (),
    posts: Sequence[Post] = (),
) -> Markup:
    """The stretches `shown` of `text` (in order, not overlapping) as `<p>` elements; what lies between them is told as a number of characters left out.

    Where marks overlap the later one wins; spans are code points in `text`.
    """
    parts: list[Markup] = []
    near_marks = _by_stretch(shown, [(m.span.start, m.span.end, m) for m in marks])
    near_flags = _by_stretch(shown, [(f.at, f.at, f) for f in flags])
    near_posts = _by_stretch(shown, [(p.at, p.at, p) for p in posts])
    before: Span | None = None
    for span, its_marks, its_flags, its_posts in zip(shown, near_marks, near_flags, near_posts, strict=True):
        if before is not None and span.start > before.end:
            parts.append(_GAP.format(f"{span.start - before.end:,}"))
        parts.extend(_paragraphs(text, span, its_marks, its_flags, its_posts))
        before = span
    return Markup("").join(parts)


def _by_stretch(shown: Sequence[Span], things: Sequence[tuple[int, int, _T]]) -> list[list[_T]]:
    """For each stretch what touches it, in the order given; `things` are (start, end, thing)."""
    ends = [s.end for s in shown]
    found: list[list[_T]] = [[] for _ in shown]
    for start, end, thing in things:
        for i in range(bisect_left(ends, start), len(shown)):
            if shown[i].start > end:
                break
            found[i].append(thing)
    return found


def outside(text: str, whole: Span, shown: Sequence[Span]) -> tuple[int, int]:
    """How many characters of `whole` lie before the first and after the last stretch shown."""
    if not shown:
        return len(whole), 0
    return shown[0].start - whole.start, whole.end - shown[-1].end


def _paragraphs(
    text: str, span: Span, marks: Sequence[Mark], flags: Sequence[Flag], posts: Sequence[Post]
) -> list[Markup]:
    owners = [-1] * len(span)
    inserts: dict[int, list[Markup]] = defaultdict(list)
    for flag in flags:
        if span.start <= flag.at <= span.end:
            inserts[flag.at].append(_FLAG.format(flag.id, flag.to, flag.label, flag.label))
    for post in posts:
        if span.start <= post.at <= span.end:
            inserts[post.at].append(_POST.format(" c" if post.changed else "", post.key))
    for index, mark in enumerate(marks):
        start, end = max(mark.span.start, span.start) - span.start, min(mark.span.end, span.end) - span.start
        if end > start:
            owners[start:end] = [index] * (end - start)
        elif len(mark.span) == 0 and span.start <= mark.span.start <= span.end:
            inserts[mark.span.start].append(_tag(mark, look=f"{mark.look} gone") + Markup("</mark>"))
    return _lines(text, span, owners, marks, inserts)


def _lines(
    text: str, span: Span, owners: Sequence[int], marks: Sequence[Mark], inserts: dict[int, list[Markup]]
) -> list[Markup]:
    shown = printable(text[span.start : span.end])
    cuts = {0, len(shown), *(at - span.start for at in inserts)}
    cuts.update(i for i in range(1, len(shown)) if owners[i] != owners[i - 1])
    cuts.update(j for i, character in enumerate(shown) if character == "\n" for j in (i, i + 1))
    lines: list[Markup] = []
    line: list[Markup] = []

    def close() -> None:
        joined = Markup("").join(line)
        if joined.strip():
            lines.append(Markup("<p>{}</p>").format(joined))
        line.clear()

    for start, end in pairwise(sorted(cuts)):
        line.extend(inserts.get(start + span.start, ()))
        if shown[start] == "\n":
            close()
        elif owners[start] < 0:
            line.append(escape(shown[start:end]))
        else:
            line.append(_tag(marks[owners[start]]) + escape(shown[start:end]) + Markup("</mark>"))
    line.extend(inserts.get(span.end, ()))
    close()
    return lines


def _tag(mark: Mark, *, look: str | None = None) -> Markup:
    key = _KEY.format(mark.key) if mark.key else ""
    note = _NOTE.format(printable(mark.note)) if mark.note else ""
    about = _ABOUT.format(mark.about) if mark.about else ""
    return _OPEN.format(look or mark.look, key, about, note)
