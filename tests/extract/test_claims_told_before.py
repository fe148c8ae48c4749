"""What is said of an event that was told before: whose deed it was, what it was, and when."""

import pytest

pytestmark = pytest.mark.model

BOMBING = "A bomb attack in Aleppo killed nine people on 15 May. "


@pytest.mark.parametrize(
    "blame",
    [
        "The Syrian government accused Ahrar al-Sham of being behind it.",
        "The Syrian government accused Ahrar al-Sham of carrying it out.",
        "The Syrian government accused Ahrar al-Sham of responsibility.",
        "The Syrian government said Ahrar al-Sham was behind it.",
    ],
)
def test_who_is_said_to_be_behind_it_is_blamed_for_what_was_told(claims_of, blame):
    told, blamed = claims_of(BOMBING + blame)

    assert blamed.event == told.event
    assert (str(blamed.stance), [a.name for a in blamed.actors]) == ("blames", ["Ahrar al-Sham"])
    assert blamed.when is not None
    assert blamed.when.value == "2020-05-15"


def test_who_is_accused_of_taking_it_is_not_blamed_for_what_was_told(claims_of):
    claims = claims_of(BOMBING + "The Syrian government accused Ahrar al-Sham of stealing it.")

    assert [str(c.stance) for c in claims] == ["asserts", "asserts"]


def test_what_somebody_calls_it_is_no_second_event_and_was_not_that_day(claims_of):
    told, called = claims_of(
        BOMBING + "The pope, in his address on 17 May, called the bombing a vile attack on fleeing refugees."
    )

    assert called.event == told.event
    assert called.when is not None
    assert called.when.value == "2020-05-15"


def test_the_bombing_is_no_chemical_attack(claims_of):
    claims = claims_of(
        "A car bomb killed nine people in Homs. A chemical attack hit Khan Sheikhoun. The minister called the bombing a vile attack."
    )
    events = {c.voice.name or c.trigger.surface: c.event for c in claims}

    assert events["minister"] == events["killed"] != events["chemical attack"]


def test_a_besieged_town_is_described_and_not_told_to_be_besieged(claims_of):
    (claim,) = claims_of(
        "A bomb ripped through a convoy carrying evacuees from two besieged villages on 15 May, killing 43 people."
    )

    assert (claim.trigger.surface, [r.name for r in claim.recipients]) == ("ripped through", ["convoy", "43 people"])
    assert claim.figures["killed"] == (43, 43)


@pytest.mark.parametrize("cause", ["A tornado", "A fire", "A gas explosion"])
def test_not_all_that_rips_through_a_town_is_an_attack(claims_of, cause):
    assert claims_of(f"{cause} ripped through the town of Moore.") == ()


def test_a_participle_is_told_of_the_town_that_was_bombed(claims_of):
    (claim,) = claims_of("Syrian warplanes bombed the town of Saraqeb, in Idlib province, wounding four people.")

    assert claim.place is not None
    assert claim.place.name == "Saraqib"


@pytest.mark.parametrize(
    ("toll", "voice", "killed"),
    [
        ("Officials put the death toll at 39.", "Officials", 39),
        ("State television put the number of dead at 39.", "State television", 39),
        ("The number of dead stood at 39, state television said.", "state television", 39),
        ("The health ministry said the toll had climbed to 39 dead and 100 wounded.", "health ministry", 39),
    ],
)
def test_who_puts_the_toll_at_a_number_says_so_of_what_was_told(claims_of, toll, voice, killed):
    claims = claims_of("A bomb hit a bus convoy on 15 May. " + toll)

    assert {c.event for c in claims} == {"e1"}
    assert claims[-1].voice.name == voice
    assert claims[-1].figures["killed"] == (killed, killed)


def test_what_was_put_at_no_number_has_no_voice(claims_of):
    claims = claims_of("A bomb hit a bus convoy on 15 May. Soldiers put a guard at the gate.")

    assert all(c.voice.source is None for c in claims)


