"""Two windows on one post, and a live post that is changed out of sight: both without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import publish, sign_in
from tests.server import Server

pytestmark = pytest.mark.browser


def test_a_conflict_of_two_windows(site: Server, open_browser: Callable[..., Page]) -> None:
    first, second = open_browser(javascript=False), open_browser(javascript=False)
    publish(first, site)
    sign_in(second, site, "arthur")
    for window in (first, second):
        window.goto(f"{site.url}/desk/posts/1/edit")
    first.locator("#body").fill("It starts beside the spine.\n\nFrom the first window.")
    first.get_by_role("button", name="Save", exact=True).click()
    expect(first.get_by_role("status").first).to_contain_text("Saved")

    second.locator("#body").fill("It starts beside the hip.\n\nFrom the second window.")
    second.get_by_role("button", name="Save", exact=True).click()

    conflict = second.locator(".conflict")
    expect(conflict).to_contain_text("Arthur Author saved this post")
    expect(conflict.get_by_label("Your text, not saved")).to_have_value(
        "It starts beside the hip.\n\nFrom the second window."
    )
    expect(conflict.get_by_label("The text that is saved")).to_have_value(
        "It starts beside the spine.\n\nFrom the first window."
    )
    expect(conflict.locator(".difference ins").first).to_have_text("hip")
    conflict.get_by_role("button", name="Save mine over it").click()
    expect(second.get_by_role("status").first).to_contain_text("Saved")

    second.get_by_role("link", name="Revisions").click()
    expect(second.locator("tbody tr")).to_have_count(3)
    second.locator("tbody tr").nth(1).get_by_role("link").click()
    expect(second.locator(".prose")).to_contain_text("From the first window.")
    second.get_by_role("button", name="Bring this text back").click()
    expect(second.locator("#body")).to_have_value("It starts beside the spine.\n\nFrom the first window.")


def test_taking_the_other_text(site: Server, open_browser: Callable[..., Page]) -> None:
    first, second = open_browser(javascript=False), open_browser(javascript=False)
    publish(first, site)
    sign_in(second, site, "arthur")
    second.goto(f"{site.url}/desk/posts/1/edit")
    first.goto(f"{site.url}/desk/posts/1/edit")
    first.locator("#body").fill("Theirs.")
    first.get_by_role("button", name="Save", exact=True).click()
    second.locator("#body").fill("Mine.")
    second.get_by_role("button", name="Save", exact=True).click()

    second.locator(".conflict").get_by_text("Take this one").click()

    expect(second.locator("#body")).to_have_value("Theirs.")


def test_an_edit_is_staged_shared_and_swapped_in(site: Server, open_browser: Callable[..., Page]) -> None:
    author, friend, reader = (open_browser(javascript=False) for _ in range(3))
    address = publish(author, site)
    author.goto(f"{site.url}/desk/posts/1/edit")
    author.locator("#body").fill("Staged, and not yet seen.")
    author.get_by_role("button", name="Save", exact=True).click()
    expect(author.get_by_role("status").first).to_contain_text("Readers still see the version that you published")

    author.get_by_role("link", name="Share a preview").click()
    author.get_by_role("button", name="Make a link").click()
    link = author.locator("#new-link").input_value()
    friend.goto(link)
    expect(friend.locator(".prose")).to_have_text("Staged, and not yet seen.")
    assert friend.context.cookies() == []
    reader.goto(address)
    expect(reader.locator(".prose")).not_to_contain_text("Staged")

    author.goto(f"{site.url}/desk/posts/1/edit")
    author.get_by_role("button", name="Publish changes").click()
    expect(author.get_by_role("status").first).to_contain_text("Published")
    reader.goto(address)
    expect(reader.locator(".prose")).to_have_text("Staged, and not yet seen.")

    author.get_by_role("link", name="Share a preview").click()
    author.get_by_role("button", name="Withdraw").click()
    expect(author.get_by_role("status")).to_contain_text("withdrawn")
    assert friend.reload().status == 404  # type: ignore[union-attr]
