"""Find the actors of a report, and say who each is: country, sector, codes, the entry of the actor list.

Persons, organisations, states, peoples, armed groups; phrases with a role word ("two officials"); pronouns. What a text
does not say stays empty. The words are data: `data/actors/*.csv` and `data/actors/roles.yaml`.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left

from sayso.extract.actor_joining import FIRST_PERSON, NEUTER, PRONOUNS, Joiner, Thread
from sayso.extract.actor_list import ActorList, NameKind
from sayso.extract.actor_phrases import Reading, Sort, read_any, read_phrase
from sayso.extract.actor_scene import NAMING, NOUN_TAGS, Scene, make_scene
from sayso.extract.tree import find_children, find_head, find_subtree, find_tokens, iter_ancestors
from sayso.records import Actor, Analysis, Report, Span

INNER = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "npadvmod", "advmod", "det"})
NAMED_VERBS = frozenset({"name", "call", "dub", "know", "style"})
ADJECTIVE_TAGS = frozenset({"JJ", "VBN"})


def find_actors(
    report: Report, analysis: Analysis, *, as_of: str | None = None, actors: ActorList | None = None
) -> tuple[Actor, ...]:
    """Find every actor mention of a report, in text order.

    Args:
        report: The report; its date of publication is when offices are taken, unless `as_of` is given.
        analysis: Its analysis.
        as_of: ISO date at which offices are taken.
        actors: An actor list; `None` takes the packaged one.

    Returns:
        Mentions; those of one actor share their `key`. `country` and `sector` are `None` where the text does not say.
    """
    scene = make_scene(analysis, as_of=as_of or report.published.value, actors=actors)
    readings = _read_all(scene)
    joiner = Joiner(scene)
    links = _find_links(scene, readings)
    joiner.learn_names(readings.values())
    order = sorted([*readings, *(t.i for t in analysis.tokens if _is_pronoun(scene, t.i) and t.i not in readings)])
    found: list[tuple[int, Reading | None, Thread | None, str]] = []
    speaking = [i for i in order if i not in readings and scene.words[i] in FIRST_PERSON]
    for i in order:
        reading = readings.get(i)
        if reading is None:
            if i not in speaking:
                found.append((i, None, *joiner.join_pronoun(i)))
            continue
        target = links.get(i)
        if target is not None and target not in joiner.thread_at:
            joiner.join(readings[target])
        found.append((i, reading, joiner.thread_at.get(i) or joiner.join(reading, target), reading.rule))
    found += [(i, None, *joiner.join_pronoun(i)) for i in speaking]  # the speaker may be named behind
    return tuple(
        sorted((a for row in found if (a := _make_actor(scene, *row)) is not None), key=lambda a: (a.span, a.key))
    )


def resolve_phrase(
    phrase: Span, actors: tuple[Actor, ...], analysis: Analysis, *, known: ActorList | None = None
) -> Actor:
    """Return the actor that a noun phrase names: a role filler of an event, or the source of an attribution.

    Args:
        phrase: Characters of the report, with or without articles and clauses behind.
        actors: What `find_actors` found.
        analysis: The report's analysis.
        known: An actor list; `None` takes the packaged one.

    Returns:
        The mention with the phrase's head; else what the phrase's own words say; at least its words as the name.
    """
    tokens = find_tokens(analysis, phrase)
    head = find_head(analysis, tokens)
    if head is None:
        return Actor(span=phrase, name=" ".join(phrase.surface.split()), key=f"m:{phrase.start}", rule="words")
    head = _find_antecedent(analysis, _real_head(analysis, head, tokens))
    mention = _mention_at(actors, analysis.tokens[head].start, analysis.tokens[head].end)
    if mention is not None:
        return mention
    if analysis.tokens[head].pos == "PROPN":
        inside = [a for a in actors if phrase.start <= a.span.start and a.span.end <= phrase.end and a.rule != "role"]
        inside = [a for a in inside if not _is_below_preposition(analysis, a.span, head)]
        if inside:
            return max(inside, key=lambda a: (a.span.end - a.span.start, -a.span.start))
    scene = make_scene(analysis, as_of=None, within=(tokens[0], tokens[-1] + 1), actors=known)
    for i in reversed(tokens):
        if i > head:
            read_phrase(scene, i)
    reading = read_any(scene, head)
    key = reading.entry.id if reading.entry is not None else f"{reading.sort.value}:{reading.name.casefold()}"
    span = analysis.span(reading.first, max(reading.last, reading.first + 1))
    if span.start < phrase.start or span.end > phrase.end:
        span = phrase
    return Actor(
        span=span,
        name=reading.name,
        key=key,
        country=reading.country,
        sector=reading.sector,
        codes=reading.codes,
        id=reading.entry.id if reading.entry is not None else None,
        resolved=reading.entry.name if reading.entry is not None else None,
        rule=f"phrase:{reading.rule}",
    )


def _is_below_preposition(analysis: Analysis, span: Span, head: int) -> bool:
    """Tell whether a name within a phrase says whose or where its head is: "Ana Ruiz, a spokeswoman for the president"."""
    last = find_tokens(analysis, span)[-1:]
    up = (token for i in last for token in (analysis.tokens[i], *iter_ancestors(analysis, i)))
    return any(token.dep == "pobj" for token in itertools.takewhile(lambda token: token.i != head, up))


# --- mentions -------------------------------------------------------------------------------------


def _read_all(scene: Scene) -> dict[int, Reading]:
    """Read all phrases that name an actor, by head; from the last to the first, so that inner ones are known."""
    analysis = scene.analysis
    inner = {m.last - 1 for m in scene.matches if m.kind in NAMING and m.entry is not None and m.entry.kind != "state"}
    inner |= {n.last - 1 for n in analysis.names if n.label in {"PERSON", "ORG"}}
    readings: dict[int, Reading] = {}
    for token in reversed(analysis.tokens):
        i = token.i
        is_head = token.dep not in INNER and (
            token.tag in NOUN_TAGS or token.tag in ADJECTIVE_TAGS or i in scene.match_at
        )
        if not is_head and i not in inner:
            continue
        name = scene.name_at.get(i)
        at = i
        if token.tag == "POS" and name is not None and i > name.first:
            at = i - 1
        reading = read_phrase(scene, at)
        if reading is None or reading.sort in {Sort.PLACE, Sort.OTHER} or _is_place(scene, reading):
            continue
        readings.setdefault(reading.head, reading)
    _spread_names(scene, readings)
    return _drop_covered(readings)


def _spread_names(scene: Scene, readings: dict[int, Reading]) -> None:
    """Read as a person or a body what the pipeline missed, where the same words are such a name elsewhere in the report."""
    known: dict[str, tuple[Sort, str]] = {}
    for reading in sorted(readings.values(), key=lambda r: r.first):
        if not reading.is_proper or reading.sort not in {Sort.PERSON, Sort.BODY} or reading.rule == "role:name":
            continue
        words = scene.words[reading.name_first : reading.name_last]
        if reading.sort == Sort.PERSON and len(words) > 1:
            for word in (words[0], words[-1]):
                if len(word) > 2 and word not in scene.lexicon.words["titles"]:
                    known.setdefault(word, (Sort.PERSON, "spread:person"))
        elif len(words) == 1 and len(words[0]) > 2 and reading.rule.startswith("name:"):
            known.setdefault(words[0], (Sort.BODY, "spread:body"))
    if not known:
        return
    covered = {i for r in readings.values() for i in range(r.first, r.last)}
    for token in scene.analysis.tokens:
        i = token.i
        if scene.words[i] not in known or i in covered or not token.text[:1].isupper() or i in scene.match_at:
            continue
        if token.tag not in {"NNP", "NNPS", "NN", "JJ"} or (token.dep in INNER and token.dep != "compound"):
            continue
        sort, rule = known[scene.words[i]]
        readings[i] = Reading(
            first=i,
            last=i + 1,
            head=i,
            sort=sort,
            name=token.text,
            name_first=i,
            name_last=i + 1,
            is_proper=True,
            is_plural=False,
            is_definite=False,
            rule=rule,
        )


def _drop_covered(readings: dict[int, Reading]) -> dict[int, Reading]:
    """Leave out a reading whose tokens lie in another's with the same name."""
    kept: dict[int, Reading] = {}
    last: Reading | None = None
    for head in sorted(readings, key=lambda h: (readings[h].first, -readings[h].last)):
        reading = readings[head]
        covered = last is not None and reading.last <= last.last and reading.first >= last.first
        if covered and last is not None and _is_part_of_title(reading, last):
            continue
        if (
            covered
            and last is not None
            and (reading.name == last.name or reading.name_first >= last.name_first)
            and (last.sort == Sort.PERSON or reading.entry is last.entry or not reading.is_proper)
            and (reading.entry is last.entry or reading.entry is None)
        ):
            continue
        kept[head] = reading
        if not covered:
            last = reading
    return kept


