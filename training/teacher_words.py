"""Train a larger encoder on attributions and loaded words and let it read texts that nobody has labelled.

The teacher, the lower layers of the encoder that `teacher.py` names, is not shipped. Its probabilities for every word
become targets of the small network (`train.py --taught-words FILE`; Hinton et al. 2015, Distilling the knowledge in a
neural network). It sees the train part of `tokens.jsonl` only; the tune part measures it.

    python training/teacher_words.py --work WORK --minutes 70 --texts WORK/texts.jsonl --out WORK/taught_words.pt
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import Any

import torch
from encoding import load_tokenizer, make_windows
from network import ATTRIBUTION, LOADED, Dropout, find_base
from teacher import WIDTH, Translator, find_teacher
from torch import Tensor, nn
from torch.nn import functional
from train import (
    CLS,
    SEP,
    Endless,
    Labelled,
    Lesson,
    attribution_rounds,
    batches_of,
    other_rounds,
    read_reports,
    read_rows,
    words_of,
)
from transformers import AutoModel

FROZEN = 2
"""Lowest layers that stay as they are."""
DEPTH = 8
"""Layers kept: the upper ones of an encoder of sentences serve tagging little."""
SHARES = {"polnear": 0.84, "babe": 0.16}


class WordTeacher(nn.Module):
    """The lower layers of MPNet with the heads for attributions and loaded words."""

    def __init__(self, folder: Path) -> None:
        """Load the encoder; the heads start at random."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.encoder.encoder.layer = self.encoder.encoder.layer[:DEPTH]
        replace_dropout(self.encoder)
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:FROZEN]):
            part.requires_grad_(False)
        self.dropout = Dropout(0.1)
        self.attribution, self.loaded = nn.Linear(WIDTH, len(ATTRIBUTION)), nn.Linear(WIDTH, len(LOADED))

    def forward(self, ids: Tensor, known: Tensor) -> tuple[Tensor, Tensor]:
        """Return both heads' logits for ids `(batch, pieces)`; `known` is 1 where a piece stands."""
        hidden = self.dropout(self.encoder(input_ids=ids, attention_mask=known).last_hidden_state)
        return self.attribution(hidden), self.loaded(hidden)


def replace_dropout(module: nn.Module) -> None:
    """Put the network's own dropout, which draws less, in the place of every one in a module."""
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout):
            setattr(module, name, Dropout(child.p))
        else:
            replace_dropout(child)


