"""The role lexicon: which words name what kind of actor; data, read from `data/actors/roles.yaml`."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.extract.actor_list import normalize, split_name
from sayso.extract.word_files import read_words

OPEN = "UNK"
"""The mark of a role word that leaves the sector open; never given out."""

LONGEST = 4


@dataclass(frozen=True, slots=True)
class Role:
    """What a role word says. `sector` None: it leaves the sector open."""

    sector: str | None
    is_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The lexicon; every word is normalized, every phrase a tuple of normalized words."""

    roles: Mapping[tuple[str, ...], Role]
    ends: frozenset[str]  # the last words of all roles
    modifiers: Mapping[tuple[str, ...], str]
    codes: Mapping[tuple[str, ...], str]  # "shiite" → religion:shia
    words: Mapping[str, frozenset[str]]  # the flat lists, by their name
    take_up: Mapping[str, frozenset[str]]
    blocked: Mapping[str, tuple[tuple[str, ...], ...]]

    def find_role(self, words: Sequence[str]) -> tuple[Role, int] | None:
        """Find the role that the end of a phrase names, and in how many words; the longest wins.

        >>> load_lexicon().find_role(("iraqi", "prime", "minister"))
        (Role(sector='GOV', is_person=True), 2)
        """
        if not words or words[-1] not in self.ends:
            return None
        for length in range(min(LONGEST, len(words)), 0, -1):
            role = self.roles.get(tuple(words[len(words) - length :]))
            if role is not None:
                return role, length
        return None


@functools.cache
def load_lexicon() -> Lexicon:
    """Load the packaged lexicon, once."""
    data = read_words("data", "actors", "roles.yaml")
    roles: dict[tuple[str, ...], Role] = {}
    for group in ("body", "person"):
        for sector, phrases in data[group].items():
            for phrase in phrases:
                role = Role(None if sector == OPEN else sector, group == "person")
                for words in _iter_forms(split_name(phrase)):
                    roles.setdefault(words, role)
    blocked: dict[str, list[tuple[str, ...]]] = {}
    for phrase in data["blocked"]:
        words = split_name(phrase)
        blocked.setdefault(words[0], []).append(words)
    flat = {k: frozenset(normalize(w) for w in v) for k, v in data.items() if isinstance(v, list) and k != "blocked"}
    return Lexicon(
        roles=roles,
        ends=frozenset(words[-1] for words in roles if words),
        modifiers={
            form: sector
            for sector, words in data["modifier"].items()
            for w in words
            for form in _iter_forms(split_name(w))
        },
        codes={
            split_name(w): f"{kind}:{code}"
            for kind in ("religion", "ethnicity")
            for code, words in data[kind].items()
            for w in words
        },
        words=flat,
        take_up={k: frozenset(" ".join(split_name(w)) for w in v) for k, v in data["take_up"].items()},
        blocked={k: tuple(sorted(v, key=len, reverse=True)) for k, v in blocked.items()},
    )


def _iter_forms(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give a phrase as written, and as its lemmas may come: "human right group"."""
    yield words
    stripped = tuple(w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words)
    if len(words) > 1 and stripped != words:
        yield stripped
