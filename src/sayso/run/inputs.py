"""What a user names becomes pages: files and folders through `fetch.files`, addresses through `fetch.http`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.errors import SettingsError
from sayso.fetch.files import count_pages, iter_pages
from sayso.records import Page, Rejected
from sayso.settings import Settings

FORMATS = ("html", "jsonl", "text")


def iter_inputs(inputs: Sequence[str], *, form: str | None, settings: Settings) -> Iterator[Page | Rejected]:
    """Return the pages of inputs, in order, lazily.

    Args:
        inputs: Files, folders, patterns, addresses, or `-` for stdin.
        form: html, jsonl or text; `None`: seen from each.
        settings: `max_bytes` and `timeout_s` are used.

    Raises:
        SettingsError: There is no such format.
        InputError: An input does not exist.
    """
    _check(form)
    return iter_pages(inputs, format=form, max_bytes=settings.max_bytes, timeout_s=settings.timeout_s)


def count_inputs(inputs: Sequence[str], *, form: str | None, settings: Settings) -> int | None:
    """Return how many pages there are; `None`: that cannot be known beforehand."""
    _check(form)
    return count_pages(inputs, format=form)


def with_given(page: Page | Rejected, *, url: str | None, title: str | None, published: str | None) -> Page | Rejected:
    """Return the page with what the caller knows of it; `None` leaves what is there."""
    if isinstance(page, Rejected):
        return page
    known = page.given
    given = replace(
        known,
        url=known.url if url is None else url,
        title=known.title if title is None else title,
        published=known.published if published is None else published,
    )
    return replace(page, given=given)


def _check(form: str | None) -> None:
    if form is not None and form not in FORMATS:
        raise SettingsError(f"no format named {form!r}; known: {', '.join(FORMATS)}")
