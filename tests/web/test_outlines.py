from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dateline.web.outlines import EDGE, area_of, clip_ring, closed_path, contains, middle_of, open_path, thin

SQUARE = np.array([[10.0, 10.0], [50.0, 10.0], [50.0, 50.0], [10.0, 50.0]])
POINTS = st.lists(st.tuples(st.floats(-900, 900), st.floats(-900, 900)), min_size=3, max_size=40)
PAPER = {"width": 100.0, "height": 80.0}


def test_what_lies_on_the_paper_stays_as_it_is() -> None:
    assert clip_ring(SQUARE, **PAPER).tolist() == SQUARE.tolist()


def test_what_lies_off_the_paper_is_gone() -> None:
    assert len(clip_ring(SQUARE + 1000, **PAPER)) == 0


def test_a_ring_around_the_paper_covers_it() -> None:
    cut = clip_ring((SQUARE - 30) * 100, **PAPER)
    assert area_of(cut) == (100 + 2 * EDGE) * (80 + 2 * EDGE)


@given(POINTS)
def test_a_cut_ring_lies_within_the_edge_and_is_no_larger(points: list[tuple[float, float]]) -> None:
    cut = clip_ring(np.array(points), **PAPER)
    assert ((cut >= -EDGE - 1e-6) & (cut <= np.array([100 + EDGE, 80 + EDGE]) + 1e-6)).all()


def test_a_line_that_leaves_and_returns_is_in_two_pieces() -> None:
    line = np.array([[10.0, 10.0], [20.0, 10.0], [900.0, 10.0], [900.0, 60.0], [20.0, 60.0], [10.0, 60.0]])
    assert open_path([line], **PAPER, step=1.0).count("M") == 2


def test_a_thinned_line_keeps_its_ends() -> None:
    line = np.array([[0.0, 0.0], [0.2, 0.1], [0.4, 0.2], [7.0, 7.0], [7.1, 7.2]])
    assert thin(line, 2.0).tolist() == [[0, 0], [7, 7], [7, 7]]


def test_dust_is_not_drawn() -> None:
    assert closed_path([SQUARE / 100], **PAPER, step=1.0) == ""
    assert closed_path([SQUARE], **PAPER, step=1.0) == "M10 10l40 0 0 40-40 0z"


def test_a_ring_knows_its_middle_and_what_it_holds() -> None:
    assert middle_of(SQUARE) == (30.0, 30.0)
    assert contains(SQUARE, (30.0, 30.0))
    assert not contains(SQUARE, (60.0, 30.0))
