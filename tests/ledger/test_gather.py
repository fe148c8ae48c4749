from dataclasses import replace

import pytest

from sayso.contract import incident_to_dict
from sayso.ledger.disagreements import find_disagreements
from sayso.ledger.gather import gather
from sayso.ledger.incidents import find_happenings, party_key
from sayso.ledger.tellings import Telling
from sayso.records import EventType, Place, Precision, Stance, Status, Voice, When
from sayso.testing import make_actor, make_claim, make_coding, make_report, make_span
from sayso.views.incidents import find_branches, find_range, find_ranges

TEXT = (
    "A rocket attack on a base in Erbil on Monday killed at least 10 people. Saraya Awliya al-Dam claimed responsibility, "
    "but Washington has blamed Iran. Tehran has denied responsibility. Talks are planned in Geneva."
)
SARAYA = make_actor(TEXT, "Saraya Awliya al-Dam")
USA = make_actor(TEXT, "Washington", id="state:USA", resolved="United States")
IRAN = make_actor(TEXT, "Iran", id="state:IRN")
TEHRAN = make_actor(TEXT, "Tehran", id="state:IRN", resolved="Iran")
ERBIL = Place(
    span=make_span(TEXT, "Erbil"), name="Erbil", geonameid=95446, lat=36.2, lon=44.0, precision=Precision.CITY
)
MOSUL = replace(ERBIL, name="Mosul", geonameid=99072, lat=36.3, lon=43.1)


def when(value):
    return When(value=value, end=None, precision=Precision.DAY, span=None, reason="")


def voice(actor):
    return Voice(name=actor.name, source=actor.span, actor=actor)


def claim(id_, *, dead=None, **fields):
    figures = {} if dead is None else {"killed": dead}
    given = {"id": id_, "place": ERBIL, "when": when("2021-02-15"), "figures": figures}
    return make_claim(TEXT, "attack", **{**given, **fields})


def coding(id_, *claims, published="2021-02-16", publisher=None, url=None, text=TEXT):
    report = replace(make_report(text, published=published), id=id_, publisher=publisher, url=url)
    return make_coding(report, *claims)


def tell(id_, *claims, published="2021-02-16"):
    return Telling(report=coding(id_, published=published).report, claims=claims)


def test_responsibility_stands_by_party_and_voice():
    (incident,) = gather(
        [
            coding(
                "r1",
                claim("c1", dead=(10, None)),
                claim("c2", stance=Stance.CLAIMS, voice=voice(SARAYA)),
                claim("c3", stance=Stance.BLAMES, voice=voice(USA), actors=(IRAN,)),
                claim("c4", stance=Stance.DENIES, voice=voice(TEHRAN), actors=(TEHRAN,)),
            )
        ]
    )

    data = incident_to_dict(incident)

    assert [(p["party"], p["claimed_by_itself"], p["blamed_by"], p["denied_by"]) for p in data["responsibility"]] == [
        ("Saraya Awliya al-Dam", True, [], []),
        ("Iran", False, ["United States"], ["Iran"]),
    ]
    assert data["figures"]["killed"] == [{"value": [10, None], "voice": None, "report": "r1", "as_of": "2021-02-16"}]
    assert data["place"]["geonameid"] == 95446
    assert data["claims"] == ["c1", "c2", "c3", "c4"]


def test_two_reports_of_one_happening_are_one_incident_with_both_figures_side_by_side():
    (incident,) = gather(
        [
            coding("r2", claim("c2", dead=(12, 12)), published="2021-02-17", publisher="Echo"),
            coding("r1", claim("c1", dead=(10, 10)), publisher="Star"),
        ]
    )

    assert incident.reports == ("r1", "r2")
    assert [f.value for f in incident.figures["killed"]] == [(10, 10), (12, 12)]
    assert [(d.field, d.values) for d in incident.disagreements] == [("killed", ((10, 10), (12, 12)))]
    assert find_ranges(incident) == {"killed": (10, 12)}
    assert (incident.origins, incident.outlets) == (1, ("Star", "Echo"))
    assert [(b.report, b.depth) for b in find_branches(incident)] == [("r1", 0), ("r2", 1)]


def test_a_later_report_leaves_the_incidents_id_as_it_is():
    first = coding("r1", claim("c1"))
    (before,) = gather([first])

    (after,) = gather([coding("r0", claim("c0"), published="2021-02-18"), first])

    assert after.id == before.id


@pytest.mark.parametrize("status", [Status.PLANNED, Status.HYPOTHETICAL])
def test_what_is_only_planned_is_no_incident(status):
    assert gather([coding("r1", claim("c1", status=status))]) == ()


def test_another_content_at_the_same_address_is_a_revision():
    later = TEXT.replace("10", "12")
    (incident,) = gather(
        [
            coding("r1", claim("c1"), url="http://echo.example/1"),
            coding("r2", claim("c2"), url="http://echo.example/1", published="2021-02-17", text=later),
        ]
    )

    assert incident.revisions == ("r2",)


