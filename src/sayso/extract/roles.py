"""Find who does what to whom around an event's trigger, from the dependency parse.

Nothing here looks at who the parties are: a name is a name. Heads of phrases are token positions; `make_phrase` turns one
into the noun phrase's characters.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Iterator
from importlib import resources

from sayso.extract.frames import Entry, Ontology
from sayso.extract.tree import AUTHORSHIP, find_antecedent, find_authorship, find_children, find_subtree, iter_ancestors
from sayso.records import Analysis, Instrument, Span, Token

_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_PRENOMINAL = frozenset({"amod", "compound", "nmod", "npadvmod"})
_DIRECTIONS = frozenset({"north", "south", "east", "west"})
"""Nouns to the parse behind a thing: "hit by a bullet east of the city"."""

_THROWN = frozenset(
    "fire launch throw hurl drop use detonate lob plant set deploy explode wield brandish toss rain".split()
)
_CARRIED_OUT = frozenset(
    "carry claim launch conduct perpetrate commit stage mount make issue hold lead sign host impose execute wage direct "
    "organize undertake file announce sponsor mastermind call convene attend plan order plot instigate".split()
)
_NAMED_CLASSES = frozenset(
    "person armed group official place site target building agreement law meeting restriction proposal aircraft".split()
)
"""Word classes that a word of a name may have: "the Security Council" is a group."""
_TANGIBLE = (
    "person",
    "armed",
    "official",
    "group",
    "place",
    "site",
    "target",
    "building",
    "vehicle",
    "weapon",
    "goods",
)
_MATTERS = (
    "inert matter own_act abstract agreement law proposal effort action restriction talks conflict situation motive money"
).split()
_MATTER_ENDINGS = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ism", "ship")
_RESOLVED = frozenset({"commit", "determine", "prepare", "resolve", "dedicate"})
"""Verbs whose participle tells of who is ready to do something, and not of what is done to them."""
_SERIES = frozenset("pattern series spate wave string campaign spree number surge rise increase".split())
"""Nouns that make one of many happenings, and that what is said of these may hang on."""
_NEEDING_OBJECT = frozenset(
    "sentence jail imprison arrest detain convict indict deport extradite evict expel kill injure wound execute torture abduct "
    "kidnap rape accuse blame hospitalize behead".split()
)
"""Verbs that are passive where they have no object, though the parse takes them for a past: "was tried and sentenced"."""
_MAX_DEPTH = 12
"""Governors a subject is looked for in; parses of real sentences need three."""


class Roles:
    """The fillers of one trigger's argument slots, looked up as they are asked for."""

    __slots__ = ("analysis", "entry", "light", "ontology", "token", "words")

    def __init__(
        self,
        analysis: Analysis,
        ontology: Ontology,
        entry: Entry,
        token: int,
        *,
        light: int | None = None,
        words: tuple[int, ...] = (),
    ) -> None:
        """Hold what the slots are read from; `light` is the verb that carries an event noun, `None` if none does."""
        self.analysis = analysis
        self.ontology = ontology
        self.entry = entry
        self.token = token
        self.light = light
        self.words = words

    def fill(self, slots: Iterable[str]) -> tuple[int, ...]:
        """Return the heads in the first slot that is filled by something that can take part in an event."""
        for slot in slots:
            heads = tuple(
                i
                for i in self._read_slot(slot)
                if not self._is_of_trigger(i) and can_take_part(self.analysis, self.ontology, i)
            )
            if heads:
                return heads
        return ()

    def _is_of_trigger(self, i: int) -> bool:
        """Tell whether a word belongs to the trigger, or is joined to one that does: "fired bullets and tear gas"."""
        token = self.analysis.tokens[i]
        while token.i not in self.words and token.dep == "conj" and token.pos in _NOUNS:
            token = self.analysis.tokens[token.head]
        if token.i in self.words:
            return True  # or counts it: "fired dozens of rockets"
        return token.lemma in self.ontology.classes["quantity"] and any(
            p in self.words for p in find_prepositional(self.analysis, token.i, "of")
        )

    def has(self, slot: str) -> bool:
        """Tell whether anything at all stands in a slot."""
        return any(True for _ in self._read_slot(slot))

    def _read_slot(self, slot: str) -> list[int]:
        if self.entry.pos == "verb":
            return self._read_verb_slot(slot)
        return self._read_noun_slot(slot)

    def _read_verb_slot(self, slot: str) -> list[int]:
        analysis, token = self.analysis, self.token
        if slot == "subject":
            return find_doers(analysis, self.ontology, token)
        if slot == "object":
            found = find_patients(analysis, self.ontology, token)
            return [i for i in found if not self._is_given(i)] if self.entry.frame.name == "give" else found
        if slot == "complement":
            return find_complement_subjects(analysis, token)
        if slot == "duty_bearer":
            return find_duty_bearers(analysis, self.ontology, token)
        if slot == "dative":
            return [c for c in analysis.children[token] if analysis.tokens[c].dep == "dative"]
        if slot == "by":
            return find_agents(analysis, token) or find_prepositional(analysis, token, "by")
        return self._find_phrase_objects(slot)

    def _find_phrase_objects(self, preposition: str) -> list[int]:
        """Find what a preposition joins to a verb or to the other words of its phrase: "laid siege to the town"."""
        analysis, tokens = self.analysis, self.analysis.tokens
        for word in self.words[1:]:
            if tokens[word].lemma == preposition and tokens[word].pos in {"ADP", "PART", "SCONJ"}:
                found = [c for c in analysis.children[word] if tokens[c].dep == "pobj" and c not in self.words]
                if found:
                    return split_conjuncts(analysis, found)
        for word in (self.token, *self.words[1:]):
            found = [i for i in find_prepositional(analysis, word, preposition) if i not in self.words]
            if found:
                return found
        if self.entry.frame.name == "give" and preposition == "to":
            return self._find_receivers()
        return []

    def _is_given(self, i: int) -> bool:
        """Tell whether a word is for what is given and not for who gets it."""
        if any(n.label == "MONEY" and n.first <= i < n.last for n in self.analysis.names):
            return True
        is_party = any(is_of_class(self.analysis, self.ontology, i, name) for name in ("party", "place"))
        return not is_party and any(
            is_of_class(self.analysis, self.ontology, i, name) for name in ("money", "aid", "goods")
        )

    def _find_receivers(self) -> list[int]:
        """Find to whom where it hangs on what is given: "provide $10 million in new aid to the opposition"."""
        analysis, tokens = self.analysis, self.analysis.tokens
        given = [c for c in analysis.children[self.token] if tokens[c].dep == "dobj"]
        given += [p for g in given for word in ("in", "of") for p in find_prepositional(analysis, g, word)]
        return next((found for g in given if (found := find_prepositional(analysis, g, "to"))), [])

    def _read_noun_slot(self, slot: str) -> list[int]:
        analysis, token, light = self.analysis, self.token, self.light
        if slot == "owner" and not find_prepositional(analysis, token, "of"):
            return []
        if slot in {"poss", "owner"}:
            return split_conjuncts(analysis, [c for c in analysis.children[token] if analysis.tokens[c].dep == "poss"])
        if slot == "modifier":
            return find_modifiers(analysis, self.ontology, token)
        if slot == "compound":
            return find_compounds(analysis, self.ontology, token)
        if slot == "light":
            return self._find_light_subjects()
        if slot == "light_object":
            return self._find_light_objects()
        if slot == "by":
            return self._find_noun_agents()
        found = find_prepositional(analysis, token, slot)
        if not found and light is not None:
            found = find_prepositional(analysis, light, slot)
        if slot == "on":  # "confirmed the attack on state television"
            found = [i for i in found if not is_of_class(analysis, self.ontology, i, "airwaves")]
        if slot == "at" and light is not None and analysis.tokens[light].lemma in {"announce", "declare"}:
            # "announced the raid at a summit"
            found = [i for i in found if not is_of_class(analysis, self.ontology, i, "meeting")]
        if not found:
            for c in analysis.children[token]:
                if analysis.tokens[c].dep == "acl" and analysis.tokens[c].lemma in _CARRIED_OUT:
                    found = found or find_prepositional(analysis, c, slot)
        return found

    def _find_noun_agents(self) -> list[int]:
        analysis = self.analysis
        found = (
            find_prepositional(analysis, self.token, "by")
            or self._find_agents_of_series()
            or find_authors(analysis, self.token)
        )
        if not found:
            found = split_conjuncts(analysis, find_agents(analysis, self.token, split=False))
        if not found:
            for c in analysis.children[self.token]:
                token = analysis.tokens[c]
                if token.dep in {"acl", "relcl"} and token.lemma in _CARRIED_OUT:
                    found = found or find_agents(analysis, c)
        return found

    def _find_agents_of_series(self) -> list[int]:
        """Find who did what "by" hangs on a word over the event: "a pattern of killings by the police"."""
        tokens = self.analysis.tokens
        token = tokens[self.token]
        host = tokens[tokens[token.head].head]
        if token.dep != "pobj" or tokens[token.head].lemma != "of" or host.lemma not in _SERIES:
            return []
        return find_prepositional(self.analysis, host.i, "by")

    def _find_light_subjects(self) -> list[int]:
        if self.light is None and self.entry.frame.name == "talks":
            return self._find_talkers()
        if self.light is None or self.analysis.tokens[self.light].lemma in self.ontology.lists["suffer_verbs"]:
            return []
        if self.analysis.tokens[self.light].lemma == "claim" and find_children(self.analysis, self.light, "neg"):
            return []  # "has not claimed the attack"
        doers = [i for i in find_doers(self.analysis, self.ontology, self.light) if i != self.token]
        return [i for i in doers if not self._is_nobody(i)]

    def _is_nobody(self, i: int) -> bool:
        return any(c.lemma == "no" for c in find_children(self.analysis, i, "det"))

    def _find_talkers(self) -> list[int]:
        """Find who talks in talks in which something is said or done: "raised concerns in a call with the minister"."""
        analysis, tokens = self.analysis, self.analysis.tokens
        within = tokens[tokens[self.token].head]
        verb = tokens[within.head]
        if tokens[self.token].dep != "pobj" or within.lemma not in {"in", "during", "on", "over"} or verb.pos != "VERB":
            return []
        if not find_prepositional(analysis, self.token, "with"):
            return []
        subjects = find_surface_subjects(analysis, self.ontology, verb.i)
        return [i for i in subjects if is_of_class(analysis, self.ontology, i, "party")]

    @property
    def _befalling(self) -> frozenset[str]:
        """Verbs whose subject an event befell: "suffered an attack", not "witnessed" one."""
        return self.ontology.lists["suffer_verbs"] - {"witness"}

    def _find_light_objects(self) -> list[int]:
        if self.light is None or self.analysis.tokens[self.light].lemma not in self._befalling:
            return []
        return find_surface_subjects(self.analysis, self.ontology, self.light)


