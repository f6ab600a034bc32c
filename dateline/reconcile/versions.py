"""What a correction or an update changed: the claims of two versions of a report side by side.

Claims are paired by kind, trigger and words, numbers left out of account, wherever they stand. What is compared is what a
claim says, not how: "the day before" in one version and "Tuesday" in the next are one day where both are resolved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from dateline.name_keys import name_key
from dateline.reconcile.alignment import NUMBER, words_of
from dateline.reconcile.lexicon import rows_of
from dateline.records import Claim, Figure, Record

__all__ = ["PAIRING", "Change", "compare_versions"]

# A choice of 2026-11-23, checked on the labelled threads: what two claims must have in common to be one, told twice.
PAIRING = {
    "statement": 0.5,  # share of words, for claims without a trigger
    "triggered": 0.35,  # the same where the trigger is the same word
    "retold": 0.6,  # the same where another word tells what is of one type
    "figures": 0.15,  # what figures of the same things add
    "source": 0.1,  # what the same source adds
}


@dataclass(frozen=True, slots=True)
class Change(Record):
    """One thing that a version says otherwise than the version before.

    ``field`` is ``figure``, ``status``, ``stance``, ``place``, ``time``, ``actors``, ``targets`` or ``source``; or ``added``
    or ``dropped``, for a claim that only one version has. ``what`` is the role of a figure ("killed"), None where the
    number was read as nobody's, and for the other fields.
    ``before`` and ``after`` are the words that show it, None where that version says nothing; the ids are of the claims.
    """

    field: str
    what: str | None
    before: str | None
    after: str | None
    old_claim: str | None
    new_claim: str | None


def compare_versions(old_claims: Iterable[Claim], new_claims: Iterable[Claim]) -> tuple[Change, ...]:
    """Return what a version says otherwise than the one before: changed claims in the order of the new version's text, then
    added ones, then dropped ones. Words that only moved are no change.
    """
    old, new = _in_order(old_claims), _in_order(new_claims)
    pairs = _pairs(old, new)
    changes = [change for o, n in pairs for change in _changes(o, n)]
    # a sentence may state several claims: a change that several of them show is one
    distinct = {(c.field, c.what, c.before, c.after): c for c in reversed(changes)}
    return (
        *_without_doubled_numbers(list(reversed(distinct.values()))),
        *(Change("added", None, None, _plain(c.text), None, c.id) for c in _alone(new, [n for _, n in pairs], old)),
        *(Change("dropped", None, _plain(c.text), None, c.id, None) for c in _alone(old, [o for o, _ in pairs], new)),
    )


def _alone(claims: Sequence[Claim], paired: Sequence[Claim], others: Sequence[Claim]) -> Iterator[Claim]:
    """The claims that only one version has: unpaired, and their words are in no claim of the other; one for the same words."""
    known = {c.id for c in paired}
    said = {_plain(c.text) for c in paired}
    elsewhere = [_plain(c.text) for c in others]
    for claim in claims:
        words = _plain(claim.text)
        if claim.id not in known and words not in said and not any(words in text for text in elsewhere):
            said.add(words)
            yield claim


def _without_doubled_numbers(changes: Sequence[Change]) -> list[Change]:
    """The changes, a number read as nobody's only where no figure tells of it."""
    told = [(_tokens(c.before), _tokens(c.after)) for c in changes if c.field == "figure" and c.what]
    return [
        c
        for c in changes
        if c.field != "figure" or c.what or not any(_tokens(c.before) <= b and _tokens(c.after) <= a for b, a in told)
    ]


def _tokens(text: str | None) -> set[str]:
    return set((text or "").casefold().split())


def _in_order(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda c: (c.start, c.end, c.id))


