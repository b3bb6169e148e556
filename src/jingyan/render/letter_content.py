"""What is to be told to which unit: faulty files, open questions, pieces given back and pieces printed; plain data, no layout and no file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from jingyan.model.finding import Finding, Member
from jingyan.model.letter import AdoptedPiece, Fault, FaultyFile, Question, QuotedPlace, ReturnedPiece, UnitMail
from jingyan.model.problem import Problem
from jingyan.model.reuse import Alignment
from jingyan.model.volume import LeftOut, PageMap
from jingyan.render.catalogue import Catalogue, Numbered, counted
from jingyan.render.foreign import one_line
from jingyan.render.letter_quotes import lines, quoted_clause, quoted_sentence
from jingyan.render.letter_words import Other, asked, fault, told_codes
from jingyan.render.opinions import NONE_SETTLED, Opinion, Settled, opinions
from jingyan.render.places import Paragraphs, piece_of
from jingyan.render.units import units
from jingyan.render.wording import characters

SHORT = 300  # characters below which a piece is called short, as in volume.planning
PLACES = 8  # lines quoted of one question
UNFILLED = 10  # places listed that were left empty
EDGE = 12  # characters quoted at both ends of a long passage
_LEVELS = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Material:
    """What letters are made from, beside the catalogue (with its plan). `problems` of the submissions; `readings` as in `units.units`; `homes` file path → unit for files without
    pieces; `returned` pieces that the editor called copies; `pages` None when no page is told.
    """

    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    readings: Mapping[str, str] = field(default_factory=dict)
    settled: Settled = field(default_factory=lambda: NONE_SETTLED)
    homes: Mapping[str, str] = field(default_factory=dict)
    returned: frozenset[str] = frozenset()
    pages: PageMap | None = None


@dataclass(frozen=True, slots=True)
class ContentSettings:
    """`severity`: the lightest findings that are asked about; `name_others`: tell units by name with whom a text is shared."""

    severity: Literal["error", "warning", "info"] = "warning"
    name_others: bool = False


def unit_mails(catalogue: Catalogue, material: Material, settings: ContentSettings) -> tuple[UnitMail, ...]:
    """One UnitMail for each unit to which there is something to say, in the order of their first piece; units of which nothing could be read come last.

    Pieces without a unit are told to the unit of their file, or to “file”报送单位 (see `recipients`).
    """
    clerk = _Clerk(catalogue, material, settings)
    amend, asks = clerk.amend(), clerk.asks()
    returned, adopted = clerk.returned(), clerk.adopted()
    names = dict.fromkeys([*clerk.recipients.values(), *amend])
    estimated = material.pages is not None and not material.pages.measured
    mails = (
        UnitMail(
            to,
            tuple(amend.get(to, ())),
            tuple(asks.get(to, ())),
            tuple(returned.get(to, ())),
            tuple(adopted.get(to, ())),
            estimated,
        )
        for to in names
    )
    return tuple(m for m in mails if m.amend or m.ask or m.returned or m.adopted)


def file_name(path: str) -> str:
    """The file's own name."""
    return path.replace("\\", "/").rpartition("/")[2]


def senders_of(path: str) -> str:
    """How a unit is addressed of which only the file is known."""
    return f"“{one_line(file_name(path), 60)}”报送单位"


def recipients(catalogue: Catalogue, readings: Mapping[str, str]) -> dict[str, str]:
    """Piece id → to whom letters about it go. A piece without a unit is its file's unit's when that has signed at least half of the file's pieces."""
    signed = {p.piece.id: u.name for u in units(catalogue, readings) if u.signed for p in u.pieces}
    by_file: dict[str, list[str | None]] = {}
    for p in catalogue.submitted:
        by_file.setdefault(p.piece.source, []).append(signed.get(p.piece.id))
    made = {}
    for p in catalogue.submitted:
        own = by_file[p.piece.source]
        names = {n for n in own if n}
        alone = next(iter(names)) if len(names) == 1 and 2 * own.count(None) <= len(own) else senders_of(p.piece.source)
        made[p.piece.id] = signed.get(p.piece.id, alone)
    return made