def test_a_verb_has_its_subject_back_from_a_participle(claims_of):
    claims = claims_of(
        "The death toll from a bomb attack on buses carrying people evacuated from two villages has risen to 126, officials said."
    )

    assert [c.figures["killed"] for c in claims if str(c.type) == "ASSAULT"] == [(126, 126)]


def test_what_explodes_is_no_party(claims_of):
    (claim,) = claims_of("She saw a pickup truck moments before it exploded.")

    assert claim.actors == ()


def test_that_attack_is_the_deed_told_last_and_that_one_alone(claims_of):
    killed, firebombed = claims_of(
        "Gunmen killed 12 people at a weekly in Paris. Its offices were firebombed in 2011. No one was hurt in that attack."
    )

    assert killed.event != firebombed.event
    assert "injured" not in killed.figures
    assert firebombed.figures["injured"] == (0, 0)


def test_a_strike_that_is_denied_is_the_one_that_was_alleged(claims_of):
    alleged, denied = claims_of(
        "Iraq alleged that Turkey carried out a strike on a resort in Dohuk. Turkey denied carrying out a strike."
    )

    assert (str(alleged.stance), str(denied.stance)) == ("suspects", "denies")
    assert alleged.event == denied.event


def test_the_massacre_is_what_was_told_and_not_the_shots(claims_of):
    claims = claims_of(
        "Gunmen stormed the Paris offices of a weekly on 15 May, killing 12 people. Police heard it as shots rang out. "
        "The president called the massacre an act of barbarism."
    )

    assert [c.event for c in claims if c.voice.name == "president"] == ["e1"]


def test_the_country_is_the_one_that_is_told_of(claims_of):
    claims = claims_of(
        "Sudan's army arrested the president in Khartoum. Talks began in Sudan, as Russia and Egypt asked. "
        "Political prisoners were freed across the country."
    )
    (freed,) = [c for c in claims if c.trigger.surface == "freed"]

    assert freed.place is not None
    assert freed.place.name == "Sudan"


def test_what_was_done_in_an_attack_is_the_attack_and_not_of_the_day_it_was_claimed(claims_of):
    claims = claims_of(
        "Islamic State claimed responsibility on 7 June for an attack in London in which three men drove into pedestrians and then "
        "stabbed people, killing seven. Officers shot the attackers dead. Police arrested 12 people on 8 June in connection with "
        "the attack."
    )
    events = {c.event for c in claims if str(c.type) == "ASSAULT" and c.trigger.surface != "shot"}

    assert events == {"e1"}
    assert all(c.when is None for c in claims if c.event == "e1")


def test_who_denies_this_denies_what_was_told(claims_of):
    claims = claims_of("Ukraine said Russian forces fired rockets at the plant. Russia's defence ministry denied this.")

    assert [(str(c.stance), c.voice.name) for c in claims] == [
        ("asserts", "Ukraine"),
        ("denies", "Russia's defence ministry"),
    ]
    assert claims[0].event == claims[1].event


def test_a_past_tense_behind_and_has_its_object(claims_of):
    claims = claims_of(
        "U.S. President Donald Trump offered help to Britain and criticised London mayor Sadiq Khan, whose spokesman said he had "
        "more important things to do."
    )

    assert [(str(c.type), [r.name for r in c.recipients]) for c in claims][1:] == [("ACCUSE", ["Sadiq Khan"])]


def test_so_many_who_were_released_are_those_that_were_told_of(claims_of):
    told, again = claims_of(
        "Boko Haram released 21 girls on 15 May. It is confirmed that 21 of the missing girls have been released, a spokesman said."
    )

    assert told.event == again.event


def test_the_occasion_of_a_deed_that_is_denied_is_not_denied(claims_of):
    claims = claims_of("The militias deny that they fired on protesters in earlier clashes, in which 15 people died.")

    assert {c.trigger.surface: str(c.stance) for c in claims} == {"fired on": "denies", "clashes": "asserts"}


def test_who_is_called_culpable_is_blamed_and_denies_that_and_no_plan(claims_of):
    claims = claims_of(
        "Theresa May told parliament that Russia was culpable for the attempted murder of Sergei Skripal. Britain would freeze "
        "Russian state assets. Russia has denied involvement."
    )
    told = {str(c.stance): (c.event, [a.name for a in c.actors]) for c in claims if str(c.type) == "ASSAULT"}

    assert told["blames"] == ("e1", ["Russia"])
    assert told["denies"][0] == "e1"


