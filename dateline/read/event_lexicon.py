"""The event lexicons as the code sees them: entries by lemma, phrases by first word, kinds of nouns, words of status."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

import lemminflect

from dateline.read.lexicon import Row, load_lexicon

__all__ = [
    "ConsultedRows",
    "Entry",
    "Governor",
    "Modes",
    "entries",
    "form_lemmas",
    "governors",
    "light_verbs",
    "modes",
    "note_row",
    "noun_kinds",
    "phrases",
]

NOUN_ACTORS = ("light", "by", "poss", "mod", "from")
NOUN_TARGETS = ("on", "against")
GAP = "..."
# where the rows of the status lexicons that answer are noted; status is asked of words, which know of no draft
_CONSULTED: ContextVar[list[Row] | None] = ContextVar("consulted", default=None)


class ConsultedRows:
    """In a ``with`` block, the rows of the status lexicons that answer within it, the last one last.

    Every thread and every task has a list of its own, and nothing is noted outside a block.
    """

    def __enter__(self) -> list[Row]:
        rows: list[Row] = []
        self._before = _CONSULTED.set(rows)
        return rows

    def __exit__(self, *_error: object) -> None:
        _CONSULTED.reset(self._before)


def note_row(row: Row) -> None:
    """Note that a row has answered, if anybody wants to know."""
    rows = _CONSULTED.get()
    if rows is not None:
        rows.append(row)


@dataclass(frozen=True, slots=True)
class Entry:
    """A sense of a word or phrase: what event it tells of, and which slots hold who did it to whom."""

    words: tuple[str, ...]
    pos: str
    type: str
    mode: str | None
    count: str | None
    count_slot: str | None
    actor: tuple[str, ...]
    target: tuple[str, ...]
    when: tuple[str, ...]
    example: str
    source: str = ""  # file and line


@dataclass(frozen=True, slots=True)
class Modes:
    """How real an event is by a word of its own clause or phrase, by the word's part of speech: (word, pos) -> row."""

    rows: dict[tuple[str, str], Row]

    def status_of(self, word: str, pos: str) -> str | None:
        """Return the status of an event beside a word, or None if the word says nothing of it."""
        row = self.rows.get((word, pos))
        if row is None:
            return None
        note_row(row)
        return row["status"]


@dataclass(frozen=True, slots=True)
class Governor:
    """How real it is what depends on a word: of others, of whoever speaks, and where the word is negated."""

    status: str
    own: str
    negated: str
    row: Row


def to_entry(row: Row, words: tuple[str, ...], pos: str) -> Entry:
    count, _, slot = row["count"].partition("@")
    noun = pos == "noun"
    suffered = row["target"].split()[:1] == ["subj"]
    default = ("by",) if suffered else NOUN_ACTORS if noun else ("subj",)
    return Entry(
        words=words,
        pos=pos,
        type=row["type"],
        mode=row["mode"] or None,
        count=count or None,
        count_slot=slot or None,
        actor=actor_slots(row["actor"], noun=noun) or default,
        target=tuple(row["target"].split()) or (NOUN_TARGETS if noun else ("obj",)),
        when=tuple(row.get("when", "").split()),
        example=row["example"],
        source=row.source,
    )


def actor_slots(cell: str, *, noun: bool) -> tuple[str, ...]:
    """Return the slots of a cell; whoever carries an event noun out, or stands in its by-phrase, always counts."""
    slots = tuple(cell.split())
    return (*(name for name in ("light", "by") if name not in slots), *slots) if noun and slots else slots


@cache
def entries(pos: str) -> dict[str, tuple[Entry, ...]]:
    """Return the senses of each lemma, in the order in which they are tried; ``pos`` is verb or noun."""
    found: dict[str, tuple[Entry, ...]] = {}
    for row in load_lexicon(f"event_{pos}s"):
        lemma = row["lemma"]
        found[lemma] = (*found.get(lemma, ()), to_entry(row, (lemma,), pos))
    return found


@cache
def phrases() -> dict[str, tuple[Entry, ...]]:
    """Return the expressions of several words by their first word, the longest first."""
    found: dict[str, list[Entry]] = {}
    for row in load_lexicon("event_phrases"):
        words = tuple(row["words"].split())
        found.setdefault(words[0], []).append(to_entry(row, words, row["pos"]))
    return {first: tuple(sorted(rows, key=lambda e: -len(e.words))) for first, rows in found.items()}


@cache
def light_verbs() -> frozenset[str]:
    """Return the verbs that lend their subject to an event noun."""
    return frozenset(row["lemma"] for row in load_lexicon("event_light_verbs"))


@cache
def noun_kinds() -> dict[str, frozenset[str]]:
    """Return the kinds that a noun may name, by lemma."""
    found: dict[str, set[str]] = {}
    for row in load_lexicon("event_argument_kinds"):
        found.setdefault(row["lemma"], set()).add(row["kind"])
    return {lemma: frozenset(kinds | {"human"} if "armed" in kinds else kinds) for lemma, kinds in found.items()}


@cache
def modes() -> Modes:
    """Return the words of a clause or phrase that say how real its event is."""
    return Modes({(row["word"], row["pos"]): row for row in load_lexicon("event_modes")})


@cache
def governors() -> dict[tuple[str, str, str], Governor]:
    """Return the words that say how real it is what depends on them: (word, pos, how it depends) -> governor."""
    found = {}
    for row in load_lexicon("event_governors"):
        status, _, own = row["status"].partition("|")
        for link in row["takes"].split():
            found[row["word"], row["pos"], link] = Governor(status, own or status, row["negated"], row)
    return found


@cache
def form_lemmas() -> dict[str, str]:
    """Return past forms of event verbs -> lemma: they are verbs even where a tagger takes them for something else."""
    nouns = entries("noun")
    found = {}
    for lemma in entries("verb"):
        for tag in ("VBD", "VBN"):
            for form in lemminflect.getInflection(lemma, tag):
                if form != lemma and form not in nouns:
                    found[form] = lemma
    return found
