"""Relations of marked pairs: one in Python (`sayso.relation`), or a file of them (`sayso code --pairs`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sayso.errors import InputError, SettingsError
from sayso.ids import sha256_hex
from sayso.records import Page, Reason, Rejected, Relation
from sayso.run.local import Sink, write_batches
from sayso.run.plan import Batch, iter_batches
from sayso.run.report import Counts
from sayso.run.worker import Coded, Declined, Result
from sayso.settings import Settings

Bounds = tuple[int, int]


def relate_parties(text: str, *, actor: Bounds | None, recipient: Bounds | None) -> Relation:
    """Do what `sayso.relation` says."""
    from sayso.analysis.reader import load_packaged
    from sayso.analysis.relations import judge_relation

    return judge_relation(load_packaged(), text, actor=actor, recipient=recipient)


def find_model_name() -> str:
    """Return the name and hash of the model that judges pairs.

    Raises:
        ModelError: It is missing, or is not the one that its card names.
    """
    from sayso.analysis.reader import load_packaged

    return load_packaged().name


def relate_pairs(
    path: Path,
    sink: Sink,
    *,
    settings: Settings,
    on_progress: Callable[[Counts], None] = lambda counts: None,
) -> Counts:
    """Judge the pairs of a file and append a line for each to the sink, from where an earlier run left off.

    A row that is no pair, and one whose id was written before, is rejected and counted.

    Args:
        path: JSONL with `text`, `actor` and `recipient` ([start, end], one of them may be null) and `id`; without an id, a
            row gets the number of its line.
        sink: Where the lines go.
        settings: `max_bytes` and `batch_size` are used.
        on_progress: Called after each batch with the counts so far.

    Raises:
        SettingsError: The rows are not the ones that the earlier run began with.
        InputError: The file cannot be read, or the output not be written.
        ModelError: The model is missing, or is not the one that its card names.
    """

    def results_of(rest: Iterator[Page | Rejected]) -> Iterator[tuple[Batch, tuple[Result, ...]]]:
        for batch in iter_batches(rest, size=settings.batch_size):
            yield batch, tuple(_relate_row(row) for row in batch.pages)

    return write_batches(iter_rows(path, max_bytes=settings.max_bytes), sink, results_of, on_progress=on_progress)


def iter_rows(path: Path, *, max_bytes: int) -> Iterator[Page | Rejected]:
    """Yield the lines of a file that are not blank, named by file and line.

    Raises:
        InputError: It cannot be read.
    """
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(max_bytes + 1):
                number += 1
                source = f"{path}:{number}"
                if len(line) > max_bytes and not line.endswith(b"\n"):
                    while (rest := file.readline(max_bytes)) and not rest.endswith(b"\n"):
                        pass
                    yield Rejected(stage="fetch", reason=Reason.TOO_LARGE, source=source)
                elif line.strip():
                    yield Page(content=line, source=source)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error


def _relate_row(page: Page | Rejected) -> Result:
    """Return a row's line of the output, or why it has none."""
    if isinstance(page, Rejected):
        return Declined(rejected=page)
    try:
        row = _parse_row(page.content)
        relation = relate_parties(row["text"], actor=row["actor"], recipient=row["recipient"])
    except SettingsError as error:
        rejected = Rejected(stage="relations", reason=Reason.BAD_ROW, source=page.source, detail=str(error))
        return Declined(rejected=rejected)
    id_ = page.source.rpartition(":")[2] if row["id"] is None else str(row["id"])
    line = json.dumps({"id": id_, **relation_to_json(relation)}, ensure_ascii=True, separators=(",", ":"))
    return Coded(line=line.encode() + b"\n", id=id_, content_sha256=sha256_hex(page.content), claims=1)


def _parse_row(content: bytes) -> dict[str, Any]:
    """Return the four fields of a row.

    Raises:
        SettingsError: It is no JSON object with them; what is wrong with the offsets is seen later.
    """
    try:
        row = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"no JSON: {error}") from None
    if not isinstance(row, dict):
        raise SettingsError("not a JSON object")
    if not isinstance(row.get("text"), str):
        raise SettingsError("no text")
    if "actor" not in row:
        raise SettingsError("no actor")
    if not isinstance(row.get("id"), str | int | None) or isinstance(row.get("id"), bool):
        raise SettingsError("the id is neither a word nor a number")
    parties = {name: tuple(v) if isinstance(v := row.get(name), list) else v for name in ("actor", "recipient")}
    return {"id": row.get("id"), "text": row["text"], **parties}


def relation_to_json(relation: Relation) -> dict[str, Any]:
    """Return what a line of the output says of a relation; probabilities to four places."""
    return {
        "type": str(relation.type),
        "score": round(relation.score, 4),
        "scores": {str(kind): round(share, 4) for kind, share in relation.scores.items()},
        "direction": str(relation.direction),
        "direction_score": round(relation.direction_score, 4),
    }
