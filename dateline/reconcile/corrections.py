"""What persons decided of single claims: a rejected claim does not count, a corrected value takes the machine's place.

The claim in the archive stays as it was read (law 3). What is assembled sees it as corrected, on the ground of a judgement.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NoReturn

from dateline.errors import InvalidQuery
from dateline.judgements import Judgement, in_force
from dateline.reconcile.correction_values import (
    Choice,
    ClaimText,
    Days,
    Locate,
    Names,
    Number,
    Passage,
    Source,
    Spot,
    Trigger,
    Value,
)
from dateline.records import Claim
from dateline.vocabulary import COUNT_ROLES, EVENT_STATUSES, EVENT_TYPES, HOLDING_STATES, STANCES

__all__ = [
    "FIELDS",
    "as_judged",
    "check_values",
    "corrected",
    "fields_of",
    "judged_claims",
    "read_values",
]

_ABOUT_THINGS: dict[str, Value] = {
    "actors": Names("actors"),
    "targets": Names("targets"),
    "place": Spot(),
    "time": Days(),
}
# kind of claim: what can be corrected in it, and how it is written
FIELDS: Mapping[str, Mapping[str, Value]] = {
    "statement": {"stance": Choice("stance", STANCES), "source": Source(), "words": Passage()},
    "event": {
        "type": Choice("type", EVENT_TYPES),
        "status": Choice("status", EVENT_STATUSES),
        **_ABOUT_THINGS,
        **{role: Number(role) for role in COUNT_ROLES if role != "other"},
        "stance": Choice("stance", STANCES),
        "source": Source(),
        "trigger": Trigger(),
        "words": Passage(),
    },
    "holding": {
        "type": Choice("type", HOLDING_STATES),
        **_ABOUT_THINGS,
        "stance": Choice("stance", STANCES),
        "source": Source(),
        "words": Passage(),
    },
}
MAX_VALUE_CHARACTERS = 2_000


def fields_of(claim: Claim) -> Mapping[str, Value]:
    """Return what can be corrected in a claim."""
    return FIELDS.get(claim.kind, {})


def read_values(written: Sequence[str], of: ClaimText, *, locate: Locate | None = None) -> tuple[tuple[str, str], ...]:
    """Return corrections as a judgement keeps them, from ``field=value`` as a person writes them.

    Args:
        written: corrections, in order; a later one sees what an earlier one made of the claim.
        of: the claim as it is read, and its report's text.
        locate: finds a place of the gazetteer; without it places have no points.

    Raises:
        InvalidQuery: there is no such field, or the value is not one that the claim can have.
    """
    found: dict[str, str] = {}
    for correction in written:
        name, sign, value = correction.partition("=")
        name, value = name.strip(), value.strip()
        if not sign or not value or len(value) > MAX_VALUE_CHARACTERS:
            raise InvalidQuery(f"{correction[:80]!r} is no correction; write field=value")
        field = _field(name, of.claim)
        if locate is not None and isinstance(field, Spot):
            plain = field.read_point(value, of, locate=locate)
        else:
            plain = field.read(value, of)
        found[name] = json.dumps(plain, ensure_ascii=False)
        of = _checked((name, found[name]), of)
    return tuple(found.items())


def check_values(values: Sequence[tuple[str, str]], of: ClaimText) -> None:
    """Refuse corrections that were made elsewhere and do not fit the claim or its report. Raises: InvalidQuery."""
    for value in values:
        of = _checked(value, of)


def corrected(claim: Claim, values: Iterable[tuple[str, str]]) -> Claim:
    """Return a claim with corrections, checked before, put into it; a field of a later Dateline is passed over."""
    for name, value in values:
        field = fields_of(claim).get(name)
        if field is not None:
            claim = field.put(json.loads(value), claim)
    return claim


def judged_claims(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """Return the judgement in force of each claim, by the claim's id."""
    return {j.subject: j for j in in_force(j for j in judgements if j.kind == "claim")}


def as_judged(claim: Claim, judged: Mapping[str, Judgement]) -> Claim | None:
    """Return a claim as a person judged it: with corrected values in place of the machine's, None where it does not count."""
    judgement = judged.get(claim.id)
    if judgement is None or judgement.verdict == "accept":
        return claim
    return corrected(claim, judgement.values) if judgement.verdict == "correct" else None


def _field(name: str, claim: Claim) -> Value:
    field = fields_of(claim).get(name)
    if field is None:
        raise InvalidQuery(f"a {claim.kind} has no {name!r} to correct; there are: {', '.join(fields_of(claim))}")
    return field


def _checked(value: tuple[str, str], of: ClaimText) -> ClaimText:
    """Return the claim with one more correction. Raises: InvalidQuery: it is none that the claim can have."""
    name, given = value
    field = _field(name, of.claim)
    try:
        plain = json.loads(given[: MAX_VALUE_CHARACTERS + 1], parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise InvalidQuery(f"{name}: the value is no JSON, or too long") from error
    field.check(plain, of)
    return ClaimText(corrected(of.claim, [value]), of.text)


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(constant)
