"""Cut a report's body into the paragraphs that are parsed one by one."""

from __future__ import annotations

import itertools
import re

from sayso.records import Report

LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
"""A line: line ends of every kind part paragraphs."""

MAX_WRAP_COLUMNS = 120
"""Lines longer than this are paragraphs of their own, not the lines of a text wrapped for a terminal or a telex."""

ENDS_SENTENCE = ".?!:;\"'”’)"
RAGGED_COLUMNS = 10
"""How far from the edge the next word may end that would still have fitted, where lines were broken by hand."""
MIN_RAGGED_WIDTH = 50
"""Narrower blocks may be lists or verse."""

MAX_PARAGRAPH_CHARS = 8_000
"""A longer run without a line end is cut at white space, so that the cost of a parse stays linear."""


def find_paragraphs(report: Report) -> tuple[tuple[int, int], ...]:
    """Return the `[start, end)` of each paragraph of the body, in order, without white space at its ends.

    The dateline is left out. Single line ends part paragraphs, except in a text whose lines were wrapped at one width: there
    a blank line does.
    """
    start = max(report.body.start, report.dateline.end if report.dateline else 0)
    lines = _lines(report.text, start, report.body.end)
    blocks = _join_wrapped(report.text, lines) if _is_wrapped(report.text, lines) else lines
    return tuple(piece for block in blocks for piece in _cut_long(report.text, *block))


def find_opening(report: Report) -> tuple[tuple[int, int], ...]:
    """Return the `[start, end)` of each line of the body before the dateline: headlines and summaries; none without one.

    The parse leaves them out; the reader model reads them too.
    """
    return tuple(_lines(report.text, report.body.start, report.dateline.start)) if report.dateline else ()


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for match in LINE.finditer(text, start, end):
        line = match.group()
        left, right = len(line) - len(line.lstrip()), len(line.rstrip())
        if left < right:
            found.append((match.start() + left, match.start() + right))
    return found


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Tell whether lines were wrapped: at nearly every line end inside a block the next word would not have fitted.

    A text typed by hand has a ragged edge: there nearly all lines come close to it, and most end within a sentence.
    """
    breaks = [(a, b) for a, b in itertools.pairwise(lines) if _same_block(text, a[1], b[0])]
    width = max((end - start for start, end in lines), default=0)
    if len(breaks) < 2 or width > MAX_WRAP_COLUMNS:
        return False
    reaches = [_length_with_next_word(text, a, b) for a, b in breaks]
    if sum(reach > width - 3 for reach in reaches) >= 0.85 * len(breaks):
        return True
    inside = sum(text[end - 1] not in ENDS_SENTENCE for (_, end), _ in breaks)
    ragged = sum(reach > width - RAGGED_COLUMNS for reach in reaches)
    return width >= MIN_RAGGED_WIDTH and ragged >= 0.9 * len(breaks) and inside >= 0.6 * len(breaks)


def _length_with_next_word(text: str, line: tuple[int, int], following: tuple[int, int]) -> int:
    word = text[following[0] : following[1]].split(None, 1)[0]
    return line[1] - line[0] + 1 + len(word)


def _same_block(text: str, end: int, start: int) -> bool:
    return text.count("\n", end, start) == 1


def _join_wrapped(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    blocks: list[tuple[int, int]] = []
    for line in lines:
        if blocks and _same_block(text, blocks[-1][1], line[0]):
            blocks[-1] = (blocks[-1][0], line[1])
        else:
            blocks.append(line)
    return blocks


def _cut_long(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > MAX_PARAGRAPH_CHARS:
        limit = start + MAX_PARAGRAPH_CHARS
        cut = text.rfind(" ", start + MAX_PARAGRAPH_CHARS // 2, limit)
        cut = cut if cut > 0 else limit
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]
