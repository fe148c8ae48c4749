"""What one noun phrase says of its actor: its name, country, sector and further codes, from its own words alone.

Mentions are joined in `actor_joining`; here nothing is known of the rest of the report but the countries it names.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace

from sayso.extract.actor_list import Entry, NameKind, select_term
from sayso.extract.actor_scene import NOUN_TAGS, PROPER_TAGS, Match, Scene
from sayso.extract.tree import SUBJECTS, find_children
from sayso.records import Name, Token

LEFT = frozenset(
    "det amod compound nmod nummod poss quantmod advmod npadvmod predet nounmod case punct appos nn".split()
)
MAX_PHRASE = 24
OPENING = frozenset({"(", "[", "{", ")", "]"})
ACTOR_LABELS = frozenset({"PERSON", "ORG", "NORP"})
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
FORMER = frozenset({"former", "ex", "late", "ousted", "deposed", "retired"})
STATE_KINDS = frozenset({"state", "region"})
ARMED = frozenset({"REB", "PRM", "CRM"})
SERVING = frozenset({"aide", "adviser", "advisor", "bodyguard"})
"""Persons who are of the country of whom they are "to"; an ambassador is not."""
TROOPS = frozenset({"troop", "force"})
SAID_BEFORE_LISTED = frozenset({"GOV", "OPP", "ELI", "LEG", "JUD", "COP", "REB"})
"""Sectors of titles that tell an office, which goes before what the list has; a rank or a clerical title does not."""

GENERIC_GOV = frozenset("official authority officer source spokesman spokeswoman spokesperson leader".split())


class Sort(enum.StrEnum):
    """What a phrase names, as far as pronouns and joining care."""

    PERSON = "person"  # a named human being
    ROLE = "role"  # human beings known by what they are
    BODY = "body"  # an organisation or a force
    STATE = "state"  # a state or its government
    PEOPLE = "people"  # a nation, an ethnic or religious group
    PLACE = "place"
    OTHER = "other"


@dataclass(slots=True, kw_only=True)
class Reading:
    """A noun phrase read; whole once `_finish` has given it its name.

    The phrase is at tokens `[first, last)`, without a leading article; the name is at `[name_first, name_last)`.
    """

    first: int
    last: int
    head: int
    sort: Sort
    name: str
    name_first: int
    name_last: int
    is_proper: bool
    is_plural: bool
    is_definite: bool
    role: str | None = None  # the role word or words, normalized
    country: str | None = None
    sector: str | None = None
    codes: tuple[str, ...] = ()
    entry: Entry | None = None
    rule: str = ""


def read_phrase(scene: Scene, head: int) -> Reading | None:
    """Read the noun phrase of a head; `None` if it names no actor.

    Args:
        scene: The report's words and names.
        head: Position of a noun, a proper noun or an adjective used as one.
    """
    if head not in scene.readings:
        scene.readings[head] = None  # what it is inside of cannot be what it is
        scene.readings[head] = _read_fresh(scene, head)
    found: Reading | None = scene.readings[head]
    return found


def _read_fresh(scene: Scene, head: int) -> Reading | None:
    if head not in scene.match_at and head not in scene.name_at and not _may_name(scene, head):
        return None
    first = _find_first(scene, head)
    match = scene.match_at.get(head)
    name = scene.name_at.get(head)
    if match is not None and match.kind == NameKind.ADJECTIVE and scene.analysis.tokens[head].tag == "JJ":
        match = None if not _is_nominal(scene, head) else match
    if match is not None:
        reading = _read_match(scene, match, first, head)
        if reading is not None:
            return reading
    if name is not None and name.label == "PERSON" and not _is_common(scene, name):
        if "://" in name.span.surface or scene.analysis.tokens[head].pos not in {"PROPN", "NOUN", "PART", "ADJ", "X"}:
            return None
        return _read_person(scene, name, first, head)
    return (
        _read_transparent(scene, first, head)
        or _read_partitive(scene, first, head)
        or _read_role(scene, first, head)
        or _read_ethnic(scene, first, head)
        or (_read_name(scene, name, first, head) if name is not None else None)
    )


def _is_body_part(scene: Scene, i: int) -> bool:
    """Tell whether a head is where somebody was hit: "shot her in the head", not "the head of the army"."""
    token, tokens = scene.analysis.tokens[i], scene.analysis.tokens
    if (
        scene.lemmas[i] != "head"
        or token.dep != "pobj"
        or tokens[token.head].lemma not in {"in", "on", "to", "through"}
    ):
        return False
    kids = [tokens[c] for c in scene.analysis.children[i]]
    return all(k.dep in {"det", "poss", "punct", "cc", "conj"} for k in kids) and not any(
        k.pos == "PROPN" for k in kids
    )


def _may_name(scene: Scene, head: int) -> bool:
    """Tell cheaply whether a word that is no name can head a phrase that names an actor."""
    lexicon, lemma = scene.lexicon, scene.lemmas[head]
    if _is_body_part(scene, head):
        return False
    if lemma in lexicon.ends or lemma in lexicon.words["hardware"] or lemma in lexicon.words["partitive"]:
        return True
    word = scene.words[head]
    if (word,) in lexicon.codes or (word.removesuffix("s"),) in lexicon.codes or lemma in lexicon.words["members"]:
        return True
    return _join_hyphened(scene, head) != head


def read_any(scene: Scene, head: int) -> Reading:
    """Read a phrase that a claim needs as a party, whatever it is: at least its words are its name."""
    found = read_phrase(scene, head)
    if found is not None:
        return found
    first = _trim(scene, _find_first(scene, head), head)
    name = scene.name_at.get(head)
    last = max(head + 1, name.last) if name is not None else head + 1
    match = scene.match_at.get(head)
    if match is not None and match.kind == NameKind.ADJECTIVE and match.entry is not None:
        return _read_adjective(scene, match, head)
    if match is not None and match.kind == NameKind.CAPITAL:
        first, last = match.first, match.last
    return _finish(
        scene,
        Reading(
            first=first,
            last=last,
            head=head,
            sort=Sort.PLACE if name is not None and name.label in PLACE_LABELS else Sort.OTHER,
            name="",
            name_first=first,
            name_last=last,
            is_proper=name is not None,
            is_plural=_is_plural(scene, head),
            is_definite=_is_definite(scene, head),
            country=_find_country(scene, first, head, last=last if match is not None else None),
            sector=_find_modifier(scene, first, head),
            codes=_find_codes(scene, first, head),
            rule="words",
        ),
    )


def _read_adjective(scene: Scene, match: Match, head: int) -> Reading:
    """Read a nationality alone, as in "the Jordanian" of "Jordanian and Syrian shelling": its state."""
    assert match.entry is not None
    return Reading(
        first=match.first,
        last=match.last,
        head=head,
        sort=Sort.STATE,
        name=scene.analysis.span(match.first, match.last).surface,
        name_first=match.first,
        name_last=match.last,
        is_proper=True,
        is_plural=False,
        is_definite=False,
        country=_term_country(scene, match.entry),
        sector=match.entry.terms[0].sector,
        entry=match.entry,
        rule="adjective",
    )


# --- the parts of a phrase ------------------------------------------------------------------------


def _find_first(scene: Scene, head: int) -> int:
    """Find where the phrase's words before its head begin."""
    analysis = scene.analysis
    first = head
    pending = [c for c in analysis.children[head] if c < head]
    while pending:
        at = pending.pop()
        if head - at > MAX_PHRASE or (analysis.tokens[at].head == head and analysis.tokens[at].dep not in LEFT):
            continue
        first = min(first, at)
        pending.extend(c for c in analysis.children[at] if c < at)
    for i in range(head - 1, first - 1, -1):
        if analysis.tokens[i].text in OPENING:
            return i + 1
    while first < head and analysis.tokens[first].dep == "punct":
        first += 1
    return first


