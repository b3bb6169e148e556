"""LibreOffice as a converter: finds it, runs it apart from the user's own settings, and believes only files that exist."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jingyan.executors.fonts import font_rules
from jingyan.executors.processes import run_bounded
from jingyan.model.source import Office

# Where installers put it when it is not on PATH (Debian, RPM, openKylin and UOS packages; macOS; Windows).
KNOWN_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
BATCH = 100  # files in one call: far below every command-line limit, and start-up (about 1 s) is already spread out


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """An `Office` that runs `program` headless. A call may take `seconds` plus `seconds_per_file` for each file before it is ended.

    300 pieces (2,000 pages) take 13-25 s here, so 180 s leaves room for a slow machine.
    """

    program: str
    name: str = "LibreOffice"
    seconds: float = 180.0
    seconds_per_file: float = 10.0

    def convert(self, files: Sequence[Path], to: str, out_dir: Path) -> dict[Path, Path]:
        """See `jingyan.model.source.Office.convert`; outputs carry the input's stem, with ` (2)` … where two inputs share one."""
        out_dir.mkdir(parents=True, exist_ok=True)
        done: dict[Path, Path] = {}
        for first in range(0, len(files), BATCH):
            done.update(self._convert_batch(files[first : first + BATCH], to, out_dir))
        return done

    def _convert_batch(self, files: Sequence[Path], to: str, out_dir: Path) -> dict[Path, Path]:
        extension = to.split(":", 1)[0]
        with tempfile.TemporaryDirectory(prefix="jingyan-office-") as name:
            room = Path(name)
            # Plain numbered names: two inputs of the same name cannot overwrite each other, and no name looks like an option.
            staged = {f: _stage(f, room / "in", i) for i, f in enumerate(files)}
            made = self._run([s for s in staged.values() if s], to, room / "out", extension)
            missing = [s for s in staged.values() if s and s not in made]
            for one in missing:  # one retry, each alone: a bad file must not take its neighbours with it
                made.update(self._run([one], to, room / "out", extension))
            return {f: _hand_over(made[s], out_dir, f.stem) for f, s in staged.items() if s and s in made}

    def _run(self, files: Sequence[Path], to: str, out_dir: Path, extension: str) -> dict[Path, Path]:
        """Input → output for those that came out; exit codes are not asked, they are 0 for files that were never written."""
        if not files:
            return {}
        out_dir.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="jingyan-profile-") as profile:
            command = [
                self.program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--convert-to", to, "--outdir", str(out_dir), *map(str, files),
            ]  # fmt: skip
            env = {"SAL_USE_VCLPLUGIN": "svp", **font_rules(Path(profile))}
            finished = run_bounded(command, self.seconds + self.seconds_per_file * len(files), env=env) is not None
        made = {f: out_dir / f"{f.stem}.{extension}" for f in files}
        made = {f: o for f, o in made.items() if o.is_file() and o.stat().st_size > 0}
        if not finished and made:  # the last one written may be cut off
            last = max(made, key=lambda f: made[f].stat().st_mtime_ns)
            made.pop(last).unlink()
        return made


def _stage(file: Path, folder: Path, number: int) -> Path | None:
    folder.mkdir(exist_ok=True)
    staged = folder / f"{number:04d}{file.suffix.lower()}"
    try:
        shutil.copyfile(file, staged)
    except OSError:
        return None
    return staged


def _hand_over(made: Path, out_dir: Path, stem: str) -> Path:
    target, again = out_dir / f"{stem}{made.suffix}", 2
    while target.exists():
        target, again = out_dir / f"{stem} ({again}){made.suffix}", again + 1
    shutil.move(made, target)
    return target


def sets_equations(program: str) -> bool:
    """False if the formula part of this LibreOffice is known to be missing: equations then print as nothing. True where its folder looks unlike any known."""
    folder = Path(program).resolve().parent
    kinds = ("libsmlo.so", "smlo.dll", "libsmlo.dylib")
    core = ("libswlo.so", "swlo.dll", "libswlo.dylib")
    folders = (folder, folder.parent / "Frameworks")
    return any((f / k).exists() for f in folders for k in kinds) or not any(
        (f / c).exists() for f in folders for c in core
    )


def find_office() -> Office | None:
    """The LibreOffice of this machine, from PATH or the usual places; None where there is none. Nothing is started."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return LibreOffice(found)
    for place in KNOWN_PLACES:
        if os.access(place, os.X_OK):
            return LibreOffice(place)
    return None
