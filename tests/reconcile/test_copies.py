"""Reprints: candidates by bands, decided by the words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reconcile.alignment import align, words_of
from dateline.reconcile.copies import (
    Printed,
    bands,
    compare_texts,
    first_of,
    judge_copies,
    printed_of,
    signature,
)
from dateline.records import Span
from tests.factory import make_report
from tests.reconcile.copy_edits import STORY, changed, cut, with_paragraphs

LOCAL = (
    "In Sundry Bay, the co-operative said it would send six boats to join the protest if the fees were not dropped.",
    "Its chairman, Tolf Brandt, told this newspaper that herring prices on the quay had already risen by a third since Easter.",
)
# another hand on the same day's events: the same facts, the same long quotation, the same paragraph of background
REWRITE = """Angry skippers sealed off Port Alda yesterday in a row over what it costs to unload their catch.

About forty vessels lay gunwale to gunwale across the harbour mouth by breakfast, and nothing larger than a
rowing boat could pass. Two cargo ships gave up and sailed on, harbour master Iven Orsk told the Courier.

"We have paid for this quay three times over," said Mara Venn, who heads the boat owners' union. "Now they want us to pay for the
water as well, and for the gulls that sit on it."

Three policemen suffered bruises when their launches came too close and were pelted with crates.

Islanders stranded by the lack of ferries spent the night on benches. One of them, a piano tuner, played for the children.

The last blockade of the harbour, nine years ago, ended after a week, when the government of the day gave way."""
OTHER = """Snow closed the pass above Tarn for the third day on Thursday, and lorries stood nose to tail on both sides of the
summit. The road office said ploughs from the valley would not reach the top before nightfall. "We have run out of salt and nearly
out of patience," said its director, Elin Aas. A school bus had been dug out by hand in the small hours."""


def bands_of(text: str) -> set[int]:
    return set(bands(signature(text)))


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        STORY.upper(),
        "FERRIES STOP AS BOATS BLOCK HARBOUR\n\n" + STORY.split(" - ", 1)[1],
        cut(STORY, keep=0.5),
        cut(STORY, keep=0.5, ends=True),
        cut(STORY, keep=0.25, ends=True),
        changed(STORY, rate=0.05),
        with_paragraphs(cut(STORY, keep=0.5, ends=True), *LOCAL, at=1),
        with_paragraphs(changed(STORY, rate=0.03), *LOCAL),
        STORY.replace("\n\n", " "),
    ],
    ids=[
        "whole",
        "capitals",
        "new head",
        "half",
        "first half",
        "brief",
        "edited",
        "half with local",
        "edited local",
        "run on",
    ],
)
def test_copies_are_found_and_known(copy: str) -> None:
    assert bands_of(copy) & bands_of(STORY)
    for pair in ((copy, STORY), (STORY, copy)):
        assert compare_texts(*pair).verdict == "same"


@pytest.mark.parametrize(
    "other",
    [
        REWRITE,
        OTHER,
        with_paragraphs(OTHER, STORY.split("\n\n")[-1]),
        with_paragraphs(OTHER, STORY.split("\n\n")[2], STORY.split("\n\n")[-1]),
    ],
    ids=["rewrite", "other matter", "shared background", "shared quotation and background"],
)
def test_what_two_hands_share_is_no_copy(other: str) -> None:
    assert compare_texts(other, STORY).verdict == "different"
    assert compare_texts(STORY, other).verdict == "different"


def test_bands_find_copies_cut_and_added_to() -> None:
    copies = [
        with_paragraphs(cut(changed(STORY, rate=0.02, seed=i), keep=0.5, seed=i), *LOCAL, at=i % 3) for i in range(40)
    ]
    found = sum(bool(bands_of(copy) & bands_of(STORY)) for copy in copies)
    assert found >= 38


def test_bands_of_other_reports_do_not_meet() -> None:
    assert not bands_of(OTHER) & bands_of(STORY)
    assert all(0 <= band < 1 << 47 for band in bands_of(STORY))
    assert len(bands_of(STORY)) == 96


def test_signatures_are_the_same_everywhere() -> None:
    # stored bands of other machines and runs must meet these; a library that hashes otherwise needs a migration
    assert bands(signature("boats blocked the harbour on Monday"))[:2] == (113852923941528, 64293788041614)


@pytest.mark.parametrize("text", ["", " \n", "...", "“”"])
def test_texts_without_words_match_nothing(text: str) -> None:
    assert bands(signature(text)) == ()
    assert compare_texts(text, text).verdict == compare_texts(text, STORY).verdict == "different"


def test_short_texts_are_copies_only_if_nearly_equal() -> None:
    short = "Police said the road to Tarn was open again on Friday morning."
    assert compare_texts(short, short).verdict == "same"
    assert compare_texts(short, short.replace("Friday", "Friday, 4 June, in the")).verdict == "different"
    assert compare_texts(f"{short} {STORY}", short).verdict == "different"
    assert compare_texts("Fire", "Fire").verdict == "different"


