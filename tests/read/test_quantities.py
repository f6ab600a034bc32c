"""Quantities: intervals of counts, shares and measures, what is counted, and what is no quantity at all."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.draft import Draft
from dateline.read.lexicon import load_lexicon
from dateline.read.quantities import extract_quantities
from dateline.read.times import extract_times
from dateline.records import Quantity
from tests.factory import make_report

NLP = spacy.blank("en")


def read(text: str) -> tuple[Quantity, ...]:
    """Read quantities without a trained pipeline: the bounds must not hang on a parse."""
    draft = Draft(make_report(text=text), NLP(text))
    draft.times = extract_times(draft)
    return extract_quantities(draft)


def written(quantity: Quantity) -> str:
    """Write an interval as in mathematics: [12, inf) is at least 12, ~ approximate; the unit if it is no count."""
    low = (
        "-inf"
        if quantity.low is None
        else f"{round(quantity.low, 3):g}"
        if quantity.low < 1e5
        else f"{quantity.low:.0f}"
    )
    high = (
        "inf"
        if quantity.high is None
        else f"{round(quantity.high, 3):g}"
        if quantity.high < 1e5
        else f"{quantity.high:.0f}"
    )
    body = low if low == high and quantity.low_inclusive else f"{low}, {high}"
    brackets = ("[" if quantity.low_inclusive else "(") + body + ("]" if quantity.high_inclusive else ")")
    unit = "" if quantity.unit == "count" else f" {quantity.unit}"
    return ("~" if quantity.approximate else "") + brackets + unit


# (sentence, the intervals in it); the rules were written with these in view
SEEN = [
    ("More than 40,000 villagers left the valley.", ["(40000, inf)"]),
    ("Over 600 houses burned down.", ["(600, inf)"]),
    ("Well over 900 people queued for bread.", ["(900, inf)"]),
    ("Upwards of 70 lorries waited at the border.", ["(70, inf)"]),
    ("The fire destroyed in excess of 35 shops.", ["(35, inf)"]),
    ("At least 25 soldiers deserted.", ["[25, inf)"]),
    ("No fewer than 14 mayors resigned.", ["[14, inf)"]),
    ("Not less than 80 families camped outside.", ["[80, inf)"]),
    ("A minimum of 16 guards is needed.", ["[16, inf)"]),
    ("Some 45 or more prisoners broke out.", ["~[45, inf)"]),
    ("The clinic treated 50 or more patients.", ["[50, inf)"]),
    ("Up to 12 miners were trapped.", ["(-inf, 12]"]),
    ("As many as 300 students marched.", ["(-inf, 300]"]),
    ("No more than eight boats got through.", ["(-inf, 8]"]),
    ("At most 20 tents were left.", ["(-inf, 20]"]),
    ("Fewer than 200 voters came.", ["(-inf, 200)"]),
    ("Less than 1,000 litres of fuel were left.", ["(-inf, 1000) l"]),
    ("Under 40 delegates voted.", ["(-inf, 40)"]),
    ("Nearly 3,500 pilgrims were stranded.", ["~(-inf, 3500)"]),
    ("Almost 90 trucks crossed.", ["~(-inf, 90)"]),
    ("Close to 500 fishermen protested.", ["~(-inf, 500)"]),
    ("Just under 60 teachers signed.", ["~(-inf, 60)"]),
    ("About 250 protesters were arrested.", ["~[250]"]),
    ("Around 4,000 sheep drowned.", ["~[4000]"]),
    ("Some 3,000 troops landed.", ["~[3000]"]),
    ("An estimated 6,500 refugees arrived.", ["~[6500]"]),
    ("Perhaps 30 huts were left standing.", ["~[30]"]),
    ("Roughly two hundred and fifty fans stayed.", ["~[250]"]),
    ("The 1,500 or so prisoners were moved.", ["~[1500]"]),
    ("The 200-odd men had rifles.", ["~[200]"]),
    ("Between 15 and 20 gunmen entered.", ["[15, 20]"]),
    ("They stole 3,000-4,000 cattle.", ["[3000, 4000]"]),
    ("Six to eight boats were seen.", ["[6, 8]"]),
    ("About 20 to 25 shots were fired.", ["~[20, 25]"]),
    ("Two or three policemen fell ill.", ["[2, 3]"]),
    ("Two to three million people need food.", ["[2000000, 3000000]"]),
    ("From 30 to 40 huts are rebuilt.", ["[30, 40]"]),
    ("Dozens of boats sank.", ["~[24, inf)"]),
    ("Scores of homes were searched.", ["~[40, inf)"]),
    ("Hundreds gathered in the square.", ["~[200, inf)"]),
    ("Thousands of farmers lost their crop.", ["~[2000, inf)"]),
    ("Tens of thousands of people marched.", ["~[20000, inf)"]),
    ("Hundreds of thousands live in the delta.", ["~[200000, inf)"]),
    ("Several villages were flooded.", ["~[3, inf)"]),
    ("Several hundred houses were damaged.", ["~[300, inf)"]),
    ("A few shops stayed open.", ["~[3, inf)"]),
    ("A dozen goats died.", ["[12]"]),
    ("Two dozen monks were detained.", ["[24]"]),
    ("Half a dozen cars were set on fire.", ["[6]"]),
    ("A couple of tents burned.", ["~[2]"]),
    ("Both bridges were blown up.", ["[2]"]),
    ("Half of the town is in ruins.", ["[0.5] share"]),
    ("Nearly half the crop failed.", ["~(-inf, 0.5) share"]),
    ("About a third of the fleet is laid up.", ["~[0.333] share"]),
    ("Two-thirds of the voters stayed at home.", ["[0.667] share"]),
    ("Three quarters of the wells are dry.", ["[0.75] share"]),
    ("More than 90 per cent of the harvest was lost.", ["(0.9, inf) share"]),
    ("At least 55.5% of the ballots were valid.", ["[0.555, inf) share"]),
    ("20 to 30 percent of them are ill.", ["[0.2, 0.3] share"]),
    ("One in five homes has no roof.", ["[0.2] share"]),
    ("Two out of three children go to school.", ["[0.667] share"]),
    ("Most of the island has no power.", ["(0.5, inf) share"]),
    ("The majority of the deputies abstained.", ["(0.5, inf) share"]),
    ("The camp is 35km from the border.", ["[35] km"]),
    ("They walked about 12 miles.", ["~[12] mi"]),
    ("The ship carried 4,000 tonnes of wheat.", ["[4000] t"]),
    ("They demanded $2.5 million.", ["[2500000] USD"]),
    ("The dam cost more than £3bn.", ["(3000000000, inf) GBP"]),
    ("He was fined half a million rupees.", ["[500000] INR"]),
    ("Output fell by 300,000 barrels a day.", ["[300000] bbl/d"]),
    ("Not one sailor was hurt.", ["[0]"]),
    ("Sixty were killed and twice as many were hurt.", ["[60]", "~[120]"]),
    ("Four trawlers, including a Mk-7, left port.", ["[4]"]),
    ("The plane, an MD-11, carried 180 passengers and eight crew.", ["[180]", "[8]"]),
    ("Tomas Brel, 34, won 3-2 on Highway 9.", []),
    ("A 27-year-old woman waited for 45 minutes.", []),
    ("Resolution 1244 was passed on 3 May 1997.", []),
    ("No one knew which one it was.", []),
    ("It was one of the largest fires.", []),
    ("Call 555-0134 or see page 12.", []),
    ("He came second in 1988.", []),
    ("The cake weighs 90 pounds and cost 30 pounds.", ["[90] lb", "[30] GBP"]),
    ("It has stood for hundreds of years.", []),
    ("One half of the herd died; prices were cut in half.", ["[0.5] share"]),
    ("UPDATE 3-Ferry sinks off Port Alda", []),
    ("It was signed by one 'Captain Reed'.", []),
    ("The fund raised $2-3 million.", ["[2000000, 3000000] USD"]),
    ("Dozens of tonnes of rice rotted.", ["~[24, inf) t"]),
]
# written last, after the rules; 40 of 42 were read rightly at the first run (95.2 %), before two faults were mended
KEPT_ASIDE = [
    ("Rescuers pulled at least nine men and two women from the mud.", ["[9, inf)", "[2]"]),
    ("The union said 17,400 dockers had joined the strike.", ["[17400]"]),
    ("More than a hundred lambs froze.", ["(100, inf)"]),
    ("Fewer than a dozen shops reopened.", ["(-inf, 12)"]),
    ("As few as 11 ballots decided the race.", ["(-inf, 11]"]),
    ("Hundreds of families and dozens of monks slept outside.", ["~[200, inf)", "~[24, inf)"]),
    ("The flood swept away some twenty-two boats.", ["~[22]"]),
    ("Between two and three thousand cows were vaccinated.", ["[2000, 3000]"]),
    ("A third of all pupils skipped lessons.", ["[0.333] share"]),
    ("Barely a quarter of the money arrived.", ["[0.25] share"]),
    ("Three in ten households have no water.", ["[0.3] share"]),
    ("Prices rose by nearly 8 percent.", ["~(-inf, 0.08) share"]),
    ("Turnout was between 40% and 45%.", ["[0.4, 0.45] share"]),
    ("The pipeline runs for approximately 240 kilometres.", ["~[240] km"]),
    ("The bank lent €750m to the city.", ["[750000000] EUR"]),
    ("A ransom of 40,000 dollars was paid.", ["[40000] USD"]),
    ("Four of the seven hostages were freed.", ["[4]", "[7]"]),
    ("The other three escaped by bus.", ["[3]"]),
    ("Two more bodies were found, bringing the total to 41.", ["[2]", "[41]"]),
    ("None of the 60 passengers complained.", ["[0]", "[60]"]),
    ("Police seized 15 rifles, six pistols and 1,200 rounds.", ["[15]", "[6]", "[1200]"]),
    ("Possibly as many as 90 houses lost their roofs.", ["~(-inf, 90]"]),
    ("The queue was 500 metres long.", ["[500] m"]),
    ("Organisers put the crowd at 80,000; police said 25,000.", ["[80000]", "[25000]"]),
    ("A crowd of 10,000 to 12,000 cheered.", ["[10000, 12000]"]),
    ("Exactly 33 deputies voted for the bill and 29 against.", ["[33]", "[29]"]),
    ("The mayor met a pair of engineers.", ["[2]"]),
    ("Over half of the orchards are diseased.", ["(0.5, inf) share"]),
    ("Six hundred and five crates were unloaded.", ["[605]"]),
    ("Millions of tonnes of sand were moved.", ["~[2000000, inf) t"]),
    ("Several thousand commuters walked home.", ["~[3000, inf)"]),
    ("Upward of 1.3 million homes lost power.", ["(1300000, inf)"]),
    ("An airliner, a Tu-154, left Gate 14 with 96 people.", ["[96]"]),
    ("Their side lost 4-1 before 2,300 spectators.", ["[2300]"]),
    ("He is 41 years old and has been mayor since 2003.", []),
    ("The second suspect lives in Room 8.", []),
    ("She turned 60 on Friday.", []),
    ("The train left at 10:45 from platform 3.", []),
    ("Article 9 has been in force for two decades.", []),
    ("The judge, Ana Ruiz (52), retired.", []),
    ("Ten of them drowned, half of them children.", ["[10]", "[0.5] share"]),
    ("The count fell from 88 to 79.", ["[88]", "[79]"]),
]


@pytest.mark.parametrize(("text", "expected"), SEEN)
def test_intervals_are_read_with_their_bounds(text: str, expected: list[str]) -> None:
    assert [written(quantity) for quantity in read(text)] == expected


@pytest.mark.parametrize(("text", "expected"), KEPT_ASIDE)
def test_intervals_of_sentences_that_no_rule_was_written_for(text: str, expected: list[str]) -> None:
    assert [written(quantity) for quantity in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "new", "old"),
    [
        ("The toll was revised down from 44 to 39.", "39", "44"),
        ("The toll climbed to 57, up from 41 a day before.", "57", "41"),
        ("The estimate was lowered to 300 from 450.", "300", "450"),
        ("The number of the missing rose from 8 to at least 12.", "at least 12", "8"),
    ],
)
def test_a_new_figure_takes_the_place_of_the_old(text: str, new: str, old: str) -> None:
    by_quote = {quantity.span.quote: quantity for quantity in read(text)}
    assert by_quote[new].supersedes == by_quote[old].id
    assert by_quote[old].supersedes is None


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("They freed 150 foreign sailors on the quay.", ["foreign sailors"]),
        ("At least 25 soldiers and two dogs died.", ["soldiers", "dogs"]),
        ("About a third of the fleet is laid up.", ["fleet"]),
        ("Dozens of boats sank.", ["boats"]),
        ("Ten of them drowned.", ["them"]),
        ("A six-member panel was named.", ["member"]),
        ("The total stands at 41.", [None]),
    ],
)
def test_what_is_counted_is_named(text: str, counted: list[str | None]) -> None:
    assert [quantity.of_text for quantity in read(text)] == counted


def test_an_uncounted_number_has_a_reason() -> None:
    draft = Draft(make_report(text="The total stands at 41."), NLP("The total stands at 41."))
    (quantity,) = extract_quantities(draft)
    assert (quantity.of, quantity.of_text) == (None, None)
    assert {(reason.item, reason.field) for reason in draft.reasons} == {("q1", "of"), ("q1", "of_text")}


@given(st.text(alphabet="abz 0123456789,.-$%\n'’½", max_size=60))
def test_any_text_gives_sound_spans_and_ends(text: str) -> None:
    if not text.strip():
        return
    for quantity in read(text):
        assert text[quantity.span.start : quantity.span.end] == quantity.span.quote
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        assert not (quantity.low is None and quantity.low_inclusive)
        assert not (quantity.high is None and quantity.high_inclusive)


@given(st.integers(2, 999_999), st.sampled_from(["more than", "at least", "up to", "fewer than"]))
def test_bounds_hold_for_any_number(number: int, words: str) -> None:
    (quantity,) = read(f"They counted {words} {number:,} sheep.")
    low = number if words in ("more than", "at least") else None
    assert (quantity.low, quantity.high) == (low, None if low else number)
    assert quantity.low_inclusive == (words == "at least")
    assert quantity.high_inclusive == (words == "up to")


WORDS = sorted({word for row in load_lexicon("quantity_modifiers") for word in row["phrase"].split() if word.isalpha()})
WORDS += [row["word"] for name in ("number_words", "vague_numbers", "fractions") for row in load_lexicon(name)]
WORDS += [
    "3",
    "30",
    "4,500",
    "2.5",
    "1984",
    "%",
    "$",
    "-",
    "km",
    "and",
    "a",
    "to",
    "from",
    "in",
    "out",
    "between",
    "men",
    ",",
    ".",
]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_words_of_number_are_read_without_fault(words: list[str]) -> None:
    text = " ".join(words)
    if not text:
        return
    end = 0
    for quantity in read(text):
        assert end <= quantity.span.start
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        end = quantity.span.end
