"""Decoding: whatever the model says, sentences are trees, mentions do not cross, and attributions hold words."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.read.decoding import (
    UNLIKELY,
    AttributionFound,
    LinkTables,
    MentionFound,
    WindowTables,
    attributions_of,
    best_tree,
    best_trees,
    mentions_of,
    sentence_bounds,
)

NONE, SOURCE, CUE, CONTENT = range(4)


def make_tables(size: int, **given: Any) -> WindowTables:
    """Return tables of a window of so many words in which the model finds nothing, or what is given."""
    whole, real = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.float32)
    values: dict[str, Any] = {
        **dict.fromkeys(("upos", "xpos", "anchors"), whole),
        **dict.fromkeys(("opens", "cues", "new", "events"), real),
        "event_labels": np.zeros((size, 5), dtype=np.int64),
        "fillers": np.zeros((size, 3), dtype=np.float32),
        "words": np.zeros((size, 8), dtype=np.float32),
        "heads": np.zeros((size, 1), dtype=np.int64),
        "head_scores": np.zeros((size, 1), dtype=np.float32),
        "relations": np.zeros((size, 1), dtype=np.int64),
        "mentions": np.zeros((size, size), dtype=np.int64),
        "mention_scores": np.zeros((size, size), dtype=np.float32),
        "roles": np.zeros((size, size, 4), dtype=np.float32),
        "later": np.zeros((size, 8), dtype=np.float32),
        "earlier": np.zeros((size, 8), dtype=np.float32),
        **given,
    }
    return WindowTables(**values)


# trees -------------------------------------------------------------------------------------------


def parsed(heads: Any, scores: Any, relations: Any = None) -> WindowTables:
    heads = np.array(heads, dtype=np.int64)
    relations = np.zeros_like(heads) if relations is None else np.array(relations, dtype=np.int64)
    scores = np.array(scores, dtype=np.float32)
    return make_tables(len(heads), heads=heads, head_scores=scores, relations=relations)


def is_tree(heads: list[int], first: int, last: int) -> bool:
    """Has every word of a sentence its head there, and does every path of heads end at the one root?"""
    if not all(first <= head <= last for head in heads):
        return False
    if sum(head == place for place, head in enumerate(heads, start=first)) != 1:
        return False
    for place in range(first, last + 1):
        at = place
        for _ in heads:
            at = heads[at - first]
        if heads[at - first] != at:
            return False
    return True


@st.composite
def random_tables(draw: st.DrawFn) -> tuple[WindowTables, int, int]:
    """Tables of a window with any candidates (inside a sentence, outside, one word twice) and a sentence in it."""
    size, candidates = draw(st.integers(1, 12)), draw(st.integers(1, 4))
    first = draw(st.integers(0, size - 1))
    last = draw(st.integers(first, size - 1))
    seed, outside = draw(st.integers(0, 2**32 - 1)), draw(st.booleans())
    rng = np.random.default_rng(seed)
    heads = rng.integers(0, size, (size, candidates))
    if outside:
        heads[first : last + 1] = np.where(rng.random() < 0.5, max(0, first - 1), min(size - 1, last + 1))
    scores = -rng.exponential(draw(st.sampled_from((0.0, 3.0, 60.0))), (size, candidates))
    return parsed(heads, scores, rng.integers(0, 5, (size, candidates))), first, last


@settings(max_examples=150, deadline=None)
@given(random_tables())
def test_a_sentence_is_always_a_tree_with_one_root(case: tuple[WindowTables, int, int]) -> None:
    tables, first, last = case
    heads, relations = best_tree(tables, first, last)
    assert len(relations) == len(heads) == last - first + 1
    assert is_tree(heads, first, last)


@settings(max_examples=150, deadline=None)
@given(random_tables())
def test_a_relation_is_that_of_the_candidate_chosen(case: tuple[WindowTables, int, int]) -> None:
    tables, first, last = case
    heads, relations = best_tree(tables, first, last)
    for place, head, relation in zip(range(first, last + 1), heads, relations, strict=True):
        likely = tables.head_scores[place] > UNLIKELY
        chosen = tables.relations[place][(tables.heads[place] == head) & likely]
        assert relation == (chosen[0] if len(chosen) else -1)


def best_by_trying_all(scores: np.ndarray[Any, Any]) -> float:
    """Return the score of the best of all trees: ``scores[word, head]``, a word's own place for a root."""
    size = len(scores)
    trees = (heads for heads in itertools.product(range(size), repeat=size) if is_tree(list(heads), 0, size - 1))
    return max(sum(float(scores[word, head]) for word, head in enumerate(heads)) for heads in trees)


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_the_tree_is_the_best_of_all(size: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = (-rng.exponential(4.0, (size, size))).astype(np.float32)
    order = rng.permuted(np.tile(np.arange(size), (size, 1)), axis=1)
    heads, _ = best_tree(parsed(order, np.take_along_axis(scores, order, 1)), 0, size - 1)
    assert sum(float(scores[word, head]) for word, head in enumerate(heads)) == pytest.approx(
        best_by_trying_all(scores)
    )


def test_the_sentences_of_a_window_are_read_as_each_alone() -> None:
    rng = np.random.default_rng(7)
    bounds = [(0, 4), (5, 5), (6, 11)]
    for _ in range(50):
        heads = np.array([rng.permutation(12)[:6] for _ in range(12)])
        tables = parsed(heads, -rng.exponential(4.0, heads.shape).astype(np.float32))
        together = [part.tolist() for part in best_trees(tables, bounds)]
        alone = [best_tree(tables, first, last) for first, last in bounds]
        assert together == [[word for one in alone for word in one[part]] for part in (0, 1)]


def test_the_likeliest_root_gives_way_to_a_better_tree() -> None:
    # Word 0 is the likelier root, and would leave word 1 without a likely head.
    scores = [[-0.1, -0.2], [-9.0, -0.3]]
    assert best_tree(parsed([[0, 1], [0, 1]], scores), 0, 1)[0] == [1, 1]


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_best_heads_that_make_a_tree_are_taken(size: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    order = rng.permutation(size)
    tree = np.empty(size, dtype=np.int64)
    for n, word in enumerate(order):
        tree[word] = order[rng.integers(0, n)] if n else word
    heads = np.stack([tree, rng.integers(0, size, size)], 1)
    scores = np.stack([np.full(size, -0.1), np.full(size, -2.0)], 1)
    assert best_tree(parsed(heads, scores), 0, size - 1)[0] == tree.tolist()


def test_a_sentence_in_a_window_has_places_of_the_window() -> None:
    tables = parsed([[0], [0], [3], [3]], np.full((4, 1), -0.1), [[1], [2], [3], [4]])
    assert best_tree(tables, 2, 3) == ([3, 3], [3, 4])


def test_a_sentence_whose_candidates_all_lie_outside_is_a_tree_without_relations() -> None:
    heads, relations = best_tree(parsed([[0], [0], [0], [0]], np.full((4, 1), -0.1)), 1, 3)
    assert is_tree(heads, 1, 3)
    assert relations == [-1, -1, -1]


def test_a_long_sentence_without_any_likely_tree_is_one() -> None:
    size = 190  # every word's head is the next one, round and round
    heads, _ = best_tree(parsed([[(place + 1) % size] for place in range(size)], np.full((size, 1), -0.1)), 0, size - 1)
    assert is_tree(heads, 0, size - 1)


# mentions ----------------------------------------------------------------------------------------


def spans(size: int, *rows: tuple[int, int, int, float]) -> WindowTables:
    tables = make_tables(size)
    for first, last, kind, score in rows:
        tables.mentions[first, last], tables.mention_scores[first, last] = kind, score
    return tables


def found(tables: WindowTables) -> list[tuple[int, int, int]]:
    return [(mention.first, mention.last, mention.kind) for mention in mentions_of(tables, least=0.5)]


def cross(one: MentionFound, other: MentionFound) -> bool:
    return one.first < other.first <= one.last < other.last or other.first < one.first <= other.last < one.last


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 10), st.integers(0, 2**32 - 1))
def test_mentions_never_cross(size: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    tables = make_tables(
        size,
        mentions=rng.integers(0, 4, (size, size)),
        mention_scores=rng.random((size, size)).astype(np.float32),
    )
    kept = mentions_of(tables, least=0.5)
    assert not any(cross(one, other) for one, other in itertools.combinations(kept, 2))
    assert all(0 <= mention.first <= mention.last < size and mention.kind > 0 for mention in kept)
    assert kept == sorted(kept, key=lambda mention: (mention.first, -mention.last))
    # Nothing is dropped but for a surer mention that it crosses.
    for first, last in zip(*np.nonzero(np.triu(tables.mentions) * (tables.mention_scores >= 0.5)), strict=True):
        row = MentionFound(
            int(first), int(last), int(tables.mentions[first, last]), float(tables.mention_scores[first, last])
        )
        assert row in kept or any(cross(row, other) and other.score >= row.score for other in kept)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], []),
        ([(0, 1, 2, 0.9), (3, 3, 1, 0.8)], [(0, 1, 2), (3, 3, 1)]),
        ([(0, 3, 2, 0.6), (1, 1, 1, 0.9)], [(0, 3, 2), (1, 1, 1)]),
        ([(0, 2, 2, 0.6), (1, 3, 1, 0.9)], [(1, 3, 1)]),
        ([(0, 2, 2, 0.9), (2, 3, 1, 0.6)], [(0, 2, 2)]),
        ([(0, 1, 2, 0.4)], []),
        ([(0, 1, 0, 0.9)], []),
        ([(2, 1, 1, 0.9)], []),
    ],
    ids=["none", "apart", "nested", "surer later", "surer earlier", "unsure", "no mention", "last before first"],
)
def test_mentions(rows: list[tuple[int, int, int, float]], expected: list[tuple[int, int, int]]) -> None:
    assert found(spans(4, *rows)) == expected


