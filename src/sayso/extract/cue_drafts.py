"""Draft attributions from cues: verbs, nouns and prepositions that put content into a source's mouth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.extract.cues import Frame
from sayso.extract.draft_scene import Draft, Scene
from sayso.extract.extents import Range
from sayso.extract.status import find_status, is_habit
from sayso.extract.tree import (
    SUBJECTS,
    find_antecedent,
    find_children,
    find_conjuncts,
    find_patients,
    find_subtree,
    has_mark,
    iter_ancestors,
)
from sayso.records import TO_COME, Span, Token

CITING = frozenset({"cite", "quote"})

STATING = frozenset(
    {"say", "state", "claim", "read", "warn", "declare", "announce", "urge", "condemn", "add", "deny", "tell", "call"}
)

MAX_CLIMB = 6

SPEAKING = frozenset({"say", "tell", "speak", "talk", "hear", "learn", "admit", "confess", "boast", "brag"})
"""Lemmas that with a preposition still tell of what happened: "spoke of an attack", but "called for an inquiry"."""

CONNECTIVES = frozenset({"however", "meanwhile", "but", "and", "also", "still", "moreover", "because"})

FIRST_PERSON = frozenset({"i", "we", "me", "us", "you"})

COUNTS = frozenset(
    {"toll", "dead", "number", "figure", "count", "tally", "total", "estimate", "cost", "loss", "damage", "turnout"}
)
"""Nouns of what somebody puts at a number."""
TALLIES = frozenset({"he", "she", "they", "it"})
"""Pronouns of who may do so."""


def add_verb(scene: Scene, token: Token) -> None:
    """Add the draft of a verb: a phrase of blame or responsibility, or a verb of the lexicon with its content."""
    phrase = _responsibility_or_blame(scene, token)
    frame = scene.frame_of(token)
    if phrase is not None:
        _add_phrase(scene, token, *phrase)
    elif frame is not None and not _is_muted(scene, token, frame):
        _add_framed(scene, token, frame)
    elif token.lemma in {"put", "give"}:
        _add_count(scene, token)


def _is_muted(scene: Scene, token: Token, frame: Frame) -> bool:
    """Tell whether a cue inside a speech is the speaker's own manner of speaking, or an adjective, or a bare gerund."""
    if token.dep in {"amod", "compound", "aux", "auxpass"}:
        return True
    if token.i not in scene.quoted:
        return False
    if frame.kind in {"attitude", "suspects"}:
        return True
    subjects = find_children(scene.analysis, token.i, "nsubj")
    first = any(s.lemma in FIRST_PERSON or s.text.lower() in FIRST_PERSON for s in subjects)
    return frame.kind == "asserts" and (first or not subjects)


def _add_framed(scene: Scene, token: Token, frame: Frame) -> None:
    if token.lemma in CITING and token.tag == "VBG" and _add_citing(scene, token):
        return
    content, preposition, rule = _find_content(scene, token, frame)
    if not content or rule == "infinitive" and _governs_cue(scene, token):
        return
    source = None if frame.raising else scene.find_source(token)
    if source is None and rule in {"object", "complement"} and frame.kind != "blames":
        return
    scene.add(
        Draft(
            source=scene.make_source(source, token) if source is not None else None,
            cue=scene.make_cue(token, preposition),
            content=content,
            head=token.i,
            rule=f"verb+{rule}",
            tells=_tells(scene, token, frame, rule),
        )
    )


def _add_count(scene: Scene, token: Token) -> None:
    """Add "officials put the death toll at 39", "police, who gave the toll as 24": what a speaker counts."""
    counts = [o for o in find_children(scene.analysis, token.i, "dobj") if o.lemma in COUNTS]
    leading = {"put": "at", "give": "as"}[token.lemma]
    numbers = [p for p in find_children(scene.analysis, token.i, "prep") if p.lemma == leading]
    if token.lemma == "give":  # "gave a toll of 300"
        numbers += [p for o in counts for p in find_children(scene.analysis, o.i, "prep") if p.lemma == "of"]
    source = scene.find_source(token) if counts and numbers else None
    if source is None:
        return
    speaker = scene.tokens[source]
    if speaker.tag == "WP" and token.dep == "relcl":
        speaker = find_antecedent(scene.analysis, token)
        source = speaker.i
    if speaker.pos in {"NOUN", "PROPN"} or speaker.lemma in TALLIES:
        scene.add(
            Draft(
                source=scene.make_source(source, token),
                cue=scene.make_cue(token, None),
                content=scene.make_ranges([*counts, *numbers]),
                head=token.i,
                rule="verb+count",
            )
        )


