"""The same lines for the same reports, byte by byte, with the real steps, through the command."""

import json
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.contract import iter_spans

pytestmark = pytest.mark.model

EXAMPLES = Path(__file__).parents[2] / "examples"
ROWS = [
    (
        "a",
        "Rebels shelled Taiz on Monday, killing at least six people, the health ministry said. The rebels denied it.",
    ),
    ("b", "The president will meet his neighbour in Geneva next week. Both sides agreed to exchange prisoners."),
    ("c", "Police arrested 40 protesters in Minsk, a rights group said on 3 May 2021. The ministry spoke of twelve."),
    (
        "d",
        "Nobody has claimed responsibility for the car bomb that exploded near the port, but officials blamed the militia.",
    ),
    ("e", "The “so-called” union called off its strike, and Kenya sent 200 soldiers to Haiti in June 2024."),
]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inputs")
    for key, text in ROWS:
        (folder / f"{key}.jsonl").write_text(json.dumps({"id": key, "text": text, "published": "2024-06-30"}))
    return [*sorted(folder.iterdir()), *sorted(p for p in EXAMPLES.iterdir() if p.suffix in (".html", ".txt"))]


def code(inputs, out, *options):
    result = CliRunner().invoke(app, ["code", *map(str, inputs), "--out", str(out), "-q", *options])
    assert result.exit_code == 0, result.output
    return out.read_bytes()


@pytest.fixture(scope="module")
def lines(inputs, tmp_path_factory):
    return code(inputs, tmp_path_factory.mktemp("first") / "o.jsonl").splitlines(keepends=True)


def test_there_are_claims_and_every_span_is_its_words(lines, inputs):
    objects = [json.loads(line) for line in lines]

    assert len(objects) == len(inputs)
    assert sum(len(o["claims"]) for o in objects) > 10
    for one in objects:
        text = one["report"]["text"]
        assert all(text[s["start"] : s["end"]] == s["surface"] for s in iter_spans(one))


def test_a_second_run_writes_the_same_bytes(inputs, lines, tmp_path):
    assert code(inputs, tmp_path / "o.jsonl", "--set", "batch_size=1") == b"".join(lines)


def test_two_workers_write_the_same_bytes(inputs, lines, tmp_path):
    assert code(inputs, tmp_path / "o.jsonl", "--workers", "2", "--set", "batch_size=2") == b"".join(lines)


def test_shuffled_inputs_give_the_same_lines(inputs, lines, tmp_path):
    shuffled = inputs.copy()
    random.Random(7).shuffle(shuffled)

    found = code(shuffled, tmp_path / "o.jsonl").splitlines(keepends=True)

    assert found != lines
    assert sorted(found) == sorted(lines)


def test_the_line_of_read_is_the_line_of_code(inputs, lines):
    result = CliRunner().invoke(app, ["read", str(inputs[-1]), "--json"])

    assert result.stdout_bytes == lines[-1]


def test_python_gives_the_same_line(inputs, lines):
    import sayso

    assert sayso.code(sayso.read(inputs[-1])).to_json().encode() + b"\n" == lines[-1]


def test_a_bug_leaves_a_log_beside_the_file(inputs, tmp_path, monkeypatch):
    def broken(*_, **__):
        raise ValueError("a bug")

    monkeypatch.setattr("sayso.extract.coding.code_report", broken)

    result = CliRunner().invoke(app, ["code", str(inputs[0]), "--out", str(tmp_path / "o.jsonl")])

    assert result.exit_code == 3
    assert "rejected, failed: 1" in result.stderr
    assert f"which is a bug: see {tmp_path / 'o.jsonl.log'}" in result.stderr
    assert "ValueError: a bug" in (tmp_path / "o.jsonl.log").read_text()
