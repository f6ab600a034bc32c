"""Two event claims -> the evidence that they tell of one happening, and that they do not: weights that add up, with reasons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dateline.reconcile.incident_facts import Facts
from dateline.reconcile.incident_places import nearness
from dateline.reconcile.incident_weights import ANCHORING_WORDS, ANCHORS, EFFECTS, MOST_STORY, MOST_WORDS, WEIGHTS
from dateline.reconcile.incident_words import kinship

__all__ = ["FOREIGN", "Evidence", "Found", "Rarity", "evidence_of", "story_evidence"]

PARTED = re.compile(r"\b(?:minutes?|hours?|days?|nights?|weeks?|months?|years?) (?:after|before)\b", re.IGNORECASE)
NEWS_DAYS = 7  # news that gives no day tells of the last days
EXACT_DAYS, FAR_DAYS, WEEK_DAYS = 2, 14, 7
NEAR_CHARS, FAR_CHARS = 250, 1200
FEW = 3  # smaller numbers agree by chance

FAMILY = {near: f"family {near or 'other'}" for near in ("same", "close", "kin", "effect", None)}
PLACE = {near: f"place {near}" for near in ("same", "within", "other", "site", "unlike")}


Rarity = Mapping[str, float]


class Evidence(NamedTuple):
    """One reason for or against: its name in the table, its weight, and the words that show it."""

    name: str
    weight: float
    shown: frozenset[str] | tuple[str | None, ...] = ()

    @property
    def reason(self) -> str:
        """The reason in words, with its weight."""
        words = sorted(self.shown) if isinstance(self.shown, frozenset) else [word for word in self.shown if word]
        shown = (", " if isinstance(self.shown, frozenset) else " | ").join(words)
        return f"{self.name}{': ' if shown else ''}{shown} ({self.weight:+.1f})"


Found = Sequence[Evidence]
NOTHING: Found = ()
# most reasons show no words: they are made once, as is what a rule gives that finds such a one alone
_PLAIN = {name: Evidence(name, weight) for name, weight in WEIGHTS.items()}
_ALONE: dict[str, Found] = {name: (evidence,) for name, evidence in _PLAIN.items()}


def evidence_of(a: Facts, b: Facts, *, rarity: Rarity) -> tuple[Found, ...]:
    """Return everything that tells whether two claims are of one happening, rule by rule; the same for (a, b) and (b, a).

    Args:
        a: a claim.
        b: another.
        rarity: of words, from 0 (every report has it) to 1 (few have); a word that is not there is rare.
    """
    if a.families and b.families and kinship(a.families, b.families) is None:
        return FOREIGN[a.report == b.report]  # nothing else can make two kinds of happening one
    first, second = (a, b) if a.order <= b.order else (b, a)
    words = _words(first, second, rarity)
    found = (*[rule(first, second) for rule in RULES], words)
    is_tied = a.report == b.report or _tell_much(words) or any(e.name in ANCHORS for rule in found for e in rule)
    return (*found, NOTHING if is_tied else _ALONE["no anchor"])


def _tell_much(words: Found) -> bool:
    """Do shared words alone say that one thing is talked of?"""
    return any(e.name == "words" and e.weight >= ANCHORING_WORDS for e in words)


def story_evidence(a: frozenset[str], b: frozenset[str], *, rarity: Rarity) -> Evidence:
    """Return what two reports' names have in common: they may tell of one story."""
    shared = a & b
    weight = WEIGHTS["story"] * sum(rarity.get(name, 1.0) for name in shared)
    return Evidence("story", min(MOST_STORY, weight), shared)


def _given(name: str, shown: frozenset[str] | tuple[str | None, ...] = ()) -> Found:
    """Return the reason of this name alone, with the words that show it."""
    return (Evidence(name, WEIGHTS[name], shown),) if shown else _ALONE[name]


def is_one_report(a: Facts, b: Facts) -> bool:
    """Do two claims stand in one report?"""
    return a.report == b.report


def _prior(a: Facts, b: Facts) -> Found:
    if not is_one_report(a, b):
        found = [_PLAIN["before"]]
        if a.told.copy == b.told.copy and _is_copied(a, b):
            found += _given("copies", (a.stem,))
        if a.is_bare or b.is_bare:
            found.append(_PLAIN["bare"])
        return found
    found = [_PLAIN["before, one report"]]
    if (a.is_bare or b.is_bare) and not b.families & EFFECTS:
        found.append(_PLAIN["bare"])
    gap = b.claim.start - a.claim.end
    if gap < NEAR_CHARS:
        found.append(_PLAIN["near in text"])
        if b.families & EFFECTS and not (b.days or b.point):
            found += _given("effect near", (b.stem,))
    elif gap > FAR_CHARS:
        found.append(_PLAIN["far in text"])
    return found


