"""Mentions of actors: found, coded, joined."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.extract.actors import find_actors, resolve_phrase
from sayso.records import Actor, Analysis, Report, Span
from sayso.testing import make_report, make_span, parse

pytestmark = pytest.mark.model


def find(text: str, *, published: str | None = None) -> tuple[Actor, ...]:
    report, analysis = parse(text, published=published)
    return find_actors(report, analysis)


def one(actors: tuple[Actor, ...], surface: str) -> Actor:
    return next(a for a in actors if a.span.surface == surface)


def resolve(report: Report, analysis: Analysis, surface: str) -> Actor:
    return resolve_phrase(make_span(report.text, surface), find_actors(report, analysis), analysis)


def test_an_acronym_joins_the_name_that_defines_it() -> None:
    actors = find("The Committee for Fair Courts (CFC) sued the mayor. CFC said the mayor had lied.")

    keys = {a.key for a in actors if a.span.surface in {"Committee for Fair Courts", "CFC"}}

    assert len(keys) == 1


def test_a_surname_joins_the_full_name_even_before_it() -> None:
    actors = find("Mr Kamau was arrested on Friday. Police said Peter Kamau had led the march.")

    assert one(actors, "Mr Kamau").key == one(actors, "Peter Kamau").key
    assert one(actors, "Mr Kamau").name == "Peter Kamau"


def test_a_surname_of_two_people_is_not_joined() -> None:
    actors = find("Ann Lopez met Juan Lopez. Then Lopez left the town.")

    keys = {a.span.surface: a.key for a in actors}

    assert keys["Ann Lopez"] != keys["Juan Lopez"]
    assert keys["Lopez"] not in {keys["Ann Lopez"], keys["Juan Lopez"]}


def test_the_fighters_of_a_group_with_its_acronym_in_brackets_are_the_group() -> None:
    actors = find("Kurdistan Workers Party (PKK) militants shot two officers.")

    assert one(actors, "Kurdistan Workers Party (PKK) militants").key == "group:kurdistan-workers-party"


def test_it_that_says_something_is_who_spoke_before() -> None:
    actors = find("The health ministry said two men had died. Ten others were hurt, it said.")

    assert one(actors, "it").key == one(actors, "health ministry").key


def test_the_coalition_is_the_one_that_is_called_so() -> None:
    actors = find("Jets of the Saudi-led coalition struck the Houthis. The coalition denied it.")

    assert one(actors, "coalition").key == one(actors, "Saudi-led coalition").key


def test_a_speaker_is_not_whom_he_speaks_for() -> None:
    report, analysis = parse("Zaw Htay, a spokesman for Aung San Suu Kyi, said the talks had failed.")

    assert resolve(report, analysis, "Zaw Htay, a spokesman for Aung San Suu Kyi").name == "Zaw Htay"


def test_a_title_names_the_person_who_held_it_here() -> None:
    actors = find("Foreign Minister Ana Silva arrived on Monday. The minister criticized the deal.")

    assert one(actors, "minister").key == one(actors, "Foreign Minister Ana Silva").key


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Boko Haram attacked a town. The group burned houses.", "group"),
        ("The Arakan Army shelled a base. The rebels denied it.", "rebels"),
        ("Abu Sayyaf took three hostages. The militants want money.", "militants"),
    ],
)
def test_the_group_takes_up_the_armed_group_named_before(text: str, surface: str) -> None:
    actors = find(text)

    assert (one(actors, surface).id or "").startswith("group:")


def test_the_group_is_declined_where_two_fit() -> None:
    actors = find("Troops fought with Hamas and with Hezbollah on Monday. The group lost ten men.")

    assert one(actors, "group").id is None


def test_a_name_given_with_named_is_the_name_of_the_phrase() -> None:
    report, analysis = parse("A Sunni militia named “Saraya al-Nahr” claimed responsibility for the attack.")

    actor = resolve(report, analysis, "A Sunni militia")

    assert (actor.name, actor.sector, actor.codes) == ("Saraya al-Nahr", "PRM", ("religion:sunni",))


@pytest.mark.parametrize("capital", ["Washington", "Tehran", "Moscow", "Beijing", "Nairobi", "Bogota"])
def test_a_capital_that_speaks_is_its_government(capital: str) -> None:
    actors = find(f"{capital} has denied responsibility for the attack.")

    assert (actors[0].name, actors[0].sector) == (capital, "GOV")
    assert (actors[0].id or "").startswith("state:")


@pytest.mark.parametrize("capital", ["Washington", "Tehran", "Moscow", "Beijing", "Nairobi"])
def test_a_capital_where_something_happens_is_a_place(capital: str) -> None:
    actors = find(f"Thousands of protesters marched in {capital} on Monday.")

    assert capital not in {a.span.surface for a in actors}


def test_a_state_in_which_something_happens_is_a_place() -> None:
    actors = find("A bomb killed ten people in Iraq. Iraq blamed the rebels.")

    assert [a.span.start for a in actors if a.span.surface == "Iraq"] == [34]


@pytest.mark.parametrize(("published", "sector"), [("2015-06-01", "GOV"), ("2018-06-01", "ELI"), ("2005-06-01", None)])
def test_an_office_holds_only_while_it_lasts(published: str, sector: str | None) -> None:
    actors = find("Barack Obama criticized the plan.", published=published)

    assert (actors[0].id, actors[0].sector) == ("person:barack-obama", sector)


def test_an_acronym_of_several_actors_goes_by_the_country_named() -> None:
    manila = find("The Philippine president praised the AFP after the battle.")
    nowhere = find("The AFP made a statement on Monday.")

    assert one(manila, "AFP").id == "office:armed-forces-of-the-philippines"
    assert one(nowhere, "AFP").id is None


def test_a_state_within_a_persons_name_is_not_that_state() -> None:
    actors = find("Michael Jordan met Chad Smith on Monday.")

    assert {a.country for a in actors} == {None}


def test_another_states_backing_gives_no_country() -> None:
    report, analysis = parse("Rwandan-backed rebels seized the town.")

    assert resolve(report, analysis, "Rwandan-backed rebels").country is None


def test_a_people_is_not_its_state() -> None:
    actors = find("Israel said it had freed 40 Israelis. Kenya expelled two Kenyans.")

    assert one(actors, "Israel").key != one(actors, "40 Israelis").key
    assert one(actors, "40 Israelis").sector == "CVL"


def test_pronouns_take_up_the_subject_that_agrees() -> None:
    actors = find("Mrs. Maria Costa met the mayor. She said that talks would go on.")

    assert one(actors, "She").key == one(actors, "Mrs. Maria Costa").key


def test_a_pronoun_is_declined_where_two_people_fit() -> None:
    actors = find("Peter Hall spoke with John Reed, and with Carl Young too, for hours. Later the car hit him.")

    assert one(actors, "him").name in {"him", "Peter Hall"}


def test_text_in_capitals_is_read_as_well() -> None:
    actors = find("FMLN GUERRILLAS ATTACKED THE SALVADORAN ARMY IN SAN MIGUEL. THE FMLN CLAIMED RESPONSIBILITY.")

    assert {a.id for a in actors} >= {"group:fmln"}
    assert ("SLV", "MIL") in {(a.country, a.sector) for a in actors}


def test_words_that_name_no_actor_still_give_a_name() -> None:
    report, analysis = parse("The storm destroyed the old bridge near the river.")

    actor = resolve(report, analysis, "the old bridge near the river")

    assert (actor.name, actor.country, actor.sector, actor.id) == ("old bridge", None, None, None)


def test_the_same_wording_is_coded_alike_whoever_the_parties_are() -> None:
    frame = "{a} troops attacked {b} police. {A} denied it. The {b} president blamed {A}."
    pairs = [
        ("Russian", "Russia"),
        ("Kenyan", "Kenya"),
        ("Chilean", "Chile"),
        ("Iranian", "Iran"),
        ("Thai", "Thailand"),
    ]

    shapes = set()
    for (a, state), (b, _) in zip(pairs, pairs[1:] + pairs[:1], strict=True):
        actors = find(frame.format(a=a, b=b, A=state))
        shapes.add(tuple((x.sector, x.rule) for x in actors))

    assert len(shapes) == 1


def test_offsets_hold_and_order_is_that_of_the_text() -> None:
    report, analysis = parse(
        "“Çavuşoğlu’s aides,” said Ankara’s man — the PKK’s foe — left.\n\nU.S.-led forces stayed."
    )

    actors = find_actors(report, analysis)

    assert all(report.text[a.span.start : a.span.end] == a.span.surface for a in actors)
    assert list(actors) == sorted(actors, key=lambda a: (a.span, a.key))


@pytest.mark.parametrize("text", ["", " ", "…", "of of of of", "the the", "(((", "US", "\u200b\u0301x", "🙂 said 🙂"])
def test_odd_texts_give_no_error(text: str) -> None:
    report, analysis = parse(text)

    actors = find_actors(report, analysis)

    for token in analysis.tokens:
        resolve_phrase(Span(token.start, token.end, token.text), actors, analysis)


WORDS = st.sampled_from(
    "US Iran the of Mr. Kato said , ( ) “ ” ’s and militia named FC-UK troops . al - Asad\n\n IS he they".split(" ")
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=25).map(" ".join)))
def test_any_text_keeps_its_offsets(text: str) -> None:
    report, analysis = parse(text)

    actors = find_actors(report, analysis)

    assert all(text[a.span.start : a.span.end] == a.span.surface and a.name and a.key for a in actors)
    for first in range(len(analysis.tokens)):
        phrase = analysis.span(first, min(first + 3, len(analysis.tokens)))
        assert resolve_phrase(phrase, actors, analysis).name is not None


def test_an_analysis_without_tokens_gives_nothing() -> None:
    report = make_report("Nothing was parsed.")
    empty = Analysis(report.text, (), (), (), ())

    assert find_actors(report, empty) == ()
    assert resolve_phrase(report.body, (), empty).name == "Nothing was parsed."


@pytest.mark.slow
def test_cost_grows_with_the_length_of_the_report_and_no_faster() -> None:
    sentence = "Kurdish fighters and the Turkish army fought near Afrin, and the group said that Peter Hall saw it. "
    seconds = []
    for copies in (20, 80):
        report, analysis = parse(sentence * copies)
        find_actors(report, analysis)
        begin = time.process_time()
        find_actors(report, analysis)
        seconds.append(time.process_time() - begin)

    assert seconds[1] < 10 * seconds[0]


def _keys(text: str) -> list[tuple[str, str]]:
    return [(a.span.surface, a.key) for a in find_actors(*parse(text))]


@pytest.mark.parametrize(
    ("text", "first", "later"),
    [
        ("The Foreign Secretary, Boris Johnson, said so.", "Foreign Secretary", "Boris Johnson"),
        ("Foreign Secretary Boris Johnson left. The Foreign Secretary smiled.", "Foreign Secretary Boris Johnson", "Foreign Secretary"),
        ("The Asad regime fired shells. The regime and its backers deny it.", "Asad regime", "its"),
        ("The country supports Iraqi security forces in their battle.", "Iraqi security forces", "their"),
        ('"Yes, I remember," Karim Wasifi replied.', "Karim Wasifi", "I"),
        ("Minister Ellwood said: I am glad. This was my first visit.", "Minister Ellwood", "my"),
        ("Mr. Obama said so. Last week, President Obama flew to Cuba.", "Mr. Obama", "President Obama"),
        ("The Environmental Protection Agency met. The EPA overstepped.", "Environmental Protection Agency", "EPA"),
        ("Republican nominee Donald Trump spoke. The Republican nominee left.", "Republican nominee Donald Trump", "Republican nominee"),
        ("The New York Post reports it. The Post has more.", "New York Post", "Post"),
    ],
)  # fmt: skip
def test_mentions_of_one_actor_are_joined(text: str, first: str, later: str) -> None:
    keys = dict(reversed(_keys(text)))

    assert keys[later] == keys[first]


@pytest.mark.parametrize(
    ("text", "other", "word"),
    [
        ("The report cites the Security Council, and it runs to ten pages.", "Security Council", "it"),
        ("Mary Blige sings to Hillary Clinton before asking her to stay.", "Mary Blige", "her"),
        ("Da'esh has claimed responsibility. We will fight on.", "Da'esh", "We"),
        ("Donald Trump invited Jennifer Flowers. She accepted.", "Donald Trump", "She"),
        ("He wrote it on Twitter. The coalition bombed the port.", "Twitter", "coalition"),
    ],
)
def test_mentions_of_two_are_not_joined(text: str, other: str, word: str) -> None:
    keys = dict(_keys(text))

    assert keys.get(word, "") != keys[other]
