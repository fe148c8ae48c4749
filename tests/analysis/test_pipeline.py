import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.analysis.pipeline import PINNED_WEIGHTS_SHA256, weights_sha256
from sayso.testing import parse

pytestmark = pytest.mark.model


def test_the_weights_are_the_pinned_ones():
    assert weights_sha256() == PINNED_WEIGHTS_SHA256


def test_offsets_are_those_of_the_report():
    text = "A  bomb\u00a0exploded\r\nin Kabul\u2019s centre.\n\nNo one claimed it."

    _, analysis = parse(text)

    assert [t.text for t in analysis.tokens] == [text[t.start : t.end] for t in analysis.tokens]
    assert all(n.span.surface == text[n.span.start : n.span.end] for n in analysis.names)


def test_text_in_capitals_is_parsed_as_if_it_were_not():
    _, analysis = parse("SOLDIERS KILLED THREE PEASANTS NEAR THE TOWN OF TOCOPILLA ON MONDAY.")

    killed = next(t for t in analysis.tokens if t.text == "KILLED")

    assert (killed.lemma, killed.pos, killed.dep) == ("kill", "VERB", "ROOT")


def test_an_analysis_does_not_depend_on_what_was_analyzed_before():
    text = "Rebels shot down a helicopter, the ministry said."

    first = parse(text)[1]
    parse("Something else happened in Lima, and it was long ago.")

    assert parse(text)[1] == first


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_any_text_is_analyzed(text):
    _, analysis = parse(text)

    assert [t.text for t in analysis.tokens] == [text[t.start : t.end] for t in analysis.tokens]
    assert all(0 <= t.head < len(analysis.tokens) for t in analysis.tokens)
    assert all(a.end <= b.start for a, b in zip(analysis.tokens, analysis.tokens[1:], strict=False))


@pytest.mark.model
def test_an_adverb_after_a_name_is_no_part_of_it():
    _, analysis = parse("Gunmen fled.\n\nThe foreign ministry later accused Iran of arming the rebels.")

    assert "later" not in {word for name in analysis.names for word in name.span.surface.split()}