def _trim(scene: Scene, first: int, head: int) -> int:
    """Drop articles, "some", "senior" and the like from the front."""
    dropped = scene.lexicon.words["dropped"]
    while first < head:
        token = scene.analysis.tokens[first]
        if scene.words[first : first + 3] == ["so", "", "called"]:
            first += 3
        elif (
            (
                scene.words[first] in dropped
                or token.dep == "punct"
                or token.pos == "PUNCT"
                or token.tag in {"DT", "PRP$", "WP$"}
                or _is_day(scene, first)
            )
            or token.tag == "RB"
            and token.dep == "advmod"
        ):
            first += 1
        else:
            break
    return first


def _is_day(scene: Scene, i: int) -> bool:
    """Tell whether a word in front of a name is a day's: "On Friday Ana Ruiz said", "Two days earlier bombers"."""
    name = scene.name_at.get(i)
    if name is None or name.label not in {"DATE", "TIME"}:
        return False
    return scene.analysis.tokens[i].tag == "NNP" or scene.words[name.last - 1] in {"earlier", "later", "ago", "before"}


def _is_plural(scene: Scene, i: int) -> bool:
    token = scene.analysis.tokens[i]
    plural = token.tag in {"NNS", "NNPS"} or scene.lemmas[i] in {"people", "police", "personnel"}
    return plural or any(scene.analysis.tokens[c].dep in {"conj"} for c in scene.analysis.children[i])


def _is_definite(scene: Scene, i: int) -> bool:
    return any(scene.words[c] in {"the", "this", "that", "these", "those"} for c in scene.analysis.children[i] if c < i)


def _is_nominal(scene: Scene, i: int) -> bool:
    """Tell whether a nationality stands as a noun: subject, object, or after "the" with nothing behind it."""
    tokens = scene.analysis.tokens
    if i + 1 < len(tokens) and tokens[i + 1].tag in {"VBN", "HYPH", "NN", "NNS"}:
        return False
    return tokens[i].dep in {"nsubj", "nsubjpass", "dobj", "pobj", "agent", "conj", "attr", "ROOT"}


def _is_common(scene: Scene, name: Name) -> bool:
    """Tell whether what the pipeline took for a name is common words."""
    return not any(t.tag in PROPER_TAGS for t in scene.analysis.tokens[name.first : name.last])


def _finish(scene: Scene, reading: Reading) -> Reading:
    """Fill in the name from its tokens."""
    first, last = reading.name_first, reading.name_last
    tokens = scene.analysis.tokens
    while last - first > 1 and (tokens[last - 1].tag in {"POS", "CC"} or tokens[last - 1].pos in {"PUNCT", "SPACE"}):
        if tokens[last - 1].text in {")", "."} and tokens[last - 1].text != ".":
            break
        last -= 1
    while last - first > 1 and tokens[first].pos in {"PUNCT", "SPACE"}:
        first += 1
    surface = " ".join(scene.analysis.text[tokens[first].start : tokens[last - 1].end].split())
    text = surface.strip("\"“”‘’'`.,;: ") if not surface.endswith(("Jr.", "Sr.", "S.")) else surface.strip("\"“”‘’'` ")
    letters = [w for w in text.split() if len(w) > 1 and w.isalpha()]
    if letters and all(w.isupper() for w in letters) and not reading.is_proper:
        text = text.lower()
    end = max(reading.last, last) if reading.last <= reading.head else reading.last
    reading.name = text or surface
    reading.last = end
    return reading


