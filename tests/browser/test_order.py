"""From an archive through a series, a renamed post by its old address, and many posts at once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import publish, sign_in
from tests.server import Server

pytestmark = pytest.mark.browser

PARTS = ["An Arch That Gives", "The Big Toe Winds the Rope", "With Your Shoes Off"]


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_archive_to_a_part_and_the_next(
    sample_site: Server, open_browser: Callable[..., Page], javascript: bool
) -> None:
    page = open_browser(javascript)
    page.goto(f"{sample_site.url}/archive/")
    page.get_by_role("link", name="The Foot in Three Parts").first.click()
    expect(page.get_by_role("article")).to_have_count(3)
    page.get_by_role("link", name=PARTS[0]).click()
    series = page.get_by_role("navigation", name="Part 1 of 3")
    series.get_by_text("Next part").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PARTS[1])
    series = page.get_by_role("navigation", name="Part 2 of 3")
    series.get_by_text("All parts").click()
    series.get_by_role("listitem").get_by_role("link", name=PARTS[2]).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PARTS[2])


def test_a_renamed_post_is_found_at_its_old_address(site: Server, open_browser: Callable[..., Page]) -> None:
    page = open_browser()
    old = publish(page, site)
    page.get_by_role("link", name="Edit this post").click()
    page.get_by_label("Address").fill("psoas")
    page.get_by_role("button", name="Publish changes").click()
    expect(page.get_by_role("status").first).to_contain_text("Published")

    page.goto(old)
    expect(page).to_have_url(old.replace("anatomy-spotlight-psoas", "psoas"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Anatomy Spotlight: Psoas")


@pytest.mark.parametrize("javascript", [True, False])
def test_several_posts_get_a_tag_at_once(site: Server, open_browser: Callable[..., Page], javascript: bool) -> None:
    page = open_browser(javascript)
    sign_in(page, site, "arthur")
    for title in ("One", "Two"):
        page.goto(f"{site.url}/desk/posts/new?copy=none")
        page.locator("#title").fill(title)
        page.locator("#body").fill("A text.")
        page.get_by_role("button", name="Publish", exact=True).click()
    page.goto(f"{site.url}/desk/?status=published&kind=post")
    if javascript:
        page.get_by_label("All on this page").check()
    else:
        expect(page.get_by_label("All on this page")).to_be_hidden()
        for title in ("One", "Two"):
            page.get_by_label(f"Tick {title}").check()
    bulk = page.get_by_role("form", name="Several at once")
    bulk.get_by_label("Tag").fill("Everything")
    bulk.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_contain_text("2 posts have the tag “Everything” now.")
    expect(page).to_have_url(re.compile("status=published&kind=post"))
    page.goto(f"{site.url}/tag/everything/")
    expect(page.get_by_role("article")).to_have_count(2)
