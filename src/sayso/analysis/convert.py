"""spaCy's documents become our records; the only place where their token offsets turn into ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sayso.records import Analysis, Name, Sentence, Span, Token


@dataclass(frozen=True, slots=True)
class ParsedParagraph:
    """A parsed paragraph: spaCy's Doc, each token's `[start, end)` in the report, and whether it stood in for another."""

    doc: Any
    offsets: Sequence[tuple[int, int]]
    masked: Sequence[bool]


def make_analysis(text: str, paragraphs: Sequence[ParsedParagraph]) -> Analysis:
    """Join the parsed paragraphs of a report into one analysis of it."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    names: list[Name] = []
    for number, paragraph in enumerate(paragraphs):
        base = len(tokens)
        _add_sentences(paragraph, number, base, tokens, sentences, text)
        for ent in paragraph.doc.ents:
            start, end = paragraph.offsets[ent.start][0], paragraph.offsets[ent.end - 1][1]
            names.append(Name(Span(start, end, text[start:end]), ent.label_, base + ent.start, base + ent.end))
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    return Analysis(text, tuple(tokens), tuple(sentences), tuple(names), tuple(map(tuple, children)))


def _add_sentences(
    paragraph: ParsedParagraph, number: int, base: int, tokens: list[Token], sentences: list[Sentence], text: str
) -> None:
    for sent in paragraph.doc.sents:
        first, last = base + sent.start, base + sent.end
        start, end = paragraph.offsets[sent.start][0], paragraph.offsets[sent.end - 1][1]
        for t in sent:
            at = paragraph.offsets[t.i]
            surface = text[at[0] : at[1]]
            lemma = surface if paragraph.masked[t.i] else t.lemma_
            tokens.append(
                Token(
                    base + t.i,
                    at[0],
                    at[1],
                    surface,
                    lemma.lower(),
                    t.pos_,
                    t.tag_,
                    t.dep_,
                    base + t.head.i,
                    len(sentences),
                )
            )
        sentences.append(Sentence(start, end, first, last, number))
