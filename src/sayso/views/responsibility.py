"""Who is said to have done each violent event: claimed by itself, blamed by, denied by, asserted by, suspected by.

Nothing is settled here: parties stand beside one another with the voices for and against. The report itself is the voice
`None`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sayso.records import ACTUAL, Actor, Claim, Coding, EventType, Span, Stance, Voice

CONTESTED = frozenset({Stance.CLAIMS, Stance.BLAMES, Stance.DENIES})
"""An event that somebody claims, blames or denies is shown whatever its type."""

VoiceName = str | None
"""A source's name; `None`: the report itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party to whom an event is ascribed, and the voices that do so or deny it, each once, in text order."""

    key: str
    name: str
    claimed_by_itself: bool = False
    blamed_by: tuple[VoiceName, ...] = ()
    denied_by: tuple[VoiceName, ...] = ()
    asserted_by: tuple[VoiceName, ...] = ()
    suspected_by: tuple[VoiceName, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who is said to have done an event.

    `unnamed_by` are the voices that tell the event and name nobody who did it; `disputed_by` those that deny that it
    took place at all.
    """

    event: str
    type: EventType
    mode: str | None
    trigger: Span
    parties: tuple[Party, ...]
    unnamed_by: tuple[VoiceName, ...] = ()
    disputed_by: tuple[VoiceName, ...] = ()


def find_responsibility(coding: Coding) -> tuple[Responsibility, ...]:
    """Return the responsibility for each violent or contested event, in text order."""
    events: dict[str, list[Claim]] = {}
    for claim in coding.claims:
        events.setdefault(claim.event, []).append(claim)
    tables = [_responsibility(claims) for claims in events.values() if _is_shown(claims)]
    return tuple(sorted(tables, key=lambda t: (t.trigger.start, t.trigger.end, t.event)))


def voice_name(voice: Voice) -> VoiceName:
    """Return what a voice is called; `None`: the report itself."""
    if voice.name is None and voice.source is None:
        return None
    return (
        (voice.actor.resolved if voice.actor else None) or voice.name or (voice.source.surface if voice.source else "")
    )


def party_key(actor: Actor) -> str:
    """Return a key under which all mentions of a party are one: its id in the actor list, else its key in the report.

    A state, its government and its capital have one id there, so that "Tehran denied" stands with "blamed Iran".
    """
    return actor.id or actor.key


def _is_shown(claims: Iterable[Claim]) -> bool:
    return any((c.type is EventType.ASSAULT and c.status in ACTUAL) or c.stance in CONTESTED for c in claims)


def _responsibility(claims: list[Claim]) -> Responsibility:
    first = min(claims, key=lambda c: (c.trigger.start, c.trigger.end))
    parties: dict[str, Party] = {}
    unnamed: tuple[VoiceName, ...] = ()
    disputed: tuple[VoiceName, ...] = ()
    for claim in claims:
        voice = voice_name(claim.voice)
        doers = _doers(claim)
        for doer in doers:
            key = party_key(doer)
            parties[key] = _add(
                parties.get(key) or Party(key=key, name=doer.resolved or doer.name), claim.stance, voice
            )
        if not doers and claim.stance is Stance.DENIES:
            disputed = _with(disputed, voice)
        elif not doers:
            unnamed = _with(unnamed, voice)
    return Responsibility(
        event=first.event,
        type=first.type,
        mode=first.mode,
        trigger=first.trigger,
        parties=tuple(parties.values()),
        unnamed_by=unnamed,
        disputed_by=disputed,
    )


def _doers(claim: Claim) -> tuple[Actor, ...]:
    """Return the parties that a claim is about; who claims responsibility names itself."""
    own = claim.voice.actor
    if claim.actors or own is None or claim.stance is not Stance.CLAIMS:
        return claim.actors
    return (own,)


def _add(party: Party, stance: Stance, voice: VoiceName) -> Party:
    match stance:
        case Stance.CLAIMS:
            return replace(party, claimed_by_itself=True)
        case Stance.BLAMES:
            return replace(party, blamed_by=_with(party.blamed_by, voice))
        case Stance.DENIES:
            return replace(party, denied_by=_with(party.denied_by, voice))
        case Stance.SUSPECTS:
            return replace(party, suspected_by=_with(party.suspected_by, voice))
        case Stance.ASSERTS:
            return replace(party, asserted_by=_with(party.asserted_by, voice))


def _with(voices: tuple[VoiceName, ...], voice: VoiceName) -> tuple[VoiceName, ...]:
    return voices if voice in voices else (*voices, voice)