# --- slots of verbs -------------------------------------------------------------------------------


def is_passive(analysis: Analysis, verb: int, depth: int = 0) -> bool:
    """Tell whether the subject of a verb is what the act is done to."""
    tokens = analysis.tokens
    token = tokens[verb]
    labels = {tokens[c].dep for c in analysis.children[verb]}
    if find_hidden_subject(analysis, verb) is not None or _is_cut_off(analysis, verb):
        return False
    if (
        token.lemma in _RESOLVED
        and "agent" not in labels
        and {tokens[c].lemma for c in analysis.children[verb]} & {"to"}
    ):
        return False  # "is committed to leaving"
    if labels & {"auxpass", "nsubjpass", "csubjpass"}:
        return True
    if token.tag not in {"VBN", "VBD", "JJ"} or depth > _MAX_DEPTH:
        return False
    if token.dep == "acl" and {"nsubj", "aux"} <= labels:
        return False  # "claims that soldiers had killed civilians"
    if token.dep in {"acl", "amod"}:
        return token.tag != "VBD" or "agent" in labels
    if token.tag == "VBN" and token.dep in {"pcomp", "advcl"} and not labels & {"dobj", "aux"}:
        marks = [tokens[c].lemma for c in analysis.children[verb] if tokens[c].dep == "mark"]
        if "with" in (marks or [tokens[token.head].lemma]):
            return True  # "with his rivals imprisoned"
    if labels & {"aux", "nsubj"}:
        if "agent" in labels:
            return True
        if "aux" in labels or "dobj" in labels or token.dep != "conj" or depth > _MAX_DEPTH:
            return False
        return tokens[token.head].pos == "VERB" and is_passive(analysis, token.head, depth + 1)  # "… and four wounded"
    if token.dep == "conj" and tokens[token.head].pos in {"VERB", "AUX"}:
        passive = token.tag == "VBN" or token.lemma in _NEEDING_OBJECT
        return passive and not labels & {"dobj"} and is_passive(analysis, token.head, depth + 1)
    return token.tag == "VBN" or "agent" in labels


