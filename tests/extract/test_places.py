"""Which place a mention means, and where an event took place."""

import itertools

import pytest

from sayso.extract.gazetteer import load_gazetteer
from sayso.extract.places import NATIONALITY, find_places, place_of
from sayso.records import Analysis, Given, Page, Precision
from sayso.steps import default_analyze, default_steps
from sayso.testing import make_report, parse

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer()


def mentions(text, gazetteer):
    report, analysis = parse(text)
    return {p.span.surface: p for p in find_places(report, analysis, gazetteer)}


def where(text, trigger, gazetteer):
    report, analysis = parse(text)
    places = find_places(report, analysis, gazetteer)
    (token,) = [t.i for t in analysis.tokens if t.text == trigger]
    found = place_of(analysis, token, (), places)
    return found[0].span.surface if found else None


# --- which place ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "surface", "country", "admin1"),
    [
        ("The mayor of Paris met farmers from Lyon and Marseille in France.", "Paris", "FRA", "Île-de-France"),
        ("A tornado hit Paris, Texas, and then moved on to Dallas.", "Paris", "USA", "Texas"),
        ("Gunmen attacked a market in Tripoli, Lebanon, on Sunday.", "Tripoli", "LBN", None),
        ("Gunmen attacked a market in Tripoli as Libya prepared for a vote.", "Tripoli", "LBY", None),
        ("A bus crashed near Birmingham, Ala., police in Alabama said.", "Birmingham", "USA", "Alabama"),
        ("Protesters marched in Birmingham and in London on Saturday.", "Birmingham", "GBR", "England"),
        ("Fighting went on near Goma, in eastern Congo, on Tuesday.", "Goma", "COD", None),
    ],
)
def test_the_context_tells_which_place_is_meant(gazetteer, text, surface, country, admin1):
    place = mentions(text, gazetteer)[surface]

    assert place.country == country
    assert admin1 is None or place.admin1 == admin1


@pytest.mark.parametrize(
    ("text", "surface", "near"),
    [
        ("He was taken to a hospital in the West Midlands.", "West Midlands", (52.5, -1.9)),
        ("Police in Merseyside arrested two men.", "Merseyside", (53.4, -3)),
        ("The village in North Jeolla was sealed off.", "North Jeolla", (35.7, 127.1)),
        ("Rebels hold most of Cyrenaica.", "Cyrenaica", (30, 22)),
        ("Farmers in Transylvania blocked roads.", "Transylvania", (46.5, 24.3)),
    ],
)
def test_well_known_regions_have_a_point(gazetteer, text, surface, near):
    place = mentions(text, gazetteer)[surface]

    assert abs(place.lat - near[0]) < 1
    assert abs(place.lon - near[1]) < 1


@pytest.mark.parametrize("name", ["Hillsborough", "Lee", "Santa Rosa"])
def test_a_plural_noun_says_of_a_list_what_it_is_of(gazetteer, name):
    text = "In Florida the governor declared an emergency in Miami-Dade, Hillsborough, Lee and Santa Rosa counties."
    place = mentions(text, gazetteer)[name]

    assert (place.admin1, place.precision) == ("Florida", Precision.DISTRICT)


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("He was born in Naples, in Florida.", "Naples", "USA"),
        ("A fire broke out in Melbourne, in Florida, after a storm in London and Sydney.", "Melbourne", "USA"),
        ("A clinic in Santa Cruz, in Bolivia, was closed.", "Santa Cruz", "BOL"),
        ("He met traders from Melbourne in Athens.", "Melbourne", "AUS"),
    ],
)
def test_a_place_behind_in_tells_which_is_meant_where_it_may_hold_one(gazetteer, text, surface, country):
    assert mentions(text, gazetteer)[surface].country == country


def test_states_behind_a_list_may_be_countries(gazetteer):
    text = "Officials of Georgia, Armenia and Baltic states met on Monday."

    assert mentions(text, gazetteer)["Georgia"].country == "GEO"


def test_an_illness_is_no_place(gazetteer):
    assert set(mentions("West Nile virus killed ten people in Texas.", gazetteer)) == {"Texas"}
    assert set(mentions("Lassa fever has spread in Nigeria.", gazetteer)) == {"Nigeria"}


