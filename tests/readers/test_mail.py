from base64 import b64encode
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from jingyan.model.source import RawFile
from jingyan.readers.reading import read_files
from jingyan.readers.settings import ReadSettings
from tests.readers.making import LOUD, docx, notices, p, read, refusal, zipped

WORDS = "某区教育局认真落实各项部署，学校布局更加合理，教师队伍更加稳定，群众更加满意。" * 8


def mail(text: str = "", *, page: str = "", title: str = "某区经验材料", charset: str = "utf-8") -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = "bs@example.org"
    message["To"] = "bj@example.org"
    message["Subject"] = title
    if text or not page:
        message.set_content(text, charset=charset)
        if page:
            message.add_alternative(page, subtype="html", charset=charset)
    else:
        message.set_content(page, subtype="html", charset=charset)
    return message


def attach(message: EmailMessage, data: bytes, name: str) -> None:
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)


def mail_with(data: bytes, name: str) -> bytes:
    message = mail("见附件")
    attach(message, data, name)
    return message.as_bytes()


def paths(data: bytes, settings: ReadSettings = LOUD) -> tuple[list[str], list[str]]:
    sources, problems = read_files([RawFile("报送.eml", data)], settings)
    return [s.path for s in sources], [q.code for q in problems]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030", "big5"])
def test_the_words_are_a_text_under_their_subject(charset: str) -> None:
    text = "一、領導" if charset == "big5" else "一、重要"
    source = read(mail(f"{text}\n\n近年\n", title="回复: 转发：材料", charset=charset).as_bytes(), "报送.eml")
    assert source.text == f"材料\n{text}\n\n近年\n\n"
    assert [b.span.of(source.text) for b in source.blocks] == ["材料", text, "近年"]
    assert source.format == "eml"
    assert source.encoding == {"gb2312": "gb18030", "big5": "big5hkscs"}.get(charset, charset)
    assert not source.notices


def test_a_subject_that_is_the_first_line_is_not_doubled() -> None:
    assert read(mail("某区 经验材料\n正文\n").as_bytes(), "a.eml").text == "某区 经验材料\n正文\n\n"


def test_html_words_keep_tables_and_are_read_once() -> None:
    page = "<p>某区教育局</p><table><tr><td>项目</td><td>数</td></tr><tr><td>学校</td><td>12</td></tr></table>"
    source = read(mail("某区教育局 项目 数 学校 12", page=page).as_bytes(), "a.eml")
    assert source.text == "某区经验材料\n某区教育局\n项目\t数\n学校\t12\n"
    assert source.blocks[-1].kind == "table"


def test_plain_words_when_the_page_lost_them() -> None:
    assert WORDS in read(mail(WORDS, page="<p>请用手机查看</p>").as_bytes(), "a.eml").text


def test_attachments_are_read_and_a_covering_note_is_told() -> None:
    message = mail("您好，材料见附件，请查收。")
    attach(message, docx(p("甲县经验材料")), "甲县教育局经验材料（终稿）.docx")
    attach(message, "乙".encode("gbk"), "乙.txt")
    attach(message, b"x", "~$甲.docx")
    assert paths(message.as_bytes()) == (
        ["报送.eml/甲县教育局经验材料（终稿）.docx", "报送.eml/乙.txt"],
        ["read.covering_note", "read.skipped"],
    )


def test_a_long_text_beside_attachments_is_a_text() -> None:
    message = mail(WORDS)
    attach(message, "附件文字".encode(), "附.txt")
    assert paths(message.as_bytes()) == (["报送.eml", "报送.eml/附.txt"], [])


def test_attachments_without_words() -> None:
    message = mail()
    attach(message, "附件文字".encode(), "附.txt")
    assert paths(message.as_bytes()) == (["报送.eml/附.txt"], [])


def raw_mail(headers: bytes, body: bytes = b"") -> bytes:
    begin = b"Received: from a\r\nFrom: a@b\r\nTo: c@d\r\nMIME-Version: 1.0\r\n"
    return (
        begin
        + b"Content-Type: multipart/mixed; boundary=xx\r\n\r\n--xx\r\n"
        + headers
        + b"\r\n\r\n"
        + body
        + b"\r\n--xx--\r\n"
    )


