"""Partial dates and TIMEX3 values."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.dates import (
    comes_before,
    find_bounds,
    find_days,
    find_duration,
    find_precision,
    lies_within,
    make_value,
    overlap,
    parse_day,
    shift_day,
    shift_value,
)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-02-18", "2021-02-18", "2021-02-18"),
        ("2021-02-18T14:30Z", "2021-02-18", "2021-02-18"),
        ("2021-02-18TNI", "2021-02-18", "2021-02-18"),
        ("2021-W07", "2021-02-15", "2021-02-21"),
        ("2021-W7", "2021-02-15", "2021-02-21"),
        ("2021-W07-WE", "2021-02-20", "2021-02-21"),
        ("2021-W07-4", "2021-02-18", "2021-02-18"),
        ("2021-Q4", "2021-10-01", "2021-12-31"),
        ("2021-H2", "2021-07-01", "2021-12-31"),
        ("2021-WI", "2021-12-01", "2022-02-28"),
        ("199", "1990-01-01", "1999-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("18", "1800-01-01", "1899-12-31"),
    ],
)
def test_value_covers_its_days(value: str, first: str, last: str) -> None:
    days = find_days(value)

    assert days is not None
    assert (days.first.isoformat(), days.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "value", ["", None, "PAST_REF", "P2D", "XXXX-01", "2021-13", "2021-02-30", "2021-W60", "0000", "99", "9999-WI", "x"]
)
def test_what_covers_no_known_days_has_none_or_ends_with_the_calendar(value: str | None) -> None:
    days = find_days(value)

    assert days is None or days.last.year >= 9999


@pytest.mark.parametrize(
    ("value", "precision"),
    [
        ("2021", "year"),
        ("2021-02", "month"),
        ("2021-02-18", "day"),
        ("2021-02-18T14:30", "minute"),
        ("2021-W07", "week"),
    ],
)
def test_precision_is_that_of_the_value(value: str, precision: str) -> None:
    found = find_precision(value)

    assert found is not None
    assert found.value == precision


def test_a_month_is_moved_to_the_last_day_that_the_other_month_has() -> None:
    assert shift_day(datetime.date(2021, 1, 31), 1, "month") == datetime.date(2021, 2, 28)


def test_nothing_lies_beyond_the_calendar() -> None:
    assert shift_day(datetime.date(2021, 1, 31), 9000, "year") is None
    assert shift_value("2021", -3000, "year") is None


def test_a_moved_value_keeps_its_precision() -> None:
    assert shift_value("2021-WI", -1, "year") == "2020-WI"
    assert shift_value("199", 1, "decade") == "200"


def test_durations_are_read() -> None:
    assert find_duration("P3M") == (3.0, "month")
    assert find_duration("PT30M") == (30.0, "minute")
    assert find_duration("2021") is None


def test_partial_dates_that_share_a_day_have_no_order() -> None:
    assert comes_before("2020", "2020-05") is None
    assert comes_before("2020-04", "2020-05") is True
    assert comes_before("2020-06", "2020-05") is False


def test_within_and_overlap() -> None:
    assert lies_within("2021-02-18", "2021-W07")
    assert not lies_within("2021-W05", "2021-02-01")
    assert overlap("2021-W05", "2021-02")
    assert not overlap("PAST_REF", "2021")


def test_bounds_of_a_week_are_days() -> None:
    assert find_bounds("2021-W07") == ("2021-02-15", "2021-02-21")


def test_an_instant_names_its_day() -> None:
    assert parse_day("2021-02-18T23:59:59Z") == datetime.date(2021, 2, 18)
    assert parse_day(None) is None


@given(st.text(max_size=14))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    find_days(text)
    find_bounds(text)
    find_duration(text)
    parse_day(text)


@given(
    st.dates(datetime.date(1000, 1, 1), datetime.date(9000, 1, 1)),
    st.sampled_from(["day", "week", "month", "quarter", "half", "year", "decade", "century"]),
)
def test_a_day_lies_within_the_value_made_of_it(day: datetime.date, unit: str) -> None:
    days = find_days(make_value(day, unit))

    assert days is not None
    assert days.first <= day <= days.last
