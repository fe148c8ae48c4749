"""Incidents of one report as MUC-4 templates, the form in which the field measured itself in 1992.

`make_templates` weighs every noun phrase for every slot, groups the sentences that tell one incident, keeps the groups that
are incidents in the sense of the MUC-4 task, and fills their slots. What is said of responsibility comes from the stances of
the coding's claims. Fills are in the words of the report, as the task asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sayso.dates import find_days, parse_day
from sayso.records import Analysis, Coding, Place, Precision
from sayso.views.muc4_drafts import (
    COUNTRIES,
    FINE,
    Draft,
    Entity,
    Reading,
    candidate_features,
    cluster,
    draft_features,
    find_active,
    make_draft,
    pair_features,
    places_of,
    rank,
    text_features,
    tie,
)
from sayso.views.muc4_mentions import NAME_TAGS, SPEECH, Mention, Scene, add_second_look, find_mentions, phrase
from sayso.views.muc4_model import LogLinear, load_model
from sayso.views.muc4_numbers import candidate_numbers, draft_numbers, mention_numbers, pair_numbers

Template = dict[str, Any]
Load = Callable[[str], LogLinear]

FLOORS: Mapping[str, float] = {"perp": 0.29, "org": 0.28, "phys": 0.36, "hum": 0.36, "instr": 0.34}
"""Least probability at which a candidate fills a slot; chosen by five-fold cross-validation on train."""
ASIDE = 0.3
"""Least probability of a person who is no fill of its own to describe one that is."""
SAME = 0.7
"""Mean chance of telling one incident down to which sentences are joined; on train .6 and .8 are worse."""
KEEP = 0.3
"""Least probability of a draft to become a template; chosen by the same cross-validation among .25, .3 and .35."""

OTHER_NATIONS = {
    "USA": "UNITED STATES", "ESP": "SPAIN", "SUN": "USSR", "RUS": "USSR", "BRA": "BRAZIL", "NLD": "NETHERLANDS", "MEX": "MEXICO",
    "NIC": "NICARAGUA", "NOR": "NORWAY", "ITA": "ITALY", "FRA": "FRANCE", "CRI": "COSTA RICA", "GBR": "UNITED KINGDOM",
    "AUT": "AUSTRIA", "IRL": "IRELAND", "CAN": "CANADA", "VEN": "VENEZUELA", "ISR": "ISRAEL", "EGY": "EGYPT", "DEU": "GERMANY",
    "DOM": "DOMINICAN REPUBLIC", "CHN": "PEOPLES REP OF CHINA", "CUB": "CUBA", "PAN": "PANAMA", "JPN": "JAPAN",
    "CHE": "SWITZERLAND", "AUS": "AUSTRALIA", "SWE": "SWEDEN", "BEL": "BELGIUM", "URY": "URUGUAY", "PRY": "PARAGUAY",
}  # fmt: skip
NO_INSTRUMENT = frozenset({"KIDNAPPING", "ARSON"})
SMALL = {w: str(n) for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}


def make_templates(analysis: Analysis, coding: Coding, *, load: Load = load_model) -> list[Template]:
    """Return the templates of a report, in the order in which their incidents are first told; none if it tells of none."""
    reading = read(analysis, coding, load)
    drafts = [d for d in make_drafts(reading, load) if keep(reading, d, load) >= KEEP]
    return [fill(reading, draft, load) for draft in drafts]


def read(analysis: Analysis, coding: Coding, load: Load = load_model) -> Reading:
    """Weigh every noun phrase of a report for every slot."""
    scene, mentions = find_mentions(analysis, coding)
    relevance = load("relevant").predict(text_features(scene))["yes"]
    slots = [load("mention").predict(m.features) for m in mentions]
    second = load("mention2")
    for n, features in add_second_look(scene, mentions, slots, relevance):
        slots[n] = second.predict(features)
    reading = Reading(scene, mentions, slots, relevance)
    for n, numbers in mention_numbers(reading) if second.forest else ():
        slots[n] = second.refine(slots[n], numbers)
    return reading


def make_drafts(reading: Reading, load: Load = load_model) -> list[Draft]:
    """Group what tells one incident."""
    model, active = load("same"), find_active(reading)
    chances = {
        (i, j): model.predict(pair_features(reading, active[i], active[j]), pair_numbers(reading, active, i, j))["same"]
        for i in range(len(active))
        for j in range(i + 1, len(active))
    }
    drafts = rank([make_draft(reading, group) for group in cluster(active, chances, SAME)])
    tie(drafts, chances, [s.number for s in active])
    return drafts


def keep(reading: Reading, draft: Draft, load: Load = load_model) -> float:
    """Return the probability that a draft is an incident in the sense of the task."""
    if not draft.entities:
        return 0.0
    return load("keep").predict(draft_features(reading, draft), draft_numbers(reading, draft))["yes"]


def weigh(reading: Reading, draft: Draft, entity: Entity, load: Load = load_model) -> float:
    """Return the probability that a candidate fills its slot."""
    features, numbers = candidate_features(reading, draft, entity), candidate_numbers(reading, draft, entity)
    return load("candidate").predict(features, numbers)["yes"]


def choose(reading: Reading, draft: Draft, load: Load = load_model) -> Draft:
    """Return the draft with the candidates that fill its slots."""
    kept = [e for e in draft.entities if weigh(reading, draft, e, load) >= FLOORS[e.slot]]
    aside = [e for e in draft.entities if e.slot == "hum" and e.score >= ASIDE and not any(e is k for k in kept)]
    return Draft(sentences=draft.sentences, entities=kept, rank=draft.rank, drafts=draft.drafts, aside=aside)


def fill(reading: Reading, draft: Draft, load: Load = load_model) -> Template:
    """Fill the slots of a template."""
    scene = reading.scene
    features = draft_features(reading, draft)
    draft = choose(reading, draft, load)
    kind = best(load("type"), features)
    out: Template = {"type": kind, "stage": best(load("stage"), features)}
    country, place = find_location(scene.coding, [scene.analysis.sentences[n] for n in draft.sentences])
    out["location"] = place
    out["date"] = find_date(reading, draft)
    category = best(load("category"), features)
    if category != "none":
        out["perp_category"] = category
    out["perp_individual"] = [mention_text(reading, e) for e in of(draft, "perp")]
    out["perp_org"] = [mention_text(reading, e) for e in of(draft, "org")]
    out["perp_org_confidence"] = [
        {
            "value": best(load("confidence"), confidence_features(reading, draft, e), BROADER_CONFIDENCE),
            "xref": mention_text(reading, e),
        }
        for e in of(draft, "org")
    ]
    if kind not in NO_INSTRUMENT:
        _fill_instruments(out, reading, draft, load, kind, features)
    if kind != "KIDNAPPING":
        _fill_things(out, reading, draft, load, kind, country)
    _fill_people(out, reading, draft, load, kind, country)
    return out


def best(model: LogLinear, features: Sequence[str], broader: Mapping[str, str] | None = None) -> str:
    """Return the likeliest class; a class that takes in narrower ones, as `broader` says, has half of their chances too."""
    found = model.predict(features)
    worth = dict(found)
    for narrow, wide in (broader or {}).items():
        if narrow in found and wide in worth:
            worth[wide] += found[narrow] / 2
    return max(worth, key=lambda c: worth[c])


BROADER_CONFIDENCE = {"SUSPECTED OR ACCUSED BY AUTHORITIES": "SUSPECTED OR ACCUSED"}
BROADER_MEANS = {
    **dict.fromkeys(("MACHINE GUN", "MORTAR", "HANDGUN", "RIFLE"), "GUN"),
    **dict.fromkeys(("VEHICLE BOMB", "DYNAMITE", "MINE", "AERIAL BOMB"), "BOMB"),
    **dict.fromkeys(("BOMB", "GRENADE", "MOLOTOV COCKTAIL"), "EXPLOSIVE"),
}
"""Of a set fill, the one that takes it in: the task's own order, by which who is unsure says the wider."""


