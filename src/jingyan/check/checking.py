"""The stage: all rules over one Source, each relation turned into a Finding."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from jingyan.check import (
    changes,
    confirmed,
    damage,
    foreign,
    lists,
    means,
    named,
    parts,
    percents,
    products,
    reach,
    same,
    series,
    sums,
    thresholds,
    years,
)
from jingyan.check.page import Page, Relation, make_page
from jingyan.model.extracts import Extracts
from jingyan.model.finding import Finding, Member
from jingyan.model.indicators import Indicator
from jingyan.model.problem import Problem
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Outline
from jingyan.zh.indicators import indicators

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: stable `code`, severity of what it finds wrong, the Chinese sentence before its detail, what to do, and the function that finds relations."""

    code: str
    severity: Severity
    message: str
    hint: str
    find: Callable[[Page], Iterator[Relation]]


RECOGNISED = "这里的文字是从图片识别来的,请先对照原件。"

RULES: tuple[Rule, ...] = (
    Rule("sum", "error", "分项与合计不符", "请核实分项和合计。", sums.stated_after),
    Rule("sum", "error", "总数与各分项不符", "请核实各分项是否齐全、总数是否正确。", sums.stated_before),
    Rule("sum", "error", "总数与各分项不符", "请核实各分项是否齐全、总数是否正确。", sums.named_whole),
    Rule("difference", "error", "缺额与应有、实有不符", "请核实应有数、实有数和缺额。", parts.difference),
    Rule("sum", "info", "各数相加", "", parts.in_a_row),
    Rule("part", "error", "部分大于总数", "请核实总数和“其中”的数。", parts.part_of_whole),
    Rule("product", "error", "单价、数量与总数不符", "请核实数量、标准和总数。", products.product),
    Rule("mean", "error", "平均数与两个数不符", "请核实总数、人数(校数、班数)和平均数。", means.mean),
    Rule("per_head", "info", "人均数", "", products.per_head),
    Rule("mean", "info", "平均数", "", products.quotient),
    Rule("share", "error", "占比与两个数不符", "请核实部分、总数和占比。", products.share),
    Rule("rate", "error", "比率与两个数不符", "请核实部分、总数和比率。", products.rate),
    Rule("series", "warning", "对应各数与比率不符", "请按先后次序逐一核对“分别为”的各数。", series.respectively),
    Rule("change", "error", "前后变化与增减数不符", "请核实前后两个数和增减数。", changes.from_to),
    Rule("change", "error", "前后变化与增减数不符", "请核实前后两个数和增减数。", changes.than_before),
    Rule("change", "error", "前后变化与增减数不符", "请核实前后两个数和增减数。", changes.year_on_year),
    Rule("change", "info", "前后变化", "", changes.two_listed),
    Rule("change", "error", "增减数与增减幅度不符", "请核实现在的数、增减数和增减幅度。", changes.growth_of_stock),
    Rule("change", "error", "翻番与前后两个数不符", "翻一番是原来的2倍,翻两番是4倍,请核实。", changes.doubled),
    Rule("direction", "error", "增减方向与数字不符", "请核实前后两个数是否写颠倒。", changes.direction),
    Rule("points", "warning", "百分点写成了百分比", "两个比率相减应写“个百分点”。", changes.points_as_percent),
    Rule("points", "info", "百分点写成了百分比", "如果说的是增长幅度,请写明与哪个数相比。", changes.risen_rate),
    Rule("sum", "error", "总数与各分项不符", "请核实各分项是否齐全、总数是否正确。", sums.linked),
    Rule("complement", "warning", "各部分占比之和不是100%", "请核实各部分占比。", percents.complement),
    Rule("percent", "error", "比率超过100%", "请核实比率。", percents.out_of_range),
    Rule("count", "warning", "列举的个数与所写的数不符", "请数一数列举的名称,核实个数。", lists.listed_before),
    Rule("count", "info", "列举的个数", "", lists.listed_after),
    Rule("count", "warning", "列出的条数与所写的数不符", "请核实条数,看是否漏条或多条。", lists.items_after),
    Rule("count", "warning", "列举的个数与所写的数不符", "请数一数列举的内容,核实个数。", lists.slogan),
    Rule("count", "info", "列举的个数", "", lists.named_before),
    Rule("count", "info", "列举的个数", "", lists.called),
    Rule("count", "info", "列出的条数", "", lists.items_called),
    Rule("count", "info", "列举的个数", "", lists.days_listed),
    Rule("count", "warning", "列举的个数与所写的数不符", "请数一数列举的内容,核实个数。", named.named),
    Rule("difference", "error", "自然增长率与出生率、死亡率不符", "请核实三个比率。", confirmed.natural_growth),
    Rule("difference", "info", "高差", "", confirmed.heights),
    Rule("rate", "info", "每十万人的比率", "", confirmed.per_hundred_thousand),
    Rule("share", "info", "占比", "", confirmed.shares_of_two),
    Rule("share", "info", "占比", "", confirmed.bare_share),
    Rule("sum", "info", "各数相加", "", confirmed.towns),
    Rule("sum", "info", "各数相加", "", confirmed.by_verb),
    Rule("sum", "info", "各数相加", "", confirmed.group_behind_semicolon),
    Rule("part", "info", "部分与总数", "", confirmed.spent),
    Rule("part", "info", "部分与总数", "", confirmed.households),
    Rule(
        "threshold",
        "warning",
        "引用的国家标准需要核对",
        "请对照教督〔2017〕6号或本省标准核实。",
        thresholds.quoted_threshold,
    ),
    Rule("threshold", "error", "是否达标与数字不符", "请核实实际值和标准值。", reach.reached),
    Rule("threshold", "info", "达到标准", "", reach.worked_out),
    Rule("damaged", "error", "数字或文字残缺", "请补正原来的数字。", damage.damaged),
    Rule("placeholder", "info", "有未填写的数字", "请补正。", damage.empty_slots),
    Rule("placeholder", "warning", "有待补的内容", "请补正后删去提示。", damage.to_fill),
    Rule("age", "error", "年龄有误", "请核实年龄。", damage.impossible_age),
    Rule("date", "error", "日期有误", "请核实日期。", damage.impossible_date),
    Rule("year", "error", "年数与起止年份不符", "请核实起止年份和年数。", years.period),
    Rule("date", "error", "学年有误", "请核实学年的起止年份。", years.school_year),
    Rule("year", "warning", "先后次序与年份不符", "请核实各项的年份和次序。", years.order),
    Rule("same", "warning", "同一指标前后两个数", "请核实以哪个数为准;不同时间或口径的请写明。", same.two_values),
    Rule("leftover", "error", "写有别的县区的部门", "请核实这里写的是哪个单位。", foreign.foreign_office),
    Rule("repeat", "warning", "同一篇内语句重复", "请看是否粘贴重复,保留一处。", damage.told_twice),
    Rule("repeat", "warning", "同一篇内语句重复", "请看是否粘贴重复,保留一处。", damage.sentence_twice),
    Rule("repeat", "warning", "同一篇内语句重复", "请看是否粘贴重复,保留一处。", damage.clauses_twice),
)


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Options of checking. `skip` are codes of rules that are left out, `indicators` the table whose thresholds hold (empty: the built-in one)."""

    skip: frozenset[str] = field(default_factory=frozenset)
    indicators: tuple[Indicator, ...] = ()


def check(
    source: Source, reading: str, outline: Outline, extracts: Extracts, settings: CheckSettings = CheckSettings()
) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """The findings of `source` in order of position, relations that hold included with status "consistent"."""
    page = make_page(source, reading, outline, extracts, settings.indicators or indicators())
    findings: dict[tuple[str, tuple[Span, ...]], Finding] = {}
    for rule in RULES:
        if rule.code in settings.skip:
            continue
        for relation in rule.find(page):
            finding = _finding(page, rule, relation)
            findings.setdefault((finding.code, tuple(m.span for m in finding.members)), finding)
    kept = _told_once(tuple(findings.values()))
    ordered = sorted(kept, key=lambda f: (f.members[0].span, f.code, len(f.members)))
    return tuple(ordered), ()


_WEAK = ("part", "direction")
"""What proves little: it is told only where no other relation confirms both numbers."""


def _told_once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without a second confirmation of the same numbers: one that holds exactly first, then in the order of the rules."""
    found = _alarms_once(findings)
    confirmed: dict[tuple[Span, ...], Finding] = {}
    for finding in sorted((f for f in found if f.status == "consistent"), key=lambda f: "≈" in f.relation):
        confirmed.setdefault(tuple(m.span for m in finding.members), finding)
    proved: dict[Span, set[int]] = {}
    for number, finding in enumerate(confirmed.values()):
        for member in finding.members if finding.code not in _WEAK else ():
            proved.setdefault(member.span, set()).add(number)

    def kept(finding: Finding) -> bool:
        if finding.status != "consistent":
            return True
        spans = tuple(m.span for m in finding.members)
        if finding.code in _WEAK and proved.get(spans[0], set()) & proved.get(spans[1], set()):
            return False
        return confirmed[spans] is finding

    return [f for f in found if kept(f)]


