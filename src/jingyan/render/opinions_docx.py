"""核校意见.docx: for every unit one list of numbered questions with an empty column for its answer, to be sent out and sent back."""

from collections.abc import Iterable, Mapping, Sequence

from jingyan.model.finding import Finding
from jingyan.model.reuse import Comparison
from jingyan.model.source import Source
from jingyan.model.structure import Piece
from jingyan.render.catalogue import Catalogue, Numbered
from jingyan.render.docx_plain import ROOM, Run, document, paragraph, table
from jingyan.render.foreign import one_line
from jingyan.render.opinions import NONE_SETTLED, Opinion, Settled, opinions
from jingyan.render.places import Paragraphs, Quotation, quotations
from jingyan.render.units import Unit, units

QUOTED = 24  # code points of context on each side of a quoted place
PLACES = 12  # places quoted of one question; a row should fit on a page
CROWDED = 12  # the context when there are many places
SLOTS = 60  # numbers left blank: all of them in one question …
SLOT_QUOTED = 7  # … each with few words around
QUESTIONS = 300  # of one unit; the ledger holds the rest
WIDTHS = (800, 2900, 3354, ROOM - 7054)
HEADS = ("编号", "问题", "有关原文", "单位答复")


def opinions_docx(
    sources: Sequence[Source],
    pieces: Sequence[Piece],
    findings: Sequence[Finding],
    *,
    title: str,
    settled: Settled = NONE_SETTLED,
    readings: Mapping[str, str] | None = None,
) -> bytes:
    """The docx: one page or more for each unit that has something to answer, in collection order; numbers are those of 核校意见.html.

    Findings that are settled or checked and right are not asked about. Findings outside every piece come last, under the file.
    """
    catalogue = Catalogue(sources, pieces, Comparison(), None)
    asked: dict[int, list[Opinion]] = {}
    for opinion in opinions(catalogue, findings, settled):
        if opinion.open:
            asked.setdefault(opinion.home.number if opinion.home else 0, []).append(opinion)
    writer = _Writer(catalogue, title)
    blocks = [b for unit in units(catalogue, readings) for b in writer.unit(unit, asked)]
    blocks += writer.homeless(asked.get(0, ()))
    return document(blocks or _nothing(title), title=f"核校意见 {title}")


def _nothing(title: str) -> list[str]:
    told = f"《{one_line(title)}》的来稿没有需要答复的意见。"
    return [paragraph((Run("核校意见", "title"),), "Title"), paragraph((Run(told),), "BodyText")]


class _Writer:
    """Questions as WordprocessingML; holds what all of them look up."""

    def __init__(self, catalogue: Catalogue, title: str) -> None:
        self._catalogue = catalogue
        self._paragraphs = Paragraphs(catalogue)
        self._title = one_line(title)

    def unit(self, unit: Unit, asked: Mapping[int, Sequence[Opinion]]) -> list[str]:
        """Heading, salutation, one table for each piece with questions, and where to sign; [] for a unit without questions."""
        own = [(p, asked[p.number]) for p in unit.pieces if p.number in asked]
        if not own:
            return []
        count = sum(len(questions) for _, questions in own)
        blocks = [*_head(unit.name if unit.signed else "报送单位"), _request(self._title, count)]
        room = QUESTIONS
        for piece, questions in own:
            blocks += [*self._piece(piece), self._table(questions[:room], piece)]
            room -= len(questions[:room])
            if room == 0:
                break
        if count > QUESTIONS:
            more = f"另有 {count - QUESTIONS} 条没有列出，全部见台账.xlsx 的“核校”表。"
            blocks.append(paragraph((Run(more),), "Note", before=80))
        return [*blocks, *_signature()]

    def homeless(self, questions: Sequence[Opinion]) -> list[str]:
        """Questions about files of which no piece is known."""
        if not questions:
            return []
        return [
            *_head("编者"),
            paragraph((Run("以下各条不在任何一篇之内。"),), "BodyText"),
            self._table(questions, None),
        ]

    def _piece(self, piece: Numbered) -> list[str]:
        own = piece.piece
        told = f"{piece.number}号《{one_line(own.title, 60) or '无题'}》"
        file = f"文件：{one_line(own.source.rpartition('/')[2], 80)}"
        return [paragraph((Run(told),), "Heading2"), paragraph((Run(file),), "Note")]

    def _table(self, questions: Sequence[Opinion], piece: Numbered | None) -> str:
        rows = [
            (
                (paragraph((Run(o.number),), "TableText", align="center"),),
                tuple(_question(o.finding)),
                tuple(self._places(o, piece)),
                (),
            )
            for o in questions
        ]
        return table(WIDTHS, HEADS, rows)

    def _places(self, opinion: Opinion, piece: Numbered | None) -> Iterable[str]:
        most, around = (SLOTS, SLOT_QUOTED) if opinion.finding.code == "placeholder" else (PLACES, QUOTED)
        around = min(around, CROWDED) if len(opinion.finding.members) > PLACES // 2 else around
        quoted = quotations(self._catalogue, self._paragraphs, opinion.finding, most=most, around=around)
        for number, q in enumerate(quoted, 1):
            mark = f"（{number}）" if len(quoted) > 1 else ""
            runs = [Run(f"{mark}{self._where(q, piece)}", "small", 18)]
            runs += [Run(text, bold=hit, line=hit) for text, hit in q.parts]
            yield paragraph(runs, "TableText")
        more = len(opinion.finding.members) - most
        if more > 0:
            yield paragraph((Run(f"另有 {more} 处没有列出。", "small", 18),), "TableText")

    def _where(self, quoted: Quotation, piece: Numbered | None) -> str:
        if quoted.piece is None:
            return f"{quoted.source}："
        other = "" if quoted.piece is piece else self._catalogue.name(quoted.piece.piece.id)
        unit = quoted.piece.piece.organisation
        signed = f"（{one_line(unit)}）" if other and unit else ""
        return f"{other}{signed}第{quoted.paragraph}段："


def _question(finding: Finding) -> Iterable[str]:
    yield paragraph((Run(finding.message),), "TableText")
    if finding.hint:
        yield paragraph((Run(finding.hint),), "TableText")


def _head(name: str) -> list[str]:
    return [paragraph((Run("核校意见", "title"),), "Heading1"), paragraph((Run(f"{name}：", "text"),))]


def _request(title: str, count: int) -> str:
    told = f"你单位为《{title}》报送的材料，有下列 {count} 处需要核实。请逐条核对，在“单位答复”栏写明改正后的内容，原文无误的写“无误”，盖章后退回。"
    return paragraph((Run(told),), "BodyText")


def _signature() -> list[str]:
    return [
        paragraph((Run("单位（盖章）："),), "Signature", before=360),
        paragraph((Run("经办人、电话："),), "Signature"),
        paragraph((Run("日期：    年  月  日"),), "Signature"),
    ]
