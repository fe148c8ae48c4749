"""`sayso code`: many reports into a claims file, and their incidents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sayso.cli.run_to_sink import OnProgress, Units, leave_if_nothing, run_to_sink
from sayso.errors import SettingsError
from sayso.run.inputs import count_inputs, iter_inputs
from sayso.run.local import Sink, code_pages, make_header
from sayso.run.report import Counts
from sayso.run.steps import make_steps
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.ledger.decisions import Decision

UNITS = Units("pages", "reports", "claims")


def code_command(
    inputs: list[str],
    *,
    out: str,
    form: str | None,
    rejected: Path | None,
    incidents: Path | None,
    restart: bool,
    quiet: bool,
    settings: Settings,
) -> None:
    """Code inputs into a claims file.

    Raises:
        SaysoError: An input or the output cannot be opened, an earlier run was begun otherwise, a model is missing.
    """
    if incidents is not None and out == "-":
        raise SettingsError("--incidents needs a claims file: give --out FILE.jsonl")
    decisions = _read_decisions(settings) if incidents is not None else ()

    def work(sink: Sink, on_progress: OnProgress) -> Counts:
        pages = iter_inputs(inputs, form=form, settings=settings)
        return code_pages(pages, sink, settings=settings, make_steps=make_steps, on_progress=on_progress)

    counts = run_to_sink(
        work,
        out=out,
        header=make_header(settings),
        units=UNITS,
        named=", ".join(inputs),
        count=lambda: count_inputs(inputs, form=form, settings=settings),
        rejected=rejected,
        restart=restart,
        quiet=quiet,
    )
    if incidents is not None:
        _write_incidents(Path(out), incidents, decisions=decisions, quiet=quiet)
    leave_if_nothing(counts, UNITS)


def _read_decisions(settings: Settings) -> tuple[Decision, ...]:
    if settings.decisions is None:
        return ()
    from sayso.run.decisions import read_decisions

    return read_decisions(Path(settings.decisions))


def _write_incidents(claims: Path, out: Path, *, decisions: Sequence[Decision], quiet: bool) -> None:
    from sayso.run.incidents import write_incidents

    count = write_incidents([claims], out, decisions=decisions)
    if not quiet:
        typer.echo(f"{count:,} incidents in {out}", err=True)
