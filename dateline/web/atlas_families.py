"""The families in which the map shows incidents: seventeen types are too many to tell apart by a glance."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FAMILIES", "Family", "family_of"]


@dataclass(frozen=True, slots=True)
class Family:
    """Types that share a letter and a colour of the pages' eight; ``tint`` is the colour's number."""

    key: str
    letter: str
    label: str
    tint: int
    types: tuple[str, ...]


FAMILIES = (
    Family("assault", "A", "Assault", 6, ("ASSAULT",)),
    Family("forces", "F", "Forces move or retreat", 0, ("MOBILIZE", "RETREAT")),
    Family("coercion", "C", "Coercion, sanctions", 1, ("COERCE", "SANCTION")),
    Family("threats", "T", "Threats, accusations, refusals", 3, ("THREATEN", "ACCUSE", "REJECT")),
    Family("protest", "P", "Protest", 4, ("PROTEST",)),
    Family("diplomacy", "D", "Diplomacy", 5, ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "REQUEST")),
    Family("help", "H", "Help", 2, ("AID",)),
    Family("other", "O", "Other", 7, ("OTHER",)),
)
_OF_TYPE = {type_: family for family in FAMILIES for type_ in family.types}


def family_of(type_: str | None) -> Family:
    """Return the family of an incident's type; one without a type is another.

    >>> family_of("AID").letter, family_of(None).letter
    ('H', 'O')
    """
    return _OF_TYPE.get(type_ or "OTHER", FAMILIES[-1])
