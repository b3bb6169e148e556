"""Write outputs so that nothing of the user's is ever lost: no silent overwrite, a locked file gets `(2)`."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jingyan.model.problem import JingyanError, system_reason

RECORD = "run.json"


@dataclass(frozen=True, slots=True)
class Written:
    """One output: the wanted `name`, the `path` really written, its `sha256`, and a Chinese `note` when it is not where it was wanted."""

    name: str
    path: Path
    sha256: str
    note: str = ""


def earlier_outputs(folder: Path) -> dict[str, str]:
    """File name → SHA-256 of the outputs that an earlier run recorded in `folder`; empty when there is no readable record."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        return {str(o["file"]): str(o["sha256"]) for o in record["outputs"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def make_folder(folder: Path) -> None:
    """Create `folder`; raises JingyanError (5) when that is not possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise JingyanError(
            str(folder), "不能建立输出文件夹", known=system_reason(error), todo="请换一个位置", exit_code=5
        ) from error


def write_output(folder: Path, name: str, data: bytes, earlier: Mapping[str, str]) -> Written:
    """Write `data` as `name` in `folder`.

    A file of that name is replaced only when it is the unchanged output of an earlier run (its hash is in `earlier`); otherwise, or when it is
    locked, the output becomes `name(2)`, `(3)` …. Raises JingyanError (5) when nothing can be written there.
    """
    digest = hashlib.sha256(data).hexdigest()
    stem, suffix = Path(name).stem, Path(name).suffix
    note = ""
    for number in range(1, 100):
        path = folder / (name if number == 1 else f"{stem}({number}){suffix}")
        if path.exists() and not _replaceable(path, earlier, digest):
            note = f"《{name}》已经存在而且不是本工具上次输出的样子,没有覆盖"
            continue
        try:
            _replace(path, data)
        except OSError as error:
            if not path.exists() and number == 1:
                todo = "请检查磁盘空间和写入权限"
                raise JingyanError(str(path), "写不进去", known=system_reason(error), todo=todo, exit_code=5) from error
            note = f"《{path.name}》正被别的程序打开(例如 Word 或 WPS),没有覆盖"
            continue
        return Written(name, path, digest, f"{note},新的输出是《{path.name}》" if note else "")
    raise JingyanError(str(folder / name), "写不进去", todo="请关闭打开着的输出文件,或换一个输出文件夹", exit_code=5)


def _replaceable(path: Path, earlier: Mapping[str, str], digest: str) -> bool:
    try:
        present = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return False
    return present in (earlier.get(path.name), digest)


def _replace(path: Path, data: bytes) -> None:
    """Write beside `path` and rename, so that a power cut leaves the old file whole."""
    with path.open("ab"):  # a file that Word or WPS holds open refuses this on Windows
        pass
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_bytes(data)
    temporary.replace(path)
