"""The actor list: who is known, by which names, with which codes and when; data, read from CSV files in the package.

Nothing here looks at a report; `find_names` takes words and gives back what the list has under them.
"""

from __future__ import annotations

import csv
import enum
import functools
import gc
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

FILES = ("states.csv", "regions.csv", "organizations.csv", "groups.csv", "people.csv")
SEPARATOR = "|"
EDGES = "-‐‑–—,;:()[]!?/&"

WORD = re.compile(r"[^\s\-‐‑–—/]+")
PLAIN = re.compile(r"[A-Za-z0-9 ]+")
ROMAN = frozenset("IVX")
HONORED = frozenset({"King", "Queen", "Pope", "Dalai", "Mullah", "Sheikh"})
PARTICLES = frozenset("de da dos von der van bin al el le la".split())
FAMILY_NAME_FIRST = frozenset("CHN TWN HKG SGP KOR PRK VNM KHM".split())
"""Countries whose people are named family name first in English news; Japan's are not."""

SILENT = str.maketrans("", "", ".'’‘`´ʼ\"“”")


class NameKind(enum.IntEnum):
    """What kind of name an alias is; of several under the same words the first wins."""

    NAME = 1
    ACRONYM = 2  # matched in its own case
    WEAK = 3  # counts only where the report names the actor's country
    PEOPLE = 4  # "Syrians"
    ADJECTIVE = 5  # "Syrian"
    METONYM = 6  # "the Kremlin": always the government
    CAPITAL = 7  # "Moscow": the government or the place
    FAMILY = 8  # a family name that by itself means the person: "Milosevic"
    SURNAME = 9  # the last word of a person's name


KINDS = {
    "aliases": NameKind.NAME,
    "acronyms": NameKind.ACRONYM,
    "weak": NameKind.WEAK,
    "people": NameKind.PEOPLE,
    "adjectives": NameKind.ADJECTIVE,
    "metonyms": NameKind.METONYM,
    "capitals": NameKind.CAPITAL,
}
"""What kind of name each column holds; among `aliases` a person's bare family name is a `FAMILY`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A span of time with the codes that hold in it. Dates are ISO, possibly partial; `None` is open."""

    kind: str
    country: str | None
    sector: str | None
    codes: tuple[str, ...]
    start: str | None
    end: str | None
    office: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One actor of the list, with its terms in the order of the file."""

    id: str
    name: str
    terms: tuple[Term, ...]

    @property
    def kind(self) -> str:
        """The kind of the first term: state, person, armed-group and so on."""
        return self.terms[0].kind


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of an entry, as normalized words."""

    words: tuple[str, ...]
    kind: NameKind
    id: str
    surface: str


@dataclass(frozen=True, slots=True)
class ActorList:
    """The entries by id, and their aliases by first word, the longest first."""

    entries: Mapping[str, Entry]
    aliases: Mapping[str, tuple[Alias, ...]]

    def find_names(self, words: Sequence[str], at: int) -> tuple[Alias, ...]:
        """Find the aliases of the most words that stand at a position; empty if the list has none.

        Args:
            words: Normalized words, as `normalize` gives them.
            at: Position of the first word.
        """
        found: list[Alias] = []
        for alias in self.aliases.get(words[at], ()):
            length = len(alias.words)
            if found and length < len(found[0].words):
                break
            if tuple(words[at : at + length]) == alias.words:
                found.append(alias)
        return tuple(found)


@functools.lru_cache(maxsize=65536)
def normalize(word: str) -> str:
    """Return a word without case, accents, points and apostrophes.

    >>> normalize("Shi'ite"), normalize("U.S."), normalize("Çavuşoğlu")
    ('shiite', 'us', 'cavusoglu')
    """
    if "[" in word:
        word = word.split("[", 1)[0]  # an encyclopedia's footnote: "Levant.[1]"
    word = word.translate(SILENT).lower()
    if word.isascii():
        return word.strip(EDGES)
    word = word.replace("ı", "i").replace("ł", "l").replace("đ", "d").replace("ø", "o")
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).strip(EDGES)


def split_name(name: str) -> tuple[str, ...]:
    """Split a name into normalized words, as the tokens of a report fall: possessives and hyphens stand apart.

    >>> split_name("Lord's Resistance Army"), split_name("al-Qa'ida")
    (('lord', 's', 'resistance', 'army'), ('al', 'qaida'))
    """
    if PLAIN.fullmatch(name):
        return tuple(name.lower().split())
    words: list[str] = []
    for match in WORD.finditer(re.sub(r"['’](?=s\b)", " ’", name)):
        word = normalize(match.group())
        if word:
            words.append(word)
    return tuple(words)


def select_term(entry: Entry, as_of: str | None) -> Term | None:
    """Return the term that holds at a date; without a date, the first; `None` if none holds.

    A partial date holds where any of its days does.

    >>> term = Term(kind="person", country="USA", sector="GOV", codes=(), start="2009-01-20", end="2017-01-20", office=None)
    >>> select_term(Entry(id="p", name="P", terms=(term,)), "2021-02-18") is None
    True
    """
    if as_of is None:
        return entry.terms[0]
    for term in entry.terms:
        if not _is_before(as_of, term.start) and not _is_before(term.end, as_of):
            return term
    return None


