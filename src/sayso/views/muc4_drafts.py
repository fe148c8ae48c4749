"""From weighed mentions to drafts of templates: which sentences tell one incident, and who and what is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sayso.dates import find_days
from sayso.records import Coding, Place, Precision
from sayso.views.muc4_mentions import NAME_TAGS, Mention, Scene
from sayso.views.muc4_model import LogLinear

SLOTS = ("perp", "org", "phys", "hum", "instr")
ACTIVE = 0.35
"""A sentence tells of an incident where one of its mentions fills a slot with at least this probability."""
FINE = frozenset({Precision.SITE, Precision.CITY, Precision.DISTRICT})
OPENERS = frozenset("another also meanwhile other second previously earlier addition additionally elsewhere ago recall".split())
MAX_ACTIVE = 40
"""Sentences looked at in pairs: those that tell most."""


@dataclass(slots=True, kw_only=True)
class Sentence:
    """A sentence with its weighed mentions: positions of mentions with the slot probabilities of each."""

    number: int
    mentions: list[int] = field(default_factory=list)
    score: float = 0.0


@dataclass(slots=True, kw_only=True)
class Entity:
    """Mentions of one party or thing in one slot, the best first."""

    slot: str
    score: float
    mentions: list[int]


@dataclass(slots=True, kw_only=True)
class Draft:
    """Sentences that tell one incident, with the entities in them."""

    sentences: list[int]
    entities: list[Entity]


@dataclass(frozen=True, slots=True)
class Reading:
    """A report's mentions with the probabilities of their slots."""

    scene: Scene
    mentions: Sequence[Mention]
    slots: Sequence[Mapping[str, float]]


def find_active(reading: Reading) -> list[Sentence]:
    """Return the sentences that tell of incidents, in text order."""
    found: dict[int, Sentence] = {}
    for k, mention in enumerate(reading.mentions):
        best = 1.0 - reading.slots[k]["none"]
        sentence = found.setdefault(mention.sentence, Sentence(number=mention.sentence))
        sentence.mentions.append(k)
        sentence.score = max(sentence.score, best)
    active = [s for s in found.values() if s.score >= ACTIVE]
    active = sorted(active, key=lambda s: (-s.score, s.number))[:MAX_ACTIVE]
    return sorted(active, key=lambda s: s.number)


def days_of(scene: Scene, sentence: int) -> frozenset[str]:
    """Return the single days that a sentence's time expressions name."""
    s = scene.analysis.sentences[sentence]
    out = set()
    for time in scene.coding.times:
        if s.start <= time.span.start < s.end and time.type in ("DATE", "TIME"):
            days = find_days(time.value[:10])
            if days and days.first == days.last:
                out.add(days.first.isoformat())
    return frozenset(out)


def places_of(coding: Coding, start: int, end: int) -> list[Place]:
    """Return the places named in a stretch of the text."""
    return [p for p in coding.places if start <= p.span.start < end]


def pair_features(reading: Reading, one: Sentence, other: Sentence) -> list[str]:
    """Return what speaks for and against two sentences telling one incident; `one` comes first in the text."""
    scene = reading.scene
    gap = other.number - one.number
    a, b = scene.analysis.sentences[one.number], scene.analysis.sentences[other.number]
    paragraphs = b.paragraph - a.paragraph
    out = ["bias", f"gap={min(gap, 6)}", f"par={min(paragraphs, 5)}", f"first={min(one.number, 3)}"]
    kinds = [{scene.trigger[i] for i in scene.by_sentence[s.number]} for s in (one, other)]
    main = [{k for k in ks if k in ("bomb", "kidnap", "arson", "rob", "hijack", "kill", "shoot")} for ks in kinds]
    out += [f"shared={k}" for k in sorted(kinds[0] & kinds[1])]
    if main[0] and main[1] and not main[0] & main[1]:
        out.append("kinds differ")
        out += [f"kinds={x}|{y}" for x in sorted(main[0]) for y in sorted(main[1])]
    days = days_of(scene, one.number), days_of(scene, other.number)
    out.append("days=" + ("none" if not days[0] and not days[1] else "one" if not (days[0] and days[1]) else "same" if days[0] & days[1] else "differ"))
    towns = [{p.name for p in places_of(scene.coding, s.start, s.end) if p.precision in FINE} for s in (a, b)]
    out.append("towns=" + ("none" if not towns[0] and not towns[1] else "one" if not (towns[0] and towns[1]) else "same" if towns[0] & towns[1] else "differ"))
    for slot in SLOTS:
        keys = [{reading.mentions[k].key for k in s.mentions if reading.slots[k][slot] > 0.3} for s in (one, other)]
        if keys[0] and keys[1]:
            out.append(f"{slot}=" + ("same" if keys[0] & keys[1] else "differ"))
            names = [{reading.mentions[k].key for k in s.mentions if reading.slots[k][slot] > 0.3 and reading.mentions[k].is_name} for s in (one, other)]
            if names[0] and names[1]:
                out.append(f"{slot} names=" + ("same" if names[0] & names[1] else "differ"))
    for i in range(b_first := b_index(scene, other.number), min(b_first + 6, b_index(scene, other.number + 1))):
        if scene.tokens[i].lemma in OPENERS:
            out.append(f"opens={scene.tokens[i].lemma}")
    for i in scene.by_sentence[other.number]:
        for c in scene.analysis.children[i]:
            t = scene.tokens[c]
            if t.dep in ("det", "amod", "poss") and scene.tokens[i].tag.startswith("NN"):
                out.append(f"det={t.lemma}" if t.lemma in ("the", "this", "a", "another", "other", "these", "those") else "det=-")
    return sorted(set(out))


