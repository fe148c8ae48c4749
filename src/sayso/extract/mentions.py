"""Event mentions with their parties, place, time and figures; and those that no voice puts forward, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.extract.actor_homes import HOME
from sayso.extract.coreference import EFFECTS, HOSTILE, TOLL_SENTENCES, Mention, is_definite
from sayso.extract.pointing import inside, is_nobody, overlap, points_back, sums_up
from sayso.extract.status import is_habit
from sayso.extract.tree import find_children, find_token_at
from sayso.records import (
    ACTUAL,
    TO_COME,
    Actor,
    Analysis,
    Attribution,
    Event,
    EventType,
    Figure,
    Place,
    Reason,
    Rejected,
    Span,
    Stance,
    Status,
    Timex,
    Token,
)

Bounds = tuple[int | None, int | None]

SPEECH_ACTS = frozenset({EventType.REQUEST, EventType.THREATEN, EventType.AGREE, EventType.REJECT})
"""Types whose complement is what is demanded, threatened, promised or refused: no happening of its own."""

WORDS = SPEECH_ACTS | {EventType.ACCUSE, EventType.SUPPORT}
"""Types that are done by saying so."""

VICTIMS = frozenset({"killed", "injured", "abducted", "arrested", "displaced"})

FORCES = frozenset({"troops", "released", "displaced"})

COUNTED: Mapping[EventType, frozenset[str]] = {
    **dict.fromkeys(EventType, frozenset({"troops"})),
    EventType.ASSAULT: VICTIMS | FORCES,
    EventType.COERCE: VICTIMS | FORCES,
    EventType.SANCTION: VICTIMS - {"killed", "injured"},
    EventType.RETREAT: FORCES,
    EventType.CONCEDE: FORCES,
    EventType.AID: FORCES,
}
"""What is counted of each type of event: nobody is killed by a demand."""

WEAK_WORD, WEAK_FILLED = 0.5, 3
"""A word that names an event half the time or less is one only where it has parties or a place and a day."""

ONLY_STANCE = "a stance on another event"

OPENING = frozenset({"explain", "know", "release", "disclose", "reveal", "identify", "name", "specify"})
"""Verbs of which not doing them leaves standing what they are about: "did not explain why they were arrested"."""

GOING_ON = frozenset({"ongoing", "continuing", "continued", "has begin", "has start", "has open", "has resume"})
"""What, said of an event, tells that it is one, however weak its word: "the ongoing fight", "has begun an operation"."""

KINDS = frozenset({"such", "every", "each", "any"})
"""Determiners of an event noun that tells of no one event."""

DESIRES = frozenset({"want", "hope", "wish", "like", "eager", "keen", "willing", "aim"})
"""Words under which a peaceful act is no plan yet."""

ATTACKERS = frozenset(
    "attacker attackers assailant assailants gunman gunmen bomber bombers shooter shooters hijacker hijackers "
    "perpetrator perpetrators".split()
)
"""Who did what was told: what is done to them is another deed."""

DANGERS = frozenset({"attack", "attacker", "bomb", "bombing", "plot", "assault", "ambush", "raid"})
"""What one may be warned of by who has no part in it."""

WANTS = frozenset({"want", "demand", "seek", "need", "hope", "wish"})
"""Verbs whose object is not there yet."""

ABILITIES = frozenset({"can", "able", "capable", "ca"})
"""What makes an event only something that somebody could do."""

PREVENTING = frozenset({"avoid", "prevent", "deter", "preclude", "forbid", "prohibit", "ban", "bar"})
"""Verbs over what was never begun; a foiled attack was."""

HABITS = frozenset("record history policy practice habit tradition pattern culture tactic strategy".split())
"""Nouns over what somebody does as a rule: "a record of clamping down on dissent"."""

ANYBODY = frozenset({"you", "one", "anyone", "everyone", "people"})
"""Subjects of a present tense that is about nobody."""

STANCE_OF = {EventType.ACCUSE: (Stance.BLAMES, Stance.DENIES), EventType.REJECT: (Stance.DENIES,)}
"""Speech acts that, about an event that is told, are a stance on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkers:
    """Functions that tie a token or a phrase to what was found around it."""

    actor: Callable[[Span, Span | None], Actor]  # of a phrase; no mention that holds the second span
    when: Callable[[int], tuple[Timex, str] | None]
    place: Callable[[int, tuple[Span, ...]], tuple[Place, str] | None]
    figures: Callable[[int], Mapping[str, Bounds]]
    counted: Sequence[Figure] = ()  # all figures of the report


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """An event mention with its parties, place, time and figures."""

    event: Event
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    place: tuple[Place, str] | None
    when: tuple[Timex, str] | None
    figures: Mapping[str, Bounds]

    @property
    def fullness(self) -> int:
        """How many fields are filled."""
        return (
            2 * len(self.actors[:1])
            + 2 * len(self.recipients[:1])
            + bool(self.place)
            + bool(self.when)
            + bool(self.figures)
        )


