"""Sixty replies, a key each; two moderators on the same reply; and the same queue without a script."""

import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from blog.app import create_app
from tests.browser.test_every_page import _violations as violations
from tests.browser.test_main_job import sign_in
from tests.conftest import make_settings
from tests.factories import Cast, make_comment, make_post
from tests.server import Server
from tests.web.replying import first_post

pytestmark = pytest.mark.browser

SIXTY = 60


@pytest.fixture
def site_with_sixty(site: Server) -> Server:
    fill(site, SIXTY)
    return site


def fill(site: Server, number: int) -> None:
    """So many replies wait; each is called by its number, from 1."""
    app = create_app(make_settings(site.data_dir))
    with app.app_context():
        post = make_post(Cast({"arthur": 1}))
        for each in range(1, number + 1):
            make_comment(post, f"Reply number {each}.", name=f"Reader {each}", address=f"r{each}@example.net")


def statuses(site: Server) -> dict[int, str]:
    with sqlite3.connect(site.data_dir / "rejoinder.db") as connection:
        return dict(connection.execute("SELECT id, status FROM comments ORDER BY id").fetchall())


class Keys:
    """The keyboard, and how often it was pressed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1


def card_at_hand(page: Page) -> str:
    return page.locator(".card[data-current] .card-by").inner_text()


def test_sixty_replies_take_sixty_keys_and_ten_undos_ten(
    site_with_sixty: Server, open_browser: Callable[..., Page]
) -> None:
    mo = open_browser()
    sign_in(mo, site_with_sixty, "mo")
    keys = Keys(mo)
    wanted = {}
    for number in range(1, SIXTY + 1):
        expect(mo.locator(".card[data-current] .card-by")).to_have_text(f"Reader {number}")
        key = "asd"[number % 3]
        wanted[number] = {"a": "approved", "s": "spam", "d": "trash"}[key]
        keys.press(key)

    assert keys.pressed == SIXTY
    expect(mo.locator(".reward")).to_contain_text("Every reply has been decided")
    expect(mo.locator(".reward")).to_contain_text("The last reply came")
    expect(mo.locator("[data-count=pending]")).to_have_text("0")
    expect(mo.locator("[data-count=approved]")).to_have_text("20")
    assert statuses(site_with_sixty) == wanted

    for number in range(SIXTY, SIXTY - 10, -1):
        keys.press("u")
        expect(mo.locator(".card[data-current] .card-by")).to_have_text(f"Reader {number}")
        wanted[number] = "pending"
    assert keys.pressed == SIXTY + 10
    expect(mo.locator("[data-count=pending]")).to_have_text("10")
    expect(mo.locator(".reward")).to_be_hidden()
    assert statuses(site_with_sixty) == wanted
    mo.reload()
    expect(mo.locator("article.card")).to_have_count(10)


# Two at once


def two_moderators(site: Server, open_browser: Callable[..., Page]) -> tuple[Page, Page]:
    """Mo's and Arthur's windows on the queue, which ask for news several times a second."""
    pages = []
    for name in ("mo", "arthur"):
        page = open_browser()
        sign_in(page, site, name)
        pages.append(page)
    return pages[0], pages[1]


def ask_often(page: Page) -> None:
    page.evaluate("document.querySelector('#news').dataset.pause = 200")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_two_moderators_on_the_same_reply(site: Server, open_browser: Callable[..., Page]) -> None:
    """Each sees where the other is; the second to decide is told who was first; what is decided fades out by itself."""
    fill(site, 3)
    mo, arthur = two_moderators(site, open_browser)
    ask_often(mo)
    arthur.reload()
    first = arthur.locator("#comment-1")
    expect(first.locator(".claim")).to_have_text("Mo Moderator is looking at this")
    mo.keyboard.press("j")
    ask_often(arthur)
    expect(first.locator(".claim")).to_be_hidden()
    expect(arthur.locator("#comment-2 .claim")).to_have_text("Mo Moderator is looking at this")
    expect(mo.locator("#comment-1 .claim")).to_have_text("Arthur Author is looking at this")
    arthur.route("**/moderation/news", lambda route: route.abort())

    mo.keyboard.press("k")
    expect(mo.locator("#comment-1[data-current]")).to_be_visible()
    mo.keyboard.press("s")
    expect(mo.get_by_role("status").first).to_contain_text("Reader 1 was marked as spam")
    arthur.keyboard.press("a")

    expect(arthur.get_by_role("status").first).to_contain_text("Mo Moderator was first: this reply is now spam")
    expect(first.locator(".card-problem")).to_contain_text("Mo Moderator was first")
    assert statuses(site)[1] == "spam"
    arthur.unroute("**/moderation/news")
    expect(arthur.locator("#comment-2[data-current]")).to_be_visible()
    arthur.keyboard.press("k")
    expect(first.get_by_role("button", name="Restore")).to_be_visible()
    arthur.keyboard.press("j")
    expect(first).to_have_count(0)

    mo.keyboard.press("j")
    mo.keyboard.press("a")
    expect(mo.get_by_role("status").first).to_contain_text("Reader 3 was approved")
    ask_often(arthur)
    expect(arthur.locator("#comment-3 .claim")).to_have_text("Mo Moderator approved this.")
    expect(arthur.locator("#comment-3")).to_have_count(0)
    expect(arthur.locator("[data-count=pending]")).to_have_text("1")


def test_the_page_of_a_reply_claims_it_too(site: Server, open_browser: Callable[..., Page]) -> None:
    fill(site, 1)
    mo, arthur = two_moderators(site, open_browser)
    mo.goto(f"{site.url}/account/")
    arthur.goto(f"{site.url}/moderation/comments/1")
    expect(arthur.locator(".claim")).to_have_text("Mo Moderator is looking at this")
    mo.goto(f"{site.url}/moderation/comments/1")
    expect(mo.locator(".claim")).to_have_text("Arthur Author is looking at this")


def test_a_wide_screen_shows_the_writer_and_the_conversation_beside_the_open_card(
    site: Server, open_browser: Callable[..., Page]
) -> None:
    fill(site, 2)
    mo = open_browser(viewport={"width": 1440, "height": 900})
    sign_in(mo, site, "mo")
    expect(mo.locator("#context")).to_contain_text("The writer")
    history = mo.locator("#context .history")
    expect(history).to_contain_text("arrived")
    mo.keyboard.press("j")
    expect(mo.locator("#context")).to_have_attribute("data-shown", "2")
    expect(history).to_contain_text("arrived")


def test_arrivals_gather_behind_a_button(site: Server, open_browser: Callable[..., Page]) -> None:
    fill(site, 2)
    mo = open_browser()
    sign_in(mo, site, "mo")
    with create_app(make_settings(site.data_dir)).app_context():
        for number in range(3):
            make_comment(first_post(), f"Fresh {number}.", name=f"Late {number}", address=f"l{number}@example.net")
    ask_often(mo)

    expect(mo.locator("#arrivals")).to_have_text("3 new")
    expect(mo.locator("article.card")).to_have_count(2)
    mo.locator("#arrivals").click()

    expect(mo.locator("article.card")).to_have_count(5)
    expect(mo.locator("article.card").last.locator(".line-by bdi")).to_have_text("Late 2")
    expect(mo.locator("#comment-1[data-current]")).to_be_visible()
    expect(mo.locator("#arrivals")).to_be_hidden()


def test_a_decision_that_does_not_get_through_can_be_tried_again(
    site: Server, open_browser: Callable[..., Page]
) -> None:
    fill(site, 2)
    mo = open_browser()
    sign_in(mo, site, "mo")
    mo.route("**/decisions", lambda route: route.abort())
    mo.keyboard.press("a")

    expect(mo.get_by_role("status").first).to_contain_text("This could not be sent")
    expect(mo.locator("#comment-1 .card-problem")).to_contain_text("try again")
    assert statuses(site)[1] == "pending"
    mo.unroute("**/decisions")
    mo.keyboard.press("k")
    mo.keyboard.press("a")
    expect(mo.locator("#comment-1")).to_have_count(0)
    assert statuses(site)[1] == "approved"


# Keys


def test_no_key_does_anything_in_a_field_with_another_key_or_when_turned_off(
    site: Server, open_browser: Callable[..., Page]
) -> None:
    fill(site, 3)
    mo = open_browser()
    sign_in(mo, site, "mo")
    asked: list[str] = []
    mo.on("request", lambda request: asked.append(request.url))
    mo.keyboard.press("/")
    expect(mo.locator("[name=q]").first).to_be_focused()
    mo.keyboard.type("asdhuj")
    expect(mo.locator("[name=q]").first).to_have_value("asdhuj")
    mo.locator("[data-current] .reason summary").click()
    mo.locator("[data-current] [name=reason]").fill("")
    mo.keyboard.type("asd")
    mo.keyboard.press("Escape")
    mo.locator("#comment-1").focus()
    for combination in ("Control+d", "Alt+s", "Meta+a"):
        mo.keyboard.press(combination)
    composing = (
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', isComposing: true, bubbles: true}))"
    )
    mo.evaluate(composing)
    mo.keyboard.press("?")
    expect(mo.get_by_role("dialog")).to_contain_text("next, previous reply")
    mo.keyboard.press("s")
    mo.keyboard.press("Escape")
    expect(mo.get_by_role("dialog")).to_be_hidden()
    assert not any("/decisions" in address for address in asked)

    mo.goto(f"{site.url}/account/")
    mo.get_by_label("One key does something in the queue").uncheck()
    mo.locator("#keys button").click()
    mo.goto(f"{site.url}/moderation/")
    expect(mo.locator("[data-current] kbd")).to_have_count(0)
    mo.keyboard.press("a")
    mo.evaluate("new Promise(requestAnimationFrame)")
    assert not any("/decisions" in address for address in asked)
    assert set(statuses(site).values()) == {"pending"}


def test_deciding_with_the_pointer_moves_nothing_under_it(site: Server, open_browser: Callable[..., Page]) -> None:
    """The same place on the screen approves one after another; in the list a gap stays until the pointer has left."""
    fill(site, 6)
    mo = open_browser(viewport={"width": 1440, "height": 900})
    sign_in(mo, site, "mo")
    box = mo.locator("[data-current] .act-approve").bounding_box()
    assert box
    for number in range(1, 4):
        expect(mo.locator(f"#comment-{number}[data-current]")).to_be_visible()
        mo.mouse.click(box["x"] + 20, box["y"] + 10)
    expect(mo.locator("article.card")).to_have_count(3)
    assert [status for status in statuses(site).values() if status == "approved"] == ["approved"] * 3

    fifth = mo.locator("#comment-5").bounding_box()
    mo.locator("#comment-6").hover()
    mo.locator("#comment-5 .act-spam").click()
    expect(mo.get_by_role("status").first).to_contain_text("Reader 5 was marked as spam")
    sixth = mo.locator("#comment-6").bounding_box()
    assert fifth
    assert sixth
    assert sixth["y"] == pytest.approx(fifth["y"] + fifth["height"], abs=1)
    mo.mouse.move(1400, 10)
    expect(mo.locator("#comment-5")).to_have_count(0)


# Without a script, on a phone, and for axe


@pytest.mark.parametrize("view", ["", "?view=list", "?view=one"])
def test_the_queue_without_javascript(site: Server, open_browser: Callable[..., Page], view: str) -> None:
    fill(site, 3)
    mo = open_browser(javascript=False)
    sign_in(mo, site, "mo")
    mo.goto(f"{site.url}/moderation/{view}")
    for number, button in enumerate(("Approve", "Spam", "Trash"), start=1):
        card = mo.locator(".card[data-current]")
        expect(card.locator(".comment-text")).to_contain_text(f"Reply number {number}.")
        card.get_by_role("button", name=button).click()
        expect(mo.get_by_role("status").first).to_contain_text(f"Reader {number} was")
        assert view.removeprefix("?") in mo.url
    assert statuses(site) == {1: "approved", 2: "spam", 3: "trash"}
    expect(mo.locator(".reward")).to_contain_text("Every reply has been decided")
    mo.get_by_role("button", name="Undo").click()
    expect(mo.locator(".card[data-current] .comment-text")).to_contain_text("Reply number 3.")


def test_without_javascript_a_line_opens_its_card_and_one_can_be_skipped(
    site: Server, open_browser: Callable[..., Page]
) -> None:
    fill(site, 3)
    mo = open_browser(javascript=False, viewport={"width": 1440, "height": 900})
    sign_in(mo, site, "mo")
    mo.locator("#comment-3 .card-line").click()
    expect(mo.locator("#comment-3 .comment-text")).to_be_visible()
    expect(mo.locator("#comment-1 .comment-text")).to_be_hidden()

    mo.goto(f"{site.url}/moderation/?view=one")
    mo.get_by_role("link", name="Skip", exact=True).click()
    expect(mo.locator(".comment-text:visible")).to_contain_text("Reply number 2.")
    mo.get_by_role("button", name="Approve").click()
    expect(mo.locator(".comment-text:visible")).to_contain_text("Reply number 3.")
    assert statuses(site) == {1: "pending", 2: "approved", 3: "pending"}


def test_on_a_phone_there_is_one_at_a_time_and_the_buttons_are_at_the_thumb(
    site: Server, open_browser: Callable[..., Page]
) -> None:
    fill(site, 3)
    mo = open_browser(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    sign_in(mo, site, "mo")
    for number in (1, 2):
        expect(mo.locator(".comment-text:visible")).to_have_text(f"Reply number {number}.")
        for button in mo.locator("[data-current] .buttons button").all():
            box = button.bounding_box()
            assert box
            assert box["height"] >= 44
            assert box["y"] > 740 / 2
        mo.get_by_role("button", name="Approve").tap()
        expect(mo.get_by_role("status").first).to_contain_text(f"Reader {number} was approved")
    mo.get_by_role("link", name="List").tap()
    expect(mo.locator(".comment-text:visible")).to_have_count(1)
    mo.locator("[data-current]").get_by_role("button", name="Approve").tap()
    expect(mo.locator(".reward")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(site: Server, open_browser: Callable[..., Page], scheme: str) -> None:
    fill(site, 2)
    mo = open_browser(color_scheme=scheme, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    sign_in(mo, site, "mo")
    found = {"list": violations(mo)}
    mo.keyboard.press("?")
    found["help"] = violations(mo)
    mo.keyboard.press("Escape")
    expect(mo.locator("dialog[open]")).to_have_count(0)
    mo.keyboard.press("a")
    expect(mo.get_by_role("status").first).to_contain_text("was approved")
    found["notice"] = violations(mo)
    mo.route("**/decisions", lambda route: route.abort())
    mo.keyboard.press("a")
    expect(mo.locator(".card-problem")).to_be_visible()
    found["problem"] = violations(mo)
    mo.unroute("**/decisions")
    mo.goto(f"{site.url}/moderation/?view=one")
    found["one"] = violations(mo)
    mo.set_viewport_size({"width": 320, "height": 700})
    found["phone"] = violations(mo)
    mo.keyboard.press("s")
    expect(mo.locator(".reward")).to_be_visible()
    found["end"] = violations(mo)
    assert {state: each for state, each in found.items() if each} == {}
