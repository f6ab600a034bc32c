"""The corpora as training windows: words, how they stand in the text, and the labels that a corpus gives them.

A corpus labels some tasks only. What it does not label is ``None`` in a ``Document`` and takes no part in the loss.
"""

from __future__ import annotations

import bisect
import dataclasses
import gzip
import itertools
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy

from dateline.read.sentences import find_sentence_starts
from dateline.read.tokens import make_tokenizer
from dateline.read.word_pieces import CASES, WordPieces, case_of, gaps_of, inside_quotes
from training.network import Labels

__all__ = [
    "Attribution",
    "Document",
    "Mention",
    "Window",
    "cut_windows",
    "load_events",
    "load_fillers",
    "load_polnear",
    "load_ud",
    "make_labels",
    "read_rows",
]

# Words that a cue may begin with and that say nothing of it.
AUXILIARIES = frozenset("""
    am is are was were be been being has have had having do does did will would shall should can could may might must to
    's 've ve 'd n't not also then still now already just even only first later again once never ever both who which that and or
    but it there he she they we i you
""".split())  # fmt: skip  # noqa: SIM905 (a list of words would fill the page)
EVENT_ATTRIBUTES = ("class", "tense", "aspect", "polarity", "modality")
MODALS = frozenset(("would", "could", "may", "can", "might", "must", "should", "have to"))
LEAST_CUES = 2  # times a word is a cue in the training part before it is trusted to be one inside contents

SHARE_UPPER = 0.05
SHARE_LOWER = 0.04
SHARE_BARE = 0.04
SHARE_UNQUOTED = 0.08


@dataclasses.dataclass(frozen=True)
class Mention:
    """A mention of an entity: its first and last word, its head word, kind and entity."""

    first: int
    last: int
    head: int
    kind: str
    entity: str


@dataclasses.dataclass(frozen=True)
class Attribution:
    """An attribution: the word that anchors its cue, and the words of each role."""

    anchor: int
    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


@dataclasses.dataclass
class Document:
    """A text as words with the labels that its corpus gives; word places count over the whole document."""

    id: str
    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    heads: list[int] | None = None
    relations: list[str] | None = None
    mentions: list[Mention] | None = None
    attributions: list[Attribution] | None = None
    unsure: frozenset[int] = frozenset()  # words inside contents that may be cues of nested attributions
    events: dict[int, dict[str, str]] | None = None  # attributes of the words that name an event
    fillers: dict[int, str] | None = None  # the roles of words in attacks, with B- at the first of a phrase

    def __post_init__(self) -> None:
        self.gaps = gaps_of(self.text, self.starts, self.ends)
        self.quoted = inside_quotes(self.words, self.gaps)
        self.cases = [case_of(word) for word in self.words]
        self.with_dependents = set(self.heads or ())


@dataclasses.dataclass
class Window:
    """Neighbouring words of a document, ``places`` in it; some may be left out to stand for text without punctuation."""

    document: Document
    places: list[int]
    cases: list[int]
    quoted: list[int]


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the documents of a gzipped JSONL corpus, in file order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def load_ud(path: Path) -> list[Document]:
    """Return the documents of a Universal Dependencies corpus; with mentions where it has entities."""
    return [_ud_document(row) for row in read_rows(path)]


def _ud_document(row: dict[str, Any]) -> Document:
    words, starts, ends, sentences, upos, xpos, heads, relations = [], [], [], [], [], [], [], []
    for sentence in row["sentences"]:
        base = len(words)
        sentences.append(base)
        for token in sentence["tokens"]:
            words.append(row["text"][token["start"] : token["end"]])
            starts.append(token["start"])
            ends.append(token["end"])
            upos.append(token["upos"])
            xpos.append(token["xpos"])
            heads.append(base + token["head"] - 1 if token["head"] else len(words) - 1)
            relations.append(token["deprel"])
    document = Document(row["id"], row["text"], words, starts, ends, sentences, upos, xpos, heads, relations)
    if "entities" in row:
        mentions = []
        for entity in row["entities"]:
            first, last = _words_of(document, entity["start"], entity["end"])
            head = entity.get("head")
            place = _words_of(document, *head)[0] if head else _root(heads, first, last)
            mentions.append(Mention(first, last, place, entity["type"], entity["entity_id"]))
        document.mentions = mentions
    return document