def b_index(scene: Scene, sentence: int) -> int:
    """Return the first token of a sentence, or the end of the tokens."""
    sentences = scene.analysis.sentences
    return sentences[sentence].first if sentence < len(sentences) else len(scene.tokens)


def cluster(reading: Reading, active: Sequence[Sentence], model: LogLinear, threshold: float) -> list[list[Sentence]]:
    """Group sentences that tell one incident: average linkage, the likeliest pair first."""
    n = len(active)
    p = {
        (i, j): model.predict(pair_features(reading, active[i], active[j]))["same"]
        for i in range(n)
        for j in range(i + 1, n)
    }
    groups = [[i] for i in range(n)]
    while len(groups) > 1:
        best, at = threshold, None
        for x in range(len(groups)):
            for y in range(x + 1, len(groups)):
                links = [p[min(i, j), max(i, j)] for i in groups[x] for j in groups[y]]
                value = sum(links) / len(links)
                if value > best:
                    best, at = value, (x, y)
        if at is None:
            break
        groups[at[0]] = sorted(groups[at[0]] + groups[at[1]])
        del groups[at[1]]
    return [[active[i] for i in g] for g in groups]


def make_draft(reading: Reading, sentences: Sequence[Sentence], floors: Mapping[str, float]) -> Draft:
    """Gather the entities of each slot from the mentions of some sentences."""
    entities: dict[tuple[str, str], Entity] = {}
    for sentence in sentences:
        for k in sentence.mentions:
            slots = reading.slots[k]
            slot = max(SLOTS, key=lambda s: slots[s])
            mention = reading.mentions[k]
            if slots[slot] < min(0.15, floors[slot]):
                continue
            entity = entities.setdefault((slot, mention.key), Entity(slot=slot, score=0.0, mentions=[]))
            entity.mentions.append(k)
            entity.score = max(entity.score, slots[slot])
    kept = [e for e in entities.values() if e.score >= floors[e.slot]]
    for e in kept:
        e.mentions.sort(key=lambda k: (-reading.slots[k][e.slot], k))
    return Draft(sentences=[s.number for s in sentences], entities=kept)


def draft_features(reading: Reading, draft: Draft) -> list[str]:
    """Return what tells whether a draft is an incident for a template, of which type and stage."""
    scene = reading.scene
    out = ["bias"]
    words: set[str] = set()
    for number in draft.sentences:
        s = scene.analysis.sentences[number]
        for i in range(s.first, s.last):
            t = scene.tokens[i]
            if t.tag[:2] in ("NN", "VB", "JJ", "RB", "MD") and t.tag not in NAME_TAGS and i not in scene.time:
                words.add(t.lemma)
            if scene.trigger[i]:
                out.append(f"c={scene.trigger[i]}")
                out.append(f"cl={scene.trigger[i]}:{t.tag[:2]}:{t.dep}")
    out += [f"w={w}" for w in sorted(words)]
    out = sorted(set(out))
    first = draft.sentences[0]
    out += [f"first={min(first, 6)}", f"n={min(len(draft.sentences), 6)}"]
    for slot in SLOTS:
        found = [e for e in draft.entities if e.slot == slot]
        out.append(f"{slot}#{min(len(found), 3)}")
        top = max((e.score for e in found), default=0.0)
        out += [f"{slot}>{step / 10:.1f}" for step in range(1, 10) if top >= step / 10]
        for e in found:
            m = reading.mentions[e.mentions[0]]
            out.append(f"{slot}:" + scene.word(m.head))
            out.append(f"{slot}:named" if m.is_name else f"{slot}:plain")
            if scene.tokens[m.head].tag == "NNS":
                out.append(f"{slot}:plural")
    out.append("pair" if any(e.slot in ("phys", "hum") for e in draft.entities) and any(e.slot in ("perp", "org") for e in draft.entities) else "no pair")
    if any(days_of(scene, n) for n in draft.sentences):
        out.append("day")
    if any(places_of(scene.coding, scene.analysis.sentences[n].start, scene.analysis.sentences[n].end) for n in draft.sentences):
        out.append("place")
    for claim in scene.coding.claims:
        if any(scene.analysis.sentences[n].start <= claim.trigger.start < scene.analysis.sentences[n].end for n in draft.sentences):
            out += [f"claim={claim.type}:{claim.mode}", f"status={claim.status}:{claim.type}", f"stance={claim.stance}"]
    return sorted(set(out))
