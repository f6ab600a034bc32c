"""Denials: which attribution contradicts which, and the lexicons' examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.read.lexicon import load_lexicon
from dateline.read.reader import Reader
from dateline.records import Attribution, Reading
from tests.read.cases import make_reading

CLAIM = "Boatmen said that soldiers had killed 40 millers."


def load_rows() -> list[list[str]]:
    lines = (Path(__file__).parent / "denial_cases.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def words_of(attribution: Attribution) -> str:
    return " ".join(span.quote for span in (attribution.cue, *attribution.content) if span)


def find_denying(reading: Reading, words: str) -> Attribution:
    """Return the attribution with some words in its own content or cue, the innermost one."""
    found = [a for a in reading.attributions if words in words_of(a)]
    return min(found, key=lambda a: (a.cue is None or words not in a.cue.quote, len(words_of(a))))


@pytest.mark.parametrize(("text", "denying", "denied", "stance"), load_rows())
def test_what_is_denied(reader: Reader, text: str, denying: str, denied: str, stance: str) -> None:
    reading = make_reading(reader, text)
    denial = find_denying(reading, denying)
    assert denial.stance == stance
    target = next((a for a in reading.attributions if a.id == denial.denies), None)
    assert (target is None) if denied == "-" else target is not None and denied in words_of(target)


def test_the_words_of_the_lexicon_deny(reader: Reader) -> None:
    silent = []
    for row in load_lexicon("denial_words"):
        if row["example"] != "-":
            attributions = make_reading(reader, f"{CLAIM} {row['example']}").attributions
            if [a.denies for a in attributions[1:]] != [attributions[0].id]:
                silent.append(f"{row['word']}: {row['example']}")
    assert silent == []


def test_opposites_contradict(reader: Reader) -> None:
    silent = []
    for row in load_lexicon("denial_opposites"):
        attributions = make_reading(reader, row["example"].replace(" / ", " ")).attributions
        if [a.denies for a in attributions] != [None, attributions[0].id]:
            silent.append(f"{row['word']}, {row['opposite']}: {row['example']}")
    assert silent == []


def test_a_denial_of_nobodys_claim_says_why(reader: Reader) -> None:
    reading = make_reading(reader, "The minister denied that troops had shelled the hospital.")
    (denial,) = reading.attributions
    assert (denial.stance, denial.denies) == ("denies", None)
    assert any((reason.item, reason.field) == (denial.id, "denies") for reason in reading.reasons)


def chain(reading: Reading, words: str) -> list[str | None]:
    """Return the sources around an event's trigger, the outermost first."""
    known = {a.id: a for a in reading.attributions}
    at = next(e.attribution for e in reading.events if e.trigger.quote == words)
    found = []
    while at:
        found.insert(0, known[at].source.quote if known[at].source else None)
        at = known[at].within
    return found


@pytest.mark.parametrize(
    ("text", "trigger", "sources"),
    [
        ("The Post quoted farmers as saying that soldiers had burned boats.", "burned", ["The Post", "farmers"]),
        ("The Post, quoting farmers, said that soldiers had burned boats.", "burned", ["The Post", "farmers"]),
        ("Soldiers burned boats, the Post reported, citing a doctor.", "burned", ["the Post", "a doctor"]),
        ("The mayor was quoted as saying by the radio that rebels burned boats.", "burned", ["the radio", "The mayor"]),
        ("The general was reported to have said that his men had burned the boats.", "burned", [None, "The general"]),
        ("A driver told the radio that farmers had said rebels burned the boats.", "burned", ["A driver", "farmers"]),
        ("The army denied a report, carried by the Post, that guards killed inmates.", "killed", ["The army", "the Post"]),
        ("The vicar refuted the suggestion that rebels burned the boats.", "burned", ["The vicar"]),
        ("The hospital counted 14 bodies.", "bodies", ["The hospital"]),
        ("The doctor, quoted by the Post, said that soldiers burned boats.", "burned", ["the Post", "The doctor"]),
        ("Soldiers burned boats, the Post quoted the doctor as saying.", "burned", ["the Post", "the doctor"]),
        ("Farmers said that soldiers burned boats, which the mayor called a lie.", "burned", ["Farmers"]),
        ("The Post, in a report that the army has not disputed, said that soldiers burned boats.", "burned", ["The Post"]),
    ],
)  # fmt: skip
def test_chains(reader: Reader, text: str, trigger: str, sources: list[str | None]) -> None:
    assert chain(make_reading(reader, text), trigger) == sources


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The vicar refuted the suggestion that rebels had shelled the hospital.", "denied"),
        ("The vicar denied that rebels had shelled the hospital.", "denied"),
        ("The Evening Post reported that rebels had shelled the hospital, which the vicar denied.", "occurred"),
    ],
)
def test_what_nobody_named_claims_is_denied_with_its_denial(reader: Reader, text: str, status: str) -> None:
    assert {e.trigger.quote: e.status for e in make_reading(reader, text).events}["shelled"] == status
