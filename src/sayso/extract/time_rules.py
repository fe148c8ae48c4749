"""The grammar of time expressions: patterns over the kinds of words, each with the function that reads its value."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from sayso.dates import Day, find_days, make_value, shift_value
from sayso.extract.time_reading import FUTURE, PAST, PRESENT, Draft, Reading, shift_told
from sayso.extract.time_words import (
    DAYPARTS,
    FREQUENCIES,
    MONTHS,
    REFERENCES,
    SEASONS,
    Lexeme,
    compile_kinds,
    find_holiday,
)

Read = Callable[["Found", Reading], Draft | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern and the function that reads what it matched."""

    name: str
    pattern: re.Pattern[str]
    read: Read


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a rule over lexemes `[first, end)`."""

    match: re.Match[str]
    reading: Reading

    @property
    def first(self) -> int:
        """Return the place of the first lexeme."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Return the place after the last lexeme."""
        return self.match.end()

    def __getitem__(self, group: str) -> Lexeme | None:
        """Return the first lexeme of a group, or None if the pattern has no such group or it matched nothing."""
        if group not in self.match.re.groupindex:
            return None
        start, end = self.match.span(group)
        return self.reading.lexemes[start] if 0 <= start < end else None

    def at(self, group: str) -> int:
        """Return the place of the first lexeme of a group, -1 if it matched nothing."""
        return self.match.start(group) if group in self.match.re.groupindex else -1

    def number(self, group: str) -> float | None:
        """Return the number in a group."""
        lexeme = self[group]
        return lexeme.value if lexeme else None

    def text(self, group: str) -> str:
        """Return the text of the first lexeme of a group, empty if it matched nothing."""
        lexeme = self[group]
        return lexeme.text if lexeme else ""


RULES: list[Rule] = []


def rule(name: str, *patterns: str) -> Callable[[Read], Read]:
    """Enter a function into the grammar under one or more patterns."""

    def enter(read: Read) -> Read:
        RULES.extend(Rule(name, compile_kinds(p), read) for p in patterns)
        return read

    return enter


# --- dates in full --------------------------------------------------------------------------------

_WD = "(?:<weekday|shortday><comma>?)?"
_YEAR = "(?P<year><year>)"


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return Day(year, month, day).isoformat()
    except ValueError:
        return None


def _two_digit_year(value: float, reading: Reading) -> int:
    """Return the year of two digits that lies nearest to the publication, no more than 20 years ahead."""
    limit = (reading.published.year if reading.published else 2030) + 20
    year = limit // 100 * 100 + int(value)
    return year if year <= limit else year - 100


def _is_month(f: Found, group: str, r: Reading) -> bool:
    """Tell whether a word that may be no month ("may", "march", "mar") is one here."""
    lexeme, i = f[group], f.at(group)
    if lexeme is None:
        return False
    if lexeme.kind == "month":
        return True
    surface = r.analysis.text[lexeme.start : lexeme.end]
    if surface[:1].islower():
        return False
    if lexeme.kind == "shortmonth":
        return surface.endswith(".") or r.kind(i + 1) in _NUMERIC or r.kind(i - 1) in _NUMERIC or lexeme.text == "sept"
    if r.kind(i + 1) in _NUMERIC or r.kind(i - 1) in _NUMERIC:
        return True
    tag = r.tag(i)
    before = r.kind(i - 1)
    if before in (
        "in",
        "until",
        "since",
        "early",
        "late",
        "mid",
        "last",
        "next",
        "this",
        "by",
        "of",
        "from",
        "during",
        "to",
    ):
        return tag not in ("VB", "MD") or before in ("in", "since", "last", "during", "early", "late")
    return tag == "NNP" and lexeme.text == "may" and not surface.isupper() and before in ("dash", "and", "or", "each")


_NUMERIC = frozenset({"dayint", "ordnum", "year", "apyear"})


def _month_day(f: Found, r: Reading, month: int, day: int, year: float | None) -> Draft | None:
    if not 1 <= day <= 31:
        return None
    if year is None:
        told = _year_told(f, r, month, day)
        if told is None:
            return Draft("DATE", f"XXXX-{month:02}-{day:02}")
        year = told
    value = _iso(int(year), month, day)
    return Draft("DATE", value) if value else None


def _year_told(f: Found, r: Reading, month: int, day: int | None) -> int | None:
    """Return the year of a date told without one: the narrative's where it tells the past, else by tense."""
    tense = r.tense(f.first)
    narrative = r.narrative_year(f.first)
    if narrative is not None and r.published is not None and narrative < r.published.year and tense != FUTURE:
        candidate = r.year_of_month(month, day, PAST)
        if tense == PAST and candidate is not None and narrative < candidate - 1:
            return narrative
    ahead = r.year_ahead(f.end)
    if ahead is not None:
        return ahead
    found = r.year_of_month(month, day, tense)
    return narrative if found is None else found


@rule("month-day", _WD + "(?P<month><anymonth>)<the>?(?P<day><day|ordword>)(?:<comma>?" + _YEAR + ")?")
def _read_month_day(f: Found, r: Reading) -> Draft | None:
    month, day = f["month"], f["day"]
    if month is None or day is None or not _is_month(f, "month", r):
        return None
    i = f.at("day")
    if f["year"] is None and month.value == 9 and day.value == 11 and _names_attacks(r, f.end):
        return Draft("DATE", "2001-09-11")
    if day.kind == "dayint" and f["year"] is None and _counts_noun(r, i, f.at("month")):
        return None
    if day.kind == "ordword" and day.text == "first" and r.kind(i + 1) not in ("comma", "dot", "break"):
        return None
    return _month_day(f, r, int(month.value or 0), int(day.value or 0), f.number("year"))


def _names_attacks(r: Reading, end: int) -> bool:
    words = {r.text(end), r.text(end + 1)}
    return bool(words & {"attacks", "hijackings", "hijackers"})


def _counts_noun(r: Reading, i: int, month: int) -> bool:
    """Tell whether number `i` counts a later noun ("in May 20 people died"), not the days of a month."""
    token, name = r.token(i), r.token(month)
    if token is None or name is None:
        return False
    after = r.token(i + 1) if i + 1 < len(r.lexemes) else None
    if after is None or after.tag != "NNS":
        return False
    return r.kind(month - 1) == "in" or (token.dep == "nummod" and token.head > token.i)


@rule(
    "day-month",
    _WD + "<the>?(?P<day><day>)<of>?(?P<month><anymonth>)(?:<comma>?(?P<year><year|apyear|int|dayint>))?",
    "(?P<day><day>)<dash>(?P<month><anymonth>)<dash>(?P<year><year|int|dayint>)",
)
def _read_day_month(f: Found, r: Reading) -> Draft | None:
    month, day, year = f["month"], f["day"], f["year"]
    if month is None or day is None or not _is_month(f, "month", r):
        return None
    last: int | None = None
    value = year.value if year else None
    if year is not None and year.kind != "year":
        capitals = r.analysis.text[month.start : month.end].isupper()
        if year.kind == "apyear":
            value = _two_digit_year(int(year.text[1:]), r)
        elif len(year.text) == 2 and (capitals or year.kind == "int") and r.kind(f.end - 2) != "comma":
            value = _two_digit_year(year.value or 0, r)
        else:
            value, last = None, f.at("month")
    draft = _month_day(f, r, int(month.value or 0), int(day.value or 0), value)
    if draft is None or last is None:
        return draft
    return Draft(draft.type, draft.value, None, f.first, last)


@rule("day-pair", "(?P<day><dayint>)(?=<dash|to|and><the>?<dayint><anymonth>)")
def _read_day_pair(f: Found, r: Reading) -> Draft | None:
    """Read the first of two days of a month: the 5 of "from 5-6 April 2016", "on 3 and 4 February"."""
    place = f.end + 1 + (r.kind(f.end + 1) == "the")
    month, last = r.lexemes[place + 1], r.lexemes[place].value or 0
    day = int(f.number("day") or 0)
    if r.text(f.first - 1) not in ("on", "from", "between", "of", "the") or not 1 <= day < last <= 31:
        return None
    if not r.analysis.text[r.lexemes[place + 1].start].isupper():
        return None
    return _month_day(f, r, int(month.value or 0), day, r.year_ahead(f.end, of_next=True))


