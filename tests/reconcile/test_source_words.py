"""What kind of source a name is, by its words."""

from __future__ import annotations

import pytest

from dateline.reconcile.source_words import describe
from dateline.records import OWN_VOICE, UNNAMED

NAMED = {
    "Mara Venn": "mara venn",
    "Dr Iven Orsk": "dr iven orsk",
    "the Front for the Outer Isles": "front for the outer isles",
    "the police": "police",
    "Police": "police",
    "the fire brigade": "fire brigade",
    "the harbour ministry": "harbour ministry",
    "Ministry of Ports": "ministry of ports",
    "the prosecutor's office": "prosecutor s office",
    "the mayor of Tarn": "mayor of tarn",
    "the Tarn mayor": "tarn mayor",
    "Tarn's mayor": "tarn s mayor",
    "the commander of the Tarn garrison": "commander of the tarn garrison",
    "Mara Venn, a spokeswoman for the union,": "mara venn",
    "the union's spokeswoman, Mara Venn": "mara venn",
    "Venn (Coast Party)": "venn",
    "the Orsk campaign": "orsk campaign",
    # a spokesman is the body that he speaks for
    "a police spokesman": "police",
    "a spokeswoman for the harbour ministry": "harbour ministry",
    "the Boat Owners' Union's spokesman": "boat owners' union".replace("'", ""),
    "army spokesmen": "army",
}
UNNAMED_GROUPS = {
    "officials": "officials",
    "a harbour ministry official": "officials",
    "two senior officials": "officials",
    "the authorities": "officials",
    "residents of Tarn": "witnesses",
    "an eyewitness": "witnesses",
    "doctors at the Tarn hospital": "medics",
    "relatives of the drowned": "relatives",
    "a rebel spokesman": "fighters",
    "a spokesman": "officials",
    "security sources": "anyone",
    "sources close to the palace": "anyone",
    "he": "anyone",
    UNNAMED: "anyone",
    OWN_VOICE: "anyone",
    "—": "anyone",
    "the mayor": "mayor",
    "the ministry": "ministry",
    "commanders": "commander",
    "Supporters of Venn": "supporter",
    "several shipping companies": "company",
    "reporters at the quay": "witnesses",
    "a study by the harbour office": "documents",
    "a lighthouse keeper": "keeper",
}
OUTLETS = {
    "the Tarn Ledger": "tarn ledger",
    "the Daily Observer": "daily observer",
    "Coastal News": "coastal news",
    "the Tarn newspaper": "tarn newspaper",
    "an Islands Wire reporter": "islands wire",
    "a reporter for the Tarn Ledger": "tarn ledger",
    "state television": "",
    "the paper": "",
}


@pytest.mark.parametrize(("name", "key"), NAMED.items())
def test_named_sources(name: str, key: str) -> None:
    assert (describe(name).sense, describe(name).key) == ("named", key)


@pytest.mark.parametrize(("name", "group"), UNNAMED_GROUPS.items())
def test_unnamed_sources_and_who_they_may_be(name: str, group: str) -> None:
    assert (describe(name).sense, describe(name).group) == ("unnamed", group)


@pytest.mark.parametrize(("name", "key"), OUTLETS.items())
def test_outlets_that_others_cite(name: str, key: str) -> None:
    assert (describe(name).sense, describe(name).key) == ("outlet", key)


@pytest.mark.parametrize("name", ["nobody", "No one", "this newspaper", "a reporter", "our correspondent"])
def test_no_source_but_the_report_itself(name: str) -> None:
    assert describe(name).sense == "nobody"


def test_officials_of_a_body_belong_to_it() -> None:
    assert describe("harbour ministry officials").of == "harbour ministry"
    assert describe("local officials").of is None
    assert describe("a police spokesman").spoken_for
    assert not describe("the police").spoken_for
