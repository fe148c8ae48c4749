"""Builders and fakes for tests, ours and other people's."""

from __future__ import annotations

from sayso.ids import make_id, sha256_hex
from sayso.records import Analysis, Precision, Published, Report, Span


def make_report(text: str, *, published: str | None = None, title: str | None = None) -> Report:
    """Build a report whose body is the whole text.

    Args:
        text: What the report says.
        published: An ISO date; `None` leaves it unknown.
        title: The headline.
    """
    digest = sha256_hex(text.encode("utf-8", "surrogatepass"))
    known = Published(
        value=published, precision=Precision.DAY if published else None, source="given" if published else None
    )
    return Report(
        id=make_id("r", [digest]),
        content_sha256=digest,
        text=text,
        body=Span(0, len(text), text),
        title=title,
        published=known,
        language="en",
    )


def parse(text: str, *, published: str | None = None, title: str | None = None) -> tuple[Report, Analysis]:
    """Build a report and analyze it with the packaged pipeline."""
    from sayso.steps import default_analyze  # the pipeline is loaded only where it is needed

    report = make_report(text, published=published, title=title)
    return report, next(iter(default_analyze([report])))