@rule("day-range", "(?<=<anymonth><dayint><dash|to>)(?P<day><day>)", "(?<=<anymonth><dayint><and>)(?P<day><day>)")
def _read_day_range(f: Found, r: Reading) -> Draft | None:
    if not r.dates or f.number("day") is None or r.dates[-1][0] != f.first - 3:
        return None
    if r.kind(f.first - 1) == "and" and r.kind(f.end) == "other" and r.tag(f.end).startswith("N"):
        return None
    value = r.dates[-1][1]
    day = int(f.number("day") or 0)
    if not re.fullmatch(r"(?:\d{4}|XXXX)-\d\d-\d\d", value) or not int(value[8:]) < day <= 31:
        return None
    return Draft("DATE", f"{value[:8]}{day:02}")


@rule(
    "month-year", "(?P<month><anymonth>)(?:<comma|of>)?(?P<year><year|apyear>)", "(?P<month><anymonth>)(?P<year><int>)"
)
def _read_month_year(f: Found, r: Reading) -> Draft | None:
    month, year = f["month"], f["year"]
    if month is None or year is None or not _is_month(f, "month", r):
        return None
    value: float = year.value or 0
    if year.kind == "apyear":
        value = _two_digit_year(int(year.text[1:]), r)
    if year.kind == "int":
        if not r.analysis.text[month.start : month.end].isupper() or len(year.text) != 2:
            return None
        value = _two_digit_year(value, r)
    return Draft("DATE", f"{int(value):04}-{int(month.value or 0):02}")


_REL = "(?P<rel><last|next|this|that|previous|following|coming|current|same|latest>)"
_STEP = {"last": -1, "previous": -1, "next": 1, "coming": 1, "following": 1, "this": 0, "current": 0, "latest": -1}


def _relative_year(f: Found, r: Reading) -> str | None:
    rel = f["rel"]
    if rel is None:
        return None
    if rel.kind in ("that", "same"):
        told = r.latest("year", "month", "day")
        return told[:4] if told else None
    return r.shifted(_STEP[rel.kind], "year")


@rule("month-relative-year", "(?P<month><anymonth>)(?:<day>)?<of>?<the>?" + _REL + "(?P<u><unit>)")
def _read_month_relative(f: Found, r: Reading) -> Draft | None:
    month = f["month"]
    if month is None or f.text("u") != "year" or not _is_month(f, "month", r):
        return None
    year = _relative_year(f, r) or "XXXX"
    day = r.lexemes[f.at("month") + 1]
    end = f"-{int(day.value):02}" if day.kind in ("dayint", "ordnum") and day.value else ""
    return Draft("DATE", f"{year}-{int(month.value or 0):02}{end}")


@rule(
    "month",
    "(?P<month><anymonth>)",
    "<the>?" + _REL + "(?P<past><last|coming|next>)?(?P<month><anymonth>)(?P<day><dayint>)?",
)
def _read_month(f: Found, r: Reading) -> Draft | None:
    month = f["month"]
    if month is None or not _is_month(f, "month", r):
        return None
    if r.kind(f.first - 1) == "apyear" or (month.kind == "may" and r.text(f.end) in ("not", "be", "have")):
        return None
    number = int(month.value or 0)
    day = int(f.number("day") or 0)
    rel = f["rel"]
    year = _month_year(f, r, rel, number, day or None)
    head = str(year) if year is not None else "XXXX"
    return Draft("DATE", f"{head}-{number:02}" + (f"-{day:02}" if day else ""))


def _month_year(f: Found, r: Reading, rel: Lexeme | None, month: int, day: int | None) -> int | None:
    if rel is None:
        return _year_told(f, r, month, day)
    today = r.published
    if today is None or not r.knows("month"):
        return None
    past = f["past"]
    kind = past.kind if past else rel.kind
    if kind in ("last", "previous", "latest"):
        return (
            today.year if month < today.month or (day and month == today.month and day < today.day) else today.year - 1
        )
    if kind in ("next", "coming", "following"):
        return today.year if month > today.month else today.year + 1
    if kind in ("this", "current"):
        return today.year
    told = r.latest("year", "month", "day")
    return int(told[:4]) if told and told[:4].isdigit() else None


@rule("iso", "<iso>")
def _read_iso(f: Found, r: Reading) -> Draft | None:
    text = f.reading.lexemes[f.first].text.upper().rstrip("Z")
    if _iso(int(text[:4]), int(text[5:7]), int(text[8:10])) is None:
        return None
    return Draft("TIME" if "T" in text else "DATE", text[:16])


@rule("slashed", "<slashed>")
def _read_slashed(f: Found, r: Reading) -> Draft | None:
    first, second, third = (int(x) for x in re.split(r"[/.-]", r.lexemes[f.first].text))
    year = third if third > 99 else _two_digit_year(third, r)
    days = {d for d in (_iso(year, first, second), _iso(year, second, first)) if d}
    if len(days) == 2 and r.day():  # both readings are days: the one that is nearer to the publication, if it is near
        near = sorted(days, key=lambda d: abs((Day.fromisoformat(d) - (r.day() or Day.min)).days))
        if abs((Day.fromisoformat(near[0]) - (r.day() or Day.min)).days) <= 45:
            days = {near[0]}
    if len(days) == 1:
        return Draft("DATE", days.pop())
    return Draft("DATE", f"{year:04}") if days else None


@rule("nine-eleven", "<dayint><slash><dayint>")
def _read_nine_eleven(f: Found, r: Reading) -> Draft | None:
    return Draft("DATE", "2001-09-11") if [r.text(f.first), r.text(f.first + 2)] == ["9", "11"] else None


@rule("day-of-month", "(?<=<on|since|until|by|from|to>)<the>(?P<day><ordnum>)(?=<comma|dot|break>)")
def _read_day_of_month(f: Found, r: Reading) -> Draft | None:
    told = r.latest("month", "day") or (r.shifted(0, "month") if r.knows("month") else None)
    return Draft("DATE", f"{told[:7]}-{int(f.number('day') or 0):02}") if told else None


# --- years, decades, centuries --------------------------------------------------------------------

_YEAR_AFTER = frozenset({"in", "since", "by", "of", "until", "from", "to", "during", "before", "after", "and", "between", "early",
                         "late", "mid", "the", "comma", "dash", "or", "over", "at", "than", "within", "poss_s"})  # fmt: skip
_NOT_YEAR_BEFORE = frozenset(
    {"$", "£", "€", "¥", "#", "no", "about", "nearly", "over", "up", "flight", "resolution", "article", "least", "most"}
    | {"some", "+", "than", "~", "=", "–", "page", "section", "room"}
)
_NOT_YEAR_AFTER = frozenset({"%", "percent", "people", "hours", "km", "kilometers", "miles", "dollars", "troops", "soldiers",
                             "feet", "meters", "tons", "gmt", "local", "hundred", "thousand", "million", "°"})  # fmt: skip


@rule(
    "year",
    "<the>?(?P<word><unit>)(?P<year><year>)",
    "(?P<year><year>)(?P<era><ad>)?",
    "(?<=<in|since|of|from|until>)(?P<year><apyear>)",
)
def _read_year(f: Found, r: Reading) -> Draft | None:
    year = f["year"]
    if year is None:
        return None
    if year.kind == "apyear":
        return Draft("DATE", str(_two_digit_year(int(year.text[1:]), r)))
    if f["word"] is not None and f.text("word") != "year":
        return None
    i = f.at("year")
    spoken = not year.text.isdigit()
    if not spoken and f["word"] is None and not _is_year(r, i):
        return None
    if f.text("era") in ("bc", "bce"):
        return Draft("DATE", f"BC{int(year.value or 0):04}")
    return Draft("DATE", f"{int(year.value or 0):04}")


def _is_year(r: Reading, i: int) -> bool:
    """Tell whether a number of four digits is a year, not a count, an hour or the number of a thing."""
    before, after = r.text(i - 1), r.text(i + 1)
    if (
        before in _NOT_YEAR_BEFORE
        or after in _NOT_YEAR_AFTER
        or (before == "." and r.kind(i - 2) == "other" and r.text(i - 2) == "no")
    ):
        return False
    if r.kind(i - 1) in ("clock", "slash") or (
        r.kind(i + 1) == "dash" and r.kind(i + 2) == "other" and r.text(i + 2).isalpha() and r.text(i + 2) != "present"
    ):
        return False
    if r.kind(i + 1) in ("num", "year", "units", "ampm", "zone") and r.lexemes[i].end != r.lexemes[i + 1].start:
        return False
    token = r.token(i)
    if token is None or r.kind(i - 1) in ("in", "since", "during"):
        return token is not None or r.kind(i - 1) in _YEAR_AFTER
    value = r.lexemes[i].value or 0
    head = r.analysis.tokens[token.head]
    if token.dep == "nummod" and head.i > token.i and head.tag == "NNS":
        return r.kind(i - 1) in ("the", "poss_s", "poss") and 1900 <= value <= 2050
    if r.kind(i - 1) in _YEAR_AFTER:
        return True
    return 1700 <= value <= 2050


