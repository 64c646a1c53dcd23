"""What is kept of every reply since a later release, made up for those that were there before: words and language."""

from collections.abc import Iterator

from sqlalchemy import func, select

from blog.comments.models import Comment, CommentWords
from blog.comments.words import words_of
from blog.database import db, transaction
from blog.text.language import guess_language

BATCH = 200


def read_anew() -> Iterator[tuple[int, int]]:
    """Batch by batch, each with a commit of its own; yields how far it is, by the ids. May be stopped and run again."""
    newest = db.session.scalar(select(func.max(Comment.id))) or 0
    last = 0
    while comments := _unread(last):
        last = comments[-1].id
        guessed = {comment.id: guess_language(comment.text) for comment in comments}
        words = {comment.id: words_of(comment) for comment in comments}
        with transaction():
            for comment in db.session.scalars(select(Comment).where(Comment.id.in_(guessed))):
                if comment.deleted_at is None:
                    comment.language = comment.language or guessed[comment.id]
                    db.session.merge(words[comment.id])
        yield min(last, newest), newest
    yield newest, newest


def _unread(after: int) -> list[Comment]:
    query = select(Comment).outerjoin(CommentWords, CommentWords.comment_id == Comment.id)
    query = query.where(Comment.id > after, CommentWords.comment_id.is_(None), Comment.deleted_at.is_(None))
    return list(db.session.scalars(query.order_by(Comment.id).limit(BATCH)))
