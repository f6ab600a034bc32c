"""What a person decides is kept, has its effect at once, outlives new reports, and can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dateline.errors import InvalidQuery, NotFound
from dateline.judgements import Judgement
from dateline.linking import Linker
from dateline.read.gazetteer import load_gazetteer
from dateline.reviewing.deciding import check_name, correct, decide, find_node, find_pair, undo
from dateline.reviewing.queue import get_question, load_queue
from dateline.store import Store
from dateline.store.base import DisputeFilter, JudgementFilter
from tests.factory import make_claim, make_judgement, make_original, make_reading, make_report, span_of
from tests.store.linking_cases import EVENTS, HOLDING, LATER, LEDGER, fill_record, node, same

INA = "Ina Marsh"
COURIER, MIRROR, UNION = (EVENTS[name].id for name in ("courier", "mirror", "ledger"))


@pytest.fixture
def record(store: Store) -> Store:
    """Three papers on one fire; that the union's dead are of that fire waits for a person."""
    fill_record(store)
    with store.writer() as writer:
        with writer.links() as links:
            links.add_incident_blocks({claim.id: ("fire",) for claim in EVENTS.values()})
            names = [node("Ines Dahl"), node("Dahl")]
            links.add_actor_nodes(names, {n.node: (n.key,) for n in names}, {})
            doubt = make_judgement("incident", UNION, COURIER, verdict="maybe", score=0.5)
            links.add_judgements([same("incident", COURIER, MIRROR), doubt])
        Linker(writer).settle()
    return store


def incident_of(store: Store, claim: str) -> tuple[str, ...]:
    with store.view() as view:
        return tuple(sorted(told.claim.id for told in view.told_of_incident(claim)))


def sound(store: Store) -> bool:
    """Does the archive hold together?"""
    with store.view() as view:
        assert list(view.check()) == []
    return True


def waiting(store: Store) -> list[str]:
    with store.view() as view:
        return [question.why for question in load_queue(view, kind="incident").questions]


def test_what_the_machine_is_unsure_of_is_asked_until_it_is_decided(record: Store) -> None:
    assert waiting(record) == ["maybe"]
    decide(record, ("incident", UNION, COURIER), verdict="same", by=INA, why="the same cannery")
    assert waiting(record) == []
    assert incident_of(record, UNION) == tuple(sorted((COURIER, MIRROR, UNION)))
    with record.view() as view:
        (kept,) = view.find_judgements(JudgementFilter(by=INA)).rows
    assert kept.reasons == ("the same cannery",)
    assert sound(record)


def test_what_is_undone_is_asked_again(record: Store) -> None:
    decide(record, ("incident", UNION, COURIER), verdict="different", by=INA)
    assert waiting(record) == []
    assert undo(record, by=INA).verdict == "withdrawn"
    assert waiting(record) == ["maybe"]
    assert sound(record)
    with pytest.raises(NotFound):
        undo(record, by=INA)


def test_undo_brings_back_what_the_same_person_said_before(record: Store) -> None:
    thing = ("incident", UNION, COURIER)
    for verdict in ("same", "different"):
        decide(record, thing, verdict=verdict, by=INA)
    assert undo(record, by=INA).verdict == "same"
    assert len(incident_of(record, UNION)) == 3
    assert undo(record, by=INA).verdict == "withdrawn"
    assert incident_of(record, UNION) == (UNION,)


def test_a_withdrawn_word_lets_another_persons_count(record: Store) -> None:
    thing = ("incident", UNION, COURIER)
    decide(record, thing, verdict="same", by="Ola Brandt")
    decide(record, thing, verdict="different", by=INA)
    assert incident_of(record, UNION) == (UNION,)
    undo(record, by=INA)
    assert len(incident_of(record, UNION)) == 3


def test_a_decision_is_the_last_word_whatever_the_clocks_say(record: Store) -> None:
    ahead = (datetime.now(UTC) + timedelta(days=400)).isoformat(timespec="seconds")
    with record.writer() as writer:
        writer.judge(make_judgement("incident", UNION, COURIER, by="Ola Brandt", score=None, made=ahead))
    assert decide(record, ("incident", UNION, COURIER), verdict="different", by=INA).made > ahead
    assert incident_of(record, UNION) == (UNION,)


