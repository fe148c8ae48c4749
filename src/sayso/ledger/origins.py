"""Who took from whom among the reports of one incident, and how many independent origins remain.

A report takes from another if it repeats its words, rewrites it, is credited to it, or rests on quoting it. What two reports
quote from a third (a press conference) makes neither the other's copy, so words within quotation marks are left out. Since
only the reports of one incident are compared, shared word sequences are counted exactly, by an index, not estimated.
"""

from __future__ import annotations

import csv
import functools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from sayso.ledger.wording import find_word_spans, find_words, is_rare, measure_likeness, weigh
from sayso.records import Borrowing, Report

SHINGLE = 5
"""Words in a sequence; five in a row, names and formulas aside, are hardly written twice by chance."""

COPY = 0.6
PART_COPY = 0.18
LEAST_SHARED = 12
"""Sequences that a copy must share at least: sixteen words."""

REWRITE_LIKENESS = 0.62
REWRITE_ORDER = 0.55
"""A rewrite is alike in its words and tells them in the same order. Chosen on the twelve sets of tests/ledger/origins."""

LEAD = 320
OFTEN = 400
"""A report rests on an outlet that it cites in its first `LEAD` characters, or once every `OFTEN`."""

CONTEXT = 60
EVIDENCE_WORDS = 25

