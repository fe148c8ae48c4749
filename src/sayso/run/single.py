"""One report at a time, for callers in Python: `sayso.read` and `sayso.code`."""

from __future__ import annotations

import functools
import os
from pathlib import Path

from sayso.errors import RejectedError
from sayso.flow import Steps
from sayso.records import Analysis, Coding, Page, Reason, Rejected, Report
from sayso.run.inputs import iter_inputs, with_given
from sayso.run.steps import make_read_steps, make_steps, make_untagged_steps
from sayso.settings import FILE, Settings, load_settings

Source = str | bytes | os.PathLike[str]


def read_source(
    source: Source, *, url: str | None = None, published: str | None = None, title: str | None = None
) -> Report:
    """Do what `sayso.read` says, with the settings of the environment and of ./sayso.toml."""
    settings = _settings()
    page = with_given(find_page(source, settings=settings), url=url, title=title, published=published)
    return read_one(page, settings=settings)


def read_one(page: Page | Rejected, *, settings: Settings) -> Report:
    """Read a page; no model is loaded for it.

    Raises:
        RejectedError: It holds no report.
    """
    report = page if isinstance(page, Rejected) else make_read_steps(settings).read(page)
    if isinstance(report, Rejected):
        raise RejectedError(report.source, str(report.reason), report.detail)
    return report


def code_one(report: Report, *, settings: Settings | None = None) -> Coding:
    """Code a report; the first call loads the model.

    Raises:
        ModelError, PluginError: The model is missing.
    """
    steps = _steps(settings or _settings())
    (analysis,) = steps.analyze([report])
    return steps.extract(report, analysis)


def analyze_one(report: Report) -> Analysis:
    """Analyze a report with the settings of the environment, without tags; the first call loads the model.

    Raises:
        ModelError, PluginError: The model is missing.
    """
    (analysis,) = _untagged_steps(_settings()).analyze([report])
    return analysis


def find_page(source: Source, *, settings: Settings) -> Page | Rejected:
    """Return the page that a source names or is.

    A `str` is an address if it begins with `http://` or `https://`; the name of a file if there is one of that name, or if
    it holds no white space; else the text itself.
    """
    if isinstance(source, bytes):
        return Page(content=source, source="bytes")
    if isinstance(source, str) and not _is_address(source) and not _names_file(source):
        return Page(content=source.encode("utf-8", "replace"), source="text", media_type="text/plain; charset=utf-8")
    name = os.fspath(source)
    page = next(iter_inputs([name], form=None, settings=settings), None)
    return page or Rejected(stage="fetch", reason=Reason.EMPTY, source=name)


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _names_file(source: str) -> bool:
    if not any(c.isspace() for c in source):
        return source != ""
    try:
        return "\n" not in source and Path(source).is_file()
    except (OSError, ValueError):  # too long for a name, or with a NUL
        return False


@functools.cache
def _settings() -> Settings:
    return load_settings(environ=os.environ, file=Path(FILE))


@functools.lru_cache(maxsize=1)
def _steps(settings: Settings) -> Steps:
    return make_steps(settings)


@functools.lru_cache(maxsize=1)
def _untagged_steps(settings: Settings) -> Steps:
    return make_untagged_steps(settings)
