"""What is an event of its own, what is told a second time, and what is none."""

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    "text",
    [
        "The two men first met in 2001.",
        "Peru backed those who reject the treaty.",
        "When you go to war, you need allies.",
        "The ships sail around the gulf to avoid any pirate attack.",
        "Norway extended its condolences to the families.",
        "No one is believed to have been injured.",
        "Somalia has a record of clamping down on dissent.",
        "The group often attacks government buildings.",
        "Police are able to confiscate the phones.",
        "The minister wants to help Chad.",
        "Kenya suggested that gunmen may have done it.",
        "The prince listed his occupation as a tailor.",
        "Guards prevented rebels from attacking the town.",
        "The boxer from Ghana will fight a Kenyan for the bronze medal.",
    ],
)
def test_what_is_no_happening_makes_no_claim_of_one(claims_of, text):
    told = [c.trigger.surface for c in claims_of(text)]

    assert [t for t in told if t not in {"backed", "prevented"}] == []


def test_a_participle_tells_on_the_same_event_with_its_stance(claims_of):
    (claim,) = claims_of("A gunman allegedly opened fire on a crowd in Lagos, killing ten people.")

    assert {claim.trigger.surface, *(s.surface for s in claim.also)} == {"opened fire on", "killing"}
    assert str(claim.stance) == "suspects"
    assert claim.figures["killed"] == (10, 10)


def test_a_noun_that_says_what_an_event_was_is_no_second_event(claims_of):
    claims = claims_of("Turkey said the attack on Dohuk was an act of terrorism.")

    assert [c.event for c in claims] == ["e1"]


def test_a_count_with_its_own_deed_is_of_no_deed_before(claims_of):
    claims = claims_of(
        "Rebels attacked a tanker in the Red Sea. At least 28 people were killed when two missiles hit a market, medics said."
    )

    assert len({c.event for c in claims}) == 2
    assert [dict(c.figures) for c in claims if c.trigger.surface == "attacked"] == [{}]


def test_what_is_fired_along_is_not_hit(claims_of):
    (claim,) = claims_of("Police fired rubber bullets and tear gas on Friday at demonstrators.")

    assert [r.name for r in claim.recipients] == ["demonstrators"]


def test_a_request_of_somebody_is_theirs(claims_of):
    found = [c for c in claims_of("The council will meet on Friday at the request of China.") if c.type == "REQUEST"]

    assert [([a.name for a in c.actors], c.recipients) for c in found] == [(["China"], ())]


def test_who_calls_a_deed_something_did_not_do_it(claims_of):
    claims = claims_of("Chile seized a ship. Peru called the seizure an act of piracy.")

    assert all(c.stance == "asserts" for c in claims)


def test_a_missile_fired_with_a_drill_nearby_shows_force(claims_of):
    (claim,) = claims_of("Chad fired two missiles, days after a drill of its troops.")

    assert claim.type == "MOBILIZE"


@pytest.mark.parametrize(
    "text",
    [
        "The attack left five people dead and 20 others injured.",
        "The blast left 20 people injured.",
        "Police condemned an attack that left 12 people wounded.",
    ],
)
def test_what_an_attack_leaves_behind_is_no_second_event(claims_of, text):
    assert len({c.event for c in claims_of(text) if c.type == "ASSAULT"}) == 1


def test_a_person_is_killed_once(claims_of):
    claims = claims_of(
        "Police arrested a man over the murder of Nelson Garcia. Garcia was shot dead in March, officials said."
    )

    assert len({c.event for c in claims if c.type == "ASSAULT"}) == 1


def test_meeting_and_talking_are_one_event(claims_of):
    claims = claims_of("The Peruvian president met the Chilean president in Lima and discussed trade.")

    assert len({c.event for c in claims if c.type == "CONSULT"}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A strike called by the union closed two ports.",
        "The teachers called a protest march against the law.",
        "A students' group has called a strike for Wednesday.",
    ],
)
def test_who_calls_a_strike_does_not_tell_of_it(text, claims_of):
    assert {c.voice.name for c in claims_of(text) if c.type == "PROTEST"} == {None}


def test_what_is_called_something_is_told(claims_of):
    claims = claims_of("The president called the attack an act of terror.")

    assert {c.voice.name for c in claims} == {"president"}


