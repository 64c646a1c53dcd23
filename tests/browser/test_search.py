"""Looking for something, from the header of a page to the reply that says it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.server import Server

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_header_to_a_reply(sample_site: Server, open_browser: Callable[..., Page], javascript: bool) -> None:
    page = open_browser(javascript)
    page.goto(sample_site.url)
    box = page.get_by_role("banner").get_by_role("searchbox", name="Search posts and replies")
    box.fill("DELIVERY van")
    box.press("Enter")

    expect(page).to_have_url(f"{sample_site.url}/search/?q=DELIVERY+van")
    expect(page.get_by_text("1 result", exact=True)).to_be_visible()
    expect(page.locator(".snippet mark")).to_have_text(["delivery", "van"])
    page.get_by_role("link", name="Reply by Rhea Sandell").click()

    expect(page.locator(".comment:target > article")).to_contain_text("I drive a delivery van")
    expect(page.locator(".comment:target > article")).to_be_in_viewport()


def test_by_keyboard_alone(sample_site: Server, open_browser: Callable[..., Page]) -> None:
    page = open_browser()
    page.goto(f"{sample_site.url}/search/")
    page.get_by_role("main").get_by_role("searchbox").focus()
    page.keyboard.type("psoas")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=psoas")
    page.get_by_role("main").get_by_role("button", name="Search").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Anatomy Spotlight: Psoas")


def test_where_there_is_little_room_a_button_leads_to_the_page(
    sample_site: Server, open_browser: Callable[..., Page]
) -> None:
    page = open_browser(viewport={"width": 320, "height": 640})
    page.goto(sample_site.url)
    expect(page.get_by_role("searchbox")).to_have_count(0)
    page.get_by_role("banner").get_by_role("button", name="Search").click()

    expect(page.get_by_role("heading", name="How to search")).to_be_visible()


def test_a_page_that_is_not_there_searches(sample_site: Server, open_browser: Callable[..., Page]) -> None:
    page = open_browser()
    page.goto(f"{sample_site.url}/2013/01/psoas-spotlight/")
    page.get_by_role("main").get_by_role("button", name="Search").click()

    expect(page.get_by_role("link", name="Anatomy Spotlight: Psoas")).to_be_visible()
