"""Every page, light and dark, narrow and wide: nothing for axe to find, nothing to scroll sideways."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.server import Server

pytestmark = pytest.mark.browser

PSOAS = "/2014/05/anatomy-spotlight-psoas/"
OF_EACH_SHAPE = (
    "/2016/02/why-no-chair-is-the-right-one/",
    "/2019/03/counting-steps-with-a-telephone/",
    "/2020/10/the-patient-staircase/",
    "/2025/04/with-your-shoes-off/",
    "/2026/01/four-pages-from-a-sketchbook/",
    "/about/",
)
ARCHIVES = (
    "/archive/",
    "/2014/",
    "/2014/05/",
    "/tag/foot/",
    "/category/anatomy/",
    "/series/the-foot-in-three-parts/",
    "/author/edith-carraway/",
)
PUBLIC = ("/", *ARCHIVES, PSOAS, f"{PSOAS}?replytocom=1#respond", *OF_EACH_SHAPE, "/login", "/there-is-nothing-here")
SEARCHES = ("/search/", "/search/?q=psoas", "/search/?q=%22nothing+here%22", "/search/?q=-only")
FOR_THE_TEAM = (
    "/moderation/",
    "/moderation/?view=one",
    "/moderation/?view=list",
    "/moderation/?status=approved",
    "/moderation/?status=spam",
    "/moderation/?status=trash",
    "/moderation/?q=nothing+holds+these+words",
    "/moderation/?age=older-1h&language=en",
    "/moderation/filters/",
    "/moderation/comments/51",
    "/moderation/comments/51/edit",
    "/moderation/comments/51/answer",
    "/moderation/writers/1",
    "/moderation/numbers/",
    "/moderation/numbers/?days=90",
    "/moderation/pause",
    "/moderation/answers/",
    "/moderation/writers/1",
    "/moderation/score/",
    "/moderation/record/",
    "/moderation/reasons/",
    "/moderation/record/?subject=all",
    "/moderation/record/?act=comments.decided&to=2000-01-01",
    "/moderation/rules/",
    "/moderation/bans/",
    "/desk/",
    "/desk/?status=trash",
    "/desk/?q=spotlight&kind=post",
    "/desk/terms/",
    "/desk/terms/?kind=series",
    "/desk/terms/category/1",
    "/desk/posts/new",
    "/desk/posts/1/edit",
    "/desk/posts/1/preview",
    "/desk/posts/1/revisions",
    "/desk/posts/1/revisions/1",
    "/desk/posts/1/preview-links",
    "/desk/jobs/",
    "/desk/jobs/?show=failed",
    "/moderation/screening/",
    "/account/",
    "/settings/",
)
WIDTHS = (320, 768, 1440)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(sample_site: Server, open_browser: Callable[..., Page], scheme: str) -> None:
    page = open_browser(color_scheme=scheme)
    found = {path: _violations(page, sample_site.url + path) for path in PUBLIC + SEARCHES}
    page.goto(sample_site.url + PSOAS)
    page.get_by_role("button", name="Post Comment").click()
    found["a refused reply"] = _violations(page)
    _sign_in_as_admin(page, sample_site)
    found |= {path: _violations(page, sample_site.url + path) for path in FOR_THE_TEAM}
    assert {path: violations for path, violations in found.items() if violations} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways(sample_site: Server, open_browser: Callable[..., Page], width: int) -> None:
    page = open_browser(viewport={"width": width, "height": 800})
    wide = [path for path in PUBLIC + SEARCHES if _is_too_wide(page, sample_site.url + path)]
    _sign_in_as_admin(page, sample_site)
    wide += [path for path in FOR_THE_TEAM if _is_too_wide(page, sample_site.url + path)]
    assert wide == []


def test_the_first_tab_leads_past_the_header(sample_site: Server, open_browser: Callable[..., Page]) -> None:
    page = open_browser()
    page.goto(sample_site.url + PSOAS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_print_holds_the_post_without_the_form(sample_site: Server, open_browser: Callable[..., Page]) -> None:
    page = open_browser()
    page.goto(sample_site.url + PSOAS)
    page.emulate_media(media="print")
    assert page.locator(".prose").is_visible()
    assert not page.locator("#commentform").is_visible()


def _violations(page: Page, url: str = "") -> list[str]:
    """What axe finds, a line each: the rule and the first place."""
    if url:
        page.goto(url)
    results = Axe().run(page).response["violations"]
    return [f"{violation['id']}: {violation['nodes'][0]['html'][:120]}" for violation in results]


def _is_too_wide(page: Page, url: str) -> bool:
    page.goto(url)
    return bool(page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth"))


def _sign_in_as_admin(page: Page, site: Server) -> None:
    lines = (site.data_dir / "sign-ins.txt").read_text().splitlines()
    _, address, password = next(line.split() for line in lines if line.startswith("admin "))
    page.goto(f"{site.url}/login")
    page.locator("#email").fill(address)
    page.locator("#password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/moderation/**")
