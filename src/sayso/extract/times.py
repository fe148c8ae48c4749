"""Find the time expressions of a report, with the calendar days that they cover; no clock.

Every expression is anchored to the date of publication, if that is known, or to the dates that the report itself has
told; what neither settles stays unknown in the value (`XXXX-01`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.dates import find_bounds, find_days, find_duration, find_precision, make_value, parse_day, shift_day
from sayso.extract.number_words import UNITS
from sayso.extract.time_reading import Draft, Reading, published_day
from sayso.extract.time_rules import RULES, Found, Rule
from sayso.extract.time_words import compile_kinds, find_lexemes, symbols
from sayso.extract.tree import find_children, iter_ancestors
from sayso.records import Analysis, Precision, Report, Span, Timex, Token

_PREFIXES = (
    # What a date takes in on its left, and the modifier it becomes.
    (compile_kinds("<the>?(?P<w><begin>)<of>$"), "calendar"),
    (compile_kinds("<the>?(?P<w><end>)<of>$"), "calendar"),
    (compile_kinds("<the>(?P<w><mid>)<of>$"), "calendar"),
    (compile_kinds("<the>(?P<side><last|ord>)?(?P<w><half>)<of>$"), "calendar"),
    (compile_kinds("(?P<w><earlier|later|early|late>)<in>$"), "calendar"),
    (compile_kinds("(?:<the>)?(?P<w><early|late|mid>)<dash>?$"), "calendar"),
    (compile_kinds("(?P<w><earlier|later|sometime>)$"), "calendar"),
    (compile_kinds("(?P<w><no|not><more><than>)$"), "amount"),
    (compile_kinds("(?P<w><at>?<least>)$"), "amount"),
    (compile_kinds("(?P<w><at><most>)$"), "amount"),
    (compile_kinds("(?P<w><up><to>)$"), "amount"),
    (compile_kinds("(?P<w><well>?<over>)$"), "amount"),
    (compile_kinds("(?P<w><more><than>)$"), "amount"),
    (compile_kinds("(?P<w><less><than>)$"), "amount"),
    (compile_kinds("(?P<w><about>)$"), "any"),
    (compile_kinds("(?P<w><nearly>)$"), "amount"),
)
_MODS = {
    "begin": "START", "early": "START", "earlier": "START", "end": "END", "late": "END", "later": "END", "mid": "MID",
    "no": "EQUAL_OR_LESS", "not": "EQUAL_OR_LESS", "at": "EQUAL_OR_MORE", "least": "EQUAL_OR_MORE", "up": "EQUAL_OR_LESS",
    "well": "MORE_THAN", "over": "MORE_THAN", "more": "MORE_THAN", "less": "LESS_THAN", "about": "APPROX", "nearly": "LESS_THAN",
    "sometime": None,
}  # fmt: skip
_SUFFIX = compile_kinds("<or><so|later|more>|<and><beyond>")
_LONG_PERIODS = frozenset({"P6M", "P9M", "P12M", "P1Y"})
_DATELINE = 40  # lexemes from the start within which a full date is the report's own, where none is given


def find_times(report: Report, analysis: Analysis) -> tuple[Timex, ...]:
    """Find the time expressions of a report, in text order, without overlap.

    Args:
        report: Its publication date anchors what needs an anchor; where it is only an upper bound it does so as well.
        analysis: The parse of the report's body.
    """
    if not analysis.tokens:
        return ()
    lexemes = find_lexemes(analysis.text, analysis.tokens[0].start, analysis.tokens[-1].end)
    kinds = symbols(lexemes)
    anchor, unit = published_day(report.published.value)
    reading = Reading(lexemes, analysis, anchor, unit)
    found: list[Timex] = []
    end = 0
    for match, rule in _candidates(kinds):
        if match.start() < end or match.end() <= match.start():
            continue
        draft = rule.read(Found(match, reading), reading)
        if draft is None:
            continue
        timex, first, last = _finish(draft, Found(match, reading), rule.name, kinds, end)
        if reading.published is None and timex.type == "DATE" and first < _DATELINE and (day := parse_day(timex.value)):
            reading.published = day  # the dateline's own date
        found.append(timex)
        if timex.type in ("DATE", "TIME") and find_days(timex.value):
            reading.dates.append((first, timex.value))
        if re.fullmatch(r"\d{4}-Q\d", timex.value):
            reading.quarterly = True
        elif (
            timex.rule in ("times.duration", "times.fiscal-year", "times.this-fiscal") and timex.value in _LONG_PERIODS
        ):
            reading.quarterly = False
        end = last + 1
    return tuple(found)


def _candidates(kinds: str) -> list[tuple[re.Match[str], Rule]]:
    """Return the matches of all rules: by start, the longest first, then in the order of the rules."""
    found = [
        (match.start(), -match.end(), order, match, rule)
        for order, rule in enumerate(RULES)
        for match in rule.pattern.finditer(kinds)
    ]
    found.sort(key=lambda c: c[:3])
    return [(match, rule) for _, _, _, match, rule in found]


def _finish(draft: Draft, found: Found, name: str, kinds: str, free: int) -> tuple[Timex, int, int]:
    """Grow an expression over the modifiers beside it; return the record, its first and its last lexeme.

    Args:
        draft: What a rule read.
        found: What the rule matched.
        name: The rule's name.
        kinds: The kinds of the report's lexemes.
        free: The first lexeme that no earlier expression holds.
    """
    reading = found.reading
    first = found.first if draft.first is None else draft.first
    last = found.end - 1 if draft.last is None else draft.last
    first, mod = _grow_left(draft, first, kinds, free, reading)
    after = _SUFFIX.match(kinds, last + 1)
    if after and reading.text(after.end() - 1) not in ("after", "less"):
        last = after.end() - 1
        mod = mod or {"so": "APPROX", "more": "EQUAL_OR_MORE"}.get(reading.text(last), "ON_OR_AFTER")
    start, stop = reading.lexemes[first].start, reading.lexemes[last].end
    begin, end = _bounds(draft, found, reading)
    timex = Timex(
        span=Span(start, stop, reading.analysis.text[start:stop]),
        type=draft.type,
        value=draft.value,
        mod=mod,
        begin=begin,
        end=end,
        precision=find_precision(draft.value),
        rule=f"times.{name}",
    )
    return timex, first, last


def _grow_left(draft: Draft, first: int, kinds: str, free: int, reading: Reading) -> tuple[int, str | None]:
    mod = draft.mod
    if draft.type == "SET" or draft.value.endswith("_REF"):
        return first, mod
    calendar = draft.type in ("DATE", "TIME")
    for pattern, sort in _PREFIXES:
        if sort == "calendar" and not calendar:
            continue
        if sort == "amount" and calendar and reading.kind(first) in ("weekday", "month", "year"):
            continue
        match = pattern.search(kinds, max(free, first - 4), first)
        if match is None or not _modifies(match, first, reading):
            continue
        word = reading.lexemes[match.start("w")]
        found = _MODS.get(word.kind)
        if word.kind == "half":
            side = reading.lexemes[match.start("side")] if match.start("side") >= 0 else None
            found = "END" if side is None or side.kind == "last" or side.value == 2 else "START"
        start = match.start()
        if word.kind in ("early", "late", "mid") and reading.kind(start) == "the" and reading.kind(first - 1) == "dash":
            start = match.start("w")
        return start, mod or found
    return first, mod


def _modifies(match: re.Match[str], first: int, reading: Reading) -> bool:
    """Tell whether a word beside an expression is a modifier of it."""
    word = reading.lexemes[match.start("w")]
    if word.text in ("start", "close", "outset") and reading.tag(match.start("w")).startswith("V"):
        return False
    if word.text in ("following", "some") or (word.text == "late" and reading.tag(match.start("w")) == "RBR"):
        return False
    if word.kind in ("over", "about", "nearly") and reading.kind(first) in ("the", "poss", "this", "that", "weekday"):
        return False
    if word.kind == "over":  # "over an hour", not "spread over three years"
        token = reading.token(match.start("w"))
        return token is not None and token.dep in ("quantmod", "advmod", "amod")
    return True


def _bounds(draft: Draft, found: Found, reading: Reading) -> tuple[str | None, str | None]:
    """Return the first and last day, or unit, of an expression; of a duration only where it touches the publication."""
    bounds = find_bounds(draft.value) if draft.type in ("DATE", "TIME") else None
    if bounds:
        return bounds
    day, length = reading.day(), find_duration(draft.value)
    rel = found["rel"]
    if day is None or length is None or rel is None or draft.type != "DURATION" or rel.kind not in ("last", "next"):
        return None, None
    count, unit = length
    if unit in ("hour", "minute", "second"):
        count, unit = max(1.0, count / 24) if unit == "hour" else 1.0, "day"
    other = shift_day(day, int(count) * (-1 if rel.kind == "last" else 1), unit)
    if other is None:
        return None, None
    first, last = sorted((day, other))
    size = "month" if unit in ("year", "quarter", "decade", "century") else "day"
    return make_value(first, size), make_value(last, size)


# --- the time of an event -------------------------------------------------------------------------

_AT_ONCE = frozenset({"while", "when", "as"})
"""Words by which a clause tells what happened at the time of the clause that governs it."""

_CLAUSE_TAGS = frozenset({"VERB", "AUX"})
_MAX_STEPS = 30


_CLOCK = re.compile(
    r"(?:(?:just|shortly|soon|about|around|at|by|before|after|only|almost|nearly)\s+)*"
    r"(?:noon|midnight|midday|\d{1,2}[:.]\d{2}|\w+(?=\s*(?:[ap]\.?\s?m\b|o['’]clock)))"
    r"(?:\s*(?:[ap]\.?\s?m\b\.?|o['’]clock|hours|hrs|gmt|utc|local time|\([^)]*\)))*",
    re.IGNORECASE,
)
"""A time of day: on which day it was, a report told in order says, and not its date of publication."""


def _is_clock(timex: Timex) -> bool:
    return timex.type == "TIME" and _CLOCK.fullmatch(timex.span.surface) is not None


def when_of(analysis: Analysis, token: int, times: Sequence[Timex]) -> tuple[Timex, str] | None:
    """Return the time expression on which an event depends, and the rule that found it; None if there is none.

    Only what names days is considered. The publication date is never taken: an event without a time of its own has none.

    Args:
        analysis: The parse.
        token: The head token of the event's trigger.
        times: As `find_times` returns them.
    """
    dated = [t for t in times if t.begin and t.type != "SET" and not _is_clock(t)]
    found = (
        _count_from(analysis, token, dated) or _depends_on(analysis, token, dated) or _narrative(analysis, token, dated)
    )
    return (_whole_period(analysis.text, found[0], dated), found[1]) if found else None


def undated_of(analysis: Analysis, token: int, times: Sequence[Timex]) -> str | None:
    """Return the words that tell when an event was, where nothing tells which days they mean: "Friday", "recently"."""
    undated = [t for t in times if t.type in ("DATE", "TIME") and (not t.begin or _is_clock(t))]
    found = _depends_on(analysis, token, undated)
    return found[0].span.surface if found else None


_RANGE = re.compile(r"\s*(?:-|–|—|to|until|till|through|(?P<and>and))\s*(?:the\s+)?", re.IGNORECASE)
_OPENS_RANGE = re.compile(r"\b(?:from|(?P<between>between))(?:\s+the)?\s+$", re.IGNORECASE)


def _whole_period(text: str, timex: Timex, times: Sequence[Timex]) -> Timex:
    """Return a date, or the period that it opens or ends: "from 5-6 April 2016", "between 11 and 13 December"."""
    for first, last in itertools.pairwise(times):
        if timex not in (first, last) or first.type != "DATE" or last.type != "DATE":
            continue
        between = _RANGE.fullmatch(text, first.span.end, last.span.start)
        opening = _OPENS_RANGE.search(text, max(0, first.span.start - 16), first.span.start)
        both = between is not None and between["and"] and opening is not None and opening["between"]
        if between is None or not (both or (not between["and"] and (opening or last.span.start - first.span.end <= 3))):
            continue
        if first.begin and last.begin and first.begin <= last.begin:
            span = Span(first.span.start, last.span.end, text[first.span.start : last.span.end])
            value = f"{first.value}/{last.value}"
            return replace(timex, span=span, value=value, begin=first.begin, end=last.end or last.begin)
    return timex


_SEQUENCE = frozenset({"then", "later", "afterwards", "afterward", "subsequently", "thereafter", "simultaneously"})
"""Adverbs by which a sentence goes on with what the sentence before told."""


def _narrative(analysis: Analysis, token: int, dated: Sequence[Timex]) -> tuple[Timex, str] | None:
    """Return the day that a story told in order has reached, where the event's own words say that it goes on: "then", "later".

    Only a day told in this sentence or the one before, in the same paragraph, and the only one there.
    """
    clause = _clause(analysis, token)
    sentence = analysis.sentences[analysis.tokens[token].sentence]
    if clause is None:
        return None
    children = [analysis.tokens[c] for c in analysis.children[clause]]
    word = next((c.lemma.lower() for c in children if c.dep == "advmod" and c.lemma.lower() in _SEQUENCE), None)
    if word is None or any(sentence.start <= t.span.start < sentence.end for t in dated):
        return None
    number = analysis.tokens[token].sentence
    before = analysis.sentences[number - 1] if number else sentence
    if before.paragraph != sentence.paragraph:
        return None
    days = [t for t in dated if before.start <= t.span.start < before.end and t.precision is Precision.DAY]
    return (days[0], f"when.narrative: {word}") if len(days) == 1 else None


def _count_from(analysis: Analysis, token: int, dated: Sequence[Timex]) -> tuple[Timex, str] | None:
    """Return the day of an event that is told as so many days before or after another: "on Friday, a day after it fell".

    The day of the other is what its own words say.
    """
    sentence = analysis.sentences[analysis.tokens[token].sentence]
    units = (t for t in analysis.tokens[sentence.first : sentence.last] if t.lemma in ("day", "week"))
    for unit in units:
        joint = _joint_of(analysis, unit)
        if joint is None:
            continue
        word, over, under = joint
        noun = analysis.tokens[token].pos not in _CLAUSE_TAGS and token == under
        here = token if noun else _clause(analysis, token)
        if here not in (over, under):
            continue
        told = _depends_on(analysis, over if here == under else under, dated)
        start = parse_day(told[0].begin) if told is not None and told[0].precision is Precision.DAY else None
        count = _count_of(analysis, unit)
        if told is None or start is None or count is None:
            continue
        sign = 1 if (word == "after") == (here == over) else -1
        day = shift_day(start, sign * count, unit.lemma)
        own = _depends_on(analysis, token, dated) if here == over else None
        if day is not None and (own is None or own[0] == told[0]):
            value, span = make_value(day, "day"), analysis.span(unit.i, unit.i + 1)
            return replace(told[0], span=span, value=value, begin=value, end=value), f"when.{word} another"
    return None


def _count_of(analysis: Analysis, unit: Token) -> int | None:
    """Return the number before a unit of time: of "a day" 1, of "three days" 3; `None` of "days after"."""
    if unit.i == 0:
        return None
    word = analysis.tokens[unit.i - 1].text.lower()
    if word in ("a", "one", "the"):
        return 1
    return int(word) if word.isdecimal() else UNITS.get(word)


def _joint_of(analysis: Analysis, unit: Token) -> tuple[str, int, int] | None:
    """Return the word behind a length of time, the verb that it says the time of, and what was then: "a day after it fell"."""
    tokens = analysis.tokens
    word = tokens[unit.i + 1] if unit.i + 1 < len(tokens) else unit
    if unit.dep != "npadvmod" or word.lemma.lower() not in ("after", "before"):
        return None
    above = tokens[unit.head]
    if above.i == word.i or word.head == unit.i:  # "a day after the bombing"
        under = next((t.i for t in find_children(analysis, word.i, "pobj", "pcomp")), None)
        over = _clause(analysis, unit.head if word.head == unit.i else word.head)
    else:
        under = above.i if word.head == above.i and word.dep == "mark" else None
        over = _clause(analysis, above.head)
    return (word.lemma.lower(), over, under) if over is not None and under not in (None, over) else None


def _depends_on(analysis: Analysis, token: int, times: Sequence[Timex]) -> tuple[Timex, str] | None:
    """Return the time expression of the event's sentence that the event depends on, and the rule."""
    sentence = analysis.sentences[analysis.tokens[token].sentence]
    near = [t for t in times if sentence.start <= t.span.start < sentence.end]
    heads = {t.span.start: _head(analysis, t, sentence.first, sentence.last) for t in near}
    near = [t for t in near if heads[t.span.start] is not None and not _bounds_a_record(analysis, heads[t.span.start])]
    if not near:
        return None
    attached = [t for t in near if token in _path(analysis, heads[t.span.start])]
    if attached:
        return min(attached, key=lambda t: (len(_path(analysis, heads[t.span.start])), t.span.start)), "when.attached"
    inner = _within(analysis, token, near, heads)
    if inner is not None:
        return inner
    for child in analysis.children[token]:  # "an attack on Monday killed ten": when the attack was, the killing was
        subject = analysis.tokens[child]
        if subject.dep == "nsubj" and subject.pos != "PROPN" and (inner := _within(analysis, child, near, heads)):
            return inner[0], "when.subject"
    clause = _clause(analysis, token)
    if clause is not None:
        same = [t for t in near if clause in _path(analysis, heads[t.span.start])]
        if _is_told_of(analysis, clause, token) or _is_occasion(analysis, clause, token):
            return None  # "denied the charges today": when they were denied
        if len(same) == 1 or (same and len({(t.begin, t.end) for t in same}) == 1):
            return same[0], "when.clause"
        shared = _governing(analysis, clause)
        same = [t for t in near if shared is not None and shared in _path(analysis, heads[t.span.start])]
        if len(same) == 1:
            return same[0], "when.governing_clause"
        at_once = _clauses_at_once(analysis, clause)
        same = [t for t in near if at_once & set(_path(analysis, heads[t.span.start]))]
        if len(same) == 1:
            return same[0], "when.at_once"
        steps = _steps_before(analysis, clause)
        same = [t for t in near if t.precision is Precision.DAY and steps & set(_path(analysis, heads[t.span.start]))]
        if len(same) == 1:
            return same[0], "when.step_before"
    effects = [t for t in near if _is_effect(analysis, _path(analysis, heads[t.span.start])[-1], token)]
    if len(effects) == 1:
        return effects[0], "when.effect"
    start = analysis.tokens[token].start
    before = [t for t in near if t.span.start < start]
    if (
        len(before) == 1
        and (clause is None or not _is_in_relative(analysis, clause, heads[before[0].span.start]))
        and not _reports(analysis, heads[before[0].span.start], token)
        and not _subordinate(analysis, heads[before[0].span.start])
    ):
        return before[0], "when.only_one_before"
    return None


