"""The values that a profile's columns may have: one row each, with the function that takes it from an incident's facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta

from dateline.reconcile.base import Told
from dateline.reconcile.coded_facts import Facts, Party
from dateline.reconcile.coded_values import Value, empty, found
from dateline.reconcile.profiles import BOUNDS, Column
from dateline.reconcile.sides import country_name
from dateline.vocabulary import COUNT_ROLES

__all__ = ["COLUMNS", "check_value", "value_names", "value_of"]

_TEMPLATES = ("type.FIELD", "number.ROLE.BOUND")
_ALL = "all claims that count"


def check_value(name: str) -> str | None:
    """Return what is wrong with the name of a value, None where it is right."""
    if name in COLUMNS:
        return None
    kind, *parts = name.split(".")
    if kind == "type" and len(parts) == 1 and parts[0]:
        return None
    if kind == "number" and len(parts) == len(("role", "bound")):
        role, bound = parts
        return None if role in COUNT_ROLES and bound in BOUNDS else f"no number {role}.{bound}"
    return f"no value {name!r}"


def value_names() -> tuple[str, ...]:
    """Return what a column may be filled with; FIELD is a field of ``types``, ROLE a role of ``numbers``."""
    return (*COLUMNS, *_TEMPLATES)


def value_of(column: Column, facts: Facts) -> Value:
    """Return what stands in a column for an incident, with the claims behind it."""
    if column.empty or column.value is None:
        return empty(column.empty or "the profile leaves it empty", "none")
    kind, _, part = column.value.partition(".")
    if kind == "type":
        value = _type_field(part, facts)
    elif kind == "number":
        role, bound = part.split(".")
        value = facts.number(role, bound, column.of)
    else:
        value = COLUMNS[column.value](facts)
    return _in_words(value, column.texts) if column.texts else value


def _in_words(value: Value, texts: Mapping[str, str]) -> Value:
    if value.value is None:
        return value
    text = texts.get(str(value.value))
    if text is None:
        return empty(f"the profile has no word for {value.value}", value.rule)
    return Value(text, value.rule, value.claims, value.words)


def _type_field(name: str, facts: Facts) -> Value:
    row, kind, mode = facts.type_row, facts.type, facts.mode
    rule = "the first row of types that fits"
    told = " ".join(str(v.value) for v in (kind, mode) if v.value is not None) or "no type"
    if row is None:
        sides = " to ".join("/".join(sorted(s)) or "?" for s in (facts.doer_sides, facts.target_sides))
        return empty(f"no row of types fits {told}, sides {sides}", rule)
    if not row.fields.get(name):
        return empty(f"{told} has no {name} in the profile", rule)
    return Value(row.fields[name], rule, tuple(dict.fromkeys((*kind.claims, *mode.claims))), (*kind.words, *mode.words))


# when ----------------------------------------------------------------------------------------------


def _date(take: Callable[[int], int]) -> Callable[[Facts], Value]:
    """A day of the time told: ``take`` gives how many days behind its first."""

    def value(facts: Facts) -> Value:
        when, steps = facts.when, facts.profile.date_precision
        if when is None:
            return empty(_why(facts, "time", "no claim tells a day"), facts.date_rule)
        if steps and when.days > steps[-1][0]:
            return empty(f"the profile codes no day within {when.days} days", f"{facts.date_rule}: {when.days} days")
        day = when.start + timedelta(days=take(when.days))
        return found(day.isoformat(), facts.date_rule, when.tolds, _time_words(when.tolds))

    return value


def _year(facts: Facts) -> Value:
    when = facts.when
    if when is None:
        return empty(_why(facts, "time", "no claim tells a day"), facts.date_rule)
    if when.start.year != when.end.year:
        return empty(f"the time told lies in {when.start.year} to {when.end.year}", facts.date_rule)
    return found(when.start.year, facts.date_rule, when.tolds, _time_words(when.tolds))


def _date_precision(facts: Facts) -> Value:
    when, steps = facts.when, facts.profile.date_precision
    if when is None:
        return empty(_why(facts, "time", "no claim tells a day"), facts.date_rule)
    rule = f"{facts.date_rule}: {when.days} days"
    code = next((code for most, code in steps if when.days <= most), None)
    if code is None:
        return empty(f"the profile has no code for {when.days} days", rule)
    return found(_number(code), rule, when.tolds, _time_words(when.tolds))


def _time_words(tolds: Iterable[Told]) -> Iterator[str]:
    return (t.claim.time_text for t in tolds if t.claim.time_text)


# where ---------------------------------------------------------------------------------------------


def _place(field: str) -> Callable[[Facts], Value]:
    """A field of the claim whose place stands for the incident's."""

    def value(facts: Facts) -> Value:
        where = facts.where
        if where is None:
            return empty(_why(facts, "place", "no claim tells a place"), facts.place_rule)
        told = getattr(where.first.claim, field)
        if told is None:
            return empty(_why(facts, "place", f"no point is known of {where.first.claim.place}"), facts.place_rule)
        return found(told, facts.place_rule, where.tolds, _place_words(where.tolds))

    return value


