"""Which revisions name a picture, noted when they are saved, so that nobody has to look through all texts later."""

from sqlalchemy import insert

from blog.database import db
from blog.media.formats import names_in
from blog.media.models import MediaUse


def keep_uses(revision_id: int, text: str) -> None:
    """Note the pictures whose addresses stand in the text of a new revision."""
    names = names_in(text)
    if names:
        db.session.execute(insert(MediaUse), [{"name": name, "revision_id": revision_id} for name in names])
