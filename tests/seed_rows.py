"""What a report must yield, row by row, and how a coding is searched for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sayso.records import Claim, Coding, Report

SEED = Path(__file__).parents[2] / "shared" / "seed" / "report.txt"
"""The first real report; beside the project, not in it."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One expected claim; a field left `None` is not looked at.

    Parties are words that must stand in a party's name or resolved name; `()` demands that there is none.
    """

    types: str  # "ASSAULT" or "ASSAULT COERCE": one of them
    stance: str = "asserts"
    status: str | None = "happened"
    voice: str | None = None  # None: the report itself
    actors: tuple[str, ...] | None = None
    recipients: tuple[str, ...] | None = None
    place: str | None = None
    when: str | None = None
    figures: dict[str, tuple[int | None, int | None]] | None = None
    near: str | None = None  # words of the sentence(s) that the claim is told in


def matching(coding: Coding, row: Row) -> list[Claim]:
    """Return the claims that a row describes."""
    return [claim for claim in coding.claims if not misses(coding, claim, row)]


def misses(coding: Coding, claim: Claim, row: Row) -> list[str]:
    """Return the names of the fields in which a claim is not what the row says."""
    text = coding.report.text[slice(*claim.evidence)]
    checks = {
        "type": claim.type.value in row.types.split(),
        "stance": claim.stance.value == row.stance,
        "status": row.status is None or claim.status.value == row.status,
        "voice": _voice(claim, row.voice),
        "actors": row.actors is None or _parties(claim.actors, row.actors),
        "recipients": row.recipients is None or _parties(claim.recipients, row.recipients),
        "place": row.place is None or (claim.place is not None and row.place.lower() in claim.place.name.lower()),
        "when": row.when is None or (claim.when is not None and claim.when.value == row.when),
        "figures": row.figures is None or {k: claim.figures.get(k) for k in row.figures} == row.figures,
        "near": row.near is None or row.near in text,
    }
    return [name for name, right in checks.items() if not right]


def nearest(coding: Coding, row: Row) -> str:
    """Return, for a message, the claim that misses the least, and what it misses."""
    scored = sorted(
        (len(misses(coding, c, row)), c.trigger.start, misses(coding, c, row), describe(c)) for c in coding.claims
    )
    return f"{row}\nnearest: {scored[:3]}" if scored else f"{row}\nno claims at all"


def describe(claim: Claim) -> str:
    """Return a claim on one line."""
    who = ", ".join(a.name for a in claim.actors)
    whom = ", ".join(a.name for a in claim.recipients)
    where = claim.place.name if claim.place else None
    when = claim.when.value if claim.when else None
    return (
        f"{claim.event} {claim.type} {claim.trigger.surface!r} {who} > {whom} @{where} {when} {dict(claim.figures)} "
        f"| {claim.voice.name or 'N'} {claim.stance} {claim.status}"
    )


def _voice(claim: Claim, voice: str | None) -> bool:
    if voice is None or claim.voice.name is None:
        return voice is None and claim.voice.name is None
    names = [claim.voice.name, (claim.voice.actor and claim.voice.actor.resolved) or ""]
    return any(voice.lower() in name.lower() for name in names)


def _parties(parties: Iterable[object], wanted: tuple[str, ...]) -> bool:
    names = [f"{p.name} {p.resolved or ''} {p.country or ''} {p.sector or ''}".lower() for p in parties]  # type: ignore[attr-defined]
    if not wanted:
        return not names
    return all(any(w.lower() in n for n in names) for w in wanted)


def wrap_in_page(pasted: Report) -> str:
    """Return a WordPress page with a wpDiscuz thread around the first report, as its site would have shown it."""
    page = (Path(__file__).parent / "read" / "pages" / "caracas-wpdiscuz.html").read_text(encoding="utf-8")
    paragraphs = [*pasted.body.surface.split("\n\n"), "Sputnik / ABC Flash Point News 2021."]
    body = "".join(f"<p>{p}</p>\n" for p in paragraphs)
    thread = "".join(
        f"""<div id="wpd-comm-{k}_0" class="comment depth-1 wpd-comment wpd_comment_level-1"><div class="wpd-comment-wrap">
        <div id="comment-{k}" class="wpd-comment-right"><div class="wpd-comment-date" title="{posted}">3 years ago</div>
        <div class="wpd-comment-text"><p>{comment.text}</p></div></div></div></div>"""
        for k, (posted, comment) in enumerate(
            zip(("18-02-21 21:33", "19-02-21 02:22"), pasted.feedback.comments, strict=True), start=50
        )
    )
    page = re.sub(
        r'(<div class="entry-content">).*?(</div>\n</article>)', lambda m: m[1] + body + m[2], page, flags=re.S
    )
    page = re.sub(
        r'(<div class="wpd-thread-list">).*(</div></div>\n</div></main>)',
        lambda m: m[1] + thread + m[2],
        page,
        flags=re.S,
    )
    page = page.replace(
        "<span class='wpdrv'>3.6</span><span class='wpdrc'>14</span>",
        "<span class='wpdrv'>4.8</span> <span class='wpdrc'>5</span>",
    )
    page = re.sub(r'<link rel="canonical".*?>', "", page)
    return page
