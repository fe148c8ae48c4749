"""Where sentences start: decided from the tokens, before the parse, so that the parse cannot split a sentence wrongly."""

from __future__ import annotations

from collections.abc import Sequence

TERMINALS = frozenset({".", "!", "?", "...", "…", "?!", "!!", "??", "!?", "。", "....", ". . ."})
CLOSERS = frozenset({'"', "”", "’", "'", "''", ")", "]", "»"})
OPENERS = frozenset({'"', "“", "‘", "'", "``", "(", "[", "«", "--", "—", "–"})
TITLES = frozenset(
    "mr. mrs. ms. dr. gen. lt. col. sgt. capt. maj. st. sen. rep. gov. prof. rev. hon. adm. cmdr. brig. pvt. cpl. fr. "
    "vs. jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. messrs. mt. ft. pres. amb. dept. univ. atty. det. "
    "spc. pfc. cpt. ltc. ssgt. tsgt. msgt. insp. supt. const.".split()
)
STARTERS = frozenset(
    "the a an in on at by for from he she it they we i but and this that these those its his her their our as after before "
    "when while if although however meanwhile also two three four five several some many no one there according".split()
)
"""Words in small letters after which an abbreviation such as "U.S." may be taken for the end of a sentence."""


def find_starts(words: Sequence[str]) -> list[bool]:
    """Tell for each token of a paragraph whether it starts a sentence; the first always does.

    Args:
        words: The tokens' texts, without white space, as spaCy's English tokenizer cuts them: "Gen." and "U.S." are one.

    >>> find_starts(["Gen.", "Lee", "left", ".", "He", "did", "."])
    [True, False, False, False, True, False, False]
    """
    starts = [False] * len(words)
    if words:
        starts[0] = True
    for i, word in enumerate(words):
        if not (word in TERMINALS or _is_abbreviation(word)):
            continue
        after = i + 1
        while after < len(words) and words[after] in CLOSERS and not _opens(words, after):
            after += 1
        if after < len(words) and _may_start(words, after, word) and not _is_initial(words, i):
            starts[after] = True
    return starts


def _is_abbreviation(word: str) -> bool:
    return word.endswith(".") and len(word) > 2 and word.lower() not in TITLES


def _is_initial(words: Sequence[str], i: int) -> bool:
    """Tell whether the full stop at `i` belongs to an initial or a title that the tokenizer cut off: "J", "."."""
    if words[i] != "." or i == 0:
        return False
    before = words[i - 1]
    return (
        before.lower() + "." in TITLES
        and before[:1].isupper()
        or len(before) == 1
        and before.isupper()
        and before != "I"
    )


def _opens(words: Sequence[str], i: int) -> bool:
    """Tell whether a straight quotation mark at `i` opens: an even number of them stand before it in the paragraph."""
    if words[i] not in ('"', "'"):
        return False
    return sum(w == words[i] for w in words[:i]) % 2 == 0


def _may_start(words: Sequence[str], i: int, terminal: str) -> bool:
    """Tell whether the token at `i` can be the first of a sentence after `terminal`."""
    first = i
    while first < len(words) - 1 and words[first] in OPENERS:
        first += 1
    word = words[first]
    if terminal not in TERMINALS:
        return word[:1].isupper() and word.lower() in STARTERS
    if terminal in ("...", "…", "....", ". . ."):
        return word[:1].isupper()
    return not word[:1].islower() and (word[:1].isalnum() or words[i] in OPENERS)
