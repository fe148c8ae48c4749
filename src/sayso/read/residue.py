"""What the widgets of a page leave in text that was pasted or extracted from it: a rating, and the readers' comments.

Lines are told apart by their form (a widget's words, a date, a name before a date, a vote count); nothing is decided by
what a comment says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.read.stamps import Stamp, find_stamp, resolve_stamps
from sayso.records import Comment, Feedback, Rating

# Lines that only a comment or rating widget has: the readers' part may begin at one.
_ANCHOR = re.compile(
    r"(?i)(?:notify (?:me )?of(?: new .{0,60})?|inline feedbacks?|view all comments|article rating|"
    r"(?P<count>\d{1,5}|no|one|two) comments?(?: (?:on|to|so far)\b.{0,120})?|comments? ?\(\d{1,5}\)|"
    r"(?:readers?['’]? |user |all |latest |top )?comments?:?|"
    r"(?:leave|post|add|write|submit) (?:a|your) (?:reply|comment)s?(?: cancel reply)?|(?:\d{1,5}|one|two) thoughts? on .{1,200}|"
    r"(?:\d{1,5}|one|two) (?:responses?|replies) to .{1,200}|be the first to comment.{0,20}|join the (?:discussion|"
    r"conversation)|"
    r"(?:please )?(?:rate|vote for) this (?:article|post|story|report)!?|what do you think\?|"
    r"discussion about this post|your (?:comment|reply)|"
    r"click to rate this post!?|post comment|cancel reply|your email address will not be published.{0,80}|"
    r"subscribe to (?:this )?comments?|login to (?:comment|reply)|(?:please )?log ?in to (?:leave a |"
    r"post a )?(?:comment|reply).{0,20})[.:…]*"
)
# Lines that widgets have among others; alone they begin nothing.
_WIDGET = re.compile(
    r"(?i)(?:subscribe|log ?in|label|guest|author|name\*?|e-?mail\*?|website|\{\}|\[\+\]|share|share ›|"
    r"report(?: (?:abuse|comment))?|flag|"
    r"like|dislike|up ?vote|down ?vote|oldest|newest|most voted|sort by.{0,30}|hide replies.{0,8}|(?:view|"
    r"show)(?: more)? repl(?:y|ies).{0,12}|"
    r"load more(?: comments)?|show more(?: comments)?|comments are closed.{0,60}|required fields are marked.{0,8}|"
    r"save my name.{0,120}|"
    r"this site uses akismet.{0,120}|learn how your comment data is processed.{0,5}|permalink|edit|link|"
    r"loading(?:\.\.\.|…)?|"
    r"this comment (?:form is under antispam protection|has been edited)|(?:follow|avatar|submit rating|rating|"
    r"ratings?:)|"
    r"last edited .{1,60}|vote count:? ?\d*|no votes so far!?.{0,40}|top rated|pinned|featured|[|•·^▲▼△▽♥★☆⭐✩–—-]+|"
    r"[-–—*_=]{3,}|"
    r"we['’]re sorry that this post was not useful.{0,80}|how useful was this post\?)[.:]?"
)
_WIDGET_RUN = re.compile(
    r"(?i)(?:(?:article rating|notify of|inline feedbacks?|view all comments|subscribe|log ?in|label|oldest|newest|"
    r"most voted|"
    r"\d{1,5} comments?|guest|\d(?:[.,]\d+)?\s+\d{1,6}\s+votes?)\s*[|•·,:]?\s*){2,}"
)
_REPLY = re.compile(r"(?i)[•·|\s]*(?:reply|log ?in to reply|respond|quote)(?:\s*\d{1,4})?[•·|\s]*(?:share\s*›?)?|↩")
_VOTES = re.compile(
    r"(?i)(?P<n>[+\-−–]?\d{1,5})(?:\s*(?:likes?|votes?|upvotes?|points?|people like this))?|(?:like|likes|upvote|"
    r"recommend)s?:?\s*\(?(?P<m>\d{1,5})\)?|"
    r"(?:like|reply)\s*[•·|]\s*(?P<k>[+\-−–]?\d{1,5})"
)
_REPLY_TO = re.compile(r"(?i)(?:in )?repl(?:y|ied|ying) to:?\s+@?(?P<name>\S.{0,50})|↪\s*(?P<arrow>\S.{0,50})")
_SAYS = re.compile(
    r"(?P<name>[^\n]{1,60}?)\s+(?:says|said|wrote|writes|commented)\s*(?P<rest>:|:?\s+(?:on\s+|at\s+)?\W*)$",
    re.IGNORECASE,
)
_GLUE = re.compile(
    r"(?i)(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:posted|published|commented|edited|"
    r"submitted|on|at|by|says?|said|wrote|gmt|utc|[a-z]?[ces][ds]t|bst|ist|"
    r"permalink|edit|link|reply|hrs?|h)\b|[+-]\d{2}:?\d{2}\b|[\s.,:;|•·#()\[\]–—@/-]"
)
_RATINGS = (
    re.compile(
        r"(?i)\b(?P<votes>\d[\d,.]*)\s+votes?,?\s*average:?\s*(?P<value>\d+(?:[.,]\d+)?)\s*(?:/|"
        r"out of)\s*(?P<scale>\d{1,3})"
    ),
    re.compile(
        r"(?i)\[?total:?\s*(?P<votes>\d[\d,]*)[\s,|]+average:?\s*(?P<value>\d+(?:[.,]\d+)?)(?:\s*/\s*(?P<scale>\d{1,3}))?"
    ),
    re.compile(
        r"(?i)(?:average )?(?:rat(?:ed|ing)s?|score)?:?\s*\b(?P<value>\d+(?:[.,]\d+)?)\s*(?:/|out of|"
        r"of)\s*(?P<scale>5|6|10|100)\b(?: ?stars?)?"
        r"(?:[\s.,(–-]*(?:based on|from|vote count:?|votes?:?|by)?\s*(?P<votes>\d[\d,]*)\s*(?:votes?|ratings?|"
        r"reviews?|readers?)?\)?)?"
    ),
    re.compile(
        r"(?i)(?<![\w.])(?P<value>\d(?:[.,]\d+)?)(?P<scale>)\s+\(?(?P<votes>\d[\d,]*)\s+(?:votes?|"
        r"ratings?)\)?"
    ),
)
_RATING_WORD = re.compile(r"(?i)\b(?:rat(?:ing|ings|ed|e)|votes?|stars?|average|score)\b")
_WPDISCUZ_TITLE = re.compile(r"(?i)\barticle rating\b")  # of wpDiscuz, whose article rating has five stars
_STAMP_HINT = re.compile(r"(?i)\d|\bago\b|\bjust now\b|\byesterday\b|(?:says|said|wrote|writes|commented)\s*:")
# Without any of these words no line of a text can begin the readers' part.
_HINTS = ("comment", "vote", "rating", "rate this", "rated", "notify", "feedback", "reply", "replies", "responses to",
          "response to", "thought", "discussion", "conversation", "you think?", "not be published", " ago", "says:", "said:",
          "wrote:", "writes:", ":0", ":1", ":2", ":3", ":4", ":5")  # fmt: skip
_NAME = re.compile(r"[^\W_](?:[^\n.!?;:,]|(?<=\b\w)\.|(?<=\b[DMJS]r)\.){0,39}")  # "M. Haddad", "Petra V."
_MOST_NAME_WORDS = 4
_UNMARKED = 600  # characters of prose allowed between the widget's first words and the first sign of a comment
_PROSE = 40  # characters from which a line is prose
_MIN_BODY = 40  # characters of text that must come before the readers' part


@dataclass(frozen=True, slots=True)
class Residue:
    """The readers' part of a text: characters `[start, end of text)`."""

    start: int
    feedback: Feedback


