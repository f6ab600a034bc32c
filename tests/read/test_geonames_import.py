"""A dump of GeoNames made into a gazetteer."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from dateline.errors import ConfigError
from dateline.read import geonames_import
from dateline.read.gazetteer import Gazetteer, load_gazetteer
from dateline.read.geonames_import import import_geonames


def line(ident: int, name: str, *, at: tuple[float, float], code: str, country: str = "KE", **more: str) -> str:
    """Return a line of the dump; ``code`` is class and code, as in P.PPL."""
    feature_class, feature = code.split(".")
    columns = [
        str(ident), name, name, more.get("also", ""), str(at[0]), str(at[1]), feature_class, feature, country, "",
        more.get("admin1", ""), more.get("admin2", ""), "", "", more.get("people", "0"), "", "10", "Africa/Nairobi", "2024-05-01",
    ]  # fmt: skip
    return "\t".join(columns)


DUMP = "\n".join(
    (
        line(1, "Republic of Kenya", at=(1.0, 38.0), code="A.PCLI", admin1="00", people="51000000"),
        line(2, "Zenda County", at=(-1.0, 37.0), code="A.ADM1", admin1="77", people="90000"),
        line(3, "Zenda", at=(-1.1, 37.1), code="P.PPLA", admin1="77", people="70000", also="Zendah,ZND,Зенда,zenda"),
        line(4, "Zenda", at=(3.0, 40.0), code="P.PPL", admin1="05", people="900"),
        line(5, "Elphberg River", at=(0.5, 39.5), code="H.STM"),
        line(6, "Zenda Primary School", at=(-1.1, 37.1), code="S.SCH"),
        line(7, "Zenda Airport", at=(-1.2, 37.2), code="S.AIRP", admin1="77"),
    )
)


def dump_of(folder: Path, text: str, *, member: str = "allCountries.txt", name: str = "allCountries.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, text)
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder = tmp_path_factory.mktemp("dump")
    import_geonames(dump_of(folder, DUMP), folder / "made")
    return Gazetteer(folder / "made")


def test_places_are_found_as_in_the_shipped_gazetteer(made: Gazetteer) -> None:
    large, small = (e for e in made.find("zenda") if e.feature == "PPL")
    assert (large.gazetteer_id, large.population, large.admin1, large.admin1_code) == (
        "geonames:3", 70000, "Zenda County", "KE.77",
    )  # fmt: skip
    assert small.gazetteer_id == "geonames:4"
    assert [e.gazetteer_id for e in made.find("Zendah")] == ["geonames:3"]
    assert made.find("River Elphberg")[0].feature == "STM"
    assert made.find("Zenda Airport")[0].admin1_code == "KE.77"


def test_schools_and_airport_codes_are_left_out(made: Gazetteer) -> None:
    assert made.find("Zenda Primary School") == []
    assert made.find("ZND") == []


def test_countries_keep_the_names_and_reach_of_the_tables(made: Gazetteer) -> None:
    (kenya,) = made.find("Kenya")
    shipped = next(e for e in load_gazetteer().find("Kenya") if e.feature == "PCLI")
    assert (kenya.gazetteer_id, kenya.name, kenya.code, kenya.lat) == ("geonames:1", "Kenya", "KE", 1.0)
    assert kenya.radius_km == pytest.approx(shipped.radius_km)


def test_regions_of_the_tables_are_there(made: Gazetteer) -> None:
    assert made.find("Sahel")[0].feature == "RGN"


def test_a_country_dump_with_its_readme_is_taken(tmp_path: Path) -> None:
    path = dump_of(tmp_path, DUMP, member="KE.txt", name="KE.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("readme.txt", "GeoNames")
    assert import_geonames(path, tmp_path / "made")["places"] > 6


@pytest.mark.parametrize(
    ("text", "member", "why"),
    [
        (DUMP.replace("\t2024-05-01", "", 1), "allCountries.txt", "line 1: 18 columns"),
        (DUMP + "\n" + line(8, "Nowhere", at=(95.0, 0.0), code="P.PPL"), "allCountries.txt", "line 8: 8 at 95.0"),
        (DUMP.replace("70000", "many"), "allCountries.txt", "line 3: invalid literal"),
        (DUMP, "folder/allCountries.txt", "no dump of GeoNames: it holds folder"),
        (DUMP, "names.csv", r"it holds names\.csv"),
        ("x" * 200_000, "allCountries.txt", "a line longer than"),
    ],
)
def test_a_file_that_is_no_dump_is_refused(tmp_path: Path, text: str, member: str, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        import_geonames(dump_of(tmp_path, text, member=member), tmp_path / "made")
    assert [p.name for p in tmp_path.iterdir()] == ["allCountries.zip"]


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "allCountries.zip").write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(ConfigError, match="no zip file"):
        import_geonames(tmp_path / "allCountries.zip", tmp_path / "made")


def test_a_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="packed"):
        import_geonames(dump_of(tmp_path, "0" * 12_000_000), tmp_path / "made")


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geonames_import, "MOST_BYTES", 900)
    monkeypatch.setattr(geonames_import, "check_member", lambda dump, archive: archive.infolist()[0])
    with pytest.raises(ConfigError, match="or too many"):
        import_geonames(dump_of(tmp_path, "\n".join([DUMP] * 3)), tmp_path / "made")


def test_a_failed_import_leaves_the_gazetteer_that_was_there(tmp_path: Path) -> None:
    import_geonames(dump_of(tmp_path, DUMP), tmp_path / "made")
    with pytest.raises(ConfigError):
        import_geonames(dump_of(tmp_path, "no dump"), tmp_path / "made")
    assert len(Gazetteer(tmp_path / "made").find("Zenda")) > 1
    import_geonames(dump_of(tmp_path, DUMP.split("\n")[0]), tmp_path / "made")
    assert Gazetteer(tmp_path / "made").find("Elphberg River") == []


def test_the_variable_names_the_gazetteer_to_read_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_geonames(dump_of(tmp_path, DUMP), tmp_path / "made")
    monkeypatch.setenv("DATELINE_GAZETTEER", str(tmp_path / "made"))
    load_gazetteer.cache_clear()
    try:
        assert load_gazetteer().find("Elphberg River")
    finally:
        monkeypatch.delenv("DATELINE_GAZETTEER")
        load_gazetteer.cache_clear()
