"""Runs of words that the reading model gives for sources and contents -> the same, whole: no phrase cut in two, no other cue.

The model marks word by word, so a run may stop inside a phrase ("a driver who | asked not to be named") or go on over a
neighbour's cue ("The Post quoted | a driver"). The parse and the other cues of the report say where it should end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from dateline.read.contents import to_clause_end
from dateline.read.cues import entries
from dateline.read.decoding import AttributionFound
from dateline.read.sentences import BREAKS
from dateline.read.speakers import QUOTING, find_source

__all__ = [
    "before_colon",
    "behind_source",
    "cue_end",
    "finished",
    "is_anothers",
    "is_finite",
    "whole_source",
    "with_antecedent",
]

Run = tuple[int, int]  # first and last token

# Relations of words that stand before the word they belong to
LEADING = frozenset({"det", "case", "amod", "nummod", "nmod:poss", "compound", "aux", "aux:pass", "mark", "cc", "cop"})
WITHIN_NAME = frozenset({"det", "amod", "nummod", "nmod:poss", "compound"})
NAME_PARTS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "NUM"})
RELATIVES = frozenset({"who", "which", "whose", "whom"})
PARTICIPLES = frozenset({"VBN", "VBG", "VBD"})
FLOATING = frozenset({"all", "both", "each"})
CONTRASTS = frozenset({"while", "whereas"})
LOOSE = frozenset({",", ";"})
JOINING = frozenset({"and", "but"})
# what leads on from a noun that tells nothing alone: "claimed responsibility | for the raid"
LEADING_ON = frozenset({"for", "of", "in", "that"})
LONGEST_CLAUSE = 12  # tokens of a relative clause or a participle between a source and its cue


def is_finite(token: Token) -> bool:
    """Is the token a verb with a tense?"""
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD")


# cues --------------------------------------------------------------------------------------------


def cue_end(doc: Doc, first: int, last: int, *, head: Token, denies: bool) -> int:
    """Return the last token of a cue, without what begins the next phrase, and the claim that a denial is about.

    "quoted | a driver", "denied | claims by the mayor".
    """
    while last > max(first, head.i) and doc[last].pos_ == "DET":
        last -= 1
    if head.pos_ != "VERB" or not denies or doc[last].lemma_.lower() not in entries("cue_nouns"):
        return last
    if doc[last].pos_ == "NOUN" and last > head.i:
        return max(head.i, next((t.i for t in doc[head.i + 1 : last] if t.pos_ in NAME_PARTS), last) - 1)
    return last


def with_antecedent(doc: Doc, runs: Sequence[Run], head: Token) -> list[Run]:
    """Put before "as false" what is so called, where it stands before the cue: "a claim that the army dismissed as C"."""
    if not runs or doc[runs[0][0]].lower_ != "as" or runs[0][0] < head.i or head.dep_ not in ("acl", "acl:relcl"):
        return list(runs)
    noun = head.head
    if noun.pos_ not in ("NOUN", "PROPN") or noun.i > head.i:
        return list(runs)
    return [(min(c.i for c in (*noun.children, noun) if c.i == noun.i or c.dep_ in WITHIN_NAME), noun.i), *runs]


# sources -----------------------------------------------------------------------------------------


def whole_source(doc: Doc, found: AttributionFound, head: Token, *, others: Iterable[AttributionFound]) -> Run:
    """Return the source that the model gives, with the rest of its phrase, without another's cue."""
    first, last = found.source[0]
    subject = _subject_across(doc, found, others) if first == last else None
    if subject is not None:
        return subject[0], subject[1] - 1
    quotes = any(t.lemma_ in QUOTING for t in doc[found.cue[0][0] : found.cue[0][1]])
    if (
        head.tag_ == "VBG" and head.i and head.nbor(-1).lower_ == "as" and not quotes
    ):  # "quoted | a driver | as saying that C"
        quoted, _ = find_source(head, frame="that")
        if quoted is not None and quoted[0] < quoted[1]:
            first, last = quoted[0], quoted[1] - 1
    first = _with_joined(doc, _behind_other_cue(doc, found, (first, last), others), last)
    behind_dateline = doc.user_data.get(BREAKS, ())
    first = max([first, *(token.i for token in doc[first : last + 1] if token.idx in behind_dateline)])
    if first and doc[first - 1].dep_ == "det" and first <= doc[first - 1].head.i <= last:
        first -= 1
    return first, _source_end(doc, first, last, cue=found.cue[0][0])