def _is_cut_off(analysis: Analysis, verb: int) -> bool:
    """Tell whether a main verb hangs as a participle on the name that is its subject: "Renamo partnered with …"."""
    tokens = analysis.tokens
    token = tokens[verb]
    head = tokens[token.head]
    if token.dep != "acl" or head.head != head.i or head.pos != "PROPN" or verb != head.i + 1:
        return False
    labels = {tokens[c].dep for c in analysis.children[verb]}
    return "agent" not in labels and (
        "dobj" in labels or any(tokens[c].dep == "prep" and tokens[c].lemma == "with" for c in analysis.children[verb])
    )


def find_hidden_subject(analysis: Analysis, verb: int) -> int | None:
    """Find the subject of a verb that the parser took for a participle before the root: "Spain bombed positions".

    It happens to names that the parser does not know; in "Spain-backed forces" a hyphen shows a true participle.
    """
    tokens = analysis.tokens
    token = tokens[verb]
    head = tokens[token.head]
    if token.dep not in {"amod", "compound"} or token.tag == "VBG":
        return None
    if head.pos == "PROPN" and head.i == verb - 1 and any(tokens[c].dep == "dobj" for c in analysis.children[verb]):
        return head.i
    if head.pos == "PROPN" and head.dep == "appos" and head.head == verb - 1 and head.i > verb:
        return verb - 1
    if head.head != head.i or head.i < verb:
        return None
    beside = (*analysis.children[verb], *analysis.children[head.i])
    return next(
        (
            c
            for c in beside
            if c == verb - 1
            and (tokens[c].dep == "nsubj" or (tokens[c].pos == "PROPN" and tokens[c].dep in _PRENOMINAL))
        ),
        None,
    )


def find_doers(analysis: Analysis, ontology: Ontology, verb: int) -> list[int]:
    """Find the heads of who does what a verb says: the by-phrase of a passive, else the subject, near or far."""
    if is_passive(analysis, verb):
        return find_agents(analysis, verb) or find_prepositional(analysis, verb, "by")
    return find_surface_subjects(analysis, ontology, verb)


def find_patients(analysis: Analysis, ontology: Ontology, verb: int) -> list[int]:
    """Find the heads of whom or what a verb acts upon: its object, or the subject of a passive."""
    tokens = analysis.tokens
    token = tokens[verb]
    own = [c for c in analysis.children[verb] if tokens[c].dep == "dobj"]
    if own:
        return split_conjuncts(analysis, [_resolve_relative(analysis, c) for c in own])
    if token.dep == "amod" and token.tag != "VBG":
        return split_conjuncts(analysis, [token.head])
    if is_passive(analysis, verb):
        return find_surface_subjects(analysis, ontology, verb)
    if token.dep == "relcl" and not any(
        tokens[c].dep in {"nsubj", "nsubjpass"} and tokens[c].lemma in _RELATIVE for c in analysis.children[verb]
    ):
        return [token.head]
    later = [c for c in analysis.children[verb] if tokens[c].dep == "conj" and tokens[c].pos == "VERB"]
    for c in later:  # "killed and wounded soldiers"
        if c - verb <= 3:
            return split_conjuncts(analysis, [o for o in analysis.children[c] if tokens[o].dep == "dobj"])
    return split_conjuncts(
        analysis,
        [
            s
            for c in analysis.children[verb]
            if tokens[c].dep in {"ccomp", "xcomp"} and tokens[c].pos not in {"VERB", "AUX"}
            for s in analysis.children[c]
            if tokens[s].dep == "nsubj"
        ],
    )


def find_agents(analysis: Analysis, verb: int, *, split: bool = True) -> list[int]:
    """Find the heads in the by-phrases of a verb."""
    tokens = analysis.tokens
    heads = [
        p
        for c in analysis.children[verb]
        if tokens[c].dep == "agent"
        for p in analysis.children[c]
        if tokens[p].dep in {"pobj", "pcomp"} and tokens[p].pos in _NOUNS
    ]
    return split_conjuncts(analysis, heads) if split else heads


def find_surface_subjects(analysis: Analysis, ontology: Ontology, verb: int, depth: int = 0) -> list[int]:
    """Find the heads of a verb's subject as it stands, also where another verb lends it.

    Shared by coordinated verbs ("attacked … and killed"); controlled ("agreed to leave", "forced them to leave"); of
    participles ("…, killing three"; "troops killed in …"); of relative clauses; of gerunds ("accused X of bombing").
    """
    tokens = analysis.tokens
    token = tokens[verb]
    own = [c for c in analysis.children[verb] if tokens[c].dep in {"nsubj", "nsubjpass"}]
    hidden = find_hidden_subject(analysis, verb)
    if hidden is not None:
        return [hidden]
    if own:
        return split_conjuncts(analysis, [_resolve_relative(analysis, c) for c in own])
    if depth > _MAX_DEPTH or token.head == verb:
        return []
    head = tokens[token.head]
    if token.dep in {"acl", "amod"}:
        return _find_noun_subjects(analysis, ontology, verb, depth)
    if token.dep == "relcl":
        return split_conjuncts(analysis, [token.head]) if token.tag in {"VBN", "VBG", "VBZ", "VBP", "VBD"} else []
    if token.dep == "conj":
        if head.pos in {"VERB", "AUX"}:
            return _share_subject(analysis, ontology, verb, depth)
        return []
    if token.dep in {"xcomp", "ccomp"}:
        if token.dep == "ccomp" and token.tag not in {"VBG", "VB", "VBN"}:
            return []
        return _find_controllers(analysis, ontology, token.head, depth)
    if token.dep in {"advcl", "dep"} and head.pos in {"VERB", "AUX"}:
        if token.tag == "VBG" and is_passive(analysis, token.head) and not is_passive(analysis, verb):
            marked = any(tokens[c].dep in {"mark", "prep"} and c < verb for c in analysis.children[verb])
            agents = find_agents(analysis, token.head)
            return agents if agents or not marked else find_surface_subjects(analysis, ontology, token.head, depth + 1)
        return find_surface_subjects(analysis, ontology, token.head, depth + 1)
    if token.dep == "acomp":  # "is due to withdraw"
        return find_surface_subjects(analysis, ontology, token.head, depth + 1)
    if token.dep == "pcomp":
        return _find_gerund_subjects(analysis, ontology, verb, depth)
    return []


def _share_subject(analysis: Analysis, ontology: Ontology, verb: int, depth: int) -> list[int]:
    """Find the subject that a coordinated verb takes from the verb before it."""
    head = analysis.tokens[verb].head
    if is_passive(analysis, head) and not is_passive(analysis, verb) and analysis.tokens[verb].tag == "VBG":
        return find_agents(analysis, head)
    return find_surface_subjects(analysis, ontology, head, depth + 1)


