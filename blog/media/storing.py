"""Keeping renditions beside their picture."""

from sqlalchemy import select

from blog.database import db, transaction
from blog.media.models import MediaFile, Rendition
from blog.media.renditions import Made, card_name
from blog.settings.site_version import site_changed
from blog.storage import Storage


def keep_rendition(media_id: int, made: Made, storage: Storage) -> bool:
    """Write the file, then its row. False when the picture was deleted meanwhile: then neither stays."""
    storage.put(made.plan.name, made.content)
    with transaction():
        if db.session.get(MediaFile, media_id) is None:
            storage.remove(made.plan.name)
            return False
        known = db.session.scalar(select(Rendition.id).where(Rendition.name == made.plan.name))
        if known is None:
            db.session.add(_row(media_id, made))
            if made.plan.is_card:
                site_changed()  # the pages of posts name the card of their first picture
    return True


def forget_former_cards(media_id: int) -> list[str]:
    """Forget the cards that were cropped around another focal point. Returns the names of their files."""
    media = db.session.get(MediaFile, media_id)
    if media is None:
        return []
    present = card_name(media.stem, (media.focus_x, media.focus_y))
    cards = select(Rendition).where(Rendition.media_id == media_id, Rendition.name.contains("-card-"))
    former = list(db.session.scalars(cards.where(Rendition.name != present)))
    for rendition in former:
        db.session.delete(rendition)
    return [rendition.name for rendition in former]


def _row(media_id: int, made: Made) -> Rendition:
    plan = made.plan
    return Rendition(
        media_id=media_id,
        name=plan.name,
        format=plan.format,
        width=plan.width,
        height=plan.height,
        size=len(made.content),
    )
