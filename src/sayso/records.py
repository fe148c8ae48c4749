"""The nouns of sayso: frozen records, and nothing that does work.

Offsets are half-open, in Unicode code points of `Report.text`, everywhere; `text[start:end] == surface` holds for every
`Span`. Closed sets are enums. A field that may be `None` says beside it what `None` means.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# --- closed sets ----------------------------------------------------------------------------------


class EventType(enum.StrEnum):
    """The sixteen event types of PLOVER (manual 2.0)."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Stance(enum.StrEnum):
    """A voice's relation to an event."""

    ASSERTS = "asserts"  # says that it happened
    CLAIMS = "claims"  # says that it did it itself
    BLAMES = "blames"  # says that somebody else did it
    DENIES = "denies"  # says that it did not happen, or that it did not do it
    SUSPECTS = "suspects"  # alleges, believes, reports as unconfirmed


class Status(enum.StrEnum):
    """How an event stands in its words."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


ACTUAL = frozenset({Status.HAPPENED, Status.ONGOING})
TO_COME = frozenset({Status.PLANNED, Status.HYPOTHETICAL})


class Precision(enum.StrEnum):
    """The finest unit that a place or a date is known to."""

    SITE = "site"
    CITY = "city"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    REGION = "region"  # larger than a country, or a sea
    MINUTE = "minute"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Reason(enum.StrEnum):
    """Why a stage declined a page or a span."""

    EMPTY = "empty"
    TOO_SHORT = "too_short"
    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    NOT_ENGLISH = "not_english"
    NO_ARTICLE = "no_article"
    PAYWALL = "paywall"
    UNREADABLE = "unreadable"  # the file or address could not be opened
    BAD_ROW = "bad_row"  # a line of an input JSONL that is no report
    DUPLICATE_ID = "duplicate_id"
    FAILED = "failed"  # a bug: the worker kept the traceback in the log
    LOW_SCORE = "low_score"  # a claim below the setting `min_score`
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"
    NO_EVENT = "no_event"
    NO_PARTY = "no_party"
    NOT_AN_EVENT = "not_an_event"
    READERS_PART = "readers_part"


# --- text -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters of a report: `text[start:end] == surface`."""

    start: int
    end: int
    surface: str


