"""The actor list and the role lexicon as data."""

from __future__ import annotations

import csv
import re
from collections import Counter
from importlib import resources

import pytest

from sayso.extract.actor_list import (
    FILES,
    NameKind,
    has_begun,
    load_actor_list,
    make_actor_list,
    normalize,
    select_term,
    split_name,
)
from sayso.extract.actor_roles import load_lexicon

SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()
)
INTERNATIONAL = frozenset("IGO UNO EUR NGO ISM IMG MNC".split())
FORMER_STATES = frozenset("SUN YUG CSK DDR SCG".split())
PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")


def read_rows() -> list[dict[str, str]]:
    folder = resources.files("sayso.extract") / "data" / "actors"
    return [row for name in FILES for row in csv.DictReader((folder / name).read_text(encoding="utf-8").splitlines())]


ROWS = read_rows()


def test_the_list_has_the_size_that_the_documentation_gives() -> None:
    ids = Counter(row["id"].split(":")[0] for row in {row["id"]: row for row in ROWS}.values())

    assert ids["state"] >= 198
    assert ids["group"] >= 200
    assert ids["person"] >= 350


def test_every_row_names_its_source() -> None:
    assert [row["id"] for row in ROWS if not row["source"]] == []


def test_sectors_are_plovers() -> None:
    assert {row.get("sector") or "GOV" for row in ROWS} <= SECTORS


def test_countries_are_iso_or_international() -> None:
    import pycountry

    known = {c.alpha_3 for c in pycountry.countries} | INTERNATIONAL | FORMER_STATES | {"KOS"}

    assert {row["country"] for row in ROWS} - known == set()


def test_dates_are_iso_and_in_order() -> None:
    for row in ROWS:
        for column in ("start", "end"):
            assert not row.get(column) or PARTIAL_DATE.match(row[column]), row["id"]
        if row.get("start") and row.get("end"):
            shared = min(len(row["start"]), len(row["end"]))
            assert row["start"][:shared] <= row["end"][:shared], row["id"]


def test_one_id_has_one_name() -> None:
    names: dict[str, set[str]] = {}
    for row in ROWS:
        names.setdefault(row["id"], set()).add(row["name"])

    assert {i: n for i, n in names.items() if len(n) > 1} == {}


def test_no_name_stands_for_two_actors_of_the_list() -> None:
    holders: dict[tuple[str, ...], set[str]] = {}
    for aliases in load_actor_list().aliases.values():
        for alias in aliases:
            if alias.kind == NameKind.NAME:
                holders.setdefault(alias.words, set()).add(alias.id)

    assert {words: ids for words, ids in holders.items() if len(ids) > 1} == {}


def test_armed_groups_come_from_every_region() -> None:
    countries = Counter(row["country"] for row in ROWS if row["kind"] == "armed-group")

    for country in ("COL", "IRQ", "NGA", "PHL", "GBR", "IND", "SOM", "MMR", "COD", "TUR", "USA", "LKA"):
        assert countries[country] > 0, country


@pytest.mark.parametrize(
    ("as_of", "sector"),
    [("2005-01-01", "REB"), ("2021-08-20", "GOV"), ("2022", "GOV")],
)
def test_the_sector_of_an_actor_depends_on_the_date(as_of: str, sector: str) -> None:
    term = select_term(load_actor_list().entries["group:taliban"], as_of)

    assert term is not None
    assert term.sector == sector


def test_a_person_out_of_office_has_no_term() -> None:
    entry = load_actor_list().entries["person:barack-obama"]

    assert select_term(entry, "2018-05-01") is None
    assert has_begun(entry, "2018-05-01")
    assert not has_begun(entry, "2007-05-01")


def test_a_list_of_ones_own_is_made_from_rows() -> None:
    actors = make_actor_list(
        [{"id": "group:x", "name": "Front of the North", "kind": "armed-group", "country": "MLI", "acronyms": "FN"}]
    )

    found = actors.find_names(["front", "of", "the", "north"], 0)

    assert [(a.id, a.kind) for a in found] == [("group:x", NameKind.NAME)]


@pytest.mark.parametrize("spelling", ["Da'esh", "Da’esh", "DAESH", "daesh"])
def test_spellings_meet_in_one_normal_form(spelling: str) -> None:
    assert normalize(spelling) == "daesh"


def test_hyphens_and_possessives_split_names_as_tokens_do() -> None:
    assert split_name("Lord’s Resistance Army") == ("lord", "s", "resistance", "army")
    assert split_name("Lashkar-e-Taiba") == ("lashkar", "e", "taiba")


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("troop", "MIL"),
        ("police", "COP"),
        ("militant", "REB"),
        ("gunman", "UAF"),
        ("parliament", "LEG"),
        ("court", "JUD"),
        ("president", "GOV"),
        ("protester", "CVL"),
        ("refugee", "REF"),
        ("journalist", "JRN"),
        ("doctor", "MED"),
        ("opposition leader", "OPP"),
        ("farmer", "AGR"),
        ("miner", "LAB"),
        ("bishop", "REL"),
        ("cartel", "CRM"),
        ("militia", "PRM"),
        ("candidate", "PTY"),
        ("teacher", "EDU"),
        ("company", "BUS"),
        ("spy", "SPY"),
        ("aid worker", "SOC"),
    ],
)
def test_role_words_have_the_sectors_of_plover(words: str, sector: str) -> None:
    found = load_lexicon().find_role(split_name(words))

    assert found is not None
    assert found[0].sector == sector


def test_the_lexicon_has_several_hundred_words_and_only_known_sectors() -> None:
    lexicon = load_lexicon()

    assert len(lexicon.roles) >= 1000
    assert {role.sector for role in lexicon.roles.values() if role.sector} <= SECTORS
