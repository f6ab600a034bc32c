"""YAML -> plain values that know their line: texts, lists and mappings only, without aliases, duplicates or great depth.

Scalars stay texts, so that ``NO`` is Norway and no boolean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from dateline.errors import ConfigError

__all__ = ["Item", "parse_yaml"]

MAX_CHARACTERS = 100_000
MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Item:
    """A value of a file: a text, a list of items or a mapping of items; ``at`` is its file, line and key."""

    value: str | list[Item] | dict[str, Item] | None
    line: int
    path: str

    def at(self, source: str) -> str:
        """Return where the item stands, for messages."""
        return f"{source}:{self.line}: {self.path}" if self.path else f"{source}:{self.line}"


def parse_yaml(text: str, *, source: str, faults: list[str]) -> Item:
    """Return a YAML text as items; keys told twice are added to ``faults``.

    Raises:
        ConfigError: it is no YAML, or larger or deeper than a profile may be, or has aliases.
    """
    if len(text) > MAX_CHARACTERS:
        raise ConfigError(f"{source}: larger than {MAX_CHARACTERS:,} characters")
    try:
        why = next(_refused(text), None)
        if why:
            raise ConfigError(f"{source}:{why}")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise ConfigError(f"{source}{line}: no YAML: {getattr(error, 'problem', None) or error}") from error
    if node is None:
        raise ConfigError(f"{source}: an empty file")
    return _item(node, "", faults=faults, source=source)


def _refused(text: str) -> Iterator[str]:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent):
            yield f"{line}: an alias (*{event.anchor}); a profile has none"
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > MAX_DEPTH:
            yield f"{line}: deeper than {MAX_DEPTH} levels"


def _item(node: Node, path: str, *, faults: list[str], source: str) -> Item:
    line = node.start_mark.line + 1
    if isinstance(node, ScalarNode):
        is_null = node.tag.endswith(":null") and node.style is None
        return Item(None if is_null else str(node.value), line, path)
    if isinstance(node, SequenceNode):
        items = [_item(n, f"{path}[{i}]", faults=faults, source=source) for i, n in enumerate(node.value, start=1)]
        return Item(items, line, path)
    assert isinstance(node, MappingNode)
    found: dict[str, Item] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, ScalarNode):
            faults.append(f"{source}:{key_node.start_mark.line + 1}: {path}: a key must be a word")
            continue
        key = str(key_node.value)
        below = f"{path}.{key}" if path else key
        if key in found:
            faults.append(f"{source}:{key_node.start_mark.line + 1}: {below}: told twice")
        found[key] = _item(value_node, below, faults=faults, source=source)
    return Item(found, line, path)
