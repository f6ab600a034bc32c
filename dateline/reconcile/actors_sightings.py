"""Reading -> the actors it names, each with its node and context, and who is a member of what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.name_keys import name_key
from dateline.reconcile.actors_blocks import name_blocks
from dateline.reconcile.actors_bodies import parse_body
from dateline.reconcile.actors_context import Context, merge_contexts, titles_told
from dateline.reconcile.actors_names import BODY_KINDS, ActorNode, node_of, parse_person
from dateline.reconcile.actors_words import (
    agency_letters,
    countries,
    force_words,
    gender_of_given_name,
    generic_words,
    given_titles,
    office_words,
    standard_words_in,
    words_in,
)
from dateline.records import OWN_VOICE, UNNAMED, Claim, Entity, Reading, Span

__all__ = ["Membership", "contexts_of", "members_of", "nodes_of"]

ACTOR_KINDS = BODY_KINDS | {"person"}
PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
# how many characters before and after a name are looked at for what he is
BEFORE, AFTER = 48, 70
MOST_OFFICE_WORDS = 5
APPOSITION = re.compile(r"\s*,\s+(?:who (?:is|was) )?((?:the|a|an|its|his|her|their|\w+['’]s)?[\w'’ -]{3,60}?)[,.;:(]")
INTRODUCED = (
    re.compile(r"\s*\((?:the |or )?([A-Z]{2,6})\)"),
    re.compile(r"\s*,? or (?:the )?([A-Z]{2,6})\b"),
    re.compile(r"[^.;\nA-Z]{0,60}?\b(?:known|abbreviated|shortened|called)\b[^.;\n]{0,40}?\b([A-Z]{2,6})\b"),
)
BELONGS = re.compile(r"\s*,?\s+(?:(?:a|an|the)\s+)?(?:[\w-]+\s+){0,3}?(?:of|for|from|with|at)\s+(?:the\s+|its\s+)?$")
MOST_BETWEEN = 40
# offices that somebody has no more, or not yet
NOT_NOW = frozenset(
    {"former", "ex", "onetime", "next", "future", "would", "late", "candidate", "nominee", "retired", "outgoing"}
)
# the part of the places told that a country must have to be the one that a report is about
HOME_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody belongs to a body, and the words that say so: "a spokesman for the ministry"."""

    member: ActorNode
    body: ActorNode
    words: Span


def nodes_of(reading: Reading, claims: Sequence[Claim] = ()) -> dict[str, ActorNode]:
    """Return name key -> node, for the actors of a report and the names of its claims.

    Args:
        reading: a report, read.
        claims: its claims; names of theirs that are no entity's (an agency) get a node too.
    """
    report = reading.report
    kinds = {e.name: kind_of(e) for e in reading.entities}
    found = {
        name_key(name): node_of(name, kind=kind, report_id=report.id)
        for name, kind in kinds.items()
        if kind in ACTOR_KINDS
    }
    publishers = {name for name in (report.outlet, report.agency) if name}
    for claim in claims:
        for name in (*claim.chain, claim.source, *claim.actors, *claim.targets):
            if name not in (OWN_VOICE, UNNAMED) and name_key(name) not in found:
                told = claim.source_kind if name == claim.source else None
                kind = "organization" if name in publishers else kinds.get(name) or told or "other"
                found[name_key(name)] = node_of(name, kind=kind, report_id=report.id)
    return found


def kind_of(entity: Entity) -> str:
    """Return an entity's kind; letters that no gazetteer knows are a body's, even where a place was read."""
    letters = entity.kind == "place" and entity.place is None and parse_body(entity.name).letters
    return "organization" if letters else entity.kind


def contexts_of(reading: Reading, claims: Sequence[Claim] = (), *, copy: str | None = None) -> dict[ActorNode, Context]:
    """Return the actors of a report that others may name too, with what it tells of them; "three guards" are left out.

    Args:
        reading: a report, read.
        claims: its claims.
        copy: the id under which all copies of the report's text stand; its own id where it is nobody's copy.
    """
    return Sighting(reading, claims, copy=copy).contexts()


