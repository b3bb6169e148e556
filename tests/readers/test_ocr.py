import io
from collections.abc import Callable, Sequence

import pypdfium2
from pypdfium2 import raw

from jingyan.model.programs import SeenLine, SeenPage
from jingyan.model.source import RawFile, Source
from jingyan.readers.ocr import page_words, seen_lines
from jingyan.readers.pdf_lines import paragraphs
from jingyan.readers.reading import read_files
from jingyan.readers.settings import ReadSettings
from tests.readers.making import LOUD, notices

FULL = "全区各级各类学校认真落实责任把各项工作做到位"  # as wide as the text block
SIZE = 40.0


def seen(text: str, top: float, left: float = 200.0, sure: float = 0.99) -> SeenLine:
    return SeenLine(text, sure, left, top, left + SIZE * len(text), top + SIZE)


def page(*lines: SeenLine, pages: int = 1) -> SeenPage:
    return SeenPage(1654, 2339, lines, pages)


TEXT = page(seen(FULL[2:], 300, 280), seen(FULL, 360), seen("全面完成。", 420), seen("— 1 —", 2250, 780))


class FakeRecogniser:
    """Gives `answers` one after the other, and the last one for ever."""

    name = "假想识别程序"

    def __init__(self, *answers: SeenPage | None, then: Callable[[], None] = lambda: None) -> None:
        self.answers, self.then = list(answers), then
        self.asked: list[tuple[bytes, int]] = []
        self.closed = 0

    def recognise(self, picture: bytes, *, page: int, seconds: float, pixels: int) -> SeenPage | None:
        assert seconds > 0
        self.asked.append((picture, page))
        self.then()
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def close(self) -> None:
        self.closed += 1


def scan(kinds: Sequence[str]) -> bytes:
    """A PDF with a page for each kind: "picture" (one that fills the page), "blank", or a text of its own, in Latin letters."""
    document = pypdfium2.PdfDocument.new()
    font = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
    for kind in kinds:
        sheet = document.new_page(595, 842)
        if kind == "picture":
            image = pypdfium2.PdfImage.new(document)
            bitmap = pypdfium2.PdfBitmap.new_native(8, 8, raw.FPDFBitmap_Gray)
            image.set_bitmap(bitmap)
            image.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
            sheet.insert_obj(image)
        elif kind != "blank":
            text = raw.FPDFPageObj_CreateTextObj(document, font, 12.0)
            raw.FPDFText_SetText(text, (raw.FPDF_WCHAR * (len(kind) + 1))(*map(ord, kind), 0))
            if kind.startswith("Hidden"):
                raw.FPDFTextObj_SetTextRenderMode(text, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
            raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, 90, 700)
            raw.FPDFPage_InsertObject(sheet, text)
        sheet.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(data: bytes, recogniser: FakeRecogniser, path: str = "a.pdf", settings: ReadSettings = LOUD) -> Source:
    sources, problems = read_files([RawFile(path, data)], settings, recogniser=recogniser)
    assert not problems
    assert recogniser.closed == 1
    return sources[0]


def refused(data: bytes, recogniser: FakeRecogniser | None, path: str = "a.pdf") -> str:
    sources, problems = read_files([RawFile(path, data)], LOUD, recogniser=recogniser)
    assert not sources
    return problems[0].code


OWN = "Forty letters and more make a page of text, not a scan of it."


def test_a_scan_is_recognised_and_marked() -> None:
    source = read(scan(["picture"]), FakeRecogniser(TEXT))
    assert source.text == FULL[2:] + FULL + "全面完成。\n"
    assert [span.of(source.text) for span in source.recognised] == [source.text]
    assert notices(source) == ["read.ocr_text"]
    assert source.notices[0].message == "第 1 页是扫描件，文字由 假想识别程序 识别得到，可能有错字、漏字。"


def test_only_pages_that_are_pictures_are_recognised() -> None:
    recogniser = FakeRecogniser(TEXT)
    source = read(scan([OWN, "picture", "blank", "picture"]), recogniser)
    assert len(recogniser.asked) == 2
    assert source.text.startswith(OWN + "\n")
    assert [span.of(source.text) for span in source.recognised] == [source.text.removeprefix(OWN + "\n")]
    assert [n.message.partition("页")[0] for n in source.notices] == ["第 2、4 ", "第 3 "]


def test_the_text_layer_of_a_scanner_is_marked() -> None:
    hidden = "Hidden letters lie over the picture of a page that was scanned."
    source = read(scan([OWN, hidden]), FakeRecogniser(TEXT))
    assert len(source.recognised) == 1
    assert hidden in source.recognised[0].of(source.text)
    assert notices(source) == ["read.ocr_layer"]
    assert source.notices[0].message.startswith("第 2 页是扫描件")


