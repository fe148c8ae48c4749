"""Join events, attributions, parties, places, times and figures into claims: one event, one voice.

Each event mention is told by the innermost attribution whose content holds its trigger, or by the narrator. Cues that only
claim, blame or deny ("denied responsibility") put forward the event that their anchor names, or, without an anchor, the one
told last. Mentions of one happening by one voice become one claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.extract.confidence import describe_claim, score_claim
from sayso.extract.coreference import EFFECTS, HOSTILE, Mention, is_definite, join_mentions
from sayso.ids import make_id
from sayso.records import (
    Actor,
    Analysis,
    Attribution,
    Claim,
    Event,
    EventType,
    Instrument,
    Place,
    Reason,
    Rejected,
    Report,
    Span,
    Stance,
    Status,
    Timex,
    Token,
    Voice,
    When,
)

Bounds = tuple[int | None, int | None]

OWN_DEEDS = HOSTILE | {EventType.MOBILIZE, EventType.THREATEN}
"""Types of which a voice that says "we did it" claims responsibility; of a meeting or a gift it just asserts."""

WORDS = frozenset(
    {EventType.REQUEST, EventType.ACCUSE, EventType.SUPPORT, EventType.REJECT, EventType.THREATEN, EventType.AGREE}
)
"""Types that are done by saying so."""

SPEECH_ACTS = frozenset({EventType.REQUEST, EventType.THREATEN, EventType.AGREE, EventType.REJECT})
"""Types whose complement is what is demanded, threatened, promised or refused: no happening of its own."""

VICTIMS = frozenset({"killed", "injured", "abducted", "arrested", "displaced"})
FORCES = frozenset({"troops", "released", "displaced"})
COUNTED: Mapping[EventType, frozenset[str]] = {
    **dict.fromkeys(EventType, frozenset({"troops"})),
    EventType.ASSAULT: VICTIMS | FORCES,
    EventType.COERCE: VICTIMS | FORCES,
    EventType.SANCTION: VICTIMS,
    EventType.RETREAT: FORCES,
    EventType.CONCEDE: FORCES,
    EventType.AID: FORCES,
}
"""What is counted of each type of event: nobody is killed by a demand."""

NOBODY = frozenset(
    "none nobody no-one nothing all both each some any most many who whoever whom what which".split()
) | {"no one", "each other", "one another"}
"""Quantities that stand where a party stands, and name none."""

WEAK_WORD, WEAK_FILLED = 0.5, 3
"""A word that names an event half the time or less is one only where it has parties or a place and a day."""

STANCE_OF = {EventType.ACCUSE: Stance.BLAMES, EventType.REJECT: Stance.DENIES}
"""Speech acts that, about an event that is told, are a stance on it."""

ABOUT_AN_EVENT = frozenset({Stance.CLAIMS, Stance.BLAMES, Stance.DENIES})
"""Stances that put an event forward even where it is told elsewhere."""

BRIDGE_SENTENCES = 8
"""How far back a cue without an anchor ("Tehran has denied responsibility") looks for the event it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the extractors found in one report, all in text order."""

    events: tuple[Event, ...]
    attributions: tuple[Attribution, ...]
    times: tuple[Timex, ...]
    places: tuple[Place, ...]
    actors: tuple[Actor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkers:
    """Functions that tie a token or a phrase to what was found around it."""

    actor: Callable[[Span, Span | None], Actor]  # of a phrase; no mention that holds the second span
    when: Callable[[int], tuple[Timex, str] | None]
    place: Callable[[int, tuple[Span, ...]], tuple[Place, str] | None]
    figures: Callable[[int], Mapping[str, Bounds]]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One mention of a happening under one voice.

    `cluster` names the happening by the position of its first mention. `by` is the position of the attribution, `None` for
    the narrator. `accused` are the parties that the voice names as doers, where its stance is about them.
    """

    filled: Filled
    cluster: int
    by: int | None
    stance: Stance
    stance_rule: str
    joined_rule: str
    trigger: Span
    accused: tuple[Actor, ...] = ()
    bridged: bool = False  # the event is told elsewhere; only the stance is this mention's own


