"""Where times are worded in a text: the patterns of ``time_patterns.tsv`` matched over words, names kept out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.read.time_guards import allowed, is_time_alone
from dateline.read.time_wording import (
    ANY_MODIFIER,
    ANY_START,
    GRAMMAR,
    LONGEST_MODIFIER,
    MODIFIERS,
    RULES_FROM,
    Found,
    Wording,
)

__all__ = ["find_times"]

JOINER = re.compile(GRAMMAR.source("( ,? on? | of | , | in the )?"))
AT = re.compile(GRAMMAR.source("( ,? at | , )? ( about/around )?"))


def find_times(wording: Wording) -> Iterator[Found]:
    """Yield the time expressions of a text as worded, in text order, with clock, day and modifier joined."""
    found = list(match_rules(wording))
    link_days(wording, found)
    at = 0
    while at < len(found):
        item = found[at]
        floor = found[at - 1].end if at else 0
        if at + 1 < len(found) and (joined := join(wording, item, found[at + 1])):
            item = joined
            at += 1
            if at + 1 < len(found) and ends_in_part(item, found[at + 1]):
                at += 1
        take_modifier(wording, item, floor=floor)
        at += 1
        if item.rule != "day_part" or item.part or is_time_alone(wording, item):
            yield item


def match_rules(wording: Wording) -> Iterator[Found]:
    """Yield the matches of the rules that no guard refuses; the first word decides, then the order of the rules."""
    codes, at = wording.codes, 0
    while start := ANY_START.search(codes, at):
        at = start.start()
        for name, rule in RULES_FROM[codes[at]]:
            if not (found := rule.match(codes, at)):
                continue
            item = Found(
                name, found.start(), found.end(), {k: found.start(k) for k, v in found.groupdict().items() if v}
            )
            if allowed(wording, item):
                yield item
                at = item.end
                break
        else:
            at += 1


DAYS = frozenset(
    (
        "weekday", "full_date", "day_word", "near_span", "iso_date", "slash_date", "holiday", "ordinal_day", "day_pair",
        "split_days", "era",
    )
)  # fmt: skip


def link_days(wording: Wording, found: list[Found]) -> None:
    """Give clock times the day that stands behind their parenthesis: "10:35 a.m. (0735 GMT) on Friday"."""
    for first, second, third in zip(found, found[1:], found[2:], strict=False):
        inside = wording.form(first.end) == "(" and second.start == first.end + 1 and wording.form(second.end) == ")"
        if inside and first.rule == second.rule == "clock" and third.rule in DAYS and third.start - second.end < 3:
            first.day = second.day = third


def join(wording: Wording, first: Found, second: Found) -> Found | None:
    """Return clock or part of day and day as one expression, or None: "10 p.m. Wednesday", "Friday morning"."""
    between = wording.codes[first.end : second.start]
    times = ("clock", "day_part")
    if first.rule in times and second.rule in DAYS and JOINER.fullmatch(between):
        day, time = second, first
    elif (
        first.rule in DAYS
        and second.rule in times
        and (not between or ((second.rule == "clock" or is_time_alone(wording, second)) and AT.fullmatch(between)))
    ):
        day, time = first, second
    elif first.rule == "clock" and second.rule == "rel_part" and JOINER.fullmatch(between):
        day, time = second, first
    else:
        return None
    if (
        day.rule == "near_span"
        and wording.form(day.groups.get("s", -1)) != "same"
        and wording.form(day.end - 1) != "day"
    ):
        return None
    return Found(day.rule, min(first.start, second.start), second.end, day.groups, part=time)


def ends_in_part(item: Found, part: Found) -> bool:
    """Widen a clock time and its day by the part of the day behind them: "8 o'clock on Friday" evening."""
    if item.part is None or item.part.rule != "clock" or part.rule != "day_part" or part.start != item.end:
        return False
    if "p" not in item.part.groups:
        item.part.groups["t"] = part.groups["p"]
    item.end = part.end
    return True


def take_modifier(wording: Wording, item: Found, *, floor: int) -> None:
    """Widen an expression by the modifier before it: "early" May, "more than" four hours, "the end of" 1990."""
    before = wording.codes[max(floor, item.start - LONGEST_MODIFIER) : item.start]
    if not ANY_MODIFIER.search(before):
        return
    for date_mod, duration_mod, pattern in MODIFIERS:
        match = pattern.search(before)
        if not match:
            continue
        kept = date_mod if is_point(item) else duration_mod
        if kept in COUNTED and not counts(wording, item):
            return
        if kept and not (kept == "START" and item.rule in ("word", "length")):
            item.start -= len(before) - match.start()
            item.date_mod, item.duration_mod = date_mod, duration_mod
        return


COUNTED = frozenset({"MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS", "APPROX"})


def counts(wording: Wording, item: Found) -> bool:
    """Does the expression begin with a number, so that "over" and "about" can be its measure?"""
    if item.rule == "word" or (item.rule == "weekday" and item.part is None):
        return False
    first = wording.words[item.start]
    if is_point(item):
        # "about" beside "this year" is the preposition
        return (
            first.value is not None
            or item.part is not None
            or item.rule in ("clock", "day_part", "year_end", "holiday", "month")
        )
    return first.value is not None or first.form in ("a", "an", "half", "one")


def is_point(item: Found) -> bool:
    """Is the expression a point in time (and not a length of time)?"""
    if item.rule in ("length", "bare_units"):
        return False
    return item.rule not in ("past_spans", "a_while")