def test_pages_are_drawn_as_grey_pictures() -> None:
    recogniser = FakeRecogniser(TEXT)
    read(scan(["picture"]), recogniser)
    picture, frame = recogniser.asked[0]
    assert picture.startswith(b"P5 1653 2339 255\n")
    assert len(picture) == 17 + 1653 * 2339
    assert frame == 0


def test_pages_that_are_hard_to_read_are_named() -> None:
    faint = page(seen(FULL, 300, sure=0.86), seen(FULL, 360, sure=0.95))
    source = read(scan(["picture", "picture"]), FakeRecogniser(TEXT, faint))
    assert notices(source) == ["read.ocr_text", "read.ocr_unsure"]
    assert source.notices[1].message.startswith("第 2 页字迹不清")


def test_guesses_are_not_taken_for_words() -> None:
    source = read(scan(["picture", "picture"]), FakeRecogniser(TEXT, page(seen(FULL, 300, sure=0.6))))
    assert FULL not in source.text.removeprefix(FULL[2:] + FULL)
    assert notices(source) == ["read.ocr_text", "read.ocr_unread"]


def test_a_recogniser_that_gives_no_answer_is_asked_twice_and_no_more() -> None:
    recogniser = FakeRecogniser(TEXT, None)
    source = read(scan(["picture"] * 5), recogniser)
    assert len(recogniser.asked) == 3
    assert notices(source) == ["read.ocr_text", "read.ocr_unread"]
    assert source.notices[1].message.startswith("第 2—5 页是扫描件，没有识别出来")


def test_pages_beyond_the_limits_are_named() -> None:
    few = ReadSettings(reraise=True, ocr_pages=2)
    assert read(scan(["picture"] * 3), FakeRecogniser(TEXT), settings=few).notices[1].message.startswith("第 3 页")
    none = ReadSettings(reraise=True, ocr_file_seconds=0.0)
    recogniser = FakeRecogniser(TEXT)
    sources, problems = read_files([RawFile("a.pdf", scan(["picture"]))], none, recogniser=recogniser)
    assert not sources
    assert not recogniser.asked
    assert problems[0].code == "read.scan"


def test_scans_without_words_and_without_a_recogniser() -> None:
    assert refused(scan(["picture"]), None) == "read.scan"
    assert refused(scan(["picture"]), FakeRecogniser(None)) == "read.scan"
    assert refused(scan(["picture"]), FakeRecogniser(page())) == "read.ocr_nothing"
    assert refused(b"\x89PNG\r\n", None, "a.png") == "read.image"
    assert refused(b"\x89PNG\r\n", FakeRecogniser(page(seen("平安校园", 300))), "a.png") == "read.image"
    assert refused(b"\x89PNG\r\n", FakeRecogniser(None), "a.png") == "read.image"
    assert refused(b"8BPS\0\0", FakeRecogniser(TEXT), "a.psd") == "read.image"


def test_pictures_are_recognised_page_by_page() -> None:
    recogniser = FakeRecogniser(page(seen(FULL, 300), pages=2), page(seen("第二页的文字。", 300), pages=2))
    source = read(b"II*\0 picture", recogniser, "扫描.tif")
    assert [frame for _, frame in recogniser.asked] == [0, 1]
    assert source.format == "image"
    assert source.text.replace("\n", "") == FULL + "第二页的文字。"
    assert [span.of(source.text) for span in source.recognised] == [source.text]


def words(*lines: SeenLine) -> list[str]:
    return [p.text for p in paragraphs([seen_lines(page(*lines), 72 / 200)])]


def test_columns_are_read_one_after_the_other() -> None:
    left = [seen("左边一栏的文字写满这一行", 400 + 60 * n, 200) for n in range(6)]
    right = [seen("右边一栏的文字写满这一行", 400 + 60 * n, 760) for n in range(6)]
    number = seen("- 3 -", 2250, 660)
    title = seen("关于加强学校管理工作的经验和做法介绍材料", 300, 250)
    mixed = [line for pair in zip(left, right, strict=True) for line in pair]
    assert words(title, *mixed, number) == [title.text, left[0].text * 6 + right[0].text * 6]


def test_cells_at_one_height_are_a_row() -> None:
    rows = [[seen("学校", 400, 200), seen("1 850", 402, 500), seen("12", 398, 900)] for _ in range(1)]
    rows += [[seen("学生", 460, 200), seen("2 960", 462, 500), seen("34", 458, 900)]]
    assert words(*[cell for row in rows for cell in row]) == ["学校\t1 850\t12", "学生\t2 960\t34"]


def test_a_line_that_was_broken_is_put_together() -> None:
    assert words(seen("共投入", 400, 200), seen("1200万元，新建学校3所。", 401, 325)) == [
        "共投入1200万元，新建学校3所。"
    ]


def test_page_numbers_are_told_as_ranges() -> None:
    assert page_words([1, 2, 3, 5, 7, 8]) == "1—3、5、7—8"
