"""What a person has decided: these two are one happening, those two are not.

Kept as a small table that people can read and edit; later runs respect it. Each decision names two ids: a report's, which
stands for what the report is about, or a claim's.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.errors import InputError

COLUMNS = ("decision", "one", "other", "date", "who", "note")
WORDS = {"same": True, "apart": False}
SIGNS = {True: "=", False: "≠"}

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision. `date` is ISO; it, `who` and `note` may be empty."""

    same: bool  # else they are kept apart
    one: str
    other: str
    date: str = ""
    who: str = ""
    note: str = ""

    @property
    def pair(self) -> Pair:
        """The two ids, in order."""
        return (min(self.one, self.other), max(self.one, self.other))


def parse_decisions(text: str, name: str) -> tuple[Decision, ...]:
    """Return the decisions of a CSV table, in its order.

    Args:
        text: The table, with a header.
        name: What the table is called in messages.

    Raises:
        InputError: It is no such table, or its decisions contradict one another.
    """
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    decisions, lines = list[Decision](), list[int]()
    try:
        header = [c.strip() for c in next(rows, list(COLUMNS))]
        if missing := [c for c in COLUMNS[:3] if c not in header]:
            raise InputError(f"{name}: no column {missing[0]!r}; the columns are {', '.join(COLUMNS)}")
        if unknown := [c for c in header if c not in COLUMNS]:
            raise InputError(f"{name}: no column is called {unknown[0]!r}; the columns are {', '.join(COLUMNS)}")
        for row in rows:
            if any(cell.strip() for cell in row):
                decisions.append(_make(dict(zip(header, row, strict=False)), f"{name}, line {rows.line_num}"))
                lines.append(rows.line_num)
    except csv.Error as error:
        raise InputError(f"{name}, line {rows.line_num}: {error}") from error
    check_decisions(decisions, name=name, lines=lines)
    return tuple(decisions)


def _make(row: Mapping[str, str], where: str) -> Decision:
    cells = {column: row.get(column, "").strip() for column in COLUMNS}
    if cells["decision"] not in WORDS:
        raise InputError(f"{where}: the decision is {cells['decision']!r}; write same or apart")
    if not cells["one"] or not cells["other"]:
        raise InputError(f"{where}: two ids are needed")
    if cells["one"] == cells["other"]:
        raise InputError(f"{where}: both ids are {cells['one']!r}")
    return Decision(same=WORDS[cells.pop("decision")], **cells)


def format_decisions(decisions: Iterable[Decision]) -> str:
    """Return the table of decisions."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for d in decisions:
        writer.writerow(("same" if d.same else "apart", d.one, d.other, d.date, d.who, d.note))
    return out.getvalue()


def split_decisions(decisions: Iterable[Decision]) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Return the pairs that are the same, and those that are apart."""
    decisions = tuple(decisions)
    return tuple(d.pair for d in decisions if d.same), tuple(d.pair for d in decisions if not d.same)


def check_decisions(decisions: Sequence[Decision], *, name: str, lines: Sequence[int] = ()) -> None:
    """Raise InputError where decisions cannot all hold, with the chain of those that are at odds.

    Args:
        decisions: In any order.
        name: What they are called in the message.
        lines: Where each stands; empty: not said.
    """
    same, different = split_decisions(decisions)
    found = find_contradiction(same, different)
    if found is None:
        return
    line = {(d.same, d.pair): n for d, n in zip(decisions, lines, strict=False)}

    def tell(one: str, other: str, *, same: bool) -> str:
        at = line.get((same, (min(one, other), max(one, other))))
        return f"{one} {SIGNS[same]} {other}" + (f" (line {at})" if at else "")

    joined = ", ".join(tell(a, b, same=True) for a, b in itertools.pairwise(found))
    raise InputError(
        f"{name}: contradiction: {joined}, but {tell(found[0], found[-1], same=False)}; take one of them back with"
        " `sayso decide undo`"
    )


def find_contradiction(same: Iterable[Pair], different: Iterable[Pair]) -> tuple[str, ...] | None:
    """Return the shortest chain of pairs that are the same from one to the other of a pair that is parted; `None`: none.

    >>> find_contradiction([("a", "b"), ("b", "c")], [("a", "c")])
    ('a', 'b', 'c')
    """
    near: dict[str, set[str]] = {}
    for one, other in same:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    chains = (find_chain(near, one, other) for one, other in sorted(set(different)))
    return min((c for c in chains if c), key=lambda c: (len(c), c), default=None)


def find_chain(near: Mapping[str, Iterable[str]], one: str, other: str) -> tuple[str, ...] | None:
    """Return a shortest way from one to another over what is near to each; `None`: there is none."""
    came: dict[str, str | None] = {one: None}
    todo = [one]
    for at in todo:
        if at == other:
            break
        for beside in sorted(near.get(at, ())):
            if beside not in came:
                came[beside] = at
                todo.append(beside)
    if other not in came:
        return None
    chain, step = list[str](), came[other]
    while step is not None:
        chain.append(step)
        step = came[step]
    chain.insert(0, other)
    return tuple(reversed(chain))


def group_pairs(pairs: Iterable[Pair]) -> Mapping[str, str]:
    """Return, for each id in some pairs, the least id of those that it is joined with."""
    group: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for one, other in pairs:
        a, b = sorted((group.get(one, one), group.get(other, other)))
        both = [*members.get(a, [a]), *members.pop(b, [b])] if a != b else members.get(a, [a])
        members[a] = both
        group.update(dict.fromkeys(both, a))
    return group
