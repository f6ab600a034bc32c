"""Report -> attributions: who is said to say what, nested, with their speakers.

The reading model finds most of them. Three searches by rule stand beside it, or in its place under another pipeline:
quotations look for the cue that brings them in, verbs for a clause that hangs on them, and nouns, adjectives and phrases
likewise. What is found is put in text order, nested by the words, given its speaker, and linked to what it carries on.
What it denies is found last of all (``dateline.read.denials``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from dateline.read.channels import find_channel
from dateline.read.contents import Quotes, characters, clean
from dateline.read.cues import SOURCED, SOURCELESS, Cue
from dateline.read.denial_forms import stance_of
from dateline.read.direct import DirectSpeech
from dateline.read.draft import Draft
from dateline.read.fronted_cues import read_fronted
from dateline.read.learned_cues import QUOTE_MARKS, read_learned
from dateline.read.model import ATTRIBUTIONS
from dateline.read.propositions import is_only_pronouns, is_proposition
from dateline.read.quotes import find_quotations
from dateline.read.quoting import nest_citations, nest_quoted, part_quoting
from dateline.read.span_index import Piece, SpanIndex
from dateline.read.speakers import widened
from dateline.read.verb_cues import read_verbs
from dateline.read.verdicts import part_verdicts, say_instead
from dateline.read.voices import find_speaker
from dateline.read.word_cues import read_words
from dateline.records import Attribution, Span

__all__ = ["extract_attributions", "flat_attributions"]

BEHIND = ("said", "phrase")  # cues that stand behind their content
CLAUSAL = {"quote", "that", "wh", "said", "to", "np-to", "phrase", "headline", "adverb", "pass-to", "raise"}
SPEAKER_KINDS = ("person", "group", "organization")
# Nouns, clauses and quotations without a source stand below: they cost more precision than they give in recall
FLAT_LEAST = 0.5
# What is left of a rule's confidence where the model sees no cue
UNSEEN = 0.6


def extract_attributions(draft: Draft) -> tuple[Attribution, ...]:
    """Return the attributions of a report, in text order of their contents' and cues' beginnings."""
    found = sorted(_found(draft), key=_place)
    idents = {id(cue): f"a{number}" for number, cue in enumerate(found, 1)}
    out: list[Attribution] = []
    parents = _parents(found)
    for cue in found:
        parent = parents.get(id(cue))
        out.append(
            Attribution(
                id=idents[id(cue)],
                within=idents[id(parent)] if parent else None,
                source=draft.whole_words(*cue.source) if cue.source else None,
                speaker=None,
                cue=None if cue.continues else draft.span(*characters(draft.doc, (cue.start, cue.end))),
                content=tuple(draft.span(*piece) for piece in cue.pieces),
                stance=cue.stance if cue.continues else stance_of(cue, reading=draft),
                quoted=_quoted(draft.text, cue),
                channel=draft.span(*cue.channel) if cue.channel else None,
                continues=idents[id(cue.continues)] if cue.continues else None,
                confidence=round(cue.confidence, 2),
            )
        )
    heads = {idents[id(cue)]: cue.source_head for cue in found}
    return tuple(find_speaker(draft, out, heads=heads))


def _place(cue: Cue) -> tuple[int, int, bool]:
    """Where a cue stands in text order; one that is nested wherever it stands, behind the one it is nested in."""
    first = cue.host or cue
    return min(first.at, first.pieces[0][0]), first.at, cue.host is not None


def flat_attributions(attributions: Sequence[Attribution], *, least: float = FLAT_LEAST) -> list[Attribution]:
    """Return one level of attributions, as corpora without nesting (PARC3, PolNeAR) mark them.

    Those within another are left out, and those with a confidence below ``least``; quotations without a cue of their own are
    contents of the one that they carry on.
    """
    kept = [a for a in attributions if a.continues is None and a.confidence >= least]
    idents = {a.id for a in kept}
    carried: dict[str, list[Span]] = {}
    for attribution in attributions:
        if attribution.continues:
            carried.setdefault(attribution.continues, []).extend(attribution.content)
    return [replace(a, content=(*a.content, *carried.get(a.id, ()))) for a in kept if a.within not in idents]


def _found(draft: Draft) -> list[Cue]:
    """Every cue with character ranges for source and content: the model's, and those of the rules beside them."""
    doc, text = draft.doc, draft.read_text
    marked = find_quotations(text)
    speech = DirectSpeech(doc, text, marked)
    learned = list(read_learned(doc, text))
    for cue in learned:
        part_quoting(doc, cue)
        _find_channel(draft, cue)
    ruled = _ruled(draft, speech, Quotes(marked, size=len(text)))
    if ATTRIBUTIONS in doc.user_data:
        learned = [cue for cue in learned if not _is_empty(draft, cue, ruled)]
        ruled = _beside(learned, ruled)
    found = learned + ruled
    found += [carried for cue in learned for carried in _later_paragraphs(text, cue)]
    for quote, cue, same_paragraph in list(speech.follow_on(found)):
        if same_paragraph and (cue.direct or not _words_between(text, cue, quote.start)):
            cue.pieces.append((quote.start, quote.end))
        elif not same_paragraph:
            found.append(_carried_on(cue, (quote.start, quote.end)))
    for cue in found:
        cue.pieces.sort()
    nest_citations(draft, found)
    nest_quoted(draft, found)
    part_verdicts(draft, found)
    say_instead(draft, found)
    return found


