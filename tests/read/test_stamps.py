import pytest

from sayso.read.stamps import find_stamp, resolve_stamps


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2021-02-18T21:33:05+01:00", "2021-02-18T21:33"),
        ("18-02-21 21:33", "2021-02-18T21:33"),
        ("18.02.2021, 21:33", "2021-02-18T21:33"),
        ("2/18/2021, 9:33 PM", "2021-02-18T21:33"),
        ("18 February 2021 at 21:33", "2021-02-18T21:33"),
        ("Feb 18, 2021 12:05 am", "2021-02-18T00:05"),
        ("Thursday, February 18th, 2021", "2021-02-18"),
        ("21:33, 18 Feb 2021", "2021-02-18T21:33"),
        ("3 JAN 90", "1990-01-03"),
    ],
)
def test_a_printed_time_is_read(printed, expected):
    assert resolve_stamps([find_stamp(printed)]) == (expected,)


@pytest.mark.parametrize("printed", ["3 days ago", "31-02-2021", "99/99/99"])
def test_what_tells_no_date_is_none(printed):
    stamp = find_stamp(printed)

    assert stamp is None or resolve_stamps([stamp]) == (None,)


def test_the_other_times_of_a_page_settle_the_order():
    stamps = [find_stamp("03-04-21"), find_stamp("04-13-21")]

    assert resolve_stamps(stamps) == ("2021-03-04", "2021-04-13")


def test_comments_do_not_come_before_the_report():
    stamps = [find_stamp("03/04/2021"), find_stamp("03/05/2021")]

    assert resolve_stamps(stamps, not_before="2021-03-04") == ("2021-04-03", "2021-05-03")
    assert resolve_stamps([find_stamp("05/01/2021")], not_before="2021-04-30") == ("2021-05-01",)
