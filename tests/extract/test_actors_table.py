"""Two hundred and fifty phrases and what their own words say of country and sector; the table is ours."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from sayso.extract.actors import find_actors, resolve_phrase
from sayso.records import Actor, Span
from sayso.testing import make_report

pytestmark = pytest.mark.model

TABLE = Path(__file__).parent / "data" / "actor_phrases.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
FRAME = "On Monday, {} criticized the plan."


@pytest.fixture(scope="module")
def resolved() -> Mapping[str, Actor]:
    from sayso.analysis.pipeline import analyze

    reports = [make_report(FRAME.format(row["phrase"]), published="2020-03-02") for row in ROWS]
    found = {}
    for row, report, analysis in zip(ROWS, reports, analyze(reports), strict=True):
        start = report.text.index(row["phrase"])
        phrase = Span(start, start + len(row["phrase"]), row["phrase"])
        found[row["phrase"]] = resolve_phrase(phrase, find_actors(report, analysis), analysis)
    return found


def test_the_table_is_large_and_has_no_row_twice() -> None:
    assert len(ROWS) >= 150
    assert len({row["phrase"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["phrase"])
def test_country_sector_and_name_of_a_phrase(row: Mapping[str, str], resolved: Mapping[str, Actor]) -> None:
    actual = resolved[row["phrase"]]

    assert (actual.country or "", actual.sector or "", actual.name) == (row["country"], row["sector"], row["name"])
