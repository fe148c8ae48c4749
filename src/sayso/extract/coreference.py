"""Tell which event mentions of a report speak of one happening.

Decided in text order, each mention against those before it, by rules that name themselves: an effect told of its cause
("an attack … killed ten"), a definite noun ("the attack"), or the same deed told again with the same parties. Mentions
whose parties, places or days exclude each other are never joined.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sayso.extract.tree import (
    find_children,
    find_head,
    find_token_at,
    find_tokens,
    gave_occasion,
    has_mark,
    iter_ancestors,
)
from sayso.records import TO_COME, Analysis, Event, EventType, Span, Status, Token

HOSTILE = frozenset({EventType.ASSAULT, EventType.COERCE})

EFFECTS = frozenset(
    "kill injure wound hurt damage destroy die maim hit strike explode detonate leave claim cause burn demolish death "
    "casualty land fall slay level gut hospitalize set trigger spark ignite tear rip".split()
)
"""Lemmas that tell what an act did, or how it arrived, rather than a second act."""

TALKING = frozenset("discuss talk speak review exchange confer debate consult".split())
"""Verbs for what is done at a meeting."""

TOLD_ON = frozenset({EventType.ASSAULT, EventType.ACCUSE})
"""Types of which a participle without a doer tells no second event: "opened fire, killing", "sued, accusing"."""

MODES: Mapping[str, frozenset[str]] = {
    noun: frozenset(modes.split())
    for noun, modes in (
        ("bombing", "explosives suicide-attack aerial"),
        ("blast", "explosives suicide-attack"),
        ("explosion", "explosives suicide-attack"),
        ("shelling", "heavy-weapons"),
        ("bombardment", "heavy-weapons aerial"),
        ("airstrike", "aerial"),
        ("shooting", "firearms"),
    )
}
"""Nouns by which a deed done with these means is told again: "a car bomb killed nine … the bombing"."""
UNARMED = frozenset({"beat", "sexual", "torture", "unconventional"})
"""Modes of what is done without such means: "the bombing" is no chemical attack."""

ANSWERED = ("after", "before", "since", "because", "although", "until")
"""What opens a clause that, with a doer of its own, is no effect of the verb over it."""

DENIABLE = frozenset({"unconventional", "cyber", "sexual", "torture"})
"""Modes of means that are told apart from others by themselves."""

TELLING_COUNT = 10
"""So many of whom a deed befell tell it from others: "released 21 girls … 21 of the girls have been released"."""

KILLING = frozenset(
    "kill murder assassinate slay execute behead hang lynch strangle dismember poison "
    "killing murder assassination slaying".split()
)
"""Lemmas for what happens to nobody twice."""

SLAUGHTER = frozenset({"massacre", "murder", "slaughter", "bloodbath", "carnage", "atrocity"})
"""Nouns by which a killing is condemned."""

SERIES = frozenset({"wave", "series", "string", "spate", "spree"})
"""Nouns that make one happening of several deeds."""

TAKING = frozenset({"shoot", "stab", "arrest", "detain", "capture", "seize", "wound", "injure"})
"""Further lemmas of what is done to persons in a deed that a noun names: "arrested in a raid"."""

WOUNDING = frozenset({"hit", "strike", "stab", "wound", "beat", "attack"})
"""Lemmas that may tell how somebody was killed."""

DEFINITE_NOUN = "definite noun"
"""How the rules of a noun that refers to one deed begin."""

RESULT = "result"
"""The rule of a participle that tells on what another verb of the sentence told."""

EFFECT = "effect"
DIRECT = frozenset({EFFECT, RESULT})
"""Rules of two mentions that the parse joins: of these two, two places are a wider and a narrower one."""

GENERIC = frozenset(
    "incident event action operation act crime offence offense violence development move step "
    "aggression atrocity attack assault bloodshed brutality".split()
)
"""Nouns that can stand for any hostile act once it was told."""

TARGETS = frozenset(
    "hospital clinic school university mosque church temple synagogue camp base convoy bus train building house hotel market "
    "restaurant cafe embassy consulate office plane airliner jet helicopter ship tanker vessel bridge truck car checkpoint "
    "compound palace depot factory refinery facility".split()
)
"""Things that are hit, by which a deed is known when they are told of again."""

PLANES = frozenset({"plane", "airliner", "jet", "aircraft", "airplane", "jetliner"})
"""Words for one thing, of these."""

RANKS = frozenset("first second third latest worst biggest largest deadliest bloodiest most last".split())
"""Adjectives of what a deed is among its like."""

FAMILIES: tuple[frozenset[str], ...] = tuple(
    frozenset(words.split())
    for words in (
        "attack assault strike raid bombing bombardment blast explosion shelling offensive airstrike air-strike onslaught "
        "ambush incident operation hit bomb explode detonate shell bombard target fire launch attacker violence crime",
        "killing murder assassination slaying massacre execution death kill assassinate murder slay massacre execute die "
        "shooting shoot shot attack assault crime homicide beheading behead ambush rampage",
        "bombing blast explosion bomb detonation explode detonate attack strike",
        "shooting shoot shot gunfire fire attack rampage killing",
        "clash fighting battle fight combat firefight skirmish exchange violence",
        "kidnapping abduction hostage-taking kidnap abduct seize seizure capture disappearance",
        "arrest detention detain arrest capture apprehend custody imprison jail",
        "siege blockade besiege blockade encircle encirclement",
        "siege standoff storm hostage hold",
        "raid search operation sweep",
        "talk meeting summit negotiation discussion conference dialogue meet discuss negotiate consultation",
        "visit trip travel tour",
        "agreement deal accord pact treaty truce ceasefire sign agree",
        "protest demonstration rally march unrest riot strike",
        "withdrawal pullout retreat withdraw pull leave exit departure",
        "deployment deploy send dispatch troops",
        "investigation inquiry probe investigate",
        "call demand request appeal urge ask call-for",
        "threat warning threaten warn ultimatum",
        "sanction embargo expulsion expel",
        "criticism condemnation criticize condemn denounce criticise",
        "charge indictment indict trial prosecution try accuse allegation accusation",
        "invasion invade occupation occupy offensive",
        "aid assistance help support delivery relief",
        "release freeing free liberation liberate",
        "sentence conviction convict sentence verdict",
        "death die kill killing",
        "attack hack hacking breach intrusion cyberattack cyber-attack",
    )
)
"""Lemmas that can name one happening, in nouns and verbs; a definite noun looks for its antecedent within its families."""

DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
TOLL_SENTENCES = 3
"""How far back a bare count of the dead looks for the act."""

AHEAD = 4
"""Mentions ahead among which the deed behind a count of the dead is looked for."""

NEAR_SENTENCES, LEAD_SENTENCES = 2, 2
"""How far back a definite noun is sooner about what was told last, and how many sentences tell the news."""

REACH_SENTENCES = 12
"""How far back a definite noun looks for what it refers to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An event mention with what its phrases were resolved to.

    `actors` and `recipients` are keys of actors; `place` and `when` are comparable values, `None` if the text does not say.
    """

    event: Event
    actors: frozenset[str]
    recipients: frozenset[str]
    place: str | None
    when: tuple[str, str] | None  # first and last day
    toll_reach: int = 0  # for a count of dead or injured, with no more told: how many sentences back it may belong
    counts: frozenset[tuple[str, int]] = frozenset()  # of whom and how many, where that is exact
    befell_attackers: bool = False  # done to those who had attacked: "police shot the gunmen dead"


def join_mentions(analysis: Analysis, mentions: Sequence[Mention]) -> tuple[tuple[int, str], ...]:
    """Return, for each mention, the position of the mention that its happening was first told by, and the rule.

    A mention that starts a happening has its own position and the rule "new".
    """
    first = list(range(len(mentions)))
    rules = ["new"] * len(mentions)
    members = {i: [i] for i in first}

    def join(i: int, j: int, rule: str) -> None:
        into, gone = sorted((first[i], first[j]))
        for k in members.pop(gone):
            first[k] = into
            members[into].append(k)
        rules[i] = rule

    for i, later in enumerate(mentions):
        for finds in _finders(analysis.tokens[later.event.token]):
            if rules[i].startswith(DEFINITE_NOUN) and any(_is_told(mentions[k]) for k in members[first[i]] if k != i):
                break  # "no one was hurt in that attack": in that one alone
            if finds is _find_toll and (
                not all(mentions[k].toll_reach for k in members[first[i]])
                or _is_told_behind(analysis, later, mentions[i + 1 : i + 1 + AHEAD])
            ):
                continue
            for j in range(i - 1, -1, -1):
                rule = finds(analysis, mentions[j], later) if first[i] != first[j] else None
                if rule is None:
                    continue
                pairs = ((k, m) for k in members[first[j]] for m in members[first[i]])
                direct = rule in DIRECT and _sentence(analysis, mentions[j]) == _sentence(analysis, later)
                if not any(_exclude(mentions[k], mentions[m], anywhere=direct) for k, m in pairs):
                    join(i, j, rule)
                    break
    return tuple(zip(first, rules, strict=True))


def _sentence(analysis: Analysis, mention: Mention) -> int:
    return analysis.tokens[mention.event.token].sentence


Finder = Callable[[Analysis, Mention, Mention], str | None]


def _finders(token: Token) -> Sequence[Finder]:
    """Return the rules to try for a mention, in order; for nouns the likelier antecedents first."""
    many = token.tag == "NNS"
    closer: list[Finder] = [_find_same_word, _find_plural_antecedent] if many else []
    if token.pos in ("NOUN", "PROPN"):
        closer += [_find_what_it_was, _find_of_same_party, _find_of_its_means, *([] if many else [_find_same_word])]
        closer += [_find_near_antecedent, _find_leading_antecedent, _find_told_antecedent]
    return (_find_effect, *closer, _find_antecedent, _find_toll, _find_same_kind, _find_anything)


def _is_told(mention: Mention) -> bool:
    """Tell whether anything is told of a deed by which it differs from others: not of "shots rang out"."""
    return bool(mention.actors or mention.recipients or mention.place or mention.when)


ANSWERS = frozenset({"retaliation", "response", "revenge", "reprisal", "reaction", "answer", "vengeance"})


def _is_answered(analysis: Analysis, deed: Token, cause: Token) -> bool:
    """Tell whether a deed answers another of its sentence: "fired rockets in retaliation for the killing of its commander"."""
    if deed.sentence != cause.sentence:
        return False
    between = itertools.takewhile(lambda t: t.i != deed.i, iter_ancestors(analysis, cause.i))
    return any(t.lemma in ANSWERS and t.pos == "NOUN" for t in between)


def _find_effect(analysis: Analysis, earlier: Mention, later: Mention) -> str | None:
    """Return a rule if two mentions of one sentence are a deed and what it did."""
    a, b = analysis.tokens[earlier.event.token], analysis.tokens[later.event.token]
    if a.sentence != b.sentence or not _compatible_types(earlier.event.type, later.event.type):
        return None
    if _is_answered(analysis, a, b):
        return None
    to_come = {m.event.status in TO_COME for m in (earlier, later)}
    if len(to_come) == 2 and earlier.event.type is not later.event.type:
        return None  # "would ban the party after clashes that left two dead": what is to come has no effects yet
    if _is_caused_by(analysis, a, b):
        return "what caused it"
    if _came_of_staging(analysis, a, b):
        return EFFECT
    if b.dep == "conj" and b.head == a.i and analysis.tokens[analysis.tokens[a.head].head].lemma in SERIES:
        return EFFECT  # "a wave of shootings and bombings"
    if _cause_and_effect(analysis, earlier, later) or _is_done_in(analysis, a, b) or _is_shot_in(analysis, a, b):
        return EFFECT
    if earlier.event.type is not later.event.type or b.i < a.i:
        return None
    if later.event.type in TOLD_ON and later.event.mode != "abduct" and is_result(analysis, b):
        return RESULT
    if later.event.type is EventType.ASSAULT and _is_absolute(analysis, b):
        return EFFECT
    if later.event.type is EventType.CONSULT and b.lemma in TALKING and _is_same_meeting(analysis, a, b):
        return "talks at a meeting"
    if earlier.event.mode == later.event.mode == "crowd-control":
        return "one dispersal"
    if _is_identity(analysis, a, b) or _is_ranked(analysis, a, b) or _is_renamed(analysis, a, b):
        return "said to be"
    if later.event.type is EventType.ASSAULT and _is_part_of(analysis, a, b):
        return "told in its clause"
    return "named twice" if a.lemma == b.lemma and _is_nested(analysis, a, b) else None


def _is_caused_by(analysis: Analysis, deed: Token, cause: Token) -> bool:
    """Tell whether a noun says by what a deed came: "a blast, which officials said was caused by an air strike"."""
    by = analysis.tokens[cause.head]
    verb = analysis.tokens[by.head]
    if cause.dep != "pobj" or by.lemma != "by" or verb.lemma not in {"cause", "trigger"} or deed.pos != "NOUN":
        return False
    subjects = find_children(analysis, verb.i, "nsubjpass", "nsubj")
    return any(s.i == deed.i or (s.tag == "WDT" and deed.i < s.i) for s in subjects)


def _came_of_staging(analysis: Analysis, deed: Token, effect: Token) -> bool:
    """Tell whether a passive says what came of a deed that was staged: "staged an attack, and 71 were killed"."""
    verb = analysis.tokens[deed.head]
    staged = deed.dep == "dobj" and verb.lemma in {"stage", "launch", "mount", "conduct"}
    came = effect.dep == "conj" and effect.head == verb.i and effect.lemma in EFFECTS and effect.tag == "VBN"
    return staged and came


def _is_done_in(analysis: Analysis, verb: Token, noun: Token) -> bool:
    """Tell whether a noun names the deed in which a verb's was done: "shot dead two men in a raid on a house"."""
    above = analysis.tokens[noun.head]
    if noun.dep == "pcomp" and above.lemma == "by" and above.head == verb.i:
        return True  # "executed hostages by shooting them"
    series = analysis.tokens[above.head] if above.lemma == "of" else noun  # "in a wave of shootings"
    if series.lemma in SERIES:
        above = analysis.tokens[series.head]
    within = series.tag == "NN" and noun.dep == "pobj" and above.lemma in {"in", "during"} and above.head == verb.i
    return within and (verb.lemma in KILLING or verb.lemma in TAKING)


