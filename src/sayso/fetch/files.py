"""Files, folders, patterns, rows of JSONL, stdin and addresses become pages; nothing here looks into a text."""

from __future__ import annotations

import glob
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from sayso.errors import FetchError, InputError
from sayso.records import Given, Page, Reason, Rejected

FORCED_TEXT = "text/x-sayso-text"  # media type of what the caller says is plain text, whatever it looks like
_MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
}
_JSONL = (".jsonl", ".ndjson")
_FORCED = {"html": "text/html", "text": FORCED_TEXT}
_GIVEN = ("id", "url", "title", "published", "publisher", "language")
_NUMBERS_TOO = ("id", "published")  # written as numbers in many data sets
_SURROGATES = dict.fromkeys(range(55296, 57344), "�")
_SNIFFED_LINE = 1_000_000  # bytes of the first line of stdin that are looked at to tell JSONL


def is_address(name: str) -> bool:
    """Tell an address on the web from the name of a file.

    >>> is_address("https://example.org/news"), is_address("news.html")
    (True, False)
    """
    return name[:8].lower().startswith(("http://", "https://"))


def iter_pages(
    inputs: Sequence[str],
    *,
    format: str | None = None,  # noqa: A002  # the name of the option
    max_bytes: int = 10_000_000,
    timeout_s: float = 20.0,
    stdin: BinaryIO | None = None,
) -> Iterator[Page | Rejected]:
    """Return the pages of inputs, in order, lazily.

    Of a folder, files with the suffixes of HTML, plain text, Markdown and JSONL are taken, in the order of their paths;
    hidden ones and linked folders are left out. A file that cannot be read, a page that is too large and a bad row are
    `Rejected`. An address that cannot be fetched is `Rejected` as well, but raised where it is the only input.

    Args:
        inputs: Files, folders, patterns (`reports/*.html`), addresses, or `-` for stdin.
        format: html, jsonl or text; None: seen from each.
        max_bytes: Most bytes of a page or row.
        timeout_s: Longest wait for an address to answer.
        stdin: Where `-` is read from; None: the standard input.

    Raises:
        InputError: An input does not exist, or a pattern matches nothing.
        FetchError: The only input is an address that cannot be fetched.
    """
    named = [_find(name) for name in inputs]
    return _iter_named(named, form=format, max_bytes=max_bytes, timeout_s=timeout_s, stdin=stdin, only=len(inputs) == 1)


def count_pages(inputs: Sequence[str], *, format: str | None = None) -> int | None:  # noqa: A002
    """Return how many pages inputs hold, None where that is known only after reading them (stdin).

    Raises:
        InputError: An input does not exist, or a pattern matches nothing.
    """
    total = 0
    for name in inputs:
        if name == "-":
            return None
        for path in [name] if is_address(name) else _iter_files(_find(name)[1]):
            total += _count_rows(path) if not is_address(path) and _is_jsonl(path, format) else 1
    return total


# --- finding files --------------------------------------------------------------------------------


def _find(name: str) -> tuple[str, list[str]]:
    """Return an input with the files and folders it names."""
    if name == "-" or is_address(name):
        return name, []
    try:
        if os.path.lexists(name):
            return name, [name]
        matches = sorted(glob.glob(name, recursive=True)) if glob.has_magic(name) else []
    except ValueError:  # a NUL in the name
        matches = []
    if not matches:
        what = "no file matches this pattern" if glob.has_magic(name) else "no such file or folder"
        raise InputError(f"{name.translate(_SURROGATES)}: {what}")
    return name, matches


