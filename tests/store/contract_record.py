"""What every backend must answer of the record: its tests inherit RecordContract and give it a ``store`` fixture."""

from __future__ import annotations

import pytest

from dateline.errors import InvalidQuery, NotFound
from dateline.store import ClaimFilter, DisputeFilter, IncidentFilter, JudgementFilter, Store
from tests.factory import make_original, make_reading, make_report
from tests.store.contract import problems
from tests.store.linking_cases import (
    COURIER,
    EVENTS,
    HOLDING,
    LATER,
    LEDGER,
    MIRROR,
    claims_of,
    dispute_row,
    fill_record,
    incident_row,
    node,
    person,
    same,
)

IDS = {name: claim.id for name, claim in EVENTS.items()}
DAHL = node("Dahl", MIRROR)
FIRE = {
    "claims": 3,
    "reports": 3,
    "killed_low": 4.0,
    "killed_high": 7.0,
    "origins_low": 2,
    "last_published": "2014-03-05T09:30",
}


def link(store: Store) -> None:
    """Link the four reports as a reader would: one fire of three papers, and another; Dahl is Ines Dahl."""
    fill_record(store)
    with store.writer() as writer, writer.links() as links:
        links.add_actor_nodes([node("Ines Dahl"), DAHL], {})
        links.add_incident_blocks(dict.fromkeys(IDS.values(), ("fire",)))
        links.add_judgements(
            [
                same("copy", MIRROR.id, COURIER.id),
                same("actor", DAHL.node, "ines dahl"),
                same("actor", "union of packers", "ledger", 0.6),
                same("incident", IDS["mirror"], IDS["courier"]),
                same("incident", IDS["ledger"], IDS["courier"]),
                person("incident", IDS["later"], IDS["courier"], "different"),
            ]
        )
        links.put_incidents(
            [incident_row(EVENTS["courier"], **FIRE), incident_row(EVENTS["later"], title="second fire")]
        )
        links.put_disputes([dispute_row("toll", size=5)], incident=IDS["courier"])
        links.put_disputes(
            [dispute_row("pier", kind="holder", place="the pier", first_published="2014-03-02")], place="pier"
        )


