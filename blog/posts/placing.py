"""Where a post that goes live stands: its tags, category and series, and the words by which related posts find it."""

from sqlalchemy import delete, update

from blog.database import db
from blog.posts.models import Category, Post, PostWord, Revision, Series, Tag, post_tags
from blog.posts.terms import term_named, terms_named
from blog.text.keywords import keywords


def place_post(post: Post, head: Revision) -> None:
    """Tags, category and series are those of the revision that goes live.

    The time of publication stands beside each tag and word too, so that they are read in the order of an index.
    """
    post.tags = terms_named(Tag, head.tags)
    post.category = term_named(Category, head.category)
    post.series = term_named(Series, head.series)
    db.session.flush()
    db.session.execute(update(post_tags).where(post_tags.c.post_id == post.id).values(published_at=post.published_at))
    db.session.execute(delete(PostWord).where(PostWord.post_id == post.id))
    words = keywords(head.title, head.summary)
    db.session.add_all(PostWord(post_id=post.id, word=word, published_at=post.published_at) for word in words)
