"""Find the events that a report tells of: triggers by the ontology, roles by the parse.

Whose say-so an event is, and which mentions are one happening, is settled later; nothing is merged here.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.extract.frames import Entry, Ontology, load_ontology
from sayso.extract.roles import (
    Roles,
    can_act,
    find_doers,
    find_hidden_subject,
    find_instruments,
    find_owners,
    find_patients,
    find_place_phrases,
    find_prepositional,
    find_threatened,
    has_complement,
    has_infinitive,
    is_matter,
    is_of_class,
    is_passive,
    make_phrase,
    split_conjuncts,
)
from sayso.extract.status import befalls_nobody, find_hedge, find_status, is_effort, is_plan, is_spoken_at_once
from sayso.extract.tree import find_children, has_mark, iter_ancestors
from sayso.records import ACTUAL, Analysis, Event, EventType, Instrument, Report, Span, Status, Token

_SPEECH = frozenset({EventType.REQUEST, EventType.THREATEN, EventType.AGREE, EventType.REJECT})
"""What is asked for, threatened, promised or refused is no event of its own."""
_LASTING = frozenset({"support", "back", "stand", "oppose"})
_VIOLENT = frozenset({EventType.ASSAULT, EventType.COERCE})
_ADDRESSED = frozenset(
    {EventType.ACCUSE, EventType.AGREE, EventType.SUPPORT, EventType.REJECT, EventType.REQUEST, EventType.PROTEST}
)
"""What is said of somebody's word or deed is said to who owns it."""
_VERBAL = _ADDRESSED | {EventType.THREATEN, EventType.CONCEDE, EventType.CONSULT, EventType.AID, EventType.COOPERATE}
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "pcomp", "acl", "oprd", "advcl"})
_CHAIN = _COMPLEMENTS | {"prep", "conj", "dobj", "pobj", "acomp", "agent"}
_PHRASE_DEPS = frozenset(
    {
        "dobj",
        "nsubjpass",
        "pobj",
        "prt",
        "prep",
        "advmod",
        "acomp",
        "oprd",
        "xcomp",
        "attr",
        "dative",
        "npadvmod",
        "compound",
        "amod",
        "nmod",
        "ccomp",
        "nsubj",
        "agent",
        "mark",
        "poss",
        "pcomp",
        "aux",
        "dep",
        "appos",
        "conj",
        "nummod",
        "neg",
        "punct",
        "det",
    }
)
_JUDGING = frozenset({"convict", "sentence", "jail", "imprison", "try", "acquit"})
_MARGIN = 2
"""Tokens that a phrase may leap over and still be marked whole as the trigger; annotators mark short phrases."""


@dataclass(frozen=True, slots=True)
class _Match:
    """A word or phrase of the text that fits an entry."""

    entry: Entry
    token: int  # head of the trigger
    anchor: int  # the verb that carries the event in its clause: the light verb of a noun, else `token`
    words: tuple[int, ...]  # tokens of the phrase
    light: int | None = None


def find_events(report: Report, analysis: Analysis) -> tuple[Event, ...]:
    """Find the events of a report, one for each trigger, in text order.

    Args:
        report: The report that `analysis` is of.
        analysis: Its parse.
    """
    ontology = load_ontology()
    matches = _find_matches(analysis, ontology)
    matches = _drop_complements(analysis, ontology, matches)
    barred = frozenset(m.token for m in matches)
    found = [_make_event(analysis, ontology, m, barred) for m in matches]
    found = _share_roles(analysis, matches, found)
    return tuple(sorted(found, key=lambda e: (e.trigger.start, e.trigger.end, e.type)))


# --- triggers -------------------------------------------------------------------------------------


def _find_matches(analysis: Analysis, ontology: Ontology) -> list[_Match]:
    """Match verbs and their phrases first, then the nouns that no phrase has taken."""
    words = _SentenceWords(analysis)
    verbs: list[_Match] = []
    taken: set[int] = set()
    for token in analysis.tokens:
        entries = ontology.verbs.get(token.text.lower())
        if entries is None or not _is_verbal(analysis, token.i):
            continue
        match = _match_verb(analysis, ontology, words, token.i, entries)
        if match is not None:
            verbs.append(match)
            spent = match.words[1:] if match.token == match.words[0] else match.words
            peaceful = match.entry.type in {EventType.RETREAT, EventType.REQUEST, EventType.ACCUSE}
            taken.update(w for w in spent if not (peaceful and _is_violent_noun(analysis, ontology, w)))
    verbs = [m for m in verbs if m.anchor not in taken or len(m.words) > 1]
    nouns: list[_Match] = []
    used: set[int] = set()
    heads = {m.token for m in verbs}
    for token in reversed(analysis.tokens):
        if token.i in used or token.i in taken or token.i in heads:
            continue
        entries = ontology.nouns.get(token.text.lower())
        if entries is None:
            continue
        match = _match_noun(analysis, ontology, words, token.i, entries)
        if match is not None and not taken & set(match.words):
            nouns.append(match)
            used.update(match.words)
    found = sorted([*verbs, *_drop_modifiers(analysis, ontology, nouns)], key=lambda m: m.token)
    return _settle_senses(analysis, ontology, found)


