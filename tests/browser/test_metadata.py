"""A browser with our policy takes the script of data as it is meant: it reads it, and runs nothing."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.server import Server

pytestmark = pytest.mark.browser

PSOAS = "/2014/05/anatomy-spotlight-psoas/"


def test_the_browser_reads_the_data_and_complains_of_nothing(
    sample_site: Server, open_browser: Callable[..., Page]
) -> None:
    page = open_browser()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(sample_site.url + PSOAS)
    data = json.loads(page.locator('script[type="application/ld+json"]').text_content() or "")

    assert data["@type"] == "BlogPosting"
    assert data["headline"] == page.locator("h1").text_content()
    assert said == []
