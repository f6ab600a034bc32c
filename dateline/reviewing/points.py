"""A place's name and its id in the gazetteer -> the point that a person means."""

from __future__ import annotations

from dateline.errors import InvalidQuery
from dateline.read.gazetteer import load_gazetteer
from dateline.read.places import as_place
from dateline.records import Place

__all__ = ["locate"]

NAMED = 5


def locate(name: str, gazetteer_id: str) -> Place:
    """Return the place of an id that has this name. Raises: InvalidQuery: there is none; the message names those there are."""
    entries = load_gazetteer().find(name)
    for entry in entries:
        if entry.gazetteer_id == gazetteer_id:
            return as_place(entry)
    known = sorted(entries, key=lambda entry: -entry.population)[:NAMED]
    others = "; ".join(f"{e.gazetteer_id} ({', '.join(filter(None, (e.name, e.admin1, e.country)))})" for e in known)
    raise InvalidQuery(f"no place {name!r} has the id {gazetteer_id!r} in the gazetteer; there are: {others or 'none'}")
