"""The frame of every `sayso code`: open the output, work under a progress bar, say what became of the rows."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from sayso.cli.failures import INTERRUPTED, NOTHING_READ, complain
from sayso.cli.setup import logging_to
from sayso.errors import InputError, RejectedError
from sayso.run.local import Sink
from sayso.run.output import Output, Stream
from sayso.run.report import Counts

OnProgress = Callable[[Counts], None]


@dataclass(frozen=True, slots=True)
class Units:
    """What a run's counts are of, in the plural: what comes in, what is made of it, what is found there, if that is counted."""

    rows: str
    kept: str
    found: str | None = None


def run_to_sink(
    work: Callable[[Sink, OnProgress], Counts],
    *,
    out: str,
    header: Mapping[str, Any],
    units: Units,
    named: str,
    count: Callable[[], int | None],
    rejected: Path | None,
    restart: bool,
    quiet: bool,
) -> Counts:
    """Do the work of a command into what `--out` names, and sum it up on stderr: stdout may carry the lines.

    Args:
        work: Appends everything to the sink, from where an earlier run left off, and returns all counts.
        out: A file, which appears whole; a pipe, a device, or `-` for stdout.
        header: What must be the same for an earlier run to be taken up.
        units: What is counted.
        named: How the inputs are named when nothing is in them.
        count: How many rows there are, if it is known; asked for the progress bar alone.
        rejected: Where to write what was rejected; `None`: nowhere.
        restart: Begin anew.
        quiet: Show neither progress nor summary.

    Raises:
        SaysoError: The output cannot be opened, an earlier run was begun otherwise, nothing came in.
    """
    sink = _open_sink(out, header, restart=restart)
    log = Path(f"{out}.log") if isinstance(sink, Output) else None
    started, before = time.monotonic(), sink.last.pages
    try:
        total = None if quiet else count()
        with logging_to(log), _show_progress(total, shown=not quiet and sys.stderr.isatty()) as on_progress:
            counts = work(sink, on_progress)
        if counts.pages == 0:
            raise RejectedError(named, "empty", f"no {units.rows.removesuffix('s')} in it")
        if rejected is not None:
            _write_rejected(rejected, sink)
        sink.finish()
    except KeyboardInterrupt:
        _say_interrupted(sink, units)
        raise typer.Exit(INTERRUPTED) from None
    finally:
        sink.close()
    if not quiet:
        _summarize(counts, units, out=out, log=log, fresh=counts.pages - before, seconds=time.monotonic() - started)
    return counts


def leave_if_nothing(counts: Counts, units: Units) -> None:
    """End the command with an exit status of its own if nothing could be made of what came in."""
    if counts.reports == 0:
        complain(f"no {units.rows.removesuffix('s')} held a {units.kept.removesuffix('s')}")
        raise typer.Exit(NOTHING_READ)


def _open_sink(out: str, header: Mapping[str, Any], *, restart: bool) -> Output | Stream:
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


def _say_interrupted(sink: Output | Stream, units: Units) -> None:
    """Say how far an interrupted run came."""
    if isinstance(sink, Output) and sink.last.pages:
        complain(f"interrupted after {sink.last.pages:,} {units.rows}; run the same command again to go on")
    else:
        complain("interrupted; nothing was written")


def _write_rejected(path: Path, sink: Sink) -> None:
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
def _show_progress(total: int | None, *, shown: bool) -> Iterator[OnProgress]:
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


def _summarize(counts: Counts, units: Units, *, out: str, log: Path | None, fresh: int, seconds: float) -> None:
    """Print what became of the rows."""
    rows = units.rows
    lines = [f"{counts.pages:,} {rows} = {counts.reports:,} {units.kept} + {sum(counts.rejected.values()):,} rejected"]
    lines += [f"  rejected, {reason.replace('_', ' ')}: {count:,}" for reason, count in counts.rejected.items()]
    if units.found:
        lines.append(f"{counts.claims:,} {units.found}" + ("" if out == "-" else f" in {out}"))
    if fresh and seconds > 0:
        lines.append(f"{fresh:,} {rows} in {seconds:.1f} s ({fresh / seconds:.1f}/s)")
    if counts.rejected.get("failed") and log is not None:
        lines.append(f"sayso failed on {counts.rejected['failed']:,} {rows}, which is a bug: see {log}")
    for line in lines:
        typer.echo(line, err=True)
