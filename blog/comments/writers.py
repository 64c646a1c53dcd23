"""The writers behind replies."""

from datetime import datetime

from sqlalchemy import exists, select

from blog.addresses import SealedAddress
from blog.comments.models import Comment, Writer
from blog.database import db


def writer_with(address: SealedAddress, at: datetime) -> Writer:
    """The writer with this address, made when it is new."""
    writer = db.session.scalar(select(Writer).where(Writer.email_digest.in_(address.known_as)))
    if writer is None:
        writer = Writer(first_seen_at=at)
        writer.hold(address)
        db.session.add(writer)
    return writer


def forget_writer(comment: Comment) -> None:
    """Part a reply from its writer; who has no other reply is forgotten, address and all."""
    writer, comment.writer = comment.writer, None
    db.session.flush()
    if writer and not db.session.scalar(select(exists().where(Comment.writer_id == writer.id))):
        db.session.delete(writer)
