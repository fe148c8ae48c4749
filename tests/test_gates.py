"""A gate stops where a report fails, and goes on where one is rejected."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

GATES = Path(__file__).resolve().parent.parent / "gates"


@pytest.fixture(scope="module")
def coding() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gates_coding", GATES / "coding.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write(path: Path, *rows: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_report_that_raised_is_named_with_its_error(coding: ModuleType, tmp_path: Path) -> None:
    rejected = write(
        tmp_path / "rejected.jsonl",
        {"source": "in.jsonl:1", "reason": "failed", "detail": "KeyError: 'x'"},
        {"source": "in.jsonl:2", "reason": "empty", "detail": ""},
    )
    assert coding.find_failed(rejected) == ["in.jsonl:1: KeyError: 'x'"]


def test_without_rejections_nothing_failed(coding: ModuleType, tmp_path: Path) -> None:
    assert coding.find_failed(tmp_path / "rejected.jsonl") == []


def test_a_rejected_report_stops_no_gate(coding: ModuleType, tmp_path: Path) -> None:
    rows = write(tmp_path / "in.jsonl", {"id": "a", "text": "Rebels shelled the port."}, {"id": "b", "text": ""})
    out = tmp_path / "out.jsonl"
    rejected = coding.code(rows, out)
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1
    assert len(rejected.read_text(encoding="utf-8").splitlines()) == 1


def test_a_report_that_fails_stops_the_gate(
    coding: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = write(tmp_path / "in.jsonl", {"id": "a", "text": "Rebels shelled the port."})
    out = tmp_path / "out.jsonl"

    def run(command: list[str], **_: object) -> None:
        write(Path(command[command.index("--rejected") + 1]), {"source": "a", "reason": "failed", "detail": "E"})

    monkeypatch.setattr(coding.subprocess, "run", run)
    with pytest.raises(SystemExit, match="a: E"):
        coding.code(rows, out)
