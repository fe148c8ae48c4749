"""Datelines, bylines and credit lines: who a report is credited to, where it was filed, and when.

Nothing here decides by the party named; a list of agencies (`agencies.txt`) makes short credits certain, and an outlet
that is not listed is taken from a line whose form is a credit line's.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources

from sayso.read.stamps import MONTHS, find_stamp, full_year, iso_day
from sayso.records import Span

_DASH = r"(?:—|–|--+|―|-(?=\s)|_(?=\s))"
_CAPITALIZED = r"[A-ZÀ-ÞĀ-Ž][\w.'’‘`-]*"
_PARTICLE = r"(?:de|del|la|las|el|al|es|of|the|da|do|dos|on|upon|le|les|ad) "
_TOWN = rf"{_CAPITALIZED}(?: (?:{_PARTICLE})?{_CAPITALIZED}){{0,3}}"
_PLACE = rf"{_TOWN}(?:/{_TOWN})?"
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DATE = (
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
    rf"(?:(?P<d1>\d{{1,2}})\s+(?P<m1>{_MONTH})(?:,?\s+'?(?P<y1>\d{{4}}|\d{{2}}))?|"
    rf"(?P<m2>{_MONTH})\s*(?P<d2>\d{{1,2}})(?:(?:,\s*|\s+)(?P<y2>\d{{4}}))?)(?!\d)"
)
_AGENCY = r"[^\W\d_][^()\n]{0,60}"
_DATELINE = re.compile(
    rf"(?:(?P<place>(?!(?i:{_MONTH})\s*\d){_PLACE})(?:\s*\((?P<region>[^()\n]{{2,30}})\)(?=\s*,))?"
    rf"(?:,[ ]*(?!(?i:{_MONTH}\s*\d|\d)){_PLACE}){{0,2}},?[ ]*)?(?:(?P<date>(?i:{_DATE}))\s*,?\s*)?"
    rf"(?:[\[(](?P<agency>{_AGENCY})[\])]\s*)?"
    rf"(?:(?P<dash>{_DASH})\s*|(?P<none>(?<=[)\]])\s*(?=[A-Z“\"])))"
)
_BARE_AGENCY = re.compile(
    rf"(?:[\[(](?P<agency>{_AGENCY})[\])]\s*(?:(?P<dash>{_DASH})\s*)?|(?P<plain>[^\W\d_][\w ./-]{{1,30}}?)\s*(?:—|–|"
    rf"--+)\s+)(?=\S)"
)
_TAGS = re.compile(r"(?:\s*\[[^\[\]]{2,160}\])+")
_CASED = re.compile(r"[^\W\d_]")
_SEARCHED = 3  # paragraphs at the start in which a dateline may stand: a headline or a byline may come before

_NAMELESS = re.compile(
    r"(?:(?:by|from)\s+)?(?:(?:an?|the|our)\s+)?(?:own |special |web |news |senior )?"
    r"(?:staff(?:\s+(?:reporter|writer|correspondent)s?)?|(?:reporter|correspondent)s?)"
    r"(?:\s*[,|–—-]\s*[\w ]{2,30}|\s+in [\w ]{3,30})?",
    re.IGNORECASE,
)
"""A byline that names nobody: "By our staff reporter", "From our correspondent in Kabul"."""
_BYLINE = re.compile(
    r"(?:(?i:written|reported|posted|published|story|words)\s+)?[Bb][Yy]:?\s+(?P<names>[^\W\d_][^\n]{2,120}?)\s*\.?$"
)
_JOINT = re.compile(r"\s*(?:,|;|&|\band\b|\bAND\b|\|)\s*")
_PERSON = re.compile(
    r"(?:[A-ZÀ-ÞĀ-Ž][\w.'’-]*|de|del|al|el|bin|ibn|van|von|der|den|la|da|dos)(?:[\s](?:[A-ZÀ-ÞĀ-Ž][\w.'’-]*|de|del|"
    r"al|el|bin|ibn|van|von|der|den|la|da|dos)){0,4}$"
)
_ROLE = re.compile(
    r"(?i)\b(?:reporter|correspondent|editor|writer|staff|contributor|columnist|analyst|bureau|in [A-Z][a-z]+|"
    r"for the|at)\b"
)

_PREFIX = re.compile(
    r"(?i)^(?:sources?|via|credits?|originally (?:published|posted|appeared) (?:by|in|on|at)|first published (?:by|"
    r"in|on|at)|"
    r"(?:this (?:story|article|report) (?:was )?)?(?:originally |first )?(?:published|appeared|posted) (?:by|in|on|"
    r"at)|"
    r"with (?:inputs?|reporting|files|material|additional reporting) (?:from|by)|courtesy(?: of)?|reprinted from|©|"
    r"\(c\)|copyright(?: ©| \(c\))?)"
    r"(?:\s*:\s*|\s+)(?P<names>\S.{0,120})$"
)
_CONTRIBUTED = re.compile(
    r"(?i)^(?P<names>[^.\n]{2,100}?) (?:staff |also )*(?:contributed(?: reporting)? to this (?:report|story|article)|"
    r"contributed reporting)\b[^\n]{0,60}$"
)
_REPORTING = re.compile(
    r"(?i)^[\[(]?\s*(?:additional |with |further )*(?:reporting|writing|report|written|editing|compiled|"
    r"edited) by\s+(?P<names>[^\n]{3,300}?)[\])]?\.?$"
)
_DASHED = re.compile(r"^(?:—|–|--+|―|-)\s*(?P<names>[^\W\d_][^\n]{1,80})$")
_BRACKETED = re.compile(r"^[\[(](?P<names>[^\W\d_][^()\[\]\n]{1,80})[\])]\.?$")
_TRAILING = re.compile(
    r"(?<=[.!?”\"’'])\s*(?:(?:—|–|--+|―|\s-)\s*(?P<dashed>[^\W\d_][\w .&/,-]{1,50}?)|"
    r"[\[(](?P<bracketed>[^\W\d_][\w .&/,-]{1,50}?)[\])])\.?\s*$"
)
_YEAR = re.compile(r"[,\s(]*\b((?:19|20)\d{2})\b\)?")
_RIGHTS = re.compile(r"(?i)[.,;]?\s*\ball rights reserved\b.*$")
_SPLIT = re.compile(r"\s*(?:/|\||;|,|•|·|&|\band\b|\bAND\b|\+)\s*")
_OUTLET_WORD = re.compile(
    r"(?i)\b(?:news|times|post|press|agency|agencies|media|network|tv|television|radio|daily|herald|gazette|tribune|"
    r"today|online|"
    r"journal|guardian|observer|mail|wire|service|review|magazine|weekly|monitor|chronicle|bulletin|broadcasting|"
    r"bureau|dispatch|"
    r"courier|standard|express|telegraph|examiner|independent|foundation|watch)\b|\.(?:com|org|net|info|co|tv|news|"
    r"eu|uk)\b"
)
_TITLE_WORD = re.compile(r"[A-ZÀ-ÞĀ-Ž0-9][\w.'’&-]*$|(?:of|the|for|in|de|la|al|el|on|and|du|des|dpa)$")
_LONGEST_CREDIT = 140  # characters: a longer last paragraph is text
_CLOSING = ".!?…”\"’')]:»"  # what a paragraph ends in
_CREDIT_LINES = 5  # last lines looked at


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline. `date` is partial: `2021-02-16`, or `--02-16` where the year is not printed."""

    span: Span
    agency: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """What stood in the credit lines after the text, which ends at `end`."""

    end: int
    outlets: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    year: str | None = None  # None: no year stands in a credit line


