"""From weighed mentions to drafts of templates: which sentences tell one incident, and who and what is in it."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sayso.dates import find_days, parse_day
from sayso.records import FILLS, INCIDENTS, Coding, Place, Precision
from sayso.views.muc4_mentions import NAME_TAGS, STEPS, Mention, Scene

SLOTS = FILLS
ACTIVE = 0.3
"""A sentence tells of an incident where one of its mentions fills a slot with at least this probability."""
FINE = frozenset({Precision.SITE, Precision.CITY, Precision.DISTRICT})
OPENERS = frozenset(
    "another also meanwhile other second previously earlier addition additionally elsewhere ago recall".split()
)
CANDIDATE = 0.08
DISTANT: Mapping[str, float] = {"perp": 0.25, "org": 0.1}
LIKELY = 0.3
"""Least probabilities of a mention to be a candidate for its likeliest slot, the same for attackers named elsewhere, and to
count as evidence of an incident."""
CONTENT_TAGS = frozenset({"NN", "VB", "JJ", "RB", "MD"})
LEAD = 4
"""Sentences of a report that count as its lead."""
COUNTRIES = {
    "ARG": "ARGENTINA", "BOL": "BOLIVIA", "CHL": "CHILE", "COL": "COLOMBIA", "ECU": "ECUADOR", "SLV": "EL SALVADOR",
    "GTM": "GUATEMALA", "HND": "HONDURAS", "PER": "PERU",
}  # fmt: skip
"""The countries that the task is about."""
AGES = (1, 3, 8, 32, 93, 366)
MANY = 15
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
    inside: bool = True  # named where the incident is told, not elsewhere in the report


@dataclass(slots=True, kw_only=True)
class Draft:
    """Sentences that tell one incident, with the entities in them."""

    sentences: list[int]
    entities: list[Entity]
    rank: int = 0  # among the drafts of the report, the strongest first
    drafts: int = 1
    rival: float = 0.0  # strength of the strongest other draft
    aside: list[Entity] = field(default_factory=list)  # people who are no fill of their own, but may describe one
    ties: list[tuple[Draft, float]] = field(default_factory=list, repr=False, compare=False)
    """The other drafts of the report, each with the mean chance that its sentences tell this incident."""

    @property
    def strength(self) -> float:
        """How many fills are to be expected."""
        return sum(e.score for e in self.entities if e.inside)


@dataclass(frozen=True, slots=True)
class Reading:
    """A report's mentions with the probabilities of their slots."""

    scene: Scene
    mentions: Sequence[Mention]
    slots: Sequence[Mapping[str, float]]
    relevance: float = 0.5  # probability that the report tells of an incident at all


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


def text_features(scene: Scene) -> list[str]:
    """Return what tells whether a report tells of an incident at all: its words, those of its lead, and where it takes place."""
    out = {"bias"}
    counts: dict[str, int] = {}
    for t in scene.tokens:
        kind = scene.trigger[t.i]
        if kind:
            counts[kind] = counts.get(kind, 0) + 1
        if t.tag[:2] in CONTENT_TAGS and t.tag not in NAME_TAGS:
            out.add(f"w={t.lemma}")
            if t.sentence < LEAD:
                out.add(f"l={t.lemma}")
    for kind, n in counts.items():
        out.update(f"c={kind}>{step}" for step in (0, 1, 2, 4, 8, 16) if n > step)
    share = sum(counts.values()) / max(1, len(scene.tokens))
    out.update(f"share>{step}" for step in (0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12) if share > step)
    countries = [p.country for p in scene.coding.places if p.country]
    inside = sum(1 for c in countries if c in COUNTRIES)
    out.add(f"nine={4 * inside // len(countries) if countries else '-'}")
    out.update(f"claim={x.type}:{x.mode}:{x.status}" for x in scene.coding.claims)
    if scene.incidents:
        out.update(_read_text_features(scene))
    return sorted(out)


