"""Who was shot and died of it, and the dead and wounded of other sentences. Needs the model."""

import pytest

from sayso.extract.figures import find_figures
from sayso.steps import default_steps
from sayso.testing import parse

pytestmark = pytest.mark.model


def counted(text):
    """The bounds that a report's figures give, by what they count and the word that names it."""
    report, analysis = parse(text)
    return {
        (f.counts, analysis.tokens[f.anchor].text, f.least, f.most)
        for f in find_figures(report, analysis)
        if f.anchor is not None and f.counts in ("killed", "injured")
    }


def assaults(text):
    """What each voice's claims of violence count."""
    report, analysis = parse(text, published="2021-02-18")
    claims = default_steps().extract(report, analysis).claims
    return [(c.voice.name, dict(c.figures)) for c in claims if c.type == "ASSAULT"]


@pytest.mark.parametrize(
    "text",
    [
        "A baker was shot outside his shop on Monday. He died in hospital.",
        "Ada Rusk, 31, was shot on a bridge. Rusk was pronounced dead at the scene.",
        "A 14-year-old girl was killed at a fair on Monday. Mina Okoro was shot in a tent.",
        "A rider shot another man in the chest, killing the man.",
    ],
)
def test_who_was_shot_and_died_is_one_of_the_dead(text):
    found = counted(text)

    assert not [f for f in found if f[0] == "injured"]
    assert all((least, most) == (1, 1) for _, _, least, most in found)


@pytest.mark.parametrize(
    "text",
    [
        "A woman was shot in the leg on Monday. A man died.",
        "A grocer was shot in the leg. Another grocer was killed.",
        "Ada Rusk was shot in the arm. Leo Marsh was killed.",
        "A driver was shot in the arm on Monday. In a separate shooting, a driver was killed.",
        "A guard was shot in the arm. The gunman was killed.",
        "Leo Marsh was killed on Monday. A 25-year-old man was shot in the arm.",
        "A 33-year-old clerk was killed on Monday. His 6-year-old son was shot in the arm.",
        "The mother was killed on Monday. The baby was shot in the arm.",
        "A baker was killed on Monday. The clerk was shot in the arm and is expected to survive.",
    ],
)
def test_who_was_shot_is_not_somebody_else_who_died(text):
    found = counted(text)

    assert ("injured", "shot", 1, 1) in found


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("Four people were shot at a market. One of them died in hospital.", 3),
        ("Five people were shot at a market, two fatally.", 3),
        ("Six people were shot at a market. Two died and the others were treated.", 4),
    ],
)
def test_the_dead_are_taken_off_those_who_were_shot(text, injured):
    assert ("injured", "shot", injured, injured) in counted(text)


def test_none_fatally_kills_nobody():
    found = counted("Nine people were shot at a market, none fatally.")

    assert ("injured", "shot", 9, 9) in found
    assert ("killed", "shot", 0, 0) in found


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A cook suffered a gunshot wound on Monday.", "suffered"),
        ("A cook was hit by a stray bullet on Monday.", "hit"),
        ("A cook was struck in the leg.", "struck"),
        ("A cook was rushed to a hospital on Monday.", "rushed"),
        ("A cook drove himself to a hospital.", "drove"),
        ("A cook was treated for burns and released.", "treated"),
        ("A cook remains in critical condition.", "condition"),
        ("A cook is fighting for his life.", "fighting"),
        ("A cook is expected to survive.", "survive"),
        ("Medics found a cook with a gunshot wound to the leg.", "wound"),
        ("The bullet went through a door and struck a cook.", "struck"),
        ("A 19-year-old was shot in the leg.", "shot"),
    ],
)
def test_wounds_are_told_in_many_words(text, word):
    assert ("injured", word, 1, 1) in counted(text)


def test_who_ends_his_life_is_one_of_the_dead():
    found = counted("A clerk shot a guard in the leg and then turned the gun on himself. It was an apparent suicide.")

    assert ("killed", "turned", 1, 1) in found
    assert ("injured", "shot", 1, 1) in found
    assert ("killed", "took", 1, 1) in counted("The clerk then took his own life.")


def test_of_those_listed_only_the_first_is_wounded():
    assert ("injured", "wounded", 1, 1) in counted("There is one wounded and one dead.")


def test_who_stands_in_a_list_of_names_is_a_person():
    assert ("killed", "killed", 2, 2) in counted("Leo Marsh, 22, and Ruvo Tellan, 30, were killed on Monday.")


def test_a_house_number_counts_nobody():
    assert not [f for f in counted("The baker was shot in the chest the 2300 block of Elm Street.") if f[2] == 2300]


def test_a_hit_song_wounds_nobody():
    assert counted("The song hit the charts, and a letter was sent to the hospital.") == set()


def test_what_left_people_wounded_is_not_wounded():
    assert counted("A shooting in Erbil left six people wounded.") == {("injured", "wounded", 6, 6)}


