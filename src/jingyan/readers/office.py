"""Files that only an office program reads in full (.doc, .wps, .rtf, .odt …): converted to docx in one call, else their plain words."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from jingyan.model.programs import WordProgram
from jingyan.model.source import Office, RawFile
from jingyan.readers import doc, docx, rtf
from jingyan.readers.draft import Draft, Note, note
from jingyan.readers.problems import Refusal
from jingyan.readers.settings import ReadSettings
from jingyan.readers.sniff import NAMES, Sniffed, named
from jingyan.readers.text import line_blocks

# kind → the ending under which the program gets the file (it looks at both content and ending)
CONVERTED: Mapping[str, str] = {"doc": ".doc", "rtf": ".rtf", "odt": ".odt", "works": ".wps", "wordxml": ".xml"}
_WORKS_ENDINGS = {
    "Microsoft Works": ".wps",
    "WordPerfect": ".wpd",
    "Windows 书写器": ".wri",
    "HWP": ".hwp",
    "Word 2.0": ".doc",
}


def convert(
    files: Mapping[str, tuple[RawFile, Sniffed]],
    office: Office,
    settings: ReadSettings,
    words: Sequence[WordProgram] = (),
) -> dict[str, Draft | Exception]:
    """All `files` (by any key) through `office` in one call, then through our docx reader: a Draft or what stopped it, by the same keys."""
    results: dict[str, Draft | Exception] = {}
    with tempfile.TemporaryDirectory(prefix="jingyan-read-") as name:
        room = Path(name)
        inputs = {
            key: room / f"{number:05d}{_ending(sniffed)}" for number, (key, (_, sniffed)) in enumerate(files.items())
        }
        for key, path in inputs.items():
            path.write_bytes(files[key][0].data)
        made = office.convert(list(inputs.values()), "docx", room / "out")
        for key, path in inputs.items():
            results[key] = _read_made(made.get(path), files[key], office.name, settings, words)
    return results


def read_words(file: RawFile, sniffed: Sniffed, settings: ReadSettings, words: Sequence[WordProgram] = ()) -> Draft:
    """Plain words without an office program: OLE Word by our own reader, else by the programs `words`; RTF by our own reader; Refusal for everything else.

    Our own reader comes first: it is the same on every machine, starts no program, and keeps footnotes, text boxes and table rows.
    """
    if sniffed.kind == "rtf":
        draft = rtf.read_words(file.data, settings)
        return replace(draft, notes=(*draft.notes, _plain_note(sniffed, "内置程序")))
    if sniffed.kind != "doc":
        raise Refusal(
            "read.works" if sniffed.kind == "works" else "read.needs_office",
            named=named(file.path, sniffed.kind),
            kind=kind_name(sniffed),
        )
    program = "内置程序"
    try:
        draft = doc.read_words(file.data)
    except Refusal as refusal:
        found = _printed(file.data, settings, words) if refusal.code == "read.damaged" else None
        if found is None:
            raise
        draft, program = found
    return replace(draft, notes=(*draft.notes, _plain_note(sniffed, program)))


def _printed(data: bytes, settings: ReadSettings, words: Sequence[WordProgram]) -> tuple[Draft, str] | None:
    """The words of a file and the program that found them; None when none did."""
    for program in words:
        text = program.words(data, seconds=settings.program_seconds, most=settings.max_text)
        if text.strip():
            text = text.replace("\x0c", "\n").replace("\x07", "\t")
            return Draft(text, line_blocks(text)), program.name
    return None


def _plain_note(sniffed: Sniffed, program: str) -> Note:
    return note("read.plain_words", kind=kind_name(sniffed).strip(), program=program)


def kind_name(sniffed: Sniffed) -> str:
    """The kind in Chinese, with the maker's name for old word processors."""
    return (
        f"旧式文字处理文件（{sniffed.detail}）" if sniffed.kind == "works" and sniffed.detail else NAMES[sniffed.kind]
    )


def _read_made(
    made: Path | None,
    given: tuple[RawFile, Sniffed],
    program: str,
    settings: ReadSettings,
    words: Sequence[WordProgram],
) -> Draft | Exception:
    """The converted file read; without one (or with a broken one) the plain words, so that one hard file is not lost."""
    file, sniffed = given
    try:
        if made is not None and 0 < made.stat().st_size <= settings.max_file:
            draft = docx.read(RawFile(file.path, made.read_bytes()), settings)
            return replace(
                draft, notes=(note("read.converted", kind=kind_name(sniffed).strip(), program=program), *draft.notes)
            )
    except Exception as error:
        if not isinstance(error, OSError) and getattr(error, "code", "") != "read.damaged":
            return error
    try:
        return read_words(file, sniffed, settings, words)
    except Exception as error:
        if not isinstance(error, Refusal) or error.code == "read.encrypted":
            return error
        return Refusal(
            "read.not_converted", named=named(file.path, sniffed.kind), kind=kind_name(sniffed), program=program
        )


def _ending(sniffed: Sniffed) -> str:
    return _WORKS_ENDINGS.get(sniffed.detail, CONVERTED[sniffed.kind])
