"""Link speeches to who speaks: quotations, statements after a colon, recordings, headlines; and settle what a draft holds."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from sayso.extract.draft_scene import Draft, Scene
from sayso.extract.extents import Range, join_ranges, subtract_ranges, trim_range
from sayso.extract.quotations import Quotation
from sayso.extract.tree import find_children, find_subtree, find_token_at, make_span
from sayso.records import Span

RECORDING = re.compile(
    r"\[begin (?:video )?recording\]\s*\[(?P<name>[^\]\n]{2,60})\]\s*(?P<said>.+?)(?=\[end|\[begin|\Z)",
    re.IGNORECASE | re.DOTALL,
)

REACH = 12
"""Words between a quotation and its cue in one sentence; in PolNeAR's train part 97% of cues stand nearer."""


def link_quotations(scene: Scene) -> None:
    """Give each speech to the cue in or beside its sentence, else to the speaker before it, as the marks show."""
    last: int | None = None  # the draft that spoke last
    last_quotation: Quotation | None = None
    for n, quotation in enumerate(scene.quotations):
        owner = _owner(scene, n, quotation)
        if owner is None:
            owner = _beside(scene, quotation)
        if (
            owner is None
            and last is not None
            and last_quotation is not None
            and _goes_on(scene, quotation, last_quotation)
        ):
            owner = last
        if owner is not None:
            _give(scene, owner, quotation)
            last, last_quotation = owner, quotation


def _give(scene: Scene, owner: int, quotation: Quotation) -> None:
    """Add a speech to a draft; a speech beside "condemned the attack" is what is told, and the attack is not."""
    draft = scene.drafts[owner]
    apart = not any(a < quotation.end and quotation.start < b for a, b in draft.content)
    content = () if apart and not draft.tells else draft.content
    scene.drafts[owner] = dataclasses.replace(
        draft, content=(*content, (quotation.start, quotation.end)), tells=draft.tells or apart
    )


def _owner(scene: Scene, n: int, quotation: Quotation) -> int | None:
    """Find the draft outside the quotation whose content has most of it already."""
    best: tuple[int, int] | None = None
    for m, draft in enumerate(scene.drafts):
        if draft.head is not None and scene.quoted.get(draft.head) == n:
            continue
        if not draft.content or draft.content[0][0] >= quotation.end or draft.content[-1][1] <= quotation.start:
            continue
        shared = sum(max(0, min(b, quotation.end) - max(a, quotation.start)) for a, b in draft.content)
        size = sum(b - a for a, b in draft.content)
        if shared > 0 and (best is None or (-2 * shared + size, -m) < best):
            best = (-2 * shared + size, -m)
    return -best[1] if best else None


def _beside(scene: Scene, quotation: Quotation) -> int | None:
    """Find or make the draft of a cue right after or right before a quotation."""
    after = find_token_at(scene.analysis, quotation.end)
    before = find_token_at(scene.analysis, quotation.start)
    candidates: list[int] = []
    if after is not None and quotation.closed:
        candidates += _cues_after(scene, after, quotation)
    if before is not None and not candidates:
        candidates += _cues_before(scene, before, quotation)
    if not candidates and before and scene.tokens[before - 1].text == ":":
        sentence = scene.analysis.sentences[scene.tokens[before - 1].sentence]
        cue = _statement_cue(scene, sentence.first, before)
        cue = cue if cue is not None else _announcing_verb(scene, sentence.first, before)
        candidates += [cue] if cue is not None else []
    for i in candidates:
        if i in scene.cue_of:
            return scene.cue_of[i]
        source = scene.find_source(scene.tokens[i])
        if source is None and not candidates:
            continue
        scene.add(
            Draft(
                source=scene.make_source(source, scene.tokens[i]) if source is not None else None,
                cue=scene.make_cue(scene.tokens[i], None),
                content=(),
                head=i,
                rule="verb+quotation",
            )
        )
        return scene.cue_of[i]
    return None


def _announcing_verb(scene: Scene, first: int, colon: int) -> int | None:
    """Find the main verb before a colon and a speech, whose subject speaks: 'an aide went further: "It was Russia."'."""
    verbs = (t for t in scene.tokens[first:colon] if t.dep == "ROOT" and t.pos in {"VERB", "AUX"})
    verb = next(verbs, None)
    subjects = find_children(scene.analysis, verb.i, "nsubj") if verb is not None else []
    if verb is None or not subjects or subjects[0].pos not in {"NOUN", "PROPN", "PRON"} or subjects[0].lemma == "it":
        return None
    named = [scene.tokens[i] for i in find_subtree(scene.analysis, subjects[0].i)]
    known = any(t.pos == "PROPN" for t in named) or subjects[0].lemma in scene.lexicon.speakers | {"he", "she"}
    return verb.i if known else None


def _cues_after(scene: Scene, first: int, quotation: Quotation) -> list[int]:
    """Find a cue in the rest of the sentence that the quotation opens: '"We left," the army said'."""
    inside = scene.analysis.text[quotation.start : quotation.end].rstrip("\"”»'’")
    if inside.endswith((".",)) and not scene.tokens[first].text[:1].islower() and scene.starts_sentence(first):
        return []
    found = []
    for i in range(first, min(first + REACH, len(scene.tokens))):
        token = scene.tokens[i]
        if token.text in {".", ";"} or scene.paragraph_of(i) != quotation.paragraph or i in scene.quoted:
            break
        if scene.speaks(i) and token.tag not in {"VBG", "VB"}:
            found.append(i)
            break
    return found