def make_claims(
    report: Report, analysis: Analysis, found: Findings, link: Linkers
) -> tuple[tuple[Claim, ...], tuple[Rejected, ...]]:
    """Return the claims of a report in the order of their triggers, and the event mentions that were declined."""
    kept, declined = _drop_complements(analysis, found.events)
    filled, untold = _drop_untold(analysis, [_fill(event, link) for event in kept], found.attributions)
    joined = join_mentions(analysis, [_mention(f) for f in filled])
    speakers = tuple(link.actor(a.source, a.cue) if a.source else None for a in found.attributions)
    sayings = _own_sayings(analysis, found.attributions, filled, joined, speakers, link)
    sayings = _continue_scenes(analysis, sayings)
    bridged, unanchored = _bridged_sayings(analysis, found.attributions, filled, joined, sayings, speakers, link)
    claims = _gather([*sayings, *bridged], analysis, found.attributions, speakers, report)
    return claims, (*declined, *untold, *unanchored)


# --- mentions -------------------------------------------------------------------------------------


def _drop_complements(analysis: Analysis, events: Sequence[Event]) -> tuple[list[Event], list[Rejected]]:
    """Part the events from what is only demanded, threatened, promised or refused in them (guide, rule 2)."""
    by_token = {event.token: event for event in events}
    kept, declined = [], []
    for event in events:
        if _is_complement(analysis, event, by_token):
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
        governor = by_token.get(token.i)
        if governor is not None:
            return (
                governor.type in SPEECH_ACTS
                and event.type is not governor.type
                and (
                    below in ("xcomp", "ccomp")
                    or (
                        child.pos == "ADP"
                        and child.lemma in ("for", "of", "to", "against", "with")
                        and _is_future(event)
                    )
                )
            )
    return False


def _is_future(event: Event) -> bool:
    return event.status in (Status.PLANNED, Status.HYPOTHETICAL)


def _drop_untold(
    analysis: Analysis, filled: Sequence[Filled], attributions: Sequence[Attribution]
) -> tuple[tuple[Filled, ...], list[Rejected]]:
    """Part the mentions from those that no voice puts forward as a happening, each with the reason."""
    kept, declined = [], []
    for mention in filled:
        detail = _untold(analysis, mention, attributions)
        if detail is None:
            kept.append(mention)
        else:
            span = mention.event.trigger
            declined.append(Rejected(stage="claims", reason=Reason.NOT_AN_EVENT, span=span, detail=detail))
    return tuple(kept), declined


def _untold(analysis: Analysis, mention: Filled, attributions: Sequence[Attribution]) -> str | None:
    """Return why a mention is not put forward; `None` if it is."""
    event = mention.event
    for attribution in attributions:
        if "stance declined" in attribution.rule and any(_inside(event.trigger, s) for s in attribution.content):
            return "neither confirmed nor denied"
        if _is_stance_on_an_event(analysis, attribution, event):
            return "a stance on another event"
    if event.status is Status.HYPOTHETICAL and not (mention.actors and mention.recipients):
        return "only possible"
    if event.status_rule.endswith(":purpose"):
        return "only a purpose"
    if event.score <= WEAK_WORD and mention.fullness < WEAK_FILLED:
        return "a weak word, and little told"
    head = analysis.tokens[event.token]
    if any(analysis.tokens[c].lemma == "such" for c in analysis.children[head.i]):
        return "of its kind, not told"
    if not (mention.place or mention.when or mention.figures):
        if head.dep == "amod" and head.tag in ("VBN", "VBG") and not mention.actors:
            return "a description"
        if not (mention.actors or mention.recipients) and head.pos == "NOUN" and _is_mass(analysis, head):
            return "in general"
    return None


def _is_stance_on_an_event(analysis: Analysis, attribution: Attribution, event: Event) -> bool:
    """Tell whether an accusation or a rejection is the cue of a stance on an event, and so no event of its own."""
    if STANCE_OF.get(event.type) is not attribution.stance or not overlap(event.trigger, attribution.cue):
        return False
    return event.token != attribution.anchor and _points_back(analysis, attribution)


def overlap(a: Span, b: Span | None) -> bool:
    """Tell whether two stretches share a character."""
    return b is not None and a.start < b.end and b.start < a.end