def _read_text_features(scene: Scene) -> list[str]:
    """Return what the reader model says of a report as a whole: its likeliest fills, the sentences that tell of incidents."""
    out = []
    for name, column in zip(FILLS, zip(*scene.chances, strict=True), strict=True):
        top = sorted(column, reverse=True)
        out += [f"r.{name}>{s}" for s in STEPS if top and top[0] > s]
        out += [f"r.{name} all>{n}" for n in (0.5, 1, 2, 4, 8, 16) if sum(column) > n]
    told = sorted((sum(chances) for chances in scene.incidents), reverse=True)
    out += [f"r.told>{s}" for s in STEPS if told[0] > s]
    out += [f"r.told third>{s}" for s in STEPS if len(told) > 2 and told[2] > s]
    out += [f"r.told all>{n}" for n in (0.5, 1, 2, 3, 4, 6, 9, 13) if sum(told) > n]
    out += [f"r.lead>{s}" for s in STEPS if max(sum(chances) for chances in scene.incidents[:LEAD]) > s]
    return out + [
        f"r.{k}>{s}"
        for k, column in zip(INCIDENTS, zip(*scene.incidents, strict=True), strict=True)
        for s in STEPS
        if max(column) > s
    ]


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
    kinds = [{scene.trigger[i] or "" for i in scene.by_sentence[s.number]} for s in (one, other)]
    main = [{k for k in ks if k in ("bomb", "kidnap", "arson", "rob", "hijack", "kill", "shoot")} for ks in kinds]
    out += [f"shared={k}" for k in sorted(kinds[0] & kinds[1])]
    if main[0] and main[1] and not main[0] & main[1]:
        out.append("kinds differ")
        out += [f"kinds={x}|{y}" for x in sorted(main[0]) for y in sorted(main[1])]
    days = days_of(scene, one.number), days_of(scene, other.number)
    out.append(
        "days="
        + (
            "none"
            if not days[0] and not days[1]
            else "one"
            if not (days[0] and days[1])
            else "same"
            if days[0] & days[1]
            else "differ"
        )
    )
    towns = [{p.name for p in places_of(scene.coding, s.start, s.end) if p.precision in FINE} for s in (a, b)]
    out.append(
        "towns="
        + (
            "none"
            if not towns[0] and not towns[1]
            else "one"
            if not (towns[0] and towns[1])
            else "same"
            if towns[0] & towns[1]
            else "differ"
        )
    )
    lemmas = [{scene.tokens[i].lemma for i in scene.by_sentence[s.number]} for s in (one, other)]
    if lemmas[0] & lemmas[1]:
        out.append("word shared")
    tops = [{slot for slot in SLOTS for k in s.mentions if reading.slots[k][slot] > 0.4} for s in (one, other)]
    out += [f"both {slot}" for slot in SLOTS if slot in tops[0] and slot in tops[1]]
    out.append(f"tops={''.join(sorted(x[0] for x in tops[0]))}|{''.join(sorted(x[0] for x in tops[1]))}")
    for slot in SLOTS:
        keys = [{reading.mentions[k].key for k in s.mentions if reading.slots[k][slot] > 0.3} for s in (one, other)]
        if keys[0] and keys[1]:
            out.append(f"{slot}=" + ("same" if keys[0] & keys[1] else "differ"))
            names = [
                {
                    reading.mentions[k].key
                    for k in s.mentions
                    if reading.slots[k][slot] > 0.3 and reading.mentions[k].is_name
                }
                for s in (one, other)
            ]
            if names[0] and names[1]:
                out.append(f"{slot} names=" + ("same" if names[0] & names[1] else "differ"))
    for i in range(b_first := b_index(scene, other.number), min(b_first + 6, b_index(scene, other.number + 1))):
        if scene.tokens[i].lemma in OPENERS:
            out.append(f"opens={scene.tokens[i].lemma}")
    for i in scene.by_sentence[other.number]:
        for c in scene.analysis.children[i]:
            t = scene.tokens[c]
            if t.dep in ("det", "amod", "poss") and scene.tokens[i].tag.startswith("NN"):
                out.append(
                    f"det={t.lemma}"
                    if t.lemma in ("the", "this", "a", "another", "other", "these", "those")
                    else "det=-"
                )
    if scene.incidents:
        told = [scene.incidents[s.number] for s in (one, other)]
        shares = [[p / (sum(chances) or 1) for p in chances] for chances in told]
        types = [max(range(len(x)), key=lambda k: x[k]) for x in shares]
        out.append(f"r.alike={_decile(sum(map(min, *shares)))}")
        out.append(f"r.types={INCIDENTS[types[0]]}|{INCIDENTS[types[1]]}")
        out.append(f"r.told={_decile(min(map(sum, told)))}")
        out.append(f"r.told,alike={types[0] == types[1]},{_decile(min(map(sum, told)))}")
    return sorted(set(out))


