"""The sentences of made-up reports: what each says of an incident, a holding or nothing, and how a reporter words it."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from datetime import date

from bench.record_stories import Incident
from bench.record_world import Actor, Town, World

__all__ = ["Held", "Sentence", "Told", "Voice", "Wording"]

_SLOT = re.compile(r"(\{\w+\}|<[^>]+>|\[|\])")
_VERBAL = (
    "[{who} {verb} {whom} in {where} {when}{toll}{tail}], {source} <said>.",
    "{source} <said> [{who} {verb} {whom} {when} near {where}{toll}{tail}].",
    "[{who} {verb} {whom} in {where}{toll}{tail} {when}], <according to> {source}.",
    "{who} {verb} {whom} in {where} {when}{toll}{tail}.",
    "In {where}, {who} {verb} {whom} {when}{toll}{tail}.",
    "{who} {verb} {whom} {when}{tail}.",
)
_NOMINAL = (
    "[The {noun} in {where} {when}{cost}{tail}], {source} <said>.",
    "{source} <said> [the {noun} of {whom} by {who} in {where} {when}{cost}{tail}].",
    "The {noun} of {whom} by {who} {when}{cost}{tail}.",
    "Shops in {where} stayed shut after the {noun} {when}{tail}.",
    "The {noun}, {when} in {where},{cost}{tail}.",
)
_BARE = (
    "[The {noun} in {where} {when}{cost}{tail}], {source} <said>.",
    "{source} <said> [the {noun} {when} near {where}{cost}{tail}].",
    "The {noun}, {when} in {where},{cost}{tail}.",
    "Roads to {where} stayed shut after the {noun} {when}{tail}.",
)
_DENIALS = ("{source} <denied> [that it {verb} {whom} in {where} {when}{tail}].",)
_HOLDING = ("[{holder} held {where} {when}{tail}], {source} <said>.", "{holder} held {where} {when}{tail}.")
_TAKING = ("[{holder} took {where} {when}{tail}], {source} <said>.", "{holder} took {where} {when}{tail}.")
_FILLING = ("[{tail}], {source} <said>.", "{source} <said> [{tail}].", "The {tail}.")
_VICTIMS = {
    "killed": "killing",
    "wounded": "wounding",
    "abducted": "taking",
    "detained": "holding",
    "released": "freeing",
}
_COSTS = {"killed": "killed", "wounded": "injured", "abducted": "left missing", "detained": "put in custody"}
_EVENT_TAIL, _FILL_TAIL = (4, 12), (12, 26)  # words

Step = tuple[str, str, object]


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence tells of an incident; the slots of its wording say which of the parts it names."""

    incident: Incident
    status: str
    actors: tuple[Actor, ...]
    toll: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class Held:
    """What a sentence tells of a town: who held or took it on a day."""

    town: Town
    holder: Actor
    state: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Steps of writing: words, names, places, days, numbers, triggers; ``stance`` where it is on somebody's word."""

    steps: tuple[Step, ...]
    day: int
    stance: str | None = None
    told: Told | None = None
    held: Held | None = None


@dataclass
class Voice:
    """How one report names people: in full, respelled, or only in short; in full once, mostly in short after."""

    rng: random.Random
    chosen: dict[str, str] = field(default_factory=dict)

    def name(self, actor: Actor) -> str:
        """Return the words for an actor at this point of the report."""
        if actor.id not in self.chosen:
            draw = self.rng.random()
            respelled = actor.respelled if draw < 0.12 else None
            self.chosen[actor.id] = actor.short if draw > 0.95 else respelled or actor.full
            first = self.chosen[actor.id]
            return f"{actor.title} {first}" if actor.title and draw > 0.4 else first
        return actor.short if self.rng.random() < 0.6 and len(actor.short) > 2 else self.chosen[actor.id]


