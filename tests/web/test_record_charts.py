"""Numbers and sides by day: where marks, bars and lines are drawn."""

from __future__ import annotations

import math

from dateline.web.number_charts import MOST_MARKS, NumberChart, ToldNumber, chart_numbers
from dateline.web.origin_marks import SHAPES, marks_of
from dateline.web.side_charts import Said, chart_sides

MARKS = marks_of([("chief", "the fire chief"), ("union", "the union"), ("clinic", "the clinic")])


def number(day: str | None, origin: str, low: float, high: float, **given: str) -> ToldNumber:
    values = {
        "what": "killed",
        "of": "",
        "words": f"{low}",
        "claim": f"{origin} {day} {low}",
        "copy": f"{origin} {day}",
    }
    return ToldNumber(day=day, origin=origin, low=low, high=high, **values | given)


def chart(*numbers: ToldNumber) -> NumberChart:
    (found,) = chart_numbers(numbers, MARKS)
    return found


def test_a_bar_reaches_from_low_to_high() -> None:
    mark, exact = chart(number("2014-03-02", "chief", 10, 30), number("2014-03-03", "union", 20, 20)).marks
    assert mark.top < mark.y < mark.bottom
    assert mark.y == exact.y == exact.top == exact.bottom
    assert (mark.label, exact.label) == ("10–30", "20")


def test_more_stands_higher_and_later_stands_to_the_right() -> None:
    low, high = chart(number("2014-03-02", "chief", 10, 10), number("2014-03-03", "union", 20, 20)).marks
    assert high.y < low.y and low.x < high.x


def test_an_open_end_is_an_arrow_from_the_end_that_is_known() -> None:
    least, most = chart(
        number("2014-03-02", "chief", 200, math.inf), number("2014-03-02", "union", -math.inf, 450)
    ).marks
    assert (least.up, least.down, most.up, most.down) == (True, False, False, True)
    assert least.bottom == least.y > least.top
    assert most.top == most.y < most.bottom
    assert (least.short, most.short) == ("200+", "≤450")


def test_marks_of_one_day_stand_side_by_side() -> None:
    found = chart(*(number("2014-03-02", origin, 10, 10) for origin in MARKS))
    xs = [mark.x for mark in found.marks]
    assert len(found.columns) == 1 and xs == sorted(xs) and len(set(xs)) == 3


def test_a_line_joins_what_one_origin_changed() -> None:
    found = chart(
        number("2014-03-02", "chief", 4, 4), number("2014-03-04", "union", 7, 7), number("2014-03-05", "chief", 5, 5)
    )
    ((tint, path),) = found.lines
    first, last = (mark for mark in found.marks if mark.told.origin == "chief")
    assert tint == MARKS["chief"].tint
    assert path == f"M{first.x:g} {first.y:g}L{last.x:g} {last.y:g}"


def test_the_same_again_and_a_reprint_are_one_mark() -> None:
    found = chart(
        number("2014-03-02", "chief", 4, 4, copy="wire"),
        number("2014-03-03", "chief", 4, 4, claim="again"),
        number("2014-03-04", "chief", 5, 5),
        number("2014-03-05", "chief", 4, 4, copy="wire", claim="reprint"),
    )
    assert [mark.told.low for mark in found.marks] == [4, 5]
    assert found.marks[0].claims[1:] == ("again", "reprint")


def test_kinds_of_people_are_not_set_against_each_other() -> None:
    kinds = [(c.what, c.of) for c in chart_numbers(
        [number("2014-03-02", "chief", 4, 4, of="soldiers"), number("2014-03-02", "chief", 9, 9),
         number("2014-03-03", "union", 5, 5, of="soldiers")], MARKS)]  # fmt: skip
    assert kinds == [("killed", "soldiers")]  # of all killed there is one number: no chart


def test_days_left_out_are_marked_and_a_new_year_is_said() -> None:
    found = chart(
        number("2013-12-30", "chief", 4, 4), number("2013-12-31", "union", 5, 5), number("2014-01-04", "clinic", 6, 6),
        number(None, "union", 9, 9),
    )  # fmt: skip
    assert [(column.label, column.year) for column in found.columns] == [
        ("30 Dec", "2013"), ("31 Dec", ""), ("4 Jan", "2014"), ("no day", ""),
    ]  # fmt: skip
    assert found.breaks == (found.columns[2].left,)


def test_of_very_many_numbers_the_latest_are_drawn() -> None:
    found = chart(*(number(f"2014-03-{1 + n // 2:02}", "chief", n, n) for n in range(MOST_MARKS + 6)))
    assert (len(found.marks), found.left_out, found.marks[-1].told.low) == (MOST_MARKS, 6, MOST_MARKS + 5)


def test_a_number_that_says_nothing_is_not_drawn() -> None:
    assert chart_numbers([number("2014-03-02", "chief", -math.inf, math.inf)] * 2, MARKS) == []


def test_zero_alone_can_be_drawn() -> None:
    assert {mark.y for mark in chart(number("2014-03-02", "chief", 0, 0), number("2014-03-02", "union", 0, 0)).marks}


def test_lanes_have_each_origin_once_a_day() -> None:
    found = chart_sides(
        [
            ("Yes", [Said("2014-03-02", "chief", "c1", "a"), Said("2014-03-02", "chief", "c2", "b"),
                     Said("2014-03-02", "union", "c3", "c")]),
            ("No", [Said("2014-03-05", "clinic", "c4", "d")]),
        ],
        MARKS,
    )  # fmt: skip
    assert [(mark.said.claim, mark.origin.letter) for mark in found.marks] == [("c1", "A"), ("c3", "B"), ("c4", "C")]
    yes, no = found.lanes
    assert [mark.y for mark in found.marks] == [yes.y, yes.y, no.y]
    assert len(found.columns) == 2 and found.breaks == (found.columns[1].left,)


def test_every_origin_differs_in_more_than_colour() -> None:
    marks = list(marks_of((str(n), str(n)) for n in range(40)).values())
    assert len({mark.letter for mark in marks}) == 40
    assert len({(mark.shape, mark.tint) for mark in marks[: len(SHAPES)]}) == len(SHAPES)