def _is_part_of_title(inner: Reading, outer: Reading) -> bool:
    """Tell whether a word that no list knows stands in a person's title: "Secretary of State Ana Ruiz"."""
    unknown = inner.entry is None and inner.country is None
    return outer.sort == Sort.PERSON and unknown and inner.sort != Sort.PERSON and inner.last <= outer.name_first


def _is_place(scene: Scene, reading: Reading) -> bool:
    """Tell whether a state's name is but a place here: "in Iraq", "Erbil, Iraq"."""
    if reading.sort != Sort.STATE or reading.entry is None or reading.rule == f"list:{NameKind.METONYM.name.lower()}":
        return False
    if reading.rule in {"limb", "capital", "role:government"}:
        return False
    analysis, words = scene.analysis, scene.lexicon.words
    token = analysis.tokens[reading.head]
    while token.dep == "conj" and token.head < token.i:
        token = analysis.tokens[token.head]
    if token.dep in {"npadvmod", "compound", "amod", "nmod"}:
        return True
    if token.dep == "appos":
        name = scene.name_at.get(token.head)
        return name is not None and name.label in {"GPE", "LOC", "FAC"}
    if token.dep != "pobj":
        return False
    preposition = scene.words[token.head]
    outer = scene.lemmas[analysis.tokens[token.head].head]
    if preposition in words["place_preposition"]:
        return True
    return preposition in words["motion_preposition"] and outer in words["motion_verb"]


