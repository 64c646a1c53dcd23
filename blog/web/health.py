"""For machines that watch the site."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, current_app
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from blog.accounts.guards import open_to_anyone
from blog.database import db

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@open_to_anyone
def is_alive() -> Response:
    """The process answers."""
    return Response("alive\n", mimetype="text/plain")


@bp.get("/readyz")
@open_to_anyone
def is_ready() -> Response:
    """The database answers, and is at the newest migration."""
    if _is_at_newest_migration():
        return Response("ready\n", mimetype="text/plain")
    return Response("not ready: run `flask --app wsgi db upgrade`\n", 503, mimetype="text/plain")


def _is_at_newest_migration() -> bool:
    directory = current_app.extensions["migrate"].directory
    try:
        current = MigrationContext.configure(db.session.connection()).get_current_heads()
    except SQLAlchemyError:
        return False
    return set(current) == set(ScriptDirectory(directory).get_heads())
