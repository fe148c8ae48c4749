"""Fit the models behind MUC-4 templates: which noun phrase fills which slot, which sentences tell one incident, and the fills.

    python training/muc4.py --gold ../shared/gold/muc4/train.jsonl --cache TRAIN.pickle --reads WORK/muc4_reads.pickle

The key's strings, found in the texts, label the noun phrases that sayso finds; everything downstream is fitted on what the
mention model says of texts that it was not fitted on (five folds), so that it meets in use what it met here. For the same reason what
the reader model says of roles and incidents is taken from networks that were not trained on the text (muc4_folds.py). With --check the
templates of each fold are made by models fitted on the others, and scored; nothing is written. Needs scikit-learn beside what
sayso needs; sayso itself does not.
"""

from __future__ import annotations

import argparse
import copy
import csv
import json
import pickle
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from sayso.analysis.reader import ReadWord
from sayso.analysis.tagging import find_fills, find_incidents
from sayso.records import Given, Page, Rejected, Tagged
from sayso.views import to_muc4
from sayso.views.muc4_drafts import (
    SLOTS,
    Draft,
    Entity,
    Reading,
    by_standing,
    candidate_features,
    draft_features,
    find_active,
    pair_features,
    text_features,
)
from sayso.views.muc4_mentions import NAME_TAGS, Mention, add_second_look, find_mentions, load_classes
from sayso.views.muc4_model import Forest, LogLinear
from sayso.views.muc4_numbers import candidate_numbers, draft_numbers, mention_numbers, pair_numbers
from sayso.views.to_muc4 import confidence_features, entity_features

DATA = Path(to_muc4.__file__).parent / "muc4_data"
SLOT_OF = {
    "perp_individual": "perp",
    "perp_org": "org",
    "phys_tgt_id": "phys",
    "hum_tgt_name": "hum",
    "hum_tgt_desc": "hum",
    "instrument_id": "instr",
}
FOLDS = 5

Gold = Mapping[str, Any]
Labels = dict[int, set[tuple[str, int, str, int]]]
"""Position of a mention → the fills that it matches: slot class, template, slot, fill."""


def code(rows: Sequence[Gold], cache: Path | None) -> dict[str, tuple[Any, Any, Any]]:
    """Code every text, or take what an earlier run kept."""
    if cache and cache.exists():
        return pickle.loads(cache.read_bytes())
    from sayso.steps import default_steps

    steps, out = default_steps(), {}
    for row in rows:
        report = steps.read(Page.of_text(row["text"], Given(id=row["id"])))
        if isinstance(report, Rejected):
            continue
        analysis = next(iter(steps.analyze([report])))
        out[row["id"]] = (report, analysis, steps.extract(report, analysis))
    if cache:
        cache.write_bytes(pickle.dumps(out))
    return out


def take_reads(coded: Mapping[str, tuple[Any, Any, Any]], reads: Mapping[str, Any]) -> dict[str, tuple[Any, Any, Any]]:
    """Put into each analysis what networks that were not trained on the text say of roles and incidents; nothing if none read it."""
    out = {}
    for key, (report, analysis, coding) in coded.items():
        words = [ReadWord(a, b, (), (), (0.0, 0.0, 0.0), tuple(r), tuple(i)) for a, b, r, i in reads.get(key, ())]
        tagged = Tagged(
            attributions=(), loaded=(), fills=tuple(find_fills(words)), incidents=tuple(find_incidents(words, analysis))
        )
        out[key] = (report, replace(analysis, tagged=tagged), coding)
    return out


def label(row: Gold, analysis: Any, mentions: Sequence[Mention]) -> Labels:
    """Match the fills of the key with mentions: by the head of the words that the key gives."""
    heads = {m.head: k for k, m in enumerate(mentions)}
    out: Labels = {}
    for number, template in enumerate(row["templates"]):
        for slot, kind in SLOT_OF.items():
            for place, item in enumerate(template["slots"].get(slot) or []):
                for start, end in (s for spans in item.get("offsets", {}).values() for s in spans):
                    inside = [t.i for t in analysis.tokens if t.start < end and t.end > start]
                    within = set(inside)
                    roots = [i for i in inside if analysis.tokens[i].head not in within or analysis.tokens[i].head == i]
                    hit = [i for i in roots if i in heads][:1] or [i for i in reversed(inside) if i in heads][:1]
                    for i in hit:
                        out.setdefault(heads[i], set()).add((kind, number, slot, place))
    return out