def _governs_cue(scene: Scene, token: Token) -> bool:
    """Tell whether a verb belongs to the cue under it: "declined to comment on"."""
    return token.lemma in scene.lexicon.governors and any(
        scene.frame_of(x) is not None and _find_content(scene, x, scene.frame_of(x) or Frame(kind="asserts"))[0]
        for x in find_children(scene.analysis, token.i, "xcomp")
    )


def _tells(scene: Scene, token: Token, frame: Frame, rule: str) -> bool:
    """Tell whether a content is told as so, and not wished, asked, or only spoken of."""
    if rule == "clause" and "clause" not in frame.content:  # a speech beside "condemned"
        return True
    if frame.kind == "attitude" or not _is_said(scene, token, frame):
        return False
    if frame.kind == "denies" and _withholds(scene, token):
        return False
    if rule == "object":
        return scene.key_of(token) in scene.lexicon.tell_objects
    if rule == "preposition":
        return frame.kind != "asserts" or token.lemma in SPEAKING
    if rule == "infinitive" and frame.kind == "asserts":
        return any(
            x.tag == "VBG" or any(a.lemma == "have" for a in find_children(scene.analysis, x.i, "aux"))
            for x in find_children(scene.analysis, token.i, "xcomp")
        )
    if rule == "clause":
        clauses = find_children(scene.analysis, token.i, "ccomp")
        return not any(_is_question(scene, c) for c in clauses)
    return True


def _is_said(scene: Scene, token: Token, frame: Frame) -> bool:
    """Tell whether the saying itself took place: not "will say", "a way to blame", nor "usually claims its attacks"."""
    if is_habit(scene.analysis, token):
        return False
    status, rule = find_status(scene.analysis, token.i)
    if status not in TO_COME or rule.endswith((":must", ":can")):
        return True
    return frame.kind == "asserts" and not rule.endswith((":will", ":if", ":would"))


def _withholds(scene: Scene, token: Token) -> bool:
    """Tell whether to deny is to withhold here: "denied him entry", "denied bail"."""
    if find_children(scene.analysis, token.i, "dative"):
        return True
    objects = find_children(scene.analysis, token.i, "dobj")
    return any(o.lemma in scene.lexicon.words["withheld"] for o in objects)


def _is_question(scene: Scene, clause: Token) -> bool:
    """Tell whether a clause is a question: "whether", "why", "how"."""
    kids = (scene.tokens[c] for c in scene.analysis.children[clause.i])
    return any(k.i < clause.i and (k.tag == "WRB" or k.dep == "mark" and k.lemma in {"whether", "if"}) for k in kids)


def _add_citing(scene: Scene, token: Token) -> bool:
    """Add "citing officials": the officials say what the one who cites them reports."""
    speakers = [
        o
        for o in find_children(scene.analysis, token.i, "dobj")
        if o.pos == "PROPN" or o.lemma in scene.lexicon.speakers
    ]
    host = next((a for a in iter_ancestors(scene.analysis, token.i) if a.pos == "VERB"), None)
    if not speakers or host is None:
        return False
    said = (
        host
        if scene.frame_of(host) is not None
        else next(
            (a for a in iter_ancestors(scene.analysis, host.i) if a.pos == "VERB" and scene.frame_of(a) is not None),
            None,
        )
    )
    inner = said if said is not None and said.i != host.i else host
    if said is not None and said.i == host.i:
        heads = find_children(scene.analysis, host.i, "ccomp", "dobj")
    else:
        heads = [inner] if said is None else [host]
    inside = {i for h in heads for i in find_subtree(scene.analysis, h.i, without=[token.i])}
    content = scene.split_runs(sorted(inside))
    if not content:
        return False
    scene.add(
        Draft(
            source=scene.make_source(speakers[0].i, token),
            cue=scene.make_cue(token, None),
            content=content,
            head=token.i,
            rule="citing",
            within=said.i if said is not None else None,
        )
    )
    return True


