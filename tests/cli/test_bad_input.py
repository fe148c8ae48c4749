"""Bad input, end to end: one clear line, the right exit code, no traceback, nothing half-written."""

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from sayso.cli.app import app

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
SENTENCE = "Gunmen attacked a police post near the border on Tuesday and killed three officers, the ministry said. "
PAGE = f"<html><head><title>Raid</title></head><body><article><p>{SENTENCE * 4}</p></article></body></html>"
ROW = json.dumps({"id": "a", "text": SENTENCE})
MENU = "<html><body><nav>" + "<a href='/'>Home</a> <a href='/more'>More</a>" * 40 + "</nav></body></html>"


def run(*args, stdin=None):
    result = CliRunner().invoke(app, [str(a) for a in args], input=stdin)
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def one_line(result):
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("sayso: ")
    return lines[0]


BAD_FILES = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n ", "empty"),
    "picture.png": (PNG, "not text"),
    "picture.html": (PNG, "not text"),
    "menu.html": (MENU.encode(), "no article"),
    "short.txt": (b"No.", "too short"),
    "big.html": (b"<html><body><p>" + b"word " * 10_000_000 + b"</p></body></html>", "too large"),
    "french.txt": (
        ("Le ministre a annoncé mardi que les troupes quitteraient le pays avant la fin du mois. " * 5).encode(),
        "not english",
    ),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_without_a_report_is_declined_in_one_line(tmp_path, name):
    content, reason = BAD_FILES[name]
    file = tmp_path / name
    file.write_bytes(content)

    result = run("read", file)

    assert result.exit_code == 3
    assert f"{file} holds no report: {reason}" in one_line(result)
    assert result.stdout == ""


def test_a_file_that_is_not_there_is_named(tmp_path):
    result = run("read", tmp_path / "nothing.html")

    assert result.exit_code == 1
    assert "nothing.html" in one_line(result)


