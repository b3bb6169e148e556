import pytest

from jingyan.model.arrangement import ListedUnit, Submission
from jingyan.volume.units import Sender, same_name, submissions


def states(listed: list[str | ListedUnit], *organisations: str, unreadable: tuple[str, ...] = ()) -> list[Submission]:
    units = [u if isinstance(u, ListedUnit) else ListedUnit(u) for u in listed]
    senders = [Sender(f"{i}#1", o, f"题{i}", f"来稿/{i}.txt") for i, o in enumerate(organisations)]
    return list(submissions(units, senders, unreadable))


@pytest.mark.parametrize(
    ("listed", "sent"),
    [
        ("青禾县教育局", "青禾县教育局"),
        ("青禾县教育局", "青禾县 教育局"),
        ("青禾县教育体育局", "青禾县教体局"),
        ("青禾县教体局", "青禾县教育和体育局"),
        ("青禾县教科体局", "青禾县教育科技和体育局"),
        ("青禾县人民政府", "青禾县政府"),
        ("青禾县教育局", "云溪市青禾县教育局"),
        ("云溪市青禾县教育局", "青禾县教育局"),
        ("岭川省云溪市青禾县教育局", "青禾县教育局"),
        ("青禾县教育局", "青禾县教育局、青禾县第一小学"),
        ("青禾县教育局", "白石县财政局，青禾县教育局"),
        ("青禾县教育局", "白石县财政局；青禾县教育局"),
        ("青禾县教育局", "青禾县教育局(宣传科)"),
        ("青禾县", "云溪市青禾县教育局"),
        ("青禾县委", "中共青禾县委员会"),
    ],
)
def test_sure_names_count_as_submitted(listed: str, sent: str) -> None:
    rows = states([listed, "白塔县财政局"], sent)
    assert [r.state for r in rows] == ["submitted", "missing"]


@pytest.mark.parametrize(
    ("listed", "sent"),
    [
        ("青禾县教育局", "青禾县教体局"),
        ("青禾县教育局", "青禾县人民政府"),
        ("青禾县教育局", "青禾县教师发展中心"),
        ("青禾县教育局", "清禾县教育局"),
        ("青禾县第一小学", "青禾县第一小学校"),
        ("青禾县实验学校", "青禾实验学校"),
    ],
)
def test_likenesses_are_asked_never_guessed(listed: str, sent: str) -> None:
    rows = states([listed], sent)
    assert [r.state for r in rows] == ["question", "unlisted"]
    assert sent in rows[0].question
    assert listed in rows[1].question


@pytest.mark.parametrize(
    ("listed", "sent"),
    [
        ("青禾县教育局", "白塔县教育局"),
        ("青禾县第一小学", "青禾县第二小学"),
        ("城东小学", "城西小学"),
        ("青禾县教育局", "青禾县第一小学"),
        ("东山县教育局", "西山县教育局"),
        ("青禾县教育局", "青禾市教育局"),
        ("上高县教育局", "上犹县教育局"),
    ],
)
def test_other_units_are_other_units(listed: str, sent: str) -> None:
    rows = states([listed], sent)
    assert [(r.state, r.question) for r in rows] == [("missing", ""), ("unlisted", "")]


def test_a_name_one_character_off_from_several_units_is_no_slip() -> None:
    rows = states(["青禾县教育局", "青石县教育局"], "青田湾县教育局", "青木县教育局")
    assert [r.state for r in rows] == ["missing", "missing", "unlisted", "unlisted"]


def test_an_alias_in_the_list_answers_the_question() -> None:
    rows = states([ListedUnit("青禾县教育局", ("青禾县教体局",))], "青禾县教体局")
    assert [r.state for r in rows] == ["submitted"]


def test_a_name_that_fits_two_listed_units_is_no_answer() -> None:
    rows = states(["云溪市城关区教育局", "岭州市城关区教育局"], "城关区教育局")
    assert [r.state for r in rows] == ["question", "question", "unlisted"]


def test_several_pieces_of_one_unit_are_counted_and_the_order_is_the_lists() -> None:
    rows = states(["白塔县教育局", "青禾县教育局"], "青禾县教育局", "未列单位编写组", "青禾县教育局")
    assert [(r.unit, r.state, len(r.pieces)) for r in rows] == [
        ("白塔县教育局", "missing", 0), ("青禾县教育局", "submitted", 2), ("未列单位编写组", "unlisted", 1),
    ]  # fmt: skip


def test_a_piece_without_a_unit_is_known_by_its_file_or_asked() -> None:
    units = [ListedUnit("青禾县教育局"), ListedUnit("白塔县教育局")]
    senders = [
        Sender("a#1", "", "总结", "来稿/03青禾县教育局(定稿).docx"),
        Sender("b#1", "", "总结", "来稿/新建文本.txt"),
        Sender("c#1", "", "总结", "来稿/白塔县.docx"),
    ]
    rows = submissions(units, senders)
    assert [(r.state, r.question) for r in rows[:1]] == [("submitted", "按文件名认出")]
    assert rows[1].state == "question"


def test_a_listed_unit_whose_file_cannot_be_read_has_submitted() -> None:
    rows = states(["青禾县教育局", "白塔县教育局"], unreadable=("来稿/青禾县教育局.docx",))
    assert [(r.state, r.files) for r in rows] == [("unreadable", ("来稿/青禾县教育局.docx",)), ("missing", ())]


def test_same_name_joins_only_forms_of_one_name() -> None:
    assert same_name("青禾县教体局") == same_name("青禾县教育体育局") != same_name("青禾县教育局")
