"""Report -> attributions: who is said to say what, nested, with their speakers."""

from __future__ import annotations

from dateline.read.contents import Quotes, characters, clean
from dateline.read.cues import Cue, match_frame, speaks
from dateline.read.direct import follow_on, read_direct
from dateline.read.draft import Draft
from dateline.read.quotes import find_quotations
from dateline.read.speakers import find_source
from dateline.records import Attribution, Span

__all__ = ["extract_attributions"]


import os

EXT = os.environ.get("EXT", "")


def extend(doc, v, comp, pieces):
    mode = dict(x.split(":") for x in EXT.split(",") if x).get(
        comp.frame, dict(x.split(":") for x in EXT.split(",") if x).get("*", "0")
    )
    if mode == "0" or comp.frame in ("said", "pass"):
        return pieces
    last = comp.pieces[-1][1]
    if mode == "1":
        end = last
        for c in v.children:
            if c.i > v.i and c.dep_ not in ("conj", "parataxis", "punct", "cc") and c.left_edge.i >= comp.pieces[-1][0]:
                end = max(end, c.right_edge.i + 1)
    elif mode == "2":
        end = v.sent.end
        for c in v.children:
            if c.i > v.i and c.dep_ in ("conj", "cc", "parataxis") and c.left_edge.i >= last:
                end = min(end, c.left_edge.i)
    elif mode == "3":
        end = v.sent.end
        for i in range(last, v.sent.end):
            if doc[i].text in (",", ";", "–", "—"):
                end = i
                break
    if end > last:
        return [*pieces[:-1], (pieces[-1][0], doc[end - 1].idx + len(doc[end - 1]))]
    return pieces


def find_cues(draft: Draft) -> list[Cue]:
    doc, text = draft.doc, draft.text
    quotes = Quotes(doc, find_quotations(doc.text))
    cues = read_direct(doc, quotes.all)
    for c in cues:
        c.source = (
            clean(text, *characters(doc, c.source_tokens))
            if c.source_tokens and c.source_tokens[0] < c.source_tokens[1]
            else None
        )
    taken = {c.head.i for c in cues}
    for token in doc:
        if token.pos_ != "VERB" or token.i in taken:
            continue
        m = match_frame(token)
        if not m:
            continue
        entry, comp = m
        pieces = [characters(doc, p) for p in comp.pieces if p[0] < p[1]]
        if comp.frame == "said":
            s = token.sent
            g0 = min(
                [token.i] + [c.left_edge.i for c in token.children if c.dep_ in ("nsubj", "aux") and c.i < token.i]
            )
            pieces = [(s.start_char, doc[g0].idx)]
            if clean(text, *pieces[0]) is None:
                continue
        pieces = extend(doc, token, comp, pieces)
        pieces = quotes.snap(pieces, cue=token.idx)
        pieces = [c for c in (clean(text, *p) for p in pieces) if c]
        if not pieces:
            continue
        rng, head = find_source(token, frame=comp.frame)
        src = clean(text, *characters(doc, rng)) if rng and rng[0] < rng[1] else None
        cues.append(Cue(token, token.i, comp.cue_end or token.i + 1, entry.stance, comp.frame, pieces, 0.9, src, head))
    for q, c, same in list(follow_on(doc, quotes.all, cues)):
        if same:
            c.pieces.append((q.start, q.end))
    cues.sort(key=lambda c: c.at)
    return cues


def extract_attributions(draft: Draft) -> tuple[Attribution, ...]:
    out = []
    for n, c in enumerate(find_cues(draft), 1):
        doc = draft.doc
        out.append(
            Attribution(
                f"a{n}",
                None,
                draft.span(*c.source) if c.source else None,
                None,
                draft.span(*characters(doc, (c.start, c.end))),
                tuple(draft.span(*p) for p in sorted(c.pieces)),
                c.stance,
                "direct" if c.direct else "indirect",
            )
        )
    return tuple(out)


def flat_attributions(attributions):
    """Those whose cue stands in no other's content."""
    out = []
    for a in attributions:
        if a.cue and not any(b is not a and any(s.covers(a.cue) for s in b.content) for b in attributions):
            out.append(a)
    return out
