"""`sayso code --predicates`: how every predicate of reports stands."""

from __future__ import annotations

from pathlib import Path

from sayso.cli.run_to_sink import OnProgress, Units, leave_if_nothing, run_to_sink
from sayso.run.inputs import count_inputs, iter_inputs
from sayso.run.local import Sink, make_header
from sayso.run.predicates import write_predicates
from sayso.run.report import Counts
from sayso.run.steps import make_untagged_steps
from sayso.settings import Settings

UNITS = Units("pages", "reports", "predicates")


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
        SaysoError: The file or the output cannot be opened, an earlier run was begun otherwise, the model is missing.
    """

    def work(sink: Sink, on_progress: OnProgress) -> Counts:
        pages = iter_inputs(inputs, form=form, settings=settings)
        steps = make_untagged_steps(settings)
        return write_predicates(pages, sink, settings=settings, steps=steps, on_progress=on_progress)

    counts = run_to_sink(
        work,
        out=out,
        header={**make_header(settings), "predicates": True},
        units=UNITS,
        named=", ".join(inputs),
        count=lambda: count_inputs(inputs, form=form, settings=settings),
        rejected=rejected,
        restart=restart,
        quiet=quiet,
    )
    leave_if_nothing(counts, UNITS)
