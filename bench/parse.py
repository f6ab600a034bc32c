"""The parse on Universal Dependencies corpora, with the corpus's sentences and with our own.

    python -m bench.parse --data FOLDER --scorer score.py [--pipeline NAME]

Words are Dateline's own in both; a word that the corpus cuts otherwise counts as wrong (CoNLL 2018).
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from pathlib import Path
from typing import Any

from spacy.language import Language

from bench.gate import load_scorer
from dateline.predictions import predict_dependency
from dateline.read.draft import Draft
from dateline.read.model import READING, load_pipeline
from dateline.read.sentences import SENTENCES
from dateline.records import Report

CORPORA = ("ewt.dev", "gum.dev")
METRICS = ("tokens", "sentences", "upos", "uas", "las")


def parse(nlp: Language, document: dict[str, Any], *, gold_sentences: bool) -> dict[str, Any]:
    """Return a document's parse in the corpus's form."""
    doc = nlp.make_doc(document["text"])
    starts = {sentence["tokens"][0]["start"] for sentence in document["sentences"]}
    for name, component in nlp.pipeline:
        if name == SENTENCES and gold_sentences:
            for token in doc:
                token.is_sent_start = token.i == 0 or token.idx in starts
        else:
            doc = component(doc)
    report = Report.of(document["text"], language="en")
    return {"id": document["id"], **predict_dependency(Draft(report=report, doc=doc), document)}


def main() -> int:
    """Print a row for each corpus and way of cutting sentences."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--pipeline")
    options = parser.parse_args()
    scorer, nlp = load_scorer(options.scorer), load_pipeline(options.pipeline)
    print(f"{'corpus':<10} {'sentences':<10}", *(f"{metric:>10}" for metric in METRICS))
    for gold_sentences in (True, False):
        if nlp.has_pipe(READING):
            model: Any = nlp.get_pipe(READING)
            model.keeps_sentences = gold_sentences
        for corpus in CORPORA:
            with gzip.open(options.data / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
                gold = {row["id"]: row for row in map(json.loads, lines)}
            found = {ident: parse(nlp, row, gold_sentences=gold_sentences) for ident, row in gold.items()}
            answer = scorer.score("dependency", gold, found)
            figures = (f"{answer[metric]['f1']:>10.4f}" for metric in METRICS)
            print(f"{corpus:<10} {'gold' if gold_sentences else 'own':<10}", *figures, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
