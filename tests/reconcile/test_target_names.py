"""Names of a target, and names of others that look alike."""

from __future__ import annotations

import pytest

from dateline.reconcile.target_names import Target

CASES = [
    # target, phrase, is it the target's name
    ("Orka Motors", "Orka Motors Corp.", True),
    ("Orka Motors", "the carmaker Orka Motors", True),
    ("Orka Motors", "OM", True),
    ("Orka Motors", "om", False),
    ("Orka Motors", "O.M.", True),
    ("Orka Motors", "Orka Motors ' plant", False),
    ("Orka Motors", "Orka", False),
    ("Orka Motors", "Orka Electric Motors", True),
    ("Orka", "Orka Motors", False),
    ("Orka", "the maker of the Orka", False),
    ("Orka", "the Orka of last year", True),
    ("Bank of Orland", "the chairman of the Bank of Orland", False),
    ("Bank of Orland", "the Bank of Orland", True),
    ("Orka", "Orka Group", True),
    ("Orka", "the Orka 500", False),
    ("Orka 500", "the 500", True),
    ("Orka 500", "500", False),
    ("Orka 500", "500s", True),
    ("Orka 500", "the Tello 500", False),
    ("Orka 4G", "the Orka 4GS", False),
    ("Orka A50", "three A50s", True),
    ("Orka 500", "two Orka 500s", True),
    ("Orka 500", "the Orka 500 jet", True),
    ("Orka 500", "the Orka 500 order", False),
    ("Orka 5", "5", False),
    ("Orka 5", "the new 5 Orka", True),
    ("Tello Bates Price Average", "the Tello Bates", True),
    ("Tello Bates Price Average", "the Tello", True),
    ("Tello Bates Price Average", "Tello shares", False),
    ("Tello Bates Price Average", "the Price Average", True),
    ("Bank of Orland", "the bank", False),
    ("Bank of Orland", "Orland", False),
    ("T&B 100", "the T & B 100 share index", True),
    ("T&B 100", "Tello and Bates 100", True),
    ("T&B 100", "the C & D 100", False),
    ("Orland Islands Coast Guard", "the Orland Islands", False),
    ("Orland Islands Coast Guard", "the OI Coast Guard", True),
    ("Orland Islands Coast Guard", "the Coast Guard", True),
    ("Orland Islands Coast Guard", "the Norwegian Coast Guard", False),
]
PERSONS = [("Birch", True), ("Ada Birch", True), ("Ms. Birch", True), ("Ada J. Birch", True), ("Tom Birch", False),
           ("Ada", False), ("birch", True)]  # fmt: skip


@pytest.mark.parametrize(("name", "phrase", "same"), CASES)
def test_names(name: str, phrase: str, same: bool):
    assert Target(name).is_named(phrase) is same


@pytest.mark.parametrize(("phrase", "same"), PERSONS)
def test_names_of_a_person(phrase: str, same: bool):
    assert Target("Ada Birch", person=True).is_named(phrase) is same


def test_a_surname_is_no_name_of_what_is_no_person():
    assert not Target("Orka Birch").is_named("Birch")
