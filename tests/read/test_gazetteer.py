"""The gazetteer: its names, its file, its build."""

from __future__ import annotations

import importlib.util
import io
import json
import pickle
import sys
import tempfile
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import ModelError
from dateline.read.gazetteer import Gazetteer, cells, demonyms, is_place_name, load_gazetteer
from dateline.read.gazetteer_file import (
    PlaceRow,
    hash_name,
    is_latin_name,
    normalise_name,
    river_names,
    sound_name,
    write_gazetteer,
)
from dateline.read.lexicon import load_lexicon

ROOT = Path(__file__).parent.parent.parent
ROWS = (
    PlaceRow(
        ident="geonames:1", name="Ruritania", lat=50.0, lon=15.0, population=900_000, feature="PCLI", country="RR", code="RR",
    ),
    PlaceRow(
        ident="geonames:RR.01", name="Hentzau Province", lat=50.5, lon=15.5, population=80_000, feature="ADM1", country="RR",
        code="RR.01", radius_km=40.0, more_names=("Hentzau",),
    ),
    PlaceRow(
        ident="geonames:2", name="Strelsau", lat=50.6, lon=15.6, population=60_000, feature="PPLC", country="RR",
        admin1="RR.01", names=("Štrelsava",),
    ),
    PlaceRow(ident="geonames:3", name="Strelsau", lat=-10.0, lon=30.0, population=700, feature="PPL", country="QQ"),
    PlaceRow(ident="region:marsh", name="The Marsh", lat=0.0, lon=0.0, population=0, feature="RGN", country=""),
)  # fmt: skip


@pytest.fixture
def small(tmp_path: Path) -> Gazetteer:
    write_gazetteer(ROWS, tmp_path, manifest={"licence": "none"})
    return Gazetteer(tmp_path)


def build_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_gazetteer", ROOT / "gazetteer" / "build_gazetteer.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_gazetteer"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saint-Louis", "St. Louis"),
        ("Mount Vernon", "Mt Vernon"),
        ("Fort Worth", "Ft. Worth"),
        ("The Hague", "Hague"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("Łódź", "Lodz"),
        ("Tromsø", "TROMSO"),
        ("Trinidad & Tobago", "Trinidad and Tobago"),
        ("U.S.", "US"),
        ("Port-au-Prince", "port au prince"),
    ],
)
def test_names_written_otherwise_are_one(one: str, other: str) -> None:
    assert normalise_name(one) == normalise_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Lima", "Lime"), ("Georgia", "Georgian"), ("San Juan", "San Jose"), ("The", "")]
)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert normalise_name(one) != normalise_name(other)


@given(st.text(max_size=30))
def test_a_normalised_name_is_normal(text: str) -> None:
    once = normalise_name(text)
    assert normalise_name(once) in (once, once.removeprefix("the "))
    assert 0 <= hash_name(once) < 2**64


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Qarshi", "Karshi", True),
        ("Helmand", "Hilmand", True),
        ("Kharkiv", "Harkov", False),
        ("Dera Ismail Khan", "Dera Esmail Khan", True),
        ("Basra", "Busra", False),
        ("Homs", "Hums", True),
    ],
)
def test_transliterations_sound_alike(one: str, other: str, *, alike: bool) -> None:
    assert (sound_name(normalise_name(one)) == sound_name(normalise_name(other))) is alike


def test_short_names_have_no_sound() -> None:
    assert sound_name("ulm") == ""


def test_a_name_gives_all_its_places_most_populous_first(small: Gazetteer) -> None:
    assert [e.gazetteer_id for e in small.find("strelsau")] == ["geonames:2", "geonames:3"]
    assert small.find("Strelsava")[0].exact
    assert small.find("Zenda") == []
    assert small.find("") == []
    assert len(small) == len(ROWS)


def test_an_entry_knows_what_holds_it(small: Gazetteer) -> None:
    capital = small.find("Strelsau")[0]
    assert (capital.admin1, capital.admin1_code, capital.country, capital.code) == (
        "Hentzau Province",
        "RR.01",
        "RR",
        None,
    )
    division = small.find("Hentzau")[0]
    assert (division.code, division.exact, division.radius_km) == ("RR.01", False, 40.0)
    assert small.find("Marsh")[0].country is None