def test_furniture_does_not_decide() -> None:
    furniture = (
        "Subscribe to our daily letter for news of the coast, the islands and the sea, free of charge, every morning.\n"
        * 4
    )
    one, two = "Rain is expected in the hills tonight.", "The choir of Tarn sang for the queen."
    reports = [
        make_report(text=furniture + text, furniture=(Span.of(furniture, 0, len(furniture)),)) for text in (one, two)
    ]
    printed = [printed_of(report) for report in reports]
    assert [p.text for p in printed] == [one, two]
    assert compare_texts(*(p.text for p in printed)).verdict == "different"


def test_the_same_form_about_other_names_or_numbers_is_no_copy() -> None:
    form = """{a} and {b} drew 2-2 at {c} on Saturday in front of a small crowd in driving rain. {d} put the visitors ahead after
ten minutes with a header from the far post. {e} equalised before the break from the penalty spot. The referee, {f}, showed one
yellow card, and both sides had chances to win it late in the second half."""
    names = (
        ["Alda", "Sundry", "Northgate", "Venn", "Orsk", "Brandt"],
        ["Tarn", "Quay", "Millfield", "Aas", "Holm", "Lund"],
    )
    games = [form.format(**dict(zip("abcdef", given, strict=True))) for given in names]
    assert compare_texts(*games).verdict == "different"
    bulletin = """The harbour office counted {0} boats in port on {1} May, {2} of them from the islands. They landed {3} crates of
herring, {4} of mackerel and {5} of crab. The mean price of a crate was {6} crowns. The ice plant ran for {7} hours, and the crane
lifted {8} tons. No accident was reported, the office said in its daily notice to mariners and merchants."""
    first, second, mended = (
        bulletin.format(*day) for day in (range(20, 29), range(40, 49), [20, 21, 99, *range(23, 29)])
    )
    assert compare_texts(second, first).verdict == "maybe"
    assert compare_texts(second, first).reasons[1] == "the same form of words about other numbers"
    assert compare_texts(mended, first).verdict == "same"


def test_judgements_name_the_older_report_and_every_reason() -> None:
    new = Printed("r9", cut(STORY, keep=0.5))
    made = judge_copies(
        new,
        [Printed("r1", OTHER), Printed("r2", STORY), Printed("r3", changed(STORY, rate=0.2)), Printed("r9", new.text)],
        by="dateline 1",
        made="2011-05-04T00:00:00+00:00",
    )
    assert [(j.kind, j.subject, j.object, j.verdict) for j in made] == [
        ("copy", "r9", "r2", "same"),
        ("copy", "r9", "r3", "same"),
    ]
    assert made[0].score == 1.0
    assert made[0].reasons[0].startswith("100% of the newer text in the older, ")


def test_the_first_of_copies() -> None:
    days = [Printed("a", "x" * 9, "2011-05-04"), Printed("b", "x", "2011-05-03"), Printed("c", "xx", None)]
    assert first_of(days).id == "b"
    wire = [
        Printed("a", "xxx", "2011-05-03", "Alda Courier", "Coastal News"),
        Printed("b", "x", "2011-05-03", "coastal news", "Coastal News"),
    ]
    assert first_of(wire).id == "b"
    assert first_of([Printed("a", "x", "2011-05-03"), Printed("b", "xx", "2011-05-03")]).id == "b"
    with pytest.raises(ValueError, match="empty"):
        first_of([])


def test_alignment_joins_edits_and_follows_moved_paragraphs() -> None:
    paragraphs = STORY.split("\n\n")
    moved = "\n\n".join([paragraphs[0], paragraphs[4], paragraphs[1]])
    passages = align(words_of(moved), words_of(STORY))
    assert len(passages) == 3
    assert sum(p.new_end - p.new for p in passages) == len(words_of(moved).keys)
    edited = align(words_of(paragraphs[0].replace("some forty", "more than 50 small")), words_of(paragraphs[0]))
    assert [(p.new, p.old) for p in edited] == [(0, 0)]


@given(st.lists(st.sampled_from([*"abcdefg7", '"', "\n\n"]), max_size=80), st.integers(0, 80))
def test_no_word_is_in_two_passages(words: list[str], place: int) -> None:
    new, old = words_of(" ".join(words)), words_of(" ".join(words[place:] + words[:place]))
    for ends in ([(p.new, p.new_end) for p in align(new, old)], sorted((p.old, p.old_end) for p in align(new, old))):
        assert all(start < end for start, end in ends)
        assert all(one[1] <= two[0] for one, two in pairwise(ends))
    assert 0 <= compare_texts(" ".join(words), STORY).value <= 1


def test_quotation_marks_of_several_forms() -> None:
    text = '"One two," he said. "Three four\n\nfive. “Six” seven «eight» he said "nine".'
    words = words_of(text)
    assert [w for w, quoted in zip(words.keys, words.quoted, strict=True) if quoted] == [
        "one", "two", "three", "four", "six", "eight", "nine",
    ]  # fmt: skip
    unclosed = words_of('He said "no. ' + "It rained on. " * 50)
    assert not any(unclosed.quoted)
