"""Web pages: their charset, their main text by trafilatura, and the whole page where that finds too little; lines are written by `html_lines`."""

import logging
import re
from collections.abc import Callable
from functools import cache

from lxml import etree

from jingyan.model.source import RawFile
from jingyan.readers.draft import Draft, note
from jingyan.readers.encoding import decode
from jingyan.readers.html_lines import page_story
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
_NO_PROSE = frozenset({"script", "style", "noscript", "nav", "footer", "aside", "form", "select"})
_NEARLY_ALL = 0.85  # a legal notice and a list of other pages are the rest
_ENOUGH_FOUND = 0.6
_MOST_TAGS = 100_000
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{2000,}")
_MOST_WORK = 100_000_000  # about 1 s
_NEAR = 8  # blocks between a heading and the text: source, date, font size, share buttons
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
    story, partial = read_page(decoded.text, whole_page=whole_page)
    notes = decoding_notes(decoded) if partial or whole_page else (*decoding_notes(decoded), note("read.whole_page"))
    return Draft(story.text, tuple(story.blocks), decoded.encoding, notes)


def _check(markup: str, settings: ReadSettings) -> None:
    """Refuse what no page has: too many tags, or tags with so many attributes that the parser, which compares each with each, would not end."""
    tags = markup.count("<")
    work = sum(len(match[0].split()) ** 2 for match in _LONG_TAG.finditer(markup))
    if tags > settings.max_tags or work > _MOST_WORK:
        raise Refusal("read.too_complex", what="网页")


def read_page(markup: str, *, whole_page: bool) -> tuple[Story, bool]:
    """The page's story, and whether it is only the main text; Refusal("read.no_text") when nothing is to be read."""
    markup = _ILLEGAL.sub("", _PROLOG.sub("", markup))
    parser = etree.HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(markup, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("read.no_text") from error
    if root is None:
        raise Refusal("read.no_text")
    page = page_story(root)
    if not page.blocks:
        raise Refusal("read.no_text")
    if whole_page:
        return page, False
    # trafilatura takes time for each tag; a page of that size is a list or a trap, and our own walk still finds its densest part
    main = _main_story(markup) if markup.count("<") <= _MOST_TAGS else None
    dense = _densest_story(root)
    kept = sorted({*_found(page, main), *_found(page, dense)})
    if not kept:
        return page, False
    first = next((n for n in kept if _SENTENCE.search(page.blocks[n].span.of(page.text))), kept[0])
    above = range(first, max(first - _NEAR, -1), -1)
    heading = next((n for n in above if page.blocks[n].outline in (1, 2)), first)
    return page.pick(sorted({heading, *kept})), True


def _found(page: Story, main: Story | None) -> list[int]:
    """Which blocks of the page are in `main`; none when it is too little to be the main text.

    Two views are united: trafilatura leaves out short centred lines such as title and organisation, the densest element keeps them; the text is always our own walk's.
    """
    if main is None or main.length < _TOO_LITTLE * page.length:
        return []
    lines = {_squeezed(line) for line in main.text.splitlines()}
    text = page.text
    found = [
        n
        for n, block in enumerate(page.blocks)
        if any(_squeezed(line) in lines for line in block.span.of(text).splitlines())
    ]
    return found if sum(len(page.blocks[n].span) for n in found) >= _ENOUGH_FOUND * main.length else []


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
