"""`sayso actors`: look into the actor list, check a list of one's own, and add to it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

from sayso.cli.failures import FAILED, complain
from sayso.cli.render import clean, plural
from sayso.errors import SettingsError
from sayso.extract.actor_files import add_row, check_rows, parse_rows
from sayso.extract.actor_list import ActorList, Alias, Entry, NameKind, Term, load_actor_list, normalize, split_name
from sayso.ids import make_id
from sayso.run.actors import load_actors, read_list, write_list
from sayso.settings import Settings

MAX_SHOWN = 20
PREFIXES = {
    "armed-group": "group",
    "criminal-group": "group",
    "de-facto-state": "group",
    "government": "org",
    "union": "org",
    "church": "org",
    "movement": "org",
}
"""How ids of a kind begin, where not with the kind itself; as in the packaged list."""


# --- find -----------------------------------------------------------------------------------------


def find_command(names: Sequence[str], *, as_json: bool, settings: Settings) -> None:
    """Show the entries that names lead to: those that bear one, else those with its words in one of theirs.

    Raises:
        SaysoError: A list of the settings cannot be read.
    """
    actors = load_actors(settings) or load_actor_list()
    aliases = group_aliases(actors)
    found: dict[str, None] = {}
    for name in names:
        ids = find_entries(name, actors, aliases)
        if not ids:
            complain(f"no actor is known as {name!r}; `sayso actors add` puts one into a list of yours")
        found.update(dict.fromkeys(ids))
    if as_json:
        shown = [entry_to_json(actors.entries[id_], aliases.get(id_, ())) for id_ in found]
        typer.echo(json.dumps(shown, indent=1, ensure_ascii=False))
    else:
        for id_ in list(found)[:MAX_SHOWN]:
            _show_entry(actors.entries[id_], aliases.get(id_, ()))
        if len(found) > MAX_SHOWN:
            typer.echo(f"… and {len(found) - MAX_SHOWN} more; --json shows all")
    if not found:
        raise typer.Exit(FAILED)


def group_aliases(actors: ActorList) -> Mapping[str, tuple[Alias, ...]]:
    """Return the names of each entry, by kind of name."""
    found: dict[str, list[Alias]] = {}
    for aliases in actors.aliases.values():
        for alias in aliases:
            found.setdefault(alias.id, []).append(alias)
    return {id_: tuple(sorted(own, key=lambda a: (a.kind, a.surface))) for id_, own in found.items()}


def find_entries(name: str, actors: ActorList, aliases: Mapping[str, Sequence[Alias]]) -> list[str]:
    """Return the ids that a name leads to: an id itself, a name that an entry bears, or words of one."""
    if name in actors.entries:
        return [name]
    words = split_name(name)
    if not words:
        return []
    exact = {a.id for a in actors.aliases.get(words[0], ()) if a.words == words}
    if exact:
        return sorted(exact)
    own = {id_ for id_, entry in actors.entries.items() if set(words) <= set(split_name(entry.name))}
    return sorted(own | {id_ for id_, found in aliases.items() if any(set(words) <= set(a.words) for a in found)})


def entry_to_json(entry: Entry, aliases: Sequence[Alias]) -> dict[str, Any]:
    """Return an entry as `--json` prints it."""
    names: dict[str, list[str]] = {}
    for alias in aliases:
        names.setdefault(alias.kind.name.lower(), []).append(alias.surface)
    return {
        "id": entry.id,
        "name": entry.name,
        "terms": [
            {
                "kind": term.kind,
                "country": term.country,
                "sector": term.sector,
                "codes": list(term.codes),
                "start": term.start,
                "end": term.end,
                "office": term.office,
            }
            for term in entry.terms
        ],
        "names": names,
    }


def _show_entry(entry: Entry, aliases: Sequence[Alias]) -> None:
    typer.echo(f"{clean(entry.name)}  [{clean(entry.id)}]")
    for term in entry.terms:
        typer.echo(f"  {describe_term(term)}")
    for kind in NameKind:
        surfaces = [a.surface for a in aliases if a.kind is kind and a.surface != entry.name]
        if surfaces:
            typer.echo(f"  {kind.name.lower():<10} {clean(', '.join(surfaces))}")
    typer.echo("")


def describe_term(term: Term) -> str:
    """Return a term in one line: kind, country, sector, further codes, office, dates.

    >>> from sayso.extract.actor_list import Term
    >>> describe_term(Term(kind="person", country="PER", sector="GOV", codes=(), start="2021", end=None, office="president"))
    'person  PER GOV  president  2021 to now'
    """
    codes = " ".join([term.country or "-", term.sector or "-", *term.codes])
    dates = f"{term.start or '…'} to {term.end or 'now'}" if term.start or term.end else ""
    return clean("  ".join(part for part in (term.kind, codes, term.office, dates) if part))


# --- check ----------------------------------------------------------------------------------------


def check_command(file: Path) -> None:
    """Say what is wrong in a list, and which of its names others bear as well.

    Raises:
        InputError: The file cannot be read.
        SettingsError: It is no list of actors.
    """
    rows = parse_rows(read_list(file), str(file))
    problems = check_rows(rows, load_actor_list())
    errors = sum(p.is_error for p in problems)
    for problem in problems:
        kind = "error" if problem.is_error else "note"
        typer.echo(f"{kind}: row {problem.row} ({clean(problem.id) or 'no id'}): {clean(problem.what)}")
    actors = len({row.get("id") for row in rows})
    counted = f"{plural(errors, 'error')}, {plural(len(problems) - errors, 'note')}"
    typer.echo(f"{clean(str(file))}: {plural(len(rows), 'row')}, {plural(actors, 'actor')}, {counted}")
    if errors:
        raise typer.Exit(FAILED)


# --- add ------------------------------------------------------------------------------------------


def add_command(name: str, *, fields: Mapping[str, str], to: Path | None, settings: Settings) -> None:
    """Append an actor to a list of the user's own.

    Args:
        name: Its name.
        fields: The other columns.
        to: The file; `None`: the one that the settings name.
        settings: `actors` is used.

    Raises:
        SettingsError: No file is named, several are, or the row has errors.
        InputError: The file cannot be read or written.
    """
    path = to or _only_list(settings)
    row = {"name": name.strip(), **fields}
    row["id"] = row.get("id") or make_entry_id(name, row.get("kind", ""))
    content = read_list(path) if path.exists() else b""
    rows = parse_rows(content, str(path))
    own = [p for p in check_rows([*rows, row], load_actor_list()) if p.row == len(rows) + 1]
    errors = [p.what for p in own if p.is_error]
    if errors:
        raise SettingsError(f"{name!r} was not added: {'; '.join(errors)}")
    write_list(path, add_row(content, str(path), row))
    for problem in own:
        typer.echo(f"note: {clean(problem.what)}", err=True)
    typer.echo(f"{clean(name)} [{clean(row['id'])}] added to {clean(str(path))}")
    if str(path) not in settings.actors:
        typer.echo(f"use it with --set actors={path}, or in sayso.toml: actors = [{json.dumps(str(path))}]", err=True)


def _only_list(settings: Settings) -> Path:
    if len(settings.actors) == 1:
        return Path(settings.actors[0])
    if settings.actors:
        raise SettingsError("the setting actors names several lists; say which with --to FILE")
    raise SettingsError("say which list: --to FILE.csv (it is made if it is not there), or the setting actors")


def make_entry_id(name: str, kind: str) -> str:
    """Return an id as those of the packaged list are.

    >>> make_entry_id("Red Brigades (Italy)", "armed-group")
    'group:red-brigades-italy'
    """
    slug = re.sub(r"[^a-z0-9]+", "-", " ".join(normalize(word) for word in name.split())).strip("-")
    return f"{PREFIXES.get(kind, kind or 'actor')}:{slug or make_id('a', [name])}"
