"""Whole passages in the manner of the wires: who answers whom, what is one deed, and what was only said or wanted."""

import pytest

pytestmark = pytest.mark.model


def names(parties):
    return [p.name for p in parties]


# --- who says so, and whose deed it is --------------------------------------------------------------


def test_what_a_group_says_its_own_fighters_did_it_claims(claims_of):
    (claim,) = claims_of(
        "Islamic State said in a statement that one of its fighters had carried out the attack in Basra."
    )

    assert (str(claim.stance), claim.voice.name, names(claim.actors)) == ("claims", "Islamic State", ["Islamic State"])


def test_what_it_says_was_done_to_its_fighters_it_does_not_claim(claims_of):
    (claim,) = claims_of("The army said the rebels had attacked its soldiers.")

    assert (str(claim.stance), names(claim.actors)) == ("asserts", ["rebels"])


def test_first_findings_are_brought_forward_by_who_speaks_of_them(claims_of):
    (claim,) = claims_of(
        '"Initial findings show it was a suicide attack," Prime Minister Ahmet Davutoglu told reporters.'
    )

    assert claim.voice.name == "Ahmet Davutoglu"


def test_a_lack_of_something_is_not_blamed_as_a_party(claims_of):
    claims = claims_of("The minister resigned, blaming a lack of coordination for the attack.")

    assert "blames" not in {str(c.stance) for c in claims}


def test_a_group_that_usually_claims_its_attacks_has_claimed_none(claims_of):
    (told,) = claims_of("The bomb killed 32 people. The group, which usually claims its attacks quickly, said nothing.")

    assert (told.trigger.surface, told.actors) == ("killed", ())


@pytest.mark.parametrize(
    "blame",
    [
        "The bombing, which police blamed on the PKK, killed ten people.",
        "The bombing, which Ankara blamed on the PKK, killed ten people.",
    ],
)
def test_blame_in_a_clause_is_no_event_of_its_own(claims_of, blame):
    blamed, told = claims_of(blame)

    assert (str(blamed.stance), names(blamed.actors), str(told.stance)) == ("blames", ["PKK"], "asserts")
    assert blamed.event == told.event


def test_who_is_called_the_mastermind_is_blamed(claims_of):
    told, blamed = claims_of(
        "Gunmen killed ten people in Nairobi. The government identified Mohamed Mohamud as the mastermind of the attack."
    )

    assert blamed.event == told.event
    assert (str(blamed.stance), names(blamed.actors)) == ("blames", ["Mohamed Mohamud"])


def test_who_is_suspected_of_ordering_a_killing_is_not_told_to_have_done_it(claims_of):
    (claim,) = claims_of("The prince is suspected of ordering the killing of the journalist.")

    assert str(claim.stance) == "suspects"


@pytest.mark.parametrize(
    "denial",
    [
        "Pakistan's foreign ministry called the charge baseless.",
        "Pakistan rejected the accusation.",
        "Pakistan denied that it had ordered it.",
    ],
)
def test_a_charge_that_is_denied_is_the_one_just_told(claims_of, denial):
    told, blamed, denied = claims_of(
        "Gunmen killed 20 people in Dhaka. An adviser accused Pakistan of being behind the attack. " + denial
    )

    assert told.event == blamed.event == denied.event
    assert str(denied.stance) == "denies"


def test_detectors_that_experts_call_fake_deny_no_bombing(claims_of):
    claims = claims_of(
        "The army bombed the town. Abadi told police to stop using detectors that experts have called fake."
    )

    assert "denies" not in {str(c.stance) for c in claims}


def test_nobody_is_convicted_of_his_own_arrest(claims_of):
    claims = claims_of("Boris Nemtsov was shot dead. Police arrested five men. A jury convicted the five.")
    blamed = next(c for c in claims if str(c.stance) == "blames")

    assert blamed.event == claims[0].event


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The Taliban accused the US of bombing civilians.", "blames"),
        ('The Taliban accused the United States of "deliberately" bombing civilians.', "blames"),
        ("Russia denied bombing civilians.", "denies"),
    ],
)
def test_bombing_civilians_is_a_deed_and_no_kind_of_civilians(claims_of, text, stance):
    (claim,) = claims_of(text)

    assert (str(claim.stance), claim.trigger.surface, names(claim.recipients)[-1][-9:]) == (
        stance,
        "bombing",
        "civilians",
    )


