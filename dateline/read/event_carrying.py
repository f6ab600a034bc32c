"""Day and place of events that have none of their own: taken from an earlier event where the words tell of the same one.

"The raid" is the raid told before; nine people "were killed" in the attack of the sentence before. Each rule asks for words
that show it; a sentence that only follows another takes nothing from it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from dateline.read.clauses import SUBJECTS, children, noun_phrase, own_subject, relation
from dateline.read.draft import Draft
from dateline.read.event_clauses import setting_words
from dateline.read.event_lexicon import form_lemmas
from dateline.read.event_places import is_country, is_named_place, there
from dateline.read.event_times import is_dating
from dateline.read.event_triggers import Trigger
from dateline.read.lexicon import load_lexicon
from dateline.records import Event

__all__ = ["carry_settings", "families"]

REAL = frozenset(("occurred", "ongoing"))
DEFINITE = frozenset(("the", "this", "that", "these", "those"))
# "the second attack", "the latest raid" are others than the one told before
OTHERS = frozenset(
    (
        "first", "second", "third", "last", "latest", "earlier", "previous", "other", "new", "next", "similar", "recent",
        "past", "future", "further", "fresh", "more", "another", "separate", "final", "initial", "subsequent", "alleged",
    )
)  # fmt: skip
ELSEWHERE = OTHERS | frozenset(
    ("meanwhile", "elsewhere", "separately", "total", "altogether", "far", "previously", "again", "since", "so", "if")
)
TOLL_LEMMAS = frozenset(("kill", "wound", "injure", "hurt", "die", "dead", "wounded", "injured", "casualty", "perish"))
HARMFUL = frozenset(("ASSAULT",))
WAS = frozenset(("was", "were"))
FAR_SENTENCES, NEAR_SENTENCES = 12, 2


@dataclass(frozen=True, slots=True)
class Told:
    """An event with the words that tell it and the sentence that they are in."""

    trigger: Trigger
    event: Event
    sentence: int

    @property
    def families(self) -> frozenset[str]:
        return frozenset(f for word in self.trigger.words for f in families().get(lemma_of(word), ()))


@cache
def families() -> dict[str, frozenset[str]]:
    """Return the families of events that a lemma may tell of."""
    found: dict[str, set[str]] = {}
    for row in load_lexicon("event_families"):
        for word in row["words"].split(";"):
            found.setdefault(word, set()).add(row["family"])
    return {word: frozenset(labels) for word, labels in found.items()}


def lemma_of(token: Token) -> str:
    return form_lemmas().get(token.lower_, token.lemma_.lower())


def carry_settings(draft: Draft, pairs: Sequence[tuple[Trigger, Event]]) -> list[Event]:
    """Return the events, in the order given, with the days and places that earlier words give them.

    Args:
        draft: with entities and times filled.
        pairs: the events in text order, each with what tells it.
    """
    starts = [sent.start for sent in draft.doc.sents]
    done: list[Told] = []
    for trigger, event in pairs:
        told = Told(trigger, event, bisect_right(starts, trigger.head.i) - 1)
        for rule in RULES:
            if told.event.place is None or told.event.time is None:
                told = taking(told, rule(draft, told, done))
        done.append(with_there(draft, told))
    return [told.event for told in done]


def taking(told: Told, source: Told | None) -> Told:
    """Return an event with the day and place of another, unless what it has of its own says that it is not the same."""
    if source is None:
        return told
    own, other = told.event, source.event
    if own.place and other.place and own.place != other.place:
        return told
    if own.time and other.time and own.time != other.time:
        return told
    return replace(told, event=replace(own, place=own.place or other.place, time=own.time or other.time))


def is_told(told: Told) -> bool:
    """Is an event real, and does it have a day or a place to give?"""
    return told.event.status in REAL and bool(told.event.time or told.event.place)


# the rules --------------------------------------------------------------------------------------------


def taken_up(draft: Draft, told: Told, before: Sequence[Told]) -> Told | None:
    """Return the event that a definite noun takes up: "the raid"."""
    noun = told.trigger.head
    if told.trigger.entry.pos != "noun" or not is_definite(told.trigger) or told.event.status not in REAL:
        return None
    same = [
        other
        for other in before
        if other.families & told.families
        and other.event.status in REAL
        and told.sentence - other.sentence <= FAR_SENTENCES
        and (is_plural(other) if noun.tag_ == "NNS" else other.trigger.head.tag_ != "NNS")
        and not others_victims(draft, told, other)
    ]
    if not same:
        return None
    dated = [other for other in same if is_told(other)]
    near = bool(dated) and told.sentence - dated[-1].sentence <= NEAR_SENTENCES
    return same[-1] if is_told(same[-1]) and (near or agree(dated)) else dated[-1] if near and agree(dated) else None


def others_victims(draft: Draft, told: Told, other: Told) -> bool:
    """Were the two events done to different people: "the arrest of the poet", "nine miners were arrested"?"""
    countries = {e.id for e in draft.entities if is_country(e)}
    ours, theirs = set(told.event.targets) - countries, set(other.event.targets) - countries
    return bool(ours and theirs) and not ours & theirs


def is_definite(trigger: Trigger) -> bool:
    """Does the noun take up what is known: "the raid", "that raid", not "the second raid" nor "the raid on the port"?"""
    first = trigger.words[0]
    words = [c for word in trigger.words for c in word.children]
    before = first.doc[first.i - 1] if first.i else None
    definite = any(c.dep_ == "det" and c.lower_ in DEFINITE for c in words) or (
        before is not None and before.lower_ in DEFINITE
    )
    named = any(c.pos_ == "PROPN" and relation(c) in ("compound", "nmod:poss") for c in words)
    named = named or relation(trigger.head) in ("compound", "amod")  # "the 1998 shooting death"
    said_otherwise = named or any(c.lower_ in OTHERS or c.tag_ == "CD" for c in words)
    return definite and not said_otherwise


def is_plural(told: Told) -> bool:
    return told.trigger.head.tag_ == "NNS" or told.trigger.entry.pos != "noun"


def agree(told: Iterable[Told]) -> bool:
    """Do events have one day between them?"""
    return len({t.event.time for t in told if t.event.time}) <= 1


def retold(draft: Draft, told: Told, before: Sequence[Told]) -> Told | None:
    """Return the event that a verb tells again of the same people or place: "the village had been attacked"."""
    if told.trigger.entry.pos == "noun" or told.event.status not in REAL or is_elsewhere(told):
        return None
    parties = set(told.event.targets) | ({told.event.place} - {None} if told.event.type == "COERCE" else set())
    countries = {e.id for e in draft.entities if is_country(e)}
    for other in reversed(before):
        if told.sentence - other.sentence > FAR_SENTENCES:
            break
        theirs = {*other.event.targets, other.event.place}
        same = lemma_of(other.trigger.head) == lemma_of(told.trigger.head) or other.families & told.families
        if same and is_told(other) and other.event.time and (parties & theirs) - countries:
            return other if other.trigger.entry.type == told.trigger.entry.type else None
    return None


def toll_of(draft: Draft, told: Told, before: Sequence[Told]) -> Told | None:
    """Return the attack of this sentence or the one before whose dead and wounded an event counts."""
    if lemma_of(told.trigger.head) not in TOLL_LEMMAS or told.event.status not in REAL or is_elsewhere(told):
        return None
    if told.trigger.head.dep_ == "amod" or told.event.time or has_place(draft, told):
        return None
    near = [o for o in before if told.sentence - o.sentence <= 1 and o.event.type in HARMFUL and is_told(o)]
    if not near or not agree(near) or has_time(draft, told, besides=near[-1].event.time):
        return None
    return near[-1]


def goes_on(draft: Draft, told: Told, before: Sequence[Told]) -> Told | None:
    """Return the event of the sentence before that a story goes on from: "gunmen stormed a bank. They took hostages"."""
    near = [o for o in before if told.sentence - o.sentence == 1 and is_narrated(o) and o.event.time]
    if not near or not is_narrated(told) or has_time(draft, told) or is_elsewhere(told) or not agree(near):
        return None
    subject = own_subject(told.trigger.head)
    pronoun = subject is not None and subject.lower_ in ("he", "she", "they", "it")
    parties = {*told.event.actors, *told.event.targets}
    gap = draft.read_text[near[-1].trigger.head.sent.end_char - 1 : told.trigger.head.sent.start_char + 1]
    if not pronoun or "\n\n" in gap or not parties & {*near[-1].event.actors, *near[-1].event.targets}:
        return None
    return replace(near[-1], event=replace(near[-1].event, place=told.event.place))


def is_narrated(told: Told) -> bool:
    """Is an event told in the simple past, in the report's own voice, by the main verb of its sentence?"""
    verb = told.trigger.head
    auxiliaries = {c.lower_ for c in verb.children if c.dep_.startswith("aux")}
    past = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and auxiliaries in ({"was"}, {"were"}))
    main = verb.head.i == verb.i or (relation(verb) == "conj" and verb.head.head.i == verb.head.i)
    return past and main and told.event.attribution is None and told.event.status in REAL and auxiliaries <= WAS