def _settle_senses(analysis: Analysis, ontology: Ontology, matches: Sequence[_Match]) -> list[_Match]:
    """Take "the strike" for what was called a strike before: by drones, or of railway workers; or for that of "strikers"."""
    settled: list[_Match] = []
    told: dict[str, EventType] = {}  # lemma → the type of its last mention that was no mere "the strike"
    strikers = next((t.i for t in analysis.tokens if _are_on_strike(analysis, ontology, t)), None)
    for match in matches:
        if strikers is not None and strikers < match.token:
            told.setdefault("strike", EventType.PROTEST)
        noun = analysis.tokens[match.token]
        senses = [e for e in ontology.nouns.get(noun.text.lower(), ()) if len(e.words) == 1]
        taken_up = len(match.words) == 1 and any(t.lemma == "the" for t in find_children(analysis, noun.i, "det"))
        other = next((e for e in senses if taken_up and e.type is told.get(noun.lemma)), None)
        if other is not None and other.type is not match.entry.type:
            match = replace(match, entry=other)
        elif not taken_up:
            told.update({analysis.tokens[w].lemma: match.entry.type for w in match.words})
        settled.append(match)
    return settled


def _are_on_strike(analysis: Analysis, ontology: Ontology, token: Token) -> bool:
    """Tell whether a word is of people who do not work: "strikers", "striking miners"."""
    if token.lemma == "striker":
        return token.tag == "NNS"
    return (
        token.text.lower() == "striking"
        and token.dep == "amod"
        and is_of_class(analysis, ontology, token.head, "person")
    )


def _is_violent_noun(analysis: Analysis, ontology: Ontology, i: int) -> bool:
    """Tell whether a word of a phrase is an attack in itself: "called off the attack"."""
    if analysis.tokens[i].pos != "NOUN":
        return False
    entries = ontology.nouns.get(analysis.tokens[i].text.lower(), ())
    return any(e.type is EventType.ASSAULT and len(e.words) == 1 and not e.near for e in entries)


class _SentenceWords:
    """The words of each sentence but its names, lower case, made when first asked for.

    Names are left out so that what a party is called ("the Warsaw Pact") never decides what it did; and "reported", by which
    a sentence says whence it is known.
    """

    __slots__ = ("_analysis", "_found")

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._found: dict[int, frozenset[str]] = {}

    def of(self, sentence: int) -> frozenset[str]:
        """Return words and lemmas of a sentence."""
        known = self._found.get(sentence)
        if known is None:
            s = self._analysis.sentences[sentence]
            tokens = self._analysis.tokens[s.first : s.last]
            known = frozenset(
                w for t in tokens if not (_is_of_name(t) or _is_telling(t)) for w in (t.text.lower(), t.lemma)
            )
            self._found[sentence] = known
        return known


def _is_of_name(token: Token) -> bool:
    return token.pos == "PROPN" and token.text[:1].isupper() and not (token.text.isupper() and len(token.text) > 4)


def _is_telling(token: Token) -> bool:
    return token.lemma == "report" and token.pos == "VERB"


def _is_verbal(analysis: Analysis, i: int) -> bool:
    token = analysis.tokens[i]
    if token.tag == "VBG" and token.dep in {"compound"}:
        return False
    if token.pos in {"VERB", "AUX"}:
        return not (token.tag == "VBG" and _has_determiner(analysis, i)) and not _has_article(analysis, i)
    return token.dep == "amod" and token.text.lower().endswith(("ed", "en")) and token.pos == "ADJ"


def _has_determiner(analysis: Analysis, i: int) -> bool:
    """Tell whether a gerund is used as a noun: "the shelling of"."""
    tokens = analysis.tokens
    return any(c < i and tokens[c].dep in {"det", "amod", "poss", "compound"} for c in analysis.children[i])


def _has_article(analysis: Analysis, i: int) -> bool:
    """Tell whether a participle is used as a noun: "the accused"."""
    return any(c < i and analysis.tokens[c].dep == "det" for c in analysis.children[i])


def _match_verb(
    analysis: Analysis, ontology: Ontology, words: _SentenceWords, i: int, entries: tuple[Entry, ...]
) -> _Match | None:
    token = analysis.tokens[i]
    attributive = token.dep == "amod" and find_hidden_subject(analysis, i) is None
    known = words.of(token.sentence)
    for entry in entries:
        if attributive and (not entry.attributive or token.tag == "VBG"):
            continue
        if _is_out_of_place(entry, known):
            continue
        if len(entry.words) > 1 and any(word.isdisjoint(known) for word in entry.words):
            continue
        phrase = _match_phrase(analysis, entry, i)
        if phrase is None:
            continue
        match = _Match(entry, i, i, phrase)
        if not _fits(analysis, ontology, match):
            continue
        return _move_to_noun(analysis, ontology, match)
    return None


def _is_out_of_place(entry: Entry, words: frozenset[str]) -> bool:
    return bool((entry.near and not entry.near & words) or entry.unless & words)


