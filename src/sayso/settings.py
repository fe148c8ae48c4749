"""One table of settings; it feeds the code, the command line, `sayso info` and the documentation.

The table is the class `Settings` itself: a field's metadata hold its help and its bounds. Settings are built once, at the
edge, by `load_settings`; stages take plain keyword arguments and never see them. Nothing here reads the environment or the
disk unless it is handed over.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.errors import SettingsError

PREFIX = "SAYSO_"
FILE = "sayso.toml"


def _setting(default: Any, text: str, *, output: bool = False, least: float | None = None) -> Any:
    """Declare a setting.

    Args:
        default: The default; `()` stands for no word of a list.
        text: One line of help, units included.
        output: Whether the lines of the claims file depend on it.
        least: The smallest value allowed; `None`: any.
    """
    return field(default=default, metadata={"help": text, "output": output, "least": least})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings, with where each came from: `default`, the name of a file, a variable, a flag, or `argument`."""

    min_chars: int = _setting(80, "shortest body of an HTML page, in characters", output=True, least=0)
    min_plain_chars: int = _setting(20, "shortest body of a plain text, in characters", output=True, least=0)
    max_chars: int = _setting(400_000, "longest text that is analyzed, in characters", output=True, least=1)
    max_bytes: int = _setting(10_000_000, "largest page or file that is read, in bytes", output=True, least=1)
    languages: tuple[str, ...] = _setting(("en",), "languages that are read (ISO 639-1), joined by commas", output=True)
    model: str = _setting("en_core_web_sm", "the plug-in of sayso.models that analyzes", output=True)
    min_score: float = _setting(
        0.0, "claims with a lower score are left out and listed as rejected", output=True, least=0
    )
    actors: tuple[str, ...] = _setting(
        (), "files of further actors (CSV or YAML), joined by commas, on top of the packaged list", output=True
    )
    decisions: str | None = _setting(None, "file of a person's decisions on which reports tell one happening (CSV)")
    cache_dir: str | None = _setting(None, "folder for indexes made once; by default the user's cache folder")
    timeout_s: float = _setting(20.0, "longest wait for an address to answer, in seconds", least=0)
    workers: int = _setting(1, "processes that code at the same time", least=1)
    batch_size: int = _setting(16, "reports that are written, and if need be repeated, together", least=1)
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the table of settings. `least` `None`: any value is allowed."""

    name: str
    default: Any
    kind: str  # "int" | "float" | "str" | "list"
    help: str
    output: bool
    least: float | None


_KINDS = {"int": "int", "float": "float", "str": "str", "str | None": "str", "tuple[str, ...]": "list"}

TABLE = tuple(
    Row(
        name=f.name,
        default=f.default,
        kind=_KINDS[str(f.type)],
        help=f.metadata["help"],
        output=f.metadata["output"],
        least=f.metadata["least"],
    )
    for f in dataclasses.fields(Settings)
    if f.name != "sources"
)
"""The settings, in the order of the documentation."""


def load_settings(
    *,
    arguments: Mapping[str, object] | None = None,
    flags: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
    file: Path | None = None,
) -> Settings:
    """Build the settings: an argument wins over a flag, this over the environment, this over the file and the default.

    Args:
        arguments: From a caller in Python; a value `None` is not given.
        flags: From the command line; a value `None` is not given.
        environ: The environment; of it the names that begin with `SAYSO_` are read.
        file: A `sayso.toml`; `None`, or one that is not there, is not read.

    Raises:
        SettingsError: A key is not known, or a value is not allowed.

    >>> settings = load_settings(flags={"workers": 2}, environ={"SAYSO_WORKERS": "8", "SAYSO_MIN_CHARS": "50"})
    >>> settings.workers, settings.min_chars, settings.sources["min_chars"], settings.sources["model"]
    (2, 50, 'SAYSO_MIN_CHARS', 'default')
    """
    layers = [
        (str(file), _read_file(file)),
        ("environment", _from_environ(environ or {})),
        ("flag", {k: v for k, v in (flags or {}).items() if v is not None}),
        ("argument", {k: v for k, v in (arguments or {}).items() if v is not None}),
    ]
    values: dict[str, Any] = {}
    sources = {row.name: "default" for row in TABLE}
    for origin, layer in layers:
        for name, value in layer.items():
            where = _where(origin, name)
            values[name] = _parse(_row(name, where), value, where)
            sources[name] = where
    return Settings(**values, sources=sources)


def settings_hash(settings: Settings) -> str:
    """Return 12 hexadecimal digits over the settings that the lines of the claims file depend on."""
    values = {row.name: getattr(settings, row.name) for row in TABLE if row.output}
    text = json.dumps(values, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def output_settings(settings: Settings) -> dict[str, Any]:
    """Return the settings that the lines of the claims file depend on, as JSON can hold them."""
    values = {row.name: getattr(settings, row.name) for row in TABLE if row.output}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}


def _where(origin: str, name: str) -> str:
    if origin == "environment":
        return PREFIX + name.upper()
    return "--" + name.replace("_", "-") if origin == "flag" else origin


def _row(name: str, where: str) -> Row:
    for row in TABLE:
        if row.name == name:
            return row
    raise SettingsError(f"{where}: no setting named {name!r}; known: {', '.join(r.name for r in TABLE)}")


def _from_environ(environ: Mapping[str, str]) -> dict[str, object]:
    return {k.removeprefix(PREFIX).lower(): v for k, v in sorted(environ.items()) if k.startswith(PREFIX)}


def _read_file(file: Path | None) -> dict[str, object]:
    if file is None:
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # broken TOML, or not UTF-8
        raise SettingsError(f"{file}: {error}") from error


def _parse(row: Row, value: object, where: str) -> Any:
    """Return a value of the row's kind; words from the environment or the command line are converted."""
    try:
        parsed = _convert(row.kind, value)
    except (TypeError, ValueError):
        raise SettingsError(f"{where}: {row.name} cannot be {value!r}; {_allowed(row)}") from None
    if row.least is not None and parsed < row.least:
        raise SettingsError(f"{where}: {row.name} cannot be {value!r}; {_allowed(row)}")
    return parsed


def _convert(kind: str, value: object) -> Any:
    if isinstance(value, bool):
        raise TypeError("no setting is a yes or no")
    if kind == "int":
        if isinstance(value, float):
            raise TypeError("a whole number is asked for")
        return int(str(value).replace("_", ""))
    if kind == "float":
        number = float(str(value))
        if not math.isfinite(number):
            raise ValueError("not a number that can be compared")
        return number
    if kind == "list":
        words = value.split(",") if isinstance(value, str) else value
        if not isinstance(words, list | tuple) or not all(isinstance(w, str) for w in words):
            raise TypeError("words are asked for")
        parsed = tuple(w.strip() for w in words if w.strip())
        if not parsed:
            raise ValueError("at least one word is asked for")
        return parsed
    if not isinstance(value, str) or not value:
        raise TypeError("a word is asked for")
    return value


def _allowed(row: Row) -> str:
    what = {"int": "a whole number", "float": "a number", "str": "a word", "list": "words joined by commas"}[row.kind]
    return f"allowed: {what}" + ("" if row.least is None else f" of at least {row.least:g}")
