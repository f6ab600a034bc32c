from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dateline.web import basemap
from dateline.web.projection import Window

FRONTEND = Path(__file__).parents[2] / "frontend"
# two countries that share arc 0; the second reaches over the antimeridian
COUNTRIES = {
    "transform": {"scale": [1, 1], "translate": [170, 0]},
    "arcs": [[[0, 0], [0, 10]], [[0, 10], [-10, 0], [0, -10], [10, 0]], [[0, 0], [9, 0], [-344, 0], [0, 10], [335, 0]]],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "id": "040", "properties": {"name": "One"}, "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "348", "properties": {"name": "Two"}, "arcs": [[[2, ~0]]]},
            ]
        },
        "land": {"geometries": [{"type": "MultiPolygon", "arcs": [[[1, 2]]]}]},
    },
}
WATERS = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [[[165, 2], [1, 1], [-1, 1], [0, -2]], [[100, 0], [5, 5]], [[165, 5], [1, 1]]],
    "objects": {
        "lakes": {"geometries": [{"type": "Polygon", "arcs": [[0]]}]},
        "rivers": {"geometries": [{"type": "LineString", "arcs": [2]}, {"type": None}]},
    },
}


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The build script, with packages of two small countries, a lake and a river."""
    spec = importlib.util.spec_from_file_location("frontend_basemap", FRONTEND / "basemap.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for _, *files in module.LEVELS:
        for name, content in zip(files, (COUNTRIES, WATERS), strict=True):
            path = tmp_path / "packages" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(content))
    monkeypatch.setattr(module, "fetch_packages", lambda: tmp_path / "packages")
    return module


@pytest.fixture
def built(build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> basemap.BaseMap:
    """The base map of those packages, as the pages read it."""
    build.build(tmp_path / "basemap")
    monkeypatch.setattr(basemap, "FOLDER", tmp_path / "basemap")
    monkeypatch.setattr(basemap, "load_level", basemap.load_level.__wrapped__)
    found = basemap.load_basemap(Window(160, -5, 170, 15))
    assert found
    return found


def near(window: Window, found: basemap.BaseMap) -> dict[str, Any]:
    return {name: list(found.lines(getattr(found, name), window)) for name in ("land", "lakes", "rivers", "borders")}


def test_a_border_is_what_two_countries_share(built: basemap.BaseMap) -> None:
    (border,) = built.lines(built.borders, Window(160, -5, 200, 15))
    assert border.tolist() == [[170, 0], [170, 10]]


def test_lakes_and_rivers_keep_their_arcs(built: basemap.BaseMap) -> None:
    found = near(Window(160, -5, 175, 15), built)
    assert found["lakes"][0][0].tolist() == [165, 2]
    assert found["rivers"][0].tolist() == [[165, 5], [166, 6]]


def test_a_country_over_the_antimeridian_does_not_jump(built: basemap.BaseMap) -> None:
    (ring,) = built.outline("HU", Window(165, -5, 200, 15))
    assert [ring[:, 0].min(), ring[:, 0].max()] == [170, 195]
    assert built.countries_near(Window(-175, -5, -170, 15)) == ["HU"]
    (seen,) = built.outline("HU", Window(-175, -5, -170, 15))
    assert seen[:, 0].max() == -165


def test_what_is_elsewhere_is_not_read(built: basemap.BaseMap) -> None:
    assert near(Window(0, 40, 20, 50), built) == {"land": [], "lakes": [], "rivers": [], "borders": []}
    assert built.outline("FR", Window(0, 40, 20, 50)) == []


def test_a_fresh_base_map_is_left_alone(build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build.build(tmp_path / "basemap")
    monkeypatch.setattr(build, "fetch_packages", lambda: pytest.fail("fetched again"))
    build.build(tmp_path / "basemap")


def test_there_may_be_no_base_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basemap, "FOLDER", tmp_path)
    monkeypatch.setattr(basemap, "load_level", basemap.load_level.__wrapped__)
    assert basemap.load_basemap(Window(0, 0, 10, 10)) is None
