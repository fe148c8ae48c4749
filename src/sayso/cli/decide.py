"""`sayso decide` and `sayso merge`: a person's word on what is one happening, and the incidents anew."""

from __future__ import annotations

import contextlib
import datetime
import getpass
from collections.abc import Sequence
from pathlib import Path

import typer

from sayso.cli.failures import complain
from sayso.cli.render import clean
from sayso.errors import InputError, SettingsError
from sayso.ledger.decisions import SIGNS, WORDS, Decision, Pair
from sayso.run.decisions import add_decision, find_pair, read_decisions, take_back, write_decisions
from sayso.run.incidents import open_claims, write_incidents
from sayso.settings import Settings

UNDO = "undo"


def decide_command(
    word: str, one: str, other: str, *, claims: Sequence[Path], who: str | None, note: str, settings: Settings
) -> None:
    """Join two, keep them apart, or take back what was decided on them.

    Raises:
        SettingsError: Something is missing on the command line.
        InputError: Nothing has such an id, decisions contradict one another, or a file cannot be read or written.
    """
    if word not in (*WORDS, UNDO):
        raise SettingsError(f"{word!r} is no decision; write same, apart or undo")
    if settings.decisions is None:
        raise SettingsError("where are decisions kept? give --decisions FILE, or the setting decisions")
    path = Path(settings.decisions)
    known = read_decisions(path) if path.exists() else ()
    if word == UNDO:
        _undo(one, other, path=path, known=known, claims=claims)
        return
    if not claims:
        raise SettingsError("--claims FILE is needed: the ids are looked up in it")
    pair = _find(one, other, claims)
    new = Decision(
        same=WORDS[word], one=pair[0], other=pair[1], date=_today(), who=_user() if who is None else who, note=note
    )
    after = add_decision(known, new, name=str(path))
    if after == tuple(known):
        complain(f"that is decided already, in {path}")
        return
    write_decisions(path, after)
    typer.echo(clean(f"{new.one} {SIGNS[new.same]} {new.other}, in {path}"))
    typer.echo(f"It holds from the next `sayso merge` or `sayso code` on, with --decisions {clean(str(path))}.")


def _undo(one: str, other: str, *, path: Path, known: Sequence[Decision], claims: Sequence[Path]) -> None:
    """Take back the decisions on a pair; the ids may be those of the file, or any that stand for them."""
    after = take_back(known, (one, other))
    if len(after) == len(known) and claims:
        after = take_back(known, _find(one, other, claims))
    if len(after) == len(known):
        hint = "" if claims else "; if other ids were given, --claims FILE tells what they stand for"
        raise InputError(f"{path}: nothing is decided on {one} and {other}{hint}")
    write_decisions(path, after)
    typer.echo(clean(f"taken back: {one}, {other}, in {path}"))


def _find(one: str, other: str, claims: Sequence[Path]) -> Pair:
    with open_claims(claims) as index:
        return find_pair(index, one, other)


def _today() -> str:
    return datetime.datetime.now().astimezone().date().isoformat()


def _user() -> str:
    """Return who is logged in, as far as the system knows."""
    with contextlib.suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return ""


def merge_command(claims: Sequence[Path], *, out: Path, quiet: bool, settings: Settings) -> None:
    """Write the incidents of claims files.

    Raises:
        InputError: A file cannot be read or written, or decisions contradict one another.
    """
    decisions = read_decisions(Path(settings.decisions)) if settings.decisions else ()
    count = write_incidents(claims, out, decisions=decisions)
    if not quiet:
        typer.echo(f"{count:,} incidents in {out}", err=True)
