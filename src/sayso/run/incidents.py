"""Gathers the reports of a claims file into incidents, with only their index in memory: lines are looked up when needed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from sayso.contract import from_line, incident_to_line
from sayso.errors import InputError
from sayso.ledger.gather import make_incidents
from sayso.ledger.incidents import Happening, find_happenings
from sayso.ledger.merge import Merger
from sayso.records import Coding

RECENT = 32
"""How many codings are kept in memory: the happenings of one report are gathered one after another."""


def write_incidents(claims: Path, out: Path) -> int:
    """Write the incidents of a claims file, one JSON object a line; the file appears whole or not at all.

    Returns:
        How many incidents there are.

    Raises:
        InputError: A file cannot be read or written.
    """
    part = out.with_name(out.name + ".part")
    try:
        with claims.open("rb") as lines, part.open("w", encoding="utf-8", newline="\n") as file:
            merger, happenings, codings = Merger(), dict[str, Happening](), _Lines(lines)
            for coding in codings.read_all():
                found = find_happenings(coding)
                happenings.update((h.id, h) for h in found)
                merger.add(found)
            incidents = make_incidents(merger.find_clusters(), happenings, codings)
            file.writelines(incident_to_line(i) + "\n" for i in incidents)
        os.replace(part, out)
    except OSError as error:
        raise InputError(f"{out}: incidents cannot be written: {error.strerror or error}") from error
    return len(incidents)


class _Lines(Mapping[str, Coding]):
    """The codings of an open claims file by the report's id."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._offsets: dict[str, int] = {}
        self._recent: dict[str, Coding] = {}

    def read_all(self) -> Iterator[Coding]:
        """Yield all codings in their order, and remember where each stands."""
        offset = 0
        for line in self._file:
            coding = from_line(line.decode())
            self._offsets[coding.report.id] = offset
            offset += len(line)
            yield coding

    def __getitem__(self, report: str) -> Coding:
        if report not in self._recent:
            self._file.seek(self._offsets[report])
            while len(self._recent) >= RECENT:
                del self._recent[next(iter(self._recent))]
            self._recent[report] = from_line(self._file.readline().decode())
        return self._recent[report]

    def __iter__(self) -> Iterator[str]:
        return iter(self._offsets)

    def __len__(self) -> int:
        return len(self._offsets)