def mention_class(found: Iterable[tuple[str, int, str, int]] | None) -> str:
    """Return the class that most fills of a mention have."""
    counts = Counter(f[0] for f in found or ())
    return max(counts, key=lambda c: (counts[c], c)) if counts else "none"


def holds_name(feature: str, names: frozenset[str]) -> bool:
    """Tell whether a feature is about a name: in what it says, not in how it is called.

    >>> holds_name("m=oqueli", frozenset({"oqueli", "m"})), holds_name("m=senator", frozenset({"oqueli", "m"}))
    (True, False)
    """
    return not names.isdisjoint(re.split(r"[=:]", feature.partition("=")[2] or feature))


def fit(
    samples: Sequence[tuple[Sequence[str], str]],
    *,
    c: float,
    least: int = 3,
    names: frozenset[str] = frozenset(),
    tol: float = 3e-3,
) -> LogLinear:
    """Fit a log-linear model to (features, class) pairs, without the features that have a name in them.

    `tol`: how flat the loss is where fitting stops; loose, it stops early, and small changes of the data decide where.
    """
    counts = Counter(f for features, _ in samples for f in set(features))
    kept = sorted(f for f, n in counts.items() if n >= least and not holds_name(f, names))
    index = {f: i for i, f in enumerate(kept)}
    classes = sorted({y for _, y in samples})
    if len(classes) == 1:
        return LogLinear(tuple(classes), {"bias": (1.0,)})
    columns = [sorted(index[f] for f in set(features) if f in index) for features, _ in samples]
    pointers = np.cumsum([0, *map(len, columns)])
    x = csr_matrix(
        (np.ones(pointers[-1]), np.concatenate([np.array(k, dtype=np.int32) for k in columns]), pointers),
        shape=(len(samples), len(kept)),
    )
    y = np.array([y for _, y in samples])
    model = LogisticRegression(C=c, max_iter=200, fit_intercept=False, tol=tol)
    model.fit(x, y)
    w = model.coef_ if len(classes) > 2 else np.vstack([np.zeros(len(kept)), model.coef_[0]])
    return LogLinear(tuple(classes), {f: tuple(np.round(w[:, i], 3).tolist()) for f, i in index.items()})


def grow(samples: Sequence[tuple[Sequence[float], str]], *, leaves: int, rate: float, trees: int) -> Forest:
    """Fit boosted trees to (numbers, class) pairs."""
    classes = sorted({y for _, y in samples})
    model = HistGradientBoostingClassifier(
        max_leaf_nodes=leaves,
        learning_rate=rate,
        max_iter=trees,
        min_samples_leaf=25,
        l2_regularization=5,
        early_stopping=False,
        random_state=0,
    )
    model.fit(np.array([numbers for numbers, _ in samples], dtype=float), np.array([y for _, y in samples]))
    columns = zip(*model._predictors, strict=True)
    grown = tuple(tuple(to_tree(tree.nodes) for tree in column) for column in columns)
    starts = np.ravel(model._baseline_prediction).tolist()
    return (
        Forest(tuple(classes), (0.0, *starts), ((), *grown))
        if len(classes) == 2
        else Forest(tuple(classes), tuple(starts), grown)
    )


def to_tree(nodes: Any) -> tuple[tuple[float, ...], ...]:
    """Return a tree as the package reads it."""
    return tuple(
        (round(float(n["value"]), 4),)
        if n["is_leaf"]
        else (int(n["feature_idx"]), float(f"{n['num_threshold']:.7g}"), int(n["left"]), int(n["right"]))
        for n in nodes
    )


CREEDS = frozenset(
    "jesuit catholic christian communist socialist marxist maoist leninist leftist rightist ultraleftist ultrarightist liberal "
    "conservative sandinist sandinista contra chilean guatemalan honduran bolivian ecuadoran ecuadorean argentine".split()
)
"""Words for nations, creeds and camps that the analysis of texts in capitals does not always tell: no weight may be theirs."""


