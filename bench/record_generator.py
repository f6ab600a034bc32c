"""Reports without end about made-up stories, day after day, with all that is true of them.

Stories are of very different sizes (Zipf's law: most are one report, a few are hundreds). Reports are wires, reprints of wires
(cut, under a new headline, with local words added), papers' own accounts, citations, and corrections at the same address.
Nothing is kept but the stories that still go on, so that a hundred thousand reports take no more memory than a thousand.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from bench.record_pages import Frame, Page, write_page
from bench.record_sentences import Sentence, Step, Wording
from bench.record_stories import LARGEST, Incident, Plan, Story
from bench.record_world import Actor, Town, World
from dateline.ids import content_sha256
from dateline.read.claims import claims_of
from dateline.records import Claim, Original, Reading

__all__ = ["Made", "generate"]

FIRST_DAY = date(2021, 3, 1).toordinal()
STORIES_A_DAY = 22
EVENTS, HOLDINGS, FILLINGS = 15, 3, 8
INCIDENTS_A_REPORT = 7
OTHER_SIDE, DENIAL = 0.35, 0.3
KEPT_WIRES = 3


@dataclass(frozen=True, slots=True)
class Made:
    """A report, and what is true of it.

    ``copy`` is the report it is a copy of (its own id where of none), None for a correction; ``incidents`` are by claim id,
    ``actors`` by name; ``sentences`` are what it tells, in order.
    """

    reading: Reading
    claims: tuple[Claim, ...]
    original: Original
    country: int
    day: int
    copy: str | None
    incidents: dict[str, str]
    actors: dict[str, str]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Printed:
    frame: Frame
    sentences: tuple[Sentence, ...]
    id: str


@dataclass(eq=False)
class _Telling:
    """A story that goes on: how far it is told, and what of it may be printed again."""

    story: Story
    at: int = 0
    wires: list[_Printed] = field(default_factory=list)
    own: _Printed | None = None
    focus: Town | None = None
    changes: list[tuple[int, Actor]] = field(default_factory=list)  # (from which report on, who takes the town)


def generate(reports: int, *, seed: int = 7) -> Iterator[Made]:
    """Yield so many reports in the order of their days, always the same from one seed."""
    world = World(seed)
    rng = random.Random(f"{seed}/stream")  # noqa: S311
    due: list[tuple[int, float, int]] = []
    going: dict[int, _Telling] = {}
    day, number, told = FIRST_DAY, 0, 0
    while told < reports:
        for _ in range(STORIES_A_DAY):
            telling = _begin(world, number, day=day, size=LARGEST if number == 0 else _size(rng))
            going[number] = telling
            heapq.heappush(due, (telling.story.plans[0].day, rng.random(), number))
            number += 1
        while due and due[0][0] <= day and told < reports:
            _, _, which = heapq.heappop(due)
            telling = going[which]
            yield _next_report(world, telling)
            told += 1
            if telling.at < len(telling.story.plans):
                heapq.heappush(due, (telling.story.plans[telling.at].day, rng.random(), which))
            else:
                _end(going.pop(which))
        day += 1


def _size(rng: random.Random) -> int:
    """Draw a story's size by Zipf's law with exponent 2: six in ten are one report."""
    return min(LARGEST, int(1 / (1 - rng.random())))


def _begin(world: World, number: int, *, day: int, size: int) -> _Telling:
    story = Story(world, number, first_day=day, size=size)
    telling = _Telling(story)
    town = story.towns[0]
    if story.theme == "war" and size >= 8 and not town.is_busy and not town.contested:
        town.is_busy, telling.focus = True, town
        telling.changes = [(int(size * 0.4), story.group), (int(size * 0.8), story.country.government)]
    return telling


def _end(telling: _Telling) -> None:
    if telling.focus:
        telling.focus.is_busy = False


def _next_report(world: World, telling: _Telling) -> Made:
    plan = telling.story.plans[telling.at]
    rng = random.Random(f"{world.seed}/report/{telling.story.number}/{telling.at}")  # noqa: S311
    made = _printed_anew(world, telling, plan, rng) or _written(world, telling, plan, rng)
    telling.at += 1
    return made


# printed anew --------------------------------------------------------------------------------------


def _printed_anew(world: World, telling: _Telling, plan: Plan, rng: random.Random) -> Made | None:
    """Return a reprint or a correction, None where there is nothing to print again."""
    if plan.form == "reprint" and telling.wires:
        old = rng.choice(telling.wires)
        kept = old.sentences[: max(5, round(len(old.sentences) * rng.uniform(0.5, 1.0)))]
        wording = Wording(world, rng, day=plan.day)
        local = tuple(wording.filling(rng.choice(telling.story.people)) for _ in range(rng.choice((0, 0, 1, 2))))
        frame = _frame(world, telling, plan.day, rng, agency=old.frame.agency, town=old.frame.town)
        return _made(telling, write_page(frame, kept + local), kept + local, day=plan.day, copy=old.id)
    if plan.form == "correction" and telling.own and telling.own.frame.day < plan.day:
        old = telling.own
        telling.own = None
        mended = tuple(_mended(sentence, plan.day) for sentence in old.sentences)
        frame = replace(old.frame, day=plan.day, title=f"CORRECTED: {old.frame.title}")
        return _made(telling, write_page(frame, mended), mended, day=plan.day, copy=None)
    return None


def _mended(sentence: Sentence, day: int) -> Sentence:
    """The sentence with the toll that is known by now."""
    told = sentence.told
    if told is None or told.toll is None or told.toll[0] == told.incident.rumour:
        return sentence
    number = told.incident.toll_by(day)

    def now(step: Step) -> Step:
        return ("count", f"{number}", (number, "exact")) if step[0] == "count" else step

    return replace(sentence, steps=tuple(map(now, sentence.steps)), told=replace(told, toll=(number, "exact")))


# written -------------------------------------------------------------------------------------------


def _written(world: World, telling: _Telling, plan: Plan, rng: random.Random) -> Made:
    wording = Wording(world, rng, day=plan.day)
    agency = rng.choice(world.agencies) if plan.form == "wire" else None
    frame = _frame(world, telling, plan.day, rng, agency=agency, town=telling.story.towns[0])
    cited = None
    if plan.form == "cite":
        paper = rng.choice(world.outlets)
        cited = Actor(f"outlet:{paper}", "organization", paper, paper)
    told = _told(telling, plan.day, wording, cited)
    body = told[1:] + _held(telling, plan.day, wording)
    speakers = rng.sample((*telling.story.country.officials, *telling.story.country.unions), FILLINGS)
    body += [wording.filling(speaker) for speaker in speakers]
    rng.shuffle(body)
    sentences = (told[0], *body)
    page = write_page(frame, sentences)
    printed = _Printed(frame, sentences, page.reading.report.id)
    if agency:
        telling.wires = [*telling.wires, printed][-KEPT_WIRES:]
    else:
        telling.own = printed
    return _made(telling, page, sentences, day=plan.day, copy=printed.id)


def _told(telling: _Telling, day: int, wording: Wording, cited: Actor | None) -> list[Sentence]:
    """Tell of what has happened by a day, the newest most."""
    rng, known = wording.rng, telling.story.known(day) or telling.story.incidents[:1]
    lead = rng.choice(known[:3])
    drawn = [*known[:3], *rng.sample(known, min(INCIDENTS_A_REPORT - 3, len(known)))]
    subjects = [lead, *(rng.choice((lead, *drawn)) for _ in range(EVENTS - 1))]
    return [_sentence(telling, incident, wording, cited) for incident in subjects]


def _sentence(telling: _Telling, incident: Incident, wording: Wording, cited: Actor | None) -> Sentence:
    rng = wording.rng
    if incident.is_denied and incident.action.verbs and rng.random() < DENIAL:
        return wording.denial(incident)
    if (incident.rumour or incident.blamed) and rng.random() < OTHER_SIDE:
        return wording.of_incident(incident, telling.story.union, other_side=True)
    return wording.of_incident(incident, cited or _source(telling, rng))


def _source(telling: _Telling, rng: random.Random) -> Actor:
    country = telling.story.country
    # a story is told by its own people and by a few who speak for the country
    first = telling.story.number % (len(country.officials) - 4)
    return rng.choice(
        (*telling.story.people, *country.officials[first : first + 4], country.police, *country.ministries)
    )


def _held(telling: _Telling, day: int, wording: Wording) -> list[Sentence]:
    """Tell of who holds towns; a town whose holder changed is told of first."""
    rng, found = wording.rng, []
    change = _change(telling, day)
    if change:
        found.append(wording.of_town(*change, _source(telling, rng), state="taken"))
    free = [town for town in rng.sample(telling.story.country.towns, 6) if not town.is_busy]
    near = [telling.focus] if telling.focus and not change else []
    for town in (near + free)[: HOLDINGS - len(found)]:
        town.told_on = max(town.told_on, day)
        holder = rng.choice((town.holder, town.rival)) if town.contested else town.holder
        found.append(wording.of_town(town, holder, _source(telling, rng)))
    return found


def _change(telling: _Telling, day: int) -> tuple[Town, Actor] | None:
    """Return the town that changes hands with this report: one that nobody has told of yet on this day."""
    town = telling.focus
    if not town or not telling.changes or telling.at < telling.changes[0][0] or town.told_on >= day:
        return None
    _, taker = telling.changes.pop(0)
    if taker is town.holder:
        return None
    town.holder, town.told_on = taker, day
    return town, taker


# parts ---------------------------------------------------------------------------------------------


def _frame(world: World, telling: _Telling, day: int, rng: random.Random, *, agency: str | None, town: Town) -> Frame:
    outlet = rng.choice(world.outlets)
    site = "".join(ch for ch in outlet.lower() if ch.isalpha())
    title = " ".join(rng.choices(world.vocabulary[:400], k=6)).capitalize()
    url = f"https://{site}.example/{telling.story.number}/{telling.at}"
    return Frame(title, outlet, agency, url, day, town)


def _made(telling: _Telling, page: Page, sentences: tuple[Sentence, ...], *, day: int, copy: str | None) -> Made:
    report, claims = page.reading.report, claims_of(page.reading)
    data = f"<html><body><h1>{report.title}</h1><p>{report.text}</p></body></html>".encode()
    assert report.url
    return Made(
        reading=page.reading,
        claims=claims,
        original=Original(content_sha256(data), "text/html", report.url, data),
        country=telling.story.country.number,
        day=day,
        copy=copy,
        incidents={c.id: page.incidents[c.local_id] for c in claims if c.kind == "event"},
        actors=page.actors,
        sentences=sentences,
    )
