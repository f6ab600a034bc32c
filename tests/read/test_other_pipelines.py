"""Another spaCy pipeline in the model's place: what it must give, and what happens where it does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dateline import Reader, Report
from dateline.errors import ModelError
from dateline.read.lemmas import LEMMAS
from dateline.read.model import ATTRIBUTIONS, LINKS, MENTION_KINDS, MENTIONS, load_pipeline, model_id

FOUND = (MENTIONS, MENTION_KINDS, ATTRIBUTIONS, LINKS)


@Language.component("test_tags")
def set_tags(doc: Doc) -> Doc:
    for token in doc:
        token.pos_ = "NOUN"
    return doc


@Language.component("test_parse")
def set_parse(doc: Doc) -> Doc:
    for token in doc:
        token.dep_, token.head = ("ROOT", token) if token.i == 0 else ("dep", doc[0])
    return doc


@Language.component("test_forget")
def forget(doc: Doc) -> Doc:
    """Leave what any spaCy pipeline leaves, and nothing of the reading model's own."""
    for name in FOUND:
        doc.user_data.pop(name, None)
    return doc


def make_pipeline(folder: Path, *components: str) -> str:
    nlp = spacy.blank("en")
    for name in components:
        nlp.add_pipe(name)
    nlp.to_disk(folder / "pipeline")
    return str(folder / "pipeline")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pipeline with a good parse that knows nothing of mentions and attributions."""
    nlp = load_pipeline()
    nlp.remove_pipe(LEMMAS)
    nlp.add_pipe("test_forget")
    nlp.meta.update(name="news_parser", version="3.1.0")
    path = tmp_path_factory.mktemp("other") / "pipeline"
    nlp.to_disk(path)
    return str(path)


def test_a_pipeline_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ModelError, match="no spaCy pipeline 'en_no_such_pipeline' is installed"):
        load_pipeline("en_no_such_pipeline")


def test_a_folder_that_holds_no_pipeline_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such folder holds one"):
        load_pipeline(str(tmp_path))


@pytest.mark.parametrize(
    ("components", "missing"),
    [
        ((), r"a tagger \(token.pos_\) and a dependency parser \(token.dep_, token.head\)"),
        (("test_tags",), r"a dependency parser \(token.dep_, token.head\)"),
        (("test_parse",), r"a tagger \(token.pos_\)"),
    ],
    ids=["blank", "no parser", "no tagger"],
)
def test_a_pipeline_that_lacks_something_is_refused_by_name(
    tmp_path: Path, components: tuple[str, ...], missing: str
) -> None:
    path = make_pipeline(tmp_path, *components)
    with pytest.raises(ModelError, match=rf"pipeline '{path}' lacks {missing}$"):
        Reader(pipeline=path)


def test_a_pipeline_with_a_component_nobody_knows_is_an_error(tmp_path: Path) -> None:
    path = Path(make_pipeline(tmp_path))
    config = (path / "config.cfg").read_text().replace("pipeline = []", 'pipeline = ["no_such_factory"]')
    (path / "config.cfg").write_text(config + '\n[components.no_such_factory]\nfactory = "no_such_factory"\n')
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_pipeline(str(path))


def test_a_pipeline_that_is_partly_there_is_an_error(tmp_path: Path) -> None:
    path = Path(make_pipeline(tmp_path, "tagger"))
    shutil.rmtree(path / "tagger")
    with pytest.raises(ModelError, match=r"cannot be loaded: .*tagger"):
        load_pipeline(str(path))


def test_a_pipeline_that_was_never_trained_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"cannot be run: .*tagger"):
        load_pipeline(make_pipeline(tmp_path, "tagger"))


def test_a_pipeline_without_lemmas_is_given_them(other: str) -> None:
    assert [token.lemma_ for token in load_pipeline(other)("Two men died.")][:3] == ["two", "man", "die"]


def test_a_pipeline_is_named_with_its_language(other: str) -> None:
    assert model_id(load_pipeline(other)) == "en_news_parser@3.1.0"


def test_a_report_is_read_with_another_pipeline_by_rules(other: str) -> None:
    text = "The mayor of Alda said on Monday that rebels had killed two soldiers. “We saw it,” she said.\n"
    reading = Reader(pipeline=other).read(Report.of(text))
    assert reading.model == "en_news_parser@3.1.0"
    assert reading.broken_spans() == []
    assert "said" in [attribution.cue.quote for attribution in reading.attributions if attribution.cue]
    assert "Alda" in [mention.quote for entity in reading.entities for mention in entity.mentions]
    assert reading.events