def _is_mass(analysis: Analysis, noun: Token) -> bool:
    """Tell whether a noun stands in the singular without a determiner, as for a kind: "in combat"."""
    return noun.tag == "NN" and not any(
        analysis.tokens[c].dep in ("det", "poss", "nummod") or analysis.tokens[c].tag == "NNP"
        for c in analysis.children[noun.i]
    )


def _fill(event: Event, link: Linkers) -> Filled:
    return Filled(
        event=event,
        actors=_unique(link.actor(s, event.trigger) for s in event.actors if s.surface.lower() not in NOBODY),
        recipients=_unique(link.actor(s, event.trigger) for s in event.recipients if s.surface.lower() not in NOBODY),
        place=link.place(event.token, event.places),
        when=link.when(event.token),
        figures={k: v for k, v in link.figures(event.token).items() if k in COUNTED[event.type]},
    )


def _unique(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    seen: dict[str, Actor] = {}
    for actor in actors:
        seen.setdefault(actor.key, actor)
    return tuple(seen.values())


def _mention(filled: Filled) -> Mention:
    place, when = filled.place, filled.when
    counted = bool({"killed", "injured"} & filled.figures.keys())
    return Mention(
        event=filled.event,
        actors=frozenset(a.key for a in filled.actors),
        recipients=frozenset(a.key for a in filled.recipients),
        place=_place_path(place[0]) if place else None,
        when=(when[0].begin, when[0].end or when[0].begin) if when and when[0].begin else None,
        is_toll=counted and not (filled.actors or place or when) and all(_is_anybody(r) for r in filled.recipients),
    )


def _is_anybody(actor: Actor) -> bool:
    """Tell whether a party is people at large: "128 people", not "two soldiers" or a name."""
    return actor.id is None and actor.country is None and actor.sector in (None, "CVL")


def _place_path(place: Place) -> str:
    """Return a text in which the path of a larger place starts that of a smaller one."""
    if place.precision and place.precision.value == "country":
        return place.country or place.name.casefold()
    return "/".join((place.country or "", str(place.geonameid or place.name.casefold())))


# --- whose say-so ---------------------------------------------------------------------------------


def _own_sayings(
    analysis: Analysis,
    attributions: Sequence[Attribution],
    filled: Sequence[Filled],
    joined: Sequence[tuple[int, str]],
    speakers: Sequence[Actor | None],
    link: Linkers,
) -> list[Saying]:
    """Return each event mention under its voice."""
    anchored: dict[int, int] = {}
    for n, attribution in enumerate(attributions):
        if attribution.anchor is not None and attribution.stance is not Stance.ASSERTS and _tells(attribution):
            anchored.setdefault(attribution.anchor, n)
    sayings = []
    for i, mention in enumerate(filled):
        by = anchored.get(mention.event.token)
        if by is None:
            by = _innermost(attributions, mention.event)
        mention = _as_spoken(mention, speakers[by] if by is not None else None)
        stance, rule, accused = _judge(attributions, by, mention, speakers, link)
        sayings.append(
            Saying(
                filled=mention,
                cluster=joined[i][0],
                by=by,
                stance=stance,
                stance_rule=rule,
                joined_rule=joined[i][1],
                trigger=mention.event.trigger,
                accused=accused,
            )
        )
    return sayings


SAME_DOER = "same doer, told just before: "


def _continue_scenes(analysis: Analysis, sayings: Sequence[Saying]) -> list[Saying]:
    """Give an event whose place or time is not told those of the like event just before, where its doer goes on.

    "Troops stormed Homs on Monday. They beat three men": in the same sentence, or in the next with a pronoun as its doer.
    """
    placed = {s.cluster for s in sayings if s.filled.place}
    dated = {s.cluster for s in sayings if s.filled.when}
    made: list[Saying] = []
    last: dict[tuple[str, str], Saying] = {}  # by doer and status: a plan between two deeds does not part them
    for saying in sorted(sayings, key=lambda s: s.trigger):
        filled, status = saying.filled, saying.filled.event.status.value
        before = next((last[a.key, status] for a in filled.actors if (a.key, status) in last), None)
        if before is not None and _goes_on(analysis, before.filled, filled):
            place, when = before.filled.place, before.filled.when
            if place and saying.cluster not in placed:
                filled = replace(filled, place=(place[0], SAME_DOER + place[1].removeprefix(SAME_DOER)))
            if when and saying.cluster not in dated:
                filled = replace(filled, when=(when[0], SAME_DOER + when[1].removeprefix(SAME_DOER)))
            saying = replace(saying, filled=filled)
        last.update({(actor.key, status): saying for actor in filled.actors})
        made.append(saying)
    return made


def _goes_on(analysis: Analysis, before: Filled, filled: Filled) -> bool:
    """Tell whether an event follows another of the same doer without a change of scene."""
    tokens = analysis.tokens
    a, b = tokens[before.event.token], tokens[filled.event.token]
    if b.pos not in ("VERB", "AUX"):
        return False
    if filled.place and before.place and filled.place[0].name != before.place[0].name:
        return False
    if filled.when and before.when and filled.when[0].value != before.when[0].value:
        return False
    if (filled.when and not before.when) or (filled.place and not before.place):
        return False
    pronoun = any(s.surface.casefold() in THIRD_PERSON for s in filled.event.actors)
    return a.sentence == b.sentence or (b.sentence - a.sentence == 1 and pronoun)


THIRD_PERSON = frozenset({"he", "she", "it", "they"})

FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "ourselves", "myself"})


