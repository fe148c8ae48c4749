"""HTML to a report: trafilatura for the body, htmldate for the date, the page's own metadata first."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from datetime import datetime

import htmldate
import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata
from trafilatura.settings import Document
from trafilatura.xml import xmltotxt

from sayso.read.assemble import Draft, clean, make_report, read_date, reject
from sayso.read.decode import decode_bytes
from sayso.read.feedback import take_feedback
from sayso.read.metadata import Metadata, read_metadata
from sayso.records import Comment, Feedback, Page, Reason, Rejected, Report

MIN_CHARS = 80  # of a page's text: menus and cookie notices that slip through are shorter
MAX_CHARS = 400_000
_MAX_DATE = "2100-01-01"  # htmldate takes today's date unless told; the clock must not change what is read
_SITE_SEPARATOR = re.compile(r"\s+[|»·•–—-]\s+(?=[^|»·•–—]*$)")

logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("htmldate").addHandler(logging.NullHandler())


def read_html(
    page: Page, *, min_chars: int = MIN_CHARS, max_chars: int = MAX_CHARS, languages: Sequence[str] = ("en",)
) -> Report | Rejected:
    """Return the report on a page, or why there is none.

    In `report.text` paragraphs are parted by an empty line, items of a list and rows of a table by a line end. Ratings and
    comments are read from the page's elements and taken out before the body is looked for.
    """
    if not page.content.strip():
        return reject(page, Reason.EMPTY)
    source = decode_bytes(page.content, media_type=page.media_type, markup=True)
    if source is None:
        return reject(page, Reason.NOT_TEXT, "the bytes are no text")
    tree = _load_tree(source)
    if tree is None:
        return reject(page, Reason.NO_ARTICLE, "no HTML elements")
    own = read_metadata(tree)
    found = _find_metadata(tree, page, own)
    feedback = take_feedback(tree)
    text, strays = _extract(tree)
    draft = Draft(
        text=text,
        kind="page",
        title=clean(_title(own, found)),
        publisher=clean(own.publisher or found.sitename),
        authors=_authors(own, found),
        published=_published(own, found),
        url=clean(own.url),
        feedback=Feedback(feedback.rating or own.rating, feedback.comments or own.comments or strays),
        paid=own.paid,
    )
    return make_report(page, draft, min_chars=min_chars, max_chars=max_chars, languages=languages)


def _load_tree(source: str) -> HtmlElement | None:
    try:
        return trafilatura.load_html(source)
    except (etree.LxmlError, ValueError, RecursionError):
        return None


def _find_metadata(tree: HtmlElement, page: Page, own: Metadata) -> Document:
    """Let trafilatura and htmldate look for what the page does not say outright."""
    limit = (page.fetched_at or _MAX_DATE)[:10]
    config = {"original_date": True, "extensive_search": True, "max_date": limit}
    return extract_metadata(tree, page.given.url or page.responded_url or own.url, config)


def _extract(tree: HtmlElement) -> tuple[str, tuple[Comment, ...]]:
    document = trafilatura.bare_extraction(tree, favor_precision=True, include_comments=True, with_metadata=False)
    if document is None:
        return "", ()
    return _paragraphs(xmltotxt(document.body, include_formatting=False)), ()


def _paragraphs(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    pieces: list[str] = []
    for line in filter(None, lines):
        listed = line.startswith(("- ", "|"))
        if pieces:
            pieces.append("\n" if listed and pieces[-1].startswith(("- ", "|")) else "\n\n")
        pieces.append(line)
    return "".join(pieces)


def _title(own: Metadata, found: Document) -> str | None:
    return own.title or found.title


def _authors(own: Metadata, found: Document) -> tuple[str, ...]:
    names = own.authors or tuple((found.author or "").split("; "))
    return tuple(name for n in names if (name := clean(n)))


def _published(own: Metadata, found: Document) -> str | None:
    return found.date
