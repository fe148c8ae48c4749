"""Shows a coding to people: plain at 80 columns, coloured on a terminal, never longer than it must be.

Pure but for the console it prints to. What comes from a page is shown without control characters, so that no page can
drive the terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from sayso.records import Actor, Claim, Coding, Precision, Report, Span, Stance, Status
from sayso.views.responsibility import Responsibility, VoiceName, find_responsibility, party_key, voice_name

NARRATOR = "the report itself"
QUOTE_CHARS = 260  # of a sentence; longer ones are shown round the trigger
EXAMPLES = 3  # words shown for each kind of what was declined

STYLES = {
    Stance.ASSERTS: "green",
    Stance.CLAIMS: "bold red",
    Stance.BLAMES: "red",
    Stance.DENIES: "bold blue",
    Stance.SUSPECTS: "yellow",
}
SAID = {
    Status.HAPPENED: "said so",
    Status.ONGOING: "said that it goes on",
    Status.PLANNED: "said that it is planned",
    Status.HYPOTHETICAL: "spoke of it as possible",
    Status.NEGATED: "said that it did not happen",
}
SOURCES = {
    "metadata": "from the page's metadata",
    "text": "from the text",
    "comments": "from the readers' comments",
    "given": "as given",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line to print; where it must be broken, the rest is indented as deep."""

    text: Text
    indent: int = 0


def render(coding: Coding, console: Console) -> None:
    """Print a coding: head, claims by event, responsibility, loaded words, what was declined."""
    for block in (_head, _claims, _responsibility, _loaded, _declined):
        print_lines(block(coding), console)


def print_lines(lines: Iterable[Line], console: Console) -> None:
    """Print lines, broken where the console ends, the rest as deep as the beginning."""
    for line in lines:
        for part in line.text.wrap(console, max(1, console.width - line.indent)):
            part.rstrip()
            console.print(Text(" " * line.indent).append_text(part), highlight=False, soft_wrap=True)


def clean(text: str) -> str:
    r"""Return a text as long as the given one, without what could drive a terminal or break a line.

    >>> clean("a\x1b[31mb\nc")
    'a [31mb c'
    """
    return "".join(" " if c.isspace() or unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in text)


# --- head -----------------------------------------------------------------------------------------


def _head(coding: Coding) -> Iterator[Line]:
    report = coding.report
    yield Line(Text(clean(report.title or "(no title)").strip(), style="bold"))
    facts = {
        "outlet": report.publisher,
        "by": ", ".join(report.authors),
        "credit": ", ".join(report.credit),
        "address": report.url,
        "published": _published(report),
        "readers": _readers(report),
    }
    for name, value in facts.items():
        if value:
            yield Line(Text.assemble((f"{name:<10}", "dim"), clean(value)))


def _published(report: Report) -> str:
    published = report.published
    if published.value is None:
        return "not known"
    bound = "at the latest " if published.latest else ""
    source = SOURCES.get(published.source or "", published.source or "")
    return f"{bound}{published.value}" + (f" ({source})" if source else "")


def _readers(report: Report) -> str:
    parts, rating = [], report.feedback.rating
    if rating is not None:
        scale = "" if rating.scale is None else f" of {rating.scale:g}"
        votes = "" if rating.votes is None else f" ({plural(rating.votes, 'vote')})"
        parts.append(f"rated {rating.value:g}{scale}{votes}")
    if report.feedback.comments:
        parts.append(plural(len(report.feedback.comments), "comment"))
    return "; ".join(parts) + (" (kept apart, not coded)" if parts else "")


# --- claims ---------------------------------------------------------------------------------------


def _claims(coding: Coding) -> Iterator[Line]:
    events = group_events(coding.claims)
    yield from title_lines(f"{plural(len(events), 'event')}, {plural(len(coding.claims), 'claim')}")
    for number, claims in enumerate(events, 1):
        if number > 1:
            yield Line(Text())
        yield from _event_lines(number, claims)
        yield from _voice_lines(coding.report.text, claims)


