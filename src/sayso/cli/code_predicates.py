"""`sayso code --predicates`: how every predicate of reports stands, with a summary whose counts add up."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import typer

from sayso.cli.code_reports import open_sink, say_interrupted, show_progress, write_rejected
from sayso.cli.failures import INTERRUPTED, NOTHING_READ, complain
from sayso.errors import RejectedError
from sayso.run.inputs import count_inputs, iter_inputs
from sayso.run.local import make_header
from sayso.run.predicates import write_predicates
from sayso.run.report import Counts
from sayso.run.steps import make_untagged_steps
from sayso.settings import Settings


def code_predicates_command(
    inputs: list[str],
    *,
    out: str,
    form: str | None,
    rejected: Path | None,
    restart: bool,
    quiet: bool,
    settings: Settings,
) -> None:
    """Read the predicates of inputs.

    Raises:
        SaysoError: An input or the output cannot be opened, an earlier run was begun otherwise, the model is missing.
    """
    sink = open_sink(out, {**make_header(settings), "predicates": True}, restart=restart)
    started, before = time.monotonic(), sink.last.pages
    try:
        total = None if quiet else count_inputs(inputs, form=form, settings=settings)
        with show_progress(total, shown=not quiet and sys.stderr.isatty()) as on_progress:
            pages = iter_inputs(inputs, form=form, settings=settings)
            steps = make_untagged_steps(settings)
            counts = write_predicates(pages, sink, settings=settings, steps=steps, on_progress=on_progress)
        if counts.pages == 0:
            raise RejectedError(", ".join(inputs), "empty", "no page in it")
        if rejected is not None:
            write_rejected(rejected, sink)
        sink.finish()
    except KeyboardInterrupt:
        say_interrupted(sink)
        raise typer.Exit(INTERRUPTED) from None
    finally:
        sink.close()
    if not quiet:
        _summarize(counts, fresh=counts.pages - before, seconds=time.monotonic() - started)
    if counts.reports == 0:
        complain("no page held a report")
        raise typer.Exit(NOTHING_READ)


def _summarize(counts: Counts, *, fresh: int, seconds: float) -> None:
    lines = [f"{counts.pages:,} pages = {counts.reports:,} reports + {sum(counts.rejected.values()):,} rejected"]
    lines += [f"  rejected, {reason.replace('_', ' ')}: {count:,}" for reason, count in counts.rejected.items()]
    lines.append(f"{counts.claims:,} predicates")
    if fresh and seconds > 0:
        lines.append(f"{fresh:,} pages in {seconds:.1f} s ({fresh / seconds:.1f}/s)")
    for line in lines:
        typer.echo(line, err=True)
