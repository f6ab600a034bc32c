"""What happens in a made-up story: its incidents, their tolls as they grow, who disputes them, and which reports tell of it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bench.record_world import Actor, Country, Town, World

__all__ = ["ACTIONS", "Action", "Incident", "Plan", "Story"]

LARGEST = 500  # reports
TWINS = 0.03  # share of incidents that happen beside another of their kind, on one day in one town
DETAILS = 10  # words that tell one incident from others
MORE_A_DAY = (0.6, 0.8, 1.0)  # how much of a final toll is known on the first days
_FORMS = (("wire", 0.30), ("own", 0.32), ("reprint", 0.28), ("cite", 0.06), ("correction", 0.04))


@dataclass(frozen=True, slots=True)
class Action:
    """A kind of incident: how the contract types it, its words, and what is counted in it."""

    type: str
    mode: str | None
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    counts: str | None  # the role of those counted
    doer: str  # which actors do it: group, state, crowd, talks, or nobody
    theme: str


ACTIONS = (
    Action("ASSAULT", "explosives", ("bombed", "blew up"), ("bombing", "blast", "explosion"), "killed", "group", "war"),
    Action("ASSAULT", None, ("attacked", "stormed", "assaulted"), ("attack", "assault"), "killed", "group", "war"),
    Action("ASSAULT", "heavy-weapons", ("shelled",), ("shelling", "bombardment"), "killed", "state", "war"),
    Action("ASSAULT", "firearms", ("shot", "gunned down"), ("shooting",), "killed", "group", "war"),
    Action("ASSAULT", "abduct", ("abducted", "kidnapped"), ("abduction", "kidnapping"), "abducted", "group", "war"),
    Action("COERCE", "arrest", ("arrested", "detained"), ("arrest", "detention"), "detained", "state", "war"),
    Action("RETREAT", "release", ("freed", "released"), ("release",), "released", "group", "war"),
    Action("CONSULT", None, ("met",), ("meeting", "talks"), None, "talks", "war"),
    Action("PROTEST", "demo", ("rallied against", "marched against"), ("rally", "march", "protest"), None, "crowd", "strife"),
    Action("PROTEST", "riot", ("rioted against",), ("riot",), "wounded", "crowd", "strife"),
    Action("PROTEST", "strike", ("struck against",), ("walkout", "strike"), None, "crowd", "strife"),
    Action("COERCE", "arrest", ("arrested", "rounded up"), ("arrest", "round-up"), "detained", "state", "strife"),
    Action("CONSULT", None, ("met", "held talks with"), ("meeting", "talks"), None, "talks", "strife"),
    Action("AGREE", None, ("signed an accord with",), ("accord", "agreement"), None, "talks", "strife"),
    Action("OTHER", None, (), ("earthquake", "quake"), "killed", "nobody", "disaster"),
    Action("OTHER", None, (), ("flood",), "killed", "nobody", "disaster"),
    Action("OTHER", None, (), ("landslide",), "killed", "nobody", "disaster"),
    Action("OTHER", "mishap", (), ("fire", "blaze"), "killed", "nobody", "disaster"),
    Action("AID", None, ("delivered aid to", "fed"), ("aid delivery",), None, "state", "disaster"),
)  # fmt: skip
_THEMES = (("war", 0.55), ("strife", 0.25), ("disaster", 0.20))


@dataclass(eq=False, slots=True)
class Incident:
    """One happening, as it was. ``rumour`` is the toll that the other side gives, ``blamed`` whom it blames."""

    id: str
    action: Action
    town: Town
    day: int
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    toll: int
    rumour: int | None = None
    blamed: Actor | None = None
    is_denied: bool = False
    details: tuple[str, ...] = ()

    def toll_by(self, day: int) -> int:
        """Return the toll as known on a day."""
        age = min(max(0, day - self.day), len(MORE_A_DAY) - 1)
        return max(1, round(self.toll * MORE_A_DAY[age]))


@dataclass(frozen=True, slots=True)
class Plan:
    """One report to come: its day, and whether it is a wire, a paper's own, a reprint, a citation or a correction."""

    day: int
    form: str


