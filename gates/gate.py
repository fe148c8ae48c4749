"""Score sayso against other people's gold, print the figures, and hold the floors.

    python gates/gate.py --shared ../shared [--only sayso-dev,polnear] [--raise-floors] [--json OUT]

The gold and the scorers lie beside the project, not in it; without them this says what it skipped and ends well. Floors are
in gates/floors.json. `--raise-floors` writes what was reached where that is higher; a floor is lowered by hand only, with
the reason in the commit.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coding import code

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"

HELD_OUT = 0.2

Pick = Callable[[Mapping[str, Any]], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Gate:
    """One gold file, its scorer, and the figures that count."""

    name: str
    gold: str  # below SHARED/gold
    scorer: str  # below SHARED/score
    pick: Pick
    flags: tuple[str, ...] = ()  # of `sayso code`
    held_out: bool = False  # score only the fifth of the rows, by a hash of the id, that training/prepare.py holds out


def _claims(s: Mapping[str, Any]) -> dict[str, float]:
    stances = s["stance"]
    other = [v for k, v in stances.items() if k != "macro_recall"]
    gold = sum(v["gold"] for v in other)
    hit = sum((v["r"] or 0) * v["gold"] for v in other)
    return {
        "event_f": s["event"]["f"],
        "event_p": s["event"]["p"],
        "event_r": s["event"]["r"],
        "sayso_f": s["say-so"]["f"],
        "other_stance_recall": round(hit / gold, 2) if gold else 0.0,
    }


def _attribution(s: Mapping[str, Any]) -> dict[str, float]:
    tokens = {f"{role}_f": s[role]["token"]["f"] for role in ("source", "cue", "content")}
    return tokens | {"relation_f": s["relation"]["f"]}


def _timex(s: Mapping[str, Any]) -> dict[str, float]:
    return {k: s[k]["f"] for k in ("strict", "relaxed", "value")}


def _status(s: Mapping[str, Any]) -> dict[str, float]:
    return {k: s["sets"]["all"][k] for k in ("coverage", "accuracy", "macro_f1")}


def _places(s: Mapping[str, Any]) -> dict[str, float]:
    figures = {}
    for name, table in s["sets"].items():
        figures |= {f"{name}_overlap_f": table["overlap"]["f"], f"{name}_acc161": table["found"]["acc161"]}
    return figures


def _biased(s: Mapping[str, Any]) -> dict[str, float]:
    sentences = s["sentence"]
    biased, total = sentences["biased"], sentences["sentences"]
    right = round(biased["r"] * sentences["gold"] / 100)
    neither = round(sentences["accuracy"] * total / 100) - right
    other = 200 * neither / (2 * total - sentences["gold"] - sentences["response"])
    return {"biased_p": biased["p"], "biased_f": biased["f"], "macro_f": round((biased["f"] + other) / 2, 2)}


def _persuasion(s: Mapping[str, Any]) -> dict[str, float]:
    return {f"span_{k}": s["spans"][k] for k in ("p", "r", "f")}


GATES = (
    Gate("sayso-dev", "sayso/dev.jsonl", "sayso_claims.py", _claims),
    Gate("sayso-stance", "sayso/stance.jsonl", "sayso_claims.py", _claims),
    Gate("polnear", "polnear/dev.jsonl", "attribution.py", _attribution),
    Gate("tempeval3", "tempeval3/train.jsonl", "timex.py", _timex),
    Gate("factuality", "factuality/dev.jsonl", "status.py", _status, ("--predicates",)),
    Gate("geoparsing", "geoparsing/dev.jsonl", "geo.py", _places),
    Gate("babe", "babe/dev.jsonl", "loaded.py", _biased, held_out=True),
    Gate("ptc", "ptc/train.jsonl", "loaded.py", _persuasion, held_out=True),
)


def main(argv: list[str] | None = None) -> int:
    """Run the gates and return 1 if a floor is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--shared", type=Path, default=HERE.parent.parent / "shared", help="the folder with gold/ and score/"
    )
    parser.add_argument("--only", help="names of gates, separated by commas")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--raise-floors", action="store_true", help="write what was reached into gates/floors.json")
    parser.add_argument("--json", type=Path, help="write the figures with versions and corpus hashes")
    args = parser.parse_args(argv)
    floors = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    broken, reached = [], {}
    for gate in GATES:
        if args.only and gate.name not in args.only.split(","):
            continue
        gold, scorer = args.shared / "gold" / gate.gold, args.shared / "score" / gate.scorer
        if not gold.exists() or not scorer.exists():
            print(f"{gate.name}: skipped, no {gold if not gold.exists() else scorer}")
            continue
        figures, seconds = run_gate(gate, gold, scorer, args.workers)
        reached[gate.name] = {"figures": figures, "corpus": hashlib.sha256(gold.read_bytes()).hexdigest()[:12]}
        print(f"{gate.name} ({seconds:.0f} s): " + "  ".join(f"{k} {v:.2f}" for k, v in figures.items()))
        for name, floor in floors.get(gate.name, {}).items():
            if figures.get(name, 0.0) < floor - 0.005:
                broken.append(f"{gate.name} {name}: {figures.get(name)} is below the floor {floor}")
        if args.raise_floors:
            best = floors.setdefault(gate.name, {})
            best.update({k: v for k, v in figures.items() if v > best.get(k, float("-inf"))})
    if args.raise_floors:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
    if args.json:
        args.json.write_text(json.dumps({"versions": versions(), "gates": reached}, indent=1, sort_keys=True) + "\n")
    print("\n".join(broken) if broken else "all floors hold")
    return 1 if broken else 0


def run_gate(gate: Gate, gold: Path, scorer: Path, workers: int) -> tuple[dict[str, float], float]:
    """Code the gold's texts with the command line, as a user would, and score them."""
    with tempfile.TemporaryDirectory() as folder:
        rows, out = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        if gate.held_out:
            gold = keep_held_out(gold, Path(folder, "gold.jsonl"))
        subprocess.run([sys.executable, scorer, gold, "--make-input", rows], check=True, stdout=subprocess.DEVNULL)
        started = time.perf_counter()
        code(rows, out, *(gate.flags or ("--workers", str(workers))))
        seconds = time.perf_counter() - started
        scored = subprocess.run(
            [sys.executable, scorer, gold, out, "--json"], check=True, capture_output=True, text=True
        )
    return dict(gate.pick(json.loads(scored.stdout))), seconds


def keep_held_out(gold: Path, out: Path) -> Path:
    """Write the rows of a gold file that the reader model was not trained on, and return where they are."""
    with gold.open(encoding="utf-8") as lines:
        kept = [line for line in lines if line.strip() and share(str(json.loads(line)["id"])) < HELD_OUT]
    out.write_text("".join(kept), encoding="utf-8")
    return out


def share(name: str) -> float:
    """Return a number in [0, 1) that depends on the name alone, as training/prepare.py does."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) / 2**32


def versions() -> dict[str, str]:
    """Return what the figures were reached with."""
    import platform

    import sayso

    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True, check=False
    )
    return {"sayso": sayso.__version__, "commit": commit.stdout.strip(), "python": platform.python_version()}


if __name__ == "__main__":
    sys.exit(main())
