"""Which words of a text in capitals belong to names of the actor list, so that it can be put into the case of print."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.extract.actor_list import ActorList, Alias, NameKind, load_actor_list, normalize

SHORTEST_ACRONYM = 3
ORDINARY = frozenset(
    "amnesty ana arena aviation bishop cob congress contras dawn democrats fact gam hunt ice icc inc indians jam let "
    "major man mas may pan park pen pip plan poles raw republicans saw solidarity swat tip turkeys who wine das eta is us it pa"
    " aid act ace age aim air all and any arm art".split()
)
"""Words that are names in the list and ordinary words besides: capitals do not tell which."""

STARTS_A_NAME = frozenset("san santa santo el los las la del fort saint nuevo nueva puerto rio villa".split())
"""Words that open Spanish names; English texts use them for nothing else."""


def mark_names(words: Sequence[str], *, actors: ActorList | None = None) -> list[bool]:
    """Tell of each word, in the order of a text in capitals, whether it belongs to a name that is known as one.

    Args:
        words: The words.
        actors: An actor list; `None` takes the packaged one.

    >>> mark_names("THE ARMY OF EL SALVADOR KILLED PERUVIAN REBELS IN SAN MIGUEL".split())
    [False, False, False, True, True, False, True, False, False, True, True]
    """
    aliases = actors or load_actor_list()
    plain = [normalize(word) for word in words]
    marked = [False] * len(plain)
    at = 0
    while at < len(plain):
        length = 1
        found = [a for a in aliases.find_names(plain, at) if _is_certain(a)] if plain[at] in aliases.aliases else []
        if found:
            length = len(found[0].words)
            marked[at : at + length] = [True] * length
        elif plain[at] in STARTS_A_NAME and at + 1 < len(plain) and plain[at + 1].isalpha():
            marked[at] = marked[at + 1] = True
        at += length
    return marked


def _is_certain(alias: Alias) -> bool:
    if len(alias.words) > 1:
        return alias.kind is not NameKind.SURNAME
    word = alias.words[0]
    if word in ORDINARY or alias.kind in (NameKind.SURNAME, NameKind.WEAK):
        return False
    return alias.kind is not NameKind.ACRONYM or len(word) >= SHORTEST_ACRONYM
