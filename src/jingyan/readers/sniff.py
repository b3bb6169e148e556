"""What a file is by its bytes, never by its name; no reading here."""

import re
from dataclasses import dataclass, field

from jingyan.readers import ole
from jingyan.readers.encoding import decode
from jingyan.readers.inflate import open_zip
from jingyan.readers.problems import Refusal

# (first bytes, offset, kind, its Chinese name)
_MAGIC: tuple[tuple[bytes, int, str, str], ...] = (
    (b"%PDF-", 0, "pdf", "PDF"),
    (b"{\\rtf", 0, "rtf", "RTF 文稿"),
    (b"\x89PNG", 0, "image", "PNG"),
    (b"\xff\xd8\xff", 0, "image", "JPEG"),
    (b"GIF8", 0, "image", "GIF"),
    (b"II*\0", 0, "image", "TIFF"),
    (b"MM\0*", 0, "image", "TIFF"),
    (b"WEBP", 8, "image", "WEBP"),
    (b"ftyphei", 4, "image", "HEIC"),
    (b"ftypmif1", 4, "image", "HEIC"),
    (b"\xd7\xcd\xc6\x9a", 0, "image", "WMF"),
    (b" EMF", 40, "image", "EMF"),
    (b"8BPS", 0, "image", "PSD"),
    (b"\x78\x9f\x3e\x22", 0, "mail_bundle", ""),
    (b"Rar!\x1a\x07", 0, "archive", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", 0, "archive", "7z"),
    (b"\x1f\x8b\x08", 0, "archive", "gzip"),
    (b"BZh", 0, "archive", "bzip2"),
    (b"\xfd7zXZ\0", 0, "archive", "xz"),
    (b"MSCF\0\0\0\0", 0, "archive", "CAB"),
    (b"ustar", 257, "archive", "tar"),
    (b"\xdb\xa5", 0, "works", "Word 2.0"),
    (b"\x31\xbe\0\0", 0, "works", "Windows 书写器"),
    (b"\xffWPC", 0, "works", "WordPerfect"),
    (b"\x01\xfe\x32\0", 0, "works", "Microsoft Works"),
    (b"HWP Document File", 0, "works", "HWP"),
    (b"%!PS", 0, "layout_file", " PostScript 版式文件"),
    (b"CAJ\0", 0, "layout_file", " CAJ 版式文件"),
    (b"KDH", 0, "layout_file", " CAJ 版式文件"),
    (b"HN\0\0", 0, "layout_file", " CAJ 版式文件"),
    (b"MZ", 0, "unsupported", "可执行程序"),
    (b"\x7fELF", 0, "unsupported", "可执行程序"),
    (b"SQLite format 3\0", 0, "unsupported", "数据库"),
    (b"ID3", 0, "unsupported", "音频"),
    (b"OggS", 0, "unsupported", "音频"),
    (b"RIFF", 0, "unsupported", "音视频"),
    (b"ftyp", 4, "unsupported", "音视频"),
    (b"\x1a\x45\xdf\xa3", 0, "unsupported", "音视频"),
    (b"L\0\0\0\x01\x14\x02\0", 0, "unsupported", "快捷方式"),
)
# file name endings that go with a kind: another ending earns a notice
ENDINGS: dict[str, frozenset[str]] = {
    "text": frozenset({"txt", "text", "md", "csv", "log", "asc", "me", "tsv", "json", "jsonl", "tex", "ini"}),
    "docx": frozenset({"docx", "dotx", "docm", "dotm"}),
    "html": frozenset({"html", "htm", "xhtml", "shtml", "xht", "asp", "aspx", "php", "jsp"}),
    "mht": frozenset({"mht", "mhtml"}),
    "eml": frozenset({"eml"}),
    "msg": frozenset({"msg"}),
    "pdf": frozenset({"pdf"}),
    "doc": frozenset({"doc", "dot", "wps", "wpt"}),
    "rtf": frozenset({"rtf"}),
    "odt": frozenset({"odt", "ott"}),
    "wordxml": frozenset({"xml", "fodt"}),
    "works": frozenset({"wps", "wpd", "wri", "hwp", "doc"}),
    "zip": frozenset({"zip"}),
}
NAMES: dict[str, str] = {
    "text": "纯文本",
    "docx": " Word 文档（docx）",
    "html": "网页（HTML）",
    "mht": "单文件网页（MHT）",
    "eml": "邮件（eml）",
    "msg": " Outlook 邮件（msg）",
    "pdf": " PDF",
    "doc": "旧版 Word 文档（doc）",
    "wordxml": " Word XML 文档",
    "rtf": " RTF 文稿",
    "odt": " ODT 文稿",
    "works": "旧式文字处理文件",
    "zip": " zip 压缩包",
}
_HTML_START = re.compile(
    # atomic: a page of many comments must not be cut into comments in every possible way
    r"\s*(?>(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAGS = re.compile(r"<(?:p|br|div|html|body|span|td|h[1-6])\b[^<>]*>", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_HEAD = 4096
_HEADER = re.compile(rb"([!-9;-~]{1,76})[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*")
_MAIL_HEAD = 1 << 15
# header names that only sent mails have, and those that saved web pages have too
_SENT = frozenset(
    b"to cc received return-path delivered-to message-id x-received dkim-signature arc-seal authentication-results in-reply-to references".split()
)
_COMMON = frozenset(
    b"from subject date mime-version content-type content-transfer-encoding reply-to sender x-mailer x-priority".split()
)
_MHT_START = re.compile(
    rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?(?:MIME-Version|Content-Type):", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """`kind` is a key of NAMES (readable) or the tail of a problem code (refused); `detail` fills the slot `kind` of its sentence."""

    kind: str
    detail: str = ""
    names: frozenset[str] = field(default=frozenset())


def sniff(data: bytes, path: str = "") -> Sniffed:
    """What `data` is. `path` only decides between plain text and a fragment of HTML, never against the content.

    Raises Refusal("read.damaged") for a broken container.
    """
    if not data:
        return Sniffed("empty")
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return _sniff_zip(data, path)
    if data.startswith(ole.MAGIC):
        return _sniff_ole(data)
    for magic, offset, kind, detail in _MAGIC:
        if data.startswith(magic, offset) and _plausible(data, magic):
            return Sniffed(kind, detail)
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return Sniffed("image", "BMP")
    if b"%PDF-" in data[:1024]:
        return Sniffed("pdf")
    return _sniff_text(data, path)


def is_mail_head(data: bytes, path: str) -> bool:
    """Whether the bytes begin with the headers of a sent mail; single-file web pages begin alike but were never sent."""
    head = data[:_MAIL_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"From ") and b"\n" in head:
        head = head[head.index(b"\n") + 1 :]  # the envelope line of a mailbox
    names, at = set[bytes](), 0
    while match := _HEADER.match(head, at):
        names.add(match[1].lower())
        at = match.end()
    if head[at : at + 1] not in (b"", b"\r", b"\n") and b"\n" in head[at:]:
        return False
    sent, common = len(names & _SENT), len(names & _COMMON)
    return sent + common >= 3 and (sent > 0 or (ending(path) == "eml" and b"subject" in names))


def ending(path: str) -> str:
    """The lower-case file name ending without its dot, "" when there is none that looks like one."""
    name = path.replace("\\", "/").rpartition("/")[2]
    _, dot, tail = name.rpartition(".")
    return tail.lower() if dot and tail.isascii() and tail.isalnum() and len(tail) <= 8 else ""


def is_renamed(path: str, kind: str) -> bool:
    """Whether the name's ending promises another readable kind than `kind`; unknown endings promise nothing."""
    end = ending(path)
    return end not in ENDINGS.get(kind, ()) and any(end in endings for endings in ENDINGS.values())


def named(path: str, kind: str) -> str:
    """The beginning of a sentence on the content: it quotes the ending when that promises something else."""
    return f"文件名以 .{ending(path)} 结尾，" if is_renamed(path, kind) else "文件"


def _plausible(data: bytes, magic: bytes) -> bool:
    """Short signs of ASCII letters also begin texts: such a file must hold a byte that no text has."""
    return len(magic) > 5 or not magic.isalnum() or b"\0" in data[:512]


def _sniff_zip(data: bytes, path: str) -> Sniffed:
    try:
        with open_zip(data) as archive:
            names = frozenset(archive.namelist()[:20_000])
            small = next((i for i in archive.infolist() if i.filename == "mimetype" and i.file_size < 200), None)
            mimetype = archive.read(small).decode("ascii", "replace").strip() if small else ""
    except Exception as error:  # zipfile raises many kinds on damaged files (BadZipFile, struct.error, NotImplementedError, zlib.error …)
        kind = " zip 压缩包" if ending(path) == "zip" else " Word 文档"
        raise Refusal("read.damaged", kind=kind) from error
    return _zip_kind(names, mimetype)


def _zip_kind(names: frozenset[str], mimetype: str) -> Sniffed:
    opened = "application/vnd.oasis.opendocument."
    if mimetype.startswith(opened):
        kind = mimetype.removeprefix(opened).split("-")[0]
        if kind == "text":
            return Sniffed("odt")
        return Sniffed({"spreadsheet": "spreadsheet", "presentation": "slides"}.get(kind, "unsupported"), "ODF 文件")
    if mimetype == "application/epub+zip":
        return Sniffed("unsupported", "EPUB 电子书")
    if "OFD.xml" in names:
        return Sniffed("layout_file", " OFD 版式文件")
    if "[Content_Types].xml" in names:
        folders = {name.split("/", 1)[0] for name in names}
        if "word" not in folders and "xl" in folders:
            return Sniffed("spreadsheet")
        if "word" not in folders and "ppt" in folders:
            return Sniffed("slides")
        return Sniffed("docx", names=names)
    if any(name.startswith("word/document") for name in names):
        return Sniffed("docx", names=names)  # its content-type list is lost, the text is there
    return Sniffed("zip", names=names)


def _sniff_ole(data: bytes) -> Sniffed:
    try:
        names = ole.OleFile(data).names
    except ole.DamagedOleError as error:
        raise Refusal("read.damaged", kind="旧版 Office 文档") from error
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        return Sniffed("encrypted")
    if "WordDocument" in names:
        return Sniffed("doc")
    if names & {"Workbook", "Book", "WORKBOOK", "BOOK"}:
        return Sniffed("spreadsheet")
    if names & {"PowerPoint Document", "PP40"}:
        return Sniffed("slides")
    if names & {"MatOST", "MM", "CONTENTS"}:
        return Sniffed("works", "Microsoft Works")
    if "FileHeader" in names and "BodyText" in names:
        return Sniffed("works", "HWP")
    if "__properties_version1.0" in names or any(name.startswith("__substg1.0_") for name in names):
        return Sniffed("msg")
    return Sniffed("unsupported", "OLE 文件")


def _sniff_text(data: bytes, path: str) -> Sniffed:
    head = data[:_HEAD]
    if len(data) > _HEAD and (cut := head.rfind(b"\n")) > 0 and b"\0" not in head:
        head = head[:cut]  # not inside a character
    if is_mail_head(data, path):
        return Sniffed("eml")
    if _MHT_START.match(head) and b"multipart/" in head.lower() and b"mime-version" in head.lower():
        return Sniffed("mht")
    if _CONTROL_BYTES.search(head) or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        decoded = decode(head)
        bad = len(_CONTROLS.findall(decoded.text))
        # random bytes read most easily as UTF-16, where nearly every pair is some character
        doubtful = bad or decoded.lost * 10 > len(decoded.text) or decoded.encoding.startswith("utf-16")
        if bad * 20 > len(decoded.text) or (not decoded.sure and doubtful):
            return Sniffed("unsupported", "未知的二进制文件")
        markup = decoded.text
    else:
        markup = head.decode("latin-1")  # no control bytes: a text in some 8-bit encoding, whose tags are ASCII
    if "<w:wordDocument" in markup or "<pkg:package" in markup or "<office:document" in markup:
        return Sniffed("wordxml")
    if _HTML_START.match(markup):
        return Sniffed("html")
    if ending(path) in ENDINGS["html"] and _HTML_TAGS.search(markup):
        return Sniffed("html")
    return Sniffed("text")
