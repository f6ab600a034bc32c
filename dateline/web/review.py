"""The page on which a person decides what the machine is unsure of: one question at a time, answered by a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from dateline.errors import InvalidQuery, NotFound
from dateline.judgements import VERDICTS, Judgement
from dateline.reconcile.corrections import fields_of
from dateline.reconcile.review import Question
from dateline.reviewing.deciding import check_name, correct, decide, find_pair, undo
from dateline.reviewing.queue import QUESTION_KINDS, get_question, load_queue
from dateline.reviewing.sides import Side, load_sides
from dateline.store.base import JudgementFilter, Store, View
from dateline.web.params import Params, Words, one_of
from dateline.web.render import href, render
from dateline.web.replies import html_reply
from dateline.web.writing import Gate, read_form

__all__ = ["ReviewContext", "ReviewParams", "load_review", "review_router"]

NEXT_QUESTIONS = 12
LAST_JUDGEMENTS = 6
MOST_PUT_OFF = 80
ASKED = {
    "copy": "Are these two reports copies of one text?",
    "actor": "Are these two names one actor?",
    "incident": "Do these two claims tell of one incident?",
    "claim": "Is this claim read rightly?",
}
# (key, verdict, what the button says)
PAIR_BUTTONS = (("y", "same", "Same"), ("n", "different", "Different"), ("", "maybe", "Cannot tell"))
# (keys, what they do), as the page tells them
KEYS = (
    ("y n", "same, different: of two reports, names or claims"),
    ("a r", "accept or reject a claim"),
    ("c", "go to the form that corrects a claim"),
    ("m s", "put the question off until later"),
    ("u", "take back your last decision"),
    ("?", "show or hide these keys"),
)
CLAIM_BUTTONS = (("a", "accept", "Accept"), ("r", "reject", "Reject"))


class ReviewParams(Params):
    """Which question, for whom."""

    by: Words = Field(None, description="the reviewer's name")
    kind: Annotated[str | None, one_of(*QUESTION_KINDS)] = Field(None, description=", ".join(QUESTION_KINDS))
    q: Words = Field(None, description="a question's or claim's id, in place of the first of the queue")
    skip: Annotated[str | None, Field(max_length=2000)] = Field(None, description="ids of questions put off")

    @property
    def skipped(self) -> tuple[str, ...]:
        """The questions put off."""
        return tuple((self.skip or "").split())

    def skip_with(self, ident: str) -> str:
        """Return the questions put off and one more, as an address has them; the first come again where there are many."""
        return " ".join((*self.skipped, ident)[-MOST_PUT_OFF:])


@dataclass(frozen=True, slots=True)
class ReviewContext:
    """The question to decide with its sides, what comes next, how many are left, and what persons decided last.

    ``fields`` are what can be corrected in a claim, with how it is written; ``decided`` counts what the person who asks has
    decided that holds.
    """

    question: Question | None
    asked: str
    sides: tuple[Side, ...]
    fields: tuple[tuple[str, str], ...]
    coming: tuple[Question, ...]
    left: int
    last: tuple[Judgement, ...]
    judged: tuple[Judgement, ...]
    decided: int = 0


def load_review(view: View, params: ReviewParams, *, by: str | None = None) -> ReviewContext:
    """Return what the page shows to a person. Raises: NotFound: there is no such question."""
    queue = load_queue(view, kind=params.kind)
    coming = [question for question in queue.questions if question.id not in params.skipped]
    question = get_question(view, params.q) if params.q else next(iter(coming), None)
    sides = tuple(load_sides(view, question)) if question else ()
    claim = sides[0].quotes[0].claim if question is not None and question.kind == "claim" else None
    return ReviewContext(
        question=question,
        asked=ASKED[question.kind] if question else "",
        sides=sides,
        fields=tuple((name, field.form) for name, field in fields_of(claim).items()) if claim else (),
        coming=tuple(q for q in coming if question is None or q.id != question.id)[:NEXT_QUESTIONS],
        left=max(queue.left - len(params.skipped), 0),
        last=tuple(view.find_persons_judgements(limit=LAST_JUDGEMENTS)),
        judged=tuple(judgements_on(view, question)) if question else (),
        decided=view.find_judgements(JudgementFilter(by=by, in_force=True), limit=1).total if by else 0,
    )


def buttons_of(question: Question | None) -> tuple[tuple[str, str, str], ...]:
    """Return the answers to a question. What the machine joined stays or goes: not to know would take it apart."""
    if question is not None and question.kind == "claim":
        return CLAIM_BUTTONS
    return PAIR_BUTTONS[:2] if question is not None and question.why == "weak link" else PAIR_BUTTONS


def judgements_on(view: View, question: Question) -> list[Judgement]:
    """Return what was judged of a question's subject (and object) that stands."""
    ends = {question.subject, question.object}
    found = view.judgements_of(question.kind, [end for end in ends if end is not None])
    return [j for j in found if {j.subject, j.object} == ends and not j.is_machine]