def test_the_dead_of_the_next_sentence_belong_to_the_attack():
    (claim,) = assaults("Gunmen attacked a police post near Mosul on Tuesday. Three officers died at the scene.")

    assert claim == (None, {"killed": (3, 3)})


def test_a_count_comes_with_where_it_stands():
    text = "Gunmen attacked a police post near Mosul on Tuesday. Three officers died at the scene."
    report, analysis = parse(text)
    (claim,) = default_steps().extract(report, analysis).claims

    assert claim.why["figures"] == f"counted at {text.index('died')}: died"


@pytest.mark.parametrize(
    "rest",
    [
        "Three officers died of cancer.",
        "Three officers died there in 2009.",
        "Three officers would have died without the doctors.",
    ],
)
def test_other_deaths_do_not(rest):
    found = assaults(f"Gunmen attacked a police post near Mosul on Tuesday. {rest}")

    assert (None, {}) in found


def test_another_voices_dead_stay_its_own():
    found = assaults(
        "Gunmen attacked a police post near Mosul on Tuesday. Three officers died at the scene, Colonel Aziz said."
    )

    assert (None, {}) in found


def test_who_was_wounded_and_died_is_one_of_the_dead_but_the_killed_or_wounded_are_both():
    died = counted("A man who was wounded in the blast died on Sunday.")
    either = counted("At least 40 people were killed or wounded.")

    assert not [f for f in died if f[0] == "injured"]
    assert ("injured", "wounded", 40, None) in either


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("Six people, three men and three women, were shot by a masked man.", 6),
        ("Two men and a woman were shot in a bar.", 3),
        ("A clerk was wounded and four others were hospitalized after a man opened fire.", 5),
        ("One boy died at the scene and three others were hospitalized.", 3),
        ("Police said one man was killed and three wounded. In all, four people were shot.", 3),
    ],
)
def test_all_the_wounded_of_a_sentence_are_counted_once(text, least):
    found = counted(text)

    assert max(f[2] for f in found if f[0] == "injured") == least


def test_the_wounded_told_of_one_by_one_are_counted():
    told = assaults(
        "A 19-year-old man was shot in the leg on Main Street. A 40-year-old woman was hit in the arm by a bullet."
    )

    assert any(figures.get("injured") == (2, 2) for _, figures in told)


def test_who_shot_lends_the_victim_no_age():
    told = assaults("A 6-year-old girl shot her sister with a rifle. The 8-year-old victim is in critical condition.")

    assert all(figures.get("injured") in (None, (1, 1)) for _, figures in told)


def test_an_age_is_no_count():
    assert ("injured", "shot", 1, 1) in counted("Kalone Magee, 26 was shot in the leg.")
    assert ("injured", "shot", 1, 1) in counted("Police said a 2 yr old was shot in the leg.")


def test_both_of_several_are_two():
    assert ("injured", "injured", 3, 3) in counted("The blast injured both men and a woman.")


def test_who_is_in_hospital_is_left_of_those_shot_less_the_dead():
    found = counted(
        "The shooting killed two people and hospitalized three. Police say the five victims were shot in a van."
    )

    assert ("injured", "shot", 3, 3) in found


@pytest.mark.parametrize(
    "text",
    [
        "Four people were wounded in two separate shootings in Lima on Monday.",
        "Four people were wounded in South Side shootings on Monday.",
    ],
)
def test_the_dead_of_several_shootings_are_marked(text):
    report, analysis = parse(text)

    claims = default_steps().extract(report, analysis).claims

    assert any(c.why["figures"].startswith("of several happenings") for c in claims)


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Two brothers were shot in a yard. They were pronounced dead at the scene.", 2),
        ("A baker was found with a gunshot wound and taken to hospital, where they later died.", 1),
        ("A baker, 31, was shot in the head. He was pronounced deceased at the scene.", 1),
        ("A baker, 31, was shot in the head. The man did not survive.", 1),
        ("Police are looking into the fatal shooting of a baker.", 1),
        ("A baker suffered a fatal gunshot wound.", 1),
    ],
)
def test_deaths_are_told_in_many_words(text, killed):
    assert {least for counts, _, least, _ in counted(text) if counts == "killed"} == {killed}


def test_a_wound_that_is_not_fatal_kills_nobody():
    assert {c for c, *_ in counted("Three others sustained non-fatal wounds.")} == {"injured"}


def test_whom_a_loss_hurts_is_not_wounded():
    assert not counted("This hurts me, and everybody is hurt.")


def test_who_is_brought_to_a_detention_center_is_not_wounded():
    assert not counted("The boy was transported to a juvenile detention center.")