def _is_pronoun(scene: Scene, i: int) -> bool:
    token = scene.analysis.tokens[i]
    if token.tag not in {"PRP", "PRP$"} or scene.words[i] not in PRONOUNS:
        return False
    if scene.words[i] != "it":
        return True
    verb = scene.analysis.tokens[token.head]
    return (
        token.dep == "nsubj"
        and verb.pos == "VERB"
        and scene.lemmas[verb.i] not in scene.lexicon.words["impersonal_verb"]
    )


def _find_links(scene: Scene, readings: dict[int, Reading]) -> dict[int, int]:
    """Find mentions that the grammar says are one: "a militia named X", "X, a militia", "the leader, Y"."""
    links: dict[int, int] = {}
    for head, reading in list(readings.items()):
        token = scene.analysis.tokens[head]
        if not reading.is_proper:
            named = _find_given_name(scene, head, readings)
            if named is not None:
                links[head] = named
                continue
        other = _find_apposed(scene, head, readings) if token.dep == "appos" else _find_subject_of(scene, head)
        if other in readings and other != head:
            first, second = readings[other], reading
            is_role = (first.sort == Sort.ROLE or not first.is_proper, second.sort == Sort.ROLE or not second.is_proper)
            if is_role[0] != is_role[1] and _may_be_one(first, second):
                role, name = (other, head) if is_role[0] else (head, other)
                links.setdefault(role, name)
    return links


def _find_apposed(scene: Scene, head: int, readings: dict[int, Reading]) -> int:
    """Return what a noun stands in apposition to: "the head of NATO, X" is the head, though the parse says NATO."""
    tokens = scene.analysis.tokens
    other = tokens[head].head
    if readings[head].sort == Sort.PERSON and tokens[other].dep == "pobj" and tokens[tokens[other].head].dep == "prep":
        holder = tokens[tokens[other].head].head
        if holder in readings and readings[holder].sort == Sort.ROLE:
            return holder
    return other


def _find_subject_of(scene: Scene, head: int) -> int:
    """Return the subject that a noun is said to be, as in "Kato was a teacher"; -1 if it is no such predicate."""
    token = scene.analysis.tokens[head]
    if token.dep != "attr" or scene.lemmas[token.head] != "be" or find_children(scene.analysis, token.head, "neg"):
        return -1
    subjects = find_children(scene.analysis, token.head, "nsubj")
    return subjects[0].i if subjects else -1


def _may_be_one(a: Reading, b: Reading) -> bool:
    people = {Sort.PERSON, Sort.ROLE}
    return (a.sort in people) == (b.sort in people) and Sort.PEOPLE not in {a.sort, b.sort}


def _find_given_name(scene: Scene, head: int, readings: dict[int, Reading]) -> int | None:
    """Find the proper name that a phrase says its actor bears; reads it if nothing else has."""
    analysis = scene.analysis
    for verb in find_children(analysis, head, "acl", "relcl"):
        if scene.lemmas[verb.i] not in NAMED_VERBS:
            continue
        behind = [i for i in find_subtree(analysis, verb.i) if i > verb.i and scene.words[i]]
        tops = [i for i in behind if analysis.tokens[i].tag in {"NNP", "NNPS", "NN", "FW", "NNS"} or i in scene.name_at]
        if not tops or not analysis.tokens[tops[0]].text[:1].isupper():
            continue
        known = [i for i in tops if i in readings and readings[i].is_proper]
        if known:
            return known[0]
        last = tops[0]
        while last + 1 in behind and (
            analysis.tokens[last + 1].text[:1].isupper() or analysis.tokens[last + 1].text in "-‐–"
        ):
            last += 1
        role = readings[head]
        new = Reading(
            first=tops[0],
            last=last + 1,
            head=last,
            sort=Sort.PERSON if role.sort == Sort.ROLE and not role.is_plural else Sort.BODY,
            name=analysis.span(tops[0], last + 1).surface.strip("\"“”'‘’"),
            name_first=tops[0],
            name_last=last + 1,
            is_proper=True,
            is_plural=False,
            is_definite=False,
            country=role.country,
            sector=role.sector,
            codes=role.codes,
            rule="named",
        )
        readings[last] = new
        return last
    return None


