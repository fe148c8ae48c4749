"""One report as the actor rules see it: its words, the names of the actor list in it, the pipeline's names by token.

This module looks names up; what a phrase means is read in `actor_phrases`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from sayso.extract.actor_list import (
    ActorList,
    Alias,
    Entry,
    NameKind,
    has_begun,
    load_actor_list,
    normalize,
    select_term,
    split_name,
)
from sayso.extract.actor_roles import Lexicon, load_lexicon
from sayso.records import Analysis, Name

NAMING = frozenset({NameKind.NAME, NameKind.ACRONYM, NameKind.WEAK})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PROPER_TAGS = frozenset({"NNP", "NNPS"})
RISKY_ACRONYMS = frozenset(
    "is us who ice plan mend raw care it im al tip an am isi ed alba pan aa mit sis mas ana".split()
)
"""Acronyms that are words of English or of names; in text in capitals they need a proper noun's tag, the first three more."""
ALIKE = 0.75
"""Likeness from which two words are spellings of one given name: "Alexander" and "Aleksandr"; "Shinzo", "Shintaro" are not."""
OF_FAMILY = frozenset({NameKind.FAMILY, NameKind.SURNAME})
ORDINARY = frozenset({"is", "us", "who", "it", "an", "am"})


@dataclass(frozen=True, slots=True)
class Match:
    """A name of the actor list at tokens `[first, last)`. `entry` None: several actors bear it, and none is nearer."""

    first: int
    last: int
    kind: NameKind
    entry: Entry | None
    surface: str
    candidates: tuple[str, ...] = ()


@dataclass(slots=True)
class Scene:
    """A report's analysis with what the lists say about its words."""

    analysis: Analysis
    actors: ActorList
    lexicon: Lexicon
    as_of: str | None
    words: list[str]  # normalized text of each token
    lemmas: list[str]  # normalized lemma of each token; of a proper noun in the plural, the singular if it is a role
    matches: list[Match] = field(default_factory=list)
    match_at: dict[int, Match] = field(default_factory=dict)
    name_at: dict[int, Name] = field(default_factory=dict)
    countries: Counter[str] = field(default_factory=Counter)
    readings: dict[int, Any] = field(default_factory=dict)  # what `actor_phrases` has read so far, by head


def make_scene(
    analysis: Analysis, *, as_of: str | None, within: tuple[int, int] | None = None, actors: ActorList | None = None
) -> Scene:
    """Look up all names of a report.

    Args:
        analysis: The report's analysis.
        as_of: ISO date at which offices are taken; `None` leaves them as listed.
        within: Only these tokens `[first, last)` are searched; the countries known are then those of the tokens alone.
        actors: Another actor list; `None` takes the packaged one.
    """
    lexicon = load_lexicon()
    tokens = analysis.tokens
    first, last = within or (0, len(tokens))
    near = range(first, last)
    if within is not None and tokens:  # read the sentences around, no more
        low = analysis.sentences[tokens[first].sentence].first
        near = range(low, analysis.sentences[tokens[last - 1].sentence].last)
    words, lemmas = [""] * len(tokens), [""] * len(tokens)
    for i in near:
        if word := normalize(tokens[i].text):
            words[i], lemmas[i] = word, _lemma(lexicon, normalize(tokens[i].lemma), tokens[i].tag, word)
    scene = Scene(
        analysis=analysis,
        actors=actors or load_actor_list(),
        lexicon=lexicon,
        as_of=as_of,
        words=words,
        lemmas=lemmas,
    )
    for name in analysis.names:
        if name.label in {"PERSON", "ORG"} and "," in name.span.surface:
            continue  # two names run together
        for i in range(name.first, name.last):
            scene.name_at[i] = name
    found = list(_iter_raw(scene, first, last))
    for _, _, aliases in found:
        for alias in aliases:
            if alias.id.startswith("state:") and alias.kind <= NameKind.METONYM:
                scene.countries[alias.id[6:]] += 1
    _decide_all(scene, found)
    for match in scene.matches:
        for i in range(match.first, match.last):
            scene.match_at[i] = match
    return scene


def _lemma(lexicon: Lexicon, lemma: str, tag: str, word: str) -> str:
    if not lemma or (not tag.startswith("V") and (lemma,) not in lexicon.roles and (word,) in lexicon.roles):
        return word  # "media", whose lemma is "medium"; the accused, but not "Tehran accused"
    if lemma.endswith("men") and (lemma[:-3] + "man",) in lexicon.roles:
        return lemma[:-3] + "man"
    if tag in PROPER_TAGS and lemma.endswith("s") and (lemma,) not in lexicon.roles:
        singular = lemma.removesuffix("s")
        return singular if (singular,) in lexicon.roles else lemma
    return lemma


