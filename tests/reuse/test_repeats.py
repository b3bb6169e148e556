from jingyan.model.reuse import Alignment
from jingyan.reuse.repeats import find_repeats
from tests.reuse.conftest import Make

FIRST = "渡口的老钟每天敲两遍,敲过第二遍船才离岸,迟到的孩子由值班老师领着走浮桥。"
SECOND = "浮桥两边拴了麻绳,绳上隔一步打一个结,年纪小的孩子抓着绳结数着步子过河。"
OTHER = "对岸的教室白天不锁门,放羊的老人路过也进来坐坐,替老师往炉子里添两铲煤。"


def rows(make: Make, text: str) -> list[Alignment]:
    return list(find_repeats([make("a.txt", text)], {"a.txt": text}))


def test_a_sentence_that_stands_twice_is_told_with_both_places(make: Make) -> None:
    text = FIRST + SECOND + OTHER + "\n后来," + OTHER + "\n" + FIRST
    (one,) = rows(make, text)
    assert (one.left.span.of(text), one.right.span.of(text)) == (FIRST, FIRST)
    assert one.left.span.start < one.right.span.start
    assert one.similarity == 1.0


def test_neighbouring_sentences_are_one_passage(make: Make) -> None:
    text = FIRST + SECOND + "\n" + OTHER + "\n" + FIRST + SECOND
    (one,) = rows(make, text)
    assert one.left.span.of(text) == one.right.span.of(text) == FIRST + SECOND


def test_blanks_and_line_breaks_do_not_hide_it(make: Make) -> None:
    text = FIRST + OTHER + FIRST.replace("每天", "每天 ").replace(",", ",  ")
    assert len(rows(make, text)) == 1


def test_a_third_time_is_set_beside_the_first(make: Make) -> None:
    text = FIRST + OTHER + FIRST + SECOND + FIRST
    assert [a.left.span.start for a in rows(make, text)] == [0, 0]


def test_headings_short_sentences_and_formulas_may_come_back(make: Make) -> None:
    heading = "三、把渡口、浮桥和对岸的教室连成一条平安放心的上学路,让孩子早出晚归\n"
    short = "渡口的老钟每天敲两遍。"
    formula = "坚持以邓小平理论和“三个代表”重要思想为指导,全面贯彻党的教育方针,全面推进素质教育,办好人民满意的教育。"
    text = heading + short + FIRST + formula + "\n" + heading + short + SECOND + formula
    assert rows(make, text) == []


def test_references_are_left_out(make: Make) -> None:
    text = FIRST + OTHER + FIRST
    assert find_repeats([make("a.txt", text, role="reference")], {"a.txt": text}) == ()
