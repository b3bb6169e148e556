import io
import json
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import numpy
import pytest

from jingyan.executors import recognising
from jingyan.executors.recogniser import ProcessRecogniser, find_recogniser
from jingyan.model.programs import SeenLine, SeenPage

# A process that answers every request with the picture's words, hangs on "hang" and ends on "end".
SERVER = """
import json, sys, time
while head := sys.stdin.buffer.readline():
    asked = json.loads(head)
    words = sys.stdin.buffer.read(asked["size"]).decode()
    if words == "hang": time.sleep(60)
    if words == "end": break
    answer = {"width": 10, "height": 20, "pages": 3, "lines": [[words, 0.9, 1, 2, 3, 4]]} if words != "bad" else {}
    print(words if words == "noise" else json.dumps(answer), flush=True)
"""


@pytest.fixture
def recogniser() -> ProcessRecogniser:
    return ProcessRecogniser((sys.executable, "-c", SERVER))


def ask(recogniser: ProcessRecogniser, words: str, seconds: float = 10.0) -> SeenPage | None:
    return recogniser.recognise(words.encode(), page=0, seconds=seconds, pixels=100)


def test_one_process_answers_many_requests(recogniser: ProcessRecogniser) -> None:
    assert ask(recogniser, "甲") == SeenPage(10, 20, (SeenLine("甲", 0.9, 1, 2, 3, 4),), 3)
    first = recogniser.process
    assert ask(recogniser, "乙" * 100_000) is not None
    assert recogniser.process is first
    recogniser.close()
    assert first is not None
    assert first.poll() is not None


def test_a_page_that_hangs_is_given_up_and_the_next_one_read(recogniser: ProcessRecogniser) -> None:
    assert ask(recogniser, "甲") is not None
    began = time.monotonic()
    assert ask(recogniser, "hang", 0.3) is None
    assert time.monotonic() - began < 3
    assert ask(recogniser, "乙") is not None
    recogniser.close()


@pytest.mark.parametrize("words", ["end", "bad", "noise"])
def test_what_is_no_answer_is_none(recogniser: ProcessRecogniser, words: str) -> None:
    assert ask(recogniser, words) is None
    assert ask(recogniser, "甲") is not None
    recogniser.close()


def test_a_program_that_is_missing(tmp_path: Path) -> None:
    assert ask(ProcessRecogniser((str(tmp_path / "none"),)), "甲") is None


def test_it_is_found_only_where_the_extra_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jingyan.executors.recogniser.find_spec", lambda name: None if name == "rapidocr" else object())
    assert find_recogniser() is None


def test_what_is_no_picture_gets_an_empty_answer() -> None:
    asked = json.dumps({"page": 0, "pixels": 100, "size": 3}).encode() + b"\nabc"
    answers = io.BytesIO()
    recognising.serve(io.BytesIO(asked * 2), answers)
    assert answers.getvalue() == b"{}\n{}\n"


@pytest.mark.skipif(find_recogniser() is None, reason="the extra ocr is not installed")
def test_print_is_really_recognised() -> None:
    from PIL import Image, ImageDraw, ImageFont

    fonts = sorted(Path("/usr/share/fonts").rglob("NotoSans*CJK*.ttc")) or sorted(
        Path("/usr/share/fonts").rglob("*CJK*")
    )
    if not fonts:
        pytest.skip("no Chinese font")
    image = Image.new("L", (1200, 500), 255)
    texts = ["全县投入资金1850万元新建学校6所", "入学率达到99.8%"]
    for number, text in enumerate(texts):
        ImageDraw.Draw(image).text((80, 80 + 120 * number), text, 0, ImageFont.truetype(str(fonts[0]), 48))
    out = io.BytesIO()
    image.save(out, "PNG")
    recogniser = find_recogniser()
    assert recogniser is not None
    page = recogniser.recognise(out.getvalue(), page=0, seconds=60, pixels=1_000_000)
    small = recogniser.recognise(out.getvalue(), page=0, seconds=60, pixels=1_000)
    recogniser.close()
    assert page is not None
    assert [line.text for line in page.lines] == texts
    assert (page.width, page.height, page.pages) == (1200, 500, 1)
    assert small is None


class FakeEngine:
    """Reads a picture by its top left dot: a page turned by some quarters; sure only of an upright one."""

    def __init__(self, sideways: bool) -> None:
        self.sideways, self.calls = sideways, 0

    def __call__(self, image: "numpy.ndarray[tuple[int, ...], numpy.dtype[numpy.uint8]]") -> SimpleNamespace:
        self.calls += 1
        is_upright = bool(image[0, 0, 0] == 0)
        tall = self.sideways and self.calls % 2 == 1
        box = numpy.array([[1, 1], [3, 1], [3, 9], [1, 9]] if tall else [[1, 1], [9, 1], [9, 3], [1, 3]])
        return SimpleNamespace(boxes=[box], txts=["全区各校"], scores=[0.99 if is_upright or tall else 0.6])


@pytest.mark.parametrize(("dot", "sideways", "calls"), [((0, 0), False, 1), ((-1, -1), False, 4), ((0, -1), True, 4)])
def test_pages_that_lie_are_turned(dot: tuple[int, int], sideways: bool, calls: int) -> None:
    image = numpy.full((10, 20, 3), 255, numpy.uint8)
    image[dot] = 0
    engine = FakeEngine(sideways)
    upright, lines = recognising._upright(engine, image)
    assert upright[0, 0, 0] == 0
    assert [line[:2] for line in lines] == [["全区各校", 0.99]]
    assert engine.calls == calls


def test_a_line_that_was_passed_over_is_shown_again() -> None:
    image = numpy.full((200, 100, 3), 255, numpy.uint8)
    for top in (10, 50, 90, 130):
        image[top : top + 20, 10:90] = 0
    lines = [["全区", 0.9, 10.0, float(top), 90.0, float(top + 20)] for top in (10, 50, 130)]
    assert recognising._passed_over(image, lines) == [(80, 120)]
    assert recognising._passed_over(image, []) == []
