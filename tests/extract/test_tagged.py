"""Where the model's tags meet what the rules find."""

from __future__ import annotations

import dataclasses

from sayso.extract.tagged import join_attributions, join_loaded
from sayso.records import Attribution, LoadedSpan, ReadAttribution, ReadLoaded, Span, Stance, Tagged

TEXT = 'The mayor said "nobody died", and rebels denied the attack.'


def span(surface: str) -> Span:
    start = TEXT.index(surface)
    return Span(start, start + len(surface), surface)


def name(source: Span, cue: Span | None) -> str:
    return source.surface.upper()


SAID = Attribution(source=span("mayor"), cue=span("said"), content=(span("nobody died"),), rule="verb")
DENIED = Attribution(source=span("rebels"), cue=span("denied"), content=(span("attack"),), stance=Stance.DENIES)
CLAIMED = dataclasses.replace(DENIED, stance=Stance.CLAIMS)
READ = ReadAttribution(source=span("The mayor"), cue=span("said"), content=(span('"nobody died"'),), probability=0.8)


def test_without_a_model_the_rules_stand():
    assert join_attributions((SAID,), None, cues=(), speaker=name) == (SAID,)


def test_the_model_marks_the_words_and_the_rules_give_the_stance():
    (found,) = join_attributions((SAID,), Tagged(attributions=(READ,), loaded=()), cues=(), speaker=name)

    assert (found.source, found.kind, found.speaker, found.score) == (span("The mayor"), "direct", "THE MAYOR", 0.8)
    assert found.rule == "reader; verb"


def test_a_claim_of_responsibility_is_kept_where_the_model_has_none():
    tagged = Tagged(attributions=(READ,), loaded=())

    kept = join_attributions((SAID, CLAIMED), tagged, cues=(span("denied"),), speaker=name)
    of_no_claim = join_attributions((SAID, CLAIMED), tagged, cues=(), speaker=name)
    denial = join_attributions((SAID, DENIED), tagged, cues=(span("denied"),), speaker=name)

    assert [a.cue for a in kept] == [span("said"), span("denied")]
    assert [a.cue for a in of_no_claim] == [a.cue for a in denial] == [span("said")]


def test_a_stretch_may_hold_a_listed_word_and_a_listed_word_is_not_given_again():
    listed = LoadedSpan(span=span("nobody"), kind="loaded_word", owner="narrator", score=0.9)
    model = (ReadLoaded(span("nobody died"), "span", 0.4), ReadLoaded(span("nobody"), "word", 0.7))

    found = join_loaded((listed,), Tagged(attributions=(), loaded=model), (SAID,))

    assert [(x.span.surface, x.kind, x.owner) for x in found] == [
        ("nobody", "loaded_word", "narrator"),
        ("nobody died", "persuasion", "mayor"),
    ]


def test_a_cue_is_not_loaded():
    tagged = Tagged(attributions=(), loaded=(ReadLoaded(span("denied"), "word", 0.7),))

    assert join_loaded((), tagged, (DENIED,)) == ()
