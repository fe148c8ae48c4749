"""Shows incidents to people: one head, who is said to be responsible, figures by voice, disagreements, origins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from sayso.cli.render import Line, clean, format_amount, join_voices, party_line, plural, print_lines, title_lines
from sayso.records import Incident, Precision, Report, ResponsibleParty, Sayer, VoicedFigure
from sayso.views.incidents import find_branches, find_ranges

KINDS = {
    "copy": "copies",
    "part_copy": "copies part of",
    "rewrite": "retells",
    "credit": "is credited to",
    "quoting": "rests on quoting",
}


def render_incidents(incidents: Sequence[Incident], reports: Mapping[str, Report], console: Console) -> None:
    """Print what several reports tell in common, in full; then what one of them tells alone, a line each."""
    shared = [i for i in incidents if len(i.reports) > 1]
    alone = [i for i in incidents if len(i.reports) == 1]
    labels = label_reports(reports)
    if not shared:
        print_lines([Line(Text("The reports tell no happening in common.", style="bold"))], console)
    for incident in shared:
        print_lines(_incident(incident, reports, labels), console)
        console.print()
    if alone:
        print_lines(_alone(alone, labels), console)


def label_reports(reports: Mapping[str, Report]) -> Mapping[str, str]:
    """Return what each report is called: its outlet and day, and its headline where that is not enough."""
    labels: dict[str, str] = {}
    for id_, report in reports.items():
        day = (report.published.value or "")[:10]
        labels[id_] = clean(", ".join(x for x in (report.publisher or report.title or f"report {id_}", day) if x))
    twice = {x for x in labels.values() if list(labels.values()).count(x) > 1}
    return {id_: f"{label} ({id_})" if label in twice else label for id_, label in labels.items()}


def _incident(incident: Incident, reports: Mapping[str, Report], labels: Mapping[str, str]) -> Iterator[Line]:
    yield Line(Text(clean(incident.title or "(no title)"), style="bold"))
    yield Line(_summary(incident))
    counts = [plural(len(incident.reports), "report")]
    if incident.outlets:
        counts.append(plural(len(incident.outlets), "outlet"))
    counts.append(plural(incident.origins, "independent origin"))
    yield Line(Text(", ".join(counts)))
    yield from _responsibility(incident)
    yield from _figures(incident, labels)
    yield from _disagreements(incident, labels)
    yield from _origins(incident, labels)


def _summary(incident: Incident) -> Text:
    line = Text(str(incident.type), style="bold")
    line.append(f" · {incident.mode}" if incident.mode else "", "")
    facts = [x for x in (_where(incident), _when(incident)) if x]
    return line.append(clean("  " + " · ".join(facts)) if facts else "", "not bold")


def _where(incident: Incident) -> str:
    place = incident.place
    if place is None:
        return ""
    inside = [x for x in (place.admin1, place.country) if x and x != place.name]
    return place.name + (f" ({', '.join(inside)})" if inside and place.precision is not Precision.COUNTRY else "")


def _when(incident: Incident) -> str:
    when = incident.when
    if when is None:
        return ""
    return when.value if when.end in (None, when.value) else f"{when.value} to {when.end}"


def _responsibility(incident: Incident) -> Iterator[Line]:
    if not (incident.responsibility or incident.disputed_by):
        return
    yield from title_lines("who is said to be responsible")
    for party in incident.responsibility:
        yield Line(_party(party), 4)
    if incident.disputed_by:
        names = join_voices(incident.disputed_by)
        yield Line(Text(f"that it took place is denied by {names}", style="bold blue"), 4)
    if incident.unnamed_by:
        yield Line(Text(f"told without a name by {join_voices(incident.unnamed_by)}", style="dim"), 4)


def _party(party: ResponsibleParty) -> Text:
    return party_line(
        party.party,
        claimed=party.claimed_by_itself,
        blamed=join_voices(party.blamed_by),
        denied=join_voices(party.denied_by),
        asserted=join_voices(party.asserted_by),
        suspected=join_voices(party.suspected_by),
    )


def _figures(incident: Incident, labels: Mapping[str, str]) -> Iterator[Line]:
    if not incident.figures:
        return
    yield from title_lines("figures, by voice")
    for key, bounds in find_ranges(incident).items():
        figures = incident.figures[key]
        same = len({f.value for f in figures}) == 1
        line = Text.assemble((key, "bold"), ": ", format_amount(*bounds))
        yield Line(line.append("" if same else "  (voices differ)", "yellow"), 4)
        for value, holders in _by_value(figures).items():
            said = "; ".join(dict.fromkeys(_holder(h.voice, h.report, labels) for h in holders))
            yield Line(Text.assemble("- ", format_amount(*value), (f"  {said}", "dim")), 6)


def _by_value(figures: Sequence[VoicedFigure]) -> dict[tuple[int | None, int | None], list[VoicedFigure]]:
    groups: dict[tuple[int | None, int | None], list[VoicedFigure]] = {}
    for figure in figures:
        groups.setdefault(figure.value, []).append(figure)
    return groups


def _holder(voice: str | None, report: str, labels: Mapping[str, str]) -> str:
    label = labels.get(report, report)
    return label if voice is None else f"{clean(voice)}, in {label}"


def _disagreements(incident: Incident, labels: Mapping[str, str]) -> Iterator[Line]:
    if not incident.disagreements:
        return
    yield from title_lines("where they disagree")
    for disagreement in incident.disagreements:
        yield Line(Text(disagreement.field, style="bold"), 4)
        for value, sayers in zip(disagreement.values, disagreement.who, strict=True):
            words = format_amount(*value) if isinstance(value, tuple) else clean(str(value))
            yield Line(Text.assemble("- ", words, (f"  {_sayers(sayers, labels)}", "dim")), 6)


def _sayers(sayers: Sequence[Sayer], labels: Mapping[str, str]) -> str:
    return "; ".join(dict.fromkeys(_holder(s.voice, s.report, labels) for s in sayers))


def _origins(incident: Incident, labels: Mapping[str, str]) -> Iterator[Line]:
    yield from title_lines(f"where it comes from: {plural(incident.origins, 'independent origin')}")
    for branch in find_branches(incident):
        line = Text("- " + labels.get(branch.report, branch.report))
        if branch.took is not None:
            source = labels.get(branch.took.source, clean(branch.took.source))
            line.append(f"  {KINDS.get(branch.took.kind, branch.took.kind)} {source}", "yellow")
            line.append(f": “{clean(branch.took.evidence)}”" if branch.took.evidence else "", "dim")
        yield Line(line, 4 + 2 * branch.depth)


def _alone(incidents: Sequence[Incident], labels: Mapping[str, str]) -> Iterator[Line]:
    yield from title_lines("told by one report only")
    for incident in incidents:
        who = ", ".join(p.party for p in incident.responsibility)
        line = _summary(incident).append(f"  {clean(who)}" if who else "", "cyan")
        yield Line(line.append(f"  — {labels.get(incident.reports[0], '')}", "dim"), 4)
