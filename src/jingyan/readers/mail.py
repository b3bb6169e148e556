"""Saved mails (.eml, Outlook's .msg): their own words as one text under the subject, their attachments as raw files named `mail.eml/附件.docx`."""

import re
from dataclasses import dataclass, field
from email.message import Message

from jingyan.model.problem import Problem
from jingyan.model.source import RawFile
from jingyan.readers import mail_parts, outlook
from jingyan.readers.archive import is_furniture, label
from jingyan.readers.draft import Draft, Note, note
from jingyan.readers.encoding import Decoded, decode
from jingyan.readers.html import declared_charset, read_page
from jingyan.readers.inflate import Budget
from jingyan.readers.ole import MAGIC
from jingyan.readers.problems import Refusal, problem, size_words
from jingyan.readers.settings import ReadSettings
from jingyan.readers.sniff import is_mail_head, sniff
from jingyan.readers.story import Line, Story
from jingyan.readers.text import decoding_notes

_KIND = "邮件"
_PREFIX = re.compile(r"(?:\s*(?:re|fwd?|回复|答复|转发|回覆|轉寄|轉發)\s*(?:\[\d{1,3}\])?\s*[:：])+\s*", re.IGNORECASE)
_SPEAKS_OF_FILES = re.compile("附件|附檔|附上|查收|查閱|查阅|收悉|請收|请收|审阅|審閱")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class _Mail:
    """A mail taken apart: its subject, its words as stories, its attached parts, pictures inside the words, the codec of the first words."""

    subject: str
    stories: list[Story] = field(default_factory=list)
    attached: list[Message] = field(default_factory=list)
    pictures: int = 0
    encoding: str | None = None
    notes: list[Note] = field(default_factory=list)

    @property
    def speaks_of_files(self) -> bool:
        """Whether the words say that something is attached."""
        return any(_SPEAKS_OF_FILES.search(story.text) for story in self.stories)

    @property
    def characters(self) -> int:
        """Visible characters of the words, without the subject."""
        return sum(len("".join(story.text.split())) for story in self.stories)


def is_mail(file: RawFile) -> bool:
    """Whether the content is a saved mail."""
    if file.data.startswith(MAGIC):
        try:
            return sniff(file.data, file.path).kind == "msg"
        except Refusal:
            return False
    return is_mail_head(file.data, file.path)


def members(file: RawFile, settings: ReadSettings, budget: Budget) -> tuple[RawFile | Problem, ...]:
    """The mail itself when its words are a text (or when there is nothing else), then its attachments in their order.

    A covering note (fewer than `min_mail_words` characters beside attachments) is no text of its own; a Problem "info" tells it.
    """
    mail = _opened(file.data, settings)
    attached = _attachments(file.path, mail, settings, budget)
    files = any(isinstance(item, RawFile) for item in attached)
    unread = any(isinstance(item, Problem) and item.severity == "unreadable" for item in attached)
    if mail.characters >= settings.min_mail_words or not (files or unread or mail.speaks_of_files):
        return (file, *attached)
    if not files and mail.characters:
        return (problem("read.note_without_files", file.path, count=mail.characters), *attached)
    if not mail.characters:
        return attached
    return (problem("read.covering_note", file.path, count=mail.characters), *attached)


def read(file: RawFile, settings: ReadSettings) -> Draft:
    """The mail's words, its subject as their first line; Refusal("read.no_text") without any."""
    mail = _opened(file.data, settings)
    if not mail.characters:
        raise Refusal("read.no_text")
    story = Story()
    first = next(line for one in mail.stories for line in one.text.splitlines() if line.strip())
    if mail.subject and "".join(mail.subject.split()) != "".join(first.split()):
        story.add_line(_line(mail.subject))
    for one in mail.stories:
        story.add_story(one)
    notes = (*mail.notes, note("read.mail_pictures", count=mail.pictures)) if mail.pictures else tuple(mail.notes)
    return Draft(story.text, tuple(story.blocks), mail.encoding, notes)


def _opened(data: bytes, settings: ReadSettings) -> _Mail:
    message = (
        outlook.message(data, settings) if data.startswith(MAGIC) else mail_parts.parse(data, settings, kind=_KIND)
    )
    mail = _Mail(_PREFIX.sub("", mail_parts.subject(message), count=1).strip())
    choices: list[tuple[Message | None, list[Message]]] = []
    for part, around in mail_parts.leaves(message, settings, kind=_KIND):
        if mail_parts.is_inline_picture(part, around):
            mail.pictures += 1
        elif part.get_content_type() not in ("text/plain", "text/html") or mail_parts.is_attachment(part):
            mail.attached.append(part)
        elif choices and _is_other_form(part, around, choices[-1]):
            choices[-1][1].append(part)
        else:
            choices.append((around, [part]))
    for _, forms in choices:
        _choose(forms, mail, settings)
    return mail


