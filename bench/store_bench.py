"""How fast an archive is: fills one with made reports of known content, asks it questions, and prints a table.

    python bench/store_bench.py --reports 1000 --claims 60

The answers are compared with what the generator made, so that a fast wrong answer fails.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from dateline.records import Attribution, Claim, Original, Reading, Span
from dateline.store import ClaimFilter, View, open_store
from dateline.vocabulary import EVENT_TYPES, STANCES
from tests.factory import make_claim, make_original, make_reading, make_report

SYLLABLES = ("ba", "ko", "ri", "mun", "ta", "sel", "vo", "dar", "ni", "lu", "pes", "gha", "or", "im", "zan", "ute")
OUTLETS = tuple(
    f"The {name} Post" for name in ("Alda", "Berrin", "Corvo", "Dune", "Estmark", "Farrow", "Galt", "Hythe")
)
SENTENCES = 30
WORDS_A_SENTENCE = 18
COMMIT_REPORTS = 50
RARE_WORD = "quillback"


@dataclass
class Truth:
    """What the generator put in: claims by type and by source, and reports with the rare word."""

    claims: int = 0
    types: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    rare_reports: int = 0


class Generator:
    """Makes reports whose words follow Zipf's law, with claims about their sentences."""

    def __init__(self, *, claims: int, seed: int = 7) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.claims = claims
        self.words = [self._word() for _ in range(20_000)]
        self.weights = [1 / (rank + 3) for rank in range(len(self.words))]
        self.people = [f"{self._word().title()} {self._word().title()}" for _ in range(3_000)]
        self.people_weights = [1 / (rank + 3) for rank in range(len(self.people))]
        self.places = [self._word().title() for _ in range(800)]
        self.truth = Truth()

    def make(self, number: int) -> tuple[Reading, list[Claim], Original]:
        """Return the report of a number, its claims and its original."""
        drawn = iter(self.random.choices(self.words, self.weights, k=SENTENCES * WORDS_A_SENTENCE))
        sentences = [
            " ".join(next(drawn) for _ in range(WORDS_A_SENTENCE)).capitalize() + "." for _ in range(SENTENCES)
        ]
        if number % 50 == 0:
            sentences[0] = f"The {RARE_WORD} came. {sentences[0]}"
            self.truth.rare_reports += 1
        text = " ".join(sentences)
        day = f"{2001 + number % 5}-{1 + number % 12:02}-{1 + number % 28:02}"
        report = make_report(
            text=text, title=sentences[1][:60], outlet=OUTLETS[number % 8], published=day, id=f"r{number:019}"
        )
        people = self.random.choices(self.people, self.people_weights, k=24)
        spans, at = [], 0
        for sentence in sentences:
            spans.append(Span(at, at + len(sentence), sentence))
            at += len(sentence) + 1
        claims = [self._claim(report, spans[i % SENTENCES], f"v{i}", people) for i in range(self.claims)]
        said = tuple(
            Attribution(f"a{i}", None, None, None, None, (span,), "says", "indirect") for i, span in enumerate(spans)
        )
        reading = make_reading(report, attributions=said)
        html = f"<html><body><h1>{report.title}</h1><p>{text}</p></body></html>".encode()
        return reading, claims, make_original(report, data=html, media_type="text/html")

    def _claim(self, report: Any, span: Span, local: str, people: list[str]) -> Claim:
        source, actor, target = self.random.sample(people, 3)
        kind = self.random.choice(EVENT_TYPES)
        day = f"{report.published[:8]}{self.random.randint(1, 28):02}" if self.random.random() < 0.6 else None
        self.truth.claims += 1
        self.truth.types[kind] += 1
        self.truth.sources[source] += 1
        return make_claim(
            report,
            quote=span.quote,
            local_id=local,
            chain=(report.outlet, report.agency, source),
            source_kind="person",
            type=kind,
            stance=self.random.choice(STANCES),
            actors=(actor,),
            targets=(target,),
            place=self.random.choice(self.places),
            earliest=day,
            latest=day,
        )

    def _word(self) -> str:
        return "".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4)))


