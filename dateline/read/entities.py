"""Report -> entities: names, noun phrases and pronouns, and which of them stand for the same."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from dateline.read.coreference import Cluster, resolve_mentions
from dateline.read.draft import Draft
from dateline.read.entity_names import EntityNames
from dateline.read.inner_places import find_inner_places
from dateline.read.kinds import decide_kinds
from dateline.read.learned_mentions import LearnedMentions
from dateline.read.mentions import Mention, find_nouns, mention_of_name
from dateline.read.names import find_names
from dateline.read.pronouns import find_pronouns
from dateline.read.wordlists import country_adjectives, given_names, noun_senses, particles, titles
from dateline.records import Entity, Span

__all__ = ["extract_entities", "is_named"]

CLOSERS = frozenset({",", ".", ";", ")", "–", "—", "-"})
FORCES = frozenset({"fighter", "rebel", "militant", "insurgent", "guerrilla", "militiaman", "force", "forces", "troops",
                    "troop", "movement", "group", "militia"})  # fmt: skip
IN_NAMES = frozenset({"of", "the", "for", "and", "on", "in", "de", "'s", "’s"})
UNNAMED_FIRST = frozenset({"the", "this", "that", "these", "those", "a", "an", "its", "his", "her", "their", "our", "he",
                           "she", "it", "they", "him", "them"})  # fmt: skip


def extract_entities(draft: Draft) -> tuple[Entity, ...]:
    """Return the persons, groups, organizations, places and things of a report, in order of first mention.

    Args:
        draft: the report and its tokens, tagged and parsed. Place entities get their point later, from ``resolve_places``.
    """
    doc = draft.doc
    learned = LearnedMentions(doc)
    names = find_names(doc, learned)
    decide_kinds(doc, names, learned)
    names = sorted([*names, *find_inner_places(doc, names, learned)], key=lambda name: (name.start, -name.end))
    mentions = [mention_of_name(doc, name) for name in names]
    for mention in mentions:
        mention.gender = gender_of(doc, mention)
    nouns = find_nouns(doc, names, learned)
    link_appositions(doc, mentions, nouns)
    everything = sorted([*mentions, *nouns, *find_pronouns(doc)], key=lambda m: (m.start, -m.end))
    clusters = resolve_mentions(doc, everything)
    clusters.sort(key=lambda c: min((m.start, -m.end) for m in c.mentions))
    called = EntityNames(doc, clusters)
    return tuple(entity_of(draft, cluster, f"e{n}", names=called) for n, cluster in enumerate(clusters, 1))


def is_named(mention: Span, entity: Entity) -> bool:
    """Is the mention the entity's name, in whatever form, rather than a noun phrase or a pronoun for it?

    >>> is_named(Span(0, 4, "Goma"), Entity("e1", "place", "Goma", ()))
    True
    >>> is_named(Span(0, 8, "The town"), Entity("e1", "place", "Goma", ()))
    False
    """
    words = mention.quote.split()
    if words[0].lower() in UNNAMED_FIRST or entity.name.split()[-1].islower():
        return False
    if any(
        word.islower() and not word[0].isdigit() and word not in IN_NAMES and word not in particles() for word in words
    ):
        return False
    if len(words) == 1 and words[0].lower() in noun_senses() and mention.quote != entity.name:
        return False
    return any(c.isupper() or c.isdigit() for c in words[-1]) and (
        words[0][0].isupper() or words[0].split("-")[0] in particles()
    )


def gender_of(doc: Doc, mention: Mention) -> str:
    name = mention.name
    if name is None or name.kind != "person":
        return ""
    title = titles()[name.title].gender if name.title else ""
    return title or given_names().get(doc[name.start].lower_, "")


def link_appositions(doc: Doc, mentions: Sequence[Mention], nouns: Sequence[Mention]) -> None:
    """Tie a noun phrase to the name that it describes: "army spokesman X", "X, the mayor of Oka," "its spokesman, X,"."""
    by_start = {m.start: m for m in mentions}
    by_end = {m.end: m for m in mentions}
    for noun in nouns:
        if noun.decoy:
            continue
        partner = place_partner(doc, noun, by_start, by_end) or force_partner(doc, noun, by_end)
        if partner is not None:
            noun.partner = partner
            continue
        partner = by_start.get(noun.head + 1)
        if partner is not None and fits(noun, partner, close=True) and noun.number != "plural":
            noun.partner, noun.end = partner, partner.end
            continue
        partner = by_end.get(noun.start - 1) if doc[noun.start - 1].text == "," else None
        if partner is None or not (fits(noun, partner) and (closes(doc, noun.end) or goes_on(doc, noun))):
            comma = noun.end < len(doc) and doc[noun.end].text == ","
            partner = by_start.get(noun.end + 1) if comma else None
            if partner is None or not (
                fits(noun, partner) and noun.definite in ("the", "its", "a") and closes(doc, partner.end)
            ):
                continue
        if noun.number != "plural":
            noun.partner = partner


def place_partner(doc: Doc, noun: Mention, by_start: dict[int, Mention], by_end: dict[int, Mention]) -> Mention | None:
    """Return the name in "the town of Oka" or "the Oka district of Bira", which is the same place as the noun."""
    if noun.kind != "place" or noun.number == "plural":
        return None
    after_of = by_start.get(noun.head + 2) if noun.head + 2 < len(doc) and doc[noun.head + 1].lower_ == "of" else None
    partners = (by_end.get(noun.head), after_of)
    return next((p for p in partners if p is not None and p.kind == "place" and not is_adjective(doc, p)), None)


def force_partner(doc: Doc, noun: Mention, by_end: dict[int, Mention]) -> Mention | None:
    """Return the armed group whose fighters the phrase means, nothing else said: "the Oka Front fighters"."""
    partner = by_end.get(noun.head)
    if partner is None or partner.kind not in ("group", "organization") or noun.lemma not in FORCES:
        return None
    article = 1 if doc[noun.start].lower_ == "the" else 0
    return partner if partner.start == noun.start + article else None


def is_adjective(doc: Doc, mention: Mention) -> bool:
    return doc[mention.start : mention.end].text in country_adjectives()


def fits(noun: Mention, name: Mention, *, close: bool = False) -> bool:
    """Can the noun describe what the name names?"""
    if noun.kind == name.kind:
        return not (close and noun.kind == "place")
    return {noun.kind, name.kind} == {"group", "organization"}


def goes_on(doc: Doc, noun: Mention) -> bool:
    """Does an apposition with an article go on with a preposition or "who" ("X, a surgeon at ...")?"""
    if noun.end >= len(doc) or noun.definite not in ("the", "a", "its"):
        return False
    return doc[noun.end].pos_ == "ADP" or doc[noun.end].lower_ in ("who", "whose")


def closes(doc: Doc, end: int) -> bool:
    """Does an apposition end here, rather than go on as a list?"""
    if end >= len(doc):
        return True
    return doc[end].text in CLOSERS or doc[end].is_space or bool(doc[end].is_sent_start)


def entity_of(draft: Draft, cluster: Cluster, ident: str, *, names: EntityNames) -> Entity:
    doc = draft.doc
    edges = {(doc[m.start].idx, doc[m.end - 1].idx + len(doc[m.end - 1])) for m in cluster.mentions}
    spans = sorted({draft.span(start, end) for start, end in edges})
    return Entity(ident, cluster.kind, names.name_of(cluster), tuple(spans))
