"""Join events, attributions, parties, places, times and figures into claims: one event, one voice.

Each event mention is told by the innermost attribution whose content holds its trigger, or by the narrator. Cues that only
claim, blame or deny ("denied responsibility") put forward the event that their anchor names, or, without an anchor, the one
told last. Mentions of one happening by one voice become one claim.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sayso.extract.bridging import find_bridged
from sayso.extract.casualties import add_casualties
from sayso.extract.confidence import describe_claim, score_claim
from sayso.extract.coreference import EFFECTS, is_definite, join_mentions
from sayso.extract.mentions import WORDS, Bounds, Linkers, fill_mentions, make_mention, unique
from sayso.extract.pointing import overlap, sentence_at
from sayso.extract.sayings import Saying, find_sayings, tell_events
from sayso.extract.tree import find_token_at, iter_ancestors
from sayso.ids import make_id
from sayso.records import (
    ACTUAL,
    TO_COME,
    Actor,
    Analysis,
    Attribution,
    Claim,
    Event,
    EventType,
    Instrument,
    Place,
    Precision,
    Rejected,
    Report,
    Span,
    Stance,
    Status,
    Voice,
    When,
)

NAMED_BY_VOICE = "named by the voice"
"""Where actors come from whom a voice accuses."""


def make_claims(
    report: Report, analysis: Analysis, events: Sequence[Event], attributions: Sequence[Attribution], link: Linkers
) -> tuple[tuple[Claim, ...], tuple[Rejected, ...]]:
    """Return the claims of a report in the order of their triggers, and what was declined."""
    filled, stances, declined = fill_mentions(analysis, events, attributions, link)
    joined = join_mentions(analysis, [make_mention(f) for f in filled])
    speakers = tuple(link.actor(a.source, a.cue) if a.source else None for a in attributions)
    own = find_sayings(analysis, attributions, filled, joined, speakers, link)
    bridged, unanchored = find_bridged(analysis, attributions, own, speakers, link)
    sayings = (*own, *bridged)
    if alone := [s for s in stances if any(overlap(s.event.trigger, r.span) for r in unanchored)]:
        # "Beijing rejects those claims": of no event that is told, so an event of its own
        new = [(n, "new") for n in range(len(filled), len(filled) + len(alone))]
        sayings = (*sayings, *tell_events(analysis, attributions, alone, new, speakers, link))
        told = {s.event.trigger for s in alone}
        unanchored = [r for r in unanchored if not any(overlap(t, r.span) for t in told)]
        declined = tuple(r for r in declined if r.span not in told)
    sayings = add_casualties(
        analysis, sayings, link.counted, attributions, lambda by: _voice_key(by, speakers), link.when
    )
    return _gather(sayings, analysis, attributions, speakers, report), (*declined, *unanchored)


def _gather(
    sayings: Sequence[Saying],
    analysis: Analysis,
    attributions: Sequence[Attribution],
    speakers: Sequence[Actor | None],
    report: Report,
) -> tuple[Claim, ...]:
    """Make one claim of all sayings about one happening by one voice with one stance."""
    groups: dict[tuple[int, str, Stance], list[Saying]] = {}
    for saying in sayings:
        voice = _voice_key(saying.by, speakers)
        groups.setdefault((saying.cluster, voice, saying.stance), []).append(saying)
    clusters: dict[int, list[Saying]] = {}
    for saying in sayings:
        clusters.setdefault(saying.cluster, []).append(saying)
    order = sorted(groups, key=lambda k: (min(s.trigger.start for s in groups[k]), k[0], k[1], k[2].value))
    number = {cluster: f"e{n}" for n, cluster in enumerate(dict.fromkeys(key[0] for key in order), 1)}
    crowd = Counter(analysis.tokens[s.filled.event.token].sentence for s in sayings)
    made = [
        _make_claim(number[key[0]], groups[key], clusters[key[0]], analysis, attributions, speakers, report, crowd)
        for key in order
    ]
    return tuple(sorted(made, key=lambda c: (c.trigger.start, c.trigger.end, c.voice.name or "", c.stance.value)))


def _voice_key(by: int | None, speakers: Sequence[Actor | None]) -> str:
    if by is None:
        return ""
    speaker = speakers[by]
    return speaker.key if speaker else "?"


def _make_claim(
    event: str,
    group: Sequence[Saying],
    cluster: Sequence[Saying],
    analysis: Analysis,
    attributions: Sequence[Attribution],
    speakers: Sequence[Actor | None],
    report: Report,
    crowd: Mapping[int, int],  # mentions of events by sentence
) -> Claim:
    fullest = max(group, key=lambda s: _worth(analysis, s))
    others = [s for s in cluster if s not in group]
    why: dict[str, str] = {
        "type": fullest.filled.event.rule,
        "event": fullest.joined_rule,
        "stance": fullest.stance_rule,
    }
    status, why["status"] = _status_of(_actual(analysis, fullest, group), speakers)
    actors, why["actors"] = _actors_of(fullest, group, speakers)
    recipients, why["recipients"] = _recipients(analysis, group, others)
    if why["actors"] == NAMED_BY_VOICE:  # of "blamed the attack on the army", the parse makes an attack on the army
        recipients = tuple(r for r in recipients if r.key not in {a.key for a in actors})
    place, why["place"] = _place_of(group, others)
    when, why["when"] = _when_of(group, others)
    figures, why["figures"] = _figures_of(group)
    attribution = attributions[fullest.by] if fullest.by is not None else None
    voice, via = _voice(fullest.by, attributions, speakers)
    why["voice"] = attribution.rule if attribution else "no attribution holds it"
    triggers = sorted({s.trigger for s in group if not s.bridged or s is fullest})
    own = [s.filled for s in group if not s.bridged]
    filled = {
        "actors": any(f.actors for f in own),
        "recipients": any(f.recipients for f in own),
        "place": any(f.place for f in own),
        "when": any(f.when for f in own),
        "figures": any(f.figures for f in own),
    }
    return Claim(
        id=make_id("c", [report.id, event, fullest.trigger.start, fullest.trigger.end, voice.name, fullest.stance]),
        event=event,
        type=fullest.filled.event.type,
        mode=next((s.filled.event.mode for s in [fullest, *group, *others] if s.filled.event.mode), None),
        contexts=tuple(sorted({c for s in group for c in s.filled.event.contexts})),
        trigger=fullest.trigger,
        also=tuple(t for t in triggers if t != fullest.trigger),
        voice=voice,
        via=via,
        cue=attribution.cue if attribution else None,
        stance=fullest.stance,
        status=status,
        actors=actors,
        recipients=recipients,
        place=place,
        when=when,
        figures=figures,
        instruments=_instruments(group, others),
        evidence=_evidence(analysis, fullest.trigger, attribution),
        score=_score(analysis, crowd, fullest, attribution, status, actors, filled, told_by_others=bool(others)),
        why={k: v for k, v in sorted(why.items()) if v},
    )


def _worth(analysis: Analysis, saying: Saying) -> tuple[bool, bool, int, bool, int]:
    """Rank the mentions of a claim: the event's own words, told as true, the fullest, the deed before its effect."""
    event = saying.filled.event
    deed = analysis.tokens[event.token].lemma not in EFFECTS
    return not saying.bridged, event.status is not Status.NEGATED, saying.filled.fullness, deed, -saying.trigger.start


