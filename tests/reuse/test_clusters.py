"""Which of several copies is suggested to be kept, and why."""

from array import array

import pytest

from jingyan.model.reuse import ReuseText
from jingyan.model.script import FoldedText
from jingyan.reuse.clusters import suggest


def text(source: str, folded: str = "本县学校三十二所教师两千人") -> ReuseText:
    return ReuseText(f"{source}#1", source, "1", FoldedText(folded, array("I", range(len(folded)))), "simplified")


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (("来稿/总结.docx", "来稿/总结(修改稿).docx"), 1),
        (("来稿/总结最终版.docx", "来稿/总结修改稿.docx"), 0),
        (("来稿/总结初稿.docx", "来稿/总结.docx"), 1),
        (("来稿/总结.docx", "来稿/总结(2).docx"), 0),
        (("修改后/总结.docx", "来稿/总结.docx"), 0),
    ],
)
def test_the_later_version_by_its_name_is_kept(names: tuple[str, str], kept: int) -> None:
    texts = [text(n) for n in names]
    assert suggest(texts, {n: t.folded.text for n, t in zip(names, texts, strict=True)})[0] is texts[kept]


def test_a_renamed_copy_wins_nothing_by_its_file_name() -> None:
    texts = [text("甲县.docx"), text("乙县修改稿.docx")]
    assert suggest(texts, {t.source: t.folded.text for t in texts}, versions=False)[0] is texts[0]
