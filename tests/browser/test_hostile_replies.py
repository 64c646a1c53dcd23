"""Fifty hostile replies in a real browser: shown to readers and to a moderator, touched, and nothing of them runs."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request

from tests.corpora.collections import hostile_texts
from tests.factories import PASSWORD, email
from tests.fault.readers import Reader
from tests.server import ROOT, Server

pytestmark = pytest.mark.browser

FIFTY = 50
POST = "/2026/01/a-target/"
WANTS_TO_RUN = re.compile(r"alert|prompt|confirm|script|on\w+\s*=|svg|iframe|src=", re.IGNORECASE)

# What an attack would call leaves a mark instead.
MARKS = """
window.marks = [];
for (const name of ["alert", "prompt", "confirm", "print", "open"]) {
  window[name] = (...words) => { window.marks.push([name, ...words.map(String)]); };
}
"""

# Everything in a reply is moved over, focused and pressed, as far as that doesn't lead away.
TOUCH = """
() => {
  for (const element of document.querySelectorAll(".comment-text, .comment-text *, .comment-author *")) {
    for (const name of ["mouseover", "mouseenter", "focus", "pointerover", "animationstart", "toggle", "error"]) {
      element.dispatchEvent(new Event(name, { bubbles: true }));
    }
    if (element.tagName !== "A") { element.click(); }
  }
  return document.querySelectorAll(".comment-text").length;
}
"""


@pytest.fixture
def unlimited_site(site: Server) -> Server:
    """The empty site, started again for fifty replies in a moment."""
    site.stop()
    site.environ["RATE_LIMITS"] = "off"
    return site.start()


def test_fifty_hostile_replies_run_nothing(unlimited_site: Server, open_browser: Callable[..., Page]) -> None:
    site = unlimited_site
    kept = _fill(site)
    site.flask("comment", "approve", *(str(number) for number in range(1, kept // 2 + 1)))
    page = open_browser()
    seen = _watch(page, site)

    page.goto(f"{site.url}{POST}")
    shown = page.evaluate(TOUCH)
    _sign_in(page, site)
    for status in ("pending", "approved"):
        page.goto(f"{site.url}/moderation/?status={status}")
        shown += page.evaluate(TOUCH)
    for number in range(1, kept + 1, 5):
        page.goto(f"{site.url}/moderation/comments/{number}")
        shown += page.evaluate(TOUCH)

    assert shown >= kept + kept // 2
    assert page.evaluate("window.marks") == []
    assert seen == []


def _fill(site: Server) -> int:
    """A post, and under it the fifty: those of all that try hardest, spread evenly."""
    _publish(site)
    texts = [text for text in dict.fromkeys(hostile_texts()) if len(text) < 5_000 and "\ud800" not in text]
    eager = [text for text in texts if WANTS_TO_RUN.search(text)]
    texts = eager if len(eager) > 2 * FIFTY else eager + [text for text in texts if text not in eager]
    reader = Reader(site.port, POST).read_form()
    kept = 0
    for text in texts[:: max(1, len(texts) // (FIFTY + 10))]:
        kept += kept < FIFTY and reader.send(text).status == 303
    reader.close()
    assert kept == FIFTY
    return kept


def _watch(page: Page, site: Server) -> list[str]:
    """Dialogs, requests that leave the site, and what the browser complains of, from now on."""
    seen: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(f"{site.url}/"):
            seen.append(f"request: {request.url}")

    page.add_init_script(MARKS)
    page.on("dialog", lambda dialog: seen.append(f"dialog: {dialog.message}"))
    page.on("request", note)
    page.on("console", lambda message: seen.append(message.text) if message.type == "error" else None)
    page.on("popup", lambda popup: seen.append(f"window: {popup.url}"))
    return seen


def _publish(site: Server) -> None:
    """A post by the command line's own words: as the demo does, without its replies."""
    code = (
        "from datetime import UTC, datetime; from wsgi import app; from tests.factories import Cast, make_post; "
        "from blog.accounts.models import User; from blog.database import db\n"
        "with app.app_context():\n"
        "    user = db.session.query(User).first()\n"
        "    make_post(Cast({'arthur': user.id}), title='A target', published_at=datetime(2026, 1, 2, tzinfo=UTC))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=site.environ, check=True, timeout=60)


def _sign_in(page: Page, site: Server) -> None:
    page.goto(f"{site.url}/login")
    page.locator("#email").fill(email("mo"))
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/moderation/**")


WIDE = {
    "W" * 245: "W" * 5_000,
    "marks": "a" + "\u0301" * 5_000,
    "turned": "\u202e" + "turned around " * 20,
    "code": "```\n" + "x" * 2_000 + "\n```",
    "quotations": "> " * 15 + "deep " + "W" * 300,
    "lists": "".join(" " * 2 * depth + "- item\n" for depth in range(9)),
    "link": "https://example.org/" + "w" * 900,
}


def test_A58_no_reply_is_wider_than_a_small_screen(unlimited_site: Server, open_browser: Callable[..., Page]) -> None:
    site = unlimited_site
    _publish(site)
    reader = Reader(site.port, POST).read_form()
    for name, text in WIDE.items():
        assert reader.send(text, name).status == 303
    reader.close()
    page = open_browser(viewport={"width": 320, "height": 800})
    _sign_in(page, site)
    for address in ("/moderation/", "/moderation/comments/1", "/moderation/comments/2", "/moderation/comments/4"):
        page.goto(f"{site.url}{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
    site.flask("comment", "approve", *(str(number) for number in range(1, len(WIDE) + 1)))
    page.goto(f"{site.url}{POST}")
    assert page.locator("#comments .comment-text").count() == len(WIDE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    boxes = page.eval_on_selector_all(
        "#comments .comment-text",
        "all => all.map(one => [getComputedStyle(one).overflow, getComputedStyle(one).contain])",
    )
    assert all({"hidden", "clip", "auto", "paint", "content", "strict"} & set(" ".join(box).split()) for box in boxes)