def of(draft: Draft, slot: str) -> list[Entity]:
    """Return the entities of a slot."""
    return [e for e in draft.entities if e.slot == slot]


def entity_features(reading: Reading, draft: Draft, entity: Entity, kind: str) -> list[str]:
    """Return what tells an entity's type, what befell it, or how surely it is held responsible."""
    scene = reading.scene
    out = {"bias", f"kind={kind}"}
    for k in entity.mentions:
        m = reading.mentions[k]
        out.update(m.features)
        out.update(f"h.kind={kind}:{scene.word(m.head)}" for _ in (0,))
        for i in range(m.first, m.last):
            t = scene.tokens[i]
            out.add(f"x={scene.word(i) if t.tag in NAME_TAGS else t.lemma}")
            out.add(f"x={t.text.lower()}" if t.tag not in NAME_TAGS or t.text.lower() in PEOPLE_TITLES else "x=<n>")
        for c in scene.analysis.children[m.head]:
            if scene.tokens[c].dep == "appos":
                out.add(f"ap={scene.word(c)}")
    ends = {scene.tokens[reading.mentions[k].head].end for k in entity.mentions}
    for claim in scene.coding.claims:
        sector = claim.voice.actor.sector if claim.voice.actor else None
        voice = "own" if claim.voice.source is None else str(sector)
        if any(a.span.end in ends for a in claim.actors):
            out |= {
                f"stance={claim.stance}",
                f"stance.voice={claim.stance}:{voice}",
                f"status={claim.status}",
                f"voice={voice}",
            }
        source = claim.voice.source
        if source is not None and source.end in ends:
            out |= {f"own.stance={claim.stance}:{claim.type}"}
    for n in draft.sentences:
        s = scene.analysis.sentences[n]
        out.update(
            f"s={scene.tokens[i].lemma}" for i in range(s.first, s.last) if scene.tokens[i].tag[:2] in ("VB", "MD")
        )
    sentences = {reading.mentions[k].sentence for k in entity.mentions}
    for n in sentences:
        s = scene.analysis.sentences[n]
        out.update(
            f"sw={scene.tokens[i].lemma}"
            for i in range(s.first, s.last)
            if scene.tokens[i].tag[:2] in ("VB", "NN", "RB") and scene.tokens[i].tag not in NAME_TAGS
        )
    return sorted(out)


