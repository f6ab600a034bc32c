"""What a number counts: the noun phrase beside it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from dateline.read.clauses import relation
from dateline.read.draft import Draft
from dateline.read.quantity_text import WORD_SETS
from dateline.read.wordlists import noun_senses
from dateline.records import Span

__all__ = ["Counted", "find_counted", "sense_of"]

BETWEEN = WORD_SETS["between"]
PRONOUNS = WORD_SETS["partitive_pronouns"]
STOPS = WORD_SETS["stops"]
SIZES = WORD_SETS["sizes"]
STATES = WORD_SETS["states"]
NOUNS = frozenset({"NOUN", "PROPN"})
INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "PART", "SYM"})
PREMODIFIERS = frozenset({"compound", "amod", "nmod:poss", "nummod", "flat", "nmod:unmarked", "det", "conj"})
DETERMINERS = frozenset({"the", "its", "their", "his", "her", "our", "these", "those"})
MAX_TOKENS, MAX_BETWEEN, MAX_CLIMB = 12, 5, 6
HYPHENS = ("-", "–")


@dataclass(frozen=True, slots=True)
class Counted:
    """The words for what is counted, and their head; both None where there are none beside the number.

    ``others`` is true of "four others", which are of the kind that was counted before.
    """

    span: Span | None = None
    head: Token | None = None
    others: bool = False


def sense_of(noun: Token) -> str:
    """Return the kind of thing that the lexicons know a noun for, or the empty text."""
    sense = noun_senses().get(noun.lemma_.lower()) or noun_senses().get(noun.lower_)
    return sense.kind if sense else ""


def find_counted(draft: Draft, tokens: TokenSpan, *, share: bool = False) -> Counted:
    """Return the noun phrase that a number counts, without the number: "150 foreign troops" gives "foreign troops".

    Args:
        draft: the report.
        tokens: the number with its modifiers and unit.
        share: it is part of a whole, which only "of" or "the" can name.
    """
    doc, index = draft.doc, tokens.end
    if share and index < len(doc) and doc[index].lower_ not in ("of", "the", "all", "its", "their", "his", "her"):
        return named_before(draft, tokens)
    if index + 1 < len(doc) and doc[index].text in HYPHENS and doc[index + 1].is_alpha:
        return joined_noun(draft, index + 1)
    others = False
    while index < len(doc) and index < tokens.end + MAX_BETWEEN and is_between(doc, index):
        others = others or doc[index].lower_ == "others"
        index += 1
    if index < len(doc) and doc[index].lower_ in PRONOUNS and doc[index - 1].lower_ == "of":
        return Counted(draft.span_of(doc[index]), doc[index])
    if index < len(doc) and doc[index].lower_ in STATES and not modifies_next(doc[index]):
        known = index > 0 and doc[index - 1].lower_ in DETERMINERS
        known = known or (tokens.start > 0 and doc[tokens.start - 1].lower_ in DETERMINERS)
        return Counted(draft.span_of(doc[index]), doc[index]) if known else Counted()
    timed = index < len(doc) and any(t.span.start <= doc[index].idx < t.span.end for t in draft.times)
    head = None if others or timed else head_after(doc, index)
    if head is not None:
        return Counted(draft.span_of(doc[index : hyphened_end(head)]), head)
    return Counted(others=True) if others else named_before(draft, tokens)


def is_between(doc: Doc, index: int) -> bool:
    """Is the token one that may stand between a number and its noun?"""
    token = doc[index]
    if token.lower_ == "," and index + 1 < len(doc):  # "hundreds, perhaps thousands, of birds"
        return doc[index + 1].lower_ == "of"
    return token.lower_ in BETWEEN or (token.like_num and token.lower_ not in STOPS)


def modifies_next(token: Token) -> bool:
    """Does a participle stand before a noun of its own: "12 wounded soldiers"?"""
    following = token.i + 1 < len(token.doc) and token.nbor(1)
    return bool(following) and relation(token) == "amod" and token.head.i > token.i


def joined_noun(draft: Draft, index: int) -> Counted:
    """Return the noun that a hyphen joins to a number; of "a 90-strong force" the force, whose size it is."""
    noun = draft.doc[index]
    if noun.lower_ in SIZES:
        head = head_after(draft.doc, index + 1)
        if head is not None:
            return Counted(draft.span_of(draft.doc[index + 1 : head.i + 1]), head)
    return Counted() if noun.lower_ == "strong" else Counted(draft.span_of(noun), noun)


# the phrase after the number ----------------------------------------------------------------------


def head_after(doc: Doc, index: int) -> Token | None:
    """Return the head of the noun phrase that begins at an index, or None."""
    tagged = doc.has_annotation("POS")
    first, last = index, None
    while index < len(doc) and index < first + MAX_TOKENS:
        token = doc[index]
        if not goes_on(token, tagged=tagged):
            break
        if is_noun(token, tagged=tagged):
            last = token
            if token.lower_.endswith("s") if not tagged else is_head(token):
                break
        index += 1
    if last is not None:
        return climb(last) if tagged else last
    if index == first + 1 and doc[first].pos_ == "ADJ" and doc[first].lower_ not in ("strong", "ill"):
        return doc[first]
    return None


def hyphened_end(head: Token) -> int:
    """Return where a noun with what hyphens join to it ends: "passers-by"."""
    end, doc = head.i + 1, head.doc
    while end + 1 < len(doc) and doc[end].text in HYPHENS and not doc[end - 1].whitespace_ and not doc[end].whitespace_:
        end += 2
    return end


def is_head(token: Token) -> bool:
    """Does the parse end the noun phrase with this noun?"""
    if not token.doc.has_annotation("DEP"):
        return False
    if token.pos_ == "PROPN" and token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "NOUN":
        return False
    following = token.i + 1 < len(token.doc) and token.nbor(1).text in ("'s", "’s", "'", "’", *HYPHENS)
    return not following and not (relation(token) in PREMODIFIERS and token.head.i > token.i)


def climb(noun: Token) -> Token:
    """Return the head of a compound that goes on behind a word which is not tagged as a noun: "grain sorting machines"."""
    for _ in range(MAX_CLIMB):
        head = noun.head
        before = relation(noun) in PREMODIFIERS and noun.i < head.i <= noun.i + MAX_CLIMB
        if not before or head.pos_ not in NOUNS or noun.sent.start != head.sent.start:
            break
        noun = head
    return noun


def goes_on(token: Token, *, tagged: bool) -> bool:
    """Can the token be part of the noun phrase that began after the number?"""
    if token.is_space or (token.is_sent_start and token.i > 0 and token.nbor(-1).text in ".!?"):
        return False
    if token.text in ("-", "–", "'s", "’s", "'", "’"):
        return True
    if token.lower_ in ("and", "or", ",") and token.i + 1 < len(token.doc):
        return token.nbor(-1).text in HYPHENS or joins_modifiers(token, tagged=tagged)
    if not tagged:
        return token.is_alpha and token.lower_ not in STOPS
    participle = token.pos_ == "VERB" and relation(token) in ("amod", "compound")
    return (token.pos_ in INSIDE or participle) and token.lower_ not in STOPS


def joins_modifiers(token: Token, *, tagged: bool) -> bool:
    """Does "and" or a comma join adjectives or names before one noun ("Arab and Kurdish fighters")?"""
    before, after = token.nbor(-1), token.nbor(1)
    if tagged:
        same = before.pos_ == after.pos_ and after.pos_ in ("ADJ", "PROPN")
        return same and before.text[:1].isupper() == after.text[:1].isupper()
    return before.text[:1].isupper() and after.text[:1].isupper()


def is_noun(token: Token, *, tagged: bool) -> bool:
    """Can the token be the noun that ends the phrase?"""
    if tagged:
        return token.pos_ in NOUNS
    return token.is_alpha and not token.lower_.endswith("ly")


# the phrase before the number ---------------------------------------------------------------------


def named_before(draft: Draft, tokens: TokenSpan) -> Counted:
    """Return what is counted where it is named before: "a crowd of 900", "put the crowd at 900", "the rebels number 90"."""
    doc, start = draft.doc, tokens.start
    if start > 1 and doc[start - 1].lower_ == "of" and sense_of(doc[start - 2]) == "group":
        return Counted(draft.span_of(doc[start - 2]), doc[start - 2])
    if start > 0 and doc[start - 1].lower_ == "population":
        return Counted(draft.span_of(doc[start - 1]), doc[start - 1])
    if not doc.has_annotation("DEP"):
        return Counted()
    noun = number_of(doc, start) or sized_noun(tokens) or whole_before(tokens)
    return Counted(draft.span_of(noun), noun) if noun is not None else Counted()


def number_of(doc: Doc, start: int) -> Token | None:
    """Return X of "the number of X rose to 30"."""
    sent = doc[max(start - 1, 0)].sent
    if start == 0 or not {doc[start - 1].lower_, doc[start].lower_} & WORD_SETS["number_links"]:
        return None
    for token in reversed(doc[sent.start : start]):
        if token.like_num and token.i < start - 2 and doc[start - 2].lower_ != "from":
            return None
        if token.lower_ == "of" and token.i > sent.start and token.nbor(-1).lower_ in ("number", "numbers", "count"):
            phrase = token.i + 1
            while phrase < start and doc[phrase].pos_ == "DET":
                phrase += 1
            if doc[phrase].lower_ in STATES:
                return doc[phrase]
            return head_after(doc, phrase)
    return None


def sized_noun(tokens: TokenSpan) -> Token | None:
    """Return the group whose size a verb or "strong" tells: "the crowd was 900 strong", "the wounded, 30 in all"."""
    doc, number = tokens.doc, tokens.root
    following = doc[tokens.end].lower_ if tokens.end < len(doc) else ""
    beside = tokens.start > 1 and doc[tokens.start - 1].text == "," and following in ("strong", "in")
    if beside and (following == "strong" or doc[tokens.end + 1 : tokens.end + 2].text in ("all", "total", "number")):
        return group_word(doc[tokens.start - 2])
    verb = doc[tokens.end] if following == "strong" else number.head
    if following == "strong":
        return next((c for c in verb.children if relation(c).startswith("nsubj") and c.pos_ in NOUNS), None)
    if verb.pos_ in NOUNS and verb.i < number.i and verb.head.lemma_ in WORD_SETS["sizing_verbs"]:
        return group_word(verb)
    if verb.lemma_ not in WORD_SETS["sizing_verbs"] or number.i < verb.i:
        return None
    objects = [c for c in verb.children if c.dep_ in ("obj", "nsubj:pass") and c.i < number.i]
    subjects = [c for c in verb.children if c.dep_ == "nsubj"] if verb.lemma_ in ("number", "total") else []
    if verb.dep_ == "acl:relcl" or (verb.dep_ == "acl" and not subjects):
        subjects = [verb.head]
    return next((c for c in objects + subjects if group_word(c) is not None), None)


def group_word(token: Token) -> Token | None:
    """Return the word if it names many: a plural, "crowd", "the wounded"."""
    many = token.tag_ in ("NNS", "NNPS") or token.lower_ in STATES
    return token if many or (token.pos_ in NOUNS and sense_of(token) == "group") else None


def whole_before(tokens: TokenSpan) -> Token | None:
    """Return X of "Of the X, 30 were women"."""
    sent = tokens.doc[tokens.start].sent
    if sent[0].lower_ != "of" or not any(token.text == "," for token in tokens.doc[sent.start : tokens.start]):
        return None
    first = sent.start + 1
    while first < tokens.start and tokens.doc[first].pos_ in ("DET", "NUM"):
        first += 1
    return group_word(tokens.doc[first]) or head_after(tokens.doc, first)