def group_events(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Return the claims by event, events in text order, within an event the report's own first."""
    events: dict[str, list[Claim]] = {}
    for claim in claims:
        events.setdefault(claim.event, []).append(claim)
    for group in events.values():
        group.sort(key=lambda c: (voice_name(c.voice) is not None, c.trigger.start))
    return sorted(events.values(), key=lambda group: min((c.trigger.start, c.trigger.end) for c in group))


def _event_lines(number: int, claims: Sequence[Claim]) -> Iterator[Line]:
    """Yield who did what to whom; where, when and how many: of each the first claim that says so."""
    line = Text.assemble((f"{number:>2}  ", "dim"), (str(claims[0].type), "bold"))
    if claims[0].mode:
        line.append(f" · {claims[0].mode}")
    doers = next((c.actors for c in claims if c.actors and c.stance is Stance.ASSERTS), ())
    targets = next((c.recipients for c in claims if c.recipients), ())
    line.append("  ")
    line.append(_names(doers) or "not said who", "cyan" if doers else "dim")
    if targets:
        line.append(" → ")
        line.append(_names(targets), "yellow")
    yield Line(line)
    facts = [fact for fact in (_where(claims), _when(claims), _figures(claims)) if fact]
    if facts:
        yield Line(Text(clean(" · ".join(facts))), 4)


def _where(claims: Sequence[Claim]) -> str:
    place = next((c.place for c in claims if c.place), None)
    if place is None:
        return ""
    if place.precision is Precision.COUNTRY:
        return place.name
    rough = [str(place.precision)] if place.precision and place.precision is not Precision.CITY else []
    inside = ", ".join([x for x in (place.admin1, place.country) if x and x != place.name] + rough)
    return place.name + (f" ({inside})" if inside else "")


def _when(claims: Sequence[Claim]) -> str:
    when = next((c.when for c in claims if c.when), None)
    if when is None:
        return ""
    return when.value if when.end in (None, when.value) else f"{when.value} to {when.end}"


def _figures(claims: Sequence[Claim]) -> str:
    return ", ".join(
        dict.fromkeys(f"{format_amount(*bounds)} {key}" for c in claims for key, bounds in c.figures.items())
    )


def format_amount(least: int | None, most: int | None) -> str:
    """Return a count in words and digits."""
    if least == most and least is not None:
        return f"{least:,}" if least else "none"
    if most is None:
        return "an unknown number" if least is None else f"at least {least:,}"
    return f"at most {most:,}" if least is None else f"{least:,} to {most:,}"


def _voice_lines(text: str, claims: Sequence[Claim]) -> Iterator[Line]:
    """Yield each voice, and under it the words; voices in one sentence share it."""
    for position, claim in enumerate(claims):
        yield Line(_voice_line(claim), 4)
        if position + 1 == len(claims) or claims[position + 1].evidence != claim.evidence:
            same = [c for c in claims[: position + 1] if c.evidence == claim.evidence]
            yield Line(_quote(text, same), 6)


def _voice_line(claim: Claim) -> Text:
    name = voice_name(claim.voice)
    line = Text.assemble("- ", (clean(name or NARRATOR), "cyan" if name else ""), " ")
    _append_stance(line, claim)
    if claim.via:
        line.append(clean(f", as told by {', '.join(claim.via)}"), "dim")
    if claim.score < 0.5:
        line.append(f" (unsure: {claim.score:.2f})", "dim")
    return line


def _append_stance(line: Text, claim: Claim) -> None:
    """Append what the voice says, in the past tense, which is the same for one and for many."""
    style, doers = STYLES[claim.stance], _names(claim.actors)
    own = claim.voice.actor is not None and [party_key(a) for a in claim.actors] == [party_key(claim.voice.actor)]
    match claim.stance:
        case Stance.ASSERTS:
            line.append(SAID[claim.status], style)
            return
        case Stance.CLAIMS:
            line.append("claimed responsibility", style)
        case Stance.BLAMES:
            line.append("blamed ", style)
            line.append(doers or "somebody", "cyan")
        case Stance.SUSPECTS:
            line.append("suspected ", style)
            line.append(doers or "that it is so", "cyan" if doers else style)
        case Stance.DENIES if doers and not own:
            line.append("denied that it was ", style)
            line.append(doers, "cyan")
        case Stance.DENIES:
            line.append("denied it", style)
    if claim.status is not Status.HAPPENED:
        line.append(f" [{claim.status}]", "magenta")


def _quote(text: str, claims: Sequence[Claim]) -> Text:
    """Return the sentence of some claims with its parties, cues and triggers marked."""
    start, end = _window(claims)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    quote = Text(clean(text[start:end]), style="italic")
    for claim in claims:
        _mark(quote, start, (a.span for a in claim.actors), "cyan")
        _mark(quote, start, (a.span for a in claim.recipients), "yellow")
        _mark(quote, start, (s for s in (claim.voice.source,) if s), "cyan")
        _mark(quote, start, (s for s in (claim.cue,) if s), "magenta")
        _mark(quote, start, (claim.trigger, *claim.also), "bold")
    before, after = text[claims[0].evidence[0] : start].strip(), text[end : claims[0].evidence[1]].strip()
    return Text.assemble(("> ", "dim"), "… " if before else "", quote, " …" if after else "")


def _window(claims: Sequence[Claim]) -> tuple[int, int]:
    start, end = claims[0].evidence
    if end - start <= QUOTE_CHARS:
        return start, end
    middle = claims[0].trigger.start
    low = max(start, min(middle - QUOTE_CHARS // 2, end - QUOTE_CHARS))
    return low, min(end, low + QUOTE_CHARS)


def _mark(quote: Text, offset: int, spans: Iterable[Span], style: str) -> None:
    for span in spans:
        if span.end > offset and span.start - offset < len(quote):
            quote.stylize(style, max(0, span.start - offset), span.end - offset)


def _names(actors: Iterable[Actor]) -> str:
    """Return each party once; a party that the text calls otherwise than the list does keeps both names."""
    return clean(", ".join(dict.fromkeys(_name(a) for a in actors)))


def _name(actor: Actor) -> str:
    name, resolved = actor.name, actor.resolved
    if resolved is None or name.casefold() in resolved.casefold() or resolved.casefold() in name.casefold():
        return name
    return f"{name} ({resolved})"


# --- responsibility -------------------------------------------------------------------------------


def _responsibility(coding: Coding) -> Iterator[Line]:
    tables = find_responsibility(coding)
    if not tables:
        return
    numbers = {group[0].event: n for n, group in enumerate(group_events(coding.claims), 1)}
    yield from title_lines("who is said to be responsible")
    for table in tables:
        words = f" “{clean(table.trigger.surface)}”"
        yield Line(Text.assemble((f"{numbers[table.event]:>2}  ", "dim"), (str(table.type), "bold"), words))
        for line in _party_lines(table):
            yield Line(line, 4)


def party_line(name: str, *, claimed: bool, blamed: str, denied: str, asserted: str, suspected: str) -> Text:
    """Return one party's line of a responsibility table; each of the rest names voices, or is empty."""
    told = (
        ("blamed by", blamed, "red"),
        ("denied by", denied, "bold blue"),
        ("asserted by", asserted, "green"),
        ("suspected by", suspected, "yellow"),
    )
    parts = [("claims it itself", "bold red")] if claimed else []
    parts += [(f"{verb} {voices}", style) for verb, voices, style in told if voices]
    line = Text.assemble((clean(name), "cyan"), ": ")
    for position, (words, style) in enumerate(parts):
        line.append("; " if position else "")
        line.append(words, style)
    return line


def _party_lines(table: Responsibility) -> Iterator[Text]:
    for party in table.parties:
        yield party_line(
            party.name,
            claimed=party.claimed_by_itself,
            blamed=join_voices(party.blamed_by),
            denied=join_voices(party.denied_by),
            asserted=join_voices(party.asserted_by),
            suspected=join_voices(party.suspected_by),
        )
    if table.disputed_by:
        yield Text(f"that it took place is denied by {join_voices(table.disputed_by)}", style="bold blue")
    if table.unnamed_by:
        yield Text(f"told without a name by {join_voices(table.unnamed_by)}", style="dim")


def join_voices(voices: Iterable[VoiceName]) -> str:
    """Return voices with commas; the report's own by name."""
    return clean(", ".join(NARRATOR if v is None else v for v in voices))


# --- loaded words, and what was declined ----------------------------------------------------------


def _loaded(coding: Coding) -> Iterator[Line]:
    if not coding.loaded:
        return
    yield from title_lines("loaded words, and whose they are")
    counts = Counter((x.span.surface, x.kind, x.owner) for x in coding.loaded)
    for (surface, kind, owner), count in counts.items():
        times = f" ×{count}" if count > 1 else ""
        who = NARRATOR if owner == "narrator" else clean(owner)
        yield Line(
            Text.assemble((clean(surface), "red"), (f"{times}  {kind.replace('_', ' ')}", "dim"), f" — {who}"), 4
        )


def _declined(coding: Coding) -> Iterator[Line]:
    if not coding.rejected:
        return
    yield from title_lines("declined, and why")
    groups: dict[tuple[str, str], list[str]] = {}
    for item in coding.rejected:
        words = item.span.surface if item.span else (item.detail or "")
        groups.setdefault((item.stage, str(item.reason)), []).append(re.sub(r"\s+", " ", clean(words)).strip())
    for (stage, reason), found in groups.items():
        different = list(dict.fromkeys(w for w in found if w))
        shown = ", ".join(f"“{w}”" for w in different[:EXAMPLES]) + (", …" if len(different) > EXAMPLES else "")
        label = f"{stage}: {reason.replace('_', ' ')} ({len(found)})"
        yield Line(Text.assemble((label, "dim"), f" {shown}" if shown else ""), 4)


def title_lines(words: str) -> Iterator[Line]:
    """Yield a heading."""
    yield Line(Text())
    yield Line(Text(words, style="bold underline"))


def plural(count: int, noun: str) -> str:
    """Return a count with its noun."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