def _pairs(old: Sequence[Claim], new: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    """The claims that are one told twice, the likest first taken; then in the order of the new version."""
    words = {c.id: _words(c) for c in (*old, *new)}
    scored = [
        (score, -abs(i / len(old) - j / len(new)), -i, -j)
        for i, o in enumerate(old)
        for j, n in enumerate(new)
        if (score := _likeness(o, n, words[o.id], words[n.id]))
    ]
    free_old, free_new = set(range(len(old))), set(range(len(new)))
    pairs = []
    for _, _, i, j in sorted(scored, reverse=True):
        if -i in free_old and -j in free_new:
            free_old.remove(-i)
            free_new.remove(-j)
            pairs.append((-j, old[-i], new[-j]))
    return [(o, n) for _, o, n in sorted(pairs, key=lambda pair: pair[0])]


def _words(claim: Claim) -> frozenset[str]:
    return frozenset(words_of(claim.text).keys) - {NUMBER}


def _likeness(old: Claim, new: Claim, old_words: frozenset[str], new_words: frozenset[str]) -> float:
    """How surely two claims are one, told twice: 0 where they are not."""
    if old.kind != new.kind:
        return 0.0
    share = 2 * len(old_words & new_words) / max(1, len(old_words) + len(new_words))
    need = "statement"
    if old.trigger and new.trigger:
        same = _plain(old.trigger.quote).casefold() == _plain(new.trigger.quote).casefold()
        if not same and old.type != new.type:
            return 0.0
        need = "triggered" if same else "retold"
    score = share
    if {f.what for f in old.figures} & {f.what for f in new.figures}:
        score += PAIRING["figures"]
    if name_key(old.source) == name_key(new.source):
        score += PAIRING["source"]
    return score if score >= PAIRING[need] + PAIRING["source"] else 0.0


def _changes(old: Claim, new: Claim) -> Iterator[Change]:
    if _plain(old.text) == _plain(new.text):
        return  # what is read otherwise in the same words, against another day or neighbour, nobody corrected
    for what, before, after in _figure_changes(old.figures, new.figures):
        yield Change("figure", what, before, after, old.id, new.id)
    for before, after in _number_changes(old.text, new.text):
        yield Change("figure", None, before, after, old.id, new.id)
    for field, shown in _FIELDS.items():
        values = shown(old), shown(new)
        is_same = _SAME.get(field, _is_same_name)
        if not is_same((old, values[0]), (new, values[1])):
            yield Change(field, None, *values, old.id, new.id)


def _figure_changes(old: Sequence[Figure], new: Sequence[Figure]) -> Iterator[tuple[str, str | None, str | None]]:
    """Role, words before, words after, for each figure that one version gives otherwise or alone; figures of a role in order."""
    for what in dict.fromkeys(f.what for f in (*new, *old)):
        before = [f for f in old if f.what == what]
        after = [f for f in new if f.what == what]
        kept = {_bounds(f) for f in before} & {_bounds(f) for f in after}
        before, after = ([f for f in figures if _bounds(f) not in kept] for figures in (before, after))
        for i in range(max(len(before), len(after))):
            yield what, _quote(before, i), _quote(after, i)


def _number_changes(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Numbers that stand in one another's place in two texts, whatever they count."""
    one, other = old.split(), new.split()
    for tag, i, i_end, j, j_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "replace" and i_end - i == j_end - j:
            for before, after in zip(one[i:i_end], other[j:j_end], strict=True):
                if _number(before) != _number(after) and _number(before) and _number(after):
                    yield before.strip(_MARKS), after.strip(_MARKS)


def _number(word: str) -> str | None:
    """The value of a number in digits or words, as text; None for other words."""
    word = word.strip(_MARKS).casefold()
    return word.replace(",", "") if word[:1].isdigit() else _number_words().get(word)


@cache
def _number_words() -> dict[str, str]:
    return {row["word"]: row["value"] for row in rows_of("number_words")}


_MARKS = ".,;:!?()\"'“”‘’"


def _bounds(figure: Figure) -> tuple[object, ...]:
    return figure.low, figure.high, figure.low_inclusive, figure.high_inclusive, figure.unit


def _quote(figures: Sequence[Figure], index: int) -> str | None:
    return _plain(figures[index].words.quote) if index < len(figures) else None


def _plain(text: str) -> str:
    return " ".join(text.split())


# a claim and the words that show one of its values
_Shown = tuple[Claim, str | None]


def _time(claim: Claim) -> str | None:
    days = dict.fromkeys(day for day in (claim.earliest, claim.latest) if day)
    return "/".join(days) or claim.time_text


def _is_same_name(old: _Shown, new: _Shown) -> bool:
    """Are two values one, by their words, or are the words of each in both claims, so that only the reading differs?"""
    before, after = _who(*old), _who(*new)
    both = _who(old[0], old[0].text) & _who(new[0], new[0].text)
    return before == after or before | after <= both


def _is_equal(old: _Shown, new: _Shown) -> bool:
    return old[1] == new[1]


def _is_same_time(old: _Shown, new: _Shown) -> bool:
    """The same words of time are not corrected, though a later version reads them against a later day."""
    return old[1] == new[1] or name_key(old[0].time_text or "") == name_key(new[0].time_text or "")


def _is_same_source(old: _Shown, new: _Shown) -> bool:
    """A source named more fully is the same one ("Venn", "Col Mara Venn")."""
    one, other = (set(name_key(name or "").split()) for _, name in (old, new))
    return one <= other or other <= one


def _who(claim: Claim, names: str | None) -> frozenset[str]:
    """The words of names without numbers: how many they are ("two rowers") is told once, as a figure."""
    counted = {word for figure in claim.figures for word in words_of(figure.words.quote).keys} | {NUMBER}
    return frozenset(w.removesuffix("s") for w in words_of(names or "").keys if w not in counted)


# what is compared beside figures, by the words that show it
_FIELDS: dict[str, Callable[[Claim], str | None]] = {
    "status": lambda c: c.status,
    "stance": lambda c: c.stance,
    "place": lambda c: c.place,
    "time": _time,
    "actors": lambda c: ", ".join(c.actors) or None,
    "targets": lambda c: ", ".join(c.targets) or None,
    "source": lambda c: c.source,
}
_SAME: dict[str, Callable[[_Shown, _Shown], bool]] = {
    "status": _is_equal,
    "stance": _is_equal,
    "time": _is_same_time,
    "source": _is_same_source,
}
