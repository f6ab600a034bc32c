"""Pairs of names, written by hand, with what their reports tell: each is found to be what it must be, from either side."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.reconcile.actors_compare import compare_nodes
from dateline.reconcile.actors_context import Context
from dateline.reconcile.actors_names import ActorNode, node_of

TABLE = Path(__file__).with_name("actor_pairs.tsv")
LINES = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
ROWS = [dict(zip(LINES[0], cells, strict=True)) for cells in LINES[1:]]

HOME = {"home": "PE", "first": "2014-03-02", "last": "2014-03-02"}
THREAD = {**HOME, "actors": frozenset({"ada brill"}), "places": frozenset({"oka"})}
LATER = {"first": "2014-03-04", "last": "2014-03-04"}
# what the two reports tell
TOLD = {
    "nothing": (Context(), Context()),
    "home": (Context(**HOME), Context(**{**HOME, **LATER})),
    "thread": (Context(**THREAD), Context(**{**THREAD, **LATER})),
    "office": tuple(Context(**{**THREAD, **day}, offices=frozenset({"harbourmaster", "mayor"})) for day in ({}, LATER)),
    "copy": tuple(Context(**HOME, copies=frozenset({"r0"})) for _ in range(2)),
    "far": (Context(**HOME), Context(home="FJ", first="2018-03-02", last="2018-03-02")),
}


def nodes_of(row: dict[str, str]) -> tuple[ActorNode, ActorNode]:
    kinds = row["kind"].split("/")
    return node_of(row["a"], kind=kinds[0], report_id="r1"), node_of(row["b"], kind=kinds[-1], report_id="r2")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['a']} | {row['b']} | {row['told']}")
def test_pairs(row: dict[str, str]) -> None:
    a, b = nodes_of(row)
    if a.node == b.node and a.kind == b.kind:
        assert row["verdict"] == "same", row["why"]
        return
    score = compare_nodes(a, b, contexts=TOLD[row["told"]])
    assert score.verdict == row["verdict"], f"{row['why']}: {score}"
    assert 0 <= score.value <= 1
    assert (score.verdict == "different") or score.reasons


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['a']} | {row['b']} | {row['told']}")
def test_either_side_first(row: dict[str, str]) -> None:
    a, b = nodes_of(row)
    first, second = TOLD[row["told"]]
    assert compare_nodes(a, b, contexts=(first, second)) == compare_nodes(b, a, contexts=(second, first))


def test_the_table_is_large_enough_and_says_why() -> None:
    assert len(ROWS) >= 150
    assert all(row["why"] for row in ROWS)
    assert {row["verdict"] for row in ROWS} == {"same", "maybe", "different"}
