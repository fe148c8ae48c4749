"""Turn the public sources and our own sentences into two files of training examples: `tokens.jsonl` and `pairs.jsonl`.

A token example is a text with its paragraphs and, for each head that it teaches, the labelled spans; a head that is `null`
is not taught by it. A pair example is a text with an actor, a recipient, a type and a direction. Every example names its
source and its part: `train`, `tune` (thresholds), `heldout` (figures of the card). Rows that the say-so gold was taken
from are left out: it is the yardstick.

    python training/prepare.py --gold DATA --out WORK [--seed 13] [--all-pairs | --held-out N]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lexicon import word_types
from sentences import make_sentences

Row = dict[str, Any]
WORD = re.compile(r"\w+|[^\w\s]")
PARAGRAPH = re.compile(r"\S(?:.*\S)?")
TYPES_OF_SNIPPETS = {  # CASE-2021 label → PLOVER type
    "ARMED_CLASH": "ASSAULT",
    "VIOL_DEMONSTR": "PROTEST",
    "PEACE_PROTEST": "PROTEST",
    "GRENADE": "ASSAULT",
    "ART_MISS_ATTACK": "ASSAULT",
    "CHEM_WEAP": "ASSAULT",
    "ARREST": "COERCE",
    "REM_EXPLOS": "ASSAULT",
    "AGREEMENT": "AGREE",
    "AIR_STRIKE": "ASSAULT",
    "SUIC_BOMB": "ASSAULT",
    "ATTACK": "ASSAULT",
    "SEX_VIOL": "ASSAULT",
    "FORCE_AGAINST_PROTEST": "COERCE",
    "PROTEST_WITH_INTER": "PROTEST",
    "PROPERTY_DISTRUCT": "COERCE",
    "ABDUCT_DISSAP": "ASSAULT",
    "MOB_VIOL": "ASSAULT",
    "DISR_WEAP": "COERCE",
}
NEGATION = re.compile(
    r"\b(?:not|no|never|nor|neither|without|cannot|denie[sd]|deny|denying|refused?|none|nobody)\b|n['’]t\b", re.I
)


def read_rows(path: Path) -> list[Row]:
    """Read a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def share(name: str) -> float:
    """Return a number in [0, 1) that depends on the name alone, to cut sets the same way every time."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) / 2**32


def find_paragraphs(text: str) -> list[list[int]]:
    """Return the lines of a text that hold more than white space."""
    return [list(found.span()) for found in PARAGRAPH.finditer(text)]


def token_example(row_id: str, source: str, part: str, text: str, **heads: Any) -> Row:
    """Make a token example; heads not given are not taught."""
    empty: Row = {
        "attribution": None,
        "event": None,
        "status": None,
        "loaded_word": None,
        "loaded_span": None,
        "loaded_sentence": None,
    }
    return {
        "id": row_id,
        "source": source,
        "part": part,
        "text": text,
        "paragraphs": find_paragraphs(text),
        **empty,
        **heads,
    }


def yardstick_ids(gold: Path) -> set[str]:
    """Return the ids of the rows from which passages of the say-so gold were taken."""
    return {str(row["source_id"]) for row in read_rows(gold / "sayso" / "stance.jsonl")}


def attribution_examples(gold: Path, left_out: set[str]) -> Iterator[Row]:
    """PolNeAR: the official train part (a twentieth of it to tune on) and the dev part, held out."""
    for split in ("train", "dev"):
        for row in read_rows(gold / "polnear" / f"{split}.jsonl"):
            if split == "train" and row["id"] in left_out:
                continue
            part = "heldout" if split == "dev" else "tune" if share(row["id"]) < 0.05 else "train"
            found = [
                {role: [[span["start"], span["end"]] for span in a[role]] for role in ("source", "cue", "content")}
                for a in row["attributions"]
            ]
            yield token_example(row["id"], "polnear", part, row["text"], attribution=found)


def lexicon_hits(text: str) -> Iterator[tuple[int, int, tuple[str, ...], str]]:
    """Yield the words of a text that may trigger events, with their possible types."""
    for found in WORD.finditer(text):
        kinds = WEAK.get(found[0].lower())
        if kinds:
            yield found.start(), found.end(), kinds, found[0].lower()


WEAK = word_types()


def weak_events(text: str, expected: set[str], *, confirmed: set[tuple[int, int]] | None = None) -> list[list[Any]]:
    """Label the words of the lexicon that fit what is known of a text; `?` marks those that nothing is known about.

    `expected`: types that the text is known to tell. `confirmed`: spans annotated as events (the rest then is none).
    """
    labels: list[list[Any]] = []
    for start, end, kinds, _ in lexicon_hits(text):
        fitting = [kind for kind in kinds if kind in expected]
        if confirmed is not None:
            if any(start < b and a < end for a, b in confirmed):
                labels.append([start, end, kinds[0] if len(kinds) == 1 else "?"])
        elif fitting:
            labels.append([start, end, fitting[0]])
        else:
            labels.append([start, end, "?"])
    return labels


def event_examples(gold: Path, left_out: set[str], fifth: int | None) -> Iterator[Row]:
    """Weak labels: the lexicon where PLV, CASE-2021, ECB+ and TimeML confirm an event; TimeML also gives its status."""
    for row in read_rows(gold / "plover_plv" / "train.jsonl"):
        expected = {"CONCEDE", "RETREAT"} if row["root"] == "YIELD" else {row["root"]}
        labels = weak_events(row["text"], expected)
        if any(label[2] != "?" for label in labels):
            yield token_example(row["id"], "plv", pair_part(row["id"], fifth), row["text"], event=labels)
    for row in read_rows(gold / "case2021_task2" / "dev.jsonl"):
        if (kind := TYPES_OF_SNIPPETS.get(row["label"])) is not None:
            labels = weak_events(row["text"], {kind})
            if any(label[2] != "?" for label in labels):
                yield token_example(f"case-{row['id']}", "case2021", "train", row["text"], event=labels)
    for row in read_rows(gold / "ecbplus" / "train.jsonl"):
        if row["id"] in left_out:
            continue
        checked = [s for s in row["sentences"] if s["validated"]]
        if checked:
            start, end = checked[0]["start"], checked[-1]["end"]
            text = row["text"][start:end]
            confirmed = {
                (m["start"] - start, m["end"] - start)
                for m in row["mentions"]
                if m["kind"] == "event" and m["validated"]
            }
            unsure = [(s["start"] - start, s["end"] - start) for s in row["sentences"] if not s["validated"]]
            labels = weak_events(text, set(), confirmed=confirmed)
            labels += [[max(0, a), b, "?"] for a, b in unsure if b > 0 and a < len(text)]
            yield token_example(row["id"], "ecbplus", "train", text, event=labels)


def status_of(event: Row, text: str, linked: dict[str, str]) -> str | None:
    """Return the status of a TimeML event by its tense, modality, polarity and the link that governs it."""
    instance = event["instances"][0] if event["instances"] else None
    if instance is None:
        return None
    link, tense = linked.get(instance["eiid"]), instance.get("tense")
    before = text[max(0, event["start"] - 45) : event["start"]]
    if link in ("COUNTER_FACTIVE", "NEG_EVIDENTIAL"):
        return "negated"
    if instance.get("polarity") == "NEG":
        return "negated" if NEGATION.search(before) else None
    modality = (instance.get("modality") or "none").lower()
    if link == "CONDITIONAL" or modality not in ("none", "close", "delete", "until", "to"):
        return "hypothetical"
    if tense == "FUTURE" or (link == "MODAL" and tense == "INFINITIVE"):
        return "planned"
    if link == "MODAL":
        return "hypothetical"
    if instance.get("aspect") == "PROGRESSIVE" and tense == "PRESENT":
        return "ongoing"
    return (
        "happened"
        if tense in ("PAST", "PASTPART", "PRESENT") or (tense == "NONE" and event["class"] == "OCCURRENCE")
        else None
    )


def status_examples(gold: Path) -> Iterator[Row]:
    """TimeML: status of events. Sentences that the factuality set also holds are left unlabelled: it is a yardstick."""
    yardstick = {re.sub(r"\W", "", row["text"]) for row in read_rows(gold / "factuality" / "dev.jsonl")}
    long_ones = [squeezed for squeezed in yardstick if len(squeezed) > 40]
    for row in read_rows(gold / "tempeval3" / "train.jsonl"):
        linked = {
            link.get("subordinatedEventInstance"): link["relType"] for link in row["slinks"] if link.get("relType")
        }
        text = row["text"]
        for number, match in enumerate(re.finditer(r"\S(?:.|\n(?!\s*\n))*", text)):
            kept: list[tuple[int, int]] = []
            chunk = match[0]
            for sentence in re.finditer(r"\S.*?(?:[.!?][\"”']*(?=\s+[\"“A-Z])|$)", chunk, re.S):
                squeezed = re.sub(r"\W", "", sentence[0])
                if squeezed not in yardstick and not any(y in squeezed for y in long_ones):
                    kept.append((sentence.start(), sentence.end()))
            labels, confirmed = [], set()
            for event in row["events"]:
                start, end = event["start"] - match.start(), event["end"] - match.start()
                if any(a <= start and end <= b for a, b in kept):
                    confirmed.add((start, end))
                    if (status := status_of(event, text, linked)) is not None:
                        labels.append([start, end, status])
            if kept and labels:
                events = weak_events(chunk, set(), confirmed=confirmed)
                gaps = [[a, b, "?"] for a, b in complement(kept, len(chunk))]
                yield token_example(
                    f"{row['id']}-{number}", "timeml", "train", chunk, status=labels, event=events + gaps
                )


def complement(spans: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Return the stretches of [0, length) that no span covers; spans are sorted and do not overlap."""
    edges = [0, *(edge for span in spans for edge in span), length]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def loaded_examples(gold: Path, left_out: set[str]) -> Iterator[Row]:
    """BABE: biased sentences and words; PTC: spans of persuasion techniques. A fifth of each is held out, by its id."""
    for row in read_rows(gold / "babe" / "dev.jsonl"):
        if row["label"] == "No agreement":
            continue
        text, biased = row["text"], row["label"] == "Biased"
        words = [[s["start"], s["end"], "loaded"] for s in row["spans"]]
        yield token_example(
            row["id"],
            "babe",
            "heldout" if share(row["id"]) < 0.2 else "train",
            text,
            loaded_word=words,
            loaded_sentence=[[0, len(text), "biased"]] if biased else [],
        )
    for row in read_rows(gold / "ptc" / "train.jsonl"):
        if row["id"] in left_out:
            continue
        part = "heldout" if share(row["id"]) < 0.2 else "train"
        yield token_example(
            row["id"], "ptc", part, row["text"], loaded_span=[[s["start"], s["end"], "loaded"] for s in row["si_spans"]]
        )


