"""A made-up world for made-up news: countries with towns, ministries, armed groups and officials, all from a seed.

Names are of syllables; nothing here is real. Countries carry codes that ISO 3166 leaves to its users (XA to XZ and the like).
"""

from __future__ import annotations

import random
import string
from dataclasses import dataclass
from functools import cached_property

from dateline.records import Place

__all__ = ["COUNTRIES", "Actor", "Country", "Names", "Town", "World"]

COUNTRIES = 40
TOWNS_A_COUNTRY = 100
OFFICIALS_A_COUNTRY = 30
SURNAMES_A_COUNTRY = 1500
GIVEN_NAMES = 160
OFF_THE_MAP = 0.3  # share of towns that no gazetteer knows
CONTESTED = 0.05  # share of towns that two sides claim all the time
_STRIDE = 104_729  # a prime: people go through all pairs of given name and surname, none twice
_CODES = ("AA", *("Q" + c for c in "MNOPQRSTUVWXYZ"), *("X" + c for c in string.ascii_uppercase), "ZZ")
_ONSETS = (
    "b",
    "d",
    "f",
    "g",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "z",
    "br",
    "dr",
    "gh",
    "kh",
    "sh",
    "tr",
)
_VOWELS = ("a", "e", "i", "o", "u", "a", "o", "ai", "ou")
_CODAS = ("", "", "", "n", "r", "l", "s", "k", "m", "t", "sh", "nd")
_RESPELLED = (("kh", "h"), ("gh", "g"), ("ou", "u"), ("sh", "ch"), ("ai", "ay"), ("z", "s"))
_CAUSES = tuple(
    f"{what} {body}"
    for what in ("Liberation", "Renewal", "Freedom", "Defence", "Salvation", "Unity", "Justice", "Highland")
    for body in ("Front", "Army", "Movement", "Council", "Brigade", "League", "Guard", "Alliance")
)
_TRADES = ("Dockers", "Miners", "Teachers", "Drivers", "Farmers", "Printers")
_OFFICES = ("Interior", "Defence", "Health", "Transport", "Foreign")
_TITLES = ("Gen.", "Col.", "Mayor", "Governor", "Dr.", "Capt.", "Minister", "Judge")


class Names:
    """Makes words, each once: the same from one seed."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.made: set[str] = set()

    def word(self, low: int = 2, high: int = 3) -> str:
        """Return a new word of so many syllables."""
        while True:
            count = self.rng.randint(low, high)
            word = "".join(self.rng.choice(_ONSETS) + self.rng.choice(_VOWELS) for _ in range(count))
            word += self.rng.choice(_CODAS)
            if word not in self.made:
                self.made.add(word)
                return word

    def name(self, low: int = 2, high: int = 3) -> str:
        """Return a new capitalised word."""
        return self.word(low, high).capitalize()


@dataclass(frozen=True, eq=False, slots=True)
class Actor:
    """Somebody with one identity and several names: ``full``, ``short`` (a surname, an acronym) and ``respelled``."""

    id: str
    kind: str
    full: str
    short: str
    respelled: str | None = None
    title: str | None = None


@dataclass(eq=False, slots=True)
class Town:
    """A town, who holds it now, and whether two sides always claim it.

    ``is_busy`` while one story alone tells of it; ``told_on`` is the last day on which somebody said who holds it.
    """

    name: str
    country: str
    place: Place | None
    contested: bool
    holder: Actor
    rival: Actor
    is_busy: bool = False
    told_on: int = 0

    @property
    def owner(self) -> str:
        """Return what the archive knows the place by: its gazetteer id, or its name in comparable form."""
        return self.place.gazetteer_id if self.place else self.name.lower()


@dataclass(eq=False)
class Country:
    """A country's standing cast."""

    number: int
    code: str
    name: str
    government: Actor
    police: Actor
    ministries: tuple[Actor, ...]
    groups: tuple[Actor, ...]
    unions: tuple[Actor, ...]
    given: tuple[str, ...]
    surnames: tuple[str, ...]
    officials: tuple[Actor, ...] = ()
    towns: tuple[Town, ...] = ()
    people: int = 0

    def person(self, ident: str, rng: random.Random) -> Actor:
        """Return a new person; surnames are shared, full names are not."""
        surname, given = divmod(self.people * _STRIDE % (SURNAMES_A_COUNTRY * GIVEN_NAMES), GIVEN_NAMES)
        self.people += 1
        first, last = self.given[given], self.surnames[surname]
        respelled = _respell(last)
        other = f"{first} {respelled}" if respelled else None
        return Actor(f"{self.code}:{ident}", "person", f"{first} {last}", last, other, rng.choice(_TITLES))


