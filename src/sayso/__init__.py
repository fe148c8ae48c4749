"""Reads news and writes down who is said to have done what to whom, and on whose say-so.

>>> import sayso
>>> report = sayso.read("report.html")  # doctest: +SKIP
>>> for claim in sayso.code(report).claims:  # doctest: +SKIP
...     print(claim.type, claim.voice.name, claim.stance)
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from sayso.errors import (
        FetchError,
        InputError,
        ModelError,
        PluginError,
        RejectedError,
        SaysoError,
        SettingsError,
        StoreError,
    )
    from sayso.records import (
        Actor,
        Analysis,
        Attribution,
        Borrowing,
        Claim,
        Coding,
        Comment,
        Direction,
        Disagreement,
        Event,
        EventType,
        Feedback,
        Figure,
        Given,
        Incident,
        Instrument,
        LoadedSpan,
        Name,
        Page,
        Place,
        Precision,
        Predicate,
        Producer,
        Published,
        Rating,
        ReadAttribution,
        ReadFill,
        ReadLoaded,
        Reason,
        Rejected,
        Relation,
        Report,
        ResponsibleParty,
        Sayer,
        Sentence,
        Span,
        Stance,
        Status,
        Tagged,
        Timex,
        Token,
        Voice,
        VoicedFigure,
        When,
    )

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Analysis",
    "Attribution",
    "Borrowing",
    "Claim",
    "Coding",
    "Comment",
    "Direction",
    "Disagreement",
    "Event",
    "EventType",
    "Feedback",
    "FetchError",
    "Figure",
    "Given",
    "Incident",
    "InputError",
    "Instrument",
    "LoadedSpan",
    "ModelError",
    "Name",
    "Page",
    "Place",
    "PluginError",
    "Precision",
    "Predicate",
    "Producer",
    "Published",
    "Rating",
    "ReadAttribution",
    "ReadFill",
    "ReadLoaded",
    "Reason",
    "Rejected",
    "RejectedError",
    "Relation",
    "Report",
    "ResponsibleParty",
    "Sayer",
    "SaysoError",
    "Sentence",
    "SettingsError",
    "Span",
    "Stance",
    "Status",
    "StoreError",
    "Tagged",
    "Timex",
    "Token",
    "Voice",
    "VoicedFigure",
    "When",
    "__version__",
    "code",
    "predicates",
    "read",
    "relation",
]

_ERRORS = frozenset(
    {
        "FetchError",
        "InputError",
        "ModelError",
        "PluginError",
        "RejectedError",
        "SaysoError",
        "SettingsError",
        "StoreError",
    }
)


def read(
    source: str | bytes | os.PathLike[str],
    *,
    url: str | None = None,
    published: str | None = None,
    title: str | None = None,
) -> Report:
    """Read one report.

    Args:
        source: A path, an address that begins with `http://` or `https://`, the bytes of a page or text, or the text itself. A
            `str` is a text if it holds white space and is not the name of a file.
        url: The page's address; wins over what the page says, as do the next two.
        published: When it was published, an ISO date or instant.
        title: Its title.

    Raises:
        RejectedError: It holds no report; `reason` says why.
        InputError: The file cannot be opened.
        FetchError: The address cannot be fetched.
    """
    from sayso.run.single import read_source

    return read_source(source, url=url, published=published, title=title)


def code(report: Report) -> Coding:
    """Code one report: find its claims, and all that they are made of.

    The first call loads the model, which takes a second or two.

    Raises:
        ModelError: The model is missing, or is not the pinned one.
    """
    from sayso.run.single import code_one

    return code_one(report)


def predicates(report: Report) -> tuple[Predicate, ...]:
    """Say how every verb and every event noun of a report stands, whether or not it names an event that is coded.

    Status is `happened`, `ongoing`, `planned`, `hypothetical` or `negated`, by the rules that give claims theirs: tense,
    modals, negation, verbs such as "fail" and "manage", conditions and purposes. The first call loads the model.

    Raises:
        ModelError: The model is missing, or is not the pinned one.

    >>> import sayso
    >>> report = sayso.read("The rebels failed to take the town. They plan to withdraw.")  # doctest: +SKIP
    >>> [(p.lemma, str(p.status)) for p in sayso.predicates(report)]  # doctest: +SKIP
    [('fail', 'happened'), ('take', 'negated'), ('plan', 'happened'), ('withdraw', 'planned')]
    """
    from sayso.run.predicates import read_predicates

    return read_predicates(report)


def relation(text: str, *, actor: tuple[int, int] | None, recipient: tuple[int, int] | None = None) -> Relation:
    """Say what two marked parties of a text have to do with each other, in the types of PLOVER.

    Read is the sentence that holds both. The first call loads the model, which takes half a second.

    Args:
        text: A sentence, or a longer text.
        actor: Where the party stands that is taken to act, half-open, in code points of `text`; `None`: not named.
        recipient: Where the other party stands; `None`: not named. One of the two must be.

    Raises:
        SettingsError: A party lies outside the text, is empty, or shares characters with the other; or none is named.
        ModelError: The model is missing, or is not the one that its card names.

    >>> import sayso
    >>> text = "Chad accused Sudan of arming rebels."
    >>> found = sayso.relation(text, actor=(0, 4), recipient=(13, 18))  # doctest: +SKIP
    >>> str(found.type), str(found.direction)  # doctest: +SKIP
    ('ACCUSE', 'forward')
    """
    from sayso.run.relations import relate_parties

    return relate_parties(text, actor=actor, recipient=recipient)


class _Package(ModuleType):
    """Keeps `sayso.read` the function: importing the stage of that name would put the package in its place."""

    def __setattr__(self, name: str, value: object) -> None:
        if name != "read" or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    """Import records and errors when they are asked for (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module("sayso.errors" if name in _ERRORS else "sayso.records"), name)


def __dir__() -> list[str]:
    return list(__all__)