def _find_content(scene: Scene, token: Token, frame: Frame) -> tuple[tuple[Range, ...], int | None, str]:
    """Find the content of a verb, the preposition that leads to it, and the name of the construction."""
    kids = [scene.tokens[c] for c in scene.analysis.children[token.i]]
    by_dep: dict[str, list[Token]] = {}
    for kid in kids:
        by_dep.setdefault(kid.dep, []).append(kid)
    objects, denied = by_dep.get("dobj", []), frame.kind == "denies"
    passive = find_patients(scene.analysis, token)
    if frame.raising:
        whole = [
            *by_dep.get("nsubj", []),
            *by_dep.get("xcomp", []),
            *by_dep.get("ccomp", []),
            *by_dep.get("oprd", []),
            *by_dep.get("acomp", []),
        ]
        return (
            (scene.make_ranges([w for w in whole if w.text.lower() not in {"it", "there"}]) if len(whole) > 1 else ()),
            None,
            "raising",
        )
    if found := _find_clause(scene, token, frame, by_dep):
        return found, None, "clause"
    if (
        frame.content & {"object", "clause"}
        and not frame.to
        and token.dep == "relcl"
        and (found := _find_antecedent(scene, token, objects, denied=denied))
    ):
        return found, None, "antecedent"
    if "infinitive" in frame.content and (found := _find_infinitive(scene, token, frame, by_dep, passive)):
        return found, None, "infinitive"
    if "complement" in frame.content:
        said = [*by_dep.get("ccomp", []), *by_dep.get("oprd", []), *by_dep.get("xcomp", [])]
        said = [s for s in said if not _is_another_sentence(scene, s, token)]
        if said or ((objects or passive) and not _convenes(scene, token)):
            return scene.make_ranges([*objects, *said, *passive]), None, "complement"
    if "object" in frame.content and not frame.to and (objects or passive):
        # in "rejected it as a coup" the coup is what the speaker says
        wanted = frame.act | frame.accused | ({"in", "of", "for", "to"} if denied else {"as"})
        extra = [k for k in kids if k.i > token.i and (k.dep == "oprd" or k.dep == "prep" and k.lemma in wanted)]
        for by in by_dep.get("agent", []):
            extra += [
                p for a in find_children(scene.analysis, by.i, "pobj") for p in scene.find_acts_under_agent(a, token)
            ]
        return scene.make_ranges([*objects, *passive, *extra], without=_find_asides(scene, passive)), None, "object"
    for kid in kids:
        if kid.dep in {"prep", "agent"} and kid.i > token.i and (kid.lemma in frame.on or kid.lemma in frame.accused):
            objects = find_children(scene.analysis, kid.i, "pobj", "pcomp")
            if objects:
                return scene.make_ranges(objects), kid.i, "preposition"
    return (), None, ""


def _find_clause(scene: Scene, token: Token, frame: Frame, by_dep: dict[str, list[Token]]) -> tuple[Range, ...]:
    if not frame.content & {"clause", "quotation"}:
        return ()
    clauses = [c for c in by_dep.get("ccomp", []) if not _is_another_sentence(scene, c, token)]
    if clauses and ("clause" in frame.content or any(c.i in scene.quoted for c in clauses)):
        return scene.make_ranges(clauses, without=_find_leading_date(scene, clauses, token))
    if (
        token.dep == "parataxis"
        or token.dep == "advcl"
        and has_mark(scene.analysis, token, "as")
        and "clause" in frame.content
    ):
        if by_dep.get("dobj") or by_dep.get("xcomp"):
            return ()
        host = token.head
        inside = find_subtree(scene.analysis, host, without=[token.i])
        return scene.split_runs(inside)
    return ()


