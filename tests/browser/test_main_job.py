"""The main job, whole: an author publishes, a reader replies, a moderator decides, and readers see it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD, email
from tests.server import Server

pytestmark = pytest.mark.browser

BODY = """![The muscle, seen from the front](/static/pictures/psoas.svg "From the spine to the thigh")

It starts beside the spine.

1. **It is long.** It crosses the hip.
2. **It is deep.** No hand reaches it easily.
3. **It is patient.** It works while you sit.

Go for a walk.
"""

REPLY = 'I **like** this.\n\n<script>alert(1)</script><b onclick="alert(2)">Well</b> said.'


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_publish_reply_approve_read(site: Server, open_browser: Callable[..., Page], javascript: bool) -> None:
    author, reader, moderator, stranger = (open_browser(javascript) for _ in range(4))

    address = publish(author, site)
    read(reader, address)
    refuse_an_incomplete_reply(reader)
    send_the_reply(reader)
    stranger.goto(address)
    expect(stranger.locator("#comments")).to_contain_text("No replies yet")

    approve(moderator, site)
    stranger.reload()
    expect(stranger.locator("#comments")).to_contain_text("1 reply")
    expect(stranger.locator(".comment-text")).to_contain_text("Well said.")
    assert stranger.locator(".comment-text").inner_html().count("<strong>like</strong>") == 1
    assert "rhea@example.net" not in stranger.content()
    assert reader.context.cookies() == stranger.context.cookies() == []

    undo(moderator)
    stranger.reload()
    expect(stranger.locator("#comments")).to_contain_text("No replies yet")


def publish(author: Page, site: Server) -> str:
    """Write a post at the desk, publish it, and return its address."""
    sign_in(author, site, "arthur")
    author.goto(f"{site.url}/desk/")
    author.get_by_role("link", name="Write a post").click()
    author.locator("#title").fill("Anatomy Spotlight: Psoas")
    author.locator("#body").fill(BODY)
    author.get_by_role("button", name="Save", exact=True).click()
    expect(author.get_by_role("status")).to_contain_text("Saved")
    author.get_by_role("button", name="Publish", exact=True).click()
    expect(author.get_by_role("status")).to_contain_text("Published")
    author.get_by_role("status").get_by_role("link", name="Read it").click()
    return author.url


def read(reader: Page, address: str) -> None:
    """The page as the contract draws it: headline, floated picture with its caption, three facts, the form."""
    reader.goto(address)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Anatomy Spotlight: Psoas")
    figure = reader.locator("figure")
    expect(figure.locator("figcaption")).to_have_text("From the spine to the thigh")
    assert figure.evaluate("element => getComputedStyle(element).float") != "none"
    assert figure.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    expect(reader.locator(".prose ol > li")).to_have_count(3)
    expect(reader.locator("#reply-title")).to_have_text("Leave a Reply")
    expect(reader.locator("#respond")).to_contain_text(
        "Your email address will not be published. Required fields are marked *"
    )


def refuse_an_incomplete_reply(reader: Page) -> None:
    """No word is lost, and the summary above the form takes the focus and leads to the field."""
    reader.locator("#comment").fill(REPLY)
    reader.locator("#author").fill("Rhea Reader")
    reader.get_by_role("button", name="Post Comment").click()
    summary = reader.locator("#problems")
    expect(summary).to_be_focused()
    expect(reader.locator("#comment")).to_have_value(REPLY)
    expect(reader.locator("#author")).to_have_value("Rhea Reader")
    summary.get_by_role("link").click()
    expect(reader.locator("#email")).to_be_focused()


def send_the_reply(reader: Page) -> None:
    reader.locator("#email").fill("rhea@example.net")
    reader.get_by_role("button", name="Post Comment").click()
    expect(reader.get_by_text("Your comment is awaiting moderation.")).to_be_visible()
    assert "#comment-" in reader.url


def approve(moderator: Page, site: Server) -> None:
    """The queue says why the reply waits and what the sanitizer took away."""
    sign_in(moderator, site, "mo")
    card = moderator.locator("article.card")
    expect(card).to_have_count(1)
    expect(card.locator(".chips")).to_contain_text(re.compile("First replies|Quick"))
    expect(card.locator(".taken-out")).to_contain_text("alert(1)")
    expect(card.locator(".taken-out")).to_contain_text("onclick")
    card.get_by_role("button", name="Approve").click()
    expect(moderator.get_by_role("status").first).to_contain_text("Rhea Reader was approved")
    expect(moderator.locator("article.card")).to_have_count(0)


def undo(moderator: Page) -> None:
    moderator.get_by_role("button", name="Undo").click()
    expect(moderator.get_by_role("status").first).to_contain_text("was put back")
    expect(moderator.locator("article.card")).to_have_count(1)


def sign_in(page: Page, site: Server, name: str) -> None:
    page.goto(f"{site.url}/login")
    page.locator("#email").fill(email(name))
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/moderation/**")
