"""Partial dates and TIMEX3 values: the days they cover, how they shift, which comes first.

A partial date is kept partial: `2021`, `2021-02` and `2021-02-18` are three values, and none is turned into another
silently. A week, a quarter, a half, a season, a weekend, a decade and a century are written as TIMEX3 writes them
(`2021-W07`, `2021-Q1`, `2021-H1`, `2021-SP`, `2021-W07-WE`, `202`, `20`). There is no clock here: whatever means "today"
is an argument.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from sayso.records import Precision

Day = datetime.date

_VALUE = re.compile(
    r"""
    (?P<year>\d{4})
    (?: -(?P<month>\d{2}) (?: -(?P<day>\d{2}) )?
      | -W(?P<week>\d{1,2}) (?: -(?P<weekday>[1-7]|WE) )?
      | -Q(?P<quarter>[1-4])
      | -H(?P<half>[12])
      | -(?P<season>SP|SU|FA|WI)
    )?
    (?: T(?P<time>[\d:]{2,8}|MO|MI|AF|EV|NI|DT) (?:Z|[+-]\d{2}(?::?\d{2})?)? )?
    | (?P<decade>\d{3})X? | (?P<century>\d{2})(?:XX)?
    """,
    re.VERBOSE,
)
_DURATION = re.compile(r"P(?P<clock>T)?(?P<n>\d+(?:\.\d+)?)(?P<unit>[YMWDHSQECL])")
# The first month of each season in the northern year, as TimeBank uses the codes; winter runs into the next year.
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


@dataclass(frozen=True, slots=True)
class Days:
    """The calendar days from `first` to `last`, both included."""

    first: Day
    last: Day


def parse_day(text: str | None) -> Day | None:
    """Return the day that an ISO date or instant names, or None if it names no single day.

    >>> parse_day("2021-02-18T21:33")
    datetime.date(2021, 2, 18)
    >>> parse_day("2021-02") is None
    True
    """
    try:
        return Day.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def find_days(value: str | None) -> Days | None:
    """Return the days that a TIMEX3 value covers, or None for a duration, a set, or a value with unknown parts.

    Seasons are the northern ones of three whole months.

    >>> find_days("2021-Q1")
    Days(first=datetime.date(2021, 1, 1), last=datetime.date(2021, 3, 31))
    >>> find_days("XXXX-WXX-4") is None
    True
    """
    match = _VALUE.fullmatch(value or "")
    try:
        return _cover(match) if match else None
    except (ValueError, OverflowError):
        return None


def _cover(match: re.Match[str]) -> Days:
    if match["century"]:
        return _months(int(match["century"]) * 100, 1, 1200)
    if match["decade"]:
        return _months(int(match["decade"]) * 10, 1, 120)
    year = int(match["year"])
    if match["day"]:
        day = Day(year, int(match["month"]), int(match["day"]))
        return Days(day, day)
    if match["month"]:
        return _months(year, int(match["month"]), 1)
    if match["week"]:
        return _week_days(year, int(match["week"]), match["weekday"])
    if match["quarter"]:
        return _months(year, int(match["quarter"]) * 3 - 2, 3)
    if match["half"]:
        return _months(year, int(match["half"]) * 6 - 5, 6)
    if match["season"]:
        return _months(year, _SEASON_MONTH[match["season"]], 3)
    return _months(year, 1, 12)


def _months(year: int, month: int, count: int) -> Days:
    after = year * 12 + month - 1 + count
    if after // 12 > datetime.MAXYEAR:
        return Days(Day(year, month, 1), Day.max)
    return Days(Day(year, month, 1), Day(after // 12, after % 12 + 1, 1) - datetime.timedelta(days=1))


def _week_days(year: int, week: int, weekday: str | None) -> Days:
    if weekday == "WE":
        return Days(Day.fromisocalendar(year, week, 6), Day.fromisocalendar(year, week, 7))
    if weekday:
        day = Day.fromisocalendar(year, week, int(weekday))
        return Days(day, day)
    return Days(Day.fromisocalendar(year, week, 1), Day.fromisocalendar(year, week, 7))


def find_bounds(value: str | None) -> tuple[str, str] | None:
    """Return the first and last unit that a value covers, each as partial as the value itself.

    A day gives days, a month months, a year years; a week gives days, a quarter or season months, a decade years.

    >>> find_bounds("2020-01"), find_bounds("1989-Q3"), find_bounds("199"), find_bounds("PAST_REF")
    (('2020-01', '2020-01'), ('1989-07', '1989-09'), ('1990', '1999'), None)
    """
    days, precision = find_days(value), find_precision(value)
    if days is None or precision is None:
        return None
    if precision in (Precision.YEAR, Precision.DECADE, Precision.CENTURY):
        size = 4
    elif precision in (Precision.MONTH, Precision.QUARTER, Precision.SEASON):
        size = 7
    else:
        size = 10
    return days.first.isoformat()[:size], days.last.isoformat()[:size]


def find_precision(value: str | None) -> Precision | None:
    """Return the finest unit that a value is known to, or None if it names no calendar unit.

    >>> find_precision("2021-02-18TNI").value, find_precision("198").value, find_precision("P2D")
    ('day', 'decade', None)
    """
    match = _VALUE.fullmatch(value or "")
    if not match:
        return None
    if match["time"] and match["time"][0].isdigit() and match["day"]:
        return Precision.MINUTE
    if match["day"] or (match["weekday"] and match["weekday"] != "WE"):
        return Precision.DAY
    units = ("week", "month", "quarter", "half", "season", "decade", "century")
    unit = next((u for u in units if match[u]), "year")
    return Precision("quarter" if unit == "half" else unit)


def shift_day(day: Day, count: int, unit: str) -> Day | None:
    """Return the day that lies a number of units after another, or None beyond the calendar.

    The day of the month is kept where the month has it, else the month's last day is taken.

    >>> shift_day(datetime.date(2020, 3, 31), -1, "month")
    datetime.date(2020, 2, 29)
    """
    try:
        if unit in ("day", "week", "fortnight"):
            return day + datetime.timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
        months = day.year * 12 + day.month - 1 + count * _MONTHS_OF[unit]
        last = _months(months // 12, months % 12 + 1, 1).last
        return last.replace(day=min(day.day, last.day))
    except (ValueError, OverflowError):
        return None


def make_value(day: Day, unit: str) -> str:
    """Return the TIMEX3 value of the unit that a day lies in.

    >>> day = datetime.date(1998, 3, 8)
    >>> [make_value(day, u) for u in ("day", "week", "month", "quarter", "year", "decade", "century")]
    ['1998-03-08', '1998-W10', '1998-03', '1998-Q1', '1998', '199', '19']
    """
    if unit == "day":
        return day.isoformat()
    if unit in ("week", "weekend", "fortnight"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "weekend" else "")
    if unit == "quarter":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if unit == "half":
        return f"{day.year:04}-H{(day.month + 5) // 6}"
    return day.isoformat()[: {"month": 7, "year": 4, "decade": 3, "century": 2}[unit]]


def shift_value(value: str, count: int, unit: str) -> str | None:
    """Return a calendar value moved by units, as precise as it was; None if it covers no days.

    >>> shift_value("1989-Q3", -1, "year"), shift_value("2020-02-29", 1, "year"), shift_value("PAST_REF", 1, "day")
    ('1988-Q3', '2021-02-28', None)
    """
    days, match = find_days(value), _VALUE.fullmatch(value)
    if days is None or match is None:
        return None
    moved = shift_day(days.first, count, unit)
    if moved is None:
        return None
    if match["season"]:
        return f"{moved.year:04}-{match['season']}"
    kinds = ("day", "week", "month", "quarter", "half", "decade", "century")
    kind = next((k for k in kinds if match[k]), "year")
    return make_value(moved, "day" if match["weekday"] else kind)


def find_duration(value: str | None) -> tuple[float, str] | None:
    """Return how many of which unit a simple TIMEX3 duration is, or None if it is vague or not a duration.

    >>> find_duration("P2W"), find_duration("PT48H"), find_duration("PXD")
    ((2.0, 'week'), (48.0, 'hour'), None)
    """
    match = _DURATION.fullmatch(value or "")
    if not match:
        return None
    if match["clock"]:
        unit = {"H": "hour", "M": "minute", "S": "second"}.get(match["unit"])
    else:
        names = {"Y": "year", "M": "month", "W": "week", "D": "day", "Q": "quarter", "E": "decade", "C": "century"}
        unit = {**names, "L": "millennium"}.get(match["unit"])
    return (float(match["n"]), unit) if unit else None


def comes_before(value: str, other: str) -> bool | None:
    """Tell whether a value ends before another begins; None if either covers no days, or they overlap.

    >>> comes_before("2020", "2021-01"), comes_before("2021-02", "2021-01-30"), comes_before("2020", "2020-03")
    (True, False, None)
    """
    first, second = find_days(value), find_days(other)
    if first is None or second is None:
        return None
    if first.last < second.first:
        return True
    return False if second.last < first.first else None


def lies_within(value: str, other: str) -> bool:
    """Tell whether all days of a value are days of another.

    >>> lies_within("2020-01-03", "2020-01"), lies_within("2020", "2020-01"), lies_within("P1D", "2020")
    (True, False, False)
    """
    inner, outer = find_days(value), find_days(other)
    return inner is not None and outer is not None and outer.first <= inner.first and inner.last <= outer.last


def overlap(value: str, other: str) -> bool:
    """Tell whether two values share a day.

    >>> overlap("2020-W01", "2019-12-31"), overlap("2020", "2021")
    (True, False)
    """
    first, second = find_days(value), find_days(other)
    return first is not None and second is not None and first.first <= second.last and second.first <= first.last