def test_a_folder_of_bad_files_leaves_an_empty_file_and_counts_that_add_up(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, (content, _) in BAD_FILES.items():
        (folder / name).write_bytes(content)
    (folder / "dangling.txt").symlink_to(tmp_path / "nowhere")
    (folder / "loop").symlink_to(folder)

    result = run("code", folder, "--out", tmp_path / "o.jsonl", "--rejected", tmp_path / "r.jsonl")

    assert result.exit_code == 3
    assert "= 0 reports + " in result.stderr
    assert (tmp_path / "o.jsonl").read_bytes() == b""
    rejected = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    assert f"{len(rejected)} pages = 0 reports + {len(rejected)} rejected" in result.stderr
    assert {"empty", "not_text", "too_large", "no_article", "not_english", "too_short"} <= {
        r["reason"] for r in rejected
    }
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.model
@pytest.mark.parametrize(
    "content",
    [
        (SENTENCE * 4).encode("utf-16"),
        (SENTENCE * 4).encode("utf-16-le"),
        (SENTENCE * 4).encode() + b"\xff\xfe caf\xe9",
        b"\xef\xbb\xbf" + (SENTENCE * 4).encode(),
        PAGE.encode("utf-16"),
        (SENTENCE * 4).replace(" ", " \x00", 3).encode(),
    ],
    ids=["utf-16", "utf-16 without mark", "invalid utf-8", "mark", "utf-16 page", "nul"],
)
def test_odd_encodings_are_read(tmp_path, content):
    file = tmp_path / "report"
    file.write_bytes(content)

    result = run("read", file, "--json")

    assert result.exit_code == 0, result.stderr
    assert "Gunmen attacked a police post" in json.loads(result.stdout)["report"]["text"]


@pytest.mark.model
def test_bad_rows_of_jsonl_cost_only_themselves(tmp_path):
    rows = [
        ROW,
        "{",
        "[]",
        '{"id":"b"}',
        '{"text":5}',
        "",
        ROW,
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(rows))

    result = run("code", tmp_path / "in.jsonl", "--out", tmp_path / "o.jsonl")

    assert result.exit_code == 0
    assert "rejected, bad row: 4" in result.stderr
    assert "rejected, duplicate id: 1" in result.stderr
    assert len((tmp_path / "o.jsonl").read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("none/o.jsonl", "make it first"),
        (".", "is a folder"),
        ("x" * 300, "File name too long"),
        ("/sys/kernel/o.jsonl", "cannot be written"),
    ],
)
def test_an_output_that_cannot_be_written_is_one_line(tmp_path, monkeypatch, out, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(SENTENCE)

    result = run("code", "a.txt", "--out", out)

    assert result.exit_code == 1
    assert message in one_line(result)
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["read", "a.txt", "--format", "pdf"], "no format named 'pdf'; known: html, jsonl, text"),
        (["read", "a.txt", "--min-score", "nan"], "--min-score"),
        (["read", "a.txt", "--set", "colour=red"], "no setting named 'colour'; known: min_chars"),
        (["read", "a.txt", "--set", "colour"], "write it as NAME=VALUE"),
        (["read", "a.txt", "--config", "none.toml"], "no such file"),
        (["code", "a.txt", "--out", "o.jsonl", "--workers", "0"], "--workers: workers cannot be 0"),
        (
            ["code", "a.txt", "--out", "o.jsonl", "--set", "model=gpt"],
            "no sayso.models plug-in named 'gpt'; known: en_core",
        ),
    ],
)
def test_a_wrong_option_is_one_line(tmp_path, monkeypatch, args, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(SENTENCE)

    result = run(*args)

    assert result.exit_code == 2
    assert message in one_line(result)
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_an_unknown_variable_of_the_environment_is_one_line(monkeypatch):
    monkeypatch.setenv("SAYSO_COLOUR", "red")

    result = run("info")

    assert result.exit_code == 2
    assert "SAYSO_COLOUR: no setting named 'colour'" in one_line(result)


def test_an_empty_folder_leaves_nothing(tmp_path):
    (tmp_path / "in").mkdir()

    result = run("code", tmp_path / "in", "--out", tmp_path / "o.jsonl")

    assert result.exit_code == 3
    assert "holds no report" in one_line(result)
    assert [p.name for p in tmp_path.iterdir()] == ["in"]


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/", "http://10.0.0.1/x"],
)
def test_a_private_address_is_refused(address):
    result = run("read", address)

    assert result.exit_code == 1
    assert address.split("/")[2].split(":")[0] in one_line(result)


@pytest.mark.model
@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_full_disk_keeps_what_is_done(tmp_path):
    # a limit on the size of files stands for the disk's: the write fails in the same place
    (tmp_path / "in.jsonl").write_text(
        "".join(json.dumps({"id": str(i), "text": f"{SENTENCE} ({i})"}) + "\n" for i in range(12))
    )
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\nfrom sayso.cli import main\nmain()"
    command = ["-c", limit, "code", "in.jsonl", "--out", "o.jsonl", "--set", "batch_size=2"]
    whole = [sys.executable, "-m", "sayso", "code", "in.jsonl", "--out", "whole.jsonl", "-q"]
    subprocess.run(whole, cwd=tmp_path, check=True)
    assert (tmp_path / "whole.jsonl").stat().st_size > 20_000

    done = subprocess.run([sys.executable, *command], cwd=tmp_path, capture_output=True, text=True)

    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "cannot be written: File too large" in done.stderr.splitlines()[-1]
    assert not (tmp_path / "o.jsonl").exists()
    again = [sys.executable, "-m", "sayso", "code", "in.jsonl", "--out", "o.jsonl", "-q"]
    subprocess.run(again, cwd=tmp_path, check=True)
    assert (tmp_path / "o.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


@pytest.mark.model
def test_a_reader_that_closes_the_pipe_sees_no_traceback(tmp_path):
    (tmp_path / "a.txt").write_text(SENTENCE * 3)
    command = f"{sys.executable} -m sayso read a.txt | true"

    done = subprocess.run(command, cwd=tmp_path, shell=True, capture_output=True, text=True)

    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
