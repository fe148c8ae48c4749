"""MUC-4 templates: what is an incident, and how its slots are filled. The texts are our own."""

import math
import re
from dataclasses import replace

import pytest

from sayso.extract.known_names import mark_names
from sayso.read.page import read_page
from sayso.records import Given, Page, ReadFill
from sayso.steps import default_steps
from sayso.views.muc4_drafts import Draft, tie
from sayso.views.muc4_mentions import find_mentions, load_groups
from sayso.views.muc4_model import Forest, LogLinear, load_model
from sayso.views.muc4_numbers import draft_numbers, mention_numbers
from sayso.views.to_muc4 import BROADER_MEANS, best, make_drafts, make_templates, read

BOMBING = """   LIMA, 12 MAR 90 (EFE) -- [TEXT] A CAR BOMB EXPLODED LAST NIGHT IN FRONT OF THE SPANISH EMBASSY
IN LIMA, KILLING TWO POLICEMEN AND INJURING FIVE PASSERSBY, POLICE REPORTED TODAY.

   THE EXPLOSION DESTROYED THE EMBASSY'S FACADE.  THE SHINING PATH CLAIMED RESPONSIBILITY FOR THE ATTACK.
"""
KIDNAPPING = """   BOGOTA, 3 FEB 90 (AFP) -- [TEXT] GUERRILLAS KIDNAPPED BUSINESSMAN PEDRO LONDONO YESTERDAY IN CALI,
THE ARMY REPORTED TODAY.
"""
TALKS = """   SAN JOSE, 7 MAY 90 (ACAN) -- [TEXT] THE PRESIDENTS OF COSTA RICA AND HONDURAS MET TODAY TO DISCUSS
COFFEE PRICES AND A COMMON TARIFF.  THEY WILL MEET AGAIN IN JULY.
"""


def analyze(text):
    steps = default_steps()
    report = read_page(Page.of_text(text, Given(id="x")))
    return steps, report, next(iter(steps.analyze([report])))


def templates_of(text):
    steps, report, analysis = analyze(text)
    return make_templates(analysis, steps.extract(report, analysis))


def values(template, slot):
    return [f["value"] if isinstance(f, dict) else f for f in template.get(slot, [])]


@pytest.mark.model
def test_a_bombing_becomes_one_template_with_date_place_and_targets():
    found = templates_of(BOMBING)

    assert len(found) == 1
    assert found[0]["type"] == "BOMBING"
    assert found[0]["stage"] == "ACCOMPLISHED"
    assert found[0]["date"] == "1990-03-11"
    assert found[0]["location"].startswith("PERU: LIMA")
    assert "TWO POLICEMEN" in values(found[0], "hum_tgt_desc")
    assert "DEATH" in values(found[0], "hum_tgt_effect")


@pytest.mark.model
def test_a_kidnapping_has_neither_instrument_nor_physical_target():
    found = templates_of(KIDNAPPING)

    assert [t["type"] for t in found] == ["KIDNAPPING"]
    assert values(found[0], "hum_tgt_name") == ["PEDRO LONDONO"]
    assert not {"instrument_id", "phys_tgt_id"} & set(found[0])


@pytest.mark.model
def test_a_report_without_violence_has_no_template():
    assert templates_of(TALKS) == []


@pytest.mark.model
def test_templates_are_the_same_each_time():
    assert templates_of(BOMBING) == templates_of(BOMBING)


@pytest.mark.model
@pytest.mark.parametrize("text", ["", "   ", "[TEXT]", "BOMB", "\u0130\u0131 ATTACK \U0001f4a3"])
def test_odd_texts_do_no_harm(text):
    from sayso.testing import parse

    report, analysis = parse(text or " ")

    assert isinstance(make_templates(analysis, default_steps().extract(report, analysis)), list)


@pytest.mark.model
def test_organisations_that_the_list_knows_alike_are_treated_alike():
    one, other = (templates_of(BOMBING.replace("SHINING PATH", name)) for name in ("FMLN", "ELN"))

    assert [values(t, "perp_org_confidence") for t in one] == [values(t, "perp_org_confidence") for t in other]


