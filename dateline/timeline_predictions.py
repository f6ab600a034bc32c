"""Corpora of timelines: the names of targets, and documents -> a timeline of each target, in SemEval-2015's form.

The targets stand in ``timeline-gold.NAME.jsonl.gz``, of which ``id``, ``corpus`` and ``entity`` are used, the documents beside it
in ``timeline-docs.NAME.jsonl.gz``: ``id`` ("corpus/document"), ``text``, ``title`` and ``published``. A sentence is a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.errors import InvalidReport, ItemError, UnknownFormat
from dateline.ingest.base import Limits
from dateline.ingest.dates import iso_date
from dateline.ingest.jsonl import iter_jsonl
from dateline.read.draft import Draft
from dateline.read.event_mentions import find_event_mentions
from dateline.read.reader import Reader
from dateline.reconcile.happenings import Happening, date_told, headline_end, party_of
from dateline.reconcile.timelines import TimelineMention, TimelineRow, timeline_of
from dateline.records import Report

__all__ = ["happenings_in", "of_corpus", "predict_timelines", "report_of", "rows_of"]

# TimeML's events that the annotators of timelines leave out: stages of other events ("began"), what is seen, thought or wished
NO_HAPPENINGS = frozenset(("ASPECTUAL", "PERCEPTION", "I_STATE"))
GOLD = "-gold."
UNKNOWN_DATE = "XXXX-XX-XX"
Document = dict[str, Any]


def predict_timelines(targets: Path, reader: Reader) -> Iterator[Document | ItemError]:
    """Yield a timeline for each target of a corpus, and a fault for each line or document that cannot be read.

    Raises:
        UnknownFormat: the file's name does not tell where the documents are.
        SourceUnavailable: a file cannot be read.
    """
    if GOLD not in targets.name:
        raise UnknownFormat(f"{targets}: no timeline{GOLD}NAME.jsonl.gz, beside which the documents would stand")
    documents: dict[str, Document] = {}
    told: list[Happening] = []
    for document in objects_of(targets.with_name(targets.name.replace(GOLD, "-docs."))):
        if isinstance(document, ItemError):
            yield document
            continue
        try:
            told += happenings_in(reader.draft(report_of(document)))
            documents[document["id"]] = document
        except (InvalidReport, KeyError, TypeError, ValueError) as error:
            yield ItemError(str(document.get("id")), f"{type(error).__name__}: {error}")
    for target in objects_of(targets):
        if isinstance(target, ItemError):
            yield target
        elif isinstance(target.get("entity"), str):
            rows = rows_of(timeline_of(of_corpus(target, told), name=target["entity"]), documents)
            yield {"id": target.get("id"), "entity": target["entity"], "timeline": rows}
        else:
            yield ItemError(str(target.get("id")), "a target without the name of its entity")


def of_corpus(target: Document, told: Iterable[Happening]) -> list[Happening]:
    """Return what the documents of a target's corpus tell."""
    return [happening for happening in told if happening.report.partition("/")[0] == target.get("corpus")]


def objects_of(path: Path) -> Iterator[Document | ItemError]:
    """Yield the objects of a file of JSON lines, and a fault for each line that is none."""
    for row in iter_jsonl(path, limits=Limits()):
        if isinstance(row, ItemError):
            yield row
            continue
        try:
            found = json.loads(row[1])
        except (ValueError, RecursionError) as error:
            yield ItemError(f"{path}:{row[0]}", f"no JSON ({error})")
            continue
        yield found if isinstance(found, dict) else ItemError(f"{path}:{row[0]}", "no JSON object")


def report_of(document: Document) -> Report:
    """Return a document as a report, under the corpus's own id."""
    published = iso_date(document.get("published") or "")
    report = Report.of(document["text"], title=document.get("title"), published=published, language="en")
    return replace(report, id=document["id"])


def happenings_in(draft: Draft) -> list[Happening]:
    """Return every event that a report tells, with who takes part, as timelines need it; those of its headline left out."""
    body = headline_end(draft.report)
    return [
        Happening(
            report=draft.report.id,
            span=mention.span,
            lemma=mention.lemma,
            parties=tuple(party_of(p.entity, p.phrase.quote) for p in mention.participants),
            time=date_told(mention.time, draft.report.published) if mention.time else None,
            status=mention.status,
            published=draft.report.published,
            tense=mention.tense,
            sentence=mention.sentence,
            definite=mention.definite,
        )
        for mention in find_event_mentions(draft)
        if mention.span.start >= body and mention.kind not in NO_HAPPENINGS and not mention.adjective
    ]


def rows_of(timeline: Iterable[TimelineRow], documents: dict[str, Document]) -> list[Document]:
    """Return a timeline's rows in the corpus's form."""

    def event_of(mention: TimelineMention) -> Document:
        document, span = documents[mention.report], mention.span
        return {
            "doc": mention.report.partition("/")[2],
            "sentence": document["text"].count("\n", 0, span.start),
            "surface": "_".join(span.quote.split()),
            "start": span.start,
            "end": span.end,
        }

    return [
        {"order": row.order, "date": row.date or UNKNOWN_DATE, "events": [event_of(m) for m in row.mentions]}
        for row in timeline
    ]