def _ruled(draft: Draft, speech: DirectSpeech, quotes: Quotes) -> list[Cue]:
    """The cues that lexicon, parse and quotation marks show."""
    doc = draft.doc
    direct = speech.read()
    taken = {cue.head.i for cue in direct}
    indirect = [
        cue for cue in (*read_verbs(doc, taken), *read_words(doc), *read_fronted(doc)) if _settle(draft, cue, quotes)
    ]
    for cue in direct:
        _settle(draft, cue, quotes)
    found = [cue for cue in _parted(_without_twins(direct + indirect), draft.read_text) if cue.pieces]
    parents = _parents(found)
    for cue in found:
        if cue.source is None and cue.frame in SOURCED and not cue.continues:
            cue.confidence *= SOURCELESS
    return [cue for cue in found if _says_something(draft, cue, inner=id(cue) in parents)]


def _is_empty(draft: Draft, cue: Cue, ruled: Sequence[Cue]) -> bool:
    """Is a content a mere pronoun where the rules see words: "C" was all "that" she would say?"""
    if not is_only_pronouns([token for piece in cue.pieces for token in draft.tokens_in(draft.span(*piece))]):
        return False
    return any(other.start < cue.end and cue.start < other.end and other.direct for other in ruled)


def _later_paragraphs(text: str, cue: Cue) -> list[Cue]:
    """Part from a cue the quotations that begin later paragraphs: each carries it on."""
    later = [
        piece
        for piece in cue.pieces[1:]
        if piece[0] > cue.at and text[piece[0]] in QUOTE_MARKS and _opens_line(text, piece[0])
    ]
    cue.pieces = [piece for piece in cue.pieces if piece not in later]
    return [_carried_on(cue, piece) for piece in later]


def _opens_line(text: str, at: int) -> bool:
    line = text.rfind("\n", 0, at)
    return line >= 0 and not text[line + 1 : at].strip(" ")


def _beside(learned: Sequence[Cue], ruled: Sequence[Cue]) -> list[Cue]:
    """The rules' cues that stand apart from all of the model's; inside its contents it was not taught to see any."""
    taken = {i for cue in learned for i in range(cue.start, cue.end)}
    channels = [cue.channel for cue in learned if cue.channel]
    contents = SpanIndex((Piece(start, end), cue) for cue in learned for start, end in cue.pieces)
    kept = []
    for cue in ruled:
        through = cue.frame == "noun" and any(
            start <= cue.at < end for start, end in channels
        )  # "said in a report that C"
        if not through and not taken.intersection(range(cue.start, cue.end)):
            cue.confidence *= 1.0 if contents.touching(cue.at, cue.at + 1) else UNSEEN
            kept.append(cue)
    return kept


def _words_between(text: str, cue: Cue, start: int) -> bool:
    last = max(end for _, end in cue.pieces if end <= start)
    return any(c.isalnum() for c in text[last:start])


def _carried_on(cue: Cue, piece: tuple[int, int]) -> Cue:
    return Cue(cue.head, cue.start, cue.end, "says", "quote", [piece], 0.8, None, cue.source_head, True, continues=cue)