def test_who_calls_for_an_inquiry_is_who_spoke(claims_of):
    (claim,) = claims_of(
        "Amnesty International said the police had used excessive force and called for an investigation."
    )

    assert (str(claim.type), names(claim.actors)) == ("REQUEST", ["Amnesty International"])


# --- what is one deed ----------------------------------------------------------------------------------


@pytest.mark.parametrize("told", ["killed 67 people", "shot dead two men"])
def test_who_is_killed_in_a_raid_is_killed_in_one_deed(claims_of, told):
    (claim,) = claims_of(f"The militants {told} in a raid on a house in Nairobi.")

    assert str(claim.type) == "ASSAULT"
    assert "raid" in {s.surface for s in (claim.trigger, *claim.also)}


def test_who_is_shot_when_gunmen_attack_is_shot_in_that_attack(claims_of):
    (claim,) = claims_of(
        "A soldier was shot dead on Tuesday when masked gunmen attacked a military post in Simferopol."
    )

    assert claim.figures["killed"] == (1, 1)


def test_a_hospital_that_was_hit_is_hit_once(claims_of):
    told, struck = claims_of(
        "A gunship fired on a hospital in Kunduz on Saturday. General Campbell said the hospital had been struck by mistake."
    )

    assert told.event == struck.event


def test_the_attack_is_not_that_in_which_who_planned_it_was_shot(claims_of):
    claims = claims_of(
        "Gunmen killed 20 hostages at a cafe in Dhaka in July 2019. In August security forces shot dead Tamim Chowdhury, whom "
        "they accused of having planned the attack."
    )
    by_stance = {str(c.stance): c for c in claims}

    assert by_stance["blames"].event == claims[0].event
    assert by_stance["blames"].when == claims[0].when


def test_the_worst_attack_since_another_is_the_one_told(claims_of):
    stormed, bombed = claims_of(
        "Gunmen stormed a university in Garissa on Thursday, killing 147 people, the worst attack in Kenya since an embassy was "
        "bombed in 1998."
    )

    assert stormed.when is not None
    assert (stormed.when.value, bombed.trigger.surface) == ("2020-06-04", "bombed")
    assert "attack" in {s.surface for s in stormed.also}


def test_a_toll_that_rose_is_the_toll(claims_of):
    (claim,) = claims_of("A truck bomb killed 30 people in Kabul on Monday. The death toll later rose to 42.")

    assert claim.figures["killed"] == (42, 42)


def test_a_toll_of_the_year_is_not_that_of_one_attack(claims_of):
    (claim,) = claims_of("A truck bomb killed 30 people in Kabul on Monday. The death toll this year rose to 942.")

    assert claim.figures["killed"] == (30, 30)


# --- what did not happen ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["The army killed no civilians.", "Iran released no prisoners.", "Police arrested nobody."]
)
def test_what_befalls_nobody_did_not_happen(claims_of, text):
    assert {str(c.status) for c in claims_of(text)} <= {"negated"}


@pytest.mark.parametrize(
    "text",
    [
        "Two men armed with knives ran through the street.",
        "They want an inquiry and an amnesty.",
        "The Pentagon will pay the families of those killed.",
        "The Kremlin said it would not discuss the report.",
        "He would veto any law that prevented it from being built.",
    ],
)
def test_what_only_describes_or_is_wanted_is_no_claim(claims_of, text):
    assert claims_of(text) == ()


def test_a_sanction_that_is_lifted_is_not_imposed(claims_of):
    assert [str(c.type) for c in claims_of("Washington lifted sanctions on Cuba.")] == ["CONCEDE"]


def test_who_vows_to_reject_agrees_to_nothing(claims_of):
    (claim,) = claims_of("Republicans vowed to reject the accord.")

    assert (str(claim.type), str(claim.status)) == ("REJECT", "planned")


