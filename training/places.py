"""Fit the weights of the place stage on development data of LGL and GeoWebNews.

Two log-linear models, small enough to be read: `accept` (is this stretch a place mention?) and `choose` (which candidate?).
`--out` writes five-fold cross-validated answers for score/geo.py; `--write` replaces `src/sayso/extract/places_data/weights.csv`.

    python training/places.py ../shared/gold/geoparsing/dev.jsonl [--write]
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import pickle
import sys
from pathlib import Path

import numpy as np

from sayso.analysis.pipeline import analyze
from sayso.extract import places as stage
from sayso.extract.gazetteer import load_gazetteer
from sayso.extract.toponyms import find_toponyms
from sayso.testing import make_report

NO_PLACE = {"Literal_Expression", "Non_Lit_Expression", "Non_Toponym", "Homonym", "Language"}
ROUNDS = 3  # as many as `weigh` goes
OUT = Path(__file__).parents[1] / "src/sayso/extract/places_data/weights.csv"


def overlaps(t, x):
    return t.span.start < x["end"] and x["start"] < t.span.end


def golden(row):
    marked = [t for t in row["toponyms"] if t["start"] is not None]
    return [t for t in marked if t.get("type") not in NO_PLACE | {"Demonym"}], [
        t for t in marked if t.get("type") == "Demonym"
    ]


def fit_logistic(x, y, l2):
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + l2 * np.eye(len(w)), x.T @ (p - y) + l2 * w)
        w -= step
        if abs(step).max() < 1e-5:
            break
    return w


def fit_accept(rows, labels, l2=1.0):
    names = [*sorted({k for r in rows for k in r}), "bias"]
    at = {k: i for i, k in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    x[:, -1] = 1
    for i, r in enumerate(rows):
        for k, v in r.items():
            x[i, at[k]] = v
    return dict(zip(names, fit_logistic(x, np.array(labels, float), l2), strict=True))


def fit_choose(cases, l2=1.0, start=None):
    """Each case: (rows of features by candidate, which are right, weight). Maximise the probability of the right ones."""
    names = sorted({k for rows, _, _ in cases for r in rows for k in r})
    at = {k: i for i, k in enumerate(names)}
    blocks, right, owner, weight = [], [], [], []
    for n, (rows, good, w) in enumerate(cases):
        for r, g in zip(rows, good, strict=True):
            v = np.zeros(len(names))
            for k, value in r.items():
                v[at[k]] = value
            blocks.append(v)
            right.append(g)
            owner.append(n)
        weight.append(w)
    x, right, owner, weight = np.array(blocks), np.array(right, float), np.array(owner), np.array(weight, float)
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    w = np.array([(start or {}).get(k, 0.0) for k in names])
    m, v = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, 401):
        s = x @ w
        s = np.exp(s - np.maximum.reduceat(s, starts)[owner])
        p = s / np.add.reduceat(s, starts)[owner]
        q = s * right
        q = q / np.maximum(np.add.reduceat(q, starts), 1e-300)[owner]
        g = x.T @ ((p - q) * weight[owner]) + l2 * w
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w = w - 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, w, strict=True))


def km(a, lat, lon):
    la, lo, lb, lp = map(math.radians, (a.lat, a.lon, lat, lon))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 2 * 6371 * math.asin(min(1, math.sqrt(h)))


def truth(g, gold):
    """Which of a group's candidates are right, by its gold mentions; None if none says."""
    best = None
    for t in g.toponyms:
        for x in gold:
            if not overlaps(t, x) or x.get("lat") is None:
                continue
            same = [str(c.geonameid) == str(x.get("geonameid")) for c in g.candidates]
            near = [km(c, x["lat"], x["lon"]) < 161 for c in g.candidates]
            marks = same if any(same) else near
            if any(marks):
                best = marks
                break
        if best:
            break
    return best


class Data:
    def __init__(self, path, gazetteer, cache):
        rows = [json.loads(line) for line in Path(path).read_text("utf-8").split("\n") if line]
        if cache and Path(cache).exists():
            _, self.reports, self.analyses = pickle.loads(Path(cache).read_bytes())
        else:
            self.reports = [
                dataclasses.replace(
                    make_report(r["text"], published=r.get("date"), title=r.get("title")), url=r.get("url")
                )
                for r in rows
            ]
            self.analyses = list(analyze(self.reports))
        self.rows = rows
        self.gold = [golden(r) for r in rows]
        self.toponyms = [find_toponyms(a, gazetteer) for a in self.analyses]