@rule("year-range", "(?<=<year><dash|slash>)(?P<year><int|dayint>)")
def _read_year_range(f: Found, r: Reading) -> Draft | None:
    year = f["year"]
    if year is None or len(year.text) != 2 or not r.dates or r.dates[-1][0] != f.first - 2:
        return None
    first = int(r.lexemes[f.first - 2].value or 0)
    value = first // 100 * 100 + int(year.value or 0)
    return Draft("DATE", f"{value:04}") if first < value <= first + 30 else None


_DECADES = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}


@rule("decade", "<the>?(?P<d><decade>)")
def _read_decade(f: Found, r: Reading) -> Draft | None:
    digits = re.sub(r"\D", "", f.text("d"))
    if len(digits) == 2:
        if (
            r.kind(f.at("d") - 1) not in ("the", "early", "late", "mid", "dash")
            or f.first == f.at("d")
            and digits == f.text("d")[:2]
        ):
            return None
        today = r.published.year if r.published else 2020
        age = r.text(f.first - 1) in ("his", "her", "their", "my", "your", "our")
        decade = today // 100 * 10 + int(digits[0])
        return None if age else Draft("DATE", str(decade if decade * 10 <= today else decade - 10))
    return Draft("DATE", digits[:3])


@rule("decade-word", "<the><other>")
def _read_decade_word(f: Found, r: Reading) -> Draft | None:
    digit = _DECADES.get(r.text(f.first + 1))
    return Draft("DATE", f"19{digit}") if digit and f.end - f.first == 2 else None


@rule("century", "<the>?(?P<part><early|late|mid>)?<dash>?(?P<n><ord>)<dash>?(?P<u><unit>)")
def _read_century(f: Found, r: Reading) -> Draft | None:
    if f.text("u") != "century":
        return None
    mod = {"early": "START", "late": "END", "mid": "MID"}.get(f.text("part"))
    return Draft("DATE", f"{int(f.number('n') or 0) - 1:02}", mod)


# --- quarters, halves, seasons, fiscal years ------------------------------------------------------

_QEND = (
    "(?:(?:<of>|<comma>)?<the>?<fiscal>?(?:<unit>)?(?P<year><year>)"
    "|<of>?(?P<rel><last|this|next|that|current>)<fiscal>?<unit>|(?P<ago><a><unit><ago|earlier>))?"
)


def _year_for(f: Found, r: Reading, group: str = "year") -> int | None:
    """Return a year told in a group, or through "last year" in the group `rel`."""
    if f[group] is not None:
        return int(f.number(group) or 0)
    if f["rel"] is not None:
        year = _relative_year(f, r)
        return int(year) if year and year.isdigit() else None
    return None


@rule(
    "quarter",
    "(?:<the|poss|a>)?(?P<before><comparable|previous|last|year>)?(?:(?P<prior><unit><dash>?<ago|earlier>))?<fiscal>?<dash>?"
    "(?P<n><ord>)<dash>?<quarter>" + _QEND,
    "(?P<prel><this|last|next>)<unit><poss_s><fiscal>?<dash>?(?P<n><ord>)<dash>?<quarter>",
    "<q>(?P<n><dayint>)(?:<of>?(?P<year><year>))?",
)
def _read_quarter(f: Found, r: Reading) -> Draft | None:
    n = int(f.number("n") or 0)
    if not 1 <= n <= 4:
        return None
    if r.kind(f.first) == "q" and r.lexemes[f.first].end != r.lexemes[f.first + 1].start:
        return None
    year = _year_for(f, r)
    if f["prel"] is not None:
        told = r.shifted(_STEP[r.lexemes[f.at("prel")].kind], "year")
        year = int(told) if told else None
    if f["before"] is not None and f["before"].kind == "year":
        year = int(f.number("before") or 0)
    if year is None:
        year = _quarter_year(f, r, n)
    hyphened = r.kind(f.end - 2) == "dash" or r.kind(f.first) == "poss"
    first = f.first + 1 if hyphened and r.kind(f.first) in ("a", "the", "poss") else f.first
    back = f["prior"] is not None or f["ago"] is not None or f.text("before") == "year-ago"
    if year is None:
        return Draft("DATE", f"XXXX-Q{n}", None, first)
    return Draft("DATE", f"{year - back:04}-Q{n}", None, first)


def _quarter_year(f: Found, r: Reading, n: int) -> int | None:
    if r.published is None or not r.knows("quarter"):
        return None
    now = (r.published.month + 2) // 3
    if n <= now:
        return r.published.year + (1 if r.tense(f.first) == FUTURE and now - n >= 2 else 0)
    return r.published.year - 1 if r.tense(f.first) == PAST and n - now >= 2 else r.published.year


@rule(
    "this-quarter",
    "(?:<the|poss>)?(?P<rel><this|current|latest|last|next|same|that|previous|following|coming>)<quarter|period>",
)
def _read_this_quarter(f: Found, r: Reading) -> Draft | None:
    rel, told = r.lexemes[f.at("rel")].kind, r.latest("quarter")
    if r.text(f.end - 1) == "periods" or (
        r.text(f.end - 1) == "period" and (told is None or rel not in ("latest", "same", "that"))
    ):
        return None
    if rel in ("this", "current"):
        value = r.shifted(0, "quarter")
    elif rel == "next":
        value = r.shifted(1, "quarter")
    elif rel in ("same", "that", "latest"):
        value = _report_quarter(r)
    else:
        value = (
            (shift_value(told, -1 if rel == "previous" else 1, "quarter") if told else None)
            if rel in ("previous", "following")
            else r.shifted(-1, "quarter")
        )
    return Draft("DATE", value or "XXXX-QX")


def _report_quarter(r: Reading) -> str | None:
    """Return the quarter that a business report speaks of: the newest it told, else the last that was over."""
    now = r.shifted(0, "quarter") or "9999"
    told = [v for _, v in r.dates if re.fullmatch(r"\d{4}-Q\d", v)]
    return max((v for v in told if v <= now), default=None) or (told[-1] if told else r.shifted(-1, "quarter"))


@rule("the-quarter", "<the>(?P<year><year>)?<quarter|period>")
def _read_the_quarter(f: Found, r: Reading) -> Draft | None:
    told = r.latest("quarter")
    if r.text(f.end - 1) == "periods" or told is None or r.text(f.end) in ("of", "in"):
        return None
    if f["year"] is not None:
        return Draft("DATE", f"{int(f.number('year') or 0)}{(_report_quarter(r) or told)[4:]}")
    if r.text(f.end - 1) == "period" or r.text(f.end) == "-":
        return None
    return Draft("DATE", _report_quarter(r) or told)


@rule(
    "year-ago",
    "<the>?<comparable>?(?P<u><unit>)<dash>(?P<w><ago|earlier>)(?P<p><period|quarter>)?",
    "<the>?<comparable>(?P<p><period|quarter>)(?:<last><unit>)?",
    "<the><quarter|period><a>(?P<u><unit>)(?P<w><ago|earlier>)",
)
def _read_year_ago(f: Found, r: Reading) -> Draft | None:
    if f["u"] is not None and f.text("u") != "year":
        return None
    if r.kind(f.end) == "year":
        return None
    told = _report_quarter(r) if r.quarterly or (f["p"] is not None and r.latest("quarter")) else None
    value = shift_value(told, -1, "year") if told else r.shifted(-1, "year")
    return Draft("DATE", value or "XXXX")


@rule("last-years-quarter", "<last><unit><poss_s><quarter|period>")
def _read_last_years_quarter(f: Found, r: Reading) -> Draft | None:
    value = shift_value(_report_quarter(r) or "", -1, "year")
    return Draft("DATE", value) if value and r.text(f.first + 1) == "year" else None


@rule(
    "half",
    "<the>?(?P<n><ord|last|begin>)<dash>?<half>(?:<of>(?:<fiscal>?(?P<year><year>)|<the>?(?P<rel><last|this|next|that>)?<unit>(?!<units>)))",
)
def _read_half(f: Found, r: Reading) -> Draft | None:
    n = f["n"]
    if n is None or (n.value or 2) > 2 or n.kind == "begin":
        return None
    if f["year"] is None and f["rel"] is None and r.text(f.end - 1) != "year":
        return None
    year = _year_for(f, r)
    if year is None:
        told = r.shifted(0, "year")
        year = int(told) if told else None
    return Draft("DATE", f"{year if year is not None else 'XXXX'}-H{int(n.value or 2)}")