class World:
    """Countries made when first asked for, so that a small run makes few."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.countries: dict[int, Country] = {}

    def _names(self, what: str) -> Names:
        return Names(random.Random(f"{self.seed}/{what}"))  # noqa: S311

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """Return 120 papers."""
        kinds = ("Post", "Courier", "Gazette", "Herald", "Tribune", "Mail")
        names = self._names("outlets")
        return tuple(f"The {names.name()} {kinds[i % len(kinds)]}" for i in range(120))

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """Return eight agencies."""
        names = self._names("agencies")
        return tuple(f"{names.name()} News Agency" for _ in range(8))

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """Return the words that filling sentences are made of, the commonest first."""
        names = self._names("vocabulary")
        return tuple(names.word(2, 3) for _ in range(12_000))

    def country(self, number: int) -> Country:
        """Return one of the countries."""
        if number not in self.countries:
            self.countries[number] = self._country(number)
        return self.countries[number]

    def _country(self, number: int) -> Country:
        rng = random.Random(f"{self.seed}/country/{number}")  # noqa: S311
        names, code = Names(rng), _CODES[number]
        name = names.name(2, 2) + str(names.name(1, 1)).lower()
        country = Country(
            number,
            code,
            name,
            Actor(f"{code}:government", "organization", f"Government of {name}", f"Government of {name}"),
            Actor(f"{code}:police", "organization", f"{name} Police", f"{name} Police"),
            tuple(_office(code, name, what) for what in _OFFICES),
            tuple(_body(code, names.name(), what) for what in rng.sample(_CAUSES, 3)),
            tuple(_body(code, f"{name} {names.name()}", what + " Union") for what in rng.sample(_TRADES, 2)),
            tuple(names.name(1, 3) for _ in range(GIVEN_NAMES)),
            tuple(names.name(2, 3) for _ in range(SURNAMES_A_COUNTRY)),
        )
        country.officials = tuple(country.person(f"official{i}", rng) for i in range(OFFICIALS_A_COUNTRY))
        country.towns = tuple(_town(country, i, names.name(2, 4), rng) for i in range(TOWNS_A_COUNTRY))
        return country


def _office(code: str, country: str, what: str) -> Actor:
    full = f"Ministry of {what} of {country}" if what != "Foreign" else f"Foreign Ministry of {country}"
    return Actor(f"{code}:{what}", "organization", full, full, f"{country} {what} Ministry")


def _body(code: str, region: str, what: str) -> Actor:
    """An armed group or a union: its name, and its acronym."""
    full = f"{region} {what}"
    return Actor(f"{code}:{what}", "organization", full, "".join(word[0] for word in full.split()))


def _town(country: Country, number: int, name: str, rng: random.Random) -> Town:
    code = country.code
    # a country is a square of four degrees; some 40 km between neighbours on average
    corner_lat, corner_lon = -40 + 8 * (country.number // 8), -150 + 9 * (country.number % 8)
    lat, lon = corner_lat + 4 * rng.random(), corner_lon + 4 * rng.random()
    known = rng.random() >= OFF_THE_MAP
    place = Place(f"made:{code}{number}", name, round(lat, 4), round(lon, 4), "P", code, None, 3.0) if known else None
    group = rng.choice(country.groups)
    return Town(name, code, place, rng.random() < CONTESTED, country.government, group)


def _respell(name: str) -> str | None:
    """The same name as another paper would spell it."""
    low = name.lower()
    for old, new in _RESPELLED:
        if old in low:
            return low.replace(old, new, 1).capitalize()
    return None
