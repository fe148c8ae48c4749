"""Dates and times as a page's widgets print them; it must not read running text (that is `extract/times`).

Forms: ISO (`2021-02-18T21:33`), numbers (`18-02-21 21:33`, `2/18/2021, 9:33 PM`), written months (`18 February 2021 at
21:33`, `Feb 18, 2021 9:33 pm`), the time before the date, and relative ones (`3 days ago`), which tell no date.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = r"(?P<{}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_TIME = (
    r"(?<![\d:])(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?(?![\d:])"
)
_DATES = (
    r"(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})",
    r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{4}|\d{2})",
    r"(?P<d2>\d{1,2})"
    + _ORDINAL
    + r"(?:\s+of)?[\s-]+"
    + _MONTH.format("m2")
    + r"[,\s-]+(?P<y2>\d{4}|'?\d{2}(?![\d:.]))",
    _MONTH.format("m3") + r"\s*(?P<d3>\d{1,2})" + _ORDINAL + r"\s*,?\s+(?P<y3>\d{4})",
)
_DATE = re.compile(r"(?<![\w/.-])(?:" + "|".join(_DATES) + r")(?![\d/-])", re.IGNORECASE)
_AFTER = re.compile(r"(?:T|[\s,|·•–-]*(?:\bat\b|@)?[\s,|·•–-]*)" + _TIME, re.IGNORECASE)
_BEFORE = re.compile(
    _TIME + r"[\s,|·•–-]*(?:\bon\b\s*)?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?$", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"\b(?:\d{1,3}|an?|one|two|a few)\s*(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|"
    r"[smhdwy]|mo|yrs?)"
    r"\s+ago\b|\bjust now\b|\byesterday\b",
    re.IGNORECASE,
)
_TWO_DIGIT_PIVOT = 69  # as POSIX strptime: 69-99 are 1969-1999, 0-68 are 2000-2068


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date as printed, with characters `[start, end)` of its line.

    `fields` are (year, month, day) when the form is plain, else the three numbers as printed with `ambiguous` true.
    """

    start: int
    end: int
    fields: tuple[int, int, int] | None  # None: relative, tells no date
    ambiguous: bool = False
    clock: tuple[int, int] | None = None  # None: no time of day printed


def find_stamp(line: str) -> Stamp | None:
    """Return the first date in a line, or None.

    >>> find_stamp("John Doe on February 18, 2021 at 9:33 pm")
    Stamp(start=12, end=40, fields=(2021, 2, 18), ambiguous=False, clock=(21, 33))
    """
    match = _DATE.search(line)
    if match is None:
        relative = _RELATIVE.search(line)
        return Stamp(relative.start(), relative.end(), None) if relative else None
    fields, ambiguous = _fields(match)
    start, end = match.span()
    clock = None
    if (after := _AFTER.match(line, end)) and (after["minute"] or after["half"]):
        clock, end = _clock(after), after.end()
    elif (before := _BEFORE.search(line[:start])) and (before["minute"] or before["half"]):
        clock, start = _clock(before), before.start()
    return Stamp(start, end, fields, ambiguous, clock)


def iter_days(text: str) -> Iterator[Stamp]:
    """Yield the days that a text prints, without their times."""
    for match in _DATE.finditer(text):
        fields, ambiguous = _fields(match)
        yield Stamp(match.start(), match.end(), fields, ambiguous)


def resolve_stamps(stamps: Sequence[Stamp], *, not_before: str | None = None) -> tuple[str | None, ...]:
    """Return each stamp as ISO date or local time with minutes, None where it tells no date.

    Numbers like 03-04-21 are ambiguous. One order is chosen for all stamps of a page: the first of day-month-year,
    month-day-year, year-month-day in which every one of them is a date (so one field over 12 settles them all); where
    both of the first two are possible, month-day-year if only so none lies before `not_before` (the day of publication);
    else day-first.

    >>> resolve_stamps([find_stamp("03-04-21 21:33"), find_stamp("19-04-21 02:22")])
    ('2021-04-03T21:33', '2021-04-19T02:22')
    >>> resolve_stamps([find_stamp("3/4/2021"), find_stamp("3/19/2021")])
    ('2021-03-04', '2021-03-19')
    """
    order = _find_order([s for s in stamps if s.ambiguous], not_before)
    return tuple(_resolve(stamp, order) for stamp in stamps)


def _fields(match: re.Match[str]) -> tuple[tuple[int, int, int], bool]:
    if match["y1"]:
        return (int(match["y1"]), int(match["m1"]), int(match["d1"])), False
    if match["a"]:
        numbers = int(match["a"]), int(match["b"]), int(match["c"])
        if match["sep"] == ".":  # the dotted form is written day-first wherever it is used
            return (full_year(match["c"]), numbers[1], numbers[0]), False
        return numbers, True
    if match["m2"]:
        return (full_year(match["y2"].lstrip("'")), MONTHS[match["m2"].lower()], int(match["d2"])), False
    return (int(match["y3"]), MONTHS[match["m3"].lower()], int(match["d3"])), False


def full_year(digits: str) -> int:
    """Return the year of two or four printed digits."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1900 if year >= _TWO_DIGIT_PIVOT else 2000)


def _clock(match: re.Match[str]) -> tuple[int, int] | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    return hour, minute


def _ordered(fields: tuple[int, int, int], order: str) -> tuple[int, int, int]:
    by = dict(zip(order, fields, strict=True))
    year = by["y"] if by["y"] > 99 else full_year(f"{by['y']:02d}")
    return year, by["m"], by["d"]


def iso_day(fields: tuple[int, int, int]) -> str | None:
    """Return (year, month, day) as an ISO date, None if there is no such day."""
    try:
        return datetime.date(*fields).isoformat()
    except ValueError:
        return None


def _find_order(stamps: Sequence[Stamp], not_before: str | None) -> str | None:
    days = {
        order: [iso_day(_ordered(s.fields, order)) for s in stamps if s.fields is not None]
        for order in ("dmy", "mdy", "ymd")
    }
    possible = [order for order, found in days.items() if all(found)]
    if not stamps or not possible:
        return None
    if possible[:2] == ["dmy", "mdy"] and not_before:
        late = [order for order in possible[:2] if all(d is not None and d >= not_before[:10] for d in days[order])]
        if late:
            return late[0]
    return possible[0]


def _resolve(stamp: Stamp, order: str | None) -> str | None:
    if stamp.fields is None:
        return None
    if stamp.ambiguous:
        orders = (order,) if order else ("dmy", "mdy")
        day = next((d for o in orders if (d := iso_day(_ordered(stamp.fields, o)))), None)
    else:
        day = iso_day(stamp.fields)
    if day is None or stamp.clock is None:
        return day
    return f"{day}T{stamp.clock[0]:02d}:{stamp.clock[1]:02d}"
