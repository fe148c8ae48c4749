"""Merge the reports of a gold file into incidents and score them: clusters, and the figures by incident and by report.

    python gates/incidents.py gva [--shared ../shared] [--claims CLAIMS.jsonl] [--python PYTHON]
    python gates/incidents.py ecbplus

`gva`: shootings (gold/gva_incidents), scored as `sayso code --incidents` writes them. `ecbplus`: documents into their seminal
events (gold/ecbplus), by what each report is about. With --claims nothing is coded anew. Coding takes a minute for 1,000
reports, scoring three. The gold and the scorer lie beside the project, not in it; without them this says so and ends well.
The scorer needs SciPy: `--python` names an interpreter that has it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from coding import code

HERE = Path(__file__).resolve().parent
GOLD = {"gva": "gva_incidents/dev.jsonl", "ecbplus": "ecbplus/dev.jsonl"}
COUNTED = {"killed": "num_killed", "injured": "num_injured"}


def main(argv: list[str] | None = None) -> int:
    """Run one gate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gate", choices=list(GOLD))
    parser.add_argument(
        "--shared", type=Path, default=HERE.parent.parent / "shared", help="the folder with gold/ and score/"
    )
    parser.add_argument("--claims", type=Path, help="a claims file of these reports, instead of coding them")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--python", default=sys.executable, help="an interpreter with SciPy, for the scorer")
    args = parser.parse_args(argv)
    gold, scorer = args.shared / "gold" / GOLD[args.gate], args.shared / "score" / "merge.py"
    if missing := [p for p in (gold, scorer) if not p.exists()]:
        print(f"{args.gate}: skipped, no {missing[0]}")
        return 0
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        claims = args.claims or code_rows(args.gate, rows, Path(folder), workers=args.workers)
        if args.gate == "gva":
            score_shootings(rows, gold, claims, [args.python, str(scorer)], Path(folder))
        else:
            score_documents(rows, claims, [args.python, str(scorer)], Path(folder))
    return 0


def code_rows(gate: str, rows: list[dict[str, Any]], folder: Path, *, workers: int) -> Path:
    """Code the reports as a user would, and return the claims file."""
    inputs, claims = folder / "in.jsonl", folder / "claims.jsonl"
    with inputs.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in (iter_documents(rows) if gate == "gva" else iter_texts(rows)))
    code(inputs, claims, "--workers", str(workers))
    return claims


def iter_documents(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the documents of incidents as inputs, each once, without anything of the incident."""
    seen = set[str]()
    for row in rows:
        for d in row["documents"]:
            if d["id"] not in seen:
                seen.add(d["id"])
                yield {"id": d["id"], "text": d["text"], "title": d["title"], "url": d["url"], "published": d["dct"]}


def iter_texts(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield texts as inputs."""
    yield from ({"id": row["id"], "text": row["text"]} for row in rows)


def score_shootings(rows: list[dict[str, Any]], gold: Path, claims: Path, scorer: list[str], folder: Path) -> None:
    """Print the scorer's tables, how many killed and injured are exact where a figure is given, and so by report."""
    from sayso.run.incidents import write_incidents

    out, detail = folder / "incidents.jsonl", folder / "detail.jsonl"
    write_incidents([claims], out)
    subprocess.run([*scorer, gold, out, "--claims", claims, "--detail", detail], check=True)
    told = [json.loads(line) for line in detail.read_text(encoding="utf-8").splitlines()]
    for field in COUNTED:
        given = [t for t in told if t["field"] == field and t["given"]]
        print(f"{field}: exact in {share(t['exact'] for t in given)} of {len(given)} incidents with a figure")
    by_report = score_reports({d["id"]: row for row in rows for d in row["documents"]}, claims)
    print("by report: " + ", ".join(f"{k} {v}" for k, v in by_report.items()))


def score_reports(truth: Mapping[str, Mapping[str, Any]], claims: Path) -> dict[str, str]:
    """Return how many reports, each read alone, give the right figures of what they are about; no figure means none."""
    from sayso.contract import from_line
    from sayso.ledger.gather import make_incident
    from sayso.ledger.incidents import find_happenings

    right: dict[str, list[bool]] = {"killed": [], "injured": [], "both": []}
    with claims.open(encoding="utf-8") as lines:
        for line in lines:
            coding = from_line(line)
            incident = make_incident(find_happenings(coding)[:1], {coding.report.id: coding})
            hits = []
            for field, name in COUNTED.items():
                figures = incident.figures.get(field, ()) if incident else ()
                value = figures[-1].value if figures else (0, 0)
                hits.append(value == (truth[coding.report.id][name],) * 2)
                right[field].append(hits[-1])
            right["both"].append(all(hits))
    return {key: share(values) for key, values in right.items()}


def share(values: Any) -> str:
    """Return how many of some are true, as a decimal."""
    counts = Counter(map(bool, values))
    return f"{counts[True] / max(1, counts.total()):.3f}"


def score_documents(rows: list[dict[str, Any]], claims: Path, scorer: list[str], folder: Path) -> None:
    """Print the scorer's table of documents in clusters of what they are about."""
    from sayso.contract import from_line
    from sayso.ledger.incidents import find_happenings
    from sayso.ledger.merge import Merger

    merger, report_of = Merger(), dict[str, str]()
    with claims.open(encoding="utf-8") as lines:
        for line in lines:
            main = find_happenings(from_line(line))[0]
            merger.add([main])
            report_of[main.id] = main.report
    found = {report_of[h]: str(n) for n, cluster in enumerate(merger.find_clusters()) for h in cluster}
    gold, response = folder / "gold.json", folder / "response.json"
    gold.write_text(json.dumps({row["id"]: row["subtopic"] for row in rows}))
    response.write_text(json.dumps(found))
    subprocess.run([*scorer, gold, response], check=True)


if __name__ == "__main__":
    sys.exit(main())
