"""Which judgements count, and what is assembled from them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.judgements import Edge, Judgement, assemble, in_force, links_of, outweighs, pair_of
from tests.factory import make_judgement

NAMES = st.sampled_from("abcdefgh")
PAIRS = st.tuples(NAMES, NAMES).filter(lambda pair: pair[0] != pair[1])
EDGES = st.lists(
    st.builds(lambda pair, strength: Edge(*pair, strength), PAIRS, st.sampled_from([0.5, 0.7, 0.9])), max_size=12
)
APART = st.lists(PAIRS, max_size=4)


def clusters_of(edges: list[Edge], apart: list[tuple[str, str]]) -> set[frozenset[str]]:
    found = assemble(edges, apart)
    assert len({member for cluster in found for member in cluster}) == sum(map(len, found)), (
        "a member is in two clusters"
    )
    return set(found)


def components_of(edges: list[Edge]) -> set[frozenset[str]]:
    """Connected components, by the slowest way there is."""
    parts = [{edge.a, edge.b} for edge in edges]
    for _ in edges:
        for one in parts:
            for other in parts:
                if one & other:
                    one |= other
    return {frozenset(part) for part in parts}


@given(EDGES)
def test_without_differences_clusters_are_components(edges: list[Edge]) -> None:
    assert clusters_of(edges, []) == components_of(edges)


@given(EDGES, APART, st.randoms())
def test_the_order_of_arrival_does_not_matter(edges: list[Edge], apart: list[tuple[str, str]], random: object) -> None:
    shuffled = [Edge(e.b, e.a, e.strength) if random.random() < 0.5 else e for e in edges]  # type: ignore[attr-defined]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert clusters_of(shuffled, [(b, a) for a, b in reversed(apart)]) == clusters_of(edges, apart)


@given(EDGES, APART)
def test_what_is_kept_apart_is_in_no_cluster_together(edges: list[Edge], apart: list[tuple[str, str]]) -> None:
    found = clusters_of(edges, apart)
    assert not [(a, b) for a, b in apart for cluster in found if {a, b} <= cluster]
    assert all(any(cluster <= part for part in components_of(edges)) for cluster in found)


@given(EDGES, APART)
def test_what_may_be_joined_is(edges: list[Edge], apart: list[tuple[str, str]]) -> None:
    found = clusters_of(edges, apart)

    def cluster_of(name: str) -> frozenset[str]:
        return next((cluster for cluster in found if name in cluster), frozenset({name}))

    for edge in edges:
        together = cluster_of(edge.a) | cluster_of(edge.b)
        assert cluster_of(edge.a) == cluster_of(edge.b) or any({a, b} <= together for a, b in apart)


def test_the_weakest_edge_gives_way() -> None:
    edges = [Edge("a", "b", 0.7), Edge("b", "c", 0.8), Edge("c", "d", 0.9)]
    assert clusters_of(edges, [("a", "d")]) == {frozenset("bcd")}
    assert clusters_of([*edges, Edge("a", "b", 2.0)], [("a", "d")]) == {frozenset("ab"), frozenset("cd")}


def test_a_persons_edge_is_stronger_than_any_score() -> None:
    machine = make_judgement("copy", "b", "c", score=1.0)
    person = make_judgement("copy", "a", "b", by="Mara Quist", score=None)
    different = make_judgement("copy", "a", "c", by="Mara Quist", verdict="different", score=None)
    edges, apart = links_of([machine, person, different])
    assert clusters_of(edges, apart) == {frozenset("ab")}


def judgement(by: str, verdict: str, day: int, *, turned: bool = False) -> Judgement:
    ends = ("y", "x") if turned else ("x", "y")
    return make_judgement("actor", *ends, by=by, verdict=verdict, made=f"2020-01-{day:02}T00:00:00+00:00")


def test_persons_count_before_the_machine_and_later_ones_before_earlier() -> None:
    machine, person = judgement("dateline 9", "same", 9), judgement("datelined", "different", 1)
    later = judgement("Mara Quist", "same", 2, turned=True)
    assert in_force([machine, person]) == [person]
    assert in_force([later, machine, person]) == [later]
    assert outweighs(person, machine) and not outweighs(person, later)
    assert pair_of(later) == pair_of(person)


def test_maybe_and_outweighed_judgements_link_nothing() -> None:
    assert links_of([judgement("dateline 1", "maybe", 1)]) == ([], [])
    assert links_of([judgement("dateline 1", "same", 1), judgement("Mara", "maybe", 1)]) == ([], [])
    assert links_of([make_judgement("claim", "x", verdict="accept")]) == ([], [])


def test_a_word_that_was_withdrawn_counts_for_nothing() -> None:
    def said(by: str, verdict: str, day: int) -> Judgement:
        return make_judgement("actor", "a", "b", verdict=verdict, by=by, made=f"2015-01-0{day}T00:00:00+00:00")

    machine = said("dateline 0.1.0", "maybe", 1)
    other = said("Ola Brandt", "different", 2)
    back = [said("Ina Marsh", "same", 3), said("Ina Marsh", "withdrawn", 4)]
    assert in_force([machine, *back]) == in_force([*reversed(back), machine]) == [machine]
    assert in_force([machine, other, *back]) == [other]
    assert in_force(back) == []
    assert links_of([other, *back]) == ([], [("a", "b")])
