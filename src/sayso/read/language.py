"""Which language a text is in: English by its function words, the rest by py3langid.

Foreign names, capitals and short passages mislead a general identifier, so a text with enough English function words is
English whatever the identifier says, and a text too short to tell is given the benefit of the doubt.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Words that are frequent in English and rare in the other languages of Latin script: "in", "an", "me", "on" are left out,
# for they are words of German, French, Dutch or Spanish too.
_ENGLISH = frozenset(
    "the of and to for with that was were is are be been by from at as it its has have had not this which their his her he "
    "she they we our you will would who said says after before but more than when there what into about over under also "
    "between during against where while could should because these those being him them out up down your if then "
    "today yesterday according".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SHOWN = 3000  # characters looked at
_ENOUGH = (
    0.20  # share of function words in plain English prose: .35-.50; headlines about .15; German or Dutch below .05
)
_FEW = 0.04  # below this share and with enough words, no English prose
_SHORT = 12  # words below which nothing is refused unless it is in another script
_SURE = 0.60  # probability from which the identifier's word counts; on short Latin text it is seldom above .9


def find_language(text: str) -> str | None:
    """Return the language of a text as ISO 639-1, or None where it is too short or too mixed to tell.

    >>> find_language("THE GUATEMALA ARMY DENIED TODAY THAT GUERRILLAS ATTACKED THE PRESIDENTIAL FARM.")
    'en'
    >>> find_language("Ein Anschlag auf einen Stützpunkt in der Stadt Erbil hat am Montag mindestens zehn Menschen getötet.")
    'de'
    >>> find_language("Mosul, Raqqa, Erbil") is None
    True
    """
    head = text[:_SHOWN]
    words = _WORD.findall(head.casefold())
    if not words:
        return None
    share = sum(word in _ENGLISH for word in words) / len(words)
    if share >= _ENOUGH:
        return "en"
    language, probability = _load_identifier().classify(head.casefold())
    if language == "en" or probability < _SURE:
        return "en" if share > _FEW else None
    other_script = sum(word > "\u036f" for word in words) > len(words) / 2  # first letter beyond Latin
    if other_script or (len(words) >= _SHORT and share <= _FEW):
        return str(language)
    return "en" if share > _FEW else None


@functools.cache
def _load_identifier() -> LanguageIdentifier:
    from py3langid import langid  # 0.2 s to import, and not needed for plain English

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