def _find_country(scene: Scene, first: int, head: int, *, last: int | None = None) -> str | None:
    """Find the one country that a phrase's own words name, before its head or in a phrase with of, in or from."""
    found: list[str] = []
    i = first
    while i < (head if last is None else last):
        match = scene.match_at.get(i)
        if match is None:
            i += 1
            continue
        country = _country_of(scene, match)
        barred = (
            _is_foreign(scene, match) or _is_owner_far(scene, match, head) or _nation_around(scene, match) is not None
        )
        if country is not None and not barred:
            found.append(country)
        i = match.last
    if not found:
        found = _countries_behind(scene, head)
    found = found or _countries_of_holders(scene, first, head) or _countries_of_loyalty(scene, head)
    return found[0] if found and all(c == found[0] for c in found) else None


def _countries_of_holders(scene: Scene, first: int, head: int) -> list[str]:
    """Find the country of those whose people or government a head is: "Mugabe's government", "the Obama administration"."""
    found = []
    for i in range(first, head):
        match = scene.match_at.get(i)
        if match is None or match.entry is None or match.entry.kind != "person" or match.last > head:
            continue
        name = scene.name_at.get(head)
        country = _term_country(scene, match.entry)
        if country is not None and (name is None or name.label != "PERSON" or name.last <= head):
            found.append(country)
    return found


def _countries_of_loyalty(scene: Scene, head: int) -> list[str]:
    """Find the country of those whom "forces loyal to …" are loyal to."""
    if scene.words[head + 1 : head + 3] != ["loyal", "to"]:
        return []
    found = []
    for i in range(head + 3, min(head + 9, len(scene.words))):
        match = scene.match_at.get(i)
        if match is not None and match.entry is not None and match.first == i:
            country = _term_country(scene, match.entry)
            found += [country] if country is not None else []
        if scene.analysis.tokens[i].pos in {"VERB", "PUNCT"}:
            break
    return found


def _countries_behind(scene: Scene, head: int) -> list[str]:
    found = []
    for prep in find_children(scene.analysis, head, "prep"):
        serves = scene.words[prep.i] == "to" and scene.lemmas[head] in SERVING
        if not (serves or scene.words[prep.i] in {"of", "in", "from", "for"}) or prep.i < head:
            continue
        for obj in find_children(scene.analysis, prep.i, "pobj"):
            match = scene.match_at.get(obj.i)
            match = match or next(
                (scene.match_at[c] for c in scene.analysis.children[obj.i] if c in scene.match_at), None
            )
            country = _country_of(scene, match) if match is not None else None
            if country is None and scene.words[prep.i] != "in":
                inner = read_phrase(scene, obj.i) if obj.i > head else None
                country = inner.country if inner is not None else None
            if country is not None:
                found.append(country)
    return found


def _country_of(scene: Scene, match: Match) -> str | None:
    if match.entry is None or match.entry.kind == "person":
        return None
    return _term_country(scene, match.entry)


def _term_country(scene: Scene, entry: Entry) -> str | None:
    return (select_term(entry, scene.as_of) or entry.terms[0]).country


def _is_foreign(scene: Scene, match: Match) -> bool:
    """Tell whether a nationality belongs to another: "Iranian-backed", "US-led", "pro-Russian"."""
    words = scene.words
    before = [w for w in words[max(0, match.first - 2) : match.first] if w]
    if before[-1:] == ["ethnic"]:  # "ethnic Albanian" guerrillas may be of any country
        return True
    if (
        before
        and match.first > 1
        and words[match.first - 1] == ""
        and before[-1] in scene.lexicon.words["foreign_prefix"]
    ):
        return True
    behind = next((w for w in words[match.last : match.last + 2] if w), "")
    hyphen = match.last < len(words) and words[match.last] == "" and scene.analysis.tokens[match.last].text in "-‐‑–"
    return hyphen and behind in scene.lexicon.words["foreign_participle"]


def _nation_around(scene: Scene, match: Match) -> Match | None:
    """Return the nation among whom a people lives, named right before it: the Bosnian of "Bosnian Serbs"."""
    before = scene.match_at.get(match.first - 1) if match.first else None
    if match.kind not in {NameKind.ADJECTIVE, NameKind.PEOPLE} or before is None or before.last != match.first:
        return None
    return before if before.entry is not None and before.entry.kind in STATE_KINDS else None


def _is_owner_far(scene: Scene, match: Match, head: int) -> bool:
    """Tell whether a name is inside another person's name or title within the phrase: not its country."""
    name = scene.name_at.get(match.first)
    return name is not None and name.label == "PERSON" and name.first < match.first and name.last <= head


def _find_codes(scene: Scene, first: int, last: int) -> tuple[str, ...]:
    codes = scene.lexicon.codes
    found: list[str] = []
    for i in range(first, last + 1):
        for words in ((scene.words[i],), tuple(scene.words[i : i + 2])):
            code = codes.get(words) or codes.get((scene.lemmas[i],) if len(words) == 1 else words)
            if code is not None and code not in found and not (i == last and len(words) == 2):
                found.append(code)
    return tuple(found)