def _make_actor(scene: Scene, i: int, reading: Reading | None, thread: Thread | None, rule: str) -> Actor | None:
    """Make the record of a mention; `None` for an "it" that stands for nobody."""
    token = scene.analysis.tokens[i]
    if reading is None:
        span = Span(token.start, token.end, token.text)
        if thread is None:
            if scene.words[i] in NEUTER:
                return None
            return Actor(span=span, name=token.text, key=f"m:{token.start}", rule=rule)
        return _from_thread(thread, span, thread.name, rule)
    assert thread is not None
    span = scene.analysis.span(reading.first, max(reading.last, reading.first + 1))
    joined = thread.is_proper and (not reading.is_proper or reading.sort == Sort.PERSON)
    name = thread.name if joined and thread.sort != Sort.STATE else reading.name
    return _from_thread(thread, span, name, rule, reading)


def _from_thread(thread: Thread, span: Span, name: str, rule: str, reading: Reading | None = None) -> Actor:
    entry = next((r.entry for r in thread.readings if r.entry is not None), None)
    country = (reading.country if reading is not None else None) or thread.country
    sector = (reading.sector if reading is not None and reading.rule != "role" else None) or thread.sector
    if reading is not None and reading.sector is not None and not thread.is_proper:
        sector = reading.sector
    fullest = max((r.name for r in thread.readings if r.is_proper), key=len, default=None)
    return Actor(
        span=span,
        name=name,
        key=thread.key,
        country=country,
        sector=sector,
        codes=thread.codes if reading is None or thread.is_proper else reading.codes,
        id=entry.id if entry is not None else None,
        resolved=entry.name if entry is not None else fullest,
        rule=rule,
    )


# --- phrases --------------------------------------------------------------------------------------


def _real_head(analysis: Analysis, head: int, tokens: list[int]) -> int:
    """Step from a preposition, a number or a participle at the top of a phrase to the noun that it is about."""
    token = analysis.tokens[head]
    if token.tag in {"IN", "TO"}:
        inner = [t.i for t in find_children(analysis, head, "pobj") if t.i in tokens]
        return inner[0] if inner else head
    if token.tag in NOUN_TAGS or token.tag in {"PRP", "PRP$"}:
        return head
    if token.tag == "CD":  # "one of them, Zaur Dadayev"
        named = (t.i for t in find_children(analysis, head, "appos") if t.tag == "NNP" and t.i in tokens)
        return next(named, head)
    nouns = [i for i in tokens if analysis.tokens[i].tag in NOUN_TAGS]
    if token.tag in {"VBG", "VBN"} and head == tokens[0]:
        return nouns[-1] if nouns else head  # "striking miners", which the parse took for a deed
    return nouns[-1] if nouns and token.tag in {"DT", "CC", "POS", "HYPH", ",", "``", "''", ":", "RB"} else head


def _find_antecedent(analysis: Analysis, head: int) -> int:
    """Step from "which", "who" or "that" to the noun that its clause describes; any other head stays."""
    token = analysis.tokens[head]
    if token.tag not in {"WDT", "WP"} and not (token.text.lower() == "that" and token.dep in {"nsubj", "dobj"}):
        return head
    verb = analysis.tokens[token.head]
    while verb.dep in {"conj", "xcomp", "ccomp"} and verb.head != verb.i and verb.head < verb.i:
        verb = analysis.tokens[verb.head]
    if verb.dep != "relcl":
        return head
    noun = analysis.tokens[verb.head]
    return noun.i if noun.i < head else head


def _mention_at(actors: tuple[Actor, ...], start: int, end: int) -> Actor | None:
    """Return the mention whose last word is at the characters, the longest; else the shortest that covers them."""
    low = bisect_left(actors, start - 300, key=lambda a: a.span.start)
    covering: list[Actor] = []
    for actor in actors[low:]:
        if actor.span.start > start:
            break
        if actor.span.end >= end:
            covering.append(actor)
    ending = [a for a in covering if a.span.end == end]
    if ending:
        return max(ending, key=lambda a: a.span.end - a.span.start)
    return min(covering, key=lambda a: a.span.end - a.span.start) if covering else None
