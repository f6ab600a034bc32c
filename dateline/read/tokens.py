"""Words: spaCy's English tokenizer, taught the abbreviations of news."""

from __future__ import annotations

import re
from typing import Any

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_prefix_regex, compile_suffix_regex

__all__ = ["make_tokenizer"]

# Titles, places and months with a full stop that the blank English tokenizer of spaCy 3.8 splits.
ABBREVIATIONS = (
    "Lt. Col. Maj. Capt. Sgt. Cpl. Pvt. Cmdr. Brig. Pres. Sec. Hon. Ft. Det. Insp. Supt. Amb. Atty. Msgr. Sr. "
    "Gens. Lts. Cols. Majs. Capts. Sgts. Profs. Drs. Sens. Reps. Govs. "
    "Tues. Wed. Thurs. Fri. Tex. Vt. Wyo. W.Va. Ave. Blvd. Hwy. etc."
)

# Marks that are one word however often they are repeated: "!!", "?!", "*****", a ruler of "=", a line of emoji.
MARKS = (r"[!?]{2,}", r"\*{2,}", r"={2,}", r"_{2,}", r"~{2,}", r"#{2,}", r"<{2,}", r">{2,}", r"[^\w\s]{20,}")

# A string this long without white space is no word but data, and one token: spaCy's tokenizer takes time quadratic in it.
LEAST_DATA = r"\S{2000,}"


def make_tokenizer(nlp: Language) -> Tokenizer:
    """Teach a pipeline's tokenizer what is one word: titles and abbreviations with a full stop, runs of marks.

    >>> import spacy
    >>> [token.text for token in make_tokenizer(spacy.blank("en"))("Lt. Oda won!! ****")]
    ['Lt.', 'Oda', 'won', '!!', '****']
    """
    tokenizer: Any = nlp.tokenizer
    defaults: Any = nlp.Defaults
    tokenizer.prefix_search = compile_prefix_regex([*MARKS, *defaults.prefixes]).search
    tokenizer.suffix_search = compile_suffix_regex([*MARKS, *defaults.suffixes]).search
    tokenizer.token_match = re.compile(LEAST_DATA).match
    for abbreviation in ABBREVIATIONS.split():
        for form in (abbreviation, abbreviation.upper()):
            tokenizer.add_special_case(form, [{ORTH: form}])
    return tokenizer
