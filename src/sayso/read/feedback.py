"""A page's readers in its HTML: the rating and the comment threads of wpDiscuz, WordPress core and their like.

A comment is an element with a comment's text inside; its author, time, votes and the comment it answers are looked for
beside that text, not in the comments nested below. (Residue of widgets in plain text is `residue.py`.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from sayso.read.residue import find_rating
from sayso.read.stamps import Stamp, find_stamp, resolve_stamps
from sayso.records import Comment, Feedback, Rating

_TEXT_CLASS = re.compile(
    r"(?i)(?:[a-z]{1,12}[-_]{1,2}){0,2}comments?[-_]{0,2}(?:card|item)?[-_]{0,2}"
    r"(?:text|content|body|entry|message|copy|txt|bubble|inner-content)(?:[-_]?inner)?$|post-message$"
)
_ITEM_ID = re.compile(r"(?i)(?:(?:li|div|wc|wpd|dsq|view)-)*comm(?:ent)?s?[-_]?\d+(?:_\d+)?$|c\d{3,}$|post-\d{6,}$")
_ITEM_CLASS = re.compile(
    r"(?i)(?:[a-z]{1,12}[-_]{1,2})?comment$|(?:[a-z]{1,12}[-_]{1,2})?comments?[-_]{0,2}"
    r"(?:item|card|container|box|block|wrap(?:per)?|list[-_]item|single|row|node|post|con)$|single[-_]comment$"
)
_CONTENT_CLASS = re.compile(r"(?i)(?:content|text|body|message|copy|entry)$")
_AUTHOR_CLASS = re.compile(
    r"(?i)fn$|(?:wpd-|wc-)?comment[-_]{0,2}(?:author|by|user|name|username)(?:[-_]?(?:name|link))?$|commenter$|"
    r"author(?:-name)?$|user-?name$|vcard$"
)
_TIME_CLASS = re.compile(
    r"(?i)(?:wpd-|wc-)?comment[-_]{0,2}(?:date|time|meta(?:data)?|timestamp|info|header|footer)$|commentmetadata$|"
    r"date(?:time)?$|time(?:stamp|-ago)?$|published$|posted(?:-on)?$"
)
_VOTES_CLASS = re.compile(
    r"(?i)(?:wpd-|wc-)vote-result$|(?:vote|like|karma|score|points?|upvotes?)s?[-_]?(?:count|result|total|number|"
    r"value)$|comment[-_](?:score|karma|votes|likes)$|cld-like-count-wrap$"
)
_REPLY_TO_CLASS = re.compile(r"(?i)wpd-reply-to$|in-reply-to$|parent-link$|reply-to$")
_RATING_CLASS = re.compile(
    r"(?i)wpd-rating(?:-data|-wrap)?$|wpd-post-rating$|kk-star-ratings$|kksr-legend$|post-ratings$|"
    r"rmp-rating-widget$|article[-_]rating$|yasr-\S*average\S*$|rating-(?:value|summary|info)$|post[-_]rating$"
)
_FORM = re.compile(
    r"(?i)(?:respond|wpd(?:iscuz)?com(?:ments?)?|wpdcom|disqus_thread|wpd-threads|comment(?:s|list)?-?(?:form|"
    r"respond)?|comments-(?:area|section|title|wrapper|list|container)|comment-?list|wpd-post-rating)$"
)
_SAYS = re.compile(
    r"(?i)^\s*(?:posted |comment |written )?(?:by\s+)?|[\s,:·|–—-]*\b(?:says?|said|wrote|writes|commented|"
    r"replied)\b\s*:?\s*$|\s*:\s*$"
)
# What the patterns above can match at all: XPath is ten times faster than asking each element.
_MAYBE_TEXT = etree.XPath(
    "//*[contains(@class, 'omment') or contains(@class, 'post-message') or @itemprop='commentText']"
)
_MAYBE_ITEM = etree.XPath(
    "//*[self::li or self::article or self::div or self::section or self::p or self::dd]"
    "[contains(@id, 'omm') or contains(@class, 'omment')]"
)
_MAYBE_RATING = etree.XPath(
    "//*[self::div or self::span or self::section or self::p or self::aside]"
    "[contains(@class, 'rating') or contains(@class, 'ksr') or contains(@class, 'yasr') or @id='wpd-post-rating']"
)
_WPDISCUZ_VALUE = etree.XPath("//span[contains(@class, 'wpdrv')]")
_WPDISCUZ_VOTES = etree.XPath("//span[contains(@class, 'wpdrc')]")
_MAYBE_THREAD = etree.XPath(
    "//*[self::div or self::section or self::ol or self::ul or self::aside or self::form or self::footer]"
    "[contains(@id, 'omment') or contains(@class, 'omment') or contains(@id, 'wpd') or contains(@class, 'wpd')"
    " or @id='respond' or contains(@class, 'respond') or @id='disqus_thread']"
)
_NOT_BODY = frozenset({"html", "body", "main", "article"})
_BLOCK = frozenset(
    {
        "p",
        "div",
        "br",
        "li",
        "blockquote",
        "ul",
        "ol",
        "dd",
        "dt",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "section",
    }
)
_SILENT = frozenset({"script", "style", "noscript", "template", "form", "button", "svg", "textarea", "select"})
_MOST_THREAD_TEXT = (
    3_000  # characters beside its comments that a thread's container may hold and still be removed whole
)
_MOST_COMMENTS = 5_000


@dataclass(frozen=True, slots=True)
class _Item:
    """A comment's element, the element of its text, and the item that it is nested in."""

    element: HtmlElement
    content: HtmlElement | None  # None: the theme marks none; the text is the element's own paragraphs
    parent: int | None


