"""Reprints: which reports are copies of one text, however cut, headed, dated and added to.

``signature`` and ``bands`` find candidates without comparing all with all: MinHash over word shingles, each band a key that
two texts share by chance only if they share words. ``compare_texts`` then aligns the words (reconcile/alignment.py) and
decides. What two hands may share without copying counts little: words inside quotation marks, which both heard, and one
paragraph of background in the middle, which both keep at hand. The same words about other names or other numbers are a form
(a daily bulletin), no copy.
"""

from __future__ import annotations

import hashlib
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rensa import RMinHash

from dateline.judgements import Judgement
from dateline.name_keys import name_key
from dateline.reconcile.alignment import Passage, Words, align, words_of
from dateline.reconcile.base import Score
from dateline.records import Record, Report

__all__ = ["THRESHOLDS", "Printed", "bands", "compare_texts", "first_of", "judge_copies", "printed_of", "signature"]

# Tuned 2026-11-23 on copies made by cutting, adding and rewriting 1,300 wire texts; see docs/decisions/011-reprints.md.
THRESHOLDS = {
    "same": 0.45,  # share of the shorter text's own words that the other has too
    "maybe": 0.30,
    "same_brief": 0.70,  # the same for a text shorter than ``brief_words``
    "maybe_brief": 0.50,
    "equal": 0.90,  # share of BOTH texts, where one is shorter than ``short_words``
    "filled": 0.80,  # a text of which so much is shared is a copy, whatever it consists of
    "lone_weight": 0.45,  # what a single passage of at most ``lone_words`` counts, unless it opens a text
    "lone_words": 120,
    "own_words": 12,  # a passage with fewer words outside quotation marks says nothing in its own voice
    "heard_weight": 0.70,  # what is shared counts where most of it is quoted
    "form_count": 6,  # so many names, or numbers, in what is shared show whether it is of the same matter
    "form_names": 0.5,  # share of the names that must be the same
    "form_numbers": 0.35,  # the same of numbers: a correction changes few of them, the next day's bulletin most
    "other_names_weight": 0.25,
    "other_numbers_weight": 0.4,
    "brief_words": 60,
    "short_words": 20,
    "lead_words": 30,  # a passage that begins within so many words opens the text
}
QUOTED_WEIGHT = 0.2  # what a word between quotation marks counts
PERMUTATIONS = 192
ROWS_PER_BAND = 2  # 96 bands of two: 98 in 100 pairs that share a fifth of their shingles meet
SHINGLE_WORDS = 4
SEED = 1
BAND_BITS = 47  # a band is kept by the million: SQLite holds 48 bits with their sign in six bytes


@dataclass(frozen=True, slots=True)
class Printed(Record):
    """A report as a reader of reprints sees it: its words without furniture, and who printed them when."""

    id: str
    text: str
    published: str | None = None
    outlet: str | None = None
    agency: str | None = None


def printed_of(report: Report) -> Printed:
    """Return a report without its furniture: agency lines, links and adverts decide nothing."""
    kept, end = [], 0
    for span in sorted(report.furniture):
        kept.append(report.text[end : max(end, span.start)])
        end = max(end, span.end)
    kept.append(report.text[end:])
    return Printed(report.id, "\n".join(kept).strip(), report.published, report.outlet, report.agency)


def signature(text: str) -> tuple[int, ...]:
    """Return the MinHash of a text's word shingles, numbers left out of account; empty for a text without words.

    >>> signature("...")
    ()
    """
    return _signature(words_of(text))


def bands(sign: Sequence[int]) -> tuple[int, ...]:
    """Return the keys under which a signature is found: texts with one in common are candidates.

    A key holds its place among the bands and the version of the library's algorithm, so that keys of another version
    find nothing rather than something wrong.
    """
    rows = range(0, len(sign), ROWS_PER_BAND)
    return tuple(_band(start, sign[start : start + ROWS_PER_BAND]) for start in rows)


def compare_texts(new: str, old: str) -> Score:
    """Return how surely two texts are copies of one: ``same``, ``maybe`` (for review) or ``different``.

    >>> compare_texts("", "").verdict
    'different'
    """
    return _compare(words_of(new), words_of(old))


def judge_copies(new: Printed, candidates: Iterable[Printed], *, by: str, made: str) -> list[Judgement]:
    """Return a judgement for each candidate that the new report is, or may be, a copy of; the likeliest first."""
    words = words_of(new.text)
    scored = [(_compare(words, words_of(old.text)), old) for old in candidates if old.id != new.id]
    found = [(score, old) for score, old in scored if score.verdict != "different"]
    found.sort(key=lambda pair: (-pair[0].value, pair[1].id))
    return [
        Judgement.of(
            "copy", new.id, old.id, verdict=s.verdict, by=by, made=made, score=s.value, reasons=s.reasons
        )
        for s, old in found
    ]  # fmt: skip


