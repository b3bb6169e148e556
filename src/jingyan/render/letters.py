"""Letters to the units written through docx templates that editors can change; what they say comes from `letter_words` as plain data."""

from collections.abc import Mapping
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from jingyan.model.letter import LETTER_NAMES, LetterHead, LetterKind, UnitMail
from jingyan.model.problem import JingyanError
from jingyan.render.docx_package import read_parts, steady, write_parts
from jingyan.render.docx_text import attribute
from jingyan.render.letter_tags import letter_context
from jingyan.render.letter_title import with_title_lines
from jingyan.render.templates import template_dir

if TYPE_CHECKING:
    from jinja2 import Environment


def letter_template(kind: LetterKind, folder: Path | None = None) -> Path:
    """The template of this kind: the editor's own in `folder` when it is there, else the built-in one."""
    name = f"{LETTER_NAMES[kind]}.docx"
    own = folder / name if folder else None
    return own if own is not None and own.is_file() else template_dir("letters") / name


def letter_docx(kind: LetterKind, head: LetterHead, mail: UnitMail, template: Path) -> bytes:
    """The letter, equal bytes for equal input. Raises JingyanError (2) when the template cannot be opened or has a tag that does not exist."""
    filled = _fill(template, letter_context(kind, head, mail))
    parts = with_title_lines(steady(read_parts(filled)))
    parts["docProps/core.xml"] = _core(f"{LETTER_NAMES[kind]} {mail.to}")
    return write_parts(parts)


def _fill(template: Path, context: Mapping[str, object]) -> bytes:
    from zipfile import BadZipFile

    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError

    document = DocxTemplate(str(template))
    try:
        document.render(dict(context), _environment())
    except TemplateError as error:
        todo = "请对照函件模板的 README.md 改正"
        raise JingyanError(str(template), "函件模板里的标记不对", known=str(error), todo=todo) from error
    except (PackageNotFoundError, BadZipFile, KeyError) as error:
        todo = "请用 Word 或 WPS 另存为 docx"
        raise JingyanError(str(template), "函件模板打不开,可能不是 docx 或已损坏", todo=todo) from error
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def _environment() -> "Environment":
    """Every part of a template is compiled once for all letters: that is half of the time of one."""
    from jinja2 import Environment, StrictUndefined

    made = Environment(undefined=StrictUndefined, autoescape=True)
    made.from_string = lru_cache(maxsize=64)(made.from_string)  # type: ignore[method-assign, assignment]
    return made


def _core(title: str) -> bytes:
    office = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    names = f'xmlns:cp="{office}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    made = f"{head}<cp:coreProperties {names}><dc:title>{attribute(title[:200])}</dc:title><dc:creator>jingyan</dc:creator></cp:coreProperties>"
    return made.encode()
