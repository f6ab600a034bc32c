"""When an event happened: which time expression of its sentence is told of it, and which of another clause or of the saying."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from dateline.read.clauses import SUBJECTS, children, relation
from dateline.read.draft import Draft
from dateline.read.event_senses import light_verb
from dateline.records import Attribution, Span, TimeExpression

__all__ = ["find_time"]

SAYING_GAP_TOKENS = 3
MAX_STEPS = 6
# a length of time dates an event only where it ends today or begins then: "over the past week"
REACHING_TODAY = frozenset(("past", "last", "recent", "next", "coming"))
VERB_TAGS = frozenset(("VBD", "VBP", "VBZ", "VBN", "VBG", "VB"))
FINITE_TAGS = frozenset(("VBD", "VBP", "VBZ"))
ASPECT = frozenset(
    ("begin", "start", "continue", "resume", "stop", "end", "cease", "manage", "help", "see", "hear", "keep")
)
NO_TIME = "no time expression in the clause that the event is told in"


def find_time(draft: Draft, span: Span, words: Sequence[Token]) -> tuple[TimeExpression | None, str]:
    """Return when the event (or holding) told by some words happened, and why it is not known if it is not.

    A time dates the event if its clause is the event's: by the syntax, or by the order of the words where times and verbs
    alternate. The time of saying, lengths of time and times of other clauses do not.

    Args:
        draft: with times and attributions filled.
        span: the words as a span of the report.
        words: the words themselves, the head among them.
    """
    speech, sent = draft.innermost_attribution(span), words[0].sent
    own = {word.i for word in words}
    near = related(words)
    best, best_score = None, 0.0
    for time in draft.times:
        if not sent.start_char <= time.span.start < sent.end_char or not is_dating(time):
            continue
        tokens = draft.tokens_in(time.span)
        opens = opens_sentence(tokens)
        if is_time_of_saying(draft, time, own) or not same_speech(draft, time, speech, opens=opens):
            continue
        after = main_clause(draft, tokens, speech) if opens else None
        score = fit(tokens, own=own, near=near, after=after)
        if score:
            score += 1 / (2 + min(abs(tokens.start - word.i) for word in words))
        if score > best_score:
            best, best_score = time, score
    return best, "" if best is not None else NO_TIME


def is_dating(time: TimeExpression) -> bool:
    """Does the expression say when, not how long or how often?"""
    if time.type == "DURATION":
        return time.anchored or bool(REACHING_TODAY & set(time.span.quote.lower().split()))
    return time.type in ("DATE", "TIME")


def related(words: Sequence[Token]) -> dict[int, float]:
    """Return the verbs whose time is the event's too, and how surely: what it is coordinated with, or a circumstance of."""
    found = {word.i: 3.0 for word in words}
    for word in words:
        node, score = clause_verb(word), 2.5
        for _ in range(MAX_STEPS):
            if node is None:
                break
            found[node.i] = max(found.get(node.i, 0.0), score)
            for child in children(node, "conj", "advcl", "xcomp"):
                if shares_clause(child):
                    found.setdefault(child.i, score - 1)
            node, score = (node.head if shares_clause(node) and node.head.i != node.i else None), score - 0.5
    return found


def clause_verb(word: Token) -> Token | None:
    """Return the verb whose time an event word has: itself, the verb that carries it out, or that it is subject of."""
    if word.pos_ in ("VERB", "AUX"):
        return word
    verb = light_verb(word)
    if verb is not None:
        return verb
    if relation(word) in (*SUBJECTS, "obl", "obj", "nmod") and word.head.pos_ in ("VERB", "AUX"):
        return word.head
    return None if relation(word) == "nmod" else word


def shares_clause(verb: Token) -> bool:
    """Does the verb share its time with its governor: coordinated without a subject, a participle, or "when" it happened?"""
    if verb.dep_ == "conj":
        elliptical = verb.tag_ == "VBN" and not any(children(verb, "aux", "aux:pass"))
        return elliptical or not any(children(verb, *SUBJECTS))
    if relation(verb) == "advcl":
        marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i}
        return verb.tag_ == "VBG" or bool(marks & {"when", "as", "while"})
    return verb.dep_ == "xcomp" and verb.head.lemma_ in ASPECT


