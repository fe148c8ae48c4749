"""Disputes in the manner of the wires: who accuses whom, what a denial is of, and what is the same deed told again."""

import pytest

pytestmark = pytest.mark.model


def names(parties):
    return [p.name for p in parties]


def seen(claims):
    return [(str(c.stance), c.voice.name, names(c.actors)) for c in claims]


# --- accusations and denials ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accusation", "sides"),
    [
        ("Armenia and Azerbaijan accused each other of shelling villages.", ["Armenia", "Azerbaijan"]),
        ("Azerbaijan and Armenia accused each other of shelling villages.", ["Azerbaijan", "Armenia"]),
        ("The army and the rebels blamed each other for the attack.", ["army", "rebels"]),
    ],
)
def test_who_accuse_each_other_say_it_of_one_another(claims_of, accusation, sides):
    claims = claims_of(accusation)

    assert sorted(seen(claims)) == sorted(("blames", a, [b]) for a, b in (sides, sides[::-1]))
    assert len({c.event for c in claims}) == 1


def test_of_three_each_accuses_the_others(claims_of):
    claims = claims_of("Russia, Turkey and Iran accused one another of shelling villages.")

    assert ("blames", "Turkey", ["Russia", "Iran"]) in seen(claims)
    assert len(claims) == 3


def test_two_sides_without_names_blame_nobody(claims_of):
    (claim,) = claims_of("The two sides accused each other of shelling villages.")

    assert str(claim.stance) == "asserts"


def test_what_a_truce_was_is_no_accusation(claims_of):
    claims = claims_of("Armenia accused Azerbaijan of violating a truce that had been brokered by Russia.")

    assert ("blames", "Armenia", ["Azerbaijan"]) in seen(claims)
    assert ("asserts", None, ["Russia"]) in seen(claims)


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ('"The army bears full responsibility for these crimes," said the mayor, Jon Aske.', "blames"),
        ("The mayor, Jon Aske, said the army bore the blame for the attack.", "blames"),
    ],
)
def test_who_bears_responsibility_is_blamed_by_who_says_so(claims_of, words, stance):
    claims = claims_of(f"Shells killed nine people in Kabul. {words}")

    assert (stance, "Jon Aske", ["army"]) in seen(claims)


def test_who_says_it_bore_responsibility_claims_it(claims_of):
    claims = claims_of("Rockets killed ten people in Kabul. The army said it bore responsibility for the attack.")

    assert ("claims", "army", ["army"]) in seen(claims)


def test_what_somebody_promises_to_look_into_is_blamed_by_another(claims_of):
    claims = claims_of("Imran Khan promised to investigate the Pulwama attack, which India blames on Islamabad.")

    assert ("blames", "India", ["Islamabad"]) in seen(claims)
    assert not [c for c in claims if str(c.type) == "THREATEN"]


def test_a_claim_that_another_rejects_is_denied_by_him_and_was_made_of_the_doer(claims_of):
    told, denied = claims_of("India said its aircraft had downed a Pakistani F-16, a claim that Islamabad rejected.")

    assert (str(told.stance), names(told.actors)) == ("claims", ["India"])
    assert (str(denied.stance), denied.voice.name, names(denied.actors)) == ("denies", "Islamabad", ["India"])
    assert told.event == denied.event


def test_a_ministry_denies_what_its_own_forces_were_said_to_have_done(claims_of):
    claims = claims_of(
        "Armenia and Azerbaijan accused each other of violating a truce.\n\n"
        "Azerbaijan said Armenian forces had shelled Ganja, killing nine civilians. The defence ministry of Armenia "
        'called the allegation "an absolute lie".'
    )
    shelling = next(c for c in claims if c.trigger.surface == "shelled")
    denial = next(c for c in claims if str(c.stance) == "denies")

    assert denial.event == shelling.event
    assert names(denial.actors) == ["Armenian forces"]
    assert "nine civilians" in names(denial.recipients)


def test_a_crime_is_that_of_the_accused_and_not_of_their_foes(claims_of):
    claims = claims_of(
        "Azerbaijan said Armenian forces had shelled Ganja. Armenia said Azeri forces had fired on Stepanakert. "
        '"Armenia\'s leadership bears full responsibility for these crimes," said Hikmet Hajiyev.'
    )
    shelling = next(c for c in claims if c.trigger.surface == "shelled")

    assert next(c.event for c in claims if str(c.stance) == "blames") == shelling.event