# --- words and places --------------------------------------------------------------------------------------


def test_bases_are_bases(claims_of):
    (claim,) = claims_of("Russian forces stormed two naval bases in Crimea.")

    assert names(claim.recipients) == ["two naval bases"]


def test_tear_gas_and_water_cannon_are_fired(claims_of):
    (claim,) = claims_of("Police fired tear gas and water cannon at demonstrators.")

    assert (str(claim.type), names(claim.recipients)) == ("ASSAULT", ["demonstrators"])


def test_an_ambassador_is_summoned(claims_of):
    (claim,) = claims_of("The British government summoned the Chinese ambassador.")

    assert names(claim.recipients) == ["Chinese ambassador"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The militants killed 67 people at the Westgate mall in Nairobi.", "Nairobi"),
        ("A bomb went off at the Marriott hotel in Islamabad.", "Islamabad"),
    ],
)
def test_a_house_is_not_the_small_town_of_its_name(claims_of, text, place):
    (claim,) = claims_of(text)

    assert claim.place is not None
    assert claim.place.name == place


def test_where_the_owner_of_an_office_is_nothing_took_place(claims_of):
    released = claims_of("He was released on the orders of Moscow's defence minister.")[0]

    assert released.place is None


def test_days_later_count_from_the_last_day_told(claims_of):
    claims = claims_of(
        "A bomb killed 32 people in Suruc on Monday. The town had been taken from the group in January. Two days later gunmen shot "
        "dead two policemen in Ceylanpinar."
    )
    shot = next(c for c in claims if c.trigger.surface == "shot dead")

    assert shot.when is not None
    assert shot.when.value == "2020-06-10"


# --- answers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["that the military rejected as “an outright falsehood”", "the military denied"])
def test_a_charge_that_sums_up_what_was_told_is_denied_and_told(claims_of, answer):
    told, denied = claims_of(
        f"Amnesty International said that the army had killed 20 men in Dapchi, a charge {answer}."
    )

    assert told.event == denied.event
    assert [(str(c.stance), c.voice.name) for c in (told, denied)] == [
        ("asserts", "Amnesty International"),
        ("denies", "military"),
    ]


def test_who_denies_being_involved_denies_what_was_told(claims_of):
    told, denied = claims_of(
        "Herdsmen killed two priests in Benue. The association denied that its members were involved."
    )

    assert (told.event, str(denied.stance)) == (denied.event, "denies")


def test_the_blast_on_the_bridge_is_the_one_that_damaged_it(claims_of):
    claims = claims_of(
        "An explosion damaged the bridge to Crimea. Russian strikes hit Kyiv and Lviv. Putin told reporters that the blast on the "
        "bridge was an act of terrorism."
    )
    events = {c.voice.name: c.event for c in claims if c.trigger.surface != "strikes"}

    assert events["Putin"] == claims[0].event


def test_who_said_it_goes_on_to_say_it(claims_of):
    claims = claims_of(
        "The Israeli military said that Hamas had fired rockets from the area and that some of them had hit the school. Later it "
        "said that a mortar round had landed in the courtyard."
    )

    assert {c.voice.name for c in claims} == {"Israeli military"}


@pytest.mark.parametrize(
    ("counted", "voice", "killed"),
    [
        ("Police gave the toll as 24.", "Police", 24),
        ("Local vigilantes, who put the number of dead at 51, said they were bandits.", "vigilantes", 51),
    ],
)
def test_whoever_counts_the_dead_is_the_voice_of_that_count(claims_of, counted, voice, killed):
    told, count = claims_of("Suicide bombers killed 46 people at a mosque in Mubi. " + counted)

    assert (told.event, count.voice.name, count.figures["killed"]) == (count.event, voice, (killed, killed))


def test_a_massacre_is_not_what_police_did_to_the_gunman(claims_of):
    claims = claims_of(
        "A gunman killed nine people outside a bar in Dayton before police shot him dead. The mayor blamed the president for the "
        "violence."
    )

    assert str(claims[-1].stance) == "blames"
    assert claims[-1].event == claims[0].event != claims[1].event


