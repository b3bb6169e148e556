"""The shared jinja2 environment of the HTML reports: strict escaping, one self-contained page, no request to anywhere."""

import base64
import hashlib

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from jingyan.render import wording
from jingyan.render.foreign import one_line, printable
from jingyan.render.templates import template_dir


def environment() -> Environment:
    """A jinja2 environment that escapes everything, makes foreign text printable, and fails on a misspelt name."""
    made = Environment(
        loader=FileSystemLoader(template_dir("report")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: value if isinstance(value, Markup) or not isinstance(value, str) else printable(value),
    )
    made.filters["percent"] = wording.percent
    made.filters["one_line"] = one_line
    made.filters["thousands"] = lambda number: f"{number:,}"
    made.globals["words"] = wording
    return made


def render_page(template: str, script: str, **values: object) -> str:
    """The page made by `template`, with the style sheet and the file `script` inlined. The page's own policy lets only that script run and forbids every request."""
    folder = template_dir("report")
    style = (folder / "report.css").read_text(encoding="utf-8")
    code = (folder / script).read_text(encoding="utf-8")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(code)}'; img-src data:; base-uri 'none'; form-action 'none'"
    page = environment().get_template(template)
    return page.render(style=Markup(style), script=Markup(code), policy=policy, **values)  # noqa: S704 — both are our own files


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