def test_whom_a_verdict_clears_is_whose_deed_is_denied(claims_of):
    claims = claims_of(
        "The president was shot on Tuesday. The State Department said it was false that the DEA had been involved."
    )

    assert ("denies", "State Department", ["DEA"]) in seen(claims)


def test_fabricated_accusations_are_denied(claims_of):
    claims = claims_of("Troops gassed hundreds of people. State television said the accusations were fabricated.")

    assert ("denies", "State television", ["Troops"]) in seen(claims)


@pytest.mark.parametrize(
    "text",
    [
        "Troops gassed hundreds of people in Homs. Moscow has blamed rebels for earlier incidents.",
        "A gunman killed ten children. The mayor said the community was behind them.",
    ],
    ids=["earlier incidents are not the one just told", "who stands behind people is no doer"],
)
def test_the_deed_just_told_is_blamed_on_nobody(claims_of, text):
    assert "blames" not in {str(c.stance) for c in claims_of(text)}


def test_who_is_thought_to_be_behind_a_deed_is_suspected_of_it(claims_of):
    claims = claims_of(
        "Hackers attacked the company. One expert suggested that a former employee was behind the breach."
    )

    assert ("suspects", "One expert", ["former employee"]) in seen(claims)
    assert len({c.event for c in claims}) == 1


def test_an_accusation_of_gassing_by_firing_rockets_is_one(claims_of):
    claims = claims_of("The opposition accused government forces of gassing hundreds of people by firing rockets.")

    assert seen(claims) == [("blames", "opposition", ["government forces"])]


# --- doers, and who is none ----------------------------------------------------------------------------


@pytest.mark.parametrize("noun", ["The Pulwama attack", "The Manchester bombing", "The Gaza bombing"])
def test_a_place_before_an_attack_did_not_commit_it(claims_of, noun):
    (claim,) = claims_of(f"{noun} killed 40 people.")

    assert claim.actors == ()
    assert claim.place is not None


def test_not_by_these_but_by_those(claims_of):
    (claim,) = claims_of(
        "A senator, Steven Benoit, told a radio station that the president had been killed not by Colombians but by his own guards."
    )

    assert (claim.voice.name, names(claim.actors)) == ("Steven Benoit", ["guards"])


def test_who_killed_some_arrested_the_others(claims_of):
    claims = claims_of(
        "Police said on Thursday they had killed four of the gunmen who shot the president on Wednesday and arrested six others."
    )
    arrested = next(c for c in claims if c.trigger.surface == "arrested")
    killed = next(c for c in claims if c.trigger.surface == "killed")

    assert names(arrested.actors) == ["Police"]
    assert killed.when is None  # on Thursday it was said


def test_a_plot_that_a_film_is_about_is_nobodys(claims_of):
    claims = claims_of("The hackers threatened cinemas that showed a comedy about a plot to kill Kim Jong Un.")

    assert next(names(c.actors) for c in claims if c.trigger.surface == "kill") == []


def test_gunmen_believed_to_belong_somewhere_do_not_speak(claims_of):
    (claim,) = claims_of(
        "Residents said gunmen believed to belong to the sect abducted eight girls from Warabe village."
    )

    assert seen([claim]) == [("asserts", "Residents", ["gunmen"])]


def test_a_president_criticised_at_home_criticises_nobody(claims_of):
    criticised, asked = claims_of(
        "President Goodluck Jonathan, criticised at home for his slow response, has asked Britain for help."
    )

    assert (names(criticised.actors), names(criticised.recipients)) == ([], ["Goodluck Jonathan"])
    assert names(asked.actors) == ["Goodluck Jonathan"]


def test_doctors_in_a_town_treat_and_not_the_town(claims_of):
    (claim,) = claims_of("Doctors in Omsk, who treated Navalny first, say they found no trace of poison.")

    assert names(claim.actors) == ["Doctors"]


def test_the_same_harm_was_done_to_the_same_person(claims_of):
    claims = claims_of(
        "Alexei Navalny was poisoned on Aug. 20, Germany said. The speaker, Vyacheslav Volodin, said a foreign country might "
        "have poisoned him."
    )

    assert {names(c.recipients)[0] for c in claims} == {"Alexei Navalny"}


