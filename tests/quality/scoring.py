"""Scores of exported rows against the gold, each from 0 to 1 with 1 the best; pure functions over rows and pages.

A source without a page was not read: everything the gold knows of it counts as missed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from jingyan.model.span import Span
from tests.quality.gold import Page, Row, in_corpus, squeeze

Pages = Mapping[str, Page]
Scores = dict[str, float]

# Site furniture between pieces may fall on either side of a border: the tolerance of the hand-made segmentation gold.
BORDER = 40
# Which part of a volume a genre goes to (docs/words.md); all others go to 经验篇.
PARTS = {"document": "文件篇", "summary": "总结篇", "self_check": "总结篇", "contents": ""}
# The number of a part or group: 一、 (一) 第一编 上篇 壹、
NUMBER = re.compile(
    r"^[((]?第?[一二三四五六七八九十壹贰貳叁參叄肆伍陆陸]+[))]?(?:部分|[编編篇章、..])?|^[上中下][编編篇]"
)
# Title-like lines and single characters: whether they are furniture is a matter of taste.
UNSCORED = {"page_title", "repeated_title", "noise_char", "pinyin"}
UNITS = {"名": "人", "位": "人", "㎡": "平方米", "天": "日", "号": "号", "个月": "月", "％": "%"}


def share(part: float, whole: float) -> float:
    """part / whole; 1 when there was nothing to do."""
    return part / whole if whole else 1.0


def f1(right: int, found: int, wanted: int) -> float:
    """The harmonic mean of precision and recall."""
    return share(2 * right, found + wanted)


def span(row: Row) -> Span:
    """The place of an exported row."""
    return Span(row["start"], row["end"])


def union(a: Span, b: Span) -> float:
    """Shared characters over united ones."""
    common = a.overlap(b)
    return common / (len(a) + len(b) - common) if common else 0.0


def by_source(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows under the path the gold uses."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[in_corpus(row["source"])].append(row)
    return found


def plain(text: str | None) -> str:
    """Letters and digits of `text` only: titles are compared without spaces, quotation marks and dashes."""
    return "".join(c for c in text or "" if c.isalnum())


def matched(wanted: Sequence[Span], found: Sequence[Span], least: float) -> dict[int, int]:
    """wanted index → found index, best overlap first, each used once; a pair must share more than `least`."""
    pairs = [(union(w, f), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found)]
    result: dict[int, int] = {}
    used: set[int] = set()
    for overlap, i, j in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if overlap > least and i not in result and j not in used:
            result[i] = j
            used.add(j)
    return result


def piece_spans(wanted: Sequence[Row], page: Page) -> list[tuple[list[int], int]]:
    """For each gold piece of one source in order: the offsets at which it may begin, and the one where it ends."""
    begins = []
    after = 0
    for row in wanted:
        spots = [p.start for p in page.places(row["begins"]) if p.start >= after]
        begins.append(spots or [after])
        after = begins[-1][0] + 1
    result = []
    for i, row in enumerate(wanted):
        before = begins[i + 1][0] + BORDER if i + 1 < len(wanted) else page.origin[-1] + 1
        ends = [p.end for p in page.places(row["ends"]) if begins[i][0] < p.end <= before]
        end = ends[-1] if ends else before
        result.append(([b for b in begins[i] if b < end], end))
    return result


def score_pieces(wanted: Sequence[Row], rows: Iterable[Row], pages: Pages) -> Scores:
    """Pieces with both borders right (collections aside), their titles, organisations and parts of the volume."""
    found = {s: [r for r in some if r["kind"] != "collection"] for s, some in by_source(rows).items()}
    right = titles = organisations = parts = total = count = 0
    for source, some in by_source(r for r in wanted if r["kind"] != "collection").items():
        free = list(found.get(source, []))
        total, count = total + len(some), count + len(free)
        if source not in pages:
            continue
        for row, (begins, end) in zip(some, piece_spans(some, pages[source]), strict=True):
            hit = next((f for f in free if _borders(f, begins, end)), None)
            if hit is None:
                continue
            free.remove(hit)
            right += 1
            titles += plain(hit["title"]) in _titles(row)
            organisations += plain(hit["organisation"]) == plain(row["organisation"])
            parts += PARTS.get(hit["genre"], "经验篇") == PARTS.get(row["genre"], "经验篇")
    return {
        "pieces F1": f1(right, count, total),
        "piece titles": share(titles, total),
        "piece organisations": share(organisations, total),
        "piece parts": share(parts, total),
    }


def _borders(found: Row, begins: Sequence[int], end: int) -> bool:
    return abs(found["end"] - end) <= BORDER and any(abs(found["start"] - b) <= BORDER for b in begins)


def _titles(row: Row) -> set[str]:
    return {plain(row["title"]), plain(row["title"] + (row.get("subtitle") or ""))}


def score_coverage(texts: Iterable[Row], pieces: Iterable[Row], furniture: Iterable[Row]) -> Scores:
    """Share of seen characters that lie in a piece or in site furniture."""
    covered = {s: [span(r) for r in some] for s, some in by_source([*pieces, *furniture]).items()}
    inside = seen = 0
    for row in texts:
        spans = covered.get(in_corpus(row["source"]), [])
        marks = bytearray(len(row["text"]))
        for s in spans:
            marks[s.start : s.end] = b"\1" * len(s)
        shown = [i for i, c in enumerate(row["text"]) if squeeze(c)]
        seen += len(shown)
        inside += sum(marks[i] for i in shown)
    return {"text covered": share(inside, seen)}


def score_clusters(wanted: Sequence[Row], apart: Sequence[Row], rows: Iterable[Row], pairs: Iterable[Row]) -> Scores:
    """Copies found together with relation and piece to keep; clusters that are right; pairs that must stay apart (what does not count may be shown)."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["cluster"]].append(row)
    members = [{_piece(r) for r in some} for some in found.values()]
    rows_of_pairs = list(pairs)
    linked = [
        {(in_corpus(r["source"]), r["piece"]), (in_corpus(r["other_source"]), r["other_piece"])} for r in rows_of_pairs
    ]
    true = [[_member(m) for m in w["members"]] for w in wanted]
    whole = [(w, t) for w, t in zip(wanted, true, strict=True) if not w.get("pair_only")]
    hits = [(w, _holding(t, found, members)) for w, t in whole]
    relations = sum(bool(h) and h[0]["relation"] == w["relation"] for w, h in hits)
    kept = sum(bool(h) and _kept(w, h) for w, h in hits)
    false = sum(not any(_within(m, t) for _, t in whole) for m in members)
    loose = [t for w, t in zip(wanted, true, strict=True) if w.get("pair_only")]
    separate = [[_member(n["a"]), _member(n["b"])] for n in apart]
    counting = [g for g, r in zip(linked, rows_of_pairs, strict=True) if max(r["counted"], r["other_counted"]) > 0]
    reported = sum(any(_holds(g, n) for g in (*members, *counting)) for n in separate)
    return {
        "clusters found": share(sum(bool(h) for _, h in hits), len(hits)),
        "clusters right": 1 - share(false, len(members)) if members else 1.0,
        "cluster relations": share(relations, len(hits)),
        "clusters kept": share(kept, len(hits)),
        "single passages found": share(sum(any(_holds(g, t) for g in linked) for t in loose), len(loose)),
        "pairs kept apart": 1 - share(reported, len(separate)),
    }


