"""A small grammar over words: each word becomes one character, so that patterns over words are regular expressions.

A pattern is written in words: ``the? last {n:NUM} {unit:UNIT}``. Lower case is a word (``in/on``: either), upper case a
class of words, ``{name:ITEM}`` keeps what it matched, ``>>`` stands before what must follow but is not part of it;
``( ... )``, ``|``, ``?``, ``*`` and ``+`` mean what they always mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from dateline.read.numbers import Word, read_words

__all__ = ["Grammar", "WordedText", "first_characters"]

PART = re.compile(r"\[[^]]*\]|\(\?(?:P<\w+>|:|=)|[)|]|[?*+]")
PIECE = re.compile(r"\(|\)[?*+]?|\||\S+")
# shapes of numbers by which patterns tell a day from a year; see Grammar.code
SHAPES = (
    "#12", "#24", "#31", "#59", "#99", "#year", "#four", "#number", "#word12", "#word31", "#word", "#spokenyear",
    "#ord31", "#ord", "#decade", "#iso", "#slash", "#clock", "#fraction", "#ampm", "#possessive", "#break", "#other", "#Other",
)  # fmt: skip
NUMBER_SHAPES = {
    "DAYNUM": "#12 #24 #31 #ord31",
    "DAYWORD": "#12 #24 #31 #ord31",
    "HOUR": "#12 #24 #word12",
    "HOUR12": "#12 #word12",
    "HHMM": "#four #year",
    "YEAR": "#year #spokenyear",
    "NUM": "#12 #24 #31 #59 #99 #year #four #number #word12 #word31 #word",
    "SMALL": "#12 #24 #31 #59 #99 #number #word12 #word31 #word",
    "TWODIGIT": "#12 #24 #31 #59 #99",
    "ORD": "#ord31 #ord",
    "DECADE": "#decade",
    "ISO": "#iso",
    "SLASH": "#slash",
    "CLOCK": "#clock",
    "S": "#possessive",
    "BREAK": "#break",
}


class Grammar:
    """Classes of words, and the patterns written in them.

    Args:
        classes: class name (upper case) -> its words. A word with a capital letter is matched only with one.
        literals: further words that patterns name.
    """

    def __init__(self, classes: Mapping[str, Iterable[str]], literals: Iterable[str] = ()) -> None:
        self.chars: dict[str, str] = {}
        self.capitals: dict[str, str] = {}
        self.sets = {
            name: "".join(self.char(shape) for shape in shapes.split()) for name, shapes in NUMBER_SHAPES.items()
        }
        for shape in SHAPES:
            self.char(shape)
        for name, words in classes.items():
            self.sets[name] = self.sets.get(name, "") + "".join(self.char(word) for word in words)
        for word in literals:
            self.char(word)

    def char(self, word: str) -> str:
        """Return the character that stands for a word, a new one for a new word."""
        if word[0].isupper():
            return self.capitals.setdefault(word.lower(), self.char("^" + word.lower()))
        return self.chars.setdefault(word, chr(0x4E00 + len(self.chars)))

    def compile(self, pattern: str) -> re.Pattern[str]:
        """Return the regular expression over encoded words of a pattern."""
        return re.compile(self.source(pattern))

    def source(self, pattern: str) -> str:
        """Return the source of the regular expression of a pattern."""
        kept, _, following = pattern.partition(" >> ")
        source = "".join(self.piece(piece) for piece in PIECE.findall(kept))
        return f"{source}(?={self.source(following)})" if following else source

    def piece(self, piece: str) -> str:
        if piece == "(":
            return "(?:"
        if piece[0] in ")|":
            return piece
        suffix = piece[-1] if piece[-1] in "?*+" and len(piece) > 1 else ""
        body = piece.removesuffix(suffix)
        if body[0] == "{":
            name, item = body[1:-1].split(":", 1)
            return f"(?P<{name}>{self.item(item)}){suffix}"
        return self.item(body) + suffix

    def item(self, item: str) -> str:
        chars = (
            "".join(self.sets[part] if part in self.sets else self.char(part) for part in item.split("/"))
            if item != "/"
            else self.char("/")
        )
        return f"[{chars}]"

    def encode(self, words: Sequence[Word], text: str) -> str:
        """Return the words as a string, one character a word."""
        chars, capitals, code = self.chars, self.capitals, self.code
        out = []
        for word in words:
            kind = word.kind
            if kind == "word" or kind == "mark":
                form = word.form
                if form in capitals and text[word.start].isupper():
                    out.append(capitals[form])
                else:
                    out.append(chars.get(form) or chars["#Other" if text[word.start].isupper() else "#other"])
            elif kind == "ordinal" and word.form in chars:
                out.append(chars[word.form])
            else:
                out.append(chars[code(word)])
        return "".join(out)

    @staticmethod
    def code(word: Word) -> str:
        """Return the shape of a token that is no plain word."""
        kind, value = word.kind, word.value or 0
        if kind == "number":
            return shape_of_figure(word.form, value)
        if kind == "spelled":
            return "#word12" if 0 < value <= 12 and value == int(value) else "#word31" if value <= 31 else "#word"
        if kind == "ordinal":
            return "#ord31" if 0 < value <= 31 else "#ord"
        return "#spokenyear" if kind == "year" else f"#{kind}"


def first_characters(source: str) -> set[str]:
    """Return the characters with which a match of a grammar's pattern can begin, given the pattern's source.

    >>> sorted(first_characters("(?:[ab]?|[c])(?P<x>[de])[f]"))
    ['a', 'b', 'c', 'd', 'e']
    """
    return first_of(PART.findall(source), 0)[0]


def first_of(parts: Sequence[str], at: int) -> tuple[set[str], bool, int]:
    """Return what alternatives can begin with, whether one can be empty, and the index behind them."""
    found: set[str] = set()
    empty, some_empty = True, False
    while at < len(parts) and parts[at] != ")":
        part = parts[at]
        at += 1
        if part == "|":
            some_empty, empty = some_empty or empty, True
            continue
        if part[0] == "[":
            chars, skipped = set(part[1:-1]), False
        else:
            chars, skipped, at = first_of(parts, at)
            at += 1
            if part == "(?=":
                chars, skipped = set(), True
        if at < len(parts) and parts[at] in "?*+":
            skipped = skipped or parts[at] != "+"
            at += 1
        if empty:
            found |= chars
            empty = skipped
    return found, some_empty or empty, at


def shape_of_figure(form: str, value: float) -> str:
    """Tell a figure that may be an hour, a day, a minute or a year from other numbers."""
    if not form.isdigit() or len(form) > 4:
        return "#number"
    if len(form) == 4:
        return "#year" if 1000 <= value <= 2100 else "#four"
    if len(form) == 3:
        return "#number"
    for limit in (12, 24, 31, 59):
        if value <= limit:
            return f"#{limit}"
    return "#99"


@lru_cache(maxsize=1)
def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text; times and quantities read the same one, one after the other."""
    return tuple(read_words(text))


class WordedText:
    """A text as words, and as the characters that a grammar's patterns are matched over."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        self.text = text
        self.words = words_of(text)
        self.codes = grammar.encode(self.words, text)

    def form(self, index: int) -> str:
        """Return the lower-case word at an index, empty outside the text."""
        return self.words[index].form.lower() if 0 <= index < len(self.words) else ""

    def surface(self, index: int) -> str:
        """Return the word at an index as written, empty outside the text."""
        return self.text[self.words[index].start : self.words[index].end] if 0 <= index < len(self.words) else ""
