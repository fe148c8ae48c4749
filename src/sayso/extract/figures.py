"""Find the figures of a report: how many, of what, and which word names the happening that is counted; no clock.

A number that is written is taken as it is written; one person named or meant counts as one; a plural without a number
counts as nothing. "At least four" is four or more, "dozens" are 24 or more, "nearly 500" are 450 to 500.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources

from sayso.extract.casualties import FOLD, settle_deaths
from sayso.extract.number_words import NUMBER_WORDS, SCALES, TENS, UNITS, parse_digits, parse_number_words
from sayso.extract.tree import find_children, find_governed, find_shared, gave_occasion
from sayso.extract.wounds import BEARER, find_bearers, find_wounding, is_suicide
from sayso.records import Analysis, EventType, Figure, Report, Token

Bounds = tuple[int | None, int | None]

VAGUE: dict[str, int] = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2_000_000, "billions": 2_000_000_000,
    "several": 2, "few": 2, "tens": 20, "multiple": 2, "numerous": 2,
}  # fmt: skip
"""The least that a vague number means: two of its unit."""

NEARLY = 0.9
"""What "nearly n" may fall short to; as the annotators of the say-so gold put it ("nearly 500": 450 to 500)."""


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Return phrases separated by semicolons as words, the longest first."""
    return tuple(sorted((tuple(p.split()) for p in text.split(";")), key=lambda p: (-len(p), p)))


_AT_LEAST = _phrases(
    "at least; more than; no fewer than; no less than; not less than; over; upwards of; upward of; in excess of; exceeding; "
    "a minimum of; well over"
)
_AT_MOST = _phrases(
    "up to; as many as; fewer than; less than; under; no more than; at most; not more than; a maximum of; below"
)
_ABOUT = _phrases("about; around; some; approximately; roughly; estimated; an estimated; circa")
_NEARLY = _phrases("nearly; almost; close to")
_CURRENCY = frozenset({"$", "£", "€", "¥", "us$", "c$", "a$", "rs"})
_MONEY = frozenset(
    {
        "dollar",
        "euro",
        "pound",
        "yen",
        "ruble",
        "rouble",
        "rupee",
        "peso",
        "shekel",
        "franc",
        "yuan",
        "dinar",
        "riyal",
        "lira",
    }
)
_TROOPS = frozenset(
    "troop soldier fighter force marine personnel peacekeeper serviceman serviceperson reservist policeman militiaman mercenary "
    "combatant militant trooper gunman guard army advisor adviser infantryman paratrooper commando contractor tribesman".split()
)
_GROUPS = frozenset(
    "family group crowd team convoy population army unit patrol battalion brigade company force party community police military "
    "government people public movement organization militia gang band delegation couple pair class race nation tribe village "
    "regiment platoon squad personnel opposition wing media press staff crew majority minority number lot series string wave "
    "civilians scores toll total rest enemy squadron division bunch thousand handful mob".split()
)
_FRACTIONS = frozenset("half third thirds quarter quarters fifth fifths tenth".split())
_NOT_PERSONS = frozenset(
    "bill deal plan idea hope dog cat animal cow sheep goat horse bird project program peace process proposal measure law "
    "legislation economy business job time chance momentum amendment statement report document video fund money aid ship boat "
    "vessel vehicle car truck tank plane aircraft helicopter missile rocket drone weapon city town village area territory "
    "region base building post position order warrant decision attack operation crime war conflict violence hand leg arm head "
    "foot back knee shoulder chest face pride feeling chance country state land hill bridge road station airport spring "
    "shooting bombing blast explosion gunfire shootout crash fire gunshot light colon abdomen stomach thigh skull spine lung "
    "photo image picture video apartment wall window door bullet shot gun "
    "dream year month week day house home camp prison oil gas food water block street avenue mile round count percent proportion "
    "scene point range lodge church school store shop hotel jet warplane airliner airplane gunship chopper uav balloon submarine "
    "tanker bus train motorcycle bicycle ambulance satellite launcher hospital clinic mosque temple synagogue embassy consulate "
    "market factory plant refinery facility complex warehouse tower mall restaurant cafe stadium depot barracks checkpoint "
    "headquarters palace parliament ministry office".split()
)
_ANYBODY = frozenset(
    {"people", "person", "victim", "other", "individual", "patient", "child", "juvenile", "teen", "student"}
)
"""Words for people of whom a list behind a comma may tell who they are."""
_HOURS = frozenset({"a.m.", "p.m.", "am", "pm", "o'clock", "%", "percent", "y.o", "y.o.", "y/o"})
_NOT_PERSON_PLURALS = frozenset(
    {"supply", "good", "equipment", "material", "literature", "document", "uniform", "ammunition", "food"}
)
_KIN = frozenset(
    {"sister", "brother", "son", "daughter", "mother", "aunt", "uncle", "cousin", "grandmother", "grandfather"}
)
_VICTIM_DEPS = frozenset({"dobj", "nsubjpass", "poss"})
_SINGULAR_PRONOUNS = frozenset(
    {"he", "she", "him", "her", "himself", "herself", "i", "me", "his", "someone", "somebody"}
)
_RELATIVE = frozenset({"who", "that", "which", "whom"})
_PARTS = frozenset({"include", "including", "among", "comprising"})
_RISE = frozenset(
    "increase rise grow boost raise expand climb jump double triple soar swell go bring cut reduce "
    "drop fall shrink decline "
                  "stand reach climb hit pass total exceed".split())  # fmt: skip
_TRIED = frozenset({"attempted", "attempt", "failed", "foiled", "thwarted"})
_DEATH_WAYS = frozenset(
    {
        "shoot",
        "stab",
        "beat",
        "burn",
        "hack",
        "blow",
        "crush",
        "trample",
        "bludgeon",
        "torture",
        "starve",
        "strangle",
        "gun",
    }
)
_DYING = frozenset({"die", "succumb", "perish"})
_STAYING = frozenset({"remain", "stay", "be", "lie"})
_FINDING = frozenset({"leave", "find", "discover", "locate"})
_ORDER = frozenset({"first", "last", "latest", "previous"})
_FOLD = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}
_ATTACKED = frozenset({"gunshot", "shooting", "stabbing"})
"""What stands before "victim" for somebody who was hit."""

_MEASURES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "PERCENT", "MONEY"})
_FEELING = frozenset("i me we us you it everybody everyone family families".split())
"""Who is hurt by a loss: no wounded."""

