"""Mend verbs that the parser takes for descriptions, or hangs on the wrong doer; and what sums up a deed behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.analysis.mending_clauses import (
    FINITE,
    SAYING,
    hanging,
    hangs_below,
    opens_with_that,
    own_deps,
    places_of,
)
from sayso.records import Sentence, Token

THOUGHT = frozenset({"believe", "think", "suspect", "know", "suppose", "say", "report"})
"""Verbs of what is held to be so of somebody: "gunmen believed to belong to the sect"."""

HARMING = frozenset(
    "abduct beat behead burn capture damage destroy displace injure kidnap kill loot maim rape shell shoot stab torch trap "
    "wound".split()
)
"""Verbs of harm that a participle tells on: "killing ten and burning homes"."""

ACCUSING = frozenset({"accuse", "suspect", "convict"})
CLOSING = frozenset({",", "”", '"', "''", "’", "'"})
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
DASHES = frozenset({"—", "–", "--", "-"})


def mend_verbs(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Mend a report's tokens in place."""
    for sentence in sentences:
        for i in places_of(sentence):
            _open_relative(tokens, sentence, i)
            _hang_thought(tokens, sentence, i)
            _hang_aside(tokens, sentence, i)
            _join_harm(tokens, i)
            _hang_means(tokens, sentence, i)
            _leave_description(tokens, sentence, i)
            _part_number(tokens, i)
            _read_participle(tokens, sentence, i)
            _give_subject(tokens, sentence, i)
            _open_content(tokens, sentence, i)
            _name_counted(tokens, sentence, i)
            _read_gerund(tokens, sentence, i)
            _part_clauses(tokens, sentence, i)
            _hang_preposition(tokens, i)
            _part_called(tokens, sentence, i)
            _open_that(tokens, sentence, i)
            _join_content(tokens, sentence, i)
            _read_bore(tokens, sentence, i)
            _join_others(tokens, i)
            _join_subject(tokens, sentence, i)


def _open_relative(tokens: list[Token], sentence: Sentence, i: int) -> None:
    """Read "his fighters kidnapped" behind a noun as what tells of it: "sell 200 girls his fighters kidnapped"."""
    verb, doer = tokens[i], tokens[tokens[i].head]
    if (
        verb.dep != "acl"
        or verb.tag not in {"VBN", "VBD"}
        or doer.i != i - 1
        or doer.dep not in {"dobj", "pobj", "appos"}
    ):
        return
    owners = hanging(tokens, doer.i, sentence.first + 1, doer.i, "poss")
    if not owners or owners[0].tag != "PRP$":
        return
    noun = tokens[owners[0].i - 1]
    if noun.pos == "NOUN" and noun.head == doer.head and noun.dep in {"dobj", "pobj"}:
        tokens[i] = replace(verb, head=noun.i, dep="relcl", tag="VBD")
        tokens[doer.i] = replace(doer, head=i, dep="nsubj")


def _hang_thought(tokens: list[Token], sentence: Sentence, i: int) -> None:
    """Read "believed to belong to the sect" as what is said of those who act: "gunmen believed to belong to it took eight"."""
    thought = tokens[i]
    if thought.lemma not in THOUGHT or thought.tag not in {"VBD", "VBN"}:
        return
    kids = {t.dep: t for t in hanging(tokens, i, sentence.first, sentence.last)}
    doer, deed = kids.get("nsubj"), kids.get("ccomp")
    if doer is None or deed is None or "xcomp" not in kids or doer.i != i - 1 or kids["xcomp"].i > deed.i:
        return
    if deed.tag in FINITE and own_deps(tokens, sentence, deed.i).isdisjoint({"nsubj", "nsubjpass", "mark", "expl"}):
        is_root = thought.head == i
        tokens[deed.i] = replace(deed, head=deed.i if is_root else thought.head, dep=thought.dep)
        tokens[doer.i] = replace(doer, head=deed.i)
        tokens[i] = replace(thought, head=doer.i, dep="acl", tag="VBN")


def _hang_aside(tokens: list[Token], sentence: Sentence, i: int) -> None:
    """Give a verb its subject back from a participle between commas: "the president, criticised at home, has asked"."""
    aside = tokens[i]
    if aside.tag != "VBN" or aside.dep not in {"ccomp", "ROOT"} or tokens[i - 1].text != ",":
        return
    own = hanging(tokens, i, sentence.first, sentence.last)
    later = next((t for t in own if t.dep == "conj" and t.i > i), aside)
    verb = later if aside.dep == "ROOT" else tokens[aside.head]
    doer = next((t for t in own if t.dep == "nsubj" and t.i < i), None)
    if doer is None or verb.i <= i or any(t.dep in {"aux", "auxpass"} or t.dep == "cc" and t.i < verb.i for t in own):
        return
    closed = any(t.text == "," for t in tokens[i + 1 : verb.i])
    if closed and own_deps(tokens, sentence, verb.i).isdisjoint({"nsubj", "nsubjpass"}):
        tokens[verb.i] = replace(verb, head=verb.i, dep="ROOT")
        tokens[doer.i] = replace(doer, head=verb.i)
        tokens[i] = replace(aside, head=doer.i, dep="acl")


