"""The dead and the wounded who are counted elsewhere than in their event's sentence.

Who was shot and died of it is one of the dead, not of the wounded. Who "died at the scene" or "was taken to hospital" two
sentences after a shooting is counted with it, if the same voice tells both and nothing sets them apart.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.extract.number_words import parse_number_words
from sayso.extract.pointing import inside
from sayso.extract.sayings import Saying
from sayso.extract.status import find_status
from sayso.extract.tree import find_children, find_head, find_subtree, find_tokens
from sayso.extract.wounds import ENDURING
from sayso.records import ACTUAL, OF_SEVERAL, ONE_PERSON, Analysis, Attribution, EventType, Figure, Stance, Timex, Token

Bounds = tuple[int | None, int | None]

SOFT = frozenset(
    "shoot stab beat burn torture hit strike graze suffer sustain receive take rush transport airlift fly send bring transfer "
    "hospitalize admit carry drive treat fight cling undergo turn condition injury hospital surgery care gunshot recover "
    "victim shooting stabbing".split()
)
"""Lemmas of anchors of the injured who may yet be told to have died of it."""

_TREATED = frozenset("hospitalize treat condition hospital surgery care recover".split())
"""Those of them that count the living where they and the dead make up all who were shot."""

SOFT_NOUNS = frozenset({"wound", "burn", "laceration"})
"""Others, as nouns only: somebody with a wound; a bare "wounded" says that he lives."""

DEATHS_REACH = 40
"""How many sentences apart a shot and a death of one person may be told."""

PART_REACH = 4
"""How far after a count of those shot the dead among them are told: "four people were shot … one of them died"."""

GROWN = 18
"""Who is younger, in years, is a child."""

HOST_BEFORE, HOST_AFTER = 8, 2
"""How many sentences before, and after, a count looks for the event whose dead or wounded it counts."""

_MALE = frozenset(
    "man men boy boys sons brothers male males father dad son brother husband grandfather nephew uncle boyfriend stepfather "
    "stepson he him his himself gentleman".split()
)
_FEMALE = frozenset(
    "woman women girl girls daughters sisters female females mother mom daughter sister wife grandmother niece aunt girlfriend "
    "stepmother stepdaughter she her hers herself lady".split()
)
_AGES_OF_LIFE = {
    **dict.fromkeys("infant baby toddler child kid boy girl".split(), "child"),
    **dict.fromkeys(
        "man woman father dad mother mom husband wife grandfather grandmother uncle aunt driver".split(), "grown"
    ),
}
_ROLES = {
    **dict.fromkeys("suspect gunman shooter attacker assailant robber bomber attackers suspects".split(), "doer"),
    **dict.fromkeys(
        "officer deputy trooper cop policeman agent soldier guard officers deputies soldiers".split(), "force"
    ),
    **dict.fromkeys("baby fetus foetus dog".split(), "other"),
}
_PRONOUNS = frozenset("he she him her his himself herself they them who i me".split())
_KILLING = frozenset({"kill", "slay", "murder"})
_LIVING = frozenset("surviving survive remaining remain injured injure wounded wound".split())
"""What is said of some of those shot tells that the dead are not counted among them."""

_OTHER = frozenset({"another", "other", "more", "second", "third", "fourth"})

_APART = re.compile(
    r"\b(?:separate|unrelated|another (?:shooting|attack|incident|case)|other (?:shootings|attacks|incidents)|previous|"
    r"(?:earlier|later) (?:this|that|in the) \w+|last (?:week|month|year)|(?:weeks?|months?|years?) (?:ago|earlier|before|later)|"
    r"in (?:19|20)\d\d|since|so far this)\b",
    re.IGNORECASE,
)
"""Words that bring in another happening than the one told."""

_SEPARATE = re.compile(
    r"\b(?:separate|unrelated|another|other) (?:\w+ )?(?:shooting|attack|incident|case)s?\b", re.IGNORECASE
)
"""Those of them that tell of another happening whenever it was."""

_SEVERAL = re.compile(
    r"\b(?:(?:separate|unrelated|different) (?:\w+ )?(?:shootings|attacks|incidents|stabbings|killings|homicides)|"
    r"in (?:(?!the\b|those|these|both)[\w'’-]+ ){0,4}(?:shootings|stabbings|homicides)|"
    r"(?:shootings|stabbings|homicides|killings) (?:across|around|throughout|citywide)|weekend(?:'s|’s)? (?:\w+ )?shootings|"
    r"violent (?:\w+ )?(?:weekend|week|night)|(?:since|in less than|\w+[- ]hour span|in \w+ hours)\b.{0,40}\bacross the city|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:\w+ ){0,2}(?:shootings|stabbings|homicides))\b",
    re.IGNORECASE,
)
"""What tells of several happenings together."""

_OF_A_TIME = re.compile(
    r"\b(?:this|last|that) (?:year|month|week)|so far|over the (?:past|last)|nationwide|combined\b", re.IGNORECASE
)
"""What says of a toll that it is of more than one happening."""

_HURT = frozenset({"killed", "injured"})

_OTHERWISE = re.compile(
    r"\b(?:cancer|illness|disease|natural causes|overdose|heart attack|stroke|crash|earthquake|flood|hurricane|"
    r"(?:air(?:liner|craft|plane)|plane|helicopter)\b.{0,40}\bcrashed|covid\S*|virus|suicide rate|drown\w*)\b",
    re.IGNORECASE,
)
"""Of what people die by nobody's hand."""