def _subject_across(doc: Doc, found: AttributionFound, others: Iterable[AttributionFound]) -> tuple[int, int] | None:
    """Return the subject of the sentence for a last act that the model gives to the one a clause between tells of.

    "The judge heard the guard, who had written C, | and said D"; "The farmers, asked by a lawyer, | all denied C".
    """
    at, cue = found.source[0][0], found.cue[0][0]
    floor = next(i for i in range(at, -1, -1) if doc[i].is_sent_start or i == 0)
    if doc[at].lower_ in RELATIVES:
        told = any(o is not found and o.source and o.source[0][0] == at and o.cue[0][0] < cue for o in others)
        last_act = told and doc[cue - 1].lower_ == "and" and doc[cue - 2].text == ","
    else:
        last_act = doc[at].lower_ in FLOATING and at + 1 == cue and doc[at - 1].text == ","
    comma = next((t.i for t in doc[floor:at] if t.text == ","), at)
    verb = next((t for t in doc[floor:at] if is_finite(t)), doc[comma])
    stop = min(comma, verb.i)
    named = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in doc[floor:stop])
    return (floor, stop) if last_act and named and doc[floor].pos_ != "ADP" else None


def _behind_other_cue(doc: Doc, found: AttributionFound, run: Run, others: Iterable[AttributionFound]) -> int:
    """Where a source begins that the model takes together with another's and its cue: "He said | the mayor" (denied C)."""
    first, last = run
    for other in others:
        cue = other.cue[0][1]
        if other is not found and other.source and other.source[0][0] == first and first < cue < last:
            first = cue + 1 + (doc[cue + 1].lower_ == "that" and cue + 1 < last)
    return first


def _with_joined(doc: Doc, first: int, last: int) -> int:
    """Where a source begins of which the model has only the second half: "police | and hospital officials"."""
    at = first
    if doc[first].lower_ not in ("and", "or"):
        return first
    while at > 0 and not doc[at].is_sent_start and doc[at - 1].pos_ in NAME_PARTS:
        at -= 1
    return at if at < first else min(first + 1, last)


def _source_end(doc: Doc, first: int, last: int, *, cue: int) -> int:
    while last > first and ((doc[last].pos_ == "ADP" and doc[last].is_alpha) or _is_lone_comma(doc, first, last)):
        last -= 1
    while _is_inside_phrase(doc, first, last) and last < doc[last].head.i < (cue if cue > last else len(doc)):
        last = doc[last].head.i  # "a diplomat in the | capital"
    if doc[last].lower_ in RELATIVES and last > first:
        return _clause_end(doc, last, cue=cue)
    if any(t.lower_ in RELATIVES for t in doc[first:last]) and last + 1 < len(doc):
        if doc[last + 1].dep_ == "obj" and first <= doc[last + 1].head.i <= last:
            last += 1  # "a driver who had seen | them"
        elif cue < first and any(t.tag_ == "TO" for t in doc[last + 1 : last + 3]):
            return _clause_end(doc, last, cue=cue)  # "according to a driver who asked not | to be named"
    if cue <= last + 1 or cue - last > LONGEST_CLAUSE:
        return last
    gap = doc[last + 1 : cue]
    opens = doc[last] if doc[last].tag_ in PARTICIPLES and last > first else gap[0]
    begun = opens.tag_ in PARTICIPLES and opens.nbor(1).pos_ in ("ADP", "SCONJ", "PART")
    begun = begun and (opens.tag_ != "VBD" or opens.nbor(1).lower_ == "by")
    plain = not any(t.is_punct or t.pos_ == "CCONJ" or (is_finite(t) and t.i != opens.i) for t in gap)
    return cue - 1 if begun and plain else last


def _is_lone_comma(doc: Doc, first: int, last: int) -> bool:
    """Does a source end with the comma behind it, and no comma stand before an apposition in it?"""
    return doc[last].text == "," and not any(t.text == "," for t in doc[first:last])


def _is_inside_phrase(doc: Doc, first: int, last: int) -> bool:
    """Does a run stop at a word that belongs to a noun of its own phrase: "a diplomat in the | capital"?"""
    token, root = doc[last], doc[first : last + 1].root
    if token.dep_ not in ("det", "amod", "compound", "cc"):
        return False
    return token.i == root.i or root.is_ancestor(token.head) or root.head.i == token.head.i