def find_names(coded: Iterable[tuple[Any, Any, Any]]) -> frozenset[str]:
    """Return the words that the texts use as names, or for a nation, creed or party, in most of their uses."""
    classes = {*load_classes("nouns"), *load_classes("triggers")}
    uses: Counter[str] = Counter()
    names: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    for _, analysis, _ in coded:
        label = {i: n.label for n in analysis.names for i in range(n.first, n.last)}
        for token in analysis.tokens:
            for word in {token.lemma, token.text.lower()}:
                uses[word] += 1
                names[word] += token.tag in NAME_TAGS or label.get(token.i) in ("PERSON", "GPE", "LOC")
                groups[word] += label.get(token.i) == "NORP"
    plain = frozenset(w for w, n in names.items() if 10 * n >= 6 * uses[w] and w not in classes)
    told = {w for w, n in groups.items() if 2 * n >= uses[w] and w not in classes}
    return CREEDS | frozenset(w for w in plain | told if w.isalpha())


def save(name: str, model: LogLinear, *, least: float, names: frozenset[str]) -> None:
    """Write a model without the features that hardly weigh, and without any that has a name in it."""
    with (DATA / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["feature", *model.classes])
        for feature, row in sorted(model.weights.items()):
            if max(row) - min(row) >= least and not holds_name(feature, names):
                writer.writerow([feature, *(f"{w:g}" for w in row)])
    if model.forest is not None:
        data = {"classes": model.forest.classes, "starts": model.forest.starts, "trees": model.forest.trees}
        (DATA / f"{name}.json").write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")


def told_by(labels: Labels, mentions: Iterable[int]) -> set[int]:
    """Return the templates that a sentence tells of: by its targets and means if it has any, else by its attackers."""
    fills = [f for k in mentions for f in labels.get(k, ())]
    return {f[1] for f in fills if f[0] in ("hum", "phys", "instr")} or {f[1] for f in fills}


def fold(key: str) -> int:
    """Return the fold of a text."""
    return zlib.crc32(key.encode()) % FOLDS