def tensors(translator: Translator, sequences: list[tuple[int, ...]]) -> tuple[Tensor, Tensor]:
    """Return ids in the teacher's numbers `(batch, pieces)`, and 1 where a piece stands."""
    width = -(-max(map(len, sequences)) // 8) * 8
    ids = torch.full((len(sequences), width), translator.pad)
    known = torch.zeros(len(sequences), width, dtype=torch.long)
    for row, sequence in enumerate(sequences):
        ids[row, : len(sequence)] = torch.tensor([translator.table[i] for i in sequence])
        known[row, : len(sequence)] = 1
    return ids, known


def loss_of(teacher: WordTeacher, translator: Translator, lessons: list[Lesson]) -> dict[str, Tensor]:
    """Return the loss of each head that a batch of windows teaches."""
    ids, known = tensors(translator, [lesson.ids for lesson in lessons])
    attribution, loaded = teacher(ids, known)
    width, losses = ids.shape[1], {}
    if any("attribution" in lesson.labels for lesson in lessons):
        gold = torch.tensor([(lesson.labels["attribution"] + [-100] * width)[:width] for lesson in lessons])
        losses["attribution"] = functional.cross_entropy(
            attribution.float().flatten(0, 1), gold.flatten(), ignore_index=-100
        )
    if any(lesson.loaded is not None for lesson in lessons):
        gold = torch.full((len(lessons), width, 3), torch.nan)
        for row, lesson in enumerate(lessons):
            gold[row, : len(lesson.ids)] = torch.tensor(lesson.loaded)
        given = ~gold.isnan()
        losses["loaded"] = functional.binary_cross_entropy_with_logits(loaded.float()[given], gold[given])
    return losses


def main() -> None:
    """Read the arguments, train, and judge texts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=70)
    parser.add_argument("--batch", type=int, default=7)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--layer-decay", type=float, default=0.92)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--weights", type=Path, help="a teacher trained before: only judge")
    parser.add_argument("--texts", type=Path, help="JSONL: texts with paragraphs to be read")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    draw = random.Random(args.seed)
    base, larger = find_base(), find_teacher(args.work)
    tokenizer = load_tokenizer(base / "vocab.txt")
    translator = Translator(base / "vocab.txt", larger / "vocab.txt")
    rows = read_rows(args.work / "tokens.jsonl")
    teacher = WordTeacher(larger)
    if args.weights:
        teacher.load_state_dict(torch.load(args.weights, weights_only=True))
    else:
        train(teacher, translator, rows, tokenizer, draw, args)
    if args.texts:
        torch.save(read_texts(teacher, translator, read_rows(args.texts), tokenizer, draw), args.out)


def train(
    teacher: WordTeacher,
    translator: Translator,
    rows: list[Any],
    tokenizer: Any,
    draw: random.Random,
    args: argparse.Namespace,
) -> None:
    """Train for so many minutes, the rate falling to nothing, and keep the mean of the weights at three quarters and at the end."""
    mine = {s: [r for r in rows if r["part"] == "train" and r["source"] == s] for s in SHARES}
    reports = read_reports(args.work, mine["polnear"], tokenizer)
    streams = {
        "polnear": batches_of(Endless(attribution_rounds(reports, draw), draw).take, args.batch, draw),
        "babe": batches_of(Endless(other_rounds(mine["babe"], tokenizer, draw), draw).take, args.batch, draw),
    }
    tune = [Labelled(r, tokenizer) for r in rows if r["part"] == "tune" and r["source"] == "polnear"]
    optimizer = make_optimizer(teacher, args.rate, args.layer_decay)
    tops, started, sums, pieces = [g["lr"] for g in optimizer.param_groups], time.monotonic(), dict[str, float](), 0
    teacher.train()
    step, done, early = 0, 0.0, dict[str, Tensor]()
    while done < 1.0:
        step += 1
        for group, top in zip(optimizer.param_groups, tops, strict=True):
            group["lr"] = top * max(0.01, min(done / 0.08 + 0.02, (1.0 - done) / 0.92))
        optimizer.zero_grad(set_to_none=True)
        batch = next(streams[draw.choices(list(SHARES), list(SHARES.values()))[0]])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            losses = loss_of(teacher, translator, batch)
        torch.stack(list(losses.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        optimizer.step()
        pieces += sum(len(lesson.ids) for lesson in batch)
        for head, loss in losses.items():
            sums[head] = 0.97 * sums.get(head, loss.item()) + 0.03 * loss.item()
        done = (time.monotonic() - started) / 60 / args.minutes
        if step % 10 == 0:
            shown = " ".join(f"{head} {value:.3f}" for head, value in sorted(sums.items()))
            print(f"{step:5} {time.monotonic() - started:6.0f}s {pieces:9} pieces  {shown}", flush=True)
        if not early and done >= 0.75:
            early = {name: weights.clone() for name, weights in teacher.state_dict().items()}
            print(measure(teacher, translator, tune), flush=True)
            teacher.train()
    teacher.load_state_dict(
        {
            name: (weights + early[name]) / 2 if weights.is_floating_point() else weights
            for name, weights in teacher.state_dict().items()
        }
    )
    torch.save(teacher.state_dict(), args.work / "teacher_words.pt")
    print(measure(teacher, translator, tune), flush=True)


def make_optimizer(teacher: WordTeacher, rate: float, decay: float) -> torch.optim.Optimizer:
    """Return AdamW: the heads learn ten times as fast as the top layer, each layer below by `decay` slower than the next."""
    groups = []
    for name, parameter in teacher.named_parameters():
        if parameter.requires_grad:
            depth = int(name.split(".layer.")[1].split(".")[0]) if ".layer." in name else 0
            own = rate * decay ** (DEPTH - 1 - depth) if name.startswith("encoder.") else 10 * rate
            groups.append({"params": [parameter], "lr": own, "weight_decay": 0.01 if parameter.ndim > 1 else 0.0})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def measure(teacher: WordTeacher, translator: Translator, tune: list[Labelled]) -> str:
    """Return loss and accuracy by word of the tune part as a line."""
    teacher.eval()
    total = count = right = 0.0
    windows = [lesson for row in tune for lesson in row.lessons(254)]
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for i in range(0, len(windows), 8):
            ids, known = tensors(translator, [w.ids for w in windows[i : i + 8]])
            logits, _ = teacher(ids, known)
            gold = torch.tensor([(w.labels["attribution"] + [-100] * 300)[: ids.shape[1]] for w in windows[i : i + 8]])
            at = gold >= 0
            total += functional.cross_entropy(logits.float()[at], gold[at], reduction="sum").item()
            count += int(at.sum())
            right += int((logits.argmax(-1) == gold)[at].sum())
    return f"tune: loss {total / count:.4f}, right {right / count:.4f}"


def read_texts(
    teacher: WordTeacher, translator: Translator, rows: list[Any], tokenizer: Any, draw: random.Random
) -> list[dict[str, Tensor]]:
    """Return the windows of texts with the teacher's probabilities for their words, as `train.read_taught` takes them."""
    teacher.eval()
    windows = [
        window
        for row in rows
        for window in make_windows(words_of(row, tokenizer), first=CLS, between=SEP, max_pieces=draw.randint(110, 254))
    ]
    windows.sort(key=lambda w: len(w.ids))
    found, started = [], time.monotonic()
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for i in range(0, len(windows), 8):
            batch = windows[i : i + 8]
            attribution, loaded = teacher(*tensors(translator, [w.ids for w in batch]))
            attribution, loaded = attribution.float().softmax(-1), loaded.float().sigmoid()
            for row, window in enumerate(batch):
                at = torch.tensor(window.at)
                found.append(
                    {
                        "ids": torch.tensor(window.ids, dtype=torch.int32),
                        "at": at.to(torch.int32),
                        "attribution": attribution[row, at].half(),
                        "loaded": loaded[row, at].half(),
                    }
                )
            if i % 400 == 0:
                print(f"{i} of {len(windows)} windows, {time.monotonic() - started:.0f}s", flush=True)
    return found


if __name__ == "__main__":
    main()
