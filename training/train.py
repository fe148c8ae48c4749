"""Train the reader network on the examples that prepare.py wrote.

Every step takes one batch of attribution windows, one of marked pairs and one of windows for the other heads, so that the
encoder serves them all at once. One thread, fixed seeds: the same `--steps` gives the same weights on the
same machine. The rate warms up over the first tenth of the run and then falls straight to nothing.

    python training/train.py --work WORK [--base FOLDER] [--steps 1000] [--seed 13]
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from encoding import Window, Word, exchange_words, find_words, load_tokenizer, make_windows
from network import (
    ATTRIBUTION,
    DIRECTION,
    EVENT,
    INCIDENT,
    LINK,
    ROLE,
    STATUS,
    TYPES,
    Product,
    Reader,
    distance_bucket,
    find_base,
)
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

Row = dict[str, Any]
CLS, SEP = 101, 102
MARKS = (1, 2, 3, 4)  # [unused0] … [unused3]
MAX_PAIR_PIECES = 126
SHARES = {
    "muc4": 0.5,
    "babe": 0.2,
    "ptc": 0.18,
    "timeml": 0.07,
    "plv": 0.03,
    "own": 0.04,
    "ecbplus": 0.04,
    "case2021": 0.02,
}
"""Of the windows for the other heads, among the sources at hand; chosen by hand, 2026-11-22."""
PAIR_SHARES = {"plv": 7, "plv-swapped": 3, "own": 2, "own-swapped": 1, "own-third": 1, "pool": 10}
"""Of a batch of pairs, by source."""
HEAD_WEIGHTS = {
    "attribution": 1.0,
    "link": 0.3,
    "event": 0.5,
    "status": 0.3,
    "loaded": 0.5,
    "role": 1.0,
    "incident": 0.5,
    "taught_words": 1.0,
    "type": 1.0,
    "direction": 0.7,
    "taught": 0.5,
}


@dataclass
class Lesson:
    """One window with its labels: per piece, -100 where a head is not taught; `loaded` is float with NaN there."""

    ids: tuple[int, ...]
    labels: dict[str, list[int]] = field(default_factory=dict)
    loaded: list[list[float]] | None = None
    content_links: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # piece and word of a content, then of its cue
    source_links: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # of a cue, then of its source; -1 for none
    taught: Row | None = None  # a teacher's probabilities: `at`, places of the words; `attribution`, `loaded` for each


def covered(words: list[Word], spans: list[tuple[int, int]]) -> list[list[int]]:
    """Return, for each span, the numbers of the words that share a character with it."""
    return [[i for i, w in enumerate(words) if w.start < b and a < w.end] for a, b in spans]


def words_of(row: Row, tokenizer: Tokenizer) -> list[Word]:
    """Return the words of a row's paragraphs, known names exchanged for the stand-ins that it gives."""
    words = find_words(tokenizer, row["text"], [(a, b) for a, b in row["paragraphs"]])
    return exchange_words(
        words, row.get("stand_ins", []), lambda word: tuple(tokenizer.encode(word, add_special_tokens=False).ids)
    )


