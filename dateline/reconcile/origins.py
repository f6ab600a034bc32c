"""Independent origins: on whose word a claim stands in the end, and how many such words there are.

A chain (outlet, agency, police, witnesses) is read from its inner end to the first source that can be told from others. Its
word is one origin in however many reports it stands. Where no source is told, it is the word of the agency, else of the
outlet, through all copies of one text; a paper that cites another passes on that one's word. Unnamed sources of different
reports are maybe the same: ``low`` counts them as one, ``high`` as many. See docs/decisions/011-reprints.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from dateline.name_keys import name_key
from dateline.reconcile.alignment import words_of
from dateline.reconcile.base import Told
from dateline.reconcile.source_words import ANYONE, Described, describe
from dateline.records import OWN_VOICE, UNNAMED, Record

__all__ = ["NO_OUTLET", "Known", "Origin", "OriginGroup", "Origins", "independent_origins", "known_of", "origin_of"]


@dataclass(frozen=True, slots=True)
class Origin(Record):
    """On whose word a claim stands. Claims of one ``key`` have one origin.

    ``through`` is who heard it: the cited outlet, the agency or the outlet, as a key. ``side`` is the body that the origin
    speaks for or belongs to, its own key where none is known. ``group`` tells unnamed ones that may be the same.
    """

    key: str
    name: str
    kind: Literal["named", "unnamed", "outlet"]
    why: str
    through: str
    side: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class OriginGroup(Record):
    """One origin, the claims that stand on its word, and who heard it; ``maybe`` are the keys of those it may be the same as."""

    origin: Origin
    claims: tuple[str, ...]
    through: tuple[str, ...]
    maybe: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origins(Record):
    """The origins of some claims, most claims first, and how many are independent: at least ``low``, at most ``high``.

    ``low`` counts as one: unnamed sources of one group, and all who speak for one body.
    """

    groups: tuple[OriginGroup, ...]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive knows beside the claims.

    ``outlets`` are keys of names of outlets and agencies; ``sides`` give the body that an actor speaks for (actor ids);
    ``voices`` give the agency or outlet whose word a copied text is, by the id under which its copies stand; ``cited``
    the one outlet that a report cites, as a key; ``actors`` the actor of a name's key, for bodies that are known only by a
    spokesman; ``firsts`` the claim of the first copy that a reprint's claim (by id) repeats: its origin is that one's, even
    where the chain was read otherwise.
    """

    outlets: frozenset[str] = frozenset()
    sides: Mapping[str, str] = field(default_factory=dict)
    voices: Mapping[str, str] = field(default_factory=dict)
    cited: Mapping[str, str] = field(default_factory=dict)
    actors: Mapping[str, str] = field(default_factory=dict)
    firsts: Mapping[str, Told] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Link:
    """One source of a chain: its words, and the actor behind them where one is known."""

    name: str
    actor: str | None
    described: Described


NOTHING = Known()
NO_OUTLET = "an unknown outlet"  # what is shown for a report of which neither outlet nor agency is known
REPEATED_WORDS = 0.6  # share of words in which a reprint's claim is the original's (a choice, not fitted)


def origin_of(told: Told, known: Known = NOTHING) -> Origin:
    """Return on whose word a claim stands; ``known_of`` gives what other claims tell of it."""
    told = known.firsts.get(told.claim.id, told)
    outer, inner = _parted(told, known)
    cited = next((link for link in reversed(inner) if link.described.sense == "outlet"), None)
    voice = _voice(told, outer, known)
    through = _outlet_key(cited, told) if cited else f"outlet:{name_key(voice)}"
    after = inner[inner.index(cited) + 1 :] if cited else inner
    named = next((link for link in reversed(after) if link.described.sense == "named"), None)
    if named:
        return _named(named, through, known, passed_on=named is not after[-1])
    if after:
        # the same words of the same outlet, or of copies of one text, are of the same people
        return _unnamed(after[-1], through if cited else f"copy:{told.copy}", through)
    if cited:
        return Origin(through, cited.name, "outlet", "the report passes on this outlet's word", through, through)
    if voice == told.copy:
        return Origin(
            through, NO_OUTLET, "outlet", "the report's own voice; whose report it is is not known", through, through
        )
    own = "its outlet's" if voice == told.outlet else "its agency's"
    return Origin(through, voice, "outlet", f"the report's own voice: {own} word", through, through)


