"""Places resolved: what the words beside a name say, and what the report's other places say."""

from __future__ import annotations

import re

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.draft import Draft
from dateline.read.gazetteer import load_gazetteer
from dateline.read.place_names import find_candidates, read_named_place
from dateline.read.places import precision_km, resolve_places
from dateline.records import Entity, FiledFrom, Place, Report, Span

BLANK = spacy.blank("en")


def draft_of(
    text: str, names: list[str], *, kind: str = "place", outlet: str | None = None, filed: str | None = None
) -> Draft:
    entities = tuple(
        Entity(
            f"e{n}", kind, name, tuple(Span.of(text, m.start(), m.end()) for m in re.finditer(re.escape(name), text))
        )
        for n, name in enumerate(names, 1)
    )
    where = FiledFrom(Span.of(text, 0, 1), filed, None) if filed else None
    report = Report("r", None, outlet, None, None, None, None, where, "en", text)
    return Draft(report=report, doc=BLANK(text), entities=entities)


def place_of(text: str, *names: str, outlet: str | None = None, filed: str | None = None) -> Place | None:
    """Resolve the names in a text and return the first one's place."""
    return resolve_places(draft_of(text, list(names), outlet=outlet, filed=filed))[0].place


@pytest.mark.parametrize(
    ("text", "names", "name", "country", "admin1", "feature"),
    [
        ("Rain fell in Nairobi.", ["Nairobi"], "Nairobi", "KE", "Nairobi County", "PPLC"),
        ("A fire broke out in Paris.", ["Paris"], "Paris", "FR", "Île-de-France", "PPLC"),
        ("A fire broke out in Paris, Texas, on Monday.", ["Paris"], "Paris", "US", "Texas", "PPL"),
        ("A fire broke out in Paris, Texas, on Monday.", ["Paris", "Texas"], "Paris", "US", "Texas", "PPL"),
        ("He grew up in Portland, Me., and left.", ["Portland"], "Portland", "US", "Maine", "PPL"),
        ("They met in Lebanon, N.H. in May.", ["Lebanon"], "Lebanon", "US", "New Hampshire", "PPL"),
        ("The mayor of London (Ont.) resigned.", ["London"], "London", "CA", "Ontario", "PPL"),
        ("Police in Hyderabad, Pakistan, said so.", ["Hyderabad"], "Hyderabad", "PK", "Sindh", "PPL"),
        ("Snow in Oslo, then Bergen.", ["Bergen", "Oslo"], "Bergen", "NO", "Vestland", "PPL"),
        ("Shelling in Tripoli, Beirut and Sidon.", ["Tripoli", "Beirut", "Sidon"], "Tripoli", "LB", None, None),
        ("Lebanese troops entered Tripoli, army officers in Beirut said.", ["Tripoli", "Beirut"], None, "LB", None, None),
        ("The Afghan police left.", ["Afghan"], "Afghanistan", "AF", None, "PCLI"),
        ("It began in northern Mozambique.", ["northern Mozambique"], "Mozambique", "MZ", None, "PCLI"),
        ("Across the Sahel, rains failed.", ["Sahel"], "Sahel", None, None, "RGN"),
        ("Trade with Asia grew.", ["Asia"], "Asia", None, None, "CONT"),
        ("The US said so.", ["US"], "United States", "US", None, "PCLI"),
        ("Voters in S.C. waited.", ["S.C."], "South Carolina", "US", "South Carolina", "ADM1"),
    ],
)  # fmt: skip
def test_places(
    text: str, names: list[str], *, name: str | None, country: str | None, admin1: str | None, feature: str | None
) -> None:
    place = place_of(text, *names)
    assert place is not None
    assert place.country == country
    assert name in (None, place.name)
    assert admin1 in (None, place.admin1)
    assert feature in (None, place.feature)


@pytest.mark.parametrize(
    ("text", "name", "codes"),
    [
        ("The province of Herat is quiet.", "Herat", {"ADM1", "ADM2"}),
        ("Herat province is quiet.", "Herat", {"ADM1", "ADM2"}),
        ("The city of Herat is quiet.", "Herat", {"PPL", "PPLC"}),
        ("The northern province and city of Balkh are quiet.", "Balkh", {"ADM1", "ADM2", "PPL", "PPLC"}),
        ("The Kenyan capital, Nairobi, is quiet.", "Nairobi", {"PPL", "PPLC"}),
        ("Ghor and Herat provinces are quiet.", "Herat", {"ADM1", "ADM2"}),
        ("Officers of Nairobi are quiet.", "Nairobi", set()),
    ],
)
def test_words_beside_a_name_say_what_it_is(text: str, name: str, codes: set[str]) -> None:
    entity = draft_of(text, [name]).entities[0]
    assert read_named_place(text, entity, gazetteer=load_gazetteer()).wanted == codes


