"""The steps that sayso takes unless a user brings others: where the stages meet."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.flow import Steps
from sayso.records import Analysis, Coding, Producer, Report

if TYPE_CHECKING:
    from sayso.extract.gazetteer import Gazetteer


def default_steps(*, cache_dir: Path | None = None, settings_hash: str = "") -> Steps:
    """Return the built-in steps; models and data are loaded when they are first used.

    Args:
        cache_dir: Where the gazetteer's index is kept; `None`: the user's cache folder.
        settings_hash: Written into the producer of every coding.
    """
    from sayso.read.page import read_page

    @functools.cache  # opening it means hashing what it is made from: once a process, not once a report
    def gazetteer() -> Gazetteer:
        from sayso.extract.gazetteer import load_gazetteer

        return load_gazetteer(cache_dir)

    def extract(report: Report, analysis: Analysis) -> Coding:
        from sayso.extract.coding import code_report

        return code_report(report, analysis, gazetteer=gazetteer(), producer=make_producer(settings_hash))

    return Steps(read=read_page, analyze=default_analyze, extract=extract)


def default_analyze(reports: Sequence[Report]) -> Iterator[Analysis]:
    """Analyze with the packaged pipeline, known names told from words in capitals and exchanged for stand-ins."""
    from sayso.analysis.pipeline import analyze
    from sayso.extract.known_names import mark_names
    from sayso.extract.standins import exchange_names

    return analyze(reports, mask=exchange_names, mark_names=mark_names)


def make_producer(settings_hash: str) -> Producer:
    """Return what made a coding: this version, its models and settings."""
    from sayso import __version__
    from sayso.analysis.pipeline import PACKAGE, PINNED_WEIGHTS_SHA256

    return Producer(
        name="sayso", version=__version__, model=f"{PACKAGE}@{PINNED_WEIGHTS_SHA256[:12]}", settings=settings_hash
    )
