"""What caches may keep. Deny by default: a view says that its page is the same for everybody with `@cacheable`."""

from collections.abc import Callable, Hashable
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request
from werkzeug.wrappers import Response

from blog.web.engine import engine
from blog.web.page_memory import FinishedPage, etag_of

P = ParamSpec("P")
R = TypeVar("R")

PUBLIC = "public, max-age=0, must-revalidate"
PRIVATE = "private, no-store"


def cacheable(view: Callable[P, R]) -> Callable[P, R]:
    """Declare that a GET without our session cookie is answered with the same bytes for everybody."""
    view.__dict__["is_cacheable"] = True
    return view


def says_itself(view: Callable[P, R]) -> Callable[P, R]:
    """Declare that the view sets `Cache-Control` on each of its answers. Errors stay private."""
    view.__dict__["says_itself"] = True
    return view


def install(app: Flask) -> None:
    app.after_request(_say_who_may_keep_it)


def remembered(edition: Hashable, make: Callable[[], str | bytes], media_type: str = "text/html") -> Response:
    """The page of this edition, made at most once by each process while it is in memory."""
    pages = engine().pages
    page = pages.find(edition)
    if page is None:
        made = make()
        page = FinishedPage(made if isinstance(made, bytes) else made.encode())
        pages.keep(edition, page)
    response = Response(page.body, mimetype=media_type)
    response.set_etag(page.etag)
    return response


def has_session_cookie() -> bool:
    return engine().session_cookie in request.cookies


def keep_private(response: Response) -> Response:
    """For one person only, and for no search engine: a page that a secret link opens."""
    response.headers["Cache-Control"] = PRIVATE
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _say_who_may_keep_it(response: Response) -> Response:
    if request.endpoint == "static" or _was_said(response):
        return response
    if "Cache-Control" in response.headers or not _is_the_same_for_everybody(response):
        response.headers["Cache-Control"] = PRIVATE
        response.headers.pop("ETag", None)
        return response
    response.headers["Cache-Control"] = PUBLIC
    response.vary.update(("Cookie", "Accept-Encoding"))
    if response.status_code == 200:
        if "ETag" not in response.headers:
            response.set_etag(etag_of(response.get_data()))
        response.make_conditional(request)
    return response


def _was_said(response: Response) -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "says_itself", False) and "Cache-Control" in response.headers


def _is_the_same_for_everybody(response: Response) -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return (
        request.method in ("GET", "HEAD")
        and response.status_code in (200, 301, 302)
        and getattr(view, "is_cacheable", False)
        and not has_session_cookie()
    )