def test_a_name_inside_a_longer_mention_has_its_words_read() -> None:
    text = "Troops left the town of Herat."
    entity = Entity("e1", "place", "Herat", (Span.of(text, 12, 29),))
    assert read_named_place(text, entity, gazetteer=load_gazetteer()).wanted == {"PPL"}


def test_a_name_is_looked_up_as_the_report_writes_it() -> None:
    text = "Georgian troops left."
    entity = Entity("e1", "place", "Sakartvelo", (Span.of(text, 0, 8),))
    assert read_named_place(text, entity, gazetteer=load_gazetteer()).name == "Georgian"


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("Floods hit Salem, Ore., overnight.", {"US.OR"}),
        ("Floods hit Salem, Oregon, overnight.", {"US.OR"}),
        ("Floods hit Salem (India) overnight.", {"IN"}),
        ("Floods hit Salem, officials said.", set()),
        ("Floods hit Salem. Oregon said no.", set()),
        ("Floods hit Salem, Massachusetts. Salem, Ore., was dry.", {"US.MA", "US.OR"}),
    ],
)
def test_what_a_comma_says(text: str, holders: set[str]) -> None:
    entity = draft_of(text, ["Salem"]).entities[0]
    read = read_named_place(text, entity, gazetteer=load_gazetteer()).holders
    assert {code for code in read if code.count(".") < 2} == holders


def test_other_places_of_the_report_decide() -> None:
    ohio = place_of(
        "From Cleveland and Akron to Columbus and Mansfield in Ohio.", "Mansfield", "Cleveland", "Akron", "Ohio"
    )
    texas = place_of("From Dallas and Fort Worth to Mansfield in Texas.", "Mansfield", "Dallas", "Fort Worth", "Texas")
    assert ohio and texas
    assert (ohio.admin1, texas.admin1) == ("Ohio", "Texas")


def test_where_a_report_was_filed_counts() -> None:
    text = "The river rose at Victoria on Monday."
    assert (place := place_of(text, "Victoria", filed="Mahé")) is None or place.country
    assert (canadian := place_of(text, "Victoria", filed="Vancouver")) is not None
    assert canadian.country == "CA"


def test_the_outlets_home_counts() -> None:
    place = place_of("A barn burned near Alliance on Monday.", "Alliance", outlet="Akron Daily Post")
    assert place is not None
    assert place.admin1 == "Ohio"


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("A raid on Xyzzyville failed.", "Xyzzyville", "no place of this name"),
        ("The Zyrkanna River rose.", "Zyrkanna River", "no river of this name"),
        ("He went to the city.", "the city", "a description, not a name"),
        ("The council of Springfield met.", "Springfield", "may be Springfield"),
    ],
)
def test_what_stays_open_says_why(text: str, name: str, why: str) -> None:
    draft = draft_of(text, [name])
    assert resolve_places(draft)[0].place is None
    assert [(r.item, r.field) for r in draft.reasons] == [("e1", "place")]
    assert why in draft.reasons[0].why


def test_only_places_are_placed() -> None:
    draft = draft_of("Jordan scored twice.", ["Jordan"], kind="person")
    assert resolve_places(draft) == draft.entities
    assert draft.reasons == []


def test_another_transliteration_needs_its_country_to_be_talked_of() -> None:
    assert place_of("Fighting went on in Hylmand.", "Hylmand") is None
    place = place_of("Afghan forces fought on in Hylmand.", "Hylmand")
    assert place is not None
    assert place.country == "AF"


def test_precision_grows_with_the_place() -> None:
    gazetteer = load_gazetteer()
    hamlet, city, county, state, country = (
        next(e for e in gazetteer.find(name) if e.feature in features and e.country == "US")
        for name, features in (
            ("Cairo", ("PPL",)), ("Chicago", ("PPL",)), ("Cook County", ("ADM2",)), ("Illinois", ("ADM1",)), ("USA", ("PCLI",)),
        )
    )  # fmt: skip
    sizes = [precision_km(e) for e in (hamlet, city, county, state, country)]
    assert sizes == sorted(sizes)
    assert sizes[0] >= 1


