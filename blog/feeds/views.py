"""The addresses of the feeds."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from blog.accounts.guards import open_to_anyone
from blog.clock import utcnow
from blog.feeds.rss import Feed, FeedEntry, build_rss
from blog.posts.models import Post
from blog.posts.queries import newest_public_posts
from blog.reading.pages import absolute, post_path, preferred_time
from blog.web.engine import engine
from blog.web.language import gettext, language_tag
from blog.web.page_cache import cacheable

bp = Blueprint("feeds", __name__)

ENTRIES = 20


@bp.get("/feed/")
@open_to_anyone
@cacheable
def show_rss() -> Response:
    """The newest posts, whole."""
    title = engine().settings.site_title
    feed = Feed(
        title=title,
        description=gettext("New posts on %(title)s", title=title),
        url=absolute(url_for("reading.show_home")),
        own_url=absolute(url_for("feeds.show_rss")),
        language=language_tag(),
    )
    entries = [_entry(post) for post in newest_public_posts(ENTRIES, utcnow())]
    return Response(build_rss(feed, entries), mimetype="application/rss+xml")


def _entry(post: Post) -> FeedEntry:
    if post.live is None:
        raise ValueError("a public post has a live revision")
    return FeedEntry(
        id=absolute(f"/posts/{post.id}"),
        title=post.live.title,
        url=absolute(post_path(post)),
        author=post.author.name,
        published_at=preferred_time(post),
        summary=post.live.summary,
        html=str(post.live.html),
        tags=tuple(tag.name for tag in post.tags),
    )