def _point(field: str) -> Callable[[Facts], Value]:
    """A coordinate, where the place is no wider than the profile codes: the middle of a country is no place of an event."""

    def value(facts: Facts) -> Value:
        steps, where = facts.profile.place_precision, facts.where
        reach = where.first.claim.precision_km if where else None
        if steps and reach is not None and reach > steps[-1][0]:
            return empty(f"the profile codes no point within {reach:g} km", f"{facts.place_rule}: within {reach:g} km")
        return _place(field)(facts)

    return value


def _place_precision(facts: Facts) -> Value:
    km = _place("precision_km")(facts)
    if km.value is None:
        return km
    rule = f"{facts.place_rule}: within {km.value:g} km"
    code = next((code for most, code in facts.profile.place_precision if float(km.value) <= most), None)
    if code is None:
        return empty(f"the profile has no code for {km.value:g} km", rule)
    return Value(_number(code), rule, km.claims, km.words)


def _country(facts: Facts) -> Value:
    code = _place("country")(facts)
    name = country_name(str(code.value)) if code.value else None
    return Value(name, code.rule, code.claims, code.words) if name else empty(code.why or "no country", code.rule)


def _place_words(tolds: Iterable[Told]) -> Iterator[str]:
    return (t.claim.place for t in tolds if t.claim.place)


# who -----------------------------------------------------------------------------------------------


def _actor(at: int, take: Callable[[Party], str | None], why: str) -> Callable[[Facts], Value]:
    def value(facts: Facts) -> Value:
        party = facts.parties[at]
        if party is None:
            return empty(("no claim says who did it", "no claim says to whom")[at], facts.actor_rule)
        told = take(party)
        if told is None:
            return empty(why.format(party.name), facts.actor_rule)
        return found(told, facts.actor_rule, party.tolds, (party.name, *party.beside))

    return value


_NAME, _BESIDE, _SIDE = "no name", "nobody is named beside {}", "nothing tells on which side {} is"


# on whose word -------------------------------------------------------------------------------------


def _origins(facts: Facts) -> Value:
    names = dict.fromkeys(origin.name for origin in facts.named_origins)
    return found("; ".join(names), _ALL, facts.tolds, names)


def _at_least(facts: Facts) -> Value:
    least, most = facts.independent
    return found(least, f"independent origins, at most {most}", facts.tolds)


def _at_most(facts: Facts) -> Value:
    return found(facts.independent[1], "origins, were all unnamed ones different", facts.tolds)


def _outlets(facts: Facts) -> Value:
    names = dict.fromkeys(name for t in facts.tolds if (name := t.outlet or t.agency))
    return found("; ".join(names), _ALL, facts.tolds) if names else empty("no report tells its outlet", _ALL)


def _published(facts: Facts) -> Value:
    days = dict.fromkeys(t.published[:10] for t in facts.tolds if t.published)
    return found("; ".join(sorted(days)), _ALL, facts.tolds) if days else empty("no report tells its day", _ALL)


def _reports(facts: Facts) -> Value:
    return found(len({t.claim.report_id for t in facts.tolds}), "reports with a claim that counts", facts.tolds)


