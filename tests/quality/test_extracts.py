"""The scorers of what is read out of a text, on small cases worked out by hand."""

from tests.quality import extracts
from tests.quality.gold import Row, page

SOURCE = "来稿/乙.txt"
TEXT = "全县有学校近12所。一、抓读书。实施“晨读计划”,印发《办法》。存在师资不足。"
PAGES = {SOURCE: page(TEXT)}


def wanted(text: str, **more: object) -> Row:
    return {"source": SOURCE, "context": TEXT, "at": TEXT.index(text), "text": text, **more}


def found(text: str, **more: object) -> Row:
    start = TEXT.index(text)
    return {"source": SOURCE, "start": start, "end": start + len(text), **more}


def test_facts_of_a_figure_are_scored_by_what_is_shared() -> None:
    need = [wanted("近12所", approximate="about", indicator="学校", subject="全县")]
    got = [found("12所", approximate="exact", indicator="全县学校", subject="全县")]
    assert extracts.score_figure_facts(need, got, PAGES) == {"approximators": 0, "indicators": 4 / 6, "subjects": 1}


def test_a_measure_too_many_lowers_the_precision() -> None:
    need: list[Row] = [{"source": SOURCE, "title": "抓读书", "marker": "一、", "level": 1}]

    def measure(text: str) -> Row:
        start = TEXT.index(text)
        return {"source": SOURCE, "start": 0, "end": 0, "title_start": start, "title_end": start + len(text)}

    got = extracts.score_measure_precision(need, [measure("抓读书"), measure("师资不足")], PAGES)
    assert got == {"measures precision": 1 / 2}
    need.append({"source": SOURCE, "title": "师资不足", "marker": "", "level": 1, "optional": True})
    got = extracts.score_measure_precision(need, [measure("抓读书"), measure("师资不足")], PAGES)
    assert got == {"measures precision": 1}


def test_passages_share_half_of_their_characters_and_optional_ones_do_not_count() -> None:
    need = [wanted("晨读计划", type="initiative"), wanted("《办法》", type="slogan", optional=True)]
    good = [found("晨读计划", type="slogan"), found("《办法》", type="slogan")]
    assert extracts.score_passages("x", need, good, PAGES, "type") == {"x F1": 1, "x type": 0}
    bad = [found("晨", type="initiative"), found("师资不足", type="initiative")]
    assert extracts.score_passages("x", need, bad, PAGES, "type") == {"x F1": 0, "x type": 1}


def test_faults_count_by_kind_and_files_without_a_fault_stay_quiet() -> None:
    fault: Row = {"source": SOURCE, "type": "sum", "planted": True, "members": [wanted("12所")]}
    right: Row = {**fault, "planted": False}
    doubt: Row = {"status": "suspicious", "members": [found("12所")]}
    other: Row = {"status": "suspicious", "members": [found("师资")]}
    assert extracts.score_faults_by_kind([fault, right], [doubt], PAGES) == {"fault sum found": 1}
    assert extracts.score_faults_by_kind([fault, right], [other], PAGES) == {"fault sum found": 0}
    assert extracts.score_quiet([SOURCE], [doubt]) == {"clean files without alarm": 0}
    assert extracts.score_quiet([SOURCE], [{**doubt, "status": "consistent"}]) == {"clean files without alarm": 1}


def test_a_source_that_was_not_read_counts_as_missed() -> None:
    need = [wanted("近12所", approximate="about", indicator="学校")]
    assert extracts.score_figure_facts(need, [], {})["approximators"] == 0
    assert extracts.score_passages("x", [wanted("晨读计划")], [], {}) == {"x F1": 0}
