"""Turns what goes wrong into one line on stderr and an exit code."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from typing import ParamSpec

import typer

from sayso.errors import PluginError, RejectedError, SaysoError, SettingsError

P = ParamSpec("P")

FAILED, USAGE, NOTHING_READ, INTERRUPTED, PIPE_CLOSED = 1, 2, 3, 130, 141


def reporting(command: Callable[P, None]) -> Callable[P, None]:
    """Let a command fail with one clear line instead of a traceback."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except SaysoError as error:
            complain(str(error))
            raise typer.Exit(exit_code(error)) from None
        except KeyboardInterrupt:
            complain("interrupted")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:  # whoever read our output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(PIPE_CLOSED) from None

    return wrapped


def exit_code(error: SaysoError) -> int:
    """Return the exit code for an error."""
    if isinstance(error, RejectedError):
        return NOTHING_READ
    return USAGE if isinstance(error, SettingsError | PluginError) else FAILED


def complain(message: str) -> None:
    """Print one line to stderr, whatever the message holds."""
    line = "".join(c if c.isprintable() else " " for c in message)
    typer.echo(f"sayso: {line}".encode(sys.stderr.encoding or "utf-8", "backslashreplace"), err=True)
