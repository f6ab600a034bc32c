"""When an event happened: which time expression of its sentence is told of it, and which of another clause or of the saying."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from dateline.read.clauses import relation
from dateline.read.draft import Draft
from dateline.read.event_clauses import (
    FINITE_TAGS,
    FRONTED,
    OWN,
    VERB_TAGS,
    clause_verb,
    is_event_word,
    setting_verbs,
    setting_words,
)
from dateline.records import Attribution, Span, TimeExpression

__all__ = ["NO_TIME", "find_time", "is_dating"]

SAYING_GAP_TOKENS = 3
MAX_STEPS = 6
# a length of time dates an event only where it ends today or begins then: "over the past week"
REACHING_TODAY = frozenset(("past", "last", "recent", "next", "coming"))
NO_TIME = "no time expression in the clause that the event is told in"


def find_time(draft: Draft, span: Span, words: Sequence[Token]) -> TimeExpression | None:
    """Return when the event (or holding) told by some words happened by its own clause, None if that does not say.

    A time dates the event if its clause is the event's: by the syntax, or by the order of the words where times and verbs
    alternate. The time of saying, lengths of time and times of other clauses do not.

    Args:
        draft: with times and attributions filled.
        span: the words as a span of the report.
        words: the words themselves, the head among them.
    """
    speech, sent = draft.innermost_attribution(span), words[0].sent
    own = {word.i for word in words}
    near = setting_verbs(words)
    best, best_score = None, 0.0
    for time in draft.times:
        if not sent.start_char <= time.span.start < sent.end_char:
            continue
        tokens = draft.tokens_in(time.span)
        if not (is_dating(time) or is_lasting(time, tokens)):
            continue
        opens = opens_sentence(tokens)
        if is_time_of_saying(draft, time, near) or not same_speech(draft, time, speech, near=near, opens=opens):
            continue
        after = main_clause(draft, tokens, speech) if opens else None
        score = fit(tokens, own=own, near=near, after=after)
        if score:
            score += 1 / (2 + min(abs(tokens.start - word.i) for word in words))
        if score > best_score:
            best, best_score = time, score
    return best


def is_dating(time: TimeExpression) -> bool:
    """Does the expression say when, not how long or how often?"""
    if time.type == "DURATION":
        return time.anchored or bool(REACHING_TODAY & set(time.span.quote.lower().split()))
    return time.type in ("DATE", "TIME")


def main_clause(draft: Draft, time: TokenSpan, speech: Attribution | None) -> int:
    """Return where the clause begins that a time at the head of a sentence belongs to: behind a source in commas."""
    inserted = speech is not None and speech.cue is not None and is_parenthetical(draft, speech)
    cue = draft.tokens_in(speech.cue) if inserted and speech is not None and speech.cue is not None else None
    return cue.end if cue is not None and cue.start >= time.end else time.end


def is_lasting(time: TimeExpression, tokens: TokenSpan) -> bool:
    """Does the expression tell how long something has gone on until now: "has been besieged for forty days"?"""
    verb = governor_of(tokens, set())
    if time.type != "DURATION" or verb is None or not any(c.lower_ == "for" for c in tokens.root.children):
        return False
    return any(c.lower_ in ("has", "have") and c.dep_ == "aux" for c in verb.children)


def fit(time: TokenSpan, *, own: set[int], near: dict[int, float], after: int | None) -> float:
    """Say how well a time fits an event: 0 if it is another clause's. A time at a sentence's head has a clause ``after``."""
    if after is None and is_of_thing(time):
        return 0.0
    governor = governor_of(time, own)
    if governor is not None and governor.i in own:
        # "unveiled on Monday at this year's fair": the day is told of the unveiling, the year of the fair
        return 3.3 if relation(time.root) == "nmod:poss" else 3.5
    if governor is not None and is_event_word(governor):
        verb = clause_verb(governor)
        return near.get(governor.i, near.get(verb.i, 0.0) if verb is not None else 0.0)
    if any(is_when_clause(time.doc[i], time) for i in own):
        return 3.4
    if after is not None:
        return fit_of_opening(time, governor, own=own, near=near, after=after)
    verb = word_before(time)
    if verb is None or (governor is not None and is_between(governor, verb, time)):
        verb = governor if governor is not None else verb_after(time)
    if verb is None:
        return 0.0
    if near.get(verb.i, 0.0) > FRONTED:
        return near[verb.i]
    return 2.0 if nearer_noun(own, verb, time) else 0.0


def fit_of_opening(
    time: TokenSpan, governor: Token | None, *, own: set[int], near: dict[int, float], after: int
) -> float:
    """Say how well a time at the head of a sentence fits: it is told of the main clause, and of those coordinated with it."""
    rest = time.doc[after : time[0].sent.end]
    first = next((t for t in rest if t.tag_ in FINITE_TAGS or t.i in own), None)
    if first is None:
        return 0.0
    relative = first.dep_ in ("acl:relcl", "acl")
    if first.i in near or leads(first, near) or (relative and governor is not None and governor.i in near):
        return 2.0
    return 0.0


def is_of_thing(time: TokenSpan) -> bool:
    """Does a time stand before a noun that is neither an event nor what the clause is set in: "the 1996 winner"?"""
    noun = time.root.head
    if relation(time.root) not in ("compound", "nmod:poss", "nummod", "amod") or noun.pos_ not in ("NOUN", "PROPN"):
        return False
    if is_event_word(noun):
        return False
    return noun.i >= time.end and not any(c.lower_ in setting_words("within") for c in noun.children)


def is_when_clause(word: Token, time: TokenSpan) -> bool:
    """Is the event what happened at that time: "in 1968, when tanks entered Prague"?"""
    whens = (c for c in word.children if c.lower_ == "when" and c.i < word.i)
    return any(word.doc[w.i - 1].i in (time.end - 1, time.end) and w.i - time.end <= 1 for w in whens if w.i)


def is_between(governor: Token, verb: Token, time: TokenSpan) -> bool:
    """May the syntax be trusted against the order of words: no finite verb stands between governor and time?"""
    low, high = sorted((governor.i, time.start))
    return governor.i == verb.i or not any(t.tag_ in FINITE_TAGS for t in time.doc[low + 1 : high])


def leads(first: Token, near: dict[int, float]) -> bool:
    """Is the first verb an auxiliary of a verb that has the event's time?"""
    return first.head.i in near and first.dep_.startswith(("aux", "cop"))


