"""What every address must meet before its page is asked: whole characters, no parameter twice, none that nobody reads."""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import Any, get_origin, get_type_hints
from urllib.parse import parse_qsl, unquote_to_bytes

from pydantic import BaseModel
from starlette.requests import Request
from starlette.types import Scope

from dateline.errors import InvalidQuery

__all__ = ["check_query", "fault_of_address"]


def fault_of_address(scope: Scope) -> str | None:
    """Return what is wrong with the signs of an address, or None: bytes that are no UTF-8, control characters.

    >>> fault_of_address({"path": "/claims", "query_string": b"q=%FF"})
    'the address is not UTF-8'
    >>> fault_of_address({"path": "/claims", "query_string": b"q=a%00b"})
    'q: there is a control character in it'
    """
    raw_path = scope.get("raw_path") or str(scope["path"]).encode("utf-8", "replace")
    try:
        path = unquote_to_bytes(raw_path).decode("utf-8")
        unquote_to_bytes(scope["query_string"]).decode("utf-8")
    except UnicodeDecodeError:
        return "the address is not UTF-8"
    if has_control(path):
        return "the address has a control character in it"
    # parameters are only counted out here; what they say is for their page
    given = parse_qsl(scope["query_string"].decode("ascii", "replace"), keep_blank_values=True)
    name = next((name for name, value in given if has_control(name) or has_control(value)), None)
    if name is None:
        return None
    return f"{name if name.isprintable() else 'a parameter'}: there is a control character in it"


def has_control(text: str) -> bool:
    """Is there a control character in a text?"""
    return not text.isprintable() and any(unicodedata.category(character) == "Cc" for character in text)


async def check_query(request: Request) -> None:
    """Refuse a parameter that is given twice where it is read once, and one that nobody reads. Raises: InvalidQuery.

    A page's own parameters, which are a model, refuse what they do not know themselves.
    """
    counts = Counter(name for name, _ in request.query_params.multi_items())
    if not counts:
        return
    known, several = parameters_of(request.scope["endpoint"])
    for name, count in counts.items():
        if known is not None and name not in known:
            raise InvalidQuery(f"{name}: there is no such parameter")
        if count > 1 and name not in several:
            raise InvalidQuery(f"{name}: given {count} times; it can be given once")


@functools.lru_cache(256)
def parameters_of(endpoint: Callable[..., Any]) -> tuple[frozenset[str] | None, frozenset[str]]:
    """Return the parameters that an endpoint reads, and those of them that may be given several times.

    None stands for those of a model, which knows its own.
    """
    hints = get_type_hints(endpoint)
    models = [hint for hint in hints.values() if isinstance(hint, type) and issubclass(hint, BaseModel)]
    fields = {field.alias or name: field for model in models for name, field in model.model_fields.items()}
    several = frozenset(n for n, f in fields.items() if get_origin(f.annotation) in (list, tuple, set, frozenset))
    return (None if models else frozenset(hints) - {"return"}), several
