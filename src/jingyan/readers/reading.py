"""Raw files to Sources: expands archives, finds equal files, chooses the reader by content, and names what cannot be read."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from jingyan.model.problem import Problem, Progress, no_progress
from jingyan.model.source import Office, RawFile, Source
from jingyan.readers import archive, docx, html, text
from jingyan.readers.draft import Draft, Note, Reader, note
from jingyan.readers.problems import Refusal, problem, size_words
from jingyan.readers.settings import DEFAULT, ReadSettings
from jingyan.readers.sniff import ENDINGS, NAMES, Sniffed, ending, sniff

# Adding a reader: its kind in `sniff`, its line here, its test.
READERS: Mapping[str, Reader] = {
    "text": text.read,
    "docx": docx.read,
    "html": html.read,
}


def read_files(
    files: Sequence[RawFile],
    settings: ReadSettings = DEFAULT,
    *,
    office: Office | None = None,
    progress: Progress = no_progress,
) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Every readable file as a Source, in the order of `files` (members of a zip in its place, by name), and a Problem for each other one.

    Files with the same bytes become one Source; the other paths are in its `also`. What an editor should know about a file that was read
    is in the Source's `notices`; the Problems here are unreadable files and notes on whole archives. No content raises.
    """
    items = tuple(_expanded(files, settings))
    first: dict[str, RawFile] = {}
    paths: dict[str, list[str]] = {}
    for item in items:
        if isinstance(item, RawFile):
            digest = hashlib.sha256(item.data).hexdigest()
            first.setdefault(digest, item)
            paths.setdefault(digest, []).append(item.path)
    results = _read_each(first, settings, office, progress)
    order = {item.path if isinstance(item, RawFile) else item.source: n for n, item in enumerate(items)}
    sources = tuple(
        replace(result, also=tuple(paths[digest][1:])) if len(paths[digest]) > 1 else result
        for digest in first
        if isinstance(result := results[digest], Source)
    )
    problems = [item for item in items if isinstance(item, Problem)]
    for digest, result in results.items():
        if isinstance(result, Problem):
            problems += [replace(result, source=path, sha256=digest) for path in paths[digest]]
    return sources, tuple(sorted(problems, key=lambda p: order[p.source]))


def read_one(file: RawFile, settings: ReadSettings = DEFAULT) -> Source | Problem:
    """One file that is no archive and needs no office program, read; for tests and for executors that map over files."""
    try:
        sniffed = _checked(file, settings)
        if sniffed.kind not in READERS:
            raise Refusal("read.needs_office", named=_named(file.path), kind=NAMES.get(sniffed.kind, "压缩包"))
        draft = READERS[sniffed.kind](file, settings)
    except Refusal as refusal:
        return problem(refusal.code, file.path, **refusal.values)
    except Exception:
        # a foreign file that breaks a reader must not stop the others; tests set `reraise` to see why
        if settings.reraise:
            raise
        return problem("read.damaged", file.path, kind="文稿")
    return _source(file, sniffed.kind, draft)


def _read_each(
    first: Mapping[str, RawFile], settings: ReadSettings, office: Office | None, progress: Progress
) -> dict[str, Source | Problem]:
    results: dict[str, Source | Problem] = {}
    for done, (digest, file) in enumerate(first.items(), 1):
        results[digest] = read_one(file, settings)
        progress("读取来稿", done, len(first))
    return results


def _expanded(files: Sequence[RawFile], settings: ReadSettings) -> Iterator[RawFile | Problem]:
    for file in files:
        if archive.is_archive(file):
            try:
                yield from archive.expand(file, settings)
            except Exception:
                if settings.reraise:
                    raise
                yield problem("read.damaged", file.path, kind=" zip 压缩包")
        else:
            yield file


def _checked(file: RawFile, settings: ReadSettings) -> Sniffed:
    """What the file is, refused with its own sentence when no reader can take it."""
    if len(file.data) > settings.max_file:
        raise Refusal(
            "read.too_large", what="文件", size=size_words(len(file.data)), limit=size_words(settings.max_file)
        )
    sniffed = sniff(file.data, file.path)
    if sniffed.kind in ENDINGS or sniffed.kind in NAMES:
        return sniffed
    raise Refusal(f"read.{sniffed.kind}", named=_named(file.path), kind=sniffed.detail)


def _named(path: str) -> str:
    """The beginning of a sentence about a file whose name promises something else."""
    end = ending(path)
    return f"文件名以 .{end} 结尾，" if end else "文件"


def _source(file: RawFile, kind: str, draft: Draft) -> Source:
    end = ending(file.path)
    notes: tuple[Note, ...] = draft.notes
    if end and kind in ENDINGS and end not in ENDINGS[kind] and any(end in endings for endings in ENDINGS.values()):
        notes = (note("read.renamed", extension=end, kind=NAMES[kind]), *notes)
    notices = tuple(problem(n.code, file.path, **dict(n.values)) for n in notes)
    return Source(
        file.path,
        draft.text,
        kind,
        hashlib.sha256(file.data).hexdigest(),
        encoding=draft.encoding,
        blocks=draft.blocks,
        notices=notices,
    )
