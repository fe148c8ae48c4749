import io

from rich.console import Console
from tests.ledger.generate import generate

from sayso.cli.render_incident import render_incidents
from sayso.ledger.gather import gather


def render(codings):
    out = io.StringIO()
    reports = {c.report.id: c.report for c in codings}
    render_incidents(gather(codings), reports, Console(file=out, width=80, emoji=False, markup=False))
    return out.getvalue()


def test_an_incident_shows_head_responsibility_figures_and_origins():
    several = next(c.report.id for c in generate(60) if c.report.id.endswith("-2")).split("-")[0]
    codings = [c for c in generate(60) if c.report.id.split("-")[0] == several]

    shown = render(codings)

    assert f"{len(codings)} reports" in shown
    assert "who is said to be responsible" in shown
    assert "figures, by voice" in shown
    assert "where it comes from" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_reports_without_a_happening_in_common_say_so():
    codings = [c for c in generate(20) if c.report.id in ("1-0", "2-0")]

    assert "no happening in common" in render(codings)
