"""What trees weigh beside the log-linear models: numbers about mentions, pairs of sentences, drafts and candidates.

None is about a word, so none can be about a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from sayso.dates import find_days, parse_day
from sayso.records import FILLS, INCIDENTS
from sayso.views.muc4_drafts import (
    COUNTRIES,
    LIKELY,
    SLOTS,
    Draft,
    Entity,
    Reading,
    Sentence,
    by_standing,
    days_of,
    places_of,
)
from sayso.views.muc4_mentions import NO_CHANCE, Mention, Scene, climb

DOUBTFUL = 0.97
"""Mentions that are surely nothing are not weighed by trees."""
KINDS = ("kill", "bomb", "kidnap", "shoot", "arson", "rob")
RELATIONS = "nsubj nsubjpass dobj by of in at against on compound conj with appos to from for".split()
LABELS = ("PERSON", "GPE", "NORP", "LOC", "ORG", "FAC")
FAR = 40
STRONG, POSSIBLE = 0.5, 0.2
NO_TELLING = (0.0,) * len(INCIDENTS)

Chances = Sequence[float]


def mention_numbers(reading: Reading) -> list[tuple[int, list[float]]]:
    """Return for each mention that may fill a slot its position and its numbers: how likely, and beside what."""
    scene, mentions = reading.scene, reading.mentions
    if not mentions:
        return []
    own = [tuple(slots[name] for name in ("none", *SLOTS)) for slots in reading.slots]
    read = [scene.chances[m.head] if scene.chances else NO_CHANCE for m in mentions]
    by_key: dict[str, list[int]] = {}
    by_sentence: dict[int, list[int]] = {}
    for k, m in enumerate(mentions):
        by_key.setdefault(m.key, []).append(k)
        by_sentence.setdefault(m.sentence, []).append(k)
    tops = [sorted(column, reverse=True) for column in zip(*own, strict=True)][1:]
    text = [c[0] for c in tops] + [c[1] if len(c) > 1 else 0.0 for c in tops] + _top(read, range(len(read)))
    out = []
    for k, m in enumerate(mentions):
        if own[k][0] > DOUBTFUL:
            continue
        alike, here = by_key[m.key], by_sentence[m.sentence]
        numbers = [*own[k], *_top(own, alike, but=k), *_top(own, here, but=k), *text]
        numbers += [*read[k], *_top(scene.chances or [NO_CHANCE] * len(scene.tokens), range(m.first, m.head + 1))]
        numbers += [*_top(read, alike), *_mean(read, alike), *_top(read, here, but=k)]
        numbers += _told(scene, m.sentence)
        numbers += [reading.relevance, m.sentence, len(scene.by_sentence), len(alike), alike.index(k), len(here)]
        out.append((k, numbers + _shape(scene, m)))
    return out


def _top(rows: Sequence[Chances], places: Sequence[int] | range, but: int | None = None) -> list[float]:
    """Return the highest of each column over some rows; -.1 where there is none."""
    found = [rows[j] for j in places if j != but]
    return [max(column) for column in zip(*found, strict=True)] if found else [-0.1] * len(rows[0])


def _mean(rows: Sequence[Chances], places: Sequence[int]) -> list[float]:
    return [sum(column) / len(places) for column in zip(*(rows[j] for j in places), strict=True)]


def _told(scene: Scene, sentence: int) -> list[float]:
    """Return of what a sentence tells, and how surely beside the others of the text."""
    every = scene.incidents or [NO_TELLING] * len(scene.by_sentence)
    told = [sum(chances) for chances in every]
    around = [told[n] if 0 <= n < len(told) else -1.0 for n in (sentence - 1, sentence + 1)]
    ahead = sum(1 for x in told if x > told[sentence])
    return [*every[sentence], told[sentence], *around, max(told), sum(told), ahead]


def _shape(scene: Scene, m: Mention) -> list[float]:
    """Return how a mention stands in its sentence: its form, what it hangs on, and the violence near it."""
    token, sentence = scene.tokens[m.head], scene.analysis.sentences[m.sentence]
    actor = scene.actor.get(m.head)
    relation, governor, _ = climb(scene, token)
    triggers = [i for i in scene.by_sentence[m.sentence] if i != m.head]
    near = min(triggers, key=lambda i: abs(i - m.head), default=None)
    length = sentence.last - sentence.first
    return [
        m.is_name, token.tag == "NNS", _code(scene.label.get(m.head), LABELS), len(triggers),
        FAR if near is None else near - m.head, 0 if near is None else _code(scene.trigger[near], KINDS),
        _code(scene.trigger[governor.i], KINDS), _code(relation, RELATIONS), m.last - m.first, m.longest - m.last,
        (m.head - sentence.first) / max(1, length), length,
        any(scene.tokens[i].tag == "CD" for i in range(m.first, m.head)), bool(actor and actor.sector),
        m.head in scene.place, len(scene.nouns[m.head]),
    ]  # fmt: skip


def _code(word: str | None, known: Sequence[str]) -> int:
    """Return where a word stands in a list, counted from 1; 0 for none, and one beyond the list for any other."""
    return 0 if word is None else known.index(word) + 1 if word in known else len(known) + 1


def pair_numbers(reading: Reading, active: Sequence[Sentence], i: int, j: int) -> list[float]:
    """Return what speaks for and against two sentences telling one incident; `i` comes first among those that tell of any."""
    scene = reading.scene
    one, other = active[i], active[j]
    between = max((s.score for s in active[i + 1 : j]), default=0.0)
    strong = sum(1 for s in active if s.score > STRONG)
    out = [other.number - one.number, j - i, one.number, len(active), strong, one.score, other.score, between]
    for slot in SLOTS:
        a, b = (_likely_keys(reading, s, slot) for s in (one, other))
        out += [max((min(a[k], b[k]) for k in a.keys() & b.keys()), default=0.0)]
        out += [max(a.values(), default=0.0), max(b.values(), default=0.0)]
        out.append(_agree(*(_likely_names(reading, s, slot) for s in (one, other))))
    spans = [scene.analysis.sentences[s.number] for s in (one, other)]
    words = [{t.lemma for t in scene.tokens[s.first : s.last] if t.tag[:2] in ("NN", "VB", "JJ")} for s in spans]
    groups = [{g for g in scene.group[s.first : s.last] if g is not None} for s in spans]
    out += [len(words[0] & words[1]), _overlap(*words), _overlap(*groups)]
    places = [{p.name for p in places_of(scene.coding, s.start, s.end)} for s in spans]
    days = [days_of(scene, s.number) for s in (one, other)]
    out += [_agree(*places), len(places[1]), _agree(*days), len(days[1])]
    named = [{reading.mentions[k].key for k in s.mentions if reading.mentions[k].is_name} for s in (one, other)]
    heads = [
        {scene.tokens[reading.mentions[k].head].lemma for k in s.mentions if 1 - reading.slots[k]["none"] > LIKELY}
        for s in (one, other)
    ]
    return [*out, len(named[0] & named[1]), len(heads[0] & heads[1]), *_told_alike(scene, one.number, other.number)]


def _told_alike(scene: Scene, one: int, other: int) -> list[float]:
    """Return how surely two sentences tell of an incident, and how far of the same type."""
    a, b = (scene.incidents[n] if scene.incidents else NO_TELLING for n in (one, other))
    sums = sum(a), sum(b)
    alike = sum(min(p / (sums[0] or 1), q / (sums[1] or 1)) for p, q in zip(a, b, strict=True))
    return [*sums, alike, *map(min, a, b), *(p - q for p, q in zip(a, b, strict=True))]


def _likely_keys(reading: Reading, sentence: Sentence, slot: str) -> dict[str, float]:
    """Return who or what may fill a slot in a sentence, each with the highest probability."""
    out: dict[str, float] = {}
    for k in sentence.mentions:
        key = reading.mentions[k].key
        out[key] = max(out.get(key, 0.0), reading.slots[k][slot])
    return out


def _likely_names(reading: Reading, sentence: Sentence, slot: str) -> set[str]:
    mentions = reading.mentions
    return {mentions[k].key for k in sentence.mentions if mentions[k].is_name and reading.slots[k][slot] > POSSIBLE}


def _agree(one: AbstractSet[str], other: AbstractSet[str]) -> int:
    """Return 1 if two sets share something, -1 if not, and 0 if one is empty."""
    return 0 if not (one and other) else 1 if one & other else -1


def _overlap(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def draft_numbers(reading: Reading, draft: Draft) -> list[float]:
    """Return what tells whether a draft is an incident: how sure its fills are, when and where it is, what else is told."""
    scene = reading.scene
    first, last = draft.sentences[0], draft.sentences[-1]
    inside = [e for e in draft.entities if e.inside]
    likely = [e for e in inside if e.score >= LIKELY]
    plural = sum(scene.tokens[reading.mentions[e.mentions[0]].head].tag == "NNS" for e in likely)
    out = [draft.rank, draft.drafts, draft.strength, draft.rival, first, first / max(1, len(scene.by_sentence))]
    out += [len(draft.sentences), len(scene.by_sentence), last - first, reading.relevance, len(likely), plural]
    for slot in SLOTS:
        scores = sorted((e.score for e in inside if e.slot == slot), reverse=True)
        out += [scores[0] if scores else 0.0, scores[1] if len(scores) > 1 else 0.0, sum(scores)]
        read = [_read(reading, k, slot) for e in inside if e.slot == slot for k in e.mentions]
        out += [max(read, default=0.0), sum(read)]
    named = [e.score for e in inside if e.slot == "hum" and reading.mentions[e.mentions[0]].is_name]
    out += [max((e.score for e in inside if e.slot in ("hum", "phys")), default=0.0), max(named, default=0.0)]
    out.append(max(1 - reading.slots[k]["none"] for e in draft.entities for k in e.mentions))
    return out + _told_by(scene, draft) + _when_and_where(scene, draft) + _beside(reading, draft)


def _read(reading: Reading, mention: int, slot: str) -> float:
    scene = reading.scene
    return scene.chances[reading.mentions[mention].head][FILLS.index(slot)] if scene.chances else 0.0


def _told_by(scene: Scene, draft: Draft) -> list[float]:
    """Return how surely the sentences of a draft tell of an incident, of which type, and how much of what the text tells."""
    every = scene.incidents or [NO_TELLING] * len(scene.by_sentence)
    told = sorted((sum(every[n]) for n in draft.sentences), reverse=True)
    text = [sum(chances) for chances in every]
    out = [told[0], told[1] if len(told) > 1 else 0.0, sum(told), sum(told) / len(told)]
    out += [max(text), sum(text), sum(told) / max(1e-6, sum(text))]
    out += [max(column) for column in zip(*(every[n] for n in draft.sentences), strict=True)]
    triggers = sum(1 for kind in scene.trigger if kind) / max(1, len(scene.tokens))
    return [*out, sum(len(scene.by_sentence[n]) for n in draft.sentences), triggers]


def _beside(reading: Reading, draft: Draft) -> list[float]:
    """Return what tells whether a draft only tells again what another does: above all the likeliest of the stronger ones."""
    ahead = [pair for pair in draft.ties if pair[0].rank < draft.rank]
    ties = sorted((chance for _, chance in draft.ties), reverse=True)
    out = [ties[0] if ties else -0.1, ties[1] if len(ties) > 1 else -0.1, len(ahead)]
    if not ahead:
        return [*out, *(-0.1,) * (9 + 2 * len(SLOTS))]
    other, chance = max(ahead, key=lambda pair: pair[1])
    out += [chance, other.strength, draft.strength / max(0.01, other.strength), other.rank]
    out.append(min(abs(a - b) for a in draft.sentences for b in other.sentences))
    out.append(draft.sentences[0] - other.sentences[0])
    keys = [_keys_by_slot(reading, x) for x in (draft, other)]
    every = [_keys_by_slot(reading, x) for x, _ in ahead]
    for slot in SLOTS:
        mine = keys[0][slot]
        out.append(_shared(mine, keys[1][slot]))
        out.append(max(_shared(mine, theirs[slot]) for theirs in every))
    sentences = [[reading.scene.analysis.sentences[n] for n in x.sentences] for x in (draft, other)]
    places = [{p.name for s in group for p in places_of(reading.scene.coding, s.start, s.end)} for group in sentences]
    days = [{day for n in x.sentences for day in days_of(reading.scene, n)} for x in (draft, other)]
    told = [_types(reading.scene, x) for x in (draft, other)]
    return [*out, _agree(*places), _agree(*days), sum(map(min, *told))]


def _shared(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return max((min(p, other[key]) for key, p in one.items() if key in other), default=0.0)


def _keys_by_slot(reading: Reading, draft: Draft) -> dict[str, dict[str, float]]:
    """Return who or what may fill each slot of a draft, each with its probability."""
    out: dict[str, dict[str, float]] = {slot: {} for slot in SLOTS}
    for e in draft.entities:
        if e.inside:
            for k in e.mentions:
                out[e.slot][reading.mentions[k].key] = e.score
    return out


def _types(scene: Scene, draft: Draft) -> list[float]:
    """Return the shares of the types of incident that a draft's sentences tell of."""
    every = scene.incidents or [NO_TELLING] * len(scene.by_sentence)
    sums = [sum(column) for column in zip(*(every[n] for n in draft.sentences), strict=True)]
    return [p / (sum(sums) or 1) for p in sums]


