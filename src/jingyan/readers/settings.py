"""The options of reading: limits for hostile or oversized input; nothing else."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Limits in bytes unless named otherwise.

    The archive limits come from measured attacks (a 300 MB part inside a 296 KB docx): a part, the whole archive, the
    ratio of inflated to stored bytes, the number of entries, archives inside archives. They are counted while inflating, because
    the sizes in a zip's header can lie. Mail services take up to 50 MB, which base64 makes 68 MB; words of a mail that come with
    attachments are a text of their own from `min_mail_words` visible characters on (covering notes seen have 20-120, the shortest pieces 300). `reraise` lets tests see an unexpected failure instead of the problem "read.damaged".
    """

    max_file: int = 256 * MIB
    max_text: int = 64 * MIB
    max_html: int = 16 * MIB
    max_mail: int = 96 * MIB
    min_mail_words: int = 200
    max_part: int = 64 * MIB
    max_total: int = 256 * MIB
    max_ratio: int = 200
    max_entries: int = 5_000
    max_depth: int = 2
    max_pages: int = 5_000
    program_seconds: float = 60.0
    reraise: bool = False


DEFAULT = ReadSettings()
