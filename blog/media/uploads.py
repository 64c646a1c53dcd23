"""Taking a picture in: its bytes are stored once, whoever sends them and however often."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from sqlalchemy import or_, select

from blog.accounts.models import User
from blog.database import db
from blog.jobs.enqueue import enqueue
from blog.media.decoding import DecodedPicture
from blog.media.models import MediaFile
from blog.record.acts import Verb, record
from blog.storage import Storage
from blog.text.plain import is_blank, storable, unturned

LONGEST_NAME = 100
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\x7f-\x9f]")


@dataclass(frozen=True)
class Stored:
    """`is_new` is false when the same picture was there already."""

    media: MediaFile
    is_new: bool


def store_upload(
    picture: DecodedPicture, file_name: str, by: User, at: datetime, storage: Storage, alt: str = ""
) -> Stored:
    """The row of the picture, made unless there is one. Its bytes are in the storage already, but for a deletion
    that came between: then they are put again, under the lock that a deletion needs too."""
    known = select(MediaFile).where(or_(MediaFile.hash == picture.hash, MediaFile.upload_hash == picture.upload_hash))
    media = db.session.scalars(known).first()
    if media:
        return Stored(media, is_new=False)
    if not storage.has(picture.name):
        storage.put(picture.name, picture.content)
    media = _row(picture, file_name, by, at, alt)
    db.session.add(media)
    db.session.flush()
    record(Verb.MEDIA_UPLOADED, by.as_actor(), at, media.id, name=media.name)
    enqueue("make_renditions", at, key=media.name, media_id=media.id)
    return Stored(media, is_new=True)


def display_name(file_name: str) -> str:
    """What an uploaded file was called, to be read by people and used for nothing else."""
    last = PurePosixPath(file_name.replace("\\", "/")).name
    name = " ".join(_UNSEEN.sub("", unturned(storable(last))).split())
    return "" if is_blank(name) else name[:LONGEST_NAME]


def _row(picture: DecodedPicture, file_name: str, by: User, at: datetime, alt: str) -> MediaFile:
    return MediaFile(
        hash=picture.hash,
        upload_hash=picture.upload_hash,
        name=picture.name,
        format=picture.format,
        width=picture.width,
        height=picture.height,
        size=len(picture.content),
        is_animated=picture.is_animated,
        original_name=display_name(file_name) or picture.name,
        alt=alt,
        uploaded_by=by,
        created_at=at,
    )