def fill_mentions(
    analysis: Analysis, events: Sequence[Event], attributions: Sequence[Attribution], link: Linkers
) -> tuple[tuple[Filled, ...], tuple[Filled, ...], tuple[Rejected, ...]]:
    """Return the events that are put forward, with their fields, those that are only a stance on one, and those declined."""
    kept, declined = _drop_complements(analysis, events, attributions)
    filled, stances, untold = _drop_untold(analysis, _part_scenes([_fill(e, link) for e in kept]), attributions)
    return filled, stances, (*declined, *untold)


def _drop_complements(
    analysis: Analysis, events: Sequence[Event], attributions: Sequence[Attribution]
) -> tuple[list[Event], list[Rejected]]:
    """Part the events from what is only demanded, threatened, promised or refused in them (guide, rule 2)."""
    by_token = {event.token: event for event in events}
    blamed = {a.anchor for a in attributions if a.stance is Stance.BLAMES}
    kept, declined = [], []
    for event in events:
        if event.token not in blamed and _is_complement(analysis, event, by_token):
            declined.append(
                Rejected(
                    stage="claims", reason=Reason.NOT_AN_EVENT, span=event.trigger, detail="complement of a speech act"
                )
            )
        else:
            kept.append(event)
    return kept, declined


COMPLEMENT_PATH = frozenset(
    {"xcomp", "ccomp", "dobj", "pobj", "prep", "pcomp", "acl", "conj", "dative", "agent", "nsubjpass", "nsubj", "relcl"}
)


def _is_complement(analysis: Analysis, event: Event, by_token: Mapping[int, Event]) -> bool:
    token, steps = analysis.tokens[event.token], 0
    below: str | None = None
    while token.head != token.i and steps < 6:
        below, child = token.dep, token
        token, steps = analysis.tokens[token.head], steps + 1
        if below not in COMPLEMENT_PATH or (below in ("nsubj", "nsubjpass") and steps == 1 and token.i in by_token):
            return False
        if below == "ccomp" and token.lemma == "say" and token.i not in by_token:
            return False  # "said the attack was a crime; the other side rejected the charge"
        if below == "relcl" and event.status in ACTUAL:
            return False  # "vowed to crush the rebels, who have killed dozens"
        governor = by_token.get(token.i)
        if governor is not None:
            return (
                governor.type in SPEECH_ACTS
                and event.type is not governor.type
                and not (governor.type is EventType.REQUEST and _is_assertion(analysis, token))
                and (
                    below in ("xcomp", "ccomp")
                    or (
                        child.pos == "ADP"
                        and child.lemma in ("for", "of", "to", "against", "with")
                        and event.status in TO_COME
                    )
                )
            )
    return False


def _drop_untold(
    analysis: Analysis, filled: Sequence[Filled], attributions: Sequence[Attribution]
) -> tuple[tuple[Filled, ...], tuple[Filled, ...], list[Rejected]]:
    """Part the mentions from those that no voice puts forward as a happening, each with the reason."""
    kept, stances, declined = [], [], []
    for mention in filled:
        detail = _untold(analysis, mention, attributions)
        if detail is None:
            kept.append(mention)
        else:
            if detail == ONLY_STANCE:
                stances.append(mention)
            span = mention.event.trigger
            declined.append(Rejected(stage="claims", reason=Reason.NOT_AN_EVENT, span=span, detail=detail))
    return tuple(kept), tuple(stances), declined


