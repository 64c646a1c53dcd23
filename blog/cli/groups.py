"""What the groups of commands share."""

import click
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError

from blog.work import NOT_READY


class Group(AppGroup):
    """Says what to do when the database is not there yet, instead of how that came to light."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except OperationalError:
            raise click.ClickException(NOT_READY) from None