def _clause_end(doc: Doc, last: int, *, cue: int) -> int:
    """Where the clause ends that a relative pronoun opens: before its cue, or at the next comma."""
    stop = cue if cue > last else min(last + LONGEST_CLAUSE, len(doc))
    end = next((t.i for t in doc[last + 1 : stop] if t.is_sent_start or t.text in (",", ";")), stop)
    if end == stop and cue < last:
        return last
    return end - 1


def behind_source(doc: Doc, runs: Iterable[Run], source: tuple[int, int] | None) -> list[Run]:
    """Return runs of a content without what belongs to the source before them: "who asked | not to be named, C"."""
    kept = []
    for first, last in runs:
        if source and first < source[0] <= last < source[1]:
            last = source[0] - 1  # "C, the | mayor | said"
            last -= last > first and doc[last].is_punct
        start = max(first, source[1]) if source and source[0] <= first else first
        if start > first and any(t.lower_ in JOINING for t in doc[start : start + 2]):
            continue  # the report goes on: "said a driver who had seen | them, and the bridge was closed"
        while start < last and doc[start].text in LOOSE:
            start += 1
        while start < last and doc[last].text in LOOSE:
            last -= 1
        if start > last:
            continue
        if doc[start].is_quote and last + 1 < len(doc) and doc[last + 1].is_quote and not doc[last].is_quote:
            last += 1
        kept.append((start, last))
    return kept


# contents ----------------------------------------------------------------------------------------


def is_anothers(run: Run, found: AttributionFound, *, others: Iterable[AttributionFound]) -> bool:
    """Does a run begin with the cue of somebody else: "which the army has disputed, | said that C"?"""
    return run[0] > found.cue[0][1] and any(
        other is not found and other.cue[0][0] == run[0] and other.source and other.source[0][1] < found.cue[0][0]
        for other in others
    )


def before_colon(doc: Doc, run: Run) -> Run:
    """Return a run up to a colon, which brings in what is said instead: "contradicted them: the road was open"."""
    colon = next((t.i for t in doc[run[0] + 1 : run[1]] if t.text == ":"), None)
    return run if colon is None else (run[0], colon - 1)


def finished(doc: Doc, run: Run, found: AttributionFound, *, others: Sequence[AttributionFound]) -> Run:
    """Return a run of a content that neither begins nor ends inside a phrase, nor goes on over the source's next act."""
    first, last = run
    behind = first > found.cue[0][1]
    if behind:
        last = _before_next_act(doc, run, found, others)
    while doc[last].dep_ in LEADING and doc[last].head.i > last and not last < found.cue[0][0] <= doc[last].head.i:
        last = doc[last].head.i
    return _phrase_start(doc, first, last, found), _led_on(doc, first, last) if behind else last


def _before_next_act(doc: Doc, run: Run, found: AttributionFound, others: Sequence[AttributionFound]) -> int:
    """Stop before a verb that is joined to the cue and has its source: "confirmed the raid | but declined to say more"."""
    first, last = run
    for other in others:
        at = other.cue[0][0]
        if not first < at <= last or not found.source or not other.source:
            continue
        voice = other.source[0][0]
        if first + 2 < voice < at and doc[voice - 1].lower_ in CONTRASTS and doc[voice - 2].text == ",":
            last = min(last, voice - 3)  # "said C, | while the farmers said D"
        joined = doc[at - 1].lower_ in JOINING and doc[at].pos_ == "VERB"
        if joined and other.source[0][0] == found.source[0][0] and at - 2 >= first:
            last = min(last, at - 2)
    return last - (doc[last].text == "," and last > first)


def _phrase_start(doc: Doc, first: int, last: int, found: AttributionFound) -> int:
    """Go back over what a noun's phrase begins with: "called on the two | sides"."""
    taken = {i for start, end in (*found.cue, *found.source) for i in range(start, end + 1)}
    while first - 1 not in taken and doc[first - 1].dep_ in WITHIN_NAME and first <= doc[first - 1].head.i <= last:
        first -= 1
    return first


def _led_on(doc: Doc, first: int, last: int) -> int:
    """Go on behind a lone noun to what it is about: "claimed responsibility | for the raid on the fort"."""
    nouns = [t for t in doc[first : last + 1] if t.pos_ != "DET"]
    if len(nouns) != 1 or nouns[0].pos_ != "NOUN" or last + 2 >= len(doc) or doc[last + 1].lower_ not in LEADING_ON:
        return last
    return to_clause_end(nouns[0], first, last + 2) - 1