def _find_modifier(scene: Scene, first: int, head: int) -> str | None:
    """Find the sector that the words before an open head tell; the nearest to the head wins, a religion comes last."""
    for i in range(head - 1, first - 1, -1):
        match = scene.match_at.get(i)
        if match is not None and match.entry is not None:
            if match.entry.kind != "state" and not _is_foreign(scene, match):
                term = select_term(match.entry, scene.as_of) or match.entry.terms[0]
                if term.sector is not None:
                    return term.sector
            continue  # a word of a name tells nothing by itself: the "nations" of the United Nations
        before = [w for w in scene.lemmas[first : i + 1] if w]
        role = scene.lexicon.find_role(before) if scene.analysis.tokens[i].tag in NOUN_TAGS else None
        if role is not None and role[1] > 1 and role[0].sector is not None and not role[0].is_person:
            return role[0].sector  # "the central bank's chief" is no banker
        for length in (2, 1):
            words = tuple(w for w in scene.lemmas[max(first, i - length + 1) : i + 1] if w)
            if len(words) == length and words in scene.lexicon.modifiers:
                return scene.lexicon.modifiers[words]
        if role is not None and role[0].sector is not None and not role[0].is_person:
            return role[0].sector
    codes = scene.lexicon.codes
    religious = any(codes.get((scene.words[i],), "").startswith("religion:") for i in range(first, head))
    return "REL" if religious else None


def _sector_behind(scene: Scene, head: int) -> str | None:
    """Find the sector of what a head is of or for: "spokesman for the army", "leader of Hamas"."""
    for prep in find_children(scene.analysis, head, "prep"):
        if scene.words[prep.i] not in {"of", "for", "in", "from", "at", "with"} and not (
            scene.words[prep.i] == "to" and scene.lemmas[head] in SERVING
        ):
            continue
        for obj in find_children(scene.analysis, prep.i, "pobj"):
            inner = read_phrase(scene, obj.i) if obj.i > head else None
            if inner is not None and inner.sector is not None and inner.sort != Sort.STATE:
                return inner.sector
            if inner is not None and inner.sort == Sort.STATE and scene.words[prep.i] == "of":
                return "GOV"
    return None


# --- kinds of phrases -----------------------------------------------------------------------------


def _read_match(scene: Scene, match: Match, first: int, head: int) -> Reading | None:
    entry = match.entry
    if entry is None:
        return _read_shared_name(scene, match, first, head)
    term = select_term(entry, scene.as_of)
    any_term = term or entry.terms[0]
    start = _trim(scene, min(first, match.first), match.first)
    base = Reading(
        first=start,
        last=max(match.last, head + 1),
        head=head,
        sort=Sort.BODY,
        name="",
        name_first=match.first,
        name_last=match.last,
        is_proper=True,
        is_plural=False,
        is_definite=False,
        country=any_term.country,
        sector=any_term.sector,
        codes=any_term.codes,
        entry=entry,
        rule=f"list:{match.kind.name.lower()}",
    )
    if entry.kind == "person":
        return _read_listed_person(scene, base, match, term)
    if entry.kind == "region" and match.kind != NameKind.PEOPLE:
        return None
    if entry.kind in STATE_KINDS:
        return _read_state(scene, base, match)
    name = scene.name_at.get(head)
    if name is not None and name.first <= match.first and name.last > match.last and name.label == "ORG":
        return None  # a longer name that the list has not: "Human Rights Watch Asia Fund"
    if base.sector == "PTY" and "opposition" in scene.words[start : match.first]:
        base = replace(base, sector="OPP")
    return _finish(scene, replace(base, first=max(start, match.first)))


def _read_shared_name(scene: Scene, match: Match, first: int, head: int) -> Reading:
    """Read a name that several actors bear: only what they have in common is known of it."""
    start = max(_trim(scene, first, match.first), match.first)
    entries = [scene.actors.entries[i] for i in match.candidates]
    terms = [select_term(entry, scene.as_of) or entry.terms[0] for entry in entries]
    countries, sectors = {t.country for t in terms}, {t.sector for t in terms}
    return _finish(
        scene,
        Reading(
            first=start,
            last=match.last,
            head=head,
            sort=Sort.PERSON if all(entry.kind == "person" for entry in entries) else Sort.BODY,
            name="",
            name_first=match.first,
            name_last=match.last,
            is_proper=True,
            is_plural=False,
            is_definite=False,
            country=countries.pop() if len(countries) == 1 else None,
            sector=sectors.pop() if len(sectors) == 1 else None,
            rule="list:tie",
        ),
    )