def questions(generator: Generator) -> Iterator[tuple[str, Callable[[View], Any], Any]]:
    """Yield questions: a title, how to ask, and the answer that is due (None: not known beforehand)."""
    truth = generator.truth
    kind, of_kind = truth.types.most_common(1)[0]
    person, _ = truth.sources.most_common(1)[0]
    word = generator.words[400]
    everything, one_type = ClaimFilter(), ClaimFilter(type=kind)
    busy = ClaimFilter(source=person)
    ranged = ClaimFilter(since="2003-02", until="2003-08")
    yield "claims, first page", lambda v: v.find_claims(everything).total, truth.claims
    yield "claims, by time", lambda v: v.find_claims(everything, sort="time").total, truth.claims
    yield "claims, latest time first", lambda v: v.find_claims(everything, sort="-time").total, truth.claims
    yield "claims, latest published first", lambda v: v.find_claims(everything, sort="-published").total, truth.claims
    yield "claims of a type", lambda v: v.find_claims(one_type).total, of_kind
    yield "claims of a type, by time", lambda v: v.find_claims(one_type, sort="time").total, of_kind
    yield "claims of a source", lambda v: v.find_claims(busy, sort="-published").total, None
    yield "claims of an outlet", lambda v: v.find_claims(ClaimFilter(outlet="corvo post")).total, None
    yield "claims on an agency's word", lambda v: v.find_claims(ClaimFilter(source="Coastal News")).total, truth.claims
    yield "claims of seven months, by time", lambda v: v.find_claims(ranged, sort="time").total, None
    yield "claims with a word", lambda v: v.find_claims(ClaimFilter(text=word)).total, None
    yield "claims with a common word", lambda v: v.find_claims(ClaimFilter(text=generator.words[0])).total, None
    yield "claims, page 1,000", lambda v: len(v.find_claims(everything, offset=50 * 999).rows), None
    for name in ("source", "actor", "place", "type", "stance", "outlet", "status"):
        yield f"facet {name}", lambda v, name=name: len(v.facets(everything, name)), None
    yield "facet source of a type", lambda v: len(v.facets(one_type, "source")), None
    yield "facet actor of a source", lambda v: len(v.facets(busy, "actor")), None
    yield "facet stance of a type", lambda v: sum(n for _, n in v.facets(one_type, "stance")), of_kind
    yield "facet place of a text", lambda v: len(v.facets(ClaimFilter(text=word), "place")), None
    yield "search, rare word", lambda v: v.search(RARE_WORD).total, truth.rare_reports
    yield "search, common word", lambda v: v.search(generator.words[0]).total, None
    yield "search, two words", lambda v: v.search(f"{word} {generator.words[5]}").total, None
    yield "actors", lambda v: v.find_actors().total, None
    yield "actors by name", lambda v: v.find_actors(name=person.split()[0]).total, None
    yield "reports", lambda v: v.find_reports().total, None
    yield "info", lambda v: v.info().claims, truth.claims


def time_question(ask: Callable[[View], Any], store: Any, repeats: int) -> tuple[Any, list[float], list[float]]:
    """Return the answer, and the milliseconds of each asking by the clock and on the core, every time in a new view."""
    answer, took, on_core = None, [], []
    for _ in range(repeats):
        start, core_start = time.perf_counter(), time.process_time()
        with store.view() as view:
            answer = ask(view)
        took.append((time.perf_counter() - start) * 1000)
        on_core.append((time.process_time() - core_start) * 1000)
    return answer, took, on_core


def main() -> int:
    """Fill, ask, print; exit 1 when an answer is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--claims", type=int, default=60)
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--archive", type=Path, help="keep the archive here (default: a temporary one)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.archive or Path(folder) / "bench.sqlite"
        store = open_store(path, create=True)
        generator = Generator(claims=given.claims)
        fill(store, generator, given.reports)
        with store.view() as view:
            print(f"size: {view.info().bytes / 1e6:.1f} MB, {view.info().bytes / given.reports / 1e3:.1f} kB a report")
        wrong = ask_all(store, generator, given.repeats)
        start = time.perf_counter()
        with store.view() as view:
            problems = list(view.check())
        print(f"check: {time.perf_counter() - start:.1f} s, {len(problems)} problems")
        print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        store.close()
    return 1 if wrong or problems else 0


def fill(store: Any, generator: Generator, reports: int) -> None:
    """Add reports, and print how fast; the time of making them is not counted."""
    adding = on_core = 0.0
    with store.writer() as writer:
        for number in range(reports):
            made = generator.make(number)
            start, core_start = time.perf_counter(), time.process_time()
            writer.add_report(*made)
            if number % COMMIT_REPORTS == COMMIT_REPORTS - 1:
                writer.commit()
            adding += time.perf_counter() - start
            on_core += time.process_time() - core_start
    rates = f"{reports / adding:.0f} reports/s, {reports / on_core:.0f} a second of one core"
    print(f"added {reports:,} reports, {generator.truth.claims:,} claims: {rates}")


def ask_all(store: Any, generator: Generator, repeats: int) -> int:
    """Print a row a question; return how many answers were wrong."""
    wrong = 0
    print(f"{'question':34} {'p50 ms':>8} {'p95 ms':>8} {'core ms':>8} {'answer':>10}")
    for title, ask, due in questions(generator):
        answer, took, on_core = time_question(ask, store, repeats)
        is_wrong = due is not None and answer != due
        wrong += is_wrong
        p95 = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
        times = f"{statistics.median(took):8.1f} {p95:8.1f} {statistics.median(on_core):8.1f}"
        print(f"{title:34} {times} {answer:>10,}{f'  WRONG, due {due}' if is_wrong else ''}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