_FATAL = frozenset({"fatal", "deadly", "mortal"})
_DEADLY_NOUNS = frozenset({"shooting", "stabbing", "beating", "wounding"})
_COUNTING_NOUNS = frozenset(
    {"dead", "deceased", "casualty", "toll", "fatality", "life", "wounded", "injured", "hostage", "death"}
)
_HURT = frozenset({"killed", "injured"})
_HOLDS = frozenset({"hostage", "prisoner", "captive"})
_PLURALS = frozenset({"dozens", "scores", "tens", "hundreds"})
_PLURAL_SCALES = {"hundreds": 100, "thousands": 1000, "millions": 1_000_000}
_MAX_STEPS = 30


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number as read from tokens `[first, last)`."""

    least: int | None
    most: int | None
    first: int
    last: int
    rule: str


@functools.cache
def _anchors() -> dict[tuple[str, str], tuple[str, str]]:
    """Return what is counted, and the role, by lemma and part of speech."""
    file = resources.files("sayso.extract") / "data" / "figure_anchors.csv"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {(row["lemma"], row["pos"]): (row["counts"], row["role"]) for row in csv.DictReader(lines)}


def find_figures(report: Report, analysis: Analysis) -> tuple[Figure, ...]:
    """Find the figures of a report, in text order.

    Args:
        report: Its title may tell who died.
        analysis: The parse of the report's body.

    Returns:
        Figures of happenings first found by the word that names them, then every other number; two figures may share
        characters ("no casualties" counts killed and injured).
    """
    reader = _Reader(analysis)
    found: list[Figure] = []
    for token in analysis.tokens:
        found.extend(reader.counted(token))
    found = _drop_doubles(found)
    taken = {(f.span.start, f.span.end) for f in found}
    ends = [f.span for f in found]
    for figure in reader.others():
        if (figure.span.start, figure.span.end) not in taken and not any(
            s.start < figure.span.end and figure.span.start < s.end for s in ends
        ):
            found.append(figure)
    found.sort(key=lambda f: (f.span.start, f.span.end, f.counts, f.anchor or -1))
    return settle_deaths(analysis, found, title=report.title or "")


def _drop_doubles(found: Sequence[Figure]) -> list[Figure]:
    kept: dict[tuple[int, int, str, int | None], Figure] = {}
    for figure in found:
        kept.setdefault((figure.span.start, figure.span.end, figure.counts, figure.anchor), figure)
    return list(kept.values())


class _Reader:
    """Reads the figures of one analysis."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.most = (-1, 0)
        """The sentence that counted wounded last, and the greatest number in it."""
        self.hurt: Figure | None = None
        """The last count of wounded that is one number."""
        self.persons = {i for n in analysis.names if n.label == "PERSON" for i in range(n.first, n.last)}
        self.named = {
            i for n in analysis.names if n.label not in _MEASURES for i in range(n.first, n.last)
        }  # "an 11-month-old boy" is no name
        self.dates = {
            i
            for n in analysis.names
            if n.label in ("DATE", "TIME", "PERCENT", "ORDINAL")
            for i in range(n.first, n.last)
        }

    def kids(self, i: int, *deps: str) -> list[Token]:
        """Return the children of a token with one of some labels, or all."""
        found = [self.tokens[c] for c in self.analysis.children[i]]
        return [t for t in found if t.dep in deps] if deps else found

    # --- happenings -------------------------------------------------------------------------------

    def counted(self, token: Token) -> Iterator[Figure]:
        """Yield the figures whose happening a token names."""
        for figure in self._counted(token):
            if figure.counts == "injured" and figure.least:
                if self._is_part_of_told(figure, token):
                    yield replace(figure, rule="figures.part")
                    continue
                self.most = max(self.most, (token.sentence, figure.least))
                if figure.least == figure.most:
                    self.hurt = figure
            yield figure

    def _is_part_of_told(self, figure: Figure, token: Token) -> bool:
        """Tell whether a count is of some of those just counted: "72 were taken to hospital, two of them badly hurt"."""
        after = self.analysis.text[figure.span.end :]
        sentence, least = self.most
        return (
            sentence == token.sentence and least > (figure.least or 0) and after.startswith((" of them ", " of whom "))
        )

    def _counted(self, token: Token) -> Iterator[Figure]:
        if token.lemma in _COUNTING_NOUNS or token.text.lower() == "lives":
            yield from self._by_noun(token)
        if token.lemma == "fatally":
            yield from self._fatally(token)
        if token.lemma == "victim" and any(t.lemma in _ATTACKED for t in self.kids(token.i, "compound", "nmod")):
            own = self._amount_of(token)
            some = self.kids(token.i, "amod") and any(t.lemma in _ORDER for t in self.kids(token.i, "amod"))
            if own is not None and token.tag == "NNS" and own.rule == "figures.number" and not some:
                yield self._make(own, "injured", token.i, token, "figures.victims")
        if token.tag == "NN" and token.lemma in _DEADLY_NOUNS and not self._has_fatal(token):
            for fold in self.kids(token.i, "amod", "compound", "nmod"):
                if size := _FOLD.get(fold.lemma):
                    amount = _Amount(size, size, fold.i, fold.i + 1, FOLD)
                    yield self._make(amount, "injured", token.i, token, amount.rule)
        entry = self._entry(token)
        if entry is None:
            return
        counts, role = entry
        victims = self._victims(token, role)
        if role == "of" and not victims and counts != "troops":
            own = self._amount_of(token)
            plural = token.tag == "NNS" or self._word(token.i - 1) == "twin"
            if own is not None and plural and own.rule not in ("figures.one", "figures.not_persons", "figures.none"):
                yield self._make(own, counts, token.i, token, "figures.happenings")
        for victim in victims:
            if token.lemma == "hurt" and victim.text.lower() in _FEELING:
                continue
            figure = self._count(victim, counts, token.i)
            if figure is not None and (counts != "troops" or self._is_troops(victim)):
                yield figure

    def _fatally(self, token: Token) -> Iterator[Figure]:
        """Read "four people were shot, one of them fatally"."""
        at = token.i - 3 if self._word(token.i - 2) == "of" else token.i - 1
        if not self._is_part_fatally(token.i):
            return
        amount = self._amount_of(self.tokens[at])
        verb = self._verb(token.i)
        if amount is not None and verb is not None:
            yield self._make(amount, "killed", verb, self.tokens[at], "figures.fatally")

    def _is_part_fatally(self, i: int) -> bool:
        """Tell whether a number stands before "fatally": it is not all of them who died."""
        at = i - 3 if self._word(i - 2) == "of" else i - 1
        return at >= 0 and (
            self.tokens[at].pos == "NUM" or self._word(at) in NUMBER_WORDS or self._word(at) in ("one", "none", "both")
        )

    def _entry(self, token: Token) -> tuple[str, str] | None:
        """Return what a token counts, and in which role; verbs also by what is done with them."""
        verbal = token.tag.startswith("VB")
        if verbal and token.lemma in _DEATH_WAYS:
            return self._deadly(token)
        if verbal and is_suicide(self.analysis, token):
            return "killed", "subject"
        if verbal and token.lemma == "survive" and self.kids(token.i, "neg") and not self.kids(token.i, "dobj"):
            return "killed", "subject"
        if verbal and token.lemma == "pass" and any(t.text.lower() == "away" for t in self.kids(token.i)):
            return "killed", "subject"
        if not verbal and token.lemma in _DEADLY_NOUNS and self._has_fatal(token):
            return "killed", "of"
        role = find_wounding(self.analysis, token)
        if role is not None:
            fatal = self._is_fatal(token) if verbal else self._has_fatal(token)
            return "killed" if fatal else "injured", role
        entry = _anchors().get((token.lemma, "VERB" if verbal else "NOUN"))
        if entry is not None and verbal and entry[0] == "injured" and self._is_fatal(token):
            return "killed", entry[1]
        if entry is not None and not verbal and any(t.lemma in _TRIED for t in self.kids(token.i, "amod", "compound")):
            return None  # "the attempted murder of two men"
        if verbal and token.lemma in ("take", "hold", "seize", "capture"):
            words = {t.lemma for t in self.kids(token.i)} | {
                t.lemma for p in self.kids(token.i, "prep") for t in self.kids(p.i, "pobj")
            }
            if words & _HOLDS:
                return "abducted", "object"
            if token.lemma in ("take", "hold"):
                return ("arrested", "object") if "custody" in words else None
        if (
            verbal
            and token.lemma in ("round", "pick")
            and any(t.text.lower() == "up" for t in self.kids(token.i, "prt"))
        ):
            return "arrested", "object"
        return entry

    def _has_fatal(self, noun: Token) -> bool:
        fatal = [t for t in self.kids(noun.i, "amod") if t.lemma in _FATAL]
        return any(self._word(t.i - 1) != "-" and self._word(t.i - 1) not in ("non", "not") for t in fatal)

    def _is_fatal(self, token: Token) -> bool:
        if any(self._has_fatal(t) for t in self.kids(token.i, "dobj")):  # "sustained a fatal wound"
            return True
        return any(t.lemma in ("fatally", "mortally") and not self._is_part_fatally(t.i) for t in self.kids(token.i))

    def _deadly(self, token: Token) -> tuple[str, str] | None:
        words = {t.lemma for t in self.kids(token.i) if t.lemma != "fatally" or not self._is_part_fatally(t.i)}
        for prep in self.kids(token.i, "prep"):
            words |= {t.lemma for t in self.kids(prep.i, "pobj")}
        if words & {"dead", "death", "fatally"} or (token.lemma == "gun" and "down" in words):
            return "killed", "object"
        following = self.tokens[token.i + 1 : token.i + 3]
        if following and following[0].text.lower() == "dead":
            return "killed", "object"
        if (
            token.lemma == "shoot"
            and "down" in words
            and any(t.lemma == "fighter" for o in self.kids(token.i, "dobj", "nsubjpass") for t in (o, *self._of(o)))
        ):
            return None  # a plane
        if token.lemma in ("shoot", "stab", "beat", "burn", "torture"):
            return "injured", "object"
        return None

    def _victims(self, token: Token, role: str) -> list[Token]:
        """Return the heads of the phrases that name those counted."""
        if role == "of":
            return self._complements(token)
        if role == BEARER:
            return self._resolve(find_bearers(self.analysis, token))
        if role == "subject":
            return self._resolve(self._subject(token))
        found = self.kids(token.i, "dobj", "nsubjpass") or self._before_passive(token)
        if not found and token.tag == "VBN":  # "ten people had been killed and at least 80 wounded"
            found = [t for t in self.kids(token.i, "nummod") if t.i < token.i and t.tag == "CD"]
        if token.lemma in _DEATH_WAYS and not found:  # "shot dead three women" may hang the women from "dead"
            found = [
                t
                for k in self.kids(token.i, "advmod", "acomp", "oprd", "dep", "ccomp")
                for t in self.kids(k.i, "nsubj", "dobj", "dep")
            ]
        left = self._left_hurt(token)
        if not found and left is not None:
            return self._resolve([left])
        above = self.tokens[token.head]
        if not found and above.lemma in _FINDING and above.i < token.i and token.tag in ("VBN", "VBD", "JJ"):
            found = self.kids(token.i, "nsubj") or self.kids(above.i, "dobj")
        if not found and token.dep == "amod" and token.tag in ("VBN", "JJ", "VBD"):
            return [self.tokens[token.head]]
        if (
            not found
            and token.dep in ("acl", "relcl")
            and token.tag in ("VBN", "VBD")
            and not self.kids(token.i, "nsubj")
        ):
            return [self.tokens[token.head]]
        if not found:
            found = self._shared_object(token)
        if not found and token.tag in ("VBN", "VBD", "JJ"):
            found = self._subject(token)
        return self._resolve(found)

    def _before_passive(self, verb: Token) -> list[Token]:
        """Return the phrase before a passive that the parse gives no subject: "after four adults and a baby were shot"."""
        verbs = [t.i for t in self.kids(verb.i, "aux", "auxpass")]
        if not self.kids(verb.i, "auxpass") or self.kids(verb.i, "nsubj", "csubj", "expl") or not min(verbs):
            return []
        at = self.tokens[min(verbs) - 1]
        if at.sentence != verb.sentence or at.pos not in ("NOUN", "PROPN", "NUM", "ADJ") or at.dep in ("nsubj", "amod"):
            return []
        while at.dep == "conj" or (at.dep == "pobj" and self.tokens[at.head].text.lower() == "of"):
            at = self.tokens[at.head] if at.dep == "conj" else self.tokens[self.tokens[at.head].head]
        return [at] if at.pos in ("NOUN", "PROPN", "NUM", "ADJ") else []

    def _left_hurt(self, token: Token) -> Token | None:
        """Return whom a verb leaves in the state that the next word names: "a blast that left six people injured"."""
        before = self.tokens[token.i - 1] if token.i else token
        verb = self.tokens[before.head]
        if token.tag != "VBN" or before.dep != "dobj" or verb.lemma not in ("leave", "see"):
            return None
        return before if before.sentence == token.sentence else None

    def _subject(self, token: Token) -> list[Token]:
        above = self.tokens[token.head]
        found = above.lemma in _FINDING and above.tag == "VBN"  # "two men were found shot"
        told = token.dep in ("acomp", "oprd") and (above.lemma in _STAYING or found)
        over = [above] if told else self.kids(token.i, "auxpass")
        remaining = [t for verb in over for t in self.kids(verb.i, "nsubj", "nsubjpass")]
        return remaining or find_shared(self.analysis, token, "nsubj", "nsubjpass")  # "a victim remains hospitalized"

    def _shared_object(self, token: Token) -> list[Token]:
        """Return the object that a verb shares with one it is joined to: "kidnapped and killed 11 people"."""
        for other in self.kids(token.i, "conj"):
            found = self.kids(other.i, "dobj", "nsubjpass")
            if found and other.tag[:2] == "VB" and other.i - token.i <= 3:
                return found
        if token.dep == "conj" and token.tag in ("VBN", "VBD"):
            head = self.tokens[token.head]
            passive = self.kids(head.i, "nsubjpass")
            if passive and not self.kids(token.i, "nsubj"):
                return passive
            if head.dep in ("acl", "relcl") and head.tag == "VBN":
                return [self.tokens[head.head]]
        return []

    def _complements(self, token: Token) -> list[Token]:
        """Return those that a noun is about: "the killing of three workers", "Ortiz's killing", "twin murder"."""
        found = self._of(token)
        if not found and token.tag == "NN":
            found = self.kids(token.i, "poss") or [t for t in self.kids(token.i, "compound") if t.i in self.persons]
        return self._resolve(found)

    def _resolve(self, heads: Sequence[Token]) -> list[Token]:
        """Put the antecedent in the place of a relative pronoun."""
        found = []
        for head in heads:
            at = self.tokens[head.head]
            if head.text.lower() in _RELATIVE and at.dep == "relcl":
                found.append(self.tokens[at.head])
            elif head.text.lower() in ("many", "most", "some", "mostly"):
                found.append(self._whole(head) or head)
            elif head.lemma == "total":
                found.extend(self._of(head) or [head])
            else:
                found.append(head)
        return found

    def _of(self, head: Token) -> list[Token]:
        return find_governed(self.analysis, head.i, "of")

    def _whole(self, part: Token) -> Token | None:
        """Return the phrase before a remark on its parts: "2,000 people - many of them civilians - were killed"."""
        if not any(
            t.text.lower() in ("them", "whom") for p in self.kids(part.i, "prep") for t in self.kids(p.i, "pobj")
        ):
            return None
        before = [t for t in self.tokens[max(0, part.i - 4) : part.i] if t.sentence == part.sentence]
        return next((t for t in reversed(before) if self.kids(t.i, "nummod")), None)

    def _by_noun(self, token: Token) -> Iterator[Figure]:
        """Yield figures of words that count by themselves: "12 dead", "no casualties", "a toll of 31"."""
        word = "life" if token.text.lower() == "lives" else token.lemma
        if word == "toll":
            yield from self._toll(token)
            return
        if word == "life":
            yield from self._lives(token)
            return
        own = self._amount_of(token) or self._more_of(token)
        if own is not None and own.rule in ("figures.one", "figures.not_persons"):
            own = None
        if word == "casualty":
            if own is not None and own.most == 0:
                for counts in ("killed", "injured"):
                    yield self._make(own, counts, token.i, token, "figures.no_casualties")
            return
        counts = {"wounded": "injured", "injured": "injured", "hostage": "abducted"}.get(word, "killed")
        above = self.tokens[self.tokens[token.head].head]
        if word != "hostage" and token.dep == "pobj" and above.lemma in ("number", "count", "tally"):
            yield from self._toll(above, counts)
            return
        if own is not None:
            if word != "hostage":
                yield self._make(own, counts, token.i, token, f"figures.{word}")
            return
        if word in ("dead", "deceased"):
            for victim in self._left_dead(token):
                figure = self._count(victim, "killed", token.i)
                if figure is not None:
                    yield figure

    def _more_of(self, state: Token) -> _Amount | None:
        """Read the number beside a state: "two dead and two more wounded"."""
        for number in self.kids(state.i, "npadvmod", "nsubj", "meta"):
            if number.tag == "CD" and 0 < state.i - number.i <= 2:
                return self._amount_at(number)
        return None

    def _left_dead(self, token: Token) -> list[Token]:
        head = self.tokens[token.head]
        if head.i == token.i:
            return []
        if head.pos in ("NOUN", "NUM", "PROPN", "PRON") and token.dep in (
            "amod",
            "acl",
            "relcl",
            "appos",
            "advmod",
            "npadvmod",
        ):
            return [head] if head.i < token.i else []
        if head.lemma in ("leave", "find", "pronounce", "declare"):
            inner = self.kids(token.i, "nsubj") or self.kids(head.i, "dobj", "nsubjpass")
            inner = [t for t in inner if t.i < token.i] or inner
            return inner or (self._resolve(self._subject(head)) if head.tag == "VBN" else [])
        if head.lemma == "be" and token.dep in ("acomp", "attr"):
            return self._resolve(self.kids(head.i, "nsubj"))
        return []

    def _toll(self, token: Token, counts: str = "killed") -> Iterator[Figure]:
        """Read what a toll, or a number of dead or wounded, is or has come to."""
        if any(t.lemma in ("injury", "wounded", "road", "tax") for t in self.kids(token.i, "compound")):
            return
        head = self.tokens[token.head]
        places = find_governed(self.analysis, token.i, "at", "to", *(("of",) if token.lemma == "toll" else ()))
        if head.lemma in _RISE | {"be", "put", "bring", "revise", "stand", "take", "push", "give"}:
            places += find_governed(self.analysis, head.i, "to", "at", *(("as",) if head.lemma == "give" else ()))
            places += [t for t in self.kids(head.i, "dobj", "attr") if t.i != token.i]
        for place in places:
            amount = self._amount_of(place) or self._amount_at(place)
            if amount is not None and amount.most != 0:
                yield self._make(amount, counts, token.i, place, "figures.toll")
                return

    def _lives(self, token: Token) -> Iterator[Figure]:
        head = self.tokens[token.head]
        if head.lemma not in ("claim", "lose", "take", "cost", "sacrifice"):
            return
        amount = self._amount_of(token)
        if amount is not None and amount.rule != "figures.one":
            yield self._make(amount, "killed", head.i, token, "figures.lives")
            return
        victims = self._of(token)
        if not victims and head.lemma == "lose":
            victims = self._resolve(self._subject(head))
        for victim in victims:
            figure = self._count(victim, "killed", head.i)
            if figure is not None:
                yield figure

    # --- phrases ----------------------------------------------------------------------------------

    def _count(self, head: Token, counts: str, anchor: int) -> Figure | None:
        """Count a phrase with all that is joined to it: "three women and three children" are six."""
        if counts == "killed" and head.text.lower() in ("they", "them"):
            return self._count_again(head, anchor)
        least = most = 0
        open_above, known, first = False, False, None
        members = [*self._left_with(head, anchor), head, *self._joined(head, anchor)]
        members = members[:1] if self._are_parts(members) else members
        names = any(self._is_person(m) for m in members)  # of a list of names one is known to be a person's
        for member in members:
            amount = self._amount_of(member)
            if amount is not None and counts in _HURT and self._is_thing(member, amount):
                continue
            if amount is not None and amount.rule == "figures.both" and len(members) == 2 and member is head:
                amount = self._one(head) or amount  # "both the father and the baby"; "both men and a woman" are three
            if amount is None and names and member.tag == "NNP" and not self.kids(member.i, "det"):
                amount = _Amount(1, 1, member.i, member.i + 1, "figures.one")
            if amount is None:
                open_above = open_above or (
                    member.lemma not in _NOT_PERSONS and member.lemma not in _NOT_PERSON_PLURALS
                )
                continue
            if amount.rule == "figures.not_persons" or (member.lemma in _NOT_PERSONS and len(members) > 1):
                continue
            one = amount.rule == "figures.one" and member is not members[0]
            if one and not self._are_several(head, anchor) and not self._is_new_person(member):
                continue  # "a deputy and father of two" is one
            known = True
            first = first or amount
            least += amount.least or 0
            open_above = open_above or amount.most is None
            most += amount.most or 0
            if amount.least is None and len(members) == 1:
                return self._make(amount, counts, anchor, member, amount.rule)
        if not known or first is None:
            return None
        total = replace(first, least=least, most=None if open_above else most)
        return self._make(total, counts, anchor, head, first.rule if len(members) == 1 else "figures.sum")

    def _count_again(self, head: Token, anchor: int) -> Figure | None:
        """Count those wounded who were told last, in this sentence or the one before: "They died"."""
        last = self.hurt
        if last is None or last.of is None or last.anchor is None or last.of.end > head.start:
            return None
        if not 0 <= head.sentence - self.tokens[last.anchor].sentence <= 1:
            return None
        one = last.least == 1
        amount = _Amount(last.least, last.most, head.i, head.i + 1, "figures.one" if one else "figures.they")
        return self._make(amount, "killed", anchor, head, amount.rule)

    def _is_thing(self, head: Token, amount: _Amount) -> bool:
        things = head.lemma in _NOT_PERSONS or any(t.lemma in _NOT_PERSONS for t in self._of(head)[:1])
        return things or self._word(amount.first - 1) in _CURRENCY

    def _are_parts(self, members: Sequence[Token]) -> bool:
        """Tell whether the rest of a list says who the first are: "six people, three men and three women"."""
        if len(members) < 2:
            return False
        of = self._of(members[0])
        anybody = of[0] if of and members[0].pos == "NUM" else members[0]
        if anybody.lemma not in _ANYBODY or self._word(anybody.i + 1) != ",":
            return False
        whole, *rest = [self._amount_of(m) for m in members]
        parts = [a.least for a in rest if a is not None and a.least is not None and a.least == a.most]
        return whole is not None and whole.least == whole.most and len(parts) == len(rest) and sum(parts) == whole.least

    def _left_with(self, head: Token, anchor: int) -> list[Token]:
        """Return those joined before a phrase: "left a girl and two men wounded"."""
        state = self.tokens[anchor]
        verb = self.tokens[state.head]
        if verb.lemma not in ("leave", "see") or head.dep != "nsubj" or head.head != anchor:
            return []
        first = min([head.i, *self.analysis.children[head.i]])
        before = [t for t in self.kids(verb.i, "dobj") if verb.i < t.i < first]
        between = self.tokens[before[0].i : first] if before else ()
        told = any(t.lemma == "dead" or t.tag == "VBN" for t in between)  # "left one dead and two men wounded"
        return before if self._word(first - 1) == "and" and not told else []

    def _are_several(self, head: Token, anchor: int) -> bool:
        """Tell whether a verb says that its subject is more than one: "the woman and child were shot"."""
        verbs = {t.text.lower() for t in self.kids(anchor, "aux", "auxpass")}
        if self.tokens[anchor].dep == "acomp":  # "a woman and child are dead"
            verbs.add(self.tokens[self.tokens[anchor].head].text.lower())
        return bool(verbs & {"were", "are", "have"}) and head.dep in ("nsubj", "nsubjpass")

    def _is_new_person(self, member: Token) -> bool:
        if member.text.lower() in ("himself", "herself"):  # "killed the two children and then himself"
            return True
        return (
            self._is_person(member)
            or (member.tag == "NNP" and self._is_person(self.tokens[member.head]))
            or bool(self.kids(member.i, "det", "poss"))
            or any(t.lemma == "old" and self.kids(t.i, "npadvmod") for t in self.kids(member.i, "amod"))
            or member.lemma in _KIN
        )

    def _is_person(self, token: Token) -> bool:
        """Tell whether a word is the name of a person, by its kind or by the age after it: "Rusk, 31"."""
        ages = [t.text for t in self.kids(token.i, "appos", "nummod") if t.i == token.i + 2]
        return token.i in self.persons or (token.tag == "NNP" and any(t.isdigit() and int(t) < 110 for t in ages))

    def _joined(self, head: Token, anchor: int) -> list[Token]:
        """Return what is joined to a phrase; not past a word that says of the phrase alone what became of it."""
        found: list[Token] = []
        at = head
        for _ in range(8):
            after = [t for t in self.kids(at.i, "conj") if t.pos in ("NOUN", "PROPN", "NUM", "PRON", "ADJ")]
            if not after or any(t.text.lower() in ("or", "but") for t in self.kids(at.i, "cc")):
                break
            if self.tokens[anchor].head == at.i and at.i < anchor < after[0].i and self.tokens[anchor].tag == "VBN":
                break  # "one wounded and one dead"
            at = after[0]
            found.append(at)
        return found

    def _amount_of(self, head: Token) -> _Amount | None:
        """Return how many a phrase names; None for a plural without a number."""
        word = head.text.lower()
        if head.pos == "NUM" and self._word(head.i - 1) == "," and head.i - 2 in self.persons:  # "Mcgee, 26 was shot"
            return _Amount(1, 1, head.i, head.i + 1, "figures.one")
        if head.lemma in _SPELLS | {"yr"} and self._word(head.i + 1) == "old":  # "a 2 yr old was shot"
            return _Amount(1, 1, head.i, head.i + 1, "figures.one")
        if word in ("none", "nobody"):
            return _Amount(0, 0, head.i, head.i + 1, "figures.none")
        if word in ("anybody", "anyone"):
            return None
        if word == "both":
            return _Amount(2, 2, head.i, head.i + 1, "figures.both")
        if word == "one" and self._word(head.i - 1) == "no":
            return _Amount(0, 0, head.i - 1, head.i + 1, "figures.none")
        if word in _FRACTIONS and self._is_fraction(head):
            return None
        if (
            word in VAGUE
            or word in NUMBER_WORDS
            or head.pos == "NUM"
            or head.lemma in ("dozen", "couple", "hundred", "thousand", "million")
        ):
            return self._amount_at(head)
        for child in self.kids(head.i, "nummod", "amod", "det", "quantmod", "advmod", "predet", "compound", "nmod"):
            if child.i > head.i or (child.dep == "nummod" and head.i in self.persons and head.tag == "NNP"):
                continue
            low = child.text.lower()
            if low == "no" and child.dep == "det":
                return _Amount(0, 0, child.i, child.i + 1, "figures.none")
            if low == "both":
                return _Amount(2, 2, child.i, child.i + 1, "figures.both")
            if low == "twin":
                return _Amount(2, 2, child.i, child.i + 1, "figures.number")
            if child.dep == "nummod" or low in VAGUE or low in ("dozen", "couple") or child.pos == "NUM":
                amount = self._amount_at(child)
                if amount is not None:
                    return amount
        return self._one(head)

    def _is_fraction(self, head: Token) -> bool:
        """Tell whether a word is a part of something: "one-third of the country", "a third of it", not "a third was hurt"."""
        return self._word(head.i + 1) == "of" or self._word(head.i - 1) == "-"

    def _one(self, head: Token) -> _Amount | None:
        """Count one person who is named or meant."""
        word = head.text.lower()
        amount = _Amount(1, 1, head.i, head.i + 1, "figures.one")
        if word in _SINGULAR_PRONOUNS or (head.i in self.persons and head.tag in ("NN", "NNP")):
            return amount
        if word in ("another", "third", "second") and (word == "another" or self.kids(head.i, "det")):
            return amount
        if word == "old" and self.kids(head.i, "npadvmod"):  # "a 19-year-old"
            return amount
        if head.tag not in ("NN", "NNP") or not word[:1].isalpha() or word in ("n't", "n’t"):
            return None
        if head.lemma in _NOT_PERSONS or any(letter.isdigit() for letter in word):  # an F-16
            return replace(amount, rule="figures.not_persons")
        if head.lemma in _GROUPS or word in ("everyone", "everybody"):
            return None
        victim = head.dep in _VICTIM_DEPS or self.tokens[head.head].lemma in _DYING
        if head.i in self.named and (head.tag != "NNP" or self.kids(head.i, "det") or not victim):
            return None
        return amount

    def _amount_at(self, token: Token) -> _Amount | None:
        """Read the number that a token is part of, with what stands before it."""
        first, last, value = self._number(token.i)
        if value is None or self._is_date(token) or self._word(last) in _HOURS:
            return None
        low = self.tokens[first].text.lower()
        if low in VAGUE or (low == "a" and self.tokens[first + 1].text.lower() in VAGUE):
            return _Amount(value, None, first, last, "figures.vague")
        ranged = self._range(first, last, value)
        if ranged is not None:
            return ranged
        return self._bounded(first, last, value)

    def _is_date(self, token: Token) -> bool:
        """Tell whether a number is part of a date, and counts nothing beside it."""
        if token.i not in self.dates:
            return False
        counts = token.dep == "nummod" and token.head not in self.dates
        return not counts or (token.text.isdigit() and token.text[:2] in ("19", "20") and len(token.text) == 4)

    def _bounded(self, first: int, last: int, value: int) -> _Amount:
        """Put what stands before a number into its bounds."""
        for phrases, rule in ((_AT_LEAST, "least"), (_AT_MOST, "most"), (_NEARLY, "nearly"), (_ABOUT, "about")):
            for phrase in phrases:
                start = first - len(phrase)
                if start >= 0 and tuple(t.text.lower() for t in self.tokens[start:first]) == phrase:
                    if rule == "least":
                        return _Amount(value, None, start, last, "figures.at_least")
                    if rule == "most" and self.tokens[start - 1].text.lower() not in ("no", "not"):
                        return _Amount(None, value, start, last, "figures.at_most")
                    if rule == "nearly":
                        return _Amount(
                            int(value * NEARLY) if value >= 10 else value - 1, value, start, last, "figures.nearly"
                        )
                    if rule == "about":
                        return _Amount(value, value, start, last, "figures.about")
        after = tuple(t.text.lower() for t in self.tokens[last : last + 2])
        if after == ("or", "more") or after[:1] == ("plus",) or after[:1] == ("+",):
            return _Amount(value, None, first, last + len(after), "figures.at_least")
        return _Amount(value, value, first, last, "figures.number")

    def _range(self, first: int, last: int, value: int) -> _Amount | None:
        """Read "10 to 12", "between 10 and 12", "10-12", "10 or 12"; from either of its numbers."""
        before, after = self.tokens[first - 1].text.lower() if first else "", self._word(last)
        if after in ("to", "-", "–", "or") and last + 1 < len(self.tokens) and self._word(first - 1) != "from":
            _, end, upper = self._number(last + 1)
            if upper is not None and upper > value and self._word(end) != "of":
                return _Amount(value, upper, first, end, "figures.range")
        if after == "and" and before == "between":
            _, end, upper = self._number(last + 1)
            if upper is not None and upper > value:
                return _Amount(value, upper, first - 1, end, "figures.range")
        if before in ("to", "-", "–", "or", "and") and first >= 2:
            start, _, lower = self._number(first - 2)
            opening = self._word(start - 1)
            if lower is not None and lower < value and opening != "from" and (before != "and" or opening == "between"):
                return _Amount(lower, value, start, last, "figures.range")
        return None

    def _word(self, i: int) -> str:
        return self.tokens[i].text.lower() if 0 <= i < len(self.tokens) else ""

    def _number(self, i: int) -> tuple[int, int, int | None]:
        """Return the tokens `[first, last)` of the number at a token, and its value; None if there is none."""
        if not 0 <= i < len(self.tokens):
            return i, i, None
        first = last = i
        while (step := self._step(first, -1)) and self.tokens[first - step].sentence == self.tokens[i].sentence:
            first -= step
        last = i + self._is_number_word(i)
        while last > i and (step := self._step(last - 1, 1)):
            last += step
        words = [w for t in self.tokens[first:last] for w in t.text.lower().replace("-", " ").split()]
        if not words:
            return i, i, None
        value = _value_of([w for w in words if w not in ("and", "")])
        if value is None and last - first > 1:  # two numbers side by side: only this one
            value = _value_of(self.tokens[i].text.lower().split("-"))
            first, last = i, i + 1
        if self._word(first - 1) in ("a", "an") and words[0] in (
            "dozen",
            "hundred",
            "thousand",
            "million",
            "couple",
            "few",
            "score",
        ):
            first -= 1
        scale = _PLURAL_SCALES.get(self._word(last + 1))
        if value is not None and words[-1] in _PLURALS and self._word(last) == "of" and scale:
            return first, last + 2, VAGUE[words[-1]] * scale
        if words[-1] in _PLURAL_SCALES and self._word(first - 1) == "of" and self._word(first - 2) in _PLURALS:
            return first - 2, last, VAGUE[self._word(first - 2)] * _PLURAL_SCALES[words[-1]]
        return first, last, value

    def _step(self, i: int, way: int) -> int:
        """Return how many tokens on the same number goes on: 1, or 2 over a hyphen or "and"; 0 if it ends here."""
        if not 0 <= i + way < len(self.tokens):
            return 0
        if self._is_number_word(i + way):
            return 1
        over, beyond = self._word(i + way), i + 2 * way
        if over not in ("-", "and") or not 0 <= beyond < len(self.tokens):
            return 0
        low, high = self._word(min(i, beyond)), self._word(max(i, beyond))
        joined = low in TENS and high in UNITS if over == "-" else low in SCALES and high in NUMBER_WORDS
        return 2 if joined else 0

    def _is_number_word(self, i: int) -> bool:
        word = self.tokens[i].text.lower()
        if word in NUMBER_WORDS or word in VAGUE or word in ("dozen", "couple"):
            return word != "few" or self.tokens[i].tag == "JJ"
        if parse_digits(word) is not None:
            return True
        return "-" in word and all(p in NUMBER_WORDS for p in word.split("-"))

    # --- all other numbers ------------------------------------------------------------------------

    def others(self) -> Iterator[Figure]:
        """Yield the numbers that no happening has claimed: levels of troops, money, the displaced, and the rest."""
        i = 0
        while i < len(self.tokens):
            token = self.tokens[i]
            if not self._is_number_word(i) or i in self.dates or token.text.lower() in ("one", "few"):
                i += 1
                continue
            amount = self._amount_at(token)
            first, last, value = self._number(i)
            if amount is None or value is None:
                i += 1
                continue
            yield self._other(token, amount, first, last)
            i = max(i + 1, last)

    def _other(self, token: Token, amount: _Amount, first: int, last: int) -> Figure:
        head = self.tokens[token.head] if token.dep in ("nummod", "quantmod", "compound") else token
        while head.tag == "CD" and head.dep in ("nummod", "quantmod", "compound") and head.head != head.i:
            head = self.tokens[head.head]
        if head.tag == "CD" or head.text.lower() in VAGUE or head.lemma in ("couple", "dozen", "hundred", "thousand"):
            head = next(iter(self._of(head)), head)
        if self._word(first - 1) in _CURRENCY or head.lemma in _MONEY:
            return self._make(amount, "money", None, head, "figures.money")
        level = self._level(token, first, last)
        if level is not None:
            return self._make(replace(amount, least=amount.least, most=amount.most), *level)
        if any(self._is_part(p) for p in self._above(head.i)):
            return self._make(amount, "other", None, head, "figures.part")
        if head.text.lower() != "men" and self._is_troops(head):  # "three men drove a van"
            return self._make(amount, "troops", self._verb(head.i), head, "figures.troops")
        if head.lemma in ("refugee", "evacuee", "displaced") or any(
            t.lemma == "displaced" for t in self.kids(head.i, "amod")
        ):
            return self._make(amount, "displaced", self._verb(head.i), head, "figures.displaced")
        return self._make(amount, "other", None, head, "figures.other")

    def _level(self, token: Token, first: int, last: int) -> tuple[str, int | None, Token, str] | None:
        """Read "the number of troops would rise from 500 to 4,000": the new level counts."""
        before = self._word(first - 1)
        if before not in ("to", "from"):
            return None
        verb = self._verb(token.i)
        if verb is None or self.tokens[verb].lemma not in _RISE:
            return None
        if before == "from":
            return "other", None, token, "figures.former_level"
        subjects = self.kids(verb, "nsubj", "nsubjpass", "dobj")
        about = {t.lemma for s in subjects for t in self._below(s.i)}
        if about & _TROOPS:
            return "troops", verb, token, "figures.new_level"
        return None

    def _below(self, i: int) -> list[Token]:
        found: list[Token] = []
        stack = [i]
        while stack and len(found) < _MAX_STEPS:
            at = stack.pop()
            found.append(self.tokens[at])
            stack.extend(self.analysis.children[at])
        return found

    def _above(self, i: int) -> Iterator[Token]:
        for _ in range(4):
            token = self.tokens[i]
            yield token
            if token.head == i or token.pos in ("VERB", "AUX") and token.lemma not in _PARTS:
                return
            i = token.head

    def _is_part(self, token: Token) -> bool:
        return token.lemma in _PARTS and token.dep in ("prep", "pcomp", "acl", "advcl")

    def _verb(self, i: int) -> int | None:
        for _ in range(_MAX_STEPS):
            token = self.tokens[i]
            if token.pos == "VERB" or token.lemma in _RISE and token.tag.startswith("VB"):
                return i
            if token.head == i:
                return None
            i = token.head
        return None

    def _is_troops(self, head: Token) -> bool:
        if head.lemma in _TROOPS or head.text.lower() in ("men",):
            return True
        return any(
            t.lemma in _TROOPS
            for p in self.kids(head.i, "prep")
            if p.text.lower() == "of"
            for t in self.kids(p.i, "pobj")
        )

    def _make(self, amount: _Amount, counts: str, anchor: int | None, head: Token, rule: str) -> Figure:
        first, last = amount.first, max(amount.last, amount.first + 1)
        low, high = min(first, head.i), max(last, head.i + 1)
        return Figure(
            span=self.analysis.span(first, last),
            least=amount.least,
            most=amount.most,
            counts=counts,
            anchor=anchor,
            of=self.analysis.span(low, high) if self.tokens[low].sentence == head.sentence else None,
            rule=rule,
        )


