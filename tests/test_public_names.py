"""The public face: every name of ``__all__`` is there, documented, and nothing else is."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

import pytest

import dateline

MODULES = sorted(m.name for m in pkgutil.walk_packages(dateline.__path__, "dateline."))


def test_every_public_name_is_there() -> None:
    for name in dateline.__all__:
        assert getattr(dateline, name) is not None
    assert dir(dateline) == sorted(dateline.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        dateline.nonsense  # noqa: B018


@pytest.mark.parametrize("name", MODULES)
def test_every_module_is_documented_and_keeps_its_word(name: str) -> None:
    module: ModuleType = importlib.import_module(name)
    assert module.__doc__ or not getattr(module, "__all__", None), f"{name} has no docstring"
    for public in getattr(module, "__all__", []):
        value = getattr(module, public)
        if callable(value) and getattr(value, "__module__", "").startswith("dateline"):
            assert value.__doc__, f"{name}.{public} has no docstring"


def test_errors_have_one_tree_with_codes() -> None:
    from dateline import errors

    documented = errors.__doc__ or ""
    for name in errors.__all__:
        kind = getattr(errors, name)
        assert issubclass(kind, errors.DatelineError)
        assert kind.exit_code in (1, 2, 3)
        assert 400 <= kind.http_status < 600
        assert name in documented, f"{name} is missing from the tree in the module's docstring"
