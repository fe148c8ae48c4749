"""Hold what the finders of attributions share: the analysis, the speeches, the drafts so far; make sources and cues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.extract.cues import Frame, Lexicon
from sayso.extract.extents import Range
from sayso.extract.quotations import Quotation
from sayso.extract.tree import (
    find_children,
    find_head,
    find_subtree,
    find_token_at,
    find_tokens,
    iter_ancestors,
    make_span,
)
from sayso.records import Analysis, Span, Token

QUOTING = frozenset({"quote", "cite", "report", "describe", "record", "hear", "paraphrase"})

MAX_CLIMB = 6

MUTE = frozenset(
    "unrest violence war fighting bombing blast explosion crisis conflict clash drought storm flood earthquake pandemic virus "
    "disease shooting death situation discussion".split()
)
"""Happenings that the parse may give as the subject of a cue and that nobody quotes."""

CLIMBING = frozenset({"xcomp", "advcl", "conj", "pcomp", "prep", "ccomp", "parataxis", "dep"})
"""From a cue without a subject of its own, over so many of these arcs, to the clause that has the subject."""

RESUMING = frozenset(
    "say add note insist claim argue stress state write explain warn call describe declare assert tell ask cite point "
    "complain suggest accuse blame deny acknowledge admit reiterate tweet recall promise vow urge demand emphasize".split()
)
"""Lemmas that, as ", adding", go on with what the sentence's speaker says."""

SUBJECT_CONTROL = frozenset(
    {"promise", "vow", "threaten", "pledge", "use", "take", "hold", "issue", "release", "make", "need"}
)
"""Verbs whose subject, not object, does what the infinitive says."""

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An attribution whose stance is not yet judged. `source`: `None` = not named. `head`: the cue's token, `None` = no cue."""

    source: Span | None
    cue: Span | None
    content: tuple[Range, ...]
    head: int | None
    rule: str
    tells: bool = True
    kind: str = "indirect"
    within: int | None = (
        None  # the token of the cue that quotes this one where no content shows it; `None` = see the contents
    )