def _value_of(words: Sequence[str]) -> int | None:
    """Return the value of the words of one number: digits, words, a scale, a dozen, or a vague word's least."""
    if not words:
        return None
    if words[-1] in VAGUE:
        scale = _value_of(words[:-1]) if len(words) > 1 else 1
        return VAGUE[words[-1]] if scale == 1 else None
    if words[-1] in ("dozen", "couple", "score"):
        size = {"dozen": 12, "couple": 2, "score": 20}[words[-1]]
        scale = _value_of(words[:-1]) if len(words) > 1 else 1
        return scale * size if scale is not None else None
    digits = parse_digits(words[0])
    if digits is None:
        return parse_number_words(list(words))
    for word in words[1:]:
        if word not in SCALES:
            return None
        digits *= SCALES[word]
    return int(digits) if digits < 10**15 else None


# --- the figures of an event ----------------------------------------------------------------------

HELD = frozenset({"arrested", "released", "abducted"})
"""What is counted of those who are taken or let go; who was killed beside them is counted by another deed."""

_PREFER = {"figures.one": 1, "figures.part": 9}


def drop_apart(figures: Sequence[Figure], token: int, kinds: Mapping[int, EventType]) -> list[Figure]:
    """Return the figures without those that another event names: "arrested after ten were killed" counts two things.

    The dead and wounded are left to an event of the same type, and to one that counts nothing itself: "a crackdown in which ten
    were killed".

    Args:
        figures: As `find_figures` returns them.
        token: The head token of an event's trigger.
        kinds: The type of each event of the report, by the head token of its trigger.
    """
    own, counted = kinds.get(token), {f.counts for f in figures if f.anchor == token}

    def is_apart(figure: Figure) -> bool:
        if figure.anchor in (None, token) or figure.anchor not in kinds:
            return False
        if kinds[figure.anchor] is own:
            # "seized power, detaining the minister"; "killed 1,300 people and seized 199 hostages"
            return figure.counts in HELD or (figure.counts in _HURT and bool(counted & HELD))
        return bool(counted) or figure.counts not in _HURT

    return [f for f in figures if not is_apart(f)]


