"""Match what networks read of MUC-4 texts that they were not trained on to the reader that ships: the reads of muc4.py.

    python training/muc4_match.py --folds WORK/muc4_fold*.pickle --others ../shared/gold/muc4/dev.jsonl \\
        --cache DEV.pickle --out WORK/muc4_reads.pickle

The networks of muc4_folds.py are surer or less sure than the reader that ships, which learns other things besides. So their
chances are mapped to its own, quantile by quantile, over other texts that none of them has seen; no key is looked at. To be run
again whenever the reader changes, before muc4.py; the networks need not be trained again.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from muc4 import code

from sayso.analysis.paragraphs import find_paragraphs
from sayso.analysis.reader import Reader, load_packaged
from sayso.analysis.tagging import find_stand_ins
from sayso.analysis.windows import exchange_words
from sayso.extract.standins import exchange_names
from sayso.records import FILLS

Words = list[tuple[int, int, list[float], list[float]]]


def read(reader: Reader, report: Any, analysis: Any) -> Words:
    """Return what the reader that ships says of the role of each word and of its sentence's incident."""
    paragraphs = find_paragraphs(report)
    words = reader.find_words(report.text, paragraphs)
    words = exchange_words(words, find_stand_ins(analysis, exchange_names), reader.find_pieces)
    reading = reader.read(report.text, paragraphs, words=words)
    return [(w.start, w.end, list(w.role), list(w.incident)) for p in reading.paragraphs for w in p.words]


QUANTILES = np.concatenate([np.linspace(0, 0.9, 91), 1 - np.logspace(-1, -4, 120)])


def to_logits(reads: Mapping[str, Words]) -> Any:
    """Return the log-odds of all words, a column for each chance but those of none."""
    chances = np.array([[*roles[1:], *types[1:]] for words in reads.values() for _, _, roles, types in words])
    chances = chances.clip(1e-5, 1 - 1e-5)
    return np.log(chances / (1 - chances))


def match(reads: Mapping[str, Words], own: Mapping[str, Words], like: Mapping[str, Words]) -> dict[str, Words]:
    """Map the chances that a network gives to those of another, by the quantiles of both over the same other texts."""
    tables = [
        (np.maximum.accumulate(np.quantile(a, QUANTILES) + 1e-9 * np.arange(len(QUANTILES))), np.quantile(b, QUANTILES))
        for a, b in zip(to_logits(own).T, to_logits(like).T, strict=True)
    ]
    out: dict[str, Words] = {}
    for key, words in reads.items():
        columns = zip(to_logits({key: words}).T, tables, strict=True) if words else ()
        chances = np.array([1 / (1 + np.exp(-np.interp(x, *table))) for x, table in columns]).T
        out[key] = [
            (start, end, with_none(row[: len(FILLS)]), with_none(row[len(FILLS) :]))
            for (start, end, _, _), row in zip(words, chances, strict=True)
        ]
    return out


def with_none(chances: Any) -> list[float]:
    """Put the chance of none before the others, which are lessened if they leave it less than one in two hundred."""
    chances = chances * min(1.0, 0.995 / max(float(chances.sum()), 1e-9))
    return [1 - float(chances.sum()), *chances.tolist()]


def main() -> None:
    """Read the arguments, read the other texts, and write what the networks read, matched."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=Path, nargs="+", required=True, help="what muc4_folds.py wrote")
    parser.add_argument("--others", type=Path, required=True, help="the texts that the networks read besides")
    parser.add_argument("--cache", type=Path, help="where the codings of these texts are kept")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.others.read_text(encoding="utf-8").splitlines()]
    reader = load_packaged()
    like = {key: read(reader, report, analysis) for key, (report, analysis, _) in code(rows, args.cache).items()}
    reads: dict[str, Words] = {}
    for path in args.folds:
        found = pickle.loads(path.read_bytes())
        own = {key: words for key, words in found["others"].items() if key in like}
        reads |= match(found["texts"], own, {key: like[key] for key in own})
    args.out.write_bytes(pickle.dumps(reads))
    print(len(reads), "texts")


if __name__ == "__main__":
    main()
