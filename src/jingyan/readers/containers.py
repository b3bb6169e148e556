"""Files that hold other files (zip archives, mails) opened step by step, so that readers only see single documents; no reading here."""

from collections.abc import Callable, Iterator

from jingyan.model.problem import Problem
from jingyan.model.source import RawFile
from jingyan.readers import archive, mail
from jingyan.readers.inflate import Budget
from jingyan.readers.problems import Refusal, problem
from jingyan.readers.settings import ReadSettings

Opener = Callable[[RawFile, ReadSettings, Budget], tuple[RawFile | Problem, ...]]

# Adding a container: how to tell it, how to open it.
_CONTAINERS: tuple[tuple[Callable[[RawFile], bool], str, Opener], ...] = (
    (archive.is_archive, " zip 压缩包", archive.members),
    (mail.is_mail, "邮件", mail.members),
)


def expand(
    file: RawFile, settings: ReadSettings, *, level: int = 1, archives: int = 0, budget: Budget | None = None
) -> Iterator[RawFile | Problem]:
    """The documents in `file`: itself when it holds no others, else its members, containers among them opened in their place.

    A mail comes first itself when its own words are a text (its reader reads only those), then its attachments. Levels, members and bytes
    are counted over all containers of one submitted file.
    """
    found = next(((kind, opener) for tells, kind, opener in _CONTAINERS if tells(file)), None)
    if found is None:
        yield file
        return
    kind, opener = found
    archives += opener is archive.members
    if level > settings.max_levels or archives > settings.max_depth:
        limit = settings.max_levels if level > settings.max_levels else settings.max_depth
        yield problem("read.too_deep", file.path, limit=limit)
        return
    budget = budget or Budget(settings)
    try:
        inside = opener(file, settings, budget)
    except Refusal as refusal:
        yield problem(refusal.code, file.path, **refusal.values)
        return
    except Exception:
        if settings.reraise:
            raise
        yield problem("read.damaged", file.path, kind=kind)
        return
    for item in inside:
        if isinstance(item, RawFile) and item.path != file.path:
            yield from expand(item, settings, level=level + 1, archives=archives, budget=budget)
        else:
            yield item
