"""A moderator tries a rule, sees what it would have got wrong, saves it, and takes it back; also without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import _sign_in_as_admin as sign_in
from tests.browser.test_every_page import _violations
from tests.server import Server

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_a_rule_is_tried_saved_and_taken_back(
    sample_site: Server, open_browser: Callable[..., Page], javascript: bool
) -> None:
    admin = open_browser(javascript)
    sign_in(admin, sample_site)
    admin.get_by_role("link", name="Rules").click()
    admin.get_by_label("Words and phrases", exact=True).first.fill("psoas\nthe")
    admin.get_by_role("button", name="Try it").click()

    expect(admin.get_by_role("heading", name="What they would have done")).to_be_visible()
    expect(admin.locator(".wrong mark").first).to_be_visible()
    if javascript:
        assert _violations(admin) == []
    admin.get_by_role("button", name="Save all the same").click()
    expect(admin.get_by_role("status")).to_contain_text("2 rules were saved.")
    if javascript:
        assert _violations(admin) == []
    admin.get_by_role("button", name="Switch “psoas” off").click()
    expect(admin.get_by_role("status")).to_contain_text("The rule rests.")
    admin.get_by_role("button", name="Remove “the”").click()
    expect(admin.get_by_role("status")).to_contain_text("1 rule was removed.")

    admin.get_by_role("status").get_by_role("button", name="Undo").click()

    expect(admin.get_by_role("button", name="Remove “the”")).to_be_visible()
    for name in ("psoas", "the"):
        admin.get_by_role("button", name=f"Remove “{name}”").click()
    expect(admin.get_by_text("No rules yet.")).to_be_visible()