def test_who_quotes_himself_is_no_further_voice(claims_of):
    (claim,) = claims_of("Ana Silva said she fears that the rebels shot the guard.")

    assert (claim.voice.name, claim.via) == ("Ana Silva", ())


def test_what_nobody_has_claimed_stands_in_the_reports_own_voice(claims_of):
    claims = claims_of("Nobody has claimed responsibility for the bombing in Kabul.")

    assert [(c.type, c.voice.name, str(c.stance)) for c in claims] == [("ASSAULT", None, "asserts")]


def test_a_rejection_of_what_is_no_event_is_an_event(claims_of):
    claims = claims_of("Critics said that the loans helped fuel the crisis. China rejects those claims.")

    assert [c.type for c in claims if c.trigger.surface.startswith("reject")] == ["REJECT"]


def test_what_must_be_done_is_a_demand(claims_of):
    claims = claims_of('"The Sudanese government must comply with the resolution," the Norwegian minister said.')

    assert [(c.type, [r.country for r in c.recipients]) for c in claims] == [("REQUEST", ["SDN"])]


def test_a_plan_that_is_told_as_done_nearby_is_done(claims_of):
    claims = claims_of("Police said he was charged because he killed an officer. He intended to kill the officer.")

    killing = [c for c in claims if c.type == "ASSAULT"]
    assert "happened" in {str(c.status) for c in killing}


def test_an_operation_that_goes_on_is_an_event(claims_of):
    claims = claims_of("The manhunt continues.")

    assert [(c.type, str(c.status)) for c in claims] == [("COERCE", "ongoing")]


def test_the_relative_clause_behind_a_place_is_about_the_attack_there(claims_of):
    claims = claims_of(
        "The UN condemned the attacks today in the town of Jabla and the city of Tartus, for which Islamic State has claimed "
        "responsibility."
    )

    assert [(c.trigger.surface, c.voice.name) for c in claims if c.type == "ASSAULT"] == [("attacks", "Islamic State")]


def test_a_city_named_as_one_is_no_group(claims_of):
    claims = claims_of(
        "He condemned the attacks in the city of Tartus, for which the group has claimed responsibility."
    )

    assert [a.name for c in claims if str(c.stance) == "claims" for a in c.actors] == ["group"]


def test_who_is_told_of_according_to_somebody_does_not_speak_on(claims_of):
    claims = claims_of(
        "According to the ministry, the Israeli army launched an air strike, adding that Syria's air defense intercepted "
        "some of the missiles."
    )

    assert {c.voice.name for c in claims} == {"ministry"}


def test_a_heading_before_a_colon_does_not_speak(claims_of):
    claims = claims_of("ANSWER: Peru imposed sanctions on Chile.")

    assert {c.voice.name for c in claims} == {None}


@pytest.mark.parametrize(("first", "other"), [("Shinzo Abe", "Shintaro Abe"), ("Peter Okello", "Paul Okello")])
def test_a_name_of_two_people_stays_with_whom_it_stood_for(claims_of, first, other):
    family = first.split()[1]
    claims = claims_of(
        f"{first} gave a speech. Police said {family} was shot. His father, {other}, was a minister. Ana Ruiz said that "
        f"she was sorry for the killing of {family}."
    )

    assert {r.resolved for c in claims if c.type == "ASSAULT" for r in c.recipients} == {first}


def test_an_arabic_byname_is_no_people(claims_of):
    claims = claims_of("Abu Jandal al-Kuwaiti was killed by an airstrike near the dam.")

    assert [r.name for r in claims[0].recipients] == ["Abu Jandal al-Kuwaiti"]


def test_private_travel_is_no_visit(claims_of):
    assert claims_of("His family sold the house for his trip to Italy.") == ()


def test_a_year_from_which_strikes_are_counted_is_not_the_strikes(claims_of):
    claims = claims_of("The strike was the 17th of its kind against Syria since 2018.")

    assert [c.when for c in claims] == [None]


def test_who_reports_last_quotes_who_said_it_first(claims_of):
    claims = claims_of(
        "Last week, Iran said its security forces had arrested ten agents working for Israel, state media reported."
    )

    assert [(c.voice.name, c.via) for c in claims] == [("Iran", ("state media",))]


