"""Part of speech and lemma of a token, remembered.

spaCy's attribute ruler and rule lemmatizer decide both from the token's text, tag and dependency alone, yet match all their
patterns against every token of every document: a sixth of a report's time. Each combination is decided by them once.
"""

from __future__ import annotations

from typing import Any

MAX_REMEMBERED = 200_000
"""Combinations kept; past that the memory starts anew, so that it stays below about 50 MB in a run of any length."""


class WordForms:
    """What the pipeline's attribute ruler and lemmatizer say of a token."""

    def __init__(self, vocab: Any, attribute_ruler: Any, lemmatizer: Any) -> None:
        self._vocab, self._ruler, self._lemmatizer = vocab, attribute_ruler, lemmatizer
        self._known: dict[tuple[str, str, str], tuple[str, str]] = {}

    def look_up(self, text: str, tag: str, dep: str) -> tuple[str, str]:
        """Return the universal part of speech and the lemma in small letters."""
        key = (text, tag, dep)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MAX_REMEMBERED:
                self._known.clear()
            found = self._known[key] = self._decide(text, tag, dep)
        return found

    def _decide(self, text: str, tag: str, dep: str) -> tuple[str, str]:
        from spacy.tokens import Doc

        doc = Doc(self._vocab, words=[text], tags=[tag], deps=[dep], heads=[0])
        token = self._lemmatizer(self._ruler(doc))[0]
        return token.pos_, token.lemma_.lower()