def _untold(analysis: Analysis, mention: Filled, attributions: Sequence[Attribution]) -> str | None:
    """Return why a mention is not put forward; `None` if it is."""
    event = mention.event
    if event.type is EventType.ACCUSE and _is_summed_up(analysis, event, attributions):
        return ONLY_STANCE
    if event.type is EventType.ACCUSE and _is_at_fault(analysis, analysis.tokens[event.token]):
        return "a description"
    for attribution in attributions:
        if "stance declined" in attribution.rule and any(inside(event.trigger, s) for s in attribution.content):
            if _is_presupposed(analysis, attribution, event):
                continue
            return "neither confirmed nor denied"
        if _is_stance_on_an_event(analysis, attribution, event):
            return ONLY_STANCE
    if event.status is Status.HYPOTHETICAL and not (mention.actors and mention.recipients and event.type in HOSTILE):
        return "only possible"
    if event.status is Status.HYPOTHETICAL and event.status_rule.rpartition(":")[2] in ABILITIES:
        return "only possible"
    if event.status_rule.endswith(":purpose") or event.type not in HOSTILE and event.status_rule.endswith(" to"):
        return "only a purpose"
    if event.status_rule.endswith(":imperative") and event.type not in HOSTILE:
        return "only asked for"
    if _is_generic(analysis, analysis.tokens[event.token]) or _is_done_often(analysis, analysis.tokens[event.token]):
        return "what is done in general"
    anchored = any(a.anchor == event.token and a.stance is not Stance.ASSERTS for a in attributions)
    going_on = event.status is Status.ONGOING and event.status_rule.partition(":")[2] in GOING_ON
    told = mention.fullness + 2 * (not mention.recipients and _has_object(analysis, mention))
    if event.score <= WEAK_WORD and told < WEAK_FILLED and not anchored and not going_on:
        return "a weak word, and little told"
    if event.status is Status.NEGATED and event.status_rule.rpartition(":")[2].partition(" ")[0] in PREVENTING:
        return "kept from happening"
    if event.status_rule == "status=negated:no subject" and analysis.tokens[event.token].lemma in EFFECTS:
        return "nobody was hurt"
    if event.type in (EventType.REQUEST, EventType.AGREE) and _is_assertion(analysis, analysis.tokens[event.token]):
        return "an assertion"
    if event.type is EventType.REQUEST and _asks_no_name(analysis, analysis.tokens[event.token]):
        return "a speaker who is not named"
    if event.type is EventType.REQUEST and not mention.actors and _is_interview(analysis, analysis.tokens[event.token]):
        return "a question to the speaker"
    if event.type not in HOSTILE and event.status_rule.rpartition(":")[2] in DESIRES:
        return "only wished for"
    head = analysis.tokens[event.token]
    if event.type not in HOSTILE and _is_wanted(analysis, head):
        return "only wished for"
    if any(analysis.tokens[c].lemma in KINDS for c in analysis.children[head.i]) and not _is_told(mention):
        return "of its kind, not told"
    if event.type is EventType.THREATEN and _is_alert(analysis, mention):
        return "an alert"
    if event.type is EventType.CONSULT and event.status is Status.NEGATED and not mention.recipients:
        return "a refusal to comment"
    if event.type is EventType.CONSULT and _is_private(analysis, mention):
        return "a meeting of private people"
    if event.type is EventType.CONSULT and mention.actors and all(a.sector == "JRN" for a in mention.actors):
        return "journalists at work"
    if event.type is EventType.MOBILIZE and head.dep == "acl" and head.tag == "VBG":
        return "a description"
    if head.tag == "VBN" and head.lemma == "arm" and head.dep in {"acl", "amod"} and not event.actors:
        return "a description"  # "two men armed with knives"
    several = any(bounds != (1, 1) for bounds in mention.figures.values())
    if head.tag == "VBN" and head.dep == "acl" and analysis.tokens[head.head].lemma == "those" and not several:
        return "a description"  # "the families of those killed"
    if head.tag == "VBG" and any(t.lemma in {"range", "distance"} for t in analysis.tokens[head.i + 1 : head.i + 2]):
        return "a description"  # "within shelling range"
    if head.dep == "pobj" and any(t.lemma == "warrant" for t in analysis.tokens[max(0, head.i - 4) : head.i]):
        return "only asked for"
    above = analysis.tokens[analysis.tokens[head.head].head]
    if head.dep == "pcomp" and above.lemma in HABITS and not _is_told(mention):
        return "a habit"
    filled = mention.place or mention.figures
    # of the clause, and not its own, is the day in "from besieged villages on Saturday"
    own_day = mention.when is not None and mention.when[1] != "when.clause"
    if head.dep == "amod" and head.tag in ("VBN", "VBG") and not (filled or mention.actors):
        return None if own_day else "a description"
    if not (filled or mention.when or mention.actors or mention.recipients) and head.pos == "NOUN":
        return "in general" if _is_mass(analysis, head) else None
    return None


