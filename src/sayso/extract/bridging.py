"""Find the event that a cue without one of its own is about: "Tehran has denied responsibility", "Riyadh blamed Iran".

It was told before: what the speaker was accused of, else the last deed that may be meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.extract.coreference import HOSTILE
from sayso.extract.mentions import Linkers
from sayso.extract.pointing import anaphor, denies_what_was_told, inside, points_back, sentence_at, sums_up
from sayso.extract.sayings import BESIDE_BLAME, Saying, accused_of, is_occasion, speaks_for
from sayso.extract.tree import find_children
from sayso.records import TO_COME, Actor, Analysis, Attribution, EventType, Reason, Rejected, Stance

BRIDGE_SENTENCES = 8
"""How far back a cue without an anchor ("Tehran has denied responsibility") looks for the event it is about."""

ARRESTS = frozenset({"arrest"})

CUSTODY = ARRESTS | {"torture"}
"""Modes of what befalls those who are accused: nobody is convicted of it."""

STATE = frozenset({"GOV", "MIL", "COP", "SPY"})
"""Sectors of who speaks for a state."""

TELLINGS = frozenset({"report", "reports", "claim", "claims", "suggestion", "suggestions", "assertion", "assertions"})
"""Words for what was just told."""

ACCUSATION_SENTENCES = 2
"""How far back a denial may be of an accusation of something that is no hostile act: "has denied the allegations"."""

CONDEMNING = frozenset("condemn denounce decry deplore criticise criticize condemnation criticism".split())
"""Lemmas of what is said of a deed, and accuses nobody who could deny it."""


def find_bridged(
    analysis: Analysis,
    attributions: Sequence[Attribution],
    sayings: Sequence[Saying],
    speakers: Sequence[Actor | None],
    link: Linkers,
) -> tuple[list[Saying], list[Rejected]]:
    """Return what cues without an event in their content say of an event told before ("Tehran has denied responsibility")."""
    found: list[Saying] = []
    declined: list[Rejected] = []
    used = {s.by for s in sayings if s.by is not None and s.stance_rule != BESIDE_BLAME}
    for n, attribution in enumerate(attributions):
        if n in used or attribution.cue is None:
            continue
        if (same := _said_alike(attributions, n, sayings)) is not None:
            found.append(replace(same, by=n, accused=accused_of(attribution, link)))
        if same is not None or not points_back(analysis, attribution):
            continue
        denied = (EventType.ACCUSE,) if attribution.stance is Stance.DENIES else ()
        before = [
            s
            for s in sorted([*sayings, *found], key=lambda s: s.trigger)
            if s.trigger.end <= attribution.cue.start
            and (s.filled.event.type in HOSTILE or s.filled.event.type in denied)
        ]
        accused = accused_of(attribution, link)
        target = _antecedent(analysis, attribution, before, speakers[n], accused)
        if target is None:
            declined.append(
                Rejected(stage="claims", reason=Reason.NO_EVENT, span=attribution.cue, detail="no event told before it")
            )
            continue
        found.append(
            replace(
                target,
                by=n,
                stance=attribution.stance,
                stance_rule=attribution.rule,
                joined_rule="event told before",
                trigger=anaphor(analysis, attribution),
                accused=accused or _denied_for(analysis, attribution, target, speakers[n], [*sayings, *found]),
                bridged=True,
            )
        )
    return found, declined


def _said_alike(attributions: Sequence[Attribution], n: int, sayings: Sequence[Saying]) -> Saying | None:
    """Return what another says with the same cue: of "A and B accused each other of it", what A says."""
    mine = attributions[n]
    return next(
        (
            s
            for s in sayings
            if s.by is not None
            and mine.anchor == s.filled.event.token
            and attributions[s.by].cue == mine.cue
            and attributions[s.by].source != mine.source
        ),
        None,
    )


def _denied_for(
    analysis: Analysis,
    attribution: Attribution,
    target: Saying,
    speaker: Actor | None,
    told: Sequence[Saying],
) -> tuple[Actor, ...]:
    """Return whose deed a denial of an accusation denies: the speaker's own, else that of all who were accused.

    Of what was told and not laid at anybody's door ("a claim that the army rejected"), it is the deed of who was said to do it.
    """
    if attribution.stance is not Stance.DENIES:
        return ()
    blamed = [s.accused for s in told if s.cluster == target.cluster and s.accused]
    accused = target.accused or (blamed[-1] if blamed else ())
    own = tuple(a for a in accused if speaker is not None and _is_of(a, speaker, attribution))
    if own or accused:
        return own or accused
    return target.filled.actors if denies_what_was_told(analysis, attribution) else ()


def _is_of(party: Actor, speaker: Actor, attribution: Attribution) -> bool:
    """Tell whether a party is the speaker, or the one whose speaker that is: "a Taliban spokesman, Zabihullah Mujahid"."""
    return party.key == speaker.key or speaks_for(attribution, (party,)) or _are_of_one_state(party, speaker)


def _are_of_one_state(a: Actor, b: Actor) -> bool:
    """Tell whether two parties are a state, its forces or officials, and the same state's."""
    return a.country == b.country is not None and a.sector in STATE and b.sector in STATE


