"""The command line: one file per command; nothing is imported until a command needs it."""

from __future__ import annotations

import gc

COLLECT_AFTER = 100_000, 50, 50
"""As `run.collector` has it, from the start: the collector took a tenth of the time to the first claim."""


def main() -> None:
    """Run the command `sayso`."""
    gc.set_threshold(*COLLECT_AFTER)  # imports make hardly any garbage
    from sayso.cli.app import app

    app(prog_name="sayso")
