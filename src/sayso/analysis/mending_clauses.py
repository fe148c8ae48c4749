"""Mend how the parser is known to hang verbs and clauses: on the wrong subject, the wrong verb of saying, the wrong tense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.records import Sentence, Token

FINITE = frozenset({"VBD", "VBZ", "VBP"})
SPEAKING = frozenset({"say", "tell", "report", "announce", "confirm", "add"})
MESSAGES = frozenset(
    {"statement", "letter", "interview", "message", "video", "speech", "post", "tweet", "report", "broadcast", "email"}
)
"""Nouns of that in which something is said."""

SAYING = SPEAKING | {"tweet", "write", "declare"}
"""Verbs of saying and of writing."""

JUDGING = frozenset(
    {"dismiss", "reject", "deny", "denounce", "condemn", "decry", "slam", "ridicule", "criticize", "criticise"}
)
"""Verbs behind which a verdict with "as" may stand before what it is given on."""

CALLING = frozenset("call urge demand ask appeal warn accuse blame condemn add praise welcome promise".split())
"""Verbs by which who said something goes on."""


def mend_clauses(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Mend a report's tokens in place."""
    _give_subjects(tokens, sentences)
    _give_objects(tokens, sentences)
    _give_contents(tokens, sentences)
    _open_clauses(tokens, sentences)
    _read_relatives(tokens, sentences)
    _match_tenses(tokens, sentences)
    _close_questions(tokens, sentences)
    _read_perfects(tokens, sentences)
    _part_speeches(tokens, sentences)
    _lead_speeches(tokens, sentences)
    _part_others(tokens, sentences)
    _choose_agents(tokens, sentences)
    _date_speeches(tokens, sentences)


