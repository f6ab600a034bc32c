"""Judgements of persons as JSONL: written for others, and read from others with every fault told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from dateline.errors import InvalidQuery, ItemError, NotFound
from dateline.ingest.base import Limits
from dateline.ingest.jsonl import iter_jsonl
from dateline.judgements import Judgement
from dateline.linking import Linker
from dateline.reconcile.correction_values import ClaimText
from dateline.reconcile.corrections import check_values
from dateline.reviewing.deciding import MAX_WHY_CHARACTERS, check_name
from dateline.store.base import Store, View

__all__ = ["Imported", "export_judgements", "import_judgements", "iter_persons_judgements"]

MAX_LINE_BYTES = 200_000
MOST_REASONS = 50
MOST_FAULTS = 20
_ROWS = 500
_KEYS = frozenset({"id", "kind", "subject", "object", "verdict", "score", "reasons", "values", "by", "made"})


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: how many judgements are new, how many were there, and which name what is not in the archive."""

    new: int
    known: int
    unknown: tuple[str, ...]


def iter_persons_judgements(view: View) -> Iterator[Judgement]:
    """Yield what persons judged, the latest added first."""
    offset = 0
    while rows := view.find_persons_judgements(offset=offset, limit=_ROWS):
        yield from rows
        offset += len(rows)


def export_judgements(view: View, out: TextIO) -> int:
    """Write what persons judged, the oldest first, superseded judgements too; return how many."""
    rows = list(iter_persons_judgements(view))
    for judgement in reversed(rows):
        out.write(json.dumps(judgement.as_json(), ensure_ascii=False) + "\n")
    return len(rows)


def import_judgements(store: Store, path: Path) -> Imported:
    """Take the judgements of a file into an archive: all that are sound, or none if a line is not.

    What is about things that this archive does not have is left out and told; what is there already changes nothing.

    Raises:
        InvalidQuery: lines that are no judgements of persons; the message tells each.
        SourceUnavailable: the file cannot be read.
    """
    judgements, faults = _read(path)
    with store.view() as view:
        fit, unknown = [], []
        for line, judgement in judgements:
            try:
                _check_ends(view, judgement)
            except NotFound as error:
                unknown.append(f"{path}:{line}: {error}")
                continue
            except InvalidQuery as error:
                faults.append(f"{path}:{line}: {error}")
            fit.append(judgement)
        known = {j.id for j in iter_persons_judgements(view)}
    _refuse(faults)
    new = list({j.id: j for j in fit if j.id not in known}.values())
    if new:
        with store.writer() as writer:
            with writer.links() as links:
                links.add_judgements(new)
            Linker(writer).settle()
    return Imported(len(new), len(fit) - len(new), tuple(unknown))


def _refuse(faults: Sequence[str]) -> None:
    if faults:
        more = [f"and {len(faults) - MOST_FAULTS:,} more"] if len(faults) > MOST_FAULTS else []
        raise InvalidQuery("\n  ".join(["nothing was imported:", *faults[:MOST_FAULTS], *more]))


def _read(path: Path) -> tuple[list[tuple[int, Judgement]], list[str]]:
    found: list[tuple[int, Judgement]] = []
    faults: list[str] = []
    for row in iter_jsonl(path, limits=Limits(MAX_LINE_BYTES, 1, 1.0)):
        if isinstance(row, ItemError):
            faults.append(str(row))
            continue
        try:
            found.append((row[0], _judgement(row[1])))
        except InvalidQuery as error:
            faults.append(f"{path}:{row[0]}: {error}")
    return found, faults


def _judgement(line: bytes) -> Judgement:
    """Return a line's judgement. Raises: InvalidQuery."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InvalidQuery("no JSON") from error
    if not isinstance(values, dict) or set(values) != _KEYS:
        raise InvalidQuery(f"not an object with the keys {', '.join(sorted(_KEYS))}")
    texts = [values[name] for name in ("id", "kind", "subject", "verdict", "by", "made")]
    if not all(isinstance(text, str) for text in texts) or not isinstance(values["object"], (str, type(None))):
        raise InvalidQuery("id, kind, subject, verdict, by and made are texts, object is a text or null")
    if values["score"] is not None:
        raise InvalidQuery("a person gives no score")
    if check_name(values["by"]) != values["by"]:
        raise InvalidQuery(f"by: {values['by']!r} has spaces to spare")
    reasons, corrections = _texts(values["reasons"], "reasons"), _pairs(values["values"])
    try:
        judgement = Judgement.of(
            values["kind"], values["subject"], values["object"],
            verdict=values["verdict"], by=values["by"], made=_moment(values["made"]),
            reasons=reasons, values=corrections,
        )  # fmt: skip
    except (ValueError, UnicodeError) as error:
        raise InvalidQuery(str(error)) from error
    if judgement.id != values["id"]:
        raise InvalidQuery("the id is not that of what the line says: it was changed")
    return judgement


def _texts(values: Any, name: str) -> tuple[str, ...]:
    if not isinstance(values, list) or len(values) > MOST_REASONS:
        raise InvalidQuery(f"{name}: not a list of at most {MOST_REASONS}")
    if not all(isinstance(value, str) and len(value) <= MAX_WHY_CHARACTERS for value in values):
        raise InvalidQuery(f"{name}: not all of them are texts of at most {MAX_WHY_CHARACTERS:,} characters")
    return tuple(values)


def _pairs(values: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(values, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in values):
        raise InvalidQuery("values: not a list of [field, value]")
    return tuple((name, value) for name, value in (_texts(pair, "values") for pair in values))


def _moment(made: str) -> str:
    try:
        moment = datetime.fromisoformat(made)
    except ValueError as error:
        raise InvalidQuery(f"made: {made!r} is no time") from error
    if moment.tzinfo is None or moment.utcoffset() or moment.isoformat(timespec="seconds") != made:
        raise InvalidQuery(f"made: {made!r} is not written as 2020-03-04T05:06:07+00:00")
    return made


def _check_ends(view: View, judgement: Judgement) -> None:
    """Refuse what is about nothing in the archive, or corrects what its claim cannot have. Raises: NotFound, InvalidQuery."""
    if judgement.kind == "claim":
        if judgement.object is not None or bool(judgement.values) != (judgement.verdict == "correct"):
            raise InvalidQuery("a judgement of a claim has no object, and values if and only if it corrects")
        claim = view.get_claim(judgement.subject)
        if judgement.values:
            text = view.get_reading(claim.report_id)["report"]["text"]
            check_values(judgement.values, ClaimText(claim, text))
        return
    if judgement.object is None or judgement.object == judgement.subject or judgement.values:
        raise InvalidQuery("a judgement of a pair has two ends and no values")
    found = view.weigh(judgement.kind, [judgement.subject, judgement.object])
    for end in _ends(judgement):
        if end not in found:
            raise NotFound("thing", end)


def _ends(judgement: Judgement) -> Iterable[str]:
    return (end for end in (judgement.subject, judgement.object) if end is not None)
