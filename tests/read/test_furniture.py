"""Furniture, dateline, agency, byline and language at the edges of a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.furniture import blank_out, guess_language, read_furniture
from dateline.records import Report

BODY = "Shells fell on the harbour at dawn, the mayor said.\nNobody was hurt, but two boats sank in the shallow water."


def make_report(text: str, **fields: str | None) -> Report:
    values: dict[str, str | None] = dict.fromkeys(
        ("title", "outlet", "agency", "byline", "url", "published", "language"), None
    )
    return Report(id="r", text=text, filed_from=None, **(values | fields))  # type: ignore[arg-type]


FURNITURE = [
    "- REUTERS",
    "AFP/Reuters",
    "Read also: Five questions about the ceasefire",
    "Related stories",
    "Follow us on Facebook and Telegram",
    "Subscribe to our newsletter",
    "© The Harbour Post 2014",
    "Copyright 2014 The Harbour Post. All rights reserved.",
    "Share",
    "Advertisement",
    "Photograph: A. Person/Getty Images",
    "(Reporting by A. Person; Editing by B. Person)",
    "Topics: Boats | Harbours",
    "Home   World   Sport   Weather",
    "https://example.org/story",
    "Most read",
]
KEPT = [
    "This article was amended on 3 May 2014. An earlier version gave the wrong day.",
    "The dead: 12",
    "“They will come back,” she said.",
    "It was the third attack this year, and the worst.",
    "Reporting the attack, the mayor said that he had seen it himself.",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_at_the_foot_is_set_aside(line: str) -> None:
    report = read_furniture(make_report(f"{BODY}\n{line}"))
    assert [span.quote for span in report.furniture] == [line]


@pytest.mark.parametrize("line", KEPT)
def test_text_at_the_foot_is_kept(line: str) -> None:
    assert read_furniture(make_report(f"{BODY}\n{line}")).furniture == ()


def test_lines_after_the_sign_off_go_with_it() -> None:
    report = read_furniture(make_report(f"{BODY}\n- AFP\nArchive:\nHarbours of the north under fire"))
    assert [span.quote for span in report.furniture] == ["- AFP", "Archive:", "Harbours of the north under fire"]
    assert report.agency == "Agence France-Presse"


def test_sign_off_in_the_last_paragraph() -> None:
    report = read_furniture(make_report(f"{BODY} - Reuters"))
    assert [span.quote for span in report.furniture] == ["- Reuters"]
    assert report.agency == "Reuters"


def test_the_top_keeps_its_headline() -> None:
    text = f"The Harbour Post\nTwo boats sink\nBy Anna Person\nMonday 5 May 2014, 10:15\n{BODY}"
    report = read_furniture(make_report(text, outlet="The Harbour Post"))
    assert [span.quote for span in report.furniture] == [
        "The Harbour Post",
        "By Anna Person",
        "Monday 5 May 2014, 10:15",
    ]
    assert report.byline == "Anna Person"


AFP = "Agence France-Presse"
DATELINES = [
    ("PORT NAME, Ruritania, May 5 (AFP) - Fire.", "PORT NAME, Ruritania, May 5", "Port Name, Ruritania", "2014-05-05", AFP),
    ("PORT NAME (AP) — Shells fell.", "PORT NAME", "Port Name", None, "Associated Press"),
    ("PORT NAME | May 5, 2012 - Shells fell.", "PORT NAME | May 5, 2012", "Port Name", "2012-05-05", None),
    ("PORT NAME, 5 May – Shells fell.", "PORT NAME, 5 May", "Port Name", "2014-05-05", None),
    ("Portname, Freedonia (Coast Wire) -- Shells fell.", "Portname, Freedonia", "Portname, Freedonia", None, "Coast Wire"),
    ("WARSAW: Shells fell near the port.", "WARSAW", "Warsaw", None, None),
    ("PORTNAME, northern Freedonia - Shells fell.", "PORTNAME, northern Freedonia", "Portname, northern Freedonia", None, None),
    ("PORT NAME, Dec 30 - Shells fell.", "PORT NAME, Dec 30", "Port Name", "2013-12-30", None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "words", "place", "date", "agency"), DATELINES)
def test_datelines(line: str, words: str, place: str, date: str | None, agency: str | None) -> None:
    report = read_furniture(make_report(f"{line}\n{BODY}", published="2014-05-06"))
    assert report.filed_from is not None
    assert (report.filed_from.span.quote, report.filed_from.place, report.filed_from.date) == (words, place, date)
    assert (report.agency, report.furniture) == (agency, ())


@pytest.mark.parametrize(
    "line",
    [
        "UPDATE - Shells fell.",
        "The mayor - an engineer - left.",
        "NATO - Shells fell on it.",
        "WARSAW: OUR MAN SPEAKS",
        "VICTOR: We do not know what fell on the port.",
        "ANALYSIS: The war at sea goes on.",
    ],
)
def test_no_dateline(line: str) -> None:
    found = read_furniture(make_report(f"{line}\n{BODY}")).filed_from
    assert found is None or found.span.quote == "NATO"


def test_a_dateline_without_a_year_stays_undated() -> None:
    report = read_furniture(make_report(f"PORT NAME, May 5 - {BODY}"))
    assert report.filed_from is not None and report.filed_from.date is None


def test_what_the_metadata_say_is_kept() -> None:
    report = read_furniture(make_report(f"{BODY}\n- AFP", agency="Coast Wire", language="fr"))
    assert (report.agency, report.language) == ("Coast Wire", "fr")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        ("Les forces du gouvernement ont repris la ville dans la nuit, selon le maire de la commune.", "und"),
        ("Правительственные войска заняли город ночью", "und"),
        ("Boats sink", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert guess_language(text) == language


@given(st.lists(st.sampled_from([*FURNITURE, *KEPT, BODY, ""]), max_size=12))
def test_blanking_keeps_every_offset(lines: list[str]) -> None:
    report = read_furniture(make_report("\n".join(lines)))
    blank = blank_out(report)
    assert len(blank) == len(report.text)
    assert all(a == b or a not in "\n\r" for a, b in zip(report.text, blank, strict=True))
    assert all(not blank[s.start : s.end].strip() and report.text[s.start : s.end] == s.quote for s in report.furniture)
