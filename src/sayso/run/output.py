"""The claims file while it is made: whole or not at all, and resumable after any end.

Lines go to `FILE.part`, and after each batch, once they are on the disk, an entry goes to `FILE.journal.part`: how many pages
are done, how long the part is, a digest of the pages, which ids are written, what was rejected. What stands in the part
beyond the last whole entry is cut off on resuming, so that no report is written twice and none is lost. At the end the
part is renamed to `FILE` and the journal removed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from sayso.errors import InputError, SettingsError
from sayso.records import Page, Rejected
from sayso.run.report import Counts

_JOURNAL_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the journal knows after a batch. `pages`, `size` and `digest` are sums since the start, the rest the batch's."""

    pages: int = 0
    size: int = 0  # bytes of the part
    digest: str = ""  # of all pages so far
    ids: Mapping[str, str] = field(default_factory=dict)  # of the reports written: id to content_sha256
    claims: int = 0
    rejected: tuple[tuple[str | None, str, str, str | None], ...] = ()  # source, stage, reason, detail

    @property
    def counts(self) -> Counts:
        """The batch's counts."""
        total = Counts(reports=len(self.ids), claims=self.claims)
        for _, _, reason, _ in self.rejected:
            total = total.plus(Counts(rejected={reason: 1}))
        return total


def digest_pages(digest: str, pages: Sequence[Page | Rejected]) -> str:
    """Return a digest of pages, chained to the one of the pages before them; batches may be cut anyhow.

    Of a page from the network only the address counts: it may look otherwise each time it is fetched.
    """
    for page in pages:
        parts: list[Any] = [digest, page.source]
        if isinstance(page, Page) and page.responded_url is None:
            given = page.given
            parts += [hashlib.sha256(page.content).hexdigest(), given.id, given.url, given.title, given.published]
        digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    return digest


class Output:
    """A claims file that is being made; close it in every case, `finish` it in the good one."""

    def __init__(self, path: Path, header: Mapping[str, Any], *, restart: bool = False) -> None:
        """Open the output, and take up what an earlier run left.

        Args:
            path: The claims file.
            header: What must be the same for a run to be taken up: the version, the settings.
            restart: Begin anew, whatever an earlier run left.

        Raises:
            InputError: The file cannot be written there, or another run is writing it.
            SettingsError: An earlier run was begun with another header.
        """
        self.path = _checked(path)
        self.part = self.path.with_name(self.path.name + ".part")
        self.journal = self.path.with_name(self.path.name + ".journal.part")
        self.last = Entry()
        self._length = 0  # of the journal
        self._lines = _open(self.part)
        try:
            self._entries = _open(self.journal)
        except InputError:
            self._lines.close()
            raise
        header = {"journal": _JOURNAL_VERSION, **header}
        try:
            _lock(self._entries, self.path)
            if restart or not self._take_up(header):
                self._begin(header)
        except BaseException:
            self._close_files()
            raise

    def _take_up(self, header: Mapping[str, Any]) -> bool:
        """Go to where the last whole entry left off, and tell whether there was anything to take up."""
        found: Mapping[str, Any] | None = None
        entry, whole = Entry(), 0
        with self.journal.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):  # torn
                    break
                if found is None:
                    found = json.loads(line)
                else:
                    entry = _entry(json.loads(line))
                whole += len(line)
        size = os.fstat(self._lines.fileno()).st_size
        if found is None or entry.pages == 0 or (size == 0 and entry.size > 0):  # nothing done, or the part is gone
            return False
        _compare(found, header, self.part)
        if size < entry.size:
            raise SettingsError(f"{self.part}: shorter than its journal says; begin anew with --restart")
        self._lines.truncate(entry.size)
        self._entries.truncate(whole)
        self.last, self._length = entry, whole
        return True

    def _begin(self, header: Mapping[str, Any]) -> None:
        line = json.dumps(header, sort_keys=True).encode() + b"\n"
        try:
            self._lines.truncate(0)
            self._entries.truncate(0)
            _write(self._entries, line)
        except OSError as error:
            raise InputError(f"{self.journal}: cannot be written: {error.strerror or error}") from error
        self._length = len(line)

    def read_entries(self) -> Iterator[Entry]:
        """Yield the journal's entries, oldest first."""
        with self.journal.open("rb") as file:
            next(file, None)
            for line in file:
                yield _entry(json.loads(line))

    def append(self, lines: Sequence[bytes], entry: Entry) -> None:
        """Append a batch: its lines, then its entry, both on the disk when this returns.

        Raises:
            InputError: The disk is full, or fails; the files are as they were before the batch.
        """
        record = json.dumps(_entry_dict(entry), separators=(",", ":")).encode() + b"\n"
        try:
            _write(self._lines, b"".join(lines))
            _write(self._entries, record)
        except OSError as error:
            with contextlib.suppress(OSError):
                self._lines.truncate(self.last.size)
                self._entries.truncate(self._length)
            kept = f"{self.last.pages} pages are kept; run the same command again to go on"
            raise InputError(
                f"{self.part}: cannot be written: {error.strerror or error}"
                + (f"; {kept}" if self.last.pages else "; nothing was written")
            ) from error
        self.last = entry
        self._length += len(record)

    def finish(self) -> None:
        """Give the file its name.

        Raises:
            InputError: It cannot be renamed; part and journal stay.
        """
        try:
            os.fsync(self._lines.fileno())
            os.replace(self.part, self.path)
            _sync_folder(self.path.parent)
            self.journal.unlink()
        except OSError as error:
            raise InputError(f"{self.path}: cannot be written: {error.strerror or error}") from error

    def close(self) -> None:
        """Close the files; where no page was done, leave nothing behind."""
        if self.last.pages == 0:
            with contextlib.suppress(OSError):
                self.part.unlink(missing_ok=True)
                self.journal.unlink(missing_ok=True)
        self._close_files()

    def _close_files(self) -> None:
        for file in (self._lines, self._entries):
            with contextlib.suppress(OSError):
                file.close()


