"""Makes the three steps from the settings: the one place where settings become plain keyword arguments."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sayso.flow import Steps
from sayso.records import Analysis, Coding, Page, Reason, Rejected, Report
from sayso.settings import Settings, settings_hash


def make_steps(settings: Settings) -> Steps:
    """Load the plug-ins that the settings name, and join them into steps.

    Raises:
        PluginError: There is no such plug-in.
        ModelError: The model is missing, or is not the pinned one.
    """
    return Steps(
        read=make_read(settings),
        analyze=make_analyze(settings),
        extract=functools.partial(
            _extract, min_score=settings.min_score, settings=settings_hash(settings), model=_model_id(settings.model)
        ),
    )