class RecordContract:
    """The contract of the record's questions; ``store`` is an empty archive."""

    # actors ------------------------------------------------------------------------------------

    def test_an_actor_has_all_its_names(self, store: Store) -> None:
        link(store)
        with store.view() as view:
            dahl = view.get_actor(DAHL.node)
            assert (dahl.key, dahl.name, dahl.aliases) == ("ines dahl", "Ines Dahl", ("Dahl",))
            assert (dahl.as_source, dahl.as_actor, dahl.reports) == (2, 0, 2)
            assert view.get_actor("ines dahl") == dahl
            assert [n.node for n in view.nodes_of_actor(DAHL.node)] == ["ines dahl", DAHL.node]
            assert [row.key for row in view.find_actors(name="dahl").rows] == ["ines dahl"]
            assert view.find_actors(name="packers").rows == (view.get_actor("ledger"),)
            with pytest.raises(NotFound):
                view.get_actor("dahl")
        assert problems(store) == []

    def test_claims_are_found_by_any_name_of_an_actor(self, store: Store) -> None:
        link(store)

        def found(**where: str) -> list[str]:
            with store.view() as view:
                return [claim.id for claim in view.iter_claims(ClaimFilter(**where))]

        assert found(source="Ines Dahl") == [IDS["courier"], IDS["mirror"]]
        assert found(source="packers") == [IDS["ledger"], HOLDING.id]
        assert found(actor="brigade") == [IDS["courier"], IDS["mirror"]]
        assert found(actor="dahl") == []
        with store.writer() as writer:
            writer.judge(person("actor", DAHL.node, "ines dahl", "different"))
        assert found(source="Ines Dahl") == [IDS["courier"]]
        assert found(source="dahl") == [IDS["courier"], IDS["mirror"]], "the word itself is there"

    # claims ------------------------------------------------------------------------------------

    def test_claims_of_an_incident(self, store: Store) -> None:
        link(store)
        with store.view() as view:
            fire = ClaimFilter(incident=IDS["mirror"])
            assert [claim.id for claim in view.find_claims(fire).rows] == [IDS["courier"], IDS["mirror"], IDS["ledger"]]
            assert view.find_claims(fire).total == 3
            assert view.find_claims(ClaimFilter(incident=IDS["later"])).total == 1
            assert view.find_claims(ClaimFilter(incident="nobody")).total == 0
            assert view.facets(fire, "outlet") == (("Holm Courier", 1), ("The Ledger", 1), ("Sound Mirror", 1))

    def test_every_claim_is_told(self, store: Store) -> None:
        link(store)
        with store.view() as view:
            tolds = {told.claim.id: told for told in view.iter_told(ClaimFilter())}
            assert [told.claim for told in view.iter_told(ClaimFilter())] == list(view.iter_claims(ClaimFilter()))
        assert tolds[IDS["mirror"]].copy == COURIER.id
        assert tolds[IDS["mirror"]].chain == ("sound mirror", "skerry press", "ines dahl")
        assert tolds[HOLDING.id].actors == ("guards of the company",)

    def test_what_was_known_on_a_day(self, store: Store) -> None:
        link(store)
        corrected = make_report(
            text="A shed burned at Holm.", url=COURIER.url, published="2014-03-04", outlet="Holm Courier"
        )
        undated = make_report(text="Smoke was seen.", published=None)
        with store.writer() as writer:
            for report in (corrected, undated):
                writer.add_report(make_reading(report), claims_of(report), make_original(report))

        def found(as_of: str, **where: object) -> set[str]:
            with store.view() as view:
                page = view.find_claims(ClaimFilter(as_of=as_of, **where))  # type: ignore[arg-type]
                assert page.total == len(page.rows)
                assert sum(n for _, n in view.facets(ClaimFilter(as_of=as_of, **where), "stance")) == page.total  # type: ignore[arg-type]
                return {claim.id for claim in page.rows}

        a, b, c = IDS["courier"], IDS["mirror"], IDS["ledger"]
        assert found("2014-03-01") == set()
        assert found("2014-03-02") == {a}
        assert found("2014-03-03") == {a, b}
        assert found("2014-03-04") == {b}, "the correction was out"
        assert found("2014-03-04", current=False) == {a, b}
        assert found("2014-03-05") == {b, c, HOLDING.id}, "at half past nine of that day"
        assert found("2014-03") == {b, c, HOLDING.id}
        assert found("2014") == {b, c, HOLDING.id, IDS["later"]}
        assert found("2014-03-03", outlet="holm courier") == {a}
        with store.view() as view:
            assert [t.claim.id for t in view.told_of_incident(b, as_of="2014-03-03")] == [a, b]
            assert [t.claim.id for t in view.told_of_incident(b, as_of="2014-03-04")] == [b]
            assert [t.claim.id for t in view.told_of_incident(b, current=False)] == [a, b, c]
            with pytest.raises(InvalidQuery, match="as_of: 'May' is no day"):
                view.find_claims(ClaimFilter(as_of="May"))

    def test_the_holdings_of_a_place(self, store: Store) -> None:
        link(store)
        with store.view() as view:
            assert [told.claim for told in view.holdings_of_place("The Pier")] == [HOLDING]
            assert view.holdings_of_place("pier", as_of="2014-03-04") == []
            assert view.holdings_of_place("Holm") == []
            with pytest.raises(InvalidQuery):
                view.holdings_of_place("")

    def test_copies_of_a_report(self, store: Store) -> None:
        link(store)
        with store.view() as view:
            assert [row.id for row in view.copies_of(MIRROR.id)] == [COURIER.id, MIRROR.id]
            assert [row.id for row in view.copies_of(LEDGER.id)] == [LEDGER.id]
            with pytest.raises(NotFound):
                view.copies_of("nobody")

    # incidents ---------------------------------------------------------------------------------

    @pytest.mark.parametrize(
        ("where", "titles"),
        [
            ({}, ["fire at Holm", "second fire"]),
            ({"place": "holm"}, ["fire at Holm", "second fire"]),
            ({"place": "gn:5"}, ["fire at Holm", "second fire"]),
            ({"place": "pier"}, []),
            ({"actor": "brigade"}, ["fire at Holm"]),
            ({"actor": "packers"}, []),
            ({"type": "other"}, ["fire at Holm", "second fire"]),
            ({"type": "ASSAULT"}, []),
            ({"until": "2014-03"}, ["fire at Holm"]),
            ({"since": "2014-03-03"}, ["second fire"]),
            ({"text": "cannery"}, ["fire at Holm"]),
            ({"text": "blaze"}, ["fire at Holm"]),
            ({"as_of": "2014-04-19"}, ["fire at Holm"]),
            ({"as_of": "2014-03-01"}, []),
            ({"min_claims": 2}, ["fire at Holm"]),
            ({"dated": True, "since": "2014-04"}, ["second fire"]),
            ({"dated": False}, []),
        ],
    )
    def test_incidents(self, store: Store, where: dict[str, str], titles: list[str]) -> None:
        link(store)
        with store.view() as view:
            page = view.find_incidents(IncidentFilter(**where))  # type: ignore[arg-type]
        assert ([row.title for row in page.rows], page.total) == (titles, len(titles))

    @pytest.mark.parametrize(
        ("sort", "first"),
        [("size", "fire"), ("time", "fire"), ("-time", "second"), ("origins", "fire"), ("killed", "fire")],
    )
    def test_sorts_of_incidents(self, store: Store, sort: str, first: str) -> None:
        link(store)
        with store.view() as view:
            (row,) = view.find_incidents(IncidentFilter(), sort=sort, limit=1).rows
            assert row.title.startswith(first)
            with pytest.raises(InvalidQuery, match="sort: 'loud' is none of size"):
                view.find_incidents(IncidentFilter(), sort="loud")

    def test_an_incident_as_of_a_day_counts_what_was_out(self, store: Store) -> None:
        link(store)
        with store.view() as view:
            (then,) = view.find_incidents(IncidentFilter(as_of="2014-03-03")).rows
            (now, _) = view.find_incidents(IncidentFilter(as_of="2014-05")).rows
            assert now == view.get_incident(IDS["ledger"])
        assert (then.claims, then.reports, then.last_published) == (2, 2, "2014-03-03")
        assert (then.killed_high, then.origins_low, then.disputes, then.whole) == (None, None, None, False)
        assert (now.claims, now.killed_high, now.disputes, now.whole) == (3, 7.0, 1, True)

    def test_an_incident_by_the_id_of_any_claim(self, store: Store) -> None:
        link(store)
        with store.view() as view:
            assert view.get_incident(IDS["ledger"]).id == IDS["courier"]
            for ident in (HOLDING.id, "nobody", "\ud800"):
                with pytest.raises(NotFound):
                    view.get_incident(ident)
                with pytest.raises(NotFound):
                    view.told_of_incident(ident)

    def test_claims_with_what_is_known_of_their_reports(self, store: Store) -> None:
        link(store)
        with store.view() as view:
            found = view.told_of_claims([IDS["courier"], IDS["ledger"], "nobody", "\ud800"])
            tolds = {told.claim.id: told for told in view.told_of_incident(IDS["courier"])}
        assert found == {ident: tolds[ident] for ident in (IDS["courier"], IDS["ledger"])}

    # disputes and judgements -------------------------------------------------------------------

    @pytest.mark.parametrize(
        ("where", "ids"),
        [
            ({}, ["toll", "pier"]),
            ({"kind": "number"}, ["toll"]),
            ({"kind": "rumour"}, []),
            ({"place": "the pier"}, ["pier"]),
            ({"place": "holm"}, ["toll"]),
            ({"place": "gn:5"}, ["toll"]),
            ({"incident": IDS["courier"]}, ["toll"]),
            ({"actor": "brigade"}, ["toll"]),
            ({"as_of": "2014-03-04"}, ["pier"]),
        ],
    )
    def test_disputes(self, store: Store, where: dict[str, str], ids: list[str]) -> None:
        link(store)
        with store.view() as view:
            page = view.find_disputes(DisputeFilter(**where))
        assert ([row.id for row in page.rows], page.total) == (ids, len(ids))
        assert {row.id: row.incident for row in page.rows}.get("toll", IDS["courier"]) == IDS["courier"]
        assert {row.place_id for row in page.rows} <= {None}

    def test_sorts_of_disputes(self, store: Store) -> None:
        link(store)
        with store.view() as view:
            assert [row.id for row in view.find_disputes(DisputeFilter(), sort="latest").rows] == ["pier", "toll"]
            with pytest.raises(InvalidQuery, match="sort: 'loud' is none of size, latest"):
                view.find_disputes(DisputeFilter(), sort="loud")

    def test_a_dispute_by_its_id(self, store: Store) -> None:
        link(store)
        with store.view() as view:
            assert [view.get_dispute(row.id) for row in view.find_disputes(DisputeFilter()).rows] == list(
                view.find_disputes(DisputeFilter()).rows
            )
            for ident in ("none", "\ud800"):
                with pytest.raises(NotFound):
                    view.get_dispute(ident)

    def test_judgements(self, store: Store) -> None:
        link(store)
        a, d = IDS["courier"], IDS["later"]
        machine = same("incident", d, a)
        with store.writer() as writer, writer.links() as links:
            links.add_judgements([machine])

        def found(**where: object) -> list[str]:
            with store.view() as view:
                page = view.find_judgements(JudgementFilter(**where))  # type: ignore[arg-type]
                assert page.total == len(page.rows)
                return [f"{j.verdict} {j.by.split()[0]}" for j in page.rows]

        assert found(kind="copy") == ["same dateline"]
        assert found(about=d) == ["same dateline", "different Mara"]
        assert found(about=d, in_force=True) == ["different Mara"]
        assert found(by="Mara Quist") == ["different Mara"]
        assert found(waiting=True) == []
        assert len(found()) == 7
        with store.view() as view, pytest.raises(InvalidQuery, match="kind: 'gossip'"):
            view.find_judgements(JudgementFilter(kind="gossip"))

    def test_what_waits_for_a_person(self, store: Store) -> None:
        fill_record(store)
        a, b, c = (person("incident", IDS[x], IDS[y], "maybe", by="dateline 1") for x, y in _PAIRS)
        scored = [same("copy", COURIER.id, LATER.id, 0.5), a, b, c]
        with store.writer() as writer, writer.links() as links:
            links.add_judgements(scored)
        with store.view() as view:
            assert set(view.find_judgements(JudgementFilter(waiting=True)).rows) == {a, b, c}
            assert view.find_judgements(JudgementFilter(waiting=True, kind="copy")).total == 0
        with store.writer() as writer:
            writer.judge(person("incident", b.object or "", b.subject, "different"))
        with store.view() as view:
            assert set(view.find_judgements(JudgementFilter(waiting=True, kind="incident")).rows) == {a, c}
            assert view.find_judgements(JudgementFilter(waiting=True, about=IDS["later"])).total == 1
        assert problems(store) == []


_PAIRS = (("mirror", "courier"), ("ledger", "courier"), ("later", "mirror"))