def _as_spoken(mention: Filled, speaker: Actor | None) -> Filled:
    """Put the speaker in the place of the first person in what it says."""
    if speaker is None:
        return mention

    def named(parties: tuple[Actor, ...]) -> tuple[Actor, ...]:
        return _unique(replace(speaker, span=p.span) if p.span.surface.lower() in FIRST_PERSON else p for p in parties)

    return replace(mention, actors=named(mention.actors), recipients=named(mention.recipients))


def _innermost(attributions: Sequence[Attribution], event: Event) -> int | None:
    """Return the attribution with the shortest content that holds the trigger; `None`: the narrator tells it.

    An event in a source phrase ("according to an agreement signed …") is told by whoever tells what that source backs: the
    attribution whose content ends where that source's content ends.
    """
    at = event.trigger
    for outer in attributions:
        if _inside(event.trigger, outer.source) and outer.content:
            at = outer.content[-1]
            break
    best: tuple[int, int] | None = None
    for n, attribution in enumerate(attributions):
        if (
            not attribution.tells
            or _inside(event.trigger, attribution.source)
            or _inside(event.trigger, attribution.cue)
        ):
            continue
        for span in attribution.content:
            if _inside(at, span) or (
                at is not event.trigger and 0 <= at.end - span.end <= 2 and at.start <= span.start
            ):
                size = sum(s.end - s.start for s in attribution.content)
                best = min(best, (size, n)) if best else (size, n)
    return best[1] if best else None


def _tells(attribution: Attribution) -> bool:
    """Tell whether claims may take a voice from an attribution: not from "to say who was behind the attack"."""
    nobody = bool(attribution.accused) and all(s.surface.lower() in NOBODY for s in attribution.accused)
    return attribution.tells and not nobody


def _inside(inner: Span, outer: Span | None) -> bool:
    return outer is not None and outer.start <= inner.start and inner.end <= outer.end


def _judge(
    attributions: Sequence[Attribution],
    by: int | None,
    mention: Filled,
    speakers: Sequence[Actor | None],
    link: Linkers,
) -> tuple[Stance, str, tuple[Actor, ...]]:
    """Return the stance of a voice to an event mention, the rule, and whom it names as doers."""
    event = mention.event
    if by is None:
        return (
            (Stance.SUSPECTS, "hedge on the event", ()) if event.hedge else (Stance.ASSERTS, "told by the report", ())
        )
    attribution, speaker = attributions[by], speakers[by]
    own = speaker is not None and any(a.key == speaker.key for a in mention.actors)
    accused = _accused(attribution, link)
    if attribution.stance is Stance.ASSERTS:
        if own and event.status is Status.NEGATED and event.type in HOSTILE:
            return Stance.DENIES, "negates its own deed", ()
        if own and event.type in OWN_DEEDS and event.status in (Status.HAPPENED, Status.ONGOING):
            return Stance.CLAIMS, "tells its own deed", ()
        return (Stance.SUSPECTS, "hedge on the event", ()) if event.hedge else (Stance.ASSERTS, attribution.rule, ())
    if attribution.stance is Stance.CLAIMS and event.type not in OWN_DEEDS:
        return Stance.ASSERTS, attribution.rule, ()
    return attribution.stance, attribution.rule, accused