def _is_nested(analysis: Analysis, noun: Token, inner: Token) -> bool:
    """Tell whether a noun stands in the phrase of the same noun: "a shooting at the church shooting"."""
    path = _path_up(analysis, inner, (noun,)) if noun.pos in ("NOUN", "PROPN") else None
    return bool(path) and all(dep in {"pobj", "prep", "compound"} for dep in path or ())


def _is_identity(analysis: Analysis, subject: Token, noun: Token) -> bool:
    """Tell whether a noun says what another is: "the attack was an act of terror", "called the bombing a vile attack"."""
    said_of = {"attr": {"nsubj", "nsubjpass"}, "oprd": {"dobj", "nsubjpass"}}
    return subject.head == noun.head and subject.dep in said_of.get(noun.dep, ())


def _is_ranked(analysis: Analysis, verb: Token, noun: Token) -> bool:
    """Tell whether a noun at the end says how great a deed was: "stormed a school, killing 147, the worst attack since 1998"."""
    if noun.dep != "appos" or noun.lemma not in GENERIC or verb.pos != "VERB":
        return False
    above = {t.i for t in iter_ancestors(analysis, noun.i)}
    most = any(t.tag == "JJS" or t.lemma in RANKS for t in find_children(analysis, noun.i, "amod"))
    return most and verb.i in above and analysis.tokens[noun.head].dep in {"dobj", "pobj"}


