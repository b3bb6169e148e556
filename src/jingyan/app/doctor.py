"""Doctor: what this machine has, told in words, and what is done without what it lacks."""

import platform
from dataclasses import dataclass
from importlib.util import find_spec
from shutil import which
from typing import Any

# Package → the module it must offer; a half-broken installation shows here before it shows in a job.
PARTS = {
    "python-docx": "docx", "docxtpl": "docxtpl", "jieba": "jieba", "scikit-learn": "sklearn", "numpy": "numpy",
    "opencc-python-reimplemented": "opencc", "openpyxl": "openpyxl", "lxml": "lxml", "jinja2": "jinja2",
    "trafilatura": "trafilatura", "pypdfium2": "pypdfium2", "rapidfuzz": "rapidfuzz",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for; `sentence` says what it is for, or what is done without it and what to install."""

    name: str
    present: bool
    sentence: str

    def row(self) -> dict[str, Any]:
        """The check as plain data."""
        return {"name": self.name, "present": self.present, "message": self.sentence}


def examine() -> tuple[Check, ...]:
    """Look for fonts, LibreOffice, helpers for old formats, what reads pictures, and the Python parts."""
    return (_fonts(), _office(), _old_word(), _pictures(), _parts())


def _fonts() -> Check:
    from jingyan.executors.fonts import chinese_fonts, has_times_widths

    fonts = chinese_fonts()
    if fonts:
        latin = (
            ""
            if has_times_widths()
            else ";没有和 Times New Roman 同宽的西文字体,断行会与 Word 不同,请安装 fonts-liberation"
        )
        return Check("中文字体", True, f"{'、'.join(fonts[:6])}{' 等' if len(fonts) > 6 else ''}{latin}")
    todo = "没有中文字体,不能实测页码,目录用估算页码。Debian 或统信请安装 fonts-noto-cjk"
    return Check("中文字体", False, todo)


def _office() -> Check:
    from jingyan.executors.office import LibreOffice, find_office, sets_equations

    office = find_office()
    if office:
        bare = isinstance(office, LibreOffice) and not sets_equations(office.program)
        lacking = ";印不出公式,请安装 libreoffice-math-nogui" if bare else ""
        return Check("LibreOffice", True, f"{office.name},用来读 doc、wps、rtf,实测目录页码,生成 PDF{lacking}")
    todo = "目录用估算页码,不生成 PDF,doc 和 wps 读不了或只取文字。Debian 或统信请安装 libreoffice-writer-nogui"
    return Check("LibreOffice", False, todo)


def _old_word() -> Check:
    found = [name for name in ("catdoc", "antiword") if which(name)]
    if found:
        return Check("旧 Word 读取程序", True, f"{'、'.join(found)},没有 LibreOffice 时用来读 doc 的文字")
    return Check("旧 Word 读取程序", False, "有 LibreOffice 就不需要;没有 LibreOffice 时可以安装 catdoc")


def _pictures() -> Check:
    from jingyan.executors.recogniser import find_recogniser

    recogniser = find_recogniser()
    if recogniser:
        return Check("图片文字识别", True, f"{recogniser.name},扫描的 PDF 和图片会识别成文字并注明")
    todo = "扫描的 PDF 和图片读不了,会逐个点名。需要时请安装:pip install jingyan[ocr]"
    return Check("图片文字识别", False, todo)


def _parts() -> Check:
    missing = [name for name, module in PARTS.items() if find_spec(module) is None]
    if missing:
        return Check("Python 部件", False, f"缺 {'、'.join(missing)},请重新安装 jingyan")
    return Check("Python 部件", True, f"Python {platform.python_version()},{len(PARTS)} 个部件齐全")
