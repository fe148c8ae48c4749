"""Bytes written by an old release must load for ever: files are added here, and never written again."""

import json
from pathlib import Path

import pytest

from sayso.contract import from_line, to_dict

LINES = sorted(Path(__file__).parents[1].joinpath("golden").glob("claims-*.jsonl"))


def assert_holds(new, old, where="line"):
    """Assert that all that the old value holds is in the new one; fields may have come to it."""
    if isinstance(old, dict):
        for key, value in old.items():
            assert key in new, f"{where}.{key} was dropped"
            assert_holds(new[key], value, f"{where}.{key}")
    elif isinstance(old, list):
        assert len(new) == len(old), where
        for i, (a, b) in enumerate(zip(new, old, strict=True)):
            assert_holds(a, b, f"{where}[{i}]")
    else:
        assert new == old, where


def test_there_are_old_lines():
    assert LINES


@pytest.mark.parametrize("path", LINES, ids=lambda p: p.name)
def test_old_lines_load_and_lose_nothing(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        assert_holds(to_dict(from_line(line)), json.loads(line))