def _is_effect_near(a: Facts, b: Facts) -> bool:
    """Does the second tell of the dead or the damage of what the first just told, even of "a second attack"?"""
    return is_one_report(a, b) and bool(b.families & EFFECTS) and b.claim.start - a.claim.end < NEAR_CHARS


def _is_copied(a: Facts, b: Facts) -> bool:
    """Do two copies say it in the same words, apart from numbers and cuts?"""
    shared = len(a.told_words & b.told_words)
    return a.stem == b.stem and 2 * shared >= max(len(a.words), len(b.words))


def _family(a: Facts, b: Facts) -> Found:
    if a.families and b.families:
        shared = a.families & b.families
        near = "effect" if shared and shared <= EFFECTS else kinship(a.families, b.families)
        found = _given(FAMILY[near], shared)
        return (*found, *_given("word same", (a.stem,))) if near == "same" and a.stem == b.stem else found
    if a.stem == b.stem:
        return _given("family same", (a.stem,))
    is_one_type = (a.claim.type, a.claim.mode) == (b.claim.type, b.claim.mode)
    return _given("type same", (a.claim.type,)) if is_one_type else _ALONE["type other"]


def _place(a: Facts, b: Facts) -> Found:
    if a.point is None or b.point is None:
        one, other = (a.point, b) if a.point else (b.point, a)
        told = one.words & other.told_words if one and not _is_one_sentence(a, b) else None
        if not told:
            return NOTHING
        named = one is not None and not one.is_broad and any(other.words[word] for word in told)
        return _given("place told" if named else "place word", told)
    near = nearness(a.point, b.point)
    if near in ("unlike", "site"):
        shared = a.place_words & (b.place_words | b.told_words) | b.place_words & a.told_words
        if shared:
            return _given("place words", shared)
    return _given(PLACE[near], (a.claim.place, b.claim.place))


def _sites(a: Facts, b: Facts) -> Found:
    """What was hit or where it was, by what it is called: the market is not the station of the same town."""
    if not (a.sites or b.sites):
        return NOTHING
    shared = a.sites & b.sites or a.sites & b.told_words or b.sites & a.told_words
    if shared:
        return NOTHING if _is_one_sentence(a, b) else _given("site same", shared)
    return _given("site other", (*sorted(a.sites), *sorted(b.sites))) if a.sites and b.sites else NOTHING


def _time(a: Facts, b: Facts) -> Found:
    if _is_counted_later(a, b) or _is_counted_later(b, a):
        return NOTHING
    ahead = max(_days_ahead(a, b), _days_ahead(b, a))
    if ahead > 0:  # one report was out before the other's day came
        return _given("news before" if ahead == 1 else "news long before", (a.told.published, b.told.published))
    if a.days and b.days:
        if a.is_later != b.is_later and not is_one_report(a, b):
            return NOTHING  # "a day later" is counted from a day that may have been read wrongly
        return _given(_meeting(a, b, days=(a.days, b.days)), (a.claim.time_text, b.claim.time_text))
    return _undated(a, b)


def _days_ahead(a: Facts, b: Facts) -> int:
    """How many days after the second's report was out is the first's day?"""
    if a.days is None or b.published is None:
        return 0
    return a.days[0] - (WEEK_DAYS if a.is_last else 0) - b.published


def _undated(a: Facts, b: Facts) -> Found:
    """What the days of publishing tell where a claim has no day of its own."""
    if a.published is None or b.published is None:
        return NOTHING
    dated, other = (a, b) if a.days else (b, a)
    if dated.days:
        age = (other.published or 0) - dated.days[1]
        return _given("news days" if age <= NEWS_DAYS else "news old", (dated.claim.time_text,))
    if abs(a.published - b.published) > NEWS_DAYS:
        return _given("news apart", (a.told.published, b.told.published))
    return NOTHING if is_one_report(a, b) else _ALONE["no day"]


def _is_counted_later(a: Facts, b: Facts) -> bool:
    """Is the first's day, of bodies or a toll, one on which the second's dead may have been counted?"""
    if a.days is None or "aftermath" not in a.families:
        return False
    last = b.days[1] if b.days else b.published
    return last is not None and 0 < a.days[0] - last <= FAR_DAYS


def _meeting(a: Facts, b: Facts, *, days: tuple[tuple[int, int], tuple[int, int]]) -> str:
    """How two intervals of days lie."""
    (low, high), (first, last) = days
    gap = max(low - last, first - high)
    if gap == WEEK_DAYS and (a.is_last or b.is_last):
        return "days meet"
    if gap <= 0:
        return "days meet" if max(high - low, last - first) > EXACT_DAYS else "day same"
    if gap == 1:
        # two sources may differ on the day; one voice, or one sentence, tells of two days
        one_voice = is_one_report(a, b) and a.claim.chain == b.claim.chain
        return "day next, one report" if one_voice or _is_one_sentence(a, b) else "day next"
    return "day other" if gap <= FAR_DAYS else "day far"


