"""Load the event ontology: which words name which PLOVER event, and who does it to whom.

The ontology is data: one YAML file per event type in `ontology/`, with shared files for argument frames, word classes,
means and contexts. `ontology/ASSAULT.yaml` explains the fields of an entry.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.extract.word_files import read_words
from sayso.records import EventType

_FIELDS = frozenset(
    "verbs nouns frame mode figure needs object object_not subject subject_not complement_not near unless bare attributive "
    "needs_light contexts score".split()
)
_PLAIN_PREPOSITIONS = frozenset("of for on in to and upon against at from into".split())
_PREPOSITION_HEADS = _PLAIN_PREPOSITIONS - {"and"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where the fillers of the roles are found; slots in order of preference."""

    name: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    mutual: bool = False  # "A and B met": the doers are each other's counterparts


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A word or phrase that names an event.

    `head` is the position, in `words`, of the word that heads the phrase. `loose` are the positions before which an
    object may stand. A word is a choice of forms.
    """

    type: EventType
    pos: str  # verb | noun
    words: tuple[frozenset[str], ...]
    head: int
    loose: frozenset[int] = frozenset()
    frame: Frame
    mode: str | None = None
    figure: str | None = None
    needs: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    object_not: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    subject_not: tuple[str, ...] = ()
    complement_not: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    bare: bool = True
    attributive: bool = False
    needs_light: bool = False
    contexts: tuple[str, ...] = ()
    score: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """All entries, indexed by the forms of the word that is looked up first, and the shared word lists."""

    verbs: Mapping[str, tuple[Entry, ...]]  # by form of the head: "killed", "killing"
    nouns: Mapping[str, tuple[Entry, ...]]  # by form of the last word, or of the first in "state of emergency"
    lemmas: Mapping[str, str]  # form of a known verb → its lemma
    classes: Mapping[str, frozenset[str]]
    lists: Mapping[str, frozenset[str]]  # light_verbs, lasting_verbs, suffer_verbs, object_control, blame_verbs
    instruments: Mapping[str, str]  # words of a means, joined by spaces → kind
    instrument_modes: Mapping[str, str | None]  # kind → mode of ASSAULT
    contexts: Mapping[str, tuple[str, ...]]  # lemma → PLOVER contexts
    size: int  # words and phrases in all


@functools.cache
def load_ontology() -> Ontology:
    """Load the packaged ontology, once.

    >>> [e.type.name for e in load_ontology().verbs["assassinated"]]
    ['ASSAULT']
    """
    shared = read_words("ontology", "frames.yaml")
    irregular = {str(lemma): tuple(forms) for lemma, forms in shared["irregular"].items()}
    frames = {
        (kind[:-1], name): Frame(
            name=name,
            actor=tuple(slots["actor"]),
            recipient=tuple(slots["recipient"]),
            mutual=slots.get("mutual") == "true",
        )
        for kind in ("verbs", "nouns")
        for name, slots in shared[kind].items()
    }
    entries = [entry for kind in EventType for entry in _read_entries(kind, frames)]
    means = read_words("ontology", "instruments.yaml")
    contexts: dict[str, tuple[str, ...]] = {}
    for context, words in read_words("ontology", "contexts.yaml").items():
        for word in words:
            contexts[word] = (*contexts.get(word, ()), context)
    lists = ("light_verbs", "lasting_verbs", "suffer_verbs", "object_control", "blame_verbs")
    verbs, lemmas = _index_verbs([e for e in entries if e.pos == "verb"], irregular, shared["light_verbs"])
    return Ontology(
        verbs=verbs,
        nouns=_index_nouns([e for e in entries if e.pos == "noun"]),
        lemmas=lemmas,
        classes={name: frozenset(words) for name, words in read_words("ontology", "classes.yaml").items()},
        lists={name: frozenset(shared[name]) for name in lists},
        instruments={" ".join(split_words(w)): kind for kind, words in means["kinds"].items() for w in words},
        instrument_modes={kind: mode or None for kind, mode in means["modes"].items()},
        contexts=contexts,
        size=len(entries),
    )


def split_words(phrase: str) -> list[str]:
    """Split a phrase as the tokenizer does: hyphens stand alone.

    >>> split_words("cease-fire deal")
    ['cease', '-', 'fire', 'deal']
    """
    return phrase.lower().replace("-", " - ").split()


def make_verb_forms(lemma: str, irregular: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Make the inflected forms of a verb, the lemma first.

    >>> make_verb_forms("rob", {"rob": ["robs", "robbed", "robbing"]})
    ('rob', 'robs', 'robbed', 'robbing')
    >>> make_verb_forms("deny", {})
    ('deny', 'denies', 'denied', 'denying')
    """
    if lemma in irregular:
        return (lemma, *irregular[lemma])
    if lemma.endswith("y") and lemma[-2:-1] not in tuple("aeiou"):
        return lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    third = lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    if lemma.endswith("e"):
        gerund = lemma + "ing" if lemma.endswith("ee") else lemma[:-1] + "ing"
        return lemma, third, lemma + "d", gerund
    double = lemma + lemma[-1] if _doubles(lemma) else lemma
    return lemma, third, double + "ed", double + "ing"