class Labelled:
    """A token example with labels per word."""

    def __init__(self, row: Row, tokenizer: Tokenizer) -> None:
        """Find the words of the row's text, as they are shown, and label them for each head that it teaches."""
        self.words = words_of(row, tokenizer)
        count = len(self.words)
        self.labels: dict[str, list[int]] = {}
        self.links: list[tuple[list[int], int, int]] = []  # contents' first words, cue's first word, source's or -1
        self.loaded: list[list[float]] | None = None
        if row["attribution"] is not None:
            self._label_attributions(row["attribution"], count)
        if row["event"] is not None:
            self.labels["event"] = self._paint(row["event"], EVENT, [0] * count)
        if row["status"] is not None:
            self.labels["status"] = self._paint(row["status"], STATUS, [-100] * count)
        for head, names in (("role", ROLE), ("incident", INCIDENT)):
            if row.get(head) is not None:
                self.labels[head] = self._paint(row[head], names, [0] * count)
        channels = [row["loaded_word"], row["loaded_span"], row["loaded_sentence"]]
        if any(c is not None for c in channels):
            self.loaded = [[math.nan] * 3 for _ in range(count)]
            for number, spans in enumerate(channels):
                if spans is not None:
                    for word in self.loaded:
                        word[number] = 0.0
                    for inside in covered(self.words, [(a, b) for a, b, _ in spans]):
                        for i in inside:
                            self.loaded[i][number] = 1.0

    def _paint(self, spans: list[list[Any]], names: tuple[str, ...], labels: list[int]) -> list[int]:
        for (_, _, name), inside in zip(spans, covered(self.words, [(a, b) for a, b, _ in spans]), strict=True):
            for i in inside:
                labels[i] = -100 if name == "?" else names.index(name)
        return labels

    def _label_attributions(self, attributions: list[Row], count: int) -> None:
        labels = [0] * count
        for role in ("content", "source", "cue"):  # a later role wins where they nest
            begin = ATTRIBUTION.index(f"B-{role}")
            for attribution in attributions:
                for inside in covered(self.words, [(a, b) for a, b in attribution[role]]):
                    for place, i in enumerate(inside):
                        labels[i] = begin + (place > 0)
        self.labels["attribution"] = labels
        for attribution in attributions:
            first = {
                role: [inside[0] for inside in covered(self.words, [(a, b) for a, b in attribution[role]]) if inside]
                for role in ("source", "cue", "content")
            }
            if first["cue"]:
                self.links.append((first["content"], first["cue"][0], first["source"][0] if first["source"] else -1))

    def lessons(self, max_pieces: int) -> Iterator[Lesson]:
        """Cut the example into windows with their labels."""
        for window in make_windows(self.words, first=CLS, between=SEP, max_pieces=max_pieces):
            yield self._lesson(window)

    def _lesson(self, window: Window) -> Lesson:
        lesson = Lesson(window.ids)
        place = dict(zip(window.words, window.at, strict=True))
        for head, labels in self.labels.items():
            row = [-100] * len(window.ids)
            for number, at in place.items():
                row[at] = labels[number]
            lesson.labels[head] = row
        if self.loaded is not None:
            lesson.loaded = [[math.nan] * 3 for _ in window.ids]
            for number, at in place.items():
                lesson.loaded[at] = self.loaded[number]
        for contents, cue, source in self.links:
            if cue in place:
                lesson.content_links += [(place[c], c, place[cue], cue) for c in contents if c in place]
                if source < 0 or source in place:
                    lesson.source_links.append((place[cue], cue, place.get(source, -1), source))
        return lesson


@dataclass
class Pair:
    """A text with marks around its parties."""

    ids: tuple[int, ...]
    actor: int
    recipient: int
    types: tuple[int, ...]  # any of these is right; empty if there is no relation
    direction: int
    taught: tuple[list[float], list[float]] | None = None  # a teacher's probabilities of types and directions, instead


def mark_pair(row: Row, tokenizer: Tokenizer) -> Pair:
    """Put marks around the parties of a pair example."""
    marks: list[tuple[int, int, int]] = []
    for side, (opening, closing) in (("actor", MARKS[:2]), ("recipient", MARKS[2:])):
        if row[side]:
            marks += [(row[side][0], 1, opening), (row[side][1], 0, closing)]
    words = find_words(tokenizer, row["text"], [(0, len(row["text"]))])
    ids, waiting = [CLS], sorted(marks)
    for word in words:
        while waiting and word.start >= waiting[0][0]:
            ids.append(waiting.pop(0)[2])
        ids.extend(word.pieces)
    ids += [mark for _, _, mark in waiting]
    ids = cut_around(ids, MAX_PAIR_PIECES - 1)
    ids.append(SEP)
    kinds = ("CONCEDE", "RETREAT") if row["type"] == "YIELD" else () if row["type"] is None else (row["type"],)
    at = [ids.index(mark) if mark in ids else 0 for mark in (MARKS[0], MARKS[2])]
    types, direction = tuple(TYPES.index(k) for k in kinds), DIRECTION.index(row["direction"])
    taught = (row["types"], row["directions"]) if "types" in row else None
    return Pair(tuple(ids), at[0], at[1], types, direction, taught)


