"""Which words of a report tell of an event: phrases, verbs, nouns and tolls, each with the lexicon's sense that fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import lemminflect
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from dateline.read.clauses import children, deep_object, deep_subject, is_nominal, relation
from dateline.read.draft import Draft
from dateline.read.event_lexicon import GAP, Entry, entries, form_lemmas, phrases
from dateline.read.event_senses import fits
from dateline.read.event_slots import Candidate
from dateline.read.learned_events import LearnedEvents
from dateline.read.lemmas import noun_lemma
from dateline.read.lexicon import load_lexicon
from dateline.read.wordlists import human_verbs
from dateline.records import Quantity, Span

__all__ = ["Trigger", "find_triggers", "toll_quantity"]

GAP_TOKENS = 6
TOLL_TOKENS = 5
# verbs between those who are counted and their number: "the dead now number 31"
FIGURE_VERBS = frozenset(("number", "reach", "total", "exceed"))
VERB_TAGS = frozenset(("VBD", "VBZ", "VBP", "VBN"))
# the model's probability of an event below which a word in passing for such an act tells of none (set by hand on 20 news
# articles, 2026-11-22: seven words of 304 left, all rightly)
LEAST_SCORE = 0.05
DOUBTED = frozenset(("ASSAULT", "AID", "MOBILIZE", "OTHER"))
BEARERS = frozenset(("person", "group", "organization"))
TITLE_TAGS = frozenset(("NNP", "NNPS"))


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words that tell of an event: the sense that fits, the head word, and all words of the expression."""

    entry: Entry
    head: Token
    words: tuple[Token, ...]
    quantity: Quantity | None = None

    def span(self, draft: Draft) -> Span:
        """Return the words as one span, what stands between them included."""
        return draft.whole_words(self.words[0].idx, self.words[-1].idx + len(self.words[-1]))


def find_triggers(draft: Draft) -> list[Trigger]:
    """Return the words of a report that tell of events, in text order, no word in two triggers."""
    taken: set[int] = set()
    found: list[Trigger] = []
    words = [token for token in draft.doc if not token.is_space]
    for finder in (phrase_triggers, verb_triggers, noun_triggers, toll_triggers):
        for trigger in finder(draft, taken, words=words):
            found.append(trigger)
            taken.update(word.i for word in trigger.words)
    learned = LearnedEvents(draft.doc)
    kept = (trigger for trigger in found if not is_doubted(learned, trigger))
    return sorted(kept, key=lambda trigger: trigger.words[0].idx)


def is_doubted(learned: LearnedEvents, trigger: Trigger) -> bool:
    """Is a word in passing, which the model is sure tells of no event, no act: "women in combat", "fond of violence"?

    The model is not asked of what a clause is about ("An aftershock shook ...": a thing to it), nor of what is said,
    promised or imposed (an ultimatum is a document to it).
    """
    if (
        trigger.entry.type not in DOUBTED
        or trigger.entry.pos == "toll"
        or len(trigger.words) > 1
        or not is_in_passing(trigger.head)
    ):
        return False
    score = learned.score(trigger.head.i)
    return score is not None and score < LEAST_SCORE


def is_in_passing(word: Token) -> bool:
    """Is a word a participle before a noun, or a noun without article, owner or number that is no subject or object?"""
    if word.pos_ == "VERB":
        return relation(word) == "amod"
    determined = any(children(word, "det", "nmod:poss", "nummod", "nmod", "acl", "acl:relcl"))
    return relation(word) in ("obl", "nmod", "conj", "compound", "amod") and not determined


def lemma_of(token: Token) -> str:
    known = form_lemmas().get(token.lower_)
    if known is None and token.tag_ in ("VBD", "VBN") and token.lower_.endswith("ing"):  # tagged as no such form can be
        return str(next(iter(lemminflect.getLemma(token.lower_, upos="VERB")), token.lower_))
    return known or token.lemma_.lower()


def phrase_triggers(draft: Draft, taken: set[int], *, words: list[Token]) -> Iterator[Trigger]:
    table, past = phrases(), form_lemmas()
    for token in words:
        lower, lemma = token.lower_, token.lemma_.lower()
        keys = [key for key in dict.fromkeys((lemma, lower, past.get(lower, lemma))) if key in table]
        if not keys or token.i in taken:
            continue
        for key in keys:
            trigger = next((t for e in table[key] if (t := match_phrase(draft, e, token))), None)
            if trigger and not any(word.i in taken for word in trigger.words):
                yield trigger
                break


