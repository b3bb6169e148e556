"""Which pictures belong to a piece: those in its body and those at its edges; none between two pieces is printed twice or lost."""

import pytest

from jingyan.model.source import Block, Picture, Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.volume.frame import pictures_of

TEXT = "甲校总结\n第一段。\n最后一段。\n\n乙校总结\n乙校只有一段。\n"


def piece(title: str, body: str) -> Piece:
    start, begin = TEXT.index(title), TEXT.index(body)
    return Piece("s", title, Span(start, begin + len(body)), Span(begin, begin + len(body)), title)


FIRST = piece("甲校总结", "第一段。\n最后一段。")
SECOND = piece("乙校总结", "乙校只有一段。")


@pytest.mark.parametrize(
    ("at", "home"),
    [
        (0, None),  # over the title
        (TEXT.index("第一段"), "first"),
        (TEXT.index("最后"), "first"),
        (TEXT.index("\n\n"), "first"),  # under the last line
        (TEXT.index("\n\n") + 1, "first"),
        (TEXT.index("乙校总结") + 5, "second"),  # over the first line
        (len(TEXT), "second"),
    ],
)
def test_home_of_a_picture(at: int, home: str | None) -> None:
    picture = Block("picture", Span(at, at), picture=Picture(b"x", "image/png"))
    source = Source("s", TEXT, "docx", "0" * 64, blocks=(picture,))
    homes = [name for name, one in (("first", FIRST), ("second", SECOND)) if pictures_of(source, one)]
    assert homes == ([home] if home else [])