def test_a_mention_has_its_probability() -> None:
    assert mentions_of(spans(2, (0, 1, 3, 0.75)), least=0.7) == [MentionFound(0, 1, 3, 0.75)]
    assert mentions_of(spans(2, (0, 1, 3, 0.75)), least=0.8) == []


# attributions ------------------------------------------------------------------------------------

WORDS = ("“", "We", "won", ",", "”", "said", "Oda", ".", "“", "They", "lost", ".", "”")


def cued(*rows: tuple[int, float, str]) -> list[AttributionFound]:
    """Decode cues of ``WORDS``: anchor, probability, and for each word "s", "c", "x" (source, cue, content) or none."""
    size = len(WORDS)
    cues = np.zeros(size, dtype=np.float32)
    roles = np.zeros((len(rows), size, 4), dtype=np.float32)
    for row, (anchor, sure, letters) in enumerate(rows):
        cues[anchor] = sure
        roles[row, np.arange(size), [".scx".index(letter) for letter in letters.ljust(size, ".")]] = 1.0
    anchors = np.array([anchor for anchor, _, _ in rows], dtype=np.int64)
    return attributions_of(make_tables(size, cues=cues, anchors=anchors, roles=roles), WORDS, least=0.4)


def test_an_attribution_has_the_runs_of_its_roles() -> None:
    assert cued((5, 0.5, "xxx..cs")) == [AttributionFound(5, ((5, 5),), ((6, 6),), ((0, 2),), 0.5)]