def match_phrase(draft: Draft, entry: Entry, first: Token) -> Trigger | None:
    """Match an expression from its first word on."""
    if entry.pos == "verb" and first.pos_ not in ("VERB", "AUX") and first.lower_ not in form_lemmas():
        return None
    words, at, gap = [first], first.i + 1, False
    for want in entry.words[1:]:
        if want == GAP:
            gap = True
            continue
        index = next_match(first.doc, at, want, GAP_TOKENS if gap else 0)
        if index is None:
            return None
        words.append(first.doc[index])
        at, gap = index + 1, False
    head = words[0] if entry.pos == "verb" else words[-1]
    if entry.pos == "noun" and head.tag_ in VERB_TAGS:  # "drones struck" is no drone strike
        return None
    if (
        entry.pos == "noun"
        and relation(head) == "compound"
        and head.i + 1 < len(head.doc)
        and head.nbor().pos_ == "NOUN"
    ):
        return None
    candidate = Candidate(draft, entry, head, tuple(words))
    return Trigger(entry, head, tuple(words)) if fits(candidate) else None


def next_match(doc: Doc, at: int, want: str, gap: int) -> int | None:
    """Return where a phrase's next word stands, at most so many tokens on, not past a comma or another verb."""
    for index in range(at, min(len(doc), at + gap + 1)):
        token = doc[index]
        if want in (token.lemma_.lower(), token.lower_):
            return index
        joins = token.text == "-" and not doc[index - 1].whitespace_ and not token.whitespace_  # "a two-page text"
        if (token.is_punct and not joins) or token.pos_ in ("VERB", "SCONJ") or token.is_sent_start:
            return None
    return None


def verb_triggers(draft: Draft, taken: set[int], *, words: list[Token]) -> Iterator[Trigger]:
    table, past = entries("verb"), form_lemmas()
    for token in words:
        senses = table.get(past.get(token.lower_) or token.lemma_.lower())
        if senses is None or token.i in taken or not is_verbal(token):
            continue
        for entry in senses:
            if fits(Candidate(draft, entry, token, (token,))):
                yield Trigger(entry, token, (token,))
                break