def _within(
    analysis: Analysis, token: int, near: Sequence[Timex], heads: Mapping[int, int | None]
) -> tuple[Timex, str] | None:
    """Return the time inside an event noun's own phrase: "agreement signed last year", "attack on a base … on Monday"."""
    if analysis.tokens[token].pos in _CLAUSE_TAGS:
        return None
    below = [
        t
        for t in near
        if _is_above(analysis, token, heads[t.span.start]) and not _is_since(analysis, token, heads[t.span.start])
    ]
    signed = [t for t in below if analysis.tokens[_path(analysis, heads[t.span.start])[-1]].head == token]
    if len(signed) == 1 and len(below) == 1:
        return signed[0], "when.participle"
    # A day inside a longer phrase is the event's; a bare year there may be that of something else.
    if len(below) == 1 and below[0].precision in (Precision.DAY, Precision.MINUTE):
        return below[0], "when.within_phrase"
    return None


def _is_since(analysis: Analysis, noun: int, day: int | None) -> bool:
    """Tell whether a day stands in a clause below a noun that says since when: "the worst since it was bombed in 1998"."""
    clauses = find_children(analysis, noun, "advcl")
    return any(
        c.i in _path(analysis, day) and any(m.lemma == "since" for m in find_children(analysis, c.i, "mark"))
        for c in clauses
    )


