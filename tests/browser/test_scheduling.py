"""A post that was scheduled appears by itself when its time has come: no job runs, nothing is started again."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import sign_in
from tests.server import Server

pytestmark = pytest.mark.browser


def test_a_scheduled_post_appears_when_its_minute_comes(site: Server, open_browser: Callable[..., Page]) -> None:
    author, reader = open_browser(), open_browser()
    sign_in(author, site, "arthur")
    soon = datetime.now(UTC) + timedelta(minutes=1, seconds=8)
    author.goto(f"{site.url}/desk/posts/new")
    author.locator("#title").fill("Knees, tomorrow")
    author.locator("#body").fill("Lift one.")
    author.locator("#slug").fill("knees")
    author.locator("#publish_at").fill(f"{soon:%Y-%m-%dT%H:%M}")
    author.get_by_role("button", name="Schedule").click()
    expect(author.get_by_role("status")).to_contain_text("Scheduled")
    expect(author.locator(".state")).to_contain_text("Scheduled")

    reader.goto(site.url)
    expect(reader.locator("main")).not_to_contain_text("Knees, tomorrow")
    address = f"{site.url}/{soon:%Y/%m}/knees/"
    answer = reader.goto(address)
    assert answer is not None
    assert answer.status == 404

    reader.wait_for_timeout(max(0.0, (soon.replace(second=0) - datetime.now(UTC)).total_seconds() * 1000 + 500))
    reader.goto(address)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Knees, tomorrow")
    reader.goto(site.url)
    expect(reader.get_by_role("link", name="Knees, tomorrow")).to_be_visible()
    assert re.search(r"<title>Knees, tomorrow</title>", reader.request.get(f"{site.url}/feed/").text())
