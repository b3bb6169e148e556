"""The arithmetic that must hold in a contents list: pages go up, every leader has an entry, no entry lacks its organisation or stands there twice."""

import re
from collections.abc import Iterator

from jingyan.model.problem import Problem
from jingyan.model.structure import Contents
from jingyan.segment.contents_leaders import patterns
from jingyan.segment.lines import half, plain

# In a part with this many entries, of which no larger share lacks its organisation, a missing one is told.
FEWEST_TO_COMPARE, MISSING_SHARE = 4, 0.34
_NAMES_ISSUER = re.compile(
    r"(?:教育局|教育体育局|教体局|教育厅|教育部|人民政府|政府办公[室厅]|委员会|国务院|学校|小学|中学|幼儿园)|^(?:序|前言|概述|综述|编者|代序)|[县市区省]"
)


def check_contents(found: Contents, reading: str) -> tuple[Problem, ...]:
    """What does not add up in a contents list: pages that do not rise, more or fewer leaders than entries."""
    problems = [
        Problem(
            "contents.pages",
            "warning",
            found.source,
            f"目录第{n}条《{after.title}》页码{after.page}小于前一条的{before.page}。",
            "请核对页码。",
            after.span,
        )
        for n, (before, after) in enumerate(zip(found.entries, found.entries[1:], strict=False), 2)
        if before.page is not None and after.page is not None and after.page < before.page
    ]
    paged = sum(entry.page is not None for entry in found.entries)
    runs = [found.span.start + m.start() for m in patterns()["leader"].finditer(half(found.span.of(reading)))]
    # An entry may have a second run, between organisation and page: only runs outside the entries are lost ones.
    lost = sum(not any(entry.span.start <= at < entry.span.end for entry in found.entries) for at in runs)
    leaders = paged + lost
    if lost:
        problems.append(
            Problem(
                "contents.leaders",
                "warning",
                found.source,
                f"目录有{leaders}处引线,只读出{paged}个条目。",
                "请核对目录是否缺条。",
                found.span,
            )
        )
    return (*problems, *_without_organisation(found), *_twice(found))


def _without_organisation(found: Contents) -> Iterator[Problem]:
    """Entries without organisation in a part where nearly all have one; an issuer inside the title and back matter need none."""
    for part in dict.fromkeys(entry.part for entry in found.entries):
        entries = [entry for entry in found.entries if entry.part == part]
        without = [entry for entry in entries if not entry.organisation]
        if len(entries) < FEWEST_TO_COMPARE or len(without) > MISSING_SHARE * len(entries):
            continue
        for entry in without:
            if not (patterns()["back-matter"].fullmatch(entry.title) or _NAMES_ISSUER.search(entry.title)):
                yield Problem(
                    "contents.organisation",
                    "warning",
                    found.source,
                    f"目录里《{entry.title}》没有写单位,同一部分的其他条目都写了。",
                    "请补上单位。",
                    entry.span,
                )


def _twice(found: Contents) -> Iterator[Problem]:
    """Entries whose title (and organisation) stood in the list before."""
    seen: dict[tuple[str, str | None], int | None] = {}
    for entry in found.entries:
        key = (plain(entry.title), entry.organisation)
        if key in seen and not patterns()["back-matter"].fullmatch(entry.title):
            pages = "和".join(f"第{page}页" for page in (seen[key], entry.page) if page is not None)
            yield Problem(
                "contents.twice",
                "warning",
                found.source,
                f"目录里《{entry.title}》出现了两次{f'({pages})' if pages else ''}。",
                "请核对是不是重复收录。",
                entry.span,
            )
        seen.setdefault(key, entry.page)