def _is_above(analysis: Analysis, high: int, low: int | None) -> bool:
    for _ in range(_MAX_STEPS):
        if low is None or low == high:
            return low is not None
        head = analysis.tokens[low].head
        if head == low or analysis.tokens[low].dep == "ccomp":
            return False
        low = head
    return False


def _head(analysis: Analysis, timex: Timex, first: int, last: int) -> int | None:
    """Return the token of a time expression that hangs from a word outside it."""
    inside = [t for t in analysis.tokens[first:last] if t.start < timex.span.end and timex.span.start < t.end]
    places = {t.i for t in inside}
    return next((t.i for t in inside if t.head not in places or t.head == t.i), None)


def _path(analysis: Analysis, i: int | None) -> list[int]:
    """Return the tokens over which a word hangs, up to and with the first verb that is no modifier's."""
    path: list[int] = []
    while i is not None and len(path) < _MAX_STEPS:
        path.append(i)
        token = analysis.tokens[i]
        if (len(path) > 1 and (token.pos in _CLAUSE_TAGS or token.dep == "relcl")) or token.head == i:
            break
        i = token.head
    return path


def _clause(analysis: Analysis, i: int) -> int | None:
    """Return the verb of the clause that a token stands in: itself, or the nearest above it."""
    for _ in range(_MAX_STEPS):
        token: Token = analysis.tokens[i]
        if token.pos in _CLAUSE_TAGS and token.dep not in ("aux", "auxpass", "amod"):
            return i
        if token.head == i:
            return None
        i = token.head
    return None


