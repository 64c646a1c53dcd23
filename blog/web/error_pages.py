"""The one place where a refusal becomes a page."""

import logging
import re
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, g, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from blog.database import db
from blog.errors import N_, BlogError, NotFound, Term, TooSoon
from blog.web.engine import engine
from blog.web.language import gettext

TITLES = {
    400: N_("This could not be understood"),
    403: N_("This is not allowed"),
    404: N_("There is no such page"),
    405: N_("This address does not take that"),
    409: N_("Someone else was first"),
    411: N_("This came without its length"),
    413: N_("That is too much at once"),
    422: N_("This can't be taken as it is"),
    429: N_("A little too fast"),
    500: N_("Something went wrong on our side"),
}

ADVICE = {
    400: N_("Go back, load the page again, and try once more."),
    403: N_("You may be signed in as someone else than you think."),
    404: N_("The address may be mistyped, or what stood here is gone."),
    405: N_("Go back and use the buttons of the page."),
    413: N_("A whole form may hold one mebibyte. Go back: your browser may still have your words."),
    500: N_("Nothing of what you saw before is lost. Please try again in a moment."),
}

log = logging.getLogger("rejoinder")


def install(app: Flask) -> None:
    app.register_error_handler(BlogError, show_refusal)
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(Exception, _show_failure)


def show_refusal(error: BlogError) -> Response:
    message = "" if type(error) is NotFound and error.message == NotFound.default else sentence(error)
    response = _page(error.status, message)
    if isinstance(error, TooSoon):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def sentence(error: BlogError) -> str:
    """A refusal in the site's language."""
    return fill_in(error.message, error.values)


def fill_in(message: str, values: dict[str, object]) -> str:
    """A message in the site's language, with its values; those that are terms are translated too."""
    words = {name: gettext(value) if isinstance(value, Term) else value for name, value in values.items()}
    return gettext(message) % words if words else gettext(message)


def _show_http_error(error: HTTPException) -> Response:
    if isinstance(error, RequestRedirect):
        return _to_whole_address(error)
    if error.code is None or error.code < 400:
        return error.get_response()
    response = _page(error.code)
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def _to_whole_address(error: RequestRedirect) -> Response:
    """To the same address with its last slash: on this site, whatever the request said of host and scheme."""
    parts = urlsplit(error.new_url)
    return redirect(engine().settings.site_url + urlunsplit(("", "", parts.path, parts.query, "")), error.code)


def _show_failure(error: Exception) -> Response:
    """What nobody foresaw: the traceback goes to the log, the request's id to the reader."""
    db.session.rollback()
    request_id = g.get("request_id", "")
    log.error("failure", exc_info=error, extra={"request_id": request_id})
    return _page(500, request_id=request_id)


def _looked_for() -> str:
    """Words of the last part of the address, to search for; none for the team's pages, and no numbers."""
    if request.blueprint not in (None, "reading"):
        return ""
    if "token" in (request.view_args or {}):
        return ""  # a secret holds no words, and is not to be sent on in a search
    last = request.path.rstrip("/").rpartition("/")[2]
    words = [word for word in re.split(r"[\W_]+", last[:80]) if word and not word.isdigit()]
    return " ".join(words)


def _page(status: int, message: str = "", request_id: str = "") -> Response:
    body = render_template(
        "errors/error.html",
        title=gettext(TITLES.get(status, TITLES[500 if status >= 500 else 400])),
        message=message or gettext(ADVICE.get(status, "")) if status in ADVICE or message else "",
        status=status,
        looked_for=_looked_for() if status == 404 else None,
        request_id=request_id,
    )
    return Response(body, status, mimetype="text/html")
