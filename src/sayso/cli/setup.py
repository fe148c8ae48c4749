"""What every command does first: settings from where they come from, and logging."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import SettingsError
from sayso.settings import FILE, Settings, load_settings


def make_settings(*, flags: Mapping[str, object], pairs: Sequence[str] | None, config: Path | None) -> Settings:
    """Build the settings for a command.

    Args:
        flags: Of the command line, by the setting's name; a value `None` is not given.
        pairs: `NAME=VALUE` of `--set`.
        config: The file to read; `None`: sayso.toml in this folder, if it is there.

    Raises:
        SettingsError: Something is unknown or not allowed.
    """
    given = dict(flags)
    for pair in pairs or ():
        name, equals, value = pair.partition("=")
        if not equals:
            raise SettingsError(f"--set {pair!r}: write it as NAME=VALUE, such as workers=2")
        given[name.strip().replace("-", "_")] = value.strip()
    if config is not None and not config.is_file():
        raise SettingsError(f"--config {config}: no such file")
    return load_settings(flags=given, environ=os.environ, file=config or Path(FILE))


class _LogFile(logging.FileHandler):
    """A log that is made when there is something to say, and costs nothing where it cannot be made."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        with contextlib.suppress(OSError):
            super().emit(record)


@contextmanager
def logging_to(path: Path | None) -> Iterator[None]:
    """Send sayso's warnings and errors to a file while a command runs; `None`: nowhere."""
    handler: logging.Handler = logging.NullHandler()
    if path is not None:
        handler = _LogFile(path, mode="a", encoding="utf-8", errors="backslashreplace", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        handler.setLevel(logging.WARNING)
        handler.addFilter(logging.Filter("sayso"))  # libraries complain about every odd page
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