def _clauses_at_once(analysis: Analysis, verb: int) -> set[int]:
    """Return the verbs of clauses that tell what went on at the time of a verb: "shot while she walked … in July"."""
    found = set()
    for child in analysis.children[verb]:
        token = analysis.tokens[child]
        marks = {analysis.tokens[c].lemma.lower() for c in analysis.children[child]}
        if token.dep == "advcl" and token.pos in _CLAUSE_TAGS and marks & {"while", "as"}:
            found.add(child)
    return found


def _steps_before(analysis: Analysis, verb: int) -> set[int]:
    """Return the verbs that tell what the doer did right before: "killed ten men after ordering them off a bus on Monday"."""
    behind = (t for t in find_children(analysis, verb, "prep") if t.lemma == "after" and t.i > verb)
    steps = (c for after in behind for c in analysis.children[after.i] if analysis.tokens[c].tag == "VBG")
    return {step for step in steps if not find_children(analysis, step, "auxpass")}


def _governing(analysis: Analysis, verb: int) -> int | None:
    """Return the verb whose time a verb shares: it is coordinated with it, or modifies it as a participle."""
    token = analysis.tokens[verb]
    marks = {
        analysis.tokens[c].lemma.lower()
        for c in analysis.children[verb]
        if analysis.tokens[c].dep in ("mark", "advmod")
    }
    at_once = token.dep == "advcl" and bool(marks & _AT_ONCE)
    if at_once or token.dep in ("conj", "xcomp") or (token.dep in ("advcl", "ccomp") and token.tag == "VBG"):
        head = analysis.tokens[token.head]
        return head.i if head.pos in _CLAUSE_TAGS and head.lemma not in ("say", "tell", "add", "report") else None
    if token.dep == "acl":
        return _clause(analysis, token.head)
    return None


