"""Two event claims -> the evidence that they tell of one happening, and that they do not: weights that add up, with reasons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from dateline.reconcile.incident_facts import Facts
from dateline.reconcile.incident_places import nearness
from dateline.reconcile.incident_weights import ANCHORING_WORDS, ANCHORS, EFFECTS, MOST_STORY, MOST_WORDS, WEIGHTS
from dateline.reconcile.incident_words import kinship

__all__ = ["FOREIGN", "Evidence", "Rarity", "evidence_of", "story_evidence"]

LATER = re.compile(r"\b(?:later|earlier|afterwards?|before)\b", re.IGNORECASE)
PARTED = re.compile(r"\b(?:minutes?|hours?|days?|nights?|weeks?|months?|years?) (?:after|before)\b", re.IGNORECASE)
NEWS_DAYS = 7  # news that gives no day tells of the last days
EXACT_DAYS, FAR_DAYS = 2, 14
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


def evidence_of(a: Facts, b: Facts, *, rarity: Rarity) -> tuple[tuple[Evidence, ...], ...]:
    """Return everything that tells whether two claims are of one happening, rule by rule; the same for (a, b) and (b, a).

    Args:
        a: a claim.
        b: another.
        rarity: of words, from 0 (every report has it) to 1 (few have); a word that is not there is rare.
    """
    first, second = (a, b) if a.order <= b.order else (b, a)
    if a.families and b.families and kinship(a.families, b.families) is None:
        return FOREIGN[is_one_report(a, b)]  # nothing else can make two kinds of happening one
    found = (*(tuple(rule(first, second)) for rule in RULES), tuple(_words(first, second, rarity)))
    if is_one_report(a, b) or _tell_much(found[-1]):
        return (*found, ())
    for rule in found:
        for evidence in rule:
            if evidence.name in ANCHORS:
                return (*found, ())
    return (*found, (_given("no anchor"),))


def _tell_much(words: tuple[Evidence, ...]) -> bool:
    """Do shared words alone say that one thing is talked of?"""
    return any(e.name == "words" and e.weight >= ANCHORING_WORDS for e in words)


def story_evidence(a: frozenset[str], b: frozenset[str], *, rarity: Rarity) -> Evidence:
    """Return what two reports' names have in common: they may tell of one story."""
    shared = a & b
    weight = WEIGHTS["story"] * sum(rarity.get(name, 1.0) for name in shared)
    return Evidence("story", min(MOST_STORY, weight), shared)


def _given(name: str, shown: frozenset[str] | tuple[str | None, ...] = ()) -> Evidence:
    return Evidence(name, WEIGHTS[name], shown)


def is_one_report(a: Facts, b: Facts) -> bool:
    """Do two claims stand in one report?"""
    return a.report == b.report


def _prior(a: Facts, b: Facts) -> Iterator[Evidence]:
    yield _given("before, one report" if is_one_report(a, b) else "before")
    if not is_one_report(a, b) and a.told.copy == b.told.copy and _is_copied(a, b):
        yield _given("copies", (a.stem,))
    if (a.is_bare or b.is_bare) and not (is_one_report(a, b) and b.families & EFFECTS):
        yield _given("bare")
    if is_one_report(a, b):
        gap = b.claim.start - a.claim.end
        if gap < NEAR_CHARS:
            yield _given("near in text")
            if _is_effect_near(a, b) and not (b.days or b.point):
                yield _given("effect near", (b.stem,))
        elif gap > FAR_CHARS:
            yield _given("far in text")


def _is_effect_near(a: Facts, b: Facts) -> bool:
    """Does the second tell of the dead or the damage of what the first just told, even of "a second attack"?"""
    return is_one_report(a, b) and bool(b.families & EFFECTS) and b.claim.start - a.claim.end < NEAR_CHARS


def _is_copied(a: Facts, b: Facts) -> bool:
    """Do two copies say it in the same words, apart from numbers and cuts?"""
    shared = len(a.words.keys() & b.words.keys())
    return a.stem == b.stem and 2 * shared >= max(len(a.words), len(b.words))


