"""Exchange the names of known parties for stand-ins before the parse, so that no party is parsed unlike another.

A statistical parser has seen "Iran" and "the Taliban" in other company than "Chad" and "the Mai-Mai"; the same sentence can
get another tree for another party. Each name of the actor list is therefore shown to it as a neutral name of the same shape:
state, nationality, capital, organisation or person, singular or plural, of as many tokens. Offsets and words of the report
are untouched; see docs/decisions/0005-stand-ins.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.extract.actor_list import ActorList, Alias, NameKind, load_actor_list, normalize

MAX_TOKENS = 8

NATION = {
    NameKind.ADJECTIVE: ("German",),
    NameKind.PEOPLE: ("Germans",),
    NameKind.CAPITAL: ("Berlin",),
}
STATE = {1: ("Germany",), 2: ("South", "Africa"), 3: ("New", "South", "Wales")}
PERSON = {1: ("Smith",), 2: ("John", "Smith"), 3: ("John", "Paul", "Smith"), 4: ("John", "Paul", "Edward", "Smith")}
BODY = ("World", "Health", "Trade", "Labor", "Aid", "Relief", "Development", "Organization")
CAPITAL = {1: ("Berlin",), 2: ("San", "Francisco"), 3: ("New", "York", "City")}
METONYM = {1: ("Pentagon",), 2: ("White", "House"), 3: ("New", "White", "House")}


def exchange_names(words: Sequence[str], *, actors: ActorList | None = None) -> list[str]:
    """Return the words of a paragraph, as many, with the names of known parties exchanged.

    Args:
        words: The words of the paragraph's tokens.
        actors: An actor list; `None` takes the packaged one.

    >>> exchange_names("Iranian jets bombed Hezbollah near Damascus".split())
    ['German', 'jets', 'bombed', 'Greenpeace', 'near', 'Berlin']
    """
    actors = actors or load_actor_list()
    shown = list(words)
    plain = [(i, normalize(word)) for i, word in enumerate(words)]
    at = [(i, word) for i, word in plain if word]
    names = [word for _, word in at]
    k = 0
    while k < len(names):
        found = _named(actors, names, words, at, k) if names[k] in actors.aliases else None
        if found is None:
            k += 1
            continue
        first, last = at[k][0], at[k + len(found.words) - 1][0] + 1
        shown[first:last] = _stand_in(actors, found, words[first:last])
        k += len(found.words)
    return shown


def _named(
    actors: ActorList, names: Sequence[str], words: Sequence[str], at: Sequence[tuple[int, str]], k: int
) -> Alias | None:
    """Return the alias that stands at the k-th word as a name does: capitals, and not inside a longer unknown name."""
    first = at[k][0]
    for alias in actors.find_names(names, k):
        last = at[k + len(alias.words) - 1][0] + 1
        if not any(word[:1].isupper() for word in words[first:last]):
            continue
        if alias.kind in (NameKind.SURNAME, NameKind.WEAK) or last - first > MAX_TOKENS:
            continue
        if len(alias.words) == 1 and (_is_another_word(alias, words[first]) or _inside_a_name(words, first)):
            continue
        return alias
    return None


def _is_another_word(alias: Alias, word: str) -> bool:
    """Tell whether a word only looks like an acronym: "Who", "Is"."""
    return alias.kind is NameKind.ACRONYM and word.replace(".", "") != alias.surface.replace(".", "")


def _inside_a_name(words: Sequence[str], i: int) -> bool:
    """Tell whether a word of one name belongs to somebody else's: "Michael Jordan"."""
    before = words[i - 1] if i else ""
    return before[:1].isupper() and before[1:].islower() and len(before) > 2 and before.lower() not in BEFORE_NAMES


BEFORE_NAMES = frozenset(
    "the in on at by for from of to with and but as after when while if since against president minister king queen "
    "northern southern eastern western central north south east west former prime ambassador general colonel operation "
    "many some both most all no even then now so yet although though because meanwhile".split()
)


def _stand_in(actors: ActorList, alias: Alias, words: Sequence[str]) -> Sequence[str]:
    """Return as many words as a name has, of its kind and number."""
    n = len(words)
    kind = actors.entries[alias.id].kind
    if n == 1 and alias.kind in NATION:
        return NATION[alias.kind]
    if alias.kind is NameKind.METONYM and n in METONYM:
        return METONYM[n]
    table: Mapping[int, tuple[str, ...]] = {"person": PERSON, "state": STATE}.get(kind, {})
    if alias.kind is NameKind.CAPITAL:
        table = CAPITAL
    if n == 1 and kind == "state" and _is_letters(words[0]):
        return ("UK",)
    if n in table:
        return table[n]
    if n == 1:
        return ("NATO",) if _is_letters(words[0]) else ("Greens",) if words[0].endswith("s") else ("Greenpeace",)
    return (*BODY[: n - 1], "Alliances" if words[-1].endswith("s") and not words[-1].endswith("ss") else BODY[-1])


def _is_letters(word: str) -> bool:
    return word.replace(".", "").isupper() and len(word) > 1