def _piece(row: Row) -> tuple[str, str]:
    return in_corpus(row["source"]), row["piece"]


def _member(row: Row) -> tuple[str, str | None]:
    return row["source"], row.get("label")


def _holds(group: set[tuple[str, str]], wanted: Sequence[tuple[str, str | None]]) -> bool:
    return all(any(s == source and label in (None, piece) for s, piece in group) for source, label in wanted)


def _within(group: set[tuple[str, str]], wanted: Sequence[tuple[str, str | None]]) -> bool:
    return all(any(s == source and label in (None, piece) for source, label in wanted) for s, piece in group)


def _holding(
    wanted: Sequence[tuple[str, str | None]], found: Mapping[int, list[Row]], members: Sequence[set[tuple[str, str]]]
) -> list[Row]:
    return next((rows for rows, m in zip(found.values(), members, strict=True) if _holds(m, wanted)), [])


def _kept(wanted: Row, rows: Sequence[Row]) -> bool:
    if wanted.get("keep_any"):
        return True
    return any(r["kept"] and _holds({_piece(r)}, [_member(wanted["kept"])]) for r in rows)


def score_figures(wanted: Sequence[Row], ranges: Sequence[Row], rows: Iterable[Row], pages: Pages) -> Scores:
    """Figures inside the annotated ranges: overlap F1, value and unit both right, masked ones flagged and not invented."""
    limits = {s: [_range(r, pages[s]) for r in some] for s, some in by_source(ranges).items() if s in pages}
    predicted = by_source(rows)
    right = found = needed = both = masked = flagged = lost = invented = 0
    for source, some in by_source(wanted).items():
        if source not in pages:
            needed += sum(not r.get("optional") for r in some)
            continue
        places = [pages[source].inside(r["context"], r["at"], r["text"]) for r in some]
        pred = [r for r in predicted.get(source, []) if any(x.covers(span(r)) for x in limits[source])]
        match = matched(places, [span(r) for r in pred], 0.0)
        optional = {i for i, r in enumerate(some) if r.get("optional")}
        ignored = {j for i, j in match.items() if i in optional}
        ignored |= {
            j
            for j, r in enumerate(pred)
            if j not in match.values() and any(places[i].overlap(span(r)) for i in optional)
        }
        found += len(pred) - len(ignored)
        for i, row in enumerate(some):
            if i in optional:
                continue
            needed += 1
            hit = pred[match[i]] if i in match else None
            right += hit is not None
            both += hit is not None and _same_value(row, hit)
            if row["kind"] == "placeholder":
                masked += 1
                flagged += hit is not None and hit["kind"] == "placeholder"
                lost += row["value"] is None
                invented += row["value"] is None and hit is not None and hit["value"] is not None
    return {
        "figures F1": f1(right, found, needed),
        "figures value and unit": share(both, needed),
        "masked figures flagged": share(flagged, masked),
        "lost numbers not invented": 1 - share(invented, lost) if lost else 1.0,
    }