def _find_controllers(analysis: Analysis, ontology: Ontology, governor: int, depth: int) -> list[int]:
    """Find the subject of an infinitive or gerund that complements a verb: its object or its subject."""
    tokens = analysis.tokens
    head = tokens[governor]
    if (
        head.lemma in _PERCEIVING
        and not is_passive(analysis, governor)
        and any(tokens[c].tag == "VBG" and c > governor for c in analysis.children[governor])
    ):
        return [c for c in analysis.children[governor] if tokens[c].dep == "dobj"]  # "residents reported shelling"
    objects = [c for c in analysis.children[governor] if tokens[c].dep in {"dobj", "dative"}]
    if objects and ontology.lemmas.get(head.text.lower(), head.lemma) in ontology.lists["object_control"]:
        return split_conjuncts(analysis, [_resolve_relative(analysis, c) for c in objects])
    if head.pos == "VERB" and head.lemma in {"call", "appeal"}:  # "called on Iran to withdraw"
        for preposition in ("on", "upon", "to", "for"):
            found = find_prepositional(analysis, governor, preposition)
            if found:
                return found
    return find_surface_subjects(analysis, ontology, governor, depth + 1)


_PERCEIVING = frozenset({"report", "hear", "see", "witness", "describe"})
_EFFECTS = frozenset({"kill", "wound", "injure", "maim", "destroy", "damage"})
_FIRING = frozenset({"fire", "open", "shoot", "launch", "throw", "hurl", "lob", "drop", "detonate", "bomb", "shell"})


def _find_noun_subjects(analysis: Analysis, ontology: Ontology, verb: int, depth: int) -> list[int]:
    """Find the subject of a participle or infinitive that hangs on a noun."""
    tokens = analysis.tokens
    token = tokens[verb]
    if token.tag == "VBG" and token.lemma in _EFFECTS and tokens[token.head].dep in {"dobj", "pobj"}:
        above = next((t for t in iter_ancestors(analysis, token.head) if t.pos == "VERB"), None)
        if above is not None and above.lemma in _FIRING:  # "fired rockets killing ten"
            return find_surface_subjects(analysis, ontology, above.i, depth + 1)
    if token.tag in {"VBN", "VBG", "VBD", "JJ"} and (token.tag != "VBG" or can_act(analysis, ontology, token.head)):
        return split_conjuncts(analysis, [token.head])
    noun = tokens[token.head]  # "a campaign to liberate Mosul"
    possessors = [c for c in analysis.children[noun.i] if tokens[c].dep == "poss"]
    if possessors:
        return split_conjuncts(analysis, possessors)
    if owners := find_modifiers(analysis, ontology, noun.i):  # "Coalition efforts to help"
        return owners
    told_of = noun.dep == "pobj" and tokens[noun.head].lemma == "about"  # "showed a film about a plot to kill"
    if noun.dep in {"dobj", "pobj", "attr"} and not told_of:
        verbs = [t for t in iter_ancestors(analysis, noun.i) if t.pos == "VERB"]
        if verbs:
            return find_surface_subjects(analysis, ontology, verbs[0].i, depth + 1)
    if can_act(analysis, ontology, noun.i) and noun.pos != "NOUN":
        return [noun.i]
    return []


def _find_gerund_subjects(analysis: Analysis, ontology: Ontology, verb: int, depth: int) -> list[int]:
    """Find the subject of a gerund after a preposition: "accused Israel of bombing", "denied involvement in killing"."""
    tokens = analysis.tokens
    preposition = tokens[tokens[verb].head]
    governor = tokens[preposition.head]
    if preposition.lemma == "by" and governor.pos == "VERB":  # "executed hostages by shooting them"
        return find_surface_subjects(analysis, ontology, governor.i, depth + 1)
    if governor.pos in {"NOUN", "PROPN"}:
        above = [t for t in iter_ancestors(analysis, governor.i) if t.pos in {"VERB", "AUX"}]
        possessors = [c for c in analysis.children[governor.i] if tokens[c].dep == "poss"]
        if possessors:
            return split_conjuncts(analysis, possessors)
        if governor.dep in {"dobj"} and above and above[0].lemma in ontology.lists["blame_verbs"]:
            return split_conjuncts(analysis, [governor.i])
        return find_surface_subjects(analysis, ontology, above[0].i, depth + 1) if above else []
    if ontology.lemmas.get(governor.text.lower(), governor.lemma) in ontology.lists["blame_verbs"]:
        return find_patients(analysis, ontology, governor.i)
    if governor.pos in {"VERB", "AUX"}:
        return find_surface_subjects(analysis, ontology, governor.i, depth + 1)
    above = [t for t in iter_ancestors(analysis, governor.i) if t.pos in {"VERB", "AUX"}]
    return find_surface_subjects(analysis, ontology, above[0].i, depth + 1) if above else []


def find_complement_subjects(analysis: Analysis, verb: int) -> list[int]:
    """Find the subjects of the clauses that complement a verb: "demanded that troops leave"."""
    tokens = analysis.tokens
    return split_conjuncts(
        analysis,
        [
            s
            for c in analysis.children[verb]
            if tokens[c].dep in {"ccomp", "xcomp"}
            for s in analysis.children[c]
            if tokens[s].dep in {"nsubj", "nsubjpass"} and tokens[s].lemma not in _RELATIVE
        ],
    )


_GIVING_WAY = frozenset({"resign", "quit", "step", "apologize", "apologise", "withdraw", "abdicate"})
"""What is demanded of somebody in milder words than "must" as well: "should resign", "needs to step down"."""


def find_duty_bearers(analysis: Analysis, ontology: Ontology, modal: int) -> list[int]:
    """Find who "must" do something; nobody where it is a guess ("must have left") or no party is meant."""
    tokens = analysis.tokens
    if tokens[modal].lemma == "need" and tokens[modal].pos == "VERB":
        acts = find_children(analysis, modal, "xcomp")
        gives_way = any(t.lemma in _GIVING_WAY for t in acts) and tokens[modal].dep != "relcl"
        return find_surface_subjects(analysis, ontology, modal) if gives_way else []
    verb = tokens[modal].head
    if tokens[modal].dep != "aux" or verb == modal or tokens[verb].dep == "relcl":
        return []
    if tokens[modal].lemma != "must" and tokens[verb].lemma not in _GIVING_WAY:
        return []
    if any(tokens[c].lemma == "have" and tokens[c].dep == "aux" for c in analysis.children[verb]):
        return []
    named = ["name", "group", "armed", "official"]
    subjects = [] if is_passive(analysis, verb) else find_surface_subjects(analysis, ontology, verb)
    if tokens[verb].lemma in _GIVING_WAY:
        named.append("pronoun")
        subjects = [i for i in subjects if i < modal and tokens[i].text.lower() not in {"i", "we"}]
    return [i for i in subjects if any(is_of_class(analysis, ontology, i, name) for name in named)]