_TELLING = frozenset(
    "accuse acknowledge acquit admit allege announce apologise apologize blame brand call charge claim condemn "
    "confirm convict criticise criticize denounce deny deplore describe dismiss hail indict investigate mourn praise "
    "protest refute reject say sentence suspect tell welcome".split()
)
"""Verbs whose object was before they tell of it."""


def _is_told_of(analysis: Analysis, verb: int, event: int) -> bool:
    """Tell whether an event noun is what a verb tells of: "denied the charges", "claimed responsibility … for an attack"."""
    token = analysis.tokens[event]
    if token.pos in _CLAUSE_TAGS or analysis.tokens[verb].lemma not in _TELLING:
        return False
    above = analysis.tokens[token.head]
    if token.dep == "pobj" and above.lemma in ("for", "of", "with"):
        over = analysis.tokens[above.head]
        return over.i == verb or (over.head == verb and over.dep == "dobj")
    return token.head == verb and token.dep in ("dobj", "nsubjpass", "oprd")


def _is_in_relative(analysis: Analysis, verb: int, day: int | None) -> bool:
    """Tell whether a clause stands in a relative clause that a day is not in: "In May they held Omar, who had planned it"."""
    over_day = set(_path(analysis, day))
    above = itertools.takewhile(lambda t: t.i not in over_day, (analysis.tokens[verb], *iter_ancestors(analysis, verb)))
    return any(t.dep == "relcl" for t in above)


