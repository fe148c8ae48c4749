"""Say of every predicate how it stands: happened, ongoing, planned, hypothetical or negated, by the rules of the claims.

A claim is about an event of the ontology; here every verb counts, and every noun that can name an event. Nothing is joined,
left out for being general, or given parties.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.extract.attributions import find_attributions
from sayso.extract.frames import load_ontology
from sayso.extract.pointing import inside
from sayso.extract.status import find_hedge, find_status
from sayso.records import Analysis, Attribution, Predicate, Report, Span, Stance, Token, Voice

AUXILIARIES = frozenset({"aux", "auxpass"})
PREPOSITIONS = frozenset({"prep", "case", "mark"})
"""Labels of participles that are prepositions: "including", "following"."""


def find_predicates(report: Report, analysis: Analysis) -> tuple[Predicate, ...]:
    """Find the predicates of a report, each with its voice, in text order.

    A predicate is a verb that is neither an auxiliary nor a preposition, or a noun that the ontology of events has by itself.

    Args:
        report: The report that `analysis` is of.
        analysis: Its parse.
    """
    attributions = find_attributions(report, analysis)
    nouns = load_ontology().nouns
    found = []
    for token in analysis.tokens:
        if token.pos == "NOUN":
            if not any(len(entry.words) == 1 for entry in nouns.get(token.text.lower(), ())):
                continue
        elif token.pos != "VERB" or token.dep in AUXILIARIES or token.dep in PREPOSITIONS:
            continue
        found.append(_make_predicate(analysis, attributions, token))
    return tuple(found)


def _make_predicate(analysis: Analysis, attributions: Sequence[Attribution], token: Token) -> Predicate:
    trigger = analysis.span(token.i, token.i + 1)
    attribution = _find_innermost(attributions, trigger)
    status, rule = find_status(analysis, token.i)
    why = {"status": rule}
    stance = Stance.ASSERTS
    if attribution is not None:
        why["voice"] = attribution.rule
        stance = attribution.stance or Stance.ASSERTS
        if stance not in (Stance.ASSERTS, Stance.SUSPECTS) and attribution.anchor != token.i:
            stance = Stance.ASSERTS  # a denial or an accusation is of its anchor, not of all that is said with it
    if stance is Stance.ASSERTS and (hedge := find_hedge(analysis, token.i)) is not None:
        stance, why["stance"] = Stance.SUSPECTS, f"hedge: {hedge.surface}"
    return Predicate(
        trigger=trigger,
        lemma=token.lemma,
        voice=Voice(name=attribution.source.surface, source=attribution.source)
        if attribution is not None and attribution.source is not None
        else Voice(),
        cue=attribution.cue if attribution is not None else None,
        stance=stance,
        status=status,
        why=why,
    )


def _find_innermost(attributions: Sequence[Attribution], trigger: Span) -> Attribution | None:
    """Find the attribution with the shortest content that holds a trigger; `None`: the narrator tells it."""
    best: tuple[int, int] | None = None
    for n, attribution in enumerate(attributions):
        if not attribution.tells or inside(trigger, attribution.source) or inside(trigger, attribution.cue):
            continue
        if any(inside(trigger, span) for span in attribution.content):
            size = sum(s.end - s.start for s in attribution.content)
            best = min(best, (size, n)) if best else (size, n)
    return attributions[best[1]] if best else None
