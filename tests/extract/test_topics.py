"""The stored weights of the topic model, its rows, and the topics measures get."""

import json

import pytest

from jingyan.extract.topics import TOPICS, TopicRow, _model, sure_topic, topic_of, topic_rows

from .marked_texts import extracts_of
from .train_topics import MODEL, accuracy, read


@pytest.mark.parametrize("row", topic_rows(), ids=lambda r: r.name)
def test_rows(row: TopicRow) -> None:
    assert row.name in TOPICS
    for example in row.matches:
        assert row.fits(example), example
        assert sure_topic(example) == row.name, example
    for example in row.rejects:
        assert not row.fits(example), example


@pytest.mark.parametrize(
    ("name", "least"), [("train.txt", 0.93), ("held.txt", 0.9), ("fresh.txt", 0.7), ("fresh_bodies.txt", 0.73)]
)
def test_the_stored_weights_do_as_well_as_the_script_says(name: str, least: float) -> None:
    found = read(name)
    right, wrong = accuracy(found, json.loads(MODEL.read_text("utf-8")))
    assert right >= least * len(found), "\n".join(wrong)


def test_every_topic_is_learned_and_the_file_is_small() -> None:
    assert {topic for topic, _, _ in read("train.txt")} == set(TOPICS)
    assert len(_model()["bias"]) == len(TOPICS)
    assert MODEL.stat().st_size < 300_000
    assert len(read("train.txt")) >= 600


def test_no_title_is_in_two_files() -> None:
    train, bodies, held, fresh, more = (
        {title for _, title, _ in read(name)}
        for name in ("train.txt", "train_bodies.txt", "held.txt", "fresh.txt", "fresh_bodies.txt")
    )
    assert not more & (train | bodies | held | fresh)
    assert not bodies & (train | held | fresh)
    assert len((held | fresh) - train) >= len(held | fresh) - 12
    assert not fresh & train


def test_measures_carry_topics() -> None:
    text = "石门县经验材料\n一、加大财政投入\n县财政每年安排专项资金两千万元,用于农村学校建设,连续五年没有间断。\n二、推行教师轮岗\n城区学校每年选派骨干教师到村小任教,期满考核合格的优先评聘职称。\n"
    assert [m.topic for m in extracts_of(text).measures] == ["经费", "师资"]


def test_words_of_nothing_have_a_topic_all_the_same() -> None:
    assert topic_of("") in TOPICS
    assert topic_of("abc 123") in TOPICS
