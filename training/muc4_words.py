"""Write MUC-4 train as examples for the reader's heads `role` and `incident`, its names exchanged.

    python training/muc4_words.py --gold ../shared/gold/muc4/train.jsonl --cache TRAIN.pickle --out WORK/muc4_words.jsonl

Beside it, `muc4_shown.jsonl` has each text as the package shows it, for muc4_folds.py.

`role`: words of the key's string fills, as perpetrator, organisation, physical or human target, or instrument. `incident`:
sentences that name a target or an instrument of a template, with its type. What only optional templates fill is labelled `?`,
and not taught. Every text comes in several copies, in each of which every name is another name of its kind, drawn afresh,
in every second one those of known parties are the stand-ins that the package shows: so the network cannot learn who did what in 1989 (docs/decisions/0014-muc4-weights-know-no-names.md).
"""

from __future__ import annotations

import argparse
import json
import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from muc4 import CREEDS, SLOT_OF, code, find_names
from prepare import Row, token_example, write_rows

from sayso.analysis.paragraphs import find_paragraphs
from sayso.analysis.pipeline import load_packaged
from sayso.analysis.tagging import find_stand_ins
from sayso.extract.standins import exchange_names

TYPES = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON")
KINDS = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "nation", "ORG": "body"}
PLAIN = frozenset(
    "de del la las los el san santa y e da do von van dr mr mrs msgr gen col machinegun machineguns something anything women largest highest".split()
)
"""Words that stay: small ones within names, titles, and what the analysis of texts in capitals takes for names."""
SHORT = 5
"""A word that is not English with so few letters is drawn among others like it: acronyms for acronyms."""
ATTACKERS = ("perp_individual", "perp_org")


class Names:
    """The words that texts use as names, by kind, and others to show in their stead."""

    def __init__(self, coded: Iterable[tuple[Any, Any, Any]]) -> None:
        """Count how the texts use each word."""
        coded = list(coded)
        uses: dict[str, Counter[str]] = {}
        for _, analysis, _ in coded:
            label = {i: KINDS.get(n.label, "date") for n in analysis.names for i in range(n.first, n.last)}
            for token in analysis.tokens:
                uses.setdefault(token.text.lower(), Counter())[label.get(token.i, "none")] += 1
        is_common, names = load_packaged().is_common, find_names(coded)
        self.kinds: dict[str, str] = {}
        for word, found in sorted(uses.items()):
            kind = max((k for k in found if k != "none"), key=lambda k: (found[k], k), default="date")
            if kind == "date" or word in PLAIN or len(word) < 2 or not word.isalpha():
                continue
            if is_common(word) or word.endswith("men"):
                is_name = word in CREEDS or (word in names and kind != "body" and 2 * found[kind] >= found.total())
            else:
                is_name = word in names or 10 * (found.total() - found["none"]) >= 3 * found.total()
            if is_name:
                self.kinds[word] = kind_of(word, kind)
        self.pools: dict[str, list[str]] = {}
        for word, kind in self.kinds.items():
            self.pools.setdefault(kind, []).append(word)

    def exchange(self, analysis: Any, draw: random.Random, *, stand_ins: bool) -> list[tuple[int, int, str]]:
        """Return what of a text is shown as another word: start, end, and the word; one word always as the same other.

        `stand_ins`: names of known parties are shown by the stand-ins that the package shows (docs/decisions/0005).
        """
        known = {start: word for start, _, word in find_stand_ins(analysis, exchange_names)}
        shown: dict[str, str] = {}
        found = []
        for token in analysis.tokens:
            word, stand_in = token.text.lower(), known.get(token.start)
            if stand_in is not None and stand_ins:
                found.append((token.start, token.end, stand_in.upper()))
                continue
            kind = self.kinds.get(word) or (kind_of(word, STAND_INS.get(stand_in, "body")) if stand_in else None)
            if kind is not None and word not in PLAIN:
                if word not in shown:
                    shown[word] = draw.choice(self.pools[kind])
                found.append((token.start, token.end, shown[word].upper() if token.text.isupper() else shown[word]))
        return found


def kind_of(word: str, kind: str) -> str:
    """Part short names of bodies, mostly acronyms, from the others."""
    return f"{kind} short" if kind == "body" and len(word) <= SHORT else kind


STAND_INS = {
    "Germany": "place",
    "Berlin": "place",
    "UK": "place",
    "German": "nation",
    "Germans": "nation",
    "Smith": "person",
}
"""Of which kind a known party is, by what the package shows in its stead; others are bodies."""


class Exchanged:
    """A text with words exchanged, and where each of its offsets has gone."""

    def __init__(self, text: str, words: Sequence[tuple[int, int, str]]) -> None:
        """Exchange the words; they are in text order and do not overlap."""
        self._starts, self._shifts = [0], [0]
        parts, at = [], 0
        for start, end, word in words:
            parts += [text[at:start], word]
            at = end
            self._starts.append(end)
            self._shifts.append(self._shifts[-1] + len(word) - (end - start))
        self.text = "".join([*parts, text[at:]])

    def at(self, offset: int) -> int:
        """Return where an offset has gone; one inside an exchanged word goes to where the word starts, or beyond its end."""
        return offset + self._shifts[bisect_right(self._starts, offset) - 1]