class Trainer:
    """The texts with what sayso finds in them, and the models as they come."""

    def __init__(
        self, rows: Sequence[Gold], coded: Mapping[str, tuple[Any, Any, Any]], key_fill: Callable[..., Any]
    ) -> None:
        self.key_fill = key_fill
        self.names = find_names(coded.values())
        self.rows = [r for r in rows if r["id"] in coded]
        self.coded = coded
        self.found = {r["id"]: find_mentions(*coded[r["id"]][1:]) for r in self.rows}
        self.labels = {r["id"]: label(r, coded[r["id"]][1], self.found[r["id"]][1]) for r in self.rows}
        self.models: dict[str, LogLinear] = {}
        self.readings: dict[str, Reading] = {}
        self.drafts: dict[str, list[Draft]] = {}

    def load(self, name: str) -> LogLinear:
        """Return a model that is fitted."""
        return self.models[name]

    def fit_mentions(self, c: float) -> None:
        """Fit the mention model, and read each text with a model that was not fitted on it."""
        first = {r["id"]: [(k, m.features) for k, m in enumerate(self.found[r["id"]][1])] for r in self.rows}
        slots = self._fit_folds("mention", first, c, {key: [{} for _ in rows] for key, rows in first.items()})
        relevance = self.fit_texts()
        second = {key: add_second_look(*self.found[key], found, relevance[key]) for key, found in slots.items()}
        slots = self._fit_folds("mention2", second, C_SECOND, slots, tol=TOL_SECOND)
        self.readings = {key: Reading(*self.found[key], found, relevance[key]) for key, found in slots.items()}
        self._refine_mentions()

    def _refine_mentions(self) -> None:
        """Fit the trees of the mention model, and refine each text by trees that were not fitted on it."""
        numbers = {key: mention_numbers(reading) for key, reading in self.readings.items()}

        def grown(n: int | None) -> Forest:
            return grow(
                [
                    (row, mention_class(self.labels[key].get(k)))
                    for key, rows in numbers.items()
                    if fold(key) != n
                    for k, row in rows
                ],
                **SHAPES["mention2"],
            )

        for n in range(FOLDS):
            model = LogLinear((), {}, grown(n))
            for key, rows in numbers.items():
                if fold(key) == n:
                    slots = self.readings[key].slots
                    refined = {k: model.refine(slots[k], row) for k, row in rows}
                    found = [refined.get(k, slot) for k, slot in enumerate(slots)]
                    self.readings[key] = replace(self.readings[key], slots=found)
        self.models["mention2"] = replace(self.models["mention2"], forest=grown(None))

    def fit_texts(self, c: float = 0.03) -> dict[str, float]:
        """Fit which texts tell of an incident, and return what models of the other folds say of each."""
        features = {r["id"]: text_features(self.found[r["id"]][0]) for r in self.rows}
        answers = {
            r["id"]: "yes" if any(not t["optional"] for t in r["templates"]) else "no"
            for r in self.rows
            if not r["templates"] or any(not t["optional"] for t in r["templates"])
        }

        def fitted(n: int | None) -> LogLinear:
            return fit([(features[k], y) for k, y in answers.items() if fold(k) != n], c=c, names=self.names)

        self.models["relevant"] = fitted(None)
        models = [fitted(n) for n in range(FOLDS)]
        return {key: models[fold(key)].predict(f)["yes"] for key, f in features.items()}

    def _fit_folds(
        self,
        name: str,
        features: Mapping[str, Sequence[tuple[int, Sequence[str]]]],
        c: float,
        before: Mapping[str, Sequence[dict[str, float]]],
        tol: float = 3e-3,
    ) -> dict[str, list[dict[str, float]]]:
        """Fit a model of mentions on all texts, and return what models of the other folds say of each."""

        def samples(keep: Callable[[str], bool]) -> list[tuple[Sequence[str], str]]:
            return [
                (f, mention_class(self.labels[key].get(k)))
                for key, rows in features.items()
                if keep(key)
                for k, f in rows
            ]

        self.models[name] = fit(samples(lambda _: True), c=c, names=self.names, tol=tol)
        out = {key: list(rows) for key, rows in before.items()}
        for n in range(FOLDS):
            model = fit(samples(lambda key, n=n: fold(key) != n), c=c, names=self.names, tol=tol)
            for key, rows in features.items():
                if fold(key) == n:
                    for k, f in rows:
                        out[key][k] = model.predict(f)
        return out

    def fit_pairs(self, c: float) -> None:
        """Fit which sentences tell one incident, and group those of each text with a model that was not fitted on it."""
        samples: list[list[tuple[Sequence[str], Sequence[float], str]]] = [[] for _ in range(FOLDS)]
        for r in self.rows:
            reading, labels = self.readings[r["id"]], self.labels[r["id"]]
            active = find_active(reading)
            told = [told_by(labels, s.mentions) for s in active]
            samples[fold(r["id"])] += [
                (
                    pair_features(reading, active[i], active[j]),
                    pair_numbers(reading, active, i, j),
                    "same" if told[i] & told[j] else "apart",
                )
                for i in range(len(active))
                for j in range(i + 1, len(active))
                if told[i] and told[j]
            ]

        def fitted(n: int | None) -> LogLinear:
            chosen = [s for k, rows in enumerate(samples) if k != n for s in rows]
            model = fit([(features, y) for features, _, y in chosen], c=c, names=self.names)
            return replace(model, forest=grow([(numbers, y) for _, numbers, y in chosen], **SHAPES["same"]))

        models = [fitted(n) for n in range(FOLDS)]
        self.drafts = {
            key: to_muc4.make_drafts(reading, lambda _, key=key: models[fold(key)])  # type: ignore[misc]
            for key, reading in self.readings.items()
        }
        self.models["same"] = fitted(None)

    def align(self, row: Gold, drafts: Sequence[Draft]) -> dict[int, int]:
        """Return which template of the key each draft matches, if any: by the fills that they share."""
        labels = self.labels[row["id"]]
        scores = []
        for j, draft in enumerate(drafts):
            shared: dict[int, set[tuple[str, int]]] = {}
            for e in draft.entities:
                for k in e.mentions:
                    for kind, number, slot, place in labels.get(k, ()):
                        if kind == e.slot:
                            shared.setdefault(number, set()).add((slot, place))
            for number, fills in shared.items():
                weight = sum(2 if s[0].startswith(("hum", "phys")) else 1 for s in fills)
                scores.append((-weight, j, number))
        out: dict[int, int] = {}
        for _, j, number in sorted(scores):
            if j not in out and number not in out.values():
                out[j] = number
        return out

    def value(self, template: Gold, slot: str, place: int = 0) -> str | None:
        """Return the first value of a fill of the key."""
        items = template["slots"].get(slot) or []
        fill = self.key_fill(slot, items[place]["raw"]) if place < len(items) else None
        return fill.values[0] if fill and fill.values else None

    def fit_drafts(self, c: float) -> None:
        """Fit which drafts are incidents, their type, stage, category and means."""
        sets: dict[str, list[tuple[Sequence[str], str]]] = {
            n: [] for n in ("keep", "candidate", "type", "stage", "category", "means")
        }
        numbers: dict[str, list[Sequence[float]]] = {"keep": [], "candidate": []}
        for r in self.rows:
            reading = self.readings[r["id"]]
            drafts = self.drafts[r["id"]]
            matched = self.align(r, drafts)
            for j, draft in enumerate(drafts):
                if not draft.entities:
                    continue
                features = draft_features(reading, draft)
                template = r["templates"][matched[j]] if j in matched else None
                if template is None or not template["optional"]:
                    sets["keep"].append((features, "yes" if template else "no"))
                    numbers["keep"].append(draft_numbers(reading, draft))
                if template is not None:
                    self._add(sets, template, features)
                    judged = self._judged(r, draft, matched[j])
                    sets["candidate"] += [(candidate_features(reading, draft, e), y) for e, y in judged]
                    numbers["candidate"] += [candidate_numbers(reading, draft, e) for e, _ in judged]
        for name, samples in sets.items():
            self.models[name] = fit(samples, c=C_WITH_TREES if name in numbers else c, names=self.names)
        for name, rows in numbers.items():
            forest = grow([(row, y) for row, (_, y) in zip(rows, sets[name], strict=True)], **SHAPES[name])
            self.models[name] = replace(self.models[name], forest=forest)

    def _judged(self, row: Gold, draft: Draft, number: int) -> list[tuple[Entity, str]]:
        """Return a draft's candidates, each with whether it is the first to match a fill of the template."""
        labels, out = self.labels[row["id"]], []
        whom = self.same_people(row["templates"][number])
        for slot in SLOTS:
            seen: set[tuple[str, int]] = set()
            for e in by_standing(self.readings[row["id"]], draft, slot):
                fills = {
                    whom.get((f[2], f[3]), (f[2], f[3]))
                    for k in e.mentions
                    for f in labels.get(k, ())
                    if f[0] == slot and f[1] == number
                }
                out.append((e, "yes" if fills - seen else "no"))
                seen |= fills
        return out

    def same_people(self, template: Gold) -> dict[tuple[str, int], tuple[str, int]]:
        """Return for each description of a named person the fill with the name."""
        names = {}
        for place, item in enumerate(template["slots"].get("hum_tgt_name") or []):
            fill = self.key_fill("hum_tgt_name", item["raw"])
            names.update(dict.fromkeys(fill.values if fill else (), ("hum_tgt_name", place)))
        out = {}
        for place, item in enumerate(template["slots"].get("hum_tgt_desc") or []):
            fill = self.key_fill("hum_tgt_desc", item["raw"])
            for tag in fill.tags if fill else ():
                if tag in names:
                    out["hum_tgt_desc", place] = names[tag]
        return out

    def _add(
        self, sets: Mapping[str, list[tuple[Sequence[str], str]]], template: Gold, features: Sequence[str]
    ) -> None:
        sets["type"].append((features, self.value(template, "type") or "ATTACK"))
        sets["stage"].append((features, self.value(template, "stage") or "ACCOMPLISHED"))
        sets["category"].append((features, self.value(template, "perp_category") or "none"))
        instruments = template["slots"].get("instrument_type") or []
        if not template["slots"].get("instrument_id"):
            sets["means"].append(
                (features, self.value(template, "instrument_type") or "none" if instruments else "none")
            )

    def fit_fills(self, c: float) -> None:
        """Fit the set fills that belong to a mention's string."""
        names = ("confidence", "instrument", "phys_type", "phys_effect", "hum_type", "hum_effect")
        sets: dict[str, list[tuple[Sequence[str], str]]] = {n: [] for n in names}
        for r in self.rows:
            entities: dict[tuple[str, int, str, int], list[int]] = {}
            for k, fills in self.labels[r["id"]].items():
                for f in fills:
                    entities.setdefault(f, []).append(k)
            reading = self.readings[r["id"]]
            for (kind, number, slot, place), ks in sorted(entities.items()):
                template = r["templates"][number]
                ks.sort(key=lambda k: (-reading.slots[k][kind], k))
                entity = Entity(slot=kind, score=1.0, mentions=ks[:3])
                sentences = sorted({reading.mentions[k].sentence for k in ks[:3]})
                draft = Draft(sentences=sentences, entities=[entity])
                features = entity_features(reading, draft, entity, self.value(template, "type") or "ATTACK")
                if kind == "org":
                    features = confidence_features(reading, draft, entity)
                for target, source in TARGETS[kind]:
                    if (value := self.tagged(template, slot, place, source)) is not None:
                        sets[target].append((features, value))
        for name, samples in sets.items():
            self.models[name] = fit(samples, c=c, names=self.names)

    def check(self) -> dict[str, list[dict[str, Any]]]:
        """Return the templates of each text, made by models that were fitted on the other folds."""
        out = {}
        for n in range(FOLDS):
            part = copy.copy(self)
            part.rows, part.models = [r for r in self.rows if fold(r["id"]) != n], dict(self.models)
            part.fit_drafts(C)
            part.fit_fills(C)
            for key in (r["id"] for r in self.rows if fold(r["id"]) == n):
                reading = self.readings[key]
                kept = [d for d in self.drafts[key] if to_muc4.keep(reading, d, part.load) >= to_muc4.KEEP]
                out[key] = [to_muc4.fill(reading, d, part.load) for d in kept]
        return out

    def tagged(self, template: Gold, slot: str, place: int, source: str) -> str | None:
        """Return the value of another slot that refers to a string fill; "none" where an effect is not given."""
        own = self.key_fill(slot, template["slots"][slot][place]["raw"])
        strings = set(own.values) | (set(own.tags) if slot == "hum_tgt_desc" else set())
        for item in template["slots"].get(source) or []:
            fill = self.key_fill(source, item["raw"])
            if fill and fill.values and set(fill.tags) & strings:
                return fill.values[0]
        return "none" if source.endswith("effect") else None


