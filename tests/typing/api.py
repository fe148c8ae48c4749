"""The public names as a type checker sees them; run by `tests/test_public.py`."""

from pathlib import Path
from typing import assert_type

import sayso


def check() -> None:
    report = sayso.read(Path("report.html"), url="https://example.org", published="2021-02-18", title="Raid")
    coding = sayso.code(report)

    assert_type(report, sayso.Report)
    assert_type(coding, sayso.Coding)
    assert_type(coding.to_json(), str)
    assert_type(coding.claims, tuple[sayso.Claim, ...])
    assert_type(coding.claims[0].voice.name, str | None)
    assert_type(coding.claims[0].stance, sayso.Stance)
    assert_type(coding.rejected[0].reason, sayso.Reason)
    assert_type(sayso.read(b""), sayso.Report)
    assert_type(sayso.__version__, str)
    assert_type(sayso.relation("A met B.", actor=(0, 1), recipient=(6, 7)), sayso.Relation)
    assert_type(sayso.relation("A quit.", actor=(0, 1)).type, sayso.EventType)
    assert_type(sayso.relation("A quit.", actor=(0, 1)).direction, sayso.Direction)
    assert_type(sayso.predicates(report), tuple[sayso.Predicate, ...])
    assert_type(sayso.predicates(report)[0].status, sayso.Status)