_AGE_BEFORE = re.compile(r"\b(\d{1,3}|[a-z]+(?:-[a-z]+)?)[- ](?:year|yr)s?[- ]olds?\b", re.IGNORECASE)
_AGE_AFTER = re.compile(r",? (?:aged? )?(\d{1,2})(?=[,.;)]| and\b)")

_ALIVE = re.compile(
    r"\b(?:expected to (?:survive|live|recover|make)|(?:non|not)[- ](?:be )?life[- ]threatening|survived|recovering|"
    r"(?:stable|good|fair|satisfactory|noncritical|non-critical) condition|treated and released|released from|"
    r"still in (?:the )?hospital|remains? hospitalized|(?:is|are|remains?) (?:still )?(?:listed )?in (?:critical|serious|grave|"
    r"intensive)|(?:is|are) (?:still )?(?:fighting|clinging)|recovered from)\b",
    re.IGNORECASE,
)
"""What is told of the wounded who live."""

_WELL = re.compile(
    r"\b(?:expected to (?:survive|live|recover)|(?:non|not)[- ](?:be )?life[- ]threatening|(?:stable|good|fair) condition|"
    r"treated and released|released from)\b",
    re.IGNORECASE,
)
"""What is told of those who will not die of it."""

_SUICIDE = re.compile(
    r"\b(?:(?:murder|homicide|killing)s?[-/ –]+suicide|committed suicide|apparent suicide|(?:took|taking|taken) "
    r"(?:his|her) own life|kill(?:ed|ing) (?:himself|herself))\b",
    re.IGNORECASE,
)
_MURDER_SUICIDE = re.compile(r"\b(?:murder|homicide|killing)s?[-/ –]+suicide\b", re.IGNORECASE)
_ATTEMPT = re.compile(
    r"\b(?:attempt\w* (?:murder-)?suicide|suicide attempt|tr(?:ied|ying) to kill (?:him|her)self)\b", re.IGNORECASE
)
"""By what a report tells that who shot himself died of it; by what, that he did not."""


_FATAL_TITLE = re.compile(
    r"(?<!attempted )\b(?:killed|kills|dead|dies|died|fatal|fatally|deadly|slain|slaying|death|homicide|murder|murdered|"
    r"body)\b",
    re.IGNORECASE,
)
"""By what a title tells of a death."""

FOLD = "figures.fold"
"""The rule by which a "triple shooting" counts three."""

SINGLE = frozenset({"figures.one", "figures.died_of_it"})


# --- who was shot, and died -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Victim:
    """Whom a figure counts. `count` None: not one number."""

    token: Token
    names: frozenset[str]
    gender: str | None
    role: str | None
    age: int | None  # in years
    life: str | None  # a child, or grown up
    own: bool  # by his own hand
    count: int | None
    other: bool  # "another man"
    part: bool  # "one of the victims"


def settle_deaths(analysis: Analysis, figures: Sequence[Figure], *, title: str = "") -> tuple[Figure, ...]:
    """Count those who were shot and are told to have died with the dead; take the dead off those who were shot.

    Args:
        analysis: The parse.
        figures: In text order.
        title: Of the report.
    """
    hurt = [f for f in figures if f.counts == "injured" and f.anchor is not None and f.most != 0]
    if not hurt:
        return tuple(figures)
    persons = _find_persons(analysis)
    deaths: Sequence[tuple[Figure, _Victim]] = [
        (f, _victim(analysis, f, persons))
        for f in figures
        if f.counts == "killed" and f.anchor is not None and f.most != 0 and _is_real(analysis, f)
    ]
    victims = [_victim(analysis, f, persons) for f in hurt]
    wounded = [
        f.least
        for f, v in zip(hurt, victims, strict=True)
        if f.least and f.least == f.most and (not _is_soft(analysis, f) or v.other)
    ]
    deaths = _share_age(deaths)
    if (
        (_MURDER_SUICIDE.search(analysis.text) or _MURDER_SUICIDE.search(title))
        and not _ATTEMPT.search(analysis.text)
        and not _ALIVE.search(analysis.text)
    ):
        return tuple(_as_dead(f) if f in hurt and f.rule != FOLD and _is_soft(analysis, f) else f for f in figures)
    if _is_one_dead(analysis, title, list(zip(hurt, victims, strict=True)), deaths):
        return tuple(_as_dead(f) if f in hurt else f for f in figures)
    treated = [f.least for f in hurt if f.least == f.most and analysis.tokens[f.anchor or 0].lemma in _TREATED]
    alive = [n for n in (*wounded, *treated) if n]
    settled = {id(f): _settle(analysis, f, v, deaths, wounded, alive) for f, v in zip(hurt, victims, strict=True)}
    return _add_others(analysis, [settled.get(id(f), f) for f in figures], persons)


