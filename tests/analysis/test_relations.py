import pytest

import sayso
from sayso.analysis.relations import find_stretch, make_party
from sayso.errors import SettingsError
from sayso.records import Direction, EventType, Span
from sayso.testing import make_span


def marks(text, *surfaces):
    return [(s.start, s.end) for s in (make_span(text, surface) for surface in surfaces)]


@pytest.mark.parametrize(
    ("text", "surfaces", "stretch"),
    [
        ("Rain fell. Chad met Togo. All left.", ("Chad", "Togo"), "Chad met Togo."),
        ("Chad met the U.S. envoy on Monday.", ("Chad", "U.S."), "Chad met the U.S. envoy on Monday."),
        ("Gen. Ito spoke. Chad agreed. It rained.", ("Ito", "Chad"), "Gen. Ito spoke. Chad agreed."),
        ("A headline without a stop\n\nChad met Togo.", ("Chad", "Togo"), "Chad met Togo."),
        ("Chad met\nTogo.", ("Chad", "Togo"), "Chad met\nTogo."),
    ],
)
def test_what_is_read_is_the_sentence_that_holds_both(text, surfaces, stretch):
    spans = [Span(*mark, "") for mark in marks(text, *surfaces)]

    start, end = find_stretch(text, spans)

    assert text[start:end].strip() == stretch


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        ((0, 99), r"actor \[0, 99\] lies outside the text, which has 14 characters"),
        ((-1, 3), "lies outside"),
        ((5, 3), "lies outside"),
        ((3, 3), r"actor \[3, 3\] is empty"),
        ((4, 5), "is empty"),
        ((0.5, 3), "two whole numbers"),
        ((True, 3), "two whole numbers"),
        ((1, 2, 3), "two whole numbers"),
        (None, "two whole numbers"),
    ],
)
def test_a_mark_that_marks_nothing_is_refused(bounds, message):
    with pytest.raises(SettingsError, match=message):
        make_party("Chad met Togo.", bounds, "actor")


@pytest.mark.model
def test_marks_that_overlap_are_refused():
    with pytest.raises(SettingsError, match=r"actor \[0, 8\] and recipient \[4, 13\] overlap"):
        sayso.relation("Chad met Togo.", actor=(0, 8), recipient=(4, 13))


@pytest.mark.model
def test_one_party_must_be_named():
    with pytest.raises(SettingsError, match="neither actor nor recipient"):
        sayso.relation("Chad met Togo.", actor=None)

    assert sayso.relation("Chad met Togo.", actor=None, recipient=(9, 13)).actor is None


@pytest.mark.model
def test_a_relation_has_a_type_all_scores_and_the_spans():
    text = "Rain fell. Peru accused Chile of spying on its navy."
    actor, recipient = marks(text, "Peru", "Chile")

    found = sayso.relation(text, actor=actor, recipient=recipient)

    assert (found.type, found.direction) == (EventType.ACCUSE, Direction.FORWARD)
    assert set(found.scores) == set(EventType)
    assert found.score == max(found.scores.values()) == found.scores[found.type]
    assert sum(found.scores.values()) == pytest.approx(1, abs=1e-4)
    assert sum(found.directions.values()) == pytest.approx(1, abs=1e-4)
    assert [found.actor.surface, found.recipient.surface] == ["Peru", "Chile"]


@pytest.mark.model
def test_a_swapped_pair_is_reversed():
    text = "Peru accused Chile of spying on its navy."
    actor, recipient = marks(text, "Peru", "Chile")

    assert sayso.relation(text, actor=recipient, recipient=actor).direction == Direction.REVERSE


@pytest.mark.model
@pytest.mark.parametrize("text", ["Peru\ud800 met Chile.", "Peru 🇵🇪 — 会 \x00", "Peru " + "and so on " * 900])
def test_any_text_gives_a_relation_also_without_a_recipient(text):
    found = sayso.relation(text, actor=(0, 4))

    assert found.recipient is None
    assert found.actor.surface == "Peru"
