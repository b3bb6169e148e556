"""Where a template leaves the official layout: measures of its page, styles and footers beside the rows of layout_profile.toml. Advice only."""

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from jingyan.model.template import TemplateFault
from jingyan.render.docx_finish import sections
from jingyan.render.docx_look import Look, line_pitch, parse, read_styles, w
from jingyan.render.estimate import type_area
from jingyan.render.template_check import open_template, template_file
from jingyan.render.template_text import words

if TYPE_CHECKING:
    from lxml.etree import _Element

Value = float | str
_MM = 56.6929  # twips in a millimetre
_ADVICE = "这是建议,可以不照办。"
_SIDES = {
    "center": "居中",
    "right": "右",
    "end": "右",
    "left": "左",
    "start": "左",
    "both": "两端",
    "distribute": "两端",
}
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the profile; see the file's head."""

    about: str
    place: str
    what: str
    norm: str
    clause: str
    near: tuple[float, float] | None
    among: tuple[str, ...]
    unit: str
    matches: tuple[Value, ...]
    rejects: tuple[Value, ...]

    def holds(self, value: Value) -> bool:
        """True if the measure agrees with the standard."""
        if self.near is not None:
            return isinstance(value, (int, float)) and abs(value - self.near[0]) <= self.near[1] + 1e-6
        return isinstance(value, str) and value.startswith(self.among)


@functools.cache
def profile() -> tuple[str, tuple[Rule, ...]]:
    """The standard's name and its rows."""
    data = tomllib.loads((resources.files("jingyan.render") / "layout_profile.toml").read_text(encoding="utf-8"))
    rows = tuple(
        Rule(
            row["about"], row["place"], row["what"], row["norm"], row["clause"],
            tuple(row["near"]) if "near" in row else None, tuple(row.get("among", ())), row.get("unit", ""),
            tuple(row["matches"]), tuple(row["rejects"]),
        )
        for row in data["rules"]
    )  # fmt: skip
    return data["standard"], rows


def layout_hints(place: Path) -> tuple[TemplateFault, ...]:
    """A hint for every measure of the template that leaves the standard, with its clause; () for one that follows it, or has no pieces to set."""
    docx = template_file(place)
    parts = open_template(docx)
    measured = dict(_measures(parts))
    standard, rows = profile()
    return tuple(
        TemplateFault(
            docx.name, row.place, 0, "", f"{row.what}是 {_shown(measured[row.about])}{row.unit}",
            f"{standard} {row.clause}:{row.norm}。{_ADVICE}", "hint", row.clause,
        )
        for row in rows
        if row.about in measured and not row.holds(measured[row.about])
    )  # fmt: skip


def _shown(value: Value) -> str:
    return value + " " if isinstance(value, str) else f"{value:.4g} "


