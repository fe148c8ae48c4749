"""`sayso why-same`: why two reports, claims or incidents are held to be one happening, or are not."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer
from rich.text import Text

from sayso.cli.read_report import make_console
from sayso.cli.render import Line, clean, plural, print_lines, title_lines
from sayso.ledger.incidents import Happening
from sayso.ledger.merge import LINKED
from sayso.ledger.pairs import FAR_KM, MILLION, RETOLD, judge
from sayso.ledger.why_same import ONE_HAPPENING, ONE_REPORT, Verdict, explain_pair
from sayso.records import Coding
from sayso.run.decisions import read_decisions
from sayso.run.incidents import ClaimsIndex, open_claims
from sayso.settings import Settings

FEATURES = {
    "bias": "to begin with",
    "wording": "likeness of wording",
    "lead_wording": "likeness of headline and lead",
    "rare_words": "rare words in common",
    "days_apart": "days between them",
    "days_unknown": "dates not known",
    "event_days_differ": "told as on different days",
    "same_day": "told as on the same day",
    "same_town": "same town",
    "far_apart": f"towns more than {FAR_KM} km apart",
    "parties": "named parties in common",
    "same_type": "same type of event",
    "killed_agree": "same number killed",
    "killed_differ": "numbers killed cannot both be right",
    "injured_differ": "numbers injured cannot both be right",
}
COUNTED = frozenset({"rare_words", "days_apart", "parties"})
"""Features that are the logarithm of one more than a count, where they are weighed."""

KEYS_SHOWN = 4


def why_same_command(one: str, other: str, *, claims: Sequence[Path], as_json: bool, settings: Settings) -> None:
    """Explain a pair; of an incident, its happening that is nearest to the other.

    Raises:
        InputError: Nothing has such an id, or a file cannot be read.
    """
    decisions = read_decisions(Path(settings.decisions)) if settings.decisions else ()
    with open_claims(claims, decisions=decisions) as index:
        verdict = explain(index, one, other)
        if as_json:
            typer.echo(json.dumps(verdict_to_dict(verdict), indent=1, ensure_ascii=False))
            return
        print_lines(show_verdict(verdict, index.codings, index.happenings), make_console())


def explain(index: ClaimsIndex, one: str, other: str) -> Verdict:
    """Return the verdict on what two ids stand for.

    Raises:
        InputError: Nothing has such an id.
    """
    ones, others = index.find(one), index.find(other)
    pairs = [(a, b) for a in ones for b in others if a.id != b.id] or [(ones[0], ones[0])]
    if len(ones) == 1 and ones == others:
        pairs = [(ones[0], others[0])]
    a, b = max(pairs, key=lambda p: (p[0].main and p[1].main, judge(*sorted(p, key=lambda h: h.id))[0]))
    return explain_pair(index.merger, a, b, index.merger.find_clusters())


def verdict_to_dict(verdict: Verdict) -> dict[str, Any]:
    """Return what `sayso why-same --json` prints."""
    return {
        "one": _happening_dict(verdict.one),
        "other": _happening_dict(verdict.other),
        "same": verdict.same,
        "rule": verdict.rule,
        "how": verdict.how,
        "decided": {True: "same", False: "apart", None: None}[verdict.decided],
        "compared": verdict.compared,
        "keys": [list(key) for key in verdict.keys],
        "features": {k: round(v, 4) for k, v in verdict.features.items()},
        "weights": dict(verdict.weights),
        "sum": round(verdict.odds, 4) if verdict.weights else None,
        "chance": verdict.chance,
        "mean_between_groups": verdict.mean,
        "joined_from": verdict.least,
        "way": list(verdict.way),
    }


def _happening_dict(happening: Happening) -> dict[str, Any]:
    return {
        "happening": happening.id,
        "report": happening.report,
        "main": happening.main,
        "claims": list(happening.claims),
        "type": happening.type and str(happening.type),
    }


# --- for people -----------------------------------------------------------------------------------


def show_verdict(
    verdict: Verdict, codings: Mapping[str, Coding], happenings: Mapping[str, Happening]
) -> Iterator[Line]:
    """Yield what a verdict says: the answer, both sides, the features with their weights, the keys, the way."""
    answer = "ONE HAPPENING" if verdict.same else "NOT ONE HAPPENING"
    yield Line(Text.assemble((answer, "bold green" if verdict.same else "bold red"), f": {verdict.rule}"))
    if verdict.one.id == verdict.other.id:
        yield from _side("both", verdict.one, codings)
    else:
        yield from _side("A", verdict.one, codings)
        yield from _side("B", verdict.other, codings)
    yield from _features(verdict)
    yield from _keys(verdict, codings)
    if verdict.way:
        yield from title_lines("tied by way of")
        for name in verdict.way:
            yield Line(Text(describe(happenings[name], codings)), 4)


def describe(happening: Happening, codings: Mapping[str, Coding]) -> str:
    """Return a happening in a line: outlet, day, title, the report's id."""
    report = codings[happening.report].report
    facts = [report.publisher, (report.published.value or "")[:10], f"“{report.title}”" if report.title else None]
    return clean(", ".join(x for x in facts if x) or "a report") + f" ({happening.report})"


