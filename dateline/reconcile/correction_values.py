"""The kinds of values that a person can correct in a claim: read from what he writes, checked, and put into the claim.

A value is kept as JSON. What stands for words of the report is a span, so that law 1 holds of corrections too.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dateline.errors import InvalidQuery
from dateline.records import Claim, Figure, Place, Span

__all__ = [
    "Choice",
    "ClaimText",
    "Days",
    "Locate",
    "Names",
    "Number",
    "Passage",
    "Source",
    "Spot",
    "Trigger",
    "Value",
    "span_in",
]

Locate = Callable[[str, str], Place]  # a place of the gazetteer, by its name and id
NONE = "none"  # what a person writes for null
MOST_NAMES = 20
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_WITH_ID = re.compile(r"(.*\S)\s*\[([^\[\]\s]+)\]")
_NUMBER = re.compile(r'(about )?(\d{1,12})(?:(\+)|-(\d{1,12}))?(?:\s+"([^"]+)")?')


def span_in(text: str, words: str, *, near: int) -> Span:
    """Return the words' place in a report's text; of several the one nearest to an offset.

    Raises:
        InvalidQuery: the report does not have these words.
    """
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = [m.span() for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)] if pattern else []
    if not found:
        raise InvalidQuery(f"{words!r} does not stand in the report; give words as they are printed")
    start, end = min(found, key=lambda at: abs(at[0] - near))
    return Span.of(text, start, end)


def _span_of(value: Any, text: str) -> Span:
    match value:
        case {"start": int(start), "end": int(end), "quote": str(quote)} if 0 <= start < end <= len(text):
            if text[start:end] == quote:
                return Span(start, end, quote)
    raise InvalidQuery("the words are not those of the report at this place")


@dataclass(frozen=True, slots=True)
class ClaimText:
    """A claim, as it is corrected so far, and the text of its report."""

    claim: Claim
    text: str


class Value(ABC):
    """One kind of value. ``form`` says to a person how to write it."""

    form: str

    @abstractmethod
    def read(self, written: str, of: ClaimText) -> Any:
        """Return what a person wrote as a value for JSON. Raises: InvalidQuery."""

    @abstractmethod
    def check(self, value: Any, of: ClaimText) -> None:
        """Refuse a value that does not fit the claim or its report's text. Raises: InvalidQuery."""

    @abstractmethod
    def put(self, value: Any, claim: Claim) -> Claim:
        """Return the claim with the value in it; the value was checked."""


@dataclass(frozen=True, slots=True)
class Choice(Value):
    """One of the contract's words."""

    field: str
    allowed: tuple[str, ...]

    @property
    def form(self) -> str:  # type: ignore[override]
        return "one of " + ", ".join(self.allowed)

    def read(self, written: str, of: ClaimText) -> Any:  # noqa: ARG002
        by_case = {name.casefold(): name for name in self.allowed}
        return by_case.get(written.casefold(), written)

    def check(self, value: Any, of: ClaimText) -> None:  # noqa: ARG002
        if value not in self.allowed:
            raise InvalidQuery(f"{self.field}: {value!r} is none of {', '.join(self.allowed)}")

    def put(self, value: Any, claim: Claim) -> Claim:
        return _with(claim, about=self.field, **{self.field: value})


@dataclass(frozen=True, slots=True)
class Names(Value):
    """Names that stand in the report."""

    field: str
    form: str = 'names as the report has them, "; " between them, or none'

    def read(self, written: str, of: ClaimText) -> Any:
        names = [] if written == NONE else [name.strip() for name in written.split(";") if name.strip()]
        return [span_in(of.text, name, near=of.claim.start).quote for name in names]

    def check(self, value: Any, of: ClaimText) -> None:
        if not isinstance(value, list) or len(value) > MOST_NAMES or not all(isinstance(name, str) for name in value):
            raise InvalidQuery(f"{self.field}: not a list of at most {MOST_NAMES} names")
        for name in value:
            span_in(of.text, name, near=of.claim.start)

    def put(self, value: Any, claim: Claim) -> Claim:
        names: dict[str, Any] = {self.field: tuple(value)}
        return _with(claim, about=self.field, **names)


