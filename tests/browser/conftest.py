"""A real Chromium in front of a real server."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.factories import PASSWORD, PEOPLE, email
from tests.server import Server

PATIENCE = 30_000  # milliseconds; a busy machine may take its time
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def people_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the cast in it, and nothing else; copied for each site."""
    folder = tmp_path_factory.mktemp("people")
    server = Server(folder)
    server.flask("db", "upgrade")
    for key in ("arthur", "mo"):
        name, role = PEOPLE[key]
        words = ("user", "create", email(key), "--name", name, "--role", role.value, "--password-stdin")
        server.flask(*words, stdin=f"{PASSWORD}\n")
    return folder


@pytest.fixture
def site(tmp_path: Path, people_database: Path) -> Iterator[Server]:
    """An empty site with an author and a moderator."""
    shutil.copytree(people_database, tmp_path / "data")
    server = Server(tmp_path / "data").start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def lasting_site(tmp_path_factory: pytest.TempPathFactory, people_database: Path) -> Iterator[Server]:
    """The same for all tests of a file, for those that leave no trace that others would see."""
    data = tmp_path_factory.mktemp("lasting") / "data"
    shutil.copytree(people_database, data)
    server = Server(data, RATE_LIMITS="off").start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A site with the sample content."""
    server = Server(tmp_path_factory.mktemp("sample"), RATE_LIMITS="off")
    server.flask("db", "upgrade")
    server.flask("demo")
    server.flask("search", "rebuild")
    yield server.start()
    server.stop()


@pytest.fixture
def open_browser(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """A window of a person of their own: no cookie is shared. What goes wrong on the page fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_browser(javascript: bool = True, **options: object) -> Page:
        context = chromium.new_context(java_script_enabled=javascript, **options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if _is_complaint(message.text) else None)
        return page

    yield open_browser
    for context in contexts:
        context.close()
    assert complaints == []


def _is_complaint(text: str) -> bool:
    """What the browser says of scripts and styles that our policy stopped; not of a status that a test provokes."""
    return "Content Security Policy" in text or "Uncaught" in text