def _actual(analysis: Analysis, fullest: Saying, group: Sequence[Saying]) -> Saying:
    """Return the mention whose status is the event's: one nearby that tells it as done, before one that plans it."""
    if fullest.filled.event.status not in TO_COME:
        return fullest
    here = analysis.tokens[fullest.filled.event.token].sentence
    for saying in group:
        head = analysis.tokens[saying.filled.event.token]
        near = abs(head.sentence - here) <= 1 and head.pos in ("VERB", "AUX")
        if near and not saying.bridged and saying.filled.event.status in ACTUAL:
            return saying
    return fullest


def _actors_of(
    fullest: Saying, group: Sequence[Saying], speakers: Sequence[Actor | None]
) -> tuple[tuple[Actor, ...], str]:
    """Return who did it, in this voice's words: whom it accuses, itself if it claims or denies, else the event's actors."""
    accused = unique(a for s in group for a in s.accused)
    if accused:
        return accused, NAMED_BY_VOICE
    speaker = speakers[fullest.by] if fullest.by is not None else None
    if speaker is not None and (
        fullest.stance is Stance.CLAIMS or (fullest.stance is Stance.DENIES and fullest.bridged)
    ):
        return (speaker,), "the voice itself"
    own = unique(a for s in group if not s.bridged for a in s.filled.actors)
    if own or fullest.by is not None:
        return own, "roles" if own else "not said by this voice"
    return own, "not said"