def _is_one_dead(
    analysis: Analysis,
    title: str,
    hurt: Sequence[tuple[Figure, _Victim]],
    deaths: Sequence[tuple[Figure, _Victim]],
) -> bool:
    """Tell whether a report tells of one person, who died: by its own account, or by its title, and of nobody who lives."""
    told = [*hurt, *deaths]
    single = all(f.rule in SINGLE and v.count == 1 and not v.other and not v.part for f, v in told)
    if not single or _ALIVE.search(analysis.text) or any(_is_apart(analysis, v.token.sentence) for _, v in hurt):
        return False
    first = min((dead.token.i for _, dead in deaths), default=len(analysis.tokens))
    ages = {dead.age for _, dead in deaths}
    if any(v.token.i > first and v.age not in ages | {None} and _is_new(analysis, v) for _, v in hurt):
        return False  # "Leo Marsh was killed. A 25-year-old man was shot"
    if any(_is_apart(analysis, dead.token.sentence, _SEPARATE) for _, dead in deaths):
        return False
    if not deaths and not (_FATAL_TITLE.search(title) and all(_is_soft(analysis, f) for f, _ in hurt)):
        return False
    victims = [v for _, v in told]
    if len({v.role for v in victims if v.token.text.lower() not in _PRONOUNS}) > 1:
        return False
    pairs = itertools.combinations(victims, 2)
    return not any(_are_two(a, b) or (a.life and b.life and a.life != b.life) for a, b in pairs)


def _as_dead(figure: Figure) -> Figure:
    return replace(figure, counts="killed", rule="figures.died_of_it")


def _find_persons(analysis: Analysis) -> dict[int, int]:
    """Return for each word of a person's name where the name starts."""
    return {i: n.first for n in analysis.names if n.label == "PERSON" for i in range(n.first, n.last)}


def _share_age(deaths: Sequence[tuple[Figure, _Victim]]) -> Sequence[tuple[Figure, _Victim]]:
    """Say of everyone told to have died how old the one dead is, if all tell of one and one age is told."""
    ages = {dead.age for _, dead in deaths if dead.age is not None}
    if len(ages) != 1 or any(dead.count != 1 for _, dead in deaths):
        return deaths
    return [(figure, replace(dead, age=min(ages))) for figure, dead in deaths]


def _add_others(analysis: Analysis, figures: Sequence[Figure], persons: Mapping[int, int]) -> tuple[Figure, ...]:
    """Count "four others" together with the wounded whom their sentence tells of before them."""
    hurt = [f for f in figures if f.counts == "injured" and f.anchor is not None and f.least and f.least == f.most]
    whole: dict[int, Figure] = {}
    for n, figure in enumerate(hurt):
        victim = _victim(analysis, figure, persons)
        if not victim.other or not victim.count or victim.count < 2:
            continue
        for first in hurt[:n]:
            told_before = first.of is not None and first.of.end <= victim.token.start and first.anchor != figure.anchor
            if told_before and analysis.tokens[first.anchor or 0].sentence == victim.token.sentence:
                total = victim.count + (first.least or 0)
                whole[id(figure)] = replace(figure, least=total, most=total, rule="figures.with_others")
                break
    return tuple(whole.get(id(f), f) for f in figures)


def _is_soft(analysis: Analysis, figure: Figure) -> bool:
    if figure.anchor is None:
        return False
    anchor = analysis.tokens[figure.anchor]
    return anchor.lemma in SOFT or (anchor.lemma in SOFT_NOUNS and not anchor.tag.startswith("VB"))


