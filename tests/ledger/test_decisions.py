import pytest

from sayso.errors import InputError
from sayso.ledger.decisions import (
    Decision,
    find_chain,
    find_contradiction,
    format_decisions,
    group_pairs,
    parse_decisions,
    split_decisions,
)

TABLE = 'decision,one,other,date,who,note\nsame,r1,r2,2026-11-22,ana,"one blast, two desks"\napart,r2,r3,,,\n'


def test_a_table_of_decisions_is_read_and_written_as_it_was():
    decisions = parse_decisions(TABLE, "d.csv")

    assert decisions[0] == Decision(
        same=True, one="r1", other="r2", date="2026-11-22", who="ana", note="one blast, two desks"
    )
    assert split_decisions(decisions) == ((("r1", "r2"),), (("r2", "r3"),))
    assert format_decisions(decisions) == TABLE


def test_a_table_may_lack_columns_lines_and_order():
    decisions = parse_decisions("other,decision,one\n\nr2,same,r1\n", "d.csv")

    assert decisions == (Decision(same=True, one="r1", other="r2"),)
    assert parse_decisions("", "d.csv") == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("decision,one\nsame,r1\n", "no column 'other'"),
        ("decision,one,other,colour\n", "no column is called 'colour'"),
        ("decision,one,other\nequal,r1,r2\n", "d.csv, line 2: the decision is 'equal'; write same or apart"),
        ("decision,one,other\nsame,r1,\n", "line 2: two ids are needed"),
        ("decision,one,other\nsame,r1,r1\n", "line 2: both ids are 'r1'"),
        ('decision,one,other\nsame,"r1,r2\n', "d.csv, line"),
    ],
)
def test_what_is_wrong_in_a_table_is_said_with_its_line(text, message):
    with pytest.raises(InputError, match=message):
        parse_decisions(text, "d.csv")


def test_a_contradiction_is_told_with_the_chain_and_the_lines():
    rows = "same,a,b\nsame,x,y\nsame,c,b\napart,a,c\n"

    with pytest.raises(InputError, match=r"a = b \(line 2\), b = c \(line 4\), but a ≠ c \(line 5\)"):
        parse_decisions("decision,one,other\n" + rows, "d.csv")


def test_pairs_that_do_not_clash_are_no_contradiction():
    assert find_contradiction([("a", "b"), ("c", "d")], [("a", "c"), ("b", "d")]) is None


def test_the_shortest_chain_is_found():
    near = {"a": ["b", "c"], "b": ["a", "d"], "c": ["a", "e"], "d": ["b", "e"], "e": ["c", "d"]}

    assert find_chain(near, "a", "e") == ("a", "c", "e")
    assert find_chain(near, "a", "z") is None


def test_pairs_that_touch_are_one_group():
    group = group_pairs([("a", "b"), ("d", "c"), ("e", "f"), ("b", "d")])

    assert {name for name in group if group[name] == "a"} == {"a", "b", "c", "d"}
    assert group["e"] == group["f"] == "e"
