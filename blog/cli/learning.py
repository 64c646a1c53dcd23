"""The command that learns and scores anew."""

import click
from flask.cli import with_appcontext

from blog.learning.rescoring import rescore_waiting
from blog.moderation.relearning import relearn


@click.command("learn")
@with_appcontext
def learn() -> None:
    """Teach the score all decisions that stand. Can be stopped and run again, and learns nothing twice.

    Afterwards the replies that wait are scored anew. None of them moves.
    """
    total = 0
    for count in relearn():
        total += count
        click.echo(f"{total} looked at …", err=True)
    click.echo(f"The score knows what was decided about {total} replies.")
    scored = 0
    for count in rescore_waiting():
        scored += count
        click.echo(f"{scored} scored …", err=True)
    click.echo(f"Replies that wait and have a score of today: {scored}.")
