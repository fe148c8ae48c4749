"""Fit the weights by which two reports' happenings are held to be one: writes `src/sayso/ledger/data/merge_weights.csv`.

    python training/merge_weights.py CLAIMS.jsonl=GOLD.json… > src/sayso/ledger/data/merge_weights.csv
    python training/merge_weights.py --test CLAIMS.jsonl=GOLD.json…

CLAIMS is what `sayso code` wrote; GOLD maps the ids of reports to the happening they tell, and reports that it does not have
are left out. Logistic regression with a slight pull to zero, over the pairs that share a key of the index. `stop`, the mean chance
down to which clusters are joined, is given; what each value would give on the same data is printed. It is to be chosen on
reports that the weights were not fitted on.
With --test nothing is fitted: the packaged weights are scored.
"""

import argparse
import json
import math
import sys
from collections import Counter, defaultdict
from itertools import combinations

import numpy as np

from sayso.contract import from_line
from sayso.ledger.incidents import find_happenings
from sayso.ledger.merge import Merger, link_average
from sayso.ledger.pairs import MILLION, compare, load_weights, make_keys

PULL = 1.0
MEANT = {"event_days_differ": -1, "days_apart": -1, "far_apart": -1, "killed_differ": -1, "injured_differ": -1}
"""The sign that a weight must have, else 1; a feature that fits with the other sign is set to 0, and the rest fitted again."""
STOPS = [x / 100 for x in range(20, 95, 5)]


def load(argument):
    """Return the main happenings of a claims file that the gold has, and the gold."""
    path, gold_path = argument.split("=")
    with open(gold_path, encoding="utf-8") as file:
        gold = json.load(file)
    found = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            coding = from_line(line)
            if coding.report.id in gold:
                found.append(find_happenings(coding)[0])
    return found, gold


def pairs_of(happenings):
    blocks = defaultdict(list)
    for n, happening in enumerate(happenings):
        for key in make_keys(happening):
            blocks[key].append(n)
    return sorted({pair for block in blocks.values() for pair in combinations(block, 2)})


def fit_meant(x, y, names):
    """Return weights of which each has the sign that it is meant to have."""
    used = list(range(len(names)))
    while True:
        weights = fit(x[:, used], y)
        wrong = [n for n, w in zip(used, weights, strict=True) if names[n] not in ("bias", "days_unknown")
                 and w * MEANT.get(names[n], 1) < 0]  # fmt: skip
        if not wrong:
            full = np.zeros(len(names))
            full[used] = weights
            return full
        used = [n for n in used if n not in wrong]


def fit(x, y):
    weights = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + PULL * np.eye(len(weights))
        weights += np.linalg.solve(hessian, x.T @ (y - p) - PULL * weights)
    return weights


def grade(truth, found):
    """Return B-cubed and pairwise precision, recall and F."""
    both = Counter((truth[d], found[d]) for d in truth)
    gs, rs, n = Counter(truth.values()), Counter(found[d] for d in truth), len(truth)
    pairs = lambda counts: sum(math.comb(c, 2) for c in counts.values())  # noqa: E731
    p = sum(c * c / rs[r] for (_, r), c in both.items()) / n
    r = sum(c * c / gs[g] for (g, _), c in both.items()) / n
    pp, pr = pairs(both) / max(1, pairs(rs)), pairs(both) / max(1, pairs(gs))
    return {"p": p, "r": r, "f": 2 * p * r / (p + r), "pair_p": pp, "pair_r": pr}


def show(label, scores):
    print(label, " ".join(f"{k} {v:.3f}" for k, v in scores.items()), file=sys.stderr)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="+")
    parser.add_argument("--test", action="store_true")
    parser.add_argument("--stop", type=float, default=0.6)
    args = parser.parse_args()
    sets = [load(argument) for argument in args.data]
    if args.test:
        for happenings, gold in sets:
            merger = Merger()
            merger.add(happenings)
            report = {h.id: h.report for h in happenings}
            found = {report[h]: n for n, c in enumerate(merger.find_clusters()) for h in c}
            show(f"{len(found)} reports, {merger.compared} pairs:", grade({r: gold[r] for r in found}, found))
        return
    rows, labels, names, candidates = [], [], list(load_weights())[:-1], []
    for happenings, gold in sets:
        pairs = pairs_of(happenings)
        truth = Counter(gold[h.report] for h in happenings)
        hits = sum(gold[happenings[a].report] == gold[happenings[b].report] for a, b in pairs)
        print(f"{len(pairs)} pairs, {hits} of {sum(math.comb(c, 2) for c in truth.values())}", file=sys.stderr)
        features = [compare(happenings[a], happenings[b]) for a, b in pairs]
        names = list(features[0])
        rows += [[f[n] for n in names] for f in features]
        labels += [gold[happenings[a].report] == gold[happenings[b].report] for a, b in pairs]
        candidates.append(pairs)
    weights = fit_meant(np.array(rows), np.array(labels, dtype=float), names)
    odds = np.clip(np.array(rows) @ weights, -30, 30)
    chances = np.round(MILLION / (1 + np.exp(-odds))).astype(int)
    offset = 0
    spans = []
    for pairs in candidates:
        spans.append(chances[offset : offset + len(pairs)])
        offset += len(pairs)
    for stop in STOPS:
        for (happenings, gold), pairs, ps in zip(sets, candidates, spans, strict=True):
            ids = [h.id for h in happenings]
            table = {(min(ids[a], ids[b]), max(ids[a], ids[b])): int(p) for (a, b), p in zip(pairs, ps, strict=True)}
            report = {h.id: h.report for h in happenings}
            clusters = link_average(ids, table, stop=round(stop * MILLION))
            found = {report[h]: n for n, c in enumerate(clusters) for h in c}
            show(f"stop {stop:.2f}", grade({r: gold[r] for r in found}, found))
    print(
        "# log-odds that two reports are about one happening; training/merge_weights.py, sources in docs/incidents.md"
    )
    for name, weight in zip(names, weights, strict=True):
        print(f"{name},{weight:.4f}")
    print(f"stop,{args.stop:.2f}")


if __name__ == "__main__":
    main()