def _parties(a: Facts, b: Facts) -> Found:
    found: list[Evidence] = []
    shared = (a.actors & b.actors) - _NOBODY or a.actor_words & b.actor_words
    if shared:
        found += _given("actors same", shared)
    elif a.actors and b.actors:
        found.append(_PLAIN["actors other"])
    done_to = (a.targets & b.targets) - _NOBODY
    if done_to:
        return (*found, *_given("targets same", done_to))
    alike = a.target_words & b.target_words
    if alike:
        found += _given("targets alike" if len(alike) > 1 else "target word", alike)
    elif a.target_words and b.target_words:
        found.append(_PLAIN["targets other"])
    return found


_NOBODY = frozenset(("people", "men", "women", "civilians", "soldiers", "police", "troops", "others", "residents"))


def _party_told(a: Facts, b: Facts) -> Found:
    """A party of one claim that the other's sentence names without making it a party: "Orsk, the arrested director"."""
    named = _named_in(a, b) | _named_in(b, a)
    return _given("target told", named) if named and not _is_one_sentence(a, b) else NOTHING


def _named_in(a: Facts, b: Facts) -> frozenset[str]:
    """Return the names of what the first was done to that the second's words have."""
    told = a.target_names & b.told_words
    return told - b.party_words - a.place_words if told else told


def _numbers(a: Facts, b: Facts) -> Found:
    if not (a.figures and b.figures):
        return NOTHING
    found: list[Evidence] = []
    for what, low, high in a.figures:
        for other, least, most in b.figures:
            if what != other:
                continue
            if low == least and high == most and low >= FEW:
                found += _given("number same", (what, f"{low:g}"))
            elif low <= most and least <= high:
                found += _given("numbers meet", (what,))
            elif max(low, least) > 3 * max(1.0, min(high, most)):
                found += _given("numbers far", (what,))
    return found


def _marks(a: Facts, b: Facts) -> Found:
    one, two = a.marks, b.marks
    within = is_one_report(a, b)
    found: list[Evidence] = []
    if one.ordinal and two.ordinal:
        found += _given("ordinal same" if one.ordinal == two.ordinal else "ordinal other", (one.ordinal, two.ordinal))
    elif one.is_other != two.is_other and not (one.is_other and _is_effect_near(a, b)):
        found.append(_PLAIN["apart, one report" if within else "apart"])
    if within:
        found += _marks_within(a, b)
    if one.many != two.many:
        found.append(_PLAIN["many"])
    return found


def _marks_within(a: Facts, b: Facts) -> Iterator[Evidence]:
    """What the second makes of what the same report told first: by the words before its word, by denying or timing it."""
    if a.is_denied != b.is_denied:
        yield _PLAIN["denied"]
    if not b.marks.is_other:
        if b.marks.known and not b.marks.many and not b.days:
            is_one_word = bool(a.families & b.families) or a.stem == b.stem
            yield from _given("taken up" if is_one_word else "taken up, other word", (b.stem,))
        elif b.marks.new and not b.is_denied and not _is_one_sentence(a, b):
            yield _PLAIN["new"]
    if a.is_later != b.is_later or _is_parted(a, b):
        yield from _given("later", (b.claim.time_text,))


def _is_parted(a: Facts, b: Facts) -> bool:
    """Does one sentence say how long one was after the other: "two hours after the station was hit"?"""
    if not _is_one_sentence(a, b) or b.claim.trigger is None:
        return False
    before = b.claim.text[: max(0, b.claim.trigger.start - b.claim.start)]
    return PARTED.search(before) is not None


def _is_one_sentence(a: Facts, b: Facts) -> bool:
    return a.report == b.report and a.claim.start < b.claim.end and b.claim.start < a.claim.end


def _words(a: Facts, b: Facts, rarity: Rarity) -> Found:
    if _is_one_sentence(a, b):
        return _ALONE["same sentence"]
    shared = a.told_words & b.told_words
    if not shared:
        return _ALONE["no word"]
    telling = shared - a.place_words - b.place_words - a.party_words - b.party_words
    if not telling:
        return NOTHING
    kinds = {word: "name told" if a.words[word] or b.words[word] else "word told" for word in telling}
    weight = sum(WEIGHTS[kind] * rarity.get(word, 1.0) for word, kind in sorted(kinds.items()))
    return (Evidence("words", min(MOST_WORDS, weight), telling),)


RULES: tuple[Callable[[Facts, Facts], Found], ...] = (
    _prior,
    _family,
    _place,
    _sites,
    _time,
    _parties,
    _party_told,
    _numbers,
    _marks,
)
# what two kinds of happening say of each other, in two reports and in one
FOREIGN: tuple[tuple[Found, ...], ...] = tuple(
    (_ALONE[prior], _ALONE["family other"], *(NOTHING,) * len(RULES)) for prior in ("before", "before, one report")
)
