"""Names in a comparable form, and days as ranges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InvalidQuery
from dateline.name_keys import name_key, name_words
from dateline.store.days import FIRST_DAY, LAST_DAY, claim_days, day_range, query_days


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Harbour Board", "harbour board"),
        ("a spokesman", "spokesman"),
        ("An Nisr", "nisr"),
        ("the", "the"),
        ("The The", "the"),
        ("Thea Lund", "thea lund"),
        ("  José\tÁLVAREZ ", "jose alvarez"),
        ("Jose\u0301", "jose"),
        ("Bjørn Đorđević", "bjorn dordevic"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Al-Hadi’s", "al hadi s"),
        ("U.N.", "u n"),
        ("Αθήνα", "αθηνα"),
        ("Москва́", "москва"),
        ("حَلَب", "حلب"),
        ("हिन्दी", "हिन्दी"),
        ("ﬁre brigade", "fire brigade"),
        ("９９ Fires", "99 fires"),
        ("???", "???"),
        ("", ""),
    ],
)
def test_name_keys(name: str, key: str) -> None:
    assert name_key(name) == key


@given(st.text())
def test_a_key_is_in_plain_form(name: str) -> None:
    key = name_key(name)
    assert key == key.strip()
    assert name_key(name.upper().lower()) == name_key(name.upper().lower().upper().lower())
    if any(ch.isalnum() for ch in key):
        assert "  " not in key
        assert name_key("X " + key) == "x " + key, "a key's words are already in comparable form"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2001", ("2001-01-01", "2001-12-31")),
        ("2001-11", ("2001-11-01", "2001-11-30")),
        ("1900-02", ("1900-02-01", "1900-02-28")),
        ("2001-11-07", ("2001-11-07", "2001-11-07")),
        *(
            (text, None)
            for text in ("", "01", "0000", "2001-1", "2001-00", "2001-11-31", "2001-11-00", "2001-11-07T10:00", "XXXX")
        ),
    ],
)
def test_day_ranges(text: str, days: tuple[str, str] | None) -> None:
    assert day_range(text) == days


@pytest.mark.parametrize(
    ("interval", "days"),
    [
        (("2001-11-07", "2001-11-08"), ("2001-11-07", "2001-11-08")),
        (("2001-11-07T06:00", "2001-11-07T18:00"), ("2001-11-07", "2001-11-07")),
        (("2001-11", "2001-12"), ("2001-11-01", "2001-12-31")),
        (("2001-11-07", None), ("2001-11-07", LAST_DAY)),
        ((None, "2001-11-07"), (FIRST_DAY, "2001-11-07")),
        ((None, None), (None, None)),
        (("XXXX-11", None), (None, None)),
    ],
)
def test_claim_days(interval: tuple[str | None, str | None], days: tuple[str | None, str | None]) -> None:
    assert claim_days(*interval) == days


def test_query_days() -> None:
    assert query_days("2001-11", "2001-11") == ("2001-11-01", "2001-11-30")
    assert query_days(None, "2001") == (None, "2001-12-31")
    with pytest.raises(InvalidQuery, match="since 2002 is after until 2001"):
        query_days("2002", "2001")


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_fold_as_all_letters_do(name: str) -> None:
    assert [*name_words(name), "e"] == name_words(f"{name} É")
