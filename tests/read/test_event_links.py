"""Who acts on whom beyond the slots of an event's own word, events that no lexicon knows, and types between two phrases."""

from __future__ import annotations

import pytest

from dateline.read.draft import Draft
from dateline.read.event_pair_types import event_type_between, type_shares, weights_of_words
from dateline.read.event_triggers import find_triggers
from dateline.read.model import EVENTS
from dateline.read.reader import Reader
from dateline.records import Report
from dateline.vocabulary import EVENT_TYPES

# rows of a table whose rules lean on a trained parse: how many may fail before a rule must be broken
MAY_FAIL = 1


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def events_of(reader: Reader, text: str) -> list[tuple[str, str, str, list[str], list[str]]]:
    """Return type, status, trigger, actors and targets of the events of a text."""
    reading = reader.read(Report.of(text, language="en"))
    names = {e.id: {m.quote for m in e.mentions} | {e.name} for e in reading.entities}
    return [
        (e.type, e.status, e.trigger.quote, sorted(set().union(*(names[i] for i in e.actors))),
         sorted(set().union(*(names[i] for i in e.targets))))
        for e in reading.events
    ]  # fmt: skip


LINKED = [
    ("Kenya denounced Uganda's decision to close the bridge.", "denounced", "Kenya", "Uganda"),
    ("Latvia promised to invade Norway.", "promised", "Latvia", "Norway"),
    ("Norway threatened to expel the envoys of Latvia.", "threatened", "Norway", "the envoys of Latvia"),
    ("Norway and Latvia signed a fishing treaty on Monday.", "signed", "Norway", "Latvia"),
    ("Norway and Latvia signed a fishing treaty on Monday.", "signed", "Latvia", "Norway"),
]


def test_targets_are_who_the_deed_promised_is_done_to_or_each_of_several(reader: Reader) -> None:
    wrong = []
    for text, trigger, actor, target in LINKED:
        found = events_of(reader, text)
        right = [
            e for e in found if trigger in e[2] and any(actor in a for a in e[3]) and any(target in t for t in e[4])
        ]
        wrong += [] if right else [(text, found)]
    assert len(wrong) <= MAY_FAIL, wrong


# bearers that a sentence has somewhere after the word, in no slot of it
UNGUESSED = [
    ("The union threatened a strike on the day of the visit by the senator.", "strike"),
    ("The minister promised reforms at a dinner with the bishop.", "promised"),
    ("Latvia offered talks on the eve of a tour by the senator.", "offered"),
    ("Norway called for calm on the border with Latvia.", "called for"),
    ("Norway agreed to lift its ban on imports from Latvia.", "agreed"),
    ("Ghana condemned the detention of journalists in Togo.", "condemned"),
    ("The council approved a visa scheme for nurses from Ghana.", "approved"),
    ("Kenya suspended flights while the envoy of Togo waited.", "suspended"),
]


@pytest.mark.parametrize(("text", "trigger"), UNGUESSED)
def test_no_target_is_guessed_from_the_sentence(reader: Reader, text: str, trigger: str) -> None:
    assert [e[4] for e in events_of(reader, text) if e[2] == trigger] == [[]]


@pytest.mark.parametrize(
    "text",
    [
        "The protest began on Friday, and the senator went home.",
        "The militia attacked at dawn while the senator slept.",
    ],
)
def test_bystanders_are_no_targets(reader: Reader, text: str) -> None:
    assert [e for e in events_of(reader, text) if any("senator" in t or "Uganda" in t for t in e[4])] == []


def test_a_duty_is_asked_by_its_speaker(reader: Reader) -> None:
    found = events_of(reader, "Norway said that Latvia must return the trawlers.")
    assert ("REQUEST", "occurred", "must", ["Norway"], ["Latvia"]) in found


def test_a_duty_of_the_speaker_is_no_request(reader: Reader) -> None:
    assert not [e for e in events_of(reader, "Norway said that it must return the trawlers.") if e[2] == "must"]


def test_sights_and_purchases_are_no_events(reader: Reader) -> None:
    for text in ("The mayor saw the governor at a concert.", "A man from Ghana bought a house in Togo."):
        assert events_of(reader, text) == []


def test_dropped_candidates_leave_no_reasons(reader: Reader) -> None:
    reading = reader.read(
        Report.of("The minister denied entry to a reporter from Ghana. He called it a trick.", language="en")
    )
    known = {item.id for items in (reading.events, reading.times, reading.holdings, reading.entities) for item in items}
    assert [r for r in reading.reasons if r.item.startswith("v") and r.item not in known] == []


def test_shares_are_probabilities(reader: Reader) -> None:
    draft = draft_of(reader, "Ghana imposed a curfew on the miners.")
    pair = draft.doc[0:1], draft.doc[5:7]
    shares = type_shares(draft, pair, find_triggers(draft))
    assert sum(shares.values()) == pytest.approx(1)
    assert set(shares) <= set(EVENT_TYPES)
    assert max(shares, key=lambda type_: shares[type_]) == "COERCE"


def test_another_pipeline_reads_the_same_types_by_rules(reader: Reader) -> None:
    text = "Ghana has agreed to send troops to Togo."
    draft = draft_of(reader, text)
    spans = [draft.span(text.index(words), text.index(words) + len(words)) for words in ("Ghana", "Togo")]
    draft.doc.user_data.pop(EVENTS, None)
    assert event_type_between(draft, *spans) == "AGREE"


def test_weights_are_of_types_and_of_no_names() -> None:
    table = weights_of_words()
    assert set().union(*table.values()) - {"YIELD"} <= set(EVENT_TYPES)
    assert all(name == name.lower() for name in table if name.startswith(("word ", "verb ")))


def draft_of(reader: Reader, text: str) -> Draft:
    return reader.draft(Report.of(text, language="en"))
