"""Read phrases off the dependency parse."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from sayso.records import Analysis, Span, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
MAX_DEPTH = 400
"""Steps up the tree, or tokens down it, after which a walk stops; parses of real sentences stay far below."""

AUTHORSHIP = frozenset({"work", "hallmark", "trademark", "fingerprint", "handiwork"})
"""Nouns of a deed's look that say who did it."""


def find_children(analysis: Analysis, i: int, *deps: str) -> list[Token]:
    """Find the children of token `i` with one of the labels, in text order."""
    return [analysis.tokens[c] for c in analysis.children[i] if analysis.tokens[c].dep in deps]


def find_subtree(analysis: Analysis, i: int, *, without: Iterable[int] = ()) -> list[int]:
    """Find the tokens under `i`, itself among them, in text order; not into the tokens of `without`."""
    barred = frozenset(without)
    found: list[int] = []
    pending = [i]
    while pending and len(found) < MAX_DEPTH:
        at = pending.pop()
        if at in barred:
            continue
        found.append(at)
        pending.extend(analysis.children[at])
    return sorted(found)


def iter_ancestors(analysis: Analysis, i: int) -> Iterator[Token]:
    """Walk from the head of token `i` up to the root."""
    for _ in range(MAX_DEPTH):
        head = analysis.tokens[i].head
        if head == i:
            return
        yield analysis.tokens[head]
        i = head


def find_conjuncts(analysis: Analysis, i: int) -> list[int]:
    """Find the heads coordinated with token `i`, itself first."""
    found = [i]
    for at in found:
        found += [c for c in analysis.children[at] if analysis.tokens[c].dep == "conj" and c not in found]
    return found


def find_governed(analysis: Analysis, i: int, *prepositions: str) -> list[Token]:
    """Find what prepositions of token `i` govern, "by" of a passive among them: of "hit in the leg", the leg."""
    return [
        noun
        for over in find_children(analysis, i, "prep", "agent")
        if over.text.lower() in prepositions
        for noun in find_children(analysis, over.i, "pobj")
    ]


def find_shared(analysis: Analysis, verb: Token, *deps: str, steps: int = 4) -> list[Token]:
    """Find a verb's children with one of the labels, else those of the verbs it is joined to, else the noun it describes.

    Args:
        analysis: Of the verb's report.
        verb: Where to start.
        deps: Labels of subjects or objects.
        steps: Verbs that are looked at, upwards.
    """
    at = verb
    for _ in range(steps):
        if found := find_children(analysis, at.i, *deps):
            return found
        if at.dep in ("acl", "relcl"):
            return [analysis.tokens[at.head]]
        if at.dep not in ("conj", "xcomp", "advcl") or at.head == at.i:
            return []
        at = analysis.tokens[at.head]
    return []


def find_patients(analysis: Analysis, verb: Token) -> list[Token]:
    """Find the subjects of a passive verb: its own, its first conjunct's, or the noun that it is a participle of."""
    found = find_children(analysis, verb.i, "nsubjpass")
    if found or verb.tag not in {"VBN", "VBD"}:
        return found
    head = analysis.tokens[verb.head]
    if verb.dep == "acl" and head.pos in {"NOUN", "PROPN", "PRON"}:
        return [head]
    if verb.dep == "conj" and not find_children(analysis, verb.i, "nsubj"):
        return find_children(analysis, head.i, "nsubjpass") if not find_children(analysis, verb.i, "dobj") else []
    return []


def find_antecedent(analysis: Analysis, clause: Token) -> Token:
    """Find the noun that a relative clause is about: the one it hangs on, or past a date or a place the noun before.

    "the attack that killed ten on 31 October, which the army blamed on", "the attacks in the city of Tartus, for which":
    the attack.
    """
    noun = analysis.tokens[clause.head]
    if not _is_setting(analysis, noun):
        return noun
    for above in iter_ancestors(analysis, noun.i):
        if above.pos == "NOUN" and not _is_setting(analysis, above):
            return above
        if above.pos == "VERB" and above.dep not in {"relcl", "acl"}:  # "condemned the attacks" has the city hung on it
            objects = find_children(analysis, above.i, "dobj") or find_governed(analysis, above.i, "in", "by", "during")
            return next((o for o in objects if o.i < noun.i and not _is_setting(analysis, o)), noun)
    return noun


