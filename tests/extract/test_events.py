"""Triggers, types, modes and roles, read off real parses of our own sentences."""

from __future__ import annotations

import pytest

from sayso.extract.events import find_events
from sayso.records import Analysis, Event, EventType, Span
from sayso.testing import make_report, parse

pytestmark = pytest.mark.model


def events_of(text: str) -> tuple[Event, ...]:
    return find_events(*parse(text))


def surfaces(spans: tuple[Span, ...]) -> list[str]:
    return [s.surface for s in spans]


ROLES = [
    ("active", "The army killed ten rebels in Kidal.", "killed", ["army"], ["ten rebels"]),
    ("passive", "Ten rebels were killed by the army.", "killed", ["army"], ["Ten rebels"]),
    ("reduced relative", "A man arrested by police in Oslo has died of a fever.", "arrested", ["police"], ["man"]),
    ("relative clause", "The group, which kidnapped two nurses, is small.", "kidnapped", ["group"], ["two nurses"]),
    ("object relative", "The province that Serbia invaded is poor.", "invaded", ["Serbia"], ["province"]),
    ("shared subject", "Rebels stormed the jail and killed a guard.", "killed", ["Rebels"], ["guard"]),
    ("participle", "Gunmen raided a bank, wounding three people.", "wounding", ["Gunmen"], ["three people"]),
    ("raising", "The man was seen attacking officers.", "attacking", ["man"], ["officers"]),
    ("blamed gerund", "Chad accused Libya of bombing a village.", "bombing", ["Libya"], ["village"]),
    ("conjoined agents", "Police and soldiers arrested two men.", "arrested", ["Police", "soldiers"], ["two men"]),
    ("nominal", "The rocket attack on a base by militants failed.", "rocket attack", ["militants"], ["base"]),
    ("nominal of", "The killing of a reporter by police shocked the town.", "killing", ["police"], ["reporter"]),
    ("demonym", "Israeli bombardment of Gaza went on.", "bombardment", ["Israeli"], ["Gaza"]),
    ("led", "Saudi-led air strikes killed ten people in Sanaa.", "air strikes", ["Saudi"], ["ten people"]),
    ("between", "Talks between Serbia and Croatia took place in Oslo.", "Talks", ["Serbia", "Croatia"], []),
    ("possessor", "Kerry's visit to Amman was short.", "visit", ["Kerry"], ["Amman"]),
    ("a bill is no party", "The senate approved the tax bill.", "approved", ["senate"], []),
    ("a sum is no party", "Norway pledged 40 million dollars.", "pledged", ["Norway"], []),
    ("owner of a word", "The mayor criticised the governor's remarks.", "criticised", ["mayor"], ["governor"]),
    ("owner within the trigger", "The union rejected the minister's offer.", "rejected", ["union"], ["minister"]),
    ("owner of a position", "Chile's leader agrees with Peru's position.", "agrees with", ["Chile's leader"], ["Peru"]),
    ("own record", "The senator defended his record.", "defended", ["senator"], []),
    ("not who suffered it", "Peru condemned the editor's imprisonment.", "condemned", ["Peru"], []),
    ("light verb", "Peru launched an attack on a rebel camp.", "attack", ["Peru"], ["rebel camp"]),
    ("claimed by", "An attack claimed by the ELN killed a guard.", "attack", ["ELN"], ["guard"]),
    ("demand that", "Chile demanded that Bolivia leave the port.", "demanded", ["Chile"], ["Bolivia"]),
    (
        "resolution",
        "The parliament passed a resolution demanding that foreign troops leave.",
        "demanding",
        ["parliament"],
        ["foreign troops"],
    ),
    ("phrase", "Troops laid siege to the town.", "laid siege to", ["Troops"], ["town"]),
    ("particle", "Rebels blew up a bridge near Cali.", "blew up", ["Rebels"], ["bridge"]),
    ("efforts", "Coalition efforts to support the army go on.", "support", ["Coalition"], ["army"]),
    ("given in", "Norway will give $9 million in new aid to the mission.", "give", ["Norway"], ["mission"]),
    ("facing criticism", "Peru faced criticism from Chile.", "criticism", ["Chile"], ["Peru"]),
    ("receiving threats", "The ministry received threats from the ELN.", "threats", ["ELN"], ["ministry"]),
    ("receiving requests", "Lee received requests from Paz on a daily basis.", "requests", ["Paz"], ["Lee"]),
    ("announced at", "General Lee announced the raid at a press conference.", "raid", ["General Lee"], []),
    ("given towards", "Norway gave nearly $6 million toward the campaign.", "gave", ["Norway"], []),
    ("passive shared", "The man was evicted and sentenced to jail.", "sentenced", [], ["man"]),
    ("eviction", "The inquiry followed Smith's eviction from the embassy.", "eviction", [], ["Smith"]),
    ("facing charges", "Smith faces two charges in Peru.", "faces", [], ["Smith"]),
    ("facing an inquiry", "The mayor faced an inquiry last year.", "faced an inquiry", [], ["mayor"]),
    ("dragged to court", "Two senators dragged the mayor to court.", "dragged", ["Two senators"], ["mayor"]),
    ("one of a series", "It was a pattern of killings by the police.", "killings", ["police"], []),
    ("given with", "Norway provided Ukraine with rockets.", "provided", ["Norway"], ["Ukraine"]),
    ("talks inside", "Kerry raised doubts in a call with the envoy.", "call", ["Kerry"], ["envoy"]),
    ("owner", "He condemned Israel's killing of ten people.", "killing", ["Israel"], ["ten people"]),
    ("owner's", "He condemned Israel's killing of ten people.", "condemned", ["He"], ["Israel"]),
    ("victim's", "The priest's murder shocked the town.", "murder", [], ["priest"]),
    ("set fire to", "Protesters set fire to three banks.", "set fire to", ["Protesters"], ["three banks"]),
    ("first word", "Violent clashes broke out in Athens.", "clashes", [], []),
    ("dozens of", "Rebels fired dozens of rockets at northern Chad.", "fired", ["Rebels"], ["northern Chad"]),
    ("volleys of", "Youths hurled volleys of petrol bombs at the post.", "hurled", ["Youths"], ["post"]),
    ("reported", "Residents reported shelling within hours.", "shelling", [], []),
    ("warned", "Iran warned Israel that it would respond.", "warned", ["Iran"], ["Israel"]),
    ("of", "Ukraine shot down 24 of 29 drones launched by Russia.", "shot down", ["Ukraine"], ["24 of 29 drones"]),
    ("last day", "Marines carried out a raid on Saturday, Mexican officials said.", "raid", ["Marines"], []),
    ("absolute", "Ortega won a fourth term with his rivals imprisoned.", "imprisoned", [], ["his rivals"]),
    ("paid to", "A man paid Lee to carry out the shooting.", "shooting", ["Lee"], []),
    (
        "prefix",
        "Rebels killed monks, non-residents and guards.",
        "killed",
        ["Rebels"],
        ["monks", "non-residents", "guards"],
    ),
    ("outside", "Police and protesters clashed outside parliament.", "clashed", ["Police", "protesters"], []),
    ("asked for", "Villagers asked the mayor for help.", "asked", ["Villagers"], ["mayor"]),
    ("spoken at once", "Bush phoned Blair to congratulate him.", "congratulate", ["Bush"], ["him"]),
    ("apposition", "Police arrested her husband, Juan Paz, on Monday.", "arrested", ["Police"], ["Juan Paz"]),
]


