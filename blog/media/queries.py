"""Reading the library."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import joinedload

from blog.accounts.permissions import Person, may_edit_every_post, may_edit_media
from blog.database import db
from blog.errors import NotFound
from blog.media.formats import address_of, names_in
from blog.media.models import MediaFile, Rendition
from blog.media.own_pictures import own_pictures_in
from blog.text.pictures import Picture, widths_of

PER_PAGE = 40


@dataclass(frozen=True)
class PageOfMedia:
    files: list[MediaFile]
    has_more: bool


def page_of_media(for_: Person, words: str = "", after: int | None = None) -> PageOfMedia:
    """One page of the pictures that this person may edit, newest first, below the id `after`.

    Each of the `words` stands in the name, the alternative text, the caption or the credit.
    """
    query = select(MediaFile).options(joinedload(MediaFile.uploaded_by)).order_by(MediaFile.id.desc())
    if not may_edit_every_post(for_):
        query = query.where(MediaFile.uploaded_by_id == for_.id)
    for word in words.split():
        places = (MediaFile.original_name, MediaFile.alt, MediaFile.caption, MediaFile.credit)
        query = query.where(or_(*(place.icontains(word, autoescape=True) for place in places)))
    if after is not None:
        query = query.where(MediaFile.id < after)
    files = list(db.session.scalars(query.limit(PER_PAGE + 1)))
    return PageOfMedia(files[:PER_PAGE], len(files) > PER_PAGE)


def get_media(media_id: int, for_: Person | None) -> MediaFile:
    """A picture for who may edit it. For anyone else it is not there: NotFound."""
    media = db.session.get(MediaFile, media_id)
    if media is None or not may_edit_media(for_, media):
        raise NotFound
    return media


def find_media(media_id: int) -> MediaFile | None:
    """For jobs, which may come when it is gone."""
    return db.session.get(MediaFile, media_id)


def renditions_of(media_id: int) -> list[Rendition]:
    return list(db.session.scalars(select(Rendition).where(Rendition.media_id == media_id)))


@dataclass(frozen=True)
class Card:
    """The crop of a picture that other sites show beside a link; `address` is within ours."""

    address: str
    width: int
    height: int
    alt: str


def find_card(name: str) -> Card | None:
    """The card of the picture with this name; None until the worker has made it."""
    alt = case((MediaFile.is_decorative, ""), else_=MediaFile.alt)
    query = select(Rendition, alt).join(MediaFile, MediaFile.id == Rendition.media_id)
    row = db.session.execute(query.where(MediaFile.name == name, Rendition.name.contains("-card-"))).first()
    return Card(address_of(row[0].name), row[0].width, row[0].height, row[1]) if row else None


def renditions_made(media_ids: Iterable[int]) -> dict[int, int]:
    """How many renditions there are of each of these pictures; one query."""
    query = select(Rendition.media_id, func.count()).where(Rendition.media_id.in_(list(media_ids)))
    found = dict(db.session.execute(query.group_by(Rendition.media_id)).all())
    return {media_id: found.get(media_id, 0) for media_id in media_ids}


def pictures_in(text: str) -> dict[str, Picture]:
    """The pictures whose addresses stand in a text, by address, for `render_post`; one query at most."""
    names = names_in(text)
    return own_pictures_in(text) | (_stored(names) if names else {})


def _stored(names: Iterable[str]) -> dict[str, Picture]:
    query = select(MediaFile.name, MediaFile.width, MediaFile.height, MediaFile.is_animated)
    rows = db.session.execute(query.where(MediaFile.name.in_(names)))
    return {
        address_of(name): Picture(width, height, () if is_animated else widths_of(width))
        for name, width, height, is_animated in rows
    }
