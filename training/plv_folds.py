"""Cross-validate relations on PLV in five folds: train each without a fifth, judge that fifth, score all rows together.

    python training/plv_folds.py --gold DATA --out WORK --score SCORERS [--steps 2000] [--pool POOL.jsonl --teachers 2] [--only 0 1]

Each network learns marked pairs alone, from the base weights; the other heads are left out, for time. With a pool of pairs that
nobody has labelled (`pool.py`), teachers are trained for each fold, on that fold's train part alone, and the mean of their
judgements of the pool teaches the small network. What is there already is not trained again; `--only` trains some folds and
judges nothing. Prints what `score/plv.py` gives on all rows, and how many swapped pairs were judged none or reversed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import torch
from encoding import load_tokenizer
from network import DIRECTION, TYPES, Reader, find_base
from teacher import UNPACKED, find_teacher
from train import mark_pair, pad, read_rows

Row = dict[str, Any]
HERE = Path(__file__).resolve().parent
FOLDS = 5


def run(script: str, *arguments: object) -> None:
    """Run a script of this folder; its failure ends this one."""
    subprocess.run([sys.executable, str(HERE / script), *map(str, arguments)], check=True)


def judge(weights: Path, rows: list[Row]) -> list[tuple[str, str]]:
    """Return type and direction of each marked pair, as the network in float32 judges them one by one."""
    network = Reader()
    network.load_state_dict(torch.load(weights, weights_only=True))
    network.eval()
    tokenizer, found = load_tokenizer(find_base() / "vocab.txt"), []
    with torch.inference_mode():
        for row in rows:
            pair = mark_pair(row, tokenizer)
            ids, mask = pad([pair.ids])
            at = torch.tensor([pair.actor]), torch.tensor([pair.recipient])
            kinds, directions = network.judge(network.encode(ids, mask), *at, mask)
            found.append((TYPES[int(kinds[0].argmax())], DIRECTION[int(directions[0].argmax())]))
    return found


def teach(work: Path, args: argparse.Namespace) -> None:
    """Write `taught.jsonl`, the pool as teachers judge it that were trained on this fold's train part, under several seeds."""
    if not (work / UNPACKED).exists():
        (work / UNPACKED).symlink_to(find_teacher(args.out).resolve())
    names = [f"teacher{number}" for number in range(args.teachers)]
    for number, name in enumerate(names):
        if not (work / f"{name}.pt").exists():
            run("teacher.py", "--work", work, "--rounds", args.rounds, "--name", name, "--seed", 13 + number)
    run("teacher.py", "--work", work, "--pool", args.pool, "--weights", *(work / f"{name}.pt" for name in names))


def train_fold(work: Path, fold: int, args: argparse.Namespace) -> None:
    """Write `pairs.pt`, weights that have not seen a fifth of PLV, with a teacher's help where there is a pool."""
    if (work / "pairs.pt").exists():
        return
    run("prepare.py", "--gold", args.gold, "--out", work, "--own", args.own, "--held-out", fold)
    taught = work / "taught.jsonl"
    if args.pool and not taught.exists():
        teach(work, args)
    run(
        *("train.py", "--work", work, "--name", "pairs", "--steps", args.steps, "--windows", 0, "--others", 0),
        *("--pairs", 24, "--round-after", 2, *(("--taught", taught) if args.pool else ())),
    )


def main() -> None:
    """Read the arguments, train what is missing, judge and score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True, help="folder with one folder per source")
    parser.add_argument("--out", type=Path, required=True, help="folder for the folds")
    parser.add_argument("--score", type=Path, required=True, help="folder with plv.py")
    parser.add_argument("--steps", type=int, default=2000, help="of training, each fold")
    parser.add_argument("--own", type=int, default=6000, help="as for prepare.py")
    parser.add_argument("--pool", type=Path, help="pairs nobody has labelled (pool.py), for a teacher in each fold")
    parser.add_argument("--rounds", type=int, default=4, help="of a teacher")
    parser.add_argument("--teachers", type=int, default=1, help="trained for each fold")
    parser.add_argument("--only", type=int, nargs="*", choices=range(FOLDS), help="train these folds and stop")
    args = parser.parse_args()
    torch.set_num_threads(1)
    response, swapped = [], []
    for fold in args.only or range(FOLDS):
        train_fold(args.out / f"fold{fold}", fold, args)
    if args.only:
        return
    for fold in range(FOLDS):
        work = args.out / f"fold{fold}"
        held_out = [r for r in read_rows(work / "pairs.jsonl") if r["part"] == "heldout"]
        for row, (kind, direction) in zip(held_out, judge(work / "pairs.pt", held_out), strict=True):
            if row["source"] == "plv":
                response.append({"id": row["id"], "type": kind})
            elif row["source"] == "plv-swapped":
                swapped.append(direction != "forward")
    with (args.out / "types.jsonl").open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in response)
    gold = args.gold / "plover_plv" / "train.jsonl"
    subprocess.run([sys.executable, str(args.score / "plv.py"), str(gold), str(args.out / "types.jsonl")], check=True)
    print(f"swapped pairs judged none or reversed: {100 * sum(swapped) / len(swapped):.1f} of {len(swapped)}")


if __name__ == "__main__":
    main()
