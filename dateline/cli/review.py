"""``review``: what the machine is unsure of, and what persons decided."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from dateline.cli.options import archive_option, by_option, format_option, open_archive, reviewer_of, why_option
from dateline.cli.review_session import run_session
from dateline.cli.tables import note, print_rows
from dateline.judgements import VERDICTS, Judgement
from dateline.name_keys import name_key
from dateline.reconcile.agreement import Agreement, agreement_of
from dateline.reconcile.review import Question
from dateline.reviewing.deciding import check_name, correct, decide, find_pair, undo
from dateline.reviewing.files import export_judgements, import_judgements
from dateline.reviewing.queue import QUESTION_KINDS, load_queue
from dateline.store.base import JudgementFilter

__all__ = ["review"]

QUESTION_COLUMNS = ("priority", "kind", "why", "score", "effect", "reasons", "question")
JUDGEMENT_COLUMNS = ("made", "by", "kind", "verdict", "subject", "object", "reasons", "values", "judgement")
AGREEMENT_COLUMNS = ("kind", "both judged", "alike", "percent", "kappa")
ALL_VERDICTS = tuple(dict.fromkeys(verdict for verdicts in VERDICTS.values() for verdict in verdicts))
MOST_JUDGEMENTS = 100_000


@click.group(invoke_without_command=True)
@click.option("--kind", type=click.Choice(QUESTION_KINDS), help="Questions of one kind only.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True)
@by_option
@archive_option
@format_option
@click.pass_context
def review(
    context: click.Context, kind: str | None, limit: int, by: str | None, archive: str | None, form: str
) -> None:
    """List what the machine is unsure of, the biggest effect first; with --by at a terminal, decide one after the other."""
    context.obj = archive
    if context.invoked_subcommand is not None:
        return
    store = open_archive(archive)
    if by is not None and form == "table" and is_terminal():
        run_session(store, by=reviewer_of(by), kind=kind)
    else:
        with store.view() as view:
            queue = load_queue(view, kind=kind, limit=limit)
        print_rows(QUESTION_COLUMNS, map(question_cells, queue.questions), form=form,
                   objects=map(question_object, queue.questions))  # fmt: skip
        note(f"{len(queue.questions):,} of {queue.left:,} questions")
    store.close()


def is_terminal() -> bool:
    """Does a person sit there?"""
    return sys.stdin.isatty() and sys.stdout.isatty()


@review.command()
@click.argument("what", nargs=-1, required=True, metavar="QUESTION | A B")
@click.argument("verdict", type=click.Choice(ALL_VERDICTS))
@by_option
@why_option
@click.option("--set", "values", multiple=True, metavar="FIELD=VALUE", help="A correction of a claim; may be repeated.")
@archive_option
@click.pass_context
def judge(
    context: click.Context,
    what: Sequence[str],
    verdict: str,
    by: str | None,
    why: str,
    values: Sequence[str],
    archive: str | None,
) -> None:
    """Decide a QUESTION, a claim (by its id), or whether A and B (reports, claims or names) are one."""
    reviewer = reviewer_of(by)
    store = open_archive(archive or context.obj)
    with store.view() as view:
        thing = find_pair(view, what)
    if (verdict == "correct") != bool(values):
        raise click.UsageError("correct needs --set FIELD=VALUE, and only correct takes it")
    if thing[0] == "claim" and verdict == "correct":
        kept = correct(store, thing[1], written=values, by=reviewer, why=why)
    else:
        kept = decide(store, thing, verdict=verdict, by=reviewer, why=why)
    store.close()
    note(f"{kept.by}: {kept.kind} {kept.subject}{f' and {kept.object}' if kept.object else ''}: {verdict} ({kept.id})")


@review.command("undo")
@by_option
@archive_option
@click.pass_context
def undo_last(context: click.Context, by: str | None, archive: str | None) -> None:
    """Take back your last judgement."""
    store = open_archive(archive or context.obj)
    kept = undo(store, by=reviewer_of(by))
    store.close()
    note(f"{kept.by}: {kept.kind} {kept.subject}: {kept.verdict} ({kept.id})")


@review.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@archive_option
@click.pass_context
def export_file(context: click.Context, file: Path, archive: str | None) -> None:
    """Write what persons judged to FILE, a judgement a line."""
    store = open_archive(archive or context.obj)
    with store.view() as view, file.open("w", encoding="utf-8") as out:
        written = export_judgements(view, out)
    store.close()
    note(f"{written:,} judgements written to {file}")


@review.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@archive_option
@click.pass_context
def import_file(context: click.Context, file: Path, archive: str | None) -> None:
    """Take the judgements of FILE into the archive: all of them, or none if a line is no judgement.

    What is about things that this archive lacks is left out and listed; exit code 1 then.
    """
    store = open_archive(archive or context.obj)
    done = import_judgements(store, file)
    store.close()
    note(f"{done.new:,} judgements imported, {done.known:,} were there, {len(done.unknown):,} left out")
    for line in done.unknown:
        note(f"  left out {line}")
    if done.unknown:
        context.exit(1)


@review.command()
@click.argument("one")
@click.argument("two")
@archive_option
@format_option
@click.pass_context
def agreement(context: click.Context, one: str, two: str, archive: str | None, form: str) -> None:
    """Show how far reviewers ONE and TWO agree on what both judged: per cent, and Cohen's kappa."""
    store = open_archive(archive or context.obj)
    given: list[Judgement] = []
    with store.view() as view:
        for name in (check_name(one), check_name(two)):
            given += view.find_judgements(JudgementFilter(by=name), limit=MOST_JUDGEMENTS).rows
    store.close()
    found = agreement_of(given, check_name(one), check_name(two))
    print_rows(AGREEMENT_COLUMNS, map(agreement_cells, found), form=form, objects=(row.as_json() for row in found))
    if not found:
        note("there is nothing that both of them judged")