@dataclass(slots=True)
class _Line:
    """A line and what its form says: `kind` is blank, rating, anchor, widget, reply, reply_to, votes, stamp, says or text."""

    start: int
    text: str
    kind: str
    name: str | None = None
    stamp: Stamp | None = None
    number: int | None = None


@dataclass(slots=True)
class _Draft:
    """A comment being put together."""

    author: str | None = None
    stamp: Stamp | None = None
    reply_to: str | None = None
    votes: int | None = None
    lines: list[str] | None = None


def find_residue(text: str, start: int = 0, end: int | None = None, *, not_before: str | None = None) -> Residue | None:
    """Return the readers' part at the end of `text[start:end]`, or None.

    It begins at the first line that only a rating or comment widget has and after which nothing but such lines and
    comments follow; "12 Comments" under a headline is followed by the report, and begins nothing. Lines that name a
    reader and a time ("Jane Doe says:") begin it as well.

    Args:
        text: The text, of which only `[start, end)` is looked at.
        start: First character looked at.
        end: Where to stop; None is the end of the text.
        not_before: Day of publication, ISO; it helps to tell 3/4 from 4/3.
    """
    lowered = text.lower()
    if not any(hint in lowered for hint in _HINTS):
        return None
    lines = _read_lines(text, start, len(text) if end is None else end)
    first = _find_start(lines)
    if first is None:
        return None
    part = lines[first:]
    return Residue(part[0].start, Feedback(find_rating([line.text for line in part]), _read_comments(part, not_before)))