ROW = "text/x-sayso-row"
"""Media type of a text that the caller gave: UTF-8, kept character by character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the caller knows about a page beforehand; each wins over what the page says. `None`: not given."""

    id: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None  # ISO date or instant
    publisher: str | None = None
    language: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Bytes as fetched, with the way they came."""

    content: bytes
    source: str  # how the user named it: a path, an address, "-", or path:line
    media_type: str | None = None  # as the server or the caller said; None: to be seen from the bytes
    responded_url: str | None = None  # after redirects; None: not from the network
    fetched_at: str | None = None  # ISO instant in UTC; None: not from the network
    given: Given = Given()

    @classmethod
    def of_text(cls, text: str, given: Given, *, source: str | None = None) -> Page:
        """Make a page of a text that is kept character by character, such as that of a row of a data set.

        Args:
            text: All of it is body; lone surrogates become U+FFFD when it is read.
            given: What is known about it.
            source: What to call it in messages; else its id.

        >>> Page.of_text("Rebels attacked.", Given(id="7")).source
        '7'
        """
        content = text.encode("utf-8", "surrogatepass")
        return cls(content=content, source=source or given.id or "-", media_type=ROW, given=given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a report was published. `value` None: not known."""

    value: str | None  # ISO: 2021, 2021-02, 2021-02-18 or an instant with minutes
    precision: Precision | None
    source: str | None  # metadata | text | comments | given; None: not known
    latest: bool = False  # `value` is an upper bound (from the earliest comment), not the date itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """An article's rating by its readers."""

    value: float
    scale: float | None  # None: the page does not say
    votes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A reader's comment; never coded."""

    text: str
    author: str | None = None
    posted: str | None = None  # local to the page: 2021-02-18T21:33
    reply_to: int | None = None  # index of the comment it answers; None: answers the report
    votes: int | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a page's readers left, kept apart from the report."""

    rating: Rating | None = None
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report, read from one page.

    `body` is the report proper within `text`: without the credit line and the readers' residue of a pasted text. Only the
    body is analysed.
    """

    id: str
    content_sha256: str
    text: str
    body: Span
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    credit: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: Published = Published(value=None, precision=None, source=None)
    language: str | None = None
    feedback: Feedback = Feedback()
    dateline: Span | None = None  # "ERBIL, Iraq (Reuters) -" at the start of the body; None: no dateline
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """What a stage declined, so that counts add up.

    `span` is `None` where a whole page is declined; `source` then names the page.
    """

    stage: str
    reason: Reason
    span: Span | None = None
    source: str | None = None
    detail: str | None = None  # one line for people; None: the reason says it all


# --- analysis -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the parse. `i` and `head` are positions in `Analysis.tokens`; a root is its own head."""

    i: int
    start: int
    end: int
    text: str
    lemma: str  # lower case
    pos: str  # universal part of speech
    tag: str  # Penn Treebank tag
    dep: str  # ClearNLP dependency label, as spaCy's English models give
    head: int
    sentence: int  # position in `Analysis.sentences`


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: characters `[start, end)`, tokens `[first, last)`."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int  # counted from 0 over the body


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity of the pipeline: tokens `[first, last)`, label as in OntoNotes (PERSON, NORP, ORG, GPE …)."""

    span: Span
    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAttribution:
    """A cue with its contents and its source, as the reader model links them.

    `source` is `None` where the model finds that the cue has none; `cue` is `None` where a paragraph holds content and no
    cue. `probability`: of the weakest part, a link or a tag.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class ReadLoaded:
    """Loaded words (`kind` is "word") or a stretch of persuasion ("span"). `probability`: the highest of its words."""

    span: Span
    kind: str
    probability: float


ONE_PERSON = "one person told of"
"""How the reason of a figure begins that counts somebody named or meant: of several dead it is a part."""

OF_SEVERAL = "of several happenings"
"""How the reason of a figure begins that counts the dead or wounded of more than the happening it stands with."""

FILLS = ("perp", "org", "phys", "hum", "instr")
"""What a word can be in an incident: attacker, their organisation, target that is a thing, target that is people, means."""

INCIDENTS = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "other")
"""Of which type an incident is that a sentence tells of."""


