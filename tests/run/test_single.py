"""`sayso.read`: what counts as a path, an address, a text; what is raised."""

import pytest

import sayso
from sayso.errors import FetchError, InputError, RejectedError

TEXT = "Gunmen attacked a police post near the border on Tuesday and killed three officers, the ministry said."


def test_a_text_is_read():
    report = sayso.read(TEXT, url="https://example.org/1", published="2021-02-18", title="Raid")

    assert (report.text, report.url, report.title) == (TEXT, "https://example.org/1", "Raid")
    assert (report.published.value, report.published.source) == ("2021-02-18", "given")


def test_bytes_are_read():
    assert sayso.read(TEXT.encode("utf-16")).text == TEXT


@pytest.mark.parametrize("kind", [str, lambda path: path])
def test_a_file_is_read(tmp_path, kind):
    path = tmp_path / "my report.txt"
    path.write_text(TEXT)

    assert sayso.read(kind(path)).text == TEXT


@pytest.mark.parametrize("name", ["no-such-file.html", "-x", "x" * 5000])
def test_a_name_without_a_file_is_an_input_error(name):
    with pytest.raises(InputError, match="no such file"):
        sayso.read(name)


def test_a_private_address_is_a_fetch_error():
    with pytest.raises(FetchError, match="private address"):
        sayso.read("http://127.0.0.1/")


@pytest.mark.parametrize(
    ("source", "reason"), [("", "empty"), (" \n", "empty"), ("Hi there.", "too_short"), (b"", "empty")]
)
def test_what_is_no_report_says_why(source, reason):
    with pytest.raises(RejectedError) as caught:
        sayso.read(source)

    assert caught.value.reason == reason


def test_a_text_with_odd_characters_is_read():
    assert "Gunmen" in sayso.read(f"{TEXT} \ud800 \x00 \u2028 {TEXT}").text