def test_until_says_what_would_have_to_happen(claims_of):
    assert claims_of("The leader said there would be no truce until the blockade was lifted.") == ()


def test_who_came_two_days_earlier_is_named_without_the_day(claims_of):
    (claim,) = claims_of("Two days earlier suicide bombers killed 86 people in Mubi.")

    assert names(claim.actors) == ["suicide bombers"]


def test_a_number_of_dead_is_that_of_the_deed_in_which_others_counted_dead(claims_of):
    claims = claims_of(
        "Soldiers opened fire on crowds in Khartoum. At least seven people were killed, an official said. Doctors put the number of "
        "dead at ten and said that troops had beaten students in a dormitory."
    )
    doctors = {c.trigger.surface: c for c in claims if c.voice.name == "Doctors"}

    assert doctors["number"].event == claims[0].event
    assert (doctors["number"].figures, doctors["beaten"].figures) == ({"killed": (10, 10)}, {})


def test_who_admits_a_bombing_claims_it(claims_of):
    told, admitted = claims_of("A car bomb killed 28 people in Omagh. A splinter group admitted the bombing.")

    assert (told.event, str(admitted.stance)) == (admitted.event, "claims")


def test_who_was_held_is_not_who_held_him(claims_of):
    _, released = claims_of("Flanagan said that police had arrested five men. They were later released.")

    assert names(released.recipients) == ["five men"]


def test_by_shooting_them_tells_how_they_were_executed(claims_of):
    (claim,) = claims_of("The kidnappers executed hostages by shooting them in the head.")

    assert names(claim.actors) == ["kidnappers"]


def test_who_was_detained_is_counted_there_alone(claims_of):
    claims = claims_of("The army seized power on Monday, detaining two ministers and dissolving the government.")

    assert {c.trigger.surface: dict(c.figures) for c in claims if c.figures} == {"detaining": {"arrested": (2, 2)}}


def test_nobody_has_anything_to_blame(claims_of):
    claims = claims_of(
        "Protests broke out in Assam. The minister tweeted that no Indian had anything to worry about and blamed students for the "
        "unrest."
    )

    assert [c.voice.name for c in claims if str(c.stance) == "blames"] == ["minister"]


def test_what_gunmen_did_since_is_not_what_the_army_says_it_did(claims_of):
    claims = claims_of(
        "Israel's military said that it had dropped 6,000 bombs on the Gaza Strip since Saturday, when gunmen from Hamas broke through "
        "the fence, killed more than 1,200 people and took at least 150 hostages."
    )

    assert {c.trigger.surface: (str(c.stance), names(c.actors)) for c in claims} == {
        "dropped": ("claims", ["Israel's military"]),
        "killed": ("asserts", ["gunmen from Hamas"]),
        "took": ("asserts", ["gunmen from Hamas"]),
    }


def test_policemen_killed_in_the_next_sentence_were_killed_by_the_bomb(claims_of):
    (claim,) = claims_of("A bomb exploded in Quetta on Monday. Three policemen were killed.")

    assert claim.figures["killed"] == (3, 3)


def test_a_wave_of_shootings_and_bombings_is_one_happening(claims_of):
    (claim,) = claims_of(
        "Seven attackers killed 129 people in a wave of shootings and suicide bombings across Paris on Friday night, the city's "
        "prosecutor, Francois Molins, said."
    )

    assert (claim.voice.name, names(claim.recipients)) == ("Francois Molins", ["129 people"])


def test_who_died_there_did_not_die_of_the_rescue(claims_of):
    claims = claims_of(
        "Three men fired on the audience of a hall in Paris and held hostages until police stormed the building. Eighty-nine people "
        "died there."
    )

    assert all("killed" not in c.figures for c in claims if c.trigger.surface == "stormed")


def test_who_asks_which_girl_it_was_and_shoots_her_is_told_to_have_done_it(claims_of):
    shot = claims_of("A gunman boarded a school bus, asked which of the girls was Malala and shot her in the head.")[-1]

    assert (shot.voice.name, names(shot.actors)) == (None, ["gunman"])


