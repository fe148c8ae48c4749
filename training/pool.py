"""Collect pairs of parties that nobody has labelled, for a teacher to judge: sentences of news, their labels left alone.

A pair is two actors of one sentence (as the package finds them) with a word of the lexicon near; the texts of yardsticks are
left out. At most one pair of a sentence is kept, and types that words suggest often are thinned, so that the pool is not
all statements.

    python training/pool.py --gold DATA --out POOL.jsonl [--most 14000]
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lexicon import word_types
from prepare import read_rows, share, yardstick_ids

from sayso.extract.actors import find_actors
from sayso.records import Analysis, Given, Page, Rejected, Report
from sayso.steps import default_analyze, default_steps

Row = dict[str, Any]
SOURCES = {
    "basil": "dev",
    "ecbplus": "train",
    "geoparsing": "dev",
    "india_police_events": "dev",
    "muc4": "train",
    "polnear": "train",
    "ptc": "train",
    "tempeval3": "train",
    "worldwide_ner": "dev",
}
HEAD = 5000
"""Characters of a text that are read: the news comes first."""
WORDS = word_types()


def texts_of(gold: Path) -> Iterator[tuple[str, str]]:
    """Yield ids and the beginnings of the texts, in the order of a hash of their ids."""
    left_out = yardstick_ids(gold)
    rows = [(s, r) for s, split in SOURCES.items() for r in read_rows(gold / s / f"{split}.jsonl")]
    for source, row in sorted(rows, key=lambda item: share(f"{item[0]}-{item[1]['id']}")):
        if str(row["id"]) not in left_out:
            yield f"{source}-{row['id']}", row["text"][:HEAD]


def pairs_of(row_id: str, report: Report, analysis: Analysis, draw: random.Random) -> Iterator[Row]:
    """Yield a pair for each sentence that names two actors and holds a word of the lexicon."""
    actors = sorted({(a.span.start, a.span.end, a.key) for a in find_actors(report, analysis)})
    for number, sentence in enumerate(analysis.sentences):
        start, text = sentence.start, report.text[sentence.start : sentence.end]
        inside = [a for a in actors if start <= a[0] and a[1] <= sentence.end]
        kinds = sorted(
            {k for t in analysis.tokens[sentence.first : sentence.last] for k in WORDS.get(t.text.lower(), ())}
        )
        chosen = [(a, b) for a in inside for b in inside if a[1] <= b[0] and a[2] != b[2]]
        if kinds and chosen and len(text) < 500:
            a, b = draw.choice(chosen)
            if draw.random() < 0.15:
                a, b = b, a
            yield {
                "id": f"{row_id}-{number}",
                "source": "pool",
                "part": "train",
                "text": text,
                "actor": [a[0] - start, a[1] - start],
                "recipient": [b[0] - start, b[1] - start],
                "type": None,
                "direction": "none",
                "kinds": kinds,
            }


def main() -> None:
    """Read the arguments, collect, thin and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int, default=14000)
    parser.add_argument("--seed", type=int, default=13)
    args = parser.parse_args()
    draw, steps, seen, rows = random.Random(args.seed), default_steps(), Counter[str](), list[Row]()
    for row_id, text in texts_of(args.gold):
        report = steps.read(Page.of_text(text, Given(id=row_id)))
        if isinstance(report, Rejected):
            continue
        (analysis,) = default_analyze([report])
        for row in pairs_of(row_id, report, analysis, draw):
            rarest = min(row.pop("kinds"), key=lambda kind: (seen[kind], kind))
            seen[rarest] += 1
            if draw.random() < min(1.0, args.most / 8 / seen[rarest]):
                rows.append(row)
        if len(rows) >= args.most:
            break
    args.out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    print(f"{len(rows)} pairs", dict(sorted(seen.items())))


if __name__ == "__main__":
    main()