class Wording:
    """Makes the sentences of one report."""

    def __init__(self, world: World, rng: random.Random, *, day: int) -> None:
        self.world, self.rng, self.day = world, rng, day
        self.voice = Voice(rng)

    def of_incident(self, incident: Incident, source: Actor, *, other_side: bool = False) -> Sentence:
        """Tell of an incident on a source's word; ``other_side`` gives the rumoured toll and blames another."""
        rng, action = self.rng, incident.action
        forms = _BARE if not incident.actors else _VERBAL if action.verbs and rng.random() < 0.6 else _NOMINAL
        if other_side:
            forms = tuple(form for form in forms if "{source}" in form)
        template = rng.choice(forms)
        actors = (incident.blamed,) if other_side and incident.blamed else incident.actors
        toll = self._toll(incident, other_side) if "{toll}" in template or "{cost}" in template else None
        told = Told(incident, "occurred", actors, toll)
        return self._sentence(template, source, told=told)

    def denial(self, incident: Incident) -> Sentence:
        """Let who is said to have done it deny it."""
        who = incident.actors[0]
        return self._sentence(_DENIALS[0], who, told=Told(incident, "denied", incident.actors, None), stance="denies")

    def of_town(self, town: Town, holder: Actor, source: Actor, *, state: str = "holds") -> Sentence:
        """Tell who holds or has taken a town; where two sides claim it, each on its own word."""
        forms = _TAKING if state == "taken" else _HOLDING
        template = forms[0] if town.contested else self.rng.choice(forms)
        return self._sentence(template, holder if town.contested else source, held=Held(town, holder, state))

    def filling(self, source: Actor) -> Sentence:
        """Say something that is no event."""
        return self._sentence(self.rng.choice(_FILLING), source)

    def tail(self) -> str:
        """Return words by Zipf's law."""
        words = self.world.vocabulary
        # the inverse of Zipf's distribution: rank = size ** uniform
        return " ".join(words[int(len(words) ** self.rng.random()) - 1] for _ in range(self.rng.randint(*_FILL_TAIL)))

    def details(self, incident: Incident | None) -> str:
        """Return words of an incident among others that are seldom the same twice."""
        own, words = incident.details if incident else (), self.world.vocabulary
        drawn = self.rng.sample((*own, *self.rng.sample(words, 2 * len(own) or 12)), self.rng.randint(*_EVENT_TAIL))
        return " ".join(drawn)

    def _toll(self, incident: Incident, other_side: bool) -> tuple[int, str] | None:
        if incident.action.counts is None or self.rng.random() < 0.4:
            return None
        if other_side and incident.rumour:
            return incident.rumour, "exact"
        return incident.toll_by(self.day), self.rng.choice(("exact", "exact", "exact", "least", "about"))

    def _sentence(
        self,
        template: str,
        source: Actor,
        *,
        told: Told | None = None,
        held: Held | None = None,
        stance: str = "says",
    ) -> Sentence:
        slots = _Slots(self, source, told, held)
        steps: list[Step] = []
        for part in _SLOT.split(template):
            if part.startswith("{"):
                steps += slots.steps(part[1:-1])
            elif part.startswith("<"):
                steps.append(("cue", part[1:-1], None))
            elif part in ("[", "]"):
                steps.append((part, "", None))
            elif part:
                steps.append(("words", part, None))
        day = told.incident.day if told else self.day
        return Sentence(tuple(steps), day, stance if "<" in template else None, told, held)


@dataclass(frozen=True, slots=True)
class _Slots:
    """Fills the slots of one template."""

    wording: Wording
    source: Actor
    told: Told | None
    held: Held | None

    def steps(self, slot: str) -> list[Step]:
        return list(getattr(self, f"_{slot}")())

    def _named(self, role: str, actors: tuple[Actor, ...]) -> list[Step]:
        return [(role, self.wording.voice.name(actor), actor) for actor in actors[:1]] or [("words", "people", None)]

    def _source(self) -> list[Step]:
        return self._named("source", (self.source,))

    def _holder(self) -> list[Step]:
        assert self.held
        return self._named("actor", (self.held.holder,))

    def _who(self) -> list[Step]:
        assert self.told
        return self._named("actor", self.told.actors)

    def _whom(self) -> list[Step]:
        assert self.told
        return self._named("target", self.told.incident.targets)

    def _where(self) -> list[Step]:
        town = self.told.incident.town if self.told else self.held.town if self.held else None
        assert town
        return [("place", town.name, town)]

    def _when(self) -> list[Step]:
        day = self.told.incident.day if self.told else self.wording.day
        moment = date.fromordinal(day)
        near = 0 <= self.wording.day - day < 6
        return [("time", moment.strftime("on %A") if near else moment.strftime("on %-d %B"), day)]

    def _verb(self) -> list[Step]:
        assert self.told
        return [("trigger", self.wording.rng.choice(self.told.incident.action.verbs), None)]

    def _noun(self) -> list[Step]:
        assert self.told
        return [("trigger", self.wording.rng.choice(self.told.incident.action.nouns), None)]

    def _toll(self) -> list[Step]:
        return self._counted(f", {_VICTIMS.get(self._role(), 'with')} ")

    def _cost(self) -> list[Step]:
        return self._counted(f" {_COSTS.get(self._role(), 'left')} ") or [("words", " went on for hours", None)]

    def _role(self) -> str:
        assert self.told
        return self.told.incident.action.counts or ""

    def _counted(self, words: str) -> list[Step]:
        if self.told is None or self.told.toll is None:
            return []
        number, how = self.told.toll
        said = {"exact": f"{number}", "least": f"at least {number}", "about": f"about {number}"}[how]
        return [("words", words, None), ("count", said, (number, how)), ("words", " people", None)]

    def _tail(self) -> list[Step]:
        if self.told is None and self.held is None:
            return [("words", self.wording.tail(), None)]
        return [("words", f", {self.wording.details(self.told.incident if self.told else None)}", None)]
