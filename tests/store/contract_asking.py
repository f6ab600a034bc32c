"""What every backend must answer: its tests inherit AskingContract and give it a ``store`` fixture."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import ConfigError, InvalidQuery, NotFound
from dateline.ids import content_sha256
from dateline.records import Report
from dateline.store import ClaimFilter, Store, open_store
from tests.factory import make_claim, make_original, make_reading, make_report
from tests.store.contract import FLOOD, HARBOUR, STRIKE, fill, problems


class AskingContract:
    """The contract of views and backups; ``store`` is an empty archive."""

    # questions of claims -----------------------------------------------------------------------

    @pytest.mark.parametrize(
        ("where", "local_ids"),
        [
            ({}, ["v1", "a2", "v1", "h1", "v2", "v1"]),
            ({"source": "mayor of alda"}, ["v1"]),
            ({"source": "COASTAL news"}, ["v1", "a2"]),
            ({"source": "coast"}, []),
            ({"source": "the fishermen's union"}, ["a2"]),
            ({"source": "fishermen"}, ["a2"]),
            ({"actor": "fishermen"}, ["v1"]),
            ({"actor": "Harbour Board"}, ["v1"]),
            ({"actor": "board harbour"}, []),
            ({"actor": "ost"}, ["v1"]),
            ({"place": "alda"}, ["v1"]),
            ({"place": "grunau"}, ["v1"]),
            ({"place": "GRÜNAU"}, ["v1"]),
            ({"place": "gn:77"}, ["v1"]),
            ({"type": "protest"}, ["v1", "v2", "v1"]),
            ({"type": "holds"}, ["h1"]),
            ({"kind": "statement"}, ["a2"]),
            ({"stance": "Denies"}, ["a2"]),
            ({"status": "occurred"}, ["v1", "v1", "v2", "v1"]),
            ({"outlet": "alda courier"}, ["v1", "a2"]),
            ({"outlet": "Courier", "stance": "denies"}, ["a2"]),
            ({"report": FLOOD.id}, ["v1", "h1", "v2"]),
            ({"report": "nobody"}, []),
            ({"since": "2012"}, ["v1", "h1"]),
            ({"until": "2011"}, ["v1", "h1"]),
            ({"since": "2012-06-15"}, ["v1"]),
            ({"since": "2012-06-07", "until": "2012-06-07"}, ["v1", "h1"]),
            ({"since": "2011-05", "until": "2011-05"}, ["v1", "h1"]),
            ({"since": "2012-07"}, []),
            ({"text": "flooded"}, ["v1"]),
            ({"text": "nurse"}, ["v2"]),
            ({"text": "harb* NOT boats"}, ["v1"]),
            ({"text": "grunau", "kind": "holding"}, ["h1"]),
            ({"actor": "fishermen", "source": "union"}, []),
        ],
    )
    def test_filters(self, store: Store, where: dict[str, str], local_ids: list[str]) -> None:
        fill(store)
        with store.view() as view:
            page = view.find_claims(ClaimFilter(**where))
            assert [claim.local_id for claim in page.rows] == local_ids
            assert page.total == len(local_ids)
            assert list(view.iter_claims(ClaimFilter(**where))) == list(page.rows)
            assert sum(n for _, n in view.facets(ClaimFilter(**where), "stance")) == len(local_ids)

    @pytest.mark.parametrize("query", ["mayor", "'hilltop mayor'", "orsk", "deputy", '"anne orsk"'])
    def test_words_of_names_that_run_over_a_line(self, store: Store, query: str) -> None:
        claim = make_claim(HARBOUR, chain=("the\nmayor", "\tOrsk"), actors=('"Anne"\nOrsk',), targets=("his\\deputy",))
        with store.writer() as writer:
            writer.add_report(make_reading(HARBOUR), [claim], make_original(HARBOUR))
        with store.view() as view:
            assert view.find_claims(ClaimFilter(text=query)).total == (0 if "hilltop" in query else 1)
            assert view.find_claims(ClaimFilter(source="mayor", actor="anne orsk")).total == 1

    @pytest.mark.parametrize(
        ("where", "words"),
        [
            ({"kind": "rumour"}, "kind: 'rumour' is none of statement, event, holding"),
            ({"type": "WAR"}, "type: 'WAR' is none of"),
            ({"stance": "shouts"}, "stance"),
            ({"status": "maybe"}, "status"),
            ({"since": "May"}, "since: 'May' is no day"),
            ({"until": "2011-02-29"}, "until"),
            ({"since": "2011-13"}, "since"),
            ({"since": "2012", "until": "2011"}, "after"),
            ({"since": "٢٠١١"}, "since"),
            ({"source": ""}, "source: the name is empty"),
            ({"actor": "x" * 400}, "actor: 400 characters"),
            ({"place": "\udfff"}, "surrogate"),
            ({"report": "\udfff"}, "surrogate"),
            ({"outlet": " "}, "outlet"),
            ({"text": ""}, "query is empty"),
            ({"text": '"open'}, "partner"),
        ],
    )
    def test_filters_that_cannot_be_understood(self, store: Store, where: dict[str, str], words: str) -> None:
        with store.view() as view:
            with pytest.raises(InvalidQuery, match=words):
                view.find_claims(ClaimFilter(**where))
            with pytest.raises(InvalidQuery, match=words):
                view.iter_claims(ClaimFilter(**where))
            with pytest.raises(InvalidQuery, match=words):
                view.facets(ClaimFilter(**where), "source")

    @pytest.mark.parametrize(("offset", "limit"), [(-1, 10), (0, 0), (0, -5), (2**63, 10), (0, 2**63)])
    def test_pages_that_cannot_be(self, store: Store, offset: int, limit: int) -> None:
        with store.view() as view:
            for ask in (view.find_reports, view.find_actors):
                with pytest.raises(InvalidQuery):
                    ask(offset=offset, limit=limit)
            with pytest.raises(InvalidQuery):
                view.find_claims(ClaimFilter(), offset=offset, limit=limit)
            with pytest.raises(InvalidQuery):
                view.search("x", offset=offset, limit=limit)

    @pytest.mark.parametrize(
        ("sort", "texts"),
        [
            ("time", ["Fishermen", "The river", "Grünau", "its members", "Nobody", "Miners"]),
            ("-time", ["Grünau", "The river", "Fishermen", "its members", "Nobody", "Miners"]),
            ("published", ["Fishermen", "its members", "The river", "Grünau", "Nobody", "Miners"]),
            ("-published", ["The river", "Grünau", "Nobody", "Fishermen", "its members", "Miners"]),
            ("report", ["Fishermen", "its members", "The river", "Grünau", "Nobody", "Miners"]),
            ("-report", ["Miners", "Nobody", "Grünau", "The river", "its members", "Fishermen"]),
        ],
    )
    def test_sorts(self, store: Store, sort: str, texts: list[str]) -> None:
        fill(store)
        with store.view() as view:
            found = [claim.text for claim in view.iter_claims(ClaimFilter(), sort=sort)]
            assert [text for text, start in zip(found, texts, strict=True) if not text.startswith(start)] == []
            pages = [view.find_claims(ClaimFilter(), sort=sort, offset=at, limit=2) for at in range(0, 8, 2)]
            assert [claim.text for page in pages for claim in page.rows] == found
            assert {page.total for page in pages} == {6}

    def test_an_unknown_sort(self, store: Store) -> None:
        with store.view() as view, pytest.raises(InvalidQuery, match="sort: 'size' is none of time"):
            view.find_claims(ClaimFilter(), sort="size")

    def test_months_are_those_in_which_claims_lie_whole(self, store: Store) -> None:
        report = make_report(
            text="It rained in May. It rained in June and July. It rained on 3 June. It rained in 44 BC."
        )
        days = {"in May": ("2014-05-01", "2014-05-31"), "June and July": ("2014-06-01", "2014-07-31"),
                "3 June": ("2014-06-03T10:00", "2014-06-03T11:00"), "44 BC": ("-0043-01-01", "-0043-12-31")}  # fmt: skip
        claims = [
            make_claim(report, local_id=f"v{n}", quote=words, earliest=first, latest=last)
            for n, (words, (first, last)) in enumerate(days.items())
        ]
        with store.writer() as writer:
            writer.add_report(make_reading(report), claims, make_original(report))
        with store.view() as view:
            every = view.months_of_claims(ClaimFilter())
            assert (every.field, every.values, every.among) == ("month", (("2014-05", 1), ("2014-06", 1)), None)
            assert view.months_of_claims(ClaimFilter(since="2014-06")).values == (("2014-06", 1),)
            assert view.months_of_claims(ClaimFilter(text="nothing")).values == ()
            for where in (ClaimFilter(), ClaimFilter(since="2014-05")):
                some = view.months_of_claims(where, count_to=1)
                assert some.among == 1 and sum(n for _, n in some.values) <= 1

    def test_facets_count_claims(self, store: Store) -> None:
        fill(store)
        with store.view() as view:
            every = ClaimFilter()
            assert view.facets(every, "stance") == (("says", 4), ("believes", 1), ("denies", 1))
            assert view.facets(every, "type") == (("PROTEST", 3), ("OTHER", 1), ("holds", 1))
            assert view.facets(every, "status") == (("occurred", 4),)
            assert view.facets(every, "outlet") == (("Tagesbote", 3), ("The Alda Courier", 2))
            assert view.facets(every, "place") == (("Grünau", 1), ("Port Alda", 1))
            assert dict(view.facets(every, "actor")) == {"Fishermen": 1, "the Harbour Board": 1, "Ost": 1}
            assert ("the Mayor of Alda", 1) in view.facets(every, "source")
            assert view.facets(ClaimFilter(type="PROTEST"), "outlet") == (("The Alda Courier", 1), ("Tagesbote", 1))
            assert view.facets(ClaimFilter(outlet="alda courier"), "source", limit=1) == (("The Fishermen’s Union", 1),)
            assert view.facets(ClaimFilter(actor="ost"), "actor") == (("Ost", 1),)

    # names -------------------------------------------------------------------------------------

    def test_actors(self, store: Store) -> None:
        fill(store)
        with store.view() as view:
            ost = view.get_actor("ost")
            assert (ost.name, ost.as_source, ost.as_actor, ost.as_target, ost.reports) == ("Ost", 0, 1, 1, 1)
            agency = view.get_actor("coastal news")
            assert (agency.kind, agency.as_source, agency.reports) == ("organization", 0, 1)
            assert {row.key for row in view.find_actors(name="Fishermen").rows} == {"fishermen", "fishermen s union"}
            assert view.find_actors(kind="organization").total == 2
            assert view.find_actors(limit=1).rows == (ost,)
            assert view.find_actors(limit=1).total == view.find_actors().total
            with pytest.raises(NotFound):
                view.get_actor("port alda")
            with pytest.raises(InvalidQuery, match="kind"):
                view.find_actors(kind="ghost")

    def test_a_name_is_shown_as_it_is_mostly_written(self, store: Store) -> None:
        with store.writer() as writer:
            for number, name in enumerate(("ANNE ORSK", "Anne Orsk", "Anne Orsk")):
                report = make_report(text=f"Anne Orsk spoke to {number} people.")
                reading = make_reading(report, named=("Anne Orsk",) if number else ())
                writer.add_report(reading, [make_claim(report, chain=(name,))], make_original(report))
        with store.view() as view:
            row = view.get_actor("anne orsk")
        assert (row.name, row.kind, row.as_source, row.reports) == ("Anne Orsk", "person", 3, 3)

    # full text ---------------------------------------------------------------------------------

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("fishermen", [HARBOUR]),
            ("GRUNAU", [FLOOD]),
            ("grünau engineers", [FLOOD]),
            ('"the harbour on monday"', [HARBOUR]),
            ('"harbour the"', []),
            ("min*", [STRIKE]),
            ("min", []),
            ("denied NOT miners", [HARBOUR]),
            ("miners OR flooded", [FLOOD, STRIKE]),
            ("(miners OR fishermen) denied", [HARBOUR, STRIKE]),
            ("blocked", [HARBOUR]),
            ("text : denied", None),
            ("title:blocked", []),
            ("NEAR(miners, denied)", []),
            ("it's", []),
            ("'; DROP TABLE reports; --", None),
        ],
    )
    def test_search(self, store: Store, query: str, found: list[Report] | None) -> None:
        fill(store)
        with store.view() as view:
            if found is None:
                with pytest.raises(InvalidQuery):
                    view.search(query)
                return
            page = view.search(query)
        assert {hit.report.id for hit in page.rows} == {report.id for report in found}
        assert page.total == len(found)

    def test_a_hit_shows_the_words(self, store: Store) -> None:
        fill(store)
        with store.view() as view:
            (hit,) = view.search("boat* OR union").rows
        assert [hit.snippet[start:end] for start, end in hit.marks] == ["union", "boats"]
        assert "\n" not in hit.snippet

    def test_a_word_in_the_title_weighs_more(self, store: Store) -> None:
        with store.writer() as writer:
            for title, text in (
                ("Weather", "Rain fell on the ferry today."),
                ("Ferry", "Rain fell on the boat today."),
            ):
                report = make_report(title=title, text=text)
                writer.add_report(make_reading(report), [], make_original(report))
        with store.view() as view:
            assert [hit.report.title for hit in view.search("ferry").rows] == ["Ferry", "Weather"]
            assert [hit.report.title for hit in view.search("ferry", offset=1).rows] == ["Weather"]

    # the whole ---------------------------------------------------------------------------------

    def test_info(self, store: Store) -> None:
        fill(store)
        with store.view() as view:
            info = view.info()
        assert (info.reports, info.superseded, info.claims, info.originals) == (3, 0, 6, 3)
        assert (info.first_published, info.last_published) == ("2011-05-03", "2012-06-08")
        assert info.models == ("test@1",)
        assert info.bytes > 0
        assert info.schema >= 1

    def test_reports_latest_first(self, store: Store) -> None:
        fill(store)
        with store.view() as view:
            assert [row.id for row in view.find_reports().rows] == [FLOOD.id, HARBOUR.id, STRIKE.id]
            page = view.find_reports(offset=1, limit=1)
            assert ([row.id for row in page.rows], page.total) == ([HARBOUR.id], 3)

    def test_one_original_may_hold_many_reports(self, store: Store) -> None:
        data = b"one feed"
        with store.writer() as writer:
            for report in (HARBOUR, FLOOD):
                writer.add_report(
                    make_reading(report), [], make_original(report, data=data, address=f"feed#{report.id}")
                )
        with store.view() as view:
            assert view.info().originals == 1
            assert view.get_original(FLOOD.id).sha256 == content_sha256(data)
        assert problems(store) == []

    def test_backup(self, store: Store, tmp_path: Path) -> None:
        fill(store)
        copy = tmp_path / "copy.sqlite"
        with store.writer() as writer:
            late = make_report(text="A late report.")
            writer.add_report(make_reading(late), [], make_original(late))
            store.backup(copy)
        other = open_store(copy)
        with other.view() as view, store.view() as own:
            assert list(view.check()) == []
            assert view.find_claims(ClaimFilter()) == own.find_claims(ClaimFilter())
            assert view.find_reports().total == 3, "what was not committed is not in the copy"
        other.close()
        assert [path.name for path in tmp_path.iterdir() if "partial" in path.name] == []
        with pytest.raises(ConfigError, match="exists"):
            store.backup(copy)
        with pytest.raises(ConfigError, match="no folder"):
            store.backup(tmp_path / "none" / "copy.sqlite")
