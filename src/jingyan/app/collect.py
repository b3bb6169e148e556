"""Collect: files and folders to Sources, readings and Outlines; what every later step starts from."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from jingyan.app.clean import clean_source, counted, known_rules, with_holes
from jingyan.app.file_names import name_patterns, use_names
from jingyan.app.reading import read_raws
from jingyan.model.cleaning import Cleaning
from jingyan.model.problem import JingyanError, Problem, Progress, no_progress, system_reason
from jingyan.model.source import Office, RawFile, Source
from jingyan.model.structure import Outline, Piece

# Names that `build` gives its own outputs (docs/contract.md); a folder that holds run.json is one of ours.
OUTPUT_NAMES = (
    "汇编.docx", "汇编.pdf", "查重报告.html", "台账.xlsx", "核校意见.html", "核校意见.docx", "举措对照.html", "数据对照.html",
    "经验摘编.docx", "编排.xlsx", "run.json",
)  # fmt: skip
VOLUME = "汇编.docx"
LETTERS = "函件清单.xlsx"  # a folder that holds it and run.json is one of letters that `letters` wrote
MAX_FILE = 256 * 1024 * 1024  # facts of intake: total inflated size of one submission


COVERING_NOTE = 60  # characters without blanks: more than a greeting, the note and a name
_NOTE = re.compile(
    "查收|查阅|请?见附件|详见附件|附件(?:是|为|里|中)|请(?:审阅|接收|签收)|收到请(?:回复|告)|(?:材料|总结|报告|汇报)(?:已)?(?:发|报送?)(?:给|上|来|去)"
)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was passed over on purpose; `reason` one Chinese phrase."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Collected:
    """Everything known of the collected inputs. `readings`, `outlines` and `cleanings` are keyed by Source path; sources in stable order.

    `off` are the rules of cleaning that change nothing, `damage` every damaged place of every Source (`problems` tell of them once a Source).
    `references` (last year's volume or another folder), `templates` and `policies` only take part in the comparison: they are never planned nor extracted.
    """

    sources: tuple[Source, ...]
    readings: Mapping[str, str]
    outlines: Mapping[str, Outline]
    problems: tuple[Problem, ...]
    skipped: tuple[Skipped, ...] = ()
    cleanings: Mapping[str, Cleaning] = field(default_factory=dict)
    damage: tuple[Problem, ...] = ()
    off: tuple[str, ...] = ()
    references: "Collected | None" = None
    templates: "Collected | None" = None
    policies: "Collected | None" = None

    @property
    def with_references(self) -> "Collected":
        """The submissions and the references behind them as one collection: what passages lie in."""
        if self.references is None:
            return self
        beside = self.references
        return replace(
            self,
            sources=(*self.sources, *beside.sources),
            readings={**beside.readings, **self.readings},
            outlines={**beside.outlines, **self.outlines},
            references=None,
        )

    @property
    def reference_paths(self) -> frozenset[str]:
        """Paths of the Sources that are references."""
        return frozenset(s.path for s in self.references.sources) if self.references else frozenset()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All pieces in collection order, collections before their parts."""
        return tuple(p for s in self.sources for p in self.outlines[s.path].pieces)

    @property
    def by_path(self) -> dict[str, Source]:
        """Sources by path."""
        return {s.path: s for s in self.sources}


def find_files(paths: Iterable[Path], *, volumes: bool = False) -> tuple[list[Path], list[Skipped]]:
    """The files under `paths` in stable order (directories recursively), and those passed over; with `volumes` our own earlier volumes are found too.

    Raises JingyanError (exit code 2) for a path that does not exist.
    """
    found: dict[Path, None] = {}
    skipped: list[Skipped] = []
    for path in paths:
        if not path.exists():
            raise JingyanError(str(path), "没有这个文件或文件夹", todo="请检查路径是否写对")
        for file in sorted(_walk(path)) if path.is_dir() else [path]:
            reason = _skip_reason(file, path, volumes=volumes)
            if reason:
                skipped.append(Skipped(str(file), reason))
            else:
                found.setdefault(file)
    return list(found), skipped


def _walk(folder: Path) -> Iterator[Path]:
    return (p for p in folder.rglob("*") if p.is_file())


def _skip_reason(file: Path, root: Path, *, volumes: bool = False) -> str:
    if file.name.startswith("~$"):
        return "办公软件的锁文件"
    hidden = file.relative_to(root).parts if file != root else ()
    if any(part.startswith(".") or part == "__MACOSX" for part in hidden):
        return "隐藏文件"
    if (
        file.name in OUTPUT_NAMES
        and not (volumes and (file.name == VOLUME or file == root))
        and (file.parent / "run.json").exists()
    ):
        return "本工具以前的输出"
    if (file.parent / LETTERS).exists() and (file.parent / "run.json").exists():
        return "本工具写的函件"
    return ""


def read_raw(files: Sequence[Path]) -> tuple[list[RawFile], list[Problem]]:
    """The bytes of `files`; a file that cannot be opened or is too large becomes an unreadable Problem."""
    raws: list[RawFile] = []
    problems: list[Problem] = []
    for file in files:
        try:
            size = file.stat().st_size
            if size > MAX_FILE:
                message = f"文件有 {size // 1024 // 1024} MB,超过 {MAX_FILE // 1024 // 1024} MB 的上限,没有读取"
                problems.append(Problem("read.too_large", "unreadable", str(file), message, "请拆成较小的文件再报"))
            else:
                raws.append(RawFile(str(file), file.read_bytes()))
        except OSError as error:
            message = f"打不开这个文件({system_reason(error) or '读取出错'})"
            problems.append(
                Problem("read.no_access", "unreadable", str(file), message, "请检查文件是否还在、有没有读取权限")
            )
    return raws, problems


def collect(
    paths: Iterable[Path],
    *,
    office: Office | None = None,
    off: Sequence[str] = (),
    file_names: Sequence[str] = (),
    volumes: bool = False,
    progress: Progress = no_progress,
) -> Collected:
    """Read, segment and clean everything under `paths`; an unreadable file is a Problem and stops nothing else.

    `off` are rules of cleaning to leave out, `file_names` an editor's patterns of file names; with `volumes` our own earlier volumes are read too. Raises JingyanError (2) for one that is not right.
    """
    known_rules(off)
    name_patterns(file_names)
    files, skipped = find_files(paths, volumes=volumes)
    raws, problems = read_raw(files)
    sources, unreadable = read_raws(raws, office=office, progress=progress)
    sources, notes = without_covering_notes(sources)
    found = outline_sources(sources, [*problems, *unreadable, *notes], skipped, off=off, progress=progress)
    return with_names(found, file_names)


def with_names(collected: Collected, file_names: Sequence[str]) -> Collected:
    """The same with what the file names say by the patterns of an editor."""
    outlines, problems = use_names(collected.sources, collected.outlines, collected.problems, file_names)
    return replace(collected, outlines=outlines, problems=problems)


def without_covering_notes(sources: Sequence[Source]) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """The Sources that are more than a line such as 附件请查收, and a Problem for each of the others: they are no submissions."""
    notes = [s for s in sources if _is_covering_note(s)]
    hint = "如应有附件或正文,请报送单位补发"
    problems = tuple(
        Problem(
            "collect.note",
            "unreadable",
            s.path,
            f"只有附言(“{' '.join(s.text.split())[:24]}”),没有正文,没有收为来稿",
            hint,
            sha256=s.sha256,
        )
        for s in notes
    )
    return tuple(s for s in sources if not _is_covering_note(s)), problems


def _is_covering_note(source: Source) -> bool:
    words = "".join(source.text.split())
    return (
        len(words) <= COVERING_NOTE
        and not any(b.picture or b.rows for b in source.blocks)
        and bool(_NOTE.search(words))
    )


def outline_sources(
    sources: Sequence[Source],
    problems: Sequence[Problem] = (),
    skipped: Sequence[Skipped] = (),
    *,
    off: Sequence[str] = (),
    progress: Progress = no_progress,
) -> Collected:
    """Detect the script of each Source, make its reading, segment it, and find what is to be cleaned."""
    from jingyan.script.detect import detect_script
    from jingyan.script.fold import reading
    from jingyan.segment.segmenting import segment

    readings: dict[str, str] = {}
    outlines: dict[str, Outline] = {}
    cleanings: dict[str, Cleaning] = {}
    damage: list[Problem] = []
    found: list[Problem] = list(problems)
    detected: list[Source] = []
    for number, source in enumerate(sources):
        progress("拆分", number, len(sources))
        one = replace(source, script=detect_script(source.text))
        readings[one.path] = reading(one.text)
        outline, trouble = segment(one, readings[one.path])
        cleanings[one.path], places = clean_source(one, readings[one.path], outline, off)
        outlines[one.path] = with_holes(outline, places)
        found.extend((*trouble, *counted(places)))
        damage.extend(places)
        detected.append(one)
    progress("拆分", len(sources), len(sources))
    return Collected(
        tuple(detected), readings, outlines, tuple(found), tuple(skipped), cleanings, tuple(damage), tuple(off)
    )
