"""What the words around a place's name tell of it: what it is joined with, and whether it speaks, as governments do."""

from __future__ import annotations

import re
from functools import cache

from dateline.read.gazetteer import Gazetteer, demonyms
from dateline.read.lexicon import load_lexicon

__all__ = ["joined_kinds", "speaks"]

NAME = r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}"
JOINED_BEFORE = re.compile(rf"(?<![\w.])({NAME}),? (?:and|or) (?:the )?$")
JOINED_AFTER = re.compile(rf",? (?:and|or) (?:the )?({NAME})")
VERB = re.compile(r" ([a-z]+)")
# What a kind is told by: the feature codes of the largest place with a name; a quarter or a river joined tells nothing
KINDS = frozenset(("PCLI", "PPLC", "ADM1", "ADM2"))
# Third persons and pasts that the endings do not give
IRREGULAR = frozenset(
    ("said", "told", "thought", "has", "knew", "sought", "saw", "sent", "held", "gave", "made", "kept", "did")
)


def joined_kinds(before: str, after: str, gazetteer: Gazetteer) -> set[str]:
    """Return the feature codes of what a name is joined with: things joined by "and" are of one kind.

    "Washington and Oregon" are states, "Washington and Moscow" capitals.
    """
    kinds = set()
    for match in (JOINED_BEFORE.search(before), JOINED_AFTER.match(after)):
        if match:
            kinds |= kind_of(match[1].removesuffix("'s").removesuffix("’s").rstrip("."), gazetteer)
    return kinds


def kind_of(name: str, gazetteer: Gazetteer) -> set[str]:
    """Return the feature code of the most populous place of a name, in a set; nothing for other towns and unknown names."""
    if name in demonyms():
        return {"PCLI"}
    entries = [entry for entry in gazetteer.find(name) if entry.exact]
    # By its bare name a town is meant, not the division called after it
    held = {entry.admin1_code: entry.feature for entry in reversed(entries) if entry.feature.startswith("PPL")}
    return {held.get(entry.code, entry.feature) for entry in entries[:1]} & KINDS


@cache
def verb_forms() -> frozenset[str]:
    """Return the forms of verbs of saying and thinking that a singular subject has."""
    lemmas = {row["lemma"] for row in load_lexicon("cue_verbs") if "_" not in row["lemma"]}
    ends = {
        form for lemma in lemmas for form in (f"{lemma}s", f"{lemma}es", f"{lemma}ed", f"{lemma}d", f"{lemma[:-1]}ied")
    }
    return frozenset(ends | {f"{lemma[:-1]}ies" for lemma in lemmas} | IRREGULAR)


def speaks(after: str) -> bool:
    """Is the name the subject of a verb of saying or thinking ("Moscow denied it"), as a government is by its capital?"""
    verb = VERB.match(after)
    return verb is not None and verb[1] in verb_forms()