def find_rating(lines: Sequence[str]) -> Rating | None:
    """Return the article's rating that the lines of a widget tell, or None.

    >>> find_rating(["4.8 5 votes", "Article Rating"])
    Rating(value=4.8, scale=5.0, votes=5)
    >>> find_rating(["Average rating 4.2 / 5. Vote count: 17"])
    Rating(value=4.2, scale=5.0, votes=17)
    """
    for i, line in enumerate(lines):
        if len(line) > 160:
            continue
        near = " ".join(x for x in lines[max(0, i - 3) : i + 4] if len(x) <= 80)
        for pattern in _RATINGS:
            match = pattern.search(line)
            if match is None or not (_RATING_WORD.search(line) or _WPDISCUZ_TITLE.search(near)):
                continue
            value = float(match["value"].replace(",", "."))
            scale = float(match["scale"]) if match["scale"] else 5.0 if _WPDISCUZ_TITLE.search(near) else None
            votes = int(re.sub(r"\D", "", match["votes"])) if match["votes"] else _votes_near(lines, i)
            if scale is None or 0 <= value <= scale:
                return Rating(value=value, scale=scale, votes=votes)
    return None


def _votes_near(lines: Sequence[str], i: int) -> int | None:
    for line in lines[i + 1 : i + 3]:
        if match := re.fullmatch(r"(?i)\s*\(?(?:vote count:?\s*)?(\d[\d,]*)\s*(?:votes?|ratings?)?\)?\s*", line):
            return int(match[1].replace(",", "")) if re.search(r"(?i)vote|rating", line) else None
    return None


# --- lines ----------------------------------------------------------------------------------------


def _read_lines(text: str, start: int, end: int) -> list[_Line]:
    lines = []
    position = start
    for raw in text[start:end].split("\n"):
        stripped = raw.strip()
        lines.append(_read_line(position + len(raw) - len(raw.lstrip()), stripped))
        position += len(raw) + 1
    return lines


def _read_line(start: int, line: str) -> _Line:
    if not line:
        return _Line(start, line, "blank")
    if len(line) > 200:
        return _Line(start, line, "text")
    if _RATING_WORD.search(line) and _is_rating(line):
        return _Line(start, line, "rating")
    if _ANCHOR.fullmatch(line) or _WIDGET_RUN.fullmatch(line + " "):
        return _Line(start, line, "anchor")
    if _REPLY.fullmatch(line):
        return _Line(start, line, "reply")
    if _WIDGET.fullmatch(line):
        return _Line(start, line, "widget")
    if match := _VOTES.fullmatch(line):
        digits = (match["n"] or match["m"] or match["k"]).replace("−", "-").replace("–", "-")
        return _Line(start, line, "votes", number=int(digits))
    if match := _REPLY_TO.fullmatch(line):
        return _Line(start, line, "reply_to", name=(match["name"] or match["arrow"]).strip())
    return _read_stamp_line(start, line) or _Line(start, line, "text")


def _is_rating(line: str) -> bool:
    for pattern in _RATINGS:
        match = pattern.search(line)
        if match and _RATING_WORD.search(line):
            rest = line[: match.start()] + " " + line[match.end() :]
            return (
                len(
                    re.sub(
                        r"(?i)\b(?:article|average|rating|rated|rate|votes?|stars?|click|to|this|post|total|count|"
                        r"from|based|on)\b|\W",
                        "",
                        rest,
                    )
                )
                <= 3
            )
    return False