def b_index(scene: Scene, sentence: int) -> int:
    """Return the first token of a sentence, or the end of the tokens."""
    sentences = scene.analysis.sentences
    return sentences[sentence].first if sentence < len(sentences) else len(scene.tokens)


def cluster(active: Sequence[Sentence], p: Mapping[tuple[int, int], float], threshold: float) -> list[list[Sentence]]:
    """Group sentences that tell one incident by the chances of each pair: average linkage, the likeliest pair first."""
    n = len(active)
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


def make_draft(reading: Reading, sentences: Sequence[Sentence]) -> Draft:
    """Gather the entities that may fill each slot from the mentions of some sentences."""
    entities: dict[tuple[str, str], Entity] = {}
    inside = {s.number for s in sentences}
    for k, mention in enumerate(reading.mentions):
        slots = reading.slots[k]
        here = mention.sentence in inside
        if slots["none"] > 1 - CANDIDATE:
            continue
        slot = max(SLOTS, key=lambda s: slots[s])
        if slots[slot] < (CANDIDATE if here else DISTANT.get(slot, 1.0)):
            continue
        entity = entities.setdefault((slot, mention.key), Entity(slot=slot, score=0.0, mentions=[], inside=False))
        entity.mentions.append(k)
        entity.score = max(entity.score, slots[slot])
        entity.inside = entity.inside or here
    entities = {key: e for key, e in entities.items() if not _join_longer(reading, e, list(entities.values()))}
    for e in entities.values():
        e.mentions.sort(key=lambda k: (-reading.slots[k][e.slot], k))
    return Draft(sentences=[s.number for s in sentences], entities=list(entities.values()))


def _join_longer(reading: Reading, entity: Entity, others: Sequence[Entity]) -> bool:
    """Give a name's mentions to a longer name of the same slot that holds all its words; tell whether there is one."""
    mine = _name_words(reading, entity)
    if not mine:
        return False
    for other in others:
        if other is not entity and other.slot == entity.slot and other.mentions:
            theirs = _name_words(reading, other)
            if mine < theirs or (mine == theirs and other.mentions[0] < entity.mentions[0]):
                other.mentions += entity.mentions
                other.score = max(other.score, entity.score)
                other.inside = other.inside or entity.inside
                entity.mentions = []
                return True
    return False


def _name_words(reading: Reading, entity: Entity) -> frozenset[str]:
    tokens, words = reading.scene.tokens, frozenset[str]()
    for k in entity.mentions:
        m = reading.mentions[k]
        if m.is_name:
            found = frozenset(tokens[i].text.lower() for i in range(m.first, m.last) if tokens[i].tag in NAME_TAGS)
            words = max(words, found, key=lambda w: (len(w), sorted(w)))
    return words


def tie(drafts: Sequence[Draft], chances: Mapping[tuple[int, int], float], numbers: Sequence[int]) -> None:
    """Note in each draft how likely the others of its report tell the same; `numbers`: the sentences that chances are of."""
    place = {number: i for i, number in enumerate(numbers)}
    for one in drafts:
        for other in drafts:
            if one is not other:
                links = [sorted((place[a], place[b])) for a in one.sentences for b in other.sentences]
                one.ties.append((other, sum(chances[i, j] for i, j in links) / len(links)))


def rank(drafts: Sequence[Draft]) -> list[Draft]:
    """Note in each draft where it stands among those of its report."""
    order = sorted(range(len(drafts)), key=lambda j: (-drafts[j].strength, j))
    for place, j in enumerate(order):
        drafts[j].rank, drafts[j].drafts = place, len(drafts)
        drafts[j].rival = max((drafts[i].strength for i in order[:2] if i != j), default=0.0)
    return list(drafts)


