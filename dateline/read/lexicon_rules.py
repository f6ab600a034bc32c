"""What a row of a user's own lexicon may say: the tables that can be changed, and what their cells may hold.

Tables of patterns (times, numbers, furniture) and of places are left out: a pattern can cost any time to match, and places
come from the gazetteer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline.read.lexicon import Row, shipped_rows
from dateline.vocabulary import COUNT_ROLES, EVENT_STATUSES, EVENT_TYPES, HOLDING_STATES, STANCES

__all__ = ["TABLES", "TableRule", "cell_faults", "columns_of"]

MAX_CELL_CHARACTERS, MAX_WORDS = 300, 10


@dataclass(frozen=True, slots=True)
class TableRule:
    """A table that a user may change: the columns that say what word a row is about, and may a word have several rows?"""

    key: tuple[str, ...]
    senses: bool = False


TABLES = {
    "event_verbs": TableRule(("lemma",), senses=True),
    "event_nouns": TableRule(("lemma",), senses=True),
    "event_phrases": TableRule(("words",), senses=True),
    "event_modes": TableRule(("word", "pos")),
    "event_tolls": TableRule(("word",), senses=True),
    "event_light_verbs": TableRule(("lemma",)),
    "event_argument_kinds": TableRule(("lemma",), senses=True),
    "event_pair_types": TableRule(("word",), senses=True),
    "holding_verbs": TableRule(("words",), senses=True),
    "holding_nouns": TableRule(("words",), senses=True),
    "holding_adjectives": TableRule(("word", "use")),
    "denial_words": TableRule(("word",)),
    "cue_verbs": TableRule(("lemma",), senses=True),
    "cue_nouns": TableRule(("lemma",), senses=True),
    "cue_adjectives": TableRule(("lemma",), senses=True),
    "cue_phrases": TableRule(("words",)),
    "cue_supports": TableRule(("lemma",)),
    "channels": TableRule(("noun",)),
    "agencies": TableRule(("name",)),
    "titles": TableRule(("title",)),
    "roles": TableRule(("role",)),
    "group_nouns": TableRule(("noun",)),
    "organization_words": TableRule(("word",)),
    "facility_words": TableRule(("word",)),
    "vehicle_words": TableRule(("word",)),
    "weapon_words": TableRule(("word",)),
    "source_nouns": TableRule(("noun",)),
    "human_verbs": TableRule(("verb",)),
    "victim_verbs": TableRule(("verb",)),
}
# column: the words that it may hold, one a cell
WORDS = {
    "type": EVENT_TYPES, "status": EVENT_STATUSES, "stance": STANCES, "state": HOLDING_STATES, "count": COUNT_ROLES,
}  # fmt: skip
SLOTS = frozenset(("actor", "target", "holder", "place", "opponent"))
FREE = frozenset(("example", "forms"))
PREPOSITIONS = frozenset(
    (
        "about", "above", "across", "after", "against", "along", "amid", "among", "around", "as", "at", "away",
        "before", "behind", "below", "beneath", "beside", "between", "beyond", "by", "down", "during", "for", "from",
        "in", "inside", "into", "near", "of", "off", "on", "onto", "out", "outside", "over", "past", "through",
        "throughout", "to", "toward", "towards", "under", "until", "up", "upon", "via", "with", "within", "without",
    )
)  # fmt: skip
# kinds that the code finds, beside those of event_argument_kinds
FOUND_KINDS = ("event", "count", "name", "?")


def columns_of(table: str) -> tuple[str, ...]:
    """Return the columns of a table, in its order."""
    return tuple(shipped_rows(table)[0])


def cell_faults(table: str, row: Row, *, kinds: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the columns of a row that cannot be so, with what is wrong and what is allowed.

    Args:
        table: the table's name, one of TABLES.
        row: a cell for each column.
        kinds: kinds of nouns that the user's own rows name.
    """
    for column, cell in row.items():
        if not cell:
            if not may_be_empty(table, column):
                yield column, "is empty; every row fills it"
        elif len(cell) > MAX_CELL_CHARACTERS:
            yield column, f"{len(cell):,} characters; at most {MAX_CELL_CHARACTERS} are read"
        elif column in TABLES[table].key and column not in ("pos", "use"):
            yield from ((column, why) for why in word_faults(table, column, cell=cell))
        elif column == "when":
            yield from ((column, why) for word in cell.split() for why in condition_faults(table, word, kinds=kinds))
        elif column not in FREE:
            allowed = allowed_words(table, column)
            words = cell.split() if holds_lists(table, column) else [cell]
            yield from ((column, not_allowed(word, allowed)) for word in words if bare(word, column) not in allowed)