def test_money_is_not_shot():
    assert ("injured", "shot", 100, 100) not in counted("The buyer shot down the $100 price.")


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("A shooting left two people dead and two more wounded.", 2),
        ("A shooting left a 10-year-old girl and two men wounded.", 3),
        ("The woman and child were shot at a bridge.", 2),
        ("Both the father and the baby were shot at a bridge.", 2),
        ("A victim remains hospitalized after the attack.", 1),
        ("Three people were injured, including a girl who succumbed to her injuries.", 2),
        ("One woman is dead and one man was shot in the leg.", 1),
        ("Five people were shot. Two died. The surviving three men were taken to a hospital.", 3),
    ],
)
def test_the_wounded_of_one_phrase_are_counted(text, injured):
    assert {least for counts, _, least, _ in counted(text) if counts == "injured"} == {injured}


def test_the_wounded_brought_to_hospital_are_counted_with_the_attack():
    found = assaults("Gunmen attacked a market on Monday. Five people were rushed to the hospital.")
    assert {"injured": (5, 5)} in [figures for _, figures in found]


def test_who_was_not_hit_is_not_counted_with_what_was():
    report, analysis = parse("A car was struck by bullets, but the officer was not hit.")
    claims = default_steps().extract(report, analysis).claims
    assert all("injured" not in c.figures for c in claims if c.trigger.surface == "struck")


def test_who_is_hit_while_shots_are_fired_is_wounded():
    assert ("injured", "hit", 4, 4) in counted("Shots were fired in a club, where four people were hit.")
    assert not counted("Four people were hit by a song.")


def test_in_a_murder_and_suicide_those_shot_died():
    text = "Police are looking into a murder-suicide. A man shot his wife and then shot himself."
    assert {counts for counts, *_ in counted(text)} == {"killed"}


def test_who_died_after_being_shot_in_one_sentence_is_dead_whenever_it_was():
    assert {c for c, *_ in counted("The victim, Ada Rusk, died after she was shot last month.")} == {"killed"}


def test_a_name_that_died_or_passed_away_is_a_person():
    assert ("killed", "died", 1, 1) in counted("Madueno died on Sunday.")
    assert ("killed", "passed", 1, 1) in counted("The teen had passed away from his injuries.")


def test_a_voice_that_counts_the_dead_and_names_no_attack_tells_of_the_one_told_by_others():
    text = "A gunman opened fire at a market near Mosul on Tuesday. The governor said three officers died at the scene."

    found = assaults(text)

    assert any(voice and "governor" in voice and figures == {"killed": (3, 3)} for voice, figures in found)
    assert (None, {}) in found


def test_a_voice_that_may_say_something_counts_nobody():
    text = (
        "A gunman opened fire at a market near Mosul on Tuesday. They left two dead there, so they can say they did it."
    )

    assert [voice for voice, _ in assaults(text) if voice == "they"] == []


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("Police came after four adults and a 3-year-old were shot in Dell on Monday.", 5),
        ("Police found two men shot in a car.", 2),
        ("A man died weeks after he and four others were wounded in a shooting.", 4),
        ("A report of three gunshot victims came at noon.", 3),
        ("Three others are recovering after the shooting.", 3),
        ("The triple shooting on Monday left one man dead.", 2),
        ("Three other men were wounded and one died. Three gunshot victims came to a clinic.", 3),
    ],
)
def test_the_wounded_are_counted_without_those_who_died(text, injured):
    assert injured in {least for counts, _, least, most in counted(text) if counts == "injured" and least == most}


def test_some_of_the_wounded_are_a_part_of_them():
    report, analysis = parse("At least 72 people were taken to hospital, two of them in serious condition.")

    found = {(f.least, f.most): f.rule for f in find_figures(report, analysis) if f.counts == "injured"}

    assert found == {(72, None): "figures.at_least", (2, 2): "figures.part"}


def test_a_woman_and_a_child_of_three_years_are_two():
    assert ("killed", "dead", 2, 2) in counted("A woman and 3-year-old child are dead.")


def test_a_number_before_a_name_does_not_count_the_person():
    assert not [f for f in counted("Police told 7 Action News that Ada Rusk was shot.") if f[2] == 7]


@pytest.mark.parametrize(
    ("title", "counts"),
    [
        ("Boy killed while playing with a gun", "killed"),
        ("Boy shot while playing with a gun", "injured"),
        ("Man held for attempted murder", "injured"),
    ],
)
def test_a_title_tells_of_one_person_shot_that_he_died(title, counts):
    report, analysis = parse("A boy was shot at a home on Monday. Police are at the scene.", title=title)

    assert {f.counts for f in find_figures(report, analysis) if f.least == 1} == {counts}


def test_a_title_kills_nobody_who_is_told_to_live():
    report, analysis = parse(
        "A boy was shot on Monday. He is expected to survive.", title="Fatal shooting on Elm Street"
    )

    assert "killed" not in {f.counts for f in find_figures(report, analysis)}


def test_the_only_one_hurt_is_the_only_one_who_died():
    text = "A 16-year-old girl was killed on Monday. She was in the basement when she was wounded."

    assert not [f for f in counted(text) if f[0] == "injured"]
