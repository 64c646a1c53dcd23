"""The first page: the newest ten posts, against a bare view of the same bytes, and its growth with the site."""

from bench.post_page import AS_BROWSERS_ASK, compare, load
from bench.site import BenchSite

FEW, MANY = 12, 600


def measure(site: BenchSite, seconds: float) -> list[str]:
    """Few posts at first, then many: what the page costs must not depend on how many others there are."""
    site.add_posts("home", FEW)
    ours = site.server()
    compared = compare(site, "/", ours.port, AS_BROWSERS_ASK, seconds)
    few = load(ours.port, "/", AS_BROWSERS_ASK, 200, seconds / 2)
    site.add_posts("more", MANY)
    many = load(ours.port, "/", AS_BROWSERS_ASK, 200, seconds / 2)
    return [*compared, f"with {MANY} posts more, rate against few    {many.per_second / few.per_second:7.2f}"]
