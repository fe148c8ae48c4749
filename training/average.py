"""Average the weights of a run and of those that went on from it: a point between them reads new text better than any.

    python training/average.py --work WORK --names reader reader2 --out mean

Source: Izmailov et al. 2018, Averaging weights leads to wider optima and better generalization.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch


def main() -> None:
    """Read the arguments, average, and save the mean with what all were trained on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder that train.py saved into")
    parser.add_argument("--names", nargs="+", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    found = [torch.load(args.work / f"{name}.pt", weights_only=True) for name in args.names]
    torch.save({key: sum(one[key] for one in found) / len(found) for key in found[0]}, args.work / f"{args.out}.pt")
    runs = [json.loads((args.work / f"{name}.json").read_text(encoding="utf-8")) for name in args.names]
    total = {key: sum(run[key] for run in runs) for key in ("pieces", "seconds")}
    text = json.dumps({"mean_of": runs, **total}, indent=1)
    (args.work / f"{args.out}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
