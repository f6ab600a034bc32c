"""A user's own lexicons: a folder of tables with the names and columns of Dateline's, put before Dateline's rows.

A row adds a sense, which is tried before the shipped rows of its word; in a table that has one row a word it stands in
their place. A row whose first cell begins with ``-`` takes away: ``-beat`` all shipped rows of *beat*, and with more cells
filled only those rows that have the same cells.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import ConfigError, LexiconError
from dateline.read.lexicon import Changes, Row, numbered_cells, set_changes, shipped_rows
from dateline.read.lexicon_rules import TABLES, cell_faults, columns_of

__all__ = ["UserLexicons", "load_user_lexicons", "use_lexicons"]

MAX_FILE_BYTES, MAX_ROWS = 1_000_000, 20_000
# modules whose caches have nothing of a table that can be changed, and are slow to fill
UNTOUCHED = frozenset(("dateline.read.model", "dateline.read.gazetteer", "dateline.read.lemmas"))
MAX_TOLD = 20  # faults told at once
VERSION_DIGITS = 8


@dataclass(frozen=True, slots=True)
class UserLexicons:
    """The tables of a folder, and a short hash of what they say: who has the same hash reads alike."""

    changes: dict[str, Changes]
    version: str

    def added_rows(self) -> list[tuple[str, Row]]:
        """Return the rows that the folder adds, each with its table's name."""
        return [(table, row) for table, changes in self.changes.items() for row in changes.added]


_used: list[str | None] = [None]  # the version in use, of this process


def load_user_lexicons(folder: str | Path) -> UserLexicons:
    """Read a folder of the user's own lexicons. Files that do not end in ``.tsv`` are left alone.

    Raises:
        ConfigError: there is no such folder.
        LexiconError: tables or rows that cannot be so; all are told at once, by file, line and column.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise ConfigError(f"{folder}: no folder of lexicons")
    faults: list[str] = []
    lines: dict[str, list[tuple[Row, bool]]] = {}
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.tsv")):
        try:
            text = read_text(path)
        except ValueError as error:
            faults.append(f"{path}: {error}")
            continue
        lines[path.stem] = []
        for row in rows_of(text, path):
            if isinstance(row, str):
                faults.append(row)
            else:
                lines[path.stem].append(row)
        digest.update(f"{path.stem}\n{text}\n".encode())
    changes = {table: changes_of(table, rows) for table, rows in lines.items()}
    faults += [fault for table, rows in lines.items() for fault in faults_of(table, rows, kinds=added_kinds(lines))]
    if faults:
        more = [f"and {len(faults) - MAX_TOLD:,} more"] if len(faults) > MAX_TOLD else []
        raise LexiconError(str(folder), (*faults[:MAX_TOLD], *more))
    return UserLexicons(changes, digest.hexdigest()[:VERSION_DIGITS])


def read_text(path: Path) -> str:
    """Return a table's text. Raises: ValueError, saying why it is none."""
    if path.stem not in TABLES:
        raise ValueError(f"no table {path.stem!r} that can be changed; there are: {', '.join(sorted(TABLES))}")
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ValueError(f"larger than {MAX_FILE_BYTES:,} bytes")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 (byte {error.start})") from error
    except OSError as error:
        raise ValueError(error.strerror or str(error)) from error
    if not numbered_cells(text):
        raise ValueError(f"no head; its first line names the columns: {', '.join(columns_of(path.stem))}")
    if len(numbered_cells(text)) > MAX_ROWS:
        raise ValueError(f"more than {MAX_ROWS:,} rows")
    return text


def rows_of(text: str, path: Path) -> Iterator[tuple[Row, bool] | str]:
    """Yield the rows of a table, each with whether it takes away; and what is wrong with its head, or a row's cells.

    The head may leave out columns and have them in another order; what is left out is empty.
    """
    columns = columns_of(path.stem)
    (number, head), *numbered = numbered_cells(text)
    missing, unknown = set(TABLES[path.stem].key) - set(head), set(head) - set(columns)
    if missing or unknown or len(set(head)) < len(head):
        yield f"{path}:{number}: the columns are {', '.join(columns)}; not {', '.join(head)}"
        return
    for number, cells in numbered:
        takes_away = cells[0].startswith("-")
        if len(cells) > len(head) or (len(cells) < len(head) and not takes_away):
            yield f"{path}:{number}: {len(cells)} cells, and the head has {len(head)} columns ({', '.join(head)})"
            continue
        named = dict(zip(head, cells, strict=False))
        named[head[0]] = cells[0].removeprefix("-").strip()
        yield Row({column: named.get(column, "") for column in columns}, f"{path}:{number}"), takes_away


def changes_of(table: str, rows: list[tuple[Row, bool]]) -> Changes:
    """Return what the rows of a table change."""
    rule = TABLES[table]
    return Changes(
        added=tuple(row for row, takes_away in rows if not takes_away),
        removed=tuple({c: cell for c, cell in row.items() if cell} for row, takes_away in rows if takes_away),
        key=rule.key,
        replaces=not rule.senses,
    )


def added_kinds(lines: dict[str, list[tuple[Row, bool]]]) -> frozenset[str]:
    """Return the kinds of nouns that the folder itself names."""
    return frozenset(row["kind"] for row, takes_away in lines.get("event_argument_kinds", ()) if not takes_away)


def faults_of(table: str, rows: list[tuple[Row, bool]], *, kinds: frozenset[str]) -> Iterator[str]:
    """Yield what is wrong with the cells of a table's rows."""
    for row, takes_away in rows:
        if not takes_away:
            yield from (f"{row.source}: column {c}: {why}" for c, why in cell_faults(table, row, kinds=kinds))
        elif not any(changes_of(table, [(row, True)]).is_removed(shipped) for shipped in shipped_rows(table)):
            yield f"{row.source}: takes nothing away; no shipped row has these cells"


def use_lexicons(lexicons: UserLexicons | None) -> None:
    """Let this process read with a user's lexicons, or with Dateline's alone; nothing happens where it does already.

    The lookups that were built from other tables are forgotten, in all modules of ``dateline.read``.
    """
    version = lexicons.version if lexicons else None
    if version == _used[0]:
        return
    set_changes(lexicons.changes if lexicons else {})
    for name, module in list(sys.modules.items()):
        if name.startswith("dateline.read.") and name not in UNTOUCHED:
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear") and value is not shipped_rows:
                    value.cache_clear()
    _used[0] = version