_PLACES = frozenset("area capital city district neighborhood neighbourhood province region suburb town village".split())


def _is_setting(analysis: Analysis, noun: Token) -> bool:
    """Tell whether a noun is a date, or a place that a preposition names."""
    if any(n.label in {"DATE", "TIME"} and n.first <= noun.i < n.last for n in analysis.names):
        return True
    placed = noun.lemma in _PLACES or any(
        n.label in {"GPE", "LOC"} and n.first <= noun.i < n.last for n in analysis.names
    )
    return placed and noun.dep in {"pobj", "conj"}


def find_authorship(analysis: Analysis, noun: int) -> Token | None:
    """Find the verb that says whose work a deed is, beside it or in a relative clause ("which was the work of rebels")."""
    tokens = analysis.tokens
    verbs = [tokens[tokens[noun].head]] if tokens[noun].dep == "nsubj" else []
    for verb in [*verbs, *find_children(analysis, noun, "relcl")]:
        said = {"be": "attr", "bear": "dobj", "have": "dobj", "carry": "dobj"}.get(verb.lemma)
        if said and any(n.lemma in AUTHORSHIP for n in find_children(analysis, verb.i, said)):
            return verb
    return None


def make_span(analysis: Analysis, tokens: Iterable[int]) -> Span | None:
    """Make the span from the first to the last of the tokens, without outer punctuation; `None` if nothing is left."""
    ids = sorted(tokens)
    while ids and _is_loose(analysis.tokens[ids[0]]):
        ids.pop(0)
    while ids and _is_loose(analysis.tokens[ids[-1]]):
        ids.pop()
    return analysis.span(ids[0], ids[-1] + 1) if ids else None


def _is_loose(token: Token) -> bool:
    return token.pos == "SPACE" or token.text in {",", ";", ":", ".", "-", "--", "–", "—", "(", "[", "?", "!"}


def find_token_at(analysis: Analysis, start: int) -> int | None:
    """Find the first token that ends after the character `start`; `None` behind the last one."""
    low, high = 0, len(analysis.tokens)
    while low < high:
        middle = (low + high) // 2
        if analysis.tokens[middle].end <= start:
            low = middle + 1
        else:
            high = middle
    return low if low < len(analysis.tokens) else None


def find_tokens(analysis: Analysis, span: Span) -> list[int]:
    """Find the tokens that share a character with a span."""
    at = find_token_at(analysis, span.start)
    found: list[int] = []
    while at is not None and at < len(analysis.tokens) and analysis.tokens[at].start < span.end:
        found.append(at)
        at += 1
    return found


def find_head(analysis: Analysis, tokens: Iterable[int]) -> int | None:
    """Find the token whose head lies outside the tokens: the phrase's head; `None` of no tokens."""
    inside = sorted(tokens)
    members = frozenset(inside)
    heads = [i for i in inside if analysis.tokens[i].head not in members or analysis.tokens[i].head == i]
    words = [i for i in heads if analysis.tokens[i].pos not in {"PUNCT", "SPACE"}]
    return next(iter(words or heads), None)


def has_mark(analysis: Analysis, verb: Token, *words: str) -> bool:
    """Tell whether a clause is introduced by one of the words."""
    return any(m.lemma in words for m in find_children(analysis, verb.i, "mark", "advmod"))


def gave_occasion(analysis: Analysis, low: int, high: int, marks: Iterable[str]) -> bool:
    """Tell whether a word stands in a clause of another doer that a verb over it answers.

    "Declared an emergency after bombers killed 44": killed, under declared, with "after" among the words that open clauses.
    """
    words = tuple(marks)
    clauses = itertools.takewhile(lambda t: t.i != high, (analysis.tokens[low], *iter_ancestors(analysis, low)))
    return any(
        t.dep == "advcl" and has_mark(analysis, t, *words) and bool(find_children(analysis, t.i, "nsubj"))
        for t in clauses
    )