def test_a_rejected_claim_does_not_count_and_can_come_back(record: Store) -> None:
    decide(record, ("incident", UNION, COURIER), verdict="same", by=INA)
    correct(record, COURIER, written=["killed=9"], by=INA)  # a later toll of seven cannot be: the dead become no fewer
    with record.view() as view:
        assert [dispute.kind for dispute in view.find_disputes(DisputeFilter()).rows] == ["number"]
    decide(record, ("claim", UNION, None), verdict="reject", by=INA)
    with record.view() as view:
        row = view.get_incident(COURIER)
        assert view.get_claim(UNION) == EVENTS["ledger"], "the claim itself stays as it was read"
        assert view.find_disputes(DisputeFilter()).total == 0
    assert (row.claims, row.killed_high) == (2, 9)
    assert sound(record)
    undo(record, by=INA)
    with record.view() as view:
        assert (view.get_incident(COURIER).claims, view.find_disputes(DisputeFilter()).total) == (3, 1)
    assert sound(record)


def test_an_incident_of_rejected_claims_is_none_until_one_comes_back(record: Store) -> None:
    decide(record, ("claim", UNION, None), verdict="reject", by=INA)
    with record.view() as view, pytest.raises(NotFound):
        view.get_incident(UNION)
    assert sound(record)
    undo(record, by=INA)
    assert incident_of(record, UNION) == (UNION,)
    assert sound(record)


def test_a_corrected_value_is_what_the_incident_says(record: Store) -> None:
    correct(record, UNION, written=["killed=5"], by=INA)
    correct(record, UNION, written=["place=the pier"], by="Ola Brandt")
    with record.view() as view:
        row, (told,) = view.get_incident(UNION), view.told_of_incident(UNION)
    assert (row.killed_low, row.killed_high, row.place) == (5, 5, "the pier"), "one correction stands beside the other"
    assert told.claim.id == UNION and told.claim != EVENTS["ledger"]
    decide(record, ("claim", UNION, None), verdict="accept", by="Ola Brandt")
    with record.view() as view:
        assert view.get_incident(UNION).killed_high == 7
    assert sound(record)


def test_a_corrected_name_stands_for_its_actor(record: Store) -> None:
    correct(record, COURIER, written=["actors=Ines Dahl"], by=INA)
    with record.view() as view:
        (told,) = (t for t in view.told_of_incident(COURIER) if t.claim.id == COURIER)
    assert (told.claim.actors, told.actors) == (("Ines Dahl",), ("ines dahl",))


def test_a_holding_moves_to_the_place_it_is_corrected_to(record: Store) -> None:
    correct(record, HOLDING.id, written=["place=the company"], by=INA)
    with record.view() as view:
        assert view.holdings_of_place("the pier") == []
        assert [told.claim.id for told in view.holdings_of_place("The Company")] == [HOLDING.id]
    undo(record, by=INA)
    with record.view() as view:
        assert [told.claim.id for told in view.holdings_of_place("the pier")] == [HOLDING.id]
        assert view.holdings_of_place("the company") == []
    assert sound(record)


def test_a_place_is_looked_up_by_its_id(record: Store) -> None:
    entry = max(load_gazetteer().find("Holm"), key=lambda e: e.population)
    with pytest.raises(InvalidQuery, match=entry.gazetteer_id):
        correct(record, COURIER, written=["place=Holm [gn:0]"], by=INA)
    correct(record, COURIER, written=[f"place=Holm [{entry.gazetteer_id}]"], by=INA)
    with record.view() as view:
        (told,) = (t for t in view.told_of_incident(COURIER) if t.claim.id == COURIER)
    assert (told.claim.place_id, told.claim.lat) == (entry.gazetteer_id, entry.lat)


# actors, and what comes later ------------------------------------------------------------------------

DAHL = ("actor", "ines dahl", "dahl")


def actors(store: Store) -> set[str]:
    with store.view() as view:
        return {view.get_actor(key).key for key in ("ines dahl", "dahl")}


def link_again(store: Store) -> None:
    """What the machine says when the reports are compared anew, later than any person, and a new report between them."""
    report = make_report(
        text="Dahl, or Ines Dahl, left Holm.", outlet="Sound Mirror", url="https://mirror.example/left"
    )
    claim = make_claim(
        report, quote="Dahl, or Ines Dahl, left", trigger=span_of(report.text, "left"), actors=("Dahl", "Ines Dahl")
    )
    made = "2990-01-01T00:00:00+00:00"
    with store.writer() as writer:
        reading = make_reading(report, named=("Ines Dahl",))
        assert writer.add_report(reading, [claim], make_original(report))
        linker = Linker(writer)
        linker.link(reading, [claim])
        with writer.links() as links:
            for verdict in ("same", "maybe"):
                links.add_judgements([make_judgement("actor", "dahl", "ines dahl", verdict=verdict, made=made)])
        linker.settle()


