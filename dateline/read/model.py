"""The reading pipeline: the one Dateline ships, or another spaCy pipeline in its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from dateline.errors import ModelError
from dateline.read.lemmas import LEMMAS
from dateline.read.sentences import SENTENCES

__all__ = ["LEMMAS", "META", "SENTENCES", "SHIPPED", "load_pipeline", "model_id"]

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "pipeline"

# What training writes into the pipeline's meta.json.
META: dict[str, Any] = {
    "lang": "en",
    "name": "dateline-en-small",
    "version": "0.1.0",
    "spacy_version": ">=3.8.0,<3.9.0",
    "description": "Universal Dependencies parse, parts of speech and lemmas of English news, on one processor core",
    "author": "The Dateline developers",
    "license": "CC BY-SA 4.0",
}

# What the extractors read from a token, and which component of a spaCy pipeline gives it.
_NEEDED = {"POS": "a tagger (token.pos_)", "DEP": "a dependency parser (token.dep_, token.head)"}
_PROBE = "The mayor said that two men had left."


def load_pipeline(name_or_path: str | None = None) -> Language:
    """Return a spaCy pipeline that gives every token a part of speech, a head, a relation and a lemma.

    Args:
        name_or_path: name of an installed spaCy pipeline or folder of one; None loads the one Dateline ships.
    Raises:
        ModelError: there is no such pipeline, it cannot be loaded, or it has no tagger or no parser.
    """
    name = str(SHIPPED if name_or_path is None else name_or_path)
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise ModelError(f"no spaCy pipeline {name!r} is installed, and no such folder holds one") from error
    except (ValueError, KeyError, ImportError) as error:
        raise ModelError(f"the spaCy pipeline {name!r} cannot be loaded: {error}") from error
    if name_or_path is not None:
        _complete(nlp, name)
    return nlp


def model_id(nlp: Language) -> str:
    """Return the name and version of a pipeline, as a Reading records them: ``dateline-en-small@0.1.0``."""
    name, version = nlp.meta["name"], nlp.meta["version"]
    return f"{name}@{version}" if name.startswith("dateline") else f"{nlp.lang}_{name}@{version}"


def _complete(nlp: Language, name: str) -> None:
    """Add lemmas to a pipeline that has none, and refuse one that lacks what cannot be added."""
    doc = nlp(_PROBE)
    missing = [part for attribute, part in _NEEDED.items() if not doc.has_annotation(attribute)]
    if missing:
        raise ModelError(f"the spaCy pipeline {name!r} lacks {' and '.join(missing)}")
    if not doc.has_annotation("LEMMA"):
        nlp.add_pipe(LEMMAS)