@pytest.mark.parametrize(
    "disposition",
    [
        b'attachment; filename="' + "南昌市经验.txt".encode("gbk") + b'"',
        b'attachment; filename="' + "南昌市经验.txt".encode() + b'"',
        b'attachment; filename="=?GB2312?B?' + b64encode("南昌市经验.txt".encode("gbk")) + b'?="',
        b"attachment; filename==?gb18030?Q?=C4=CF=B2=FD=CA=D0=BE=AD=D1=E9.txt?=",
        b"attachment;\r\n filename*0*=gb18030''%C4%CF%B2%FD;\r\n filename*1*=%CA%D0%BE%AD%D1%E9.txt",
        b'attachment;\r\n filename="=?utf-8?B?'
        + b64encode("南昌市".encode())
        + b"?=\r\n =?utf-8?B?"
        + b64encode("经验.txt".encode())
        + b'?="',
    ],
)
def test_names_as_chinese_mail_programs_write_them(disposition: bytes) -> None:
    data = raw_mail(b"Content-Type: application/octet-stream\r\nContent-Disposition: " + disposition, "甲县".encode())
    assert paths(data) == (["报送.eml/南昌市经验.txt"], [])


def test_a_character_spread_over_two_encoded_words() -> None:
    raw = "经验材料".encode("gbk")
    words = b" ".join(b"=?GBK?B?" + b64encode(half) + b"?=" for half in (raw[:3], raw[3:]))
    data = b"Received: x\nFrom: a@b\nTo: b@c\nSubject: " + words + b"\n\nbody"
    assert read(data, "a.eml").text == "经验材料\nbody\n"


def test_archives_and_mails_inside_mails() -> None:
    inner = mail(WORDS, title="下级报送")
    message = mail("见附件")
    attach(message, zipped({"甲.txt": "甲"}), "材料.zip")
    message.add_attachment(inner)
    assert paths(message.as_bytes()) == (["报送.eml/材料.zip/甲.txt", "报送.eml/下级报送.eml"], ["read.covering_note"])
    for _ in range(2):
        outer = mail("见")
        outer.add_attachment(message)
        message = outer
    assert "read.too_deep" not in paths(message.as_bytes())[1]
    outer = mail("见")
    outer.add_attachment(message)
    assert "read.too_deep" in paths(outer.as_bytes())[1]
    exported = zipped({"二.eml": mail_with(zipped({"甲.txt": "甲"}), "材料.zip")})
    sources, _ = read_files([RawFile("导出.zip", exported)], LOUD)
    assert [s.path for s in sources] == ["导出.zip/二.eml/材料.zip/甲.txt"]
    sources, _ = read_files([RawFile("全.zip", zipped({"a.eml": inner.as_bytes()}))], LOUD)
    assert [s.path for s in sources] == ["全.zip/a.eml"]


def test_pictures_in_the_words_are_counted_and_attached_ones_are_named() -> None:
    message = mail("", page=f"<p>{WORDS}</p><img src='cid:1'>")
    message.add_related(b"\x89PNG\r\n\x1a\n" + bytes(30), "image", "png", cid="<1>")
    source = read(message.as_bytes(), "a.eml")
    assert notices(source) == ["read.mail_pictures"]
    message = mail(WORDS)
    message.add_attachment(b"\x89PNG\r\n\x1a\n" + bytes(30), "image", "png", filename="扫描件.png")
    assert paths(message.as_bytes()) == (["报送.eml"], ["read.image"])


def test_flowed_lines_are_joined() -> None:
    message = mail("学校布局 \n更加合理\n末行\n")
    message.set_param("format", "flowed")
    message.set_param("delsp", "yes")
    assert read(message.as_bytes(), "a.eml").text == "某区经验材料\n学校布局更加合理\n末行\n\n"


def test_signatures_and_invitations_are_no_attachments() -> None:
    message = mail(WORDS)
    message.add_attachment(b"x", "application", "pkcs7-signature", filename="smime.p7s")
    assert paths(message.as_bytes()) == (["报送.eml"], [])


def test_saved_pages_are_no_mails() -> None:
    page = (
        "From: <Saved by Blink>\nSubject: x\nDate: y\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=xx\n\n--xx\n"
        "Content-Type: text/html; charset=utf-8\n\n<html xmlns:o='urn:schemas-microsoft-com:office:office'><p>某区</p></html>\n--xx--\n"
    )
    assert (read(page.encode(), "a.mht").format, read(page.encode(), "a.mht").text) == ("mht", "某区\n")