def test_relatives_of_somebody_are_not_he(claims_of):
    claims = claims_of("Family members of the founder told reporters that Lee had carried out the killing.")

    assert [c.voice.name for c in claims] == ["Family members"]


def test_unrest_does_not_speak(claims_of):
    claims = claims_of(
        "Unrest has spread, claiming the country as its latest victim as Rajapaksa was forced out of office."
    )

    assert {c.voice.name for c in claims} == {None}


def test_figures_stay_with_their_own_type_of_event(claims_of):
    claims = claims_of("The assailant was arrested after Abe was fatally shot during a speech.")

    assert {str(c.type): set(c.figures) for c in claims} == {"COERCE": {"arrested"}, "ASSAULT": {"killed"}}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("“Did the army attack the town?” the mayor asked.", "hypothetical"),
        ("“Why did the army attack the town?” the mayor asked.", "happened"),
        ("Residents are afraid of being attacked by the rebels.", "hypothetical"),
    ],
)
def test_what_is_only_asked_or_feared_may_not_be_so(claims_of, text, status):
    assert [str(c.status) for c in claims_of(text) if c.type == "ASSAULT"] == [status]


def test_a_question_is_no_request(claims_of):
    assert claims_of("The mayor asked him, “What is the time required for the whole project?”") == ()


def test_journalists_at_work_meet_nobody(claims_of):
    assert claims_of("Journalists from the Associated Press met many children in uniform.") == ()


def test_who_shot_him_is_not_he(claims_of):
    claims = claims_of("Peter Okello was a student. The officer, who shot him, was arrested.")

    assert [r.name for c in claims if c.type == "ASSAULT" for r in c.recipients] == ["Peter Okello"]


def test_riots_are_told_beside_the_police(claims_of):
    claims = claims_of("Riots were reported in Greece on Saturday after police killed a boy.")

    assert {str(c.type) for c in claims} == {"PROTEST", "ASSAULT"}


def test_two_counts_and_their_cause_are_one_event(claims_of):
    claims = claims_of(
        "At least ten people were killed and dozens more wounded when two air strikes hit a market in Idlib."
    )

    assert [(str(c.type), sorted(c.figures)) for c in claims] == [("ASSAULT", ["injured", "killed"])]


def test_who_claims_one_deed_does_not_claim_what_came_before_it(claims_of):
    claims = claims_of(
        "The army said that it had killed five militants, hours after gunmen attacked a convoy near Gao."
    )

    assert [(str(c.stance), [a.name for a in c.actors]) for c in claims] == [
        ("claims", ["army"]),
        ("asserts", ["gunmen"]),
    ]


def test_a_remark_in_a_denial_is_not_denied(claims_of):
    claims = claims_of("Rwanda denies backing the M23 rebels, who have seized large parts of eastern Congo.")

    assert [(str(c.stance), c.voice.name) for c in claims] == [("denies", "Rwanda"), ("asserts", None)]


def test_blame_beside_a_claim_that_nobody_made_is_blame(claims_of):
    claims = claims_of(
        "No group has claimed responsibility for the bombing, but officials blamed Islamic State, which has carried out "
        "similar attacks."
    )

    assert {(str(c.stance), c.voice.name) for c in claims} == {("asserts", None), ("blames", "officials")}


def test_a_voice_of_half_a_name_does_not_claim(claims_of):
    claims = claims_of("North Korea fired two missiles into the sea off its east coast, South Korea's military said.")

    assert [(str(c.stance), [a.name for a in c.actors]) for c in claims] == [("asserts", ["North Korea"])]


def test_up_to_when_something_will_not_be_let_is_open(claims_of):
    claims = claims_of(
        "Turkey will not allow Sweden to join NATO until it extradites suspects, President Erdogan said."
    )

    assert [str(c.status) for c in claims if c.type == "COERCE"] == ["hypothetical"]


def test_a_market_kills_nobody(claims_of):
    claims = claims_of("The two sides traded blame for an attack on a market that killed dozens.")

    assert [a.name for c in claims if c.type == "ASSAULT" for a in c.actors] == []


def test_what_is_answered_is_an_event_of_its_own(claims_of):
    claims = claims_of("Hezbollah fired dozens of rockets at Israel in retaliation for the killing of a commander.")

    assert [[a.name for a in c.recipients] for c in claims] == [["Israel"], ["commander"]]