AUTHORITIES = frozenset({"GOV", "MIL", "COP", "JUD", "SPY"})
CUES = frozenset(
    "blame attribute accuse claim responsibility admit deny suspect allege allegedly presumably presume apparently reportedly "
    "believe responsible author perpetrate commit order charge confess acknowledge involve involvement link possible possibly "
    "probably may could might suspicion accusation report say state source official authority police army spokesman "
    "communique denounce hold condemn identify investigate investigation arrest execute vindicate credit threaten vow".split()
)
GENRES = (
    "CLANDESTINE",
    "COMMUNIQUE",
    "COMMENTARY",
    "EDITORIAL",
    "INTERVIEW",
    "SPEECH",
    "ARTICLE",
    "COMMUNIQUÉ",
    "NEWS CONFERENCE",
)


def confidence_features(reading: Reading, draft: Draft, entity: Entity) -> list[str]:
    """Return what tells how surely an organisation is held responsible: the stances of those who name it, and the wording."""
    scene, coding = reading.scene, reading.scene.coding
    out = {"bias", f"inside={entity.inside}"}
    ends = {scene.tokens[reading.mentions[k].head].end for k in entity.mentions}
    keys = {a.id or a.key for a in coding.actors if a.span.end in ends}
    for claim in coding.claims:
        speaker = claim.voice.actor
        voice = (
            "own"
            if claim.voice.source is None
            else "authority"
            if speaker and speaker.sector in AUTHORITIES
            else "other"
        )
        near = any(
            scene.analysis.sentences[n].start <= claim.trigger.start < scene.analysis.sentences[n].end
            for n in draft.sentences
        )
        if any((a.id or a.key) in keys for a in claim.actors):
            out |= {f"{claim.stance}", f"{claim.stance}:{voice}", f"{claim.stance}:{voice}:{claim.type}:{near}"}
        if speaker is not None and (speaker.id or speaker.key) in keys:
            out |= {f"itself:{claim.stance}", f"itself:{claim.stance}:{claim.type}"}
    for k in entity.mentions:
        m = reading.mentions[k]
        out.update(f for f in m.features if f.startswith(("g=", "gc=", "sector=", "ggc=", "role=", "nc=", "rule=")))
        s = scene.analysis.sentences[m.sentence]
        out.update(f"with={scene.tokens[i].lemma}" for i in range(s.first, s.last) if scene.tokens[i].lemma in CUES)
    for n in draft.sentences:
        s = scene.analysis.sentences[n]
        out.update(
            f"told with={scene.tokens[i].lemma}" for i in range(s.first, s.last) if scene.tokens[i].lemma in CUES
        )
    head = coding.report.text[:300].upper()
    out.update(f"genre={g}" for g in GENRES if g in head)
    return sorted(out)


