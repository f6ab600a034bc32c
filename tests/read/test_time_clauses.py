"""Past or to come: what the parsed clause around a weekday, a month or a holiday tells."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from dateline.read.reader import Reader
from dateline.read.time_clauses import clause_tense
from tests.factory import make_report

THURSDAY = "2014-06-12"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def values(reader: Reader, text: str) -> dict[str, str | None]:
    times = reader.read(make_report(text=text, published=THURSDAY)).times
    return {time.span.quote: time.value for time in times}


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("The mayor fled on Monday.", "Monday", "2014-06-09"),
        ("The mayor said he would resign on Monday.", "Monday", "2014-06-16"),
        ("The mayor is to resign on Monday.", "Monday", "2014-06-16"),
        ("The council planned a vote on Tuesday.", "Tuesday", "2014-06-17"),
        ("The hearing was postponed until Friday.", "Friday", "2014-06-13"),
        ("The two sides agreed on Tuesday to meet again.", "Tuesday", "2014-06-10"),
        ("Villagers go to the polls on Sunday.", "Sunday", "2014-06-15"),
        ("The guard did not see them on Sunday.", "Sunday", "2014-06-08"),
        ("Until Tuesday, they had not called it a siege.", "Tuesday", "2014-06-10"),
        ("The rebels gave them until Tuesday to leave.", "Tuesday", "2014-06-17"),
        ("Saturday's match was abandoned.", "Saturday", "2014-06-07"),
        ("Saturday's match will go ahead.", "Saturday", "2014-06-14"),
        ("They traded insults ahead of Saturday's vote.", "Saturday", "2014-06-14"),
        # the next one is six days ahead: who means it would have said so
        ("The governor, who was to open the bridge on Wednesday, fell ill.", "Wednesday", "2014-06-11"),
        ("The governor will open the bridge on Wednesday.", "Wednesday", "2014-06-18"),
        ("The school had been paid for until May.", "May", "2014-05"),
        ("The council is up for election in November.", "November", "2014-11"),
        ("Let us beat them in November.", "November", "2014-11"),
        ("The ballot will be held in April.", "April", "2015-04"),
        ("The flood came in November.", "November", "2013-11"),
        ("In a March letter she warned them.", "March", "2014-03"),
        ("They had spent it all by Christmas.", "Christmas", "2013-12-25"),
        ("They will be home for Christmas.", "Christmas", "2014-12-25"),
        ("This weekend the ministers met in the castle.", "This weekend", "2014-W23-WE"),
        ("This weekend the ministers will meet in the castle.", "This weekend", "2014-W24-WE"),
        ("By late autumn the wells were dry.", "late autumn", "2013-FA"),
        ("Third-quarter sales fell.", "Third-quarter", "2013-Q3"),
        # a plain past verb dates back even what lies close ahead; what is planned or announced does not
        ("The mayor was arrested in July.", "July", "2013-07"),
        ("The rebels took the town on 2 August.", "2 August", "2013-08-02"),
        ("The firm planned to close the mill in July.", "July", "2014-07"),
        ("After the August offensive, he fled.", "August", "2013-08"),
        ("The garrison defied an order to lay down its arms by Sunday.", "Sunday", "2014-06-08"),
        ("An ultimatum to leave by Sunday expired quietly.", "Sunday", "2014-06-08"),
        ("They were given an order to lay down their arms by Sunday.", "Sunday", "2014-06-15"),
        ("The port was shelled twice last year, in July and again in October.", "July", "2013-07"),
        ("The port was shelled twice in 2011, in July and again in October.", "October", "2011-10"),
    ],
)
def test_the_clause_tells_which_day(reader: Reader, text: str, quote: str, value: str) -> None:
    assert values(reader, text)[quote] == value


def test_without_a_parse_the_clause_tells_nothing() -> None:
    doc = spacy.blank("en")("They fled on Monday.")
    assert clause_tense(doc, 13, 19) is None


def test_a_fragment_has_no_clause() -> None:
    nlp = spacy.blank("en")
    doc = Doc(nlp.vocab, words=["Rain", "Monday"], heads=[0, 0], deps=["ROOT", "nmod"], tags=["NN", "NNP"])
    assert clause_tense(doc, 5, 11) is None
