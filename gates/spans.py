"""Run every text of the gold data through `sayso code` and check each span against its text.

    python gates/spans.py --shared ../shared [--only muc4,re3d] [--workers N]

Prints one line a file: reports, rejected by reason, spans, and how many of them are not `text[start:end] == surface`.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coding import code

HERE = Path(__file__).resolve().parent


def iter_texts(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a gold file as `sayso code` reads them, with ids of their own."""
    number = 0
    with path.open(encoding="utf-8", newline="\n") as lines:  # texts hold line ends of other kinds
        for row in map(json.loads, lines):
            for document in row.get("documents", [row]):
                if document.get("text"):
                    number += 1
                    yield {"id": f"{path.parent.name}-{path.stem}-{number}", "text": document["text"]}


def iter_spans(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of a line that has offsets and a surface."""
    if isinstance(value, dict):
        if {"start", "end", "surface"} <= value.keys():
            yield value
        for item in value.values():
            yield from iter_spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from iter_spans(item)


def check(path: Path, workers: int, most: int | None) -> bool:
    """Code one gold file; return whether all went well."""
    with tempfile.TemporaryDirectory() as folder:
        rows, out = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        count = 0
        with rows.open("w", encoding="utf-8") as file:
            for row in itertools.islice(iter_texts(path), most):
                count += 1
                file.write(json.dumps(row) + "\n")
        if not count:  # pages, not texts
            return True
        declined = code(rows, out, "--workers", str(workers))
        reports = spans = wrong = claims = 0
        for line in out.open(encoding="utf-8"):
            coding = json.loads(line)
            text = coding["report"]["text"]
            reports += 1
            claims += len(coding["claims"])
            for span in iter_spans(coding):
                spans += 1
                wrong += text[span["start"] : span["end"]] != span["surface"]
        reasons = collections.Counter(json.loads(line)["reason"] for line in declined.open(encoding="utf-8"))
    told = f"{path.parent.name}/{path.name}: {count} texts, {reports} coded"
    shown = ", ".join(f"{n} {reason}" for reason, n in sorted(reasons.items())) or "none"
    print(f"{told}, rejected: {shown}; {claims} claims, {spans} spans, {wrong} wrong", flush=True)
    return not wrong and reports + sum(reasons.values()) == count


def main() -> int:
    """Check all files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--only", help="folders of the gold data, separated by commas")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--most", type=int, help="look at so many texts of a file")
    args = parser.parse_args()
    files = sorted((args.shared / "gold").glob("*/*.jsonl"))
    if not files:
        print(f"skipped, no gold data in {args.shared}")
    wanted = args.only.split(",") if args.only else None
    results = [check(path, args.workers, args.most) for path in files if not wanted or path.parent.name in wanted]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