@pytest.mark.parametrize(
    ("text", "surface", "geonameid", "precision"),
    [
        ("A rocket hit the northern city of Erbil on Monday.", "Erbil", 95446, Precision.CITY),
        ("Troops left Iraq in 2011.", "Iraq", 99237, Precision.COUNTRY),
        ("Shells fell in Nineveh province near the border with Syria.", "Nineveh", 92877, Precision.PROVINCE),
        ("Israel struck targets in the Gaza Strip overnight.", "Gaza Strip", 281132, Precision.PROVINCE),
        ("Leaders from across Africa met on Friday.", "Africa", 6255146, Precision.REGION),
    ],
)
def test_a_mention_has_its_id_and_precision(gazetteer, text, surface, geonameid, precision):
    place = mentions(text, gazetteer)[surface]

    assert (place.geonameid, place.precision) == (geonameid, precision)


def test_a_known_base_is_a_site_in_its_country(gazetteer):
    place = mentions("Iran fired missiles at Ayn al-Asad air base in central Iraq.", gazetteer)["Ayn al-Asad air base"]

    assert (place.precision, place.country, place.geonameid) == (Precision.SITE, "IRQ", None)


def test_a_base_named_after_a_town_is_a_site_near_it(gazetteer):
    place = mentions("Rockets landed at Taji air base in Iraq on Sunday, north of Baghdad.", gazetteer)["Taji air base"]

    assert (place.precision, place.geonameid) == (Precision.SITE, None)


def test_a_nationality_is_listed_as_such(gazetteer):
    place = mentions("Iraqi troops entered the town on Friday.", gazetteer)["Iraqi"]

    assert place.country == "IRQ"
    assert place.rule.startswith(NATIONALITY)


@pytest.mark.parametrize(
    "text",
    [
        "Michael Jordan and Paris Hilton met Jack London.",
        "NATO and the OSCE signed the paper, Gen. Lincoln said.",
        "The police said that they had arrested two men on Sunday in March.",
        "Mobile phones were banned; reading them was not.",
    ],
)
def test_persons_bodies_and_plain_words_are_no_places(gazetteer, text):
    assert mentions(text, gazetteer) == {}


def test_a_mention_without_a_known_place_keeps_its_name_alone(gazetteer):
    found = mentions("Fighters attacked the village of Qarabaqlu Kharab in the north of Syria.", gazetteer)
    unknown = [p for p in found.values() if p.rule == "unknown"]

    assert all(p.geonameid is None and p.lat is None for p in unknown)


def test_text_in_capitals_is_read_as_well(gazetteer):
    found = mentions("GUNMEN ATTACKED A BASE IN MOSUL, IRAQ, ON SUNDAY AND KILLED THREE SOLDIERS.", gazetteer)

    assert {p.geonameid for p in found.values()} >= {99072, 99237}


def test_every_span_is_what_it_says_and_none_overlaps(gazetteer):
    text = "In Saint-Étienne, “Al-Qaim” – U.S.–Iraq; \u202bحلب\u202c, N.Y. (Tex.), Washington D.C.'s Côte d'Ivoire\u2028Mali"
    report, analysis = parse(text)

    found = find_places(report, analysis, gazetteer)

    assert all(text[p.span.start : p.span.end] == p.span.surface for p in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


def test_an_empty_analysis_has_no_places(gazetteer):
    empty = Analysis("", (), (), (), ())

    assert find_places(make_report(""), empty, gazetteer) == ()
    assert place_of(empty, 0, (), ()) is None


# --- where an event took place --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        (
            "A mortar attack on a post used by Kenyan forces in the southern town of Kismayo on Monday killed six.",
            "attack",
            "Kismayo",
        ),
        (
            "A mortar attack on a post used by Kenyan forces in the southern town of Kismayo on Monday killed six.",
            "killed",
            "Kismayo",
        ),
        ("French troops fired on rebels at Kidal airport in northern Mali.", "fired", "Kidal airport"),
        ("A drone killed the commander outside Sanaa in March.", "killed", "Sanaa"),
        ("Five people died in fighting near Goma on Tuesday.", "died", "Goma"),
        ("Police arrested four men after the Brussels bombing.", "bombing", "Brussels"),
        ("Russia invaded Georgia in 2008.", "invaded", "Georgia"),
        ("The siege of Aleppo lasted four years.", "siege", "Aleppo"),
        ("The army withdrew from Somalia last year.", "withdrew", "Somalia"),
        ("Gunmen stormed a hotel in Bamako and killed twenty guests.", "killed", "Bamako"),
        ("The mission is in Lebanon, from which the force will withdraw in May.", "withdraw", "Lebanon"),
        ("The minister spoke in Geneva about the raid.", "spoke", "Geneva"),
    ],
)
def test_an_event_took_place_where_its_clause_says(gazetteer, text, trigger, expected):
    assert where(text, trigger, gazetteer) == expected


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Washington has blamed Iran for the attack.", "attack"),
        ("The minister said in Geneva that the rebels killed three farmers.", "killed"),
        ("A US drone killed the commander.", "killed"),
        ("Iraqi forces arrested ten men.", "arrested"),
        ("Germany condemned Russia over the strike.", "condemned"),
        ("Turkey sent a letter to Greece after protests in Athens.", "letter"),
        ("Police fired shots after a rally in Nairobi; the president resigned.", "resigned"),
        ("The council imposed sanctions on Iran.", "imposed"),
    ],
)
def test_a_place_that_merely_stands_nearby_is_not_taken(gazetteer, text, trigger):
    assert where(text, trigger, gazetteer) is None