def find_threatened(analysis: Analysis, ontology: Ontology, verb: int) -> list[int]:
    """Find whom a threat is aimed at where only the threatened act names them.

    Of "to attack the ships", the ships; of "to freeze the country's account", the country; of "to cut supplies to
    Moldova", Moldova.
    """
    tokens = analysis.tokens
    for act in (c for c in analysis.children[verb] if tokens[c].dep in {"xcomp", "ccomp"} and tokens[c].pos == "VERB"):
        objects = [c for c in analysis.children[act] if tokens[c].dep == "dobj"]
        owners = [p for o in objects for p in analysis.children[o] if tokens[p].dep == "poss"]
        aimed = [
            p
            for at in (*objects, act)
            for word in ("to", "against", "on", "of")
            for p in find_prepositional(analysis, at, word)
        ]
        parties = [o for o in objects if is_of_class(analysis, ontology, o, "party")]
        for found in (parties, owners, aimed, objects):
            fitting = [i for i in found if can_act(analysis, ontology, i)]
            if fitting:
                return split_conjuncts(analysis, fitting)
    return []


def has_complement(analysis: Analysis, token: int) -> bool:
    """Tell whether a verb has a clause, or a gerund after a preposition, that says what is asked, promised or forced."""
    tokens = analysis.tokens
    for c in analysis.children[token]:
        child = tokens[c]
        if child.dep in {"xcomp", "ccomp", "oprd"} or (child.dep == "advcl" and child.tag == "VB"):
            return True
        if child.dep in {"prep", "acomp"} and child.i > token:
            for g in analysis.children[c]:
                if tokens[g].dep in {"pcomp", "xcomp"} or (
                    tokens[g].dep == "pobj" and child.lemma in {"for", "to", "into", "with"}
                ):
                    return True
        if child.dep in {"dobj", "acomp"} and any(
            tokens[g].dep in {"acl", "relcl", "xcomp"} and tokens[g].tag == "VB" for g in analysis.children[c]
        ):
            return True
    return False


def has_infinitive(analysis: Analysis, token: int) -> bool:
    """Tell whether a verb has an infinitive that says what is to be done: "told them to leave"."""
    tokens = analysis.tokens
    return any(
        tokens[c].dep in {"xcomp", "ccomp", "advcl", "oprd", "dobj"}
        and c > token
        and any(tokens[g].tag == "TO" for g in analysis.children[c])
        for c in analysis.children[token]
    ) or any(
        tokens[c].dep in {"dobj", "nsubjpass"}
        and any(
            tokens[g].dep in {"acl", "relcl"} and any(tokens[x].tag == "TO" for x in analysis.children[g])
            for g in analysis.children[c]
        )
        for c in analysis.children[token]
    )


def find_prepositional(analysis: Analysis, head: int, preposition: str) -> list[int]:
    """Find the heads of the nouns that a preposition joins to a word, coordinated ones each by itself."""
    tokens = analysis.tokens
    found = []
    for c in analysis.children[head]:
        if tokens[c].lemma == preposition and tokens[c].dep in {"prep", "dative", "agent", "prt"}:
            found += [p for p in analysis.children[c] if tokens[p].dep == "pobj"]
            for further in analysis.children[c]:  # "between A and between B", "from within"
                if tokens[further].dep in {"prep", "conj"} and tokens[further].lemma == preposition:
                    found += [p for p in analysis.children[further] if tokens[p].dep == "pobj"]
    if not found and preposition in {"by", "against"}:
        found = _find_stray(analysis, head, preposition)
    if any(_is_time_name(analysis, p) for p in found):
        return found  # "on Saturday, Mexican officials said"
    return split_conjuncts(analysis, found)


def _find_stray(analysis: Analysis, head: int, preposition: str) -> list[int]:
    """Find what the parser hung on the noun before: of "a raid on a base by rebels", "rebels"."""
    tokens = analysis.tokens
    return [
        p
        for c in analysis.children[head]
        if tokens[c].dep == "prep"
        for noun in analysis.children[c]
        if tokens[noun].dep == "pobj"
        for further in analysis.children[noun]
        if tokens[further].dep == "prep" and tokens[further].lemma == preposition
        for p in analysis.children[further]
        if tokens[p].dep == "pobj"
    ]


# --- slots of nouns -------------------------------------------------------------------------------


def find_modifiers(analysis: Analysis, ontology: Ontology, noun: int) -> list[int]:
    """Find the parties before an event noun: "the Iranian attack", "rebel fire", "Saudi-led strikes"."""
    tokens = analysis.tokens
    found = []
    for c in analysis.children[noun]:
        token = tokens[c]
        if c > noun or token.dep not in _PRENOMINAL:
            continue
        if token.lemma in {"led", "lead"} or token.text.lower() == "led":
            found += [
                g for g in analysis.children[c] if tokens[g].dep in {"npadvmod", "compound", "nsubj", "amod", "dep"}
            ]
        elif _names_party(analysis, ontology, c):
            found.append(c)
    return split_conjuncts(analysis, found)


def find_compounds(analysis: Analysis, ontology: Ontology, noun: int) -> list[int]:
    """Find what an event noun is done to where it stands before it: "embassy bombing", "hostage release"."""
    tokens, classes = analysis.tokens, ontology.classes
    return [
        c
        for c in analysis.children[noun]
        if tokens[c].dep == "compound"
        and c < noun
        and tokens[c].pos == "NOUN"
        and (
            tokens[c].lemma in classes["target"]
            or tokens[c].lemma in classes["person"]
            or tokens[c].lemma in classes["armed"]
        )
        and tokens[c].lemma not in ontology.instruments
    ]


def _names_party(analysis: Analysis, ontology: Ontology, i: int) -> bool:
    token = analysis.tokens[i]
    if token.lemma in ontology.classes["time"] or token.lemma in ontology.instruments:
        return False
    if token.lemma in ontology.classes["armed"] or token.lemma in ontology.classes["group"]:
        return token.pos in {"NOUN", "PROPN"} and token.dep != "amod"
    if not token.text[:1].isupper():
        return False
    if token.text.lower() in load_state_words():
        return True
    if token.pos == "ADJ":
        if i == analysis.sentences[token.sentence].first:  # "Violent clashes broke out"
            return any(n.first <= i < n.last for n in analysis.names)
        return not (len(token.text) > 4 and token.text.isupper())  # text in capitals shows no names
    return token.pos == "PROPN" and not _is_place_name(analysis, i)


