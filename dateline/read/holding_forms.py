"""Which words of a report say who holds a place: constructions of the holding lexicons, found and checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from dateline.read.clauses import children, noun_phrase, prepositional
from dateline.read.draft import Draft
from dateline.read.event_fillers import entity_of
from dateline.read.event_kinds import kinds_of
from dateline.read.event_lexicon import GAP, Entry, form_lemmas, noun_kinds
from dateline.read.event_senses import fits
from dateline.read.event_slots import Candidate
from dateline.read.event_triggers import Trigger, is_event_noun, is_verbal, lemma_of, match_phrase
from dateline.read.holding_sides import is_whole_force
from dateline.read.holding_slots import holding_slot
from dateline.read.lemmas import noun_lemma
from dateline.read.lexicon import load_lexicon

__all__ = [
    "BODIES",
    "MASS_NOUNS",
    "Form",
    "Found",
    "adjective_states",
    "compound_forms",
    "find_forms",
    "is_building",
    "is_force",
    "speaks_of_fighters",
]

# conditions that ask for a preposition before or after a noun, and those that ask for a filled slot
NOUN_PHRASES = {"under": ("under", "beneath"), "hands": ("in", "into", "to"), "for": ("for", "over")}
FILLED_SLOTS = frozenset(("passed", "parted", "limited", "share-of", "locked", "flown", "raised", "besieger", "bereft"))
OWN_CONDITIONS = frozenset(
    (*NOUN_PHRASES, *FILLED_SLOTS, "rivals", "unopposed", "garrison", "fighters", "simple", "whole", "confirmed")
)
RIVALS = frozenset(("both", "two", "rival", "several", "three", "competing"))
FORCE = "force@"
GOVERNMENTS = frozenset(
    (
        "government", "regime", "junta", "kingdom", "sultan", "empire", "military", "separatist", "secessionist", "clan",
        "tribe", "tribesman", "emirate", "caliphate", "warlord", "bandit", "smuggler", "gang", "cartel", "trafficker", "pirate",
    )
)  # fmt: skip
# bodies that rule by force where fighters are spoken of, and otherwise are at peace
BODIES = frozenset(
    ("front", "council", "league", "coalition", "alliance", "congress", "brotherhood", "movement", "faction")
)
FIGHTERS = frozenset(
    (
        "soldier", "troop", "army", "militia", "militiaman", "rebel", "insurgent", "fighter", "guerrilla", "guerilla",
        "militant", "gunman", "garrison", "warlord", "jihadist", "paramilitary", "siege", "offensive", "combatant", "mutineer",
        "separatist", "secessionist", "tribesman", "besieger", "marine", "brigade",
    )
)  # fmt: skip
# whose men are fighters
OFFICERS = frozenset(("general", "colonel", "commander", "brigadier"))
STATE_PREPOSITIONS = frozenset(("under", "in", "within"))
RESISTANCE = frozenset(("resistance", "shot", "fight", "fighting", "opposition", "firing", "battle"))
# states that have no plural: "border controls" and "rules" hold no place
MASS_NOUNS = frozenset(("control", "rule", "hold", "grip", "share"))
HELD = re.compile(r"\b([^\W\d_][\w’'.]*)[-‐‑](\w+)\b")


@dataclass(frozen=True, slots=True)
class Form:
    """A construction: its words, the state it tells of, the slots of holder, place and opponent, and conditions of its own."""

    entry: Entry
    opponent: tuple[str, ...]
    conditions: tuple[str, ...]

    @property
    def state(self) -> str:
        return self.entry.type

    @property
    def is_movement(self) -> bool:
        """Does it tell of forces that come or go, which alone does not say who has the place?"""
        return "confirmed" in self.conditions


@dataclass(frozen=True, slots=True)
class Found:
    """A construction found in a report."""

    form: Form
    candidate: Candidate


@cache
def forms(pos: str) -> dict[str, tuple[Form, ...]]:
    """Return the constructions by their first word, the longest and those with most conditions of their own first."""
    table: dict[str, list[Form]] = {}
    for row in load_lexicon(f"holding_{pos}s"):
        words, when = tuple(row["words"].split()), row["when"].split()
        entry = Entry(
            words, pos, row["state"], None, None, None, tuple(row["holder"].split()), tuple(row["place"].split()),
            tuple(c for c in when if not is_own(c)), row["example"], row.source,
        )  # fmt: skip
        own = tuple(c for c in when if is_own(c))
        table.setdefault(words[0], []).append(Form(entry, tuple(row["opponent"].split()), own))
    return {
        first: tuple(
            sorted(
                rows, key=lambda f: (-len(f.entry.words), f.is_movement, "whole" in f.conditions, -len(f.conditions))
            )
        )
        for first, rows in table.items()
    }


def is_own(condition: str) -> bool:
    """Is a condition one of the holding lexicons, which the event lexicons do not have?"""
    return condition in OWN_CONDITIONS or condition.startswith(FORCE)


def find_forms(draft: Draft) -> Iterator[Found]:
    """Yield the constructions of a report, in text order, the longest at each word."""
    taken: set[int] = set()
    verbs, nouns, past = forms("verb"), forms("noun"), form_lemmas()
    for token in draft.doc:
        lemma = token.lemma_.lower()
        if past.get(token.lower_, lemma) not in verbs and lemma not in nouns:
            continue
        if token.i in taken or token.is_space or token.is_punct:
            continue
        found = verb_form(draft, token) or noun_form(draft, token)
        if found is not None:
            taken.update(word.i for word in found.candidate.words)
            yield found


def verb_form(draft: Draft, token: Token) -> Found | None:
    known = forms("verb").get(lemma_of(token)) or forms("verb").get(regular_lemma(token))
    if known is None or not (is_verbal(token) or token.pos_ == "AUX"):
        return None
    for form in known:
        trigger = match_phrase(draft, form.entry, token)
        if trigger is not None and not is_perfect(trigger):
            found = Found(form, Candidate(draft, form.entry, trigger.head, trigger.words))
            if all(holds(found.candidate, condition) for condition in form.conditions):
                return found
    return None


def regular_lemma(token: Token) -> str:
    """Return the verb of a regular past, which a lemmatizer may miss ("ringed")."""
    return token.lower_.removesuffix("ed") if token.pos_ == "VERB" else ""


def is_perfect(trigger: Trigger) -> bool:
    """Has a verb been taken for the noun of an expression: "have controlled" for "have control"?"""
    later = zip(trigger.words[1:], [w for w in trigger.entry.words[1:] if w != GAP], strict=False)
    return any(word.pos_ == "VERB" and word.lower_ != want for word, want in later)


def noun_form(draft: Draft, token: Token) -> Found | None:
    known = forms("noun").get(token.lemma_.lower())
    if known is None or not (is_event_noun(token) or any(children(token, "case"))) or not has_number(token):
        return None
    for form in known:
        candidate = Candidate(draft, form.entry, token, (token,))
        if fits(candidate) and all(holds(candidate, condition) for condition in form.conditions):
            return Found(form, candidate)
    return None


def has_number(noun: Token) -> bool:
    """Has the noun the number in which it speaks of a place: "in their hands", but "under their control"?"""
    plural = noun.tag_ == "NNS"
    return plural if noun.lemma_ == "hand" else not (plural and noun.lemma_ in MASS_NOUNS)


def holds(candidate: Candidate, condition: str) -> bool:
    """Does a condition of the holding lexicons hold?"""
    if condition in NOUN_PHRASES:
        return in_phrase(candidate.head, NOUN_PHRASES[condition])
    if condition in FILLED_SLOTS:
        return bool(holding_slot(candidate, condition))
    if condition.startswith(FORCE):
        return any(is_force(candidate.draft, t) for t in holding_slot(candidate, condition.removeprefix(FORCE)))
    return NAMED[condition](candidate)


def are_rivals(candidate: Candidate) -> bool:
    """Are there several subjects, each against the other: "both sides claim", "two clans claim"?"""
    subjects = holding_slot(candidate, "subj")
    words = {t.lower_ for subject in subjects for t in subject.subtree}
    return len(subjects) > 1 or bool(words & RIVALS) or any(t.lower_ in RIVALS for t in candidate.head.children)


def is_force(draft: Draft, token: Token) -> bool:
    """May the word's bearer hold a town by force: fighters, a government, or a group or body with a name of its own?"""
    kinds = kinds_of(draft, token)
    if "armed" in kinds or noun_lemma(token) in GOVERNMENTS:
        return True
    if noun_lemma(token) in BODIES:
        return speaks_of_fighters(draft)
    if kinds & {"civil", "sport", "crowd", "media"}:
        return False
    if token.lower_ in ("we", "us"):
        return speaks_for_fighters(draft, token)
    if noun_lemma(token) == "man" and any(children(token, "nmod:poss")):
        return speaks_of_fighters(draft) or any(t.lemma_.lower() in OFFICERS for t in draft.doc)
    entity = entity_of(draft, token)
    if entity is None or (token.pos_ == "PRON" and token.lower_ not in ("they", "it", "who", "which", "them")):
        return False
    words = [w for m in entity.mentions for w in draft.tokens_in(m)]
    if any("armed" in noun_kinds().get(noun_lemma(w), ()) or noun_lemma(w) in GOVERNMENTS for w in words):
        return entity.kind in ("group", "organization")
    named = any(draft.tokens_in(m).root.pos_ == "PROPN" for m in entity.mentions)
    return named and (entity.kind == "group" or (entity.kind == "organization" and speaks_of_fighters(draft)))


