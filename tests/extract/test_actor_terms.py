"""Who held an office when: the sector of a name without a title, by the date of the report."""

from __future__ import annotations

import pytest

from sayso.extract.actors import find_actors
from sayso.testing import parse

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("published", "name", "country", "sector"),
    [
        ("2008-10-01", "Barack Obama", "USA", None),
        ("2012-05-01", "Barack Obama", "USA", "GOV"),
        ("2018-05-01", "Barack Obama", "USA", "ELI"),
        ("2022-06-01", "Donald Trump", "USA", "ELI"),
        ("2025-06-01", "Donald Trump", "USA", "GOV"),
        ("2010-03-01", "Hosni Mubarak", "EGY", "GOV"),
        ("2012-09-01", "Hosni Mubarak", "EGY", "ELI"),
        ("2012-09-01", "Mohamed Morsi", "EGY", "GOV"),
        ("2009-09-01", "Mahmoud Ahmadinejad", "IRN", "GOV"),
        ("2016-09-01", "Mahmoud Ahmadinejad", "IRN", "ELI"),
        ("2013-09-01", "Goodluck Jonathan", "NGA", "GOV"),
        ("2016-09-01", "Goodluck Jonathan", "NGA", "ELI"),
        ("2014-09-01", "Dilma Rousseff", "BRA", "GOV"),
        ("2018-09-01", "Dilma Rousseff", "BRA", "ELI"),
        ("2015-09-01", "Park Geun-hye", "KOR", "GOV"),
        ("2012-09-01", "Julia Gillard", "AUS", "GOV"),
        ("1989-05-01", "Margaret Thatcher", "GBR", "GOV"),
        ("1992-05-01", "Margaret Thatcher", "GBR", "ELI"),
        ("1989-05-01", "Daniel Ortega", "NIC", "GOV"),
        ("2010-05-01", "Daniel Ortega", "NIC", "GOV"),
        ("2015-09-10", "the Taliban", "AFG", "REB"),
        ("2021-09-10", "the Taliban", "AFG", "GOV"),
    ],
)
def test_an_office_is_held_for_its_term(published: str, name: str, country: str, sector: str | None) -> None:
    actors = find_actors(*parse(f"On Friday {name} criticized the plan.", published=published))

    found = next(a for a in actors if a.span.surface in name)

    assert (found.country, found.sector) == (country, sector)


def test_the_words_of_a_report_come_before_the_list() -> None:
    (found,) = find_actors(*parse("Former President Barack Obama left.", published="2012-05-01"))

    assert found.sector == "ELI"
