"""HTML to a report: trafilatura for the body, htmldate for the date, the page's own metadata first."""  # noqa: A005

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import Any

import htmldate
import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata
from trafilatura.settings import Document
from trafilatura.xml import xmltotxt

from sayso.read.assemble import MIN_PAGE_CHARS, Draft, clean, make_report, read_date, reject
from sayso.read.decode import decode_bytes
from sayso.read.feedback import take_feedback
from sayso.read.metadata import Metadata, read_metadata
from sayso.read.stamps import iter_days, resolve_stamps
from sayso.records import Comment, Feedback, Page, Reason, Rejected, Report

MAX_CHARS = 400_000
_MAX_DATE = "2100-01-01"  # htmldate takes today's date unless told; the clock must not change what is read
# Characters below which the next, slower pass is made. Chosen on 136 news pages (F of 4-word shingles, 95.7 balanced, 96.7
# strict with fallbacks, 94.5 strict and fast, 96.95 so) and 387 pages of many kinds; 400-900 and 150-250 were tried.
_SHORT = 700
_VERY_SHORT = 250
_LEAST_COMMENT = 25  # characters from which a stray line of a comment section is taken for a comment
_PROSE = 80  # characters from which a line is a paragraph of the story
_LONGEST_HEADING = 250
_SHARED_WORDS = 0.4  # share of words that a heading and a title in metadata must share to be the same headline

logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("htmldate").addHandler(logging.NullHandler())


def read_html(
    page: Page, *, min_chars: int = MIN_PAGE_CHARS, max_chars: int = MAX_CHARS, languages: Sequence[str] = ("en",)
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
    published = _published(own, found, source)
    if published and _is_told(published, text) and not _is_marked(published, own, source, page):
        published = None  # a day of the story, not of the page
    draft = Draft(
        text=text,
        kind="page",
        title=title,
        publisher=clean(own.publisher or found.sitename),
        authors=_authors(own, found),
        published=published,
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


def _published(own: Metadata, found: Document, source: str) -> str | None:
    """Return htmldate's day, with the time of day where the page's own metadata name the same day.

    Where a page names a year or a month only, perhaps in its running text or its address, htmldate makes it the first day.
    Such a first that stands nowhere on the page is not a date of publication: a month is kept as a month, a year is not
    kept.
    """
    day = found.date
    if own.published and (read := read_date(own.published)) and (day is None or read[0][:10] == day):
        return own.published
    if day is None or not day.endswith("-01") or _names_first(source, year=day[:4], month=int(day[5:7])):
        return day
    return None if day.endswith("-01-01") else day[:7]


def _is_told(day: str, text: str) -> bool:
    """Tell whether a paragraph of the report itself, not a date line, names a day."""
    prose = (line for line in text.split("\n") if len(line) >= _PROSE)
    return any(resolve_stamps([stamp])[0] == day for line in prose for stamp in iter_days(line))


def _is_marked(day: str, own: Metadata, source: str, page: Page) -> bool:
    """Tell whether a page's elements or address, rather than its text, name a day."""
    read = read_date(own.published)
    if read and read[0][:10] == day[:10]:
        return True
    url = page.given.url or page.responded_url or own.url
    marked = htmldate.find_date(source, extensive_search=False, original_date=True, url=url, max_date=_MAX_DATE)
    return marked == day


def _names_first(source: str, *, year: str, month: int) -> bool:
    """Tell whether a page names the first of a month, in any of the usual forms."""
    forms = (
        rf"{year}[-/.]?0?{month}[-/.]?0?1(?!\d)|(?<!\d)0?1\s?[-/.]\s?0?{month}\s?[-/.]\s?(?:{year}|{year[2:]})(?!\d)|"
        rf"(?<!\d)0?{month}/0?1/(?:{year}|{year[2:]})(?!\d)|"
        rf"(?<!\d)0?1(?:st|er|\.|º)?\s+(?:de\s+)?[^\W\d]{{3,12}}\.?,?\s+(?:de\s+)?{year}|[^\W\d]{{3,12}}\.?\s+0?1(?:st)?,?\s+{year}"
    )
    return re.search(forms, source) is not None
