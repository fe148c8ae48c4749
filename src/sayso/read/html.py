"""HTML to a report: trafilatura for the body, htmldate for the date, the page's own metadata first."""  # noqa: A005

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import Any

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
# Characters below which the next, slower pass is made. Chosen on 136 news pages (F of 4-word shingles, 95.7 balanced, 96.7
# strict with fallbacks, 94.5 strict and fast, 96.95 so) and 387 pages of many kinds; 400-900 and 150-250 were tried.
_SHORT = 700
_VERY_SHORT = 250
_LEAST_COMMENT = 25  # characters from which a stray line of a comment section is taken for a comment
_MONTH_IN_URL = re.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])/(?!\d{1,2}/)")
_LONGEST_HEADING = 250
_SHARED_WORDS = 0.4  # share of words that a heading and a title in metadata must share to be the same headline

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
    feedback = take_feedback(tree)  # before the search for author and date: a reader is no author of the report
    found = _find_metadata(tree, page, own)
    title = clean(_title(tree, own, found))
    text, strays, sure = _extract(tree)
    draft = Draft(
        text=text,
        kind="page",
        title=title,
        publisher=clean(own.publisher or found.sitename),
        authors=_authors(own, found),
        published=_published(own, found, page),
        url=clean(own.url),
        feedback=Feedback(feedback.rating or own.rating, feedback.comments or own.comments or strays),
        paid=own.paid,
        sure=sure,
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


def _extract(tree: HtmlElement) -> tuple[str, tuple[Comment, ...], bool]:
    """Return the body's text, comments that no known system marks, and whether strict rules found the body.

    On news pages trafilatura's fast, strict pass is right most often; a short result is tried again with its slower
    fallbacks, and a very short one with the balanced rules (see `_SHORT` and `_VERY_SHORT`).
    """
    strict = _bare(tree, fast=True, favor_precision=True, include_comments=True)
    text = _text_of(strict)
    if len(text) < _SHORT:
        text = _text_of(_bare(tree, favor_precision=True, include_comments=False))
    sure = len(text) >= _VERY_SHORT
    if not sure:
        text = _text_of(_bare(tree, include_comments=False)) or text
    strays = _paragraphs(xmltotxt(strict.commentsbody, include_formatting=False)) if strict is not None else ""
    return text, tuple(Comment(text=x) for x in strays.split("\n\n") if len(x) >= _LEAST_COMMENT), sure


def _bare(tree: HtmlElement, **options: Any) -> Document | None:
    document = trafilatura.bare_extraction(tree, with_metadata=False, **options)
    return document if isinstance(document, Document) else None


def _text_of(document: Document | None) -> str:
    return _paragraphs(xmltotxt(document.body, include_formatting=False)) if document is not None else ""


def _paragraphs(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    pieces: list[str] = []
    for line in filter(None, lines):
        listed = line.startswith(("- ", "|"))
        if pieces:
            pieces.append("\n" if listed and pieces[-1].startswith(("- ", "|")) else "\n\n")
        pieces.append(line)
    return "".join(pieces)


def _title(tree: HtmlElement, own: Metadata, found: Document) -> str | None:
    """Return the headline: the page's own words for it, or the visible heading where that says the same.

    Titles in metadata end in the site's name or are shortened for sharing; a first-order heading that agrees with them is
    the headline as printed.
    """
    title = own.title or found.title
    headings = [h for e in tree.iter("h1") if (h := clean(e.text_content())) and len(h) <= _LONGEST_HEADING]
    if title is None:
        return headings[0] if len(headings) == 1 else None
    for heading in headings:
        a, b = _letters(heading), _letters(title)
        if len(a) >= 8 and (a in b or b in a):
            return heading
    words = set(title.casefold().split())
    for heading in headings:
        shared = words & set(heading.casefold().split())
        if len(heading.split()) >= 4 and len(shared) >= _SHARED_WORDS * min(len(words), len(heading.split())):
            return heading
    return title


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _authors(own: Metadata, found: Document) -> tuple[str, ...]:
    names = own.authors or tuple((found.author or "").split("; "))
    return tuple(name for n in names if (name := clean(n)))


def _published(own: Metadata, found: Document, page: Page) -> str | None:
    """Return htmldate's day, with the time of day where the page's own metadata name the same day."""
    if own.published and (read := read_date(own.published)) and (found.date is None or read[0][:10] == found.date):
        return own.published
    url = page.given.url or page.responded_url or own.url or ""
    if found.date and found.date.endswith("-01") and _MONTH_IN_URL.search(url) and not own.published:
        return found.date[:7]  # the address tells a month only; htmldate makes it the first
    return found.date