def speaks_for_fighters(draft: Draft, token: Token) -> bool:
    """Is "we" said by a fighter or an officer: "We have the port, the major said"?"""
    speech = draft.innermost_attribution(draft.span_of(token))
    words = draft.tokens_in(speech.source) if speech is not None and speech.source is not None else ()
    before = [words[0].nbor(-1)] if words and words[0].i else []
    return any("armed" in noun_kinds().get(t.lemma_.lower(), ()) for t in (*before, *words))


def speaks_of_fighters(draft: Draft) -> bool:
    """Does the report speak of fighters? Elsewhere, a man who takes or loses a place has bought it or stood for election."""
    return any(noun_lemma(token) in FIGHTERS for token in draft.doc if token.pos_ in ("NOUN", "PROPN"))


def is_unopposed(candidate: Candidate) -> bool:
    """Does nobody resist who goes into a town: "entered unopposed", "without a shot", "without resistance"?"""
    words = [t.lower_ for t in candidate.head.sent]
    near = [set(words[i + 1 : i + 4]) for i, word in enumerate(words) if word == "without"]
    return bool({"unopposed", "unresisted"} & set(words)) or any(after & RESISTANCE for after in near)


def is_simple(candidate: Candidate) -> bool:
    """Has the verb no state behind its object: "has the port", not "has the port under siege" or "has it surrounded"?"""
    behind = children(candidate.head, "xcomp", "ccomp", "obl")
    return not any(c.pos_ == "VERB" or any(w.lower_ in STATE_PREPOSITIONS for w in c.children) for c in behind)


