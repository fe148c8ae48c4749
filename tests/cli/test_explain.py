"""`sayso explain`, end to end."""

import json

import pytest
from typer.testing import CliRunner

from sayso.cli.app import app

pytestmark = pytest.mark.model

TEXT = (
    "Gunmen attacked a police post near Mosul on Tuesday and killed three officers, the Iraqi army said. It fled Mosul."
)


@pytest.fixture
def report(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(TEXT)
    return file


def run(*args):
    result = CliRunner().invoke(app, ["explain", *(str(a) for a in args)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_words_are_found_and_told_for_people(report):
    result = run(report, "--find", "mosul")

    assert result.exit_code == 0
    assert "place  “Mosul”" in result.stdout
    assert "candidates" in result.stdout
    assert f"also stands at {TEXT.rindex('Mosul')}" in result.stderr


def test_json_has_decision_candidates_and_features(report):
    told = json.loads(run(report, "--at", TEXT.index("Mosul"), "--json").stdout)

    (place,) = [m for m in told["mentions"] if m["kind"] == "place"]
    assert place["span"] == {"start": TEXT.index("Mosul"), "end": TEXT.index("Mosul") + 5, "surface": "Mosul"}
    assert place["decision"]["country"] == "IRQ"
    assert sum(c["chosen"] for c in place["candidates"]) == 1
    assert place["candidates"][0]["features"]
    assert told["word"]["surface"] == "Mosul"


def test_the_given_date_anchors_a_time(report):
    told = json.loads(run(report, "--find", "Tuesday", "--published", "2021-02-18", "--json").stdout)

    assert told["mentions"][0]["decision"]["value"] == "2021-02-16"


def test_words_of_which_nothing_was_made_are_told_so(report):
    result = run(report, "--find", "near")

    assert result.exit_code == 0
    assert "Nothing was made of these words." in result.stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], "say which mention: --at OFFSET or --find WORD"),
        (["--at", "1", "--find", "x"], "say which mention"),
        (["--at", "9999"], "--at 9999 lies outside the text"),
        (["--at", "-1"], "--at -1 lies outside the text"),
        (["--find", "Zork"], "--find 'Zork': the text does not hold it"),
        (["--find", " "], "the text does not hold it"),
    ],
)
def test_a_mention_that_is_not_there_is_a_wrong_argument(report, args, message):
    result = run(report, *args)

    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_file_without_a_report_gives_exit_code_3(tmp_path):
    (tmp_path / "empty.txt").write_text("")

    assert run(tmp_path / "empty.txt", "--at", "0").exit_code == 3
