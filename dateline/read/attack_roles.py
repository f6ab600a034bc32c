"""Who did what to whom in the attacks a report tells of: the five roles of MUC-4, each with its fillers.

The reading model judges every phrase of the report, knowing the whole of it (``training.attacks``). Here the spellings that
stand for one thing become one filler, under the likeliest of them. What counts is what that corpus counts: attacks by
armed groups, death squads and the like, but not battles of armies, threats without a deed, or attacks long past.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from dateline.read.aliases import acronyms_of
from dateline.read.attack_phrases import AttackPhrases, find_attack_phrases
from dateline.read.decoding import EventTables
from dateline.read.model import EVENTS, FOLDER, reading_model

__all__ = ["LABELS", "ROLES", "Filler", "find_fillers"]

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
LABELS = (
    *ROLES,
    "VictimDescription",
)  # of the model: a victim is named in MUC-4's task, the described ones help to learn it
# chosen on the even documents of MUC-4's dev part on 2026-11-22; figures in docs/accuracy.md
LEAST_CHANCE = 0.15
LEAST_LETTERS = 3  # of an acronym whose letters stand in another order

Run = tuple[int, int]


class Filler(NamedTuple):
    """One that fills a role: where its likeliest spelling stands, as first and last token, and how likely it is."""

    role: str
    places: tuple[Run, ...]
    chance: float


def find_fillers(doc: Doc, least: float = LEAST_CHANCE) -> list[Filler]:
    """Return who fills which role, role by role and the likeliest first; nothing where another pipeline read the report.

    Args:
        doc: as the reading model left it.
        least: probability under which a spelling fills no role.
    """
    tables: EventTables | None = doc.user_data.get(EVENTS)
    if tables is None:
        return []
    phrases = find_attack_phrases(doc, tables.places)
    if not phrases.texts:
        return []
    model = reading_model(Path(doc.user_data[FOLDER]))
    logits = model.attack_scores(tables.vectors, phrases.places, phrases.features)
    chances = chances_of(phrases, logits)
    runs = _runs_of(phrases)
    found = []
    for column, role in enumerate(ROLES):
        for text in _distinct(chances[:, column], phrases, runs, role=role, least=least):
            places = tuple((tables.places[first], tables.places[last]) for first, last in sorted(runs[text]))
            found.append(Filler(role, places, float(chances[text, column])))
    return found


def chances_of(phrases: AttackPhrases, logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Return how likely each spelling fills each role: the odds of its occurrences add up."""
    odds = np.zeros((len(phrases.texts), logits.shape[1]))
    np.add.at(odds, phrases.owners, np.exp(logits.astype(np.float64)))
    chances: npt.NDArray[np.float64] = odds / (1.0 + odds)
    return chances


def _runs_of(phrases: AttackPhrases) -> list[set[Run]]:
    """Return where each spelling stands, as first and last words."""
    runs: list[set[Run]] = [set() for _ in phrases.texts]
    for owner, (_, first, last, _, _) in zip(phrases.owners.tolist(), phrases.places.tolist(), strict=True):
        runs[owner].add((first, last))
    return runs


def _distinct(
    chances: npt.NDArray[np.float64], phrases: AttackPhrases, runs: Sequence[set[Run]], *, role: str, least: float
) -> list[int]:
    """Return the spellings for a role, the likeliest first, without those that stand for one already taken."""
    taken: list[int] = []
    for number in np.argsort(-chances, kind="stable").tolist():
        if chances[number] < least:
            break
        if not any(
            _overlap(runs[number], runs[other])
            or not phrases.bracketed.isdisjoint(((number, other), (other, number)))
            or is_same(phrases.texts[number], phrases.texts[other], role=role)
            for other in taken
        ):
            taken.append(number)
    return taken


def _overlap(runs: set[Run], others: set[Run]) -> bool:
    return any(first <= end and start <= last for first, last in runs for start, end in others)


def is_same(text: str, other: str, *, role: str) -> bool:
    """Do two spellings of one role stand for the same: an acronym, a part of the name, the same noun with less said of it?

    >>> is_same("lake defence force", "ldf", role="PerpOrg"), is_same("two gunmen", "gunmen", role="PerpInd")
    (True, True)
    """
    words, others = ([word.removesuffix("s") for word in one.split()] for one in (text, other))
    within = set(words) <= set(others) or set(others) <= set(words)
    if role == "PerpOrg":
        return within or any(is_acronym(*pair) for pair in ((text, other), (other, text)))
    same_head = words[-1] == others[-1]
    return within or same_head if role == "Victim" else within and same_head


def is_acronym(short: str, name: str) -> bool:
    """Is a word an acronym of a name? Of a translated name it has the letters in the order of the other language.

    >>> is_acronym("mlo", "oka liberation movement"), is_acronym("oil", "oka liberation movement")
    (True, False)
    """
    initials = Counter(word[0] for word in name.split())
    if " " in short or short == name:
        return False
    return short in acronyms_of(name) or (
        len(short) >= LEAST_LETTERS and initials.total() >= LEAST_LETTERS and Counter(short) <= initials
    )
