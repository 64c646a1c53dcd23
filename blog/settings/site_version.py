"""The version of the site, part of what a remembered page was made from."""

from sqlalchemy import Select, select, update

from blog.database import db
from blog.settings.models import SiteVersion


def site_changed() -> None:
    """Whoever changes what stands on many pages says so, and no remembered copy of any is shown again."""
    db.session.execute(update(SiteVersion).values(number=SiteVersion.number + 1))


def site_version() -> Select[int]:
    """Asks for the number; as a part of another question it costs no question of its own."""
    return select(SiteVersion.number)
