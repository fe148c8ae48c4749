"""Measure what incidents cost: a report among few and among many, memory, and that no order changes a byte.

    python bench/incidents.py [--sizes 1000 10000 100000] [--orders 50]

The reports are made up (tests/ledger/generate.py), some 25 new happenings a day, so more reports cover more days. They are
read from a claims file, as `sayso merge` does.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import random
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.ledger.generate import generate

from sayso.contract import incident_to_line, to_line
from sayso.ledger.gather import make_incidents
from sayso.ledger.incidents import find_happenings
from sayso.ledger.merge import Merger
from sayso.run.incidents import open_claims


def measure(count: int) -> float:
    """Print what so many reports cost, in milliseconds of the processor each, and return the sum."""
    with tempfile.TemporaryDirectory() as folder:
        claims = Path(folder, "claims.jsonl")
        with claims.open("w", encoding="utf-8") as file:
            file.writelines(to_line(coding) + "\n" for coding in generate(count))
        marks = [time.process_time()]
        with open_claims([claims]) as index:
            marks.append(time.process_time())
            clusters = index.merger.find_clusters()
            marks.append(time.process_time())
            incidents = make_incidents(clusters, index.happenings, index.codings)
            marks.append(time.process_time())
        compared = index.merger.compared
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    added, formed, gathered = (1000 * (b - a) / count for a, b in itertools.pairwise(marks))
    print(
        f"{count:>8,} reports: {added + formed + gathered:.2f} ms each: {added:.2f} to read and compare with"
        f" {compared / count:.0f} others, {formed:.2f} to cluster, {gathered:.2f} to gather; {len(incidents):,} incidents;"
        f" {memory:,.0f} MB at most",
        flush=True,
    )
    return added + formed + gathered


def check_orders(orders: int) -> None:
    """Add 1,000 reports in many orders and batches, and see that the incidents are the same, byte by byte."""
    codings = {c.report.id: c for c in generate(1_000)}
    happenings = {h.id: h for coding in codings.values() for h in find_happenings(coding)}
    names, expected = sorted(happenings), None
    for seed in range(orders):
        rng = random.Random(seed)
        clusters = merge_batches(rng.sample([happenings[n] for n in names], len(names)), rng)
        shuffled = rng.sample(clusters, len(clusters))
        digest = hashlib.sha256()
        for incident in make_incidents(shuffled, happenings, codings):
            digest.update(incident_to_line(incident).encode() + b"\n")
        expected = expected or digest.hexdigest()
        if digest.hexdigest() != expected:
            sys.exit(f"order {seed} gives other incidents")
    print(f"{orders} orders and batchings of 1,000 reports: the same bytes, sha256 {expected and expected[:16]}")


def merge_batches(left: Sequence, rng: random.Random) -> tuple[tuple[str, ...], ...]:
    """Return the clusters of happenings that are added batch by batch, sometimes clustered in between."""
    merger = Merger()
    while left:
        size = rng.randint(1, 500)
        merger.add(left[:size])
        left = left[size:]
        if rng.random() < 0.2:
            merger.find_clusters()
    return merger.find_clusters()


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--orders", type=int, default=50)
    args = parser.parse_args()
    find_happenings(next(iter(generate(1))))  # loads the weights of words
    costs = [measure(size) for size in args.sizes]
    if len(costs) > 1:
        print(f"a report among {args.sizes[-1]:,} costs {costs[-1] / costs[0]:.2f} times one among {args.sizes[0]:,}")
    if args.orders:
        check_orders(args.orders)


if __name__ == "__main__":
    main()
