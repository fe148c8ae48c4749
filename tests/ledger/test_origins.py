import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.ledger.origins import find_origins, find_outlet
from sayso.testing import make_report

SETS = sorted((Path(__file__).parent / "origins").glob("*.jsonl"))


def load(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def make(row):
    report = make_report(row["text"], published=row["published"])
    return replace(report, id=row["id"], publisher=row["publisher"], credit=tuple(row["credit"]))


def say(text, id_, *, publisher=None, published="2021-02-15", credit=()):
    return replace(make_report(text, published=published), id=id_, publisher=publisher, credit=credit)


def test_there_are_sixty_reports():
    assert sum(len(load(path)) for path in SETS) == 60


@pytest.mark.parametrize("path", SETS, ids=[p.stem for p in SETS])
def test_origins_are_right(path):
    rows = load(path)
    expected = defaultdict(list)
    for row in rows:
        expected[row["origin"]].append(row["id"])

    found = find_origins([make(row) for row in rows])

    assert found.groups == tuple(sorted(tuple(sorted(g)) for g in expected.values()))


@pytest.mark.parametrize("path", SETS, ids=[p.stem for p in SETS])
def test_who_took_from_whom_is_right(path):
    rows = load(path)

    found = find_origins([make(row) for row in reversed(rows)])

    took = {b.report: b.source for b in found.borrowings}
    assert took == {row["id"]: row["took"] for row in rows if row["took"]}
    assert all(b.evidence for b in found.borrowings)


def test_two_reports_credited_to_one_agency_have_one_origin_though_its_own_is_not_at_hand():
    found = find_origins(
        [
            say("Rockets hit a base near the airport, officials said late on Monday.", "a", credit=("Reuters",)),
            say("A contractor died in the north, according to the coalition's spokesman.", "b", credit=("Reuters",)),
        ]
    )

    assert found.groups == (("a", "b"),)
    assert [(b.source, b.of_outlet, b.kind) for b in found.borrowings] == [("Reuters", True, "credit")] * 2


def test_an_outlets_own_name_is_no_credit():
    found = find_origins([say("Rockets hit a base (Reuters).", "a", publisher="Reuters", credit=("Reuters",))])

    assert found.borrowings == ()


def test_a_shared_quotation_alone_is_no_copy():
    quote = (
        "“We will find those who fired these rockets at our city, and they will answer for it before a court of law”"
    )
    found = find_origins(
        [
            say(f"The governor spoke to the press at noon. {quote}, he said. Then he left for the hospital.", "a"),
            say(f"Standing among broken glass, Omed Khoshnaw was angry: {quote}. Residents clapped.", "b"),
        ]
    )

    assert found.groups == (("a",), ("b",))


def test_a_citation_far_down_a_report_of_its_own_is_no_origin():
    text = "Our reporter walked the street at dawn and counted nine broken windows and one burnt car. " * 6
    found = find_origins([say(text + "The toll is higher, Reuters reported.", "a"), say("Elsewhere it rained.", "b")])

    assert found.borrowings == ()


@pytest.mark.parametrize(
    ("name", "canonical"), [("AP", "Associated Press"), ("Echo", "Echo"), ("", None), (None, None)]
)
def test_outlets_have_one_name(name, canonical):
    assert find_outlet(name) == canonical