def known_of(tolds: Iterable[Told], known: Known = NOTHING) -> Known:
    """Return what is known together with what claims tell: outlets, whose word each copied text is, actors behind names."""
    listed = list(tolds)
    outlets = known.outlets | {name_key(name) for told in listed for name in (told.outlet, told.agency) if name}
    voices: dict[str, str] = {}
    # an agency before an outlet, then the report under which the copies stand, then the earliest
    for told in sorted(listed, key=lambda t: (not t.agency, *_by_copy(t))):
        voice = told.agency or told.outlet
        if voice:
            voices.setdefault(told.copy, voice)
    actors: dict[str, str] = {}
    cited: dict[str, set[str]] = {}
    for told in listed:
        for name, actor in _links(told):
            if actor != name:
                actors.setdefault(name_key(name), actor)
            outlet = _known_outlet(name_key(name), outlets)
            if outlet and not _is_own(name, told):
                cited.setdefault(told.claim.report_id, set()).add(outlet)
    lone = {report: min(keys) for report, keys in cited.items() if len(keys) == 1}
    return Known(
        outlets, known.sides, {**voices, **known.voices}, {**lone, **known.cited}, {**actors, **known.actors},
        {**_firsts(listed), **known.firsts},
    )  # fmt: skip


def independent_origins(tolds: Iterable[Told], known: Known = NOTHING) -> Origins:
    """Return the origins of some claims, and how many of them are independent.

    Outlets, agencies, bodies and whose word each copied text is are learned from the claims too, where ``known`` has none.
    """
    listed = list(tolds)
    learned = known_of(listed, known)
    told_of: dict[str, list[tuple[Told, Origin]]] = {}
    for told in listed:
        origin = origin_of(told, learned)
        told_of.setdefault(origin.key, []).append((told, origin))
    first = {key: pairs[0][1] for key, pairs in told_of.items()}
    groups = [
        OriginGroup(
            first[key],
            tuple(dict.fromkeys(told.claim.id for told, _ in pairs)),
            tuple(dict.fromkeys(origin.through for _, origin in pairs)),
            tuple(other for other, origin in first.items() if other != key and _is_maybe(first[key], origin)),
        )
        for key, pairs in told_of.items()
    ]
    groups.sort(key=lambda g: (-len(g.claims), g.origin.key))
    return Origins(tuple(groups), _low(list(first.values())), len(groups))


def _parted(told: Told, known: Known) -> tuple[list[str], list[_Link]]:
    """The outlet and agency at the outer end of a chain, and the sources within, those that are none left out."""
    links = _links(told)
    start = next((i for i, (name, _) in enumerate(links) if not _is_own(name, told)), len(links))
    found = (_link(name, actor, told, known) for name, actor in links[start:])
    return [name for name, _ in links[:start]], [link for link in found if link.described.sense != "nobody"]


def _links(told: Told) -> list[tuple[str, str]]:
    """The names of a chain with the actors behind them; a name of no known actor stands for itself."""
    names = told.claim.chain
    return list(zip(names, told.chain if len(told.chain) == len(names) else names, strict=True))


def _is_own(name: str, told: Told) -> bool:
    return name_key(name) in {name_key(own) for own in (told.outlet, told.agency, OWN_VOICE) if own}


def _by_copy(told: Told) -> tuple[bool, str, str, int]:
    """Order within a copied text: the report under which its copies stand, then the earliest, each in the order of its text."""
    claim = told.claim
    return claim.report_id != told.copy, told.published or "9999", claim.report_id, claim.start


