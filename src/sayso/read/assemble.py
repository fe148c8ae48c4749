"""From a text and what its page says to a `Report`, or to the reason why there is none."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sayso.ids import make_id, sha256_hex
from sayso.read.dateline import Credit, canonical_outlet, clean_author, find_byline, find_dateline, split_credit
from sayso.read.decode import replace_surrogates
from sayso.read.language import find_language
from sayso.read.residue import find_residue
from sayso.read.stamps import find_stamp, resolve_stamps
from sayso.records import Feedback, Page, Precision, Published, Reason, Rejected, Report, Span

_ISO = re.compile(
    r"(?P<date>\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)?\s*(?P<zone>Z|"
    r"[+-]\d\d:?\d\d)?)?$"
)
_PAYWALL = re.compile(
    r"(?i)\b(?:subscribe (?:now |today )?(?:to (?:continue|read|keep|unlock|access)|for (?:full|unlimited) access)|"
    r"to (?:continue|keep) reading,? (?:please )?(?:subscribe|sign|log|register|create)|"
    r"(?:this|the) (?:article|content|story|page) is (?:only )?(?:available )?(?:exclusively )?(?:for|to|"
    r"reserved for) (?:our )?(?:paid |paying |registered )?(?:subscribers|members)|"
    r"already (?:a|an) (?:subscriber|member)\s*\?|you(?:['’]ve| have) (?:reached|read) (?:your|"
    r"the) (?:\w+ )?(?:limit|last) |"
    r"(?:subscribers?|members?)[- ]only (?:article|content|story)|(?:log|sign) ?in (?:or (?:subscribe|"
    r"register) )?to (?:continue|read)|"
    r"(?:read|get|unlock) (?:the )?(?:full|rest of (?:the|this)) (?:article|story|access) (?:with|by|for|when)\b)"
)
_SENTENCE_END = re.compile(r"[.!?…。！？।][\"”’»)\]]*(?:\s|$)")
_STUB = 600  # characters of text below which a page with a paywall's words is a stub without a report
_DATE_LINE = re.compile(
    r"(?i)(?:(?:first |last )?(?:published|posted|updated|modified|date|created)(?: on| at)?[:\s]*|(?:mon|tues?|"
    r"wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,\s]*|this story is from\s*)*"
)
_HEAD_LINES = 6  # lines of a text file in which title, byline and date may stand
_LONGEST_TITLE = 160
_SHOUTED = 0.9

MIN_PAGE_CHARS = 80
"""Least characters of a page's body: menus and cookie notices that slip through are shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a reader found on a page, before the parts of its text are told apart. None or empty: not found."""

    text: str
    kind: str  # page: extracted from HTML | file: a text file | row: text given by the caller, kept as it is
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
    feedback: Feedback = field(default_factory=Feedback)
    paid: bool = False
    sure: bool = True  # strict rules found the text; False: it may be a menu


@dataclass(frozen=True, slots=True)
class _Head:
    """The lines before the text of a pasted page: it begins at `start`."""

    start: int
    title: str | None = None
    authors: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    date: str | None = None


def reject(page: Page, reason: Reason, detail: str | None = None) -> Rejected:
    """Return the rejection of a page by this stage."""
    return Rejected(stage="read", reason=reason, source=page.source, detail=detail)


def make_report(
    page: Page, draft: Draft, *, min_chars: int, max_chars: int, languages: Sequence[str]
) -> Report | Rejected:
    """Return the report that a draft holds, or why it is none.

    Args:
        page: Where the draft comes from; what the caller gave wins over what the page says.
        draft: The text and what is known of it.
        min_chars: Least characters of the body; a row need only not be empty.
        max_chars: Most characters of the text.
        languages: ISO 639-1 codes that are read; empty: all.
    """
    text, given = draft.text, page.given
    if not text.strip():
        return reject(page, Reason.EMPTY if draft.kind != "page" else Reason.NO_ARTICLE)
    if len(text) > max_chars:
        return reject(page, Reason.TOO_LARGE, f"{len(text)} characters; at most {max_chars} are read")
    hint = given.published or draft.published
    residue = find_residue(text, not_before=_iso_day(hint))
    stop = residue.start if residue else len(text)
    head = _read_head(text, stop, draft) if draft.kind != "row" else _Head(_leading_space(text, stop))
    credit = split_credit(text, head.start, stop)
    body = Span(head.start, credit.end, text[head.start : credit.end])
    rejected = _check(page, draft, body.surface, min_chars=min_chars)
    if rejected:
        return rejected
    language = _language(page, body.surface)
    if languages and language and language not in languages:
        return reject(page, Reason.NOT_ENGLISH, f"looks like {language!r}; read are {', '.join(languages)}")
    dateline = find_dateline(text, body.start, body.end)
    feedback = _join_feedback(draft.feedback, residue.feedback if residue else Feedback())
    outlets = (*head.outlets, *((dateline.agency,) if dateline and dateline.agency else ()))
    authors, bylined = _authors(draft.authors or head.authors)
    sha256 = sha256_hex(page.content)
    url = given.url or page.responded_url or draft.url
    return Report(
        id=given.id or make_id("r", [url, sha256]),
        content_sha256=sha256,
        text=text,
        body=body,
        url=url,
        title=given.title or draft.title or head.title,
        publisher=given.publisher or draft.publisher,
        credit=tuple(dict.fromkeys((*outlets, *bylined, *credit.outlets))),
        authors=authors or credit.authors,
        published=_published(
            given.published, draft.published, head.date, dateline.date if dateline else None, credit, feedback
        ),
        language=language,
        feedback=feedback,
        dateline=dateline.span if dateline else None,
        extra=given.extra,
    )


