"""Deriving the HTML of replies again, after the sanitizer's policy changed."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.jobs.enqueue import enqueue
from blog.record.acts import Actor, Verb, record
from blog.text.markup import POLICY_VERSION, Rendered
from blog.text.render import render_comment

BATCH = 200


def resanitize(by: Actor, at: datetime) -> Iterator[int]:
    """Derive again, batch by batch, what an older policy made; yields how many each batch held.

    Each batch commits on its own, so it can be stopped and run again. It is the one act that does so: the rendering
    is slow, and stays outside the transactions.
    """
    while texts := _older_texts():
        rendered = {comment_id: render_comment(text) for comment_id, text in texts.items()}
        with transaction():
            _store(rendered, texts, at)
            record(Verb.COMMENTS_RESANITIZED, by, at, count=len(rendered), policy_version=POLICY_VERSION)
        yield len(rendered)


def _older_texts() -> dict[int, str]:
    query = select(Comment.id, Comment.text).where(Comment.policy_version < POLICY_VERSION).order_by(Comment.id)
    return dict(db.session.execute(query.limit(BATCH)).all())


def _store(rendered: dict[int, Rendered], texts: dict[int, str], at: datetime) -> None:
    """Keep the new HTML, except of replies whose text changed while it was made: their turn comes again."""
    query = select(Comment).where(Comment.id.in_(rendered)).options(joinedload(Comment.post))
    for comment in db.session.scalars(query):
        if comment.text != texts[comment.id]:
            continue
        if comment.html != rendered[comment.id].html:
            comment.version += 1  # whoever decides now has seen something else
            if comment.status is CommentStatus.APPROVED:
                enqueue("index_comment", at, key=str(comment.id), comment_id=comment.id)
        comment.html = rendered[comment.id].html
        comment.removals = [asdict(removal) for removal in rendered[comment.id].removals]
        comment.policy_version = rendered[comment.id].policy_version
        comment.post.page_changed()
