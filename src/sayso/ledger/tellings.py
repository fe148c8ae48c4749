"""One report's claims about one incident, and what their voices are called across reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.records import Actor, Claim, Report, Sayer, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one report says of an incident; without claims, it tells the incident in words that were not coded."""

    report: Report
    claims: tuple[Claim, ...]
    main: bool = False  # what the report is about

    @property
    def as_of(self) -> str | None:
        """The day or month of publication; `None`: not known."""
        return self.report.published.value[:10] if self.report.published.value else None


def sort_tellings(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    """Return tellings by publication, those without a date last, equals by the report's id."""
    return tuple(sorted(tellings, key=lambda t: (t.as_of or "9999", t.report.id)))


def source_name(claim: Claim) -> str | None:
    """Return what a claim's voice is called; `None`: the report itself."""
    voice = claim.voice
    if voice.name is None and voice.source is None:
        return None
    resolved = voice.actor.resolved if voice.actor else None
    return resolved or voice.name or (voice.source.surface if voice.source else None)


def voice_across(telling: Telling, claim: Claim) -> str | None:
    """Return what a voice is called among several reports: a report's own is its outlet's; `None`: no outlet known."""
    return source_name(claim) or telling.report.publisher


def make_sayer(telling: Telling, claim: Claim) -> Sayer:
    """Return who says it, where, and as of when."""
    return Sayer(voice=source_name(claim), report=telling.report.id, as_of=telling.as_of)


def find_doers(claim: Claim) -> tuple[Actor, ...]:
    """Return the parties that a claim is about; who claims responsibility names itself."""
    own = claim.voice.actor
    return (own,) if not claim.actors and own is not None and claim.stance is Stance.CLAIMS else claim.actors
