"""The editor with its scripts: what they add to a plain form, and that they lose nothing."""

import re
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Cookie, Locator, Page, expect

from tests.browser.test_main_job import sign_in
from tests.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def cookies(lasting_site: Server, chromium: Browser) -> list[Cookie]:
    """What a browser holds in which Arthur has signed in."""
    context = chromium.new_context()
    sign_in(context.new_page(), lasting_site, "arthur")
    kept = context.cookies()
    context.close()
    return kept


@pytest.fixture
def author(lasting_site: Server, cookies: list[Cookie], open_browser: Callable[..., Page]) -> Page:
    page = open_browser(viewport={"width": 1440, "height": 900})
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto(f"{lasting_site.url}/desk/posts/new")
    page.locator("#body").fill("")  # what the test before has typed is kept, and loaded again
    return page


def body(page: Page) -> Locator:
    return page.locator("#body")


def select(page: Page, words: str) -> None:
    """Select the first place where these words stand in the text."""
    body(page).focus()
    body(page).evaluate(
        "(text, words) => text.setSelectionRange(text.value.indexOf(words), text.value.indexOf(words) + words.length)",
        words,
    )


def test_buttons_and_keys_mark_what_is_selected_and_take_the_mark_away_again(author: Page) -> None:
    body(author).fill("Lift one knee and count.")
    select(author, "one knee")
    author.get_by_role("button", name="Bold").click()
    expect(body(author)).to_have_value("Lift **one knee** and count.")
    author.keyboard.press("Control+b")
    expect(body(author)).to_have_value("Lift one knee and count.")
    select(author, "count")
    author.keyboard.press("Control+i")
    expect(body(author)).to_have_value("Lift one knee and *count*.")
    author.keyboard.press("Control+z")
    expect(body(author)).to_have_value("Lift one knee and count.")


@pytest.mark.parametrize(
    ("button", "typed", "chosen", "becomes"),
    [
        ("Heading", "Knees\n\nLift one.", "Knees", "## Knees\n\nLift one."),
        ("Smaller heading", "## Knees", "Knees", "### Knees"),
        ("List", "one\ntwo", "one\ntwo", "- one\n- two"),
        ("Numbered list", "one\ntwo", "one\ntwo", "1. one\n2. two"),
        ("Quotation", "> Sit tall.", "Sit", "Sit tall."),
        ("Code", "call print(1) here", "print(1)", "call `print(1)` here"),
        (
            "Link",
            "see https://example.org/legs",
            "https://example.org/legs",
            "see [words of the link](https://example.org/legs)",
        ),
        ("Footnote", "It is deep.", "deep", "It is deep[^1].\n\n[^1]: what the footnote says"),
    ],
)
def test_each_button_writes_markdown(author: Page, button: str, typed: str, chosen: str, becomes: str) -> None:
    body(author).fill(typed)
    select(author, chosen)
    author.get_by_role("button", name=button, exact=True).click()
    expect(body(author)).to_have_value(becomes)


def test_the_toolbar_is_one_stop_and_arrows_move_within_it(author: Page) -> None:
    author.locator("#title").focus()
    author.keyboard.press("Tab")
    expect(author.get_by_role("button", name="Bold")).to_be_focused()
    author.keyboard.press("ArrowRight")
    expect(author.get_by_role("button", name="Italic")).to_be_focused()
    author.keyboard.press("Home")
    author.keyboard.press("Tab")
    expect(body(author)).to_be_focused()


def test_the_preview_follows_what_is_typed_and_where_it_is_scrolled(author: Page) -> None:
    author.get_by_role("button", name="Preview", exact=True).click()
    pane = author.get_by_role("region", name="Preview")
    text = "\n\n".join(f"## Part {number}\n\n" + "Lift one knee and count. " * 20 for number in range(1, 13))
    body(author).fill(text)
    expect(pane.get_by_role("heading", name="Part 12")).to_be_attached()

    body(author).evaluate("text => text.scrollTo(0, text.scrollHeight)")
    expect(pane.get_by_role("heading", name="Part 12")).to_be_in_viewport()
    author.wait_for_timeout(300)
    pane.evaluate("pane => pane.scrollTo(0, 0)")
    author.wait_for_function("document.querySelector('#body').scrollTop < 50")
    body(author).fill("Now *this*.")
    expect(pane.locator("em")).to_have_text("this")


def test_the_choice_of_a_preview_is_remembered(author: Page) -> None:
    author.get_by_role("button", name="Preview", exact=True).click()
    author.reload()
    expect(author.get_by_role("region", name="Preview")).to_be_visible()


