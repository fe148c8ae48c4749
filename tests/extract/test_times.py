"""What the time expressions of a report are, and which of them an event depends on."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.times import find_times, undated_of, when_of
from sayso.records import Analysis, Published, Timex
from sayso.testing import make_report, parse

_TABLE = [
    line.split("|")
    for line in (Path(__file__).parent / "time_expressions.csv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
][1:]


def _times(text: str, published: str | None = "2021-02-18") -> tuple[Timex, ...]:
    return find_times(*parse(text, published=published))


def _when(text: str, word: str, published: str = "2021-02-18") -> tuple[str, str] | None:
    report, analysis = parse(text, published=published)
    token = next(t.i for t in analysis.tokens if t.text == word)
    found = when_of(analysis, token, find_times(report, analysis))
    return (found[0].value, found[1]) if found else None


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "published", "expected"), _TABLE, ids=[row[0][:60] for row in _TABLE])
def test_expression_has_the_extent_and_value(sentence: str, published: str, expected: str) -> None:
    found = _times(sentence, published or "2021-02-18")

    assert " ; ".join(f"{t.span.surface}={t.value}" for t in found) == expected


@pytest.mark.model
def test_spans_are_in_text_order_without_overlap_and_match_the_text() -> None:
    text = "On Monday, Jan. 4, at 8 a.m., and again in late 2019, rebels struck; three weeks ago they had left."

    found = _times(text)

    assert all(text[t.span.start : t.span.end] == t.span.surface for t in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


@pytest.mark.model
def test_without_a_publication_date_a_weekday_stays_unknown() -> None:
    (found,) = _times("Rebels struck on Monday.", None)

    assert (found.value, found.begin) == ("XXXX-WXX-1", None)


@pytest.mark.model
def test_without_a_publication_date_the_dateline_anchors() -> None:
    found = _times("BAGHDAD, 12 March 2004 - Rebels struck yesterday.", None)

    assert [t.value for t in found] == ["2004-03-12", "2004-03-11"]


@pytest.mark.model
def test_without_a_publication_date_a_weekday_follows_only_a_date_told_nearby() -> None:
    filler = "She has met many leaders, and none of them has agreed with what she said about trade and fishing. " * 4
    told = filler + "Ana Ruiz took office on August 7, 2018. "

    assert [t.value for t in _times(told + "On Tuesday she met the king.", None)][-1] == "2018-08-07"
    assert [t.value for t in _times(told + filler + "On Tuesday she met the king.", None)][-1] == "XXXX-WXX-2"


def test_an_upper_bound_of_publication_anchors_as_well() -> None:
    report, analysis = parse("Rebels struck on Monday.")
    bound = Published(value="2021-02-18T21:33", precision=None, source="comments", latest=True)

    (found,) = find_times(make_report(report.text).__class__(**_fields(report, published=bound)), analysis)

    assert found.value == "2021-02-15"


def _fields(report: object, **changes: object) -> dict[str, object]:
    return {name: getattr(report, name) for name in report.__slots__} | changes  # type: ignore[attr-defined]


@pytest.mark.model
def test_a_publication_month_anchors_months_but_not_days() -> None:
    found = _times("Rebels struck yesterday. They had left last month.", "2021-02")

    assert [t.value for t in found] == ["XXXX-XX-XX", "2021-01"]


@pytest.mark.model
def test_bounds_are_as_partial_as_the_value() -> None:
    month, quarter, decade, period = _times(
        "In May 2019, in the third quarter of 2018, in the 1990s and in the past two weeks it rained."
    )

    assert (month.begin, month.end) == ("2019-05", "2019-05")
    assert (quarter.begin, quarter.end) == ("2018-07", "2018-09")
    assert (decade.begin, decade.end) == ("1990", "1999")
    assert (period.begin, period.end) == ("2021-02-04", "2021-02-18")


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "mod"),
    [
        ("He left in early 2019.", "START"),
        ("He left in late 2019.", "END"),
        ("He left in mid-2019.", "MID"),
        ("He left at the end of 2019.", "END"),
        ("He waited for about two hours.", "APPROX"),
        ("He waited for more than two hours.", "MORE_THAN"),
        ("He waited for at least two hours.", "EQUAL_OR_MORE"),
        ("He waited for up to two hours.", "EQUAL_OR_LESS"),
        ("He left in 2019.", None),
    ],
)
def test_modifier_is_kept(sentence: str, mod: str | None) -> None:
    (found,) = _times(sentence)

    assert found.mod == mod


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("Rebels attacked the town on Monday.", "attacked", ("2021-02-15", "when.attached")),
        ("On Monday, rebels attacked the town.", "attacked", ("2021-02-15", "when.attached")),
        ("Monday's attack killed ten people.", "attack", ("2021-02-15", "when.attached")),
        ("The attack took place on 3 May 2019.", "attack", ("2019-05-03", "when.clause")),
        ("The general said on Thursday that rebels attacked the town.", "attacked", None),
        ("Rebels attacked the town.", "attacked", None),
        ("They honoured an agreement signed last year.", "agreement", ("2020", "when.participle")),
        ("The country invaded in 2001 and withdrew in 2014.", "withdrew", ("2014", "when.attached")),
        ("Rebels attacked the town, killing ten, on Monday.", "attacked", ("2021-02-15", "when.effect")),
        ("The envoy visited Kenya from 5-6 April 2016.", "visited", ("2016-04-05/2016-04-06", "when.attached")),
        ("Rebels fought the army between 5 and 9 March 2020.", "fought", ("2020-03-05/2020-03-09", "when.attached")),
        ("He was shot while he walked along the river in July 2015.", "shot", ("2015-07", "when.at_once")),
        ("They shot ten men after ordering them off a bus on Monday.", "shot", ("2021-02-15", "when.step_before")),
        ("They shot ten men after being arrested on Monday.", "shot", None),
        ("It was the deadliest attack in the country since 2009.", "attack", None),
        ("The party today denied the charges.", "charges", None),
        ("The gang was founded in 1931 by a man who killed ten.", "killed", None),
        (
            "On Monday, rebels took the bridge. Then they shelled the town.",
            "shelled",
            ("2021-02-15", "when.narrative: then"),
        ),
        ("On Monday, rebels took the bridge. They shelled the town.", "shelled", None),
    ],
)
def test_event_takes_the_time_on_which_it_depends(sentence: str, word: str, expected: tuple[str, str] | None) -> None:
    assert _when(sentence, word) == expected


@pytest.mark.model
def test_a_time_on_no_known_day_is_told_in_its_own_words() -> None:
    report, analysis = parse("Rebels attacked the town on Friday.")
    token = next(t.i for t in analysis.tokens if t.text == "attacked")

    found = find_times(report, analysis)

    assert (when_of(analysis, token, found), undated_of(analysis, token, found)) == (None, "Friday")


def test_empty_analysis_has_no_times() -> None:
    analysis = Analysis(text="", tokens=(), sentences=(), names=(), children=())

    assert find_times(make_report(""), analysis) == ()


@pytest.mark.model
@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "the last two of May 3 , 2020 - 's second quarter Monday night year ago a . early in 12:30 p.m. every 31 Feb. "
            "Easter 1990s \n\n half and days later 99/99/99 2021-13-45 century first ’80s ½ 😀".split(" ")
        ),
        max_size=14,
    )
)
def test_any_order_of_time_words_is_read_without_a_crash(words: list[str]) -> None:
    text = " ".join(words)

    for found in _times(text):
        assert text[found.span.start : found.span.end] == found.span.surface