TARGETS: Mapping[str, Sequence[tuple[str, str]]] = {
    "perp": (),
    "org": (("confidence", "perp_org_confidence"),),
    "instr": (("instrument", "instrument_type"),),
    "phys": (("phys_type", "phys_tgt_type"), ("phys_effect", "phys_tgt_effect")),
    "hum": (("hum_type", "hum_tgt_type"), ("hum_effect", "hum_tgt_effect")),
}


C, C_PAIRS, C_WITH_TREES = 0.1, 0.1, 0.03
"""How freely weights are fitted: the inverse of their penalty; the last of drafts and candidates, beside which trees stand."""
C_SECOND, TOL_SECOND = 0.02, 3e-4
"""The same for the second look at mentions, which is fitted until it hardly changes: stopped early, it differs from fit to fit."""
SHAPES: Mapping[str, Mapping[str, Any]] = {
    "mention2": {"leaves": 12, "rate": 0.06, "trees": 80},
    "same": {"leaves": 8, "rate": 0.06, "trees": 120},
    "keep": {"leaves": 4, "rate": 0.06, "trees": 150},
    "candidate": {"leaves": 10, "rate": 0.05, "trees": 150},
}
"""Of the forests: leaves a tree, how much of a tree counts, and trees."""

FILLS = frozenset("stage category means confidence instrument phys_type phys_effect hum_type hum_effect".split())
"""Models that choose among few classes of what is found: they lose nothing by dropping small weights."""


