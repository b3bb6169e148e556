"""A tree of HTML (or trafilatura's simplified TEI) written as lines with blocks; which part of a page to read is decided elsewhere."""

import re
from collections.abc import Iterator

from lxml import etree

from jingyan.model.source import Block, Cell
from jingyan.model.span import Span
from jingyan.readers.docx_formats import format_number
from jingyan.readers.html_tree import align, begins_page
from jingyan.readers.story import Line, Story

Element = etree._Element

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "noframes",
        "template",
        "head",
        "nav",
        "aside",
        "footer",
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
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]{3,25})", re.IGNORECASE)
# the numbers a browser writes: HTML's type of a list, CSS's list-style-type → format, what stands behind the number
_NUMBERS = {
    "1": ("decimal", "."),
    "a": ("lowerLetter", "."),
    "A": ("upperLetter", "."),
    "i": ("lowerRoman", "."),
    "I": ("upperRoman", "."),
    "decimal": ("decimal", "."),
    "decimal-leading-zero": ("decimalZero", "."),
    "lower-alpha": ("lowerLetter", "."),
    "lower-latin": ("lowerLetter", "."),
    "upper-alpha": ("upperLetter", "."),
    "upper-latin": ("upperLetter", "."),
    "lower-roman": ("lowerRoman", "."),
    "upper-roman": ("upperRoman", "."),
    "cjk-ideographic": ("chineseCountingThousand", "、"),
    "simp-chinese-informal": ("chineseCountingThousand", "、"),
    "trad-chinese-informal": ("taiwaneseCountingThousand", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
    "trad-chinese-formal": ("ideographLegalTraditional", "、"),
    "cjk-heavenly-stem": ("ideographTraditional", "、"),
    "cjk-earthly-branch": ("ideographZodiac", "、"),
}
_UNNUMBERED = frozenset({"none", "disc", "circle", "square"})
# an item that brings its own number stands in a list whose numbers the site's style sheet switched off
_OWN_NUMBER = re.compile(
    r"\s*(?:[(（【〔]?第?[0-9０-９一二三四五六七八九十百]{1,4}(?:[、.．)）】〕:：,，]|[章节条款项篇是])|[\u2460-\u249b\u3220-\u3229\u2488-\u249b])"
)
_MOSTLY = 0.5  # of a line's characters in links


def page_story(root: Element) -> Story:
    """All visible text under `root`: a line for each block element and after each br, tables of data as table blocks, tables of layout as lines.

    Items of a numbered list carry the number that a browser writes.
    """
    return page_view(root)[0]


def page_view(root: Element) -> tuple[Story, frozenset[int]]:
    """As `page_story`, and the numbers of the blocks that are mostly links."""
    writer = _Writer()
    for event, el in etree.iterwalk(root, events=("start", "end")):
        writer.start(el, root) if event == "start" else writer.end(el, root)
    writer.flush()
    return writer.story, frozenset(writer.linked)


class _Writer:
    def __init__(self) -> None:
        self.story = Story()
        self.linked: list[int] = []
        self._line = Line()
        self._skip: Element | None = None
        self._bold = 0
        self._pre = 0
        self._outline: int | None = None
        self._link = 0
        self._link_length = 0
        self._aligned: list[str] = []
        self._marker = ""
        self._counts: dict[Element, int] = {}

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
        self._link += name == "a"
        self._aligned.append(align(el) or (self._aligned[-1] if self._aligned else ""))
        if name == "li":
            self._marker = self._number(el)
        if begins_page(el):
            self.story.new_page = True
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
        self._link -= name == "a"
        self._aligned.pop()
        self._tail(el, root)

    def flush(self) -> None:
        """End the line under way, if it has any text."""
        text = "".join(self._line.parts)
        if text.strip():
            line = Line(outline=self._outline, centred=bool(self._aligned) and self._aligned[-1] == "center")
            if self._marker and not _OWN_NUMBER.match(text):
                line.marker = self._marker
                line.gap = " " if text.lstrip()[:1].isascii() and not self._marker.endswith("、") else ""
            self._marker = ""
            lead = len(text) - len(text.lstrip())
            line.put(text.strip())
            line.bold = [
                Span(max(0, s.start - lead), min(line.length, s.end - lead))
                for s in self._line.bold
                if s.start - lead < line.length
            ]
            if self._link_length >= _MOSTLY * len("".join(text.split())):
                self.linked.append(len(self.story.blocks))
            self.story.add_line(line)
        self._line, self._link_length = Line(), 0

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
            self._link_length += len("".join(text.split())) if self._link else 0

    def _number(self, item: Element) -> str:
        """The number a browser writes before an item, "" in a list of bullets."""
        around = item.getparent()
        if around is None or _name(around) != "ol":
            return ""
        step = -1 if around.get("reversed") is not None else 1
        if around not in self._counts:
            first = _whole(around.get("start"))
            if first is None:
                first = 1 if step == 1 else sum(_name(el) == "li" for el in around)
            self._counts[around] = first - step
        given = _whole(item.get("value"))
        self._counts[around] = self._counts[around] + step if given is None else given
        styled = _LIST_STYLE.search(around.get("style") or "") or _LIST_STYLE.search(item.get("style") or "")
        kind = styled[1].lower() if styled else around.get("type") or "1"
        if kind in _UNNUMBERED:
            return ""
        form, close = _NUMBERS.get(kind, ("decimal", "."))
        return format_number(self._counts[around], form) + close

    def _table(self, table: Element) -> None:
        story, start = self.story, self.story.length
        rows = []
        reaching: dict[int, tuple[int, int]] = {}  # grid column → columns and further rows of a cell from above
        for row in _rows(table):
            cells = []
            for number, cell in enumerate(_slots(row, reaching)):
                if number:
                    story.put("\t")
                if cell is None:
                    continue
                begin = story.length
                story.put(_text_of(cell))
                cells.append(Cell(Span(begin, story.length), _covers(cell, "colspan"), _covers(cell, "rowspan")))
            rows.append(tuple(cells))
            story.put("\n")
        page_break = story.turned()
        story.blocks.append(Block("table", Span(start, story.length - 1), rows=tuple(rows), page_break=page_break))


def _name(el: Element) -> str:
    return el.tag.lower() if isinstance(el.tag, str) else ""


def _is_skipped(el: Element, name: str, root: Element) -> bool:
    return not name or (el is not root and name in _SKIPPED and not el.get("rend"))


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
            out += [_before(el), el.text or "" if _name(el) not in _SKIPPED or el.get("rend") else ""]
        elif el is not cell:
            out.append(el.tail or "")
    return _BLANK.sub(" ", _WRAPPED.sub("", "".join(out))).strip()


def _slots(row: Element, reaching: dict[int, tuple[int, int]]) -> Iterator[Element | None]:
    """The cells of a row in their grid columns, None where a cell from above reaches in (a docx has a cell without words there)."""
    column = 0
    begun: dict[int, tuple[int, int]] = {}
    for cell in (*_cells(row), None):
        while column in reaching:
            width, more = reaching.pop(column)
            if more > 1:
                begun[column] = width, more - 1
            yield None
            column += width
        if cell is not None:
            width, rows = _covers(cell, "colspan"), _covers(cell, "rowspan")
            if rows > 1:
                begun[column] = width, rows - 1
            yield cell
            column += width
    reaching.update(begun)


def _covers(cell: Element, name: str) -> int:
    return min(max(_whole(cell.get(name)) or 1, 1), 1000)


def _whole(text: str | None) -> int | None:
    """A number attribute, None when absent or no number of a page's size."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
