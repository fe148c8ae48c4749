"""Join, cut and trim stretches of characters; nothing here knows the parse."""

from __future__ import annotations

import re
from collections.abc import Iterable

Range = tuple[int, int]

LOOSE = ".,;:-–—()[]…"
"""Punctuation that a content loses at its ends, outside quotation marks."""

ABBREVIATION = re.compile(r"(?:\b[A-Za-z]\.){2}$|\b(?:Inc|Co|Corp|Ltd|Jr|Sr|etc)\.$")
"""A full stop that belongs to the word before it."""


def join_ranges(content: Iterable[Range], text: str) -> list[Range]:
    """Join ranges that overlap or that only white space parts."""
    joined: list[Range] = []
    for start, end in sorted(content):
        if joined and (start <= joined[-1][1] or not text[joined[-1][1] : start].strip()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def subtract_ranges(content: Iterable[Range], holes: Iterable[Range]) -> list[Range]:
    """Take the holes out of the ranges; sorted."""
    ranges = list(content)
    for low, high in holes:
        ranges = (
            [piece for a, b in ranges for piece in ((a, min(b, low)), (max(a, high), b)) if piece[0] < piece[1]]
            if any(a < high and low < b for a, b in ranges)
            else ranges
        )
    return sorted(set(ranges))


def trim_range(text: str, start: int, end: int) -> Range | None:
    """Trim white space and loose punctuation; `None` where no letter or digit is left.

    >>> trim_range("(it fell by 3 p.m.).", 0, 20)
    (0, 19)
    >>> trim_range(", it fell.", 0, 10)
    (2, 9)
    """
    while start < end and (text[start].isspace() or text[start] in LOOSE):
        if text[start] in "([" and _is_closed(text[start:end]):
            break
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in LOOSE):
        last = text[end - 1]
        if (
            last in ")]"
            and _is_closed(text[start:end])
            or last == "."
            and ABBREVIATION.search(text[max(start, end - 8) : end])
        ):
            break
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def _is_closed(text: str) -> bool:
    return text.count("(") == text.count(")") and text.count("[") == text.count("]")
