"""Every problem code of reading with its sentence and hint; the one place where these sentences are written."""

from typing import NamedTuple

from jingyan.model.problem import Problem, Severity


class Sentence(NamedTuple):
    """Severity, message and hint of a code; `{name}` slots are filled by `problem`."""

    severity: Severity
    message: str
    hint: str = ""


_RESEND = "请报送单位另存为 .docx 后重新报送。"
_RECOGNISE = "请报送单位提供 Word 文件，或安装文字识别部件（jingyan[ocr]）后再试。"

PROBLEMS: dict[str, Sentence] = {
    # the file takes no part
    "read.empty": Sentence("unreadable", "文件是空的（0 字节）。", "请报送单位重新发送；可能是传输中断或只保存了空文件。"),
    "read.encrypted": Sentence("unreadable", "文件已加密（设有打开密码），无法读取。", "请报送单位去除密码后重新报送。"),
    "read.damaged": Sentence("unreadable", "文件已损坏，无法按{kind}读取。", "请用 Word 或 WPS 打开核实，另存后重新报送。"),
    "read.no_text": Sentence("unreadable", "文件里没有可读的文字。", "请打开核实；内容如在页眉或嵌入对象里，请改为正文后重新报送。"),
    "read.only_pictures": Sentence(
        "unreadable", "文件里只有图片（{count} 张），没有可读的文字，疑似扫描件。", "请报送单位提供文字版，或人工录入。"
    ),
    "read.scan": Sentence(
        "unreadable", "PDF 共 {count} 页，没有文字层，疑似扫描件或打印成的图片。", _RECOGNISE
    ),
    "read.garbled_pdf": Sentence("unreadable", "PDF 里的文字没有编码信息，读出来是乱码。", _RECOGNISE),
    "read.ocr_nothing": Sentence("unreadable", "PDF 共 {count} 页，没有文字层，文字识别也没有读出文字。", "请打开核实；请报送单位提供 Word 文件，或人工录入。"),
    "read.spreadsheet": Sentence("unreadable", "{named}内容是电子表格，不是文稿，没有读取。", "如是随文附表，请把要编入的部分粘贴到 Word 文稿里；如是正文，" + _RESEND),
    "read.slides": Sentence("unreadable", "{named}内容是演示文稿，不是文稿，没有读取。", "请报送单位把文字整理成 Word 文稿（.docx）后重新报送。"),
    "read.image": Sentence("unreadable", "{named}内容是图片（{kind}），没有可读的文字。", "请报送单位提供文字版，或人工录入；如是扫描件，也可安装文字识别部件（jingyan[ocr]）后再试。"),
    "read.archive": Sentence("unreadable", "{named}内容是 {kind} 压缩包，不能直接读取。", "请先解压，或改用 zip 压缩后再试。"),
    "read.mail_bundle": Sentence("unreadable", "{named}内容是 Outlook 专用的附件包（winmail.dat），里面的附件不能读取。", "请报送单位在 Outlook 里改用“纯文本”或“HTML”格式重新发送。"),
    "read.layout_file": Sentence("unreadable", "{named}内容是{kind}，不能读取。", _RESEND),
    "read.works": Sentence("unreadable", "{named}内容是{kind}，本机没有能转换它的程序。", "请安装 LibreOffice，或" + _RESEND[1:]),
    "read.needs_office": Sentence(
        "unreadable", "{named}内容是{kind}，本机没有能转换它的程序。", "请安装 LibreOffice 后重试，或用 Word、WPS 另存为 .docx。"
    ),
    "read.not_converted": Sentence(
        "unreadable", "{named}内容是{kind}，{program} 没能转换它。", "请用 Word 或 WPS 打开核实，另存为 .docx 后重新报送。"
    ),
    "read.unsupported": Sentence("unreadable", "{named}内容不是文稿（{kind}），不能读取。", "请核实是否发错文件；" + _RESEND[1:]),
    "read.too_large": Sentence("unreadable", "{what}太大（{size}，上限 {limit}），没有读取。", "请核实文件；文稿里的大图片请压缩后重新报送。"),
    "read.zip_bomb": Sentence("unreadable", "压缩比异常（展开后超过原来的 {ratio} 倍），疑似恶意文件，没有读取。", "请不要打开此文件，与报送单位核实。"),
    "read.too_many_entries": Sentence("unreadable", "压缩包里的文件太多（{count} 个，上限 {limit} 个），没有读取。", "请分成几个压缩包，或解压后选取需要的文件。"),
    "read.too_deep": Sentence("unreadable", "压缩包或邮件一层套一层，超过 {limit} 层，没有读取。", "请先取出里层的文件。"),
    "read.too_complex": Sentence("unreadable", "{what}的结构过于庞大或层次过深，没有读取。", "请核实文件；正常的文稿请用 Word 或 WPS 打开，把文字复制到新文稿后重新报送。"),
    "read.empty_archive": Sentence("unreadable", "压缩包里没有可读的文件。", "请打开核实，重新压缩后报送。"),
    "read.frames": Sentence("unreadable", "网页由框架拼成，正文在另外的文件里，这个文件里没有文字。", "请打开网页，把正文复制到 Word 文稿后报送。"),
    # the file was read, but an editor should know
    "read.renamed": Sentence("info", "文件名以 .{extension} 结尾，内容其实是{kind}，已按{kind}读取。"),
    "read.converted": Sentence("info", "{kind}已由 {program} 转换后读取，自动编号、表格等请留意核对。"),
    "read.conversion_lost": Sentence("warning", "{kind}由 {program} 转换后少了 {count} 个字，没有采用。", "请用 Word 或 WPS 打开核实，另存为 .docx 后重新报送。"),
    "read.plain_words": Sentence("warning", "{kind}由 {program} 只取出文字，格式、图片和自动编号没有读取。", "安装 LibreOffice 可完整读取。"),
    "read.bytes_lost": Sentence("warning", "有 {count} 处字节无法识别，已用“\ufffd”代替。", "请对照原件核对这些地方，或请报送单位重新保存后报送。"),
    "read.encoding_guess": Sentence("warning", "文字编码无法确定，暂按 {encoding} 读取，可能有乱码。", "请打开核实；如有乱码，请报送单位另存为 UTF-8 或 .docx。"),
    "read.mojibake": Sentence("warning", "文中有乱码（如“{sample}”），原文在报送前已损坏。", "请报送单位重新报送。"),
    "read.insertions": Sentence("info", "文中有 {count} 处修订插入的文字，已当作正文。", "如未定稿，请先与报送单位确认。"),
    "read.deletions": Sentence("info", "文中有 {count} 处修订删除的文字，没有读取。", "如未定稿，请先与报送单位确认。"),
    "read.comments": Sentence("info", "文中有 {count} 条批注，没有读取。"),
    "read.hidden": Sentence("info", "文中有 {count} 个隐藏的字，没有读取。", "请在 Word 里显示隐藏文字核对。"),
    "read.hidden_on_page": Sentence("info", "网页里有 {count} 个浏览器不显示的字（多为防复制的夹字），没有读取。", "如正文不全（网页上要点“展开全文”），请打开网页复制全文后报送。"),
    "read.graphics": Sentence("warning", "文中有 {count} 个图表或智能图形，其中的文字没有读取。", "请对照原件核对。"),
    "read.symbols": Sentence("warning", "文中有 {count} 个符号字体里的符号没有对应的文字，已用“〓”代替。", "请对照原件核对这些地方。"),
    "read.inserted_file": Sentence("warning", "文中有 {count} 处插入的外部文件，没有读取。", "请用 Word 打开后另存，再重新报送。"),
    "read.picture_missing": Sentence("info", "文中有 {count} 张图片没有保存在文件里（链接失效），没有读取。"),
    "read.picture_large": Sentence("warning", "文中有 {count} 张图片的像素过大，没有收录，只保留了位置。", "请报送单位把图片缩小后重新报送，或人工补入。"),
    "read.scan_pages": Sentence("warning", "第 {pages} 页没有文字，疑似扫描页。", "请对照原件核对，需要时人工录入，或安装文字识别部件（jingyan[ocr]）后再试。"),
    "read.ocr_text": Sentence("warning", "第 {pages} 页是扫描件，文字由 {program} 识别得到，可能有错字、漏字。", "其中的数据、人名、文号请逐一对照原件核对。"),
    "read.ocr_layer": Sentence("warning", "第 {pages} 页是扫描件，文字是扫描时由识别软件加上的，可能有错字、漏字。", "其中的数据、人名、文号请逐一对照原件核对。"),
    "read.ocr_unsure": Sentence("warning", "第 {pages} 页字迹不清，{program} 识别的把握不大，错字可能较多。", "请对照原件逐字核对，或请报送单位提供 Word 文件。"),
    "read.ocr_unread": Sentence("warning", "第 {pages} 页是扫描件，没有识别出来（字迹太模糊、超过时间或页数上限，或识别程序出错）。", "请拆成较小的文件再试，或人工录入。"),
    "read.whole_page": Sentence("info", "没能从网页里分出正文，已读取整页文字，其中可能有网站文字。"),
    "read.covering_note": Sentence("info", "邮件正文只有 {count} 个字，当作附言，没有收为来稿；附件已分别读取。", "如正文就是来稿，请复制到 Word 文稿后报送。"),
    "read.note_without_files": Sentence("warning", "邮件正文只有 {count} 个字，当作附言，没有收为来稿；邮件里没有可以读取的附件。", "请与报送单位核实附件是否漏发；如正文就是来稿，请复制到 Word 文稿后报送。"),
    "read.mail_pictures": Sentence("info", "邮件正文里有 {count} 张图片，没有读取。"),
    "read.skipped": Sentence("info", "压缩包或邮件里有 {count} 个锁定文件、隐藏文件或系统文件，已跳过。"),
}  # fmt: skip


def problem(code: str, path: str, **values: object) -> Problem:
    """The Problem for `code` on the input `path`, its slots filled from `values` (KeyError for an unknown code or a missing slot)."""
    sentence = PROBLEMS[code]
    return Problem(code, sentence.severity, path, sentence.message.format(**values), sentence.hint.format(**values))


class Refusal(Exception):  # noqa: N818 - not an error of ours: a named reason why a file cannot be read
    """Raised inside a reader when a file cannot be read; `reading` turns it into the Problem `code`."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


def size_words(size: int) -> str:
    """`size` bytes in Chinese office manner, such as 3.2 MB."""
    return f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{max(1, size >> 10)} KB"