def _is_place_name(analysis: Analysis, i: int) -> bool:
    return any(n.first <= i < n.last and n.label in {"GPE", "LOC", "FAC", "DATE"} for n in analysis.names)


@functools.cache
def load_state_words() -> frozenset[str]:
    """Load the words that name a state or come from its name, lower case; of the actor list."""
    source = resources.files("sayso.extract") / "data" / "actors" / "states.csv"
    found: set[str] = set()
    for row in csv.DictReader(source.read_text(encoding="utf-8").splitlines()):
        for column in ("name", "aliases", "acronyms", "adjectives"):
            found.update(word.lower() for word in (row.get(column) or "").split("|") if word)
    return frozenset(found)


# --- phrases --------------------------------------------------------------------------------------


def split_conjuncts(analysis: Analysis, heads: Iterable[int]) -> list[int]:
    """Return heads and what is coordinated with them, in text order, each once.

    "Ten soldiers and two policemen" gives two heads; "foreign and defense ministers" gives one.
    """
    tokens = analysis.tokens
    found: list[int] = []
    pending = list(heads)
    while pending:
        at = pending.pop(0)
        if at in found:
            continue
        found.append(at)
        pending += [c for c in analysis.children[at] if tokens[c].dep == "conj" and tokens[c].pos in _NOUNS and c > at]
        pending += [c for c in analysis.children[at] if _is_earlier_conjunct(analysis, c, at)]
    return sorted(found)


def _is_earlier_conjunct(analysis: Analysis, i: int, head: int) -> bool:
    """Tell whether a name before the head is coordinated with it, though the parser has it modify the head."""
    tokens = analysis.tokens
    if not (i < head and tokens[i].dep == "nmod" and tokens[i].pos == tokens[head].pos == "PROPN"):
        return False
    return any(tokens[c].dep == "cc" and c > i for c in analysis.children[i])


def make_phrase(analysis: Analysis, head: int, *, without: Iterable[int] = ()) -> Span:
    """Return the characters of a noun phrase: what stands before the head, and "of …" behind it; no leading article.

    Where a common noun is followed by the name it stands for ("her husband, Juan Paz", "a militia called Asad"), the
    name. The tokens `without` bound the phrase.
    """
    head = find_name_of(analysis, head)
    first, last = _phrase_limits(analysis, head)
    for bound in without:
        first = max(first, bound + 1) if bound < head else first
        last = min(last, bound - 1) if bound > head else last
    tokens = analysis.tokens
    nobody = tokens[head].lemma == "one" and tokens[head - 1].lemma == "no"
    while first < head - nobody and (
        tokens[first].dep in {"det", "predet", "punct", "cc", "case", "preconj"}
        or tokens[first].pos in {"PUNCT", "SPACE"}
    ):
        first += 1
    while last > head and tokens[last].pos in {"PUNCT", "SPACE"} and tokens[last].text not in {".", ")"}:
        last -= 1
    return analysis.span(first, last + 1)


def find_name_of(analysis: Analysis, head: int) -> int:
    """Return the head of the name behind a common noun: of "a militia called Asad", "Asad"; the noun where none stands there."""
    tokens = analysis.tokens
    if tokens[head].pos != "NOUN":
        return head
    for c in analysis.children[head]:
        token = tokens[c]
        if token.dep == "appos" and token.pos == "PROPN" and 1 < c - head <= 14 and not _is_time_name(analysis, c):
            return c
        if token.dep == "acl" and token.text.lower() in {"named", "called", "dubbed"}:
            for g in analysis.children[c]:
                if tokens[g].dep in {"oprd", "dobj", "attr"} and tokens[g].pos == "PROPN":
                    return g
    return head


def _is_time_name(analysis: Analysis, i: int) -> bool:
    return any(n.first <= i < n.last and n.label in {"DATE", "TIME"} for n in analysis.names)


def _phrase_limits(analysis: Analysis, head: int, depth: int = 0) -> tuple[int, int]:
    tokens = analysis.tokens
    first = last = head
    floor = max((c for c in analysis.children[head] if _is_earlier_conjunct(analysis, c, head)), default=-1)
    if _is_earlier_conjunct(analysis, head, tokens[head].head):
        while first - 1 in analysis.children[tokens[head].head] and tokens[first - 1].pos == "PROPN":
            first -= 1
    for c in analysis.children[head]:
        token = tokens[c]
        if c <= floor:
            continue
        if c < head and token.dep not in {"relcl", "appos", "advcl", "prep", "advmod", "conj", "cc"}:
            first = min(first, min(find_subtree(analysis, c)))
        elif c < head and token.dep == "advmod" and c == head - 1:
            first = min(first, c)
        elif c > head and depth < 3 and token.dep == "prep" and token.lemma == "of":
            inner = [p for p in analysis.children[c] if tokens[p].dep == "pobj"]
            if tokens[head].pos == "PROPN" and inner and tokens[inner[0]].pos != "PROPN":
                continue  # "warned Iran of a response"
            if inner and inner[0] - last <= 12:
                last = max(last, _phrase_limits(analysis, inner[0], depth + 1)[1])
                last = max(
                    [
                        last,
                        *(
                            _phrase_limits(analysis, p, depth + 2)[1]
                            for p in split_conjuncts(analysis, inner[:1])
                            if depth == 0
                        ),
                    ]
                )
        elif c > head and token.dep in {"nummod", "compound", "nmod", "npadvmod", "appos"} and c == last + 1:
            last = c
    for name in analysis.names:
        if name.first <= head < name.last and name.label not in {"DATE", "TIME", "CARDINAL"}:
            tail = name.last - 1
            if (
                tail > last
                and tokens[tail].pos in {"PROPN", "NUM"}
                and all(t.dep not in {"case", "punct", "cc"} for t in tokens[last + 1 : name.last])
            ):
                last = tail
    return first, last


_WOUNDING = frozenset({"kill", "wound", "injure"})
"""What no place does: "a strike on a village in the region that killed ten"."""