def _status_of(saying: Saying, speakers: Sequence[Actor | None]) -> tuple[Status, str]:
    """Return how the event stands for the voice: who denies another's deed says that it did not take place."""
    event = saying.filled.event
    if saying.stance is Stance.DENIES and saying.bridged and event.type is EventType.ACCUSE:
        return Status.NEGATED, "denied that it is so"
    if saying.stance is Stance.DENIES and not saying.bridged and event.status in ACTUAL:
        speaker = speakers[saying.by] if saying.by is not None else None
        own = speaker is not None and speaker.key in {a.key for a in (*saying.filled.actors, *saying.accused)}
        if event.type is EventType.ACCUSE and "allegation" in event.rule:
            return Status.NEGATED, "denied that it is so"
        if not own and (saying.filled.actors or event.type is EventType.ACCUSE or "untrue" in saying.stance_rule):
            return Status.NEGATED, "denied that it took place"
    if event.type in WORDS and event.status_rule.endswith(":vote"):
        return Status.HAPPENED, "a vote to say so says so"
    return event.status, event.status_rule


def _recipients(analysis: Analysis, group: Sequence[Saying], others: Sequence[Saying]) -> tuple[tuple[Actor, ...], str]:
    """Return to whom it was done: in this voice's words, else as the first sentence that says so has it."""
    own = unique(a for s in group if not s.bridged for a in s.filled.recipients)
    if own:
        return own, "roles"
    told = [s for s in others if not s.bridged and s.filled.recipients] or [s for s in group if s.filled.recipients]
    if not told:
        return (), "not said"
    first = told[0]
    sentence = analysis.tokens[first.filled.event.token].sentence
    same = [s for s in told if s.by == first.by and analysis.tokens[s.filled.event.token].sentence == sentence]
    return unique(a for s in same for a in s.filled.recipients), "same event"


def _place_of(group: Sequence[Saying], others: Sequence[Saying]) -> tuple[Place | None, str]:
    """Return where the event took place: the most specific place told of it, by this voice before others."""
    for sayings, origin in ((group, ""), (others, "same event: ")):
        told = [s.filled.place for s in sayings if s.filled.place]
        if told:
            place, rule = _finest(told)
            finer = [s.filled.place for s in others if s.filled.place and _is_within(s.filled.place[0], place)]
            if not origin and finer:
                place, rule = _finest(finer)
                origin = "same event: "
            return place, origin + rule
    return None, "not said"


def _finest(told: Iterable[tuple[Place, str]]) -> tuple[Place, str]:
    return min(told, key=lambda p: (FINEST.get(str(p[0].precision), 9), p[0].span.start))


def _is_within(inner: Place, outer: Place) -> bool:
    """Tell whether one place is a named part of a country that another names."""
    if str(outer.precision) != "country" or str(inner.precision) in ("country", "region"):
        return False
    return inner.country in (None, outer.country)


FINEST = {"site": 0, "city": 1, "district": 2, "province": 3, "country": 4, "region": 5}


