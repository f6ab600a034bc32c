"""Corpora -> predictions in the corpora's own form, so that an outside scorer can hold them against gold.

A document is read as any report: of its line only ``id``, ``text`` and ``published`` are used, and for ``plv`` the two spans
that its task gives. The layer that is scored is never looked at.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from dateline.errors import InvalidReport, ItemError, UnknownFormat
from dateline.ingest.base import Limits
from dateline.ingest.dates import iso_date
from dateline.ingest.jsonl import iter_jsonl, object_of_line
from dateline.read.attack_roles import ROLES, find_fillers
from dateline.read.attribution import flat_attributions
from dateline.read.draft import Draft
from dateline.read.entities import is_named
from dateline.read.event_words import read_event_word
from dateline.read.events import event_type_between
from dateline.read.gazetteer import demonyms, load_gazetteer
from dateline.read.learned_events import LearnedEvents
from dateline.read.learned_mentions import LearnedMentions
from dateline.read.reader import Reader
from dateline.records import Report, Span
from dateline.timeline_predictions import predict_timelines

__all__ = ["PREDICTORS", "TASKS", "predict_file"]

# GUM's ten types, as far as ours say the same
GUM_TYPES = {
    "person": "person", "group": "person", "organization": "organization", "place": "place", "facility": "place",
    "vehicle": "object", "weapon": "object", "other": "object",
}  # fmt: skip

LEAST_EVENT = 0.5  # probability from which a word is taken for an event of TimeML's
Document = dict[str, Any]


def predict_attributions(draft: Draft, _document: Document) -> Document:
    """PolNeAR's form: pieces of source, cue and content, one level."""

    def pieces(*spans: Span | None) -> list[list[int]]:
        return [[s.start, s.end] for s in spans if s]

    rows = [
        {"source": pieces(a.source), "cue": pieces(a.cue), "content": pieces(*a.content)}
        for a in flat_attributions(draft.attributions)
    ]
    return {"attributions": rows}


