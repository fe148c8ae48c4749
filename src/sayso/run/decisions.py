"""A person's decisions, in the file that the setting `decisions` names: read, added to, taken back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from sayso.errors import InputError
from sayso.ledger.decisions import Decision, Pair, check_decisions, format_decisions, parse_decisions
from sayso.ledger.incidents import Happening
from sayso.run.incidents import ClaimsIndex


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Return the decisions of a file.

    Raises:
        InputError: It cannot be read, is no table of decisions, or they contradict one another.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    return parse_decisions(text, str(path))


def write_decisions(path: Path, decisions: Sequence[Decision]) -> None:
    """Write decisions, whole or not at all.

    Raises:
        InputError: The file cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(format_decisions(decisions), encoding="utf-8", newline="\n")
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error


def stand_in(happening: Happening) -> str:
    """Return the id under which a happening is decided on, one that lasts: its report's, or its first claim's."""
    return happening.report if happening.main else happening.claims[0]


def find_pair(index: ClaimsIndex, one: str, other: str) -> Pair:
    """Return the ids under which two are decided on; of an incident, those of its earliest report.

    Raises:
        InputError: Nothing has such an id, or both stand for one happening.
    """
    a, b = index.find(one)[0], index.find(other)[0]
    if a.id == b.id:
        raise InputError(f"{one} and {other} are one happening of the report {a.report}, by the report's own telling")
    return stand_in(a), stand_in(b)


def add_decision(decisions: Sequence[Decision], new: Decision, *, name: str) -> tuple[Decision, ...]:
    """Return the decisions with a new one; where the pair is decided so already, as they are.

    Raises:
        InputError: The new one contradicts the others.
    """
    if any(d.same is new.same and d.pair == new.pair for d in decisions):
        return tuple(decisions)
    after = (*decisions, new)
    check_decisions(after, name=name, lines=[*range(2, 2 + len(decisions))])
    return after


def take_back(decisions: Sequence[Decision], pair: Pair) -> tuple[Decision, ...]:
    """Return the decisions without those on a pair."""
    wanted = (min(pair), max(pair))
    return tuple(d for d in decisions if d.pair != wanted)