def has_begun(entry: Entry, as_of: str | None) -> bool:
    """Tell whether an actor existed, or was in office, at a date or before it; yes where nothing says otherwise."""
    return as_of is None or any(not _is_before(as_of, term.start) for term in entry.terms)


def _is_before(a: str | None, b: str | None) -> bool:
    """Tell whether all of a partial date lies before another; an open one does not."""
    if a is None or b is None:
        return False
    shared = min(len(a), len(b), 10)
    return a[:shared] < b[:shared]


@functools.cache
def load_actor_list() -> ActorList:
    """Load the packaged list, once."""
    was_enabled = gc.isenabled()
    gc.disable()  # nothing made here becomes garbage, and looking for it takes a third of the time
    try:
        return make_actor_list(load_rows())
    finally:
        if was_enabled:
            gc.enable()


def extend_actor_list(rows: Sequence[Mapping[str, str]]) -> ActorList:
    """Make the packaged list with rows of a user's on top: of one id, the user's name and terms come first."""
    return make_actor_list([*rows, *load_rows()])


def load_rows() -> list[Mapping[str, str]]:
    """Load the rows of the packaged list, in the order of its files."""
    rows: list[Mapping[str, str]] = []
    folder = resources.files("sayso.extract") / "data" / "actors"
    for name in FILES:
        lines = csv.reader((folder / name).read_text(encoding="utf-8").splitlines())
        header = next(lines)
        rows += [dict(zip(header, line, strict=True)) for line in lines]
    return rows


def make_actor_list(rows: Sequence[Mapping[str, str]]) -> ActorList:
    """Make a list from rows with the columns of the packaged files; a missing column is empty.

    Rows with the same id are terms of one actor: its names are those of all of them, its codes differ by date.
    """
    terms: dict[str, list[Term]] = {}
    names: dict[str, str] = {}
    aliases: dict[tuple[tuple[str, ...], str], Alias] = {}
    for row in rows:
        terms.setdefault(row["id"], []).append(
            Term(
                kind=row.get("kind") or "",
                country=row.get("country") or None,
                sector=row.get("sector") or None,
                codes=_split(row, "codes"),
                start=row.get("start") or None,
                end=row.get("end") or None,
                office=row.get("office") or None,
            )
        )
        if names.setdefault(row["id"], row["name"]) is not row["name"] and not any(row.get(column) for column in KINDS):
            continue  # a further term, which adds no name
        for alias in iter_aliases(row):
            known = aliases.get((alias.words, alias.id))
            if alias.words and (known is None or alias.kind < known.kind):
                aliases[alias.words, alias.id] = alias
    index: dict[str, list[Alias]] = {}
    for alias in aliases.values():
        index.setdefault(alias.words[0], []).append(alias)
    for found in index.values():
        if len(found) > 1:
            found.sort(key=lambda a: (-len(a.words), a.kind, a.id))
    ordered = {word: tuple(found) for word, found in index.items()}
    entries = {i: Entry(id=i, name=names[i], terms=tuple(own)) for i, own in terms.items()}
    return ActorList(entries, ordered)


def _split(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    value = row.get(column)
    return tuple(filter(None, value.split(SEPARATOR))) if value else ()


def iter_aliases(row: Mapping[str, str]) -> Iterator[Alias]:
    """Yield the names that a row gives its actor, with the family name of a person."""
    id_, own = row["id"], row["name"]
    if own.endswith(")"):
        own = re.sub(r" \([^)]*\)$", "", own)
    surname = _surname(own, row.get("country") or "") if row.get("kind") == "person" else None
    family = split_name(surname) if surname else ()
    if not (own in _split(row, "weak") or own in _split(row, "acronyms")):
        yield Alias(split_name(own), NameKind.NAME, id_, own)
    for column, kind in KINDS.items():
        if not row.get(column):
            continue
        for surface in _split(row, column):
            words = split_name(surface)
            known = (
                kind is NameKind.NAME and family and words in (family, family[1:] if _has_article(family) else family)
            )
            yield Alias(words, NameKind.FAMILY if known else kind, id_, surface)
    if surname and not (row.get("aliases") and surname in _split(row, "aliases")):
        yield Alias(family, NameKind.SURNAME, id_, surname)


def _has_article(family: tuple[str, ...]) -> bool:
    """Tell whether a family name opens with the Arabic article, which reports leave out at will."""
    return len(family) > 1 and family[0] in ("al", "el")


def _surname(name: str, country: str) -> str | None:
    """Return the family name of a person; `None` if there is but one name.

    >>> _surname("Xi Jinping", "CHN"), _surname("Ursula von der Leyen", "EUR"), _surname("Ali al-Sistani", "IRQ")
    ('Xi', 'von der Leyen', 'al-Sistani')
    """
    words = name.removesuffix(" Jr.").split()
    if len(words) < 2 or ROMAN.issuperset(words[-1]) or words[0] in HONORED:
        return None
    if country in FAMILY_NAME_FIRST:
        return words[0]
    at = len(words) - 1
    while at > 1 and words[at - 1] in PARTICLES:
        at -= 1
    return " ".join(words[at:])
