"""Write how the package will show a text to the reader model: its paragraphs, and the stand-ins for names of known parties.

Runs where the package itself is installed. `train.py` reads half of the attribution windows so (docs/decisions/0005), and
`teacher_words.py` every text that it labels.

    python training/seen.py --work WORK --gold DATA
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prepare import find_paragraphs, read_rows, share, yardstick_ids

from sayso.analysis.paragraphs import find_paragraphs as find_paragraphs_in_use
from sayso.analysis.tagging import find_stand_ins
from sayso.extract.standins import exchange_names
from sayso.records import Given, Page, Rejected
from sayso.steps import default_analyze, default_steps

Row = dict[str, Any]
TEXTS = {
    "basil": ("dev", 1.0),
    "worldwide_ner": ("dev", 0.7),
    "ptc": ("train", 1.0),
    "ecbplus": ("train", 0.6),
    "muc4": ("train", 0.2),
    "geoparsing": ("dev", 0.5),
}
"""Texts without labels of attribution: the file of a source, and the share of its texts that are taken."""
HEAD = 6000
"""Characters that are taken of a text without labels."""


def show(row: Row) -> Row | None:
    """Return a row with the package's own paragraphs and its stand-ins; `None` if it is not read."""
    report = default_steps().read(Page.of_text(row["text"], Given(id=row["id"])))
    if isinstance(report, Rejected) or report.text != row["text"]:
        return None
    (analysis,) = default_analyze([report], tag=False)
    paragraphs = [list(paragraph) for paragraph in find_paragraphs_in_use(report)]
    return {**row, "paragraphs": paragraphs, "stand_ins": find_stand_ins(analysis, exchange_names)}


def texts_without_labels(gold: Path) -> Iterator[Row]:
    """Yield the texts of TEXTS, without those held out elsewhere, in the order of their files."""
    left_out = yardstick_ids(gold)
    for source, (part, taken) in TEXTS.items():
        for row in read_rows(gold / source / f"{part}.jsonl"):
            held_out = source == "ptc" and share(str(row["id"])) < 0.2
            if not held_out and str(row["id"]) not in left_out and share(f"{source}-{row['id']}") < taken:
                text = row["text"][:HEAD]
                yield {
                    "id": f"{source}-{row['id']}",
                    "source": source,
                    "text": text,
                    "paragraphs": find_paragraphs(text),
                }


def main() -> None:
    """Read the arguments and write `seen.jsonl` (attribution examples) and `texts.jsonl` (texts without labels)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    args = parser.parse_args()
    labelled = [r for r in read_rows(args.work / "tokens.jsonl") if r["source"] == "polnear" and r["part"] == "train"]
    for name, rows in (("texts", list(texts_without_labels(args.gold))), ("seen", labelled)):
        with (args.work / f"{name}.jsonl").open("w", encoding="utf-8") as out:
            for number, row in enumerate(rows):
                if (shown := show(row)) is not None:
                    out.write(json.dumps(shown, ensure_ascii=False) + "\n")
                if number % 50 == 0:
                    print(name, number, "of", len(rows), flush=True)


if __name__ == "__main__":
    main()
