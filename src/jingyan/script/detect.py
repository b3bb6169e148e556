"""Which script a text or each of its clauses is written in; converts nothing."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from jingyan.model.source import Script
from jingyan.script.tables import SIMPLIFIED, SIZE, TRADITIONAL, script_flags

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Up to this many characters of the other script are strays (a personal name, a lost conversion), unless they are 2 % of the distinguishing ones:
# the seeds have none at all, quotations of a clause hold more.
STRAYS = 2
STRAY_SHARE = 0.02

# A traditional run of fewer distinguishing characters is no passage but strays (decided character by character) where simplified ones are WEAK_TEXT times as
# many in the text: share sites scatter traditional characters, each doubled with its pinyin, over simplified text.
WEAK_RUN = 3
WEAK_TEXT = 10

_CLAUSE_ENDS = ",，。;；!！?？:：、()（）“”「」『』《》\r\n"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch text[start:end] whose clauses are all traditional (`traditional`) or all not."""

    start: int
    end: int
    traditional: bool


def codes_of(text: str) -> "NDArray[np.uint32]":
    """The code points of `text` as a read-only array of uint32."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def detect_script(text: str) -> Script:
    """The script of `text`: "none" without distinguishing characters, "mixed" when more than strays of the other script occur."""
    import numpy as np

    counts = np.bincount(script_flags()[codes_of(text)], minlength=3)
    traditional, simplified = int(counts[TRADITIONAL]), int(counts[SIMPLIFIED])
    fewer, total = min(traditional, simplified), traditional + simplified
    if not total:
        return "none"
    if fewer > STRAYS or fewer > STRAY_SHARE * total:
        return "mixed"
    return "traditional" if traditional > simplified else "simplified"


def runs(text: str) -> tuple[Run, ...]:
    """The text as adjoining Runs. A clause without distinguishing characters follows the one before it, at the start the one after it."""
    import numpy as np

    codes = codes_of(text)
    flags = script_flags()[codes]
    traditional = flags == TRADITIONAL
    if not traditional.any():
        return (Run(0, len(text), False),) if text else ()
    simplified = flags == SIMPLIFIED
    if not simplified.any():
        return (Run(0, len(text), True),)
    balance = np.concatenate(([0], np.cumsum(traditional.astype(np.int32) - simplified)))
    found = _merge(codes, balance)
    if simplified.sum() < WEAK_TEXT * traditional.sum():
        return found
    return _without_strays(found, np.concatenate(([0], np.cumsum(traditional))))


def _without_strays(found: tuple[Run, ...], count: "NDArray[np.int64]") -> tuple[Run, ...]:
    """The runs with traditional ones that are only strays joined to their neighbours; `count` is the number of traditional characters before each place."""
    out: list[Run] = []
    for run in found:
        traditional = run.traditional and int(count[run.end] - count[run.start]) >= WEAK_RUN
        if out and out[-1].traditional == traditional:
            out[-1] = Run(out[-1].start, run.end, traditional)
        else:
            out.append(Run(run.start, run.end, traditional))
    return tuple(out)


@cache
def _clause_ends() -> "NDArray[np.bool_]":
    """Per code point whether it ends a clause; array of 0x110000."""
    import numpy as np

    table = np.zeros(SIZE, np.bool_)
    table[[ord(c) for c in _CLAUSE_ENDS]] = True
    return table


def _merge(codes: "NDArray[np.uint32]", balance: "NDArray[np.int64]") -> tuple[Run, ...]:
    """Runs from the running balance (traditional minus simplified characters before each place)."""
    import numpy as np

    inside = np.concatenate(([False], ~_clause_ends()[codes], [False]))
    bounds = np.flatnonzero(inside[1:] != inside[:-1]).reshape(-1, 2)
    difference = balance[bounds[:, 1]] - balance[bounds[:, 0]]
    telling = np.flatnonzero(difference)
    if not len(telling):
        return (Run(0, len(codes), False),)
    traditional = difference[telling] > 0
    heads = np.flatnonzero(np.diff(traditional, prepend=~traditional[:1]))
    starts = [0, *bounds[telling[heads[1:]], 0].tolist(), len(codes)]
    return tuple(
        Run(start, end, is_traditional)
        for (start, end), is_traditional in zip(pairwise(starts), traditional[heads].tolist(), strict=True)
    )
