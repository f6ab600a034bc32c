"""What a report tells of its actors, and who is said to belong to whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.reconcile.actors_context import Context
from dateline.reconcile.actors_sightings import contexts_of, members_of, nodes_of
from dateline.records import Entity, Place, Reading
from tests.factory import make_claim, make_reading, make_report, span_of

TEXT = (
    "OKA, 3 May 2014 (Coastal News) - Interior Minister Odo Varn, a former judge, blamed the Tolo Liberation Front, known by its "
    "Dutch initials FBT, for the blast in Bira. He spoke in Oka. Ilse Harrow, the mayor of Bira, said a spokesman for the "
    "interior ministry had called her. Captain Jan Orsk of the coast guard saw smoke."
)


def mentions(*quotes: str) -> tuple:  # type: ignore[type-arg]
    return tuple(span_of(TEXT, quote) for quote in quotes)


def place_at(name: str, country: str) -> Place:
    return Place("g1", name, -9.0, -75.0, "PPL", country, None, 1.0)


def reading() -> Reading:
    report = make_report(text=TEXT, published="2014-05-03", outlet="Oka Ledger")
    entities = (
        Entity("e1", "person", "Odo Varn", mentions("Minister Odo Varn", "He")),
        Entity("e2", "group", "Tolo Liberation Front", mentions("Tolo Liberation Front")),
        Entity("e3", "place", "Bira", mentions("Bira"), place_at("Bira", "PE")),
        Entity("e4", "place", "Oka", mentions("Oka."), place_at("Oka", "PE")),
        Entity("e5", "person", "Ilse Harrow", mentions("Ilse Harrow", "her")),
        Entity(
            "e6", "person", "a spokesman for the interior ministry", mentions("a spokesman for the interior ministry")
        ),
        Entity("e7", "organization", "the interior ministry", mentions("the interior ministry")),
        Entity("e8", "person", "Jan Orsk", mentions("Captain Jan Orsk")),
        Entity("e9", "organization", "the coast guard", mentions("the coast guard")),
    )
    return replace(make_reading(report), entities=entities)


def told(name: str, **given: object) -> Context:
    contexts = contexts_of(reading(), **given)  # type: ignore[arg-type]
    return next(context for node, context in contexts.items() if node.name == name)


def test_offices_stand_before_and_behind_a_name() -> None:
    assert told("Odo Varn").offices == {"interior", "minister"}  # not the judge that he was
    assert told("Ilse Harrow").offices == {"mayor"}
    assert told("Jan Orsk").offices == {"captain"}


def test_gender_is_told_by_pronouns() -> None:
    assert (told("Odo Varn").gender, told("Ilse Harrow").gender) == ("m", "f")


def test_a_body_has_the_letters_that_the_report_gives_it() -> None:
    assert told("Tolo Liberation Front").aliases == {"fbt"}


def test_where_when_and_with_whom() -> None:
    context = told("Odo Varn")
    assert (context.home, context.first, context.last) == ("PE", "2014-05-03", "2014-05-03")
    assert context.places == {"bira", "oka"}
    assert {"ilse harrow", "tolo liberation front"} <= context.actors
    assert "odo varn" not in context.actors


def test_claims_tell_who_speaks_and_who_acts() -> None:
    claims = [make_claim(reading().report, quote="the blast", chain=("Oka Ledger", "Odo Varn"), actors=("Jan Orsk",))]
    assert told("Odo Varn", claims=claims).roles == {"speaks"}
    assert told("Jan Orsk", claims=claims).roles == {"acts"}
    assert nodes_of(reading(), claims)["oka ledger"].kind == "organization"


def test_a_copy_stands_under_its_original() -> None:
    assert told("Odo Varn", copy="r0").copies == {"r0"}
    assert told("Odo Varn").copies == {reading().report.id}


@pytest.mark.parametrize(
    ("member", "body", "words"),
    [
        ("a spokesman for the interior ministry", "the interior ministry", "a spokesman for the interior ministry"),
        ("Jan Orsk", "the coast guard", "Captain Jan Orsk of the coast guard"),
    ],
)
def test_members_are_not_the_body(member: str, body: str, words: str) -> None:
    found = {(m.member.name, m.body.name): m.words for m in members_of(reading())}
    assert found[member, body].quote == words
    assert words in TEXT


def test_nobody_else_is_a_member() -> None:
    assert {m.member.name for m in members_of(reading())} == {"a spokesman for the interior ministry", "Jan Orsk"}
