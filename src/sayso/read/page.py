"""A page to a report: picks the reader by what the page is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.read import plain
from sayso.read.assemble import MIN_PAGE_CHARS, reject
from sayso.records import Page, Reason, Rejected, Report

MAX_BYTES = 10_000_000
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|div|p|meta|title|section|main|table|h1)[\s>/]", re.IGNORECASE
)
_SNIFFED = 2048  # bytes at the start in which a page without a media type shows that it is HTML


def read_page(
    page: Page,
    *,
    min_chars: int = MIN_PAGE_CHARS,
    min_plain_chars: int = plain.MIN_CHARS,
    max_chars: int = plain.MAX_CHARS,
    max_bytes: int = MAX_BYTES,
    languages: Sequence[str] = ("en",),
) -> Report | Rejected:
    """Return the report on a page, or the reason why there is none; never raise for what a page holds.

    Args:
        page: HTML, plain text, or a text given by the caller (media type `text/x-sayso-row`, kept as it is).
        min_chars: Least characters of the body of an HTML page.
        min_plain_chars: Least characters of the body of a plain text.
        max_chars: Most characters of a text.
        max_bytes: Most bytes of a page.
        languages: ISO 639-1 codes that are read; empty: all.

    >>> report = read_page(Page(content=b"Rebels attacked a base in the north, the army said.", source="-"))
    >>> report.body.surface
    'Rebels attacked a base in the north, the army said.'
    >>> read_page(Page(content=b"", source="empty.txt")).reason
    <Reason.EMPTY: 'empty'>
    """
    if len(page.content) > max_bytes:
        return reject(page, Reason.TOO_LARGE, f"{len(page.content)} bytes; at most {max_bytes} are read")
    if is_html(page):
        from sayso.read.html import read_html  # half a second of imports that a text can do without

        return read_html(page, min_chars=min_chars, max_chars=max_chars, languages=languages)
    return plain.read_plain(page, min_chars=min_plain_chars, max_chars=max_chars, languages=languages)


def is_html(page: Page) -> bool:
    """Tell HTML from plain text, by the media type where there is one, else by the first bytes."""
    media_type = (page.media_type or "").partition(";")[0].strip().casefold()
    if media_type in ("text/html", "application/xhtml+xml"):
        return True
    if media_type.startswith("text/") and media_type not in ("text/plain", "text/xml"):
        return False
    head = page.content[:_SNIFFED].replace(b"\x00", b"")
    if (
        media_type == "text/plain"
    ):  # servers and file names call many a page plain: only a whole document is taken for HTML
        return bool(
            re.match(
                rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)[\s>]",
                head,
                re.IGNORECASE | re.DOTALL,
            )
        )
    return bool(_MARKUP.search(head))
