"""Run `sayso code` for a gate, and stop where a report fails: a crash would otherwise only be a report without claims."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def code(rows: Path, out: Path, *flags: str) -> Path:
    """Code the inputs of a file as a user would, with the command line.

    Args:
        rows: Inputs, one in a line.
        out: The claims file to write; beside it come the rejections.
        flags: More of the command's options.

    Returns:
        The file of the rejections.

    Raises:
        SystemExit: A report failed; its id and the error are in the message.
    """
    rejected = out.with_suffix(".rejected.jsonl")
    command = [sys.executable, "-m", "sayso", "code", str(rows), "--out", str(out), "--rejected", str(rejected), *flags]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if failed := find_failed(rejected):
        raise SystemExit("\n".join(["reports failed:", *failed]))
    return rejected


def find_failed(rejected: Path) -> list[str]:
    """Return a line for each report that raised an error instead of being coded."""
    if not rejected.exists():
        return []
    rows = [json.loads(line) for line in rejected.read_text(encoding="utf-8").splitlines()]
    return [f"{row.get('source')}: {row.get('detail')}" for row in rows if row["reason"] == "failed"]
