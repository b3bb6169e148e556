"""The options of reading: limits for hostile or oversized input; nothing else."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Limits in bytes unless named otherwise.

    The archive limits come from measured attacks (a 300 MB part inside a 296 KB docx): a part, the whole archive, the
    ratio of inflated to stored bytes, the number of entries, archives inside archives. They are counted while inflating, because
    the sizes in a zip's header can lie. `reraise` lets tests see an unexpected failure instead of the problem "read.damaged".
    """

    max_file: int = 256 * MIB
    max_text: int = 64 * MIB
    max_html: int = 16 * MIB
    max_part: int = 64 * MIB
    max_total: int = 256 * MIB
    max_ratio: int = 200
    max_entries: int = 5_000
    max_depth: int = 2
    max_pages: int = 5_000
    program_seconds: float = 60.0
    reraise: bool = False


DEFAULT = ReadSettings()
