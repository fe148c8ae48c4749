"""Codes a batch of pages, whatever happens: as many results as pages, in their order.

The one `except Exception` of the project stands here. A batch that fails is repeated page by page; a page that fails alone
is `Rejected(FAILED)`, and its traceback goes along for the log.
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.contract import to_line
from sayso.errors import ModelError, PluginError, SettingsError
from sayso.flow import Steps, process
from sayso.records import Coding, Page, Reason, Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A coded report: its line of the claims file, line end included, and what the runner counts."""

    line: bytes
    id: str
    content_sha256: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """A page that became no report. `trace` `None`: declined on purpose, not by a bug."""

    rejected: Rejected
    trace: str | None = None


Result = Coded | Declined


def code_batch(pages: Sequence[Page | Rejected], steps: Steps) -> tuple[Result, ...]:
    """Code pages together, or one by one where that fails."""
    results = _attempt(pages, steps)
    if not isinstance(results, str):
        return results
    if len(pages) > 1:
        return tuple(result for page in pages for result in code_batch([page], steps))
    return (make_failed(pages[0], results),)


def make_failed(page: Page | Rejected, trace: str) -> Declined:
    """Return what stands for a page on which sayso broke; the traceback's last line is for people."""
    detail = trace.strip().rpartition("\n")[2]
    return Declined(
        rejected=Rejected(stage="run", reason=Reason.FAILED, source=page.source, detail=detail), trace=trace
    )


def _attempt(pages: Sequence[Page | Rejected], steps: Steps) -> tuple[Result, ...] | str:
    """Return the results, or the traceback of what went wrong.

    Raises:
        ModelError, PluginError, SettingsError: The machine or the caller is at fault, and every page would fail.
    """
    try:
        results = tuple(_make_result(result) for result in process(pages, steps))
        if len(results) != len(pages):
            raise RuntimeError(f"{len(pages)} pages became {len(results)} results")
    except (ModelError, PluginError, SettingsError):
        raise
    except Exception:  # noqa: BLE001  # the project's one: a bug on one page must not cost the others
        return traceback.format_exc()
    return results


def _make_result(result: Coding | Rejected) -> Result:
    if isinstance(result, Rejected):
        return Declined(rejected=result)
    return Coded(
        line=to_line(result).encode() + b"\n",
        id=result.report.id,
        content_sha256=result.report.content_sha256,
        claims=len(result.claims),
    )
