"""How long every page and every list of the API takes: all that a browser may ask of an archive, asked in this process.

    python -m bench.page_speed --archive FILE [--rounds 3] [--only /claims] [--slowest 10]

The addresses are the application's own: for each of its routes that a browser can get, items of the archive (busy ones and rare
ones) and each parameter the route knows, alone, in pairs and on deep pages. Each is asked ``--rounds`` times, in another order
each time. Times are from the request to the last byte of the answer, without a socket; on a machine that others use, the
processor time beside it is what the archive itself costs. Downloads of whole results are left out. Exits 1 where the 95th
percentile of a route is above the aim.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import BaseModel

from bench.page_samples import Samples, read_samples
from dateline.store import open_store
from dateline.web.app import create_app

__all__ = ["Timing", "addresses_of", "ask_all"]

P95_AIM_MS = 100.0
PAIRS = 12  # of parameters, a route
DEEP = (2, 20, 200, 2_000)  # pages
NOT_PAGES = ("original", "/claims.", "/incidents.", "/disputes.", "/static", "/events", "/jobs/", "/ground/")


@dataclass
class Timing:
    """What was asked of a route: for each address its milliseconds by the clock and of the processor; what was refused."""

    clock: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    core: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    refused: dict[str, int] = field(default_factory=dict)

    @property
    def all_clock(self) -> list[float]:
        """Return all times by the clock, in order."""
        return sorted(ms for of_one in self.clock.values() for ms in of_one)

    @property
    def all_core(self) -> list[float]:
        """Return all times of the processor, in order."""
        return sorted(ms for of_one in self.core.values() for ms in of_one)


def addresses_of(app: FastAPI, samples: Samples, *, seed: int = 7, most: int | None = None) -> dict[str, list[str]]:
    """Return what to ask of each route that a browser can get and that is no download, ``most`` addresses of a route."""
    found: dict[str, list[str]] = {}
    for route in _routes(app.routes):
        if "GET" not in (route.methods or ()) or any(word in route.path for word in NOT_PAGES):
            continue
        rng = random.Random(f"{seed}/{route.path}")  # noqa: S311  to vary, not to hide
        paths = list(_paths(route, samples))
        queries = list(_queries(route, samples, rng)) if paths == [route.path] else [""]
        asked = [path + query for path in paths for query in queries]
        found[route.path] = (
            asked if most is None or len(asked) <= most else [asked[0], *rng.sample(asked[1:], most - 1)]
        )
    return found


def _routes(routes: Sequence[object]) -> Iterator[APIRoute]:
    """Yield all routes, those of routers that were taken in too."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if isinstance(route, APIRoute):
            yield route
        elif inner is not None:
            # a router gives its routes their whole path
            yield from _routes(inner.routes)


def _paths(route: APIRoute, samples: Samples) -> Iterator[str]:
    names = [param.name for param in route.dependant.path_params]
    if not names:
        yield route.path
    for value in samples.items_of(route.path, names[0]) if names else ():
        marks = (f"{{{names[0]}:path}}", f"{{{names[0]}}}")
        path = route.path
        for mark in marks:
            path = path.replace(mark, quote(value, safe=""))
        yield path


def _queries(route: APIRoute, samples: Samples, rng: random.Random) -> Iterator[str]:
    """Yield queries: none, each parameter with each of its values, pairs, and deep pages."""
    fields = {name for param in _models(route) for name in param.model_fields}
    known = {name: samples.values[name] for name in samples.values if name in fields}
    yield ""
    singles = [{name: value} for name, values in known.items() for value in values]
    names = [name for name in known if name != "sort"]
    pairs = [_pick(known, rng.sample(names, 2), rng) for _ in range(PAIRS if len(names) > 2 else 0)]
    sorted_too = [{**pair, **_pick(known, ["sort"], rng)} for pair in pairs if "sort" in known]
    for chosen in (*singles, *pairs, *sorted_too):
        yield "?" + urlencode(chosen)
    if "page" in fields:
        for number in DEEP:
            yield f"?page={number}"
        for chosen in rng.sample(singles, min(len(singles), PAIRS)):
            yield "?" + urlencode({**chosen, "page": rng.choice(DEEP)})


