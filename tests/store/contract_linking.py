"""What every backend must do for reconciling: its tests inherit LinkingContract and give it a ``store`` fixture."""

from __future__ import annotations

import pytest

from dateline.errors import InvalidQuery, NotFound
from dateline.records import Span
from dateline.store import Store
from tests.factory import make_claim, make_judgement, make_original, make_reading, make_report, make_told
from tests.store.contract import problems
from tests.store.linking_cases import (
    COURIER,
    EVENTS,
    HOLDING,
    LATER,
    LEDGER,
    MIRROR,
    dispute_row,
    fill_record,
    incident_row,
    node,
    person,
    same,
)

IDS = {name: claim.id for name, claim in EVENTS.items()}


class LinkingContract:
    """The contract of links; ``store`` is an empty archive."""

    # candidates --------------------------------------------------------------------------------

    def test_reports_with_bands_in_common(self, store: Store) -> None:
        fill_record(store)
        line = Span.of(COURIER.text, 0, 4)
        with store.writer() as writer, writer.links() as links:
            assert links.unlinked_reports(2) == (COURIER.id, MIRROR.id)
            links.add_signature(COURIER.id, b"\x01", [1, 2, 2**64 - 1], furniture=[line])
            links.add_signature(LEDGER.id, b"\x02", [2, 3])
            assert links.unlinked_reports(9) == (MIRROR.id, LATER.id)
            assert [r.id for r in links.find_by_bands([1, 2, 2**64 - 1], limit=9)] == [COURIER.id, LEDGER.id]
            assert [r.id for r in links.find_by_bands([2, 1], limit=1)] == [COURIER.id]
            assert links.find_by_bands([1, 4], limit=9, besides=COURIER.id) == ()
            (found,) = links.find_by_bands([2**64 - 1], limit=9)
            with pytest.raises(NotFound):
                links.add_signature("nobody", b"", [])
        assert (found.text, found.outlet, found.published) == (COURIER.text, COURIER.outlet, COURIER.published)
        assert found.furniture == (line,)

    def test_claims_with_blocks_in_common(self, store: Store) -> None:
        fill_record(store)
        with store.writer() as writer, writer.links() as links:
            links.add_incident_blocks(
                {IDS["courier"]: ("a", "b"), IDS["mirror"]: ("b", "c"), IDS["ledger"]: ("c",), IDS["later"]: ("a", "b")}
            )
            links.add_judgements([same("incident", IDS["mirror"], IDS["courier"])])

            def find(*blocks: str, **given: object) -> list[tuple[str, str]]:
                found = links.find_incident_candidates(blocks, limit=9, **given)  # type: ignore[arg-type]
                names = {ident: name for name, ident in IDS.items()}
                return [(names[incident], names[told.claim.id]) for incident, told in found]

            later, courier, mirror = ("later", "later"), ("courier", "courier"), ("courier", "mirror")
            assert find("a", "b") == [later, courier, mirror]
            assert find("b", "c", besides=LATER.id) == [mirror, ("ledger", "ledger"), courier]
            assert find("a", "b", published="2014-03-05", window_days=2) == [mirror]
            assert find("a", published="2014-03-05T10:00", window_days=3) == [courier]
            assert find("a", published=None, window_days=3) == [later, courier]
            assert find("x") == []
            assert len(links.find_incident_candidates(["a", "b"], limit=2)) == 2
            few = links.find_incident_candidates(["a", "b", "c"], limit=3, each=1)
            assert len({incident for incident, _ in few}) == len(few) == 3, "one of each incident"
            assert find("c", first=2) == [("ledger", "ledger"), mirror, courier], "what no key finds stands last"
            assert find("c", first=1) == [("ledger", "ledger"), mirror, courier]
            assert find("a", besides=LATER.id, first=2) == [courier, mirror]
            assert find("a", besides=LATER.id, first=1) == [courier]
            with pytest.raises(NotFound):
                links.add_incident_blocks({"nobody": ("a",)})

    def test_actor_nodes_with_blocks_in_common(self, store: Store) -> None:
        fill_record(store)
        nodes = [node("Ines Dahl"), node("Dahl", MIRROR), node("Nobody Named"), node("the brigade", COURIER)]
        blocks = {"ines dahl": ("dl", "ns"), nodes[1].node: ("dl",), "nobody named": ("dl",), nodes[3].node: ("x",)}
        with store.writer() as writer, writer.links() as links:
            links.add_actor_nodes(nodes, blocks)
            links.add_actor_nodes(nodes, blocks)
            found = links.find_actor_nodes(["dl", "ns"], limit=9)
            assert found[0].node == "ines dahl", "it has both keys"
            assert {(n.node, n.name, n.report_id, n.cluster, n.reports) for n in found} == {
                ("ines dahl", "Ines Dahl", None, "ines dahl", 1),
                (nodes[1].node, "Dahl", MIRROR.id, nodes[1].node, 1),
                ("nobody named", "Nobody Named", None, "nobody named", 0),
            }
            links.add_judgements([same("actor", nodes[1].node, "ines dahl")])
            found = links.find_actor_nodes(["dl"], limit=9)
            assert {n.node: n.cluster for n in found if n.reports} == {
                "ines dahl": "ines dahl",
                nodes[1].node: "ines dahl",
            }
            assert len(links.find_actor_nodes(["dl"], limit=1)) == 1
            assert [n.node for n in links.get_actor_nodes(["ines dahl", "nobody"])] == ["ines dahl"]
        with store.view() as view:
            assert [row.key for row in view.find_actors(name="nobody").rows] == [], "no claim tells of him"
        assert problems(store) == []

    def test_what_is_told_of_a_node_is_replaced(self, store: Store) -> None:
        fill_record(store)
        with store.writer() as writer:
            with writer.links() as links:
                links.add_actor_nodes([node("Ines Dahl")], {}, {"ines dahl": "[1]"})
                links.add_actor_nodes(
                    [node("Ines Dahl"), node("Sven Rask")], {"ines dahl": ("dl",)}, {"ines dahl": "[2]"}
                )
                assert [n.context for n in links.find_actor_nodes(["dl"], limit=9)] == ["[2]"]
            late = make_report(text="Sven Rask and Tor Lind left Holm.", url=None)
            claim = make_claim(late, actors=("Sven Rask", "Tor Lind"))
            assert writer.add_report(make_reading(late), [claim], make_original(late))
        with store.view() as view:
            assert {row.key for row in view.find_actors(name="rask").rows} == {"sven rask"}
        assert problems(store) == []

    def test_statements_that_deny(self, store: Store) -> None:
        report = make_report(text="The pier burned, Ana Vell said. Bor Tamm denied it.")
        said = make_claim(report, quote="The pier burned", kind="statement", local_id="a1")
        denied = make_claim(
            report, quote="Bor Tamm denied it", kind="statement", local_id="a2", denies=said.id, stance="denies"
        )
        with store.writer() as writer:
            writer.add_report(make_reading(report), [said, denied], make_original(report))
            with writer.links() as links:
                assert [told.claim for told in links.denials_of([said.id, denied.id])] == [denied]
                assert links.denials_of([]) == []

    # claims as they are told -------------------------------------------------------------------

    def test_claims_are_told_with_their_copies_and_actors(self, store: Store) -> None:
        fill_record(store)
        dahl = node("Dahl", MIRROR)
        with store.writer() as writer, writer.links() as links:
            assert links.told_of_report(COURIER.id) == [
                make_told(
                    COURIER, **{f: getattr(EVENTS["courier"], f) for f in EVENTS["courier"].as_json() if f not in _SPANS},
                    quote=EVENTS["courier"].text,
                )
            ]  # fmt: skip
            links.add_actor_nodes([node("Ines Dahl"), dahl, node("the brigade", MIRROR)], {})
            links.add_judgements([same("actor", dahl.node, "ines dahl"), same("copy", MIRROR.id, COURIER.id)])
            mirror, courier = links.get_told([IDS["mirror"], IDS["courier"]])
            with pytest.raises(NotFound):
                links.get_told(["nobody"])
        assert mirror.claim == EVENTS["mirror"]
        assert (mirror.copy, courier.copy) == (COURIER.id, COURIER.id)
        assert mirror.chain == ("sound mirror", "skerry press", "ines dahl")
        assert mirror.actors == (f"brigade @ {MIRROR.id}",)
        assert courier.actors == ("brigade",)
        assert (mirror.published, mirror.outlet, mirror.agency) == ("2014-03-03", "Sound Mirror", "Skerry Press")

    def test_an_incident_is_told_in_the_order_of_publishing(self, store: Store) -> None:
        fill_record(store)
        with store.writer() as writer, writer.links() as links:
            links.add_judgements(
                [same("incident", IDS["ledger"], IDS["courier"]), same("incident", IDS["ledger"], IDS["mirror"])]
            )
            tolds = links.told_of_incident(IDS["mirror"])
            assert [told.claim.id for told in tolds] == [IDS["courier"], IDS["mirror"], IDS["ledger"]]
            assert [told.claim.id for told in links.told_of_incident(IDS["later"])] == [IDS["later"]]
            assert links.members_of("incident", IDS["courier"]) == (IDS["courier"], IDS["mirror"], IDS["ledger"])
            assert links.cluster_of("incident", IDS["ledger"]) == IDS["courier"]
            assert links.cluster_of("copy", LEDGER.id) == LEDGER.id

    def test_the_holdings_of_a_place(self, store: Store) -> None:
        fill_record(store)
        with store.writer() as writer, writer.links() as links:
            assert links.unsettled("place") == ("pier",)
            assert [told.claim for told in links.claims_of_place("pier")] == [HOLDING]
            assert links.claims_of_place("holm") == []
            links.put_disputes([dispute_row("d1", kind="holder", place="the pier")], place="pier")
            assert links.unsettled("place") == ()

    # judgements --------------------------------------------------------------------------------

    def test_what_a_judgement_is_about_must_be_there(self, store: Store) -> None:
        fill_record(store)
        cases = (
            ("copy", COURIER.id, "nobody"),
            ("actor", "nobody", "ines dahl"),
            ("incident", IDS["courier"], "x"),
            ("claim", "x", None),
        )
        with store.writer() as writer:
            for kind, subject, other in cases:
                with pytest.raises(NotFound):
                    writer.judge(person(kind, subject, other, "accept" if kind == "claim" else "same"))
            with pytest.raises(InvalidQuery, match="itself"):
                writer.judge(person("copy", COURIER.id, COURIER.id, "same"))
            with pytest.raises(InvalidQuery, match="two things"):
                writer.judge(person("copy", COURIER.id, None, "same"))
            with pytest.raises(InvalidQuery, match="surrogate"):
                writer.judge(person("copy", COURIER.id, MIRROR.id, "same", by="half \ud800"))
        with store.writer() as writer, writer.links() as links:
            assert links.judgements_on("copy", COURIER.id) == ()

    def test_a_judgement_twice_is_one(self, store: Store) -> None:
        fill_record(store)
        judgement = same("copy", MIRROR.id, COURIER.id)
        with store.writer() as writer, writer.links() as links:
            assert links.add_judgements([judgement, judgement]) == {("copy", COURIER.id), ("copy", MIRROR.id)}
            assert links.add_judgements([judgement]) == set()
            assert links.judgements_on("copy", COURIER.id) == (judgement,)
            assert links.judgements_on("copy", COURIER.id, LEDGER.id) == ()

    def test_a_person_parts_and_joins(self, store: Store) -> None:
        fill_record(store)
        a, b, c = IDS["courier"], IDS["mirror"], IDS["ledger"]
        with store.writer() as writer, writer.links() as links:
            links.add_judgements([same("incident", b, a, 0.7), same("incident", c, b, 0.8)])
            assert links.add_judgements([person("incident", c, a, "different", day=5)]) == {
                ("incident", a),
                ("incident", b),
            }
            assert links.members_of("incident", b) == (b, c), "the weaker of the two edges gives way"
            links.add_judgements([make_judgement("incident", a, c, made="2020-01-01T00:00:00+00:00")])
            assert links.members_of("incident", b) == (b, c), "the machine does not outweigh a person"
            links.add_judgements([person("incident", a, c, "same", day=7)])
            assert links.members_of("incident", a) == (a, b, c)
            standing = [j for j in links.judgements_on("incident", a, c) if not j.is_machine]
            assert [j.verdict for j in standing] == ["same"]
            links.add_judgements([person("incident", a, c, "different", day=6)])
            assert links.members_of("incident", a) == (a, b, c), "an older judgement that comes late changes nothing"
        assert problems(store) == []

    def test_another_persons_judgement_stays(self, store: Store) -> None:
        fill_record(store)
        with store.writer() as writer, writer.links() as links:
            links.add_judgements([person("copy", COURIER.id, MIRROR.id, "same", day=1)])
            links.add_judgements([person("copy", MIRROR.id, COURIER.id, "different", by="Jon Teel", day=2)])
            assert len(links.judgements_on("copy", COURIER.id)) == 2
            assert links.members_of("copy", COURIER.id) == (COURIER.id,)
        assert problems(store) == []

    # what must be assembled anew ---------------------------------------------------------------

    def test_what_changes_an_incident_unsettles_it(self, store: Store) -> None:
        fill_record(store)
        a, b, c = IDS["courier"], IDS["mirror"], IDS["ledger"]
        with store.writer() as writer, writer.links() as links:
            links.add_incident_blocks({a: ("x",), b: ("x",), c: ("y",)})
            assert set(links.unsettled("incident")) == {a, b, c}
            links.put_incidents([incident_row(EVENTS[name]) for name in ("courier", "mirror", "ledger")])
            assert links.unsettled("incident") == ()
            links.add_judgements([same("incident", b, a)])
            assert links.unsettled("incident") == (a,)
            links.put_incidents([incident_row(EVENTS["courier"], claims=2, reports=2)])
            links.add_judgements([same("copy", MIRROR.id, COURIER.id)])
            assert links.unsettled("incident") == (a,)
            links.put_incidents([incident_row(EVENTS["courier"], claims=2, reports=2)])
            links.add_judgements([same("actor", "holm courier", "ledger")])
            assert links.unsettled("incident") == (c,), "claims that name the older one name who they named"
            links.put_incidents([incident_row(EVENTS["ledger"])])
            links.add_judgements([person("claim", b, None, "reject")])
            assert links.unsettled("incident") == (a,)
            links.drop_incidents([a])
            assert links.unsettled("incident") == ()
            with pytest.raises(NotFound):
                links.put_incidents([incident_row(make_claim(id="nobody"))])

    def test_a_new_version_unsettles_what_the_old_one_told(self, store: Store) -> None:
        fill_record(store)
        corrected = make_report(text="The cannery at Holm stands.", url=COURIER.url, published="2014-03-06")
        with store.writer() as writer:
            with writer.links() as links:
                links.add_incident_blocks({IDS["courier"]: ("x",)})
                links.put_incidents([incident_row(EVENTS["courier"])])
            writer.add_report(make_reading(corrected), [], make_original(corrected))
            with writer.links() as links:
                assert links.unsettled("incident") == (IDS["courier"],)
                assert links.told_of_incident(IDS["courier"]) == []
                assert len(links.told_of_incident(IDS["courier"], current=False)) == 1
                links.drop_incidents([IDS["courier"]])
        assert problems(store) == []

    def test_disputes_go_with_their_incident(self, store: Store) -> None:
        fill_record(store)
        a = IDS["courier"]
        with store.writer() as writer, writer.links() as links:
            links.add_incident_blocks({a: ("x",)})
            links.put_incidents([incident_row(EVENTS["courier"])])
            links.put_disputes([dispute_row("d1"), dispute_row("d2")], incident=a)
            links.put_disputes([dispute_row("d2"), dispute_row("d3")], incident=a)
            links.put_incidents([incident_row(EVENTS["courier"], killed_high=7.0)])
        with store.view() as view:
            assert (view.get_incident(a).disputes, view.get_incident(a).killed_high) == (2, 7.0)
        assert problems(store) == []
        with store.writer() as writer, writer.links() as links:
            links.drop_incidents([a])
        with store.view() as view, pytest.raises(NotFound):
            view.get_incident(a)

    # transactions ------------------------------------------------------------------------------

    def test_links_that_fail_leave_nothing(self, store: Store) -> None:
        fill_record(store)
        with store.writer() as writer:
            with pytest.raises(NotFound), writer.links() as links:
                links.add_judgements([same("copy", MIRROR.id, COURIER.id)])
                links.get_told(["nobody"])
            with writer.links() as links:
                assert links.cluster_of("copy", MIRROR.id) == MIRROR.id
                assert links.judgements_on("copy", MIRROR.id) == ()
        assert problems(store) == []


_SPANS = ("id", "text", "start", "end", "report_id", "source")