def _is_renamed(analysis: Analysis, verb: Token, noun: Token) -> bool:
    """Tell whether a noun at the end sums up a deed to say whose it was: "brought down a jet, an attack claimed by rebels"."""
    if noun.lemma not in GENERIC or verb.pos != "VERB" or noun.dep not in {"appos", "dobj", "npadvmod", "conj"}:
        return False
    opened = next((t.i for t in find_children(analysis, noun.i, "det") if t.lemma in {"a", "an"}), 0)
    described = find_children(analysis, noun.i, "acl", "relcl")
    above = {t.i for t in iter_ancestors(analysis, noun.i)}
    beside = verb.dep == "xcomp" and verb.head == noun.head  # "was used to poison him"
    parted = opened > 0 and analysis.tokens[opened - 1].text == ","
    return bool(described) and parted and (verb.i in above or beside)


def _is_part_of(analysis: Analysis, noun: Token, verb: Token) -> bool:
    """Tell whether a verb says what a deed was: "an attack in which three men drove into a crowd and stabbed people"."""
    path = _path_up(analysis, verb, (noun,))
    if noun.pos != "NOUN" or not path or path[-1] != "relcl" or set(path[:-1]) - {"conj"}:
        return False
    clause = next(t for t in (verb, *iter_ancestors(analysis, verb.i)) if t.dep == "relcl")
    return any(
        analysis.tokens[c].lemma == "which"
        for p in find_children(analysis, clause.i, "prep")
        for c in analysis.children[p.i]
    )


