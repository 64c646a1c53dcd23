"""The queue's first page, with 200 replies pending and with 20,000."""

import statistics
import time

from bench.site import BenchSite
from blog.comments.lifecycle import CommentStatus
from blog.web.engine import engine

FEW, MANY = 200, 20_000


def measure(site: BenchSite, runs: int) -> list[str]:
    site.address(FEW, CommentStatus.PENDING)
    few = milliseconds(site, runs)
    site.address(MANY - FEW, CommentStatus.PENDING)
    many = milliseconds(site, runs)
    return [
        f"{FEW:6} pending: {few:6.1f} ms",
        f"{MANY:6} pending: {many:6.1f} ms",
        f"ratio: {many / few:.2f} (a hundred times as many)",
    ]


def milliseconds(site: BenchSite, runs: int) -> float:
    """The median of some requests, in this process, signed in."""
    client = site.app.test_client(use_cookies=False)
    with site.app.app_context():
        cookie = f"{engine().session_cookie}={site.session_cookie()}"
    times = []
    for _ in range(runs + 1):
        started = time.perf_counter()
        response = client.get("/moderation/", headers={"Cookie": cookie})
        times.append((time.perf_counter() - started) * 1000)
        assert response.status_code == 200
    return statistics.median(times[1:])
