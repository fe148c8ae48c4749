"""Put each event mention under its voice, with the voice's stance.

An event is told by the innermost attribution whose content holds its trigger, or by the narrator. Cues that only claim, blame
or deny put forward the event that their anchor names; those without one are left to `bridging`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.extract.coreference import HOSTILE, RESULT, is_definite
from sayso.extract.mentions import Filled, Linkers, unique
from sayso.extract.pointing import inside, is_nobody, sentence_at, sums_up, tells
from sayso.extract.status import WILL_NOT
from sayso.extract.tree import (
    find_children,
    find_governed,
    find_head,
    find_subtree,
    find_token_at,
    find_tokens,
    iter_ancestors,
)
from sayso.records import (
    ACTUAL,
    Actor,
    Analysis,
    Attribution,
    Event,
    EventType,
    Span,
    Stance,
    Status,
    Token,
)

OWN_DEEDS = HOSTILE | {EventType.MOBILIZE, EventType.THREATEN}
"""Types of which a voice that says "we did it" claims responsibility; of a meeting or a gift it just asserts."""

SAME_DOER = "same doer, told just before: "

BESIDE_BLAME = "told beside the blame for another deed"

THIRD_PERSON = frozenset({"he", "she", "it", "they"})


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
    figures_rule: str = "counted in its sentence"


def find_sayings(
    analysis: Analysis,
    attributions: Sequence[Attribution],
    filled: Sequence[Filled],
    joined: Sequence[tuple[int, str]],
    speakers: Sequence[Actor | None],
    link: Linkers,
) -> list[Saying]:
    """Return each event mention under its voice.

    Args:
        analysis: Of the report.
        attributions: Of the report.
        filled: The event mentions.
        joined: For each, the position of the mention that first told its happening, and the rule.
        speakers: For each attribution, its source; `None` where it has none.
        link: For the parties that attributions accuse.
    """
    own = _continue_results(analysis, tell_events(analysis, attributions, filled, joined, speakers, link))
    own = [s for s in own if not _is_known_charge(analysis, s, own)]
    return _continue_scenes(analysis, own)


def tell_events(
    analysis: Analysis,
    attributions: Sequence[Attribution],
    filled: Sequence[Filled],
    joined: Sequence[tuple[int, str]],
    speakers: Sequence[Actor | None],
    link: Linkers,
) -> list[Saying]:
    """Return each event mention under its voice.

    Args:
        analysis: Of the report.
        attributions: Of the report.
        filled: The event mentions.
        joined: For each, the name of its happening, and the rule that joined it.
        speakers: For each attribution, its source.
        link: For the parties that attributions accuse.
    """
    anchored: dict[int, int] = {}
    for n, attribution in enumerate(attributions):
        if attribution.anchor is not None and attribution.stance is not Stance.ASSERTS and tells(attribution):
            anchored.setdefault(attribution.anchor, n)
    clusters = {anchored[m.event.token]: joined[i][0] for i, m in enumerate(filled) if m.event.token in anchored}
    deeds = frozenset(m.event.token for m in filled)
    sayings = []
    for i, mention in enumerate(filled):
        by = anchored.get(mention.event.token)
        if by is None:
            by = _innermost(attributions, mention.event)
            if by is not None:
                by = _who_shows(analysis, attributions, by)
            if (
                by is not None
                and clusters.get(by) != joined[i][0]
                and _is_aside(analysis, attributions[by], mention.event, deeds)
            ):
                by = None
        if by is not None and (speaker := speakers[by]) is not None:
            mention = _as_spoken(analysis, mention, speaker, link)
        if by is not None:
            mention = _without_speaker(mention, attributions[by])
        stance, rule, accused = _judge(attributions, by, mention, speakers, link)
        if by is not None and _is_of_another_deed(attributions[by]):
            stance, rule, accused = Stance.ASSERTS, BESIDE_BLAME, ()
        if by is not None and stance is Stance.CLAIMS and clusters.get(by, joined[i][0]) != joined[i][0]:
            speaker = speakers[by]
            if speaker is None or all(a.key != speaker.key for a in mention.actors):
                stance, rule, accused = Stance.ASSERTS, "told beside its own deed", ()
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


def _is_of_another_deed(attribution: Attribution) -> bool:
    """Tell whether blame in a speech is for what was told before: "said Kiev bore responsibility, as it had resumed its war"."""
    return attribution.anchor is None and attribution.rule.endswith("says another was behind it")


def _continue_results(analysis: Analysis, sayings: Sequence[Saying]) -> list[Saying]:
    """Give a participle that tells on ("allegedly opened fire, killing ten") the voice and the stance of what it tells on."""
    made: list[Saying] = []
    for saying in sorted(sayings, key=lambda s: s.trigger):
        verb = analysis.tokens[saying.filled.event.token]
        if saying.joined_rule in (RESULT, "effect") and verb.tag == "VBG" and made:
            before = made[-1]
            near = analysis.tokens[before.filled.event.token].sentence == verb.sentence
            if near and before.cluster == saying.cluster and saying.stance is Stance.ASSERTS:
                saying = replace(
                    saying,
                    by=before.by,
                    stance=before.stance,
                    stance_rule=before.stance_rule,
                    accused=before.accused,
                )
        made.append(saying)
    return made


def _is_known_charge(analysis: Analysis, saying: Saying, sayings: Sequence[Saying]) -> bool:
    """Tell whether a denied charge is the blame told just before: "accused X of the attack; X called the charge baseless"."""
    charge = analysis.tokens[saying.filled.event.token]
    if saying.stance is not Stance.DENIES or saying.filled.event.type is not EventType.ACCUSE or charge.pos != "NOUN":
        return False
    blames = [s for s in sayings if s.stance is Stance.BLAMES and s.accused and s.trigger < saying.trigger]
    near = [s for s in blames if charge.sentence - sentence_at(analysis, s.trigger.start) <= 1]
    return bool(near) and is_definite(analysis, charge)


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
    if b.pos not in ("VERB", "AUX") or a.dep == "relcl":
        return False  # nor from what only describes the doer: "the rebels, who took the town in May, said"
    if filled.place and before.place and filled.place[0].name != before.place[0].name:
        return False
    if filled.when and before.when and filled.when[0].value != before.when[0].value:
        return False
    if (filled.when and not before.when) or (filled.place and not before.place):
        return False
    pronoun = any(s.surface.casefold() in THIRD_PERSON for s in filled.event.actors)
    return a.sentence == b.sentence or (b.sentence - a.sentence == 1 and pronoun)


EVIDENCE = frozenset(
    "finding evidence result statement indication fact sign footage image photograph picture datum data figure test".split()
)
"""Nouns of what somebody points to, and that says nothing by itself."""

FIGHTERS = frozenset(
    "fighter member man gunman militant militiaman soldier troop force unit brigade battalion wing bomber guerrilla rebel "
    "insurgent commando warrior knight operative cell squad army navy warplane jet drone aircraft plane helicopter ship".split()
)
"""Lemmas of those by whom a group or a state acts."""

FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "ourselves", "myself"})


def _is_aside(analysis: Analysis, attribution: Attribution, event: Event, deeds: frozenset[int]) -> bool:
    """Tell whether an event is the report's own remark in a denial or blame: "denies backing the rebels, who seized a town".

    So is the occasion of a deed that is denied: "deny that they fired on protesters in earlier clashes".
    """
    if attribution.stance not in (Stance.DENIES, Stance.BLAMES):
        return False
    below = analysis.tokens[event.token]
    for at in (below, *iter_ancestors(analysis, event.token)):
        if at.dep == "relcl":
            first = min(find_subtree(analysis, at.i))
            return (first > 0 and analysis.tokens[first - 1].text == ",") or _names_another_doer(analysis, at)
        if at.i in deeds and at is not below and at.i == analysis.tokens[below.head].head:
            return is_occasion(analysis, event)
    return False


def _names_another_doer(analysis: Analysis, verb: Token) -> bool:
    """Tell whether a relative clause says by whom it was done: "violating a truce that Russia had brokered"."""
    doers = [*find_children(analysis, verb.i, "nsubj"), *find_governed(analysis, verb.i, "by")]
    return any(doer.pos in ("NOUN", "PROPN") for doer in doers)


def is_occasion(analysis: Analysis, event: Event) -> bool:
    """Tell whether an event only says on what occasion another was: "failed to heed warnings before the kidnapping"."""
    noun = analysis.tokens[event.token]
    occasions = ("in", "during", "after", "before", "since", "following")
    return noun.dep == "pobj" and analysis.tokens[noun.head].lemma in occasions


def _as_spoken(analysis: Analysis, mention: Filled, speaker: Actor, link: Linkers) -> Filled:
    """Put the speaker in the place of the first person in what it says, and of its own fighters where they act."""

    def named(parties: tuple[Actor, ...]) -> tuple[Actor, ...]:
        return unique(replace(speaker, span=p.span) if p.span.surface.lower() in FIRST_PERSON else p for p in parties)

    actors = tuple(
        replace(speaker, span=p.span) if _are_fighters_of(analysis, p, speaker, link) else p for p in mention.actors
    )
    return replace(mention, actors=named(actors), recipients=named(mention.recipients))


def _without_speaker(mention: Filled, attribution: Attribution) -> Filled:
    """Drop whom the parse took from the words for who speaks: "killed ten, the city's prosecutor said"."""
    return replace(mention, recipients=tuple(p for p in mention.recipients if not inside(p.span, attribution.source)))


def _are_fighters_of(analysis: Analysis, party: Actor, speaker: Actor, link: Linkers) -> bool:
    """Tell whether a party is called the speaker's own force: "said one of its fighters had carried out the attack"."""
    head = find_token_at(analysis, max(party.span.start, party.span.end - 1))
    if head is None or analysis.tokens[head].lemma not in FIGHTERS:
        return False
    owners = find_children(analysis, head, "poss")
    return any(o.pos == "PRON" and link.actor(analysis.span(o.i, o.i + 1), None).key == speaker.key for o in owners)