def _is_absolute(analysis: Analysis, verb: Token) -> bool:
    """Tell whether a participle stands in a phrase of what came with it: "an attack, with ten people killed"."""
    if verb.tag != "VBN" or verb.lemma not in EFFECTS:
        return False
    above = analysis.tokens[verb.head]
    if verb.dep == "acl":
        above = analysis.tokens[above.head]
    return verb.dep in {"pcomp", "acl"} and above.lemma == "with" and above.pos == "ADP"


def _is_same_meeting(analysis: Analysis, meeting: Token, talking: Token) -> bool:
    """Tell whether a verb says what was talked about at a meeting of its sentence: "met the minister and discussed"."""
    path = _path_up(analysis, talking, (meeting,))
    return bool(path) and all(dep in {"conj", "advcl", "relcl", "xcomp", "prep", "pobj"} for dep in path or ())


def is_result(analysis: Analysis, verb: Token) -> bool:
    """Tell whether a verb is a participle behind a comma that tells on, without a doer: "opened fire, killing ten"."""
    if verb.tag != "VBG" or verb.dep not in {"advcl", "acl", "conj", "xcomp"} or verb.i == 0:
        return False
    kids = [analysis.tokens[c] for c in analysis.children[verb.i]]
    if any(k.dep in {"nsubj", "nsubjpass", "mark", "aux", "cc"} for k in kids):
        return False
    before = analysis.tokens[verb.i - 1]
    if before.pos == "ADV" and verb.i > 1:
        before = analysis.tokens[verb.i - 2]
    return before.text in {",", "-", "--", "–", "—"}


def _find_plural_antecedent(analysis: Analysis, earlier: Mention, later: Mention) -> str | None:
    """Return a rule as `_find_antecedent` does where both are of many: "the attacks" are "bomb attacks", not "a van exploded"."""
    many = analysis.tokens[earlier.event.token].tag == "NNS"  # as the later one is, or it is not asked
    return _find_antecedent(analysis, earlier, later) if many and _is_told(earlier) else None


def _find_what_it_was(analysis: Analysis, earlier: Mention, later: Mention) -> str | None:
    """Return a rule if a noun says what the main deed of the sentence before was: "It was the first attack in six years"."""
    a, b = analysis.tokens[earlier.event.token], analysis.tokens[later.event.token]
    if (
        b.dep != "attr"
        or b.sentence - a.sentence != 1
        or not (a.dep in {"ROOT", "ccomp"} or a.tag == b.tag == "NNS")
        or not _compatible_types(earlier.event.type, later.event.type)
    ):
        return None
    pointing = any(
        s.lemma in {"it", "this", "that", "these", "those"} for s in find_children(analysis, b.head, "nsubj")
    )
    return f"{DEFINITE_NOUN} of what it was" if pointing else None


def _find_of_same_party(analysis: Analysis, earlier: Mention, later: Mention) -> str | None:
    """Return a rule as `_find_antecedent` does where both befell the same: "the blast on the bridge"."""
    return _find_antecedent(analysis, earlier, later) if earlier.recipients & later.recipients else None


def _find_of_its_means(analysis: Analysis, earlier: Mention, later: Mention) -> str | None:
    """Return a rule as `_find_antecedent` does where the noun says by what means: "the shooting" is "opened fire"."""
    means = MODES.get(analysis.tokens[later.event.token].lemma, ())
    told = earlier.event.mode in means and _is_told(earlier) and not _is_yet_to_come(earlier, later)
    return _find_antecedent(analysis, earlier, later) if told else None


