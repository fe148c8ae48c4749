"""`sayso explain`: how one mention of a report was resolved, for people or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text

from sayso.cli.failures import complain
from sayso.cli.read_report import make_console, write_line
from sayso.cli.render import Line, clean, print_lines
from sayso.cli.setup import logging_to
from sayso.errors import RejectedError, SettingsError
from sayso.extract.explain import Explanation, Option
from sayso.records import Span
from sayso.run.explain import Explained, explain_report, find_word
from sayso.run.inputs import iter_inputs, with_given
from sayso.run.single import read_one
from sayso.settings import Settings

AROUND = 60  # characters shown on each side of a mention
MAX_FEATURES = 6  # shown of an option; --json has all
MAX_OFFSETS = 10  # told of further places where words stand


def explain_command(
    source: str,
    *,
    at: int | None,
    find: str | None,
    as_json: bool,
    published: str | None,
    form: str | None,
    settings: Settings,
) -> None:
    """Explain what stands at an offset of a report, or where some words first stand for something.

    Raises:
        SettingsError: Neither or both of `at` and `find` are given; or nothing is there.
        RejectedError: The source holds no report.
        SaysoError: It cannot be opened, or coded.
    """
    if (at is None) == (find is None):
        raise SettingsError("say which mention: --at OFFSET or --find WORD")
    page = next(iter_inputs([source], form=form, settings=settings), None)
    if page is None:
        raise RejectedError(source, "empty", "no page in it")
    with logging_to(None):
        report = read_one(with_given(page, url=None, title=None, published=published), settings=settings)
        offsets = (at,) if at is not None else find_word(report, find or "")
        explained = explain_report(report, offsets, settings=settings)
    chosen = next((e for e in explained if e.mentions), explained[0])
    others = [str(e.offset) for e in explained if e is not chosen]
    if others:
        more = ", …" if len(others) > MAX_OFFSETS else ""
        complain(f"{find!r} also stands at {', '.join(others[:MAX_OFFSETS])}{more}; --at OFFSET explains those")
    if as_json:
        write_line(json.dumps(explained_to_json(chosen), ensure_ascii=True))
    else:
        print_lines(list(render_explained(chosen)), make_console())


# --- JSON -----------------------------------------------------------------------------------------


def explained_to_json(explained: Explained) -> dict[str, Any]:
    """Return what `--json` prints."""
    token = explained.token
    word = None
    if token is not None:
        word = {"start": token.start, "end": token.end, "surface": token.text, "lemma": token.lemma}
        word |= {"pos": token.pos, "tag": token.tag, "dep": token.dep}
    return {
        "report": explained.report.id,
        "at": explained.offset,
        "word": word,
        "mentions": [_mention_to_json(mention) for mention in explained.mentions],
    }


def _mention_to_json(mention: Explanation) -> dict[str, Any]:
    return {
        "kind": mention.kind,
        "span": _span_to_json(mention.span),
        "decision": dict(mention.decision),
        "rule": mention.rule,
        "candidates": [_option_to_json(option) for option in mention.options],
        "candidates_in_all": mention.of,
        "features": dict(mention.features),
        "notes": list(mention.notes),
    }


def _span_to_json(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "surface": span.surface}


def _option_to_json(option: Option) -> dict[str, Any]:
    return {
        "name": option.name,
        "chosen": option.chosen,
        "score": option.score,
        "facts": dict(option.facts),
        "features": dict(option.features),
    }


# --- for people -----------------------------------------------------------------------------------


def render_explained(explained: Explained) -> Iterator[Line]:
    """Yield what is told of an offset: the words around it, then each mention with its decision and its candidates."""
    text, offset = explained.report.text, explained.offset
    span = explained.mentions[0].span if explained.mentions else Span(offset, offset + 1, text[offset])
    low, high = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    context = Text(clean(text[low:high]), style="italic")
    context.stylize("bold", span.start - low, span.end - low)
    yield Line(Text.assemble("… " if low else "", context, " …" if high < len(text) else ""))
    if explained.token is not None:
        token = explained.token
        yield Line(Text(clean(f"at {offset}: {token.text} ({token.pos}, {token.tag}, {token.dep})"), style="dim"))
    if not explained.mentions:
        yield Line(Text("Nothing was made of these words."))
    for mention in explained.mentions:
        yield Line(Text())
        yield from _mention_lines(mention)


def _mention_lines(mention: Explanation) -> Iterator[Line]:
    where = f"  {mention.span.start}–{mention.span.end}"
    surface = clean(mention.span.surface)
    yield Line(Text.assemble((mention.kind, "bold underline"), f"  “{surface}”", (where, "dim")))
    for name, value in mention.decision.items():
        if value not in (None, [], ""):
            yield Line(Text.assemble((f"{name:<16}", "dim"), " ", clean(_show(value))), 2)
    yield Line(Text.assemble((f"{'rule':<16}", "dim"), " ", (clean(mention.rule or "-"), "magenta")), 2)
    if mention.features:
        yield Line(Text.assemble((f"{'spoke for it':<16}", "dim"), " ", _show_features(mention.features)), 2)
    if mention.options:
        more = f", the first {len(mention.options)}" if mention.of > len(mention.options) else ""
        yield Line(Text(f"candidates ({mention.of}{more})", style="dim"), 2)
    for option in mention.options:
        yield from _option_lines(option)
    for note in mention.notes:
        yield Line(Text(f"- {clean(note)}"), 2)


def _option_lines(option: Option) -> Iterator[Line]:
    mark = "→" if option.chosen else " "
    score = "" if option.score is None else f"  {option.score:.2f}"
    facts = ", ".join(f"{k} {_show(v)}" for k, v in option.facts.items() if v not in (None, [], "", 0))
    yield Line(
        Text.assemble(mark, " ", (clean(option.name), "cyan" if option.chosen else ""), score, f"  {clean(facts)}"), 4
    )
    if option.features:
        yield Line(Text(_show_features(option.features), style="dim"), 8)


def _show(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(str(v) for v in value)
    return str(value)


def _show_features(features: Mapping[str, float]) -> str:
    shown = [f"{name} {value:+.2f}" for name, value in list(features.items())[:MAX_FEATURES]]
    return ", ".join(shown) + (" …" if len(features) > MAX_FEATURES else "")
