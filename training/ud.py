"""Universal Dependencies corpora as spaCy training examples.

One JSON document a line, with ``text`` and ``sentences``; a sentence has ``tokens`` with ``start``, ``end``, ``form``,
``upos``, ``xpos``, ``head`` (1-based, 0 for the root) and ``deprel``. Words are aligned with the tokenizer's by offset.
"""

from __future__ import annotations

import dataclasses
import gzip
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

__all__ = ["make_reader", "read_documents", "reference_doc"]

Document = dict[str, Any]
Sentence = dict[str, Any]

# Typographic forms of ASCII marks, as newspapers print them. All keep the length, so that offsets stay.
OPENING = {'"': "\u201c", "'": "\u2018"}
CLOSING = {'"': "\u201d", "'": "\u2019"}
DASHES = {"-": "\u2013"}

# Shares of training groups that are changed; each group is changed in one way at most.
SHARE_UPPER = 0.03
SHARE_LOWER = 0.03
SHARE_TYPOGRAPHIC = 0.25


def read_documents(path: Path) -> Iterator[Document]:
    """Yield the documents of a gzipped JSONL corpus, in file order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def make_reader(
    paths: list[Path], *, seed: int = 0, augment: bool = False, group_words: int = 0, preset: float = 0.0
) -> Callable[[Language], Iterator[Example]]:
    """Return a corpus reader for spaCy's training loop.

    Args:
        paths: corpora to read, all held in memory.
        seed: of grouping, order and augmentation; every pass over the corpus continues the same generator.
        augment: shuffle, and write some groups in capitals, in small letters or with typographic marks.
        group_words: size up to which neighbouring sentences are grouped; 0 keeps documents whole.
        preset: share of groups that are given their gold sentence starts, as the shipped pipeline gives them.
    """
    documents = [document for path in paths for document in read_documents(path)]
    rng = random.Random(seed)  # noqa: S311 (repeatable, not secret)

    def read_examples(nlp: Language) -> Iterator[Example]:
        groups = [group for document in documents for group in _groups(document, rng, group_words)]
        if augment:
            rng.shuffle(groups)
        for text, sentences in groups:
            change = _draw_change(rng) if augment else None
            yield _example(nlp, text if change is None else change(text), sentences, preset=rng.random() < preset)

    return read_examples


def reference_doc(vocab: Vocab, text: str, sentences: list[Sentence]) -> Doc:
    """Return the gold Doc of a text, white space tokens included, each attached to the word before it."""
    base = sentences[0]["tokens"][0]["start"]
    words: list[_Word] = []
    for sentence in sentences:
        places: list[int] = []
        for token in sentence["tokens"]:
            words.extend(_gap(text[words[-1].end if words else 0 : token["start"] - base], words))
            places.append(len(words))
            words.append(_Word(token["start"] - base, token["end"] - base, token["upos"], token["xpos"]))
        words[places[0]].opens = True
        for place, token in zip(places, sentence["tokens"], strict=True):
            words[place].head = places[token["head"] - 1] if token["head"] else place
            words[place].deprel = token["deprel"] if token["head"] else "ROOT"
    return Doc(
        vocab,
        words=[text[word.start : word.end] for word in words],
        spaces=[word.space for word in words],
        pos=[word.upos for word in words],
        tags=[word.xpos for word in words],
        heads=[word.head for word in words],
        deps=[word.deprel for word in words],
        sent_starts=[word.opens for word in words],
    )


@dataclasses.dataclass
class _Word:
    start: int
    end: int
    upos: str
    xpos: str
    head: int = 0
    deprel: str = "dep"
    space: bool = False
    opens: bool = False


def _gap(gap: str, words: list[_Word]) -> list[_Word]:
    """Return the white space token of a gap between words, if it is more than one space, as spaCy has it."""
    if gap[:1] == " ":
        words[-1].space = True
        gap = gap[1:]
    if not gap:
        return []
    start = words[-1].end + words[-1].space
    space = gap != " " and gap.endswith(" ")
    end = start + len(gap) - space
    return [_Word(start, end, "SPACE", "_SP", head=len(words) - 1, space=space)]


def _groups(document: Document, rng: random.Random, group_words: int) -> list[tuple[str, list[Sentence]]]:
    sentences = document["sentences"]
    groups: list[list[Sentence]] = []
    room = 0
    for sentence in sentences:
        length = len(sentence["tokens"])
        if groups and (not group_words or length <= room):
            groups[-1].append(sentence)
            room -= length
        else:
            groups.append([sentence])
            room = int(rng.random() * group_words) - length
    return [
        (document["text"][group[0]["tokens"][0]["start"] : group[-1]["tokens"][-1]["end"]], group) for group in groups
    ]


def _example(nlp: Language, text: str, sentences: list[Sentence], *, preset: bool) -> Example:
    reference = reference_doc(nlp.vocab, text, sentences)
    predicted = nlp.make_doc(text)
    if preset:
        offsets = {token.idx for token in reference if token.is_sent_start}
        for token in predicted:
            token.is_sent_start = token.idx in offsets
    return Example(predicted, reference)


def _draw_change(rng: random.Random) -> Callable[[str], str] | None:
    drawn = rng.random()
    for share, change in ((SHARE_UPPER, str.upper), (SHARE_LOWER, str.lower), (SHARE_TYPOGRAPHIC, _typographic)):
        if drawn < share:
            return lambda text: changed if len(changed := change(text)) == len(text) else text
        drawn -= share
    return None


def _typographic(text: str) -> str:
    letters = list(text)
    for place, letter in enumerate(letters):
        before = text[place - 1] if place else " "
        if letter in OPENING:
            letters[place] = OPENING[letter] if before in " \n([-" else CLOSING[letter]
        elif letter in DASHES and before == " " and text[place + 1 : place + 2] in ("", " "):
            letters[place] = DASHES[letter]
    return "".join(letters)