def _iter_files(paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        if os.path.isdir(path):
            yield from _iter_folder(path)
        else:
            yield path


def _iter_folder(folder: str) -> Iterator[str]:
    found = []
    for parent, folders, files in os.walk(folder, onerror=None):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        found += [
            os.path.join(parent, f) for f in files if not f.startswith(".") and _suffix(f) in (*_MEDIA_TYPES, *_JSONL)
        ]
        found += [os.path.join(parent, f) for f in folders if not os.access(os.path.join(parent, f), os.R_OK | os.X_OK)]
    yield from sorted(found)


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _is_jsonl(path: str, form: str | None) -> bool:
    return form == "jsonl" or (form is None and _suffix(path) in _JSONL)


def _count_rows(path: str) -> int:
    try:
        with open(path, "rb") as file:
            return sum(not line.isspace() for line in file)
    except OSError:
        return 1  # it will be one `Rejected`


# --- reading them ---------------------------------------------------------------------------------


def _iter_named(
    named: Sequence[tuple[str, list[str]]],
    *,
    form: str | None,
    max_bytes: int,
    timeout_s: float,
    stdin: BinaryIO | None,
    only: bool,
) -> Iterator[Page | Rejected]:
    for name, paths in named:
        if name == "-":
            yield from _iter_stdin(stdin or sys.stdin.buffer, form, max_bytes)
        elif is_address(name):
            yield _fetch(name, form, max_bytes=max_bytes, timeout_s=timeout_s, only=only)
        else:
            for path in _iter_files(paths):
                yield from _iter_file(path, form, max_bytes)


def _fetch(address: str, form: str | None, *, max_bytes: int, timeout_s: float, only: bool) -> Page | Rejected:
    from sayso.fetch.http import fetch_page  # its client takes a tenth of a second to import

    try:
        page = fetch_page(address, timeout_s=timeout_s, max_bytes=max_bytes)
    except FetchError as error:
        if only:
            raise
        return _rejected(Reason.UNREADABLE, address, str(error))
    if form not in _FORCED:
        return page
    return Page(
        content=page.content,
        source=page.source,
        media_type=_FORCED[form],
        responded_url=page.responded_url,
        fetched_at=page.fetched_at,
        given=page.given,
    )


def _iter_file(path: str, form: str | None, max_bytes: int) -> Iterator[Page | Rejected]:
    shown = _printable(path)
    try:
        with open(path, "rb") as file:
            if _is_jsonl(path, form):
                yield from _iter_rows(file, shown, max_bytes)
                return
            size = os.fstat(file.fileno()).st_size
            content = b"" if size > max_bytes else file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        yield _rejected(Reason.UNREADABLE, shown, getattr(error, "strerror", None) or str(error))
        return
    if size > max_bytes or len(content) > max_bytes:
        yield _too_large(shown, max_bytes)
        return
    yield Page(content=content, source=shown, media_type=_FORCED.get(form or "") or _MEDIA_TYPES.get(_suffix(path)))


def _iter_stdin(stdin: BinaryIO, form: str | None, max_bytes: int) -> Iterator[Page | Rejected]:
    first = b""
    if form is None:
        first = stdin.readline(_SNIFFED_LINE)
    if form == "jsonl" or (form is None and _is_row(first)):
        yield from _iter_rows(stdin, "-", max_bytes, first=first)
        return
    content = first + stdin.read(max(0, max_bytes + 1 - len(first)))
    if len(content) > max_bytes:
        yield _too_large("-", max_bytes)
        return
    yield Page(content=content, source="-", media_type=_FORCED.get(form or ""))


def _is_row(line: bytes) -> bool:
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "text" in row


# --- rows -----------------------------------------------------------------------------------------


def _iter_rows(file: BinaryIO, source: str, max_bytes: int, *, first: bytes = b"") -> Iterator[Page | Rejected]:
    number = 0
    while line := (first or file.readline(max_bytes + 1)):
        number += 1
        first = b"" if first.endswith(b"\n") or not first else first
        if first:  # the sniffed piece of a longer first line
            line, first = first + file.readline(max_bytes + 1), b""
        here = f"{source}:{number}"
        if len(line) > max_bytes:
            while line and not line.endswith(b"\n"):
                line = file.readline(max_bytes + 1)
            yield _too_large(here, max_bytes)
        elif not line.isspace():
            yield read_row(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, source=here)


def read_row(line: bytes, *, source: str) -> Page | Rejected:
    """Return the page of a row of an input JSONL, or `Rejected` with what is wrong with it.

    Lone surrogates, which JSON can write and UTF-8 cannot, become U+FFFD.

    >>> read_row(b'{"id": 7, "text": "Rebels attacked.", "desk": "Erbil"}', source="in.jsonl:1").given
    Given(id='7', url=None, title=None, published=None, publisher=None, language=None, extra={'desk': 'Erbil'})
    >>> read_row(b'{"id": 7}', source="in.jsonl:2").detail
    'no text'
    """
    try:
        row = json.loads(line.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        return _rejected(Reason.BAD_ROW, source, f"not JSON in UTF-8: {' '.join(str(error).split())[:120]}")
    if not isinstance(row, dict):
        return _rejected(Reason.BAD_ROW, source, "not an object")
    if "text" not in row:
        return _rejected(Reason.BAD_ROW, source, "no text")
    row = _without_surrogates(row)
    if not isinstance(row["text"], str):
        return _rejected(Reason.BAD_ROW, source, "text is not a string")
    given: dict[str, str | None] = {}
    for key in _GIVEN:
        value = row.get(key)
        if key in _NUMBERS_TOO and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            return _rejected(Reason.BAD_ROW, source, f"{key} is not a string")
        given[key] = value or None
    extra = {key: value for key, value in row.items() if key != "text" and key not in _GIVEN}
    return Page.of_text(row["text"], Given(**given, extra=extra), source=source)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else value.translate(_SURROGATES)
    if isinstance(value, list):
        return [_without_surrogates(v) for v in value]
    if isinstance(value, Mapping):
        return {_without_surrogates(k): _without_surrogates(v) for k, v in value.items()}
    return value


# --- what is declined -----------------------------------------------------------------------------


def _printable(path: str) -> str:
    """Return a path that can be written as UTF-8."""
    return str(Path(path)).translate(_SURROGATES) if path else path


def _too_large(source: str, max_bytes: int) -> Rejected:
    return _rejected(Reason.TOO_LARGE, source, f"more than {max_bytes} bytes")


def _rejected(reason: Reason, source: str, detail: str) -> Rejected:
    return Rejected(stage="fetch", reason=reason, source=source, detail=detail)
