"""The commands: `flask --app wsgi <command>`. Thin: each reads its words, calls acts, and says what came of it."""

import csv
import json
import sys
from collections.abc import Callable, Iterator

import click
from email_validator import EmailNotValidError, validate_email
from flask import Flask, url_for
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import OperationalError

from blog.accounts.models import User
from blog.accounts.passwords import hash_password
from blog.accounts.queries import find_user, has_users
from blog.accounts.registration import register
from blog.accounts.roles import Role
from blog.accounts.sign_in import make_sign_in_link
from blog.clock import utcnow
from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment
from blog.comments.queries import all_comments, count_by_status, find_comment
from blog.comments.resanitizing import resanitize
from blog.database import transaction
from blog.errors import BlogError, NotFound
from blog.moderation.decisions import decide
from blog.posts.queries import has_posts
from blog.posts.rerendering import rerender
from blog.record.acts import COMMAND_LINE
from blog.sample.load import keep_sign_ins, kept_sign_ins, load_sample
from blog.search.rebuilding import rebuild
from blog.web.engine import engine
from blog.work import NOT_READY, work


class Group(AppGroup):
    """Says what to do when the database is not there yet, instead of how that came to light."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except OperationalError:
            raise click.ClickException(NOT_READY) from None


user_group = Group("user", help="People with an account.")
comment_group = Group("comment", help="Replies: list, count, decide, derive again.")
post_group = Group("post", help="Posts: derive again.")
search_group = Group("search", help="The index of the search.")
STATUSES = click.Choice([status.value for status in CommentStatus])


def install(app: Flask) -> None:
    for action in (Action.APPROVE, Action.HOLD, Action.SPAM, Action.TRASH, Action.RESTORE):
        comment_group.add_command(_decision_command(action))
    app.cli.add_command(user_group)
    app.cli.add_command(comment_group)
    app.cli.add_command(post_group)
    app.cli.add_command(search_group)
    app.cli.add_command(demo)
    app.cli.add_command(work)


@user_group.command("create")
@click.argument("email")
@click.option("--name", required=True, help="The name that readers see.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create_user(email: str, name: str, role: str, password_stdin: bool) -> None:
    """Make a person. Without a password it prints a link that lets them in once."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    try:
        address = engine().addresses.seal(validate_email(email, check_deliverability=False).normalized)
        password_hash = hash_password(password) if password is not None else None
        with transaction():
            user = register(name, Role(role), address, password_hash, COMMAND_LINE, utcnow())
            link = None if password_hash else _link(user)
    except EmailNotValidError as error:
        raise click.ClickException(f"{email} is not an e-mail address: {error}") from None
    except BlogError as error:
        raise click.ClickException(str(error)) from None
    click.echo(link or f"{name} can sign in at {engine().settings.site_url}/login")


@user_group.command("link")
@click.argument("email")
def link_user(email: str) -> None:
    """Print a new link that lets this person in once, within two days. Links made before stop working."""
    with transaction():
        user = find_user(engine().addresses.digests(email))
        link = _link(user) if user else None
    if link is None:
        raise click.ClickException(f"Nobody here has the address {email}.")
    click.echo(link)


@comment_group.command("list")
@click.option("--status", type=STATUSES, help="Only replies with this status.")
@click.option("--format", "format_", type=click.Choice(["table", "ids", "json", "csv"]), default="table")
def list_comments(status: str | None, format_: str) -> None:
    """List replies, oldest first. Addresses are not shown."""
    rows = (_row(comment) for comment in all_comments(CommentStatus(status) if status else None))
    PRINTERS[format_](rows)


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
    total = _derive_all(resanitize(COMMAND_LINE, utcnow()))
    click.echo(f"{total} replies derived again." if total else "Nothing to do: every reply is up to date.")


@search_group.command("rebuild")
def rebuild_index() -> None:
    """Make the index as it should be, from all posts and replies. Can be stopped and run again."""
    total = 0
    for done, total in rebuild(utcnow()):
        click.echo(f"{done} of {total} …", err=True)
    click.echo(f"{total} posts and replies can be found.")