def main_clause(draft: Draft, time: TokenSpan, speech: Attribution | None) -> int:
    """Return where the clause begins that a time at the head of a sentence belongs to: behind a source in commas."""
    inserted = speech is not None and speech.cue is not None and is_parenthetical(draft, speech)
    cue = draft.tokens_in(speech.cue) if inserted and speech is not None and speech.cue is not None else None
    return cue.end if cue is not None and cue.start >= time.end else time.end


def fit(time: TokenSpan, *, own: set[int], near: dict[int, float], after: int | None) -> float:
    """Say how well a time fits an event: 0 if it is another clause's. A time at a sentence's head has a clause ``after``."""
    governor = governor_of(time, own)
    if governor is not None and governor.i in own:
        return 3.5
    if after is not None:
        rest = time.doc[after : time[0].sent.end]
        first = next((t for t in rest if t.tag_ in FINITE_TAGS or t.i in own), None)
        relative = first is not None and first.dep_ in ("acl:relcl", "acl")
        return 2.0 if first is not None and (first.i in near or relative or leads(first, near)) else 0.0
    verb = word_before(time)
    if verb is None or (governor is not None and is_between(governor, verb, time)):
        verb = governor if governor is not None else verb_after(time)
    if verb is None:
        return 0.0
    if verb.i in near:
        return near[verb.i]
    return 2.0 if nearer_noun(own, verb, time) else 0.0


def is_between(governor: Token, verb: Token, time: TokenSpan) -> bool:
    """May the syntax be trusted against the order of words: no finite verb stands between governor and time?"""
    low, high = sorted((governor.i, time.start))
    return governor.i == verb.i or not any(t.tag_ in FINITE_TAGS for t in time.doc[low + 1 : high])


def leads(first: Token, near: dict[int, float]) -> bool:
    """Is the first verb an auxiliary of a verb that has the event's time?"""
    return first.head.i in near and first.dep_.startswith(("aux", "cop"))


def nearer_noun(own: set[int], verb: Token, time: TokenSpan) -> bool:
    """Does the event's noun stand right before the time: "the attack in Goma on Friday"?"""
    last = max(own)
    if not verb.i < last < time.start:
        return False
    return not any(t.is_punct or t.tag_ in VERB_TAGS for t in time.doc[last + 1 : time.start])


def governor_of(time: TokenSpan, own: set[int]) -> Token | None:
    """Return the verb that a time modifies by the parse, or the event itself, climbing over the nouns between."""
    node = time.root
    for _ in range(MAX_STEPS):
        if node.head.i == node.i:
            return None
        node = node.head
        if node.i in own or node.pos_ in ("VERB", "AUX"):
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


def same_speech(draft: Draft, time: TimeExpression, speech: Attribution | None, *, opens: bool) -> bool:
    """Is a time told by the same source as the event; or does it open a sentence with its source in the middle?"""
    if draft.innermost_attribution(time.span) is speech:
        return True
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


def is_time_of_saying(draft: Draft, time: TimeExpression, own: set[int]) -> bool:
    """Does a time stand beside a cue of speech, outside what is said: "said on Monday that"? The event's word is no such cue."""
    tokens = draft.tokens_in(time.span)
    near = draft.cue_index.touching(time.span.start - REACH_CHARACTERS, time.span.end + REACH_CHARACTERS)
    for cue, attribution in near:
        if any(c.overlaps(time.span) for c in attribution.content):
            continue
        cue_tokens = draft.tokens_in(cue)
        if any(token.i in own for token in cue_tokens):
            continue
        gap = max(tokens.start - cue_tokens.end, cue_tokens.start - tokens.end)
        beside = gap <= SAYING_GAP_TOKENS and not any(t.tag_ in FINITE_TAGS for t in between(tokens, cue_tokens))
        if beside or tokens.root.head.i == cue_tokens.root.i:
            return not is_parenthetical(draft, attribution)
    return False


def between(one: TokenSpan, other: TokenSpan) -> TokenSpan:
    low, high = min(one.end, other.end), max(one.start, other.start)
    return one.doc[low : max(low, high)]
