"""A profile from YAML: the shipped ones by name, a researcher's own by its path; every fault is told at once, by line and key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from dateline.errors import ConfigError
from dateline.name_keys import name_key
from dateline.reconcile.coded_columns import check_value, value_names
from dateline.reconcile.profile_checks import Checks
from dateline.reconcile.profile_yaml import MAX_CHARACTERS, Item, parse_yaml
from dateline.reconcile.profiles import (
    BOUNDS,
    DATE_RULES,
    DISPUTED,
    NUMBER_RULES,
    ORDERS,
    OVER,
    PLACE_RULES,
    POLICIES,
    TIES,
    UNITS,
    Column,
    Include,
    NumberRule,
    Profile,
    TypeRow,
    Vague,
)
from dateline.reconcile.sides import SIDES, country_name
from dateline.vocabulary import COUNT_ROLES, EVENT_STATUSES, EVENT_TYPES, STANCES

__all__ = ["PROFILES", "load_profile", "parse_profile"]

PROFILES = ("acled-like", "ucdp-like", "claims")  # those shipped, in dateline/data/profiles
KEYS = (
    "name", "title", "help", "unit", "include", "numbers", "vague", "date", "place", "actors", "types", "sides",
    "columns",
)  # fmt: skip
ORIGIN_KINDS = ("named", "unnamed", "outlet")
KEEP = ("keep", "leave_out")
MAX_TOLD = 20  # faults told at once
VERSION_DIGITS = 8


def load_profile(name: str) -> Profile:
    """Return the profile of a name, or of the path of a YAML file.

    Raises:
        ConfigError: there is none, it cannot be read, or it has faults; all are told at once.

    >>> load_profile("ucdp-like").include.minimum
    {'killed': 1}
    """
    if name in PROFILES:
        file = resources.files("dateline") / "data" / "profiles" / f"{name}.yaml"
        return parse_profile(file.read_text(encoding="utf-8"), source=f"{name}.yaml")
    path = Path(name)
    if not path.is_file():
        raise ConfigError(f"no profile {name!r}: neither a file nor one of {', '.join(PROFILES)}")
    try:
        if path.stat().st_size > MAX_CHARACTERS:
            raise ConfigError(f"{name}: larger than {MAX_CHARACTERS:,} bytes")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{name}: not UTF-8 (byte {error.start})") from error
    except OSError as error:
        raise ConfigError(f"{name}: {error.strerror or error}") from error
    return parse_profile(text, source=name)


def parse_profile(text: str, *, source: str) -> Profile:
    """Return the profile of a YAML text; ``source`` names it in messages.

    Raises:
        ConfigError: as ``load_profile``.
    """
    checks = Checks(source)
    item = parse_yaml(text, source=source, faults=checks.faults)
    keys = checks.mapping(item, KEYS, required=("name", "columns"))
    version = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:VERSION_DIGITS]
    profile = _profile(keys, checks, version)
    faults = [*checks.faults, *(f"{source}: {fault}" for fault in _at_odds(profile))]
    if faults:
        more = [f"and {len(faults) - MAX_TOLD:,} more"] if len(faults) > MAX_TOLD else []
        raise ConfigError("\n  ".join([f"the profile {source} cannot be used:", *faults[:MAX_TOLD], *more]))
    return profile


def _profile(keys: dict[str, Item], checks: Checks, version: str) -> Profile:
    date = checks.mapping(keys.get("date"), ("rule", "precision"))
    place = checks.mapping(keys.get("place"), ("rule", "precision"))
    actors = checks.mapping(keys.get("actors"), ("order",))
    name = checks.text(keys.get("name"))
    return Profile(
        name=name,
        title=checks.text(keys.get("title"), name),
        help=checks.text(keys.get("help")),
        version=version,
        unit=checks.choice(keys.get("unit"), UNITS, "incident"),
        include=_include(keys.get("include"), checks),
        numbers=checks.table(keys.get("numbers"), COUNT_ROLES, lambda i: _bounds(i, checks)),
        vague=_vague(keys.get("vague"), checks),
        date=checks.choice(date.get("rule"), DATE_RULES, "most_precise"),
        date_precision=_steps(date.get("precision"), "days", checks),
        place=checks.choice(place.get("rule"), PLACE_RULES, "most_precise"),
        place_precision=_steps(place.get("precision"), "km", checks),
        order=checks.choice(actors.get("order"), ORDERS, "doer_first"),
        types=tuple(_type_row(row, checks) for row in checks.listing(keys.get("types"))),
        sides=_sides(keys.get("sides"), checks),
        columns=tuple(_column(column, checks) for column in checks.listing(keys.get("columns"))),
    )


def _include(item: Item | None, checks: Checks) -> Include:
    plain = Include()
    known = tuple(Include.__dataclass_fields__)
    keys = checks.mapping(item, known)
    for key in ("types", "except_types"):
        for pattern in checks.texts(keys.get(key)):
            if pattern.partition("/")[0] not in EVENT_TYPES:
                checks.fault(keys[key], f"no type {pattern!r}; there are: {', '.join(EVENT_TYPES)}, or TYPE/mode")
    countries = checks.texts(keys.get("countries"))
    for code in countries:
        if country_name(code) is None:
            checks.fault(keys["countries"], f"no country {code!r}; a country is told by two letters, such as KE")
    return Include(
        types=checks.texts(keys.get("types")),
        except_types=checks.texts(keys.get("except_types")),
        statuses=checks.choices(keys.get("statuses"), EVENT_STATUSES, plain.statuses),
        stances=checks.choices(keys.get("stances"), STANCES, plain.stances),
        minimum=checks.table(keys.get("minimum"), COUNT_ROLES, checks.whole),
        countries=countries,
        places=checks.texts(keys.get("places")),
        min_origins=checks.whole(keys.get("min_origins"), 1),
        disputes=checks.table(keys.get("disputes"), DISPUTED, lambda i: checks.choice(i, POLICIES, "include")),
        undated=checks.choice(keys.get("undated"), KEEP, "keep"),
        unplaced=checks.choice(keys.get("unplaced"), KEEP, "keep"),
        untyped=checks.choice(keys.get("untyped"), KEEP, "keep"),
    )


def _bounds(item: Item, checks: Checks) -> dict[str, NumberRule]:
    return {bound: _number_rule(below, checks) for bound, below in checks.mapping(item, BOUNDS).items()}


def _number_rule(item: Item, checks: Checks) -> NumberRule:
    """A rule is its name, or a mapping with ``rule`` and more."""
    keys = {"rule": item}
    if not isinstance(item.value, str):
        keys = checks.mapping(item, ("rule", "ties", "over", "origins", "ranking"), required=("rule",))
    rule = checks.choice(keys.get("rule"), NUMBER_RULES, "lowest")
    ranking = checks.texts(keys.get("ranking"))
    if (rule == "source_ranking") != bool(ranking):
        checks.fault(item, "source_ranking needs a ranking, and other rules have none")
    return NumberRule(
        rule=rule,
        ties=checks.choice(keys.get("ties"), TIES, "lowest"),
        over=checks.choice(keys.get("over"), OVER, "last_words"),
        origins=checks.choices(keys.get("origins"), ORIGIN_KINDS),
        ranking=ranking,
    )


def _vague(item: Item | None, checks: Checks) -> Vague:
    keys = checks.mapping(item, ("words", "range", "more_than", "up_to", "open_end"))
    words = checks.table(keys.get("words"), (), checks.whole)
    return Vague(
        words={word.casefold(): number for word, number in words.items()},
        range=checks.choice(keys.get("range"), ("low", "middle", "high"), "low"),
        more_than=checks.choice(keys.get("more_than"), ("figure", "next"), "figure"),
        up_to=checks.choice(keys.get("up_to"), ("figure", "empty"), "empty"),
        open_end=checks.choice(keys.get("open_end"), ("figure", "empty"), "empty"),
    )


def _steps(item: Item | None, unit: str, checks: Checks) -> tuple[tuple[float, str], ...]:
    """Codes of precision, the narrowest first: ``{days: 1, code: 1}``."""
    steps = []
    for below in checks.listing(item):
        keys = checks.mapping(below, (unit, "code"), required=(unit, "code"))
        steps.append((checks.number(keys.get(unit), 1.0), checks.text(keys.get("code"), "?")))
    if steps != sorted(steps, key=lambda s: s[0]) and item:
        checks.fault(item, f"must go from few {unit} to many")
    return tuple(steps)


def _type_row(item: Item, checks: Checks) -> TypeRow:
    keys = checks.mapping(item, ("type", "mode", "actor", "target", "fields", "out"), required=("type",))
    if ("fields" in keys) == ("out" in keys) and keys:
        checks.fault(item, "needs either fields or out")
    return TypeRow(
        types=checks.choices(keys.get("type"), EVENT_TYPES),
        modes=checks.texts(keys.get("mode")),
        actor=checks.choices(keys.get("actor"), SIDES),
        target=checks.choices(keys.get("target"), SIDES),
        fields=checks.table(keys.get("fields"), (), checks.text),
        out=checks.text(keys["out"]) if "out" in keys else None,
    )


def _sides(item: Item | None, checks: Checks) -> dict[str, str]:
    names = checks.table(item, SIDES, checks.texts)
    return {name_key(name): side for side, told in names.items() for name in told}


def _column(item: Item, checks: Checks) -> Column:
    """A column is ``name: value``, or a mapping with ``column`` and more."""
    keys = checks.mapping(item)
    if "column" not in keys:
        if len(keys) != 1:
            checks.fault(item, "must be NAME: VALUE, or have the keys column, value, of, texts, empty")
            return Column("?", empty="?")
        ((name, below),) = keys.items()
        return Column(name, value=_value(below, checks))
    keys = checks.mapping(item, ("column", "value", "of", "texts", "empty"))
    if ("value" in keys) == ("empty" in keys):
        checks.fault(item, "needs either a value, or empty with the reason")
    return Column(
        name=checks.text(keys.get("column"), "?"),
        value=_value(keys["value"], checks) if "value" in keys else None,
        of=checks.choice(keys["of"], SIDES, "") if "of" in keys else None,
        texts=checks.table(keys.get("texts"), (), checks.text),
        empty=checks.text(keys.get("empty")) or None,
    )


def _value(item: Item, checks: Checks) -> str:
    value = checks.text(item)
    why = check_value(value) if value else None
    if why:
        checks.fault(item, f"{why}; values are: {', '.join(value_names())}")
    return value


def _at_odds(profile: Profile) -> Iterator[str]:
    """What cannot be used together."""
    if not profile.columns:
        yield "columns: at least one is needed"
    names = [column.name for column in profile.columns]
    yield from (f"columns: {name} stands twice" for name in sorted({n for n in names if names.count(n) > 1}))
    fields = {key for row in profile.types for key in row.fields}
    for column in profile.columns:
        kind, _, part = (column.value or "").partition(".")
        if kind == "type" and part and part not in fields:
            yield f"columns: {column.name}: no row of types has a field {part!r}"
        if kind == "number" and part and part.split(".")[0] not in profile.numbers:
            yield f"columns: {column.name}: numbers has no rules for {part.split('.')[0]}"
        if column.of and kind != "number":
            yield f"columns: {column.name}: of goes with numbers only"
        if kind == "claim" and profile.unit != "claim":
            yield f"columns: {column.name}: {column.value} needs unit: claim"