def _accused(attribution: Attribution, link: Linkers) -> tuple[Actor, ...]:
    return _unique(link.actor(s, attribution.cue) for s in attribution.accused if s.surface.lower() not in NOBODY)


def _bridged_sayings(
    analysis: Analysis,
    attributions: Sequence[Attribution],
    filled: Sequence[Filled],
    joined: Sequence[tuple[int, str]],
    sayings: Sequence[Saying],
    speakers: Sequence[Actor | None],
    link: Linkers,
) -> tuple[list[Saying], list[Rejected]]:
    """Return what cues without an event in their content say of an event told before ("Tehran has denied responsibility")."""
    found: list[Saying] = []
    declined: list[Rejected] = []
    used = {s.by for s in sayings if s.by is not None}
    for n, attribution in enumerate(attributions):
        if n in used or attribution.cue is None or not _points_back(analysis, attribution):
            continue
        before = [
            s for s in [*sayings, *found] if s.trigger.end <= attribution.cue.start and s.filled.event.type in HOSTILE
        ]
        target = _antecedent(analysis, attribution, before, speakers[n])
        if target is None:
            declined.append(
                Rejected(stage="claims", reason=Reason.NO_EVENT, span=attribution.cue, detail="no event told before it")
            )
            continue
        found.append(
            replace(
                target,
                by=n,
                stance=attribution.stance,
                stance_rule=attribution.rule,
                joined_rule="event told before",
                trigger=_anaphor(analysis, attribution),
                accused=_accused(attribution, link) or _denied_for(attribution, target, speakers[n]),
                bridged=True,
            )
        )
    return found, declined


def _denied_for(attribution: Attribution, target: Saying, speaker: Actor | None) -> tuple[Actor, ...]:
    """Return whose deed a denial of an accusation denies: the speaker's own, else that of all who were accused."""
    if attribution.stance is not Stance.DENIES:
        return ()
    own = tuple(a for a in target.accused if speaker is not None and a.key == speaker.key)
    return own or target.accused


def _points_back(analysis: Analysis, attribution: Attribution) -> bool:
    """Tell whether a stance is about an event told before, not about something that its own words name.

    "Denied responsibility" and "blamed Iran" point back; "denied bail" and "accused him of fraud" do not.
    """
    if not _tells(attribution) or attribution.stance not in ABOUT_AN_EVENT:
        return False
    if attribution.stance is Stance.CLAIMS:
        return True
    if attribution.anchor is not None:
        return analysis.tokens[attribution.anchor].lemma in BACKWARD
    if attribution.stance is Stance.DENIES:
        return ":" in attribution.rule.rpartition("stance=")[2] or _points_at(analysis, attribution.content) is not None
    return not _names_an_offence(analysis, attribution)


def _names_an_offence(analysis: Analysis, attribution: Attribution) -> bool:
    """Tell whether blame says for what: "accused of fraud", "charged with theft", "blamed for the crash"."""
    assert attribution.cue is not None
    end = max((s.end for s in attribution.content), default=attribution.cue.end)
    sentence = analysis.sentences[_sentence_at(analysis, attribution.cue.start)]
    for token in analysis.tokens[sentence.first : sentence.last]:
        if attribution.cue.start <= token.start <= end + 1 and token.lemma in ("of", "for", "with", "over"):
            governor = analysis.tokens[token.head]
            if attribution.cue.start <= governor.start < attribution.cue.end:
                return not any(analysis.tokens[c].lemma in BACKWARD for c in analysis.children[token.i])
    return False


BACKWARD = frozenset(
    "it this that responsibility involvement role part hand complicity guilt charge accusation allegation claim report "
    "crime incident suggestion assertion blame link knowledge".split()
)
"""Nouns and pronouns by which a denial or an accusation points back at what was told."""


