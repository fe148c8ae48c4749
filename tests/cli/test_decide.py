"""`sayso merge`, `sayso why-same` and `sayso decide`, end to end on claims files."""

import json

import pytest
from tests.ledger.generate import generate
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.contract import to_line


@pytest.fixture
def folder(tmp_path, monkeypatch):
    lines = [to_line(coding) + "\n" for coding in generate(60)]
    (tmp_path / "claims.jsonl").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "first.jsonl").write_text("".join(lines[:30]), encoding="utf-8")
    (tmp_path / "rest.jsonl").write_text("".join(lines[25:]), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args, code=0):
    result = CliRunner().invoke(app, [str(a) for a in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, result.stderr
    return result


def incidents(name):
    with open(name, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def find_incident(name, report):
    return next(i for i in incidents(name) if report in i["reports"])


def test_several_claims_files_give_the_incidents_of_all(folder):
    run("merge", "claims.jsonl", "--out", "whole.jsonl")
    run("merge", "first.jsonl", "rest.jsonl", "--out", "parts.jsonl")

    assert (folder / "parts.jsonl").read_bytes() == (folder / "whole.jsonl").read_bytes()


def test_why_same_shows_features_weights_sum_and_keys(folder):
    shown = run("why-same", "7-0", "7-1", "--claims", "claims.jsonl").stdout

    assert shown.startswith("ONE HAPPENING: alike enough")
    assert "likeness of wording" in shown
    assert "sum: the log-odds that they are one" in shown
    assert "rare telling words" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_why_same_takes_reports_claims_and_incidents(folder):
    run("merge", "claims.jsonl", "--out", "i.jsonl")
    incident, other = find_incident("i.jsonl", "7-0"), find_incident("i.jsonl", "6-0")

    told = [
        json.loads(run("why-same", a, b, "--claims", "claims.jsonl", "--json").stdout)
        for a, b in (("7-0", incident["claims"][-1]), (incident["id"], "7-1"), (incident["id"], other["id"]))
    ]

    assert [t["same"] for t in told] == [True, True, False]
    assert told[2]["mean_between_groups"] < told[2]["joined_from"]
    assert sum(told[2]["features"][k] * w for k, w in told[2]["weights"].items()) == pytest.approx(
        told[2]["sum"], abs=0.01
    )


def test_decisions_are_kept_respected_and_taken_back(folder):
    files = ("--claims", "claims.jsonl", "--decisions", "d.csv")
    run("decide", "same", "7-0", "6-0", *files, "--who", "ana", "--note", "two names, one town")
    run("decide", "apart", "7-0", "7-1", *files, "--who", "ana")

    header, same, apart = (folder / "d.csv").read_text().splitlines()
    run("merge", "claims.jsonl", "--out", "i.jsonl", "--decisions", "d.csv")
    joined = find_incident("i.jsonl", "7-0")["reports"]
    shown = run("why-same", "7-0", "7-1", *files).stdout

    assert header == "decision,one,other,date,who,note"
    assert same.startswith("same,7-0,6-0,20")
    assert same.endswith(',ana,"two names, one town"')
    assert "6-0" in joined
    assert "7-1" not in joined
    assert "NOT ONE HAPPENING: parted by a person" in shown

    run("decide", "undo", "6-0", "7-0", "--decisions", "d.csv")

    assert (folder / "d.csv").read_text().splitlines() == [header, apart]


def test_the_setting_names_the_file_as_well(folder):
    (folder / "sayso.toml").write_text('decisions = "d.csv"\n')
    run("decide", "same", "7-0", "6-0", "--claims", "claims.jsonl")

    run("merge", "claims.jsonl", "--out", "i.jsonl")

    assert {"6-0", "7-0"} <= set(find_incident("i.jsonl", "7-0")["reports"])


def test_an_incident_is_decided_on_by_its_earliest_report(folder):
    run("merge", "claims.jsonl", "--out", "i.jsonl")
    incident = find_incident("i.jsonl", "7-0")

    run("decide", "apart", incident["id"], "6-0", "--claims", "claims.jsonl", "--decisions", "d.csv", "--who", "")
    (row,) = (folder / "d.csv").read_text().splitlines()[1:]
    assert row.startswith(f"apart,{incident['reports'][0]},6-0,")

    run("decide", "undo", "6-0", incident["id"], "--claims", "claims.jsonl", "--decisions", "d.csv")
    assert len((folder / "d.csv").read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("why-same", "x", "7-0", "--claims", "claims.jsonl"), 1, "no report, claim or incident has the id 'x'"),
        (("why-same", "7-0", "7-1"), 2, "--claims FILE.jsonl is needed"),
        (("why-same", "7-0", "7-1", "--claims", "nowhere"), 1, "nowhere: cannot be read"),
        (("why-same", "7-0", "7-1", "--claims", "d.csv"), 1, "d.csv, line 1: no line of a claims file"),
        (("decide", "same", "7-0", "x", "--claims", "claims.jsonl", "--decisions", "d.csv"), 1, "has the id 'x'"),
        (("decide", "same", "7-0", "7-1", "--claims", "claims.jsonl"), 2, "give --decisions FILE"),
        (("decide", "same", "7-0", "7-1", "--decisions", "d.csv"), 2, "--claims FILE is needed"),
        (("decide", "like", "7-0", "7-1", "--decisions", "d.csv"), 2, "'like' is no decision"),
        (("decide", "undo", "7-0", "7-1", "--decisions", "d.csv"), 1, "nothing is decided on 7-0 and 7-1"),
        (("decide", "apart", "7-1", "6-0", "--claims", "claims.jsonl", "--decisions", "d.csv"), 1, "contradiction"),
        (("merge", "claims.jsonl", "--out", "i.jsonl", "--decisions", "nowhere"), 1, "nowhere: cannot be read"),
        (("merge", "claims.jsonl", "--out", "i.jsonl", "--decisions", "clash.csv"), 1, "but a ≠ c (line 4)"),
        (("code", "claims.jsonl", "--out", "o.jsonl", "--decisions", "d.csv"), 2, "give --incidents"),
    ],
)
def test_mistakes_are_told_in_a_line(folder, args, code, message):
    (folder / "d.csv").write_text("decision,one,other\nsame,6-0,5-0\nsame,5-0,7-1\n")
    (folder / "clash.csv").write_text("decision,one,other\nsame,a,b\nsame,b,c\napart,a,c\n")

    stderr = run(*args, code=code).stderr

    assert message in stderr
    assert stderr.count("\n") == 1
