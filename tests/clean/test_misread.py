"""Bytes that a website shifted are put back where they say what stood there, and nowhere else."""

import pytest

from tests.clean.test_cleaning import cleaned

HEAD = "雲溪縣教育工作總結\n幾年來,我們縣裡的學校發生了許多變化,村村有學校,學校有書讀,老師們進步很大,同學們學習熱情也很高。\n"


def _shift(text: str, char: str) -> str:
    """What such a website makes of `text` from the second byte of `char` (always A3) on, to where the bytes fall in again."""
    before, after = text.split(char, 1)
    data, shown = after.encode("gbk"), ""
    tail = char.encode("gbk")[1:] + data
    i = 0
    while i < len(tail):
        if i and tail[i] < 0x80:
            shown += tail[i : i + 1].decode("ascii")
            return f"{before}?{shown}{tail[i + 1 :].decode('gbk')}"
        pair = tail[i : i + 2].decode("gbk")
        shown += chr(ord(pair) - 0xFEE0) if "\uff01" <= pair <= "\uff5e" else pair
        i += 2
    return f"{before}?{shown}"


@pytest.mark.parametrize(
    ("text", "char"),
    [
        ("村裡修了新路。縣委又撥來課桌。", "。"),
        ("老人們都說“好。”進了門才知道。", "。"),
        ("家長們很放心。現在人人讀書。", "。"),
        ("大家都記得學校“高遠志向”的口號。", "校"),
        ("我們老師非常開心。", "常"),
        ("鄰居們來看望同學。現在大家都熟了。", "。"),
        ("縣裡招了新的老師。現在都上課了。", "。"),
        ("教室裡坐得很擠。我校現在好多了。", "校"),
        ("各家都要確保進校有書讀。", "保"),
        ("基層很辛苦。基層黨員走在前面。", "。"),
    ],
)
def test_shifted_bytes_are_put_back(text: str, char: str) -> None:
    broken = _shift(text, char)
    assert broken != text
    result, cleaning, _ = cleaned(f"{HEAD}{broken}\n")
    assert result == f"{HEAD}{text}\n"
    assert "misread" in [edit.rule for edit in cleaning.edits]


@pytest.mark.parametrize(
    "line",
    [
        "你們學校辦什麼班?A類還是B類,老師們都說不清楚。",
        "哪一所學校最遠?,B類學校學生多嗎?",
        "這是為什麼?(A)學校遠,(B)老師少。",
        "學校有多少iPad?H縣沒有統計。",
    ],
)
def test_real_questions_stay(line: str) -> None:
    assert cleaned(f"{HEAD}{line}\n")[0] == f"{HEAD}{line}\n"


def test_a_simplified_text_is_never_taken_for_shifted() -> None:
    text = "云溪县教育工作总结\n几年来,全县学校变化很大,道路通到了每个村??h委还在想办法。\n"
    assert [e for e in cleaned(text)[1].edits if e.rule == "misread"] == []


def test_what_may_be_one_of_two_is_told() -> None:
    text = f"雲溪縣教育工作總結\n我們縣裡的學校變化很大。\n{_shift('孩子們都來就學。現在人人都服。', '。')}\n"
    result, _, problems = cleaned(text)
    assert result == text
    assert [p.code for p in problems] == ["clean.mojibake"]


def test_what_is_put_back_is_not_told() -> None:
    assert cleaned(f"{HEAD}{_shift('我們老師非常開心。', '常')}\n")[2] == ()


def test_the_reading_of_a_shifted_character_goes_with_it() -> None:
    broken = _shift("老人們都說“好。”進了門才知道。", "。").replace("M", "M(jìn)")
    assert cleaned(f"{HEAD}{broken}\n")[0] == f"{HEAD}老人們都說“好。”進了門才知道。\n"


def test_an_indent_that_became_question_marks_goes() -> None:
    text = "云溪县教育工作总结\n????三月里,全县学校添置了课桌。\n????老人们都说好。\n真的好吗????\n"
    assert cleaned(text)[0] == "云溪县教育工作总结\n三月里,全县学校添置了课桌。\n老人们都说好。\n真的好吗????\n"


@pytest.mark.parametrize(
    ("dirty", "right"),
    [
        ("實(shí)際(jì)開(kāi)發(fā)條(tiáo)件學(xué)習(xí)", "實際開發條件學習"),
        ("社會(huì )主義新農(nóng)村", "社會主義新農村"),
        ("人均(jun1 )收入提高了(le )", "人均收入提高了"),
        ("作为重(📼)点村(🐌)的大事", "作为重点村的大事"),
        ("课文:山(shān)石(shí)田(tián)土(tǔ)水(shuǐ)", "课文:山(shān)石(shí)田(tián)土(tǔ)水(shuǐ)"),
        ("每题(📎 附图)符合(√)要求", "每题(📎 附图)符合(√)要求"),
    ],
)
def test_injected_readings_and_pictures(dirty: str, right: str) -> None:
    assert cleaned(f"{HEAD}我們那裡{dirty},大家都看到了。\n")[0] == f"{HEAD}我們那裡{right},大家都看到了。\n"


def test_a_lost_bracket_of_a_list_comes_back() -> None:
    text = "云溪县教育工作总结\n全县学校这样查:\n。1)校舍\n3。5)不动\n"
    assert cleaned(text)[0].splitlines()[2:] == ["(1)校舍", "3。5)不动"]