def _is_summed_up(analysis: Analysis, event: Event, attributions: Sequence[Attribution]) -> bool:
    """Tell whether a charge is only the word for what was told: "said it had killed ten, a charge that the army rejected"."""
    noun = analysis.tokens[event.token]
    clauses = {t.start for t in find_children(analysis, noun.i, "relcl")} if noun.dep == "appos" else set()
    return any(a.cue is not None and a.cue.start in clauses and sums_up(a) for a in attributions)


def _is_presupposed(analysis: Analysis, attribution: Attribution, event: Event) -> bool:
    """Tell whether who does not say something about an event leaves it standing: "nobody has claimed the attack"."""
    if "responsibility" in attribution.rule or "the claim is negated" in attribution.rule:
        noun = analysis.tokens[event.token]
        return is_definite(analysis, noun) or (noun.dep == "relcl" and event.status in ACTUAL)
    token = analysis.tokens[event.token]
    if token.dep == "dobj" and analysis.tokens[token.head].lemma == "claim":  # "no group claimed the blast"
        return is_definite(analysis, token)
    if attribution.cue is None or event.status not in ACTUAL:
        return False
    first = find_token_at(analysis, attribution.cue.start)
    cue = analysis.tokens[first : first + 8] if first is not None else ()
    return any(t.lemma in OPENING for t in cue if t.start < attribution.cue.end)


def _has_object(analysis: Analysis, mention: Filled) -> bool:
    """Tell whether it is said what is asked for or spoken of, though that is no party: "proposed a reform"."""
    tokens = analysis.tokens
    return any(
        tokens[c].pos == "NOUN"
        and tokens[c].dep in {"dobj", "nsubjpass"}
        or tokens[c].lemma == "of"
        and not mention.actors
        for c in analysis.children[mention.event.token]
    )


def _is_told(mention: Filled) -> bool:
    """Tell whether an event has its own day, or is to come: what speaks of a kind has neither."""
    return mention.when is not None or mention.event.status is Status.PLANNED


def _is_private(analysis: Analysis, mention: Filled) -> bool:
    """Tell whether a meeting is of nobody named: no party, place or day, or only "two men", "they"; a visit by its visitors."""
    visitors = mention.actors if mention.event.mode == "visit" else ()
    parties = visitors or (*mention.actors, *mention.recipients)
    if not parties:
        return not (mention.place or mention.when)
    return all(
        p.id is None and p.country is None and p.sector in (None, "CVL") and not any(c.isupper() for c in p.name)
        for p in parties
    )


def _is_generic(analysis: Analysis, verb: Token) -> bool:
    """Tell whether a present tense is about what kind somebody is, or what anybody does: "those who reject it"."""
    if verb.dep == "relcl" and any(t.lemma == "any" for t in find_children(analysis, verb.head, "det")):
        return True  # "would veto any law that prevented it"
    if verb.tag not in {"VBP", "VBZ"}:
        return False
    kids = [analysis.tokens[c] for c in analysis.children[verb.i]]
    if any(k.dep in {"aux", "auxpass"} for k in kids):
        return False
    if is_habit(analysis, verb) or any(k.dep == "nsubj" and k.lemma in ANYBODY for k in kids):
        return True
    if verb.dep != "relcl" or not any(k.dep == "nsubj" and k.lemma in {"that", "who", "which"} for k in kids):
        return False
    antecedent = analysis.tokens[verb.head]
    return antecedent.tag in {"NN", "NNS", "DT", "PRP", "WP"}


