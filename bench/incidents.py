"""Measure what merging costs: the cost of a report among few and among many, memory, and that no order changes anything.

    python bench/incidents.py [--sizes 1000 10000 100000] [--orders 50]

The reports are made up (tests/ledger/generate.py), some 25 new happenings a day, so more reports cover more days.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.ledger.generate import generate

from sayso.ledger.incidents import find_happenings
from sayso.ledger.merge import Merger


def measure(count: int) -> None:
    """Print the cost of adding so many reports, and of forming the clusters."""
    merger, spent = Merger(), 0.0
    for coding in generate(count):
        happenings = find_happenings(coding)
        start = time.process_time()
        merger.add(happenings)
        spent += time.process_time() - start
    start = time.process_time()
    clusters = merger.find_clusters()
    formed = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:>8,} reports: {1000 * spent / count:.2f} ms a report to compare with {merger.compared / count:.0f} others,"
        f" {1000 * formed / count:.2f} ms to cluster; {len(clusters):,} incidents; {memory:,.0f} MB at most"
    )


def check_orders(orders: int) -> None:
    """Add 1,000 reports in many orders and batches, and see that the clusters are the same."""
    happenings = [h for coding in generate(1_000) for h in find_happenings(coding)]
    expected = None
    for seed in range(orders):
        rng, merger = random.Random(seed), Merger()
        left = rng.sample(happenings, len(happenings))
        while left:
            size = rng.randint(1, 500)
            merger.add(left[:size])
            left = left[size:]
            if rng.random() < 0.2:
                merger.find_clusters()
        found = merger.find_clusters()
        expected = expected or found
        if found != expected:
            sys.exit(f"order {seed} gives other clusters")
    print(f"{orders} orders and batchings of 1,000 reports: the same clusters")


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--orders", type=int, default=50)
    args = parser.parse_args()
    for size in args.sizes:
        measure(size)
    if args.orders:
        check_orders(args.orders)


if __name__ == "__main__":
    main()
