"""Export a trained reader to ONNX with eight-bit weights, and write the model's folder with its card.

Products are computed in integers: weights of seven bits with a scale for each column (eight would overflow on processors
without VNNI), inputs of eight bits with a range taken over the sequence; the network was trained to bear that
(`network.Product`). Sequences are read one by one, so that the range depends on nothing else. The word embeddings are stored
in eight bits with a scale for each piece. The card's figures come from measure.py, which needs the exported files: run it
on the folder, then this again with `--measured`.

    python training/export.py --work WORK --date DATE --out src/sayso/analysis/reader_model
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from network import (
    ATTRIBUTION,
    DIRECTION,
    DISTANCES,
    EVENT,
    HEADS,
    HIDDEN,
    INCIDENT,
    LINK,
    LOADED,
    ROLE,
    STATUS,
    TYPES,
    WEIGHTS_SHA256,
    Reader,
    find_base,
)
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

EMBEDDINGS = "network.words.weight"
OUTPUTS = ("attribution", "event", "status", "loaded", "role", "incident", "link", "relation", "direction")
BY_PIECE = OUTPUTS[:-2]
"""Outputs with a row for each piece."""
DATA = (
    {"name": "all-MiniLM-L6-v2 (base weights)", "license": "Apache-2.0", "use": "encoder"},
    {"name": "PolNeAR, train part", "license": "none stated", "use": "attributions"},
    {
        "name": "PLV (Zero-Shot-PLOVER), train part, all of it",
        "license": "none stated",
        "use": "relations; weak labels of events",
    },
    {
        "name": "BABE, four fifths of the part at hand",
        "license": "AGPL-3.0 (repository)",
        "use": "loaded words and sentences",
    },
    {"name": "PTC v2, four fifths of the part at hand", "license": "unclear", "use": "stretches of persuasion"},
    {
        "name": "TimeBank and AQUAINT TimeML (TempEval-3 training part)",
        "license": "LDC / unclear",
        "use": "status; weak labels of events",
    },
    {"name": "ECB+, train topics", "license": "CC BY 3.0 (annotations)", "use": "weak labels of events"},
    {"name": "CASE-2021 task 2, the part at hand", "license": "none stated", "use": "weak labels of events"},
    {
        "name": "20,002 pairs of parties in the texts above and below and of India Police Events, judged by a teacher "
        "(all-mpnet-base-v2, Apache-2.0) trained on PLV",
        "license": "as the texts",
        "use": "relations",
    },
    {"name": "MUC-4, DEV part, names exchanged", "license": "unclear", "use": "roles and incidents"},
    {
        "name": "1,836 texts of BASIL, Worldwide NER, PTC, ECB+, MUC-4 (DEV part), LGL and GeoWebNews without their labels, and 330 of "
        "PolNeAR train, read by a teacher "
        "(eight layers of all-mpnet-base-v2, Apache-2.0) trained on PolNeAR and BABE",
        "license": "as the texts",
        "use": "attributions, biased sentences",
    },
    {"name": "sentences written for sayso (training/sentences.py)", "license": "as sayso", "use": "relations, events"},
)
THRESHOLDS = {
    "source": 0.0,
    "cue": 0.0,
    "content": 0.0,
    "no_source_bias": 0.0,
    "loaded_word": 0.3,
    "loaded_span": 0.32,
    "loaded_span_edge": 0.15,
    "loaded_sentence": 0.4,
}


class Attention(torch.autograd.Function):
    """Attention of several heads, one node of the exported file."""

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any) -> Any:
        """Name the node."""
        return graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=HEADS)

    @staticmethod
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """Map three tensors `(1, pieces, hidden)` to one."""
        split = (x.unflatten(-1, (HEADS, -1)).transpose(1, 2) for x in (query, key, value))
        return functional.scaled_dot_product_attention(*split).transpose(1, 2).flatten(-2)


class Exported(nn.Module):
    """The network as the ONNX file computes it: one sequence, every head; query, key and value by one product."""

    def __init__(self, network: Reader) -> None:
        """Wrap a trained network."""
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, actor: Tensor, recipient: Tensor) -> tuple[Tensor, ...]:
        """Return the heads' logits for ids `(1, pieces)` and the places of the marks `(1,)`."""
        n = self.network
        hidden = n.norm(n.words(ids) + n.positions.weight[: ids.shape[1]] + n.kind)
        for layer in n.layers:
            three = layer.query, layer.key, layer.value
            weight, bias = torch.cat([x.weight for x in three]), torch.cat([x.bias for x in three])
            mixed = Attention.apply(*functional.linear(hidden, weight, bias).split(HIDDEN, dim=-1))
            hidden = layer.norm_attended(hidden + layer.attended(mixed))
            hidden = layer.norm_outer(hidden + layer.outer(functional.gelu(layer.inner(hidden))))
        relation, direction = n.judge(hidden, actor, recipient)
        return (
            n.attribution(hidden),
            n.event(hidden),
            n.status(hidden),
            n.loaded(hidden),
            n.role(hidden),
            n.incident(hidden),
            n.link(hidden),
            relation,
            direction,
        )


def export(network: Reader, path: Path) -> None:
    """Write the network as ONNX in float32."""
    example = (torch.tensor([[101, *range(2000, 2030), 102]]), torch.tensor([3]), torch.tensor([7]))
    torch.onnx.export(
        Exported(network).eval(),
        example,
        str(path),
        input_names=["ids", "actor", "recipient"],
        output_names=list(OUTPUTS),
        dynamic_axes={"ids": {1: "pieces"}, **{name: {1: "pieces"} for name in BY_PIECE}},
        opset_version=17,
        custom_opsets={"com.microsoft": 1},
        dynamo=False,
    )
    onnx.checker.check_model(str(path))