class Scene:
    """One report's analysis while its drafts are made: what the finders of cues and of speeches share."""

    def __init__(self, analysis: Analysis, lexicon: Lexicon, quotations: Sequence[Quotation]) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.lexicon = lexicon
        self.marked = quotations
        self.quotations = [q for q in quotations if q.speech]
        self.quoted = self._quoted_tokens()
        self.detached = self._detached_cues()
        self.drafts: list[Draft] = []
        self.cue_of: dict[int, int] = {}  # cue token -> position of its draft

    def _quoted_tokens(self) -> dict[int, int]:
        """Map each token inside a speech to that quotation's position."""
        found: dict[int, int] = {}
        for n, quotation in enumerate(self.quotations):
            at = find_token_at(self.analysis, quotation.start)
            while at is not None and at < len(self.tokens) and self.tokens[at].start < quotation.end:
                found[at] = n
                at += 1
        return found

    def _detached_cues(self) -> dict[int, int]:
        """Map "adding" in "said that it had left, adding that" to "said", for the parse often hangs it on "left"."""
        found: dict[int, int] = {}
        for token in self.tokens:
            if token.lemma == "accord" and token.i and self.tokens[token.i - 1].text == "," and self.reaches_end(token):
                found[token.i] = token.i  # ", according to X" at the end is about the whole sentence
            if token.tag != "VBG" or token.dep != "advcl" or token.i == 0 or token.lemma not in RESUMING:
                continue
            if self.tokens[token.i - 1].text != ",":
                continue
            clause = self.tokens[token.head]
            while clause.dep in {"xcomp", "conj"} and clause.head != clause.i:
                clause = self.tokens[clause.head]
            verb = self.tokens[clause.head]
            if clause.dep == "ccomp" and verb.i < token.i and self.frame_of(verb) is not None:
                found[token.i] = verb.i
        return found

    def add(self, draft: Draft) -> None:
        """Keep a draft; the one of a cue can be found by the cue's token."""
        if draft.head is not None:
            self.cue_of[draft.head] = len(self.drafts)
        self.drafts.append(draft)

    def is_mute(self, draft: Draft) -> bool:
        """Tell whether a draft's source cannot speak: "unrest has spread, claiming many victims", "based on which"."""
        head = find_head(self.analysis, find_tokens(self.analysis, draft.source)) if draft.source is not None else None
        if head is None:
            return False
        token = self.tokens[head]
        return token.pos == "NOUN" and token.lemma in MUTE or token.text.lower() == "which" and token.dep == "pobj"

    def frame_of(self, token: Token) -> Frame | None:
        """Find a verb's entry in the lexicon; `None`: it is no cue."""
        return self.lexicon.verbs.get(self.key_of(token))

    def key_of(self, token: Token) -> str:
        """Name the lexicon's entry for a verb: with its particle where there is such an entry."""
        for particle in find_children(self.analysis, token.i, "prt"):
            if (key := f"{token.lemma} {particle.lemma}") in self.lexicon.verbs:
                return key
        return token.lemma

    def make_ranges(self, heads: Iterable[Token], *, without: Iterable[int] = ()) -> tuple[Range, ...]:
        """Make the ranges of the phrases with these heads, less the tokens of `without`."""
        inside: set[int] = set()
        for head in heads:
            inside.update(find_subtree(self.analysis, head.i, without=self.detached))
        return self.split_runs(sorted(inside.difference(without)))

    def reaches_end(self, top: Token) -> bool:
        """Tell whether a phrase is the last of its sentence."""
        last = self.analysis.sentences[top.sentence].last - 1
        while last > top.i and self.tokens[last].pos == "PUNCT":
            last -= 1
        return any(a.i == top.i for a in iter_ancestors(self.analysis, last))

    def split_runs(self, inside: Sequence[int]) -> tuple[Range, ...]:
        """Cut tokens into runs without a gap; a gap of punctuation alone is none."""
        runs: list[list[int]] = []
        for i in inside:
            if runs and all(self.tokens[k].pos == "PUNCT" for k in range(runs[-1][-1] + 1, i)):
                runs[-1].append(i)
            else:
                runs.append([i])
        return tuple((self.tokens[r[0]].start, self.tokens[r[-1]].end) for r in runs)

    def find_source(self, token: Token) -> int | None:
        """Find the head of the phrase that names who speaks; `None` where nobody is named."""
        at = self.tokens[self.detached.get(token.i, token.i)]
        if at is token and (told := self._find_according(token)) is not None:
            return told
        for _ in range(MAX_CLIMB):
            if (quoted := self._quoted_speaker(at)) is not None:
                return quoted
            if at.i == token.i and find_children(self.analysis, at.i, "nsubjpass", "auxpass", "agent"):
                return self._find_agent(at)
            subjects = [
                s for s in find_children(self.analysis, at.i, "nsubj", "nsubjpass") if self.is_same_speech(s, token)
            ]
            if subjects:
                return subjects[0].i
            head = self.tokens[at.head]
            if at.dep == "acl":
                return head.i if head.pos != "VERB" and at.tag == "VBG" else None
            if at.dep == "relcl":
                return head.i
            if at.dep == "xcomp" and (controller := self._find_controller(at, head)) is not None:
                return controller
            if head.i == at.i or at.dep not in CLIMBING or at.dep == "ccomp" and at.tag != "VBG":
                break
            at = head
            if at.pos in {"NOUN", "PROPN", "PRON"}:
                return None
        return self._find_left(token)

    def _find_according(self, participle: Token) -> int | None:
        """Find who goes on speaking in "According to the ministry, the army left, adding that it will not return"."""
        if participle.tag != "VBG" or participle.dep != "advcl" or participle.lemma not in RESUMING:
            return None
        if participle.i == 0 or self.tokens[participle.i - 1].text != ",":
            return None
        for accord in find_children(self.analysis, participle.head, "prep"):
            if accord.lemma == "accord" and self.is_same_speech(accord, participle):
                for to in find_children(self.analysis, accord.i, "prep"):
                    return next((o.i for o in find_children(self.analysis, to.i, "pobj")), None)
        return None

    def _find_controller(self, infinitive: Token, verb: Token) -> int | None:
        """Find the object that does what the infinitive says: "forced the army to admit"; `None`: the subject does it."""
        if verb.lemma in SUBJECT_CONTROL:
            return None
        return next((o.i for o in find_children(self.analysis, verb.i, "dobj") if o.i < infinitive.i), None)

    def is_same_speech(self, token: Token, cue: Token) -> bool:
        """Tell whether a token stands in the same speech as a cue, or both in none: a speech's words name no source for it."""
        return self.quoted.get(token.i) == self.quoted.get(cue.i)

    def _find_left(self, token: Token) -> int | None:
        """Find the noun phrase right before a finite cue whose subject the parse has missed."""
        if token.tag not in {"VBD", "VBZ", "VBP"}:
            return None
        at = self.tokens[max(token.i - 1, 0)]
        while at.i > 0 and at.dep in {"aux", "advmod", "neg", "punct"} and at.sentence == token.sentence:
            at = self.tokens[at.i - 1]
        if at.sentence != token.sentence or at.i >= token.i or not self.is_same_speech(at, token):
            return None
        noun = at.i if at.pos in NOMINAL else None
        for up in iter_ancestors(self.analysis, at.i):
            if up.i >= token.i or up.sentence != token.sentence or up.pos not in NOMINAL | {"ADP", "NUM", "ADJ"}:
                break
            noun = up.i if up.pos in NOMINAL else noun
        return noun

    def _quoted_speaker(self, token: Token) -> int | None:
        """Find the speaker in "quoted the army as saying", "the army was quoted as saying"."""
        verb = self._quoting_verb(token)
        if verb is not None:
            for speaker in find_children(self.analysis, verb.i, "dobj", "nsubjpass"):
                return speaker.i
        return None

    def _quoting_verb(self, token: Token) -> Token | None:
        prep = self.tokens[token.head]
        if token.dep != "pcomp" or prep.lemma != "as":
            return None
        verb = self.tokens[prep.head]
        if verb.pos in {"NOUN", "PROPN"}:
            verb = self.tokens[verb.head]
        return verb if verb.pos == "VERB" and verb.lemma in QUOTING else None

    def _find_agent(self, token: Token) -> int | None:
        for by in find_children(self.analysis, token.i, "agent", "prep"):
            if by.lemma == "by":
                for agent in find_children(self.analysis, by.i, "pobj"):
                    return agent.i
        return None

    def make_source(self, head: int, cue: Token) -> Span | None:
        """Make the span of a source: its phrase with apposition; of a relative pronoun, what it stands for."""
        token = self.tokens[head]
        if token.tag in {"WP", "WDT"} and self.tokens[token.head].dep == "relcl":
            token = self.tokens[self.tokens[token.head].head]
        barred = [cue.i, *(a.i for a in iter_ancestors(self.analysis, cue.i))]
        barred = [b for b in barred if b != token.i and self._is_under(b, token.i)]
        barred += [p.i for p in self.find_acts_under_agent(token, cue)]
        inside = find_subtree(self.analysis, token.i, without=barred)
        inside = [i for i in inside if self.is_same_speech(self.tokens[i], self.tokens[head])]
        inside = self._run_round(inside, token.i) if token.i in inside else [head]
        span = make_span(self.analysis, inside)
        if span and "," in span.surface and self.analysis.text[span.end : span.end + 1] == "," and inside[-1] < cue.i:
            span = Span(span.start, span.end + 1, self.analysis.text[span.start : span.end + 1])
        return span

    def find_acts_under_agent(self, agent: Token, cue: Token) -> list[Token]:
        """Find "of beating" where the parse hangs it on the accuser: "accused by the media of beating"."""
        frame = self.frame_of(cue)
        if frame is None or frame.kind != "blames":
            return []
        preps = find_children(self.analysis, agent.i, "prep")
        return [
            p
            for p in preps
            if p.lemma in frame.act and any(g.tag == "VBG" for g in find_children(self.analysis, p.i, "pcomp"))
        ]

    def _is_under(self, i: int, top: int) -> bool:
        return any(a.i == top for a in iter_ancestors(self.analysis, i))

    def _run_round(self, inside: Sequence[int], head: int) -> list[int]:
        """Keep the tokens that stand together with the head; gaps of punctuation do not part them."""
        at = inside.index(head)
        first = last = at
        while first > 0 and all(self.tokens[k].pos == "PUNCT" for k in range(inside[first - 1] + 1, inside[first])):
            first -= 1
        while last + 1 < len(inside) and all(
            self.tokens[k].pos == "PUNCT" for k in range(inside[last] + 1, inside[last + 1])
        ):
            last += 1
        return list(inside[first : last + 1])

    def make_cue(self, token: Token, preposition: int | None) -> Span:
        """Make the span of a cue: the verb with auxiliaries, adverbs, particle, governing verbs and preposition."""
        first = last = token.i
        top = token
        while top.dep == "xcomp" and self.tokens[top.head].lemma in self.lexicon.governors and top.head < top.i:
            if any(self.tokens[k].dep not in {"aux", "prt", "advmod", "neg"} for k in range(top.head + 1, first)):
                break
            top = self.tokens[top.head]
            first = top.i
        quoting = self._quoting_verb(token)
        if quoting is not None and find_children(self.analysis, quoting.i, "nsubjpass") and quoting.i == token.i - 2:
            top, first = quoting, quoting.i
        first = self._extend_left(first, {top.i, token.i})
        after = last + 1
        while after < len(self.tokens) and self.tokens[after].head == token.i and self.tokens[after].dep == "prt":
            last, after = after, after + 1
        if preposition is not None and all(
            self.tokens[k].dep in {"prt", "advmod", "npadvmod"} for k in range(last + 1, preposition)
        ):
            last = preposition
        else:
            last = self._extend_over_vehicle(token, last)
        return self.analysis.span(first, last + 1)

    def _extend_left(self, first: int, heads: set[int]) -> int:
        while first > 0:
            before = self.tokens[first - 1]
            if before.head in heads and before.dep in {"aux", "auxpass", "neg", "advmod"} and before.tag not in {"WRB"}:
                first -= 1
            else:
                break
        return first

    def _extend_over_vehicle(self, token: Token, last: int) -> int:
        """Take in "in a statement", "on Twitter" where it follows the verb at once."""
        at = last + 1
        if at < len(self.tokens) and self.tokens[at].head == token.i and self.tokens[at].dep == "prep":
            objects = find_children(self.analysis, at, "pobj")
            if (
                objects
                and objects[0].lemma in self.lexicon.vehicles
                and self.tokens[at].lemma in {"in", "on", "via", "during", "at"}
            ):
                return objects[-1].i
        return last

    def paragraph_of(self, i: int) -> int:
        """Return the number of a token's paragraph."""
        return self.analysis.sentences[self.tokens[i].sentence].paragraph

    def speaks(self, i: int) -> bool:
        """Tell whether a token is a cue that a quotation can stand beside."""
        token = self.tokens[i]
        frame = self.frame_of(token) if token.pos in {"VERB", "AUX"} and i not in self.quoted else None
        return frame is not None and "quotation" in frame.content

    def starts_sentence(self, i: int) -> bool:
        """Tell whether a token is the first of its sentence."""
        return self.analysis.sentences[self.tokens[i].sentence].first == i

    def starts_paragraph(self, i: int) -> bool:
        """Tell whether a token is the first of its paragraph."""
        return i == 0 or self.paragraph_of(i - 1) != self.paragraph_of(i)