def _find_leading_date(scene: Scene, clauses: Sequence[Token], verb: Token) -> list[int]:
    """Find "on Tuesday" right after the cue, which the parse hangs on the clause: "said on Tuesday it had left"."""
    at = verb.i + 1
    if not clauses or clauses[0].i <= at or clauses[0].i not in range(at, len(scene.tokens)):
        return []
    start = at + (scene.tokens[at].lemma in {"on", "in", "late", "early"})
    name = next((n for n in scene.analysis.names if n.first == start and n.label in {"DATE", "TIME"}), None)
    ends_before = name is not None and name.last < clauses[0].i and scene.tokens[name.last].text != ","
    return list(range(at, name.last)) if name is not None and ends_before else []


def _is_another_sentence(scene: Scene, clause: Token, verb: Token) -> bool:
    """Tell whether a semicolon parts a clause from the verb after it."""
    return clause.i < verb.i and any(
        scene.tokens[k].text == ";" and k > clause.i for k in scene.analysis.children[verb.i] if k < verb.i
    )


def _find_antecedent(scene: Scene, token: Token, objects: Sequence[Token], *, denied: bool) -> tuple[Range, ...]:
    """Find what "which the army denied", "a charge he denied" is about: the noun before, without the relative clause.

    Only an allegation is denied by its name: in "police had killed its workers, which police denied" it is what was told.
    """
    relative = [o for o in objects if o.tag in {"WDT", "WP"} or o.lemma == "that" and o.i < token.i]
    subjects = find_children(scene.analysis, token.i, "nsubj")
    if not relative and (objects or not subjects or subjects[0].tag in {"WDT", "WP"}):
        return ()
    if not relative and any(
        k.dep in {"xcomp", "prep", "ccomp"} for k in map(scene.tokens.__getitem__, scene.analysis.children[token.i])
    ):
        return ()
    noun = find_antecedent(scene.analysis, token)
    if denied and relative and relative[0].lemma == "which" and noun.lemma not in scene.lexicon.words["allegations"]:
        return scene.make_ranges(relative[:1])
    if noun.lemma == "something" or noun.dep == "appos" and noun.lemma in scene.lexicon.words["allegations"]:
        return _find_clause_before(scene, noun)
    clauses = find_children(scene.analysis, noun.i, "relcl", "acl")
    return scene.split_runs(find_subtree(scene.analysis, noun.i, without=[token.i, *(c.i for c in clauses)]))


def _find_clause_before(scene: Scene, noun: Token) -> tuple[Range, ...]:
    """Find the clause that a noun after it sums up: "they beat him, an accusation that the police reject"."""
    verb = next((t for t in iter_ancestors(scene.analysis, noun.i) if t.pos in {"VERB", "AUX"}), None)
    if verb is not None and verb.dep == "parataxis":
        verb = scene.tokens[verb.head]
    if verb is None or verb.i > noun.i:
        return ()
    inside = find_subtree(scene.analysis, verb.i, without=[noun.i])
    return scene.split_runs([i for i in inside if i < noun.i])


def _find_infinitive(
    scene: Scene, token: Token, frame: Frame, by_dep: dict[str, list[Token]], passive: list[Token]
) -> tuple[Range, ...]:
    found = [x for x in by_dep.get("xcomp", []) if x.tag in {"VB", "VBG"} or find_children(scene.analysis, x.i, "aux")]
    if not found:
        return ()
    return scene.make_ranges([*passive, *found] if not frame.to else found, without=_find_asides(scene, passive))


def _find_asides(scene: Scene, patients: Sequence[Token]) -> list[int]:
    """Find the relative clauses of a passive's subject, which the report tells itself: "X, who was held, is accused of"."""
    clauses = [
        c
        for p in patients
        for i in find_conjuncts(scene.analysis, p.i)
        for c in find_children(scene.analysis, i, "relcl")
    ]
    return [i for c in clauses for i in find_subtree(scene.analysis, c.i)]


