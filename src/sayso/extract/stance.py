"""Read the stance of an attribution off its source, cue and content, whatever found them.

The order of the questions: does the cue say neither yes nor no; does it claim responsibility; does it blame; does it deny; does
the content deny on its own ("said it was not involved"); does it own an act ("said it had shelled"); is it unsure?
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.extract.cues import Frame, load_lexicon
from sayso.extract.pointing import POINTING
from sayso.extract.roles import find_name_of
from sayso.extract.tree import (
    find_antecedent,
    find_children,
    find_conjuncts,
    find_governed,
    find_head,
    find_patients,
    find_subtree,
    find_tokens,
    iter_ancestors,
    make_span,
)
from sayso.records import Analysis, Span, Stance, Token

Judgement = tuple[Stance | None, tuple[Span, ...], int | None, str]

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "nothing", "neither", "nor", "none", "without", "hardly"})
SELF = frozenset({"i", "we", "it", "they", "he", "she", "our", "its", "their", "his", "her", "my"})
SELF_MEN = frozenset(
    "force troop soldier fighter man member militant army jet warplane aircraft plane drone unit police officer gunner artillery "
    "navy commando agent wing brigade navy missile helicopter sniper".split()
)
MODALS = frozenset({"may", "might", "could"})
FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "wo", "can", "could", "may", "might", "must", "should"})
SURE_FAILURES = frozenset({"refuse", "decline"})
ONLOOKERS = frozenset(
    "witness resident eyewitness activist observer monitor doctor medic expert analyst neighbor neighbour source survivor report "
    "villager relative family victim bystander".split()
)
"""Sources that tell what others did: "witnesses said they opened fire" is no confession."""

PERSONS = frozenset(
    "suspect commander minister president leader general colonel officer official defendant accused prisoner soldier pilot "
    "fighter militant king prince premier governor mayor captain major attacker assailant killer bomber chief head director "
    "secretary teenager boy girl student driver guard".split()
)
"""Singular nouns for people, whom "he" or "she" may stand for."""

QUOTED = re.compile("[“\"](?:[^”\"]|\"\")*(?:[”\"]|$)|''(?:[^']|'(?!'))*(?:''|$)|‘(?:[^’]|’(?=\\w))*(?:’|$)")
VAGUE_ACTS = frozenset(
    {"it", "this", "that", "which", "something", "everything", "anything", "they", "them", "what", "these", "those"}
)


BLAMEWORTHY = frozenset({"responsible", "behind", "culpable", "complicit", "guilty"})
"""What somebody is said to be who is blamed."""
INVENTING = frozenset({"fabricate", "invent", "concoct"})
"""Lemmas of what was done to a charge that is untrue: "said the accusations were fabricated"."""
LAUNCHES = frozenset({"launch", "misfire", "fire", "rocket", "missile", "shell"})
"""Further lemmas of what a blast may be blamed on, that is somebody's."""
BURDENS = frozenset({"responsibility", "blame", "guilt"})
BEARING = frozenset({"bear", "carry", "share", "shoulder"})
"""Lemmas of what somebody is said to bear who is blamed: "the army bears full responsibility for these crimes"."""


def judge_stance(
    analysis: Analysis,
    source: Span | None,
    cue: Span | None,
    content: Sequence[Span],
    *,
    quoted: Sequence[tuple[int, int]] | None = None,
) -> Judgement:
    """Judge the relation of a source to the happening in its content.

    Args:
        analysis: Of the report that the spans are of.
        source: Who speaks; `None`: nobody is named.
        cue: `None`: a quotation whose cue is in another sentence.
        content: What is said; may be empty.
        quoted: Characters between quotation marks; `None`: seen from the marks in the content.

    Returns:
        The stance, `None` where the source says neither yes nor no; the phrases accused, for blame; the token that names the
        happening that a claim, a blame or a denial is about, `None` if none does; and the rule.
    """
    if quoted is None:
        quoted = [(s.start + a, s.start + b) for s in content for a, b in find_quoted(s.surface)]
    return _Judge(analysis, source, cue, content, quoted).judge()


@dataclass(frozen=True, slots=True)
class _Verb:
    """A cue's main token with its frame."""

    token: Token
    frame: Frame | None