def _iter_raw(scene: Scene, first: int, last: int) -> Iterator[tuple[int, int, tuple[Alias, ...]]]:
    """Find what the list has at each place, longest first, without overlap; hyphens and bare apostrophes are passed over."""
    at = [i for i in range(first, last) if scene.words[i]]
    words = [scene.words[i] for i in at]
    aliases, blocked = scene.actors.aliases, scene.lexicon.blocked
    k = 0
    while k < len(words):
        word = words[k]
        bar = next((b for b in blocked.get(word, ()) if tuple(words[k : k + len(b)]) == b), None)
        found: tuple[Alias, ...] = ()
        if word in aliases:
            found = _of_longest(scene, at, words, k)
        length = len(found[0].words) if found else 0
        if bar is not None and len(bar) >= length:
            k += len(bar)
        elif found:
            yield at[k], at[k + length - 1] + 1, found
            k += length
        else:
            k += 1


def _of_longest(scene: Scene, at: Sequence[int], words: Sequence[str], k: int) -> tuple[Alias, ...]:
    """Return the aliases at `k` that pass as written, of the most words."""
    found: list[Alias] = []
    for alias in scene.actors.aliases[words[k]]:
        length = len(alias.words)
        if found and length < len(found[0].words):
            break
        if k + length > len(words) or tuple(words[k : k + length]) != alias.words:
            continue
        first, last = at[k], at[k + length - 1]
        if (
            last - first > 2 * length + 1
            or scene.analysis.tokens[first].sentence != scene.analysis.tokens[last].sentence
        ):
            continue
        if _passes(scene, alias, first, last + 1):
            found.append(alias)
    return tuple(found)


def _passes(scene: Scene, alias: Alias, first: int, last: int) -> bool:
    """Tell whether words as written can be that name: by their case, their tags, the date."""
    tokens = scene.analysis.tokens[first:last]
    before = scene.words[max(0, first - 2) : first]
    if alias.kind in {NameKind.NAME, *OF_FAMILY} and "al" in before[-1:] + (before[:1] if before[-1:] == [""] else []):
        return False  # the tail of another Arabic name
    entry = scene.actors.entries[alias.id]
    if (entry.kind != "person" or alias.kind == NameKind.FAMILY) and not has_begun(entry, scene.as_of):
        return False
    if alias.kind in OF_FAMILY and _has_another_given_name(scene, entry, first):
        return False
    if alias.kind == NameKind.ACRONYM:
        return _is_acronym(scene, alias, first, last)
    if entry.kind == "news" and last - first == 1 and _has_name_before(scene, first):
        return False  # "Blue Dawn" is not the newspaper
    if not any(t.text[:1].isupper() for t in tokens):
        return alias.surface == tokens[0].text
    if alias.words[0] == "the" and not tokens[-1].text[:1].isupper():
        return False  # "The times are hard"
    if last - first == 1:
        tag = tokens[0].tag
        named = first in scene.name_at
        if alias.kind in {NameKind.SURNAME, NameKind.CAPITAL}:
            return tag in PROPER_TAGS
        if tag == "NNS" and alias.kind == NameKind.NAME and (scene.lemmas[first],) not in scene.lexicon.roles:
            return tokens[0].text[:1].isupper()  # "Naxalites"
        return tag in PROPER_TAGS or tag in {"JJ", "NNS"} and alias.kind >= NameKind.PEOPLE or named or tag == "ADD"
    return True


def _has_another_given_name(scene: Scene, entry: Entry, first: int) -> bool:
    """Tell whether a family name stands behind a given name that is not its bearer's: "Hillary Bush", "Marko Milosevic"."""
    tokens, own = scene.analysis.tokens, split_name(entry.name)
    given: list[str] = []
    for i in range(first - 1, max(-1, first - 4), -1):
        token, name = tokens[i], scene.name_at.get(i)
        is_title = scene.words[i] in scene.lexicon.words["titles"] or (scene.lemmas[i],) in scene.lexicon.roles
        if not scene.words[i] or is_title or token.tag not in PROPER_TAGS or token.sentence != tokens[first].sentence:
            break
        if (name is None or name.label != "PERSON" or name.last <= first) and token.dep != "compound":
            break
        given.append(scene.words[i])
    return bool(given) and not any(word in own or _may_be_given_name(word, own[0]) for word in given)


def _may_be_given_name(word: str, name: str) -> bool:
    """Tell whether a word is an initial, a short form or a spelling of a given name: "J", "Alex", "Mohamed" of "Muhammad"."""
    if word[0] != name[0]:
        return False
    short, long = sorted((word, name), key=len)
    return long.startswith(short) or SequenceMatcher(None, word, name).ratio() >= ALIKE


