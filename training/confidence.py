"""Fit the weights of a claim's score, and say how well it is calibrated.

    python training/confidence.py GOLD.jsonl… --scorer FOLDER [--out src/sayso/extract/confidence.csv]

GOLD are say-so gold files (reports with claims); FOLDER holds their scorer, sayso_claims.py. A claim counts as right if it is
matched with a gold claim of its type, voice and stance. Figures are from a cross-validation over reports; the weights written
are fitted on all of them, with a ridge penalty.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from pathlib import Path
from typing import Any

import numpy as np

from sayso.extract import claims as claims_module
from sayso.records import Given, Page, Rejected
from sayso.steps import default_steps

RIDGE = 10.0
"""Chosen on 2026-11-22 among 1, 5, 10, 20, 30 and 60 in ten-fold cross-validation over the reports of the say-so gold's dev and
stance parts: 1 overfits (log loss .011 worse), 5 to 30 are alike."""

Row = tuple[dict[str, float], bool]


def collect(paths: list[Path], scorer: Any) -> list[list[Row]]:
    """Code the gold's texts; return, for each report, the features of its claims and whether each is right."""
    recorded: list[dict[str, float]] = []

    def record(features: dict[str, float]) -> float:
        recorded.append(dict(features))
        return len(recorded) / 10_000

    claims_module.score_claim = record
    steps, reports = default_steps(), []
    for gold in (json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").split("\n") if line):
        recorded.clear()
        given = Given(id=gold["id"], title=gold.get("title"), published=gold.get("published"))
        report = steps.read(Page.of_text(gold["text"], given))
        if isinstance(report, Rejected):
            continue
        (analysis,) = steps.analyze([report])
        found = json.loads(steps.extract(report, analysis).to_json())["claims"]
        right = set()
        for i, j, value in scorer.align(gold["claims"], found, scorer.sentence_starts(gold["text"])):
            a, b = scorer.readings(gold["claims"][i], False), scorer.read_claim(found[j])
            if value >= 0.5 and all(scorer.same(field, a, b) for field in ("type", "voice", "stance")):
                right.add(j)
        reports.append([(recorded[round(c["score"] * 10_000) - 1], j in right) for j, c in enumerate(found)])
    return reports


def fit(rows: list[Row], names: list[str], ridge: float = RIDGE) -> np.ndarray:
    """Return the weights, float64 `(features,)`, by Newton's method."""
    x = np.array([[f.get(n, 0.0) for n in names] for f, _ in rows])
    y = np.array([float(right) for _, right in rows])
    w = np.zeros(len(names))
    penalty = np.diag([1e-6 if n == "bias" else ridge for n in names])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + penalty @ w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty
        w -= np.linalg.solve(hessian, gradient)
    return w


def predict(rows: list[Row], names: list[str], weights: np.ndarray) -> np.ndarray:
    """Return the probability of each row, float64 `(rows,)`."""
    x = np.array([[f.get(n, 0.0) for n in names] for f, _ in rows])
    return 1 / (1 + np.exp(-x @ weights))


def expected_calibration_error(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    """Return the mean gap between what was promised and what came, over bins of equal width."""
    at = np.minimum((p * bins).astype(int), bins - 1)
    gaps = [abs(p[at == b].mean() - y[at == b].mean()) * (at == b).mean() for b in range(bins) if (at == b).any()]
    return float(sum(gaps))


def bins(p: np.ndarray, y: np.ndarray, n: int = 10) -> list[tuple[float, float, int, float, float]]:
    """Return the points of a reliability plot: a bin's bounds, its claims, the mean score, the share right."""
    at = np.minimum((p * n).astype(int), n - 1)
    return [
        (b / n, (b + 1) / n, int((at == b).sum()), float(p[at == b].mean()), float(y[at == b].mean()))
        for b in range(n)
        if (at == b).any()
    ]


def hold_out(reports: list[list[Row]], names: list[str], *, folds: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the probability and the truth of every claim, each scored by weights fitted without its report's fold."""
    order = list(range(len(reports)))
    random.Random(seed).shuffle(order)
    held: list[tuple[np.ndarray, np.ndarray]] = []
    for fold in range(folds):
        test = set(order[fold::folds])
        train = [row for i in order if i not in test for row in reports[i]]
        rows = [row for i in sorted(test) for row in reports[i]]
        if rows:
            held.append((predict(rows, names, fit(train, names)), np.array([float(r) for _, r in rows])))
    return np.concatenate([a for a, _ in held]), np.concatenate([b for _, b in held])


def main() -> None:
    """Run the fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--repeats", type=int, default=5, help="shuffles of the reports into folds")
    args = parser.parse_args()
    sys.path.insert(0, str(args.scorer))
    import sayso_claims

    reports = collect(args.gold, sayso_claims)
    names = sorted({n for report in reports for f, _ in report for n in f})
    runs = [hold_out(reports, names, folds=args.folds, seed=seed) for seed in range(args.repeats)]
    p, y = runs[0]
    errors = [expected_calibration_error(q, z) for q, z in runs]
    losses = [-(z * np.log(q) + (1 - z) * np.log(1 - q)).mean() for q, z in runs]
    print(
        f"{len(y)} claims, {y.mean():.3f} right; held out, mean of {len(runs)} shuffles: "
        f"ECE {np.mean(errors):.3f} ({min(errors):.3f} to {max(errors):.3f}), log loss {np.mean(losses):.3f}"
    )
    for low, high, n, promised, came in bins(
        np.concatenate([q for q, _ in runs]), np.concatenate([z for _, z in runs])
    ):
        print(f"  {low:.1f} to {high:.1f}: {n / len(runs):6.1f} claims, promised {promised:.3f}, right {came:.3f}")
    for least in (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7):
        keep = p >= least
        print(
            f"  score >= {least:.2f}: {keep.sum():4d} claims, {y[keep].mean():.3f} right, {y[keep].sum() / y.sum():.3f} of the right ones"
        )
    weights = fit([row for report in reports for row in report], names)
    if args.out:
        with args.out.open("w", encoding="utf-8", newline="") as file:
            file.write("# Weights of a claim's score; written by training/confidence.py, see docs/quality.md.\n")
            table = csv.writer(file, lineterminator="\n")
            table.writerow(["feature", "weight"])
            table.writerows([n, f"{w:.3f}"] for n, w in zip(names, weights, strict=True))


if __name__ == "__main__":
    main()
