"""How likely a claim is coded right: a logistic model over what a person can read off the claim.

The weights stand in `confidence.csv`; `training/confidence.py` fits them and says how well they are calibrated.
"""

from __future__ import annotations

import csv
import functools
import importlib.resources
import math
from collections.abc import Mapping

from sayso.records import Attribution, Event, EventType, Stance, Status

VERBAL = frozenset(
    {EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.REQUEST, EventType.ACCUSE, EventType.REJECT}
)
LOOSE = frozenset({EventType.AID, EventType.COOPERATE, EventType.SUPPORT, EventType.MOBILIZE, EventType.CONCEDE})
"""Types whose words are used of much that is no event."""


def describe_claim(
    event: Event,
    attribution: Attribution | None,
    *,
    stance: Stance,
    status: Status,
    filled: Mapping[str, bool],
    is_noun: bool,
    is_indefinite: bool,
    is_bridged: bool,
    mentions: int,
) -> dict[str, float]:
    """Return the features of a claim by name; what is left out is 0.

    Args:
        event: The fullest mention.
        attribution: That puts it forward; `None` for the narrator.
        stance: Of the claim.
        status: Of the claim.
        filled: Which of actors, recipients, place, when and figures the voice's own mentions fill.
        is_noun: The trigger is a noun.
        is_indefinite: A noun with "a", "another" or none of its own kind before it.
        is_bridged: The event is told elsewhere, and only the stance is told here.
        mentions: Mentions of the event by this voice.
    """
    prior = min(max(event.score, 0.05), 0.98)
    found: dict[str, float] = {"bias": 1.0, "prior": math.log(prior / (1 - prior))}
    found |= {f"has {name}": 1.0 for name, is_filled in filled.items() if is_filled}
    named = {
        f"stance {stance.value}": stance is not Stance.ASSERTS,
        f"status {status.value}": status is not Status.HAPPENED,
        "source": attribution is not None,
        "object content": attribution is not None and attribution.rule.startswith("verb+object"),
        "verbal type": event.type in VERBAL,
        "loose type": event.type in LOOSE,
        "noun": is_noun,
        "indefinite": is_indefinite,
        "bridged": is_bridged,
        "told again": mentions > 1,
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
