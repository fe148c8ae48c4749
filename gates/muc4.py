"""Fill MUC-4 templates for a gold file and score them.

    python gates/muc4.py [--shared ../shared] [--gold muc4/dev.jsonl] [--response OUT.jsonl] [--json OUT] [--python PYTHON]

Prints ALL TEMPLATES, the slot of how surely an organisation is held responsible, text filtering, and the time taken. The
gold and the scorer lie beside the project, not in it; without them this says so and ends well. The scorer needs SciPy:
`--python` names an interpreter that has it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
LINES = ("ALL TEMPLATES", "perp_org_confidence", "TEXT FILTERING")


def fill(gold: Path) -> Iterator[dict[str, Any]]:
    """Read, analyze and code each text as a row of an input, and fill its templates."""
    from sayso.records import Given, Page, Rejected
    from sayso.steps import default_steps
    from sayso.views.to_muc4 import make_templates

    steps = default_steps()
    with gold.open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            text, name = row["text"].encode(), row["id"]
            report = steps.read(Page(content=text, source=name, media_type="text/x-sayso-row", given=Given(id=name)))
            templates: list[dict[str, Any]] = []
            if not isinstance(report, Rejected):
                for analysis in steps.analyze([report]):
                    templates = make_templates(analysis, steps.extract(report, analysis))
            yield {"id": name, "templates": templates}


def f_measure(line: Mapping[str, Any]) -> float:
    """Return F of a line of the scorer's report, from its counts."""
    of = line["pos"] + line["act"]
    return 100 * (2 * line["cor"] + line["par"]) / of if of else 0.0


def main(argv: list[str] | None = None) -> int:
    """Run the gate and return 0; floors are not held here yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--shared", type=Path, default=HERE.parent.parent / "shared", help="the folder with gold/ and score/"
    )
    parser.add_argument("--gold", default="muc4/dev.jsonl", help="below SHARED/gold")
    parser.add_argument("--response", type=Path, help="keep the templates here")
    parser.add_argument("--python", default=sys.executable, help="the interpreter that runs the scorer")
    parser.add_argument("--json", type=Path, help="write the scorer's figures")
    args = parser.parse_args(argv)
    gold, scorer = args.shared / "gold" / args.gold, args.shared / "score" / "muc4.py"
    if not gold.exists() or not scorer.exists():
        print(f"muc4: skipped, no {gold if not gold.exists() else scorer}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        response = args.response or Path(folder, "response.jsonl")
        started = time.perf_counter()
        with response.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row) + "\n" for row in fill(gold))
        seconds = time.perf_counter() - started
        scored = subprocess.run(
            [args.python, scorer, gold, response, "--json"], check=False, capture_output=True, text=True
        )
    if scored.returncode:
        print(f"muc4: the scorer failed: {scored.stderr.strip().splitlines()[-1]}")
        return 1
    found = json.loads(scored.stdout)
    for name in LINES:
        line = found["lines"][name]
        print(f"{name:20} R {line['rec']}  P {line['pre']}  F {f_measure(line):.1f}")
    print(f"F P&R as published {found['f']['P&R']:.2f}; {found['documents']} texts in {seconds:.0f} s")
    if args.json:
        args.json.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