KEPT = (
    "nc=", "nc.gc=", "sector=", "kind=", "gc=", "h.gc=", "st=", "role=", "g=", "tc=", "ne=", "h=", "m=", "-1=", "+1=", "nb", "na",
    "gg", "k.gc", "ch", "k=", "via", "h.n=", "g.n=", "r.",
)  # fmt: skip
"""Features of a mention that its candidate has too."""


def candidate_features(reading: Reading, draft: Draft, entity: Entity) -> list[str]:
    """Return what tells whether a candidate fills its slot in this template."""
    scene, slot = reading.scene, entity.slot
    m = reading.mentions[entity.mentions[0]]
    same = sorted((e for e in draft.entities if e.slot == slot), key=lambda e: -e.score)
    place = next(n for n, e in enumerate(same) if e is entity)
    ahead = _decile(same[0].score) if place else "-"
    rivals = by_standing(reading, draft, slot)
    total = 1.0
    for k in entity.mentions:
        total *= 1 - reading.slots[k][slot]
    out = [
        f"P={_decile(entity.score)}", f"any={_decile(1 - total)}", f"place={min(place, 4)}", f"ahead={ahead}",
        f"P,ahead={_decile(entity.score)},{ahead}", f"n={min(len(entity.mentions), 4)}", f"name={m.is_name}",
        f"h={scene.word(m.head)}", f"tag={scene.tokens[m.head].tag}", f"rank={min(draft.rank, 3)}",
        f"sentences={min(len(draft.sentences), 5)}", f"first={m.sentence == draft.sentences[0]}",
        f"rivals={min(len(same), 6)}",
    ]  # fmt: skip
    gap = min(abs(reading.mentions[k].sentence - n) for k in entity.mentions for n in draft.sentences)
    out += [f"inside={entity.inside}", f"gap={min(gap, 5)}", f"gap,drafts={min(gap, 5)},{min(draft.drafts, 3)}"]
    out.append(f"inside,P={entity.inside},{_decile(entity.score)}")
    out += [
        f"step={bisect.bisect(STEPS, entity.score)}",
        f"step,inside={bisect.bisect(STEPS, entity.score)},{entity.inside}",
    ]
    out += echoes(reading, entity, rivals[: next(n for n, e in enumerate(rivals) if e is entity)])
    out += [f for f in m.features if f.startswith(KEPT)]
    out += sorted({f"c={scene.trigger[i]}" for n in draft.sentences for i in scene.by_sentence[n]})
    for other in SLOTS:
        best = max((e.score for e in draft.entities if e.slot == other and e is not entity), default=0.0)
        out.append(f"best {other}={_decile(best)}")
    if scene.incidents:
        read = max(scene.chances[reading.mentions[k].head][SLOTS.index(slot)] for k in entity.mentions)
        told = max(sum(scene.incidents[n]) for n in draft.sentences)
        out += [f"r.best={bisect.bisect(STEPS, read)}", f"r.best,told={_decile(read)},{_decile(told) // 2}"]
        out.append(f"r.best,inside={_decile(read)},{entity.inside}")
    return ["bias", *(f"{slot}:{f}" for f in out)]


def by_standing(reading: Reading, draft: Draft, slot: str) -> list[Entity]:
    """Return the candidates for a slot, the named ones first, then the likeliest."""
    return sorted(
        (e for e in draft.entities if e.slot == slot),
        key=lambda e: (not reading.mentions[e.mentions[0]].is_name, -e.score, e.mentions[0]),
    )


