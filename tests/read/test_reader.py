"""The whole reading: the contract's shape, the laws, and text of every kind."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import Reader, Report, claims_of
from dateline.errors import InvalidReport
from dateline.read.reader import MAX_CHARACTERS
from dateline.records import Reading
from dateline.vocabulary import COUNT_ROLES, ENTITY_KINDS, EVENT_STATUSES, EVENT_TYPES, HOLDING_STATES, STANCES

DEMO = sorted(Path(str(resources.files("dateline") / "data" / "demo")).glob("*.txt"))
KEYS = {
    "report": "id title outlet agency byline url published filed_from language text furniture",
    "entities": "id kind name mentions place",
    "times": "id span type value mod earliest latest anchored",
    "quantities": "id span low high low_inclusive high_inclusive approximate unit of of_text supersedes tally",
    "attributions": "id within source speaker cue content stance quoted channel denies continues confidence",
    "events": "id trigger type mode status actors targets place time counts attribution confidence",
    "holdings": "id span place holder opponent state share time attribution confidence",
}
WORDS = """ " | “ | ” | ' | ’ | , | . | ( | ) | - | – | & | <b> | é | 日本 | F-16 | he said | said | The mayor of Alda |
    denied that | told Radio Alda | according to | two boats | more than 40 | at least | were killed | on Monday | last week |
    in Alda | and | ALDA, 3 May (AP) - | captured | the city | its | they | from 40 to 28 | per cent | - AP | Read also: x |
    reports that | 3,000-4,000 | which | who | has | not | would | surrender | control of """.replace("\n", "").split(
    " | "
)
PIECES = st.sampled_from([*WORDS, "\n", "\n\n", "\t", "\u200b"])


@cache
def reader() -> Reader:
    return Reader()


def read(text: str, **known: Any) -> Reading:
    return reader().read(Report.of(text, **known))


def check_laws(reading: Reading) -> None:
    """Every span is its words; every id that is named is there; every word is one of its list; lists are in text order."""
    assert reading.broken_spans() == []
    ids = {kind: {item.id for item in getattr(reading, kind)} for kind in KEYS if kind != "report"}
    assert all(len(ids[kind]) == len(getattr(reading, kind)) for kind in ids)
    for entity in reading.entities:
        assert entity.kind in ENTITY_KINDS
        assert entity.mentions
        assert list(entity.mentions) == sorted(entity.mentions)
    for quantity in reading.quantities:
        assert quantity.of is None or quantity.of in ids["entities"]
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        assert not (quantity.low is None and quantity.low_inclusive)
        assert not (quantity.high is None and quantity.high_inclusive)
    for time in reading.times:
        assert time.anchored == bool(time.earliest or time.latest)
        assert time.earliest is None or time.latest is None or time.earliest[:10] <= time.latest[:10]
    for attribution in reading.attributions:
        assert attribution.stance in STANCES
        assert {attribution.within, attribution.denies, attribution.continues} <= ids["attributions"] | {None}
        assert attribution.speaker is None or attribution.speaker in ids["entities"]
        assert attribution.id not in (attribution.within, attribution.denies, attribution.continues)
    for event in reading.events:
        assert (event.type in EVENT_TYPES) and (event.status in EVENT_STATUSES)
        assert {*event.actors, *event.targets, event.place} <= ids["entities"] | {None}
        assert event.time is None or event.time in ids["times"]
        assert event.attribution is None or event.attribution in ids["attributions"]
        assert all(c.what in COUNT_ROLES and c.quantity in ids["quantities"] for c in event.counts)
    for holding in reading.holdings:
        assert holding.state in HOLDING_STATES
        assert {holding.place, holding.holder, holding.opponent} <= ids["entities"] | {None}
        assert holding.share is None or holding.share in ids["quantities"]
    for span in (*(t.span for t in reading.times), *(e.trigger for e in reading.events)):
        assert not any(span.overlaps(f) for f in reading.report.furniture), "furniture is not read"


def check_claims(reading: Reading) -> None:
    claims = claims_of(reading)
    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        assert reading.report.text[claim.start : claim.end] == claim.text
        assert claim.chain
        assert claim.chain[-1] == claim.source
        assert {claim.statement, claim.denies} <= {c.id for c in claims} | {None}


@pytest.mark.parametrize("path", DEMO, ids=lambda p: p.stem)
def test_the_demo_keeps_the_laws(path: Path) -> None:
    known = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    reading = read(path.read_text(encoding="utf-8"), published=known["published"], outlet=known["outlet"])
    check_laws(reading)
    check_claims(reading)
    assert reading.attributions, "every demo report has a source"


@given(st.lists(PIECES, min_size=1, max_size=40).map(" ".join))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_jumble_of_words_keeps_the_laws(text: str) -> None:
    if text.strip():
        reading = read(text, published="2011-05-03", language="en")
        check_laws(reading)
        check_claims(reading)


@given(st.text(min_size=1, max_size=300))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_at_all_keeps_the_laws(text: str) -> None:
    if text.strip():
        check_laws(read(text, language="en"))


def test_the_contract_has_every_key_and_no_other() -> None:
    text = (
        "ALDA, May 3 (Coastal Press) - At least 12 people were killed in Goma on Monday, said Ada Marsh, the mayor.\n"
        "The rebels captured the town, he said. They denied it.\n- COASTAL PRESS"
    )
    reading = read(text, published="2011-05-03").as_json()
    assert list(reading) == ["dateline", "model", *KEYS]
    for kind, keys in KEYS.items():
        for item in [reading["report"]] if kind == "report" else reading[kind]:
            assert list(item) == keys.split(), kind
        assert kind == "report" or reading[kind], f"the example has {kind}"
    assert json.loads(json.dumps(reading)) == reading
    span = reading["attributions"][0]["content"][0]
    assert list(span) == ["start", "end", "quote"]


def test_reading_is_deterministic() -> None:
    text = DEMO[0].read_text(encoding="utf-8")
    assert read(text) == Reader().read(Report.of(text))


@pytest.mark.parametrize("text", ["", "   \n\t "])
def test_an_empty_report_is_refused(text: str) -> None:
    with pytest.raises(InvalidReport, match="empty"):
        read(text)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(InvalidReport, match="lone surrogate"):
        read("The mayor \ud83d left.")


def test_too_long_a_report_is_refused() -> None:
    with pytest.raises(InvalidReport, match="500,000"):
        read("word " * (MAX_CHARACTERS // 5 + 1))


@pytest.mark.parametrize(
    "text",
    [
        "Der Bürgermeister sagte am Montag, dass die Brücke wegen des Hochwassers geschlossen bleibt und niemand verletzt wurde.",
        "Le maire a déclaré lundi que le pont resterait fermé à cause des inondations et que personne n'avait été blessé.",
    ],
)
def test_another_language_is_not_guessed_at(text: str) -> None:
    reading = read(text)
    assert reading.attributions == reading.events == ()
    assert any("not English" in reason.why for reason in reading.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "GUNMEN KILLED AT LEAST 12 PEOPLE IN GOMA ON MONDAY, POLICE SAID. THE REBELS DENIED THE ATTACK.",
        "gunmen killed at least 12 people in goma on monday police said the rebels denied the attack",
        "Police said " + "that gunmen had killed a man and " * 400 + "left.",
        ("“Nobody warned us,” said Ada Marsh. " * 3000)[:100_000],
        '"' * 500,
        "((((" * 200 + "he said" + "))))" * 200,
        "said " * 2000,
        "The mayor said that the clerk sold the harbour. Ada Marsh says she does not. The clerk, she said, does not.",
        "It began on May 3. The following day at 3 a.m. it ended. The previous week, at 5 p.m., he left.",
    ],
    ids=[
        *("capitals", "no punctuation", "one long sentence", "100 kB", "only quotes", "brackets", "only cues"),
        *("a denial without words of its own", "a clock behind a day"),
    ],
)
def test_text_it_was_not_made_for(text: str) -> None:
    check_laws(read(text, published="2011-05-03"))


def test_relative_dates_stay_open_without_a_day_and_say_so() -> None:
    reading = read("The bridge was closed on Saturday, the mayor said.")
    (time,) = reading.times
    assert (time.value, time.anchored, time.earliest) == ("XXXX-WXX-6", False, None)
    assert any(reason.item == time.id for reason in reading.reasons)


def test_furniture_is_set_aside_and_offsets_stay() -> None:
    text = "The bridge at Goma is closed, the mayor said.\n- REUTERS\nRead also: Floods in May\nFollow us on Facebook"
    reading = read(text)
    assert [span.quote for span in reading.report.furniture] == text.split("\n")[1:]
    assert not reading.times
    check_laws(reading)