def _victim(analysis: Analysis, figure: Figure, persons: Mapping[int, int]) -> _Victim:
    assert figure.anchor is not None
    end = figure.of.end if figure.of else figure.span.end
    anchor = analysis.tokens[figure.anchor]
    near = range(max(0, anchor.i - 60), min(len(analysis.tokens), anchor.i + 60))
    token = next((analysis.tokens[i] for i in reversed(near) if analysis.tokens[i].end <= end), anchor)
    own = token.text.lower() in ("himself", "herself") or anchor.lemma == "turn"
    if own:
        token = _subject(analysis, anchor) or token
    words = {analysis.tokens[c].text.lower() for c in analysis.children[token.i]}
    names = frozenset(analysis.tokens[i].text.lower() for i in _name(token.i, persons))
    word = token.text.lower()
    gender = "m" if word in _MALE else "f" if word in _FEMALE else None
    count = figure.least if figure.least == figure.most else None
    age = _find_age(analysis, token)
    return _Victim(
        token=token,
        names=names,
        gender=gender,
        role=_ROLES.get(token.lemma),
        age=age,
        life=_AGES_OF_LIFE.get(word) or (None if age is None else "child" if age < GROWN else "grown"),
        own=own,
        count=count,
        other=bool(words & _OTHER) or token.lemma in _OTHER or word in _OTHER,
        part="of" in words,
    )


def _find_age(analysis: Analysis, token: Token) -> int | None:
    """Return the age told with a word, in years: "a 14-year-old girl", "Rusk, 31"."""
    first = min(
        (i for c in analysis.children[token.i] if c < token.i for i in find_subtree(analysis, c)), default=token.i
    )
    start = analysis.tokens[first].start  # not the age of who did it: "a 6-year-old shot her sister"
    around = analysis.text[start : token.end + 12]
    here = token.start - start
    before = list(_AGE_BEFORE.finditer(around[: here + len(token.text)]))
    if before and not re.search(r"[,;.]| and ", around[before[-1].end() : here]):
        return _read_age(before[-1].group(1))
    after = _AGE_AFTER.match(around[here + len(token.text) :])
    return int(after.group(1)) if after else None


def _read_age(text: str) -> int | None:
    return int(text) if text.isdigit() else parse_number_words(text.lower().split("-"))


def _name(i: int, persons: Mapping[int, int]) -> list[int]:
    first = persons.get(i)
    return [] if first is None else [k for k in range(first, i + 1) if persons.get(k) == first]


def _subject(analysis: Analysis, verb: Token) -> Token | None:
    """Return who does what a verb tells, also of the noun that its clause describes."""
    at = verb
    for _ in range(4):
        for child in analysis.children[at.i]:
            token = analysis.tokens[child]
            if token.dep in ("nsubj", "nsubjpass"):
                return analysis.tokens[at.head] if token.tag in ("WP", "WDT") and at.dep == "relcl" else token
        if at.dep not in ("conj", "xcomp", "advcl", "relcl", "acl") or at.head == at.i:
            return None
        at = analysis.tokens[at.head]
    return None


def _settle(
    analysis: Analysis,
    figure: Figure,
    victim: _Victim,
    deaths: Sequence[tuple[Figure, _Victim]],
    wounded: Sequence[int],
    alive: Sequence[int],
) -> Figure:
    """Return a count of those shot as one of the dead if they died, less the dead if some of them did, else as it is."""
    soft = _is_soft(analysis, figure)
    if soft and victim.own and _SUICIDE.search(analysis.text) and not _ATTEMPT.search(analysis.text):
        return _as_dead(figure)
    left_alive = victim.other and any(
        dead.token.sentence == victim.token.sentence and dead.token.i < victim.token.i for _, dead in deaths
    )  # "two were killed and two more shot"
    for death, dead in deaths:
        fate = analysis.tokens[death.anchor or 0].lemma
        one_phrase = dead.token.i == victim.token.i and (
            soft or fate not in _KILLING
        )  # "40 were killed or wounded" are two
        if one_phrase or (soft and not left_alive and _are_same(analysis, victim, dead)):
            return _as_dead(figure)
    if figure.rule == "figures.sum" and any(_is_first(victim, dead) for _, dead in deaths):
        return _less(figure, victim, 1)
    if not soft and any(_is_included(analysis, victim, dead) for _, dead in deaths):
        return _less(figure, victim, 1)
    if not soft or figure.least in wounded:
        return figure
    if victim.count is None or victim.count < 2 or figure.least != figure.most or victim.other:
        return figure
    if any(analysis.tokens[c].lemma in _LIVING for c in analysis.children[victim.token.i] if c < victim.token.i):
        return figure
    if left := next((w for w in alive if any(w + (d.count or 0) == victim.count for _, d in deaths)), None):
        return replace(figure, least=left, most=left, rule="figures.less_the_dead")
    parts = [
        dead.count
        for d, dead in deaths
        if dead.count is not None
        and dead.count < victim.count
        and 0 <= dead.token.sentence - victim.token.sentence <= PART_REACH
        and (dead.token.i > victim.token.i or figure.rule == FOLD)
        and dead.role is None
        and not _is_apart(analysis, dead.token.sentence)
    ]
    if not parts:
        return replace(figure, rule="figures.part") if figure.rule == FOLD and deaths else figure
    return _less(figure, victim, max(parts))