@dataclass(frozen=True, slots=True)
class Source(Value):
    """The innermost source: the last link of the chain."""

    form: str = "a name or words as the report has them"

    def read(self, written: str, of: ClaimText) -> Any:
        return span_in(of.text, written, near=of.claim.start).quote

    def check(self, value: Any, of: ClaimText) -> None:
        if not isinstance(value, str):
            raise InvalidQuery("source: not a text")
        span_in(of.text, value, near=of.claim.start)

    def put(self, value: Any, claim: Claim) -> Claim:
        # in the report's own voice there is no inner source yet: it comes behind the outlet
        outer = claim.chain[:-1] if claim.statement or claim.kind == "statement" else claim.chain
        return replace(claim, chain=(*outer, value), source=value, source_kind=None)


@dataclass(frozen=True, slots=True)
class Passage(Value):
    """The words that state a claim; an event's own word must lie in them."""

    form: str = "words as the report has them"

    def read(self, written: str, of: ClaimText) -> Any:
        return span_in(of.text, written, near=of.claim.start).as_json()

    def check(self, value: Any, of: ClaimText) -> None:
        span = _span_of(value, of.text)
        if of.claim.trigger is not None and not span.covers(of.claim.trigger):
            raise InvalidQuery(f"the event's own word, {of.claim.trigger.quote!r}, must lie in the words")

    def put(self, value: Any, claim: Claim) -> Claim:
        return replace(claim, start=value["start"], end=value["end"], text=value["quote"])


@dataclass(frozen=True, slots=True)
class Trigger(Value):
    """An event's own word, within the words that state it."""

    form: str = "the event's own word, within the claim's words"

    def read(self, written: str, of: ClaimText) -> Any:
        near = of.claim.trigger.start if of.claim.trigger else of.claim.start
        return span_in(of.text, written, near=near).as_json()

    def check(self, value: Any, of: ClaimText) -> None:
        if not Span(of.claim.start, of.claim.end, of.claim.text).covers(_span_of(value, of.text)):
            raise InvalidQuery("the event's own word must lie in the claim's words")

    def put(self, value: Any, claim: Claim) -> Claim:
        return replace(claim, trigger=Span(value["start"], value["end"], value["quote"]))


@dataclass(frozen=True, slots=True)
class Days(Value):
    """When: the first and the last day."""

    form: str = "2001, 2001-11, 2001-11-07, two of them with / between, or none"

    def read(self, written: str, of: ClaimText) -> Any:  # noqa: ARG002
        if written == NONE:
            return None
        first, _, last = written.partition("/")
        return [_first_day(first.strip()), _last_day((last or first).strip())]

    def check(self, value: Any, of: ClaimText) -> None:  # noqa: ARG002
        if value is None:
            return
        if not isinstance(value, list) or len(value) != 2 or not all(isinstance(day, str) for day in value):
            raise InvalidQuery("time: not a first and a last day")
        if any(len(day) != len("2001-11-07") or _first_day(day) != day for day in value) or value[0] > value[1]:
            raise InvalidQuery(f"time: {' to '.join(value)} are no days in order")

    def put(self, value: Any, claim: Claim) -> Claim:
        first, last = value or (None, None)
        days = first if first == last else f"{first}/{last}"
        return _with(claim, about="time", earliest=first, latest=last, time_text=None, time_value=days)


def _first_day(written: str) -> str:
    if not _DAY.fullmatch(written):
        raise InvalidQuery(f"{written!r} is no day; write 2001, 2001-11 or 2001-11-07")
    try:
        return date.fromisoformat(written + "0001-01-01"[len(written) :]).isoformat()
    except ValueError as error:
        raise InvalidQuery(f"{written!r} is no day: {error}") from error


def _last_day(written: str) -> str:
    first = date.fromisoformat(_first_day(written))
    if len(written) == len("2001"):
        first = first.replace(month=12)
    if len(written) <= len("2001-11"):
        first = first.replace(day=monthrange(first.year, first.month)[1])
    return first.isoformat()


