"""The command that learns anew."""

import click
from flask.cli import with_appcontext

from blog.moderation.relearning import relearn


@click.command("learn")
@with_appcontext
def learn() -> None:
    """Teach the score all decisions that stand. Can be stopped and run again, and learns nothing twice."""
    total = 0
    for count in relearn():
        total += count
        click.echo(f"{total} looked at …", err=True)
    click.echo(f"The score knows what was decided about {total} replies.")
