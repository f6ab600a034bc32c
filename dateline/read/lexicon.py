"""Lexicons are data: tab-separated tables in ``dateline/data/lexicons/``, read once, cached.

The first line that is not a comment names the columns; ``#`` begins a comment line; an empty cell is the empty text.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from dateline.errors import ModelError

__all__ = ["load_lexicon"]


@cache
def load_lexicon(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``dateline/data/lexicons/NAME.tsv`` as column -> text, in file order.

    Raises:
        ModelError: the table is missing, or a row has more or fewer cells than there are columns.

    >>> load_lexicon("months")[0]["name"]
    'january'
    """
    path = resources.files("dateline") / "data" / "lexicons" / f"{name}.tsv"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ModelError(f"the lexicon {name!r} is missing from this installation") from error
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    columns = numbered[0][1].split("\t")
    rows = []
    for number, line in numbered[1:]:
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != len(columns):
            raise ModelError(
                f"{name}.tsv line {number}: {len(cells)} cells, {len(columns)} columns ({', '.join(columns)})"
            )
        rows.append(dict(zip(columns, cells, strict=True)))
    return tuple(rows)