# --- what, where, when and how many ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Pakistan shot down two Indian fighter jets.",
        "Turkey shot down an Armenian warplane.",
        "Iran shot down an F-16.",
    ],
)
def test_planes_are_not_injured(claims_of, words):
    (claim,) = claims_of(words)

    assert claim.figures == {}


def test_a_clause_of_another_doer_keeps_its_place(claims_of):
    shot, bombed = claims_of("Pakistan shot down two jets, a day after India bombed a camp near Balakot.")

    assert (shot.place, bombed.place.name) == (None, "Balakot")


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("Pakistan shot down a jet on Wednesday, a day after India bombed a camp.", "bombed", "2020-06-09"),
        ("Three days after gunmen killed ten in Kabul, troops raided a house on Monday.", "killed", "2020-06-05"),
        ("Police arrested ten people on Friday, two days after the bombing.", "bombing", "2020-06-03"),
        ("Police arrested ten people two days after gunmen attacked a hotel on 3 May.", "arrested", "2020-05-05"),
        ("Two weeks before the vote on Sunday, police arrested ten people.", "arrested", "2020-05-24"),
        ("Police arrested ten people on Friday, a day before the strike.", "strike", "2020-06-06"),
    ],
)
def test_days_are_counted_from_another_deed(claims_of, text, trigger, day):
    claim = next(c for c in claims_of(text) if c.trigger.surface == trigger)

    assert claim.when.value == day


def test_days_in_plenty_are_not_counted(claims_of):
    claims = claims_of("Police raided a house on Friday, days after gunmen killed ten people.")

    assert next(c.when for c in claims if c.trigger.surface == "killed") is None


def test_a_shooting_was_not_on_the_day_people_came_to_its_site(claims_of):
    (claim,) = claims_of("On Friday hundreds of women gathered near the site of the shooting.")

    assert claim.when is None


def test_nobody_calls_on_moscow_there(claims_of):
    (claim,) = claims_of("Foreign Minister Stef Blok called on Moscow to accept its role.")

    assert (names(claim.recipients), claim.place) == (["Moscow"], None)


def test_the_capital_is_that_of_the_country_a_report_is_from(claims_of):
    claims = claims_of(
        "PORT-AU-PRINCE — Washington said it would send American agents. Crowds in the capital set fire to cars."
    )

    assert claims[-1].place.name == "Port-au-Prince"


def test_the_strike_of_striking_miners_is_no_attack(claims_of):
    claims = claims_of("Police fired on striking miners. Ten people had died since the strike began last week.")

    assert next(str(c.type) for c in claims if c.trigger.surface == "strike") == "PROTEST"


# --- one deed --------------------------------------------------------------------------------------------


def test_who_opened_fire_is_accused_of_that_massacre(claims_of):
    claims = claims_of(
        "South African police opened fire on miners on Thursday, killing 34. The union accused the police of a massacre."
    )

    assert len({c.event for c in claims}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A bomb brought down an airliner over Sinai, killing 224 people, an attack claimed by Islamic State.",
        "Novichok was used to poison Sergei Skripal in Salisbury in 2018, an attack which London blamed on Moscow.",
        "The opposition accused the army of gassing hundreds of people. The army denied using chemical weapons.",
    ],
)
def test_what_sums_up_a_deed_is_no_other(claims_of, text):
    claims = claims_of(text)

    assert len(claims) == 2
    assert len({c.event for c in claims}) == 1


def test_planned_attacks_are_not_the_strike_that_came(claims_of):
    claims = claims_of(
        "The Taliban promised not to let al Qaeda plan attacks. U.S. aircraft struck Taliban fighters in Helmand, the first such "
        "strike in days."
    )
    struck = next(c for c in claims if c.trigger.surface == "struck")

    assert [c.event for c in claims].count(struck.event) == 1


def test_far_from_any_other_the_shooting_is_the_news(claims_of):
    claims = claims_of(
        "Gunmen shot ten people dead in a bank in Oslo on Monday.\n\n"
        "Two men had been stabbed to death in Bergen in May.\n\n"
        "The king has spoken. Shops closed. Flags flew at half-mast. People wept. The killings shocked the country."
    )
    shot = next(c for c in claims if c.place is not None and c.place.name == "Oslo")

    assert (
        next(c.event for c in claims if "killings" in (c.trigger.surface, *(s.surface for s in c.also))) == shot.event
    )


