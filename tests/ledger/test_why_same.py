from dataclasses import replace

import pytest
from tests.ledger.generate import generate

from sayso.errors import InputError
from sayso.ledger.incidents import find_happenings
from sayso.ledger.merge import Merger
from sayso.ledger.why_same import ALIKE, BY_WAY, JOINED, NOT_COMPARED, ONE_HAPPENING, ONE_REPORT, PARTED, explain_pair


@pytest.fixture(scope="module")
def happenings():
    return [h for coding in generate(60) for h in find_happenings(coding)]


def merge(happenings, **pairs):
    merger = Merger(**pairs)
    merger.add(happenings)
    return merger


def explain(merger, one, other):
    return explain_pair(merger, merger.find(one), merger.find(other), merger.find_clusters())


def test_what_is_alike_is_explained_by_features_weights_and_keys(happenings):
    verdict = explain(merge(happenings), "7-0", "7-1")

    assert (verdict.same, verdict.rule, verdict.compared) == (True, ALIKE, True)
    assert verdict.features["same_town"] == 1.0
    assert verdict.weights.keys() == verdict.features.keys()
    assert verdict.odds == pytest.approx(sum(verdict.weights[k] * v for k, v in verdict.features.items()))
    assert {key[0] for key in verdict.keys} == {"t", "w", "p"}


def test_what_shares_nothing_was_never_compared(happenings):
    far = [
        replace(h, salient=("nothing", "shared"), first=None, last=None) if h.report == "6-0" else h for h in happenings
    ]

    verdict = explain(merge(far), "7-0", "6-0")

    assert (verdict.same, verdict.rule, verdict.keys, verdict.compared) == (False, NOT_COMPARED, (), False)
    assert verdict.mean < verdict.least


def test_a_persons_word_is_named(happenings):
    merger = merge(happenings, same=[("7-0", "6-0")], different=[("7-0", "7-1")])

    joined, parted = explain(merger, "6-0", "7-0"), explain(merger, "7-1", "7-0")

    assert (joined.same, joined.rule, joined.decided) == (True, JOINED, True)
    assert (parted.same, parted.rule, parted.decided) == (False, PARTED, False)
    assert parted.chance > 0.9


def test_what_is_tied_over_others_shows_the_way(happenings):
    merger = merge(happenings, same=[("7-0", "6-0"), ("6-0", "15-0")])

    verdict = explain(merger, "7-0", "15-0")

    assert (verdict.same, verdict.rule) == (True, BY_WAY)
    assert verdict.way == tuple(merger.find(n).id for n in ("7-0", "6-0", "15-0"))


def test_one_report_is_explained_by_itself(happenings):
    main = happenings[0]
    passing = replace(main, id="h-passing", main=False, claims=("c-passing",))
    merger = merge([*happenings, passing])

    assert explain(merger, main.report, main.claims[0]).rule == ONE_HAPPENING
    assert (explain(merger, main.report, "c-passing").same, explain(merger, main.report, "c-passing").rule) == (
        False,
        ONE_REPORT,
    )


def test_a_person_may_join_two_happenings_of_one_report(happenings):
    main = happenings[0]
    passing = replace(main, id="h-passing", main=False, claims=("c-passing",))
    merger = merge([*happenings, passing], same=[(main.report, "c-passing")])

    assert explain(merger, main.report, "c-passing").rule == JOINED
    assert any({main.id, "h-passing"} <= set(c) for c in merger.find_clusters())


def test_decisions_that_clash_once_their_ids_are_known_are_refused(happenings):
    claim = happenings[0].claims[0]
    merger = merge(happenings, same=[(happenings[0].report, "7-0")], different=[(claim, "7-0")])

    with pytest.raises(InputError, match="contradict"):
        merger.find_clusters()
