from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.web.projection import ASPECTS, Extent, Projection, fit_window

PLACES = st.lists(
    st.builds(Extent, st.floats(-90, 90), st.floats(-180, 180), st.floats(1, 300)), min_size=1, max_size=12
)


@given(PLACES)
def test_every_place_lies_on_its_map(places: list[Extent]) -> None:
    projection = Projection.of(fit_window(places))
    assert all(projection.has(place.lat, place.lon) for place in places)
    assert projection.window.lon_span <= 360 + 1e-9


@given(PLACES)
def test_a_map_has_the_shape_of_a_page(places: list[Extent]) -> None:
    projection = Projection.of(fit_window(places))
    # a map of nearly the whole world is as flat as the world
    assert ASPECTS[0] - 0.02 <= projection.width / projection.height
    assert projection.width / projection.height <= max(ASPECTS[1] + 0.02, 2.6)


def test_places_on_either_side_of_the_antimeridian_are_neighbours() -> None:
    window = fit_window([Extent(-18.1, 178.4, 10), Extent(-13.8, -171.8, 10)])
    assert window.west < 178.4 < 180 < window.east
    projection = Projection.of(window)
    fiji, samoa = projection.place_one(-18.1, 178.4), projection.place_one(-13.8, -171.8)
    assert fiji[0] < samoa[0] and fiji[1] > samoa[1]


def test_north_is_up_and_east_to_the_right() -> None:
    projection = Projection.of(fit_window([Extent(48, 16, 10)]))
    x, y = projection.place(np.array([[16.0, 48.0], [16.5, 48.0], [16.0, 48.5]])).T
    assert x[1] > x[0] == x[2] and y[2] < y[0] == y[1]


@pytest.mark.parametrize("lat", [-60.0, 0.0, 48.0])
def test_a_circle_of_some_km_is_round_and_true_to_the_scale(lat: float) -> None:
    projection = Projection.of(fit_window([Extent(lat, 16, 10)]))
    rx, ry = projection.radii(lat, 50)
    assert rx == ry
    assert math.isclose(rx, 50 / projection.window.width_km * projection.width, rel_tol=0.03)


def test_a_map_of_the_world_is_no_mercator_map() -> None:
    wide = Projection.of(fit_window([Extent(60, -150, 10), Extent(-30, 150, 10), Extent(50, 0, 10)]))
    assert not wide.is_mercator
    rx, ry = wide.radii(60, 100)
    assert rx > ry