def _find_told_antecedent(analysis: Analysis, earlier: Mention, later: Mention) -> str | None:
    """Return a rule as `_find_antecedent` does where the antecedent has a field of its own and as many: not of "shots".

    "The massacre" is sooner "killed" than "shots", "the bombing" sooner "a car bomb attack" than "government bombings".
    """
    many = analysis.tokens[earlier.event.token].tag == "NNS" and analysis.tokens[later.event.token].tag == "NN"
    told = (
        _is_told(earlier)
        and not many
        and not _is_yet_to_come(earlier, later)
        and earlier.event.status is not Status.NEGATED
    )
    return _find_antecedent(analysis, earlier, later) if told else None


def _find_same_word(analysis: Analysis, earlier: Mention, later: Mention) -> str | None:
    """Return a rule as `_find_told_antecedent` does, of what had the same word: "the strike", "an air strike", "struck"."""
    a, b = analysis.tokens[earlier.event.token], analysis.tokens[later.event.token]
    same = a.lemma == b.lemma and b.lemma not in GENERIC
    return _find_told_antecedent(analysis, earlier, later) if same else None


def _find_near_antecedent(analysis: Analysis, earlier: Mention, later: Mention) -> str | None:
    """Return a rule as `_find_told_antecedent` does, of a mention at most two sentences back."""
    near = _sentence(analysis, later) - _sentence(analysis, earlier) <= NEAR_SENTENCES
    return _find_told_antecedent(analysis, earlier, later) if near else None


def _find_leading_antecedent(analysis: Analysis, earlier: Mention, later: Mention) -> str | None:
    """Return a rule as `_find_told_antecedent` does, of what the report began with: "the killings" are sooner its news."""
    apart = earlier.recipients and later.recipients and not earlier.recipients & later.recipients
    leads = _sentence(analysis, earlier) < LEAD_SENTENCES and not apart
    return _find_told_antecedent(analysis, earlier, later) if leads else None


def _find_antecedent(analysis: Analysis, earlier: Mention, later: Mention) -> str | None:
    """Return a rule if a mention tells again what an earlier one told."""
    a, b = analysis.tokens[earlier.event.token], analysis.tokens[later.event.token]
    if not _compatible_types(earlier.event.type, later.event.type) or _is_answered(analysis, a, b):
        return None
    if b.pos in ("NOUN", "PROPN"):
        if b.sentence - a.sentence > REACH_SENTENCES and a.sentence >= LEAD_SENTENCES:
            return None
        known = (
            _refers(a, b) or earlier.event.mode in MODES.get(b.lemma, ()) or _is_pointed_at(analysis, earlier, later)
        )
        if is_definite(analysis, b) and known and earlier.event.mode != "crowd-control":
            apart = _is_of_another_kind(earlier, later) or _are_several(b, earlier) or _is_told_of_party(analysis, a, b)
            apart = apart or (b.lemma in GENERIC and _is_background(analysis, a))
            apart = apart or (a.tag == "NNS" and b.tag == "NN" and _is_yet_to_come(earlier, later))
            return None if apart else DEFINITE_NOUN
        if _retold_noun(analysis, earlier, later, a, b) or _one_victim(analysis, earlier, later, a, b):
            return "told again"
        return None
    if _told_again(earlier, later, a, b) or _one_victim(analysis, earlier, later, a, b):
        return "told again"
    if _is_denied_means(analysis, earlier, later, b):
        return "the same means, denied"
    return "same target" if _one_target(analysis, earlier, later) else None


def _is_denied_means(analysis: Analysis, earlier: Mention, later: Mention, denied: Token) -> bool:
    """Tell whether somebody denies the use of means that was told: "gassed hundreds … denied using chemical weapons"."""
    alike = earlier.event.mode == later.event.mode in DENIABLE and earlier.event.type is later.event.type
    if not alike or later.recipients or later.place or later.when:
        return False
    return denied.dep in {"xcomp", "pcomp"} and any(t.lemma == "deny" for t in iter_ancestors(analysis, denied.i))


def _one_target(analysis: Analysis, earlier: Mention, later: Mention) -> bool:
    """Tell whether what was hit is a thing told before: "fired on a hospital … the hospital had been struck by mistake"."""
    a, b = analysis.tokens[earlier.event.token], analysis.tokens[later.event.token]
    if not earlier.event.type is later.event.type is EventType.ASSAULT or b.sentence - a.sentence > REACH_SENTENCES:
        return False
    if b.sentence == a.sentence or any(t.lemma in {"again", "also"} for t in find_children(analysis, b.i, "advmod")):
        return False
    if _is_yet_to_come(earlier, later) or _is_yet_to_come(later, earlier):
        return False
    before = {_kind_of(t) for t in _heads(analysis, earlier.event.recipients)} & TARGETS
    return any(_kind_of(t) in before and is_definite(analysis, t) for t in _heads(analysis, later.event.recipients))


def _kind_of(thing: Token) -> str:
    """Return the word for a thing by which it is known again: a plane, of an airliner and a jet."""
    return "plane" if thing.lemma in PLANES else thing.lemma


