"""Where and when an event happened, by the event that its doer did just before."""

import pytest

from sayso.extract.coding import code_report
from sayso.extract.gazetteer import load_gazetteer
from sayso.records import Producer
from sayso.testing import parse

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def claims_of():
    gazetteer = load_gazetteer()

    def code(text):
        report, analysis = parse(text, published="2020-06-10")
        producer = Producer(name="sayso", version="0", model="none", settings="")
        coding = code_report(report, analysis, gazetteer=gazetteer, producer=producer)
        return {c.trigger.surface: c for c in coding.claims}

    return code


def test_a_doer_that_goes_on_is_where_and_when_it_was(claims_of):
    claims = claims_of("Gunmen stormed a hotel in Kabul on 3 May. They killed two guests.")

    killing = claims["killed"]

    assert killing.place is not None
    assert killing.place.name == "Kabul"
    assert killing.when is not None
    assert killing.when.value == "2020-05-03"
    assert killing.why["place"].startswith("same doer, told just before: ")
    assert killing.why["when"].startswith("same doer, told just before: ")


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen stormed a hotel in Kabul on 3 May. Police killed two guests.",  # another doer
        "Gunmen stormed a hotel in Kabul on 3 May. They killed two guests in 2015.",  # another time
        "Gunmen stormed a hotel in Kabul on 3 May. Nobody spoke. They killed two guests.",  # not just before
    ],
)
def test_a_scene_that_may_have_changed_is_not_carried_on(claims_of, text):
    assert claims_of(text)["killed"].place is None


def test_of_a_country_and_a_town_in_it_the_town_is_the_place(claims_of):
    text = (
        "Police blamed the group for a bombing in Iraq on Monday. "
        "Witnesses said that the bombing in Kirkuk on Monday killed nine people."
    )

    assert {c.place.name for c in claims_of(text).values() if c.place} <= {"Kirkuk"}
