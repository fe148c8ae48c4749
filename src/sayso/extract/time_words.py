"""The words of time: cuts a text into lexemes and names the kind of each.

A kind is a name such as `month` or `last`; kinds are written as one character each, so that a grammar over them is an
ordinary regular expression (`compile_kinds`).
"""

from __future__ import annotations

import csv
import datetime
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from sayso.dates import Day, shift_day
from sayso.extract.number_words import (
    NUMBER_WORDS,
    ORDINALS,
    SCALES,
    parse_digits,
    parse_number_words,
    parse_spoken_year,
)

MONTHS = {
    name: i + 1
    for i, name in enumerate(
        "january february march april may june july august september october november december".split()
    )
}
_SHORT_MONTHS = {name[:3]: i for name, i in MONTHS.items() if name != "may"} | {"sept": 9}
WEEKDAYS = {name: i + 1 for i, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_SHORT_WEEKDAYS = {
    "mon": 1,
    "tue": 2,
    "tues": 2,
    "wed": 3,
    "weds": 3,
    "thu": 4,
    "thur": 4,
    "thurs": 4,
    "fri": 5,
    "sat": 6,
    "sun": 7,
}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DAYPARTS = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI", "noon": "12:00", "midnight": "24:00",
    "noontime": "12:00", "daybreak": "MO", "dawn": "MO", "dusk": "EV", "nightfall": "EV", "sunrise": "MO", "sunset": "EV",
    "dinnertime": "EV", "lunchtime": "MI",
}  # fmt: skip
UNITS = "second minute hour day week month quarter year decade century fortnight weekend".split()
FREQUENCIES = {
    "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "hourly": "PT1H", "nightly": "P1D",
    "fortnightly": "P2W", "biweekly": "P2W", "bimonthly": "P2M", "biannually": "P6M",
}  # fmt: skip
REFERENCES = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF", "presently": "PRESENT_REF",
    "recently": "PAST_REF", "lately": "PAST_REF", "soon": "FUTURE_REF",
}  # fmt: skip

_WORDS = {
    "a": "a an", "the": "the", "poss": "its his her their our my your whose", "last": "last past", "latest": "latest",
    "previous": "previous preceding prior", "next": "next", "following": "following ensuing", "coming": "coming upcoming",
    "this": "this", "that": "that", "those": "those these", "same": "same", "current": "current present", "each": "each every",
    "ago": "ago", "earlier": "earlier", "later": "later", "before": "before", "after": "after", "since": "since",
    "early": "early", "late": "late", "mid": "mid middle", "begin": "beginning start outset", "end": "end close",
    "of": "of", "in": "in", "at": "at", "on": "on", "by": "by", "from": "from", "to": "to through till", "until": "until",
    "for": "for", "during": "during throughout", "within": "within", "and": "and", "or": "or", "between": "between",
    "about": "about around approximately roughly circa some", "nearly": "nearly almost", "over": "over", "more": "more",
    "than": "than", "less": "less fewer", "least": "least", "most": "most", "up": "up", "well": "well", "no": "no", "not": "not",
    "few": "few several many", "couple": "couple", "recent": "recent", "another": "another additional", "half": "half halves",
    "filler": "straight consecutive full whole entire trading business working calendar extra further successive solid other",
    "old": "old", "so": "so", "beyond": "beyond onward onwards", "ended": "ended ending", "into": "into", "term": "term",
    "period": "period periods", "fiscal": "fiscal", "future": "future", "near": "near foreseeable", "yesterday": "yesterday",
    "today": "today", "tomorrow": "tomorrow", "tonight": "tonight", "overnight": "overnight", "freq": " ".join(FREQUENCIES),
    "ref": " ".join(REFERENCES), "once": "once twice thrice", "times": "times", "right": "right", "oclock": "o'clock oclock",
    "zone": "gmt utc est edt cst cdt mst mdt pst pdt bst cet ist", "hourly": "hours hrs", "time": "time", "school": "school",
    "ad": "ad bc bce ce", "while": "while", "long": "long lengthy", "sometime": "sometime", "as": "as",
    "worth": "worth", "fy": "fy", "comparable": "comparable corresponding year-ago", "days": "days", "local": "local",
    "quarterword": "quarter quarters", "seconds": "seconds", "millennium": "millennium millennia", "very": "very", "q": "q",
}  # fmt: skip
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_KIND_OF |= dict.fromkeys(MONTHS, "month") | dict.fromkeys(_SHORT_MONTHS, "shortmonth") | {"may": "may", "march": "may"}
_KIND_OF |= dict.fromkeys(WEEKDAYS, "weekday") | {d + "s": "weekdays" for d in WEEKDAYS}
_KIND_OF |= dict.fromkeys(_SHORT_WEEKDAYS, "shortday")
_KIND_OF |= (
    dict.fromkeys(SEASONS, "season") | {"fall": "fall", "spring": "fall"} | {s + "s": "seasons" for s in SEASONS}
)
_KIND_OF |= {"springs": "other", "falls": "other", "autumns": "other"}
_KIND_OF |= dict.fromkeys(DAYPARTS, "noon") | dict.fromkeys(("morning", "afternoon", "evening", "night"), "daypart")
_KIND_OF |= {p + "s": "dayparts" for p in ("morning", "afternoon", "evening", "night")}
_KIND_OF |= dict.fromkeys(UNITS, "unit") | {u + "s": "units" for u in UNITS} | {"centuries": "units"}
_KIND_OF |= {"second": "second", "seconds": "units", "quarter": "quarter", "quarters": "units", "days": "units"}
_KIND_OF |= {"hrs": "units", "yr": "unit", "yrs": "units", "mins": "units", "hours": "units", "weekends": "weekdays"}
_KIND_OF |= {o: "ordword" for o in ORDINALS if o != "second"} | dict.fromkeys(NUMBER_WORDS, "numword")

