"""The command line: one file per command; nothing is imported until a command needs it."""

from __future__ import annotations


def main() -> None:
    """Run the command `sayso`."""
    from sayso.cli.app import app

    app(prog_name="sayso")
