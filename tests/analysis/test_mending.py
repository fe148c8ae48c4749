"""What is mended of a parse; whatever is mended, every word still hangs on a root."""

import pytest

from sayso.testing import parse

pytestmark = pytest.mark.model

MENDED = {
    "said in a statement that": (
        "Islamic State said in a statement that one of its fighters had carried out the attack.",
        ("carried", "said"),
    ),
    "which police blamed": ("The bombing, which police blamed on the PKK, killed ten people.", ("blamed", "bombing")),
    "since gunmen": (
        "Israel's military said on Thursday that it had dropped 6,000 bombs on the Gaza Strip since Saturday, when gunmen from Hamas "
        "broke through the fence around the enclave, killed more than 1,200 people and took at least 150 hostages.",
        ("killed", "broke"),
    ),
    "asked and shot": (
        "A gunman boarded a school bus, asked which of the girls was Malala Yousafzai and shot her in the head.",
        ("shot", "asked"),
    ),
    "said and called for": (
        "Amnesty International said the police had used excessive force and called for an investigation.",
        ("called", "said"),
    ),
    "accused of bombing": ("The Taliban accused the US of bombing civilians.", ("civilians", "bombing")),
    "hospital run by": ("A gunship fired on a hospital run by a charity on Saturday.", ("run", "hospital")),
}


@pytest.mark.parametrize(("text", "edge"), MENDED.values(), ids=MENDED)
def test_a_word_hangs_where_it_belongs(text, edge):
    _, analysis = parse(text)
    edges = {(t.text, analysis.tokens[t.head].text) for t in analysis.tokens}

    assert edge in edges


CIRCLE = "Luyster was set to go on trial Monday on charges that he pistol-whipped his ex-girlfriend in Longview."


@pytest.mark.parametrize("text", [*(text for text, _ in MENDED.values()), CIRCLE])
def test_every_word_hangs_on_a_root(text):
    _, analysis = parse(text)
    for token in analysis.tokens:
        above, steps = token, 0
        while above.head != above.i and steps <= len(analysis.tokens):
            above, steps = analysis.tokens[above.head], steps + 1

        assert above.head == above.i


@pytest.mark.parametrize(("plural", "lemma"), [("bases", "base"), ("taxes", "tax")])
def test_plurals_have_their_own_lemma(plural, lemma):
    _, analysis = parse(f"They attacked the {plural}.")

    assert lemma in {t.lemma for t in analysis.tokens}


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("They staged it, waged it, hoped for it and raped.", {"stage", "wage", "hope", "rape"}),
        ("They planned it, hopped, stopped and bused them.", {"plan", "hop", "stop"}),
    ],
)
def test_short_verbs_keep_their_e(text, lemmas):
    _, analysis = parse(text)

    assert lemmas <= {t.lemma for t in analysis.tokens}