def test_a_locative_phrase_that_is_given_comes_first(gazetteer):
    text = "Rebels in Idlib shelled a base."
    report, analysis = parse(text)
    places = find_places(report, analysis, gazetteer)
    phrase = analysis.span(1, 3)

    found = place_of(analysis, 3, (phrase,), places)

    assert found is not None
    assert (found[0].span.surface, found[1]) == ("Idlib", "phrase")


@pytest.mark.parametrize("base", ["US", "Russian", "Turkish"])
def test_an_owner_within_a_phrase_is_not_the_place(gazetteer, base):
    text = f"Rockets hit a {base} base used by {base} forces on Monday."
    report, analysis = parse(text)
    places = find_places(report, analysis, gazetteer)
    phrase = analysis.span(2, 10)

    assert place_of(analysis, 1, (phrase,), places) is None


# --- names that the gazetteer does not have -------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "surface", "precision", "country"),
    [
        ("Rebels shelled a bakery in the village of Qarmushta in Iraq on Monday.", "Qarmushta", Precision.CITY, "IRQ"),
        ("Gunmen raided the town of Belwandi, north of Maiduguri.", "Belwandi", Precision.CITY, "NGA"),
        ("Snipers fired at cars in the Tarrabiya district of Damascus.", "Tarrabiya", Precision.DISTRICT, "SYR"),
    ],
)
def test_what_the_report_calls_a_place_is_one_without_coordinates(gazetteer, text, surface, precision, country):
    place = mentions(text, gazetteer)[surface]

    assert place.rule == "unknown"
    assert (place.lat, place.lon, place.geonameid) == (None, None, None)
    assert (place.precision, place.country) == (precision, country)


def test_a_name_once_called_a_village_is_a_place_wherever_it_stands(gazetteer):
    report, analysis = parse("Soldiers entered the village of Qarmushta. Two shells had hit Qarmushta before.")

    found = [p.span.surface for p in find_places(report, analysis, gazetteer)]

    assert found == ["Qarmushta", "Qarmushta"]


@pytest.mark.parametrize("text", ["John Smith, a town councillor, spoke.", "She met Ahmed, a village elder."])
def test_a_person_of_the_village_is_no_village(gazetteer, text):
    assert mentions(text, gazetteer) == {}


def test_a_spelling_of_the_news_finds_its_place(gazetteer):
    place = mentions("Aid ships reached the port of Hodeidah in Yemen.", gazetteer)["Hodeidah"]

    assert (place.geonameid, place.country) == (79415, "YEM")


# --- where, by what stands for a place ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Mosul fell to the group in 2014. Troops have since retaken the city.", "retaken", "Mosul"),
        ("Militants arrived in Palmyra in May. They blew up temples there.", "blew", "Palmyra"),
        ("Rockets hit Aleppo airport. Planes were bombed at the airport.", "bombed", "Aleppo airport"),
        ("Government forces launched an offensive to retake Ramadi.", "offensive", "Ramadi"),
        ("The battle for Sirte lasted months.", "battle", "Sirte"),
        ("The envoy will travel to Turkey for talks on Iraq.", "travel", "Turkey"),
        ("Air strikes and fighting in Homs went on.", "strikes", "Homs"),
        ("The minister will visit Erbil on Monday, where he will meet governors.", "meet", "Erbil"),
    ],
)
def test_an_event_took_place_where_other_words_say(gazetteer, text, trigger, expected):
    assert where(text, trigger, gazetteer) == expected


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Shells killed six people south of Mosul.", "killed"),
        ("London condemned the attacks in Kabul.", "condemned"),
        ("Troops retook the city on Monday.", "retook"),
        ("Mosul is calm. Troops shelled the old city.", "shelled"),
    ],
)
def test_what_lies_beside_or_is_only_spoken_of_is_not_the_place(gazetteer, text, trigger):
    assert where(text, trigger, gazetteer) is None