def test_a_spokesman_who_names_his_own_claims(claims_of):
    claims = claims_of(
        "A spokesman for the Pakistani Taliban, Mohammad Khurasani, said the group was behind the attack."
    )

    assert [(str(c.stance), [a.name for a in c.actors]) for c in claims] == [("claims", ["Pakistani Taliban"])]


@pytest.mark.parametrize("text", ["“It was chaos,” the shooting claimed.", '"Two lives," the violence said.'])
def test_what_a_happening_is_said_to_say_does_no_harm(claims_of, text):
    assert {c.voice.name for c in claims_of(text)} <= {None}


def test_a_protest_that_did_something_took_place(claims_of):
    claims = claims_of("Teachers went to the capital to call for better pay in a protest that closed most schools.")

    assert [(str(c.type), str(c.status)) for c in claims] == [("PROTEST", "happened")]


def test_what_a_crowd_shouts_for_is_not_done(claims_of):
    assert claims_of("Teachers chanted, “Fund our schools,” outside parliament.") == ()


def test_an_indictment_that_says_for_what_is_no_blame_for_an_earlier_deed(claims_of):
    claims = claims_of(
        "Rebels bombed the port. A grand jury indicted two officers on Friday, accusing them of hacking a party's "
        "computers."
    )

    assert [(str(c.type), str(c.stance)) for c in claims] == [
        ("ASSAULT", "asserts"),
        ("ACCUSE", "asserts"),
        ("COERCE", "blames"),
    ]


@pytest.mark.parametrize("mark", ["'", "’", "ʼ"])
def test_a_negation_is_read_with_any_apostrophe(claims_of, mark):
    claims = claims_of(f"The rebels haven{mark}t attacked the town, the army said.")

    assert [(str(c.status), [a.name for a in c.actors]) for c in claims] == [("negated", ["rebels"])]


def test_arrests_of_two_named_people_are_two(claims_of):
    claims = claims_of("Police arrested Ann Lee in Oslo. Earlier, police arrested the driver Juan Paz in Oslo.")

    assert [[a.name for a in c.recipients] for c in claims] == [["Ann Lee"], ["Juan Paz"]]
    assert len({c.event for c in claims}) == 2


def test_no_voice_is_which(claims_of):
    claims = claims_of("The victim filed a complaint, based on which the arrest was made.")

    assert {c.voice.name for c in claims} == {None}


def test_a_name_ends_before_an_open_bracket(claims_of):
    claims = claims_of("The European Union (EU) and several other donors have frozen their budget aid to Malawi.")

    assert [a.name for c in claims for a in c.actors] == ["European Union", "donors"]


def test_who_dismisses_a_report_as_untrue_denies_it(claims_of):
    claims = claims_of('Iran rejected as "absurd" claims that it had attacked the tankers.')

    assert [(str(c.stance), [a.name for a in c.actors]) for c in claims] == [("denies", ["Iran"])]


def test_who_rejects_a_claim_denies_the_deed_and_not_the_doer(claims_of):
    claims = claims_of("The president rejected claims that soldiers had killed civilians.")

    assert [(str(c.stance), str(c.status), [a.name for a in c.actors]) for c in claims] == [
        ("denies", "negated", ["soldiers"])
    ]


def test_who_is_blamed_for_an_attack_is_not_whom_it_hit(claims_of):
    claims = claims_of("Authorities blamed the attack on the Baloch Liberation Army.")

    assert [([a.name for a in c.actors], c.recipients) for c in claims] == [(["Baloch Liberation Army"], ())]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Officials suspect the blast was the work of the Pakistani Taliban.", "suspects"),
        ("The blast bore the hallmarks of the Pakistani Taliban.", "suspects"),
        ("Nobody was hurt in the blast, which was the work of the Pakistani Taliban.", "asserts"),
    ],
)
def test_whose_work_a_deed_is_called_did_it(claims_of, text, stance):
    claims = claims_of(text)

    assert [(str(c.stance), [a.name for a in c.actors]) for c in claims] == [(stance, ["Pakistani Taliban"])]


def test_a_deed_that_a_group_has_not_claimed_took_place(claims_of):
    claims = claims_of("The group has not claimed the attack.")

    assert [(str(c.status), c.actors) for c in claims] == [("happened", ())]


