"""`sayso read`: one report, for people, or its line of the claims file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.cli.failures import complain
from sayso.cli.setup import logging_to
from sayso.contract import incident_to_line, to_line
from sayso.errors import RejectedError, SettingsError
from sayso.records import Coding, Page, Rejected
from sayso.run.inputs import iter_inputs, with_given
from sayso.run.single import code_one, read_one
from sayso.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console


def read_command(
    sources: Sequence[str],
    *,
    as_json: bool,
    url: str | None,
    title: str | None,
    published: str | None,
    form: str | None,
    settings: Settings,
) -> None:
    """Read one report and print it; of several, print what they tell in common.

    Raises:
        RejectedError: It is none.
        SaysoError: It cannot be opened, or coded.
    """
    if len(sources) > 1:
        if any(x is not None for x in (url, title, published)):
            raise SettingsError("--url, --title and --published are for one report; several were given")
        _read_several(sources, as_json=as_json, form=form, settings=settings)
        return
    page = with_given(_first_page(sources[0], form=form, settings=settings), url=url, title=title, published=published)
    with logging_to(None):
        coding = code_one(read_one(page, settings=settings), settings=settings)
    if as_json:
        write_line(to_line(coding))
    else:
        show(coding)


def _read_several(sources: Sequence[str], *, as_json: bool, form: str | None, settings: Settings) -> None:
    """Code all pages of the sources, and print their incidents; what is no report is told and passed over."""
    from sayso.ledger.decisions import split_decisions
    from sayso.ledger.gather import gather
    from sayso.run.decisions import read_decisions

    same, different = split_decisions(read_decisions(Path(settings.decisions)) if settings.decisions else ())
    codings: dict[str, Coding] = {}
    with logging_to(None):
        for page in iter_inputs(sources, form=form, settings=settings):
            try:
                coding = code_one(read_one(page, settings=settings), settings=settings)
            except RejectedError as error:
                complain(str(error))
                continue
            codings.setdefault(coding.report.id, coding)
    if not codings:
        raise RejectedError(", ".join(sources), "empty", "no report in them")
    incidents = gather(codings.values(), same=same, different=different)
    if as_json:
        for incident in incidents:
            write_line(incident_to_line(incident))
        return
    from sayso.cli.render_incident import render_incidents

    render_incidents(incidents, {c.report.id: c.report for c in codings.values()}, make_console())


def _first_page(source: str, *, form: str | None, settings: Settings) -> Page | Rejected:
    pages = iter_inputs([source], form=form, settings=settings)
    first = next(pages, None)
    if first is None:
        raise RejectedError(source, "empty", "no page in it")
    if next(pages, None) is not None:
        complain(f"{source} holds more than one report; the first is shown, `sayso code` takes all")
    return first


def write_line(line: str) -> None:
    """Write a line to stdout in UTF-8, whatever the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()


def show(coding: Coding) -> None:
    """Print a coding for people."""
    from sayso.cli.render import render

    render(coding, make_console())


def make_console() -> Console:
    """Return the console that stdout is."""
    from rich.console import Console

    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")  # a terminal that cannot show a letter shows a question mark
    return Console(emoji=False, markup=False)
