"""`sayso code`: many reports into a claims file, with a progress bar, and a summary whose counts add up."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from sayso.cli.failures import INTERRUPTED, NOTHING_READ, complain
from sayso.cli.setup import logging_to
from sayso.errors import InputError, RejectedError, SettingsError
from sayso.run.inputs import count_inputs, iter_inputs
from sayso.run.local import Sink, code_pages, make_header
from sayso.run.output import Output, Stream
from sayso.run.report import Counts
from sayso.run.steps import make_steps
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.ledger.decisions import Decision


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
    sink = open_sink(out, make_header(settings), restart=restart)
    log = Path(f"{out}.log") if isinstance(sink, Output) else None
    started, before = time.monotonic(), sink.last.pages
    try:
        total = None if quiet else count_inputs(inputs, form=form, settings=settings)
        with logging_to(log), show_progress(total, shown=not quiet and sys.stderr.isatty()) as on_progress:
            pages = iter_inputs(inputs, form=form, settings=settings)
            counts = code_pages(pages, sink, settings=settings, make_steps=make_steps, on_progress=on_progress)
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
    if incidents is not None:
        _write_incidents(Path(out), incidents, decisions=decisions, quiet=quiet)
    if not quiet:
        _summarize(counts, out=out, log=log, fresh=counts.pages - before, seconds=time.monotonic() - started)
    if counts.reports == 0:
        complain("no page held a report")
        raise typer.Exit(NOTHING_READ)


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


def open_sink(out: str, header: Mapping[str, Any], *, restart: bool) -> Output | Stream:
    """Open what `--out` names: a file that appears whole, a pipe, a device, or `-` for stdout.

    Raises:
        InputError: It cannot be written.
        SettingsError: An earlier run was begun with another header.
    """
    if out != "-" and (not os.path.exists(out) or os.path.isfile(out) or os.path.isdir(out)):
        return Output(Path(out), header, restart=restart)
    if out == "-":
        return Stream(sys.stdout.buffer)
    try:
        return Stream(Path(out).open("wb"))
    except OSError as error:
        raise InputError(f"{out}: cannot be written: {error.strerror or error}") from error


def say_interrupted(sink: Sink) -> None:
    """Say how far an interrupted run came."""
    if isinstance(sink, Output) and sink.last.pages:
        complain(f"interrupted after {sink.last.pages:,} pages; run the same command again to go on")
    else:
        complain("interrupted; nothing was written")


def write_rejected(path: Path, sink: Sink) -> None:
    """Write what was rejected, a JSON object each.

    Raises:
        InputError: The file cannot be written.
    """
    keys = ("source", "stage", "reason", "detail")
    try:
        with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
            for entry in sink.read_entries():
                for item in entry.rejected:
                    file.write(json.dumps(dict(zip(keys, item, strict=True)), ensure_ascii=False) + "\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error


@contextmanager
def show_progress(total: int | None, *, shown: bool) -> Iterator[Callable[[Counts], None]]:
    """Show a bar with the rate and the time left, on a terminal."""
    if not shown:
        yield lambda counts: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, rate="")
        first: list[tuple[float, int]] = []

        def update(counts: Counts) -> None:
            now = time.monotonic()
            first.append((now, counts.pages)) if not first else None
            begun, before = first[0]
            rate = f"{(counts.pages - before) / (now - begun):.1f}/s" if counts.pages > before else ""
            bar.update(task, completed=counts.pages, rate=rate)

        yield update


def _summarize(counts: Counts, *, out: str, log: Path | None, fresh: int, seconds: float) -> None:
    """Print what became of the pages to stderr: stdout may carry the lines."""
    lines = [f"{counts.pages:,} pages = {counts.reports:,} reports + {sum(counts.rejected.values()):,} rejected"]
    lines += [f"  rejected, {reason.replace('_', ' ')}: {count:,}" for reason, count in counts.rejected.items()]
    lines.append(f"{counts.claims:,} claims" + ("" if out == "-" else f" in {out}"))
    if fresh and seconds > 0:
        lines.append(f"{fresh:,} pages in {seconds:.1f} s ({fresh / seconds:.1f}/s)")
    if counts.rejected.get("failed") and log is not None:
        lines.append(f"sayso failed on {counts.rejected['failed']:,} pages, which is a bug: see {log}")
    for line in lines:
        typer.echo(line, err=True)
