"""A scheduled post appears because its time has come: no job, no restart, no remembered page in its way."""

import time
from datetime import timedelta

from flask import Flask

from blog.clock import utcnow
from blog.database import transaction
from blog.posts.publishing import schedule_post
from blog.posts.queries import find_edition
from tests.factories import Cast, make_post
from tests.visitor import Visitor

FEEDS = ("/feed/", "/feed/atom/", "/feed/json/")


def test_it_is_on_every_page_from_its_second_on(app: Flask, cast: Cast, page: str, visitor: Visitor) -> None:
    with app.app_context():
        post = make_post(cast, "Soon To Come", slug="soon", published_at=None)
        comes_at = utcnow() + timedelta(seconds=4)
        with transaction():
            post.head.publish_at = comes_at
            schedule_post(post, cast.user("arthur").as_actor(), utcnow())
        own = f"/{post.year}/{post.month:02}/soon/"
        before = find_edition(2026, 4, "anatomy-spotlight-psoas", utcnow())

    addresses = ("/", *FEEDS)
    asked = [visitor.get(address) for address in (page, *addresses)]
    assert [each.status_code for each in asked] == [200] * 5
    assert not any("Soon To Come" in each.text for each in asked)
    assert visitor.get(own).status_code == 404
    assert utcnow() < comes_at, "this machine is too slow for this test"

    time.sleep((comes_at - utcnow()).total_seconds() + 0.1)

    assert all("Soon To Come" in visitor.get(address).text for address in addresses)
    assert visitor.get(own).status_code == 200
    with app.app_context():
        after = find_edition(2026, 4, "anatomy-spotlight-psoas", utcnow())
    assert before is not None
    assert after is not None
    assert (before.newest_at, before.page_version) != (after.newest_at, after.page_version), "its neighbours are new"


def test_a_page_at_a_wrong_year_or_month_leads_to_the_right_one(app: Flask, cast: Cast, visitor: Visitor) -> None:
    with app.app_context():
        make_post(cast, "Psoas", slug="psoas")
        make_post(cast, "A Draft", slug="a-draft", published_at=None)

    for address in ("/2025/04/psoas/", "/2026/05/psoas/", "/0001/01/psoas/"):
        moved = visitor.get(address)
        assert (moved.status_code, moved.location) == (301, "/2026/04/psoas/")
    assert visitor.get("/2026/04/a-draft/").status_code == 404
    assert visitor.get("/2025/04/never/").status_code == 404
