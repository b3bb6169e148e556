"""Web pages: their charset, their main text by trafilatura, and the whole page where that finds too little; lines are written by `html_lines`."""

import logging
import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from lxml import etree

from jingyan.model.source import RawFile
from jingyan.readers.draft import Draft, Note, note
from jingyan.readers.encoding import decode
from jingyan.readers.html_lines import page_story, page_view
from jingyan.readers.html_tree import is_frame_page, prune
from jingyan.readers.problems import Refusal, size_words
from jingyan.readers.settings import ReadSettings
from jingyan.readers.story import Story
from jingyan.readers.text import decoding_notes

Element = etree._Element

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})|<\?xml[^>]{0,80}?encoding=[\"']([A-Za-z0-9_-]{2,30})",
    re.IGNORECASE,
)
_PROLOG = re.compile(r"^\s*<\?xml[^>]*>")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_OFFICE = re.compile(
    r"urn:schemas-microsoft-com:office|<meta[^>]{0,80}?(?:Microsoft Word|WPS Office|LibreOffice|Word\.Document)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[，。；、,;]")
_NO_PROSE = frozenset({"script", "style", "noscript", "nav", "footer", "aside", "select"})
_NEARLY_ALL = 0.85  # a legal notice and a list of other pages are the rest
_ENOUGH_FOUND = 0.6
_MOST_TAGS = 100_000
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{2000,}")
_MOST_WORK = 100_000_000  # about 1 s
_NEAR = 8  # blocks between a heading and the text: source, date, font size, share buttons
_SHORTEST_TITLE = 4
_TITLE_NAMES = frozenset({"articletitle", "og:title", "twitter:title", "title"})
_TOO_LITTLE = 0.2  # of the page's visible characters: below it trafilatura took a notice or a menu for the text


def read(file: RawFile, settings: ReadSettings) -> Draft:
    """The main text of a page: one line a paragraph, tables as rows of tab-separated cells. Pages saved by Word or WPS are read whole."""
    if len(file.data) > settings.max_html:
        raise Refusal(
            "read.too_large", what="网页", size=size_words(len(file.data)), limit=size_words(settings.max_html)
        )
    decoded = decode(file.data, declared=declared_charset(file.data))
    whole_page = bool(_OFFICE.search(decoded.text[:20_000]))
    _check(decoded.text, settings)
    page = read_page(decoded.text, whole_page=whole_page)
    notes = (
        decoding_notes(decoded) if page.partial or whole_page else (*decoding_notes(decoded), note("read.whole_page"))
    )
    return Draft(page.story.text, tuple(page.story.blocks), decoded.encoding, (*notes, *page.notes))


def _check(markup: str, settings: ReadSettings) -> None:
    """Refuse what no page has: too many tags, or tags with so many attributes that the parser, which compares each with each, would not end."""
    tags = markup.count("<")
    work = sum(len(match[0].split()) ** 2 for match in _LONG_TAG.finditer(markup))
    if tags > settings.max_tags or work > _MOST_WORK:
        raise Refusal("read.too_complex", what="网页")


class Page(NamedTuple):
    """What was read of a page: its lines, whether they are only the main text, what an editor should know."""

    story: Story
    partial: bool
    notes: tuple[Note, ...]


