"""The Python face of jingyan: the verbs of the command line as functions over plain data, without a workspace."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

# `import jingyan` runs this module, so also every command: what a verb needs is imported when it runs.
if TYPE_CHECKING:
    from jingyan.app.collect import Collected
    from jingyan.model.extracts import Figure, Measure
    from jingyan.model.finding import Finding
    from jingyan.model.reuse import Comparison
    from jingyan.model.source import Source
    from jingyan.model.structure import Contents, Outline

    Text = Source | str


def read(path: str | Path) -> "Source":
    """The Source that `path` holds. Raises JingyanError (4) when it is unreadable or holds several sources (an archive)."""
    from jingyan.app.collect import collect
    from jingyan.model.problem import JingyanError

    found = collect([Path(path)])
    if len(found.sources) != 1:
        problem = found.problems[0] if found.problems else None
        what = problem.message if problem else "里面不是一份来稿"
        raise JingyanError(str(path), what, todo=problem.hint if problem else "请先解开", exit_code=4)
    return found.sources[0]


def segment(text: "Text") -> "Outline":
    """Pieces, headings, boilerplate and contents lists; spans are code points in the text."""
    from jingyan.app.collect import outline_sources

    source = _source(text)
    return outline_sources([source]).outlines[source.path]


def contents(text: "Text") -> "tuple[Contents, ...]":
    """The contents lists found."""
    return segment(text).contents


def figures(text: "Text") -> "tuple[Figure, ...]":
    """Every figure in order of position."""
    from jingyan.app.extract import extract_sources

    collected = _collected([text])
    return tuple(f for x in extract_sources(collected)[0].values() for f in x.figures)


def measures(text: "Text") -> "tuple[Measure, ...]":
    """Every measure (举措) in order of position."""
    from jingyan.app.extract import extract_sources

    collected = _collected([text])
    return tuple(m for x in extract_sources(collected)[0].values() for m in x.measures)


def check(text: "Text") -> "tuple[Finding, ...]":
    """Findings, confirmed relations (status "consistent") included."""
    from jingyan.app.extract import check_sources, extract_sources

    collected = _collected([text])
    return check_sources(collected, extract_sources(collected)[0])[0]


def compare(texts: "Iterable[Text]", *, against: "Iterable[Text]" = ()) -> "Comparison":
    """Copied passages, pairs, clusters and shares among the texts, and what they share with those in `against` (last year's), which are not compared with one another.

    Plain strings are named 文本1, 文本2 …, those in `against` 参照1, 参照2 ….
    """
    from jingyan.app.collect import outline_sources
    from jingyan.app.compare import compare_pieces

    collected, beside = _collected(texts), [_source(text, number, "参照") for number, text in enumerate(against, 1)]
    if beside:
        collected = replace(collected, references=outline_sources(beside))
    return compare_pieces(collected)[0]


def compile_volume(texts: "Iterable[Text]", *, title: str | None = None, template: str = "jiangxi") -> bytes:
    """A finished volume as docx bytes; its page numbers are measured where LibreOffice and a Chinese font are installed, otherwise estimated."""
    from jingyan.app.compare import compare_pieces
    from jingyan.app.compile import compile_volume as compile_collected
    from jingyan.app.compile import template_folder
    from jingyan.app.plan import DEFAULT_TITLE, Imprint, plan_pieces
    from jingyan.executors.office import find_office

    collected = _collected(texts)
    folder = template_folder(template)
    plan, _ = plan_pieces(collected, compare_pieces(collected)[0].clusters, Imprint(title or DEFAULT_TITLE), folder)
    volume, _ = compile_collected(collected, plan, folder, office=find_office(), want_pdf=False)
    return volume.docx


def _collected(texts: "Iterable[Text]") -> "Collected":
    from jingyan.app.collect import outline_sources

    return outline_sources([_source(text, number) for number, text in enumerate(texts, start=1)])


def _source(text: "Text", number: int = 1, name: str = "文本") -> "Source":
    from jingyan.model.source import Block, Source
    from jingyan.model.span import Span

    if isinstance(text, Source):
        return text
    blocks, position = [], 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            begin = position + line.index(body)
            blocks.append(Block("paragraph", Span(begin, begin + len(body))))
        position += len(line)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Source(f"{name}{number}", text, "text", digest, blocks=tuple(blocks))
