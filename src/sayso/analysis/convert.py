"""spaCy's documents become our records; the only place where their token offsets turn into ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
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
            last = _find_last(ent)
            start, end = paragraph.offsets[ent.start][0], paragraph.offsets[last][1]
            names.append(Name(Span(start, end, text[start:end]), ent.label_, base + ent.start, base + last + 1))
    _join_appositions(tokens, sentences)
    _mend_descriptions(tokens, sentences)
    _mend_closing_speech(tokens, sentences)
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


def _join_appositions(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Give a verb one subject: "The head of the alliance, Ana Ruiz said" is parsed with two; the second renames the first."""
    for sentence in sentences:
        subjects: dict[int, int] = {}
        for i in range(sentence.first, sentence.last):
            token = tokens[i]
            if token.dep not in ("nsubj", "nsubjpass") or token.head <= i:
                continue
            first = subjects.setdefault(token.head, i)
            if first == i or token.pos != "PROPN":
                continue
            start = i
            while start > first and tokens[start - 1].head == i:
                start -= 1
            if tokens[start - 1].text == "," and tokens[first].pos in ("NOUN", "PROPN"):
                tokens[i] = replace(token, dep="appos", head=first)


FINITE = frozenset({"VBD", "VBZ", "VBP"})


def _mend_descriptions(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Give a verb its subject back where the parse takes that one's description for a verb of its own.

    "A committee linked to the opposition said" is parsed as a committee that linked, and nobody who said. What has neither a
    subject nor a conjunction and stands right behind "noun, participle, preposition, noun" has that noun as its subject.
    """
    for sentence in sentences:
        for i in range(sentence.first + 3, sentence.last):
            said_to = i + 1 < sentence.last and tokens[i + 1].tag == "TO"  # "the town said to be safe" has another end
            if tokens[i].tag in FINITE and tokens[i - 1].dep == "pobj" and not said_to:
                found = _find_described(tokens, sentence, i)
                if found is not None:
                    _hang_description(tokens, sentence, *found, i)


def _find_described(tokens: Sequence[Token], sentence: Sentence, verb: int) -> tuple[int, int] | None:
    """Return the noun and the participle of a description that ends right before a verb without a subject."""
    if any(tokens[k].head == verb and tokens[k].dep in ("nsubj", "nsubjpass", "cc") for k in _places(sentence)):
        return None
    at = verb - 1
    while tokens[at].pos in ("NOUN", "PROPN", "ADP") and sentence.first < tokens[at].head < at:
        at = tokens[at].head
    if tokens[at].tag not in ("VBD", "VBN") or tokens[at].pos != "VERB" or at == verb - 1:
        return None
    own = {tokens[k].dep: k for k in _places(sentence) if tokens[k].head == at and k != at}
    noun = own.get("nsubj", own.get("nsubjpass"))
    if noun is None or own.keys() & {"aux", "auxpass", "dobj", "cc"} or tokens[noun].pos not in ("NOUN", "PROPN"):
        return None
    return (noun, at) if noun == at - 1 else None


def _hang_description(tokens: list[Token], sentence: Sentence, noun: int, participle: int, verb: int) -> None:
    """Make the noun the verb's subject and the participle its description; the verb takes the participle's place."""
    above = tokens[participle]
    if above.head != verb:
        head = verb if above.head == participle else above.head
        tokens[verb] = replace(tokens[verb], head=head, dep=above.dep)
    for k in _places(sentence):
        if tokens[k].head == participle and k not in (participle, verb) and (k < noun or k > verb):
            tokens[k] = replace(tokens[k], head=verb)
    tokens[noun] = replace(tokens[noun], head=verb, dep="nsubj")
    tokens[participle] = replace(above, head=noun, dep="acl", tag="VBN")


def _places(sentence: Sentence) -> range:
    return range(sentence.first, sentence.last)


SPEAKING = frozenset({"say", "tell", "report", "announce", "confirm", "add"})


def _mend_closing_speech(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Hang a sentence from the speech that closes it: "Gunmen attacked a village, an official and residents said Friday".

    The parse takes the speech for a second deed, joined without a conjunction, where its subject is joined from two or its
    day follows without a preposition.
    """
    for sentence in sentences:
        root = next((k for k in _places(sentence) if tokens[k].head == k), None)
        verb = next((k for k in reversed(_places(sentence)) if _is_closing_speech(tokens, sentence, k, root)), None)
        if root is not None and verb is not None:
            tokens[verb] = replace(tokens[verb], head=verb, dep="ROOT")
            tokens[root] = replace(tokens[root], head=verb, dep="ccomp")


def _is_closing_speech(tokens: Sequence[Token], sentence: Sentence, verb: int, root: int | None) -> bool:
    """Tell whether a verb of speech joined to the root has its subject behind a comma, and nothing that it says."""
    token = tokens[verb]
    if token.dep != "conj" or token.head != root or token.lemma not in SPEAKING or token.tag not in FINITE:
        return False
    own = [tokens[k] for k in _places(sentence) if tokens[k].head == verb]
    subject = next((t.i for t in own if t.dep == "nsubj" and t.i < verb), None)
    said = {"ccomp", "xcomp", "dobj"} if token.lemma != "tell" else {"ccomp", "xcomp"}
    if subject is None or any(t.dep in said or t.dep == "conj" for t in own):
        return False
    first = _find_first(tokens, sentence, subject)
    return first > sentence.first + 1 and tokens[first - 1].text == "," and tokens[first - 2].dep != "cc"


def _find_first(tokens: Sequence[Token], sentence: Sentence, head: int) -> int:
    """Return the first word of the phrase that a word heads."""
    inside = {head}
    first = head
    for k in range(head - 1, sentence.first - 1, -1):
        if tokens[k].head not in inside:
            break
        inside.add(k)
        first = k
    return first
