"""The commands and their options, and nothing else: what a command does is imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.failures import reporting
from sayso.errors import SettingsError

app = typer.Typer(
    rich_markup_mode=None,  # plain help: it keeps examples as written, and needs no Rich
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

CODES = """
Exit codes:

\b
  0    done
  1    something failed: an input, an address, the output, a model
  2    a wrong option, argument or setting
  3    nothing could be read: no page held a report
  130  interrupted (Ctrl-C)
"""

_Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Set any setting; may be repeated. `sayso info` lists them."),
]
_Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Read this file instead of ./sayso.toml.")
]
_Format = Annotated[
    str | None, typer.Option("--format", metavar="jsonl|html|text", help="What the inputs are; otherwise it is seen.")
]
_MinScore = Annotated[
    float | None, typer.Option(metavar="X", help="Leave out claims with a lower score, and list them as rejected.")
]
_Decisions = Annotated[
    Path | None,
    typer.Option(
        "--decisions", metavar="FILE.csv", help="What a person joined or parted; otherwise the setting decisions."
    ),
]
_Claims = Annotated[
    list[Path] | None,
    typer.Option("--claims", metavar="FILE.jsonl", help="The claims file with them; may be repeated."),
]


def _show_version(wanted: bool) -> None:
    if wanted:
        from sayso import __version__

        typer.echo(f"sayso {__version__}")
        raise typer.Exit


@app.callback(epilog=CODES)
def sayso(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Reads news and writes down who is said to have done what to whom, and on whose say-so.

    For example:

    \b
      sayso read report.html
      sayso code reports/ --out claims.jsonl --workers 2
      sayso info
    """  # noqa: D301  # Click keeps the lines after this mark as they are


@app.command(
    epilog=CODES, short_help="Read one report and show its claims, or several and show what they tell in common."
)
@reporting
def read(
    sources: Annotated[
        list[str], typer.Argument(metavar="FILE|URL|-…", help="A page, a text, an address, or - for stdin; or several.")
    ],
    json: Annotated[bool, typer.Option("--json", help="Print the line of the claims file instead.")] = False,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="The page's address, if the page does not say.")
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its title; wins over the page's.")] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When it was published (ISO); wins over the page's.")
    ] = None,
    format: Annotated[  # noqa: A002  # the option's name
        str | None, typer.Option("--format", metavar="html|text|jsonl", help="What it is; otherwise it is seen.")
    ] = None,
    min_score: _MinScore = None,
    decisions: _Decisions = None,
    set: _Set = None,  # noqa: A002
    config: _Config = None,
) -> None:
    """Read one report, and show its claims: who is said to have done what, and on whose say-so.

    Of several reports, show what happened according to them: who claims, who blames, who denies, whose figures differ, and
    how many independent origins there are.

    For example:

    \b
      sayso read report.html
      sayso read https://example.org/news/1
      pbpaste | sayso read - --published 2021-02-18
      sayso read report.txt --json | python -m json.tool
      sayso read reuters.html tass.html echo.txt
    """  # noqa: D301  # Click keeps the lines after this mark as they are
    from sayso.cli.read_report import read_command
    from sayso.cli.setup import make_settings

    read_command(
        sources,
        as_json=json,
        url=url,
        title=title,
        published=published,
        form=format,
        settings=make_settings(flags={"min_score": min_score, "decisions": _word(decisions)}, pairs=set, config=config),
    )


