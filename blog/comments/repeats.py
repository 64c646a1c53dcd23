"""The same words under several posts."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from blog.comments.incoming import Repeat
from blog.comments.models import Comment, ReplyGist
from blog.database import db
from blog.posts.models import Post
from blog.posts.queries import is_public
from blog.text.excerpt import plain_text
from blog.text.folding import words_in
from blog.text.markup import SafeHtml

WITHIN = timedelta(days=1)
LONG = 4  # letters; shorter words say little
FEWEST = 4  # different long words; with fewer, many people say the same
FEWEST_LETTERS = 30  # of a text whose words are no longer


def gist_of(html: SafeHtml) -> str | None:
    """The same for texts with the same long words: order, case, accents, signs, numbers and links between them may
    differ. None for a text that says so little that many people could have written it."""
    text = " ".join(part for part in plain_text(html).split() if "://" not in part)
    words = [word.folded for word in words_in(text) if not word.folded.isdigit()]
    long = sorted({word for word in words if len(word) >= LONG})
    if len(long) < FEWEST:
        long = words if sum(map(len, words)) >= FEWEST_LETTERS else []
    return hashlib.sha256(" ".join(long).encode()).hexdigest() if long else None


def keep_gist(comment: Comment) -> None:
    """For the replies that come within a day of this one, which is flushed; what is older goes."""
    db.session.execute(delete(ReplyGist).where(ReplyGist.at < comment.submitted_at - WITHIN))
    if hashed := gist_of(comment.html):
        db.session.add(ReplyGist(comment_id=comment.id, gist=hashed, at=comment.submitted_at))


def find_repeat(html: SafeHtml, post_id: int, at: datetime) -> Repeat | None:
    """The newest reply to another public post with the same words, whatever became of it."""
    hashed = gist_of(html)
    if hashed is None:
        return None
    query = (
        select(Comment.id, Comment.submitted_at, Post)
        .select_from(ReplyGist)
        .join(Comment, Comment.id == ReplyGist.comment_id)
        .join(Comment.post)
        .where(ReplyGist.gist == hashed, ReplyGist.at > at - WITHIN, Comment.post_id != post_id, is_public(at))
        .order_by(ReplyGist.at.desc())
        .limit(1)
    )
    row = db.session.execute(query).first()
    return (
        Repeat(row[0], (row[2].live or row[2].head).title, max(0, int((at - row[1]).total_seconds()))) if row else None
    )