_AFTER = frozenset({"over", "after", "before", "following", "since", "about", "despite"})
"""Prepositions of what led to something."""


_LED_FROM = frozenset("connection response retaliation revenge reaction".split())
_LEFT = frozenset("site scene spot wake aftermath anniversary memory".split())
"""Nouns of what there is of an event later: "women gathered on Friday near the site of the shooting"."""


def _is_occasion(analysis: Analysis, verb: int, event: int) -> bool:
    """Tell whether an event noun is what led to a verb, or is counted: "arrested on Sunday over it", "the toll of it rose"."""
    at = analysis.tokens[event]
    for _ in range(_MAX_STEPS):
        if at.pos in _CLAUSE_TAGS or at.head == at.i or at.i == verb:
            return False
        if at.dep == "prep" and at.lemma.lower() in _AFTER:
            return True
        if at.lemma in _LED_FROM and at.dep == "pobj":
            return True
        if at.lemma in _LEFT and at.dep == "pobj" and analysis.tokens[event].dep == "pobj":
            return True  # but "on the shooting scene" may be where it was
        if at.lemma in ("toll", "number", "count") and at.dep in ("nsubj", "nsubjpass", "dobj"):
            return True
        at = analysis.tokens[at.head]
    return False


_ORDINAL = re.compile(
    r"\d+(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|\w+tieth"
)


