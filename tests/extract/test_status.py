"""How an event stands in its words, and its hedges."""

import pytest

from sayso.extract.status import find_hedge, find_status, load_words
from sayso.records import Analysis, Sentence, Status, Token
from sayso.testing import parse


def make_analysis(*rows: tuple[str, str, str, str, str, int]) -> Analysis:
    """Build the analysis of one sentence of (text, lemma, pos, tag, dep, head) rows."""
    tokens, at = [], 0
    for i, (text, lemma, pos, tag, dep, head) in enumerate(rows):
        tokens.append(Token(i, at, at + len(text), text, lemma, pos, tag, dep, head, 0))
        at += len(text) + 1
    children = tuple(tuple(t.i for t in tokens if t.head == i and t.i != i) for i in range(len(tokens)))
    text = " ".join(t.text for t in tokens)
    return Analysis(text, tuple(tokens), (Sentence(0, len(text), 0, len(tokens), 0),), (), children)


def test_future_auxiliary_makes_a_plan():
    analysis = make_analysis(
        ("Rebels", "rebel", "NOUN", "NNS", "nsubj", 2),
        ("will", "will", "AUX", "MD", "aux", 2),
        ("attack", "attack", "VERB", "VB", "ROOT", 2),
    )

    actual = find_status(analysis, 2)

    assert actual == (Status.PLANNED, "status=planned:will")


def test_adverb_is_the_hedge_of_its_verb():
    analysis = make_analysis(
        ("Rebels", "rebel", "NOUN", "NNS", "nsubj", 2),
        ("allegedly", "allegedly", "ADV", "RB", "advmod", 2),
        ("attacked", "attack", "VERB", "VBD", "ROOT", 2),
    )

    actual = find_hedge(analysis, 2)

    assert actual is not None
    assert actual.surface == "allegedly"


def test_a_circle_in_the_parse_ends():
    analysis = make_analysis(
        ("attack", "attack", "VERB", "VB", "xcomp", 1),
        ("plan", "plan", "VERB", "VB", "xcomp", 0),
    )

    actual = find_status(analysis, 0)[0]

    assert actual in Status


def test_lists_name_only_known_statuses():
    words = load_words()
    names = {*words.adjectives.values(), *words.nouns.values(), *words.prepositions.values(), *words.objects.values()}

    assert names <= {s.value for s in Status}
    assert set(words.governors.values()) <= {s.value for s in Status} | {"actual"}


