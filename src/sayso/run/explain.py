"""Explains a mention of one report: reads and codes it, then asks the stages how they resolved what stands there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import SettingsError
from sayso.records import Report, Token
from sayso.run.actors import load_actors
from sayso.run.steps import make_steps
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.extract.explain import Explanation


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What was made of the words at an offset. `token` `None`: no word of the body stands there."""

    report: Report
    offset: int
    token: Token | None
    mentions: tuple[Explanation, ...]


def explain_report(report: Report, offsets: tuple[int, ...], *, settings: Settings) -> tuple[Explained, ...]:
    """Explain what stands at some offsets of a report, in their order.

    Raises:
        SettingsError: An offset lies outside the text.
        ModelError, PluginError: The model is missing.
    """
    from sayso.extract.explain import explain_mention
    from sayso.extract.gazetteer import load_gazetteer

    for offset in offsets:
        if not 0 <= offset < len(report.text):
            raise SettingsError(f"--at {offset} lies outside the text, which has {len(report.text)} characters")
    steps = make_steps(settings)
    (analysis,) = steps.analyze([report])
    coding = steps.extract(report, analysis)
    gazetteer = load_gazetteer(Path(settings.cache_dir) if settings.cache_dir else None)
    actors = load_actors(settings)
    return tuple(
        Explained(
            report=report,
            offset=offset,
            token=next((t for t in analysis.tokens if t.start <= offset < t.end), None),
            mentions=explain_mention(report, analysis, coding, offset, gazetteer=gazetteer, actor_list=actors),
        )
        for offset in offsets
    )


def find_word(report: Report, word: str) -> tuple[int, ...]:
    """Return where words stand in a report's text, whatever their case; as parts of longer ones only where else nowhere.

    Raises:
        SettingsError: They do not.

    >>> from sayso.testing import make_report
    >>> find_word(make_report("Iran and iran, Iranian"), "IRAN")
    (0, 9)
    """
    wanted = word.strip()
    found: list[int] = []
    for pattern in (rf"(?<!\w){re.escape(wanted)}(?!\w)", re.escape(wanted)):
        if wanted and not found:
            found = [m.start() for m in re.finditer(pattern, report.text, re.IGNORECASE)]
    if not found:
        raise SettingsError(f"--find {word!r}: the text does not hold it")
    return tuple(found)