def _resolve_relative(analysis: Analysis, i: int) -> int:
    """Return what a relative pronoun stands for, or the token itself."""
    token = analysis.tokens[i]
    if token.lemma not in _RELATIVE or not token.tag.startswith(("W", "IN", "DT")):
        return i
    for ancestor in iter_ancestors(analysis, i):
        if ancestor.dep == "relcl":
            if ancestor.lemma in _WOUNDING:
                return find_antecedent(analysis, ancestor).i
            return _find_persons(analysis, ancestor.head) if token.lemma == "who" else ancestor.head
        if ancestor.dep in {"ROOT", "ccomp"}:
            break
    return _find_noun_before(analysis, i) if token.tag.startswith("W") and token.dep == "nsubj" else i


def _find_persons(analysis: Analysis, i: int) -> int:
    """Return whom "who" stands for behind a name: of "doctors in Omsk, who treated him", the doctors."""
    tokens = analysis.tokens
    over = tokens[tokens[i].head]
    placed = tokens[i].dep == "pobj" and tokens[i].pos == "PROPN" and over.lemma in {"in", "at", "from"}
    return over.head if placed and tokens[over.head].pos == "NOUN" else i


def _find_noun_before(analysis: Analysis, i: int) -> int:
    """Return the head of the noun phrase just before a relative pronoun whose clause the parser hung elsewhere."""
    tokens = analysis.tokens
    first = analysis.sentences[tokens[i].sentence].first
    for at in range(i - 1, max(first, i - 8) - 1, -1):
        if tokens[at].pos == "PROPN" or (tokens[at].pos == "NOUN" and at >= i - 2):
            return at
    return i


def find_class_word(analysis: Analysis, ontology: Ontology, i: int) -> Token:
    """Return the token whose class a phrase has: of "hundreds of troops", "troops"."""
    tokens = analysis.tokens
    for _ in range(3):
        if tokens[i].lemma not in ontology.classes["quantity"] or tokens[i].pos == "PROPN":
            break
        inner = find_prepositional(analysis, i, "of")
        if not inner:
            break
        i = inner[0]
    return tokens[i]


def can_act(analysis: Analysis, ontology: Ontology, i: int) -> bool:
    """Tell whether a phrase may be an actor: not a happening, a means or a time."""
    token = find_class_word(analysis, ontology, i)
    if token.pos == "PROPN" and _opens_bare(analysis, token) and token.lemma.lower() in ontology.classes["inert"]:
        return False  # "Rockets hit the town"
    if token.pos in {"PROPN", "PRON"}:
        bursts = token.lemma == "it" and _bursts(analysis, analysis.tokens[token.head])
        return token.lemma not in _RELATIVE and not bursts and not _is_time(analysis, ontology, token)
    classes = ontology.classes
    if token.lemma == "drone" and not any(analysis.tokens[c].dep in _PRENOMINAL for c in analysis.children[token.i]):
        return False  # nobody's
    if any(token.lemma in classes[name] for name in ("person", "armed", "group", "official")):
        return True
    things = [token]
    if token.lemma in _DIRECTIONS:
        things += find_children(analysis, token.i, "compound")
    if is_matter(analysis, ontology, i):
        return False
    if token.dep == "nsubj" and _bursts(analysis, analysis.tokens[token.head]):
        return False  # "a van exploded"
    return classes["inert"].isdisjoint(t.lemma for t in things) and not _is_time(analysis, ontology, token)


def _opens_bare(analysis: Analysis, token: Token) -> bool:
    """Tell whether a word alone opens a sentence, where any word has a capital, and no name was seen in it."""
    first = analysis.sentences[token.sentence].first
    return token.i == first and not any(n.first <= first < n.last for n in analysis.names)


def _bursts(analysis: Analysis, verb: Token) -> bool:
    """Tell whether a verb is what things do by themselves: "it exploded", "it went off"."""
    particles = [t.lemma for t in find_children(analysis, verb.i, "prt")]
    words = " ".join([verb.lemma, *particles])
    return words in {"explode", "detonate", "go off", "blow up"} and not find_children(analysis, verb.i, "dobj")


def is_matter(analysis: Analysis, ontology: Ontology, i: int) -> bool:
    """Tell whether a phrase is what is talked about and no party: a bill, a position, a sum, a happening."""
    token = find_class_word(analysis, ontology, i)
    if token.pos != "NOUN" or not token.text.islower():
        return False
    classes, lemma = ontology.classes, token.lemma
    if any(lemma in classes[name] for name in _TANGIBLE):
        owned = any(analysis.tokens[c].dep == "poss" for c in analysis.children[token.i])
        return owned and lemma == "position"  # "agreed with Peru's position"
    return any(lemma in classes[name] for name in _MATTERS) or lemma.endswith(_MATTER_ENDINGS)


def find_authors(analysis: Analysis, noun: int) -> list[int]:
    """Find whose work a deed is said to be: "the blast was the work of rebels", "the attack bears the hallmarks of X".

    Also who "was behind it".
    """
    behind = analysis.tokens[analysis.tokens[noun].head]
    if (
        behind.lemma == "behind"
        and behind.dep in {"prep", "advmod"}
        and analysis.tokens[behind.head].lemma in {"be", "stand"}
    ):
        return split_conjuncts(analysis, (s.i for s in find_children(analysis, behind.head, "nsubj")))
    verb = find_authorship(analysis, noun)
    if verb is None:
        return []
    named = find_children(analysis, verb.i, "attr", "dobj")
    return [p for n in named if n.lemma in AUTHORSHIP for p in find_prepositional(analysis, n.i, "of")]


def find_owners(analysis: Analysis, ontology: Ontology, i: int) -> list[int]:
    """Find whose word or deed a noun names: of "the governor's remarks", "Israel's killing of ten", the governor, Israel.

    Not of "the priest's murder", nor behind a pronoun.
    """
    own = analysis.tokens[i].lemma in ontology.classes["own_act"] | ontology.classes["attack"]
    if not own and not find_prepositional(analysis, i, "of"):
        return []
    found = [c for c in analysis.children[i] if analysis.tokens[c].dep == "poss" and analysis.tokens[c].pos != "PRON"]
    return [c for c in split_conjuncts(analysis, found) if can_act(analysis, ontology, c)]


def can_take_part(analysis: Analysis, ontology: Ontology, i: int) -> bool:
    """Tell whether a phrase may fill a role at all."""
    token = find_class_word(analysis, ontology, i)
    if token.lemma in _RELATIVE or token.pos not in {*_NOUNS, "ADJ", "X", "DET", "VERB", "ADV"} or token.dep == "expl":
        return False
    return not _is_time(analysis, ontology, token)


def _is_time(analysis: Analysis, ontology: Ontology, token: Token) -> bool:
    if token.text.lower() in ontology.classes["time"] or token.lemma in ontology.classes["time"]:
        return not _ends_name(analysis, ontology, token)
    return token.pos == "NUM" and len(token.text) == 4 and token.text.isdigit()