def _read_listed_person(scene: Scene, base: Reading, match: Match, term: object) -> Reading:
    name = scene.name_at.get(match.last - 1)
    first, last = match.first, match.last
    if name is not None and name.label == "PERSON":
        first, last = _strip_titles(scene, min(first, name.first), match.first), max(last, name.last)
    sector, country = base.sector, base.country
    said, titled, _ = _describe_person(scene, min(base.first, first), first, last - 1)
    held = next((t for t in match.entry.terms if t.country == said), None) if match.entry is not None else None
    if said is not None and said != country and held is not None:  # "Soviet Foreign Minister …", later Georgia's
        term, country, sector = held, held.country, held.sector
    elif said is not None and titled in SAID_BEFORE_LISTED:
        country = said
    if term is None and scene.as_of is not None:
        over = base.entry is not None and _is_over(base.entry, scene.as_of)
        sector = titled or ("ELI" if over and base.sector == "GOV" else base.sector if over else None)
    elif titled in SAID_BEFORE_LISTED or (titled == "MIL" and _is_office(scene, min(base.first, first), first)):
        sector = titled
    return _finish(
        scene,
        replace(
            base,
            sort=Sort.PERSON,
            first=min(base.first, first),
            name_first=first,
            name_last=last,
            country=country,
            sector=sector,
            role=_title_role(scene, min(base.first, first), first),
        ),
    )


def _is_office(scene: Scene, first: int, last: int) -> bool:
    """Tell whether a military title is an office, as "army chief" is, and no rank, as "major general" is."""
    role = _title_role(scene, first, _before_honorifics(scene, first, last)) or ""
    return " " in role and not set(role.split()) <= scene.lexicon.words["honorific"]


def _is_over(entry: Entry, as_of: str) -> bool:
    return any(t.end is not None and t.end < as_of for t in entry.terms)


def _read_state(scene: Scene, base: Reading, match: Match) -> Reading | None:
    token = scene.analysis.tokens[base.head]
    if match.kind == NameKind.CAPITAL:
        if not _is_metonym(scene, match, base.head):
            return None
        return _finish(scene, replace(base, first=match.first, sort=Sort.STATE, rule="capital"))
    name = scene.name_at.get(match.first)
    if token.tag == "NNP" and name is not None and name.label == "PERSON" and name.first < match.first:
        return None  # "Abu Ali al-Kuwaiti" is a person's name
    people = match.kind == NameKind.PEOPLE or (match.kind == NameKind.ADJECTIVE and token.tag in {"NNS", "NNPS"})
    if people or (match.kind == NameKind.ADJECTIVE and _is_nominal(scene, base.head)):
        codes = _find_codes(scene, base.first, base.head)
        country, around = base.country, _nation_around(scene, match)
        if around is not None:
            country = _country_of(scene, around)
        elif _is_foreign(scene, match):  # "ethnic Hungarians in Romania"
            behind = set(_countries_behind(scene, base.head))
            country = behind.pop() if len(behind) == 1 else None
        plural = people or _is_definite(scene, base.head)
        name_first = match.first
        while name_first > base.first and scene.lemmas[name_first - 1] and not scene.words[name_first - 1].isdigit():
            name_first -= 1
            if scene.analysis.tokens[name_first].tag == "CD":
                name_first += 1
                break
        if base.first < name_first < match.first and scene.analysis.tokens[name_first - 1].text == "-":
            name_first += 1  # "the 48-year-old Australian"
        return _finish(
            scene,
            replace(
                base,
                sort=Sort.PEOPLE,
                country=country,
                sector="CVL",
                codes=codes,
                is_plural=plural,
                entry=None,
                rule="people",
                name_first=name_first,
            ),
        )
    if match.kind == NameKind.ADJECTIVE:
        return None
    return _finish(scene, replace(base, first=match.first, sort=Sort.STATE, codes=()))


def _is_metonym(scene: Scene, match: Match, head: int) -> bool:
    """Tell whether a capital stands for the government: it speaks, acts, is blamed, or has a policy."""
    words, analysis = scene.lexicon.words, scene.analysis
    token = analysis.tokens[head]
    name = scene.name_at.get(head)
    if name is not None and (name.first < match.first or name.last > match.last) and name.label != "GPE":
        return False
    governor = scene.lemmas[token.head]
    while token.dep == "conj" and token.head != token.i:
        token = analysis.tokens[token.head]
        governor = scene.lemmas[token.head]
    if token.dep in {"nsubj"}:
        acts = governor not in words["city_verb"] and bool(find_children(analysis, token.head, "dobj"))
        return acts or governor in words["metonym_verb"] or _leads_to(scene, token.head, words["metonym_verb"])
    if token.dep in {"dobj", "nsubjpass"}:
        return governor in words["metonym_object_verb"]
    if token.dep == "poss":
        return governor in words["metonym_possession"]
    if token.dep == "pobj":
        preposition = analysis.tokens[token.head]
        outer = scene.lemmas[preposition.head]
        if preposition.dep == "agent":
            return outer in words["metonym_verb"] or outer in words["metonym_object_verb"]
        return scene.words[preposition.i] in words["metonym_preposition"] and outer in words["metonym_noun"]
    return False


def _leads_to(scene: Scene, verb: int, verbs: frozenset[str]) -> bool:
    """Tell whether a verb governs one of the verbs: "Moscow has been trying to …", "is expected to deny"."""
    deps = {"xcomp", "ccomp", "conj", "attr", "acomp"}
    children = [c for c in scene.analysis.children[verb] if scene.analysis.tokens[c].dep in deps]
    return any(scene.lemmas[c] in verbs for c in children)


def _strip_titles(scene: Scene, first: int, last: int) -> int:
    """Return where a person's name begins behind titles and nationalities; never behind `last`."""
    titles = scene.lexicon.words["titles"]
    while first < last:
        word = scene.words[first]
        match = scene.match_at.get(first)
        role = scene.lexicon.find_role((scene.lemmas[first],))
        is_other = match is not None and match.kind in {NameKind.ADJECTIVE, NameKind.NAME, NameKind.ACRONYM}
        is_other = is_other and match is not None and match.entry is not None and match.entry.kind != "person"
        if word in titles or word == "" or role is not None or is_other or word in {"s", "the", "of", "and"}:
            first += 1
        else:
            break
    return first