def _side(label: str, happening: Happening, codings: Mapping[str, Coding]) -> Iterator[Line]:
    yield Line(Text.assemble((f"{label}  ", "bold"), describe(happening, codings)), 2)
    claims = [c for c in codings[happening.report].claims if c.id in set(happening.claims)]
    triggers = ", ".join(dict.fromkeys(f"“{c.trigger.surface}”" for c in claims[:4]))
    told = "what the report is about" if happening.main else "told in passing"
    kind = f"{happening.type}, " if happening.type else ""
    yield Line(Text(clean(f"{kind}{told}" + (f": {triggers}" if triggers else "")), style="dim"), 5)


def _features(verdict: Verdict) -> Iterator[Line]:
    if verdict.rule == ONE_HAPPENING:
        words = (
            "The report tells them as one event, or nothing sets one apart from the other: neither day nor place, means,"
            " doers nor victims."
        )
        yield Line(Text(words), 2)
    elif not verdict.features:
        words = "Happenings of one report are kept apart, unless a person joins them."
        yield Line(Text(words if verdict.rule == ONE_REPORT else f"{words} A person has decided on these two."), 2)
    else:
        yield from title_lines(f"what they have in common, and where they differ ({verdict.how})")
        yield from _weighed(verdict) if verdict.weights else _ruled(verdict)


def _weighed(verdict: Verdict) -> Iterator[Line]:
    yield Line(Text(f"{'':36}{'value':>16}{'weight':>9}{'points':>9}", style="dim"), 4)
    for name, value in verdict.features.items():
        shown = f"ln(1+{math.expm1(value):.0f}) = {value:.2f}" if name in COUNTED and value else f"{value:.4g}"
        points = verdict.weights[name] * value or 0.0  # no minus before nothing
        row = f"{FEATURES.get(name, name):36}{shown:>16}{verdict.weights[name]:>9.2f}{points:>+9.2f}"
        yield Line(Text(row, style="" if points else "dim"), 4)
    total = f"{'sum: the log-odds that they are one':61}{verdict.odds:>+9.2f}"
    yield Line(Text(total, style="bold"), 4)
    words = f"A chance of {verdict.chance:.2f}; two are tied to each other from {LINKED / MILLION:.2f}."
    if verdict.mean is not None:
        words += (
            f" The reports that each is with have a mean chance of {verdict.mean:.2f} of being one; they are joined from"
            f" {verdict.least:.2f}."
        )
    yield Line(Text(words), 4)


def _ruled(verdict: Verdict) -> Iterator[Line]:
    """Yield the features of what is told in passing, for which there are no weights."""
    for name, value in verdict.features.items():
        shown = f"{value:.2f}" if name == "wording" else f"{value:.0f}" if name in COUNTED else "yes" if value else "no"
        yield Line(Text(f"{FEATURES.get(name, name):36}{shown:>16}"), 4)
    words = (
        "Told in passing, two are one if type, day and number killed do not clash, and either day and town are the same and"
        f" something telling is in common, or the sentences are alike by {RETOLD:.2f}."
    )
    yield Line(Text(words), 4)


def _keys(verdict: Verdict, codings: Mapping[str, Coding]) -> Iterator[Line]:
    if verdict.one.report == verdict.other.report:
        return
    yield from title_lines("why they are compared at all" if verdict.compared else "why they are not compared")
    if not verdict.keys:
        words = "They share no key of the index: no rare word within two weeks, no two telling words, no type with town and day."
        yield Line(Text(words), 4)
        return
    if not verdict.compared:
        yield Line(Text("They share keys, but too many others lie between them in time under each:"), 4)
    for line in _tell_keys(verdict.keys, codings[verdict.one.report]):
        yield Line(Text(clean(line)), 4)


def _tell_keys(keys: Iterable[tuple[str, ...]], coding: Coding) -> Iterator[str]:
    """Yield the keys in sentences, of each kind a few."""
    kinds: dict[str, list[tuple[str, ...]]] = {}
    for kind, *rest in keys:
        kinds.setdefault(kind, []).append(tuple(rest))
    towns = {str(p.geonameid): p.name for p in coding.places} | {
        str(c.place.geonameid): c.place.name for c in coding.claims if c.place
    }
    for kind, town, day in kinds.get("t", ()):
        date = datetime.date.fromordinal(int(day)).isoformat()
        yield f"both tell of {kind} in {towns.get(town, f'the town {town}')} on {date}"
    rare = list(dict.fromkeys(f"“{word}”" for word, _ in kinds.get("w", ())))
    if rare:
        yield f"rare telling words, published within two weeks: {_some(rare)}"
    pairs = [f"“{a}” with “{b}”" for a, b in kinds.get("p", ())]
    if pairs:
        yield f"{plural(len(pairs), 'pair')} of most telling words: {_some(pairs)}"
    passing = [f"“{a}” with “{b}”" for _, a, b in kinds.get("q", ())]
    if passing:
        yield f"{plural(len(passing), 'pair')} of most telling words in the sentences: {_some(passing)}"


def _some(items: Sequence[str]) -> str:
    return ", ".join(items[:KEYS_SHOWN]) + (", …" if len(items) > KEYS_SHOWN else "")
