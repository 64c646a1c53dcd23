"""A long job shows how far it is where it was asked for, by itself, with a real worker."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from blog.app import create_app
from blog.clock import utcnow
from blog.database import db, transaction
from blog.jobs.enqueue import enqueue
from config import Settings
from tests.browser.test_main_job import sign_in
from tests.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def site(tmp_path: Path, people_database: Path) -> Iterator[Server]:
    """Where a job counts to ten."""
    shutil.copytree(people_database, tmp_path / "data")
    server = Server(tmp_path / "data", "tests.browser.counting_app:app", worker=True).start()
    yield server
    server.stop()


def ask_for_counting(site: Server, fails: bool) -> None:
    app = create_app(Settings.from_env({"DATA_DIR": str(site.data_dir)}))
    with app.app_context():
        with transaction():
            enqueue("count", utcnow(), asked_by_id=1, fails=fails)
        db.session.remove()
        db.engine.dispose()


def test_the_bar_moves_and_says_when_it_has_ended(site: Server, open_browser: Callable[..., Page]) -> None:
    author = open_browser()
    sign_in(author, site, "arthur")
    ask_for_counting(site, fails=False)
    author.goto(f"{site.url}/desk/jobs/")
    author.evaluate("addEventListener('job:ended', (event) => (window.ended = event.detail.state))")
    job = author.locator(".job-progress")

    expect(job.locator(".job-state")).to_have_text("3 of 10", timeout=20_000)
    expect(job.locator("progress")).to_have_attribute("max", "10")
    (site.data_dir / "go-on").touch()
    expect(job.get_by_role("status")).to_have_text("Done", timeout=30_000)
    assert author.evaluate("window.ended") == "done"


def test_without_scripts_a_reload_shows_it_and_a_button_has_it_tried_again(
    site: Server, open_browser: Callable[..., Page]
) -> None:
    author = open_browser(javascript=False)
    sign_in(author, site, "arthur")
    ask_for_counting(site, fails=True)
    author.goto(f"{site.url}/desk/jobs/")
    for _ in range(60):
        if author.get_by_role("button", name="Try again").count():
            break
        author.wait_for_timeout(500)
        author.reload()
    author.get_by_role("button", name="Try again").click()

    expect(author).to_have_url(f"{site.url}/desk/jobs/")
    expect(author.locator(".job-progress")).to_have_count(1)
    expect(author.get_by_role("button", name="Try again")).to_have_count(0)
