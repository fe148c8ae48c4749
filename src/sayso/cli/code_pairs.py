"""`sayso code --pairs`: marked parties into relations."""

from __future__ import annotations

from pathlib import Path

from sayso.cli.run_to_sink import OnProgress, Units, leave_if_nothing, run_to_sink
from sayso.errors import InputError
from sayso.run.local import Sink, make_header
from sayso.run.relations import find_model_name, relate_pairs
from sayso.run.report import Counts
from sayso.settings import Settings

UNITS = Units("rows", "pairs")


def code_pairs_command(
    pairs: Path, *, out: str, rejected: Path | None, restart: bool, quiet: bool, settings: Settings
) -> None:
    """Judge the pairs of a file.

    Raises:
        SaysoError: The file or the output cannot be opened, an earlier run was begun otherwise, the model is missing.
    """
    if not pairs.is_file():
        raise InputError(f"{pairs}: no such file")

    def work(sink: Sink, on_progress: OnProgress) -> Counts:
        return relate_pairs(pairs, sink, settings=settings, on_progress=on_progress)

    counts = run_to_sink(
        work,
        out=out,
        header={**make_header(settings), "pairs": find_model_name()},
        units=UNITS,
        named=str(pairs),
        count=lambda: None,
        rejected=rejected,
        restart=restart,
        quiet=quiet,
    )
    leave_if_nothing(counts, UNITS)