@pytest.mark.parametrize(
    "name", ["mention", "mention2", "candidate", "keep", "relevant", "type", "hum_type", "confidence"]
)
def test_no_packaged_weight_is_about_a_named_party(name):
    words = {w.lower() for f in load_model(name).weights for w in re.split("[=:]", f)}

    assert not words & {
        "salvadoran",
        "colombian",
        "peruvian",
        "jesuit",
        "communist",
        "leftist",
        "fmln",
        "eln",
        "farc",
        "mrta",
        "sendero",
        "galan",
        "ellacuria",
        "cristiani",
        "extraditables",
    }


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("mention", {"h", "m", "g", "gc", "st", "k", "nc", "sector"}),
        ("candidate", {"hum:m", "hum:st", "hum:k", "hum:c"}),
        ("keep", {"w", "c", "cl"}),
        ("relevant", {"w", "l", "c"}),
        ("hum_type", {"m", "st", "k", "s"}),
    ],
)
def test_no_kind_of_feature_is_lost_because_a_text_has_its_letter_as_an_initial(name, kinds):
    found = {f.partition("=")[0] for f in load_model(name).weights if "=" in f}

    assert kinds <= found


def test_words_of_like_meaning_stand_in_one_group_and_no_party_in_any():
    groups = load_groups()

    assert groups["kill"] == groups["murder"]
    assert groups["bus"] == groups["truck"]
    assert not set(groups) & {"fmln", "eln", "farc", "mrta", "sendero", "galan", "ellacuria", "cristiani"}


def test_the_wider_class_is_said_where_the_narrower_ones_are_unsure():
    model = LogLinear(("GUN", "MACHINE GUN", "RIFLE"), {"x": (0.0, 0.3, 0.0)})

    assert best(model, ["x"]) == "MACHINE GUN"
    assert best(model, ["x"], BROADER_MEANS) == "GUN"


@pytest.mark.model
def test_a_title_and_a_name_are_one_person():
    found = templates_of(KIDNAPPING.replace("THE ARMY", "THE BUSINESSMAN WAS TAKEN FROM HIS OFFICE, THE ARMY"))

    assert [values(t, "hum_tgt_name") for t in found] == [["PEDRO LONDONO"]]
    assert len(found[0]["hum_tgt_number"]) == 1


def test_a_log_linear_model_gives_probabilities():
    model = LogLinear(("a", "b"), {"x": (1.0, -1.0)})

    assert model.predict([]) == {"a": 0.5, "b": 0.5}
    assert model.predict(["x", "x"]) == model.predict(["x"])


def test_names_in_capitals_are_told_from_ordinary_words():
    words = "THE FARC AND SALVADORAN TROOPS MET IN PLAN AND IN SANTA ANA".split()

    marked = [w for w, is_name in zip(words, mark_names(words), strict=True) if is_name]

    assert marked == ["FARC", "SALVADORAN", "SANTA", "ANA"]


@pytest.mark.model
def test_what_the_reader_says_of_a_word_is_told_of_its_mention():
    steps, report, analysis = analyze(KIDNAPPING)
    start = KIDNAPPING.index("GUERRILLAS")
    tagged = replace(
        analysis.tagged,
        fills=(ReadFill(start, start + 10, (0.9, 0.0, 0.0, 0.0, 0.0)),),
        incidents=((0.0, 0.0, 0.8, 0.0, 0.0),) * len(analysis.sentences),
    )
    analysis = replace(analysis, tagged=tagged)

    scene, mentions = find_mentions(analysis, steps.extract(report, analysis))

    found = {scene.tokens[m.head].text: m.features for m in mentions}
    assert {"r.perp=12", "r.hum=0", "r.top=perp:12", "r.told=11", "r.key.perp=12"} <= set(found["GUERRILLAS"])
    assert {"r.perp=0", "r.doc.perp=12", "r.told=11"} <= set(found["LONDONO"])


