"""Commands that derive anew what was made from posts and replies, and the sample content."""

from collections.abc import Iterator

import click
from flask.cli import with_appcontext

from blog.accounts.queries import has_users
from blog.cli.groups import Group
from blog.clock import utcnow
from blog.database import transaction
from blog.posts.queries import has_posts
from blog.posts.rerendering import rerender
from blog.record.acts import COMMAND_LINE
from blog.sample.load import keep_sign_ins, kept_sign_ins, load_sample
from blog.search.rebuilding import rebuild
from blog.web.engine import engine

post_group = Group("post", help="Posts: derive again.")
search_group = Group("search", help="The index of the search.")


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
    total = derive_all(rerender(COMMAND_LINE, utcnow()))
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


def derive_all(batches: Iterator[int]) -> int:
    """Go through all batches, saying how far it is; how many were derived again."""
    total = 0
    for count in batches:
        total += count
        click.echo(f"{total} derived again …", err=True)
    return total
