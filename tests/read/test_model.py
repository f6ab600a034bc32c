"""The shipped pipeline: it loads, repeats itself, and bears any text."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from dateline.errors import ModelError
from dateline.read.lemmas import get_lemma
from dateline.read.model import SHIPPED, load_pipeline, model_id
from dateline.read.sentences import find_sentence_starts

PICKLED = tuple(bytes((0x80, protocol)) for protocol in range(2, 6))
PARAGRAPH = (
    "The army said on Monday that rebels had shelled the village of Darran, killing at least 12 people. "
    "“We saw nothing,” a farmer told reporters – but two soldiers denied it.\n\n"
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def rows(doc: Doc) -> list[tuple[str, str, str, str, int]]:
    return [(token.text, token.lemma_, token.pos_, token.dep_, token.head.i) for token in doc]


def sentences(text: str) -> list[str]:
    starts = [*find_sentence_starts(text), len(text)]
    return [text[start:end].strip() for start, end in itertools.pairwise(starts)]


def test_the_shipped_pipeline_names_itself(nlp: Language) -> None:
    assert model_id(nlp) == "dateline-en-small@0.1.0"


def test_the_shipped_folder_is_small_and_holds_no_pickle() -> None:
    files = [path for path in SHIPPED.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 10_000_000
    assert not [path for path in files if path.suffix in (".pkl", ".pickle") or path.read_bytes()[:2] in PICKLED]


def test_a_report_is_tagged_parsed_and_lemmatized(nlp: Language) -> None:
    doc = nlp("The governor said that rebels killed two soldiers. Three villages were shelled by the army.")
    said, killed, shelled = (
        next(token for token in doc if token.text == text) for text in ("said", "killed", "shelled")
    )
    assert [(said.dep_, said.pos_, said.lemma_), (killed.dep_, killed.head, killed.lemma_)] == [
        ("ROOT", "VERB", "say"),
        ("ccomp", said, "kill"),
    ]
    assert {child.dep_: child.text for child in killed.children if child.dep_ in ("nsubj", "obj")} == {
        "nsubj": "rebels",
        "obj": "soldiers",
    }
    assert {(child.dep_, child.text) for child in shelled.children} >= {
        ("nsubj:pass", "villages"),
        ("obl:agent", "army"),
    }


def test_the_same_text_gives_the_same_parse(nlp: Language) -> None:
    text = PARAGRAPH * 2
    assert rows(nlp(text)) == rows(nlp(text)) == rows(load_pipeline()(text))
    assert rows(next(iter(nlp.pipe([text, "Other."])))) == rows(nlp(text))


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", ".", "THE ARMY SAID TWO MEN WERE KILLED.", "no punctuation at all just words", "\x00", "\ufeffHe left.",
     "=" * 500, "😀😀", "\u201c\u201d\u2018\u2019 \u2014 \u2026", "مرحبا", "word\u00a0word\u2028word"],
)  # fmt: skip
def test_any_text_is_borne(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert all(token.pos_ and token.dep_ for token in doc)


def test_a_long_text_is_read_whole(nlp: Language) -> None:
    text = PARAGRAPH * (200_000 // len(PARAGRAPH))
    doc = nlp(text)
    assert doc.text == text
    assert sum(1 for _ in doc.sents) == 2 * text.count("\n\n")


def test_capitals_are_read_like_small_letters(nlp: Language) -> None:
    doc = nlp("THE REBELS KILLED TWO SOLDIERS IN THE VILLAGE, THE ARMY SAID.")
    assert [token.lemma_ for token in doc if token.pos_ == "VERB"] == ["kill", "say"]


def test_typographic_marks_are_punctuation(nlp: Language) -> None:
    doc = nlp("“We won,” the mayor said – and left. ‘Never,’ she said…")
    assert {token.text: token.pos_ for token in doc if token.text in "“”‘’–…"} == dict.fromkeys("“”‘’–…", "PUNCT")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from("aB .!?\"'”’)\t0é😀"), min_size=1), min_size=1, max_size=6))
def test_sentences_never_cross_paragraphs(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    starts = set(find_sentence_starts(text))
    at = 0
    for paragraph in paragraphs:
        if paragraph.strip():
            assert at + len(paragraph) - len(paragraph.lstrip()) in starts
        at += len(paragraph) + 2
    assert all(0 <= start < len(text) and not text[start].isspace() for start in starts)


def test_the_parse_keeps_to_paragraphs(nlp: Language) -> None:
    doc = nlp("Army retakes town\n\nDARRAN (Agency) - Troops entered on Monday\nThe rebels fled")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Army retakes town",
        "DARRAN (Agency) - Troops entered on Monday",
        "The rebels fled",
    ]
    assert all(token.head.sent == token.sent for token in doc)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won.” He left.", ["“We won.”", "He left."]),
        ("He said: \"We won. They lost.\" Then he left.", ['He said: "We won.', 'They lost."', "Then he left."]),
        ('"Is it over?" he asked. "No!" she said.', ['"Is it over?" he asked.', '"No!" she said.']),
        ("He lost. ” She won.", ["He lost. ”", "She won."]),
        ("Lt. Col. Roe met Gen. Lee. He left the U.S. Army.", ["Lt. Col. Roe met Gen. Lee.", "He left the U.S. Army."]),
        ("It cost $3.5 million. 20 people died.", ["It cost $3.5 million.", "20 people died."]),
        ("See No. 5 and Fig. 3 of vol. 2 today.", ["See No. 5 and Fig. 3 of vol. 2 today."]),
        ("😀 It ended. Été.", ["😀 It ended.", "Été."]),
        ("He left. Étienne came. ‘Éva won.’ al-Noor lost.", ["He left.", "Étienne came.", "‘Éva won.’", "al-Noor lost."]),
        ('"Why now?" Mr. Roe asked. "No." Lee left.', ['"Why now?" Mr. Roe asked.', '"No."', "Lee left."]),
        ("One\r\nTwo", ["One", "Two"]),
        ("", []),
    ],
)  # fmt: skip
def test_sentence_boundaries(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("word", "upos", "tag", "lemma"),
    [
        ("shelled", "VERB", "VBD", "shell"),
        ("SAID", "VERB", "VBD", "say"),
        ("left", "VERB", "VBD", "leave"),
        ("n’t", "PART", "RB", "not"),
        ("ca", "AUX", "MD", "can"),
        ("Them", "PRON", "PRP", "they"),
        ("her", "PRON", "PRP", "she"),
        ("her", "PRON", "PRP$", "her"),
        ("I", "PRON", "PRP", "I"),
        ("militiamen", "NOUN", "NNS", "militiaman"),
        ("Iraqis", "PROPN", "NNPS", "Iraqi"),
        ("Hamas", "PROPN", "NNP", "Hamas"),
        ("Israeli", "ADJ", "JJ", "Israeli"),
        ("other", "ADJ", "JJ", "other"),
        ("Twelve", "NUM", "CD", "twelve"),
        ("12,000", "NUM", "CD", "12,000"),
        ("An", "DET", "DT", "a"),
    ],
)
def test_lemmas(word: str, upos: str, tag: str, lemma: str) -> None:
    assert get_lemma(word, upos, tag) == lemma


def test_a_pipeline_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ModelError, match="no spaCy pipeline 'en_no_such_pipeline' is installed"):
        load_pipeline("en_no_such_pipeline")


def test_a_folder_that_holds_no_pipeline_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such folder holds one"):
        load_pipeline(str(tmp_path))


@pytest.mark.parametrize("missing", ["a tagger", "a dependency parser"])
def test_a_pipeline_without_tags_or_parse_is_an_error(tmp_path: Path, missing: str) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match=f"lacks .*{missing}"):
        load_pipeline(str(tmp_path / "blank"))


def test_a_pipeline_that_cannot_be_loaded_is_an_error(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.to_disk(tmp_path / "odd")
    config = (tmp_path / "odd" / "config.cfg").read_text().replace("pipeline = []", 'pipeline = ["no_such_factory"]')
    (tmp_path / "odd" / "config.cfg").write_text(
        config + '\n[components.no_such_factory]\nfactory = "no_such_factory"\n'
    )
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_pipeline(str(tmp_path / "odd"))


def test_another_pipeline_is_given_lemmas(tmp_path: Path) -> None:
    source = load_pipeline()
    source.remove_pipe("dateline_lemmas")
    source.to_disk(tmp_path / "other")
    other = load_pipeline(str(tmp_path / "other"))
    assert [token.lemma_ for token in other("Two men died.")][:3] == ["two", "man", "die"]
