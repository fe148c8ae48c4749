"""How likely a claim is coded right: a logistic model over what a person can read off the claim.

The weights stand in `confidence.csv`; `training/confidence.py` fits them and says how well they are calibrated.
"""

from __future__ import annotations

import csv
import functools
import importlib.resources
import math
from collections.abc import Mapping

from sayso.records import Attribution, Event, Stance, Status

DEEP = 5.0
"""Steps from a trigger up to the root of its sentence that count as one."""


def describe_claim(
    event: Event,
    attribution: Attribution | None,
    *,
    stance: Stance,
    status: Status,
    filled: Mapping[str, bool],
    is_definite: bool,
    is_main: bool,
    depth: int,
    has_named_actor: bool,
    is_first: bool,
    in_sentence: int,
    is_told_by_others: bool,
    is_bridged: bool,
) -> dict[str, float]:
    """Return the features of a claim by name; what is left out is 0.

    Args:
        event: The fullest mention.
        attribution: That puts it forward; `None` for the narrator.
        stance: Of the claim.
        status: Of the claim.
        filled: Which of actors, recipients, place, when and figures the voice's own mentions fill.
        is_definite: The trigger is a noun that refers to something told before.
        is_main: The trigger is the verb of a main clause or of what is said.
        depth: Steps from the trigger up to the root of its sentence.
        has_named_actor: A proper name is among the actors, whichever.
        is_first: It stands in the report's first two sentences.
        in_sentence: Mentions of events in the trigger's sentence.
        is_told_by_others: Another voice tells the same event.
        is_bridged: The event is told elsewhere, and only the stance is told here.
    """
    prior = min(max(event.score, 0.05), 0.98)
    found = {
        "bias": 1.0,
        "prior": math.log(prior / (1 - prior)),
        "depth": min(depth, 10) / DEEP,
        "in sentence": float(in_sentence),
    }
    found |= {f"has {name}": 1.0 for name, is_filled in filled.items() if is_filled}
    named = {
        f"stance {stance.value}": stance is not Stance.ASSERTS,
        f"status {status.value}": status is not Status.HAPPENED,
        "source": attribution is not None,
        "definite": is_definite,
        "definite, source": is_definite and attribution is not None,
        "main clause": is_main,
        "named actor": has_named_actor,
        "phrase": " " in event.trigger.surface,
        "first sentences": is_first,
        "other voices": is_told_by_others,
        "bridged": is_bridged,
        "bare": not any(filled.values()),
    }
    return found | {name: 1.0 for name, holds in named.items() if holds}


def score_claim(features: Mapping[str, float]) -> float:
    """Return the probability that a claim with these features is right, in (0, 1)."""
    weights = load_weights()
    total = sum(value * weights.get(name, 0.0) for name, value in features.items())
    return 1 / (1 + math.exp(-total))


@functools.cache
def load_weights() -> Mapping[str, float]:
    """Return the weights by feature."""
    table = importlib.resources.files("sayso.extract") / "confidence.csv"
    with table.open(encoding="utf-8") as lines:
        return {row["feature"]: float(row["weight"]) for row in csv.DictReader(r for r in lines if r[:1] != "#")}
