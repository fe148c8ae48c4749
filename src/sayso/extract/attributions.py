"""Find who is made to say what: source, cue and content, their stance, and who quotes whom.

Three steps, of which a tagger may replace the first: `find_drafts` finds cues and links spans to them, `judge_stance` (in
`stance`) reads the stance off any source, cue and content, and `link_chains` says which attribution quotes which.

Source: the extents are those of PolNeAR (Newell, Margolin and Ruths 2018): a cue with its auxiliaries and adverbs, a source
with its apposition, a content with its quotation marks and its "that".
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.extract.cues import Frame, Lexicon, load_lexicon
from sayso.extract.quotations import Quotation, find_quotations
from sayso.extract.stance import judge_stance
from sayso.extract.tree import (
    SUBJECTS,
    find_antecedent,
    find_children,
    find_conjuncts,
    find_patients,
    find_subtree,
    find_token_at,
    iter_ancestors,
    make_span,
)
from sayso.records import Analysis, Attribution, Report, Span, Stance, Token

__all__ = ["Draft", "find_attributions", "find_drafts", "judge_stance", "link_chains"]

Range = tuple[int, int]

LOOSE = ".,;:-–—()[]…"
"""Punctuation that a content loses at its ends, outside quotation marks."""

CITING = frozenset({"cite", "quote"})
QUOTING = frozenset({"quote", "cite", "report", "describe", "record", "hear", "paraphrase"})
STATING = frozenset(
    {"say", "state", "claim", "read", "warn", "declare", "announce", "urge", "condemn", "add", "deny", "tell", "call"}
)
RECORDING = re.compile(
    r"\[begin (?:video )?recording\]\s*\[(?P<name>[^\]\n]{2,60})\]\s*(?P<said>.+?)(?=\[end|\[begin|\Z)",
    re.IGNORECASE | re.DOTALL,
)
MAX_CLIMB = 6
CLIMBING = frozenset({"xcomp", "advcl", "conj", "pcomp", "prep", "ccomp", "parataxis", "dep"})
"""From a cue without a subject of its own, over so many of these arcs, to the clause that has the subject."""

RESUMING = frozenset(
    "say add note insist claim argue stress state write explain warn call describe declare assert tell ask cite point "
    "complain suggest accuse blame deny acknowledge admit reiterate tweet recall promise vow urge demand emphasize".split()
)
"""Lemmas that, as ", adding", go on with what the sentence's speaker says."""

ABBREVIATION = re.compile(r"(?:\b[A-Za-z]\.){2}$|\b(?:Inc|Co|Corp|Ltd|Jr|Sr|etc)\.$")
"""A full stop that belongs to the word before it."""

