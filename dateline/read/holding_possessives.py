"""Places that are said to be somebody's: "the port is the militia's now", "it has remained theirs", "the town is ours"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from dateline.read.clause_modes import is_negated
from dateline.read.clause_status import clause_status
from dateline.read.clauses import children, is_nominal, surface_subject
from dateline.read.draft import Draft
from dateline.read.holding_facts import REAL
from dateline.read.holding_forms import is_force
from dateline.read.holding_places import actor_at, places_of
from dateline.read.holding_sides import side_of_speaker
from dateline.read.holding_told import Told, span_over

__all__ = ["read_possessives"]

STAYING = frozenset(("remain", "stay", "be"))
MARKS = frozenset(("'s", "’s", "'", "’"))


def read_possessives(draft: Draft, told: Sequence[Told]) -> Iterator[Told]:
    """Yield what a possessive in the predicate tells; "theirs" is of the side told of last, "ours" of those who say so."""
    for token in draft.doc:
        theirs, ours = token.lower_ == "theirs", token.lower_ in ("ours", "mine")
        if (
            not (theirs or ours or (is_owner(token) and is_force(draft, token)))
            or is_negated(token)
            or clause_status(token) not in REAL
        ):
            continue
        subject = surface_subject(token) or surface_subject(token.head)
        for place, noun in places_of(draft, subject) if subject is not None else []:
            sides = [t.holder for t in told if t.place.id == place.id and t.holder and t.span.start < token.idx]
            holder = next(reversed(sides), None) if theirs else actor_at(draft, token)
            holder = side_of_speaker(draft, token) if ours else holder
            if holder is not None and holder.id != place.id:
                yield Told(span_over(draft, [token], noun), place, holder, None, "holds", words=(token,))


def is_owner(token: Token) -> bool:
    """Is it a force in the genitive, said of a subject: "the port is [the militia's]"?"""
    if not is_nominal(token) or token.i + 1 >= len(token.doc) or token.nbor().text not in MARKS:
        return False
    following = token.doc[token.i + 2] if token.i + 2 < len(token.doc) else None
    bare = following is None or following.is_punct or following.pos_ in ("ADV", "ADP", "CCONJ", "SCONJ")
    said = any(children(token, "cop")) or (token.dep_ == "xcomp" and token.head.lemma_ in STAYING)
    return bare and said