def _match_phrase(analysis: Analysis, entry: Entry, i: int) -> tuple[int, ...] | None:
    """Match the other words of a verb phrase, in their order, beside the head or hanging on the words matched so far."""
    tokens = analysis.tokens
    found = [i]
    if entry.head:
        for back in range(1, entry.head + 1):
            at = i - back
            if at < 0 or not _is_word(analysis, at, entry.words[entry.head - back]):
                return None
            found.insert(0, at)
    for position in range(entry.head + 1, len(entry.words)):
        found_at = _find_word(
            analysis, entry.words[position], found, loose=position in entry.loose, whole=len(entry.words)
        )
        if found_at is None:
            return None
        found.append(found_at)
    if any(_is_mere_modifier(tokens[at]) and tokens[at].head not in found and at != i for at in found):
        return None  # "launched a missile attack" launches no missile
    if len(found) > 1 and any(tokens[at].sentence != tokens[i].sentence for at in found):
        return None
    if tokens[found[-1]].dep == "prep" and _is_about_time(analysis, found[-1]):
        return None  # "argued for decades", "a strike was called for Wednesday"
    return (i, *(at for at in found if at != i))


def _is_about_time(analysis: Analysis, preposition: int) -> bool:
    """Tell whether a preposition says when or how long."""
    objects = find_children(analysis, preposition, "pobj")
    return any(n.label in {"DATE", "TIME"} and n.first <= o.i < n.last for o in objects for n in analysis.names)


def _is_mere_modifier(token: Token) -> bool:
    return token.dep in {"compound", "amod", "nmod"} and token.pos == "NOUN"


def _find_word(analysis: Analysis, word: frozenset[str], found: list[int], *, loose: bool, whole: int) -> int | None:
    tokens = analysis.tokens
    last = found[-1]
    for at in range(last + 1, min(last + 3, len(tokens))):
        if _is_word(analysis, at, word):
            return at
        if tokens[at].pos not in {"ADV", "DET", "ADJ", "PUNCT", "PART"}:
            break
    for parent in reversed(found):
        for c in itertools.chain(analysis.children[parent], _find_counted(analysis, parent)):
            if c in found or not _is_word(analysis, c, word) or tokens[c].dep not in _PHRASE_DEPS:
                continue
            if tokens[c].dep == "nsubj" and tokens[c].pos in {"NOUN", "PROPN"} and parent == found[0] and c < parent:
                continue
            if tokens[c].dep == "conj" and tokens[c].pos == "VERB" and tokens[parent].pos == "VERB":
                continue  # "cannot accept it and demanded" accepts no demand
            if tokens[c].pos in {"ADP", "PART"} and c < parent:
                continue
            if (
                tokens[c].dep in {"prep", "advmod", "agent"}
                and not loose
                and whole == 2
                and _is_parted(analysis, last, c)
            ):
                continue
            return c
    return None


def _find_counted(analysis: Analysis, verb: int) -> Iterator[int]:
    """Walk over what a quantity is of, its kind first: of "dozens of rockets", "rockets"; of "volleys of petrol bombs", both."""
    quantity = load_ontology().classes["quantity"]
    for count in find_children(analysis, verb, "dobj"):
        if count.lemma in quantity:
            for counted in find_prepositional(analysis, count.i, "of"):
                yield from (t.i for t in find_children(analysis, counted, "compound"))
                yield counted


def _is_parted(analysis: Analysis, verb: int, preposition: int) -> bool:
    """Tell whether an object or more stands between a verb and a preposition that its phrase needs beside it."""
    tokens = analysis.tokens
    if any(verb < c < preposition and tokens[c].dep in {"dobj", "ccomp", "xcomp"} for c in analysis.children[verb]):
        return True
    return preposition - verb > 6


def _is_word(analysis: Analysis, i: int, word: frozenset[str]) -> bool:
    token = analysis.tokens[i]
    return token.lemma in word or token.text.lower() in word


def _fits(analysis: Analysis, ontology: Ontology, match: _Match) -> bool:
    """Check the arguments that an entry asks for."""
    entry, i = match.entry, match.token
    if entry.needs and not _has_needs(analysis, ontology, match):
        return False
    tokens = analysis.tokens
    if entry.complement_not and any(
        tokens[c].dep == "xcomp" and tokens[c].lemma in entry.complement_not
        for w in match.words
        for c in analysis.children[w]
    ):
        return False
    single = len(match.words) == 1
    if entry.object or entry.object_not:
        objects = find_patients(analysis, ontology, i)
        if not objects and entry.frame.recipient and single:
            objects = list(Roles(analysis, ontology, entry, i).fill(entry.frame.recipient))
        if entry.object and single and not any(_in_classes(analysis, ontology, o, entry.object) for o in objects):
            return False
        if single and any(_in_classes(analysis, ontology, o, entry.object_not) for o in objects):
            return False
    if entry.subject or entry.subject_not:
        subjects = find_doers(analysis, ontology, i) or _find_causes(analysis, ontology, i)
        if entry.subject and subjects and not any(_in_classes(analysis, ontology, s, entry.subject) for s in subjects):
            return False
        if any(_in_classes(analysis, ontology, s, entry.subject_not) for s in subjects):
            return False
    return True


