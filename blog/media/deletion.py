"""Deleting a picture."""

from datetime import datetime

from sqlalchemy import delete, select

from blog.database import db, transaction
from blog.jobs.enqueue import enqueue
from blog.media.models import MediaFile, Rendition
from blog.record.acts import Actor, Verb, record
from blog.settings.site_version import site_changed
from blog.storage import Storage


def delete_media(media: MediaFile, by: Actor, at: datetime) -> None:
    """Remove the picture from the library; a job removes its files after the commit.

    Which revisions name it stays known: uploaded again, it has its old address.
    """
    names = [media.name, *db.session.scalars(select(Rendition.name).where(Rendition.media_id == media.id))]
    db.session.execute(delete(Rendition).where(Rendition.media_id == media.id))
    db.session.delete(media)
    site_changed()
    record(Verb.MEDIA_DELETED, by, at, media.id, name=media.name)
    enqueue("remove_media_files", at, names=names)


def remove_files(names: list[str], storage: Storage) -> None:
    """Remove those of these files that nothing in the library needs; under the lock that an upload needs too."""
    with transaction():
        needed = set(db.session.scalars(select(MediaFile.name).where(MediaFile.name.in_(names))))
        needed |= set(db.session.scalars(select(Rendition.name).where(Rendition.name.in_(names))))
        for name in names:
            if name not in needed:
                storage.remove(name)
