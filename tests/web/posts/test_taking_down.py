"""Taking a post down works when its text can't be saved."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.database import db
from blog.posts.models import Post
from tests.visitor import Visitor


@pytest.mark.parametrize(("action", "status"), [("trash", "trash"), ("unpublish", "draft")])
def test_an_empty_title_does_not_keep_a_post_public(
    page: str, app: Flask, signed_in: Callable[[str], Visitor], action: str, status: str
) -> None:
    done = signed_in("arthur").submit("/desk/posts/1/edit", "post-form", title="", action=action)

    assert done.status_code == 303
    with app.app_context():
        post = db.session.get_one(Post, 1)
        assert post.status == status
        assert post.head.title == "Anatomy Spotlight: Psoas"


def test_it_still_keeps_it_from_being_published(page: str, signed_in: Callable[[str], Visitor]) -> None:
    arthur = signed_in("arthur")
    assert arthur.submit("/desk/posts/1/edit", "post-form", title="", action="publish").status_code == 422