def _has_name_before(scene: Scene, i: int) -> bool:
    """Tell whether another capitalized word that is no role or title belongs to a name's word: "Blue Dawn"."""
    before = scene.analysis.tokens[i - 1] if i else None
    return (
        before is not None
        and before.head == i
        and before.dep == "compound"
        and before.text[:1].isupper()
        and (scene.lemmas[i - 1],) not in scene.lexicon.roles
        and scene.words[i - 1] not in scene.lexicon.words["titles"]
    )


def _is_acronym(scene: Scene, alias: Alias, first: int, last: int) -> bool:
    tokens = scene.analysis.tokens[first:last]
    if "".join(t.text for t in tokens).replace(".", "") != alias.surface.replace(".", "").replace(" ", ""):
        return False
    low = alias.words[0]
    if len(tokens) > 1 or low not in RISKY_ACRONYMS:
        return True
    if "." in tokens[0].text:
        return True
    tag = tokens[0].tag
    if not _in_capitals(scene, first):
        return True
    return tag in PROPER_TAGS and (low not in ORDINARY or first in scene.name_at)


def _in_capitals(scene: Scene, i: int) -> bool:
    """Tell whether the words around a token are in capitals throughout."""
    around = scene.analysis.tokens[max(0, i - 4) : i + 5]
    long = [t.text for t in around if len(t.text) > 3 and t.text.isalpha()]
    return bool(long) and all(w.isupper() for w in long)


def _decide_all(scene: Scene, found: Sequence[tuple[int, int, tuple[Alias, ...]]]) -> None:
    for first, last, aliases in found:
        if _is_inside_another_name(scene, first, last, aliases):
            continue
        match = _decide(scene, first, last, aliases)
        if match is not None:
            scene.matches.append(match)


def _is_inside_another_name(scene: Scene, first: int, last: int, aliases: Sequence[Alias]) -> bool:
    """Tell whether a state's, capital's or family name is but part of a longer name of a person or a work: "Jim Jordan"."""
    name = scene.name_at.get(last - 1)
    if name is None or (name.first >= first and name.last <= last):
        return False
    kinds = {a.kind for a in aliases}
    is_place = any(a.id.startswith("state:") for a in aliases) and not kinds & {NameKind.ADJECTIVE, NameKind.METONYM}
    if kinds <= OF_FAMILY and name.label == "ORG" and name.last > last:
        return (scene.lemmas[last],) not in scene.lexicon.roles  # "the Clinton Administration" is his
    if name.label == "PERSON":
        return (is_place and name.first < first) or kinds <= OF_FAMILY and name.last > last
    return name.label in {"WORK_OF_ART", "FAC"} and bool(kinds & OF_FAMILY)


def _decide(scene: Scene, first: int, last: int, aliases: Sequence[Alias]) -> Match | None:
    """Choose among the actors that bear a name: the first kind of name, then those of a country named in the report."""
    entries = scene.actors.entries
    for kind in sorted({a.kind for a in aliases}):
        pool = [a for a in aliases if a.kind == kind]
        if kind == NameKind.WEAK:
            pool = [a for a in pool if _country(entries[a.id], scene.as_of) in scene.countries]
            if len(pool) != 1:
                continue
        if kind == NameKind.SURNAME:
            pool = _of_surname(scene, first, pool)
            if len(pool) != 1:
                continue
        if kind == NameKind.FAMILY and len(pool) > 1:
            pool = [a for a in pool if select_term(entries[a.id], scene.as_of) is not None] or pool
        if len(pool) > 1:
            near = [a for a in pool if _country(entries[a.id], scene.as_of) in scene.countries]
            pool = near or pool
        entry = entries[pool[0].id] if len(pool) == 1 else None
        return Match(first, last, kind, entry, pool[0].surface, tuple(a.id for a in pool))
    return None


def _of_surname(scene: Scene, first: int, pool: Sequence[Alias]) -> list[Alias]:
    """Keep the holders of an office at the date, whose country the report names, or who go by that office's title here."""
    kept = []
    for alias in pool:
        entry = scene.actors.entries[alias.id]
        term = select_term(entry, scene.as_of)
        if term is None:
            continue
        office = normalize((term.office or "").split()[0]) if term.office else ""
        titled = first > 0 and office != "" and scene.words[first - 1] == office
        behind = next((w for w in scene.words[first + 1 : first + 3] if w and w != "s"), "")
        titled = titled or (behind in scene.lexicon.words["government"] and term.sector == "GOV")
        if titled or (scene.as_of is not None and term.country in scene.countries):
            kept.append(alias)
    return kept


def _country(entry: Entry, as_of: str | None) -> str:
    return (select_term(entry, as_of) or entry.terms[0]).country or ""
