"""Words that tell that somebody was hurt, or died by his own hand, by what stands with them: "was hit by a bullet"."""

from __future__ import annotations

from sayso.extract.tree import find_children, find_governed, find_shared
from sayso.records import Analysis, Token

SUBJECT, OBJECT, BEARER = "subject", "object", "bearer"
"""Where the hurt stand: who does what the verb tells; whom it is done to; who is in a state or has a wound."""

_SUFFERING = frozenset({"suffer", "sustain", "receive"})
_WOUNDS = frozenset({"wound", "injury", "burn", "laceration", "gunshot"})
_HITTING = frozenset({"hit", "strike", "graze", "wound"})
_SHOTS = frozenset(
    "bullet shot gunshot gunfire shrapnel round pellet fragment crossfire splinter mortar shell rocket blast".split()
)
_SHOOTING = _SHOTS | {"shoot", "shooting", "gunman", "shooter"}
_BODY = frozenset(
    "head neck chest back arm leg foot hand shoulder stomach abdomen hip thigh knee face torso buttock ankle eye groin calf "
    "wrist elbow side jaw mouth throat rib finger forehead toe shin body".split()
)
_BRINGING = frozenset("take rush transport airlift fly send bring transfer admit carry drive helicopter ferry".split())
_HOSPITALS = frozenset({"hospital", "center", "centre", "clinic", "infirmary"})
_KEEPING = frozenset("detention juvenile correctional correction justice intake processing holding jail".split())
"""What a centre is for that keeps people in custody."""

_STATES = frozenset("critical serious stable grave guarded satisfactory fair noncritical unknown".split())
"""Conditions that patients are in; houses and cars are in good or poor ones."""

_LYING = frozenset({"be", "remain", "stay", "lie"})
_WARDS = frozenset({"hospital", "surgery", "care"})
ENDURING = frozenset({"survive", "recover", "live"})
"""Verbs for what the wounded are expected to do."""
_FINDING = frozenset({"find", "discover", "locate", "see", "leave"})
_PEOPLE = frozenset(
    "people person man woman child boy girl teen teenager victim other officer soldier student worker".split()
)
_OWN = frozenset({"himself", "herself", "themselves"})
_WEAPONS = frozenset({"gun", "weapon", "pistol", "rifle", "handgun", "revolver", "shotgun", "knife"})


def find_wounding(analysis: Analysis, token: Token) -> str | None:
    """Return where those stand of whom a word tells that they were hurt; `None`: it does not tell that."""
    if token.tag.startswith("VB"):
        return _by_verb(analysis, token)
    return BEARER if _is_state(analysis, token) else None


def is_suicide(analysis: Analysis, verb: Token) -> bool:
    """Tell whether a verb says that its subject died by its own hand: "committed suicide", "took his own life"."""
    things = find_children(analysis, verb.i, "dobj")
    if verb.lemma == "commit":
        return any(t.lemma == "suicide" or t.text.lower().endswith("-suicide") for t in things)
    return verb.lemma == "take" and any(
        t.lemma == "life" and any(k.lemma == "own" for k in _kids(analysis, t)) for t in things
    )


def _by_verb(analysis: Analysis, verb: Token) -> str | None:
    if verb.lemma in _SUFFERING:
        things = {t.lemma for t in find_children(analysis, verb.i, "dobj")} | _objects(analysis, verb, "from")
        return SUBJECT if things & _WOUNDS else None
    if verb.lemma in _HITTING:
        return OBJECT if _is_hit(analysis, verb) else None
    if verb.lemma in _BRINGING:
        there = _objects(analysis, verb, "to", "into") & _HOSPITALS
        if not there or _is_custody(analysis, verb):
            return None
        return OBJECT if verb.lemma != "send" or _sends_somebody(analysis, verb) else None
    if verb.lemma == "treat":
        hurt = _objects(analysis, verb, "for") & _WOUNDS or _objects(analysis, verb, "at", "in") & _HOSPITALS
        after = any(t.lemma == "release" for t in find_children(analysis, verb.i, "conj"))
        return OBJECT if hurt or (after and verb.tag == "VBN") else None
    if verb.lemma in ("fight", "cling"):
        return SUBJECT if _objects(analysis, verb, "for", "to") & {"life", "survival"} else None
    if verb.lemma == "recover" and _is_recovering(analysis, verb):
        return SUBJECT
    if verb.lemma in ENDURING:
        above = analysis.tokens[verb.head]
        if verb.lemma == "survive" and verb.tag == "VBD" and not find_children(analysis, verb.i, "dobj", "prep"):
            return SUBJECT
        return SUBJECT if verb.dep == "xcomp" and above.lemma == "expect" and above.tag == "VBN" else None
    if verb.lemma == "undergo":
        return SUBJECT if any(t.lemma == "surgery" for t in _kids(analysis, verb)) else None
    if verb.lemma == "turn":
        weapon = any(t.lemma in _WEAPONS for t in find_children(analysis, verb.i, "dobj"))
        return SUBJECT if weapon and _objects(analysis, verb, "on") & _OWN else None
    return None


