"""Roles in attacks: which phrases are asked about, and how the model's answers become one filler for each that has a role.

The answers are written by hand, so that no test hangs on what a model has learned.
"""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from dateline.predictions import predict_muc
from dateline.read import attack_roles
from dateline.read.attack_phrases import AttackPhrases, find_attack_phrases
from dateline.read.attack_roles import LABELS, ROLES, Filler, chances_of, find_fillers, is_same
from dateline.read.decoding import EventTables
from dateline.read.draft import Draft
from dateline.read.model import EVENTS, FOLDER
from tests.factory import make_report

VOCAB = spacy.blank("en").vocab
RAID = (
    "two/CD masked/JJ men/NNS of/IN the/DT oka/NNP front/NN shot/VBD mayor/NN ana/NNP morvik/NNP ./. "
    "the/DT men/NNS fled/VBD ,/, ana/NNP morvik/NNP died/VBD"
)


def doc_of(sentence: str, *, starts: tuple[int, ...] = (0,)) -> Doc:
    rows = [word.rpartition("/") for word in sentence.split()]
    return Doc(
        VOCAB,
        words=[word for word, _, _ in rows],
        tags=[tag for _, _, tag in rows],
        sent_starts=[place in starts for place in range(len(rows))],
    )


def phrases_of(sentence: str, **given: Any) -> AttackPhrases:
    doc = doc_of(sentence, **given)
    return find_attack_phrases(doc, range(len(doc)))


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("the/DT bomb/NN attack/NN ended/VBD", {"bomb", "attack", "bomb attack"}),
        ("mayor/NN ana/NNP morvik/NNP", {"mayor", "ana", "morvik", "mayor ana", "ana morvik", "mayor ana morvik"}),
        ("the/DT mayor/NN 's/POS home/NN", {"mayor", "home", "mayor s home"}),
        ("a/DT car/NN -/HYPH bomb/NN", {"car", "bomb", "car bomb"}),
        ("guards/NNS of/IN the/DT mill/NN", {"guards", "mill", "guards of the mill"}),
        ("they/PRP left/VBD at/IN 9/CD", set()),
        ("guards/NNS of/IN", {"guards"}),
    ],
)
def test_parts_of_noun_phrases_are_asked_about(sentence: str, asked: set[str]) -> None:
    assert set(phrases_of(sentence).texts) == asked


def test_a_phrase_ends_with_its_sentence() -> None:
    assert "rebels police" in phrases_of("rebels/NNS police/NNS").texts
    assert "rebels police" not in phrases_of("rebels/NNS police/NNS", starts=(0, 1)).texts


def test_a_spelling_knows_where_it_stands() -> None:
    found = phrases_of(RAID)
    rows = [found.places[n].tolist() for n, owner in enumerate(found.owners) if found.texts[owner] == "men"]
    assert rows == [[2, 2, 2, 1, 3], [13, 13, 13, 12, 14]]
    assert {found.features[n][2] for n, owner in enumerate(found.owners) if found.texts[owner] == "men"} == {2}


@pytest.mark.parametrize("sentence", ["", "they/PRP left/VBD"])
def test_a_report_without_phrases_has_tables_of_no_rows(sentence: str) -> None:
    found = phrases_of(sentence)
    assert (found.texts, found.owners.shape, found.places.shape, found.features.shape) == ([], (0,), (0, 5), (0, 3))


def test_the_odds_of_occurrences_add_up() -> None:
    found = phrases_of("men/NNS left/VBD ,/, men/NNS came/VBD")
    chances = chances_of(found, np.array([[0.0], [math.log(2.0)]], dtype=np.float32))
    assert chances.tolist() == [[pytest.approx(0.75)]]


