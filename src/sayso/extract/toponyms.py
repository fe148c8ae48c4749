"""Find the words of a report that may name a place, and say of each what speaks for it.

It must not decide which place is meant; that is `places`.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sayso.extract.gazetteer import Candidate, Gazetteer, Kind, Match, make_key
from sayso.extract.word_files import read_words
from sayso.records import Analysis, Span, Token


@functools.cache
def word_list(kind: str) -> frozenset[str]:
    """Return a list of `places_data/words.yaml`."""
    return frozenset(place_words()[kind])


@functools.cache
def place_words() -> Mapping[str, Any]:
    """Return the lists of `places_data/words.yaml`."""
    return read_words("places_data", "words.yaml")


_QUOTES = frozenset("\"'“”‘’«»`") | {"``", "''"}
_STRICT_LOCATIVES = frozenset({"in", "near", "outside", "inside", "around"})
"""Prepositions after which a bare name is more likely a place than anything else."""

_NOMINAL = frozenset({"ADJ", "NOUN", "PROPN", "VERB"})
"""Parts of speech before the noun that tells what a name is: "Erbil, a Kurdish-controlled city"."""

_SITE_ADJECTIVES = frozenset(
    {"air", "airport", "detention", "international", "military", "naval", "nuclear", "refugee"}
)
_APPOSITION = (frozenset({","}), frozenset({"a", "an", "the"}))

_DATELINE_PART = re.compile(r"(?P<joint>[,/]?)\s*(?P<place>[^\W\d_](?:[\w.'’ ]|-(?=\w))*[\w.])\s*")
"""A place of a dateline with what joins it to the one before."""

LEAST_TOWN = 50_000
"""Inhabitants from which a town's name within a site's name is taken for that town; smaller ones must be named apart."""


@dataclass(slots=True)
class Toponym:
    """A stretch of tokens `[first, last)` that may name a place; in a dateline, which has no tokens, below 0."""

    first: int
    last: int
    span: Span
    key: str
    candidates: tuple[Candidate, ...]
    site: str = ""  # road | water | land | building | division: by its feature word; "": none
    site_of: str = ""  # the key of the known place within a site's name; "": none
    nationality: bool = False  # "Iraqi", "Iraqis": names a country by its people
    scene: bool = False  # told as where something happened, or as what was taken
    features: dict[str, float] = field(default_factory=dict)


def find_toponyms(analysis: Analysis, gazetteer: Gazetteer) -> list[Toponym]:
    """Return what may name a place, in text order, none overlapping another; `features` speak for or against each."""
    if not analysis.tokens:
        return []
    scan = _Scan(analysis, gazetteer)
    found = [toponym for first, last in scan.runs() for toponym in scan.split_run(first, last)]
    found = scan.add_names(found)
    found = scan.add_called(found)
    found.sort(key=lambda t: (t.first, t.last))
    for at, toponym in enumerate(found):
        toponym.scene = scan.is_scene(toponym)
        toponym.features = scan.features(toponym, found[at - 1] if at else None, found[at + 1 : at + 2])
    return found


def find_dateline_toponyms(dateline: Span, gazetteer: Gazetteer) -> list[Toponym]:
    """Return the places of a dateline, which is no part of the analysis: of "ERBIL, Iraq (Reuters) -", two.

    They stand before the first token, at negative positions; of two with a comma between them the second holds the first.
    """
    found: list[Toponym] = []
    at = 0
    for match in _DATELINE_PART.finditer(re.split(r"[(\[]", dateline.surface)[0]):
        part, start = match["place"], dateline.start + match.start("place")
        candidates = () if _is_other_word(part) else gazetteer.lookup(part)
        candidates = tuple(c for c in candidates if c.match not in (Match.ADJECTIVE, Match.DEMONYM))
        if not candidates:
            break
        candidates = candidates if match["joint"] == "," else _towns_of(candidates)
        at += 2 if match["joint"] == "," else 3
        span = Span(start, start + len(part), part)
        within = {"after comma": 1.0} if match["joint"] == "," else {}
        found.append(
            Toponym(first=at, last=at + 1, span=span, key=make_key(part), candidates=candidates, features=within)
        )
    for toponym in found:
        toponym.first, toponym.last = toponym.first - at - 2, toponym.last - at - 2
    return found


def _towns_of(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Return the larger towns of a name, where a report may be filed: "WASHINGTON", "GAZA"; all, where a state has the name."""
    towns = tuple(c for c in candidates if c.kind is Kind.CITY and (c.capital or c.population >= LEAST_TOWN))
    is_state = any(c.kind is Kind.COUNTRY for c in candidates) and not any(c.capital for c in towns)
    return candidates if is_state or not towns else towns