CONNECTIVES = frozenset({"however", "meanwhile", "but", "and", "also", "still", "moreover", "because"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
FIRST_PERSON = frozenset({"i", "we", "me", "us", "you"})
REACH = 12
"""Words between a quotation and its cue in one sentence; in PolNeAR's train part 97% of cues stand nearer."""


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


def find_attributions(report: Report, analysis: Analysis) -> tuple[Attribution, ...]:
    """Find the attributions of a report's body, sorted by where they start.

    Args:
        report: Whose title is not read; the text of a headline is, where it stands in the body.
        analysis: Of that report.
    """
    drafts = find_drafts(analysis)
    cues = {d.head: d.cue for d in drafts if d.head is not None and d.cue is not None}
    quoted_by = {d.cue: cues[d.within] for d in drafts if d.cue and d.within is not None and d.within in cues}
    return link_chains([a for d in drafts for a in make_attributions(analysis, d)], quoted_by=quoted_by)


def make_attributions(analysis: Analysis, draft: Draft) -> tuple[Attribution, ...]:
    """Judge a draft's stance: several attributions where its coordinated clauses differ in stance, none of no content."""
    if not draft.content:
        return ()
    whole = _judge(analysis, draft, draft.content)
    parts = [_judge(analysis, draft, part) for part in _split_clauses(analysis, draft)]
    return tuple(parts) if len({p.stance for p in parts}) > 1 else (whole,)


def _judge(analysis: Analysis, draft: Draft, ranges: Sequence[Range]) -> Attribution:
    content = tuple(Span(a, b, analysis.text[a:b]) for a, b in ranges)
    stance, accused, anchor, rule = judge_stance(analysis, draft.source, draft.cue, content)
    return Attribution(
        source=draft.source,
        cue=draft.cue,
        content=content,
        kind=draft.kind,
        stance=stance or Stance.ASSERTS,
        accused=accused,
        anchor=anchor,
        tells=draft.tells and stance is not None,
        rule=f"{draft.rule}; {rule}",
    )


def _split_clauses(analysis: Analysis, draft: Draft) -> list[tuple[Range, ...]]:
    """Cut one run of content before its coordinated clauses that have subjects of their own: "that A and that B"."""
    if len(draft.content) != 1 or draft.head is None or draft.kind == "direct":
        return []
    (start, end), cuts = draft.content[0], []
    for clause in find_children(analysis, draft.head, "ccomp"):
        for i in find_conjuncts(analysis, clause.i)[1:]:
            if find_children(analysis, i, "nsubj", "nsubjpass"):
                cuts.append(analysis.tokens[find_subtree(analysis, i)[0]].start)
    bounds = [start, *sorted(c for c in cuts if start < c < end), end]
    if len(bounds) == 2:
        return []
    parts = [_trim(analysis.text, *_drop_conjunction(analysis.text, a, b)) for a, b in pairwise(bounds)]
    return [(p,) for p in parts if p is not None]


def _drop_conjunction(text: str, start: int, end: int) -> Range:
    """Take the "and" off the end of a piece that another one follows."""
    match = re.search(r"[,;]?\s+(?:and|but|or)\s*$", text[start:end], re.IGNORECASE)
    return (start, start + match.start()) if match else (start, end)


def link_chains(
    attributions: Iterable[Attribution], *, quoted_by: Mapping[Span, Span] | None = None
) -> tuple[Attribution, ...]:
    """Sort attributions, and set `outer` to the one whose content most closely holds the cue.

    Args:
        attributions: In any order; whatever their `outer` was is decided anew.
        quoted_by: Cues and the cues that quote them where no content shows it: "said, citing witnesses".
    """
    known = quoted_by or {}
    ordered = sorted(attributions, key=_position)
    outers = _find_holders(ordered)
    by_cue = {a.cue: n for n, a in reversed(list(enumerate(ordered))) if a.cue}
    linked = [
        dataclasses.replace(a, outer=by_cue.get(known[a.cue]) if a.cue and a.cue in known else outers.get(n))
        for n, a in enumerate(ordered)
    ]
    return tuple(_inherit_accuser(a, linked) for a in linked)


def _find_holders(ordered: Sequence[Attribution]) -> dict[int, int]:
    """Map each attribution to the one with the shortest content that holds its cue."""
    spans = sorted((c.start, c.end, n) for n, a in enumerate(ordered) for c in a.content)
    sizes = [sum(c.end - c.start for c in a.content) for a in ordered]
    holders: dict[int, int] = {}
    active: list[tuple[int, int, int]] = []
    at = 0
    for cue, n in sorted((a.cue, n) for n, a in enumerate(ordered) if a.cue):
        while at < len(spans) and spans[at][0] <= cue.start:
            active.append(spans[at])
            at += 1
        active = [s for s in active if s[1] > cue.start]
        found = [(sizes[m], m) for _, end, m in active if end >= cue.end and ordered[m].cue != cue]
        if found:
            holders[n] = min(found)[1]
    return holders


def _inherit_accuser(attribution: Attribution, linked: Sequence[Attribution]) -> Attribution:
    """Make who says that somebody "is accused of" an act, without saying by whom, the accuser."""
    if attribution.source is not None or not attribution.accused or attribution.outer is None:
        return attribution
    outer = linked[attribution.outer]
    if outer.source is None or not outer.tells:
        return attribution
    return dataclasses.replace(
        attribution,
        source=outer.source,
        outer=outer.outer,
        stance=Stance.BLAMES,
        rule=attribution.rule + "; says so itself",
    )


def _position(attribution: Attribution) -> tuple[int, int, int]:
    first = min(s.start for s in attribution.content)
    cue = attribution.cue or attribution.content[0]
    return min(first, cue.start), cue.start, first


# --- step one: drafts -----------------------------------------------------------------------------


def find_drafts(analysis: Analysis) -> tuple[Draft, ...]:
    """Find cues, and link sources and contents to them, in the order of the cues."""
    return _Finder(analysis, load_lexicon(), find_quotations(analysis)).find()


class _Finder:
    """One pass over one analysis: what its steps share."""

    def __init__(self, analysis: Analysis, lexicon: Lexicon, quotations: Sequence[Quotation]) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.lexicon = lexicon
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
            if token.tag != "VBG" or token.dep != "advcl" or token.i == 0 or token.lemma not in RESUMING:
                continue
            if self.tokens[token.i - 1].text != ",":
                continue
            clause = self.tokens[token.head]
            while clause.dep in {"xcomp", "conj"} and clause.head != clause.i:
                clause = self.tokens[clause.head]
            verb = self.tokens[clause.head]
            if clause.dep == "ccomp" and verb.i < token.i and self._frame(verb) is not None:
                found[token.i] = verb.i
        return found

    def find(self) -> tuple[Draft, ...]:
        for token in self.tokens:
            if token.pos in {"VERB", "AUX"}:
                self._add_verb(token)
            elif token.pos == "NOUN":
                self._add_noun(token)
        self._add_prepositions()
        self._link_quotations()
        self._add_statements()
        self._add_recordings()
        self._add_colons()
        return tuple(d for d in (self._finish(d) for d in self.drafts) if d.content)

    def _add(self, draft: Draft) -> None:
        if draft.head is not None:
            self.cue_of[draft.head] = len(self.drafts)
        self.drafts.append(draft)

    # --- verbs ------------------------------------------------------------------------------------

    def _frame(self, token: Token) -> Frame | None:
        return self.lexicon.verbs.get(self._key(token))

    def _key(self, token: Token) -> str:
        """Name the lexicon's entry for a verb: with its particle where there is such an entry."""
        for particle in find_children(self.analysis, token.i, "prt"):
            if (key := f"{token.lemma} {particle.lemma}") in self.lexicon.verbs:
                return key
        return token.lemma

    def _add_verb(self, token: Token) -> None:
        phrase = self._responsibility_or_blame(token)
        frame = self._frame(token)
        if phrase is not None:
            self._add_phrase(token, *phrase)
        elif frame is not None and not self._is_muted(token, frame):
            self._add_framed(token, frame)

    def _is_muted(self, token: Token, frame: Frame) -> bool:
        """Tell whether a cue inside a speech is the speaker's own manner of speaking, or an adjective, or a bare gerund."""
        if token.dep in {"amod", "compound", "aux", "auxpass"}:
            return True
        if token.i not in self.quoted:
            return False
        if frame.kind in {"attitude", "suspects"}:
            return True
        subjects = find_children(self.analysis, token.i, "nsubj")
        first = any(s.lemma in FIRST_PERSON or s.text.lower() in FIRST_PERSON for s in subjects)
        return frame.kind == "asserts" and (first or not subjects)

    def _add_framed(self, token: Token, frame: Frame) -> None:
        if token.lemma in CITING and token.tag == "VBG" and self._add_citing(token):
            return
        content, preposition, rule = self._find_content(token, frame)
        if not content:
            return
        source = None if frame.raising else self._find_source(token)
        if source is None and rule in {"object", "complement"} and frame.kind != "blames":
            return
        self._add(
            Draft(
                source=self._source_span(source, token) if source is not None else None,
                cue=self._cue_span(token, preposition),
                content=content,
                head=token.i,
                rule=f"verb+{rule}",
                tells=frame.kind != "attitude" and (rule != "object" or self._key(token) in self.lexicon.tell_objects),
            )
        )

    def _add_citing(self, token: Token) -> bool:
        """Add "citing officials": the officials say what the one who cites them reports."""
        speakers = [
            o
            for o in find_children(self.analysis, token.i, "dobj")
            if o.pos == "PROPN" or o.lemma in self.lexicon.speakers
        ]
        host = next((a for a in iter_ancestors(self.analysis, token.i) if a.pos == "VERB"), None)
        if not speakers or host is None:
            return False
        said = (
            host
            if self._frame(host) is not None
            else next(
                (a for a in iter_ancestors(self.analysis, host.i) if a.pos == "VERB" and self._frame(a) is not None),
                None,
            )
        )
        inner = said if said is not None and said.i != host.i else host
        if said is not None and said.i == host.i:
            heads = find_children(self.analysis, host.i, "ccomp", "dobj")
        else:
            heads = [inner] if said is None else [host]
        inside = {i for h in heads for i in find_subtree(self.analysis, h.i, without=[token.i])}
        content = self._split(sorted(inside))
        if not content:
            return False
        self._add(
            Draft(
                source=self._source_span(speakers[0].i, token),
                cue=self._cue_span(token, None),
                content=content,
                head=token.i,
                rule="citing",
                within=said.i if said is not None else None,
            )
        )
        return True

    def _find_content(self, token: Token, frame: Frame) -> tuple[tuple[Range, ...], int | None, str]:
        """Find the content of a verb, the preposition that leads to it, and the name of the construction."""
        kids = [self.tokens[c] for c in self.analysis.children[token.i]]
        by_dep: dict[str, list[Token]] = {}
        for kid in kids:
            by_dep.setdefault(kid.dep, []).append(kid)
        objects = by_dep.get("dobj", [])
        passive = find_patients(self.analysis, token)
        if frame.raising:
            whole = [
                *by_dep.get("nsubj", []),
                *by_dep.get("xcomp", []),
                *by_dep.get("ccomp", []),
                *by_dep.get("oprd", []),
                *by_dep.get("acomp", []),
            ]
            return (
                (self._ranges([w for w in whole if w.text.lower() not in {"it", "there"}]) if len(whole) > 1 else ()),
                None,
                "raising",
            )
        if found := self._find_clause(token, frame, by_dep):
            return found, None, "clause"
        if (
            frame.content & {"object", "clause"}
            and not frame.to
            and token.dep == "relcl"
            and (found := self._find_antecedent(token, objects))
        ):
            return found, None, "antecedent"
        if "infinitive" in frame.content and (found := self._find_infinitive(token, frame, by_dep, passive)):
            return found, None, "infinitive"
        if "complement" in frame.content:
            whole = [*objects, *(by_dep.get("ccomp", [])), *by_dep.get("oprd", []), *by_dep.get("xcomp", []), *passive]
            if len(whole) > 0:
                return self._ranges(whole), None, "complement"
        if "object" in frame.content and not frame.to and (objects or passive):
            wanted = (
                {"as"} | frame.act | frame.accused | ({"in", "of", "for", "to"} if frame.kind == "denies" else set())
            )
            extra = [k for k in kids if k.i > token.i and (k.dep == "oprd" or k.dep == "prep" and k.lemma in wanted)]
            for by in by_dep.get("agent", []):
                extra += [
                    p for a in find_children(self.analysis, by.i, "pobj") for p in self._acts_under_agent(a, token)
                ]
            return self._ranges([*objects, *passive, *extra]), None, "object"
        for kid in kids:
            if (
                kid.dep in {"prep", "agent"}
                and kid.i > token.i
                and (kid.lemma in frame.on or kid.lemma in frame.accused)
            ):
                objects = find_children(self.analysis, kid.i, "pobj", "pcomp")
                if objects:
                    return self._ranges(objects), kid.i, "preposition"
        return (), None, ""

    def _find_clause(self, token: Token, frame: Frame, by_dep: dict[str, list[Token]]) -> tuple[Range, ...]:
        if not frame.content & {"clause", "quotation"}:
            return ()
        clauses = [c for c in by_dep.get("ccomp", []) if not self._is_another_sentence(c, token)]
        if clauses and ("clause" in frame.content or any(c.i in self.quoted for c in clauses)):
            return self._ranges(clauses)
        if (
            token.dep == "parataxis"
            or token.dep == "advcl"
            and self._has_mark(token, "as")
            and "clause" in frame.content
        ):
            if by_dep.get("dobj") or by_dep.get("xcomp"):
                return ()
            host = token.head
            inside = find_subtree(self.analysis, host, without=[token.i])
            return self._split(inside)
        return ()

    def _is_another_sentence(self, clause: Token, verb: Token) -> bool:
        """Tell whether a semicolon parts a clause from the verb after it."""
        return clause.i < verb.i and any(
            self.tokens[k].text == ";" and k > clause.i for k in self.analysis.children[verb.i] if k < verb.i
        )

    def _find_antecedent(self, token: Token, objects: Sequence[Token]) -> tuple[Range, ...]:
        """Find what "which the army denied", "a charge he denied" is about: the noun before, without the relative clause."""
        relative = [o for o in objects if o.tag in {"WDT", "WP"}]
        subjects = find_children(self.analysis, token.i, "nsubj")
        if not relative and (objects or not subjects or subjects[0].tag in {"WDT", "WP"}):
            return ()
        if not relative and any(
            k.dep in {"xcomp", "prep", "ccomp"} for k in map(self.tokens.__getitem__, self.analysis.children[token.i])
        ):
            return ()
        noun = find_antecedent(self.analysis, token)
        clauses = find_children(self.analysis, noun.i, "relcl", "acl")
        return self._split(find_subtree(self.analysis, noun.i, without=[token.i, *(c.i for c in clauses)]))

    def _has_mark(self, token: Token, *words: str) -> bool:
        return any(m.lemma in words for m in find_children(self.analysis, token.i, "mark", "advmod"))

    def _find_infinitive(
        self, token: Token, frame: Frame, by_dep: dict[str, list[Token]], passive: list[Token]
    ) -> tuple[Range, ...]:
        found = [
            x for x in by_dep.get("xcomp", []) if x.tag in {"VB", "VBG"} or find_children(self.analysis, x.i, "aux")
        ]
        if not found:
            return ()
        return self._ranges([*passive, *found] if not frame.to else found)

    def _ranges(self, heads: Iterable[Token]) -> tuple[Range, ...]:
        inside: set[int] = set()
        for head in heads:
            inside.update(find_subtree(self.analysis, head.i, without=self.detached))
        return self._split(sorted(inside))

    def _split(self, inside: Sequence[int]) -> tuple[Range, ...]:
        """Cut tokens into runs without a gap; a gap of punctuation alone is none."""
        runs: list[list[int]] = []
        for i in inside:
            if runs and all(self.tokens[k].pos == "PUNCT" for k in range(runs[-1][-1] + 1, i)):
                runs[-1].append(i)
            else:
                runs.append([i])
        return tuple((self.tokens[r[0]].start, self.tokens[r[-1]].end) for r in runs)

    # --- source and cue -----------------------------------------------------------------------------

    def _find_source(self, token: Token) -> int | None:
        """Find the head of the phrase that names who speaks; `None` where nobody is named."""
        at = self.tokens[self.detached.get(token.i, token.i)]
        for _ in range(MAX_CLIMB):
            if (quoted := self._quoted_speaker(at)) is not None:
                return quoted
            if at.i == token.i and find_children(self.analysis, at.i, "nsubjpass", "auxpass", "agent"):
                return self._find_agent(at)
            subjects = [
                s for s in find_children(self.analysis, at.i, "nsubj", "nsubjpass") if self._same_speech(s, token)
            ]
            if subjects:
                return subjects[0].i
            head = self.tokens[at.head]
            if at.dep == "acl":
                return head.i if head.pos != "VERB" and at.tag == "VBG" else None
            if at.dep == "relcl":
                return head.i
            if head.i == at.i or at.dep not in CLIMBING or at.dep == "ccomp" and at.tag != "VBG":
                break
            at = head
            if at.pos in {"NOUN", "PROPN", "PRON"}:
                return None
        return self._find_left(token)

    def _same_speech(self, token: Token, cue: Token) -> bool:
        """Tell whether a token stands in the same speech as a cue, or both in none: a speech's words name no source for it."""
        return self.quoted.get(token.i) == self.quoted.get(cue.i)

    def _find_left(self, token: Token) -> int | None:
        """Find the noun phrase right before a finite cue whose subject the parse has missed."""
        if token.tag not in {"VBD", "VBZ", "VBP"}:
            return None
        at = self.tokens[max(token.i - 1, 0)]
        while at.i > 0 and at.dep in {"aux", "advmod", "neg", "punct"} and at.sentence == token.sentence:
            at = self.tokens[at.i - 1]
        if at.sentence != token.sentence or at.i >= token.i or not self._same_speech(at, token):
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

    def _source_span(self, head: int, cue: Token) -> Span | None:
        """Make the span of a source: its phrase with apposition; of a relative pronoun, what it stands for."""
        token = self.tokens[head]
        if token.tag in {"WP", "WDT"} and self.tokens[token.head].dep == "relcl":
            token = self.tokens[self.tokens[token.head].head]
        barred = [cue.i, *(a.i for a in iter_ancestors(self.analysis, cue.i))]
        barred = [b for b in barred if b != token.i and self._is_under(b, token.i)]
        barred += [p.i for p in self._acts_under_agent(token, cue)]
        inside = find_subtree(self.analysis, token.i, without=barred)
        inside = [i for i in inside if self._same_speech(self.tokens[i], self.tokens[head])]
        inside = self._run_round(inside, token.i) if token.i in inside else [head]
        span = make_span(self.analysis, inside)
        if span and "," in span.surface and self.analysis.text[span.end : span.end + 1] == "," and inside[-1] < cue.i:
            span = Span(span.start, span.end + 1, self.analysis.text[span.start : span.end + 1])
        return span

    def _acts_under_agent(self, agent: Token, cue: Token) -> list[Token]:
        """Find "of beating" where the parse hangs it on the accuser: "accused by the media of beating"."""
        frame = self._frame(cue)
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

    def _cue_span(self, token: Token, preposition: int | None) -> Span:
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

    # --- claims of responsibility, blame ------------------------------------------------------------------

    def _responsibility_or_blame(self, token: Token) -> tuple[tuple[Range, ...], int, str] | None:
        """Find "claimed responsibility for", "held X responsible for": the content, the cue's last token, the rule."""
        lexicon = self.lexicon
        if token.lemma in lexicon.responsibility_verbs:
            for noun in find_children(self.analysis, token.i, "dobj", "nsubjpass"):
                if noun.lemma in lexicon.responsibility_nouns and not find_children(self.analysis, noun.i, "neg"):
                    heads = self._acts(token, noun, {"for", "in", "of", "over"})
                    heads = [h for h in heads if h.tag not in {"WDT", "WP"}]
                    return (self._ranges(heads) if heads else ()), noun.i, "responsibility"
        for phrase in lexicon.blame_phrases:
            if token.lemma not in phrase.verbs:
                continue
            for word in self._complements(token):
                if word.lemma in phrase.words:
                    heads = self._acts(token, word, phrase.act | phrase.accused)
                    if "object" in phrase.accused:
                        heads += [
                            k for k in find_children(self.analysis, token.i, "dobj", "nsubjpass") if k.i != word.i
                        ]
                        heads += find_children(self.analysis, word.i, "nsubj")
                    if heads:
                        return self._ranges(heads), word.i, "blame"
        return None

    def _complements(self, token: Token) -> list[Token]:
        found = find_children(self.analysis, token.i, "dobj", "oprd", "acomp", "ccomp", "xcomp", "nsubjpass", "attr")
        for prep in find_children(self.analysis, token.i, "prep"):
            if prep.lemma in {"as", "to"}:
                found += find_children(self.analysis, prep.i, "amod", "pobj", "pcomp")
        for noun in find_children(self.analysis, token.i, "dobj"):
            found += find_children(self.analysis, noun.i, "amod")
        return found

    def _acts(self, verb: Token, noun: Token, prepositions: Iterable[str]) -> list[Token]:
        wanted = frozenset(prepositions)
        found: list[Token] = []
        for at in (noun.i, verb.i):
            for prep in find_children(self.analysis, at, "prep"):
                if prep.lemma in wanted and prep.i > noun.i:
                    found += find_children(self.analysis, prep.i, "pobj", "pcomp")
        return found

    def _add_phrase(self, token: Token, content: tuple[Range, ...], last: int, rule: str) -> None:
        source = self._find_source(token)
        cue = self._cue_span(token, None)
        if last > token.i and not any(self.tokens[k].dep == "dobj" and k != last for k in range(token.i, last)):
            end = self.tokens[last].end
            cue = Span(cue.start, end, self.analysis.text[cue.start : end])
        if not content:  # "has denied responsibility", "claimed responsibility": the noun is all the content there is
            content = ((self.tokens[last].start, self.tokens[last].end),)
            cue = self._cue_span(token, None)
        self._add(
            Draft(
                source=self._source_span(source, token) if source is not None else None,
                cue=cue,
                content=content,
                head=token.i,
                rule=f"phrase+{rule}",
            )
        )

    # --- nouns, prepositions, colons ----------------------------------------------------------------------------

    def _add_noun(self, token: Token) -> None:
        frame = self.lexicon.nouns.get(token.lemma)
        if frame is None or token.i in self.quoted:
            return
        owners = find_children(self.analysis, token.i, "poss")
        if frame.kind == "attitude" and not owners:
            return
        clauses = [
            c for c in find_children(self.analysis, token.i, "acl", "ccomp", "relcl") if self._is_content_clause(c)
        ]
        stating = [c for c in find_children(self.analysis, token.i, "acl") if c.tag == "VBG" and c.lemma in STATING]
        preps = [
            p
            for p in find_children(self.analysis, token.i, "prep")
            if p.lemma in {"of", "for", "on", "about", "against"}
        ]
        content: list[Token] = list(clauses)
        preposition = None
        if not clauses and owners and preps:
            preposition = preps[0].i
            content = find_children(self.analysis, preposition, "pobj", "pcomp")
        if not content or stating:
            return
        last = preposition if preposition is not None else token.i
        first = token.i
        source = None
        if owners:
            source = self._source_span(owners[0].i, token)
            case = find_children(self.analysis, owners[0].i, "case")
            first = case[-1].i if case else owners[0].i + 1
            if case and source:
                end = self.tokens[case[-1].i].start
                source = Span(source.start, end, self.analysis.text[source.start : end])
        if first > last or first >= len(self.tokens):
            return
        self._add(
            Draft(
                source=source,
                cue=self.analysis.span(first, last + 1),
                content=self._ranges(content),
                head=token.i,
                rule="noun",
                tells=frame.kind not in {"attitude"},
            )
        )

    def _is_content_clause(self, token: Token) -> bool:
        """Tell whether a clause under a noun is its content: "the claim that it fell", "a promise to return"."""
        kids = [self.tokens[c] for c in self.analysis.children[token.i]]
        if token.dep == "acl" and token.tag == "VB":
            return any(k.tag == "TO" for k in kids)
        return any(k.dep == "mark" and k.lemma == "that" for k in kids) and any(k.dep in SUBJECTS for k in kids)

    def _add_prepositions(self) -> None:
        """Add "according to X": the content is the rest of the clause."""
        table = self.lexicon.prepositions
        starts = {words[0] for words in table}
        for token in self.tokens:
            if token.pos not in {"ADP", "VERB", "SCONJ"} or token.text.lower() not in starts or token.i in self.quoted:
                continue
            for words in table:
                last = token.i + len(words) - 1
                if last < len(self.tokens) and tuple(t.text.lower() for t in self.tokens[token.i : last + 1]) == words:
                    self._add_preposition(token.i, last)
                    break

    def _add_preposition(self, first: int, last: int) -> None:
        objects = find_children(self.analysis, last, "pobj")
        if not objects:
            return
        source = self._source_span(objects[0].i, self.tokens[first])
        top = self.tokens[first]
        while top.dep in {"prep", "pcomp"} and first <= top.head <= last and top.head != top.i:
            top = self.tokens[top.head]
        host = self._clause_round(top)
        inside = find_subtree(self.analysis, host.i, without={top.i, first, last})
        inside = [i for i in inside if not (first <= i <= last)]
        while inside and (
            self.tokens[inside[0]].dep in {"cc", "punct", "mark"} or self.tokens[inside[0]].lemma in CONNECTIVES
        ):
            inside = inside[1:]
        content = self._split(inside)
        if source is not None and content:
            self._add(
                Draft(
                    source=source,
                    cue=self.analysis.span(first, last + 1),
                    content=content,
                    head=first,
                    rule="preposition",
                )
            )

    def _clause_round(self, top: Token) -> Token:
        """Find the verb of the clause that "according to" is about: the whole sentence's where a comma parts the two."""
        parted = top.i > 0 and self.tokens[top.i - 1].text in {",", "-", "—", "–"}
        sentence = self.analysis.sentences[top.sentence]
        at = self.tokens[top.head]
        for _ in range(MAX_CLIMB):
            if at.head == at.i:
                break
            verbal = at.pos in {"VERB", "AUX"}
            if verbal and not parted and (at.dep != "conj" or find_children(self.analysis, at.i, "nsubj", "nsubjpass")):
                break
            if verbal and parted and top.i < sentence.last - 1 and at.dep in {"ccomp", "relcl"}:
                break
            at = self.tokens[at.head]
        return at

    def _add_colons(self) -> None:
        """Add "Iran: we did not do it" where a sentence starts so; speeches after a colon are linked elsewhere."""
        for sentence in self.analysis.sentences:
            for i in range(sentence.first + 1, min(sentence.first + 8, sentence.last - 2)):
                if self.tokens[i].text == ":":
                    self._add_colon(sentence.first, i, sentence.last)
                    break

    def _add_colon(self, first: int, colon: int, last: int) -> None:
        words = self.tokens[first:colon]
        if any(t.pos in {"VERB", "AUX", "ADP", "SCONJ", "NUM"} for t in words) or not any(
            t.pos == "PROPN" for t in words
        ):
            return
        rest = self.tokens[colon + 1 : last]
        covered = any(a <= rest[0].start < b for d in self.drafts for a, b in d.content)
        if covered or not any(t.pos in {"VERB", "AUX"} for t in rest):
            return
        source = make_span(self.analysis, range(first, colon))
        self._add(
            Draft(
                source=source,
                cue=self.analysis.span(colon, colon + 1),
                content=((rest[0].start, rest[-1].end),),
                head=colon,
                rule="colon",
            )
        )

    # --- quotations -----------------------------------------------------------------------------------------------------------

    def _link_quotations(self) -> None:
        """Give each speech to the cue in or beside its sentence, else to the speaker before it, as the marks show."""
        last: int | None = None  # the draft that spoke last
        last_quotation: Quotation | None = None
        for n, quotation in enumerate(self.quotations):
            owner = self._owner(n, quotation)
            if owner is None:
                owner = self._beside(quotation)
            if (
                owner is None
                and last is not None
                and last_quotation is not None
                and self._goes_on(quotation, last_quotation)
            ):
                owner = last
            if owner is not None:
                draft = self.drafts[owner]
                self.drafts[owner] = dataclasses.replace(
                    draft, content=(*draft.content, (quotation.start, quotation.end))
                )
                last, last_quotation = owner, quotation

    def _owner(self, n: int, quotation: Quotation) -> int | None:
        """Find the draft outside the quotation whose content has most of it already."""
        best: tuple[int, int] | None = None
        for m, draft in enumerate(self.drafts):
            if draft.head is not None and self.quoted.get(draft.head) == n:
                continue
            shared = sum(max(0, min(b, quotation.end) - max(a, quotation.start)) for a, b in draft.content)
            size = sum(b - a for a, b in draft.content)
            if shared > 0 and (best is None or (-2 * shared + size, -m) < best):
                best = (-2 * shared + size, -m)
        return -best[1] if best else None

    def _beside(self, quotation: Quotation) -> int | None:
        """Find or make the draft of a cue right after or right before a quotation."""
        after = find_token_at(self.analysis, quotation.end)
        before = find_token_at(self.analysis, quotation.start)
        candidates: list[int] = []
        if after is not None and quotation.closed:
            candidates += self._cues_after(after, quotation)
        if before is not None and not candidates:
            candidates += self._cues_before(before, quotation)
        if not candidates and before and self.tokens[before - 1].text == ":":
            sentence = self.analysis.sentences[self.tokens[before - 1].sentence]
            cue = self._statement_cue(sentence.first, before)
            candidates += [cue] if cue is not None else []
        for i in candidates:
            if i in self.cue_of:
                return self.cue_of[i]
            source = self._find_source(self.tokens[i])
            if source is None and not candidates:
                continue
            self._add(
                Draft(
                    source=self._source_span(source, self.tokens[i]) if source is not None else None,
                    cue=self._cue_span(self.tokens[i], None),
                    content=(),
                    head=i,
                    rule="verb+quotation",
                )
            )
            return self.cue_of[i]
        return None

    def _paragraph(self, i: int) -> int:
        return self.analysis.sentences[self.tokens[i].sentence].paragraph

    def _speaks(self, i: int) -> bool:
        token = self.tokens[i]
        frame = self._frame(token) if token.pos in {"VERB", "AUX"} and i not in self.quoted else None
        return frame is not None and "quotation" in frame.content

    def _cues_after(self, first: int, quotation: Quotation) -> list[int]:
        """Find a cue in the rest of the sentence that the quotation opens: '"We left," the army said'."""
        inside = self.analysis.text[quotation.start : quotation.end].rstrip("\"”»'’")
        if inside.endswith((".",)) and not self.tokens[first].text[:1].islower() and self._starts_sentence(first):
            return []
        found = []
        for i in range(first, min(first + REACH, len(self.tokens))):
            token = self.tokens[i]
            if token.text in {".", ";"} or self._paragraph(i) != quotation.paragraph or i in self.quoted:
                break
            if self._speaks(i) and token.tag not in {"VBG", "VB"}:
                found.append(i)
                break
        return found

    def _starts_sentence(self, i: int) -> bool:
        return self.analysis.sentences[self.tokens[i].sentence].first == i

    def _cues_before(self, first: int, quotation: Quotation) -> list[int]:
        """Find a cue that leads to the quotation: 'the army said: "We left."'."""
        for i in range(first - 1, max(-1, first - 1 - REACH), -1):
            token = self.tokens[i]
            if self._speaks(i):
                return [i]
            if token.text in {".", "!", "?", ";"} or i in self.quoted:
                break
        return []

    def _goes_on(self, quotation: Quotation, before: Quotation) -> bool:
        """Tell whether a speech without a cue of its own continues the one before it."""
        if quotation.paragraph == before.paragraph:
            return True
        if quotation.paragraph != before.paragraph + 1:
            return False
        start = find_token_at(self.analysis, quotation.start)
        opens = start is not None and self._starts_paragraph(start)
        return opens or not before.closed

    def _starts_paragraph(self, i: int) -> bool:
        return i == 0 or self._paragraph(i - 1) != self._paragraph(i)

    # --- statements that fill paragraphs, recordings -----------------------------------------------------------------------

    def _add_statements(self) -> None:
        """Give the paragraphs after "The minister said:" to the minister, where no quotation marks show who speaks."""
        sentences = self.analysis.sentences
        for n, sentence in enumerate(sentences[:-1]):
            following = sentences[n + 1]
            ends = self.tokens[sentence.last - 1].text == ":"
            if not ends or following.paragraph == sentence.paragraph or following.first in self.quoted:
                continue
            head = self._statement_cue(sentence.first, sentence.last)
            end = self._statement_end(n + 1)
            if head is None or end is None:
                continue
            if head not in self.cue_of:
                source = self._find_source(self.tokens[head])
                if source is None:
                    continue
                self._add(
                    Draft(
                        source=self._source_span(source, self.tokens[head]),
                        cue=self._cue_span(self.tokens[head], None),
                        content=(),
                        head=head,
                        rule="verb+statement",
                    )
                )
            draft = self.drafts[self.cue_of[head]]
            self.drafts[self.cue_of[head]] = dataclasses.replace(
                draft, content=((following.start, end),), rule="verb+statement", tells=True
            )

    def _statement_cue(self, first: int, last: int) -> int | None:
        """Find the cue of a sentence that leads to a statement: "said:", "issued the following statement:"."""
        cues = [i for i in range(first, last) if self._speaks(i)]
        if cues:
            return cues[-1]
        nouns = [
            t
            for t in self.tokens[first:last]
            if t.lemma in {"statement", "remark", "message", "communique", "communiqué"}
        ]
        for noun in nouns:
            if noun.dep == "dobj" and self.tokens[noun.head].lemma in {
                "issue",
                "release",
                "make",
                "give",
                "deliver",
                "provide",
                "publish",
            }:
                return noun.head
        return None

    def _statement_end(self, first: int) -> int | None:
        """Find where a statement ends: before a heading, an introduction of another one, or a speech in quotation marks."""
        end = None
        sentences = self.analysis.sentences
        for n in range(first, len(sentences)):
            sentence = sentences[n]
            closing = self.tokens[sentence.last - 1].text
            alone = (n + 1 == len(sentences) or sentences[n + 1].paragraph != sentence.paragraph) and (
                sentences[n - 1].paragraph != sentence.paragraph
            )
            if (
                closing == ":"
                or alone
                and closing not in {".", "!", "?", "”", '"', "…"}
                or sentence.first in self.quoted
            ):
                break
            end = sentence.end
        return end

    def _add_recordings(self) -> None:
        """Give the words between [Begin recording] and [end recording] to the speaker named in brackets."""
        for match in RECORDING.finditer(self.analysis.text):
            source = Span(*match.span("name"), match.group("name"))
            self._add(Draft(source=source, cue=None, content=(match.span("said"),), head=None, rule="recording"))

    # --- extents ----------------------------------------------------------------------------------------------------------------

    def _finish(self, draft: Draft) -> Draft:
        """Join and trim a draft's content, take cue and source out of it, and name its kind."""
        content = _join(draft.content, self.analysis.text)
        holes = [(s.start, s.end) for s in (draft.cue, draft.source) if s is not None]
        content = _subtract(content, holes)
        trimmed = [r for r in (_trim(self.analysis.text, *c) for c in content) if r is not None]
        return dataclasses.replace(draft, content=tuple(trimmed), kind=self._kind(trimmed))

    def _kind(self, content: Sequence[Range]) -> str:
        total = sum(b - a for a, b in content)
        quoted = sum(
            max(0, min(b, q.end) - max(a, q.start))
            for a, b in content
            for q in self.quotations
            if q.start < b and a < q.end
        )
        return "indirect" if not quoted else "direct" if quoted >= 0.95 * total else "mixed"


def _join(content: Iterable[Range], text: str) -> list[Range]:
    """Join ranges that overlap or that only white space parts."""
    joined: list[Range] = []
    for start, end in sorted(content):
        if joined and (start <= joined[-1][1] or not text[joined[-1][1] : start].strip()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _subtract(content: Iterable[Range], holes: Iterable[Range]) -> list[Range]:
    ranges = list(content)
    for low, high in holes:
        ranges = (
            [piece for a, b in ranges for piece in ((a, min(b, low)), (max(a, high), b)) if piece[0] < piece[1]]
            if any(a < high and low < b for a, b in ranges)
            else ranges
        )
    return sorted(set(ranges))


def _trim(text: str, start: int, end: int) -> Range | None:
    """Trim white space and loose punctuation; `None` where no letter or digit is left.

    >>> _trim("(it fell by 3 p.m.).", 0, 20)
    (0, 19)
    >>> _trim(", it fell.", 0, 10)
    (2, 9)
    """
    while start < end and (text[start].isspace() or text[start] in LOOSE):
        if text[start] in "([" and _is_closed(text[start:end]):
            break
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in LOOSE):
        last = text[end - 1]
        if (
            last in ")]"
            and _is_closed(text[start:end])
            or last == "."
            and ABBREVIATION.search(text[max(start, end - 8) : end])
        ):
            break
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def _is_closed(text: str) -> bool:
    return text.count("(") == text.count(")") and text.count("[") == text.count("]")
