"""The reading model: one encoder with a head for every task, run by onnxruntime as a component of a spaCy pipeline.

``dateline/data/model`` holds the graph (``reading.onnx``), its vocabulary (``vocab.txt``) and what they are
(``manifest.json``). A report is read in windows of whole sentences; each goes through the graph once, alone and without
padding, so that the same words give the same numbers whatever is read before or beside them.

Any other spaCy pipeline with tagger and parser can stand in the model's place: attributions are then read by rules.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
import spacy
from spacy.attrs import DEP, HEAD, POS, TAG
from spacy.language import Language
from spacy.parts_of_speech import IDS
from spacy.tokens import Doc, Token

from dateline.errors import ModelError
from dateline.read.decoding import (
    AttributionFound,
    EventTables,
    LinkTables,
    MentionFound,
    WindowTables,
    attributions_of,
    best_trees,
    mentions_of,
    sentence_bounds,
)
from dateline.read.lemmas import LEMMAS
from dateline.read.sentences import BREAKS, SENTENCES
from dateline.read.tokens import make_tokenizer
from dateline.read.word_pieces import GAPS, WordPieces, case_of, gaps_of, inside_quotes

__all__ = [
    "ATTRIBUTIONS",
    "EVENTS",
    "FOLDER",
    "LINKS",
    "MENTIONS",
    "MENTION_KINDS",
    "READING",
    "SHIPPED",
    "ReadingModel",
    "load_pipeline",
    "model_id",
    "reading_model",
]

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "model"
READING = "dateline_reading"
# What the component leaves in ``doc.user_data``: what the model found, in tokens of the Doc.
MENTIONS, ATTRIBUTIONS, LINKS = "dateline_mentions", "dateline_attributions", "dateline_links"
EVENTS = "dateline_events"
FOLDER = "dateline_model_folder"  # of the model that read the Doc; it can be asked more with ``reading_model``
MENTION_KINDS = "dateline_mention_kinds"  # what the kinds of the mentions found are called

MOST_PIECES = 190  # of a window, as in training
NEW_LINE = GAPS.index("line")
# probability of a sentence's start where the sentence rules see one, and where not
OPENS_GIVEN, OPENS_UNASKED = 0.02, 0.88
LEAST_FILLED = 0.6  # of a window that may end with its paragraph, though another sentence would fit

# What the extractors read from a token, and which component of a spaCy pipeline gives it.
_NEEDED = {"POS": "a tagger (token.pos_)", "DEP": "a dependency parser (token.dep_, token.head)"}
# What reading takes from a model's manifest; a dot leads into a table.
_MANIFEST_KEYS = (
    *("name", "version", "description", "license", "files"),
    *("labels.upos", "labels.xpos", "labels.relations", "labels.mentions", "labels.fillers"),
    *(
        "labels.event_class",
        "labels.event_tense",
        "labels.event_aspect",
        "labels.event_polarity",
        "labels.event_modality",
    ),
)
GRAPHS = {
    "reading.onnx": tuple(field.name for field in dataclasses.fields(WindowTables)),
    "fillers.onnx": ("scores",),
}
_PROBE = "The mayor said that two men had left."


@dataclasses.dataclass(frozen=True)
class _Words:
    """The words of a Doc but for white space: what the encoder takes, their tokens, and where sentences may begin."""

    texts: list[str]
    places: list[int]
    gaps: list[int]
    cases: list[int]
    quoted: list[int]
    starts: npt.NDArray[np.bool_]  # as the Doc has them
    sure: npt.NDArray[np.bool_]  # at a new line, or behind a dateline

    @classmethod
    def of(cls, doc: Doc, words: Sequence[Token]) -> _Words:
        texts = [token.text for token in words]
        gaps = gaps_of(doc.text, [token.idx for token in words], [token.idx + len(token) for token in words])
        breaks = set(doc.user_data.get(BREAKS, ()))
        return cls(
            texts,
            [token.i for token in words],
            gaps,
            [case_of(text) for text in texts],
            inside_quotes(texts, gaps),
            np.array([token.is_sent_start is True for token in words]),
            np.array([gap == NEW_LINE or token.idx in breaks for token, gap in zip(words, gaps, strict=True)]),
        )


class ReadingModel:
    """The encoder and its heads, in memory once and run on one thread.

    Args:
        folder: with ``reading.onnx``, ``fillers.onnx``, ``vocab.txt`` and ``manifest.json``.

    Raises:
        ModelError: a file is missing or is not the one that the manifest names.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self.manifest = _manifest(folder / "manifest.json")
            files = {name: (folder / name).read_bytes() for name in (*GRAPHS, "vocab.txt")}
            self._pieces = WordPieces(folder / "vocab.txt")
        except (OSError, ValueError) as error:
            raise ModelError(f"the reading model in {folder} cannot be loaded: {error}") from error
        for name, content in files.items():
            if hashlib.sha256(content).hexdigest() != self.manifest["files"].get(name):
                raise ModelError(
                    f"{folder / name} is not the file that its manifest names: it is damaged or partly replaced"
                )
        self.folder = folder
        self.session, self._fillers = (_session(files[name], folder / name) for name in GRAPHS)
        self.keeps_sentences = False  # for measuring the parse within given sentences
        self.labels: dict[str, list[str]] = self.manifest["labels"]
        self.mention_kinds: tuple[str, ...] = tuple(self.labels["mentions"])
        self._upos = np.array([IDS[label] for label in self.labels["upos"]], dtype=np.uint64)
        self._xpos = self.labels["xpos"]
        self._relations = self.labels["relations"]

    def attack_scores(self, words: Any, places: Any, features: Any) -> Any:
        """Return how well phrases fill the roles of an attack, as logits [M, roles].

        Args:
            words: the vectors of the report's words [W, 384], from ``EventTables``.
            places: rows of ``words`` for each phrase [M, 5], as ``AttackPhrases`` has them.
            features: numbers of each phrase [M, 3], likewise.
        """
        return self._fillers.run(None, {"words": words, "places": places, "features": features})[0]

    def __call__(self, doc: Doc) -> Doc:
        """Fill a Doc's tags, heads, relations and sentences, and leave mentions and attributions in ``user_data``.

        A Doc with words gets the tables of links between mentions and of words in events as well. The sentence starts
        that it has already are the model's to keep or drop, but for those at a new line and behind a dateline.
        """
        doc.user_data[MENTIONS], doc.user_data[ATTRIBUTIONS] = [], []
        doc.user_data[MENTION_KINDS], doc.user_data[FOLDER] = self.mention_kinds, str(self.folder)
        words = [token for token in doc if not token.is_space]
        if not words:
            return _without_words(doc)
        report = _Words.of(doc, words)
        heads, relations, upos, xpos = np.zeros((4, len(words)), dtype=np.int64)
        links, events = [], []
        for first, after in self._windows(report):
            part = slice(first, after)
            encoded = self._pieces.encode(
                report.texts[part], report.cases[part], report.gaps[part], report.quoted[part]
            )
            inputs = {"pieces": encoded.pieces, "forms": encoded.forms, "firsts": encoded.firsts}
            tables = WindowTables(*self.session.run(None, inputs))
            upos[part], xpos[part] = tables.upos, tables.xpos
            openings = np.flatnonzero(tables.opens >= self._least_opens(report, part))
            trees, relations[part] = best_trees(tables, sentence_bounds(openings.tolist(), after - first))
            heads[part] = trees + first
            links.append((tables.later, tables.earlier, tables.new))
            events.append((tables.events, tables.event_labels, tables.fillers, tables.words))
            places = report.places[part]
            doc.user_data[MENTIONS] += [_placed_mention(found, places) for found in mentions_of(tables)]
            attributions = attributions_of(tables, report.texts[part])
            doc.user_data[ATTRIBUTIONS] += [_placed_attribution(found, places) for found in attributions]
        doc.user_data[LINKS] = LinkTables(report.places, *_joined(links))
        doc.user_data[EVENTS] = EventTables(report.places, *_joined(events))
        return self._annotated(doc, words, heads, relations, upos, xpos)

    def _windows(self, report: _Words) -> list[tuple[int, int]]:
        """Cut words into windows, each the places of its first word and after its last: whole sentences where they fit."""
        words, gaps = report.texts, report.gaps
        sizes = np.cumsum([0, *(len(self._pieces.of(word)) for word in words)])
        bounds = [*(n for n, starts in enumerate(report.starts) if starts and n), len(words)]
        windows = []
        first = 0
        while first < len(words):
            reach = int(np.searchsorted(sizes, sizes[first] + MOST_PIECES, side="right")) - 1
            fitting = bounds[bisect_right(bounds, first) : bisect_right(bounds, reach)]
            if fitting:
                closed = [end for end in fitting if end == len(words) or gaps[end] == NEW_LINE]
                filled = bool(closed) and sizes[closed[-1]] - sizes[first] >= LEAST_FILLED * MOST_PIECES
                after = closed[-1] if filled else fitting[-1]
            else:  # a sentence longer than a window is cut
                after = max(first + 1, reach)
            windows.append((first, after))
            first = after
        return windows

    def _least_opens(self, report: _Words, part: slice) -> Any:
        """Return for each word of a window how likely a sentence's start must be for one to begin there."""
        given, unasked = (0.0, 2.0) if self.keeps_sentences else (OPENS_GIVEN, OPENS_UNASKED)
        least = np.where(report.starts[part], given, unasked)
        least[0] = 0.0
        if not self.keeps_sentences:
            least[report.sure[part]] = 0.0
        return least

    def _annotated(self, doc: Doc, words: Sequence[Token], heads: Any, relations: Any, upos: Any, xpos: Any) -> Doc:
        """Write the parse of the words into a Doc; white space hangs on the word before it."""
        strings = doc.vocab.strings
        places = np.array([token.i for token in words])
        table: Any = np.zeros((len(doc), 4), dtype=np.uint64)
        before = places[np.maximum(np.searchsorted(places, np.arange(len(doc)), side="right") - 1, 0)]
        offsets = before - np.arange(len(doc))
        offsets[places] = places[heads] - places
        table[:, 0] = offsets.astype(np.int64).view(np.uint64)
        table[:, 1], table[:, 2], table[:, 3] = strings.add("dep"), IDS["SPACE"], strings.add("_SP")
        labels = np.array(
            [strings.add("ROOT" if label == "root" else label) for label in (*self._relations, "dep")], dtype=np.uint64
        )
        root = np.uint64(strings.add("ROOT"))
        named = labels[relations]
        is_root = heads == np.arange(len(words))
        table[places, 1] = np.where(
            is_root, root, np.where(named == root, labels[self._relations.index("parataxis")], named)
        )
        table[places, 2] = self._upos[upos]
        table[places, 3] = np.array([strings.add(label) for label in self._xpos], dtype=np.uint64)[xpos]
        return doc.from_array([HEAD, DEP, POS, TAG], table)


