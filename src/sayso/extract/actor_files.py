"""Actor lists that users bring: CSV or YAML with the columns of the packaged files, parsed and checked.

What is checked is what would go unnoticed otherwise: a column that nothing reads, a code that no scheme has, a name that two
actors would bear. No file is opened here.
"""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from sayso.errors import SettingsError
from sayso.extract.actor_list import SEPARATOR, ActorList, Alias, NameKind, iter_aliases

COLUMNS = (
    "id", "name", "kind", "country", "sector", "codes", "aliases", "acronyms", "weak", "start", "end", "source", "office",
    "adjectives", "people", "capitals", "metonyms",
)  # fmt: skip
SECTORS = frozenset(
    "AGR BUS COP CRM CVL EDU ELI GOV JRN JUD LAB LEG MED MIL OPP PRE PRM PTY REB REF REL SOC SPY UAF".split()
)
"""PLOVER manual 2.0, section 8.1."""
NO_COUNTRIES = frozenset("IGO UNO EUR NGO ISM IMG MNC KOS SUN YUG CSK DDR SCG".split())
"""What stands for a country and is none of ISO 3166: PLOVER's codes, Kosovo, states of the past."""
PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
ID = re.compile(r"[a-z-]+:\S+")

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong, or worth knowing, in a list. `row` counts from 1, without the header."""

    row: int
    id: str
    what: str
    is_error: bool = True  # False: the list can be used, and means something that its author may not have meant


def parse_rows(content: bytes, name: str) -> tuple[Row, ...]:
    """Parse a list of actors.

    Args:
        content: The file's bytes, UTF-8.
        name: The file's name; its ending tells CSV from YAML.

    Raises:
        SettingsError: It is neither, or no list of rows.
    """
    try:
        text = content.decode("utf-8-sig")
        if name.lower().endswith((".yaml", ".yml")):
            return tuple(_parse_item(item) for item in _parse_yaml(text))
        if not name.lower().endswith(".csv"):
            raise ValueError("its name ends neither in .csv nor in .yaml")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, restkey="", restval="")
        return tuple(_cut_times({k.strip(): _flatten(v) for k, v in row.items()}) for row in reader)
    except (ValueError, csv.Error, yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise SettingsError(f"{name}: no list of actors: {reason}") from None


def _parse_yaml(text: str) -> list[Any]:
    found = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # dates stay words
    if found in (None, ""):
        return []
    if not isinstance(found, list):
        raise ValueError("a list of entries is expected")
    return found


def _parse_item(item: object) -> Row:
    if not isinstance(item, dict):
        raise ValueError(f"an entry is a mapping, not {item!r}")
    return _cut_times({str(key): _flatten(value) for key, value in item.items()})


def _cut_times(row: dict[str, str]) -> Row:
    """Return a row whose dates have no time of day, as Wikidata's answers have: "2010-06-24T00:00:00Z"."""
    for name in ("start", "end"):
        if name in row:
            row[name] = re.sub(r"(?<=\d)T00:00:00Z$", "", row[name])
    return row


def _flatten(value: object) -> str:
    if isinstance(value, list):
        return SEPARATOR.join(str(v).strip() for v in value)
    if isinstance(value, dict):
        raise ValueError(f"a value is a word or a list of words, not {value!r}")
    return str(value or "").strip()


# --- checking -------------------------------------------------------------------------------------


def check_rows(rows: Sequence[Row], known: ActorList) -> tuple[Problem, ...]:
    """Return what is wrong with rows, and which names they share with other actors, in the order of the rows.

    Args:
        rows: As `parse_rows` gives them.
        known: The list that they are to be put on top of.
    """
    problems: list[Problem] = []
    before: dict[str, list[Row]] = {}
    names: dict[tuple[str, ...], set[str]] = {}
    for number, row in enumerate(rows, 1):
        id_ = row.get("id", "")
        found = [*_check_fields(row), *_check_terms(row, before.get(id_, []))]
        problems += [Problem(row=number, id=id_, what=what) for what in found]
        if id_ in known.entries and id_ not in before:
            what = f"the id is that of {known.entries[id_].name}: its names are added, its codes come first"
            problems.append(Problem(row=number, id=id_, what=what, is_error=False))
        for alias in iter_aliases(row) if row.get("name") and id_ else ():
            for other in sorted(_find_bearers(alias, known) | names.get(alias.words, set()) - {id_}):
                what = f"the name {alias.surface!r} is also that of {other}: neither is taken where nothing else tells"
                problems.append(Problem(row=number, id=id_, what=what, is_error=False))
            if alias.kind is not NameKind.SURNAME:
                names.setdefault(alias.words, set()).add(id_)
        before.setdefault(id_, []).append(row)
    return tuple(dict.fromkeys(problems))