def _find_causes(analysis: Analysis, ontology: Ontology, verb: int) -> list[int]:
    """Find the disaster in which a passive verb's patient came to harm: "killed in a road accident", not "in heavy fire"."""
    within = find_prepositional(analysis, verb, "in") if is_passive(analysis, verb) else []
    return [i for i in within if analysis.tokens[i].lemma != "fire" and is_of_class(analysis, ontology, i, "disaster")]


def _in_classes(analysis: Analysis, ontology: Ontology, i: int, names: tuple[str, ...]) -> bool:
    return any(is_of_class(analysis, ontology, i, name) for name in names)


def _has_needs(analysis: Analysis, ontology: Ontology, match: _Match) -> bool:
    roles = Roles(analysis, ontology, match.entry, match.token)
    for need in match.entry.needs:
        if need == "complement":
            if not has_complement(analysis, match.words[0]) and not any(
                has_complement(analysis, w) for w in match.words[1:]
            ):
                return False
        elif need == "infinitive":
            if not has_infinitive(analysis, match.words[0]):
                return False
        elif need == "reason":
            if not _gives_reason(analysis, match.words[-1]):
                return False
        elif need == "passive":
            if not is_passive(analysis, match.token):
                return False
        elif not roles.has(need):
            return False
    return True


def _gives_reason(analysis: Analysis, preposition: int) -> bool:
    """Tell whether a preposition gives somebody's doing as a reason: "for opening shops", "over its policy"."""
    tokens = analysis.tokens
    return any(
        tokens[c].tag == "VBG"
        if tokens[c].dep == "pcomp"
        else tokens[c].dep == "pobj" and any(tokens[g].tag == "PRP$" for g in analysis.children[c])
        for c in analysis.children[preposition]
    )


def _move_to_noun(analysis: Analysis, ontology: Ontology, match: _Match) -> _Match:
    """Let the noun be the trigger where a light verb carries it: of "imposed a curfew", "curfew"."""
    if (
        len(match.words) < 2
        or ontology.lemmas.get(analysis.tokens[match.token].text.lower()) not in ontology.lists["light_verbs"]
    ):
        return match
    for at in match.words[1:]:
        for entry in ontology.nouns.get(analysis.tokens[at].text.lower(), ()):
            if entry.type is match.entry.type and len(entry.words) == 1:
                moved = _replace_entry(match.entry, entry)
                words = [w for w in match.words[1:] if analysis.tokens[w].head == at and w == at - 1]
                return _Match(moved, at, match.token, (at, *words), match.token)
    return match


def _replace_entry(phrase: Entry, noun: Entry) -> Entry:
    """Return the noun's entry with what the phrase says more exactly."""
    return replace(
        noun, mode=phrase.mode or noun.mode, score=phrase.score, rule=phrase.rule, figure=phrase.figure or noun.figure
    )


def _match_noun(
    analysis: Analysis, ontology: Ontology, words: _SentenceWords, i: int, entries: tuple[Entry, ...]
) -> _Match | None:
    tokens = analysis.tokens
    token = tokens[i]
    for entry in entries:
        size = len(entry.words)
        first = i - entry.head
        if first < 0 or first + size > len(tokens) or _is_out_of_place(entry, words.of(token.sentence)):
            continue
        if size == 1:
            if not _is_nominal(analysis, i):
                continue
        elif not all(_is_word(analysis, first + k, entry.words[k]) for k in range(size)):
            continue
        if entry.needs and not all(Roles(analysis, ontology, entry, i).has(need) for need in entry.needs):
            continue
        span = tuple(range(first, first + size))
        head = next((k for k in span if tokens[k].head not in span or tokens[k].head == k), i)
        if (
            _is_in_name(analysis, head)
            or (entry.type not in _VIOLENT and _heads_name(analysis, head))
            or (size > 1 and tokens[head].pos == "VERB" and tokens[head].tag != "VBG")
        ):
            continue
        if _is_set_phrase(analysis, entry, head) or _is_of_no_party(analysis, ontology, entry, head):
            continue
        light = _find_light_verb(analysis, ontology, head)
        carried = light is not None and not _is_lasting(ontology, tokens[light].text)
        match = _Match(entry, head, light if light is not None and carried else head, span, light)
        if entry.needs_light and light is None:
            continue
        if not entry.bare and not _is_dressed(analysis, ontology, match):
            continue
        return match
    return None


def _is_nominal(analysis: Analysis, i: int) -> bool:
    token = analysis.tokens[i]
    if token.pos in {"NOUN", "PROPN"}:
        return True
    if token.tag != "VBG":
        return False
    return _has_determiner(analysis, i) or token.dep in {"compound", "amod"}


