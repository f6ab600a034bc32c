"""The word that a name hangs on -> evidence of the name's kind: "shelled X", "X fell to the rebels", "the siege of X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from dateline.read.lemmas import noun_lemma
from dateline.read.lexicon import load_lexicon
from dateline.read.names import Name
from dateline.read.wordlists import noun_senses

__all__ = ["first_in_list", "governor_evidence", "is_fought_for", "of_evidence", "prepositions_of"]

ARTICLE_DAMP = 0.5
WEIGHED = ("place", "facility", "organization", "person", "group")
LINKS = {"obj": ("obj", "active"), "nsubj:pass": ("obj", "pass"), "nsubj": ("subj",), "nmod:poss": ("'s",)}
STAYING = frozenset({"remain", "stay", "keep", "lie"})
HANGS_ON_PREPOSITION = frozenset({"obl", "nmod", "advcl", "acl", "xcomp"})
# those who take and lose towns; of anyone else's "took X" and "lost X" nothing follows
ARMED = frozenset({"armour", "army", "battalion", "besieger", "brigade", "cavalry", "clan", "column", "commando",
                   "contingent", "defender", "faction", "fighter", "force", "front", "garrison", "gendarme", "guard",
                   "guerilla", "guerrilla", "gunman", "infantry", "insurgent", "jihadi", "jihadist", "legion",
                   "loyalist", "marine", "militant", "military", "militia", "militiaman", "mujahideen", "mutineer",
                   "paramilitary", "paratrooper", "partisan", "peacekeeper", "raider", "rebel", "regiment",
                   "secessionist", "separatist", "soldier", "squad", "tank", "tribe", "tribesman", "troop", "unit",
                   "warlord"})  # fmt: skip
FORCES = ARMED | {"coalition", "government", "junta", "regime"}
DOERS = ("nsubj", "obl:agent")
DRIVEN = ("nsubj:pass", "obj")  # whoever is driven out of a place, or thrown back from it


@cache
def governors() -> dict[tuple[str, str], dict[str, float]]:
    """Return (word, link) -> entity kind -> weight, as ``name_governors`` has them."""
    rows = load_lexicon("name_governors")
    return {(r["word"], r["link"]): {kind: float(r[kind]) for kind in WEIGHED if r[kind]} for r in rows}


def governor_evidence(doc: Doc, name: Name) -> list[tuple[str, float]]:
    """Return what the verb, noun or adjective that governs a name says of it; all names of a list have the first one's."""
    first = first_in_list(name.root(doc))
    damp = ARTICLE_DAMP if has_article(doc, name) else 1.0
    for word, links in links_of(first):
        found = [row for form in forms_of(word) for link in links if (row := governors().get((form, link)))]
        if found:
            return [(kind, weight * damp) for row in found for kind, weight in row.items()]
    return []


def is_fought_for(doc: Doc, name: Name) -> bool:
    """Do armed people take, hold, enter, leave or lose what the name is of, so that it is surely something?"""
    verb = first_in_list(name.root(doc)).head
    armed = verb.pos_ == "VERB" and has_part(verb, ARMED, parts=(*DOERS, *DRIVEN))
    return armed and any(kind == "place" and weight > 0 for kind, weight in governor_evidence(doc, name))


def has_article(doc: Doc, name: Name) -> bool:
    """Is the name said with an article, as those of few places are?"""
    return name.outer > 0 and doc[name.outer - 1].lower_ in ("the", "a", "an")


def of_evidence(head: Token) -> list[tuple[str, float]]:
    """Return what a noun says of the name after its "of"."""
    found = (governors().get((form, "of")) for form in forms_of(head))
    return list(next((row.items() for row in found if row), ()))


def first_in_list(token: Token) -> Token:
    """Return the first of the words that "and" or commas join; it has the list's part in the sentence."""
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    return token


def prepositions_of(token: Token) -> list[Token]:
    """Return the prepositions before a noun."""
    return [child for child in token.lefts if child.dep_ == "case"]


def links_of(token: Token) -> Iterator[tuple[Token, list[str]]]:
    """Yield the words that a noun hangs on and how: its part by the parse, then what stands right before it."""
    if links := LINKS.get(token.dep_):
        yield token.head, [*links, *(f"{links[0]}+{more}" for more in companions(token.head))]
        yield from states_of(token.head)
    prepositions = [word.lower_ for word in prepositions_of(token) if word.lower_ != "of"]
    if prepositions and token.dep_ in HANGS_ON_PREPOSITION:
        armed = has_part(token.head, ARMED, parts=(*DOERS, *DRIVEN))
        yield token.head, [*prepositions, *(f"{word}+arms" for word in prepositions if armed)]
    if prepositions and token.left_edge.i:
        yield token.doc[token.left_edge.i - 1], prepositions


def states_of(verb: Token) -> Iterator[tuple[Token, list[str]]]:
    """Yield what the subject of "remain" or "stay" is said to be: "X remains besieged", "X stayed quiet"."""
    if verb.lemma_ in STAYING:
        for child in verb.children:
            if child.dep_ == "xcomp":
                passive = ["obj", "pass", *(f"obj+{more}" for more in companions(child))]
                yield child, passive if child.pos_ == "VERB" else ["subj"]


def forms_of(word: Token) -> Iterator[str]:
    """Yield what the table may have of a word: its lemma, the word itself, the kind of the noun it is."""
    lemma = word.lemma_.lower()
    yield lemma
    if word.lower_ != lemma:
        yield word.lower_
    noun = noun_senses().get(lemma)
    if noun is not None and word.pos_ == "NOUN":
        yield f"({noun.kind})"


def companions(verb: Token) -> set[str]:
    """Return what a verb has with it: prepositions, its object, and "force" for those who take towns as its subject.

    Of a noun that is said of the subject ("X is under siege"), its preposition.
    """
    found = {word.lower_ for word in prepositions_of(verb)}
    for child in verb.children:
        if child.dep_ in ("obl", "advcl"):
            found.update(word.lower_ for word in prepositions_of(child))
        elif child.dep_ == "obj":
            found.add(child.lemma_.lower())
            # "took the town from the rebels" may be parsed with the rebels as a second object
            found.update(word.lower_ for word in prepositions_of(child))
        elif child.dep_ == "xcomp" and child.pos_ in ("NOUN", "ADJ"):  # "took him hostage"
            found.add(child.lemma_.lower())
        elif child.dep_ == "compound:prt":
            found.add(child.lower_)
    return found | ({"force"} if has_part(verb, FORCES, parts=DOERS) else set())


def has_part(verb: Token, words: frozenset[str], *, parts: Sequence[str]) -> bool:
    """Has one of the words one of these parts in a verb's clause?"""
    return any(noun_lemma(child) in words for child in verb.children if child.dep_ in parts)
