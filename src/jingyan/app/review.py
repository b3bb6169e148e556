"""Review: one page that shows an editor every automatic change to a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jingyan.app.collect import collect
from jingyan.app.export import exit_code
from jingyan.app.outputs import Written, write_output
from jingyan.model.problem import JingyanError, Problem, Progress, no_progress


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Where the page is, how many changes it shows, how many marks were only widened, how many words want a look; `exit_code` 3 when something beside the file was unreadable."""

    written: Written
    changes: int
    widened: int
    doubtful: int
    problems: tuple[Problem, ...]
    exit_code: int


def review_file(file: Path, out: Path, *, off: Sequence[str] = (), progress: Progress = no_progress) -> Reviewed:
    """Write the review page of `file` to `out`.

    Raises JingyanError: 2 for an unknown rule in `off` or more than one submission in the file, 4 when it is not readable, 5 when `out` cannot be written.
    """
    from jingyan.clean.cleaning import RULES
    from jingyan.executors.office import find_office
    from jingyan.model.cleaning import apply
    from jingyan.render.review_page import SURE, RuleName, review_page
    from jingyan.script.convert import convert

    collected = collect([file], office=find_office(), off=off, progress=progress)
    if not collected.sources:
        why = collected.problems[0] if collected.problems else None
        raise JingyanError(str(file), why.message if why else "里面没有来稿", todo=why.hint if why else "", exit_code=4)
    if len(collected.sources) > 1:
        raise JingyanError(str(file), f"里面有 {len(collected.sources)} 份来稿", todo="请解压后一次审阅一份")
    source = collected.sources[0]
    cleaning = collected.cleanings[source.path]
    conversion = convert(apply(cleaning, source.text).text)
    page = review_page(
        source,
        cleaning,
        conversion,
        collected.outlines[source.path],
        title=file.name,
        rules=tuple(RuleName(r.code, r.name, r.sentence) for r in RULES),
        problems=collected.damage,
    )
    doubtful = sum(r.margin is not None and r.margin < SURE for r in conversion.repairs)
    widened = sum(edit.rule == "width" for edit in cleaning.edits)
    changes = len(cleaning.edits) - widened + len(conversion.repairs)
    written = write_output(out.parent, out.name, page.encode("utf-8", "replace"), {})
    return Reviewed(written, changes, widened, doubtful, collected.problems, exit_code(collected))