class _Clerk:
    """Looks everything up for one set of letters."""

    def __init__(self, catalogue: Catalogue, material: Material, settings: ContentSettings) -> None:
        self._catalogue, self._material, self._settings = catalogue, material, settings
        self._paragraphs = Paragraphs(catalogue)
        self.recipients = recipients(catalogue, material.readings)
        self._opinions: tuple[Opinion, ...] = tuple(
            o for o in opinions(catalogue, material.findings, material.settled) if o.open
        )
        plan = catalogue.plan
        # Nothing is asked about a piece that is given back, and nothing has to be amended in it.
        self._given_back = {x.id: x for x in (plan.left_out if plan else ()) if x.instead or x.id in material.returned}
        self._titles = {e.id: e.title for e in plan.entries} if plan else {}
        self._titles |= {x.id: x.title for x in plan.left_out} if plan else {}

    def _title(self, piece: Numbered) -> str:
        return self._titles.get(piece.piece.id) or piece.piece.title or "无题"

    # ---- 补正通知 ----

    def amend(self) -> dict[str, list[FaultyFile]]:
        """Faulty files by recipient, in path order."""
        found: dict[tuple[str, str], list[tuple[Numbered | None, Fault]]] = {}
        for path, piece, told in sorted(self._faults(), key=lambda f: (f[0], f[1].number if f[1] else 0)):
            found.setdefault((self._to(path, piece), path), []).append((piece, told))
        made: dict[str, list[FaultyFile]] = {}
        for (to, path), faults in found.items():
            made.setdefault(to, []).append(self._file(path, faults))
        return made

    def _to(self, path: str, piece: Numbered | None) -> str:
        if piece is not None:
            return self.recipients[piece.piece.id]
        first = next((p for p in self._catalogue.submitted if p.piece.source == path), None)
        return self.recipients[first.piece.id] if first else self._material.homes.get(path) or senders_of(path)

    def _file(self, path: str, faults: Sequence[tuple[Numbered | None, Fault]]) -> FaultyFile:
        own = [p for p in self._catalogue.submitted if p.piece.source == path]
        alone = own[0] if len(own) == 1 else None
        told = [
            Fault(f"《{one_line(self._title(p), 40)}》{f.what}" if p and not alone else f.what, f.send)
            for p, f in faults
        ]
        title = self._title(alone) if alone and alone.piece.title_span else ""
        return FaultyFile(file_name(path), title, tuple(dict.fromkeys(told)))

    def _faults(self) -> Iterator[tuple[str, Numbered | None, Fault]]:
        grouped: dict[tuple[str, str, Numbered | None], list[Problem]] = {}
        known = told_codes()
        for p in self._material.problems:
            if p.code in known:
                grouped.setdefault((p.source, p.code, self._around(p)), []).append(p)
        for (path, code, piece), problems in grouped.items():
            if piece is not None and piece.piece.id in self._given_back:
                continue
            yield path, piece, fault(code, problems[0].message, count=len(problems))
        for piece in self._catalogue.submitted:
            if piece.piece.id not in self._given_back:
                yield from self._own_faults(piece)
        unfilled: dict[str, tuple[Numbered, list[Finding]]] = {}
        for o in self._opinions:
            wanted = o.home is not None and not o.home.reference and o.home.piece.id not in self._given_back
            if o.finding.code == "placeholder" and o.home and wanted:
                unfilled.setdefault(o.home.piece.id, (o.home, []))[1].append(o.finding)
        for piece, findings in unfilled.values():
            yield piece.piece.source, piece, self._unfilled(piece, findings)

    def _around(self, problem: Problem) -> Numbered | None:
        if problem.span is None:
            return None
        return piece_of(self._catalogue, Member(problem.source, None, problem.span, ""))

    def _own_faults(self, piece: Numbered) -> Iterator[tuple[str, Numbered | None, Fault]]:
        own = piece.piece
        if own.kind != "report":
            return
        if not own.organisation and self.recipients[own.id] == senders_of(own.source):
            yield own.source, piece, fault("own.organisation")
        size = characters(own.body.of(self._catalogue.sources[own.source].text))
        if size == 0:
            yield own.source, piece, fault("own.empty")
        elif size < SHORT and piece.placement.left_out is None:
            yield own.source, piece, fault("own.short", count=size)

    def _unfilled(self, piece: Numbered, findings: Sequence[Finding]) -> Fault:
        members = [m for f in findings for m in f.members]
        told = []
        for line in lines(self._catalogue, self._paragraphs, members[:UNFILLED]):
            words = "、".join(dict.fromkeys(f"“{quoted_clause(self._text(line.source), s)}”" for s in line.spans))
            told.append(f"第{line.paragraph}段{words}" if line.piece is piece else words)
        more = "等" if len(members) > UNFILLED else ""
        return fault("own.unfilled", count=len(members), details="；".join(told) + more)

    def _text(self, path: str) -> str:
        return self._catalogue.sources[path].text

    # ---- 核实函 ----

    def asks(self) -> dict[str, list[Question]]:
        """Numbered questions by recipient: of every unit in whose pieces a finding has a place, each told of its own places."""
        least = _LEVELS[self._settings.severity]
        made: dict[str, dict[str, list[tuple[Opinion, Numbered]]]] = {}
        for opinion in self._opinions:
            if opinion.finding.code == "placeholder" or _LEVELS[opinion.finding.severity] > least:
                continue
            homes: dict[str, Numbered] = {}
            for member in opinion.finding.members:
                piece = piece_of(self._catalogue, member)
                if piece is not None and not piece.reference and piece.piece.id not in self._given_back:
                    homes.setdefault(self.recipients[piece.piece.id], piece)
            for to, piece in homes.items():
                # One sentence said five times is one question: its findings share their code.
                made.setdefault(to, {}).setdefault(opinion.code, []).append((opinion, piece))
        return {to: self._numbered(to, asks) for to, asks in made.items()}

    def _numbered(self, to: str, asks: Mapping[str, Sequence[tuple[Opinion, Numbered]]]) -> list[Question]:
        others: Sequence[Other] = () if self._settings.name_others else self._others(to)
        return [
            Question(
                number,
                rows[0][0].code,
                self._title(rows[0][1]),
                file_name(rows[0][1].piece.source),
                asked(rows[0][0].finding, others, across=self._across(to, rows[0][0].finding)),
                tuple(self._places(to, rows[0][1], [m for o, _ in rows for m in o.finding.members])),
            )
            for number, rows in enumerate(sorted(asks.values(), key=lambda rows: rows[0][1].number), 1)
        ]

    def _across(self, to: str, finding: Finding) -> bool:
        """True when the finding has places in texts of others that this unit is not to read."""
        if self._settings.name_others:
            return False
        homes = (piece_of(self._catalogue, m) for m in finding.members)
        return any(p is not None and self.recipients.get(p.piece.id) != to for p in homes)

    def _others(self, to: str) -> list[Other]:
        made = []
        for p in self._catalogue.numbered.values():
            if self.recipients.get(p.piece.id) != to:
                own = p.piece
                called = f"{own.organisation or ''}《{own.title}》" if own.title else own.organisation or ""
                made += [Other(called, p.reference), Other(file_name(own.source), p.reference)]
        return made

    def _places(self, to: str, home: Numbered, members: Sequence[Member]) -> Iterator[QuotedPlace]:
        found = list(lines(self._catalogue, self._paragraphs, dict.fromkeys(members)))
        for line in found[:PLACES]:
            own = line.piece is not None and self.recipients.get(line.piece.piece.id) == to
            if not own and not self._settings.name_others:
                continue
            where = f"第{line.paragraph}段" if line.paragraph else file_name(line.source)
            if line.piece is not None and line.piece is not home:
                unit = "" if own else line.piece.piece.organisation or ""
                where = f"{unit}《{one_line(self._title(line.piece), 40)}》{where}"
            yield QuotedPlace(where, quoted_sentence(self._text(line.source), line.spans))
        if len(found) > PLACES:
            yield QuotedPlace(f"另有 {len(found) - PLACES} 处没有列出", ())

    # ---- 退稿函 ----

    def returned(self) -> dict[str, list[ReturnedPiece]]:
        """Pieces that are not printed because of what they share, by recipient."""
        made: dict[str, list[ReturnedPiece]] = {}
        for left_out in self._given_back.values():
            piece = self._catalogue.numbered.get(left_out.id)
            if piece is not None and not piece.reference:
                made.setdefault(self.recipients[left_out.id], []).append(self._give_back(piece, left_out))
        return made

    def _give_back(self, piece: Numbered, left_out: LeftOut) -> ReturnedPiece:
        other = self._other(piece, left_out)
        title, file = self._title(piece), file_name(piece.piece.source)
        if other is None:
            return ReturnedPiece(title, file, "该稿与其他材料内容重复。")
        alignments = self._shared(piece, other)
        share = self._share(piece, other)
        places = f"有 {len(alignments)} 处文字相同或相近" if alignments else "内容重复"
        part = f"，相同部分占该稿的 {share:.0%}" if share >= 0.005 else ""
        return ReturnedPiece(
            title, file, f"该稿与{self._called(piece, other)}{places}{part}。", self._longest(piece, alignments)
        )

    def _other(self, piece: Numbered, left_out: LeftOut) -> Numbered | None:
        """The piece it is told to share text with: the one kept when both share text, else the one with which it shares most."""
        kept = self._catalogue.numbered.get(left_out.instead or "")
        if kept is not None and self._shared(piece, kept):
            return kept
        largest = self._catalogue.numbered.get(piece.largest.other) if piece.largest else None
        return largest or kept

    def _called(self, piece: Numbered, other: Numbered) -> str:
        title = f"《{one_line(self._title(other), 60)}》"
        if self._settings.name_others:
            unit = other.piece.organisation or ""
            return (
                f"以往编印的{unit}{title}"
                if other.reference
                else f"{unit}报送的{title}"
                if unit
                else f"另一份材料{title}"
            )
        if other.reference:
            return "以往编印的材料"
        same = self.recipients.get(other.piece.id) == self.recipients[piece.piece.id]
        return f"同一单位报送的另一份材料{title}" if same else "另一单位报送的材料"

    def _shared(self, piece: Numbered, other: Numbered) -> list[Alignment]:
        found = self._catalogue.alignments.get(frozenset((piece.piece.id, other.piece.id)), ())
        return [a for a in found if a.excluded is None]

    def _share(self, piece: Numbered, other: Numbered) -> float:
        ids = {piece.piece.id, other.piece.id}
        pair = next((p for p in self._catalogue.pairs if {p.left, p.right} == ids), None)
        return counted(pair, left=pair.left == piece.piece.id) if pair else 0.0

    def _longest(self, piece: Numbered, alignments: Iterable[Alignment]) -> str:
        """Where the longest shared passage stands and how it begins and ends."""
        spans = [s.span for a in alignments for s in (a.left, a.right) if f"{s.source}#{s.piece}" == piece.piece.id]
        if not spans:
            return ""
        span = max(spans, key=lambda s: (len(s), -s.start))
        words = "".join(span.of(self._catalogue.sources[piece.piece.source].text).split())
        at = f"第{self._paragraphs.number(piece, span.start)}段"
        if len(words) <= 2 * EDGE:
            return f"其中最长的一处在{at}：“{words}”。"
        return f"其中最长的一处在{at}，自“{words[:EDGE]}……”至“……{words[-EDGE:]}”，共 {len(words)} 字。"

    # ---- 采用通知 ----

    def adopted(self) -> dict[str, list[AdoptedPiece]]:
        """Pieces that are printed, by recipient, in the order of the volume."""
        pages = dict(self._material.pages.pages) if self._material.pages else {}
        made: dict[str, list[AdoptedPiece]] = {}
        for part in self._catalogue.plan.parts if self._catalogue.plan else ():
            for entry in part.entries:
                if entry.id in self.recipients:
                    page = f"第 {pages[entry.id]} 页" if entry.id in pages else ""
                    told = AdoptedPiece(entry.title, entry.subtitle, part.name, page)
                    made.setdefault(self.recipients[entry.id], []).append(told)
        return made