def _measures(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Value]]:
    root = parse(parts["word/document.xml"])
    section = _section_of_pieces(root)
    if section is None:
        return
    width, height = type_area(section)
    yield from _page(section, width, height)
    styles = read_styles(parts["word/styles.xml"])
    fonts = _Fonts(parts["word/styles.xml"])
    body = styles.id("汇编正文") or styles.id("normal")
    look = styles.look(body)
    yield "body_size", look.size / 20
    yield from fonts.font("body_font", body)
    yield "line_rule", "固定值" if look.exact else ("最小值" if look.line > 0 else "单倍或多倍")
    yield "lines", float((height + 2) // line_pitch(look))
    yield "characters", float((width + 2) // (look.size + look.spacing))
    yield "indent", round(look.first / ((look.size + look.spacing) or 1), 2)
    title = styles.id("heading 2")
    if title:
        yield "title_size", styles.look(title).size / 20
        yield from fonts.font("title_font", title)
        yield "title_side", fonts.side(title)
    for level in range(1, 5):
        yield from fonts.font(f"heading{level}_font", styles.id(f"heading {level + 2}"))
    yield from _numbers(parts, root, section, fonts, styles.looks)


def _page(section: "_Element", width: float, height: float) -> Iterator[tuple[str, Value]]:
    size, margin = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is not None:
        yield "page_width", round(float(size.get(w("w"), 11906)) / _MM, 1)
        yield "page_height", round(float(size.get(w("h"), 16838)) / _MM, 1)
    if margin is not None:
        yield "top", round(abs(float(margin.get(w("top"), 2098))) / _MM, 1)
        inner = float(margin.get(w("left"), 1587)) + float(margin.get(w("gutter"), 0))
        yield "inner", round(inner / _MM, 1)
    yield "type_width", round(width / _MM, 1)
    yield "type_height", round(height / _MM, 1)


def _section_of_pieces(root: "_Element") -> "_Element | None":
    for blocks, section in sections(root[0]):
        if any(".body" in "".join(words(p)) for block in blocks for p in block.iter(w("p"))):
            return section
    return None


class _Fonts:
    """Chinese fonts and alignment of styles, which `docx_look` has no use for."""

    def __init__(self, xml: bytes) -> None:
        root = parse(xml)
        self._styles = {s.get(w("styleId"), ""): s for s in root.iter(w("style"))}
        default = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('rFonts')}")
        self._default = default.get(w("eastAsia"), "") if default is not None else ""

    def _chain(self, style: str | None) -> Iterator["_Element"]:
        seen: set[str] = set()
        while style and style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            parent = self._styles[style].find(w("basedOn"))
            style = parent.get(w("val")) if parent is not None else None

    def font(self, about: str, style: str | None) -> Iterator[tuple[str, Value]]:
        """The measure `about`: the style's Chinese font; nothing where a theme names it."""
        for element in self._chain(style):
            fonts = element.find(f"{w('rPr')}/{w('rFonts')}")
            if fonts is not None and fonts.get(w("eastAsiaTheme")) is not None:
                return
            if fonts is not None and fonts.get(w("eastAsia")):
                yield about, fonts.get(w("eastAsia"), "")
                return
        if style and self._default:
            yield about, self._default

    def side(self, style: str | None) -> str:
        """居中, 左, 右 or 两端."""
        for element in self._chain(style):
            found = element.find(f"{w('pPr')}/{w('jc')}")
            if found is not None:
                return _SIDES.get(found.get(w("val"), "both"), "两端")
        return "两端"


def _numbers(
    parts: Mapping[str, bytes], root: "_Element", section: "_Element", fonts: _Fonts, looks: Mapping[str, Look]
) -> Iterator[tuple[str, Value]]:
    """Form, size and side of the page numbers under the pieces."""
    footers = _footers(parts, root, section)
    for kind, about in (("default", "number_odd"), ("even", "number_even")):
        line = next((p for p in footers.get(kind, ()) if "PAGE" in "".join(str(t) for t in p.itertext())), None)
        if line is None:
            if kind == "even" and footers.get("default"):
                yield about, "没有双页页脚"
            continue
        style = line.find(f"{w('pPr')}/{w('pStyle')}")
        name = style.get(w("val")) if style is not None else None
        own = line.find(f"{w('pPr')}/{w('jc')}")
        yield about, _SIDES.get(own.get(w("val"), ""), "两端") if own is not None else fonts.side(name)
        if kind != "default":
            continue
        size = next((float(e.get(w("val"), 0)) / 2 for r in line.iter(w("r")) for e in r.iter(w("sz"))), None)
        look = looks.get(name or "")
        if size or look:
            yield "number_size", size or (look.size / 20 if look else 0)
        yield from fonts.font("number_font", name)
        shown = re.sub(r"\s+", " ", "".join(e.text or "" for e in line.iter(w("t")))).strip()
        yield "number_dashes", re.sub(r"\d+", "1", shown)
        margin = section.find(w("pgMar"))
        if margin is not None and look:
            room = float(margin.get(w("bottom"), 0)) - float(margin.get(w("footer"), 0))
            # the middle of the footer's last line, where the dash stands
            yield "number_drop", round((room - line_pitch(look) / 2) / _MM, 1)


def _footers(parts: Mapping[str, bytes], root: "_Element", section: "_Element") -> dict[str, list["_Element"]]:
    """The paragraphs of the footers of a section by their type, as Word hands them on from the sections before."""
    targets = {r.get("Id", ""): f"word/{r.get('Target', '')}" for r in parse(parts["word/_rels/document.xml.rels"])}
    found: dict[str, list[_Element]] = {}
    for one in root.iter(w("sectPr")):
        for reference in one.iter(w("footerReference")):
            data = parts.get(targets.get(reference.get(_ID, ""), ""))
            if data:
                found[reference.get(w("type"), "default")] = list(parse(data).iter(w("p")))
        if one is section:
            break
    return found