@dataclass(frozen=True, slots=True)
class Spot(Value):
    """Where: a name of the report, and the gazetteer's point if its id is given.

    A name alone has no point, for it does not say which place of that name is meant.
    """

    form: str = "a place's name as the report has it, its id in the gazetteer behind it: Velm [gn:1]; or none"

    def read(self, written: str, of: ClaimText) -> Any:
        if _WITH_ID.fullmatch(written):
            raise InvalidQuery("place: there is no gazetteer here to look the id up in")
        return None if written == NONE else span_in(of.text, written, near=of.claim.start).quote

    def read_point(self, written: str, of: ClaimText, *, locate: Locate) -> Any:
        """Return the value of a name with an id, looked up. Raises: InvalidQuery."""
        found = _WITH_ID.fullmatch(written)
        if found is None:
            return self.read(written, of)
        place = locate(found[1], found[2])
        point = {"lat": place.lat, "lon": place.lon, "precision_km": place.precision_km, "country": place.country}
        return {"name": self.read(found[1], of), "place_id": place.gazetteer_id, **point}

    def check(self, value: Any, of: ClaimText) -> None:
        match value:
            case None:
                return
            case str(name):
                pass
            case {
                "name": str(name), "place_id": str(), "lat": float() | int() as lat, "lon": float() | int() as lon,
                "precision_km": float() | int() as km, "country": None | str(),
            } if len(value) == 6 and -90 <= lat <= 90 and -180 <= lon <= 180 and km >= 0:  # fmt: skip
                pass
            case _:
                raise InvalidQuery("place: not a name, or a name with a point of the gazetteer")
        span_in(of.text, name, near=of.claim.start)

    def put(self, value: Any, claim: Claim) -> Claim:
        point = dict(value) if isinstance(value, dict) else {}
        name = point.pop("name", None) if point else value
        unknown: dict[str, Any] = dict.fromkeys(("place_id", "lat", "lon", "precision_km", "country"))
        return _with(claim, about="place", place=name, **unknown | point)


@dataclass(frozen=True, slots=True)
class Number(Value):
    """How many, of one role: an interval, and the words that say it."""

    role: str
    form: str = "a number, 10-12, 12+ or about 12, then the words that say it in quotation marks; or none"

    def read(self, written: str, of: ClaimText) -> Any:
        if written == NONE:
            return None
        found = _NUMBER.fullmatch(written)
        if found is None:
            raise InvalidQuery(f"{self.role}: {written!r} is no number; write {self.form}")
        about, low, more, high, words = found.groups()
        old = self._old(of.claim.figures)
        span = span_in(of.text, words, near=of.claim.start) if words else old.words if old else _figures(low, of)
        ends = {"low": int(low), "high": None if more else int(high or low)}
        return {**ends, "approximate": bool(about), "words": span.as_json()}

    def check(self, value: Any, of: ClaimText) -> None:
        match value:
            case None:
                return
            case {"low": int(low), "high": (None | int()) as high, "approximate": bool(), "words": words}:
                _span_of(words, of.text)
                if isinstance(low, bool) or isinstance(high, bool) or low < 0 or (high is not None and high < low):
                    raise InvalidQuery(f"{self.role}: {low} to {high} is no interval of people")
            case _:
                raise InvalidQuery(f"{self.role}: not a number with its words")

    def put(self, value: Any, claim: Claim) -> Claim:
        others = tuple(figure for figure in claim.figures if figure.what != self.role)
        texts = tuple(count for count in claim.counts if not count.startswith(f"{self.role}:"))
        if value is None:
            return replace(claim, figures=others, counts=texts)
        old = self._old(claim.figures)
        low, high, words = value["low"], value["high"], Span(**value["words"])
        figure = Figure(
            self.role, low, high, True, high is not None, value["approximate"], "count",
            old.tally if old else None, words, old.of if old else None,
        )  # fmt: skip
        shown = f"{low:,}" if low == high else f"{low:,} or more" if high is None else f"{low:,} to {high:,}"
        return replace(claim, figures=(*others, figure), counts=(*texts, f"{self.role}: {shown}"))

    def _old(self, figures: Sequence[Figure]) -> Figure | None:
        return next((figure for figure in figures if figure.what == self.role), None)


def _figures(number: str, of: ClaimText) -> Span:
    try:
        return span_in(of.text, number, near=of.claim.start)
    except InvalidQuery as error:
        raise InvalidQuery(
            f'{number} does not stand in the report; add the words that say it: {number} "a dozen"'
        ) from error


def _with(claim: Claim, *, about: str, **values: Any) -> Claim:
    """Return the claim with other values; a reason why there was none goes, and one comes where there is none now."""
    reasons = [reason for reason in claim.reasons if not reason.startswith(f"{about}:")]
    if next(iter(values.values())) is None:
        reasons.append(f"{about}: taken away in review")
    return replace(claim, reasons=tuple(reasons), **values)
