"""What an attack was made with, which tells its mode: "killed with machetes", "a rocket hit the school"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from dateline.read.clauses import children, conjuncts, deep_object, deep_subject, prepositional
from dateline.read.event_slots import modifiers
from dateline.read.event_triggers import Trigger
from dateline.read.lemmas import noun_lemma
from dateline.read.lexicon import load_lexicon

__all__ = ["mode_of"]

MEANS = frozenset(("with", "by"))


@cache
def instrument_modes() -> dict[str, str]:
    """Return the words for weapons -> the mode of an attack with them."""
    return {row["word"]: row["mode"] for row in load_lexicon("event_instruments")}


def mode_of(trigger: Trigger) -> str | None:
    """Return the mode of an event: that of its words, else that of what it was done with, else None."""
    if trigger.entry.mode is not None or trigger.entry.type != "ASSAULT":
        return trigger.entry.mode
    table = instrument_modes()
    return next((table[lemma] for t in instruments(trigger) if (lemma := noun_lemma(t)) in table), None)


def instruments(trigger: Trigger) -> list[Token]:
    """Return the words for what an attack may have been made with."""
    head = trigger.head
    found = [noun for case, noun in prepositional(head) if case in MEANS]
    if trigger.entry.pos == "noun":
        return [*found, *modifiers(trigger.words[0])]
    used = (deep_object(c) for c in children(head, "advcl", "xcomp") if c.lemma_ == "use")
    victim, acting = deep_object(head), deep_subject(head)
    if (
        victim is not None and victim.i > head.i
    ):  # the parse hangs "with machetes" on the victims as often as on the verb
        found += [noun for case, noun in prepositional(victim) if case == "with"]
    found += [t for t in (*used, acting) if t is not None]
    return [t for token in found for t in conjuncts(token)]
