"""Titles with a running number inside a marked piece."""

from jingyan.segment.lines import lines_of
from jingyan.segment.marks import marked_pieces

TEXT = "教师们在课余时间到学生家里走访,了解孩子的学习和生活,并把情况记在册子上,学校按月检查。" * 3


def test_titles_that_begin_with_the_second_number_are_no_parts() -> None:
    lines = [
        "第一篇:青禾县教育工作总结",
        TEXT,
        "学校安全工作汇报2",
        TEXT,
        "学校安全工作汇报3",
        TEXT,
        "第二篇:白石县教育工作总结",
        TEXT,
    ]
    text = "\n".join(lines)
    found = marked_pieces(lines_of(text), frozenset(), text)
    assert [(piece.first, piece.last, piece.parts) for piece in found] == [(0, 6, ()), (6, 8, ())]
