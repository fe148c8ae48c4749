"""Load the lexicon of cues, `cues.yaml`."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.errors import SettingsError
from sayso.extract.word_files import read_words

CLASSES = frozenset({"asserts", "claims_responsibility", "blames", "denies", "suspects", "attitude"})
FRAMES = frozenset({"clause", "quotation", "object", "infinitive", "complement"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a cue says about its content, and where its arguments stand.

    `content` names the constructions (`FRAMES`), `on` the prepositions before a content. `accused` and `act` are for blame:
    "object" or prepositions. `to` True: the direct object is the person spoken to.
    """

    kind: str  # one of CLASSES
    content: frozenset[str] = frozenset()
    on: frozenset[str] = frozenset()
    accused: frozenset[str] = frozenset()
    act: frozenset[str] = frozenset()
    to: bool = False
    raising: bool = False  # the subject belongs to the content; no source is named
    allegation_only: bool = False  # the cue denies only an allegation, a report or an act


@dataclass(frozen=True, slots=True, kw_only=True)
class BlamePhrase:
    """A verb that blames together with a noun or adjective: "held Iran responsible", "pointed the finger at Iran"."""

    verbs: frozenset[str]
    words: frozenset[str]
    accused: frozenset[str]
    act: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The whole of `cues.yaml`; verbs with a particle are keyed "point out"."""

    verbs: Mapping[str, Frame]
    nouns: Mapping[str, Frame]
    prepositions: Mapping[tuple[str, ...], str]  # words -> class
    governors: frozenset[str]
    tell_objects: frozenset[str]
    voicing: frozenset[str]
    hedges: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]  # the words of stance inside a content, by list
    responsibility_verbs: frozenset[str]
    responsibility_nouns: frozenset[str]
    blame_phrases: tuple[BlamePhrase, ...]
    neither: frozenset[str]
    vehicles: frozenset[str]
    speakers: frozenset[str]


@functools.cache
def load_lexicon() -> Lexicon:
    """Load the packaged lexicon once.

    Raises:
        SettingsError: A group names an unknown class or construction.
    """
    return make_lexicon(read_words("cues.yaml"))


def make_lexicon(raw: Mapping[str, Any]) -> Lexicon:
    """Make a lexicon of YAML read without types: "on", "no" and "false" are words."""
    return Lexicon(
        verbs=_make_frames(raw["verbs"]),
        nouns=_make_frames(raw["nouns"]),
        prepositions={tuple(e["words"].split()): e["class"] for e in raw["prepositions"]},
        governors=frozenset(raw["governors"]),
        tell_objects=frozenset(raw["tell_objects"]),
        voicing=frozenset(raw["voicing"]),
        hedges={k: frozenset(v) for k, v in raw["hedges"].items()},
        words={k: frozenset(v) for k, v in raw["content"].items()},
        responsibility_verbs=frozenset(raw["responsibility"]["verbs"]),
        responsibility_nouns=frozenset(raw["responsibility"]["nouns"]),
        blame_phrases=tuple(
            BlamePhrase(
                verbs=_names(e["verb"]), words=_names(e["word"]), accused=_names(e["accused"]), act=_names(e["act"])
            )
            for e in raw["blame_phrases"]
        ),
        neither=frozenset(raw["neither"]),
        vehicles=frozenset(v.lower() for v in raw["vehicles"]),
        speakers=frozenset(raw["speakers"]),
    )


def _make_frames(groups: Iterable[Mapping[str, Any]]) -> dict[str, Frame]:
    """Join the groups of each lemma: the class of the first, the constructions of all of the same class."""
    frames: dict[str, Frame] = {}
    for group in groups:
        kind, content = group["class"], frozenset(group.get("content", ()))
        if kind not in CLASSES or not content <= FRAMES:
            raise SettingsError(f"cues.yaml: unknown class or construction in {kind!r} {sorted(content)!r}")
        for lemma in group["lemmas"]:
            known = frames.get(lemma)
            if known is None:
                frames[lemma] = Frame(
                    kind=kind,
                    content=content,
                    on=_names(group.get("on", ())),
                    accused=_names(group.get("accused", ())),
                    act=_names(group.get("act", ())),
                    to=group.get("to") == "true",
                    raising=group.get("raising") == "true",
                    allegation_only=group.get("object") == "allegation",
                )
            else:
                frames[lemma] = Frame(
                    kind=known.kind,
                    content=known.content | content,
                    on=known.on | _names(group.get("on", ())),
                    accused=known.accused | _names(group.get("accused", ())),
                    act=known.act | _names(group.get("act", ())),
                    to=known.to or group.get("to") == "true",
                    raising=known.raising,
                    allegation_only=known.allegation_only,
                )
    return frames


def _names(value: str | Iterable[str]) -> frozenset[str]:
    return frozenset([value] if isinstance(value, str) else value)