def _heads(analysis: Analysis, phrases: Sequence[Span]) -> list[Token]:
    """Return the head of each phrase."""
    heads = (find_head(analysis, find_tokens(analysis, phrase)) for phrase in phrases)
    return [analysis.tokens[head] for head in heads if head is not None]


def _one_victim(analysis: Analysis, earlier: Mention, later: Mention, a: Token, b: Token) -> bool:
    """Tell whether two killings are of one person, or a killing and, in the next sentence, how: "was hit by four bullets"."""
    again = _is_killing(b) or (b.lemma in WOUNDING and 0 <= b.sentence - a.sentence <= 1)
    if not (_is_killing(a) and again) or len(later.recipients) != 1 or earlier.recipients != later.recipients:
        return False
    phrases = (*earlier.event.recipients, *later.event.recipients)
    return len(phrases) == 2 and all(_is_one_person(analysis, p.start, p.end) for p in phrases)


def _is_killing(token: Token) -> bool:
    return token.lemma in KILLING or token.lemma == "shoot" or token.lemma in {"shooting", "death", "die"}


def _is_one_person(analysis: Analysis, start: int, end: int) -> bool:
    """Tell whether a phrase is a name, a pronoun or a noun in the singular."""
    last = find_token_at(analysis, start)
    while last is not None and last + 1 < len(analysis.tokens) and analysis.tokens[last + 1].start < end:
        last += 1
    return last is not None and (
        analysis.tokens[last].tag in {"NN", "NNP"} or analysis.tokens[last].lemma in {"he", "she", "him", "her"}
    )


def _compatible_types(a: EventType, b: EventType) -> bool:
    return a == b or (a in HOSTILE and b in HOSTILE)


def is_definite(analysis: Analysis, noun: Token) -> bool:
    """Tell whether a noun refers to something told before: "the attack", "its bombardment", "Monday's attack"."""
    for i in analysis.children[noun.i]:
        child = analysis.tokens[i]
        if child.dep == "det":
            return child.lemma in DEFINITE
        if child.dep == "poss":
            return True
    return False


def _refers(antecedent: Token, noun: Token) -> bool:
    return antecedent.lemma == noun.lemma or _one_family(antecedent.lemma, noun.lemma)


def _is_pointed_at(analysis: Analysis, earlier: Mention, later: Mention) -> bool:
    """Tell whether "that attack" points at a deed of the sentence before, by whatever word that was told."""
    a, b = analysis.tokens[earlier.event.token], analysis.tokens[later.event.token]
    if b.lemma not in GENERIC or b.sentence - a.sentence != 1 or earlier.event.type is not later.event.type:
        return False
    return any(t.lemma in {"that", "this"} for t in find_children(analysis, b.i, "det"))


def _find_anything(analysis: Analysis, earlier: Mention, later: Mention) -> str | None:
    """Return a rule if a noun that can stand for any hostile act is told of one: "the incident"."""
    a, b = analysis.tokens[earlier.event.token], analysis.tokens[later.event.token]
    if b.pos not in ("NOUN", "PROPN") or not (b.lemma in GENERIC or _is_claimed(analysis, b)):
        return None
    if b.sentence - a.sentence > REACH_SENTENCES:
        return None
    if not _compatible_types(earlier.event.type, later.event.type) or earlier.event.mode == "crowd-control":
        return None
    if _is_yet_to_come(earlier, later):
        return None
    if _is_of_another_kind(earlier, later) or _is_told_of_party(analysis, a, b) or _is_background(analysis, a):
        return None
    return f"{DEFINITE_NOUN} for any act" if is_definite(analysis, b) else None


def _is_claimed(analysis: Analysis, noun: Token) -> bool:
    """Tell whether a noun is what somebody claims to have done, by whatever word that was told: "claims the raid"."""
    return noun.dep == "dobj" and analysis.tokens[noun.head].lemma == "claim"


def _is_yet_to_come(earlier: Mention, later: Mention) -> bool:
    """Tell whether what was told is only planned, and what is told now is not."""
    return earlier.event.status in TO_COME and later.event.status not in TO_COME


def _is_of_another_kind(earlier: Mention, later: Mention) -> bool:
    """Tell whether a noun says of what kind it is, and an earlier mention is of another: "the search operation", an ambush.

    "The attack" is not what befell the attackers.
    """
    if earlier.befell_attackers:
        return not later.befell_attackers
    if earlier.event.type is not later.event.type:
        return " " in later.event.trigger.surface
    return earlier.event.mode in UNARMED and later.event.trigger.surface.lower() in MODES


def _are_several(noun: Token, earlier: Mention) -> bool:
    """Tell whether a noun names several killings, and one person was killed before: "the killings at the magazine"."""
    return noun.tag == "NNS" and noun.lemma in KILLING and ("killed", 1) in earlier.counts


def _is_background(analysis: Analysis, deed: Token) -> bool:
    """Tell whether a deed only says since when something has been so: "the worst attack since the embassy was bombed"."""
    return deed.dep == "advcl" and any(t.lemma == "since" for t in find_children(analysis, deed.i, "mark"))