def _read_person(scene: Scene, name: Name, first: int, head: int) -> Reading:
    tokens = scene.analysis.tokens
    start = min(name.first, first) if first < name.first else name.first
    last = max(head + 1, name.last)
    while last - 1 > head and (tokens[last - 1].tag == "POS" or tokens[last - 1].pos in {"PUNCT", "SPACE"}):
        last -= 1
    begin = _strip_titles(scene, name.first, last - 1)
    if begin == name.first:
        begin = _extend_left(scene, begin, start)
    front = _trim(scene, start, begin)
    country, sector, rule = _describe_person(scene, front, begin, head)
    return _finish(
        scene,
        Reading(
            first=front,
            last=last,
            head=head,
            sort=Sort.PERSON,
            name="",
            name_first=begin,
            name_last=last,
            is_proper=True,
            is_plural=False,
            is_definite=False,
            role=_title_role(scene, front, begin),
            country=country,
            sector=sector,
            codes=_find_codes(scene, front, begin - 1) if begin > front else (),
            rule=rule,
        ),
    )


def _extend_left(scene: Scene, begin: int, start: int) -> int:
    """Return where a name begins of which the pipeline has only the end: over proper nouns that are no title or other name."""
    tokens = scene.analysis.tokens
    while begin > start:
        i = begin - 1
        other = scene.name_at.get(i)
        barred = scene.words[i] in scene.lexicon.words["titles"] or (scene.lemmas[i],) in scene.lexicon.roles
        barred = barred or i in scene.match_at or (other is not None and other.label != "PERSON")
        if barred or tokens[i].tag != "NNP" or not tokens[i].text[:1].isupper() or tokens[i].dep != "compound":
            break
        begin = i
    return begin


def _title_role(scene: Scene, first: int, last: int) -> str | None:
    words = [w for w in scene.lemmas[first:last] if w]
    role = scene.lexicon.find_role(words) if words else None
    return " ".join(words[len(words) - role[1] :]) if role is not None else None


def _describe_person(scene: Scene, first: int, begin: int, head: int) -> tuple[str | None, str | None, str]:
    """Return country and sector of a named person from the title before, else from the apposition, and the rule."""
    if begin > first:
        country = _find_country(scene, first, head, last=begin)
        role = _role_sector(scene, first, _before_honorifics(scene, first, begin) - 1)
        if country is not None or role is not None:
            return country, role, "person:title"
    apposed = [t.i for t in find_children(scene.analysis, head, "appos")]
    token = scene.analysis.tokens[head]
    if token.dep == "appos" and scene.analysis.tokens[token.head].tag in {"NN", "NNS"}:
        apposed.append(token.head)
    for at in apposed:
        start = _find_first(scene, at)
        if scene.analysis.tokens[at].tag in {"NN", "NNS"} or scene.lexicon.find_role((scene.lemmas[at],)):
            sector = _role_sector(scene, start, at)
            country = _find_country(scene, start, at)
            if sector or country:
                return country, sector, "person:apposition"
    return None, None, "person"


def _before_honorifics(scene: Scene, first: int, begin: int) -> int:
    """Return where a title ends that stands before ranks and honorifics: the minister of "Interior Minister General …"."""
    at = begin
    while at > first and (not scene.words[at - 1] or scene.words[at - 1] in scene.lexicon.words["honorific"]):
        at -= 1
    lemmas = [w for w in scene.lemmas[first:at] if w]
    return at if at > first and lemmas and scene.lexicon.find_role(lemmas) is not None else begin


def _role_sector(scene: Scene, first: int, head: int) -> str | None:
    """Return the sector of the role that ends at a token; an open one is told by its modifiers, or what it is of."""
    words = [w for w in scene.lemmas[first : head + 1] if w]
    found = scene.lexicon.find_role(words)
    if found is None:
        return None
    role, length = found
    former = any(w in FORMER for w in words[: len(words) - length])
    if former and role.sector in {"GOV", "MIL"} and role.is_person:
        return "ELI" if role.sector == "GOV" else "MIL"
    lemma = words[-1]
    owner = _find_owner(scene, first, head) if role.is_person and role.sector in {"GOV", None} else None
    if owner is not None:
        return (select_term(owner, scene.as_of) or owner.terms[0]).sector
    if role.sector == "PTY" and "opposition" in words:
        return "OPP"
    if role.sector == "UAF":  # "Islamist fighters"
        inner = scene.lexicon.modifiers.get(tuple(words[-length - 1 : -length]))
        return inner if inner in ARMED else "UAF"
    if lemma == "leader" and length == 1 and _is_of_state(scene, first, head):
        return "GOV"
    if role.sector is None or (length == 1 and lemma in GENERIC_GOV):
        inner = _find_modifier(scene, first, head - length + 1)
        return inner or _sector_behind(scene, head) or role.sector
    return role.sector


def _is_of_state(scene: Scene, first: int, head: int) -> bool:
    """Tell whether a state or its people stands right before a head, as in "Libyan leader", and nothing else before it."""
    match = next(
        (scene.match_at[i] for i in range(head - 1, first - 1, -1) if scene.words[i] and i in scene.match_at), None
    )
    if match is None or match.entry is None or match.entry.kind != "state" or _is_foreign(scene, match):
        return False
    if _nation_around(scene, match) is not None:
        return False
    between = [w for w in scene.words[match.last : head] if w and w != "s"]
    return not between