def _check(page: Page, draft: Draft, body: str, *, min_chars: int) -> Rejected | None:
    if not body.strip():
        return reject(page, Reason.NO_ARTICLE, "nothing but what readers left")
    if draft.kind == "row":
        return None
    if draft.kind == "page" and not _SENTENCE_END.search(body) and (not draft.sure or _is_repetitive(body)):
        return reject(page, Reason.NO_ARTICLE, "no sentence")
    if len(body) < _STUB:
        walled = _PAYWALL.search(draft.text)
        rest = _PAYWALL.sub("", body)
        if (walled and len(rest) < _STUB // 2) or (draft.paid and len(body) < _STUB // 2):
            return reject(page, Reason.PAYWALL)
    if len(body) < min_chars:
        return reject(page, Reason.TOO_SHORT, f"{len(body)} characters; a report has at least {min_chars}")
    if not re.search(r"[^\W\d_]{2}", body):
        return reject(page, Reason.NOT_TEXT, "no words")
    return None


def _is_repetitive(body: str) -> bool:
    """Tell whether a few words come again and again, as in a menu."""
    words = body.casefold().split()
    return len(set(words)) < len(words) / 4


def _language(page: Page, body: str) -> str | None:
    code = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", page.given.language or "")
    return code[0].lower() if code else find_language(body)


def _leading_space(text: str, stop: int) -> int:
    return 0 if text[:stop].strip() else stop


# --- the head of a pasted page --------------------------------------------------------------------


def _read_head(text: str, stop: int, draft: Draft) -> _Head:
    """Read title, byline and date lines at the start; the text begins after the last of them.

    A first line is a title only where it has no full stop and a byline, a date line or an empty line and a longer
    paragraph come after it.
    """
    lines = _first_lines(text, stop)
    title: str | None = None
    authors: list[str] = []
    outlets: list[str] = []
    date: str | None = None
    start = lines[0][0] if lines else stop
    for k, (begin, line) in enumerate(lines[:_HEAD_LINES]):
        byline = find_byline(line)
        line_date = _date_line(line)
        if draft.title and k == 0 and _same(line, draft.title):
            pass
        elif byline:
            authors, outlets = [*authors, *byline[0]], [*outlets, *byline[1]]
            date = date or _date_in(line)
        elif line_date:
            date = date or line_date
        elif k == 0 and _is_title(lines, text, draft):
            title = line
        else:
            start = begin
            break
    else:
        start = lines[_HEAD_LINES][0] if len(lines) > _HEAD_LINES else start
    return _Head(start, title, tuple(dict.fromkeys(authors)), tuple(dict.fromkeys(outlets)), date)


def _first_lines(text: str, stop: int) -> list[tuple[int, str]]:
    lines: list[tuple[int, str]] = []
    position = 0
    while position < stop and len(lines) <= _HEAD_LINES:
        newline = text.find("\n", position, stop)
        end = newline if newline >= 0 else stop
        line = text[position:end]
        if line.strip():
            lines.append((position + len(line) - len(line.lstrip()), line.strip()))
        position = end + 1
    return lines


def _same(line: str, title: str) -> bool:
    """Tell whether a line repeats the title, with or without the site's name after it."""
    a, b = ("".join(c for c in x.casefold() if c.isalnum()) for x in (line, title))
    return bool(a) and (a == b or (len(a) > 15 and (b.startswith(a) or a.startswith(b))) and abs(len(a) - len(b)) < 60)


def _is_title(lines: list[tuple[int, str]], text: str, draft: Draft) -> bool:
    if draft.kind != "file" or len(lines) < 2:
        return False
    (start, line), (after, following) = lines[0], lines[1]
    if len(line) > _LONGEST_TITLE or line[-1] in ".,;:—–-" or find_dateline(line + " X", 0, len(line)):
        return False
    if find_byline(following) or _date_line(following):
        return True
    apart = text.count("\n", start, after) > 1
    return apart and len(following) > 1.5 * len(line) and len(line.split()) >= 2


def _date_line(line: str) -> str | None:
    """Return the date of a line that is a date and little else, None if it is text."""
    if len(line) > 90:
        return None
    stamp = find_stamp(line)
    if stamp is None or stamp.fields is None:
        return None
    before = _DATE_LINE.sub("", line[: stamp.start]).strip(" ,:|-–—•·")
    after = re.sub(
        r"(?i)\b(?:gmt|utc|[ce]s?t|updated?|modified|last|at|on|min read|\d+ min(?:ute)?s? read)\b|\d{1,2}[:.]\d\d|"
        r"[ap]m\b",
        "",
        line[stamp.end :],
    )
    after = re.sub(r"(?i)" + r"\W+", " ", after).strip()
    if before or (after and find_stamp(after) is None):
        return None
    return resolve_stamps([stamp])[0]


def _date_in(line: str) -> str | None:
    stamp = find_stamp(line)
    return resolve_stamps([stamp])[0] if stamp else None


# --- joining --------------------------------------------------------------------------------------


def _join_feedback(page: Feedback, residue: Feedback) -> Feedback:
    """Join what stands in the page's elements and what strayed into its text; the elements win."""
    known = {" ".join(c.text.split()) for c in page.comments}
    if not page.comments:
        return Feedback(page.rating or residue.rating, residue.comments)
    shift = len(page.comments)
    strayed = [c for c in residue.comments if " ".join(c.text.split()) not in known and c.posted]
    return Feedback(
        page.rating or residue.rating, page.comments + tuple(replace(c, reply_to=None) for c in strayed if shift)
    )


def _authors(names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    authors: list[str] = []
    outlets: list[str] = []
    for name in names:
        people, bodies = clean_author(name)
        authors.extend(people)
        outlets.extend(bodies)
    return tuple(dict.fromkeys(authors)), tuple(dict.fromkeys(canonical_outlet(x) or x for x in outlets))


def _iso_day(value: str | None) -> str | None:
    read = read_date(value)
    return read[0][:10] if read and len(read[0]) >= 10 else None


def read_date(value: str | None) -> tuple[str, Precision] | None:
    """Return a date or instant as metadata give it, as ISO with its precision; None if it is none.

    Midnight without a zone is a day: systems that keep days only print it so.

    >>> read_date("2021-02-18T21:33:05+01:00")
    ('2021-02-18T21:33+01:00', <Precision.MINUTE: 'minute'>)
    >>> read_date("Thu, 18 Feb 2021")
    ('2021-02-18', <Precision.DAY: 'day'>)
    """
    value = " ".join((value or "").split())
    match = _ISO.match(value)
    if match is None:
        stamp = find_stamp(value[:80])
        day = resolve_stamps([stamp])[0] if stamp else None
        return (day, Precision.MINUTE if "T" in day else Precision.DAY) if day else None
    date, clock = match["date"], match["clock"]
    try:
        datetime.date.fromisoformat((date + "-01-01")[:10])
        if clock:
            datetime.time.fromisoformat(clock)
    except ValueError:
        return None
    if clock and len(date) == 10 and clock != "00:00":
        zone = match["zone"] or ""
        return f"{date}T{clock}{zone if ':' in zone or len(zone) < 5 else zone[:3] + ':' + zone[3:]}", Precision.MINUTE
    return date, {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(date)]


def _published(
    given: str | None, metadata: str | None, head: str | None, dateline: str | None, credit: Credit, feedback: Feedback
) -> Published:
    """Return when a report was published, from the best source there is.

    The order: given; metadata; a date line at the head, or a dateline with its year; the earliest comment, which is only
    the latest that it can be; the year of a credit line. A dateline without a year takes it from the earliest comment (or
    the year before, if it would lie after it) or from the credit line.
    """
    for value, source in ((given, "given"), (metadata, "metadata"), (head, "text")):
        if read := read_date(value):
            dated = _with_year(dateline, None, read[0][:4]) if len(read[0]) < 10 else None
            if dated and dated.startswith(read[0]):  # a month or year known otherwise, and the day in the dateline
                return Published(value=dated, precision=Precision.DAY, source="text")
            return Published(value=read[0], precision=read[1], source=source)
    earliest = min((c.posted for c in feedback.comments if c.posted), default=None)
    if dated := _with_year(dateline, earliest, credit.year):
        return Published(value=dated, precision=Precision.DAY, source="text")
    if earliest:
        return Published(value=earliest[:10], precision=Precision.DAY, source="comments", latest=True)
    if credit.year:
        return Published(value=credit.year, precision=Precision.YEAR, source="text")
    return Published(value=None, precision=None, source=None)


def _with_year(dateline: str | None, earliest: str | None, year: str | None) -> str | None:
    if dateline is None or not dateline.startswith("--"):
        return dateline
    for candidate in (int(earliest[:4]), int(earliest[:4]) - 1) if earliest else ((int(year),) if year else ()):
        day = f"{candidate:04d}-{dateline[2:]}"
        try:
            datetime.date.fromisoformat(day)
        except ValueError:
            continue
        if earliest is None or day <= earliest[:10]:
            return day
    return None


def clean(value: str | None) -> str | None:
    """Return a name or title as one line that can be written as UTF-8, None if it is empty."""
    return replace_surrogates(" ".join(value.split())) or None if value else None