def test_a_split_outlives_new_reports_and_what_the_machine_says_later(record: Store) -> None:
    with record.writer() as writer:
        writer.judge(same("actor", "ines dahl", "dahl"))
    assert actors(record) == {"ines dahl"}
    decide(record, DAHL, verdict="different", by=INA)
    assert actors(record) == {"ines dahl", "dahl"}
    link_again(record)
    assert actors(record) == {"ines dahl", "dahl"}
    assert sound(record)


def test_a_join_outlives_new_reports_and_what_the_machine_says_later(record: Store) -> None:
    decide(record, DAHL, verdict="same", by=INA)
    assert len(actors(record)) == 1
    link_again(record)
    assert len(actors(record)) == 1
    with record.view() as view:
        assert [
            q.kind for q in load_queue(view, kind="actor").questions if {q.subject, q.object} == set(DAHL[1:])
        ] == []
    assert sound(record)


def test_a_decision_outlives_a_report_that_is_read_again(record: Store) -> None:
    decide(record, ("claim", UNION, None), verdict="reject", by=INA)
    with record.writer() as writer:
        reading = make_reading(LEDGER)
        assert not writer.add_report(reading, [EVENTS["ledger"], HOLDING], make_original(LEDGER))
        Linker(writer).settle()
    with record.view() as view, pytest.raises(NotFound):
        view.get_incident(UNION)


# what is asked for -----------------------------------------------------------------------------------


def test_things_are_found_by_what_names_them(record: Store) -> None:
    with record.view() as view:
        (question,) = load_queue(view, kind="incident").questions
        assert get_question(view, question.id) == question
        assert find_pair(view, [question.id]) == ("incident", UNION, COURIER)
        assert find_pair(view, [UNION]) == ("claim", UNION, None)
        assert find_pair(view, [LATER.id, LEDGER.id]) == ("copy", LATER.id, LEDGER.id)
        assert find_pair(view, ["The Dahl", "Ines DAHL"]) == ("actor", "dahl", "ines dahl")
        for wrong in (["nothing"], ["nobody", "dahl"], [UNION, "dahl"], ["\ud800"]):
            with pytest.raises(NotFound):
                find_pair(view, wrong)
        for wrong in ([UNION, UNION], [], ["a", "b", "c"]):
            with pytest.raises(InvalidQuery):
                find_pair(view, wrong)
        with pytest.raises(NotFound):
            find_node(view, "nobody")


@pytest.mark.parametrize("name", ["", "  ", None, "dateline", "dateline 2", "x" * 81, "a\x1bb"])
def test_a_name_that_cannot_be_a_reviewers(name: str | None) -> None:
    with pytest.raises(InvalidQuery):
        check_name(name)


def test_wrong_decisions_leave_nothing(record: Store) -> None:
    wrong: list[tuple[tuple[str, str, str | None], str]] = [
        (("claim", UNION, None), "same"),
        (("incident", UNION, COURIER), "reject"),
        (("incident", UNION, "nothing"), "same"),
        (("incident", UNION, None), "same"),
    ]
    for thing, verdict in wrong:
        with pytest.raises((InvalidQuery, NotFound)):
            decide(record, thing, verdict=verdict, by=INA)
    with pytest.raises(InvalidQuery):
        correct(record, UNION, written=[], by=INA)
    with record.view() as view:
        assert view.find_persons_judgements() == []


def persons(judgements: list[Judgement]) -> set[str]:
    return {judgement.by for judgement in judgements}


def test_what_persons_judged_is_told_from_the_machines(record: Store) -> None:
    for name in ("Ada", "datelines", "dateline-bot", "Žofie", "DATELINE"):
        decide(record, ("incident", UNION, COURIER), verdict="maybe", by=name)
    with record.view() as view:
        found = view.find_persons_judgements()
    assert persons(found) == {"Ada", "datelines", "dateline-bot", "Žofie", "DATELINE"}
    assert found[0].by == "DATELINE", "the latest first"
