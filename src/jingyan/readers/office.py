"""Files that only an office program reads in full (.doc, .wps, .rtf, .odt …): converted to docx in one call, else their plain words."""

import io
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from jingyan.model.programs import WordProgram
from jingyan.model.source import Office, RawFile
from jingyan.readers import doc, docx, rtf
from jingyan.readers.draft import Draft, Note, note
from jingyan.readers.problems import Refusal
from jingyan.readers.settings import MIB, ReadSettings
from jingyan.readers.sniff import NAMES, Sniffed, named
from jingyan.readers.text import line_blocks

# kind → the ending under which the program gets the file (it looks at both content and ending)
CONVERTED: Mapping[str, str] = {"doc": ".doc", "rtf": ".rtf", "odt": ".odt", "works": ".wps", "wordxml": ".xml"}
_FINAL = frozenset(
    {"read.too_large", "read.too_complex", "read.zip_bomb", "read.only_pictures"}
)  # plain words would not tell more
_LEAST_HAN = 20
_KEPT = (
    0.9  # of the Han characters that our own reader finds; automatic numbers, which it does not see, only add to them
)
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
    if sniffed.kind == "odt" and _is_locked(file.data):
        raise Refusal("read.encrypted")
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
    found: Draft | Exception | None = None
    try:
        if made is not None and 0 < made.stat().st_size <= settings.max_file:
            draft = docx.read(RawFile(file.path, made.read_bytes()), settings)
            told = note("read.converted", kind=kind_name(sniffed).strip(), program=program)
            found = replace(draft, notes=(told, *draft.notes))
    except Refusal as refusal:
        found = refusal if refusal.code in _FINAL else None
    except OSError:
        found = None
    except Exception as error:
        found = error
    if isinstance(found, Draft):
        return _checked(found, given, program, settings)
    if found is not None:
        return found
    try:
        return read_words(file, sniffed, settings, words)
    except Exception as error:
        if isinstance(error, Refusal) and error.code == "read.no_text":
            return error
        if not isinstance(error, Refusal) or error.code == "read.encrypted":
            return error
        return Refusal(
            "read.not_converted", named=named(file.path, sniffed.kind), kind=kind_name(sniffed), program=program
        )


def _checked(draft: Draft, given: tuple[RawFile, Sniffed], program: str, settings: ReadSettings) -> Draft:
    """What the office program made, unless our own reader finds a good deal more in the file: then its plain words.

    Deleted and hidden text, which our reader does not tell apart, is no loss.
    """
    file, sniffed = given
    if sniffed.kind not in ("doc", "rtf") or any(n.code in ("read.deletions", "read.hidden") for n in draft.notes):
        return draft
    try:
        plain = read_words(file, sniffed, settings)
    except Exception:  # our reader knows less than the program: no witness
        return draft
    whole, kept = _han(plain.text), _han(draft.text)
    if whole < _LEAST_HAN or kept >= _KEPT * whole:
        return draft
    lost = note("read.conversion_lost", kind=kind_name(sniffed).strip(), program=program, count=whole - kept)
    return replace(plain, notes=(lost, *plain.notes))


def _han(text: str) -> int:
    return sum("\u3400" <= char <= "\u9fff" for char in text)


def _is_locked(data: bytes) -> bool:
    """Whether an OpenDocument file is stored with a password (ODF 1.2 part 3, 4.8: its manifest says how each part is encrypted)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(MIB)
    except Exception:  # zipfile raises many kinds on damaged files: told by whoever reads it
        return False


def _ending(sniffed: Sniffed) -> str:
    return _WORKS_ENDINGS.get(sniffed.detail, CONVERTED[sniffed.kind])