def first_of(copies: Iterable[Printed]) -> Printed:
    """Return the original of some copies: the earliest, then the agency's own, then the longest, then the least id.

    A report of unknown day comes after those of known days.

    Raises:
        ValueError: no copies.
    """
    return min(copies, key=lambda p: (p.published or "9999", not _is_agency(p), -len(p.text), p.id))


def _is_agency(printed: Printed) -> bool:
    return bool(printed.outlet and printed.agency and name_key(printed.outlet) == name_key(printed.agency))


def _signature(words: Words) -> tuple[int, ...]:
    if not words.keys:
        return ()
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    last = max(1, len(words.keys) - SHINGLE_WORDS + 1)
    sketch.update([" ".join(words.keys[i : i + SHINGLE_WORDS]) for i in range(last)])
    return tuple(sketch.digest())


def _band(start: int, rows: Sequence[int]) -> int:
    data = struct.pack(f"<HH{len(rows)}Q", RMinHash.ALGORITHM_VERSION, start, *rows)
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> (64 - BAND_BITS)


def _compare(new: Words, old: Words) -> Score:
    if not new.keys or not old.keys:
        return Score(0.0, "different", ("a text without words",))
    passages = align(new, old)
    shared = sum(_weight(p.new_end - p.new, _quoted(p, new, old)) for p in passages)
    shares = [min(1.0, shared / _weight(len(w.keys), sum(w.quoted))) for w in (new, old)]
    shorter = min(len(new.keys), len(old.keys))
    reasons = [f"{shares[0]:.0%} of the newer text in the older, {shares[1]:.0%} of the older in the newer"]
    if shorter < THRESHOLDS["short_words"]:
        value = min(shares)
        same, maybe = THRESHOLDS["equal"], THRESHOLDS["equal"]
        reasons.append(f"{shorter} words: a copy only if nearly equal")
    else:
        value = max(shares)
        brief = "_brief" if shorter < THRESHOLDS["brief_words"] else ""
        same, maybe = THRESHOLDS[f"same{brief}"], THRESHOLDS[f"maybe{brief}"]
        for weight, why in _discounts(new, old, passages, value):
            value *= weight
            reasons.append(why)
    verdict = "same" if value >= same else "maybe" if value >= maybe else "different"
    return Score(round(value, 3), verdict, (*reasons, f"{len(passages)} passages"))


def _discounts(new: Words, old: Words, passages: Sequence[Passage], share: float) -> Iterator[tuple[float, str]]:
    """What shared words count where two hands may share them without copying, and why."""
    quoted = [_quoted(p, new, old) for p in passages]
    lengths = [p.new_end - p.new for p in passages]
    if share < THRESHOLDS["filled"]:
        if 2 * sum(quoted) > sum(lengths):
            yield THRESHOLDS["heard_weight"], "most of what is shared is quoted: two hands heard it"
        own = [p for p, q, n in zip(passages, quoted, lengths, strict=True) if n - q >= THRESHOLDS["own_words"]]
        if _is_lone(own):
            yield THRESHOLDS["lone_weight"], "one passage within the text: background that different hands share"
    for what, is_one in (("names", str.isupper), ("numbers", str.isdigit)):
        one, other = (
            Counter(w.casefold() for start, end in places for w in words.given[start:end] if is_one(w[0]))
            for words, places in (
                (new, [(p.new, p.new_end) for p in passages]),
                (old, [(p.old, p.old_end) for p in passages]),
            )
        )
        count = min(one.total(), other.total())
        if count >= THRESHOLDS["form_count"] and (one & other).total() < THRESHOLDS[f"form_{what}"] * count:
            yield THRESHOLDS[f"other_{what}_weight"], f"the same form of words about other {what}"


def _quoted(passage: Passage, new: Words, old: Words) -> int:
    """How many words of a passage are between quotation marks, in the text that has more of them there."""
    return max(sum(new.quoted[passage.new : passage.new_end]), sum(old.quoted[passage.old : passage.old_end]))


def _weight(words: int, quoted: int) -> float:
    return (words - quoted) + QUOTED_WEIGHT * quoted


def _is_lone(own: Sequence[Passage]) -> bool:
    """Is what two texts share in their own voice no more than one paragraph, and neither's opening?"""
    if any(min(p.new, p.old) < THRESHOLDS["lead_words"] for p in own):
        return False
    ranges = [(p.new, p.new_end) for p in own], [(p.old, p.old_end) for p in own]
    return not own or all(max(e for _, e in r) - min(s for s, _ in r) <= THRESHOLDS["lone_words"] for r in ranges)
