"""Who is made to say what: spans, stance, chains."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.extract.attributions import find_attributions, link_chains
from sayso.records import Attribution, Span, Stance
from sayso.testing import make_report, parse


def find(text):
    report, analysis = parse(text)
    return analysis, find_attributions(report, analysis)


def surfaces(attribution):
    return (
        attribution.source.surface if attribution.source else None,
        attribution.cue.surface if attribution.cue else None,
        [c.surface for c in attribution.content],
    )


CLOSED = (
    "Gunmen on motorcycles attacked three villages in northwestern Nigeria, killing at least 50 people and abducting dozens of "
    "women, a local official and residents said Friday, June 3, 2022."
)


@pytest.mark.model
def test_speech_that_closes_a_sentence_is_about_all_of_it():
    _, (found,) = find(CLOSED)

    assert found.source.surface == "a local official and residents"
    assert [c.surface for c in found.content] == [CLOSED.partition(", a local")[0]]


# --- spans ----------------------------------------------------------------------------------------

SPANS = [
    ("The army said that it had left.", "The army", "said", ["that it had left"]),
    ("The head of Oxfam, Ann Diab, said aid had arrived.", "The head of Oxfam, Ann Diab,", "said", ["aid had arrived"]),
    ("Kenya has repeatedly denied the raid.", "Kenya", "has repeatedly denied", ["the raid"]),
    ("According to the police, two men died in Lagos.", "the police", "According to", ["two men died in Lagos"]),
    ("“We left,” the mayor said.", "the mayor", "said", ["“We left,”"]),
    ("“We left,” the mayor said. “Nobody stayed.”", "the mayor", "said", ["“We left,”", "“Nobody stayed.”"]),
    ('The mayor said it was "totally destroyed" by fire.', "The mayor", "said", ['it was "totally destroyed" by fire']),
    ("The rebels, witnesses said, burned the bridge.", "witnesses", "said", ["The rebels", "burned the bridge"]),
    ("The man was quoted as saying that talks had failed.", "The man", "was quoted as saying", ["that talks had failed"]),
    ("Chile was accused by Peru of violating its airspace.", "Peru", "was accused", ["Chile", "of violating its airspace"]),
    ("Peru: we did not attack the tanker", "Peru", ":", ["we did not attack the tanker"]),
    ("A union linked to the rebels said ten had died.", "A union linked to the rebels", "said", ["ten had died"]),
    ("GUERRILLAS SAID THEY WOULD FREE THE HOSTAGES.", "GUERRILLAS", "SAID", ["THEY WOULD FREE THE HOSTAGES"]),
]  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize(("text", "source", "cue", "content"), SPANS)
def test_spans_of_an_attribution(text, source, cue, content):
    _, found = find(text)

    assert (source, cue, content) in [surfaces(a) for a in found]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We left,” the mayor said.", "direct"),
        ("The mayor said the town was “totally destroyed” by fire.", "mixed"),
        ("The mayor said the town had burned.", "indirect"),
    ],
)
def test_kind_follows_the_quotation_marks(text, kind):
    _, found = find(text)

    assert found[0].kind == kind


@pytest.mark.model
def test_quotation_goes_on_over_paragraphs_without_a_closing_mark():
    _, found = find("“We left the town,” the mayor said. “Nobody stayed.\n\n“Then the rain came and we went back.”")

    assert [a.source.surface for a in found if a.source] == ["the mayor"]
    assert found[0].content[-1].surface.endswith("“Then the rain came and we went back.”")


@pytest.mark.model
def test_statement_after_a_colon_fills_the_paragraphs_that_follow():
    _, found = find("The Foreign Minister said:\n\nThe siege must end. Rebels shelled the market.\n\nWe call for calm.")

    assert surfaces(found[0])[:2] == ("The Foreign Minister", "said")
    assert found[0].content[0].surface.startswith("The siege must end.")


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["“We left, the mayor said.", 'He said " and "went" home "', "”””", "said", '"', "''\n\n“"]
)
def test_an_odd_quotation_mark_breaks_nothing(text):
    report, analysis = parse(text)

    actual = find_attributions(report, analysis)

    assert all(analysis.text[s.start : s.end] == s.surface for a in actual for s in a.content)


# --- stance -----------------------------------------------------------------------------------------

STANCES = [
    # text, source, stance, accused, anchor
    ("The militia claimed responsibility for the blast.", "The militia", "claims", [], "blast"),
    ("The Shabab took credit for the ambush.", "The Shabab", "claims", [], "ambush"),
    ("The group admitted killing two soldiers.", "The group", "claims", [], "killing"),
    ("The army said it had carried out the strike.", "The army", "claims", [], "strike"),
    ("The suspect confessed to the murder.", "The suspect", "claims", [], "murder"),
    (
        "Accra has blamed Togo and/or the ousted Volta rebels.",
        "Accra",
        "blames",
        ["Togo", "the ousted Volta rebels"],
        None,
    ),
    ("Accra blamed Togo for the bombing.", "Accra", "blames", ["Togo"], "bombing"),
    ("Officials blamed the blast on separatists.", "Officials", "blames", ["separatists"], "blast"),
    ("Officials pinned the blast on separatists.", "Officials", "blames", ["separatists"], "blast"),
    ("Norway held Chad responsible for the drone strikes.", "Norway", "blames", ["Chad"], "strikes"),
    ("Oslo pointed the finger at Lima over the poisoning.", "Oslo", "blames", ["Lima"], "poisoning"),
    ("Kenya accused Chad and Mali of arming the rebels.", "Kenya", "blames", ["Chad", "Mali"], "arming"),
    ("Oslo says Lima is behind the sabotage.", "Oslo", "blames", ["Lima"], "sabotage"),
    ("The bombing was blamed on the rebels.", None, "suspects", ["the rebels"], "bombing"),
    ("Chad is accused of shelling villages.", None, "suspects", ["Chad"], "shelling"),
    ("Kenya denied that it fired rockets at the town.", "Kenya", "denies", [], "fired"),
    ("Kenya denied carrying out a strike.", "Kenya", "denies", [], "strike"),
    ("Nairobi has denied responsibility.", "Nairobi", "denies", [], None),
    ("Kenya rejected allegations that its jets bombed a hospital.", "Kenya", "denies", [], "bombed"),
    ("Kenya dismissed reports of a massacre as propaganda.", "Kenya", "denies", [], "massacre"),
    ("The rebels said they were not involved in the attack.", "The rebels", "denies", [], "attack"),
    ("Kenya said it had nothing to do with the bombing.", "Kenya", "denies", [], "bombing"),
    ("The militia denied any role in the kidnapping.", "The militia", "denies", [], "kidnapping"),
    ("The army said that reports of a massacre were false.", "The army", "denies", [], "massacre"),
    ("Police suspect that separatists planted the bomb.", "Police", "suspects", [], None),
    ("Officials believe the group carried out the raid.", "Officials", "suspects", [], None),
    ("The mayor said rebels may have planted the bomb.", "The mayor", "suspects", [], None),
    ("The army said the rebels had left.", "The army", "asserts", [], None),
    ("Police said he stabbed the guard.", "Police", "asserts", [], None),
    ("Witnesses said they opened fire on the crowd.", "Witnesses", "asserts", [], None),
    ('"They attacked us first," the president said.', "the president", "asserts", [], None),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "source", "stance", "accused", "anchor"), STANCES)
def test_stance_of_an_attribution(text, source, stance, accused, anchor):
    analysis, found = find(text)
    told = next(a for a in found if (a.source.surface if a.source else None) == source)

    assert told.stance == stance, told.rule
    assert [s.surface for s in told.accused] == accused
    assert (analysis.tokens[told.anchor].text if told.anchor is not None else None) == anchor
    assert told.tells


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Israel has neither confirmed nor denied the strike.",
        "The ministry declined to comment on the attack.",
        "No group has claimed responsibility for the bombing.",
        "France condemned the attack on the embassy.",
        "The minister demanded the release of the hostages.",
        "He would not say whether the army had shelled the town.",
    ],
)
def test_no_voice_is_taken_from_a_cue_that_tells_nothing(text):
    _, found = find(text)

    assert not any(a.tells for a in found)


@pytest.mark.model
def test_clauses_that_differ_in_stance_become_attributions_of_their_own():
    analysis, found = find("Chad said it had no involvement in the massacre and that the rebels were responsible.")

    assert [(a.stance, analysis.tokens[a.anchor].text) for a in found if a.anchor is not None] == [
        (Stance.DENIES, "massacre"),
        (Stance.BLAMES, "massacre"),
    ]


# --- chains -------------------------------------------------------------------------------------------


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("Reuters quoted the army as saying that rebels had left the post.", "Reuters", "the army"),
        ("State TV said the ministry had said the plane was lost.", "State TV", "the ministry"),
        ("Officials said Monday, citing witnesses, that gunmen had stormed the school.", "Officials", "witnesses"),
    ],
)
def test_inner_voice_knows_who_quotes_it(text, outer, inner):
    _, found = find(text)
    told = next(a for a in found if a.source and a.source.surface == inner)

    assert told.outer is not None
    assert found[told.outer].source.surface == outer


@pytest.mark.model
def test_who_says_that_somebody_is_accused_is_the_accuser():
    _, found = find("The prosecutor said Tom Lane is accused of shooting a guard.")

    assert [(a.source.surface, a.stance) for a in found if a.accused] == [("The prosecutor", Stance.BLAMES)]


def test_outer_is_the_shortest_content_that_holds_the_cue():
    text = "A said B said C said D"
    spans = [Span(i, i + 1, text[i]) for i in (0, 7, 14)]
    cues = [Span(i, i + 4, "said") for i in (2, 9, 16)]
    contents = [Span(i, len(text), text[i:]) for i in (7, 14, 21)]

    actual = link_chains(
        Attribution(source=s, cue=q, content=(c,)) for s, q, c in zip(spans, cues, contents, strict=True)
    )

    assert [a.outer for a in actual] == [None, 0, 1]


# --- even hands and robustness ------------------------------------------------------------------------------


@pytest.mark.model
@pytest.mark.parametrize(
    "template",
    [
        "{0} blamed {1} for the attack on the port.",
        "{0} denied that it had shelled {1}.",
        "{0} said {1} was behind the bombing.",
        "{0} claimed responsibility for the raid on {1}.",
    ],
)
def test_exchanging_the_parties_changes_nothing_but_the_names(template):
    pairs = [("Israel", "Iran"), ("Iran", "Israel"), ("Russia", "Ukraine"), ("Ukraine", "Russia")]

    stances = {tuple((a.stance, a.tells, len(a.accused)) for a in find(template.format(*pair))[1]) for pair in pairs}

    assert len(stances) == 1


WORDS = [
    *("said denied blamed on that accused of killing it not for attack claimed responsibility".split()),
    *("“ ” \" '' ‘ . , : [X] é مرحبا \u200b".split(" ")),
    "the army",
    "\n\n",
    "[begin recording]",
]


@pytest.mark.model
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            WORDS
        ),
        max_size=30,
    ).map(" ".join)
)  # fmt: skip
def test_any_text_gives_spans_that_are_its_own(text):
    report, analysis = parse(text)

    found = find_attributions(report, analysis)

    for attribution in found:
        spans = [attribution.source, attribution.cue, *attribution.content, *attribution.accused]
        assert all(text[s.start : s.end] == s.surface for s in spans if s)
        assert attribution.outer is None or 0 <= attribution.outer < len(found)


def test_empty_analysis_has_no_attributions():
    from sayso.records import Analysis

    assert find_attributions(make_report(""), Analysis("", (), (), (), ())) == ()


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The guards beat a prisoner, an accusation that they have denied.",
        "The report came after a guard beat a prisoner – something the guard has denied.",
    ],
)
def test_a_noun_that_sums_up_a_clause_makes_the_clause_content(text):
    found = find_attributions(*parse(text))

    denial = next(a for a in found if a.stance is Stance.DENIES)
    assert any("beat a prisoner" in s.surface for s in denial.content)


@pytest.mark.model
def test_closing_according_to_is_about_the_whole_sentence():
    _, found = find("The man claimed that he had killed the guard, according to the judge.")

    assert [(surfaces(a)[0], surfaces(a)[2]) for a in found] == [
        ("the judge", ["The man claimed that he had killed the guard"]),
        ("The man", ["that he had killed the guard"]),
    ]
    assert found[1].outer == 0


@pytest.mark.model
def test_date_after_the_cue_is_no_content():
    _, found = find("The Taliban said on Tuesday its fighters had captured the district.")

    assert surfaces(found[0])[2] == ["its fighters had captured the district"]
    assert found[0].stance is Stance.CLAIMS


@pytest.mark.model
def test_speech_beside_a_condemnation_is_what_is_told():
    _, found = find("The prime minister condemned the attack: “They killed our children.”")

    assert surfaces(found[0])[2] == ["“They killed our children.”"]
    assert found[0].tells
