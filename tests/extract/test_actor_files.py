"""Lists of actors that users bring."""

import pytest

from sayso.errors import SettingsError
from sayso.extract.actor_files import COLUMNS, add_row, check_rows, parse_rows
from sayso.extract.actor_list import extend_actor_list, load_actor_list, load_rows, make_actor_list, split_name
from sayso.extract.known_names import mark_names
from sayso.extract.standins import exchange_names

GOOD = {
    "id": "group:zork",
    "name": "Zork Front",
    "kind": "armed-group",
    "country": "ITA",
    "sector": "REB",
    "source": "me",
}
KNOWN = make_actor_list(
    [{"id": "group:old", "name": "Old Guard", "kind": "armed-group", "aliases": "Greybeards", "acronyms": "OG"}]
)


def errors(*rows):
    return [p.what for p in check_rows(rows, KNOWN) if p.is_error]


def notes(*rows):
    return [p.what for p in check_rows(rows, KNOWN) if not p.is_error]


def test_csv_and_yaml_say_the_same():
    table = b"\xef\xbb\xbfid,name,kind,aliases,start\r\ngroup:zork,Zork Front,armed-group,Zorks|Zorkists,1999-01\r\n"
    listed = (
        b"- id: group:zork\n  name: Zork Front\n  kind: armed-group\n  aliases: [Zorks, Zorkists]\n  start: 1999-01\n"
    )

    assert parse_rows(table, "a.csv") == parse_rows(listed, "a.yaml")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xff\xfe\x00", "a.csv"),
        (b'id,name\n"a', "a.csv"),
        (b"id: x", "a.yaml"),
        (b"- x", "a.yaml"),
        (b"- {id: {a: b}}", "a.yml"),
        (b"- [", "a.yaml"),
        (b"id,name", "a.txt"),
    ],
)
def test_what_is_no_list_is_refused_by_name(content, name):
    with pytest.raises(SettingsError, match=rf"{name}: no list of actors"):
        parse_rows(content, name)


def test_an_empty_file_is_an_empty_list():
    assert parse_rows(b"", "a.csv") == parse_rows(b"", "a.yaml") == ()


def test_a_good_row_has_no_problem():
    assert check_rows([GOOD], KNOWN) == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red"}, "unknown column colour; known: id, name"),
        ({"": ["x"]}, "unknown column one too many"),
        ({"id": ""}, "no id"),
        ({"name": ""}, "no name"),
        ({"kind": ""}, "no kind"),
        ({"source": ""}, "no source"),
        ({"id": "zork"}, "not written as kind:name"),
        ({"country": "IT"}, "the country 'IT' is neither ISO"),
        ({"sector": "ARMY"}, "the sector 'ARMY' is none of PLOVER's"),
        ({"start": "June 2014"}, "no date as in 2014"),
        ({"start": "2014-06", "end": "2014-05-31"}, "ends .* before it starts"),
    ],
)
def test_what_would_go_unnoticed_is_an_error(change, message):
    (found,) = errors({**GOOD, **change})

    with pytest.raises(SettingsError, match=message):
        raise SettingsError(found)


def test_an_id_stands_twice_only_as_terms_one_after_another():
    first, second = {**GOOD, "start": "2001", "end": "2005-03-01"}, {**GOOD, "start": "2005-03-01"}

    assert errors(first, second) == []
    assert errors(first, {**second, "start": "2004"}) != []
    assert errors(GOOD, GOOD) != []


def test_names_that_others_bear_are_noted():
    clash = {**GOOD, "aliases": "Greybeards", "acronyms": "OG"}
    twin = {**GOOD, "id": "group:twin"}

    assert [("'Greybeards'" in n, "'OG'" in n, "group:old" in n) for n in notes(clash)] == [
        (True, False, True),
        (False, True, True),
    ]
    assert "group:zork" in notes(GOOD, twin)[0]
    assert errors(clash) == []


def test_an_id_of_the_packaged_list_is_noted():
    assert "the id is that of Old Guard" in notes({**GOOD, "id": "group:old"})[0]


def test_the_packaged_list_itself_has_no_error():
    rows = [dict(row) for row in load_rows()]

    assert [p for p in check_rows(rows, make_actor_list([])) if p.is_error and "stands twice" not in p.what] == []


@pytest.mark.parametrize("name", ["a.csv", "a.yaml"])
def test_added_rows_are_read_back(name):
    row = {**GOOD, "aliases": "Zorks|Zorkists", "office": ""}

    content = add_row(add_row(b"", name, GOOD), name, {**row, "id": "group:b"})

    first, second = parse_rows(content, name)
    assert {k: v for k, v in first.items() if v} == GOOD
    assert second["aliases"] == "Zorks|Zorkists"


def test_adding_keeps_what_the_file_has_and_adds_columns_where_needed():
    content = b"id,name,kind,source\ngroup:a,A,ngo,me"

    same = add_row(content, "a.csv", {"id": "group:b", "name": "B", "kind": "ngo", "source": "me"})
    wider = add_row(content, "a.csv", {"id": "group:b", "name": "B", "kind": "ngo", "source": "me", "country": "ITA"})

    assert same == content + b"\ngroup:b,B,ngo,me\n"
    assert [row["country"] for row in parse_rows(wider, "a.csv")] == ["", "ITA"]


def test_columns_are_those_that_the_packaged_files_have():
    assert {column for row in load_rows() for column in row} <= set(COLUMNS)


def test_a_list_on_top_adds_actors_and_comes_first_for_known_ids():
    own = {**GOOD, "id": "group:hezbollah", "name": "Hizb", "country": "IRN"}
    extended = extend_actor_list([own, GOOD])

    assert extended.entries["group:hezbollah"].name == "Hizb"
    assert extended.entries["group:hezbollah"].terms[0].country == "IRN"
    assert extended.find_names(split_name("Hezbollah"), 0)[0].id == "group:hezbollah"
    assert len(extended.entries) == len(load_actor_list().entries) + 1


def test_names_of_a_list_on_top_get_stand_ins_and_the_case_of_names():
    extended = extend_actor_list([GOOD])
    words = "ROME SAID ZORK FRONT REBELS FLED".split()

    assert exchange_names(["Zork", "Front", "fled"], actors=extended) == ["World", "Organization", "fled"]
    assert exchange_names(["Zork", "Front", "fled"]) == ["Zork", "Front", "fled"]
    assert mark_names(words, actors=extended)[2:4] == [True, True]
    assert mark_names(words)[2:4] == [False, False]


def test_dates_as_wikidata_writes_them_are_days():
    (row,) = parse_rows(b"id,name,start,end\nwikidata:Q1,Ana Ruiz,2010-06-24T00:00:00Z,2013\n", "mine.csv")

    assert (row["start"], row["end"]) == ("2010-06-24", "2013")