def test_sound_alikes_are_divisions_and_larger_towns(small: Gazetteer) -> None:
    assert small.find_sound_alikes("Zenda") == []
    assert [e.gazetteer_id for e in small.find_sound_alikes("Strelzau")] == ["geonames:2"]


@given(
    st.lists(st.text(st.characters(categories=("Lu", "Ll", "Nd")), min_size=1, max_size=12), min_size=1, max_size=20)
)
def test_every_written_name_is_found(names: list[str]) -> None:
    rows = [
        PlaceRow(ident=f"x:{n}", name=name, lat=1.0, lon=2.0, population=n, feature="PPL", country="XX")
        for n, name in enumerate(names)
        if normalise_name(name)
    ]
    if not rows:
        return
    with tempfile.TemporaryDirectory() as folder:
        write_gazetteer(rows, Path(folder), manifest={})
        gazetteer = Gazetteer(Path(folder))
        for row in rows:
            assert row.ident in {e.gazetteer_id for e in gazetteer.find(row.name)} or len(rows) > 60


def test_a_missing_gazetteer_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="build_gazetteer"):
        Gazetteer(tmp_path)


def test_a_half_written_gazetteer_is_none(tmp_path: Path) -> None:
    write_gazetteer(ROWS, tmp_path, manifest={})
    np.save(tmp_path / "places.npy", np.zeros(3, np.int8))
    with pytest.raises(ModelError, match="another format"):
        Gazetteer(tmp_path)
    (tmp_path / "manifest.json").unlink()
    with pytest.raises(ModelError, match="no gazetteer"):
        Gazetteer(tmp_path)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Nairobi", True),
        ("nairobi", False),
        ("US", True),
        ("U.S.", True),
        ("Us", False),
        ("Timbuktu", True),
        ("Sahel", True),
        ("West Africa", True),
        ("Xyzzyville", False),
        ("", False),
    ],
)
def test_place_names(text: str, *, is_one: bool) -> None:
    assert is_place_name(text) is is_one


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Dutch", "Netherlands"),
        ("Danes", "Denmark"),
        ("Congolese", "Democratic Republic of the Congo"),
        ("Thai", "Thailand"),
    ],
)
def test_demonyms(word: str, country: str) -> None:
    assert demonyms()[word] == country


def test_every_country_of_the_table_is_in_the_gazetteer() -> None:
    gazetteer = load_gazetteer()
    for row in load_lexicon("countries"):
        for name in (row["name"], *cells(row["alternatives"])):
            assert row["iso2"] in {e.country for e in gazetteer.find(name) if e.feature == "PCLI"}, name


def test_capitals_are_marked_in_their_country() -> None:
    gazetteer = load_gazetteer()
    lacking = [
        row["name"]
        for row in load_lexicon("countries")
        for capital in cells(row["capital"])
        if row["iso2"] not in {e.country for e in gazetteer.find(capital) if e.feature == "PPLC"}
    ]
    assert len(lacking) <= 8, lacking


def test_every_large_division_of_the_table_is_in_the_gazetteer() -> None:
    gazetteer = load_gazetteer()
    for row in load_lexicon("divisions"):
        for name in cells(row["names"]):
            assert row["code"] in {e.code for e in gazetteer.find(name)}, name


def test_the_manifest_names_sources_and_licence() -> None:
    manifest = load_gazetteer().manifest
    assert "CC BY 4.0" in manifest["licence"]
    assert manifest["sources"] == build_script().SOURCES.names_of_sources()


@pytest.mark.parametrize(
    ("name", "bare"),
    [("Cass County", ("Cass",)), ("Province of Lecce", ("Lecce",)), ("County", ()), ("Lisbon", ())],
)
def test_divisions_are_also_called_by_their_bare_name(name: str, bare: tuple[str, ...]) -> None:
    assert build_script().bare_names(name) == bare


