"""Tag a report with the reader model: who says what in which words, which words take sides, who has a part in an incident.

The model sees the names of known parties exchanged as the parser does (docs/decisions/0005), so that it tags no party's
words unlike another's; what it tags is cut from the report as it stands. Must not judge what an attribution means.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from sayso.analysis.paragraphs import find_opening, find_paragraphs
from sayso.analysis.reader import Reader, ReadWord
from sayso.analysis.truecase import is_capitals
from sayso.analysis.windows import exchange_words
from sayso.records import Analysis, ReadFill, ReadLoaded, Report, Span, Tagged

Mask = Callable[[Sequence[str]], Sequence[str]]


def tag_report(reader: Reader, report: Report, analysis: Analysis, *, mask: Mask | None = None) -> Tagged:
    """Return the attributions and the loaded words that the model finds in a report's body.

    Args:
        reader: The model.
        report: What `read` made.
        analysis: Of that report.
        mask: Exchanges the words of a paragraph for stand-ins, as many as it is given; `None` exchanges none.
    """
    opening = find_opening(report)
    paragraphs = (*opening, *find_paragraphs(report))
    words = reader.find_words(report.text, paragraphs)
    if mask is not None:
        stand_ins = [*find_opening_stand_ins(report.text, opening, mask), *find_stand_ins(analysis, mask)]
        words = exchange_words(words, stand_ins, reader.find_pieces)
    reading = reader.read(report.text, paragraphs, words=words)
    read = [word for paragraph in reading.paragraphs for word in paragraph.words]
    return Tagged(
        attributions=tuple(a for p in reading.paragraphs for a in p.attributions),
        loaded=tuple(find_loaded(report.text, read, analysis, reader.thresholds)),
        fills=tuple(find_fills(read)),
        incidents=tuple(find_incidents(read, analysis)),
    )


# --- stand-ins ------------------------------------------------------------------------------------


def find_stand_ins(analysis: Analysis, mask: Mask) -> list[tuple[int, int, str]]:
    """Return where a token is shown as another: its start, its end, and the word shown; in text order.

    In a paragraph in capitals, what the parse holds for no name and no noun is none: "WHO WERE TAKEN" tells of no organisation.
    """
    found = list[tuple[int, int, str]]()
    for _, sentences in groupby(analysis.sentences, key=lambda s: s.paragraph):
        tokens = [t for s in sentences for t in analysis.tokens[s.first : s.last]]
        capitals = is_capitals(analysis.text[tokens[0].start : tokens[-1].end])
        words = [t.text.lower() if capitals and t.tag[:2] not in NAMING else t.text for t in tokens]
        found += _changed([(t.start, t.end) for t in tokens], words, mask)
    return found


def find_opening_stand_ins(text: str, lines: Sequence[tuple[int, int]], mask: Mask) -> Iterator[tuple[int, int, str]]:
    """Yield the same of lines that are not parsed, their words told by their letters."""
    for start, end in lines:
        found = [match.span() for match in WORD_OR_MARK.finditer(text, start, end)]
        yield from _changed(found, [text[a:b] for a, b in found], mask)


WORD_OR_MARK = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*|\S")

NAMING = frozenset({"NN", "JJ", "FW", "XX"})
"""Beginnings of the tags that words of names have."""


def _changed(places: Sequence[tuple[int, int]], words: Sequence[str], mask: Mask) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a paragraph that the mask exchanges, with their places."""
    return ((a, b, new) for (a, b), old, new in zip(places, words, mask(words), strict=True) if new != old)


# --- sentences ------------------------------------------------------------------------------------


def iter_sentences(words: Sequence[ReadWord], analysis: Analysis) -> Iterator[Sequence[ReadWord]]:
    """Yield the words read in each sentence of the analysis; none where nothing was read."""
    starts = [word.start for word in words]
    for sentence in analysis.sentences:
        yield words[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]


# --- loaded words ---------------------------------------------------------------------------------

WORD, SPAN, SENTENCE = range(3)
"""The channels of `ReadWord.loaded`."""


def find_loaded(
    text: str, words: Sequence[ReadWord], analysis: Analysis, thresholds: Mapping[str, float]
) -> Iterator[ReadLoaded]:
    """Yield what is loaded in the sentences that the model holds for biased.

    A stretch of persuasion is made of words that reach `loaded_span_edge`, one of which reaches `loaded_span`. In a biased
    sentence without one, the words that reach `loaded_word` are loaded.
    """
    for own in iter_sentences(words, analysis):
        if not own or sum(word.loaded[SENTENCE] for word in own) / len(own) < thresholds["loaded_sentence"]:
            continue
        kind, channel = "span", SPAN
        found = list(_find_runs(own, SPAN, thresholds["loaded_span_edge"], thresholds["loaded_span"]))
        if not found:
            kind, channel = "word", WORD
            found = list(_find_runs(own, WORD, thresholds["loaded_word"], thresholds["loaded_word"]))
        for first, last in found:
            a, b = own[first].start, own[last - 1].end
            yield ReadLoaded(Span(a, b, text[a:b]), kind, max(word.loaded[channel] for word in own[first:last]))


def _find_runs(words: Sequence[ReadWord], channel: int, edge: float, peak: float) -> Iterator[tuple[int, int]]:
    """Yield the runs of words that reach `edge`, if one of them reaches `peak`."""
    for inside, run in groupby(range(len(words)), key=lambda i: words[i].loaded[channel] >= edge):
        numbers = list(run)
        if inside and max(words[i].loaded[channel] for i in numbers) >= peak:
            yield numbers[0], numbers[-1] + 1


# --- incidents ------------------------------------------------------------------------------------

LEAST_FILL = 0.05
"""Words less likely than this to have a part in an incident are not kept."""


def find_fills(words: Sequence[ReadWord]) -> Iterator[ReadFill]:
    """Yield the words that may have a part in an incident."""
    for word in words:
        if word.role and 1 - word.role[0] >= LEAST_FILL:
            yield ReadFill(word.start, word.end, tuple(round(p, 4) for p in word.role[1:]))


def find_incidents(words: Sequence[ReadWord], analysis: Analysis) -> Iterator[tuple[float, ...]]:
    """Yield for each sentence, if the model has that head, the chance of each type of incident: the mean over its words."""
    if not words or not words[0].incident:
        return
    nothing = [(0.0,) * (len(words[0].incident) - 1)]
    for own in iter_sentences(words, analysis):
        columns = zip(*([word.incident[1:] for word in own] or nothing), strict=True)
        yield tuple(round(sum(column) / len(column), 4) for column in columns)
