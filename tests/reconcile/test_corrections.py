"""What persons reject and correct: written, checked, kept as JSON, put in the machine's place."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dateline.errors import InvalidQuery
from dateline.reconcile.base import Told
from dateline.reconcile.correction_values import ClaimText
from dateline.reconcile.corrections import as_judged, check_values, corrected, fields_of, judged_claims, read_values
from dateline.records import Claim, Place
from tests.factory import make_claim, make_judgement, make_report, span_of
from tests.reconcile.told import count, told

REPORT = make_report(
    text="Rain. On Friday rebels shelled Ulm Ford, killing about a dozen ferrymen, the harbour master said. Rebels left Ulm Ford."
)
EVENT = make_claim(
    REPORT,
    quote="On Friday rebels shelled Ulm Ford, killing about a dozen ferrymen",
    trigger=span_of(REPORT.text, "shelled"),
    type="ASSAULT",
    actors=("rebels",),
    targets=("ferrymen",),
    place="Ulm",
    earliest="2014-02-07",
    chain=("The Alda Courier", "the harbour master"),
    statement="s1",
    reasons=("place: a place of no point", "time: no day"),
    figures=(replace(count("killed", 12), words=span_of(REPORT.text, "a dozen")),),
    counts=("killed: a dozen (about 12)",),
)


def after(*written: str, claim: Claim = EVENT) -> Claim:
    values = read_values(written, ClaimText(claim, REPORT.text))
    check_values(values, ClaimText(claim, REPORT.text))
    return corrected(claim, values)


@pytest.mark.parametrize(
    ("written", "field", "value"),
    [
        ("type=coerce", "type", "COERCE"),
        ("status=attempted", "status", "attempted"),
        ("stance=doubts", "stance", "doubts"),
        ("actors=Rebels; ferrymen", "actors", ("Rebels", "ferrymen")),
        ("targets=none", "targets", ()),
        ("place=Ulm   Ford", "place", "Ulm Ford"),
        ("place=none", "place", None),
        ("time=2014-02", "latest", "2014-02-28"),
        ("time=2014-02", "earliest", "2014-02-01"),
        ("time=2012-12/2013", "latest", "2013-12-31"),
        ("time=none", "earliest", None),
        ("source=ferrymen", "chain", ("The Alda Courier", "ferrymen")),
    ],
)
def test_a_value_takes_the_place_of_the_machines(written: str, field: str, value: object) -> None:
    assert getattr(after(written), field) == value
    assert getattr(EVENT, field) != value


def test_a_reason_goes_with_the_gap_and_comes_with_a_new_one() -> None:
    assert after("place=Ulm Ford").reasons == ("time: no day",)
    assert after("time=none").reasons == ("place: a place of no point", "time: taken away in review")


@pytest.mark.parametrize(
    ("written", "low", "high", "approximate"),
    [
        ("killed=14", 14, 14, False),
        ("killed=10-14", 10, 14, False),
        ("killed=12+", 12, None, False),
        ('killed=about 12 "a dozen"', 12, 12, True),
    ],
)
def test_a_number_keeps_its_words(written: str, low: int, high: int | None, approximate: bool) -> None:
    (figure,) = after(written).figures
    assert (figure.what, figure.low, figure.high, figure.approximate) == ("killed", low, high, approximate)
    assert after("killed=none").figures == after("killed=none").counts == ()


def test_a_place_with_its_id_has_the_gazetteers_point() -> None:
    ulm = Place("gn:7", "Ulm Ford", 48.5, 10, "PPL", "DE", None, 5.0)
    values = read_values(["place=Ulm Ford [gn:7]"], ClaimText(EVENT, REPORT.text), locate=lambda name, ident: ulm)
    check_values(values, ClaimText(EVENT, REPORT.text))
    claim = corrected(EVENT, values)
    assert (claim.place, claim.place_id, claim.lat, claim.lon, claim.country) == ("Ulm Ford", "gn:7", 48.5, 10, "DE")
    again = corrected(claim, read_values(["place=Ulm Ford"], ClaimText(claim, REPORT.text)))
    assert (again.place, again.place_id, again.lat) == ("Ulm Ford", None, None), "a name alone has no point"
    with pytest.raises(InvalidQuery, match="no gazetteer"):
        after("place=Ulm Ford [gn:7]")


def test_a_number_of_a_new_role_says_its_words() -> None:
    with pytest.raises(InvalidQuery, match="add the words"):
        after("wounded=3")
    wounded = after('wounded=12 "a dozen"')
    assert [figure.what for figure in wounded.figures] == ["killed", "wounded"]
    assert wounded.figures[1].words == span_of(REPORT.text, "a dozen")


def test_words_are_a_span_of_the_report() -> None:
    claim = after("words=rebels shelled Ulm Ford")
    assert REPORT.text[claim.start : claim.end] == claim.text == "rebels shelled Ulm Ford"
    assert after("trigger=killing").trigger == span_of(REPORT.text, "killing")


def test_of_words_that_recur_the_nearest_count() -> None:
    late = make_claim(REPORT, kind="holding", quote="Rebels left Ulm Ford", type="lost")
    assert after("words=Ulm Ford", claim=late).start == REPORT.text.rindex("Ulm Ford")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("type=HEIST", "none of"),
        ("colour=red", "no 'colour' to correct"),
        ("type", "field=value"),
        ("type=", "field=value"),
        ("place=Upper Ulm", "does not stand in the report"),
        ("actors=rebels; bandits", "'bandits'"),
        ("time=2014-13", "no day"),
        ("time=soon", "no day"),
        ("time=2014-03/2014-02", "no days in order"),
        ("killed=many", "no number"),
        ("killed=14-10", "no interval"),
        ("words=Rebels left", "must lie in the words"),
        ("trigger=left", "within|lie in"),
        ("killed=" + "9" * 3000, "field=value"),
    ],
)
def test_what_cannot_be_is_refused(written: str, message: str) -> None:
    with pytest.raises(InvalidQuery, match=message):
        after(written)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("place", '{"name": "Ulm Ford", "place_id": "gn:7", "lat": 95, "lon": 0, "precision_km": 1, "country": null}'),
        ("place", '{"name": "Ulm", "place_id": "gn:7", "lat": 5, "lon": 0, "precision_km": 1, "country": 7}'),
        ("place", '{"name": "Ulm Ford", "place_id": "gn:7"}'),
        ("type", "[]"),
        ("type", "{"),
        ("actors", '"rebels"'),
        ("actors", "[1]"),
        ("actors", '["bandits"]'),
        ("killed", '{"low": 1}'),
        ("killed", '{"low": NaN, "high": 1, "approximate": false, "words": {"start": 0, "end": 4, "quote": "Rain"}}'),
        ("killed", '{"low": 1, "high": 1, "approximate": false, "words": {"start": 0, "end": 4, "quote": "Hail"}}'),
        ("words", '{"start": -1, "end": 4, "quote": "Rain"}'),
        ("words", '{"start": 0, "end": 4, "quote": "Rain"}'),
        ("time", '["2014-01-01"]'),
        ("time", '["2014", "2014"]'),
        ("type", "[" * 5000),
    ],
)
def test_values_made_elsewhere_are_checked(field: str, value: str) -> None:
    with pytest.raises(InvalidQuery):
        check_values([(field, value)], ClaimText(EVENT, REPORT.text))


def test_every_kind_of_claim_has_fields_that_say_their_form() -> None:
    for kind in ("statement", "event", "holding"):
        fields = fields_of(make_claim(REPORT, kind=kind))
        assert "words" in fields and all(field.form for field in fields.values())


def judged(of: Told, verdict: str, *values: tuple[str, object], by: str = "Ina Marsh", day: int = 1) -> object:
    return make_judgement(
        "claim", of.claim.id, verdict=verdict, by=by, made=f"2015-01-{day:02}T00:00:00+00:00", score=None,
        values=tuple((name, json.dumps(value)) for name, value in values),
    )  # fmt: skip


def test_what_is_assembled_sees_claims_as_judged() -> None:
    one, two, three = (told(f"{n} boats sank at Alda.", actors=("the storm",)) for n in ("Two", "Three", "Four"))
    judgements = [
        judged(one, "reject"),
        judged(two, "correct", ("actors", ["boats", "the storm"])),
        judged(three, "accept"),
    ]
    found = [as_judged(t.claim, judged_claims(judgements)) for t in (one, two, three)]  # type: ignore[arg-type]
    assert [claim and claim.id for claim in found] == [None, two.claim.id, three.claim.id]
    assert found[1] is not None
    assert found[1].actors == ("boats", "the storm")
    assert found[2] == three.claim


def test_the_last_word_on_a_claim_counts() -> None:
    one = told("Two boats sank at Alda.")
    back = [judged(one, "reject", day=1), judged(one, "withdrawn", day=2)]
    assert as_judged(one.claim, judged_claims(back)) == one.claim  # type: ignore[arg-type]
    again = [*back, judged(one, "reject", by="Ola Brandt", day=1)]
    assert as_judged(one.claim, judged_claims(again)) is None  # type: ignore[arg-type]