def test_words_and_minutes_are_counted_without_addresses(author: Page) -> None:
    body(author).fill("Lift one [knee](https://example.org/a/long/address) and **count**.")
    expect(author.locator(".counts")).to_have_text(re.compile(r"^Words: 5, minutes to read: 1"))


def test_text_that_was_never_sent_is_offered_again(author: Page) -> None:
    author.route("**/working-copies", lambda route: route.abort())
    author.locator("#title").fill("Knees")
    body(author).fill("A thought that must not get lost.")
    author.on("dialog", lambda dialog: dialog.accept())
    author.reload()

    expect(body(author)).not_to_have_value("A thought that must not get lost.")
    author.get_by_role("button", name="Take it into the editor").click()
    expect(body(author)).to_have_value("A thought that must not get lost.")
    expect(author.locator("#title")).to_have_value("Knees")


def test_a_line_that_a_link_names_is_selected(author: Page) -> None:
    body(author).fill("One.\n\nThree.\n\nFive.")
    author.evaluate("location.hash = '#line-3'")
    author.wait_for_function("document.activeElement.id === 'body' && String(getSelection()) === 'Three.'")


DROP = """async (text, [source, name]) => {
  const bytes = Uint8Array.from(atob(source), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name, {type: "image/png"}));
  text.dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true, cancelable: true}));
}"""


def a_picture(colour: str) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (640, 480), colour).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_chosen_picture_is_described_before_it_goes_into_the_text(author: Page) -> None:
    body(author).fill("Before.")
    with author.expect_file_chooser() as chooser:
        author.get_by_role("button", name="Picture", exact=True).click()
    chooser.value.set_files({"name": "hip.png", "mimeType": "image/png", "buffer": a_picture("teal")})
    dialog = author.get_by_role("dialog")
    dialog.get_by_role("button", name="Put it into the text").click()
    expect(dialog, "it asks for words first").to_be_visible()
    dialog.get_by_label("Alternative text").fill("A hip, [seen] from the front")
    dialog.get_by_label("Caption").fill('The "psoas"')
    dialog.get_by_label("Across the whole width").check()
    dialog.get_by_role("button", name="Put it into the text").click()

    written = r"!\[A hip, \\\[seen\\\] from the front\]\(/media/[0-9a-f]+\.png \"The \\\"psoas\\\"\"\)\{\.wide\}"
    expect(body(author)).to_have_value(re.compile(rf"^(Before\.\n\n)?{written}"))
    author.get_by_role("button", name="Preview", exact=True).click()
    figure = author.get_by_role("region", name="Preview").locator("figure.wide")
    expect(figure.get_by_role("img", name="A hip, [seen] from the front")).to_be_visible()
    expect(figure.locator("figcaption")).to_have_text('The "psoas"')

    author.goto(author.url.replace("/posts/new", "/media/"))
    expect(
        author.get_by_role("img", name="A hip, [seen] from the front").first, "the library knows it too"
    ).to_be_visible()


def test_a_dropped_picture_may_be_decoration_and_another_may_wait(author: Page) -> None:
    body(author).fill("")
    body(author).evaluate(DROP, [b64encode(a_picture("gold")).decode(), "gold.png"])
    dialog = author.get_by_role("dialog")
    dialog.get_by_label("It only decorates").check()
    dialog.get_by_role("button", name="Put it into the text").click()

    expect(body(author)).to_have_value(re.compile(r"^!\[\]\(/media/[0-9a-f]+\.png\)\s*$"))
    expect(body(author)).to_be_focused()


def test_a_dropped_picture_goes_where_one_was_writing(author: Page) -> None:
    body(author).fill("Before.\n\nAfter.")
    select(author, "\n\nAfter.")
    body(author).press("ArrowLeft")
    body(author).evaluate(DROP, [b64encode(a_picture("olive")).decode(), "olive.png"])
    dialog = author.get_by_role("dialog")
    dialog.get_by_label("It only decorates").check()
    dialog.get_by_role("button", name="Put it into the text").click()

    expect(body(author)).to_have_value(re.compile(r"^Before\.\n\n!\[\]\(/media/[0-9a-f]+\.png\)\n\nAfter\.$"))


def test_what_is_no_picture_is_refused_in_words_and_can_be_tried_again(author: Page) -> None:
    body(author).evaluate(DROP, [b64encode(b"<html>not a picture</html>").decode(), "page.png"])
    line = author.locator(".uploads li")

    expect(line.get_by_role("alert")).not_to_be_empty()
    expect(line).to_contain_text("page.png")
    expect(line.get_by_role("button", name="Try again")).to_be_visible()
    expect(body(author)).to_have_value("")
