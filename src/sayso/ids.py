"""Ids made from content: the same input gives the same id, on any machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def make_id(prefix: str, parts: Iterable[object]) -> str:
    """Return an id of 16 hexadecimal digits made from parts.

    Args:
        prefix: One letter that tells the kind: `r` report, `c` claim.
        parts: Strings, numbers or None, in a fixed order.

    >>> make_id("c", ["report", 0, 6, None])
    'cbaeb7bf1f0f303d6'
    """
    text = json.dumps([str(p) if p is not None else None for p in parts], ensure_ascii=False, separators=(",", ":"))
    return prefix + sha256_hex(text.encode("utf-8", "surrogatepass"))[:16]