def _responsibility_or_blame(scene: Scene, token: Token) -> tuple[tuple[Range, ...], int, str] | None:
    """Find "claimed responsibility for", "held X responsible for": the content, the cue's last token, the rule."""
    lexicon = scene.lexicon
    if token.lemma in lexicon.responsibility_verbs:
        for noun in find_children(scene.analysis, token.i, "dobj", "nsubjpass"):
            if noun.lemma in lexicon.responsibility_nouns and not find_children(scene.analysis, noun.i, "neg"):
                heads = _acts(scene, token, noun, {"for", "in", "of", "over"})
                heads = [h for h in heads if h.tag not in {"WDT", "WP"}]
                return (scene.make_ranges(heads) if heads else ()), noun.i, "responsibility"
    for phrase in lexicon.blame_phrases:
        if token.lemma not in phrase.verbs:
            continue
        for word in _complements(scene, token):
            if word.lemma in phrase.words:
                heads = _acts(scene, token, word, phrase.act | phrase.accused)
                if "object" in phrase.accused:
                    heads += [k for k in find_children(scene.analysis, token.i, "dobj", "nsubjpass") if k.i != word.i]
                    heads += find_children(scene.analysis, word.i, "nsubj")
                if heads:
                    return scene.make_ranges(heads), word.i, "blame"
    return None


def _convenes(scene: Scene, verb: Token) -> bool:
    """Tell whether "call" brings about what it calls and names nothing: "called a strike", "a strike called by …"."""
    return verb.lemma == "call" and not find_children(scene.analysis, verb.i, "attr", "acomp", "npadvmod")


def _complements(scene: Scene, token: Token) -> list[Token]:
    found = find_children(scene.analysis, token.i, "dobj", "oprd", "acomp", "ccomp", "xcomp", "nsubjpass", "attr")
    for prep in find_children(scene.analysis, token.i, "prep"):
        if prep.lemma in {"as", "to"}:
            found += find_children(scene.analysis, prep.i, "amod", "pobj", "pcomp")
    for noun in find_children(scene.analysis, token.i, "dobj"):
        if noun.pos != "PRON" or noun.tag == "PRP":  # not "hold those responsible to account"
            found += find_children(scene.analysis, noun.i, "amod")
    return found


def _acts(scene: Scene, verb: Token, noun: Token, prepositions: Iterable[str]) -> list[Token]:
    wanted = frozenset(prepositions)
    found: list[Token] = []
    for at in (noun.i, verb.i):
        for prep in find_children(scene.analysis, at, "prep"):
            if prep.lemma in wanted and prep.i > noun.i:
                found += find_children(scene.analysis, prep.i, "pobj", "pcomp")
    return found


def _add_phrase(scene: Scene, token: Token, content: tuple[Range, ...], last: int, rule: str) -> None:
    source = scene.find_source(token)
    cue = scene.make_cue(token, None)
    if last > token.i and not any(scene.tokens[k].dep == "dobj" and k != last for k in range(token.i, last)):
        end = scene.tokens[last].end
        cue = Span(cue.start, end, scene.analysis.text[cue.start : end])
    if not content:  # "has denied responsibility", "claimed responsibility": the noun is all the content there is
        content = ((scene.tokens[last].start, scene.tokens[last].end),)
        cue = scene.make_cue(token, None)
    scene.add(
        Draft(
            source=scene.make_source(source, token) if source is not None else None,
            cue=cue,
            content=content,
            head=token.i,
            rule=f"phrase+{rule}",
            tells=_is_said(scene, token, Frame(kind="blames")),
        )
    )