@pytest.mark.parametrize(
    ("letters", "cue", "source", "content"),
    [
        ("xxxxxcs..xxxx", (5, 5), [(6, 6)], [(0, 4), (9, 12)]),
        ("xxx.ccs", (4, 5), [(6, 6)], [(0, 2)]),
        (".xx..cs....x.", (5, 5), [(6, 6)], [(1, 2)]),
        (".xx..cs.x...x", (5, 5), [(6, 6)], [(1, 2)]),
        (".xx.sc", (5, 5), [], [(1, 2)]),
        ("xxxxxxs", (5, 5), [(6, 6)], [(0, 4)]),
    ],
    ids=["around the cue", "cue of two", "one word more", "marks alone", "a mark as source", "an anchor is of the cue"],
)
def test_roles(letters: str, cue: tuple[int, int], source: list[object], content: list[object]) -> None:
    row = cued((5, 0.9, letters))[0]
    assert (row.cue, list(row.source), list(row.content)) == ((cue,), source, content)


@pytest.mark.parametrize("letters", ["......s", "x..x....x...x", ".....cs"])
def test_a_cue_without_content_is_none(letters: str) -> None:
    assert cued((5, 0.9, letters)) == []


def test_an_unsure_cue_is_none() -> None:
    assert cued((5, 0.39, "xxx..cs")) == []