def test_a_report_is_about_its_violent_event_and_keeps_another_day_apart():
    about, passing = find_happenings(
        coding("r1", claim("c1", event="e1"), claim("c2", event="e2", when=when("2020-01-03")))
    )

    assert (about.main, about.claims, passing.main, passing.claims) == (True, ("c1",), False, ("c2",))


def test_a_mention_that_nothing_sets_apart_is_part_of_it():
    (about,) = find_happenings(coding("r1", claim("c1", event="e1"), claim("c2", event="e2", place=None, when=None)))

    assert about.claims == ("c1", "c2")


def test_a_gunman_is_told_from_attackers_by_no_name():
    text = TEXT.replace("Washington", "the gunman").replace("Tehran", "Ada Rusk")
    gunman, attackers = make_actor(text, "the gunman"), make_actor(text, "a base")
    rusk, people = make_actor(text, "Ada Rusk"), make_actor(text, "10 people")
    first = claim("c1", event="e1", actors=(gunman,), recipients=(rusk,))
    second = claim("c2", event="e2", actors=(attackers,), recipients=(people,))

    (about,) = find_happenings(coding("r1", first, second))

    assert about.claims == ("c1", "c2")


def test_named_parties_on_both_sides_set_events_apart():
    first = claim("c1", event="e1", actors=(IRAN,), recipients=(USA,))
    second = claim("c2", event="e2", actors=(SARAYA,), recipients=(make_actor(TEXT, "Geneva"),))

    assert [h.main for h in find_happenings(coding("r1", first, second))] == [True, False]


def test_other_types_are_no_part_of_it():
    found = find_happenings(coding("r1", claim("c1"), claim("c2", event="e2", type=EventType.CONSULT, when=None)))

    assert [h.type for h in found] == [EventType.ASSAULT, EventType.CONSULT]


def test_a_ministry_is_one_party_whichever_way_it_is_named():
    text = "Russia's defence ministry; the defence ministry of Russia"
    one, other = make_actor(text, "Russia's defence ministry"), make_actor(text, "the defence ministry of Russia")

    assert party_key(one) == party_key(other)


def test_voices_that_agree_do_not_disagree():
    tellings = [tell("r1", claim("c1", dead=(10, None))), tell("r2", claim("c2", dead=(12, 12)))]

    assert find_disagreements(tellings) == ()


@pytest.mark.parametrize(
    ("fields", "field", "values"),
    [
        ({"place": MOSUL}, "place", ("Erbil", "Mosul")),
        ({"when": when("2021-02-14")}, "when", ("2021-02-15", "2021-02-14")),
        ({"status": Status.NEGATED}, "status", ("happened", "negated")),
        ({"stance": Stance.DENIES, "voice": voice(TEHRAN)}, "status", ("happened", "negated")),
    ],
)
def test_fields_that_cannot_both_be_right_are_listed(fields, field, values):
    (found,) = find_disagreements([tell("r1", claim("c1")), tell("r2", claim("c2", **fields))])

    assert (found.field, found.values) == (field, values)
    assert [[s.report for s in who] for who in found.who] == [["r1"], ["r2"]]


def test_a_party_that_denies_what_it_is_blamed_for_is_a_disagreement():
    blame = claim("c1", stance=Stance.BLAMES, voice=voice(USA), actors=(IRAN,))
    denial = claim("c2", stance=Stance.DENIES, voice=voice(TEHRAN), actors=(TEHRAN,))

    (found,) = find_disagreements([tell("r1", blame, denial)])

    assert (found.field, found.values) == ("parties", ("Iran", "not Iran"))


def test_of_a_part_and_the_whole_in_one_report_the_whole_is_compared():
    tellings = [
        tell("r1", claim("c1", dead=(3, 3)), claim("c2", dead=(10, 10))),
        tell("r2", claim("c3", dead=(10, 10))),
    ]

    assert find_disagreements(tellings) == ()


def test_an_open_bound_leaves_the_range_open():
    assert find_range([(2, 2), (10, None)]) == (2, None)


@pytest.mark.parametrize(
    ("title", "told", "given"),
    [
        ("Two dead, 5 injured in attack", {"injured": (2, 2)}, [(2, 2), (5, 5)]),
        ("Two dead, 5 injured in attack", {"injured": (5, None)}, [(5, None), (5, 5)]),
        ("Two dead, 5 injured in attack", {"injured": (7, 7)}, [(5, 5)]),
        ("Two critically injured in attack", {"injured": (4, 4)}, [(4, 4)]),
        ("Four shot in attack", {"injured": (1, 1), "killed": (2, 2)}, [(1, 1), (2, 2)]),
        ("Four shot, one dead", {"injured": (3, None)}, [(3, None), (3, 3)]),
        ("Boy wounded in attack", {}, [(1, 1)]),
        ("Boy wounded in attack", {"killed": (1, 1)}, []),
    ],
)
def test_a_headline_counts_where_the_text_counts_less_or_the_dead_as_well(title, told, given):
    one = coding("r1", claim("c1", figures=told))
    (incident,) = gather([replace(one, report=replace(one.report, title=title))])

    assert [f.value for f in incident.figures.get("injured", ())] == given
