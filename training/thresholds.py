"""Choose the thresholds of attributions on the tune part of PolNeAR, as they come to stand in codings.

python training/thresholds.py --model FOLDER --work WORK --gold DATA --score SCORERS --out THRESHOLDS.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from polnear import Prepared, load_scorer, make_parser, prepare, read_rows, score

from sayso.analysis.reader import ROLES, Reader

GRID = {
    "bias_cue": (0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
    "bias_content": (-0.6, -0.4, -0.2, 0.0, 0.2),
    "bias_source": (-0.2, 0.0, 0.2, 0.4, 0.6),
    "content": (0.0, 0.5, 0.6, 0.7),
    "cue": (0.0, 0.4, 0.5),
    "no_source_bias": (-0.6, -0.3, 0.0, 0.3, 0.6),
}


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
    reader._thresholds = {**reader._thresholds, **values}
    reader._label_bias = np.array(
        [reader._thresholds.get(f"bias_{name[2:]}", 0.0) for name in reader._attribution], dtype=np.float32
    )


def main() -> None:
    """Read the arguments, choose, write the thresholds."""
    parser = make_parser(__doc__)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    reader, scorer = Reader(args.model), load_scorer(args.score, "attribution")
    part = {row["id"] for row in read_rows(args.work / "tokens.jsonl") if row["part"] == "tune"}
    prepared = prepare([row for row in read_rows(args.gold / "polnear" / "train.jsonl") if row["id"] in part])
    args.out.write_text(json.dumps(choose(reader, prepared, scorer), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