@app.command(epilog=CODES, short_help="Code many reports into a claims file.")
@reporting
def code(
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE.jsonl", help="The claims file to write; - for stdout.")
    ],
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="INPUT…", help="Files, folders, patterns, JSONL, addresses, or - for stdin."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", metavar="N", help="Processes that code at the same time.")
    ] = None,
    format: _Format = None,  # noqa: A002
    min_score: _MinScore = None,
    rejected: Annotated[
        Path | None,
        typer.Option(metavar="FILE.jsonl", help="Also write what was rejected: source, stage, reason, detail."),
    ] = None,
    incidents: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.jsonl", help="Also write the incidents: what several claims and reports tell in common."
        ),
    ] = None,
    decisions: _Decisions = None,
    pairs: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.jsonl", help="Say what marked parties have to do with each other, instead of coding inputs."
        ),
    ] = None,
    predicates: Annotated[
        bool,
        typer.Option("--predicates", help="Say how every verb and event noun stands, instead of coding events."),
    ] = False,
    restart: Annotated[bool, typer.Option("--restart", help="Begin anew instead of taking up a stopped run.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")] = False,
    set: _Set = None,  # noqa: A002
    config: _Config = None,
) -> None:
    """Code many reports into a claims file: one JSON object a report, in input order.

    The file appears whole or not at all: until the end the lines are in FILE.jsonl.part. A run that was stopped, by
    Ctrl-C or a power cut, goes on when the same command is run again. A report whose id was written before is not
    written twice; it is counted as rejected (duplicate_id). Tracebacks of bugs go to FILE.jsonl.log.

    With --pairs, a file of marked parties is read instead, one JSON object a line: id, text, actor [start, end], recipient
    [start, end] or null. A line of the output then has id, type, score, scores, direction (forward, reverse, none) and
    direction_score.

    With --predicates, every verb and event noun is written instead of claims, with voice, stance and status.

    For example:

    \b
      sayso code reports/ --out claims.jsonl
      sayso code 'pages/*.html' more.jsonl --out claims.jsonl --workers 4
      cat reports.jsonl | sayso code - --format jsonl --out claims.jsonl
      sayso code reports/ --out - | head -1
      sayso code reports/ --out claims.jsonl --incidents incidents.jsonl --decisions decisions.csv
      sayso code --pairs pairs.jsonl --out relations.jsonl
      sayso code reports/ --predicates --out predicates.jsonl
    """  # noqa: D301  # Click keeps the lines after this mark as they are
    from sayso.cli.code_reports import code_command
    from sayso.cli.setup import make_settings

    if pairs is not None:
        from sayso.cli.code_pairs import code_pairs_command

        if inputs or predicates or any(x is not None for x in (incidents, workers, format, min_score)):
            raise SettingsError(
                "--pairs takes no inputs, --incidents, --workers, --format, --min-score or --predicates"
            )
        code_pairs_command(
            pairs,
            out=out,
            rejected=rejected,
            restart=restart,
            quiet=quiet,
            settings=make_settings(flags={}, pairs=set, config=config),
        )
        return
    if not inputs:
        raise SettingsError("give the inputs to code, or --pairs FILE.jsonl")
    if predicates:
        from sayso.cli.code_predicates import code_predicates_command

        if any(x is not None for x in (incidents, workers, min_score)):
            raise SettingsError("--predicates takes no --incidents, --workers or --min-score")
        code_predicates_command(
            inputs,
            out=out,
            form=format,
            rejected=rejected,
            restart=restart,
            quiet=quiet,
            settings=make_settings(flags={}, pairs=set, config=config),
        )
        return
    if decisions is not None and incidents is None:
        raise SettingsError("--decisions is for incidents: give --incidents FILE.jsonl as well")
    code_command(
        inputs,
        out=out,
        form=format,
        rejected=rejected,
        incidents=incidents,
        restart=restart,
        quiet=quiet,
        settings=make_settings(
            flags={"workers": workers, "min_score": min_score, "decisions": _word(decisions)}, pairs=set, config=config
        ),
    )


def _word(path: Path | None) -> str | None:
    """Return a path as a setting has it."""
    return None if path is None else str(path)


# --- incidents ------------------------------------------------------------------------------------


@app.command(epilog=CODES, short_help="Write the incidents of claims files.")
@reporting
def merge(
    claims: Annotated[list[Path], typer.Argument(metavar="FILE.jsonl…", help="Claims files that `sayso code` wrote.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE.jsonl", help="The incidents file to write.")],
    decisions: _Decisions = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary.")] = False,
    set: _Set = None,  # noqa: A002
    config: _Config = None,
) -> None:
    """Write the incidents of claims files: what several claims and reports tell in common, one JSON object an incident.

    It is what `sayso code --incidents` writes at its end, without coding anything anew. A report that stands in several of
    the files counts once.

    For example:

    \b
      sayso merge claims.jsonl --out incidents.jsonl
      sayso merge january.jsonl february.jsonl --out incidents.jsonl --decisions decisions.csv
    """  # noqa: D301  # Click keeps the lines after this mark as they are
    from sayso.cli.decide import merge_command
    from sayso.cli.setup import make_settings

    settings = make_settings(flags={"decisions": _word(decisions)}, pairs=set, config=config)
    merge_command(claims, out=out, quiet=quiet, settings=settings)


