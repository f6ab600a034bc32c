"""Which event claims tell of one incident: what can be one, where it is looked for, how two compare, how one is fitted in."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from dateline.judgements import Judgement
from dateline.reconcile.base import Told
from dateline.reconcile.incident_words import families, families_of, marks_before
from dateline.reconcile.incidents import assign, blocks_of, compare, is_incident
from dateline.reconcile.lexicon import rows_of
from tests.reconcile.tellings import killed, tell

BLAST = tell("r1", "A bomb exploded in the market of Oskar on Monday.", "exploded", place="Oskar", at="2012-06-04")
ATTACK = tell("r2", "Nine died in Monday's attack on the market in Oskar.", "attack", place="Oskar", at="2012-06-04")


def judge(new: list[Told], old: list[tuple[str, Told]] | None = None) -> list[Judgement]:
    return assign(new, old or [], by="dateline test", made="2012-06-06T00:00:00+00:00")


def same_pairs(judgements: list[Judgement]) -> set[frozenset[str | None]]:
    return {frozenset((j.subject, j.object)) for j in judgements if j.verdict == "same"}


def clusters(reports: list[list[Told]]) -> set[frozenset[str]]:
    """Fit reports in one after the other; claims of one incident as sets of their ids."""
    found: dict[str, set[str]] = {}
    seen: list[Told] = []
    for report in reports:
        for told in report:
            found[told.claim.id] = {told.claim.id}
        for judgement in judge(report, [(min(found[told.claim.id]), told) for told in seen]):
            if judgement.verdict == "same" and judgement.object:
                joined = found[judgement.subject] | found[judgement.object]
                found |= dict.fromkeys(joined, joined)
        seen += report
    return {frozenset(group) for group in found.values()}


@pytest.mark.parametrize(
    ("words", "trigger", "fields", "expected"),
    [
        ("Rebels raided a farm.", "raided", {}, True),
        ("Rebels tried to raid a farm.", "raid", {"status": "attempted"}, True),
        ("The army denied that it had shelled a farm.", "shelled", {"status": "denied"}, True),
        ("The army never shells farms.", "shells", {"status": "denied"}, False),
        ("The union will not strike.", "strike", {"status": "denied", "type": "PROTEST"}, False),
        ("Rebels plan to raid a farm.", "raid", {"status": "planned"}, False),
        ("Rebels threatened to raid a farm.", "raid", {"status": "threatened"}, False),
        ("He fears that rebels may raid a farm.", "raid", {"status": "feared"}, False),
        ("If rebels raided a farm, we would go.", "raided", {"status": "hypothetical"}, False),
        ("The mayor accused the rebels.", "accused", {"type": "ACCUSE"}, False),
        ("The mayor rebuffed the offer.", "rebuffed", {"type": "REJECT"}, False),
        ("The mayor promised help.", "promised", {"type": "AGREE"}, False),
        ("The two sides signed a treaty.", "signed", {"type": "SUPPORT"}, True),
    ],
)
def test_what_can_be_an_incident(words: str, trigger: str, fields: dict[str, str], expected: bool) -> None:
    assert is_incident(tell("r1", words, trigger, **fields).claim) is expected


def test_statements_and_claims_without_a_word_are_none() -> None:
    assert not is_incident(tell("r1", "Rebels raided a farm.", "raided", kind="statement").claim)
    assert not is_incident(tell("r1", "Rebels raided a farm.", "raided", kind="holding").claim)


PAIRS: list[tuple[str, Told, str]] = [
    ("other words, same place and day", ATTACK, "same"),
    (
        "the province",
        tell("r2", "A bomb killed nine people in Xandria on Monday, police said.", "bomb", place="Xandria", at="2012-06-04"),
        "maybe",
    ),
    ("another town", tell("r2", "A bomb exploded in Belmin.", "exploded", place="Belmin", at="2012-06-04"), "different"),
    ("another week", tell("r2", "A bomb exploded in Oskar on 14 May.", "exploded", place="Oskar", at="2012-05-14"), "different"),
    (
        "another kind",
        tell("r2", "Police arrested a man in the market of Oskar on Monday.", "arrested", type="COERCE", mode="arrest",
             place="Oskar", at="2012-06-04"),
        "different",
    ),
    (
        "published before",
        tell("r2", "A bomb exploded in Oskar.", "exploded", place="Oskar", day="2012-06-01"),
        "different",
    ),
    ("another one", tell("r2", "Another bombing shook the country.", "bombing"), "different"),
    ("nothing in common", tell("r2", "There were attacks.", "attacks"), "different"),
]  # fmt: skip


@pytest.mark.parametrize(("other", "verdict"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_pairs(other: Told, verdict: str) -> None:
    assert compare(BLAST, other).verdict == verdict
    assert compare(BLAST, other) == compare(other, BLAST)


def test_reasons_are_told_strongest_first() -> None:
    reasons = compare(BLAST, ATTACK).reasons
    weights = [abs(float(reason[reason.rindex("(") + 1 : -1])) for reason in reasons]
    assert weights == sorted(weights, reverse=True)
    assert any(reason.startswith("place same: Oskar | Oskar") for reason in reasons)


def test_a_growing_toll_is_no_conflict() -> None:
    first = tell("r1", "A mine flooded in Oskar on Monday, killing seven.", "flooded", type="OTHER", place="Oskar",
                 at="2012-06-04", figures=killed(7))  # fmt: skip
    later = tell("r2", "The dead in the mine at Oskar now number 15.", "dead", type="OTHER", place="Oskar", day="2012-06-07",
                 at="2012-06-07", figures=killed(15))  # fmt: skip
    assert compare(first, later).verdict == "same"


def test_a_copy_links_by_its_words() -> None:
    words = "Gunmen stormed the depot behind the station."
    first = tell("r1", words, "stormed", day="2012-06-05")
    copied = tell("r2", words, "stormed", day="2012-06-06", copy="r1")
    retold = tell("r3", "Gunmen stormed the ferry at the pier.", "stormed", day="2012-06-06", copy="r1")
    assert compare(first, copied).verdict == "same"
    assert compare(first, retold).verdict != "same"


def test_what_one_report_tells_of_one_happening_is_joined() -> None:
    blast = tell("r1", "A car bomb exploded in Oskar on Monday.", "car bomb", place="Oskar", at="2012-06-04")
    toll = tell("r1", "The blast killed nine people.", "killed", start=60, figures=killed(9))
    noun = tell("r1", "No group claimed the attack.", "attack", start=100)
    arrest = tell(
        "r1", "Police arrested a man in Belmin.", "arrested", start=140, type="COERCE", mode="arrest", place="Belmin"
    )
    joined = clusters([[blast, toll, noun, arrest]])
    assert frozenset((blast.claim.id, toll.claim.id, noun.claim.id)) in joined
    assert frozenset((arrest.claim.id,)) in joined


def test_two_strikes_on_one_town_stay_two() -> None:
    first = tell(
        "r1", "Jets bombed the market of Oskar at dawn.", "bombed", place="Oskar", at="2012-06-04", mode="aerial"
    )
    second = tell("r1", "Two hours later a second strike hit the bridge in Oskar.", "strike", start=60, place="Oskar",
                  at="2012-06-04", time_text="Two hours later", mode="aerial")  # fmt: skip
    assert not same_pairs(judge([first, second]))


def test_the_dead_told_next_to_a_second_attack_are_its_dead() -> None:
    first = tell("r1", "Jets bombed the market of Oskar at dawn.", "bombed", place="Oskar", at="2012-06-04")
    second = tell("r1", "A second plane shelled the granary.", "shelled", start=60, place="the granary")
    dead = tell("r1", "Six people died there.", "died", start=120, place="the granary", targets=("six people",))
    joined = clusters([[first, second, dead]])
    assert frozenset((second.claim.id, dead.claim.id)) in joined


@pytest.mark.parametrize(("site", "odds"), [("the town's market", 1), ("the harbour bridge", -1)])
def test_strikes_on_one_town_are_told_apart_by_what_they_hit(site: str, odds: int) -> None:
    told = tell("r1", "Jets hit the market.", "hit", place="Oskar", targets=("the market",), at="2012-06-04")
    other = tell("r2", f"Jets hit {site}.", "hit", place="Oskar", targets=(site,), at="2012-06-04")
    plain = tell("r2", "Jets hit a yard.", "hit", place="Oskar", targets=("a yard",), at="2012-06-04")
    assert (compare(told, other).value - compare(told, plain).value) * odds > 0


def test_a_building_may_stand_in_the_town() -> None:
    march = tell("r1", "Weavers marched through Oskar.", "marched", type="PROTEST", mode="demo", place="Oskar")
    inside, elsewhere = (
        tell("r1", f"They clashed with police at {place}.", "clashed", start=50, place=place)
        for place in ("the town hall", "Castle Wend")
    )
    assert compare(march, inside).value > compare(march, elsewhere).value


def test_hours_after_is_another_happening() -> None:
    words = "Three hours after the depot was hit, a device went off in Oskar on Monday."
    hit = tell("r1", words, "hit", at="2012-06-04")
    device = tell("r1", words, "went off", mode="explosives", place="Oskar", at="2012-06-04")
    assert not same_pairs(judge([hit, device]))


def test_an_older_one_in_the_background_stays_apart() -> None:
    old = tell(
        "r1",
        "A similar attack in March killed two.",
        "attack",
        start=80,
        place="Oskar",
        at=("2012-03-01", "2012-03-31"),
    )
    new = tell("r1", "A bomb exploded in Oskar on Monday.", "exploded", place="Oskar", at="2012-06-04")
    assert not same_pairs(judge([new, old]))


def test_a_new_report_joins_the_incident_that_fits_best() -> None:
    other = tell("r0", "A bomb exploded in Belmin on Monday.", "exploded", place="Belmin", at="2012-06-04")
    judged = judge([ATTACK], [("i1", BLAST), ("i2", other)])
    assert same_pairs(judged) == {frozenset((ATTACK.claim.id, BLAST.claim.id))}
    (judgement,) = [j for j in judged if j.verdict == "same"]
    assert (judgement.kind, judgement.subject, judgement.is_machine) == ("incident", ATTACK.claim.id, True)
    assert judgement.score is not None
    assert judgement.score > 0.5
    assert judgement.reasons


def test_a_report_that_surely_tells_of_two_incidents_joins_them() -> None:
    hall = ("the Rosehill Hall",)
    there = tell(
        "r1", "A bomb exploded in Oskar on Monday.", "exploded", place="Oskar", at="2012-06-04", mode="explosives"
    )
    what = tell("r2", "A bomb exploded during Ivo Marn's speech in the Rosehill Hall, killing nine.", "exploded", targets=hall,
                mode="explosives", figures=killed(9))  # fmt: skip
    both = tell("r3", "A bomb exploded during Ivo Marn's speech in the Rosehill Hall in Oskar on Monday, killing nine.",
                "exploded", targets=hall, place="Oskar", at="2012-06-04", mode="explosives", figures=killed(9))  # fmt: skip
    assert compare(there, what).verdict != "same"
    assert same_pairs(judge([both], [("i1", there), ("i2", what)])) == {
        frozenset((both.claim.id, there.claim.id)),
        frozenset((both.claim.id, what.claim.id)),
    }


def test_a_near_miss_waits_for_a_person() -> None:
    near = tell(
        "r2", "A bomb killed nine people in Xandria on Monday, police said.", "bomb", place="Xandria", at="2012-06-04"
    )
    assert [j.verdict for j in judge([near], [("i1", BLAST)])] == ["maybe"]


def test_claims_of_the_report_among_the_candidates_are_passed_over() -> None:
    assert judge([BLAST], [("i1", BLAST)]) == []


def test_plans_are_judged_with_nothing() -> None:
    plan = tell(
        "r2",
        "Rebels plan to bomb the market of Oskar on Monday.",
        "bomb",
        place="Oskar",
        at="2012-06-04",
        status="planned",
    )
    assert judge([plan], [("i1", BLAST)]) == []


def test_the_order_of_reports_changes_nothing() -> None:
    third = tell("r3", "The bombing of the market in Oskar was condemned.", "bombing", day="2012-06-06", place="Oskar")
    other = tell("r4", "Jets bombed Belmin on Monday.", "bombed", place="Belmin", at="2012-06-04", mode="aerial")
    reports = [[BLAST], [ATTACK], [third], [other]]
    assert {frozenset(clusters(list(order))) for order in permutations(reports)} == {
        frozenset((frozenset((BLAST.claim.id, ATTACK.claim.id, third.claim.id)), frozenset((other.claim.id,))))
    }


@pytest.mark.parametrize(
    "other",
    [
        ATTACK,
        tell("r2", "A bomb went off in Xandria on Monday.", "went off", place="Xandria", at="2012-06-04"),
        tell("r2", "The bombing of the market in Oskar shocked many.", "bombing", day="2012-06-06"),
        tell("r2", "A bomb exploded in Oskar on Sunday night.", "exploded", place="Oskar", at="2012-06-03"),
    ],
    ids=["other words", "the country", "no place, no day", "the day before"],
)
def test_blocks_meet(other: Told) -> None:
    assert set(blocks_of(BLAST)) & set(blocks_of(other))


def test_blocks_part_what_lies_far_apart() -> None:
    other = tell(
        "r2", "A dam burst near Belmin in 2003.", "burst", type="OTHER", place="Belmin", at=("2003-01-01", "2003-12-31")
    )
    assert not set(blocks_of(BLAST)) & set(blocks_of(other))
    assert len(blocks_of(BLAST)) == len(set(blocks_of(BLAST)))


def test_families_are_known_where_they_are_named() -> None:
    known = set(families())
    assert {row["family"] for row in rows_of("incident_words")} <= known
    for family in families().values():
        assert family.close | family.kin <= known
        assert all(family.label in families()[other].close for other in family.close)


@pytest.mark.parametrize(
    ("word", "type_", "mode", "family"),
    [
        ("strike", "PROTEST", "strike", "stoppage"),
        ("strike", "ASSAULT", "aerial", "air"),
        ("went down", "OTHER", None, "sinking"),
        ("seized", "COERCE", "arrest", "arrest"),
        ("casualties", "ASSAULT", None, "toll"),
        ("trapping", "COERCE", "restrict", "toll"),
        ("revolt", "PROTEST", "riot", "uprising"),
        ("fired", "ASSAULT", "heavy-weapons", "shelling"),
        ("fired", "SANCTION", "expel", "resign"),
    ],
)
def test_families_of_words(word: str, type_: str, mode: str | None, family: str) -> None:
    assert family in families_of(word, type_, mode)


@pytest.mark.parametrize(
    ("word", "type_", "mode", "family"),
    [("fired", "ASSAULT", "firearms", "resign"), ("lost her life", "ASSAULT", None, "retreat")],
)
def test_families_that_a_word_is_not_of(word: str, type_: str, mode: str | None, family: str) -> None:
    assert family not in families_of(word, type_, mode)


def test_a_word_of_no_table_has_no_family() -> None:
    assert families_of("frobnicated", "OTHER", None) == frozenset()


def test_a_claim_without_place_bridges_no_two_towns() -> None:
    story = "Blue Front rebels seized eighty hostages and a radio mast at the old jail"
    who: dict[str, Any] = {"actors": ("Blue Front",), "targets": ("eighty hostages",), "at": "2012-06-04"}
    first = [
        tell("r1", f"{story}.", "seized", **who),
        tell("r1", "The rebels seized Oskar too.", "seized", start=90, place="Oskar", actors=("Blue Front",)),
    ]
    known = [(first[1].claim.id, member) for member in first]
    for town, verdicts in (("Belmin", set()), ("Oskar", {"same"})):
        made = assign(
            [tell("r2", f"{story} in {town}.", "seized", place=town, **who)], known, by="dateline 0", made="now"
        )
        assert {j.verdict for j in made if j.verdict == "same"} == verdicts


@pytest.mark.parametrize(("sentence", "verdicts"), [("at Castle Wend", set()), ("at Castle Wend near Oskar", {"same"})])
def test_two_places_with_names_are_two_unless_a_sentence_joins_them(sentence: str, verdicts: set[str]) -> None:
    who: dict[str, Any] = {"actors": ("Blue Front",), "targets": ("eighty hostages",), "at": "2012-06-04"}
    known = tell("r1", f"Blue Front rebels seized eighty hostages {sentence}.", "seized", place="Castle Wend", **who)
    new = tell("r2", "Blue Front rebels seized eighty hostages in Oskar.", "seized", place="Oskar", **who)
    assert {j.verdict for j in judge([new], [(known.claim.id, known)]) if j.verdict == "same"} == verdicts


def test_a_denial_answers_what_was_told() -> None:
    told = tell("r1", "The police fired on a crowd.", "fired", actors=("the police",))
    words = "He said that a shot was not fired by any of his men."
    denied, another = (tell("r1", words, "fired", start=300, status=status) for status in ("denied", "occurred"))
    assert compare(told, denied).value > compare(told, another).value


def test_last_monday_may_be_that_of_the_week_before() -> None:
    fire = tell("r1", "A fire in the mill of Oskar killed six.", "fire", type="OTHER", place="Oskar", at="2012-06-04")
    later = {"type": "OTHER", "place": "Oskar", "day": "2012-06-12", "at": "2012-06-11"}
    last, plain = (
        tell("r2", "The mill burned in Monday's fire.", "fire", time_text=text, **later)
        for text in ("last Monday", "Monday")
    )
    assert compare(fire, last).value > compare(fire, plain).value


def test_a_possessive_takes_up_what_was_told() -> None:
    assert marks_before("the two were glad of their").known
    assert not marks_before("the two were glad of").known