def _read_stamp_line(start: int, line: str) -> _Line | None:
    """Read a line that is a date, or a name and a date, or "Jane Doe says:"."""
    if not _STAMP_HINT.search(line):
        return None
    says = _SAYS.fullmatch(line)
    if says and says["rest"].startswith(":") and _is_name(says["name"]):
        return _Line(start, line, "says", name=says["name"].strip())
    if len(line) > 100:
        return None
    stamp = find_stamp(line)
    if stamp is None:
        return None
    before, after = line[: stamp.start], line[stamp.end :]
    if _GLUE.sub("", after):
        return None
    if not _GLUE.sub("", before):
        return _Line(start, line, "stamp", stamp=stamp)
    name = re.sub(
        r"(?i)[\s,|•·–—-]*(?:\b(?:says|said|wrote|commented|replied|posted)\b:?)?[\s,|•·–—(-]*(?:\b(?:on|"
        r"at)\b)?[\s,:|•·–—(-]*$",
        "",
        before,
    )
    name = re.sub(
        r"(?i)[\s,]*\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*$",
        "",
        re.sub(r"(?i)^(?:posted |comment )?by:?\s+", "", name),
    )
    separated = (
        before[len(name) :].strip()
        or re.match(r"(?i)\s*(?:posted |comment )?by\b", before)
        or stamp.clock
        or stamp.fields is None
    )
    if separated and _is_name(name):
        return _Line(start, line, "says", name=name.strip(), stamp=stamp)
    return None


def _is_name(text: str) -> bool:
    """Tell whether a line could be a reader's name; names of readers are free, so only the length and the marks count."""
    text = text.strip()
    return len(text.split()) <= _MOST_NAME_WORDS and bool(_NAME.fullmatch(text))


# --- where the readers' part begins ---------------------------------------------------------------


def _find_start(lines: Sequence[_Line]) -> int | None:
    marks = [line.kind in ("stamp", "says", "reply") for line in lines]
    marks_after = _counts_after(marks)
    prose_after = _counts_after([line.kind == "text" and len(line.text) >= _PROSE for line in lines])
    written = 0
    for i, line in enumerate(lines):
        if written >= _MIN_BODY:
            if line.kind in ("anchor", "rating") and _is_readers_part(lines, i, marks_after[i], prose_after[i]):
                return _back_to_first_widget(lines, i)
            if line.kind == "says" and _is_thread(lines, i):
                return i
        written += len(line.text) if line.kind == "text" else 0
    return None


def _counts_after(flags: Sequence[bool]) -> list[int]:
    counts, total = [], 0
    for flag in reversed(flags):
        total += flag
        counts.append(total)
    return counts[::-1]


def _is_readers_part(lines: Sequence[_Line], i: int, marks: int, prose: int) -> bool:
    """Tell whether nothing but widgets and comments follows the anchor at `i`."""
    if not prose:
        return True
    if not marks:
        return _is_closing(lines, i)
    unmarked = 0
    for line in lines[i:]:
        if line.kind in ("stamp", "says"):
            return True
        if line.kind == "reply":
            return unmarked <= _UNMARKED
        unmarked += len(line.text) if line.kind == "text" and len(line.text) >= _PROSE else 0
        if unmarked > _UNMARKED:
            return False
    return True


def _is_closing(lines: Sequence[_Line], i: int) -> bool:
    """Tell whether at least two of the lines about an anchor without dated comments are a widget's, as in a form."""
    near = [line.kind for line in lines[max(0, i - 2) : i + 8] if line.kind != "blank"]
    return sum(kind in ("anchor", "widget", "rating", "votes") for kind in near) >= 2


def _back_to_first_widget(lines: Sequence[_Line], i: int) -> int:
    """Return the first of the widget's lines that stand directly before line `i`."""
    first = i
    for k in range(i - 1, max(-1, i - 8), -1):
        if lines[k].kind in ("widget", "rating", "votes", "anchor"):
            first = k
        elif lines[k].kind != "blank":
            break
    return first


def _is_thread(lines: Sequence[_Line], i: int) -> bool:
    """Tell whether a line that names a reader begins a thread: it has a time, or the line after it is one."""
    line = lines[i]
    following = next((x for x in lines[i + 1 : i + 4] if x.kind != "blank"), None)
    if line.stamp is None:
        return bool(following and following.kind == "stamp")
    others = sum(x.kind in ("says", "reply", "stamp") for x in lines[i + 1 :])
    return bool(line.stamp.clock or line.stamp.fields is None) and others > 0 and not _is_long_after(lines, i)


def _is_long_after(lines: Sequence[_Line], i: int) -> bool:
    """Tell whether more prose follows before the next mark than a comment has: then it was a byline."""
    prose = 0
    for line in lines[i + 1 :]:
        if line.kind in ("says", "reply", "stamp", "anchor"):
            return False
        prose += len(line.text)
        if prose > 3 * _UNMARKED:
            return True
    return False


# --- comments -------------------------------------------------------------------------------------


