"""Plug-ins by entry point, loaded by name and only when asked for; what sayso brings along enters the same way."""

from __future__ import annotations

from typing import Any

from sayso.errors import PluginError

GROUPS = ("sayso.readers", "sayso.models", "sayso.extractors", "sayso.exports", "sayso.stores")
"""The plug points; `protocols.py` says what each must be."""


def names(group: str) -> tuple[str, ...]:
    """Return the names of a group's plug-ins, sorted.

    Raises:
        PluginError: There is no such group.
    """
    return tuple(sorted(_entry_points(group)))


def load(group: str, name: str) -> Any:
    """Load a plug-in.

    Raises:
        PluginError: No plug-in has that name, two have it, or its module cannot be imported.

    >>> load("sayso.exports", "jsonl").__name__
    'to_line'
    """
    found = _entry_points(group)
    if name not in found:
        raise PluginError(f"no {group} plug-in named {name!r}; known: {', '.join(sorted(found)) or 'none'}")
    values = sorted({entry.value for entry in found[name]})
    if len(values) > 1:
        raise PluginError(f"{len(values)} {group} plug-ins named {name!r}: {', '.join(values)}; uninstall all but one")
    try:
        return found[name][0].load()
    except (ImportError, AttributeError) as error:
        raise PluginError(f"the {group} plug-in {name!r} ({values[0]}) cannot be loaded: {error}") from error


def _entry_points(group: str) -> dict[str, list[Any]]:
    from importlib.metadata import entry_points  # slow to import, and not needed for `sayso --help`

    if group not in GROUPS:
        raise PluginError(f"no plug-in group named {group!r}; known: {', '.join(GROUPS)}")
    found: dict[str, list[Any]] = {}
    for entry in entry_points(group=group):
        found.setdefault(entry.name, []).append(entry)
    return found
