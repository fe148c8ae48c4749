"""Number words of English, as values; shared by the times and the figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
}
TENS = {word: 10 * (i + 2) for i, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
NUMBER_WORDS = frozenset(UNITS) | frozenset(TENS) | frozenset(SCALES)

_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS = {word: i + 1 for i, word in enumerate(_ORDINAL_WORDS.split())} | {"thirtieth": 30}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def parse_digits(text: str) -> float | None:
    """Return the value of a numeral, or None if the text is none.

    >>> parse_digits("4,000"), parse_digits("1.5"), parse_digits("4,00")
    (4000.0, 1.5, None)
    """
    return float(text.replace(",", "")) if _DIGITS.fullmatch(text) and len(text) < 30 else None


def parse_number_words(words: Sequence[str]) -> int | None:
    """Return the value of number words in lower case, "and" and hyphens left out, or None if they are no one number.

    Spoken years ("nineteen ninety-six") are two numbers, see `parse_spoken_year`.

    >>> parse_number_words(["two", "hundred", "five"]), parse_number_words(["twenty", "four"])
    (205, 24)
    >>> parse_number_words(["six", "seven"]) is None
    True
    """
    total = current = 0
    last = 10**15  # the next part must be smaller than the one before: "twenty four", not "four twenty"
    if not words:
        return None
    for word in words:
        if word in SCALES:
            scale = SCALES[word]
            if scale == 100:
                if current >= 100:
                    return None
                current = max(current, 1) * 100
                last = 100
            else:
                total += max(current, 1) * scale
                current, last = 0, 1000
            continue
        value = UNITS.get(word, TENS.get(word))
        if value is None:
            return None
        room = 10 if word in UNITS and value < 10 else 20 if value < 20 else 100
        if last <= 20 and not (last == 20 and value < 10):
            return None
        if last < room and last != 20:
            return None
        current += value
        last = 20 if word in TENS else 10
    return total + current


def parse_spoken_year(words: Sequence[str]) -> int | None:
    """Return the year that two numbers in words name as one says it, or None.

    >>> parse_spoken_year(["nineteen", "ninety", "six"]), parse_spoken_year(["two", "thousand", "three"])
    (1996, 2003)
    """
    if len(words) >= 2 and 10 <= UNITS.get(words[0], 0) <= 20 or words[:1] == ["twenty"]:
        century, rest = UNITS.get(words[0], TENS.get(words[0], 0)), parse_number_words(words[1:])
        if rest is not None and 10 <= rest <= 99:
            return century * 100 + rest
    whole = parse_number_words(words)
    return whole if whole is not None and 2000 <= whole <= 2099 and words[0] == "two" else None