def _ends_name(analysis: Analysis, ontology: Ontology, token: Token) -> bool:
    """Tell whether a word of time is the end of a name, as in "Golden Dawn" and "Black September"."""
    if token.tag != "NNP" or any(n.label in {"DATE", "TIME"} and n.first <= token.i < n.last for n in analysis.names):
        return False
    parts = (analysis.tokens[c] for c in analysis.children[token.i])
    return any(
        p.dep == "compound" and p.tag == "NNP" and p.lemma.lower() not in ontology.classes["time"] for p in parts
    )


def is_of_class(analysis: Analysis, ontology: Ontology, i: int, name: str) -> bool:
    """Tell whether a phrase belongs to a word class of the ontology."""
    token = find_class_word(analysis, ontology, i)
    if name == "pronoun":
        return token.pos == "PRON" and token.tag.startswith("PRP")
    if name == "name":
        return token.pos == "PROPN"
    if name == "party":
        return (
            token.pos in {"PROPN", "PRON", "NUM"}
            or token.text[:1].isupper()
            or any(token.lemma in ontology.classes[c] for c in ("person", "armed", "group", "official"))
        )
    if token.pos == "PROPN" and name not in _NAMED_CLASSES:
        return False  # "Scotland Yard" is no measure
    if name in {"place", "site"} and token.pos == "PROPN":
        return any(n.first <= token.i < n.last and n.label in {"GPE", "LOC", "FAC"} for n in analysis.names)
    if name == "person" and token.pos in {"NUM", "PRON"}:
        return token.text.lower() not in {"it", "this", "that", "which", "what"}
    words = ontology.classes.get(name, frozenset())
    return token.lemma in words or token.text.lower() in words


# --- places and means -----------------------------------------------------------------------------


def find_place_phrases(
    analysis: Analysis, ontology: Ontology, heads: Iterable[int], barred: frozenset[int]
) -> list[int]:
    """Find the heads of the nouns in a locative phrase under a trigger; not into the clauses of `barred` triggers."""
    tokens, classes = analysis.tokens, ontology.classes
    found: list[int] = []
    for head in heads:
        pending = [(head, 0)]
        while pending:
            at, depth = pending.pop()
            for c in analysis.children[at]:
                token = tokens[c]
                if c in barred or depth > 6 or token.dep in {"ccomp", "advcl", "conj", "parataxis"}:
                    continue
                if token.dep in {"prep", "advmod"} and token.lemma in classes["plain_place_prepositions"]:
                    found += [p for p in find_place_objects(analysis, c) if _is_place_word(analysis, ontology, p)]
                pending.append((c, depth + 1))
    return list(dict.fromkeys(sorted(found)))


def find_place_objects(analysis: Analysis, preposition: int) -> list[int]:
    """Find the nouns under a locative preposition: of "in the city of Erbil", "city"."""
    tokens = analysis.tokens
    found = [p for p in analysis.children[preposition] if tokens[p].dep == "pobj"]
    for c in analysis.children[preposition]:
        if tokens[c].dep == "prep":  # "north of Mosul"
            found += [p for p in analysis.children[c] if tokens[p].dep == "pobj"]
    return split_conjuncts(analysis, found)


def _is_place_word(analysis: Analysis, ontology: Ontology, i: int) -> bool:
    token = analysis.tokens[i]
    classes = ontology.classes
    if _is_time(analysis, ontology, token) or (token.pos != "PROPN" and token.lemma in classes["no_place"]):
        return False
    if token.pos == "PROPN":
        return not any(n.first <= i < n.last and n.label in {"DATE", "TIME", "PERSON"} for n in analysis.names)
    return (
        token.lemma in classes["place"]
        or token.lemma in classes["site"]
        or token.lemma in classes["building"]
        or token.lemma in classes["target"]
    )


def find_instruments(analysis: Analysis, ontology: Ontology, token: int) -> tuple[Instrument, ...]:
    """Find the means of an event: "rocket attack", "fired missiles", "stabbed with a knife", "a car bomb killed"."""
    found: dict[int, Instrument] = {}
    for i in _iter_means(analysis, token):
        match = _match_means(analysis, ontology, i)
        if match is not None:
            found.setdefault(match[0], match[1])
    return tuple(found[first] for first in sorted(found))


def _iter_means(analysis: Analysis, event: int) -> Iterator[int]:
    """Walk over the tokens that may name the means of an event."""
    tokens = analysis.tokens
    event_token = tokens[event]
    for c in analysis.children[event]:
        token = tokens[c]
        if token.dep in {"compound", "amod", "nmod", "npadvmod"} and c < event:
            yield c
            yield from (g for g in analysis.children[c] if tokens[g].dep in {"compound", "amod", "conj"})
        elif token.dep in {"nsubj", "nsubjpass"} and event_token.pos == "VERB":
            yield from split_conjuncts(analysis, [c])
            if token.lemma in {"attack", "strike", "bomb", "explosion", "blast"}:
                yield from (g for g in analysis.children[c] if tokens[g].dep in {"compound", "amod"})
        elif token.dep == "dobj" and event_token.lemma in _THROWN:
            yield from split_conjuncts(analysis, [c])
        elif token.dep in {"prep", "agent"} and token.lemma in {"with", "by", "from", "in"}:
            for p in analysis.children[c]:
                if tokens[p].dep == "pobj":
                    yield from split_conjuncts(analysis, [p])
                    if token.lemma != "with":
                        yield from (g for g in analysis.children[p] if tokens[g].dep in {"compound", "amod"})
        elif token.dep in {"advcl", "acl", "prep"} and token.lemma in {"use", "using", "involve", "wield"}:
            yield from split_conjuncts(analysis, [o for o in analysis.children[c] if tokens[o].dep in {"dobj", "pobj"}])


def _match_means(analysis: Analysis, ontology: Ontology, last: int) -> tuple[int, Instrument] | None:
    """Match the longest name of a means that ends at a token."""
    tokens = analysis.tokens
    floor = analysis.sentences[tokens[last].sentence].first if analysis.sentences else 0
    for width in range(min(5, last - floor + 1), 0, -1):
        first = last - width + 1
        words = [t.text.lower() for t in tokens[first : last + 1]]
        for ending in (tokens[last].lemma, words[-1]):
            name = " ".join([*words[:-1], ending])
            kind = ontology.instruments.get(name)
            if kind is not None:
                shown = name.replace(" - ", "-")
                return first, Instrument(name=shown, span=analysis.span(first, last + 1), kind=kind)
    return None