def _is_in_name(analysis: Analysis, i: int) -> bool:
    """Tell whether a word belongs to a longer name: "Operation Desert Storm", "Talks" in a title."""
    token = analysis.tokens[i]
    if token.pos != "PROPN":
        return False
    if token.text.lower() == "march" and not any(analysis.tokens[c].dep == "det" for c in analysis.children[i]):
        return True
    written_as_name = token.text[:1].isupper() and not token.text.isupper()
    if written_as_name and token.dep == "compound":
        return True
    inside = written_as_name and i > analysis.sentences[token.sentence].first
    for name in analysis.names:
        if name.first <= i < name.last and name.label not in {"DATE", "TIME"}:
            return name.last - name.first > 1 or inside and name.label == "ORG"  # "reports seen by Amnesty"
    return False


def _heads_name(analysis: Analysis, i: int) -> bool:
    """Tell whether a capitalized word has another before it: "Open Dialogue", the foundation."""
    tokens = analysis.tokens
    token, before = tokens[i], tokens[max(0, i - 1)]
    if token.pos != "PROPN" or not token.text[:1].isupper() or token.text.isupper() or before.text.isupper():
        return False
    return before.i < i and before.pos == "PROPN" and before.text[:1].isupper() and before.head == i


def _is_set_phrase(analysis: Analysis, entry: Entry, i: int) -> bool:
    """Tell whether a noun is part of a preposition: "in support of", "in coordination with"."""
    tokens = analysis.tokens
    token = tokens[i]
    if entry.type in _VIOLENT or entry.type is EventType.CONSULT or token.dep != "pobj":
        return False
    return tokens[token.head].lemma == "in" and not any(c < i for c in analysis.children[i])


def _is_of_no_party(analysis: Analysis, ontology: Ontology, entry: Entry, head: int) -> bool:
    """Tell whether a noun is said of what its entry excludes: "the release of documents"."""
    if not entry.object_not:
        return False
    fillers = Roles(analysis, ontology, entry, head).fill(entry.frame.recipient)
    return any(_in_classes(analysis, ontology, i, entry.object_not) for i in fillers)


def _is_dressed(analysis: Analysis, ontology: Ontology, match: _Match) -> bool:
    """Tell whether a noun that may be general stands with a party, a light verb or a means."""
    if match.light is not None or _is_said_to_occur(analysis, match.token):
        return True
    roles = Roles(analysis, ontology, match.entry, match.token)
    frame = match.entry.frame
    return bool(
        roles.fill(frame.actor) or roles.fill(frame.recipient) or find_instruments(analysis, ontology, match.token)
    )


_OCCURRING = frozenset("occur continue begin start resume erupt happen end last intensify unfold".split())
"""Verbs whose subject is told as a happening: "the search continues"."""


def _is_said_to_occur(analysis: Analysis, noun: int) -> bool:
    tokens = analysis.tokens
    verb = tokens[tokens[noun].head]
    if tokens[noun].dep not in {"nsubj", "nsubjpass"} or verb.lemma not in _OCCURRING:
        return False
    return any(tokens[c].dep in {"det", "poss"} for c in analysis.children[noun])


def _find_light_verb(analysis: Analysis, ontology: Ontology, noun: int) -> int | None:
    """Find the verb that carries an event noun: of "carried out an attack", "carried"."""
    tokens = analysis.tokens
    for _ in range(3):
        token = tokens[noun]
        if token.dep != "conj" or tokens[token.head].pos not in {"NOUN", "PROPN"}:
            break
        noun = token.head
    token = tokens[noun]
    verb = tokens[token.head]
    if token.dep == "pobj" and verb.dep == "prep" and verb.lemma in {"of", "in", "under", "out"}:
        up = tokens[verb.head]
        if (
            up.pos == "NOUN"
            and up.lemma in ontology.classes["quantity"] | {"part", "round", "attempt", "campaign"}
            and up.dep == "dobj"
        ):
            verb = tokens[up.head]
        elif up.pos == "VERB" and up.lemma in {"engage", "participate", "take", "involve"}:
            return up.i
        else:
            return None
    elif token.dep not in {"dobj", "nsubjpass", "attr"}:
        for c in analysis.children[noun]:
            if (
                tokens[c].dep == "relcl"
                and _is_light(ontology, tokens[c].text)
                and not any(
                    tokens[o].dep == "dobj" and tokens[o].pos in {"NOUN", "PROPN"} for o in analysis.children[c]
                )
            ):
                return c
        return None
    if verb.pos != "VERB" or any(tokens[c].dep == "oprd" for c in analysis.children[verb.i]):
        return None  # "called the attack a crime"
    return verb.i if _is_light(ontology, verb.text) else None


def _is_light(ontology: Ontology, text: str) -> bool:
    lemma = ontology.lemmas.get(text.lower())
    return (
        lemma in ontology.lists["light_verbs"]
        or lemma in ontology.lists["suffer_verbs"]
        or text.lower().startswith(("suffer", "underg", "sustain", "face"))
    )


def _is_lasting(ontology: Ontology, text: str) -> bool:
    return ontology.lemmas.get(text.lower()) in ontology.lists["lasting_verbs"]


