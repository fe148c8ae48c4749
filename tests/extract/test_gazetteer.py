"""The index of place names: what it finds, and that it is made once, whole, and for the right data."""

import threading
import time

import pytest

from sayso.extract import gazetteer as stage
from sayso.extract.gazetteer import Gazetteer, Kind, Match, load_gazetteer, make_key
from sayso.records import Precision


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer()


@pytest.fixture(scope="module")
def small_index(gazetteer):
    """Bytes of a true index, to stand for a build that takes long."""
    del gazetteer  # its file is what is read
    import platformdirs

    path = platformdirs.user_cache_path("sayso") / f"gazetteer-{stage._source_hash().hex()[:16]}.bin"
    return path.read_bytes() if path.exists() else stage.build_index()


@pytest.mark.parametrize(
    ("name", "country", "geonameid"),
    [
        ("Erbil", "IRQ", 95446),
        ("Hewlêr", "IRQ", 95446),
        ("أربيل", "IRQ", 95446),
        ("KYIV", "UKR", 703448),
        ("Iraq", "IRQ", 99237),
        ("U.S.", "USA", 6252001),
        ("Nineveh", "IRQ", 92877),
        ("Gaza Strip", "PSE", 281132),
    ],
)
def test_a_name_leads_to_its_place_in_any_script_and_case(gazetteer, name, country, geonameid):
    found = gazetteer.lookup(name)

    assert (country, geonameid) in [(c.country, c.geonameid) for c in found]


def test_the_more_prominent_place_comes_first(gazetteer):
    found = gazetteer.lookup("Paris")

    assert found[0].country == "FRA"
    assert any(c.admin1 == "Texas" for c in found)


def test_a_nationality_is_told_from_a_name(gazetteer):
    (iraqi,) = gazetteer.lookup("Iraqi")
    (germans,) = gazetteer.lookup("Germans")

    assert (iraqi.match, iraqi.kind) == (Match.ADJECTIVE, Kind.COUNTRY)
    assert germans.match == Match.DEMONYM


def test_a_capital_is_marked(gazetteer):
    assert [c.country for c in gazetteer.lookup("Baghdad") if c.capital] == ["IRQ"]
    assert [c.admin1 for c in gazetteer.lookup("Washington") if c.capital] == ["District of Columbia"]


def test_a_site_has_no_id_where_none_is_known(gazetteer):
    (base,) = gazetteer.lookup("Ayn al-Asad air base")

    assert base.geonameid is None
    assert base.kind.precision == Precision.SITE


@pytest.mark.parametrize("name", ["", " ", ".", "xyzzyx", "\ud800", "a" * 10_000, "\0"])
def test_what_names_nothing_finds_nothing(gazetteer, name):
    assert gazetteer.lookup(name) == ()
    assert name not in gazetteer


def test_a_key_has_no_case_accents_or_points():
    assert make_key("Saint-Étienne") == make_key("SAINT ETIENNE") == "saint etienne"
    assert make_key("U.S.") == "us"


def test_lookups_are_quick(gazetteer):
    names = ["Erbil", "Mosul", "Iraq", "Lyon", "Kharkiv", "Mali", "Texas", "Goma", "nothing of the kind", "Deir ez-Zor"]
    began = time.process_time()

    for _ in range(100):
        for name in names:
            gazetteer.lookup(name)

    assert (time.process_time() - began) / 1000 < 100e-6  # the bar is 50 µs on an idle machine


def test_two_at_once_build_it_once(tmp_path, monkeypatch, small_index):
    builds, opened = [], []

    def build(_source):
        builds.append(1)
        time.sleep(0.2)
        return small_index

    monkeypatch.setattr(stage, "build_index", build)
    threads = [threading.Thread(target=lambda: opened.append(load_gazetteer(tmp_path))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(builds) == 1
    assert len(opened) == 3
    assert [p.suffix for p in tmp_path.iterdir()] == [".bin"]


def test_a_torn_or_foreign_file_is_built_anew(tmp_path, monkeypatch, small_index):
    monkeypatch.setattr(stage, "build_index", lambda _source: small_index)
    load_gazetteer(tmp_path)
    (path,) = tmp_path.glob("*.bin")
    path.write_bytes(small_index[:1000])

    found = load_gazetteer(tmp_path).lookup("Erbil")

    assert found
    assert path.stat().st_size == len(small_index)


def test_other_source_data_means_another_file(tmp_path, monkeypatch, small_index):
    monkeypatch.setattr(stage, "build_index", lambda _source: small_index)
    load_gazetteer(tmp_path)
    monkeypatch.setattr(stage, "_source_hash", lambda: b"\1" * 32)

    load_gazetteer(tmp_path)

    assert len(list(tmp_path.glob("*.bin"))) == 2


def test_a_folder_that_cannot_be_written_costs_a_warning_not_the_gazetteer(tmp_path, monkeypatch, small_index, caplog):
    monkeypatch.setattr(stage, "build_index", lambda _source: small_index)
    blocked = tmp_path / "file"
    blocked.write_text("no folder")

    found = load_gazetteer(blocked / "cache")

    assert isinstance(found, Gazetteer)
    assert "in memory" in caplog.text


@pytest.mark.slow
def test_the_build_is_the_same_every_time(small_index):
    assert stage.build_index() == small_index
