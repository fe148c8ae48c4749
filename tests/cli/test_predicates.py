"""`sayso code --predicates`: a line a report, whole or not at all."""

import json

import pytest
from typer.testing import CliRunner

from sayso.cli.app import app

pytestmark = pytest.mark.model

ROWS = [
    {"id": "a", "text": "Shops in the old town failed to open on Monday."},
    {"id": "b", "text": ""},
]


def run(*args):
    result = CliRunner().invoke(app, [str(a) for a in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def write(tmp_path):
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return file


def test_each_report_becomes_a_line_in_the_shape_of_claims(tmp_path):
    result = run("code", write(tmp_path), "--predicates", "--out", tmp_path / "o.jsonl")

    (line,) = [json.loads(x) for x in (tmp_path / "o.jsonl").read_text().splitlines()]
    assert result.exit_code == 0
    assert "2 pages = 1 reports + 1 rejected" in result.stderr
    assert "2 predicates" in result.stderr
    assert (line["sayso"], line["report"]["id"], line["report"]["text"]) == ("1", "a", ROWS[0]["text"])
    assert [(c["lemma"], c["status"]) for c in line["claims"]] == [("fail", "happened"), ("open", "negated")]
    assert line["claims"][0]["voice"] == {"kind": "narrator"}
    assert set(line["claims"][0]) == {"trigger", "also", "lemma", "voice", "cue", "stance", "status", "why"}


def test_what_it_does_not_do_is_refused(tmp_path):
    result = run("code", write(tmp_path), "--predicates", "--out", tmp_path / "o.jsonl", "--workers", 2)

    assert result.exit_code == 2
    assert "--predicates takes no" in result.stderr
