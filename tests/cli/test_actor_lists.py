"""`sayso actors find|check|add`, and lists that the settings name."""

import json

import pytest
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.errors import InputError, SettingsError
from sayso.run.actors import hash_settings, load_actors
from sayso.settings import load_settings

HEADER = "id,name,kind,country,sector,source\n"
ROW = "group:zork,Zork Front,armed-group,ITA,REB,me\n"
ADD = ("add", "Zork Front", "--kind", "armed-group", "--country", "ITA", "--sector", "REB", "--source", "me")


def run(*args):
    result = CliRunner().invoke(app, ["actors", *(str(a) for a in args)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def settings(path):
    return load_settings(arguments={"actors": [str(path)]})


def test_find_shows_id_codes_dates_and_names():
    shown = run("find", "hezbollah", "Joe Biden").stdout

    assert "Hezbollah  [group:hezbollah]" in shown
    assert "armed-group  LBN REB" in shown
    assert "Hizbollah" in shown
    assert "president  2021-01-20 to 2025-01-20" in shown


def test_find_takes_ids_and_words_of_names_and_gives_json():
    by_id = json.loads(run("find", "group:hezbollah", "--json").stdout)
    by_word = json.loads(run("find", "Qaeda", "--json").stdout)

    assert [e["terms"][0]["country"] for e in by_id] == ["LBN"]
    assert {"group:al-qaeda", "group:al-qaeda-in-iraq"} >= {e["id"] for e in by_word} & {"group:al-qaeda"}


def test_find_says_whom_nobody_knows():
    result = run("find", "Zork Front")

    assert result.exit_code == 1
    assert "no actor is known as 'Zork Front'" in result.stderr


def test_find_looks_into_the_users_list(tmp_path):
    (tmp_path / "mine.csv").write_text(HEADER + ROW)

    assert "[group:zork]" in run("find", "Zork Front", "--set", f"actors={tmp_path / 'mine.csv'}").stdout


def test_check_counts_and_gives_the_row(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text(HEADER + ROW + "group:b,B,ngo,ITALY,,me\n")

    result = run("check", file)

    assert result.exit_code == 1
    assert "error: row 2 (group:b): the country 'ITALY'" in result.stdout
    assert "2 rows, 2 actors, 1 error, 0 notes" in result.stdout


def test_check_of_a_good_list_is_done(tmp_path):
    (tmp_path / "mine.csv").write_text(HEADER + ROW)

    assert run("check", tmp_path / "mine.csv").exit_code == 0


@pytest.mark.parametrize(("name", "code"), [("none.csv", 1), ("broken.yaml", 2)])
def test_check_of_no_list_is_one_line(tmp_path, name, code):
    (tmp_path / "broken.yaml").write_text("- [")

    result = run("check", tmp_path / name)

    assert result.exit_code == code
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["mine.csv", "mine.yaml"])
def test_add_makes_the_list_which_then_passes_and_is_used(tmp_path, name):
    file = tmp_path / name

    added = run(*ADD, "--alias", "Zorks", "--alias", "Zorkists", "--to", file)

    assert added.exit_code == 0, added.stderr
    assert run("check", file).exit_code == 0
    assert load_actors(settings(file)).entries["group:zork-front"].terms[0].country == "ITA"
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_add_takes_the_list_of_the_settings(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text(HEADER)

    run(*ADD, "--set", f"actors={file}")

    assert file.read_text().startswith(HEADER + "group:zork-front,Zork Front")


def test_add_without_a_list_says_how_to_name_one():
    result = run(*ADD)

    assert result.exit_code == 2
    assert "--to FILE.csv" in result.stderr


def test_add_of_an_error_leaves_the_file_as_it_was(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text(HEADER)

    result = run("add", "Zork Front", "--kind", "armed-group", "--country", "XX", "--source", "me", "--to", file)

    assert result.exit_code == 2
    assert "was not added: the country 'XX'" in result.stderr
    assert file.read_text() == HEADER


def test_a_list_with_errors_is_not_used(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text(HEADER + "group:b,B,ngo,ITALY,,me\n")

    with pytest.raises(SettingsError, match=r"mine\.csv: row 1: the country 'ITALY'.*sayso actors check"):
        load_actors(settings(file))


def test_a_list_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none\.csv: cannot be read"):
        load_actors(settings(tmp_path / "none.csv"))


def test_the_hash_follows_the_content_of_a_list_and_not_its_name(tmp_path):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(HEADER + ROW)
    second.write_text(HEADER + ROW)
    same = hash_settings(settings(first)) == hash_settings(settings(second))
    second.write_text(HEADER)

    assert same
    assert hash_settings(settings(first)) != hash_settings(settings(second))
    assert hash_settings(settings(first)) != hash_settings(load_settings())


@pytest.mark.model
def test_info_gives_the_hash_of_the_lines_and_bears_a_list_that_is_not_there(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text(HEADER + ROW)

    shown = CliRunner().invoke(app, ["info", "--json", "--set", f"actors={file}"])
    missing = CliRunner().invoke(app, ["info", "--set", f"actors={tmp_path / 'none.csv'}"])

    assert json.loads(shown.stdout)["settings_hash"] == hash_settings(settings(file))
    assert (missing.exit_code, "a list of actors cannot be read" in missing.stdout) == (0, True)


@pytest.mark.model
def test_an_actor_of_the_users_list_is_coded(tmp_path):
    (tmp_path / "mine.csv").write_text(HEADER + ROW)
    report = tmp_path / "report.txt"
    report.write_text("The Zork Front attacked a police post near Naples on Tuesday, the army said.")

    shown = CliRunner().invoke(app, ["read", str(report), "--json", "--set", f"actors={tmp_path / 'mine.csv'}"])

    line = json.loads(shown.stdout)
    assert ("group:zork", "ITA", "REB") in {(a["id"], a["country"], a["sector"]) for a in line["claims"][0]["actors"]}