# --- who says so, and of what ------------------------------------------------------------------------------


def test_the_subject_behind_said_is_that_of_what_is_said(claims_of):
    claims = claims_of(
        "A plane was shot down on Monday. Israel expressed sorrow for the deaths but said Syria, as well as Iran and Hezbollah, "
        "were fully responsible."
    )

    assert ("blames", "Israel", ["Syria", "Iran", "Hezbollah"]) in seen(claims)


def test_what_is_confirmed_only_is_said_and_its_names_are_not_counted_again(claims_of):
    (claim,) = claims_of(
        "A security official confirmed only that two of its leaders, Saad al-Katatni and Rashad al-Bayoumi, had been detained."
    )

    assert claim.voice.name == "security official"
    assert claim.figures == {"arrested": (2, 2)}


def test_what_was_done_to_its_own_is_said_by_who_says_what_they_did(claims_of):
    (claim,) = claims_of(
        "Israel said its marines, who rappelled from helicopters, fired in self-defence after being attacked with knives."
    )

    assert claim.voice.name == "Israel"


def test_a_rejected_charge_is_of_the_deed_behind_the_semicolon(claims_of):
    told, denied = claims_of(
        "The minister, Sergei Lavrov, said NATO's attack on the convoy had violated the conventions; the alliance rejected the charge."
    )

    assert (told.voice.name, str(denied.stance), denied.voice.name) == ("Sergei Lavrov", "denies", "NATO")
    assert told.event == denied.event


def test_who_is_called_killed_was_killed(claims_of):
    (claim,) = claims_of("Venezuela's Hugo Chavez called Gaddafi's killing an assassination.")

    assert (claim.voice.name, names(claim.actors), names(claim.recipients)) == ("Hugo Chavez", [], ["Gaddafi"])


def test_who_will_not_do_it_denies_nothing(claims_of):
    (claim,) = claims_of('"We will not fire on our brothers," a sergeant said.')

    assert (str(claim.stance), str(claim.status)) == ("asserts", "negated")


def test_who_stopped_short_of_it_did_not_do_it(claims_of):
    (claim,) = claims_of("Obama stopped short of condemning the army.")

    assert str(claim.status) == "negated"


def test_a_link_is_denied_to_the_deed_and_not_to_its_condemnation(claims_of):
    claims = claims_of(
        "A bomb killed 44 people. Hamas denounced what it called a crime. The Muslim Brotherhood denied any link."
    )
    killed = next(c for c in claims if c.trigger.surface == "killed")

    assert next(c.event for c in claims if str(c.stance) == "denies") == killed.event


def test_who_was_behind_a_bombing_did_it(claims_of):
    (claim,) = claims_of("Islamic State was also behind a bombing that killed 28 people in December.")

    assert names(claim.actors) == ["Islamic State"]


def test_an_attack_planned_by_somebody_is_his(claims_of):
    (claim,) = claims_of("Podolyak said the leak was a terrorist attack planned by Russia.")

    assert names(claim.actors) == ["Russia"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Egypt declared a state of emergency after suicide bombers killed at least 44 people.", 2),
        ("Gaddafi was killed on Thursday after being captured by fighters in Sirte.", 2),
        ("Ten people were killed after being shot by police.", 1),
        ("Ten people died after gunmen opened fire in Kabul.", 1),
    ],
)
def test_what_a_deed_answers_is_another(claims_of, text, count):
    claims = claims_of(text)

    assert len({c.event for c in claims}) == count
    assert "killed" not in next((c.figures for c in claims if c.trigger.surface == "declared"), {})


def test_behind_a_semicolon_the_dead_are_of_the_deed_before(claims_of):
    (claim,) = claims_of(
        "A man blew himself up in Alexandria; 17 died, among them seven police officers, and 48 were hurt."
    )

    assert claim.figures == {"killed": (17, 17), "injured": (48, 48)}


def test_these_were_the_blasts_just_told(claims_of):
    claims = claims_of(
        'Stations registered two blasts near Bornholm on Monday. "These were explosions," said Bjorn Lund.'
    )

    assert len({c.event for c in claims}) == 1