def read_page(markup: str, *, whole_page: bool) -> Page:
    """The page's lines; Refusal("read.no_text") when nothing is to be read, "read.frames" when the text is in other files."""
    markup = _ILLEGAL.sub("", _PROLOG.sub("", markup))
    parser = etree.HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(markup, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("read.no_text") from error
    if root is None:
        raise Refusal("read.no_text")
    titles = _titles(root)
    hidden = prune(root)
    notes = (note("read.hidden_on_page", count=hidden),) if hidden else ()
    page, linked = page_view(root)
    if not page.blocks:
        raise Refusal("read.frames" if is_frame_page(root) else "read.no_text")
    if whole_page:
        return Page(page, False, notes)
    # trafilatura takes time for each tag; a page of that size is a list or a trap, and our own walk still finds its densest part
    small = markup.count("<") <= _MOST_TAGS
    main = _main_story(etree.tostring(root, encoding="unicode", method="html")) if small else None
    dense = _densest_story(root)
    kept = sorted({*_found(page, main), *_found(page, dense)})
    if not kept:
        return Page(page, False, notes)
    # links above and below the sentences are menus, the next and the last article, related ones
    sentences = [n for n in kept if n not in linked and _SENTENCE.search(page.blocks[n].span.of(page.text))]
    first, last = (sentences[0], sentences[-1]) if sentences else (kept[0], kept[-1])
    kept = [n for n in kept if first <= n <= last or n not in linked]
    return Page(page.pick(sorted({*_headings(page, first, titles), *kept})), True, notes)


def _headings(page: Story, first: int, titles: str) -> set[int]:
    """The blocks above the text that are its title: the nearest heading with those right above it, and lines that the page's head names as its title."""
    found: set[int] = set()
    text = page.text
    for n in range(first, max(first - _NEAR, -1), -1):
        block = page.blocks[n]
        heads = block.outline in (1, 2) and (not found or n + 1 in found)
        if heads or ((words := _squeezed(block.span.of(text))) in titles and len(words) >= _SHORTEST_TITLE):
            found.add(n)
    return found


def _titles(root: Element) -> str:
    """What the page's head says about its title, without blanks."""
    named = [el.text or "" for el in root.iter("title")]
    named += [
        el.get("content") or ""
        for el in root.iter("meta")
        if (el.get("name") or el.get("property") or "").lower() in _TITLE_NAMES
    ]
    return "\n".join(_squeezed(one) for one in named)


def _found(page: Story, main: Story | None) -> list[int]:
    """Which blocks of the page are in `main`; none when it is too little to be the main text.

    Two views are united: trafilatura leaves out short centred lines such as title and organisation, the densest element keeps them; the text is always our own walk's.
    """
    if main is None or main.length < _TOO_LITTLE * page.length:
        return []
    lines = {_squeezed(line) for line in _unnumbered(main).splitlines()}
    text = page.text
    found = [
        n
        for n, block in enumerate(page.blocks)
        if any(
            _squeezed(line) in lines
            for line in text[block.marker.end if block.marker else block.span.start : block.span.end].splitlines()
        )
    ]
    return found if sum(len(page.blocks[n].span) for n in found) >= _ENOUGH_FOUND * main.length else []


def _unnumbered(story: Story) -> str:
    """A story's lines without the numbers that were written into them."""
    text = story.text
    return "\n".join(text[b.marker.end if b.marker else b.span.start : b.span.end] for b in story.blocks)


def _squeezed(line: str) -> str:
    return "".join(line.split())


def declared_charset(data: bytes) -> str | None:
    """The charset that a page declares in a meta element or its XML declaration."""
    match = _CHARSET.search(data[:4096])
    return (match[1] or match[2]).decode("ascii") if match else None


def _main_story(markup: str) -> Story | None:
    """Main text as trafilatura sees it, None when it sees none. Only the extraction is called, which works on the given markup and fetches nothing."""
    extract = _extraction()
    if extract is None:
        return None
    try:
        document = extract(
            markup, include_tables=True, include_comments=False, include_formatting=True, favor_recall=True
        )
    except Exception:  # a heuristic of another library on foreign markup: our own walk is still there
        return None
    body = getattr(document, "body", None)
    if body is None:
        return None
    story = page_story(body)
    return story if story.blocks else None


@cache
def _extraction() -> Callable[..., object] | None:
    try:
        from trafilatura import bare_extraction
    except ImportError:  # lxml without its html-clean part: our own walk is still there
        return None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports pages without main text on stderr
    extraction: Callable[..., object] = bare_extraction
    return extraction


def _densest_story(root: Element) -> Story | None:
    """The lowest element that still holds nearly all sentences of the page; None when that is the whole page."""
    prose: dict[Element, int] = {}
    for _, el in etree.iterwalk(root, events=("end",)):
        own = sum(len(text) for text in (el.text, *(child.tail for child in el)) if text and _SENTENCE.search(text))
        prose[el] = own + sum(prose.get(child, 0) for child in el) if el.tag not in _NO_PROSE else 0
    main = root
    while (
        below := next((child for child in main if prose.get(child, 0) >= _NEARLY_ALL * prose[root] > 0), None)
    ) is not None:
        main = below
    if main is root or main.tag == "body":
        return None
    return page_story(main)
