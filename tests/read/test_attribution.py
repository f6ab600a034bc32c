"""Attributions: source, cue, content, stance; nesting, speakers, denials, speeches carried on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.read.attribution import flat_attributions
from dateline.read.complements import complements
from dateline.read.cues import SPEECH, entries
from dateline.read.lexicon import load_lexicon
from dateline.read.reader import Reader
from dateline.records import Attribution, Reading, Report
from dateline.vocabulary import STANCES

COLUMNS = ("text", "source", "cue", "content", "stance", "quoted")
FRAMES = {"that", "wh", "said", "quote", "speech", "to", "np-to", "ing", "np", "as", "pred", "pass", "pass-to", "raise"}


def load_cases() -> list[tuple[str, ...]]:
    lines = (Path(__file__).parent / "attribution_cases.tsv").read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in lines if not line.startswith("#")]
    assert rows[0] == COLUMNS
    return rows[1:]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, text: str) -> Reading:
    return reader.read(Report("r", None, None, None, None, None, None, None, "en", text))


def with_cue(reading: Reading, cue: str) -> Attribution:
    """Return the attribution with a cue; with its auxiliaries ("was quoted as saying") it may be longer."""
    words = rf"\b{re.escape(cue)}\b" if cue[-1:].isalnum() else re.escape(cue)
    return next(a for a in reading.attributions if a.cue and re.search(words, a.cue.quote))


@pytest.mark.parametrize(("text", "source", "cue", "content", "stance", "quoted"), load_cases())
def test_attribution(reader: Reader, text: str, source: str, cue: str, content: str, stance: str, quoted: str) -> None:
    found = with_cue(read(reader, text), cue)
    words = found.source.quote if found.source else "-"
    assert words == source or (source != "-" and words.startswith(source))
    pieces = [span.quote.removeprefix("that ") for span in found.content]  # corpora keep "that", the table does not say
    assert "|".join(pieces) == content
    assert (found.stance, found.quoted) == (stance, quoted)


def test_nesting(reader: Reader) -> None:
    reading = read(reader, "The minister said the rebels believe that the truce will hold.")
    outer, inner = with_cue(reading, "said"), with_cue(reading, "believe")
    assert (outer.within, inner.within) == (None, outer.id)
    assert [a.id for a in flat_attributions(reading.attributions)] == [outer.id]


def test_a_dateline_is_no_part_of_who_speaks(reader: Reader) -> None:
    reading = read(reader, "OSLO - Farmers led by Ola Brandt say that they have closed the northern road.")
    assert [a.source.quote for a in reading.attributions if a.source] == ["Farmers led by Ola Brandt"]


@pytest.mark.parametrize("of_day", ["", " on Sunday"])
def test_a_denial_is_linked_to_what_it_denies(reader: Reader, of_day: str) -> None:
    reading = read(reader, f"The army dismissed reports{of_day} that its planes had bombed the village.")
    denial, claim = with_cue(reading, "dismissed"), with_cue(reading, "reports")
    assert (denial.stance, denial.denies, claim.within) == ("denies", claim.id, denial.id)


def test_a_denial_is_linked_across_sentences(reader: Reader) -> None:
    reading = read(
        reader, "Residents said army planes bombed the village. The army denied that its planes bombed the village."
    )
    assert with_cue(reading, "denied").denies == with_cue(reading, "said").id


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("The mayor said that the dam had held; the farmers said that it had leaked.", ["The mayor", "the farmers"]),
        ("The mayor said that the dam held, while the farmers said that it leaked.", ["The mayor", "the farmers"]),
        ("The mayor said the port was shut, but sailors said that boats were leaving.", ["The mayor", "sailors"]),
        (
            "Who fired first is disputed: the army says that the rebels did, while the rebels say that a soldier did.",
            ["the army", "the rebels"],
        ),
    ],
)
def test_two_voices_in_a_sentence_stand_side_by_side(reader: Reader, text: str, sources: list[str]) -> None:
    found = read(reader, text).attributions
    assert [a.source.quote for a in found if a.source] == sources
    assert {(a.within, a.stance) for a in found} == {(None, "says")}


def test_a_statement_denies_what_it_flatly_contradicts(reader: Reader) -> None:
    reading = read(
        reader, "Residents said that soldiers had shot two boys. The army said its soldiers had not shot any boys."
    )
    first, second = reading.attributions
    assert (second.stance, second.denies) == ("denies", first.id)


def test_an_admission_denies_nothing(reader: Reader) -> None:
    reading = read(
        reader, 'Boatmen said the mill had burned. "We were wrong" was all that one of their leaders would say.'
    )
    assert [(a.stance, a.denies) for a in reading.attributions] == [("says", None), ("says", None)]
    assert reading.attributions[1].source is not None
    assert reading.attributions[1].source.quote == "one of their leaders"


def test_a_denial_beside_a_denial_answers_the_same_claim(reader: Reader) -> None:
    claim = "Boatmen told reporters that planes had bombed the mill."
    text = f"{claim} The army dismissed the claim as baseless and said that no raid had taken place."
    first, second, third = read(reader, text).attributions
    assert (second.stance, second.denies) == (third.stance, third.denies) == ("denies", first.id)


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("The ministry said it was aware of the report and was looking into it.", ["said"]),
        ("The editor said that he had seen nothing that would support them.", ["said"]),
        ("The party said it did not want a monopoly of power.", ["said"]),
        ("The rebels said that they were in charge of the port and that the army held two streets.", ["said"]),
    ],
)
def test_things_are_nobodys_words(reader: Reader, text: str, cues: list[str]) -> None:
    assert [a.cue.quote for a in read(reader, text).attributions if a.cue] == cues


def test_a_speech_is_carried_on(reader: Reader) -> None:
    text = '"The bridge is open," the mayor said.\n"Nobody has crossed it since the fighting began on Friday."'
    first, second = read(reader, text).attributions
    assert (second.continues, second.cue, second.source, second.speaker) == (first.id, None, None, first.speaker)


def test_first_person_is_the_speaker(reader: Reader) -> None:
    reading = read(reader, '"I believe that the truce will hold," Anna Novak said.')
    outer, inner = with_cue(reading, "said"), with_cue(reading, "believe")
    assert inner.within == outer.id
    assert inner.speaker == outer.speaker is not None


def test_channels(reader: Reader) -> None:
    reading = read(reader, "The general told state television that the town had fallen.")
    channel = with_cue(reading, "told").channel
    assert channel is not None and channel.quote == "state television"


@pytest.mark.parametrize(
    "text",
    [
        'The "Sea Star" sank in the harbour.',
        "Soldiers crossed the river at dawn and burned two boats.",
        "The town of Novo has a bridge and a mill.",
        "Four parties met to agree on a government to replace the junta.",
        "Soldiers crossed the river to prevent disorder.",
        '"Sea Star" was the name that the captain gave to his boat.',
        "There are four accounts of how many died there.",
    ],
)
def test_no_attribution(reader: Reader, text: str) -> None:
    assert read(reader, text).attributions == ()


def test_a_missing_speaker_has_its_reason(reader: Reader) -> None:
    reading = read(reader, "The talks are expected to resume on Friday.")
    found = with_cue(reading, "expected")
    assert found.speaker is None
    assert any(r.item == found.id and r.field == "speaker" for r in reading.reasons)


WORDS = ["The army said", "that", '"We', "will", 'go,"', "he", "said.", "denied", "reports", "\n", "of", ":", "“", "”",
         "according to", "Anna", ",", "‘", "’", "expected", "to", "who", "-", "."]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_any_words_give_sound_attributions(reader: Reader, words: list[str]) -> None:
    text = " ".join(words)
    if not text.strip():
        return
    reading = read(reader, text)
    idents = {a.id for a in reading.attributions}
    assert not reading.broken_spans()
    for found in reading.attributions:
        assert found.content and found.stance in STANCES
        assert {found.within, found.denies, found.continues} - {None} <= idents - {found.id}


@pytest.mark.parametrize("name", ["cue_verbs", "cue_nouns", "cue_adjectives"])
def test_the_lexicons_speak_of_known_stances_and_frames(name: str) -> None:
    for row in load_lexicon(name):
        assert row["stance"] in STANCES, row
        for frame in row["frames"].replace("(", "").replace(")", "").split():
            assert frame in FRAMES or re.fullmatch(r"(np-)?[a-z]+", frame), row
    assert set().union(*(e.frames for rows in entries("cue_verbs").values() for e in rows)) >= SPEECH


def test_complements_of_a_verb(reader: Reader) -> None:
    doc = reader.nlp("The general ordered his troops to leave the town.")
    verb = next(t for t in doc if t.text == "ordered")
    assert "np-to" in {c.frame for c in complements(verb)}


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("In a letter read out by his brother, the prisoner said that guards had beaten him.", "a letter"),
        ("In a statement published on its website, the movement said its men had seized three trucks.", "a statement"),
        ("The movement, in a message sent to journalists, accused the army of burning huts.", "a message"),
    ],
)
def test_a_channel_set_off_by_commas(reader: Reader, text: str, channel: str) -> None:
    attributions = read(reader, text).attributions
    assert any(a.channel and a.channel.quote.startswith(channel) for a in attributions)


def test_who_speaks_in_a_relative_clause(reader: Reader) -> None:
    reading = read(reader, "The judge heard the version of the guard, who had written that the prisoner fell.")
    names = {entity.id: entity.name for entity in reading.entities}
    assert names[with_cue(reading, "written").speaker or ""] == "the guard"


def test_anonymity_is_nobodys_words(reader: Reader) -> None:
    reading = read(reader, "An officer, speaking on condition of anonymity, said that four soldiers had died.")
    assert all(span.quote != "anonymity" for a in reading.attributions for span in a.content)


def test_nobody_speaks_of_himself_by_his_name(reader: Reader) -> None:
    """ "He said" after a quotation that names somebody is whoever spoke before."""
    text = (
        "Spokesman Daniel Ruiz denied the report. Speaking to the radio, he said it was false.\n"
        '"President Ortega is in the palace," he said.'
    )
    reading = reader.read(Report.of(text, language="en"))
    names = {entity.id: entity.name for entity in reading.entities}
    assert [names.get(a.speaker or "") for a in reading.attributions if a.source] == ["Daniel Ruiz"] * 3