def _is_told_of_party(analysis: Analysis, deed: Token, noun: Token) -> bool:
    """Tell whether a noun stands in what is told of whom a deed befell: "shot dead Omar, whom they accused of the attack"."""
    if deed.pos != "VERB" or deed.sentence != noun.sentence:
        return False
    above = [noun, *itertools.takewhile(lambda t: t.i != deed.i, iter_ancestors(analysis, noun.i))]
    party = above[-1]
    clause = next((t for t in reversed(above) if t.dep in {"relcl", "acl"}), None)
    if clause is None or party.head != deed.i or party.dep not in {"dobj", "nsubjpass"}:
        return False
    return all(t.lemma not in EFFECTS for t in above)


def _find_same_kind(analysis: Analysis, earlier: Mention, later: Mention) -> str | None:
    """Return a rule as `_find_anything` does, where the types agree: "the attack" is sooner a bombing than an arrest."""
    return _find_anything(analysis, earlier, later) if earlier.event.type is later.event.type else None


def _find_toll(analysis: Analysis, earlier: Mention, later: Mention) -> str | None:
    """Return a rule if a bare count of the dead follows the telling of an act: "128 people had been killed"."""
    a, b = analysis.tokens[earlier.event.token], analysis.tokens[later.event.token]
    if earlier.event.type is not EventType.ASSAULT or b.sentence - a.sentence > later.toll_reach:
        return None
    if earlier.befell_attackers or any(analysis.tokens[c].lemma == "since" for c in analysis.children[b.i]):
        return None  # "3,200 civilians have been killed since": in more than that
    if earlier.event.mode == "abduct" or earlier.event.status in TO_COME or _is_background(analysis, a):
        return None
    if later.befell_attackers:
        return None  # "gunmen killed 20 hostages … six gunmen were killed"
    parted = b.sentence == a.sentence and any(t.text == ";" for t in analysis.tokens[a.i : b.i])
    return "toll" if b.sentence > a.sentence or parted else None


def _one_family(a: str, b: str) -> bool:
    return any(a in family and b in family for family in FAMILIES)


def _cause_and_effect(analysis: Analysis, a: Mention, b: Mention) -> bool:
    """Tell whether one of two mentions of a sentence tells what the other did: "the attack … killed", "shot, wounding"."""
    for cause, effect in ((a, b), (b, a)):
        words = _trigger_tokens(analysis, effect)
        if not any(w.lemma in EFFECTS for w in words):
            continue
        path = _path_up(analysis, analysis.tokens[cause.event.token], words)
        apart = cause.event.type is not effect.event.type and path is not None and path[-2:] == ["pcomp", "prep"]
        if path is not None and all(dep in CAUSE_PATH for dep in path) and not apart:
            return True  # but "killed after being captured" tells two
        if path == ["advcl", "conj"] and _is_effect_above(analysis, cause.event.token):
            return True  # "ten were killed and dozens wounded when a bomb went off"
        path = _path_up(analysis, analysis.tokens[effect.event.token], _trigger_tokens(analysis, cause))
        answers = gave_occasion(analysis, effect.event.token, cause.event.token, ANSWERED)
        if path is not None and all(dep in EFFECT_PATH for dep in path) and not answers:
            return True
        first, second = analysis.tokens[cause.event.token], analysis.tokens[effect.event.token]
        if _beside(first, second) or _is_left_by(analysis, first, second):
            return True
    return False


def _is_told_behind(analysis: Analysis, toll: Mention, ahead: Sequence[Mention]) -> bool:
    """Tell whether a clause behind a count tells the deed: "ten were killed when a bomb went off", whatever was told before."""
    count = analysis.tokens[toll.event.token]
    for verb in (analysis.tokens[m.event.token] for m in ahead):
        told = has_mark(analysis, verb, "when", "after", "as")
        if told and _path_up(analysis, verb, (count,)) in (["advcl"], ["advcl", "conj"]):
            return True
    return False


def _is_effect_above(analysis: Analysis, clause: int) -> bool:
    """Tell whether the verb over a clause tells what a deed did, in the passive."""
    above = analysis.tokens[analysis.tokens[clause].head]
    return (above.lemma in EFFECTS and above.tag == "VBN") or above.lemma in ("wounded", "injured", "dead", "missing")


def _is_shot_in(analysis: Analysis, a: Token, b: Token) -> bool:
    """Tell whether somebody was shot when what a clause tells was done: "was shot dead when gunmen attacked"."""
    clause, shot = (a, b) if a.head == b.i else (b, a)
    passive = shot.lemma in {"shoot", "stab"} and bool(find_children(analysis, shot.i, "nsubjpass"))
    return clause.dep == "advcl" and clause.head == shot.i and passive and has_mark(analysis, clause, "when", "as")


def _beside(cause: Token, effect: Token) -> bool:
    """Tell whether a verb's subject did what a participle beside it tells: "blasts tore through a rally, killing ten"."""
    return (
        cause.head == effect.head and cause.dep == "nsubj" and effect.dep in ("advcl", "conj") and effect.tag == "VBG"
    )


def _is_left_by(analysis: Analysis, cause: Token, effect: Token) -> bool:
    """Tell whether a participle tells what a subject left behind: "the attack left five dead and 20 others injured"."""
    verb = analysis.tokens[cause.head]
    if cause.dep != "nsubj" or verb.lemma != "leave" or effect.tag != "VBN":
        return False
    path = _path_up(analysis, effect, (verb,))
    return bool(path) and all(dep in LEFT_PATH for dep in path or ())