class _Judge:
    """The questions about one attribution, and what they share."""

    def __init__(
        self,
        analysis: Analysis,
        source: Span | None,
        cue: Span | None,
        content: Sequence[Span],
        quoted: Sequence[tuple[int, int]],
    ) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.lexicon = load_lexicon()
        self.source = source
        self.source_tokens = find_tokens(analysis, source) if source else []
        self.cue_tokens = find_tokens(analysis, cue) if cue else []
        self.content_tokens = sorted({i for span in content for i in find_tokens(analysis, span)})
        self.inside = frozenset(self.content_tokens)
        self.direct = quoted

    def judge(self) -> Judgement:
        verb = self._main_cue()
        if verb is not None:
            for question in (self._neither, self._responsibility, self._blame, self._deny):
                if answer := question(verb.token, verb.frame):
                    return answer
        kind = verb.frame.kind if verb and verb.frame else "asserts"
        for ask in (self._content_denies, self._content_blames, self._content_owns):
            if answer := ask(kind):
                return answer
        if kind == "suspects":
            return Stance.SUSPECTS, (), None, "stance=suspects:cue"
        if answer := self._content_unsure():
            return answer
        return Stance.ASSERTS, (), None, "stance=asserts"

    def _main_cue(self) -> _Verb | None:
        """Find the cue's word with a stance; the last verb of "has declined to blame"."""
        members = self.cue_tokens
        found: _Verb | None = None
        for i in members:
            token = self.tokens[i]
            frame = self._frame(token)
            bare = not frame and token.lemma not in self.lexicon.responsibility_verbs and not self._is_blamer(token)
            if token.pos not in {"VERB", "AUX"} or bare:
                continue
            if found is None or found.frame is None or not self._is_object_of(token, found.token):
                found = _Verb(token, frame)
        if found is None:
            for i in members:
                if frame := self.lexicon.nouns.get(self.tokens[i].lemma):
                    return _Verb(self.tokens[i], frame)
        return found

    def _is_object_of(self, token: Token, verb: Token) -> bool:
        return token.head == verb.i and token.dep in {"dobj", "acomp", "oprd"}

    def _is_blamer(self, token: Token) -> bool:
        return any(token.lemma in p.verbs for p in self.lexicon.blame_phrases)

    def _frame(self, token: Token) -> Frame | None:
        for particle in find_children(self.analysis, token.i, "prt"):
            if frame := self.lexicon.verbs.get(f"{token.lemma} {particle.lemma}"):
                return frame
        return self.lexicon.verbs.get(token.lemma)

    # --- neither yes nor no ------------------------------------------------------------------------------

    def _neither(self, token: Token, frame: Frame | None) -> Judgement | None:
        negated = self._is_negated(token)
        governed = self._governor(token)
        refused = governed is not None and governed.lemma in SURE_FAILURES
        pair = {token.lemma, *(self.tokens[i].lemma for i in find_conjuncts(self.analysis, token.i))}
        head = self.tokens[token.head]
        if token.dep == "conj":
            pair.add(head.lemma)
            own = find_children(self.analysis, token.i, "nsubj", "nsubjpass")  # "nobody claimed it, but X blamed Y"
            negated = negated or (not own and self._is_negated(head))
        if {"confirm", "deny"} <= pair and (negated or refused):
            return None, (), None, "stance declined: neither confirms nor denies"
        if (negated or refused) and token.lemma in self.lexicon.neither:
            return None, (), None, "stance declined: does not commit itself"
        if negated and frame is not None and frame.kind in {"blames", "denies", "claims_responsibility"}:
            return None, (), None, "stance declined: the cue is negated"
        if negated and token.lemma in self.lexicon.responsibility_verbs and self._responsibility_noun(token):
            return None, (), None, "stance declined: the claim is negated"
        if (refused or negated) and frame is not None and frame.kind != "attitude":
            return None, (), None, "stance declined: does not say so"
        return None

    def _governor(self, token: Token) -> Token | None:
        head = self.tokens[token.head]
        return head if token.dep == "xcomp" and head.i != token.i else None

    def _is_negated(self, token: Token) -> bool:
        at: Token | None = token
        for _ in range(3):
            if at is None:
                break
            if any(
                k.dep in {"neg", "preconj"}
                and k.lemma in NEGATIONS
                or k.dep in {"cc", "advmod"}
                and k.lemma in {"neither", "never", "nor"}
                for k in map(self._token, self.analysis.children[at.i])
            ):
                return True
            at = self._governor(at)
        subjects = find_children(self.analysis, token.i, "nsubj", "nsubjpass")
        return any(self._is_nobody(s) for s in subjects)

    def _is_nobody(self, token: Token) -> bool:
        kids = map(self._token, self.analysis.children[token.i])
        return token.lemma in {"nobody", "none", "noone", "no-one"} or any(
            k.dep in {"det", "neg"} and k.lemma in {"no", "neither"} for k in kids
        )

    def _token(self, i: int) -> Token:
        return self.tokens[i]

    # --- owning ---------------------------------------------------------------------------------------------

    def _responsibility_noun(self, token: Token) -> Token | None:
        for noun in find_children(self.analysis, token.i, "dobj", "nsubjpass"):
            if noun.lemma in self.lexicon.responsibility_nouns:
                return noun
        return None

    def _responsibility(self, token: Token, frame: Frame | None) -> Judgement | None:
        if token.lemma in self.lexicon.responsibility_verbs and (noun := self._responsibility_noun(token)):
            anchor = self._act_after(token, noun, {"for", "of", "over"})
            if self._is_nobody(noun):
                return None, (), anchor, "stance declined: nobody claims responsibility"
            return Stance.CLAIMS, (), anchor, "stance=claims:responsibility"
        owner = frame is not None and frame.kind == "claims_responsibility"
        if not owner and token.lemma not in {"admit", "acknowledge", "claim", "boast", "brag", "own"}:
            return None
        gerunds = [x for x in find_children(self.analysis, token.i, "xcomp", "ccomp") if self._is_own_deed(x)]
        for prep in find_children(self.analysis, token.i, "prep"):
            if prep.lemma in {"to", "of", "about"}:
                gerunds += [g for g in find_children(self.analysis, prep.i, "pcomp") if g.tag == "VBG"]
                if owner:
                    gerunds += find_children(self.analysis, prep.i, "pobj")
        if owner or token.lemma in {"claim", "admit"}:
            gerunds += [d for d in find_children(self.analysis, token.i, "dobj") if owner or self._is_attack(d)]
        if gerunds:
            return Stance.CLAIMS, (), self._happening(gerunds[0]), "stance=claims:admits its own act"
        return None

    def _is_attack(self, token: Token) -> bool:
        return token.lemma in self.lexicon.words["owned"] or token.lemma in self.lexicon.words["deeds"]

    def _is_own_deed(self, token: Token) -> bool:
        """Tell whether "killing", "to have killed" is the deed of the one who admits it."""
        if find_children(self.analysis, token.i, "nsubj", "nsubjpass", "auxpass"):
            return False
        return (
            token.tag == "VBG"
            or token.tag == "VBN"
            and any(a.lemma == "have" for a in find_children(self.analysis, token.i, "aux"))
        )

    # --- blaming --------------------------------------------------------------------------------------------------

    def _blame(self, token: Token, frame: Frame | None) -> Judgement | None:
        for phrase in self.lexicon.blame_phrases:
            if token.lemma in phrase.verbs:
                for word in self._phrase_words(token):
                    if word.lemma in phrase.words:
                        return self._judge_blame(token, phrase.accused, phrase.act, word)
        if frame is None or not frame.accused and frame.kind != "blames":
            return None
        if frame.kind == "suspects":
            _, spans, anchor, _ = self._judge_blame(token, frame.accused, frame.act, None) or (None, (), None, "")
            return (Stance.SUSPECTS, spans, anchor, "stance=suspects:of") if anchor is not None else None
        if token.pos not in {"VERB", "AUX"}:
            return self._blaming_noun(token)
        return self._judge_blame(token, frame.accused, frame.act, None)

    def _phrase_words(self, token: Token) -> list[Token]:
        found = find_children(self.analysis, token.i, "dobj", "oprd", "acomp", "ccomp", "xcomp", "nsubjpass", "attr")
        for noun in find_children(self.analysis, token.i, "dobj"):
            if noun.pos != "PRON" or noun.tag == "PRP":
                found += find_children(self.analysis, noun.i, "amod")
        for prep in find_children(self.analysis, token.i, "prep"):
            if prep.lemma in {"as", "to"}:
                found += find_children(self.analysis, prep.i, "amod", "pobj", "pcomp")
        return found

    def _judge_blame(
        self, token: Token, accused: frozenset[str], act: frozenset[str], word: Token | None
    ) -> Judgement | None:
        """Find the accused and the act of a verb of blame: "blamed X for Y", "blamed Y on X", "X was accused of Y"."""
        objects = [
            o for o in find_children(self.analysis, token.i, "dobj", "nsubjpass") if word is None or o.i != word.i
        ]
        if word is not None:
            objects += [s for s in find_children(self.analysis, word.i, "nsubj") if s.i not in {o.i for o in objects}]
        objects = [
            self._antecedent(o) for o in objects or find_patients(self.analysis, token) or self._relative_object(token)
        ]
        by_preposition = self._preposition_objects(token, word, accused - {"object"})
        acts = self._preposition_objects(token, word, act - {"object"})
        guilty: list[Token] = []
        happening: list[Token] = acts
        if by_preposition:
            guilty, happening = by_preposition, (objects if "object" in act else []) or acts
        elif "object" in accused:
            guilty = objects
        guilty = [party for g in guilty for party in self._doers_of(g)]
        if not guilty:
            return None
        spans = tuple(s for g in guilty for s in split_conjuncts(self.analysis, g.i, word=word))
        anchor = self._happening(happening[0]) if happening else None
        if anchor is not None and self.tokens[anchor].lemma in {"be", "have"}:
            return None, spans, None, "stance declined: accused of no act"
        if self.source is None:
            return Stance.SUSPECTS, spans, anchor, "stance=suspects:accused by nobody named"
        return Stance.BLAMES, spans, anchor, "stance=blames"

    def _blaming_noun(self, noun: Token) -> Judgement | None:
        guilty = self._preposition_objects(noun, None, frozenset({"against", "on"}))
        acts = self._preposition_objects(noun, None, frozenset({"of", "for"}))
        clauses = find_children(self.analysis, noun.i, "acl", "ccomp")
        anchor = self._happening((acts or clauses)[0]) if acts or clauses else None
        if guilty:
            return (
                Stance.BLAMES,
                tuple(s for g in guilty for s in split_conjuncts(self.analysis, g.i)),
                anchor,
                "stance=blames:noun",
            )
        return Stance.SUSPECTS, (), anchor, "stance=suspects:accusation"

    def _doers_of(self, token: Token) -> list[Token]:
        """Find whose a deed is on which another is blamed: "blamed the blast on a failed launch by Islamic Jihad"."""
        if token.lemma not in self.lexicon.words["deeds"] | LAUNCHES:
            return [token]
        return find_governed(self.analysis, token.i, "by") or find_children(self.analysis, token.i, "poss") or [token]

    def _antecedent(self, token: Token) -> Token:
        """Find what a relative pronoun stands for; any other token stands for itself."""
        if token.tag not in {"WDT", "WP"}:
            return token
        for at in iter_ancestors(self.analysis, token.i):
            if at.dep == "relcl":
                return find_antecedent(self.analysis, at)
        return token

    def _relative_object(self, token: Token) -> list[Token]:
        """Find what "which the army blamed on" stands for."""
        if token.dep in {"relcl", "acl"}:
            return [find_antecedent(self.analysis, token)]
        return []

    def _preposition_objects(self, token: Token, word: Token | None, prepositions: frozenset[str]) -> list[Token]:
        found: list[Token] = []
        hosts = [
            token,
            *([word] if word else []),
            *find_children(self.analysis, token.i, "dobj", "nsubjpass", "oprd", "acomp"),
        ]
        for agent in find_children(self.analysis, token.i, "agent"):  # "accused by the media of beating"
            hosts += find_children(self.analysis, agent.i, "pobj")
        for prep in find_children(self.analysis, word.i, "prep") if word else []:  # "blame for the death on X"
            hosts += find_children(self.analysis, prep.i, "pobj")
        for host in hosts:
            for prep in find_children(self.analysis, host.i, "prep"):
                if prep.lemma in prepositions and prep.i > token.i:
                    found += find_children(self.analysis, prep.i, "pobj", "pcomp")
        return [f for f in found if not self._is_date(f)]

    def _is_date(self, token: Token) -> bool:
        return any(n.label in {"DATE", "TIME"} and n.first <= token.i < n.last for n in self.analysis.names)

    # --- denying ------------------------------------------------------------------------------------------------------

    def _deny(self, token: Token, frame: Frame | None) -> Judgement | None:
        if frame is None or frame.kind != "denies":
            return None
        if token.pos not in {"VERB", "AUX"}:
            heads = [
                c
                for p in find_children(self.analysis, token.i, "prep")
                for c in find_children(self.analysis, p.i, "pobj", "pcomp")
            ]
            heads += find_children(self.analysis, token.i, "acl", "ccomp")
            return Stance.DENIES, (), self._happening(heads[0]) if heads else None, "stance=denies:noun"
        heads = find_children(self.analysis, token.i, "ccomp", "xcomp", "dobj", "nsubjpass") or self._relative_object(
            token
        )
        inside = [h for h in heads if h.i in self.inside] or heads
        if frame.allegation_only and not any(self._is_allegation(self._antecedent(h)) for h in inside):
            return None
        anchor = self._happening(inside[0]) if inside else None
        if anchor is None and inside and inside[0].lemma in self.lexicon.words["allegations"]:
            anchor = self._act_after(token, inside[0], {"in", "for", "of", "to", "with"})
        return Stance.DENIES, (), anchor, "stance=denies"

    def _is_allegation(self, token: Token) -> bool:
        lemmas = {self.tokens[i].lemma for i in find_conjuncts(self.analysis, token.i)}
        return bool(lemmas & (self.lexicon.words["allegations"] - {"use", "part", "hand", "existence"}))

    def _content_denies(self, kind: str) -> Judgement | None:
        """Find a denial in the content: "said it was not behind the attack", "called the report false"."""
        if kind in {"attitude"}:
            return None
        words = self.lexicon.words
        for i in self.content_tokens:
            token = self.tokens[i]
            if (token.lemma in words["untrue"] or token.lemma in INVENTING) and self._is_verdict(token):
                return Stance.DENIES, self._cleared_by(token), self._verdict_anchor(token), "stance=denies:untrue"
            if not self._may_deny(token) or not self._is_self_clause(token):
                continue
            if (
                (token.lemma in words["responsible"] or token.lemma in {"involve", "implicate"})
                and self._clause_negated(token)
                and self._is_predicate(token)
            ):
                return (
                    Stance.DENIES,
                    (),
                    self._act_after(token, token, {"for", "in", "of", "behind"}),
                    "stance=denies:not responsible",
                )
            if token.lemma in words["innocent"] and self._is_predicate(token) and not self._clause_negated(token):
                return Stance.DENIES, (), None, "stance=denies:innocent"
            if (
                token.lemma in words["involvement"]
                and token.dep in {"dobj", "attr", "conj"}
                and self._clause_negated(token)
            ):
                return (
                    Stance.DENIES,
                    (),
                    self._act_after(token, token, {"in", "for", "to", "with"}),
                    "stance=denies:no involvement",
                )
            if (
                token.lemma == "nothing"
                and token.dep in {"dobj", "attr"}
                and (anchor := self._nothing_to_do(token)) is not False
            ):
                return Stance.DENIES, (), anchor, "stance=denies:nothing to do with it"
            if self._is_own_act(token) and self._clause_negated(token) and not self._is_to_come(token):
                return Stance.DENIES, (), self._happening(token), "stance=denies:did not do it"
        return None

    def _may_deny(self, token: Token) -> bool:
        """Tell whether a word can carry a denial; asked first, as it costs least."""
        words, lemma = self.lexicon.words, token.lemma
        return (
            token.pos == "VERB"
            or lemma in words["responsible"]
            or lemma in words["innocent"]
            or lemma in words["involvement"]
            or lemma == "nothing"
        )

    def _nothing_to_do(self, token: Token) -> int | bool | None:
        """Find the act after "nothing to do with"; False where "nothing" is another one."""
        for do in [
            *find_children(self.analysis, token.i, "relcl", "acl", "xcomp"),
            *find_children(self.analysis, token.head, "xcomp", "relcl"),
        ]:
            if do.lemma == "do":
                for prep in find_children(self.analysis, do.i, "prep"):
                    if prep.lemma == "with":
                        objects = find_children(self.analysis, prep.i, "pobj", "pcomp")
                        return self._happening(objects[0]) if objects else None
        return False

    def _is_verdict(self, token: Token) -> bool:
        """Tell whether "false", "a lie" is said of an allegation or of the whole matter."""
        if self._clause_negated(token):
            return False
        if token.dep in {"acomp", "attr", "oprd"} or token.lemma in INVENTING:
            subjects = find_children(self.analysis, self._judged_by(token), "nsubj", "nsubjpass", "dobj")
            return any(s.lemma in self.lexicon.words["allegations"] or s.lemma in VAGUE_ACTS for s in subjects)
        return False

    def _judged_by(self, token: Token) -> int:
        """Return the verb whose subject or object a verdict is on: itself, of "were fabricated"."""
        return token.i if token.lemma in INVENTING else token.head

    def _cleared_by(self, token: Token) -> tuple[Span, ...]:
        """Find whom a verdict clears: "it was false that the agency had been involved"."""
        clauses = find_children(self.analysis, token.head, "ccomp") if token.dep in {"acomp", "attr"} else []
        clauses += find_children(self.analysis, token.i, "ccomp")
        verbs = [c for c in clauses if c.lemma in {"involve", "implicate"}]
        parties = [s for v in verbs for s in find_children(self.analysis, v.i, "nsubj", "nsubjpass")]
        return tuple(span for party in parties for span in split_conjuncts(self.analysis, party.i))

    def _verdict_anchor(self, token: Token) -> int | None:
        """Find the happening that a verdict is on: "called the charge baseless", "said the report was false"."""
        subjects = find_children(self.analysis, self._judged_by(token), "nsubj", "nsubjpass", "dobj")
        inside = [s for s in subjects if s.i in self.inside] or subjects
        return self._happening(inside[0]) if inside else None

    def _is_predicate(self, token: Token) -> bool:
        return token.dep in {"acomp", "attr", "ROOT", "ccomp", "prep", "conj", "oprd", "amod"} or token.pos == "VERB"

    def _clause_verb(self, token: Token) -> Token:
        """Find the verb that the token depends on, itself if it is one."""
        if token.pos in {"VERB", "AUX"}:
            return token
        for at in iter_ancestors(self.analysis, token.i):
            if at.pos in {"VERB", "AUX"}:
                return at
        return token

    def _clause_negated(self, token: Token) -> bool:
        verb = self._clause_verb(token)
        kids = [*self.analysis.children[verb.i], *self.analysis.children[token.i]]
        return any(
            self.tokens[k].dep in {"neg", "det", "preconj"}
            and self.tokens[k].lemma in NEGATIONS
            or self.tokens[k].lemma == "never"
            for k in kids
        )

    def _is_self_clause(self, token: Token) -> bool:
        """Tell whether the clause of a token is about the source itself, and said as so, not as a condition."""
        verb = self._clause_verb(token)
        if verb.i not in self.inside:
            return False
        return any(self._is_self(s) for s in self._subjects(verb))

    def _subjects(self, verb: Token) -> list[Token]:
        at = verb
        for _ in range(5):
            if subjects := find_children(self.analysis, at.i, "nsubj"):
                return subjects
            if at.lemma in {"involve", "implicate"} and (passive := find_children(self.analysis, at.i, "nsubjpass")):
                return passive
            if find_children(self.analysis, at.i, "nsubjpass") or at.dep not in {"conj", "xcomp", "aux"}:
                return []
            at = self.tokens[at.head]
        return []

    def _is_self(self, token: Token) -> bool:
        """Tell whether a subject is the source: a fitting pronoun, its own men, or its name."""
        if token.i in self.source_tokens:
            return True
        if token.tag == "PRP":
            return self._is_self_pronoun(token)
        if token.lemma in SELF_MEN and any(
            p.tag == "PRP$" and p.lemma in SELF and self._is_self_pronoun(p)
            for p in find_children(self.analysis, token.i, "poss")
        ):
            return True
        if token.pos != "PROPN":
            return False
        names = {self.tokens[i].text.lower() for i in self.source_tokens if self.tokens[i].pos == "PROPN"}
        own = [token, *(k for k in find_children(self.analysis, token.i, "compound") if k.pos == "PROPN")]
        return {t.text.lower() for t in own} <= names  # "North Korea" is not South Korea's military

    def _is_self_pronoun(self, token: Token) -> bool:
        """Tell whether a pronoun can be the source: "we" in its own words, else "it", "they", "he" as the source is."""
        word = token.text.lower()
        if self._is_direct(token) or word in {"we", "i", "our", "my"}:
            return word in {"we", "i", "our", "my"}
        head = self._source_head()
        if head is None or head.lemma in ONLOOKERS:
            return False
        if head.tag in {"PRP", "WP"}:
            return head.text.lower() == {"his": "he", "her": "she", "its": "it", "their": "they"}.get(word, word)
        if word in {"he", "she", "his", "her"}:
            return self._is_person(head)
        return word in {"it", "they", "its", "their"} and not self._is_person(head)

    def _source_head(self) -> Token | None:
        head = find_head(self.analysis, self.source_tokens)
        return self.tokens[head] if head is not None else None

    def _is_person(self, head: Token) -> bool:
        if head.tag in {"NNS", "NNPS"}:
            return False
        if any(n.label == "PERSON" and n.first <= head.i < n.last for n in self.analysis.names):
            return True
        return head.tag == "NN" and (head.lemma in PERSONS or head.lemma.endswith(("man", "woman", "person")))

    def _is_direct(self, token: Token) -> bool:
        """Tell whether a token of the content stands between quotation marks."""
        return any(a <= token.start < b for a, b in self.direct)

    # --- the content's own words ---------------------------------------------------------------------------------------

    def _content_blames(self, kind: str) -> Judgement | None:
        """Find blame in the content: "said that Iran was responsible for the attack", "was behind it", "bore the blame"."""
        if kind == "attitude":
            return None
        for i in self.content_tokens:
            token = self.tokens[i]
            if token.lemma in BURDENS and token.dep == "dobj":
                bearing = BEARING
            elif token.lemma in BLAMEWORTHY and self._is_predicate(token):
                bearing = frozenset({"be", "stand"})
            else:
                continue
            verb = self._clause_verb(token)
            subjects = [s for s in self._subjects(verb) if s.i in self.inside]
            if not subjects or verb.lemma not in bearing or self._unsure(verb) or self._clause_negated(token):
                continue
            anchor = self._act_after(token, token, {"for", "of", "behind", "in"})
            if anchor is None and token.lemma == "behind":
                anchor = next((self._happening(o) for o in find_children(self.analysis, token.i, "pobj")), None)
            if anchor is None and not self._is_told_before(token):
                continue
            if kind != "suspects" and self._is_self(subjects[0]):
                return Stance.CLAIMS, (), anchor, "stance=claims:says it was behind it"
            spans = tuple(s for g in subjects for s in split_conjuncts(self.analysis, g.i))
            stance = Stance.SUSPECTS if kind == "suspects" else Stance.BLAMES
            return stance, spans, anchor, f"stance={stance.value}:says another was behind it"
        return None

    def _is_told_before(self, token: Token) -> bool:
        """Tell whether what somebody is behind, or responsible for, is a word for what was told, or left out."""
        over = [token] if token.lemma == "behind" else find_children(self.analysis, token.i, "prep")
        objects = [o for prep in over for o in find_children(self.analysis, prep.i, "pobj")]
        if token.lemma == "behind" and any(o.text.lower() == "them" for o in objects):
            return False  # "the community is behind them"
        return all(o.lemma in POINTING for o in objects) and (bool(objects) or token.lemma != "behind")

    def _content_owns(self, kind: str) -> Judgement | None:
        """Find an act of the source's own in the content: "said it had shelled the post"."""
        if kind in {"attitude", "suspects"} or self.source is None:
            return None
        for head in self._content_heads():
            for i in find_conjuncts(self.analysis, head.i):
                token = self.tokens[i]
                if self._is_own_act(token) and not self._clause_negated(token) and not self._unsure(token):
                    return Stance.CLAIMS, (), self._happening(token), "stance=claims:says it did it"
        return None

    def _content_heads(self) -> list[Token]:
        """Find the finite verbs at the top of the content, one for each of its sentences."""
        heads = []
        for i in self.content_tokens:
            token = self.tokens[i]
            if (
                token.pos == "VERB"
                and token.dep in {"ROOT", "ccomp", "parataxis", "acl"}
                and (token.head == i or token.head not in self.inside or token.dep == "ROOT")
            ):
                heads.append(token)
        return heads

    def _is_own_act(self, token: Token) -> bool:
        if token.pos != "VERB" or token.i not in self.inside:
            return False
        lemma = token.lemma
        for particle in find_children(self.analysis, token.i, "prt"):
            lemma = f"{lemma} {particle.lemma}"
        if (
            lemma not in self.lexicon.words["owned"]
            or token.tag in {"VBG"}
            and not find_children(self.analysis, token.i, "aux")
        ):
            return False
        if lemma in {"carry out", "launch", "conduct"} and not any(
            self._is_attack(d) for d in find_children(self.analysis, token.i, "dobj")
        ):
            return False
        return any(self._is_self(s) for s in self._subjects(token))

    def _is_to_come(self, verb: Token) -> bool:
        """Tell whether a clause says what will be: who "will not attack" denies nothing."""
        return any(
            a.lemma in {"will", "shall", "wo", "'ll", "’ll"} for a in find_children(self.analysis, verb.i, "aux")
        )

    def _unsure(self, verb: Token) -> bool:
        return any(a.lemma in FUTURE for a in find_children(self.analysis, verb.i, "aux")) or any(
            m.lemma in {"if", "whether", "unless"} for m in find_children(self.analysis, verb.i, "mark")
        )

    def _content_unsure(self) -> Judgement | None:
        """Find "may have", "might have" over the top of the content."""
        for head in self._content_heads():
            aux = [a.lemma for a in find_children(self.analysis, head.i, "aux")]
            if any(a in MODALS for a in aux) and "have" in aux:
                return Stance.SUSPECTS, (), None, "stance=suspects:may have"
        return None

    # --- what it is about -------------------------------------------------------------------------------------------------

    def _act_after(self, verb: Token, noun: Token, prepositions: Iterable[str]) -> int | None:
        wanted = frozenset(prepositions)
        for at in (noun.i, verb.i):
            for prep in find_children(self.analysis, at, "prep"):
                if prep.lemma in wanted and (prep.i > noun.i or prep.i < verb.i):
                    for act in find_children(self.analysis, prep.i, "pobj", "pcomp"):
                        if prep.i > noun.i or act.tag == "WDT":
                            return self._happening(self._antecedent(act))
        if noun.pos == "ADP" and noun.lemma in wanted:
            for act in find_children(self.analysis, noun.i, "pobj", "pcomp"):
                return self._happening(act)
        return None

    def _happening(self, token: Token) -> int | None:
        """Find the token that names the happening under a phrase: past "any role in", "reports of", "carrying out"."""
        at = token
        for _ in range(6):
            following = self._deeper(at)
            if following is None:
                break
            at = following
        vague = at.pos == "NOUN" and at.lemma in self.lexicon.words["allegations"]
        if vague or at.lemma in VAGUE_ACTS or at.pos in {"PRON", "DET"}:
            return None
        return at.i

    def _deeper(self, at: Token) -> Token | None:
        lexicon = self.lexicon
        kids = [self.tokens[c] for c in self.analysis.children[at.i]]
        if at.pos in {"VERB", "AUX"}:
            lemma = " ".join([at.lemma, *(k.lemma for k in kids if k.dep == "prt")])
            objects = [k for k in kids if k.dep == "dobj" and k.i > at.i]
            passive = [k for k in kids if k.dep == "nsubjpass"]
            if lemma in lexicon.words["light"] and (objects or passive):
                noun = (objects or passive)[0]
                return noun if noun.pos == "NOUN" or noun.lemma in POINTING else None
            if at.lemma in {"have", "play", "bear", "take"} and any(
                o.lemma in lexicon.words["allegations"] for o in objects
            ):
                return objects[0]
            if at.lemma == "be":
                return next(
                    (
                        k
                        for k in kids
                        if k.dep in {"acomp", "attr", "prep"} and k.lemma in lexicon.words["responsible"] | {"party"}
                    ),
                    None,
                )
            if (
                at.lemma in {"involve", "implicate"}
                and any(k.dep == "auxpass" for k in kids)
                or at.lemma in {"participate", "engage"}
            ):
                return self._under_preposition(kids, {"in"})
            return None
        if at.pos in {"ADJ", "ADP"} and at.lemma in lexicon.words["responsible"]:
            direct = [k for k in kids if k.dep in {"pobj", "pcomp"}]
            return direct[0] if direct else self._under_preposition(kids, {"for", "in", "of"})
        if at.lemma in lexicon.words["allegations"] or at.lemma in lexicon.words["involvement"]:
            clauses = [
                k for k in kids if k.dep in {"acl", "ccomp", "relcl"} and k.i > at.i and k.i not in self.cue_tokens
            ]
            return self._under_preposition(kids, {"of", "in", "for", "to", "with", "on", "about"}) or next(
                iter(clauses), None
            )
        return None

    def _under_preposition(self, kids: Sequence[Token], prepositions: set[str]) -> Token | None:
        for prep in kids:
            if prep.dep == "prep" and prep.lemma in prepositions:
                for found in find_children(self.analysis, prep.i, "pobj", "pcomp"):
                    return found
        return None


