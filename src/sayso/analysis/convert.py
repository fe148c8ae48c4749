"""spaCy's documents become our records; the only place where their token offsets turn into ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

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
            start, end = paragraph.offsets[ent.start][0], paragraph.offsets[ent.end - 1][1]
            names.append(Name(Span(start, end, text[start:end]), ent.label_, base + ent.start, base + ent.end))
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    return Analysis(text, tuple(tokens), tuple(sentences), tuple(names), tuple(map(tuple, children)))


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
    for sent in doc.sents:
        first, last = base + sent.start, base + sent.end
        for t in sent:
            i, tag, dep = t.i, t.tag_, t.dep_
            start, end = offsets[i]
            surface = text[start:end]
            pos, lemma = forms(t.text, tag, dep)
            if masked[i]:
                lemma = surface.lower()
            tokens.append(Token(base + i, start, end, surface, lemma, pos, tag, dep, base + t.head.i, len(sentences)))
        sentences.append(Sentence(offsets[sent.start][0], offsets[sent.end - 1][1], first, last, number))