DISPUTED = re.compile(
    r" (?:signed an accord|struck a deal|new sanctions|imposed sanctions|cyber attack|called up|arms embargo) ?"
)
"""Wordings that PLV codes under another type than the guide of the say-so gold: they teach the event head alone."""


def pair_part(row_id: str, fifth: int | None) -> str:
    """Hold out a fifth of PLV, the first to the fifth (0 to 4) by a hash of the id, or none."""
    return "heldout" if int(5 * share(row_id)) == fifth else "train"


def pair_example(
    source: str, part: str, row_id: str, text: str, actor: Any, recipient: Any, kind: str | None, direction: str
) -> Row:
    """Make a pair example; `kind` is the type of the relation in whichever direction, `None` if there is none."""
    return {
        "id": row_id,
        "source": source,
        "part": part,
        "text": text,
        "actor": actor,
        "recipient": recipient,
        "type": kind,
        "direction": direction,
    }


def pair_examples(gold: Path, count: int, seed: int, fifth: int | None) -> Iterator[Row]:
    """PLV with its swapped pairs, and our own sentences with theirs and with speakers who are no party."""
    for row in read_rows(gold / "plover_plv" / "train.jsonl"):
        actor, recipient = (
            [row[f"{side}_start"], row[f"{side}_end"]] if row.get(f"{side}_start") is not None else None
            for side in ("source", "target")
        )
        part = pair_part(row["id"], fifth)
        yield pair_example("plv", part, row["id"], row["text"], actor, recipient, row["root"], "forward")
        if actor and recipient:
            yield pair_example("plv-swapped", part, row["id"], row["text"], recipient, actor, row["root"], "reverse")
    for number, made in enumerate(make_sentences(count, seed)):
        row_id, part = f"own-{number}", "heldout" if number % 11 == 0 else "train"
        if DISPUTED.search(made.text):
            continue
        a, r = list(made.actor), list(made.recipient)
        direction = "none" if made.type is None else "forward"
        yield pair_example("own", part, row_id, made.text, a, r, made.type, direction)
        if number % 2:
            yield pair_example(
                "own-swapped", part, row_id, made.text, r, a, made.type, "none" if made.type is None else "reverse"
            )
        if made.third is not None:
            yield pair_example("own-third", part, row_id, made.text, list(made.third), r, None, "none")


