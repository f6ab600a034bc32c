"""Lemmas: the dictionary form of every token, from its part of speech, and the pipeline component that sets it."""

from __future__ import annotations

import functools

import lemminflect
from spacy.language import Language
from spacy.tokens import Doc, Token

__all__ = ["LEMMAS", "get_lemma", "noun_lemma", "set_lemmas"]

LEMMAS = "dateline_lemmas"

_INFLECTED = frozenset(("VERB", "AUX", "NOUN", "ADJ", "ADV"))
_GUESSED = frozenset(("VERB", "NOUN"))

# Words of closed classes, and those that the dictionary puts under another headword than UD does: UPOS, then word:lemma.
_TABLE = {
    "AUX": "'s:be 's:be s:be m:be 'm:be re:be 're:be ai:be 've:have ve:have 'd:would d:would 'll:will ll:will ca:can "
    "wo:will sha:shall would:would could:could should:should might:might got:get getting:get ought:ought must:must",
    "VERB": "'s:be 's:be 're:be 'm:be 've:have gon:go wan:want got:get lay:lay",
    "PART": "n't:not nt:not na:to ':'s",
    "PRON": "me:I him:he them:they us:we whom:who these:this those:that 's:us 'em:they n't:not",
    "DET": "an:a these:this those:that",
    "ADP": "'n:than",
    "ADJ": "more:more most:most least:least other:other many:many such:such",
    "ADV": "more:more most:most least:least later:late further:further n't:not",
    "NOUN": "thanks:thanks regards:regards troops:troops media:media supplies:supplies goods:goods grounds:grounds "
    "pants:pants billions:billion millions:million congratulations:congratulation",
}
_EXCEPTIONS = {
    (upos, pair.rpartition(":")[0]): pair.rpartition(":")[2] for upos, pairs in _TABLE.items() for pair in pairs.split()
}


@functools.lru_cache(maxsize=50_000)
def get_lemma(word: str, upos: str, tag: str = "") -> str:
    """Return the lemma of a word.

    Args:
        word: as it stands in the text.
        upos: its Universal part of speech.
        tag: its Penn tag, which tells plural names (NNPS) from others.

    >>> get_lemma("shelled", "VERB"), get_lemma("Iraqis", "PROPN", "NNPS"), get_lemma("n\\u2019t", "PART")
    ('shell', 'Iraqi', 'not')
    """
    if upos == "PROPN":
        return _singular_name(word) if tag == "NNPS" else word
    lower = word.lower().replace("\u2019", "'")
    if (upos, lower) in _EXCEPTIONS:
        return _EXCEPTIONS[upos, lower]
    if upos == "PRON" and lower == "her" and tag == "PRP":
        return "she"
    if lower == "i" and upos == "PRON":
        return "I"
    if upos not in _INFLECTED:
        return word if upos in ("X", "SYM") or (upos == "NUM" and not word.istitle()) else lower
    return _from_dictionary(word, lower, upos)


@Language.component(LEMMAS, assigns=["token.lemma"], requires=["token.pos"])
def set_lemmas(doc: Doc) -> Doc:
    """Set the lemma of every token, and the part of speech SPACE of white space."""
    for token in doc:
        if token.is_space:
            token.pos_ = "SPACE"
            token.tag_ = "_SP"
            token.lemma_ = token.text
        else:
            token.lemma_ = get_lemma(token.text, token.pos_, token.tag_)
    return doc


def _from_dictionary(word: str, lower: str, upos: str) -> str:
    found = lemminflect.getAllLemmas(lower, upos=upos).get(upos)
    if found:
        return str(found[0])
    if lower != word and upos in ("ADJ", "NOUN"):
        return word
    if upos in _GUESSED and lower.isalpha() and (guessed := lemminflect.getLemma(lower, upos=upos)):
        return str(guessed[0])
    return lower


def _singular_name(word: str) -> str:
    found = lemminflect.getLemma(word.lower(), upos="NOUN") if word.isalpha() else ()
    if not found or found[0] == word.lower():
        return word
    stem = str(found[0])
    return stem.upper() if word.isupper() else stem.capitalize()


def noun_lemma(token: Token) -> str:
    """Return the singular of a noun, also of one whose part of speech the tagger missed ("troops", "Talks")."""
    lemma = token.lemma_.lower()
    if lemma == token.lower_ and lemma.endswith("s") and token.tag_ in ("NNS", "NNPS") and len(lemma) > 3:
        found = lemminflect.getLemma(lemma, upos="NOUN")
        return str(found[0]) if found and found[0] != lemma else lemma.removesuffix("s")
    return lemma
