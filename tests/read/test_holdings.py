"""Holdings: who controls which place, from own sentences and the lexicons' examples."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.read.lexicon import load_lexicon
from dateline.read.reader import Reader
from dateline.vocabulary import HOLDING_STATES
from tests.read.cases import holding_misses, load_cases, make_reading

# shares that held on 2026-11-22, less a margin for a newly trained parser
EXAMPLE_FLOOR = 0.88
RULE_FLOOR, KEPT_FLOOR = 0.92, 0.80


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("name", ["holding_verbs", "holding_nouns"])
def test_examples_fire_their_rows(reader: Reader, name: str) -> None:
    rows = load_lexicon(name)
    assert {row["state"] for row in rows} <= set(HOLDING_STATES)
    silent = []
    for row in rows:
        # a town, because "the port" alone is a facility that the report does not name
        text = row["example"].replace("the port", "Sirte").replace("The port", "Sirte")
        if not any(h.state == row["state"] for h in make_reading(reader, text).holdings):
            silent.append(f"{row['words']}: {text}")
    assert len(silent) <= (1 - EXAMPLE_FLOOR) * len(rows), "\n".join(silent)


@pytest.mark.parametrize(("split", "floor"), [("rule", RULE_FLOOR), ("kept", KEPT_FLOOR)])
def test_own_sentences(reader: Reader, split: str, floor: float) -> None:
    cases = load_cases("holding_cases", split)
    wrong = [(m, c["text"]) for c in cases if (m := holding_misses(make_reading(reader, c["text"]), c))]
    assert len(wrong) <= (1 - floor) * len(cases), wrong


@pytest.mark.parametrize(
    "text",
    [
        "The army needs to seize Goma.",
        "The army vowed to retake Goma.",
        "The army might capture Goma.",
        "The army did not capture Goma.",
        "The envoys held talks in Goma.",
        "The vote took place in Goma.",
        "The army took control of the aircraft.",
    ],
)
def test_no_holding(reader: Reader, text: str) -> None:
    assert make_reading(reader, text).holdings == ()


REVIEW = """In the Upper Saad region, the Harran Front controls the districts of Tessalit, Menaka and Bria. The capital of the
region, Gao, is held by federal troops. Besieged Malakal and the towns of Bor and Akobo are under government control, while
the villages west of Bor are contested. The district of Wau is mixed. The Front has lost Bunia, Goma and Beni since January."""


def test_a_review_of_who_controls_what(reader: Reader) -> None:
    reading = make_reading(reader, REVIEW)
    names = {e.id: e.name.removeprefix("the ") for e in reading.entities}
    told = {(h.state, names[h.place], names.get(h.holder or "")) for h in reading.holdings}
    front = {("holds", name, "Harran Front") for name in ("Tessalit", "Menaka", "Bria")}
    assert front | {("holds", "Gao", "federal troops"), ("contested", "Wau", None)} <= told
    assert {place for state, place, _ in told if state == "lost"} == {"Bunia", "Goma", "Beni"}
    assert {"Bor", "Akobo"} <= {place for state, place, _ in told if state == "holds"}


def test_each_share_has_its_own_time(reader: Reader) -> None:
    text = "The militia's control of Syria fell from 80 per cent in 2015 to about a third in 2017."
    reading = make_reading(reader, text)
    quantities, times = ({item.id: item.span.quote for item in items} for items in (reading.quantities, reading.times))
    found = [(quantities[h.share or ""], times[h.time or ""]) for h in reading.holdings]
    assert found == [("80 per cent", "2015"), ("about a third", "2017")]


def test_a_part_without_a_figure_is_a_share_with_a_reason(reader: Reader) -> None:
    reading = make_reading(reader, "The rebels control all but two districts of Herat.")
    (holding,) = reading.holdings
    assert (holding.state, holding.share) == ("share", None)
    assert any(reason.item == holding.id and reason.field == "share" for reason in reading.reasons)


def test_who_hands_a_place_over_lost_it_and_the_other_took_it(reader: Reader) -> None:
    reading = make_reading(reader, "The militia handed Goma over to the army.")
    names = {e.id: e.name for e in reading.entities}
    assert [(h.state, names[h.holder or ""]) for h in reading.holdings] == [
        ("lost", "the militia"),
        ("taken", "the army"),
    ]


def test_a_shrinking_hold_is_two_shares(reader: Reader) -> None:
    reading = make_reading(reader, "The rebels' hold on Syria shrank from 60 per cent to a quarter.")
    shares = {q.id: q.low for q in reading.quantities}
    assert [(h.state, shares.get(h.share or "")) for h in reading.holdings] == [("share", 0.6), ("share", 0.25)]


def test_a_besieged_place_names_the_besieger_as_opponent(reader: Reader) -> None:
    reading = make_reading(reader, "Militants besieged Goma in June.")
    (holding,) = reading.holdings
    names = {e.id: e.name.lower() for e in reading.entities}
    assert (holding.state, holding.holder, names[holding.opponent or ""]) == ("besieged", None, "militants")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The rebels captured Tel-al-Hawa on Sunday.", "captured Tel-al-Hawa"),
        ("Umm-al-Qura remained in rebel hands.", "Umm-al-Qura remained in rebel hands"),
        ("The rebels hold parts of Deir-ez-Zor.", "hold parts of Deir-ez-Zor"),
    ],
)
def test_a_holding_cuts_no_hyphenated_name(reader: Reader, text: str, quote: str) -> None:
    assert [h.span.quote for h in make_reading(reader, text).holdings] == [quote]


WORDS = st.sampled_from(
    ["the", "rebels", "hold", "captured", "Goma", "Sirte", "a", "third", "of", "-", "and", "stronghold", "from", "."]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=20))
def test_any_words_give_sound_holdings(reader: Reader, words: list[str]) -> None:
    reading = make_reading(reader, " ".join(words))
    entities = {e.id for e in reading.entities}
    assert not reading.broken_spans()
    for holding in reading.holdings:
        assert holding.place in entities
        assert {holding.holder, holding.opponent} - {None} <= entities
        assert holding.holder != holding.place