def main() -> None:
    """Fit all models and write them beside the module that reads them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--score", type=Path, help="the folder of muc4.py; default: ../../score beside the gold")
    parser.add_argument("--cache", type=Path, help="where the codings of the texts are kept")
    parser.add_argument("--reads", type=Path, help="what muc4_folds.py wrote; without it the models know no reader")
    parser.add_argument("--check", action="store_true", help="score by cross-validation; write no models")
    args = parser.parse_args()
    import sys

    sys.path.insert(0, str(args.score or args.gold.parents[2] / "score"))
    from muc4 import key_fill, score, summary

    rows = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines()]
    coded = take_reads(code(rows, args.cache), pickle.loads(args.reads.read_bytes()) if args.reads else {})
    trainer = Trainer(rows, coded, key_fill)
    trainer.fit_mentions(C)
    trainer.fit_pairs(C_PAIRS)
    if args.check:
        for name, line in summary(*score(trainer.rows, trainer.check())[:2]).items():
            found = line.pos + line.act
            print(f"{name:24}{100 * (2 * line.cor + line.par) / found if found else 0:6.1f}")
        return
    trainer.fit_drafts(C)
    trainer.fit_fills(C)
    for name, model in trainer.models.items():
        save(name, model, least=0.03 if name in FILLS else 0.008, names=trainer.names)
        print(name, len(model.classes), "classes,", len(model.weights), "features")


if __name__ == "__main__":
    main()
