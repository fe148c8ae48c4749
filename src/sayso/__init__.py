"""Reads news and writes down who is said to have done what to whom, and on whose say-so."""

from __future__ import annotations

__version__ = "0.1.0"
