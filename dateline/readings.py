"""Readings from their JSON: the contract's object back to records, checked on the way.

>>> from dateline.records import Reading, Report
>>> reading = Reading("1", "m@1", Report.of("He left."))
>>> reading_of_object(reading.as_json()) == reading
True
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from dateline.errors import InvalidReport
from dateline.records import Reading, Reason

__all__ = ["reading_of_object"]

_BESIDE = ("reasons", "grounds")  # kept beside the JSON, not in it


def reading_of_object(value: Mapping[str, Any], *, reasons: Sequence[Reason] = ()) -> Reading:
    """Return the reading of a JSON object as ``Reading.as_json`` gives it.

    Args:
        value: the contract's object (DESIGN, section 5).
        reasons: why values are null, which is kept beside the object.

    Raises:
        InvalidReport: a key is missing, a value is of another kind, or a span is not its words.
    """
    kept = {name: item for name, item in value.items() if name not in _BESIDE}
    reading: Reading = replace(_record(Reading, kept, at="reading"), reasons=tuple(reasons))
    broken = reading.broken_spans()
    if broken:
        raise InvalidReport(f"report {reading.report.id}: {len(broken)} spans are not their words: {broken[0]}")
    return reading


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _record(kind: Any, value: Any, *, at: str) -> Any:
    if not isinstance(value, Mapping):
        raise InvalidReport(f"{at}: an object is wanted, not {type(value).__name__}")
    missing = [f.name for f in fields(kind) if f.name not in value and f.default is MISSING]
    if missing:
        raise InvalidReport(f"{at}: without {', '.join(missing)}")
    hints = _hints(kind)
    return kind(**{name: _value(hints[name], value[name], at=f"{at}.{name}") for name in hints if name in value})


def _value(hint: Any, value: Any, *, at: str) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in arguments:
            return None
        return _value(next(a for a in arguments if a is not type(None)), value, at=at)
    if origin is tuple:
        if not isinstance(value, (list, tuple)):
            raise InvalidReport(f"{at}: a list is wanted, not {type(value).__name__}")
        return tuple(_value(arguments[0], item, at=f"{at}[{n}]") for n, item in enumerate(value))
    if origin is Literal:
        if value not in arguments:
            raise InvalidReport(f"{at}: {value!r} is none of {', '.join(map(str, arguments))}")
        return value
    if is_dataclass(hint):
        return _record(hint, value, at=at)
    wanted = (int, float) if hint is float else hint
    if not isinstance(value, wanted) or (isinstance(value, bool) and hint is not bool):
        raise InvalidReport(f"{at}: {hint.__name__} is wanted, not {type(value).__name__}")
    return value
