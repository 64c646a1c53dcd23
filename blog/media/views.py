"""Pictures as readers' browsers get them: whoever knows the name may have it, and no cookie is looked at."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response
from werkzeug.wsgi import wrap_file

from blog.accounts.guards import open_to_anyone
from blog.errors import NotFound
from blog.media.formats import BY_EXTENSION, StoredName, address_of, parse_name
from blog.web.assets import FOR_A_YEAR
from blog.web.engine import engine
from blog.web.page_cache import says_itself

bp = Blueprint("media", __name__, url_prefix="/media")

# Whatever a browser takes the bytes for, nothing in them may run or load anything.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Disposition": "inline",
    "Cross-Origin-Resource-Policy": "cross-origin",  # readers of feeds and cards of posts show them on other sites
}


@bp.get("/<name>")
@open_to_anyone
@says_itself
def show_file(name: str) -> ResponseReturnValue:
    """The file of this name; for a rendition that is not made yet, the way to its original. Raises NotFound."""
    parsed = parse_name(name)
    if parsed is None:
        raise NotFound
    try:
        return _file(name, parsed)
    except FileNotFoundError:
        return _to_original(parsed)


def _file(name: str, parsed: StoredName) -> Response:
    file = engine().storage.open(name)
    response = Response(
        wrap_file(request.environ, file),
        mimetype=parsed.format.content_type,
        headers={**HEADERS, "Cache-Control": FOR_A_YEAR},
        direct_passthrough=True,
    )
    file.seek(0, 2)
    response.content_length = file.tell()
    file.seek(0)
    response.set_etag(name)
    return response.make_conditional(request)


def _to_original(parsed: StoredName) -> Response:
    if parsed.is_original:
        raise NotFound
    for extension in BY_EXTENSION:
        name = f"{parsed.stem}.{extension}"
        if engine().storage.has(name):
            response = redirect(address_of(name), 302)
            response.headers["Cache-Control"] = "no-cache"
            return response
    raise NotFound