_QUOTED = re.compile(r"“[^”]{0,1500}”|\"[^\"]{0,1500}\"|«[^»]{0,1500}»")
_CITING_BEFORE = re.compile(
    r"\b(?:according to|told|citing|quoting|quoted by|cited by|reported by|report by|reports? from|reports? in)"
    r" (?:the )?(?:[\w’'-]+ ){0,2}(?:news agency |newspaper |daily |broadcaster |magazine )?\Z",
    re.IGNORECASE,
)
_CITING_AFTER = re.compile(
    r"(?: news agency| newspaper)? (?:said|say|says|reported|reports|quoted|cited|writes|wrote|added)\b", re.IGNORECASE
)
_HELPED = re.compile(r"contribut|additional reporting|with (?:files|reporting)|also reported", re.IGNORECASE)
_HEAD_CREDIT = re.compile(r"\A.{0,80}?[(\[]([^()\[\]]{2,60})[)\]]\s*[-–—:]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Origins:
    """Reports by origin, sorted; and who took from whom."""

    groups: tuple[tuple[str, ...], ...]
    borrowings: tuple[Borrowing, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """A report prepared: its words outside quotations with their places, the sequences of them, its weighted words."""

    report: Report
    words: tuple[tuple[str, int, int], ...]
    shingles: tuple[str, ...]
    kinds: frozenset[str]
    weights: Mapping[str, float]


def find_origins(reports: Iterable[Report]) -> Origins:
    """Return the origins of the reports of one incident; the same for any order of them."""
    reports = sorted(reports, key=_age)
    found = [*_copies([_prepare(r) for r in reports] if len(reports) > 1 else []), *_credits(reports)]
    parent = {r.id: r.id for r in reports}
    for borrowing in found:
        _join(parent, borrowing.report, f"outlet {borrowing.source}" if borrowing.of_outlet else borrowing.source)
    groups: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        groups[_root(parent, report.id)].append(report.id)
    return Origins(
        groups=tuple(sorted(tuple(sorted(g)) for g in groups.values())),
        borrowings=tuple(sorted(found, key=lambda b: (b.report, b.source, b.kind))),
    )


def _age(report: Report) -> tuple[str, str]:
    return (report.published.value or "9999", report.id)


def _root(parent: dict[str, str], name: str) -> str:
    while parent.setdefault(name, name) != name:
        name = parent[name]
    return name


def _join(parent: dict[str, str], one: str, other: str) -> None:
    a, b = sorted((_root(parent, one), _root(parent, other)))
    parent[b] = a


def _prepare(report: Report) -> _Text:
    body = report.body.surface
    own = _QUOTED.sub(lambda m: " " * len(m[0]), body)  # as long as before, so that places stay
    words = tuple(find_word_spans(own))
    shingles = tuple(" ".join(w[0] for w in words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
    return _Text(
        report=report,
        words=words,
        shingles=shingles,
        kinds=frozenset(shingles),
        weights=weigh(find_words((report.title or "") + "\n" + body)),
    )


# --- shared words ---------------------------------------------------------------------------------


def _copies(texts: Sequence[_Text]) -> list[Borrowing]:
    """Return, of each report, from which earlier one it has most words, if it has many."""
    holders: dict[str, list[int]] = defaultdict(list)
    found = []
    for n, text in enumerate(texts):
        shared = Counter(m for kind in text.kinds for m in holders[kind])
        best: tuple[float, int, Borrowing] | None = None
        for m in range(n):
            borrowing = _compare(text, texts[m], shared[m])
            if borrowing is not None and (best is None or (borrowing.score, -m) > best[:2]):
                best = (borrowing.score, -m, borrowing)
        if best is not None:
            found.append(best[2])
        for kind in text.kinds:
            holders[kind].append(n)
    return found


def _compare(text: _Text, earlier: _Text, shared: int) -> Borrowing | None:
    """Return what a report took from an earlier one; `None`: nothing that shows."""
    least = min(len(text.kinds), len(earlier.kinds))
    share = shared / least if least else 0.0
    if shared >= LEAST_SHARED and share >= PART_COPY:
        kind = "copy" if share >= COPY else "part_copy"
        return _borrowing(text, earlier, kind, _longest_run(text, earlier), share)
    likeness = measure_likeness(text.weights, earlier.weights)
    if likeness < REWRITE_LIKENESS:
        return None
    order, telling = _order(text, earlier)
    if order < REWRITE_ORDER:
        return None
    return _borrowing(text, earlier, "rewrite", " … ".join(telling), likeness)


def _borrowing(text: _Text, earlier: _Text, kind: str, evidence: str, score: float) -> Borrowing:
    return Borrowing(
        report=text.report.id,
        source=earlier.report.id,
        of_outlet=False,
        kind=kind,
        evidence=evidence,
        score=round(score, 4),
    )


def _longest_run(text: _Text, earlier: _Text) -> str:
    """Return the longest sequence of a report that stands in another, cut to a line."""
    best, start = (0, 0), None
    for n in range(len(text.shingles) + 1):
        if n < len(text.shingles) and text.shingles[n] in earlier.kinds:
            start = n if start is None else start
        elif start is not None:
            best, start = max(best, (n - start, -start)), None
    first = -best[1]
    last = min(first + best[0] + SHINGLE - 1, first + EVIDENCE_WORDS, len(text.words)) - 1
    return " ".join(text.report.body.surface[text.words[first][1] : text.words[last][2]].split())


def _order(text: _Text, earlier: _Text) -> tuple[float, list[str]]:
    """Return how far two texts tell their shared words in one order, from 0 to 1, and the rarest of these words."""
    places: dict[str, int] = {}
    for n, (word, _, _) in enumerate(earlier.words):
        places.setdefault(word, n)
    seen, there = set[str](), []
    for word, start, end in text.words:
        if word in places and word not in seen and (text.weights.get(word, 0) > 0.05):
            there.append((places[word], word, text.report.body.surface[start:end]))
        seen.add(word)
    if len(there) < 8:
        return 0.0, []
    ahead = sum(a[0] < b[0] for i, a in enumerate(there) for b in there[i + 1 :])
    pairs = len(there) * (len(there) - 1) / 2
    rarest = [surface for _, word, surface in there if is_rare(word)][:8]
    return max(0.0, 2 * ahead / pairs - 1), rarest


# --- credits and citations ------------------------------------------------------------------------


@functools.cache
def _load_outlets() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Return canonical names by the names in use, and a pattern that finds these."""
    names: dict[str, str] = {}
    with resources.files("sayso.ledger").joinpath("data/outlets.csv").open(encoding="utf-8") as file:
        for canonical, *others in csv.reader(line for line in file if not line.startswith("#")):
            names.update(dict.fromkeys(others, canonical))
    any_name = "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))
    return names, re.compile(rf"\b(?:{any_name})\b")


def find_outlet(name: str | None) -> str | None:
    """Return the canonical name of an outlet; one that is not in the table keeps its own.

    >>> find_outlet("AP"), find_outlet("The Erewhon Echo"), find_outlet(None)
    ('Associated Press', 'The Erewhon Echo', None)
    """
    cleaned = (name or "").strip()
    return _load_outlets()[0].get(cleaned, cleaned) or None


def _find_credits(report: Report) -> Iterable[tuple[str, str]]:
    """Yield the outlets to which a report is credited, with the words; not those that only helped."""
    known = _load_outlets()[0]
    own = find_outlet(report.publisher)
    for name in report.credit:
        if name.strip() in known and known[name.strip()] != own and not _HELPED.search(name):
            yield known[name.strip()], name
    head = _HEAD_CREDIT.match(report.body.surface[:200])
    for part in re.split(r"[/,]| and ", head[1]) if head else ():
        if part.strip() in known and known[part.strip()] != own:
            yield known[part.strip()], head[0].strip() if head else ""


def _find_cited(report: Report) -> Iterable[tuple[str, str]]:
    """Return the outlets on which a report rests: cited in the lead, or again and again."""
    return _find_cited_in(report.body.surface, find_outlet(report.publisher))


@functools.lru_cache(maxsize=64)  # a report is asked for with each of its happenings, one after another
def _find_cited_in(text: str, own: str | None) -> tuple[tuple[str, str], ...]:
    names, pattern = _load_outlets()
    counts: Counter[str] = Counter()
    found: dict[str, str] = {}
    for match in pattern.finditer(text):
        outlet = names[match[0]]
        before = _CITING_BEFORE.search(text, max(0, match.start() - CONTEXT), match.start())
        after = _CITING_AFTER.match(text, match.end())
        if outlet == own or not (before or after):
            continue
        counts[outlet] += 1
        if match.start() < LEAD or counts[outlet] == math.ceil(len(text) / OFTEN):
            start = before.start() if before else match.start()
            found.setdefault(outlet, text[start : after.end() if after else match.end()])
    return tuple(sorted(found.items()))


def _credits(reports: Sequence[Report]) -> list[Borrowing]:
    """Return who is credited to, or rests on, an outlet; if one report of that outlet is at hand, to that."""
    own: dict[str, str] = {}
    for report in reports:
        outlet = find_outlet(report.publisher)
        if outlet is not None:
            own.setdefault(outlet, report.id)
    found = []
    for report in reports:
        for kind, pairs in (("credit", _find_credits(report)), ("quoting", _find_cited(report))):
            for outlet, words in dict(pairs).items():
                source = own.get(outlet)
                found.append(
                    Borrowing(
                        report=report.id,
                        source=source or outlet,
                        of_outlet=source is None,
                        kind=kind,
                        evidence=words,
                        score=1.0,
                    )
                )
    return found