PEOPLE_TITLES: frozenset[str] = frozenset(
    "president minister senator general colonel captain lieutenant major sergeant father bishop archbishop judge doctor dr mayor "
    "governor deputy ambassador engineer professor congressman candidate leader reporter journalist lawyer director rector "
    "attorney secretary commander magistrate councilman priest monsignor reverend sister brother mr mrs miss ms don dona".split()
)


def mention_text(reading: Reading, entity: Entity) -> str:
    """Return an entity's words as templates give them: of its likeliest mention."""
    m = reading.mentions[entity.mentions[0]]
    return phrase(reading.scene.analysis, m.first, m.last if m.is_name else m.longest)


def number_of(reading: Reading, entity: Entity) -> str:
    """Return how many an entity is: digits, PLURAL, or 1."""
    tokens = reading.scene.tokens
    for k in entity.mentions:
        m = reading.mentions[k]
        for i in range(m.first, m.head):
            if tokens[i].tag == "CD" and tokens[i].dep in ("nummod", "compound", "amod", "quantmod"):
                text = tokens[i].text.lower().replace(",", "")
                if text.isdigit() and len(text) < 5:
                    return text
                if text in SMALL:
                    return SMALL[text]
    m = reading.mentions[entity.mentions[0]]
    head = tokens[m.head]
    plural = head.tag == "NNS" or head.lemma in ("people", "police", "personnel", "staff", "family", "group")
    return "PLURAL" if plural else "1"


def _fill_instruments(
    out: Template, reading: Reading, draft: Draft, load: Load, kind: str, features: Sequence[str]
) -> None:
    found = of(draft, "instr")
    out["instrument_id"] = [mention_text(reading, e) for e in found]
    out["instrument_type"] = [
        {
            "value": best(load("instrument"), entity_features(reading, draft, e, kind), BROADER_MEANS),
            "xref": mention_text(reading, e),
        }
        for e in found
    ]
    if not found and (value := best(load("means"), features, BROADER_MEANS)) != "none":
        out["instrument_type"] = [{"value": value, "xref": "-"}]


def _fill_things(out: Template, reading: Reading, draft: Draft, load: Load, kind: str, country: str) -> None:
    for e in of(draft, "phys"):
        text, features = mention_text(reading, e), entity_features(reading, draft, e, kind)
        out.setdefault("phys_tgt_id", []).append(text)
        out.setdefault("phys_tgt_type", []).append({"value": best(load("phys_type"), features), "xref": text})
        out.setdefault("phys_tgt_number", []).append({"value": number_of(reading, e), "xref": text})
        if (effect := best(load("phys_effect"), features)) != "none":
            out.setdefault("phys_tgt_effect", []).append({"value": effect, "xref": text})
        if nation := nation_of(reading, e, country):
            out.setdefault("phys_tgt_nation", []).append({"value": nation, "xref": text})


