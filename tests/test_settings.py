import dataclasses

import pytest

from sayso.errors import SettingsError
from sayso.settings import TABLE, Settings, load_settings, settings_hash


def test_table_and_settings_have_the_same_names():
    names = [f.name for f in dataclasses.fields(Settings) if f.name != "sources"]

    assert [row.name for row in TABLE] == names


def test_argument_wins_over_flag_over_environment_over_file_over_default(tmp_path):
    file = tmp_path / "sayso.toml"
    file.write_text("workers = 2\nmin_chars = 2\nmax_chars = 2\nbatch_size = 2\n")
    environ = {"SAYSO_WORKERS": "3", "SAYSO_MIN_CHARS": "3", "SAYSO_MAX_CHARS": "3", "HOME": "/"}

    settings = load_settings(
        arguments={"workers": 5}, flags={"workers": 4, "min_chars": 4, "model": None}, environ=environ, file=file
    )

    assert (settings.workers, settings.min_chars, settings.max_chars, settings.batch_size) == (5, 4, 3, 2)
    assert settings.sources["workers"] == "argument"
    assert settings.sources["min_chars"] == "--min-chars"
    assert settings.sources["max_chars"] == "SAYSO_MAX_CHARS"
    assert settings.sources["batch_size"] == str(file)
    assert settings.sources["model"] == "default"


def test_a_file_that_is_not_there_is_not_read(tmp_path):
    assert load_settings(file=tmp_path / "sayso.toml") == load_settings()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"flags": {"colour": 1}}, r"--colour: no setting named 'colour'; known: min_chars, .*workers"),
        ({"environ": {"SAYSO_COLOUR": "1"}}, r"SAYSO_COLOUR: no setting named 'colour'"),
        ({"environ": {"SAYSO_WORKERS": "many"}}, r"SAYSO_WORKERS: workers cannot be 'many'; allowed: a whole number"),
        ({"flags": {"workers": 0}}, r"--workers: workers cannot be 0; allowed: a whole number of at least 1"),
        ({"arguments": {"min_score": "nan"}}, r"argument: min_score cannot be 'nan'"),
        ({"arguments": {"workers": True}}, r"argument: workers cannot be True"),
        ({"arguments": {"workers": 1.5}}, r"argument: workers cannot be 1.5"),
        ({"arguments": {"languages": " , "}}, r"argument: languages cannot be"),
        ({"arguments": {"model": ""}}, r"argument: model cannot be ''"),
    ],
)
def test_what_is_not_allowed_is_named(given, message):
    with pytest.raises(SettingsError, match=message):
        load_settings(**given)


@pytest.mark.parametrize("content", [b"workers = [", b"\xff\xfe", b"nonsense = 1", b"[workers]\nx = 1"])
def test_a_broken_file_is_named(tmp_path, content):
    file = tmp_path / "sayso.toml"
    file.write_bytes(content)

    with pytest.raises(SettingsError, match=r"sayso\.toml"):
        load_settings(file=file)


def test_lists_are_words_joined_by_commas_or_a_toml_list(tmp_path):
    file = tmp_path / "sayso.toml"
    file.write_text('languages = ["en", "fr"]')

    assert load_settings(file=file).languages == ("en", "fr")
    assert load_settings(environ={"SAYSO_LANGUAGES": "en, fr"}).languages == ("en", "fr")


def test_hash_depends_on_the_settings_that_the_output_depends_on():
    default = settings_hash(load_settings())

    assert len(default) == 12
    for row in TABLE:
        other = {"int": 7, "float": 0.5, "str": "other", "list": ("fr",)}[row.kind]
        assert (settings_hash(load_settings(arguments={row.name: other})) != default) == row.output, row.name
