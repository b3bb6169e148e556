"""Files that an editor names beside the submissions (tables, a preface): read as a whole, or one clear sentence."""

from pathlib import Path

from jingyan.model.problem import JingyanError, system_reason


def read_own(path: Path, option: str) -> bytes:
    """The bytes of the file given with `option`. Raises JingyanError (2) when it is not there or cannot be opened, as while another program holds it."""
    if not path.is_file():
        raise JingyanError(f"{option} {path}".strip(), "没有这个文件", todo="请检查路径")
    try:
        return path.read_bytes()
    except OSError as error:
        todo = "请在打开它的程序里保存并关闭,再试一次"
        said = f"{option} {path}".strip()
        raise JingyanError(said, "打不开,可能正被别的程序占用", known=system_reason(error), todo=todo) from error
