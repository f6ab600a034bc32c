"""On whose word each of some claims stands, as they tell of one another's outlets and bodies."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.reconcile.base import Told
from dateline.reconcile.origins import Origin, independent_origins

__all__ = ["whose_word"]


def whose_word(tolds: Iterable[Told]) -> dict[str, Origin]:
    """Return the origin of each claim, by the claim's id."""
    return {claim: group.origin for group in independent_origins(tolds).groups for claim in group.claims}
