"""On whose word a claim stands, and how many such words there are."""

from __future__ import annotations

from typing import Any

from dateline.reconcile.base import Told
from dateline.reconcile.origins import NO_OUTLET, Known, Origins, independent_origins, known_of, origin_of
from dateline.records import OWN_VOICE, UNNAMED
from tests.factory import make_claim, make_report

COURIER, POST, LEDGER = "Alda Courier", "Harbour Post", "Tarn Ledger"
WIRE = "Coastal Wire"


def told(
    outlet: str | None, *sources: str, agency: str | None = None, ids: dict[str, str] | None = None, **given: Any
) -> Told:
    """A claim in a report of an outlet, by way of its agency, on the word of sources (outermost first)."""
    text = given.pop("text", "Two boats sank off Tarn on Monday.")
    report = make_report(text=text, outlet=outlet, agency=agency, url=given.pop("url", None))
    chain = (*(name for name in (outlet, agency) if name), *sources) or (OWN_VOICE,)
    claim = make_claim(report, chain=chain, quote=given.pop("quote", text))
    actors = tuple((ids or {}).get(name, name) for name in chain)
    return Told(claim, given.pop("published", "2011-05-03"), outlet, agency, given.pop("copy", report.id), chain=actors)


def keys(origins: Origins) -> list[str]:
    return sorted(group.origin.key for group in origins.groups)


def test_the_innermost_named_source_is_the_origin() -> None:
    origin = origin_of(told(COURIER, "the harbour ministry", "Mara Venn", agency=WIRE))
    assert (origin.kind, origin.key, origin.name, origin.through) == (
        "named", "source:mara venn", "Mara Venn", "outlet:coastal wire",
    )  # fmt: skip


def test_a_named_source_that_passes_on_unnamed_ones_is_the_origin() -> None:
    for inner in (UNNAMED, "witnesses", "nobody"):
        assert origin_of(told(COURIER, "Mara Venn", inner)).key == "source:mara venn"


def test_own_voice_is_the_agencys_else_the_outlets() -> None:
    assert origin_of(told(COURIER, agency=WIRE)).key == "outlet:coastal wire"
    assert origin_of(told(COURIER)).key == "outlet:alda courier"
    assert origin_of(told(COURIER)).why == "the report's own voice: its outlet's word"
    unknown = origin_of(told(None, copy="r7"))
    assert (unknown.kind, unknown.key) == ("outlet", "outlet:r7")
    assert (unknown.name, unknown.why.endswith("is not known")) == (NO_OUTLET, True)


def test_nobodys_word_is_the_reports_own() -> None:
    assert origin_of(told(COURIER, "Nobody")).key == origin_of(told(COURIER)).key
    assert origin_of(told(COURIER, "a reporter")).key == origin_of(told(COURIER)).key


def test_reprints_are_one_origin_however_they_name_it() -> None:
    reprints = [told(COURIER, agency=WIRE, copy="r1"), told(POST, copy="r1"), told(LEDGER, agency="CW", copy="r1")]
    found = independent_origins(reprints)
    assert (keys(found), found.low, found.high) == (["outlet:coastal wire"], 1, 1)
    assert len(found.groups[0].claims) == 3


def test_a_reprint_read_otherwise_keeps_the_origin_of_the_first() -> None:
    first = told(COURIER, "the coast guard", agency=WIRE)
    again = told(POST, "Brigade", agency=WIRE, copy=first.copy)
    assert origin_of(again).key != origin_of(first).key
    assert keys(independent_origins([again, first])) == ["source:coast guard"]
    local = told(POST, "Tolf Brandt", copy=first.copy, text="The co-operative of Sundry Bay has stopped its sailings.")
    assert len(independent_origins([first, again, local]).groups) == 2


