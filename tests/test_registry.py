import importlib.metadata
import tomllib
from pathlib import Path

import pytest

from sayso import registry
from sayso.errors import PluginError

PYPROJECT = tomllib.loads(Path(__file__).parents[1].joinpath("pyproject.toml").read_text(encoding="utf-8"))


def test_built_ins_enter_by_entry_point():
    for group, entries in PYPROJECT["project"]["entry-points"].items():
        assert set(entries) <= set(registry.names(group)), group


def test_every_built_in_loads():
    for group, entries in PYPROJECT["project"]["entry-points"].items():
        for name in entries:
            assert callable(registry.load(group, name)), (group, name)


def test_unknown_names_list_the_known_ones():
    with pytest.raises(PluginError, match=r"^no sayso\.exports plug-in named 'xml'; known: .*jsonl"):
        registry.load("sayso.exports", "xml")


def test_unknown_groups_list_the_known_ones():
    with pytest.raises(PluginError, match=r"^no plug-in group named 'sayso\.colours'; known: sayso\.readers"):
        registry.load("sayso.colours", "red")


def test_two_plug_ins_of_one_name_are_refused(monkeypatch):
    def two(**_):
        return [importlib.metadata.EntryPoint("x", value, "sayso.exports") for value in ("json:dumps", "json:loads")]

    monkeypatch.setattr(importlib.metadata, "entry_points", two)

    with pytest.raises(PluginError, match=r"2 sayso\.exports plug-ins named 'x': json:dumps, json:loads"):
        registry.load("sayso.exports", "x")


@pytest.mark.parametrize("value", ["no_such_module_at_all:x", "json:no_such_name"])
def test_a_plug_in_that_cannot_be_loaded_says_why(monkeypatch, value):
    entry = importlib.metadata.EntryPoint("x", value, "sayso.exports")
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda **_: [entry])

    with pytest.raises(PluginError, match=r"the sayso\.exports plug-in 'x' \(.*\) cannot be loaded: .*no_such"):
        registry.load("sayso.exports", "x")