def _check_fields(row: Row) -> Iterable[str]:
    unknown = [name or "one too many" for name in row if name not in COLUMNS]
    if unknown:
        yield f"unknown column {', '.join(sorted(unknown))}; known: {', '.join(COLUMNS)}"
    for name in ("id", "name", "kind", "source"):
        if not row.get(name):
            yield f"no {name}"
    if row.get("id") and not ID.fullmatch(row["id"]):
        yield f"the id {row['id']!r} is not written as kind:name, such as group:red-brigades"
    country, sector = row.get("country"), row.get("sector")
    if country and country not in country_codes():
        yield f"the country {country!r} is neither ISO 3166 alpha-3 nor one of {', '.join(sorted(NO_COUNTRIES))}"
    if sector and sector not in SECTORS:
        yield f"the sector {sector!r} is none of PLOVER's: {', '.join(sorted(SECTORS))}"
    for name in ("start", "end"):
        if row.get(name) and not PARTIAL_DATE.fullmatch(row[name]):
            yield f"{name} {row[name]!r} is no date as in 2014, 2014-06 or 2014-06-29"
    start, end = row.get("start") or "", row.get("end") or ""
    shared = min(len(start), len(end))
    if start and end and end[:shared] < start[:shared]:
        yield f"ends ({end}) before it starts ({start})"


def _check_terms(row: Row, others: Sequence[Row]) -> Iterable[str]:
    """Tell whether an id stands twice: its rows must be terms that follow one another."""
    for other in others:
        if not (_is_over(other, row) or _is_over(row, other)):
            yield f"the id {row.get('id')!r} stands twice at the same time; rows of one id are terms one after another"
            return


def _is_over(a: Row, b: Row) -> bool:
    """Tell whether a term ends before another starts, or on the same day."""
    end, start = a.get("end") or "", b.get("start") or ""
    shared = min(len(end), len(start))
    return shared > 0 and end[:shared] <= start[:shared]


def _find_bearers(alias: Alias, known: ActorList) -> set[str]:
    """Return the other actors of a list that bear the name as the same kind of name."""
    if not alias.words or alias.kind is NameKind.SURNAME:
        return set()
    found = known.aliases.get(alias.words[0], ())
    return {a.id for a in found if a.words == alias.words and a.kind is alias.kind and a.id != alias.id}


@functools.cache
def country_codes() -> frozenset[str]:
    """Return what may stand as a country."""
    import pycountry

    return frozenset(country.alpha_3 for country in pycountry.countries) | NO_COUNTRIES


# --- writing --------------------------------------------------------------------------------------


def add_row(content: bytes, name: str, row: Row) -> bytes:
    """Return a list with a row behind its last one; an empty list gets a header.

    Args:
        content: The file's bytes; empty if there is no file.
        name: The file's name.
        row: Values by column; empty ones are left out of YAML.

    Raises:
        SettingsError: The file is no list of actors.
    """
    rows = parse_rows(content, name)
    text = content.decode("utf-8-sig")
    text += "" if not text or text.endswith("\n") else "\n"
    filled = {column: row[column] for column in COLUMNS if row.get(column)}
    if not name.lower().endswith(".csv"):
        lists = ("codes", "aliases", "acronyms", "weak", "adjectives", "people", "capitals", "metonyms")
        item = {k: v.split(SEPARATOR) if k in lists else v for k, v in filled.items()}
        added = text + yaml.safe_dump([item], allow_unicode=True, sort_keys=False, width=120)
        parse_rows(added.encode(), name)
        return added.encode()
    header = next(csv.reader(io.StringIO(text, newline="")), []) if text.strip() else []
    columns = [column.strip() for column in header] or list(COLUMNS)
    missing = [column for column in filled if column not in columns]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [*columns, *missing], restval="", lineterminator="\n")
    if missing or not header:
        writer.writeheader()
        writer.writerows(rows)
        text = ""
    writer.writerow(filled)
    return (text + out.getvalue()).encode()
