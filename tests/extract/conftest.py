"""What the tests of claims share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.extract.coding import code_report
from sayso.extract.gazetteer import load_gazetteer
from sayso.records import Claim, Producer
from sayso.testing import parse


@pytest.fixture(scope="session")
def claims_of() -> Callable[[str], tuple[Claim, ...]]:
    """Return what codes a text that was published on 10 June 2020, a Wednesday, by rules alone."""
    gazetteer = load_gazetteer()

    def code(text: str) -> tuple[Claim, ...]:
        report, analysis = parse(text, published="2020-06-10")
        producer = Producer(name="sayso", version="0", model="none", settings="")
        return code_report(report, analysis, gazetteer=gazetteer, producer=producer).claims

    return code