def _join_harm(tokens: list[Token], i: int) -> None:
    """Read "burning" in "killing ten and burning homes" as a second deed, not as a kind of homes."""
    harm, thing = tokens[i], tokens[tokens[i].head]
    if harm.dep != "amod" or harm.tag != "VBG" or thing.dep != "conj" or tokens[i - 1].dep != "cc":
        return
    verb = tokens[tokens[thing.head].head]
    if tokens[thing.head].dep == "dobj" and verb.tag == "VBG" and {harm.lemma, verb.lemma} <= HARMING:
        tokens[i] = replace(harm, head=verb.i, dep="conj", pos="VERB")
        tokens[thing.i] = replace(thing, head=i, dep="dobj")
        tokens[i - 1] = replace(tokens[i - 1], head=verb.i)


def _hang_means(tokens: list[Token], sentence: Sentence, i: int) -> None:
    """Hang "by firing rockets" from what somebody is accused of: "accused the army of gassing hundreds by firing rockets"."""
    by, verb = tokens[i], tokens[tokens[i].head]
    if by.lemma != "by" or by.dep not in {"prep", "agent"} or verb.lemma not in ACCUSING or verb.i > i:
        return
    offence = next((t for t in tokens[verb.i : i] if t.dep == "pcomp" and tokens[t.head].lemma == "of"), None)
    gerund = any(t.tag == "VBG" for t in hanging(tokens, i, i + 1, sentence.last))
    if offence is not None and offence.tag == "VBG" and gerund:
        tokens[i] = replace(by, head=offence.i, dep="prep")


def _leave_description(tokens: list[Token], sentence: Sentence, i: int) -> None:
    """Join a past tense to the one before, not to a passive that describes: "showed the man being searched and rejected it"."""
    verb, passive = tokens[i], tokens[tokens[i].head]
    if verb.dep != "conj" or verb.tag != "VBD" or passive.tag != "VBN" or passive.dep != "acl" or passive.i > i:
        return
    going_on = any(t.text == "being" for t in hanging(tokens, passive.i, sentence.first, passive.i))
    if not going_on or own_deps(tokens, sentence, i) & {"nsubj", "nsubjpass"}:
        return
    at = passive
    while at.head != at.i and at.tag not in FINITE:
        at = tokens[at.head]
    if at.tag in FINITE:
        tokens[i] = replace(verb, head=at.i)


def _part_number(tokens: list[Token], i: int) -> None:
    """Part a number from what follows behind a dash: "put the toll at 494 — 90 percent of them women"."""
    number, noun = tokens[i], tokens[tokens[i].head]
    if number.dep != "nummod" or noun.i < i + 3 or tokens[i + 1].text not in DASHES or tokens[i + 2].pos != "NUM":
        return
    if noun.dep in {"pobj", "dobj"} and tokens[i + 1].dep == "punct":
        tokens[i] = replace(number, head=noun.head, dep=noun.dep)
        tokens[noun.i] = replace(noun, head=i, dep="appos")


def _read_participle(tokens: list[Token], sentence: Sentence, i: int) -> None:
    """Read "shot" in "the man, shot twice, was taken away" as what befell him."""
    verb = tokens[i]
    behind = verb.dep == "acl" and verb.tag == "VBD" and tokens[i - 1].text == "," and verb.head == i - 2
    if behind and own_deps(tokens, sentence, i).isdisjoint({"nsubj", "dobj", "ccomp", "xcomp", "prt"}):
        tokens[i] = replace(verb, tag="VBN")


def _give_subject(tokens: list[Token], sentence: Sentence, i: int) -> None:
    """Give a clause the subject that the parse gives to the verb of saying: "but said Syria, and Iran too, were responsible"."""
    said, noun = tokens[tokens[i].head], tokens[i]
    if noun.dep == "dobj" and said.lemma == "say" and noun.i > said.i:
        _open_clause(tokens, sentence, noun, said)
    if noun.dep != "nsubj" or said.lemma not in SAYING or noun.i < said.i or tokens[said.i - 1].text in CLOSING:
        return
    clauses = hanging(tokens, said.i, i, sentence.last, "ccomp")
    shared = said.dep == "conj" or hanging(tokens, said.i, sentence.first, said.i, "nsubj")
    if not clauses or not shared:
        return
    if own_deps(tokens, sentence, clauses[0].i).isdisjoint({"nsubj", "nsubjpass", "mark"}):
        tokens[i] = replace(noun, head=clauses[0].i)