def predict_timexes(draft: Draft, _document: Document) -> Document:
    """TempEval-3's form."""
    rows = [
        {"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value, "mod": t.mod} for t in draft.times
    ]
    return {"timexes": rows}


def predict_toponyms(draft: Draft, _document: Document) -> Document:
    """Names of places and of peoples with their points; "the city" and pronouns are mentions, but no toponyms.

    Most corpora of places mark "Kenyans" as they mark "Kenyan"; a people is a group to Dateline, so its point is given here.
    """
    rows = []
    for entity in draft.entities:
        point = {"lat": entity.place.lat, "lon": entity.place.lon} if entity.place else {"lat": None, "lon": None}
        if entity.kind == "place":
            rows += [{"start": m.start, "end": m.end, **point} for m in entity.mentions if is_named(m, entity)]
        elif entity.kind == "group":
            peoples = ((m, demonyms().get(m.quote)) for m in entity.mentions)
            rows += [{"start": m.start, "end": m.end, **point_of(country)} for m, country in peoples if country]
    return {"toponyms": sorted(rows, key=lambda row: (row["start"], row["end"]))}


def point_of(country: str) -> dict[str, float | None]:
    """Return the gazetteer's point of a country, by the name it is called here."""
    found = [e for e in load_gazetteer().find(country) if e.name == country and e.feature == "PCLI"]
    return {"lat": found[0].lat, "lon": found[0].lon} if found else {"lat": None, "lon": None}


def predict_entities(draft: Draft, _document: Document) -> Document:
    """GUM's form: every mention with its type.

    The model's mentions are GUM's, whole noun phrases of ten types; a name's type is that of its entity, which is decided
    over the whole report. What only the rules have is added.
    """
    learned = LearnedMentions(draft.doc)
    spans = {(draft.span_of(draft.doc[m.start : m.end])): m.type for m in learned}
    for entity in draft.entities:
        for mention in entity.mentions:
            tokens = draft.tokens_in(mention)
            found = learned.around(tokens.start, tokens.end)
            if found is None:
                spans[mention] = GUM_TYPES[entity.kind]
            elif is_named(mention, entity) and entity.kind not in ("group", "other"):
                spans[draft.span_of(draft.doc[found.start : found.end])] = GUM_TYPES[entity.kind]
    rows = [{"start": span.start, "end": span.end, "type": kind} for span, kind in spans.items()]
    return {"entities": sorted(rows, key=lambda row: (row["start"], row["end"]))}


def predict_dependency(draft: Draft, _document: Document) -> Document:
    """UD words: offsets, tag, lemma, head (0 is the root) and relation, sentence by sentence."""
    sentences = []
    for sent in draft.doc.sents:
        words = [token for token in sent if not token.is_space]
        number = {token.i: n for n, token in enumerate(words, 1)}
        rows = [
            {
                "id": number[t.i],
                "start": t.idx,
                "end": t.idx + len(t),
                "upos": t.pos_,
                "lemma": t.lemma_,
                "head": 0 if t.head is t or t.dep_.upper() == "ROOT" else number.get(t.head.i, 0),
                "deprel": "root" if t.dep_ == "ROOT" else t.dep_,
            }
            for t in words
        ]
        if rows:
            sentences.append({"tokens": rows})
    return {"sentences": sentences}


def predict_plv(draft: Draft, document: Document) -> Document:
    """The type of the event between the given source and target."""
    source, target = (Span.of(draft.text, *document[k]) for k in ("source", "target"))
    return {"type": event_type_between(draft, source, target)}


def predict_events(draft: Draft, _document: Document) -> Document:
    """TempEval-3's form: the words that the model takes for events, with its class; the rest their clause says.

    Polarity is the rules', not the model's: part of what it learnt from marks negated events POS and all others NEG.
    """
    learned, rows = LearnedEvents(draft.doc), []
    for token in draft.doc:
        score = learned.score(token.i)
        if score is not None and score >= LEAST_EVENT:
            said = {"class": learned.label(token.i, "class")}
            rows.append(
                {
                    "start": token.idx,
                    "end": token.idx + len(token),
                    **dataclasses.asdict(read_event_word(token)),
                    **said,
                }
            )
    return {"events": rows}


def predict_muc(draft: Draft, _document: Document) -> Document:
    """MUC-4's fillers of the roles in attacks, each by one mention."""
    fillers: dict[str, list[list[str]]] = {role: [] for role in ROLES}
    for filler in find_fillers(draft.doc):
        first, last = filler.places[0]
        fillers[filler.role].append([draft.span_of(draft.doc[first : last + 1]).quote])
    return {"fillers": fillers}


PREDICTORS: dict[str, Callable[[Draft, Document], Document]] = {
    "attributions": predict_attributions,
    "timexes": predict_timexes,
    "toponyms": predict_toponyms,
    "entities": predict_entities,
    "dependency": predict_dependency,
    "events": predict_events,
    "plv": predict_plv,
    "muc": predict_muc,
}
TASKS = (*PREDICTORS, "timelines")  # timelines are made of many documents


def predict_file(task: str, source: Path, reader: Reader) -> Iterator[Document | ItemError]:
    """Yield a prediction for each document of a corpus, or each target of timelines, and a fault for each line that is none.

    Raises:
        UnknownFormat: no such task.
        SourceUnavailable: the file cannot be read.
    """
    if task not in TASKS:
        raise UnknownFormat(f"no task {task!r}; there are: {', '.join(TASKS)}")
    if task == "timelines":
        yield from predict_timelines(source, reader)
        return
    for row in iter_jsonl(source, limits=Limits()):
        if isinstance(row, ItemError):
            yield row
            continue
        try:
            document = object_of_line(row[1], f"{source}:{row[0]}")
            yield {"id": document["id"], **predict(task, document, reader)}
        except (InvalidReport, KeyError, TypeError, ValueError) as error:
            yield ItemError(f"{source}:{row[0]}", f"{type(error).__name__}: {error}")
        except ItemError as error:
            yield error


def predict(task: str, document: Document, reader: Reader) -> Document:
    """Return one document's layer. Raises: InvalidReport."""
    published = iso_date(document.get("published") or "")
    report = Report.of(document["text"], published=published, language="en")
    return PREDICTORS[task](reader.draft(report), document)


def write_predictions(rows: Iterator[Document | ItemError], out: Any) -> tuple[int, list[ItemError]]:
    """Write predictions as JSON lines; return how many, and the faults."""
    written, faults = 0, []
    for row in rows:
        if isinstance(row, ItemError):
            faults.append(row)
        else:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            written += 1
    return written, faults