def test_who_goes_further_with_a_colon_speaks(claims_of):
    (claim,) = claims_of(
        'The premier called the leaks a disaster. An aide to the president, Mykhailo Podolyak, went further: "The leak is nothing '
        'more than a terrorist attack planned by Russia."'
    )

    assert (claim.voice.name, names(claim.actors)) == ("Mykhailo Podolyak", ["Russia"])


# --- a blast and what it is blamed on ------------------------------------------------------------------------


HOSPITAL = (
    "Hundreds of people were killed in a blast at a Gaza hospital on Tuesday, which Palestinian officials said was caused by an "
    "Israeli air strike but which the military attributed to a failed rocket launch by the Palestinian Islamic Jihad group. "
    "Islamic Jihad rejected the Israeli account as a fabrication. A civil defence chief gave a toll of 300."
)


def test_a_blast_has_as_many_accounts_as_voices(claims_of):
    claims = claims_of(HOSPITAL)
    voices = {c.voice.name: (str(c.stance), names(c.actors), c.figures) for c in claims if c.voice.name}

    assert len({c.event for c in claims}) == 1
    assert voices["Palestinian officials"][:2] == ("asserts", ["Israeli"])
    assert voices["military"][:2] == ("blames", ["Palestinian Islamic Jihad"])
    assert voices["Islamic Jihad"][:2] == ("denies", ["Palestinian Islamic Jihad"])
    assert voices["civil defence chief"][2] == {"killed": (300, 300)}


def test_who_denies_being_responsible_and_praises_does_both(claims_of):
    claims = claims_of(
        "Gunmen attacked the consulate. Its spokesman denied that it was responsible but praised the attackers."
    )

    assert [(str(c.type), str(c.stance)) for c in claims] == [
        ("ASSAULT", "asserts"),
        ("ASSAULT", "denies"),
        ("SUPPORT", "asserts"),
    ]


def test_who_denied_it_accuses_behind_what_he_says(claims_of):
    claims = claims_of(
        "Georgian officials denied shelling villages, saying that fighters had hidden among civilians, and accused Moscow of lying."
    )

    assert names(claims[-1].actors) == ["Georgian officials"]


def test_drones_of_nobody_do_nothing(claims_of):
    attacked, claimed = claims_of("Drones attacked an oil plant. The Houthi movement claimed the strikes.")

    assert (attacked.actors, attacked.event) == ((), claimed.event)


def test_blame_is_not_of_what_a_place_has_seen(claims_of):
    claims = claims_of(
        "Boris Nemtsov was shot dead on Friday. Petro Poroshenko said he had known of troops in Ukraine, where more than 5,600 "
        "people have been killed since April. Ramzan Kadyrov blamed Western spy agencies."
    )
    shot = next(c for c in claims if c.trigger.surface == "shot dead")

    assert next(c.event for c in claims if str(c.stance) == "blames") == shot.event


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "The U.S. ambassador to Libya, Christopher Stevens, and three other Americans were killed when gunmen attacked.",
            {"killed": (4, 4)},
        ),
        ("Gunmen seized at least 199 hostages in Mosul.", {"abducted": (199, None)}),
        ("A rocket struck a hospital.", {}),
    ],
)
def test_who_is_counted(claims_of, text, figures):
    assert claims_of(text)[0].figures == figures


def test_who_came_to_harm_in_a_staged_attack(claims_of):
    (claim,) = claims_of(
        "Militants staged an attack on 30 police posts on Friday, and at least 59 of the insurgents and 12 policemen were killed."
    )

    assert claim.figures["killed"] == (71, None)


def test_killed_is_told_of_who_was_shot(claims_of):
    claims = claims_of(
        'Boris Nemtsov was shot dead on Friday. Vladimir Putin condemned it. "He was killed for telling the truth," said Ilya Yashin.'
    )

    assert {names(c.recipients)[0] for c in claims if str(c.type) == "ASSAULT"} == {"Boris Nemtsov"}


# --- recordings, planes, and who is not named --------------------------------------------------------------


def test_what_commanders_admit_to_officers_they_claim(claims_of):
    (claim,) = claims_of(
        "Officials released recordings in which, they said, rebel commanders admitted to Russian officers that they had brought "
        "down a civilian plane."
    )

    assert seen([claim]) == [("claims", "rebel commanders", ["rebel commanders"])]


