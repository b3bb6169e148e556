"""catdoc and antiword, where installed, for old Word files that our own reader cannot open: fixed arguments, time and output limited."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from jingyan.readers.draft import Draft
from jingyan.readers.settings import ReadSettings
from jingyan.readers.text import line_blocks

_PROGRAMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("catdoc", ("-w", "-d", "utf-8")),
    ("antiword", ("-w", "0", "-m", "UTF-8.txt")),
)


def words_of(data: bytes, settings: ReadSettings) -> tuple[Draft, str] | None:
    """Text of an OLE Word file and the program that read it; None where no program is installed or none finds text."""
    for name, arguments in _PROGRAMS:
        program = shutil.which(name)
        text = _output([program, *arguments], data, settings) if program else ""
        if text.strip():
            text = text.replace("\x0c", "\n").replace("\x07", "\t")
            return Draft(text, line_blocks(text)), name
    return None


def _output(command: list[str], data: bytes, settings: ReadSettings) -> str:
    """What the program prints for a file with these bytes; "" when it fails, takes too long or prints nothing."""
    with tempfile.TemporaryDirectory(prefix="jingyan-word-") as room:
        source, target = Path(room) / "in.doc", Path(room) / "out.txt"
        source.write_bytes(data)
        try:
            with target.open("wb") as out:
                subprocess.run(
                    [*command, str(source)],
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=subprocess.DEVNULL,
                    timeout=settings.program_seconds,
                    check=True,
                    cwd=room,
                )
        except (OSError, subprocess.SubprocessError):
            return ""
        with target.open("rb") as out:
            return out.read(settings.max_text).decode("utf-8", "replace")