def test_the_bombing_is_the_car_bomb_and_not_other_bombings_and_the_capital_is_where_it_was(claims_of):
    claims = claims_of(
        "Colombia's rebels claimed responsibility for a car bomb attack on a police academy in Bogota. They answered government "
        "bombings of their camps. The president demanded rebels in Havana from Cuba, and Cuba refused. "
        "Thousands of Colombians marched on 17 May to reject the attack, the deadliest in the capital. "
        "The FARC denied any part in the academy bombing."
    )
    denied = next(c for c in claims if str(c.stance) == "denies")

    assert denied.event == "e1"
    assert denied.place is not None
    assert denied.place.country == "COL"


def test_bombings_whose_toll_rose_are_not_of_that_day(claims_of):
    claims = claims_of(
        "The death toll from a string of bomb attacks on churches in Sri Lanka rose to 290 on Monday, police said, as the government "
        "blamed a little-known Islamist group, the National Thowheeth Jama'ath. There was no claim of responsibility for Sunday's "
        "blasts, which also wounded about 500 people. A van exploded near a church in Colombo. "
        "The Islamic State group later said its fighters carried out the attacks."
    )
    by_voice = {c.voice.name: c for c in claims if c.event == "e1"}

    assert {c.when.value for c in by_voice.values() if c.when} == {"2020-06-07"}
    assert [a.name for a in by_voice["government"].actors] == ["National Thowheeth Jama'ath"]
    assert str(by_voice["Islamic State group"].stance) == "claims"
    assert [c.actors for c in claims if c.trigger.surface == "exploded"] == [()]


def test_a_spokesman_denies_what_his_party_is_accused_of(claims_of):
    claims = claims_of(
        "Gunmen shot dead ten workers in Baghlan. The ministry blamed the Taliban for the attack. A Taliban spokesman, Zabihullah "
        "Mujahid, rejected the accusation."
    )
    denied = claims[-1]

    assert (denied.event, str(denied.stance), [a.name for a in denied.actors]) == ("e1", "denies", ["Taliban"])


def test_a_denial_answers_the_accusation_just_before_it(claims_of):
    claims = claims_of(
        "The government accused the TPLF of killing civilians. The United Nations accused Tigrayan forces of stealing 12 fuel tankers. "
        "The TPLF denied the allegation."
    )
    events = {c.trigger.surface: c.event for c in claims}

    assert events["allegation"] == events["stealing"] != events["killing"]


def test_all_who_were_killed_since_are_no_toll_of_the_last_attack(claims_of):
    claims = claims_of(
        "The military bombed a village in Sagaing. More than 3,200 civilians have been killed since, the association said."
    )

    assert len({c.event for c in claims}) == 2


def test_a_time_of_day_is_not_of_the_day_of_publication(claims_of):
    (claim,) = claims_of("A fighter jet dropped bombs on the crowd shortly before 8 a.m., a witness said.")

    assert claim.when is None
    assert "8 a.m." in claim.why["when"]


def test_an_attack_that_is_confirmed_on_television_did_not_hit_television(claims_of):
    (claim,) = claims_of("The junta's spokesman confirmed the attack on state television.")

    assert claim.recipients == ()


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("A spokesman said police had killed four of its workers, which police denied.", "police"),
        ("Rebels blamed Iran for the attack, which Tehran denied.", "Tehran"),
    ],
)
def test_which_somebody_denied_is_what_another_told(claims_of, text, voice):
    told, denied = claims_of(text)

    assert told.event == denied.event
    assert (str(denied.stance), denied.voice.name) == ("denies", voice)


def test_what_is_to_come_has_not_killed_yet(claims_of):
    claims = claims_of(
        "The government said it would ban the party after its supporters clashed with police for a third day, leaving two policemen "
        "dead and more than 340 injured."
    )

    assert [str(c.status) for c in claims if c.trigger.surface == "ban"] == ["planned"]