def test_blame_for_what_was_told_is_not_for_its_reason(claims_of):
    claims = claims_of(
        "Rebels shot down a plane. President Vladimir Putin said Ukraine bore responsibility, as the crash would not have happened "
        "had it not resumed its military campaign."
    )

    assert next(c.event for c in claims if str(c.stance) == "blames") == claims[0].event


def test_suggestions_dismissed_as_a_lie_are_denied(claims_of):
    claims = claims_of(
        'The Kremlin dismissed as "an absolute lie" suggestions by Western politicians that President Vladimir Putin had ordered '
        "Prigozhin to be killed in revenge for a mutiny in June."
    )

    assert ("denies", "Kremlin", ["Vladimir Putin"]) in seen(claims)


def test_an_airliner_is_known_again_as_a_jet(claims_of):
    claims = claims_of(
        "Rebels shot down an airliner on Thursday. U.S. officials said the jet had been hit by a missile."
    )

    assert len({c.event for c in claims}) == 1


def test_this_is_what_was_just_said(claims_of):
    claims = claims_of('Separatists fired a missile, Poroshenko said. "This is a terrorist act," he wrote.')

    assert len({c.event for c in claims}) == 1


def test_a_country_that_has_nothing_to_do_with_it_denies_it(claims_of):
    claims = claims_of("A man was killed in Moscow. Zelenskiy denied that his country had anything to do with it.")

    assert ("denies", "Zelenskiy", ["Zelenskiy"]) in seen(claims)


@pytest.mark.parametrize(
    "words",
    [
        "An official who asked not to be named said nothing more.",
        "He said he could not imagine that Moscow was to blame.",
    ],
)
def test_no_request_and_no_accusation(claims_of, words):
    assert claims_of(words) == ()


def test_the_strikes_are_the_ones_that_struck(claims_of):
    claims = claims_of(
        "U.S. missiles struck a plant in Sudan on Thursday in retaliation for the bombings of embassies in Kenya on Aug. 7, which "
        "killed 224 people. Britain backed the strikes."
    )
    struck = next(c for c in claims if c.trigger.surface == "struck")

    assert "strikes" in {s.surface for s in struck.also}
    assert all("Aug. 7" not in names(c.recipients) for c in claims)


def test_a_second_that_is_still_what_he_told(claims_of):
    claims = claims_of(
        'Police tackled and arrested Tetsuya Yamagami, 41, who told them that he bore a grudge against a "specific organisation" and '
        "believed Abe was linked to it, and that he had at first planned to kill a religious leader."
    )
    kill = next(c for c in claims if c.trigger.surface == "kill")

    assert (kill.voice.name, names(kill.actors)) == ("Tetsuya Yamagami", ["Tetsuya Yamagami"])


def test_what_they_called_a_coup_is_said_by_those_who_condemned_it(claims_of):
    claims = claims_of("Police arrested ten people. Cuba and Venezuela condemned what they called a coup.")

    assert next(c.voice.name for c in claims if c.trigger.surface == "coup") == "Cuba"


def test_a_second_for_is_called_for_too(claims_of):
    claims = claims_of(
        "Police arrested Derek Chauvin. Floyd's family called for a more serious charge and for the arrest of three other officers."
    )

    assert [str(c.type) for c in claims] == ["COERCE", "REQUEST"]


def test_what_nobody_claims_was_done_all_the_same(claims_of):
    claims = claims_of(
        "No organisation has claimed responsibility for the two murders or for the placement of the device that destroyed the office."
    )

    assert "destroyed" in {c.trigger.surface for c in claims}


def test_who_was_killed_is_not_counted_among_the_hostages(claims_of):
    killed, seized = claims_of("Gunmen killed some 1,300 people and seized at least 199 hostages in southern Israel.")

    assert (killed.figures, seized.figures) == ({"killed": (1300, 1300)}, {"abducted": (199, None)})


def test_reports_called_fabrications_are_denied(claims_of):
    claims = claims_of(
        "A chemical attack on Douma killed 49 people on Saturday. Moscow called the reports fabrications."
    )

    assert ("denies", "Moscow") in {(str(c.stance), c.voice.name) for c in claims}
