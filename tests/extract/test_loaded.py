"""Loaded words: the wording decides, never the party."""

import itertools
import os
import subprocess
import sys

import pytest

from sayso.extract.loaded import find_loaded, load_entries
from sayso.records import Attribution, Span
from sayso.testing import parse

pytestmark = pytest.mark.model


def spans(text, attributions=()):
    report, analysis = parse(text)
    return [(x.span.surface, x.kind) for x in find_loaded(report, analysis, attributions)]


PARTIES = ["US", "Iranian", "Israeli", "Russian", "Syrian", "Chinese"]


@pytest.mark.parametrize("party", PARTIES)
def test_a_regime_is_a_label_with_its_country_whichever_it_is(party):
    found = spans(f"The {party} regime invaded the country in 2003.")

    assert found == [(f"{party} regime", "label")]


@pytest.mark.parametrize("party", PARTIES)
def test_a_drone_of_a_regime_carries_the_label_too(party):
    found = spans(f"A {party} regime drone hit the convoy near the airport in January.")

    assert found == [(f"{party} regime", "label")]


@pytest.mark.parametrize(
    "text",
    [
        "The inspectors agreed on a new sanctions regime.",
        "Officials rejected any talk of regime change.",
        "The treaty sets up an inspection regime for nuclear plants.",
    ],
)
def test_a_regime_of_rules_is_no_label(text):
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An agreement was signed with the Houthi freedom fighters last year.", ("freedom fighters", "label")),
        ("The puppet government in the capital fell on Friday.", ("puppet", "label")),
        ("Hordes of fighters crossed the river at dawn.", ("Hordes", "label")),
        ("Thugs in uniform broke up the rally.", ("Thugs", "label")),
        ("The army carried out a cowardly raid on the village.", ("cowardly", "loaded_word")),
        ("The troops brutally beat three farmers.", ("brutally", "loaded_word")),
        ("The bogus inquiry ended on Monday.", ("bogus", "loaded_word")),
        ("Moscow sent tanks in a purported effort to restore order.", ("purported effort", "doubt_marker")),
        ("Ankara began a so-called peace operation in the north.", ("so-called peace operation", "doubt_marker")),
    ],
)
def test_the_loaded_span_is(text, expected):
    assert spans(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The “rebels” will be coming from Chad, where the army has been training them.",
        "The latest “peace process” goes on while arms are shipped to both sides.",
    ],
)
def test_short_words_at_a_distance_are_scare_quotes_with_their_marks(text):
    ((surface, kind),) = spans(text)

    assert kind == "scare_quotes"
    assert (surface[0], surface[-1]) == ("“", "”")


@pytest.mark.parametrize(
    "text",
    [
        "A Sunni militia named “Jaysh al-Fath” took the town.",
        "An operation called “olive branch” began on Saturday.",
        "The minister called the report “grossly unfair”.",
        "He said the attack was a “massacre”.",
        "“We will win,” the general told reporters.",
        "The song “Yesterday” was played at the funeral.",
        "The word “truce” comes from an old root.",
        "The company reported “strong” figures, according to its statement.",
    ],
)
def test_names_titles_and_quotations_are_no_scare_quotes(text):
    assert [kind for _, kind in spans(text) if kind == "scare_quotes"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested two men on Tuesday after a shooting that killed a shopkeeper in Leeds.",
        "The parliament voted to demand that foreign forces leave the country.",
        "Rebels fired three rockets at the base, wounding nine soldiers.",
        "The alleged gunman appeared in court on Friday.",
        "Talks between the two governments will resume in Geneva next week.",
        "The Evil Dead was shown at the festival.",
    ],
)
def test_plain_reporting_is_not_loaded(text):
    assert spans(text) == []


def test_words_in_a_source_mouth_are_the_source_own():
    text = "The minister said the rebels were cowardly. The regime fell."
    report, analysis = parse(text)
    content = text.index("the rebels")
    attribution = Attribution(
        source=Span(0, 12, "The minister"),
        cue=Span(13, 17, "said"),
        content=(Span(content, content + 24, text[content : content + 24]),),
    )

    found = find_loaded(report, analysis, (attribution,))

    assert [(x.span.surface, x.owner) for x in found] == [("cowardly", "The minister"), ("regime", "narrator")]


def test_the_innermost_source_owns_the_words():
    text = "The agency reported that the mayor called it a heinous act."
    report, analysis = parse(text)
    outer = Attribution(source=Span(0, 10, "The agency"), cue=None, content=(Span(20, 58, text[20:58]),))
    inner = Attribution(
        source=Span(25, 34, "the mayor"), cue=None, content=(Span(42, 58, text[42:58]),), speaker="mayor"
    )

    found = find_loaded(report, analysis, (outer, inner))

    assert [(x.span.surface, x.owner) for x in found] == [("heinous", "mayor")]


def test_text_in_capitals_is_read_as_well():
    assert ("BRUTAL", "loaded_word") in spans(
        "THE BRUTAL ATTACK ON THE VILLAGE KILLED THREE FARMERS IN THE EAST OF THE COUNTRY."
    )


def test_spans_are_what_they_say_and_do_not_overlap():
    text = 'The so-called “brutal regime” of thugs — disgraceful, heinous — fell. “” ‘’ " regime'
    report, analysis = parse(text)

    found = find_loaded(report, analysis, ())

    assert all(text[x.span.start : x.span.end] == x.span.surface for x in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


def test_the_lexicon_names_no_country():
    entries = {" ".join(e.words) for group in load_entries().values() for e in group}

    assert len(entries) > 400
    assert not {word for phrase in entries for word in phrase.split()} & {
        "israel",
        "russia",
        "iran",
        "taliban",
        "isis",
        "nato",
        "zionist",
    }


def test_the_spans_do_not_hang_on_the_order_of_a_set():
    """A word and the adjective in it may both be listed; which is taken once changed with Python's hash seed."""
    program = (
        "from tests.extract.test_loaded import found; print(found('Shockingly, the brutally vicious regime fell.'))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "5")
    }

    assert len(told) == 1


def found(text):
    report, analysis = parse(text)
    return [(x.span.surface, x.kind, x.score, x.rule) for x in find_loaded(report, analysis, ())]