class _Scan:
    def __init__(self, analysis: Analysis, gazetteer: Gazetteer) -> None:
        self.analysis, self.tokens, self.gazetteer = analysis, analysis.tokens, gazetteer
        self.label: list[str] = [""] * len(self.tokens)
        self.bounds: dict[int, tuple[int, int, str]] = {}
        for name in analysis.names:
            for i in range(name.first, name.last):
                self.label[i] = name.label
                self.bounds[i] = (name.first, name.last, name.label)
        letters = [t.text for t in self.tokens if t.text.isalpha() and len(t.text) > 1]
        self.capitals = sum(w.isupper() for w in letters) > 0.6 * max(1, len(letters))
        self.capital = [self._is_capital(t) for t in self.tokens]
        self.lower = Counter(t.text for t in self.tokens if t.text.islower())
        self.person = Counter(
            make_key(self.tokens[i].text)
            for n in analysis.names
            if n.label == "PERSON" and n.last - n.first > 1
            for i in range(n.first, n.last)
        )
        self.as_place = Counter(make_key(n.span.surface) for n in analysis.names if n.label in ("GPE", "LOC"))
        self.looked_up: dict[str, tuple[Candidate, ...]] = {}
        self.called: set[str] = set()  # keys of names that the report calls a village, town, district …

    def _is_capital(self, token: Token) -> bool:
        if not token.text[:1].isupper() and not (
            token.text[:1].isdigit() and token.i and self.tokens[token.i - 1].text[:1].isupper()
        ):
            return False
        if not self.capitals:
            return True
        return (
            token.pos == "PROPN"
            or self.label[token.i] in ("GPE", "LOC", "FAC", "NORP", "PERSON", "ORG")
            or token.tag == "JJ"
        )

    def runs(self) -> Iterator[tuple[int, int]]:
        """Yield stretches of capitalised words with the small words between them, sentence by sentence."""
        for sentence in self.analysis.sentences:
            i = sentence.first
            while i < sentence.last:
                if not self.capital[i] or self.tokens[i].text[0].isdigit():
                    i += 1
                    continue
                last = j = i + 1
                while j < sentence.last and j - last < 4:  # Port-au-Prince
                    if self.capital[j]:
                        last = j + 1
                    elif self.tokens[j].text.casefold() not in word_list("connectors"):
                        break
                    j += 1
                yield i, last
                i = last

    def split_run(self, first: int, last: int) -> list[Toponym]:
        """Return the known names within a run, the longest first from the left, and the sites that they are part of."""
        hits: list[Toponym] = []
        i = first
        while i < last:
            hit = self._longest(i, last) if self.capital[i] and not self.tokens[i].text[0].isdigit() else None
            if hit and not self._is_namesake(hit):
                hits.append(hit)
            i = hit.last if hit else i + 1
        return self._make_sites(first, last, hits)

    def _longest(self, i: int, last: int) -> Toponym | None:
        sentence = self.analysis.sentences[self.tokens[i].sentence]
        ends = [j for j in range(i + 1, min(last, i + 7) + 1) if self.capital[j - 1]]
        if self.tokens[min(last, sentence.last - 1)].text.casefold() in ("air", *word_list("lower_sites")):
            ends += [j for j in (last + 1, last + 2) if j <= sentence.last]
        for j in reversed(ends):
            span = self.analysis.span(i, j)
            if j == i + 1 and span.surface != "US" and _is_other_word(span.surface):
                continue
            if span.surface.isupper() and j == i + 1 and self.tokens[i].tag.startswith("PRP"):
                continue
            candidates = self._lookup(span.surface)
            if j == i + 1 and i == sentence.first and self._is_common(i):
                candidates = tuple(c for c in candidates if c.kind in (Kind.COUNTRY, Kind.ADMIN1))
            if j == i + 1 and not self._is_abbreviation_place(i):
                candidates = tuple(c for c in candidates if c.match is not Match.ABBREVIATION)
            if candidates and j == i + 1 and span.surface.isupper() and len(span.surface) <= 3 and not self.capitals:
                candidates = tuple(c for c in candidates if c.kind is not Kind.CITY or c.match is Match.MAIN)
            if self.label[i] == "ORG" and j == i + 1 and span.surface.isupper() and not self.capitals:
                candidates = tuple(c for c in candidates if c.kind is not Kind.CITY)  # an acronym: NATO, ISIS
            if candidates:
                return self._toponym(i, j, candidates)
        return None

    def _is_namesake(self, hit: Toponym) -> bool:
        """Whether a name is that of an illness, or a small town's that of a house: "West Nile virus", "the Westgate mall"."""
        following = self.tokens[min(hit.last, len(self.tokens) - 1)]
        if self._is_illness(hit.last):
            return True
        if following.text not in word_list("houses") or following.i < hit.last:
            return False
        told_apart = self.as_place[hit.key] - (self.label[hit.first] in ("GPE", "LOC"))
        return max(c.population for c in hit.candidates) < LEAST_TOWN and not told_apart

    def _is_illness(self, last: int) -> bool:
        """Whether a name before that token is that of an illness: "West Nile virus"."""
        return last < len(self.tokens) and self.tokens[last].text in word_list("illnesses")

    def _lookup(self, surface: str) -> tuple[Candidate, ...]:
        if surface not in self.looked_up:
            self.looked_up[surface] = self.gazetteer.lookup(surface)
        return self.looked_up[surface]

    def _is_common(self, i: int) -> bool:
        """Whether a word is parsed as no name at all: "Mobile phones", at a sentence's start."""
        return self.tokens[i].pos not in ("PROPN", "X") and self.label[i] not in ("GPE", "LOC", "FAC")

    def _is_abbreviation_place(self, i: int) -> bool:
        """Whether "Ga." or "TX" stands where a state does: after a comma or a bracket; "N.Y." does anywhere."""
        if self.tokens[i].text.count(".") > 1:
            return True
        return (
            i > 0 and self.tokens[i - 1].text in (",", "(") and self.tokens[i].sentence == self.tokens[i - 1].sentence
        )

    def _toponym(self, first: int, last: int, candidates: tuple[Candidate, ...], site: str = "") -> Toponym:
        span = self.analysis.span(first, last)
        peoples = [c for c in candidates if c.match in (Match.ADJECTIVE, Match.DEMONYM)]
        nationality = bool(peoples) and not any(
            c.kind in (Kind.COUNTRY, Kind.ADMIN1) for c in candidates if c not in peoples
        )
        return Toponym(
            first=first,
            last=last,
            span=span,
            key=make_key(span.surface),
            candidates=tuple(peoples) if nationality else candidates,
            site=site,
            nationality=nationality,
        )

    def _make_sites(self, first: int, last: int, hits: list[Toponym]) -> list[Toponym]:
        """Join a run's words to a site where a feature word says so: "Sheikh Akil Graveyard", "Lake Vermont"."""
        sentence = self.analysis.sentences[self.tokens[first].sentence]
        words = [self.tokens[i].text.casefold() for i in range(first, min(last + 2, sentence.last))]
        n = last - first
        for at in range(n):
            word, kind = words[at], _site_kind(words[at])
            if at and words[at - 1] in ("-", "al", "el", "al-", "el-"):
                continue  # al-Dam is no dam
            if not kind or any(h.first <= first + at < h.last for h in hits):
                continue
            start, end = first, first + at + 1
            if at == 0 and word not in word_list("heads_before") and words[1:2] != ["of"]:
                continue
            if (
                word in word_list("heads_before")
                and at + 1 < n
                and (at == 0 or word in ("highway", "interstate", "route"))
            ):
                start, end = first + at, min(last, first + at + 3)
            elif words[at + 1 : at + 2] == ["of"] and at + 2 < n:
                start, end = first, last
            elif at == 0:
                continue
            if at + 1 == end - first and "of" in words[start - first : at] and kind == "building":
                start = first + at - words[start - first : at][::-1].index("of")  # Head of the … Embassy
            while start < end - 1 and words[start - first] in ("the", *word_list("titles")):
                start += 1
            return self._with_site(start, end, kind, hits)
        tail = words[n : n + 2]
        base = 1 if tail[:1] and tail[0] in word_list("lower_sites") else 0
        if tail[:1] and tail[0] in _SITE_ADJECTIVES and tail[1:2] and tail[1] in word_list("lower_sites"):
            base = 2
        if base and hits and hits[-1].last == last and hits[-1].candidates[0].kind not in (Kind.COUNTRY, Kind.REGION):
            start, taken = hits[-1].first, {i for h in hits[:-1] for i in range(h.first, h.last)}
            while start > first and start - 1 not in taken and self._is_name(start - 1):
                start -= 1
            if start < hits[-1].first:  # "Al Salem hospital" is not named after a Salem
                return self._with_site(start, last + base, "building", hits[:-1])
            return self._with_site(start, last + base, "building", hits, of=hits[-1])
        if base and not hits and self.tokens[first].pos == "PROPN" and tail[0] not in ("camp", "port"):
            return self._with_site(first, last + base, "building", hits)
        return hits

    def _with_site(
        self, first: int, last: int, kind: str, hits: list[Toponym], *, of: Toponym | None = None
    ) -> list[Toponym]:
        inside = [h for h in hits if first <= h.first and h.last <= last and not h.nationality]
        site = self._toponym(first, last, (), kind)
        cities = [h for h in inside if any(c.kind in (Kind.CITY, Kind.SITE) for c in h.candidates)]
        cities = [
            h
            for h in cities
            if max(c.population for c in h.candidates) >= LEAST_TOWN or h.key in self.as_place or h is of
        ]
        if kind == "building" and cities:
            site.candidates, site.site_of = cities[0].candidates, cities[0].key
        if kind == "division" and inside:
            site.candidates, site.site_of = inside[0].candidates, inside[0].key
        rest = [h for h in hits if h.last <= first or h.first >= last]
        return sorted([*rest, site], key=lambda t: t.first)

    def add_names(self, found: list[Toponym]) -> list[Toponym]:
        """Add the pipeline's places that the gazetteer does not have; widen a hit that is a part of such a name."""
        covered = {i for t in found for i in range(t.first, t.last)}
        by_token = {i: t for t in found for i in range(t.first, t.last)}
        dropped: set[int] = set()
        for name in self.analysis.names:
            if name.label not in ("GPE", "LOC", "FAC") or self._is_illness(name.last):
                continue
            first, last = name.first, name.last
            while first < last - 1 and (
                self.tokens[first].text.casefold() in word_list("compass") or not self.capital[first]
            ):
                first += 1
            while last > first + 1 and not self.tokens[last - 1].text[:1].isalnum():
                last -= 1
            inside = [by_token[i] for i in range(first, last) if i in by_token]
            if inside and (
                name.label == "FAC"
                or any(t.first < first or t.last > last for t in inside)
                or len({id(t) for t in inside}) > 1
                or inside[0].nationality
                or inside[0].last - inside[0].first >= last - first - (self.tokens[last - 1].text in ("'s", "’s"))
                or not all(self.tokens[i].pos == "PROPN" for i in range(first, last))
            ):
                continue
            if inside:
                dropped.add(id(inside[0]))
            elif any(i in covered for i in range(first, last)) or not self.capital[first]:
                continue
            found.append(self._toponym(first, last, ()))
        return [t for t in found if id(t) not in dropped]

    def add_called(self, found: list[Toponym]) -> list[Toponym]:
        """Add names that nothing knows, where the words around them say that they are places, and their other mentions."""
        self.called = {t.key for t in found if not t.nationality and self._calls(t.first, t.last)}
        covered = {i for t in found for i in range(t.first, t.last)}
        names = [(a, b) for a, b in self._unknown_names(covered) if not _is_other_word(self.tokens[b - 1].text)]
        keys = {(a, b): make_key(self.analysis.span(a, b).surface) for a, b in names}
        for a, b in names:
            if self._calls(a, b):
                self.called.add(keys[a, b])
        return [
            *found,
            *(self._toponym(a, b, ()) for a, b in names if keys[a, b] in self.called or self._is_located(a, b)),
        ]

    def _unknown_names(self, covered: set[int]) -> Iterator[tuple[int, int]]:
        """Yield the runs of proper nouns, of at most three words, that no toponym covers."""
        i, n = 0, len(self.tokens)
        while i < n:
            first = i
            while (
                i < n
                and self._is_name(i)
                and i not in covered
                and self.tokens[i].sentence == self.tokens[first].sentence
            ):
                i += 1
            if i == first:
                i += 1
            elif i - first <= 3 and first - 1 not in covered:
                yield first, i

    def _is_name(self, i: int) -> bool:
        token = self.tokens[i]
        return self.capital[i] and token.pos in ("PROPN", "X") and token.text[0].isalpha()

    def _calls(self, first: int, last: int) -> str:
        """Return how the words beside a name call it a place: "village of X", "X village", "X, a town in"; "" if not."""
        sentence = self.analysis.sentences[self.tokens[first].sentence]
        before = [t for t in self.tokens[max(sentence.first, first - 3) : first] if t.text not in _QUOTES]
        after = [t for t in self.tokens[last : min(sentence.last, last + 8)] if t.text not in _QUOTES]
        if before[-1:] and before[-1].lemma == "of" and before[-2:-1] and self._is_place_noun(before[-2]):
            return "of"
        if [t.text for t in before[-1:]] == [","] and before[-2:-1] and before[-2].tag == "NNS":
            return "noun" if self._is_place_noun(before[-2], loose=False) else ""  # "two villages, X and Y"
        if (before and self._is_place_noun(before[-1], loose=False)) or (
            after and self._is_place_noun(after[0], loose=False)
        ):
            return "noun"
        if [t.text.casefold() in articles for t, articles in zip(after[:2], _APPOSITION, strict=False)] == [True, True]:
            phrase = [*itertools.takewhile(lambda t: t.pos in _NOMINAL or t.text == "-", after[2:7])]
            return "apposition" if phrase and self._is_place_noun(phrase[-1]) else ""
        head = self.tokens[last - 1]
        up = self.tokens[head.head]
        listed = head.dep == "conj" and up.i < first and first - up.i <= 4 and make_key(up.text) in self.called
        return "noun" if listed else ""

    def _is_place_noun(self, token: Token, *, loose: bool = True) -> bool:
        word = token.text.casefold()
        named = word in word_list("place_nouns") or (loose and word in word_list("area_nouns"))
        return named and (self.capitals or token.text == word)

    def _is_located(self, first: int, last: int) -> bool:
        """Whether a name alone stands after "in" or "near": "in X", "outside X"."""
        if not first or last - first > 2 or self.tokens[first - 1].sentence != self.tokens[first].sentence:
            return False
        return self.tokens[first - 1].text.casefold() in _STRICT_LOCATIVES and self.tokens[last - 1].dep == "pobj"

    def is_scene(self, t: Toponym) -> bool:
        """Whether a name is told as a scene: "killed in X", "X was retaken"; a site that is known is one."""
        if t.last - t.first > 2 and t.candidates and all(c.kind is Kind.SITE for c in t.candidates):
            return True  # a site of the list with a name of its own: "Ain al-Asad air base"
        head = self.tokens[t.last - 1]
        if t.site and head.dep == "compound" and self.tokens[head.head].lemma in word_list("buildings"):
            head = self.tokens[head.head]  # "the X hospital complex"
        verb = self.tokens[head.head]
        if head.dep in ("dobj", "nsubjpass"):
            return bool(t.candidates or t.site) and verb.pos == "VERB" and verb.lemma in word_list("placed_at_object")
        up, word = self.tokens[verb.head], verb.text.casefold()
        if head.dep != "pobj" or not t.first - 3 < verb.i < t.first:
            return False
        if word in ("on", "of"):
            targets = word_list("placed_on_target" if word == "on" else "placed_at_of")
            return bool(t.candidates) and up.pos == "NOUN" and up.lemma in targets
        if word not in _STRICT_LOCATIVES and not (t.site and word == "at"):
            return False
        while up.pos == "NOUN" and self.tokens[up.head].dep == "prep" and up.lemma in word_list("buildings"):
            up = self.tokens[self.tokens[up.head].head]  # "landed in the airport in X"
        return up.lemma in word_list("scenes")

    def features(self, t: Toponym, before: Toponym | None, after: list[Toponym]) -> dict[str, float]:
        """Return what speaks for and against the stretch being a place mention."""
        tokens, first, last = self.tokens, t.first, t.last
        sentence = self.analysis.sentences[tokens[first].sentence]
        head = last - 1
        label = self.label[head] or self.label[first] or "none"
        bounds = self.bounds.get(head)
        exact = bounds is not None and bounds[0] >= first - 1 and bounds[1] <= last + 1
        previous = tokens[first - 1] if first > sentence.first else None
        following = tokens[last] if last < sentence.last else None
        f: dict[str, float] = {f"label {label}{'' if exact or not bounds else ' part'}": 1.0}
        if t.nationality:
            f["nationality"] = 1.0
            if t.candidates and t.candidates[0].match is Match.DEMONYM:
                f["demonym"] = 1.0
            return f
        f[f"site {t.site}" if t.site else "no site"] = 1.0
        if t.site:
            f[f"site {t.site} {label}"] = 1.0
        f["proper"] = float(all(tokens[i].pos == "PROPN" for i in range(first, last) if self.capital[i]))
        f["one word"] = float(last - first == 1)
        f["starts sentence"] = float(first == sentence.first)
        f["lower elsewhere"] = float(t.span.surface.casefold() in self.lower and last - first == 1)
        f["person elsewhere"] = float(last - first == 1 and self.person[t.key] > 0)
        f["place elsewhere"] = float(min(2, self.as_place[t.key] - (label in ("GPE", "LOC"))))
        word = previous.text.casefold() if previous else ""
        f["after locative"] = float(word in word_list("locatives"))
        f["after of"] = float(word == "of")
        f["called"] = float(t.key in self.called)
        how = self._calls(first, last) if f["called"] else ""
        if how:
            f[f"called {how}"] = 1.0
        if not t.candidates and not t.site:
            f["unknown inside"] = float(word in _STRICT_LOCATIVES)
            f["unknown called of"] = float(how == "of")
        f["after the"] = float(word == "the")
        f["after title"] = float(word in word_list("titles"))
        f["after compass"] = float(word in word_list("compass"))
        f["after capital"] = float(
            bool(previous)
            and self.capital[first - 1]
            and word not in word_list("titles")
            and word not in word_list("compass")
        )
        f["after comma"] = float(word in (",", "("))
        joined = before is not None and before.last == first - 1 and word == "," and not before.nationality
        f["after place"] = float(joined)
        f["before place"] = float(
            bool(after) and after[0].first == last + 1 and tokens[last].text == "," and not after[0].nationality
        )
        if following is not None:
            f["before capital"] = float(self.capital[last] and last < len(tokens))
            f["before genitive"] = float(following.text in ("'s", "’s", "'", "’"))
            f["before hyphen"] = float(following.text in ("-", "–"))
            f["before say"] = float(following.lemma in ("say", "tell", "add", "who"))
        f["subject"] = float(tokens[head].dep in ("nsubj", "nsubjpass"))
        f["compound"] = float(tokens[head].dep in ("compound", "nmod", "amod"))
        f.update(_candidate_features(t))
        return f


