"""catdoc and antiword, where installed, for old Word files that our own reader cannot open: fixed arguments, time and output limited."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from jingyan.executors.processes import run_bounded
from jingyan.model.programs import WordProgram

_ARGUMENTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("catdoc", ("-w", "-d", "utf-8")),
    ("antiword", ("-w", "0", "-m", "UTF-8.txt")),
)


@dataclass(frozen=True, slots=True)
class Printer:
    """A `WordProgram` at the path `program`, started with `arguments` before the file."""

    name: str
    program: str
    arguments: tuple[str, ...]

    def words(self, data: bytes, *, seconds: float, most: int) -> str:
        """See `jingyan.model.programs.WordProgram.words`."""
        with tempfile.TemporaryDirectory(prefix="jingyan-word-") as name:
            room = Path(name)
            (room / "in.doc").write_bytes(data)  # a plain name, which cannot look like an option
            with (room / "out.txt").open("w+b") as output:
                command = [self.program, *self.arguments, str(room / "in.doc")]
                if run_bounded(command, seconds, folder=room, output=output) != 0:
                    return ""
                output.seek(0)
                return output.read(most).decode("utf-8", "replace")


def find_word_programs() -> tuple[WordProgram, ...]:
    """The programs of this machine, the more reliable one first; () where there are none. Nothing is started."""
    found = ((name, shutil.which(name), arguments) for name, arguments in _ARGUMENTS)
    return tuple(Printer(name, program, arguments) for name, program, arguments in found if program)
