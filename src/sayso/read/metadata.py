"""What a page says of itself in JSON-LD and in its meta elements; it does not look at the page's visible text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from sayso.records import Comment, Rating

_ARTICLE = re.compile(
    r"(?:News|Blog|Reportage|Opinion|Analysis|Background|AskPublic|Review|Satirical|Scholarly|Tech|Social\w*|Live\w*)?(?:Article|Posting|Report|NewsArticle)$"
)
_DATE_NAMES = ("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "publishdate",
               "publish-date", "pubdate", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date",
               "article.published", "date")  # fmt: skip
_AUTHOR_NAMES = (
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "dc.creator",
    "sailthru.author",
    "byl",
)
_TITLE_NAMES = ("og:title", "twitter:title", "headline", "dc.title", "parsely-title")
_MOST_JSON_CHARS = 400_000  # of one script; larger ones are a page's data store, not its metadata
_MOST_NODES = 2_000  # nodes of one script that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of itself; None or empty: it does not say."""

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None  # as printed there
    url: str | None = None
    language: str | None = None
    paid: bool = False  # JSON-LD says that the page is not free to read
    rating: Rating | None = None
    comments: tuple[Comment, ...] = ()


def read_metadata(tree: HtmlElement) -> Metadata:
    """Return what JSON-LD and meta elements of a page say; JSON-LD of an article wins over meta elements."""
    metas = _metas(tree)
    article = _find_article(tree)
    canonical = tree.xpath("string((//link[@rel='canonical']/@href)[1])")
    return Metadata(
        title=_text(article.get("headline")) or _first(metas, _TITLE_NAMES),
        publisher=_name(article.get("publisher")) or _first(metas, ("og:site_name", "application-name")),
        authors=tuple(dict.fromkeys(_authors(article.get("author")))) or _meta_authors(metas),
        published=_text(article.get("datePublished")) or _first(metas, _DATE_NAMES),
        url=_text(canonical) or _first(metas, ("og:url",)),
        language=_text(article.get("inLanguage"))
        or _text(tree.get("lang"))
        or _first(metas, ("og:locale", "content-language")),
        paid=str(article.get("isAccessibleForFree", "")).casefold() == "false",
        rating=_rating(article.get("aggregateRating")),
        comments=tuple(_comments(article.get("comment"))),
    )


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (
            (meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or "")
            .strip()
            .casefold()
        )
        content = _text(meta.get("content"))
        if name and content:
            metas.setdefault(name, []).append(content)
    return metas


def _first(metas: Mapping[str, list[str]], names: Iterable[str]) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _meta_authors(metas: Mapping[str, list[str]]) -> tuple[str, ...]:
    for name in _AUTHOR_NAMES:
        found = [x for x in metas.get(name, ()) if not re.match(r"(?i)https?:|//|www\.|@", x) and len(x) <= 120]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _find_article(tree: HtmlElement) -> Mapping[str, Any]:
    """Return the first JSON-LD node that is an article with a headline or a date, {} if there is none."""
    articles = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").casefold():
            continue
        for node in _nodes(_load(script.text or "")):
            types = node.get("@type")
            if any(isinstance(t, str) and _ARTICLE.search(t) for t in (types if isinstance(types, list) else [types])):
                articles.append(node)
    return next((a for a in articles if a.get("headline") or a.get("datePublished")), articles[0] if articles else {})


def _load(source: str) -> Any:
    if len(source) > _MOST_JSON_CHARS:
        return None
    source = (
        re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\]\]>|\]\]>)\s*$", "", source.strip())
        .strip()
        .rstrip(";")
    )
    try:
        return json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(data: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the nodes of JSON-LD, breadth first, those of comments left out."""
    queue, seen = [data], 0
    while queue and seen < _MOST_NODES:
        node = queue.pop(0)
        seen += 1
        if isinstance(node, list):
            queue.extend(node)
        elif isinstance(node, dict):
            yield node
            queue.extend(
                node[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
                if isinstance(node.get(key), list | dict)
            )


def _text(value: Any) -> str | None:
    """Return a value as one line of text, None if it is empty or no text."""
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return None
    return " ".join(unescape(value).split()) or None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        return next((name for v in value if (name := _name(v))), None)
    if isinstance(value, dict):
        return _text(value.get("name"))
    return _text(value)


def _authors(value: Any) -> Iterator[str]:
    for author in value if isinstance(value, list) else [value]:
        names = author.get("name") if isinstance(author, dict) else author
        for name in names if isinstance(names, list) else [names]:
            text = _text(name)
            if text and not re.match(r"(?i)https?:|@", text):
                yield text


def _number(value: Any) -> float | None:
    match = (
        re.fullmatch(r"\s*(\d{1,9}(?:[.,]\d{1,6})?)\s*", str(value)) if isinstance(value, str | int | float) else None
    )
    return float(match[1].replace(",", ".")) if match else None


def _rating(value: Any) -> Rating | None:
    if not isinstance(value, dict):
        return None
    found = _number(value.get("ratingValue"))
    votes = _number(value.get("ratingCount") or value.get("reviewCount"))
    if found is None:
        return None
    scale = _number(value.get("bestRating")) or 5.0  # schema.org: "If bestRating is omitted, 5 is assumed"
    return Rating(value=found, scale=scale, votes=int(votes) if votes is not None else None)


def _comments(value: Any) -> Iterator[Comment]:
    for node in value if isinstance(value, list) else [value]:
        text = _text(node.get("text")) if isinstance(node, dict) else None
        if isinstance(node, dict) and text:
            posted = re.match(
                r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?", _text(node.get("dateCreated") or node.get("datePublished")) or ""
            )
            votes = _number(node.get("upvoteCount"))
            yield Comment(
                text=text,
                author=_name(node.get("author")),
                posted=posted[0] if posted else None,
                votes=int(votes) if votes is not None else None,
            )
