"""`sayso code --pairs`: marked parties into relations, with a summary whose counts add up."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import typer

from sayso.cli.code_reports import open_sink, say_interrupted, show_progress, write_rejected
from sayso.cli.failures import INTERRUPTED, NOTHING_READ, complain
from sayso.errors import InputError, RejectedError
from sayso.run.local import make_header
from sayso.run.relations import find_model_name, relate_pairs
from sayso.run.report import Counts
from sayso.settings import Settings


def code_pairs_command(
    pairs: Path, *, out: str, rejected: Path | None, restart: bool, quiet: bool, settings: Settings
) -> None:
    """Judge the pairs of a file.

    Raises:
        SaysoError: The file or the output cannot be opened, an earlier run was begun otherwise, the model is missing.
    """
    if not pairs.is_file():
        raise InputError(f"{pairs}: no such file")
    header = {**make_header(settings), "pairs": find_model_name()}
    sink = open_sink(out, header, restart=restart)
    started, before = time.monotonic(), sink.last.pages
    try:
        with show_progress(None, shown=not quiet and sys.stderr.isatty()) as on_progress:
            counts = relate_pairs(pairs, sink, settings=settings, on_progress=on_progress)
        if counts.pages == 0:
            raise RejectedError(str(pairs), "empty", "no row in it")
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
        complain("no row held a pair")
        raise typer.Exit(NOTHING_READ)


def _summarize(counts: Counts, *, fresh: int, seconds: float) -> None:
    lines = [f"{counts.pages:,} rows = {counts.reports:,} pairs + {sum(counts.rejected.values()):,} rejected"]
    lines += [f"  rejected, {reason.replace('_', ' ')}: {count:,}" for reason, count in counts.rejected.items()]
    if fresh and seconds > 0:
        lines.append(f"{fresh:,} rows in {seconds:.1f} s ({fresh / seconds:.1f}/s)")
    for line in lines:
        typer.echo(line, err=True)