def _is_other_form(part: Message, around: Message | None, before: tuple[Message | None, list[Message]]) -> bool:
    """Whether words are the same words again as HTML: the parts of an alternative, also when the page stands in a multipart/related of its own."""
    parent, forms = before
    if parent is None or parent.get_content_type() != "multipart/alternative":
        return False
    kinds = {form.get_content_type() for form in forms}
    return part.get_content_type() not in kinds and (around is parent or part.get_content_type() == "text/html")


def _choose(forms: list[Message], mail: _Mail, settings: ReadSettings) -> None:
    """Take the form that keeps most: HTML (it has the tables and does not break lines) unless it lost half of the plain words."""
    read: list[tuple[Story, Decoded]] = []
    for part in sorted(forms, key=lambda p: p.get_content_type() != "text/html"):
        raw = mail_parts.content(part)
        if len(raw) > settings.max_html:
            raise Refusal(
                "read.too_large", what="邮件正文", size=size_words(len(raw)), limit=size_words(settings.max_html)
            )
        page = part.get_content_type() == "text/html"
        decoded = decode(raw, declared=mail_parts.charset(part) or (declared_charset(raw) if page else None))
        story = _page(decoded.text) if page else _plain(decoded.text, part)
        if story.blocks:
            read.append((story, decoded))
    if not read:
        return
    story, decoded = read[0]
    fullest = max(read, key=lambda pair: pair[0].length)
    if story.length * 2 < fullest[0].length:
        story, decoded = fullest
    mail.stories.append(story)
    mail.encoding = mail.encoding or decoded.encoding
    mail.notes += [found for found in decoding_notes(decoded) if found not in mail.notes]


def _page(markup: str) -> Story:
    try:
        return read_page(markup, whole_page=True)[0]
    except Refusal:
        return Story()


def _plain(text: str, part: Message) -> Story:
    """Lines of plain words; with format=flowed (RFC 3676) a line that ends in a blank goes on in the next one."""
    story, line = Story(), Line()
    flowed = str(part.get_param("format", "")).lower() == "flowed"
    close = str(part.get_param("delsp", "")).lower() == "yes"
    for words in _LINE_END.split(text):
        joined = flowed and words.endswith(" ") and words != "-- "
        line.put(words[:-1] if joined and close else words)
        if not joined:
            story.add_line(line)
            line = Line()
    if line.parts:
        story.add_line(line)
    return story


def _line(text: str) -> Line:
    line = Line()
    line.put(text)
    return line


def _attachments(path: str, mail: _Mail, settings: ReadSettings, budget: Budget) -> tuple[RawFile | Problem, ...]:
    found: list[RawFile | Problem] = []
    used: dict[str, int] = {}
    skipped = 0
    for part in mail.attached:
        name = mail_parts.file_name(part) or _unnamed(part)
        if is_furniture(name):
            skipped += 1
            continue
        inner = f"{path}/{label(name, used)}"
        try:
            found.append(RawFile(inner, _counted(part, settings, budget)))
        except Refusal as refusal:
            found.append(problem(refusal.code, inner, **refusal.values))
        except Exception:  # what the library raises when it writes a broken forwarded message
            if settings.reraise:
                raise
            found.append(problem("read.damaged", inner, kind="附件"))
    if skipped:
        found.append(problem("read.skipped", path, count=skipped))
    return tuple(found)


def _counted(part: Message, settings: ReadSettings, budget: Budget) -> bytes:
    data = mail_parts.content(part)
    limit = min(budget.left, settings.max_part)
    if len(data) > limit:
        raise Refusal("read.too_large", what="附件", size=size_words(len(data)), limit=size_words(limit))
    budget.left -= len(data)
    return data


def _unnamed(part: Message) -> str:
    """A name for an attachment without one: forwarded messages by their subject, others by what they are."""
    if part.get_content_maintype() == "message":
        inner = part.get_payload()
        words = mail_parts.subject(inner[0]) if isinstance(inner, list) and isinstance(inner[0], Message) else ""
        return f"{words.replace('/', '／')[:60] or '转发的邮件'}.eml"
    return "无名附件"