def _is_alert(analysis: Analysis, mention: Filled) -> bool:
    """Tell whether who warns somebody of an attack is not who would carry it out: "officials had warned Delhi of an attack"."""
    verb = analysis.tokens[mention.event.token]
    below = find_children(analysis, verb.i, "prep")
    below += [
        p
        for prep in below
        for o in find_children(analysis, prep.i, "pobj")
        for p in find_children(analysis, o.i, "prep")
    ]
    dangers = [o for p in below if p.lemma in {"of", "about"} for o in find_children(analysis, p.i, "pobj")]
    told = verb.lemma == "warn" and bool(find_children(analysis, verb.i, "dobj", "dative"))
    officials = bool(mention.actors) and all(a.sector == "GOV" for a in mention.actors)
    return told and officials and any(d.lemma in DANGERS for d in dangers)


def _is_wanted(analysis: Analysis, noun: Token) -> bool:
    """Tell whether a noun is among what somebody wants: "they want an inquiry, an amnesty and a vote"."""
    while noun.dep in {"conj", "appos"} and noun.head != noun.i:
        noun = analysis.tokens[noun.head]
    return noun.pos == "NOUN" and noun.dep == "dobj" and analysis.tokens[noun.head].lemma in WANTS


def _is_done_often(analysis: Analysis, noun: Token) -> bool:
    """Tell whether a noun is the object of what somebody does again and again: "usually claims its attacks"."""
    return noun.tag == "NNS" and noun.dep == "dobj" and is_habit(analysis, analysis.tokens[noun.head])


def _is_assertion(analysis: Analysis, verb: Token) -> bool:
    """Tell whether a verb of asking says that something is so, or only asks: "suggested that killers may have done it"."""
    if verb.lemma == "ask" and _asks_question(analysis, verb):
        return True
    for c in analysis.children[verb.i]:
        clause = analysis.tokens[c]
        if clause.dep == "ccomp" and clause.pos in ("VERB", "AUX"):
            aux = [analysis.tokens[k] for k in analysis.children[c] if analysis.tokens[k].dep in ("aux", "auxpass")]
            modals = {a.lemma for a in aux if a.tag == "MD"}
            if modals:
                return bool(modals & {"may", "might", "could"})
            return (clause.tag == "VBD" and not aux) or any(a.tag in ("VBD", "VBZ", "VBP") for a in aux)
    return False


def _asks_question(analysis: Analysis, verb: Token) -> bool:
    """Tell whether what somebody asks is a question and no request: "asked, “Who did it?”"."""
    sentence = analysis.sentences[verb.sentence]
    if not any(t.text == "?" for t in analysis.tokens[sentence.first : sentence.last]):
        return False
    kids = [analysis.tokens[c] for c in analysis.children[verb.i]]
    return not any(k.dep == "prep" and k.lemma == "for" or k.dep == "xcomp" for k in kids)


def _is_at_fault(analysis: Analysis, verb: Token) -> bool:
    """Tell whether "blame" says what somebody is: "that Moscow was to blame"."""
    return (
        verb.lemma == "blame" and verb.tag == "VB" and verb.dep == "xcomp" and analysis.tokens[verb.head].lemma == "be"
    )


def _asks_no_name(analysis: Analysis, verb: Token) -> bool:
    """Tell whether a speaker only wants no name: "an official who asked not to be identified"."""
    return any(
        t.lemma in {"name", "identify", "quote"} and t.tag == "VBN" for t in find_children(analysis, verb.i, "xcomp")
    )


def _is_interview(analysis: Analysis, verb: Token) -> bool:
    """Tell whether somebody is only asked to speak: "Asked to describe the device, he said", "when asked for details"."""
    if verb.lemma != "ask" or verb.tag != "VBN":
        return False
    return verb.dep == "advcl" or any(analysis.tokens[c].lemma == "when" for c in analysis.children[verb.i])


