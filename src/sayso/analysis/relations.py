"""Judge the relation of two marked parties with the reader model, from the sentence that holds both."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from sayso.analysis.reader import Reader
from sayso.analysis.sentences import find_starts
from sayso.errors import SettingsError
from sayso.records import Direction, Relation, Span

Bounds = tuple[int, int]

PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
SURROGATES = re.compile("[\ud800-\udfff]")
"""Halves of characters, which JSON can hold and the model's tokenizer cannot."""

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:[-'’.,]\w+)*|[.!?…]+|[^\w\s]")
"""Abbreviations of initials, words, terminals, and any other sign: enough to tell where a sentence starts."""


def _clash(first: Span, second: Span) -> bool:
    """Tell whether two stretches are the same, or the second starts in the first and ends outside it."""
    return (
        first.start == second.start and first.end == second.end or first.start < second.start < first.end < second.end
    )


def judge_relation(reader: Reader, text: str, *, actor: Bounds | None, recipient: Bounds | None) -> Relation:
    """Return what a marked pair has to do with each other.

    Args:
        reader: The model.
        text: What holds the parties.
        actor: Half-open offsets into `text`; `None`: not named.
        recipient: As `actor`; one of the two must be named.

    Raises:
        SettingsError: A party lies outside the text, is empty, or runs into the other; or none is named. One inside the other
            ("Iraqi" in "Iraqi fighters") is allowed.
    """
    doer = None if actor is None else make_party(text, actor, "actor")
    target = None if recipient is None else make_party(text, recipient, "recipient")
    spans = sorted(span for span in (doer, target) if span is not None)
    if not spans:
        raise SettingsError("neither actor nor recipient is given; mark at least one party")
    if doer is not None and target is not None and _clash(*spans):
        named = f"actor [{doer.start}, {doer.end}] and recipient [{target.start}, {target.end}]"
        raise SettingsError(f"{named} overlap; mark two different parties")
    found = reader.relate(SURROGATES.sub("\ufffd", text), actor, recipient, within=find_stretch(text, spans))
    directions = sorted(
        ((Direction.FORWARD, found.forward), (Direction.REVERSE, found.reverse), (Direction.NONE, found.none)),
        key=lambda row: -row[1],
    )
    return Relation(
        actor=doer,
        recipient=target,
        type=found.types[0][0],
        score=found.types[0][1],
        scores=dict(found.types),
        direction=directions[0][0],
        direction_score=directions[0][1],
        directions=dict(directions),
    )


def make_party(text: str, bounds: Bounds, name: str) -> Span:
    """Return the span of a marked party.

    Raises:
        SettingsError: It is no pair of offsets into the text, or holds nothing.
    """
    if not (
        isinstance(bounds, tuple | list)
        and len(bounds) == 2
        and all(isinstance(n, int) and not isinstance(n, bool) for n in bounds)
    ):
        message = f"{name} cannot be {bounds!r}; give its start and its end, two whole numbers"
        raise SettingsError(message)
    start, end = bounds
    if not 0 <= start <= end <= len(text):
        message = f"{name} [{start}, {end}] lies outside the text, which has {len(text)} characters"
        raise SettingsError(message)
    if not text[start:end].strip():
        message = f"{name} [{start}, {end}] is empty; mark the words that name the party"
        raise SettingsError(message)
    return Span(start, end, text[start:end])


def find_stretch(text: str, spans: Sequence[Span]) -> Bounds:
    """Return the sentence that holds all spans, or the sentences from the first to the last of them.

    >>> text = "Rain fell. Chad met the U.S. envoy. He left."
    >>> text[slice(*find_stretch(text, [Span(11, 15, "Chad"), Span(24, 28, "U.S.")]))]
    'Chad met the U.S. envoy. '
    """
    starts = find_sentence_starts(text)
    first = bisect_right(starts, min(span.start for span in spans)) - 1
    last = bisect_right(starts, max(span.end for span in spans) - 1)
    return starts[first], starts[last] if last < len(starts) else len(text)


def find_sentence_starts(text: str) -> list[int]:
    """Return where the sentences of a text start, the first at 0."""
    starts, begin = [0], 0
    breaks = [(m.start(), m.end()) for m in PARAGRAPH_BREAK.finditer(text)]
    for end, following in [*breaks, (len(text), len(text))]:
        words = list(WORD.finditer(text, begin, end))
        begins = find_starts([word.group() for word in words])
        starts += [word.start() for word, starts_one in zip(words, begins, strict=True) if starts_one]
        begin = following
    return sorted(set(starts))