_KINDS = sorted(
    set(_KIND_OF.values())
    | set(_WORDS)
    | set(
        "other break iso slashed clock decade apyear ordnum dayint int num year ampm comma dot poss_s dash slash holiday "
        "fraction".split()
    )
)
_SYMBOL = {kind: chr(0x4E00 + i) for i, kind in enumerate(_KINDS)}
_UNIONS = {
    "anymonth": ("month", "shortmonth", "may"),
    "anyseason": ("season", "fall"),
    "u": ("unit", "units", "second", "quarter"),
    "u1": ("unit", "quarter"),
    "n": ("dayint", "int", "num", "year", "numword"),
    "small": ("dayint", "int", "numword"),
    "ord": ("ordword", "ordnum", "second"),
    "day": ("dayint", "ordnum"),
    "relative": ("last", "next", "this", "that", "previous", "following", "coming", "current", "same", "latest"),
    "ws": ("dash",),
}

_LEXEME = re.compile(
    r"""
    (?P<break>\n[^\S\n]*\n\s*)
    | (?P<iso>(?:1[0-9]|20)\d\d-[01]\d-[0-3]\d(?:T[0-2]\d:[0-5]\d(?::[0-5]\d)?Z?)?(?![\w-]))
    | (?P<slashed>(?<![\w./-])[0-3]?\d(?P<sep>[/.-])[0-3]?\d(?P=sep)(?:[12]\d\d\d|\d\d)(?![\w/-]|\.\d))
    | (?P<clock>(?<![\w:.])[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:]))
    | (?P<decade>(?<!\w)(?:[12]\d\d0['’`]?s|['’`]?[1-9]0['’`]?s)(?!\w))
    | (?P<apyear>(?<!\w)['’`]\d\d(?!\w))
    | (?P<ordnum>(?<!\w)\d{1,3}(?:st|nd|rd|th)(?!\w))
    | (?P<fraction>(?<![\w/.])\d/\d(?![\w/]))
    | (?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)
    | (?P<ampm>[ap]\.[ ]?m\.?(?!\w)|(?<!['’])[ap]m(?!\w))
    | (?P<word>o['’]clock|[^\W\d_]+)
    | (?P<poss_s>['’]s?(?!\w))
    | (?P<comma>,) | (?P<dot>\.) | (?P<dash>[-–]) | (?P<slash>/) | (?P<other>[^\s\w]|\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One word, number or mark, with its kind; `value` is its number, month, weekday, or None."""

    start: int
    end: int
    text: str  # lower case
    kind: str
    value: int | float | None = None


def compile_kinds(pattern: str) -> re.Pattern[str]:
    """Compile a grammar over kinds: `<last><n>?<u>`, with `<a|b>` for a choice, blanks left out.

    >>> bool(compile_kinds("<last> <n>? <u>").fullmatch(symbols(find_lexemes("last two weeks"))))
    True
    """

    def replace(match: re.Match[str]) -> str:
        kinds = [k for name in match[1].split("|") for k in _UNIONS.get(name, (name,))]
        return "[" + "".join(_SYMBOL[k] for k in kinds) + "]"

    # A named group's own angle brackets are kept: (?P<name>…).
    return re.compile(re.sub(r"(?<!\?P)<([a-z_0-9|]+)>", replace, re.sub(r"\s+", "", pattern)))


def symbols(lexemes: Sequence[Lexeme]) -> str:
    """Return one character for the kind of each lexeme."""
    return "".join([_SYMBOL[lexeme.kind] for lexeme in lexemes])


def find_lexemes(text: str, start: int = 0, end: int | None = None) -> list[Lexeme]:
    """Cut a stretch of text into lexemes, white space left out; number words are joined into one.

    >>> [(x.kind, x.value) for x in find_lexemes("Sept. 3, nineteen ninety-six")]
    [('shortmonth', 9), ('dayint', 3.0), ('comma', None), ('year', 1996)]
    """
    stop = len(text) if end is None else end
    found: list[Lexeme] = []
    words: list[int] = []  # places in `found` of a run of number words
    position = start
    for match in _LEXEME.finditer(text, start, stop):
        if match.start() < position:
            continue
        lexeme = _read(match, text, stop)
        position = lexeme.end
        if lexeme.kind == "numword":
            words.append(len(found))
        elif words and not _joins(lexeme, found, text):
            _join(found, words)
            words = []
        found.append(lexeme)
    if words:
        _join(found, words)
    return _name_holidays(found)


def _read(match: re.Match[str], text: str, stop: int) -> Lexeme:
    """Make the lexeme of a match; an abbreviated month or weekday takes its full stop with it."""
    group, start, end = match.lastgroup or "other", match.start(), match.end()
    surface = match[0].lower()
    if group == "word":
        surface = surface.replace("’", "'")
        kind = _KIND_OF.get(surface, "other")
        dotted = end < stop and text[end] == "."
        if kind == "shortmonth":
            return Lexeme(start, end + dotted, surface, kind, _SHORT_MONTHS[surface])
        if kind == "shortday":
            if not dotted and not text[start].isupper():
                return Lexeme(start, end, surface, "other")
            return Lexeme(start, end + dotted, surface, kind, _SHORT_WEEKDAYS[surface])
        value = MONTHS.get(surface) or WEEKDAYS.get(surface) or ORDINALS.get(surface)
        if kind == "weekdays":
            value = WEEKDAYS.get(surface[:-1])
        return Lexeme(start, end, surface, kind, value)
    if group == "number":
        return _read_number(start, end, surface)
    if group == "ordnum":
        return Lexeme(start, end, surface, "ordnum", int(surface[:-2]))
    return Lexeme(start, end, surface, "slashed" if group == "sep" else group)


def _read_number(start: int, end: int, surface: str) -> Lexeme:
    value = parse_digits(surface)
    if value is None:
        return Lexeme(start, end, surface, "other")
    if len(surface) == 4 and surface.isdigit() and 1400 <= value <= 2099:
        return Lexeme(start, end, surface, "year", int(value))
    kind = "num"
    if surface.isdigit() and len(surface) <= 2:
        kind = "dayint" if 1 <= value <= 31 else "int"
    return Lexeme(start, end, surface, kind, value)


def _joins(lexeme: Lexeme, found: list[Lexeme], text: str) -> bool:
    """Tell whether a number may go on over this lexeme: a hyphen, or "and" after a scale."""
    before = found[-1]
    if lexeme.kind == "dash":
        return before.kind == "numword" and lexeme.start == before.end
    return lexeme.text == "and" and before.text in SCALES


def _join(found: list[Lexeme], words: list[int]) -> None:
    """Put the values into a run of number words, as few numbers as it can be read as."""
    while words:
        for size in range(len(words), 0, -1):
            run = [found[i] for i in words[:size]]
            texts = [x.text for x in run]
            year = parse_spoken_year(texts)
            value = year if year is not None else parse_number_words(texts)
            if value is not None and (size == 1 or words[size - 1] - words[0] < 2 * size):
                kind = "year" if year is not None else "numword"
                first, last = words[0], words[size - 1]
                joined = Lexeme(found[first].start, found[last].end, " ".join(texts), kind, value)
                removed = last - first
                found[first : last + 1] = [joined]
                words = [i - removed for i in words[size:]]
                break
        else:
            words = words[1:]


def _name_holidays(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Join the words of a holiday's name into one lexeme."""
    starts = _holiday_starts()
    found: list[Lexeme] = []
    i = 0
    while i < len(lexemes):
        names = starts.get(lexemes[i].text)
        match = next((n for n in names if tuple(x.text for x in lexemes[i : i + len(n)]) == n), None) if names else None
        if match is None:
            found.append(lexemes[i])
            i += 1
        else:
            last = lexemes[i + len(match) - 1]
            found.append(Lexeme(lexemes[i].start, last.end, " ".join(match), "holiday"))
            i += len(match)
    return found


@functools.cache
def _holidays() -> dict[tuple[str, ...], str]:
    """Return the rule of each holiday, by the words of its name as they are cut."""
    file = resources.files("sayso.extract") / "data" / "holidays.csv"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {tuple(m[0].lower() for m in _LEXEME.finditer(row["name"])): row["rule"] for row in csv.DictReader(lines)}


@functools.cache
def _holiday_starts() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the names of holidays by their first word, longest first."""
    starts: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(_holidays(), key=lambda n: (-len(n), n)):
        starts.setdefault(name[0], []).append(name)
    return {word: tuple(names) for word, names in starts.items()}


def find_holiday(name: str, year: int) -> Day | None:
    """Return the day of a holiday in a year; the name as `find_lexemes` gives it.

    >>> find_holiday("thanksgiving day", 1999), find_holiday("easter", 2000)
    (datetime.date(1999, 11, 25), datetime.date(2000, 4, 23))
    """
    rule = _holidays().get(tuple(name.split(" ")))
    if rule is None or not 1583 <= year <= 4099:
        return None
    if rule == "election":
        return _nth_weekday(year, 11, 1, 1) + datetime.timedelta(days=1)
    if rule.startswith("easter"):
        return shift_day(_easter(year), int(rule[6:]), "day")
    rule, _, offset = rule.partition("+")
    parts = [int(p) for p in re.findall(r"(?:^|(?<=-))-?\d+", rule)]
    day = Day(year, *parts) if len(parts) == 2 else _nth_weekday(year, parts[2], parts[1], parts[0])
    return shift_day(day, int(offset or 0), "day")


def _nth_weekday(year: int, month: int, weekday: int, n: int) -> Day:
    first = Day(year, month, 1)
    day = first + datetime.timedelta(days=(weekday - first.isoweekday()) % 7)
    if n > 0:
        return day + datetime.timedelta(weeks=n - 1)
    days = [day + datetime.timedelta(weeks=i) for i in range(5)]
    return [d for d in days if d.month == month][n]


def _easter(year: int) -> Day:
    """Return Western Easter by the anonymous Gregorian algorithm (Meeus 1991, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return Day(year, month, day + 1)
