"""`sayso read`: one report, for people, or its line of the claims file."""

from __future__ import annotations

import sys

from sayso.cli.failures import complain
from sayso.cli.setup import logging_to
from sayso.contract import to_line
from sayso.errors import RejectedError
from sayso.records import Coding, Page, Rejected
from sayso.run.inputs import iter_inputs, with_given
from sayso.run.single import code_one, read_one
from sayso.settings import Settings


def read_command(
    source: str,
    *,
    as_json: bool,
    url: str | None,
    title: str | None,
    published: str | None,
    form: str | None,
    settings: Settings,
) -> None:
    """Read one report and print it.

    Raises:
        RejectedError: It is none.
        SaysoError: It cannot be opened, or coded.
    """
    page = with_given(_first_page(source, form=form, settings=settings), url=url, title=title, published=published)
    with logging_to(None):
        coding = code_one(read_one(page, settings=settings), settings=settings)
    if as_json:
        write_line(to_line(coding))
    else:
        show(coding)


def _first_page(source: str, *, form: str | None, settings: Settings) -> Page | Rejected:
    pages = iter_inputs([source], form=form, settings=settings)
    first = next(pages, None)
    if first is None:
        raise RejectedError(source, "empty", "no page in it")
    if next(pages, None) is not None:
        complain(f"{source} holds more than one report; the first is shown, `sayso code` takes all")
    return first


def write_line(line: str) -> None:
    """Write a line to stdout in UTF-8, whatever the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()


def show(coding: Coding) -> None:
    """Print a coding for people."""
    from rich.console import Console

    from sayso.cli.render import render

    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")  # a terminal that cannot show a letter shows a question mark
    render(coding, Console(emoji=False, markup=False))
