"""The contents list as the PDF shows it, read back and compared with the pages: what differs is told entry by entry."""

import re
from collections.abc import Mapping, Sequence

from jingyan.model.problem import Problem
from jingyan.model.volume import Entry
from jingyan.render.docx_contents import anchor
from jingyan.render.measure import PrintedPdf

_BLANK = re.compile(r"\s+")
_SAID = re.compile(r"[^\d.…·]{0,60}?[.…·]{2,}[^\d.…·]{0,60}?(\d+)")
_TOLD = 5  # entries named one by one; the others are counted


def contents_faults(
    printed: PrintedPdf,
    entries: Sequence[Entry],
    numbers: Mapping[str, int],
    pages: Mapping[int, int],
    sides: Mapping[str, int],
) -> list[Problem]:
    """Entries whose number in the printed contents is not the page they begin on, or whose page shows another number at its foot.

    `numbers` is the bookmark number of each entry id, `pages` the printed number of each, `sides` the 0-based page of each bookmark.
    Entries that cannot be read back (a contents list set in columns, a style without dots) are not judged.
    """
    said = _said(printed, entries, min(sides.values(), default=0))
    faults: list[str] = []
    for entry in entries:
        number = numbers[entry.id]
        page, side = pages.get(number), sides.get(anchor(number))
        if page is None or side is None:
            faults.append(f"《{entry.title}》在排好的书里找不到")
        elif entry.id in said and said[entry.id] != page:
            faults.append(f"《{entry.title}》目录上是 {said[entry.id]} 页,实际在 {page} 页")
        elif (foot := _foot(printed.text(side))) is not None and foot != page:
            faults.append(f"《{entry.title}》应在 {page} 页,那一页印的是 {foot}")
    return (
        [Problem("volume.contents_differ", "warning", "", _sentence(faults), "请打印前核对目录这几条的页码。")]
        if faults
        else []
    )


def _sentence(faults: Sequence[str]) -> str:
    more = f";另有 {len(faults) - _TOLD} 条" if len(faults) > _TOLD else ""
    return f"目录有 {len(faults)} 条页码对不上:" + ";".join(faults[:_TOLD]) + more


def _said(printed: PrintedPdf, entries: Sequence[Entry], front: int) -> dict[str, int]:
    """The number behind each entry of the contents list, which stands on the first `front` pages."""
    text = "".join(_BLANK.sub("", printed.text(page)) for page in range(front))
    found: dict[str, int] = {}
    at = 0
    for entry in entries:
        title = _BLANK.sub("", entry.listed)
        place = text.find(title, at)
        match = _SAID.match(text, place + len(title)) if place >= 0 else None
        if match:
            found[entry.id] = int(match[1])
            at = match.end()
    return found


_FOOT = re.compile(r"[—–\-－]?\s*(\d{1,5})\s*[—–\-－]?")


def _foot(text: str) -> int | None:
    """The page number in the last line of a page; None where that line is no number."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    match = _FOOT.fullmatch(lines[-1]) if lines else None
    return int(match[1]) if match else None