def _doubles(lemma: str) -> bool:
    """Tell whether a verb of one syllable doubles its last consonant: plan, planned."""
    vowels = [c in "aeiou" for c in lemma]
    return len(lemma) >= 3 and vowels[-3:] == [False, True, False] and sum(vowels) == 1 and lemma[-1] not in "wxy"


def make_noun_forms(lemma: str) -> tuple[str, ...]:
    """Make singular and plural.

    >>> make_noun_forms("siege"), make_noun_forms("penalty"), make_noun_forms("clash")
    (('siege', 'sieges'), ('penalty', 'penalties'), ('clash', 'clashes'))
    """
    if lemma.endswith("y") and lemma[-2:-1] not in tuple("aeiou"):
        return lemma, lemma[:-1] + "ies"
    return lemma, lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _read_entries(kind: EventType, frames: Mapping[tuple[str, str], Frame]) -> list[Entry]:
    found = []
    for raw in read_words("ontology", f"{kind.value}.yaml")["entries"]:
        unknown = set(raw) - _FIELDS
        if unknown:
            raise ValueError(
                f"{kind.value}.yaml: unknown field {sorted(unknown)[0]!r}; known: {', '.join(sorted(_FIELDS))}"
            )
        common = _read_common(raw)
        for pos in ("verb", "noun"):
            for phrase in raw.get(pos + "s", ()):
                found.append(_make_entry(kind, pos, phrase, raw["frame"], common, frames))
    return found


def _read_common(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Read what all words of an entry share."""
    lists = ("needs", "object", "object_not", "subject", "subject_not", "contexts")
    return {
        **{name: tuple(raw.get(name, ())) for name in lists},
        "complement_not": frozenset(raw.get("complement_not", ())),
        "near": frozenset(raw.get("near", ())),
        "unless": frozenset(raw.get("unless", ())),
        "bare": raw.get("bare") != "false",
        "attributive": raw.get("attributive") == "true",
        "needs_light": raw.get("needs_light") == "true",
        "mode": raw.get("mode"),
        "figure": raw.get("figure"),
        "score": float(raw["score"]),
    }


def _make_entry(
    kind: EventType,
    pos: str,
    phrase: str,
    frame_name: str,
    common: Mapping[str, Any],
    frames: Mapping[tuple[str, str], Frame],
) -> Entry:
    words: list[frozenset[str]] = []
    head: int | None = None
    loose: set[int] = set()
    for word in split_words(phrase):
        if word == "~":
            loose.add(len(words))
            continue
        if word.startswith("*"):
            head, word = len(words), word[1:]
        words.append(frozenset(word.split("|")))
    if head is None:
        head = 0 if pos == "verb" or _has_preposition(words) else len(words) - 1
    frame = frames.get((pos, frame_name))
    if frame is None:
        raise ValueError(f"{kind.value}.yaml: no frame {frame_name!r} for {pos}s; see frames.yaml")
    shown = "_".join(split_words(phrase.replace("*", "").replace("~ ", "")))
    return Entry(
        type=kind,
        pos=pos,
        words=tuple(words),
        head=head,
        loose=frozenset(loose),
        frame=frame,
        rule=f"{kind.value}:{shown}.{pos[0]}",
        **common,
    )


def _has_preposition(words: list[frozenset[str]]) -> bool:
    return len(words) > 1 and any(w & _PREPOSITION_HEADS for w in words[1:]) and not any("-" in w for w in words)


def _index_verbs(
    entries: Iterable[Entry], irregular: Mapping[str, Iterable[str]], others: Iterable[str]
) -> tuple[dict[str, tuple[Entry, ...]], dict[str, str]]:
    found: dict[str, dict[int, Entry]] = {}
    lemmas: dict[str, str] = {}
    for entry in entries:
        for lemma in sorted(entry.words[entry.head]):
            for form in make_verb_forms(lemma, irregular):
                lemmas.setdefault(form, lemma)
                found.setdefault(form, {})[id(entry)] = entry
    for lemma in others:
        for form in make_verb_forms(lemma, irregular):
            lemmas.setdefault(form, lemma)
    return {form: _by_length(group.values()) for form, group in found.items()}, lemmas


def _index_nouns(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, dict[int, Entry]] = {}
    for entry in entries:
        for lemma in sorted(entry.words[entry.head]):
            for form in make_noun_forms(lemma):
                found.setdefault(form, {})[id(entry)] = entry
    return {form: _by_length(group.values()) for form, group in found.items()}


def _by_length(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Put longer phrases first, then the surer ones; order in the files breaks ties."""
    return tuple(sorted(entries, key=lambda e: (-len(e.words), -e.score)))
