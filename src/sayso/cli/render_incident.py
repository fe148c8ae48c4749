"""Shows incidents to people: one head, the reports, who is said to be responsible, figures by voice, disagreements, origins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from sayso.cli.render import (
    NARRATOR,
    Line,
    clean,
    format_amount,
    join_voices,
    party_line,
    plural,
    print_lines,
    title_lines,
)
from sayso.records import EventType, Incident, Precision, Report, ResponsibleParty, Sayer, VoicedFigure
from sayso.views.incidents import find_branches, find_ranges

KINDS = {
    "copy": "copies",
    "part_copy": "copies part of",
    "rewrite": "retells",
    "credit": "is credited to",
    "quoting": "rests on quoting",
}

Bounds = tuple[int | None, int | None]


def render_incidents(incidents: Sequence[Incident], reports: Mapping[str, Report], console: Console) -> None:
    """Print the reports, numbered; what several of them tell in common, in full; then what one tells alone, a line each."""
    ordered = sorted(incidents, key=_weight)
    shared = [i for i in ordered if len(i.reports) > 1]
    alone = [i for i in ordered if len(i.reports) == 1]
    numbers = number_reports(reports)
    print_lines(_reports(reports, numbers), console)
    if not shared:
        print_lines([Line(Text()), Line(Text("The reports tell no happening in common.", style="bold"))], console)
    for incident in shared:
        if not _is_slight(incident):
            print_lines(_incident(incident, numbers, reports), console)
    slight = [i for i in shared if _is_slight(i)]
    if slight:
        print_lines(_list_incidents("told in passing by several", slight, numbers), console)
    if alone:
        print_lines(_list_incidents("told by one report only", alone, numbers), console)


def _is_slight(incident: Incident) -> bool:
    """Tell whether there is no more to an incident than that it is told in passing."""
    return not (incident.title or incident.figures or incident.responsibility or incident.disagreements)


def _weight(incident: Incident) -> tuple[bool, int, bool, int, str]:
    """Rank the incidents: those that reports are about, told by most, violent, told in most claims."""
    violent = incident.type is EventType.ASSAULT
    return (incident.title is None, -len(incident.reports), not violent, -len(incident.claims), incident.id)


def number_reports(reports: Mapping[str, Report]) -> Mapping[str, str]:
    """Return the number by which each report is named: in the order of publication, those without a date last."""
    order = sorted(reports, key=lambda r: (reports[r].published.value or "9999", r))
    return {report: f"[{n}]" for n, report in enumerate(order, 1)}


def _reports(reports: Mapping[str, Report], numbers: Mapping[str, str]) -> Iterator[Line]:
    yield Line(Text(plural(len(reports), "report"), style="bold underline"))
    for id_ in numbers:
        report = reports[id_]
        facts = [report.publisher, (report.published.value or "")[:10], f"“{report.title}”" if report.title else None]
        line = Text.assemble((numbers[id_], "cyan"), " ", clean(", ".join(x for x in facts if x)) or "(no title)")
        yield Line(line.append(f"  {clean(id_)}", "dim"), 4)


def _incident(incident: Incident, numbers: Mapping[str, str], reports: Mapping[str, Report]) -> Iterator[Line]:
    yield Line(Text())
    if incident.title:
        yield Line(Text(clean(incident.title), style="bold"))
    yield Line(_summary(incident))
    told = f"told by {plural(len(incident.reports), 'report')} {_list(incident.reports, numbers)}"
    counts = [told, plural(len(incident.outlets), "outlet")] if incident.outlets else [told]
    counts.append(plural(incident.origins, "independent origin"))
    yield Line(Text(", ".join(counts)).append(f"  {incident.id}", "dim"))
    yield from _responsibility(incident)
    yield from _figures(incident, numbers)
    yield from _disagreements(incident, numbers)
    yield from _origins(incident, numbers, reports)


def _list(reports: Iterable[str], numbers: Mapping[str, str]) -> str:
    """Return the numbers of reports in one pair of brackets."""
    found = sorted({int(numbers[r][1:-1]) for r in reports if r in numbers})
    return f"[{', '.join(map(str, found))}]"


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


def _figures(incident: Incident, numbers: Mapping[str, str]) -> Iterator[Line]:
    if not incident.figures:
        return
    yield from title_lines("figures, by voice")
    at_odds = {d.field for d in incident.disagreements}
    for key, bounds in find_ranges(incident).items():
        figures = incident.figures[key]
        line = Text.assemble((key, "bold"), ": ", format_amount(*bounds))
        yield Line(line.append("  (voices disagree)" if key in at_odds else "", "yellow"), 4)
        for value, holders in _by_value(figures).items():
            said = _tell_holders(((h.voice, h.report) for h in holders), numbers)
            yield Line(Text.assemble("- ", format_amount(*value), (f"  {said}", "dim")), 6)


def _by_value(figures: Sequence[VoicedFigure]) -> dict[Bounds, list[VoicedFigure]]:
    groups: dict[Bounds, list[VoicedFigure]] = {}
    for figure in figures:
        groups.setdefault(figure.value, []).append(figure)
    return groups


def _tell_holders(holders: Iterable[tuple[str | None, str]], numbers: Mapping[str, str]) -> str:
    """Return voices, each with the reports in which it speaks: "the police [1, 3]; the report itself [2]"."""
    found: dict[str | None, list[str]] = {}
    for voice, report in holders:
        found.setdefault(voice, []).append(report)
    return "; ".join(
        f"{NARRATOR if voice is None else clean(voice)} {_list(reports, numbers)}" for voice, reports in found.items()
    )


def _disagreements(incident: Incident, numbers: Mapping[str, str]) -> Iterator[Line]:
    """Yield what voices disagree on; the figures stand by voice above."""
    if not incident.disagreements:
        return
    yield from title_lines("where they disagree")
    for disagreement in incident.disagreements:
        if disagreement.field in incident.figures:
            values = " or ".join(format_amount(*value) for value in disagreement.values)
            yield Line(Text.assemble((disagreement.field, "bold"), f": {values}"), 4)
            continue
        yield Line(Text(disagreement.field, style="bold"), 4)
        for value, sayers in zip(disagreement.values, disagreement.who, strict=True):
            yield Line(Text.assemble("- ", clean(str(value)), (f"  {_sayers(sayers, numbers)}", "dim")), 6)


def _sayers(sayers: Sequence[Sayer], numbers: Mapping[str, str]) -> str:
    return _tell_holders(((s.voice, s.report) for s in sayers), numbers)


def _origins(incident: Incident, numbers: Mapping[str, str], reports: Mapping[str, Report]) -> Iterator[Line]:
    yield from title_lines(f"where it comes from: {plural(incident.origins, 'independent origin')}")
    for branch in find_branches(incident):
        line = Text("- " + " ".join((numbers[branch.report], clean(reports[branch.report].publisher or ""))).strip())
        if branch.took is not None:
            source = numbers.get(branch.took.source, clean(branch.took.source))
            line.append(f"  {KINDS.get(branch.took.kind, branch.took.kind)} {source}", "yellow")
            line.append(f": “{clean(branch.took.evidence)}”" if branch.took.evidence else "", "dim")
        yield Line(line, 4 + 2 * branch.depth)


def _list_incidents(title: str, incidents: Sequence[Incident], numbers: Mapping[str, str]) -> Iterator[Line]:
    yield from title_lines(title)
    for incident in incidents:
        who = ", ".join(p.party for p in incident.responsibility)
        line = Text.assemble((_list(incident.reports, numbers), "dim"), "  ").append_text(_summary(incident))
        yield Line(line.append(f"  {clean(who)}" if who else "", "cyan"), 4)
