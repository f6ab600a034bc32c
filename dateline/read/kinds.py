"""Names -> their kinds: evidence is added up over all mentions of a name, so that it has one kind in a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from spacy.tokens import Doc

from dateline.read.bodies import firm_names, home_names
from dateline.read.learned_mentions import LearnedMentions
from dateline.read.name_context import KINDS, Evidence, context_evidence
from dateline.read.name_forms import HEAD_WORD, form_evidence
from dateline.read.name_governors import first_in_list, is_fought_for
from dateline.read.names import Name
from dateline.read.wordlists import country_adjectives, country_names, is_common_word

__all__ = ["decide_kinds", "key_of"]

# the least sum that names a kind; below it a name is "other" (set by hand, not fitted)
LEAST = 0.9
# a full name lends "person" to its last word only where it is surely a person's
LEND_LEAST, LENT = 2.0, 3.0
# by how much the sure names of a list lead, and what they lend to the others
SURE, IN_LIST = 4.0, 3.0
# what the words around its mentions can say at most
MOST_CONTEXT = 7.0
# "a Kenyan" is one person, whatever "Kenyan" is elsewhere in the report
INDIVIDUAL = 15.0
# "the Oka virus" speaks of no place, whatever "Oka" is elsewhere in the report
NO_PLACE = -4.0
# "in the Oka Clinic" says where a body has its premises, not that it is a place: what is left of such evidence
PREMISES = 0.3
# tokens between two names of a list, spaces and line breaks among them
MOST_BETWEEN = 6
# what the model's types say of our kinds, for each mention of a name, and at most over all of them
TYPE_WEIGHT, MOST_TYPED = 3.0, 7.0
# ... at most for "person", of a name that no list and no word in it tells anything of
MOST_GUESSED = 4.0
# a town's name alone is taken for a person's or a body's more often than either is called like a town: what is left of that
TOWN_LEAST, DOUBTED = 1.0, (("person", 0.35), ("organization", 0.3))
TYPES: dict[str, Evidence] = {
    "person": {"person": 1.0, "group": 0.3},
    "organization": {"organization": 1.0, "group": 0.8},
    "place": {"place": 1.0, "facility": 0.8},
    "object": {"vehicle": 0.5, "weapon": 0.5},
}
NO_ENTITY = dict.fromkeys(KINDS, -1.0)  # event, time, abstract, substance, animal, plant
# of a name that armed people take or enter: what the model takes for an idea is a town that it does not know
FOUGHT_FOR = NO_ENTITY | {"place": -0.3}


def decide_kinds(doc: Doc, names: Sequence[Name], learned: LearnedMentions) -> None:
    """Set the kind of every name; equal names get the same kind, unless a title or an adjective tells otherwise.

    Args:
        doc: the report's tokens, tagged and parsed.
        names: the names in it; ``kind`` and ``evidence`` are filled in.
        learned: the model's mentions.
    """
    context = {id(name): context_evidence(doc, name) for name in names}
    sums = summed_context(names, context)
    typed: dict[str, Evidence] = defaultdict(lambda: defaultdict(float))
    first = {key_of(name): name for name in reversed(names)}
    for name in names:
        for kind, weight in typed_evidence(doc, name, learned).items():
            typed[key_of(name)][kind] += weight
    for text, total in sums.items():
        form = form_evidence(doc, first[text])
        if max(form.get("organization", 0.0), form.get("facility", 0.0)) >= HEAD_WORD > form.get("place", 0.0):
            total["place"] *= PREMISES
        for kind, weight in doubted(typed[text], form).items():
            most = MOST_GUESSED if kind == "person" and not any(form.values()) else MOST_TYPED
            total[kind] += max(-MOST_TYPED, min(weight, most))
        for kind, weight in form.items():
            total[kind] += weight
    lend_to_short_names(doc, names, sums)
    agree_in_lists(doc, names, sums)
    kinds = {text: best_kind(total) for text, total in sums.items()}
    for name in names:
        name.evidence = dict(sums[key_of(name)])
        if context[id(name)].get("place", 0.0) <= NO_PLACE and name.text not in country_names():
            name.kind = "other"
            continue
        individual = name.title or context[id(name)].get("person", 0.0) >= INDIVIDUAL
        name.kind = "person" if individual else kinds[key_of(name)]
    share_kinds_in_lists(doc, names)


def summed_context(names: Sequence[Name], context: Mapping[int, Evidence]) -> dict[str, Evidence]:
    """Return the evidence of the words around all names of one form together, by the form; ``context`` is by id of the name."""
    sums: dict[str, Evidence] = defaultdict(lambda: defaultdict(float))
    for name in names:
        name.evidence = context[id(name)]
        total = sums[key_of(name)]
        total.setdefault("place", 0.0)
        for kind, weight in name.evidence.items():
            total[kind] += weight if weight < INDIVIDUAL else 0.0
    for total in sums.values():
        for kind in total:
            total[kind] = max(-MOST_CONTEXT, min(total[kind], MOST_CONTEXT))
    return sums


def typed_evidence(doc: Doc, name: Name, learned: LearnedMentions) -> Evidence:
    """Return what the model says of one mention."""
    mention = learned.around(name.start, name.end)
    if mention is None:
        return {}
    weights = TYPES.get(mention.type) or (FOUGHT_FOR if is_unknown_prize(doc, name) else NO_ENTITY)
    if mention.type == "person" and doc[mention.head].tag_ == "NNPS":
        weights = {"group": 1.0}
    return {kind: TYPE_WEIGHT * mention.score * weight for kind, weight in weights.items()}


def is_unknown_prize(doc: Doc, name: Name) -> bool:
    """Is the name, without a word of the language in it, that of something which armed people take or leave?"""
    return is_fought_for(doc, name) and not any(is_common_word(word.casefold()) for word in name.text.split())


def doubted(typed: Evidence, form: Evidence) -> Evidence:
    """Return what the model says of a name, less of what it says against a place where the name is known for one."""
    place = form.get("place", 0.0)
    if place < TOWN_LEAST or place < max(form.values()):
        return typed
    left = next((part for kind, part in DOUBTED if typed.get(kind, 0.0) > 0.0), 1.0)
    return {kind: weight * left if kind not in ("place", "facility") else weight for kind, weight in typed.items()}


def key_of(name: Name) -> str:
    """Return what equal names share."""
    return name.text.casefold()


def best_kind(evidence: Evidence) -> str:
    """Return the kind with the largest sum, or other where none is large enough."""
    kind = max(KINDS, key=lambda k: evidence.get(k, 0.0))
    return kind if evidence.get(kind, 0.0) >= LEAST else "other"


def lend_to_short_names(doc: Doc, names: Sequence[Name], sums: dict[str, Evidence]) -> None:
    """A surname is a person's where the full name stands in the report; what a council is called after, a place's;
    what is left of a company's name, a body's.
    """
    lent: set[str] = set()
    for name in names:
        words = name.words(doc)
        evidence = sums[key_of(name)]
        sure = best_kind(evidence) == "person" and evidence["person"] >= LEND_LEAST
        if len(words) > 1 and (name.title or sure):
            lent.update((words[-1], " ".join(words[1:])))
            lent.add(key_of(name).split()[-1])
    homes, firms = set(home_names(doc, names)), set(firm_names(doc, names))
    for text, total in sums.items():
        if text in lent:
            total["person"] += LENT
        elif text in homes:
            total["place"] += LENT
        elif text in firms:
            total["organization"] += LENT


def agree_in_lists(doc: Doc, names: Sequence[Name], sums: dict[str, Evidence]) -> None:
    """Names that "and" or commas join are of one kind: beside towns that are known, a name nobody knows is a town's."""
    lists: dict[int, set[str]] = defaultdict(set)
    for name in names:
        lists[first_in_list(name.root(doc)).i].add(key_of(name))
    for texts in lists.values():
        margins = {text: margin_of(sums[text]) for text in texts}
        sure = {kind for kind, margin in margins.values() if margin >= SURE}
        for text, (kind, margin) in margins.items() if sure == {"place"} else ():
            if margin < SURE and kind not in ("organization", "group") and not is_common_word(text):
                sums[text]["place"] += IN_LIST


def margin_of(evidence: Evidence) -> tuple[str, float]:
    """Return the likeliest kind, and by how much it is likelier than the next and than none."""
    second, first = sorted((evidence.get(kind, 0.0), kind) for kind in KINDS)[-2:]
    return first[1], first[0] - max(second[0], 0.0)


def share_kinds_in_lists(doc: Doc, names: Sequence[Name]) -> None:
    """A name that nothing tells the kind of has that of its neighbour in a list: "in Oka, Bira and Tolo"."""
    given: dict[str, str] = {}
    for left, right in pairwise(names):
        if "other" not in (left.kind, right.kind) or right.outer - left.end > MOST_BETWEEN:
            continue
        if doc[left.end : right.outer].text.strip() in (",", "and", "or", ", and", "&"):
            known, unknown = (left, right) if right.kind == "other" else (right, left)
            if known.kind in ("place", "person") and known.text not in country_adjectives():
                unknown.kind = known.kind
                given[key_of(unknown)] = known.kind
    for name in names:
        if name.kind == "other":
            name.kind = given.get(key_of(name), "other")
