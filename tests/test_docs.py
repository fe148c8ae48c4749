"""The documents are true: every command and setting is in them, as the code has it.

`python tests/test_docs.py` writes the table of settings anew.
"""

import re
from pathlib import Path

import pytest

from sayso.settings import TABLE

ROOT = Path(__file__).parents[1]
COMMANDS = ROOT / "docs" / "commands.md"
SETTINGS = ROOT / "docs" / "settings.md"
MARKS = ("<!-- table -->", "<!-- end of table -->")


def make_table():
    rows = ["| setting | default | what it is | in the lines |", "|---|---|---|---|"]
    for row in TABLE:
        default = ",".join(row.default) if isinstance(row.default, tuple) else row.default
        rows.append(
            f"| `{row.name}` | {'' if default is None else default} | {row.help} | {'yes' if row.output else ''} |"
        )
    return "\n".join(rows)


def split_settings():
    text = SETTINGS.read_text(encoding="utf-8")
    before, rest = text.split(MARKS[0])
    table, after = rest.split(MARKS[1])
    return before, table, after


def test_settings_are_documented_as_they_are():
    assert split_settings()[1].strip() == make_table()


def commands():
    from typer.main import get_command

    from sayso.cli.app import app

    return get_command(app).commands


def test_every_command_is_documented_and_no_other():
    documented = re.findall(r"^## sayso ([\w-]+)$", COMMANDS.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(documented) == sorted(commands())


@pytest.mark.parametrize("name", ["read", "code", "merge", "why-same", "decide", "explain", "actors", "info"])
def test_every_help_has_examples_and_exit_codes(name):
    command = commands()[name]

    assert "For example:" in command.help
    assert f"sayso {name}" in command.help
    assert "Exit codes:" in command.epilog


def test_exit_codes_are_documented_as_they_are():
    from sayso.cli import failures

    documented = {int(n) for n in re.findall(r"^\| (\d+) \|", COMMANDS.read_text(encoding="utf-8"), re.MULTILINE)}

    known = {v for k, v in vars(failures).items() if k.isupper() and isinstance(v, int)}
    assert documented == known | {0}


if __name__ == "__main__":
    before, _, after = split_settings()
    SETTINGS.write_text(f"{before}{MARKS[0]}\n{make_table()}\n{MARKS[1]}{after}", encoding="utf-8")