def _manifest(path: Path) -> dict[str, Any]:
    """Return a model's manifest. Raises: OSError, ValueError: it is none, or lacks what reading needs."""
    found = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        raise ValueError(f"{path} is no manifest")
    labels = found.get("labels")
    has = {*found, *(f"labels.{name}" for name in (labels if isinstance(labels, dict) else ()))}
    if missing := [key for key in _MANIFEST_KEYS if key not in has]:
        raise ValueError(f"{path} lacks {', '.join(missing)}")
    if unknown := [label for label in found["labels"]["upos"] if label not in IDS]:
        raise ValueError(f"{path} names parts of speech that spaCy does not know: {', '.join(unknown)}")
    return found


def _session(graph: bytes, path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        # fused, a normalization takes five times as long on a processor
        session = onnxruntime.InferenceSession(
            graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
        )
    except Exception as error:  # onnxruntime's errors have no class in common
        raise ModelError(f"{path} cannot be run: {error}") from error
    if tuple(output.name for output in session.get_outputs()) != GRAPHS[path.name]:
        raise ModelError(f"{path} is of another version of Dateline: its outputs differ")
    return session


def _joined(parts: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
    """Yield the windows' tables one behind the other, kind by kind."""
    return (np.concatenate(tables) for tables in zip(*parts, strict=True))


def _without_words(doc: Doc) -> Doc:
    table: Any = np.zeros((len(doc), 4), dtype=np.uint64)
    table[:, 1:] = doc.vocab.strings.add("dep"), IDS["SPACE"], doc.vocab.strings.add("_SP")
    return doc.from_array([HEAD, DEP, POS, TAG], table)


def _placed_mention(found: MentionFound, places: Sequence[int]) -> MentionFound:
    return MentionFound(places[found.first], places[found.last], found.kind, found.score)


def _placed_attribution(found: AttributionFound, places: Sequence[int]) -> AttributionFound:
    def placed(runs: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        return tuple((places[first], places[last]) for first, last in runs)

    return AttributionFound(
        places[found.anchor], placed(found.cue), placed(found.source), placed(found.content), found.score
    )


@functools.cache
def reading_model(folder: Path) -> ReadingModel:
    """Return a folder's model; a process holds it once. Raises: ModelError."""
    return ReadingModel(folder)


@Language.factory(
    READING, default_config={"folder": str(SHIPPED)}, assigns=["token.pos", "token.tag", "token.dep", "token.head"]
)
def make_reading(nlp: Language, name: str, folder: str) -> ReadingModel:  # noqa: ARG001 (spaCy passes them)
    """Return the component of a folder's model."""
    return reading_model(Path(folder))


def shipped_pipeline(folder: Path = SHIPPED) -> Language:
    """Return Dateline's own pipeline: words, sentences, the model, lemmas. Raises: ModelError."""
    nlp = spacy.blank("en")
    make_tokenizer(nlp)
    nlp.add_pipe(SENTENCES)
    model: Any = nlp.add_pipe(READING, config={"folder": str(folder)})
    nlp.add_pipe(LEMMAS)
    nlp.meta.update({name: model.manifest[name] for name in ("name", "version", "description", "license")})
    return nlp


def load_pipeline(name_or_path: str | None = None) -> Language:
    """Return a spaCy pipeline that gives every token a part of speech, a head, a relation and a lemma.

    Args:
        name_or_path: name of an installed spaCy pipeline or folder of one; None loads the one Dateline ships.
    Raises:
        ModelError: there is no such pipeline, it cannot be loaded, or it has no tagger or no parser.
    """
    if name_or_path is None:
        return shipped_pipeline()
    name = str(name_or_path)
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, KeyError, ImportError) as error:
        if isinstance(error, OSError) and not (Path(name) / "config.cfg").is_file():
            raise ModelError(f"no spaCy pipeline {name!r} is installed, and no such folder holds one") from error
        raise ModelError(f"the spaCy pipeline {name!r} cannot be loaded: {error}") from error
    _complete(nlp, name)
    return nlp


def model_id(nlp: Language) -> str:
    """Return the name and version of a pipeline, as a Reading records them: ``dateline-en-small@0.1.0``."""
    name, version = nlp.meta["name"], nlp.meta["version"]
    return f"{name}@{version}" if name.startswith("dateline") else f"{nlp.lang}_{name}@{version}"


def _complete(nlp: Language, name: str) -> None:
    """Add lemmas to a pipeline that has none, and refuse one that lacks what cannot be added."""
    try:
        doc = nlp(_PROBE)
    except Exception as error:  # whatever a component of somebody else's raises
        raise ModelError(f"the spaCy pipeline {name!r} cannot be run: {error}") from error
    missing = [part for attribute, part in _NEEDED.items() if not doc.has_annotation(attribute)]
    if missing:
        raise ModelError(f"the spaCy pipeline {name!r} lacks {' and '.join(missing)}")
    if not doc.has_annotation("LEMMA"):
        nlp.add_pipe(LEMMAS)