@pytest.mark.parametrize(
    ("text", "other", "role", "same"),
    [
        ("two masked men", "men", "PerpInd", True),
        ("bomb", "bombs", "Weapon", True),
        ("men", "women", "PerpInd", False),
        ("ana morvik", "morvik", "Victim", True),
        ("ana", "ana morvik", "Victim", True),
        ("ana morvik", "ana torbel", "Victim", False),
        ("front for the freedom of oka", "ffo", "PerpOrg", True),
        ("oka front", "bira front", "PerpOrg", False),
        ("oka", "oka front", "PerpOrg", True),
        ("movement for a free oka", "omf", "PerpOrg", True),
        ("movement for a free oka", "oil", "PerpOrg", False),
        ("free oka", "of", "PerpOrg", False),
        ("oka mill", "oka bridge", "Target", False),
        ("car bomb", "letter bombs", "Weapon", False),
    ],
)
def test_what_stands_for_the_same(text: str, other: str, role: str, same: bool) -> None:
    assert is_same(text, other, role=role) is same
    assert is_same(other, text, role=role) is same


def answered(
    monkeypatch: pytest.MonkeyPatch, sentence: str, answers: dict[tuple[str, str], float], **given: Any
) -> Doc:
    """Return a Doc of which a model says how likely spellings fill roles; all else is unlikely."""
    doc = doc_of(sentence, **given)
    words = range(len(doc))
    none: Any = np.zeros((len(doc), 1), dtype=np.float32)
    doc.user_data[EVENTS] = EventTables(words, none, none, none, none)
    doc.user_data[FOLDER] = "nowhere"

    def attack_scores(_words: Any, places: Any, _features: Any) -> Any:
        asked = find_attack_phrases(doc, words)
        counts = np.bincount(asked.owners)
        table = np.full((len(places), len(LABELS)), -9.0, dtype=np.float32)
        for row, owner in enumerate(asked.owners.tolist()):
            for column, role in enumerate(ROLES):
                if (chance := answers.get((role, asked.texts[owner]))) is not None:
                    table[row, column] = math.log(chance / (1 - chance) / counts[owner])
        return table

    monkeypatch.setattr(attack_roles, "reading_model", lambda folder: SimpleNamespace(attack_scores=attack_scores))
    return doc


def test_each_that_has_a_role_is_one_filler(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {
        ("PerpInd", "two masked men"): 0.4, ("PerpInd", "men"): 0.3, ("PerpOrg", "oka front"): 0.6,
        ("Victim", "ana morvik"): 0.9, ("Victim", "mayor ana morvik"): 0.5, ("Target", "mayor"): 0.1,
    }  # fmt: skip
    doc = answered(monkeypatch, RAID, answers, starts=(0, 12))
    assert find_fillers(doc) == [
        Filler("PerpInd", ((0, 2),), pytest.approx(0.4)),
        Filler("PerpOrg", ((5, 6),), pytest.approx(0.6)),
        Filler("Victim", ((9, 10), (16, 17)), pytest.approx(0.9)),
    ]
    assert [filler.role for filler in find_fillers(doc, 0.5)] == ["PerpOrg", "Victim"]


@pytest.mark.parametrize(("behind", "found"), [("(/-LRB- tkr/NNP )/-RRB-", 1), (",/, tkr/NNP ,/,", 2)])
def test_a_name_in_brackets_is_that_before_them(monkeypatch: pytest.MonkeyPatch, behind: str, found: int) -> None:
    answers = {("PerpOrg", "oka front"): 0.6, ("PerpOrg", "tkr"): 0.7}
    doc = answered(monkeypatch, f"the/DT oka/NNP front/NNP {behind} struck/VBD", answers)
    assert len(find_fillers(doc)) == found


def test_predictions_have_the_form_of_the_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = answered(monkeypatch, RAID, {("Victim", "ana morvik"): 0.9})
    draft = Draft(report=make_report(text=doc.text), doc=doc)
    assert predict_muc(draft, {}) == {"fillers": {**{role: [] for role in ROLES}, "Victim": [["ana morvik"]]}}


def test_without_the_model_there_are_no_fillers() -> None:
    assert find_fillers(doc_of(RAID)) == []
