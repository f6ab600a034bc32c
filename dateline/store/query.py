"""The full-text query language: words, "phrases", prefix*, AND OR NOT and parentheses, made safe for FTS5.

::

    query  := both ("OR" both)*
    both   := one ("AND"? one)*
    one    := term ("NOT" term)*
    term   := word | word* | "phrase" | "phrase"* | "(" query ")"

What a user writes never reaches the engine as syntax: every word goes in as a quoted string.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from dateline.errors import InvalidQuery

__all__ = ["MAX_QUERY_CHARACTERS", "MAX_QUERY_TERMS", "parse_query"]

MAX_QUERY_CHARACTERS = 1000
MAX_QUERY_TERMS = 64
_MAX_DEPTH = 16

_TOKEN = re.compile(r'\s*(?:(?P<mark>[()])|"(?P<phrase>[^"]*)"(?P<star>\*?)|(?P<open>")|(?P<word>[^\s()"]+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_OPERATORS = ("AND", "OR", "NOT")


@dataclass(frozen=True, slots=True)
class _Token:
    """An operator or parenthesis (``fts`` is None), or a term as FTS5 reads it."""

    shown: str
    fts: str | None = None


def parse_query(query: str) -> str:
    """Return a user's query as an FTS5 expression that cannot fail.

    Raises:
        InvalidQuery: the query is empty, too long or malformed; the message says where.

    >>> parse_query('river OR "stone bridge" NOT toll*')
    '("river" OR ("stone bridge" NOT "toll"*))'
    """
    if len(query) > MAX_QUERY_CHARACTERS:
        raise InvalidQuery(f"the query has {len(query):,} characters; {MAX_QUERY_CHARACTERS:,} are allowed")
    tokens = _read_tokens(query)
    if not tokens:
        raise InvalidQuery("the query is empty: give a word to look for")
    if len(tokens) > MAX_QUERY_TERMS:
        raise InvalidQuery(f"the query has {len(tokens)} words and signs; {MAX_QUERY_TERMS} are allowed")
    parser = _Parser(tokens)
    expression = parser.either()
    if parser.next is not None:
        raise InvalidQuery(f"the query has {parser.next.shown!r} without its opening parenthesis")
    return expression


def _read_tokens(query: str) -> list[_Token]:
    plain = "".join(" " if unicodedata.category(ch) == "Cc" else ch for ch in query.translate(_QUOTES)).rstrip()
    if any(unicodedata.category(ch) == "Cs" for ch in plain):
        raise InvalidQuery("the query holds half a character (a lone surrogate)")
    return [_read_token(match) for match in _TOKEN.finditer(plain)]


def _read_token(match: re.Match[str]) -> _Token:
    word = match["word"]
    if match["open"]:
        raise InvalidQuery('the query has a " without its partner')
    if match["mark"] or word in _OPERATORS:
        return _Token(match["mark"] or word)
    if match["phrase"] is not None:
        return _Token(f'"{match["phrase"]}"', _as_string(match["phrase"], f'"{match["phrase"]}"') + match["star"])
    stem = word.removesuffix("*")
    if "*" in stem:
        raise InvalidQuery(f"a * stands only at the end of a word, once: {word!r}")
    return _Token(word, _as_string(stem, word) + word[len(stem) :])


def _as_string(words: str, shown: str) -> str:
    if not any(unicodedata.category(ch)[0] in "LN" for ch in words):
        raise InvalidQuery(f"{shown!r} holds no letter or digit to look for")
    return f'"{words}"'


class _Parser:
    """Recursive descent over the tokens; each method returns an FTS5 expression."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    @property
    def next(self) -> _Token | None:
        """The token to come, or None at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def either(self) -> str:
        """Read a query: alternatives joined by OR."""
        parts = [self._both()]
        while self._take("OR"):
            parts.append(self._both())
        return _join(parts, "OR")

    def _both(self) -> str:
        parts = [self._one()]
        while self._take("AND") or (self.next is not None and self.next.shown not in ("OR", ")")):
            parts.append(self._one())
        return _join(parts, "AND")

    def _one(self) -> str:
        parts = [self._term()]
        while self._take("NOT"):
            parts.append(self._term())
        return _join(parts, "NOT")

    def _term(self) -> str:
        token = self.next
        if token is None:
            raise InvalidQuery(f"a word is missing after {self._tokens[self._at - 1].shown!r}")
        self._at += 1
        if token.fts is not None:
            return token.fts
        if token.shown != "(":
            raise InvalidQuery(f"a word is missing before {token.shown!r}{_HINTS.get(token.shown, '')}")
        return self._group()

    def _group(self) -> str:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise InvalidQuery(f"the query has more than {_MAX_DEPTH} parentheses inside one another")
        inner = self.either()
        if not self._take(")"):
            raise InvalidQuery("the query has a ( without its partner")
        self._depth -= 1
        return inner

    def _take(self, sign: str) -> bool:
        token = self.next
        found = token is not None and token.fts is None and token.shown == sign
        self._at += found
        return found


_HINTS = {
    "NOT": " (write: river NOT bridge)",
    "AND": ' (to look for the word itself, write it small or in quotes: "and")',
    "OR": ' (to look for the word itself, write it small or in quotes: "or")',
}


def _join(parts: list[str], operator: str) -> str:
    # FTS5 reads "a NOT b NOT c" as (a NOT b) NOT c, and limits how deep an expression may be: one level for all.
    return parts[0] if len(parts) == 1 else "(" + f" {operator} ".join(parts) + ")"
