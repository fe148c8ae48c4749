"""Export a trained reader to ONNX, store its weights in eight bits, and write the model's folder with its card.

Weights are stored as int8 with a scale for each column and multiplied as float32: computing the products in eight bits
as well changed 2% of the labels (97.8% equal on PolNeAR dev, with `--stored` and nothing after it), leaving only the
`outer` product of each layer in float32 1.5%, all of them 1.0%, on 2026-11-22. The card's figures come from measure.py,
which needs the exported files: run it on the folder, then this again with `--measured`.

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
import torch
from network import (
    ATTRIBUTION,
    DIRECTION,
    DISTANCES,
    EVENT,
    LINK,
    LOADED,
    STATUS,
    TYPES,
    WEIGHTS_SHA256,
    Reader,
    find_base,
)
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

ENCODER = "/layers."
"""How the names of the encoder's nodes start."""
PRODUCTS = ("query", "key", "value", "attended", "inner", "outer")
OUTPUTS = ("attribution", "event", "status", "loaded", "link", "relation", "direction")
DATA = (
    {"name": "all-MiniLM-L6-v2 (base weights)", "license": "Apache-2.0", "use": "encoder"},
    {"name": "PolNeAR, train part", "license": "none stated", "use": "attributions"},
    {"name": "PLV (Zero-Shot-PLOVER), train part", "license": "none stated", "use": "relations; weak labels of events"},
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
    {"name": "sentences written for sayso (training/sentences.py)", "license": "as sayso", "use": "relations, events"},
)
THRESHOLDS = {
    "source": 0.0,
    "cue": 0.0,
    "content": 0.0,
    "no_source_bias": 0.0,
    "loaded_word": 0.5,
    "loaded_span": 0.3,
    "loaded_sentence": 0.5,
}


class Exported(nn.Module):
    """The network as the ONNX file computes it: one sequence, every head."""

    def __init__(self, network: Reader) -> None:
        """Wrap a trained network."""
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, actor: Tensor, recipient: Tensor) -> tuple[Tensor, ...]:
        """Return the heads' logits for ids `(1, pieces)` and the places of the marks `(1,)`."""
        n = self.network
        hidden = n.encode(ids)
        relation, direction = n.judge(hidden, actor, recipient)
        return (
            n.attribution(hidden),
            n.event(hidden),
            n.status(hidden),
            n.loaded(hidden),
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
        dynamic_axes={"ids": {1: "pieces"}, **{name: {1: "pieces"} for name in OUTPUTS[:5]}},
        opset_version=17,
        dynamo=False,
    )
    onnx.checker.check_model(str(path))


def keep_columns(model: onnx.ModelProto, chosen: tuple[str, ...]) -> None:
    """Store the weights of the chosen products as int8 with a scale for each column; they are multiplied as float32."""
    graph = model.graph
    weights = {w.name: w for w in graph.initializer}
    nodes = []
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in weights and node.name.split("/")[-2] in chosen:
            name = node.input[1]
            weight = numpy_helper.to_array(weights[name])
            scale = (np.abs(weight).max(axis=0) / 127).astype(np.float32)
            graph.initializer.remove(weights[name])
            graph.initializer.append(numpy_helper.from_array(np.round(weight / scale).astype(np.int8), f"{name}_int8"))
            graph.initializer.append(numpy_helper.from_array(scale, f"{name}_scale"))
            graph.initializer.append(numpy_helper.from_array(np.zeros(scale.shape, dtype=np.int8), f"{name}_zero"))
            inputs = [f"{name}_int8", f"{name}_scale", f"{name}_zero"]
            nodes.append(
                helper.make_node("DequantizeLinear", inputs, [f"{name}_float"], name=f"{name}_dequantize", axis=1)
            )
            node.input[1] = f"{name}_float"
        nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)


def quantise(source: Path, target: Path, stored: tuple[str, ...]) -> None:
    """Write the model with the encoder's weights in eight bits, a scale for each column.

    Args:
        source: The float32 model.
        target: The model to write.
        stored: Products of a layer that are computed in float32, their weights only stored in eight bits.
    """
    model = onnx.load(str(source))
    heads = [n.name for n in model.graph.node if n.op_type in ("MatMul", "Gemm") and not n.name.startswith(ENCODER)]
    keep_columns(model, stored)
    middle = target.with_suffix(".stored.onnx")
    onnx.save(model, str(middle))
    quantize_dynamic(str(middle), str(target), weight_type=QuantType.QUInt8, per_channel=True, nodes_to_exclude=heads)
    middle.unlink()


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
    parser.add_argument("--thresholds", type=Path, help="JSON from measure.py --tune")
    parser.add_argument("--measured", type=Path, nargs="*", default=[], help="JSON lists from measure.py")
    parser.add_argument("--stored", nargs="*", default=PRODUCTS, choices=PRODUCTS, help="products computed in float32")
    parser.add_argument("--float32", action="store_true", help="leave the weights as they are, to compare with")
    args = parser.parse_args()
    network = Reader()
    network.load_state_dict(torch.load(args.work / f"{args.name}.pt", weights_only=True))
    network.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    plain = args.work / f"{args.name}.onnx"
    export(network, plain)
    if args.float32:
        shutil.copy(plain, args.out / "reader.onnx")
    else:
        quantise(plain, args.out / "reader.onnx", tuple(args.stored))
    shutil.copy((args.base or find_base()) / "vocab.txt", args.out / "vocab.txt")
    thresholds = {**THRESHOLDS, **(json.loads(args.thresholds.read_text()) if args.thresholds else {})}
    measured = [figure for path in args.measured for figure in json.loads(path.read_text())]
    run = json.loads((args.work / f"{args.name}.json").read_text())
    write_card(
        args.out, network, name=args.model_name, run=run, thresholds=thresholds, measured=measured, date=args.date
    )
    print({path.name: path.stat().st_size for path in sorted(args.out.iterdir())})


if __name__ == "__main__":
    main()
