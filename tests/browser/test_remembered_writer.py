"""A returning writer: remembered by a browser that was asked to, and by no other."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import publish, sign_in
from tests.server import Server

pytestmark = pytest.mark.browser

BOX = "Remember me in this browser"


def test_a_browser_that_may_remember_its_writer_spares_the_second_wait(
    site: Server, open_browser: Callable[..., Page]
) -> None:
    author, reader, stranger, moderator = (open_browser() for _ in range(4))
    address = publish(author, site)

    reader.goto(address)
    box = reader.get_by_label(BOX)
    expect(box).to_be_visible()
    expect(box).not_to_be_checked()
    box.check()
    send(reader, "My first reply.")
    expect(reader.get_by_text("Your comment is awaiting moderation.")).to_be_visible()
    approve(moderator, site)

    reader.goto(address)
    expect(reader.get_by_label(BOX)).to_be_checked()
    send(reader, "My second reply.")
    expect(reader.locator("#comments")).to_contain_text("My second reply.")
    expect(reader.get_by_text("Your comment is awaiting moderation.")).to_have_count(0)

    stranger.goto(address)
    send(stranger, "The same address, another browser.")
    expect(stranger.get_by_text("Your comment is awaiting moderation.")).to_be_visible()
    assert reader.context.cookies() == []

    reader.goto(address)
    reader.get_by_label(BOX).uncheck()
    assert reader.evaluate("Object.keys(localStorage)") == []
    send(reader, "Forgotten again.")
    expect(reader.get_by_text("Your comment is awaiting moderation.")).to_be_visible()


def test_without_scripts_nothing_is_offered(site: Server, open_browser: Callable[..., Page]) -> None:
    address = publish(open_browser(), site)
    reader = open_browser(False)
    reader.goto(address)
    expect(reader.get_by_label(BOX)).to_be_hidden()


def send(page: Page, words: str) -> None:
    page.locator("#comment").fill(words)
    page.locator("#author").fill("Rhea Reader")
    page.locator("#email").fill("rhea@example.net")
    page.wait_for_timeout(3_100)  # nobody writes in less
    page.get_by_role("button", name="Post Comment").click()


def approve(moderator: Page, site: Server) -> None:
    sign_in(moderator, site, "mo")
    moderator.locator(".card").first.get_by_role("button", name="Approve").click()
    expect(moderator.locator(".notice")).to_be_visible()
