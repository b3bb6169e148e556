"""Word documents (docx, also templates and Strict): the package opened, the body walked, what was left out told; no XML details here."""

from jingyan.model.source import Block, RawFile
from jingyan.readers.docx_package import Package, W
from jingyan.readers.docx_walk import Walker
from jingyan.readers.draft import Draft, Note, note
from jingyan.readers.problems import Refusal
from jingyan.readers.settings import ReadSettings

_TOLD = (
    "insertions",
    "deletions",
    "hidden",
    "graphics",
    "symbols",
    "inserted_file",
    "picture_missing",
    "picture_large",
)


def read(file: RawFile, settings: ReadSettings) -> Draft:
    """Text and blocks of a docx: automatic numbers written out, insertions in, deletions and hidden text out, notes behind the body.

    Headers, footers, field codes and comments are not read.
    """
    package = Package(file.data, settings)
    root = package.xml(package.main)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise Refusal("read.damaged", kind=" Word 文档")
    walker = Walker(package)
    walker.walk(body)
    story = walker.story
    text = story.text
    if not text or text.isspace():
        pictures = sum(map(_pictures, story.blocks))
        raise Refusal("read.only_pictures", count=pictures) if pictures else Refusal("read.no_text")
    notes = [note(f"read.{code}", count=walker.counts[code]) for code in _TOLD if walker.counts[code]]
    return Draft(text, tuple(story.blocks), notes=(*notes, *_comments(package)))


def _pictures(block: Block) -> int:
    inside = (b for row in block.rows for cell in row for b in cell.blocks)
    return (block.kind == "picture") + sum(map(_pictures, inside))


def _comments(package: Package) -> tuple[Note, ...]:
    root = package.optional_xml(package.related(package.main, "comments"))
    count = 0 if root is None else len(root.findall(W + "comment"))
    return (note("read.comments", count=count),) if count else ()
