"""What a time expression is read against: the publication day, the dates told so far, and the tense around it."""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.dates import Day, find_days, make_value, shift_day, shift_value
from sayso.extract.time_words import Lexeme
from sayso.records import Analysis, Token

PAST, PRESENT, FUTURE = "past", "present", "future"
_WILL = frozenset({"will", "'ll", "’ll", "shall", "wo", "may", "might", "should", "must", "can", "could", "would"})
_SURE_FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_FAR_BACK, _NEAR_AHEAD, _FAR_AHEAD, _NEAR_BACK = 270, 75, 330, 20  # days; chosen on the training part of TempEval-3
_NEAR = 60
"""Lexemes over which a date told before still tells what day or year is meant."""

_SPEECH = frozenset({"say", "tell", "report", "announce", "add", "state"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A time expression as read, before its extent grows over modifiers; `first` and `last` are lexemes, inclusive."""

    type: str
    value: str
    mod: str | None = None
    first: int | None = None  # None: as matched
    last: int | None = None


@dataclass(slots=True)
class Reading:
    """The state of reading one report's times in text order."""

    lexemes: Sequence[Lexeme]
    analysis: Analysis
    published: Day | None  # None: not known, or not to the day
    published_unit: str = "day"  # how precisely `published` is known: day, month, year
    dates: list[tuple[int, str]] = field(
        default_factory=list
    )  # place among the lexemes, and value, of each date so far
    quarterly: bool = False  # the last accounting period told was a quarter, not nine months or a year
    starts: list[int] = field(init=False)
    tenses: dict[int, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.starts = [t.start for t in self.analysis.tokens]

    # --- the parse --------------------------------------------------------------------------------

    def token(self, i: int) -> Token | None:
        """Return the token in which lexeme `i` begins, or None outside the analysis."""
        if not 0 <= i < len(self.lexemes):
            return None
        start = self.lexemes[i].start
        place = bisect.bisect_right(self.starts, start) - 1
        if place < 0 or self.analysis.tokens[place].end <= start:
            return None
        return self.analysis.tokens[place]

    def tag(self, i: int) -> str:
        """Return the Penn tag of lexeme `i`, empty if it has none."""
        token = self.token(i)
        return token.tag if token else ""

    def kind(self, i: int) -> str:
        """Return the kind of lexeme `i`, `break` beyond the ends."""
        return self.lexemes[i].kind if 0 <= i < len(self.lexemes) else "break"

    def text(self, i: int) -> str:
        """Return lexeme `i` in lower case, empty beyond the ends."""
        return self.lexemes[i].text if 0 <= i < len(self.lexemes) else ""

    def tense(self, i: int) -> str | None:
        """Return the tense of the clause round lexeme `i`; None if no verb tells."""
        if i not in self.tenses:
            token = self.token(i)
            tense = find_tense(self.analysis, token.i) if token else None
            if self.kind(i - 1) == "since":
                tense = PAST
            elif self.kind(i - 1) == "until" or (self.kind(i - 1) == "as" and self.text(i - 2) in ("soon", "early")):
                tense = FUTURE
            elif self.kind(i + 1) == "poss_s" and tense == PRESENT:
                tense = PAST  # "Friday's losses are …"
            self.tenses[i] = tense
        return self.tenses[i]

    # --- anchors ----------------------------------------------------------------------------------

    def latest(self, *units: str) -> str | None:
        """Return the last date told, or the last that is of one of some units, or None."""
        for _, value in reversed(self.dates):
            if not units or _unit_of(value) in units:
                return value
        return None

    def latest_near(self, place: int) -> str | None:
        """Return the last day told at most `_NEAR` lexemes before a place; None if there is none."""
        near = (value for at, value in reversed(self.dates) if place - at <= _NEAR and _unit_of(value) == "day")
        return next(near, None)

    def day(self) -> Day | None:
        """Return the publication day if it is known to the day."""
        return self.published if self.published_unit == "day" else None

    def shifted(self, count: int, unit: str) -> str | None:
        """Return the value of the unit that lies `count` units from the publication day."""
        if self.published is None or not self.knows(unit):
            return None
        moved = shift_day(self.published, count, "month" if unit == "season" else "week" if unit == "weekend" else unit)
        return make_value(moved, unit) if moved else None

    def knows(self, unit: str) -> bool:
        """Tell whether the publication date is known finely enough for a unit."""
        order = {"day": 0, "week": 0, "weekend": 0, "fortnight": 0, "month": 1, "quarter": 1, "season": 1, "half": 1}
        return self.published is not None and order.get(unit, 2) >= order.get(self.published_unit, 2)

    def weekday(self, weekday: int, tense: str | None) -> str:
        """Return the day of a weekday without a date: the last one, or the next in future and present tense."""
        day = self.day()
        if day is None:
            return self._weekday_told(weekday)
        back = (day.isoweekday() - weekday) % 7
        if tense in (FUTURE, PRESENT):  # "the vote is on Friday"
            return (day + datetime.timedelta(days=(weekday - day.isoweekday()) % 7)).isoformat()
        return (day - datetime.timedelta(days=back)).isoformat()

    def _weekday_told(self, weekday: int) -> str:
        """Without a publication day, a weekday is unknown but for its name."""
        return f"XXXX-WXX-{weekday}"

    def year_of_month(self, month: int, day: int | None, tense: str | None) -> int | None:
        """Return the year of a month, or of a day in a month, told without one; None if nothing tells."""
        today = self.published
        if today is None or not self.knows("month"):
            return None
        here = (month, day or today.day) if day else (month, 0)
        now = (today.month, today.day) if day else (today.month, 0)
        if here == now:
            return today.year
        back = today.year if here < now else today.year - 1
        days_back = _distance(today, back, month, day)
        days_ahead = _distance(today, back + 1, month, day)
        if tense == PAST:
            # One writes "last December" for what lies so far back, when the next December is near.
            return back + 1 if days_back > _FAR_BACK and days_ahead < _NEAR_AHEAD else back
        if tense == FUTURE:
            return back if days_ahead > _FAR_AHEAD and days_back < _NEAR_BACK else back + 1
        return back if days_back <= days_ahead else back + 1

    def narrative_year(self, place: int) -> int | None:
        """Return the year of a full date told shortly before, in the same paragraph; None if there is none.

        A bare year does not count: "since 1985 … Monday" tells nothing of Monday.
        """
        for at, value in reversed(self.dates):
            if place - at > _NEAR or self._paragraph_between(at, place):
                return None
            if re.fullmatch(r"\d{4}-\d\d(-\d\d)?.*", value):
                return int(value[:4])
        return None

    def year_ahead(self, place: int, *, of_next: bool = False) -> int | None:
        """Return the year of the date that a date without one runs up to: "from January 5 to January 9, 2020".

        Without a publication date, also that of any later date of the sentence.

        Args:
            place: The first lexeme behind the date.
            of_next: Whether the next date must be the other end, whatever stands between.
        """
        near = of_next or self.kind(place) in ("dash", "to", "until", "and")
        if not near and self.published is not None:
            return None
        for i in range(place, min(place + (6 if self.published is not None else 30), len(self.lexemes))):
            if self.kind(i) in ("dot", "break"):
                return None
            if self.kind(i) == "year" and any(self.kind(i - k) in ("month", "shortmonth", "may") for k in (1, 2, 3)):
                return int(self.lexemes[i].value or 0)
        return None

    def _paragraph_between(self, first: int, last: int) -> bool:
        return any(x.kind == "break" for x in self.lexemes[first:last])


def _distance(today: Day, year: int, month: int, day: int | None) -> int:
    """Return how many days lie between a day and a month's day, or its middle."""
    return abs((year - today.year) * 365 + (month - today.month) * 30 + (day or 15) - today.day)


def _unit_of(value: str) -> str:
    if re.fullmatch(r"\d{4}", value):
        return "year"
    if re.fullmatch(r"\d{4}-\d\d", value):
        return "month"
    if re.match(r"\d{4}-\d\d-\d\d", value):
        return "day"
    if "-W" in value:
        return "week"
    if "-Q" in value:
        return "quarter"
    return "other"


def shift_told(value: str, count: int, unit: str) -> str | None:
    """Return a date told, moved by units and made as precise as the unit."""
    days = find_days(value)
    if days is None:
        return None
    order = ("day", "week", "month", "quarter", "year", "decade", "century")
    if _unit_of(value) in order and unit in order and order.index(_unit_of(value)) >= order.index(unit):
        return shift_value(value, count, unit)
    moved = shift_day(days.first, count, unit)
    return make_value(moved, unit if unit in order else "day") if moved else None


def find_tense(analysis: Analysis, i: int) -> str | None:
    """Return the tense of the clause that token `i` stands in: past, present, future; None if no verb tells."""
    tokens = analysis.tokens
    for _ in range(24):
        token = tokens[i]
        if token.pos in ("VERB", "AUX") or token.tag in ("VBD", "VBN", "VBZ", "VBP", "VB", "VBG"):
            found = _tense_of_verb(analysis, i)
            if found:
                return found
        elif token.tag == "JJ" and token.lemma in ("due", "likely", "set", "ready", "slated", "expected", "effective"):
            copula = tokens[token.head].lemma == "be" and any(
                tokens[c].lemma == "have" for c in analysis.children[token.head]
            )
            return None if copula else FUTURE
        if token.head == i:
            return None
        i = token.head
    return None


def _tense_of_verb(analysis: Analysis, i: int) -> str | None:
    tokens, token = analysis.tokens, analysis.tokens[i]
    helpers = [tokens[c] for c in analysis.children[i] if tokens[c].dep in ("aux", "auxpass")]
    words = {h.text.lower() for h in helpers}
    if words & _SURE_FUTURE:
        return FUTURE
    if words & _WILL and not any(h.lemma == "have" for h in helpers):
        return FUTURE if "would" in words or "should" in words or "could" not in words else PAST
    if any(h.tag == "TO" for h in helpers):
        return PAST if any(h.lemma == "have" for h in helpers) else _tense_of_infinitive(analysis, i)
    if any(h.tag in ("VBD", "VBN") or h.lemma == "have" for h in helpers):
        return PAST
    if token.tag == "VBD":
        return PAST
    if any(h.lemma == "be" and h.tag in ("VBZ", "VBP") for h in helpers) and token.tag == "VBN":
        return FUTURE if token.lemma in ("schedule", "set", "expect", "slate", "plan", "due") else PRESENT
    if any(h.lemma == "be" for h in helpers) and token.tag == "VBG":
        return FUTURE if token.lemma in ("go", "come", "meet", "leave", "plan") else PRESENT
    if token.tag == "VBN":
        return FUTURE if token.lemma in ("schedule", "slate") else PAST
    if token.tag in ("VBZ", "VBP"):
        return None if token.lemma in _SPEECH else PRESENT
    return None


def _tense_of_infinitive(analysis: Analysis, i: int) -> str | None:
    """An infinitive lies ahead of a plan, and in the time of anything else that governs it."""
    token, head = analysis.tokens[i], analysis.tokens[analysis.tokens[i].head]
    if head.i == i or token.dep in ("acl", "relcl", "xcomp", "ccomp"):
        if any(analysis.tokens[c].text.lower() == "had" for c in analysis.children[head.i]):
            return None  # "had been set to": ahead then, but not ahead of the publication
        managed = head.lemma in ("begin", "start", "continue", "manage", "fail", "try", "help", "use", "force", "stop")
        return None if managed else FUTURE
    return None


def published_day(value: str | None) -> tuple[Day | None, str]:
    """Return a day of a partial publication date, and the unit that it is known to.

    >>> published_day("2021-02-18T21:33"), published_day("2021-02"), published_day(None)
    ((datetime.date(2021, 2, 18), 'day'), (datetime.date(2021, 2, 15), 'month'), (None, 'day'))
    """
    match = re.match(r"(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?(?!\d)", value or "")
    if not match:
        return None, "day"
    year, month, day = (int(x) if x else None for x in match.groups())
    try:
        if month is None:
            return Day(year or 0, 7, 1), "year"
        if day is None:
            return Day(year or 0, month, 15), "month"
        return Day(year or 0, month, day), "day"
    except ValueError:
        return None, "day"