def _drop_modifiers(analysis: Analysis, ontology: Ontology, nouns: list[_Match]) -> list[_Match]:
    """Drop event nouns that only say of what kind another noun is: "attack helicopter", "suicide bombing campaign"."""
    tokens = analysis.tokens
    heads = {m.token for m in nouns}
    kept = []
    for match in nouns:
        token = tokens[match.token]
        head = tokens[token.head]
        if token.dep in {"compound", "amod", "nmod"} and token.head != match.token:
            if head.i in heads or head.lemma not in ontology.classes["carriers"]:
                continue
            match = replace(match, entry=replace(match.entry, score=round(match.entry.score * 0.8, 3)))
        kept.append(match)
    return kept


# --- what is asked for, threatened or blamed ------------------------------------------------------


def _drop_complements(analysis: Analysis, ontology: Ontology, matches: list[_Match]) -> list[_Match]:
    """Drop what a speech act only asks for, threatens, promises or refuses; and blame for an act that is told itself."""
    by_token = {m.anchor: m for m in matches} | {m.token: m for m in matches}
    dropped: set[int] = set()
    for match in matches:
        mere = _is_mere_purpose(analysis, match) or _is_mere_duty(analysis, by_token, match)
        if mere or _is_lifted(analysis, by_token, match) or _is_blame_for(analysis, by_token, match):
            dropped.add(id(match))
            continue
        governor = _find_governor(analysis, by_token, match)
        if governor is None:
            continue
        if governor.entry.type in _SPEECH and _is_only_spoken(analysis, match, governor):
            dropped.add(id(match))
        elif _is_ground(analysis, match, governor):
            dropped.add(id(match))  # "indicted on charges of fraud"
        elif _is_forced(analysis, match, governor):
            dropped.add(id(match))  # "forced to leave"
        elif _is_blame(governor) and match.entry.type in _VIOLENT:
            dropped.add(id(governor))
    return [m for m in matches if id(m) not in dropped]


def _is_ground(analysis: Analysis, match: _Match, governor: _Match) -> bool:
    """Tell whether charges are only what somebody is indicted, tried or sentenced on."""
    noun = analysis.tokens[match.token]
    up = analysis.tokens[noun.head]
    legal = governor.entry.type is EventType.ACCUSE or analysis.tokens[governor.token].lemma in _JUDGING
    return legal and noun.lemma == "charge" and noun.dep == "pobj" and up.lemma in {"on", "of", "over"}


def _is_forced(analysis: Analysis, match: _Match, governor: _Match) -> bool:
    """Tell whether an act is only what somebody is forced to: "forced to leave"."""
    if governor.entry.type is not EventType.COERCE or "complement" not in governor.entry.needs:
        return False
    token = analysis.tokens[match.anchor]
    return match.entry.type not in _VIOLENT and token.dep in {"xcomp", "ccomp"} and token.head == governor.token


def _is_past(analysis: Analysis, verb: int) -> bool:
    """Tell whether a clause is told as past or present fact: "that the attack had been carried out"."""
    auxiliaries = [analysis.tokens[c] for c in analysis.children[verb] if analysis.tokens[c].dep in {"aux", "auxpass"}]
    tags = {a.tag for a in auxiliaries}
    if "MD" in tags and any(a.lemma == "have" for a in auxiliaries):
        return True  # "may have carried out the murder"
    if tags & {"MD", "TO", "VB"}:
        return False
    return analysis.tokens[verb].tag == "VBD" or bool(tags & {"VBD", "VBZ", "VBP"})


def _is_mere_duty(analysis: Analysis, by_token: dict[int, _Match], match: _Match) -> bool:
    """Tell whether an act is only what somebody must do."""
    duties = (by_token.get(c) for c in analysis.children[match.anchor] if analysis.tokens[c].dep == "aux")
    return any(duty is not None and duty.entry.frame.name == "duty" for duty in duties)


def _is_mere_purpose(analysis: Analysis, match: _Match) -> bool:
    """Tell whether a peaceful act is only what something is for: "flew in to help", "efforts to support"."""
    token = analysis.tokens[match.anchor]
    kind = match.entry.type
    if kind in _VIOLENT or kind is EventType.ACCUSE or token.tag != "VB" or token.dep not in {"advcl", "acl", "relcl"}:
        return False
    helping = kind in {EventType.SUPPORT, EventType.AID, EventType.COOPERATE} and is_effort(analysis, token)
    if helping or is_spoken_at_once(analysis, token) or is_plan(analysis, token):
        return False
    return any(analysis.tokens[c].tag == "TO" for c in analysis.children[match.anchor])


def _find_governor(analysis: Analysis, by_token: dict[int, _Match], match: _Match) -> _Match | None:
    """Find the nearest event that another one complements."""
    at = analysis.tokens[match.anchor]
    for ancestor in iter_ancestors(analysis, match.anchor):
        other = by_token.get(ancestor.i)
        if at.dep not in _CHAIN:
            return None
        if other is not None and other is not match:
            if at.dep != "conj":
                return other
            if other.entry.type in _SPEECH:
                return None
        at = ancestor
    return None


