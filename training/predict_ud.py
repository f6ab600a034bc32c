"""Write a pipeline's parse of a corpus in the corpus's own form, for the dependency scorer, and print its speed.

::

    python -m training.predict_ud --gold ../shared/data/gum.dev.jsonl.gz --out gum.pred.jsonl.gz [--gold-sentences]
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from dateline.read.model import SENTENCES, load_pipeline, model_id
from training.ud import Document, read_documents

__all__ = ["parse_document", "rows_of"]


def parse_document(nlp: Language, document: Document, *, gold_sentences: bool = False) -> Doc:
    """Return the parsed Doc of a document.

    Args:
        nlp: the pipeline; its own sentence component runs unless ``gold_sentences``.
        document: with ``text``, and with ``sentences`` where their boundaries are to be used.
        gold_sentences: parse the document's sentences instead of the pipeline's.
    """
    if not gold_sentences:
        return nlp(document["text"])
    doc = nlp.make_doc(document["text"])
    starts = {sentence["tokens"][0]["start"] for sentence in document["sentences"]}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name == SENTENCES]):
        return nlp(doc)


def rows_of(doc: Doc) -> list[dict[str, Any]]:
    """Return the sentences of a parsed Doc as rows; white space tokens are no words."""
    rows = [{"tokens": _tokens(sentence)} for sentence in doc.sents]
    return [row for row in rows if row["tokens"]]


def _tokens(sentence: Span) -> list[dict[str, Any]]:
    words = [token for token in sentence if not token.is_space]
    numbers = {token.i: number for number, token in enumerate(words, 1)}
    return [
        {
            "start": token.idx,
            "end": token.idx + len(token),
            "form": token.text,
            "lemma": token.lemma_,
            "upos": token.pos_,
            "xpos": token.tag_,
            "head": 0 if token.dep_ == "ROOT" else numbers.get(token.head.i, 0),
            "deprel": "root" if token.dep_ == "ROOT" else token.dep_,
        }
        for token in words
    ]


def main() -> None:
    """Parse the command line, predict, write, and print tokens a second of processor time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pipeline", help="name or folder; the shipped one by default")
    parser.add_argument("--gold", type=Path, required=True, help="corpus whose text is read")
    parser.add_argument("--out", type=Path, required=True, help="gzipped JSONL to write")
    parser.add_argument("--gold-sentences", action="store_true", help="use the corpus's sentence boundaries")
    args = parser.parse_args()
    nlp = load_pipeline(args.pipeline)
    nlp("Loads the dictionaries.")
    words, seconds = 0, 0.0
    with gzip.open(args.out, "wt", encoding="utf-8") as out:
        for document in read_documents(args.gold):
            began = time.process_time()
            doc = parse_document(nlp, document, gold_sentences=args.gold_sentences)
            seconds += time.process_time() - began
            words += len(doc)
            out.write(json.dumps({"id": document["id"], "sentences": rows_of(doc)}) + "\n")
    print(f"{model_id(nlp)}: {words} tokens, {words / seconds:.0f} a second of processor time")


if __name__ == "__main__":
    main()