class Stream:
    """A claims file that goes to a pipe or a device: written as it comes, never taken up."""

    def __init__(self, file: BinaryIO) -> None:
        """Write to `file`, which stays open."""
        self.last = Entry()
        self._file = file
        self._entries: list[Entry] = []

    def read_entries(self) -> Iterator[Entry]:
        """Yield the entries so far, without the ids."""
        return iter(self._entries)

    def append(self, lines: Sequence[bytes], entry: Entry) -> None:
        """Write a batch.

        Raises:
            InputError: It cannot be written.
            BrokenPipeError: Nobody reads any more.
        """
        try:
            self._file.write(b"".join(lines))
            self._file.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise InputError(f"the output cannot be written: {error.strerror or error}") from error
        self.last = entry
        self._entries.append(replace(entry, ids={}))

    def finish(self) -> None:
        """Do nothing: all is written."""

    def close(self) -> None:
        """Do nothing: the file is the caller's."""


def _checked(path: Path) -> Path:
    """Return the path with links resolved.

    Raises:
        InputError: It is a folder, or its folder does not exist.
    """
    try:
        resolved = path.resolve()
        if resolved.is_dir():
            raise InputError(f"{path}: is a folder; name a file in it, such as {path / 'claims.jsonl'}")
        if not resolved.parent.is_dir():
            raise InputError(f"{path}: there is no folder {resolved.parent}; make it first")
    except (OSError, ValueError, RuntimeError) as error:  # a loop of links, a name too long, a NUL
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path}: cannot be written: {getattr(error, 'strerror', None) or error}") from error
    return resolved


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("ab", buffering=0)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error


def _write(file: BinaryIO, data: bytes) -> None:
    """Write all of it, and have it on the disk."""
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]
    os.fsync(file.fileno())


def _lock(file: BinaryIO, path: Path) -> None:
    """Keep a second run off; on systems without such locks, trust the user."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise InputError(f"{path}: another sayso is writing it") from error
    except OSError:  # a file system without locks
        return


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # not every system opens a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _compare(found: Mapping[str, Any], header: Mapping[str, Any], part: Path) -> None:
    """Raise SettingsError where an earlier run was begun otherwise, saying in what."""
    differences = [
        f"{key} was {found.get(key)!r}, is now {header.get(key)!r}"
        for key in sorted({*found, *header})
        if found.get(key) != header.get(key)
    ]
    if differences:
        raise SettingsError(
            f"{part}: was begun otherwise ({'; '.join(differences)}); go on as before, or begin anew with --restart"
        )


def _entry_dict(entry: Entry) -> dict[str, Any]:
    return {
        "pages": entry.pages,
        "size": entry.size,
        "digest": entry.digest,
        "ids": dict(entry.ids),
        "claims": entry.claims,
        "rejected": [list(r) for r in entry.rejected],
    }


def _entry(data: Mapping[str, Any]) -> Entry:
    return Entry(
        pages=data["pages"],
        size=data["size"],
        digest=data["digest"],
        ids=data["ids"],
        claims=data["claims"],
        rejected=tuple((r[0], r[1], r[2], r[3]) for r in data["rejected"]),
    )
