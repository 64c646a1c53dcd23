"""The sample site as people find it, once it is filled."""

import re
from collections import Counter

from flask import Flask
from sqlalchemy import func, select

from blog.clock import utcnow
from blog.comments.models import Comment
from blog.database import db
from blog.posts.models import Post
from blog.sample.content import MENU, REPLIES
from blog.sample.post_list import POSTS
from tests.visitor import Visitor

HEADING = re.compile(r'<h\d[^>]*><a href="/\d{4}/\d\d/([a-z-]+)/"')


def test_the_sample_site_shows_what_it_promises(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["demo"]).exit_code == 0

    with app.app_context():
        counted = db.session.execute(select(Comment.status, func.count()).group_by(Comment.status))
        assert {status.value: number for status, number in counted} == Counter(reply.status for reply in REPLIES)
        posts = {post.slug: post for post in db.session.scalars(select(Post))}
        assert set(posts) == {post.slug for post in POSTS}
        assert posts["breathing-is-a-movement-too"].published_at is None
        assert (posts["the-bone-that-glides"].published_at or utcnow()) > utcnow()

    reader = Visitor(app)
    home = reader.get("/").text
    assert HEADING.findall(home)[0] == "anatomy-spotlight-psoas", "the oldest, which is pinned"
    assert home.count('<meta name="description"') == 1
    for label, address in MENU:
        assert f">{label}</a>" in home
        assert reader.get(address).status_code == 200, address
    assert reader.get("/page/2/").status_code == 200
    assert "10 replies" in reader.get("/2014/05/anatomy-spotlight-psoas/").text
    assert "Bone That Glides" not in home + reader.get("/category/anatomy/").text
    parts = ["an-arch-that-gives", "the-big-toe-winds-the-rope", "with-your-shoes-off"]
    assert HEADING.findall(reader.get("/series/the-foot-in-three-parts/").text) == parts
    assert "Related posts" in reader.get("/2023/04/overheard-on-the-stairs/").text
    for post in POSTS:
        if post.published_at and post.slug != "about":
            address = f"/{post.published_at:%Y/%m}/{post.slug}/"
            assert reader.get(address).status_code == 200, address