def _firsts(tolds: list[Told]) -> dict[str, Told]:
    """The claim of the first copy that each claim of a reprint repeats: of its kind and trigger, and nearly its words."""
    firsts: dict[str, Told] = {}
    seen: dict[tuple[str, str, str], list[tuple[frozenset[str], Told]]] = {}
    reports = {(told.copy, told.claim.report_id) for told in tolds}
    copied = {copy for copy, count in Counter(copy for copy, _ in reports).items() if count > 1}
    for told in sorted((t for t in tolds if t.copy in copied), key=_by_copy):
        claim = told.claim
        words = frozenset(words_of(claim.text).keys)
        trigger = claim.trigger.quote.casefold() if claim.trigger else ""
        alike = seen.setdefault((told.copy, claim.kind, trigger), [])
        found = [(_jaccard(words, w), -i, t) for i, (w, t) in enumerate(alike) if t.claim.report_id != claim.report_id]
        best = max(found, key=lambda pair: pair[:2], default=None)
        if best and best[0] >= REPEATED_WORDS:
            firsts[claim.id] = best[2]
        else:
            alike.append((words, told))
    return firsts


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _link(name: str, actor: str, told: Told, known: Known) -> _Link:
    described = describe(name)
    if described.sense in ("named", "outlet") and not described.spoken_for:
        outlet = _known_outlet(described.key, known.outlets)
        if not outlet and described.sense == "outlet" and name[-1:].islower() and not name.split()[-1][0].isupper():
            outlet = known.cited.get(told.claim.report_id)  # "the paper" is the one that the report cites
        if outlet:
            return _Link(name, None, replace(described, sense="outlet", key=outlet))
    if actor == name or described.spoken_for:
        return _Link(name, known.actors.get(described.key), described)
    if described.sense == "unnamed" and described.group in _NEVER_NAMED:
        return _Link(name, None, described)
    return _Link(name, actor, described if described.sense == "outlet" else replace(described, sense="named"))


# groups of whom nobody is a person of the record, whatever actor their name was put to
_NEVER_NAMED = frozenset({"officials", "witnesses", "medics", "relatives", "fighters", "analysts"})


def _known_outlet(key: str, outlets: frozenset[str]) -> str | None:
    """The outlet of a name: by its whole name, or by the end of the only one that ends so ("the Ledger")."""
    return key if key in outlets else _endings(outlets).get(key)


@lru_cache(maxsize=8)
def _endings(outlets: frozenset[str]) -> dict[str, str]:
    """The last words of outlets' names, where only one ends so."""
    found: dict[str, set[str]] = {}
    for outlet in outlets:
        words = outlet.split()
        for start in range(1, len(words)):
            found.setdefault(" ".join(words[start:]), set()).add(outlet)
    return {end: min(names) for end, names in found.items() if len(names) == 1}


def _voice(told: Told, outer: list[str], known: Known) -> str:
    """Whose word the report's own voice is: the one known for all copies, its agency's, its outlet's."""
    names = (known.voices.get(told.copy), told.agency, told.outlet, outer[-1] if outer else None)
    return next((name for name in names if name and name != OWN_VOICE), told.copy)


def _outlet_key(cited: _Link, told: Told) -> str:
    """The key of a cited outlet; one that is not named is known within its report only."""
    key = cited.described.key
    return f"outlet:{key}" if key else f"outlet:{told.copy}:{name_key(cited.name)}"


def _named(link: _Link, through: str, known: Known, *, passed_on: bool) -> Origin:
    key = f"source:{link.actor or link.described.key}"
    body = known.sides.get(link.actor or "")
    side = f"source:{body}" if body else key
    why = "the innermost source that is named"
    if link.described.spoken_for:
        why = "a spokesman's word is the word of the body he speaks for"
    elif passed_on:
        why = "the innermost source that is named, passing on unnamed ones"
    return Origin(key, link.described.name, "named", why, through, side)


def _unnamed(link: _Link, scope: str, through: str) -> Origin:
    described = link.described
    key = f"unnamed:{scope}:{described.key}"
    side = f"source:{described.of}" if described.of else key
    name = "an unnamed source" if link.name == UNNAMED else link.name
    return Origin(key, name, "unnamed", "a source without a name", through, side, described.group or ANYONE)


def _is_maybe(one: Origin, other: Origin) -> bool:
    """May two origins be the same people? Unnamed ones of one group may, and any with one of whom nothing is told."""
    if not (one.kind == other.kind == "unnamed"):
        return False
    return one.group == other.group or ANYONE in (one.group, other.group)


def _low(origins: list[Origin]) -> int:
    """How many there are at least: one for each body, and for each group of unnamed ones that belong to none."""
    sides = {origin.side for origin in origins if origin.kind != "unnamed"}
    groups = {origin.group for origin in origins if origin.kind == "unnamed" and origin.side not in sides}
    if len(groups) > 1:
        groups.discard(ANYONE)
    return len(sides) + len(groups)