@given(
    st.lists(st.sampled_from(["Lima", "Peru", "Cuzco", "Georgia", "Atlanta", "US", "Qwrtz", "the town"]), unique=True)
)
def test_every_place_is_resolved_or_has_a_reason(names: list[str]) -> None:
    draft = draft_of(" and ".join(names) + " again.", names)
    resolved = resolve_places(draft)
    assert [e.id for e in resolved] == [e.id for e in draft.entities]
    assert {e.id for e in resolved if e.place is None} == {r.item for r in draft.reasons}


def test_states_side_by_side_do_not_hold_one_another() -> None:
    text = "Storms reached Georgia, Texas and Maine."
    entity = draft_of(text, ["Georgia"]).entities[0]
    assert read_named_place(text, entity, gazetteer=load_gazetteer()).holders == frozenset()
    assert (place := place_of(text, "Georgia", "Texas", "Maine")) is not None
    assert place.feature == "ADM1"


def test_a_comma_does_not_empty_the_candidates() -> None:
    text = "They drove through Ohio, Georgia and Maine."
    entity = draft_of(text, ["Ohio"]).entities[0]
    gazetteer = load_gazetteer()
    assert find_candidates(read_named_place(text, entity, gazetteer=gazetteer), gazetteer=gazetteer)


STRAY = "Fighting went on in Sheberghan, Taloqan, Baghlan and Faizabad. Rebels held the bridge at Bowral."


def test_a_small_town_far_from_all_the_rest_has_no_point():
    names = ["Bowral", "Sheberghan", "Taloqan", "Baghlan", "Faizabad"]
    draft = draft_of(STRAY, names)
    assert resolve_places(draft)[0].place is None
    assert "far from all" in next(r.why for r in draft.reasons if r.item == "e1")


def test_a_town_of_a_country_that_the_report_names_keeps_its_point():
    names = ["Bowral", "Sheberghan", "Taloqan", "Baghlan", "Faizabad", "Australia"]
    found = place_of(STRAY + " The doctors had come from Australia.", *names)
    assert found is not None
    assert found.country == "AU"


@pytest.mark.parametrize(
    ("adjective", "country"), [("German", "DE"), ("Dutch", "NL"), ("Afghan", "AF"), ("Kenyan", "KE")]
)
def test_an_adjective_means_its_country(adjective, country):
    found = place_of(f"A {adjective} crew was there.", adjective)
    assert found is not None
    assert (found.country, found.feature) == (country, "PCLI")


@pytest.mark.parametrize(
    ("text", "names", "feature", "country"),
    [
        ("The war in Georgia worried Turkey and Russia.", ["Georgia", "Turkey", "Russia"], "PCLI", "GE"),
        ("Georgian troops left Tbilisi.", ["Georgian", "Tbilisi"], "PCLI", "GE"),
        ("Jordan and Lebanon took people from Syria.", ["Jordan", "Lebanon", "Syria"], "PCLI", "JO"),
        ("Crews from Washington and Oregon came to Seattle.", ["Washington", "Oregon", "Seattle"], "ADM1", "US"),
        ("She came back to Washington from Michigan and Ohio.", ["Washington", "Michigan", "Ohio"], "PPLC", "US"),
        ("Fires burned in Washington, near Spokane and Yakima.", ["Washington", "Spokane", "Yakima"], "ADM1", "US"),
        ("Washington said the talks in Geneva had failed.", ["Washington", "Geneva"], "PPLC", "US"),
        ("Washington said the talks in Geneva had failed.", ["Geneva", "Washington"], "PPL", "CH"),
        ("She flew from London to New York.", ["New York", "London"], "PPL", "US"),
        ("A barn burned near Buffalo, New York.", ["New York", "Buffalo"], "ADM1", "US"),
        ("Mexico said the road would stay shut.", ["Mexico"], "PCLI", "MX"),
        ("N. Korea kept silent.", ["N. Korea"], "PCLI", "KP"),
        ("Scottish farmers met.", ["Scottish"], "ADM1", "GB"),
        ("Boats crossed Lake Tanganyika.", ["Lake Tanganyika"], "LK", None),
        ("Shells fell on the Bekaa Valley.", ["Bekaa Valley"], "VAL", "LB"),
        ("Cars burned in Brixton, London.", ["Brixton", "London"], None, "GB"),
    ],
)  # fmt: skip
def test_news_of_the_world(text: str, names: list[str], feature: str | None, country: str | None) -> None:
    place = place_of(text, *names)
    assert place is not None
    assert feature in (None, place.feature)
    assert place.country == country
