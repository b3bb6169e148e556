"""Read every docx under a folder and print what is lost, doubled, refused, and the speed beside docx2python and bare python-docx.

python benchmarks/reading.py --docx FOLDER

The share of a file is the share of the XML's visible characters that reach the text: w:t of body, notes and text boxes, without deleted,
moved-away and hidden text, field codes, ruby readings, prompts of content controls and the second version of AlternateContent. Characters are compared
as multisets, blanks left out, so that a missing one shows as loss and one too many as doubled (automatic numbers are no loss and not counted).
"""

import argparse
import io
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from jingyan.model.source import RawFile, Source
from jingyan.readers.docx_package import MC, Element, Package, W
from jingyan.readers.docx_styles import Styles, on, value
from jingyan.readers.problems import Refusal
from jingyan.readers.reading import read_files, read_one
from jingyan.readers.settings import ReadSettings

ENOUGH = 0.995
LOUD = ReadSettings(reraise=True)
OUT = {W + name for name in ("del", "moveFrom", "rt", "instrText", "delText", "rPr", "pPr", "sdtPr", "altChunk")}


def visible(data: bytes) -> Counter[str]:
    """The visible characters of a docx by a walk that shares nothing with the reader's but the package."""
    package = Package(data, LOUD)
    styles = Styles(package.optional_xml(package.related(package.main, "styles")))
    found: Counter[str] = Counter()
    root = package.xml(package.main)
    if root is None:
        return found
    used: dict[str, set[str]] = {"footnote": set(), "endnote": set()}
    _count(root, found, styles, used)
    for kind in ("footnote", "endnote"):
        notes = package.optional_xml(package.related(package.main, kind + "s"))
        for note in notes.iterchildren(W + kind) if notes is not None else ():
            if note.get(W + "id") in used[kind] and note.get(W + "type") in (None, "normal"):
                _count(note, found, styles, used)
    return found


def _count(root: Element, found: Counter[str], styles: Styles, used: dict[str, set[str]]) -> None:
    fields: list[bool] = []
    for el in _shown(root):
        if el.tag == W + "p":
            fields = [False] * len(fields)
        elif el.tag == W + "fldChar":
            kind = el.get(W + "fldCharType")
            if kind == "begin":
                fields.append(True)
            elif kind == "separate" and fields:
                fields[-1] = False
            elif kind == "end" and fields:
                fields.pop()
        elif el.tag in (W + "footnoteReference", W + "endnoteReference"):
            used[etree.QName(el).localname.removesuffix("Reference")].add(el.get(W + "id") or "")
        elif el.tag == W + "t" and el.text and not any(fields) and not _hidden(el, styles):
            found.update("".join(el.text.split()))


def _shown(root: Element) -> Iterator[Element]:
    stack = [root]
    while stack:
        el = stack.pop()
        yield el
        children = [c for c in el if isinstance(c.tag, str) and c.tag not in OUT]
        if el.tag == MC + "AlternateContent":
            children = children[:1]
        if el.tag == W + "sdt" and el.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            children = []
        if el.tag == W + "tr" and el.find(f"{W}trPr/{W}del") is not None:
            children = []
        stack += reversed(children)


def _hidden(text: Element, styles: Styles) -> bool:
    run = text.getparent()
    while run is not None and run.tag != W + "r":
        run = run.getparent()
    around = run
    while around is not None and around.tag != W + "p":
        around = around.getparent()
    ppr = around.find(W + "pPr") if around is not None else None
    hidden = styles.get(value(ppr.find(W + "pStyle")) if ppr is not None else None).hidden
    rpr = run.find(W + "rPr") if run is not None else None
    if rpr is None:
        return hidden
    named = value(rpr.find(W + "rStyle"))
    return on(rpr, "vanish", hidden or (named is not None and styles.get(named).hidden))


def characters(source: Source) -> Counter[str]:
    """The characters of a Source without blanks and without the automatic numbers that the reader wrote."""
    text = source.text
    found = Counter("".join(text.split()))
    for block in source.blocks:
        if block.marker:
            found.subtract(Counter("".join(block.marker.of(text).split())))
    return found


def measure(files: list[Path]) -> None:
    """Print the result of every file that is not whole, then the totals."""
    whole = read = 0
    refused: Counter[str] = Counter()
    for file in files:
        data = file.read_bytes()
        try:
            sources, problems = read_files([RawFile(file.name, data)], LOUD)
            outcome = (sources or problems)[0]
        except Exception as error:  # a bug of ours: named, never hidden
            print(f"FAILED {file}: {error!r}")
            continue
        if not isinstance(outcome, Source):
            refused[outcome.code] += 1
            print(f"refused {file.name}: {outcome.message}")
            continue
        read += 1
        try:
            expected = visible(data)
        except Refusal:
            continue
        got = characters(outcome)
        lost, more = expected - got, got - expected
        share = 1 - lost.total() / max(1, expected.total())
        told = ",".join(notice.code.removeprefix("read.") for notice in outcome.notices)
        if share < ENOUGH:
            print(f"{share:7.2%} {file.name}: lost {''.join(list(lost.elements())[:40])!r} ({told})")
        else:
            whole += 1
        if more.total() > 0.005 * max(200, expected.total()):
            print(f"   more {file.name}: {more.total()} of {expected.total()}, {''.join(list(more.elements())[:40])!r}")
    print(f"{len(files)} files: read {read}, refused {dict(refused)}, at least {ENOUGH:.1%} in {whole} of {read}")


def _ours(data: bytes) -> object:
    return read_one(RawFile("a.docx", data))


def _python_docx(data: bytes) -> object:
    import docx

    document = docx.Document(io.BytesIO(data))
    return [p.text for p in document.paragraphs], [c.text for t in document.tables for r in t.rows for c in r.cells]


def _docx2python(data: bytes) -> object:
    from docx2python import docx2python

    with docx2python(io.BytesIO(data)) as document:
        return document.text


def race(files: list[Path]) -> None:
    """Seconds of each reader over the files that all of them read, best of three."""
    readers: dict[str, Callable[[bytes], object]] = {"jingyan": _ours, "python-docx": _python_docx}
    try:
        import docx2python  # noqa: F401

        readers["docx2python"] = _docx2python
    except ImportError:
        print("docx2python is not installed: left out of the race")
    datas = [data for file in files if _all_read(data := file.read_bytes(), readers)]
    best = {}
    for name, reader in readers.items():
        times = []
        for _ in range(3):
            begin = time.perf_counter()
            for data in datas:
                reader(data)
            times.append(time.perf_counter() - begin)
        best[name] = min(times)
    print(
        f"{len(datas)} files that all read: "
        + ", ".join(f"{name} {seconds:.2f} s ({seconds / best['jingyan']:.2f}×)" for name, seconds in best.items())
    )


def _all_read(data: bytes, readers: dict[str, Callable[[bytes], object]]) -> bool:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return False
    try:
        return all(reader(data) is not None for reader in readers.values())
    except Exception:  # foreign readers raise anything
        return False


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--docx", type=Path, required=True, metavar="FOLDER")
    folder = parser.parse_args().docx
    found_files = sorted(f for f in folder.rglob("*") if f.suffix.lower() in (".docx", ".dotx", ".docm", ".dotm"))
    if not found_files:
        sys.exit(f"{folder}: no docx")
    measure(found_files)
    race(found_files)