def _is_stance_on_an_event(analysis: Analysis, attribution: Attribution, event: Event) -> bool:
    """Tell whether an accusation or a rejection is the cue of a stance on an event, and so no event of its own."""
    if attribution.stance not in STANCE_OF.get(event.type, ()) or not overlap(event.trigger, attribution.cue):
        return False
    if attribution.stance is Stance.DENIES and attribution.anchor not in (None, event.token):
        return True
    return event.token != attribution.anchor and points_back(analysis, attribution)


def _is_mass(analysis: Analysis, noun: Token) -> bool:
    """Tell whether a noun stands in the singular without a determiner, as for a kind: "in combat"."""
    return noun.tag == "NN" and not any(
        analysis.tokens[c].dep in ("det", "poss", "nummod") or analysis.tokens[c].tag == "NNP"
        for c in analysis.children[noun.i]
    )


def _fill(event: Event, link: Linkers) -> Filled:
    place = link.place(event.token, event.places)
    return Filled(
        event=event,
        actors=unique(link.actor(s, event.trigger) for s in event.actors if not is_nobody(s)),
        recipients=unique(link.actor(s, event.trigger) for s in event.recipients if not is_nobody(s)),
        place=place,
        when=link.when(event.token),
        figures={k: v for k, v in link.figures(event.token).items() if k in COUNTED[event.type]},
    )


def unique(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return the actors without those of a key that came before, in their order."""
    seen: dict[str, Actor] = {}
    for actor in actors:
        seen.setdefault(actor.key, actor)
    return tuple(seen.values())


def _part_scenes(filled: Sequence[Filled]) -> list[Filled]:
    """Take from the doers of violence the words that say where it was, and from speech the place of who is spoken to.

    "The Manchester bombing" was not done by Manchester, and nobody "called on Moscow" there.
    """
    scenes = {f.place[0].span for f in filled if f.place is not None and f.event.type in HOSTILE}
    parted = []
    for mention in filled:
        if mention.event.type in HOSTILE:
            mention = replace(mention, actors=tuple(a for a in mention.actors if a.span not in scenes))
        elif mention.event.type in WORDS and mention.place is not None:
            spoken_to = any(mention.place[0].span == r.span for r in mention.recipients)
            mention = replace(mention, place=None) if spoken_to else mention
        parted.append(mention)
    return parted


def make_mention(filled: Filled) -> Mention:
    """Make of a filled mention what the joining of mentions compares."""
    place, when = filled.place, filled.when
    counted = bool({"killed", "injured"} & filled.figures.keys())
    return Mention(
        event=filled.event,
        actors=frozenset(a.key for a in filled.actors),
        recipients=frozenset(a.key for a in filled.recipients),
        place=_place_path(place[0]) if place else None,
        when=(when[0].begin, when[0].end or when[0].begin) if when and when[0].begin else None,
        counts=frozenset((k, a) for k, (a, b) in filled.figures.items() if a is not None and a == b),
        befell_attackers=bool(filled.recipients)
        and all(a.name.lower().rpartition(" ")[2] in ATTACKERS for a in filled.recipients),
        toll_reach=_toll_reach(filled) if counted and not (filled.actors or place or when) else 0,
    )


def _toll_reach(filled: Filled) -> int:
    """Return how many sentences back a bare count of the dead may belong: of people at large some, of soldiers one."""
    unnamed = all(r.id is None and (r.country is None or r.rule.endswith(HOME)) for r in filled.recipients)
    at_large = all(r.sector in (None, "CVL") for r in filled.recipients)
    if unnamed and at_large:
        return TOLL_SENTENCES
    return int(unnamed and all(r.key.startswith("role:") for r in filled.recipients))


def _place_path(place: Place) -> str:
    """Return a text in which the path of a larger place starts that of a smaller one."""
    if place.precision and place.precision.value == "country":
        return place.country or place.name.casefold()
    return "/".join((place.country or "", str(place.geonameid or place.name.casefold())))
