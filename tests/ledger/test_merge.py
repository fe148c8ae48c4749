import random

import pytest
from tests.ledger.generate import generate

from sayso.contract import incident_to_line
from sayso.errors import InputError
from sayso.ledger.gather import make_incidents
from sayso.ledger.incidents import find_happenings
from sayso.ledger.merge import Merger, link_average
from sayso.ledger.pairs import compare, compare_figures, make_keys


@pytest.fixture(scope="module")
def codings():
    return list(generate(1_000))


@pytest.fixture(scope="module")
def happenings(codings):
    return [h for coding in codings for h in find_happenings(coding)]


@pytest.fixture(scope="module")
def merged(happenings):
    merger = Merger()
    merger.add(happenings)
    return merger


def reports_of(clusters, happenings):
    report = {h.id: h.report for h in happenings}
    return sorted(sorted(report[h] for h in cluster) for cluster in clusters)


def test_reports_of_one_happening_come_together(merged, happenings):
    clusters = reports_of(merged.find_clusters(), happenings)

    mixed = [c for c in clusters if len({r.split("-")[0] for r in c}) > 1]
    whole = {r.split("-")[0] for h in happenings for r in [h.report]}

    assert len(mixed) <= 0.02 * len(clusters)
    assert 0.98 * len(whole) <= len(clusters) <= 1.1 * len(whole)


@pytest.mark.parametrize("seed", range(3))
def test_any_order_and_batching_gives_the_same_clusters(seed, merged, happenings):
    rng = random.Random(seed)
    shuffled = rng.sample(happenings, len(happenings))
    merger = Merger()

    while shuffled:
        size = rng.randint(1, 400)
        merger.add(shuffled[:size])
        shuffled = shuffled[size:]
        if rng.random() < 0.5:
            merger.find_clusters()

    assert merger.find_clusters() == merged.find_clusters()


def test_any_order_gives_the_same_bytes(codings, merged, happenings):
    rng = random.Random(1)
    by_id = {h.id: h for h in happenings}
    by_report = {c.report.id: c for c in codings}

    def write(clusters, names):
        return "\n".join(incident_to_line(i) for i in make_incidents(clusters, names, by_report))

    shuffled = rng.sample(happenings, len(happenings))
    merger = Merger()
    merger.add(shuffled)

    expected = write(merged.find_clusters(), by_id)
    assert write(merger.find_clusters(), {h.id: h for h in shuffled}) == expected
    assert write(rng.sample(merger.find_clusters(), len(merger.find_clusters())), by_id) == expected


def test_a_new_report_is_compared_with_its_neighbours_only(merged, happenings):
    assert merged.compared < 80 * len(happenings)


def test_pairs_look_the_same_from_both_sides(happenings):
    first, *others = happenings[:40]

    assert all(compare(first, other) == compare(other, first) for other in others)


def test_a_person_parts_and_joins_and_later_runs_respect_it(happenings):
    some = happenings[:60]
    merger = Merger()
    merger.add(some)
    cluster = next(c for c in merger.find_clusters() if len(c) > 1)
    alone = next(c for c in merger.find_clusters() if cluster[0] not in c)

    forced = Merger(same=[(cluster[0], alone[0])], different=[(cluster[0], cluster[1])])
    forced.add(some)
    clusters = forced.find_clusters()

    assert any(cluster[0] in c and alone[0] in c for c in clusters)
    assert not any(cluster[0] in c and cluster[1] in c for c in clusters)


def test_one_pair_cannot_be_joined_and_parted():
    with pytest.raises(InputError, match="contradict"):
        Merger(same=[("a", "b")], different=[("b", "a")])


def test_a_report_without_claims_is_merged_by_its_words(codings):
    from dataclasses import replace

    coding = codings[0]
    bare = replace(coding, claims=(), report=replace(coding.report, id="bare"))
    merger = Merger()
    merger.add([h for c in (coding, bare) for h in find_happenings(c)])

    assert len(merger.find_clusters()) == 1


def test_happenings_of_one_report_stay_apart():
    clusters = link_average("ab", {("a", "b"): 990_000}, apart=[("a", "b")])

    assert clusters == (("a",), ("b",))


def test_a_wall_holds_for_the_whole_cluster():
    chances = {("a", "b"): 990_000, ("b", "c"): 980_000, ("a", "c"): 0}

    clusters = link_average("abc", chances, same=[("a", "b")], apart=[("a", "c")], stop=100_000)

    assert clusters == (("a", "b"), ("c",))


@pytest.mark.parametrize(
    ("ones", "others", "expected"),
    [
        ([(2, 2)], [(2, 2)], 1),
        ([(2, 2)], [(None, 3)], 0),
        ([(10, None)], [(12, 12)], 0),
        ([(10, None)], [(7, 7)], -1),
        ([], [(7, 7)], 0),
    ],
)
def test_figures_agree_differ_or_leave_it_open(ones, others, expected):
    assert compare_figures(ones, others) == expected
    assert compare_figures(others, ones) == expected


def test_keys_are_few_and_sorted(happenings):
    keys = make_keys(happenings[0])

    assert list(keys) == sorted(keys)
    assert len(keys) < 160
