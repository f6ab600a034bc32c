"""Tables of words that reconciling reads by: tab-separated text in ``dateline/data/lexicons/``, read once."""

from __future__ import annotations

from functools import cache
from importlib import resources

from dateline.errors import ModelError

__all__ = ["rows_of"]

FOLDER = resources.files("dateline") / "data" / "lexicons"


@cache
def rows_of(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a lexicon as column -> text, in file order.

    Raises:
        ModelError: the table is missing, or a row has more or fewer cells than there are columns.
    """
    try:
        text = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(f"the lexicon {name!r} is missing from this installation") from error
    lines = [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    columns, *rows = [[cell.strip() for cell in line] for line in lines]
    if any(len(row) != len(columns) for row in rows):
        raise ModelError(f"{name}.tsv: a row that has not {len(columns)} cells")
    return tuple(dict(zip(columns, row, strict=True)) for row in rows)