def _family(a: Facts, b: Facts) -> Iterator[Evidence]:
    if a.families and b.families:
        shared = a.families & b.families
        near = "effect" if shared and shared <= EFFECTS else kinship(a.families, b.families)
        yield _given(FAMILY[near], shared)
        if near == "same" and a.stem == b.stem:
            yield _given("word same", (a.stem,))
    elif a.stem == b.stem:
        yield _given("family same", (a.stem,))
    elif (a.claim.type, a.claim.mode) == (b.claim.type, b.claim.mode):
        yield _given("type same", (a.claim.type,))
    else:
        yield _given("type other")


def _place(a: Facts, b: Facts) -> Iterator[Evidence]:
    if a.point is None or b.point is None:
        one, other = (a.point, b) if a.point else (b.point, a)
        told = one.words & other.words.keys() if one and not _is_one_sentence(a, b) else frozenset()
        if told:
            named = one is not None and not one.is_broad and any(other.words[word] for word in told)
            yield _given("place told" if named else "place word", told)
        return
    near = nearness(a.point, b.point)
    shared = a.point.words & (b.point.words | b.words.keys()) | b.point.words & a.words.keys()
    if near in ("unlike", "site") and shared:
        yield _given("place words", shared)
    else:
        yield _given(PLACE[near], (a.claim.place, b.claim.place))


def _sites(a: Facts, b: Facts) -> Iterator[Evidence]:
    """What was hit or where it was, by what it is called: the market is not the station of the same town."""
    shared = a.sites & b.sites or a.sites & b.words.keys() or b.sites & a.words.keys()
    if shared and not _is_one_sentence(a, b):
        yield _given("site same", shared)
    elif a.sites and b.sites and not shared:
        yield _given("site other", (*sorted(a.sites), *sorted(b.sites)))


def _time(a: Facts, b: Facts) -> Iterator[Evidence]:
    if _is_counted_later(a, b) or _is_counted_later(b, a):
        return
    ahead = max((f.days[0] - g.published for f, g in ((a, b), (b, a)) if f.days and g.published), default=0)
    if ahead > 0:  # one report was out before the other's day came
        yield _given("news before" if ahead == 1 else "news long before", (a.told.published, b.told.published))
    elif a.days and b.days and not is_one_report(a, b) and _is_later(a) != _is_later(b):
        return  # "a day later" is counted from a day that may have been read wrongly
    elif a.days and b.days:
        yield _given(_meeting(a, b, days=(a.days, b.days)), (a.claim.time_text, b.claim.time_text))
    elif a.published is not None and b.published is not None:
        dated, other = (a, b) if a.days else (b, a)
        if dated.days:
            age = (other.published or 0) - dated.days[1]
            yield _given("news days" if age <= NEWS_DAYS else "news old", (dated.claim.time_text,))
        elif abs(a.published - b.published) > NEWS_DAYS:
            yield _given("news apart", (a.told.published, b.told.published))
        elif not is_one_report(a, b):
            yield _given("no day")


def _is_counted_later(a: Facts, b: Facts) -> bool:
    """Is the first's day, of bodies or a toll, one on which the second's dead may have been counted?"""
    if "aftermath" not in a.families or a.days is None:
        return False
    last = b.days[1] if b.days else b.published
    return last is not None and 0 < a.days[0] - last <= FAR_DAYS


def _meeting(a: Facts, b: Facts, *, days: tuple[tuple[int, int], tuple[int, int]]) -> str:
    """How two intervals of days lie."""
    (low, high), (first, last) = days
    gap = max(low - last, first - high)
    if gap <= 0:
        return "days meet" if max(high - low, last - first) > EXACT_DAYS else "day same"
    if gap == 1:
        # two sources may differ on the day; one voice, or one sentence, tells of two days
        one_voice = is_one_report(a, b) and a.claim.chain == b.claim.chain
        return "day next, one report" if one_voice or _is_one_sentence(a, b) else "day next"
    return "day other" if gap <= FAR_DAYS else "day far"


