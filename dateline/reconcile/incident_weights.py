"""How much each reason weighs when two event claims are compared: every weight and threshold of incidents, in one place.

Weights are log-odds: 0.7 doubles the odds, 2.3 makes them ten times as large.
"""

from __future__ import annotations

__all__ = [
    "ANCHORING_WORDS",
    "ANCHORS",
    "CONFLICTS",
    "EFFECTS",
    "JOINING",
    "MOST_STORY",
    "MOST_WORDS",
    "SETTLING",
    "THRESHOLDS",
    "WEIGHTS",
]

EFFECTS = frozenset(("toll", "aftermath", "damage", "accident"))  # families of what any happening may do
# log-odds; set by hand, then three of them by a search over all seven labelled threads (docs/decisions/013), 2026-11-23:
# there F1 .67, of mentions that were read .79
WEIGHTS = {
    "before": -2.6,  # two claims of different reports that share a block, before anything is known
    "before, one report": -1.0,
    "story": 0.2,
    "copies": 9.0,
    "family same": 2.0,
    "family close": 1.2,
    "family effect": 1.1,
    "family kin": -1.0,
    "family other": -6.0,
    "type same": 0.4,
    "type other": -3.0,
    "word same": 0.6,
    "place same": 2.2,
    "place within": 0.6,
    "place words": 0.9,
    "place told": 1.2,
    "place word": 0.6,
    "site same": 0.8,
    "site other": -1.0,
    "place other": -3.5,
    "place site": 0.0,
    "place unlike": -0.8,
    "day same": 1.8,
    "days meet": 0.5,
    "day next": -1.6,
    "day next, one report": -2.6,
    "day other": -2.6,
    "day far": -6.0,
    "news before": -2.5,
    "news long before": -6.0,
    "news days": 0.4,
    "no day": -0.5,
    "news old": -1.6,
    "news apart": -1.0,
    "actors same": 1.0,
    "actors other": -0.3,
    "targets same": 1.2,
    "targets alike": 1.0,
    "target word": 0.6,
    "targets other": -0.7,
    "target told": 0.9,
    "number same": 1.4,
    "numbers meet": 0.3,
    "numbers far": -0.5,
    "ordinal same": 1.2,
    "ordinal other": -5.0,
    "apart": -1.6,
    "apart, one report": -3.0,
    "later": -3.0,
    "taken up": 1.2,
    "taken up, other word": 0.8,
    "new": -0.8,
    "many": -0.5,
    "denied": 0.9,  # a denial answers what its report told
    "bare": -1.5,
    "same sentence": 1.0,
    "name told": 0.7,
    "word told": 0.4,
    "no word": -0.3,
    "no anchor": -1.5,
    "near in text": 0.6,
    "effect near": 0.7,
    "far in text": -0.5,
}
MOST_STORY = 1.2  # how much the names that two reports share may count together
MOST_WORDS = 2.4  # how much shared words may count together
ANCHORING_WORDS = 1.4
# what ties two reports to one happening; kind, week and warring party alone are common to all happenings of a war
ANCHORS = frozenset(
    (
        "copies",
        "place same",
        "place words",
        "place told",
        "site same",
        "targets same",
        "targets alike",
        "target told",
        "number same",
        "ordinal same",
    )
)
CONFLICTS = frozenset(
    (
        "family other",
        "type other",
        "place other",
        "day next",
        "day next, one report",
        "day other",
        "day far",
        "news before",
        "news long before",
        "ordinal other",
        "apart",
        "apart, one report",
        "later",
    )
)

# conflicts that a single pair settles: who tells of two happenings in one report knows that they are two
SETTLING = frozenset(("apart, one report", "day next, one report", "later", "ordinal other"))

# log-odds; set with the weights
THRESHOLDS = {"same": 0.6, "maybe": -0.8}
JOINING = {
    "pooled": 0.5,  # how much all pairs of two clusters count together beside their best pair
    "bridge": 3.0,  # from where a claim of one incident may show that another is the same
    "fragment": 4,  # claims of the smaller of the two, at most: a part that was left apart, no incident of its own
    "strange": -2.5,  # some pair tells of different kinds of happening
    "rivals": 0.7,  # how much it counts that other incidents fit as well
    "most rival": 4.0,  # and how much one of them may count
    "settling": 0.6,  # how much the worst conflict within one report counts
    "against": 1.3,  # how much the mean conflict of all pairs counts
    "most against": -4.0,  # and how much a single conflict may count
    "common texts": 3,  # a word of so many texts is rare still
}