def _open_clause(tokens: list[Token], sentence: Sentence, noun: Token, said: Token) -> None:
    """Read "fired" in "said its marines, who came from helicopters, fired" as what was said, not as describing them."""
    below = hanging(tokens, noun.i, noun.i, sentence.last)
    verb = next((t for t in below if t.dep == "acl" and t.tag in {"VBN", "VBD"} and tokens[t.i - 1].text == ","), None)
    if verb is not None and any(t.dep == "relcl" and t.i < verb.i for t in below):
        tokens[verb.i] = replace(verb, head=said.i, dep="ccomp", tag="VBD")
        tokens[noun.i] = replace(noun, head=verb.i, dep="nsubj")


def _open_content(tokens: list[Token], sentence: Sentence, i: int) -> None:
    """Read a clause with "that" behind a verb of saying as its content: "confirmed only that two had been detained"."""
    clause, said = tokens[i], tokens[tokens[i].head]
    if clause.dep != "advcl" or said.lemma not in SAYING or said.i > i:
        return
    if opens_with_that(tokens, sentence, i) and own_deps(tokens, sentence, said.i).isdisjoint({"ccomp", "dobj"}):
        tokens[i] = replace(clause, dep="ccomp")


def _name_counted(tokens: list[Token], sentence: Sentence, i: int) -> None:
    """Read names behind "two of its leaders" as those of the two, not as two more."""
    name, number = tokens[i], tokens[tokens[i].head]
    if name.dep != "conj" or name.pos != "PROPN" or number.pos != "NUM" or number.i > i:
        return
    names, last = 1, i
    while more := [t for t in hanging(tokens, last, last + 1, sentence.last, "conj") if t.pos == "PROPN"]:
        names, last = names + 1, more[0].i
    if NUMBERS.get(number.text.lower()) == names:
        tokens[i] = replace(name, dep="appos")


def _read_gerund(tokens: list[Token], sentence: Sentence, i: int) -> None:
    """Read "killing" in "called his killing an assassination", of somebody named, as a noun with its owner."""
    if i + 2 >= sentence.last:
        return
    owner, killing, verb = tokens[i], tokens[i + 2], tokens[tokens[i].head]
    if owner.dep != "dobj" or tokens[i + 1].text not in {"'s", "’s"} or tokens[i + 1].head != i:
        return
    if killing.tag != "VBG" or killing.head != verb.i:
        return
    tokens[i] = replace(owner, head=killing.i, dep="poss")
    tokens[killing.i] = replace(killing, dep="dobj", tag="NN", pos="NOUN", lemma=killing.text.lower())
    for called in hanging(tokens, killing.i, killing.i + 1, sentence.last, "dobj"):
        tokens[called.i] = replace(called, head=verb.i, dep="oprd")


def _part_clauses(tokens: list[Token], sentence: Sentence, i: int) -> None:
    """Part what is said from the clause behind a semicolon: "said it was a crime; the alliance rejected the charge"."""
    verb, said = tokens[i], tokens[tokens[i].head]
    if verb.dep != "ccomp" or said.lemma not in SAYING or said.i > i or verb.tag not in FINITE:
        return
    contents = hanging(tokens, i, said.i + 1, i, "ccomp")
    subjects = hanging(tokens, i, said.i + 1, i, "nsubj", "nsubjpass")
    if contents and subjects and any(t.text == ";" for t in tokens[contents[0].i : subjects[0].i]):
        tokens[contents[0].i] = replace(contents[0], head=said.i)
        tokens[i] = replace(verb, dep="conj")


def _join_others(tokens: list[Token], i: int) -> None:
    """Join further victims to whom they are listed with, not to his name: "the envoy, Chris Stevens, and three others"."""
    more, name = tokens[i], tokens[tokens[i].head]
    person = tokens[name.head]
    if more.dep != "conj" or name.dep != "appos" or name.pos != "PROPN" or more.i < name.i:
        return
    between = tokens[name.i + 1 : i]
    counted = hanging(tokens, i, name.i + 1, i, "nummod")
    if counted and person.dep in {"nsubj", "nsubjpass", "dobj"} and [t.text for t in between[:2]] == [",", "and"]:
        tokens[i] = replace(more, head=person.i)
        tokens[name.i + 2] = replace(between[1], head=person.i)