def _less(figure: Figure, several: _Victim, dead: int) -> Figure:
    left = (several.count or 0) - dead
    return replace(figure, least=left, most=left, rule="figures.less_the_dead")


def _is_included(analysis: Analysis, several: _Victim, dead: _Victim) -> bool:
    """Tell whether somebody dead is told as one of several: "three were hurt, including a girl who died"."""
    if several.count is None or several.count < 2 or dead.count != 1:
        return False
    over = analysis.tokens[dead.token.head]
    inside_list = over.text.lower() in ("including", "among") and dead.token.dep == "pobj"
    return inside_list and over.sentence == several.token.sentence and over.i > several.token.i


def _is_first(several: _Victim, dead: _Victim) -> bool:
    """Tell whether somebody dead is named first of several: "died weeks after he and four others were wounded"."""
    if several.count is None or several.count < 2 or dead.count != 1 or several.token.i == dead.token.i:
        return False
    if several.names:
        return bool(several.names & dead.names)
    before = dead.token.sentence == several.token.sentence and dead.token.i < several.token.i
    return before and several.token.text.lower() in ("he", "she") and dead.gender in (None, several.gender)


def _are_same(analysis: Analysis, one: _Victim, dead: _Victim) -> bool:
    """Tell whether who was shot is who died: by name, else by number, sex and role, if nothing brings in another."""
    distance = dead.token.sentence - one.token.sentence
    if one.count is None or one.count != dead.count or abs(distance) > DEATHS_REACH:
        return False
    if one.names and dead.names:
        return bool(one.names & dead.names)
    pronouns = one.token.text.lower() in _PRONOUNS or dead.token.text.lower() in _PRONOUNS
    if (one.gender and dead.gender and one.gender != dead.gender) or dead.other:
        return False
    if any(a != b and a is not None and b is not None for a, b in ((one.age, dead.age), (one.life, dead.life))):
        return False
    if one.token.lemma == "one" and one.part:  # "one of the victims was taken to hospital, the other died"
        return False
    if dead.token.lemma == "one" and distance > 0:  # "A man was shot. Two others were shot, one fatally"
        return False
    if _is_alive(analysis, one, dead):
        return False
    if one.role != dead.role and not (pronouns and one.count == 1):
        return False
    later, earlier = (dead, one) if dead.token.i >= one.token.i else (one, dead)
    if _is_new(analysis, later) or (earlier.other and not later.names and not _is_known(analysis, later.token)):
        return False
    if _is_counted_apart(analysis, earlier, later):
        return False
    if distance == 0:
        return True
    return not _is_apart(analysis, dead.token.sentence) and not _is_apart(analysis, one.token.sentence)


def _is_counted_apart(analysis: Analysis, earlier: _Victim, later: _Victim) -> bool:
    """Tell whether one sentence counts two: "one woman is dead, one person is in critical condition"."""
    if earlier.token.sentence != later.token.sentence or later.part:
        return False
    counted = [any(analysis.tokens[c].dep == "nummod" for c in analysis.children[v.token.i]) for v in (earlier, later)]
    return all(counted)


def _is_alive(analysis: Analysis, one: _Victim, dead: _Victim) -> bool:
    """Tell whether the sentence of a wounded person, which tells of no death, says that he lives."""
    if one.token.sentence == dead.token.sentence:
        return False
    found = analysis.sentences[one.token.sentence]
    if _ALIVE.search(analysis.text, found.start, found.end):
        return True
    after = one.token.sentence + 1
    if after >= len(analysis.sentences) or after == dead.token.sentence:
        return False
    found = analysis.sentences[after]
    goes_on = analysis.tokens[found.first].text.lower() in ("he", "she")
    return goes_on and _WELL.search(analysis.text, found.start, found.end) is not None


def _is_new(analysis: Analysis, victim: _Victim) -> bool:
    """Tell whether a phrase brings somebody in: "a 20-year-old man", "another woman"."""
    words = {analysis.tokens[c].lemma for c in analysis.children[victim.token.i]}
    return victim.other or (not victim.names and bool(words & {"a", "an"}))


def _is_known(analysis: Analysis, token: Token) -> bool:
    if token.text.lower() in _PRONOUNS:
        return True
    return any(analysis.tokens[c].lemma in ("the", "that", "this") for c in analysis.children[token.i])


def _is_apart(analysis: Analysis, sentence: int, words: re.Pattern[str] = _APART) -> bool:
    found = analysis.sentences[sentence]
    return words.search(analysis.text, found.start, found.end) is not None


# --- the dead and wounded of another sentence -----------------------------------------------------


