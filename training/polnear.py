"""Score a reader model's attributions on PolNeAR as they come to stand in codings: with names exchanged."""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.analysis import tagging
from sayso.analysis.reader import ROLES, Reader
from sayso.extract.standins import exchange_names
from sayso.records import Analysis, Given, Page, Rejected, Report
from sayso.steps import default_analyze, default_steps

Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    """Read a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def load_scorer(folder: Path, name: str) -> Any:
    """Load a scorer from its file."""
    spec = importlib.util.spec_from_file_location(f"score_{name}", folder / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def make_parser(description: str | None) -> argparse.ArgumentParser:
    """Return a parser with the arguments that say which model is read, and where texts, parts and scorers are."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("model", "work", "gold", "score"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    return parser


@dataclass(frozen=True)
class Prepared:
    """A gold row and what the package makes of it before the model reads it."""

    row: Row
    report: Report
    analysis: Analysis


def prepare(rows: list[Row]) -> list[Prepared]:
    """Parse rows."""
    read, found = default_steps().read, []
    for row in rows:
        report = read(Page.of_text(row["text"], Given(id=row["id"])))
        if not isinstance(report, Rejected) and report.text == row["text"]:
            (analysis,) = default_analyze([report], tag=False)
            found.append(Prepared(row, report, analysis))
    return found


def tag(reader: Reader, one: Prepared) -> Row:
    """Return the attributions that the model tags, as the claims file has them."""
    tagged = tagging.tag_report(reader, one.report, one.analysis, mask=exchange_names)

    def span(given: Any) -> Row | None:
        return None if given is None else {"start": given.start, "end": given.end, "surface": given.surface}

    return {
        "report": {"id": one.row["id"], "text": one.report.text},
        "attributions": [
            {"source": span(a.source), "cue": span(a.cue), "content": [span(c) for c in a.content]}
            for a in tagged.attributions
        ],
    }


def score(reader: Reader, prepared: list[Prepared], scorer: Any) -> Row:
    """Score what the model tags by score/attribution.py."""
    found = scorer.score([one.row for one in prepared], [tag(reader, one) for one in prepared])
    return {
        **{f"{role}_token_f1": found[role]["token"]["f"] for role in ROLES},
        **{f"{role}_exact_f1": found[role]["exact"]["f"] for role in ROLES},
        **{f"relation_{k}": found["relation"][k] for k in ("p", "r", "f")},
    }