def _alarms_once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without a second alarm for just the same places: the first in the order of the rules stays."""
    first: dict[tuple[Span, ...], Finding] = {}
    for finding in findings:
        if finding.status != "consistent":
            first.setdefault(tuple(m.span for m in finding.members), finding)
    return [f for f in findings if f.status == "consistent" or first[tuple(m.span for m in f.members)] is f]


def _finding(page: Page, rule: Rule, relation: Relation) -> Finding:
    status = relation.status
    right = status == "consistent"
    # What a recogniser read from a picture may differ from the page, so a disagreement there is first of all a doubt about the reading.
    guessed = not right and any(place.overlap(seen) for place in relation.places for seen in page.source.recognised)
    if guessed and status == "inconsistent":
        status = "suspicious"
    severity: Severity = "info" if right else rule.severity
    if status == "suspicious" and severity == "error":
        severity = "warning"
    message = f"核对无误:{relation.formula}。" if right else f"{rule.message}:{relation.detail or relation.formula}。"
    hint = "" if right else f"{RECOGNISED}{rule.hint}" if guessed else rule.hint
    members = tuple(
        Member(page.source.path, page.piece_of(span), span, span.of(page.source.text))
        for span in sorted(relation.places)
    )
    return Finding(rule.code, severity, status, relation.formula, message, hint, members)
