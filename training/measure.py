"""Measure a reader model's folder as it will run, and print one JSON list of figures for its card.

python training/measure.py --model FOLDER --work WORK --gold DATA --score SCORERS --out FIGURES.json [--date DATE]
python training/measure.py … --against FOLDER           labels equal to those of another model (float32)
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from polnear import Row, load_scorer, make_parser, prepare, read_rows, score
from probes import TARGET_FIRST

from sayso.analysis.reader import Reader, event_types, sentence_bias

BINS = {"happened": "+", "ongoing": "+", "planned": "0", "hypothetical": "0", "negated": "-"}


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """Return the lines of a text that hold more than white space."""
    return [found.span() for found in re.finditer(r"\S(?:.*\S)?", text)]


def measure_attributions(reader: Reader, gold: list[Row], scorer: Any) -> Row:
    """Score attributions as they stand in codings, by score/attribution.py, and time the model alone."""
    started = time.process_time()
    for row in gold:
        reader.read(row["text"], paragraphs_of(row["text"]))
    seconds = time.process_time() - started
    words = sum(len(row["text"].split()) for row in gold)
    return {**score(reader, prepare(gold), scorer), "words_per_cpu_second": round(words / seconds)}


def measure_pairs(reader: Reader, rows: list[Row], scorer: Any) -> list[Row]:
    """Score types of held-out pairs by score/plv.py, and directions of swapped, of our own and of unrelated pairs."""
    found: dict[str, list[tuple[Row, Any]]] = {}
    for row in rows:
        actor, recipient = (
            None if row[side] is None else (row[side][0], row[side][1]) for side in ("actor", "recipient")
        )
        found.setdefault(row["source"], []).append((row, reader.relate(row["text"], actor, recipient)))
    quad = {k: n for n, kinds in scorer.QUADS.items() for k in kinds.split()}
    plv = [
        {
            "id": row["id"],
            "root": row["type"],
            "quad": quad[row["type"]],
            "binary": "conflict" if quad[row["type"]] > 2 else "cooperation",
        }
        for row, _ in found.get("plv", [])
    ]
    figures = []
    if plv:
        result = scorer.score(plv, [{"id": row["id"], "type": r.types[0][0].value} for row, r in found["plv"]])
        figures.append(
            {
                "what": "PLOVER relations",
                "data": "PLV train, held-out fifth",
                "n": len(plv),
                "scorer": "score/plv.py",
                "root_macro_f1": result["root"]["macro_f1"],
                "root_micro_f1": result["root"]["micro_f1"],
                "quad_macro_f1": result["quad"]["macro_f1"],
            }
        )
    for source, judged in sorted(found.items()):
        right_type = [
            r.types[0][0].value in (row["type"], *(("CONCEDE", "RETREAT") if row["type"] == "YIELD" else ()))
            for row, r in judged
            if row["type"] is not None
        ]
        right = [
            max(("forward", "reverse", "none"), key=lambda k: getattr(r, k)) == row["direction"] for row, r in judged
        ]
        not_forward = [r.forward < 0.5 for _, r in judged]
        passive = [
            ok
            for ok, (row, _) in zip(right, judged, strict=True)
            if row["actor"]
            and row["recipient"]
            and row["direction"] == "forward"
            and row["recipient"][0] < row["actor"][0]
        ]
        figures.append(
            {
                "what": "direction of pairs",
                "data": f"{source}, held out",
                "n": len(judged),
                "direction_right": percent(right),
                "judged_none_or_reversed": percent(not_forward),
                "type_right": percent(right_type),
                "target_first_n": len(passive),
                "target_first_right": percent(passive),
            }
        )
    return figures


def measure_probes(reader: Reader) -> Row:
    """Judge sentences of ours in which the party acted on stands first, and the same with the pair swapped."""
    forward, swapped, kinds = [], [], []
    for text, actor, recipient, kind in TARGET_FIRST:
        a, r = ((text.index(words), text.index(words) + len(words)) for words in (actor, recipient))
        found = reader.relate(text, a, r)
        forward.append(found.forward > max(found.reverse, found.none))
        kinds.append(found.types[0][0].value == kind)
        swapped.append(reader.relate(text, r, a).forward < 0.5)
    return {
        "what": "target named first",
        "data": "training/probes.py, never trained on",
        "n": len(kinds),
        "direction_right": percent(forward),
        "swapped_none_or_reversed": percent(swapped),
        "type_right": percent(kinds),
    }


def percent(flags: list[bool]) -> float | None:
    """Return the share of true values in per cent."""
    return round(100 * sum(flags) / len(flags), 2) if flags else None


def measure_events(reader: Reader, rows: list[Row], name: str) -> Row:
    """Compare words read as events with the triggers of the say-so gold; runs of such words count as one."""
    count: Counter[str] = Counter()
    for row in rows:
        reading = reader.read(row["text"], paragraphs_of(row["text"]))
        kinds: dict[tuple[int, int], str] = {}
        for claim in row["claims"]:
            for span in [claim["trigger"], *(claim.get("also") or [])]:
                kinds[span["start"], span["end"]] = claim["type"]
        runs: list[list[int]] = []
        for paragraph in reading.paragraphs:
            last = False
            for word in paragraph.words:
                is_event = word.event[0] < 0.5
                if is_event and last:
                    runs[-1][1] = word.end
                elif is_event:
                    runs.append([word.start, word.end])
                last = is_event
        count["runs"] += len(runs)
        count["runs right"] += sum(any(a < y and x < b for x, y in kinds) for a, b in runs)
        for (start, end), kind in kinds.items():
            chances = event_types(reader, reading, start, end)
            best = max(chances, key=lambda k: chances[k])
            count["triggers"] += 1
            count["found"] += any(a < end and start < b for a, b in runs)
            count["typed right"] += best.value == kind and any(a < end and start < b for a, b in runs)
            count["best type right"] += best.value == kind
    p, r = count["runs right"] / max(1, count["runs"]), count["found"] / count["triggers"]
    return {
        "what": "event triggers, head alone",
        "data": name,
        "n": count["triggers"],
        "precision": round(100 * p, 2),
        "recall": round(100 * r, 2),
        "f1": round(200 * p * r / (p + r), 2) if p + r else 0.0,
        "type_right_of_found": round(100 * count["typed right"] / max(1, count["found"]), 2),
        "type_right_of_all_triggers": round(100 * count["best type right"] / count["triggers"], 2),
    }


def measure_status(reader: Reader, rows: list[Row]) -> Row:
    """Compare the status of every predicate with the three bins of the factuality set (macro F1)."""
    pairs = []
    for row in rows:
        reading = reader.read(row["text"], paragraphs_of(row["text"]))
        for predicate in row["predicates"]:
            word = next(
                (
                    w
                    for p in reading.paragraphs
                    for w in p.words
                    if w.start < predicate["end"] and predicate["start"] < w.end
                ),
                None,
            )
            if word is not None:
                best = max(range(len(word.status)), key=lambda i: word.status[i])
                gold = "+" if predicate["factuality"] >= 1.5 else "-" if predicate["factuality"] <= -1.5 else "0"
                pairs.append((gold, BINS[reader.status_labels[best].value]))
    scores = []
    for label in "+0-":
        hit = sum(g == r == label for g, r in pairs)
        scores.append(200 * hit / max(1, sum(g == label for g, _ in pairs) + sum(r == label for _, r in pairs)))
    return {
        "what": "status, head alone, every predicate",
        "data": "factuality dev",
        "n": len(pairs),
        "macro_f1": round(sum(scores) / 3, 2),
        "f1_happened_open_negated": [round(s, 2) for s in scores],
    }


def best_threshold(scores: list[tuple[float, bool]]) -> Iterator[tuple[float, float]]:
    """Yield thresholds with the macro F1 of telling true from false by them."""
    for step in range(20, 81, 5):
        t = step / 100
        f = []
        for label in (True, False):
            hit = sum((s >= t) == gold == label for s, gold in scores)
            f.append(2 * hit / max(1, sum((s >= t) == label for s, _ in scores) + sum(g == label for _, g in scores)))
        yield t, 50 * sum(f)


def measure_bias(reader: Reader, work: Path) -> Row:
    """Score biased sentences, the held-out fifth of BABE, at the best threshold of the head alone.

    What stands in codings (`gates/gate.py --only babe,ptc`) is made of three thresholds, see `analysis/tagging.py`.
    """
    sentences = []
    for row in read_rows(work / "tokens.jsonl"):
        if row["part"] == "heldout" and row["source"] == "babe":
            reading = reader.read(row["text"], paragraphs_of(row["text"]))
            sentences.append((sentence_bias(reading, 0, len(row["text"])), bool(row["loaded_sentence"])))
    threshold, macro = max(best_threshold(sentences), key=lambda item: item[1])
    return {
        "what": "biased sentences, head alone",
        "data": "BABE, held-out fifth",
        "n": len(sentences),
        "macro_f1": round(macro, 2),
        "threshold": threshold,
    }


def compare(reader: Reader, other: Reader, reports: list[Row], pairs: list[Row]) -> Row:
    """Count labels that two models give alike: of words, and of pairs."""
    same: Counter[str] = Counter()
    for row in reports:
        a, b = (r.read(row["text"], paragraphs_of(row["text"])) for r in (reader, other))
        for p, q in zip(a.paragraphs, b.paragraphs, strict=True):
            for v, w in zip(p.words, q.words, strict=True):
                same["event"] += v.event.index(max(v.event)) == w.event.index(max(w.event))
                same["words"] += 1
                roles = [next((t.role for t in x.tags if t.span.start <= v.start < t.span.end), "") for x in (p, q)]
                same["attribution"] += roles[0] == roles[1]
    for row in pairs:
        found = [
            r.relate(row["text"], row["actor"] and tuple(row["actor"]), row["recipient"] and tuple(row["recipient"]))
            for r in (reader, other)
        ]
        same["pair"] += found[0].types[0][0] == found[1].types[0][0]
    return {
        "what": "labels equal, int8 against float32",
        "data": f"{len(reports)} reports of PolNeAR dev, {len(pairs)} pairs of PLV",
        "attribution": round(100 * same["attribution"] / same["words"], 2),
        "event": round(100 * same["event"] / same["words"], 2),
        "relation": round(100 * same["pair"] / max(1, len(pairs)), 2),
    }


def main() -> None:
    """Read the arguments, measure, write the figures."""
    parser = make_parser(__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--date", default=None)
    args = parser.parse_args()
    reader = Reader(args.model)
    attribution = load_scorer(args.score, "attribution")
    pairs = [row for row in read_rows(args.work / "pairs.jsonl") if row["part"] == "heldout"]
    polnear = read_rows(args.gold / "polnear" / "dev.jsonl")
    figures: list[Row] = []
    if args.against:
        plv = [row for row in pairs if row["source"].startswith("plv")]
        figures.append(compare(reader, Reader(args.against), polnear[:20], plv))
    else:
        figures.append(
            {
                "what": "attributions",
                "data": "PolNeAR dev",
                "n": len(polnear),
                "scorer": "score/attribution.py",
                **measure_attributions(reader, polnear, attribution),
            }
        )
        figures += measure_pairs(reader, pairs, load_scorer(args.score, "plv"))
        figures.append(measure_probes(reader))
        for name in ("dev", "stance"):
            figures.append(
                measure_events(reader, read_rows(args.gold / "sayso" / f"{name}.jsonl"), f"say-so gold {name}")
            )
        figures.append(measure_status(reader, read_rows(args.gold / "factuality" / "dev.jsonl")))
        figures.append(measure_bias(reader, args.work))
    if args.date:
        figures = [{**figure, "date": args.date} for figure in figures]
    text = json.dumps(figures, indent=1) + "\n"
    if args.out:
        args.out.write_text(text)
    print(text)


if __name__ == "__main__":
    main()
