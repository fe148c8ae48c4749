"""Run the reader model: who says what in which words, what happens, who does it to whom, what is loaded.

The model is one ONNX file with a card beside it; the card names the labels, the tuned thresholds and the SHA-256 of every
file. Sequences are read one by one and never padded, so that what is read of a report depends on that report alone.
Must not decide what a claim is: probabilities and offsets come out, in code points of the text.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.resources
import itertools
import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from sayso.analysis.windows import SPECIAL, Word, find_words, load_tokenizer, make_windows
from sayso.errors import ModelError
from sayso.records import FILLS, INCIDENTS, EventType, ReadAttribution, Span, Status

Floats = npt.NDArray[np.float32]

CARD = "card.json"
MAX_PAIR_PIECES = 126
"""Word pieces around a marked pair, as in training; a pair farther apart is given as many as the encoder has positions."""
MAX_POSITIONS = 510
ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Tag:
    """A stretch of text in a role: source, cue or content. `probability`: mean over its words."""

    span: Span
    role: str
    probability: float


@dataclass(frozen=True, slots=True)
class ReadWord:
    """What the model reads at one word.

    `event`: in the order of `Reader.event_labels` (none first), sums to 1. `status`: in the order of `Reader.status_labels`,
    given that the word is an event, sums to 1. `loaded`: the word is loaded; it is in a stretch that uses a technique of
    persuasion; its sentence is biased. `role`: none, then as `FILLS`; `incident`: none, then as `INCIDENTS`; each sums
    to 1, and is empty if the model has no such head.
    """

    start: int
    end: int
    event: tuple[float, ...]
    status: tuple[float, ...]
    loaded: tuple[float, float, float]
    role: tuple[float, ...] = ()
    incident: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadParagraph:
    """What the model reads in one paragraph, each part in text order."""

    start: int
    end: int
    words: tuple[ReadWord, ...]
    tags: tuple[Tag, ...]
    attributions: tuple[ReadAttribution, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the model reads in a report: one entry for every paragraph asked for."""

    paragraphs: tuple[ReadParagraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRelation:
    """The relation of a marked pair.

    `types`: a probability for each type, whichever party acts, sums to 1, likeliest first. `forward`: the actor does it to
    the recipient; `reverse`: the recipient does it to the actor; `none`: neither. The three sum to 1.
    """

    types: tuple[tuple[EventType, float], ...]
    forward: float
    reverse: float
    none: float


@functools.cache
def load_packaged() -> Reader:
    """Load the model inside the package once.

    Raises:
        ModelError: A file is missing, or is not the one that the card names.
    """
    return Reader(Path(str(importlib.resources.files("sayso.analysis") / "reader_model")))


class Reader:
    """The reader model, opened; results do not depend on what was read before."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Check the card and the files of a model's folder, and open it.

        Args:
            folder: Holds `card.json` and the files that it names.
            threads: Threads within one operation.

        Raises:
            ModelError: A file is missing, or is not the one that the card names.
        """
        self.card = load_card(folder)
        labels = self.card["labels"]
        self.event_labels: tuple[EventType | None, ...] = tuple(
            None if x == "none" else EventType(x) for x in labels["event"]
        )
        self.status_labels: tuple[Status, ...] = tuple(Status(x) for x in labels["status"])
        self.name: str = f"{self.card['name']}@{self.card['files']['reader.onnx'][:12]}"
        self._types = tuple(EventType(x) for x in labels["relation"])
        self._optional = tuple(
            head for head, names in (("role", FILLS), ("incident", INCIDENTS)) if labels.get(head) == ["none", *names]
        )
        self._attribution: tuple[str, ...] = tuple(labels["attribution"])
        self._directions: tuple[str, ...] = tuple(labels["direction"])
        self._thresholds: Mapping[str, float] = self.card["thresholds"]
        self._label_bias = np.array(
            [self._thresholds.get(f"bias_{name[2:]}", 0.0) for name in self._attribution], dtype=np.float32
        )
        self._distance: Mapping[str, list[float]] = self.card["link_distance"]
        self._link_width: int = self.card["link_width"]
        self._tokenizer = load_tokenizer(folder / "vocab.txt")
        self._special = number_special(self._tokenizer)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.enable_mem_pattern = False  # every length is another shape
        # training/export.py has joined the nodes once and for all; joined further, the model takes a tenth longer
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def find_words(self, text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Word]:
        """Return the words of the paragraphs as `read` takes them."""
        return find_words(self._tokenizer, text, paragraphs)

    @property
    def thresholds(self) -> Mapping[str, float]:
        """What the card says a probability must reach, by the name of what it is of."""
        return self._thresholds

    def find_pieces(self, word: str) -> tuple[int, ...]:
        """Return the word pieces of a word."""
        return tuple(self._tokenizer.encode(word, add_special_tokens=False).ids)

    def read(self, text: str, paragraphs: Sequence[tuple[int, int]], *, words: Sequence[Word] | None = None) -> Reading:
        """Read the paragraphs of a report.

        Args:
            text: The report's text.
            paragraphs: Half-open offsets, in text order; they do not overlap. What lies outside them is not read.
            words: Their words, of which the pieces may be those of stand-ins; `None`: as they stand in the text.
        """
        words = self.find_words(text, paragraphs) if words is None else words
        if not words:
            nothing = [ReadParagraph(start=a, end=b, words=(), tags=(), attributions=()) for a, b in paragraphs]
            return Reading(paragraphs=tuple(nothing))
        heads = self._read_words(words)
        read, chances = self._read_chances(words, heads), softmax(heads["attribution"] + self._label_bias)
        found, at = [], 0
        for number, bounds in enumerate(paragraphs):
            last = at
            while last < len(words) and words[last].paragraph == number:
                last += 1
            runs, own = self._find_runs(chances[at:last]), words[at:last]
            found.append(
                ReadParagraph(
                    start=bounds[0],
                    end=bounds[1],
                    words=read[at:last],
                    tags=tuple(Tag(cut(text, own, run.first, run.last), run.role, run.probability) for run in runs),
                    attributions=self._link(text, own, runs, heads["link"][at:last]),
                )
            )
            at = last
        return Reading(paragraphs=tuple(found))

    def relate(
        self,
        text: str,
        actor: tuple[int, int] | None,
        recipient: tuple[int, int] | None,
        *,
        within: tuple[int, int] | None = None,
    ) -> ReadRelation:
        """Judge the relation of two parties, best given the sentence that tells it.

        Args:
            text: A text that holds both parties.
            actor: Half-open offsets; `None` if the party is not named.
            recipient: As `actor`.
            within: The stretch of `text` to read, usually the sentence; `None` reads all of it. Of a stretch of more than
                about a hundred words, what lies around the parties is read.
        """
        ids, at = self._mark(text, actor, recipient, within or (0, len(text)))
        feed = {
            "ids": np.array([ids], dtype=np.int64),
            "actor": np.array(at[:1], dtype=np.int64),
            "recipient": np.array(at[1:], dtype=np.int64),
        }
        types, direction = self._session.run(["relation", "direction"], feed)
        chances = softmax(types)[0]
        order = sorted(range(len(self._types)), key=lambda i: (-chances[i], i))
        directions = dict(zip(self._directions, softmax(direction)[0].tolist(), strict=True))
        return ReadRelation(types=tuple((self._types[i], float(chances[i])) for i in order), **directions)

    # --- reading words ----------------------------------------------------------------------------

    def _read_words(self, words: Sequence[Word]) -> dict[str, Floats]:
        """Run the model over all windows; every head gives float32 `(words, width)`."""
        names = ("attribution", "event", "status", "loaded", "link", *self._optional)
        zero = np.zeros(1, dtype=np.int64)
        heads: dict[str, Floats] = {}
        for window in make_windows(words, first=self._special["[CLS]"], between=self._special["[SEP]"]):
            feed = {"ids": np.array([window.ids], dtype=np.int64), "actor": zero, "recipient": zero}
            kept = [(word, at) for word, at, keep in zip(window.words, window.at, window.kept, strict=True) if keep]
            numbers, places = [word for word, _ in kept], [at for _, at in kept]
            for name, logits in zip(names, self._session.run(list(names), feed), strict=True):
                if name not in heads:
                    heads[name] = np.zeros((len(words), logits.shape[-1]), dtype=np.float32)
                heads[name][numbers] = logits[0, places]
        return heads

    def _read_chances(self, words: Sequence[Word], heads: Mapping[str, Floats]) -> tuple[ReadWord, ...]:
        """Return the words with their probabilities; a head that the model has not is empty."""
        events, statuses, roles, incidents = (
            map(tuple, softmax(heads[name]).tolist()) if name in heads else itertools.repeat((), len(words))
            for name in ("event", "status", "role", "incident")
        )
        loaded = map(tuple, sigmoid(heads["loaded"]).tolist())
        starts, ends = (word.start for word in words), (word.end for word in words)
        return tuple(map(ReadWord, starts, ends, events, statuses, loaded, roles, incidents))

    def _find_runs(self, chances: Floats) -> list[Run]:
        """Return the runs of words in one role on the likeliest path of labels, given float32 `(words, labels)`."""
        path = likeliest_path(np.log(np.maximum(chances, 1e-9)), self._attribution)
        runs: list[Run] = []
        for place, label in enumerate(path):
            name = self._attribution[label]
            if name.startswith("B-"):
                runs.append(Run(name[2:], place, place + 1, 0.0))
            elif name.startswith("I-"):
                runs[-1] = Run(runs[-1].role, runs[-1].first, place + 1, 0.0)
        scored = []
        for run in runs:
            columns = [i for i, name in enumerate(self._attribution) if name.endswith(run.role)]
            chance = float(chances[run.first : run.last][:, columns].sum(axis=1).mean())
            if chance >= self._thresholds[run.role]:
                scored.append(Run(run.role, run.first, run.last, chance))
        return scored

    def _link(self, text: str, words: Sequence[Word], runs: Sequence[Run], link: Floats) -> tuple[ReadAttribution, ...]:
        """Give every content the cue it fits best, and every cue its source or none."""
        sources, cues, contents = ([run for run in runs if run.role == role] for role in ROLES)
        width = self._link_width
        parts = [link[:, i * width : (i + 1) * width] / math.sqrt(math.sqrt(width)) for i in range(4)]
        owned: dict[int, list[tuple[Run, float]]] = {}
        for content in contents:
            if cues:
                scores = [
                    float(parts[0][content.first] @ parts[1][cue.first])
                    + self._bias("content", content.first - cue.first)
                    for cue in cues
                ]
                best, chance = likeliest(scores)
                owned.setdefault(best, []).append((content, chance))
            else:
                owned.setdefault(-1, []).append((content, content.probability))
        found = []
        for number, own in sorted(owned.items(), key=lambda item: item[1][0][0].first):
            content_spans = tuple(cut(text, words, run.first, run.last) for run, _ in own)
            weakest = min(min(run.probability, chance) for run, chance in own)
            if number < 0:
                found.append(ReadAttribution(source=None, cue=None, content=content_spans, probability=weakest))
                continue
            cue = cues[number]
            scores = [float(link[cue.first, -1]) + self._thresholds.get("no_source_bias", 0.0)]
            scores += [
                float(parts[2][cue.first] @ parts[3][source.first]) + self._bias("source", cue.first - source.first)
                for source in sources
            ]
            best, chance = likeliest(scores)
            found.append(
                ReadAttribution(
                    source=cut(text, words, sources[best - 1].first, sources[best - 1].last) if best else None,
                    cue=cut(text, words, cue.first, cue.last),
                    content=content_spans,
                    probability=min(weakest, chance, cue.probability),
                )
            )
        return tuple(found)

    def _bias(self, kind: str, offset: int) -> float:
        edges, biases = self._distance["edges"], self._distance[kind]
        bucket = bisect_right(edges, abs(offset)) - 1
        return biases[bucket if offset >= 0 else bucket + len(edges)]

    # --- marking pairs ----------------------------------------------------------------------------

    def _mark(
        self, text: str, actor: tuple[int, int] | None, recipient: tuple[int, int] | None, within: tuple[int, int]
    ) -> tuple[list[int], tuple[int, int]]:
        """Return the pieces of a stretch with marks around the parties, and where the marks stand (0: not named)."""
        marks = []
        for number, party in enumerate((actor, recipient)):
            if party is not None:
                marks.append((party[0], 1, self._special[f"[unused{2 * number}]"]))
                marks.append((party[1], 0, self._special[f"[unused{2 * number + 1}]"]))
        marks.sort()
        ids = [self._special["[CLS]"]]
        for word in find_words(self._tokenizer, text, [within]):
            while marks and word.start >= marks[0][0]:
                ids.append(marks.pop(0)[2])
            ids.extend(word.pieces)
        ids += [mark for _, _, mark in marks]
        openings = [self._special["[unused0]"], self._special["[unused2]"]]
        ids = cut_around(ids, [self._special[f"[unused{i}]"] for i in range(4)])
        ids.append(self._special["[SEP]"])
        at = [ids.index(mark) if mark in ids else 0 for mark in openings]
        return ids, (at[0], at[1])


@dataclass(frozen=True, slots=True)
class Run:
    """Words `[first, last)` of a paragraph in one role."""

    role: str
    first: int
    last: int
    probability: float


def load_card(folder: Path) -> dict[str, Any]:
    """Load a model's card, once its files are found to be those that it names.

    Raises:
        ModelError: A file is missing, or is not the one that the card names.
    """
    try:
        card: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"no readable {CARD} in {folder.name!r}: {error}"
        raise ModelError(message) from error
    for name, pinned in card["files"].items():
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as error:
            message = f"the model's file {name!r} is missing; install sayso again"
            raise ModelError(message) from error
        if found != pinned:
            message = f"the model's file {name!r} has SHA-256 {found[:12]}…, its card says {pinned[:12]}…; install sayso again"
            raise ModelError(message)
    return card


def number_special(tokenizer: Tokenizer) -> dict[str, int]:
    """Return the numbers of the pieces that are no words.

    Raises:
        ModelError: The vocabulary has one of them not.
    """
    found = {piece: tokenizer.token_to_id(piece) for piece in SPECIAL}
    if missing := sorted(piece for piece, number in found.items() if number is None):
        message = f"the model's vocabulary has no {', '.join(missing)}; install sayso again"
        raise ModelError(message)
    return {piece: number for piece, number in found.items() if number is not None}


def softmax(logits: Floats) -> Floats:
    """Return probabilities along the last axis, same shape."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return result


def sigmoid(logits: Floats) -> Floats:
    """Return probabilities of independent logits, same shape."""
    result: Floats = (1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0)))).astype(np.float32)
    return result


def likeliest(scores: Sequence[float]) -> tuple[int, float]:
    """Return the place of the highest score, the first of equal ones, and its share under softmax."""
    best = max(range(len(scores)), key=lambda i: (scores[i], -i))
    return best, 1.0 / sum(math.exp(score - scores[best]) for score in scores)


def likeliest_path(logs: Floats, labels: Sequence[str]) -> list[int]:
    """Return the likeliest labels of a paragraph's words in which no I- stands without its B- or I- before it.

    Args:
        logs: Log probabilities, float32 `(words, labels)`.
        labels: O, B-role and I-role.
    """
    path: list[int] = logs.argmax(axis=1).tolist()
    names = [labels[label] for label in path]  # the likeliest of each word: the path, where nothing forbids it
    if all(name[0] != "I" or before[2:] == name[2:] for before, name in itertools.pairwise(("O", *names))):
        return path
    before = [[i for i, other in enumerate(labels) if name[0] != "I" or other[2:] == name[2:]] for name in labels]
    rows = logs.tolist()
    score, back = [-math.inf if name[0] == "I" else row for name, row in zip(labels, rows[0], strict=True)], []
    for row in rows[1:]:
        choice = [max(places, key=score.__getitem__) for places in before]
        back.append(choice)
        score = [score[k] + own for k, own in zip(choice, row, strict=True)]
    path = [score.index(max(score))]
    for choice in reversed(back):
        path.append(choice[path[-1]])
    return path[::-1]


def cut(text: str, words: Sequence[Word], first: int, last: int) -> Span:
    """Return the characters of words `[first, last)`."""
    start, end = words[first].start, words[last - 1].end
    return Span(start, end, text[start:end])


def cut_around(ids: list[int], marks: Sequence[int]) -> list[int]:
    """Cut pieces to what a window takes, the marks inside with as much before them as after them.

    If the parties stand too far apart even for all positions of the encoder, the middle between them is left out.
    """
    at = [i for i, piece in enumerate(ids) if piece in marks]
    low, high = (min(at), max(at)) if at else (1, 1)
    room = MAX_PAIR_PIECES - 1 if high - low < MAX_PAIR_PIECES - 4 else MAX_POSITIONS - 1
    if len(ids) <= room:
        return ids
    if high - low >= room - 1:
        half = (room - 1) // 2
        return [ids[0], *ids[low : low + half], *ids[high - half + 1 : high + 1]]
    start = max(1, min((low + high - room) // 2, len(ids) - room + 1, low))
    return [ids[0], *ids[start : start + room - 1]]


def event_types(reader: Reader, reading: Reading, start: int, end: int) -> dict[EventType, float]:
    """Return, for each type, the highest probability among the words that share a character with `[start, end)`."""
    found = dict.fromkeys((kind for kind in reader.event_labels if kind is not None), 0.0)
    for paragraph in reading.paragraphs:
        for word in paragraph.words if paragraph.start < end and start < paragraph.end else ():
            if word.start < end and start < word.end:
                for kind, chance in zip(reader.event_labels, word.event, strict=True):
                    if kind is not None:
                        found[kind] = max(found[kind], chance)
    return found


def statuses(reader: Reader, reading: Reading, start: int, end: int) -> dict[Status, float]:
    """Return the status probabilities of the first word in `[start, end)`; empty if no word is there."""
    for paragraph in reading.paragraphs:
        for word in paragraph.words:
            if word.start < end and start < word.end:
                return dict(zip(reader.status_labels, word.status, strict=True))
    return {}


def sentence_bias(reading: Reading, start: int, end: int) -> float:
    """Return the mean probability of bias over the words of a sentence; 0 if no word is there."""
    chances = [w.loaded[2] for p in reading.paragraphs for w in p.words if w.start < end and start < w.end]
    return sum(chances) / len(chances) if chances else 0.0
