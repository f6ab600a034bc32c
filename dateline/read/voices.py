"""Voices: the entity behind a source, through pronouns of the first person and speeches carried on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from dateline.read.draft import Draft
from dateline.records import Attribution

__all__ = ["find_speaker"]

FIRST_PERSON = {"i", "me", "my", "we", "us", "our", "myself", "ourselves"}
THIRD_PERSON = {"he", "she"}
NEAR_CHARACTERS = 400
RELATIVES = {"who", "which", "that", "whom"}


def find_speaker(
    draft: Draft, attributions: Sequence[Attribution], *, heads: Mapping[str, Token | None]
) -> list[Attribution]:
    """Return the attributions with their speakers, and a reason in the draft for each that has none."""
    done: dict[str, Attribution] = {}
    known = {a.id: a for a in attributions}

    def resolve(attribution: Attribution, depth: int = 0) -> Attribution:
        if attribution.id in done or depth > 20:
            return done.get(attribution.id, attribution)
        above = attribution.continues or attribution.within
        parent = resolve(known[above], depth + 1) if above else None
        speaker, why = _speaker(draft, attribution, parent, heads.get(attribution.id))
        pronoun = attribution.source.quote if attribution.source is not None else ""
        if pronoun.lower() in THIRD_PERSON and (speaker is None or _is_named_in(draft, attribution, speaker)):
            speaker = _last_speaker(draft, attribution, done.values())
            why = f"the words do not say who {pronoun!r} is"
        if speaker is None:
            draft.because(attribution.id, "speaker", why)
        done[attribution.id] = replace(attribution, speaker=speaker)
        return done[attribution.id]

    return [resolve(attribution) for attribution in attributions]


def _speaker(
    draft: Draft, attribution: Attribution, parent: Attribution | None, head: Token | None
) -> tuple[str | None, str]:
    if attribution.continues and parent:
        return parent.speaker, "the speech it carries on has no known speaker"
    if attribution.source is None:
        return None, "no source is named"
    words = attribution.source.quote.lower()
    if words in FIRST_PERSON:
        if parent is None:
            return None, "first person outside of any quotation"
        return parent.speaker, "the words around it have no known speaker"
    span = attribution.source
    if words in RELATIVES and head is not None:
        found = (draft.find_entity(draft.span_of(noun), noun) for noun in _antecedents(head))
        known = next((entity for entity in found if entity), None)
        if known is not None:
            return known.id, ""
    entity = draft.find_entity(span, head)
    return (entity.id, "") if entity else (None, f"the source {attribution.source.quote!r} is no known entity")


def _is_named_in(draft: Draft, attribution: Attribution, speaker: str) -> bool:
    """Is somebody named in a direct speech? Then it is another's: nobody speaks of himself by his name."""
    if attribution.quoted == "indirect":
        return False
    mentions = (m for m, entity in draft.mentions() if entity.id == speaker)
    return any(m.quote[:1].isupper() and content.covers(m) for m in mentions for content in attribution.content)


def _last_speaker(draft: Draft, attribution: Attribution, before: Iterable[Attribution]) -> str | None:
    """Return the person who spoke last before "he said", close by; None if that one is named in what is said."""
    assert attribution.source is not None
    at, people = attribution.source.start, {e.id for e in draft.entities if e.kind == "person"}
    near = (a for a in before if a.source is not None and at - NEAR_CHARACTERS < a.source.start < at)
    last = max(near, key=lambda a: a.source.start if a.source else 0, default=None)
    if last is None or last.speaker not in people or _is_named_in(draft, attribution, last.speaker or ""):
        return None
    return last.speaker


def _antecedents(relative: Token) -> Iterator[Token]:
    """What a relative pronoun may stand for: what the parse says, then the noun before its comma."""
    if relative.head.dep_ in ("acl:relcl", "acl") and not relative.head.head.is_space:
        yield relative.head.head
    noun = next((t for t in reversed(relative.doc[: relative.i]) if not t.is_punct), None)
    if noun is not None and noun.pos_ in ("NOUN", "PROPN"):
        yield noun