def not_allowed(word: str, allowed: frozenset[str]) -> str:
    return f"{word!r} is not allowed; allowed are: {', '.join(sorted(allowed))}"


def bare(word: str, column: str) -> str:
    """Return what of a word must be allowed: "killed@obj" is a count of a slot, "(np-for)" a weaker frame."""
    return word.partition("@")[0] if column == "count" else word.strip("()")


@cache
def may_be_empty(table: str, column: str) -> bool:
    """May a cell of the column be empty, as some of the shipped rows are?"""
    return any(not row[column] for row in shipped_rows(table))


@cache
def holds_lists(table: str, column: str) -> bool:
    """Has a cell of the column several words, as some of the shipped rows have?"""
    return any(" " in row[column] for row in shipped_rows(table))


@cache
def allowed_words(table: str, column: str) -> frozenset[str]:
    """Return the words that a column may hold: the contract's, or those that the shipped rows have."""
    if column in WORDS:
        return frozenset(WORDS[column])
    alike = [
        name for name in TABLES if name.partition("_")[0] == table.partition("_")[0] and column in columns_of(name)
    ]
    found = {word.strip("()") for name in alike for row in shipped_rows(name) for word in row[column].split()}
    if column in SLOTS:
        return frozenset(found | PREPOSITIONS)
    return (
        frozenset(found | {f"np-{word}" for word in PREPOSITIONS} | PREPOSITIONS)
        if column == "frames"
        else frozenset(found)
    )


def word_faults(table: str, column: str, *, cell: str) -> Iterator[str]:
    """Yield what keeps a word from ever being found: capitals, or several words where the table has single ones."""
    shipped = [row[column] for row in shipped_rows(table)]
    if cell != cell.lower() and all(word == word.lower() for word in shipped):
        yield f"{cell!r} has capitals; words stand in small letters"
    if " " in cell and not any(" " in word for word in shipped):
        yield f"{cell!r} is more than one word; this table has single ones"
    if len(cell.split()) > MAX_WORDS:
        yield f"more than {MAX_WORDS} words"


def condition_faults(table: str, word: str, *, kinds: frozenset[str]) -> Iterator[str]:
    """Yield what is wrong with one condition of the column ``when``."""
    stem = table.partition("_")[0]
    alike = [name for name in TABLES if name.startswith(stem) and "when" in columns_of(name)]
    named = {c for name in alike for row in shipped_rows(name) for c in row["when"].split() if not {":", "!"} & set(c)}
    key, sign, values = word.partition("!" if "!" in word else ":")
    if not sign:
        if word not in named:
            yield f"no condition {word!r}; there are: {', '.join(sorted(named))}, and SLOT:KINDS, SLOT!KINDS"
        return
    slots = allowed_words("event_verbs", "target") | allowed_words("event_nouns", "actor")
    if key not in slots | {"prep", "mod", "theme"}:
        yield f"no slot {key!r} in {word!r}; there are: mod, prep, theme, {', '.join(sorted(slots))}"
    known = {row["kind"] for row in shipped_rows("event_argument_kinds")} | {*FOUND_KINDS, *kinds}
    wanted = PREPOSITIONS if key == "prep" else known
    unknown = [value for value in values.split(",") if value not in wanted] if key != "mod" else []
    if unknown:
        yield f"{', '.join(unknown)} in {word!r} is not allowed; allowed are: {', '.join(sorted(wanted))}"