@rule(
    "season",
    "<the>?(?:<coming|last>)?(?P<s><anyseason>)(?:(?:<of>|<comma>)?(?P<year><year|apyear>)|<of>?(?P<rel><last|this|next>)<unit>)",
    "<the>?(?P<prel><last|next|this|that|previous|following|coming|same>)(?P<dir><last|coming>)?(?P<s><anyseason>)",
    "<the>(?P<s><anyseason>)",
    "(?<=<in|since|by|until|during|early|late|mid|each|dash>)(?P<s><anyseason>)",
)
def _read_season(f: Found, r: Reading) -> Draft | None:
    word = f["s"]
    if word is None or (word.kind == "fall" and not _is_season(f, r)):
        return None
    code = SEASONS[word.text]
    if f["year"] is not None and f["year"].kind == "apyear":
        return Draft("DATE", f"{_two_digit_year(int(f.text('year')[1:]), r):04}-{code}")
    year = _year_for(f, r)
    if year is None and f["prel"] is not None:
        direction = r.lexemes[f.at("dir")].kind if f["dir"] is not None else r.lexemes[f.at("prel")].kind
        year = _season_year(r, code, direction)
    elif year is None:
        year = _season_year(r, code, {PAST: "last", FUTURE: "next"}.get(r.tense(f.first) or "", "this"), loose=True)
    return Draft("DATE", f"{year if year is not None else 'XXXX'}-{code}")


def _is_season(f: Found, r: Reading) -> bool:
    """Tell whether "fall" or "spring" is the season."""
    i = f.at("s")
    if f["year"] is not None or f["rel"] is not None:
        return not r.tag(i).startswith("V")
    if f["prel"] is not None:
        return r.tag(i).startswith("N") or r.tag(i) == ""
    return (
        r.tag(i).startswith("N")
        and r.kind(f.end) in ("comma", "dot", "break", "and", "poss_s")
        and f.first != i
        or r.kind(i - 1) in ("early", "late", "in")
    )


_SEASON_ORDER = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def _season_year(r: Reading, code: str, direction: str, *, loose: bool = False) -> int | None:
    today = r.published
    if today is None or not r.knows("season"):
        return None
    start, month = _SEASON_ORDER[code], today.month
    if direction in ("last", "previous"):
        over = month >= start + (1 if loose else 3)
        return today.year if over else today.year - 1
    if direction in ("next", "coming", "following"):
        return today.year if month < start + (1 if loose else 0) else today.year + 1
    if code == "WI" and month <= 2:
        return today.year - 1
    return today.year


@rule(
    "fiscal-year",
    "<the|poss>?<fiscal>(?P<word><unit>)?(?P<year><year>)",
    "<the|poss>?(?P<year><year>)<fiscal>(?P<word><unit>)",
    "<fy>(?P<year><year>)",
)
def _read_fiscal(f: Found, r: Reading) -> Draft | None:
    return Draft("DATE", f"{int(f.number('year') or 0):04}") if f.text("word") in ("", "year") else None


@rule(
    "this-fiscal",
    "(?:<the|poss>)(?P<rel><last|this|next|current|latest|previous|coming>)?<fiscal>(?P<u><unit>)",
    "(?P<rel><last|this|next>)<fiscal>(?P<u><unit>)",
)
def _read_this_fiscal(f: Found, r: Reading) -> Draft | None:
    if f.text("u") != "year":
        return None
    if f["rel"] is None:
        return Draft("DURATION", "P1Y") if r.kind(f.end) == "ended" else Draft("DATE", r.shifted(0, "year") or "XXXX")
    return Draft("DATE", r.shifted(_STEP[r.lexemes[f.at("rel")].kind], "year") or "XXXX")


# --- days near the publication --------------------------------------------------------------------

_PART = "(?P<part><daypart|noon>)"


@rule(
    "near-day",
    "(?P<w><yesterday|today|tomorrow>)" + _PART + "?",
    "(?P<part><daypart|noon>)(?P<w><yesterday|today|tomorrow>)",
    "(?P<part><mid><dash>?<daypart>)(?P<w><yesterday|today|tomorrow>)",
)
def _read_near_day(f: Found, r: Reading) -> Draft | None:
    step = {"yesterday": -1, "today": 0, "tomorrow": 1}[f.text("w")]
    i = f.at("w")
    if f.text("w") == "today" and r.kind(i - 1) == "other" and r.text(i - 1) in ("usa",):
        return None
    if step == 0 and r.kind(i + 1) == "poss_s" and r.text(i + 2) in ("youth", "world", "society", "generation"):
        return Draft("DATE", "PRESENT_REF")
    value = r.shifted(step, "day") or "XXXX-XX-XX"
    return _with_part(value, f["part"], r, f)


def _with_part(value: str, part: Lexeme | None, r: Reading, f: Found) -> Draft:
    if part is None:
        return Draft("DATE", value)
    word, mod = part.text, None
    if part.kind == "mid":
        word, mod = r.lexemes[f.match.end("part") - 1].text, "MID"
    return Draft("TIME", f"{value}T{DAYPARTS[word]}", mod)


@rule("day-before", "<the>?(?P<u><unit>)(?P<w><before|after>)(?P<y><yesterday|tomorrow>)")
def _read_day_before(f: Found, r: Reading) -> Draft | None:
    if f.text("u") != "day" or (f.text("w"), f.text("y")) not in (("before", "yesterday"), ("after", "tomorrow")):
        return None
    return Draft("DATE", r.shifted(-2 if f.text("w") == "before" else 2, "day") or "XXXX-XX-XX")


@rule("tonight", "<tonight>", "<overnight>")
def _read_tonight(f: Found, r: Reading) -> Draft | None:
    if r.kind(f.first) == "tonight":
        return Draft("TIME", (r.shifted(0, "day") or "XXXX-XX-XX") + "TNI")
    if r.text(f.end) in ("stay", "stays", "success", "bag", "flight", "train", "delivery", "lows", "sensation"):
        return None
    told = r.latest("day") if r.tense(f.first) == PAST and r.narrative_year(f.first) else None
    step = 0 if r.tense(f.first) in (FUTURE, PRESENT) else -1
    near = r.shifted(step, "day")
    if told and near and told[:10] < near and r.lexemes[f.first].start - r.lexemes[r.dates[-1][0]].start < 60:
        near = told[:10]
    return Draft("TIME", (near or "XXXX-XX-XX") + "TNI")


@rule(
    "this-part",
    "(?P<rel><this|last|that|same|previous|next|following>)" + _PART,
    "<the>(?P<rel><next|same|previous|following>)" + _PART,
)
def _read_this_part(f: Found, r: Reading) -> Draft | None:
    rel, part = r.lexemes[f.at("rel")].kind, f["part"]
    if part is None:
        return None
    if rel in ("this", "last"):
        value = r.shifted(-1 if rel == "last" else 0, "day")
    else:
        told = r.latest("day")
        value = shift_value(told, {"previous": -1, "next": 1, "following": 1}.get(rel, 0), "day") if told else None
    return _with_part(value or "XXXX-XX-XX", part, r, f)


@rule(
    "weekday",
    "(?P<wd><weekday|shortday>)" + "(?P<part><daypart|noon>)?",
    "(?P<part><noon|daypart>)(?:<of|on>)?(?P<wd><weekday>)",
    "<the>?(?P<rel><last|next|this|that|previous|following|coming|same>)(?P<dir><last|coming>)?(?P<wd><weekday|shortday>)(?P<part><daypart|noon>)?",
    "(?P<wd><weekday>)(?P<part><daypart|noon>)?<of>?(?P<rel><last|next|this>)<unit>",
    "<the>(?P<part><daypart>)<of>(?P<wd><weekday>)",
)
def _read_weekday(f: Found, r: Reading) -> Draft | None:
    wd = f["wd"]
    if wd is None or (wd.kind == "shortday" and not _is_short_day(r, f.at("wd"))):
        return None
    if r.text(f.first - 1) in ("black", "bloody", "super", "cyber", "ash", "sheffield") and r.tag(f.first - 1) == "NNP":
        return None
    number = int(wd.value or 0)
    rel = r.lexemes[f.at("dir")] if f["dir"] is not None else f["rel"]
    value = _weekday_value(f, r, number, rel)
    return _with_part(value, f["part"], r, f)


