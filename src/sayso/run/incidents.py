"""Gathers the reports of claims files into incidents, with only their index in memory: lines are looked up when needed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from sayso.contract import from_line, incident_to_line
from sayso.errors import InputError
from sayso.ledger.decisions import Decision, split_decisions
from sayso.ledger.gather import make_incidents, name_incident
from sayso.ledger.incidents import Happening, find_happenings
from sayso.ledger.merge import Merger
from sayso.records import Coding
from sayso.run.collector import calm_collector

RECENT = 32
"""How many codings are kept in memory: the happenings of one report are gathered one after another."""


def write_incidents(claims: Sequence[Path], out: Path, *, decisions: Iterable[Decision] = ()) -> int:
    """Write the incidents of claims files, one JSON object a line; the file appears whole or not at all.

    Returns:
        How many incidents there are.

    Raises:
        InputError: A file cannot be read or written, or decisions contradict one another.
    """
    part = out.with_name(out.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file, open_claims(claims, decisions=decisions) as index:
            incidents = make_incidents(index.merger.find_clusters(), index.happenings, index.codings)
            file.writelines(incident_to_line(i) + "\n" for i in incidents)
        os.replace(part, out)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, InputError):
            raise
        raise InputError(f"{out}: incidents cannot be written: {error.strerror or error}") from error
    return len(incidents)


@contextlib.contextmanager
def open_claims(paths: Sequence[Path], *, decisions: Iterable[Decision] = ()) -> Iterator[ClaimsIndex]:
    """Read claims files into an index, and keep them open for what is looked up later.

    A report that stands in several of them counts once, as the first has it.

    Raises:
        InputError: A file cannot be read, or is no claims file.
    """
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(_open(path)) for path in paths]
        yield ClaimsIndex(files, paths, decisions)


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


class ClaimsIndex:
    """The happenings of open claims files, merged.

    Attributes:
        merger: Holds them.
        happenings: By id.
        codings: By the report's id; looked up in the files.
    """

    def __init__(self, files: Sequence[BinaryIO], paths: Sequence[Path], decisions: Iterable[Decision]) -> None:
        """Read all lines once.

        Raises:
            InputError: A line is none of a claims file, or decisions contradict one another.
        """
        calm_collector()
        same, different = split_decisions(decisions)
        self.merger = Merger(same=same, different=different)
        self.happenings: dict[str, Happening] = {}
        self.codings = _Lines()
        self._as_of: dict[str, str | None] = {}
        self._decided = bool(same or different)
        self._incidents: dict[str, tuple[str, ...]] | None = None
        for file, path in zip(files, paths, strict=True):
            for coding in self.codings.read_all(file, path):
                found = find_happenings(coding)
                self.happenings.update((h.id, h) for h in found)
                self.merger.add(found)
                value = coding.report.published.value
                self._as_of[coding.report.id] = value[:10] if value else None
        calm_collector()  # what is in the index stays

    def find(self, name: str) -> tuple[Happening, ...]:
        """Return the happenings that an id stands for: one of a report or a claim, all of an incident, earliest first.

        An incident's id may also be of a run without the decisions.

        Raises:
            InputError: Nothing has that id.
        """
        found = self.merger.find(name)
        if found is not None:
            return (found,)
        if self._incidents is None:
            plain = Merger()
            if self._decided:
                plain.add(self.happenings.values())
            self._incidents = {
                self._name(cluster): cluster for merger in (plain, self.merger) for cluster in merger.find_clusters()
            }
        if name not in self._incidents:
            raise InputError(f"no report, claim or incident has the id {name!r}")
        happenings = (self.happenings[h] for h in self._incidents[name])
        return tuple(sorted(happenings, key=lambda h: (self._as_of[h.report] or "9999", h.report, not h.main)))

    def _name(self, cluster: Iterable[str]) -> str:
        return name_incident([self.happenings[h] for h in cluster], self._as_of) or ""


class _Lines(Mapping[str, Coding]):
    """The codings of open claims files by the report's id."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[BinaryIO, int]] = {}
        self._recent: dict[str, Coding] = {}

    def read_all(self, file: BinaryIO, path: Path) -> Iterator[Coding]:
        """Yield the codings of a file in their order, but for those known, and remember where each stands."""
        offset, number = 0, 0
        try:
            for line in file:
                number += 1
                coding = from_line(line.decode())
                if coding.report.id not in self._places:
                    self._places[coding.report.id] = (file, offset)
                    yield coding
                offset += len(line)
        except (OSError, ValueError) as error:  # an InputError of the line, a broken disk, no UTF-8
            raise InputError(f"{path}, line {number or 1}: {getattr(error, 'strerror', None) or error}") from error

    def __getitem__(self, report: str) -> Coding:
        if report not in self._recent:
            file, offset = self._places[report]
            file.seek(offset)
            while len(self._recent) >= RECENT:
                del self._recent[next(iter(self._recent))]
            self._recent[report] = from_line(file.readline().decode())
        return self._recent[report]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
