"""``actors``: who speaks, acts and is acted on; and which names are one actor, as a person decides it."""

from __future__ import annotations

import dataclasses

import click

from dateline.cli.options import archive_option, by_option, format_option, open_archive, reviewer_of, why_option
from dateline.cli.tables import note, print_rows
from dateline.reviewing.deciding import decide, find_node
from dateline.store.base import ActorRow

__all__ = ["actors"]


@click.group(invoke_without_command=True)
@click.option("--name", help="Words of the name.")
@click.option("--kind", help="person, group, organization, place, facility, vehicle, weapon or other.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
@archive_option
@format_option
@click.pass_context
def actors(
    context: click.Context, name: str | None, kind: str | None, limit: int, archive: str | None, form: str
) -> None:
    """List who speaks, acts and is acted on, the busiest first; join names that are one actor, or split them."""
    context.obj = archive
    if context.invoked_subcommand is not None:
        return
    store = open_archive(archive)
    with store.view() as view:
        page = view.find_actors(name=name, kind=kind, limit=limit)
    store.close()
    columns = tuple(field.name for field in dataclasses.fields(ActorRow))
    rows = [(*dataclasses.astuple(row)[:-1], "; ".join(row.aliases)) for row in page.rows]
    print_rows(columns, rows, form=form, objects=map(dataclasses.asdict, page.rows))
    note(f"{len(page.rows):,} of {page.total:,} actors")


@actors.command()
@click.argument("a")
@click.argument("b")
@by_option
@why_option
@archive_option
@click.pass_context
def join(context: click.Context, a: str, b: str, by: str | None, why: str, archive: str | None) -> None:
    """Say that A and B are one actor; they stay one through all that is added later."""
    judge_names(archive or context.obj, (a, b), "same", by=by, why=why)


@actors.command()
@click.argument("a")
@click.argument("b")
@by_option
@why_option
@archive_option
@click.pass_context
def split(context: click.Context, a: str, b: str, by: str | None, why: str, archive: str | None) -> None:
    """Say that A and B are two actors; they stay two, also where other names would join them."""
    judge_names(archive or context.obj, (a, b), "different", by=by, why=why)


def judge_names(archive: str | None, names: tuple[str, str], verdict: str, *, by: str | None, why: str) -> None:
    """Keep a judgement of two names, and say which actors they are of now."""
    reviewer = reviewer_of(by)
    store = open_archive(archive)
    with store.view() as view:
        nodes = find_node(view, names[0]), find_node(view, names[1])
    judgement = decide(store, ("actor", *nodes), verdict=verdict, by=reviewer, why=why)
    with store.view() as view:
        found = {row.key: row for row in (view.get_actor(node) for node in nodes)}
    store.close()
    for row in found.values():
        click.echo("; ".join((row.name, *row.aliases)))
    note(
        f"{judgement.by}: {verdict} (judgement {judgement.id}); {'one actor' if len(found) == 1 else 'two actors'} now"
    )
    if (verdict == "same") != (len(found) == 1):
        note("other judgements of persons keep them apart: see `dateline review history NAME`")
