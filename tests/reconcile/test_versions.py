"""What a version of a report says otherwise than the version before."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.reconcile.versions import Change, compare_versions
from dateline.records import Claim, Figure
from tests.factory import make_claim, make_report, span_of


def claim(text: str, *, before: str = "", trigger: str | None = None, **given: Any) -> Claim:
    """A claim of a sentence that stands after other words; ``figures`` are (role, words, low)."""
    report = make_report(text=before + text, outlet="Harbour Post")
    figures = tuple(
        Figure(what, low, low, True, True, False, "count", None, span_of(report.text, words))
        for what, words, low in given.pop("figures", ())
    )
    word = span_of(report.text, trigger) if trigger else None
    kind = given.pop("kind", "event" if trigger else "statement")
    return make_claim(report, quote=text, trigger=word, figures=figures, kind=kind, **given)


SUNK = "Two boats sank off Tarn on Monday and 12 people drowned, the coast guard said."
MENDED = "Two boats sank off Tarn on Monday and nine people drowned, the coast guard said."


def sunk(text: str = SUNK, words: str = "12", low: float = 12, **given: Any) -> Claim:
    return claim(
        text, **{"trigger": "drowned", "figures": [("killed", words, low)], "chain": ("the coast guard",), **given}
    )


def told(changes: tuple[Change, ...]) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(c.field, c.what, c.before, c.after) for c in changes]


def test_a_corrected_toll() -> None:
    old, new = sunk(targets=("12 people",)), sunk(MENDED, "nine", 9, before="CORRECTED. ", targets=("nine people",))
    assert compare_versions([old], [new]) == (Change("figure", "killed", "12", "nine", old.id, new.id),)


def test_words_that_moved_are_no_change() -> None:
    old = [sunk(), claim("The search goes on.")]
    new = [claim("The search goes on."), sunk(before="Rewritten throughout. " * 5)]
    assert compare_versions(old, new) == ()


def test_the_same_figure_in_other_words_is_no_change() -> None:
    new = sunk("Two boats sank off Tarn on Monday and twelve people drowned, the coast guard said.", "twelve")
    assert compare_versions([sunk()], [new]) == ()


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("status", "occurred", "feared"),
        ("stance", "says", "denies"),
        ("place", "Sundry Bay", "Cape Orsk"),
        ("source", "the mayor", "Elin Aas"),
    ],
)
def test_other_fields(field: str, before: str, after: str) -> None:
    values = {"chain": (before,)} if field == "source" else {field: before}
    later = {"chain": (after,)} if field == "source" else {field: after}
    old, new = sunk(**values), sunk(SUNK.replace("drowned", "drowned there"), **later)
    assert told(compare_versions([old], [new])) == [(field, None, before, after)]


def test_another_day_and_who_did_it() -> None:
    first = "Gunmen stopped a bus near Tarn on Monday."
    second = "Men of the Tarn militia stopped a bus near Tarn on Sunday."
    old = claim(
        first, trigger="stopped", actors=("gunmen",), time_text="Monday", earliest="2011-05-02", latest="2011-05-02"
    )
    new = claim(
        second, trigger="stopped", actors=("the Tarn militia",), time_text="Sunday",
        earliest="2011-05-01", latest="2011-05-01",
    )  # fmt: skip
    assert told(compare_versions([old], [new])) == [
        ("time", None, "2011-05-02", "2011-05-01"),
        ("actors", None, "gunmen", "the Tarn militia"),
    ]


def test_the_same_words_read_against_another_day_are_no_change() -> None:
    days = [{"time_text": "overnight", "earliest": day, "latest": day} for day in ("2011-05-02", "2011-05-03")]
    assert compare_versions([sunk(**days[0])], [sunk(**days[1])]) == ()
    assert told(compare_versions([sunk(**days[0])], [sunk(MENDED, "nine", 9, **days[1])])) == [
        ("figure", "killed", "12", "nine")
    ]


def test_a_source_named_more_fully_is_the_same() -> None:
    assert compare_versions([sunk(chain=("Venn",))], [sunk(SUNK + " ", chain=("Mara Venn",))]) == ()


def test_a_number_read_as_nobodys() -> None:
    old = claim("The confirmed dead are now 12 in all parts of the county.")
    new = claim("The confirmed dead are now 15 in all parts of the county.")
    assert told(compare_versions([old], [new])) == [("figure", None, "12", "15")]


def test_a_number_that_a_figure_tells_is_told_once() -> None:
    statement = [claim(text) for text in (SUNK, MENDED)]
    changes = compare_versions([sunk(), statement[0]], [sunk(MENDED, "nine", 9), statement[1]])
    assert told(changes) == [("figure", "killed", "12", "nine")]


def test_claims_added_and_dropped() -> None:
    mast = claim("A mast was found on the beach.", trigger="found")
    also = claim("A mast was found on the beach.")
    changes = compare_versions([sunk(), mast, also], [sunk(), claim("The ferry line has closed its office.")])
    assert told(changes) == [
        ("added", None, None, "The ferry line has closed its office."),
        ("dropped", None, "A mast was found on the beach.", None),
    ]


def test_another_event_of_another_kind_is_not_the_same_claim() -> None:
    old = claim("Police arrested two skippers at Tarn on Monday.", trigger="arrested", type="COERCE")
    new = claim("Police praised two skippers at Tarn on Monday.", trigger="praised", type="SUPPORT")
    assert [c.field for c in compare_versions([old], [new])] == ["added", "dropped"]


def test_nothing_to_compare() -> None:
    assert compare_versions([], []) == ()
    assert [c.field for c in compare_versions([], [sunk()])] == ["added"]