def _find_owner(scene: Scene, first: int, head: int) -> Entry | None:
    """Find the listed body that a role is held in: "the ELN's negotiator", "UN envoy"; `None` of a state's role."""
    for i in range(head - 1, first - 1, -1):
        match = scene.match_at.get(i)
        if match is not None and match.entry is not None and not _is_foreign(scene, match):
            return None if match.entry.kind in {"state", "region", "person"} else match.entry
    return None


def _read_transparent(scene: Scene, first: int, head: int) -> Reading | None:
    """Read "ISIL fighters" as ISIL and "Israeli jets" as Israel: the head is but its owner's limb."""
    lemma = scene.lemmas[head]
    hardware = lemma in scene.lexicon.words["hardware"]
    if not hardware and lemma not in scene.lexicon.words["members"]:
        return None
    i = head - 1
    if (named := _find_before_bracket(scene, head)) is not None:
        first, i = named.first, named.last - 1
    while i >= first:
        match = scene.match_at.get(i)
        if match is not None and match.entry is not None and not _is_foreign(scene, match):
            entry = match.entry
            is_state = entry.kind in STATE_KINDS
            if entry.kind == "person" or (is_state and (not hardware or match.kind == NameKind.CAPITAL)):
                return None
            term = select_term(entry, scene.as_of) or entry.terms[0]
            reading = Reading(
                first=_trim(scene, first, match.first),
                last=head + 1,
                head=head,
                sort=Sort.STATE if is_state else Sort.BODY,
                name="",
                name_first=match.first,
                name_last=match.last,
                is_proper=True,
                is_plural=False,
                is_definite=False,
                country=term.country,
                sector="MIL" if is_state or (term.sector is None and lemma in TROOPS) else term.sector,
                codes=term.codes,
                entry=entry,
                rule="limb",
            )
            finished = _finish(scene, reading)
            return replace(finished, name=entry.name) if is_state and match.kind == NameKind.ADJECTIVE else finished
        if match is not None:
            i = match.first
        i -= 1
    return None


def _find_before_bracket(scene: Scene, head: int) -> Match | None:
    """Find the name whose acronym stands in brackets before a noun: "the Workers Party (PKK) militants"."""
    tokens = scene.analysis.tokens
    if head < 4 or tokens[head - 1].text != ")" or tokens[head - 3].text != "(":
        return None
    acronym, name = scene.match_at.get(head - 2), scene.match_at.get(head - 4)
    return name if acronym is not None and name is not None and acronym.entry is name.entry else None


def _read_partitive(scene: Scene, first: int, head: int) -> Reading | None:
    """Read "members of the Security Council" as the Council, "dozens of civilians" as civilians of that number."""
    if scene.lemmas[head] not in scene.lexicon.words["partitive"]:
        return None
    role = scene.lexicon.find_role([w for w in scene.lemmas[first : head + 1] if w])
    if role is not None and role[1] > 1:
        return None  # "family members of the founder" are not the founder
    for prep in find_children(scene.analysis, head, "prep"):
        if scene.words[prep.i] != "of" or prep.i < head:
            continue
        for obj in find_children(scene.analysis, prep.i, "pobj"):
            inner = read_phrase(scene, obj.i)
            if inner is None:
                return None
            start = _trim(scene, first, head)
            whole = replace(inner, first=start, head=head, rule=f"of:{inner.rule}")
            if inner.is_proper and inner.sort in {Sort.BODY, Sort.STATE}:
                return replace(whole, is_plural=scene.analysis.tokens[head].tag in {"NNS", "NNPS"})
            end = max(inner.last, _extend_origin(scene, head, inner.last))
            name_last = max(inner.name_last, end if end > inner.last else 0)
            country = whole.country or _find_country(scene, head, head)
            return _finish(scene, replace(whole, last=end, name_last=name_last, country=country, is_plural=True))
    return None


def _read_role(scene: Scene, first: int, head: int) -> Reading | None:
    """Read a phrase whose head is a role word: its own sector, or that of its modifiers."""
    token = scene.analysis.tokens[head]
    if token.tag not in NOUN_TAGS and token.tag not in {"JJ", "VBN"}:
        return None
    end = _join_hyphened(scene, head)
    found = scene.lexicon.find_role([w for w in scene.lemmas[first : end + 1] if w])
    if found is None:
        return None
    role, length = found
    if token.tag not in NOUN_TAGS and not (_is_nominal(scene, head) and (_is_definite(scene, head) or length > 1)):
        return None
    if (
        length == 1
        and (scene.lemmas[head] in scene.lexicon.take_up["state"] or scene.lemmas[head] == "campaign")
        and token.dep not in SUBJECTS | {"poss", "agent"}
    ):
        return None  # "leave the country": a place
    last = max(_extend_name(scene, head), end + 1)
    if _is_plural(scene, head):
        last = max(last, _extend_origin(scene, head, last))
    start = _trim(scene, first, head)
    reading = Reading(
        first=start,
        last=last,
        head=head,
        sort=Sort.ROLE if role.is_person else Sort.BODY,
        name="",
        name_first=start,
        name_last=last,
        is_proper=token.tag in PROPER_TAGS and _is_written_as_name(scene, token),
        is_plural=_is_plural(scene, head),
        is_definite=_is_definite(scene, head),
        role=" ".join([w for w in scene.lemmas[first : end + 1] if w][-length:]),
        country=_find_country(scene, first, head),
        sector=_role_sector(scene, first, end),
        codes=_find_codes(scene, start, head),
        rule="role",
    )
    if reading.is_proper:
        reading = replace(reading, rule="role:name")
    if reading.role in scene.lexicon.words["government"] and reading.country is not None and reading.sector == "GOV":
        state = scene.actors.entries.get(f"state:{reading.country}")
        reading = replace(reading, sort=Sort.STATE, entry=state, is_plural=False, rule="role:government")
    return _finish(scene, reading)


