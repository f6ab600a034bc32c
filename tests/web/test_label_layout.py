from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dateline.web.label_layout import Wanted, box_of, lay_out, overlap

PAPER = {"width": 960.0, "height": 600.0}
WANTED = st.lists(
    st.builds(
        Wanted, st.uuids().map(str), st.text("abcdef", min_size=1, max_size=20), st.floats(0, 960), st.floats(0, 600),
        st.floats(0, 40), st.floats(0, 40), st.booleans(),
    ),
    max_size=40,
)  # fmt: skip


@given(WANTED)
def test_no_name_lies_over_another_or_off_the_paper(wanted: list[Wanted]) -> None:
    boxes = [box_of(label) for label in lay_out(wanted, **PAPER)]
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= 960 and box[3] <= 600 for box in boxes)


def test_the_first_name_has_the_best_place() -> None:
    first, second = Wanted("a", "Velm", 300, 300, 8, 8), Wanted("b", "Orra", 302, 300, 8, 8)
    labels = lay_out([first, second], **PAPER)
    assert [(label.key, label.anchor) for label in labels] == [("a", "start"), ("b", "end")]


def test_a_name_at_the_right_edge_stands_to_the_left() -> None:
    assert lay_out([Wanted("a", "Velm", 950, 300)], **PAPER)[0].anchor == "end"


def test_a_name_without_room_is_left_out() -> None:
    assert lay_out([Wanted("a", "Velm", 300, 300)], **PAPER, taken=[(0, 0, 960, 600)]) == []