def _points_at(analysis: Analysis, spans: Sequence[Span]) -> int | None:
    """Return the token by which content points back: "responsibility", "the charges", "it"."""
    for span in spans:
        sentence = analysis.sentences[_sentence_at(analysis, span.start)]
        for token in analysis.tokens[sentence.first : sentence.last]:
            if (
                span.start <= token.start < span.end
                and token.lemma in BACKWARD
                and token.tag not in ("IN", "WDT", "DT")
            ):
                return token.i
    return None


def _anaphor(analysis: Analysis, attribution: Attribution) -> Span:
    """Return the words that stand for the event: the anchor, what points back, or else the cue."""
    assert attribution.cue is not None
    at = attribution.anchor if attribution.anchor is not None else _points_at(analysis, attribution.content)
    return analysis.span(at, at + 1) if at is not None else attribution.cue


def _antecedent(
    analysis: Analysis, attribution: Attribution, before: Sequence[Saying], speaker: Actor | None
) -> Saying | None:
    """Return the saying whose event a stance without an anchor is about: an accusation of the speaker, else the last deed."""
    assert attribution.cue is not None
    here = _sentence_at(analysis, attribution.cue.start)
    near = [s for s in before if here - analysis.tokens[s.filled.event.token].sentence <= BRIDGE_SENTENCES]
    if attribution.stance is Stance.DENIES and speaker is not None:
        accusing = [
            s
            for s in near
            if s.stance in (Stance.BLAMES, Stance.SUSPECTS)
            and any(a.key == speaker.key for a in (*s.accused, *s.filled.actors))
        ]
        if accusing:
            return accusing[-1]
    return near[-1] if near else None


def _sentence_at(analysis: Analysis, offset: int) -> int:
    """Return the position of the last sentence that starts at or before an offset."""
    low, high = 0, len(analysis.sentences)
    while low < high:
        middle = (low + high) // 2
        if analysis.sentences[middle].start <= offset:
            low = middle + 1
        else:
            high = middle
    return max(0, low - 1)


# --- claims ---------------------------------------------------------------------------------------


def _gather(
    sayings: Sequence[Saying],
    analysis: Analysis,
    attributions: Sequence[Attribution],
    speakers: Sequence[Actor | None],
    report: Report,
) -> tuple[Claim, ...]:
    """Make one claim of all sayings about one happening by one voice with one stance."""
    groups: dict[tuple[int, str, Stance], list[Saying]] = {}
    for saying in sayings:
        voice = _voice_key(saying.by, attributions, speakers)
        groups.setdefault((saying.cluster, voice, saying.stance), []).append(saying)
    clusters: dict[int, list[Saying]] = {}
    for saying in sayings:
        clusters.setdefault(saying.cluster, []).append(saying)
    order = sorted(groups, key=lambda k: (min(s.trigger.start for s in groups[k]), k[0], k[1], k[2].value))
    number = {cluster: f"e{n}" for n, cluster in enumerate(dict.fromkeys(key[0] for key in order), 1)}
    made = [
        _make_claim(number[key[0]], groups[key], clusters[key[0]], analysis, attributions, speakers, report)
        for key in order
    ]
    return tuple(sorted(made, key=lambda c: (c.trigger.start, c.trigger.end, c.voice.name or "", c.stance.value)))


def _voice_key(by: int | None, attributions: Sequence[Attribution], speakers: Sequence[Actor | None]) -> str:
    if by is None:
        return ""
    speaker = speakers[by]
    return speaker.key if speaker else "?"