def _is_telling(saying: Saying) -> bool:
    """Tell whether somebody says of a deed that others did it."""
    return saying.stance is Stance.ASSERTS and saying.by is not None and saying.filled.event.type in HOSTILE


def _is_backdrop(analysis: Analysis, saying: Saying) -> bool:
    """Tell whether a deed only says what a place has seen: "eastern Ukraine, where 5,600 people have been killed since April"."""
    verb = analysis.tokens[saying.filled.event.token]
    where = any(t.lemma == "where" for t in find_children(analysis, verb.i, "advmod"))
    since = any(t.lemma == "since" for t in find_children(analysis, verb.i, "prep", "mark"))
    return verb.dep == "relcl" and (where or since)


def _is_anothers(saying: Saying, speaker: Actor, attribution: Attribution) -> bool:
    """Tell whether the report itself tells a deed of doers that are known, and not the one who speaks of it."""
    doers = saying.filled.actors
    known = bool(doers) and saying.by is None and all(a.id is not None for a in doers)
    return known and not any(_is_of(a, speaker, attribution) for a in doers)


def _condemns(analysis: Analysis, accusation: Saying) -> bool:
    """Tell whether what was told only condemns a deed."""
    return analysis.tokens[accusation.filled.event.token].lemma in CONDEMNING


def _is_of_others(saying: Saying, accused: Sequence[Actor]) -> bool:
    """Tell whether the doers of a deed are of other countries than all who are accused."""
    own = {a.country for a in accused}
    doers = {a.country for a in saying.filled.actors}
    return bool(own and doers) and None not in own | doers and own.isdisjoint(doers)


def _antecedent(
    analysis: Analysis,
    attribution: Attribution,
    before: Sequence[Saying],
    speaker: Actor | None,
    accused: Sequence[Actor],
) -> Saying | None:
    """Return the saying whose event a stance without an anchor is about: an accusation of the speaker, else the last deed."""
    assert attribution.cue is not None
    here = sentence_at(analysis, attribution.cue.start)
    if sums_up(attribution):
        summed = (s for s in before if any(inside(s.trigger, c) for c in attribution.content))
        return next((s for s in summed if not is_occasion(analysis, s.filled.event)), None)
    near = [
        s
        for s in before
        if here - sentence_at(analysis, s.trigger.start) <= BRIDGE_SENTENCES and s.filled.event.status not in TO_COME
    ]
    if attribution.stance is Stance.DENIES and speaker is not None:
        accusing = [
            s
            for s in near
            if (
                s.stance in (Stance.BLAMES, Stance.SUSPECTS)
                or denies_what_was_told(analysis, attribution)
                and _is_telling(s)
            )
            and any(_is_of(a, speaker, attribution) for a in (*s.accused, *s.filled.actors))
        ]
        if accusing:
            last = [s for s in near if s.stance is Stance.BLAMES and here - sentence_at(analysis, s.trigger.start) <= 1]
            return accusing[-1] if not last or any(s is accusing[-1] for s in last) else last[-1]
        told = [
            s
            for s in near
            if here - analysis.tokens[s.filled.event.token].sentence <= ACCUSATION_SENTENCES
            and all(a.key != speaker.key for a in s.filled.actors)  # nobody denies what he says himself
        ]
        if told and told[-1].filled.event.type is EventType.ACCUSE and not _condemns(analysis, told[-1]):
            return told[-1]
    deeds = [s for s in near if s.filled.event.type in HOSTILE]
    deeds = [s for s in deeds if not _is_of_others(s, accused)] or deeds
    if attribution.stance is not Stance.BLAMES and speaker is not None:
        deeds = [s for s in deeds if not _is_anothers(s, speaker, attribution)] or deeds
    deeds = [s for s in deeds if not _is_backdrop(analysis, s)] or deeds
    apart = CUSTODY if attribution.stance is Stance.BLAMES else ARRESTS
    deeds = [s for s in deeds if s.filled.event.mode not in apart]
    if anaphor(analysis, attribution).surface.lower() in TELLINGS:
        deeds = [s for s in deeds if here - sentence_at(analysis, s.trigger.start) <= ACCUSATION_SENTENCES]
    return deeds[-1] if deeds else None