def test_a_release_that_is_reported_is_told(claims_of):
    claims = claims_of("The junta released more than 3,000 prisoners to mark the new year, state TV reported.")

    assert [(str(c.type), [a.name for a in c.actors]) for c in claims] == [("RETREAT", ["junta"])]


def test_an_expulsion_after_a_murder_kills_nobody(claims_of):
    claims = claims_of("Canada expelled six diplomats after police accused Chile of murdering an activist.")

    assert [(str(c.type), "killed" in c.figures) for c in claims] == [("SANCTION", False), ("ASSAULT", True)]


def test_a_veto_is_lifted(claims_of):
    claims = claims_of("Turkey lifted its veto on Sweden's membership, the alliance's chief said.")

    assert [str(c.type) for c in claims] == ["CONCEDE"]


def test_what_is_rejected_as_a_coup_is_said_to_be_one(claims_of):
    claims = claims_of("The opposition rejected the statement as a coup by the regime.")

    assert [(str(c.type), str(c.stance), str(c.status)) for c in claims] == [
        ("REJECT", "asserts", "happened"),
        ("COERCE", "asserts", "happened"),
    ]


def test_a_warrant_for_an_arrest_is_no_arrest(claims_of):
    claims = claims_of("The court issued warrants for his arrest in 2009 over alleged war crimes.")

    assert [c.trigger.surface for c in claims] == ["issued warrants"]


def test_an_attack_that_was_ordered_is_no_request(claims_of):
    claims = claims_of("The commander ordered the attack on the village.")

    assert [(str(c.type), [a.name for a in c.actors]) for c in claims] == [("ASSAULT", ["commander"])]


def test_live_ammunition_that_is_denied_is_an_attack(claims_of):
    claims = claims_of("The interior ministry denied that police had used live ammunition.")

    assert [(str(c.type), str(c.stance), [a.name for a in c.actors]) for c in claims] == [
        ("ASSAULT", "denies", ["police"])
    ]


def test_no_one_is_nobody(claims_of):
    claims = claims_of("A bomb exploded in Homs. No one was hurt in the attack.")

    assert "one" not in {r.name for c in claims for r in c.recipients}


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("Fighters seized 276 girls in Chibok.", "ASSAULT", "abduct"),
        ("Police seized three men near the border.", "COERCE", "arrest"),
        ("Customs officers seized 12 kilos of cocaine.", "COERCE", "seize"),
        ("Agents seized $2 million in cash.", "COERCE", "seize"),
    ],
)
def test_who_is_seized_is_abducted_or_arrested_and_what_is_seized_is_taken(claims_of, text, kind, mode):
    (claim,) = claims_of(text)

    assert (str(claim.type), claim.mode) == (kind, mode)


def test_what_those_whom_somebody_threatens_have_done_is_told(claims_of):
    claims = claims_of("The president vowed to crush the rebels, who have killed dozens of people.")

    assert [(str(c.type), str(c.status)) for c in claims] == [("THREATEN", "happened"), ("ASSAULT", "happened")]


def test_tear_gas_that_dispersed_a_crowd_is_one_event(claims_of):
    claims = claims_of("Security forces used tear gas to disperse the crowd.")

    assert len({c.event for c in claims}) == 1


def test_bombs_dropped_in_a_drill_are_no_attack(claims_of):
    claims = claims_of(
        "The air force conducted a bombing drill, dropping eight bombs at a firing range near the border."
    )

    assert [str(c.type) for c in claims] == ["MOBILIZE"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The attempted murder of two men shocked the town.", {}),
        ("The murder of two men shocked the town.", {"killed": (2, 2)}),
        ("Three men stabbed a guard in London.", {}),
        ("France deployed 200 men to Mali.", {"troops": (200, 200)}),
    ],
)
def test_who_was_not_killed_and_is_no_soldier_is_not_counted_so(claims_of, text, expected):
    (claim,) = claims_of(text)

    assert {k: v for k, v in claim.figures.items() if k != "injured"} == expected


def test_within_shelling_range_nothing_is_shelled(claims_of):
    claims = claims_of("The town was within shelling range of the nearest rebel territory.")

    assert claims == ()
