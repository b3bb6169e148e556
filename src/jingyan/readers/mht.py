"""Single-file web pages (MHT, as Word and browsers save them, often under the name .doc): the HTML part, read by `html`."""

from jingyan.model.source import RawFile
from jingyan.readers import html, mail_parts
from jingyan.readers.draft import Draft
from jingyan.readers.problems import Refusal
from jingyan.readers.settings import ReadSettings

_KIND = "网页"


def read(file: RawFile, settings: ReadSettings) -> Draft:
    """The first HTML part of the message as a page."""
    message = mail_parts.parse(file.data, settings, kind=_KIND)
    for part, _ in mail_parts.leaves(message, settings, kind=_KIND):
        if part.get_content_type() == "text/html" and (page := mail_parts.content(part)):
            return html.read(RawFile(file.path, page), settings)
    raise Refusal("read.no_text")