def _is_short_day(r: Reading, i: int) -> bool:
    surface = r.analysis.text[r.lexemes[i].start : r.lexemes[i].end]
    if r.lexemes[i].text in ("sun", "sat", "wed", "mon"):
        return surface.endswith(".") and (r.kind(i + 1) in ("comma", "anymonth", "month", "shortmonth", "daypart"))
    return surface.endswith(".") or r.kind(i + 1) in ("comma", "month", "shortmonth")


def _weekday_value(f: Found, r: Reading, number: int, rel: Lexeme | None) -> str:
    day = r.day()
    if rel is None or day is None:
        told = r.latest_near(f.first) if day is None else None
        if told and (days := find_days(told)):
            return r_near_weekday(days.first, number)
        return r.weekday(number, r.tense(f.first))
    back = (day.isoweekday() - number) % 7 or 7
    if f.match.re.pattern.endswith(compile_kinds("<unit>").pattern):  # "Tuesday of last week", "Tuesday last week"
        monday = day - datetime.timedelta(days=day.isoweekday() - 1 - 7 * _STEP[rel.kind])
        return (monday + datetime.timedelta(days=number - 1)).isoformat()
    if rel.kind in ("last", "previous"):
        return (day - datetime.timedelta(days=back)).isoformat()
    if rel.kind in ("next", "coming", "following"):
        return (day + datetime.timedelta(days=(number - day.isoweekday()) % 7 or 7)).isoformat()
    if rel.kind == "this":
        return r.weekday(number, r.tense(f.first) or FUTURE)
    told = r.latest("day")
    days = find_days(told) if told else None
    return r_near_weekday(days.first, number) if days else r.weekday(number, PAST)


def r_near_weekday(day: Day, weekday: int) -> str:
    """Return the day of a weekday in the week that begins with a day."""
    return (day + datetime.timedelta(days=(weekday - day.isoweekday()) % 7)).isoformat()


@rule(
    "holiday",
    "<the>?(?:(?P<rel><last|next|this>))?(?P<h><holiday>)(?:<comma|of|in>?(?P<year><year>))?(?P<u><unit>)?",
)
def _read_holiday(f: Found, r: Reading) -> Draft | None:
    surface = r.analysis.text[r.lexemes[f.at("h")].start : r.lexemes[f.at("h")].end]
    if not surface[:1].isupper() and not surface[:1].isdigit():
        return None
    today, year = r.published, f.number("year")
    last = None if f["u"] is None or f.text("u") in ("week", "weekend") else f.at("u") - 1
    if year is None:
        if today is None:
            return Draft("DATE", "XXXX-XX-XX", None, f.first, last)
        here = find_holiday(f.text("h"), today.year)
        if here is None:
            return None
        direction = (
            f["rel"].kind
            if f["rel"] is not None
            else {PAST: "last", FUTURE: "next"}.get(r.tense(f.first) or "", "near")
        )
        year = _holiday_year(here, today, direction, f.text("h"))
    day = find_holiday(f.text("h"), int(year))
    if day is None:
        return None
    if f["u"] is not None and last is None:
        return Draft("DATE", make_value(day, f.text("u")))
    return Draft("DATE", day.isoformat(), None, f.first, last)


def _holiday_year(here: Day, today: Day, direction: str, name: str) -> int:
    if direction == "last":
        return today.year if here <= today else today.year - 1
    if direction == "next":
        return today.year if here >= today else today.year + 1
    if direction == "this":
        return today.year
    options = [d for y in (-1, 0, 1) if (d := find_holiday(name, today.year + y))]
    return min(options, key=lambda d: abs((d - today).days)).year


# --- relative units -------------------------------------------------------------------------------


@rule(
    "relative-unit",
    "(?:<the|poss>)?" + _REL + "(?<=<this>)(?P<dir><last|coming>)(?P<u><unit>)",
    "(?:<the|poss>)?" + _REL + "(?:<filler>)?(?P<u><unit|second>)",
    "(?:<the>)(?P<rel><last|coming|next>)(?P<u><unit>)(?=<comma|dot|break>)",
)
def _read_relative_unit(f: Found, r: Reading) -> Draft | None:
    unit, rel = f.text("u"), r.lexemes[f.at("rel")].kind
    if f["dir"] is not None:
        rel = r.lexemes[f.at("dir")].kind
    if unit in ("hour", "minute", "second"):
        return (
            Draft("DURATION", f"PT1{unit[0].upper()}")
            if rel in ("last", "next", "following") and r.kind(f.first) == "the"
            else None
        )
    definite = r.kind(f.first) == "the"
    if r.text(f.at("rel")) == "past" and definite and unit not in ("weekend",):
        return Draft("DURATION", _duration(1, unit))
    if unit == "day":
        return _read_relative_day(f, r, rel)
    if rel in ("that", "same", "previous", "following"):
        return _read_told_unit(r, rel, unit)
    if rel == "latest":
        return None
    if rel == "current" and not definite:
        return None
    if unit == "weekend":
        return Draft("DATE", _weekend(r, rel) or "XXXX-WXX-WE")
    value = r.shifted(_STEP[rel], unit)
    return Draft("DATE", value or {"week": "XXXX-WXX", "month": "XXXX-XX"}.get(unit, "XXXX"))


def _read_relative_day(f: Found, r: Reading, rel: str) -> Draft | None:
    if rel in ("this", "last", "current", "latest", "coming"):
        return None
    told = r.latest("day")
    if told is None:
        return (
            Draft("DATE", "XXXX-XX-XX")
            if rel in ("next", "following", "previous") and r.kind(f.first) == "the"
            else None
        )
    step = {"next": 1, "following": 1, "previous": -1}.get(rel, 0)
    value = shift_told(told, step, "day")
    return Draft("DATE", value) if value else None


def _read_told_unit(r: Reading, rel: str, unit: str) -> Draft | None:
    told = r.latest("day", "month", "year", "week", "quarter")
    value = shift_told(told, {"previous": -1, "following": 1}.get(rel, 0), unit) if told and unit != "weekend" else None
    if value is None and rel in ("that", "same"):
        return None
    return Draft("DATE", value or {"week": "XXXX-WXX", "month": "XXXX-XX", "weekend": "XXXX-WXX-WE"}.get(unit, "XXXX"))


def _weekend(r: Reading, rel: str) -> str | None:
    """Return the weekend meant: the last that has begun, or the next to come."""
    day = r.day()
    if day is None:
        return None
    monday = day - datetime.timedelta(days=day.isoweekday() - 1)
    weeks = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(rel, 0)
    if rel == "past" and day.isoweekday() < 6:
        weeks = -1
    return make_value(monday + datetime.timedelta(weeks=weeks), "weekend")


@rule("the-unit", "<the>(?P<u><unit>)", "<the><filler>(?P<u><unit>)")
def _read_the_unit(f: Found, r: Reading) -> Draft | None:
    unit, after = f.text("u"), r.kind(f.end)
    if unit == "weekend":
        rel = "this" if r.tense(f.first) in (FUTURE, PRESENT) else "past"
        return Draft("DATE", _weekend(r, rel) or "XXXX-WXX-WE")
    if unit == "year" and after == "ended":
        return Draft("DURATION", "P1Y")
    if unit == "day" and after in ("before", "after"):
        return _read_day_beside(f, r)
    if unit in ("year", "month", "week") and (
        after in _STOPS
        or r.text(f.end) == "'s"
        or r.kind(f.first - 2) in ("begin", "end", "mid", "half", "early", "earlier", "later", "late")
    ):
        if r.text(f.end) == "of" or r.kind(f.end) == "that":
            return None
        told = r.latest("year") if unit == "year" and r.narrative_year(f.first) else None
        return Draft("DATE", told or r.shifted(0, unit) or "XXXX")
    if unit == "day" and (r.kind(f.first - 1) == "in" and r.kind(f.first - 2) in ("earlier", "later", "late", "early")):
        told = r.latest("day")
        return Draft("DATE", told[:10] if told and len(told) >= 10 else r.shifted(0, "day") or "XXXX-XX-XX")
    return None


_STOPS = frozenset({"comma", "dot", "break", "and", "to", "or", "in"})