def _bounds_a_record(analysis: Analysis, i: int | None) -> bool:
    """Tell whether a time only says since when something is the most, or is counted: "the deadliest attack since 2001"."""
    if i is None or analysis.tokens[analysis.tokens[i].head].lemma.lower() != "since":
        return False
    noun = analysis.tokens[analysis.tokens[analysis.tokens[i].head].head]
    near = analysis.tokens[max(0, noun.i - 8) : analysis.tokens[i].head]
    return noun.pos in ("NOUN", "PROPN", "ADJ", "AUX") and any(
        t.tag in ("JJS", "RBS") or t.lemma.lower() in ("first", "last", "only") or _ORDINAL.fullmatch(t.lemma.lower())
        for t in near
        if t.sentence == noun.sentence
    )


def _is_effect(analysis: Analysis, verb: int, event: int) -> bool:
    """Tell whether a verb is the participle that tells what an event led to: "attacked …, killing ten, on Monday"."""
    token = analysis.tokens[verb]
    return token.tag == "VBG" and token.head == event and token.dep in ("advcl", "conj", "xcomp", "dep")


def _subordinate(analysis: Analysis, i: int | None) -> bool:
    """Tell whether a time belongs to a clause that sets another time or describes a thing: "after … in January"."""
    path = _path(analysis, i)
    if not path:
        return True
    verb = analysis.tokens[path[-1]]
    if verb.dep in ("relcl", "acl"):
        return True
    return verb.dep in ("advcl", "pcomp") and any(
        analysis.tokens[c].text.lower() in ("after", "before", "since", "until", "although", "though", "because")
        for c in (*analysis.children[verb.i], verb.head)
    )


def _reports(analysis: Analysis, i: int | None, token: int) -> bool:
    """Tell whether a time belongs to a verb that reports the event as its content: "said on Thursday that …"."""
    path = _path(analysis, i)
    verb = path[-1] if path else None
    telling = verb is not None and analysis.tokens[verb].lemma in _TELLING
    for _ in range(_MAX_STEPS):
        at = analysis.tokens[token]
        if at.head == token:
            return False
        if at.head == verb and (telling or at.dep in ("ccomp", "xcomp", "parataxis", "advcl", "pcomp")):
            return True
        token = at.head
    return False
