"""The actor lists that the settings name: read, checked, hashed."""

from __future__ import annotations

import functools
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import InputError, SettingsError
from sayso.ids import sha256_hex
from sayso.settings import Settings, settings_hash

if TYPE_CHECKING:
    from sayso.extract.actor_files import Row
    from sayso.extract.actor_list import ActorList


def load_actors(settings: Settings) -> ActorList | None:
    """Return the packaged list with the user's on top; `None` where the settings name no file.

    Raises:
        InputError: A file cannot be read.
        SettingsError: It is no list of actors, or something in it is wrong.
    """
    return _load(settings.actors) if settings.actors else None


@functools.lru_cache(maxsize=2)
def _load(paths: tuple[str, ...]) -> ActorList:
    from sayso.extract.actor_files import check_rows, parse_rows
    from sayso.extract.actor_list import extend_actor_list, load_actor_list

    rows: list[Row] = []
    for path in paths:
        own = parse_rows(read_list(Path(path)), path)
        errors = [p for p in check_rows(own, load_actor_list()) if p.is_error]
        if errors:
            more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
            first = f"row {errors[0].row}: {errors[0].what}{more}"
            raise SettingsError(f"{path}: {first}; `sayso actors check {path}` shows all")
        rows += own
    return extend_actor_list(rows)


def read_list(path: Path) -> bytes:
    """Return the bytes of a list.

    Raises:
        InputError: It cannot be read.
    """
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def write_list(path: Path, content: bytes) -> None:
    """Write a list, whole or not at all.

    Raises:
        InputError: It cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error


def pin_lists(settings: Settings) -> Settings:
    """Return the settings with what the lists of actors hold, in place of their names.

    Raises:
        InputError: A file cannot be read.
    """
    if not settings.actors:
        return settings
    return replace(settings, actors=tuple(f"sha256:{sha256_hex(read_list(Path(path)))}" for path in settings.actors))


def hash_settings(settings: Settings) -> str:
    """Return 12 hexadecimal digits over all that the lines depend on; of lists of actors, over their content.

    Raises:
        InputError: A list cannot be read.
    """
    return settings_hash(pin_lists(settings))
