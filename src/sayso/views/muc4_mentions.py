"""Noun phrases of a report as candidates for the slots of MUC-4 templates, with the features that a model weighs.

No feature is the name of a party, person or place: names count by what the actor list and the parse say they are, so that the
same words are read alike whoever they are about.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import TypeVar

from sayso.records import FILLS, Analysis, Coding, Token

PREMODIFIERS = frozenset(
    {"amod", "compound", "nummod", "nmod", "poss", "case", "quantmod", "punct", "det", "advmod", "npadvmod"}
)
DROPPED_FIRST = frozenset({"det", "punct", "case", "advmod"})
NAME_TAGS = frozenset({"NNP", "NNPS"})
NOUN_TAGS = frozenset({"NN", "NNS"}) | NAME_TAGS
SPEECH = frozenset(
    "say report state tell announce declare add note claim deny confirm reveal learn explain warn".split()
)
NEAR = 4
NO_CHANCE = (0.0,) * len(FILLS)
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A noun phrase: tokens `[first, last)` with its head; `longest` includes a phrase with "of" after it."""

    head: int
    first: int
    last: int
    longest: int
    sentence: int
    is_name: bool
    key: str  # what mentions of one party or thing share, as far as words tell
    features: tuple[str, ...]


@functools.cache
def load_classes(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the classes of each word of a list, by lemma."""
    folder = resources.files("sayso.views") / "muc4_data"
    out: dict[str, list[str]] = {}
    for line in (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, _, words = line.partition(":")
            for word in words.split():
                out.setdefault(word, []).append(kind)
    return {word: tuple(kinds) for word, kinds in out.items()}


@functools.cache
def load_groups() -> Mapping[str, str]:
    """Return the group of words of like meaning that each common word belongs to."""
    text = (resources.files("sayso.views") / "muc4_data" / "groups.csv").read_text(encoding="utf-8")
    rows = (line.split(",") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


def _look_up(nouns: Mapping[str, tuple[str, ...]], t: Token) -> tuple[str, ...]:
    """Return the classes of a noun, also of a plural that the parse took for a name."""
    low = t.text.lower()
    singular = low[:-3] + "man" if low.endswith("men") else low.removesuffix("s")
    return nouns.get(t.lemma) or nouns.get(low) or nouns.get(singular) or ()


class Scene:
    """What the features of a report's mentions look at, gathered once."""

    def __init__(self, analysis: Analysis, coding: Coding) -> None:
        self.analysis, self.coding = analysis, coding
        self.tokens = analysis.tokens
        classes, nouns = load_classes("triggers"), load_classes("nouns")
        self.trigger = [(classes.get(t.lemma) or classes.get(t.text.lower()) or (None,))[0] for t in self.tokens]
        self.nouns = [_look_up(nouns, t) for t in self.tokens]
        groups = load_groups()
        self.group = [groups.get(t.lemma) if t.tag not in NAME_TAGS else None for t in self.tokens]
        self.by_sentence: list[list[int]] = [[] for _ in analysis.sentences]
        for t in self.tokens:
            if self.trigger[t.i]:
                self.by_sentence[t.sentence].append(t.i)
        self.label: dict[int, str] = {i: n.label for n in analysis.names for i in range(n.first, n.last)}
        self._starts = {t.start: t.i for t in self.tokens}
        self._ends = {t.end: t.i for t in self.tokens}
        self.actor = self._spread(
            (a.span.start, a.span.end, a) for a in sorted(coding.actors, key=lambda a: -len(a.span.surface))
        )
        self.time = frozenset(self._spread((x.span.start, x.span.end, x) for x in coding.times))
        self.place = frozenset(self._spread((x.span.start, x.span.end, x) for x in coding.places))
        self.roles: dict[int, list[str]] = {}
        for claim in coding.claims:
            for role, found in (("by", claim.actors), ("to", claim.recipients)):
                for actor in found:
                    last = self._ends.get(actor.span.end)
                    if last is not None:
                        self.roles.setdefault(last, []).append(f"{role}:{claim.type}:{claim.mode}")
            source = claim.voice.source
            if source is not None and (last := self._ends.get(source.end)) is not None:
                self.roles.setdefault(last, []).append("voice")
        self.incidents = analysis.tagged.incidents if analysis.tagged else ()
        self.chances = self._find_chances(analysis) if self.incidents else []

    def _spread(self, spans: Iterable[tuple[int, int, Found]]) -> dict[int, Found]:
        found: dict[int, Found] = {}
        for start, end, item in spans:
            first, last = self._starts.get(start), self._ends.get(end)
            if first is not None and last is not None:
                found.update(dict.fromkeys(range(first, last + 1), item))
        return found

    def _find_chances(self, analysis: Analysis) -> list[tuple[float, ...]]:
        """Return for each token the chance of each part in an incident, as the reader model gives it."""
        found = [NO_CHANCE] * len(self.tokens)
        starts = [t.start for t in self.tokens]
        for fill in analysis.tagged.fills if analysis.tagged else ():
            i = bisect.bisect_right(starts, fill.start) - 1
            if i >= 0 and fill.start < self.tokens[i].end:
                found[i] = tuple(map(max, found[i], fill.chances))
        return found

    def word(self, i: int) -> str:
        """Return a token's lemma, or what kind of name it belongs to."""
        t = self.tokens[i]
        if t.tag in NAME_TAGS or self.label.get(i) in ("PERSON", "GPE", "NORP", "LOC"):
            actor = self.actor.get(i)
            kind = (actor.id or "").split(":")[0] if actor else ""
            return f"<{kind or self.label.get(i, 'name')}>"
        return "<number>" if t.tag == "CD" else t.lemma


def find_mentions(analysis: Analysis, coding: Coding) -> tuple[Scene, list[Mention]]:
    """Return what the features looked at, and every noun phrase that could fill a slot, in text order."""
    scene = Scene(analysis, coding)
    found = []
    for t in analysis.tokens:
        if t.tag not in NOUN_TAGS and not (
            t.tag == "JJ" and scene.trigger[t.i] and t.dep in ("dobj", "pobj", "nsubj", "nsubjpass")
        ):
            continue
        if t.i in scene.time or not any(c.isalpha() for c in t.text):
            continue
        after = analysis.tokens[t.i + 1] if t.i + 1 < len(analysis.tokens) else None
        inner = t.dep in ("compound", "nmod", "amod")
        if inner and not (_ends_name(t, after) or scene.trigger[t.i] in ("bomb", "shoot") or _ends_party(scene, t)):
            continue
        found.append(_make(scene, t))
    return scene, _with_shared(scene, _join_acronyms(scene, found))


def _ends_name(t: Token, after: Token | None) -> bool:
    return t.tag in NAME_TAGS and after is not None and after.tag not in NAME_TAGS


def _ends_party(scene: Scene, t: Token) -> bool:
    """Tell whether a party's phrase ends at a token inside a longer phrase: "army soldiers"."""
    actor = scene.actor.get(t.i)
    return actor is not None and actor.span.end == t.end and actor.sector is not None


def _make(scene: Scene, t: Token) -> Mention:
    tokens, children = scene.tokens, scene.analysis.children
    first = t.i
    while first > 0 and tokens[first - 1].sentence == t.sentence and _modifies(scene, tokens[first - 1], t, first):
        first -= 1
    while first > 0 and scene.label.get(t.i) == "PERSON" and scene.label.get(first - 1) == "PERSON":
        first -= 1
    while first < t.i and (
        tokens[first].dep in DROPPED_FIRST or tokens[first].tag in ("PRP$", "POS", "DT", "WP$", ",", "``")
    ):
        first += 1
    longest = t.i + 1
    of = next((c for c in children[t.i] if tokens[c].lemma == "of" and c == t.i + 1), None)
    if of is not None:
        ends = [c for c in children[of] if tokens[c].dep == "pobj"]
        if ends and ends[0] - of <= 6:
            longest = ends[0] + 1
    words = [tokens[i].text.lower() for i in range(first, t.i + 1) if tokens[i].tag != "CD"]
    is_name = t.tag in NAME_TAGS and not scene.nouns[t.i]
    return Mention(
        head=t.i,
        first=first,
        last=t.i + 1,
        longest=longest,
        sentence=t.sentence,
        is_name=is_name,
        key=_key(scene, t, words),
        features=tuple(_features(scene, t, first)),
    )


def _key(scene: Scene, t: Token, words: Sequence[str]) -> str:
    """Return what joins mentions: the actor's key for a name, its last word if no actor is known, else the head's lemma."""
    actor = scene.actor.get(t.i)
    if t.tag in NAME_TAGS or (actor is not None and actor.id):
        if actor is not None and actor.span.end == t.end:
            return actor.id or actor.key
        return words[-1]
    return t.lemma


def _modifies(scene: Scene, before: Token, head: Token, first: int) -> bool:
    """Tell whether the token before a phrase belongs to it: its chain of heads ends at the phrase's head."""
    if before.tag in ("CC", ",", ":", "``", "''", "-LRB-", "-RRB-", ".", "TO", "IN", "VBD", "VBZ"):
        return False
    at, steps = before, 0
    while at.i != head.i and steps < 4:
        if at.dep not in PREMODIFIERS or at.head == at.i:
            return False
        at, steps = scene.tokens[at.head], steps + 1
    return at.i == head.i


def climb(scene: Scene, t: Token) -> tuple[str, Token, str]:
    """Return how a noun hangs on its governor: the relation, the governor, and what was crossed on the way."""
    tokens, flags, steps = scene.tokens, "", 0
    while steps < 4:
        head = tokens[t.head]
        if t.dep == "conj" and head.i != t.i:
            t, flags = head, flags + "c"
        elif t.dep == "appos" and head.i != t.i:
            t, flags = head, flags + "a"
        elif t.dep in ("compound", "nmod", "poss") and head.i != t.i:
            return t.dep, head, flags
        elif t.dep == "pobj":
            relation = "by" if head.dep == "agent" else head.lemma
            return relation, tokens[head.head], flags
        elif t.dep in ("attr",) and head.i != t.i:
            return "attr", head, flags
        else:
            break
        steps += 1
    return t.dep, tokens[t.head], flags


def _features(scene: Scene, t: Token, first: int) -> list[str]:
    tokens, word = scene.tokens, scene.word
    out = ["bias", f"h={word(t.i)}", f"tag={t.tag}", f"ne={scene.label.get(t.i)}"]
    actor = scene.actor.get(t.i)
    if actor:
        out += [f"sector={actor.sector}", f"rule={actor.rule.split(':')[0]}", f"kind={(actor.id or '-').split(':')[0]}"]
    if t.i in scene.place:
        out.append("place")
    out += [f"m={word(i)}" for i in range(first, t.i)]
    out += [f"mc={scene.trigger[i]}" for i in range(first, t.i) if scene.trigger[i]]
    out.append(f"tc={scene.trigger[t.i]}")
    classes = scene.nouns[t.i]
    out += [f"nc={c}" for c in classes]
    out += [f"mn={c}" for i in range(first, t.i) for c in scene.nouns[i]]
    relation, governor, flags = climb(scene, t)
    name, kind = word(governor.i), scene.trigger[governor.i]
    out += [f"g={relation}:{name}", f"gc={relation}:{kind}", f"gd={relation}", f"gt={governor.tag[:2]}"]
    out += [f"nc.gc={c}:{relation}:{kind}" for c in classes]
    out += [f"nc.g={c}:{relation}:{name}" for c in classes if kind]
    out += [
        f"nc.st={c}:{k}"
        for c in classes
        for k in sorted({scene.trigger[i] or "" for i in scene.by_sentence[t.sentence] if i != t.i})
    ]
    out += [f"h.n={scene.group[t.i]}", f"g.n={relation}:{scene.group[governor.i]}"]
    if flags:
        out.append(f"via={flags}")
    relation2, upper, _ = (
        climb(scene, governor) if governor.tag[:2] == "NN" else (governor.dep, tokens[governor.head], "")
    )
    out += [f"gg={relation}:{relation2}:{word(upper.i)}", f"ggc={relation}:{kind}:{relation2}:{scene.trigger[upper.i]}"]
    for child in scene.analysis.children[t.i]:
        c = tokens[child]
        if c.dep in ("prep", "relcl", "acl", "appos", "det", "nummod", "poss"):
            out.append(f"ch={c.dep}:{word(child) if c.dep != 'nummod' else ''}")
            if c.dep in ("relcl", "acl"):
                out.append(f"chc={c.dep}:{c.tag}:{scene.trigger[child]}")
    sentence = scene.analysis.sentences[t.sentence]
    out += [
        f"-1={word(first - 1)}" if first > sentence.first else "-1=^",
        f"+1={word(t.i + 1)}" if t.i + 1 < sentence.last else "+1=$",
    ]
    triggers = [i for i in scene.by_sentence[t.sentence] if i != t.i]
    before = max((i for i in triggers if i < t.i), default=None)
    after = min((i for i in triggers if i > t.i), default=None)
    if before is not None:
        out += [f"nb={scene.trigger[before]}:{min((t.i - before) // NEAR, 3)}", f"nbw={tokens[before].lemma}"]
    if after is not None:
        out += [f"na={scene.trigger[after]}:{min((after - t.i) // NEAR, 3)}", f"naw={tokens[after].lemma}"]
    out += sorted({f"st={scene.trigger[i]}" for i in triggers})
    if not triggers:
        near = [k for k in (t.sentence - 1, t.sentence + 1) if 0 <= k < len(scene.by_sentence)]
        out.append("st=near" if any(scene.by_sentence[k] for k in near) else "st=far")
    out.append(f"at={min(t.sentence, 8) if t.sentence < 4 else 4 + min(t.sentence // 6, 3)}")
    out += sorted({f"role={r}" for r in scene.roles.get(t.i, ())})
    if word(t.i)[0] != "<":
        out += [f"h.gc={t.lemma}:{relation}:{kind}"]
    out += [f"k.gc={(actor.sector if actor else scene.label.get(t.i))}:{relation}:{kind}"]
    if scene.incidents:
        out += _read_features(scene, t, first)
    return out


def _read_features(scene: Scene, t: Token, first: int) -> list[str]:
    """Return what the reader model says of a noun phrase and its sentence."""
    own = scene.chances[t.i]
    whole = [max(column) for column in zip(*scene.chances[first : t.i + 1], strict=True)]
    top = max(range(len(own)), key=lambda k: own[k])
    out = [f"r.{name}={_step(p)}" for name, p in zip(FILLS, own, strict=True)]
    out += [f"r.in.{name}={_step(p)}" for name, p in zip(FILLS, whole, strict=True)]
    out += [
        f"r.any={_step(sum(own))}",
        f"r.top={FILLS[top]}:{_step(own[top])}",
        f"r.tag={FILLS[top]}:{_step(own[top])}:{t.tag}",
    ]
    told = scene.incidents[t.sentence]
    out.append(f"r.told={_step(sum(told))}")
    return [*out, f"r.told.top={_step(sum(told))}:{FILLS[top]}:{_step(own[top])}"]


def _join_acronyms(scene: Scene, mentions: Sequence[Mention]) -> list[Mention]:
    """Give a short form in brackets after a name, and its later mentions, the key of that name."""
    ends = {m.last: m for m in mentions}
    keys: dict[str, str] = {}
    for m in mentions:
        before = ends.get(m.head - 1)
        if before is not None and scene.tokens[m.head - 1].text in ("[", "(") and before.is_name:
            keys.setdefault(scene.tokens[m.head].text, before.key)
    return [replace(m, key=keys[w]) if (w := scene.tokens[m.head].text) in keys else m for m in mentions]


def _with_shared(scene: Scene, mentions: Sequence[Mention]) -> list[Mention]:
    """Add to each mention how the others with its key hang in the report."""
    ways: dict[str, set[str]] = {}
    for m in mentions:
        relation, governor, _ = climb(scene, scene.tokens[m.head])
        if scene.trigger[governor.i]:
            ways.setdefault(m.key, set()).add(f"{relation}:{scene.trigger[governor.i]}")
    chances: dict[str, tuple[float, ...]] = {}
    if scene.incidents:
        for m in mentions:
            chances[m.key] = tuple(map(max, chances.get(m.key, NO_CHANCE), scene.chances[m.head]))
    top = [max(column) for column in zip(*chances.values(), strict=True)]
    violent = sum(1 for c in scene.trigger if c)
    share = f"doc={min(8, int(40 * violent / max(1, len(scene.tokens))))}"
    classes = [f"dc={c}" for c in sorted({c for c in scene.trigger if c})]
    out = []
    for m in mentions:
        own = [f"k={w}" for w in sorted(ways.get(m.key, ()))]
        own += [f"r.key.{name}={_step(p)}" for name, p in zip(FILLS, chances.get(m.key, ()), strict=False)]
        own += [f"r.doc.{name}={_step(p)}" for name, p in zip(FILLS, top, strict=False)]
        out.append(replace(m, features=(*m.features, *own, share, *classes)))
    return out


def add_second_look(
    scene: Scene, mentions: Sequence[Mention], slots: Sequence[Mapping[str, float]], relevance: float
) -> list[tuple[int, tuple[str, ...]]]:
    """Return the features of each mention that a first model does not rule out, with what it said of it and those around.

    Each comes with its position among the mentions.
    """
    kinds = [k for k in slots[0] if k != "none"] if slots else []
    top = {k: _best(slots, range(len(slots)), k) for k in kinds}
    by_key: dict[str, list[int]] = {}
    by_sentence: dict[int, list[int]] = {}
    for n, m in enumerate(mentions):
        by_key.setdefault(m.key, []).append(n)
        by_sentence.setdefault(m.sentence, []).append(n)
    whole = [f"D{k}={_step(top[k])}" for k in kinds]
    whole.append(f"T={int(10 * relevance)}")
    strength: dict[int, float] = {s: max(1 - slots[n]["none"] for n in ns) for s, ns in by_sentence.items()}
    ranks = {s: r for r, s in enumerate(sorted(strength, key=lambda s: (-strength[s], s)))}
    out = []
    for n, m in enumerate(mentions):
        if slots[n]["none"] > RULED_OUT:
            continue
        extra = []
        for k in kinds:
            own = _step(slots[n][k])
            alike = _step(_best(slots, (j for j in by_key[m.key] if j != n), k))
            here = _step(_best(slots, (j for j in by_sentence[m.sentence] if j != n), k))
            extra += [
                f"P{k}={own}",
                f"K{k}={alike}",
                f"S{k}={here}",
                f"PK{k}={own}:{alike}",
                f"PD{k}={own}:{_step(top[k])}",
                f"PT{k}={own}:{int(5 * relevance)}",
            ]
        around = [strength.get(m.sentence + d, 0.0) for d in (-2, -1, 1, 2)]
        extra += [f"A{d}={_step(v)}" for d, v in zip("abcd", around, strict=True)]
        extra.append(f"R={min(ranks[m.sentence], 6)}")
        extra.append(f"#key={min(len(by_key[m.key]), 5)}")
        out.append((n, (*m.features, *extra, *whole)))
    return out


RULED_OUT = 0.985
STEPS = (0.005, 0.01, 0.02, 0.04, 0.08, 0.14, 0.22, 0.32, 0.44, 0.58, 0.72, 0.86)


def _step(p: float) -> int:
    return bisect.bisect(STEPS, p)


def _best(slots: Sequence[Mapping[str, float]], places: Iterable[int], kind: str) -> float:
    return max((slots[j][kind] for j in places), default=0.0)


def phrase(analysis: Analysis, first: int, last: int) -> str:
    """Return the words of tokens `[first, last)` in capitals with single spaces, as templates give them."""
    span = analysis.span(first, last)
    return re.sub(r"\s+", " ", span.surface).strip(" ,.;:\"'[]()-").upper()