def train(data, which, l2_accept, l2_choose):
    rows, labels = [], []
    for d in which:
        gold, neither = data.gold[d]
        for t in data.toponyms[d]:
            if not any(overlaps(t, x) for x in neither):
                rows.append(t.features)
                labels.append(any(overlaps(t, x) for x in gold))
    accept = fit_accept(rows, labels, l2_accept)
    groups = {}
    for d in which:
        gold, _ = data.gold[d]
        # nothing is lost by learning on what is a place by gold and what would be taken for one
        kept = [t for t in data.toponyms[d] if stage._logistic(t.features, accept) >= stage.ACCEPT_AT]
        groups[d] = stage.group(kept, data.reports[d], data.analyses[d])
    choose = {"population": 2.0, "contained": 4.0, "kind country": 8.0, "kind admin1": 5.0}
    for _ in range(3):
        cases = []
        for d, gs in groups.items():
            known = stage.hints(data.reports[d])
            for round_ in range(ROUNDS):
                context = stage.Context(gs, known) if round_ else None
                made = []
                for g in gs:
                    fr = stage.features_of(g, context, known)
                    made.append(fr)
                    good = truth(g, data.gold[d][0])
                    if good and not all(good):
                        cases.append((fr, good, 1.0 if round_ else 0.3))
                for g, fr in zip(gs, made, strict=True):
                    g.shares = stage._softmax([sum(v * choose.get(k, 0.0) for k, v in r.items()) for r in fr])
        choose = fit_choose(cases, l2_choose, choose)
    return accept, choose


def answer(data, d, accept, choose):
    kept = [t for t in data.toponyms[d] if stage._logistic(t.features, accept) >= stage.ACCEPT_AT]
    gs = stage.group(kept, data.reports[d], data.analyses[d])
    stage.weigh(gs, stage.hints(data.reports[d]), choose, rounds=ROUNDS)
    chosen = {id(t): g for g in gs for t in g.toponyms}
    return [stage._make_place(t, chosen.get(id(t)), data.analyses[d]) for t in kept]


def as_response(row, found):
    def span(s):
        return {"start": s.start, "end": s.end, "surface": s.surface}

    return {
        "report": {"id": str(row["id"]), "text": row["text"]},
        "places": [
            {"span": span(p.span), "geonameid": p.geonameid, "lat": p.lat, "lon": p.lon, "rule": p.rule} for p in found
        ],
    }


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold")
    ap.add_argument("--cache", help="a pickle of rows, reports and analyses, to save the parse")
    ap.add_argument("--index", type=Path, help="where the gazetteer's index is")
    ap.add_argument("--out", type=Path, help="cross-validate, and write the responses here for score/geo.py")
    ap.add_argument("--write", action="store_true")
    ap.add_argument("--l2", type=float, default=1.0)
    args = ap.parse_args()
    data = Data(args.gold, load_gazetteer(args.index), args.cache)
    every = range(len(data.rows))
    folds = 5
    lines = {}
    for k in range(folds if args.out else 0):
        accept, choose = train(data, [d for d in every if d % folds != k], 1.0, args.l2)
        for d in every:
            if d % folds == k:
                lines[d] = as_response(data.rows[d], answer(data, d, accept, choose))
    if args.out:
        args.out.write_text("".join(json.dumps(lines[d], ensure_ascii=False) + "\n" for d in every), encoding="utf-8")
    accept, choose = train(data, every, 1.0, args.l2)
    table = [
        (m, f, w)
        for m, ws in (("accept", accept), ("choose", choose))
        for f, w in sorted(ws.items())
        if abs(w) >= 0.005
    ]
    if args.write:
        OUT.write_text(
            "# Weights of the place stage, fitted by training/places.py on the development part of LGL and GeoWebNews.\n"
            "# accept: log-odds that a stretch is a place mention; choose: log-weight of a candidate.\n"
            "model,feature,weight\n" + "".join(f"{m},{f},{w:.3f}\n" for m, f, w in table),
            encoding="utf-8",
        )
    else:
        for m, f, w in table:
            if m == "choose":
                sys.stdout.write(f"{m} {f:30} {w:.2f}\n")


if __name__ == "__main__":
    main()