def _give_subjects(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Give a verb the subject that the parse gives to a participle before it: "the toll among those moved out has risen".

    A clause that is a subject opens with a word of its own, or has an auxiliary.
    """
    for sentence in sentences:
        for i in range(sentence.first + 1, sentence.last):
            verb = tokens[i]
            if verb.dep != "csubj" or verb.tag not in ("VBN", "VBD") or tokens[i - 1].pos not in ("NOUN", "PROPN"):
                continue
            own = {t.dep: t for t in tokens[sentence.first : i] if t.head == i}
            if own.keys() == {"nsubj"} and own["nsubj"].tag not in ("WP", "WDT"):
                tokens[own["nsubj"].i] = replace(own["nsubj"], head=verb.head)
                tokens[i] = replace(verb, head=i - 1, dep="acl", tag="VBN")


def _give_objects(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Read a past tense behind "and" as a verb, not as describing its object: "offered help and criticised mayor Khan"."""
    for sentence in sentences:
        for i in range(sentence.first + 2, sentence.last - 1):
            if tokens[i].tag != "VBD" or tokens[i].dep != "amod" or tokens[i - 1].dep != "cc":
                continue
            noun = tokens[tokens[i].head]
            noun = tokens[noun.head] if noun.dep == "compound" else noun
            verb = tokens[noun.head]
            if noun.dep == "conj" and noun.i > i and verb.tag in FINITE and tokens[i - 1].head == verb.i:
                tokens[i] = replace(tokens[i], head=verb.i, dep="conj", pos="VERB")
                tokens[noun.i] = replace(noun, head=i, dep="dobj")


def _give_contents(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Hang a clause from the verb of saying, not from where it was said, nor from who was told it.

    "Said in a statement that it had attacked", "told a radio station that the president had been killed".
    """
    for sentence in sentences:
        for i in range(sentence.first + 3, sentence.last):
            clause = tokens[i]
            if clause.dep not in ("acl", "relcl") or clause.pos not in ("VERB", "AUX"):
                continue
            noun = tokens[clause.head]
            told = noun.dep == "dobj" and tokens[noun.head].lemma == "tell"
            verb = tokens[noun.head] if told else tokens[tokens[noun.head].head]
            where = noun.dep == "pobj" and noun.lemma in MESSAGES and verb.lemma in SPEAKING
            if not (told or where) or verb.i > noun.i:
                continue
            kids = [t for t in tokens[sentence.first : sentence.last] if t.head == i]
            is_content = any(t.dep == "mark" and t.lemma == "that" for t in kids)
            if is_content and "ccomp" not in own_deps(tokens, sentence, verb.i):
                tokens[i] = replace(clause, head=verb.i, dep="ccomp")


def _open_clauses(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Read a past tense behind "which" and its doer as their verb: "the bombing, which police blamed on X, killed ten"."""
    for sentence in sentences:
        for i in range(sentence.first + 3, sentence.last - 1):
            verb, doer, which = tokens[i], tokens[i - 1], tokens[i - 2]
            if verb.tag != "VBD" or verb.dep != "acl" or verb.head != doer.i or which.tag != "WDT":
                continue
            main = tokens[doer.head]
            noun = tokens[main.head]
            if main.dep != "relcl" or doer.dep != "nsubj" or which.head != main.i or noun.i > which.i or main.i < i:
                continue
            is_root = noun.head == noun.i
            tokens[main.i] = replace(main, head=main.i if is_root else noun.head, dep=noun.dep)
            tokens[noun.i] = replace(noun, head=main.i, dep="nsubj")
            tokens[which.i] = replace(which, head=i, dep="dobj")
            tokens[doer.i] = replace(doer, head=i)
            tokens[i] = replace(verb, head=noun.i, dep="relcl")


def _read_relatives(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Read "that" as what is rejected in "a charge that the military rejected", not as what opens its content.

    Behind a comma such a noun renames what was told, and is no second object: "had downed a jet, a claim that Iran rejected".
    """
    for sentence in sentences:
        for i in range(sentence.first, sentence.last):
            that = tokens[i]
            verb = tokens[that.head]
            if (
                that.text != "that"
                or that.dep != "mark"
                or verb.lemma not in JUDGING
                or verb.dep not in {"relcl", "acl"}
            ):
                continue
            if own_deps(tokens, sentence, verb.i).isdisjoint({"dobj", "ccomp", "xcomp", "nsubjpass"}):
                tokens[i] = replace(that, dep="dobj", tag="WDT", pos="PRON")
                tokens[verb.i] = replace(verb, dep="relcl")
                _rename_object(tokens, verb.head)


def _rename_object(tokens: list[Token], noun: int) -> None:
    """Hang a second object behind a comma from the first, as another name of it."""
    token = tokens[noun]
    before = hanging(tokens, token.head, token.head + 1, noun, "dobj")
    if token.dep == "dobj" and before and "," in (tokens[noun - 1].text, tokens[max(0, noun - 2)].text):
        tokens[noun] = replace(token, head=before[0].i, dep="appos")


def _match_tenses(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Join a past tense to the past tense before it: "it had dropped bombs since Saturday, when gunmen broke in, killed six"."""
    for sentence in sentences:
        for i in range(sentence.first + 3, sentence.last):
            verb, over = tokens[i], tokens[tokens[i].head]
            if verb.dep != "conj" or verb.tag != "VBD" or over.i > i or not _is_perfect(tokens, sentence, over):
                continue
            clauses = [t for t in tokens[over.i + 1 : i] if t.tag == "VBD" and t.dep in {"relcl", "advcl"}]
            if clauses and "nsubj" in own_deps(tokens, sentence, clauses[-1].i):
                _join(tokens, sentence, i, clauses[-1].i)


def _close_questions(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Join what follows a question to who asked it: "asked which of the girls was Malala and shot her"."""
    for sentence in sentences:
        for i in range(sentence.first + 3, sentence.last):
            verb, question = tokens[i], tokens[tokens[i].head]
            asked = tokens[question.head]
            if verb.dep != "conj" or verb.tag != "VBD" or question.dep != "ccomp" or asked.lemma != "ask":
                continue
            is_question = any(t.tag in {"WDT", "WP", "WRB"} for t in tokens[asked.i + 1 : asked.i + 3])
            if is_question and asked.i < question.i < i:
                _join(tokens, sentence, i, asked.i)


def _read_perfects(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Read "accused of having planned attacks" as a perfect, not as having attacks that are planned."""
    for sentence in sentences:
        for i in range(sentence.first + 1, sentence.last - 1):
            have, done = tokens[i - 1], tokens[i]
            noun = tokens[done.head]
            if have.text != "having" or done.tag != "VBN" or done.dep != "amod" or noun.head != have.i or noun.i < i:
                continue
            tokens[i] = replace(done, head=have.head, dep=have.dep, pos="VERB")
            tokens[i - 1] = replace(have, head=i, dep="aux", pos="AUX")
            tokens[noun.i] = replace(noun, head=i, dep="dobj")


def _part_speeches(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Let who said something go on to call for something: "Amnesty said police had used force and called for an inquiry".

    So does who "tweeted that nobody had anything to worry about and blamed" others: what nobody has to do is not in the past.
    """
    for sentence in sentences:
        for i in range(sentence.first + 3, sentence.last):
            verb = tokens[i]
            if verb.dep != "conj" or verb.tag != "VBD" or verb.lemma not in CALLING or verb.head > i:
                continue
            told = tokens[verb.head]
            said = tokens[told.head]
            if told.tag == "VB":
                said = next((t for t in reversed(tokens[sentence.first : told.i]) if t.lemma in SAYING), told)
            elif told.dep != "ccomp" or not (told.lemma == "be" or _is_perfect(tokens, sentence, told)):
                continue
            if said.tag == "VBG" and said.dep == "advcl" and tokens[said.head].i < said.i:
                said = tokens[said.head]  # "denied it, saying that rebels had hidden there, and accused"
            if said.tag == "VBD":
                _join(tokens, sentence, i, said.i)


def _lead_speeches(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Join what a speaker did next to what was said first: "a spokesman said it was slander, proposed a meeting and warned"."""
    for sentence in sentences:
        root = next((tokens[k] for k in places_of(sentence) if tokens[k].head == k), None)
        if root is None or root.tag != "VBD" or own_deps(tokens, sentence, root.i) & {"nsubj", "nsubjpass", "expl"}:
            continue
        said = hanging(tokens, root.i, sentence.first, root.i, "ccomp")
        if len(said) != 1 or said[0].lemma not in SAYING or said[0].tag not in FINITE:
            continue
        if own_deps(tokens, sentence, said[0].i) >= {"nsubj", "ccomp"} and tokens[root.i - 1].text == ",":
            tokens[said[0].i] = replace(said[0], head=said[0].i, dep="ROOT")
            tokens[root.i] = replace(root, head=said[0].i, dep="conj")


def _part_others(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Let who did the first do the second to the others: "killed four of the men who shot him and arrested six others"."""
    for sentence in sentences:
        for i in range(sentence.first + 3, sentence.last - 1):
            verb, clause = tokens[i], tokens[tokens[i].head]
            if verb.dep != "conj" or verb.tag not in {"VBD", "VBN"} or clause.dep != "relcl" or clause.i > i:
                continue
            others = any(t.lemma == "other" for t in hanging(tokens, i, i + 1, sentence.last, "dobj"))
            above = tokens[clause.head]
            while above.dep in {"pobj", "prep"} and above.pos in {"NOUN", "ADP", "PROPN"}:
                above = tokens[above.head]
            if others and above.dep == "dobj":
                _join(tokens, sentence, i, above.head)


def _date_speeches(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Hang "on Thursday" from the verb of saying before it: "said on Thursday they had killed four"."""
    for sentence in sentences:
        for i in range(sentence.first + 2, sentence.last - 2):
            on, said, clause = tokens[i], tokens[i - 1], tokens[tokens[i].head]
            if on.lemma != "on" or on.dep != "prep" or said.lemma not in SAYING or clause.head != said.i:
                continue
            if clause.dep == "ccomp" and hanging(tokens, clause.i, i + 1, clause.i, "nsubj", "nsubjpass"):
                tokens[i] = replace(on, head=said.i)


def _choose_agents(tokens: list[Token], sentences: Sequence[Sentence]) -> None:
    """Read "killed not by soldiers but by guards" as killed by guards."""
    for sentence in sentences:
        for i in range(sentence.first + 1, sentence.last):
            by, others = tokens[i], [t for t in tokens[sentence.first : i] if t.lemma == "by" and t.dep == "agent"]
            if by.lemma != "by" or by.dep not in {"conj", "prep", "agent"} or tokens[i - 1].text != "but" or not others:
                continue
            first = others[-1]
            if tokens[first.i - 1].text == "not":
                tokens[i] = replace(by, head=first.head, dep="agent")
                tokens[first.i] = replace(first, dep="dep")


def _is_perfect(tokens: Sequence[Token], sentence: Sentence, verb: Token) -> bool:
    """Tell whether a verb stands in a perfect: "had used"."""
    return verb.tag == "VBN" and any(t.lemma == "have" and t.head == verb.i for t in tokens[sentence.first : verb.i])


def _join(tokens: list[Token], sentence: Sentence, i: int, to: int) -> None:
    """Coordinate a verb with another than the parse did, unless it has a subject of its own or the other hangs on it."""
    over = tokens[i].head
    if hangs_below(tokens, to, (i,)) or own_deps(tokens, sentence, i) & {"nsubj", "nsubjpass"}:
        return
    tokens[i] = replace(tokens[i], head=to)
    for k in range(over + 1, i):
        if tokens[k].dep == "cc" and tokens[k].head == over:
            tokens[k] = replace(tokens[k], head=to)


def own_deps(tokens: Sequence[Token], sentence: Sentence, head: int) -> set[str]:
    """Return what hangs on a word, by label."""
    return {t.dep for t in hanging(tokens, head, sentence.first, sentence.last)}


def hanging(tokens: Sequence[Token], head: int, first: int, last: int, *deps: str) -> list[Token]:
    """Return what of the tokens `[first, last)` hangs on a word, itself if it is a root; with one of the labels, or any."""
    return [t for t in tokens[first:last] if t.head == head and (not deps or t.dep in deps)]


def opens_with_that(tokens: Sequence[Token], sentence: Sentence, verb: int) -> bool:
    """Tell whether a clause is introduced by "that"."""
    return any(t.text == "that" for t in hanging(tokens, verb, sentence.first, verb, "mark"))


def places_of(sentence: Sentence) -> range:
    """Return where the words of a sentence stand."""
    return range(sentence.first, sentence.last)


def hangs_below(tokens: Sequence[Token], i: int, high: Sequence[int]) -> bool:
    """Tell whether a word hangs, by however many steps, on one of others."""
    for _ in tokens:  # as many steps as there are words, whatever was mended before
        if tokens[i].head == i:
            break
        i = tokens[i].head
        if i in high:
            return True
    return False