def figures_of(analysis: Analysis, token: int, figures: Sequence[Figure]) -> dict[str, Bounds]:
    """Return the figures that belong to the event whose trigger is at a token, by what is counted.

    A figure belongs to the event that its anchor names, and to the event whose effect or cause that happening is in the
    same sentence: "an attack that killed ten", "attacked the post, killing ten", "ten died in the attack".

    Args:
        analysis: The parse.
        token: The head token of the event's trigger.
        figures: As `find_figures` returns them.
    """
    ranked = []
    for figure in figures:
        if figure.anchor is None or figure.counts in ("other", "money") or figure.rule == "figures.part":
            continue
        distance = _relation(analysis, token, figure.anchor)
        if distance and any(analysis.tokens[c].dep == "neg" for c in analysis.children[figure.anchor]):
            continue  # "was struck, not hit"
        if distance is not None:
            ranked.append((distance, _PREFER.get(figure.rule, 0), figure.span.start, figure))
    found: dict[str, Bounds] = {}
    for *_, figure in sorted(ranked, key=lambda r: r[:3]):
        found.setdefault(figure.counts, (figure.least, figure.most))
    return dict(sorted(found.items()))


def _relation(analysis: Analysis, event: int, anchor: int) -> int | None:
    """Return how far a counted happening is from an event in the parse: 0 the same; None if they are not related."""
    if event == anchor:
        return 0
    tokens = analysis.tokens
    if tokens[event].sentence != tokens[anchor].sentence:
        return None
    verbal = tokens[event].pos == "VERB"
    down = _links(analysis, anchor, event)
    # "fired on a crowd, killing ten": the parse may hang the participle from the crowd
    below = _BELOW_VERB | ({"acl", "pobj", "dobj"} if tokens[anchor].tag == "VBG" else set())
    if down is not None and down <= (below if verbal else _BELOW_NOUN):
        answers = bool(find_children(analysis, event, "nsubj")) and gave_occasion(analysis, anchor, event, _ANSWERED)
        return None if answers else 1
    up = _links(analysis, event, anchor)
    if up is not None and up <= (_VERB_BELOW if verbal else _NOUN_BELOW):
        return 1
    clause = _clause_verb(analysis, event)
    if clause is None or verbal or tokens[clause].lemma in _SPEAKING:
        return None
    own = _links(analysis, event, clause)
    if own is None or not own <= _NOUN_BELOW:
        return None
    # An event noun: the happening is what its verb tells, or an effect of it.
    effect = _links(analysis, anchor, clause)
    return 2 if clause == anchor else 3 if effect is not None and effect <= _BELOW_CLAUSE else None


