"""How far two reviewers agree."""

from __future__ import annotations

import pytest

from dateline.judgements import Judgement
from dateline.reconcile.agreement import agreement_of, cohens_kappa
from tests.factory import make_judgement

ANA, BO = "Ana Reyes", "Bo Lindt"


def said(by: str, verdict: str, thing: str, *, day: int = 1, kind: str = "incident") -> Judgement:
    made = f"2015-01-{day:02}T00:00:00+00:00"
    return make_judgement(kind, *(("x" + thing,) if kind == "claim" else ("a" + thing, "b" + thing)),
                          verdict=verdict, by=by, made=made, score=None)  # fmt: skip


@pytest.mark.parametrize(
    ("both_yes", "only_one", "only_two", "both_no", "kappa"),
    # worked by hand: (observed - chance) / (1 - chance)
    [(20, 5, 10, 15, 0.4), (45, 15, 25, 15, 0.1304), (25, 35, 5, 35, 0.2593), (5, 0, 0, 5, 1.0), (0, 5, 5, 0, -1.0)],
)
def test_kappa_of_worked_examples(both_yes: int, only_one: int, only_two: int, both_no: int, kappa: float) -> None:
    given = [("yes", "yes")] * both_yes + [("yes", "no")] * only_one + [("no", "yes")] * only_two
    assert cohens_kappa([*given, *[("no", "no")] * both_no]) == pytest.approx(kappa, abs=5e-5)


@pytest.mark.parametrize("given", [[], [("yes", "yes")] * 3])
def test_where_chance_alone_agrees_there_is_no_kappa(given: list[tuple[str, str]]) -> None:
    assert cohens_kappa(given) is None


def test_only_what_both_judged_counts_and_each_ones_last_word() -> None:
    given = [
        said(ANA, "same", "1"), said(BO, "same", "1"),
        said(ANA, "same", "2"), said(ANA, "different", "2", day=2), said(BO, "different", "2"),
        said(ANA, "same", "3"), said(BO, "different", "3"),
        said(ANA, "same", "4"),
        said(ANA, "same", "5"), said(BO, "same", "5"), said(BO, "withdrawn", "5", day=2),
        said("dateline 0.1.0", "different", "4"),
        said(ANA, "accept", "6", kind="claim"), said(BO, "accept", "6", kind="claim"),
    ]  # fmt: skip
    found = {row.kind: (row.both, row.alike) for row in agreement_of(given, ANA, BO)}
    assert found == {"incident": (3, 2), "claim": (1, 1), "all": (4, 3)}


def test_a_pair_is_one_whichever_end_was_named_first() -> None:
    turned = make_judgement("actor", "b", "a", by=BO, score=None)
    (row, _) = agreement_of([make_judgement("actor", "a", "b", by=ANA, score=None), turned], ANA, BO)
    assert (row.kind, row.both, row.alike) == ("actor", 1, 1)
