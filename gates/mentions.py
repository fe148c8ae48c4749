"""Score the actors and places that sayso finds as mentions, by overlap, on sets that annotate names.

    python gates/mentions.py re3d|worldwide_ner [--shared ../shared] [--limit N]

A gold mention of a person, organisation, place, nationality or facility counts as found if an actor or a place of sayso shares a
character with it; one of sayso's counts as right if it shares one with a gold mention. `worldwide_ner` annotates names alone, so
that there sayso's mentions without a capitalised name or adjective ("two men") do not count. With --limit, the first by a hash of
the id.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sayso.flow import Steps
from sayso.records import Analysis, Given, Page, Rejected
from sayso.steps import default_analyze, default_steps

HERE = Path(__file__).resolve().parent
GOLD = {"re3d": "re3d/all.jsonl", "worldwide_ner": "worldwide_ner/dev.jsonl"}
TYPES = {"person", "organisation", "organization", "location", "nationality", "norp", "facility"}
NAMING = {"NNP", "NNPS", "JJ"}

Bounds = tuple[int, int]


def main(argv: list[str] | None = None) -> int:
    """Code the texts of one set and print precision, recall and F."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gate", choices=list(GOLD))
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared", help="the folder with gold/")
    parser.add_argument("--limit", type=int)
    args = parser.parse_args(argv)
    path = args.shared / "gold" / GOLD[args.gate]
    if not path.exists():
        print(f"{args.gate}: skipped, no {path}")
        return 0
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows.sort(key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest())
    steps = default_steps()
    counts = [count(row, steps, names_alone=args.gate == "worldwide_ner") for row in rows[: args.limit]]
    gold, found, given, right = (sum(column) for column in zip(*counts, strict=True))
    precision, recall = right / given, found / gold
    f = 2 * precision * recall / (precision + recall)
    print(f"{args.gate}, {len(counts)} texts: P {100 * precision:.1f}  R {100 * recall:.1f}  F {100 * f:.1f}")
    return 0


def count(row: dict[str, Any], steps: Steps, *, names_alone: bool) -> tuple[int, int, int, int]:
    """Return how many mentions the gold has, how many of them are found; how many sayso gives, how many of them are right."""
    report = steps.read(Page.of_text(row["text"], Given(id=row["id"])))
    if isinstance(report, Rejected) or report.text != row["text"]:
        return 0, 0, 0, 0
    (analysis,) = default_analyze([report], tag=False)
    coding = steps.extract(report, analysis)
    body = [(s.start, s.end) for s in analysis.sentences]
    gold = [(e["start"], e["end"]) for e in row["entities"] if e["start"] is not None and e["type"].lower() in TYPES]
    gold = [bounds for bounds in gold if overlaps(bounds, body)]
    found = {(actor.span.start, actor.span.end) for actor in coding.actors}
    found |= {(place.span.start, place.span.end) for place in coding.places}
    if names_alone:
        names = find_names(analysis)
        found = {bounds for bounds in found if overlaps(bounds, names)}
    return (
        len(gold),
        sum(overlaps(bounds, found) for bounds in gold),
        len(found),
        sum(overlaps(bounds, gold) for bounds in found),
    )


def find_names(analysis: Analysis) -> list[Bounds]:
    """Return the words that are names, or adjectives written like names."""
    return [(t.start, t.end) for t in analysis.tokens if t.tag in NAMING and t.text[:1].isupper()]


def overlaps(bounds: Bounds, others: Sequence[Bounds] | set[Bounds]) -> bool:
    """Tell whether half-open bounds share a character with one of the others."""
    return any(bounds[0] < end and start < bounds[1] for start, end in others)


if __name__ == "__main__":
    sys.exit(main())