def echoes(reading: Reading, entity: Entity, ahead: Sequence[Entity]) -> list[str]:
    """Return what tells whether a candidate is only another naming of one that comes before it."""
    scene = reading.scene
    tokens = scene.tokens
    m = reading.mentions[entity.mentions[0]]
    before = tokens[m.first - 1].text.lower() if m.first else ""
    opening = before if before in DETERMINERS else tokens[m.first].tag if tokens[m.first].tag in ("CD", "PRP$") else "-"
    plural = tokens[m.head].tag in ("NNS", "NNPS")
    named = sum(1 for e in ahead if reading.mentions[e.mentions[0]].is_name)
    out = {f"opening={opening}", f"opening,named={opening},{min(named, 2)}", f"number,named={plural},{min(named, 2)}"}
    heads = {reading.mentions[k].head for k in entity.mentions}
    lemmas = {tokens[h].lemma for h in heads}
    words = {
        tokens[i].text.lower()
        for k in entity.mentions
        for i in range(reading.mentions[k].first, reading.mentions[k].last)
    }
    for other in ahead:
        spans = [reading.mentions[k] for k in other.mentions]
        is_name = spans[0].is_name
        theirs = {x.head for x in spans}
        if any(tokens[h].dep in LINKS and tokens[h].head in theirs for h in heads) or any(
            tokens[h].dep in LINKS and tokens[h].head in heads for h in theirs
        ):
            out.add(f"echo link:{is_name}")
        if any(x.first <= h < x.longest for x in spans for h in heads - theirs):
            out.add(f"echo inside:{is_name}")
        if any(tokens[i].lemma in lemmas for x in spans for i in range(x.first, x.longest)):
            out.add(f"echo word:{is_name}:{m.is_name}:{opening}")
        if m.is_name and is_name and words & {tokens[x.head].text.lower() for x in spans}:
            out.add("echo name")
        if {c for h in heads for c in scene.nouns[h]} & {
            c for x in spans for i in range(x.first, x.last) for c in scene.nouns[i]
        }:
            out.add(f"echo class:{is_name}:{plural}:{opening}")
        numbers = [
            {tokens[i].text.lower() for x in group for i in range(x.first, x.head) if tokens[i].tag == "CD"}
            for group in (spans, [reading.mentions[k] for k in entity.mentions])
        ]
        if numbers[0] & numbers[1]:
            out.add(f"echo number:{is_name}")
        if not is_name and not m.is_name:
            out.add(f"both plain:{tokens[spans[0].head].tag}:{tokens[m.head].tag}")
    return sorted(out)


LINKS = frozenset({"appos", "attr"})
DETERMINERS = frozenset("the a an this that these those his her their its another other one".split())


def _decile(p: float) -> int:
    return min(9, int(10 * p))


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
    share = draft.strength
    out += [
        f"rank={min(draft.rank, 4)}",
        f"drafts={min(draft.drafts, 5)}",
        f"rank,drafts={min(draft.rank, 4)},{min(draft.drafts, 5)}",
    ]
    out += [f"strength>{step}" for step in (0.3, 0.6, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0) if share > step]
    out += [f"first={min(first, 6)}", f"n={min(len(draft.sentences), 6)}"]
    for slot in SLOTS:
        found = [e for e in draft.entities if e.slot == slot and e.score >= LIKELY and e.inside]
        out.append(f"{slot}#{min(len(found), 3)}")
        top = max((e.score for e in found), default=0.0)
        out += [f"{slot}>{step / 10:.1f}" for step in range(1, 10) if top >= step / 10]
        for e in found:
            m = reading.mentions[e.mentions[0]]
            out.append(f"{slot}:" + scene.word(m.head))
            out.append(f"{slot}:named" if m.is_name else f"{slot}:plain")
            if scene.tokens[m.head].tag == "NNS":
                out.append(f"{slot}:plural")
    out.append(
        "pair"
        if any(e.slot in ("phys", "hum") and e.score >= LIKELY for e in draft.entities)
        and any(e.slot in ("perp", "org") and e.inside and e.score >= LIKELY for e in draft.entities)
        else "no pair"
    )
    out += [f"text>{step}" for step in range(1, 10) if reading.relevance * 10 > step]
    out.append(f"text,rank={_decile(reading.relevance) // 2},{min(draft.rank, 2)}")
    out += _setting(scene, draft) + _specific(reading, draft)
    if scene.incidents:
        out += _read_draft_features(reading, draft)
    if any(days_of(scene, n) for n in draft.sentences):
        out.append("day")
    if any(
        places_of(scene.coding, scene.analysis.sentences[n].start, scene.analysis.sentences[n].end)
        for n in draft.sentences
    ):
        out.append("place")
    for claim in scene.coding.claims:
        if any(
            scene.analysis.sentences[n].start <= claim.trigger.start < scene.analysis.sentences[n].end
            for n in draft.sentences
        ):
            out += [f"claim={claim.type}:{claim.mode}", f"status={claim.status}:{claim.type}", f"stance={claim.stance}"]
    return sorted(set(out))