def add_noun(scene: Scene, token: Token) -> None:
    """Add the draft of a noun: "its claim that", "allegations that", "the army's denial of"."""
    frame = scene.lexicon.nouns.get(token.lemma)
    if frame is None or token.i in scene.quoted:
        return
    owners = find_children(scene.analysis, token.i, "poss")
    if frame.kind == "attitude" and not owners:
        return
    clauses = [
        c for c in find_children(scene.analysis, token.i, "acl", "ccomp", "relcl") if _is_content_clause(scene, c)
    ]
    stating = [c for c in find_children(scene.analysis, token.i, "acl") if c.tag == "VBG" and c.lemma in STATING]
    preps = [
        p for p in find_children(scene.analysis, token.i, "prep") if p.lemma in {"of", "for", "on", "about", "against"}
    ]
    content: list[Token] = list(clauses)
    preposition = None
    if not clauses and owners and preps:
        preposition = preps[0].i
        content = find_children(scene.analysis, preposition, "pobj", "pcomp")
    if not content or stating:
        return
    last = preposition if preposition is not None else token.i
    first = token.i
    source = None
    if owners:
        source = scene.make_source(owners[0].i, token)
        case = find_children(scene.analysis, owners[0].i, "case")
        first = case[-1].i if case else owners[0].i + 1
        if case and source:
            end = scene.tokens[case[-1].i].start
            source = Span(source.start, end, scene.analysis.text[source.start : end])
    elif token.dep == "dobj" and scene.tokens[token.head].lemma in scene.lexicon.voicing:
        subject = scene.find_source(scene.tokens[token.head])
        source = scene.make_source(subject, token) if subject is not None else None
    if first > last or first >= len(scene.tokens):
        return
    scene.add(
        Draft(
            source=source,
            cue=scene.analysis.span(first, last + 1),
            content=scene.make_ranges(content),
            head=token.i,
            rule="noun",
            tells=frame.kind not in {"attitude"},
        )
    )


def _is_content_clause(scene: Scene, token: Token) -> bool:
    """Tell whether a clause under a noun is its content: "the claim that it fell", "a promise to return"."""
    kids = [scene.tokens[c] for c in scene.analysis.children[token.i]]
    if token.dep == "acl" and token.tag == "VB":
        return any(k.tag == "TO" for k in kids)
    return any(k.dep == "mark" and k.lemma == "that" for k in kids) and any(k.dep in SUBJECTS for k in kids)


def add_prepositions(scene: Scene) -> None:
    """Add "according to X": the content is the rest of the clause."""
    table = scene.lexicon.prepositions
    starts = {words[0] for words in table}
    for token in scene.tokens:
        if token.pos not in {"ADP", "VERB", "SCONJ"} or token.text.lower() not in starts or token.i in scene.quoted:
            continue
        for words in table:
            last = token.i + len(words) - 1
            if last < len(scene.tokens) and tuple(t.text.lower() for t in scene.tokens[token.i : last + 1]) == words:
                _add_preposition(scene, token.i, last)
                break


def _add_preposition(scene: Scene, first: int, last: int) -> None:
    objects = find_children(scene.analysis, last, "pobj")
    if not objects:
        return
    source = scene.make_source(objects[0].i, scene.tokens[first])
    top = scene.tokens[first]
    while top.dep in {"prep", "pcomp"} and first <= top.head <= last and top.head != top.i:
        top = scene.tokens[top.head]
    host = _clause_round(scene, top)
    inside = find_subtree(scene.analysis, host.i, without={top.i, first, last})
    inside = [i for i in inside if not (first <= i <= last)]
    while inside and (
        scene.tokens[inside[0]].dep in {"cc", "punct", "mark"} or scene.tokens[inside[0]].lemma in CONNECTIVES
    ):
        inside = inside[1:]
    content = scene.split_runs(inside)
    if source is not None and content:
        scene.add(
            Draft(
                source=source,
                cue=scene.analysis.span(first, last + 1),
                content=content,
                head=first,
                rule="preposition",
            )
        )


def _ends_sentence(scene: Scene, top: Token) -> bool:
    return top.i in scene.detached or scene.reaches_end(top)


def _clause_round(scene: Scene, top: Token) -> Token:
    """Find the verb of the clause that "according to" is about: the whole sentence's where a comma parts the two."""
    parted = top.i > 0 and scene.tokens[top.i - 1].text in {",", "-", "—", "–"}
    at = scene.tokens[top.head]
    for _ in range(MAX_CLIMB):
        if at.head == at.i:
            break
        verbal = at.pos in {"VERB", "AUX"}
        if verbal and not parted and (at.dep != "conj" or find_children(scene.analysis, at.i, "nsubj", "nsubjpass")):
            break
        if verbal and parted and not _ends_sentence(scene, top) and at.dep in {"ccomp", "relcl"}:
            break
        at = scene.tokens[at.head]
    return at