def _when_of(group: Sequence[Saying], others: Sequence[Saying]) -> tuple[When | None, str]:
    for sayings, origin in ((group, ""), (others, "same event: ")):
        for saying in sayings:
            told = saying.filled.when
            if origin and told and told[0].precision is Precision.YEAR:
                continue  # another mention's year is too little to go by
            if told and told[0].begin and told[0].precision:
                timex, rule = told
                end = timex.end if timex.end and timex.end != timex.begin else None
                assert timex.begin is not None
                assert timex.precision is not None
                whole = (
                    timex.value
                    if len(timex.value) in (4, 7, 10) and timex.value[:4].isdigit() and "W" not in timex.value
                    else None
                )
                value, last = (whole, None) if whole else (timex.begin, end)
                return When(
                    value=value, end=last, precision=timex.precision, span=timex.span, reason=rule
                ), origin + rule
    return None, "not said"


def _figures_of(group: Sequence[Saying]) -> tuple[dict[str, Bounds], str]:
    figures: dict[str, Bounds] = {}
    rules: dict[str, None] = {}
    told = any(s.filled.event.status is not Status.NEGATED for s in group)
    for saying in group:
        if not saying.bridged:
            negated = saying.filled.event.status is Status.NEGATED
            for counts, bounds in saying.filled.figures.items():
                if told and negated and bounds != (0, 0):
                    continue  # "a car was struck, but the officer was not hit"
                figures.setdefault(counts, bounds)
                rules[saying.figures_rule] = None
    return dict(sorted(figures.items())), "; ".join(rules) if figures else "not said"


def _instruments(group: Sequence[Saying], others: Sequence[Saying]) -> tuple[Instrument, ...]:
    own = {i.span: i for s in group for i in s.filled.event.instruments} or {
        i.span: i for s in others for i in s.filled.event.instruments
    }
    return tuple(own[span] for span in sorted(own))


def _voice(
    by: int | None, attributions: Sequence[Attribution], speakers: Sequence[Actor | None]
) -> tuple[Voice, tuple[str, ...]]:
    """Return the voice nearest to the event, and the names of others that quote it, nearest first, each once."""
    if by is None:
        return Voice(), ()
    speaker, source = speakers[by], attributions[by].source
    named = {speaker.key: ""} if speaker is not None else {}
    seen, outer = {by}, attributions[by].outer
    while outer is not None and outer not in seen:
        seen.add(outer)
        quoting = speakers[outer]
        if quoting is not None:
            named.setdefault(quoting.key, quoting.resolved or quoting.name)
        outer = attributions[outer].outer
    via = [name for name in dict.fromkeys(named.values()) if name and (speaker is None or name != speaker.name)]
    if speaker is None:
        return Voice(), tuple(via)
    return Voice(name=speaker.name, source=source, actor=speaker), tuple(via)


def _evidence(analysis: Analysis, trigger: Span, attribution: Attribution | None) -> tuple[int, int]:
    spans = [trigger] + ([attribution.cue] if attribution and attribution.cue else [])
    sentences = [analysis.sentences[sentence_at(analysis, s.start)] for s in spans]
    return min(s.start for s in sentences), max(s.end for s in sentences)


def _score(
    analysis: Analysis,
    crowd: Mapping[int, int],
    fullest: Saying,
    attribution: Attribution | None,
    status: Status,
    actors: Sequence[Actor],
    filled: Mapping[str, bool],
    *,
    told_by_others: bool,
) -> float:
    head = analysis.tokens[fullest.filled.event.token]
    above = analysis.tokens[head.head]
    clause = above if head.dep == "conj" else head
    features = describe_claim(
        fullest.filled.event,
        attribution,
        stance=fullest.stance,
        status=status,
        filled=filled,
        is_definite=head.pos not in ("VERB", "AUX") and is_definite(analysis, head),
        is_main=clause.dep in ("ROOT", "ccomp"),
        depth=sum(1 for _ in iter_ancestors(analysis, head.i)),
        has_named_actor=any(_is_named(analysis, a) for a in actors),
        is_first=head.sentence <= 1,
        in_sentence=crowd[head.sentence],
        is_told_by_others=told_by_others,
        is_bridged=fullest.bridged,
    )
    return round(score_claim(features), 4)


def _is_named(analysis: Analysis, actor: Actor) -> bool:
    last = find_token_at(analysis, max(actor.span.start, actor.span.end - 1))
    return last is not None and analysis.tokens[last].tag in ("NNP", "NNPS")
