"""What the meaning of a time leans on: the lexicons' values, the report's day, and what was named before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc

from dateline.read.lexicon import load_lexicon
from dateline.read.time_calendar import shift, value_of
from dateline.read.time_clauses import clause_tense, is_done
from dateline.read.time_story import DEICTIC, FINE, Focus, focus_of, is_ahead, is_aside, is_early, is_flashback
from dateline.read.time_tense import LIMITS, stops_between, tense_beside
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


RUNS = frozenset({"D", "Y"})
POINTS = frozenset({"DATE", "TIME"})
# rules of dates that always have their year, and of those from which a text that is no history goes on
DATED = frozenset({"iso_date", "slash_date", "known_day", "era", "early_year"})
STORY_RULES = frozenset({"full_date", "month", "day_pair", "split_days", "season", "iso_date", "holiday"})
# how many words a date with its year reaches, to the dates after it without one: where the report has no day, and where it has
STORY_WORDS, LOOK_BACK_WORDS = 120, 30
# how far back a day may be named, in days and sentences, for a time of day to be of it
RECENT_DAYS, RECENT_STOPS = 7, 1
# how many words after a year a date within it begins, and the words that may stand between
OPENED_WORDS, IN_OR_ON = 7, frozenset(("in", "on"))
GOES_ON = frozenset((",", "and", "again", "then", "in", "on"))
# how many sentences an evening reaches, to the morning after it
NIGHT_STOPS = 2


@dataclass(slots=True)
class Setting:
    """What a relative time leans on: the report's day, the times and quarter last named, and the words around it.

    ``focus`` is the time last named, ``day_focus`` the last named to the day, ``story`` the last whose year the text tells,
    ``opening`` the first year that it names; ``opened_at`` is where a date began that is told within the year beside it.
    """

    wording: Wording
    anchor: date | None
    narrative: bool = False
    lent_years: dict[int, tuple[int, int]] = field(default_factory=dict)
    focus: Focus | None = None
    day_focus: Focus | None = None
    story: Focus | None = None
    opening: Focus | None = None
    range_end: int | None = None
    opened_at: int | None = None
    from_story: bool = False
    before_era: bool = False
    doc: Doc | None = None
    quarter: str | None = None
    quarter_at: int = -1000
    # where half a year or nine months were last named
    months_at: int = -1000

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

    def told(self, item: Found) -> Focus | None:
        """Return the time last told with its year, if the text tells a story from there on, or None."""
        story = self.story or (self.opening if self.narrative else None)
        if story is None or is_ahead(self.wording, item):
            return None
        if self.narrative or self.looks_back(item, story):
            self.from_story = True
            return story
        return None

    def year_opened(self, item: Found) -> int | None:
        """Return the year of a date that is told within a year just named: "last year, in April and again in October"."""
        last = self.focus
        if last is None or item.start - last.at > OPENED_WORDS:
            return None
        words = [self.wording.form(index) for index in range(last.at, item.start)]
        opens = last.unit == "Y" and words[-1] in IN_OR_ON and words[-2:-1] in ([","], ["("])
        goes_on = last.at == self.opened_at and set(words[1:]) <= GOES_ON
        if not opens and not goes_on:
            return None
        self.opened_at = item.start
        return last.first.year

    def looks_back(self, item: Found, story: Focus) -> bool:
        """Does a paragraph of news, or of a report without a day, tell of an earlier year named shortly before?"""
        reach = STORY_WORDS if self.anchor is None else LOOK_BACK_WORDS
        if item.start - story.at > reach or (self.anchor is not None and story.last.year >= self.anchor.year):
            return False
        if any(self.wording.words[index].kind == "break" for index in range(story.at, item.start)):
            return False
        # "by May" and "until May" are limits of what is told as well as of what is to come
        limit = {self.wording.form(item.start - 1), self.wording.form(item.start - 2)} & LIMITS
        return bool(limit) or self.tense(item) not in ("future", "later")

    def follow(self, item: Found, sense: Sense) -> None:
        """Move the time told to one just read, unless it was named aside or looks back."""
        if item.rule in DEICTIC and not self.from_story:
            if self.narrative:
                return
            self.story = None
        told = self.from_story or item.start in self.lent_years or "y" in item.groups or item.rule in DATED
        focus = focus_of(sense.value, at=item.start, told=told, days=sense.days) if sense.type in POINTS else None
        if focus is None or is_aside(self.wording, item, focus=self.focus):
            return
        if self.narrative and self.focus and focus.last < self.focus.first and is_flashback(self.wording, item):
            return
        self.focus = focus
        if focus.unit == "D":
            self.day_focus = focus
        self.keep_story(item, focus)

    def keep_story(self, item: Found, focus: Focus) -> None:
        """Keep a time with its year as what the text tells on from, or lose it at a date of the report's own year."""
        if focus.told and item.start != self.range_end:
            earlier = self.anchor is None or focus.last.year < self.anchor.year
            if self.narrative or (earlier and (item.rule in STORY_RULES or self.from_story)):
                self.story = focus
            elif not earlier:
                self.story = None
        elif not focus.told and "m" in item.groups:
            self.story = None

    @property
    def last_day(self) -> date | None:
        """The first day of the time last named."""
        return self.focus.day if self.focus else None

    def base(self, *, ahead: bool = False) -> date | None:
        """Return the day that "earlier" and "later" count from: the last one named, else the report's.

        What comes ``ahead`` of a run of days or years, such as "3-5 May", counts from its end.
        """
        if self.focus is None:
            return self.anchor
        self.from_story = self.focus.told
        return self.focus.last if ahead and self.focus.unit in RUNS else self.focus.day

    def base_of(self, unit: str, *, ahead: bool = False) -> date | None:
        """Return the day that a step of a unit counts from, or None if the time last named is less precise.

        A day named before still counts if a month or year that it lies in was named since, or an earlier one.
        """
        focus, day = self.focus, self.day_focus
        if focus is None:
            return self.anchor
        if FINE.get(focus.unit, 9) <= FINE.get(unit, 9):
            return self.base(ahead=ahead)
        if unit in ("D", "W") and day is not None and focus.first <= day.day:
            self.from_story = day.told
            return day.day
        return None

    def clock_day(self, item: Found) -> date | None:
        """Return the day of a time of day: one named in its sentence, or a recent one just before, else the report's.

        In told history it is the day last told, or none while only a month or year was.
        """
        last = self.focus
        if self.narrative or (self.anchor is None and last is not None):
            return self.base_of("D")
        if last is None or last.unit != "D":
            return self.base_of("D") if self.told(item) else self.anchor
        stops = stops_between(self.wording, last.at, item.start)
        if stops == 0 or self.anchor is None or (last.told and self.told(item)):
            return last.day
        recent = abs((self.anchor - last.day).days) <= RECENT_DAYS
        return last.day if recent and stops <= RECENT_STOPS else self.anchor

    def morning_after(self, item: Found, *, day: date | None, time: str | None) -> date | None:
        """Return the day of a time of day, or the day after, where it follows one of the evening: "at nine ... by dawn"."""
        last = self.focus
        follows = last is not None and last.late and last.day == day and not is_flashback(self.wording, item)
        near = last is not None and stops_between(self.wording, last.at, item.start) <= NIGHT_STOPS
        return shift(day, 1, "D") if day and follows and near and is_early(time) else day

    def value_at(self, steps: int, unit: str) -> str | None:
        """Return the value of a unit some steps from the report's day, None without one."""
        day = shift(self.anchor, steps, unit) if self.anchor else None
        return value_of(day, unit) if day else None

    def tense(self, item: Found) -> str | None:
        """Return past, present, future, later or open as the clause tells, else past or future as words beside it do."""
        return self.clause(item) or tense_beside(self.wording, item.start, item.end)

    def looks_ahead(self, item: Found) -> bool:
        """Does the clause, or do the words beside an expression, tell of what is to come?"""
        return self.tense(item) in ("future", "later")

    def clause(self, item: Found) -> str | None:
        """Return past, present, future, later or open as the parsed clause around an expression tells, or None."""
        words = self.wording.words
        return clause_tense(self.doc, words[item.start].start, words[item.end - 1].end) if self.doc else None

    def is_done(self, item: Found) -> bool:
        """Does the expression date a plain past verb itself? False without a parse."""
        words = self.wording.words
        return self.doc is not None and is_done(self.doc, words[item.start].start, words[item.end - 1].end)


Resolver = Callable[[Found, Setting], Sense]
