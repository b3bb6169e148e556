"""The scorers on small cases worked out by hand."""

from tests.quality import scoring
from tests.quality.gold import Row, page

SOURCE = "来稿/甲.txt"
TEXT = "甲县做法\n全县有学校 12所,其中小学9所。\n共 3\n间。"


def figure(text: str, value: float | None, unit: str, **more: object) -> Row:
    start = TEXT.index(text)
    kind = more.pop("kind", "count")
    return {"source": SOURCE, "start": start, "end": start + len(text), "kind": kind, "value": value, "unit": unit}


def test_a_context_is_found_across_white_space() -> None:
    place = page(TEXT).inside("共3间", 1, "3间")
    assert place.of(TEXT) == "3\n间"


def test_figures_count_overlap_value_unit_and_ignore_optional_ones() -> None:
    wanted: list[Row] = [
        {"source": SOURCE, "context": "学校12所", "at": 2, "text": "12所", "kind": "count", "value": 12, "unit": "所"},
        {"source": SOURCE, "context": "小学9所", "at": 2, "text": "9所", "kind": "count", "value": 9, "unit": "所", "optional": True},
    ]  # fmt: skip
    ranges: list[Row] = [{"source": SOURCE, "begins": "全县有", "ends": "9所。"}]
    pages = {SOURCE: page(TEXT)}
    exact = scoring.score_figures(wanted, ranges, [figure("12所", 12, "所"), figure("9所", 8, "所")], pages)
    assert exact["figures F1"] == exact["figures value and unit"] == 1
    wrong = scoring.score_figures(wanted, ranges, [figure("12所", 2, "所"), figure("全县", 1, "县")], pages)
    assert wrong["figures F1"] == 2 / 3
    assert wrong["figures value and unit"] == 0


def test_a_cluster_of_other_pieces_is_counted_as_false() -> None:
    def member(name: str, **more: object) -> Row:
        return {"source": f"来稿/{name}", "piece": "1", "title": name, "cluster": 1, "kept": name == "a", **more}

    wanted: list[Row] = [
        {"members": [member("a"), member("b")], "kept": member("a"), "relation": "renamed"},
    ]
    apart: list[Row] = [{"a": member("c"), "b": member("d")}]
    good = [member(n, relation="renamed") for n in "ab"]
    bad = [{**member(n, relation="renamed"), "cluster": 2} for n in "cd"]
    right = scoring.score_clusters(wanted, apart, good, [])
    assert set(right.values()) == {1.0}
    wrong = scoring.score_clusters(wanted, apart, bad, [])
    assert wrong["clusters found"] == wrong["clusters right"] == wrong["pairs kept apart"] == 0


def test_a_planted_fault_needs_two_of_its_members() -> None:
    def member(text: str, context: str) -> Row:
        return {"text": text, "context": context, "at": context.index(text)}

    wanted: list[Row] = [
        {"source": SOURCE, "status": "inconsistent", "members": [member("12所", "学校12所"), member("9所", "小学9所"), member("3间", "共3间")]},
    ]  # fmt: skip
    pages = {SOURCE: page(TEXT)}
    one: Row = {"status": "inconsistent", "members": [figure("12所", 12, "所")]}
    two: Row = {"status": "inconsistent", "members": [figure("12所", 12, "所"), figure("9所", 9, "所")]}
    assert scoring.score_findings(wanted, [one], pages)["planted faults found"] == 0
    assert scoring.score_findings(wanted, [two], pages)["planted faults found"] == 1
    assert scoring.score_findings(wanted, [one], pages)["alarms right"] == 0


def test_pieces_may_begin_at_a_repeated_title_and_titles_may_carry_a_subtitle() -> None:
    text = "页题\n" + "网站说明" * 20 + "\n页题\n——副题\n正文一句。\n页脚"
    wanted: list[Row] = [
        {"source": SOURCE, "label": "1", "title": "页题", "subtitle": "副题", "organisation": None, "kind": "report", "genre": "other", "begins": "页题", "ends": "一句。"},
    ]  # fmt: skip
    begin, end = text.rindex("页题"), text.index("页脚") - 1
    found: Row = {
        "source": SOURCE,
        "start": begin,
        "end": end,
        "title": "页题——副题",
        "genre": "other",
        "organisation": None,
        "kind": "report",
    }
    assert set(scoring.score_pieces(wanted, [found], {SOURCE: page(text)}).values()) == {1.0}


def test_contents_entries_count_by_list_and_parts_by_name() -> None:
    def entry(source: str, title: str, **more: object) -> Row:
        return {"source": f"来稿/{source}", "part": None, "group": None, "title": title, "organisation": None, "page": 1, **more}  # fmt: skip

    wanted = [entry("甲", "一篇", part="第一编 制度篇"), entry("甲", "二篇", group="(一)"), entry("乙", "三篇")]
    found = [entry("甲", "一篇", part="制度篇"), entry("甲", "二篇", group="(一)"), entry("乙", "三篇9")]
    assert scoring.score_contents(wanted, found) == {"contents entries F1": 2 / 3, "contents lists right": 1 / 2}


def test_headings_need_marker_and_title_and_then_the_level() -> None:
    def heading(marker: str, title: str, level: int) -> Row:
        return {"source": SOURCE, "marker": marker, "title": title, "level": level}

    wanted = [heading("一、", "概况", 1), heading("(一)", "学校", 2), heading("", "做法", 1)]
    found = [heading("一、", "概况", 1), heading("（一）", "学校。", 1), heading("二、", "做法", 1)]
    assert scoring.score_headings(wanted, found) == {"headings found": 2 / 3, "heading levels": 1 / 2}


def test_site_furniture_is_counted_in_characters_without_titles() -> None:
    text = "题目\n正文一句。\n上一篇:某某"
    wanted: list[Row] = [{"source": SOURCE, "text": "上一篇:某某", "kind": "related_links"}]

    def found(words: str, kind: str) -> Row:
        return {"source": SOURCE, "start": text.index(words), "end": text.index(words) + len(words), "kind": kind}

    rows = [found("题目", "page_title"), found("句。", "site_notice"), found("上一篇:", "related_links")]
    got = scoring.score_boilerplate(wanted, rows, {SOURCE: page(text)})
    assert got == {"boilerplate precision": 4 / 6, "boilerplate recall": 4 / 6}
