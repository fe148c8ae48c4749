"""Find the words of a report that take sides, and whose words they are.

The words stand in `loaded.yaml`; a word counts the same whoever it is said of. It must not judge what is true.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.extract.quotations import find_quotations
from sayso.extract.word_files import read_words
from sayso.records import Analysis, Attribution, LoadedSpan, Report, Span, Token

LABEL, WORD, SCARE, DOUBT = "label", "loaded_word", "scare_quotes", "doubt_marker"

KEEP_AT = 0.7
"""Least score of a span that is given; weaker entries count only beside another one in the same sentence. Chosen for
precision on the development part of BABE and the training part of PTC, 2026-11-22."""

SUPPORTED_AT = 0.6
"""Least score of a weaker entry that has company in its sentence."""

MAX_SCARE_WORDS = 4
"""Longer stretches in quotation marks are quotations, not words held at a distance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of `loaded.yaml`."""

    words: tuple[str, ...]
    kind: str
    score: float = 0.9
    pos: frozenset[str] = frozenset()
    only_before: frozenset[str] = frozenset()
    unless_before: frozenset[str] = frozenset()
    unless_after: frozenset[str] = frozenset()
    plural_only: bool = False
    lower_only: bool = False


@functools.cache
def _read_lists() -> Mapping[str, list[Any]]:
    return read_words("loaded.yaml")


@functools.cache
def _word_list(name: str) -> frozenset[str]:
    return frozenset(_read_lists()[name])


@functools.cache
def load_entries() -> Mapping[str, tuple[Entry, ...]]:
    """Return the entries by their first word, longer ones first."""
    found: dict[str, list[Entry]] = {}
    for kind in (LABEL, WORD, DOUBT):
        for line in _read_lists()[kind]:
            phrase, options = next(iter(line.items())) if isinstance(line, dict) else (line, {})
            entry = _make_entry(phrase, kind, options)
            found.setdefault(entry.words[0], []).append(entry)
    return {first: tuple(sorted(entries, key=lambda e: -len(e.words))) for first, entries in found.items()}


def _make_entry(phrase: str, kind: str, options: Mapping[str, Any]) -> Entry:
    known: dict[str, Any] = {name: frozenset(value) for name, value in options.items() if isinstance(value, list)}
    known |= {name: options[name] == "true" for name in ("plural_only", "lower_only") if name in options}
    if "score" in options:
        known["score"] = float(options["score"])
    return Entry(words=tuple(re.findall(r"\w+|-", phrase.casefold())), kind=kind, **known)


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    last: int
    kind: str
    score: float
    rule: str


def find_loaded(report: Report, analysis: Analysis, attributions: tuple[Attribution, ...]) -> tuple[LoadedSpan, ...]:
    """Return the loaded spans, in text order, none within another.

    The owner is the source of the innermost attribution whose content holds the span, else "narrator".
    """
    found = [*_find_entries(analysis), *_find_scare_quotes(analysis, attributions)]
    kept = [f for f in found if f.score >= KEEP_AT]
    near = {analysis.tokens[f.first].sentence for f in kept}
    kept += [f for f in found if SUPPORTED_AT <= f.score < KEEP_AT and analysis.tokens[f.first].sentence in near]
    kept = _without_nested(kept)
    return tuple(
        LoadedSpan(span=span, kind=f.kind, owner=find_owner(span, attributions), score=f.score, rule=f.rule)
        for f, span in ((f, analysis.span(f.first, f.last)) for f in kept)
    )


def _without_nested(found: list[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for one in sorted(found, key=lambda f: (f.first, -f.last, f.kind)):
        if not kept or one.first >= kept[-1].last:
            kept.append(one)
    return kept


def find_owner(span: Span, attributions: Sequence[Attribution]) -> str:
    """Return the source of the innermost attribution whose content holds a span, else "narrator"."""
    holding = [
        (content.end - content.start, a.speaker or (a.source.surface if a.source else None))
        for a in attributions
        for content in a.content
        if content.start <= span.start and span.end <= content.end
    ]
    named = [(length, name) for length, name in holding if name]
    return min(named)[1] if named else "narrator"


# --- words of the lexicon -------------------------------------------------------------------------


def _find_entries(analysis: Analysis) -> Iterator[_Found]:
    entries = load_entries()
    capitals = _is_in_capitals(analysis)
    i = 0
    while i < len(analysis.tokens):
        token = analysis.tokens[i]
        forms = dict.fromkeys((token.text.casefold(), token.lemma, *_adjectives(token)))  # in order: not by their hash
        options = [e for form in forms for e in entries.get(form, ())]
        if not options:
            i += 1
            continue
        entry = next(
            (e for e in sorted(options, key=lambda e: -len(e.words)) if _fits(e, analysis, i, capitals=capitals)), None
        )
        if entry is None:
            i += 1
            continue
        yield _widen(entry, analysis, i)
        i += len(entry.words)


def _adjectives(token: Token) -> tuple[str, ...]:
    """Return what an adverb in -ly may be made from: brutally, horrifically, shamelessly."""
    word = token.text.casefold()
    if token.pos != "ADV" or not word.endswith("ly"):
        return ()
    return (word[:-2], word[:-4] if word.endswith("ally") else word[:-2], word[:-1] + "e", word[:-3] + "y")


def _is_in_capitals(analysis: Analysis) -> bool:
    words = [t.text for t in analysis.tokens if len(t.text) > 1 and t.text.isalpha()]
    return sum(w.isupper() for w in words) > 0.6 * max(1, len(words))


def _fits(entry: Entry, analysis: Analysis, i: int, *, capitals: bool) -> bool:
    tokens, n = analysis.tokens, len(entry.words)
    if i + n > len(tokens) or tokens[i].sentence != tokens[i + n - 1].sentence:
        return False
    for word, token in zip(entry.words[1:], tokens[i + 1 : i + n], strict=True):
        if word not in (token.text.casefold(), token.lemma):
            return False
    head = tokens[i + n - 1]
    if entry.pos and not any(t.pos in entry.pos for t in tokens[i : i + n]):
        return False
    if entry.plural_only and head.tag not in ("NNS", "NNPS"):
        return False
    if not capitals and _is_name(entry, analysis, i):
        return False
    before = tokens[i - 1].lemma if i and tokens[i - 1].sentence == tokens[i].sentence else ""
    after = tokens[i + n].lemma if i + n < len(tokens) and tokens[i + n].sentence == tokens[i].sentence else ""
    if before in entry.unless_after or after in entry.unless_before:
        return False
    return not entry.only_before or after in entry.only_before


def _is_name(entry: Entry, analysis: Analysis, i: int) -> bool:
    """Whether the words stand as a part of a name: "Brutal Legend", "the Evil Dead"."""
    tokens, n = analysis.tokens, len(entry.words)
    words = [t for t in tokens[i : i + n] if t.text[:1].isalpha()]
    starts = i == analysis.sentences[tokens[i].sentence].first
    raised = [t for t in words if t.text[:1].isupper() and not (starts and t.i == i)]
    if not raised:
        return False
    return entry.lower_only or all(t.pos == "PROPN" for t in raised)


def _widen(entry: Entry, analysis: Analysis, i: int) -> _Found:
    """Take in the name before a label, or the noun that a doubt marker stands before."""
    tokens, first, last = analysis.tokens, i, i + len(entry.words)
    sentence = analysis.sentences[tokens[i].sentence]
    rule = f"{entry.kind}: {' '.join(entry.words).replace(' - ', '-')}"
    if entry.words in _TAKES_NAME:
        start = i
        while start > sentence.first and _is_namelike(tokens[start - 1]):
            start -= 1
        first = start
    if entry.kind == DOUBT:
        last = _end_of_noun(analysis, i, last)
    return _Found(first, last, entry.kind, entry.score, rule)


_TAKES_NAME = frozenset({("regime",), ("junta",), ("clique",), ("entity",), ("war", "machine")})
"""Labels that belong to the name before them: "US regime", but "the Taliban freedom fighters" names the Taliban first."""


def _is_namelike(token: Token) -> bool:
    return token.dep in ("compound", "amod", "nmod", "poss") and token.text[:1].isupper()


def _end_of_noun(analysis: Analysis, first: int, last: int) -> int:
    """Return the end of the noun phrase that a marker in front of it modifies; `last` where there is none."""
    tokens = analysis.tokens
    sentence_end = analysis.sentences[tokens[first].sentence].last
    head = tokens[last - 1].head
    if tokens[head].i < last:
        head = next((t.head for t in tokens[first:last] if t.head >= last), head)
    if last <= head < min(sentence_end, last + 6) and tokens[head].pos in ("NOUN", "PROPN"):
        between = tokens[last:head]
        if all(t.pos in ("ADJ", "NOUN", "PROPN", "PUNCT", "VERB", "ADV", "NUM", "PART") for t in between):
            end = head + 1
            if any(t.text in _OPENING for t in between) and end < sentence_end and tokens[end].text in _CLOSING:
                end += 1  # so-called “rescue mission”
            return end
    return last


# --- quotation marks ------------------------------------------------------------------------------

_OPENING = frozenset({"“", '"', "‘", "'", "``", "«", "„"})
_CLOSING = frozenset({"”", '"', "’", "'", "''", "»", "“"})


def _find_scare_quotes(analysis: Analysis, attributions: tuple[Attribution, ...]) -> Iterator[_Found]:
    """Find short stretches in quotation marks that are neither name, nor title, nor anybody's quoted words."""
    starts = {t.start: t.i for t in analysis.tokens}
    ends = {t.end: t.i for t in analysis.tokens}
    quoted = [c for a in attributions if a.kind in ("direct", "mixed") for c in a.content]
    for quotation in find_quotations(analysis):
        first, last = starts.get(quotation.start), ends.get(quotation.end)
        if first is None or last is None or last - first < 2:
            continue
        inside = [t for t in analysis.tokens[first + 1 : last] if t.text not in _OPENING | _CLOSING]
        if not _is_held_at_distance(inside):
            continue
        if any(
            c.start < quotation.end
            and quotation.start < c.end
            and c.end - c.start <= quotation.end - quotation.start + 4
            for c in quoted
        ):
            continue
        if _is_named(analysis, first) or _has_cue(analysis, first, last):
            continue
        yield _Found(first, last + 1, SCARE, 0.8, "scare_quotes: short, no name, no cue")


