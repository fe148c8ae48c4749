"""Let networks read the texts of MUC-4 train that they were not trained on: what muc4_match.py makes the input of muc4.py of.

    python training/muc4_folds.py --work WORK --start WORK/mean.pt --others OTHER/muc4_shown.jsonl

Three networks, each taught roles and incidents by two thirds of the texts, read the rest as the package shows it
(`muc4_shown.jsonl`, which muc4_words.py writes), and other texts, which none of them has seen, for comparison. Writes
`WORK/muc4_fold<N>.pickle`; one that is there already is not made again.
Watch the loss of `role`: a run that does not come below .3 within 400 steps has
learnt that no word has a role, and needs another seed.
"""

from __future__ import annotations

import argparse
import pickle
import random
import zlib
from pathlib import Path

import torch
from encoding import load_tokenizer, make_windows
from network import Reader, find_base
from tokenizers import Tokenizer
from train import (
    CLS,
    SEP,
    Endless,
    Labelled,
    Lesson,
    Row,
    batches_of,
    make_optimizer,
    read_rows,
    token_losses,
    words_of,
)

FOLDS = 3
WEIGHTS = {"role": 1.0, "incident": 0.66}


def fold(row_id: str) -> int:
    """Return the third that a text, or a passage of it, belongs to."""
    return zlib.crc32((row_id.partition("#")[0] + "r").encode()) % FOLDS


def lessons_of(rows: list[Row], tokenizer: Tokenizer, draw: random.Random) -> list[Lesson]:
    """Return the lessons of one copy of each text, drawn afresh."""
    copies: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        text, _, rest = row["id"].partition("#")
        copies.setdefault(text, {}).setdefault(rest.partition(".")[0], []).append(row)
    chosen = [row for ways in copies.values() for row in draw.choice(list(ways.values()))]
    return [lesson for row in chosen for lesson in Labelled(row, tokenizer).lessons(254)]


def teach(rows: list[Row], tokenizer: Tokenizer, args: argparse.Namespace) -> Reader:
    """Teach a network roles and incidents."""
    torch.manual_seed(args.seed)
    draw = random.Random(args.seed)
    batches = batches_of(Endless(lambda: lessons_of(rows, tokenizer, draw), draw).take, 8, draw)
    network = Reader()
    network.load_state_dict(torch.load(args.start, weights_only=True), strict=False)
    network.words.weight.requires_grad = False
    optimizer = make_optimizer(network, args.rate)
    top_rates = [group["lr"] for group in optimizer.param_groups]
    network.train()
    shown = dict.fromkeys(WEIGHTS, 0.0)
    for step in range(args.steps):
        done = step / args.steps
        for group, top in zip(optimizer.param_groups, top_rates, strict=True):
            group["lr"] = top * max(0.01, min(done / 0.1 + 0.02, (1.0 - done) / 0.9))
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            losses = token_losses(network, next(batches))
        torch.stack([WEIGHTS[head] * loss for head, loss in losses.items()]).sum().backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        shown.update({head: 0.95 * shown[head] + 0.05 * loss.item() for head, loss in losses.items()})
        if step % 50 == 49:
            print(step + 1, {head: round(value, 3) for head, value in shown.items()}, flush=True)
    return network.eval()


Words = list[tuple[int, int, list[float], list[float]]]


def read(network: Reader, row: Row, tokenizer: Tokenizer) -> Words:
    """Return for each word of a text where it stands and the probabilities of its role and of its sentence's incident."""
    words = words_of(row, tokenizer)
    found: dict[int, tuple[int, int, list[float], list[float]]] = {}
    for window in make_windows(words, first=CLS, between=SEP):
        with torch.no_grad():
            hidden = network.encode(torch.tensor([window.ids]))[0]
            roles, incidents = (head(hidden).softmax(-1).tolist() for head in (network.role, network.incident))
        for number, at, kept in zip(window.words, window.at, window.kept, strict=True):
            if kept:
                found[number] = (words[number].start, words[number].end, roles[at], incidents[at])
    return [found[number] for number in sorted(found)]


def main() -> None:
    """Read the arguments, train the networks one after the other, and write what they read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder with what muc4_words.py wrote")
    parser.add_argument("--start", type=Path, required=True, help="weights to start from")
    parser.add_argument("--others", type=Path, required=True, help="other texts as the package shows them")
    parser.add_argument("--steps", type=int, default=750)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=101)
    args = parser.parse_args()
    torch.set_num_threads(1)
    tokenizer = load_tokenizer(find_base() / "vocab.txt")
    passages, texts = (read_rows(args.work / f"{name}.jsonl") for name in ("muc4_words", "muc4_shown"))
    others = read_rows(args.others)
    for number in range(FOLDS):
        out = args.work / f"muc4_fold{number}.pickle"
        if out.exists():
            continue
        network = teach([row for row in passages if fold(row["id"]) != number], tokenizer, args)
        own = [row for row in texts if fold(row["id"]) == number]
        found = {
            name: {row["id"]: read(network, row, tokenizer) for row in rows}
            for name, rows in (("texts", own), ("others", others))
        }
        out.write_bytes(pickle.dumps(found))


if __name__ == "__main__":
    main()