def _innermost(attributions: Sequence[Attribution], event: Event) -> int | None:
    """Return the attribution with the shortest content that holds the trigger; `None`: the narrator tells it.

    An event in a source phrase ("according to an agreement signed …") is told by whoever tells what that source backs: the
    attribution whose content ends where that source's content ends.
    """
    at = event.trigger
    for outer in attributions:
        if inside(event.trigger, outer.source) and outer.content:
            at = outer.content[-1]
            break
    best: tuple[int, int] | None = None
    for n, attribution in enumerate(attributions):
        if not attribution.tells or inside(event.trigger, attribution.source) or inside(event.trigger, attribution.cue):
            continue
        if sums_up(attribution):
            continue  # who denies what another says does not tell it
        for span in attribution.content:
            if inside(at, span) or (at is not event.trigger and 0 <= at.end - span.end <= 2 and at.start <= span.start):
                size = sum(s.end - s.start for s in attribution.content)
                best = min(best, (size, n)) if best else (size, n)
    return best[1] if best else None


def _who_shows(analysis: Analysis, attributions: Sequence[Attribution], by: int) -> int:
    """Return who brings forward what things show, instead of the things: "first findings show it was a bomb, he said"."""
    seen = {by}
    while (outer := attributions[by].outer) is not None and outer not in seen:
        source = attributions[by].source
        head = find_head(analysis, find_tokens(analysis, source)) if source is not None else None
        if head is None or analysis.tokens[head].lemma not in EVIDENCE or not attributions[outer].tells:
            break
        by = outer
        seen.add(by)
    return by


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
    accused = accused_of(attribution, link)
    if attribution.stance is Stance.ASSERTS:
        if own and _is_undone(event) and event.type in HOSTILE:
            return Stance.DENIES, "negates its own deed", ()
        if own and event.type in OWN_DEEDS and event.status in ACTUAL:
            return Stance.CLAIMS, "tells its own deed", ()
        return (Stance.SUSPECTS, "hedge on the event", ()) if event.hedge else (Stance.ASSERTS, attribution.rule, ())
    if attribution.stance is Stance.CLAIMS and event.type not in OWN_DEEDS:
        return Stance.ASSERTS, attribution.rule, ()
    if attribution.stance is Stance.BLAMES and attribution.accused and not accused:
        return Stance.ASSERTS, "blames no party", ()
    if attribution.stance is Stance.BLAMES and accused and speaks_for(attribution, accused):
        return Stance.CLAIMS, "stance=claims:for whom the voice speaks", accused
    return attribution.stance, attribution.rule, accused


def _is_undone(event: Event) -> bool:
    """Tell whether a deed is said not to have been done; who says that he will not do it denies nothing."""
    return event.status is Status.NEGATED and not event.status_rule.endswith(WILL_NOT)


def speaks_for(attribution: Attribution, accused: Sequence[Actor]) -> bool:
    """Tell whether a source names whom it calls the doers as its own: "the group's spokesman said it was behind the attack"."""
    own = attribution.source.surface if attribution.source is not None else ""
    return all(actor.name in own for actor in accused)


def accused_of(attribution: Attribution, link: Linkers) -> tuple[Actor, ...]:
    """Return the parties that an attribution names as doers, each once."""
    return unique(link.actor(s, attribution.cue) for s in attribution.accused if not is_nobody(s))
