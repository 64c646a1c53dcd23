"""The page with the team's numbers."""

from collections.abc import Callable

from flask import Flask

from blog.clock import utcnow
from blog.comments.lifecycle import Action
from blog.database import transaction
from blog.moderation.decisions import decide
from tests.factories import Cast, make_comment, make_post
from tests.visitor import Visitor

SignedIn = Callable[[str], Visitor]


def test_it_shows_drawings_with_tables_behind_them(app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    with app.app_context():
        comment = make_comment(make_post(cast), at=utcnow(), seconds_taken=1.0)
        with transaction():
            decide(comment, Action.APPROVE, cast.user("mo").as_actor(), utcnow(), comment.version)
    shown = signed_in("mo").get("/moderation/numbers/").text

    assert shown.count('<svg class="columns"') == 2
    assert "1 decisions by Mo Moderator" in shown
    assert "100 %" in shown
    assert shown.count("<table") == 3


def test_a_new_site_says_what_will_stand_here(cast: Cast, signed_in: SignedIn) -> None:
    shown = signed_in("mo").get("/moderation/numbers/").text

    assert "Nobody decided about a reply in these days." in shown
    assert "No reply was held in these days." in shown


def test_the_period_is_one_of_three(cast: Cast, signed_in: SignedIn) -> None:
    mo = signed_in("mo")

    for asked, current in (("7", 7), ("90", 90), ("", 30), ("8", 30), ("-1", 30), ("x", 30), ("٧", 30)):
        shown = mo.get(f"/moderation/numbers/?days={asked}").text
        assert f'?days={current}" aria-current="page"' in shown