@dataclass(frozen=True, slots=True)
class ReadFill:
    """A word, `[start, end)`, that may have a part in an incident.

    `chances`: in the order of `FILLS`; what they lack to 1 is the chance of none.
    """

    start: int
    end: int
    chances: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """What the reader model tags in a report's body, in text order.

    `incidents`: for each sentence of the analysis the chances that it tells of an incident of each type, in the order of
    `INCIDENTS`. It is empty, as `fills` is, if the model does not read incidents.
    """

    attributions: tuple[ReadAttribution, ...]
    loaded: tuple[ReadLoaded, ...]
    fills: tuple[ReadFill, ...] = ()
    incidents: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """The linguistic analysis of a report's body.

    `children[i]` are the positions of the tokens whose head is token `i`, in text order, `i` itself left out.
    """

    text: str  # Report.text, whole: offsets are into it
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    children: tuple[tuple[int, ...], ...]
    tagged: Tagged | None = None  # None: no reader model was run

    def span(self, first: int, last: int) -> Span:
        """Return the characters of tokens `[first, last)`."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Span(start, end, self.text[start:end])


# --- what extraction finds ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression (TIMEX3), and the calendar days that it covers."""

    span: Span
    type: str  # DATE | TIME | DURATION | SET
    value: str  # TIMEX3 value
    mod: str | None = None  # TIMEX3 modifier: APPROX, START, MID, END, BEFORE …
    begin: str | None = None  # first day, ISO, partial if the value is; None: a duration, a set, or not resolved
    end: str | None = None  # last day; None: as `begin`
    precision: Precision | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place mention; `geonameid`, `lat`, `lon` are None where the gazetteer has it not, or two candidates tie."""

    span: Span
    name: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None  # ISO 3166 alpha-3
    admin1: str | None = None
    precision: Precision | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An actor mention, as far as it could be resolved.

    `key` joins the mentions of one actor within a report: equal keys, same actor.
    """

    span: Span
    name: str  # canonical short name as the text allows
    key: str
    country: str | None = None  # ISO 3166 alpha-3, or IGO, NGO … (PLOVER 8.1); None: the text does not say
    sector: str | None = None  # PLOVER sector; None: the text does not say
    codes: tuple[str, ...] = ()  # further PLOVER codes
    id: str | None = None  # id in the actor list
    resolved: str | None = None  # canonical name in the actor list, or the fullest naming in the report
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with what it counts.

    `least`, `most`: inclusive bounds, None = open. `counts` is killed, injured, abducted, released, arrested, troops,
    displaced, money, or other. `anchor` is the token that names the counted happening ("killed", "toll"), None if none.
    """

    span: Span
    least: int | None
    most: int | None
    counts: str
    anchor: int | None = None
    of: Span | None = None  # whom it counts: "Kurdish fighters"; None: not said
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Content put into a source's mouth by a cue.

    `stance` is the cue's own: said asserts, denied denies. For blame, `accused` are the phrases blamed; for a claim of
    responsibility, a denial or blame with an anchor noun ("responsibility for the attack"), `anchor` is the position of
    that noun's token. `outer` is the position, in the tuple that holds this one, of the attribution that quotes it.
    """

    source: Span | None  # None: no source is named, as in "it was reported"
    cue: Span | None  # None: a quotation whose cue is in another sentence
    content: tuple[Span, ...]
    kind: str = "indirect"  # direct | indirect | mixed
    speaker: str | None = None  # resolved name; None: not resolved
    stance: Stance = Stance.ASSERTS
    accused: tuple[Span, ...] = ()
    anchor: int | None = None
    outer: int | None = None
    tells: bool = True  # False: wants, praises, opposes, or neither confirms nor denies: claims take no voice from it
    score: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A means: "rocket", "car bomb"."""

    name: str
    span: Span
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One mention of an event, with the phrases that fill its roles."""

    trigger: Span
    token: int  # head token of the trigger
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Span, ...] = ()
    recipients: tuple[Span, ...] = ()
    places: tuple[Span, ...] = ()  # phrases in a locative role
    instruments: tuple[Instrument, ...] = ()
    status: Status = Status.HAPPENED
    hedge: Span | None = None  # "alleged", "reportedly" on the event itself; None: none
    score: float = 1.0
    rule: str = ""
    status_rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedSpan:
    """Words that take sides, with whoever owns them: "narrator" or a source's name."""

    span: Span
    kind: str  # label | loaded_word | scare_quotes | doubt_marker
    owner: str
    score: float
    rule: str = ""


