"""What may enter an archive: the laws are kept at the door, so that ``check`` finds nothing that was let in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.errors import InvalidReport
from dateline.ids import content_sha256
from dateline.records import Claim, Original, Reading, Span
from dateline.store.filters import is_storable

__all__ = ["breaks_law_one", "dangling", "refuse_unsound"]


def refuse_unsound(reading: Reading, claims: Sequence[Claim], original: Original) -> None:
    """Refuse what would make an archive unsound.

    Raises:
        InvalidReport: a span or claim breaks law 1, a claim is of another report or there twice, or a hash is wrong.
    """
    wrong = next(_what_is_wrong(reading, claims, original), None)
    if wrong is not None:
        shown = reading.report.id.encode(errors="backslashreplace").decode()
        raise InvalidReport(f"report {shown}: {wrong}")


def breaks_law_one(text: str, claim: Claim) -> bool:
    """Are a claim's words, its trigger's or those of its figures other than those at their offsets?

    A trigger is one of the claim's own words; a figure may stand elsewhere in the report.
    """
    spans = [Span(claim.start, claim.end, claim.text), *(figure.words for figure in claim.figures)]
    if claim.trigger is not None:
        spans.append(claim.trigger)
        if not claim.start <= claim.trigger.start < claim.trigger.end <= claim.end:
            return True
    return any(not 0 <= s.start < s.end <= len(text) or text[s.start : s.end] != s.quote for s in spans)


def dangling(claims: Sequence[Claim]) -> Iterator[tuple[Claim, str]]:
    """Yield a report's claims that point to a statement that is not among them, with its id."""
    ids = {claim.id for claim in claims}
    pointers = ((claim, ident) for claim in claims for ident in (claim.statement, claim.denies))
    return ((claim, ident) for claim, ident in pointers if ident is not None and ident not in ids)


def _what_is_wrong(reading: Reading, claims: Sequence[Claim], original: Original) -> Iterator[str]:
    report = reading.report
    yield from (f"the words at {s.start}:{s.end} are not the span's" for s in reading.broken_spans())
    yield from (
        f"the words at {c.start}:{c.end} are not those of claim {c.id!a}"
        for c in claims
        if breaks_law_one(report.text, c)
    )
    yield from (f"claim {c.id!a} is of report {c.report_id!a}" for c in claims if c.report_id != report.id)
    if len({claim.id for claim in claims}) < len(claims):
        yield "two of its claims have one id"
    yield from (f"claim {c.id!a} points to {i!a}, which is none of them" for c, i in dangling(claims))
    if content_sha256(original.data) != original.sha256:
        yield f"the original's hash is not {original.sha256!a}"
    if not all(map(is_storable, (original.address, original.media_type))):
        yield "its address holds half a character (a lone surrogate); write it percent-encoded"
    if not is_storable(report.text):
        yield "its text holds half a character (a lone surrogate); decode its bytes again"