_ANSWERED = ("after", "since", "because")
"""What opens a clause that tells what a verb with a doer answers."""

_BELOW_VERB = frozenset({"advcl", "conj", "xcomp", "prep", "pcomp", "acomp", "oprd", "dep"})
_BELOW_NOUN = frozenset(
    {"pobj", "relcl", "acl", "conj", "advcl", "dep", "xcomp", "prep", "pcomp", "dobj", "oprd", "acomp"}
)
_VERB_BELOW = frozenset({"advcl", "conj", "prep", "pcomp", "xcomp", "dep"})
_NOUN_BELOW = frozenset(
    {"prep", "pobj", "nsubj", "nsubjpass", "agent", "dobj", "conj", "compound", "amod", "poss", "attr", "dep"}
)
_BELOW_CLAUSE = _BELOW_VERB | {"dobj", "ccomp", "pobj", "nsubj"}
_SPEAKING = frozenset(
    "say tell report claim announce admit deny condemn accuse charge blame call demand investigate question "
    "arrest "
                      "sentence convict acquit urge vow threaten warn".split())  # fmt: skip


def _links(analysis: Analysis, low: int, high: int) -> set[str] | None:
    """Return the labels on the way from a word up to another, or None if the other is not above it.

    A joined verb with a doer of its own is another happening, unless it is passive or tells what became of somebody.
    """
    tokens, i = analysis.tokens, low
    labels: set[str] = set()
    for _ in range(12):
        if i == high:
            return labels
        token = tokens[i]
        if token.head == i:
            return None
        own = token.pos == "VERB" and any(tokens[c].dep == "nsubj" for c in analysis.children[i])
        perfect = any(tokens[c].dep == "aux" and tokens[c].lemma == "have" for c in analysis.children[i])
        if (
            token.dep == "conj"
            and own
            and (perfect or token.tag != "VBN")
            and tokens[token.head].pos == "VERB"
            and token.lemma not in ("die", "perish")
        ):
            return None
        if token.dep == "ccomp" and tokens[token.head].lemma in _SPEAKING:
            return None
        if token.dep == "advcl" and _is_at_another_time(analysis, token):
            return None
        if token.dep == "prep" and _is_spell_off(analysis, token):
            return None
        labels.add(token.dep)
        i = token.head
    return None


def _is_at_another_time(analysis: Analysis, verb: Token) -> bool:
    """Tell whether a clause is about a time long before or after: "came ten days after gunmen stormed a hotel"."""
    return any(_is_spell_off(analysis, m) for m in find_children(analysis, verb.i, "mark", "advmod"))


def _is_spell_off(analysis: Analysis, word: Token) -> bool:
    """Tell whether a word says how long before or after: "hours after the strikes"."""
    return word.lemma in ("after", "before") and word.i > 0 and analysis.tokens[word.i - 1].lemma in _SPELLS


_SPELLS = frozenset({"hour", "day", "week", "month", "year", "decade"})


def _clause_verb(analysis: Analysis, i: int) -> int | None:
    for _ in range(_MAX_STEPS):
        token = analysis.tokens[i]
        if token.pos in ("VERB", "AUX"):
            return i
        if token.head == i:
            return None
        i = token.head
    return None
