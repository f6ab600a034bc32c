"""The full-text query language: what it reads, and what it says of what it cannot read."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InvalidQuery
from dateline.store.query import MAX_QUERY_CHARACTERS, parse_query

SIGNS = st.sampled_from(
    ["AND", "OR", "NOT", "(", ")", '"', "*", "NEAR(", "a:", "^", "-", "+", "{a b}", "\0", "é", "the", "''", "--", ";"]
)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (title, text)")
    texts = ("a b c", "b c", "c", "and then", "d'or a-b")
    connection.executemany("INSERT INTO t VALUES ('', ?)", [(text,) for text in texts])
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("river", '"river"'),
        ("  river  bridge ", '("river" AND "bridge")'),
        ("river AND bridge", '("river" AND "bridge")'),
        ("a b OR c", '(("a" AND "b") OR "c")'),
        ("a OR b NOT c d", '("a" OR (("b" NOT "c") AND "d"))'),
        ("a NOT b NOT c", '("a" NOT "b" NOT "c")'),
        ("(a OR b) c", '(("a" OR "b") AND "c")'),
        ("((a))", '"a"'),
        ('"stone bridge"', '"stone bridge"'),
        ('"stone bri"*', '"stone bri"*'),
        ("bri*", '"bri"*'),
        ("“stone bridge” river", '("stone bridge" AND "river")'),
        ("river and not or near", '("river" AND "and" AND "not" AND "or" AND "near")'),
        ("al-Hadi's", '"al-Hadi\'s"'),
        ("title:x ^y -z +q", '("title:x" AND "^y" AND "-z" AND "+q")'),
        ('word"phrase"', '("word" AND "phrase")'),
        ("a\0b\tc", '("a" AND "b" AND "c")'),
    ],
)
def test_queries(query: str, expression: str) -> None:
    assert parse_query(query) == expression


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "the query is empty"),
        (" \n\t ", "the query is empty"),
        ('"open', 'a " without its partner'),
        ('a "b" "', 'a " without its partner'),
        ("(a", "a ( without its partner"),
        ("a)", "')' without its opening parenthesis"),
        ("()", "a word is missing before ')'"),
        ("AND a", "a word is missing before 'AND'"),
        ("NOT a", "write: river NOT bridge"),
        ("a AND", "a word is missing after 'AND'"),
        ("a OR OR b", "a word is missing before 'OR'"),
        ("a NOT NOT b", "a word is missing before 'NOT'"),
        ("*", "holds no letter or digit"),
        ("a*b", "a * stands only at the end"),
        ("a**", "a * stands only at the end"),
        ("a & b", "'&' holds no letter or digit"),
        ('""', "holds no letter or digit"),
        ("half \ud800", "half a character"),
        ("(" * 20 + "a" + ")" * 20, "parentheses inside one another"),
        ("a " * 70, "70 words and signs"),
        ("a" * (MAX_QUERY_CHARACTERS + 1), "1,001 characters"),
    ],
)
def test_malformed_queries(query: str, words: str) -> None:
    with pytest.raises(InvalidQuery, match=re.escape(words)):
        parse_query(query)


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("a", {1, 5}),
        ("b c", {1, 2}),
        ("a OR c NOT b", {1, 3, 5}),
        ("(a OR c) NOT b", {3}),
        ("b NOT a OR and", {2, 4}),
        ('"b c"', {1, 2}),
        ('"c b"', set()),
        ("and", {4}),
        ("the*", {4}),
        ("d'or", {5}),
        ("a-b", {1, 5}),
    ],
)
def test_what_queries_find(index: sqlite3.Connection, query: str, rows: set[int]) -> None:
    found = index.execute("SELECT rowid FROM t WHERE t MATCH ?", [parse_query(query)])
    assert {row for (row,) in found} == rows


@given(st.one_of(st.text(max_size=60), st.lists(SIGNS | st.text(max_size=4), max_size=20).map(" ".join)))
def test_no_query_reaches_the_engine_malformed(index: sqlite3.Connection, query: str) -> None:
    try:
        expression = parse_query(query)
    except InvalidQuery:
        return
    index.execute("SELECT count(*) FROM t WHERE t MATCH ?", [expression]).fetchall()


@pytest.mark.parametrize(
    "query", ["(" * 15 + "a" + ")" * 15, "a " * 64, "a OR " * 31 + "a", "a NOT " * 31 + "a", "a* " * 64]
)
def test_the_longest_queries_run(index: sqlite3.Connection, query: str) -> None:
    index.execute("SELECT count(*) FROM t WHERE t MATCH ?", [parse_query(query)]).fetchall()
