"""Why the machine thinks that claims belong together: its judgements in plain words, the weakest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.judgements import Judgement
from dateline.reconcile.base import Told

__all__ = ["Ground", "ShownLink", "links_shown", "read_reason"]

REASON = re.compile(r"(?P<name>[^:(]+?)(?:: (?P<shown>.*))? \((?P<weight>[+-]\d+\.\d)\)", re.DOTALL)
# how the machine calls a reason -> what it says to a reader; None says nothing about these two claims
WORDS: Mapping[str, str | None] = {
    "before": None,
    "before, one report": None,
    "with all claims of both": None,
    "story": "their reports tell of one story",
    "copies": "the same words of one text, reprinted",
    "family same": "the same kind of deed",
    "family close": "kinds of deed that go together",
    "family effect": "one tells what the other led to",
    "family kin": "kinds of deed that seldom go together",
    "family other": "other kinds of deed",
    "type same": "events of one type",
    "type other": "events of other types",
    "word same": "the same word",
    "place same": "the same place",
    "place within": "one place lies within the other",
    "place words": "the same words for the place",
    "place told": "one tells of the other's place",
    "place word": "a word of the other's place",
    "site same": "the same site",
    "site other": "other sites",
    "place other": "other places",
    "place site": "a place and a site in it",
    "place unlike": "places of other names",
    "day same": "the same day",
    "days meet": "times that overlap",
    "day next": "the day before or after",
    "day next, one report": "the day before or after, in one report",
    "day other": "other days",
    "day far": "days far apart",
    "news before": "told before the other's day",
    "news long before": "told long before the other's day",
    "news days": "fresh news on the days it was told",
    "no day": "one of them gives no day",
    "news old": "old when it was told",
    "news apart": "reports far apart in time",
    "actors same": "the same doers",
    "actors other": "other doers",
    "targets same": "done to the same",
    "targets alike": "done to alike people or things",
    "target word": "a word of whom it was done to",
    "targets other": "done to others",
    "target told": "one tells of whom the other was done to",
    "number same": "the same number",
    "numbers meet": "numbers that can both be true",
    "numbers far": "numbers far apart",
    "ordinal same": "both say which it was in a row",
    "ordinal other": "another in a row",
    "apart": "told as another",
    "apart, one report": "told as another, in one report",
    "later": "told as later",
    "taken up": "taken up again in the report",
    "taken up, other word": "taken up again in the report by another word",
    "new": "told as new",
    "many": "told as many",
    "bare": "a bare word",
    "same sentence": "the same sentence",
    "name told": "a name that both tell",
    "word told": "a word that both tell",
    "words": "words in common",
    "no word": "few words in common",
    "no anchor": "nothing that ties them surely",
    "near in text": "near in the text",
    "effect near": "its effect, near in the text",
    "far in text": "far in the text",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason in words, with what shows it; ``counts_for`` says whether it speaks for one incident."""

    words: str
    shown: str
    weight: float

    @property
    def counts_for(self) -> bool:
        """Does it speak for their being one?"""
        return self.weight > 0


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A judgement that joins two claims, with its grounds; a person's has his own words instead."""

    judgement: Judgement
    one: Told
    other: Told
    grounds: tuple[Ground, ...]
    said: tuple[str, ...]


def links_shown(joined: Sequence[Judgement], tolds: Iterable[Told], *, most: int) -> tuple[ShownLink, ...]:
    """Return the first of some judgements with their claims; those of a claim that counts no more are left out."""
    by_claim = {told.claim.id: told for told in tolds}
    return tuple(
        ShownLink(
            judgement,
            by_claim[judgement.subject],
            by_claim[judgement.object or ""],
            tuple(ground for reason in judgement.reasons if (ground := read_reason(reason))),
            () if judgement.is_machine else judgement.reasons,
        )
        for judgement in joined[:most]
        if judgement.subject in by_claim and judgement.object in by_claim
    )


def read_reason(reason: str) -> Ground | None:
    """Return a reason of the machine in words; None for one that says nothing of the two claims, or is no such reason.

    >>> read_reason("place same: Old Port | the old port (+2.2)")
    Ground(words='the same place', shown='Old Port / the old port', weight=2.2)
    """
    found = REASON.fullmatch(reason)
    if not found:
        return None
    words = WORDS.get(found["name"], found["name"])
    shown = " / ".join(dict.fromkeys((found["shown"] or "").split(" | ")))
    return None if words is None else Ground(words, shown, float(found["weight"]))