STATUSES = [
    ("The minister announced on Thursday that the number of police would rise to 900.", "rise", "planned"),
    ("The force is due to totally withdraw by June 3.", "withdraw", "planned"),
    ("Canberra threatened to freeze the accounts.", "freeze", "planned"),
    ("The rebels will attack the town.", "attack", "planned"),
    ("The group threatened an attack on the capital.", "attack", "planned"),
    ("The threat of an attack is high.", "attack", "planned"),
    ("The leaders agreed to meet in Geneva.", "meet", "planned"),
    ("Chad ordered 500 troops to deploy to the border.", "deploy", "planned"),
    ("The parliament demanded that French forces leave the country.", "leave", "planned"),
    ("Talks will be held in Geneva.", "Talks", "planned"),
    ("The two sides were expected to sign a deal.", "sign", "planned"),
    ("He vowed that Cuba would retaliate.", "retaliate", "planned"),
    ("The UN called for a ceasefire.", "ceasefire", "planned"),
    ("Troops were sent to protect the town.", "protect", "planned"),
    ("The president is to visit Oslo next week.", "visit", "planned"),
    ("THE REBELS WILL RELEASE THE HOSTAGES TOMORROW.", "RELEASE", "planned"),
    ("The rebels are shelling the town.", "shelling", "ongoing"),
    ("The army continues to shell the town.", "shell", "ongoing"),
    ("The town is besieged by rebels.", "besieged", "ongoing"),
    ("The ongoing siege of the town worsened.", "siege", "ongoing"),
    ("The army has begun an offensive.", "offensive", "ongoing"),
    ("Its forces carry out air strikes in Mali every day.", "strikes", "ongoing"),
    ("Police foiled an attack on the embassy.", "attack", "negated"),
    ("Guards prevented gunmen from storming the school.", "storming", "negated"),
    ("The army failed to capture the city.", "capture", "negated"),
    ("The army did not attack the village.", "attack", "negated"),
    ("Troops withdrew without firing a shot.", "firing", "negated"),
    ("No attack took place.", "attack", "negated"),
    ("Neither side attacked.", "attacked", "negated"),
    ("Norway cancelled the summit.", "summit", "negated"),
    ("If the rebels attack, the army will respond.", "attack", "hypothetical"),
    ("The rebels might attack the town.", "attack", "hypothetical"),
    ("She will not talk to them until the rebels free the hostages.", "free", "hypothetical"),
    ("Peru would have attacked the base.", "attacked", "hypothetical"),
    ("The government is considering sanctions.", "sanctions", "hypothetical"),
    ("The rebels may have attacked the town.", "attacked", "happened"),
    ("The army staged an attack on the town.", "attack", "happened"),
    ("The rebels began to withdraw on Sunday.", "withdraw", "happened"),
    ("Gunmen opened fire, killing ten people.", "killing", "happened"),
    ("Rebels attack army post in north", "attack", "happened"),
    ("The senate voted to demand an inquiry.", "demand", "happened"),
    ("The senate voted to send troops.", "send", "planned"),
    ("The envoy will not hesitate to send troops.", "send", "planned"),
    ("Kenya denied that it had attacked the convoy.", "attacked", "happened"),
    ("The rebels were able to escape.", "escape", "happened"),
    ("The rebels were not able to escape.", "escape", "negated"),
    ("The rebels no longer attack the port.", "attack", "negated"),
    ("The army may not attack the town.", "attack", "hypothetical"),
    ("The fence is to keep rebels from attacking the town.", "attacking", "hypothetical"),
    ("The guards kept rebels from attacking the town.", "attacking", "negated"),
    ("The rain did not stop the attack.", "attack", "happened"),
    ("The council called for the envoy to be expelled.", "expelled", "planned"),
    ("The council demanded that the envoy be expelled.", "expelled", "planned"),
    ("The parliament rejected a proposal to annex the island.", "annex", "negated"),
    ("Norway decided against sending troops.", "sending", "negated"),
    ("There is no risk of any attack.", "attack", "negated"),
    ("Guards watch for any attack.", "attack", "hypothetical"),
    ("The leaders gathered to denounce the coup.", "denounce", "happened"),
    ("The army has no role in guarding the camp.", "guarding", "negated"),
    ("She drew on the assumption that rebels attacked first.", "attacked", "hypothetical"),
    ("Denmark is working with its neighbours to help the refugees.", "help", "ongoing"),
    ("The minister praised Danish efforts to support the army.", "support", "ongoing"),
    ("Denmark worked to free the hostages.", "free", "planned"),
    ("Talks between the two sides are under way in Oslo.", "Talks", "ongoing"),
    ("An attack on the dam is imminent.", "attack", "planned"),
    ("The trial of the mayor is set to begin in June.", "trial", "planned"),
    ("The mayor remains firm in his support of the strikers.", "support", "ongoing"),
    ("Two of the teachers remain in jail.", "remain", "ongoing"),
    ("The workers have been on strike since Monday.", "been", "ongoing"),
    ("The ministry has no plans to send troops.", "send", "negated"),
    ("The false report by local police of the killing of a boy is groundless.", "killing", "negated"),
    ("The president phoned his colleague to congratulate him.", "congratulate", "happened"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "word", "status"), STATUSES)
def test_status_of_an_event(text, word, status):
    _, analysis = parse(text)
    token = next(t.i for t in analysis.tokens if t.text == word)

    actual, rule = find_status(analysis, token)

    assert actual == status, rule


HEDGES = [
    ("The group allegedly attacked the town.", "attacked", "allegedly"),
    ("The alleged attack killed two.", "attack", "alleged"),
    ("Ghana is thought to have bombed the convoy.", "bombed", "thought"),
    ("The jets were reported to have fired missiles.", "fired", "reported"),
    ("He is accused of killing two officers.", "killing", "accused"),
    ("It is believed that the group bombed the market.", "bombed", "believed"),
    ("Suspected militants killed three soldiers.", "killed", "Suspected"),
    ("The military seems to have killed the leader.", "killed", "seems"),
    ("The rebels may have carried out the raid.", "raid", "may"),
    ("Reports of an attack on the port were unconfirmed.", "attack", "Reports"),
    ("Chile has accused Peru of killing a sailor.", "killing", None),
    ("The rebels attacked the town.", "attacked", None),
    ("Police arrested two men.", "arrested", None),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "word", "hedge"), HEDGES)
def test_hedge_of_an_event(text, word, hedge):
    _, analysis = parse(text)
    token = next(t.i for t in analysis.tokens if t.text == word)

    actual = find_hedge(analysis, token)

    assert (actual.surface if actual else None) == hedge
