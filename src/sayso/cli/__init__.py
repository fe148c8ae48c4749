"""The command line: one file per command; nothing is imported until a command needs it."""

from __future__ import annotations

import gc

from sayso.run.collector import COLLECT_AFTER


def main() -> None:
    """Run the command `sayso`."""
    gc.set_threshold(
        *COLLECT_AFTER
    )  # imports make hardly any garbage; collecting took a tenth of the time to the first claim
    from sayso.cli.app import app

    app(prog_name="sayso")
