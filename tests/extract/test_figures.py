"""How many, of what, and to which event the figures belong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.figures import figures_of, find_figures
from sayso.extract.number_words import parse_number_words, parse_spoken_year
from sayso.records import Analysis, Figure
from sayso.testing import make_report, parse

_TABLE = [
    line.split("|")
    for line in (Path(__file__).parent / "figure_expressions.csv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
][1:]


def _figures(text: str) -> tuple[Figure, ...]:
    return find_figures(*parse(text))


def _of(text: str, word: str) -> str:
    report, analysis = parse(text)
    token = next(t.i for t in analysis.tokens if t.text == word)
    found = figures_of(analysis, token, find_figures(report, analysis))
    return " ; ".join(f"{k} {'-' if a is None else a} {'-' if b is None else b}" for k, (a, b) in found.items())


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "word", "expected"), _TABLE, ids=[f"{r[0][:50]}:{r[1]}" for r in _TABLE])
def test_figures_belong_to_the_event(sentence: str, word: str, expected: str) -> None:
    assert _of(sentence, word) == expected


@pytest.mark.model
def test_a_part_of_a_number_is_no_number_of_its_own() -> None:
    found = _figures("The attack killed at least 10 people, including three children.")

    assert [(f.span.surface, f.counts, f.rule) for f in found] == [
        ("at least 10", "killed", "figures.at_least"),
        ("three", "other", "figures.part"),
    ]


@pytest.mark.model
def test_whom_a_figure_counts_is_kept() -> None:
    (found,) = _figures("Rebels killed 12 Kurdish fighters.")

    assert found.of is not None
    assert found.of.surface == "12 Kurdish fighters"


@pytest.mark.model
def test_the_former_level_is_not_the_level() -> None:
    found = _figures("The number of soldiers rose from 500 to 4,000.")

    assert {(f.least, f.counts) for f in found} == {(500, "other"), (4000, "troops")}


@pytest.mark.model
def test_money_is_money() -> None:
    (found,) = _figures("The ministry gave $1.5 million to the town.")

    assert (found.least, found.counts) == (1_500_000, "money")


@pytest.mark.model
def test_dates_and_hours_count_nothing() -> None:
    assert _figures("He was charged at 8 p.m. on May 3, 2019.") == ()


@pytest.mark.model
def test_text_in_capitals_is_read() -> None:
    assert _of("GUERRILLAS KILLED 10 SOLDIERS IN THE AMBUSH.", "KILLED") == "killed 10 10"


@pytest.mark.model
@pytest.mark.parametrize("parties", [("Rebels", "soldiers"), ("Soldiers", "rebels"), ("Israelis", "Palestinians")])
def test_whoever_the_parties_are_the_figure_is_the_same(parties: tuple[str, str]) -> None:
    doer, victims = parties

    assert _of(f"{doer} attacked a camp, killing seven {victims}.", "attacked") == "killed 7 7"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twenty four", 24),
        ("one hundred", 100),
        ("two hundred five", 205),
        ("three thousand four hundred", 3400),
        ("two million", 2_000_000),
        ("nineteen", 19),
        ("six seven", None),
        ("twenty twelve", None),
        ("", None),
    ],
)
def test_number_words_are_read(words: str, value: int | None) -> None:
    assert parse_number_words(words.split()) == value


def test_spoken_years_are_read() -> None:
    assert parse_spoken_year(["nineteen", "eighty", "four"]) == 1984
    assert parse_spoken_year(["twenty", "twelve"]) == 2012
    assert parse_spoken_year(["twenty", "four"]) is None


def test_empty_analysis_has_no_figures() -> None:
    analysis = Analysis(text="", tokens=(), sentences=(), names=(), children=())

    assert find_figures(make_report(""), analysis) == ()


@pytest.mark.model
@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "at least 10 two dozen of killed dead wounded hundreds thousands toll rose to from no casualties none and or - "
            "people $ 1.5 million , . including between a few 9999999999999999999999999999999 ½ died lives their lost".split()
        ),
        max_size=14,
    )
)
def test_any_order_of_number_words_is_read_without_a_crash(words: list[str]) -> None:
    text = " ".join(words)
    report, analysis = parse(text)

    figures = find_figures(report, analysis)

    for figure in figures:
        assert text[figure.span.start : figure.span.end] == figure.span.surface
    for token in analysis.tokens:
        figures_of(analysis, token.i, figures)