def _read_day_beside(f: Found, r: Reading) -> Draft | None:
    """Read "the day before" at the end of a clause: beside the last day told."""
    if r.kind(f.end + 1) not in ("comma", "dot", "break"):
        return None
    told = r.latest("day")
    value = shift_value(told, -1 if r.kind(f.end) == "before" else 1, "day") if told else None
    return Draft("DATE", value or "XXXX-XX-XX", None, f.first, f.end)


@rule("week-of", "<the>?(?P<u><unit>)<of>(?P<month><anymonth>)(?P<day><dayint>)(?:<comma>?(?P<year><year>))?")
def _read_week_of(f: Found, r: Reading) -> Draft | None:
    month = f["month"]
    if f.text("u") not in ("week", "weekend") or month is None or not _is_month(f, "month", r):
        return None
    draft = _month_day(f, r, int(month.value or 0), int(f.number("day") or 0), f.number("year"))
    days = find_days(draft.value) if draft else None
    return Draft("DATE", make_value(days.first, f.text("u"))) if days else draft


@rule("year-end", "(?:<the>)?(?P<u><unit>)(?:<dash>|<poss_s>)?(?P<w><end>)")
def _read_year_end(f: Found, r: Reading) -> Draft | None:
    unit = f.text("u")
    if unit not in ("year", "month") or r.text(f.at("w")) != "end":
        return None
    return Draft("DATE", r.shifted(0, unit) or "XXXX", "END")


# --- ago, earlier, later --------------------------------------------------------------------------

_COUNT = "(?:(?P<n><n|a>)(?P<half><and><a>?<half>)?|(?P<few><a>?<few>|<a><couple><of>?))"


