"""What is kept incrementally is what a full recompute gives: ``check`` assembles everything anew and compares."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.judgements import Judgement, node_id
from dateline.records import Claim, Report
from dateline.store import Links, Writer, open_store
from dateline.store.base_rows import IncidentRow
from tests.factory import make_claim, make_judgement, make_original, make_reading, make_report
from tests.store.contract import problems
from tests.store.linking_cases import node

PEOPLE = ("Ana Vell", "Vell", "Bor Tamm", "the guard", "Tamm")
REPORTS = [
    make_report(text=f"Bulletin {i}: the bridge fell.", published=f"2015-06-0{i}", url=f"https://x.example/{i % 4}")
    for i in range(1, 7)
]


def claims_of(report: Report, number: int) -> list[Claim]:
    names = PEOPLE[number % 3 :] + PEOPLE[: number % 3]
    held = {"kind": "holding", "type": "holds", "place": "Ulm"}
    return [
        make_claim(report, local_id="v1", chain=(names[0],), actors=names[1:3]),
        make_claim(report, local_id="v2", chain=("Daily", names[3]), targets=(names[4],), **held),
    ]


CLAIMS = [claims_of(report, number) for number, report in enumerate(REPORTS)]
# few of each, so that judgements meet
ENDS = {
    "copy": [report.id for report in REPORTS[:4]],
    "incident": [claim.id for claims in CLAIMS[1:3] for claim in claims],
    "actor": [node("Ana Vell").node, node("Tamm").node, *(node_id("vell", report.id) for report in REPORTS[:3])],
}
MAKERS = ("dateline 1", "Mara Quist", "Jon Teel")


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    kind = draw(st.sampled_from(sorted(ENDS)))
    a, b = draw(st.lists(st.sampled_from(ENDS[kind]), min_size=2, max_size=2, unique=True))
    by = draw(st.sampled_from(MAKERS))
    verdicts = ("same", "same", "maybe") if by == MAKERS[0] else ("same", "different", "different")
    made = f"2015-07-{draw(st.integers(10, 30))}T00:00:00+00:00"
    score = draw(st.sampled_from([None, 0.5, 0.6, 0.9]))
    return make_judgement(kind, a, b, verdict=draw(st.sampled_from(verdicts)), by=by, made=made, score=score)


def settle(links: Links) -> None:
    """Describe what is unsettled by nothing but how much there is of it."""
    for ident in links.unsettled("incident"):
        tolds = links.told_of_incident(ident)
        if not tolds:
            links.drop_incidents([ident])
            continue
        days = [told.published for told in tolds if told.published]
        values: dict[str, Any] = dict.fromkeys(
            ("type", "place", "place_id", "lat", "lon", "precision_km", "country", "first_day", "last_day", "killed_low",
             "killed_high")
        )  # fmt: skip
        values |= {"title": "fall", "claims": len(tolds), "reports": len({t.claim.report_id for t in tolds})}
        values |= {"first_published": min(days), "last_published": max(days)}
        links.put_incidents([IncidentRow(id=ident, origins_low=1, origins_high=1, disputes=0, **values)])


def add_report(number: int) -> Callable[[Writer], None]:
    def add(writer: Writer) -> None:
        report = REPORTS[number]
        writer.add_report(make_reading(report), CLAIMS[number], make_original(report))
        with writer.links() as links:
            links.add_signature(report.id, b"", [number])
            short = [node("Vell", report), *([node("the guard", report)] if number < 3 else [])]
            links.add_actor_nodes(short, {n.node: (n.key,) for n in short})
            links.add_incident_blocks({claim.id: ("bridge",) for claim in CLAIMS[number] if claim.kind == "event"})

    return add


def judge(judgement: Judgement) -> Callable[[Writer], None]:
    def add(writer: Writer) -> None:
        writer.judge(judgement)

    return add


@given(st.lists(judgements(), max_size=25), st.integers(2, 6), st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_kept_is_what_follows(made: list[Judgement], late: int, settled: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "a.sqlite", create=True)
        with store.writer() as writer:
            for number in range(late):
                add_report(number)(writer)
        known = {ident for number in range(late) for ident in (REPORTS[number].id, *(c.id for c in CLAIMS[number]))}
        known |= {node(name).node for name in PEOPLE}
        known |= {ident for ident in ENDS["actor"] if ident.rpartition(" ")[2] in known and "@" in ident}
        steps = [judge(j) for j in made if {j.subject, j.object} <= known]
        steps[len(steps) // 2 : 0] = [add_report(number) for number in range(late, len(REPORTS))]
        with store.writer() as writer:
            for step in steps:
                step(writer)
                if settled:
                    with writer.links() as links:
                        settle(links)
        assert problems(store) == []
        store.close()


@given(st.lists(judgements(), max_size=15), st.randoms())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_order_of_judgements_does_not_matter(made: list[Judgement], random: Any) -> None:
    shuffled = list(made)
    random.shuffle(shuffled)
    found = []
    for order in (made, shuffled):
        with tempfile.TemporaryDirectory() as folder:
            store = open_store(Path(folder) / "a.sqlite", create=True)
            with store.writer() as writer:
                for number in range(len(REPORTS)):
                    add_report(number)(writer)
                with writer.links() as links:
                    for judgement in order:
                        links.add_judgements([judgement])
                    found.append(
                        {
                            (kind, end): links.members_of(kind, links.cluster_of(kind, end))
                            for kind in ENDS
                            for end in ENDS[kind]
                        }
                    )
            assert problems(store) == []
            store.close()
    assert found[0] == found[1]
