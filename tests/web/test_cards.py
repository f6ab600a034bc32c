from __future__ import annotations

from dateline.web.cards import MarkedReport, mark_report
from tests.web.texts import bridge_reading, claims


def marked() -> MarkedReport:
    reading = bridge_reading()
    return mark_report(reading.as_json(), claims(reading))


def test_cards_stand_in_text_order_with_what_they_state() -> None:
    rows = [(card.number, card.claim.local_id, [item.claim.local_id for item in card.items]) for card in marked().cards]
    assert rows == [
        (1, "a1", ["v1"]),
        (2, "a2", []),
        (3, "a3", ["v2"]),
        (4, "a4", []),
        (5, "a5", []),
        (6, "h1", ["h1"]),
    ]


def test_every_claim_is_counted() -> None:
    assert marked().claims == len(claims(bridge_reading())) == 8


def test_an_item_shows_the_words_that_name_it() -> None:
    assert [item.words for card in marked().cards for item in card.items] == ["closed", "detained", "hold"]


def test_a_source_has_one_tint_and_the_own_voice_none() -> None:
    tints = {card.claim.local_id: card.tint for card in marked().cards}
    assert tints == {"a1": 0, "a2": 0, "a3": 1, "a4": 2, "a5": 2, "h1": None}


def test_the_key_counts_the_cards_of_each_source() -> None:
    assert [(row.name, row.cards) for row in marked().key] == [
        ("Sunday Courier", 2),
        ("villagers", 1),
        ("The governor", 2),
    ]


def test_a_denial_names_the_number_it_denies() -> None:
    assert {card.number: card.denies for card in marked().cards if card.denies} == {4: 3}


def test_words_within_words_stand_deeper() -> None:
    assert [card.level for card in marked().cards] == [0, 0, 1, 0, 0, 0]