def _is_recovering(analysis: Analysis, verb: Token) -> bool:
    """Tell whether people get over a wound: "three others are recovering", "he is recovering from surgery"."""
    if verb.tag != "VBG" or not any(t.lemma == "be" for t in find_children(analysis, verb.i, "aux")):
        return False
    people = any(t.lemma in _PEOPLE for t in find_children(analysis, verb.i, "nsubj"))
    return bool(
        people
        or _objects(analysis, verb, "from") & (_WOUNDS | _WARDS)
        or _objects(analysis, verb, "at", "in") & _HOSPITALS
    )


def _is_custody(analysis: Analysis, verb: Token) -> bool:
    """Tell whether somebody is brought to a centre that holds prisoners."""
    places = find_governed(analysis, verb.i, "to", "into")
    return any(k.text.lower() in _KEEPING for place in places for k in _kids(analysis, place))


def _sends_somebody(analysis: Analysis, verb: Token) -> bool:
    """Tell whether what is sent somewhere is people: letters are sent to hospitals as well."""
    return any(t.tag == "PRP" or t.lemma in _PEOPLE for t in find_children(analysis, verb.i, "dobj"))


def _is_hit(analysis: Analysis, verb: Token) -> bool:
    """Tell whether something fired hits, or a part of somebody's body is hit."""
    if _objects(analysis, verb, "by", "with") & _SHOTS or _objects(analysis, verb, "in") & _BODY:
        return True
    if any(t.dep == "auxpass" for t in _kids(analysis, verb)) and not find_governed(analysis, verb.i, "by", "with"):
        return _tells_of_shots(analysis, verb)  # "shots were fired and four people were hit"
    at = verb
    for _ in range(3):
        subjects = {t.lemma for t in find_children(analysis, at.i, "nsubj")}
        if subjects or at.dep not in ("conj", "advcl"):
            return bool(subjects & _SHOTS)
        at = analysis.tokens[at.head]
    return False


def _tells_of_shots(analysis: Analysis, verb: Token) -> bool:
    """Tell whether shots are told of in a verb's sentence or the one before it."""
    first = analysis.sentences[max(0, verb.sentence - 1)].first
    last = analysis.sentences[verb.sentence].last
    return any(t.lemma in _SHOOTING for t in analysis.tokens[first:last])


def _is_state(analysis: Analysis, noun: Token) -> bool:
    """Tell whether a noun is a state somebody is in or a wound somebody has: "in critical condition", "with wounds"."""
    over = analysis.tokens[noun.head]
    if noun.dep != "pobj" or over.pos != "ADP":
        return False
    if over.text.lower() == "in":
        words = {part for t in _kids(analysis, noun) for part in t.lemma.replace("-", " ").split()}
        if noun.lemma == "condition":
            return bool(words & _STATES)
        above = analysis.tokens[over.head]
        return noun.lemma in _WARDS and (noun.lemma != "care" or "intensive" in words) and above.lemma in _LYING
    return over.text.lower() == "with" and noun.lemma in _WOUNDS


def find_bearers(analysis: Analysis, noun: Token) -> list[Token]:
    """Return who is in a state, or has a wound: the noun it is said of, else whom, else who does, what its verb tells."""
    above = analysis.tokens[analysis.tokens[noun.head].head]
    if above.pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET") and above.lemma not in _HOSPITALS:
        return [above]
    for _ in range(3):
        if above.pos in ("VERB", "AUX") or above.head == above.i:
            break
        above = analysis.tokens[above.head]
    wanted = ("dobj", "nsubjpass") if above.lemma in _FINDING | _BRINGING else ("nsubjpass", "nsubj")
    return find_shared(analysis, above, *wanted, steps=3)


def _kids(analysis: Analysis, token: Token) -> list[Token]:
    return [analysis.tokens[c] for c in analysis.children[token.i]]


def _objects(analysis: Analysis, verb: Token, *prepositions: str) -> set[str]:
    """Return the nouns that prepositions of a verb govern, those joined to the first among them."""
    found = set[str]()
    for noun in find_governed(analysis, verb.i, *prepositions):
        found |= {noun.lemma, noun.text.lower(), *(t.lemma for t in find_children(analysis, noun.i, "conj"))}
    return found