def _notes(facts: Facts) -> Value:
    """The words of the first claim of each origin, with whose they are."""
    first = {self_key: t for t in reversed(facts.tolds) if (self_key := facts.origin(t))}
    tolds = list(reversed(first.values()))
    words = [f"{facts.origins[t.claim.id].name}: {' '.join(t.claim.text.split())}" for t in tolds]
    return found(" | ".join(words), "the first claim of each origin", tolds)


def _disputes(facts: Facts) -> Value:
    if not facts.disputes:
        return empty("nothing is disputed", _ALL)
    told = [step.told for dispute in facts.disputes for side in dispute.sides for step in side.steps]
    return found("; ".join(dict.fromkeys(d.about for d in facts.disputes)), "claims that cannot all be true", told)


def _counted(facts: Facts) -> Value:
    counts = [count for t in facts.tolds for count in t.claim.counts]
    return found("; ".join(dict.fromkeys(counts)), _ALL, facts.tolds) if counts else empty("no claim counts", _ALL)


# of one claim --------------------------------------------------------------------------------------


def _claim(take: Callable[[Told], str | float | None], why: str) -> Callable[[Facts], Value]:
    def value(facts: Facts) -> Value:
        (told,) = facts.tolds
        value = take(told)
        return empty(why, "as told") if value is None else found(value, "as told", facts.tolds)

    return value


# shared --------------------------------------------------------------------------------------------


def _why(facts: Facts, field: str, otherwise: str) -> str:
    """The reasons that claims give for a field that is not told, else what is known of it."""
    reasons = dict.fromkeys(r for t in facts.tolds for r in t.claim.reasons if r.startswith(f"{field}:"))
    return "; ".join((otherwise, *reasons)) if reasons else otherwise


def _number(code: str) -> str | int:
    return int(code) if code.isascii() and code.isdigit() else code


COLUMNS: Mapping[str, Callable[[Facts], Value]] = {
    "incident": lambda f: found(f.incident.id, _ALL, f.tolds),
    "date.start": _date(lambda _: 0),
    "date.middle": _date(lambda days: (days - 1) // 2),
    "date.end": _date(lambda days: days - 1),
    "date.year": _year,
    "date.precision": _date_precision,
    "place.name": _place("place"),
    "place.lat": _point("lat"),
    "place.lon": _point("lon"),
    "place.id": _place("place_id"),
    "place.country": _country,
    "place.country_code": _place("country"),
    "place.precision": _place_precision,
    "place.precision_km": _place("precision_km"),
    "actor1.name": _actor(0, lambda p: p.name, _NAME),
    "actor1.beside": _actor(0, lambda p: "; ".join(p.beside) or None, _BESIDE),
    "actor1.side": _actor(0, lambda p: p.side, _SIDE),
    "actor2.name": _actor(1, lambda p: p.name, _NAME),
    "actor2.beside": _actor(1, lambda p: "; ".join(p.beside) or None, _BESIDE),
    "actor2.side": _actor(1, lambda p: p.side, _SIDE),
    "plover.type": lambda f: f.type,
    "plover.mode": lambda f: f.mode,
    "counts": _counted,
    "origins.names": _origins,
    "origins.least": _at_least,
    "origins.most": _at_most,
    "outlets": _outlets,
    "published": _published,
    "reports": _reports,
    "notes": _notes,
    "disputes": _disputes,
    "claim.id": _claim(lambda t: t.claim.id, "no id"),
    "claim.report": _claim(lambda t: t.claim.report_id, "no report"),
    "claim.chain": _claim(lambda t: " > ".join(t.claim.chain), "no source"),
    "claim.stance": _claim(lambda t: t.claim.stance, "no stance"),
    "claim.status": _claim(lambda t: t.claim.status, "no status"),
    "claim.published": _claim(lambda t: t.published, "the report tells no day"),
    "claim.text": _claim(lambda t: " ".join(t.claim.text.split()), "no words"),
    "claim.confidence": _claim(lambda t: t.claim.confidence, "no confidence"),
}