@post_group.command("rerender")
def rerender_posts() -> None:
    """Derive the HTML of posts again that an older version made. Can be stopped and run again."""
    total = _derive_all(rerender(COMMAND_LINE, utcnow()))
    click.echo(f"{total} revisions derived again." if total else "Nothing to do: every post is up to date.")


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Fill an empty site with sample people, posts and replies; print how the sample people sign in."""
    settings = engine().settings
    with transaction():
        lines = None if has_posts() or has_users() else load_sample(engine().addresses, engine().phases, utcnow())
    if lines:
        keep_sign_ins(lines, settings.data_dir)
    for line in kept_sign_ins(settings.data_dir):
        click.echo(line)


def _derive_all(batches: Iterator[int]) -> int:
    """Go through all batches, saying how far it is; how many were derived again."""
    total = 0
    for count in batches:
        total += count
        click.echo(f"{total} derived again …", err=True)
    return total


def _link(user: User) -> str:
    token = make_sign_in_link(user, COMMAND_LINE, utcnow())
    return url_for("accounts.show_sign_in_link", token=token, _external=True)


def _decision_command(action: Action) -> click.Command:
    @click.command(action.value, help=f"Decide “{action.value}” about replies, by their ids.")
    @click.argument("ids", nargs=-1, required=True, type=int)
    @click.option("--reason", default="", help="Kept with the decision.")
    @with_appcontext
    def command(ids: tuple[int, ...], reason: str) -> None:
        failures = [comment_id for comment_id in ids if not _decide(comment_id, action, reason)]
        if failures:
            sys.exit(1)

    return command


def _decide(comment_id: int, action: Action, reason: str) -> bool:
    """Decide about one reply on its own, and say what came of it."""
    try:
        with transaction():
            comment = find_comment(comment_id)
            if comment is None:
                raise NotFound
            decision = decide(comment, action, COMMAND_LINE, utcnow(), comment.version, reason)
    except BlogError as error:
        click.echo(f"{comment_id}: {error}", err=True)
        return False
    click.echo(f"{comment_id}: {decision.from_status.value} → {decision.to_status.value}")
    return True


Row = dict[str, str | int]


def _row(comment: Comment) -> Row:
    return {
        "id": comment.id,
        "status": comment.status.value,
        "submitted_at": comment.submitted_at.isoformat(timespec="seconds"),
        "post_id": comment.post_id,
        "name": comment.name,
        "text": comment.text,
    }


def _print_table(rows: Iterator[Row]) -> None:
    for row in rows:
        words = " ".join(_printable(str(row["text"])).split())
        short = words if len(words) <= 60 else f"{words[:59]}…"
        click.echo(f"{row['id']:>6}  {row['status']:<9} {row['submitted_at']}  {_printable(str(row['name']))}: {short}")


def _print_ids(rows: Iterator[Row]) -> None:
    for row in rows:
        click.echo(row["id"])


def _print_json(rows: Iterator[Row]) -> None:
    click.echo(json.dumps(list(rows), ensure_ascii=False, indent=2))


def _print_csv(rows: Iterator[Row]) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(("id", "status", "submitted_at", "post_id", "name", "text"))
    for row in rows:
        writer.writerow([_harmless_cell(value) for value in row.values()])


def _harmless_cell(value: str | int) -> str | int:
    """A spreadsheet takes a cell that begins like a formula for one, unless an apostrophe stands before it."""
    return f"'{value}" if isinstance(value, str) and value.lstrip()[:1] in tuple("=+-@＝＋－＠") else value


def _printable(text: str) -> str:
    """Text for a terminal: what would steer it is shown as a mark."""
    return "".join(char if char.isprintable() or char in "\n\t" else "�" for char in text)


PRINTERS: dict[str, Callable[[Iterator[Row]], None]] = {
    "table": _print_table,
    "ids": _print_ids,
    "json": _print_json,
    "csv": _print_csv,
}