def _range(row: Row, page: Page) -> Span:
    begin = page.places(row["begins"])[0].start
    return Span(begin, next(p.end for p in page.places(row["ends"]) if p.end > begin))


def _same_value(wanted: Row, found: Row) -> bool:
    unit = [UNITS.get(u, u) for u in (wanted["unit"] or "", found["unit"] or "")]
    return unit[0] == unit[1] and _equal(wanted["value"], found["value"])


def _equal(a: object, b: object) -> bool:
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(_equal(x, y) for x, y in zip(a, b, strict=True))
    try:
        x, y = float(str(a)), float(str(b))
    except ValueError:
        return str(a).upper() == str(b).upper()
    # Ratios are written in the gold with six digits.
    return abs(x - y) <= 1e-5 * max(1.0, abs(x))


def score_measures(wanted: Sequence[Row], rows: Iterable[Row], pages: Pages) -> Scores:
    """Titles of measures found (half of the characters shared), with marker and level."""
    predicted = by_source(rows)
    right = markers = levels = total = 0
    for source, some in by_source(wanted).items():
        total += len(some)
        if source not in pages:
            continue
        places = title_places(some, pages[source])
        pred = predicted.get(source, [])
        match = matched(places, [Span(r["title_start"], r["title_end"]) for r in pred], 0.5)
        right += len(match)
        markers += sum(plain(some[i]["marker"]) == plain(pred[j]["marker"]) for i, j in match.items())
        levels += sum(some[i]["level"] == pred[j]["level"] for i, j in match.items())
    return {
        "measures recall": share(right, total),
        "measure markers": share(markers, right),
        "measure levels": share(levels, right),
    }


def title_places(rows: Sequence[Row], page: Page) -> list[Span]:
    """Where the titles of one source stand: after their marker, each behind the one before where that is possible."""
    places, after = [], 0
    for row in rows:
        spots = [Span(p.end - _length(row["title"], page, p), p.end) for p in page.places(row["marker"] + row["title"])]
        spots = spots or page.places(row["title"])
        if not spots:
            raise LookupError(f"{row['title']!r} is not in the text")
        places.append(next((p for p in spots if p.start >= after), spots[0]))
        after = places[-1].start
    return places


def _length(title: str, page: Page, place: Span) -> int:
    start = page.origin.index(place.end - 1) + 1 - len(squeeze(title))
    return place.end - page.origin[start]


def score_findings(wanted: Sequence[Row], rows: Sequence[Row], pages: Pages) -> Scores:
    """Planted faults found; alarms that hit one; right relations left in peace; right relations confirmed.

    A finding hits a gold row when it overlaps two of its members (one, if there are no more than two).
    """
    gold = [(w, w["source"], _places(w, pages)) for w in wanted]
    alarms = [r for r in rows if r["status"] == "inconsistent"]
    doubts = [r for r in rows if r["status"] != "consistent"]
    confirmed = [r for r in rows if r["status"] == "consistent"]
    faults = [g for g in gold if g[0]["status"] != "consistent"]
    good = [g for g in gold if g[0]["status"] == "consistent"]

    def hit(known: tuple[Row, str, list[Span]], row: Row) -> bool:
        return _hits(known[1], known[2], row)

    quiet = sum(not any(hit(g, r) and not any(hit(f, r) for f in faults) for r in doubts) for g in good)
    return {
        "planted faults found": share(sum(any(hit(g, r) for r in doubts) for g in faults), len(faults)),
        "alarms right": share(sum(any(hit(g, r) for g in faults) for r in alarms), len(alarms)),
        "right sums left in peace": share(quiet, len(good)),
        "right sums confirmed": share(sum(any(hit(g, r) for r in confirmed) for g in good), len(good)),
    }