def is_elsewhere(told: Told) -> bool:
    """Does the sentence say that it tells of something else: "meanwhile", "another", "so far"?"""
    return any(token.lower_ in ELSEWHERE for token in told.trigger.head.sent)


def has_time(draft: Draft, told: Told, *, besides: str | None = None) -> bool:
    """Does the sentence tell a time, which is then another clause's?"""
    sent = told.trigger.head.sent
    times = (t for t in draft.times if t.id != besides and is_dating(t))
    return any(sent.start_char <= t.span.start < sent.end_char for t in times)


def has_place(draft: Draft, told: Told) -> bool:
    """Does a place stand in the clause that is not known to be the event's: "died in two hamlets"?"""
    verb = told.trigger.head
    phrases = [draft.find_entity(draft.span_of(noun_phrase(c)), c) for c in children(verb, "obl", "nmod")]
    return told.event.place is None and any(e is not None and e.kind == "place" for e in phrases)


def same_clause(_draft: Draft, told: Told, before: Sequence[Told]) -> Told | None:
    """Return the event whose place a participle or a coordinated verb shares: "entered Goma without firing a shot"."""
    verb = told.trigger.head
    if told.event.place or verb.pos_ != "VERB" or verb.head.i >= verb.i or is_moving(verb.head):
        return None
    apart = {c.lower_ for c in verb.children if c.dep_ == "mark"} & setting_words("apart")
    coordinated = relation(verb) == "conj" and not any(children(verb, *SUBJECTS))
    joined = coordinated or (relation(verb) == "advcl" and verb.tag_ == "VBG" and not apart)
    if not joined:
        return None
    source = next((o for o in before if verb.head.i in {w.i for w in o.trigger.words}), None)
    if source is None or source.event.attribution != told.event.attribution:
        return None
    return replace(source, event=replace(source.event, time=told.event.time))


def is_moving(verb: Token) -> bool:
    """Does the verb tell that somebody left the place, so that what follows happens elsewhere?"""
    return "leave" in families().get(lemma_of(verb), ()) or verb.lemma_ in (
        "flee",
        "escape",
        "return",
        "send",
        "deploy",
    )


RULES: tuple[Callable[[Draft, Told, Sequence[Told]], Told | None], ...] = (
    taken_up,
    retold,
    toll_of,
    same_clause,
    goes_on,
)


def with_there(draft: Draft, told: Told) -> Told:
    """Return an event that happened "there" with the last place named before."""
    if told.event.place is not None or not there(told.trigger):
        return told
    start = told.trigger.head.sent.start
    low = draft.doc[start - 1].sent.start_char if start else 0
    high = told.trigger.head.sent.end_char
    at = next((t.idx for t in told.trigger.head.sent if t.lower_ == "there" and t.dep_ == "advmod"), high)
    near = [(m.start, e) for m, e in draft.mention_index.touching(low, at) if is_named_place(e) and m.start < at]
    named = [e for _, e in sorted(near, key=lambda row: row[0]) if not is_country(e)]
    return replace(told, event=replace(told.event, place=named[-1].id)) if named else told
