"""Entities: which words are names, of what kind, and which noun phrases are mentions."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.read.aliases import acronyms_of, comparable
from dateline.read.draft import Draft
from dateline.read.entities import extract_entities, is_named
from dateline.read.model import load_pipeline
from dateline.records import Entity, Span
from dateline.vocabulary import ENTITY_KINDS
from tests.factory import make_report


@cache
def pipeline():
    return load_pipeline()


def read(text: str) -> tuple[Entity, ...]:
    return extract_entities(Draft(report=make_report(text=text), doc=pipeline()(text)))


def entity_with(text: str, quote: str) -> Entity | None:
    """Return the entity that has exactly this mention."""
    return next((e for e in read(text) if any(m.quote == quote for m in e.mentions)), None)


NAMES = [
    # text, mention, kind, name
    ("The rebels shelled hills near Lake Tarvo on Monday.", "Lake Tarvo", "place", "Lake Tarvo"),
    ("She moved to Springfield, Ohio, last year.", "Springfield", "place", "Springfield"),
    ("She moved to Springfield, Ohio, last year.", "Ohio", "place", "Ohio"),
    ("The fire started in Dalton, Ga., early on Friday.", "Ga.", "place", "Georgia"),
    ("Troops entered Belumi before dawn.", "Belumi", "place", "Belumi"),
    ("A court in the province of Torvasa freed them.", "Torvasa", "place", "Torvasa"),
    ("He works for the Bank of Scotland.", "Bank of Scotland", "organization", "Bank of Scotland"),
    ("The University of Leeds denied it.", "University of Leeds", "organization", "University of Leeds"),
    ("The Sunday Herald printed the letter.", "Sunday Herald", "organization", "Sunday Herald"),
    ("He told Radio Belumi that it was over.", "Radio Belumi", "organization", "Radio Belumi"),
    (
        "Fighters of the Torvasa Liberation Front withdrew.",
        "Torvasa Liberation Front",
        "group",
        "Torvasa Liberation Front",
    ),
    ("General Anna Morvik spoke to reporters.", "General Anna Morvik", "person", "Anna Morvik"),
    ("Mr. Hill said he was tired.", "Mr. Hill", "person", "Hill"),
    ("Pope Leander greeted the crowd.", "Pope Leander", "person", "Pope Leander"),
    ("A spokesman for Tarvo Airport gave no details.", "Tarvo Airport", "facility", "Tarvo Airport"),
    ("Two MiG-29 jets crossed the border.", "MiG-29", "vehicle", "MiG-29"),
    ("Police found an AK-47 in the car.", "AK-47", "weapon", "AK-47"),
    ("American F-16 bombers circled the hills.", "F-16", "vehicle", "F-16"),
    ("They were held in Oka-sur-Bira for a week.", "Oka-sur-Bira", "place", "Oka-sur-Bira"),
    ("Northern Front troops entered Belumi.", "Northern Front", "group", "Northern Front"),
    ("The board of the Bank of Tarvo met in Belumi.", "Bank of Tarvo", "organization", "Bank of Tarvo"),
    ("The bus drivers joined the Bakers' Union on Monday.", "Bakers' Union", "organization", "Bakers' Union"),
    ("The Front for Free Tarvo left.", "Front for Free Tarvo", "group", "Front for Free Tarvo"),
    ("They left the Front for the Tarvo Coast.", "Front for the Tarvo Coast", "group", "Front for the Tarvo Coast"),
    ("Many Kenyans left the capital.", "Kenyans", "group", "Kenyans"),
    ("Turkish officials met on Tuesday.", "Turkish", "place", "Turkey"),
    ("US bombers hit the camp.", "US", "place", "United States"),
    ("The guards beat a Kenyan at the gate.", "Kenyan", "person", "Kenyan"),
]


@pytest.mark.parametrize(("text", "quote", "kind", "name"), NAMES)
def test_names_have_their_kind(text, quote, kind, name):
    found = entity_with(text, quote)
    assert found is not None, [e.name for e in read(text)]
    assert (found.kind, found.name) == (kind, name)


CALLED = [
    # text, mention, name
    (
        "Alliance commanders met. The River Alliance and its men held the hills.",
        "Alliance commanders",
        "Alliance commanders",
    ),
    ("An Alliance official denied it on Monday.", "An Alliance official", "an Alliance official"),
    ("Red Cross workers left the fort.", "Red Cross workers", "Red Cross workers"),
    ("Residents fled the town.", "Residents", "residents"),
    ("The River Alliance said its forces had won.", "its forces", "the River Alliance's forces"),
    ("General Karl Vossik said his men had fled.", "his men", "Karl Vossik's men"),
    ("Commanders of the Tarvo Front said their men had fled.", "their men", "their men"),
    ("NAIROBI, Kenya (AP) - Police found the bus on Monday.", "NAIROBI", "Nairobi"),
    ("NAIROBI, Kenya (AP) - Police found the bus on Monday.", "Kenya", "Kenya"),
    ("The Alliance said nothing. The rebels left.", "Alliance", "Alliance"),
    ("Officials said nothing. Later Tarvo officials denied it.", "Tarvo officials", "Tarvo officials"),
    ("It told one of its officers to wait.", "one of its officers", "one of its officers"),
]


@pytest.mark.parametrize(("text", "quote", "name"), CALLED)
def test_what_an_entity_is_called(text, quote, name):
    found = entity_with(text, quote)
    assert found is not None, [m.quote for e in read(text) for m in e.mentions]
    assert found.name == name


NO_MENTIONS = [
    ("They were taken prisoner at the bridge.", "prisoner"),
    ("The town was taken by force.", "force"),
    ("Northern Front troops entered Belumi. The Northern Front won.", "Northern"),
    ("On Monday Navy aircraft hit the port.", "Monday Navy"),
]


@pytest.mark.parametrize(("text", "quote"), NO_MENTIONS)
def test_what_is_no_mention(text, quote):
    assert entity_with(text, quote) is None


NOUNS = [
    ("Dozens of fighters died in the raid.", "Dozens of fighters", "group"),
    ("One of the sources denied the story.", "One of the sources", "person"),
    ("Most of the dead were women.", "Most of the dead", "group"),
    ("The town was empty, residents said.", "residents", "group"),
    ("Witnesses said the bridge was gone.", "Witnesses", "group"),
    ("Witnesses said the bridge was gone.", "the bridge", "facility"),
    ("More than 150 troops guarded two trucks.", "More than 150 troops", "group"),
    ("More than 150 troops guarded two trucks.", "two trucks", "vehicle"),
    ("The mayor of Belumi resigned on Monday.", "The mayor of Belumi", "person"),
    ("The ministry said nothing.", "The ministry", "organization"),
    ("They found a pistol under the bed.", "a pistol", "weapon"),
    ("The wounded were carried to a mosque.", "The wounded", "group"),
]


@pytest.mark.parametrize(("text", "quote", "kind"), NOUNS)
def test_noun_phrases_are_mentions(text, quote, kind):
    found = entity_with(text, quote)
    assert found is not None, [m.quote for e in read(text) for m in e.mentions]
    assert found.kind == kind


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Heavy shelling went on. Snow fell.", "Heavy"),
        ("On Monday the talks began.", "Monday"),
        ("Christmas came in December.", "December"),
        ("However, nothing moved.", "However"),
        ("The war began. Peace came late.", "Peace"),
    ],
)
def test_capitals_alone_make_no_name(text, word):
    assert all(word not in m.quote for e in read(text) for m in e.mentions)


def test_a_headline_in_capitals_is_no_name():
    found = read(
        "PRESIDENT DENIES REPORTS OF COUP IN BELUMI\nPresident Karl Vossik denied the reports on Monday in Belumi."
    )
    belumi = [e for e in found if e.name.casefold() == "belumi"]
    assert len(belumi) == 1
    assert [m.quote for m in belumi[0].mentions] == ["BELUMI", "Belumi"]
    assert not any("DENIES" in m.quote for e in found for m in e.mentions)


def test_a_place_inside_the_name_of_a_body_is_a_mention():
    found = read("The Torvasa County Sheriff's Office arrested him in Torvasa County.")
    place = next(e for e in found if e.name == "Torvasa County")
    assert place.kind == "place"
    assert len(place.mentions) == 2


def test_ids_follow_the_first_mentions():
    found = read("General Anna Morvik left Belumi. Residents said the general had wept.")
    assert [e.id for e in found] == [f"e{n}" for n in range(1, len(found) + 1)]
    starts = [e.mentions[0].start for e in found]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("quote", "name", "named"),
    [("Belumi", "Belumi", True), ("The town", "Belumi", False), ("It", "Belumi", False), ("Rebels", "rebels", False)],
)
def test_is_named(quote, name, named):
    assert is_named(Span(0, len(quote), quote), Entity("e1", "place", name, ())) is named


@pytest.mark.parametrize(
    ("one", "other"),
    [("Tárvo", "Tarvo"), ("al-Nu’ayri", "Al Nuayri"), ("The Tarvo Post", "Tarvo Post"), ("U.N.", "UN")],
)
def test_comparable_forms(one, other):
    assert comparable(one) == comparable(other)


def test_acronyms_skip_small_words():
    assert "fdt" in acronyms_of("Front for the Defence of Tarvo")
    assert acronyms_of("Tarvo") == set()


VOCABULARY = (
    "The", "rebels", "Anna", "Morvik", "said", "Belumi", "in", "of", ",", ".", "(", ")", "-", "army", "two", "dozens",
    "US", "al", "Noor", "General", "who", "was", "it", "They", "his", "a", "an", "mayor", "town", "ministry", "Mr.",
    "she", "them", "its", "'s", "Bank", "and", "for", "12",
)  # fmt: skip
WORDS = st.sampled_from([*VOCABULARY, '"', "\n"])


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40))
def test_every_reading_is_sound(words):
    text = " ".join(words)
    if not text.strip():
        return
    found = read(text)
    seen = [m for e in found for m in e.mentions]
    assert all(text[m.start : m.end] == m.quote and m.quote.strip() == m.quote for m in seen)
    assert all(e.kind in ENTITY_KINDS and e.name and e.mentions for e in found)
    assert all(list(e.mentions) == sorted(set(e.mentions)) for e in found)