def cut_around(ids: list[int], room: int) -> list[int]:
    """Keep the stretch of a long text that holds the marks, with as much before as after them."""
    if len(ids) <= room:
        return ids
    at = [i for i, piece in enumerate(ids) if piece in MARKS]
    low, high = (min(at), max(at)) if at else (1, 1)
    start = max(1, min((low + high - room) // 2, len(ids) - room + 1, low))
    return [CLS, *ids[start : start + room - 1]]


def pad(sequences: list[tuple[int, ...]]) -> tuple[Tensor, Tensor]:
    """Return ids `(batch, pieces)` and the mask `(batch, 1, 1, pieces)`."""
    width = -(-max(map(len, sequences)) // 8) * 8  # few shapes: each is compiled once
    ids = torch.tensor([[*s, *[0] * (width - len(s))] for s in sequences])
    mask = torch.tensor([[0.0] * len(s) + [-1e4] * (width - len(s)) for s in sequences])
    return ids, mask[:, None, None, :]


def link_loss(network: Reader, hidden: Tensor, lessons: list[Lesson]) -> Tensor:
    """Return the loss of choosing, in each window, the cue of every content and the source of every cue."""
    linked = network.link(hidden)
    total, count = hidden.new_zeros(()), 0
    for row, lesson in enumerate(lessons):
        cues = sorted(
            {(piece, word) for _, _, piece, word in lesson.content_links}
            | {(p, w) for p, w, _, _ in lesson.source_links}
        )
        sources = sorted({(piece, word) for _, _, piece, word in lesson.source_links if piece >= 0})
        if not cues:
            continue
        parts = linked[row].split((LINK, LINK, LINK, LINK, 1), dim=-1)
        cue_at = [p for p, _ in cues]
        if lesson.content_links:
            chosen = [p for p, _, _, _ in lesson.content_links]
            scores = parts[0][chosen] @ parts[1][cue_at].T / math.sqrt(LINK)
            buckets = torch.tensor([[distance_bucket(w - c) for _, c in cues] for _, w, _, _ in lesson.content_links])
            scores = scores + network.content_distance(buckets)[..., 0]
            gold = torch.tensor([cue_at.index(cue) for _, _, cue, _ in lesson.content_links])
            total, count = total + functional.cross_entropy(scores.float(), gold, reduction="sum"), count + len(gold)
        if lesson.source_links:
            asking = [p for p, _, _, _ in lesson.source_links]
            scores = parts[4][asking]
            if sources:
                source_at = [p for p, _ in sources]
                found = parts[2][asking] @ parts[3][source_at].T / math.sqrt(LINK)
                buckets = torch.tensor(
                    [[distance_bucket(c - s) for _, s in sources] for _, c, _, _ in lesson.source_links]
                )
                scores = torch.cat((scores, found + network.source_distance(buckets)[..., 0]), dim=-1)
            gold = torch.tensor([0 if s < 0 else 1 + source_at.index(s) for _, _, s, _ in lesson.source_links])
            total, count = total + functional.cross_entropy(scores.float(), gold, reduction="sum"), count + len(gold)
    return total / max(count, 1)


def token_losses(network: Reader, lessons: list[Lesson]) -> dict[str, Tensor]:
    """Return the loss of every head that a batch of windows teaches."""
    ids, mask = pad([lesson.ids for lesson in lessons])
    hidden = network.dropout(network.encode(ids, mask))
    width, losses = ids.shape[1], dict[str, Tensor]()
    for head in ("attribution", "event", "status", "role", "incident"):
        if any(head in lesson.labels for lesson in lessons):
            empty = [-100] * width
            gold = torch.tensor([(lesson.labels.get(head, []) + empty)[:width] for lesson in lessons])
            if (gold >= 0).any():
                logits = getattr(network, head)(hidden).float()
                losses[head] = functional.cross_entropy(logits.flatten(0, 1), gold.flatten(), ignore_index=-100)
    if any(lesson.taught is not None for lesson in lessons):
        losses["taught_words"] = taught_loss(network, hidden, [lesson.taught for lesson in lessons if lesson.taught])
    if any(lesson.loaded is not None for lesson in lessons):
        gold = torch.full((len(lessons), width, 3), math.nan)
        for row, lesson in enumerate(lessons):
            if lesson.loaded is not None:
                gold[row, : len(lesson.ids)] = torch.tensor(lesson.loaded)
        known = ~gold.isnan()
        logits = network.loaded(hidden).float()
        losses["loaded"] = functional.binary_cross_entropy_with_logits(logits[known], gold[known])
    if any(lesson.content_links or lesson.source_links for lesson in lessons):
        losses["link"] = link_loss(network, hidden, lessons)
    return losses


def taught_loss(network: Reader, hidden: Tensor, taught: list[Row]) -> Tensor:
    """Return how far the heads of attributions and of biased sentences are from a teacher's probabilities."""
    rows = torch.cat([torch.full((len(t["at"]),), row) for row, t in enumerate(taught)])
    words = hidden[rows, torch.cat([t["at"] for t in taught]).long()]
    roles = functional.cross_entropy(network.attribution(words).float(), torch.cat([t["attribution"] for t in taught]))
    biased = functional.binary_cross_entropy_with_logits(
        network.loaded(words)[:, 2].float(), torch.cat([t["loaded"] for t in taught])[:, 2]
    )
    return roles + 0.2 * biased


def pair_losses(network: Reader, pairs: list[Pair]) -> dict[str, Tensor]:
    """Return the losses of type and direction; where two types are right, either counts."""
    ids, mask = pad([pair.ids for pair in pairs])
    hidden = network.encode(ids, mask)
    kinds, directions = network.judge(
        hidden, torch.tensor([p.actor for p in pairs]), torch.tensor([p.recipient for p in pairs]), mask
    )
    chances = functional.log_softmax(kinds.float(), dim=-1)
    losses = {}
    related = [i for i, pair in enumerate(pairs) if pair.types]
    if related:
        right = torch.stack([torch.logsumexp(chances[i, list(pairs[i].types)], dim=-1) for i in related])
        losses["type"] = -(0.9 * right + 0.1 * chances[related].mean(dim=-1)).mean()  # label smoothing of .1
    labelled = [i for i, pair in enumerate(pairs) if pair.taught is None]
    if labelled:
        gold = torch.tensor([pairs[i].direction for i in labelled])
        losses["direction"] = functional.cross_entropy(directions[labelled].float(), gold, label_smoothing=0.02)
    taught = [(i, pair.taught) for i, pair in enumerate(pairs) if pair.taught is not None]
    if taught:
        rows = [i for i, _ in taught]
        losses["taught"] = functional.cross_entropy(
            kinds[rows].float(), torch.tensor([types for _, (types, _) in taught])
        ) + 0.5 * functional.cross_entropy(directions[rows].float(), torch.tensor([sides for _, (_, sides) in taught]))
    return losses


class Endless:
    """Items in random order, again and again; `fresh` makes a new round of them."""

    def __init__(self, fresh: Any, draw: random.Random) -> None:
        """Start with the first round."""
        self.fresh, self.draw, self.items, self.rounds = fresh, draw, [], 0

    def take(self) -> Any:
        """Return the next item."""
        if not self.items:
            self.items = list(self.fresh())
            self.draw.shuffle(self.items)
            self.rounds += 1
        return self.items.pop()


def batches_of(take: Any, size: int, draw: random.Random) -> Iterator[list[Any]]:
    """Yield batches of items of about one length: eight batches are taken at once, sorted, cut and shuffled."""
    while True:
        pool = sorted((take() for _ in range(8 * size)), key=lambda item: len(item.ids))
        cuts = [pool[i : i + size] for i in range(0, len(pool), size)]
        draw.shuffle(cuts)
        yield from cuts


def read_rows(path: Path) -> list[Row]:
    """Read a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def attribution_rounds(rows: list[list[Labelled]], draw: random.Random) -> Any:
    """Return a function that cuts all reports, each in one of the ways it can be shown, into windows of a size drawn for each."""
    return lambda: [lesson for ways in rows for lesson in draw.choice(ways).lessons(draw.randint(110, 254))]


def read_taught(path: Path) -> list[Lesson]:
    """Read the windows that teacher_words.py has judged."""
    rows = torch.load(path, weights_only=True)
    return [
        Lesson(tuple(row["ids"].tolist()), taught={name: row[name].float() for name in ("at", "attribution", "loaded")})
        for row in rows
    ]


def read_reports(work: Path, rows: list[Row], tokenizer: Tokenizer) -> list[list[Labelled]]:
    """Return each report as it stands and, where `seen.jsonl` has it, as the package shows it, one as often as the other."""
    path = work / "seen.jsonl"
    shown = {row["id"]: Labelled(row, tokenizer) for row in read_rows(path)} if path.exists() else {}
    reports = {row["id"]: Labelled(row, tokenizer) for row in rows if row["source"] == "polnear"}
    return [[report, shown.get(key, report)] for key, report in reports.items()]


def other_rounds(rows: list[Row], tokenizer: Tokenizer, draw: random.Random) -> Any:
    """Return a function that packs the sentences of a source together, or cuts its reports, into windows."""

    def fresh() -> list[Lesson]:
        order, packs = list(rows), list[Row]()
        draw.shuffle(order)
        while order:
            pack = [order.pop()]
            while order and len(pack[0]["text"]) < 600 and draw.random() < 0.6 and len(pack) < 5:
                pack.append(order.pop())
            packs.append(join_rows(pack))
        return [lesson for pack in packs for lesson in Labelled(pack, tokenizer).lessons(draw.randint(110, 254))]

    return fresh


def join_rows(rows: list[Row]) -> Row:
    """Join short examples of one source into one, a paragraph each."""
    joined: Row = {**rows[0], "text": "", "paragraphs": []}
    names = ("event", "status", "loaded_word", "loaded_span", "loaded_sentence", "role", "incident")
    heads = [head for head in names if rows[0].get(head) is not None]
    joined.update({head: [] for head in heads})
    for row in rows:
        shift = len(joined["text"])
        joined["text"] += row["text"] + "\n\n"
        joined["paragraphs"] += [[a + shift, b + shift] for a, b in row["paragraphs"]]
        for head in heads:
            joined[head] += [[a + shift, b + shift, name] for a, b, name in row[head] or []]
    return joined


def main() -> None:
    """Read the arguments, train, and save the weights with what they were trained on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder that prepare.py wrote")
    parser.add_argument(
        "--base", type=Path, help="folder of model.safetensors and vocab.txt; else the installed package's"
    )
    parser.add_argument("--name", default="reader")
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--minutes", type=float, help="stop after so long instead, the rate falling with the time left")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument(
        "--round-after",
        type=float,
        default=0.6,
        help="share of the run after which products are computed in eight bits",
    )
    parser.add_argument("--taught", type=Path, help="pairs with a teacher's judgements, as teacher.py writes them")
    parser.add_argument("--taught-words", type=Path, help="windows with a teacher's judgements, of teacher_words.py")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--windows", type=int, default=8, help="attribution windows in a step; 0 for none")
    parser.add_argument("--taught-windows", type=int, default=5, help="windows of --taught-words in a step")
    parser.add_argument("--others", type=int, default=6, help="windows for the other heads in a step")
    parser.add_argument("--pairs", type=int, default=17)
    parser.add_argument("--seed", type=int, default=13)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    draw = random.Random(args.seed)
    base = args.base or find_base()
    tokenizer = load_tokenizer(base / "vocab.txt")
    rows = [
        row
        for name in ("tokens", "muc4_words")
        for row in (read_rows(args.work / f"{name}.jsonl") if (args.work / f"{name}.jsonl").exists() else [])
        if row["part"] == "train"
    ]
    attributions = Endless(attribution_rounds(read_reports(args.work, rows, tokenizer), draw), draw)
    by_source = {s: [r for r in rows if r["source"] == s] for s in SHARES}
    others = {s: Endless(other_rounds(own, tokenizer, draw), draw) for s, own in by_source.items() if own}
    shares = {source: SHARES[source] for source in others}
    marked = [
        (row["source"], mark_pair(row, tokenizer))
        for row in [*read_rows(args.work / "pairs.jsonl"), *(read_rows(args.taught) if args.taught else [])]
        if row["part"] == "train"
    ]
    present = {source for source, _ in marked}
    pair_shares = {source: share for source, share in PAIR_SHARES.items() if source in present}
    pairs = {s: Endless(lambda s=s: [p for source, p in marked if source == s], draw) for s in pair_shares}
    streams: list[tuple[str, Any, int]] = [
        ("tokens", attributions.take, args.windows),
        (
            "tokens",
            lambda: others[draw.choices(list(shares), list(shares.values()))[0]].take(),
            args.others,
        ),
        (
            "pairs",
            lambda: pairs[draw.choices(list(pair_shares), list(pair_shares.values()))[0]].take(),
            args.pairs,
        ),
    ]
    batches = [(kind, batches_of(take, size, draw)) for kind, take, size in streams if size]
    if args.taught_words:
        judged = read_taught(args.taught_words)
        batches.append(("tokens", batches_of(Endless(lambda: judged, draw).take, args.taught_windows, draw)))
    network = Reader()
    network.load_base(base / "model.safetensors")
    if args.start:
        network.load_state_dict(torch.load(args.start, weights_only=True))
    network.words.weight.requires_grad = False
    optimizer = make_optimizer(network, args.rate)
    top_rates = [group["lr"] for group in optimizer.param_groups]
    started, sums, pieces = time.monotonic(), dict[str, float](), 0
    network.train()
    step, done = 0, 0.0
    while done < 1.0:
        step += 1
        for group, top in zip(optimizer.param_groups, top_rates, strict=True):
            group["lr"] = top * max(0.01, min(done / 0.1 + 0.02, (1.0 - done) / 0.9))
        Product.eight_bits = done >= args.round_after
        optimizer.zero_grad(set_to_none=True)
        for kind, stream in batches:
            batch = next(stream)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                losses = token_losses(network, batch) if kind == "tokens" else pair_losses(network, batch)
            torch.stack([HEAD_WEIGHTS[head] * loss for head, loss in losses.items()]).sum().backward()
            pieces += sum(len(item.ids) for item in batch)
            for head, loss in losses.items():
                sums[head] = 0.97 * sums.get(head, loss.item()) + 0.03 * loss.item()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        done = step / args.steps if args.minutes is None else (time.monotonic() - started) / 60 / args.minutes
        if step % 20 == 0 or step == 3:
            shown = " ".join(f"{head} {value:.3f}" for head, value in sorted(sums.items()))
            print(f"{step:5} {time.monotonic() - started:6.0f}s {pieces:9} pieces  {shown}", flush=True)
    torch.save(network.state_dict(), args.work / f"{args.name}.pt")
    run = {
        **{k: v for k, v in vars(args).items() if not isinstance(v, Path)},
        "steps": step,
        "pieces": pieces,
        "seconds": round(time.monotonic() - started),
        "rounds": {
            "polnear": attributions.rounds,
            **{s: o.rounds for s, o in others.items()},
            **{f"pairs {s}": p.rounds for s, p in pairs.items()},
        },
    }
    (args.work / f"{args.name}.json").write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")


def make_optimizer(network: Reader, rate: float) -> torch.optim.Optimizer:
    """Return AdamW, the heads learning five times as fast as the encoder."""
    encoder = ("positions", "kind", "norm.", "layers")
    groups: list[dict[str, Any]] = []
    for fast in (False, True):
        for decay in (False, True):
            chosen = [
                p
                for n, p in network.named_parameters()
                if p.requires_grad and n.startswith(encoder) != fast and (p.ndim > 1) == decay
            ]
            groups.append({"params": chosen, "lr": rate * (5 if fast else 1), "weight_decay": 0.01 if decay else 0.0})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


if __name__ == "__main__":
    main()
