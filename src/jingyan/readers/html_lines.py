"""A tree of HTML (or trafilatura's simplified TEI) written as lines with blocks; which part of a page to read is decided elsewhere."""

import re

from lxml import etree

from jingyan.model.source import Block, Cell
from jingyan.model.span import Span
from jingyan.readers.story import Line, Story

Element = etree._Element

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "nav",
        "aside",
        "footer",
        "form",
        "button",
        "select",
        "option",
        "textarea",
        "iframe",
        "object",
        "svg",
        "canvas",
        "audio",
        "video",
        "map",
        "rt",
        "rp",
        "del",
    ]
)
_BLOCKS = frozenset(
    [
        "html",
        "body",
        "main",
        "article",
        "section",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "address",
        "center",
        "fieldset",
        "figure",
        "figcaption",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "hr",
        "list",
        "item",
        "quote",
        "row",
        "cell",
    ]
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_BREAKS = frozenset({"br", "lb"})
_BOLD = frozenset({"b", "strong"})
_CELLS = frozenset({"td", "th", "cell"})
_ROWS = frozenset({"tr", "row"})
_HAN = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_WRAPPED = re.compile(
    rf"(?<=[{_HAN}])[ \t]*[\r\n]\s*(?=[{_HAN}])"
)  # a line end in the markup inside Chinese is no blank
_BLANK = re.compile(r"[ \t\r\n\f\u00a0]+")
_LONG_CELL = 200
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)


def page_story(root: Element) -> Story:
    """All visible text under `root`: a line for each block element and after each br, tables of data as table blocks, tables of layout as lines."""
    writer = _Writer()
    for event, el in etree.iterwalk(root, events=("start", "end")):
        writer.start(el, root) if event == "start" else writer.end(el, root)
    writer.flush()
    return writer.story


class _Writer:
    def __init__(self) -> None:
        self.story = Story()
        self._line = Line()
        self._skip: Element | None = None
        self._bold = 0
        self._pre = 0
        self._outline: int | None = None

    def start(self, el: Element, root: Element) -> None:
        """An element opens: its own text is written."""
        if self._skip is not None:
            return
        name = _name(el)
        if _is_skipped(el, name, root):
            self._skip = el
            return
        if name == "table" and _is_data(el):
            self.flush()
            self._table(el)
            self._skip = el
            return
        if name in _BLOCKS or name in _BREAKS or _heading(el, name):
            self.flush()
        self._outline = _heading(el, name) or self._outline
        self._bold += _is_bold(el, name)
        self._pre += name == "pre"
        self._put(el.text)

    def end(self, el: Element, root: Element) -> None:
        """An element closes: the text behind it is written."""
        if self._skip is not None:
            if self._skip is el:
                self._skip = None
                self._tail(el, root)
            return
        name = _name(el)
        if name in _BLOCKS or _heading(el, name):
            self.flush()
        if _heading(el, name):
            self._outline = None
        self._bold -= _is_bold(el, name)
        self._pre -= name == "pre"
        self._tail(el, root)

    def flush(self) -> None:
        """End the line under way, if it has any text."""
        text = "".join(self._line.parts)
        if text.strip():
            line = Line(outline=self._outline)
            lead = len(text) - len(text.lstrip())
            line.put(text.strip())
            line.bold = [
                Span(max(0, s.start - lead), min(line.length, s.end - lead))
                for s in self._line.bold
                if s.start - lead < line.length
            ]
            self.story.add_line(line)
        self._line = Line()

    def _tail(self, el: Element, root: Element) -> None:
        if el is not root:
            self._put(el.tail)

    def _put(self, text: str | None) -> None:
        if not text:
            return
        if self._pre:
            for number, part in enumerate(text.splitlines()):
                if number:
                    self.flush()
                self._line.put(part, bold=bool(self._bold))
            return
        text = _BLANK.sub(" ", _WRAPPED.sub("", text))
        if text.startswith(" ") and (not self._line.parts or self._line.parts[-1].endswith(" ")):
            text = text[1:]
        if text:
            self._line.put(text, bold=bool(self._bold))

    def _table(self, table: Element) -> None:
        story, start = self.story, self.story.length
        rows = []
        for row in _rows(table):
            cells = []
            for number, cell in enumerate(_cells(row)):
                if number:
                    story.put("\t")
                begin = story.length
                story.put(_text_of(cell))
                cells.append(Cell(Span(begin, story.length), _covers(cell, "colspan"), _covers(cell, "rowspan")))
            rows.append(tuple(cells))
            story.put("\n")
        story.blocks.append(Block("table", Span(start, story.length - 1), rows=tuple(rows)))


def _name(el: Element) -> str:
    return el.tag.lower() if isinstance(el.tag, str) else ""


def _is_skipped(el: Element, name: str, root: Element) -> bool:
    if not name or (el is not root and name in _SKIPPED and not el.get("rend")):
        return True
    return el.get("hidden") is not None or bool(_HIDDEN.search(el.get("style") or ""))


def _heading(el: Element, name: str) -> int | None:
    """Heading level of h1-h6 and of trafilatura's <head rend="h2">."""
    return _HEADINGS.get(name) or (_HEADINGS.get(el.get("rend") or "") if name == "head" else None)


def _is_bold(el: Element, name: str) -> bool:
    return name in _BOLD or (name == "hi" and el.get("rend") == "#b")


def _rows(table: Element) -> list[Element]:
    return [el for el in table.iter() if _name(el) in _ROWS]


def _cells(row: Element) -> list[Element]:
    return [el for el in row if _name(el) in _CELLS]


def _is_data(table: Element) -> bool:
    """Whether a table holds data: at least two rows and columns, no table inside, no cell with a page of text. Others only lay out the page."""
    rows = _rows(table)
    if len(rows) < 2 or sum(_name(el) == "table" for el in table.iter()) > 1:
        return False
    widths = [len(_cells(row)) for row in rows]
    return max(widths) >= 2 and all(len(_text_of(cell)) <= _LONG_CELL for row in rows for cell in _cells(row))


def _before(el: Element) -> str:
    return " " if _name(el) in _BLOCKS or _name(el) in _BREAKS else ""


def _text_of(cell: Element) -> str:
    """The visible text of a cell on one line."""
    out: list[str] = []
    for event, el in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            out += [_before(el), el.text or "" if _name(el) not in _SKIPPED else ""]
        elif el is not cell:
            out.append(el.tail or "")
    return _BLANK.sub(" ", _WRAPPED.sub("", "".join(out))).strip()


def _covers(cell: Element, name: str) -> int:
    text = cell.get(name) or ""
    return min(max(int(text), 1), 1000) if text.isascii() and text.isdigit() and len(text) < 5 else 1
