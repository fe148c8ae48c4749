"""Recase text in capitals, character by character, so that the pipeline can read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

ALWAYS_CAPITAL = frozenset(
    "january february april june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
MONTHS = frozenset("jan feb mar march apr may jun jul aug sep sept oct nov dec".split())
"""Months and their short forms that are other words where no figure stands beside them."""

ROMAN = re.compile(r"[IVX]+$")
ENCLITICS = ("'S", "’S", "'T", "’T", "'LL", "’LL", "'RE", "’RE", "'VE", "’VE", "'D", "’D", "'M", "’M")

SMALL_IN_NAMES = frozenset("of the and for in on at de del".split())
SPELLED = frozenset(
    "EU UN USA UK UAE USSR EEC CIA DEA FBI OAS AFP EFE IMF NATO OPEC ELN EPL ERP FAL FARC FDR UNO OPM AP".split()
)
"""Acronyms with vowels that read as words in any other case."""

MIN_LETTERS = 20
CAPITALS_SHARE = 0.85
"""A paragraph with at least so many letters, of which at least this share are capitals, is recased."""


def is_capitals(text: str) -> bool:
    """Tell whether a paragraph is set in capitals."""
    upper = sum(map(str.isupper, text))
    letters = upper + sum(map(str.islower, text))
    return letters >= MIN_LETTERS and upper >= CAPITALS_SHARE * letters


MarkNames = Callable[[Sequence[str]], Sequence[bool]]
"""Tells of each word of a paragraph whether it belongs to a known name."""


def truecase(text: str, *, is_common: Callable[[str], bool], mark_names: MarkNames | None = None) -> str:
    """Return a paragraph in capitals in the case it would have in print; of the same length, always.

    Args:
        text: A paragraph for which `is_capitals` holds.
        is_common: Tells whether a word in small letters is an ordinary word of English; what is not is taken for a name.
        mark_names: Tells which words belong to a known name, whatever else they may be; `None` knows none.

    >>> truecase("REBELS ATTACKED SAN MIGUEL. THE ARMY DENIED IT.", is_common=lambda w: w not in ("san", "miguel"))
    'Rebels attacked San Miguel. The army denied it.'
    """
    out, at = [], 0
    matches = list(WORD.finditer(text))
    words = [m.group() for m in matches]
    named = mark_names([w[: len(w) - len(_enclitic(w))] for w in words]) if mark_names else [False] * len(words)
    for match, word, is_name in zip(matches, words, named, strict=True):
        starts = bool(
            re.search(
                r"(?:^|[.!?]['\"”’)\]]*\s+|\[\w+\]\s+)['\"“‘(\[]*$", text[max(0, match.start() - 24) : match.start()]
            )
        )
        starts = starts or match.start() == 0
        out += [
            text[at : match.start()],
            _recase(word, text, match.start(), match.end(), starts=starts, is_common=is_common, is_name=is_name),
        ]
        at = match.end()
    return "".join(out) + text[at:]


def _recase(
    word: str, text: str, start: int, end: int, *, starts: bool, is_common: Callable[[str], bool], is_name: bool
) -> str:
    low = word.lower()
    if not word.isupper() or len(low) != len(word):
        return word
    base = word[: -len(_enclitic(word))] if _enclitic(word) else word
    dotted = text[end : end + 1] == "." and (len(word) == 1 or text[start - 1 : start] == ".")
    if low == "i" or dotted and len(word) == 1:
        return word
    bracketed = text[start - 1 : start] in ("(", "[") and text[end : end + 1] in (")", "]")
    if bracketed or (ROMAN.match(base) and len(base) > 1 and not is_common(base.lower())):
        return word
    near_figure = bool(re.search(r"\d\s*$", text[max(0, start - 4) : start]) or re.match(r"\s*\d", text[end : end + 4]))
    if low in ALWAYS_CAPITAL or (low in MONTHS and near_figure):
        return _title(word)
    if is_name and is_common(base.lower()) and base.lower() not in SMALL_IN_NAMES:
        return base + word[len(base) :].lower() if _looks_spelled(base) else _title(word)
    if is_common(base.lower()):
        return _title(word) if starts else low
    if _looks_spelled(base):
        return base + word[len(base) :].lower()
    return _title(word)


def _looks_spelled(base: str) -> bool:
    """Tell whether a word is spoken letter by letter: short, and without a vowel, or with none between consonants."""
    return len(base) <= 5 and (not re.search(r"[AEIOUY]", base) or base in SPELLED)


def _enclitic(word: str) -> str:
    return next((e for e in ENCLITICS if word.endswith(e)), "")


def _title(word: str) -> str:
    titled = word[0] + word[1:].lower()
    return titled if len(titled) == len(word) else word