def _make_claim(
    event: str,
    group: Sequence[Saying],
    cluster: Sequence[Saying],
    analysis: Analysis,
    attributions: Sequence[Attribution],
    speakers: Sequence[Actor | None],
    report: Report,
) -> Claim:
    fullest = max(group, key=lambda s: _worth(analysis, s))
    others = [s for s in cluster if s not in group]
    why: dict[str, str] = {
        "type": fullest.filled.event.rule,
        "event": fullest.joined_rule,
        "stance": fullest.stance_rule,
    }
    status, why["status"] = _status_of(fullest, speakers)
    actors, why["actors"] = _actors_of(fullest, group, others, speakers)
    recipients, why["recipients"] = _parties(group, others, lambda s: s.filled.recipients)
    place, why["place"] = _place_of(group, others)
    when, why["when"] = _when_of(group, others)
    figures, why["figures"] = _figures_of(group)
    attribution = attributions[fullest.by] if fullest.by is not None else None
    voice, via = _voice(fullest.by, attributions, speakers)
    why["voice"] = attribution.rule if attribution else "no attribution holds it"
    triggers = sorted({s.trigger for s in group if not s.bridged or s is fullest})
    own = [s.filled for s in group if not s.bridged]
    filled = {
        "actors": any(f.actors for f in own),
        "recipients": any(f.recipients for f in own),
        "place": any(f.place for f in own),
        "when": any(f.when for f in own),
        "figures": any(f.figures for f in own),
    }
    return Claim(
        id=make_id("c", [report.id, event, fullest.trigger.start, fullest.trigger.end, voice.name, fullest.stance]),
        event=event,
        type=fullest.filled.event.type,
        mode=next((s.filled.event.mode for s in [fullest, *group, *others] if s.filled.event.mode), None),
        contexts=tuple(sorted({c for s in group for c in s.filled.event.contexts})),
        trigger=fullest.trigger,
        also=tuple(t for t in triggers if t != fullest.trigger),
        voice=voice,
        via=via,
        cue=attribution.cue if attribution else None,
        stance=fullest.stance,
        status=status,
        actors=actors,
        recipients=recipients,
        place=place,
        when=when,
        figures=figures,
        instruments=_instruments(group, others),
        evidence=_evidence(analysis, fullest.trigger, attribution),
        score=_score(analysis, group, fullest, attribution, status, filled),
        why={k: v for k, v in sorted(why.items()) if v},
    )


def _worth(analysis: Analysis, saying: Saying) -> tuple[bool, bool, int, bool, int]:
    """Rank the mentions of a claim: the event's own words, told as true, the fullest, the deed before its effect."""
    event = saying.filled.event
    deed = analysis.tokens[event.token].lemma not in EFFECTS
    return not saying.bridged, event.status is not Status.NEGATED, saying.filled.fullness, deed, -saying.trigger.start


def _actors_of(
    fullest: Saying, group: Sequence[Saying], others: Sequence[Saying], speakers: Sequence[Actor | None]
) -> tuple[tuple[Actor, ...], str]:
    """Return who did it, in this voice's words: whom it accuses, itself if it claims or denies, else the event's actors."""
    accused = _unique(a for s in group for a in s.accused)
    if accused:
        return accused, "named by the voice"
    speaker = speakers[fullest.by] if fullest.by is not None else None
    if speaker is not None and (
        fullest.stance is Stance.CLAIMS or (fullest.stance is Stance.DENIES and fullest.bridged)
    ):
        return (speaker,), "the voice itself"
    own = _unique(a for s in group if not s.bridged for a in s.filled.actors)
    if own or fullest.by is not None:
        return own, "roles" if own else "not said by this voice"
    return own, "not said"


def _status_of(saying: Saying, speakers: Sequence[Actor | None]) -> tuple[Status, str]:
    """Return how the event stands for the voice: who denies another's deed says that it did not take place."""
    event = saying.filled.event
    if saying.stance is Stance.DENIES and not saying.bridged and event.status in (Status.HAPPENED, Status.ONGOING):
        speaker = speakers[saying.by] if saying.by is not None else None
        own = speaker is not None and speaker.key in {a.key for a in (*saying.filled.actors, *saying.accused)}
        if not own and (saying.filled.actors or event.type is EventType.ACCUSE or "untrue" in saying.stance_rule):
            return Status.NEGATED, "denied that it took place"
    if event.type in WORDS and event.status_rule.endswith(":vote"):
        return Status.HAPPENED, "a vote to say so says so"
    return event.status, event.status_rule


def _parties(
    group: Sequence[Saying], others: Sequence[Saying], of: Callable[[Saying], tuple[Actor, ...]]
) -> tuple[tuple[Actor, ...], str]:
    own = _unique(a for s in group if not s.bridged for a in of(s))
    if own:
        return own, "roles"
    inherited = next((of(s) for s in [*group, *others] if of(s)), ())
    return (inherited, "same event") if inherited else ((), "not said")


