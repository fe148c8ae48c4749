"""Exchange the parties of a sentence: its events must stay the same, whoever the parties are."""

from __future__ import annotations

import functools
import random
import re
from pathlib import Path

import pytest
import yaml

from sayso.extract.coding import code_report
from sayso.extract.events import find_events
from sayso.extract.gazetteer import load_gazetteer
from sayso.records import Analysis, Producer, Report, Span
from sayso.steps import default_analyze
from sayso.testing import make_report

HERE = Path(__file__).parent
PAIRS = 3
TEMPLATES = [
    (kind, trigger, sentence)
    for kind, rows in yaml.safe_load((HERE / "templates.yaml").read_text(encoding="utf-8")).items()
    for trigger, sentence in rows
]
PARTIES = [
    name for names in yaml.safe_load((HERE / "parties.yaml").read_text(encoding="utf-8")).values() for name in names
]
MISREAD = {
    "The bombardment of the port by {A} angered {B}.": "the parser takes “angered” into the name before it",
    "{A} disarmed under a plan of {B}.": "the parser takes the verb for a participle after some names",
}

OWNERS = dict.fromkeys(
    (
        "Gunmen from {A} shot dead three teachers in a market.",
        "Hackers from {A} hacked computers of {B}.",
        "{A} bombed positions of {B} overnight.",
        "{A} trained fighters of {B} in camps.",
    ),
    "where fighters are from, or whose they are, enters their name only for some kinds of party",
)

Slots = tuple[tuple[str, ...], ...]


def fill(sentence: str, pair: list[str]) -> tuple[str, dict[str, tuple[int, int]]]:
    """Put two parties into a template; return the text and where each party stands."""
    text, places = "", {}
    for piece in re.split(r"(\{[AB]\})", sentence):
        if piece in {"{A}", "{B}"}:
            name = pair["AB".index(piece[1])]
            places[piece[1]] = (len(text), len(text) + len(name))
            text += name
        else:
            text += piece
    return text[0].upper() + text[1:], places


def mask(span: Span, text: str, places: dict[str, tuple[int, int]]) -> str:
    """Write a role's phrase with A and B for the parties' names."""
    names = [m for m, (start, end) in sorted(places.items()) if span.start < end and start < span.end]
    rest = (text[i] for i in range(span.start, span.end) if not any(s <= i < e for s, e in places.values()))
    return " ".join(["".join(rest).strip(), *names]).strip()


def draw_pairs(sentence: str) -> list[list[str]]:
    """Draw the pairs of parties for a template; always the same ones."""
    chosen = random.Random(sentence)
    return [chosen.sample(PARTIES, 2) for _ in range(PAIRS)]


@functools.cache
def read_all() -> dict[str, tuple[Report, Analysis]]:
    """Parse all filled templates in one batch."""
    texts = sorted({fill(sentence, pair)[0] for _, _, sentence in TEMPLATES for pair in draw_pairs(sentence)})
    reports = [make_report(text) for text in texts]
    analyses = default_analyze(reports)
    return {text: (report, analysis) for text, report, analysis in zip(texts, reports, analyses, strict=True)}


def find_signature(sentence: str, pair: list[str]) -> list[tuple[str, str | None, str, str, Slots]]:
    """Return all that must not depend on who the parties are."""
    text, places = fill(sentence, pair)
    return [
        (
            event.type.value,
            event.mode,
            event.status.value,
            event.trigger.surface.lower(),
            tuple(
                tuple(mask(s, text, places) for s in role) for role in (event.actors, event.recipients, event.places)
            ),
        )
        for event in find_events(*read_all()[text])
    ]


def make_cases(failing: dict[str, str]) -> list[object]:
    """Mark the templates that are known to come out unlike for some names."""
    return [
        pytest.param(
            *row, id=row[2], marks=[pytest.mark.xfail(strict=True, reason=failing[row[2]])] if row[2] in failing else []
        )
        for row in TEMPLATES
    ]


def test_there_are_two_hundred_templates_over_sixteen_types_and_thirty_parties_of_each_kind() -> None:
    kinds = yaml.safe_load((HERE / "parties.yaml").read_text(encoding="utf-8"))

    assert len(TEMPLATES) >= 200
    assert len({kind for kind, _, _ in TEMPLATES}) == 16
    assert all(len(set(names)) >= 30 for names in kinds.values())


@pytest.mark.model
@pytest.mark.parametrize(("kind", "trigger", "sentence"), make_cases(MISREAD))
def test_events_do_not_depend_on_the_parties(kind: str, trigger: str, sentence: str) -> None:
    found = [find_signature(sentence, pair) for pair in draw_pairs(sentence)]

    assert any(e[0] == kind and (e[3] in trigger.lower() or trigger.lower() in e[3]) for e in found[0])
    assert found[1:] == found[:1] * (PAIRS - 1)


def involved(span: Span, places: dict[str, tuple[int, int]]) -> str:
    """Name the parties whose names a phrase holds: "A", "B", "A B" or none."""
    return " ".join(m for m, (start, end) in sorted(places.items()) if span.start < end and start < span.end)


def find_claims_signature(sentence: str, pair: list[str]) -> list[tuple[object, ...]]:
    """Return all of a sentence's claims that must not depend on who the parties are."""
    text, places = fill(sentence, pair)
    report, analysis = read_all()[text]
    coding = code_report(
        report, analysis, gazetteer=load_gazetteer(), producer=Producer(name="", version="", model="", settings="")
    )
    return [
        (
            claim.type,
            claim.mode,
            claim.stance,
            claim.status,
            mask(claim.trigger, text, places).lower(),
            claim.voice.source and mask(claim.voice.source, text, places),
            [involved(a.span, places) for a in claim.actors],
            [involved(a.span, places) for a in claim.recipients],
            claim.when and claim.when.value,
            dict(claim.figures),
        )
        for claim in coding.claims
    ]


@pytest.mark.model
@pytest.mark.parametrize(("kind", "trigger", "sentence"), make_cases(MISREAD | OWNERS))
def test_claims_do_not_depend_on_the_parties(kind: str, trigger: str, sentence: str) -> None:
    found = [find_claims_signature(sentence, pair) for pair in draw_pairs(sentence)]

    assert found[1:] == found[:1] * (PAIRS - 1)