@rule(
    "ago", _COUNT + "(?:<dash>|<more>)?(?P<u><u>)(?P<half2><and><a><half>)?(?P<w><ago>)", "(?P<u><units>)(?P<w><ago>)"
)
def _read_ago(f: Found, r: Reading) -> Draft | None:
    unit, count = _singular(f.text("u")), _count(f)
    if count is None:
        return Draft("DATE", "PAST_REF")
    if unit in ("second", "minute", "hour"):
        return Draft("TIME" if r.day() else "DATE", _hours_ago(r, count, unit))
    if count == 1 and unit == "year" and r.quarterly and f["n"] is not None and f["n"].kind == "a":
        value = shift_value(_report_quarter(r) or "", -1, "year")
        return Draft("DATE", value) if value else None
    if count != int(count) and unit == "year":
        unit, count = "month", count * 12
    value = r.shifted(-int(count), "day" if unit in ("fortnight", "weekend") else unit)
    return Draft("DATE", value or {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX"}.get(unit, "XXXX"))


def _hours_ago(r: Reading, count: float, unit: str) -> str:
    day = r.day()
    if day is None or unit != "hour":
        return "PAST_REF" if day is None else day.isoformat()
    return (day - datetime.timedelta(days=int(count // 24))).isoformat()


@rule("earlier-later", _COUNT + "(?P<u><u>)(?P<half2><and><a><half>)?(?P<w><earlier|later>)(?!<than>)")
def _read_earlier(f: Found, r: Reading) -> Draft | None:
    unit, count = _singular(f.text("u")), _count(f)
    step = -1 if r.lexemes[f.at("w")].kind == "earlier" else 1
    if count is None or unit in ("second", "minute", "hour"):
        return None
    if step < 0 and count == 1 and unit == "year" and r.quarterly:
        value = shift_value(_report_quarter(r) or "", -1, "year")
        return Draft("DATE", value) if value else None
    finest = r.latest("day") if unit == "day" else None  # "in January … on Monday … two days later"
    told = finest or r.latest("day", "month", "year", "week") or r.shifted(0, "day")
    if told is None or count != int(count):
        return None
    if step > 0 and r.latest("day", "month", "year", "week") is None and r.tense(f.first) == PAST:
        return Draft("DATE", {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX"}.get(unit, "XXXX"))
    value = shift_told(told, step * int(count), unit)
    return Draft("DATE", value) if value else None


def _singular(unit: str) -> str:
    unit = {"hrs": "hours", "yr": "year", "yrs": "years", "mins": "minutes"}.get(unit, unit)
    return "century" if unit == "centuries" else unit.rstrip("s") if unit not in ("s",) else unit


def _count(f: Found) -> float | None:
    """Return the number that a count gives; None if it is vague."""
    n = f["n"]
    if n is None:
        if f["few"] is not None and "couple" in {x.text for x in f.reading.lexemes[f.at("few") : f.match.end("few")]}:
            return 2
        return None
    value = 1.0 if n.kind == "a" else float(n.value or 0)
    half = any(f[g] is not None for g in ("half", "half2"))
    return value + 0.5 if half else value


# --- durations ------------------------------------------------------------------------------------

_CODES = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}


def _duration(count: float | None, unit: str) -> str:
    """Return a TIMEX3 duration; a vague count is X."""
    clock = "T" if unit in ("second", "minute", "hour") else ""
    if unit in ("decade", "century", "millennium"):
        factor = {"decade": 10, "century": 100, "millennium": 1000}[unit]
        return (
            f"P{int(count * factor)}Y" if count is not None else {"decade": "PXDE", "century": "PXCE"}.get(unit, "PXY")
        )
    if unit in ("fortnight", "weekend"):
        return f"P{int((count or 1) * 2)}{'W' if unit == 'fortnight' else 'D'}"
    if count is None:
        return f"P{clock}X{_CODES[unit]}"
    whole, rest = int(count), count - int(count)
    text = f"P{clock}{whole}{_CODES[unit]}" if whole or not rest else f"P{clock}"
    if rest:
        if rest == 0.5 and unit in ("year", "hour", "minute"):
            return text + {"year": "6M", "hour": "30M", "minute": "30S"}[unit]
        return f"P{clock}{count:g}{_CODES[unit]}"
    return text


_FILL = "(?:<more|filler|another|school>)*"


@rule(
    "duration",
    "(?:<the|poss|those>)?(?P<rel><last|next|ordword|previous|following|coming|latest|recent>)?<a>?(?P<n><n>)(?P<frac><fraction>)?"
    "(?P<half><and><a>?<half>)?(?P<dash><dash>)?"
    + _FILL
    + "(?P<u><units|unit|quarter|second>)(?P<half2><and><a><half>)?(?P<age><dash>?<old>)?(?P<long><dash><long>)?",
)
def _read_duration(f: Found, r: Reading) -> Draft | None:
    unit, n = _singular(f.text("u")), f["n"]
    if n is None or n.kind == "year" and n.text.isdigit() and unit in ("quarter", "year") or _is_age(f, r):
        return None
    if f.text("u") == "second" or (unit == "quarter" and f.text("u") == "quarter" and f["dash"] is None):
        return None
    rel = f["rel"]
    if rel is not None and rel.kind == "ordword" and rel.text not in ("first",):
        return None
    if (
        r.kind(f.at("n") - 1) == "a"
        and f.at("n") > f.first
        and f["dash"] is None
        and n.text.split()[0] not in ("hundred", "thousand")
    ):
        return None
    surface = r.analysis.text
    if (
        r.text(f.end) == "war"
        and surface[r.lexemes[f.at("u")].start].isupper()
        and surface[r.lexemes[f.end].start].isupper()
    ):
        return None  # "the Six-Day War"
    singular = f.text("u") == unit
    first = f.first
    if singular and f["dash"] is not None and r.kind(first) in ("the", "poss", "a", "those"):
        first = f.at("n")
    if singular and f["dash"] is None and float(n.value or 0) != 1 and r.tag(f.end) not in ("NN", "NNS", "NNP", "JJ"):
        return None
    lone_day = n.text == "one" and f.text("u") == "day" and rel is None and f["dash"] is None
    if lone_day and r.tense(f.first) in (FUTURE, PRESENT) and r.kind(f.first - 1) in _CLAUSE_STARTS:
        return Draft("DATE", "FUTURE_REF")  # "one day we will return"
    count = float(n.value or 0)
    if f["frac"] is not None:
        top, bottom = f.text("frac").split("/")
        count += int(top) / int(bottom) if int(bottom) else 0
    count += 0.5 * sum(f[g] is not None for g in ("half", "half2"))
    if r.kind(f.end) in ("before", "after") and singular is False and unit in ("degree",):
        return None
    return Draft("DURATION", _duration(count, unit), None, first)


_CLAUSE_STARTS = frozenset({"break", "other", "dot", "comma", "and"})
_OLD_THINGS = frozenset(
    "war conflict dispute insurgency rebellion regime rule law treaty agreement accord pact embargo ban truce ceasefire "
    "cease strike siege blockade standoff feud campaign offensive mission "
    "crisis investigation policy tradition occupation uprising revolt protest".split()
)


def _is_age(f: Found, r: Reading) -> bool:
    """Tell whether a duration is somebody's age: "35-year-old" of no war or truce, "aged two years"."""
    if f["age"] is not None:
        return not any(r.text(f.end + k) in _OLD_THINGS for k in (0, 1, 2) if r.kind(f.end + k) != "break")
    return r.text(f.end) in ("of",) and r.text(f.end + 1) == "age" or r.text(f.first - 1) == "aged"


@rule(
    "duration-a",
    "(?P<n><a>)(?P<half><half>)?(?P<fill>(?:<filler|another|more>))?(?P<u><unit|second|quarter>)(?P<half2><and><a><half>)?",
    "(?P<n><another>)(?P<u><unit>)",
    "(?P<half><half>)(?P<n><a>)(?P<u><unit>)",
    "(?P<n><n>)<and><a><half>(?P<u><units>)",
)
def _read_duration_a(f: Found, r: Reading) -> Draft | None:
    unit, n = f.text("u"), f["n"]
    if n is None or unit in ("second", "quarter", "weekend") or r.kind(f.end) in ("poss_s",):
        return None
    if n.kind not in ("a", "another"):
        return Draft("DURATION", _duration(float(n.value or 0) + 0.5, _singular(unit)))
    before, after = r.kind(f.first - 1), r.text(f.end)
    if n.kind == "a" and f["half"] is None and f["half2"] is None and f["fill"] is None:
        if _is_rate(r, f.first):
            return Draft("SET", _duration(1, unit)) if r.kind(f.first - 1) in ("once", "times") else None
        if unit == "day" and before not in ("for", "in", "within", "after", "than", "nearly", "about", "over", "least"):
            return None
        if (
            after in ("when", "that", "for", "like", "old", "in", "where", "which", "to")
            and before not in _DURATION_AFTER
        ):
            return None
        if before not in _DURATION_AFTER and after not in ("after", "before", "later", "from", "since", "or", "now"):
            return None
    count = 0.5 if f["half"] is not None else 1.5 if f["half2"] is not None else 1.0
    value = _duration(count, unit)
    return Draft(
        "DURATION",
        {"PT0.5H": "PT30M", "P0.5Y": "P6M", "PT.5H": "PT30M", "PT30M": "PT30M", "P6M": "P6M"}.get(value, value),
    )


_DURATION_AFTER = frozenset(
    {
        "for",
        "in",
        "within",
        "after",
        "than",
        "nearly",
        "about",
        "over",
        "least",
        "of",
        "to",
        "until",
        "last",
        "up",
        "during",
        "into",
        "and",
        "by",
        "or",
    }
)


def _is_rate(r: Reading, i: int) -> bool:
    """Tell whether "a year" is a rate: after a number, a sum of money, or the thing counted."""
    before = r.kind(i - 1)
    if before in ("once", "times", "num", "int", "dayint", "numword", "fraction"):
        return True
    token = r.token(i - 1) if i else None
    if token is None or r.text(i - 1) == "%":
        return token is not None
    if token.tag in ("NNS", "NN", "CD", "$") and token.text.isalpha():
        children = r.analysis.children[token.i]
        return token.tag == "CD" or any(r.analysis.tokens[c].tag in ("CD", "$") for c in children)
    return False


@rule(
    "duration-vague",
    "<the>?(?P<rel><last|next|previous|following|coming|recent>)?(?P<few><a>?<few>|<a>?<couple><of>?)(?P<dash><dash>)?<more|filler|another>?(?P<u><units|unit>)",
)
def _read_duration_vague(f: Found, r: Reading) -> Draft | None:
    unit = _singular(f.text("u"))
    if f.text("u") == unit and f["dash"] is None:
        return None
    couple = any(x.kind == "couple" for x in r.lexemes[f.at("few") : f.match.end("few")])
    if unit == "second" and not couple and f.text("u") == "second":
        return None
    first = f.at("few") + 1 if f["dash"] is not None and r.kind(f.at("few")) == "a" else None
    return Draft("DURATION", _duration(2 if couple else None, unit), "APPROX" if couple else None, first)


@rule(
    "duration-range",
    "<the>?<next|last>?(?P<n><n>)(?:<to>|<or>|<dash>)(?P<m><n>)<dash>?(?P<u><units|unit>)(?!<dash>?<old>)",
)
def _read_duration_range(f: Found, r: Reading) -> Draft | None:
    unit = _singular(f.text("u"))
    return Draft("DURATION", _duration(float(f.number("n") or 0), unit)) if unit != "weekend" else None


@rule(
    "duration-bare",
    "(?P<rel><recent|coming|last|those|next|those|previous>)?(?P<u><units>)(?P<or><or|and|to>(?P<v><units>))?(?P<long><dash><long|old>)?",
    "<the>(?P<rel><last|next|coming>)(?P<u><units>)",
)
def _read_duration_bare(f: Found, r: Reading) -> Draft | None:
    unit, before = _singular(f.text("u")), r.kind(f.at("u") - 1)
    rel = r.lexemes[f.at("rel")].kind if f["rel"] is not None else None
    if (
        before in ("n", "dash", "each", "of", "dayint", "num", "int", "numword", "fraction")
        and before != "of"
        or r.kind(f.end) in ("ago", "old")
    ):
        return None
    if f["long"] is not None and r.text(f.end - 1) == "old":
        return None
    if rel in ("recent", "last", "previous"):
        return Draft("DATE", "PAST_REF") if r.text(f.at("rel")) != "last" else None
    if rel == "coming" or (rel == "next" and r.text(f.at("rel")) == "next"):
        return Draft("DATE", "FUTURE_REF")
    if unit in ("second", "quarter", "minute", "weekend") or (
        unit == "hour" and before not in ("for", "in", "within", "after")
    ):
        return None
    if (
        before
        in ("for", "in", "within", "over", "after", "during", "than", "through", "to", "until", "by", "of", "few")
        or f["long"] is not None
    ):
        return Draft("DURATION", _duration(None, unit))
    if r.text(f.end) in ("before", "after", "later", "since", "earlier", "of", "ahead", "that") and f["rel"] is None:
        return Draft("DURATION", _duration(None, unit))
    if f["or"] is not None:
        return Draft("DURATION", _duration(None, unit))
    return None


@rule("a-while", "<a><while>", "<about><time>")
def _read_while(f: Found, r: Reading) -> Draft | None:
    if r.kind(f.end - 1) == "time" and (r.text(f.end - 2) != "some" or r.text(f.end - 1) != "time"):
        return None
    return Draft("DURATION", "PXX", None, f.end - 2)


# --- sets -----------------------------------------------------------------------------------------


@rule(
    "each",
    "<each>(?P<n><n|other|ord>)?(?P<u><u>)",
    "<each>(?P<n><filler>)?(?P<u><weekday|anymonth|season|daypart>)(?P<part><daypart>)?",
)
def _read_each(f: Found, r: Reading) -> Draft | None:
    unit = r.lexemes[f.at("u")]
    if unit.kind == "weekday":
        part = "T" + DAYPARTS[f.text("part")] if f["part"] is not None else ""
        return Draft("SET", f"XXXX-WXX-{unit.value}{part}")
    if unit.kind in ("month", "shortmonth", "may"):
        return Draft("SET", f"XXXX-{int(unit.value or 0):02}") if _is_month(f, "u", r) else None
    if unit.kind == "season":
        return Draft("SET", f"XXXX-{SEASONS[unit.text]}")
    if unit.kind == "daypart":
        return Draft("SET", f"XXXX-XX-XXT{DAYPARTS[unit.text]}")
    n = f["n"]
    count = 1.0 if n is None else 2.0 if n.text in ("other", "second") else float(n.value or 0) if n.value else None
    if unit.kind == "second" and n is None:
        return None
    return Draft("SET", _duration(count, _singular(unit.text))) if count else None


@rule("frequency", "<freq>")
def _read_frequency(f: Found, r: Reading) -> Draft | None:
    i = f.first
    if r.text(i) != "daily" and r.text(i) != "annually" and r.tag(i) in ("NNP", "NNPS"):
        return None
    if r.text(i) == "daily" and r.tag(i) == "NNP" and r.analysis.text[r.lexemes[i].start].isupper():
        return None
    return Draft("SET", FREQUENCIES[r.text(i)])


@rule("a-unit-times", "<n>?<once|times><a>(?P<u><unit>)", "(?:<once>)<each>(?P<u><unit>)")
def _read_times_a(f: Found, r: Reading) -> Draft | None:
    return Draft("SET", _duration(1, f.text("u")), None, f.first)


@rule(
    "weekdays", "(?P<w><weekdays>)", "(?P<d><weekday>)(?P<w><dayparts>)", "<seasons>", "<on>?<weekdays><and><weekdays>"
)
def _read_weekdays(f: Found, r: Reading) -> Draft | None:
    word = r.lexemes[f.first]
    if word.kind == "weekday":
        return Draft("SET", f"XXXX-WXX-{word.value}T{DAYPARTS[r.lexemes[f.end - 1].text[:-1]]}")
    if word.kind == "weekdays" and word.value and f.end - f.first == 1:
        return Draft("SET", f"XXXX-WXX-{word.value}")
    if word.text == "weekends":
        return Draft("SET", "XXXX-WXX-WE")
    return None


# --- times of day ---------------------------------------------------------------------------------

_HOUR = "(?P<h><clock|dayint|num|numword>)"
_DAYREF = (
    "(?:<comma>?<on>?(?:(?P<near><yesterday|today|tomorrow|tonight>)|(?P<rel><last|next|this>)?(?P<wd><weekday|shortday>)(?P<wpart><daypart>)?))?"
    "(?:(?:<comma>|(?<!<weekday>)<on>)?(?P<month><anymonth>)(?P<day><dayint>)(?:<comma>?(?P<year><year>))?"
    "|(?:<comma>|(?<!<weekday>)<on>)?(?P<day2><dayint>)(?P<month2><anymonth>)(?:(?P<year2><year>))?)?"
)


@rule(
    "clock",
    _HOUR + "(?P<oc><oclock>)?(?P<ap><ampm>)(?:<local><time>)?(?P<z><zone>)?" + _DAYREF,
    _HOUR + "(?P<oc><oclock>)(?P<ap><in><the><daypart>)?(?P<z><zone>)?" + _DAYREF,
    "(?P<h><clock>)(?:<local><time>)?(?P<ap><in><the><daypart>)?(?P<z><zone>)?" + _DAYREF,
    _HOUR + "(?P<ap><in><the><daypart>)(?P<z><zone>)?" + _DAYREF,
    "(?P<h><noon>)(?P<z><zone>)?" + _DAYREF,
    "(?P<h><num|year>)(?P<oc><units>)?(?P<z><zone>)" + _DAYREF,
)
def _read_clock(f: Found, r: Reading) -> Draft | None:
    clock = _clock_time(f, r)
    if clock is None:
        return None
    last = None
    day = None
    month = f["month"] or f["month2"]
    if month is not None:
        group = "month" if f["month"] is not None else "month2"
        number = f.number("day") if group == "month" else f.number("day2")
        if _is_month(f, group, r):
            year = f.number("year") if group == "month" else f.number("year2")
            draft = _month_day(f, r, int(month.value or 0), int(number or 0), year)
            day = draft.value if draft else None
    elif f["wd"] is not None:
        day = _weekday_value(f, r, int(f.number("wd") or 0), f["rel"])
    elif f["near"] is not None:
        day = r.shifted({"yesterday": -1, "tomorrow": 1}.get(f.text("near"), 0), "day")
    else:
        told = r.latest("day")
        day = told[:10] if told and len(r.dates) and f.first - r.dates[-1][0] < 40 else r.shifted(0, "day")
    return Draft("TIME", f"{day or 'XXXX-XX-XX'}T{clock}", None, f.first, last)


def _is_named(r: Reading, i: int) -> bool:
    """Tell whether a word for a time of day is part of a name: "Golden Dawn", "Dawn Brigade"."""
    token = r.token(i)
    if token is None or token.tag != "NNP" or not token.text[:1].isupper() or token.text.isupper():
        return False
    tokens = r.analysis.tokens
    return any(
        0 <= k < len(tokens)
        and tokens[k].sentence == token.sentence
        and tokens[k].tag in ("NNP", "NNPS")
        and tokens[k].text[:1].isupper()
        for k in (token.i - 1, token.i + 1)
    )


def _clock_time(f: Found, r: Reading) -> str | None:
    """Return hours and minutes; None where the words name no time of day."""
    h = r.lexemes[f.at("h")]
    if h.kind == "noon":
        if _is_named(r, f.at("h")):
            return None
        if (
            f["wd"] is None
            and f["near"] is None
            and f["month"] is None
            and h.text not in ("noon", "midnight", "midday", "dawn", "dusk")
        ):
            return None
        return DAYPARTS[h.text]
    half = f.text("ap")
    if h.kind == "clock":
        parts = h.text.split(":")
        hour, minute = int(parts[0]), int(parts[1])
        sport = (
            f["ap"] is None
            and f["z"] is None
            and r.text(f.first - 1)
            not in (
                "at",
                "by",
                "until",
                "around",
                "about",
                "from",
                "to",
                "before",
                "after",
                "since",
                "and",
                "between",
                "-",
            )
        )
        if sport or minute > 59:
            return None
    elif h.kind in ("num", "year"):
        if not (h.text.isdigit() and len(h.text) == 4) or (f["oc"] is not None and f.text("oc") != "hours"):
            return None
        hour, minute = int(h.text[:2]), int(h.text[2:])
    else:
        hour, minute = int(h.value or 0), 0
    if half == "in":
        half = {"morning": "am", "night": "pm", "evening": "pm", "afternoon": "pm"}[
            r.lexemes[f.match.end("ap") - 1].text
        ]
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    zone = "Z" if f.text("z") in ("gmt", "utc") else ""
    return f"{hour:02}:{minute:02}{zone}" if hour <= 24 and minute < 60 else None


@rule("part-of-date", "<the><daypart><of>" + _WD + "(?P<month><anymonth>)(?P<day><day>)(?:<comma>?(?P<year><year>))?")
def _read_part_of_date(f: Found, r: Reading) -> Draft | None:
    month = f["month"]
    if month is None or not _is_month(f, "month", r):
        return None
    draft = _month_day(f, r, int(month.value or 0), int(f.number("day") or 0), f.number("year"))
    return Draft("TIME", f"{draft.value}T{DAYPARTS[r.lexemes[f.first + 1].text]}") if draft else None


@rule(
    "part", "(?<=<in|during>)<the>(?P<part><daypart>)(?=<comma|dot|break|and|other>)", "<mid><dash>?(?P<part><daypart>)"
)
def _read_part(f: Found, r: Reading) -> Draft | None:
    told = r.latest("day")
    near = told[:10] if told and f.first - r.dates[-1][0] < 40 else r.shifted(0, "day")
    mod = "MID" if r.kind(f.first) == "mid" else None
    return Draft("TIME", f"{near or 'XXXX-XX-XX'}T{DAYPARTS[f.text('part')]}", mod)


# --- words for the past, the present, the future --------------------------------------------------


@rule("reference", "<ref>", "<right|more><ref>")
def _read_reference(f: Found, r: Reading) -> Draft | None:
    word, i = r.text(f.end - 1), f.end - 1
    if word == "now" and r.kind(i - 1) == "from":
        return None
    if word == "soon" and (
        r.kind(i - 1) == "as" or r.text(i + 1) in ("after", "as", "became", "was", "were") or r.tense(i) == PAST
    ):
        return None
    return Draft("DATE", REFERENCES[word])


@rule("reference-adjective", "(?:<recent>)", "<current>", "<the>?<near>?<future>", "<the><last>", "<the><near><term>")
def _read_reference_adjective(f: Found, r: Reading) -> Draft | None:
    i = f.end - 1
    word = r.text(i)
    if word == "recent":
        return Draft("DATE", "PAST_REF") if r.text(i - 1) not in ("most",) else None
    if word in ("current", "present"):
        return Draft("DATE", "PRESENT_REF") if word == "current" and r.tag(i) in ("JJ", "") else None
    if word == "past":
        return Draft("DATE", "PAST_REF") if r.tag(i) == "NN" else None
    if word == "future" and f.end - f.first == 1:
        return None
    if r.text(f.first + 1) == "future" and r.text(f.end) == "of":
        return None
    return Draft("DATE", "FUTURE_REF")


@rule("these-days", "<those>(?P<u><units>)")
def _read_these_days(f: Found, r: Reading) -> Draft | None:
    return Draft("DATE", "PRESENT_REF") if (r.text(f.first), f.text("u")) == ("these", "days") else None


MONTH_NAMES = frozenset(MONTHS)
