"""Whatever is added comes back, and filters find what a plain reading of their meaning finds."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.name_keys import name_key
from dateline.records import Attribution, Claim, Entity, Figure, FiledFrom, Reading, Reason, Report, Span
from dateline.store import ClaimFilter, Store, open_store
from dateline.store.days import claim_days, query_days
from dateline.vocabulary import EVENT_STATUSES, EVENT_TYPES, HOLDING_STATES, STANCES
from tests.factory import make_claim, make_original, make_reading, make_report

UNICODE = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
ODD_TEXTS = TEXTS | st.sampled_from(
    ["\0", "a\0b", "\ufeffe\u0301", "👩‍👩‍👧‍👧 מה", "\r\n\u2028", "\U0010ffff", '"', "\ufffe", "\x1b["]
)
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-90, 90)
MAYBE = st.none() | UNICODE


@contextmanager
def empty_store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "a.sqlite", create=True)
        yield store
        store.close()


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span.of(text, start, draw(st.integers(start + 1, len(text))))


@st.composite
def readings(draw: st.DrawFn) -> tuple[Reading, list[Claim]]:
    text = draw(ODD_TEXTS)
    span = spans(text)
    filed = st.none() | st.builds(FiledFrom, span, MAYBE, MAYBE)
    meta = {name: draw(MAYBE) for name in ("title", "outlet", "agency", "byline", "url", "published", "language")}
    furniture = tuple(draw(st.lists(span, max_size=2)))
    report = make_report(text=text, filed_from=draw(filed), furniture=furniture, **meta)
    entities = st.builds(
        Entity, UNICODE, st.sampled_from(["person", "other"]), UNICODE, st.lists(span, max_size=2).map(tuple)
    )
    said = st.builds(
        Attribution, UNICODE, MAYBE, st.none() | span, MAYBE, st.none() | span, st.lists(span, max_size=2).map(tuple),
        st.sampled_from(STANCES), st.just("direct"), confidence=st.floats(0, 1),
    )  # fmt: skip
    reading = make_reading(
        report,
        entities=tuple(draw(st.lists(entities, max_size=3))),
        attributions=tuple(draw(st.lists(said, max_size=3))),
        reasons=tuple(draw(st.lists(st.builds(Reason, UNICODE, UNICODE, UNICODE), max_size=2))),
    )
    return reading, [draw(claims(report, f"v{i}")) for i in range(draw(st.integers(0, 3)))]


@st.composite
def claims(draw: st.DrawFn, report: Report, local_id: str) -> Claim:
    words = draw(spans(report.text))
    names = st.lists(UNICODE, max_size=3).map(tuple)
    given_words = {"text": words.quote, "start": words.start, "end": words.end}
    texts = {
        name: draw(MAYBE)
        for name in ("place", "place_id", "country", "time_text", "time_value", "earliest", "latest", "mode")
    }
    numbers = {name: draw(NUMBERS) for name in ("lat", "lon", "precision_km")}
    lists = {name: draw(names) for name in ("actors", "targets", "counts", "reasons")}
    who = draw(st.lists(UNICODE, min_size=1, max_size=3))
    told = {
        "trigger": draw(st.none() | inside(words)),
        "figures": tuple(draw(st.lists(figures(report.text), max_size=2))),
    }
    return replace(make_claim(report, local_id=local_id, chain=who), **given_words, **texts, **numbers, **lists, **told)


@st.composite
def inside(draw: st.DrawFn, words: Span) -> Span:
    part = draw(spans(words.quote))
    return Span(words.start + part.start, words.start + part.end, part.quote)


def figures(text: str) -> st.SearchStrategy[Figure]:
    bound = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 10**6)
    yes = st.booleans()
    return st.builds(Figure, UNICODE, bound, bound, yes, yes, yes, UNICODE, st.sampled_from([None, "new"]), spans(text))


@given(readings())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_goes_in_comes_out(made: tuple[Reading, list[Claim]]) -> None:
    reading, added = made
    with empty_store() as store:
        with store.writer() as writer:
            assert writer.add_report(reading, added, make_original(reading.report))
        with store.view() as view:
            assert list(view.check()) == []
            assert view.get_reading(reading.report.id) == reading.as_json()
            assert view.get_reasons(reading.report.id) == reading.reasons
            assert Counter(view.iter_claims(ClaimFilter())) == Counter(added)
            assert view.get_original(reading.report.id).data == reading.report.text.encode()


# filters against their plain meaning -----------------------------------------------------------

NAMES = ("The Port", "port", "Pörtner", "Old Port Guard", "Port-Guard", "Guard", "ÉTAT", "etat major", "the")
FORMS = st.sampled_from((*NAMES, *(name.upper() for name in NAMES), "Port Guard", "major"))
DAYS = st.sampled_from(["2001-01-01", "2001-01-31", "2001-02-01", "2001-03-05T10:00", "2002-01-01"])
QUERY_DAYS = st.sampled_from(["2000", "2001", "2001-01", "2001-01-31", "2001-02-01", "2001-03-05", "2002"])
TYPES = st.sampled_from([EVENT_TYPES[0], EVENT_TYPES[1], HOLDING_STATES[0]])


def some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


FILTERS = st.builds(
    ClaimFilter,
    source=some(FORMS),
    actor=some(FORMS),
    place=some(FORMS | st.just("p:1")),
    type=some(TYPES),
    kind=some(st.sampled_from(["event", "statement"])),
    stance=some(st.sampled_from(STANCES[:2])),
    status=some(st.sampled_from(EVENT_STATUSES[:2])),
    since=some(QUERY_DAYS),
    until=some(QUERY_DAYS),
    outlet=some(FORMS),
    current=st.booleans(),
).filter(lambda where: not (where.since and where.until and where.since[:4] > where.until[:4]))
# One or two fields are the common question; with all of them hardly anything would be found.
SPARSE = st.sets(
    st.sampled_from(["source", "actor", "place", "type", "kind", "stance", "status", "since", "until", "outlet"]),
    max_size=2,
)


@st.composite
def archives(draw: st.DrawFn) -> list[tuple[Report, list[Claim], str]]:
    made = []
    for number in range(draw(st.integers(1, 5))):
        report = make_report(text=f"Text {number}.", outlet=draw(some(FORMS)), published=draw(some(DAYS)))
        drawn = draw(
            st.lists(
                st.fixed_dictionaries(
                    {
                        "chain": st.lists(FORMS, min_size=1, max_size=3),
                        "actors": st.lists(FORMS, max_size=2).map(tuple),
                        "targets": st.lists(FORMS, max_size=2).map(tuple),
                        "place": some(FORMS),
                        "place_id": some(st.sampled_from(["p:1", "p:2"])),
                        "type": some(TYPES),
                        "kind": st.sampled_from(["event", "statement"]),
                        "stance": st.sampled_from(STANCES[:2]),
                        "status": some(st.sampled_from(EVENT_STATUSES[:2])),
                        "earliest": some(DAYS),
                        "latest": some(DAYS),
                    }
                ),
                max_size=4,
            )
        )
        added = [make_claim(report, local_id=f"v{i}", **values) for i, values in zip(count(), drawn)]
        made.append((report, added, draw(st.sampled_from(["address 1", "address 2", "address 3"]))))
    return made


def fits(claim: Claim, report: Report, where: ClaimFilter) -> bool:
    def named(phrase: str | None, names: tuple[str | None, ...]) -> bool:
        return phrase is None or any(
            f" {name_key(phrase)} " in f" {name_key(name)} " for name in names if name is not None
        )

    first, last = claim_days(claim.earliest, claim.latest)
    since, until = query_days(where.since, where.until)
    return (
        named(where.source, claim.chain)
        and named(where.actor, (*claim.actors, *claim.targets))
        and (named(where.place, (claim.place,)) or where.place == claim.place_id)
        and named(where.outlet, (report.outlet,))
        and all(getattr(where, f) in (None, getattr(claim, f)) for f in ("type", "kind", "stance", "status"))
        and (since is None or (last is not None and last >= since))
        and (until is None or (first is not None and first <= until))
    )


@given(archives(), st.lists(st.tuples(FILTERS, SPARSE), min_size=1, max_size=12))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_filters_mean_what_they_say(
    made: list[tuple[Report, list[Claim], str]], asked: list[tuple[ClaimFilter, set[str]]]
) -> None:
    with empty_store() as store:
        newest: dict[str, str] = {}
        with store.writer() as writer:
            for report, added, address in made:
                writer.add_report(make_reading(report), added, make_original(report, address=address))
                newest[address] = report.id
        with store.view() as view:
            assert list(view.check()) == []
            for where, kept in asked:
                sparse = ClaimFilter(current=where.current, **{f: getattr(where, f) for f in kept})
                known = [(r, c) for r, added, _ in made if not where.current or r.id in newest.values() for c in added]
                due = [(r, c) for r, c in known if fits(c, r, sparse)]
                page = view.find_claims(sparse)
                assert Counter(c.id for c in page.rows) == Counter(c.id for _, c in due)
                assert page.total == len(due)
                assert_facets(view.facets(sparse, "actor"), [{*c.actors, *c.targets} for _, c in due])
                assert_facets(view.facets(sparse, "source"), [{c.source} for _, c in due])
                assert_facets(view.facets(sparse, "place"), [{c.place} - {None} for _, c in due])
                assert_facets(view.facets(sparse, "outlet"), [{r.outlet} - {None} for r, _ in due])
                assert Counter(dict(view.facets(sparse, "type"))) == Counter(
                    c.type for _, c in due if c.type is not None
                )


def assert_facets(found: tuple[tuple[str, int], ...], due: list[Any]) -> None:
    expected = Counter(chain.from_iterable({name_key(name) for name in names} for names in due))
    assert {name_key(name): uses for name, uses in found} == expected
    assert [uses for _, uses in found] == sorted(expected.values(), reverse=True)