def store_embeddings(model: onnx.ModelProto) -> None:
    """Store the word embeddings as int8 with a scale for each piece, multiplied after the look-up."""
    graph = model.graph
    weights = {w.name: w for w in graph.initializer}
    nodes = []
    for node in graph.node:
        if node.op_type == "Gather" and node.input[0] == EMBEDDINGS:
            table = numpy_helper.to_array(weights[EMBEDDINGS])
            scale = (np.abs(table).max(axis=1, keepdims=True) / 127).clip(1e-8).astype(np.float32)
            graph.initializer.remove(weights[EMBEDDINGS])
            graph.initializer.append(numpy_helper.from_array(np.round(table / scale).astype(np.int8), "pieces_int8"))
            graph.initializer.append(numpy_helper.from_array(scale, "pieces_scale"))
            ids, out = node.input[1], node.output[0]
            nodes += [
                helper.make_node("Gather", ["pieces_int8", ids], ["pieces_found"], name="/words/find"),
                helper.make_node(
                    "Cast", ["pieces_found"], ["pieces_cast"], name="/words/cast", to=onnx.TensorProto.FLOAT
                ),
                helper.make_node("Gather", ["pieces_scale", ids], ["pieces_by"], name="/words/scale"),
                helper.make_node("Mul", ["pieces_cast", "pieces_by"], [out], name="/words/mul"),
            ]
        else:
            nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)


def quantise(source: Path, target: Path) -> None:
    """Write the model with the encoder's weights and products in eight bits; the heads stay as they are."""
    model = onnx.load(str(source))
    store_embeddings(model)
    heads = tuple(f"/{name}/" for name in OUTPUTS)
    others = [n.name for n in model.graph.node if n.op_type != "MatMul" or n.name.startswith(heads)]
    others += [f"{name}_MatMul" for name in others]  # what the quantiser makes of a Gemm
    middle = target.with_suffix(".stored.onnx")
    onnx.save(model, str(middle))
    quantize_dynamic(
        str(middle),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_exclude=others,
        op_types_to_quantize=["MatMul"],
        extra_options={"MatMulConstBOnly": True},
    )
    middle.unlink()


def optimise(source: Path, target: Path) -> None:
    """Write the model as onnxruntime runs it, its nodes joined once here instead of at every start.

    Sums are not joined with the normalisation after them: that kernel takes three times as long as the two apart
    (onnxruntime 1.32).
    """
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(target)
    onnxruntime.InferenceSession(
        str(source), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )


def write_card(
    folder: Path,
    network: Reader,
    *,
    name: str,
    run: dict[str, Any],
    thresholds: dict[str, float],
    measured: list[Any],
    date: str,
) -> None:
    """Write `card.json` with the labels, the files' hashes, the data and the figures."""
    card = {
        "name": name,
        "date": date,
        "base": {"name": "sentence-transformers/all-MiniLM-L6-v2", "sha256": WEIGHTS_SHA256, "license": "Apache-2.0"},
        "files": {f: hashlib.sha256((folder / f).read_bytes()).hexdigest() for f in ("reader.onnx", "vocab.txt")},
        "labels": {
            "attribution": ATTRIBUTION,
            "event": EVENT,
            "status": STATUS,
            "loaded": LOADED,
            "role": ROLE,
            "incident": INCIDENT,
            "relation": TYPES,
            "direction": DIRECTION,
        },
        "link_width": LINK,
        "link_distance": {
            "edges": DISTANCES,
            "content": [round(x, 5) for x in network.content_distance.weight[:, 0].tolist()],
            "source": [round(x, 5) for x in network.source_distance.weight[:, 0].tolist()],
        },
        "thresholds": thresholds,
        "trained": {"command": "python training/prepare.py, train.py, export.py (training/README.md)", **run},
        "data": DATA,
        "measured": measured,
        "measured_with": "python training/measure.py --model FOLDER --work WORK --gold DATA --score SCORERS",
    }
    (folder / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Read the arguments; export, quantise, write the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--base", type=Path, help="folder of vocab.txt; else the installed package's")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", default="reader", help="of the weights in WORK")
    parser.add_argument("--model-name", default="sayso-reader-1")
    parser.add_argument("--date", required=True, help="of the training run, ISO")
    parser.add_argument("--thresholds", type=Path, nargs="*", default=[], help="JSON, such as thresholds.py writes")
    parser.add_argument("--measured", type=Path, nargs="*", default=[], help="JSON lists from measure.py")
    parser.add_argument("--float32", action="store_true", help="leave the weights as they are, to compare with")
    args = parser.parse_args()
    network = Reader()
    network.load_state_dict(torch.load(args.work / f"{args.name}.pt", weights_only=True))
    network.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    plain = args.work / f"{args.name}.onnx"
    export(network, plain)
    if not args.float32:
        quantise(plain, plain)
    optimise(plain, args.out / "reader.onnx")
    shutil.copy((args.base or find_base()) / "vocab.txt", args.out / "vocab.txt")
    chosen = [json.loads(path.read_text()) for path in args.thresholds]
    thresholds = {name: value for values in (THRESHOLDS, *chosen) for name, value in values.items()}
    measured = [figure for path in args.measured for figure in json.loads(path.read_text())]
    run = json.loads((args.work / f"{args.name}.json").read_text())
    write_card(
        args.out, network, name=args.model_name, run=run, thresholds=thresholds, measured=measured, date=args.date
    )
    print({path.name: path.stat().st_size for path in sorted(args.out.iterdir())})


if __name__ == "__main__":
    main()
