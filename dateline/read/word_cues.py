"""Cues that are no verbs: nouns ("reports that C"), adjectives ("wary of C"), phrases ("according to X"), headlines ("X: C")."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from dateline.read.channels import is_channel
from dateline.read.complements import sentence_bounds
from dateline.read.contents import BREAKS, to_clause_end
from dateline.read.cues import CONFIDENCE, Cue, entries
from dateline.read.fronted_cues import denied_behind
from dateline.read.lexicon import load_lexicon
from dateline.read.speakers import find_source, noun_phrase, trim

__all__ = ["read_words"]

CLAUSES = ("acl", "acl:relcl", "ccomp", "xcomp", "advcl", "parataxis")
THAT_REACH = 10  # tokens from a noun to "that"
HEADLINE_NAME = 6  # tokens before the colon
SET_PHRASES = {
    ("in", "charge"),
    ("on", "account"),
    ("in", "order"),
    ("in", "accord"),
    ("on", "demand"),
    ("in", "favor"),
}
NOT_SPEAKERS = {"update", "video", "watch", "exclusive", "breaking", "opinion", "analysis", "live", "related", "editorial",
                "photo", "photos", "timeline", "links", "note", "correction", "review", "poll", "factbox", "report",
                "source", "the latest", "latest", "topics", "tags", "q", "a", "part", "chapter", "image"}  # fmt: skip


def read_words(doc: Doc) -> Iterator[Cue]:
    """Yield the cues of nouns, adjectives, phrases and headlines."""
    phrases = _phrases()
    for token in doc:
        part = token.pos_
        if part == "NOUN":
            yield from _noun(token)
        elif part in ("ADJ", "VERB"):
            yield from _adjective(token)
        for words, stance, place in phrases.get(token.lower_, ()):
            yield from _phrase(token, words, stance, place)
    yield from _headlines(doc)


# nouns -------------------------------------------------------------------------------------------


def _noun(noun: Token) -> Iterator[Cue]:
    before = noun.doc[noun.i - 1].lower_ if noun.i else ""
    if (before, noun.lower_) in SET_PHRASES:
        return
    for entry in entries("cue_nouns").get(noun.lemma_.lower(), ()):
        for frame, start, end in (*_near_clause(noun), *_followers(noun)):
            if frame in entry.frames:
                if frame in ("that", "to"):
                    end = _before_predicate(noun, start, to_clause_end(noun, start, end))
                source, head = _owner(noun)
                yield Cue(
                    noun, noun.i, noun.i + 1, entry.stance, "noun", [(start, end)], CONFIDENCE["noun"], source, head
                )
                return


def _before_predicate(noun: Token, start: int, end: int) -> int:
    """Stop before the predicate of which the noun is the subject: "reports that C | were false"."""
    denied = denied_behind(noun)
    verb = noun.head if denied is None else denied
    if (denied is None and not noun.dep_.startswith("nsubj")) or verb.i <= noun.i:
        return end
    own = [c.i for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop", "advmod") and noun.i < c.i < verb.i]
    stop = min([verb.i - (denied is not None), *own])
    return min(end, stop) if stop > start else end


def _near_clause(noun: Token) -> Iterator[tuple[str, int, int]]:
    """A clause that "that" or "to" opens soon after the noun, whatever the parse hangs it on: "reports by X that C"."""
    doc, ceiling = noun.doc, sentence_bounds(noun)[1]
    inside = False
    for i in range(noun.i + 1, min(noun.i + THAT_REACH, ceiling - 1)):
        token = doc[i]
        if token.lower_ == "that" and token.tag_ != "DT" and doc[i + 1].pos_ not in ("VERB", "AUX", "PUNCT"):
            yield "that", i + 1, i + 2
        if token.tag_ == "TO" and doc[i + 1].tag_ == "VB":
            yield "to", i, i + 2
            return
        aside = token.text == "," and _is_aside(doc, i, ceiling)
        aside = aside or (token.tag_ == "VBN" and i == noun.i + 1)  # "reports published by X that C"
        if not aside and (token.pos_ in ("VERB", "AUX") or token.text in BREAKS) and not inside:
            return
        inside = aside or (inside and token.text != ",")


def _is_aside(doc: Doc, comma: int, ceiling: int) -> bool:
    """Does a participle between commas stand between a noun and "that": "the story, carried by the radio, that C"?"""
    end = next((i for i in range(comma + 1, min(comma + THAT_REACH, ceiling - 1)) if doc[i].text == ","), None)
    return end is not None and doc[comma + 1].tag_ == "VBN" and doc[end + 1].lower_ == "that"


def _followers(word: Token) -> Iterator[tuple[str, int, int]]:
    """What follows a noun or adjective: its frame and token range, marker left out."""
    for child in word.children:
        if child.i < word.i:
            continue
        end = child.right_edge.i + 1
        marks = [c for c in child.children if c.i < child.i and c.dep_ in ("mark", "case")]
        if child.dep_ in CLAUSES and any(c.lower_ == "that" for c in marks):
            yield "that", marks[0].i + 1, end
        elif child.dep_ in CLAUSES and any(c.tag_ == "TO" for c in child.children):
            yield "to", child.left_edge.i, end
        elif child.dep_ in ("nmod", "obl", "acl", "advcl") and marks:
            yield marks[0].lower_, marks[0].i + 1, end
        elif child.dep_ in ("ccomp", "csubj") and any(c.dep_.startswith("nsubj") for c in child.children):
            yield (
                "wh"
                if child.left_edge.tag_ in ("WRB", "WP", "WDT") or child.left_edge.lower_ in ("whether", "if")
                else "that",
                child.left_edge.i,
                end,
            )


def _owner(noun: Token) -> tuple[tuple[int, int] | None, Token | None]:
    """Whose the noun is: a possessor, a giver ("reports by X"), a name before it, or the subject of a supporting verb."""
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            return _without_s(child), child
    for child in noun.children:
        case = next((c for c in child.children if c.dep_ == "case" and c.i < child.i), None)
        given = case is not None and (case.lower_ in ("by", "from") or (case.lower_ == "in" and is_channel(child)))
        if child.dep_ == "nmod" and child.i > noun.i and case is not None and given:
            return (case.i + 1, noun_phrase(child, outside=noun)[1]), child
    by = noun.i + 1
    by += by + 1 < len(noun.doc) and noun.doc[by].text == ","
    by += by + 1 < len(noun.doc) and noun.doc[by].tag_ == "VBN"  # "a report | carried by the radio"
    if by + 1 < len(noun.doc) and noun.doc[by].lower_ == "by":
        start, end = _following_phrase(noun.doc[by], by + 1)
        end = next((t.i for t in noun.doc[start + 1 : end] if t.lower_ == "that"), end)
        return (start, end), noun.doc[end - 1]
    names = [c for c in noun.children if c.dep_ == "compound" and c.pos_ == "PROPN" and c.i < noun.i]
    if names:
        return trim(noun, names[0].left_edge.i, names[-1].right_edge.i + 1), names[-1]
    verb = noun.head
    if noun.dep_ == "obj" and verb.lemma_ in _supports():
        return find_source(verb, frame="np")
    return None, None


def _without_s(possessor: Token) -> tuple[int, int]:
    start, end = possessor.left_edge.i, possessor.right_edge.i + 1
    while end - 1 > start and possessor.doc[end - 1].dep_ == "case":
        end -= 1
    return trim(possessor, start, end)


@cache
def _supports() -> frozenset[str]:
    return frozenset(row["lemma"] for row in load_lexicon("cue_supports"))


# adjectives --------------------------------------------------------------------------------------


def _adjective(word: Token) -> Iterator[Cue]:
    key = word.lower_ if word.pos_ == "VERB" else word.lemma_.lower()
    for entry in entries("cue_adjectives").get(key, ()):
        if word.dep_ == "amod" and word.i < word.head.i:
            return
        for frame, start, end in _followers(word):
            if frame in entry.frames:
                source, head = find_source(word, frame=frame)
                if any(c.lower_ == "it" and c.i < word.i for c in word.children):
                    if not any(c.lower_ == "not" for c in word.children):
                        return  # "it is clear who did it": nobody's word
                    source, head = None, None
                yield Cue(
                    word,
                    word.i,
                    word.i + 1,
                    entry.stance,
                    "adjective",
                    [(start, end)],
                    CONFIDENCE["adjective"],
                    source,
                    head,
                )
                return


# phrases -----------------------------------------------------------------------------------------


@cache
def _phrases() -> dict[str, list[tuple[list[str], str, str]]]:
    table: dict[str, list[tuple[list[str], str, str]]] = {}
    for row in load_lexicon("cue_phrases"):
        words = row["words"].split()
        table.setdefault(words[0], []).append((words, row["stance"], row["source"]))
    return table


def _phrase(first: Token, words: list[str], stance: str, place: str) -> Iterator[Cue]:
    doc, start = first.doc, first.i
    after = start + len(words)
    if after > len(doc) or any(doc[start + n].lower_ != word for n, word in enumerate(words)):
        return
    if place == "after" and after < len(doc):
        source = _following_phrase(first, after)
        yield from _around(first, (start, after), (start, source[1]), stance=stance, source=source)
    elif place == "before":
        owner = next((c for c in first.children if c.dep_ == "nmod:poss"), None)
        case = next((c for c in first.children if c.dep_ == "case" and c.lower_ in ("in", "by", "to")), None)
        if owner is not None and case is not None and case.i < owner.left_edge.i:
            yield from _around(first, (case.i, start + 1), (case.i, start + 1), stance=stance, source=_without_s(owner))
    elif place == "none":
        yield from _hedge(first, stance)


def _hedge(adverb: Token, stance: str) -> Iterator[Cue]:
    """An adverb that makes its clause hearsay: the clause, less the adverb."""
    verb = adverb.head
    own = [
        verb,
        *(c for c in verb.children if c.dep_ not in ("advcl", "parataxis", "conj", "cc", "punct", "mark", "ccomp")),
    ]
    start, end = (
        min(t.left_edge.i if t is not verb else t.i for t in own),
        max(t.right_edge.i + 1 if t is not verb else t.i + 1 for t in own),
    )
    if verb.pos_ in ("VERB", "AUX", "ADJ", "NOUN") and start <= adverb.i < end:
        pieces = [(a, b) for a, b in ((start, adverb.i), (adverb.i + 1, end)) if a < b]
        yield Cue(adverb, adverb.i, adverb.i + 1, stance, "adverb", pieces, CONFIDENCE["adverb"])


def _following_phrase(first: Token, after: int) -> tuple[int, int]:
    """The noun phrase that begins at a token, by the parse; short of a comma if the parse has it run on."""
    doc, (_, ceiling) = first.doc, sentence_bounds(first)
    heads = [t for t in doc[after : min(after + 12, ceiling)] if t.pos_ in ("NOUN", "PROPN", "PRON", "NUM")]
    outer = next((t for t in heads if (t.left_edge.i <= after and t.head.i < after) or t.left_edge.i <= first.i), None)
    head = outer or (heads[0] if heads else doc[after])
    end = noun_phrase(head, outside=first)[1]
    end = end if end > after else after + 1
    limit = next(
        (i for i in range(after, min(end, ceiling)) if doc[i].text in (",", ";", "–", "—") and i > head.i), end
    )
    if limit < end and not any(t.dep_ in ("appos", "acl:relcl", "conj") for t in head.children if t.i > limit):
        end = limit
    return trim(first, after, min(end, ceiling))


def _around(
    first: Token, cue: tuple[int, int], whole: tuple[int, int], *, stance: str, source: tuple[int, int]
) -> Iterator[Cue]:
    """The rest of the sentence around a phrase: before it if anything stands there, else after it."""
    doc, (floor, ceiling) = first.doc, sentence_bounds(first)
    before, after = (floor, whole[0]), (whole[1], ceiling)
    pieces = []
    if sum(t.is_alpha for t in doc[before[0] : before[1]]) >= 2:
        begin = next((i + 1 for i in range(before[1] - 1, before[0], -1) if doc[i].text == ";"), before[0])
        pieces.append((begin, before[1]))
        resumed = after[0] + 2 < after[1] and doc[after[0]].text in BREAKS and doc[before[1] - 1].text in BREAKS
        if resumed and doc[after[0] + 1].lower_ not in ("and", "but", "while", "which", "who", "with"):
            pieces.append(after)
    elif after[0] < after[1]:
        pieces.append(after)
    if pieces:
        yield Cue(first, cue[0], cue[1], stance, "phrase", pieces, CONFIDENCE["phrase"], source, doc[source[1] - 1])


# headlines ---------------------------------------------------------------------------------------


def _headlines(doc: Doc) -> Iterator[Cue]:
    """A line "Name: what the name says", without a quotation after the colon."""
    for colon in doc[: min(len(doc), 400)]:
        if colon.text != ":":
            continue
        start = colon.i
        while start > 0 and "\n" not in doc[start - 1].text and colon.i - start <= HEADLINE_NAME:
            start -= 1
        name = doc[start : colon.i]
        if (start > 0 and "\n" not in doc[start - 1].text) or not len(name) or len(name) > HEADLINE_NAME:
            continue
        end = next((t.i for t in doc[colon.i + 1 :] if "\n" in t.text), len(doc))
        capital = any(t.pos_ == "PROPN" for t in name) and not any(t.pos_ in ("VERB", "AUX") for t in name)
        if (
            capital
            and name.text.lower() not in NOT_SPEAKERS
            and name[0].lower_ not in NOT_SPEAKERS
            and end - colon.i > 4
        ):
            yield Cue(
                colon,
                colon.i,
                colon.i + 1,
                "says",
                "headline",
                [(colon.i + 1, end)],
                CONFIDENCE["headline"],
                (start, colon.i),
                name.root,
            )
