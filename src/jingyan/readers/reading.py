"""Raw files to Sources: opens archives and mails, finds equal files, chooses the reader by content, and names what cannot be read."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jingyan.model.problem import Problem, Progress, no_progress
from jingyan.model.programs import Recogniser, WordProgram
from jingyan.model.source import Office, RawFile, Source
from jingyan.readers import containers, docx, html, mail, mht, ocr, pdf, text
from jingyan.readers import office as office_files
from jingyan.readers.draft import Draft, Note, Reader, note
from jingyan.readers.problems import Refusal, problem, size_words
from jingyan.readers.settings import DEFAULT, ReadSettings
from jingyan.readers.sniff import ENDINGS, NAMES, Sniffed, ending, is_renamed, named, sniff

# Adding a reader: its kind in `sniff`, its line here, its test.
READERS: Mapping[str, Reader] = {
    "text": text.read,
    "docx": docx.read,
    "html": html.read,
    "mht": mht.read,
    "eml": mail.read,
    "msg": mail.read,
}


@dataclass(frozen=True, slots=True)
class Helpers:
    """Programs that reading may use: see `read_files`."""

    office: Office | None = None
    words: tuple[WordProgram, ...] = ()
    recogniser: Recogniser | None = None


NO_HELPERS = Helpers()


def read_files(
    files: Sequence[RawFile],
    settings: ReadSettings = DEFAULT,
    *,
    office: Office | None = None,
    words: Sequence[WordProgram] = (),
    recogniser: Recogniser | None = None,
    progress: Progress = no_progress,
) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Every readable file as a Source, in the order of `files` (members of a zip in its place, by name; of a mail its words, then its attachments), and a Problem for each other one.

    Files with the same bytes become one Source; the other paths are in its `also`. What an editor should know about a file that was read
    is in the Source's `notices`; old Word files that our own reader cannot open go to `words`, scans to `recogniser`, which is closed at the end. The Problems here are unreadable files and notes on whole archives. No content raises.
    """
    items = tuple(_expanded(files, settings))
    first: dict[str, RawFile] = {}
    paths: dict[str, list[str]] = {}
    for item in items:
        if isinstance(item, RawFile):
            digest = hashlib.sha256(item.data).hexdigest()
            first.setdefault(digest, item)
            paths.setdefault(digest, []).append(item.path)
    try:
        results = _read_each(first, Helpers(office, tuple(words), recogniser), settings, progress)
    finally:
        if recogniser is not None:
            recogniser.close()
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


def read_one(file: RawFile, settings: ReadSettings = DEFAULT, helpers: Helpers = NO_HELPERS) -> Source | Problem:
    """One file that is no archive, read without an office program; for tests and for executors that map over files."""
    try:
        sniffed = _checked(file, settings)
        if sniffed.kind in office_files.CONVERTED:
            draft = office_files.read_words(file, sniffed, settings, helpers.words)
        elif sniffed.kind == "image":
            draft = _read_picture(file, sniffed, settings, helpers.recogniser)
        elif sniffed.kind == "pdf":
            draft = pdf.read(file, settings, helpers.recogniser)
        else:
            draft = READERS[sniffed.kind](file, settings)
    except Exception as error:
        return _trouble(file, error, settings)
    return _source(file, sniffed.kind, draft)


def _read_picture(file: RawFile, sniffed: Sniffed, settings: ReadSettings, recogniser: Recogniser | None) -> Draft:
    if recogniser is None or sniffed.detail not in ocr.PICTURES:
        raise Refusal("read.image", named=named(file.path, sniffed.kind), kind=sniffed.detail)
    return ocr.read_picture(file, sniffed, settings, recogniser)


def _read_each(
    first: Mapping[str, RawFile], helpers: Helpers, settings: ReadSettings, progress: Progress
) -> dict[str, Source | Problem]:
    results: dict[str, Source | Problem] = {}
    waiting: dict[str, tuple[RawFile, Sniffed]] = {}
    for digest, file in first.items():
        if helpers.office is not None and (sniffed := _for_office(file, settings)):
            waiting[digest] = file, sniffed
            continue
        results[digest] = read_one(file, settings, helpers)
        progress("读取来稿", len(results), len(first))
    if waiting and helpers.office is not None:
        results.update(_read_converted(waiting, settings, helpers.office, helpers.words))
        progress("读取来稿", len(results), len(first))
    return results


def _read_converted(
    waiting: Mapping[str, tuple[RawFile, Sniffed]],
    settings: ReadSettings,
    office: Office,
    words: Sequence[WordProgram],
) -> dict[str, Source | Problem]:
    results: dict[str, Source | Problem] = {}
    for digest, outcome in office_files.convert(waiting, office, settings, words).items():
        file, sniffed = waiting[digest]
        results[digest] = (
            _source(file, sniffed.kind, outcome) if isinstance(outcome, Draft) else _trouble(file, outcome, settings)
        )
    return results


def _for_office(file: RawFile, settings: ReadSettings) -> Sniffed | None:
    """What the file is, if an office program must read it."""
    try:
        sniffed = _checked(file, settings)
    except Exception:  # told by read_one
        return None
    return sniffed if sniffed.kind in office_files.CONVERTED else None


def _trouble(file: RawFile, error: Exception, settings: ReadSettings) -> Problem:
    """The Problem for a refusal, and for anything else that a foreign file does to a reader: it must not stop the others (tests set `reraise` to see it)."""
    if isinstance(error, Refusal):
        return problem(error.code, file.path, **error.values)
    if settings.reraise:
        raise error
    return problem("read.damaged", file.path, kind="文稿")


def _expanded(files: Sequence[RawFile], settings: ReadSettings) -> Iterator[RawFile | Problem]:
    for file in files:
        yield from containers.expand(file, settings)


def _checked(file: RawFile, settings: ReadSettings) -> Sniffed:
    """What the file is, refused with its own sentence when no reader can take it."""
    if len(file.data) > settings.max_file:
        raise Refusal(
            "read.too_large", what="文件", size=size_words(len(file.data)), limit=size_words(settings.max_file)
        )
    sniffed = sniff(file.data, file.path)
    if sniffed.kind in ENDINGS or sniffed.kind in NAMES or sniffed.kind == "image":
        return sniffed
    raise Refusal(f"read.{sniffed.kind}", named=named(file.path, sniffed.kind), kind=sniffed.detail)


def _source(file: RawFile, kind: str, draft: Draft) -> Source:
    notes: tuple[Note, ...] = draft.notes
    if kind in NAMES and is_renamed(file.path, kind):
        notes = (note("read.renamed", extension=ending(file.path), kind=NAMES[kind]), *notes)
    notices = tuple(problem(n.code, file.path, **dict(n.values)) for n in notes)
    return Source(
        file.path,
        draft.text,
        kind,
        hashlib.sha256(file.data).hexdigest(),
        encoding=draft.encoding,
        blocks=draft.blocks,
        notices=notices,
        recognised=draft.recognised,
    )
