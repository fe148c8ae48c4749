"""Where and when an event happened, by the event that its doer did just before."""

import pytest

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def claims_by_trigger(claims_of):
    return lambda text: {claim.trigger.surface: claim for claim in claims_of(text)}


def test_a_doer_that_goes_on_is_where_and_when_it_was(claims_by_trigger):
    claims = claims_by_trigger("Gunmen stormed a hotel in Kabul on 3 May. They killed two guests.")

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
def test_a_scene_that_may_have_changed_is_not_carried_on(claims_by_trigger, text):
    assert claims_by_trigger(text)["killed"].place is None


def test_of_a_country_and_a_town_in_it_the_town_is_the_place(claims_by_trigger):
    text = (
        "Police blamed the group for a bombing in Iraq on Monday. "
        "Witnesses said that the bombing in Kirkuk on Monday killed nine people."
    )

    assert {c.place.name for c in claims_by_trigger(text).values() if c.place} <= {"Kirkuk"}
