"""What every backend must do when reports are added: its tests inherit AddingContract and give it a ``store`` fixture."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from dateline.errors import InvalidReport, NotFound, StoreError
from dateline.records import Claim, Figure, Reading, Reason, Report, Span
from dateline.store import ClaimFilter, Store
from tests.factory import TEXT, make_claim, make_original, make_reading, make_report, span_of

HARBOUR = make_report()
FLOOD = make_report(
    text="The river Ost flooded Grünau on 7 June 2012, engineers said. Nobody was hurt, a nurse believes.",
    title="Flood in Grünau",
    outlet="Tagesbote",
    agency=None,
    published="2012-06-08",
)
STRIKE = make_report(
    text="Miners struck in Corvo. Owners denied it.", title=None, outlet=None, agency=None, published=None
)


def harbour_claims() -> list[Claim]:
    """Claims of HARBOUR: the mayor's about Monday, and the union's denial, which points to it."""
    blocked = make_claim(
        HARBOUR,
        quote="Fishermen blocked the harbour on Monday",
        chain=("Coastal News", "the Mayor of Alda"),
        actors=("Fishermen",),
        targets=("the Harbour Board",),
        place="Port Alda",
        place_id="gn:77",
        lat=4.5,
        lon=-1,
        earliest="2011-05-02",
        latest="2011-05-02",
        counts=("present: 40",),
        reasons=("time: told by the weekday",),
    )
    denial = make_claim(
        HARBOUR,
        quote="its members had damaged two boats",
        kind="statement",
        local_id="a2",
        chain=("Coastal News", "The Fishermen’s Union"),
        stance="denies",
        type=None,
        status=None,
        denies=blocked.id,
    )
    return [denial, blocked]


def flood_claims() -> list[Claim]:
    """Claims of FLOOD: one of a month, one of no time, one holding of an open interval."""
    return [
        make_claim(
            FLOOD,
            quote="The river Ost flooded Grünau",
            chain=("Tagesbote", "engineers"),
            type="OTHER",
            actors=("Ost",),
            targets=("Ost",),
            place="Grünau",
            earliest="2012-06-01",
            latest="2012-06-30",
        ),
        make_claim(FLOOD, quote="Nobody was hurt", local_id="v2", chain=("Tagesbote", "a nurse"), stance="believes"),
        make_claim(
            FLOOD, quote="Grünau", kind="holding", local_id="h1", type="holds", status=None, latest="2012-06-07T12:00"
        ),
    ]


def fill(store: Store) -> None:
    """Add the three reports."""
    with store.writer() as writer:
        assert writer.add_report(make_reading(HARBOUR), harbour_claims(), make_original(HARBOUR))
        assert writer.add_report(make_reading(FLOOD), flood_claims(), make_original(FLOOD))
        assert writer.add_report(make_reading(STRIKE), [make_claim(STRIKE)], make_original(STRIKE))


def problems(store: Store) -> list[object]:
    """Return what check finds."""
    with store.view() as view:
        return list(view.check())


def figure(words: Span) -> Figure:
    """Return forty of something."""
    return Figure("present", 40, 40.0, True, True, False, "count", "cumulative", words)


def versions_of(store: Store, report: Report) -> list[tuple[str, int, str | None]]:
    """Return id, version and successor of every version."""
    with store.view() as view:
        return [(row.id, row.version, row.superseded_by) for row in view.find_versions(report.id)]


class AddingContract:
    """The contract of writers; ``store`` is an empty archive."""

    # adding ------------------------------------------------------------------------------------

    def test_an_empty_archive_answers(self, store: Store) -> None:
        with store.view() as view:
            assert view.find_claims(ClaimFilter()).total == 0
            assert view.facets(ClaimFilter(), "source") == ()
            assert view.search("harbour").rows == ()
            assert view.info().reports == 0
            assert view.info().first_published is None
            assert list(view.check()) == []

    def test_what_was_added_comes_back_whole(self, store: Store) -> None:
        blocked = harbour_claims()[1]
        reading = make_reading(HARBOUR, named=("Fishermen",), reasons=(Reason("v1", "place", "two of that name"),))
        original = make_original(
            HARBOUR, data=b"\x00\xff raw", media_type="text/html", address="https://alda.example/1"
        )
        with store.writer() as writer:
            assert writer.add_report(reading, [blocked], original)
        with store.view() as view:
            assert view.get_claim(blocked.id) == replace(blocked, lon=-1.0)
            assert view.get_reading(HARBOUR.id) == reading.as_json()
            assert view.get_reasons(HARBOUR.id) == reading.reasons
            assert view.get_original(HARBOUR.id) == original
            row = view.get_report(HARBOUR.id)
        assert (row.title, row.outlet, row.published) == (HARBOUR.title, HARBOUR.outlet, HARBOUR.published)
        assert (row.address, row.version, row.superseded_by, row.claims) == ("https://alda.example/1", 1, None, 1)
        assert row.original_sha256 == original.sha256

    def test_a_claim_keeps_its_trigger_and_figures(self, store: Store) -> None:
        words = span_of(HARBOUR.text, "two boats")
        claim = make_claim(HARBOUR, trigger=span_of(HARBOUR.text, "blocked"), figures=(figure(words), figure(words)))
        with store.writer() as writer:
            writer.add_report(make_reading(HARBOUR), [claim], make_original(HARBOUR))
        with store.view() as view:
            assert view.get_claim(claim.id) == claim
        assert problems(store) == []

    def test_the_same_report_twice_is_one(self, store: Store) -> None:
        fill(store)
        with store.view() as view:
            before = (view.info().claims, view.find_actors().rows, view.get_report(HARBOUR.id))
        with store.writer() as writer:
            assert writer.has_report(HARBOUR.id)
            assert not writer.add_report(make_reading(HARBOUR), harbour_claims(), make_original(HARBOUR))
        with store.view() as view:
            assert (view.info().claims, view.find_actors().rows, view.get_report(HARBOUR.id)) == before
        assert problems(store) == []

    def test_a_changed_report_supersedes_the_one_before(self, store: Store) -> None:
        address = "https://alda.example/harbour"
        corrected = make_report(text=HARBOUR.text.replace("two boats", "one boat"))
        with store.writer() as writer:
            writer.add_report(make_reading(HARBOUR), harbour_claims(), make_original(HARBOUR, address=address))
            claim = make_claim(corrected, chain=("the Mayor of Alda",))
            assert writer.add_report(make_reading(corrected), [claim], make_original(corrected, address=address))
        assert versions_of(store, corrected) == [(HARBOUR.id, 1, corrected.id), (corrected.id, 2, None)]
        with store.view() as view:
            assert [c.report_id for c in view.find_claims(ClaimFilter()).rows] == [corrected.id]
            assert view.find_claims(ClaimFilter(current=False)).total == 3
            assert view.find_claims(ClaimFilter(report=HARBOUR.id)).total == 0
            assert [row.id for row in view.find_reports().rows] == [corrected.id]
            assert view.find_reports(current=False).total == 2
            assert [hit.report.id for hit in view.search("fishermen").rows] == [corrected.id]
            assert view.search("fishermen").total == 1
            assert [(a.key, a.as_source, a.reports) for a in view.find_actors().rows] == [("mayor of alda", 1, 1)]
            assert view.facets(ClaimFilter(), "source") == (("the Mayor of Alda", 1),)
            assert view.facets(ClaimFilter(), "stance") == (("says", 1),)
            assert (view.info().reports, view.info().superseded) == (2, 1)
            with pytest.raises(NotFound):
                view.get_actor("fishermen")
        assert problems(store) == []

    def test_words_that_come_back_stay_superseded(self, store: Store) -> None:
        address = "https://alda.example/harbour"
        corrected = make_report(text="Nothing was blocked.")
        with store.writer() as writer:
            for report in (HARBOUR, corrected, HARBOUR, corrected):
                writer.add_report(make_reading(report), [], make_original(report, address=address))
        assert versions_of(store, HARBOUR) == [(HARBOUR.id, 1, corrected.id), (corrected.id, 2, None)]
        assert problems(store) == []

    def test_one_report_at_two_addresses_is_kept_once(self, store: Store) -> None:
        other = make_original(HARBOUR, address="file:///copy.txt")
        corrected = make_report(text="Nothing was blocked.")
        with store.writer() as writer:
            writer.add_report(make_reading(HARBOUR), harbour_claims(), make_original(HARBOUR, address="file:///a.txt"))
            assert not writer.has_address("file:///copy.txt")
            assert not writer.add_report(make_reading(HARBOUR), harbour_claims(), other)
            assert writer.has_address("file:///copy.txt", sha256=other.sha256)
            assert not writer.has_address("file:///copy.txt", sha256="0" * 64)
            writer.add_report(make_reading(corrected), [], make_original(corrected, address="file:///copy.txt"))
        with store.view() as view:
            assert view.get_report(HARBOUR.id).superseded_by is None, "it still stands at a.txt"
            assert view.get_report(corrected.id).version == 2
            assert view.find_claims(ClaimFilter()).total == 2
        with store.writer() as writer:
            writer.add_report(make_reading(corrected), [], make_original(corrected, address="file:///a.txt"))
        with store.view() as view:
            assert view.get_report(HARBOUR.id).superseded_by == corrected.id
            assert view.find_claims(ClaimFilter()).total == 0
        assert problems(store) == []

    def test_a_superseded_report_stands_again_at_a_new_address(self, store: Store) -> None:
        corrected = make_report(text="Nothing was blocked.")
        with store.writer() as writer:
            writer.add_report(make_reading(HARBOUR), harbour_claims(), make_original(HARBOUR, address="a"))
            writer.add_report(make_reading(corrected), [], make_original(corrected, address="a"))
            writer.add_address(HARBOUR.id, "b")
        with store.view() as view:
            assert view.get_report(HARBOUR.id).superseded_by is None
            assert view.get_actor("fishermen").as_actor == 1
        assert problems(store) == []

    def test_an_address_of_no_report_is_refused(self, store: Store) -> None:
        with store.writer() as writer, pytest.raises(NotFound):
            writer.add_address("nobody", "a")

    # transactions ------------------------------------------------------------------------------

    def test_an_error_rolls_back_to_the_last_commit(self, store: Store) -> None:
        with pytest.raises(RuntimeError), store.writer() as writer:
            writer.add_report(make_reading(HARBOUR), harbour_claims(), make_original(HARBOUR))
            writer.commit()
            writer.add_report(make_reading(FLOOD), flood_claims(), make_original(FLOOD))
            raise RuntimeError("stop")
        with store.view() as view:
            assert [row.id for row in view.find_reports().rows] == [HARBOUR.id]
        with store.writer() as writer:
            assert writer.add_report(make_reading(FLOOD), flood_claims(), make_original(FLOOD))
        assert problems(store) == []

    def test_a_report_that_fails_leaves_the_others(self, store: Store) -> None:
        taken = replace(make_claim(FLOOD, quote="Grünau"), id=harbour_claims()[0].id)
        with store.writer() as writer:
            writer.add_report(make_reading(HARBOUR), harbour_claims(), make_original(HARBOUR))
            with pytest.raises(StoreError):
                writer.add_report(make_reading(FLOOD), [taken], make_original(FLOOD))
            writer.add_report(make_reading(FLOOD), flood_claims(), make_original(FLOOD))
        with store.view() as view:
            assert view.info().claims == 5
        assert problems(store) == []

    def test_a_view_sees_one_state(self, store: Store) -> None:
        with store.view() as view:
            fill(store)
            assert view.find_reports().total == 0
            assert view.search("harbour").total == 0
        with store.view() as view:
            assert view.find_reports().total == 3

    def test_what_is_not_committed_is_not_seen(self, store: Store) -> None:
        with store.writer() as writer:
            writer.add_report(make_reading(HARBOUR), [], make_original(HARBOUR))
            with store.view() as view:
                assert view.find_reports().total == 0
            writer.commit()
            with store.view() as view:
                assert view.find_reports().total == 1

    def test_a_second_writer_waits_for_the_first(self, store: Store) -> None:
        first_is_in, added = threading.Event(), []

        def add_second() -> None:
            first_is_in.wait()
            with store.writer() as writer:
                added.append(writer.add_report(make_reading(FLOOD), flood_claims(), make_original(FLOOD)))

        thread = threading.Thread(target=add_second)
        thread.start()
        with store.writer() as writer:
            writer.add_report(make_reading(HARBOUR), harbour_claims(), make_original(HARBOUR))
            first_is_in.set()
            thread.join(0.2)
            assert not added
        thread.join()
        assert added == [True]
        assert problems(store) == []

    def test_threads_read_while_one_writes(self, store: Store) -> None:
        faults: list[BaseException] = []

        def read() -> None:
            try:
                for _ in range(15):
                    with store.view() as view:
                        total = view.find_claims(ClaimFilter()).total
                        assert total == sum(1 for _ in view.iter_claims(ClaimFilter()))
                        assert total == sum(count for _, count in view.facets(ClaimFilter(), "stance"))
            except BaseException as fault:
                faults.append(fault)

        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        with store.writer() as writer:
            for number in range(20):
                report = make_report(text=f"Boat {number} sank.")
                writer.add_report(make_reading(report), [make_claim(report)], make_original(report))
                writer.commit()
        for thread in threads:
            thread.join()
        assert faults == []

    # what is refused ---------------------------------------------------------------------------

    @pytest.mark.parametrize(
        ("reading", "claims", "original", "words"),
        [
            (make_reading(HARBOUR), [replace(make_claim(HARBOUR), text="other words")], {}, "not those of claim"),
            (make_reading(HARBOUR), [replace(make_claim(HARBOUR), end=10_000)], {}, "not those of claim"),
            (make_reading(HARBOUR), [make_claim(FLOOD, quote="s")], {}, "not those of claim"),
            (make_reading(HARBOUR), [make_claim(HARBOUR, quote="Fish", trigger=span_of(TEXT, "said"))], {}, "not those of claim"),
            (make_reading(HARBOUR), [make_claim(HARBOUR, trigger=Span(0, 4, "Port"))], {}, "not those of claim"),
            (make_reading(HARBOUR), [make_claim(HARBOUR, figures=(figure(Span(0, 4, "Port")),))], {}, "not those of claim"),
            (make_reading(HARBOUR), [replace(make_claim(HARBOUR), report_id="x")], {}, "is of report 'x'"),
            (make_reading(HARBOUR), [make_claim(HARBOUR), make_claim(HARBOUR)], {}, "one id"),
            (make_reading(HARBOUR), [make_claim(HARBOUR, denies="gone")], {}, "none of them"),
            (make_reading(HARBOUR), [make_claim(HARBOUR, lat=float("nan"))], {}, "not JSON"),
            (make_reading(HARBOUR), [make_claim(HARBOUR, chain=("\ud800",))], {}, "lone surrogate"),
            (make_reading(HARBOUR), [], {"sha256": "0" * 64}, "hash"),
            (make_reading(HARBOUR), [], {"address": "file:///\udce9.txt"}, "percent-encoded"),
            (make_reading(make_report(title="half \ud83d")), [], {}, "lone surrogate"),
            (make_reading(make_report(text="half \ud83d of it")), [], {"data": b"x"}, "lone surrogate"),
            (make_reading(make_report(furniture=(replace(span_of(HARBOUR.text, "said"), quote="says"),))), [], {}, "span's"),
        ],
    )  # fmt: skip
    def test_unsound_reports_are_refused(
        self, store: Store, reading: Reading, claims: list[Claim], original: dict[str, object], words: str
    ) -> None:
        given = {"data": b"x", **original}
        with store.writer() as writer, pytest.raises(InvalidReport, match=words):
            writer.add_report(reading, claims, make_original(reading.report, **given))
        with store.view() as view:
            assert (view.info().reports, view.info().originals) == (0, 0)

    @pytest.mark.parametrize("ident", ["", "nobody", "\ud800", "x' OR '1'='1", "\0"])
    def test_what_is_not_there_is_not_found(self, store: Store, ident: str) -> None:
        fill(store)
        with store.view() as view:
            for get in (
                view.get_report, view.get_reading, view.get_reasons, view.get_original, view.find_versions, view.get_claim,
                view.get_actor,
            ):  # fmt: skip
                with pytest.raises(NotFound):
                    get(ident)
        with store.writer() as writer:
            assert not writer.has_report(ident)
            assert not writer.has_address(ident)

    def test_a_closed_view_says_so(self, store: Store) -> None:
        with store.view() as view:
            pass
        with pytest.raises(StoreError, match="closed"):
            view.find_reports()