def _parties(a: Facts, b: Facts) -> Iterator[Evidence]:
    shared = (a.actors & b.actors) - _NOBODY
    if shared or a.actor_words & b.actor_words:
        yield _given("actors same", shared or a.actor_words & b.actor_words)
    elif a.actors and b.actors:
        yield _given("actors other")
    done_to = (a.targets & b.targets) - _NOBODY
    if done_to:
        yield _given("targets same", done_to)
    elif a.target_words & b.target_words:
        alike = a.target_words & b.target_words
        yield _given("targets alike" if len(alike) > 1 else "target word", alike)
    elif a.target_words and b.target_words:
        yield _given("targets other")


_NOBODY = frozenset(("people", "men", "women", "civilians", "soldiers", "police", "troops", "others", "residents"))


def _party_told(a: Facts, b: Facts) -> Iterator[Evidence]:
    """A party of one claim that the other's sentence names without making it a party: "Orsk, the arrested director"."""
    named: set[str] = set()
    for one, other in ((a, b), (b, a)):
        told = one.target_names - other.party_words - (one.point.words if one.point else frozenset())
        named |= told & other.words.keys()
    if named and not _is_one_sentence(a, b):
        yield _given("target told", frozenset(named))


def _numbers(a: Facts, b: Facts) -> Iterator[Evidence]:
    for what, low, high in a.figures:
        for other, least, most in b.figures:
            if what != other:
                continue
            if low == least and high == most and low >= FEW:
                yield _given("number same", (what, f"{low:g}"))
            elif low <= most and least <= high:
                yield _given("numbers meet", (what,))
            elif max(low, least) > 3 * max(1.0, min(high, most)):
                yield _given("numbers far", (what,))


def _marks(a: Facts, b: Facts) -> Iterator[Evidence]:
    one, two = a.marks, b.marks
    within = is_one_report(a, b)
    if one.ordinal and two.ordinal:
        yield _given("ordinal same" if one.ordinal == two.ordinal else "ordinal other", (one.ordinal, two.ordinal))
    elif one.is_other != two.is_other and not (one.is_other and _is_effect_near(a, b)):
        yield _given("apart, one report" if within else "apart")
    if within and not two.is_other:
        if two.known and not two.many and not b.days:
            yield _given(
                "taken up" if a.families & b.families or a.stem == b.stem else "taken up, other word", (b.stem,)
            )
        elif two.new and not _is_one_sentence(a, b):
            yield _given("new")
    if within and (_is_later(a) != _is_later(b) or _is_parted(a, b)):
        yield _given("later", (b.claim.time_text,))
    if one.many != two.many:
        yield _given("many")


def _is_later(a: Facts) -> bool:
    """Does a claim's time count from another happening: "a day later"?"""
    return LATER.search(a.claim.time_text or "") is not None


def _is_parted(a: Facts, b: Facts) -> bool:
    """Does one sentence say how long one was after the other: "two hours after the station was hit"?"""
    if not _is_one_sentence(a, b) or b.claim.trigger is None:
        return False
    before = b.claim.text[: max(0, b.claim.trigger.start - b.claim.start)]
    return PARTED.search(before) is not None


def _is_one_sentence(a: Facts, b: Facts) -> bool:
    return is_one_report(a, b) and a.claim.start < b.claim.end and b.claim.start < a.claim.end


def _words(a: Facts, b: Facts, rarity: Rarity) -> Iterator[Evidence]:
    if _is_one_sentence(a, b):
        yield _given("same sentence")
        return
    shared = a.words.keys() & b.words.keys()
    places = (a.point.words if a.point else frozenset()) | (b.point.words if b.point else frozenset())
    telling = shared - places - a.party_words - b.party_words
    kinds = {word: "name told" if a.words[word] or b.words[word] else "word told" for word in telling}
    weight = sum(WEIGHTS[kind] * rarity.get(word, 1.0) for word, kind in kinds.items())
    if telling:
        yield Evidence("words", min(MOST_WORDS, weight), frozenset(telling))
    elif not shared:
        yield _given("no word")


RULES: tuple[Callable[[Facts, Facts], Iterator[Evidence]], ...] = (
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
FOREIGN: tuple[tuple[tuple[Evidence, ...], ...], ...] = tuple(
    ((_given(prior),), (_given("family other"),), *((),) * len(RULES)) for prior in ("before", "before, one report")
)
