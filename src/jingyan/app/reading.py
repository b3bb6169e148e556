"""Reading with the programs of this machine: old Word programs, and a recogniser where the extra `ocr` is installed."""

from collections.abc import Sequence

from jingyan.model.problem import Problem, Progress, no_progress
from jingyan.model.source import Office, RawFile, Source


def read_raws(
    raws: Sequence[RawFile], *, office: Office | None, progress: Progress = no_progress
) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """See `jingyan.readers.reading.read_files`."""
    from jingyan.executors.recogniser import find_recogniser
    from jingyan.executors.word_programs import find_word_programs
    from jingyan.readers.reading import read_files

    return read_files(raws, office=office, words=find_word_programs(), recogniser=find_recogniser(), progress=progress)
