"""The search page."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, render_template, request, url_for

from blog.accounts.guards import open_to_anyone
from blog.clock import utcnow
from blog.reading.pages import post_path, preferred_time
from blog.search.highlights import Piece, highlight, snippet
from blog.search.queries import WINDOW, Hit, search
from blog.text.excerpt import plain_text
from blog.text.search_query import SearchQuery, easier_queries, parse_query
from blog.web.engine import engine
from blog.web.limits import SEARCHES, network_of
from blog.web.numbers import parse_number
from blog.web.page_cache import cacheable

bp = Blueprint("search", __name__)


@dataclass(frozen=True)
class Result:
    """What the page shows of a hit. `by` is the name under a reply, None for a post or page."""

    path: str
    kind: str
    title: list[Piece]
    by: list[Piece] | None
    snippet: list[Piece]
    at: datetime


@bp.get("/search/")
@open_to_anyone
@cacheable
def show_search() -> Response:
    query = parse_query(request.args.get("q", ""))
    number = parse_number(request.args.get("page", "")) or 1
    if query.wanted:
        engine().limits.take(SEARCHES, network_of(request.remote_addr))
    page = search(query, number, utcnow())
    body = render_template(
        "search/search.html",
        query=query,
        page=page,
        results=[_result(hit, query) for hit in page.hits],
        easier=easier_queries(query) if not page.hits else [],
        window=WINDOW,
        better=_path(query, number - 1) if number > 1 else None,
        more=_path(query, number + 1) if page.has_next else None,
        path_of=lambda text: url_for("search.show_search", q=text),
    )
    response = Response(body, mimetype="text/html")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _path(query: SearchQuery, number: int) -> str:
    return url_for("search.show_search", q=query.text, page=number if number > 1 else None)


def _result(hit: Hit, query: SearchQuery) -> Result:
    post, comment = hit.post, hit.comment
    if post.live is None:
        raise ValueError("a public post has a live revision")
    path = post_path(post) + (f"#comment-{comment.id}" if comment else "")
    return Result(
        path=path,
        kind="comment" if comment else post.kind.value,
        title=highlight(post.live.title, query.wanted if not comment else ()),
        by=highlight(comment.shown_name, query.wanted) if comment else None,
        snippet=snippet(plain_text(comment.html if comment else post.live.html), query.wanted),
        at=comment.submitted_at if comment else preferred_time(post),
    )
