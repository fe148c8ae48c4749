"""What an attribution's stance points at: an event in its own words, or one told before.

"Denied responsibility" and "blamed Iran" point back; "denied bail" and "accused him of fraud" name what they are about.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.extract.tree import find_children, find_subtree, find_token_at
from sayso.records import Analysis, Attribution, Span, Stance

ABOUT_AN_EVENT = frozenset({Stance.CLAIMS, Stance.BLAMES, Stance.DENIES})
"""Stances that put an event forward even where it is told elsewhere."""

BACKWARD = frozenset(
    "it this that responsibility involvement role part hand complicity guilt charge accusation allegation claim report "
    "account version story crime incident suggestion assertion blame link knowledge disaster tragedy catastrophe breach "
    "loss".split()
)
"""Nouns and pronouns by which a denial or an accusation points back at what was told."""

CHARGES = frozenset(
    {"account", "version", "charge", "accusation", "allegation", "claim", "report", "suggestion", "assertion"}
)
"""Of these, words for what others say."""

OTHER = frozenset({"earlier", "previous", "past", "other", "similar", "prior", "former"})
"""Adjectives, as they stand, of deeds that are not the one just told: "has blamed rebels for earlier incidents"."""

INVOLVED = frozenset({"involve", "implicate", "responsible", "behind", "guilty", "culpable"})
"""Words of taking part in what another word would name: "denied that it was involved"."""

ACCUSING = frozenset({"accuse", "charge", "blame"})
"""Verbs that say, of somebody indicted or arrested, for what."""

OFFENCE_PREPOSITIONS = frozenset({"of", "for", "with", "over"})

DOING = frozenset(
    "be carry commit conduct do execute launch mastermind mount orchestrate order perpetrate plan plot stage".split()
)
"""Verbs of who did what is told before: "of being behind it", "of carrying it out"."""

POINTING = frozenset({"it", "this", "that", "they", "them", "these", "those"})

CIRCUMSTANCES = frozenset(
    "lack absence shortage failure breakdown error mistake fault negligence weather wind fog rain heat drought leak fuel fire "
    "malfunction".split()
)
"""Nouns of what is blamed and is no party: "a lack of coordination"."""

EACH_OTHER = frozenset({"each other", "one another"})

NOBODY = (
    EACH_OTHER
    | {"no one"}
    | frozenset(
        "other others none nobody no-one nothing all both each some any most many who whoever whom what which own".split()
    )
)
"""Quantities that stand where a party stands, and name none."""


def is_nobody(phrase: Span) -> bool:
    """Tell whether a phrase stands where a party stands, and names none: "others", "no one", "a lack of coordination"."""
    words = phrase.surface.lower().removeprefix("the ")
    head = words.partition(" of ")[0].partition(" in ")[0].rpartition(" ")[2]
    return words in NOBODY or head in CIRCUMSTANCES


def overlap(a: Span, b: Span | None) -> bool:
    """Tell whether two stretches share a character."""
    return b is not None and a.start < b.end and b.start < a.end


def inside(inner: Span, outer: Span | None) -> bool:
    """Tell whether a stretch lies in another."""
    return outer is not None and outer.start <= inner.start and inner.end <= outer.end


def sentence_at(analysis: Analysis, offset: int) -> int:
    """Return the position of the last sentence that starts at or before an offset."""
    low, high = 0, len(analysis.sentences)
    while low < high:
        middle = (low + high) // 2
        if analysis.sentences[middle].start <= offset:
            low = middle + 1
        else:
            high = middle
    return max(0, low - 1)


def tells(attribution: Attribution) -> bool:
    """Tell whether claims may take a voice from an attribution: not from "to say who was behind the attack"."""
    named = any(not is_nobody(s) for s in attribution.accused)
    blames = attribution.stance is Stance.BLAMES or attribution.accused
    return attribution.tells and (named or not blames)


def points_back(analysis: Analysis, attribution: Attribution) -> bool:
    """Tell whether a stance is about an event told before, not about something that its own words name.

    "Denied responsibility" and "blamed Iran" point back; "denied bail" and "accused him of fraud" do not.
    """
    laid_on = attribution.stance is Stance.SUSPECTS and attribution.rule.endswith("says another was behind it")
    if not tells(attribution) or not (attribution.stance in ABOUT_AN_EVENT or laid_on):
        return False
    if attribution.stance is Stance.CLAIMS:
        if attribution.anchor is None or not attribution.rule.endswith("says it did it"):
            return True
        return analysis.tokens[attribution.anchor].pos != "VERB" or _is_its_deed(analysis, attribution.anchor)
    if attribution.anchor is not None:
        anchor = analysis.tokens[attribution.anchor]
        if any(t.text.lower() in OTHER for t in find_children(analysis, anchor.i, "amod")):
            return False
        if anchor.lemma in BACKWARD | INVOLVED or _is_its_deed(analysis, anchor.i):
            return True
        return anchor.lemma == "have" and any(t.lemma == "anything" for t in find_children(analysis, anchor.i, "dobj"))
    if attribution.stance is Stance.DENIES:
        if sums_up(attribution):
            return True
        by_its_words = ":" in attribution.rule.rpartition("stance=")[2] and not attribution.rule.endswith(":untrue")
        return by_its_words or _points_at(analysis, attribution.content) is not None
    return not _names_an_offence(analysis, attribution)


def sums_up(attribution: Attribution) -> bool:
    """Tell whether a denial is of the clause before: "said it had killed ten, a charge that the army rejected"."""
    clause = attribution.rule.startswith("verb+antecedent") and attribution.anchor is None
    return attribution.stance is Stance.DENIES and clause and any(" " in s.surface for s in attribution.content)


def denies_what_was_told(analysis: Analysis, attribution: Attribution) -> bool:
    """Tell whether a denial is of what others say, not of a part in it: "called the allegation a lie"."""
    untrue = attribution.rule.endswith(":untrue") or sums_up(attribution)
    return untrue or anaphor(analysis, attribution).surface.lower().removesuffix("s") in CHARGES


def _names_an_offence(analysis: Analysis, attribution: Attribution) -> bool:
    """Tell whether blame says for what: "accused of fraud", "charged with theft", "indicted them, accusing them of"."""
    assert attribution.cue is not None
    end = max((s.end for s in attribution.content), default=attribution.cue.end)
    sentence = analysis.sentences[sentence_at(analysis, attribution.cue.start)]
    for token in analysis.tokens[sentence.first : sentence.last]:
        governor = analysis.tokens[token.head]
        hangs_on_cue = attribution.cue.start <= governor.start < attribution.cue.end
        if hangs_on_cue and token.dep == "advcl" and token.lemma in ACCUSING:
            return True
        if hangs_on_cue and attribution.cue.start <= token.start <= end + 1 and token.lemma in OFFENCE_PREPOSITIONS:
            return not any(
                analysis.tokens[c].lemma in BACKWARD or _is_its_deed(analysis, c) for c in analysis.children[token.i]
            )
    return False


def _is_its_deed(analysis: Analysis, verb: int) -> bool:
    """Tell whether a verb does what was told before: "being behind it", "being responsible for it", "carrying it out"."""
    if analysis.tokens[verb].lemma not in DOING:
        return False
    last = max((c for c in find_subtree(analysis, verb) if analysis.tokens[c].dep in ("pobj", "dobj")), default=None)
    return last is not None and analysis.tokens[last].lemma in POINTING


def _points_at(analysis: Analysis, spans: Sequence[Span]) -> int | None:
    """Return the token by which content points back: "responsibility", "the charges", "it"."""
    for span in spans:
        if span.surface.lower() == "which":  # the whole clause before
            return find_token_at(analysis, span.start)
        sentence = analysis.sentences[sentence_at(analysis, span.start)]
        for token in analysis.tokens[sentence.first : sentence.last]:
            if (
                span.start <= token.start < span.end
                and token.lemma in BACKWARD
                and token.tag not in ("IN", "WDT")
                and token.dep not in ("det", "mark")
            ):
                return token.i
    return None


def anaphor(analysis: Analysis, attribution: Attribution) -> Span:
    """Return the words that stand for the event: the anchor, what points back, or else the cue."""
    assert attribution.cue is not None
    at = attribution.anchor if attribution.anchor is not None else _points_at(analysis, attribution.content)
    return analysis.span(at, at + 1) if at is not None else attribution.cue