def _fill_people(out: Template, reading: Reading, draft: Draft, load: Load, kind: str, country: str) -> None:
    people = of(draft, "hum")
    names = {e.mentions[0]: e for e in people if reading.mentions[e.mentions[0]].is_name}
    heads = {reading.mentions[k].head: e for e in names.values() for k in e.mentions}
    loose: list[str] = []
    undescribed: list[str] = []
    for e in people:
        named = e.mentions[0] in names
        if not named and (
            _renames(reading, e, heads) or (names and number_of(reading, e) == "1" and not _is_new(reading, e))
        ):
            loose.append(mention_text(reading, e))
            continue
        if named:
            name, desc = name_and_description(reading, e)
            xref = name
            out.setdefault("hum_tgt_name", []).append(name)
            if desc is None:
                undescribed.append(name)
            else:
                out.setdefault("hum_tgt_desc", []).append({"value": desc, "xref": name})
        else:
            xref = mention_text(reading, e)
            out.setdefault("hum_tgt_desc", []).append(xref)
        features = entity_features(reading, draft, e, kind)
        out.setdefault("hum_tgt_type", []).append({"value": best(load("hum_type"), features), "xref": xref})
        out.setdefault("hum_tgt_number", []).append({"value": "1" if named else number_of(reading, e), "xref": xref})
        if (effect := best(load("hum_effect"), features)) != "none":
            out.setdefault("hum_tgt_effect", []).append({"value": effect, "xref": xref})
        if nation := nation_of(reading, e, country):
            out.setdefault("hum_tgt_nation", []).append({"value": nation, "xref": xref})

    for e in draft.aside:
        m = reading.mentions[e.mentions[0]]
        if not m.is_name and number_of(reading, e) == "1" and not _is_new(reading, e):
            loose.append(mention_text(reading, e))
    for desc, name in zip(loose, undescribed, strict=False):
        out.setdefault("hum_tgt_desc", []).append({"value": desc, "xref": name})


def _is_new(reading: Reading, entity: Entity) -> bool:
    """Tell whether a single person without a name is brought in as somebody new: "a policeman", "his wife"."""
    scene = reading.scene
    m = reading.mentions[entity.mentions[0]]
    before = scene.tokens[m.first - 1].text.lower() if m.first else ""
    return before in ("a", "an", "one", "another", "his", "her", "their") or scene.tokens[m.first].tag in ("CD", "PRP$")


def _renames(reading: Reading, entity: Entity, heads: Mapping[int, Entity]) -> bool:
    """Tell whether a common noun only describes somebody named: by apposition, or as an attribute."""
    scene = reading.scene
    for k in entity.mentions:
        head = reading.mentions[k].head
        token = scene.tokens[head]
        if token.dep == "appos" and token.head in heads:
            return True
        if any(scene.tokens[c].dep == "appos" and c in heads for c in scene.analysis.children[head]):
            return True
    return False


def name_and_description(reading: Reading, entity: Entity) -> tuple[str, str | None]:
    """Part a person's name from title and apposition, over all mentions."""
    scene = reading.scene
    tokens = scene.tokens
    name, desc = "", None
    for k in entity.mentions:
        m = reading.mentions[k]
        first, last = _name_bounds(scene, m)
        for _ in range(2):  # given names that the parse took for nouns: "senator hector Oqueli"
            if first > m.first + 1 and tokens[first - 1].tag == "NN" and _may_be_given(scene, first - 1):
                first -= 1
        found = phrase(scene.analysis, first, last)
        if len(found) > len(name):
            name = found
        before = [i for i in range(m.first, first) if tokens[i].tag not in ("POS", "PRP$", "CD", ",")]
        if desc is None and before:
            desc = phrase(scene.analysis, before[0], first) or None
        if desc is None:
            near = [
                c
                for c in scene.analysis.children[m.head]
                if tokens[c].dep == "appos" and tokens[c].tag in ("NN", "NNS")
            ]
            if tokens[m.head].dep == "appos" and tokens[tokens[m.head].head].tag in ("NN", "NNS"):
                near.append(tokens[m.head].head)
            spans = {x.head: x for x in reading.mentions}
            if near and near[0] in spans:
                x = spans[near[0]]
                desc = phrase(scene.analysis, x.first, x.last)
    return name, desc