def _root(heads: list[int], first: int, last: int) -> int:
    return next((i for i in range(first, last + 1) if not first <= heads[i] <= last or heads[i] == i), last)


def _words_of(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return the first and the last word that share a character with a span."""
    first = bisect.bisect_right(document.ends, start)
    last = bisect.bisect_left(document.starts, end) - 1
    return min(first, len(document.words) - 1), max(last, first)


def load_polnear(path: Path, cue_words: frozenset[str] | None = None) -> list[Document]:
    """Return the documents of an attribution corpus.

    Args:
        path: the corpus.
        cue_words: words that are cues in the training part; inside contents, where one level of attributions is not
            annotated, these are neither cues nor not.
    """
    tokenizer = make_tokenizer(spacy.blank("en"))
    documents = []
    for row in read_rows(path):
        document = _plain_document(row, tokenizer)
        document.attributions = [found for given in row["attributions"] if (found := _attribution(document, given))]
        documents.append(document)
    if cue_words is None:
        counts = Counter(d.words[a.anchor].lower() for d in documents for a in d.attributions or ())
        cue_words = frozenset(word for word, count in counts.items() if count >= LEAST_CUES)
    for document in documents:
        inside = {place for found in document.attributions or () for place in found.content}
        document.unsure = frozenset(place for place in inside if document.words[place].lower() in cue_words)
    return documents


def _plain_document(row: dict[str, Any], tokenizer: Any) -> Document:
    """Return a text in Dateline's own words and sentences, without labels."""
    tokens = [token for token in tokenizer(row["text"]) if not token.is_space]
    starts = [token.idx for token in tokens]
    breaks = set(find_sentence_starts(row["text"]))
    sentences = sorted({bisect.bisect_right(starts, place) - 1 for place in breaks} | {0}) if tokens else []
    ends = [token.idx + len(token) for token in tokens]
    return Document(row["id"], row["text"], [token.text for token in tokens], starts, ends, sentences)


def load_events(path: Path) -> list[Document]:
    """Return the documents of a TimeML corpus, with the attributes of the words that name events."""
    tokenizer = make_tokenizer(spacy.blank("en"))
    documents = []
    for row in read_rows(path):
        document = _plain_document(row, tokenizer)
        document.events = {}
        for event in row["events"]:
            place = _words_of(document, event["start"], event["end"])[0]
            document.events[place] = {name: _attribute(name, event[name]) for name in EVENT_ATTRIBUTES}
        documents.append(document)
    return documents


def _attribute(name: str, value: str | None) -> str:
    """Return an attribute's value; modals are told apart as TimeML's annotators wrote them, without case."""
    if name == "modality":
        return value.lower() if value and value.lower() in MODALS else "none"
    return value or "none"


def load_fillers(path: Path) -> list[Document]:
    """Return documents about attacks: every occurrence of a phrase that fills a role is labelled with it."""
    tokenizer = make_tokenizer(spacy.blank("en"))
    documents = []
    for row in read_rows(path):
        document = _plain_document(row, tokenizer)
        document.fillers = {}
        phrases = [(p, role) for role, entities in row["fillers"].items() for entity in entities for p in entity]
        for phrase, role in sorted(phrases, key=lambda pair: -len(pair[0])):
            for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", row["text"]):
                first, last = _words_of(document, *match.span())
                if not any(place in document.fillers for place in range(first, last + 1)):
                    document.fillers |= dict.fromkeys(range(first, last + 1), f"I-{role}")
                    document.fillers[first] = f"B-{role}"
        documents.append(document)
    return documents


def _attribution(document: Document, given: dict[str, Any]) -> Attribution | None:
    roles = {}
    for role in ("source", "cue", "content"):
        places: set[int] = set()
        for start, end in given[role]:
            first, last = _words_of(document, start, end)
            places.update(range(first, last + 1))
        roles[role] = frozenset(places)
    if not roles["cue"]:
        return None
    ordered = sorted(roles["cue"])
    anchor = next((place for place in ordered if _anchors(document.words[place])), ordered[0])
    return Attribution(anchor, **roles)


def _anchors(word: str) -> bool:
    lower = word.lower().replace("\u2019", "'")
    return lower not in AUXILIARIES and not lower.endswith("ly") and any(letter.isalnum() for letter in lower)


def make_labels(documents: list[Document]) -> Labels:
    """Return the labels that occur in training documents, in alphabetical order."""
    upos = sorted({label for document in documents for label in document.upos or ()})
    xpos = sorted({label for document in documents for label in document.xpos or ()})
    relations = sorted({label for document in documents for label in document.relations or ()})
    mentions = sorted({mention.kind for document in documents for mention in document.mentions or ()})
    values = {
        name: sorted({one[name] for document in documents for one in (document.events or {}).values()})
        for name in EVENT_ATTRIBUTES
    }
    fillers = sorted({label for document in documents for label in (document.fillers or {}).values()})
    return Labels(
        tuple(upos), tuple(xpos), tuple(relations), ("none", *mentions),
        fillers=("none", *fillers), **{f"event_{name}": tuple(v) for name, v in values.items()},
    )  # fmt: skip


def cut_windows(
    document: Document, pieces: WordPieces, most: int, rng: random.Random | None = None, least: int = 0
) -> list[Window]:
    """Cut a document into windows of whole sentences, of at most ``most`` pieces (a longer sentence is cut).

    Args:
        document: what is cut.
        pieces: the vocabulary, to count by.
        most: pieces of a window, without its opening and closing one.
        rng: draws the size of every window between ``least`` and ``most``, and changes of writing; none draws nothing.
        least: smallest size drawn.
    """
    counts = [len(pieces.of(word)) for word in document.words]
    bounds = [*document.sentences, len(counts)]
    windows: list[list[int]] = []
    room = 0
    for begin, end in itertools.pairwise(bounds):
        size = sum(counts[begin:end])
        if size > room or not windows:
            windows.append([])
            room = most if rng is None or (len(windows) > 1 and not least) else rng.randint(least or most // 4, most)
        for place in range(begin, end):
            if counts[place] > room:
                windows.append([])
                room = most
            windows[-1].append(place)
            room -= counts[place]
    return [_written(document, places, rng) for places in windows if places]


def _written(document: Document, places: list[int], rng: random.Random | None) -> Window:
    """Return a window as it stands, or now and then in capitals, in small letters, without punctuation or quotations."""
    cases = [document.cases[place] for place in places]
    quoted = [document.quoted[place] for place in places]
    drawn = 1.0 if rng is None else rng.random()
    if drawn < SHARE_UPPER:
        cases = [CASES.index("upper") if 1 <= case <= 4 else case for case in cases]
    elif (drawn := drawn - SHARE_UPPER) < SHARE_LOWER:
        cases = [CASES.index("lower") if 1 <= case <= 4 else case for case in cases]
    elif (drawn := drawn - SHARE_LOWER) < SHARE_BARE:
        kept = [n for n, place in enumerate(places) if not _droppable(document, place)]
        if kept:
            places, cases = [places[n] for n in kept], [cases[n] for n in kept]
            quoted = [0] * len(kept)
    elif drawn - SHARE_BARE < SHARE_UNQUOTED:
        quoted = [0] * len(places)
    return Window(document, places, cases, quoted)


def _droppable(document: Document, place: int) -> bool:
    if any(letter.isalnum() for letter in document.words[place]):
        return False
    return place not in document.with_dependents
