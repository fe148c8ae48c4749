"""Mend what the parser is known to get wrong: speakers in two pieces, descriptions, speech at the end, places as bodies.

Only heads, labels, tags and of a word read as another kind the lemma change; words and offsets stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.analysis.mending_clauses import FINITE, JUDGING, SPEAKING, hangs_below, mend_clauses, own_deps, places_of
from sayso.analysis.mending_verbs import mend_verbs
from sayso.records import Name, Sentence, Span, Token

PLURALS = {"bases": "base", "taxes": "tax"}
"""Plurals that the lemmatizer takes for those of "basis" and "taxi"."""

_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""A verb of one syllable that doubles its last letter: what ends in "-ed" without it is of another verb, with an "e"."""

WEAPONS = frozenset({"gas", "rocket", "grenade", "shell", "mortar", "missile", "bullet", "bomb", "stone", "bottle"})
"""Things that are fired or thrown."""

DEEDS = frozenset({"attack", "campaign", "charge", "offence", "offense", "spree", "raid", "allegation"})
"""Nouns before which "bombing" says of what kind they are."""

HURT = {"wounded": "wound", "injured": "injure", "hurt": "hurt"}
PREFIXES = frozenset({"non", "anti", "counter", "pre", "post", "ex", "co"})
SETTLEMENTS = frozenset({"city", "town", "village", "district", "province", "suburb", "hamlet", "municipality"})

ACCUSING = frozenset({"accuse", "suspect", "convict", "acquit", "absolve"})
"""Verbs whose "of" says of what."""