def add_casualties(
    analysis: Analysis,
    sayings: Sequence[Saying],
    figures: Sequence[Figure],
    attributions: Sequence[Attribution],
    voice_of: Callable[[int | None], str],
    when: Callable[[int], tuple[Timex, str] | None],
) -> tuple[Saying, ...]:
    """Give the dead and wounded that no event of their sentence counts to the assault told last by the same voice.

    Args:
        analysis: The parse.
        sayings: Event mentions under their voices.
        figures: All figures of the report.
        attributions: Of the report.
        voice_of: Returns the key of the voice behind an attribution; `None` is the narrator.
        when: Returns the time that a token depends on.
    """
    if not any(_is_host(s) for s in sayings):
        return tuple(sayings)
    single = _find_singles(figures)
    sayings = [_mark_several(analysis, _mark_single(analysis, s, single)) for s in sayings]
    hosts = [s for s in sorted(sayings, key=lambda s: s.trigger) if _is_host(s)]
    told_by = {voice_of(s.by) for s in hosts}
    added: dict[int, dict[str, tuple[Bounds, str]]] = {}
    has = {(s.cluster, voice_of(s.by), key): bounds for s in sayings for key, bounds in s.filled.figures.items()}
    for figure in figures:
        if not _is_free(analysis, figure, sayings):
            continue
        by = _find_voice(attributions, figure)
        voice = voice_of(by)
        host = _find_host(analysis, figure, hosts, voice if voice in told_by else None, voice_of, when)
        known = _find_counted(analysis, figure, hosts, has, voice_of, when)
        if known is not None:
            host = known
        tells = any(voice_of(h.by) == voice and (known is None or h.cluster == known.cluster) for h in hosts)
        new = voice not in told_by or (known is not None and not tells)
        if host is None or (new and not _is_said(analysis, attributions, by)):
            continue
        if new:
            told_by.add(voice)
            host = _tell_again(analysis, host, figure, by)
            sayings.append(host)
            hosts = sorted([*hosts, host], key=lambda s: s.trigger)
        key = (host.cluster, voice_of(host.by), figure.counts)
        before = has.get(key)
        if before is not None and _has_risen(analysis, figure, before):
            host = next((s for s in sayings if _counts_for(s, key, voice_of)), host)
        elif before is not None and not _is_better(figure, before):
            continue
        has[key] = (figure.least, figure.most)
        anchor = analysis.tokens[figure.anchor or 0]
        rule = f"counted at {anchor.start}: {anchor.text}"
        rule = f"{ONE_PERSON}, {rule}" if figure.rule in SINGLE else rule
        added.setdefault(id(host), {})[figure.counts] = ((figure.least, figure.most), rule)
    told = [_with_figures(s, added[id(s)]) if id(s) in added else s for s in sayings]
    return tuple(_with_persons(told, hosts, _count_persons(analysis, figures)))


def _find_counted(
    analysis: Analysis,
    figure: Figure,
    hosts: Sequence[Saying],
    has: Mapping[tuple[int, str, str], Bounds],
    voice_of: Callable[[int | None], str],
    when: Callable[[int], tuple[Timex, str] | None],
) -> Saying | None:
    """Return the mention whose dead others have counted before a voice puts their number at another; `None`: no such number."""
    if figure.rule != "figures.toll":
        return None
    before = [h for h in hosts if h.trigger.start < figure.span.start]
    last = _find_host(analysis, figure, before, None, voice_of, when)
    counted = {cluster for cluster, _, counts in has if counts == figure.counts}
    return last if last is not None and last.cluster in counted else None


def _with_persons(sayings: Sequence[Saying], hosts: Sequence[Saying], count: int | None) -> Sequence[Saying]:
    """Give the wounded who are told of one by one to the assault of which one of them is counted first."""
    clusters = {h.cluster for h in hosts}
    singles = [s for s in sayings if s.cluster in clusters and s.filled.figures.get("injured") == (1, 1)]
    if count is None or not singles:
        return sayings
    chosen = min(singles, key=lambda s: (s.by is not None, s.trigger))
    whole = _with_figures(chosen, {"injured": ((count, count), f"{count} persons told of one by one")})
    return [whole if s is chosen else s for s in sayings]


def _count_persons(analysis: Analysis, figures: Sequence[Figure]) -> int | None:
    """Count the wounded who are told of one by one, each known to be another: by name, age or sex; `None`: no two are.

    A number that the report gives for several is taken for the whole.
    """
    hurt = [f for f in figures if f.counts == "injured" and f.anchor is not None and f.rule != "figures.part"]
    if any((f.least or 0) > 1 and f.rule != "figures.vague" for f in hurt):
        return None
    persons = _find_persons(analysis)
    known: list[_Victim] = []
    for figure in hurt:
        victim = _victim(analysis, figure, persons)
        if (figure.least, figure.most) != (1, 1) or figure.rule not in SINGLE or _is_vague(victim):
            continue
        if not _is_real(analysis, figure) or _is_apart(analysis, victim.token.sentence):
            continue
        at = next((n for n, other in enumerate(known) if not _are_two(victim, other)), None)
        if victim.other and at is not None and 0 <= victim.token.sentence - known[-1].token.sentence <= 1:
            at = None
        if at is None:
            known.append(victim)
        else:
            known[at] = _join(known[at], victim)
    return len(known) if len(known) > 1 else None


