"""Shows a coding to people: plain at 80 columns, coloured on a terminal, never longer than it must be.

Pure but for the console it prints to. What comes from a page is shown without control characters, so that no page can
drive the terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from sayso.records import Actor, Claim, Coding, Precision, Report, Span, Stance, Status
from sayso.views.responsibility import Responsibility, VoiceName, find_responsibility, voice_name

NARRATOR = "the report itself"
QUOTE_CHARS = 320  # of a sentence; longer ones are shown round the trigger
EXAMPLES = 3  # words shown for each kind of what was declined

STYLES = {
    Stance.ASSERTS: "green",
    Stance.CLAIMS: "bold red",
    Stance.BLAMES: "red",
    Stance.DENIES: "bold blue",
    Stance.SUSPECTS: "yellow",
}
VERBS = {
    Stance.ASSERTS: "says so",
    Stance.CLAIMS: "claims responsibility",
    Stance.BLAMES: "blames",
    Stance.DENIES: "denies",
    Stance.SUSPECTS: "suspects",
}
SOURCES = {
    "metadata": "from the page's metadata",
    "text": "from the text",
    "comments": "from the readers' comments",
    "given": "as given",
}
COUNTED = {
    "killed": "killed",
    "injured": "injured",
    "abducted": "abducted",
    "released": "released",
    "arrested": "arrested",
    "troops": "troops",
    "displaced": "displaced",
}


def render(coding: Coding, console: Console) -> None:
    """Print a coding: head, claims by event, responsibility, loaded words, what was declined."""
    for block in (_head, _claims, _responsibility, _loaded, _declined):
        for line in block(coding):
            console.print(line, highlight=False, soft_wrap=False)


def clean(text: str) -> str:
    r"""Return a text as long as the given one, without what could drive a terminal or break a line.

    >>> clean("a\x1b[31mb\nc")
    'a [31mb c'
    """
    return "".join(" " if c.isspace() or unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in text)


# --- head -----------------------------------------------------------------------------------------


def _head(coding: Coding) -> Iterator[Text]:
    report = coding.report
    yield Text(clean(report.title or "(no title)").strip(), style="bold")
    yield from _facts(
        ("outlet", report.publisher or ""),
        ("by", ", ".join(report.authors)),
        ("credit", ", ".join(report.credit)),
        ("address", report.url or ""),
        ("published", _published(report)),
        ("readers", _readers(report)),
    )


def _facts(*facts: tuple[str, str]) -> Iterator[Text]:
    for name, value in facts:
        if value:
            yield Text.assemble((f"{name:<10}", "dim"), clean(value))


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
        votes = "" if rating.votes is None else f" ({_plural(rating.votes, 'vote')})"
        parts.append(f"rated {rating.value:g}{scale}{votes}")
    if report.feedback.comments:
        parts.append(_plural(len(report.feedback.comments), "comment"))
    return "; ".join(parts) + (" (kept apart, not coded)" if parts else "")


# --- claims ---------------------------------------------------------------------------------------


def _claims(coding: Coding) -> Iterator[Text | Padding]:
    events = group_events(coding.claims)
    yield Text()
    yield _title(f"{_plural(len(events), 'event')}, {_plural(len(coding.claims), 'claim')}")
    for number, claims in enumerate(events, 1):
        yield Text()
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


def _event_lines(number: int, claims: Sequence[Claim]) -> Iterator[Text | Padding]:
    """Yield who did what to whom; where, when and how many: of each the first claim that says so."""
    first = claims[0]
    line = Text.assemble((f"{number:>2}  ", "dim"), (str(first.type), "bold"))
    if first.mode:
        line.append(f" · {first.mode}")
    doers = next((c.actors for c in claims if c.actors and c.stance is Stance.ASSERTS), ())
    targets = next((c.recipients for c in claims if c.recipients), ())
    line.append("  ")
    line.append(_names(doers) or "not said who", "cyan" if doers else "dim")
    if targets:
        line.append(" → ")
        line.append(_names(targets), "yellow")
    yield line
    facts = [fact for fact in (_where(claims), _when(claims), _figures(claims)) if fact]
    if facts:
        yield Padding(Text(clean(" · ".join(facts))), (0, 0, 0, 4))


def _where(claims: Sequence[Claim]) -> str:
    place = next((c.place for c in claims if c.place), None)
    if place is None:
        return ""
    known = [x for x in (place.admin1, place.country) if x and x != place.name]
    rough = [str(place.precision)] if place.precision and place.precision is not Precision.CITY else []
    inside = ", ".join([*known, *rough])
    return place.name + (f" ({inside})" if inside else "")


def _when(claims: Sequence[Claim]) -> str:
    when = next((c.when for c in claims if c.when), None)
    if when is None:
        return ""
    return when.value if when.end in (None, when.value) else f"{when.value} to {when.end}"


def _figures(claims: Sequence[Claim]) -> str:
    told = dict.fromkeys(
        f"{_amount(*bounds)} {COUNTED.get(key, key)}" for c in claims for key, bounds in c.figures.items()
    )
    return ", ".join(told)


def _amount(least: int | None, most: int | None) -> str:
    if least == most and least is not None:
        return f"{least:,}" if least else "none"
    if most is None:
        return "an unknown number" if least is None else f"at least {least:,}"
    return f"at most {most:,}" if least is None else f"{least:,} to {most:,}"


def _voice_lines(text: str, claims: Sequence[Claim]) -> Iterator[Text | Padding]:
    """Yield each voice, and under it the words; voices in one sentence share it."""
    for position, claim in enumerate(claims):
        yield Padding(_voice_line(claim), (0, 0, 0, 4))
        follower = claims[position + 1] if position + 1 < len(claims) else None
        if follower is None or follower.evidence != claim.evidence:
            same = [c for c in claims[: position + 1] if c.evidence == claim.evidence]
            yield Padding(_quote(text, same), (0, 0, 0, 8))


def _voice_line(claim: Claim) -> Text:
    line = Text("- ")
    line.append(clean(voice_name(claim.voice) or NARRATOR), "cyan" if voice_name(claim.voice) else "")
    line.append(" ")
    line.append(VERBS[claim.stance], STYLES[claim.stance])
    if claim.actors and claim.stance in (Stance.BLAMES, Stance.SUSPECTS):
        line.append(" ")
        line.append(_names(claim.actors), "cyan")
    elif claim.stance is Stance.DENIES and claim.actors:
        line.append(" that ")
        line.append(_names(claim.actors), "cyan")
        line.append(" did it")
    if claim.status is not Status.HAPPENED:
        line.append(f" [{claim.status}]", "magenta")
    if claim.via:
        line.append(clean(f", via {', '.join(claim.via)}"), "dim")
    if claim.score < 0.5:
        line.append(f" (unsure: {claim.score:.2f})", "dim")
    return line


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
    before = "" if start == claims[0].evidence[0] or text[claims[0].evidence[0] : start].isspace() else "… "
    after = "" if end >= claims[0].evidence[1] or text[end : claims[0].evidence[1]].isspace() else " …"
    return Text.assemble("“", before, quote, after, "”")


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


def _responsibility(coding: Coding) -> Iterator[Text | Padding]:
    tables = find_responsibility(coding)
    if not tables:
        return
    numbers = {group[0].event: n for n, group in enumerate(group_events(coding.claims), 1)}
    yield Text()
    yield _title("who is said to be responsible")
    for table in tables:
        yield Text.assemble(
            (f"{numbers[table.event]:>2}  ", "dim"), (str(table.type), "bold"), f" “{clean(table.trigger.surface)}”"
        )
        for line in _party_lines(table):
            yield Padding(line, (0, 0, 0, 4))


def _party_lines(table: Responsibility) -> Iterator[Text]:
    for party in table.parties:
        parts: list[tuple[str, str]] = [("claims it itself", "bold red")] if party.claimed_by_itself else []
        parts += [
            (f"{verb} {_voices(voices)}", style)
            for verb, voices, style in (
                ("blamed by", party.blamed_by, "red"),
                ("denied by", party.denied_by, "bold blue"),
                ("asserted by", party.asserted_by, "green"),
                ("suspected by", party.suspected_by, "yellow"),
            )
            if voices
        ]
        line = Text.assemble((clean(party.name), "cyan"), ": ")
        for position, (words, style) in enumerate(parts):
            line.append("; " if position else "")
            line.append(words, style)
        yield line
    if table.disputed_by:
        yield Text(f"that it took place is denied by {_voices(table.disputed_by)}", style="bold blue")
    if table.unnamed_by:
        yield Text(f"{_voices(table.unnamed_by)}: names nobody", style="dim")


def _voices(voices: Iterable[VoiceName]) -> str:
    return clean(", ".join(NARRATOR if v is None else v for v in voices))


# --- loaded words, and what was declined ----------------------------------------------------------


def _loaded(coding: Coding) -> Iterator[Text | Padding]:
    if not coding.loaded:
        return
    yield Text()
    yield _title("loaded words, and whose they are")
    counts = Counter((x.span.surface, x.kind, x.owner) for x in coding.loaded)
    for (surface, kind, owner), count in counts.items():
        times = f" ×{count}" if count > 1 else ""
        who = NARRATOR if owner == "narrator" else clean(owner)
        yield Padding(
            Text.assemble((clean(surface), "red"), (f"{times}  {kind.replace('_', ' ')}", "dim"), f" — {who}"),
            (0, 0, 0, 4),
        )


def _declined(coding: Coding) -> Iterator[Text | Padding]:
    if not coding.rejected:
        return
    yield Text()
    yield _title("declined, and why")
    groups: dict[tuple[str, str], list[str]] = {}
    for item in coding.rejected:
        words = item.span.surface if item.span else (item.detail or "")
        groups.setdefault((item.stage, str(item.reason)), []).append(re.sub(r"\s+", " ", clean(words)).strip())
    for (stage, reason), found in groups.items():
        different = list(dict.fromkeys(w for w in found if w))
        shown = ", ".join(f"“{w}”" for w in different[:EXAMPLES]) + (", …" if len(different) > EXAMPLES else "")
        label = f"{stage}: {reason.replace('_', ' ')} ({len(found)})"
        yield Padding(Text.assemble((label, "dim"), f" {shown}" if shown else ""), (0, 0, 0, 4))


def _title(words: str) -> Text:
    return Text(words, style="bold underline")


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
