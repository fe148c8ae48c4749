"""Five hundred and seventy sentences of ours, each with one marked party, its country and its sector; text and place decide together."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from sayso.extract.actors import resolve_phrase
from sayso.records import Actor, Span
from sayso.steps import default_steps
from sayso.testing import make_report

pytestmark = pytest.mark.model

TABLE = Path(__file__).parent / "data" / "actor_sentences.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
KNOWN_FAILURES = (
    "[Foreign jihadists]",
    "[Harvard University]",
    "[Brazilian military police]",
    "[Tamil civilians]",
    "[Klaus]",
)


@pytest.fixture(scope="module")
def resolved() -> Mapping[str, Actor]:
    steps = default_steps()
    reports = [
        make_report(row["sentence"].replace("[", "").replace("]", ""), published=row["published"] or None)
        for row in ROWS
    ]
    found = {}
    for row, report, analysis in zip(ROWS, reports, steps.analyze(reports), strict=True):
        start, end = row["sentence"].index("["), row["sentence"].index("]") - 1
        phrase = Span(start, end, report.text[start:end])
        found[row["sentence"]] = resolve_phrase(phrase, steps.extract(report, analysis).actors, analysis)
    return found


def test_the_table_is_large_and_has_no_sentence_twice() -> None:
    assert len(ROWS) >= 300
    assert len({row["sentence"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["sentence"])
def test_country_and_sector_of_a_party_in_a_sentence(
    row: Mapping[str, str], resolved: Mapping[str, Actor], request: pytest.FixtureRequest
) -> None:
    if row["sentence"].startswith(KNOWN_FAILURES):
        request.applymarker(pytest.mark.xfail(strict=True, reason="neither the sentence nor the list tells it"))
    actual = resolved[row["sentence"]]

    assert (actual.country or "") == row["country"]
    assert (actual.sector or "") in row["sector"].split("/")
