"""Fill MUC-4 templates for a gold file and score them.

    python gates/muc4.py [--shared ../shared] [--gold muc4/dev.jsonl] [--response OUT.jsonl] [--json OUT] [--python PYTHON]

Prints recall, precision and F by slot, ALL TEMPLATES, text filtering, and the time taken from raw text. The gold and the scorer
lie beside the project, not in it; without them this says so and ends well. The scorer needs SciPy: `--python` names an
interpreter that has it; without it, the one at hand, the one below its virtual environment and `python3` are tried.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TOTALS = ("template", "MATCHED ONLY", "ALL TEMPLATES", "TEXT FILTERING")


def fill(gold: Path) -> Iterator[dict[str, Any]]:
    """Read, analyze and code each text as a row of an input, and fill its templates."""
    from sayso.records import Given, Page, Rejected
    from sayso.steps import default_steps
    from sayso.views.to_muc4 import make_templates

    steps = default_steps()
    with gold.open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            report = steps.read(Page.of_text(row["text"], Given(id=row["id"])))
            templates: list[dict[str, Any]] = []
            if not isinstance(report, Rejected):
                for analysis in steps.analyze([report]):
                    templates = make_templates(analysis, steps.extract(report, analysis))
            yield {"id": row["id"], "templates": templates}


def find_python() -> str | None:
    """Return an interpreter that has SciPy; `None` if none is at hand."""
    below = getattr(sys, "_base_executable", None)  # of a virtual environment
    for python in dict.fromkeys(filter(None, (sys.executable, below, shutil.which("python3")))):
        if not subprocess.run([python, "-c", "import scipy"], check=False, capture_output=True).returncode:
            return str(python)
    return None


def show(found: Mapping[str, Any]) -> None:
    """Print a line for each slot and total."""
    lines = found["lines"]
    print(f"{'':20}{'POS':>6}{'ACT':>6}{'COR':>6}{'PAR':>6}{'REC':>5}{'PRE':>5}{'F':>7}")
    for name in (*(n for n in lines if n.islower() and n not in TOTALS), *TOTALS):
        line = lines[name]
        cells = "".join(f"{line[k]:6}" for k in ("pos", "act", "cor", "par"))
        rates = "".join(f"{'-' if line[k] is None else line[k]:>5}" for k in ("rec", "pre"))
        print(f"{name:20}{cells}{rates}{f_measure(line):7.1f}")


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
    parser.add_argument("--python", help="the interpreter that runs the scorer; default: the first at hand with SciPy")
    parser.add_argument("--json", type=Path, help="write the scorer's figures")
    args = parser.parse_args(argv)
    gold, scorer = args.shared / "gold" / args.gold, args.shared / "score" / "muc4.py"
    if not gold.exists() or not scorer.exists():
        print(f"muc4: skipped, no {gold if not gold.exists() else scorer}")
        return 0
    python = args.python or find_python()
    if python is None:
        print("muc4: no interpreter with SciPy at hand; name one with --python")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        response = args.response or Path(folder, "response.jsonl")
        started = time.perf_counter()
        with response.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row) + "\n" for row in fill(gold))
        seconds = time.perf_counter() - started
        scored = subprocess.run([python, scorer, gold, response, "--json"], check=False, capture_output=True, text=True)
    if scored.returncode:
        print(f"muc4: the scorer failed: {scored.stderr.strip().splitlines()[-1]}")
        return 1
    found = json.loads(scored.stdout)
    show(found)
    print(f"F P&R as published {found['f']['P&R']:.2f}; {found['documents']} texts in {seconds:.0f} s")
    if args.json:
        args.json.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
