"""The reading model as a pipeline: it loads or says why not, repeats itself, and bears any text."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from dateline.read.decoding import LinkTables
from dateline.read.model import (
    ATTRIBUTIONS,
    LINKS,
    MENTION_KINDS,
    MENTIONS,
    MOST_PIECES,
    READING,
    SHIPPED,
    load_pipeline,
    model_id,
)
from dateline.read.sentences import BREAKS
from dateline.read.word_pieces import GAPS, gaps_of

MOST_BYTES = 40_000_000
# How a pickle begins, and a zip archive, in which a checkpoint of weights holds one.
PICKLED = (*(bytes((0x80, protocol)) for protocol in range(2, 6)), b"PK")
FILES = ("manifest.json", "reading.onnx", "fillers.onnx", "vocab.txt")
PARAGRAPH = (
    "The army said on Monday that rebels had shelled the village of Darran, killing at least 12 people. "
    "“We saw nothing,” a farmer told reporters – but two soldiers denied it.\n\n"
)
ODD_TEXTS = {
    "nothing": "",
    "a space": " ",
    "lines": "\n\n",
    "white space of every kind": " \t\r\n\v\f\x1c\x85\u00a0\u2003\u2028\u2029",
    "a full stop": ".",
    "a word": "Fire",
    "two words": "He left",
    "space around": "\n  He left.  \n",
    "capitals": "THE ARMY SAID TWO MEN WERE KILLED NEAR DARRAN. NOBODY ELSE WAS HURT, IT SAID.",
    "small letters": "the army said two men were killed near darran, nobody else was hurt",
    "typographic quotes": "“We won,” she said. ‘Never’ … «Niemals» „nie“ — no",
    "quotes left open": "“We won, she said.\n\n“They lost.\n\nHe “left.",
    "quotes alone": "\u201c\u201d\u2018\u2019 \u2014 \u2026",
    "line ends of every kind": "One left.\rTwo came\r\nThree\vFour\u2028Five\u2029Six\x85Seven",
    "lines of one word": "\n".join(["a", "said"] * 200),
    "a ruler": "=" * 500,
    "rulers": "* * * *\n-----\n_____\n,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,",
    "control characters": "\x00He\x07 left\x1b[0m.\x7f",
    "zero width": "\ufeffHe\u200b left\u200d.\u00ad \u2060 \u202ekcab\u202c",
    "emoji": "😀😀 He won 👨‍👩‍👧! 🇫🇷",
    "combining marks": "e\u0301te\u0301 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L",
    "beyond the first plane": "𝐓𝐡𝐞 𝐚𝐫𝐦𝐲 said 𐍈 \U000e0041",
    "a long word": "He said " + "x" * 5000 + " and left.",
    "an address": "See https://example.org/" + "a/b?c=d&" * 300 + " for more.",
    "no spaces": "Hesaidthat,theyleft.Then;" * 300,
    "a word with non-breaking spaces": "word\u00a0word\u2028word",
    "French": "Le ministre a déclaré lundi que « deux soldats » avaient été tués près de la ville.",
    "German": "Der Minister sagte am Montag, „zwei Soldaten“ seien nahe der Stadt getötet worden.",
    "Russian": "Министр заявил в понедельник, что двое солдат погибли.",
    "Arabic": "قال الوزير يوم الاثنين إن جنديين قتلا قرب المدينة.",
    "Chinese": "部长星期一说,两名士兵在城市附近被打死。" * 20,
    "Thai": "รัฐมนตรีกล่าวเมื่อวันจันทร์ว่าทหารสองนายเสียชีวิต",
    "tables": "Name\tDead\tHurt\nDarran\t12\t3\nOlm\t0\t1\n",
    "markup": "<p>The <b>army</b> said &ldquo;no&rdquo;.</p>",
    "deep brackets": "(" * 60 + "he left" + ")" * 60,
}  # fmt: skip


@cache
def nlp() -> Language:
    return load_pipeline()


def rows(doc: Doc) -> list[tuple[str, str, str, str, int]]:
    return [(token.text, token.lemma_, token.pos_, token.dep_, token.head.i) for token in doc]


def read(text: str) -> Doc:
    """Read a text and check what holds of every Doc."""
    doc = nlp()(text)
    assert doc.text == text
    assert all(token.pos_ and token.dep_ and token.tag_ for token in doc)
    check_sentences(doc)
    check_findings(doc)
    return doc


def check_sentences(doc: Doc) -> None:
    """Every sentence is a tree with one root, and begins wherever a line does."""
    for sentence in doc.sents:
        heads = {token.i: token.head.i for token in sentence}
        roots = {place for place, head in heads.items() if place == head}
        assert len(roots) == 1
        reached = set(heads)
        for _ in range(len(heads)):
            reached = {heads[place] for place in reached}
            if reached == roots:
                break
        assert reached == roots
    words = [token for token in doc if not token.is_space]
    gaps = gaps_of(doc.text, [word.idx for word in words], [word.idx + len(word) for word in words])
    assert all(
        word.sent != before.sent
        for before, word, gap in zip(words, words[1:], gaps[1:], strict=False)
        if GAPS[gap] == "line"
    )


def check_findings(doc: Doc) -> None:
    """Everything that the model leaves in ``user_data`` lies within the Doc."""
    words = [token.i for token in doc if not token.is_space]
    inside, kinds = set(words), range(1, len(doc.user_data[MENTION_KINDS]))
    for mention in doc.user_data[MENTIONS]:
        assert {mention.first, mention.last} <= inside
        assert mention.first <= mention.last
        assert mention.kind in kinds
        assert 0 <= mention.score <= 1.0001
    for found in doc.user_data[ATTRIBUTIONS]:
        assert found.content
        assert any(first <= found.anchor <= last for first, last in found.cue)
        assert 0 <= found.score <= 1.0001
        for first, last in (*found.cue, *found.source, *found.content):
            assert first <= last
            assert {first, last} <= inside
    if words:
        links: LinkTables = doc.user_data[LINKS]
        assert list(links.places) == words
        assert len(links.later) == len(links.earlier) == len(links.new) == len(words)
        assert links.later.shape == links.earlier.shape


# what is shipped ---------------------------------------------------------------------------------


def test_the_shipped_model_names_itself() -> None:
    manifest = json.loads((SHIPPED / "manifest.json").read_text(encoding="utf-8"))
    assert model_id(nlp()) == f"{manifest['name']}@{manifest['version']}"
    assert manifest["name"].startswith("dateline-en-")


def test_the_shipped_folder_is_small_and_holds_no_pickle() -> None:
    files = [path for path in SHIPPED.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= set(FILES)
    assert sum(path.stat().st_size for path in files) <= MOST_BYTES
    assert not [path for path in files if path.suffix in (".pkl", ".pickle", ".pt", ".bin")]
    assert not [path for path in files if path.read_bytes()[:2] in PICKLED]


def test_a_process_holds_the_model_once() -> None:
    assert load_pipeline().get_pipe(READING) is nlp().get_pipe(READING)


# any text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ODD_TEXTS)
def test_any_text_is_borne(name: str) -> None:
    read(ODD_TEXTS[name])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*"aB1.,!?\"'“”()\n\n\r\t\u200b😀é日م", " ", " ", " he said ", "The army ", "\u2028", "“No,” "]
        ),
        max_size=60,
    )
)
def test_any_mixture_is_borne(pieces: list[str]) -> None:
    read("".join(pieces))


class Windows:
    """Stands before the model's session and keeps the number of pieces of every window."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self.sizes: list[int] = []

    def run(self, names: Any, inputs: dict[str, Any]) -> Any:
        self.sizes.append(len(inputs["pieces"]))
        return self._session.run(names, inputs)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    reading: Any = nlp().get_pipe(READING)
    spy = Windows(reading.session)
    monkeypatch.setattr(reading, "session", spy)
    return spy