def _join_subject(tokens: list[Token], sentence: Sentence, i: int) -> None:
    """Join a number to the subject behind it: "and at least 59 of the insurgents and 12 policemen were killed"."""
    number, over = tokens[i], tokens[tokens[i].head]
    if number.pos != "NUM" or over.pos != "VERB" or number.dep not in {"conj", "nsubj", "nsubjpass"}:
        return
    ahead = tokens[i + 1 : sentence.last]
    noun = next((t for t in ahead if t.dep in {"nsubj", "nsubjpass"} and t.head > t.i), None)
    if noun is None or not hanging(tokens, i, i + 1, noun.i, "cc"):
        return
    verb = tokens[noun.head]
    if over.i == verb.i or number.dep == verb.dep == "conj" and verb.head == over.i < i:
        tokens[i] = replace(number, head=verb.i, dep=noun.dep)
        tokens[noun.i] = replace(noun, head=i, dep="conj")


def _open_that(tokens: list[Token], sentence: Sentence, i: int) -> None:
    """Read "that" as what opens a content where its clause has an object already: "admitted to officers that they had hit it"."""
    that, clause = tokens[i], tokens[tokens[i].head]
    if that.text.lower() != "that" or that.dep != "dobj" or clause.dep != "relcl" or clause.i < i:
        return
    objects = hanging(tokens, clause.i, clause.i + 1, sentence.last, "dobj")
    if not objects or "nsubj" not in own_deps(tokens, sentence, clause.i):
        return
    noun = tokens[clause.head]
    over = tokens[noun.head]
    verb = tokens[over.head]
    tokens[i] = replace(that, dep="mark", tag="IN", pos="SCONJ")
    told = noun.dep == "pobj" and over.lemma == "to" and verb.lemma in SAYING | {"admit", "confess", "boast"}
    tokens[clause.i] = replace(clause, head=verb.i, dep="ccomp") if told else replace(clause, dep="acl")


def _read_bore(tokens: list[Token], sentence: Sentence, i: int) -> None:
    """Read "bore" before "responsibility" or "blame" as a verb: "said Ukraine bore responsibility"."""
    bore, burden, doer = tokens[i], tokens[tokens[i].head], tokens[i - 1]
    if bore.text != "bore" or bore.dep != "compound" or burden.lemma not in {"responsibility", "blame", "guilt"}:
        return
    if doer.head != burden.i or doer.pos not in {"NOUN", "PROPN"} or i == sentence.first or burden.head == burden.i:
        return
    tokens[i] = replace(bore, head=burden.head, dep=burden.dep, pos="VERB", tag="VBD", lemma="bear")
    tokens[burden.i] = replace(burden, head=i, dep="dobj")
    tokens[doer.i] = replace(doer, head=i, dep="nsubj")


def _join_content(tokens: list[Token], sentence: Sentence, i: int) -> None:
    """Join "and that he had planned it" to the "that" before it, past the verbs between: "told them that he hated it and …"."""
    clause, over = tokens[i], tokens[tokens[i].head]
    if clause.dep != "conj" or over.i > i or not opens_with_that(tokens, sentence, i):
        return
    if opens_with_that(tokens, sentence, over.i):
        return
    told = [t.i for t in tokens[sentence.first : i] if t.dep == "ccomp" and opens_with_that(tokens, sentence, t.i)]
    if told and not hangs_below(tokens, told[-1], (i,)):
        tokens[i] = replace(clause, head=told[-1])


def _hang_preposition(tokens: list[Token], i: int) -> None:
    """Hang the second "for" of "called for calm and for an inquiry" from the verb, as the first is."""
    second, first = tokens[i], tokens[tokens[i].head]
    if (
        second.dep == "conj"
        and second.pos == first.pos == "ADP"
        and second.lemma == first.lemma
        and first.dep == "prep"
    ):
        tokens[i] = replace(second, head=first.head, dep="prep")


def _part_called(tokens: list[Token], sentence: Sentence, i: int) -> None:
    """Part what is called from what it is called: "called the reports fabrications", "called the rebels terrorists"."""
    called, name = tokens[i], tokens[tokens[i].head]
    if called.dep != "compound" or called.tag != "NNS" or name.i != i + 1 or name.tag != "NNS" or name.dep != "dobj":
        return
    if tokens[name.head].lemma not in {"call", "label", "brand", "deem"}:
        return
    tokens[i] = replace(called, head=name.head, dep="dobj")
    tokens[name.i] = replace(name, dep="oprd")
    for before in hanging(tokens, name.i, sentence.first, i):
        tokens[before.i] = replace(before, head=i)