def _is_held_at_distance(inside: list[Token]) -> bool:
    """Whether quoted words are a short noun phrase or adjective in lower case, without a sentence's marks."""
    words = [t for t in inside if t.text[:1].isalnum()]
    if not words or len(words) > MAX_SCARE_WORDS or inside[-1].text in (",", ".", "!", "?", "…"):
        return False
    if any(t.text[:1].isupper() or t.text[:1].isdigit() for t in words):
        return False
    if any(t.pos in ("PRON", "AUX", "INTJ", "SCONJ") or t.tag in ("VBD", "VBZ", "VBP", "MD") for t in words):
        return False
    return any(t.pos in ("NOUN", "ADJ", "PROPN") or t.tag in ("VBN", "VBG") for t in words)


def _is_named(analysis: Analysis, first: int) -> bool:
    """Whether one of the three words before the quotation says that a name or a title comes."""
    sentence = analysis.sentences[analysis.tokens[first].sentence]
    before = analysis.tokens[max(sentence.first, first - 3) : first]
    naming = _word_list("naming")
    return any(t.lemma in naming or t.text.casefold() in naming for t in before)


def _has_cue(analysis: Analysis, first: int, last: int) -> bool:
    """Whether a word that reports speech or judgement stands in the sentence, outside the marks."""
    sentence = analysis.sentences[analysis.tokens[first].sentence]
    speaking = _word_list("speaking")
    return any(
        t.lemma in speaking or t.text.casefold() in speaking
        for t in analysis.tokens[sentence.first : sentence.last]
        if not first <= t.i <= last
    )