def _pick(known: dict[str, tuple[str, ...]], names: list[str], rng: random.Random) -> dict[str, str]:
    return {name: rng.choice(known[name]) for name in names}


def _models(route: APIRoute) -> Iterator[type[BaseModel]]:
    for param in route.dependant.query_params:
        kind = param.field_info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield kind


async def ask_all(app: FastAPI, addresses: dict[str, list[str]], *, rounds: int) -> dict[str, Timing]:
    """Ask everything in some orders; return the times by route."""
    timings: dict[str, Timing] = {route: Timing() for route in addresses}
    asked = [(route, address) for route, of_route in addresses.items() for address in of_route]
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        await client.get("/healthz")  # what only the first request does
        for number in range(rounds):
            random.Random(number).shuffle(asked)  # noqa: S311
            for route, address in asked:
                await _ask(client, address, timings[route])
    return timings


async def _ask(client: httpx.AsyncClient, address: str, timing: Timing) -> None:
    began, core = time.perf_counter(), time.process_time()
    answer = await client.get(address)
    took, on_core = (time.perf_counter() - began) * 1000, (time.process_time() - core) * 1000
    if answer.status_code != 200:
        timing.refused[address] = answer.status_code
    timing.clock[address].append(took)
    timing.core[address].append(on_core)


def show(timings: dict[str, Timing], *, slowest: int) -> list[str]:
    """Print a row a route, then the slowest addresses; return the routes above the aim."""
    print(f"{'route':44} {'asked':>6} {'p50':>7} {'p95':>7} {'max':>7} {'core p50':>9} {'core p95':>9} {'not 200':>8}")
    late = []
    for route, timing in sorted(timings.items()):
        if not timing.clock:
            print(f"{route:44} {'none':>6}")
            continue
        clock, core = timing.all_clock, timing.all_core
        figures = f"{statistics.median(clock):7.1f} {_p95(clock):7.1f} {clock[-1]:7.1f}"
        on_core = f"{statistics.median(core):9.1f} {_p95(core):9.1f}"
        print(f"{route:44} {len(clock):6,} {figures} {on_core} {len(timing.refused):8}")
        if _p95(clock) > P95_AIM_MS:
            late.append(route)
    each = [(statistics.median(ms), address) for t in timings.values() for address, ms in t.core.items()]
    for ms, address in sorted(each, reverse=True)[:slowest]:
        print(f"  {ms:8.1f} ms of the processor (median)  {address}")
    wrong = [(status, address) for t in timings.values() for address, status in t.refused.items() if status != 400]
    for status, address in wrong[:slowest]:
        print(f"  {status}  {address}")
    return late


def _p95(ordered: list[float]) -> float:
    return statistics.quantiles(ordered, n=20)[-1] if len(ordered) > 1 else ordered[0]


def main() -> int:
    """Ask, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="only routes that begin so")
    parser.add_argument("--slowest", type=int, default=10, help="how many of the slowest addresses to print")
    parser.add_argument("--most", type=int, help="how many addresses of a route to ask; without it all")
    given = parser.parse_args()
    store = open_store(given.archive)
    app = create_app(store)
    with store.view() as view:
        samples = read_samples(view)
    addresses = {r: a for r, a in addresses_of(app, samples, most=given.most).items() if r.startswith(given.only)}
    timings = asyncio.run(ask_all(app, addresses, rounds=given.rounds))
    late = show(timings, slowest=given.slowest)
    store.close()
    everything = sorted(ms for timing in timings.values() for ms in timing.all_clock)
    on_core = sorted(ms for timing in timings.values() for ms in timing.all_core)
    print(
        f"all: {len(everything):,} asked, p95 {_p95(everything):.1f} ms by the clock, {_p95(on_core):.1f} of the processor"
    )
    print(f"routes above {P95_AIM_MS:.0f} ms at the 95th percentile: {', '.join(late) or 'none'}")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
