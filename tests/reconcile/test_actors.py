"""Actors of reports that come one after the other: what is judged, which rivals are seen, and that their order hardly counts."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.judgements import Judgement, in_force
from dateline.reconcile.actors import judge_actors
from dateline.reconcile.actors_blocks import blocks_of
from dateline.reconcile.actors_compare import compare_nodes
from dateline.reconcile.actors_context import Context, merge_contexts, support_of
from dateline.reconcile.actors_names import ActorNode, node_of, parse_person

DAY = Context(
    home="PE",
    first="2014-03-02",
    last="2014-03-02",
    places=frozenset({"oka", "tolo"}),
    actors=frozenset({"ada brill"}),
)


def person(name: str, report: str, **told: object) -> tuple[ActorNode, Context]:
    node = node_of(name, kind="person", report_id=report)
    return node, replace(DAY, copies=frozenset({report}), **told)  # type: ignore[arg-type]


def body(name: str, report: str, **told: object) -> tuple[ActorNode, Context]:
    node = node_of(name, kind="group", report_id=report)
    return node, replace(DAY, copies=frozenset({report}), **told)  # type: ignore[arg-type]


def judged(new: Iterable[tuple[ActorNode, Context]], *others: tuple[ActorNode, Context]) -> list[Judgement]:
    return judge_actors(dict(new), dict(others), by="dateline test", made="2014-03-05T00:00:00+00:00")


def verdicts(judgements: Iterable[Judgement]) -> dict[tuple[str, str | None], str]:
    return {(j.subject, j.object): j.verdict for j in judgements}


def clusters(reports: Iterable[Mapping[ActorNode, Context]]) -> set[frozenset[str]]:
    """Add reports one after the other, as an archive does, and return the nodes that are one actor."""
    record: dict[ActorNode, Context] = {}
    found: list[Judgement] = []
    for number, new in enumerate(reports):
        mine = {block for node, context in new.items() for block in blocks_of(node, context)}
        near = {n: c for n, c in record.items() if n not in new and mine & set(blocks_of(n, c))}
        known = frozenset(n.node for n in new if n in record)
        found += judge_actors(new, near, by="dateline test", made=f"{number:03}", known=known)
        for node, context in new.items():
            record[node] = merge_contexts([record[node], context] if node in record else [context])
    groups = {node.node: {node.node} for node in record}
    for judgement in in_force(found):
        if judgement.verdict == "same":
            joined = groups[judgement.subject] | groups[judgement.object or ""]
            groups.update(dict.fromkeys(joined, joined))
    return {frozenset(group) for group in groups.values()}


def test_a_surname_is_its_only_bearers() -> None:
    found = judged([person("Mr Varn", "r2")], person("Odo Varn", "r1"))
    assert verdicts(found) == {("mr varn @ r2", "odo varn"): "same"}
    assert found[0].kind == "actor"
    assert found[0].score is not None
    assert "in oka, tolo" in found[0].reasons
    assert found[0].is_machine


def test_of_two_bearers_the_office_decides() -> None:
    odo = person("Odo Varn", "r1", offices=frozenset({"colonel"}))
    ilse = person("Ilse Varn", "r1", offices=frozenset({"mayor"}))
    short = person("Varn", "r2", offices=frozenset({"mayor"}))
    assert verdicts(judged([short], odo, ilse)) == {("ilse varn", "varn @ r2"): "same"}


def test_two_bearers_that_nothing_tells_apart_wait_for_a_person() -> None:
    found = judged([person("Varn", "r2")], person("Odo Varn", "r1"), person("Ilse Varn", "r1"))
    assert set(verdicts(found).values()) == {"maybe"}
    assert all("others could bear the name too" in j.reasons for j in found)


def test_two_spellings_of_one_bearer_are_no_rivals() -> None:
    found = judged([person("Benko", "r3")], person("Arsen Benko", "r1"), person("Arsen Venko", "r2"))
    assert set(verdicts(found).values()) == {"same"}


def test_a_bearer_who_comes_later_puts_an_earlier_judgement_in_doubt() -> None:
    short, odo, ilse = person("Varn", "r1"), person("Odo Varn", "r2"), person("Ilse Varn", "r3")
    assert verdicts(judged([odo], short)) == {("odo varn", "varn @ r1"): "same"}
    assert verdicts(judged([ilse], short, odo)) == {
        ("odo varn", "varn @ r1"): "maybe",
        ("ilse varn", "varn @ r1"): "maybe",
    }


def test_a_bearer_who_comes_later_and_fits_less_changes_nothing() -> None:
    office = frozenset({"mayor"})
    short, odo = person("Varn", "r1", offices=office), person("Odo Varn", "r2", offices=office)
    far = person("Ilse Varn", "r3", offices=frozenset({"colonel"}), places=frozenset({"oka"}))
    assert not judged([far], short, odo)


def test_one_report_keeps_its_names_apart() -> None:
    assert not judged([person("Odo Varn", "r1"), person("Odo Warn", "r1")])
    assert not judged([body("the Front", "r1"), body("Brigade", "r1")])


def test_a_known_name_is_not_compared_again() -> None:
    new, other = dict([person("Odo Varn", "r2")]), dict([person("Odo Warn", "r1")])
    assert judge_actors(new, other, by="dateline test", made="")
    assert not judge_actors(new, other, by="dateline test", made="", known=frozenset({"odo varn"}))


def test_a_known_name_in_another_country_and_office_is_doubted() -> None:
    node, told = person("Odo Varn", "r1", offices=frozenset({"colonel"}))
    far = Context(home="FJ", first="2016-01-01", last="2016-01-01", offices=frozenset({"baker"}), gender="m")
    found = judge_actors(
        {node: far}, {node: told}, by="dateline test", made="", known=frozenset({node.node}), report_id="r9"
    )
    assert verdicts(found) == {("odo varn", "odo varn @ r9"): "maybe"}
    assert found[0].reasons == ("in PE and in FJ, with other offices",)
    near = {node: replace(far, home="PE")}
    assert not judge_actors(
        near, {node: told}, by="dateline test", made="", known=frozenset({node.node}), report_id="r9"
    )


REPORTS = {
    "r1": [person("Odo Varn", "r1", offices=frozenset({"colonel"})), body("Tolo Liberation Front", "r1")],
    "r2": [person("Col. Varn", "r2", offices=frozenset({"colonel"})), body("TLF", "r2")],
    "r3": [
        person("Odo Warne", "r3", offices=frozenset({"colonel"})),
        person("Ilse Varn", "r3"),
        body("the Front", "r3"),
    ],
    "r4": [person("Ilse Varn", "r4", offices=frozenset({"mayor"})), body("rebels of the Tolo Liberation Front", "r4")],
}


@pytest.mark.parametrize("order", list(itertools.permutations(REPORTS)), ids="".join)
def test_the_order_of_reports_does_not_count(order: tuple[str, ...]) -> None:
    found = clusters(dict(REPORTS[report]) for report in order)
    assert frozenset({"odo varn", "col varn @ r2", "odo warne"}) in found
    assert frozenset({"ilse varn"}) in found
    front = next(group for group in found if "tolo liberation front" in group)
    assert front == {"tolo liberation front", "tlf @ r2", "front @ r3", "rebels of the tolo liberation front"}


@pytest.mark.parametrize(
    ("name", "kind", "node"),
    [
        ("General Odo Varn", "person", "general odo varn"),
        ("Varn", "person", "varn @ r1"),
        ("J. Orsk", "person", "j orsk @ r1"),
        ("the mayor of Oka", "person", "mayor of oka @ r1"),
        ("Ben Orsk", "person", "ben orsk"),
        ("Salim al-Hadar", "person", "salim al hadar"),
        ("the Ministry of Defence", "organization", "ministry of defence @ r1"),
        ("the Chilean Ministry of Defence", "organization", "chilean ministry of defence"),
        ("TLF", "group", "tlf @ r1"),
        ("NATO", "organization", "nato"),
        ("the rebels", "group", "rebels @ r1"),
        ("Oka police", "group", "oka police"),
        ("Oka Ledger", "organization", "oka ledger"),
        ("the Ledger", "organization", "ledger @ r1"),
        ("Chile", "place", "chile"),
    ],
)
def test_nodes(name: str, kind: str, node: str) -> None:
    assert node_of(name, kind=kind, report_id="r1").node == node


@pytest.mark.parametrize(
    ("name", "words", "titles"),
    [
        ("Lt. Gen. Odo Varn", ("odo", "varn"), ("lt gen",)),
        ("Orsk, Jan", ("jan", "orsk"), ()),
        ("Abd al-Rahman Oyle", ("abdrahman", "oyle"), ()),
        ("Sean O'Lery", ("sean", "olery"), ()),
        ("the governor of Oka", (), ("governor",)),
    ],
)
def test_parts_of_names(name: str, words: tuple[str, ...], titles: tuple[str, ...]) -> None:
    found = parse_person(name)
    assert (found.words, found.titles) == (words, titles)


def test_who_shares_a_block_is_compared_and_crowds_share_none() -> None:
    assert not blocks_of(*body("three guards", "r1"))
    assert not blocks_of(*body("market women", "r1"))
    for a, b in (("Arsen Benga", "Arcen Venga"), ("Odo Varn", "Mr Varn"), ("Jan Karel Orsk", "Jan Orsk")):
        assert set(blocks_of(*person(a, "r1"))) & set(blocks_of(*person(b, "r2")))
    for a, b in (
        ("Tolo Liberation Front", "TLF"),
        ("Defence Ministry", "Ministry of Defense"),
        ("Tolo Front", "the Front"),
    ):
        assert set(blocks_of(*body(a, "r1"))) & set(blocks_of(*body(b, "r2")))


def test_gender_keeps_apart() -> None:
    (a, mine), (b, theirs) = person("Varn", "r1", gender="f"), person("Odo Varn", "r2", gender="m")
    assert compare_nodes(a, b, contexts=(mine, theirs)).reasons == ("a man and a woman",)


def test_letters_join_the_name_that_a_report_gives_them() -> None:
    letters, full = body("FLT", "r2"), body("Tolo Liberation Front", "r1", aliases=frozenset({"flt"}))
    found = judged([letters], full)
    assert verdicts(found) == {("flt @ r2", "tolo liberation front"): "same"}
    assert found[0].reasons[0] == "a report gives FLT as its other name"


def test_contexts_merge_and_survive_json() -> None:
    later = replace(DAY, first="2014-04-01", last="2014-04-01", home="FJ", places=frozenset({"bira"}))
    merged = merge_contexts([DAY, later])
    assert (merged.first, merged.last, merged.home) == ("2014-03-02", "2014-04-01", "FJ")
    assert merged.places == {"oka", "tolo", "bira"}
    assert Context.of_json(merged.as_json()) == merged


def test_a_full_context_keeps_what_came_last() -> None:
    crowds = [replace(DAY, actors=frozenset(f"actor {n} of {month}" for n in range(30))) for month in range(3)]
    kept = merge_contexts(crowds).actors
    assert crowds[-1].actors <= kept
    assert len(kept) == 40


def test_support_says_what_is_shared() -> None:
    support = support_of(DAY, replace(DAY, first="2014-03-09", last="2014-03-09"))
    assert support.days == 7
    assert support.reasons == ("with ada brill", "in oka, tolo", "both reports are about PE")
    assert support_of(DAY, DAY, besides=frozenset({"ada brill"})).weight < support.weight


WORDS = st.sampled_from(
    ["Odo", "varn", "the", "of", "Abd", "al-", "O'", "Jr.", "J.", "TLF", "Ministry", "Front", "police", "Peru's", "(", ")", "–",
     "42", "Gen.", "Ж", "“", "Ms", "fighters", ","]
)  # fmt: skip
NAMES = st.one_of(st.text(min_size=1, max_size=30), st.lists(WORDS, min_size=1, max_size=5).map(" ".join))


@given(NAMES, NAMES, st.sampled_from(["person", "group", "other", "place"]))
def test_any_name_can_be_compared_from_either_side(a: str, b: str, kind: str) -> None:
    first, second = node_of(a, kind=kind, report_id="r1"), node_of(b, kind=kind, report_id="r2")
    there = replace(DAY, places=frozenset())
    assert compare_nodes(first, second, contexts=(DAY, there)) == compare_nodes(second, first, contexts=(there, DAY))
    assert all(blocks_of(node, DAY) == tuple(dict.fromkeys(blocks_of(node, DAY))) for node in (first, second))
    judgements = judge_actors({first: DAY}, {second: there}, by="dateline test", made="")
    assert all(j.subject < (j.object or "") for j in judgements)


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("the Eastern Alliance", "eastern alliance"),
        ("National Resistance", "national resistance"),
        ("the alliance", "alliance @ r1"),
        ("National Army", "national army @ r1"),
    ],
)
def test_what_fights_for_a_cause_is_one_by_its_whole_name(name: str, node: str) -> None:
    assert node_of(name, kind="group", report_id="r1").node == node
