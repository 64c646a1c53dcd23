"""What the tests of replies share."""

from flask import Flask
from sqlalchemy import func, select

from blog.comments.models import Comment
from blog.database import db
from blog.posts.models import Post
from blog.tokens import Purpose, sign
from blog.web import forms
from blog.web.engine import engine

WORDS = "Words that took me an hour & more."
TYPED = {"author": "Rhea", "email": "rhea@example.net", "comment": WORDS}


def kept(app: Flask) -> int:
    """How many replies there are, in all statuses."""
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Comment)) or 0


def make_stamp(app: Flask, post_id: int, hours_ago: int = 0) -> str:
    """The stamp that the form of this post had so many hours ago."""
    with app.app_context():
        return sign(Purpose.REPLY_STAMP, [post_id, forms.this_hour() - hours_ago], engine().settings.secret_key)


def first_post() -> Post:
    """The post of the fixture `page`."""
    return db.session.get_one(Post, 1)
