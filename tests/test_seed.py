"""The first real report: every row that its ledger must hold. Needs the shared folder; the paraphrases do not."""

import pytest

from sayso.records import Page
from tests.seed_rows import SEED, Row, matching, nearest, wrap_in_page

pytestmark = [pytest.mark.model, pytest.mark.skipif(not SEED.exists(), reason="no seed report beside the project")]

ROWS = {
    "a": Row(
        types="MOBILIZE",
        status="planned",
        voice="Stoltenberg",
        actors=("NATO",),
        place="Iraq",
        figures={"troops": (4000, 4000)},
    ),
    "b": Row(types="REQUEST", actors=("Parliament",), recipients=("US",), when="2020-01"),
    "c": Row(types="THREATEN", actors=("USA GOV",), recipients=("IRQ",)),
    "d": Row(
        types="ASSAULT",
        actors=(),
        place="Erbil",
        when="2021-02-15",
        figures={"killed": (10, None)},
        near="rocket attack",
    ),
    "d claimed": Row(types="ASSAULT", voice="Saraya Awliya al-Dam", stance="claims", actors=("Saraya Awliya al-Dam",)),
    "d blamed": Row(types="ASSAULT", voice="Washington", stance="blames", actors=("Iran", "ISIS")),
    "d denied": Row(types="ASSAULT", voice="Tehran", stance="denies", actors=("Iran",)),
    "e": Row(types="ASSAULT", actors=("US",), recipients=("Soleimani",), place="Baghdad", when="2020-01"),
    "f": Row(
        types="ASSAULT",
        actors=("Iran",),
        recipients=("US",),
        place="Ayn al-Asad",
        figures={"killed": (0, 0), "injured": (200, None)},
    ),
    "g": Row(types="RETREAT", status="planned", place="Afghanistan", when="2021-05-01", voice="Stoltenberg"),
    "h": Row(types="AGREE", voice="Stoltenberg", when="2020"),
}


@pytest.fixture(scope="module", params=["pasted", "page"])
def coding(request):
    from sayso.steps import default_steps

    steps = default_steps()
    report = steps.read(Page(content=SEED.read_bytes(), source="report.txt", media_type="text/plain"))
    if request.param == "page":
        report = steps.read(Page(content=wrap_in_page(report).encode(), source="page.html", media_type="text/html"))
    (analysis,) = steps.analyze([report])
    return steps.extract(report, analysis)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_row(coding, row):
    assert matching(coding, row), nearest(coding, row)


def test_the_attack_is_one_event_with_four_voices(coding):
    events = {matching(coding, ROWS[k])[0].event for k in ("d", "d claimed", "d blamed", "d denied")}

    assert len(events) == 1


def test_the_two_mentions_of_the_demand_are_one_event(coding):
    demands = [c for c in coding.claims if c.type == "REQUEST"]

    assert len({c.event for c in demands}) == 1


def test_nothing_is_frozen_before_it_happened(coding):
    assert not [c for c in coding.claims if c.type == "SANCTION" and c.status == "happened"]


def test_nothing_of_the_readers_part_is_coded(coding):
    assert all(c.trigger.end <= coding.report.body.end for c in coding.claims)
    assert "Sputnik" not in coding.report.body.surface


def test_loaded_words_and_their_owner(coding):
    wanted = [
        "US regime",
        "US regime",
        "freedom fighters",
        "purported bid",
        "so-called rescue mission",
        "bogus",
        "insurgents",
        "war on terror",
    ]

    left = list(wanted)
    wrong = []
    for loaded in coding.loaded:
        if loaded.kind == "persuasion" and any(w in loaded.span.surface for w in wanted):
            continue  # a stretch around words that stand in the list themselves
        hit = next((w for w in left if w in loaded.span.surface or loaded.span.surface.strip('“”"') in w), None)
        if hit and loaded.owner == "narrator":
            left.remove(hit)
        else:
            wrong.append(loaded.span.surface)

    assert len(left) <= 2, left
    assert len(wrong) <= 1, wrong