def own_event_examples(count: int, seed: int) -> Iterator[Row]:
    """Our own sentences with their triggers; a seventh of them in capitals, which an uncased vocabulary reads alike."""
    for number, made in enumerate(make_sentences(count, seed)):
        labels = [[a, b, kind] for a, b, kind in made.triggers]
        taken = [(a, b) for a, b, _ in labels]
        labels += [[a, b, "?"] for a, b, _, _ in lexicon_hits(made.text) if not any(a < y and x < b for x, y in taken)]
        yield token_example(f"own-{number}", "own", "heldout" if number % 11 == 0 else "train", made.text, event=labels)


def write_rows(path: Path, rows: list[Row]) -> None:
    """Write a JSONL file."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def main() -> None:
    """Read the arguments, write the two files and print how many examples each source gave."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True, help="folder with one folder per source")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--own", type=int, default=2500, help="how many sentences of our own for pairs")
    held_out = parser.add_mutually_exclusive_group()
    held_out.add_argument("--all-pairs", action="store_true", help="train on the whole of PLV (no held-out fifth)")
    held_out.add_argument("--held-out", type=int, choices=range(5), default=0, help="which fifth of PLV is held out")
    args = parser.parse_args()
    fifth = None if args.all_pairs else args.held_out
    left_out = yardstick_ids(args.gold)
    tokens = [
        *attribution_examples(args.gold, left_out),
        *event_examples(args.gold, left_out, fifth),
        *status_examples(args.gold),
        *loaded_examples(args.gold, left_out),
        *own_event_examples(args.own, args.seed + 1),
    ]
    pairs = list(pair_examples(args.gold, args.own, args.seed, fifth))
    random.Random(args.seed).shuffle(pairs)
    args.out.mkdir(parents=True, exist_ok=True)
    write_rows(args.out / "tokens.jsonl", tokens)
    write_rows(args.out / "pairs.jsonl", pairs)
    counts: dict[str, int] = {}
    for row in [*tokens, *pairs]:
        key = f"{'pairs' if 'actor' in row else 'tokens'} {row['source']} {row['part']}"
        counts[key] = counts.get(key, 0) + 1
    print("\n".join(f"{key:32}{count:7}" for key, count in sorted(counts.items())))


if __name__ == "__main__":
    main()
