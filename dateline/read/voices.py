"""Voices: the entity behind a source, through pronouns of the first person and speeches carried on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from dateline.read.draft import Draft
from dateline.records import Attribution

__all__ = ["find_speaker"]

FIRST_PERSON = {"i", "me", "my", "we", "us", "our", "myself", "ourselves"}
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


def _antecedents(relative: Token) -> Iterator[Token]:
    """What a relative pronoun may stand for: what the parse says, then the noun before its comma."""
    if relative.head.dep_ in ("acl:relcl", "acl") and not relative.head.head.is_space:
        yield relative.head.head
    noun = next((t for t in reversed(relative.doc[: relative.i]) if not t.is_punct), None)
    if noun is not None and noun.pos_ in ("NOUN", "PROPN"):
        yield noun
