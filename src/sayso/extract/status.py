"""Say how an event stands in its words: happened, ongoing, planned, hypothetical or negated; and find its hedge.

Status is about the event's own clause. "Denied that they attacked" is stance and is judged elsewhere; here the attack stands as
an attack that happened.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.extract.cues import load_lexicon
from sayso.extract.tree import find_authorship, find_children, iter_ancestors
from sayso.extract.word_files import read_words
from sayso.records import ACTUAL, TO_COME, Analysis, Span, Status, Token

Found = tuple[Status, str]

NEGATORS = frozenset(
    {"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "scarcely", "nobody", "none", "nothing"}
)
FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo", "ll"})
POSSIBLE = frozenset({"may", "might", "could", "can", "ca", "should", "must", "ought"})
WILL_NOT = ", to come"
"""How the rule of what will not happen ends."""

PERIODS = frozenset({"day", "hour", "week", "month", "year", "minute"})
STAYING = frozenset({"remain", "stay", "languish"})
"""Verbs whose past, under "said", is the past of a present: "said that they remained in jail"."""
STATES = frozenset(
    {"custody", "detention", "prison", "jail", "bar", "bars", "arrest", "trial", "strike", "alert", "siege"}
)
"""Nouns for a state that somebody is put into, after "in", "on", "under" or "behind"."""
EVIDENCE = frozenset({"evidence", "sign", "indication", "proof", "hint", "confirmation"})
"""Nouns of which none says that something has not happened, for all that is known."""
OPEN_CASES = frozenset({"investigation", "inquiry", "enquiry", "probe", "case"})
"""Nouns for what goes on while it is open."""
GATHERING = frozenset({"meet", "gather", "assemble", "convene"})
"""Verbs whose purpose is done with them: "met to discuss"."""
CONTACTING = GATHERING | frozenset("call phone telephone ring write email text tweet summon".split())
"""Verbs of which an infinitive tells what was then said: "called 911 to pledge allegiance"."""
EFFORTS = frozenset({"effort", "work", "strive", "endeavor", "endeavour"})
"""Words over what somebody is doing: "its efforts to support the army", "is working to help the refugees"."""
HELPING = frozenset(
    {"support", "help", "assist", "aid", "back", "train", "advise", "equip", "protect", "fund", "provide"}
)
"""Verbs of what an effort does already: who works to support somebody supports him."""
PLANS = frozenset({"plan", "intention"})
"""Nouns over what their owner is to do."""
RESULTING = frozenset({"include", "reflect", "become"})
"""Verbs of which an infinitive tells what came of it: "was expanded to include"."""
CAUSING = frozenset({"let", "make", "help", "have"})
AS_A_RULE = frozenset(
    "often usually always normally regularly frequently routinely typically generally commonly habitually sometimes "
    "occasionally periodically rarely".split()
)
"""Adverbs of a present tense that tells what somebody does again and again, and no one happening."""

AUTHORING = frozenset({"order", "mastermind", "plan", "approve", "authorize", "authorise", "command"})
"""Verbs of who is behind a deed: who "is suspected of ordering the killing" may not be."""
KEEPING = frozenset({"keep", "protect", "guard", "save", "shield", "discourage"})
"""Verbs with "from" over what they keep from happening."""
OPEN = frozenset({"may", "might", "should", "must", "ought"})
"""Modals that leave it open, or ask for it, that something does not happen."""
INVOLVED = frozenset(
    {"role", "involvement", "involve", "participation", "part", "complicity", "participate", "implicate", "hand"}
)
INDEFINITE = frozenset({"a", "an", "any", "some", "another"})
RECURRING = frozenset(
    "regularly routinely often daily frequently constantly repeatedly usually still currently now weekly continually".split()
)
PARTITIVES = frozenset(
    {"round", "series", "set", "wave", "string", "number", "spate", "kind", "form", "act", "couple", "dozen"}
)
CALLING = frozenset({"for", "of", "to", "against", "about"})
_LIMITS = frozenset({"until", "till", "once"})
MAX_STEPS = 6
"""Steps from an event up to what governs it; deeper ones are rare, and each can only make the status less sure."""
MAX_NESTED = 3
"""Judgements within judgements; a circle in a parse ends there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWords:
    """The whole of `status.yaml`: words by list, and by the status that they give."""

    governors: Mapping[str, str]  # lemma -> status, or "actual"
    objects: Mapping[str, str]
    beginnings: frozenset[str]
    performed: frozenset[str]
    performing: frozenset[str]
    light: frozenset[str]
    adjectives: Mapping[str, str]
    nouns: Mapping[str, str]
    conditions: frozenset[str]
    prepositions: Mapping[str, str]
    states: frozenset[str]
    lasting: frozenset[str]
    ends: frozenset[str]
    refusals: frozenset[str]


@functools.cache
def load_words() -> StatusWords:
    """Load the packaged lists once."""
    raw = read_words("status.yaml")
    return StatusWords(
        governors=_invert(raw["governors"]),
        objects=_invert(raw["objects"]),
        beginnings=frozenset(raw["beginnings"]),
        performed=frozenset(raw["performed"]),
        performing=frozenset(raw["performing"]),
        light=frozenset(raw["light"]),
        adjectives=_invert(raw["adjectives"]),
        nouns=_invert(raw["nouns"]),
        conditions=frozenset(raw["conditions"]),
        prepositions=_invert(raw["prepositions"]),
        states=frozenset(raw["states"]),
        lasting=frozenset(raw["lasting"]),
        ends=frozenset(raw["ends"]),
        refusals=frozenset(raw["refusals"]),
    )