def _when_and_where(scene: Scene, draft: Draft) -> list[float]:
    """Return how long before the report a draft's days are, and how many of its places are in the task's countries."""
    sentences = [scene.analysis.sentences[n] for n in draft.sentences]
    published = parse_day(scene.coding.report.published.value)
    ages = []
    for time in scene.coding.times:
        if time.type in ("DATE", "TIME") and any(s.start <= time.span.start < s.end for s in sentences):
            days = find_days(time.value[:10]) or find_days(time.value)
            if days is not None and published is not None:
                ages.append((published - days.last).days)
    here = [p.country for s in sentences for p in places_of(scene.coding, s.start, s.end) if p.country]
    every = [p.country for p in scene.coding.places if p.country]
    inside = sum(c in COUNTRIES for c in here)
    share = sum(c in COUNTRIES for c in every) / len(every) if every else -1.0
    return [min(ages, default=-99), max(ages, default=-99), len(ages), inside, len(here) - inside, share]


def candidate_numbers(reading: Reading, draft: Draft, entity: Entity) -> list[float]:
    """Return what tells whether a candidate fills its slot: how sure it is, beside the others of the draft."""
    scene, slot = reading.scene, entity.slot
    m = reading.mentions[entity.mentions[0]]
    own = [reading.slots[k][slot] for k in entity.mentions]
    inside = [reading.slots[k][slot] for k in entity.mentions if reading.mentions[k].sentence in draft.sentences]
    others = [e for e in draft.entities if e is not entity]
    same = sorted((e.score for e in others if e.slot == slot), reverse=True)
    standing = by_standing(reading, draft, slot)
    ahead = standing[: next(n for n, e in enumerate(standing) if e is entity)]
    named = sum(1 for e in ahead if reading.mentions[e.mentions[0]].is_name)
    gap = min(abs(reading.mentions[k].sentence - n) for k in entity.mentions for n in draft.sentences)
    out = [SLOTS.index(slot), entity.score, own[1] if len(own) > 1 else 0.0, sum(own), len(own)]
    out += [max(inside, default=0.0), len(inside), sum(e > entity.score for e in same)]
    out += [entity.score - same[0] if same else entity.score, entity.score / max(0.01, same[0]) if same else 9.0]
    out += [len(ahead), named, sum(e.score for e in ahead), m.sentence, m.sentence - draft.sentences[0], gap]
    out += [len(draft.sentences), draft.rank, draft.drafts, draft.strength, reading.relevance]
    out += [_read(reading, k, slot) for k in entity.mentions[:1]]
    out.append(max(_read(reading, k, slot) for k in entity.mentions))
    for name in SLOTS:
        out += [reading.slots[entity.mentions[0]][name], max(_read(reading, k, name) for k in entity.mentions)]
        out.append(max((e.score for e in others if e.slot == name and e.inside), default=0.0))
        out.append(sum(e.score for e in others if e.slot == name))
    return out + _told_by(scene, draft) + _told(scene, m.sentence) + _shape(scene, m)