class Sighting:
    """The actors of one report."""

    def __init__(self, reading: Reading, claims: Sequence[Claim], *, copy: str | None) -> None:
        self.reading, self.claims = reading, claims
        self.nodes = nodes_of(reading, claims)
        self.text = reading.report.text
        day = reading.report.published
        places = frozenset(name_key(e.name) for e in reading.entities if kind_of(e) == "place") - countries().keys()
        self.base = Context(
            places=places,
            home=home_of(reading),
            first=day[:10] if day else None,
            last=day[:10] if day else None,
            copies=frozenset((copy or reading.report.id,)),
        )
        self.full = frozenset(node.node for node in self.nodes.values() if node.report_id is None)

    def contexts(self) -> dict[ActorNode, Context]:
        """Return the context of each node; a node that several entities have gets what all tell."""
        speaks = {name_key(name) for claim in self.claims for name in (claim.source, *claim.chain)}
        acts = {name_key(name) for claim in self.claims for name in (*claim.actors, *claim.targets)}
        entities: dict[str, list[Entity]] = {}
        for entity in self.reading.entities:
            entities.setdefault(name_key(entity.name), []).append(entity)
        found: dict[ActorNode, list[Context]] = {}
        for key, node in self.nodes.items():
            if not name_blocks(node, self.base.home):
                continue
            roles = frozenset(role for role, keys in (("speaks", speaks), ("acts", acts)) if key in keys)
            context = replace(self.base, actors=self.full - {node.node}, roles=roles)
            found.setdefault(node, []).extend([self._told(e, context) for e in entities.get(key, ())] or [context])
        return {node: merge_contexts(contexts) for node, contexts in found.items()}

    def _told(self, entity: Entity, context: Context) -> Context:
        if entity.kind != "person":
            return replace(context, aliases=frozenset(self._aliases(entity)))
        return replace(context, offices=frozenset(self._offices(entity)), gender=gender_of(entity))

    def _aliases(self, entity: Entity) -> Iterator[str]:
        """Yield the letters that the report gives a body: those that fit its words, and others where it says so."""
        acronyms = parse_body(entity.name).acronyms
        for mention in entity.mentions:
            yield from (word for word in words_in(mention.quote)[:1] if word in acronyms)
            if mention.quote[-1:].isalpha() and any(word[:1].isupper() for word in mention.quote.split()):
                after = self.text[mention.end : mention.end + BEFORE + AFTER]
                found = (name_key(m[1]) for m in (pattern.match(after) for pattern in INTRODUCED) if m)
                yield from (letters for letters in found if letters not in agency_letters())

    def _offices(self, entity: Entity) -> Iterator[str]:
        for mention in entity.mentions:
            words = mention.quote.split()
            if mention.quote.lower() in PRONOUNS or len(words) > MOST_OFFICE_WORDS + 1:
                continue
            yield from office_in(words)
            if any(word[0].isupper() for word in words):
                yield from opening_office(self.text[max(0, mention.start - BEFORE) : mention.start])
                if apposition := APPOSITION.match(self.text[mention.end : mention.end + AFTER]):
                    yield from office_in(apposition[1].split()[:MOST_OFFICE_WORDS])


def office_in(words: Iterable[str]) -> Iterator[str]:
    """Yield the words of an office in standard spelling, those of its field ("interior") with them."""
    told = list(words)
    yield from (w for token in told if token[:1].isupper() for w in words_in(token) if w in given_titles())
    plain = [word for token in told for word in standard_words_in(token)]
    if NOT_NOW & set(plain) or not any(word in office_words() for word in plain):
        return
    fields = generic_words()
    yield from (word for word in plain if word in office_words() or (fields.get(word) == "field" and len(word) > 3))


def opening_office(before: str) -> list[str]:
    """Return the office at the end of the words before a name: "... said Interior Minister"."""
    kept: list[str] = []
    for token in reversed(re.split(r"[,.;:()\"“”]\s", before)[-1].split()):
        words = standard_words_in(token)
        known = titles_told()
        if not words or not all(w in known or generic_words().get(w) == "field" for w in words):
            return [] if NOT_NOW & set(words) else list(office_in(kept[:MOST_OFFICE_WORDS]))
        kept.append(token)
    return list(office_in(kept[:MOST_OFFICE_WORDS]))


def gender_of(entity: Entity) -> str:
    """Return m or f by the title, the pronouns or the given name; the empty text where these say nothing or disagree."""
    titled = {parse_person(m.quote).gender for m in entity.mentions if m.quote.lower() not in PRONOUNS} - {""}
    told = Counter(PRONOUNS[m.quote.lower()] for m in entity.mentions if m.quote.lower() in PRONOUNS)
    if len(titled) == 1:
        return titled.pop()
    if len(told) == 1:
        return next(iter(told))
    words = parse_person(entity.name).words
    return (gender_of_given_name(words[0]) or "") if not told and len(words) > 1 else ""


def home_of(reading: Reading) -> str:
    """Return the country that most places of a report are in; the empty text where none leads."""
    told: Counter[str] = Counter()
    for entity in reading.entities:
        if entity.place is not None and entity.place.country:
            told[entity.place.country] += min(len(entity.mentions), 3)
    if not told:
        return ""
    code, count = max(told.items(), key=lambda item: (item[1], item[0]))
    return code if count >= HOME_SHARE * told.total() else _filed_home(reading, told)


def _filed_home(reading: Reading, told: Counter[str]) -> str:
    """Return the country that a report was filed from, where no other is named more often."""
    filed = reading.report.filed_from
    places = [
        e.place for e in reading.entities if e.place and filed and any(filed.span.overlaps(m) for m in e.mentions)
    ]
    code = next((place.country for place in places if place.country), None)
    return code if code and told[code] == max(told.values()) else ""


def members_of(reading: Reading) -> Iterator[Membership]:
    """Yield who belongs to which body: a body's name inside the words for a person, or after "of" and "for" behind them."""
    report = reading.report
    bodies = [(m, e) for e in reading.entities if e.kind in ("organization", "group") for m in e.mentions]
    for person in reading.entities:
        if person.kind != "person":
            continue
        member = node_of(person.name, kind="person", report_id=report.id)
        for mention in person.mentions:
            for within, body in bodies:
                words = _words_of_membership(mention, within, text=report.text)
                if words is not None:
                    yield Membership(member, node_of(body.name, kind=body.kind, report_id=report.id), words)


def _words_of_membership(person: Span, body: Span, *, text: str) -> Span | None:
    if person.covers(body) and person.quote != body.quote:
        around = {word for word in words_in(person.quote) if word not in words_in(body.quote)}
        return person if any(force_words().get(word) == "member" for word in around) else None
    between = text[person.end : body.start]
    if 0 <= body.start - person.end <= MOST_BETWEEN and BELONGS.fullmatch(between):
        return Span.of(text, person.start, body.end)
    return None