class Story:
    """A story from its first day to its last: cast, incidents and planned reports, the same from one seed."""

    def __init__(self, world: World, number: int, *, first_day: int, size: int) -> None:
        self.number, self.first_day, self.size = number, first_day, size
        self.rng = random.Random(f"{world.seed}/story/{number}")  # noqa: S311
        self.country: Country = world.country(_country(self.rng, len(COUNTRY_WEIGHTS)))
        self.vocabulary = world.vocabulary
        self.theme = _pick(self.rng, _THEMES)
        self.people = tuple(self.country.person(f"s{number}p{i}", self.rng) for i in range(min(8, 3 + size // 5)))
        self.group = self.rng.choice(self.country.groups)
        self.union = self.rng.choice(self.country.unions)
        self.towns = self.rng.sample(self.country.towns, min(8, 4 + size // 40))
        self.plans = self._plans()
        self.incidents = self._incidents()

    def known(self, day: int) -> list[Incident]:
        """Return the incidents that have happened by a day, the latest first."""
        return [i for i in reversed(self.incidents) if i.day <= day]

    def _plans(self) -> list[Plan]:
        lasting = min(60.0, self.size**0.65)
        # most is told in a story's first days
        days = sorted(int(lasting * self.rng.random() ** 1.5) for _ in range(self.size))
        forms = ["wire", *(_pick(self.rng, _FORMS) for _ in days[1:])]
        return [Plan(self.first_day + day - days[0], form) for day, form in zip(days, forms, strict=True)]

    def _incidents(self) -> list[Incident]:
        """What happens in the story, and what it goes back to: half of a short story's incidents are of weeks before."""
        rng, length = self.rng, self.plans[-1].day - self.first_day
        actions = [a for a in ACTIONS if a.theme == self.theme]
        days = [0, *(rng.randint(0, length) for _ in range(int(self.size**0.55)))]
        days += [-rng.randint(4, 40) for _ in range(3)]
        found: list[Incident] = []
        for i, day in enumerate(days):
            twin = found[-1] if found and rng.random() < TWINS else None
            town = self.towns[0] if rng.random() < 0.4 else rng.choice(self.towns)
            action, town, when = (
                (twin.action, twin.town, twin.day) if twin else (rng.choice(actions), town, self.first_day + day)
            )
            found.append(self._incident(f"s{self.number}i{i}", action, town, when))
        return sorted(found, key=lambda incident: incident.day)

    def _incident(self, ident: str, action: Action, town: Town, day: int) -> Incident:
        rng = self.rng
        actors, targets = self._parties(action)
        toll = int(rng.lognormvariate(2.3, 0.8)) + 2
        details = tuple(rng.sample(self.vocabulary, DETAILS))
        incident = Incident(ident, action, town, day, actors, targets, toll, details=details)
        if action.counts and rng.random() < 0.15:
            incident.rumour = toll * 3 + 5
        if action.doer in ("group", "state") and action.theme == "war":
            if rng.random() < 0.12:
                incident.is_denied = True
            elif rng.random() < 0.08 and action.type == "ASSAULT":
                incident.blamed = rng.choice([g for g in self.country.groups if g not in actors])
        return incident

    def _parties(self, action: Action) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        rng, country = self.rng, self.country
        state = rng.choice((country.police, country.government, *country.ministries))
        person = rng.choice(self.people)
        match action.doer:
            case "group":
                return (self.group,), (rng.choice((person, state)),)
            case "state":
                return (state,), (rng.choice((person, self.group)),)
            case "crowd":
                return (self.union,), (state,)
            case "talks":
                return (person,), (rng.choice([p for p in (*self.people, *country.officials[:9]) if p is not person]),)
            case _:
                return (), ()


COUNTRY_WEIGHTS = tuple(1 / (i + 10) for i in range(40))


def _country(rng: random.Random, count: int) -> int:
    return rng.choices(range(count), COUNTRY_WEIGHTS)[0]


def _pick(rng: random.Random, table: tuple[tuple[str, float], ...]) -> str:
    return rng.choices([name for name, _ in table], [weight for _, weight in table])[0]
