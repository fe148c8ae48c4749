"""The package's own windows, loaded from their file: training must not need what the rest of the package needs."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

_path = Path(__file__).resolve().parents[1] / "src" / "sayso" / "analysis" / "windows.py"
_spec = importlib.util.spec_from_file_location("reader_windows", _path)
assert _spec is not None
assert _spec.loader is not None
_windows = importlib.util.module_from_spec(_spec)
sys.modules["reader_windows"] = _windows
_spec.loader.exec_module(_windows)

Window, Word = _windows.Window, _windows.Word
find_words, exchange_words = _windows.find_words, _windows.exchange_words
load_tokenizer, make_windows = _windows.load_tokenizer, _windows.make_windows
