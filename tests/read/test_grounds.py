"""Which row decided a status: traced where it is asked, and apart in every thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from dateline.read import events
from dateline.read.event_lexicon import ConsultedRows, modes
from dateline.read.events import status_of
from dateline.read.reader import Reader
from dateline.records import Report

PATIENCE_SECONDS = 30
TEXTS = {
    "plan": "The rebels plan to attack the town.",
    "prepare": "The rebels prepared to attack the town.",
}


def status_words(reader: Reader, text: str) -> set[str]:
    """Return the words of the rows that decided the status of a text's events."""
    return {g.word for g in reader.read(Report.of(text, language="en")).grounds if g.field == "status"}


@pytest.mark.parametrize("word", TEXTS)
def test_a_status_names_the_row_that_decided_it(word: str) -> None:
    assert status_words(Reader(), TEXTS[word]) == {word}


def test_rows_are_noted_within_a_block_only() -> None:
    modes().status_of("may", "aux")
    with ConsultedRows() as rows:
        assert rows == []
        modes().status_of("not", "negation")
        with ConsultedRows() as inner:
            modes().status_of("may", "aux")
    modes().status_of("may", "aux")
    assert [row["word"] for row in rows] == ["not"]
    assert [row["word"] for row in inner] == ["may"]


def test_two_threads_that_ask_at_once_keep_their_rows_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    both = Barrier(2, timeout=PATIENCE_SECONDS)

    def status_together(*args: Any, **given: Any) -> str:
        both.wait()
        status = status_of(*args, **given)
        both.wait()  # until the other has asked as well
        return status

    reader = Reader()
    monkeypatch.setattr(events, "status_of", status_together)
    with ThreadPoolExecutor(2) as threads:
        found = threads.map(lambda text: status_words(reader, text), TEXTS.values())
        assert list(found) == [{word} for word in TEXTS]
