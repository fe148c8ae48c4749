"""The dead and wounded that a report's headline counts: "2 dead, 5 injured in club shooting"; no clock."""

from __future__ import annotations

import re
from collections.abc import Mapping

_WORDS = {
    word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}
_NUMBER = rf"\d{{1,3}}|{'|'.join(_WORDS)}"
_FIRST = rf"(?<![-$\d.,#])(?<!of )(?<!man, )(?<!boy, )(?<!girl, )(?<!teen, )\b(?P<first>{_NUMBER})\b(?![-\d]|[.,]\d)"
_LAST = rf"(?P<last>{_NUMBER})\b(?![-\d]|[.,]\d|\s+(?:years?|months?|weeks?|days?|hours?|times)\b)"
_WHO = (
    r"(?:\s+(?:other|others|more|people|persons?|man|men|woman|women|boys?|girls?|teens?|teenagers?|victims?|children|kids|"
    r"adults|officers?|deputies|students?|civilians?|soldiers?|young|are|is|were|was|critically|seriously|badly|in)){0,3}\s+"
)
_PATTERNS = {
    "injured": re.compile(
        rf"{_FIRST}{_WHO}(?:injured|wounded|hurt|hospitali[sz]ed|hospital)\b"
        rf"|\b(?:injur(?:es|ed|ing)|wound(?:s|ed|ing)|hurts|hurting)\s+{_LAST}",
        re.IGNORECASE,
    ),
    "killed": re.compile(
        rf"{_FIRST}{_WHO}(?:dead|killed|slain|die|dies|died|shot (?:dead|to death|and killed)|fatally shot)\b"
        rf"|\b(?:kills|killed|killing|slays)\s+{_LAST}",
        re.IGNORECASE,
    ),
}
_PERSON = (
    r"(?<!and )(?<!, )(?<!\d )\b(?:man|woman|male|female|teen|teenager|boy|girl|child|toddler|baby|infant|officer|deputy|soldier|"
    r"person|student|suspect|gunman|mother|father|son|daughter|victim|\d+-year-old)(?:, \d+,)?\s+(?:is\s+|was\s+|has\s+)?"
)
_ONE = {
    "injured": re.compile(
        rf"{_PERSON}(?:critically |seriously |accidentally )?(?:shot|wounded|injured|hurt)\b", re.IGNORECASE
    ),
    "killed": re.compile(
        rf"{_PERSON}(?:accidentally )?(?:(?:(?:shot|stabbed)(?: and|,) )?killed|shot dead|shot to death|"
        r"fatally (?:shot|stabbed)|found (?:shot )?dead|slain|dies|died)\b",
        re.IGNORECASE,
    ),
}
"""One person, told without a number."""
_SHOT = re.compile(
    rf"{_FIRST}{_WHO}(?:shot|stabbed)\b(?! (?:at|dead|to death|and killed)\b)"
    rf"(?:.*?(?:\b(?P<dead>{_NUMBER}) (?:\w+ )?)(?:fatally|dead|killed|dies|died)\b)?",
    re.IGNORECASE,
)
"""Those who were shot, and how many of them died: "6 shot, 1 fatally, at party"."""
_DEATH = re.compile(r"dead|die[ds]?\b|kill|fatal|slain|murder|homicide|manslaughter|death|body", re.IGNORECASE)
_BOUND = re.compile(r"\b(?:at least|more than|over|up to|nearly|almost|about)\s+\Z", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\b(?:shootings|stabbings|attacks|bombings|homicides|murders|killings|violence|violent \w+|deadliest|bloodiest|hours|"
    r"this year|so far|in (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
"""What tells of several happenings together."""


def read_headline(title: str) -> Mapping[str, int]:
    """Return how many dead and wounded a headline counts of one happening; nothing where it tells of several.

    `shot` counts the dead among those who were shot as well.

    >>> dict(read_headline("2 dead, five others injured in shooting outside club"))
    {'injured': 5, 'killed': 2}
    """
    if _SEVERAL.search(title):
        return {}
    found: dict[str, int] = {}
    for key, pattern in _PATTERNS.items():
        match = pattern.search(title)
        if match is not None and match.lastgroup and not _BOUND.search(title, 0, match.start(match.lastgroup)):
            found[key] = _read(match[match.lastgroup])
    shot = _SHOT.search(title)
    if shot and "injured" not in found and not _BOUND.search(title, 0, shot.start("first")):
        if shot["dead"] and _read(shot["dead"]) <= _read(shot["first"]):
            found = {"killed": _read(shot["dead"]), "shot": _read(shot["first"])}
        elif not _DEATH.search(title):
            found["shot"] = _read(shot["first"])
    if not found and _ONE["killed"].search(title):
        found["killed"] = 1
    elif not found and _ONE["injured"].search(title) and not _DEATH.search(title):
        found["injured"] = 1
    return found


def _read(number: str) -> int:
    return _WORDS.get(number.lower()) or int(number)
