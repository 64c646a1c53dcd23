"""What phases have to look up about a reply that arrives: each fact in one query, when the first phase wants it."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, literal, select

from blog.addresses import SealedAddress
from blog.comments.incoming import Repeat, Submission, WriterFacts
from blog.comments.lifecycle import CommentStatus, Trust
from blog.comments.models import BrowserReply, Comment, PremoderatedPost, Writer, WriterBrowser, WriterTrust
from blog.comments.remembering import key_hash
from blog.comments.repeats import find_repeat
from blog.database import db
from blog.posts.models import Post
from blog.text.markup import Rendered

HOUR = timedelta(hours=1)
MOST_COUNTED = 10_000  # the highest limit that can be set

APPROVED = (Comment.status == CommentStatus.APPROVED,)
# What a moderator decided has a version above the first, which is that of a reply as screening left it.
MARKED_AS_SPAM = (Comment.status == CommentStatus.SPAM, Comment.version > 1)


class StoredFacts:
    def __init__(self, submission: Submission, post: Post, rendered: Rendered, at: datetime) -> None:
        self._submission, self._post, self._rendered, self._at = submission, post, rendered, at

    @cached_property
    def writer(self) -> WriterFacts:
        """Someone signed in proves who they are; a browser's key is worth nothing with another's address."""
        if self._submission.user:
            return _of_user(self._submission.user.id)
        address = self._submission.address
        return _of_address(address, self._submission.browser_key) if address else WriterFacts()

    @cached_property
    def is_post_premoderated(self) -> bool:
        return db.session.get(PremoderatedPost, self._post.id) is not None

    @cached_property
    def repeat(self) -> Repeat | None:
        return find_repeat(self._rendered.html, self._post.id, self._at)

    @cached_property
    def from_network(self) -> int:
        return (
            db.session.scalar(
                select(
                    _number(
                        Comment.network == self._submission.network,
                        Comment.status.in_(list(CommentStatus)),
                        Comment.submitted_at > self._at - HOUR,
                    )
                )
            )
            or 0
        )


def _of_user(user_id: int) -> WriterFacts:
    theirs = Comment.user_id == user_id
    approved, spam = db.session.execute(select(_number(theirs, *APPROVED), _number(theirs, *MARKED_AS_SPAM))).one()
    return WriterFacts(approved=approved, spam=spam, approved_here=approved, spam_here=spam)


def _of_address(address: SealedAddress, browser_key: str) -> WriterFacts:
    theirs = Comment.writer_id == Writer.id
    query = select(
        Writer.id,
        WriterTrust.trust,
        WriterTrust.at,
        _number(theirs, *APPROVED, outer=Writer),
        _number(theirs, *MARKED_AS_SPAM, outer=Writer),
    ).outerjoin(WriterTrust, WriterTrust.writer_id == Writer.id)
    row = db.session.execute(query.where(Writer.email_digest.in_(address.known_as))).first()
    if row is None:
        return WriterFacts()
    writer_id, trust, trusted_at, approved, spam = row
    return WriterFacts(writer_id, trust, approved, spam, *_of_browser(writer_id, browser_key, trust, trusted_at))


def _of_browser(writer_id: int, key: str, trust: Trust | None, trusted_at: datetime | None) -> tuple[int, int, bool]:
    """How many replies from this browser are approved and how many spam; was it here when trust was declared?"""
    if not key:
        return 0, 0, False
    replies = select(BrowserReply.comment_id).where(BrowserReply.browser_id == WriterBrowser.id)
    sent = Comment.id.in_(replies.correlate(WriterBrowser))
    query = select(
        WriterBrowser.first_seen_at,
        _number(sent, *APPROVED, outer=WriterBrowser),
        _number(sent, *MARKED_AS_SPAM, outer=WriterBrowser),
    )
    row = db.session.execute(query.where(WriterBrowser.key_hash == key_hash(writer_id, key))).first()
    if row is None:
        return 0, 0, False
    was_here = trust is Trust.TRUSTED and trusted_at is not None and row[0] <= trusted_at
    return row[1], row[2], was_here


def _number(*conditions: ColumnElement[bool], outer: Any = None) -> ScalarSelect[int]:
    """How many replies there are, up to a limit that nothing is above."""
    some = select(literal(1)).select_from(Comment).where(*conditions).limit(MOST_COUNTED)
    return select(func.count()).select_from((some.correlate(outer) if outer else some).subquery()).scalar_subquery()
