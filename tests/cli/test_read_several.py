"""`sayso read A B C` on the examples, and the responsibility table of the seed report, end to end."""

from pathlib import Path

import pytest
from tests.seed_rows import SEED
from typer.testing import CliRunner

from sayso.cli.app import app

pytestmark = pytest.mark.model

ERBIL = [str(Path(__file__).parents[2] / "examples" / f"erbil-2021-{name}.html") for name in ("agency", "echo", "star")]


@pytest.fixture(scope="module")
def shown():
    result = CliRunner().invoke(app, ["read", *ERBIL], env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.stderr
    return result.stdout


def block(shown, heading):
    """The lines under a heading, without indentation."""
    lines = shown.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(heading)) + 1
    end = next((n for n in range(start, len(lines)) if not lines[n].startswith(" ")), len(lines))
    return [line.strip() for line in lines[start:end]]


def test_reports_are_numbered_in_the_order_of_publication(shown):
    outlets = [line.split(",")[0] for line in block(shown, "3 reports")]

    assert sorted(outlets[:2]) == ["[1] Agence France-Presse", "[2] The Northern Star"]
    assert outlets[2] == "[3] The Evening Echo"


def test_the_happening_comes_first_under_one_head(shown):
    head = shown.split("\n\n")[1].splitlines()

    assert "Erbil" in head[0]
    assert head[1].startswith("ASSAULT")
    assert "Erbil (IRQ) · 2021-02-15" in head[1]
    assert head[2].startswith("told by 3 reports [1, 2, 3], 3 outlets, 2 independent origins")


def test_responsibility_is_told_by_voice(shown):
    table = block(shown, "who is said to be responsible")

    assert "Saraya Awliya al-Dam: claims it itself" in table
    assert any(line.startswith("Iran: blamed by") and line.endswith("denied by Iran") for line in table)
    assert not any(line.startswith("volley") for line in table)


def test_figures_stand_by_voice_with_their_range(shown):
    figures = block(shown, "figures, by voice")

    assert "killed: 1 to 2  (voices disagree)" in figures
    assert any(line.startswith("- 9  Wayne Marotto") for line in figures)
    assert any(line.startswith("- 2  Kurdish interior ministry [3]") for line in figures)


def test_the_tree_says_who_took_from_whom_with_the_words(shown):
    tree = block(shown, "where it comes from: 2 independent origins")

    assert len(tree) == 3
    assert "copies" in tree[1]
    assert "A volley of rockets struck the airport of Erbil" in tree[1] + tree[2]


@pytest.mark.skipif(not SEED.exists(), reason="no seed report beside the project")
def test_the_seed_reports_responsibility_is_printed_as_its_ledger_must_hold_it():
    result = CliRunner().invoke(app, ["read", str(SEED)], env={"COLUMNS": "200"})

    table = block(result.stdout, "who is said to be responsible")
    attack = next(n for n, line in enumerate(table) if line.endswith("ASSAULT “rocket attack”"))
    assert table[attack + 1 : attack + 5] == [
        "Saraya Awliya al-Dam: claims it itself",
        "Iran: blamed by United States; denied by Iran",
        "Islamic State: blamed by United States",
        "told without a name by the report itself",
    ]