@review.command()
@click.argument("subject")
@archive_option
@format_option
@click.pass_context
def history(context: click.Context, subject: str, archive: str | None, form: str) -> None:
    """Show every judgement about SUBJECT (a report, claim or name), superseded ones too, the latest first."""
    store = open_archive(archive or context.obj)
    with store.view() as view:
        rows = [
            judgement
            for about in dict.fromkeys((subject, name_key(subject)))
            for judgement in view.find_judgements(JudgementFilter(about=about), limit=MOST_JUDGEMENTS).rows
        ]
    store.close()
    print_rows(JUDGEMENT_COLUMNS, map(judgement_cells, rows), form=form, objects=(row.as_json() for row in rows))
    note(f"{len(rows):,} judgements")


def question_cells(question: Question) -> tuple[Any, ...]:
    """Return a question as the cells of QUESTION_COLUMNS."""
    reasons = "\n".join(question.reasons[:3])
    return (
        f"{question.priority:.1f}",
        question.kind,
        question.why,
        f"{question.score:.2f}",
        effect_text(question),
        reasons,
        question.id,
    )


def effect_text(question: Question) -> str:
    """Return what hangs on a question in words."""
    counts = question.effect.as_json()
    return ", ".join(f"{count:g} {name if count != 1 else name[:-1]}" for name, count in counts.items() if count)


def question_object(question: Question) -> dict[str, Any]:
    """Return a question as JSON takes it."""
    return {**question.as_json(), "priority": question.priority}


def judgement_cells(judgement: Judgement) -> tuple[Any, ...]:
    """Return a judgement as the cells of JUDGEMENT_COLUMNS."""
    j = judgement
    values = "\n".join(f"{name}={value}" for name, value in j.values)
    return j.made, j.by, j.kind, j.verdict, j.subject, j.object, "\n".join(j.reasons), values, j.id


def agreement_cells(row: Agreement) -> tuple[Any, ...]:
    """Return an agreement as the cells of AGREEMENT_COLUMNS."""
    kappa = "" if row.kappa is None else f"{row.kappa:.2f}"
    return row.kind, row.both, row.alike, f"{100 * row.alike / row.both:.0f}", kappa
