"""Find quotations by their marks; an odd mark costs one quotation, never the report."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.records import Analysis

MARK = re.compile("[“”„«»]|\"{1,2}|''|``|[‘'](?=\\w)|(?<=[,.!?…])[’'](?!\\w)")
OPENING = frozenset({"“", "„", "«", "``"})
CLOSING = frozenset({"”", "»"})
SAID = re.compile(r"(?:\w[\w.’'-]*\s){1,4}?(?:said|says|told|added|asked|wrote)\b", re.IGNORECASE)
"""What shows that a mark before it closes a quotation, though a blank stands on its wrong side."""

SPEECH_END = re.compile("[,.!?…;:–—-][\"”»'’]*$")
MIN_SPEECH_WORDS = 4
"""A quotation of at least so many words is speech, even without a mark at its end; a shorter one may be a name."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks: characters `[start, end)`.

    `closed` False: the speaker goes on in the next paragraph. `speech` False: a name, a title, or words at a distance.
    """

    start: int
    end: int
    paragraph: int
    closed: bool
    speech: bool


def find_quotations(analysis: Analysis) -> tuple[Quotation, ...]:
    """Find the quotations of each paragraph, in text order, without those inside other quotations."""
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in analysis.sentences:
        start = bounds.get(sentence.paragraph, (sentence.start, 0))[0]
        bounds[sentence.paragraph] = (start, sentence.end)
    order = sorted(bounds)
    found: list[Quotation] = []
    for n, paragraph in enumerate(order):
        start, end = bounds[paragraph]
        after = bounds[order[n + 1]][0] if n + 1 < len(order) else None
        goes_on = after is not None and analysis.text[after : after + 1] in {"“", '"', "'", "‘", "`"}
        found += _find_in_paragraph(analysis.text, start, end, paragraph, goes_on=goes_on)
    return tuple(found)


def _find_in_paragraph(text: str, start: int, end: int, paragraph: int, *, goes_on: bool) -> list[Quotation]:
    found: list[Quotation] = []
    opened: tuple[int, str] | None = None
    for match in MARK.finditer(text, start, end):
        mark, at, to = match.group(), match.start(), match.end()
        single = mark in {"'", "‘", "’"}
        before, after = (text[at - 1] if at > start else " "), (text[to] if to < end else " ")
        opens = mark in OPENING or (mark not in CLOSING and not before.isalnum() and not after.isspace())
        closes = mark in CLOSING or (mark not in OPENING and not before.isspace() and at > start)
        if opened is None:
            if opens and mark != "’" and (not single or before.isspace() or before in "([—–:"):
                opened = (at, mark)
        elif single != (opened[1] in {"'", "‘"}):
            if not single and opens and not closes:  # the single mark was no quotation mark
                opened = (at, mark)
        elif (closes or SAID.match(text, to)) and at > opened[0] + 1:
            found.append(_make(text, opened[0], to, paragraph, closed=True))
            opened = None
        elif opens:
            opened = (at, mark)
    if opened is not None and opened[1] not in {"'", "‘"} and (goes_on or opened[0] == start):
        found.append(_make(text, opened[0], end, paragraph, closed=False))
    return found


def _make(text: str, start: int, end: int, paragraph: int, *, closed: bool) -> Quotation:
    inner = text[start:end]
    words = len(inner.split())
    speech = words >= MIN_SPEECH_WORDS or not closed or bool(SPEECH_END.search(inner))
    return Quotation(start, end, paragraph, closed, speech)
