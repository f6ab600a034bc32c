"""Report -> Reading: the extractors, in order, over one spaCy Doc."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import dateline
from dateline.errors import InvalidReport
from dateline.read.attribution import extract_attributions
from dateline.read.dateline_line import body_start
from dateline.read.denials import link_denials
from dateline.read.draft import Draft
from dateline.read.entities import extract_entities
from dateline.read.events import extract_events
from dateline.read.furniture import blank_out, read_furniture
from dateline.read.holdings import extract_holdings
from dateline.read.model import load_pipeline, model_id
from dateline.read.parse_repairs import repair_parse
from dateline.read.places import resolve_places
from dateline.read.quantities import extract_quantities
from dateline.read.sentences import BREAKS
from dateline.read.times import extract_times
from dateline.read.user_lexicons import load_user_lexicons, use_lexicons
from dateline.records import Reading, Report

__all__ = ["EXTRACTORS", "MAX_CHARACTERS", "Reader"]

# (the draft's list that is filled, the function that fills it); each sees what stands before it
EXTRACTORS: tuple[tuple[str, Callable[[Draft], Any]], ...] = (
    ("entities", extract_entities),
    ("entities", resolve_places),
    ("times", extract_times),
    ("quantities", extract_quantities),
    ("attributions", extract_attributions),
    ("events", extract_events),
    ("holdings", extract_holdings),
    ("attributions", link_denials),
)
MAX_CHARACTERS = 500_000
_HALF = re.compile("[\ud800-\udfff]")
READ_LANGUAGES = ("en", None)


class Reader:
    """Reads reports. Loading takes a second; keep one and read many.

    Args:
        pipeline: a spaCy pipeline with tagger and parser, by name or path; None is the one that Dateline ships.
        lexicons: a folder of your own lexicons, put before those that Dateline ships (docs/lexicons.md). Its hash stands in
            ``Reading.model``: who has the same model and the same lexicons reads the same.

    Raises:
        ModelError: the pipeline is not installed, or lacks what the extractors need.
        LexiconError: a row of the lexicons cannot be so.
    """

    def __init__(self, pipeline: str | None = None, *, lexicons: str | None = None) -> None:
        self.lexicons = load_user_lexicons(lexicons) if lexicons else None
        self.nlp = load_pipeline(pipeline)
        self.model = model_id(self.nlp) + (f"+lexicons:{self.lexicons.version}" if self.lexicons else "")

    def read(self, report: Report) -> Reading:
        """Read one report.

        Raises:
            InvalidReport: the text is empty, longer than MAX_CHARACTERS, or no Unicode.
        """
        draft = self.draft(report)
        return Reading(
            dateline=dateline.__version__,
            model=self.model,
            report=draft.report,
            entities=draft.entities,
            times=draft.times,
            quantities=draft.quantities,
            attributions=draft.attributions,
            events=draft.events,
            holdings=draft.holdings,
            reasons=tuple(draft.reasons),
            grounds=tuple(draft.grounds),
        )

    def draft(self, report: Report) -> Draft:
        """Return what the extractors made of a report, with its tokens. Raises: InvalidReport."""
        check_report(report)
        use_lexicons(self.lexicons)
        framed = read_furniture(report)
        doc = self.nlp.make_doc(blank_out(framed))
        doc.user_data[BREAKS] = [start for start in [body_start(framed)] if start is not None]
        draft = Draft(report=framed, doc=repair_parse(self.nlp(doc)))
        if framed.language not in READ_LANGUAGES:
            draft.because("report", "claims", f"the text is not English ({framed.language}); nothing was read from it")
            return draft
        for name, extract in EXTRACTORS:
            setattr(draft, name, extract(draft))
        return draft


def check_report(report: Report) -> None:
    """Refuse a report that cannot be read. Raises: InvalidReport."""
    if not report.text.strip():
        raise InvalidReport(f"report {report.id}: the text is empty")
    if _HALF.search(report.text):
        raise InvalidReport(f"report {report.id}: a lone surrogate, which is half a character; decode its bytes again")
    if len(report.text) > MAX_CHARACTERS:
        raise InvalidReport(
            f"report {report.id}: {len(report.text):,} characters, more than the {MAX_CHARACTERS:,} that are read"
        )
