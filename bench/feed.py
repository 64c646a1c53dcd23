"""The feed that readers' programs ask for all the time: twenty whole posts, against a bare view of the same bytes."""

from bench.post_page import AS_BROWSERS_ASK, compare, fetch, load
from bench.site import BenchSite

POSTS = 20
PATH = "/feed/"


def measure(site: BenchSite, seconds: float) -> list[str]:
    for number in range(POSTS):
        site.add_post(f"feed {number}")
    ours = site.server()
    compared = compare(site, PATH, ours.port, AS_BROWSERS_ASK, seconds)
    tag = fetch(ours.port, PATH, AS_BROWSERS_ASK)[1]["ETag"]
    unchanged = load(ours.port, PATH, f"{AS_BROWSERS_ASK}If-None-Match: {tag}\r\n", 304, seconds / 2)
    return [*compared, f"the feed, asked again with its ETag     {unchanged}"]