LEFT_PATH = frozenset({"acl", "advcl", "ccomp", "conj", "dobj", "oprd", "xcomp"})
"""From a participle up to the verb that says that somebody was left so."""


def _trigger_tokens(analysis: Analysis, mention: Mention) -> list[Token]:
    """Return the tokens of a trigger, which stand next to its head."""
    span, at = mention.event.trigger, mention.event.token
    near = analysis.tokens[max(0, at - 8) : at + 9]
    return [t for t in near if span.start <= t.start < span.end]


CAUSE_PATH = frozenset({"nsubj", "nsubjpass", "agent", "pobj", "prep", "advcl", "dobj", "compound", "pcomp", "acl"})
"""From a cause up to its effect: subject, by-agent, "in the attack", "when a bomb exploded"."""

EFFECT_PATH = frozenset({"advcl", "relcl", "acl", "xcomp", "conj", "prep", "pcomp", "ccomp", "pobj", "dobj"})
"""From an effect up to its cause: "an attack that killed", "opened fire, wounding", "bombed and destroyed"."""


def _path_up(analysis: Analysis, lower: Token, upper: Sequence[Token]) -> list[str] | None:
    """Return the labels from one token up to one of others above it; `None` if none is, or farther than five steps."""
    goals = {t.i for t in upper}
    path: list[str] = []
    token = lower
    while len(path) < 6:
        if token.i in goals:
            return path
        if token.head == token.i:
            return None
        path.append(token.dep)
        token = analysis.tokens[token.head]
    return None


def _retold_noun(analysis: Analysis, earlier: Mention, later: Mention, a: Token, b: Token) -> bool:
    """Tell whether a noun tells an earlier deed again: same family, and parties, place or day in common.

    An indefinite one does where its doer denies it, or is accused of it: "denied carrying out a strike", "accused the police
    of a massacre".
    """
    if _is_charged_with(analysis, earlier, b):
        return True
    if not _refers(a, b):
        return False
    if any(
        analysis.tokens[i].lemma in ("a", "an", "another", "new", "second", "other") for i in analysis.children[b.i]
    ):
        denied = any(t.lemma in ("deny", "reject", "refute") for t in iter_ancestors(analysis, b.i))
        return denied and bool(earlier.actors & later.actors)
    return _common_ground(earlier, later) >= 2


def _is_charged_with(analysis: Analysis, earlier: Mention, noun: Token) -> bool:
    """Tell whether who killed is accused of what a noun calls that: "opened fire … accused the police of a massacre"."""
    if noun.lemma not in SLAUGHTER or earlier.event.type is not EventType.ASSAULT or earlier.event.status in TO_COME:
        return False
    of = analysis.tokens[noun.head]
    verb = analysis.tokens[of.head]
    verb = analysis.tokens[verb.head] if verb.dep == "dobj" else verb  # the parse may hang "of" from the accused
    if noun.dep != "pobj" or of.lemma != "of" or verb.lemma != "accuse":
        return False
    accused = {t.lemma for t in find_children(analysis, verb.i, "dobj", "nsubjpass")}
    return any(t.lemma in accused for t in _heads(analysis, earlier.event.actors))


def _told_again(earlier: Mention, later: Mention, a: Token, b: Token) -> bool:
    """Tell whether a verb tells an earlier deed again; one sentence tells two deeds to two parties: "seized … and raided"."""
    if (
        a.sentence == b.sentence
        and earlier.recipients
        and later.recipients
        and not earlier.recipients & later.recipients
    ):
        return False
    if not _refers(a, b) or _are_done_to_others(earlier, later):
        return False
    if any(n >= TELLING_COUNT for _, n in earlier.counts & later.counts):
        return True
    return _common_ground(earlier, later) >= 2


def _are_done_to_others(a: Mention, b: Mention) -> bool:
    """Tell whether two mentions name other persons as whom it was done to: "arrested Ann Lee", "arrested Juan Paz"."""
    named = [{k for k in m.recipients if k.startswith("person:")} for m in (a, b)]
    return all(named) and not a.recipients & b.recipients


def _common_ground(a: Mention, b: Mention) -> int:
    """Count in how many of actors, recipients, place and time two mentions agree."""
    return (
        bool(a.actors & b.actors)
        + bool(a.recipients & b.recipients)
        + (a.place is not None and a.place == b.place)
        + (a.when is not None and a.when == b.when)
    )


def _exclude(a: Mention, b: Mention, *, anywhere: bool = False) -> bool:
    """Tell whether two mentions cannot be one happening: their days, places, or both parties differ.

    `anywhere`: their places may differ.
    """
    if a.when and b.when and (a.when[1] < b.when[0] or b.when[1] < a.when[0]):
        return True
    if a.place and b.place and not anywhere and not (a.place.startswith(b.place) or b.place.startswith(a.place)):
        return True
    return bool(
        a.actors
        and b.actors
        and not a.actors & b.actors
        and a.recipients
        and b.recipients
        and not a.recipients & b.recipients
    )
