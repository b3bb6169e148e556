"""The options of reading: limits for hostile or oversized input; nothing else."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Limits in bytes unless named otherwise.

    The archive limits come from measured attacks (a 300 MB part inside a 296 KB docx): a part, the whole archive, the
    ratio of inflated to stored bytes, the number of entries, archives inside archives (`max_depth`; with mails around and between them `max_levels`). They are counted while inflating, because
    the sizes in a zip's header can lie. Mail services take up to 50 MB, which base64 makes 68 MB; words of a mail that come with
    attachments are a text of their own from `min_mail_words` visible characters on (covering notes seen have 20-120, the shortest pieces 300). The counts keep every
    file under 20 s and 1 GB (tests/readers/test_limits.py): `max_marks` signs of XML or RTF, `max_tags` of a web page, `max_lines` of a plain text,
    `max_glyphs` of a PDF. A picture of more than `max_pixels` (an A4 page at 1,000 dpi) is not taken over.
    Scanned pages are drawn with `ocr_dpi` (a page of 565 characters: 2 wrong at 200 dpi in 1-4 s, 30 wrong at 150 dpi where a whole line was missed)
    and recognised up to so many pages and seconds of a file. `reraise` lets tests see an unexpected failure instead of the problem "read.damaged".
    """

    max_file: int = 256 * MIB
    max_text: int = 32 * MIB
    max_html: int = 8 * MIB
    max_mail: int = 96 * MIB
    min_mail_words: int = 200
    max_part: int = 64 * MIB
    max_total: int = 256 * MIB
    max_ratio: int = 200
    max_entries: int = 5_000
    max_marks: int = 3_000_000
    max_tags: int = 400_000
    max_lines: int = 1_000_000
    max_glyphs: int = 1_500_000
    max_pixels: int = 100_000_000
    max_depth: int = 2
    max_levels: int = 4
    max_pages: int = 5_000
    program_seconds: float = 9.0
    ocr_dpi: int = 200
    ocr_pages: int = 300
    ocr_page_seconds: float = 60.0
    ocr_file_seconds: float = 900.0
    reraise: bool = False


DEFAULT = ReadSettings()
