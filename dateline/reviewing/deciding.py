"""A person's decision -> a judgement in the archive, and what follows from it assembled anew."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from dateline.errors import InvalidQuery, NotFound
from dateline.judgements import (
    ASSEMBLED_KINDS,
    MACHINE,
    VERDICTS,
    WITHDRAWN,
    Judgement,
    in_force,
    last_words,
    pair_of,
)
from dateline.linking import Linker
from dateline.name_keys import name_key
from dateline.reconcile.correction_values import ClaimText
from dateline.reconcile.corrections import corrected, read_values
from dateline.records import Place
from dateline.store.base import JudgementFilter, Store, View

__all__ = ["Thing", "check_name", "correct", "decide", "find_node", "find_pair", "undo"]

MAX_NAME_CHARACTERS = 80
MAX_WHY_CHARACTERS = 1_000
_OWN_JUDGEMENTS = 10_000
_UNDONE = "taken back: what was said before counts again"
Thing = tuple[str, str, str | None]  # what is judged: kind, subject and object


def check_name(by: str | None) -> str:
    """Return a reviewer's name as judgements keep it. Raises: InvalidQuery: there is none, or it cannot be one."""
    name = " ".join((by or "").split())
    if not name:
        raise InvalidQuery(
            'who judges? give --by NAME, or set DATELINE_REVIEWER, or reviewer = "NAME" in dateline.toml'
        )
    if len(name) > MAX_NAME_CHARACTERS or not name.isprintable():
        raise InvalidQuery(f"a reviewer's name has at most {MAX_NAME_CHARACTERS} characters that can be printed")
    if name.split(" ", 1)[0] == MACHINE:
        raise InvalidQuery(f"{name!r}: a name that begins with {MACHINE!r} is the machine's")
    return name


def decide(
    store: Store, thing: Thing, *, verdict: str, by: str, why: str = "", values: Sequence[tuple[str, str]] = ()
) -> Judgement:
    """Keep a person's judgement and assemble anew what it touches; return it.

    It is dated after all that was said of the same thing, so that it is the last word whatever the clocks say.

    Raises:
        InvalidQuery: no such verdict on this, or a name that cannot be one.
        NotFound: it is about something that is not in the archive.
    """
    kind, subject, other = thing
    if verdict not in VERDICTS[kind]:
        raise InvalidQuery(f"{verdict!r} is no verdict on a {kind}; there are: {', '.join(VERDICTS[kind])}")
    if len(why) > MAX_WHY_CHARACTERS:
        raise InvalidQuery(f"the reason has {len(why):,} characters; {MAX_WHY_CHARACTERS:,} are allowed")
    reasons = (" ".join(why.split()),) if why.strip() else ()
    with store.writer() as writer:
        with writer.links() as links:
            earlier = links.judgements_on(kind, subject, other)
        judgement = Judgement.of(
            kind, subject, other,
            verdict=verdict, by=check_name(by), made=_after(earlier), reasons=reasons, values=tuple(values),
        )  # fmt: skip
        writer.judge(judgement)
        Linker(writer).settle()
    return judgement


def correct(store: Store, claim_id: str, *, written: Sequence[str], by: str, why: str = "") -> Judgement:
    """Keep corrections of a claim, ``field=value`` each, beside those in force. Raises: InvalidQuery, NotFound."""
    if not written:
        raise InvalidQuery("nothing to correct: give field=value")
    with store.view() as view:
        claim = view.get_claim(claim_id)
        text = view.get_reading(claim.report_id)["report"]["text"]
        before = next((j for j in in_force(view.judgements_of("claim", [claim_id])) if j.verdict == "correct"), None)
    kept = before.values if before else ()
    values = dict(kept) | dict(read_values(written, ClaimText(corrected(claim, kept), text), locate=_locate))
    return decide(store, ("claim", claim_id, None), verdict="correct", by=by, why=why, values=tuple(values.items()))


def undo(store: Store, *, by: str) -> Judgement:
    """Take back a person's last judgement: what he said of the same thing before counts again, else it is withdrawn.

    Raises:
        NotFound: there is nothing to take back.
    """
    by = check_name(by)
    with store.view() as view:
        own = view.find_judgements(JudgementFilter(by=by), limit=_OWN_JUDGEMENTS).rows
    standing = {j.id for j in last_words(own)}
    last = next((j for j in own if j.id in standing and j.verdict != WITHDRAWN), None)
    if last is None:
        raise NotFound("judgement to take back of", by)
    undone = last.reasons[:1] == (_UNDONE,)
    thing: Thing = (last.kind, last.subject, last.object)
    before = None if undone else next((j for j in own if pair_of(j) == pair_of(last) and j.id != last.id), None)
    if before is None or before.verdict == WITHDRAWN:
        return decide(store, thing, verdict=WITHDRAWN, by=by, why=_UNDONE)
    return decide(store, thing, verdict=before.verdict, by=by, why=_UNDONE, values=before.values)


def find_pair(view: View, things: Sequence[str]) -> Thing:
    """Return what one or two ids name: a question, a claim, or two reports, claims or actors (by node or name).

    Raises:
        NotFound: nothing has such an id.
        InvalidQuery: two things of different kinds, or a thing and itself.
    """
    if len(things) == 1:
        return _of_question(view, things[0])
    if len(things) != 2:
        raise InvalidQuery("give a question's id, a claim's id, or the ids of two things of one kind")
    if things[0] == things[1]:
        raise InvalidQuery(f"{things[0]!r} and itself")
    for kind in ASSEMBLED_KINDS:
        if len(view.weigh(kind, things)) == 2:
            return kind, things[0], things[1]
    return "actor", find_node(view, things[0]), find_node(view, things[1])


def find_node(view: View, name: str) -> str:
    """Return the actor node of an id or a name. Raises: NotFound."""
    for node in (name, name_key(name)):
        if node in view.weigh("actor", [node]):
            return node
    raise NotFound("actor", name)


def _locate(name: str, gazetteer_id: str) -> Place:
    # the gazetteer comes with the reader, which takes seconds to import: only who gives an id waits for it
    found: Place = importlib.import_module("dateline.reviewing.points").locate(name, gazetteer_id)
    return found


def _of_question(view: View, ident: str) -> Thing:
    try:
        judgement = view.get_judgement(ident)
    except NotFound:
        try:
            return "claim", view.get_claim(ident).id, None
        except NotFound as error:
            raise NotFound("question or claim", ident) from error
    return judgement.kind, judgement.subject, judgement.object


def _after(earlier: Sequence[Judgement]) -> str:
    now = datetime.now(UTC).replace(microsecond=0)
    last = max((_moment(j.made) for j in earlier), default=now - timedelta(seconds=1))
    return max(now, last + timedelta(seconds=1)).isoformat(timespec="seconds")


def _moment(made: str) -> datetime:
    try:
        moment = datetime.fromisoformat(made)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
