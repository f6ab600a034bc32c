"""Lexicons are data: tab-separated tables in ``dateline/data/lexicons/``, read once, cached.

The first line that is not a comment names the columns; ``#`` begins a comment line; an empty cell is the empty text. A
folder of the user's own tables may add rows and take some away: see ``dateline.read.user_lexicons``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.errors import ModelError

__all__ = ["Changes", "Row", "load_lexicon", "numbered_cells", "set_changes", "shipped_rows"]

FOLDER = resources.files("dateline") / "data" / "lexicons"


class Row(dict[str, str]):
    """A row of a lexicon, column -> text; ``source`` is its file and line: ``event_verbs.tsv:42``."""

    __slots__ = ("source",)

    def __init__(self, cells: dict[str, str], source: str) -> None:
        super().__init__(cells)
        self.source = source


@dataclass(frozen=True, slots=True)
class Changes:
    """What a user changes in a table.

    Args:
        added: rows that are tried before those of the table.
        removed: cells that a row has which is taken away.
        key: the columns that say what word a row is about.
        replaces: does an added row stand in the place of the table's rows of its word, not only before them?
    """

    added: tuple[Row, ...]
    removed: tuple[dict[str, str], ...]
    key: tuple[str, ...]
    replaces: bool

    def applied_to(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """Return the table's rows as they are after the changes."""
        words = {self.word_of(row) for row in self.added} if self.replaces else set()
        kept = (row for row in rows if self.word_of(row) not in words and not self.is_removed(row))
        return (*self.added, *kept)

    def word_of(self, row: dict[str, str]) -> tuple[str, ...]:
        """Return what a row is about."""
        return tuple(row[column] for column in self.key)

    def is_removed(self, row: Row) -> bool:
        """Does the row have all cells of a row that takes away?"""
        return any(all(row[column] == cell for column, cell in cells.items()) for cells in self.removed)


# what the folder in use changes, by table; set by dateline.read.user_lexicons
_changes: dict[str, Changes] = {}


def set_changes(changes: dict[str, Changes]) -> None:
    """Let these changes, and no others, be seen by the next ``load_lexicon`` that is not answered from a cache."""
    _changes.clear()
    _changes.update(changes)


@cache
def load_lexicon(name: str) -> tuple[Row, ...]:
    """Return the rows of ``dateline/data/lexicons/NAME.tsv`` as column -> text, in the order in which they are tried.

    Raises:
        ModelError: the table is missing, or a row has more or fewer cells than there are columns.

    >>> load_lexicon("months")[0]["name"]
    'january'
    """
    changes = _changes.get(name)
    return changes.applied_to(shipped_rows(name)) if changes else shipped_rows(name)


@cache
def shipped_rows(name: str) -> tuple[Row, ...]:
    """Return the rows of a table as Dateline ships it, in file order. Raises: ModelError, as ``load_lexicon``."""
    try:
        text = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(f"the lexicon {name!r} is missing from this installation") from error
    (_, columns), *numbered = numbered_cells(text)
    rows = []
    for number, cells in numbered:
        if len(cells) != len(columns):
            raise ModelError(
                f"{name}.tsv line {number}: {len(cells)} cells, {len(columns)} columns ({', '.join(columns)})"
            )
        rows.append(Row(dict(zip(columns, cells, strict=True)), f"{name}.tsv:{number}"))
    return tuple(rows)


def numbered_cells(text: str) -> list[tuple[int, list[str]]]:
    """Return the lines of a table that are no comments, with their numbers, as cells."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if not line.startswith("#")]
    return [(number, [cell.strip() for cell in line.split("\t")]) for number, line in lines if line.strip()]
