"""spaCy's documents become our records; the only place where their token offsets turn into ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.analysis.mending import mend_names, mend_parse
from sayso.records import Analysis, Name, Sentence, Span, Token


@dataclass(frozen=True, slots=True)
class ParsedParagraph:
    """A parsed paragraph: spaCy's Doc, each token's `[start, end)` in the report, and whether it stood in for another."""

    doc: Any
    offsets: Sequence[tuple[int, int]]
    masked: Sequence[bool]


Forms = Callable[[str, str, str], tuple[str, str]]
"""Text, tag and dependency of a token → its part of speech and lemma."""


def make_analysis(text: str, paragraphs: Sequence[ParsedParagraph], forms: Forms) -> Analysis:
    """Join the parsed paragraphs of a report into one analysis of it."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    names: list[Name] = []
    for number, paragraph in enumerate(paragraphs):
        base = len(tokens)
        _add_sentences(paragraph, number, base, tokens, sentences, text, forms)
        for ent in paragraph.doc.ents:
            last = _find_last(ent)
            start, end = paragraph.offsets[ent.start][0], paragraph.offsets[last][1]
            names.append(Name(Span(start, end, text[start:end]), ent.label_, base + ent.start, base + last + 1))
    mend_parse(tokens, sentences)
    mend_names(names, tokens)
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    return Analysis(text, tuple(tokens), tuple(sentences), tuple(names), tuple(map(tuple, children)))


NAMED = frozenset({"FAC", "GPE", "LOC", "NORP", "ORG", "PERSON"})
"""Labels of names; the others are of dates, amounts and the like."""


def _find_last(ent: Any) -> int:
    """Return the place of a name's last word: no adverb after it, which the recogniser likes to take in ("the army later")."""
    last: int = ent.end - 1
    while ent.label_ in NAMED and last > ent.start and ent.doc[last].tag_ == "RB" and ent.doc[last].is_lower:
        last -= 1
    return last


def _add_sentences(
    paragraph: ParsedParagraph,
    number: int,
    base: int,
    tokens: list[Token],
    sentences: list[Sentence],
    text: str,
    forms: Forms,
) -> None:
    doc, offsets, masked = paragraph.doc, paragraph.offsets, paragraph.masked
    name, columns = doc.vocab.strings, doc.to_array(["ORTH", "TAG", "DEP", "HEAD"])  # uint64; heads as distances
    words, tags, deps = ([name[number] for number in column] for column in columns[:, :3].T.tolist())
    heads = columns[:, 3].astype("int64").tolist()
    for sent in doc.sents:
        first, last = base + sent.start, base + sent.end
        for i in range(sent.start, sent.end):
            tag, dep, (start, end) = tags[i], deps[i], offsets[i]
            surface = text[start:end]
            pos, lemma = forms(words[i], tag, dep)
            if masked[i]:
                lemma = surface.lower()
            at = base + i
            tokens.append(Token(at, start, end, surface, lemma, pos, tag, dep, at + heads[i], len(sentences)))
        sentences.append(Sentence(offsets[sent.start][0], offsets[sent.end - 1][1], first, last, number))
