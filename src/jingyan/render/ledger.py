"""台账.xlsx: one workbook of sources, pieces, figures, measures, shared passages and findings; how cells are written is in `workbook`."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from jingyan.model.arrangement import Submission
from jingyan.model.decision import FINDING_VERDICTS
from jingyan.model.extracts import Extracts, Figure, Measure
from jingyan.model.finding import Finding
from jingyan.model.problem import Problem
from jingyan.model.reuse import Comparison
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.model.volume import VolumePlan
from jingyan.render import wording
from jingyan.render.arrangement import units_sheet
from jingyan.render.catalogue import NO_VERDICTS, Catalogue, Numbered, Verdicts
from jingyan.render.ledger_across import across_sheets
from jingyan.render.ledger_copies import COPIES, REPEATS, copies, repeats, short, told
from jingyan.render.opinions import NONE_SETTLED, Settled, opinions
from jingyan.render.places import Paragraphs, piece_of
from jingyan.render.units import Unit, units
from jingyan.render.workbook import Column, Sheet, Value, write_workbook

QUOTED = 24  # characters of context on each side of a figure
FIGURES_LISTED = (
    5_000  # of one source: a table pasted as text can hold tens of thousands, and nobody reads them in a workbook
)
MEMBERS_LISTED = 200  # places of one finding in a cell
PIECE_CHOICES = ("收录", "认定重复不收", "合理引用", "发函核实", "退稿")
FINDING_CHOICES = (*(words[0] for words in FINDING_VERDICTS.values()), "发函核实")

SOURCES = (
    Column("来稿", 44),
    Column("状态", 10),
    Column("格式", 8),
    Column("编码", 10),
    Column("字形", 8),
    Column("字数", 9, "#,##0"),
    Column("篇数", 7, "0"),
    Column("相同文件", 30),
    Column("问题", 46),
    Column("办法", 40),
    Column("SHA-256", 30),
    Column("备注", 20),
)
PIECES = (
    Column("序号", 7, "0"),
    Column("汇编", 12),
    Column("未收原因", 36),
    Column("题名", 40),
    Column("单位", 24),
    Column("类别", 8),
    Column("体裁", 10),
    Column("字形", 8),
    Column("字数", 9, "#,##0"),
    Column("雷同比例", 10, "0%"),
    Column("计入比例", 10, "0%"),
    Column("最大单一来源", 34),
    Column("簇", 6, "0"),
    Column("处理意见", 14, choices=PIECE_CHOICES),
    Column("备注", 24),
    Column("来稿", 40),
    Column("篇号", 8),
    Column("编号", 12),
)
FIGURES = (
    Column("序号", 7, "0"),
    Column("篇", 30),
    Column("原文", 16),
    Column("种类", 9),
    Column("数值", 16, "General"),
    Column("单位", 8),
    Column("约数", 8),
    Column("指标", 20),
    Column("指标表名称", 20),
    Column("对象", 18),
    Column("年份", 9),
    Column("状态", 10),
    Column("上下文", 60),
    Column("来稿", 36),
    Column("起", 9, "0"),
    Column("止", 9, "0"),
)
MEASURES = (
    Column("序号", 7, "0"),
    Column("篇", 30),
    Column("单位", 24),
    Column("段", 7, "0"),
    Column("层次", 7, "0"),
    Column("标记", 10),
    Column("举措", 36),
    Column("主题", 14),
    Column("内容", 80),
    Column("来稿", 36),
    Column("起", 9, "0"),
    Column("止", 9, "0"),
)
FINDINGS = (
    Column("编号", 8),
    Column("程度", 10),
    Column("篇", 30),
    Column("意见", 50),
    Column("办法", 36),
    Column("关系", 26),
    Column("有关原文", 60),
    Column("结论", 10),
    Column("规则", 16),
    Column("处理意见", 12, choices=FINDING_CHOICES),
    Column("备注", 24),
    Column("处理编号", 12),
)


def ledger(
    sources: Sequence[Source],
    pieces: Sequence[Piece],
    extracts: Sequence[Extracts],
    comparison: Comparison,
    findings: Sequence[Finding],
    problems: Sequence[Problem],
    plan: VolumePlan | None,
    *,
    references: Collection[str] = (),
    verdicts: Verdicts = NO_VERDICTS,
    settled: Settled = NONE_SETTLED,
    readings: Mapping[str, str] | None = None,
    submissions: Sequence[Submission] = (),
) -> bytes:
    """The workbook; numbers of pieces, pairs and findings are those of the HTML reports. `references` and `verdicts` as in `copy_report.copy_report`,
    `settled` as in `opinions.opinions`, `readings` as in `units.units`, `submissions` how the units of the editor's list stand.
    """
    catalogue = Catalogue(sources, pieces, comparison, plan, references=references, verdicts=verdicts)
    known = units(catalogue, readings)
    actions, lines = _measures(catalogue, known, extracts)
    sheets = (
        Sheet("来稿", SOURCES, tuple(_sources(catalogue, problems))),
        *_only_filled(units_sheet(submissions)),
        Sheet("篇目", PIECES, tuple(_piece(catalogue, p) for p in catalogue.numbered.values())),
        Sheet("数据", FIGURES, tuple(row for e in extracts for row in _figures(catalogue, e))),
        Sheet("举措", MEASURES, actions),
        *across_sheets(catalogue, known, extracts, readings, lines),
        Sheet("雷同", COPIES, tuple(copies(catalogue))),
        *_only_filled(Sheet("篇内重复", REPEATS, tuple(repeats(catalogue)))),
        Sheet("核校", FINDINGS, tuple(_findings(catalogue, findings, settled))),
    )
    return write_workbook(sheets, title=plan.title if plan else "台账")


def _only_filled(sheet: Sheet) -> tuple[Sheet, ...]:
    return (sheet,) if sheet.rows else ()


def _sources(catalogue: Catalogue, problems: Sequence[Problem]) -> Iterable[tuple[Value, ...]]:
    told: dict[str, list[Problem]] = {}
    for problem in (*problems, *(n for s in catalogue.sources.values() for n in s.notices)):
        if problem not in told.setdefault(problem.source, []):
            told[problem.source].append(problem)
    counts: dict[str, int] = {}
    for piece in catalogue.pieces.values():
        counts[piece.source] = counts.get(piece.source, 0) + 1
    for path, source in catalogue.sources.items():
        own = told.pop(path, [])
        state = "参照材料" if path in catalogue.references else "有提示" if own else "已读取"
        yield (
            path,
            state,
            source.format,
            source.encoding or "",
            wording.SCRIPT[source.script],
            wording.characters(source.text),
            counts.get(path, 0),
            "\n".join(source.also),
            _joined(p.message for p in own),
            _joined(p.hint for p in own),
            source.sha256,
            None,
        )
    for path, own in told.items():
        state = "未能读取" if any(p.severity == "unreadable" for p in own) else "有提示"
        message, hint = _joined(p.message for p in own), _joined(p.hint for p in own)
        yield path, state, "", "", "", None, None, "", message, hint, "", None


def _joined(sentences: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(s for s in sentences if s))


def _piece(catalogue: Catalogue, p: Numbered) -> tuple[Value, ...]:
    placed = p.placement
    reason = catalogue.reason(placed.left_out) if placed.left_out else ""
    largest = f"{catalogue.name(p.largest.other)} {wording.percent(p.largest.counted)}" if p.largest else ""
    verdict = catalogue.verdict(p.piece.id)
    return (
        p.number,
        "参照" if p.reference else placed.part if placed.position else ("未收" if placed.left_out else ""),
        reason,
        p.piece.title,
        p.piece.organisation or "",
        wording.KIND[p.piece.kind],
        wording.GENRE[p.piece.genre],
        wording.SCRIPT[p.piece.script],
        p.characters,
        # Cut like the HTML report's numbers, so that 99.6 % is not shown as 100 %.
        wording.whole_percent(p.share) / 100,
        wording.whole_percent(p.counted) / 100,
        largest,
        p.cluster,
        *(told(verdict) if verdict else (None, None)),
        p.piece.source,
        p.piece.label,
        catalogue.code(p.piece.id),
    )


def _figures(catalogue: Catalogue, extracts: Extracts) -> Iterable[tuple[Value, ...]]:
    source = catalogue.sources.get(extracts.source)
    for figure in extracts.figures[:FIGURES_LISTED] if source else ():
        text = source.text if source else ""
        yield (
            *_home(catalogue, figure.source, figure.piece),
            figure.span.of(text),
            wording.FIGURE_KIND[figure.kind] + (f"({wording.FIGURE_KIND[figure.of]})" if figure.of else ""),
            _value(figure),
            figure.unit or "",
            wording.APPROXIMATE[figure.approximate],
            figure.indicator or "",
            figure.name or "",
            figure.subject or "",
            figure.year or "",
            wording.FIGURE_STATUS[figure.status],
            _context(text, figure.span),
            figure.source,
            figure.span.start,
            figure.span.end,
        )
    more = len(extracts.figures) - FIGURES_LISTED
    if source and more > 0:
        told = f"这件来稿数据太多,只列前 {FIGURES_LISTED} 个,另有 {more} 个未列出(全部可用 jingyan export figures 取出)"
        row: list[Value] = [None] * len(FIGURES)
        row[_COLUMN["上下文"]], row[_COLUMN["来稿"]] = told, extracts.source
        yield tuple(row)


_COLUMN = {column.name: i for i, column in enumerate(FIGURES)}


def _value(figure: Figure) -> Value:
    if isinstance(figure.value, tuple):
        return "—".join(map(str, figure.value))
    return figure.value


def _context(text: str, span: Span) -> str:
    start, end = max(0, span.start - QUOTED), min(len(text), span.end + QUOTED)
    return " ".join(f"{text[start : span.start]}【{span.of(text)}】{text[span.end : end]}".split())


def _home(catalogue: Catalogue, source: str, label: str | None) -> tuple[Value, Value]:
    known = catalogue.numbered.get(f"{source}#{label}") if label is not None else None
    return (known.number, known.piece.title) if known else (None, "")


def _measures(
    catalogue: Catalogue, known: Sequence[Unit], extracts: Sequence[Extracts]
) -> tuple[tuple[tuple[Value, ...], ...], dict[Measure, int]]:
    """The rows, and the line of the sheet on which each measure stands."""
    homes = {p.piece.id: (unit, p) for unit in known for p in unit.pieces}
    paragraphs = Paragraphs(catalogue)
    rows: list[tuple[Value, ...]] = []
    lines: dict[Measure, int] = {}
    for measure in (m for e in extracts if e.source in catalogue.sources for m in e.measures):
        text = catalogue.sources[measure.source].text
        unit, piece = homes.get(f"{measure.source}#{measure.piece}", (None, None))
        lines[measure] = len(rows) + 2
        rows.append(
            (
                *_home(catalogue, measure.source, measure.piece),
                unit.name if unit else "",
                paragraphs.number(piece, measure.span.start) if piece else None,
                measure.level,
                measure.marker,
                measure.title.of(text),
                measure.topic or "",
                short(measure.body.of(text)),
                measure.source,
                measure.span.start,
                measure.span.end,
            )
        )
    return tuple(rows), lines


def _findings(catalogue: Catalogue, findings: Sequence[Finding], settled: Settled) -> Iterable[tuple[Value, ...]]:
    for opinion in opinions(catalogue, findings, settled):
        finding = opinion.finding
        yield (
            opinion.number,
            "核对无误" if opinion.right else wording.SEVERITY[finding.severity],
            catalogue.name(opinion.home.piece.id) if opinion.home else "",
            finding.message,
            finding.hint,
            finding.relation,
            "\n".join(_members(catalogue, finding)),
            wording.STATUS[finding.status],
            finding.code,
            *(told(opinion.settled) if opinion.settled else (None, None)),
            None if opinion.right else opinion.code,
        )


def _members(catalogue: Catalogue, finding: Finding) -> Iterable[str]:
    for member in finding.members[:MEMBERS_LISTED]:
        piece = piece_of(catalogue, member)
        where = f"{piece.number}号：" if piece else ""
        source = catalogue.sources.get(member.source)
        yield where + (_context(source.text, member.span) if source else member.text)
    if len(finding.members) > MEMBERS_LISTED:
        yield f"另有 {len(finding.members) - MEMBERS_LISTED} 处未列出"