def _is_only_spoken(analysis: Analysis, match: _Match, governor: _Match) -> bool:
    """Tell whether an event is no more than the content of a speech act.

    A verb always is. A noun is if it is what the speech act asks for ("called for an inquiry"), not if it stands deeper
    ("an inquiry into the attack"), nor if it took place before ("rejected the accusation", "agreed after talks").
    """
    tokens = analysis.tokens
    anchor = tokens[match.anchor]
    if anchor.pos in {"VERB", "AUX"}:
        return not _is_past(analysis, match.anchor)
    if match.entry.type in _VIOLENT and governor.entry.type is EventType.REJECT:
        return False
    up = tokens[anchor.head]
    if anchor.dep == "dobj":
        return up.i == governor.anchor or up.i == governor.token
    if anchor.dep == "pobj":
        return (
            up.lemma in {"for", "to", "of", "on", "with", "in", "into"}
            and tokens[up.head].i in {governor.anchor, governor.token}
            and not (governor.entry.type is EventType.REQUEST and up.lemma not in {"for", "to"})
        )
    return False


def _is_lifted(analysis: Analysis, by_token: dict[int, _Match], match: _Match) -> bool:
    """Tell whether a sanction is what a concession takes back: "lifted sanctions on Cuba"."""
    noun = analysis.tokens[match.token]
    if match.entry.type is not EventType.SANCTION or noun.dep not in {"dobj", "nsubjpass"}:
        return False
    governor = by_token.get(noun.head)
    return governor is not None and governor.entry.type is EventType.CONCEDE


def _is_blame_for(analysis: Analysis, by_token: dict[int, _Match], match: _Match) -> bool:
    """Tell whether a clause lays blame for the act that it describes: "the bombing, which police blamed on the rebels"."""
    verb = analysis.tokens[match.token]
    if not _is_blame(match) or verb.dep != "relcl":
        return False
    parts = (c for of in find_children(analysis, verb.head, "prep") for c in find_children(analysis, of.i, "pobj"))
    described = [by_token[i] for i in (verb.head, *(p.i for p in parts)) if i in by_token]  # "a series of kidnappings"
    violent = any(d.entry.type in _VIOLENT for d in described)
    return violent and any(k.tag in {"WDT", "WP"} for k in find_children(analysis, verb.i, "dobj", "nsubjpass"))


def _is_blame(match: _Match) -> bool:
    entry = match.entry
    return (
        entry.type is EventType.ACCUSE
        and entry.mode == "allege"
        and entry.frame.name == "act_on"
        and entry.pos == "verb"
    )


# --- events ---------------------------------------------------------------------------------------


def _make_event(analysis: Analysis, ontology: Ontology, match: _Match, barred: frozenset[int]) -> Event:
    entry = match.entry
    roles = Roles(analysis, ontology, entry, match.token, light=match.light, words=match.words)
    actors = tuple(i for i in roles.fill(entry.frame.actor) if can_act(analysis, ontology, i))
    if entry.type is EventType.ASSAULT:  # "an attack on a market that killed ten"
        actors = tuple(
            i for i in actors if analysis.tokens[i].pos == "PROPN" or not is_of_class(analysis, ontology, i, "building")
        )
    recipients = _find_recipients(analysis, ontology, match, roles, {*actors, *barred})
    instruments: tuple[Instrument, ...] = ()
    if entry.type in _VIOLENT or entry.mode == "weapons":
        instruments = find_instruments(analysis, ontology, match.token)
    heads = [match.token] if match.light is None else [match.token, match.light]
    if find_hidden_subject(analysis, match.token) is not None:
        heads.append(analysis.tokens[match.token].head)
    places = find_place_phrases(analysis, ontology, heads, barred - set(heads))
    trigger = _make_trigger(analysis, match)
    status, status_rule = find_status(analysis, match.token)
    if status_rule == "status=ongoing:present" and _is_speech_act(analysis, match):
        status, status_rule = Status.HAPPENED, "status=happened:said"
    if status in ACTUAL and befalls_nobody(analysis, match.token):
        status, status_rule = Status.NEGATED, "status=negated:no object"
    return Event(
        trigger=trigger,
        token=match.token,
        type=entry.type,
        mode=_find_mode(ontology, match, instruments),
        contexts=_find_contexts(analysis, ontology, match),
        actors=_make_phrases(analysis, actors, match),
        recipients=_make_phrases(analysis, recipients, match),
        places=_make_phrases(analysis, [p for p in places if p not in recipients and p not in actors], match),
        instruments=instruments,
        status=status,
        hedge=find_hedge(analysis, match.token),
        score=entry.score,
        rule=entry.rule,
        status_rule=status_rule,
    )


def _is_speech_act(analysis: Analysis, match: _Match) -> bool:
    """Tell whether what is told in the present is done once it is said: "we call on …"; not a lasting opinion."""
    spoken = match.entry.type in _SPEECH | {EventType.ACCUSE, EventType.SUPPORT, EventType.CONCEDE}
    return spoken and analysis.tokens[match.token].lemma not in _LASTING


