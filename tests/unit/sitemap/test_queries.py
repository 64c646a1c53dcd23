"""What is listed, and in which part."""

from datetime import timedelta

import pytest
from flask import Flask

from blog.database import transaction
from blog.posts.models import Category, Series
from blog.sitemap.queries import Kind, listed_in, parts_of
from tests.factories import NOW, Cast, make_post

A_MONTH_AGO = NOW - timedelta(days=30)


@pytest.mark.parametrize(
    ("kind", "slugs"),
    [
        (Kind.POSTS, ["one"]),
        (Kind.TAGS, ["hip"]),
        (Kind.CATEGORIES, ["anatomy"]),
        (Kind.SERIES, ["legs"]),
        (Kind.AUTHORS, ["arthur-author"]),
    ],
)
def test_only_what_holds_a_public_post_is_listed(context: Flask, cast: Cast, kind: Kind, slugs: list[str]) -> None:
    public = make_post(cast, "One", tags=("Hip",), published_at=A_MONTH_AGO)
    draft = make_post(cast, "Two", tags=("Knee",), author="berta", published_at=None)
    with transaction():
        public.category, draft.category = Category(name="A", slug="anatomy"), Category(name="B", slug="bones")
        public.series, draft.series = Series(name="L", slug="legs"), Series(name="M", slug="arms")

    assert [listed.slug for listed in listed_in(kind, 1, NOW)] == slugs
    assert [listed.changed_at for listed in listed_in(kind, 1, NOW)] == [A_MONTH_AGO]
    assert parts_of(kind, NOW) == [(1, A_MONTH_AGO)]
    assert listed_in(kind, 2, NOW) == []