def _read_draft_features(reading: Reading, draft: Draft) -> list[str]:
    """Return what the reader model says of a draft's sentences: of which type they tell, and how surely."""
    told = [reading.scene.incidents[n] for n in draft.sentences]
    sure = sorted((sum(chances) for chances in told), reverse=True)
    out = [f"r.told>{s}" for s in STEPS if sure[0] > s]
    out += [f"r.told mean>{s}" for s in STEPS if sum(sure) / len(sure) > s]
    out += [f"r.told all>{n}" for n in (0.5, 1, 1.5, 2, 3, 4, 6) if sum(sure) > n]
    sums = [sum(column) for column in zip(*told, strict=True)]
    top = INCIDENTS[max(range(len(sums)), key=lambda k: sums[k])]
    out += [f"r.{k}={_decile(p / (sum(sums) or 1))}" for k, p in zip(INCIDENTS, sums, strict=True)]
    out += [
        f"r.{k}>{s}"
        for k, column in zip(INCIDENTS, zip(*told, strict=True), strict=True)
        for s in STEPS
        if max(column) > s
    ]
    out += [f"r.top={top}", f"r.top,told={top},{_decile(sure[0])}"]
    for slot in SLOTS:
        found = [
            reading.scene.chances[reading.mentions[k].head][SLOTS.index(slot)]
            for e in draft.entities
            if e.slot == slot and e.inside
            for k in e.mentions
        ]
        out += [f"r.{slot}>{s}" for s in STEPS if found and max(found) > s]
    return out


def _setting(scene: Scene, draft: Draft) -> list[str]:
    """Return where and when a draft takes place, as far as it matters to the task: in which countries, how long ago."""
    sentences = [scene.analysis.sentences[n] for n in draft.sentences]
    here = [p.country for s in sentences for p in places_of(scene.coding, s.start, s.end) if p.country]
    every = [p.country for p in scene.coding.places if p.country]
    out = [f"{name}={_inside(found)}" for name, found in (("here", here), ("text in", every))]
    published = parse_day(scene.coding.report.published.value)
    for time in scene.coding.times:
        if not any(s.start <= time.span.start < s.end for s in sentences):
            continue
        if time.type in ("DURATION", "SET"):
            out.append(f"time={time.type}")
            continue
        days = find_days(time.value[:10]) or find_days(time.value)
        if days is None or published is None:
            continue
        age = (published - days.last).days
        out.append("age=later" if age < 0 else f"age={bisect.bisect_left(AGES, age)}")
        if (days.last - days.first).days > MANY:
            out.append("age=long")
    return out


def _inside(countries: Sequence[str]) -> str:
    inside = sum(1 for c in countries if c in COUNTRIES)
    return "-" if not countries else "all" if inside == len(countries) else "some" if inside else "none"


def _specific(reading: Reading, draft: Draft) -> list[str]:
    """Return what tells one happening from a summary of many: numbers, plurals, kinds of targets."""
    scene, out = reading.scene, []
    for e in draft.entities:
        if e.score < LIKELY or not e.inside:
            continue
        m = reading.mentions[e.mentions[0]]
        out += [f"{e.slot}:nc={c}" for c in scene.nouns[m.head]]
        actor = scene.actor.get(m.head)
        if actor is not None:
            out.append(f"{e.slot}:sector={actor.sector}")
        for i in range(m.first, m.head):
            text = scene.tokens[i].text.replace(",", "")
            if scene.tokens[i].tag == "CD":
                out.append(f"{e.slot}:many" if text.isdigit() and int(text[:9]) > MANY else f"{e.slot}:few")
        if scene.tokens[m.head].tag == "NNS" and not any(scene.tokens[i].tag == "CD" for i in range(m.first, m.head)):
            out.append(f"{e.slot}:some")
    for n in draft.sentences:
        for i in scene.by_sentence[n]:
            t = scene.tokens[i]
            out.append(f"ct={scene.trigger[i]}:{t.tag}")
            if t.tag[:2] == "VB":
                out += [
                    f"caux={scene.trigger[i]}:{scene.tokens[c].lemma}"
                    for c in scene.analysis.children[i]
                    if scene.tokens[c].dep in ("aux", "neg")
                ]
    return out