def nearer_noun(own: set[int], verb: Token, time: TokenSpan) -> bool:
    """Does the event's noun stand right before the time, no verb between: "the attack in Goma on Friday was heard"?"""
    last = max(own)
    if not last < time.start or last < verb.i < time.start:
        return False
    return not any(t.is_punct or t.tag_ in VERB_TAGS for t in time.doc[last + 1 : time.start])


def governor_of(time: TokenSpan, own: set[int]) -> Token | None:
    """Return the verb or event noun that a time modifies by the parse, climbing over the other nouns between."""
    node = time.root
    for _ in range(MAX_STEPS):
        if node.head.i == node.i:
            return None
        node = node.head
        if node.i in own or node.pos_ in ("VERB", "AUX") or is_event_word(node):
            return node
    return None


def word_before(time: TokenSpan) -> Token | None:
    """Return the last verb before a time in its clause, None where the time stands before its verb."""
    sent = time[0].sent
    for index in range(time.start - 1, sent.start - 1, -1):
        token = time.doc[index]
        if token.tag_ in VERB_TAGS and token.pos_ in ("VERB", "AUX"):
            return token
        if token.lower_ in ("that", ";", "and", "but") and index == time.start - 1 - has_preposition(time):
            return None
    return None


def has_preposition(time: TokenSpan) -> int:
    return int(time.start > 0 and time.doc[time.start - 1].pos_ == "ADP")


def verb_after(time: TokenSpan) -> Token | None:
    sent = time[0].sent
    return next((t for t in time.doc[time.end : sent.end] if t.pos_ == "VERB"), None)


def opens_sentence(time: TokenSpan) -> bool:
    """Does a time stand at the head of its sentence: "On Monday, ..."?"""
    start = time[0].sent.start
    return all(t.pos_ in ("ADP", "DET", "ADV", "ADJ") or not t.is_alpha for t in time.doc[start : time.start])


def same_speech(
    draft: Draft, time: TimeExpression, speech: Attribution | None, *, near: dict[int, float], opens: bool
) -> bool:
    """Is a time told by the same source as the event; or does it open a sentence with its source in the middle?"""
    around = draft.innermost_attribution(time.span)
    if around is speech:
        return True
    tokens = draft.tokens_in(time.span)
    if tokens.root.head.i in near and tokens.root.head.lemma_ in setting_words("shares"):
        return True  # "refused on Friday to withdraw"
    if (
        around is not None
        and around.cue is not None
        and any(near.get(t.i, 0) >= OWN for t in draft.tokens_in(around.cue))
    ):
        # "accused the army on Friday of killing": the day stands among the words that the event's own verb brings
        return tokens.root.head in list(draft.tokens_in(around.cue))
    return opens and speech is not None and is_parenthetical(draft, speech)


def is_parenthetical(draft: Draft, speech: Attribution) -> bool:
    """Does the source stand between commas: "Last week, the ministry said, soldiers ..."?"""
    if speech.cue is None:
        return False
    cue = draft.tokens_in(speech.cue)
    after = draft.doc[cue.end : cue.end + 1].text
    left = draft.tokens_in(speech.source).start if speech.source else cue.start
    return after == "," and left > 0 and draft.doc[min(left, cue.start) - 1].text == ","


REACH_CHARACTERS = 300  # farther off, a cue stands in another sentence or clause


def is_time_of_saying(draft: Draft, time: TimeExpression, near: dict[int, float]) -> bool:
    """Does a time stand beside a cue of speech, outside what is said: "said on Monday that"?

    Not where the saying is the event, or shares its clause ("rallied on Monday to demand"), or another word has the time.
    """
    tokens = draft.tokens_in(time.span)
    governor = governor_of(tokens, set())
    around = draft.cue_index.touching(time.span.start - REACH_CHARACTERS, time.span.end + REACH_CHARACTERS)
    for cue, attribution in around:
        told = [*attribution.content, *([attribution.source] if attribution.source else [])]
        if any(c.overlaps(time.span) for c in told):
            continue
        cue_tokens = draft.tokens_in(cue)
        if any(token.i in near for token in cue_tokens):
            continue
        gap = max(tokens.start - cue_tokens.end, cue_tokens.start - tokens.end)
        beside = gap <= SAYING_GAP_TOKENS and not any(t.tag_ in FINITE_TAGS for t in between(tokens, cue_tokens))
        own_word = governor is not None and governor.i in near and governor not in cue_tokens
        if (beside and not own_word) or tokens.root.head.i == cue_tokens.root.i:
            return not is_parenthetical(draft, attribution)
    return False


def between(one: TokenSpan, other: TokenSpan) -> TokenSpan:
    low, high = min(one.end, other.end), max(one.start, other.start)
    return one.doc[low : max(low, high)]
