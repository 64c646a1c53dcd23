"""Commands about replies: list, count, decide, derive again. Made for pipes."""

import json
import sys
from collections.abc import Iterable, Iterator

import click
from flask.cli import with_appcontext

from blog.cli.deriving import derive_all
from blog.cli.groups import Group
from blog.cli.printing import Row, format_option, print_rows, read_ids
from blog.clock import utcnow
from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment
from blog.comments.queries import all_comments, count_by_status, find_comment
from blog.comments.resanitizing import resanitize
from blog.database import transaction
from blog.errors import BlogError, NotFound
from blog.moderation.decisions import decide
from blog.moderation.models import Decision
from blog.record.acts import COMMAND_LINE
from blog.text.cells import printable

comment_group = Group("comment", help="Replies: list, count, decide, derive again.")
STATUSES = click.Choice([status.value for status in CommentStatus])
COLUMNS = ("id", "status", "submitted_at", "post_id", "name", "text")
DECIDED = ("id", "from", "to")


@comment_group.command("list")
@click.option("--status", type=STATUSES, help="Only replies with this status.")
@format_option
def list_comments(status: str | None, format_: str) -> None:
    """List replies, oldest first. Addresses are not shown."""
    rows = (_row(comment) for comment in all_comments(CommentStatus(status) if status else None))
    print_rows(rows, format_, COLUMNS, _line)


@comment_group.command("count")
@click.option("--status", type=STATUSES, help="Only replies with this status.")
@click.option("--format", "format_", type=click.Choice(["table", "json", "csv"]), default="table")
def count_comments(status: str | None, format_: str) -> None:
    """How many replies have each status; with --status only the number."""
    counts = count_by_status()
    if status:
        click.echo(counts[CommentStatus(status)])
    elif format_ == "json":
        click.echo(json.dumps(counts))
    else:
        separator = "," if format_ == "csv" else "\t"
        for name, count in counts.items():
            click.echo(f"{name}{separator}{count}")


@comment_group.command("resanitize")
def resanitize_comments() -> None:
    """Derive the HTML of replies again that an older sanitizer made. Can be stopped and run again."""
    total = derive_all(resanitize(COMMAND_LINE, utcnow()))
    click.echo(f"{total} replies derived again." if total else "Nothing to do: every reply is up to date.")


def _decision_command(action: Action) -> click.Command:
    @click.command(action.value, help=f"Decide “{action.value}” about replies, by their ids; - reads ids from a pipe.")
    @click.argument("ids", nargs=-1, required=True)
    @click.option("--status", type=STATUSES, help="Leave alone what has another status.")
    @click.option("--reason", default="", help="Kept with the decision.")
    @format_option
    @with_appcontext
    def command(ids: tuple[str, ...], status: str | None, reason: str, format_: str) -> None:
        failures: list[int] = []
        only = CommentStatus(status) if status else None
        print_rows(_decide_each(read_ids(ids), action, only, reason, failures), format_, DECIDED, _decided_line)
        if failures:
            sys.exit(1)

    return command


for _action in (Action.APPROVE, Action.HOLD, Action.SPAM, Action.TRASH, Action.RESTORE):
    comment_group.add_command(_decision_command(_action))


def _decide_each(
    ids: Iterable[int], action: Action, only: CommentStatus | None, reason: str, failures: list[int]
) -> Iterator[Row]:
    """Decide about each on its own, and tell what came of it; a refusal is told on standard error."""
    for comment_id in ids:
        try:
            decision = _decide(comment_id, action, only, reason)
        except BlogError as error:
            click.echo(f"{comment_id}: {error}", err=True)
            failures.append(comment_id)
            continue
        if decision is None:
            click.echo(f"{comment_id}: left alone", err=True)
        else:
            yield {"id": comment_id, "from": decision.from_status.value, "to": decision.to_status.value}


def _decide(comment_id: int, action: Action, only: CommentStatus | None, reason: str) -> Decision | None:
    """None for a reply that has another status than `only`."""
    with transaction():
        comment = find_comment(comment_id)
        if comment is None:
            raise NotFound
        if only and comment.status is not only:
            return None
        return decide(comment, action, COMMAND_LINE, utcnow(), comment.version, reason)


def _row(comment: Comment) -> Row:
    return {
        "id": comment.id,
        "status": comment.status.value,
        "submitted_at": comment.submitted_at.isoformat(timespec="seconds"),
        "post_id": comment.post_id,
        "name": comment.name,
        "text": comment.text,
    }


def _line(row: Row) -> str:
    words = " ".join(printable(str(row["text"])).split())
    short = words if len(words) <= 60 else f"{words[:59]}…"
    return f"{row['id']:>6}  {row['status']:<9} {row['submitted_at']}  {printable(str(row['name']))}: {short}"


def _decided_line(row: Row) -> str:
    return f"{row['id']}: {row['from']} → {row['to']}"
