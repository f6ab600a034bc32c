"""Coding profiles: which incidents are coded, which number, day and place stand for each, and in which columns.

A profile is a set of rules that somebody can read and another can repeat. Two profiles on one archive give two totals, each
with its rules printed beside it. ``load_profile`` in ``profile_file`` reads one from YAML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dateline.vocabulary import EVENT_STATUSES, STANCES

__all__ = [
    "BOUNDS",
    "DATE_RULES",
    "NUMBER_RULES",
    "ORDERS",
    "OVER",
    "PLACE_RULES",
    "POLICIES",
    "TIES",
    "UNITS",
    "Column",
    "Include",
    "NumberRule",
    "Profile",
    "TypeRow",
    "Vague",
    "rule_lines",
]

UNITS = ("incident", "claim")
BOUNDS = ("low", "best", "high")
# what each rule takes, of one number for each origin; the words are printed as the rule
NUMBER_RULES = {
    "lowest": "the lowest number",
    "highest": "the highest number",
    "median": "the number in the middle, the lower of two",
    "most_recent": "the number told last",
    "majority_of_origins": "the number that most origins give or allow",
    "source_ranking": "the number of the first source of the ranking that gives one",
}
TIES = ("lowest", "highest", "most_recent", "empty")
OVER = {
    "last_words": "each origin's last word",
    "standing": "each origin's last word, unless another origin told a higher one on a later day",
    "all": "every number that an origin told",
}
DATE_RULES = {
    "earliest": "the earliest day told",
    "most_precise": "the narrowest time told",
    "most_origins": "the time that most origins tell",
}
PLACE_RULES = {"most_precise": "the narrowest place told", "most_origins": "the place that most origins tell"}
ORDERS = {
    "doer_first": "who did it is first",
    "state_first": "a state's side is first, else who did it",
    "alphabetical": "in the order of the alphabet",
}
POLICIES = ("include", "flag", "exclude")


@dataclass(frozen=True, slots=True)
class NumberRule:
    """Which number is taken, of which origins; ``ties`` decides between equals."""

    rule: str
    ties: str = "lowest"
    over: str = "last_words"
    origins: tuple[str, ...] = ()
    ranking: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the rule in words."""
        parts = [NUMBER_RULES[self.rule], f"of {OVER[self.over]}"]
        if self.ranking:
            parts.append(f"ranking: {' > '.join(self.ranking)}")
        if self.origins:
            parts.append(f"origins: {', '.join(self.origins)}")
        if self.rule not in ("lowest", "highest"):
            parts.append("a tie stays empty" if self.ties == "empty" else f"a tie: {self.ties}")
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Vague:
    """What stands for a number that is not told as one.

    ``words`` gives the number of a word ("dozens"); without it the least that the word allows is taken. ``range`` is the best
    of "20 to 30"; ``more_than`` makes "more than 30" 30 (``figure``) or 31 (``next``); ``up_to`` gives "up to 40" a best of
    40 (``figure``) or none (``empty``); ``open_end`` gives "at least 30" a high of 30 (``figure``) or none.
    """

    words: Mapping[str, int] = field(default_factory=dict)
    range: str = "low"
    more_than: str = "figure"
    up_to: str = "empty"
    open_end: str = "empty"


@dataclass(frozen=True, slots=True)
class Include:
    """Which incidents are coded.

    ``types`` are PLOVER types, ``TYPE/mode`` for one mode and ``TYPE/none`` for none; empty is all, ``except_types`` take
    away. Claims count that have one of the ``statuses`` and ``stances``. ``minimum`` is by role, compared with the high
    number; ``disputes`` gives a policy for each kind of dispute.
    """

    types: tuple[str, ...] = ()
    except_types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("occurred", "ongoing")
    stances: tuple[str, ...] = tuple(s for s in STANCES if s not in ("denies", "doubts"))
    minimum: Mapping[str, int] = field(default_factory=dict)
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    min_origins: int = 1
    disputes: Mapping[str, str] = field(default_factory=dict)
    undated: str = "keep"
    unplaced: str = "keep"
    untyped: str = "keep"


