"""Cuts the stream of pages into numbered batches: what is sent to a worker, written, and if need be repeated, together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.records import Page, Rejected

BATCH_BYTES = 8_000_000
"""A batch is closed when its pages hold this many bytes, so that a few large pages do not fill the memory."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages that go together, counted from 0 in input order."""

    number: int
    pages: tuple[Page | Rejected, ...]


def iter_batches(pages: Iterable[Page | Rejected], *, size: int, max_bytes: int = BATCH_BYTES) -> Iterator[Batch]:
    """Yield batches of at most `size` pages and, but for the last page, `max_bytes` bytes.

    >>> pages = [Page(content=b"..", source=str(i)) for i in range(3)]
    >>> [(b.number, len(b.pages)) for b in iter_batches(pages, size=2)]
    [(0, 2), (1, 1)]
    """
    number, held, volume = 0, list[Page | Rejected](), 0
    for page in pages:
        held.append(page)
        volume += len(page.content) if isinstance(page, Page) else 0
        if len(held) >= size or volume >= max_bytes:
            yield Batch(number, tuple(held))
            number, held, volume = number + 1, [], 0
    if held:
        yield Batch(number, tuple(held))