def _places(row: Row, pages: Pages) -> list[Span]:
    page = pages.get(row["source"])
    return [page.inside(m["context"], m["at"], m["text"]) for m in row["members"]] if page else []


def _hits(source: str, places: Sequence[Span], row: Row) -> bool:
    shown = [span(m) for m in row["members"] if in_corpus(m["source"]) == source]
    return sum(any(p.overlap(s) for s in shown) for p in places) >= (2 if len(places) > 2 else 1)


def score_contents(wanted: Sequence[Row], rows: Iterable[Row]) -> Scores:
    """Entries of pasted contents lists with title, organisation, page, part and group all right; sources without a fault."""
    lists = contents_by_source(wanted, rows)
    right, found, need = (sum(n) for n in zip(*lists.values(), strict=True)) if lists else (0, 0, 0)
    whole = sum(r == f == n for r, f, n in lists.values())
    return {"contents entries F1": f1(right, found, need), "contents lists right": share(whole, len(lists))}


def contents_by_source(wanted: Sequence[Row], rows: Iterable[Row]) -> dict[str, tuple[int, int, int]]:
    """Entries right, found and wanted, by source."""
    found = by_source(rows)
    result = {}
    for source, some in by_source(wanted).items():
        need, have = ([_entry(r) for r in entries] for entries in (some, found.get(source, [])))
        result[source] = (sum((Counter(need) & Counter(have)).values()), len(have), len(need))
    return result


def _entry(row: Row) -> tuple[object, ...]:
    return plain(row["title"]), plain(row["organisation"]), _named(row["group"]), _named(row["part"]), row["page"]


def _named(section: str | None) -> str:
    """A part or group without its number, which says no more than its place does; the number where there is no name."""
    section = section or ""
    return plain(NUMBER.sub("", section)) or plain(section)


def score_headings(wanted: Sequence[Row], rows: Iterable[Row]) -> Scores:
    """Headings found with marker and title, and those among them with the right level."""
    found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for row in rows:
        found[_heading(row)].append(row["level"])
    levels = [(w["level"], found[_heading(w)]) for w in wanted]
    hits = sum(bool(have) for _, have in levels)
    right = sum(level in have for level, have in levels)
    return {"headings found": share(hits, len(levels)), "heading levels": share(right, hits)}


def _heading(row: Row) -> tuple[str, str, str]:
    return in_corpus(row["source"]), plain(row["marker"]), plain(row["title"])


def score_boilerplate(wanted: Sequence[Row], rows: Iterable[Row], pages: Pages) -> Scores:
    """Seen characters of site furniture in the sources that have any; titles and single characters are not scored."""
    found = by_source(rows)
    right = hit = have = need = 0
    for source, some in by_source(wanted).items():
        if source not in pages:
            need += sum(len(squeeze(w["text"])) for w in some)
            continue
        text = pages[source]
        true = _marked(text, [p for w in some for p in text.places(w["text"])])
        loose = _marked(text, [span(r) for r in found.get(source, []) if r["kind"] in UNSCORED])
        pred = _marked(text, [span(r) for r in found.get(source, []) if r["kind"] not in UNSCORED]) - loose
        right += len(true & pred)
        hit += len(true & (pred | loose))
        have += len(pred)
        need += len(true)
    return {"boilerplate precision": share(right, have), "boilerplate recall": share(hit, need)}


def _marked(page: Page, spans: Sequence[Span]) -> set[int]:
    """The seen characters of `page` that lie in `spans`."""
    return {i for i in page.origin if any(s.start <= i < s.end for s in spans)}


def score_unreadable(wanted: Sequence[Row], named: Iterable[str]) -> Scores:
    """Files that cannot be read and are named; no other file may be named."""
    have, need = {in_corpus(n) for n in named}, {w["source"] for w in wanted}
    return {"unreadable files named": f1(len(have & need), len(have), len(need))}
