"""An admin builds the menu by the keyboard, sees a colour before it is saved, and undoes both."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from blog.sample.content import MENU
from tests.browser.test_every_page import _sign_in_as_admin as sign_in
from tests.server import Server

pytestmark = pytest.mark.browser

SAMPLE_MENU = [label for label, _ in MENU]


def test_the_menu_is_built_and_moved_by_the_keyboard(sample_site: Server, open_browser: Callable[..., Page]) -> None:
    admin, reader = open_browser(), open_browser()
    sign_in(admin, sample_site)
    admin.goto(f"{sample_site.url}/settings/")
    for number, (name, address) in enumerate([("Newest", "/"), ("Feed", "/feed/")], start=1):
        admin.locator(f"#menu-{number}-label").fill(name)
        admin.locator(f"#menu-{number}-address").fill(address)

    up = admin.get_by_role("button", name="Move up").nth(1)
    up.focus()
    admin.keyboard.press("Enter")

    expect(admin.locator("#menu-moved")).to_have_text("Feed is now at place 1. Save to keep it.")
    assert admin.evaluate("document.activeElement.closest('li').querySelector('[name$=label]').value") == "Feed"
    admin.keyboard.press("Enter")
    assert admin.evaluate("document.activeElement.dataset.step") == "-1", "at the end the focus is not lost"
    admin.get_by_role("button", name="Save the settings").press("Enter")

    expect(admin.get_by_role("status").first).to_contain_text("Saved. Menu")
    reader.goto(sample_site.url)
    links = reader.get_by_role("navigation", name="Menu").get_by_role("link")
    assert links.all_text_contents() == ["Feed", "Newest", *SAMPLE_MENU[2:]]
    expect(reader.get_by_role("link", name="Newest")).to_have_attribute("aria-current", "page")

    admin.get_by_role("status").first.get_by_role("button", name="Undo").press("Enter")
    expect(admin.get_by_role("status").first).to_contain_text("Put back. Menu")
    reader.reload()
    expect(links).to_have_text(SAMPLE_MENU)


def test_the_menu_is_moved_by_numbers_without_scripts(sample_site: Server, open_browser: Callable[..., Page]) -> None:
    admin = open_browser(javascript=False)
    sign_in(admin, sample_site)
    admin.goto(f"{sample_site.url}/settings/")
    for number, name in enumerate(["Second", "First"], start=1):
        admin.locator(f"#menu-{number}-label").fill(name)
        admin.locator(f"#menu-{number}-address").fill("/")
        admin.locator(f"#menu-{number}-place").fill(str(3 - number))
    expect(admin.get_by_role("button", name="Move up")).to_have_count(0)

    admin.get_by_role("button", name="Save the settings").click()

    expect(admin.locator("#menu-1-label")).to_have_value("First")
    expect(admin.locator("#menu-2-label")).to_have_value("Second")
    admin.get_by_role("button", name="Undo").click()
    expect(admin.locator("#menu-1-label")).to_have_value(SAMPLE_MENU[0])


def test_a_colour_shows_before_it_is_saved(sample_site: Server, open_browser: Callable[..., Page]) -> None:
    admin = open_browser()
    sign_in(admin, sample_site)
    admin.goto(f"{sample_site.url}/settings/")
    button = admin.get_by_role("button", name="Save the settings")
    before = button.evaluate("element => getComputedStyle(element).backgroundColor")

    admin.get_by_role("radio", name="Sea").press("Space")

    expect(button).not_to_have_css("background-color", before)
    admin.reload()
    expect(admin.locator("html")).to_have_attribute("data-accent", "clay")