@pytest.mark.parametrize(("text", "trigger", "actors", "recipients"), [r[1:] for r in ROLES], ids=[r[0] for r in ROLES])
def test_roles(text: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    event = next(e for e in events_of(text) if e.trigger.surface == trigger)

    assert surfaces(event.actors) == actors
    assert surfaces(event.recipients) == recipients


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("A car bomb attack killed four people.", EventType.ASSAULT, "explosives"),
        ("The air force conducted 265 bombing raids on the town.", EventType.ASSAULT, "aerial"),
        ("A drone strike killed four people.", EventType.ASSAULT, "drone"),
        ("Gunmen opened fire on a bus.", EventType.ASSAULT, "firearms"),
        ("Warplanes carried out airstrikes on Idlib.", EventType.ASSAULT, "aerial"),
        ("Rebels fired mortars at the airport.", EventType.ASSAULT, "heavy-weapons"),
        ("Agents assassinated the general in Rome.", EventType.ASSAULT, "targeted"),
        ("The senator attacked the mayor for closing the port.", EventType.ACCUSE, "disapprove"),
        ("The army imposed a curfew in Lima.", EventType.COERCE, "curfew"),
        ("Nurses went on strike over pay.", EventType.PROTEST, "strike"),
        ("Traders observed a bandh in the old town.", EventType.PROTEST, "strike"),
        ("Police used pepper spray on the crowd.", EventType.ASSAULT, "crowd-control"),
        ("Moscow threw out 23 British diplomats.", EventType.SANCTION, "expel"),
        ("The judge threw out the case.", EventType.REJECT, None),
        ("The governor should resign.", EventType.REQUEST, "change"),
        ("The mayor needs to step down.", EventType.REQUEST, "change"),
        ("Residents took out a procession through the old town.", EventType.PROTEST, "demo"),
        ("Thousands joined a rally against the tax in Lima.", EventType.PROTEST, "demo"),
        ("Ballots for the pending strike go out on Monday.", EventType.PROTEST, "strike"),
        ("The sheriff locked up two ranchers.", EventType.COERCE, "arrest"),
        ("Prisoners began a hunger strike.", EventType.PROTEST, "hunger"),
        ("The rebels declared a ceasefire.", EventType.RETREAT, "ceasefire"),
        ("Norway expelled two diplomats.", EventType.SANCTION, "expel"),
        ("Peru sent 400 soldiers to the border.", EventType.MOBILIZE, "troops"),
    ],
)
def test_type_and_mode(text: str, kind: EventType, mode: str) -> None:
    assert (kind, mode) in [(e.type, e.mode) for e in events_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "An earthquake killed forty people.",
        "Oil prices hit a record high.",
        "A worker was killed in a road accident on Friday.",
        "Ships take part in naval security operations.",
        "A cool morning greeted the troops.",
        "The engineers execute what was drawn.",
        "Ministers clashed over the budget.",
        "The dog attacked the boy for three minutes.",
        "They engaged with town managers.",
        "The office declined comment.",
        "The guards pushed us into a large hall.",
        "The campaign sets the conditions for growth.",
        "Spain beat Italy in the cup final.",
        "The firm met its target for the year.",
        "The candidate spoke at a rally in Lima.",
        "The governor had locked up the nomination by May.",
        "The minister was ready for questions.",
        "The nurses were furious at the way patients were treated.",
        "The singer was captured on video at the shop.",
        "The ministry released a statement.",
        "The spokesman declined to comment.",
        "The minister told reporters that the bridge was new.",
        "The president fought back tears at the ceremony for the cup.",
    ],
)
def test_everyday_senses_are_no_events(text: str) -> None:
    assert events_of(text) == ()


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Cuba threatened to attack the ships.", ["THREATEN"]),
        ("Kenya urged Sudan to release the pilots.", ["REQUEST"]),
        ("Mali refused to withdraw its troops.", ["REJECT"]),
        ("The EU called for an investigation into the attack.", ["REQUEST", "ASSAULT"]),
        ("Greece condemned the attack.", ["ACCUSE", "ASSAULT"]),
        ("Nepal blamed rebels for the attack.", ["ASSAULT"]),
        ("Nepal blamed India for the delay.", ["ACCUSE"]),
        ("Egypt says the rebels must lay down their arms.", ["REQUEST"]),
        ("Egypt urged the rebels to end their attacks on convoys.", ["REQUEST", "ASSAULT"]),
        ("The militia claimed responsibility for the bombing.", ["ASSAULT"]),
    ],
)
def test_what_is_only_asked_or_threatened_is_no_event(text: str, types: list[str]) -> None:
    assert [e.type.value for e in events_of(text)] == types


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ('"We call on Peru to free the editor," the league said.', "happened"),
        ("The minister says that she agrees with the plan.", "happened"),
        ("The league is calling on Peru to free the editor.", "ongoing"),
        ("Chile supports the plan, the minister said.", "ongoing"),
    ],
)
def test_what_is_done_by_saying_it_has_happened(text: str, status: str) -> None:
    assert [e.status for e in events_of(text)] == [status]


