"""Reviewing at a terminal: one question after the other, answered with single keys."""

from __future__ import annotations

import click
from rich.text import Text

from dateline.cli.tables import console, printable
from dateline.errors import InputError, NotFound
from dateline.reconcile.corrections import fields_of
from dateline.reconcile.review import Question
from dateline.reviewing.deciding import correct, decide, undo
from dateline.reviewing.queue import load_queue
from dateline.reviewing.sides import Quote, Side, load_sides
from dateline.store.base import Store

__all__ = ["PAIR_KEYS", "run_session"]

PAIR_KEYS = {"y": "same", "n": "different"}
CLAIM_KEYS = {"a": "accept", "r": "reject", "c": "correct"}
LEAVE = ("q", "\x03", "\x04", "")
STYLES = {"claim": "cyan", "word": "bold yellow underline"}
ASKED = {
    "copy": "Are these two reports copies of one text?",
    "actor": "Are these two names one actor?",
    "incident": "Do these two claims tell of one incident?",
    "claim": "Is this claim read rightly?",
}
HELP = "m later, u undo, q quit"


def run_session(store: Store, *, by: str, kind: str | None) -> None:
    """Ask until there is nothing left, or the person leaves. What is put off comes again in the next session."""
    later: set[str] = set()
    while True:
        with store.view() as view:
            queue = load_queue(view, kind=kind)
            question = next((q for q in queue.questions if q.id not in later), None)
            sides = [] if question is None else load_sides(view, question)
        if question is None:
            click.echo(f"Nothing is left to ask; {len(later):,} put off. u takes back the last answer, other keys quit")
        else:
            show(question, sides, left=queue.left - len(later))
        if not answer(store, question, sides, by=by, later=later):
            return


def answer(store: Store, question: Question | None, sides: list[Side], *, by: str, later: set[str]) -> bool:
    """Read keys until the question is answered, put off or another one taken back; return whether to go on."""
    while True:
        key = click.getchar().lower()
        try:
            if key == "u":
                click.echo(f"taken back: {undo(store, by=by).subject}")
            elif question is None or key in LEAVE:
                return False
            elif key == "m":
                later.add(question.id)
            elif not act(store, question, sides, key=key, by=by):
                continue
        except (InputError, NotFound) as error:
            click.echo(printable(str(error)), err=True)
            continue
        return True


def act(store: Store, question: Question, sides: list[Side], *, key: str, by: str) -> bool:
    """Do what a key says of a question; return False for a key that says nothing. Raises: InvalidQuery, NotFound."""
    verdict = verdicts_of(question).get(key)
    if verdict == "correct":
        ask_correction(store, question, sides, by=by)
    elif verdict is not None:
        decide(store, (question.kind, question.subject, question.object), verdict=verdict, by=by)
        click.echo(verdict)
    return verdict is not None


def verdicts_of(question: Question) -> dict[str, str]:
    """Return the keys that answer a question, with their verdicts."""
    return CLAIM_KEYS if question.kind == "claim" else PAIR_KEYS


def ask_correction(store: Store, question: Question, sides: list[Side], *, by: str) -> None:
    """Ask for one correction, and keep it. Raises: InvalidQuery."""
    claim = sides[0].quotes[0].claim
    for name, field in fields_of(claim).items() if claim is not None else ():
        click.echo(f"  {name}={field.form}")
    correct(store, question.subject, written=[click.prompt("field=value")], by=by)


def show(question: Question, sides: list[Side], *, left: int) -> None:
    """Print a question: what is asked, why, what hangs on it, and the words of each side."""
    out = console()
    out.rule(f"{left:,} left")
    out.print(Text(f"{ASKED[question.kind]}  ({question.why}, {question.score:.2f})", style="bold"))
    for reason in question.reasons:
        out.print(Text(f"  {printable(reason)}", style="dim"))
    effect = {name: count for name, count in question.effect.as_json().items() if count}
    out.print(Text("  hangs on it: " + ", ".join(f"{name} {count:g}" for name, count in effect.items()), style="dim"))
    for letter, side in zip("AB", sides, strict=False):
        out.print()
        out.print(Text(f"{letter}  {printable(side.name)}", style="bold"))
        for quote in side.quotes:
            show_quote(quote)
    click.echo("\n" + ", ".join(f"{key} {verdict}" for key, verdict in verdicts_of(question).items()) + f", {HELP}")


def show_quote(quote: Quote) -> None:
    """Print words in their surroundings, and whose they are."""
    out = console()
    report = quote.report
    facts = [report.published, report.outlet or report.agency, report.title]
    out.print(Text("   " + " · ".join(printable(fact) for fact in facts if fact), style="dim"))
    if quote.claim is not None:
        out.print(Text(f"   {printable(' › '.join(quote.claim.chain))} ({quote.claim.stance})", style="green"))
    words = Text("   ")
    for piece in quote.pieces:
        marked = piece.mark is not None and out.color_system is None
        plain = printable(" ".join(piece.text.split()) if not piece.text.isspace() else " ")
        before, after = (" " if piece.text[:1].isspace() else ""), (" " if piece.text[-1:].isspace() else "")
        words.append(
            f"{before}{'[' if marked else ''}{plain}{']' if marked else ''}{after}",
            style=STYLES.get(piece.mark or "", ""),
        )
    out.print(words)