def find_quoted(text: str) -> list[tuple[int, int]]:
    """Find the stretches between quotation marks; one that is not closed runs to the end."""
    return [m.span() for m in QUOTED.finditer(text)]


def split_conjuncts(analysis: Analysis, head: int, *, word: Token | None = None) -> list[Span]:
    """Split "Iran and/or the ousted militants" into two phrases, each with its own words; without `word`."""
    heads = find_conjuncts(analysis, head)
    spans: list[Span] = []
    for i in (find_name_of(analysis, h) for h in heads):
        barred = [h for h in heads if h != i] + [
            k.i
            for k in (analysis.tokens[c] for c in analysis.children[i])
            if k.dep in {"cc", "preconj"} or k.dep == "punct" and k.text in {"/", ","}
        ]
        barred += [
            k.i
            for k in find_children(analysis, i, "prep")
            if k.lemma in {"of", "for"} and i == head and _is_act_of(analysis, k)
        ]
        barred += [word.i] if word is not None else []
        inside = find_subtree(analysis, i, without=barred)
        if span := make_span(analysis, _run_round(inside, i)):
            spans.append(span)
    return spans


def _is_act_of(analysis: Analysis, prep: Token) -> bool:
    """Tell whether "of" or "for" under the accused leads to the act: "accused Iran of bombing"."""
    return any(g.tag == "VBG" for g in find_children(analysis, prep.i, "pcomp")) or prep.lemma == "for"


def _run_round(inside: Sequence[int], head: int) -> list[int]:
    """Keep the tokens that stand in one run with the head; one odd token between is no gap."""
    at = inside.index(head)
    first = last = at
    while first > 0 and inside[first] - inside[first - 1] == 1:
        first -= 1
    while last + 1 < len(inside) and inside[last + 1] - inside[last] == 1:
        last += 1
    return list(inside[first : last + 1])