# --- claims ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Whose say-so: the report itself (`source` None), or a source that it names."""

    name: str | None = None
    source: Span | None = None
    actor: Actor | None = None  # None: the narrator, or a source that is no known actor


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When an event took place. `span` None: derived from another mention, as `reason` says."""

    value: str
    end: str | None
    precision: Precision
    span: Span | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One event as put forward by one voice."""

    id: str
    event: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    trigger: Span
    also: tuple[Span, ...]
    voice: Voice
    via: tuple[str, ...]
    cue: Span | None  # None: the narrator
    stance: Stance
    status: Status
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    place: Place | None  # None: the text does not say
    when: When | None  # None: the text does not say
    figures: Mapping[str, tuple[int | None, int | None]]  # by what is counted; a missing key: not stated
    instruments: tuple[Instrument, ...]
    evidence: tuple[int, int]
    score: float
    why: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Producer:
    """What made a coding."""

    name: str
    version: str
    model: str
    settings: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """All that was found in one report: the records behind one line of the claims file."""

    report: Report
    claims: tuple[Claim, ...]
    attributions: tuple[Attribution, ...]
    times: tuple[Timex, ...]
    places: tuple[Place, ...]
    actors: tuple[Actor, ...]
    loaded: tuple[LoadedSpan, ...]
    rejected: tuple[Rejected, ...]
    producer: Producer

    def to_json(self) -> str:
        """Return the line of the claims file, contract version 1, without the line end."""
        from sayso.contract import to_line  # contract.py imports this module

        return to_line(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A verb or an event noun of a report, whether or not it names an event of the ontology, and how it stands."""

    trigger: Span
    lemma: str
    voice: Voice
    cue: Span | None  # None: the narrator
    stance: Stance
    status: Status
    why: Mapping[str, str]  # the rules behind stance and status


# --- relations ------------------------------------------------------------------------------------


class Direction(enum.StrEnum):
    """Which of two marked parties does it to the other."""

    FORWARD = "forward"  # the marked actor acts
    REVERSE = "reverse"  # the marked recipient acts
    NONE = "none"  # neither does anything to the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What two marked parties of a text have to do with each other.

    A type is always given, whoever acts and whether anyone does; `direction` says that. `scores` and `directions` are
    probabilities, each summing to 1, the likeliest first.
    """

    actor: Span | None  # None: the text does not name it
    recipient: Span | None  # likewise; one of the two is named
    type: EventType  # the likeliest
    score: float  # its probability
    scores: Mapping[EventType, float]
    direction: Direction  # the likeliest
    direction_score: float  # its probability
    directions: Mapping[Direction, float]


# --- incidents ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibleParty:
    """A party to whom an incident is ascribed, and the voices for and against; a report's own voice is its outlet's.

    `None` among the voices: a report whose outlet is not known, in its own voice.
    """

    party: str
    claimed_by_itself: bool = False
    blamed_by: tuple[str | None, ...] = ()
    denied_by: tuple[str | None, ...] = ()
    asserted_by: tuple[str | None, ...] = ()
    suspected_by: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicedFigure:
    """A number as one voice gave it in one report. `voice` None: the report itself; `as_of` None: date not known."""

    value: tuple[int | None, int | None]  # least, most; None = open
    voice: str | None
    report: str
    as_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayer:
    """Who holds a value of a disagreement, and as of when. `voice` None: the report itself."""

    voice: str | None
    report: str
    as_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Values of one field that cannot all be right, each with those who hold it: `who[i]` hold `values[i]`."""

    field: str  # killed, injured, … | parties | place | when | status
    values: tuple[Any, ...]  # figures as (least, most), else text
    who: tuple[tuple[Sayer, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowing:
    """One report took from another, or from an outlet whose report is not at hand."""

    report: str
    source: str  # a report's id, or an outlet's name if `of_outlet`
    of_outlet: bool
    kind: str  # copy | part_copy | rewrite | credit | quoting
    evidence: str  # the shared words, the credit, the citing words
    score: float  # share of the report's words that it explains


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One happening with all that claims and reports say of it.

    `reports` are all that tell it, also those without a claim of their own about it; `origins` counts those that are
    independent of one another, `borrowings` says who took from whom.
    """

    id: str
    type: EventType
    mode: str | None
    title: (
        str | None
    )  # the first headline of the reports that are about it; None: they have none, or tell it in passing
    place: (
        Place | None
    )  # the place most voices give, as finely as any of them; its span is into the report of `place_report`
    place_report: str | None
    when: When | None  # likewise
    when_report: str | None
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: int
    origin_groups: tuple[tuple[str, ...], ...]  # reports by origin
    borrowings: tuple[Borrowing, ...]
    responsibility: tuple[ResponsibleParty, ...]
    unnamed_by: tuple[str | None, ...]  # voices that tell it and name nobody
    disputed_by: tuple[str | None, ...]  # voices that deny that it took place
    figures: Mapping[str, tuple[VoicedFigure, ...]]  # by what is counted, the latest last
    disagreements: tuple[Disagreement, ...]
    revisions: tuple[str, ...] = ()  # reports that are later states of another one's address
