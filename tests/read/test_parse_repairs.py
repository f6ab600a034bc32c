"""A hedged number does not hide a verb or its object, and a clause has one subject of its own voice."""

from __future__ import annotations

from functools import cache
from itertools import product

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from dateline.read.clauses import deep_object, deep_subject, own_subject, relation
from dateline.read.model import load_pipeline
from dateline.read.parse_repairs import HEDGES, repair_parse
from dateline.read.reader import Reader
from dateline.records import Report

CLAUSES = (
    ("American bombs killed {} civilians there at the weekend.", "killed", "civilians"),
    ("Gunmen killed {} farmers in Goma.", "killed", "farmers"),
    ("The governor said that soldiers wounded {} rebels on Monday.", "wounded", "rebels"),
    ("Police arrested {} protesters in Lome.", "arrested", "protesters"),
    ("Militants abducted {} students on Friday.", "abducted", "students"),
)
NUMBERS = [" ".join(hedge) + (" 12 and 20" if hedge == ("between",) else " 12") for hedge in HEDGES]
UNTOUCHED = (
    "The talks took place between 12 and 20 May.",
    "At least 12 men were arrested on Monday.",
    "Two men arrested at the border were released.",
    "She stayed up to the end.",
    "There is more than one road to the port.",
)


@cache
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(("clause", "number"), list(product(CLAUSES, NUMBERS)), ids=str)
def test_a_hedged_number_leaves_verb_and_object(clause: tuple[str, str, str], number: str) -> None:
    text, verb, noun = clause
    doc = repair_parse(load_pipeline()(text.format(number)))
    word = next(t for t in doc if t.text == verb)
    assert word.dep_ in ("ROOT", "ccomp")
    assert next(t for t in doc if t.text == noun).head == word
    assert any(child.dep_ == "nsubj" for child in word.children)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_event_has_its_count(number: str) -> None:
    text = f"American bombs killed {number} civilians there at the weekend."
    reading = reader().read(Report.of(text, published="2011-05-03", language="en"))
    (event,) = [e for e in reading.events if e.trigger.quote == "killed"]
    assert [count.what for count in event.counts] == ["killed"]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_other_clauses_are_left_alone(text: str) -> None:
    before = [(t.head.i, t.dep_) for t in load_pipeline()(text)]
    after = [(t.head.i, t.dep_) for t in repair_parse(load_pipeline()(text))]
    assert before == after


def parsed(rows: str) -> Doc:
    """Return a Doc from rows of word, part of speech, tag, place of the head, relation."""
    words, pos, tags, heads, deps = zip(*(row.split() for row in rows.strip().splitlines()), strict=True)
    places = [int(head) for head in heads]
    return Doc(English().vocab, words=list(words), pos=list(pos), tags=list(tags), heads=places, deps=list(deps))


def arcs(doc: Doc) -> dict[str, tuple[str, str]]:
    return {token.text: (token.dep_, token.head.text) for token in doc}


def test_both_words_of_a_name_are_one_subject() -> None:
    doc = parsed("""
        Ada PROPN NNP 2 nsubj
        Obi PROPN NNP 2 nsubj
        fled VERB VBD 2 ROOT
    """)
    assert arcs(repair_parse(doc)) == {"Ada": ("nsubj", "fled"), "Obi": ("flat", "Ada"), "fled": ("ROOT", "fled")}


def test_a_subject_goes_to_the_verb_that_has_none() -> None:
    doc = parsed("""
        If SCONJ IN 3 mark
        troops NOUN NNS 5 nsubj
        ever ADV RB 3 advmod
        leave VERB VBP 5 advcl
        they PRON PRP 5 nsubj
        lose VERB VBP 5 ROOT
    """)
    repaired = arcs(repair_parse(doc))
    assert (repaired["troops"], repaired["they"]) == (("nsubj", "leave"), ("nsubj", "lose"))


def test_a_second_subject_behind_the_verb_is_its_object() -> None:
    doc = parsed("""
        This PRON DT 1 nsubj
        worries VERB VBZ 1 ROOT
        farmers NOUN NNS 1 nsubj
    """)
    assert arcs(repair_parse(doc))["farmers"] == ("obj", "worries")


def test_there_is_no_subject() -> None:
    doc = parsed("""
        There PRON EX 1 nsubj
        were VERB VBD 1 ROOT
        raids NOUN NNS 1 nsubj
    """)
    repaired = arcs(repair_parse(doc))
    assert (repaired["There"], repaired["raids"]) == (("expl", "were"), ("nsubj", "were"))


def test_no_modifier_stands_across_a_verb() -> None:
    doc = parsed("""
        Peru PROPN NNP 2 compound
        cut VERB VBD 1 ROOT
        aid NOUN NN 1 obj
    """)
    assert arcs(repair_parse(doc))["Peru"] == ("nsubj", "cut")


@pytest.mark.parametrize(("tag", "subject"), [("VBD", "nsubj"), ("VBN", "nsubj:pass")])
def test_a_past_tense_has_no_passive_subject(tag: str, subject: str) -> None:
    doc = parsed(f"""
        Miners NOUN NNS 1 nsubj:pass
        struck VERB {tag} 1 ROOT
        again ADV RB 1 advmod
    """)
    assert arcs(repair_parse(doc))["Miners"] == (subject, "struck")


def test_an_agent_keeps_the_passive() -> None:
    doc = parsed("""
        Miners NOUN NNS 1 nsubj:pass
        removed VERB VBD 1 ROOT
        by ADP IN 3 case
        police NOUN NNS 1 obl:agent
    """)
    assert arcs(repair_parse(doc))["Miners"] == ("nsubj:pass", "removed")


def test_rules_read_subtypes_as_their_relation() -> None:
    doc = parsed("""
        what PRON WP 2 nsubj
        rebels NOUN NNS 2 nsubj
        hold VERB VBP 2 ROOT
        today NOUN NN 2 obl:unmarked
    """)
    assert relation(doc[3]) == "obl"
    assert own_subject(doc[2]) == doc[1]
    passive = parsed("""
        He PRON PRP 2 nsubj:pass
        was AUX VBD 2 aux:pass
        shot VERB VBN 2 ROOT
        by ADP IN 4 case
        thieves NOUN NNS 2 obl:agent
    """)
    assert (deep_subject(passive[2]), deep_object(passive[2])) == (passive[4], passive[0])


@pytest.mark.parametrize(("tag", "role"), [("VBD", "nsubj"), ("VB", "obj")])
def test_an_object_before_its_finite_verb_is_its_subject(tag: str, role: str) -> None:
    doc = Doc(
        English().vocab, ["Judges", "refused", "bail", "."], pos=["NOUN", "VERB", "NOUN", "PUNCT"],
        tags=["NNS", tag, "NN", "."], heads=[1, 1, 1, 1], deps=["obj", "ROOT", "obj", "punct"],
    )  # fmt: skip
    assert [t.dep_ for t in repair_parse(doc)[:3]] == [role, "ROOT", "obj"]


def test_a_noun_said_twice_is_no_object() -> None:
    doc = parsed("""
        Troops NOUN NNS 1 nsubj
        took VERB VBD 1 ROOT
        the DET DT 4 det
        town NOUN NN 4 compound
        street NOUN NN 1 obj
        by ADP IN 6 case
        street NOUN NN 1 obl
    """)
    assert arcs(repair_parse(doc))["town"] == ("obj", "took")