def has_fighters(candidate: Candidate, name: str) -> bool:
    """Is a word of a slot, or of its phrase, one for fighters: "the 300 men of the garrison"; not "the army base"?"""
    nouns = [t for t in holding_slot(candidate, name) if not is_building(t)]
    words = [t for noun in nouns for t in (*noun_phrase(noun), *(w for p, w in prepositional(noun) if p == "of"))]
    return any("armed" in noun_kinds().get(noun_lemma(t), ()) for t in words)


def is_building(noun: Token) -> bool:
    """Is it a common noun for a place that people are in, and not for those in it: "barracks", but not "garrison"?"""
    kinds = {*noun_kinds().get(noun_lemma(noun), ()), *noun_kinds().get(noun.lower_, ())}
    return noun.pos_ == "NOUN" and bool(kinds & {"place", "holdable"}) and not kinds & {"armed", "human"}


NAMED: dict[str, Callable[[Candidate], bool]] = {
    "whole": lambda c: all(is_whole_force(t) for t in holding_slot(c, "subj")),
    "confirmed": lambda c: bool(c.words),  # asked of the whole report, when it is read
    "rivals": are_rivals,
    "unopposed": is_unopposed,
    "simple": is_simple,
    "garrison": lambda c: has_fighters(c, "obj"),
    "fighters": lambda c: any(has_fighters(c, name) for name in c.entry.actor),
}


def in_phrase(noun: Token, prepositions: tuple[str, ...]) -> bool:
    """Does the noun stand in a phrase of one of the prepositions, or have one of them after it?"""
    if any(c.lower_ in prepositions for c in children(noun, "case")) or any(
        p in prepositions for p, _ in prepositional(noun)
    ):
        return True
    index = noun.i - 1
    while index > noun.sent.start and noun.doc[index].pos_ in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "PART"):
        index -= 1
    return noun.doc[index].lower_ in prepositions


@cache
def adjective_states(use: str) -> dict[str, str]:
    """Return word -> state for one use of the adjectives: "before-place" of "a divided town"."""
    return {row["word"]: row["state"] for row in load_lexicon("holding_adjectives") if row["use"] == use}


def compound_forms(draft: Draft) -> Iterator[tuple[int, int, int, str]]:
    """Yield "rebel-held" and the like: offsets of holder, end of the expression, and the state."""
    states = adjective_states("after-name")
    for match in HELD.finditer(draft.read_text):
        if match.group(2).lower() in states:
            yield match.start(1), match.end(1), match.end(), states[match.group(2).lower()]
