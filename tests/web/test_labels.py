from __future__ import annotations

import pytest

from dateline.web.labels import day_label, interval_label, safe_url, size_label, time_label


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, None),
        ("", None),
        ("1999", "1999"),
        ("1999-02", "February 1999"),
        ("1999-02-03", "3 February 1999"),
        ("1999-02-03T04:05:00+00:00", "3 February 1999, 04:05"),
        ("1999-13", "1999-13"),
        ("spring", "spring"),
    ],
)
def test_a_day_keeps_its_precision(value: str | None, words: str | None) -> None:
    assert day_label(value) == words


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ("1999-02-03", "1999-02-03", "3 February 1999"),
        ("1999-02-01", "1999-02-28", "February 1999"),
        ("1999-01-01", "1999-12-31", "1999"),
        ("1990-01-01", "1999-12-31", "1990–1999"),
        ("1999-02-03", "1999-02-05", "3–5 February 1999"),
        ("1999-02-27", "1999-03-01", "27 February – 1 March 1999"),
        ("1999-12-31", "2000-01-01", "31 December 1999 – 1 January 2000"),
        (None, "1999-02-03", "until 3 February 1999"),
        ("1999-02-03T10:00", "1999-02-03T11:30", "3 February 1999, 10:00–11:30"),
        ("1999-02-03T10:00", "1999-02-04T11:30", "3 February 1999, 10:00 – 4 February 1999, 11:30"),
        ("-0043-01-01", "-0043-12-31", "44 BC"),
        ("-0043-01-01", "0014-12-31", "44 BC–14"),
        ("-0043-03-15", "-0043-03-17", "15–17 March 44 BC"),
        (None, None, None),
    ],
)
def test_an_interval_is_said_in_the_fewest_words(earliest: str | None, latest: str | None, words: str | None) -> None:
    assert interval_label(earliest, latest) == words


def test_a_time_without_days_is_quoted() -> None:
    assert time_label("last week", None, None) == "“last week”"


@pytest.mark.parametrize("value", ["https://a.example/b?c=d", "HTTP://a.example"])
def test_an_address_of_the_web_is_followed(value: str) -> None:
    assert safe_url(value) == value


@pytest.mark.parametrize(
    "value",
    ["javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "//a.example", "https://",
     "http://[", "file:///etc/passwd", "", None],
)  # fmt: skip
def test_any_other_address_is_not(value: str | None) -> None:
    assert safe_url(value) is None


def test_a_size_has_the_unit_a_reader_would_choose() -> None:
    assert [size_label(n) for n in (0, 999, 1000, 1_500_000, 2 * 10**9)] == [
        "0 bytes",
        "999 bytes",
        "1.0 kB",
        "1.5 MB",
        "2.0 GB",
    ]
