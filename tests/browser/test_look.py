"""How public pages look and load: light or dark by choice, light in bytes, nothing that moves, nobody else asked."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from playwright.sync_api import Page, Response, expect

from tests.server import Server

pytestmark = pytest.mark.browser

PSOAS = "/2014/05/anatomy-spotlight-psoas/"
PAGES = ("/", PSOAS, "/login", "/there-is-nothing-here")
BUDGET = 40_000  # bytes: HTML, CSS and script of a post's page, compressed

WATCH_SHIFTS = """
window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => window.shift += entry.value))
  .observe({type: "layout-shift", buffered: true});
"""


def paper(page: Page) -> float:
    """How light the page's ground is, from 0 to 1."""
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    lightness = re.search(r"oklch\(([0-9.]+)", ground)
    assert lightness, ground
    return float(lightness[1])


def choose(page: Page, scheme: str) -> None:
    page.get_by_role("contentinfo").get_by_text(scheme, exact=True).click()


def test_light_dark_and_as_the_system_says(sample_site: Server, open_browser: Callable[..., Page]) -> None:
    page = open_browser(color_scheme="light")
    page.goto(sample_site.url + PSOAS)
    assert paper(page) > 0.9
    choose(page, "Dark")
    assert paper(page) < 0.3

    page.goto(sample_site.url + "/")
    assert paper(page) < 0.3
    assert page.context.cookies() == []
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()

    choose(page, "As the system")
    assert paper(page) > 0.9
    page.emulate_media(color_scheme="dark")
    assert paper(page) < 0.3


def test_the_choice_is_made_by_keys_and_known_in_another_window(
    sample_site: Server, open_browser: Callable[..., Page]
) -> None:
    page = open_browser(color_scheme="light")
    page.goto(sample_site.url + "/")
    other = page.context.new_page()
    other.goto(sample_site.url + PSOAS)
    page.get_by_role("radio", name="As the system").focus()
    page.keyboard.press("ArrowRight")

    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    other.wait_for_function("document.documentElement.dataset.scheme === 'dark'")
    expect(other.get_by_role("radio", name="Dark")).to_be_checked()


def test_a_page_that_was_chosen_dark_prints_dark_on_white(
    sample_site: Server, open_browser: Callable[..., Page]
) -> None:
    page = open_browser(color_scheme="dark")
    page.goto(sample_site.url + PSOAS)
    choose(page, "Dark")
    page.emulate_media(media="print")

    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.get_by_role("contentinfo").is_visible()


@pytest.mark.parametrize("path", PAGES)
def test_nobody_else_is_asked_and_no_cookie_is_set(
    sample_site: Server, open_browser: Callable[..., Page], path: str
) -> None:
    page = open_browser()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    page.goto(sample_site.url + path, wait_until="networkidle")

    assert set(asked) == {urlsplit(sample_site.url).netloc}
    assert page.context.cookies() == []


def test_a_post_weighs_little(sample_site: Server, open_browser: Callable[..., Page]) -> None:
    """What comes before the first picture, as the best coding of the server would send it."""
    page = open_browser()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(sample_site.url + PSOAS, wait_until="networkidle")
    parts = {urlsplit(answer.url).path: answer for answer in answers if is_counted(answer)}

    weights = {path: len(brotli.compress(answer.body(), quality=4)) for path, answer in parts.items()}
    assert {Path(path).suffix for path in weights} == {"", ".css", ".js"}
    assert sum(weights.values()) < BUDGET, weights


def is_counted(answer: Response) -> bool:
    return answer.headers.get("content-type", "").partition(";")[0] in ("text/html", "text/css", "text/javascript")


@pytest.mark.parametrize("width", [320, 1440])
def test_nothing_moves_while_a_post_loads(sample_site: Server, open_browser: Callable[..., Page], width: int) -> None:
    page = open_browser(viewport={"width": width, "height": 800})
    page.add_init_script(WATCH_SHIFTS)
    page.goto(sample_site.url + PSOAS, wait_until="networkidle")
    page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    page.evaluate("Promise.all([...document.images].map(image => image.decode().catch(() => 0)))")

    assert page.evaluate("window.shift") == 0


@pytest.mark.parametrize("path", PAGES)
def test_the_first_paint_waits_for_no_script(sample_site: Server, open_browser: Callable[..., Page], path: str) -> None:
    page = open_browser()
    page.goto(sample_site.url + path)
    waited_for = "script:not([type=module], [async], [defer], [type='application/ld+json'])"

    assert page.locator(waited_for).count() == 0


@pytest.mark.parametrize("width", [320, 2560])
def test_lines_stay_readable_on_small_and_on_huge_screens(
    sample_site: Server, open_browser: Callable[..., Page], width: int
) -> None:
    page = open_browser(viewport={"width": width, "height": 1200})
    page.goto(sample_site.url + PSOAS)
    column = page.locator(".prose > p").last.evaluate(
        "p => p.getBoundingClientRect().width / parseFloat(getComputedStyle(p).fontSize)"
    )

    assert 14 < column < 36, "in widths of an em, of which a letter takes about half"
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_nothing_moves_for_who_asked_for_less(sample_site: Server, open_browser: Callable[..., Page]) -> None:
    page = open_browser(reduced_motion="reduce")
    page.goto(sample_site.url + PSOAS)
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(element => {"
        " const style = getComputedStyle(element);"
        " return parseFloat(style.transitionDuration) > 0.001 || style.animationName !== 'none' }).length"
    )

    assert moving == 0
