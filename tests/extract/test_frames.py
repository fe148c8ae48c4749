"""The ontology as data: complete, well-formed, and even-handed."""

from __future__ import annotations

from importlib import resources

import pytest
import yaml

from sayso.extract.frames import load_ontology, make_verb_forms
from sayso.records import EventType

MODES = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}


def read(name: str) -> dict[str, object]:
    text = (resources.files("sayso.extract") / "ontology" / f"{name}.yaml").read_text(encoding="utf-8")
    content: dict[str, object] = yaml.load(text, Loader=yaml.BaseLoader)
    return content


def entries() -> list[object]:
    ontology = load_ontology()
    return [e for index in (ontology.verbs, ontology.nouns) for group in index.values() for e in group]


def test_there_are_at_least_seven_hundred_entries() -> None:
    assert load_ontology().size >= 700


@pytest.mark.parametrize("kind", list(EventType))
def test_each_type_has_a_commented_file(kind: EventType) -> None:
    text = (resources.files("sayso.extract") / "ontology" / f"{kind.value}.yaml").read_text(encoding="utf-8")

    assert text.startswith(f"# {kind.value}: ")
    assert yaml.load(text, Loader=yaml.BaseLoader)["type"] == kind.value


def test_modes_are_those_of_plover() -> None:
    for entry in entries():
        assert entry.mode is None or entry.mode in MODES.get(entry.type.value, "").split(), entry.rule  # type: ignore[attr-defined]


def test_classes_that_entries_ask_for_exist() -> None:
    known = set(load_ontology().classes) | {"name", "pronoun", "party"}

    for entry in entries():
        asked = {*entry.object, *entry.object_not, *entry.subject, *entry.subject_not}  # type: ignore[attr-defined]
        assert asked <= known, (entry.rule, asked - known)  # type: ignore[attr-defined]


def test_no_entry_asks_for_a_party_by_name() -> None:
    words = {w for e in entries() for w in (*e.near, *e.unless)}  # type: ignore[attr-defined]
    parties = {
        "isis",
        "isil",
        "daesh",
        "taliban",
        "hamas",
        "hezbollah",
        "nato",
        "israel",
        "iran",
        "russia",
        "us",
        "cia",
    }

    assert not words & parties


def test_contexts_are_words_of_plover_with_word_lists() -> None:
    contexts = set(read("contexts"))

    assert {c for e in entries() for c in e.contexts} <= contexts | {
        "pro_democracy",
        "rights_freedoms",
        "political_institutions",
    }  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("kill", ("kill", "kills", "killed", "killing")),
        ("seize", ("seize", "seizes", "seized", "seizing")),
        ("free", ("free", "frees", "freed", "freeing")),
        ("veto", ("veto", "vetoes", "vetoed", "vetoing")),
        ("ban", ("ban", "bans", "banned", "banning")),
    ],
)
def test_verbs_are_inflected(lemma: str, forms: tuple[str, ...]) -> None:
    assert make_verb_forms(lemma, {}) == forms