def mend_parse(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Mend a report's tokens in place; a sentence whose words would hang in a circle stays as it was parsed."""
    parsed = tuple(tokens)
    _read_words(tokens)
    _join_appositions(tokens, sentences)
    _join_descriptions(tokens, sentences)
    _join_closing_speech(tokens, sentences)
    _hang_places(tokens, sentences)
    _join_prefixes(tokens, sentences)
    _read_counts(tokens, sentences)
    _give_counts(tokens, sentences)
    _give_verdicts(tokens, sentences)
    _read_deeds(tokens, sentences)
    _read_runs(tokens, sentences)
    _give_offences(tokens, sentences)
    mend_clauses(tokens, sentences)
    mend_verbs(tokens, sentences)
    _part_weapons(tokens)
    for sentence in sentences:
        if not _is_tree(tokens, sentence):
            tokens[sentence.first : sentence.last] = parsed[sentence.first : sentence.last]


def _is_tree(tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Tell whether every word of a sentence hangs on a root."""
    rooted: set[int] = set()
    for i in places_of(sentence):
        path: list[int] = []
        while i not in rooted and tokens[i].head != i:
            if len(path) > sentence.last - sentence.first:
                return False
            path.append(i)
            i = tokens[i].head
        rooted.update((*path, i))
    return True


def mend_names(names: list[Name], tokens: Sequence[Token]) -> None:
    """Call a place what "the city of" precedes, where the recognizer takes it for a body, a person or a people.

    The name of a body ends before a bracket that it does not close, "European Union (EU", and before what it is accused of.
    """
    for n, name in enumerate(names):
        inner = (t for t in tokens[name.first + 1 : name.last] if t.lemma == "of")
        offence = next((t for t in inner if tokens[t.head].lemma in ACCUSING), None)
        if offence is not None:
            name = names[n] = _cut(name, tokens, offence.i)
        opened = next((i for i in range(name.first + 1, name.last) if tokens[i].text == "("), None)
        if name.label == "ORG" and opened is not None and all(tokens[i].text != ")" for i in range(opened, name.last)):
            name = names[n] = _cut(name, tokens, opened)
        if name.first < 2 or name.label not in ("ORG", "PERSON", "NORP") or tokens[name.first - 1].text.lower() != "of":
            continue
        if tokens[name.first - 2].lemma in SETTLEMENTS and tokens[name.first].pos == "PROPN":
            names[n] = replace(name, label="GPE")


def _cut(name: Name, tokens: Sequence[Token], last: int) -> Name:
    """Return a name that ends before a token."""
    start, end = name.span.start, tokens[last - 1].end
    return replace(name, span=Span(start, end, name.span.surface[: end - start]), last=last)


def _is_named_next(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a name follows a noun as a second subject of the same verb."""
    follows = tokens[i + 1] if i + 1 < len(tokens) else tokens[i]
    return follows.tag == "NNP" and follows.dep == "nsubj" and follows.head == tokens[i].head and follows.i != i


def _lacks_e(token: Token) -> bool:
    """Tell whether the lemmatizer took the "e" off a short verb: "staged" is no form of "stag", nor "hoping" of "hop"."""
    formed = token.text.lower() in (token.lemma + "ed", token.lemma + "ing")
    return formed and _SHORT.fullmatch(token.lemma) is not None and token.lemma not in {"bus", "gas"}


def _read_words(tokens: list[Token]) -> None:
    """Give plurals and short verbs their lemma, and a name that was taken for an auxiliary its verb: "May accused him"."""
    for i, token in enumerate(tokens):
        if token.tag == "NNS" and (lemma := PLURALS.get(token.text.lower())):
            tokens[i] = replace(token, lemma=lemma)
        elif token.pos == "VERB" and _lacks_e(token):
            tokens[i] = replace(token, lemma=token.lemma + "e")
        elif token.dep == "nsubj" and token.tag == "NN" and _is_named_next(tokens, i):
            tokens[i] = replace(token, dep="compound", head=i + 1)  # "whose brother Brahim"
        elif token.dep == "aux" and token.tag == "NNP" and tokens[token.head].tag == "VBD":
            tokens[i] = replace(token, dep="nsubj", pos="PROPN")


def _part_weapons(tokens: list[Token]) -> None:
    """Read two things that are fired as two: "fired tear gas and water cannon"."""
    for i, first in enumerate(tokens):
        second = tokens[first.head]
        if first.dep != "nmod" or first.lemma not in WEAPONS or second.dep != "dobj" or second.i < i:
            continue
        if any(t.dep == "cc" and t.head == i for t in tokens[i + 1 : second.i]):
            tokens[i] = replace(first, dep="dobj", head=second.head)
            tokens[second.i] = replace(second, dep="conj", head=i)


def _read_deeds(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Read "bombing civilians" behind "accused of" or "denied" as a verb with its object, not as a kind of civilians."""
    for sentence in sentences:
        for i in range(sentence.first + 2, sentence.last - 1):
            deed, object_ = tokens[i], tokens[i + 1]
            if deed.dep != "compound" or not deed.text.endswith("ing") or deed.head != i + 1:
                continue
            above = tokens[object_.head]
            between = tokens[above.i + 1 : i]  # of "deliberately" bombing
            if object_.tag != "NNS" or above.i > i or object_.lemma in DEEDS:
                continue
            if any(t.pos not in ("ADV", "PUNCT") for t in between):
                continue
            of = above.lemma == "of" and tokens[above.head].lemma in ACCUSING
            if of or above.lemma in {"deny", "admit"}:
                dep = "pcomp" if of else "xcomp"
                stem = deed.text.lower().removesuffix("ing")  # such words are regular: "shelling", "looting"
                tokens[i] = replace(deed, lemma=stem, pos="VERB", tag="VBG", dep=dep, head=above.i)
                tokens[i + 1] = replace(object_, head=i, dep="dobj")


def _read_runs(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Read "run" in "a hospital run by a charity" as what is done to the hospital, not as a run."""
    for sentence in sentences:
        for i in range(sentence.first + 1, sentence.last - 1):
            run, thing = tokens[i], tokens[i - 1]
            if run.text != "run" or run.tag != "NN" or tokens[i + 1].text != "by" or thing.head != i:
                continue
            if thing.dep != "compound":
                continue
            tokens[i - 1] = replace(thing, head=run.head if run.head != i else i - 1, dep=run.dep)
            verb = tokens[tokens[run.head].head] if tokens[run.head].pos == "ADP" else tokens[run.head]
            for k in range(sentence.first, sentence.last):
                child = tokens[k]
                if child.head == i and k < i - 1:
                    tokens[k] = replace(child, head=i - 1)
                elif child.head == i and child.text == "on" and verb.pos == "VERB":
                    tokens[k] = replace(child, head=verb.i)  # nobody runs a hospital on a Saturday
            tokens[i] = replace(run, head=i - 1, dep="acl", tag="VBN", pos="VERB")
            if tokens[i + 1].dep == "prep":
                tokens[i + 1] = replace(tokens[i + 1], head=i, dep="agent")


def _give_offences(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Hang "of responsibility" from the verb in "accused Ahrar al-Sham of responsibility", not from the name before it."""
    for sentence in sentences:
        for i in range(sentence.first + 2, sentence.last - 1):
            if tokens[i].lemma != "of" or tokens[i].dep != "prep":
                continue
            name = tokens[tokens[i].head]
            verb, below = tokens[name.head], tokens[i + 1 : sentence.last]
            if name.pos not in {"PROPN", "PRON"} or name.i > i or name.dep != "dobj" or verb.lemma not in ACCUSING:
                continue
            offence = next((t for t in below if t.head == i and t.dep in {"pobj", "pcomp"}), None)
            told_later = any(t.lemma == "of" and t.head == verb.i for t in below)
            if offence is not None and offence.pos in {"NOUN", "VERB"} and not told_later:
                tokens[i] = replace(tokens[i], head=verb.i)


def _give_verdicts(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Make what is judged the object: "dismissed as baseless allegations that …" dismisses the allegations."""
    for sentence in sentences:
        for i in range(sentence.first + 1, sentence.last - 2):
            verb = tokens[tokens[i].head]
            if tokens[i].lemma != "as" or tokens[i].dep != "prep" or verb.lemma not in JUDGING or verb.i > i:
                continue
            kids = [t for t in tokens[sentence.first : sentence.last] if t.head == verb.i and t.i != verb.i]
            noun = next((t for t in tokens[i + 2 : sentence.last] if t.head == i and t.dep == "pobj"), None)
            near = [t for t in tokens[i + 1 : i + 6] if noun is not None and t.head == noun.i and t.i < noun.i]
            verdict = next((t for t in near if t.dep == "nmod" and t.pos == "NOUN"), None)  # "an absolute lie"
            verdict = verdict or next((t for t in near if t.i < i + 3 and t.dep in {"amod", "compound"}), None)
            if noun is None or verdict is None or any(k.dep in {"dobj", "auxpass"} for k in kids):
                continue
            tokens[noun.i] = replace(noun, head=verb.i, dep="dobj")
            tokens[verdict.i] = replace(verdict, head=i, dep="pobj")


def _join_prefixes(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Make one phrase of "non-compliance" where the parse takes its three tokens for things of their own."""
    for sentence in sentences:
        for i in range(sentence.first, sentence.last - 2):
            prefix, hyphen, word = tokens[i : i + 3]
            if (
                prefix.text.lower() not in PREFIXES
                or hyphen.text != "-"
                or hyphen.dep == "punct"
                or word.pos == "PUNCT"
            ):
                continue
            inside = (i, i + 1, i + 2)
            tops = [t for t in (word, hyphen, prefix) if t.head not in inside or t.head == t.i]
            tops = [t for t in tops if t.head == t.i or not hangs_below(tokens, t.head, inside)] or tops
            top = next((t for t in tops if t.dep == "conj"), tops[-1])
            head = i + 2 if top.head == top.i else top.head
            for k in places_of(sentence):
                if k not in inside and tokens[k].head in (i, i + 1):
                    tokens[k] = replace(tokens[k], head=i + 2)
            tokens[i] = replace(prefix, head=i + 2, dep="compound")
            tokens[i + 1] = replace(hyphen, head=i + 2, dep="punct", pos="PUNCT", tag="HYPH")
            tokens[i + 2] = replace(word, head=head, dep=top.dep)


def _read_counts(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Read "and dozens more wounded" and "39 dead and 100 wounded" as who was wounded."""
    for sentence in sentences:
        for i in places_of(sentence):
            token, above = tokens[i], tokens[tokens[i].head]
            alone = token.dep == "nsubj" and token.pos == "NUM" and above.text in HURT
            if token.dep == "conj" and token.pos == "ADJ" and token.text in HURT and above.tag == "VBN":
                tokens[i] = replace(token, pos="VERB", tag="VBN", lemma=HURT[token.text])
                for k in range(above.i + 1, i):
                    if tokens[k].head == i and tokens[k].dep == "nsubj":
                        tokens[k] = replace(tokens[k], dep="nsubjpass")
            elif alone and "dobj" not in own_deps(tokens, sentence, above.i):
                tokens[i] = replace(token, dep="nsubjpass")
                tokens[above.i] = replace(above, tag="VBN")


def _give_counts(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Read "24 of 29 drones" behind "shot down" as what was shot down."""
    for sentence in sentences:
        for i in range(sentence.first, sentence.last - 1):
            token, verb = tokens[i], tokens[tokens[i].head]
            if token.dep != "npadvmod" or token.pos != "NUM" or tokens[i + 1].text != "of":
                continue
            own = own_deps(tokens, sentence, verb.i)
            if verb.pos == "VERB" and verb.i < i and own.isdisjoint({"dobj", "nsubjpass"}):
                tokens[i] = replace(token, dep="dobj")


def _hang_places(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Read "outside parliament" behind a verb as where, not as what the verb acts on."""
    for sentence in sentences:
        for i in range(sentence.first + 1, sentence.last - 1):
            token, noun = tokens[i], tokens[tokens[i].head]
            if token.text not in ("outside", "inside") or token.dep != "amod":
                continue
            if noun.dep == "dobj" and noun.i > i and noun.head == i - 1:
                tokens[i] = replace(token, head=noun.head, dep="prep", tag="IN", pos="ADP")
                tokens[noun.i] = replace(noun, head=i, dep="pobj")


def _join_appositions(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Give a verb one subject: "The head of the alliance, Ana Ruiz said" is parsed with two; the second renames the first."""
    for sentence in sentences:
        subjects: dict[int, int] = {}
        for i in places_of(sentence):
            token = tokens[i]
            if token.dep not in ("nsubj", "nsubjpass") or token.head <= i:
                continue
            first = subjects.setdefault(token.head, i)
            if first == i or token.pos != "PROPN":
                continue
            start = i
            while start > first and tokens[start - 1].head == i:
                start -= 1
            if tokens[start - 1].text == "," and tokens[first].pos in ("NOUN", "PROPN"):
                tokens[i] = replace(token, dep="appos", head=first)


def _join_descriptions(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Give a verb its subject back where the parse takes that one's description for a verb of its own.

    "A committee linked to the opposition said" is parsed as a committee that linked, and nobody who said. What has neither a
    subject nor a conjunction and stands right behind "noun, participle, preposition, noun" has that noun as its subject.
    """
    for sentence in sentences:
        for i in range(sentence.first + 3, sentence.last):
            said_to = i + 1 < sentence.last and tokens[i + 1].tag == "TO"  # "the town said to be safe" has another end
            if tokens[i].tag in FINITE and tokens[i - 1].dep == "pobj" and not said_to:
                found = _find_described(tokens, sentence, i)
                if found is not None:
                    _hang_description(tokens, sentence, *found, i)


def _find_described(tokens: Sequence[Token], sentence: Sentence, verb: int) -> tuple[int, int] | None:
    """Return the noun and the participle of a description that ends right before a verb without a subject."""
    if any(tokens[k].head == verb and tokens[k].dep in ("nsubj", "nsubjpass", "cc") for k in places_of(sentence)):
        return None
    at = verb - 1
    while tokens[at].pos in ("NOUN", "PROPN", "ADP") and sentence.first < tokens[at].head < at:
        at = tokens[at].head
    if tokens[at].tag not in ("VBD", "VBN") or tokens[at].pos != "VERB" or at == verb - 1:
        return None
    own = {tokens[k].dep: k for k in places_of(sentence) if tokens[k].head == at and k != at}
    noun = own.get("nsubj", own.get("nsubjpass"))
    if noun is None or own.keys() & {"aux", "auxpass", "dobj", "cc"} or tokens[noun].pos not in ("NOUN", "PROPN"):
        return None
    return (noun, at) if noun == at - 1 else None


def _hang_description(tokens: list[Token], sentence: Sentence, noun: int, participle: int, verb: int) -> None:
    """Make the noun the verb's subject and the participle its description; the verb takes the participle's place."""
    above = tokens[participle]
    if above.head != verb:
        head = verb if above.head == participle else above.head
        tokens[verb] = replace(tokens[verb], head=head, dep=above.dep)
    for k in places_of(sentence):
        if tokens[k].head == participle and k not in (participle, verb) and (k < noun or k > verb):
            tokens[k] = replace(tokens[k], head=verb)
    tokens[noun] = replace(tokens[noun], head=verb, dep="nsubj")
    tokens[participle] = replace(above, head=noun, dep="acl", tag="VBN")


def _join_closing_speech(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Hang a sentence from the speech that closes it: "Gunmen attacked a village, an official and residents said Friday".

    The parse takes the speech for a second deed, joined without a conjunction, where its subject is joined from two or its
    day follows without a preposition; and for what another says in "Iran said its forces had left, state media reported".
    """
    for sentence in sentences:
        root = next((k for k in places_of(sentence) if tokens[k].head == k), None)
        verb = next((k for k in reversed(places_of(sentence)) if _is_closing_speech(tokens, sentence, k, root)), None)
        if root is not None and verb is not None:
            for k in _find_said(tokens, sentence, verb):
                tokens[k] = replace(tokens[k], head=root)
            tokens[verb] = replace(tokens[verb], head=verb, dep="ROOT")
            tokens[root] = replace(tokens[root], head=verb, dep="ccomp")


def _is_closing_speech(tokens: Sequence[Token], sentence: Sentence, verb: int, root: int | None) -> bool:
    """Tell whether a verb of speech joined to the root has its subject behind a comma, and nothing that it says."""
    token = tokens[verb]
    if root is None or token.head != root or token.lemma not in SPEAKING or token.tag not in FINITE:
        return False
    own = [tokens[k] for k in places_of(sentence) if tokens[k].head == verb]
    subject = next((t.i for t in own if t.dep == "nsubj" and t.i < verb), None)
    if subject is None:
        return False
    if token.dep == "ccomp":
        said_before = any(root < k < subject for k in _find_said(tokens, sentence, verb))
        return tokens[root].lemma in SPEAKING and said_before and _closes(tokens, sentence, subject)
    said = {"ccomp", "xcomp", "dobj"} if token.lemma != "tell" else {"ccomp", "xcomp"}
    if token.dep != "conj" or any(t.dep in said or t.dep == "conj" for t in own):
        return False
    return _closes(tokens, sentence, subject)


def _find_said(tokens: Sequence[Token], sentence: Sentence, verb: int) -> list[int]:
    """Return the heads of the clauses before a verb of speech that hang on it."""
    return [k for k in range(sentence.first, verb) if tokens[k].head == verb and tokens[k].dep == "ccomp"]


def _closes(tokens: Sequence[Token], sentence: Sentence, subject: int) -> bool:
    """Tell whether a subject stands right behind a comma, well into the sentence."""
    first = _find_first(tokens, sentence, subject)
    return first > sentence.first + 1 and tokens[first - 1].text == "," and tokens[first - 2].dep != "cc"


def _find_first(tokens: Sequence[Token], sentence: Sentence, head: int) -> int:
    """Return the first word of the phrase that a word heads."""
    inside = {head}
    first = head
    for k in range(head - 1, sentence.first - 1, -1):
        if tokens[k].head not in inside:
            break
        inside.add(k)
        first = k
    return first
