"""An author's pictures, from the library to the right copy on a reader's screen."""

import re
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.factories import PASSWORD, a_picture, email
from tests.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def working_site(tmp_path: Path, people_database: Path) -> Iterator[Server]:
    """An empty site with an author, and a worker that does the jobs."""
    shutil.copytree(people_database, tmp_path / "data")
    server = Server(tmp_path / "data", worker=True).start()
    yield server
    server.stop()


def photograph() -> bytes:
    """Twelve megapixels as a phone held upright sends them: lying on their side, with a note how to turn them."""
    image = Image.radial_gradient("L").resize((4000, 3000))
    coloured = Image.merge("RGB", (image, image.transpose(Image.Transpose.FLIP_LEFT_RIGHT), image.rotate(180)))
    exif = Image.Exif()
    exif[0x0112] = 6
    target = BytesIO()
    coloured.save(target, "JPEG", quality=85, exif=exif)
    return target.getvalue()


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def sign_in(page: Page, site: Server) -> None:
    page.goto(f"{site.url}/login")
    page.locator("#email").fill(email("arthur"))
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/moderation/**")


def upload(page: Page, site: Server, *files: FilePayload) -> None:
    page.goto(f"{site.url}/desk/media/")
    page.locator("#files").set_input_files(list(files))
    page.get_by_role("button", name="Upload", exact=True).click()


def test_a_large_photograph_is_shown_in_the_copy_that_fits_the_screen(
    working_site: Server, open_browser: Callable[..., Page]
) -> None:
    site, page = working_site, open_browser()
    sign_in(page, site)
    upload(page, site, file("hip.jpg", photograph()))
    expect(page.locator(".tile-name")).to_have_text("hip.jpg", timeout=30_000)
    expect(page.locator(".tile-facts")).to_contain_text("3000\u2009×\u20094000")
    page.locator(".tile a").click()
    page.locator("#alt").fill("A hip")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    markdown = page.locator("#markdown").input_value()
    wait_for_copies(page)
    publish(page, site, f"{markdown}\n\nIt begins.\n\n{markdown}{{.wide}}")

    stem = re.findall("[0-9a-f]{32}", markdown)[0]
    for width, floating, wide in ((320, "320.avif", "320.avif"), (1280, "320.avif", "960.avif")):
        reader = open_browser(viewport={"width": width, "height": 900})
        answers = content_types(reader)
        reader.goto(f"{site.url}/2026/01/hips/")
        shown = [shown_source(reader, number) for number in (0, 1)]
        assert shown == [f"{site.url}/media/{stem}-{name}" for name in (floating, wide)]
        assert {answers[address] for address in shown} == {"image/avif"}


def content_types(page: Page) -> dict[str, str]:
    """The type of each answer by its address, from now on."""
    types: dict[str, str] = {}
    page.on("response", lambda answer: types.update({answer.url: answer.headers.get("content-type", "")}))
    return types


def wait_for_copies(page: Page) -> None:
    for _ in range(60):
        page.reload()
        if not page.locator(".making").count():
            return
        page.wait_for_timeout(500)
    raise AssertionError("the copies were not made")


def publish(page: Page, site: Server, body: str) -> None:
    page.goto(f"{site.url}/desk/posts/new")
    page.locator("#title").fill("Hips")
    page.locator("#body").fill(body)
    page.locator("#slug").fill("hips")
    page.locator("#publish_at").fill("2026-01-02T03:04")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url("**done=publish")


def shown_source(page: Page, number: int) -> str:
    """The copy that the browser chose, once it has come into sight and is there."""
    image = page.locator(".prose img").nth(number)
    image.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth", arg=image.element_handle())
    return str(image.evaluate("image => image.currentSrc"))


def test_nothing_moves_while_pictures_come(site: Server, open_browser: Callable[..., Page]) -> None:
    page = open_browser()
    sign_in(page, site)
    markdown = []
    for colour in ("red", "green", "blue"):
        upload(page, site, file(f"{colour}.jpg", a_picture((1200, 800), colour, "JPEG")))
        expect(page.locator(".tile-name").first).to_have_text(f"{colour}.jpg")
        page.locator(".tile a").first.click()
        markdown.append(page.locator("#markdown").input_value())
    publish(page, site, f"{markdown[0]}\n\nIt begins.\n\n{' '.join(markdown)}\n\nIt ends.")

    page.goto(f"{site.url}/2026/01/hips/")
    page.wait_for_load_state("networkidle")

    moved = """() => new Promise((done) => new PerformanceObserver((list) =>
        done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
        .observe({type: "layout-shift", buffered: true}) || setTimeout(() => done(0), 500))"""
    assert page.evaluate(moved) == 0
    assert page.locator(".gallery figure").count() == 3


def test_a_refused_file_says_why_and_the_others_are_taken(site: Server, open_browser: Callable[..., Page]) -> None:
    page = open_browser()
    sign_in(page, site)
    upload(page, site, file("a.jpg", a_picture(kind="JPEG")), file("b.svg", b"<svg/>"))

    expect(page.locator(".progress li").nth(0)).to_contain_text("Uploaded")
    expect(page.locator(".progress li").nth(1)).to_contain_text("no picture")
    page.get_by_role("link", name="Show all pictures").click()
    expect(page.locator(".tile-name")).to_have_text("a.jpg")


def test_a_picture_is_dropped(site: Server, open_browser: Callable[..., Page]) -> None:
    page = open_browser()
    sign_in(page, site)
    page.goto(f"{site.url}/desk/media/")

    page.evaluate(
        """(bytes) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], "dropped.png", {type: "image/png"}));
            document.querySelector("#upload").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true}));
        }""",
        list(a_picture()),
    )

    expect(page.locator(".tile-name")).to_have_text("dropped.png")


def test_the_focal_point_is_where_the_author_clicks(site: Server, open_browser: Callable[..., Page]) -> None:
    page = open_browser()
    sign_in(page, site)
    upload(page, site, file("a.jpg", a_picture((400, 200), kind="JPEG")))
    page.locator(".tile a").click()

    page.locator(".focus-area img").click(position={"x": 100, "y": 150})

    expect(page.locator("#focus_x")).to_have_value("25")
    expect(page.locator("#focus_y")).to_have_value("75")


def test_the_library_works_without_scripts(site: Server, open_browser: Callable[..., Page]) -> None:
    page = open_browser(javascript=False)
    sign_in(page, site)
    upload(page, site, file("a.jpg", a_picture(kind="JPEG")))
    expect(page.get_by_role("status")).to_contain_text("Uploaded.")
    page.locator("#focus_x").fill("10")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#focus_x")).to_have_value("10")
    page.get_by_role("link", name="Delete…").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("status")).to_contain_text("deleted")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_library(site: Server, open_browser: Callable[..., Page], scheme: str) -> None:
    page = open_browser(color_scheme=scheme, viewport={"width": 320, "height": 800})
    sign_in(page, site)
    found = {"empty": problems(page, f"{site.url}/desk/media/")}
    upload(page, site, file("a.jpg", a_picture((500, 400), kind="JPEG")))
    expect(page.locator(".tile-name")).to_have_text("a.jpg")
    for path in ("", "1", "1?done=uploaded", "1/deletion"):
        found[path] = problems(page, f"{site.url}/desk/media/{path}")
    assert {path: each for path, each in found.items() if each} == {}


def problems(page: Page, address: str) -> list[str]:
    """What axe finds, and whether the page scrolls sideways."""
    page.goto(address)
    found = Axe().run(page).response["violations"]
    is_wide = page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth")
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found] + ["too wide"] * is_wide
