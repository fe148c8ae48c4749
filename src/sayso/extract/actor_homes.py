"""Give people and bodies who belong where they are met the country of that place: "villagers in Kharkiv" are of Ukraine.

Only words that the list `homely` of `data/actors/roles.yaml` has, such as villager, police or court: troops, gunmen, officials
and tourists may be anybody's, and stay without a country. Where a sentence tells two countries, or an actor's sentences
differ, nothing is given.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.extract.actor_list import normalize
from sayso.extract.actor_roles import LONGEST, load_lexicon
from sayso.extract.tree import find_head, find_tokens
from sayso.records import Actor, Analysis, Place

HOME = "; of the place"
"""How the rule of a mention ends whose country is that of the place where it is met."""

LOCATIVE = frozenset("in at near outside inside around within across throughout of from on".split())


def give_homes(analysis: Analysis, actors: Sequence[Actor], places: Sequence[Place]) -> tuple[Actor, ...]:
    """Return the actors, those without a country who belong where they are met with the country of that place.

    Args:
        analysis: The report's analysis.
        actors: As `find_actors` returns them.
        places: As `find_places` returns them.
    """
    told = _countries_told(analysis, places)
    if not told:
        return tuple(actors)
    found: dict[str, set[str]] = {}
    barred: set[str] = set()
    for actor in actors:
        if actor.country is not None or actor.id is not None:
            barred.add(actor.key)
        elif actor.key not in barred and (head := _role_head(analysis, actor)) is not None:
            home = _origin_of(analysis, head, told)
            if home is None and _is_homely(analysis, actor, head):
                home = _home_of(analysis, head, told)
            if home is not None:
                found.setdefault(actor.key, set()).add(home)
    homes = {key: next(iter(own)) for key, own in found.items() if len(own) == 1 and key not in barred}
    return tuple(replace(a, country=homes[a.key], rule=a.rule + HOME) if a.key in homes else a for a in actors)


def _countries_told(analysis: Analysis, places: Sequence[Place]) -> Mapping[int, Mapping[int, str]]:
    """Return, by sentence, the countries of the places that a preposition says something is in, by the preposition's token."""
    starts = [t.start for t in analysis.tokens]
    told: dict[int, dict[int, str]] = {}
    for place in places:
        if place.country is None or place.rule.startswith("nationality"):
            continue
        at = max(0, bisect_right(starts, place.span.start) - 1)
        for i in range(at - 1, max(-1, at - 5), -1):
            if analysis.tokens[i].sentence != analysis.tokens[at].sentence:
                break
            if analysis.tokens[i].text.casefold() in LOCATIVE:
                told.setdefault(analysis.tokens[at].sentence, {})[i] = place.country
                break
            if analysis.tokens[i].pos in ("VERB", "ADP", "PUNCT"):
                break
    return told


def _role_head(analysis: Analysis, actor: Actor) -> int | None:
    """Return the head of a mention by a role word; `None` of any other."""
    if not actor.rule.removeprefix("of:").startswith("role"):
        return None
    return find_head(analysis, find_tokens(analysis, actor.span))


def _is_homely(analysis: Analysis, actor: Actor, head: int) -> bool:
    """Tell whether a role word is for people or bodies who belong where they are met."""
    tokens = find_tokens(analysis, actor.span)
    last = tokens[-1] if actor.rule.startswith("of:") else max(head, tokens[0])
    words = [w for i in tokens if i <= last and (w := normalize(analysis.tokens[i].lemma))]
    homely = load_lexicon().words["homely"]
    return any(" ".join(words[-n:]) in homely for n in range(1, min(LONGEST, len(words)) + 1))


def _origin_of(analysis: Analysis, head: int, told: Mapping[int, Mapping[int, str]]) -> str | None:
    """Return the country of the place that somebody is "from"."""
    here = told.get(analysis.tokens[head].sentence, {})
    own = {c for i, c in here.items() if analysis.tokens[i].head == head and analysis.tokens[i].lemma == "from"}
    return next(iter(own)) if len(own) == 1 else None


def _home_of(analysis: Analysis, head: int, told: Mapping[int, Mapping[int, str]]) -> str | None:
    """Return the country of the place that hangs on a mention, else the only one that its sentence tells."""
    here = told.get(analysis.tokens[head].sentence, {})
    own = {country for i, country in here.items() if analysis.tokens[i].head == head}
    countries = own or set(here.values())
    return next(iter(countries)) if len(countries) == 1 else None