@pytest.mark.parametrize(
    "text",
    [
        " ".join(["the army said rebels had shelled two villages"] * 375),
        PARAGRAPH.replace("\n\n", " ") * 60,
        "x/y/z/x/y/z/x " * 500,
        PARAGRAPH * (200_000 // len(PARAGRAPH)),
    ],
    ids=["3,000 words without a full stop", "a long paragraph", "words of many pieces", "200 kB"],
)
def test_a_long_text_is_read_in_bounded_windows(windows: Windows, text: str) -> None:
    doc = read(text)
    assert doc[len(doc) - 1].dep_
    assert max(windows.sizes) <= MOST_PIECES + 2
    # Windows are filled: each but the last could not take in the next sentence, or ends with its paragraph.
    assert len(windows.sizes) <= 3 + 2 * sum(windows.sizes) // MOST_PIECES


def test_windows_neither_overlap_nor_leave_out(windows: Windows) -> None:
    doc = read(PARAGRAPH * 20)
    pieces = nlp().get_pipe(READING)._pieces  # type: ignore[attr-defined]
    assert sum(windows.sizes) - 2 * len(windows.sizes) == sum(len(pieces.of(t.text)) for t in doc if not t.is_space)


# the same words, the same parse ------------------------------------------------------------------


def test_the_same_text_gives_the_same_parse_and_findings() -> None:
    text = PARAGRAPH * 3
    once, again = nlp()(text), load_pipeline()(text)
    assert rows(once) == rows(again)
    assert once.user_data[MENTIONS] == again.user_data[MENTIONS]
    assert once.user_data[ATTRIBUTIONS] == again.user_data[ATTRIBUTIONS]


def test_a_text_among_others_is_read_as_alone() -> None:
    texts = [PARAGRAPH, "Other words.", ODD_TEXTS["emoji"], PARAGRAPH * 2, ""]
    for doc, text in zip(nlp().pipe(texts, batch_size=3), texts, strict=True):
        alone = nlp()(text)
        assert rows(doc) == rows(alone)
        assert doc.user_data[MENTIONS] == alone.user_data[MENTIONS]
        assert doc.user_data[ATTRIBUTIONS] == alone.user_data[ATTRIBUTIONS]


def test_typographic_quotes_are_read_like_plain_ones() -> None:
    typographic = "“We won’t leave,” the mayor said on Monday."
    plain = typographic.replace("“", '"').replace("”", '"').replace("’", "'")
    assert [row[2:] for row in rows(nlp()(typographic))] == [row[2:] for row in rows(nlp()(plain))]


# what it reads -----------------------------------------------------------------------------------


def test_a_report_is_tagged_parsed_and_lemmatized() -> None:
    doc = nlp()("The governor said that rebels killed two soldiers. Three villages were shelled by the army.")
    said, killed, shelled = (
        next(token for token in doc if token.text == text) for text in ("said", "killed", "shelled")
    )
    assert (said.dep_, said.pos_, said.lemma_) == ("ROOT", "VERB", "say")
    assert (killed.dep_, killed.head, killed.lemma_) == ("ccomp", said, "kill")
    assert {child.dep_: child.text for child in killed.children if child.dep_ in ("nsubj", "obj")} == {
        "nsubj": "rebels",
        "obj": "soldiers",
    }
    assert ("nsubj:pass", "villages") in {(child.dep_, child.text) for child in shelled.children}


def test_a_statement_is_an_attribution() -> None:
    doc = nlp()("The mayor said on Monday that the bridge was closed.")
    [found] = doc.user_data[ATTRIBUTIONS]
    assert doc[found.anchor].text == "said"
    assert [doc[first : last + 1].text for first, last in found.source] == ["The mayor"]
    assert "the bridge was closed" in " ".join(doc[first : last + 1].text for first, last in found.content)


def test_people_and_places_are_mentions() -> None:
    doc = nlp()("The president met John Smith in London.")
    found = {doc[m.first : m.last + 1].text: doc.user_data[MENTION_KINDS][m.kind] for m in doc.user_data[MENTIONS]}
    assert (found.get("John Smith"), found.get("London")) == ("person", "place")


def test_capitals_are_read_like_small_letters() -> None:
    doc = nlp()("THE REBELS KILLED TWO SOLDIERS IN THE VILLAGE, THE ARMY SAID.")
    assert [token.lemma_ for token in doc if token.pos_ == "VERB"] == ["kill", "say"]


def test_typographic_marks_are_punctuation() -> None:
    doc = nlp()("“We won,” the mayor said – and left. ‘Never,’ she said…")
    assert {token.text: token.pos_ for token in doc if token.text in "“”‘’–…"} == dict.fromkeys("“”‘’–…", "PUNCT")


def test_the_parse_keeps_to_paragraphs() -> None:
    doc = nlp()("Army retakes town\n\nDARRAN (Agency) - Troops entered on Monday\nThe rebels fled")
    starts = [sentence.text.split()[0] for sentence in doc.sents]
    assert (starts[0], starts[-1]) == ("Army", "The")
    assert all(token.head.sent == token.sent for token in doc)


def test_white_space_hangs_on_the_word_before_it() -> None:
    doc = nlp()("  He left.  They   stayed.\n")
    assert [(token.head.text, token.pos_, token.dep_) for token in doc if token.is_space] == [
        ("He", "SPACE", "dep"),
        (".", "SPACE", "dep"),
        ("They", "SPACE", "dep"),
        (".", "SPACE", "dep"),
    ]


def test_words_behind_a_dateline_begin_a_sentence() -> None:
    text = "OLM, May 3 (Agency) - The army left the town on Monday."
    doc = nlp().make_doc(text)
    doc.user_data[BREAKS] = [text.index("The")]
    assert text.index("The") in {sentence.start_char for sentence in nlp()(doc).sents}