def _cues_before(scene: Scene, first: int, quotation: Quotation) -> list[int]:
    """Find a cue that leads to the quotation: 'the army said: "We left."'."""
    for i in range(first - 1, max(-1, first - 1 - REACH), -1):
        token = scene.tokens[i]
        if scene.speaks(i):
            return [i]
        if token.text in {".", "!", "?", ";"} or i in scene.quoted:
            break
    return []


def _goes_on(scene: Scene, quotation: Quotation, before: Quotation) -> bool:
    """Tell whether a speech without a cue of its own continues the one before it."""
    if quotation.paragraph == before.paragraph:
        return True
    if quotation.paragraph != before.paragraph + 1:
        return False
    start = find_token_at(scene.analysis, quotation.start)
    opens = start is not None and scene.starts_paragraph(start)
    return opens or not before.closed


def add_statements(scene: Scene) -> None:
    """Give the paragraphs after "The minister said:" to the minister, where no quotation marks show who speaks."""
    sentences = scene.analysis.sentences
    for n, sentence in enumerate(sentences[:-1]):
        following = sentences[n + 1]
        ends = scene.tokens[sentence.last - 1].text == ":"
        if not ends or following.paragraph == sentence.paragraph or following.first in scene.quoted:
            continue
        head = _statement_cue(scene, sentence.first, sentence.last)
        end = _statement_end(scene, n + 1)
        if head is None or end is None:
            continue
        if head not in scene.cue_of:
            source = scene.find_source(scene.tokens[head])
            if source is None:
                continue
            scene.add(
                Draft(
                    source=scene.make_source(source, scene.tokens[head]),
                    cue=scene.make_cue(scene.tokens[head], None),
                    content=(),
                    head=head,
                    rule="verb+statement",
                )
            )
        draft = scene.drafts[scene.cue_of[head]]
        scene.drafts[scene.cue_of[head]] = dataclasses.replace(
            draft, content=((following.start, end),), rule="verb+statement", tells=True
        )


def _statement_cue(scene: Scene, first: int, last: int) -> int | None:
    """Find the cue of a sentence that leads to a statement: "said:", "issued the following statement:"."""
    cues = [i for i in range(first, last) if scene.speaks(i)]
    if cues:
        return cues[-1]
    nouns = [
        t for t in scene.tokens[first:last] if t.lemma in {"statement", "remark", "message", "communique", "communiqué"}
    ]
    for noun in nouns:
        if noun.dep == "dobj" and scene.tokens[noun.head].lemma in {
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


def _statement_end(scene: Scene, first: int) -> int | None:
    """Find where a statement ends: before a heading, an introduction of another one, or a speech in quotation marks."""
    end = None
    sentences = scene.analysis.sentences
    for n in range(first, len(sentences)):
        sentence = sentences[n]
        closing = scene.tokens[sentence.last - 1].text
        alone = (n + 1 == len(sentences) or sentences[n + 1].paragraph != sentence.paragraph) and (
            sentences[n - 1].paragraph != sentence.paragraph
        )
        if closing == ":" or alone and closing not in {".", "!", "?", "”", '"', "…"} or sentence.first in scene.quoted:
            break
        end = sentence.end
    return end


def add_recordings(scene: Scene) -> None:
    """Give the words between [Begin recording] and [end recording] to the speaker named in brackets."""
    for match in RECORDING.finditer(scene.analysis.text):
        source = Span(*match.span("name"), match.group("name"))
        scene.add(Draft(source=source, cue=None, content=(match.span("said"),), head=None, rule="recording"))


_HEADINGS = frozenset("answer question note update correction editor's".split())
"""Words before a colon that name a part of the text and nobody who speaks."""


def add_colons(scene: Scene) -> None:
    """Add "Iran: we did not do it" where a sentence starts so; speeches after a colon are linked elsewhere."""
    for sentence in scene.analysis.sentences:
        for i in range(sentence.first + 1, min(sentence.first + 8, sentence.last - 2)):
            if scene.tokens[i].text == ":":
                _add_colon(scene, sentence.first, i, sentence.last)
                break


def _add_colon(scene: Scene, first: int, colon: int, last: int) -> None:
    words = scene.tokens[first:colon]
    if (
        {t.text.lower() for t in words} & _HEADINGS
        or any(t.pos in {"VERB", "AUX", "ADP", "SCONJ", "NUM"} for t in words)
        or not any(t.pos == "PROPN" for t in words)
    ):
        return
    rest = scene.tokens[colon + 1 : last]
    covered = any(a <= rest[0].start < b for d in scene.drafts for a, b in d.content)
    if covered or not any(t.pos in {"VERB", "AUX"} for t in rest):
        return
    source = make_span(scene.analysis, range(first, colon))
    scene.add(
        Draft(
            source=source,
            cue=scene.analysis.span(colon, colon + 1),
            content=((rest[0].start, rest[-1].end),),
            head=colon,
            rule="colon",
        )
    )


def finish_draft(scene: Scene, draft: Draft) -> Draft:
    """Join and trim a draft's content, take cue and source out of it, and name its kind."""
    content = join_ranges(draft.content, scene.analysis.text)
    holes = [(s.start, s.end) for s in (draft.cue, draft.source) if s is not None]
    content = subtract_ranges(content, holes)
    trimmed = [r for r in (trim_range(scene.analysis.text, *c) for c in content) if r is not None]
    return dataclasses.replace(draft, content=tuple(trimmed), kind=_kind(scene, trimmed))


def _kind(scene: Scene, content: Sequence[Range]) -> str:
    total = sum(b - a for a, b in content)
    quoted = sum(
        max(0, min(b, q.end) - max(a, q.start)) for a, b in content for q in scene.marked if q.start < b and a < q.end
    )
    return "indirect" if not quoted else "direct" if quoted >= 0.95 * total else "mixed"
