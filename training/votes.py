"""Fit how much the reader model gives for what the rules find of attributions, and the thresholds that go with it.

Rules and model err differently, so the labels of the rules are features beside the model's own logits (Wolpert 1992, Stacked
generalization): `scale * logits + none + the rows of the labels that the rules give a word`, fitted by multinomial logistic
regression on the tune part of PolNeAR, which the model was not trained on; then the biases of roles, the threshold of contents and what
a link of the rules weighs are chosen there. Needs SciPy beside what sayso needs; sayso itself does not.

    python training/votes.py --model FOLDER --work WORK --gold DATA --score SCORERS --out WEIGHED.json
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from polnear import Prepared, load_scorer, prepare, read_rows, score, tag
from scipy.optimize import minimize

from sayso.analysis.reader import ROLES, Reader, find_voted, softmax

PENALTY = 10.0
"""Of the squared weights, in nats over the whole of the tune part; from 10 to 40 nothing changes in cross-validation."""
GRID = {
    "content_link": (0.0, 1.0, 2.0, 3.0),
    "source_link": (0.0, 1.0, 2.0, 3.0),
    "bias_cue": (0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
    "bias_content": (-0.6, -0.4, -0.2, 0.0, 0.2),
    "bias_source": (-0.2, 0.0, 0.2, 0.4, 0.6),
    "content": (0.0, 0.5, 0.6, 0.7),
    "cue": (0.0, 0.4, 0.5),
    "no_source_bias": (-0.6, -0.3, 0.0, 0.3, 0.6),
}


def find_examples(reader: Reader, one: Prepared) -> tuple[Any, Any, Any]:
    """Return of a report's words the logits `(words, labels)`, the gold labels, and which labels the rules give `(words, labels)`."""
    kept: list[Any] = []
    weigh, reader.weigh = reader.weigh, lambda logits, votes: kept.append((logits, votes)) or logits  # type: ignore[method-assign,func-returns-value]
    words: list[Any] = []
    read_words = reader._read_words
    reader._read_words = lambda given: words.extend(given) or read_words(given)  # type: ignore[method-assign,func-returns-value]
    tag(reader, one)
    reader.weigh, reader._read_words = weigh, read_words  # type: ignore[method-assign]
    logits, votes = kept[0]
    labels = reader._attribution
    gold = np.zeros(len(words), dtype=int)
    for role in ("content", "source", "cue"):  # a later role wins where they nest, as in training
        for attribution in one.row["attributions"]:
            for span in attribution[role]:
                inside = [i for i, w in enumerate(words) if w.start < span["end"] and span["start"] < w.end]
                for place, i in enumerate(inside):
                    gold[i] = labels.index(f"{'I' if place else 'B'}-{role}")
    voted = np.zeros((len(words), len(labels)))
    for label, rows in find_voted(votes).items():
        voted[sorted(rows), labels.index(label)] = 1.0
    return logits, gold, voted


def fit(logits: Any, gold: Any, voted: Any) -> tuple[float, Any]:
    """Return the scale of the logits and the table `(labels, labels)`: a row for each label of the rules, that of O always added."""
    count, width = logits.shape
    features = voted.copy()
    features[:, 0] = 1.0

    def loss(weights: Any) -> tuple[float, Any]:
        scale, table = weights[0], weights[1:].reshape(width, width)
        chances = softmax(scale * logits + features @ table)
        total = -np.log(chances[np.arange(count), gold] + 1e-12).sum() + PENALTY * (table**2).sum()
        chances[np.arange(count), gold] -= 1.0
        return total, np.concatenate(([(chances * logits).sum()], (features.T @ chances + 2 * PENALTY * table).ravel()))

    start = np.concatenate(([1.0], np.zeros(width * width)))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return float(found.x[0]), found.x[1:].reshape(width, width)


def choose(reader: Reader, prepared: list[Prepared], scorer: Any) -> dict[str, float]:
    """Choose, one after the other, the values of GRID with the best token F (mean of the roles) and relation F."""
    run, seen = reader._read_words, dict[int, Any]()

    def remembered(words: Any) -> Any:
        key = hash(tuple(words))
        if key not in seen:
            seen[key] = run(words)
        return seen[key]

    reader._read_words = remembered  # type: ignore[method-assign]

    def goodness(values: dict[str, float]) -> float:
        set_values(reader, values)
        found = score(reader, prepared, scorer)
        print(values, found, file=sys.stderr, flush=True)
        return sum(found[f"{role}_token_f1"] for role in ROLES) / 3 + found["relation_f"]

    chosen = dict.fromkeys(GRID, 0.0)
    best = goodness(chosen)
    for name, values in GRID.items():
        for value in values:
            if value != chosen[name] and (found := goodness({**chosen, name: value})) > best + 0.02:
                best, chosen = found, {**chosen, name: value}
    return chosen


def set_values(reader: Reader, values: dict[str, float]) -> None:
    """Put chosen values into an opened model."""
    links = {name: value for name, value in values.items() if name.endswith("_link")}
    reader._votes = {**reader._votes, **links}
    reader._thresholds = {**reader._thresholds, **{k: v for k, v in values.items() if k not in links}}
    reader._label_bias = np.array(
        [reader._thresholds.get(f"bias_{name[2:]}", 0.0) for name in reader._attribution], dtype=np.float32
    )


def main() -> None:
    """Read the arguments, fit, choose, write what belongs into the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    reader, scorer = Reader(args.model), load_scorer(args.score, "attribution")
    part = {row["id"] for row in read_rows(args.work / "tokens.jsonl") if row["part"] == "tune"}
    prepared = prepare([row for row in read_rows(args.gold / "polnear" / "train.jsonl") if row["id"] in part])
    logits, gold, voted = (
        np.concatenate(parts) for parts in zip(*(find_examples(reader, one) for one in prepared), strict=True)
    )
    scale, table = fit(logits, gold, voted)
    rows = {label: [round(float(x), 3) for x in row] for label, row in zip(reader._attribution, table, strict=True)}
    reader._votes = {"scale": round(scale, 3), "none": rows.pop("O"), **rows}
    values = choose(reader, prepared, scorer)
    set_values(reader, values)
    chosen = {"votes": dict(reader._votes), "thresholds": dict(reader._thresholds)}
    args.out.write_text(json.dumps(chosen, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