def _is_vague(victim: _Victim) -> bool:
    """Tell whether nothing says who somebody is: "he", "one of them"."""
    return victim.part or victim.token.text.lower() in _PRONOUNS


def _are_two(one: _Victim, other: _Victim) -> bool:
    """Tell whether two phrases cannot be about one person: names, ages or sexes differ."""
    if one.names and other.names:
        return not one.names & other.names
    pairs = ((one.gender, other.gender), (one.age, other.age))
    return any(a is not None and b is not None and a != b for a, b in pairs)


def _join(one: _Victim, other: _Victim) -> _Victim:
    """Say of a person what two phrases tell."""
    return replace(
        one,
        names=one.names | other.names,
        gender=one.gender or other.gender,
        age=other.age if one.age is None else one.age,
        life=one.life or other.life,
    )


def _is_better(figure: Figure, before: Bounds) -> bool:
    """Tell whether a figure says more than what is counted already: a number than one person, or than "several"."""
    if figure.least is None or figure.least < 2:
        return False
    return before == (1, 1) or (before[1] is None and figure.least == figure.most and figure.least > (before[0] or 0))


def _has_risen(analysis: Analysis, figure: Figure, before: Bounds) -> bool:
    """Tell whether a toll is told later, and is higher: "killed 30 … the death toll later rose to 42"."""
    assert figure.anchor is not None
    sentence = analysis.sentences[analysis.tokens[figure.anchor].sentence]
    if figure.rule != "figures.toll" or _OF_A_TIME.search(analysis.text, sentence.start, sentence.end):
        return False
    return (figure.least or 0) > (before[1] or before[0] or 0)


def _counts_for(saying: Saying, key: tuple[int, str, str], voice_of: Callable[[int | None], str]) -> bool:
    """Tell whether a mention holds the count of a happening, under a voice, of the dead or of the wounded."""
    cluster, voice, counts = key
    return saying.cluster == cluster and voice_of(saying.by) == voice and counts in saying.filled.figures


def _is_host(saying: Saying) -> bool:
    event = saying.filled.event
    return event.type is EventType.ASSAULT and event.status in ACTUAL and not saying.bridged


def _find_singles(figures: Sequence[Figure]) -> Mapping[int, Sequence[Figure]]:
    """Return, by their anchors, the figures that count one person because one is named or meant, not by a number."""
    found: dict[int, list[Figure]] = {}
    for figure in figures:
        if figure.anchor is not None and (figure.least, figure.most) == (1, 1) and figure.rule in SINGLE:
            found.setdefault(figure.anchor, []).append(figure)
    return found


def _mark_several(analysis: Analysis, saying: Saying) -> Saying:
    """Say of a mention that counts the dead or wounded of several happenings that it is so."""
    sentence = analysis.sentences[analysis.tokens[saying.filled.event.token].sentence]
    if _HURT & saying.filled.figures.keys() and _SEVERAL.search(analysis.text, sentence.start, sentence.end):
        return replace(saying, figures_rule=f"{OF_SEVERAL}, {saying.figures_rule}")
    return saying


def _mark_single(analysis: Analysis, saying: Saying, singles: Mapping[int, Sequence[Figure]]) -> Saying:
    """Say of a mention whose dead or wounded are one person told of that it is so."""
    keys = [k for k in ("killed", "injured") if saying.filled.figures.get(k) == (1, 1)]
    if not keys or saying.bridged:
        return saying
    sentence = analysis.sentences[analysis.tokens[saying.filled.event.token].sentence]
    near = [f for i in range(sentence.first, sentence.last) for f in singles.get(i, ())]
    if all(any(f.counts == key for f in near) for key in keys):
        return replace(saying, figures_rule=f"{ONE_PERSON}, {saying.figures_rule}")
    return saying


def _with_figures(saying: Saying, added: Mapping[str, tuple[Bounds, str]]) -> Saying:
    figures = {**saying.filled.figures, **{key: bounds for key, (bounds, _) in added.items()}}
    rules = "; ".join(dict.fromkeys(rule for _, rule in added.values()))
    return replace(saying, filled=replace(saying.filled, figures=dict(sorted(figures.items()))), figures_rule=rules)


