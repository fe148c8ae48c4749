"""Codes pages on this machine: in this process, or in several; the lines come in input order all the same."""

from __future__ import annotations

import functools
import itertools
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from sayso import __version__
from sayso.errors import SettingsError
from sayso.records import Page, Reason, Rejected
from sayso.run.actors import pin_lists
from sayso.run.output import Entry, digest_pages
from sayso.run.plan import Batch, iter_batches
from sayso.run.processes import MakeSteps, iter_results
from sayso.run.report import Counts
from sayso.run.worker import Coded, Declined, Result, code_batch
from sayso.settings import Settings, output_settings

log = logging.getLogger(__name__)


ResultsOf = Callable[[Iterator[Page | Rejected]], Iterator[tuple[Batch, tuple[Result, ...]]]]
"""Pages → their batches, with a result for each page."""


class Sink(Protocol):
    """Where batches go: `output.Output` or `output.Stream`. `last` is the entry of the last batch that is safe."""

    last: Entry

    def read_entries(self) -> Iterator[Entry]:
        """Yield the entries so far."""

    def append(self, lines: list[bytes], entry: Entry) -> None:
        """Take in a batch, or raise InputError and be as before."""


def make_header(settings: Settings) -> dict[str, Any]:
    """Return what must be the same for an earlier run to be taken up."""
    return {"sayso": __version__, **output_settings(pin_lists(settings))}


def code_pages(
    pages: Iterable[Page | Rejected],
    sink: Sink,
    *,
    settings: Settings,
    make_steps: MakeSteps,
    on_progress: Callable[[Counts], None] = lambda counts: None,
) -> Counts:
    """Code pages and append their lines to the sink, batch by batch, from where an earlier run left off.

    A report whose id was written before is not written again; it is rejected as a duplicate, so that counts add up.

    Args:
        pages: In input order, from the first, also when an earlier run is taken up.
        sink: Where the lines go.
        settings: `workers` and `batch_size` are used here; `make_steps` gets them all.
        make_steps: Makes the steps, in each worker process.
        on_progress: Called after each batch with the counts so far.

    Returns:
        The counts of the whole file, earlier runs included.

    Raises:
        SettingsError: The pages are not the ones that the earlier run began with.
        InputError: The output cannot be written.
        ModelError, PluginError: The steps cannot be made.
    """
    results_of = functools.partial(_results, settings=settings, make_steps=make_steps)
    return write_batches(pages, sink, results_of, on_progress=on_progress)


def write_batches(
    pages: Iterable[Page | Rejected], sink: Sink, results_of: ResultsOf, *, on_progress: Callable[[Counts], None]
) -> Counts:
    """Append the lines of pages to the sink, batch by batch, from where an earlier run left off.

    Args:
        pages: In input order, from the first, also when an earlier run is taken up.
        sink: Where the lines go.
        results_of: Gives the batches of the pages that are left, each with a result for every page.
        on_progress: Called before the first batch and after each, with the counts so far.

    Returns:
        The counts of the whole file, earlier runs included.

    Raises:
        SettingsError: The pages are not the ones that the earlier run began with.
        InputError: The output cannot be written.
    """
    counts, seen = Counts(), dict[str, str]()
    for entry in sink.read_entries():
        counts = counts.plus(entry.counts)
        seen.update(entry.ids)
    source = iter(pages)
    skip_done(source, sink.last)
    on_progress(counts)
    for batch, results in results_of(source):
        lines, entry = settle(batch, results, last=sink.last, seen=seen)
        sink.append(lines, entry)
        seen.update(entry.ids)
        counts = counts.plus(entry.counts)
        on_progress(counts)
    return counts


def _results(
    source: Iterator[Page | Rejected], *, settings: Settings, make_steps: MakeSteps
) -> Iterator[tuple[Batch, tuple[Result, ...]]]:
    batches = iter_batches(source, size=settings.batch_size)
    first = next(batches, None)
    if first is None:
        return  # all was done before: no model needs to be loaded
    batches = itertools.chain([first], batches)
    if settings.workers > 1:
        yield from iter_results(batches, settings=settings, make_steps=make_steps, workers=settings.workers)
        return
    steps = make_steps(settings)
    for batch in batches:
        yield batch, code_batch(batch.pages, steps)


def skip_done(source: Iterator[Page | Rejected], last: Entry) -> None:
    """Pass over the pages that an earlier run did, and make sure that they are the same.

    Raises:
        SettingsError: They are not.
    """
    digest, skipped = "", 0
    for page in itertools.islice(source, last.pages):
        digest = digest_pages(digest, [page])
        skipped += 1
    if skipped < last.pages or digest != last.digest:
        raise SettingsError(
            f"the inputs are not the ones that the earlier run began with, in its first {last.pages} pages;"
            " give the same inputs to go on, or begin anew with --restart"
        )


def settle(
    batch: Batch, results: tuple[Result, ...], *, last: Entry, seen: Mapping[str, str]
) -> tuple[list[bytes], Entry]:
    """Return a batch's lines and its entry for the journal."""
    lines, ids, claims = list[bytes](), dict[str, str](), 0
    rejected: list[tuple[str | None, str, str, str | None]] = []
    for page, result in zip(batch.pages, results, strict=True):
        settled = result
        if isinstance(result, Coded) and (known := seen.get(result.id) or ids.get(result.id)):
            settled = Declined(rejected=_make_duplicate(page, result, known))
        if isinstance(settled, Coded):
            lines.append(settled.line)
            ids[settled.id] = settled.content_sha256
            claims += settled.claims
            continue
        if settled.trace is not None:
            log.error("%s: %s", settled.rejected.source, settled.trace)
        declined = settled.rejected
        rejected.append((declined.source or page.source, declined.stage, str(declined.reason), declined.detail))
    entry = Entry(
        pages=last.pages + len(batch.pages),
        size=last.size + sum(map(len, lines)),
        digest=digest_pages(last.digest, batch.pages),
        ids=ids,
        claims=claims,
        rejected=tuple(rejected),
    )
    return lines, entry


def _make_duplicate(page: Page | Rejected, coded: Coded, known: str) -> Rejected:
    same = "the same report" if known == coded.content_sha256 else "another report"
    return Rejected(
        stage="run",
        reason=Reason.DUPLICATE_ID,
        source=page.source,
        detail=f"{same} with the id {coded.id} was written before",
    )
