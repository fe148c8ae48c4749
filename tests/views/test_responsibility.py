from sayso.records import EventType, Stance, Status, Voice
from sayso.testing import make_actor, make_claim, make_coding, make_report, make_span
from sayso.views.responsibility import Party, find_responsibility, party_key, voice_name

TEXT = (
    "An attack on a base killed ten. The Red Brigade claimed responsibility for the attack, but Atlantis has blamed Erewhon "
    "and Islanders. Erewhon Town has denied responsibility. Tea was served."
)
BRIGADE = make_actor(TEXT, "The Red Brigade", sector="REB")
ATLANTIS = make_actor(TEXT, "Atlantis", country="ATL", sector="GOV", id="state:ATL", resolved="government of Atlantis")
EREWHON = make_actor(TEXT, "Erewhon", country="ERE", id="state:ERE")
CAPITAL = make_actor(TEXT, "Erewhon Town", country="ERE", sector="GOV", id="state:ERE")
ISLANDERS = make_actor(TEXT, "Islanders", sector="REB")


def say(actor, stance, *accused, **fields):
    return make_claim(
        TEXT,
        "attack",
        stance=stance,
        voice=Voice(name=actor.name, source=actor.span, actor=actor),
        actors=accused,
        cue=make_span(TEXT, "claimed"),
        **fields,
    )


def code(*claims):
    return make_coding(make_report(TEXT), *claims)


def test_each_party_has_its_voices():
    coding = code(
        make_claim(TEXT, "attack"),
        say(BRIGADE, Stance.CLAIMS, BRIGADE),
        say(ATLANTIS, Stance.BLAMES, EREWHON, ISLANDERS),
        say(CAPITAL, Stance.DENIES, CAPITAL),
    )

    (table,) = find_responsibility(coding)

    assert table.parties == (
        Party(key="the red brigade", name="The Red Brigade", claimed_by_itself=True),
        Party(key="state:ERE", name="Erewhon", blamed_by=("government of Atlantis",), denied_by=("Erewhon Town",)),
        Party(key="islanders", name="Islanders", blamed_by=("government of Atlantis",)),
    )
    assert table.unnamed_by == (None,)


def test_who_claims_responsibility_is_the_party_even_if_the_claim_names_no_actor():
    (table,) = find_responsibility(code(say(BRIGADE, Stance.CLAIMS)))

    assert [(p.name, p.claimed_by_itself) for p in table.parties] == [("The Red Brigade", True)]


def test_a_denial_that_names_nobody_disputes_the_event():
    (table,) = find_responsibility(code(make_claim(TEXT, "attack"), say(CAPITAL, Stance.DENIES)))

    assert (table.parties, table.disputed_by) == ((), ("Erewhon Town",))


def test_a_voice_counts_once():
    (table,) = find_responsibility(code(say(ATLANTIS, Stance.BLAMES, EREWHON), say(ATLANTIS, Stance.BLAMES, EREWHON)))

    assert table.parties[0].blamed_by == ("government of Atlantis",)


def test_only_violent_or_contested_events_are_shown():
    calm = make_claim(TEXT, "served", event="e2", type=EventType.AID)
    contested = make_claim(TEXT, "served", event="e3", type=EventType.COERCE, stance=Stance.BLAMES, actors=(EREWHON,))

    assert [t.event for t in find_responsibility(code(calm, contested))] == ["e3"]


def test_what_is_only_planned_or_denied_to_have_happened_is_no_deed():
    planned = make_claim(TEXT, "attack", status=Status.PLANNED, actors=(EREWHON,))

    assert find_responsibility(code(planned)) == ()


def test_tables_stand_in_text_order():
    late, early = make_claim(TEXT, "blamed", event="e1"), make_claim(TEXT, "attack", event="e2")

    assert [t.event for t in find_responsibility(code(late, early))] == ["e2", "e1"]


def test_a_capital_and_its_state_are_one_party_by_their_id():
    assert party_key(EREWHON) == party_key(CAPITAL) == "state:ERE"
    assert party_key(BRIGADE) == "the red brigade"


def test_the_narrator_has_no_name():
    assert voice_name(Voice()) is None


def test_a_coding_without_claims_has_no_table():
    assert find_responsibility(code()) == ()
