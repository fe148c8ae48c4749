"""Join what the reader model tags with what the rules find: the one place where the two meet.

Claims take their voices from the rules (docs/decisions/0007). The list of all attributions, claims or not, is the model's,
which marks sources, cues and contents better; where it has nothing, an attribution of the rules is added that a claim of
responsibility rests on: "took responsibility" is new to the model.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Sequence

from sayso.extract.loaded import WORD, find_owner
from sayso.extract.pointing import overlap
from sayso.extract.stance import find_quoted
from sayso.records import Attribution, LoadedSpan, ReadAttribution, Span, Stance, Tagged

PERSUASION = "persuasion"
"""A stretch that works on its readers, by the model: the techniques of PTC (Da San Martino et al. 2020)."""


def join_attributions(
    ruled: Sequence[Attribution],
    tagged: Tagged | None,
    *,
    cues: Collection[Span],
    speaker: Callable[[Span, Span | None], str],
) -> tuple[Attribution, ...]:
    """Return the attributions of a report in text order.

    Args:
        ruled: By the rules.
        tagged: By the model; `None` leaves the rules' as they are.
        cues: Of the claims.
        speaker: Gives the resolved name of a source, given the cue too.
    """
    if tagged is None:
        return tuple(ruled)
    found = [_make_attribution(read, ruled, speaker) for read in tagged.attributions]
    marked = [a for a in ruled if a.cue in cues and a.stance is Stance.CLAIMS]
    missing = [a for a in marked if not any(_same(a, b) for b in tagged.attributions)]
    found += [dataclasses.replace(a, outer=None) for a in missing]
    return tuple(sorted(found, key=lambda a: ((a.cue or a.content[0]).start, a.content[0].start)))


def _same(ruled: Attribution, read: ReadAttribution) -> bool:
    """Tell whether the two are about the same words: their cues share a character, or one of them has none and contents do."""
    if ruled.cue is not None and read.cue is not None:
        return overlap(ruled.cue, read.cue)
    return any(overlap(a, b) for a in ruled.content for b in read.content)


def _make_attribution(
    read: ReadAttribution, ruled: Sequence[Attribution], speaker: Callable[[Span, Span | None], str]
) -> Attribution:
    alike = next((a for a in ruled if _same(a, read)), None)
    return Attribution(
        source=read.source,
        cue=read.cue,
        content=read.content,
        kind=_kind(read.content),
        speaker=speaker(read.source, read.cue) if read.source is not None else None,
        stance=alike.stance if alike is not None else Stance.ASSERTS,
        tells=alike.tells if alike is not None else True,
        score=round(read.probability, 3),
        rule=f"reader; {alike.rule}" if alike is not None else "reader",
    )


def _kind(content: Sequence[Span]) -> str:
    """Return direct if all letters of a content stand in quotation marks, mixed if some do."""
    letters = quoted = 0
    for span in content:
        inside = find_quoted(span.surface)
        letters += sum(c.isalnum() for c in span.surface)
        quoted += sum(c.isalnum() for a, b in inside for c in span.surface[a:b])
    return "direct" if letters and quoted == letters else "mixed" if quoted else "indirect"


def join_loaded(
    listed: Sequence[LoadedSpan], tagged: Tagged | None, attributions: Sequence[Attribution]
) -> tuple[LoadedSpan, ...]:
    """Return the loaded spans in text order: those of the list of words, and the model's.

    A stretch of persuasion may hold listed words; a word that the list has, or that attributes ("denied"), is not given again.
    """
    if tagged is None:
        return tuple(listed)
    found = list(listed)
    cues = [a.cue for a in attributions if a.cue is not None]
    for read in tagged.loaded:
        known = [*cues, *(one.span for one in listed)]
        if read.kind == "span" or not any(overlap(read.span, span) for span in known):
            found.append(
                LoadedSpan(
                    span=read.span,
                    kind=WORD if read.kind == "word" else PERSUASION,
                    owner=find_owner(read.span, attributions),
                    score=round(read.probability, 3),
                    rule="reader",
                )
            )
    return tuple(sorted(found, key=lambda one: one.span))
