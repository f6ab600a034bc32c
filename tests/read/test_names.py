"""Which kind the names of short texts are of, where no list knows them: the words around them tell."""

from __future__ import annotations

from functools import cache

import pytest

from dateline.predictions import predict_toponyms
from dateline.read.draft import Draft
from dateline.read.entities import extract_entities, is_named
from dateline.read.model import load_pipeline
from dateline.records import Entity, Span
from tests.factory import make_report
from tests.read.cases import load_cases


@cache
def pipeline():
    return load_pipeline()


@cache
def draft_of(text: str) -> Draft:
    draft = Draft(report=make_report(text=text), doc=pipeline()(text))
    draft.entities = extract_entities(draft)
    return draft


def kinds_of(text: str, name: str) -> set[str]:
    """Return the kinds of the entities with a mention that is the name, with or without an article or a title."""
    found = {
        e.kind: m.quote
        for e in draft_of(text).entities
        for m in e.mentions
        if m.quote.endswith(name) and is_named(m, e)
    }
    return {kind for kind, quote in found.items() if quote == name} or set(found)


@pytest.mark.parametrize(("split", "least"), [("tune", 0.92), ("held", 0.9)])
def test_names_of_short_texts_have_their_kind(split, least):
    cases = load_cases("name_cases", split)
    wrong = []
    for case in cases:
        found = kinds_of(case["text"], case["name"])
        if not found or not found <= set(case["kinds"].split()):
            wrong.append((case["name"], sorted(found), case["text"]))
    assert len(wrong) <= (1 - least) * len(cases), wrong


AGREED = [
    # text, name, kind: what one mention tells holds for all of them
    ("Rebels shelled Dembra. Dembra said nothing for a day.", "Dembra", "place"),
    ("Ana Dembra resigned. Dembra was quiet on Monday.", "Dembra", "person"),
    ("Kaskel City Council met. Kaskel has no money.", "Kaskel", "place"),
    ("Kaskel Mining denied a leak. Kaskel has no permit.", "Kaskel", "organization"),
    ("Nairobi, Mombasa and Veltim were calm.", "Veltim", "place"),
    ("Sen. Ana Morvik, D-Veltim, voted against it.", "Veltim", "place"),
    ("Ana Morvik, 34, of Veltim, was hurt.", "Veltim", "place"),
    ("Guards shot several wounded Houthi. Officials said 500 Houthi had fled.", "Houthi", "group"),
    ("Defor (Department of Forests) met. Officials from Defor left.", "Defor", "organization"),
    ("The board of the Osgood Clinic met in the Osgood Clinic.", "Osgood Clinic", "facility"),
]


@pytest.mark.parametrize(("text", "name", "kind"), AGREED)
def test_mentions_and_lists_agree(text, name, kind):
    assert kinds_of(text, name) == {kind}


FOUGHT_FOR = [
    # text, a name that no list knows, its kinds: armed people go for towns, but they seize people and leave bodies, too
    ("Government troops entered Xan at dawn.", "Xan", {"place"}),
    ("Peacekeepers secured Xan.", "Xan", {"place"}),
    ("Rebels took Xan after midnight.", "Xan", {"place"}),
    ("The rebels kept Xan.", "Xan", {"place"}),
    ("Soldiers surrounded Xan on Friday.", "Xan", {"place"}),
    ("The army surrendered Xan.", "Xan", {"place"}),
    ("The militia withdrew from Xan.", "Xan", {"place"}),
    ("The rebels pulled out of Xan.", "Xan", {"place"}),
    ("The army pushed the rebels out of Ras Belhar.", "Ras Belhar", {"place"}),
    ("The tanks rolled into Xan.", "Xan", {"place"}),
    ("Rebels took Orrin hostage.", "Orrin", {"person"}),
    ("The gunmen took Kamau captive.", "Kamau", {"person"}),
    ("The government pulled out of Opec.", "Opec", {"organization"}),
    ("The army pulled out of Operation Hawk.", "Operation Hawk", {"other"}),
    ("The government took Xantel to court.", "Xantel", {"organization", "other"}),
    ("The army surrounded Orrin, who was unarmed.", "Orrin", {"person"}),
]


@pytest.mark.parametrize(("text", "name", "kinds"), FOUGHT_FOR)
def test_what_armed_people_take_or_leave_is_a_place(text, name, kinds):
    assert kinds_of(text, name) <= kinds


INNER = [
    # text, name, is it a place in the larger name
    ("The Nairobi Herald said so.", "Nairobi", False),
    ("Nairobi Rovers won.", "Nairobi", False),
    ("The Times of Nairobi said so.", "Nairobi", False),
    ("The Nairobi City Council met.", "Nairobi", True),
    ("Nairobi County Court freed him.", "Nairobi County", True),
    ("Jackson Morvik left the room.", "Jackson", False),
    ("A case of Nairobi fever was found.", "Nairobi", False),
    ("It costs $US 15 billion.", "US", False),
]


@pytest.mark.parametrize(("text", "name", "found"), INNER)
def test_places_inside_names(text, name, found):
    assert ("place" in kinds_of(text, name)) is found


@pytest.mark.parametrize(
    ("quote", "named"), [("Highway 19", True), ("Northwest 34th Street", True), ("highway 19", False)]
)
def test_a_name_may_end_in_a_number(quote, named):
    assert is_named(Span(0, len(quote), quote), Entity("e1", "place", quote, ())) is named


def test_a_numbered_street_is_one_name():
    assert kinds_of("A shop on Northwest 34th Street burned.", "Northwest 34th Street") == {"place"}


def test_a_district_is_not_the_town_it_lies_in():
    found = {
        e.name: [m.quote for m in e.mentions]
        for e in draft_of("A mosque in the Dorga district of Nairobi fell.").entities
    }
    assert "the Dorga district of Nairobi" in found["Dorga"]
    assert found["Nairobi"] == ["Nairobi"]


def test_a_short_form_in_brackets_is_a_body():
    assert kinds_of("The Water Health Office (WHO) met. WHO said it was over.", "WHO") == {"organization"}


def test_single_words_in_a_shouted_line_are_no_short_forms():
    text = "POLICE SAID THAT ALFREDO MUNDEL AND TEDDY WERE HELD OVERNIGHT."
    assert kinds_of(text, "TEDDY") != {"organization"}


def test_peoples_are_toponyms_to_the_corpora():
    rows = predict_toponyms(draft_of("Two Kenyans were hurt."), {})["toponyms"]
    assert [(row["start"], row["end"]) for row in rows] == [(4, 11)]
    assert rows[0]["lat"] == pytest.approx(0, abs=6)