@pytest.mark.parametrize(
    "text", ["To: 各县区\nFrom: 市局\n正文开始", "主送: 各县\nFrom: a\nTo: b\n", "From: a\nTo: b\n经验"]
)
def test_texts_that_look_like_mails(text: str) -> None:
    assert read(text.encode(), "a.txt").format == "text"


def test_nothing_to_read_in_a_mail() -> None:
    assert refusal(mail().as_bytes(), "a.eml").code == "read.no_text"


def test_hostile_mails() -> None:
    begin = b"Received: x\nFrom: a@b\nTo: b@c\nSubject: s\nMIME-Version: 1.0\n"
    deep = begin + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))
    assert refusal(deep, "a.eml", ReadSettings()).code in {"read.too_complex", "read.damaged", "read.no_text"}
    lines = begin + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + b"\n" * 5_000_000
    assert refusal(lines, "a.eml").code == "read.too_complex"
    parts = begin + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 6000
    assert refusal(parts, "a.eml").code == "read.too_complex"
    large = mail("见附件")
    attach(large, bytes(3000), "大.bin")
    assert paths(large.as_bytes(), ReadSettings(max_part=2000))[1] == ["read.note_without_files", "read.too_large"]
    assert refusal(begin + b"\n" + b"x" * 3000, "a.eml", ReadSettings(max_mail=2000)).code == "read.too_large"
    bad = begin + b'Content-Type: text/plain; charset="\xff"; x*0*=%\nContent-Transfer-Encoding: base64\n\n!!!'
    sources, problems = read_files([RawFile("a.eml", bad)], LOUD)
    assert len(sources) + len(problems) == 1


@pytest.mark.parametrize(
    "words",
    [
        b"=?UTF-7?B?" + b64encode("经验材料".encode("utf-7")) + b"?=",
        b"=?HZ-GB-2312?B?" + b64encode("经验材料".encode("hz")) + b"?=",
        b"=?x-gbk?B?" + b64encode("经验材料".encode("gbk")) + b"?=",
        b"=?gbk?Q?" + "经验材料".encode("gbk") + b"?=",
        "经验材料".encode("gb18030"),
    ],
)
def test_subjects_in_odd_codes(words: bytes) -> None:
    data = b"Received: x\nFrom: a@b\nTo: b@c\nSubject: " + words + b"\n\nbody"
    assert read(data, "a.eml").text == "经验材料\nbody\n"


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        (b"attachment; filename=\"=?UTF-8?B?5rWL.txt?=\"; filename*=UTF-8''%E7%BB%8F%E9%AA%8C.txt", "经验.txt"),
        (b"attachment; filename*0*=UTF-8''%E7%BB%8F%E9; filename*1*=%AA%8C.txt", "经验.txt"),
        (b'attachment; filename="%E7%BB%8F%E9%AA%8C.txt"', "经验.txt"),
        (b'attachment; filename="%BE%AD%D1%E9.txt"', "经验.txt"),
        (b'attachment; filename="&#32463;&#39564;.txt"', "经验.txt"),
        (b'attachment; filename="100%AB.txt"', "100%AB.txt"),
    ],
)
def test_names_as_web_mails_write_them(disposition: bytes, name: str) -> None:
    data = raw_mail(b"Content-Type: application/octet-stream\r\nContent-Disposition: " + disposition, "甲县".encode())
    assert paths(data) == ([f"报送.eml/{name}"], [])


@pytest.mark.parametrize("words", ["附件请查收，谢谢！", "材料见附件,请审阅。", "請查收"])
def test_a_note_without_its_files_is_no_text(words: str) -> None:
    assert paths(mail(words).as_bytes()) == ([], ["read.note_without_files"])


def test_a_note_whose_files_cannot_be_read_is_no_text() -> None:
    message = mail("您好")
    attach(message, bytes(3000), "大.bin")
    assert paths(message.as_bytes(), ReadSettings(max_part=2000))[1] == ["read.note_without_files", "read.too_large"]


@pytest.mark.parametrize("words", ["各校要抓好安全。", WORDS + "附件请查收。"])
def test_words_that_are_a_text(words: str) -> None:
    assert paths(mail(words).as_bytes()) == (["报送.eml"], [])


def test_a_bundle_of_outlook_is_named() -> None:
    message = mail("见附件")
    attach(message, b"\x78\x9f\x3e\x22" + bytes(40), "winmail.dat")
    assert paths(message.as_bytes()) == ([], ["read.covering_note", "read.mail_bundle"])