def _name_bounds(scene: Scene, m: Mention) -> tuple[int, int]:
    """Return where a person's name begins and ends, also where the parse took parts of it for ordinary nouns."""
    tokens = scene.tokens
    first, last = m.last - 1, m.last
    while first > 0 and tokens[first - 1].sentence == m.sentence and _goes_before(scene, first - 1, m):
        first -= 1
    person = scene.label.get(m.head) == "PERSON"
    while person and last < len(tokens) and tokens[last].sentence == m.sentence and _goes_after(scene, last):
        last += 1
    return first, last


def _goes_before(scene: Scene, i: int, m: Mention) -> bool:
    t, label = scene.tokens[i], scene.label.get(i)
    if t.text.lower().rstrip(".") in PEOPLE_TITLES:
        return False
    if i >= m.first and _in_name(t.text, t.tag, label):
        return True
    return label == "PERSON" if i < m.first and t.tag in NAME_TAGS else _is_unknown(scene, i)


def _goes_after(scene: Scene, i: int) -> bool:
    t = scene.tokens[i]
    return scene.label.get(i) == "PERSON" and t.tag != "POS" and t.text[0].isalpha() or _is_unknown(scene, i)


def _is_unknown(scene: Scene, i: int) -> bool:
    """Tell whether a token taken for a noun may be part of the name beside it: no common word, or before a name and bare."""
    t = scene.tokens[i]
    if not t.tag.startswith("NN") or not _may_be_given(scene, i) or i in scene.time:
        return False
    if scene.group[i] is None:
        return t.tag in ("NN", "NNS") and scene.label.get(i) in (None, "PERSON")
    before = scene.tokens[i - 1] if i else None
    is_bare = before is None or before.sentence != t.sentence or before.tag not in BEFORE_NOUNS
    return t.tag == "NN" and scene.label.get(i) is None and is_bare and scene.tokens[i + 1].tag in NAME_TAGS


BEFORE_NOUNS = frozenset({"DT", "JJ", "PRP$", "CD", "POS", "NN", "NNP", "NNS"})


def _may_be_given(scene: Scene, i: int) -> bool:
    text = scene.tokens[i].text
    return (
        text.isalpha()
        and len(text) > 2
        and not scene.nouns[i]
        and not scene.trigger[i]
        and text.lower() not in PEOPLE_TITLES
    )


def _in_name(text: str, tag: str, label: str | None) -> bool:
    return (
        tag in NAME_TAGS or label == "PERSON" or text.lower() in ("de", "la", "del", "los", "y", "san")
    ) and text.lower().rstrip(".") not in PEOPLE_TITLES


def nation_of(reading: Reading, entity: Entity, country: str) -> str | None:
    """Return an entity's country if it is named, with it or where it is spoken of again, and not the incident's."""
    scene, keys = reading.scene, set()
    for k in entity.mentions[:3]:
        m = reading.mentions[k]
        actor = scene.actor.get(m.head)
        if actor is not None and actor.id is None:
            keys.add(actor.key)
        for i in range(m.first, m.last):
            actor = scene.actor.get(i)
            if actor is not None and actor.span.end <= scene.tokens[m.last - 1].end:
                nation = _nation_at(scene, i, country)
                if nation:
                    return nation
    again = (i for i, actor in sorted(scene.actor.items()) if actor.key in keys)
    return next(filter(None, (_nation_at(scene, i, country) for i in again)), None)


def _nation_at(scene: Scene, i: int, country: str) -> str | None:
    code = scene.actor[i].country
    if not code or scene.label.get(i) not in ("NORP", "GPE"):
        return None
    nation = COUNTRIES.get(code) or OTHER_NATIONS.get(code)
    return nation if nation != country else None


