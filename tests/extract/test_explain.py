"""What stood to choose from, and why."""

import math

import pytest

from sayso.extract.explain import explain_mention
from sayso.extract.gazetteer import load_gazetteer
from sayso.steps import default_steps
from sayso.testing import make_span, parse

pytestmark = pytest.mark.model

TEXT = (
    "Rockets hit a US air base in Erbil on Monday, killing at least two contractors, Kurdish officials said. "
    "Iran denied that it was behind the cowardly attack. It blamed Israel. Paris is calm."
)


@pytest.fixture(scope="module")
def coded():
    report, analysis = parse(TEXT, published="2021-02-17")
    return report, analysis, default_steps().extract(report, analysis)


@pytest.fixture
def explain(coded):
    report, analysis, coding = coded
    gazetteer = load_gazetteer()

    def run(surface, kind, occurrence=0):
        at = make_span(TEXT, surface, occurrence=occurrence).start
        found = explain_mention(report, analysis, coding, at, gazetteer=gazetteer)
        (one,) = [e for e in found if e.kind == kind]
        return one

    return run


def chosen(explanation):
    return [o.name for o in explanation.options if o.chosen]


def test_a_place_is_told_with_its_candidates_and_their_shares(explain):
    found = explain("Paris", "place")

    assert found.decision["country"] == "FRA"
    assert found.options[0].chosen
    assert found.of > len(found.options) > 1
    assert found.options[0].score == max(o.score for o in found.options)


def test_what_speaks_for_a_place_adds_up_to_its_share(explain):
    first, second = explain("Erbil", "place").options[:2]

    odds = sum(first.features.values()) - sum(second.features.values())
    assert odds == pytest.approx(math.log(first.score / second.score), abs=0.02)


def test_the_probability_of_a_place_is_what_its_features_add_up_to(explain):
    found = explain("Erbil", "place")

    assert found.decision["probability of a place"] == pytest.approx(
        1 / (1 + math.exp(-sum(found.features.values()))), abs=0.01
    )


def test_an_actor_is_told_with_the_entry_of_the_list(explain):
    found = explain("Iran", "actor")

    assert (found.decision["country"], chosen(found)) == ("IRN", ["state:IRN"])
    assert found.options[0].facts["kind of name"] == "name"
    assert any("“It” at" in note for note in found.notes)


def test_a_pronoun_is_told_with_the_actors_before_it(explain):
    found = explain("It blamed", "actor")

    assert chosen(found) == ["Iran"]
    assert found.options[0].facts["sentences before"] <= 2


def test_a_time_is_told_with_its_anchor(explain):
    found = explain("Monday", "time")

    assert (found.decision["value"], found.rule) == ("2021-02-15", "times.weekday")
    assert found.notes[0].startswith("anchored to the date of publication, 2021-02-17 (given); without it: XXXX")


def test_a_figure_is_told_with_its_event(explain):
    found = explain("at least two", "figure")

    assert (found.decision["least"], found.decision["most"], found.decision["counts"]) == (2, None, "killed")
    assert any("killing" in note for note in found.notes)


def test_a_figure_is_told_with_the_events_whose_claims_have_it():
    text = "The assailant was arrested after Abe was fatally shot during a speech."
    report, analysis = parse(text)
    coding = default_steps().extract(report, analysis)
    at = text.index("Abe")
    (told,) = [
        e for e in explain_mention(report, analysis, coding, at, gazetteer=load_gazetteer()) if e.kind == "figure"
    ]

    assert [str(c.type) for c in coding.claims if "killed" in c.figures] == ["ASSAULT"]
    assert [note.split()[2] for note in told.notes] == ["ASSAULT"]


def test_an_event_is_told_with_entry_frame_roles_status_and_voice(explain):
    found = explain("hit", "event")

    assert chosen(found) == ["ASSAULT:hit.v"]
    assert found.options[0].facts["recipient stands at"] == ["object"]
    assert found.decision["recipients"] == ["US air base"]
    assert found.decision["status rule"]
    assert any("Kurdish officials asserts ASSAULT" in note for note in found.notes)


def test_a_cue_is_told_with_stance_content_and_lexicon(explain):
    found = explain("denied", "cue")

    assert (found.decision["source"], str(found.decision["stance"])) == ("Iran", "denies")
    assert found.options[0].facts["class"] == "denies"


def test_a_loaded_word_is_told_with_its_owner(explain):
    found = explain("cowardly", "loaded")

    assert (found.decision["owner"], chosen(found)) == ("Iran", ["cowardly"])


def test_words_that_mean_nothing_have_no_explanation(coded):
    at = TEXT.index(" is calm") + 1

    assert explain_mention(*coded, at, gazetteer=load_gazetteer()) == ()


def test_every_offset_can_be_explained(coded):
    gazetteer = load_gazetteer()

    kinds = {e.kind for at in range(0, len(TEXT), 7) for e in explain_mention(*coded, at, gazetteer=gazetteer)}

    assert kinds >= {"actor", "place", "event", "source"}


def test_a_word_that_stands_for_a_place_is_told_with_that_place():
    report, analysis = parse("Militants arrived in Palmyra in May. They blew up temples there.")
    coding = default_steps().extract(report, analysis)
    at = report.text.index("there")

    (found,) = explain_mention(report, analysis, coding, at, gazetteer=load_gazetteer())

    assert (found.kind, found.decision["told as"]) == ("place", "Palmyra")


def test_the_rule_of_a_time_is_told_in_words(explain):
    notes = explain("Monday", "time").notes

    assert any("when." in note and "it " in note for note in notes)