def test_the_rule_names_the_words_that_stand_for_the_place(gazetteer):
    report, analysis = parse("Mosul fell in 2014. Troops have since retaken the city.")
    token = next(t.i for t in analysis.tokens if t.text == "retaken")

    found = place_of(analysis, token, (), find_places(report, analysis, gazetteer))

    assert found is not None
    assert found[1] == "own object, 'city' for the place told last"


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Rebels seized the Al Noor hospital complex in Mosul.", "seized", "Al Noor hospital"),
        ("The militia seized tanks from Tiyas air base near Palmyra.", "seized", "Tiyas air base"),
        ("He was kidnapped from Lebanon on Sunday.", "kidnapped", "Lebanon"),
        ("It listed ten executions committed by police and the army in Venezuela.", "executions", "Venezuela"),
        ("Sinjar has been liberated after two years.", "liberated", "Sinjar"),
        ("Aleppo was devastated by regime bombardment.", "bombardment", "Aleppo"),
    ],
)
def test_what_is_taken_and_where_from_place_an_event(gazetteer, text, trigger, expected):
    assert where(text, trigger, gazetteer) == expected


def test_the_area_is_the_finest_place_of_the_sentence_that_told_one_last(gazetteer):
    text = "Troops stormed the Al Noor hospital in the heart of Mosul. Jets bombed the area."

    assert where(text, "bombed", gazetteer) == "Al Noor hospital"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The minister condemned the attacks in Jalalabad.", "condemned"),
        ("He criticized the firm for opening a factory in Mexico.", "criticized"),
        ("Washington was outraged by the attack.", "attack"),
        ("The council will hold a meeting at the request of Washington and Tokyo.", "meeting"),
        ("Joint drills had played a role in provoking Pyongyang.", "drills"),
    ],
)
def test_who_condemns_need_not_be_where_the_attack_was(gazetteer, text, trigger):
    assert where(text, trigger, gazetteer) is None


def read(text):
    """Read a text as a report with a dateline, and analyze it."""
    report = default_steps().read(Page.of_text(text, Given(id="filed")))
    return report, next(iter(default_analyze([report], tag=False)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WASHINGTON — Police arrested ten people.", [("WASHINGTON", "USA", "city")]),
        ("ERBIL, Iraq (Reuters) - Rockets fell.", [("ERBIL", "IRQ", "city"), ("Iraq", "IRQ", "country")]),
        ("GAZA/JERUSALEM (Reuters) - Rockets fell.", [("GAZA", "PSE", "city"), ("JERUSALEM", "ISR", "city")]),
        ("KABUL, Jan. 5 (Xinhua) -- Police arrested ten people.", [("KABUL", "AFG", "city")]),
        ("LONDON, Ontario — Police arrested ten people.", [("LONDON", "CAN", "city"), ("Ontario", "CAN", "province")]),
    ],
)
def test_a_dateline_names_places(gazetteer, text, expected):
    found = find_places(*read(text), gazetteer)

    assert [(p.span.surface, p.country, str(p.precision)) for p in found] == expected
    assert all(text[p.span.start : p.span.end] == p.span.surface for p in found)


def test_where_a_report_is_from_tells_which_town_it_means(gazetteer):
    told = {
        p.span.surface: p.country
        for p in find_places(*read("LONDON, Ontario — Police raided homes in Hamilton."), gazetteer)
    }

    assert told["Hamilton"] == "CAN"


@pytest.mark.parametrize("name", ["Port-au-Prince", "Stratford-upon-Avon", "Port-de-Paix"])
def test_a_name_of_hyphens_is_one_place(gazetteer, name):
    assert [p.span.surface for p in find_places(*parse(f"Police arrested ten people in {name}."), gazetteer)] == [name]