def _read_comments(lines: Sequence[_Line], not_before: str | None) -> tuple[Comment, ...]:
    kinds = {line.kind for line in lines}
    if kinds & {"stamp", "says"}:
        drafts = _marked_drafts(lines)
    elif "reply" in kinds:
        drafts = _drafts_by_reply(lines)
    else:
        drafts = _counted_drafts(lines)
    drafts = [d for d in drafts if d.lines]
    stamps = [d.stamp for d in drafts if d.stamp]
    resolved = iter(resolve_stamps(stamps, not_before=not_before))
    comments: list[Comment] = []
    for draft in drafts:
        comments.append(
            Comment(
                text="\n".join(draft.lines or ()).strip(),
                author=draft.author,
                posted=next(resolved) if draft.stamp else None,
                reply_to=_answered(comments, draft.reply_to),
                votes=draft.votes,
            )
        )
    return tuple(comments)


def _answered(comments: Sequence[Comment], name: str | None) -> int | None:
    if name is None:
        return None
    wanted = " ".join(name.casefold().split())
    return next((i for i in range(len(comments) - 1, -1, -1) if (comments[i].author or "").casefold() == wanted), None)


def _marked_drafts(lines: Sequence[_Line]) -> list[_Draft]:
    """Cut the lines at dates and names. Where the first date has a name on the line before it, the others have too."""
    spoken = [line for line in lines if line.kind != "blank"]
    named = _has_names(spoken)
    drafts: list[_Draft] = []
    current: _Draft | None = None
    for i, line in enumerate(spoken):
        following = spoken[i + 1] if i + 1 < len(spoken) else None
        if line.kind == "says":
            current = _Draft(author=line.name, stamp=line.stamp, lines=[])
            drafts.append(current)
        elif line.kind == "stamp":
            if current is None or current.stamp is not None or current.lines:
                current = _Draft(lines=[])
                drafts.append(current)
            current.stamp = line.stamp
        elif line.kind == "text" and named and _is_author_line(spoken, i, current):
            current = _Draft(author=line.text, lines=[])
            drafts.append(current)
        elif line.kind == "reply_to" and current is not None and not current.lines:
            current.reply_to = line.name
        elif line.kind == "votes" and current is not None and current.lines:
            if following is None or following.kind != "text":
                current.votes = line.number
        elif line.kind in ("anchor", "rating") or (line.kind == "reply" and current is not None and current.lines):
            current = None
        elif line.kind == "text" and current is not None and current.lines is not None:
            current.lines.append(line.text)
    return drafts


def _has_names(spoken: Sequence[_Line]) -> bool:
    for i, line in enumerate(spoken):
        if line.kind == "stamp":
            before = spoken[i - 1] if i else None
            if before is not None and before.kind == "reply_to" and i > 1:
                before = spoken[i - 2]
            return before is not None and before.kind == "text" and _is_name(before.text)
        if line.kind == "says":
            return False
    return False


def _is_author_line(spoken: Sequence[_Line], i: int, current: _Draft | None) -> bool:
    if current is not None and not current.lines:
        return False  # a date was just read: what follows it is the comment, however short
    following = [line.kind for line in spoken[i + 1 : i + 3]]
    dated = following[:1] == ["stamp"] or following == ["reply_to", "stamp"]
    return dated and _is_name(spoken[i].text)


def _drafts_by_reply(lines: Sequence[_Line]) -> list[_Draft]:
    """Cut lines without dates after each "Reply"; a first short line is the reader's name."""
    drafts: list[_Draft] = []
    texts: list[str] = []
    votes: int | None = None
    for line in lines:
        if line.kind == "text":
            texts.append(line.text)
        elif line.kind == "votes" and texts:
            votes = line.number
        elif line.kind == "anchor":
            texts, votes = [], None
        elif line.kind == "reply" and texts:
            author = texts.pop(0) if len(texts) > 1 and _is_name(texts[0]) else None
            drafts.append(_Draft(author=author, votes=votes, lines=texts))
            texts, votes = [], None
    return drafts


def _counted_drafts(lines: Sequence[_Line]) -> list[_Draft]:
    """Take paragraphs as comments only where the widget's own count agrees: otherwise they may be the page's footer."""
    for i, line in enumerate(lines):
        match = _ANCHOR.fullmatch(line.text) if line.kind == "anchor" else None
        if match and (match["count"] or "").isdigit():
            texts = [x.text for x in lines[i + 1 :] if x.kind == "text"]
            return [_Draft(lines=[t]) for t in texts] if len(texts) == int(match["count"]) else []
    return []