@app.command("why-same", epilog=CODES, short_help="Say why two reports tell one happening, or do not.")
@reporting
def why_same(
    one: Annotated[str, typer.Argument(metavar="A", help="The id of a report, a claim or an incident.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    claims: _Claims = None,
    decisions: _Decisions = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    set: _Set = None,  # noqa: A002
    config: _Config = None,
) -> None:
    """Say why two reports, claims or incidents are held to be one happening, or are not.

    Shown are the features with their values and weights, the sum and what it takes to be joined, what made the two be
    compared at all, over which others they are tied, and a person's decision. A report stands for what it is about; of an
    incident, the report nearest to the other side is taken.

    For example:

    \b
      sayso why-same r0c9b4a7de5512f03 r77aa01c3b6d9e482 --claims claims.jsonl
      sayso why-same i13ac56dd8e02b791 r77aa01c3b6d9e482 --claims claims.jsonl --decisions decisions.csv --json
    """  # noqa: D301  # Click keeps the lines after this mark as they are
    from sayso.cli.setup import make_settings
    from sayso.cli.why_same import why_same_command

    if not claims:
        raise SettingsError("--claims FILE.jsonl is needed: the ids are looked up in it")
    settings = make_settings(flags={"decisions": _word(decisions)}, pairs=set, config=config)
    why_same_command(one, other, claims=claims, as_json=json, settings=settings)


@app.command(epilog=CODES, short_help="Join two reports, keep them apart, or take that back.")
@reporting
def decide(
    word: Annotated[str, typer.Argument(metavar="same|apart|undo", help="What is decided.")],
    one: Annotated[str, typer.Argument(metavar="A", help="The id of a report, a claim or an incident.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    claims: _Claims = None,
    decisions: _Decisions = None,
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Who decides; otherwise who is logged in.")] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why.")] = "",
    set: _Set = None,  # noqa: A002
    config: _Config = None,
) -> None:
    """Join two that are one happening, keep apart two that are not, or take back what was decided on them.

    The decision goes into a small table (CSV: decision, one, other, date, who, note) that people can read and edit. It is
    made if it is not there. `sayso code --incidents`, `sayso merge` and `sayso read` respect it, before all that the texts
    say. Decisions that contradict one another (A = B, B = C, A ≠ C) are refused.

    For example:

    \b
      sayso decide same r0c9b4a7de5512f03 r77aa01c3b6d9e482 --claims claims.jsonl --decisions decisions.csv
      sayso decide apart i13ac56dd8e02b791 r77aa01c3b6d9e482 --claims claims.jsonl --note "another town"
      sayso decide undo r0c9b4a7de5512f03 r77aa01c3b6d9e482 --decisions decisions.csv
    """  # noqa: D301  # Click keeps the lines after this mark as they are
    from sayso.cli.decide import decide_command
    from sayso.cli.setup import make_settings

    settings = make_settings(flags={"decisions": _word(decisions)}, pairs=set, config=config)
    decide_command(word, one, other, claims=claims or [], who=who, note=note, settings=settings)


@app.command(epilog=CODES, short_help="Show versions, models and settings.")
@reporting
def info(
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    set: _Set = None,  # noqa: A002
    config: _Config = None,
) -> None:
    """Show versions, models with their hashes, plug-ins, and the settings with where each came from.

    For example:

    \b
      sayso info
      SAYSO_WORKERS=4 sayso info
      sayso info --json
    """  # noqa: D301  # Click keeps the lines after this mark as they are
    from sayso.cli.setup import make_settings
    from sayso.cli.show_info import info_command

    info_command(as_json=json, settings=make_settings(flags={}, pairs=set, config=config))


@app.command(epilog=CODES, short_help="Say how one mention of a report was resolved.")
@reporting
def explain(
    source: Annotated[str, typer.Argument(metavar="FILE|URL|-", help="A page, a text, an address, or - for stdin.")],
    at: Annotated[
        int | None, typer.Option(metavar="OFFSET", help="Where the mention stands, in characters of the report's text.")
    ] = None,
    find: Annotated[
        str | None, typer.Option(metavar="WORD", help="Or its words; the first place where they mean something.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON, with all features.")] = False,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When it was published (ISO); wins over the page's.")
    ] = None,
    format: Annotated[  # noqa: A002  # the option's name
        str | None, typer.Option("--format", metavar="html|text|jsonl", help="What it is; otherwise it is seen.")
    ] = None,
    set: _Set = None,  # noqa: A002
    config: _Config = None,
) -> None:
    """Say how one mention of a report was resolved: candidates, what spoke for each, the decision, and the rule.

    The mention may be an actor, a place, a time, a figure, an event, a cue or its source, a loaded word, or something that
    was declined.

    For example:

    \b
      sayso explain report.html --find Erbil
      sayso explain report.html --at 812 --json
    """  # noqa: D301  # Click keeps the lines after this mark as they are
    from sayso.cli.explain_mention import explain_command
    from sayso.cli.setup import make_settings

    explain_command(
        source,
        at=at,
        find=find,
        as_json=json,
        published=published,
        form=format,
        settings=make_settings(flags={}, pairs=set, config=config),
    )


# --- actors ---------------------------------------------------------------------------------------

actors_app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
app.add_typer(actors_app, name="actors")

_List = Annotated[
    list[str] | None, typer.Option("--alias", metavar="NAME", help="Another name of it; may be repeated.")
]


@actors_app.callback(epilog=CODES, short_help="Look into the actor list, check one of your own, add to it.")
def actors() -> None:
    """Look into the actor list, check a list of your own, and add to it.

    A list of your own is a CSV or YAML file with the columns of the packaged one; name it in the setting `actors`.

    For example:

    \b
      sayso actors find Hezbollah PKK
      sayso actors check mine.csv
      sayso actors add "Weather Underground" --kind armed-group --country USA --sector REB --source Wikipedia --to mine.csv
    """  # noqa: D301  # Click keeps the lines after this mark as they are


@actors_app.command(epilog=CODES, short_help="Show who is known by a name.")
@reporting
def find(
    names: Annotated[list[str], typer.Argument(metavar="NAME…", help="A name, an acronym, words of one, or an id.")],
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    set: _Set = None,  # noqa: A002
    config: _Config = None,
) -> None:
    """Show who is known by a name: id, kind, country and sector with their dates, and all names.

    For example:

    \b
      sayso actors find Hezbollah
      sayso actors find "Islamic State" AQI --json
    """  # noqa: D301  # Click keeps the lines after this mark as they are
    from sayso.cli.actor_lists import find_command
    from sayso.cli.setup import make_settings

    find_command(names, as_json=json, settings=make_settings(flags={}, pairs=set, config=config))


@actors_app.command(epilog=CODES, short_help="Check a list of your own.")
@reporting
def check(file: Annotated[Path, typer.Argument(metavar="FILE", help="A list of actors, CSV or YAML.")]) -> None:
    """Check a list of your own: columns, codes, dates, sources, ids, and names that others bear as well.

    Errors keep a list from being used; notes do not.

    For example:

    \b
      sayso actors check mine.csv
    """  # noqa: D301  # Click keeps the lines after this mark as they are
    from sayso.cli.actor_lists import check_command

    check_command(file)


@actors_app.command(epilog=CODES, short_help="Add an actor to a list of your own.")
@reporting
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name.")],
    kind: Annotated[str, typer.Option(metavar="KIND", help="What it is: armed-group, person, party, ngo, news …")],
    source: Annotated[str, typer.Option(metavar="TEXT", help="Where that is known from.")],
    country: Annotated[str, typer.Option(metavar="CODE", help="ISO 3166 alpha-3, or IGO, NGO, IMG …")] = "",
    sector: Annotated[str, typer.Option(metavar="CODE", help="Its sector in PLOVER: GOV, MIL, REB …")] = "",
    code: Annotated[list[str] | None, typer.Option(metavar="CODE", help="A further code; may be repeated.")] = None,
    alias: _List = None,
    acronym: Annotated[list[str] | None, typer.Option(metavar="NAME", help="An acronym; may be repeated.")] = None,
    office: Annotated[
        str, typer.Option(metavar="TEXT", help="The office of a person: president, foreign minister.")
    ] = "",
    start: Annotated[str, typer.Option(metavar="DATE", help="Since when: 2014, 2014-06 or 2014-06-29.")] = "",
    end: Annotated[str, typer.Option(metavar="DATE", help="Until when.")] = "",
    id: Annotated[  # noqa: A002  # the option's name
        str, typer.Option("--id", metavar="ID", help="Its id; otherwise made from kind and name.")
    ] = "",
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The list, CSV or YAML; otherwise that of the setting `actors`.")
    ] = None,
    set: _Set = None,  # noqa: A002
    config: _Config = None,
) -> None:
    """Add an actor to a list of your own; the file is made if it is not there.

    For example:

    \b
      sayso actors add "Weather Underground" --kind armed-group --country USA --sector REB --source Wikipedia --to mine.csv
      sayso read report.html --set actors=mine.csv
    """  # noqa: D301  # Click keeps the lines after this mark as they are
    from sayso.cli.actor_lists import add_command
    from sayso.cli.setup import make_settings

    single = {"id": id, "kind": kind, "country": country, "sector": sector, "start": start, "end": end}
    many = {"codes": code, "aliases": alias, "acronyms": acronym}
    fields = {**single, "source": source, "office": office, **{k: "|".join(v or ()) for k, v in many.items()}}
    add_command(
        name,
        fields={k: v.strip() for k, v in fields.items()},
        to=to,
        settings=make_settings(flags={}, pairs=set, config=config),
    )