@pytest.mark.model
def test_without_heads_for_incidents_no_feature_is_of_the_reader():
    steps, report, analysis = analyze(KIDNAPPING)
    analysis = replace(analysis, tagged=None)

    _, mentions = find_mentions(analysis, steps.extract(report, analysis))

    assert not [f for m in mentions for f in m.features if f.startswith("r.")]


FOREST = Forest(("no", "yes"), (0.0, 0.5), ((), (((1, 2.0, 1, 2), (-1.0,), (3.0,)),)))


@pytest.mark.parametrize(("number", "log_odds"), [(2.0, -0.5), (2.1, 3.5)])
def test_a_forest_adds_the_leaves_that_its_numbers_lead_to(number, log_odds):
    assert FOREST.predict([0.0, number])["yes"] == pytest.approx(1 / (1 + math.exp(-log_odds)))


def test_trees_move_what_was_predicted_halfway_in_log_odds():
    model = LogLinear(("no", "yes"), {}, FOREST)

    assert model.refine({"no": 0.5, "yes": 0.5}, [0.0, 2.1])["yes"] == pytest.approx(1 / (1 + math.exp(-1.75)))


def test_without_trees_what_was_predicted_stands():
    assert LogLinear(("no", "yes"), {}).refine({"no": 0.4, "yes": 0.6}, [1.0]) == {"no": 0.4, "yes": 0.6}


@pytest.mark.parametrize("name", ["mention2", "same", "keep", "candidate"])
def test_packaged_trees_know_the_classes_of_their_model(name):
    model = load_model(name)

    assert model.forest is not None
    assert model.forest.classes == model.classes
    assert any(len(tree) > 1 for trees in model.forest.trees for tree in trees)


@pytest.mark.model
def test_mentions_have_as_many_numbers_with_the_readers_heads_as_without():
    steps, report, analysis = analyze(BOMBING)
    coding = steps.extract(report, analysis)
    lengths = {
        len(row) for a in (analysis, replace(analysis, tagged=None)) for _, row in mention_numbers(read(a, coding))
    }

    assert len(lengths) == 1


@pytest.mark.model
@pytest.mark.parametrize("name", ["RICARDO ALVARENGA VALDIVIESO", "OSCAR MARIN", "ANA ISABEL CASANOVA"])
def test_a_given_name_that_the_parse_takes_for_a_noun_is_part_of_the_name(name):
    found = templates_of(KIDNAPPING.replace("BUSINESSMAN PEDRO LONDONO", f"BUSINESSMAN {name}"))

    assert [values(t, "hum_tgt_name") for t in found] == [[name]]


@pytest.mark.model
def test_a_nation_said_only_where_a_victim_is_spoken_of_again_is_that_of_the_victim():
    found = templates_of(
        KIDNAPPING.replace("YESTERDAY IN CALI", "YESTERDAY IN CALI.  LONDONO, A MEXICAN CITIZEN, WAS UNHURT")
    )

    assert [values(t, "hum_tgt_nation") for t in found] == [["MEXICO"]]


def test_drafts_know_how_likely_the_others_tell_the_same():
    one, other = Draft(sentences=[0, 4], entities=[]), Draft(sentences=[2], entities=[])

    tie([one, other], {(0, 1): 0.2, (0, 2): 0.9, (1, 2): 0.6}, [0, 2, 4])

    assert one.ties == [(other, pytest.approx(0.4))]
    assert other.ties == [(one, pytest.approx(0.4))]


@pytest.mark.model
def test_a_draft_beside_others_has_as_many_numbers_as_one_alone():
    readings = []
    for text in (BOMBING, BOMBING + KIDNAPPING):
        steps, report, analysis = analyze(text)
        readings.append(read(analysis, steps.extract(report, analysis)))
    drafts = [(reading, draft) for reading in readings for draft in make_drafts(reading)]

    assert len(drafts) > 2
    assert len({len(draft_numbers(*pair)) for pair in drafts}) == 1