@dataclass(frozen=True, slots=True)
class TypeRow:
    """What a convention calls an event of a type and mode, where the sides fit; ``out`` says why it codes none such.

    ``modes``, ``actor`` and ``target`` are empty where they do not matter; a mode ``none`` is no mode. ``fields`` are the
    convention's own names for it.
    """

    types: tuple[str, ...]
    modes: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    out: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, which value fills it, or why it is empty in every row (``empty``).

    ``of`` takes only numbers of people of one side; ``texts`` gives the convention's words for values.
    """

    name: str
    value: str | None = None
    of: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    empty: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A coding rule set. ``version`` is a hash of its text: who has the same codes alike. ``sides`` are by key of name."""

    name: str
    title: str
    help: str
    version: str
    unit: str = "incident"
    include: Include = field(default_factory=Include)
    numbers: Mapping[str, Mapping[str, NumberRule]] = field(default_factory=dict)
    vague: Vague = field(default_factory=Vague)
    date: str = "most_precise"
    date_precision: tuple[tuple[float, str], ...] = ()
    place: str = "most_precise"
    place_precision: tuple[tuple[float, str], ...] = ()
    order: str = "doer_first"
    types: tuple[TypeRow, ...] = ()
    sides: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[Column, ...] = ()

    @property
    def id(self) -> str:
        """Return the name with the version: what a table's rows say they were coded by."""
        return f"{self.name} {self.version}"


def rule_lines(profile: Profile) -> Iterator[str]:
    """Yield the rules of a profile in words, a line each."""
    yield f"{profile.id}: {profile.title}"
    yield from profile.help.splitlines()
    yield from _include_lines(profile.include)
    yield f"a row is: {'an incident' if profile.unit == 'incident' else 'a claim, within its incident'}"
    for role, bounds in profile.numbers.items():
        yield from (f"{role}, {bound}: {rule.text()}" for bound, rule in bounds.items())
    if profile.numbers:
        yield from _vague_lines(profile.vague)
    yield f"date: {DATE_RULES[profile.date]}; precision: {_codes(profile.date_precision, 'days')}"
    yield f"place: {PLACE_RULES[profile.place]}; precision: {_codes(profile.place_precision, 'km')}"
    yield f"actors: {ORDERS[profile.order]}"


def _include_lines(include: Include) -> Iterator[str]:
    yield f"types: {', '.join(include.types) or 'all'}" + (
        f"; not {', '.join(include.except_types)}" if include.except_types else ""
    )
    if include.statuses != EVENT_STATUSES:
        yield f"claims that count have the status {' or '.join(include.statuses)}"
    if include.stances != STANCES:
        yield f"claims that count are told with the stance {', '.join(include.stances)}"
    for role, least in include.minimum.items():
        yield f"at least {least:,} {role} (high)"
    if include.countries or include.places:
        yield f"only in {', '.join((*include.countries, *include.places))}"
    if include.min_origins > 1:
        yield f"at least {include.min_origins} independent origins"
    for noun, policy in (("day", include.undated), ("point on the map", include.unplaced), ("type", include.untyped)):
        if policy == "leave_out":
            yield f"incidents without a {noun} are left out"
    for kind, policy in include.disputes.items():
        yield f"disputes about {DISPUTED[kind]}: {policy}"


def _vague_lines(vague: Vague) -> Iterator[str]:
    if vague.words:
        yield "words for numbers: " + ", ".join(f"{word} {number:,}" for word, number in vague.words.items())
    low, more, best, high = vague.range, vague.more_than, vague.up_to, vague.open_end
    yield f"of a range its {low} end; more than 30: {30 if more == 'figure' else 31}"
    yield f"up to 40: {'40' if best == 'figure' else 'no best'}; at least 30: {'30' if high == 'figure' else 'no'} high"


# kinds of disputes in words
DISPUTED = {
    "number": "numbers",
    "denied": "whether it happened",
    "actor": "who did it",
    "date": "the day",
}


def _codes(steps: tuple[tuple[float, str], ...], unit: str) -> str:
    return ", ".join(f"{code} within {most:g} {unit}" for most, code in steps) or "no code"
