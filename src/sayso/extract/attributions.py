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
from itertools import pairwise

from sayso.extract.cue_drafts import add_noun, add_prepositions, add_verb
from sayso.extract.cues import load_lexicon
from sayso.extract.draft_scene import Draft, Scene
from sayso.extract.extents import Range, join_ranges, trim_range
from sayso.extract.pointing import EACH_OTHER
from sayso.extract.quotations import find_quotations
from sayso.extract.speech_drafts import add_colons, add_recordings, add_statements, finish_draft, link_quotations
from sayso.extract.stance import find_quoted, judge_stance, split_conjuncts
from sayso.extract.tree import find_children, find_conjuncts, find_head, find_subtree, find_token_at, find_tokens
from sayso.records import Analysis, Attribution, Report, Span, Stance

__all__ = ["Draft", "find_attributions", "find_drafts", "judge_stance", "link_chains", "make_attributions"]


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
    """Judge a draft's stance: several attributions where its clauses or sentences differ in stance, none of no content.

    What has no stance of its own stays one attribution; every clause that denies, blames or owns becomes one more.
    """
    if not draft.content:
        return ()
    quoted = tuple((a + s, a + e) for a, b in draft.content for s, e in find_quoted(analysis.text[a:b]))
    pieces = _split_content(analysis, draft)
    parts = [_judge(analysis, draft, [piece], quoted) for piece in pieces] if len(pieces) > 1 else []
    if len({p.stance for p in parts}) <= 1:
        return _part_mutual(analysis, _judge(analysis, draft, draft.content, quoted))
    plain = [p for p in parts if p.stance is Stance.ASSERTS]
    joined = join_ranges([(c.start, c.end) for p in plain for c in p.content], analysis.text)
    rest = tuple(Span(a, b, analysis.text[a:b]) for a, b in joined)
    marked = [p for p in _inherit_anchors(parts) if p.stance is not Stance.ASSERTS]
    return (*([dataclasses.replace(plain[0], content=rest)] if plain else []), *marked)


def _part_mutual(analysis: Analysis, attribution: Attribution) -> tuple[Attribution, ...]:
    """Make "A and B accused each other of it" two: A says it of B, and B says it of A."""
    head = find_head(analysis, find_tokens(analysis, attribution.source)) if attribution.source is not None else None
    if head is None or not any(s.surface.lower() in EACH_OTHER for s in attribution.accused):
        return (attribution,)
    sides = split_conjuncts(analysis, head)
    if len(sides) < 2:
        return (attribution,)
    return tuple(
        dataclasses.replace(attribution, source=side, accused=tuple(s for s in sides if s != side)) for side in sides
    )


def _inherit_anchors(parts: Sequence[Attribution]) -> list[Attribution]:
    """Let a clause without a happening of its own be about that of the clause before: "and that the rebels were responsible"."""
    found: list[Attribution] = []
    for part in parts:
        last = found[-1].anchor if found else None
        bare = part.anchor is None and part.stance in {Stance.BLAMES, Stance.CLAIMS, Stance.DENIES}
        found.append(dataclasses.replace(part, anchor=last) if bare else part)
    return found


def _judge(analysis: Analysis, draft: Draft, ranges: Sequence[Range], quoted: Sequence[Range]) -> Attribution:
    content = tuple(Span(a, b, analysis.text[a:b]) for a, b in ranges)
    stance, accused, anchor, rule = judge_stance(analysis, draft.source, draft.cue, content, quoted=quoted)
    tells = draft.tells and stance is not None
    return Attribution(
        source=draft.source,
        cue=draft.cue,
        content=content,
        kind=draft.kind,
        stance=stance or Stance.ASSERTS,
        accused=accused if tells else (),
        anchor=anchor if tells else None,
        tells=tells,
        rule=f"{draft.rule}; {rule}",
    )


def _split_content(analysis: Analysis, draft: Draft) -> list[Range]:
    """Cut a content at its sentences, and before coordinated clauses with subjects of their own: "that A and that B"."""
    cuts = []
    for clause in find_children(analysis, draft.head, "ccomp") if draft.head is not None else []:
        for i in find_conjuncts(analysis, clause.i)[1:]:
            if find_children(analysis, i, "nsubj", "nsubjpass"):
                cuts.append(analysis.tokens[find_subtree(analysis, i)[0]].start)
    pieces: list[Range] = []
    for start, end in draft.content:
        inner = [c for c in cuts if start < c < end] + _find_sentence_starts(analysis, start, end)
        bounds = [start, *sorted(set(inner)), end]
        for a, b in pairwise(bounds):
            piece = trim_range(analysis.text, *_drop_conjunction(analysis.text, a, b))
            pieces += [piece] if piece is not None else []
    return pieces


def _find_sentence_starts(analysis: Analysis, start: int, end: int) -> list[int]:
    first, last = find_token_at(analysis, start), find_token_at(analysis, max(start, end - 1))
    if first is None:
        return []
    to = analysis.tokens[last].sentence if last is not None else len(analysis.sentences) - 1
    between = analysis.sentences[analysis.tokens[first].sentence + 1 : to + 1]
    return [s.start for s in between if start < s.start < end]


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
    return tuple(_inherit_source(a, linked) for a in linked)


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


def _inherit_source(attribution: Attribution, linked: Sequence[Attribution]) -> Attribution:
    """Make who says that somebody "is accused of" or "is believed to have done" an act the one who accuses or suspects.

    "Staff were told that it fell", in somebody's mouth, is simply what that one says.
    """
    if attribution.source is not None or attribution.outer is None:
        return attribution
    outer = linked[attribution.outer]
    if outer.source is None or not outer.tells:
        return attribution
    if attribution.stance is Stance.ASSERTS:
        return dataclasses.replace(attribution, tells=False)
    return dataclasses.replace(
        attribution,
        source=outer.source,
        outer=outer.outer,
        stance=Stance.BLAMES if attribution.accused else attribution.stance,
        rule=attribution.rule + "; says so itself",
    )


def _position(attribution: Attribution) -> tuple[int, int, int]:
    first = min(s.start for s in attribution.content)
    cue = attribution.cue or attribution.content[0]
    return min(first, cue.start), cue.start, first


def find_drafts(analysis: Analysis) -> tuple[Draft, ...]:
    """Find cues and speeches, and link sources and contents to them."""
    scene = Scene(analysis, load_lexicon(), find_quotations(analysis))
    for token in analysis.tokens:
        if token.pos in {"VERB", "AUX"}:
            add_verb(scene, token)
        elif token.pos == "NOUN":
            add_noun(scene, token)
    add_prepositions(scene)
    link_quotations(scene)
    add_statements(scene)
    add_recordings(scene)
    add_colons(scene)
    told = (d for d in scene.drafts if not scene.is_mute(d))
    return tuple(d for d in (finish_draft(scene, d) for d in told) if d.content)
