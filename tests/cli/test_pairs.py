"""`sayso code --pairs`: whole or not at all, bad rows counted."""

import json

import pytest
from typer.testing import CliRunner

from sayso.cli.app import app

pytestmark = pytest.mark.model

TEXT = "Peru accused Chile of spying on its navy."
GOOD = {"id": "a", "text": TEXT, "actor": [0, 4], "recipient": [13, 18]}


def run(*args):
    result = CliRunner().invoke(app, [str(a) for a in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def write(tmp_path, *rows):
    file = tmp_path / "pairs.jsonl"
    file.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows))
    return file


def test_each_pair_becomes_a_line_with_type_scores_and_direction(tmp_path):
    file = write(tmp_path, GOOD, "", {**GOOD, "id": 7, "recipient": None})

    result = run("code", "--pairs", file, "--out", tmp_path / "o.jsonl")

    lines = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text().splitlines()]
    assert result.exit_code == 0
    assert [line["id"] for line in lines] == ["a", "7"]
    assert set(lines[0]) == {"id", "type", "score", "scores", "direction", "direction_score"}
    assert (lines[0]["type"], lines[0]["direction"], len(lines[0]["scores"])) == ("ACCUSE", "forward", 16)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["o.jsonl", "pairs.jsonl"]


def test_bad_rows_are_rejected_with_the_reason_and_counted(tmp_path):
    bad = [
        "{",
        "[]",
        {"id": "b", "actor": [0, 4]},
        {"id": "c", "text": TEXT},
        {**GOOD, "id": "d", "actor": [0, 400]},
        {**GOOD, "id": "e", "recipient": [2, 18]},
        {**GOOD, "id": "f", "actor": "Peru"},
        {**GOOD, "id": ["g"]},
    ]
    file = write(tmp_path, GOOD, *bad, GOOD)

    result = run("code", "--pairs", file, "--out", tmp_path / "o.jsonl", "--rejected", tmp_path / "r.jsonl")

    rejected = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    assert "10 rows = 1 pairs + 9 rejected" in result.stderr
    assert [r["reason"] for r in rejected] == ["bad_row"] * 8 + ["duplicate_id"]
    assert rejected[4]["source"] == f"{file}:6"
    assert "lies outside the text" in rejected[4]["detail"]


def test_rows_without_a_pair_give_exit_code_3(tmp_path):
    assert run("code", "--pairs", write(tmp_path, "{"), "--out", tmp_path / "o.jsonl").exit_code == 3
    assert run("code", "--pairs", write(tmp_path), "--out", tmp_path / "p.jsonl").exit_code == 3
    assert not (tmp_path / "p.jsonl").exists()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--out", "o.jsonl"], "give the inputs to code, or --pairs"),
        (["a.html", "--pairs", "p.jsonl", "--out", "o.jsonl"], "--pairs takes no inputs"),
        (["--pairs", "p.jsonl", "--workers", "2", "--out", "o.jsonl"], "--pairs takes no inputs"),
    ],
)
def test_options_that_contradict_each_other_are_named(args, message):
    result = run("code", *args)

    assert result.exit_code == 2
    assert message in result.stderr


def test_a_file_of_pairs_that_is_not_there_is_named(tmp_path):
    result = run("code", "--pairs", tmp_path / "none.jsonl", "--out", tmp_path / "o.jsonl")

    assert result.exit_code == 1
    assert "none.jsonl: no such file" in result.stderr
    assert list(tmp_path.iterdir()) == []
