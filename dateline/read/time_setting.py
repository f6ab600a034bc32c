"""What the meaning of a time leans on: the lexicons' values, the report's day, and what was named before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from dateline.read.lexicon import load_lexicon
from dateline.read.time_calendar import shift, value_of
from dateline.read.time_clauses import clause_tense
from dateline.read.time_tense import stops_between, tense_beside
from dateline.read.time_wording import Found, Wording

__all__ = ["Resolver", "Sense", "Setting"]

MONTHS = {f: int(r["number"]) for r in load_lexicon("months") for f in (r["name"], *r["forms"].split())}
WEEKDAYS = {f: int(r["number"]) for r in load_lexicon("weekdays") for f in (r["name"], *r["forms"].split())}
UNITS = {r[form]: r["code"] for r in load_lexicon("time_units") for form in ("name", "singular", "plural") if r[form]}
CLOCK_UNITS = {r[form] for r in load_lexicon("time_units") if r["clock"] for form in ("name", "singular", "plural")}
SEASON_CODES = {row["name"]: row["code"] for row in load_lexicon("seasons")}
DAY_PARTS = {row["name"]: row["code"] for row in load_lexicon("day_parts")}
TIME_WORDS = {row["phrase"]: (row["type"], row["value"]) for row in load_lexicon("time_words")}
STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "this": 0,
    "current": 0,
    "present": 0,
} | dict.fromkeys(("next", "coming", "following", "ensuing", "upcoming"), 1)
RELATIVE_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}


@dataclass(slots=True)
class Sense:
    """Type and value of a time; ``days`` where they are not those of the value itself."""

    type: str
    value: str | None
    mod: str | None = None
    days: tuple[date, date] | None = None


# how many words a date with its year reaches, to the dates after it without one
STORY_WORDS = 120
# how far back a day may be named, in days and sentences, for a time of day to be of it
RECENT_DAYS, RECENT_STOPS = 7, 1


@dataclass(slots=True)
class Setting:
    """What a relative time leans on: the report's day, the last day and quarter named, and the words around it."""

    wording: Wording
    anchor: date | None
    narrative: bool = False
    doc: Doc | None = None
    last_day: date | None = None
    last_unit: str = "D"
    last_at: int = -1000
    quarter: str | None = None
    quarter_at: int = -1000
    story: date | None = None
    story_at: int = -1000

    def form(self, item: Found, name: str) -> str:
        """Return the word kept under a name, empty if there is none."""
        return self.wording.form(item.groups[name]) if name in item.groups else ""

    def number(self, item: Found, name: str) -> float | None:
        """Return the value of the number kept under a name, or None."""
        return self.wording.words[item.groups[name]].value if name in item.groups else None

    def year(self, item: Found, name: str = "y") -> int | None:
        """Return the year kept under a name, or None."""
        value = self.number(item, name)
        return None if value is None else int(value)

    def told(self, item: Found) -> date | None:
        """Return the last day named with its year, if the text tells a story from there on, or None."""
        near = self.anchor is None and item.start - self.story_at <= STORY_WORDS
        return self.story if self.narrative or near else None

    def base(self) -> date | None:
        """Return the day that "earlier" and "the next day" count from: the last one named, else the report's."""
        return self.last_day or self.anchor

    def clock_day(self, item: Found) -> date | None:
        """Return the day of a time of day: one named in its sentence, or a recent one just before, else the report's."""
        if self.last_day is None or self.last_unit != "D":
            return self.anchor
        if self.anchor is None or self.narrative or stops_between(self.wording, self.last_at, item.start) == 0:
            return self.last_day
        recent = abs((self.anchor - self.last_day).days) <= RECENT_DAYS
        near = stops_between(self.wording, self.last_at, item.start) <= RECENT_STOPS
        return self.last_day if recent and near else self.anchor

    def value_at(self, steps: int, unit: str) -> str | None:
        """Return the value of a unit some steps from the report's day, None without one."""
        day = shift(self.anchor, steps, unit) if self.anchor else None
        return value_of(day, unit) if day else None

    def tense(self, item: Found) -> str | None:
        """Return past, present, future or open as the clause tells, else past or future as the words beside it do, or None."""
        return self.clause(item) or tense_beside(self.wording, item.start, item.end)

    def clause(self, item: Found) -> str | None:
        """Return past, present, future or open as the parsed clause around an expression tells, or None."""
        words = self.wording.words
        return clause_tense(self.doc, words[item.start].start, words[item.end - 1].end) if self.doc else None


Resolver = Callable[[Found, Setting], Sense]