def _is_other_word(surface: str) -> bool:
    """Whether one word, though some village has it for a name, nearly always is another word."""
    word = surface.casefold()
    lists = ("not_places", "titles", "compass", "heads_before", "place_nouns")
    return len(word) < 2 or any(word in word_list(name) for name in lists) or bool(_site_kind(word))


def _site_kind(word: str) -> str:
    kinds = ("road", "water", "land", "building", "division")
    return next((kind for kind in kinds if word in word_list(f"{kind}s")), "")


def _candidate_features(t: Toponym) -> dict[str, float]:
    if not t.candidates:
        return {"unknown": 1.0}
    kinds = {c.kind for c in t.candidates}
    f = {f"kind {kind.name.casefold()}": 1.0 for kind in kinds}
    most = max(c.population for c in t.candidates)
    f["population"] = len(str(most)) / 7
    main = [c for c in t.candidates if c.match is Match.MAIN and make_key(c.name) == t.key]
    f["main name"] = float(bool(main))
    f["capital"] = float(any(c.capital for c in t.candidates))
    f["acronym"] = float(t.span.surface.isupper() and len(t.span.surface) <= 5)
    f["main population"] = len(str(max((c.population for c in main), default=0))) / 7
    f["abbreviation"] = float(all(c.match is Match.ABBREVIATION for c in t.candidates))
    return f
