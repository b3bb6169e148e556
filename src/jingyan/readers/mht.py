"""Single-file web pages (MHT, as Word and browsers save them, often under the name .doc): the HTML part, read by `html`."""

from email import message_from_bytes

from jingyan.model.source import RawFile
from jingyan.readers import html
from jingyan.readers.draft import Draft
from jingyan.readers.problems import Refusal, size_words
from jingyan.readers.settings import ReadSettings


def read(file: RawFile, settings: ReadSettings) -> Draft:
    """The first HTML part of the message as a page."""
    if len(file.data) > settings.max_text:
        raise Refusal(
            "read.too_large", what="网页", size=size_words(len(file.data)), limit=size_words(settings.max_text)
        )
    for part in message_from_bytes(file.data).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page:
                return html.read(RawFile(file.path, page), settings)
    raise Refusal("read.no_text")