@pytest.mark.parametrize(
    ("name", "town", "names"),
    [
        ("Strelsau International Airport", "Strelsau", ("Strelsau Airport",)),
        ("Strelsau Rassendyll Airport", "Strelsau", ("Strelsau Rassendyll Airport", "Rassendyll Airport")),
        ("Strelsau City Airport", "Strelsau", ("Strelsau City Airport",)),
        ("Zenda Field", "", ("Zenda Field",)),
    ],
)
def test_airports_are_also_called_without_their_town(name: str, town: str, names: tuple[str, ...]) -> None:
    assert build_script().airport_names({"name": name, "city": town}) == names


def test_rivers_are_also_called_by_the_word_before_the_name() -> None:
    assert river_names("Elphberg River") == ("River Elphberg",)
    assert river_names("Rio Elphberg") == ()


@pytest.mark.parametrize(
    ("name", "feature", "country"),
    [
        ("Volga", "STM", None), ("River Severn", "STM", "GB"), ("Lake Tanganyika", "LK", None), ("the Sahel", "RGN", None),
        ("Brooklyn", None, "US"), ("Sadr City", "PPLX", "IQ"), ("Heathrow Airport", "AIRP", "GB"),
        ("Taurus Mountains", "MTS", "TR"),
        ("Bekaa Valley", "VAL", "LB"), ("Socotra", "ISL", "YE"), ("Burma", "PCLI", "MM"), ("Nyanza Province", "ADM1H", "KE"),
        ("Strait of Tiran", "STRT", None), ("Gobi", "DSRT", None), ("Bagram Air Base", "AIRB", "AF"),
        ("Middle East", "RGN", None),
    ],
)  # fmt: skip
def test_names_of_the_world_beside_towns_are_known(name: str, feature: str | None, country: str | None) -> None:
    found = load_gazetteer().find(name)
    assert any(feature in (None, e.feature) and country in (None, e.country) for e in found)


def test_divisions_have_the_point_and_number_of_geonames() -> None:
    herat = next(e for e in load_gazetteer().find("Herat Province") if e.feature == "ADM1")
    assert (herat.gazetteer_id, herat.code) == ("geonames:1140025", "AF.11")


@pytest.mark.parametrize(
    ("name", "kept"), [("Wien", True), ("VIE", False), ("wyn", False), ("Вена", False), ("Vídeň", True)]
)
def test_names_that_english_news_could_print(name: str, *, kept: bool) -> None:
    assert is_latin_name(name) is kept


def test_another_file_than_the_pinned_one_is_refused(tmp_path: Path) -> None:
    script = build_script()
    for package in script.SOURCES.PACKAGES:
        (tmp_path / package.file).write_bytes(b"something else")
    with pytest.raises(script.BuildError, match=r"cities\.json.*SHA512"):
        script.build(tmp_path / "out", folder=tmp_path)


def test_a_source_that_is_not_there_is_named(tmp_path: Path) -> None:
    script = build_script()
    with pytest.raises(script.BuildError, match="should be the file of"):
        script.build(tmp_path / "out", folder=tmp_path)
    assert not (tmp_path / "out").exists()


def test_a_pickle_that_names_code_is_refused() -> None:
    reader = build_script().SOURCES.PlainUnpickler
    assert reader(io.BytesIO(pickle.dumps([["Strelsau", 1.5, 2]]))).load() == [["Strelsau", 1.5, 2]]
    with pytest.raises(pickle.UnpicklingError, match="plain data"):
        reader(io.BytesIO(pickle.dumps(Path("strelsau")))).load()


def test_a_fresh_gazetteer_is_left_alone(tmp_path: Path) -> None:
    script = build_script()
    (tmp_path / "manifest.json").write_text(json.dumps({"fingerprint": script.fingerprint()}))
    script.build(tmp_path, folder=tmp_path / "not there")
    assert [p.name for p in tmp_path.iterdir()] == ["manifest.json"]
    assert not script.is_fresh(tmp_path / "elsewhere")
