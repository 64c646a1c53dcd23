"""Not a word gets lost: a server that dies while someone writes, two windows, two people."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import sign_in
from tests.factories import PASSWORD, email
from tests.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def author(site: Server, open_browser: Callable[..., Page]) -> Page:
    page = open_browser()
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, site, "arthur")
    return page


def write(page: Page, site: Server, title: str = "Knees", words: str = "Lift one.") -> str:
    """A saved draft; gives the address of its editor."""
    page.goto(f"{site.url}/desk/posts/new")
    page.locator("#title").fill(title)
    page.locator("#body").fill(words)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/edit?done=save")
    return page.url.partition("?")[0]


def go_on(page: Page, words: str) -> None:
    """Type at the end of the text."""
    page.locator("#body").press("Control+End")
    page.keyboard.type(words)


def is_kept(page: Page) -> None:
    expect(page.locator(".autosave")).to_have_attribute("data-state", "saved")


def test_not_a_word_is_lost_when_the_server_is_killed(
    author: Page, site: Server, open_browser: Callable[..., Page]
) -> None:
    editor = write(author, site)
    author.goto(editor)
    go_on(author, " This was kept on the server.")
    is_kept(author)
    site.kill()
    go_on(author, " This was typed while it was dead.")
    expect(author.locator(".autosave")).to_contain_text("kept in this browser")

    author.close()
    site.start()
    again = author.context.new_page()
    again.goto(editor)
    expect(again.locator("#body")).to_have_value("Lift one. This was kept on the server.")
    again.get_by_role("button", name="Take it into the editor").click()
    whole = "Lift one. This was kept on the server. This was typed while it was dead."
    expect(again.locator("#body")).to_have_value(whole)
    is_kept(again)

    elsewhere = open_browser()
    sign_in(elsewhere, site, "arthur")
    elsewhere.goto(editor)
    expect(elsewhere.locator("#body")).to_have_value(whole)


def test_what_is_typed_while_the_server_is_away_is_sent_when_it_is_back(author: Page, site: Server) -> None:
    author.goto(f"{site.url}/desk/posts/new")
    site.kill()
    author.locator("#title").fill("Knees")
    author.locator("#body").fill("A thought.")
    expect(author.locator(".autosave")).to_have_attribute("data-state", "failed")
    site.start()

    expect(author.locator(".autosave")).to_have_attribute("data-state", "saved", timeout=30_000)


def test_of_two_windows_the_second_is_shown_both_texts(author: Page, site: Server) -> None:
    editor = write(author, site)
    first, second = author, author.context.new_page()
    first.goto(editor)
    second.goto(editor)
    first.locator("#body").fill("Lift one, said the first window.")
    is_kept(first)
    second.locator("#body").fill("Lift two, said the second window.")

    conflict = second.locator(".copy-conflict")
    expect(conflict).to_be_visible()
    expect(conflict.locator("[data-mine]")).to_have_value("Knees\n\nLift two, said the second window.")
    expect(conflict.locator("[data-theirs]")).to_have_value("Knees\n\nLift one, said the first window.")
    expect(second.locator("#body")).to_have_value("Lift two, said the second window.")


def test_two_people_see_each_other_and_overwrite_nothing(
    author: Page, site: Server, open_browser: Callable[..., Page]
) -> None:
    words = ("user", "create", email("edith"), "--name", "Edith Editor", "--role", "editor", "--password-stdin")
    site.flask(*words, stdin=f"{PASSWORD}\n")
    editor = write(author, site)
    author.goto(editor)
    go_on(author, " And count.")
    is_kept(author)
    edith = open_browser()
    sign_in(edith, site, "edith")
    edith.goto(editor)
    expect(edith.locator(".others")).to_contain_text("Arthur Author")

    edith.locator("#body").fill("Lift the other one.")
    edith.get_by_role("button", name="Save", exact=True).click()
    edith.wait_for_url("**/edit?done=save")
    go_on(author, " Slowly.")
    expect(author.locator(".copy-conflict")).to_be_visible()

    author.get_by_role("button", name="Save", exact=True).click()
    expect(author.get_by_role("alert")).to_contain_text("saved elsewhere")
    expect(author.locator("#body")).to_have_value("Lift one. And count. Slowly.")
    expect(author.locator("main")).to_contain_text("Lift the other one.")