def is_verbal(token: Token) -> bool:
    """Is the word used as a verb? A participle before its noun ("captured tanks") is not."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    attributive = (
        following is not None and following.pos_ in ("NOUN", "PROPN") and relation(token) in ("amod", "compound")
    )
    before = token.nbor(-1) if token.i else None
    if attributive and (before is None or before.pos_ in ("DET", "ADP", "ADJ", "PUNCT") or before.tag_ == "PRP$"):
        return False
    if before is not None and before.pos_ == "DET" and token.tag_ not in ("VBD", "VBP", "VBZ"):
        return False
    if token.tag_ in ("NN", "NNS"):
        return False
    if token.pos_ == "VERB":
        return not (before is not None and (before.pos_ == "DET" or before.tag_ == "PRP$") and before.head.i >= token.i)
    return (
        (token.lower_ in form_lemmas() or token.tag_ == "VBD")
        and (token.pos_ in ("ADJ", "NOUN", "AUX", "ADP") or (token.pos_ == "PROPN" and token.is_lower))
        and not (attributive or before is None)
    )


def noun_triggers(draft: Draft, taken: set[int], *, words: list[Token]) -> Iterator[Trigger]:
    table = entries("noun")
    for token in words:
        senses = table.get(noun_lemma(token)) or table.get(token.lower_)
        if senses is None or token.i in taken or not is_event_noun(token) or is_in_name(draft, token):
            continue
        for entry in senses:
            if fits(Candidate(draft, entry, token, (token,))):
                yield Trigger(entry, token, (token,))
                break


def is_event_noun(token: Token) -> bool:
    """Is the word a noun that heads its phrase? In "attack helicopters" and "War Office" nothing happens."""
    before = token.nbor(-1) if token.i else None
    after = following_word(token)
    if token.pos_ == "VERB" and token.tag_ not in ("NN", "NNS"):
        owned = before is not None and (before.pos_ == "DET" or before.tag_ in ("PRP$", "POS", "JJ"))
        attributive = after is not None and after.pos_ in ("NOUN", "PROPN") and token.tag_ == "VBG"
        return owned and not attributive and token.tag_ in ("VB", "VBP", "VBZ", "VBG", "VBN")
    if not is_nominal(token) or token.pos_ in ("PRON", "NUM"):
        return False
    if token.tag_ in TITLE_TAGS and token.is_title and not token.is_sent_start:
        return False
    return not (
        after is not None and after.pos_ in ("NOUN", "PROPN") and relation(token) in ("compound", "nmod", "amod")
    )


def following_word(token: Token) -> Token | None:
    """Return the word behind a token, past a hyphen that joins the two: "election-night coverage"."""
    doc, at = token.doc, token.i + 1
    if at + 1 < len(doc) and doc[at].text == "-" and not token.whitespace_ and not doc[at].whitespace_:
        at += 1
    return doc[at] if at < len(doc) else None


def is_in_name(draft: Draft, token: Token) -> bool:
    """Is the noun a name, or its first word, at the head of a sentence: "Amnesty said", "Strike Force Nine"?"""
    if token.is_title and relation(token) == "nsubj" and token.head.lemma_ in human_verbs():
        return any(e.kind in BEARERS for m, e in draft.mention_index.touching(token.idx, token.idx + 1))
    if not (token.is_title and token.i + 1 < len(token.doc) and token.nbor().is_title):
        return False
    return any(m.start == token.idx and m.end >= token.nbor().idx + len(token.nbor()) for m, _ in draft.mentions())


@cache
def toll_entries() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for row in load_lexicon("event_tolls"):
        word, when = row["word"], tuple(row["when"].split())
        entry = Entry((word,), "toll", row["type"], None, row["count"], None, (), ("obj",), when, "", row.source)
        found[word] = (*found.get(word, ()), entry)
    return found


def toll_triggers(draft: Draft, taken: set[int], *, words: list[Token]) -> Iterator[Trigger]:
    table = toll_entries()
    for token in words:
        senses = table.get(token.lemma_.lower()) or table.get(token.lower_, ())
        if not senses or token.i in taken or token.pos_ not in ("ADJ", "ADV", "ADP", "NOUN", "VERB"):
            continue
        entry = next((e for e in senses if fits(Candidate(draft, e, token, (token,)))), None)
        quantity = toll_quantity(draft, token)
        if quantity is not None and entry is not None and entry.count == "present":
            between = draft.doc[draft.tokens_in(quantity.span).end : token.i]
            quantity = None if any(t.lower_ == "of" for t in between) else quantity  # "ten of those aboard died"
        if entry is not None and quantity is not None and not counted_already(draft, token, taken):
            yield Trigger(entry, token, (token,), quantity)


def toll_quantity(draft: Draft, token: Token) -> Quantity | None:
    """Return the number of a toll word: before it with no verb between but "be", "leave", or after "number of ... at"."""
    best = None
    for quantity in draft.quantities:
        if quantity.unit != "count":
            continue
        span = draft.tokens_in(quantity.span)
        if span.start <= token.i < span.end:
            return quantity
        between = token.doc[span.end : token.i] if span.end <= token.i else token.doc[token.i + 1 : span.start]
        if len(between) > TOLL_TOKENS or any(t.is_sent_start for t in between):
            continue
        if leads_to(between) if span.end <= token.i else best is None and follows_as_figure(between):
            best = quantity
    return best


def leads_to(between: TokenSpan) -> bool:
    """May a number and its toll word be that far apart: "nine people were left dead"?"""
    return all(t.pos_ not in ("VERB", "PUNCT", "CCONJ") for t in between)


def follows_as_figure(between: TokenSpan) -> bool:
    """Does a number follow its toll word as a figure: "the number of wounded at 54"?"""
    words = [t for t in between if not t.is_quote and not t.is_punct]
    return bool(words) and (words[-1].lower_ in ("at", "to", "is", "was") or words[-1].lemma_ in FIGURE_VERBS)


def counted_already(draft: Draft, token: Token, taken: set[int]) -> bool:
    """Does a killing verb of the same clause already count these people?"""
    others = [word for word in (token.head, deep_subject(token), deep_object(token)) if word is not None]
    return any(w.i in taken and w.i != token.i and draft.doc[w.i].lemma_ in ("kill", "wound", "injure") for w in others)
