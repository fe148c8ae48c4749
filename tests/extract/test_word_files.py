"""Word lists: what YAML takes for truth values are words."""

from __future__ import annotations

from sayso.extract.actor_roles import load_lexicon
from sayso.extract.loaded import load_entries
from sayso.extract.word_files import read_words


def test_on_and_off_are_words() -> None:
    assert "off" in load_lexicon().words["place_preposition"]
    (slam,) = (e for e in load_entries()["slam"] if e.words == ("slam",))
    assert "on" in slam.unless_before


def test_scalars_and_keys_are_strings() -> None:
    def scalars(item: object) -> list[object]:
        if isinstance(item, dict):
            return [*item, *(s for value in item.values() for s in scalars(value))]
        return [s for value in item for s in scalars(value)] if isinstance(item, list) else [item]

    found = scalars(read_words("ontology", "ASSAULT.yaml"))
    assert len(found) > 100
    assert {type(scalar) for scalar in found} == {str}


def test_numbers_and_switches_of_loaded_words_are_converted() -> None:
    entries = [entry for group in load_entries().values() for entry in group]
    assert {type(entry.score) for entry in entries} == {float}
    assert {entry.plural_only for entry in entries} == {True, False}