def take_feedback(tree: HtmlElement) -> Feedback:
    """Read the readers' part of a page, and remove it from the tree.

    Returns:
        Comments in page order. A `posted` time is local to the page: a zone that it prints is left out.
    """
    items = _find_items(tree)
    rating = _find_page_rating(tree)
    comments = _read_items(items)
    _remove(tree, items)
    return Feedback(rating, comments)


def inner_text(element: HtmlElement, *, skip: frozenset[HtmlElement] = frozenset()) -> str:
    """Return an element's text with one line per paragraph, leaving out the elements in `skip`."""
    pieces: list[str] = []
    _gather(element, skip, pieces, 0)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _gather(element: HtmlElement, skip: frozenset[HtmlElement], pieces: list[str], depth: int) -> None:
    if depth > 200:
        return
    pieces.append((element.text or "").replace("\n", " "))
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SILENT and child not in skip:
            block = child.tag in _BLOCK
            pieces.append("\n" if block else "")
            _gather(child, skip, pieces, depth + 1)
            pieces.append("\n" if block else "")
        pieces.append((child.tail or "").replace("\n", " "))


# --- items ----------------------------------------------------------------------------------------


def _classes(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").split()


def _has(element: HtmlElement, pattern: re.Pattern[str]) -> bool:
    return any(pattern.match(c) for c in _classes(element))


def _is_item(element: HtmlElement) -> bool:
    if element.tag in ("a", "span", "html", "body", "form", "input", "textarea", "p", "button"):
        return False
    return (
        bool(_ITEM_ID.match(element.get("id") or ""))
        or _has(element, _ITEM_CLASS)
        or "/Comment" in (element.get("itemtype") or "")
    )


def _number_of(element: HtmlElement) -> str | None:
    match = re.search(r"(\d+)(?:_\d+)?$", element.get("id") or "")
    return match[1] if match else None


def _find_items(tree: HtmlElement) -> list[_Item]:
    """Return the comments in page order: each innermost text element with the outermost item that is its alone."""
    contents = [
        e
        for e in _MAYBE_TEXT(tree)
        if e.tag not in ("html", "body", "textarea") and (_has(e, _TEXT_CLASS) or e.get("itemprop") == "commentText")
    ]
    outer = {a for e in contents for a in e.iterancestors()}
    leaves = [e for e in contents if e not in outer][:_MOST_COMMENTS]
    items: list[_Item] = []
    by_element: dict[HtmlElement, int] = {}
    for leaf in leaves:
        element = _item_of(leaf, by_element)
        if element is None or element in by_element:
            continue
        parent = next((by_element[a] for a in element.iterancestors() if a in by_element), None)
        for inner in leaf.iterancestors():  # every item element from here out to the comment's own stands for it
            if _is_item(inner) or inner is element:
                by_element.setdefault(inner, len(items))
            if inner is element:
                break
        items.append(_Item(element, leaf, parent))
    return items or _bare_items(tree)


def _item_of(leaf: HtmlElement, taken: dict[HtmlElement, int]) -> HtmlElement | None:
    """Return the outermost item element around a text that holds no comment before it and has the same number."""
    found: HtmlElement | None = None
    if _is_item(leaf):
        found = leaf
    for ancestor in leaf.iterancestors():
        if ancestor in taken:
            break
        if not _is_item(ancestor):
            continue
        if found is not None and found is not leaf:
            numbers = _number_of(found), _number_of(ancestor)
            if None not in numbers and numbers[0] != numbers[1]:
                break
            if found.tag == ancestor.tag == "li":
                break
        found = ancestor
    parent = leaf.getparent()
    if found is leaf and parent is not None and _has(leaf, _TEXT_CLASS):
        return parent if parent.tag in ("li", "article", "div", "dd") and parent not in taken else leaf
    return found


def _bare_items(tree: HtmlElement) -> list[_Item]:
    """Return elements with a comment's id or class in themes that mark no text element."""
    elements = [
        e
        for e in _MAYBE_ITEM(tree)
        if _has(e, _ITEM_CLASS) or (e.tag != "p" and "omm" in (e.get("id") or "") and _ITEM_ID.match(e.get("id") or ""))
    ]
    items: list[_Item] = []
    by_element: dict[HtmlElement, int] = {}
    for element in elements[:_MOST_COMMENTS]:
        above = next((a for a in element.iterancestors() if a in by_element), None)
        if above is not None and _number_of(above) is not None and _number_of(above) == _number_of(element):
            continue
        by_element[element] = len(items)
        items.append(_Item(element, None, by_element[above] if above is not None else None))
    return items


# --- one comment ----------------------------------------------------------------------------------


def _read_items(items: Sequence[_Item]) -> tuple[Comment, ...]:
    elements = frozenset(item.element for item in items)
    read = [(item, *_read_item(item, elements)) for item in items]
    kept = [(index, *rest) for index, rest in enumerate(read) if rest[1]]
    position = {index: k for k, (index, *_) in enumerate(kept)}
    stamps = [stamp for _, _, _, _, stamp, _, _ in kept if stamp]
    resolved = iter(resolve_stamps(stamps))
    by_number: dict[str, int] = {}
    comments: list[Comment] = []
    for k, (_, item, text, author, stamp, votes, target) in enumerate(kept):
        reply_to = by_number.get(target) if target else None
        if reply_to is None and item.parent is not None:
            reply_to = position.get(item.parent)
        if reply_to is not None and reply_to >= k:
            reply_to = None
        comments.append(
            Comment(text=text, author=author, posted=next(resolved) if stamp else None, reply_to=reply_to, votes=votes)
        )
        if number := _number_of(item.element):
            by_number.setdefault(number, k)
    return tuple(comments)


def _read_item(
    item: _Item, elements: frozenset[HtmlElement]
) -> tuple[str, str | None, Stamp | None, int | None, str | None]:
    """Return (text, author, time, votes, number of the comment answered)."""
    nested = elements - {item.element}
    own = list(_own_elements(item, nested))
    author = _find_author(own)
    stamp = _find_time(own)
    votes = next((v for e in own if _has(e, _VOTES_CLASS) and (v := _votes(inner_text(e))) is not None), None)
    target = next(
        (
            m[1]
            for e in own
            if _has(e, _REPLY_TO_CLASS)
            for a in e.iter("a")
            if (m := re.search(r"#.*?(\d+)", a.get("href") or ""))
        ),
        None,
    )
    if item.content is not None:
        meta = frozenset(e for e in item.content.iter() if isinstance(e.tag, str) and _is_furniture(e))
        text = inner_text(item.content, skip=nested | meta)
    else:
        text = _bare_text(item.element, own, nested)
    return text, author, stamp, votes, target


def _bare_text(element: HtmlElement, own: Sequence[HtmlElement], nested: frozenset[HtmlElement]) -> str:
    """Return the text of a comment whose text no class of its own marks: a child's, its paragraphs', or all of it."""
    for child in own:
        if child is not element and _has(child, _CONTENT_CLASS):
            return inner_text(child, skip=nested)
    furniture = frozenset(
        e for e in own if e is not element and (_is_furniture(e) or _has(e, _AUTHOR_CLASS) or _has(e, _TIME_CLASS))
    )
    paragraphs = [e for e in own if e.tag == "p" and not any(a in furniture for a in _up_to(e, element))]
    if paragraphs and element.tag != "p":
        return "\n".join(filter(None, (inner_text(p, skip=nested | furniture) for p in paragraphs)))
    return inner_text(element, skip=nested | furniture)


def _own_elements(item: _Item, nested: frozenset[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the elements of a comment in page order, without those of comments nested in it."""
    stack = [item.element]
    while stack:
        element = stack.pop()
        yield element
        stack.extend(
            c for c in reversed(element) if isinstance(c.tag, str) and c.tag not in _SILENT and c not in nested
        )


def _up_to(element: HtmlElement, top: HtmlElement) -> Iterator[HtmlElement]:
    while element is not None and element is not top:
        yield element
        element = element.getparent()


def _is_furniture(element: HtmlElement) -> bool:
    return any(
        re.match(
            r"(?i)reply$|comment-?(?:meta(?:data)?|reply|footer|author|date|actions|awaiting-moderation)|"
            r"commentmetadata|says$|vcard$|comment-edit|wpd-comment-footer|wpd-reply",
            c,
        )
        for c in _classes(element)
    ) or (element.tag == "footer")


def _find_author(own: Sequence[HtmlElement]) -> str | None:
    for test in (
        lambda e: _has(e, _AUTHOR_CLASS) or "author" in (e.get("itemprop") or ""),
        lambda e: e.tag == "cite" or e.get("rel") == "external nofollow",
    ):
        for element in own:
            if test(element):
                inner = next(
                    (
                        e
                        for e in element.iter()
                        if e is not element and isinstance(e.tag, str) and _has(e, re.compile(r"fn$"))
                    ),
                    element,
                )
                name = _SAYS.sub("", inner_text(inner).split("\n")[0]).strip(" :,·|")
                if name and len(name) <= 80:
                    return name
    return None


def _find_time(own: Sequence[HtmlElement]) -> Stamp | None:
    for element in own:
        if element.tag == "time" and (stamp := find_stamp(element.get("datetime") or "")):
            return stamp
    relative: Stamp | None = None
    for element in own:
        if (
            element.tag in ("time", "abbr")
            or _has(element, _TIME_CLASS)
            or "date" in (element.get("itemprop") or "").casefold()
        ):
            for source in (
                element.get("datetime"),
                element.get("title"),
                element.get("content"),
                inner_text(element)[:300],
            ):
                stamp = find_stamp(source) if source else None
                if stamp and stamp.fields:
                    return stamp
                relative = relative or stamp
    for element in own:
        if element.tag == "a" and re.search(r"(?i)#.*comment", element.get("href") or ""):
            stamp = find_stamp(inner_text(element)[:100])
            if stamp and stamp.fields:
                return stamp
    return relative


def _votes(text: str) -> int | None:
    match = re.fullmatch(r"\(?([+\-−–]?\d{1,6})\)?(?:\s*(?:likes?|votes?|points?))?", text.strip())
    return int(match[1].replace("−", "-").replace("–", "-")) if match else None


# --- the page -------------------------------------------------------------------------------------


def _find_page_rating(tree: HtmlElement) -> Rating | None:
    value, votes = (
        inner_text(found[0]) if (found := path(tree)) else "" for path in (_WPDISCUZ_VALUE, _WPDISCUZ_VOTES)
    )
    if value:
        return find_rating([f"{value} {votes or 0} votes", "Article Rating"])
    for element in _MAYBE_RATING(tree):
        if _has(element, _RATING_CLASS) or (element.get("id") or "") == "wpd-post-rating":
            text = inner_text(element)
            if 0 < len(text) <= 400:
                lines = [" ".join(text.split()), *text.split("\n")]
                rating = find_rating(lines)
                if rating:
                    return rating
    return None


def _remove(tree: HtmlElement, items: Sequence[_Item]) -> None:
    threads = [
        e for e in _MAYBE_THREAD(tree) if _FORM.match(e.get("id") or "") or any(_FORM.match(c) for c in _classes(e))
    ]
    inside: dict[HtmlElement, int] = {}
    for item in items:
        size = len(inner_text(item.content)) if item.content is not None else len(inner_text(item.element))
        for ancestor in item.element.iterancestors():
            inside[ancestor] = inside.get(ancestor, 0) + size
    for element in [item.element for item in items] + [
        t for t in threads if len(inner_text(t)) - inside.get(t, 0) <= _MOST_THREAD_TEXT
    ]:
        parent = element.getparent()
        if (
            parent is not None
            and element.tag not in _NOT_BODY
            or (element in {i.element for i in items} and parent is not None)
        ):
            element.drop_tree()