def test_the_head_is_nobody_to_be_killed_again(claims_of):
    claims = claims_of("A gunman shot Malala Yousafzai in the head. A spokesman said they would try to kill her again.")

    assert all("head" not in names(c.recipients) for c in claims)


def test_an_arrest_that_is_told_beside_it_is_no_claim_of_the_shooting(claims_of):
    claims = claims_of(
        "A gunman shot a girl in Swat. The police said they had identified the attackers and arrested three suspects; a minister "
        "offered a reward."
    )

    assert all(c.event != claims[0].event for c in claims if str(c.stance) == "claims")


def test_who_had_warned_of_an_attack_threatens_nobody(claims_of):
    assert "THREATEN" not in {
        str(c.type) for c in claims_of("U.S. officials had warned Delhi of an attack from the sea.")
    }
    assert [str(c.type) for c in claims_of("The Masked Brigade warned France of further attacks.")] == ["THREATEN"]


def test_whose_brother_is_named_is_his_brother(claims_of):
    (claim,) = claims_of("Police were hunting Salah Abdeslam, whose brother Brahim blew himself up outside a cafe.")

    assert names(claim.actors) == ["Brahim"]


def test_a_fire_that_is_blamed_is_no_party(claims_of):
    claims = claims_of(
        "Iran fired missiles at two bases. An airliner crashed, and Iran at first blamed an engine fire."
    )

    assert "blames" not in {str(c.stance) for c in claims}


def test_who_is_accused_of_having_planned_attacks_is_blamed(claims_of):
    (claim,) = claims_of("The president accused Soleimani of having planned attacks on American embassies.")

    assert (str(claim.stance), names(claim.actors)) == ("blames", ["Soleimani"])


def test_what_it_was_is_the_deed_of_the_sentence_before(claims_of):
    claims = claims_of(
        "The United States fired 59 missiles at an air base in Syria on Friday after a chemical attack killed 80 people in Khan "
        "Sheikhoun. It was the first American attack on the army in six years."
    )

    assert "attack" in {s.surface for s in claims[0].also}


def test_who_died_in_a_crash_hours_after_the_strikes_did_not_die_of_them(claims_of):
    claims = claims_of(
        "Iran fired missiles at two bases in Iraq. Hours after the strikes an airliner crashed near Tehran, killing all 176 people on "
        "board."
    )

    assert all("killed" not in c.figures for c in claims)


def test_gunmen_who_were_killed_are_not_their_own_victims(claims_of):
    claims = claims_of("Gunmen killed 20 hostages in Dhaka on Friday. Six gunmen were killed, the army said.")

    assert len({c.event for c in claims}) == 2


def test_what_was_vowed_is_not_the_attack(claims_of):
    claims = claims_of(
        "Gunmen killed 20 hostages in Dhaka. The prime minister vowed to drive the terrorists from Bangladesh. Police accused Tamim "
        "Chowdhury of having planned the attack."
    )

    assert (str(claims[-1].stance), claims[-1].event) == ("blames", claims[0].event)


def test_who_rejects_a_charge_of_neglect_does_not_deny_the_kidnapping(claims_of):
    claims = claims_of(
        "Amnesty International has said that Nigeria's army failed to heed warnings before the kidnapping of 110 schoolgirls in "
        "Dapchi, a charge that the military rejected."
    )

    assert "denies" not in {str(c.stance) for c in claims}


def test_a_fire_service_can_be_blamed(claims_of):
    (claim,) = claims_of("The mayor blamed the fire service for the killings.")

    assert (str(claim.stance), names(claim.actors)) == ("blames", ["fire service"])


@pytest.mark.parametrize(
    ("before", "kind"),
    [("A drone strike in Kabul hit a car.", "ASSAULT"), ("Railway workers went on strike on Monday.", "PROTEST")],
)
def test_the_strike_is_what_was_called_a_strike_before(claims_of, before, kind):
    claims = claims_of(before + " The driver of an aid worker told officials that the strike was a mistake.")

    assert {str(c.type) for c in claims if "strike" in c.trigger.surface} == {kind}