def canonical_outlet(name: str) -> str | None:
    """Return the listed name of an agency or outlet, None if it is not listed.

    >>> canonical_outlet("the associated press")
    'Associated Press'
    """
    return _load_outlets().get(_folded(name))


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """Return the dateline among the first paragraphs of `text[start:end]`, or None.

    A place and a dash alone count only where the place is in capitals and the text after it is not, or where an agency or
    a date stands beside it: "Iraq – which has ..." is no dateline.

    >>> find_dateline("ERBIL, Iraq, Feb 16 (Reuters) - Rockets fell.", 0, 45)
    Dateline(span=Span(start=0, end=31, surface='ERBIL, Iraq, Feb 16 (Reuters) -'), agency='Reuters', date='--02-16')
    """
    position = start
    for _ in range(_SEARCHED):
        while position < end and text[position].isspace():
            position += 1
        if position >= end:
            return None
        found = _dateline_at(text, position, end)
        if found:
            return found
        newline = text.find("\n", position, end)
        if newline < 0:
            return None
        position = newline
    return None


def find_byline(line: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return (authors, outlets) of a byline, or None if the line is none.

    >>> find_byline("By Jane Doe and John Roe, Reuters")
    (('Jane Doe', 'John Roe'), ('Reuters',))
    >>> find_byline("By our staff reporter")
    ((), ())
    >>> find_byline("By Monday the rebels had left the town.") is None
    True
    """
    if _NAMELESS.fullmatch(line.strip()):
        return (), ()
    match = _BYLINE.match(line.strip())
    if match is None:
        return None
    names = match["names"]
    stamp = find_stamp(names)
    if stamp is not None:
        names = re.sub(
            r"(?i)[\s,|•·–—-]*(?:(?:published|posted|updated)?\s*(?:on)?)?[\s,:]*$", "", names[: stamp.start]
        )
    authors, outlets = _sort_names(names)
    return (authors, outlets) if authors or outlets else None


def clean_author(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (authors, outlets) of a name as metadata give it: "By Jane Doe, Reuters".

    >>> clean_author("By Jane Doe, Reuters")
    (('Jane Doe',), ('Reuters',))
    """
    name = re.sub(
        r"(?i)^\s*(?:view all posts by|(?:written |posted |published )?by:?|author:?|autor:?|von:?|interview:?)\s+",
        "",
        " ".join(name.split()),
    )
    listed = canonical_outlet(name)
    if listed:
        return (), (listed,)
    authors, outlets = _sort_names(name)
    return (authors, outlets) if authors or outlets else ((name,) if name else (), ())


def split_credit(text: str, start: int, end: int) -> Credit:
    r"""Return where the text before the credit lines at the end of `text[start:end]` ends, and what they credit.

    >>> split_credit("Rebels took the town.\n\nSource: AFP / Tribune of Erbil 2021", 0, 58)
    Credit(end=21, outlets=('Agence France-Presse', 'Tribune of Erbil'), authors=(), year='2021')
    """
    outlets: list[str] = []
    authors: list[str] = []
    year: str | None = None
    end = _trimmed(text, start, end)
    for _ in range(_CREDIT_LINES):
        line_start = max(start, text.rfind("\n", start, end) + 1)
        line = text[line_start:end].strip()
        before = text[start:line_start].rstrip()
        if not before or (before[-1] not in _CLOSING and text.count("\n", start + len(before), line_start) < 2):
            break  # nothing before it, or the end of a sentence that was wrapped
        read = _read_credit_line(line, shouted=before[-200:].isupper())
        if read is None:
            break
        found_outlets, found_authors, found_year = read
        outlets[:0] = found_outlets
        authors[:0] = found_authors
        year = year or found_year
        end = _trimmed(text, start, line_start)
    trailing = _TRAILING.search(text, max(start, end - 80), end)
    if trailing:
        name = trailing["dashed"] or trailing["bracketed"]
        listed = [canonical_outlet(part) for part in _SPLIT.split(name.strip())]
        if all(listed):
            outlets[:0] = [x for x in listed if x]
            end = _trimmed(text, start, trailing.start())
    return Credit(end, _unique(outlets), _unique(authors), year)


# --- datelines ------------------------------------------------------------------------------------


def _dateline_at(text: str, position: int, end: int) -> Dateline | None:
    stop = min(end, position + 200)
    match = _DATELINE.match(text, position, stop)
    if match and _is_dateline(match, text, end):
        agency = match["agency"]
        known = canonical_outlet(agency) if agency else None
        return Dateline(
            _dateline_span(text, match, end), known or (agency and " ".join(agency.split())), _partial_date(match)
        )
    bare = _BARE_AGENCY.match(text, position, stop)
    if bare:
        known = canonical_outlet(bare["agency"] or bare["plain"])
        if known:
            return Dateline(_dateline_span(text, bare, end), known)
    return None


def _is_dateline(match: re.Match[str], text: str, end: int) -> bool:
    place, agency, date = match["place"], match["agency"], match["date"]
    known = bool(agency and canonical_outlet(agency))
    if match["none"] is not None:  # "KABUL, Afghanistan (CNN)The ...": only a listed agency stands without a dash
        return known
    if not place:
        return known and bool(date)
    if known or date:
        return True
    after = text[match.end() : min(end, match.end() + 80)].lstrip()
    shouting = len(_CASED.findall(after)) > 3 and after.upper() == after
    in_capitals = place.upper() == place and len(place) > 3 and not shouting
    if agency:
        return in_capitals or bool(_OUTLET_WORD.search(agency))
    opens = bool(after) and (after[0].isupper() or after[0] in "“\"‘'[")
    spaced = match["dash"] != "-" or text[match.start("dash") - 1].isspace()
    return opens and spaced and in_capitals


def _dateline_span(text: str, match: re.Match[str], end: int) -> Span:
    stop = match.end()
    tags = _TAGS.match(text, stop, min(end, stop + 400))
    if tags and (match["dash"] or "").startswith("--"):  # the tags of transcribed broadcasts: [REPORT] [TEXT]
        stop = tags.end()
    stop = match.start() + len(text[match.start() : stop].rstrip())
    return Span(match.start(), stop, text[match.start() : stop])


def _partial_date(match: re.Match[str]) -> str | None:
    if not match["date"]:
        return None
    month = MONTHS[(match["m1"] or match["m2"]).lower().rstrip(".")]
    day, year = int(match["d1"] or match["d2"]), match["y1"] or match["y2"]
    if year:
        return iso_day((full_year(year), month, day))
    return f"--{month:02d}-{day:02d}" if 1 <= day <= 31 else None


# --- names ----------------------------------------------------------------------------------------


def _folded(name: str) -> str:
    return re.sub(r"^the ", "", " ".join(name.casefold().split()).strip(" .,:;"))


@functools.cache
def _load_outlets() -> dict[str, str]:
    outlets: dict[str, str] = {}
    for line in resources.files("sayso.read").joinpath("agencies.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, spellings = line.partition("=")
            for spelling in (name, *spellings.split(";")):
                if spelling.strip():
                    outlets[_folded(spelling)] = name.strip()
    return outlets


def _sort_names(names: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split a list of names into people and outlets; anything else in it makes it no list of names."""
    authors: list[str] = []
    outlets: list[str] = []
    for part in filter(None, (_stripped(p) for p in _JOINT.split(names))):
        for piece in (
            re.split(r"\s*(?:\bfor\b|\bof\b|[-–—]\s|[(\[])\s*", part) if not canonical_outlet(part) else [part]
        ):
            piece = re.sub(r"(?i)\s+(?:staff(?: writer| reporter)?|correspondents?|reporters?|writers?)$", "", piece)
            listed = canonical_outlet(piece.strip(" .()[]"))
            person = re.split(r"(?i)\s+in\s+(?=[A-Z])", piece.strip(" ()[]"))[0].strip()
            if listed:
                outlets.append(listed)
            elif _OUTLET_WORD.search(piece) and _PERSON.match(piece):
                outlets.append(piece.strip())
            elif _ROLE.search(piece) and authors:
                continue
            elif (
                _PERSON.match(person)
                and (" " in person or "." in person or person.isupper())
                and person.lower() not in MONTHS
            ):
                authors.append(_name_case(person))
            elif not authors:
                return (), ()
    return _unique(authors), _unique(outlets)


def _stripped(name: str) -> str:
    """Return a name without the marks around it; the full stop of "Jr." and of an initial stays."""
    name = name.strip(" ()[]")
    return name if re.search(r"(?:\b[A-Z]|\b[JS]r)\.$", name) else name.rstrip(" .")


def _name_case(name: str) -> str:
    """Return a name in capitals as it is written elsewhere."""
    return name.title() if name.isupper() and " " in name else name


def _read_credit_line(line: str, *, shouted: bool) -> tuple[list[str], list[str], str | None] | None:
    """Return (outlets, authors, year) of a credit line, or None if the line is text. `shouted`: the text is in capitals."""
    if not line or len(line) > _LONGEST_CREDIT * 2:
        return None
    if match := _REPORTING.match(line):
        return _read_reporting(match["names"])
    if len(line) > _LONGEST_CREDIT:
        return None
    if match := _CONTRIBUTED.match(line):
        authors, outlets = _sort_names(match["names"])
        return (list(outlets), list(authors), None) if authors or outlets else None
    prefix = _PREFIX.match(line.strip("()[]— –-"))
    dashed = _DASHED.match(line) or _BRACKETED.match(line)
    names = prefix["names"] if prefix else dashed["names"] if dashed else line
    names = _RIGHTS.sub("", names)
    years = _YEAR.findall(names)
    names = _YEAR.sub("", names).strip(" .,:;()[]©–—-")
    if re.search(r"(?i)https?://", names):
        names = re.sub(r"(?i)https?://(?:www\.)?([^/\s]+)\S*", r"\1", names)
    parts = [p for p in _SPLIT.split(names) if p]
    if not parts or not all(_is_outlet_name(p) for p in parts):
        return None
    listed = [canonical_outlet(p) for p in parts]
    whole = canonical_outlet(names)
    sure = bool(prefix) or all(listed) or bool(whole) or any(_OUTLET_WORD.search(p) for p in parts)
    sure = sure or (any(listed) and len(parts) > 1) or (bool(dashed) and any(listed)) or (bool(years) and "/" in line)
    if not sure or line[-1] in "!?":
        return None
    plain = not prefix and not years and not all(listed) and not whole
    if plain and (shouted or (line.endswith(".") and not dashed and "/" not in line)):
        return None  # in text in capitals every word looks like a name; a full stop ends a sentence, if a short one
    return (
        ([whole] if whole else [x or p for x, p in zip(listed, parts, strict=True)]),
        [],
        years[-1] if years else None,
    )


def _read_reporting(names: str) -> tuple[list[str], list[str], str | None] | None:
    """Read "(Reporting by Jane Doe in Erbil; Editing by John Roe)": its authors are those who reported."""
    reported = re.split(r"(?i)[;,.]?\s*(?:writing|editing|edited|additional reporting|graphics)\s+by\b", names)[0]
    authors, outlets = _sort_names(re.sub(r"\s+in\s+[A-ZÀ-Þ][\w'’-]*(?:\s[A-ZÀ-Þ][\w'’-]*)*", "", reported))
    return (list(outlets), list(authors), None) if authors or outlets else None


def _is_outlet_name(part: str) -> bool:
    words = part.split()
    return bool(canonical_outlet(part)) or (
        0 < len(words) <= 6
        and words[0][:1].isalnum()
        and all(_TITLE_WORD.match(w) or _OUTLET_WORD.search(w) for w in words)
    )


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _unique(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n for n in names if n))