def find_date(reading: Reading, draft: Draft) -> str:
    """Return the day of an incident, a range, or that it was on or before the day of the report."""
    scene = reading.scene
    published = parse_day(scene.coding.report.published.value)
    last = len(scene.analysis.sentences)
    first = draft.sentences[0]
    near = [first - 1, *([0, 1] if first <= LEAD_REACH else [])]
    for n in [*draft.sentences, *(k for k in near if 0 <= k < last)]:
        s = scene.analysis.sentences[n]
        for time in scene.coding.times:
            if not s.start <= time.span.start < s.end or time.type not in ("DATE", "TIME"):
                continue
            if _tells_when_said(scene, time.span.start, time.span.end):
                continue
            days = find_days(time.value[:10]) or find_days(time.value)
            if days is None or (published and days.first > published):
                continue
            if days.first == days.last:
                return days.first.isoformat()
    return f"/{published.isoformat()}" if published else ""


LEAD_REACH = 6
"""Sentences from the start within which an incident without a day of its own takes that of the lead."""


def _tells_when_said(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a time expression belongs to a verb of saying: "the army reported today"."""
    inside = [t for t in scene.tokens if start <= t.start and t.end <= end]
    for t in inside:
        up, steps = t, 0
        while up.tag[:2] not in ("VB", "MD") and up.head != up.i and steps < 6:
            up, steps = scene.tokens[up.head], steps + 1
        return up.lemma in SPEECH
    return False


def find_location(coding: Coding, sentences: Sequence[Any]) -> tuple[str, str]:
    """Return the country of an incident and its place as templates give it, from large to small."""
    found = [p for s in sentences for p in places_of(coding, s.start, s.end)]
    counts: dict[str, int] = {}
    for p in found:
        if p.country in COUNTRIES:
            counts[p.country] = counts.get(p.country, 0) + 1
    if not counts:
        for p in coding.places:
            if p.country in COUNTRIES:
                counts[p.country] = counts.get(p.country, 0) + 1
    if not counts:
        for a in coding.actors:
            if a.country in COUNTRIES:
                counts[a.country] = counts.get(a.country, 0) + 1
    if not counts:
        return "", ""
    code = max(counts, key=lambda c: counts[c])
    country = COUNTRIES[code]
    parts = _parts([p for p in found if p.country == code], coding)
    return country, ": ".join([country, *parts])


def _parts(places: Sequence[Place], coding: Coding) -> list[str]:
    """Return the department and the town that are named first, each with its kind."""
    town = next((p for p in places if p.precision in FINE), None)
    areas = [p for p in places if p.precision is Precision.PROVINCE]
    if town is not None:
        areas = [
            p
            for p in areas
            if 0 < p.span.start - town.span.end <= NEXT_TO or 0 < town.span.start - p.span.end <= NEXT_TO
        ]
    out = []
    for p in (*areas[:1], town):
        if p is not None:
            name, kind = _kind_of_place(p, coding)
            out.append(f"{name} ({kind})")
    return out


NEXT_TO = 20
KINDS = (
    "DEPARTMENT",
    "NEIGHBORHOOD",
    "TOWN",
    "MUNICIPALITY",
    "REGION",
    "VILLAGE",
    "AIRPORT",
    "PROVINCE",
    "JURISDICTION",
    "CITY",
    "HAMLET",
    "CANTON",
)


PROVINCES = {"ARG": "PROVINCE", "ECU": "PROVINCE", "CHL": "REGION"}


def _kind_of_place(place: Place, coding: Coding) -> tuple[str, str]:
    """Return a place's name without its kind, and its kind: as the words say, else a department or a city."""
    name = re.sub(r"\s+", " ", place.span.surface).upper().strip(" .,")
    after = coding.report.text[place.span.end : place.span.end + 15].upper()
    for kind in KINDS:
        if name.endswith(" " + kind) and kind != "CITY":
            return name.removesuffix(" " + kind), kind
        if re.match(rf"\s*{kind}\b", after):
            return name, kind
    if place.precision is Precision.PROVINCE:
        return name, PROVINCES.get(place.country or "", "DEPARTMENT")
    return name, "CITY"
