"""Train the small English pipeline: tags, parts of speech and a dependency parse.

::

    python -m training.train_pipeline --data ../shared/data --out dateline/data/pipeline
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config, registry

from dateline.read.model import LEMMAS, META, SENTENCES
from training.ud import make_reader

__all__ = ["assemble_pipeline", "train_pipeline"]

CONFIG = Path(__file__).with_name("pipeline.cfg")
CORPORA = ("ewt", "gum")
TRAINED = ("tok2vec", "tagger", "morphologizer", "parser")

# Titles, places and months with a full stop that the blank English tokenizer of spaCy 3.8 splits.
ABBREVIATIONS = (
    "Lt. Col. Maj. Capt. Sgt. Cpl. Pvt. Cmdr. Brig. Pres. Sec. Hon. Ft. Det. Insp. Supt. Amb. Atty. Msgr. Sr. "
    "Gens. Lts. Cols. Majs. Capts. Sgts. Profs. Drs. Sens. Reps. Govs. "
    "Tues. Wed. Thurs. Fri. Tex. Vt. Wyo. W.Va. Ave. Blvd. Hwy. etc."
)

# Files that spaCy writes for a pipeline without word vectors and lookups, and does not need.
EMPTY = ("key2row", "lookups.bin", "vectors", "vectors.cfg")


def read_ud(
    paths: list[str], seed: int, augment: bool, group_words: int, preset: float
) -> Callable[[Language], Iterator[Example]]:
    """Return the corpus reader that the training configuration names."""
    return make_reader(
        [Path(path) for path in paths], seed=seed, augment=augment, group_words=group_words, preset=preset
    )


registry.readers.register("dateline.ud.v1", func=read_ud)


def train_pipeline(data: Path, work: Path, *, overrides: dict[str, object]) -> Language:
    """Train on the corpora of a folder and return the pipeline that was best on their dev parts.

    Args:
        data: folder with ``ewt`` and ``gum``, ``.train.jsonl.gz`` and ``.dev.jsonl.gz``.
        work: folder for the best and the last weights of the run.
        overrides: dotted names of the training configuration, and their values.
    """
    config = load_config(CONFIG, overrides=overrides, interpolate=False)
    for part in ("train", "dev"):
        config["corpora"][part]["paths"] = [str(data / f"{name}.{part}.jsonl.gz") for name in CORPORA]
    nlp = init_nlp(config.interpolate())
    add_abbreviations(nlp)
    work.mkdir(parents=True, exist_ok=True)
    train(nlp, work)
    return spacy.load(work / "model-best")


def add_abbreviations(nlp: Language) -> None:
    """Teach the tokenizer the titles and abbreviations of news that it would take for the end of a sentence."""
    tokenizer: Any = nlp.tokenizer
    for abbreviation in ABBREVIATIONS.split():
        for form in (abbreviation, abbreviation.upper()):
            tokenizer.add_special_case(form, [{ORTH: form}])


def assemble_pipeline(trained: Language) -> Language:
    """Return the shipped pipeline: trained weights between sentences and lemmas, and no words of the corpora."""
    nlp = spacy.blank("en")
    add_abbreviations(nlp)
    nlp.add_pipe(SENTENCES)
    for name in TRAINED:
        source: Any = trained.get_pipe(name)
        target: Any = nlp.add_pipe(name, config={"model": trained.config["components"][name]["model"]})
        target.from_bytes(source.to_bytes(exclude=["vocab"]))
        for label in getattr(source, "labels", ()):
            nlp.vocab.strings.add(label)
    nlp.add_pipe(LEMMAS)
    for name in ("SPACE", "_SP", "dep", "ROOT"):
        nlp.vocab.strings.add(name)
    nlp.meta.update(META)
    return nlp


def replace_folder(nlp: Language, out: Path) -> None:
    """Save a pipeline beside ``out`` and put it in place; files that are not the pipeline's are kept."""
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    nlp.to_disk(fresh)
    fresh.chmod(0o755)
    for name in EMPTY:
        (fresh / "vocab" / name).unlink()
    card = out / "MODEL_CARD.md"
    if card.exists():
        shutil.copy(card, fresh / card.name)
    old = fresh.with_name(fresh.name + "-old")
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def main() -> None:
    """Parse the command line, train, assemble and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, required=True, help="folder of the pipeline")
    parser.add_argument("--work", type=Path, help="folder for the training run; temporary by default")
    parser.add_argument("--steps", type=int, help="training steps, if not the configuration's")
    args = parser.parse_args()
    overrides: dict[str, object] = {} if args.steps is None else {"training.max_steps": args.steps}
    with tempfile.TemporaryDirectory() as temporary:
        trained = train_pipeline(args.data, args.work or Path(temporary), overrides=overrides)
        replace_folder(assemble_pipeline(trained), args.out)


if __name__ == "__main__":
    main()
