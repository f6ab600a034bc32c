"""Every word that tells of an event, with who takes part in it and when: wider than the events of a Reading.

A Reading holds the events that researchers code. A timeline of one person or company needs more: what was launched, bought,
said, priced. Which words tell of an event is the model's to say (TimeML's sense of an event); who takes part is read from the
syntax: who does it and whom it is done to, PropBank's A0 and A1, which is what a timeline asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.read.clause_status import is_definite
from dateline.read.clauses import deep_object, deep_subject
from dateline.read.draft import Draft
from dateline.read.event_slots import light_verb
from dateline.read.event_status import status_of
from dateline.read.event_times import find_time
from dateline.read.event_words import read_event_word
from dateline.read.learned_events import LearnedEvents
from dateline.read.nominals import children, conjuncts, first_child, is_nominal, noun_phrase, relation
from dateline.records import Entity, Span, TimeExpression

__all__ = ["EventMention", "Participant", "find_event_mentions"]

STANDARDS = frozenset(("from", "than", "with", "to", "against"))
# prices and counts move, and end somewhere
MOVES = frozenset(
    (
        "rise", "fall", "climb", "drop", "jump", "soar", "surge", "tumble", "plunge", "slump", "sink", "gain", "lose", "decline",
        "slide", "edge", "rally", "recover", "grow", "shrink",
    )
)  # fmt: skip
OUTCOMES = frozenset(("close", "end", "finish", "settle", "reach", "hit", "touch", "stand", "become"))
RANKING_TOKENS = 4  # so near before "since", a superlative ranks what happened among what came after that time
LOOKING_BACK = frozenset(("ago", "earlier", "before", "last", "previous"))
FIRST_PERSON = frozenset(("i", "me", "my", "myself"))
# probability from which a word is taken for an event: at 0.2 to 0.3 half of them are events to annotators (2026-11-23)
LEAST_EVENT = 0.2


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part: the phrase in which it is told, and the entity that it stands for."""

    phrase: Span
    head: Span
    entity: Entity | None


@dataclass(frozen=True, slots=True)
class EventMention:
    """A word that tells of an event.

    ``kind`` is TimeML's class (OCCURRENCE, REPORTING, ASPECTUAL ...), ``tense`` that of its clause in TimeML's terms, EARLIER
    in the past perfect, ``status`` as in an Event. ``definite``: a noun that takes up what is known ("the launch", "its
    launch"). ``adjective``: it is no verb and no noun ("available").
    """

    span: Span
    lemma: str
    definite: bool
    kind: str | None
    adjective: bool
    noun: bool
    participants: tuple[Participant, ...]
    time: TimeExpression | None
    tense: str
    status: str
    sentence: int


def find_event_mentions(draft: Draft) -> list[EventMention]:
    """Return the event words of a report in text order; none where no model read it."""
    learned = LearnedEvents(draft.doc)
    sentences = {sentence.start: number for number, sentence in enumerate(draft.doc.sents)}
    words = [token for token in draft.doc if (learned.score(token.i) or 0.0) >= LEAST_EVENT]
    support = {verb.i for word in words if is_nominal(word) and (verb := light_verb(word)) is not None}
    return [
        read_mention(draft, word, kind=learned.label(word.i, "class"), sentence=sentences[word.sent.start])
        for word in words
        if word.i not in support
    ]


def read_mention(draft: Draft, word: Token, *, kind: str | None, sentence: int) -> EventMention:
    """Return what the clause of an event word says of it."""
    span, noun = draft.span_of(word), is_nominal(word)
    speech = draft.innermost_attribution(span)
    return EventMention(
        span=span,
        lemma=word.lemma_.lower(),
        definite=noun and is_definite(word),
        kind=kind,
        adjective=word.pos_ in ("ADJ", "ADV"),
        noun=noun,
        participants=tuple(participants_of(draft, word, noun=noun)),
        time=time_of(draft, word),
        tense=tense_of(word),
        status=status_of(result_of(word) or word, noun=noun, attribution=speech),
        sentence=sentence,
    )


def result_of(word: Token) -> Token | None:
    """Return the verb whose outcome an infinitive tells, which has happened as that has: "fell by a tenth to close at nine"."""
    head = word.head
    outcome = word.tag_ == "VB" and relation(word) in ("advcl", "xcomp") and word.lemma_ in OUTCOMES
    return head if outcome and head.i < word.i and head.lemma_ in MOVES else None


