"""How the site is set, for every page: `site()`."""

from typing import cast

from flask import has_request_context, request
from sqlalchemy.exc import SQLAlchemyError

from blog.settings.keys import SiteSettings
from blog.settings.queries import find_site_version
from blog.web.engine import engine

HERE = "rejoinder.site"  # in the environ of the request


def site() -> SiteSettings:
    """The settings, the same for the whole of a request. They cost it one query of one number; see `site_is_at`.

    When the database can't be asked, the page that says so is drawn with the settings that were known last.
    """
    if has_request_context() and HERE in request.environ:
        return cast(SiteSettings, request.environ[HERE])
    try:
        return site_is_at(find_site_version())
    except SQLAlchemyError:
        return engine().known_settings.newest


def site_is_at(version: int) -> SiteSettings:
    """For a view that has asked for the version of the site already: spares `site()` its query."""
    settings = engine().known_settings.of(version)
    if has_request_context():
        request.environ[HERE] = settings
    return settings
