"""How every verb and event noun stands, whether or not it is coded."""

import pytest

from sayso.extract.predicates import find_predicates
from sayso.extract.status import find_status
from sayso.testing import parse

pytestmark = pytest.mark.model


def read(text):
    report, analysis = parse(text)
    return analysis, find_predicates(report, analysis)


def test_verbs_that_name_no_event_of_the_ontology_have_a_status_too():
    _, found = read("Prices rose. Shops failed to open, and owners plan to close.")

    assert [(p.lemma, str(p.status)) for p in found] == [
        ("rise", "happened"),
        ("fail", "happened"),
        ("open", "negated"),
        ("plan", "happened"),
        ("close", "planned"),
    ]


def test_event_nouns_are_predicates_and_other_nouns_and_auxiliaries_are_not():
    _, found = read("The attack has shocked the town.")

    assert [p.trigger.surface for p in found] == ["attack", "shocked"]


def test_the_status_is_that_of_the_claims():
    analysis, found = read("The rebels vowed to attack unless talks were held, but did not retreat.")

    at = {t.start: t.i for t in analysis.tokens}
    assert found
    assert all(p.status is find_status(analysis, at[p.trigger.start])[0] for p in found)


def test_who_says_so_and_how_is_told():
    _, found = read("The minister said that prices fell. The bank allegedly closed.")

    fell = next(p for p in found if p.lemma == "fall")
    closed = next(p for p in found if p.lemma == "close")
    assert (fell.voice.name, fell.cue.surface, str(fell.stance)) == ("The minister", "said", "asserts")
    assert (closed.voice.name, closed.cue, str(closed.stance)) == (None, None, "suspects")


def test_an_empty_analysis_has_no_predicates():
    assert read("") == (read("")[0], ())