def _join_hyphened(scene: Scene, head: int) -> int:
    """Return the last token of a head that the pipeline cut at its hyphen: "secretary-general"."""
    tokens = scene.analysis.tokens
    cut = head + 2 < len(tokens) and tokens[head + 1].tag == "HYPH"
    return head + 2 if cut and (scene.lemmas[head], scene.lemmas[head + 2]) in scene.lexicon.roles else head


def _extend_origin(scene: Scene, head: int, at: int) -> int:
    """Return where "troops from NATO countries" ends: an origin right behind a head that the list knows belongs to it."""
    for prep in find_children(scene.analysis, head, "prep"):
        if scene.words[prep.i] != "from" or prep.i != at:
            continue
        for obj in find_children(scene.analysis, prep.i, "pobj"):
            if any(i in scene.match_at for i in range(prep.i + 1, obj.i + 1)):
                return obj.i + 1
    return 0


def _is_written_as_name(scene: Scene, token: Token) -> bool:
    name = scene.name_at.get(token.i)
    return token.text[:1].isupper() and (name is not None or token.i > scene.analysis.sentences[token.sentence].first)


def _extend_name(scene: Scene, head: int) -> int:
    """Return where a body's name ends: with "of …" where the pipeline has it in the name, or the parse in capitals."""
    name = scene.name_at.get(head)
    last = max(head + 1, name.last) if name is not None and name.label in {"ORG", "PERSON", "NORP"} else head + 1
    tokens = scene.analysis.tokens
    if tokens[head].tag in {"NN", "NNS"} and scene.lemmas[head] not in scene.lexicon.words["government"]:
        return last
    for prep in find_children(scene.analysis, head, "prep"):
        if scene.words[prep.i] != "of" or prep.i != last:
            continue
        for obj in find_children(scene.analysis, prep.i, "pobj"):
            if tokens[obj.i].tag in PROPER_TAGS:
                own = scene.name_at.get(obj.i)
                last = max(last, obj.i + 1, own.last if own is not None and own.first >= prep.i else 0)
    while last - 1 > head and (tokens[last - 1].tag == "POS" or tokens[last - 1].pos == "PUNCT"):
        last -= 1
    return last


def _read_name(scene: Scene, name: Name, first: int, head: int) -> Reading | None:
    """Read a name that only the pipeline knows: an organisation, or a group of people."""
    if name.label not in ACTOR_LABELS or _is_common(scene, name) or "://" in name.span.surface:
        return None
    begin = name.first
    while begin < head and (scene.words[begin] in {"the", "a", "an"} or scene.analysis.tokens[begin].pos == "PUNCT"):
        begin += 1
    sector = _role_sector(scene, begin, name.last - 1) or _find_modifier(scene, begin, name.last)
    if sector is None and name.label == "ORG" and min(first, begin) < begin:
        sector = _role_sector(scene, min(first, begin), begin - 1)  # "the German carmaker …"
    return _finish(
        scene,
        Reading(
            first=begin,
            last=max(name.last, head + 1),
            head=head,
            sort=Sort.PEOPLE if name.label == "NORP" else Sort.BODY,
            name="",
            name_first=begin,
            name_last=max(name.last, head + 1),
            is_proper=True,
            is_plural=_is_plural(scene, head) and name.label == "NORP",
            is_definite=False,
            country=_find_country(scene, min(first, begin), head, last=name.last),
            sector=sector or ("CVL" if name.label == "NORP" and _is_plural(scene, head) else None),
            codes=_find_codes(scene, begin, name.last - 1),
            rule=f"name:{name.label.lower()}",
        ),
    )


def _read_ethnic(scene: Scene, first: int, head: int) -> Reading | None:
    """Read "Kurds", "Shiites", "Hutus": people of an ethnic or religious group."""
    token = scene.analysis.tokens[head]
    word = scene.words[head]
    known = (word,) in scene.lexicon.codes or (word.removesuffix("s"),) in scene.lexicon.codes
    if not known or not (token.tag in NOUN_TAGS or _is_nominal(scene, head)):
        return None
    code = scene.lexicon.codes.get((word,)) or scene.lexicon.codes[(word.removesuffix("s"),)]
    start = _trim(scene, first, head)
    codes = (*_find_codes(scene, start, head - 1), code) if start < head else (code,)
    return _finish(
        scene,
        Reading(
            first=start,
            last=head + 1,
            head=head,
            sort=Sort.PEOPLE,
            name="",
            name_first=start,
            name_last=head + 1,
            is_proper=True,
            is_plural=True,
            is_definite=_is_definite(scene, head),
            country=_find_country(scene, start, head),
            sector="CVL",
            codes=tuple(dict.fromkeys(codes)),
            rule="ethnic",
        ),
    )