def _find_recipients(
    analysis: Analysis, ontology: Ontology, match: _Match, roles: Roles, taken: set[int]
) -> tuple[int, ...]:
    """Find whom an event is done to or meant for: not a bill or a sum; of somebody's own words or deeds, the owner."""
    entry = match.entry
    slots = entry.frame.recipient
    if entry.type is EventType.THREATEN:  # who will do what is threatened is not whom it is meant for
        slots = tuple(slot for slot in slots if slot != "complement")
    found = [i for i in roles.fill(slots) if i not in match.words]
    if entry.type in _VERBAL:
        found = [i for i in found if not is_matter(analysis, ontology, i)] or [
            owner
            for i in (*found, *match.words[1:])
            if entry.type in _ADDRESSED
            for owner in find_owners(analysis, ontology, i)
        ]
    if entry.type is EventType.REQUEST and entry.pos == "verb" and not found:  # "summoned the ambassador"
        found = [i for i in match.words[1:] if is_of_class(analysis, ontology, i, "official")]
    if entry.type is EventType.THREATEN and entry.pos == "verb" and not found:
        found = find_threatened(analysis, ontology, match.token)
    return tuple(i for i in found if i not in taken)


def _make_phrases(analysis: Analysis, heads: Sequence[int], match: _Match) -> tuple[Span, ...]:
    """Make the phrases of a role; none that lies within another."""
    bounds = tuple(i for i in (*match.words, match.anchor) if i not in heads)
    found = dict.fromkeys(make_phrase(analysis, i, without=bounds) for i in heads)
    return tuple(s for s in found if not any(o != s and o.start <= s.start and s.end <= o.end for o in found))


def _make_trigger(analysis: Analysis, match: _Match) -> Span:
    """Mark the phrase, or its head alone where the words lie far apart; without a "be" in front."""
    tokens = analysis.tokens
    words = sorted(match.words)
    if analysis.tokens[match.words[0]].lemma == "be" and len(words) > 1:
        words = sorted(match.words[1:])
    gap = [t for t in tokens[words[0] : words[-1]] if t.i not in words]
    if len(gap) > _MARGIN or any(t.pos in {"NOUN", "PROPN", "NUM", "VERB"} for t in gap):
        return analysis.span(match.token, match.token + 1)
    return analysis.span(words[0], words[-1] + 1)


def _find_mode(ontology: Ontology, match: _Match, instruments: tuple[Instrument, ...]) -> str | None:
    if match.entry.mode is not None or match.entry.type is not EventType.ASSAULT:
        return match.entry.mode
    for instrument in instruments:
        mode = ontology.instrument_modes.get(instrument.kind or "")
        if mode is not None and instrument.kind != "vehicle":
            return mode
    return None


def _find_contexts(analysis: Analysis, ontology: Ontology, match: _Match) -> tuple[str, ...]:
    s = analysis.sentences[analysis.tokens[match.token].sentence]
    found = list(match.entry.contexts)
    for token in analysis.tokens[s.first : s.last]:
        found += ontology.contexts.get(token.lemma, ())
    return tuple(sorted(set(found)))


APART = ("after", "before", "since", "until", "because", "although", "though", "while")
"""What opens a clause that, with a doer of its own, tells another happening."""


def _share_roles(analysis: Analysis, matches: list[_Match], events: list[Event]) -> list[Event]:
    """Let the noun and the verb of "the attack killed ten" lend each other actors and recipients."""
    by_token = {m.token: n for n, m in enumerate(matches)}
    shared = list(events)
    for n, match in enumerate(matches):
        if match.entry.pos != "verb":
            continue
        for subject, told in _iter_subject_events(analysis, match.token):
            other = by_token.get(subject)
            if other is None or events[other].type is not match.entry.type:
                continue
            verb, noun = shared[n], shared[other]
            if verb.actors and noun.actors and has_mark(analysis, analysis.tokens[match.token], *APART):
                continue
            shared[n] = replace(
                verb,
                actors=verb.actors or noun.actors,
                places=verb.places or noun.places,
                instruments=verb.instruments or noun.instruments,
                mode=verb.mode or noun.mode,
            )
            shared[other] = replace(
                noun,
                actors=noun.actors or verb.actors,
                recipients=noun.recipients or (verb.recipients if told else ()),
                places=noun.places or verb.places,
            )
    return shared


def _iter_subject_events(analysis: Analysis, verb: int) -> Iterator[tuple[int, bool]]:
    """Walk over what may be the same happening as a verb, with whether whom the verb hits was hit by it too."""
    tokens = analysis.tokens
    token = tokens[verb]
    for c in analysis.children[verb]:
        if tokens[c].dep in {"nsubj", "nsubjpass"}:
            yield from ((i, True) for i in split_conjuncts(analysis, [c]))
        if tokens[c].dep in {"agent", "prep"} and tokens[c].lemma in {"by", "in", "during"}:
            yield from ((p, True) for p in analysis.children[c] if tokens[p].dep == "pobj")
    if token.dep in {"relcl", "acl"}:
        yield token.head, True
    if token.dep == "advcl":
        yield token.head, False
