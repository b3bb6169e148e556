"""The shared jinja2 environment of the HTML reports: strict escaping, one self-contained page, no request to anywhere."""

import base64
import hashlib
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from jingyan.model.problem import JingyanError
from jingyan.render import wording
from jingyan.render.foreign import one_line, printable


def report_templates() -> Path:
    """The folder of the report templates: in the wheel `jingyan/_templates/report`, else `templates/report` of the checkout."""
    packaged = Path(str(files("jingyan"))) / "_templates" / "report"
    checkout = Path(__file__).parents[3] / "templates" / "report"
    for folder in (packaged, checkout):
        if folder.is_dir():
            return folder
    raise JingyanError("报告模板", "找不到 templates/report", todo="请重新安装 jingyan", exit_code=5)


def environment() -> Environment:
    """A jinja2 environment that escapes everything, makes foreign text printable, and fails on a misspelt name."""
    made = Environment(
        loader=FileSystemLoader(report_templates()),
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
    folder = report_templates()
    style = (folder / "report.css").read_text(encoding="utf-8")
    code = (folder / script).read_text(encoding="utf-8")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(code)}'; img-src data:; base-uri 'none'; form-action 'none'"
    page = environment().get_template(template)
    return page.render(style=Markup(style), script=Markup(code), policy=policy, **values)  # noqa: S704 — both are our own files


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