def test_the_same_person_in_two_reports_is_one_origin() -> None:
    ids = {"Mara Venn": "a1", "Ms Venn": "a1", "M. Wenn": "a1"}
    found = independent_origins([told(COURIER, "Mara Venn", ids=ids), told(POST, "M. Wenn", ids=ids)])
    assert (keys(found), found.low, found.high) == (["source:a1"], 1, 1)
    assert found.groups[0].through == ("outlet:alda courier", "outlet:harbour post")


def test_a_paper_that_cites_another_passes_on_its_word() -> None:
    own, cites = told(LEDGER), told(COURIER, "the Tarn Ledger")
    assert keys(independent_origins([own, cites])) == ["outlet:tarn ledger"]
    assert keys(independent_origins([own, told(COURIER, "the Ledger")])) == ["outlet:tarn ledger"]
    source = told(COURIER, "the Tarn Ledger", "Mara Venn")
    assert (origin_of(source).key, origin_of(source).through) == ("source:mara venn", "outlet:tarn ledger")
    unnamed = [told(COURIER, "the Tarn Ledger", "residents"), told(POST, "the Tarn Ledger", "residents")]
    assert len(independent_origins(unnamed).groups) == 1


def test_the_paper_is_the_one_that_the_report_cites() -> None:
    cited = told(COURIER, "the Tarn Ledger")
    later = told(COURIER, "the paper", quote="Two boats sank")
    both = [told(LEDGER), cited, later]
    assert keys(independent_origins(both)) == ["outlet:tarn ledger"]
    assert origin_of(later).key != "outlet:tarn ledger"


def test_an_outlet_without_words_that_show_it_is_known_by_the_archive() -> None:
    cited = told(COURIER, "Nordlys")
    assert origin_of(cited).kind == "named"
    assert origin_of(cited, Known(outlets=frozenset({"nordlys"}))).kind == "outlet"
    assert keys(independent_origins([cited, told("Nordlys")])) == ["outlet:nordlys"]


def test_unnamed_ones_of_two_reports_are_maybe_the_same() -> None:
    found = independent_origins([told(COURIER, "officials"), told(POST, "two officials"), told(LEDGER, "residents")])
    assert (found.low, found.high) == (2, 3)
    maybe = {group.origin.name: len(group.maybe) for group in found.groups}
    assert maybe == {"officials": 1, "two officials": 1, "residents": 0}
    unsaid = independent_origins([told(COURIER, UNNAMED), told(POST, "residents")])
    assert (unsaid.low, unsaid.high) == (1, 2)
    alone = independent_origins([told(COURIER, UNNAMED)])
    assert (alone.low, alone.high, alone.groups[0].origin.name) == (1, 1, "an unnamed source")


def test_the_same_unnamed_words_in_copies_are_one_origin() -> None:
    found = independent_origins([told(COURIER, "officials", copy="r1"), told(POST, "officials", copy="r1")])
    assert (found.low, found.high) == (1, 1)


def test_a_spokesman_speaks_for_his_body() -> None:
    found = independent_origins(
        [told(COURIER, "a police spokesman"), told(POST, "the police", ids={"the police": "a9"})]
    )
    assert (keys(found), found.low, found.high) == (["source:a9"], 1, 1)


def test_persons_of_one_body_are_two_origins_and_one_side() -> None:
    ids = {"Col Odo Brandt": "a1", "Mara Venn": "a2", "the army": "a3"}
    claims = [told(paper, who, ids=ids) for paper, who in zip((COURIER, POST, LEDGER), ids, strict=True)]
    apart = independent_origins(claims)
    assert (apart.low, apart.high) == (3, 3)
    together = independent_origins(claims, Known(sides={"a1": "a3", "a2": "a3"}))
    assert (together.low, together.high) == (1, 3)
    officials = independent_origins([told(COURIER, "army officials"), told(POST, "the army")])
    assert (officials.low, officials.high) == (1, 2)


def test_no_claims_have_no_origins() -> None:
    assert independent_origins([]) == Origins((), 0, 0)
    assert known_of([]) == Known()