def time_of(draft: Draft, word: Token) -> TimeExpression | None:
    """Return when it happened: by its own clause, else by that of the verb before it that it shares it with."""
    found = find_time(draft, draft.span_of(word), [word])
    if found is not None and is_standard(draft, found):
        return None
    if found is None and (result := result_of(word)) is not None:
        return time_of(draft, result)
    if found is None and relation(word) == "conj" and word.head.i < word.i and not is_nominal(word):
        return time_of(draft, word.head)
    return found


def is_standard(draft: Draft, time: TimeExpression) -> bool:
    """Is it what is compared with: "fell by a third from a year ago", "more than last year", "the lowest since 2004"?"""
    tokens = draft.tokens_in(time.span)
    if not tokens.start:
        return False
    word = draft.doc[tokens.start - 1]
    if word.lower_ == "since":
        before = draft.doc[max(word.sent.start, word.i - RANKING_TOKENS) : word.i]
        return any(token.tag_ in ("JJS", "RBS") or token.lower_ == "first" for token in before)
    return word.lower_ in STANDARDS and any(token.lower_ in LOOKING_BACK for token in tokens)


def tense_of(word: Token) -> str:
    """Return when the clause looks: the present perfect tells of the past, the past perfect of what lay before it."""
    said = read_event_word(clause_word(word))
    if "PERFECTIVE" in said.aspect:
        return {"PRESENT": "PAST", "PAST": "EARLIER"}.get(said.tense, said.tense)
    return said.tense


def clause_word(word: Token) -> Token:
    """Return the word whose tense an event has: its own, or that of the verb that a noun or an infinitive depends on."""
    node = word
    for _ in range(4):
        if read_event_word(node).tense in ("PAST", "PRESENT", "FUTURE") or node.head.i == node.i:
            return node
        node = node.head
    return node


def participants_of(draft: Draft, word: Token, *, noun: bool) -> Iterator[Participant]:
    """Yield who does it and whom it is done to."""
    seen: set[int] = set()
    for head in (*heads_of(word, noun=noun), *speakers_of(draft, word)):
        for each in (*conjuncts(head), *children(head, "appos")):
            if each.i in seen or each.i == word.i:
                continue
            seen.add(each.i)
            phrase = draft.span_of(noun_phrase(each))
            yield Participant(phrase, draft.span_of(each), entity_of(draft, each, phrase))


def entity_of(draft: Draft, head: Token, phrase: Span) -> Entity | None:
    """Return the entity of a phrase; "I" and "my" in somebody's words are whoever says them."""
    if head.lower_ not in FIRST_PERSON:
        ahead = cataphor(head)
        if ahead is None:
            return draft.find_entity(phrase, head)
        return draft.find_entity(draft.span_of(noun_phrase(ahead)), ahead)
    speech = draft.innermost_attribution(phrase)
    return next((e for e in draft.entities if speech is not None and e.id == speech.speaker), None)


def heads_of(word: Token, *, noun: bool) -> Iterator[Token]:
    """Yield the head words of who takes part, by the syntax."""
    if not noun or first_child(word, "nsubj", "nsubj:pass") is not None:
        yield from (found for found in (deep_subject(word), deep_object(word)) if found is not None)
    if not noun:
        return
    yield from children(word, "nmod:poss", "compound")
    yield from (c for c in children(word, "nmod") if any(k.lower_ in ("of", "by") for k in children(c, "case")))
    verb = light_verb(word)
    if verb is not None and (subject := deep_subject(verb)) is not None:
        yield subject


def cataphor(head: Token) -> Token | None:
    """Return what "its" in a phrase before the main clause looks forward to: "Since its opening, the mill has ..."."""
    root = head.sent.root
    subject = first_child(root, "nsubj", "nsubj:pass")
    if head.tag_ != "PRP$" or subject is None or not head.i < subject.i < root.i or subject.pos_ == "PRON":
        return None
    before = head.doc[head.sent.start : head.i]
    return subject if not any(is_nominal(word) for word in before) else None


def speakers_of(draft: Draft, word: Token) -> Iterator[Token]:
    """Yield the source of a saying, where the word is its cue."""
    for cue, attribution in draft.cue_index.touching(word.idx, word.idx + len(word)):
        if attribution.source is not None and draft.tokens_in(cue):
            yield draft.tokens_in(attribution.source).root