def _place_of(group: Sequence[Saying], others: Sequence[Saying]) -> tuple[Place | None, str]:
    """Return where the event took place: the most specific place told of it, by this voice before others."""
    for sayings, origin in ((group, ""), (others, "same event: ")):
        told = [s.filled.place for s in sayings if s.filled.place]
        if told:
            place, rule = _finest(told)
            finer = [s.filled.place for s in others if s.filled.place and _is_within(s.filled.place[0], place)]
            if not origin and finer:
                place, rule = _finest(finer)
                origin = "same event: "
            return place, origin + rule
    return None, "not said"


def _finest(told: Iterable[tuple[Place, str]]) -> tuple[Place, str]:
    return min(told, key=lambda p: (FINEST.get(str(p[0].precision), 9), p[0].span.start))


def _is_within(inner: Place, outer: Place) -> bool:
    """Tell whether one place is a named part of a country that another names."""
    if str(outer.precision) != "country" or str(inner.precision) in ("country", "region"):
        return False
    return inner.country in (None, outer.country)


FINEST = {"site": 0, "city": 1, "district": 2, "province": 3, "country": 4, "region": 5}


def _when_of(group: Sequence[Saying], others: Sequence[Saying]) -> tuple[When | None, str]:
    for sayings, origin in ((group, ""), (others, "same event: ")):
        for saying in sayings:
            told = saying.filled.when
            if told and told[0].begin and told[0].precision:
                timex, rule = told
                end = timex.end if timex.end and timex.end != timex.begin else None
                assert timex.begin is not None
                assert timex.precision is not None
                whole = (
                    timex.value
                    if len(timex.value) in (4, 7, 10) and timex.value[:4].isdigit() and "W" not in timex.value
                    else None
                )
                value, last = (whole, None) if whole else (timex.begin, end)
                return When(
                    value=value, end=last, precision=timex.precision, span=timex.span, reason=rule
                ), origin + rule
    return None, "not said"


def _figures_of(group: Sequence[Saying]) -> tuple[dict[str, Bounds], str]:
    figures: dict[str, Bounds] = {}
    for saying in group:
        if not saying.bridged:
            for counts, bounds in saying.filled.figures.items():
                figures.setdefault(counts, bounds)
    return dict(sorted(figures.items())), "counted in its sentence" if figures else "not said"


def _instruments(group: Sequence[Saying], others: Sequence[Saying]) -> tuple[Instrument, ...]:
    own = {i.span: i for s in group for i in s.filled.event.instruments} or {
        i.span: i for s in others for i in s.filled.event.instruments
    }
    return tuple(own[span] for span in sorted(own))


def _voice(
    by: int | None, attributions: Sequence[Attribution], speakers: Sequence[Actor | None]
) -> tuple[Voice, tuple[str, ...]]:
    """Return the voice nearest to the event, and the names of those that quote it, nearest first."""
    if by is None:
        return Voice(), ()
    via, seen, outer = [], {by}, attributions[by].outer
    while outer is not None and outer not in seen:
        seen.add(outer)
        speaker = speakers[outer]
        if speaker is not None:
            via.append(speaker.resolved or speaker.name)
        outer = attributions[outer].outer
    speaker, source = speakers[by], attributions[by].source
    if speaker is None:
        return Voice(), tuple(via)
    return Voice(name=speaker.name, source=source, actor=speaker), tuple(via)


def _evidence(analysis: Analysis, trigger: Span, attribution: Attribution | None) -> tuple[int, int]:
    spans = [trigger] + ([attribution.cue] if attribution and attribution.cue else [])
    sentences = [analysis.sentences[_sentence_at(analysis, s.start)] for s in spans]
    return min(s.start for s in sentences), max(s.end for s in sentences)


def _score(
    analysis: Analysis,
    group: Sequence[Saying],
    fullest: Saying,
    attribution: Attribution | None,
    status: Status,
    filled: Mapping[str, bool],
) -> float:
    head = analysis.tokens[fullest.filled.event.token]
    is_noun = head.pos == "NOUN"
    features = describe_claim(
        fullest.filled.event,
        attribution,
        stance=fullest.stance,
        status=status,
        filled=filled,
        is_noun=is_noun,
        is_indefinite=is_noun and not is_definite(analysis, head),
        is_bridged=fullest.bridged,
        mentions=len(group),
    )
    return round(score_claim(features), 4)