def _invert(lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Map each word to the name of the first list that has it."""
    inverted: dict[str, str] = {}
    for name, words in lists.items():
        for word in words:
            inverted.setdefault(word, name)
    return inverted


def find_status(analysis: Analysis, token: int) -> Found:
    """Find how the event whose trigger's head is at `token` stands, and by which rule.

    Args:
        analysis: Of the report.
        token: Position of a verb, a noun or an adjective.
    """
    return _Status(analysis, load_words()).find(token, MAX_STEPS)


def is_habit(analysis: Analysis, verb: Token) -> bool:
    """Tell whether a present tense tells what somebody does again and again: "usually claims its attacks"."""
    often = any(t.lemma in AS_A_RULE for t in find_children(analysis, verb.i, "advmod"))
    return often and verb.tag in {"VBP", "VBZ"}


def befalls_nobody(analysis: Analysis, verb: int) -> bool:
    """Tell whether an act has an object that is none: "killed no civilians"."""
    return any(_is_none(analysis, o) for o in find_children(analysis, verb, "dobj"))


def _is_none(analysis: Analysis, token: Token) -> bool:
    if token.lemma in {"nobody", "none", "no-one", "noone"}:
        return True
    return any(k.lemma in {"no", "neither"} for k in find_children(analysis, token.i, "det", "neg"))


def is_spoken_at_once(analysis: Analysis, verb: Token) -> bool:
    """Tell whether a purpose is a speech act done in the contact itself: "called the president to congratulate him"."""
    return (
        verb.dep == "advcl" and analysis.tokens[verb.head].lemma in CONTACTING and verb.lemma in load_words().performed
    )


def is_effort(analysis: Analysis, verb: Token) -> bool:
    """Tell whether an infinitive says what somebody is at: "efforts to support the army", "is working to help"."""
    head = analysis.tokens[verb.head]
    if head.lemma not in EFFORTS or verb.lemma not in HELPING or verb.dep not in {"acl", "advcl", "xcomp"}:
        return False
    return head.tag in {"NNS", "VBG", "VBP", "VBZ"}


def is_plan(analysis: Analysis, verb: Token) -> bool:
    """Tell whether an infinitive says what somebody plans, or that nobody does: "has no plans to send troops"."""
    head = analysis.tokens[verb.head]
    return head.lemma in PLANS and head.pos == "NOUN" and verb.dep in {"acl", "relcl", "advcl"}


class _Status:
    """The rules, and what they share."""

    def __init__(self, analysis: Analysis, words: StatusWords) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.words = words
        self.nested = 0

    def _above(self, over: Token) -> Found:
        """Judge what is over an event, from within a judgement of the event."""
        if self.nested >= MAX_NESTED:
            return Status.HAPPENED, "status=happened"
        self.nested += 1
        found = self.find(over.i, MAX_NESTED)
        self.nested -= 1
        return found

    def find(self, i: int, steps: int) -> Found:
        token = self.tokens[i]
        if steps <= 0:
            return Status.HAPPENED, "status=happened"
        return self._of_verb(token, steps) if token.pos in {"VERB", "AUX"} else self._of_noun(token, steps)

    # --- verbs ------------------------------------------------------------------------------------

    def _of_verb(self, token: Token, steps: int) -> Found:
        for rule in (self._condition, self._question, self._negation, self._auxiliary):
            if found := rule(token):
                return found
        if found := self._governed(token, steps):
            return found
        return self._tense(token)

    def _kids(self, token: Token) -> list[Token]:
        return [self.tokens[c] for c in self.analysis.children[token.i]]

    def _question(self, token: Token) -> Found | None:
        """Judge what is only asked: "did the army attack the town?"; "why did you attack it?" takes it for granted."""
        kids = self._kids(token)
        subject = next((k.i for k in kids if k.dep in {"nsubj", "nsubjpass"}), None)
        asking = next((k.i for k in kids if k.dep in {"aux", "auxpass"} and k.i < token.i), None)
        if subject is None or asking is None or asking > subject or subject > token.i:
            return None
        if any(k.i < asking and (k.tag in {"WRB", "WP", "WDT"} or k.dep in {"dobj", "mark"}) for k in kids):
            return None
        rest = self.tokens[token.i : self.analysis.sentences[token.sentence].last]
        return (Status.HYPOTHETICAL, "status=hypothetical:question") if any(t.text == "?" for t in rest) else None

    def _negation(self, token: Token) -> Found | None:
        for kid in self._kids(token):
            if (
                kid.dep == "neg"
                and kid.lemma in NEGATORS
                or kid.dep in {"advmod", "preconj"}
                and (kid.lemma in {"never", "neither"} or self._is_no_longer(kid))
            ):
                return self._unless_open(token) or self._not_told(token, kid)
            if kid.dep in {"nsubj", "nsubjpass"} and self._is_none(kid):
                return self._unless_open(token) or (Status.NEGATED, "status=negated:no subject")
        if token.dep == "xcomp" and self._raises_nobody(self.tokens[token.head]):
            return Status.NEGATED, "status=negated:no subject"
        if token.dep == "pcomp" and (status := self._preposition(self.tokens[token.head])):
            return status
        return None

    def _not_told(self, token: Token, negator: Token) -> Found:
        """Judge what did not happen, or will not."""
        will = any(a.lemma in FUTURE for a in self._auxiliaries(token))
        return Status.NEGATED, f"status=negated:{negator.lemma}{WILL_NOT if will else ''}"

    def _raises_nobody(self, head: Token) -> bool:
        """Tell whether a verb says of nobody what is under it: "no one is believed to have been hurt"."""
        if self.words.governors.get(head.lemma) not in {None, "actual"} or head.pos not in {"VERB", "AUX"}:
            return False
        return any(self._is_none(s) for s in find_children(self.analysis, head.i, "nsubj", "nsubjpass"))

    def _is_no_longer(self, adverb: Token) -> bool:
        return adverb.text.lower() == "longer" and adverb.i > 0 and self.tokens[adverb.i - 1].lemma == "no"

    def _unless_open(self, token: Token) -> Found | None:
        """Judge what may not or should not be: it has not been ruled out."""
        modal = next((a.lemma for a in self._auxiliaries(token) if a.lemma in OPEN), None)
        return (Status.HYPOTHETICAL, f"status=hypothetical:{modal} not") if modal else None

    def _is_none(self, token: Token) -> bool:
        return _is_none(self.analysis, token)

    def _preposition(self, prep: Token) -> Found | None:
        words = prep.lemma
        before = self.tokens[prep.i - 1].lemma if prep.i else ""
        host = self.tokens[prep.head]
        for key in (f"{before} {words}", words):
            if key == "short of" and not {host.lemma, self.tokens[host.head].lemma} & {"stop", "fall"}:
                continue  # "harassment, even short of murder"
            if name := self.words.prepositions.get(key):
                if name == "negated" or key == "against" and host.lemma in {"decide", "choose", "opt", "rule"}:
                    return self._not_done(host, key)
                return Status(name), f"status={name}:{key}"
        if words == "from" and (
            host.lemma in KEEPING or self.words.governors.get(host.lemma) == "negated" and host.lemma != "unable"
        ):
            return self._not_done(host, f"{host.lemma} from")
        return None

    def _not_done(self, over: Token, rule: str) -> Found:
        """Judge what is kept from happening: it has not happened if it was kept, and is open if it is only to be kept."""
        if over.pos in {"VERB", "AUX"} and self._above(over)[0] in TO_COME:
            return Status.HYPOTHETICAL, f"status=hypothetical:{rule}"
        return Status.NEGATED, f"status=negated:{rule}"

    def _auxiliaries(self, token: Token) -> list[Token]:
        own = find_children(self.analysis, token.i, "aux", "auxpass")
        if not own and token.dep == "conj" and token.tag in {"VB", "VBG", "VBN"}:
            head = self.tokens[token.head]
            if (
                head.pos in {"VERB", "AUX"}
                and (token.tag != "VBN" or head.tag == "VBN")
                and not find_children(self.analysis, token.i, "nsubj")
            ):
                return self._auxiliaries(head) if head.dep != "conj" or head.i < token.i else []
        return own

    def _auxiliary(self, token: Token) -> Found | None:
        aux = [a.text.lower() if a.lemma in {"'d", "’d"} else a.lemma for a in self._auxiliaries(token)]
        if any(a in FUTURE for a in aux):
            head = self.tokens[token.head]
            if (
                token.dep in {"acl", "ccomp"}
                and head.pos == "NOUN"
                and self.words.nouns.get(head.lemma) == "hypothetical"
            ):
                return Status.HYPOTHETICAL, f"status=hypothetical:{head.lemma} that"
            return Status.PLANNED, "status=planned:will"
        if "would" in aux or "'d" in aux and token.tag == "VB" or "’d" in aux and token.tag == "VB":
            if "have" not in aux and self._is_reported(token):
                return Status.PLANNED, "status=planned:would, reported"
            return Status.HYPOTHETICAL, "status=hypothetical:would"
        modal = next((a for a in aux if a in POSSIBLE), None)
        if modal in {"may", "might", "could"} and "have" in aux:
            return Status.HAPPENED, f"status=happened:{modal} have, hedged"
        if modal:
            return Status.HYPOTHETICAL, f"status=hypothetical:{modal}"
        return None

    def _is_reported(self, token: Token) -> bool:
        """Tell whether "would" is the past of "will": in what somebody said, without a condition."""
        if any(c.dep == "advcl" and self._has_condition(c) for c in self._kids(token)):
            return False
        for at in (token, *iter_ancestors(self.analysis, token.i)):
            if at.dep == "ccomp":
                return self.tokens[at.head].tag in {"VBD", "VBN", "VBG", "VBZ", "VBP"}
            if at.dep not in {"conj", "xcomp"}:
                return False
        return False

    def _has_condition(self, token: Token) -> bool:
        return any(k.dep in {"mark", "advmod"} and k.lemma in self.words.conditions for k in self._kids(token))

    def _condition(self, token: Token) -> Found | None:
        at = token
        for _ in range(MAX_STEPS):
            for kid in self._kids(at):
                if kid.dep in {"mark", "advmod"} and kid.lemma in self.words.conditions and kid.i < at.i:
                    return Status.HYPOTHETICAL, f"status=hypothetical:{kid.lemma}"
                if kid.lemma in _LIMITS and kid.i < at.i and self._limits_a_plan(at):
                    return Status.HYPOTHETICAL, f"status=hypothetical:{kid.lemma}"
            if (
                at.dep not in {"conj", "xcomp", "ccomp", "aux"}
                or at.head == at.i
                or at.dep == "ccomp"
                and self.tokens[at.head].lemma in {"say", "report"}
            ):
                return None
            at = self.tokens[at.head]
        return None

    def _limits_a_plan(self, token: Token) -> bool:
        """Tell whether a verb says up to when something will or would be: "will not talk until they free him"."""
        over = self.tokens[token.head]
        while over.dep in {"xcomp", "ccomp"} and over.head != over.i and not self._is_modal(over):
            over = self.tokens[over.head]  # "will not let them join until it frees him"
        return token.dep == "advcl" and self._is_modal(over)

    def _is_modal(self, verb: Token) -> bool:
        return any(a.tag == "MD" for a in self._auxiliaries(verb))

    def _is_infinitive(self, token: Token) -> bool:
        aux = self._auxiliaries(token)
        return any(a.tag == "TO" for a in aux) and (token.tag == "VB" or self._is_bare_passive(token))

    def _is_bare_passive(self, token: Token) -> bool:
        """Tell whether a passive stands in its bare form: "(to) be expelled", not "(to) have been expelled"."""
        aux = self._auxiliaries(token)
        return token.tag == "VBN" and any(a.text.lower() == "be" for a in aux) and all(a.lemma != "have" for a in aux)

    def _governed(self, token: Token, steps: int) -> Found | None:
        """Judge by the verb, adjective or noun over a to-infinitive, an -ing form or a subjunctive."""
        head = self.tokens[token.head]
        infinitive = self._is_infinitive(token)
        if infinitive and is_effort(self.analysis, token):
            return Status.ONGOING, f"status=ongoing:{head.lemma}"
        if (
            token.dep == "conj"
            and head.pos in {"VERB", "AUX"}
            and (infinitive or token.tag in {"VB", "VBG"})
            and not find_children(self.analysis, token.i, "nsubj")
        ):
            return self.find(head.i, steps - 1)
        if token.dep == "pcomp":
            return self._under_preposition(head, steps)
        if head.i == token.i or token.dep not in {
            "xcomp",
            "ccomp",
            "advcl",
            "acl",
            "relcl",
            "oprd",
            "csubj",
            "dep",
            "attr",
        }:
            if infinitive and token.dep in {"ROOT", "appos"}:
                return Status.PLANNED, "status=planned:to-infinitive"
            return None
        if token.dep in {"acl", "ccomp"} and head.lemma in EVIDENCE and not infinitive:
            return (Status.NEGATED, f"status=negated:no {head.lemma}") if self._is_none(head) else None
        if token.dep == "ccomp" and not infinitive:
            return self._subjunctive(token, head)
        if token.dep in {"advcl", "relcl"}:
            if not infinitive:
                return None
            if head.lemma in GATHERING or token.lemma in RESULTING or is_spoken_at_once(self.analysis, token):
                above = self.find(head.i, steps - 1)
                return above if above[0] is not Status.HAPPENED else None
            if is_plan(self.analysis, token):
                return self._under_noun(head)
            for noun in find_children(self.analysis, head.i, "attr", "dobj"):  # "there are no plans for troops to go"
                if noun.i < token.i and (found := self._under_noun(noun)):
                    return found
            return Status.PLANNED, "status=planned:purpose"
        if token.dep == "acl" and infinitive:
            return self._under_noun(head) or (Status.PLANNED, "status=planned:to-infinitive")
        if token.dep == "csubj" and token.tag == "VBG":
            found = self.find(head.i, steps - 1)
            return found if found[0] is Status.HYPOTHETICAL else None
        if token.dep == "acl" and token.tag in {"VBD", "VBP", "VBZ"} and head.pos == "NOUN":
            name = self.words.nouns.get(head.lemma)
            return (Status.HYPOTHETICAL, f"status=hypothetical:{head.lemma} that") if name == "hypothetical" else None
        if token.dep in {"acl", "csubj"}:
            return None
        return self._under_verb(token, head, steps, infinitive=infinitive)

    def _under_preposition(self, prep: Token, steps: int) -> Found | None:
        host = self.tokens[prep.head]
        if prep.lemma in {"as", "like"}:
            return None  # "violations of human rights such as torture"
        if host.pos == "NOUN":
            none = self._is_none(host)
            return self._under_noun(host) or ((Status.NEGATED, f"status=negated:no {host.lemma}") if none else None)
        if prep.lemma == "by" and host.pos in {"VERB", "AUX"}:
            found = self.find(host.i, steps - 1)
            tried = found[1].rpartition(":")[2] in {"try", "attempt", "conspire"}  # by what was done
            return found if found[0] in TO_COME and not tried else None
        if host.lemma == "aim" and prep.lemma == "at":
            return Status.PLANNED, "status=planned:aim at"
        name = self.words.governors.get(host.lemma)
        if host.pos in {"VERB", "ADJ"} and prep.lemma in {"of", "about", "on", "to", "against", "for", "in", "with"}:
            if name == "ongoing" and prep.lemma in {"with", "in"}:
                return Status.ONGOING, f"status=ongoing:{host.lemma}"
            if name in {"planned", "hypothetical"} and prep.lemma not in {"in", "with"}:
                return Status(name), f"status={name}:{host.lemma} {prep.lemma}"
        return None

    def _subjunctive(self, token: Token, head: Token) -> Found | None:
        """Judge a that-clause by what is over it: "demanded that troops leave", "hopes that talks start"."""
        name = self.words.governors.get(head.lemma)
        bare = token.tag == "VB" and not self._auxiliaries(token)
        if bare and name == "actual" and head.lemma in CAUSING:
            found = self._above(head)
            return found if found[0] is not Status.HAPPENED else None
        only_be = self._is_bare_passive(token) and not any(a.tag == "MD" for a in self._auxiliaries(token))
        if (
            token.tag == "VBN" and head.lemma == "have" and not self._auxiliaries(token)
        ):  # "arranged to have him killed"
            found = self._above(head)
            return found if found[0] is not Status.HAPPENED else None
        if (bare or only_be) and name in {"planned", "hypothetical"}:
            return Status.PLANNED, f"status=planned:{head.lemma} that"
        if head.lemma in {"hope", "want", "demand", "expect", "wish", "doubt", "anticipate", "imagine"}:
            return Status(name or "planned"), f"status={name or 'planned'}:{head.lemma} that"
        return None

    def _under_noun(self, noun: Token) -> Found | None:
        if name := self.words.nouns.get(noun.lemma):
            if self._is_none(noun) or self._negated_have(noun):
                return Status.NEGATED, f"status=negated:no {noun.lemma}"
            if refused := self._refused(noun):
                return Status.NEGATED, f"status=negated:{refused} {noun.lemma}"
            return Status(name), f"status={name}:{noun.lemma}"
        return None

    def _refused(self, noun: Token) -> str | None:
        """Find the word that says that a plan or a request came to nothing: "rejected a proposal to", "a cancelled deal to"."""
        for kid in self._kids(noun):
            if kid.dep == "amod" and self.words.adjectives.get(kid.text.lower()) == "negated":
                return kid.text.lower()
        verb = self.tokens[noun.head]
        if noun.dep not in {"dobj", "nsubjpass"} or self._key(verb) not in self.words.refusals:
            return None
        return verb.lemma if self._above(verb)[0] is Status.HAPPENED else None

    def _negated_have(self, noun: Token) -> bool:
        verb = self.tokens[noun.head]
        return noun.dep in {"dobj", "attr"} and any(k.dep == "neg" for k in self._kids(verb))

    def _under_verb(self, token: Token, head: Token, steps: int, *, infinitive: bool) -> Found | None:
        name = self.words.governors.get(self._key(head))
        if head.lemma == "be" and infinitive:
            name = "planned"
        if head.lemma == "go" and infinitive:
            name = "planned" if head.tag == "VBG" else "actual"
        if token.lemma in self.words.performed and head.lemma in self.words.performing:
            name = "actual"
        if token.dep == "ccomp" and name not in {"planned", "hypothetical", "negated"}:
            return None
        if name is None:
            return (Status.PLANNED, f"status=planned:{head.lemma} to") if infinitive else None
        if name == "actual":
            found = self.find(head.i, steps - 1) if head.pos in {"VERB", "AUX"} else (Status.HAPPENED, "")
            return found if found[0] is not Status.HAPPENED else None
        if head.pos in {"VERB", "AUX"} and (blocked := self._negation(head)):
            if name == "negated":
                return (
                    (Status.HAPPENED, f"status=happened:did not {head.lemma}")
                    if blocked[0] is Status.NEGATED
                    else blocked
                )
            if head.lemma == "hesitate":
                return self._auxiliary(head) or (Status.HAPPENED, "status=happened:did not hesitate")
            return blocked
        if head.lemma == "able" and (told := self._was_able(head)):
            return told
        if name == "ongoing":
            over = self.find(head.i, steps - 1)
            return (Status.ONGOING, f"status=ongoing:{head.lemma}") if over[0] in ACTUAL else over
        if head.lemma in {"try", "attempt"} and self.find(head.i, steps - 1)[0] is Status.ONGOING:
            return Status.ONGOING, f"status=ongoing:{head.lemma}"
        if name == "negated":
            return self._not_done(head, head.lemma)
        return Status(name), f"status={name}:{head.lemma}"

    def _was_able(self, able: Token) -> Found | None:
        """Judge "was able to escape", which tells that it was done, and "was not able to"."""
        be = self.tokens[able.head]
        if be.lemma != "be":
            return None
        if blocked := self._negation(be):
            return blocked
        if be.tag == "VBD" and not self._condition(be):
            return Status.HAPPENED, "status=happened:was able"
        return None

    def _key(self, token: Token) -> str:
        particles = find_children(self.analysis, token.i, "prt")
        key = f"{token.lemma} {particles[0].lemma}" if particles else token.lemma
        known = key in self.words.governors or key in self.words.light or key in self.words.refusals
        return key if known else token.lemma

    def _tense(self, token: Token) -> Found:
        aux = self._auxiliaries(token)
        tags = {a.tag for a in aux if a.lemma == "be"}
        if token.tag == "VBG" and any(a.lemma == "be" for a in aux):
            # "was shelling" is told of then; under "said" it is the past of "is shelling"
            lasting = "VBD" not in tags or self._is_reported(token)
            return (
                (Status.ONGOING, "status=ongoing:progressive")
                if lasting
                else (Status.HAPPENED, "status=happened:past progressive")
            )
        if token.tag == "VBG" and token.dep == "acl" and not self._is_told_as_past(token):
            return Status.ONGOING, "status=ongoing:participle"
        present = bool(tags & {"VBZ", "VBP"})
        if (
            token.tag == "VBN"
            and token.lemma in self.words.states
            and (present or not aux and token.dep == "acl" and not self._is_told_as_past(token))
        ):
            return Status.ONGOING, "status=ongoing:state"
        past = any(a.tag == "VBD" for a in aux)
        told = present or token.dep in {"acl", "relcl", "ccomp", "xcomp"}
        told |= token.dep == "pcomp" and bool(find_children(self.analysis, token.i, "nsubjpass"))
        if token.tag == "VBN" and told and not past and any(a.text.lower() == "being" for a in aux):
            return Status.ONGOING, "status=ongoing:being done"
        if self._is_imperative(token):
            return Status.PLANNED, "status=planned:imperative"
        if token.tag == "VBD" and token.lemma in STAYING and self._is_reported(token):
            return Status.ONGOING, f"status=ongoing:{token.lemma}"
        now = token.tag in {"VBZ", "VBP"} or any(a.tag in {"VBZ", "VBP"} for a in aux)
        if now and token.lemma in STAYING | {"be"} and self._is_in_a_state(token):
            return Status.ONGOING, f"status=ongoing:{token.lemma}"
        if token.tag in {"VBZ", "VBP"} and (token.dep == "ccomp" or self._recurs(token)):
            return Status.ONGOING, "status=ongoing:present"
        if any(a.lemma == "have" and a.tag in {"VBZ", "VBP"} for a in aux) and self._recurs(token, often=False):
            return Status.ONGOING, "status=ongoing:again and again"
        return Status.HAPPENED, "status=happened"

    def _is_imperative(self, token: Token) -> bool:
        """Tell whether a verb asks for what it names: "Fund our schools", also as what somebody shouts."""
        if token.tag != "VB" or token.dep not in {"ROOT", "ccomp", "xcomp"} or self._auxiliaries(token):
            return False
        if token.dep == "xcomp":
            return token.i > 0 and self.tokens[token.i - 1].tag == "``"
        caused = token.dep == "ccomp" and self.tokens[token.head].lemma in CAUSING | {"see", "watch", "hear"}
        return not caused and not find_children(self.analysis, token.i, "nsubj", "nsubjpass", "mark")

    def _is_in_a_state(self, verb: Token) -> bool:
        """Tell whether a verb puts somebody into a state: "is in custody", "are on strike", "remains behind bars"."""
        preps = find_children(self.analysis, verb.i, "prep")
        return any(p.lemma in STATES for k in preps for p in find_children(self.analysis, k.i, "pobj"))

    def _recurs(self, token: Token, *, often: bool = True) -> bool:
        """Tell whether a verb is about what is done again and again: "shells the town every day"; or only by adverbs."""
        for kid in self._kids(token):
            if often and kid.dep == "advmod" and kid.lemma in RECURRING:
                return True
            if kid.dep == "npadvmod" and any(k.lemma in {"every", "each"} for k in self._kids(kid)):
                return True
            if kid.lemma == "on" and any(self._is_regular(p) for p in find_children(self.analysis, kid.i, "pobj")):
                return True
        return False

    def _is_regular(self, noun: Token) -> bool:
        return noun.lemma == "basis" and any(k.lemma in {"regular", "daily", "weekly"} for k in self._kids(noun))

    def _is_told_as_past(self, token: Token) -> bool:
        """Tell whether the clause round a participle is in the past: "a group demanding a vote met"."""
        for at in iter_ancestors(self.analysis, token.i):
            if at.pos in {"VERB", "AUX"}:
                aux = self._auxiliaries(at)
                return at.tag == "VBD" or any(a.tag == "VBD" for a in aux)
        return False

    # --- nouns ---------------------------------------------------------------------------------------

    def _of_noun(self, token: Token, steps: int) -> Found:
        found = self._of_any_noun(token, steps)
        if found[0] is Status.HAPPENED and any(k.dep == "det" and k.lemma == "any" for k in self._kids(token)):
            return Status.HYPOTHETICAL, "status=hypothetical:any"
        if found[0] is Status.HAPPENED and token.tag == "NN" and token.lemma in self.words.lasting:
            return (Status.ONGOING, "status=ongoing:lasting") if self._goes_on(token) else found
        return found

    def _goes_on(self, token: Token) -> bool:
        """Tell whether nothing says that what lasts is over: no past year, no verb of ending, no "during" or "after"."""
        head = self.tokens[token.head]
        if head.lemma == "of" and self.tokens[head.head].lemma in PERIODS:  # "after seven days of fighting"
            head = self.tokens[self.tokens[head.head].head]
        if head.lemma in self.words.ends or (
            head.pos == "ADP" and head.lemma in {"after", "following", "during", "since"}
        ):
            return False
        near = [self.tokens[j] for c in self.analysis.children[token.i] for j in (c, *self.analysis.children[c])]
        return not any(re.fullmatch(r"1[5-9]\d\d|20\d\d|last|former|previous|earlier", t.lemma) for t in near)

    def _of_any_noun(self, token: Token, steps: int) -> Found:
        for kid in self._kids(token):
            if kid.dep in {"det", "neg"} and kid.lemma in {"no", "neither"}:
                return Status.NEGATED, "status=negated:no"
            if kid.dep in {"amod", "det", "nmod", "compound"} and (name := self.words.adjectives.get(kid.text.lower())):
                return Status(name), f"status={name}:{kid.text.lower()}"
            if kid.dep == "amod" and kid.lemma == "open" and token.lemma in OPEN_CASES:
                return Status.ONGOING, "status=ongoing:open"
        if clause := self._own_clause(token, steps):
            return clause
        if self._recurs(token):
            return Status.ONGOING, "status=ongoing:on a regular basis"
        head = self.tokens[token.head]
        if token.dep == "conj" and head.pos == "NOUN":
            return self.find(head.i, steps - 1)
        if token.dep in {"compound", "nmod", "poss"} and (name := self.words.nouns.get(head.lemma)):
            return Status(name), f"status={name}:{head.lemma}"
        if token.dep in {"pobj", "pcomp"} and head.dep in {"prep", "agent"}:
            return self._in_preposition(token, head, steps)
        if token.dep in {"dobj", "nsubj", "nsubjpass", "attr"} and head.pos in {"VERB", "AUX"}:
            return self._beside_verb(token, head, steps)
        return Status.HAPPENED, "status=happened"

    def _find_belied(self, host: Token) -> Token | None:
        """Find the belied report that "of" hangs on, past who made it: "the false report by the army of the raid"."""
        by = self.tokens[host.head]
        author = host.dep == "pobj" and by.lemma in {"by", "from"}
        return next((n for n in ((host, self.tokens[by.head]) if author else (host,)) if self._is_belied(n)), None)

    def _is_belied(self, noun: Token) -> bool:
        """Tell whether what tells of an event is said to be untrue: "the false report of", "claims of … are baseless"."""
        words = load_lexicon().words
        if noun.lemma not in words["allegations"]:
            return False
        verb = self.tokens[noun.head]
        verdicts = [k for k in self._kids(noun) if k.dep == "amod"]
        if noun.dep == "nsubj" and verb.lemma == "be" and not self._negation(verb):
            verdicts += find_children(self.analysis, verb.i, "acomp", "attr")
        return any(v.lemma in words["untrue"] for v in verdicts)

    def _own_clause(self, token: Token, steps: int) -> Found | None:
        """Judge "talks that will be held" by the relative clause."""
        for clause in find_children(self.analysis, token.i, "acl"):
            being = any(a.text.lower() == "being" for a in self._auxiliaries(clause))
            if being and self._key(clause) in self.words.light:
                return Status.ONGOING, "status=ongoing:being done"
        for clause in find_children(self.analysis, token.i, "relcl"):
            if (
                self._key(clause) in self.words.light
                and (found := self.find(clause.i, steps - 1))[0] is not Status.HAPPENED
            ):
                return found
        return None

    def _in_preposition(self, token: Token, prep: Token, steps: int) -> Found:
        if found := self._preposition(prep):
            return found
        host = self.tokens[prep.head]
        if host.lemma in PARTITIVES and prep.lemma == "of":
            return self.find(host.i, steps - 1)
        if prep.lemma in {"of", "about"} and (told := self._find_belied(host)):
            return Status.NEGATED, f"status=negated:untrue {told.lemma}"
        if host.pos == "NOUN" and (found := self._under_noun(host)) and not self._is_definite(token):
            return found
        steadfast = self.tokens[host.head] if host.pos == "ADJ" else host
        if (
            steadfast.lemma == "remain"
            and prep.lemma in {"in", "at"}
            and find_children(self.analysis, steadfast.i, "acomp")
        ):
            return Status.ONGOING, "status=ongoing:remain"
        if host.pos in {"VERB", "AUX"}:
            if prep.lemma == "under" and host.tag in {"VBZ", "VBP"}:
                return Status.ONGOING, "status=ongoing:under"
            name = self.words.governors.get(self._key(host))
            if name in {"planned", "hypothetical"} and prep.lemma in CALLING and not self._is_definite(token):
                return Status(name), f"status={name}:{host.lemma} {prep.lemma}"
            open_to_doubt = not self._is_definite(token) and not self._has_past_clause(token)
            if prep.lemma in {"in", "with", "on", "to"} and (self._key(host) in self.words.light or open_to_doubt):
                found = self.find(host.i, steps - 1)
                if found[0] not in ACTUAL:
                    return found
        return Status.HAPPENED, "status=happened"

    def _has_past_clause(self, noun: Token) -> bool:
        """Tell whether a relative clause tells what a happening did: "a protest that closed the schools"."""
        return any(c.tag == "VBD" for c in find_children(self.analysis, noun.i, "relcl"))

    def _beside_verb(self, token: Token, verb: Token, steps: int) -> Found:
        key = self._key(verb)
        if token.dep in {"nsubj", "nsubjpass"} and (found := self._said_of_subject(verb, steps)):
            return found
        name = self.words.objects.get(key)
        passive_or_object = token.dep in {"dobj", "nsubjpass"}
        if verb.lemma in self.words.beginnings and token.dep != "attr":
            perfect = any(a.lemma == "have" and a.tag in {"VBZ", "VBP"} for a in self._auxiliaries(verb))
            if perfect and self.find(verb.i, steps - 1)[0] is Status.HAPPENED:
                return Status.ONGOING, f"status=ongoing:has {verb.lemma}"
        if name == "ongoing":
            found = self.find(verb.i, steps - 1)
            return (Status.ONGOING, f"status=ongoing:{verb.lemma}") if found[0] is Status.HAPPENED else found
        if key in self.words.light and not (name == "negated" and token.dep == "dobj"):
            found = self.find(verb.i, steps - 1)
            if found[0] is not Status.HAPPENED:
                return found
        if name in {"planned", "hypothetical", "negated"} and passive_or_object:
            if blocked := self._negation(verb):
                if name == "negated":
                    return Status.HAPPENED, f"status=happened:not {verb.lemma}"
                return blocked[0], f"status={blocked[0].value}:not {verb.lemma}"
            if name == "negated":
                return self._not_done(verb, verb.lemma)
            if self._is_definite(token):
                return Status.HAPPENED, "status=happened:definite"
            return Status(name), f"status={name}:{verb.lemma}"
        if passive_or_object and not self._is_definite(token):
            found = self.find(verb.i, steps - 1)
            if found[0] not in ACTUAL:
                return found
        return Status.HAPPENED, "status=happened"

    def _said_of_subject(self, verb: Token, steps: int) -> Found | None:
        """Judge an event by what its clause says of it: "is under way", "is imminent", "is set to begin"."""
        for kid in self._kids(verb):
            if verb.lemma in {"be", "get", "remain"} and self._is_under_way(kid):
                over = self._negation(verb) or self._auxiliary(verb)
                return over or (Status.ONGOING, "status=ongoing:under way")
            name = self.words.adjectives.get(kid.text.lower()) if kid.dep == "acomp" else None
            if name and verb.lemma in {"be", "remain"} and not self._negation(verb):
                return Status(name), f"status={name}:{kid.text.lower()}"
            if kid.dep == "xcomp" and self._is_infinitive(kid) and self._key(kid) in self.words.light:
                found = self.find(kid.i, steps - 1)
                if found[0] is not Status.HAPPENED:
                    return found
        return None

    def _is_under_way(self, token: Token) -> bool:
        if token.text.lower() == "underway":
            return True
        if token.lemma not in {"under", "in"} or token.i + 1 >= len(self.tokens):
            return False
        return f"{token.lemma} {self.tokens[token.i + 1].lemma}" in {"under way", "in progress"}

    def _is_definite(self, noun: Token) -> bool:
        kids = self._kids(noun)
        if any(
            k.dep == "poss" or k.dep == "det" and k.lemma in {"the", "this", "that", "these", "those"} for k in kids
        ):
            return True
        return noun.tag in {"PRP", "NNP"}


# --- hedges ---------------------------------------------------------------------------------------------


def find_hedge(analysis: Analysis, token: int) -> Span | None:
    """Find the word that withholds the narrator's word from an event: "allegedly", "is thought to"; `None`: no such word."""
    found = _find_hedge_token(analysis, token)
    return analysis.span(found, found + 1) if found is not None else None


def _find_hedge_token(analysis: Analysis, i: int) -> int | None:
    at = analysis.tokens[i]
    for _ in range(4):
        if (found := _hedge_beside(analysis, at)) is not None:
            return found
        head = analysis.tokens[at.head]
        if head.i == at.i:
            return None
        if (found := _hedge_above(analysis, at, head)) is not None:
            return found
        if at.dep in {"xcomp", "conj"} and head.pos in {"VERB", "AUX"} and at.pos in {"VERB", "AUX"}:
            if find_children(analysis, at.i, "nsubj", "nsubjpass"):
                return None
            at = head
        elif at.i == i and _carries(analysis, at, head):
            at = head
        elif (
            at.dep in {"pobj", "pcomp"}
            and (host := analysis.tokens[head.head]).lemma in INVOLVED
            and head.lemma in {"in", "of"}
        ):
            at = host
        elif at.dep == "pcomp" and head.lemma == "by" or at.dep == "advcl" and at.tag == "VB":
            at = analysis.tokens[head.head] if at.dep == "pcomp" else head
        else:
            return None
    return None


def _carries(analysis: Analysis, at: Token, verb: Token) -> bool:
    """Tell whether a hedge on a verb is one on the event in its subject or object: "may have carried out the raid"."""
    if at.dep == "acomp":
        return True
    if at.dep not in {"dobj", "nsubjpass", "nsubj", "attr"} or verb.pos not in {"VERB", "AUX"}:
        return False
    keys = {verb.lemma, *(f"{verb.lemma} {p.lemma}" for p in find_children(analysis, verb.i, "prt"))}
    if keys & (load_words().light | AUTHORING):
        return True
    definite = any(
        analysis.tokens[k].dep in {"det", "poss"} and analysis.tokens[k].lemma not in INDEFINITE
        for k in analysis.children[at.i]
    )
    return at.dep == "dobj" and not definite


def _is_passive(analysis: Analysis, verb: Token) -> bool:
    if find_children(analysis, verb.i, "auxpass", "nsubjpass"):
        return True
    return (
        verb.tag == "VBN"
        and verb.dep in {"acl", "conj", "advcl"}
        and not find_children(analysis, verb.i, "aux", "dobj")
    )


def _hedge_beside(analysis: Analysis, at: Token) -> int | None:
    """Find a hedge among the children: an adverb, an adjective, "may have", an "alleged" doer."""
    hedges = load_lexicon().hedges
    kids = [analysis.tokens[c] for c in analysis.children[at.i]]
    if at.pos == "NOUN" and (verb := find_authorship(analysis, at.i)) is not None and verb.lemma != "be":
        return verb.i  # "bears the hallmarks of"
    for kid in kids:
        low = kid.text.lower()
        if kid.dep in {"advmod", "amod", "npadvmod"} and (
            low in hedges["adverbs"] or kid.dep == "amod" and low in hedges["adjectives"]
        ):
            return kid.i
        if kid.dep in {"nsubj", "agent", "prep"} and at.pos in {"VERB", "NOUN"}:
            for doer in (
                [kid] if kid.dep == "nsubj" else find_children(analysis, kid.i, "pobj") if kid.lemma == "by" else []
            ):
                for adjective in find_children(analysis, doer.i, "amod"):
                    if adjective.text.lower() in hedges["doers"]:
                        return adjective.i
    if any(k.dep == "aux" and k.lemma == "have" for k in kids):
        return next((k.i for k in kids if k.dep == "aux" and k.lemma in {"may", "might", "could"}), None)
    return None


def _hedge_above(analysis: Analysis, at: Token, head: Token) -> int | None:
    """Find a hedge over an event: "is thought to have", "accused of", "unconfirmed reports of", "it is alleged that"."""
    hedges = load_lexicon().hedges
    agent = bool(find_children(analysis, head.i, "agent"))
    if at.dep in {"xcomp", "ccomp"}:
        if head.lemma in hedges["passives"] and not agent and _is_passive(analysis, head):
            return head.i
        if head.lemma in hedges["raising"]:
            return head.i
    if at.dep in {"pcomp", "pobj"}:
        host = analysis.tokens[head.head]
        accusing = host.pos == "VERB" and host.lemma in hedges["accusing"]
        if accusing and _is_passive(analysis, host) and not find_children(analysis, host.i, "agent"):
            return host.i
        if host.pos == "NOUN" and host.lemma in hedges["nouns"] and head.lemma in {"of", "about"}:
            return host.i
    if (
        at.dep in {"acl", "ccomp"}
        and head.pos == "NOUN"
        and head.lemma in hedges["nouns"]
        and at.tag not in {"VBG", "VBN", "VB"}
        and at.i > head.i
    ):
        return head.i
    return None