def _settle(draft: Draft, cue: Cue, quotes: Quotes) -> bool:
    """Turn the token ranges of a cue into characters; False if no content is left."""
    doc, text = draft.doc, draft.read_text
    if not cue.direct:
        pieces = quotes.snap((characters(doc, piece) for piece in cue.pieces), cue=cue.at)
        cue.pieces = [piece for piece in (clean(text, *piece) for piece in pieces) if piece]
    if cue.source and cue.source[0] < cue.source[1]:
        source, cue.source_head = widened(doc, cue.source, cue.source_head)
        cue.source = clean(text, *characters(doc, source)) if source else None
    else:
        cue.source = None
    _find_channel(draft, cue)
    if cue.frame == "headline" and draft.entities and not _names_a_speaker(draft, cue):
        return False
    return bool(cue.pieces)


def _find_channel(draft: Draft, cue: Cue) -> None:
    channel = find_channel(cue)
    cue.channel = clean(draft.read_text, *characters(draft.doc, channel)) if channel else None


def _names_a_speaker(draft: Draft, cue: Cue) -> bool:
    if cue.source is None:
        return False
    return any(entity.kind in SPEAKER_KINDS for entity in draft.find_entities(draft.span(*cue.source)))


def _without_twins(found: list[Cue]) -> list[Cue]:
    """Drop a weaker cue whose cue words stand in a stronger one's cue."""
    kept: dict[int, Cue] = {}
    for cue in sorted(found, key=lambda c: -c.confidence):
        if not any(i in kept for i in range(cue.start, cue.end)):
            kept.update(dict.fromkeys(range(cue.start, cue.end), cue))
    return list({id(cue): cue for cue in kept.values()}.values())


def _says_something(draft: Draft, cue: Cue, *, inner: bool) -> bool:
    """Has a cue a content that can be somebody's word, and no mere thing or pronoun?"""
    if cue.direct or cue.frame in CLAUSAL:
        return True
    tokens = [t for piece in cue.pieces for t in draft.tokens_in(draft.span(*piece))]
    if cue.frame == "noun" and cue.source is None and tokens[0].tag_ in ("WRB", "WP", "WDT"):
        return False  # "four accounts of how many died" tell nothing yet
    if is_only_pronouns(tokens):
        return cue.stance == "denies"
    return not inner or is_proposition(tokens, bare=cue.stance == "denies")


def _parted(found: list[Cue], text: str) -> list[Cue]:
    """Cut a content where a cue that stands behind the whole sentence begins: "he said C, | according to the agency"."""
    for outer in found:
        if not outer.pieces or outer.frame not in BEHIND or outer.pieces[0][0] > outer.at:
            continue
        begin = min(outer.at, outer.source[0] if outer.source else outer.at)
        for cue in found:
            if cue is outer or not any(start <= cue.at < end for start, end in outer.pieces):
                continue
            if any(start <= outer.at < end for start, end in cue.pieces):
                cut = (clean(text, start, min(end, begin)) for start, end in cue.pieces if start < begin)
                cue.pieces = [piece for piece in cut if piece]
    return found


def _parents(found: list[Cue]) -> dict[int, Cue]:
    """The cue in whose content each cue stands: the one with the smallest such content."""
    parents = {}
    contents = SpanIndex((Piece(start, end), cue) for cue in found for start, end in cue.pieces)
    for cue in found:
        if cue.host is not None:
            parents[id(cue)] = cue.host
            continue
        at = cue.pieces[0][0] if cue.continues else cue.at
        best: tuple[int, Cue] | None = None
        for (start, end), other in contents.touching(at, at + 1):
            if other is cue or other.at == cue.at or _speaks_within(other, cue.source):
                continue
            mutual = any(begin <= other.at < stop for begin, stop in cue.pieces) and not cue.continues
            if not mutual and (best is None or end - start < best[0]):
                best = (end - start, other)
        if best:
            parents[id(cue)] = best[1]
    return parents


def _speaks_within(cue: Cue, source: tuple[int, int] | None) -> bool:
    """Does a cue tell of a source: "a man | who said he was a doctor | warned that C"?"""
    relative = cue.source_head is not None and cue.source_head.lower_ in ("who", "which", "that")
    return relative and source is not None and source[0] <= cue.at < source[1]


def _quoted(text: str, cue: Cue) -> Literal["direct", "indirect", "mixed"]:
    if cue.direct:
        return "direct"
    inside = [text[start:end] for start, end in cue.pieces]
    if all(words[0] in '“"«‘' and words[-1] in '”"»’' for words in inside):
        return "direct" if len(inside[0].split()) > 3 else "mixed"
    return "mixed" if any(mark in words for words in inside for mark in '“”"«»‘') else "indirect"
