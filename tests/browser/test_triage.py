"""Sixty replies, a key each; two moderators on the same reply; and the same queue without a script."""

import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from blog.app import create_app
from tests.browser.test_main_job import sign_in
from tests.conftest import make_settings
from tests.factories import Cast, make_comment, make_post
from tests.server import Server

pytestmark = pytest.mark.browser

SIXTY = 60


@pytest.fixture
def site_with_sixty(site: Server) -> Server:
    fill(site, SIXTY)
    return site


def fill(site: Server, number: int) -> None:
    """So many replies wait; each is called by its number, from 1."""
    app = create_app(make_settings(site.data_dir))
    with app.app_context():
        post = make_post(Cast({"arthur": 1}))
        for each in range(1, number + 1):
            make_comment(post, f"Reply number {each}.", name=f"Reader {each}", address=f"r{each}@example.net")


def statuses(site: Server) -> dict[int, str]:
    with sqlite3.connect(site.data_dir / "rejoinder.db") as connection:
        return dict(connection.execute("SELECT id, status FROM comments ORDER BY id").fetchall())


class Keys:
    """The keyboard, and how often it was pressed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1


def card_at_hand(page: Page) -> str:
    return page.locator(".card[data-current] .card-by").inner_text()


def test_sixty_replies_take_sixty_keys_and_ten_undos_ten(
    site_with_sixty: Server, open_browser: Callable[..., Page]
) -> None:
    mo = open_browser()
    sign_in(mo, site_with_sixty, "mo")
    keys = Keys(mo)
    wanted = {}
    for number in range(1, SIXTY + 1):
        expect(mo.locator(".card[data-current] .card-by")).to_have_text(f"Reader {number}")
        key = "asd"[number % 3]
        wanted[number] = {"a": "approved", "s": "spam", "d": "trash"}[key]
        keys.press(key)

    assert keys.pressed == SIXTY
    expect(mo.locator(".reward")).to_contain_text("Every reply has been decided")
    expect(mo.locator(".reward")).to_contain_text("The last reply came")
    expect(mo.locator("[data-count=pending]")).to_have_text("0")
    expect(mo.locator("[data-count=approved]")).to_have_text("20")
    assert statuses(site_with_sixty) == wanted

    for number in range(SIXTY, SIXTY - 10, -1):
        keys.press("u")
        expect(mo.locator(".card[data-current] .card-by")).to_have_text(f"Reader {number}")
        wanted[number] = "pending"
    assert keys.pressed == SIXTY + 10
    expect(mo.locator("[data-count=pending]")).to_have_text("10")
    expect(mo.locator(".reward")).to_be_hidden()
    assert statuses(site_with_sixty) == wanted
    mo.reload()
    expect(mo.locator("article.card")).to_have_count(10)
