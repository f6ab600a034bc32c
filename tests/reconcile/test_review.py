"""Which questions a person is asked, and in what order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.judgements import Edge, Judgement, assemble
from dateline.reconcile.review import (
    Effect,
    Lone,
    Question,
    Weight,
    bridges,
    claims_in_doubt,
    deciding_claims,
    gaps,
    open_pairs,
    rank,
    weak_links,
)
from tests.factory import make_claim, make_judgement
from tests.reconcile.told import count


def maybe(a: str, b: str, score: float = 0.5) -> Judgement:
    return make_judgement("incident", a, b, verdict="maybe", score=score)


def test_a_maybe_is_asked_with_what_would_come_over() -> None:
    weights = {"a": Weight("a", 12, 6, 1, 30), "b": Weight("c", 3, 2, 0, 4)}
    (question,) = open_pairs([maybe("a", "b")], weights)
    assert (question.why, question.effect, question.uncertainty) == ("maybe", Effect(3, 2, 1, 4), 1.0)


def test_nothing_is_asked_of_what_is_one_already_or_unknown() -> None:
    assert open_pairs([maybe("a", "b"), maybe("a", "x")], {"a": Weight("r", 5), "b": Weight("r", 5)}) == []


def test_larger_effect_and_less_certainty_come_first() -> None:
    weights = {name: Weight(name, size) for name, size in (("a", 9), ("b", 9), ("c", 2), ("d", 2))}
    asked = rank(open_pairs([maybe("c", "d"), maybe("a", "b", 0.95), maybe("b", "a", 0.5)], weights))
    assert [(q.subject, q.score) for q in asked] == [("b", 0.5), ("a", 0.95), ("c", 0.5)]


def question(ident: str, size: int, why: str = "maybe") -> Question:
    return Question(ident, "incident", "a", "b", why, 0.5, (), Effect(size), 1.0)


def test_the_order_is_the_same_however_questions_come() -> None:
    asked = [question(f"q{n}", n % 3) for n in range(12)] + [question("q1", 7, "weak link")]
    first = rank(asked)
    for turn in range(len(asked)):
        assert rank([*reversed(asked[turn:]), *asked[:turn]]) == first
    assert first[0] == question("q1", 7, "weak link")
    assert len({q.id for q in first}) == len(first) == 12
    assert rank(asked, limit=2) == first[:2]


def chain(*scores: float) -> list[Judgement]:
    names = "abcdefgh"
    return [make_judgement("incident", names[i], names[i + 1], score=s) for i, s in enumerate(scores)]


def test_a_weak_link_that_holds_a_large_cluster_together_is_asked_about() -> None:
    links = chain(0.9, 0.9, 0.6, 0.9, 0.9)
    (asked,) = weak_links([(Weight("a", 12, 8, 1, 0), links)])
    assert (asked.id, asked.why, asked.effect) == (links[2].id, "weak link", Effect(6, 4, 1, 0))


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")).filter(lambda p: p[0] != p[1]), max_size=12
    )
)
def test_bridges_are_the_pairs_without_which_something_comes_away(pairs: list[tuple[str, str]]) -> None:
    edges = [Edge(*sorted(pair), 0.5) for pair in pairs]  # type: ignore[arg-type]
    due = {}
    for edge in edges:
        (whole,) = (c for c in assemble(edges) if edge.a in c)
        rest = assemble([e for e in edges if {e.a, e.b} != {edge.a, edge.b}])
        part = next((c for c in rest if edge.a in c), frozenset(edge.a))
        if edge.b not in part:
            due[frozenset((edge.a, edge.b))] = min(len(part), len(whole) - len(part))
    assert bridges(edges) == due


def test_a_weak_link_beside_others_or_in_a_small_cluster_is_not() -> None:
    around = [*chain(0.9, 0.9, 0.6, 0.9, 0.9), make_judgement("incident", "a", "f", score=0.9)]
    assert weak_links([(Weight("a", 12), around), (Weight("a", 12), chain(0.9, 0.6))]) == []


def test_what_a_person_joined_is_not_asked_again() -> None:
    links = chain(0.9, 0.9, 0.6, 0.9, 0.9)
    person = make_judgement("incident", "c", "d", by="Ina Marsh", score=None, made="2015-01-01T00:00:00+00:00")
    assert weak_links([(Weight("a", 12), [*links, person])]) == []


def test_a_doubtful_claim_alone_on_its_side_is_asked_about() -> None:
    sure, doubtful = make_claim(confidence=0.9), make_claim(confidence=0.5, local_id="v2")
    (asked,) = deciding_claims([Lone(sure, 4, "how many were killed"), Lone(doubtful, 4, "how many were killed")])
    assert (asked.subject, asked.why, asked.effect.origins, asked.effect.disputes) == (doubtful.id, "lone voice", 4, 1)


def test_a_doubtful_claim_is_asked_about_where_there_are_deaths() -> None:
    dead = make_claim(confidence=0.5, figures=(count("killed", 40),))
    other = make_claim(confidence=0.5, local_id="v2")
    sure = make_claim(confidence=0.9, figures=(count("killed", 40),), local_id="v3")
    quiet, loud = Weight("i", 3), Weight("j", 3, deaths=40)
    asked = rank(claims_in_doubt([(quiet, other), (loud, other), (loud, dead), (loud, sure)]))
    assert [(q.subject, q.effect.deaths) for q in asked] == [(dead.id, 40), (other.id, 1)]


def test_a_big_incident_without_a_place_is_asked_about_once() -> None:
    big, small = Weight("big", 9, 4), Weight("small", 1)
    silent = make_claim(local_id="v1")
    first, second = (make_claim(local_id=f"v{n}", reasons=("place: two towns have this name",)) for n in (2, 3))
    claims = [(big, silent), (big, first), (big, second), (small, first)]
    (asked,) = gaps(claims, unplaced={"big", "small"}, undated=set())
    assert (asked.subject, asked.why, asked.reasons) == (first.id, "place", ("place: two towns have this name",))
    assert gaps(claims, unplaced=set(), undated={"big"}) == []