def find_roles(row: Mapping[str, Any]) -> list[tuple[int, int, str]]:
    """Return the words of the key's string fills with their roles, longer stretches first; `?`: only of optional templates."""
    found: dict[tuple[int, int], tuple[bool, str]] = {}
    for template in row["templates"]:
        for slot, role in SLOT_OF.items():
            for item in template["slots"].get(slot) or []:
                sure = not template["optional"] and not item.get("optional")
                for start, end in (span for spans in item.get("offsets", {}).values() for span in spans):
                    if sure or (start, end) not in found:
                        found[start, end] = (sure, role)
    spans = [(start, end, role if sure else "?") for (start, end), (sure, role) in found.items()]
    return sorted(spans, key=lambda s: (s[0] - s[1], s))


def find_rest_of_names(
    analysis: Any, roles: Sequence[tuple[int, int, str]], names: Names
) -> list[tuple[int, int, str]]:
    """Return the other places where a word of a name in a role stands alone: they are not taught, as the key leaves them out."""
    inside = {t.i for t in analysis.tokens for a, b, _ in roles if a < t.end and t.start < b}
    words = {analysis.tokens[i].text.lower() for i in inside} & names.kinds.keys()
    return [(t.start, t.end, "?") for t in analysis.tokens if t.i not in inside and t.text.lower() in words]


def find_incidents(row: Mapping[str, Any], analysis: Any) -> list[tuple[int, int, str]]:
    """Return the sentences that name targets or instruments, with the type that most have; `?` where only attackers are named."""
    found: list[Counter[str]] = [Counter() for _ in analysis.sentences]
    for template in row["templates"]:
        kind = next((v for fill in template["slots"]["type"] for v in fill["values"]), "ATTACK").strip("()")
        name = "?" if template["optional"] else kind if kind in TYPES else "other"
        for slot in SLOT_OF:
            for item in template["slots"].get(slot) or []:
                for start, end in (span for spans in item.get("offsets", {}).values() for span in spans):
                    for sentence, counts in zip(analysis.sentences, found, strict=True):
                        if sentence.start < end and start < sentence.end:
                            counts["?" if slot in ATTACKERS else name] += 1
    return [
        (s.start, s.end, max(counts, key=lambda k: (k != "?", counts[k], k)))
        for s, counts in zip(analysis.sentences, found, strict=True)
        if counts
    ]


def make_examples(row: Mapping[str, Any], coded: tuple[Any, Any, Any], names: Names, copies: int) -> Iterator[Row]:
    """Yield the passages of the copies of a text, of those without a fill one in a few."""
    report, analysis, _ = coded
    roles = find_roles(row)
    fills = [*find_rest_of_names(analysis, roles, names), *roles]
    incidents = find_incidents(row, analysis)
    bare = [s for s in analysis.sentences if not any(a < s.end and s.start < b for a, b, _ in roles)]
    for copy in range(copies):
        draw = random.Random(f"{row['id']}#{copy}")
        shown = Exchanged(report.text, names.exchange(analysis, draw, stand_ins=copy % 2 == 1))
        unseen = [(s.start, s.end, "?") for s in bare if draw.random() >= BARE_SENTENCES]
        for number, passage in enumerate(cut_passages(find_paragraphs(report), draw.randint(500, 1100))):
            first, last = passage[0][0], passage[-1][1]
            if (
                not any(a < last and first < b and name != "?" for a, b, name in roles)
                and draw.random() >= BARE_PASSAGES
            ):
                continue
            low = shown.at(first)
            example = token_example(f"{row['id']}#{copy}.{number}", "muc4", "train", shown.text[low : shown.at(last)])
            example["paragraphs"] = [[shown.at(a) - low, shown.at(b) - low] for a, b in passage]
            for head, spans in (("role", [*unseen, *fills]), ("incident", incidents)):
                inside = [(max(a, first), min(b, last), name) for a, b, name in spans if a < last and first < b]
                example[head] = [[shown.at(a) - low, shown.at(b) - low, name] for a, b, name in inside]
            yield example


BARE_SENTENCES, BARE_PASSAGES = 0.2, 0.4
"""How many of the sentences without a fill teach that none of their words has a role, and how many passages without one are
taken up: a word in sixty has a role, and a network that meets so few learns that none has."""


def cut_passages(paragraphs: Sequence[tuple[int, int]], size: int) -> list[list[tuple[int, int]]]:
    """Pack paragraphs into passages of at most so many characters, a longer paragraph by itself."""
    found: list[list[tuple[int, int]]] = []
    for start, end in paragraphs:
        if not found or end - found[-1][0][0] > size:
            found.append([])
        found[-1].append((start, end))
    return found


def show(name: str, report: Any, analysis: Any) -> Row:
    """Return a text with the paragraphs and the stand-ins that the package shows of it."""
    stand_ins = find_stand_ins(analysis, exchange_names)
    return {"id": name, "text": report.text, "paragraphs": find_paragraphs(report), "stand_ins": stand_ins}


def main() -> None:
    """Read the arguments, write the file and print how many examples and labels there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--cache", type=Path, help="where the codings of the texts are kept, as muc4.py keeps them")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--copies", type=int, default=6)
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines()]
    coded = code(rows, args.cache)
    names = Names(coded.values())
    examples = [
        e for row in rows if row["id"] in coded for e in make_examples(row, coded[row["id"]], names, args.copies)
    ]
    write_rows(args.out, examples)
    write_rows(
        args.out.with_name("muc4_shown.jsonl"),
        [show(row["id"], *coded[row["id"]][:2]) for row in rows if row["id"] in coded],
    )
    counts = Counter(f"{head} {name}" for e in examples for head in ("role", "incident") for _, _, name in e[head])
    print(len(examples), "examples;", len(names.kinds), "names")
    print("\n".join(f"{name:24}{count:7}" for name, count in sorted(counts.items())))


if __name__ == "__main__":
    main()