def test_means_are_found_with_their_kind() -> None:
    event = next(
        e for e in events_of("Oman launched a ballistic missile attack on a base.") if e.type is EventType.ASSAULT
    )

    assert [(i.name, i.kind) for i in event.instruments] == [("ballistic missile", "heavy")]


def test_place_phrases_leave_dates_out() -> None:
    event = events_of("Gunmen killed two guards in the city of Cali on Monday.")[0]

    assert surfaces(event.places) == ["city of Cali"]


NO_EVENTS = [
    "Austria argued for decades that it was a victim.",  # "argued for" whom
    "A search engine yielded 30 grams of gold.",
    "The role in the release of secret documents by the paper is unclear.",
    "The reports were seen by Amnesty.",
    "The victim boarded a bus.",
    "The president struggles to take control.",
]


@pytest.mark.parametrize("text", NO_EVENTS)
def test_no_event(text: str) -> None:
    assert events_of(text) == ()


def test_charges_that_somebody_is_indicted_on_are_no_event_of_their_own() -> None:
    found = events_of("The former minister was indicted on charges of fraud on Monday.")

    assert [e.trigger.surface for e in found] == ["indicted"]


def test_text_in_capitals_is_read() -> None:
    found = events_of("GUERRILLAS ATTACKED A POLICE STATION IN SAN MIGUEL, KILLING TWO OFFICERS.")

    assert [(e.type.value, e.trigger.surface) for e in found] == [("ASSAULT", "ATTACKED"), ("ASSAULT", "KILLING")]


def test_spans_are_of_the_text_and_in_order() -> None:
    text = "Police arrested Ann Lee, who had led a march. “We condemn it,” said the union. Two soldiers were shot dead."

    found = events_of(text)

    assert [e.trigger.start for e in found] == sorted(e.trigger.start for e in found)
    for event in found:
        for span in (event.trigger, *event.actors, *event.recipients, *event.places):
            assert text[span.start : span.end] == span.surface


def test_a_threat_is_aimed_at_whom_the_act_would_hit() -> None:
    event = events_of("Oman threatened to cut off gas supplies to Malta.")[0]

    assert surfaces(event.recipients) == ["Malta"]


def test_a_must_that_is_a_guess_is_no_demand() -> None:
    assert events_of("The minister must have been at home.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00",
        "—“”",
        "🚀 attack 🚀",
        "killed killed killed",
        "by by by the the",
        "ATTACK!!! \u202e kill",
        "a-b-c led led",
    ],
)
def test_odd_text_does_no_harm(text: str) -> None:
    for event in events_of(text):
        assert text[event.trigger.start : event.trigger.end] == event.trigger.surface


def test_an_empty_analysis_has_no_events() -> None:
    assert find_events(make_report(""), Analysis("", (), (), (), ())) == ()