def test_an_anchor_within_a_surer_cue_belongs_to_it() -> None:
    assert [row.anchor for row in cued((5, 0.6, "xxx..cs"), (6, 0.9, "xxx..cc"))] == [6]
    assert [row.anchor for row in cued((5, 0.6, "xxx..cs"), (6, 0.9, "xxx...c"))] == [5, 6]


def test_attributions_are_in_text_order_and_may_overlap() -> None:
    rows = cued((1, 0.6, ".cx"), (5, 0.9, "xxx..cs"))
    assert [(row.anchor, row.content) for row in rows] == [(1, ((2, 2),)), (5, ((0, 2),))]


def test_a_window_without_anchors_has_no_attributions() -> None:
    assert cued() == []


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_attributions_hold_words_and_separate_runs(size: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    cues = rng.random(size).astype(np.float32)
    anchors = np.flatnonzero(cues >= min(0.15, cues.max()))
    tables = make_tables(size, cues=cues, anchors=anchors, roles=rng.random((len(anchors), size, 4)).astype(np.float32))
    words = [("said", ",", "“")[kind] for kind in rng.integers(0, 3, size)]
    rows = attributions_of(tables, words, least=0.4)
    assert [row.anchor for row in rows] == sorted({row.anchor for row in rows})
    for row in rows:
        assert any(first <= row.anchor <= last for first, last in row.cue)
        assert row.score == pytest.approx(cues[row.anchor])
        for runs in (row.cue, row.source, row.content):
            assert all(0 <= first <= last < size for first, last in runs)
            assert all(one[1] + 1 < other[0] for one, other in itertools.pairwise(runs))
        assert all("said" in words[first : last + 1] for first, last in (*row.source, *row.content))
        assert row.content
        places = [
            place for runs in (row.cue, row.source, row.content) for run in runs for place in range(run[0], run[1] + 1)
        ]
        assert len(places) == len(set(places))


# links and sentences -----------------------------------------------------------------------------


def test_links_score_a_later_word_against_an_earlier_one() -> None:
    rng = np.random.default_rng(1)
    later, earlier, new = rng.random((3, 8)), rng.random((3, 8)), rng.random(3)
    tables = LinkTables([2, 5, 9], *(table.astype(np.float32) for table in (later, earlier, new)))
    row = {place: n for n, place in enumerate(tables.places)}
    assert float(tables.later[row[9]] @ tables.earlier[row[2]]) == pytest.approx(float(later[2] @ earlier[0]), rel=1e-5)


@pytest.mark.parametrize(
    ("starts", "size", "expected"), [([0], 1, [(0, 0)]), ([0, 1, 3], 5, [(0, 0), (1, 2), (3, 4)]), ([], 0, [])]
)
def test_sentence_bounds(starts: list[int], size: int, expected: list[tuple[int, int]]) -> None:
    assert sentence_bounds(starts, size) == expected
