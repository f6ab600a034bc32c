"""Which names a claim uses, in which role: what the archive counts, filters and lists actors by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.name_keys import name_key
from dateline.records import OWN_VOICE, UNNAMED, Claim, Reading

__all__ = ["NameUse", "NameUses", "read_names", "uses_of_claim"]


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name in a claim; ``position`` counts within its role."""

    role: str
    key: str
    name: str
    position: int


@dataclass
class NameUses:
    """The names in a report's claims: the uses of each claim, and how often a key is written as a name of a kind."""

    by_claim: list[list[NameUse]] = field(default_factory=list)
    forms: Counter[tuple[str, str, str]] = field(default_factory=Counter)


def read_names(reading: Reading, claims: Sequence[Claim]) -> NameUses:
    """Return the names that a report's claims use, with the kinds that the reading gives them."""
    kinds = _kinds(reading, claims)
    found = NameUses()
    for claim in claims:
        uses = uses_of_claim(claim)
        found.by_claim.append(uses)
        found.forms.update((use.key, use.name, kinds.get(use.key, _default_kind(use))) for use in uses)
    return found


def uses_of_claim(claim: Claim) -> list[NameUse]:
    """Return a claim's names, each once in each role; the innermost link of the chain is the source.

    A name without a letter or digit, which nothing could find, is left out, and so is what stands for no name at all.
    """
    links = claim.chain[:-1] if claim.chain[-1:] == (claim.source,) else claim.chain
    roles = (
        ("source", (claim.source,)),
        ("link", links),
        ("actor", claim.actors),
        ("target", claim.targets),
        ("place", (claim.place,) if claim.place is not None else ()),
    )
    found: dict[tuple[str, str], NameUse] = {}
    for role, names in roles:
        for position, name in enumerate(names):
            key = name_key(name)
            if key and name not in (OWN_VOICE, UNNAMED):
                found.setdefault((role, key), NameUse(role, key, name, position))
    return list(found.values())


def _kinds(reading: Reading, claims: Sequence[Claim]) -> dict[str, str]:
    # Later ones win: a mention is weaker than an entity's name, and that the outlet is an organization is known.
    kinds = {name_key(mention.quote): entity.kind for entity in reading.entities for mention in entity.mentions}
    kinds |= {name_key(claim.source): claim.source_kind for claim in claims if claim.source_kind is not None}
    kinds |= {name_key(entity.name): entity.kind for entity in reading.entities}
    publishers = (reading.report.outlet, reading.report.agency)
    return kinds | {name_key(name): "organization" for name in publishers if name is not None}


def _default_kind(use: NameUse) -> str:
    return "place" if use.role == "place" else "other"