def review_router(store: Store, *, gate: Gate, reviewer: str | None = None) -> APIRouter:
    """Return the page and what its forms are sent to.

    Args:
        store: the archive.
        gate: who may write.
        reviewer: the name that the page begins with.
    """
    router = APIRouter(include_in_schema=False)

    @router.api_route("/review", methods=["GET", "HEAD"])
    def review(request: Request, params: Annotated[ReviewParams, Query()]) -> Response:
        with store.view() as view:
            found = load_review(view, params, by=params.by or reviewer)
        return show(request, found, gate=gate, params=params, by=params.by or reviewer)

    @router.post("/review")
    async def judge(request: Request) -> Response:
        form = await read_form(request)
        gate.check_form(request, form)
        gate.check_writer(request)
        await run_in_threadpool(write, store, form)
        return back(form)

    @router.post("/review/token")
    async def enter(request: Request) -> Response:
        form = await read_form(request)
        gate.check_form(request, form)
        gate.check_token(form.get("token", ""))
        answer = back(form)
        gate.admit(request, answer)
        return answer

    return router


def show(request: Request, found: ReviewContext, *, gate: Gate, params: ReviewParams, by: str | None) -> Response:
    """Return the page; its forms are for those only who may write."""
    html = render(
        "review.html",
        nav="review",
        path="/review",
        c=found,
        params=params,
        chosen=params.chosen(),
        by=by,
        kinds=QUESTION_KINDS,
        buttons=buttons_of(found.question),
        keys=KEYS,
        sign=gate.sign,
        may_write=gate.may_write(request),
        is_closed=gate.is_closed,
    )
    return html_reply(request, html)


def write(store: Store, form: Mapping[str, str]) -> None:
    """Do what a form asks. Raises: InvalidQuery, NotFound."""
    action = ACTIONS.get(form.get("do", ""))
    if action is None:
        raise InvalidQuery(f"do: there is no {form.get('do', '')!r}; there are: {', '.join(ACTIONS)}")
    action(store, form)


def write_verdict(store: Store, form: Mapping[str, str]) -> None:
    """Keep a verdict on a question."""
    with store.view() as view:
        thing = find_pair(view, [need(form, "question")])
    verdict = need(form, "verdict")
    if verdict not in VERDICTS[thing[0]] or verdict == "correct":
        raise InvalidQuery(f"verdict: {verdict!r} is none on a {thing[0]}")
    decide(store, thing, verdict=verdict, by=check_name(form.get("by")), why=form.get("why", ""))


def write_correction(store: Store, form: Mapping[str, str]) -> None:
    """Keep a correction of a claim."""
    with store.view() as view:
        kind, claim, _ = find_pair(view, [need(form, "question")])
    if kind != "claim":
        raise InvalidQuery("only a claim can be corrected")
    correct(
        store,
        claim,
        written=[f"{need(form, 'field')}={need(form, 'value')}"],
        by=check_name(form.get("by")),
        why=form.get("why", ""),
    )


def write_undo(store: Store, form: Mapping[str, str]) -> None:
    """Take back the last judgement."""
    by = check_name(form.get("by"))
    try:
        undo(store, by=by)
    except NotFound as error:
        raise InvalidQuery(f"{by} has nothing to take back") from error


ACTIONS: dict[str, Callable[[Store, Mapping[str, str]], None]] = {
    "judge": write_verdict,
    "correct": write_correction,
    "undo": write_undo,
}


def need(form: Mapping[str, str], name: str) -> str:
    """Return a field that must be there. Raises: InvalidQuery."""
    if not form.get(name, "").strip():
        raise InvalidQuery(f"{name}: nothing is given")
    return form[name]


def back(form: Mapping[str, str]) -> RedirectResponse:
    """Return to the page as it was asked for, at the next question."""
    chosen: dict[str, Any] = {name: form[name] for name in ("by", "kind", "skip") if form.get(name)}
    return RedirectResponse(href("/review", chosen), status_code=303)