def _is_free(analysis: Analysis, figure: Figure, sayings: Sequence[Saying]) -> bool:
    """Tell whether a figure counts dead or wounded of something real that no event of its sentence has counted."""
    if figure.counts not in ("killed", "injured") or figure.anchor is None or figure.rule == "figures.part":
        return False
    anchor = analysis.tokens[figure.anchor]
    sentence = analysis.sentences[anchor.sentence]
    for saying in sayings:
        event = saying.filled.event
        counts = event.type is EventType.ASSAULT and (event.status in ACTUAL or event.token == anchor.i)
        if counts and analysis.tokens[event.token].sentence == anchor.sentence:
            own = saying.filled.figures.get(figure.counts)
            if own is not None or event.token == anchor.i:
                return False
    if not _is_real(analysis, figure):
        return False
    return not (
        _APART.search(analysis.text, sentence.start, sentence.end)
        or _OTHERWISE.search(analysis.text, sentence.start, sentence.end)
    )


def _is_real(analysis: Analysis, figure: Figure) -> bool:
    """Tell whether what a figure counts took place; who is expected to survive is hurt."""
    assert figure.anchor is not None
    status, rule = find_status(analysis, figure.anchor)
    endured = analysis.tokens[figure.anchor].lemma in ENDURING and not rule.endswith(":if")
    return endured or status in ACTUAL


def _find_voice(attributions: Sequence[Attribution], figure: Figure) -> int | None:
    best: tuple[int, int] | None = None
    for n, attribution in enumerate(attributions):
        if attribution.tells and any(inside(figure.span, span) for span in attribution.content):
            size = sum(s.end - s.start for s in attribution.content)
            best = min(best, (size, n)) if best else (size, n)
    return best[1] if best else None


def _find_host(
    analysis: Analysis,
    figure: Figure,
    hosts: Sequence[Saying],
    voice: str | None,
    voice_of: Callable[[int | None], str],
    when: Callable[[int], tuple[Timex, str] | None],
) -> Saying | None:
    """Return the mention whose dead or wounded a figure counts: of the assault told last, else of one told next.

    `voice` None: whoever tells it.
    """
    assert figure.anchor is not None
    here = analysis.tokens[figure.anchor].sentence
    sentence = {id(s): analysis.tokens[s.filled.event.token].sentence for s in hosts}
    own_clusters = {s.cluster for s in hosts if voice in (None, voice_of(s.by))}
    hosts = [s for s in hosts if s.cluster in own_clusters]
    before = [s for s in hosts if 0 <= here - sentence[id(s)] <= HOST_BEFORE]
    before = [s for s in before if not _is_end(analysis, s)] or before
    after = [s for s in hosts if 0 < sentence[id(s)] - here <= HOST_AFTER]
    target = before[-1] if before else after[0] if after else None
    if target is None:
        return None
    day, own = when(figure.anchor), [s.filled.when for s in hosts if s.cluster == target.cluster and s.filled.when]
    if day is not None and own and not any(_may_meet(day[0], w[0]) for w in own):
        return None
    told = [s for s in hosts if s.cluster == target.cluster and voice in (None, voice_of(s.by))]
    return min(told, key=lambda s: abs(sentence[id(s)] - here), default=None)


def _is_end(analysis: Analysis, saying: Saying) -> bool:
    """Tell whether a deed is told as what another went on until: "held hostages until police stormed the building"."""
    verb = analysis.tokens[saying.filled.event.token]
    return verb.dep == "advcl" and any(t.lemma in {"until", "till"} for t in find_children(analysis, verb.i, "mark"))


def _is_said(analysis: Analysis, attributions: Sequence[Attribution], by: int | None) -> bool:
    """Tell whether a voice has spoken: not of "so that they can say"."""
    cue = None if by is None else attributions[by].cue
    token = None if cue is None else find_head(analysis, find_tokens(analysis, cue))
    return token is None or find_status(analysis, token)[0] in ACTUAL


def _tell_again(analysis: Analysis, told: Saying, figure: Figure, by: int | None) -> Saying:
    """Return what a voice that counts the dead or wounded, and names no assault, says of the assault that others tell."""
    assert figure.anchor is not None
    anchor = analysis.tokens[figure.anchor]
    trigger = analysis.span(anchor.i, anchor.i + 1)
    event = replace(told.filled.event, token=anchor.i, trigger=trigger)
    filled = replace(told.filled, event=event, actors=(), recipients=(), place=None, when=None, figures={})
    return replace(
        told,
        filled=filled,
        by=by,
        stance=Stance.ASSERTS,
        stance_rule="counts the dead or wounded",
        joined_rule="event told by others",
        trigger=trigger,
        accused=(),
    )


def _may_meet(one: Timex, other: Timex) -> bool:
    if one.begin is None or other.begin is None:
        return True
    return one.begin <= (other.end or other.begin) and other.begin <= (one.end or one.begin)
